"""What is decided on the concept screen: terms, case forms, fields, and what belongs to another concept.

An action is for what is under the cursor, or for what was marked with Space.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from glossary.model import ConceptRow, ConceptView, DecisionRow, Evidence, Kind, Lang, Term, TermForm, TermStatus
from glossary.service import Glossary
from tui.concept_asks import AskOne, AskText, NewTerm, SplitOff
from tui.concept_lists import (
    CASE_NAMES,
    FIELD_NAMES,
    GENDER_NAMES,
    CaseCell,
    CaseList,
    MentionList,
    Nothing,
    Offer,
    TermList,
    Whole,
)
from tui.deciding import DecidingScreen
from tui.dialog import titled
from tui.dialogs import FindConcept
from tui.drawing import FORM_NAMES, TERM_STATUS_NAMES, line
from tui.i18n import N_, _, ngettext
from tui.items import Items
from tui.likely import called_so


def copied(current: object) -> str:
    """What is copied of a thing in the lists; empty when it has no text of its own."""
    if isinstance(current, Term):
        return current.text
    if isinstance(current, Offer):
        return current.suggestion.text
    if isinstance(current, CaseCell):
        return current.form.text
    return current.sentence if isinstance(current, Evidence) else ""


class ConceptDecidingScreen(DecidingScreen):
    """The decisions about one concept."""

    def __init__(self, whole: Whole) -> None:
        super().__init__()
        self.whole = whole
        self.marked_terms: set[int] = set()
        self.marked_mentions: set[int] = set()
        self._told_of_marks = ("", "")

    @property
    def concept(self) -> str:
        """The concept shown."""
        return self.whole.view.row.id

    @property
    def targets(self) -> Sequence[ConceptRow]:
        """The concept shown."""
        return [self.whole.view.row]

    async def settled(self) -> ConceptView | None:
        """It is on screen."""
        return self.whole.view

    # ---- what is under the cursor -------------------------------------------------------------------------------
    @property
    def _term(self) -> Term | None:
        focused = self.focused
        current = focused.current if isinstance(focused, TermList) else None
        return current if isinstance(current, Term) else None

    def _terms(self) -> list[int]:
        """The marked terms, else the one under the cursor."""
        return sorted(self.marked_terms) or ([self._term.id] if self._term else [])

    def _mention_ids(self) -> list[int]:
        if self.marked_mentions or self.marked_terms:
            return sorted(self.marked_mentions)
        focused = self.focused
        return [focused.current.mention_id] if isinstance(focused, MentionList) and focused.current else []

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        current = event.option_list.current if isinstance(event.option_list, Items) else None
        if isinstance(current, Offer):
            concept = self.concept
            await self.decide(lambda glossary: glossary.take(concept, current.lang, current.suggestion.text))
        elif isinstance(current, Term):
            await self.action_prefer()
        elif isinstance(current, Nothing):
            self.action_new_term()
        elif isinstance(current, CaseCell):
            await self._set_forms(current, {current.form.case: current.form.text})
        elif isinstance(current, Evidence):
            self.app.read_mention(current.mention_id)
        elif isinstance(current, str):
            await self._change_field(current)

    # ---- terms --------------------------------------------------------------------------------------------------
    def _need_term(self, found: object) -> bool:
        if found:
            return True
        self.say(_("Put the cursor on a term first."))
        return False

    async def action_prefer(self) -> None:
        """The term under the cursor is the preferred one, whatever is marked: only one can be."""
        term, concept = self._term, self.concept
        if self._need_term(term) and term is not None:
            await self.decide(
                lambda glossary: glossary.set_term_status([term.id], TermStatus.PREFERRED, concept=concept)
            )

    async def action_edit(self) -> None:
        """A term, a case form or a field: whatever is under the cursor."""
        focused = self.focused
        current = focused.current if isinstance(focused, Items) else None
        if isinstance(current, Term):
            self._edit_term(current)
        elif isinstance(current, CaseCell):
            self._edit_form(current)
        elif isinstance(current, str):
            await self._change_field(current)
        else:
            await super().action_edit()

    def _edit_term(self, term: Term) -> None:
        help_text = _("Empty takes it away; a spelling that articles have stays, deprecated.")

        concept = self.concept

        def change(text: str) -> Callable[[Glossary], DecisionRow]:
            return lambda glossary: glossary.change_term(term.id, text, concept=concept)

        self._ask_text(titled(_("Spelling of {name}"), name=term.text), term.text, help_text, change)

    def _ask_text(
        self, heading: Content, value: str, help_text: str, change: Callable[[str], Callable[[Glossary], DecisionRow]]
    ) -> None:
        async def save(text: str) -> None:
            await self.after(await self.app.ask(change(text)))

        self.app.push_screen(AskText(heading, value, help_text, save))

    def action_new_term(self) -> None:
        """One more term."""
        concept = self.concept

        async def save(lang: Lang, text: str, form: TermForm, status: TermStatus) -> None:
            done = await self.app.ask(lambda glossary: glossary.add_term(concept, lang, text, form, status))
            await self.after(done)

        heading = titled(_("A new term of {name}"), name=self.whole.view.row.label)
        self.app.push_screen(NewTerm(heading, self.lang, save))

    def action_term_status(self) -> None:
        """How the term may be used."""
        if self._need_term(self._terms()):
            terms, now, concept = self._terms(), self._term, self.concept
            names = [(status, _(name)) for status, name in TERM_STATUS_NAMES.items()]

            async def save(status: TermStatus) -> None:
                done = await self.app.ask(lambda glossary: glossary.set_term_status(terms, status, concept=concept))
                await self.after(done)

            self.app.push_screen(AskOne(self._about(_("Status of {name}")), names, now.status if now else None, save))

    def action_term_form(self) -> None:
        """What the term is."""
        if self._need_term(self._terms()):
            terms, now, concept = self._terms(), self._term, self.concept
            names = [(form, _(name)) for form, name in FORM_NAMES.items()]

            async def save(form: TermForm) -> None:
                done = await self.app.ask(lambda glossary: glossary.set_term_form(terms, form, concept=concept))
                await self.after(done)

            self.app.push_screen(AskOne(self._about(_("Form of {name}")), names, now.form if now else None, save))

    def _about(self, sentence: str) -> Content:
        """The title of a question about the terms in work."""
        texts = [term.text for term in self.whole.view.terms if term.id in self._terms()]
        name = texts[0] if len(texts) == 1 else ngettext("{count} term", "{count} terms", len(texts))
        return titled(sentence, name=name)

    async def action_remove(self) -> None:
        """The term goes, or is deprecated where articles have it; a corrected case form is computed again."""
        focused = self.focused
        if isinstance(focused, CaseList) and focused.current:
            await self._set_forms(focused.current, {focused.current.form.case: ""})
        elif self._term is not None:
            number, concept = self._term.id, self.concept
            await self.decide(lambda glossary: glossary.change_term(number, "", concept=concept))

    async def action_copy(self) -> None:
        """What is under the cursor: a term, a suggestion, a case form, a sentence; else the term of the language."""
        focused = self.focused
        current = focused.current if isinstance(focused, Items) else None
        text = copied(current)
        if text:
            self.copy(text)
        else:
            await super().action_copy()

    # ---- case forms ---------------------------------------------------------------------------------------------
    async def _set_forms(self, cell: CaseCell, forms: dict[str, str]) -> None:
        concept = self.concept
        await self.decide(lambda glossary: glossary.set_forms(concept, cell.term, forms))

    def _edit_form(self, cell: CaseCell) -> None:
        concept, case = self.concept, cell.form.case

        def change(text: str) -> Callable[[Glossary], DecisionRow]:
            return lambda glossary: glossary.set_form(concept, cell.term, case, text)

        heading = titled(_("{name}: {what}").format(name="{name}", what=_(CASE_NAMES[case])), name=cell.term)
        self._ask_text(heading, cell.form.text, _("Empty goes back to what the rule says."), change)

    async def action_confirm_all(self) -> None:
        """All forms of the term under the cursor are right, for the gender of the form there."""
        focused = self.focused
        if isinstance(focused, CaseList) and focused.current:
            cell = focused.current
            of = self.whole.forms[cell.term]
            await self._set_forms(
                cell, {form.case: form.text for form in of.get(cell.gender) or next(iter(of.values()))}
            )

    # ---- fields -------------------------------------------------------------------------------------------------
    async def _change_field(self, name: str) -> None:
        concept, view = self.concept, self.whole.view
        if name == "kind":
            self.action_kind()
        elif name == "note":
            await self.action_note()
        elif name == "status":
            await self._toggle_status()
        elif name == "gender":

            async def save(gender: str) -> None:
                await self.after(await self.app.ask(lambda glossary: glossary.set_fields(concept, gender=gender)))

            values = [(gender, _(title)) for gender, title in GENDER_NAMES.items()]
            self.app.push_screen(AskOne(titled(_("Gender of {name}"), name=view.row.label), values, view.gender, save))
        else:

            def change(text: str) -> Callable[[Glossary], DecisionRow]:
                return lambda glossary: glossary.set_fields(concept, **{name: text})

            dated = _("A year, a month or a day: 2024, 2024-05 or 2024-05-13. Empty removes it.")
            help_text = "" if name == "subject" else dated
            heading = titled(_("{name}: {what}").format(name="{name}", what=_(FIELD_NAMES[name])), name=view.row.label)
            self._ask_text(heading, str(getattr(view, name)), help_text, change)

    async def _toggle_status(self) -> None:
        view = self.whole.view
        names = {"approve": N_("accepted"), "reject": N_("rejected"), "reopen": N_("undecided")}
        now = {"approved": "approve", "rejected": "reject", "new": "reopen"}[str(view.row.status)]

        async def save(verb: str) -> None:
            done = await self.app.ask(lambda glossary: getattr(glossary, verb)([view.row.id]))
            await self.after(done)

        values = [(verb, _(name)) for verb, name in names.items()]
        self.app.push_screen(AskOne(titled(_("Status of {name}"), name=view.row.label), values, now, save))

    # ---- marking, splitting, moving -----------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Mark the term or mention under the cursor, or no longer; then one down."""
        focused = self.focused
        if isinstance(focused, TermList) and isinstance(focused.current, Term):
            self.marked_terms ^= {focused.current.id}
        elif isinstance(focused, MentionList) and focused.current is not None:
            self.marked_mentions ^= {focused.current.mention_id}
        else:
            self.say(_("Only terms and mentions can be marked."))
            return
        self.redraw_marks()
        if not focused.at_end:
            focused.action_cursor_down()
        self.say_marked()

    def say_marked(self, lost: int = 0) -> None:
        """What is marked, and how many marks were lost because what they were on is gone."""
        marked = [
            ngettext("{count} term", "{count} terms", len(self.marked_terms)) if self.marked_terms else "",
            ngettext("{count} mention", "{count} mentions", len(self.marked_mentions)) if self.marked_mentions else "",
        ]
        what = ", ".join(filter(None, marked))
        told = [
            ngettext(
                "{count} mark is lost with what it was on.", "{count} marks are lost with what they were on.", lost
            )
            if lost
            else "",
            _("Marked: {what}").format(what=what) if what else "",
        ]
        self.say(" ".join(filter(None, told)), hint=_("S splits, M moves, Esc drops") if what else "")
        self._told_of_marks = self._said

    def drop_marks(self) -> None:
        """Nothing is marked any more, and nothing says so."""
        self.marked_terms, self.marked_mentions = set(), set()
        if self._said == self._told_of_marks:
            self.say("")

    def redraw_marks(self) -> None:
        """Show what is marked."""
        for one in (*self.query(TermList), self.query_one(MentionList)):
            one.redraw()

    def _chosen(self) -> tuple[list[int], list[int], list[str]]:
        """Terms, mentions, and how they read."""
        terms = self._terms() if self.marked_terms or not self.marked_mentions else []
        mentions = self._mention_ids()
        names = [term.text for term in self.whole.view.terms if term.id in terms]
        names += [one.sentence for one in self.whole.view.evidence if one.mention_id in mentions]
        return terms, mentions, names

    def action_split(self) -> None:
        """What is marked becomes a concept of its own."""
        terms, mentions, names = self._chosen()
        if not terms and not mentions:
            self.say(_("First mark the terms or mentions that are another concept."), hint=_("Space marks"))
            return
        concept = self.concept

        async def save(kind: Kind) -> None:
            _new, done = await self.app.ask(lambda glossary: glossary.split(concept, mentions, terms, kind))
            await self.after(done)

        self.app.push_screen(SplitOff(names[:8], self.whole.view.row.kind, save))

    def action_move(self) -> None:
        """What is marked goes to another concept."""
        terms, mentions, names = self._chosen()
        if not terms and not mentions:
            self.say(_("First mark the terms or mentions to move."), hint=_("Space marks"))
            return

        async def save(row: ConceptRow) -> None:
            await self.after(await self.app.ask(lambda glossary: glossary.move(row.id, mentions, terms)))

        others, view = list(self.whole.labels), self.whole.view
        texts = [term.text for term in view.terms if term.id in terms]
        texts += [one.form for one in view.evidence if one.mention_id in mentions]

        def likely(glossary: Glossary) -> list[ConceptRow]:
            rows = {other: glossary.view(other, evidence=0).row for other in others}
            return list((rows | {row.id: row for row in called_so(glossary, texts)}).values())

        what = line(names[0]) if len(names) == 1 else ngettext("{count} thing", "{count} things", len(names))
        heading = titled(_("Move {name} to …"), name=what)
        self.app.push_screen(FindConcept(heading, self.concept, likely, save))
