"""How values become text on the screen.

Articles, terms, file names and messages are data: they may hold `[bold]`, terminal escapes or bidirectional controls.
All of it passes through `line` or `prose` (which leave only what is safe to draw) into `Content` objects, whose styles
are spans and never markup. No widget of this program is given such text in any other way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from rich.cells import cell_len, set_cell_size
from textual.content import Content

from glossary.model import (
    ConceptRow,
    ConceptStatus,
    ConceptView,
    Evidence,
    Kind,
    Lang,
    Origin,
    Spelling,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
    Totals,
)
from glossary.text import printable
from tui.i18n import N_, _, figure, ngettext
from tui.said import said

Piece = str | Content | tuple[str, str]

LANGS = (Lang.VI, Lang.EN, Lang.RU)
LANG_NAMES: Mapping[Lang, str] = {Lang.VI: N_("Vietnamese"), Lang.EN: N_("English"), Lang.RU: N_("Russian")}
"""Named here, translated with `_` where they are drawn, like all tables of names."""
KIND_LETTERS: Mapping[Kind, str] = {Kind.PERSON: "P", Kind.ORG: "O", Kind.PLACE: "L", Kind.EVENT: "E"}
KIND_NAMES: Mapping[Kind, str] = {
    Kind.PERSON: N_("person"),
    Kind.ORG: N_("institution"),
    Kind.PLACE: N_("place"),
    Kind.EVENT: N_("event"),
}
STATUS_MARKS: Mapping[ConceptStatus, str] = {
    ConceptStatus.NEW: "○",
    ConceptStatus.APPROVED: "✓",
    ConceptStatus.REJECTED: "✗",
}
STATUS_NAMES: Mapping[ConceptStatus, str] = {
    ConceptStatus.NEW: N_("undecided"),
    ConceptStatus.APPROVED: N_("accepted"),
    ConceptStatus.REJECTED: N_("rejected"),
}
STATUS_STYLES: Mapping[ConceptStatus, str] = {
    ConceptStatus.NEW: "$muted",
    ConceptStatus.APPROVED: "$success",
    ConceptStatus.REJECTED: "$error",
}
ORIGIN_NAMES: Mapping[Origin, str] = {
    Origin.HAND: N_("typed"),
    Origin.IMPORT: N_("imported"),
    Origin.ARTICLE: N_("seen in an article"),
    Origin.MEMORY: N_("approved before"),
    Origin.AUTHORITY: N_("authority table"),
    Origin.TRANSCRIPTION: N_("transcription"),
    Origin.DIACRITICS: N_("marks restored"),
    Origin.COMPOSITION: N_("built from parts"),
    Origin.PARALLEL: N_("same story"),
    Origin.ARGOS: "Argos",
    Origin.COPY: N_("same letters"),
}
FORM_NAMES: Mapping[TermForm, str] = {
    TermForm.FULL: N_("full name"),
    TermForm.ACRONYM: N_("acronym"),
    TermForm.ABBREVIATION: N_("abbreviation"),
    TermForm.SHORT: N_("short form"),
    TermForm.VARIANT: N_("variant"),
}
TERM_STATUS_NAMES: Mapping[TermStatus, str] = {
    TermStatus.PREFERRED: N_("preferred"),
    TermStatus.ADMITTED: N_("admitted"),
    TermStatus.DEPRECATED: N_("deprecated"),
    TermStatus.SUPERSEDED: N_("superseded"),
}

MOST_SUGGESTIONS = 9
"""As many as there are digits to take them with."""

FEW_SUGGESTIONS = 4
"""As many as are drawn before all are asked for: the evidence must stay in sight."""

MORE = -1
"""In place of the number of a suggestion: the line that brings the others."""

MOST_EVIDENCE = 40
"""Mentions drawn of one concept; the rest is counted."""

LEAST_NAME = 12
"""Characters of a name that a notice keeps, whatever else it has to say."""

_SPACES = re.compile(r"\s+")
_QUOTED = re.compile("(?<=[“«])[^“”«»]+(?=[”»])")


def prose(text: str) -> str:
    """`text` on one line, without anything a terminal would obey; spaces at its ends are kept."""
    return printable(_SPACES.sub(" ", text))


def line(text: str) -> str:
    """`text` as a label: on one line, trimmed, safe to draw."""
    return prose(text).strip()


def kind_style(kind: Kind) -> str:
    """The theme colour of a kind; always beside its letter, never instead of it."""
    return f"$kind-{kind.value.lower()}"


def assemble(*pieces: Piece) -> Content:
    """Content of plain text and (text, style) pairs."""
    return Content.assemble(*pieces)


def notice(sentence: str, hint: str, width: int) -> Content:
    """What was done and the key that can follow it: a long name loses its middle, so that the key stays in sight."""
    tail = f"   {hint}" if hint else ""
    return assemble(shortened(line(sentence), width - cell_len(tail)), (tail, "$muted"))


def shortened(sentence: str, width: int) -> str:
    """`sentence` in at most `width` cells: the longest quoted names lose their middle, then the whole loses its end."""
    while (excess := cell_len(sentence) - width) > 0:
        longest = max(_QUOTED.finditer(sentence), key=lambda name: len(name[0]), default=None)
        if longest is None or len(longest[0]) <= LEAST_NAME:
            return set_cell_size(sentence, max(0, width - 1)).rstrip() + "…"
        name = longest[0].replace("…", "")
        keep = max(LEAST_NAME - 1, len(longest[0]) - excess - 1)
        name = f"{name[: keep - keep // 2]}…{name[-(keep // 2) :]}"
        sentence = sentence[: longest.start()] + name + sentence[longest.end() :]
    return sentence


def percent(score: float) -> str:
    """A score as the reader's per cent."""
    return f"{round(100 * score)}\N{NO-BREAK SPACE}%"


