"""Russian names in Latin letters and back: the tables of `data/transcription/` and a model of Russian spelling.

Russian → English is a walk over the letters. English → Russian is a search: each group of Latin letters may stand for
several Russian ones, and counts of letter sequences in Russian names choose (`Shulginov` is Шульгинов, not Шулгинов).
"""

from __future__ import annotations

import math
from collections import Counter
from functools import cache, lru_cache

from glossary.lang.syllable import FOLDER, rows, weighted
from glossary.resources import DATA

_VOWELS = frozenset("аеёиоуыэюя")
_LATIN_VOWELS = frozenset("aeiouy")

Options = tuple[tuple[str, float], ...]


@cache
def _letters() -> dict[str, list[tuple[str, list[tuple[str, float]]]]]:
    table: dict[str, list[tuple[str, list[tuple[str, float]]]]] = {}
    for ru, where, en in rows(FOLDER / "ru_en_letters.tsv"):
        table.setdefault(ru, []).append((where, weighted(en)))
    return table


def _fits(where: str, word: str, start: int, end: int) -> bool:
    before = word[start - 1] if start else ""
    match where:
        case "^":
            return start == 0
        case "$":
            return end == len(word)
        case "V":
            return before in _VOWELS
        case "Ь":
            return before in {"ь", "ъ"}
        case "C":
            return end < len(word) and word[end] not in _VOWELS
        case "Ш":
            return before in {"ж", "ч", "ш", "щ"}
    return True


def beam(parts: list[Options], width: int = 8) -> Options:
    """The `width` most probable concatenations of one choice from each part, best first."""
    best: list[tuple[str, float]] = [("", 1.0)]
    for options in parts:
        if len(options) == 1:
            text, weight = options[0]
            best = [(head + text, score * weight) for head, score in best]
            continue
        found: dict[str, float] = {}
        for head, score in best:
            for text, weight in options:
                found[head + text] = max(found.get(head + text, 0.0), score * weight)
        best = sorted(found.items(), key=lambda pair: -pair[1])[:width]
    return tuple(best)


@lru_cache(maxsize=8192)
def to_english(word: str) -> Options:
    """Latin spellings of one Russian word (small letters), best first with weights."""
    parts: list[Options] = []
    start = 0
    while start < len(word):
        for length in (4, 3, 2, 1):
            end = start + length
            options = _options(word, start, end) if end <= len(word) else None
            if options is not None:
                parts.append(tuple(options))
                start = end
                break
        else:
            parts.append(((word[start], 1.0),))
            start += 1
    return beam(parts)


def _options(word: str, start: int, end: int) -> list[tuple[str, float]] | None:
    for where, options in _letters().get(word[start:end], ()):
        if where != "*" and _fits(where, word, start, end):
            return options
    for where, options in _letters().get(word[start:end], ()):
        if where == "*":
            return options
    return None


# ---- English → Russian ------------------------------------------------------------------------------------------

_ORDER = 5


@cache
def _tokens() -> dict[str, int]:
    """Russian name words with their counts, the stuff of the letter model."""
    found: dict[str, int] = {}
    for name in ("ru_tokens.tsv", "ru_surnames.tsv", "ru_given.tsv"):
        path = DATA / "names" / name
        if path.exists():
            weight = 1 if name == "ru_tokens.tsv" else 3
            for cells in rows(path):
                word = cells[0].lower()
                found[word] = found.get(word, 0) + weight
                if "ё" in word:
                    found[word.replace("ё", "е")] = 1
    return found


@cache
def _known() -> frozenset[str]:
    return frozenset(_tokens())


def is_known(word: str) -> bool:
    """Is this Russian word (small letters) one of the names that the model of spelling has seen?"""
    return word in _known()


@cache
def _ngrams() -> tuple[Counter[str], Counter[str]]:
    grams: Counter[str] = Counter()
    contexts: Counter[str] = Counter()
    words_by_count: dict[int, list[str]] = {}
    for word, count in _tokens().items():
        words_by_count.setdefault(count, []).append("^" + word + "$")
    for count, words in words_by_count.items():
        # Counting slices in one call is several times quicker than one by one.
        for size in range(1, _ORDER + 1):
            slices = [w[i - size + 1 : i + 1] for w in words for i in range(max(1, size - 1), len(w))]
            for gram, n in Counter(slices).items():
                grams[gram] += n * count
                contexts[gram[:-1]] += n * count
    return grams, contexts


