"""Deciding: each function is one recorded decision, whose `label` says in words what was done."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from glossary import authority
from glossary import concepts as gathering
from glossary.building import StoreIndex
from glossary.errors import InputError
from glossary.model import (
    ConceptStatus,
    DecisionRow,
    Gender,
    HouseStyle,
    Kind,
    Lang,
    Origin,
    Term,
    TermForm,
    TermStatus,
)
from glossary.rescan import find_everywhere
from glossary.store import Group, Recorder, Store, lookup, pairs
from glossary.store.decisions import deciding
from glossary.store.rows import Row, label, now
from glossary.style import check_style, style_of, styled
from glossary.terms import arrange, check, corrects, is_abbreviation, tidy
from glossary.text import nfc

_LANGUAGE = {Lang.VI: "Vietnamese", Lang.EN: "English", Lang.RU: "Russian"}
_KIND = {Kind.PERSON: "a person", Kind.ORG: "an institution", Kind.PLACE: "a place", Kind.EVENT: "an event"}

_DECIDED = {ConceptStatus.NEW: "undecided", ConceptStatus.APPROVED: "accepted", ConceptStatus.REJECTED: "rejected"}
_TERM_FORM = {
    TermForm.FULL: "a full name",
    TermForm.ACRONYM: "an acronym",
    TermForm.ABBREVIATION: "an abbreviation",
    TermForm.SHORT: "a short form",
    TermForm.VARIANT: "a variant",
}


def named(groups: Sequence[Group]) -> str:
    """How a decision names what it is about."""
    if len(groups) != 1:
        return f"{len(groups)} concepts"
    return f"“{label(groups[0], groups[0].terms()) or groups[0].id}”"


# ---- decisions -----------------------------------------------------------------------------------------------
def approve(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """These are right: from now on they are found in every article. Their best terms become the preferred ones."""
    return _set_status(store, concepts, ConceptStatus.APPROVED)


def reject(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """These are not names worth keeping: they are not offered again."""
    return _set_status(store, concepts, ConceptStatus.REJECTED)


def reopen(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """Put these back among the undecided."""
    return _set_status(store, concepts, ConceptStatus.NEW)


def _set_status(store: Store, concepts: Iterable[str], status: ConceptStatus) -> DecisionRow:
    def change(record: Recorder) -> None:
        groups = chosen(store, concepts)
        for group in groups:
            if group.status is status:
                continue
            record.set("concept", [group.id], status=str(status), touched=1)
            if status is ConceptStatus.APPROVED:
                for term in group.terms():
                    full = _written_out(store, group, term) if term.status is TermStatus.PREFERRED else ""
                    if full:
                        prefer(store, record, group, term.lang, full, Origin.AUTHORITY)
                    elif term.status is TermStatus.PREFERRED:
                        record.set("term", store.term_key(term.id), status=str(TermStatus.PREFERRED))
        labels = {
            ConceptStatus.APPROVED: f"Approved {named(groups)}",
            ConceptStatus.REJECTED: f"Rejected {named(groups)}",
            ConceptStatus.NEW: f"Reopened {named(groups)}",
        }
        record.label = labels[status]

    return decide(store, f"status {status}", change, f"Nothing to do: {_DECIDED[status]} already.")


def _written_out(store: Store, group: Group, term: Term) -> str:
    """What the tables call a country of which only the abbreviation was read (`РФ`: Россия); empty for others."""
    stored = {seen.term.status for seen in group.seen if seen.term.id == term.id}
    if group.kind is not Kind.PLACE or not is_abbreviation(term.text) or TermStatus.PREFERRED in stored:
        return ""
    named_so = authority.load().find(term.text, term.lang, Kind.PLACE)
    full = named_so[0].name(term.lang) if len(named_so) == 1 else ""
    return styled(full, term.lang, style_of(lookup.settings(store))) if full and not is_abbreviation(full) else ""


def take(store: Store, concept: str, lang: Lang, text: str) -> DecisionRow:
    """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted.

    Where an article of the same story has it, as a concept that nobody has decided on, the two are one from now on.
    """
    return _prefer_decision(store, concept, lang, text, "take")


def set_term(store: Store, concept: str, lang: Lang, text: str) -> DecisionRow:
    """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
    if text.strip():
        return _prefer_decision(store, concept, lang, text, "set term")

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        term = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
        if term is None:
            return
        # After a merge several of its concepts may have it.
        for seen in group.seen:
            if (seen.term.lang, seen.term.text) != (lang, term.text):
                continue
            key = store.term_key(seen.term.id)
            if seen.term.origin is Origin.ARTICLE or seen.count:
                record.set("term", key, status=str(TermStatus.DEPRECATED))
            else:
                record.delete("term", key)
        record.set("concept", [group.id], touched=1)
        record.label = f"Removed the {_LANGUAGE[lang]} term “{term.text}”"

    return decide(store, "remove term", change, f"There is no {_LANGUAGE[lang]} term to remove.")