def preferred(terms: Iterable[Term], lang: Lang) -> Term | None:
    """The term of `lang` that stands for the concept: the preferred one, else the first admitted."""
    usable = [t for t in terms if t.lang is lang and t.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)]
    return next((t for t in usable if t.status is TermStatus.PREFERRED), usable[0] if usable else None)


def open_suggestions(view: ConceptView, lang: Lang) -> tuple[Suggestion, ...]:
    """The suggestions that can still be taken: not already a term of the language; at most nine."""
    best = preferred(view.terms, lang)
    known = {best.text} if best is not None and best.status is TermStatus.PREFERRED else set()
    return tuple(s for s in view.suggestions.get(lang, ()) if s.text not in known)[:MOST_SUGGESTIONS]


def first_open(view: ConceptView, wanted: Lang | None = None) -> Lang:
    """The language to work on: one without a term, best with something to take, else the one wanted before."""
    missing = [lang for lang in LANGS if preferred(view.terms, lang) is None]
    ranked = sorted(missing, key=lambda lang: (not open_suggestions(view, lang), LANGS.index(lang)))
    return ranked[0] if ranked else wanted or Lang.RU


def draw_heading(view: ConceptView, width: int) -> Content:
    """Kind, name and status of a concept; the counts below."""
    row = view.row
    facts = [
        _(KIND_NAMES[row.kind]),
        ngettext("{count} mention", "{count} mentions", row.mentions),
        ngettext("{count} article", "{count} articles", row.articles),
        ngettext("{count} spelling", "{count} spellings", row.variants),
    ]
    title = assemble(
        (f" {KIND_LETTERS[row.kind]} ", f"bold reverse {kind_style(row.kind)}"),
        " ",
        (line(row.label), "bold"),
        "  ",
        (f"{STATUS_MARKS[row.status]} {_(STATUS_NAMES[row.status])}", STATUS_STYLES[row.status]),
    )
    lines = hanging(title, width, 4)
    lines += [assemble((f"    {one}", "$muted")) for one in _side_by_side(facts, width - 4)]
    if view.note:
        lines += wrapped(assemble(("✎ ", "$accent"), (line(view.note), "italic")), width, "    ")
    return Content("\n").join(lines)


def _side_by_side(facts: Sequence[str], width: int) -> list[str]:
    """The facts on as few lines as they take, none broken in two."""
    lines: list[str] = []
    for fact in facts:
        if lines and cell_len(lines[-1]) + cell_len(fact) + 3 <= width:
            lines[-1] += f" · {fact}"
        else:
            lines.append(fact)
    return lines


def draw_language(view: ConceptView, lang: Lang, width: int, *, chosen: bool, full: bool = False) -> Content:
    """One language: its preferred term; the chosen one also has its other spellings and numbered suggestions.

    Each takes as few lines as it can, so that the evidence stays in sight; `full` spares nothing.
    """
    return Content("\n").join(drawn for drawn, unused in lay_out_language(view, lang, width, chosen=chosen, full=full))


