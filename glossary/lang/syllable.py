"""The Vietnamese syllable: taken apart, written in Cyrillic, and recognised when it comes back in Cyrillic or in ASCII.

The tables of `data/transcription/vi_ru_*.tsv` hold the rules; this module only applies them, both ways.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from glossary.resources import DATA
from glossary.text import nfc

FOLDER = DATA / "transcription"

_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_INITIAL = re.compile(r"ngh|gi|ng|nh|gh|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]|")
_FINALS = ("ng", "nh", "ch", "c", "k", "p", "t", "m", "n")


@dataclass(frozen=True, slots=True)
class Syllable:
    """Initial, vowels (with their quality marks, without tone) and final of one syllable, in small letters."""

    initial: str
    vowels: str
    final: str
    tone: str = ""


def rows(path: Path) -> Iterator[list[str]]:
    """The rows of a tab-separated table after its header; lines that start with `#` tell its source."""
    lines = (line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    next(lines, None)
    for line in lines:
        yield line.split("\t")


def weighted(cell: str) -> list[tuple[str, float]]:
    """`ш:0.7|с:0.3` as pairs; a missing weight counts as 1."""
    pairs = (part.rpartition(":") if ":" in part else (part, ":", "1") for part in cell.split("|"))
    return [(text, float(weight)) for text, _, weight in pairs]


@lru_cache(maxsize=16384)
def without_tone(text: str) -> tuple[str, str]:
    """The text without its tone mark but with â ă ê ô ơ ư đ, and the name of the tone."""
    tone, kept = "", []
    for char in unicodedata.normalize("NFD", text):
        if char in _TONES:
            tone = _TONES[char]
        else:
            kept.append(char)
    return nfc("".join(kept)), tone


@lru_cache(maxsize=16384)
def ascii_fold(text: str) -> str:
    """Vietnamese without any mark: `Đặng` becomes `Dang`."""
    plain = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return plain.replace("đ", "d").replace("Đ", "D").replace("ð", "d").replace("Ð", "D")


@cache
def _initials() -> dict[str, list[tuple[str, float]]]:
    return {initial: weighted(ru) for initial, ru in rows(FOLDER / "vi_ru_initials.tsv")}


@cache
def _vowels() -> dict[str, dict[str, list[tuple[str, float]]]]:
    table: dict[str, dict[str, list[tuple[str, float]]]] = {}
    for vowels, after, ru in rows(FOLDER / "vi_ru_vowels.tsv"):
        for initial in after.split(","):
            table.setdefault(vowels, {})[initial] = weighted(ru)
    return table


@cache
def _finals() -> dict[str, list[tuple[str, float]]]:
    return {final: weighted(ru) for final, ru in rows(FOLDER / "vi_ru_finals.tsv")} | {"": [("", 1.0)]}


@lru_cache(maxsize=16384)
def parse(word: str) -> Syllable | None:
    """The syllable `word` spells, or None where Vietnamese has no such syllable. ASCII spellings pass as well."""
    base, tone = without_tone(word.lower())
    match = _INITIAL.match(base)
    initial = match.group() if match else ""
    rest = base[len(initial) :]
    if initial == "gi" and (not rest or rest[0] not in "aăâeêioôơuưy"):
        rest = "i" + rest
    if initial == "qu":
        rest = "u" + rest if rest else ""
    return _rime(initial, rest, tone)


def _rime(initial: str, rest: str, tone: str) -> Syllable | None:
    for final in _FINALS:
        if rest.endswith(final) and rest != final:
            vowels = rest[: -len(final)]
            break
    else:
        vowels, final = rest, ""
    return Syllable(initial, vowels, final, tone) if vowels in _known_vowels() else None


@cache
def _known_vowels() -> frozenset[str]:
    marked = set(_vowels())
    return frozenset(marked | {ascii_fold(v) for v in marked})


_SOFTENED = {"а": "я", "у": "ю", "о": "ьо", "ы": "ьы", "э": "е", "и": "и", "е": "е", "ь": "ь", "я": "я", "ю": "ю"}


def _joined(initial: str, vowels: str, final: str) -> str:
    """`нь` + `ак` is `няк`: the soft sign of an initial goes into the vowel letter."""
    if initial.endswith("ь") and vowels:
        hard = "зо" if initial == "зь" and vowels[0] == "о" else "зы" if initial == "зь" and vowels[0] == "ы" else ""
        head = hard or initial[:-1] + _SOFTENED.get(vowels[0], vowels[0])
        return head + vowels[1:] + final
    return initial + vowels + final


@lru_cache(maxsize=16384)
def to_russian(word: str, place: bool = False) -> tuple[tuple[str, float], ...]:
    """All Cyrillic spellings of one syllable with their weights, the preferred first; empty for what is no syllable.

    In the names of places `iê` is `ье` (Тьензянг), in those of persons the press has `ие` as often.
    """
    syllable = parse(word)
    if syllable is None:
        return ()
    contexts = _vowels().get(syllable.vowels)
    if contexts is None:
        return ()
    found: dict[str, float] = {}
    key = syllable.initial or "-"
    vowels = _vowel_choices(contexts, key, syllable.vowels + syllable.final, place)
    for vowel, vowel_weight in vowels:
        for initial, initial_weight in _initials().get(syllable.initial, [("", 1.0)]):
            if initial == "ч" and vowel.startswith("ьи"):
                continue
            for final, final_weight in _finals()[syllable.final]:
                text = _joined(initial, vowel, final)
                found[text] = found.get(text, 0.0) + vowel_weight * initial_weight * final_weight
    total = sum(found.values())
    ranked = sorted(found.items(), key=lambda pair: -pair[1])
    return tuple((text, weight / total) for text, weight in ranked if weight / total > 0.004)


def _vowel_choices(
    contexts: dict[str, list[tuple[str, float]]], initial: str, rime: str, place: bool
) -> list[tuple[str, float]]:
    choices = contexts.get(initial) or contexts.get("*") or next(iter(contexts.values()))
    if initial == "ch" and rime in {"inh", "i", "ich", "in", "iêu", "iên"}:
        choices = [*choices, ("ь" + choices[0][0], 0.18)] if choices[0][0] == "и" else choices
    if place and len(choices) > 1 and "ье" in choices[1][0]:
        choices = [(choices[1][0], 0.8), (choices[0][0], 0.2)]
    return choices


# ---- back from Cyrillic and from ASCII --------------------------------------------------------------------------


@cache
def inventory() -> frozenset[str]:
    """Every syllable that the lists of names in `data/names/` use, small letters with all marks."""
    words: set[str] = set()
    for name in ("vi_persons.txt", "vi_given_pairs.tsv", "vi_places.txt", "vi_surnames.tsv", "vi_syllables.txt"):
        path = DATA / "names" / name
        if path.exists():
            words.update(w for w in re.split(r"[^\w]+", nfc(path.read_text(encoding="utf-8")).lower()) if w)
    return frozenset(w for w in words if parse(w) is not None)


@cache
def by_ascii() -> dict[str, tuple[str, ...]]:
    """ASCII syllable → the marked syllables it may stand for."""
    table: dict[str, list[str]] = {}
    for word in sorted(inventory()):
        table.setdefault(ascii_fold(word), []).append(word)
    return {key: tuple(found) for key, found in table.items()}


@cache
def by_russian() -> dict[str, tuple[tuple[str, float], ...]]:
    """Cyrillic syllable → marked syllables with the weight of that spelling."""
    table: dict[str, dict[str, float]] = {}
    for word in sorted(inventory()):
        for text, weight in (*to_russian(word), *((t, w * 0.5) for t, w in to_russian(word, True))):
            slot = table.setdefault(text, {})
            slot[word] = max(slot.get(word, 0.0), weight)
    return {text: tuple(sorted(found.items(), key=lambda p: -p[1])) for text, found in table.items()}