def _prefer_decision(store: Store, concept: str, lang: Lang, text: str, what: str) -> DecisionRow:
    term = check(text)

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        origin, joined = Origin.HAND, False
        if what == "take":
            offered, house = store.suggestions(group.id).get(lang, ()), style_of(lookup.settings(store))
            origin = next((s.origin for s in offered if term in (s.text, styled(s.text, lang, house))), Origin.HAND)
            joined = _join_counterpart(store, record, group, lang, term)
        prefer(store, record, group, lang, term, origin)
        for row in store.never_written(group.id, lang):
            # Nobody writes what a rule got wrong: it must not go on as a variant.
            if row["text"] != term and corrects(term, row["text"]):
                record.set("term", [row["concept"], row["lang"], row["text"]], status=str(TermStatus.DEPRECATED))
        record.set("concept", [group.id], touched=1)
        made = f"Made “{term}” the {_LANGUAGE[lang]} term of {named([group])}"
        record.label = f"{made}; {_JOINED}" if joined else made

    return decide(store, what, change, f"“{term}” is the {_LANGUAGE[lang]} term already.")


_JOINED = "the two are one concept now"


def _join_counterpart(store: Store, record: Recorder, group: Group, lang: Lang, text: str) -> bool:
    """The undecided concept that stands where this one does in an article of the same story becomes part of it.

    False when there is none.
    """
    joined = False
    names = [one for one in pairs.counterparts(store, group.id) if (one.other_lang, one.other_form) == (lang, text)]
    for other in store.groups(dict.fromkeys(one.other_root for one in names)):
        if other.status is ConceptStatus.NEW and not other.touched:
            _join(store, record, other, group, lang)
            joined = True
    return joined


def _join(store: Store, record: Recorder, group: Group, into: Group, choosing: Lang | None = None) -> None:
    """A concept becomes part of another one, which goes on to be called as it was, however often articles have either.

    Where beside `group` that is only a short form or an acronym, the full name comes first; so does what a person chose
    for `group` where nobody chose a term for the other, and the term of a language that is being chosen now.
    """
    given = {seen.term.lang for seen in group.seen if seen.term.status is TermStatus.PREFERRED} | {choosing}
    together = arrange(into.kind, [*into.seen, *(replace(seen, own=False) for seen in group.seen)])
    full = {(term.lang, term.text) for term in together if term.form is TermForm.FULL}
    for term in into.terms():
        if term.status is TermStatus.PREFERRED and (term.lang, term.text) in full and term.lang not in given:
            record.set("term", store.term_key(term.id), status=str(TermStatus.PREFERRED))
    record.set("concept", [group.id], merged_into=into.id, merge_reason="merged by the reviewer", touched=1)


def pair(store: Store, concept: str, lang: Lang, text: str, other: str) -> DecisionRow:
    """`text` becomes the preferred term of `lang`, and the concept that it stands for until now is the same one."""
    term = check(text)

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        [joined] = chosen(store, [other], part_of=group.id)
        if joined.id != group.id:
            if joined.approved and not group.approved:
                record.set("concept", [group.id], status=str(ConceptStatus.APPROVED))
            _join(store, record, joined, group, lang)
        prefer(store, record, group, lang, term, Origin.PARALLEL)
        record.set("concept", [group.id], touched=1)
        record.label = f"Made “{term}” the {_LANGUAGE[lang]} term of {named([group])}; {_JOINED}"

    return decide(store, "take", change, f"“{term}” is the {_LANGUAGE[lang]} term already.")


_ATTESTED = frozenset({Origin.HAND, Origin.IMPORT, Origin.ARTICLE, Origin.PARALLEL})
"""Where a term comes from that a person or an article has used; all others were only ever suggested."""