def lay_out_language(
    view: ConceptView, lang: Lang, width: int, *, chosen: bool, full: bool = False, typing: str = ""
) -> list[tuple[Content, int]]:
    """The lines of `draw_language`, each with the number of its suggestion, 0 for none, `MORE` for `+1 more`.

    `typing` tells how to type a term where none is suggested.
    """
    best = preferred(view.terms, lang)
    others = [t for t in view.terms if t.lang is lang and t is not best]
    suggestions = open_suggestions(view, lang)
    pieces: list[Piece] = [
        ("▸" if chosen else " ", "bold $primary"),
        (f" {lang.value} ", "bold reverse $primary" if chosen else "bold $muted"),
        " ",
    ]
    if best is None:
        offers = suggestions and not chosen
        pieces.append((_("no term") if offers else _("no term yet"), "italic $warning"))
        if offers:
            pieces += [("  " + _("try") + " ", "$muted"), line(suggestions[0].text)]
            pieces.append((f" {percent(suggestions[0].score)}", "$muted"))
    else:
        preferred_now = best.status is TermStatus.PREFERRED
        pieces.append((line(best.text), "bold" if preferred_now else ""))
        pieces.append((_about(best), "$muted"))
        if others and not (chosen or full):
            pieces.append((f"  +{len(others)}", "$muted"))
    first = assemble(*pieces)
    lines = hanging(first, width, 5) if chosen or full else [fitted(first, width)]
    if others and (chosen or full):
        also: list[Piece] = []
        for term in others:
            gone = term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)
            also.append((" · " if also else _("also") + " ", "$muted"))
            also.append((line(term.text), "strike $muted" if gone else ""))
            also.append((_about(term), "$muted"))
        spellings = assemble(*also)
        lines += wrapped(spellings, width, "     ") if full else [fitted(assemble("     ", spellings), width)]
    placed = [(drawn, 0) for drawn in lines]
    if chosen:
        shown = suggestions if full else suggestions[: shown_suggestions(view, lang)]
        for number, suggestion in enumerate(shown, 1):
            drawn = _numbered(number, suggestion, width, full=full, traced=number == 1)
            placed += [(one, number) for one in drawn]
        if len(shown) < len(suggestions):
            more = ngettext("+{count} more", "+{count} more", len(suggestions) - len(shown))
            placed.append((assemble((f"     {more}  ", "$muted"), ("+", "bold $accent")), MORE))
        if not suggestions and best is None:
            told = "; ".join(filter(None, (_("nothing to suggest"), typing)))
            placed.append((assemble(("     " + told, "$muted")), 0))
    return placed


TERM_MARKS: Mapping[TermStatus, str] = {
    TermStatus.PREFERRED: "★",
    TermStatus.ADMITTED: "·",
    TermStatus.DEPRECATED: "✗",
    TermStatus.SUPERSEDED: "⊘",
}
"""The status of a term by a sign; its name stands beside it where there is room."""


def draw_terms(view: ConceptView, spellings: Iterable[Spelling], width: int) -> Content:
    """All terms of a concept, by language, each with its status, its form and what attests it."""
    by_term = {(spelling.lang, spelling.text): spelling for spelling in spellings}
    lines: list[Content] = []
    for lang in LANGS:
        terms = [term for term in view.terms if term.lang is lang]
        head = (f" {lang.value} ", "bold $muted")
        if not terms:
            lines.append(assemble(head, " ", (_("no term yet"), "italic $warning")))
        for position, term in enumerate(terms):
            text = assemble(head if position == 0 else "    ", " ", draw_term(term))
            lines += hanging(text, width, 7)
            lines += wrapped(assemble((about_term(term, by_term.get((lang, term.text))), "$muted")), width, "       ")
    return Content("\n").join(lines)


def draw_term(term: Term) -> Content:
    """The sign of its status and the term: bold when preferred, struck when it is not to be used."""
    gone = term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)
    style = "bold" if term.status is TermStatus.PREFERRED else "strike $muted" if gone else ""
    sign = "$accent" if term.status is TermStatus.PREFERRED else "$muted"
    return assemble((TERM_MARKS[term.status] + " ", sign), (line(term.text), style))


def about_term(term: Term, spelling: Spelling | None) -> str:
    """Status, form, where it comes from, how often and when the articles have it."""
    facts = [_(TERM_STATUS_NAMES[term.status]), _(FORM_NAMES[term.form])]
    if spelling is None:
        facts.append(_(ORIGIN_NAMES[term.origin]) if term.origin is not Origin.ARTICLE else _("in no article"))
    else:
        facts.append(ngettext("{count} mention", "{count} mentions", spelling.mentions))
        facts.append(ngettext("{count} article", "{count} articles", spelling.articles))
        if spelling.first:
            dates = dict.fromkeys((line(spelling.first), line(spelling.last)))
            facts.append("–".join(dates))
    return " · ".join(facts)


