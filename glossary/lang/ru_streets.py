"""Russian streets, squares and islands called after a person or an idea: `улица Карла Маркса`, `площадь Победы`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from glossary.lang.ru_morph import in_dictionary, is_noun, lemmas, may_be, parses
from glossary.lang.ru_tables import name_at, name_end, words
from glossary.lang.spans import Page, Span, Tier
from glossary.model import Kind


def dedicated_places(page: Page) -> Iterator[Span]:
    """`улица Ленина`, `остров Титова`, `площади Победы`: a place called after a person or an idea."""
    for k, token in enumerate(page.tokens[:-1]):
        if not token.is_word or token.text.isupper() or not page.capital(k + 1) or not page.joined(k, k + 1):
            continue
        if token.text[:3].lower() not in _dedicated_beginnings() or lemmas(token.text).isdisjoint(
            words("dedicated.txt")
        ):
            continue
        n = k + 1
        n = _known_person(page, n) or (n + 2 if _whole_person(page, n) else n)
        while n - k < 5 and page.capital(n) and page.joined(k, n) and _dedicates(page.word(n)):
            n += 1
        while n > k + 1 and not is_noun(page.word(n - 1)) and "-" not in page.word(n - 1):
            n -= 1
        if n > k + 1 and may_be(token.text, "sing") and (n > k + 2 or name_end(page, k + 1, Kind.PLACE) is None):
            yield Span(k, n - 1, Kind.PLACE, "ru.dedicated", Tier.SURE, (f"{token.text} with a genitive",))


def _known_person(page: Page, k: int) -> int | None:
    """`Хо Ши Мина` of a path: what follows a person of the tables who stands in another case than the nominative."""
    hit = name_at(page, k, Kind.PERSON)
    return hit[0] + 1 if hit and hit[0] > k and page.slice(k, hit[0]) != hit[1].text else None


def _whole_person(page: Page, k: int) -> bool:
    """`Карла Маркса`, `Розы Люксембург` of a street: a given name in the genitive and a capital."""
    return may_be(page.word(k), "Name", "gent", "sing") and page.capital(k + 1) and page.gap(k + 1) == " "


@cache
def _dedicated_beginnings() -> frozenset[str]:
    """The first three letters of such descriptors: other small words need no analysis."""
    return frozenset(word[:3] for word in words("dedicated.txt"))


def _dedicates(word: str) -> bool:
    """A genitive that is no place's and could be no nominative: a person's name or a noun of the dictionary."""
    if "-" in word and not in_dictionary(word):
        return all(map(_dedicates, word.split("-")))
    if not re.fullmatch("[А-ЯЁ][А-ЯЁа-яё-]+", word) or (may_be(word, "Geox") and not may_be(word, "Surn", "gent")):
        return False
    if may_be(word, "nomn", "sing") and not (may_be(word, "Surn", "masc", "gent") and not may_be(word, "masc", "nomn")):
        return False
    known = in_dictionary(word) or may_be(word, "Surn")
    return known and any(p.tag.case == "gent" and p.tag.POS in ("NOUN", "ADJF") for p in parses(word))
