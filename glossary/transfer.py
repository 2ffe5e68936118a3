"""Leaving and coming back: the glossary as records of `glossary.exchange`, and a file's records as one decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, sleep

from glossary import exchange, keys
from glossary.building import StoreIndex
from glossary.concepts import free_id
from glossary.deciding import insert_term, named, prefer
from glossary.desk import in_house_style
from glossary.errors import InputError
from glossary.exchange import ConceptRecord
from glossary.model import (
    ConceptStatus,
    DecisionRow,
    FieldChange,
    HouseStyle,
    ImportPreview,
    ImportRow,
    Kind,
    Lang,
    Loss,
    Origin,
    Progress,
    RowOutcome,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
    TransferReport,
)
from glossary.query import Filters, check_query, parse_query
from glossary.rescan import find_imported
from glossary.store import Group, Recorder, Store, lookup
from glossary.store.decisions import continuing
from glossary.store.rows import label, now, suggestion_values
from glossary.style import style_of, styled
from glossary.terms import Seen, check

_AT_ONCE = 250
"""Rows written in one transaction: others wait for some tenths of a second."""

_TURN = 0.12
"""Seconds between two such transactions, in which another program comes to its turn."""

_COUNTED = 1 << 40
"""More concepts than any glossary has."""

_WORTH_WRITING = 0.2
"""A suggestion below this chance of being right, such as a name merely copied, stays out of files."""


WITHOUT_TERMS = "concepts without a term in these languages"
"""Why an export of some languages leaves a concept out."""


# ---- leaving ----------------------------------------------------------------------------------------------------
def exporting(
    store: Store, target: Path, format_name: str, query: str = "", langs: Collection[Lang] = ()
) -> Generator[Progress, None, TransferReport]:
    """Write what the queue shows for `query`, with the terms of these languages (all without one named).

    Nothing is written before all is gathered: who stops consuming leaves the place as it was. Raises InputError for a
    query that no concept matches.
    """
    if format_name not in exchange.FORMATS:
        raise InputError(f"There is no format called “{format_name}”; choose one of: {', '.join(exchange.FORMATS)}.")
    check_query(query)
    total = lookup.count(store, *parse_query(query), _COUNTED)
    kept: list[ConceptRecord] = []
    done = bare = 0
    for page in _pages(store, query):
        for record in _records(store, page):
            done += 1
            one = _in_languages(record, langs)
            if one is None:
                bare += 1
            else:
                kept.append(one)
        yield Progress(done, total, target.name)
    if query.strip() and not done:
        raise InputError(f"No concept matches “{query}”: there is nothing to write.")
    report = exchange.write(format_name, kept, target)
    return replace(report, left_out={**report.left_out, WITHOUT_TERMS: bare}) if bare else report


def records(store: Store) -> Iterator[ConceptRecord]:
    """Everything the queue shows, concept by concept."""
    for page in _pages(store, ""):
        yield from _records(store, page)


def _pages(store: Store, query: str) -> Iterator[Sequence[str]]:
    """The ids of the concepts that the queue shows for a query, in their order, some hundred at a time."""
    words, filters = parse_query(query)
    wanted = (
        {row.id for row in lookup.queue(store, words, filters, limit=_COUNTED)}
        if words or filters != Filters()
        else None
    )
    after = ""
    while ids := store.listed(after=after):
        chosen = ids if wanted is None else [id for id in ids if id in wanted]
        if chosen:
            yield chosen
        after = ids[-1]


def _in_languages(record: ConceptRecord, langs: Collection[Lang]) -> ConceptRecord | None:
    """The record with these languages alone; None when it has a term in none of them."""
    if not langs:
        return record
    terms = {lang: of for lang, of in record.terms.items() if lang in langs}
    spellings = {lang: of for lang, of in record.spellings.items() if lang in langs}
    suggested = {lang: text for lang, text in record.suggested.items() if lang in langs}
    return replace(record, terms=terms, spellings=spellings, suggested=suggested) if any(terms.values()) else None


def _records(store: Store, ids: Sequence[str]) -> Iterator[ConceptRecord]:
    house = style_of(lookup.settings(store))
    for group in store.groups(ids):
        row = store.card(group.id)
        if row is None:
            continue
        by_lang: dict[Lang, list[Term]] = {}
        spellings: dict[Lang, list[Term]] = {}
        for term in group.terms():
            if term.form is TermForm.SHORT and term.status is TermStatus.ADMITTED:
                # `Ly` means this person in her article, not in every text that the file will be used on.
                continue
            spellings.setdefault(term.lang, []).append(term)
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
            spellings={lang: tuple(terms) for lang, terms in spellings.items()},
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


# ---- coming back ------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class _Item:
    """A row of a file with those of its terms that can be kept."""

    record: ConceptRecord
    terms: Mapping[Lang, Sequence[Term]]


@dataclass(frozen=True, slots=True)
class _Step:
    """One thing that a row changes in a concept: its preferred term, one more variant, its kind, status or note."""

    field: str
    old: str
    new: str
    lang: Lang | None = None
    term: Term | None = None
    """The variant to add, or the stored term to admit again."""


def importing(store: Store, source: Path) -> Generator[Progress, None, TransferReport]:
    """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added.

    A file never takes away: terms it does not have stay, “new” does not reopen what is decided, an empty note
    erases nothing. An id that belongs to an unrelated concept here is reported, not overwritten; one that has been
    merged since gives its terms as variants only.

    What a row prefers is then looked for in the articles read before, as a name added by hand is.

    Some hundred rows are written at a time, so that other programs need not wait; who stops consuming keeps whole rows.
    All of it is one decision, undone as one.
    """
    records, losses = exchange.read(source)
    counts: Counter[str] = Counter()
    begun: DecisionRow | None = None
    written, taken = 0.0, set[str]()
    for some in _in_batches(records):
        # All that can be done without the lock is done before it.
        items = [_checked(record, losses) for record in some]
        with store.prepared(_spellings(items)):
            _give_way(written)
            with continuing(store, "import", begun) as recorder:
                counts.update(_Writer(store, recorder, losses).write(items))
                recorder.label = f"Imported {source.name}: {counts['added']} added, {counts['changed']} changed"
        begun, written = recorder.row or begun, monotonic()
        taken |= recorder.concepts
        yield Progress(sum(counts.values()), len(records), source.name)
    for done, articles in find_imported(store, begun, sorted(taken)) if begun else ():
        yield Progress(len(records) + done, len(records) + articles, source.name)
        _give_way(monotonic())
    return TransferReport(
        files=(str(source),),
        concepts=counts["added"] + counts["changed"] + counts["unchanged"],
        terms=sum(len(terms) for item in records for terms in item.terms.values()),
        losses=tuple(losses),
        added=counts["added"],
        changed=counts["changed"],
        unchanged=counts["unchanged"],
    )


def previewing(store: Store, source: Path) -> Generator[Progress, None, ImportPreview]:
    """What `importing` would do with a file, row by row; nothing is written and nobody waits."""
    records, losses = exchange.read(source)
    preview = _Preview(store)
    counts: Counter[RowOutcome] = Counter()
    rows: list[ImportRow] = []
    for some in _in_batches(records):
        for row in preview.rows([_checked(record, losses) for record in some]):
            counts[row.outcome] += 1
            if row.outcome is not RowOutcome.UNCHANGED:
                rows.append(row)
        yield Progress(counts.total(), len(records), source.name)
    return ImportPreview(
        file=str(source),
        rows=tuple(rows),
        losses=tuple(losses),
        added=counts[RowOutcome.ADDED],
        changed=counts[RowOutcome.CHANGED],
        unchanged=counts[RowOutcome.UNCHANGED],
        refused=counts[RowOutcome.REFUSED],
    )


def _give_way(written: float) -> None:
    """Let who waits for the lock have it: SQLite asks for it again every tenth of a second."""
    left = _TURN - (monotonic() - written)
    if left > 0:
        sleep(left)


def _in_batches(records: Sequence[ConceptRecord]) -> Iterator[Sequence[ConceptRecord]]:
    for start in range(0, len(records), _AT_ONCE):
        yield records[start : start + _AT_ONCE]


def _spellings(items: Sequence[_Item]) -> Iterator[tuple[str, Lang, Kind]]:
    return (
        (term.text, term.lang, item.record.kind) for item in items for found in item.terms.values() for term in found
    )


def _checked(record: ConceptRecord, losses: list[Loss]) -> _Item:
    """The terms of a row that can be kept; a language without a preferred term keeps none by itself."""
    found: dict[Lang, list[Term]] = {}
    for lang, terms in record.terms.items():
        kept: dict[str, Term] = {}
        for term in terms:
            try:
                text = check(term.text)
            except InputError as error:
                losses.append(Loss(record.id or f"line {record.line}", str(error)))
                continue
            kept.setdefault(text, replace(term, text=text, origin=Origin.IMPORT, id=0))
        preferred = any(term.status is TermStatus.PREFERRED for term in kept.values())
        form = TermForm.FULL if preferred else TermForm.VARIANT
        if kept:
            found[lang] = [replace(term, form=form) for term in kept.values()]
    return _Item(record, found)


def _related(group: Group, terms: Mapping[Lang, Sequence[Term]]) -> bool:
    """Do a row and a stored concept share a spelling, letter for letter or without marks?"""
    here = {keys.loose(seen.term.text) for seen in group.seen}
    there = {keys.loose(term.text) for found in terms.values() for term in found}
    return not here or not there or not here.isdisjoint(there)


def _refusal(item: _Item, group: Group) -> str:
    """Why a row is not taken for this concept, which has its id; empty when it is."""
    if _related(group, item.terms):
        return ""
    return (
        f"is {named([group])} in this glossary, which shares no term with the row: clear the id in the "
        "file to add it as a new concept. The row was left out"
    )


def _merged(item: _Item, group: Group) -> str:
    """What is said of a row whose concept has become part of another; empty when it has not."""
    if not item.record.id or group.id == item.record.id:
        return ""
    return (
        f"has been merged into {named([group])} since: its terms were taken as variants, its kind, status and "
        "note were left out"
    )


def _steps(item: _Item, group: Group, house: HouseStyle) -> list[_Step]:
    """All that a row changes in a concept: what the preview shows and what the import does.

    A term that differs from the stored one only as the house style writes it came from here, and is no change.
    """
    if _merged(item, group):
        return _merged_steps(item, group)
    steps: list[_Step] = []
    terms = group.terms()
    for lang, found in item.terms.items():
        here = [term for term in terms if term.lang is lang]
        shown = {styled(term.text, lang, house): term for term in reversed(here)} | {term.text: term for term in here}
        current = next((term for term in here if term.status is TermStatus.PREFERRED), None)
        for term in found:
            stored = shown.get(term.text)
            if term.status is TermStatus.PREFERRED:
                if current is None or term.text not in (current.text, styled(current.text, lang, house)):
                    steps.append(_Step(str(lang), current.text if current else "", term.text, lang))
            elif stored is None:
                steps.append(_Step(f"{lang}_variants", "", term.text, lang, term))
            elif stored.status not in (TermStatus.PREFERRED, TermStatus.ADMITTED):
                steps.append(_Step(f"{lang}_variants", "", term.text, lang, stored))
    record = item.record
    if record.kind is not group.kind:
        steps.append(_Step("kind", str(group.kind), str(record.kind)))
    if record.status not in (ConceptStatus.NEW, group.status):
        steps.append(_Step("status", str(group.status), str(record.status)))
    if record.note and record.note != group.note:
        steps.append(_Step("note", group.note, record.note))
    return steps


def _merged_steps(item: _Item, group: Group) -> list[_Step]:
    """Of a row whose concept has become part of another, only new terms: the reviewer has chosen there already."""
    present = {(seen.term.lang, seen.term.text) for seen in group.seen}
    return [
        _Step(f"{lang}_variants", "", term.text, lang, replace(term, status=TermStatus.ADMITTED))
        for lang, found in item.terms.items()
        for term in found
        if (lang, term.text) not in present
    ]


def _best_label(item: _Item) -> str:
    return next((found[0].text for lang in Lang for found in [item.terms.get(lang, ())] if found), "x")


class _Writer:
    """Writes a batch of rows inside one transaction; new concepts wait until somebody asks for them, or the end."""

    def __init__(self, store: Store, recorder: Recorder, losses: list[Loss]) -> None:
        self._store, self._recorder, self._losses = store, recorder, losses
        self._house = style_of(lookup.settings(store))
        self._changed: set[str] = set()
        self._new: dict[str, _Item] = {}
        self._new_terms: set[tuple[Lang, str]] = set()

    def write(self, items: Sequence[_Item]) -> list[str]:
        """What became of each row."""
        known = _known(self._store, items)
        outcomes = [self._one(item, known) for item in items]
        self._flush()
        return outcomes

    def _one(self, item: _Item, known: Mapping[str, Group]) -> str:
        group = self._counterpart(item, known)
        if group is None:
            id = item.record.id or free_id(
                item.record.kind, _best_label(item), StoreIndex(self._store), self._new.keys()
            )
            self._new[id] = item
            self._new_terms |= {(term.lang, term.text) for found in item.terms.values() for term in found}
            return "added"
        refusal = _refusal(item, group)
        if refusal:
            self._losses.append(Loss(item.record.id, refusal))
            return "refused"
        merged = _merged(item, group)
        if merged:
            self._losses.append(Loss(item.record.id, merged))
        steps = _steps(item, group, self._house)
        if not steps:
            return "unchanged"
        self._changed.add(group.id)
        self._change(group, steps)
        return "changed"

    def _counterpart(self, item: _Item, known: Mapping[str, Group]) -> Group | None:
        """The concept here that the row is about: by its id, or without one by kind and preferred term."""
        id = item.record.id
        if id:
            if id in self._new:
                self._flush()
                return self._store.group(id)
            group = known.get(id)
            return self._store.group(id) if group is not None and group.id in self._changed else group
        if any((found[0].lang, found[0].text) in self._new_terms for found in item.terms.values()):
            self._flush()
        id = _namesake(self._store, item)
        return self._store.group(id) if id else None

    def _change(self, group: Group, steps: Sequence[_Step]) -> None:
        values: dict[str, object] = {"touched": 1}
        for step in steps:
            if step.lang is None:
                values[step.field] = step.new
            elif step.term is None:
                prefer(self._store, self._recorder, group, step.lang, step.new, Origin.IMPORT, keep=True)
            elif step.term.id:
                key = self._store.term_key(step.term.id)
                self._recorder.set("term", key, status=str(TermStatus.ADMITTED))
            else:
                insert_term(self._recorder, group.id, step.term)
        self._recorder.set("concept", [group.id], **values)

    def _flush(self) -> None:
        """Write the new concepts that wait, all at once."""
        moment = now()
        self._recorder.insert_many("concept", [_concept_row(id, item.record, moment) for id, item in self._new.items()])
        self._recorder.insert_many(
            "term",
            [
                {"concept": id, "lang": str(term.lang), "text": term.text, "form": str(term.form)}
                | {"status": str(term.status), "origin": str(term.origin)}
                for id, item in self._new.items()
                for found in item.terms.values()
                for term in found
            ],
        )
        self._recorder.insert_many(
            "suggestion",
            [
                dict(
                    zip(
                        _SUGGESTION_COLUMNS,
                        suggestion_values(id, lang, 0, Suggestion(text, Origin.IMPORT, 0.5, "read from a file")),
                        strict=True,
                    )
                )
                for id, item in self._new.items()
                for lang, text in item.record.suggested.items()
            ],
        )
        self._new.clear()
        self._new_terms.clear()


_SUGGESTION_COLUMNS = ("concept", "lang", "position", "text", "origin", "origins", "score", "trace")


def _concept_row(id: str, record: ConceptRecord, moment: str) -> dict[str, object]:
    return {
        "id": id,
        "kind": str(record.kind),
        "status": str(record.status),
        "touched": 1,
        "root": id,
        "created": moment,
        "note": record.note,
        "file_articles": record.articles,
        "file_mentions": record.mentions,
        "file_context": record.context,
        "file_source": record.source,
    }


def _known(store: Store, items: Sequence[_Item]) -> dict[str, Group]:
    """The concepts here that have the ids of these rows, each by the id that the row gives."""
    roots = store.roots(item.record.id for item in items if item.record.id)
    groups = {group.id: group for group in store.groups(roots.values())}
    return {id: groups[root] for id, root in roots.items() if root in groups}


def _namesake(store: Store, item: _Item) -> str:
    """The concept with the kind and a preferred term of a row without id; empty when there is none."""
    return next(
        (id for lang, found in item.terms.items() if (id := store.with_term(item.record.kind, lang, found[0].text))),
        "",
    )


class _Preview:
    """Plays an import through in memory: later rows see what earlier ones would have done."""

    def __init__(self, store: Store) -> None:
        self._store, self._house = store, style_of(lookup.settings(store))
        self._after: dict[str, Group] = {}
        """Concepts as they would be, by id."""
        self._names: dict[tuple[Kind, Lang, str], set[str]] = {}
        """The terms of these: whose they are or were."""

    def rows(self, items: Sequence[_Item]) -> Iterator[ImportRow]:
        """What would become of each row."""
        known = _known(self._store, items)
        for item in items:
            yield self._row(item, known)

    def _row(self, item: _Item, known: Mapping[str, Group]) -> ImportRow:
        group = self._counterpart(item, known)
        line = item.record.line
        if group is None:
            return self._added(item)
        shown = label(group, group.terms()) or group.id
        refusal = _refusal(item, group)
        if refusal:
            return ImportRow(line, group.id, shown, RowOutcome.REFUSED, why=refusal)
        steps = _steps(item, group, self._house)
        self._keep(_changed(group, steps))
        outcome = RowOutcome.CHANGED if steps else RowOutcome.UNCHANGED
        return ImportRow(line, group.id, shown, outcome, _told(steps), why=_merged(item, group))

    def _added(self, item: _Item) -> ImportRow:
        record = item.record
        id = record.id or free_id(record.kind, _best_label(item), StoreIndex(self._store), self._after.keys())
        seen = tuple(Seen(term) for found in item.terms.values() for term in found)
        group = Group(
            id=id,
            kind=record.kind,
            status=record.status,
            note=record.note,
            touched=True,
            stale=True,
            members=(id,),
            seen=seen,
        )
        self._keep(group)
        changes = tuple(
            FieldChange(str(lang) if term.status is TermStatus.PREFERRED else f"{lang}_variants", "", term.text)
            for lang, found in item.terms.items()
            for term in found
        )
        return ImportRow(record.line, id, label(group, group.terms()) or id, RowOutcome.ADDED, changes)

    def _keep(self, group: Group) -> None:
        self._after[group.id] = group
        for seen in group.seen:
            self._names.setdefault((group.kind, seen.term.lang, seen.term.text), set()).add(group.id)

    def _counterpart(self, item: _Item, known: Mapping[str, Group]) -> Group | None:
        id = item.record.id
        if id:
            group = known.get(id)
            return self._after.get(group.id if group else id) or group
        for lang, terms in item.terms.items():
            name = (item.record.kind, lang, terms[0].text)
            stored = self._store.with_term(*name)
            for found in sorted({stored, *self._names.get(name, ())} - {""}):
                after = self._after.get(found)
                if after is None or (after.kind is name[0] and after.status is not ConceptStatus.REJECTED):
                    return after or self._store.group(found)
        return None


def _changed(group: Group, steps: Sequence[_Step]) -> Group:
    """The concept as these steps would leave it."""
    seen = list(group.seen)
    values = {step.field: step.new for step in steps if step.lang is None}
    for step in steps:
        if step.lang is None:
            continue
        if step.term is not None:
            seen = [one for one in seen if (one.term.lang, one.term.text) != (step.lang, step.new)]
            seen.append(Seen(replace(step.term, status=TermStatus.ADMITTED)))
            continue
        same = next((one.term for one in seen if (one.term.lang, one.term.text) == (step.lang, step.new)), None)
        form = TermForm.FULL if same is None or same.form is TermForm.VARIANT else same.form
        seen = [
            replace(one, term=replace(one.term, status=TermStatus.ADMITTED))
            if one.term.lang is step.lang and one.term.status is TermStatus.PREFERRED
            else one
            for one in seen
            if (one.term.lang, one.term.text) != (step.lang, step.new)
        ]
        seen.append(Seen(Term(step.lang, step.new, form, TermStatus.PREFERRED, Origin.IMPORT)))
    return replace(
        group,
        seen=tuple(seen),
        kind=Kind(values.get("kind", group.kind)),
        status=ConceptStatus(values.get("status", group.status)),
        note=values.get("note", group.note),
    )


def _told(steps: Sequence[_Step]) -> tuple[FieldChange, ...]:
    return tuple(FieldChange(step.field, step.old, step.new) for step in steps)
