"""What the screens around the review share: articles, the reader, the concordance, stories.

They decide too, but on what they show and not on a queue: each decision is said at the bottom, undone with one key, and
the screen asks again for what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType

from glossary.errors import GlossaryError
from glossary.model import ConceptRow, DecisionRow
from glossary.service import Glossary
from tui.dialogs import FindConcept
from tui.drawing import assemble, line
from tui.i18n import N_, ngettext
from tui.likely import called_so
from tui.said import said
from tui.saying import SayingScreen
from tui.screens import LEFT
from tui.typeahead import AWAITED
from tui.widgets import Rows

HELP = Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys"))
UNDO: tuple[BindingType, ...] = (
    Binding("u", "undo", N_("Undo"), tooltip=N_("Take back the last decision")),
    Binding("U,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do the undone decision again")),
)
DECIDE: tuple[BindingType, ...] = (
    Binding("a", "accept", N_("Accept"), tooltip=N_("Accept the concept of this name")),
    Binding("r", "reject", N_("Reject"), tooltip=N_("Reject the concept of this name")),
)
CONCORDANCE = Binding("C", "concordance", N_("Concordance"), tooltip=N_("This name in all articles"))
WHOLE = Binding("v", "whole", N_("Details"), show=False, tooltip=N_("The whole concept, over this screen"))


class Lines(Rows):
    """A list in which a click moves the cursor and a double click opens, as in the queue."""

    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if clicked is None:
            return
        self.highlighted = clicked
        self.pressed_at(event.x)
        if event.chain == 2 and event.button == LEFT:
            self.action_select()

    def pressed_at(self, x: int) -> None:
        """Where in the line the click was."""


class LookingScreen(SayingScreen):
    """A screen that shows something and may decide on it."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self) -> None:
        super().__init__()
        self._left = False

    @on(events.ScreenSuspend)
    def _was_left(self) -> None:
        self._left = True

    @on(events.ScreenResume)
    def _came_back(self) -> None:
        """On the screen above this one something may have been decided."""
        if self._left:
            self._left = False
            self.reload()

    async def fetch(self) -> None:
        """Ask for all that is shown again, and draw it; the cursor stays on what it was on."""
        raise NotImplementedError

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Another program changed the glossary."""
        await self.fetch()

    async def decide(self, decision: Callable[[Glossary], DecisionRow | None]) -> bool:
        """Make a decision, say it, show what changed; True when it was made."""
        done = await self._made(decision)
        self.say_done(done)
        return done is not None

    async def _made(self, decision: Callable[[Glossary], DecisionRow | None], nothing: str = "") -> DecisionRow | None:
        """Make a decision and show what changed; None, and said, when it cannot be made or there is nothing to do."""
        try:
            done = await self.ask_to_save(decision)
        except GlossaryError as error:
            self.say(said(str(error)))
            return None
        self.app.decided_on(self)
        await self.fetch()
        self.app.reload_review()
        if done is None:
            self.say(nothing)
        return done

    def judge(self, *, accept: bool) -> object:
        """Accept or reject the concept under the cursor, on a screen with the keys of `DECIDE`."""
        raise NotImplementedError

    def action_accept(self) -> None:
        """Accept the concept under the cursor."""
        self.judge(accept=True)

    def action_reject(self) -> None:
        """Reject the concept under the cursor."""
        self.judge(accept=False)

    @work(group=AWAITED)
    async def back_or_again(
        self, step: Callable[[Glossary], DecisionRow | None], *, nothing: str, sentence: str, hint: str
    ) -> None:
        """Undo or redo, and name what that was."""
        done = await self._made(step, nothing)
        if done is not None:
            self.say(sentence.format(what=said(done.label)), hint=hint)

    def ask_move(self, mentions: Mapping[int, str], own: str) -> None:
        """Ask which concept these mentions (number → text) are of; `own` is the one that is not offered."""

        async def save(row: ConceptRow) -> None:
            # The dialog shows what went wrong; so the decision is made before it closes.
            done = await self.app.ask(lambda glossary: glossary.move_mentions(mentions, row.id))
            self.moved()
            self.app.decided_on(self)
            await self.fetch()
            self.app.reload_review()
            self.say_done(done)

        heading = ngettext("{count} mention is of …", "{count} mentions are of …", len(mentions))
        names = ", ".join(dict.fromkeys(map(line, mentions.values())))
        texts = [*mentions.values()]
        likely = partial(called_so, texts=texts)
        self.app.push_screen(FindConcept(assemble((heading, "bold"), "  ", (names, "$muted")), own, likely, save))

    def moved(self) -> None:
        """Mentions were moved."""

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()