def shown_suggestions(view: ConceptView, lang: Lang) -> int:
    """How many suggestions are drawn before all are asked for; one more would not be saved by a line `+1 more`."""
    return shown_of(len(open_suggestions(view, lang)))


def shown_of(offered: int) -> int:
    """How many of so many suggestions are drawn at first."""
    return offered if offered <= FEW_SUGGESTIONS + 1 else FEW_SUGGESTIONS


def fitted(text: Content, width: int) -> Content:
    """`text` on one line of at most `width` cells, with an ellipsis where it was cut."""
    return text.truncate(max(1, width), ellipsis=True)


def hanging(text: Content, width: int, indent: int) -> list[Content]:
    """Wrapped lines, the second and further ones indented."""
    first = text.wrap(max(10, width))
    if len(first) == 1:
        return first
    rest = Content(" ").join(part.rstrip() for part in first[1:])
    return [first[0], *wrapped(rest, width, " " * indent)]


def _about(term: Term) -> str:
    """What is special about a term: its form and its status, when they are not the usual ones."""
    notes = []
    if term.form is not TermForm.FULL and term.form is not TermForm.VARIANT:
        notes.append(_(FORM_NAMES[term.form]))
    if term.status in (TermStatus.DEPRECATED, TermStatus.SUPERSEDED):
        notes.append(_(TERM_STATUS_NAMES[term.status]))
    if term.origin is Origin.HAND:
        notes.append(_(ORIGIN_NAMES[Origin.HAND]))
    return f" ({', '.join(notes)})" if notes else ""


def _numbered(number: int, suggestion: Suggestion, width: int, *, full: bool, traced: bool) -> list[Content]:
    """A suggestion with its origins where there is room; the trace under the best one, or under all."""
    origins = suggestion.origins or (suggestion.origin,)
    named = " + ".join(_(ORIGIN_NAMES[o]) for o in origins[:2])
    trace = line(said(suggestion.trace))
    for name in (named, _(ORIGIN_NAMES[suggestion.origin]), ORIGIN_NAMES[suggestion.origin]):
        trace = trace.removeprefix(name).lstrip(" :,;·—-")
    first = assemble(
        (f"     {number} ", "bold $accent"),
        line(suggestion.text),
        (f"  {percent(suggestion.score)}", score_style(suggestion.score)),
    )
    beside = assemble(first, (f"  {named}", "$muted"))
    if beside.cell_length <= width:
        lines = [beside]
    else:
        lines = hanging(first, width, 7)
        trace = f"{named}: {trace}" if trace else named
    if full and trace:
        lines += wrapped(assemble((trace, "$faint")), width, "       ")
    elif traced and trace:
        lines.append(fitted(assemble(("       " + trace, "$faint")), width))
    return lines


def score_style(score: float) -> str:
    """Sure, likely, or a guess: the figure stands beside the colour."""
    return "$success" if score >= 0.9 else "$warning" if score >= 0.5 else "$error"


def draw_doubts(view: ConceptView, labels: Mapping[str, str], width: int, *, full: bool = True) -> Content:
    """The possible merges that wait for a decision; only `full` gives all of them with their reasons."""
    lines: list[Content] = []
    for doubt in view.doubts if full else view.doubts[:1]:
        other = doubt.other if doubt.concept == view.row.id else doubt.concept
        pieces: list[Piece] = [
            ("? ", "bold $warning"),
            (_("perhaps") + " ", "$muted"),
            (line(labels.get(other, other)), "bold"),
        ]
        rest = len(view.doubts) - 1
        if rest and not full:
            pieces.append((f" +{rest}", "$muted"))
        pieces += [("  d", "bold $accent"), (" " + _("decides"), "$muted")]
        lines.append(fitted(assemble(*pieces), width))
        if full:
            lines += wrapped(assemble((line(said(doubt.why)), "$muted")), width, "  ")
        else:
            lines.append(fitted(assemble(("  " + line(said(doubt.why)), "$muted")), width))
    return Content("\n").join(lines)


def draw_evidence(view: ConceptView, width: int) -> Content:
    """Each mention in its sentence, under the name of its article, for a column of `width` cells."""
    return lay_out_evidence(view, width)[0]


