"""Institutions and companies: words in any order and language, countries, acronyms, compounds."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from glossary import keys
from glossary.lang import syllable
from glossary.likeness.people import is_vietnamese
from glossary.likeness.tables import entries
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.resources import DATA
from glossary.text import has_cyrillic, has_vietnamese_marks

OF_STATES = frozenset(
    {"ministry", "government", "parliament", "assembly", "court", "procuracy", "army", "navy", "police"}
)
"""Heads of institutions that every country has: without its name it is the country of the language."""


_HOME = {"vi": ("vn",), "ru": ("ru",), "en": ("none",)}
"""Whose institution a name without a country is, by language; English does not tell."""


def by_institutions(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Russian Defence Ministry`, `Министерство обороны РФ`: the same words in any order, and whose it is."""
    if kind is Kind.PERSON or kind is Kind.PLACE:
        return None
    left, right = keys.institution(a), keys.institution(b)
    if left is None or right is None:
        return None
    scripts = {left.lang, right.lang}
    lengths = {len(left.countries), len(right.countries)}
    alike = (
        left.own == right.own
        if len(scripts) == 1
        else not (left.shared.isdisjoint(right.shared) or _clashing_marks(a, b))
    )
    if alike and len(scripts) > 1 and left.heads & OF_STATES and left.cities == right.cities:
        owners = _owner(left, left.lang), _owner(right, right.lang)
        if owners[0] == owners[1] and all(owners):
            return same("institution", "the same words; without a country it is that of the language")
        if all(owners):
            return differ("institution", "without a country each is that of its language")
    if (
        alike
        and not (left.countries or left.cities or left.unknown or any(map(str.isdigit, a)))
        and len(scripts) > 1
        and "ru" in scripts
        and left.heads & OF_STATES
    ):
        return differ("institution", "each language may mean its own country's", Risk.DOUBT)
    if alike and _short_of_words(left) and len(scripts) == 1 and _says_of(a) != _says_of(b):
        return differ("institution", "two bodies may be told by the order (Council of Europe)", Risk.DOUBT)
    if alike and _elsewhere(a, b):
        return differ("institution", "the places change their parts: one is held in the other's place")
    if alike and left.countries == right.countries:
        return same("institution", "the same words of an institution in another order, spelling or language")
    if left.cities != right.cities:
        nowhere = bool(left.heads & right.heads & _MISSIONS) and not (left.cities and right.cities)
        if nowhere and left.countries[:1] == right.countries[:1]:
            return differ("institution", "one says where it is, the other does not", Risk.DOUBT)
        return differ("institution", "of different cities, or one is the chapter of a city")
    if alike and kind is Kind.ORG and len(scripts) == 1 and _at_home(left, right, _HOME[scripts.pop()]):
        return same("institution", "the same words; without a country it is that of the language")
    if alike and left.heads & _MISSIONS and left.countries[:1] == right.countries[:1] and 1 in lengths:
        return differ("institution", "one says where it is, the other does not", Risk.DOUBT)
    if left.countries and right.countries and left.countries != right.countries:
        return differ("institution", "of different countries, or the countries change places")
    if alike and set(left.countries) != set(right.countries):
        return differ("institution", "one names its country, the other does not", Risk.DOUBT)
    nested = any(
        set(x) <= set(y) or set(y) <= set(x) for x in (left.own, *left.shared) for y in (right.own, *right.shared)
    )
    if left.heads & right.heads and not (alike or nested or left.unknown or right.unknown):
        return differ("institution", "the same sort of institution, but different fields")
    return None


_WHERE = re.compile(r".*\s(?:in|at|tại|ở|в|во)\s(?P<place>[^\W\d_].*)")


