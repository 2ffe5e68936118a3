"""Adding a name that was missed: what a marked stretch of an article names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input

from glossary.model import ConceptRow, Kind
from glossary.service import Glossary
from tui.dialog import Dialog
from tui.dialogs import KindLine
from tui.drawing import KIND_LETTERS, KIND_NAMES, assemble, kind_style, line
from tui.hints import in_force
from tui.i18n import N_, _
from tui.likely import called_so
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
        Binding("enter", "take_pointed", N_("Take it"), show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    keys = N_("a letter, or ↑ ↓ and Enter: what it is   / finds one that is there   Esc leaves")
    wide = True

    def __init__(self, text: str, save: Callable[[Kind | str], Awaitable[None]]) -> None:
        super().__init__()
        self._text, self._save = text, save
        self._pointed: Kind | None = None
        self.heading = assemble((line(text), "bold"), " ", (_("names …"), "$muted"))

    def body(self) -> Iterable[Widget]:
        """Four kinds; a field and a list for concepts."""
        for kind, letter in KIND_LETTERS.items():
            drawn = assemble((f" {letter} ", f"bold reverse {kind_style(kind)}"), "  " + _(NEW_CONCEPT[kind]))
            yield KindLine(drawn, kind)
        told = in_force(_("/ or a concept that is there, found by any spelling"), self, self.app)
        yield TextField(placeholder=told, id="text")
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
        self._point(None)
        self.query_one("#text").focus()

    def action_move(self, rows: int) -> None:
        """Through the kinds, from the last one into the list of concepts, and back."""
        kinds, queue = list(KIND_LETTERS), self.query_one(Queue)
        if self.focused is not None:
            if isinstance(self.focused, Queue) and rows < 0 and queue.cursor == 0:
                self.set_focus(None)
                self._point(kinds[-1])
            else:
                queue.action_move(rows)
            return
        at = (kinds.index(self._pointed) if self._pointed else -1) + rows
        if at < len(kinds):
            self._point(kinds[max(0, at)])
        else:
            self._point(None)
            queue.focus()

    def _point(self, kind: Kind | None) -> None:
        self._pointed = kind
        for row in self.query(KindLine):
            row.set_class(row.kind is kind, "pointed")

    @on(Input.Changed)
    @work(exclusive=True, group=AWAITED)
    async def _find(self) -> None:
        query = self.query_one("#text", TextField).text or self._text

        def rows(glossary: Glossary, limit: int, offset: int) -> list[ConceptRow]:
            first = called_so(glossary, [query])
            if not first:
                return glossary.queue(query, limit=limit, offset=offset)
            # They stand before the others, and not among them again.
            ids = {row.id for row in first}
            others = glossary.queue(query, limit=offset + limit + len(first))
            return [*first, *(row for row in others if row.id not in ids)][offset : offset + limit]

        async def fetch(limit: int, offset: int) -> list[ConceptRow]:
            return await self.app.ask(lambda glossary: rows(glossary, limit, offset))

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

    async def action_take_pointed(self) -> None:
        """Enter chooses the kind or the concept under the cursor."""
        if isinstance(self.focused, Queue):
            await self.action_submit()
        elif self._pointed is not None:
            await self.action_choose(self._pointed)
