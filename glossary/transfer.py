"""Leaving and coming back: the glossary as records of `glossary.exchange`, and a file's records as one decision."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from glossary import exchange, keys
from glossary.deciding import insert_concept, insert_term, named, new_id, prefer
from glossary.desk import in_house_style
from glossary.errors import InputError
from glossary.exchange import ConceptRecord
from glossary.model import (
    ConceptStatus,
    Lang,
    Loss,
    Origin,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
    TransferReport,
)
from glossary.store import Group, Recorder, Store, lookup
from glossary.store.decisions import deciding
from glossary.store.rows import suggestion_values
from glossary.style import style_of, styled
from glossary.terms import check

_WORTH_WRITING = 0.2
"""A suggestion below this chance of being right, such as a name merely copied, stays out of files."""


def records(store: Store) -> Iterator[ConceptRecord]:
    """Everything the queue shows, concept by concept."""
    after, house = "", style_of(lookup.settings(store))
    while ids := store.listed(after=after):
        for group in store.groups(ids):
            row = store.card(group.id)
            if row is None:
                continue
            by_lang: dict[Lang, list[Term]] = {}
            for term in group.terms():
                if term.form is TermForm.SHORT and term.status is TermStatus.ADMITTED:
                    # `Ly` means this person in her article, not in every text that the file will be used on.
                    continue
                text, of = styled(term.text, term.lang, house), by_lang.setdefault(term.lang, [])
                if all(text != other.text for other in of):
                    of.append(replace(term, text=text))
            suggestions = in_house_style(group, store.suggestions(group.id), house)
            first = store.evidence(group.id, 1)
            yield ConceptRecord(
                id=group.id,
                kind=group.kind,
                status=group.status,
                terms={lang: tuple(terms) for lang, terms in by_lang.items()},
                suggested={
                    lang: suggestions[lang][0].text
                    for lang in row.missing
                    if suggestions.get(lang) and suggestions[lang][0].score >= _WORTH_WRITING
                },
                articles=row.articles,
                mentions=row.mentions,
                context=" ".join(first[0].sentence.split()) if first else group.file_context,
                source=first[0].article if first else group.file_source,
                note=group.note,
            )
        after = ids[-1]


def import_file(store: Store, source: Path) -> TransferReport:
    """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added.

    A file never takes away: terms it does not have stay, “new” does not reopen what is decided, an empty note
    erases nothing. An id that belongs to an unrelated concept here is reported, not overwritten; one that has been
    merged since gives its terms as variants only. The whole import is one decision.
    """
    records, losses = exchange.read(source)
    counts = {"added": 0, "changed": 0, "unchanged": 0, "refused": 0}
    # All that can be done without the lock is done before it: other programs wait.
    checked = []
    for item in records:
        terms, problems = _checked(item)
        losses += problems
        checked.append((item, terms))
    spellings = (
        (term.text, term.lang, item.kind) for item, terms in checked for found in terms.values() for term in found
    )
    with store.prepared(spellings), deciding(store, "import") as record:
        for item, terms in checked:
            counts[_import_one(store, record, item, terms, losses)] += 1
        record.label = f"Imported {source.name}: {counts['added']} added, {counts['changed']} changed"
    return TransferReport(
        files=(str(source),),
        concepts=counts["added"] + counts["changed"] + counts["unchanged"],
        terms=sum(len(terms) for item in records for terms in item.terms.values()),
        losses=tuple(losses),
        added=counts["added"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
    )


def _import_one(
    store: Store, record: Recorder, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]], losses: list[Loss]
) -> str:
    group = _counterpart(store, item, terms)
    if group is None:
        _import_new(store, record, item, terms)
        return "added"
    if not _related(group, terms):
        losses.append(
            Loss(
                item.id,
                f"is {named([group])} in this glossary, which shares no term with the row: clear the id in the "
                "file to add it as a new concept. The row was left out",
            )
        )
        return "refused"
    if item.id and group.id != item.id:
        losses.append(
            Loss(
                item.id,
                f"has been merged into {named([group])} since: its terms were taken as variants, its kind, status and "
                "note were left out",
            )
        )
        return "changed" if _import_merged(record, terms, group) else "unchanged"
    return "changed" if _import_changed(store, record, item, terms, group) else "unchanged"


def _counterpart(store: Store, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]]) -> Group | None:
    """The concept here that the row is about: by its id, or without one by kind and preferred term."""
    if item.id:
        return store.group(item.id)
    for lang, found in terms.items():
        id = store.with_term(item.kind, lang, found[0].text)
        if id:
            return store.group(id)
    return None


def _import_new(store: Store, record: Recorder, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]]) -> None:
    label = next((found[0].text for lang in Lang for found in [terms.get(lang, ())] if found), "x")
    id = item.id or new_id(store, item.kind, label)
    insert_concept(
        record,
        id,
        item.kind,
        item.status,
        note=item.note,
        file_articles=item.articles,
        file_mentions=item.mentions,
        file_context=item.context,
        file_source=item.source,
    )
    for found in terms.values():
        for term in found:
            insert_term(record, id, term)
    for lang, text in item.suggested.items():
        values = suggestion_values(id, lang, 0, Suggestion(text, Origin.IMPORT, 0.5, "read from a file"))
        record.insert("suggestion", dict(zip(_SUGGESTION_COLUMNS, values, strict=True)))


def _import_changed(
    store: Store, record: Recorder, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]], group: Group
) -> bool:
    """Bring a concept to what its row says; did that change anything?"""
    before = len(record.changes)
    for lang, found in terms.items():
        current = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
        present = {t.text: t for t in group.terms() if t.lang is lang}
        for term in found:
            stored = present.get(term.text)
            if term.status is TermStatus.PREFERRED:
                if current is None or current.text != term.text:
                    prefer(store, record, group, lang, term.text, Origin.IMPORT, keep=True)
            elif stored is None:
                insert_term(record, group.id, term)
            elif stored.status not in (TermStatus.PREFERRED, TermStatus.ADMITTED):
                record.set("term", store.term_key(stored.id), status=str(TermStatus.ADMITTED))
    values: dict[str, object] = {"kind": str(item.kind)}
    if item.status is not ConceptStatus.NEW:
        values["status"] = str(item.status)
    if item.note:
        values["note"] = item.note
    record.set("concept", [group.id], **values)
    if len(record.changes) == before:
        return False
    record.set("concept", [group.id], touched=1)
    return True


def _import_merged(record: Recorder, terms: Mapping[Lang, Sequence[Term]], group: Group) -> bool:
    """Add the terms of a row whose concept has become part of another: the reviewer has chosen there already."""
    present = {(seen.term.lang, seen.term.text) for seen in group.seen}
    new = [term for found in terms.values() for term in found if (term.lang, term.text) not in present]
    for term in new:
        insert_term(record, group.id, replace(term, status=TermStatus.ADMITTED))
    if new:
        record.set("concept", [group.id], touched=1)
    return bool(new)


_SUGGESTION_COLUMNS = ("concept", "lang", "position", "text", "origin", "origins", "score", "trace")


def _checked(item: ConceptRecord) -> tuple[dict[Lang, list[Term]], list[Loss]]:
    """The terms of a row that can be kept; a language without a preferred term keeps none by itself."""
    found: dict[Lang, list[Term]] = {}
    losses: list[Loss] = []
    for lang, terms in item.terms.items():
        kept: dict[str, Term] = {}
        for term in terms:
            try:
                text = check(term.text)
            except InputError as error:
                losses.append(Loss(item.id or "a row without id", str(error)))
                continue
            kept.setdefault(text, replace(term, text=text, origin=Origin.IMPORT, id=0))
        preferred = any(term.status is TermStatus.PREFERRED for term in kept.values())
        form = TermForm.FULL if preferred else TermForm.VARIANT
        if kept:
            found[lang] = [replace(term, form=form) for term in kept.values()]
    return found, losses


def _related(group: Group, terms: Mapping[Lang, Sequence[Term]]) -> bool:
    """Do a row and a stored concept share a spelling, letter for letter or without marks?"""
    here = {keys.loose(seen.term.text) for seen in group.seen}
    there = {keys.loose(term.text) for found in terms.values() for term in found}
    return not here or not there or not here.isdisjoint(there)
