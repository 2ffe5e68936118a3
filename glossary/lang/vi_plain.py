"""Vietnamese typed without any marks: only what is sure even so, by the tables without their marks.

Without marks half of all words could be names (`Do`, `Ho`, `An`), so in such lines nothing counts but a common family
name with a given name, names of the tables of two words or more, institutions whose head and fields are known, and
foreign words.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache

from glossary.lang.spans import Page, Span, Tier
from glossary.lang.syllable import ascii_fold
from glossary.lang.vi_tables import (
    DASH,
    Phrases,
    all_capitals,
    heads,
    is_foreign,
    is_syllable,
    listed,
    phrases,
    strong_surnames,
    surnames,
    word_set,
    words_of,
)
from glossary.model import Kind
from glossary.text import has_vietnamese_marks

_FEWEST = 5
"""A line with fewer small words is too short to tell."""

_ADMINISTRATIVE = frozenset(["tinh", "thanh", "tp", "pho", "quan", "huyen", "xa", "phuong", "thi"])


def plain_lines(page: Page) -> list[tuple[int, int]]:
    """(first, last) token of each line in small Vietnamese words without one mark; all lines of an unmarked article."""
    lines, first = [], 0
    for i in range(1, len(page) + 1):
        if i == len(page) or "\n" in page.gap(i):
            lines.append((first, i - 1))
            first = i
    plain = [line for line in lines if _is_plain(page, *line)]
    marked = sum(has_vietnamese_marks(token.text) for token in page.tokens) if plain else 1
    return plain if marked else lines


def _is_plain(page: Page, first: int, last: int) -> bool:
    words = page.words(first, last)
    small = [word for word in words if word.islower() and is_syllable(word)]
    return len(small) >= _FEWEST and 3 * len(small) > len(words) and not any(map(has_vietnamese_marks, words))


def without_guesses(spans: Iterable[Span], lines: list[tuple[int, int]], page: Page) -> list[Span]:
    """The candidates, in lines without marks only the sure ones."""
    if not lines:
        return list(spans)
    starts = [first for first, _ in lines]

    def inside(span: Span) -> bool:
        at = bisect_right(starts, span.first) - 1
        return at >= 0 and span.first <= lines[at][1]

    return [span for span in spans if not inside(span) or span.rule == "vi.plain" or _foreign(page, span)]


def _foreign(page: Page, span: Span) -> bool:
    words = page.words(span.first, span.last)
    if span.rule in ("vi.authority", "vi.latin"):
        return all(map(is_foreign, words)) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 2)
    return span.rule == "vi.acronym" and words[0] not in words_of("common.txt")


def plain(page: Page, lines: list[tuple[int, int]]) -> Iterator[Span]:
    """What is sure in these lines."""
    for first, last in lines:
        i = first
        while i <= last:
            span = _plain_at(page, i) if page.capital(i) and not all_capitals(page, i) else None
            if span is not None:
                yield span
            i = span.last + 1 if span else i + 1


def _plain_at(page: Page, i: int) -> Span | None:
    hit = _listed(page, i)
    head = _phrase(page, i, _heads())
    if head and (hit is None or head > hit[0] - i + 1) and (end := _institution_end(page, i + head)) is not None:
        return Span(i, end, Kind.ORG, "vi.plain", Tier.SURE, ("an institution without marks",))
    person = _person(page, i) or _titled(page, i)
    if hit and (person is None or hit[0] >= person):
        return Span(i, hit[0], hit[1], "vi.plain", Tier.SURE, ("in the tables, without marks",))
    if person is not None:
        return Span(i, person, Kind.PERSON, "vi.plain", Tier.SURE, ("a family name or a title without marks",))
    among_small = page.word(i - 1).islower() and not page.capital(i + 1) and page.word(i - 1) not in ("tieng", "nguoi")
    if page.word(i) in word_set("plain_country") and among_small:
        return Span(i, i, Kind.PLACE, "vi.plain", Tier.SURE, ("a country without marks",))
    return None


def _person(page: Page, i: int) -> int | None:
    """`Nguyen Thi Hoa`: a family name and one to three more capitals, at least two where it also is a word (`Le`)."""
    word, end = page.word(i), _capitals(page, i)
    if word in _surnames() - _WORDS_TOO:
        return end if end > i else None
    middle = page.word(i + 1) in ("Thi", "Van") and is_syllable(word)
    return end if end > i + 1 and (middle or (word in _WORDS_TOO and not page.tokens[i].breaks)) else None


def _titled(page: Page, i: int) -> int | None:
    """`ong Shaposhnikov`, `ba Ha`, `Ong Metshin`: capitals after a word of courtesy, small or at the beginning."""
    before = page.word(i - 1)
    if page.word(i) in _family_names() and page.capital(i + 1) and _phrase_before(page, i):
        return _capitals(page, i)
    title = before.lower() in word_set("plain_title") and (before.islower() or page.tokens[i - 1].breaks)
    return _capitals(page, i) if title and page.joined(i - 1, i) and len(page.word(i)) > 1 else None


def _phrase_before(page: Page, i: int) -> bool:
    """Does a word for people of two syllables or more lead up to token i (`sinh vien`, `Hoi truong`)?"""
    return any(i >= n and _phrase(page, i - n, _titles()) == n for n in (4, 3, 2))


def _capitals(page: Page, i: int) -> int:
    """The last of up to four capitals from i on that are all Vietnamese syllables, or all foreign words."""
    alien, end = is_foreign(page.word(i)), i
    while (
        end - i < 3 and page.capital(end + 1) and page.gap(end + 1) == " " and is_foreign(page.word(end + 1)) is alien
    ):
        end += 1
    return end


def _institution_end(page: Page, k: int) -> int | None:
    """The last token of the fields and the place after a head; None where nothing known follows."""
    end = None
    while k < len(page) and page.gap(k) == " ":
        length = _phrase(page, k, _words())
        place = _listed(page, k) if page.capital(k) else None
        if place and place[1] is Kind.PLACE:
            return place[0]
        if length and (page.capital(k) or end is not None):
            end = k + length - 1
            k = end + 1
        elif page.word(k) in _ADMINISTRATIVE or _joins(page, k, end):
            k += 1
        elif page.capital(k) and is_foreign(page.word(k)) and end is None:
            return _capitals(page, k)
        elif page.word(k) == "tai" and is_foreign(page.word(k + 1)) and not page.word(k - 1).isupper():
            return _capitals(page, k + 1)
        else:
            break
    return end


def _joins(page: Page, k: int, end: int | None) -> bool:
    return end is not None and page.word(k) in ("va", *DASH) and _phrase(page, k + 1, _words()) > 0


def _phrase(page: Page, i: int, table: Phrases) -> int:
    for phrase in table.get(page.word(i).lower(), ()) if i < len(page) else ():
        last = i + len(phrase) - 1
        if _same(page, i, last, phrase):
            return len(phrase)
    return 0


def _listed(page: Page, i: int) -> tuple[int, Kind] | None:
    """The longest name of the tables of at least two words, every word with a capital: (last token, kind)."""
    for words, kind in _names().get((page.word(i).lower(), page.word(i + 1).lower()), ()):
        last = i + len(words) - 1
        if _same(page, i, last, words) and page.capital(i) and page.capital(last):
            return last, kind
    return None


def _same(page: Page, i: int, last: int, words: tuple[str, ...]) -> bool:
    inside = last < len(page) and page.joined(i, last)
    return inside and all(page.word(i + n).lower() == word for n, word in enumerate(words))


_WORDS_TOO = frozenset(["Do", "Ho", "Ly", "Le", "Ngo"])
"""Family names that without marks are common words too."""


@cache
def _surnames() -> frozenset[str]:
    return frozenset(ascii_fold(name) for name in strong_surnames())


@cache
def _family_names() -> frozenset[str]:
    return frozenset(ascii_fold(name) for name in surnames())


@cache
def _titles() -> Phrases:
    return {first: [p for p in rows if len(p) > 1] for first, rows in _bare(phrases("persons.txt")).items()}


@cache
def _names() -> dict[tuple[str, str], list[tuple[tuple[str, ...], Kind]]]:
    found: dict[tuple[str, str], list[tuple[tuple[str, ...], Kind]]] = {}
    for rows in listed().values():
        for row in rows:
            words = tuple(ascii_fold(word).lower() for word in row.words)
            if len(words) > 1 and all(word.isalnum() for word in words):
                found.setdefault((words[0], words[1]), []).append((words, row.kind))
    for entries in found.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return found


def _bare(table: Phrases) -> Phrases:
    found: Phrases = {}
    for rows in table.values():
        for phrase in rows:
            words = tuple(ascii_fold(word) for word in phrase)
            found.setdefault(words[0], []).append(words)
    for entries in found.values():
        entries.sort(key=len, reverse=True)
    return found


@cache
def _words() -> Phrases:
    return {first: [p for p in rows if len(p) > 1] for first, rows in _bare(phrases("words.txt")).items()}


@cache
def _heads() -> Phrases:
    table, kinds = heads()
    named = {phrase for phrase, (kind, sort) in kinds.items() if kind is Kind.ORG and sort != "none"}
    return _bare({first: [phrase for phrase in rows if phrase in named] for first, rows in table.items()})
