"""Numbers in names: ordinals in words and figures, Roman figures."""

from __future__ import annotations

import re
from functools import cache

from glossary.lang.syllable import rows
from glossary.model import Lang
from glossary.resources import DATA


def _plain(word: str) -> str:
    return word.casefold().replace("ё", "е")


_ROMAN = ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


@cache
def _ordinals() -> dict[Lang, list[tuple[tuple[str, ...], int]]]:
    """The table: the forms of each ordinal, in Russian masculine, feminine and neuter."""
    found: dict[Lang, list[tuple[tuple[str, ...], int]]] = {lang: [] for lang in Lang}
    for lang, forms, number in rows(DATA / "composition" / "ordinals.tsv"):
        found[Lang(lang)].append((tuple(forms.split("|")), int(number)))
    return found


@cache
def _counting_words() -> dict[Lang, dict[str, int]]:
    """Ordinals that stand before a name; Vietnamese ones stand behind, after `thứ`."""
    return {
        lang: {_plain(form): number for forms, number in words for form in forms} if lang is not Lang.VI else {}
        for lang, words in _ordinals().items()
    }


@cache
def _by_word() -> dict[str, int]:
    return {forms[0]: number for words in _ordinals().values() for forms, number in words}


def counts(text: str, lang: Lang) -> int:
    """The number that the first word of a name says: `Second Congress` counts and is called after no Mr Second."""
    return _counting_words()[lang].get(_plain(text.split(" ")[0]), 0)


def ordinal_word(number: int, lang: Lang, form: str) -> str:
    """The ordinal in words: `Third`, `третья` (`form` is the gender), `thứ 3`; empty above ten."""
    if lang is Lang.VI:
        return f"thứ {number}"
    words = [word for word, n in _counting_words()[lang].items() if n == number]
    if not words or lang is Lang.EN:
        return words[0].capitalize() if words else ""
    return words[{"m": 0, "f": 1, "n": 2}.get(form, 0)].capitalize()


def roman(number: int) -> str:
    """13 is XIII: congresses and games are counted so in Russian and Vietnamese (below 90)."""
    found = ""
    for value, letters in _ROMAN:
        while number >= value:
            found, number = found + letters, number - value
    return found


def ordinal_number(text: str) -> int:
    """The number that `XIII`, `13`, `13th`, `13-й` or `third` stands for; 0 where it is none below 90."""
    match = re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th|\s?-\s?(?:й|я|е|го|ая|ый|ое|ые))?", text.lower())
    number = int(match[1]) if match else _romans().get(text) or _by_word().get(text.lower(), 0)
    return number if 0 < number < 90 else 0


@cache
def _romans() -> dict[str, int]:
    return {roman(n): n for n in range(1, 90)}
