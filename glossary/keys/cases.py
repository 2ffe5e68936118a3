"""Russian words without their endings, and the nominatives of which they may be cases."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from glossary.keys.levels import plain, words
from glossary.keys.tables import rows
from glossary.text import has_cyrillic

_ENDINGS = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ам|ям|ах|ях|ым|им|ых|их|ую|юю|ая|яя|ое|ее|ые|ие|ою|ею|[аеёиоуыэюяйь])\Z"
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A Cyrillic word without what may be case endings (`Лавровым` → `лавров`, `Москве` → `москв`).

    Endings are taken off until none is left, so that a nominative that happens to end like a case (`Газпром`) and its
    cases (`Газпромом`) meet; three letters or more stay of a long word.
    """
    base = plain(word)
    while True:
        shorter = _ENDINGS.sub("", base)
        if shorter == base or len(shorter) < 3:
            break
        base = shorter
    return base[:-1] if len(base) == 3 and base[-1] in "аеиоуыэюяйь" else base


_VOWELS = "аеёиоуыэюя"
_VELARS = "кгхжшщч"


@cache
def _paradigms() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Rows of `data/keys/paradigms.tsv`: nominative ending, what stands before, all endings."""
    return tuple(
        (
            nominative.replace("-", ""),
            after,
            frozenset(part.replace("-", "") for part in [nominative, *oblique.split()]),
        )
        for nominative, after, oblique in rows("paradigms.tsv")
    )


def _stands(base: str, after: str) -> bool:
    if len(base) < 2 and not (base and base[-1] not in _VOWELS):
        return False
    last = base[-1]
    if after == "v":
        return last in _VOWELS
    return last not in _VOWELS + "ьй" and (after == "c" or (last in _VELARS) == (after == "k"))


@lru_cache(maxsize=65536)
def nominatives(word: str) -> frozenset[str]:
    """A Cyrillic word (folded) and every nominative of which it can be a case: `лавровым` → `лавров`, `лавровый` …"""
    low = plain(word)
    found = {low}
    if len(low) < 3:
        return frozenset(found)
    for nominative, after, endings in _paradigms():
        for ending in endings:
            base = low.removesuffix(ending) if ending else low
            if (ending == "" or base != low) and _stands(base, after):
                found.add(base + nominative)
    return frozenset(found)


def stems(text: str) -> str:
    """The stems of all Cyrillic words, for Russian inflection; other words stay."""
    return " ".join(stem(word) if has_cyrillic(word) else word for word in words(text))
