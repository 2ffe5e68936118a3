"""The card of a concept beside the queue: its terms, what is proposed, what is doubtful, and where it was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from glossary.model import ConceptView, Lang
from glossary.service import Glossary
from tui.drawing import (
    LANGS,
    assemble,
    draw_doubts,
    draw_heading,
    draw_language,
    first_open,
    fitted,
    line,
    preferred,
)
from tui.evidence import EvidencePane
from tui.i18n import _, ngettext


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


class ConceptPane(Vertical):
    """The right side: heading, the three languages with numbered suggestions, doubts; below always the evidence."""

    def __init__(self) -> None:
        super().__init__(id="concept")
        self.loaded: Loaded | None = None
        self.lang = Lang.RU
        self.hint = ""
        self.full = False
        """All suggestions with all their traces are drawn."""
        self._width = 0

    def compose(self) -> ComposeResult:
        """Blocks of text; what is above the evidence scrolls by itself."""
        with VerticalScroll(id="card", can_focus=False):
            yield Static("", id="heading", markup=False)
            for lang in LANGS:
                yield Static("", id=f"lang-{lang.value}", classes="language", markup=False)
            yield Static("", id="hint", markup=False)
            yield Static("", id="doubts", markup=False)
        yield Static(_("In the articles"), id="evidence-title", classes="title", markup=False)
        yield EvidencePane()

    @property
    def view(self) -> ConceptView | None:
        """The concept shown."""
        return self.loaded.view if self.loaded else None

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
        self._draw()
        if view is not None:
            self.evidence.show(view, same=same)

    def on_resize(self) -> None:
        """Lines are broken for the width of the pane."""
        if self.loaded is not None and self.card.scrollable_content_region.width != self._width:
            self._draw()

    def choose(self, lang: Lang) -> None:
        """Work on another language."""
        self.lang = lang
        self._draw()

    def show_full(self, full: bool) -> None:
        """All suggestions with all their traces, or the few best."""
        self.full = full
        self._draw()

    def _draw(self) -> None:
        loaded, view = self.loaded, self.view
        for block in self.query(Static):
            block.display = view is not None
        self.set_class(self.full, "full")
        if loaded is None or view is None:
            return
        self._width = self.card.scrollable_content_region.width
        width = max(20, self._width - 1)
        self.query_one("#heading", Static).update(draw_heading(view, width))
        for lang in LANGS:
            block = self.query_one(f"#lang-{lang.value}", Static)
            block.update(draw_language(view, lang, width, chosen=lang is self.lang, full=self.full))
            block.set_class(lang is self.lang, "chosen")
        lacking = any(preferred(view.terms, lang) is None for lang in LANGS)
        hint_block = self.query_one("#hint", Static)
        hint = assemble((line(self.hint), "$faint"))
        hint_block.update(hint if self.full or self.screen.has_class("roomy") else fitted(hint, width))
        hint_block.display = bool(self.hint) and lacking
        doubts = self.query_one("#doubts", Static)
        doubts.display = bool(view.doubts)
        doubts.update(draw_doubts(view, loaded.labels, width, full=self.full))
        seen = _("In the articles · {mentions}").format(
            mentions=ngettext("{count} mention", "{count} mentions", view.row.mentions)
        )
        self.query_one("#evidence-title", Static).update(assemble((seen, "$muted")))
