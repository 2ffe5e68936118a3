"""The card of a concept beside the queue: its terms, what is proposed, what is doubtful, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from glossary.model import ConceptView, Lang
from glossary.service import Glossary
from tui.drawing import (
    LANGS,
    MORE,
    assemble,
    draw_doubts,
    draw_heading,
    first_open,
    fitted,
    lay_out_language,
    line,
    preferred,
)
from tui.evidence import EvidencePane
from tui.hints import in_force
from tui.i18n import N_, _, ngettext
from tui.said import said
from tui.widgets import Block

if TYPE_CHECKING:
    from tui.app import TenriengApp

NO_PACKAGE = N_("No Argos package is installed: p adds offline machine translation (vi-en 66 MB, en-ru 196 MB).")
NO_PACKAGE_IN_SHORT = N_("No Argos package: p adds translation")
OFF_IN_SHORT = N_("Machine translation is off: + tells why")


@dataclass(frozen=True)
class Loaded:
    """A concept as fetched for the screen: its view, and the names of the concepts it may be the same as."""

    view: ConceptView
    labels: Mapping[str, str] = field(default_factory=dict)


def load_concept(glossary: Glossary, concept: str) -> Loaded:
    """All the right side shows of one concept, in one visit to the database thread."""
    view = glossary.view(concept)
    labels = {}
    for doubt in view.doubts:
        for other in (doubt.concept, doubt.other):
            if other != concept:
                labels[other] = glossary.view(other).row.label
    return Loaded(view, labels)


class Clickable(Block):
    """A line that does what its key does."""

    def __init__(self, action: str, *, id: str, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self._action = action

    async def on_click(self, event: events.Click) -> None:
        """As if the key was pressed."""
        if event.button == 1:
            await self.run_action(self._action)


class LanguageBlock(Block):
    """One language of the card: a click marks it, a double click on a suggestion takes that.

    A suggestion that came into sight only by the first click is not taken by the second.
    """

    app: TenriengApp

    def __init__(self, lang: Lang) -> None:
        super().__init__(id=f"lang-{lang.value}", classes="language")
        self.lang = lang
        self._numbers: list[int] = []
        self._aimed = 0

    def draw(self, view: ConceptView, width: int, *, chosen: bool, full: bool) -> None:
        """Draw the language, and remember which line is which suggestion."""
        typing = in_force(_("e types it"), self.screen, self.app)
        lines = lay_out_language(view, self.lang, width, chosen=chosen, full=full, typing=typing)
        self._numbers = [number for drawn, number in lines]
        self.update(Content("\n").join(drawn for drawn, number in lines))
        self.set_class(chosen, "chosen")

    async def on_click(self, event: events.Click) -> None:
        """Mark the language, bring the other suggestions, or take the one under the pointer."""
        pane = self.query_ancestor(ConceptPane)
        number = self._numbers[event.y] if 0 <= event.y < len(self._numbers) else 0
        if pane.lang is not self.lang:
            pane.choose(self.lang)
            self._aimed = 0
        elif number == MORE:
            await self.run_action("screen.expand")
        elif number and event.chain == 2 and event.button == 1 and number == self._aimed:
            await self.run_action(f"screen.take({number})")
        else:
            self._aimed = number
            if number:
                pane.post_message(ConceptPane.Aimed(number))


class ConceptPane(Vertical):
    """The right side: heading, the three languages with numbered suggestions, doubts; below always the evidence."""

    app: TenriengApp

    @dataclass
    class Aimed(Message):
        """A suggestion was clicked once."""

        number: int

    def __init__(self) -> None:
        super().__init__(id="concept")
        self.loaded: Loaded | None = None
        self.lang = Lang.RU
        self.hint = ""
        """What hinders machine translation, in English: it is translated where it is drawn."""
        self.full = False
        """All suggestions with all their traces are drawn."""
        self._width = 0

    def compose(self) -> ComposeResult:
        """Blocks of text; what is above the evidence scrolls by itself."""
        with VerticalScroll(id="card", can_focus=False):
            yield Block(id="heading")
            for lang in LANGS:
                yield LanguageBlock(lang)
            yield Clickable("screen.packages", id="hint")
            yield Clickable("screen.doubts", id="doubts")
        yield Clickable("screen.whole", id="evidence-title", classes="title")
        yield EvidencePane()

    @property
    def view(self) -> ConceptView | None:
        """The concept shown."""
        return self.loaded.view if self.loaded else None

    @property
    def all_drawn(self) -> bool:
        """Are all suggestions drawn: asked for, or because there is room for them anyway?"""
        return self.full or self.screen.has_class("spacious")

    @property
    def evidence(self) -> EvidencePane:
        """The mentions."""
        return self.query_one(EvidencePane)

    @property
    def card(self) -> VerticalScroll:
        """What is above the evidence."""
        return self.query_one("#card", VerticalScroll)

    def show(self, loaded: Loaded | None) -> None:
        """Draw a concept, or nothing; the language in work is one that has no term yet."""
        before, self.loaded = self.view, loaded
        view = self.view
        same = before is not None and view is not None and before.row.id == view.row.id
        if view is not None and not (same and preferred(view.terms, self.lang) is None):
            gained = same and before is not None and preferred(before.terms, self.lang) is None
            if not same or gained:
                self.lang = first_open(view, self.lang)
        if not same:
            self.card.scroll_home(animate=False)
            self.full = False
        self.redraw()
        if view is not None:
            self.evidence.show(view, same=same)

    def on_resize(self) -> None:
        """Lines are broken for the width of the pane."""
        if self.loaded is not None and self.card.scrollable_content_region.width != self._width:
            self.redraw()

    def choose(self, lang: Lang) -> None:
        """Work on another language."""
        self.lang = lang
        self.redraw()

    def show_full(self, full: bool) -> None:
        """All suggestions with all their traces, or the few best."""
        self.full = full
        self.redraw()

    def respeak(self) -> None:
        """Draw in the interface language."""
        self.redraw()

    def _hint(self, width: int) -> str:
        """What hinders machine translation; in few words where there is little room."""
        whole = in_force(line(said(_(self.hint))), self.screen, self.app)
        if self.full or self.screen.has_class("roomy") or cell_len(whole) <= width:
            return whole
        return in_force(_(NO_PACKAGE_IN_SHORT if self.hint == NO_PACKAGE else OFF_IN_SHORT), self.screen, self.app)

    def redraw(self) -> None:
        """Draw the concept again, for the room there is."""
        loaded, view = self.loaded, self.view
        for block in self.query(Static):
            block.display = view is not None
        self.set_class(self.full, "full")
        if loaded is None or view is None:
            return
        self._width = self.card.scrollable_content_region.width
        width = max(20, self._width - 1)
        self.query_one("#heading", Static).update(draw_heading(view, width))
        for block in self.query(LanguageBlock):
            block.draw(view, width, chosen=block.lang is self.lang, full=self.all_drawn)
        lacking = any(preferred(view.terms, lang) is None for lang in LANGS)
        hint_block = self.query_one("#hint", Static)
        hint_block.update(assemble((self._hint(width), "$faint")))
        hint_block.display = bool(self.hint) and lacking
        doubts = self.query_one("#doubts", Static)
        doubts.display = bool(view.doubts)
        doubts.update(draw_doubts(view, loaded.labels, width, full=self.full))
        seen = _("In the articles · {mentions}").format(
            mentions=ngettext("{count} mention", "{count} mentions", view.row.mentions)
        )
        title = assemble((seen, "$muted"), ("   v", "bold $accent"), (" " + _("details"), "$muted"))
        self.query_one("#evidence-title", Static).update(fitted(title, width))
