"""The same story in two languages: which name of the one is which of the other.

Both articles tell of the same people and places in about the same order. Names are compared by sound and by what the
tables, rules and grammar make of them; what is left between two pairs, alone of its kind on both sides, is a guess.
Nothing is read from disk here but the tables: these functions take mentions and give pairs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary import keys
from glossary.model import Article, Kind, Lang, Mention, Origin, Question, Suggestion
from glossary.suggest import authority, composition, countries, diacritics, grammar, transcription
from glossary.suggest.ranking import folded
from glossary.text import sentence_around

Match = tuple[int, int, float, str]
"""Places in the two lists, how sure the pair is (0…1), and why."""

_SAME_SOUND, _GUESS, _LEAST = 0.86, 0.4, 0.35
_PLACE_WEIGHT = 0.1
"""The most that the order of the names adds to or takes from a likeness."""

_SAME_STORY = 0.3
"""Share of the names of the shorter list that must be found in the other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One name in two languages, with the sentences that attest it."""

    form_a: str
    form_b: str
    lang_a: Lang
    lang_b: Lang
    kind: Kind
    score: float
    why: str
    sentence_a: str
    sentence_b: str


@dataclass(frozen=True, slots=True)
class _Name:
    """A form at its first mention: where it stands among the names (0…1) and how often."""

    index: int
    form: str
    lang: Lang
    kind: Kind
    at: float
    count: int


def align(mentions_a: Sequence[Mention], mentions_b: Sequence[Mention]) -> list[Match]:
    """Pairs of names (each at its first mention), in the order of the first list; every name is in one pair at most.

    Lists in one language, or of stories that share hardly a name, give no pairs by position.
    """
    names_a, names_b = _names(mentions_a), _names(mentions_b)
    likely = [
        (score, a, b, why) for a in names_a for b in names_b if (found := _likeness(a, b)) for score, why in [found]
    ]
    likely.sort(key=lambda item: (-item[0], item[1].index, item[2].index))
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs: list[Match] = []
    for score, a, b, why in likely:
        if a.index not in taken_a and b.index not in taken_b:
            taken_a.add(a.index)
            taken_b.add(b.index)
            pairs.append((a.index, b.index, round(score, 4), why))
    pairs.sort()
    if _shared(names_a, names_b, pairs) >= _SAME_STORY:
        pairs += _between(names_a, names_b, pairs)
    return sorted(pairs)


def same_story(mentions_a: Sequence[Mention], mentions_b: Sequence[Mention]) -> float:
    """The share of the names of the shorter list that are found in the other: 0 for stories of different things."""
    pairs = [pair for pair in align(mentions_a, mentions_b) if pair[2] > _GUESS]
    return round(_shared(_names(mentions_a), _names(mentions_b), pairs), 3)


def attested(
    article_a: Article, mentions_a: Sequence[Mention], article_b: Article, mentions_b: Sequence[Mention]
) -> list[Pair]:
    """The pairs of two articles with the sentences in which they stand."""
    found = []
    for i, j, score, why in align(mentions_a, mentions_b):
        a, b = mentions_a[i], mentions_b[j]
        found.append(
            Pair(a.form, b.form, a.lang, b.lang, a.kind, score, why, _sentence(article_a, a), _sentence(article_b, b))
        )
    return found


def suggestions(form: str, lang: Lang, target: Lang, pairs: Sequence[Pair]) -> list[Suggestion]:
    """What the parallel articles call `form` in `target`, best first, the sentence of the other article as trace."""
    found: dict[str, Suggestion] = {}
    for pair in pairs:
        for here, there, sentence in (
            ((pair.form_a, pair.lang_a), (pair.form_b, pair.lang_b), pair.sentence_b),
            ((pair.form_b, pair.lang_b), (pair.form_a, pair.lang_a), pair.sentence_a),
        ):
            if here == (form, lang) and there[1] is target:
                old = found.get(there[0])
                score = pair.score if old is None else old.score + (1 - old.score) * pair.score / 2
                found[there[0]] = Suggestion(there[0], Origin.PARALLEL, round(score, 4), f"{pair.why}: “{sentence}”")
    return sorted(found.values(), key=lambda s: -s.score)


def _names(mentions: Sequence[Mention]) -> list[_Name]:
    firsts: dict[tuple[str, Kind], int] = {}
    counts: dict[tuple[str, Kind], int] = {}
    order = sorted(range(len(mentions)), key=lambda i: mentions[i].start)
    for i in order:
        key = (keys.loose(mentions[i].form), mentions[i].kind)
        firsts.setdefault(key, i)
        counts[key] = counts.get(key, 0) + 1
    last = max(1, len(firsts) - 1)
    return [
        _Name(i, mentions[i].form, mentions[i].lang, mentions[i].kind, n / last, counts[key])
        for n, (key, i) in enumerate(firsts.items())
    ]


def _sentence(article: Article, mention: Mention) -> str:
    start, end = sentence_around(article.text, mention.start, mention.end)
    return article.text[start:end]


# ---- likeness -------------------------------------------------------------------------------------------------------

_SITES = frozenset({Kind.PLACE, Kind.ORG})


def _likeness(a: _Name, b: _Name) -> tuple[float, str] | None:
    if a.lang is b.lang or (a.kind is not b.kind and not {a.kind, b.kind} <= _SITES):
        return None
    found = _by_name(a.form, a.lang, b.form, b.lang, a.kind)
    if found is None:
        return None
    score, why = found
    distance = abs(a.at - b.at)
    score += _PLACE_WEIGHT * (0.5 - min(1.0, 2 * distance))
    if a.kind is not b.kind:
        score -= 0.1
    if min(a.count, b.count) > 1:
        score += 0.02
    return (min(0.98, score), why) if score >= _LEAST else None


@lru_cache(maxsize=8192)
def _by_name(form_a: str, lang_a: Lang, form_b: str, lang_b: Lang, kind: Kind) -> tuple[float, str] | None:
    """How alike two names are across languages, and why; None where nothing speaks for it."""
    if _numbers(form_a) != _numbers(form_b):
        return None
    best: tuple[float, str] | None = None
    for source, target, text, wanted in ((lang_a, lang_b, form_a, form_b), (lang_b, lang_a, form_b, form_a)):
        rank = _answer(text, source, target, kind, folded(wanted))
        if rank is not None and (best is None or rank[0] > best[0]):
            best = rank
    if best is None and _sound_keys(form_a, lang_a, kind) & _sound_keys(form_b, lang_b, kind):
        best = (_SAME_SOUND, f"{form_a} and {form_b} sound alike")
    return best


def _answer(text: str, source: Lang, target: Lang, kind: Kind, wanted: str) -> tuple[float, str] | None:
    """Is `wanted` what an origin proposes for `text`? The first answers prove more than the later ones."""
    for rank, proposal in enumerate(_proposals(Question(source, target, kind, text))):
        if folded(proposal.text) == wanted:
            return max(0.6, 0.93 - 0.04 * rank), proposal.trace
    return None


@lru_cache(maxsize=4096)
def _proposals(question: Question) -> tuple[Suggestion, ...]:
    """The answers of tables, patterns and rules, each origin's best first."""
    found = authority.propose(question) or countries.propose(question)
    if question.kind is Kind.PERSON or question.kind is Kind.PLACE:
        found = [*found, *diacritics.propose(question), *transcription.propose(question)]
    if question.kind is not Kind.PERSON:
        found = [*found, *composition.propose(question), *grammar.propose(question)]
    return tuple(sorted(found, key=lambda s: -s.score))


