"""One concept whole: its terms in three languages, case forms, mentions, fields, history; all of it can be decided.

The terms stand above, side by side where there is room, else one language under the other. Below, one list at a time,
or all of them at once on a large screen. What is done there is in `tui.concept_deciding`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import OptionList, Static

from glossary.errors import GlossaryError, InputError
from glossary.model import ConceptStatus, ConceptView, DecisionRow, Lang, TermStatus
from glossary.service import Glossary
from tui.concept_deciding import ConceptDecidingScreen
from tui.concept_lists import (
    CaseList,
    Entry,
    FieldList,
    HistoryList,
    MentionList,
    TermList,
    Whole,
    draw_cases,
    draw_entries,
    draw_fields,
    draw_history,
    draw_mentions,
    load_whole,
)
from tui.deciding import Step
from tui.drawing import LANGS, assemble, draw_doubts, draw_heading
from tui.footer import Footer
from tui.i18n import N_, _, figure
from tui.items import Item
from tui.said import said
from tui.screens import LEFT
from tui.widgets import JobBar

if TYPE_CHECKING:
    from tui.app import TenriengApp

SIDE_BY_SIDE = 100
"""Columns from which the three languages stand beside each other."""

ALL_AT_ONCE = (150, 45)
"""Columns and lines from which all lists are shown at once."""

LOW = 32
"""Lines below which the half with the cursor gets the larger part."""

LEAST = 7
"""Lines that the other half keeps then."""

MENTIONS = 200
"""Mentions fetched at first; more come when the cursor is at the end of them."""

TABS = {
    "mentions": N_("Mentions"),
    "cases": N_("Russian cases"),
    "fields": N_("About it"),
    "history": N_("History"),
}


async def open_concept(app: TenriengApp, concept: str) -> None:
    """Show a concept whole, over the screen in use."""
    query = app.review.query_text
    try:
        whole = await app.ask(lambda glossary: load_whole(glossary, concept, MENTIONS, query))
    except GlossaryError as error:
        app.complain(error)
    else:
        app.push_screen(ConceptScreen(whole))


class Tab(Static):
    """The name of a list, to click on."""

    def __init__(self, name: str) -> None:
        super().__init__("", id=f"tab-{name}", markup=False)
        self.list_name = name

    async def on_click(self, event: events.Click) -> None:
        """Show this list."""
        if event.button == LEFT:
            await self.run_action(f"screen.tab('{self.list_name}')")


class ConceptScreen(ConceptDecidingScreen):
    """All that is known of one concept, and all that can be decided about it."""

    AUTO_FOCUS = ""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "accept", N_("Accept"), tooltip=N_("Accept the concept")),
        Binding("r", "reject", N_("Reject"), tooltip=N_("Reject: not a name, or not for this glossary")),
        Binding("e", "edit", N_("Edit"), tooltip=N_("Edit what is under the cursor: a term, a case form, a field")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark terms and mentions, to split or move them")),
        Binding("S", "split", N_("Split"), tooltip=N_("What is marked is another concept")),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take back the last decision, also of earlier days")),
        Binding("s", "term_status", N_("Status"), tooltip=N_("Preferred, admitted, deprecated or superseded")),
        Binding("f", "term_form", N_("Form"), tooltip=N_("Full name, acronym, abbreviation, short form or variant")),
        Binding("n", "new_term", N_("New term"), tooltip=N_("Add a term: language, form and status")),
        Binding("M", "move", N_("Move"), tooltip=N_("Move what is marked to a concept, found by typing")),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Drop the marks; back to where you came from")),
        Binding("U,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do the undone decision again")),
        *(
            Binding(
                str(digit),
                f"take({digit})",
                N_("Take"),
                key_display="1-9",
                show=False,
                tooltip=N_("Take this suggestion as the preferred term"),
            )
            for digit in range(1, 10)
        ),
        Binding("p", "prefer", N_("Prefer"), show=False, tooltip=N_("Make this term the preferred one")),
        Binding("delete", "remove", N_("Remove"), show=False, tooltip=N_("Remove the term, or the corrected form")),
        Binding("o", "reopen", N_("Reopen"), show=False, tooltip=N_("Make a decided concept undecided again")),
        Binding("c", "kind", N_("Kind"), show=False, tooltip=N_("Change the kind: person, institution, place, event")),
        Binding("m", "merge", N_("Merge"), show=False, tooltip=N_("Merge into another concept, found by typing")),
        Binding("d", "doubts", N_("Doubts"), show=False, tooltip=N_("Decide a possible merge: the same, or two names")),
        Binding("w", "note", N_("Write a note"), show=False, tooltip=N_("Write a note that goes into the export")),
        Binding("y", "copy", N_("Copy"), show=False, tooltip=N_("Copy the term under the cursor")),
        Binding("Y", "copy_row", N_("Copy row"), show=False, tooltip=N_("Copy the row for a spreadsheet")),
        Binding("C", "concordance", N_("Concordance"), show=False, tooltip=N_("The concept in all articles")),
        Binding("H", "tab('history')", N_("History"), show=False, tooltip=N_("The decisions about this concept")),
        Binding("i", "tab('fields')", N_("About it"), show=False, tooltip=N_("Subject, gender, dates, note")),
        Binding("right,l", "aside(1)", N_("To the right"), show=False, tooltip=N_("Next language, or next list")),
        Binding("left,h", "aside(-1)", N_("To the left"), show=False, tooltip=N_("Language or list before")),
        Binding("tab", "half", N_("Other half"), show=False, tooltip=N_("Between the terms and the lists below")),
        Binding("shift+tab", "half", N_("Other half"), show=False),
        Binding("J", "neighbour(1)", N_("Next concept"), show=False, tooltip=N_("The next concept of the queue")),
        Binding("K", "neighbour(-1)", N_("Concept before"), show=False, tooltip=N_("The concept before in the queue")),
    ]

    def __init__(self, whole: Whole) -> None:
        super().__init__(whole)
        self.tab_name = "mentions"
        self._mentions = MENTIONS
        self._fetching = False

    def compose(self) -> ComposeResult:
        """The heading, the terms, the lists, what was said last, the keys."""
        with Horizontal(id="concept-top"):
            yield Static("", id="concept-head", markup=False)
            yield Static("", id="concept-progress", markup=False)
        yield Static("", id="concept-doubts", markup=False)
        with Horizontal(id="terms"):
            yield TermList(LANGS, id="terms-all")
            for lang in LANGS:
                yield TermList((lang,), id=f"terms-{lang.value}")
        with Horizontal(id="tabs"):
            for name in TABS:
                yield Tab(name)
        with Horizontal(id="lists"):
            with Vertical(id="list-mentions", classes="list"):
                yield Static("", classes="title", markup=False)
                yield MentionList(id="mentions")
            with Vertical(id="beside"):
                for name, of in (("cases", CaseList), ("fields", FieldList), ("history", HistoryList)):
                    with Vertical(id=f"list-{name}", classes="list"):
                        yield Static("", classes="title", markup=False)
                        yield of(id=name)
        yield JobBar(id="job")
        yield Static("", id="said", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        """Show what was fetched; the cursor on a language without a term, where one lacks."""
        self._arrange()
        self._show()
        lists = self._term_lists()
        for lang in LANGS:
            offers = any(self.whole.view.suggestions.get(lang, ()))
            if offers and not any(t.lang is lang and t.status is TermStatus.PREFERRED for t in self.whole.view.terms):
                self._focus_lang(lang)
                return
        lists[0].focus()

    # ---- what the screen tells ----------------------------------------------------------------------------------
    @property
    def drawn(self) -> ConceptView | None:
        """The concept on screen."""
        return self.whole.view

    @property
    def lang(self) -> Lang:
        """The language under the cursor."""
        focused = self.focused
        lists = self._term_lists()
        return (focused if isinstance(focused, TermList) else lists[0] if len(lists) == 1 else self._last).lang

    async def after(
        self, done: DecisionRow | None, *, keep: str | None = None, onward: bool = False, still: bool = False
    ) -> None:
        """Say what was decided and show what changed; the review below changes too. The marks have done their work."""
        self.drop_marks()
        self.app.decided_on(self)
        self.say_done(done)
        await self.fetch(keep or self.concept)

    async def went_back(self, step: Step) -> None:
        """To the concept that it was about, if not this one."""
        elsewhere = step.concept is not None and self.concept not in step.concepts
        self.drop_marks()
        self.app.decided_on(self)
        await self.fetch(step.concept if elsewhere and step.concept else self.concept, step.concept)
        if step.lang is not None:
            self._focus_lang(step.lang)

    async def fetch(self, concept: str, otherwise: str | None = None) -> None:
        """Fetch a concept, or the other when it is gone; without either leave. On the same concept marks stay.

        Where the one on screen was merged into another meanwhile, it stays there, and that is said: nobody asked for
        the other, and the next key would decide on that.
        """
        mentions, shown, query = self._mentions, self.concept, self.app.review.query_text
        self.app.reload_review()
        for wanted in dict.fromkeys(filter(None, (concept, otherwise))):
            try:
                whole = await self.app.ask(partial(load_whole, concept=wanted, mentions=mentions, query=query))
                while wanted == self.concept == shown and self._marks_may_follow(whole):
                    mentions *= 2
                    whole = await self.app.ask(partial(load_whole, concept=wanted, mentions=mentions, query=query))
            except InputError:
                continue
            if wanted == shown != self.concept:
                # Meanwhile another concept is shown.
                return
            if wanted == shown != whole.view.row.id:
                lost = await self.app.ask(lambda glossary: glossary.merged_away([shown]))
                self.say(said(lost.get(shown, "")), hint=_("nothing more is done here; Esc goes back"))
                return
            if whole.view.row.id != self.concept:
                self._mentions = MENTIONS
                self.drop_marks()
            else:
                self._mentions = max(mentions, self._mentions)
                whole = self._with_way_on(whole)
            self.whole = whole
            self._keep_marks()
            self._show()
            return
        self.app.review.say(_("This concept is gone: it stands in no article any more."))
        self.dismiss()

    def _with_way_on(self, whole: Whole) -> Whole:
        """The concept on screen, decided meanwhile: the queue goes on where it would have, not where that one went."""
        return whole if whole.view.row.status is ConceptStatus.NEW else replace(whole, onward=self.whole.onward)

    @property
    def _decided_here(self) -> bool:
        """Did the concept wait when it came on screen, and waits no longer?"""
        return bool(self.whole.onward) and self.whole.view.row.status is not ConceptStatus.NEW

    def _marks_may_follow(self, whole: Whole) -> bool:
        """Is a marked mention not among those fetched, and may it be among the others?"""
        fetched = whole.view.evidence
        gone = self.marked_mentions - {one.mention_id for one in fetched}
        return bool(gone) and len(fetched) < whole.view.row.mentions

    def _keep_marks(self) -> None:
        """Marks stay on what is still there; that others are lost is said."""
        terms = self.marked_terms & {term.id for term in self.whole.view.terms}
        mentions = self.marked_mentions & {one.mention_id for one in self.whole.view.evidence}
        lost = len(self.marked_terms - terms) + len(self.marked_mentions - mentions)
        if lost:
            self.marked_terms, self.marked_mentions = terms, mentions
            self.say_marked(lost)

    def reload(self) -> None:
        """Another program has decided something."""
        self.run_worker(self._reload(), exclusive=True, group="reload")

    async def _reload(self) -> None:
        if not self._deciding:
            before = self.whole.view.row
            await self.fetch(self.concept)
            row = self.whole.view.row
            if row.id == before.id and row.status is not before.status and not self.app.job_decides:
                self.say_elsewhere(row)

    # ---- showing ------------------------------------------------------------------------------------------------
    def respeak(self) -> None:
        """Draw all in the interface language."""
        self._show()
        self.draw_said()

    def on_resize(self) -> None:
        """Another arrangement; cursor and marks stay where they are."""
        if self.is_mounted:
            self._arrange()
            self._draw_head()
            self.draw_said()
            self.call_after_refresh(self._share)

    def _arrange(self) -> None:
        width, height = self.app.size
        before, lang = self.focused, self.lang if self.is_mounted and self.query("TermList") else Lang.VI
        entry = before.current if isinstance(before, TermList) else None
        self.set_class(width < SIDE_BY_SIDE, "stacked")
        self.set_class(height < LOW, "low")
        self.set_class(width >= ALL_AT_ONCE[0] and height >= ALL_AT_ONCE[1], "all-at-once")
        self.query_one(Footer).show_palette(width >= SIDE_BY_SIDE)
        self._show_tab()
        if isinstance(before, TermList) and before not in self._term_lists():
            now = self._focus_lang(lang)
            if entry is not None:
                now.go_to(lambda one: one == entry)

    def _term_lists(self) -> list[TermList]:
        if self.has_class("stacked"):
            return [self.query_one("#terms-all", TermList)]
        return [self.query_one(f"#terms-{lang.value}", TermList) for lang in LANGS]

    @property
    def _last(self) -> TermList:
        """The list of terms that had the cursor last."""
        lists = self._term_lists()
        return next((one for one in lists if one.has_class("last")), lists[0])

    def _show(self) -> None:
        self._draw_head()
        for name in ("all", *(lang.value for lang in LANGS)):
            terms = self.query_one(f"#terms-{name}", TermList)
            terms.show(partial(self._entries, terms.langs))
        self.query_one(MentionList).show(lambda width: draw_mentions(self.whole, self.marked_mentions, width))
        self.query_one(CaseList).show(lambda width: draw_cases(self.whole, width))
        self.query_one(FieldList).show(lambda width: draw_fields(self.whole, width))
        self.query_one(HistoryList).show(lambda width: draw_history(self.whole, width))
        self._show_tab()
        self.call_after_refresh(self._share)

    def _entries(self, langs: Sequence[Lang], width: int) -> list[Item[Entry]]:
        return draw_entries(self.whole, langs, self.marked_terms, width)

    def _draw_head(self) -> None:
        view, totals, width = self.whole.view, self.whole.totals, max(20, self.app.size.width - 2)
        decided = figure(totals.approved + totals.rejected)
        progress = _("reviewed {done} of {all}").format(done=decided, all=figure(totals.concepts))
        self.query_one("#concept-progress", Static).update(assemble((progress, "$muted")))
        self.query_one("#concept-head", Static).update(draw_heading(view, max(20, width - cell_len(progress) - 2)))
        doubts = self.query_one("#concept-doubts", Static)
        doubts.display = bool(view.doubts)
        doubts.update(draw_doubts(view, self.whole.labels, width, full=False))

    def _show_tab(self) -> None:
        counts = {"mentions": self.whole.view.row.mentions, "history": len(self.whole.history)}
        for name, title in TABS.items():
            number = f" {figure(counts[name])}" if name in counts else ""
            chosen = name == self.tab_name
            style = "bold reverse $primary" if chosen else "$muted"
            drawn = assemble((f" {'▸' if chosen else ' '}{_(title)}{number} ", style))
            self.query_one(f"#tab-{name}", Tab).update(drawn)
            holder = self.query_one(f"#list-{name}")
            holder.set_class(chosen, "chosen-list")
            holder.query_one(".title", Static).update(assemble((f" {_(title)}{number}", "bold $muted")))
        self.query_one("#lists").set_class(self.tab_name == "mentions", "of-mentions")

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Remember which language had the cursor; on a large screen the list with the cursor is the chosen one."""
        if isinstance(event.widget, TermList):
            for one in self.query(TermList):
                one.set_class(one is event.widget, "last")
        elif event.widget.id in TABS and event.widget.id != self.tab_name:
            self.tab_name = event.widget.id
            self._show_tab()
        self.call_after_refresh(self._share)
        self.refresh_bindings()

    def _share(self) -> None:
        """The terms get the lines they need: up to half of what there is, on a low screen by where the cursor is."""
        needed = max((one.virtual_size.height for one in self._term_lists()), default=1) + 1
        taken = sum(self.query_one(name).outer_size.height for name in ("#concept-top", "#concept-doubts"))
        room = self.app.size.height - taken - 3
        most = room // 2
        if self.has_class("low"):
            most = room - LEAST if isinstance(self.focused, TermList) else LEAST + 1
        self.query_one("#terms").styles.height = max(4, min(needed, most))

    # ---- moving about -------------------------------------------------------------------------------------------
    def _focus_lang(self, lang: Lang) -> TermList:
        lists = self._term_lists()
        found = lists[0] if len(lists) == 1 else lists[LANGS.index(lang)]
        if found.lang is not lang:
            found.go_to(lambda one: one.lang is lang)
        found.focus()
        return found

    def action_aside(self, step: int) -> None:
        """The next language, or the next list."""
        if isinstance(self.focused, TermList):
            self._focus_lang(LANGS[(LANGS.index(self.lang) + step) % len(LANGS)])
        else:
            names = list(TABS)
            self.action_tab(names[(names.index(self.tab_name) + step) % len(names)])

    def action_tab(self, name: str) -> None:
        """Show one of the lists, the cursor in it."""
        self.tab_name = name
        self._show_tab()
        self.query_one(f"#{name}").focus()

    def action_half(self) -> None:
        """Between the terms and the lists."""
        if isinstance(self.focused, TermList):
            self.query_one(f"#{self.tab_name}").focus()
        else:
            self._last.focus()

    async def action_neighbour(self, step: int) -> None:
        """The concept before or behind this one in the queue."""
        query = self.app.review.query_text
        concept = self.concept

        def beside(glossary: Glossary) -> str:
            place = glossary.place_in_queue(concept, query)
            rows = (
                glossary.queue(query, limit=1, offset=place + step) if place is not None and place + step >= 0 else []
            )
            return rows[0].id if rows else ""

        other = self.whole.onward if step > 0 and self._decided_here else await self.app.ask(beside)
        if other:
            await self.fetch(other)
        else:
            self.say(_("The queue has no more concepts in this direction."))

    async def action_leave(self) -> None:
        """Drop the marks; then back: the review on this concept, or on the next that waits where it was decided."""
        if self.marked_terms or self.marked_mentions:
            self.drop_marks()
            self.redraw_marks()
            return
        concept = self.whole.onward if self._decided_here else self.concept
        self.dismiss()
        await self.app.review.refetch(keep=concept)
        below = self.app.screen
        reload = getattr(below, "reload", None)
        if below is not self.app.review and below is not self and callable(reload):
            reload()

    def action_concordance(self) -> None:
        """Where the concept stands in all articles."""
        self.app.open_concordance(self.whole.view.row.label, self.concept)

    @on(OptionList.OptionHighlighted, "#mentions")
    async def _more_mentions(self) -> None:
        """At the last mention that was fetched, fetch more."""
        have = len(self.whole.view.evidence)
        if self.query_one(MentionList).at_end and have < self.whole.view.row.mentions and have >= self._mentions:
            self._mentions *= 2
            concept, mentions = self.concept, self._mentions
            query = self.app.review.query_text
            whole = await self.app.ask(lambda glossary: load_whole(glossary, concept, mentions, query))
            self.whole = self._with_way_on(whole)
            self._show()
