"""The lists of the concept screen: terms with suggestions, case forms, mentions, fields, history; and their drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region

from glossary.model import (
    CaseForm,
    ConceptStatus,
    ConceptView,
    DecisionRow,
    Evidence,
    Gender,
    HouseStyle,
    Lang,
    Spelling,
    Suggestion,
    Term,
    Totals,
)
from glossary.service import Glossary
from tui.drawing import (
    KIND_NAMES,
    LANG_NAMES,
    ORIGIN_NAMES,
    STATUS_MARKS,
    STATUS_NAMES,
    Piece,
    about_term,
    assemble,
    draw_term,
    end_of,
    hanging,
    line,
    open_suggestions,
    percent,
    score_style,
    sentence_of,
    wrapped,
)
from tui.i18n import N_, _, ngettext
from tui.items import Item, Items
from tui.said import said

CASE_NAMES: Mapping[str, str] = {
    "nom": N_("nominative"),
    "gen": N_("genitive"),
    "dat": N_("dative"),
    "acc": N_("accusative"),
    "ins": N_("instrumental"),
    "loc": N_("prepositional"),
}
GENDER_NAMES: Mapping[str, str] = {
    "": N_("not known"),
    Gender.MASCULINE: N_("masculine"),
    Gender.FEMININE: N_("feminine"),
    Gender.NEUTER: N_("neuter"),
    Gender.PLURAL: N_("plural"),
}
FIELD_NAMES: Mapping[str, str] = {
    "kind": N_("Kind"),
    "status": N_("Status"),
    "subject": N_("Subject"),
    "gender": N_("Gender"),
    "valid_from": N_("Called so since"),
    "valid_to": N_("Called so until"),
    "note": N_("Note"),
    "style": N_("House style"),
    "id": N_("Id"),
}
STATE = 24
"""Cells for what is known of a case form, with the space before it."""

MARK = "▌"
"""Stands before what is marked with Space."""


@dataclass(frozen=True)
class Whole:
    """All that the screen shows of a concept, fetched in one visit to the database thread."""

    view: ConceptView
    spellings: Mapping[tuple[Lang, str], Spelling]
    forms: Mapping[str, Mapping[str, Sequence[CaseForm]]]
    history: Sequence[DecisionRow]
    style: HouseStyle
    labels: Mapping[str, str]
    """The names of the concepts that it may be the same as."""
    totals: Totals
    """How far the review of the whole glossary is."""
    onward: str
    """The next concept of the queue that waits for a decision, where this one waited when it came on screen."""


def load_whole(glossary: Glossary, concept: str, mentions: int, query: str) -> Whole:
    """All of a concept, and where the queue of `query` goes on. Raises InputError when the concept is gone."""
    view = glossary.view(concept, evidence=mentions)
    waiting = view.row.status is ConceptStatus.NEW
    onward = glossary.next_undecided(view.row.id, query) if waiting else None
    others = {doubt.other if doubt.concept == view.row.id else doubt.concept for doubt in view.doubts}
    return Whole(
        view=view,
        spellings={(one.lang, one.text): one for one in glossary.spellings(view.row.id)},
        forms=glossary.forms_by_gender(view.row.id),
        history=glossary.concept_history(view.row.id),
        style=glossary.style(),
        totals=glossary.totals(),
        labels={other: glossary.view(other, evidence=0).row.label for other in others},
        onward=onward.id if onward is not None else "",
    )


# ---- terms ------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Offer:
    """A suggestion with the digit that takes it."""

    lang: Lang
    number: int
    suggestion: Suggestion


@dataclass(frozen=True)
class Nothing:
    """A language without a term: a place for the cursor."""

    lang: Lang


Entry = Term | Offer | Nothing


class TermList(Items[Entry]):
    """The terms and suggestions of one language, or of all three one under the other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "enter", "open_row", N_("Prefer"), tooltip=N_("Make this term the preferred one; take this suggestion")
        ),
    ]

    def __init__(self, langs: Sequence[Lang], *, id: str) -> None:
        super().__init__(id=id)
        self.langs = langs

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Where a term lacks, what is proposed for it comes into sight too, with the name of the language."""
        super().scroll_to_highlight(top)
        if isinstance(self.current, Nothing) and self.highlighted is not None and self.is_mounted:
            first, last = self.lines_of(self.highlighted)
            region = Region(0, max(0, first - 1), 1, max(1, min(last - first + 1, self.size.height)))
            self.scroll_to_region(region, force=True, animate=False, immediate=True)

    @property
    def lang(self) -> Lang:
        """The language under the cursor."""
        return self.current.lang if self.current is not None and not isinstance(self.current, Offer) else self._lang

    @property
    def _lang(self) -> Lang:
        return self.current.lang if isinstance(self.current, Offer) else self.langs[0]


def draw_entries(whole: Whole, langs: Sequence[Lang], marked: set[int], width: int) -> list[Item[Entry]]:
    """Each language under its name: its terms with what attests them, then what is proposed, with the traces."""
    items: list[Item[Entry]] = []
    for lang in langs:
        items.append(Item(assemble((f" {lang.value} ", "bold reverse $primary"), " ", (_(LANG_NAMES[lang]), "bold"))))
        terms = [term for term in whole.view.terms if term.lang is lang]
        for term in terms:
            mark = (MARK if term.id in marked else " ", "$accent")
            lines = hanging(assemble(mark, draw_term(term)), width, 3)
            facts = about_term(term, whole.spellings.get((lang, term.text)))
            lines += wrapped(assemble((facts, "$muted")), width, "   ")
            items.append(Item(Content("\n").join(lines), term, ("term", lang, term.text)))
        if not terms:
            none = assemble(("   " + _("no term yet"), "italic $warning"))
            items.append(Item(none, Nothing(lang), ("none", lang)))
        for number, suggestion in enumerate(open_suggestions(whole.view, lang), 1):
            drawn = _draw_offer(number, suggestion, width)
            items.append(Item(drawn, Offer(lang, number, suggestion), ("offer", lang, suggestion.text)))
    return items


def _draw_offer(number: int, suggestion: Suggestion, width: int) -> Content:
    origins = " + ".join(_(ORIGIN_NAMES[origin]) for origin in suggestion.origins or (suggestion.origin,))
    first = assemble(
        (f" {number} ", "bold $accent"),
        line(suggestion.text),
        (f"  {percent(suggestion.score)}", score_style(suggestion.score)),
    )
    trace = line(said(suggestion.trace))
    told = f"{origins}: {trace}" if trace and trace != origins else origins
    return Content("\n").join([*hanging(first, width, 3), *wrapped(assemble((told, "$muted")), width, "   ")])


# ---- case forms -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class CaseCell:
    """A Russian term in a case; `gender` is the one it holds for, empty when it holds anyway."""

    term: str
    gender: str
    form: CaseForm


class CaseList(Items[CaseCell]):
    """The Russian terms in their six cases, each computed or confirmed."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,a", "open_row", N_("Confirm"), tooltip=N_("This form is right")),
        Binding("asterisk", "screen.confirm_all", N_("Confirm all"), tooltip=N_("All forms of this term are right")),
    ]