def prefer(
    store: Store, record: Recorder, group: Group, lang: Lang, text: str, origin: Origin, *, keep: bool = False
) -> None:
    """`text` becomes the one preferred term of the language in this concept.

    The former one becomes admitted; one that nobody has used, a suggestion taken, goes for good unless `keep`.
    """
    same: list[Term] = []
    used = {seen.term.text for seen in group.seen if seen.count and seen.term.lang is lang}
    for seen in group.seen:
        if seen.term.lang is not lang:
            continue
        if seen.term.text == text:
            same.append(seen.term)
        elif seen.term.status is TermStatus.PREFERRED:
            key = store.term_key(seen.term.id)
            if keep or seen.term.origin in _ATTESTED or seen.term.text in used:
                record.set("term", key, status=str(TermStatus.ADMITTED))
            else:
                record.delete("term", key)
    if same:
        own = {s.term.id for s in group.seen if s.own}
        best = min(same, key=lambda t: (t.id not in own, t.id))
        form = TermForm.FULL if best.form is TermForm.VARIANT else best.form
        record.set("term", store.term_key(best.id), status=str(TermStatus.PREFERRED), form=str(form))
    else:
        insert_term(record, group.id, Term(lang, text, status=TermStatus.PREFERRED, origin=origin))


def insert_term(record: Recorder, concept: str, term: Term) -> None:
    """A new term."""
    values = {"concept": concept, "lang": str(term.lang), "text": term.text, "form": str(term.form)}
    record.insert("term", values | {"status": str(term.status), "origin": str(term.origin)})


def set_kind(store: Store, concepts: Iterable[str], kind: Kind) -> DecisionRow:
    """These name a person, an institution, a place or an event after all; the ids stay."""

    def change(record: Recorder) -> None:
        groups = [group for group in chosen(store, concepts) if group.kind is not kind]
        for group in groups:
            record.set("concept", [group.id], kind=str(kind), touched=1)
        record.label = f"Made {named(groups)} {_KIND[kind]}" if groups else ""

    return decide(store, "set kind", change, f"Nothing to do: {_KIND[kind]} already.")


def set_note(store: Store, concept: str, note: str) -> DecisionRow:
    """A remark for colleagues; empty removes it."""
    text = "\n".join(tidy(line) for line in nfc(note).splitlines()).strip()

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        if group.note != text:
            record.set("concept", [group.id], note=text, touched=1)
        record.label = f"{'Noted on' if text else 'Removed the note of'} {named([group])}"

    return decide(store, "set note", change, "The note is the same as before.")


def merge(store: Store, concepts: Iterable[str], into: str) -> DecisionRow:
    """All these are one concept: that of `into`, whose kind and terms come first. Notes are joined."""
    wanted = list(concepts)

    def change(record: Recorder) -> None:
        [target] = chosen(store, [into])
        sources = [group for group in chosen(store, wanted, part_of=target.id) if group.id != target.id]
        for group in sources:
            for key in store.kept_apart(group.id, target.id):
                record.delete("apart", key)
            _join(store, record, group, target)
        if not sources:
            return
        status, note = target.status, [target.note, *(group.note for group in sources)]
        if status is ConceptStatus.NEW and any(group.approved for group in sources):
            status = ConceptStatus.APPROVED
        joined = "\n".join(dict.fromkeys(text for text in note if text))
        record.set("concept", [target.id], touched=1, status=str(status), note=joined)
        record.label = f"Merged {named(sources)} into {named([target])}"

    return decide(store, "merge", change, "These are one concept already.")


def keep_apart(store: Store, concept: str, other: str) -> DecisionRow:
    """The doubt was wrong: these two are not one; the next build respects it."""

    def change(record: Recorder) -> None:
        if group_of(store, concept).id == group_of(store, other).id:
            raise InputError(f"{concept} and {other} are one concept: undo their merge to part them.")
        one, two = chosen(store, [concept, other])
        for key in store.doubts_between(one.id, two.id):
            record.set("doubt", key, open=0)
        if not store.apart(one.id, two.id):
            first, second = sorted((one.id, two.id))
            record.insert("apart", {"concept": first, "other": second})
        record.label = f"Kept {named([one])} and {named([two])} apart"

    return decide(store, "keep apart", change, "These two are kept apart already.")


