"""Places, storms and persons with the words that say what they are: descriptors and titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.keys.institutions import stemmed
from glossary.keys.levels import NOT_WORD, strict
from glossary.keys.tables import rows
from glossary.model import Lang
from glossary.resources import DATA
from glossary.text import has_vietnamese_marks

_SERIAL = re.compile(r"(?:[^\W\d]+ ){1,3}(?:số|no\.?|№|number) ?\d{1,2}", re.IGNORECASE)


def is_serial(text: str) -> bool:
    """`bão số 3`, `тайфун № 3`: the number of a storm in its season, another one in each year and country."""
    return bool(_SERIAL.fullmatch(text))


@dataclass(frozen=True, slots=True)
class Site:
    """The name of a place or storm, and what the words around it say it is (ids and sorts of `places.tsv`)."""

    name: str
    ids: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()


@cache
def _sorts() -> tuple[list[str], ...]:
    return tuple(rows("places.tsv"))


@cache
def _site_words() -> Mapping[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]:
    """Ids and sorts by the words; Vietnamese ones stand before the name only (`hồ Tây`; the district is `Tây Hồ`)."""
    found: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}
    for id_, sort, *cells in _sorts():
        for lang, cell in zip(("en", "vi", "ru"), cells, strict=True):
            for spelling in cell.split("/"):
                for end in ("before",) if lang == "vi" else ("before", "after"):
                    key = (end, *_site_key(spelling))
                    ids, sorts = found.get(key, (frozenset(), frozenset()))
                    found[key] = (ids | {id_}, sorts | {sort})
    return found


def sited(name: str, ids: Collection[str], lang: Lang) -> Iterator[str]:
    """The name with each word of the language that says it is one of these (ids of `places.tsv`)."""
    for id_, _, en, vi, ru in _sorts():
        if id_ in ids and lang is Lang.EN:
            yield from (f"{name} {word.title()}" for word in en.split("/"))
        elif id_ in ids:
            yield from (f"{word} {name}" for word in (vi if lang is Lang.VI else ru).split("/"))


def same_words(a: str, b: str) -> bool:
    """The same words, in whatever Russian case."""
    return _site_key(a) == _site_key(b)


def _site_key(text: str) -> tuple[str, ...]:
    """Latin words with their marks, Russian ones by stem."""
    return stemmed(NOT_WORD.sub(" ", strict(text)).split())


@lru_cache(maxsize=65536)
def site(name: str) -> Site:
    """A place without the word for what it is, at its beginning or its end: `Nội Bài` of `sân bay Nội Bài`."""
    parts = name.split()
    for length in range(min(4, len(parts) - 1), 0, -1):
        ends = (("before", parts[:length], parts[length:]), ("after", parts[-length:], parts[:-length]))
        for end, head, rest in ends:
            found = _site_words().get((end, *_site_key(" ".join(head))))
            if found is not None:
                return Site(" ".join(rest).strip('«»“”"'), *found)
    return Site(name)


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    lines = (DATA / "keys" / "titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_site_key(title) for line in lines if line[:1] != "#" for title in line.split("|"))


_JOINED_TITLE = re.compile(r"^((?:P?GS|TS|Th\.?S)\.)(?=\w)")
"""`GS.TS Nguyễn Văn A`: two titles without a space between them."""
_LONGEST_TITLE = 5


_LONGEST_VIETNAMESE = 4
_LONGEST_COUNTRY = 2


@lru_cache(maxsize=65536)
def untitled(name: str) -> str:
    """A personal name without the titles before it: `Tô Lâm` of `Tổng Bí thư Tô Lâm`."""
    parts = _JOINED_TITLE.sub(r"\1 ", name).split()
    bare = _without_country(parts)  # `Russian President Vladimir Putin`
    for length in range(min(_LONGEST_TITLE, len(bare) - 1), 0, -1):
        if _site_key(" ".join(bare[:length])) in _titles():
            return untitled(" ".join(_without_portfolio(_without_country(bare[length:]))))
    return name


def _without_portfolio(parts: list[str]) -> list[str]:
    """`министр иностранных дел Сергей Лавров`, `Bộ trưởng Ngoại giao Lê Hoài Trung`: the title goes on."""
    while len(parts) > 2 and parts[0].islower():
        parts = parts[1:]
    if has_vietnamese_marks(" ".join(parts)):
        for i in range(max(0, len(parts) - _LONGEST_VIETNAMESE), len(parts) - 1):
            if strict(parts[i]) in vietnamese_surnames():
                return parts[i:]
    return parts


def _without_country(parts: list[str]) -> list[str]:
    """`President of the …` aside, a country stands before the title in English, behind it in the other languages."""
    for length in range(min(_LONGEST_COUNTRY, len(parts) - 2), 0, -1):
        if strict(" ".join(parts[:length])) in _countries_beside():
            return parts[length:]
    return parts


@cache
def _countries_beside() -> frozenset[str]:
    """Countries as they stand beside a title: `Nga`, `Russian`, `России`."""
    table = rows("../composition/countries.tsv")
    return frozenset(
        strict(word)
        for _, vi, en, adjective, _, genitive, *_ in table
        for cell in (vi, en, adjective, genitive)
        for word in cell.split("|")
    )


@cache
def vietnamese_surnames() -> frozenset[str]:
    """Surnames of Vietnamese people, in lower case."""
    return frozenset(strict(name) for name, _ in rows("../names/vi_surnames.tsv"))


@cache
def surnames_first() -> frozenset[str]:
    """Surnames that stand before the given name (Korean, Chinese), folded."""
    lines = (DATA / "keys" / "surnames_first.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())