def draw_cases(whole: Whole, width: int) -> list[Item[CaseCell]]:
    """A table for each Russian term in use; where the gender is not known, a line for each gender that differs."""
    items: list[Item[CaseCell]] = []
    wide = max(cell_len(_(name)) for name in CASE_NAMES.values())
    for term, by_gender in whole.forms.items():
        pieces: list[Piece] = [(line(term), "bold")]
        if len(by_gender) > 1:
            pieces.append(("  " + _("gender not known: both are given"), "$warning"))
        items.append(Item(Content("\n").join(wrapped(assemble(*pieces), width, ""))))
        longest = max((cell_len(line(form.text)) for forms in by_gender.values() for form in forms), default=0)
        for case in CASE_NAMES:
            cells = [(gender, form) for gender, forms in by_gender.items() for form in forms if form.case == case]
            if len({form.text for unused, form in cells}) == 1:
                cells = [("", cells[0][1])]
            items += [_draw_case(term, gender, form, (wide, longest), width) for gender, form in cells]
    if not items:
        items.append(Item(assemble((_("No Russian term in use: case forms come with it."), "italic $muted"))))
    return items


def _draw_case(term: str, gender: str, form: CaseForm, columns: tuple[int, int], width: int) -> Item[CaseCell]:
    """Case, form, and what is known of it, each in its column where the line is long enough."""
    name, (wide, longest) = _(CASE_NAMES[form.case]), columns
    text = line(form.text)
    if wide + longest + STATE < width:
        text += " " * (longest - cell_len(text))
    state = (
        ("  ✓ " + _("confirmed"), "$success")
        if form.by_hand
        else ("  " + (_(WHOSE[gender]) if gender else _("computed")), "$muted")
    )
    sign = "✓ " if form.by_hand else "  "
    padded = sign + name + " " * (wide - cell_len(name)) + "  "
    drawn = assemble((padded, "$muted"), text, state)
    return Item(
        Content("\n").join(hanging(drawn, width, wide + 4)),
        CaseCell(term, gender, form),
        ("case", term, form.case, gender),
    )