@lru_cache(maxsize=8192)
def _sound_keys(form: str, lang: Lang, kind: Kind) -> frozenset[str]:
    """Keys that prove a likeness: not the surname alone, not initials."""
    return frozenset(key for key in keys.index_keys(form, lang, kind) if key[0] not in "sbta" and len(key) > 3)


def _numbers(form: str) -> list[str]:
    return sorted(re.findall(r"\d+", form))


# ---- what is left between two pairs ---------------------------------------------------------------------------------


def _shared(names_a: Sequence[_Name], names_b: Sequence[_Name], pairs: Sequence[Match]) -> float:
    return len(pairs) / max(1, min(len(names_a), len(names_b)))


def _between(names_a: Sequence[_Name], names_b: Sequence[_Name], pairs: Sequence[Match]) -> list[Match]:
    """Names that stand alone of their kind between the same two pairs on both sides: a guess worth a look."""
    rank_a = {name.index: n for n, name in enumerate(names_a)}
    rank_b = {name.index: n for n, name in enumerate(names_b)}
    anchors = _rising(sorted((rank_a[i], rank_b[j]) for i, j, _, _ in pairs))
    done_a, done_b = {i for i, _, _, _ in pairs}, {j for _, j, _, _ in pairs}
    borders = [(-1, -1), *anchors, (len(names_a), len(names_b))]
    found: list[Match] = []
    for (a0, b0), (a1, b1) in itertools.pairwise(borders):
        left_a = [name for name in names_a[a0 + 1 : a1] if name.index not in done_a]
        left_b = [name for name in names_b[b0 + 1 : b1] if name.index not in done_b]
        for kind in Kind:
            of_a, of_b = ([n for n in left if n.kind is kind] for left in (left_a, left_b))
            if len(of_a) == len(of_b) == 1 and _may_be(of_a[0], of_b[0]):
                why = f"the only {kind.lower()} left between the same names in both articles"
                found.append((of_a[0].index, of_b[0].index, _GUESS, why))
    return found


def _may_be(a: _Name, b: _Name) -> bool:
    """Nothing speaks against it: other languages, the same numbers, and no better known equivalent on either side."""
    if a.lang is b.lang or _numbers(a.form) != _numbers(b.form):
        return False
    return not any(
        authority.propose(Question(x.lang, y.lang, x.kind, x.form)) and x.kind is not Kind.ORG
        for x, y in ((a, b), (b, a))
    )


def _rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that stand in the same order in both articles."""
    best: list[list[tuple[int, int]]] = []
    for point in points:
        before = [run for run in best if run[-1][0] < point[0] and run[-1][1] < point[1]]
        best.append([*max(before, key=len, default=[]), point])
    return max(best, key=len, default=[])