def _elsewhere(a: str, b: str) -> bool:
    """`Дни Москвы в Ханое`, `Дни Ханоя в Москве`: do both say where they are, and name two places?"""
    left, right = _WHERE.fullmatch(a), _WHERE.fullmatch(b)
    if left is None or right is None:
        return False
    if script(a) == script(b):
        return set(keys.stems(left["place"]).split()).isdisjoint(keys.stems(right["place"]).split())
    rows = [{row.id for row in entries(match["place"], Kind.PLACE)} for match in (left, right)]
    return all(rows) and rows[0].isdisjoint(rows[1])


_NAMED_AFTER = frozenset({"council", "bank"})
_OF = re.compile(r"\bof\b", re.IGNORECASE)


def _short_of_words(parts: keys.Institution) -> bool:
    """Nothing but the head and whose it is: `Council of Europe` and `European Council`, `Bank of Moscow`."""
    return len(parts.own) + len(parts.countries) == 2 and bool(parts.heads & _NAMED_AFTER)


def _says_of(name: str) -> bool:
    return bool(_OF.search(name))


def _owner(parts: keys.Institution, language: str) -> tuple[str, ...]:
    """The countries that a state institution names, else that of its language; English tells none."""
    return parts.countries or (_HOME[language] if language != "en" else ())


def _at_home(left: keys.Institution, right: keys.Institution, home: tuple[str, ...]) -> bool:
    """Does one only leave out the country of the language? `Đại sứ quán Nga` is that in Vietnam."""
    short, full = sorted((left.countries, right.countries), key=len)
    return full == (*short, *home) and (not short or bool(left.heads & _MISSIONS))


_MISSIONS = frozenset({"embassy", "consulate", "consulate-general"})


def script(name: str) -> str:
    """`ru`, `vi` or `en` by the letters alone."""
    return "ru" if has_cyrillic(name) else "vi" if has_vietnamese_marks(name) else "en"


