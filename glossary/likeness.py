"""Are two spellings one name? Pairwise rules, strict to loose, each with its reason and its risk.

`relate` knows no article: what holds only within one (short forms, acronyms in brackets) is in `glossary.concepts`.
The first rule that decides wins; what no rule decides is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from glossary import authority, keys
from glossary.lang import syllable
from glossary.model import Comparison, Kind, Risk
from glossary.text import VIETNAMESE_MARKED, has_cyrillic, has_vietnamese_marks, nfc, printable

_DIGITS = re.compile(r"\d+")
_ROMAN_NUMBER = re.compile(r"\b[IVX]{2,5}\b")
_STOPPED = re.compile(r"(?:ch|[cpt])\Z")


def _same(level: str, why: str, risk: Risk = Risk.NONE) -> Comparison:
    return Comparison(True, level, why, risk)


def _differ(level: str, why: str, risk: Risk = Risk.NEVER) -> Comparison:
    return Comparison(False, level, why, risk)


@lru_cache(maxsize=65536)
def relate(a: str, b: str, kind: Kind | None = None) -> Comparison:
    """Would `a` and `b` (names of `kind`, if known) be one concept? Order does not matter."""
    a, b = sorted((_shown(a), _shown(b)))
    if not keys.loose(a) or not keys.loose(b):
        return _differ("empty", "there is nothing to compare")
    for rule in (_spelling, _tables, _numbers, _marks, _inflection, _people, _transcription):
        verdict = rule(a, b, kind)
        if verdict:
            return verdict
    return _differ("none", "no rule makes these one", Risk.DOUBT)


def _shown(text: str) -> str:
    return " ".join(printable(nfc(text)).split())


def _spelling(a: str, b: str, _: Kind | None) -> Comparison | None:
    if keys.strict(a) == keys.strict(b):
        return _same("spelling", "the same spelling, but for case, dashes, spaces, quotation marks or tone placement")
    return None


def _tables(a: str, b: str, kind: Kind | None) -> Comparison | None:
    left, right = entries(a, kind), entries(b, kind)
    if not left or not right:
        return None
    if left[0].id == right[0].id:
        return _same("authority", f"both are spellings of one row of the authority tables ({left[0].id})")
    if {entry.id for entry in left}.isdisjoint(entry.id for entry in right):
        return _differ("authority", f"two rows of the authority tables ({left[0].id}, {right[0].id})")
    return _differ("authority", f"may be {left[0].id} or {right[0].id}", Risk.DOUBT)


@lru_cache(maxsize=65536)
def entries(name: str, kind: Kind | None = None) -> tuple[authority.Entry, ...]:
    """Rows of the authority tables for a name, Russian also in an oblique case; best first."""
    tables = authority.load()
    found = tables.find(name, kind=kind)
    if not found and has_cyrillic(name):
        for nominative in nominatives(name):
            found = tables.find(nominative, kind=kind)
            if found:
                break
    return tuple(found)


def _numbers(a: str, b: str, _: Kind | None) -> Comparison | None:
    if _DIGITS.findall(a) != _DIGITS.findall(b) or _ROMAN_NUMBER.findall(a) != _ROMAN_NUMBER.findall(b):
        return _differ("number", "the numbers differ")
    return None


def _marks(a: str, b: str, _: Kind | None) -> Comparison | None:
    if has_cyrillic(a) != has_cyrillic(b) or keys.loose(a) != keys.loose(b):
        return None
    if has_cyrillic(a):
        return _same("diacritics", "the same letters, but for е/ё, spaces, hyphens or punctuation")
    marked_a, marked_b = has_vietnamese_marks(a), has_vietnamese_marks(b)
    if not (marked_a and marked_b):
        level = "diacritics" if marked_a or marked_b else "punctuation"
        why = "one is the other without diacritics" if marked_a or marked_b else "the same letters"
        return _same(level, f"{why}, but for spaces, hyphens or punctuation" if level == "punctuation" else why)
    bare_a, bare_b = (re.sub(r"[\W_]+", "", keys.strict(x)) for x in (a, b))
    if bare_a == bare_b:
        return _same("punctuation", "the same letters and marks, but for spaces, hyphens or punctuation")
    if _tones_lost(a, b) or _tones_lost(b, a):
        return _same("tones", "one is the other without tone marks")
    return _differ("diacritics", "both carry full diacritics, and they differ")


def _tones_lost(poor: str, rich: str) -> bool:
    """Is `poor` the other without tones, and no possible Vietnamese by itself (`Viêt` must have a tone)?"""
    low = keys.strict(poor)
    return (
        low == keys.toneless(rich)
        and low == keys.toneless(poor)
        and any(_STOPPED.search(word) and not VIETNAMESE_MARKED.isdisjoint(word) for word in re.split(r"\W+", low))
    )


# ---- Russian cases ---

_FEMALE_TOO = frozenset(
    ["александра", "валентина", "евгения", "валерия", "антонина", "виталия", "клавдия", "серафима", "василиса", "юлия"]
)
_NOMINATIVE = ("", "а", "я", "ь", "й", "ий", "ый", "ой", "о", "е", "ия", "ие")


@lru_cache(maxsize=65536)
def nominatives(name: str) -> tuple[str, ...]:
    """A Cyrillic name and the nominatives it may be an oblique case of, the likeliest first (a light guess)."""
    return tuple(dict.fromkeys([name, *_analysed(name)]))


def _analysed(name: str) -> Iterator[str]:
    """Candidates by stem for one-word and Vietnamese names; others are left to the dictionary."""
    parts = name.split()
    last = parts[-1]
    for nominative in sorted(keys.vietnamese_nominatives(last.lower()), key=len):
        yield " ".join([*parts[:-1], nominative.capitalize() if last[:1].isupper() else nominative])
    if len(parts) == 1 and not last.isupper():
        base = keys.stem(last)
        yield from ((base + ending).capitalize() for ending in _NOMINATIVE)


def _inflection(a: str, b: str, _: Kind | None) -> Comparison | None:
    if not (has_cyrillic(a) and has_cyrillic(b)) or keys.stems(a) != keys.stems(b):
        return None
    for x, y in ((a, b), (b, a)):
        first = keys.words(x)[0]
        if len(keys.words(x)) > 1 and first in _FEMALE_TOO and keys.words(y)[0] not in _FEMALE_TOO:
            return _differ("inflection", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    return _same("inflection", "Russian cases of one name")


# ---- persons ---


@dataclass(frozen=True, slots=True)
class Person:
    """A personal name taken apart: words without patronymic, initials as single letters."""

    words: tuple[str, ...]
    initials: tuple[str, ...]


@lru_cache(maxsize=65536)
def person(name: str) -> Person:
    """Words and initials of a personal name; the patronymic is left out where other words remain."""
    parts = keys.words(re.sub(r"(?<=\.)(?=\w)", " ", name))
    initials = tuple(part for part in parts if len(part) == 1)
    full = [part for part in parts if len(part) > 1]
    if len(full) > 1:
        full = [part for part in full if not keys.is_patronymic(part)] or full
    return Person(tuple(full), initials)


def is_vietnamese(name: str) -> bool:
    """Can every word of the name be a Vietnamese syllable (Latin) or its Russian transcription?"""
    return bool(keys.vietnamese_sounds(name))


def _people(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if kind not in (None, Kind.PERSON) or has_cyrillic(a) != has_cyrillic(b):
        return None
    left, right = person(a), person(b)
    if not left.words or not right.words or (is_vietnamese(a) and is_vietnamese(b)):
        return None
    patronymic = any(keys.is_patronymic(word) for word in (*keys.words(a), *keys.words(b)))
    if len(left.words) == len(right.words) >= 2 and not (left.initials or right.initials):
        if all(_word_alike(x, y) for x, y in zip(left.words, right.words, strict=True)):
            return _same("romanisation", "the same names in another romanisation or case, a patronymic aside")
        if patronymic and all(_word_alike(x, y) for x, y in zip(left.words, reversed(right.words), strict=True)):
            return _same("name order", "the same names in another order, the patronymic aside")
    return None


def _word_alike(x: str, y: str) -> bool:
    """One word in two romanisations, or in two Russian cases."""
    if x == y:
        return True
    if has_cyrillic(x):
        return keys.stem(x) == keys.stem(y)
    return keys.close_sound(x) == keys.close_sound(y)


# ---- scripts ---


def _transcription(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if has_cyrillic(a) == has_cyrillic(b):
        return None
    latin, cyrillic = (b, a) if has_cyrillic(a) else (a, b)
    if vietnamese_transcription(latin, cyrillic):
        return _same("transcription", "the Russian transcription of the Vietnamese name")
    if keys.vietnamese_sounds(latin) & keys.vietnamese_sounds(cyrillic):
        return _differ("transcription", "sounds alike, but no rule of transcription leads there", Risk.DOUBT)
    x, y = person(latin), person(cyrillic)
    if has_vietnamese_marks(latin) or x.initials or y.initials or len(x.words) != len(y.words):
        return None
    if len("".join(x.words)) >= 4 and any(
        all(_crosses(p, q) for p, q in zip(x.words, order, strict=True)) for order in {y.words, y.words[::-1]}
    ):
        return _same("transcription", "the same sounds in the other script")
    return None


def _crosses(latin: str, cyrillic: str) -> bool:
    base = keys.stem(cyrillic)
    wanted = keys.close_sound(latin)
    return any(keys.close_sound(word) == wanted for word in [cyrillic, *(base + ending for ending in _NOMINATIVE)])


@lru_cache(maxsize=65536)
def vietnamese_transcription(latin: str, cyrillic: str) -> bool:
    """Is `cyrillic`, in the nominative or not, a transcription of the Vietnamese `latin`, with marks or without?"""
    sources, targets = re.findall(r"[^\W\d_]+", latin.lower()), keys.words(cyrillic)
    if not targets or len(sources) != len(targets) or len(sources) == 1:
        return False
    for position, (source, target) in enumerate(zip(sources, targets, strict=True)):
        wanted = {target} if position < len(targets) - 1 else keys.vietnamese_nominatives(target)
        if wanted.isdisjoint(_transcriptions(source)):
            return False
    return True


@lru_cache(maxsize=16384)
def _transcriptions(word: str) -> frozenset[str]:
    marked = syllable.by_ascii().get(word, ()) if not has_vietnamese_marks(word) else ()
    return frozenset(
        keys.plain(text)
        for source in (word, *marked)
        for place in (False, True)
        for text, _ in syllable.to_russian(source, place)
    )


# ---- acronyms ---

_LINKING = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "in",
        "on",
        "at",
        "to",
        "und",
        "de",
        "và",
        "của",
        "về",
        "tại",
        "cho",
        "и",
        "по",
        "в",
        "на",
        "при",
    ]
)


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Do the letters of `short` begin the words of `full`, small words aside (`TTNĐ Việt-Nga`, `NEU`, `МИД`)?

    Words of `short` that are not all capitals must stand in `full` as they are; at least two letters must be explained.
    """
    wanted = [part for part in re.split(r"[\s\-–—.&]+", short) if part]
    given = [part for part in re.split(r"[\s\-–—.,/]+", full) if part and part != "&"]
    if not wanted or len(given) < 2 or keys.strict(short) == keys.strict(full):
        return False
    if not any(part.isupper() and len(part) > 1 for part in wanted):
        return False
    return _explains(tuple(wanted), tuple(given))


def _explains(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    if not wanted:
        return all(word.lower() in _LINKING for word in given)
    head, rest = wanted[0], wanted[1:]
    if given and keys.strict(head) == keys.strict(given[0]) and _explains(rest, given[1:]):
        return True
    if head.isupper() and len(head) > 1 and _spelled(head, rest, given):
        return True
    return bool(given) and given[0].lower() in _LINKING and _explains(wanted, given[1:])


def _spelled(letters: str, rest: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Do `letters` begin the next words of `given`, and `rest` what follows?"""
    if not letters:
        return _explains(rest, given)
    if not given:
        return False
    first = given[0]
    if keys.plain(first[0]) == keys.plain(letters[0]) and _spelled(letters[1:], rest, given[1:]):
        return True
    return first.lower() in _LINKING and _spelled(letters, rest, given[1:])