def add(store: Store, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
    """A name added by hand, approved at once and found in the articles that have it; returns the new concept's id.

    Raises InputError when it exists already, and when no term is given.
    """
    given = {lang: check(text) for lang, text in terms.items() if text.strip()}
    if not given:
        raise InputError("A new name needs a term in at least one language.")
    made: list[str] = []

    def change(record: Recorder) -> None:
        for lang, text in given.items():
            existing = store.with_term(kind, lang, text)
            if existing:
                raise InputError(f"“{text}” is in the glossary already, as {existing}.")
        best = next(given[lang] for lang in Lang if lang in given)
        id = new_id(store, kind, best)
        insert_concept(record, id, kind, ConceptStatus.APPROVED)
        for lang, text in given.items():
            insert_term(record, id, Term(lang, text, status=TermStatus.PREFERRED, origin=Origin.HAND))
        made.append(id)
        record.label = f"Added “{best}”"

    decision = decide(store, "add", change, "Nothing was added.")
    find_everywhere(store, decision, made[0], kind, given)
    return made[0], decision


def terms_of(store: Store, numbers: Sequence[int], concept: str = "") -> list[Row]:
    """These terms, and those of merged concepts that are shown as one with them.

    Raises InputError when one is not there any more, or not in the `concept` where it was chosen.
    """
    if concept:
        chosen(store, [concept])
    rows = store.terms_with(numbers)
    if len(rows) < len(set(numbers)) or (concept and any(row["root"] != concept for row in rows)):
        raise InputError("A term is not there any more: another program may have removed it.")
    wanted = {(row["root"], row["lang"], row["text"]) for row in rows}
    same = [
        seen.term.id
        for group in store.groups(dict.fromkeys(row["root"] for row in rows))
        for seen in group.seen
        if (group.id, seen.term.lang, seen.term.text) in wanted
    ]
    return store.terms_with(same)


# ---- terms and fields -------------------------------------------------------------------------------------------
_STATUS = {
    TermStatus.PREFERRED: "preferred",
    TermStatus.ADMITTED: "admitted",
    TermStatus.DEPRECATED: "deprecated",
    TermStatus.SUPERSEDED: "superseded",
}


def set_term_status(store: Store, terms: Iterable[int], status: TermStatus, concept: str = "") -> DecisionRow:
    """How these terms may be used; of each language of a concept one is preferred, the former one becomes admitted."""
    wanted = list(terms)

    def change(record: Recorder) -> None:
        rows = terms_of(store, wanted, concept)
        for row in rows:
            if status is TermStatus.PREFERRED:
                prefer(store, record, group_of(store, row["root"]), Lang(row["lang"]), row["text"], Origin.HAND)
            else:
                record.set("term", [row["concept"], row["lang"], row["text"]], status=str(status))
            record.set("concept", [row["root"]], touched=1)
        record.label = f"Made {_terms_named(rows)} {_STATUS[status]}"

    return decide(store, "term status", change, f"Nothing to do: {_STATUS[status]} already.")


def set_term_form(store: Store, terms: Iterable[int], form: TermForm, concept: str = "") -> DecisionRow:
    """What these terms are: a full name, an acronym, an abbreviation, a short form or a mere variant."""
    wanted = list(terms)

    def change(record: Recorder) -> None:
        rows = terms_of(store, wanted, concept)
        for row in rows:
            record.set("term", [row["concept"], row["lang"], row["text"]], form=str(form))
            record.set("concept", [row["root"]], touched=1)
        record.label = f"Made {_terms_named(rows)} {_TERM_FORM[form]}"

    return decide(store, "term form", change, f"Nothing to do: {_TERM_FORM[form]} already.")


def add_term(store: Store, concept: str, lang: Lang, text: str, form: TermForm, status: TermStatus) -> DecisionRow:
    """One more term of a concept, typed by hand, beside those it has; a preferred one takes that place."""
    term = check(text)

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        if (lang, term) in store.texts(group.id):
            raise InputError(f"“{term}” is a {_LANGUAGE[lang]} term of {named([group])} already.")
        if status is TermStatus.PREFERRED:
            prefer(store, record, group, lang, term, Origin.HAND)
            record.set("term", [group.id, str(lang), term], form=str(form))
        else:
            insert_term(record, group.id, Term(lang, term, form, status, Origin.HAND))
        record.set("concept", [group.id], touched=1)
        record.label = f"Added the {_LANGUAGE[lang]} term “{term}” to {named([group])}"

    return decide(store, "add term", change, "Nothing was added.")


def change_term(store: Store, number: int, text: str, concept: str = "") -> DecisionRow:
    """Another spelling instead of this term, with its status and its form; empty takes the term away.

    What articles have stays, to be recognised, but is deprecated; what was only typed or proposed goes.
    """
    spelling = check(text) if text.strip() else ""

    def change(record: Recorder) -> None:
        rows = terms_of(store, [number], concept)
        group = group_of(store, rows[0]["root"])
        lang, old = Lang(rows[0]["lang"]), rows[0]["text"]
        if old == spelling:
            return
        if spelling and (lang, spelling) in store.texts(group.id):
            raise InputError(f"“{spelling}” is a {_LANGUAGE[lang]} term of {named([group])} already.")
        shown = next((t for t in group.terms() if t.lang is lang and t.text == old), None)
        seen = {s.term.id for s in group.seen if s.count}
        for row in rows:
            key = [row["concept"], row["lang"], row["text"]]
            if row["origin"] == Origin.ARTICLE or row["id"] in seen:
                record.set("term", key, status=str(TermStatus.DEPRECATED))
            else:
                record.delete("term", key)
        if spelling:
            status = shown.status if shown else TermStatus(rows[0]["status"])
            form = TermForm(rows[0]["form"])
            insert_term(record, group.id, Term(lang, spelling, form, status, Origin.HAND))
        record.set("concept", [group.id], touched=1)
        record.label = f"Changed “{old}” to “{spelling}”" if spelling else f"Removed the {_LANGUAGE[lang]} term “{old}”"

    return decide(store, "change term", change, "Nothing to do: the term is the same.")


def _terms_named(rows: Sequence[Row]) -> str:
    texts = list(dict.fromkeys(row["text"] for row in rows))
    return f"“{texts[0]}”" if len(texts) == 1 else f"{len(texts)} terms"


_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")


_FIELDS = {
    "subject": "Subject",
    "gender": "Gender",
    "valid_from": "Called so since",
    "valid_to": "Called so until",
}
"""The fields as the screens name them."""


def set_fields(
    store: Store,
    concept: str,
    *,
    subject: str | None = None,
    gender: str | None = None,
    valid_from: str | None = None,
    valid_to: str | None = None,
) -> DecisionRow:
    """What is known of a concept beside its terms; what is not given stays, what is empty is removed.

    Raises InputError for a gender that is no `Gender` and for dates that are not a year, month or day in ISO 8601.
    """
    given = {"subject": subject, "gender": gender, "valid_from": valid_from, "valid_to": valid_to}
    values = {name: tidy(value) for name, value in given.items() if value is not None}
    for name in ("valid_from", "valid_to"):
        if values.get(name) and not _DATE.fullmatch(values[name]):
            raise InputError(f"“{values[name]}” is no date: write it as 2024, 2024-05 or 2024-05-13.")
    if values.get("gender") and values["gender"] not in list(Gender):
        raise InputError(f"“{values['gender']}” is no gender; choose one of: {', '.join(Gender)}.")

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        first = values.get("valid_from", group.valid_from)
        last = values.get("valid_to", group.valid_to)
        if first and last and first[: len(last)] > last[: len(first)]:
            raise InputError(f"{first} is after {last}.")
        before = len(record.changes)
        record.set("concept", [group.id], **values)
        if len(record.changes) > before:
            record.set("concept", [group.id], touched=1)
        record.label = f"Changed “{', '.join(_FIELDS[name] for name in values)}” of {named([group])}"

    return decide(store, "set fields", change, "Nothing to do: it says so already.")


_CASES = {
    "nom": "nominative",
    "gen": "genitive",
    "dat": "dative",
    "acc": "accusative",
    "ins": "instrumental",
    "loc": "prepositional",
}
"""The cases as `glossary.lang.ru_forms` calls them, and their names."""


def set_form(store: Store, concept: str, term: str, case: str, text: str) -> DecisionRow:
    """A Russian term in one case, as it should be; empty goes back to what the rule says."""
    return set_forms(store, concept, term, {case: text})


def set_forms(store: Store, concept: str, term: str, given: Mapping[str, str]) -> DecisionRow:
    """A Russian term in some cases, by case, as it should be; empty ones go back to what the rule says."""
    forms = {case: check(text) if text.strip() else "" for case, text in given.items()}
    for case in forms:
        if case not in _CASES:
            raise InputError(f"“{case}” is no case; choose one of: {', '.join(_CASES)}.")

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        owner = next(
            (store.term_key(s.term.id)[0] for s in group.seen if s.term.lang is Lang.RU and s.term.text == term), ""
        )
        if not owner:
            raise InputError(f"“{term}” is no Russian term of {named([group])}.")
        columns = ("concept", "term", "case", "hand")
        stored = {tuple(row[column] for column in columns) for row in lookup.inflections(store, group.id)}
        for case, form in forms.items():
            key = (owner, term, case, 1)
            if not form:
                record.delete("inflection", key)
            elif key not in stored:
                record.insert("inflection", dict(zip(columns, key, strict=True)) | {"form": form})
            else:
                record.set("inflection", key, form=form)
        if record.changes:
            record.set("concept", [group.id], touched=1)
        case, form = next(iter(forms.items()))
        if len(forms) > 1:
            record.label = f"Set {len(forms)} case forms of “{term}”"
        elif form:
            record.label = f"Made “{form}” the {_CASES[case]} of “{term}”"
        else:
            record.label = f"Took back the {_CASES[case]} of “{term}”"

    return decide(store, "case form", change, "Nothing to do: the form is the same.")


# ---- the glossary itself ----------------------------------------------------------------------------------------
def set_style(store: Store, style: HouseStyle) -> DecisionRow:
    """How this glossary writes what may be written in several ways."""
    check_style(style)

    def change(record: Recorder) -> None:
        before = lookup.settings(store)
        for name, value in asdict(style).items():
            key = f"style.{name}"
            if not value:
                record.delete("setting", [key])
            elif key not in before:
                record.insert("setting", {"name": key, "value": value})
            else:
                record.set("setting", [key], value=value)
        record.label = "Changed the house style"

    return decide(store, "house style", change, "The house style is the same as before.")


def save_filter(store: Store, name: str, query: str) -> DecisionRow:
    """Keep a query under a name; an empty query removes it."""
    title = tidy(name)
    if not title:
        raise InputError("A saved filter needs a name.")

    def change(record: Recorder) -> None:
        names = {saved.name for saved in lookup.saved_filters(store)}
        if not query.strip():
            record.delete("saved_filter", [title])
        elif title in names:
            record.set("saved_filter", [title], query=tidy(query))
        else:
            record.insert("saved_filter", {"name": title, "query": tidy(query)})
        record.label = f"{'Saved' if query.strip() else 'Removed'} the filter “{title}”"

    return decide(store, "filter", change, "Nothing to do: the filter is the same.")


def new_id(store: Store, kind: Kind, name: str) -> str:
    """A free id for a concept of this name."""
    return gathering.free_id(kind, name, StoreIndex(store), ())


def insert_concept(record: Recorder, id: str, kind: Kind, status: ConceptStatus, **more: object) -> None:
    """A new concept."""
    values = {"id": id, "kind": str(kind), "status": str(status), "touched": 1, "root": id, "created": now()}
    record.insert("concept", values | more)


def chosen(store: Store, concepts: Iterable[str], part_of: str = "") -> list[Group]:
    """The concepts that a decision is about, each once, in the order named.

    Raises InputError when none is named, when there is none with an id, and when one was merged into another meanwhile:
    nobody chose the whole that it is part of now. Being part of the concept `part_of` is allowed.
    """
    wanted = list(concepts)
    if not wanted:
        raise InputError("No concept is named.")
    roots = store.roots(wanted)
    for id in wanted:
        if id not in roots:
            raise InputError(f"There is no concept with the id {id}.")
        if roots[id] not in (id, part_of):
            raise InputError(merged_away(store, id))
    return store.groups(roots[id] for id in wanted)


def merged_away(store: Store, id: str) -> str:
    """What is said of a concept that was merged into another; empty when it was not."""
    group = group_of(store, id)
    if group.id == id:
        return ""
    own = replace(group, seen=tuple(seen for seen in group.seen if store.term_key(seen.term.id)[0] == id))
    name, whole = label(own, own.terms()) or id, label(group, group.terms()) or group.id
    return f"“{name}” was merged into “{whole}” meanwhile."


def decide(store: Store, what: str, change: Callable[[Recorder], None], nothing: str) -> DecisionRow:
    """Run `change` in one transaction and record it; raises InputError(`nothing`) when it changed nothing."""
    with deciding(store, what) as record:
        change(record)
        if not record.changes:
            raise InputError(nothing)
    assert record.row is not None
    return record.row


def group_of(store: Store, id: str) -> Group:
    """The concept with this id, or the one it was merged into; raises InputError when there is none."""
    group = store.group(id)
    if group is None:
        raise InputError(f"There is no concept with the id {id}.")
    return group