def by_companies(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """The name alone and the name with its legal form: `FPT`, `FPT Corporation`; `Tập đoàn Hòa Phát`, `Hoa Phat`."""
    if kind not in (None, Kind.ORG) or _clashing_marks(a, b):
        return None
    (left, legal_a), (right, legal_b) = keys.company(a), keys.company(b)
    if not left or "".join(left) != "".join(right) or not (legal_a or legal_b):
        return None
    if any(entry.kind is not Kind.ORG for name in (a, b) for entry in entries(name)):
        return None
    if _unknown_group(a, b):
        return differ("company", "the tables know the company; the group may be more than that", Risk.DOUBT)
    if not (legal_a and legal_b) and kind is None and (_spoken(a) or _spoken(b)) and len("".join(left)) > 4:
        return differ("company", "may be a company, or the person or place it is called after", Risk.DOUBT)
    return same("company", "the same name with and without words such as Group, Corporation, JSC")


def _spoken(name: str) -> bool:
    """Is every word a Vietnamese syllable that exists (`Boeing` is none)?"""
    return is_vietnamese(name) and all(word in syllable.by_ascii() for word in keys.words(name))


def _unknown_group(a: str, b: str) -> bool:
    """`Interfax Group` beside `Interfax`: one side alone says group, and the row of the other knows no such name."""
    if bool(keys.ungrouped(a)) == bool(keys.ungrouped(b)):
        return False
    group, alone = (a, b) if keys.ungrouped(a) else (b, a)
    return bool(entries(alone, Kind.ORG)) and not entries(group, Kind.ORG)


def _clashing_marks(a: str, b: str) -> bool:
    """Do both names carry Vietnamese marks, differently?"""
    x, y = (set(re.findall(r"\w+", keys.strict(name))) for name in (a, b))
    marked_x, marked_y = ({w for w in words if has_vietnamese_marks(w)} for words in (x, y))
    bare_x, bare_y = ({keys.plain(w): w for w in words} for words in (marked_x, marked_y))
    return any(bare_x[w] != bare_y[w] for w in bare_x.keys() & bare_y.keys())


@cache
def _linking() -> frozenset[str]:
    """Small words that an acronym may pass over (`data/keys/linking.txt`)."""
    lines = (DATA / "keys" / "linking.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


_LONGEST_SHORT = 40
_MOST_WORDS = 30
"""Names longer than these are not tried as abbreviation and full form: the trial takes time."""


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Do the letters of `short` begin the words of `full`, small words aside (`TTNĐ Việt-Nga`, `NEU`, `МИД`)?

    Words of `short` that are not all capitals must stand in `full` as they are; at least two letters must be explained.
    """
    wanted = [part for part in re.split(r"[\s\-–—.&]+", short) if part]
    given = [part for part in re.split(r"[\s\-–—.,/]+", full) if part and part != "&"]
    if len(short) > _LONGEST_SHORT or len(given) > _MOST_WORDS:
        return False
    if not wanted or len(given) < 2 or keys.strict(short) == keys.strict(full):
        return False
    if not any(part.isupper() and len(part) > 1 for part in wanted):
        return False
    return _explains(tuple(wanted), tuple(given))


@lru_cache(maxsize=4096)
def _explains(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    if not wanted:
        return all(word.lower() in _linking() for word in given)
    head, rest = wanted[0], wanted[1:]
    if given and keys.strict(head) == keys.strict(given[0]) and _explains(rest, given[1:]):
        return True
    if head.isupper() and len(head) > 1 and _spelled(head, rest, given):
        return True
    return bool(given) and given[0].lower() in _linking() and _explains(wanted, given[1:])


@lru_cache(maxsize=4096)
def _spelled(letters: str, rest: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Do `letters` begin the next words of `given`, and `rest` what follows?"""
    if not letters:
        return _explains(rest, given)
    if not given:
        return False
    first = given[0]
    if keys.plain(first[0]) == keys.plain(letters[0]) and _spelled(letters[1:], rest, given[1:]):
        return True
    return first.lower() in _linking() and _spelled(letters, rest, given[1:])


def by_acronyms(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`NEU` and its long name, where the letters say enough; `Генштаб` and what it is made of."""
    if kind is Kind.PERSON:
        return None
    short, full = (a, b) if len(a) < len(b) else (b, a)
    if sum(char.isupper() for char in short) >= 3 and abbreviates(short, full) and keys.institution(full):
        if entries(short):
            return differ("acronym", "the letters fit, but they are known to stand for another name", Risk.DOUBT)
        return same("acronym", "the letters of one begin the words of the other", Risk.DOUBT)
    if compounds(short, full):
        return same("compound", "a Russian compound of the beginnings of the other's words")
    return None


@lru_cache(maxsize=65536)
def compounds(short: str, full: str, *, some: bool = False) -> bool:
    """Is `short` one Russian word made of the beginnings of the words of `full` (`Генштаб`, `Центробанк`)?

    With `some`, words of `full` may be passed over (`Тропцентр`).
    """
    brief, given = keys.words(short), [word for word in keys.words(full) if word not in _linking()]
    if len(short) > _LONGEST_SHORT or len(given) > _MOST_WORDS:
        return False
    if len(brief) != 1 or len(given) < 2 or not has_cyrillic(short) or not has_cyrillic(full):
        return False
    return _made_of(keys.stem(brief[0]), tuple(given), some)


def _made_of(rest: str, given: tuple[str, ...], some: bool) -> bool:
    if not given:
        return not rest
    word = given[0]
    if len(given) == 1 or some:
        stemmed = keys.stem(word)
        if rest == stemmed and len(stemmed) >= 3:
            return True
    shared = 0
    while shared < min(len(rest), len(word)) and rest[shared] == word[shared]:
        shared += 1
    for cut in range(shared, 2, -1):
        after = rest[cut:]
        if _made_of(after, given[1:], some) or (after[:1] in ("о", "е") and _made_of(after[1:], given[1:], some)):
            return True
    return some and _made_of(rest, given[1:], some)
