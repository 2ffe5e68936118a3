"""What a concept is called and what else is known of it: its terms, fields and case forms; each change recorded."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from glossary.deciding import LANGUAGE, chosen, decide, group_of, insert_term, named, prefer
from glossary.errors import InputError
from glossary.model import DecisionRow, Gender, Lang, Origin, Term, TermForm, TermStatus
from glossary.store import Recorder, Store, lookup
from glossary.store.rows import Row
from glossary.terms import check, tidy

_TERM_FORM = {
    TermForm.FULL: "a full name",
    TermForm.ACRONYM: "an acronym",
    TermForm.ABBREVIATION: "an abbreviation",
    TermForm.SHORT: "a short form",
    TermForm.VARIANT: "a variant",
}

_STATUS = {
    TermStatus.PREFERRED: "preferred",
    TermStatus.ADMITTED: "admitted",
    TermStatus.DEPRECATED: "deprecated",
    TermStatus.SUPERSEDED: "superseded",
}


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
            raise InputError(f"“{term}” is a {LANGUAGE[lang]} term of {named([group])} already.")
        if status is TermStatus.PREFERRED:
            prefer(store, record, group, lang, term, Origin.HAND)
            record.set("term", [group.id, str(lang), term], form=str(form))
        else:
            insert_term(record, group.id, Term(lang, term, form, status, Origin.HAND))
        record.set("concept", [group.id], touched=1)
        record.label = f"Added the {LANGUAGE[lang]} term “{term}” to {named([group])}"

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
            raise InputError(f"“{spelling}” is a {LANGUAGE[lang]} term of {named([group])} already.")
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
        record.label = f"Changed “{old}” to “{spelling}”" if spelling else f"Removed the {LANGUAGE[lang]} term “{old}”"

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
