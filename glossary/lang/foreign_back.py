"""Names of third countries in Russian letters back in Latin ones: Стивен Спилберг, Си Цзиньпин, Пак Кын Хе.

The tables of `glossary.lang.foreign` are read backwards: given names and surnames as the press knows them, Chinese
names by the Palladius system, Korean ones by the Kontsevich system, Japanese ones by the Polivanov system. Only a name
that these recognise is answered; a Russian one is romanised by `glossary.lang.transcribe`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from glossary.lang import foreign, romanise
from glossary.lang.foreign import Choice, Reading
from glossary.lang.syllable import FOLDER, rows
from glossary.resources import DATA

_LISTED, _HALF, _SYSTEM, _GUESSED = 0.75, 0.2, 0.6, 0.35
"""How much of its weight a spelling keeps: every word in the tables, one of them, by a system, by letters alone."""


def _folded(word: str) -> str:
    return word.lower().replace("ё", "е").replace("’", "'")


def _reversed(table: dict[str, tuple[list[str], str]]) -> dict[str, list[tuple[str, str]]]:
    """Russian spelling → Latin ones with their languages; a spelling that is the usual one for its name goes first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for place in range(3):
        for latin, (russian, origin) in table.items():
            if place < len(russian) and latin.isascii():
                slot = found.setdefault(_folded(russian[place]), [])
                if (latin, origin) not in slot:
                    slot.append((latin, origin))
    return found


@cache
def _given() -> dict[str, list[tuple[str, str]]]:
    found = _reversed(foreign.given_names())
    for russian, latin in rows(DATA / "names" / "ru_en_western_given.tsv"):
        slot = found.setdefault(_folded(russian), [])
        known = dict(slot)
        first = [(name, known.get(name, "en")) for name in latin.lower().split("|")]
        found[_folded(russian)] = [*first, *(pair for pair in slot if pair not in first)]
    return found


@cache
def _surnames() -> dict[str, list[tuple[str, str]]]:
    return _reversed(foreign.surnames())


@cache
def _shown() -> dict[str, str]:
    """Names with capitals inside (`McDonald`, `O'Brien`) as the tables write them."""
    found: dict[str, str] = {}
    for file in ("en_ru_western_given.tsv", "en_ru_surnames.tsv"):
        for cells in rows(DATA / "names" / file):
            if cells[0] != cells[0].capitalize():
                found[cells[0].lower()] = cells[0]
    return found


def _capital(latin: str) -> str:
    return _shown().get(latin) or "-".join(part[:1].upper() + part[1:] for part in latin.split("-"))


_RUSSIAN_ENDING = re.compile(
    r".{2,}(?:[ое]в|[ое]ва|[иы]н|[иы]на|ский|ская|цкий|цкая|ской|енко|чук|ых|их|ович|евич|овна|евна|дзе|швили|ян|ко)"
)


def is_russian_looking(word: str) -> bool:
    """Does a surname end as Russian ones (or those of the neighbours) do?"""
    return _RUSSIAN_ENDING.fullmatch(_folded(word)) is not None


@cache
def _russian_given() -> frozenset[str]:
    return frozenset(_folded(cells[0]) for cells in rows(DATA / "names" / "ru_given.tsv"))


def read(words: tuple[str, ...]) -> Reading | None:
    """A person of a third country, word by word; None for a name that is Russian or that nothing tells."""
    if not words or any(not re.fullmatch(r"[А-Яа-яЁё’'.-]+", word) for word in words):
        return None
    eastern = _chinese(words) or _korean(words) or _japanese(words)
    return eastern or _arabic(words) or _polish(words) or _western(words)


def is_korean(words: tuple[str, ...]) -> bool:
    """Is this surely a Korean: does the Kontsevich system read it, with a sound that no Vietnamese name has?"""
    return any(_KOREAN_SOUND.search(word.lower()) for word in words) and _korean(words) is not None


