"""Names of persons: words, initials, patronymics, men's and women's names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import keys
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.resources import DATA
from glossary.text import has_cyrillic


@cache
def _female_too() -> frozenset[str]:
    """Women's given names that are also a case of a man's (`Александра`)."""
    lines = (DATA / "keys" / "female_too.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line[:1] != "#")


_HERS = re.compile(r"(?:[оеё]в|[иы]н|[сц]к)а(?:я)?$|ая$")
_HIS = re.compile(r"(?:[оеё]в|[иы]н)$|[иыо]й$")


def may_be_hers(x: str, y: str) -> bool:
    """Is `x` what a woman is called where a man is called `y` (`Александра`, `Иванова`, `Толстая`)?"""
    if x in _female_too():
        return y[-1] not in "аеёиоуыэюя"
    return x != y and bool(_HERS.search(x) and _HIS.search(y))


@dataclass(frozen=True, slots=True)
class Person:
    """A personal name taken apart: words without patronymic, initials as single letters."""

    words: tuple[str, ...]
    initials: tuple[str, ...]


_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")


@lru_cache(maxsize=65536)
def person(name: str) -> Person:
    """Words and initials of a personal name; the patronymic is left out where other words remain."""
    initials = tuple(m.group().strip(" .-").lower() for m in keys.INITIAL.finditer(name) if m.group()[0].isupper())
    full = keys.words(_HYPHEN.sub("", keys.INITIAL.sub(" ", name) if initials else name))
    if len(full) > 2 or initials:  # `Деян Станкович` has no patronymic
        full = [part for part in full if not keys.is_patronymic(part)] or full
    return Person(tuple(full), initials)


def is_vietnamese(name: str) -> bool:
    """Can every word of the name be a Vietnamese syllable (Latin) or its Russian transcription?"""
    return bool(keys.vietnamese_sounds(name))


def by_people(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Sergei Lavrov`, `Лавров Сергей Викторович`: the same words, spelt or ordered otherwise."""
    if kind not in (None, Kind.PERSON) or has_cyrillic(a) != has_cyrillic(b):
        return None
    left, right = person(a), person(b)
    if not left.words or not right.words or (is_vietnamese(a) and is_vietnamese(b)):
        return None
    if keys.institution(a) or keys.institution(b):
        return None
    patronymic = any(keys.is_patronymic(word) for word in (*keys.words(a), *keys.words(b)))
    if len(left.words) == len(right.words) >= 2 and not (left.initials or right.initials):
        if all(word_alike(x, y) for x, y in zip(left.words, right.words, strict=True)):
            if not has_cyrillic(a) and not patronymic and not _SLAVIC.search(f"{left.words[-1]} {right.words[-1]}"):
                return differ("romanisation", "they sound alike, and may be two people", Risk.DOUBT)
            return same("romanisation", "the same names in another romanisation or case, a patronymic aside")
        ordinary = min(map(len, left.words + right.words)) >= 4
        if (patronymic or ordinary) and all(
            word_alike(x, y) for x, y in zip(left.words, reversed(right.words), strict=True)
        ):
            return same("name order", "the same names in another order, a patronymic aside")
    return None


_SLAVIC = re.compile(
    r"(?:[oe]va?|[iy]na?|sk(?:y|i|ii|iy|yy|aya|aia)|enko|[uy]k|[iy]ch|ko|yan|ian|shvili|dze|kh|zh|ts|shch|ff|[bdlszhr]n(?:y|yy|iy)|[oui][yi])\b"
)
"""Endings of surnames that came through Cyrillic, which one person may spell in many ways."""


