"""Taking many suggestions at once: what is missing is filled with what is sure."""

from __future__ import annotations

from collections.abc import Iterable

from glossary.deciding import chosen, decide, join_counterparts, named, prefer
from glossary.model import ConceptStatus, DecisionRow, TermStatus
from glossary.store import Group, Recorder, Store, lookup
from glossary.style import style_of, styled

SURE = 0.9
"""The score from which a suggestion is taken without being looked at by itself."""


def take_best(store: Store, concepts: Iterable[str]) -> DecisionRow:
    """The first suggestion becomes the term wherever a concept lacks a language and it is at least `SURE`.

    Rejected concepts get none. Raises InputError when there is nothing to take.
    """

    def change(record: Recorder) -> None:
        groups = chosen(store, concepts)
        joined: set[str] = set()
        taken = 0
        for group in groups:
            if group.id not in joined and group.status is not ConceptStatus.REJECTED:
                taken += _fill(store, record, group, joined)
        record.label = f"Made the surest suggestions the missing terms of {named(groups)}: {taken}"

    return decide(store, "take best", change, "No suggestion for a missing term is sure enough.")


def _fill(store: Store, record: Recorder, group: Group, joined: set[str]) -> int:
    house = style_of(lookup.settings(store))
    taken = 0
    for lang, offered in store.suggestions(group.id).items():
        lacks = all(term.lang is not lang or term.status is not TermStatus.PREFERRED for term in group.terms())
        if not lacks or offered[0].score < SURE:
            continue
        text = styled(offered[0].text, lang, house)
        others = join_counterparts(store, record, group, lang, text)
        prefer(store, record, group, lang, text, offered[0].origin)
        record.set("concept", [group.id], touched=1)
        taken += 1
        if others:
            joined.update(others)
            group = next(iter(store.groups([group.id])))
    return taken
