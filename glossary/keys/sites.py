"""Places, storms and persons with the words that say what they are: descriptors and titles."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.keys.institutions import stemmed
from glossary.keys.levels import NOT_WORD, strict
from glossary.keys.tables import rows
from glossary.model import Lang
from glossary.resources import DATA
from glossary.text import has_vietnamese_marks


@dataclass(frozen=True, slots=True)
class Site:
    """The name of a place or storm, and what the words around it say it is (ids and sorts of `places.tsv`)."""

    name: str
    ids: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()


@cache
def _site_words() -> Mapping[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]:
    """Ids and sorts by the words; Vietnamese ones stand before the name only (`hồ Tây`; the district is `Tây Hồ`)."""
    found: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}
    for id_, sort, *cells in rows("places.tsv"):
        for lang, cell in zip(("en", "vi", "ru"), cells, strict=True):
            for spelling in cell.split("/"):
                for end in ("before",) if lang == "vi" else ("before", "after"):
                    key = (end, *_site_key(spelling))
                    ids, sorts = found.get(key, (frozenset(), frozenset()))
                    found[key] = (ids | {id_}, sorts | {sort})
    return found


def sited(name: str, ids: Collection[str], lang: Lang) -> Iterator[str]:
    """The name with each word of the language that says it is one of these (ids of `places.tsv`)."""
    for id_, _, en, vi, ru in rows("places.tsv"):
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


@lru_cache(maxsize=65536)
def untitled(name: str) -> str:
    """A personal name without the titles before it: `Tô Lâm` of `Tổng Bí thư Tô Lâm`."""
    parts = _JOINED_TITLE.sub(r"\1 ", name).split()
    for length in range(min(_LONGEST_TITLE, len(parts) - 1), 0, -1):
        if _site_key(" ".join(parts[:length])) in _titles():
            rest = parts[length:]
            portfolio = 0  # `министр иностранных дел Сергей Лавров`, `Bộ trưởng Ngoại giao Lê Hoài Trung`
            while portfolio < len(rest) - 2 and (rest[portfolio].islower() or _is_portfolio(rest, portfolio)):
                portfolio += 1
            rest = rest[portfolio:]
            return untitled(" ".join(rest))
    return name


def _is_portfolio(parts: Sequence[str], i: int) -> bool:
    """Is this word of a Vietnamese title no surname, and a later one is?"""
    marked = has_vietnamese_marks(" ".join(parts))
    return (
        marked
        and strict(parts[i]) not in vietnamese_surnames()
        and any(strict(part) in vietnamese_surnames() for part in parts[i + 1 : -1])
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