_KOREAN_SOUND = re.compile("ё|чж|чх|дж|[бгджз]$|[^кт]х[её]|^пак$|^чон$")


# ---- Arabic and Polish names -------------------------------------------------------------------------------------


_ARTICLE = re.compile(r"(?:аль|эль|ас|аз|ар|аш|ат|ад|ан)-(.{2,})", re.IGNORECASE)
"""The Arabic article, which Russian writes as it sounds: `аз-Захрани` is al-Zahrani."""

_SON = {"бин": "bin", "ибн": "ibn", "бен": "ben", "абу": "abu", "бинт": "bint"}


def _arabic(words: tuple[str, ...]) -> Reading | None:
    """`Ахмед аль-Масри`: a name with the Arabic article or the word for a son, by the tables and the letters."""
    if not any(_ARTICLE.fullmatch(word) or word in _SON for word in words):
        return None
    parts: list[list[Choice]] = []
    for word in words:
        article = _ARTICLE.fullmatch(word)
        bare = article[1] if article else word
        listed = [latin for latin, origin in _given().get(_folded(bare), []) if origin == "ar"]
        latin = _SON.get(word) or (_capital(listed[0]) if listed else spelt_plainly(bare))
        parts.append([("al-" + latin if article else latin, 1.0, f"{word}→{latin}")])
    return Reading(parts, _HALF * 2, "Arabic: the tables, and letter by letter")


_POLISH_ENDINGS = (
    ("вский", "wski"),
    ("вская", "wska"),
    ("ский", "ski"),
    ("ская", "ska"),
    ("цкий", "cki"),
    ("цкая", "cka"),
)


def _polish(words: tuple[str, ...]) -> Reading | None:
    """`Анджей Вольский`: a surname in -ский beside a Polish given name ends as Polish ones do."""
    if len(words) != 2 or _folded(words[0]) in _russian_given():
        return None
    given = [(latin, origin) for latin, origin in _given().get(_folded(words[0]), []) if origin == "pl"]
    ending = next(((ru, pl) for ru, pl in _POLISH_ENDINGS if words[1].endswith(ru)), None)
    if not given or ending is None or _folded(words[1]) in _surnames():
        return None
    stem = spelt_plainly(words[1].removesuffix(ending[0])).replace("v", "w").replace("V", "W")
    surname = stem + ending[1]
    return Reading(
        [_choices(words[0], given, "pl"), [(surname, 1.0, f"{words[1]}→{surname}")]], _HALF * 2, "a Polish name"
    )


# ---- Western names ----------------------------------------------------------------------------------------------


def _western(words: tuple[str, ...]) -> Reading | None:
    low = [_folded(word) for word in words]
    first, last = low[0], low[-1]
    given, surname = first in _given(), last in _surnames()
    if len(words) == 1:
        if not surname or is_russian_looking(last) or romanise.is_known(last):
            return None
        if _surnames()[last][0][1] in {"de", "pl"}:
            return None  # as many bearers are of Russia: Бауман, Беринг
        return Reading([_choices(words[0], _surnames()[last], "")], _LISTED, "a surname that the press spells so")
    if first in _russian_given() and (not given or not surname or is_russian_looking(last)):
        return None
    if not (given or surname) or (is_russian_looking(last) and not surname):
        return None
    if not given and is_russian_looking(last):
        return None
    origin = _surnames()[last][0][1] if surname else _given()[first][0][1]
    parts: list[list[Choice]] = []
    known = 0
    for i, word in enumerate(words):
        tables = (_surnames(), _given()) if i == len(words) - 1 else (_given(), _surnames())
        entry = next((table[low[i]] for table in tables if low[i] in table), None)
        known += entry is not None
        parts.append(_choices(word, entry, origin) if entry else _by_letters(word))
    sure = _LISTED if known == len(words) else _HALF if surname or given else _GUESSED
    return Reading(parts, sure, "names of the tables read backwards")


