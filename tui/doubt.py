"""Two concepts that may be one: side by side, with the reason for the doubt and all that speaks for or against it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Awaitable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from glossary.model import ConceptRow, ConceptView, Spelling
from glossary.service import Glossary
from tui.dialog import Dialog
from tui.drawing import assemble, draw_evidence, draw_heading, draw_terms, line
from tui.i18n import N_, _
from tui.said import said


def next_doubtful(glossary: Glossary, concept: str, query: str) -> ConceptRow | None:
    """The first concept with a possible merge behind this one in the queue of a query, else from its top, else of all.

    The doubtful ones stand in the order of the queue: the first behind a place is found by halves.
    """
    for searched in dict.fromkeys((query, "")):
        doubtful = f"{searched} risk:doubt".strip()
        count = glossary.count(doubtful)
        if count:
            here = glossary.place_in_queue(concept, searched) if concept else None

            def place(number: int, searched: str = searched, doubtful: str = doubtful) -> int:
                row = glossary.queue(doubtful, limit=1, offset=number)[0]
                return glossary.place_in_queue(row.id, searched) or 0

            behind = bisect_right(range(count), -1 if here is None else here, key=place)
            return glossary.queue(doubtful, limit=1, offset=behind % count)[0]
    return None


@dataclass(frozen=True)
class SideView:
    """One of the two: what is known of it, and what each of its spellings is attested by."""

    view: ConceptView
    spellings: Sequence[Spelling]


def load_side(glossary: Glossary, concept: str) -> SideView:
    """All that is shown of one of the two."""
    return SideView(glossary.view(concept), glossary.spellings(concept))


class SaveDoubt(Protocol):
    """What is done with the answer."""

    def __call__(self, *, same: bool) -> Awaitable[None]:
        """Merge, or keep apart."""
        ...


class DecideDoubt(Dialog):
    """Two concepts side by side: the same, or two?"""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "same", N_("Merge")),
        Binding("k", "apart", N_("Keep apart")),
        Binding("down,j", "scroll(1)", show=False),
        Binding("up", "scroll(-1)", show=False),
        Binding("pagedown", "scroll(10)", show=False),
        Binding("pageup", "scroll(-10)", show=False),
    ]
    headline = N_("Are these the same?")
    keys = N_("m merge: the same   k keep apart: two names   ↑ ↓ scroll   Esc leaves it open")
    wide = True

    def __init__(self, one: SideView, two: SideView, why: str, waiting: int, save: SaveDoubt) -> None:
        super().__init__()
        self._sides, self._why, self._waiting, self._save = (one, two), why, waiting, save

    def body(self) -> Iterable[Widget]:
        """The reason, then the two; the line of keys below takes the answer, also by mouse."""
        more = "   " + _("1 of {count} here").format(count=self._waiting) if self._waiting > 1 else ""
        yield Static(assemble(("? ", "bold $warning"), line(said(self._why)), (more, "$muted")), id="why", markup=False)
        with Horizontal(id="two"):
            for side in self._sides:
                with VerticalScroll(classes="side", can_focus=False):
                    yield Side(side)

    def action_scroll(self, lines: int) -> None:
        """Both sides together."""
        for side in self.query(".side"):
            side.scroll_relative(y=lines, animate=False)

    async def action_same(self) -> None:
        """One concept."""
        await self.attempt(self._save(same=True))

    async def action_apart(self) -> None:
        """Two concepts."""
        await self.attempt(self._save(same=False))


class Side(Static):
    """One concept in short, broken for the width it gets."""

    def __init__(self, side: SideView) -> None:
        super().__init__("", markup=False)
        self._side = side

    def on_resize(self, event: events.Resize) -> None:
        """Break the lines again."""
        width = event.size.width - 1
        view = self._side.view
        heading, terms = draw_heading(view, width), draw_terms(view, self._side.spellings, width)
        self.update(Content("\n").join([heading, Content(""), terms, Content(""), draw_evidence(view, width)]))
