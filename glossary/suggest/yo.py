"""The letter ё restored where a text writes е: `Королев` is Королёв, `молодежи` молодёжи.

Names come from the own lists of given names, surnames and places, ordinary words from pymorphy3. A word that is written
both ways (`Лев`, `все`, `Королева`) stays as it is.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from glossary.lang.syllable import rows
from glossary.model import Kind
from glossary.resources import DATA
from glossary.suggest.cases import parsed

_WORD = re.compile(r"[А-Яа-яЁё]+")

_ENDINGS = (("ёв", "ёва"), ("ов", "ова"), ("ин", "ина"), ("ёный", "ёная"), ("ёрный", "ёрная"))
"""A man's surname and a woman's."""


def _plain(word: str) -> str:
    return word.replace("ё", "е")


def _certain(names: set[str]) -> dict[str, str]:
    """Words without ё (small letters) → with it, where the list has only that."""
    return {_plain(name): name for name in names if "ё" in name and _plain(name) not in names}


@cache
def _persons() -> dict[str, str]:
    tables = ("ru_given.tsv", "ru_surnames.tsv")
    names = {cells[0].lower() for table in tables for cells in rows(DATA / "names" / table)}
    for man, other in _ENDINGS:
        names |= {name.removesuffix(man) + other for name in names if name.endswith(man)}
    return _certain(names - _WORDS)


_WORDS = frozenset({"королёва"})
"""Without ё these are ordinary words."""


@cache
def _places() -> dict[str, str]:
    lines = (DATA / "names" / "ru_places.txt").read_text(encoding="utf-8").splitlines()
    return _certain({word.lower() for line in lines if not line.startswith("#") for word in _WORD.findall(line)})


@lru_cache(maxsize=4096)
def _by_dictionary(word: str) -> str:
    """The word with ё where every reading that the dictionary knows has it."""
    readings = {str(parse.word) for parse in parsed(word) if parse.is_known}
    return readings.pop() if len(readings) == 1 else word


def restored(text: str, kind: Kind) -> str:
    """The Russian text with ё where it is certain; words that have a ё already, and those in capitals, stay."""
    if "е" not in text:
        return text

    def one(match: re.Match[str]) -> str:
        word = match[0]
        if "е" not in word or "ё" in word:
            return word
        low = word.lower()
        if kind is Kind.PERSON:
            yo = _persons().get(low, low)
        elif kind is Kind.PLACE:
            yo = _places().get(low, low)
        else:
            yo = _by_dictionary(low)
        return "".join(b.upper() if a.isupper() else b for a, b in zip(word, yo, strict=True)) if yo != low else word

    return _WORD.sub(one, text)
