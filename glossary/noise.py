"""What looks like a name and is noise: random letters, wrongly decoded text, numbers, days, the menu of a page.

No finder can tell: to a tagger any unknown capital word may be a name. So letters are compared with those of the names
that the tables have, and whole mentions with what pages have beside their text (`data/not_names.tsv`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from glossary import keys, text
from glossary.resources import DATA
from glossary.view import known_words

_GARBLED = re.compile(
    r"(?<![^\W_])[ъь]"  # no Russian word begins so
    r"|(?<![\w'’-])[а-яё]+[А-ЯЁ]\w*[а-яё]"  # `кшЩывр`
    r"|[а-яё][А-ЯЁ]+[а-яё]+[А-ЯЁ]"  # capitals again and again
    r"|[бвгджзклмнпрстфхцчшщБ-ДЖЗК-НП-ТФ-Щ][бвгджзклмнпрстфхцчшщ]{6}"
    r"|(?<![^\W_])[Б-ДЖЗК-НП-ТФ-Щ][бвгджзклмнпрстфхцчшщьъй]{3,}(?!\w)"  # no vowel
    r"|[ъь][ъь]"
    r"|[a-z][ÂÃÐÑ]"  # UTF-8 read as Latin-1
)
"""What random or wrongly decoded letters look like, and names do not."""
_OTHER_SCRIPT = re.compile("[\u0590-\u0dff\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"(?=.)(?:M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})|[^\W\d_])")
_MOST_STRANGE = 0.4
"""The part of its runs of three letters that no name of the tables has: names have under 0.4, random letters more."""
_ENOUGH = 4
_SHORT, _ACRONYM = 3, 8


@lru_cache(maxsize=65536)
def why_noise(name: str) -> str:
    """Why the text cannot be a name; empty when it can."""
    words = keys.words(name)
    if len(words) > 2 and all(len(word) == 1 for word in words):
        return "single letters"
    whole = re.findall(r"[^\W_]+", name)
    if len(max(whole, key=len, default="")) > 1 and len(whole) > 1 and all(map(_NUMBER.fullmatch, whole)):
        return "numbers"
    if _OTHER_SCRIPT.search(name):
        return "another script inside"
    if _GARBLED.search(name) or _strange(name):
        return "letters without sense"
    return _not_named([keys.strict(word) for word in whole], all(word[0].isupper() for word in whole))


# ---- letters ---


def _strange(name: str) -> bool:
    """Do the letters of a Latin name follow each other as in no name? Short acronyms may do as they like.

    Words with tones must be syllables, most of them: foreign names are spelt so too in Vietnamese (`Lê-nin-grát`).
    """
    words = re.findall(r"[^\W\d_]+", name)
    toned = [word for word in words if not word.isupper() and keys.toneless(word) != keys.strict(word)]
    if sum(not text.is_syllable(word) for word in toned) * 2 > max(2, len(toned)):
        return True
    free = _SHORT if len(words) > 2 and name.isupper() else _ACRONYM
    runs = [
        run
        for word in words
        if not text.has_cyrillic(word) and (len(word) > free or not word.isupper())
        for run in _runs(keys.plain(word))
    ]
    return len(runs) >= _ENOUGH and sum(run not in _usual_runs() for run in runs) >= _MOST_STRANGE * len(runs)


def _runs(plain: str) -> Iterator[str]:
    framed = f"^{plain}$"
    return (framed[i : i + 3] for i in range(len(framed) - 2))


@cache
def _usual_runs() -> frozenset[str]:
    """The runs of three letters in the names of the tables and in English words."""
    latin = " ".join(word for word in known_words() if not text.has_cyrillic(word))
    framed = keys.plain(latin).replace(" ", "$^")
    # All at once, for each program that starts needs them; then without what lies across two words.
    runs = set(re.findall("(?=(...))", f"^{framed}$"))
    return frozenset(run for run in runs if "$^" not in run)


# ---- words ---

_MENU_ITEMS = 2
"""`Pháp Luật` alone is a newspaper; `Giải Trí Pháp Luật Sức Khỏe` is a menu."""


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    """The words of each phrase of `data/not_names.tsv`, in small letters and with their marks, and its sort."""
    lines = (DATA / "not_names.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line[:1] != "#")
    return {tuple(keys.strict(phrase).split()): sort for sort, phrases in rows for phrase in phrases.split("|")}


_LONGEST_PHRASE = 4


def _not_named(words: Sequence[str], capitals: bool) -> str:
    """Is it days and months alone, or several items of a menu and little else, all with capitals (not `Sở Văn hóa`)?"""
    sorts: list[str] = []
    i = covered = 0
    while i < len(words):
        sizes = range(min(_LONGEST_PHRASE, len(words) - i), 0, -1)
        size = next((size for size in sizes if tuple(words[i : i + size]) in _phrases()), 0)
        if size:
            sorts.append(_phrases()[tuple(words[i : i + size])])
            covered += size
        i += size or 1
    if words and covered == len(words) and set(sorts) == {"date"}:
        return "a date"
    if capitals and len(sorts) >= _MENU_ITEMS and len(words) > _MENU_ITEMS and 3 * covered >= 2 * len(words):
        return "the menu of a page"
    return ""
