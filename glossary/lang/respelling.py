"""Foreign names that older Vietnamese texts spell syllable by syllable: `Xéc-gây Xôi-gu`, `Ni-cô-lai Xu-khô-ru-cốp`.

A word is first sought among the given names, surnames and places we know, each spelt as such texts would spell it; of
what sounds most alike the best are kept. A word that resembles none is read back by rule, with little confidence:
final consonants were hardened and many sounds fell together, so that the original can only be guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import cache, lru_cache

from glossary.lang import foreign, transcribe
from glossary.lang.syllable import FOLDER, ascii_fold, rows
from glossary.lang.transcribe import Rendering
from glossary.model import Kind
from glossary.resources import DATA
from glossary.text import has_vietnamese_marks, nfc

_RESPELT = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")

_ALIKE, _SURE = 0.76, 0.9
"""Words that sound less alike than this are two names; above that the rules are not asked as well."""

_LISTED, _GUESSED = 0.7, 0.2
"""How much of its weight a reading keeps for a word of our lists, and for one read back by rule."""


def is_respelling(name: str) -> bool:
    """Is there a word of hyphenated syllables, small after the first, in a name with Vietnamese marks?

    `Bà Rịa-Vũng Tàu` has a hyphen between two names and is none.
    """
    return has_vietnamese_marks(name) and any(map(_is_respelt, name.split()))


def _is_respelt(word: str) -> bool:
    return bool(_RESPELT.fullmatch(word)) and all(part.islower() for part in word.split("-")[1:])


def read(name: str, kind: Kind) -> list[Rendering]:
    """Russian spellings of a respelt name, best first."""
    words = transcribe.cleaned(name).split(" ")
    found: list[tuple[str, float, str]] = [("", 1.0, "")]
    for i, word in enumerate(words):
        options = _word(word, kind, i == 0 and len(words) > 1)
        found = sorted(
            ((f"{text} {r}".strip(), w * v, f"{t} {word}→{r}".strip()) for text, w, t in found for r, v in options),
            key=lambda one: -one[1],
        )[:6]
    return [Rendering(text, weight, f"{trace} (Vietnamese respelling)") for text, weight, trace in found]


def _word(word: str, kind: Kind, first: bool) -> list[tuple[str, float]]:
    settled = transcribe.from_phonetic(word)
    if settled:
        return [(settled, 1.0)]
    if not _is_respelt(word) and not has_vietnamese_marks(word):
        return [(r.text, r.weight) for r in transcribe.en_to_ru_traced(word, kind)[:3]] or [(word, _GUESSED)]
    listed = _sounding_like(word, kind, first)
    if listed:
        found = [(name, _LISTED * alike**6 * (0.3 if i else 1.0)) for i, (name, alike) in enumerate(listed)]
        return found if listed[0][1] > _SURE else [*found, (by_rule(word), _GUESSED)]
    return [(by_rule(word), _GUESSED)]


# ---- names we know ----------------------------------------------------------------------------------------------


_SAME_SOUND = (
    ("ngh", "ng"), ("gh", "g"), ("ph", "f"), ("kh", "h"), ("th", "t"), ("tr", "c"), ("ch", "c"), ("q", "k"),
    ("đgi", "gi"), ("đ", "T"), ("d", "z"), ("gi(?=[aeiouy])", "z"), ("c", "k"), ("x", "s"), ("y", "i"), ("w", "u"),
)  # fmt: skip


@lru_cache(maxsize=16384)
def _sound(respelt: str) -> str:
    """What of a respelling is heard: no marks, no hyphens, one letter for what texts mix up."""
    text = "".join(c if c == "đ" else ascii_fold(c) for c in nfc(respelt).lower().replace("ơ", "")).replace("ii", "i")
    for spelling, sound in _SAME_SOUND:
        text = re.sub(spelling, sound, text)
    text = re.sub(r"(?<=[aeiou])[pv](?=-|$)", "v", text)
    return re.sub(r"(.)\1+", r"\1", text.replace("-", ""))


def _skeleton(sound: str) -> str:
    return re.sub(r"[aeiour]", "", sound)


Entry = tuple[str, str, float]
"""Sound, Russian name, and what is taken off because such a name is the rarer one in these texts."""

_RARER = 0.05


@cache
def _index(sort: str) -> dict[str, list[Entry]]:
    """First letter of a sound → the entries of given names, surnames or places."""
    found: dict[str, list[Entry]] = {}
    for name, rarer in _known(sort):
        sound = _sound(transcribe.phonetic_form(name))
        found.setdefault(sound[:1], []).append((sound, name, rarer))
    return found


def _known(sort: str) -> Iterator[tuple[str, float]]:
    if sort == "place":
        yield from ((name, 0.0) for name in transcribe.russian_place_names())
        return
    table, others = {
        "given": ("ru_given.tsv", foreign.given_names()),
        "surname": ("ru_surnames.tsv", foreign.surnames()),
    }[sort]
    for cells in rows(DATA / "names" / table):
        yield cells[0], 0.0
        if sort == "surname" and _FEMININE.search(cells[0]):
            yield cells[0].replace("ский", "ска").replace("цкий", "цка") + ("я" if cells[0][-1] == "й" else "а"), 0.0
    yield from ((spellings[0], _RARER) for spellings, _ in others.values())


_FEMININE = re.compile(r"(?:[оеё]в|[иы]н|[сц]кий)$")


def _sounding_like(word: str, kind: Kind, first: bool) -> list[tuple[str, float]]:
    sorts = ("place",) if kind is Kind.PLACE else ("given", "surname") if first else ("surname", "given")
    sound = _sound(word)
    alike: dict[str, float] = {}
    for i, sort in enumerate(sorts):
        for other, name, rarer in _index(sort).get(sound[:1], ()):
            if abs(len(other) - len(sound)) <= 3:
                share = _likeness(sound, other) - 0.06 * i - rarer
                if share >= _ALIKE:
                    alike[name] = max(share, alike.get(name, 0.0))
    return sorted(alike.items(), key=lambda one: -one[1])[:3]


def _likeness(a: str, b: str) -> float:
    """How alike two sounds are; consonants tell more than vowels."""
    whole = SequenceMatcher(None, a, b, autojunk=False).ratio()
    bones = SequenceMatcher(None, _skeleton(a), _skeleton(b), autojunk=False).ratio()
    return min(1.0, 0.5 * whole + 0.5 * bones)


# ---- by rule ----------------------------------------------------------------------------------------------------


@cache
def _table(part: str) -> list[tuple[str, str]]:
    cells = [(vi, "" if ru == "-" else ru) for sort, vi, ru in rows(FOLDER / "vi_ru_respelling.tsv") if sort == part]
    return sorted(cells, key=lambda cell: -len(cell[0]))


def by_rule(word: str) -> str:
    """A respelt word in Russian letters, syllable by syllable."""
    syllables = word.lower().split("-")
    written = "".join(map(_syllable, syllables))
    written = re.sub(r"(?<=с)ки$", "кий", written).replace("тс", "ц")
    written = re.sub(r"^ь|(?<=[аеиоуыэюя])ь(?=[яеё])", "", written)
    return written[:1].upper() + written[1:] if word[:1].isupper() else written


_TONES = dict.fromkeys(map(ord, "\u0300\u0301\u0303\u0309\u0323"))


def _syllable(text: str) -> str:
    plain = nfc(unicodedata.normalize("NFD", text).translate(_TONES))
    start, written = 0, ""
    while found := _taken(plain[start:], "initial")[0]:  # clusters, too: `grát`
        written += _taken(plain[start:], "initial")[1]
        start += found
    vowel, sound = _taken(plain[start:], "vowel")
    rest = plain[start + vowel :]
    if not vowel:
        return written + rest
    _, closing = _taken(rest, "final")
    if not written and sound.startswith("ь"):
        sound = {"ья": "я", "ье": "е"}.get(sound, sound)
    return written + sound + closing


def _taken(text: str, part: str) -> tuple[int, str]:
    return next(((len(vi), ru) for vi, ru in _table(part) if text.startswith(vi)), (0, ""))