def by_patronymics(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Иван Петрович Сидоров` is not `Ivan Sergeyevich Sidorov`."""
    if kind not in (None, Kind.PERSON):
        return None
    left, right = ([w for w in keys.words(name) if keys.is_patronymic(w)] for name in (a, b))
    if len(left) != 1 or len(right) != 1 or len(keys.words(a)) < 3 or len(keys.words(b)) < 3:
        return None
    if word_alike(left[0], right[0]):
        return None
    return differ("patronymic", "two patronymics")


def by_initials(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`V. Kalganov`, `В. Калганов`, `Vladimir Kalganov`: one surname, and the initials agree."""
    left, right = person(a), person(b)
    if kind not in (None, Kind.PERSON) or not (left.initials or right.initials):
        return None
    if (
        max(len(left.words), len(right.words)) > 3
        or any(word[0].islower() for word in (a + " " + b).split())
        or keys.institution(a)
        or keys.institution(b)
    ):
        return None
    surnames = (left.words[-1:], right.words[-1:])
    for x in {left.words[-1:], left.words[:1]}:
        for y in {right.words[-1:], right.words[:1]}:
            if x and y and len(x[0]) >= 4 and word_alike(x[0], y[0]):
                surnames = (x, y)
                break
    (surname,), (other,) = (pair or ("",) for pair in surnames)
    if len(surname) < 4 or not word_alike(surname, other):
        return None
    firsts = [_first_letters(a, left, surname), _first_letters(b, right, other)]
    cyrillic = has_cyrillic(a) and has_cyrillic(b)
    if not all(firsts) or any(
        x[0] != y[0] if cyrillic else keys.initial_sounds(x).isdisjoint(keys.initial_sounds(y))
        for x, y in zip(*firsts, strict=False)
    ):
        return differ("initials", "the same surname, but other initials") if all(firsts) else None
    both = bool(left.initials) and bool(right.initials)
    middle = not both and len(firsts[0]) != len(firsts[1]) and min(map(len, (left.words, right.words))) > 1
    if middle and not (has_cyrillic(a + b) or _SLAVIC.search(f"{surname} {other}")):
        return differ("initials", "one has a middle initial, the other has none", Risk.DOUBT)
    return same("initials", "the same surname, and the initials agree", Risk.NONE if both else Risk.DOUBT)


def _first_letters(written: str, name: Person, surname: str) -> list[str]:
    """Given name and patronymic, whole or as initials, in this order."""
    fathers = [word for word in keys.words(written) if keys.is_patronymic(word) and word not in name.words]
    return [*(word for word in name.words if word != surname), *name.initials, *fathers]


@lru_cache(maxsize=65536)
def word_alike(x: str, y: str) -> bool:
    """One word in two romanisations, or in two Russian cases."""
    if x == y:
        return True
    if has_cyrillic(x) != has_cyrillic(y):
        return crosses(y, x) if has_cyrillic(x) else crosses(x, y)
    if has_cyrillic(x):
        return not keys.nominatives(x).isdisjoint(keys.nominatives(y))
    if keys.vietnamese_sounds(x) and keys.vietnamese_sounds(y):
        return False
    return keys.close_sound(x) == keys.close_sound(y)


def another_gender(latin: tuple[str, ...], cyrillic: tuple[str, ...]) -> bool:
    """Is the Cyrillic name a woman's as it stands, and the Latin one a man's?

    A case of a man's name changes all its words (`Владимира Путина`); a surname alone may be either.
    """
    given, surname = (cyrillic[0], cyrillic[-1]) if len(cyrillic) > 1 else ("", cyrillic[0])
    if given in _female_too() and not latin[0].endswith(("a", "y", "iya", "ia", "ya")):
        declined = surname[-1:] == "а" and not _HERS.search(surname) and not latin[-1].endswith("a")
        return not declined
    hers = bool(_HERS.search(surname)) and not latin[-1].endswith("a")
    return hers and (not given or keys.close_sound(given) == keys.close_sound(latin[0]))


def crosses(latin: str, cyrillic: str) -> bool:
    """Does a Latin word sound as a Cyrillic one does, in some case?"""
    wanted = keys.close_sound(latin)
    return any(keys.close_sound(word) == wanted for word in keys.nominatives(cyrillic))
