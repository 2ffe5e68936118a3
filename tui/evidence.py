"""The mentions of a concept in their sentences, with a cursor that goes from one to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.geometry import Region
from textual.widgets import Static

from glossary.model import ConceptView, Evidence
from tui.drawing import lay_out_evidence
from tui.i18n import N_

if TYPE_CHECKING:
    from tui.app import TenriengApp


class EvidencePane(VerticalScroll, can_focus=True):
    """The mentions in their sentences; the cursor goes from mention to mention, Enter opens the article there."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Next mention"), show=False),
        Binding("up,k", "move(-1)", N_("Mention before"), show=False),
        Binding("home,g", "move(-1000)", N_("First mention"), show=False),
        Binding("end,G", "move(1000)", N_("Last mention"), show=False),
        Binding("enter", "read", N_("Read the article"), show=False, tooltip=N_("Open the article at this mention")),
    ]

    def __init__(self) -> None:
        super().__init__(id="evidence-pane")
        self.cursor = 0
        self._view: ConceptView | None = None
        self._places: list[tuple[int, int]] = []

    def compose(self) -> ComposeResult:
        """One block of text; the app never draws article text in any other widget."""
        yield Static("", id="evidence", markup=False)

    @property
    def mention(self) -> Evidence | None:
        """The mention under the cursor."""
        return self._view.evidence[self.cursor] if self._view and self.cursor < len(self._places) else None

    def show(self, view: ConceptView, *, same: bool) -> None:
        """Draw the mentions of a concept; of the same one the cursor stays where it was."""
        if not same:
            self.cursor = 0
            self.scroll_home(animate=False)
        self._view = view
        self._draw()

    def _draw(self) -> None:
        if self._view is None:
            return
        width = max(20, self.scrollable_content_region.width - 1)
        marked = self.cursor if self.has_focus else -1
        content, self._places = lay_out_evidence(self._view, width, marked)
        self.query_one("#evidence", Static).update(content)

    def respeak(self) -> None:
        """Draw in the interface language."""
        self._draw()

    def on_resize(self) -> None:
        """Lines are broken for the width of the pane."""
        self._draw()

    def on_focus(self) -> None:
        """The cursor is seen while the keys go here."""
        self._draw()

    def on_blur(self) -> None:
        """And is not, while they do not."""
        self._draw()

    def action_move(self, step: int) -> None:
        """To another mention; at the last one the rest of the text comes into sight."""
        if not self._places:
            return
        self.cursor = max(0, min(self.cursor + step, len(self._places) - 1))
        self._draw()
        top, bottom = self._places[self.cursor]
        last = self.cursor == len(self._places) - 1
        region = Region(0, top, 1, bottom - top + (2 if last else 0))
        self.scroll_to_region(region, animate=False, force=True)

    def on_click(self, event: events.Click) -> None:
        """A click puts the cursor on a mention, a double click opens its article."""
        line_number = event.y + self.scroll_offset.y
        for number, (top, bottom) in enumerate(self._places):
            if top <= line_number < bottom:
                self.cursor = number
                self._draw()
                if event.chain == 2 and event.button == 1:
                    self.action_read()
                return

    def action_read(self) -> None:
        """Open the article at the mention."""
        if self.mention is not None:
            self.app.read_mention(self.mention.mention_id)