WHOSE: Mapping[str, str] = {Gender.MASCULINE: N_("if a man"), Gender.FEMININE: N_("if a woman")}


# ---- mentions ---------------------------------------------------------------------------------------------------
class MentionList(Items[Evidence]):
    """Every mention in its sentence, under its article."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Read"), tooltip=N_("Open the article at this mention")),
    ]


def draw_mentions(whole: Whole, marked: set[int], width: int) -> list[Item[Evidence]]:
    """Article, outlet and date; under it each sentence, the spelling it attests and why it belongs here."""
    view, items, article = whole.view, list[Item[Evidence]](), 0
    for evidence in view.evidence:
        if evidence.article_id != article:
            article = evidence.article_id
            facts = [line(part) for part in (evidence.outlet, evidence.published, evidence.lang.value) if part]
            about = " · ".join(facts)
            name = end_of(line(evidence.article), max(8, width - cell_len(about) - 2))
            items.append(Item(assemble((name, "bold $primary"), ("  " + about, "$muted"))))
        sentence = wrapped(sentence_of(evidence, view.row.kind), width, "  ")
        mark = (
            MARK if evidence.mention_id in marked else "·",
            "$accent" if evidence.mention_id in marked else "$muted",
        )
        lines = [assemble(mark, " ", sentence[0][2:]), *sentence[1:]]
        why = " – ".join(part for part in (line(evidence.form), line(said(evidence.reason))) if part)
        lines += wrapped(assemble((why, "$muted")), width, "  ")
        items.append(Item(Content("\n").join(lines), evidence, ("mention", evidence.mention_id)))
    left = view.row.mentions - len(view.evidence)
    if not view.evidence:
        items.append(Item(assemble((_("No article mentions it."), "italic $muted"))))
    elif left > 0:
        more = ngettext("… and {count} more mention", "… and {count} more mentions", left)
        items.append(Item(assemble((more, "$muted"))))
    return items


# ---- what else is known -----------------------------------------------------------------------------------------
class FieldList(Items[str]):
    """Kind, status, subject, gender, dates, note."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Change"), tooltip=N_("Change what stands here")),
    ]


def field_value(whole: Whole, name: str) -> str:
    """What stands in a field."""
    view = whole.view
    if name == "kind":
        return _(KIND_NAMES[view.row.kind])
    if name == "status":
        return f"{STATUS_MARKS[view.row.status]} {_(STATUS_NAMES[view.row.status])}"
    if name == "gender":
        return _(GENDER_NAMES[view.gender]) if view.gender else ""
    if name == "style":
        return " · ".join(part for part in (whole.style.vietnam, whole.style.yo, whole.style.russian_names) if part)
    if name == "id":
        return view.row.id
    return str(getattr(view, name))


def draw_fields(whole: Whole, width: int) -> list[Item[str]]:
    """A line for each; house style and id are set elsewhere, or never."""
    wide = max(cell_len(_(name)) for name in FIELD_NAMES.values())
    items: list[Item[str]] = []
    for name, title in FIELD_NAMES.items():
        value = field_value(whole, name)
        label = _(title) + " " * (wide - cell_len(_(title))) + "  "
        shown = (line(value), "") if value else ("—", "$muted")
        lines = hanging(assemble((label, "$muted"), shown), width, wide + 2)
        fixed = name in ("style", "id")
        items.append(Item(Content("\n").join(lines), None if fixed else name, ("field", name)))
    return items


# ---- history ----------------------------------------------------------------------------------------------------
class HistoryList(Items[DecisionRow]):
    """The decisions about the concept, newest first."""


def draw_history(whole: Whole, width: int) -> list[Item[DecisionRow]]:
    """When, and what; what was undone is struck and says so."""
    items: list[Item[DecisionRow]] = []
    for row in whole.history:
        drawn = assemble(
            (line(row.at)[:16].replace("T", " ") + "  ", "$muted"),
            (line(said(row.label)), "strike $muted" if row.undone else ""),
            ("  " + _("(undone)") if row.undone else "", "$muted"),
        )
        items.append(Item(Content("\n").join(hanging(drawn, width, 18)), row, ("decision", row.id)))
    if not items:
        items.append(Item(assemble((_("No decision about it yet."), "italic $muted"))))
    return items
