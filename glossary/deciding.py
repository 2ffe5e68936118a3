"""Deciding: each function is one recorded decision, whose `label` says in words what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from glossary import concepts as gathering
from glossary.building import StoreIndex
from glossary.errors import InputError
from glossary.model import ConceptStatus, DecisionRow, Kind, Lang, Origin, Term, TermForm, TermStatus
from glossary.store import Group, Recorder, Store
from glossary.store.decisions import deciding
from glossary.store.rows import label, now
from glossary.terms import check, tidy
from glossary.text import nfc

_LANGUAGE = {Lang.VI: "Vietnamese", Lang.EN: "English", Lang.RU: "Russian"}
_KIND = {Kind.PERSON: "a person", Kind.ORG: "an institution", Kind.PLACE: "a place", Kind.EVENT: "an event"}


def named(groups: Sequence[Group]) -> str:
    """How a decision names what it is about."""
    if len(groups) != 1:
        return f"{len(groups)} concepts"
    return f"“{label(groups[0], groups[0].terms()) or groups[0].id}”"


# ---- decisions -----------------------------------------------------------------------------------------------
def approve(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """These are right: from now on they are found in every article. Their best terms become the preferred ones."""
    return _set_status(store, concepts, ConceptStatus.APPROVED, "Approved")


def reject(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """These are not names worth keeping: they are not offered again."""
    return _set_status(store, concepts, ConceptStatus.REJECTED, "Rejected")


def reopen(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """Put these back among the undecided."""
    return _set_status(store, concepts, ConceptStatus.NEW, "Reopened")


def _set_status(store: Store, concepts: Iterable[str], status: ConceptStatus, verb: str) -> DecisionRow:
    def change(record: Recorder) -> None:
        groups = groups_of(store, concepts)
        for group in groups:
            if group.status is status:
                continue
            record.set("concept", [group.id], status=str(status), touched=1)
            if status is ConceptStatus.APPROVED:
                for term in group.terms():
                    if term.status is TermStatus.PREFERRED:
                        record.set("term", store.term_key(term.id), status=str(TermStatus.PREFERRED))
        record.label = f"{verb} {named(groups)}"

    return decide(store, f"status {status}", change, f"Nothing to do: the status is “{status}” already.")


def take(store: Store, concept: str, lang: Lang, text: str) -> DecisionRow:
    """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted."""
    return _prefer_decision(store, concept, lang, text, "take")


def set_term(store: Store, concept: str, lang: Lang, text: str) -> DecisionRow:
    """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
    if text.strip():
        return _prefer_decision(store, concept, lang, text, "set term")

    def change(record: Recorder) -> None:
        group = group_of(store, concept)
        term = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
        if term is None:
            return
        key = store.term_key(term.id)
        if term.origin is Origin.ARTICLE or any(s.count for s in group.seen if s.term.id == term.id):
            record.set("term", key, status=str(TermStatus.DEPRECATED))
        else:
            record.delete("term", key)
        record.set("concept", [group.id], touched=1)
        record.label = f"Removed the {_LANGUAGE[lang]} term “{term.text}”"

    return decide(store, "remove term", change, f"There is no {_LANGUAGE[lang]} term to remove.")


def _prefer_decision(store: Store, concept: str, lang: Lang, text: str, what: str) -> DecisionRow:
    term = check(text)

    def change(record: Recorder) -> None:
        group = group_of(store, concept)
        origin = Origin.HAND
        if what == "take":
            offered = store.suggestions(group.id).get(lang, ())
            origin = next((s.origin for s in offered if s.text == term), Origin.HAND)
        prefer(store, record, group, lang, term, origin)
        record.set("concept", [group.id], touched=1)
        record.label = f"Made “{term}” the {_LANGUAGE[lang]} term of {named([group])}"

    return decide(store, what, change, f"“{term}” is the {_LANGUAGE[lang]} term already.")


def prefer(store: Store, record: Recorder, group: Group, lang: Lang, text: str, origin: Origin) -> None:
    """`text` becomes the one preferred term of the language in this concept."""
    same: list[Term] = []
    for seen in group.seen:
        if seen.term.lang is not lang:
            continue
        if seen.term.text == text:
            same.append(seen.term)
        elif seen.term.status is TermStatus.PREFERRED:
            record.set("term", store.term_key(seen.term.id), status=str(TermStatus.ADMITTED))
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
        groups = [group for group in groups_of(store, concepts) if group.kind is not kind]
        for group in groups:
            record.set("concept", [group.id], kind=str(kind), touched=1)
        record.label = f"Made {named(groups)} {_KIND[kind]}" if groups else ""

    return decide(store, "set kind", change, f"Nothing to do: the kind is {kind} already.")


def set_note(store: Store, concept: str, note: str) -> DecisionRow:
    """A remark for colleagues; empty removes it."""
    text = "\n".join(tidy(line) for line in nfc(note).splitlines()).strip()

    def change(record: Recorder) -> None:
        group = group_of(store, concept)
        if group.note != text:
            record.set("concept", [group.id], note=text, touched=1)
        record.label = f"{'Noted on' if text else 'Removed the note of'} {named([group])}"

    return decide(store, "set note", change, "The note is the same as before.")


def merge(store: Store, concepts: Iterable[str], into: str) -> DecisionRow:
    """All these are one concept: that of `into`, whose kind and terms come first. Notes are joined."""
    wanted = list(concepts)

    def change(record: Recorder) -> None:
        target = group_of(store, into)
        sources = [group for group in groups_of(store, wanted) if group.id != target.id]
        for group in sources:
            for key in store.kept_apart(group.id, target.id):
                record.delete("apart", key)
            record.set("concept", [group.id], merged_into=target.id, merge_reason="merged by the reviewer", touched=1)
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
        one, two = group_of(store, concept), group_of(store, other)
        if one.id == two.id:
            raise InputError(f"{concept} and {other} are one concept: undo their merge to part them.")
        for key in store.doubts_between(one.id, two.id):
            record.set("doubt", key, open=0)
        if not store.apart(one.id, two.id):
            first, second = sorted((one.id, two.id))
            record.insert("apart", {"concept": first, "other": second})
        record.label = f"Kept {named([one])} and {named([two])} apart"

    return decide(store, "keep apart", change, "These two are kept apart already.")


def add(store: Store, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
    """A name added by hand, approved at once; returns the new concept's id.

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
    return made[0], decision


def new_id(store: Store, kind: Kind, name: str) -> str:
    """A free id for a concept of this name."""
    return gathering.free_id(kind, name, StoreIndex(store), ())


def insert_concept(record: Recorder, id: str, kind: Kind, status: ConceptStatus, **more: object) -> None:
    """A new concept."""
    values = {"id": id, "kind": str(kind), "status": str(status), "touched": 1, "root": id, "created": now()}
    record.insert("concept", values | more)


def groups_of(store: Store, concepts: Iterable[str]) -> list[Group]:
    """Several concepts, each once, in the order named; raises InputError when there is none, or none with an id."""
    wanted = list(concepts)
    if not wanted:
        raise InputError("No concept is named.")
    roots = store.roots(wanted)
    for id in wanted:
        if id not in roots:
            raise InputError(f"There is no concept with the id {id}.")
    return store.groups(roots[id] for id in wanted)


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
