"""Deciding: each function is one recorded decision, whose `label` says in words what was done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, replace

from glossary import authority
from glossary import concepts as gathering
from glossary.building import StoreIndex
from glossary.errors import InputError
from glossary.model import (
    ConceptStatus,
    DecisionRow,
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
from glossary.store.rows import label, now
from glossary.style import check_style, style_of, styled
from glossary.terms import arrange, check, corrects, is_abbreviation, recuts, tidy
from glossary.text import nfc

LANGUAGE = {Lang.VI: "Vietnamese", Lang.EN: "English", Lang.RU: "Russian"}
_KIND = {Kind.PERSON: "a person", Kind.ORG: "an institution", Kind.PLACE: "a place", Kind.EVENT: "an event"}

_DECIDED = {ConceptStatus.NEW: "undecided", ConceptStatus.APPROVED: "accepted", ConceptStatus.REJECTED: "rejected"}


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
        record.label = f"Removed the {LANGUAGE[lang]} term “{term.text}”"

    return decide(store, "remove term", change, f"There is no {LANGUAGE[lang]} term to remove.")


def _prefer_decision(store: Store, concept: str, lang: Lang, text: str, what: str) -> DecisionRow:
    term = check(text)

    def change(record: Recorder) -> None:
        [group] = chosen(store, [concept])
        origin, joined = Origin.HAND, False
        if what == "take":
            offered, house = store.suggestions(group.id).get(lang, ()), style_of(lookup.settings(store))
            origin = next((s.origin for s in offered if term in (s.text, styled(s.text, lang, house))), Origin.HAND)
            joined = bool(join_counterparts(store, record, group, lang, term))
        former = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
        prefer(store, record, group, lang, term, origin)
        if former is not None and former.text != term:
            _replaced(store, record, group, former, term)
        for row in store.never_written(group.id, lang):
            # Nobody writes what a rule got wrong: it must not go on as a variant.
            if row["text"] != term and corrects(term, row["text"]):
                record.set("term", [row["concept"], row["lang"], row["text"]], status=str(TermStatus.DEPRECATED))
        record.set("concept", [group.id], touched=1)
        made = f"Made “{term}” the {LANGUAGE[lang]} term of {named([group])}"
        record.label = f"{made}; {_JOINED}" if joined else made

    return decide(store, what, change, f"“{term}” is the {LANGUAGE[lang]} term already.")


def _replaced(store: Store, record: Recorder, group: Group, former: Term, text: str) -> None:
    """What becomes of the spelling that a person replaced by `text`: articles have it, but no file may advise it.

    Cut otherwise (`-General Antonio Guterres`) it is deprecated; only spelt otherwise (`Viet Nam`) it goes on as a
    variant, by which the name is looked up. A surname alone is a short form as before, an acronym an acronym.
    """
    cut = recuts(text, former.text)
    if cut and group.kind is Kind.PERSON and len(former.text.split()) == 1:
        return
    same = [s.term.id for s in group.seen if (s.term.lang, s.term.text) == (former.lang, former.text)]
    for row in store.terms_with(same):
        key = [row["concept"], row["lang"], row["text"]]
        if cut:
            record.set("term", key, status=str(TermStatus.DEPRECATED))
        elif former.form is TermForm.FULL:
            record.set("term", key, form=str(TermForm.VARIANT))


_JOINED = "the two are one concept now"


def join_counterparts(store: Store, record: Recorder, group: Group, lang: Lang, text: str) -> list[str]:
    """The undecided concepts that stand where this one does in an article of the same story become part of it.

    Returns their ids; mostly there is one or none.
    """
    names = [one for one in pairs.counterparts(store, group.id) if (one.other_lang, one.other_form) == (lang, text)]
    others = [
        other
        for other in store.groups(dict.fromkeys(one.other_root for one in names))
        if other.status is ConceptStatus.NEW and not other.touched
    ]
    for other in others:
        _join(store, record, other, group, lang)
    return [other.id for other in others]


def _join(store: Store, record: Recorder, group: Group, into: Group, choosing: Lang | None = None) -> None:
    """A concept becomes part of another one, which goes on to be called as it was, however often articles have either.

    Where beside `group` that is only a short form or an acronym, the full name comes first; so does what a person chose
    for `group` where nobody chose a term for the other, and the term of a language that is being chosen now.
    """
    record.set("concept", [group.id], merged_into=into.id, merge_reason="merged by the reviewer", touched=1)
    given = {seen.term.lang for seen in group.seen if seen.term.status is TermStatus.PREFERRED} | {choosing}
    together = arrange(into.kind, [*into.seen, *(replace(seen, own=False) for seen in group.seen)])
    full = {(term.lang, term.text) for term in together if term.form is TermForm.FULL}
    for term in into.terms():
        if term.status is TermStatus.PREFERRED and (term.lang, term.text) in full and term.lang not in given:
            record.set("term", store.term_key(term.id), status=str(TermStatus.PREFERRED))


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
        record.label = f"Made “{term}” the {LANGUAGE[lang]} term of {named([group])}; {_JOINED}"

    return decide(store, "take", change, f"“{term}” is the {LANGUAGE[lang]} term already.")


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
