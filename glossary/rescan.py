"""Articles read before, and the names that a person has decided on since: which have one, and where it stands.

A name just added is looked for at once. The next build searches these articles again with all it knows; until then the
name stands wherever nothing else does.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from glossary import keys
from glossary.errors import InputError
from glossary.known import Known, Names, joined
from glossary.model import (
    Article,
    ConceptStatus,
    DecisionRow,
    Kind,
    Lang,
    Mention,
    Origin,
    Term,
    TermForm,
    TermStatus,
)
from glossary.query import name_match
from glossary.store import Recorder, Store, lookup
from glossary.store.decisions import continuing
from glossary.store.rows import Row
from glossary.terms import tidy
from glossary.view import View, view

_AT_ONCE = 300
"""Articles that are searched while a person waits; in more the next build finds the name."""

_PART = 20
"""Articles whose mentions are written in one transaction: other programs wait no longer than that takes."""


def with_names(store: Store, names: Iterable[str]) -> list[int]:
    """Articles that may have one of these names, in whatever letters and case; `has_name` says whether they do."""
    return sorted({number for name in names for number in lookup.matching(store, name_match(name))})


def has_name(article: Article, names: Names) -> bool:
    """Does one of the names stand in an article as a build would find it?"""
    return bool(names.find(view(article.text).text, article.lang))


def find_everywhere(store: Store, decision: DecisionRow, concept: str, kind: Kind, terms: Mapping[Lang, str]) -> None:
    """Mentions of a name that `decision` has added, in the articles that have one of its terms, as a part of it.

    As in a build it gives way to a longer mention that holds it, and here also to what a person has accepted or put.
    Articles are searched before they are locked, and some of them are written at a time: so others can work meanwhile.
    When the decision is taken back by another program in between, the rest is left out.
    """
    of = {(keys.loose(term), kind): concept for term in terms.values()}
    numbers = with_names(store, terms.values())[:_AT_ONCE]
    deque(_find(store, decision, numbers, Names(Known(term, kind) for term in terms.values()), of), maxlen=0)


def find_imported(store: Store, decision: DecisionRow, concepts: Iterable[str]) -> Iterator[tuple[int, int]]:
    """`find_everywhere` for what a file gave these concepts, in all articles: how many are done, of how many."""
    of: dict[tuple[str, Kind], str] = {}
    known: list[Known] = []
    groups = store.groups(concepts)
    for group in groups:
        for seen in group.seen:
            if group.status is not ConceptStatus.REJECTED and is_given(seen.term):
                known.append(Known(seen.term.text, group.kind))
                of.setdefault((keys.loose(seen.term.text), group.kind), group.id)
    numbers = with_names(store, [name.text for name in known])
    if not numbers:
        return
    with store.prepared((seen.term.text, seen.term.lang, group.kind) for group in groups for seen in group.seen):
        for done in _find(store, decision, numbers, Names(known), of):
            yield done, len(numbers)


def is_given(term: Term) -> bool:
    """Is it a name that a file gave as the term to use? As one added by hand it is found wherever it stands."""
    return (term.origin, term.form, term.status) == (Origin.IMPORT, TermForm.FULL, TermStatus.PREFERRED)


def _find(
    store: Store, decision: DecisionRow, numbers: Sequence[int], names: Names, of: Mapping[tuple[str, Kind], str]
) -> Iterator[int]:
    """Look for names in articles, some at a time, and say how many are done; `of` has the concept of each name."""
    for first in range(0, len(numbers), _PART):
        found = {number: _standing(store, number, names) for number in numbers[first : first + _PART]}
        if any(found.values()):
            try:
                with continuing(store, "add", decision) as record:
                    record.label = decision.label
                    for number, mentions in found.items():
                        _put(store, record, of, number, mentions)
            except InputError:
                return
        yield min(first + _PART, len(numbers))


def _put(
    store: Store, record: Recorder, of: Mapping[tuple[str, Kind], str], number: int, mentions: Sequence[Mention]
) -> None:
    """Write the mentions of an article, if it still is current, where nothing that stays has come meanwhile."""
    stored = store.article(number)
    if stored is None:
        return
    for mention in mentions:
        concept = of.get((keys.loose(mention.form), mention.kind), "")
        if not concept:
            continue
        over = store.mentions_across(number, mention.start, mention.end)
        if any(_stays(store, row, mention) for row in over):
            continue
        for row in over:
            record.delete("mention", [number, row["start"]])
        record.insert("mention", _row(number, stored[0], concept, mention))


def _stays(store: Store, row: Row, name: Mention) -> bool:
    """Does a mention stay where an added name stands: a longer one, one of an accepted concept or put by a person?

    What was rejected is not: who adds its name after all wants it found.
    """
    holds = row["start"] <= name.start and name.end <= row["end"] and row["end"] - row["start"] > name.end - name.start
    group = store.group(row["concept"])
    return holds or (group is not None and group.approved) or store.pinned(row["article"], row["start"])


def _standing(store: Store, number: int, names: Names) -> list[Mention]:
    """Where the names stand in an article, as it was read, and mean what they are known as."""
    stored = store.article(number)
    if stored is None:
        return []
    article, seen = stored[0], view(stored[0].text)
    known = names.find(seen.text, article.lang)
    there = [_in_view(seen, linked.mention) for linked in store.linked(number)] if known else []
    mentions = []
    for name in joined(seen.text, there, known)[0]:
        if not any(name is one for one in known):
            continue
        start, end = seen.place(name.start, name.end)
        surface = article.text[start:end]
        lemma = name.lemma or (name.text if surface != name.text else "")
        mentions.append(Mention(start, end, surface, name.kind, name.rule, name.lang, lemma, name.trace))
    return mentions


def _in_view(seen: View, mention: Mention) -> Mention:
    """A stored mention where the view has it."""
    places = range(len(seen.text))
    start, end = (bisect_left(places, at, key=lambda i: seen.place(i, i + 1)[0]) for at in (mention.start, mention.end))
    return replace(mention, start=start, end=end)


def _row(number: int, article: Article, concept: str, mention: Mention) -> dict[str, object]:
    return {
        "article": number,
        "concept": concept,
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "kind": str(mention.kind),
        "lang": str(mention.lang),
        "lemma": mention.lemma,
        "form": tidy(mention.form),
        "article_lang": str(article.lang),
        "rule": mention.rule,
        "trace": json.dumps(mention.trace, ensure_ascii=False),
        "reason": "same spelling",
    }