def lay_out_evidence(view: ConceptView, width: int, cursor: int = -1) -> tuple[Content, list[tuple[int, int]]]:
    """The mentions as `draw_evidence` draws them, the one under the cursor marked; and the lines each of them takes."""
    if not view.evidence:
        return assemble((_("No article mentions it."), "italic $muted")), []
    lines: list[Content] = []
    places: list[tuple[int, int]] = []
    article = None
    for numbers in by_sentence(view.evidence[:MOST_EVIDENCE]):
        top, evidence = len(lines), view.evidence[numbers[0]]
        if evidence.article != article:
            article = evidence.article
            name = end_of(line(article), width - 4)
            lines.append(assemble((name, "$primary"), (f"  {evidence.lang.value}", "$muted")))
        names = [(one.start, one.end) for one in view.evidence[numbers[0] : numbers[-1] + 1]]
        here = cursor - numbers[0] if cursor in numbers else -1
        sentence = wrapped(sentence_of(evidence, view.row.kind, names, here if len(names) > 1 else -1), width, "  ")
        mark = ("▸ ", "bold $accent") if here >= 0 else ("· ", "$faint")
        lines += [assemble(mark, sentence[0][2:]), *sentence[1:]]
        places += [(top, len(lines))] * len(numbers)
    left = view.row.mentions - min(len(view.evidence), MOST_EVIDENCE)
    if left > 0:
        lines.append(assemble((ngettext("… and {count} more mention", "… and {count} more mentions", left), "$muted")))
    return Content("\n").join(lines), places


def end_of(name: str, width: int) -> str:
    """A path or address that fits: its end tells more than its beginning."""
    return name if cell_len(name) <= width else "…" + name[-max(1, width - 1) :]


def wrapped(text: Content, width: int, indent: str) -> list[Content]:
    """Lines of at most `width` cells, each indented."""
    return [Content(indent) + part for part in text.wrap(max(10, width - len(indent)))]


def by_sentence(evidence: Sequence[Evidence]) -> list[range]:
    """The places of the mentions, those that one sentence holds together: it is drawn once, with all of them marked."""
    found: list[range] = []
    for place, one in enumerate(evidence):
        last = evidence[place - 1] if place else None
        same = last is not None and (last.article_id, last.article, last.sentence) == (
            one.article_id,
            one.article,
            one.sentence,
        )
        if same and last is not None and last.end <= one.start:
            found[-1] = range(found[-1].start, place + 1)
        else:
            found.append(range(place, place + 1))
    return found


def sentence_of(evidence: Evidence, kind: Kind, names: Sequence[tuple[int, int]] = (), here: int = -1) -> Content:
    """A sentence with its name marked, or all of its `names`: the one at the place `here` reversed."""
    sentence = evidence.sentence
    before, after = evidence.cut
    pieces: list[Piece] = [("… " if before else "", "$muted")]
    at = 0
    for number, (start, end) in enumerate(names or [(evidence.start, evidence.end)]):
        between = prose(sentence[at:start])
        style = f"bold underline {kind_style(kind)}" + (" reverse" if number == here else "")
        pieces += [between if at else between.lstrip(), (prose(sentence[start:end]), style)]
        at = end
    return assemble(*pieces, prose(sentence[at:]).rstrip(), (" …" if after else "", "$muted"))


def draw_totals(name: str, totals: Totals, width: int) -> Content:
    """The line on top: which glossary, how far the review is, what is missing; the bar where there is room for it."""
    decided = totals.approved + totals.rejected
    head = assemble((" tenrieng ", "bold reverse $primary"), "  ", (line(name), "bold"))
    if not totals.concepts:
        return head
    done = round(10 * decided / totals.concepts)
    bar = assemble(" ", ("━" * done, "$success"), ("━" * (10 - done), "$faint"))
    reviewed = _("reviewed {done} of {all}").format(done=figure(decided), all=figure(totals.concepts))
    review = assemble(("   " + reviewed, ""))
    missing = [f"{lang.value} {figure(totals.missing[lang])}" for lang in LANGS if totals.missing.get(lang)]
    lacking = _("missing {languages}").format(languages=" · ".join(missing)) if missing else _("no term missing")
    tail = assemble(("   " + lacking, "$muted"))
    whole = assemble(head, review, bar, tail)
    return whole if whole.cell_length < width else assemble(head, review, tail)


def describe_row(row: ConceptRow) -> Content:
    """A concept on one line, as dialogs and the palette show it."""
    mentions = ngettext("{count} mention", "{count} mentions", row.mentions)
    return assemble(
        (KIND_LETTERS[row.kind], f"bold {kind_style(row.kind)}"),
        " ",
        line(row.label),
        (f"  {_(STATUS_NAMES[row.status])}, {mentions}", "$muted"),
    )
