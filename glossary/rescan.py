"""A name that a person has just added, looked for at once in the articles that were read before.

The next build searches these articles again with all it knows; until then the name stands wherever nothing else does.
"""

from __future__ import annotations

import json
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace

from glossary.building import needle
from glossary.known import Known, Names, joined
from glossary.model import Article, ConceptStatus, Kind, Lang, Mention
from glossary.query import folded_text
from glossary.store import Recorder, Store
from glossary.store.rows import Row
from glossary.terms import tidy
from glossary.view import View, view

_AT_ONCE = 300
"""Articles that are searched while a person waits; in more the next build finds the name."""


def find_everywhere(store: Store, record: Recorder, concept: str, kind: Kind, terms: Mapping[Lang, str]) -> int:
    """Mentions of an added name in the articles that have one of its terms, part of the decision; how many there are.

    As in a build it gives way to a longer mention that holds it, and here also to whatever a person has decided on.
    """
    names = Names(Known(term, kind) for term in terms.values())
    needles = [needle(term, lang) for lang, term in terms.items()]
    exact = {number for piece in needles for number in store.articles_with(piece)}
    others = {number for piece in needles for number in _articles_like(store, piece)} - exact
    found = 0
    for number in [*sorted(exact), *sorted(others)][:_AT_ONCE]:
        stored = store.article(number)
        for mention in _standing(store, number, stored[0], names) if stored else ():
            over = store.mentions_across(number, mention.start, mention.end)
            if any(_stays(store, row, mention) for row in over):
                continue
            for row in over:
                record.delete("mention", [number, row["start"]])
            assert stored is not None
            record.insert("mention", _row(number, stored[0], concept, mention))
            found += 1
    return found


def _stays(store: Store, row: Row, name: Mention) -> bool:
    """Does a mention stay where an added name stands: a longer one, and one of a person's making or liking?"""
    holds = row["start"] <= name.start and name.end <= row["end"] and row["end"] - row["start"] > name.end - name.start
    group = store.group(row["concept"])
    undecided = group is not None and group.status is ConceptStatus.NEW
    return holds or not undecided or store.pinned(row["article"], row["start"])


def _articles_like(store: Store, piece: str) -> list[int]:
    """Current articles that have it in capitals, with other marks or without."""
    folded = folded_text(piece).strip()
    rows = store.rows("SELECT id FROM article WHERE current = 1 AND instr(folded, ?) > 0", (folded,)) if folded else []
    return [row["id"] for row in rows]


def _standing(store: Store, number: int, article: Article, names: Names) -> list[Mention]:
    """Where the names stand in an article, as it was read, and mean what they are known as."""
    seen = view(article.text)
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
