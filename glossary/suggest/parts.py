"""The parts of an institution's name: what a part is, its words and their keys, numbers, common words.

A part knows its spellings in every language and form; `composition` and `grammar` put parts together. Countries are in
`nations`, places, persons and proper names in `named`, what an institution is for in `fields`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.lang.syllable import rows
from glossary.model import Lang
from glossary.resources import DATA
from glossary.suggest.numbers import ordinal_number, roman
from glossary.text import is_syllable, nfc

FOLDER = DATA / "composition"

TOKEN = re.compile(r"\{[A-Z](?:\.\w+)?\}|[^\W_]+(?:['’][^\W_]*)*|[,\-–—&()/]")


_ANY_DASH = re.compile(r"\s*[-–—]\s*")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """How words are compared: small letters, ё as е, one dash, straight apostrophes."""
    low = nfc(text).casefold().replace("ё", "е").replace("’", "'")
    return _ANY_DASH.sub(" - ", low)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name with its place in it."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """Words, commas and dashes; quotation marks and full stops do not count."""
    found = []
    for match in TOKEN.finditer(text):
        word = match.group()
        word = "-" if word in "-–—" else key(word).strip()
        found.append(Token("в" if word == "во" else word, match.start(), match.end()))
    return tuple(found)


# ---- the parts of a name ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """The value of a slot: its spellings in any language and form, and how sure it is (1 known, less for guesses)."""

    label: str
    spell: Callable[[Lang, str], list[str]]
    sure: float = 1.0
    country: str = ""
    sort: str = ""
    """`country` or `place`, where it is one."""


@cache
def _abbreviations(lang: Lang) -> dict[str, str]:
    return {short: long for code, short, long in rows(FOLDER / "abbreviations.tsv") if code == lang.value}


def written_out(text: str, lang: Lang) -> str:
    """`UBND TP Huế` as `Ủy ban Nhân dân thành phố Huế`: the abbreviations usual in names of institutions."""
    table = _abbreviations(lang)
    text = re.sub(r"\b(TP|Tp)\.(?=\w)", r"\1. ", text)
    return " ".join(table.get(word, word) for word in text.split(" "))


# ---- numbers and firms -------------------------------------------------------------------------------------------


def ordinal_part(text: str) -> Part | None:
    """`XIII`, `13`, `13th`, `13-й`: the number of a congress, session or games."""
    number = ordinal_number(text)
    if not number:
        return None

    def spell(target: Lang, form: str) -> list[str]:
        if form == "rom":
            return [roman(number)]
        if target is not Lang.EN:
            return [str(number)]
        last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0, "th")
        return [f"{number}{last}"]

    return Part(text, spell)


@cache
def brands(lang: Lang) -> dict[str, dict[Lang, str]]:
    """Companies, agencies and newspapers whose names rules do not make: Rosneft is Роснефть."""
    found: dict[str, dict[Lang, str]] = {}
    for en, ru in rows(FOLDER / "brands.tsv"):
        names = {Lang.VI: en, Lang.EN: en, Lang.RU: ru}
        found.setdefault(key(names[lang]), names)
    return found


@cache
def firm_heads() -> frozenset[str]:
    """Russian heads whose own name stands in quotation marks: `компания «Танлапфат»`."""
    return frozenset(word for code, word in rows(FOLDER / "brand_heads.tsv") if code == Lang.RU.value)


# ---- common words -----------------------------------------------------------------------------------------------

_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _common(lang: Lang) -> frozenset[str]:
    """Words of the tables of composition; of English also the list of common words."""
    found: set[str] = set()
    for table in ("heads.tsv", "modifiers.tsv", "fields.tsv"):
        for cells in rows(FOLDER / table):
            cell = cells[_LANGUAGES.index(lang)]
            phrases = [key(phrase) for phrase in cell.split("|") if phrase]
            if lang is Lang.VI:
                found.update(phrases)
            else:
                found.update(word for phrase in phrases for word in _LETTERS.findall(phrase))
    if lang is Lang.EN:
        for path in (DATA / "en" / "common.txt", FOLDER / "plain_words.txt"):
            lines = path.read_text(encoding="utf-8").split("\n")
            found.update(word for line in lines if line[:1] != "#" for word in line.split() if len(word) > 2)
    return frozenset(found)


_LANGUAGES = (Lang.VI, Lang.EN, Lang.RU)


@lru_cache(maxsize=4096)
def is_commonplace(text: str, lang: Lang) -> bool:
    """Does the name hold words of the dictionary (`Dairy Products`, `Phát triển Mới`), which are never only spelt?"""
    words = [key(word) for word in _LETTERS.findall(text.replace("’s", "").replace("'s", ""))]
    common = _common(lang)
    if lang is Lang.VI and has_english_words(text):
        return True
    if lang is Lang.VI:
        lower = any(word.islower() for word in text.split()[1:])
        return (
            lower
            or any(" ".join(words[i : i + n]) in common for n in (2, 3) for i in range(len(words) - n + 1))
            or key(text) in common
        )
    if lang is Lang.RU:
        return any(word.islower() and len(word) > 3 for word in text.split()) or any(word in common for word in words)
    return any(word in common or (len(word) > 6 and _ENGLISH.search(word)) for word in words)


@lru_cache(maxsize=4096)
def has_english_words(text: str) -> bool:
    """Does a name have English words that are no Vietnamese syllables (`Sun World Hạ Long`)?"""
    words = [key(word) for word in _LETTERS.findall(text)]
    return any(len(word) > 2 and not is_syllable(word) and word in _common(Lang.EN) for word in words)


_ENGLISH = re.compile(
    r"(?:[ts]ion|ment|ness|ship|[ae]nce|[ao]logy|graphy|ics|ery|ware|ical|[ai]ble|ful|less|ity|ities|ous|ive)s?$"
)
"""Endings of English words that names hardly have: the list of common words cannot hold them all."""


@cache
def _wants_article() -> re.Pattern[str]:
    """A preposition before a name that English gives the article inside a phrase."""
    lines = (FOLDER / "with_article.txt").read_text(encoding="utf-8").split("\n")
    names = "|".join(re.escape(line) for line in lines if line and line[0] != "#")
    return re.compile(rf"\b(of|in) (?=(?:[A-Z]\w+ )?(?:Federation|Republic|Kingdom)\b|(?:{names})\b)")


_DOUBLED = re.compile(r"\b(\w{3,}(?: \w+){0,2}) \1\b", re.IGNORECASE)


_UNIT_TWICE_VI = re.compile(r"\b(thành phố|tỉnh) (?=[Tt]hành phố|[Tt]ỉnh|TP)")
_UNIT_TWICE_EN = re.compile(r"\b(City|Province) (?:City|Province)\b")
_WANTS_VO = re.compile(r"\bв (?=В[бвгджзклмнпрстфхцчшщь])")
_QUOTED_TWICE = re.compile(r"«([^«»]*)«([^»]*)»([^«»]*)»")


@lru_cache(maxsize=8192)
def tidy(text: str, lang: Lang) -> str:
    """A filled pattern without doubled words and with the articles and prepositions that its words ask for."""
    if lang is Lang.VI:
        text = _UNIT_TWICE_VI.sub("", text)
    elif lang is Lang.EN:
        text = _wants_article().sub(r"\1 the ", _UNIT_TWICE_EN.sub(r"\1", text))
    words = text.casefold().split()
    if len(set(words)) < len(words):  # a word said twice: the regular expression is slow
        text = _DOUBLED.sub(r"\1", text)
    if lang is Lang.RU:
        text = _QUOTED_TWICE.sub(r"«\1\2\3»", _WANTS_VO.sub("во ", text))
    return text
