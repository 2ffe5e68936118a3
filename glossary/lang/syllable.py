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
from glossary.text import ONSET, is_syllable, nfc

FOLDER = DATA / "transcription"

_TONES = {"\u0300": "huyền", "\u0309": "hỏi", "\u0303": "ngã", "\u0301": "sắc", "\u0323": "nặng"}
_INITIAL = re.compile(f"{ONSET}|")
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
    for name in ("vi_persons.txt", "vi_given_pairs.tsv", "vi_given.tsv", "vi_places.txt", "vi_surnames.tsv"):
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


# ---- syllables that no list of names holds ----------------------------------------------------------------------

_ONSETS = re.findall(r"\w+", "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x")
_MARKS = {"huyền": "\u0300", "hỏi": "\u0309", "ngã": "\u0303", "sắc": "\u0301", "nặng": "\u0323"}
_QUALITY, _VOWELS = frozenset("ăâêôơư"), frozenset("aăâeêioôơuưy")


@cache
def _possible() -> tuple[str, ...]:
    """Every syllable that quốc ngữ can spell, without tones."""
    rimes = {vowels + final for vowels in _vowels() for final in ("", *_FINALS)}
    bare = {onset + rime for onset in ("", *_ONSETS) for rime in rimes if not (onset == "qu" and rime[:1] in "uưoô")}
    return tuple(sorted(word for word in bare if is_syllable(word)))


def with_tone(bare: str, tone: str) -> str:
    """The syllable with a tone mark where the press puts it (`hoa` → `hòa`, `thuong` → the mark on its last vowel)."""
    start = 2 if bare.startswith(("qu", "gi")) and len(bare) > 2 and bare[2] in _VOWELS else 0
    places = [i for i in range(start, len(bare)) if bare[i] in _VOWELS]
    if not tone or not places:
        return bare
    marked = [i for i in places if bare[i] in _QUALITY]
    closed = places[-1] < len(bare) - 1
    at = marked[-1] if marked else places[-1] if closed else places[1] if len(places) > 2 else places[0]
    return nfc(bare[: at + 1] + _MARKS[tone] + bare[at + 1 :])


def _toned(bare: str) -> tuple[str, ...]:
    stopped = bare.endswith(("c", "p", "t", "k", "ch"))
    return tuple(with_tone(bare, tone) for tone in (("sắc", "nặng") if stopped else ("", *_MARKS)))


@cache
def _possible_ascii() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for bare in _possible():
        found.setdefault(ascii_fold(bare), []).append(bare)
    return found


@cache
def _possible_russian() -> dict[str, list[tuple[str, float]]]:
    found: dict[str, list[tuple[str, float]]] = {}
    for bare in _possible():
        for text, weight in to_russian(bare):
            found.setdefault(text, []).append((bare, weight))
    return found


def marked_spellings(ascii_word: str) -> tuple[str, ...]:
    """The syllables an ASCII spelling may stand for: those that names use, else all that Vietnamese can spell."""
    known = by_ascii().get(ascii_word)
    if known is not None:
        return known
    return tuple(word for bare in _possible_ascii().get(ascii_word, ()) for word in _toned(bare))


def from_cyrillic(word: str) -> tuple[tuple[str, float], ...]:
    """The syllables a Cyrillic spelling may stand for, with weights; the same order of preference."""
    known = by_russian().get(word)
    if known is not None:
        return known
    return tuple((toned, weight) for bare, weight in _possible_russian().get(word, ()) for toned in _toned(bare))