_SHARES = {1: (1.0,), 2: (0.7, 0.3)}


def _choices(word: str, entries: list[tuple[str, str]], origin: str) -> list[Choice]:
    """Latin spellings of a listed word: those of the language of the whole name first."""
    ordered = (
        sorted(entries, key=lambda entry: entry[1] != origin) if origin in {"fr", "es", "it", "de", "pl"} else entries
    )
    if word[:1] == "Э":  # Эллисон is oftener Ellison than Allison
        ordered = sorted(ordered, key=lambda entry: not entry[0].startswith("e"))
    names = list(dict.fromkeys(_capital(latin) for latin, _ in ordered))[:3]
    return [
        (name, weight, f"{word}→{name}")
        for name, weight in zip(names, _SHARES.get(len(names), (0.6, 0.25, 0.15)), strict=False)
    ]


_LETTERS = re.compile("дж|кх|тх|пх|кс|ье|ью|ья|ый|ий|.")


@cache
def _letter_table() -> dict[str, str]:
    return {russian: "" if latin == "-" else latin for russian, latin in rows(FOLDER / "ru_en_foreign.tsv")}


def spelt_plainly(word: str) -> str:
    """A word of an unknown language by its letters: `х` is `h`, `дж` is `j`, aspirates keep their h."""
    table = _letter_table()
    latin = "".join(table.get(group, group) for group in _LETTERS.findall(_folded(word)))
    return _capital(latin)


def _by_letters(word: str) -> list[Choice]:
    plain = spelt_plainly(word)
    romanised = romanise.to_english(word.lower())[0][0].capitalize()
    return [(text, w, f"{word}→{text}") for text, w in dict.fromkeys([(plain, 0.6), (romanised, 0.3)])]


_ASIAN = re.compile("[тпкч]х")
"""Aspirates, which Russian names hardly have."""


def guess(words: tuple[str, ...]) -> Reading | None:
    """A name that is surely no Russian one though no table has it (`Сомсак Тхепсутхин`): by its letters."""
    if len(words) < 2 or any(_folded(word) in _russian_given() for word in words):
        return None
    if not any(map(_ASIAN.search, map(_folded, words))) and any(map(is_russian_looking, words)):
        return None
    if any(word.endswith(("ов", "ев", "ова", "ева")) for word in words):
        return None
    if any(romanise.is_known(_folded(word)) or not word[:1].isupper() or "." in word for word in words):
        return None
    return Reading([_by_letters(word) for word in words], _GUESSED, "perhaps no Russian name; letter by letter")


# ---- Chinese, Korean, Japanese ----------------------------------------------------------------------------------


@cache
def _pinyin() -> dict[str, str]:
    found: dict[str, str] = {}
    for latin, russian in rows(FOLDER / "en_ru_pinyin.tsv"):
        for spelling in russian.split("|"):
            found.setdefault(spelling, latin)
    return found


@lru_cache(maxsize=4096)
def _from_palladius(word: str) -> str | None:
    """One or two Chinese syllables (small letters) in pinyin; the cut after н or нь goes before a consonant."""
    table = _pinyin()
    low = word.lower()
    if low in table:
        return table[low]
    for cut in range(len(low) - 1, 0, -1):
        head, tail = low[:cut], low[cut:]
        if tail.startswith("ъ"):
            tail = tail[1:]
        if head in table and tail in table:
            return table[head] + ("'" if table[tail][0] in "aeo" else "") + table[tail]
    return None


def _chinese(words: tuple[str, ...]) -> Reading | None:
    """`Си Цзиньпин`: a Chinese surname and one word of one or two syllables."""
    if len(words) != 2:
        return None
    surname, given = _pinyin().get(words[0].lower()), _from_palladius(words[1])
    listed = any(o in {"zh", "ko"} and latin == surname for latin, o in _surnames().get(_folded(words[0]), []))
    if not surname or not given or not listed:
        return None
    parts = [[(_capital(t), 1.0, f"{w}→{_capital(t)}")] for w, t in zip(words, (surname, given), strict=True)]
    return Reading(parts, _SYSTEM, "Chinese: the Palladius system read backwards")


