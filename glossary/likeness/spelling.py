"""One spelling of a name and another: marks, signs, numbers, abbreviations, slips."""

from __future__ import annotations

import re
from functools import lru_cache

from glossary import keys
from glossary.likeness.people import is_vietnamese
from glossary.likeness.tables import SHORT_ACRONYM, entries
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.text import VIETNAMESE_MARKED, has_cyrillic, has_vietnamese_marks

_DIGITS = re.compile(r"\d+")
_ROMAN_NUMBER = re.compile(r"\b[IVX]{2,5}\b")
_STOPPED = re.compile(r"(?:ch|[cpt])\Z")


def by_spelling(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """The same but for case, dashes, spaces, quotation marks, tone placement, British and American spelling."""
    if keys.strict(a) == keys.strict(b):
        if kind is None and _person_and_site(a, b):
            return differ("spelling", "one may be a person, the other a lake", Risk.DOUBT)
        if kind is None and _acronym_and_word(a, b):
            return differ("spelling", "one may be an acronym, the other is a word", Risk.DOUBT)
        return same("spelling", "the same spelling, but for case, dashes, spaces, quotation marks or tone placement")
    if not (has_vietnamese_marks(a + b) or has_cyrillic(a + b)) and "".join(keys.normal_words(a)) == "".join(
        keys.normal_words(b)
    ):
        return same("spelling", "the same words in British and American, full or short spelling")
    return None


def _person_and_site(a: str, b: str) -> bool:
    """`Hồ Xuân Hương` and `hồ Xuân Hương`: a surname that is also a word for a place."""
    small = next((name for name in (a, b) if name[:1].islower()), "")
    word = keys.strict(small.split()[0]) if small and not (a + b).islower() else ""
    three = len(small.split()) > 2 and small.split()[1][:1].isupper() and a[:1] != b[:1]
    return three and word in keys.vietnamese_surnames() and bool(keys.site(small).sorts)


def by_vowels(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Thái Thanh Quý` and `Thái Thanh Quí`."""
    if has_vietnamese_marks(a) and has_vietnamese_marks(b) and _with_i(a) == _with_i(b):
        return same("spelling", "the same but for i and y, which Vietnamese spelling does not tell apart at the end")
    return None


def _acronym_and_word(a: str, b: str) -> bool:
    """`NAM` and `Nam`: three capitals without marks may be an acronym; not so where the tables know the word's."""
    if " " in a or len(a) > SHORT_ACRONYM or a.isupper() == b.isupper() or has_vietnamese_marks(a + b):
        return False
    return not {entry.id for entry in entries(a)} & {entry.id for entry in entries(b)}


def by_numbers(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`COP26` and `COP27`: other numbers, other things."""
    left, right = _numerals(a), _numerals(b)
    if left != right:
        if left and right:
            return differ("number", "the numbers differ")
        return differ("none", "one has a number, the other has none", Risk.DOUBT)
    return None


@lru_cache(maxsize=65536)
def _numerals(name: str) -> list[int]:
    """All numbers of a name in order of size; Roman ones count (`XIV`), single letters do not."""
    found = [int(digits[:18]) for digits in _DIGITS.findall(name)]
    return sorted(found + [_roman(match) for match in _ROMAN_NUMBER.findall(name)])


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def by_shortened(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Trung ương Đoàn TNCS Hồ Chí Minh` and the same with the abbreviation written out."""
    if kind not in (None, Kind.ORG) or not (has_vietnamese_marks(a) and has_vietnamese_marks(b)):
        return None
    if keys.strict(keys.written_out(a)) == keys.strict(keys.written_out(b)):
        return same("spelling", "the same words, with and without usual abbreviations")
    return None


def by_marks(a: str, b: str, _: Kind | None) -> Comparison | None:
    """The same letters: `Hà Nội` and `Hanoi` are one, `Hùng` and `Hưng` are two."""
    if has_cyrillic(a) != has_cyrillic(b) or keys.loose(a) != keys.loose(b):
        return None
    if has_cyrillic(a):
        if (is_vietnamese(a) or is_vietnamese(b)) and len(keys.words(a)) != len(keys.words(b)):
            return differ("spaces", "Vietnamese persons are written apart in Russian, places together", Risk.DOUBT)
        return same("diacritics", "the same letters, but for е/ё, spaces, hyphens or punctuation")
    marked_a, marked_b = has_vietnamese_marks(a), has_vietnamese_marks(b)
    if not (marked_a and marked_b):
        level = "diacritics" if marked_a or marked_b else "punctuation"
        why = "one is the other without diacritics" if marked_a or marked_b else "the same letters"
        return same(level, f"{why}, but for spaces, hyphens or punctuation" if level == "punctuation" else why)
    bare_a, bare_b = (re.sub(r"[\W_]+", "", keys.strict(x)) for x in (a, b))
    if bare_a == bare_b:
        return same("punctuation", "the same letters and marks, but for spaces, hyphens or punctuation")
    if _tones_lost(a, b) or _tones_lost(b, a):
        return same("tones", "one is the other without tone marks")
    return differ("diacritics", "both carry full diacritics, and they differ")


_FINAL_Y = re.compile(r"(?:(?<=\b[hklmst])|(?<=\bqu))[yỳýỷỹỵ]\b")
_Y_AS_I = dict(zip("yỳýỷỹỵ", "iìíỉĩị", strict=True))


def _with_i(name: str) -> str:
    """`Quý` as `Quí`, `Lý` as `Lí`: the rules of 1980 and of the press differ after h k l m s t and qu."""
    return re.sub(r"[\W_]+", "", _FINAL_Y.sub(lambda match: _Y_AS_I[match[0]], keys.strict(name)))


def _tones_lost(poor: str, rich: str) -> bool:
    """Is `poor` the other without tones, and no possible Vietnamese by itself (`Viêt` must have a tone)?"""
    low = keys.strict(poor)
    return (
        low == keys.toneless(rich)
        and low == keys.toneless(poor)
        and any(_STOPPED.search(word) and not VIETNAMESE_MARKED.isdisjoint(word) for word in re.split(r"\W+", low))
    )


_LONG_WORD = 8


def by_misspelt(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """One letter of a long word missing, added, changed or swapped; never in names of persons or Vietnamese names."""
    if kind is Kind.PERSON or has_cyrillic(a) != has_cyrillic(b) or (entries(a) and entries(b)):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or has_vietnamese_marks(a) or has_vietnamese_marks(b):
        return None
    odd = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    if len(odd) != 1:
        return None
    x, y = odd[0]
    if any(keys.vietnamese_sounds(word) or keys.joined_sounds(word) for word in (x, y)):
        return None
    if min(len(x), len(y)) < _LONG_WORD or x[0] != y[0] or any(map(str.isdigit, x + y)):
        return None
    if sorted(x) == sorted(y) and one_slip(x, y):
        return same("misspelling", f"a long word with two letters swapped ({x} / {y})", Risk.DOUBT)
    if len(left) == 1 and len(x) == len(y):  # `Frankfurt` and `Frankfort` are two towns
        return None
    near_end = x[-2:] != y[-2:] and not ({x[-1], y[-1]} == {"s", "z"} and x[:-1] == y[:-1])
    if one_slip(x, y) and not near_end:
        return same("misspelling", f"a long word with one letter different ({x} / {y})", Risk.DOUBT)
    return None


def one_slip(x: str, y: str) -> bool:
    """Are the words one insertion, deletion, change or swap of neighbours apart?"""
    if len(x) > len(y):
        x, y = y, x
    start = 0
    while start < len(x) and x[start] == y[start]:
        start += 1
    if len(x) == len(y):
        rest_x, rest_y = x[start + 1 :], y[start + 1 :]
        return rest_x == rest_y or (x[start : start + 2] == y[start : start + 2][::-1] and rest_x[1:] == rest_y[1:])
    return len(y) - len(x) == 1 and x[start:] == y[start + 1 :]
