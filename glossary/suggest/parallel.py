"""The same story in two languages: which name of the one is which of the other.

Both articles tell of the same people and places in about the same order. Names that are one concept already hold the
two lists together. The others are compared by sound and by what the tables, rules and grammar make of them, exactly
first, then by likeness; what is left between two pairs, alone of its kind on both sides, is a guess. Nothing is read
from disk here but the tables: these functions take mentions and give pairs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from glossary import keys
from glossary.likeness import relate
from glossary.model import Article, Kind, Lang, Mention, Origin, Question, Risk, Suggestion
from glossary.suggest import authority, composition, countries, diacritics, grammar, transcription
from glossary.suggest.ranking import folded, ranked
from glossary.text import sentence_around

Match = tuple[int, int, float, str]
"""Places in the two lists, how sure the pair is (0…1), and why."""

_SAME_SOUND, _LEAST = 0.86, 0.35
_BARE = 0.6
"""What a name without the word for the thing proves of one with it: `Nakhodka Port` is not the town of `Находка`."""

_GUESS = {Kind.ORG: 0.45, Kind.EVENT: 0.5, Kind.PLACE: 0.4}
"""What it proves to be alone of its kind between the same names; two persons with nothing in common are two persons."""

_PLACE_WEIGHT = 0.1
"""The most that the order of the names adds to or takes from a likeness."""

_SAME_STORY = 0.3
"""Share of the names of the shorter list that must be found in the other."""

_MOST_NAMES = 60
"""Names of an article that are compared: a list of participants must not cost quadratic time."""

_MOST_FORMS = 3
"""Spellings of one concept in one article that are compared, the longest first."""

_BELOW_TABLES = 0.02
"""How far a pair that says otherwise stays below what a table or an earlier decision says."""

_SENTENCE = 160
"""Code points of a sentence that a trace quotes."""


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
    name_a: str = ""
    name_b: str = ""
    """What the two articles are called."""


@dataclass(frozen=True, slots=True)
class _Name:
    """A name at its first mention: its spellings, where it stands among the names (0…1) and how often."""

    index: int
    forms: tuple[str, ...]
    lang: Lang
    kind: Kind
    at: float
    count: int
    concept: str = ""


def align(
    mentions_a: Sequence[Mention],
    mentions_b: Sequence[Mention],
    concepts_a: Sequence[str] = (),
    concepts_b: Sequence[str] = (),
    *,
    guess: bool = True,
) -> list[Match]:
    """Pairs of names (each at the mention that says most), in the order of the first list; each name once at most.

    With the concepts of all mentions, all spellings of a concept are one name, and concepts that both articles have
    are not paired with anything else (and are not told: they are known). Lists in one language, or of stories that
    share hardly a name, give no pairs by position, and none are guessed without `guess`.
    """
    names_a, names_b = _names(mentions_a, concepts_a), _names(mentions_b, concepts_b)
    known = {name.concept for name in names_a if name.concept} & {name.concept for name in names_b}
    both = [(a, b) for a in names_a for b in names_b if a.concept in known and a.concept == b.concept]
    open_a = [name for name in names_a if name.concept not in known]
    open_b = [name for name in names_b if name.concept not in known]
    likely = [(score, a, b, why) for a in open_a for b in open_b if (got := _likeness(a, b)) for score, why in [got]]
    likely.sort(key=lambda item: (-item[0], item[1].index, item[2].index))
    taken: set[_Name] = set()
    pairs: list[tuple[_Name, _Name, float, str]] = []
    for score, a, b, why in likely:
        if not {a, b} & taken:
            taken |= {a, b}
            pairs.append((a, b, _unless_rivalled(score, a, b, likely), why))
    found = [*both, *((a, b) for a, b, _, _ in pairs)]
    if guess and len(found) / max(1, min(len(names_a), len(names_b))) >= _SAME_STORY:
        pairs += _between(names_a, names_b, found)
    return sorted((a.index, b.index, round(score, 4), why) for a, b, score, why in pairs)


def _unless_rivalled(score: float, a: _Name, b: _Name, likely: Sequence[tuple[float, _Name, _Name, str]]) -> float:
    """Where another name would fit nearly as well, this one fits less surely."""
    rival = max((s for s, x, y, _ in likely if (x is a) != (y is b)), default=0.0)
    return score - 0.25 * max(0.0, 0.1 - (score - rival)) / 0.1 if rival else score


def same_story(mentions_a: Sequence[Mention], mentions_b: Sequence[Mention]) -> float:
    """The share of the names of the shorter list that are found in the other: 0 for stories of different things."""
    pairs = [pair for pair in align(mentions_a, mentions_b) if pair[2] > max(_GUESS.values())]
    return round(len(pairs) / max(1, min(len(_names(mentions_a)), len(_names(mentions_b)))), 3)


def attested(
    article_a: Article, mentions_a: Sequence[Mention], article_b: Article, mentions_b: Sequence[Mention]
) -> list[Pair]:
    """The pairs of two articles with the sentences in which they stand."""
    found = []
    for i, j, score, why in align(mentions_a, mentions_b):
        a, b = mentions_a[i], mentions_b[j]
        sentences = sentence(article_a, a.start, a.end), sentence(article_b, b.start, b.end)
        found.append(
            Pair(a.form, b.form, a.lang, b.lang, a.kind, score, why, *sentences, article_a.name, article_b.name)
        )
    return found


def sentence(article: Article, start: int, end: int) -> str:
    """The sentence around a mention, as a trace quotes it."""
    first, last = sentence_around(article.text, start, end, widest=_SENTENCE)
    return " ".join(article.text[first:last].split())


def suggestions(form: str, lang: Lang, target: Lang, pairs: Sequence[Pair]) -> list[Suggestion]:
    """What the parallel articles call `form` in `target`, best first; the trace names the articles and sentences.

    Several stories that agree are surer than one; where they disagree each answer counts by its share.
    """
    found: dict[str, list[Suggestion]] = {}
    for pair in pairs:
        for one in (pair, _turned(pair)):
            if (one.form_a, one.lang_a) == (form, lang) and one.lang_b is target:
                found.setdefault(folded(one.form_b), []).append(
                    Suggestion(one.form_b, Origin.PARALLEL, one.score, _trace(one))
                )
    return weighed(found.values())


def weighed(answers: Iterable[Sequence[Suggestion]]) -> list[Suggestion]:
    """One suggestion for each group of equal answers: agreement raises its score, other answers lower it."""
    groups = [sorted(group, key=lambda s: -s.score) for group in answers]
    whole = sum(s.score for group in groups for s in group)
    result = []
    for group in groups:
        score = group[0].score
        for more in group[1:4]:
            score += (0.97 - score) * more.score / 2
        share = sum(s.score for s in group) / whole if whole else 0.0
        result.append(replace(group[0], score=round(score * share, 4)))
    return sorted(result, key=lambda s: -s.score)


def joined(answers: Sequence[Suggestion], seen: Sequence[Suggestion]) -> list[Suggestion]:
    """The suggestions of all origins with those of parallel articles, ranked anew.

    What a table says, or what was approved before, stays above a pair that says otherwise.
    """
    if not seen:
        return list(answers)
    sure = {Origin.AUTHORITY, Origin.MEMORY, Origin.ARTICLE, Origin.HAND}
    known = [s for s in answers if sure & set(s.origins or (s.origin,))]
    most = max((s.score for s in known), default=1.0) - _BELOW_TABLES
    agreed = {folded(s.text) for s in known}
    kept = [s if folded(s.text) in agreed else replace(s, score=min(s.score, max(0.0, most))) for s in seen]
    return ranked([*answers, *kept])


def _turned(pair: Pair) -> Pair:
    return Pair(
        pair.form_b,
        pair.form_a,
        pair.lang_b,
        pair.lang_a,
        pair.kind,
        pair.score,
        pair.why,
        pair.sentence_b,
        pair.sentence_a,
        pair.name_b,
        pair.name_a,
    )


def _trace(pair: Pair) -> str:
    return trace(pair.why, (pair.name_a, pair.sentence_a), (pair.name_b, pair.sentence_b))


def trace(why: str, here: tuple[str, str], there: tuple[str, str]) -> str:
    """Why, and where: the article and sentence that have the answer first, then those that have the name."""
    return f"{why}; {there[0]}: “{there[1]}” · {here[0]}: “{here[1]}”"


def _names(mentions: Sequence[Mention], concepts: Sequence[str] = ()) -> list[_Name]:
    found: dict[tuple[str, object], list[int]] = {}
    for i in sorted(range(len(mentions)), key=lambda i: mentions[i].start):
        m = mentions[i]
        key = (concepts[i], m.lang) if concepts else (keys.loose(m.form), m.kind)
        found.setdefault(key, []).append(i)
    last = max(1, len(found) - 1)
    names = []
    for n, of in enumerate(found.values()):
        # The mention that says most stands for the name: not the surname of a person named in full elsewhere.
        best = max(of, key=lambda i: (len(mentions[i].form.split()), -mentions[i].start))
        forms = sorted(dict.fromkeys(mentions[i].form for i in of), key=lambda form: -len(form.split()))
        longest = len(forms[0].split())
        kept = tuple(form for form in forms if mentions[best].kind is not Kind.PERSON or len(form.split()) == longest)
        mention, concept = mentions[best], concepts[best] if concepts else ""
        names.append(_Name(best, kept[:_MOST_FORMS], mention.lang, mention.kind, n / last, len(of), concept))
    return names[:_MOST_NAMES]


# ---- likeness -------------------------------------------------------------------------------------------------------

_SITES = frozenset({Kind.PLACE, Kind.ORG})


def _likeness(a: _Name, b: _Name) -> tuple[float, str] | None:
    if a.lang is b.lang or (a.kind is not b.kind and not {a.kind, b.kind} <= _SITES):
        return None
    ways = [_by_name(form_a, a.lang, form_b, b.lang, a.kind) for form_a in a.forms for form_b in b.forms]
    if a.kind is b.kind:
        ways += [_alike(form_a, a.lang, form_b, b.lang, a.kind) for form_a in a.forms for form_b in b.forms]
    found = max((way for way in ways if way is not None), key=lambda way: way[0], default=None)
    if found is None:
        return None
    score, why = found
    distance = abs(a.at - b.at)
    score += _PLACE_WEIGHT * (0.5 - min(1.0, 2 * distance))
    if a.kind is not b.kind:
        score -= 0.1
    if min(a.count, b.count) > 1:
        score += 0.02
    return (min(0.95, score), why) if score >= _LEAST else None


@lru_cache(maxsize=16384)
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
        best = _SAME_SOUND, f"{form_a} and {form_b} sound alike"
    return _unless_bare(best, form_a, form_b, kind)


def _unless_bare(found: tuple[float, str] | None, form_a: str, form_b: str, kind: Kind) -> tuple[float, str] | None:
    """Less sure where only one of the two names says what it is the name of."""
    if found is not None and kind in _SITES and _is_site(form_a) is not _is_site(form_b):
        return found[0] * _BARE, found[1]
    return found


def _is_site(form: str) -> bool:
    """Does the name say what it is the name of: a port, a mountain, a region?"""
    return bool(keys.site(form).sorts)


def _answer(text: str, source: Lang, target: Lang, kind: Kind, wanted: str) -> tuple[float, str] | None:
    """Is `wanted` what an origin proposes for `text`? The first answers prove more than the later ones."""
    for rank, proposal in enumerate(_proposals(Question(source, target, kind, text))):
        if folded(proposal.text) == wanted:
            return max(0.6, 0.93 - 0.04 * rank), proposal.trace
    return None


@lru_cache(maxsize=8192)
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


# ---- names that are nearly what the rules make of each other --------------------------------------------------------

_LIKE_PERSON, _LIKE_WORD, _LIKE_WORDS = 0.72, 0.5, 0.5
"""From here on two persons are spelt alike, each word of their names is, and two institutions have the same words."""

_PROPOSALS_COMPARED = 6


@lru_cache(maxsize=16384)
def _alike(form_a: str, lang_a: Lang, form_b: str, lang_b: Lang, kind: Kind) -> tuple[float, str] | None:
    """Is the one nearly what a rule makes of the other? In one story this proves much, elsewhere nothing."""
    most, made = 0.0, ""
    if _numbers(form_a) != _numbers(form_b):
        return None
    for source, target, text, wanted in ((lang_a, lang_b, form_a, form_b), (lang_b, lang_a, form_b, form_a)):
        for proposal in _proposals(Question(source, target, kind, text))[:_PROPOSALS_COMPARED]:
            likeness = _excess(proposal, wanted, target, kind)
            if likeness > most:
                most, made = likeness, proposal.text
    if not most or _forbidden(form_a, form_b, kind):
        return None
    return _unless_bare((0.45 + 0.4 * most, f"{form_a} and {form_b} are alike: by rule {made}"), form_a, form_b, kind)


def _excess(proposal: Suggestion, wanted: str, lang: Lang, kind: Kind) -> float:
    """How far (0…1) two names are more alike than chance makes them. What was understood well must be more alike."""
    if kind is Kind.PERSON:
        words = proposal.text.split(), wanted.split()
        if len(words[0]) != len(words[1]):
            return 0.0
        likeness, least = _dice(_bigrams(proposal.text), _bigrams(wanted)), _LIKE_PERSON
        if any(_dice(_bigrams(x), _bigrams(y)) < _LIKE_WORD for x, y in zip(*words, strict=True)):
            return 0.0
    else:
        likeness = _dice(_content(proposal.text, lang), _content(wanted, lang))
        least = _LIKE_WORDS + 0.3 * min(1.0, proposal.score)
        if kind is Kind.PLACE and likeness < least:
            likeness, least = _dice(_bigrams(proposal.text), _bigrams(wanted)), _LIKE_PERSON
    return max(0.0, (likeness - least) / (1 - least)) if likeness >= least else 0.0


@lru_cache(maxsize=16384)
def _bigrams(text: str) -> frozenset[str]:
    """The pairs of letters of a name, with the ends of its words."""
    return frozenset(a + b for word in keys.plain(text).split() for a, b in itertools.pairwise(f" {word} "))


@lru_cache(maxsize=16384)
def _content(text: str, lang: Lang) -> frozenset[str]:
    """The words that tell this one from others of its sort: `Erarta` of `Erarta Museum`.

    Of English and Russian words the beginnings, which other forms share.
    """
    words = re.findall(r"\w+", text)
    own = [word for word in words if not keys.is_institution_word(word)]
    plain = [keys.plain(word) for word in own or words]
    return frozenset(plain) if lang is Lang.VI else frozenset(word[:5] for word in plain if len(word) > 2)


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def _forbidden(form_a: str, form_b: str, kind: Kind) -> bool:
    return relate(form_a, form_b, kind).risk is Risk.NEVER


# ---- what is left between two pairs ---------------------------------------------------------------------------------


def _between(
    names_a: Sequence[_Name], names_b: Sequence[_Name], found: Sequence[tuple[_Name, _Name]]
) -> list[tuple[_Name, _Name, float, str]]:
    """Names that stand alone of their kind between the same two pairs on both sides: a guess worth a look."""
    rank_a = {name: n for n, name in enumerate(names_a)}
    rank_b = {name: n for n, name in enumerate(names_b)}
    anchors = _rising(sorted((rank_a[a], rank_b[b]) for a, b in found))
    done = {name for pair in found for name in pair}
    borders = [(-1, -1), *anchors, (len(names_a), len(names_b))]
    guessed = []
    for (a0, b0), (a1, b1) in itertools.pairwise(borders):
        left_a = [name for name in names_a[a0 + 1 : a1] if name not in done]
        left_b = [name for name in names_b[b0 + 1 : b1] if name not in done]
        for kind, score in _GUESS.items():
            of_a, of_b = ([n for n in left if n.kind is kind] for left in (left_a, left_b))
            if len(of_a) == len(of_b) == 1 and _may_be(of_a[0], of_b[0]):
                why = f"the only {kind.lower()} left between the same names in both articles"
                guessed.append((of_a[0], of_b[0], score, why))
    return guessed


def _may_be(a: _Name, b: _Name) -> bool:
    """Nothing speaks against it: other languages, the same numbers, and no better known equivalent on either side."""
    if a.lang is b.lang or _numbers(a.forms[0]) != _numbers(b.forms[0]):
        return False
    if _forbidden(a.forms[0], b.forms[0], a.kind):
        return False
    return not any(
        authority.propose(Question(x.lang, y.lang, x.kind, form)) and x.kind is not Kind.ORG
        for x, y in ((a, b), (b, a))
        for form in x.forms
    )


def _rising(points: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs that stand in the same order in both articles."""
    best: list[list[tuple[int, int]]] = []
    for point in points:
        before = [run for run in best if run[-1][0] < point[0] and run[-1][1] < point[1]]
        best.append([*max(before, key=len, default=[]), point])
    return max(best, key=len, default=[])
