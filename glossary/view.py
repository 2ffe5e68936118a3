"""The text as the finders see it: free of what is no text, broken words mended, and the way back to the article.

Scraped, scanned and copied articles carry crumbs of pages, invisible signs, letters of the wrong alphabet (`Mосква`
with a Latin M) and words that a scanner broke (`В ьетнам`, `V iệt Nam`, `Вьет-` at the end of a line). The article
keeps them: only the view is mended, and `View.place` leads from a span of the view back to the article.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from glossary import authority, text
from glossary.model import Lang
from glossary.resources import DATA

_LONGEST_WORD = 200
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe00-\ufe0f\ufeff]+")
_NOTHING = "\u2060"
"""A sign of no width: it is left out."""
_ESCAPE = re.compile("\x1b\\[[0-9;?]{0,20}[A-Za-z]")
UNREADABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffd]")
"""What no text has, and what stands for a letter that was lost: a name with such a sign in it is damaged, no name."""
_DAMAGE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff\ufffd]+")
"""Such signs at a letter (not those that are spaces, as between pages): its word is one, but nobody knows which."""
_PAGE_END = re.compile("[\x0b\x0c\x1c-\x1e\x85]")
_LONG_WORD = re.compile(rf"[^\s\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]{{{_LONGEST_WORD},}}+")
_SPACES = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SPACE_OF_NO_WIDTH = re.compile("\u200b")


@dataclass(frozen=True, slots=True)
class View:
    """The text as the finders see it. From position `gaps[i]` on, `shifts[i]` code points have been left out."""

    text: str
    gaps: tuple[int, ...]
    shifts: tuple[int, ...]
    under: View | None = None
    """The view that this one was made from, if not from the article itself."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Where a span of the view lies in the article."""
        return self._position(start), self._position(end - 1) + 1

    def _position(self, position: int) -> int:
        index = bisect_right(self.gaps, position)
        position += self.shifts[index - 1] if index else 0
        return position if self.under is None else self.under._position(position)


def view(whole: str) -> View:
    """Crumbs and unreadable stretches become spaces; endless words (which no finder is shown, and which would be held
    in memory twice), invisible signs and the breaks inside words are left out.
    """
    under = _without(whole, (match.span() for match in _LONG_WORD.finditer(whole)))
    masked = _readable(under.text)
    out = sorted([*(match.span() for match in _INVISIBLE.finditer(masked)), *_breaks(masked)])
    return replace(_without(masked, out), under=under if under.gaps else None)


def _without(masked: str, out: Iterable[tuple[int, int]]) -> View:
    """A text without some stretches of it, which come in order; what overlaps one before stays."""
    parts, gaps, shifts, last, length = [], [], [], 0, 0
    for start, end in out:
        if start < last:
            continue
        parts.append(masked[last:start])
        length += start - last
        last = end
        gaps.append(length)
        shifts.append(last - length)
    parts.append(masked[last:])
    return View("".join(parts), tuple(gaps), tuple(shifts))


def _readable(whole: str) -> str:
    """As long as the text: what is no text as spaces, letters of the wrong alphabet in the right one."""
    calm = _ESCAPE.sub(lambda m: " " * len(m.group()), whole)
    calm = _PAGE_END.sub("\n", calm)
    readable = UNREADABLE.sub(" ", _DAMAGE.sub(_damage, calm))
    masked = _SPACES.sub(" ", readable)
    pieces, reached = [], 0
    for start, end in text.crumbs(whole):
        pieces += [masked[reached:start], re.sub(r"[^\n]", " ", masked[start:end])]
        reached = end
    masked = _SPACE_OF_NO_WIDTH.sub(_parting, "".join([*pieces, masked[reached:]]))
    return _MIXED.sub(_one_alphabet, masked) if _MEETING.search(masked) else masked


def _damage(match: re.Match[str]) -> str:
    """Such signs at a letter are left out; elsewhere they are spaces."""
    before, after = _beside(match)
    return (_NOTHING if before.isalpha() or after.isalpha() else " ") * len(match.group())


def _parting(match: re.Match[str]) -> str:
    """A space of no width parts words where a small letter and a capital meet (`Фам`, `Минь`), else it is nothing."""
    before, after = _beside(match)
    return " " if before.islower() and after.isupper() else match.group()


def _beside(match: re.Match[str]) -> tuple[str, str]:
    """The code points before and after what was matched; empty at the ends."""
    start, end = match.span()
    return match.string[max(0, start - 1) : start], match.string[end : end + 1]


# ---- alphabets ---

_LATIN, _CYRILLIC = "AaBCcEeHKMOoPpTXxy", "АаВСсЕеНКМОоРрТХху"
_TO_CYRILLIC, _TO_LATIN = str.maketrans(_LATIN, _CYRILLIC), str.maketrans(_CYRILLIC, _LATIN)
_MEETING = re.compile("[A-Za-z][А-Яа-яЁё]|[А-Яа-яЁё][A-Za-z]")
_MIXED = re.compile(rf"[^\W\d_]*(?:{_MEETING.pattern})[^\W\d_]*")