@cache
def _korean_surnames() -> dict[str, list[str]]:
    return {russian.lower(): latin.split("|") for russian, latin in rows(DATA / "names" / "ru_en_korean_surnames.tsv")}


@cache
def _korean_syllables() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    voiced = str.maketrans("бгд", "пкт")
    for latin, russian in rows(FOLDER / "en_ru_korean.tsv"):
        for spelling in russian.split("|"):
            for text in dict.fromkeys([spelling, spelling[0].translate(voiced) + spelling[1:]]):
                found.setdefault(text, []).append(latin)
    return found


def _korean(words: tuple[str, ...]) -> Reading | None:
    """`Пак Кын Хе` and `Пак Кын-хе`: the given name is hyphenated in English."""
    given = [half for word in words[1:] for half in word.split("-")]
    surname = _korean_surnames().get(words[0].lower())
    table = _korean_syllables()
    if not surname or len(given) != 2 or any(half.lower() not in table for half in given):
        return None
    first, second = (table[half.lower()] for half in given)
    names = [f"{a.capitalize()}-{b}" for a in first[:2] for b in second[:2]]
    parts: list[list[Choice]] = [
        [(s, w, f"{words[0]}→{s}") for s, w in zip(surname[:2], (0.75, 0.25), strict=False)],
        [(name, w, f"{'-'.join(given)}→{name}") for name, w in zip(names, (0.55, 0.2, 0.15, 0.1), strict=False)],
    ]
    return Reading(parts, 0.6, "Korean: the Kontsevich system read backwards")


@cache
def _morae() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows(FOLDER / "ru_en_japanese.tsv")}


@lru_cache(maxsize=4096)
def _from_polivanov(word: str) -> str:
    """A Japanese word (any case) in Hepburn romanisation; empty where it is not made of Japanese syllables."""
    table, low, latin = _morae(), word.lower(), ""
    start = 0
    while start < len(low):
        if low[start] == "ъ":
            start += 1
            continue
        if low[start] == low[start + 1 : start + 2] and low[start] in "кстпц":
            latin += "t" if low[start : start + 2] in {"тт", "цц"} else {"к": "k", "с": "s", "п": "p"}[low[start]]
            start += 1
            continue
        for length in (3, 2, 1):
            if low[start : start + length] in table and start + length <= len(low):
                latin += table[low[start : start + length]]
                start += length
                break
        else:
            return ""
    return latin


_JAPANESE_SURNAME = re.compile(
    r".+(?:мото|яма|[кг]ава|мура|д?[зс]аки|нака|[хб]аси|[сдз]+има|ути|сита|д?зава|сава|мацу|вара|бара|[тд]ани|кура|хара|вада)"
)


def _japanese(words: tuple[str, ...]) -> Reading | None:
    """Two words of Japanese syllables, one of them a known Japanese name or with the ending of one."""
    if len(words) != 2 or any(
        is_russian_looking(word) and not _JAPANESE_SURNAME.fullmatch(_folded(word)) for word in words
    ):
        return None
    latin = [_from_polivanov(word) for word in words]
    if not all(latin):
        return None
    known = [
        any(origin == "ja" for table in (_given(), _surnames()) for _, origin in table.get(_folded(word), []))
        for word in words
    ]
    if not any(known) and not any(_JAPANESE_SURNAME.fullmatch(_folded(word)) for word in words):
        return None
    if any(_folded(word) in _russian_given() for word in words) and not all(known):
        return None
    return Reading(
        [[(text.capitalize(), 1.0, f"{word}→{text.capitalize()}")] for word, text in zip(words, latin, strict=True)],
        _SYSTEM if any(known) else 0.6,
        "Japanese: the Polivanov system read backwards",
    )
