"""The four levels of likeness of spelling, from strict to loose."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from unidecode import unidecode

from glossary.text import nfc, printable

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]+\s*")
_QUOTES = re.compile("[\"'`´\u2018-\u201f\u02b9\u02bb\u02bc\u2039\u203a«»\uff02\uff07]")
_SPACES = re.compile(r"\s+")
NOT_WORD = re.compile(r"[\W_]+")

# The older tone placement in open oa, oe, uy is turned into the newer: `hóa` → `hoá`, `thủy` → `thuỷ`, `qúy` → `quý`.
_O, _U = "òóỏõọ", "ùúủũụ"
_MOVED = re.compile(f"([{_O}])([ae])|([{_U}])(y)|(?<=q)([{_U}])([aeiơ])")
_SECOND = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ", "i": "ìíỉĩị", "ơ": "ờớởỡợ"}
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


_MIXED = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_TWINS, _CYRILLIC_TWINS = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)


def one_script(text: str) -> str:
    """Words typed with letters of two scripts that look alike (a Latin `a` in `Никитa`) in the script they are in."""
    return _WORD.sub(_unmixed, text) if _MIXED.search(text) else text


def _unmixed(match: re.Match[str]) -> str:
    word = match.group()
    if not word.isascii():
        for twins in (_TO_CYRILLIC, _TO_LATIN):
            one = word.translate(twins)
            if one.isascii() or not re.search("[a-zA-Z]", one):
                return one
    return word


def _move_tone(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    base, marked = ("o", _O) if first in _O else ("u", _U)
    return base + _SECOND[second][marked.index(first)]


def _latin(char: str) -> bool:
    return "À" <= char < "Ͱ" or "Ḁ" <= char <= "ỿ" or "Ａ" <= char <= "ｚ"


@lru_cache(maxsize=65536)
def strict(text: str) -> str:
    """Level 1: NFC, lower case, one tone placement, one dash without spaces around it, no quotation marks."""
    low = one_script(nfc(nfc(printable(nfc(text))).casefold()))
    low = _SPACES.sub(" ", _DASHES.sub("-", _QUOTES.sub("", low))).strip(" -")
    return _MOVED.sub(_move_tone, low)


@lru_cache(maxsize=65536)
def toneless(text: str) -> str:
    """Level 2: `strict` without the tones of Vietnamese (`Đặng` → `đăng`); other scripts stay as they are."""
    low = strict(text)
    bare = "".join(nfc(_TONES.sub("", unicodedata.normalize("NFD", c))) if _latin(c) else c for c in low)
    return _again(low, bare)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Level 3: no diacritics on Latin letters, ё as е; й and all other letters of other scripts stay."""
    low = strict(text)
    bare = "".join(_bare(c) for c in low)
    return _again(low, bare)


def _again(low: str, bare: str) -> str:
    """`strict` once more where a whole mark went: it may have hidden a dash at the end."""
    return strict(bare) if len(bare) < len(low) else bare


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char.isascii():
        return char
    if char == "ё":
        return "е"
    if _latin(char) and char.isalpha():
        return NOT_WORD.sub("", unidecode(char)).lower() or char
    return "" if unicodedata.combining(char) else char


@lru_cache(maxsize=65536)
def loose(text: str) -> str:
    """Level 4: only the letters and digits of `plain`: `Ha Noi`, `Hanoi`, `Hà-Nội` are one."""
    return NOT_WORD.sub("", plain(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """What search compares: the words of `plain` with single spaces; punctuation separates words."""
    return NOT_WORD.sub(" ", plain(text)).strip()


def words(text: str) -> list[str]:
    """The words of `fold`."""
    return fold(text).split()