def _one_alphabet(match: re.Match[str]) -> str:
    """A word of two alphabets in the one that its unmistakable letters belong to."""
    word = match.group()
    cyrillic, latin = word.translate(_TO_CYRILLIC), word.translate(_TO_LATIN)
    if re.fullmatch("[А-Яа-яЁё]+", cyrillic) and re.search("[А-Яа-яЁё]", latin):
        return cyrillic
    return latin if re.fullmatch("[A-Za-zÀ-ỹ]+", latin) and re.search("[A-Za-z]", cyrillic) else word


# ---- broken words ---

_CAPITAL = "A-ZÀ-ÞĂĐĨŨƠƯẠ-ỸА-ЯЁ"
_LETTER = r"[^\W\d_]"
_TWO_PARTS = re.compile(
    rf"(?<![^\W_])([{_CAPITAL}]{_LETTER}{{0,8}}+)"
    rf"(?= ({_LETTER}{{1,12}}+)(?![^\W_])|-\n([^\W\d_A-ZА-Я]{{2,12}}+)(?![^\W_]))"
)
_SPACED = re.compile(rf"(?<![^\W_])[{_CAPITAL}](?: [{_CAPITAL}]){{3,}}(?![^\W_])")


def _breaks(masked: str) -> Iterator[tuple[int, int]]:
    """The spaces and line ends inside names that a scanner broke, where a table knows the whole word."""
    for match in _TWO_PARTS.finditer(masked):
        first, second, after_hyphen = match.groups()
        if after_hyphen:
            if _is_known(first + after_hyphen):
                yield match.end(), match.end() + 2
        elif (second.islower() or (first.isupper() and second.isupper())) and _broken(first, second):
            yield match.end(), match.end() + 1
    for match in _SPACED.finditer(masked):
        if match.group().replace(" ", "").capitalize() in _name_words():
            yield from ((k, k + 1) for k in range(match.start() + 1, match.end(), 2))


def _broken(first: str, second: str) -> bool:
    """Do two pieces make one word of a name, and are they not words of their own?"""
    if text.has_cyrillic(first):
        apart = _is_russian(second) and (len(second) < 4 or _is_russian(first))
        return not apart and _is_known(first + second)
    whole = (first + second).capitalize() if first.isupper() and second.isupper() else first + second
    if whole not in _name_words():
        return False
    no_vowel = not re.search("[AEIOUY]", unicodedata.normalize("NFD", first), re.IGNORECASE)
    if no_vowel and (len(first) > 1 or text.has_vietnamese_marks(whole)):
        return True
    if second in ("y", "ý", "ở") and _is_latin_word(first):
        return False  # words of one letter: `Thú y` is no broken `Thúy`
    return not (_is_latin_word(second) and (len(first) == 1 or len(second) < 4 or _is_latin_word(first)))


def _is_known(word: str) -> bool:
    """Is it a word of a name of the tables, Russian ones in any case?"""
    plain = word.capitalize() if word.isupper() else word
    if plain in _name_words():
        return True
    if not text.has_cyrillic(plain) or len(plain) < 5:
        return False
    from glossary.lang.ru_tables import lemmas_of

    return any(form in _russian_name_words() for form in lemmas_of(plain))


def _is_russian(piece: str) -> bool:
    """Is a piece a Russian word of its own?"""
    from glossary.lang.ru_morph import in_dictionary

    return piece.lower() in "авикосуя" if len(piece) == 1 else in_dictionary(piece)


def _is_latin_word(piece: str) -> bool:
    """Is a piece an English word or a Vietnamese one?"""
    lower = piece.lower()
    if lower in _english_words():
        return True
    vowel = unicodedata.normalize("NFD", lower)[:1] in "aeiouy"
    return len(lower) > 1 and text.is_syllable(lower) and (not vowel or lower in _vowel_words())


def is_ordinary(word: str) -> bool:
    """Is a word one of the language too, and not a name alone (`Target`, `Мир`, `Anh`; not `Moscow`)?"""
    if not text.has_cyrillic(word):
        return _is_latin_word(word)
    from glossary.lang.ru_morph import in_dictionary
    from glossary.lang.ru_tables import proper

    return in_dictionary(word) and not proper(word)


@cache
def _name_words() -> frozenset[str]:
    """The words with a capital of all names of the tables."""
    names = authority.load()
    forms = "\n".join(form for lang in Lang for form, _ in names.forms(lang))
    return frozenset(_with_capital(set(re.findall(r"[^\W\d_]{2,}", text.nfc(forms)))))


def known_words() -> frozenset[str]:
    """The words of the names of the tables, and common words of English."""
    return _name_words() | _english_words()


def _with_capital(words: Iterable[str]) -> Iterable[str]:
    words = (word for word in words if word[0].isupper() and not word.isupper())
    return (word for word in words if len(word) > 2 or text.has_vietnamese_marks(word))


@cache
def _russian_name_words() -> frozenset[str]:
    return frozenset(word.lower().replace("ё", "е") for word in _name_words() if text.has_cyrillic(word))


@cache
def _vowel_words() -> frozenset[str]:
    """Vietnamese words that begin with a vowel: other syllables that do are pieces of words (`ệt`, `ại`)."""
    lines = (DATA / "vi" / "vowel_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


@cache
def _english_words() -> frozenset[str]:
    return frozenset((DATA / "en" / "common.txt").read_text(encoding="utf-8").split())
