"""Which of a row's names says all that was asked for? `Sheremetyevo International Airport` is more than the airport.

A row of the tables has short and long names of one thing, the commonest first. The first one answers, unless another
says more of what was asked: a country, a number, a word of `data/composition/qualifiers.tsv`. What a name says beyond
the question does not count against it: `Единая Россия` is the party of that name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from glossary.lang.syllable import rows
from glossary.model import Kind, Lang
from glossary.suggest.nations import countries_in
from glossary.suggest.parts import FOLDER, tokens

_ORDER = (Lang.VI, Lang.EN, Lang.RU)


def missing(text: str, lang: Lang, name: str, target: Lang) -> int:
    """How many countries, numbers and qualifying words `text` has that its equivalent `name` lacks."""
    return len(_said(text, lang) - _said(name, target))


_SHORTENED = re.compile(r"(?<![\w-])[^\W\d_]*(?:[A-ZĐА-ЯЁ]{2,}[^\W\d_]*(?![\w-])|[^\W\d_]\.)")
_FIGURES = re.compile(r"[IVXLC]+")


def fullest_first(names: Sequence[str], text: str, lang: Lang, target: Lang, kind: Kind) -> list[str]:
    """The names of a row, one that says more of what `text` says before the commonest one.

    A firm or paper known by one word is called so, however long its official name; an abbreviation never goes first.
    """
    if len(names) < 2 or kind is Kind.PERSON or (kind is Kind.ORG and " " not in names[0]):
        return [*names]
    lacks = {name: missing(text, lang, name, target) for name in names}
    short = {name for name in names[1:] if any(not _FIGURES.fullmatch(w) for w in _SHORTENED.findall(name))}
    longest = 2 * len(names[0].split())
    best = min((n for n in names if n not in short and len(n.split()) <= longest), key=lambda name: lacks[name])
    return [*names] if lacks[best] == lacks[names[0]] else [best, *(name for name in names if name != best)]


@lru_cache(maxsize=8192)
def _said(text: str, lang: Lang) -> frozenset[str]:
    words = [token.key for token in tokens(text) if token.key[:1].isalnum()]
    said, taken = countries_in(tuple(words), lang)
    rest = [word for i, word in enumerate(words) if i not in taken]
    found = {f"country {code}" for code in said} | set(re.findall(r"\d+", text))
    table = _qualifiers(lang)
    for size in (1, 2, 3, 4):
        for start in range(len(rest) - size + 1):
            phrase = " ".join(rest[start : start + size])
            row = table.get(phrase)
            if row is None and lang is Lang.RU and size < 3:
                row = next((r for stem, r in table.items() if phrase.startswith(stem) and len(phrase) > 1), None)
            if row is not None:
                found.add(row)
    return frozenset(found)


@cache
def _qualifiers(lang: Lang) -> dict[str, str]:
    """Spelling (in Russian the beginning of it) → the row of the table."""
    found: dict[str, str] = {}
    for cells in rows(FOLDER / "qualifiers.tsv"):
        for spelling in cells[_ORDER.index(lang)].split("|"):
            found.setdefault(spelling, cells[0])
    return found
