"""Stories: the articles that tell the same in other languages, and what they call each other's names.

Articles are compared with few others: those that share a rare concept, or whose days are close. So the work grows with
the number of articles and not with its square.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from math import log

from glossary.model import Doubt, Lang, Origin, Suggestion, TermForm
from glossary.store import Linked, Store, pairs

_FEWEST_SHARED = 2
"""Concepts that two articles of one story have in common at least."""

_LEAST_SHARE, _LEAST_UNDATED, _LEAST_LATER = 0.2, 0.3, 0.45
"""Of what the shorter article is about, weighed by rarity, so much must be in the other: of the same days, of days that
are not known, of days further apart."""

_BEST = 2
"""Articles of each other language with which one is compared."""

_SAME_DAYS = 3
"""Days after which another meeting of the same people is likelier than the same one: nothing is guessed then."""

_GUESS_UNDATED = 0.4
"""The share from which something is guessed in articles without a date."""

_SHORT = 0.5
"""What a mere surname or short name proves of the whole name."""

_ONE_CONCEPT = 0.8
"""From here on a pair waits among the doubts: a person says whether the two are one concept."""

_SENTENCE = 160
"""Code points of a sentence that a trace quotes."""


@dataclass(frozen=True, slots=True)
class Paired:
    """Two mentions of two articles that seem to name the same, how sure that is, and why."""

    a: Linked
    b: Linked
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class Telling:
    """An article that tells the same story: how much of the shorter one is in both (0…1), and whether of the same days.

    `days` is None where one of them has no date.
    """

    article: int
    share: float
    days: bool | None

    @property
    def surely(self) -> bool:
        """Is it so likely the same event that names may be paired for their place alone?"""
        return bool(self.days) or (self.days is None and self.share >= _GUESS_UNDATED)


def tellings(store: Store, number: int) -> list[Telling]:
    """The articles in other languages that tell the story of this one, surest first."""
    others = pairs.near(store, number)
    concepts = pairs.concepts_of(store, [number, *others])
    mine = concepts.get(number, {})
    if len(mine) < _FEWEST_SHARED:
        return []
    dates = pairs.dates(store, [number, *others])
    articles = store.row("SELECT count(*) FROM article WHERE current = 1")[0]
    found = []
    for other in others:
        share, days = _share(mine, concepts.get(other, {}), articles), _same_days(dates[number], dates[other])
        if share >= (_LEAST_UNDATED if days is None else _LEAST_SHARE if days else _LEAST_LATER):
            found.append(Telling(other, share, days))
    return sorted(found, key=lambda one: (-one.share, one.article))


def _share(mine: Mapping[str, int], theirs: Mapping[str, int], articles: int) -> float:
    """How much of the shorter article's concepts both have; a concept counts the more, the fewer articles have it."""
    both = mine.keys() & theirs.keys()
    if len(both) < _FEWEST_SHARED:
        return 0.0

    def weight(concepts: Collection[str]) -> float:
        return sum(log(1 + articles / max(1, (mine.get(c) or theirs.get(c) or 1))) for c in concepts)

    return weight(both) / max(0.01, min(weight(mine), weight(theirs)))


def compare(store: Store, number: int, done: Collection[int] = ()) -> None:
    """Store what an article and its tellings in other languages call each other's names.

    Those of `done` were compared with all others just now: what they found is not looked for a second time.
    """
    rows, doubts = _compared(store, number, done)
    pairs.save(store, number, rows, done, doubts)


def _compared(store: Store, number: int, done: Collection[int]) -> tuple[list[pairs.Attested], list[Doubt]]:
    rows: list[pairs.Attested] = []
    doubts: list[Doubt] = []
    if store.article(number) is None:
        return rows, doubts
    taken: dict[Lang, int] = {}
    for telling in tellings(store, number):
        other = telling.article
        theirs = store.article(other)
        if theirs is None or taken.get(theirs[0].lang, 0) >= _BEST:
            continue
        taken[theirs[0].lang] = taken.get(theirs[0].lang, 0) + 1
        if other in done:
            continue
        sure = 0.75 + 0.25 * min(1.0, 2 * telling.share)
        for one in paired(store, number, other, guess=telling.surely):
            a, b, score = one.a.mention, one.b.mention, round(one.score * sure, 4)
            rows.append((number, a.start, a.form, other, b.start, b.form, score, one.why))
            if score >= _ONE_CONCEPT and a.kind is b.kind:
                percent = round(100 * score)
                why = f"articles of one story have both ({percent} %): {one.why}"
                doubts.append(Doubt(one.a.concept, one.b.concept, why))
    return rows, doubts


def _same_days(a: str, b: str) -> bool | None:
    try:
        return abs((date.fromisoformat(a[:10]) - date.fromisoformat(b[:10])).days) <= _SAME_DAYS
    except ValueError:
        return None


def paired(store: Store, a: int, b: int, *, guess: bool = True) -> list[Paired]:
    """What two articles call each other's names, as far as these are not one concept already."""
    from glossary.suggest import parallel

    linked_a, linked_b = _wanted(store, a), _wanted(store, b)
    found = parallel.align(
        [one.mention for one in linked_a],
        [one.mention for one in linked_b],
        [one.concept for one in linked_a],
        [one.concept for one in linked_b],
        guess=guess,
    )
    result = []
    for i, j, score, why in found:
        x, y = linked_a[i], linked_b[j]
        if not store.apart(x.concept, y.concept):
            short = (x.form is TermForm.SHORT) + (y.form is TermForm.SHORT)
            result.append(Paired(x, y, round(score * _SHORT if short else score, 4), why))
    return result


def likely(store: Store, a: int, b: int) -> list[Paired]:
    """`paired`, but as found when the articles were read, where that is known: no table need be loaded for it."""
    known = pairs.between(store, a, b)
    if not known:
        return paired(store, a, b)
    here = {(one.mention.start, one.mention.form): one for one in _wanted(store, a)}
    there = {(one.mention.start, one.mention.form): one for one in _wanted(store, b)}
    found = []
    for row in known:
        x, y = here.get((row["start"], row["form"])), there.get((row["other_start"], row["other_form"]))
        if x is not None and y is not None and x.concept != y.concept and not store.apart(x.concept, y.concept):
            found.append(Paired(x, y, row["score"], row["why"]))
    return found


def _wanted(store: Store, number: int) -> list[Linked]:
    """The mentions of an article without those that a person has rejected."""
    linked = store.linked(number)
    rejected = pairs.rejected(store, {one.concept for one in linked})
    return [one for one in linked if one.concept not in rejected]


def suggestions(store: Store, concepts: Iterable[str]) -> dict[str, dict[Lang, list[Suggestion]]]:
    """What the other articles of their stories call these concepts, by language, best first."""
    from glossary.suggest import parallel
    from glossary.suggest.ranking import folded

    found: dict[str, dict[Lang, list[Suggestion]]] = {}
    if not pairs.any_attested(store):
        return found
    for concept in concepts:
        answers: dict[Lang, dict[str, list[Suggestion]]] = {}
        for one in pairs.counterparts(store, concept, _SENTENCE):
            trace = parallel.trace(one.why, (one.name, one.sentence), (one.other_name, one.other_sentence))
            suggestion = Suggestion(one.other_form, Origin.PARALLEL, one.score, trace)
            if one.other_short:
                suggestion = replace(suggestion, score=one.score * _SHORT)
            answers.setdefault(one.other_lang, {}).setdefault(folded(one.other_form), []).append(suggestion)
        if answers:
            found[concept] = {lang: parallel.weighed(groups.values()) for lang, groups in answers.items()}
    return found