@lru_cache(maxsize=65536)
def _letter_cost(context: str, letter: str) -> float:
    """-log of the Witten–Bell-like interpolated probability of `letter` after `context`."""
    grams, contexts = _ngrams()
    probability = 1 / 36
    for size in range(min(len(context), _ORDER - 1) + 1):
        tail = context[len(context) - size :]
        total = contexts.get(tail, 0)
        if total:
            seen = grams.get(tail + letter, 0)
            share = total / (total + 3.0)
            probability = share * seen / total + (1 - share) * probability
    return -math.log(max(probability, 1e-9))


def _spelling_cost(text: str, start: int) -> float:
    """Cost of the letters of `text` from `start` on, each in its context."""
    return sum(_letter_cost(text[max(0, i - _ORDER + 1) : i], text[i]) for i in range(start, len(text)))


@cache
def _groups() -> dict[str, list[tuple[str, list[tuple[str, float]]]]]:
    table: dict[str, list[tuple[str, list[tuple[str, float]]]]] = {}
    for en, where, ru in rows(FOLDER / "en_ru_letters.tsv"):
        table.setdefault(en, []).append((where, weighted(ru)))
    return table


def _group_options(word: str, start: int, end: int) -> list[tuple[str, float]]:
    before = word[start - 1] if start else ""
    best: list[tuple[str, float]] = []
    for where, options in _groups().get(word[start:end], ()):
        fits = (
            (where == "^" and start == 0)
            or (where == "$" and end == len(word))
            or (where == "V" and before in _LATIN_VOWELS and start > 0)
            or (where == "C" and before not in _LATIN_VOWELS and start > 0)
        )
        if fits:
            return options
        if where == "*":
            best = options
    return best


_DIGRAPHS = frozenset("zsc")
"""Letters that an h belongs to: `zh`, `sh` and `ch` are never two sounds."""


_HARD_VOWELS = "аоуыэ"


@lru_cache(maxsize=8192)
def to_russian(word: str, width: int = 24, keep: int = 6) -> Options:
    """Cyrillic spellings of one Latin word (small letters), best first; weights are relative probabilities."""
    states: list[dict[str, float]] = [{} for _ in range(len(word) + 1)]
    states[0] = {"^": 0.0}
    for start in range(len(word)):
        kept = sorted(states[start].items(), key=lambda pair: pair[1])[:width]
        for length in range(1, 6):
            end = start + length
            if end > len(word):
                break
            before_vowel = word[end : end + 1] in _LATIN_VOWELS and end < len(word)
            if word[start] == "h" and word[start - 1 : start] in _DIGRAPHS:
                continue
            for text, weight in _group_options(word, start, end):
                if text.endswith("ь") and (before_vowel or word[end : end + 2] == "ch"):
                    continue  # Баскунчак: no soft sign before ч
                step = -0.6 * math.log(min(weight, 1.0))
                for head, cost in kept:
                    if head.endswith("ы") and text[0] in _HARD_VOWELS:
                        continue  # `Byalynitsky` is Бялыницкий: no Russian word has ыа
                    spelled = head + text
                    total = cost + step + _spelling_cost(spelled, len(head))
                    slot = states[end]
                    if total < slot.get(spelled, math.inf):
                        slot[spelled] = total
        if not states[start] and start:
            continue
    final = {
        text[1:]: cost
        + _letter_cost(text[max(0, len(text) - _ORDER + 1) :], "$")
        - (1.2 if text[1:] in _known() else 0)
        for text, cost in states[-1].items()
    }
    if not final:
        return ()
    ranked = sorted(final.items(), key=lambda pair: pair[1])[:keep]
    low = ranked[0][1]
    weights = [math.exp(-(cost - low)) for _, cost in ranked]
    return tuple((text, weight / sum(weights)) for (text, _), weight in zip(ranked, weights, strict=True))
