"""Sounds: two crude alphabets across scripts, one for Vietnamese syllables, one for all other names; respellings.

Cyrillic Vietnamese follows the practical transcription of 1973 and its rivals in the press.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from glossary.keys.cases import stem
from glossary.keys.levels import plain, strict, words
from glossary.keys.tables import rows
from glossary.text import FINAL, ONSET, has_cyrillic, has_vietnamese_marks


@cache
def table(name: str) -> Mapping[str, str]:
    """One table of `data/keys/sounds.tsv`: spelling → sound, longest spelling first."""
    found = {spelling: sound.replace("-", "") for owner, spelling, sound in rows("sounds.tsv") if owner == name}
    return dict(sorted(found.items(), key=lambda row: -len(row[0])))


@cache
def translation(name: str) -> dict[int, str]:
    """A table of single letters for `str.translate`."""
    return str.maketrans(dict(table(name)))


_VI_SYLLABLE = re.compile(rf"({ONSET}|q)?([aeiouy]{{1,4}})({FINAL})?\Z")
_RU_SYLLABLE = re.compile(
    r"(нг|нь(?=[аеиоуыэюя])|кх|тх|дж|дз|[бвгджзклмнпрстфхчшц])?ь?ъ?([аеёийоуыэюяь]{1,5}?)(нь|нг|ть|[кмнптч])?\Z"
)
_GLIDE = re.compile("I+(?=[AEOU])")
_RUN = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def syllable_sound(syllable: str, script: str) -> str:
    """The sound of one syllable taken for Vietnamese, without diacritics; empty when it cannot be one."""
    match = (_VI_SYLLABLE if script == "vi" else _RU_SYLLABLE).match(syllable)
    if not match:
        return ""
    initial, rhyme, final = (part or "" for part in match.groups())
    sound = table(f"{script}_initial").get(initial, "") + rhyme.translate(translation(f"{script}_vowel"))
    return _RUN.sub(r"\1", _GLIDE.sub("", sound + table(f"{script}_final").get(final, "")))


_HARD_ENDINGS = (
    ("ом", ""),
    ("ем", "ь"),
    ("ем", ""),
    ("а", ""),
    ("у", ""),
    ("е", ""),
    ("я", "ь"),
    ("ю", "ь"),
    ("и", "ь"),
)
_OPEN_ENDINGS = (("ем", "й"), ("я", "й"), ("ю", "й"), ("е", "й"))


def vietnamese_nominatives(word: str) -> set[str]:
    """A Cyrillic word of a Vietnamese name and what it may be the oblique case of (`тиня` → `тинь`, `чонгом` → `чонг`).

    A man's name declines in its last part when that ends in a consonant, ь or й.
    """
    found = {word}
    for endings, before in ((_HARD_ENDINGS, "бвгджзклмнпрстфхцчшщ"), (_OPEN_ENDINGS, "аеиоуыэюя")):
        for ending, instead in endings:
            base = word.removesuffix(ending)
            if base != word and len(base) >= 2 and base[-1] in before:
                found.add(base + instead)
    return found


@lru_cache(maxsize=65536)
def vietnamese_sounds(name: str) -> frozenset[str]:
    """Keys of a name read as Vietnamese, from either script: `Нгуен Фу Чонга` and `Nguyen Phu Trong` share one.

    The last word of a Cyrillic name is also read as an oblique case. Empty when a word cannot be a Vietnamese syllable.
    """
    parts = words(name)
    if not parts or len(parts) > 6:
        return frozenset()
    if not has_cyrillic(name):
        sounds = [syllable_sound(part, "vi") for part in parts]
        return frozenset({" ".join(sounds)} if all(sounds) else ())
    heads = [syllable_sound(part, "ru") for part in parts[:-1]]
    if not all(heads):
        return frozenset()
    tails = {syllable_sound(last, "ru") for last in vietnamese_nominatives(parts[-1])} - {""}
    return frozenset(" ".join([*heads, tail]) for tail in tails)


_MOST_SYLLABLES = 4


def joined_sounds(word: str) -> set[str]:
    """Keys of a place written as one word, read as Vietnamese syllables: `Тхайнгуен`, `Quangninh`."""
    parts = words(word)
    if len(parts) != 1 or not 4 <= len(parts[0]) <= 20:
        return set()
    script = "ru" if has_cyrillic(word) else "vi"
    readings = vietnamese_nominatives(parts[0]) if script == "ru" else {parts[0]}
    return {sound for reading in readings for sound in _cut(reading, script, _MOST_SYLLABLES)}


def _cut(word: str, script: str, most: int) -> set[str]:
    if not word:
        return {""}
    if not most:
        return set()
    found: set[str] = set()
    for end in range(min(8, len(word)), 0, -1):
        sound = syllable_sound(word[:end], script)
        if sound:
            found |= {sound + rest for rest in _cut(word[end:], script, most - 1)}
    return found


_SOFT = re.compile(r"i+(?=[aeou])")
_OFF = re.compile(r"(?<=[a-zšŠCZ])([eo])ff\Z")
_AGENT = re.compile(r"(?<=[^aeiou])er\Z")
_HUSHED = re.compile(r"(?<=[CŠZ])o(?=va?\Z)")
"""`Горбачёв` is both Gorbachev and Gorbachov: after ch, sh and zh, ё is written o as well."""


_HARD_C = re.compile(r"c(?![hkeiyz])")
_SOFT_C = re.compile(r"c(?=[eiy])")


def _spoken(word: str) -> str:
    """Latin letters, or Cyrillic ones in Latin, with one letter for each sound that romanisations spell differently."""
    sound = _SOFT_C.sub("s", _HARD_C.sub("k", word)).translate(translation("roman"))
    for spelling, letter in table("spelling").items():
        sound = sound.replace(spelling, letter)
    return _HUSHED.sub("e", sound)


@lru_cache(maxsize=65536)
def word_sound(word: str) -> str:
    """The sound of one word that is not Vietnamese, in either script: `Sergei`, `Sergey`, `Сергей` are one."""
    sound = _spoken(word)
    sound = _RUN.sub(r"\1", _AGENT.sub("r", _SOFT.sub("", _OFF.sub(r"\1v", sound))))
    bare = sound.rstrip("aeiou")
    return bare if len(bare) >= 2 else sound


@lru_cache(maxsize=65536)
def close_sound(word: str) -> str:
    """A nearer likeness than the index needs: romanisations agree, no ending is dropped (`Valentina` ≠ `Valentin`)."""
    sound = _spoken(plain(word))
    sound = _OFF.sub(r"\1v", sound)
    return _RUN.sub(r"\1", _AGENT.sub("r", _SOFT.sub("", _RUN.sub(r"\1", sound))))


@cache
def _national() -> dict[str, tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]]:
    """`data/keys/readings.tsv`: when a Latin name may be read so, and what is replaced."""
    found: dict[str, tuple[re.Pattern[str], list[tuple[re.Pattern[str], str]]]] = {}
    for reading, when, spelling, sound in rows("readings.tsv"):
        _, changes = found.setdefault(reading, (re.compile(when), []))
        changes.append((re.compile(spelling), sound.replace("-", "")))
    return found


@lru_cache(maxsize=65536)
def national_readings(name: str) -> tuple[str, ...]:
    """A Latin name as the spelling of other nations has it read: `Hovhannes` as `ogannes`, `Jeyhun` as `dzheyhun`."""
    low, found = strict(name), []
    for when, changes in _national().values():
        read = low
        for spelling, sound in changes if when.search(low) and not has_cyrillic(low) else ():
            read = spelling.sub(sound, read)
        found.append(read)
    return tuple(dict.fromkeys(read for read in found if read != low))


_PATRONYMIC = re.compile(
    r"(?:il[iy]?ich|lukich|fomich|kuzmich|ильич|лукич|фомич|кузьмич|\w{2,}(?:[oe]vit?ch|[oe]vna|ichna|[ое]вич|[ое]вн|ичн))"
    r"(?:[аеуы]|[ое]м|ой|ою)?\Z"
)


@lru_cache(maxsize=65536)
def is_patronymic(word: str) -> bool:
    """Is this word a Russian patronymic, in either script and any case (`Степанович`, `Stepanovich`, `Ивановны`)?"""
    return bool(_PATRONYMIC.match(plain(word)))


def name_sounds(name: str) -> set[str]:
    """Keys of a name that is not Vietnamese: the sounds of its words in alphabetical order, patronymics left out."""
    return {key for read in (name, *national_readings(name)) if (key := _sounds(words(read)))}


def _sounds(parts: list[str]) -> str:
    if len(parts) > _MOST_PARTS:
        return ""
    if len(parts) > 2:
        parts = [part for part in parts if not is_patronymic(part)] or parts
    spoken = [word_sound(stem(part) if has_cyrillic(part) else part) for part in parts]
    return " ".join(sorted(spoken)) if all(spoken) else ""


_MOST_PARTS = 6


# ---- Vietnamese respellings of foreign names ---


_SYLLABLES = re.compile(r"(?:[A-Z][a-z]{0,4}(?:-[a-z]{1,4}){2,}(?: |\Z))+")


def is_respelling(name: str) -> bool:
    """Hyphenated syllables, with Vietnamese marks or at least three: `Pê-xcốp`, `U-li-a-nốp-xcơ`, `Xinh-ga-po`."""
    return "-" in name and (has_vietnamese_marks(name) or _SYLLABLES.fullmatch(name) is not None)


_SHORT_SKELETON = 4
_CLOSED_NG = re.compile("ng(?![aeiouy])")


@lru_cache(maxsize=65536)
def respelt(name: str) -> str:
    """The consonants of a foreign name, or of its Vietnamese respelling, by class; empty where they say too little."""
    found = [_skeleton(word, is_respelling(name)) for word in name.split()]
    return " ".join(found) if len("".join(found)) >= _SHORT_SKELETON else ""


def _skeleton(word: str, vietnamese: bool) -> str:
    """Consonants by class; r and the end of a syllable are often lost or hardened in Vietnamese, final l becomes n."""
    if vietnamese:  # d and đ are two sounds
        syllables = (
            re.sub("ch$", "k", part.replace("nh", "n").replace("ng", "n"))
            for part in plain(strict(word).replace("d", "z")).split("-")
        )
        text = "".join(syllables).replace("qu", "k").replace("x", "s")
    else:
        text = re.sub("(?<=[^-])l(?![aeiouy])", "n", romanised(plain(word))).replace("-", "")
        text = _CLOSED_NG.sub("n", text).replace("shch", "s").replace("ts", "s").replace("ck", "k").replace("x", "ks")
    for spelling, sort in table("respelt").items():
        text = text.replace(spelling, sort)
    return _RUN.sub(r"\1", re.sub(r"[^ptksmnl]|t(?=s)", "", text))


def romanised(text: str) -> str:
    """Cyrillic in Latin letters, crudely."""
    return text.translate(translation("roman"))
