"""Adding a name that was missed: what a marked stretch of an article names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from glossary.model import ConceptRow, Kind
from tui.dialogs import Dialog, KindLine
from tui.drawing import KIND_LETTERS, KIND_NAMES, assemble, kind_style, line
from tui.i18n import N_, _
from tui.typeahead import AWAITED
from tui.widgets import Queue, TextField

NEW_CONCEPT: Mapping[Kind, str] = {
    Kind.PERSON: N_("a new person"),
    Kind.ORG: N_("a new institution"),
    Kind.PLACE: N_("a new place"),
    Kind.EVENT: N_("a new event"),
}


class AddMissed(Dialog):
    """What a marked stretch of text names: a new concept of a kind, or a concept that is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{letter.lower()},{letter}", f"choose('{kind.value}')", KIND_NAMES[kind])
            for kind, letter in KIND_LETTERS.items()
        ),
        Binding("slash", "find", N_("Find a concept")),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    keys = N_("a letter: a new concept   / or ↓ one that is there   Esc leaves")
    wide = True

    def __init__(self, text: str, save: Callable[[Kind | str], Awaitable[None]]) -> None:
        super().__init__()
        self._text, self._save = text, save
        self.heading = assemble((line(text), "bold"), " ", (_("names …"), "$muted"))

    def body(self) -> Iterable[Widget]:
        """Four kinds; a field and a list for concepts."""
        for kind, letter in KIND_LETTERS.items():
            drawn = assemble((f" {letter} ", f"bold reverse {kind_style(kind)}"), "  " + _(NEW_CONCEPT[kind]))
            yield KindLine(drawn, kind)
        yield TextField(placeholder=_("/ or a concept that is there, found by any spelling"), id="text")
        yield Queue(id="found", brief=True)

    def on_mount(self) -> None:
        """The letters come first; what is like the text is listed already."""
        super().on_mount()
        self._find()

    async def action_choose(self, kind: str) -> None:
        """A new concept."""
        await self.attempt(self._save(Kind(kind)))

    def action_find(self) -> None:
        """Type a part of the name of a concept."""
        self.query_one("#text").focus()

    def action_move(self, rows: int) -> None:
        """Into the list, and up and down in it."""
        if self.focused is None:
            self.query_one(Queue).focus()
        else:
            self.query_one(Queue).action_move(rows)

    @on(Input.Changed)
    @work(exclusive=True, group=AWAITED)
    async def _find(self) -> None:
        query = self.query_one("#text", TextField).text or self._text

        async def fetch(limit: int, offset: int) -> list[ConceptRow]:
            return await self.app.ask(lambda glossary: glossary.queue(query, limit=limit, offset=offset))

        await self.query_one(Queue).load(fetch, top=True)

    @on(Queue.Chosen)
    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """A concept that is there."""
        row = self.query_one(Queue).row
        if row is None:
            self.problem(_("No concept is called so: Esc, then a letter makes a new one."))
        else:
            await self.attempt(self._save(row.id))

    async def key_enter(self) -> None:
        """Enter in the list chooses."""
        if isinstance(self.focused, Queue):
            await self.action_submit()
