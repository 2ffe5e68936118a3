"""An article laid out for the reader: lines, with marks and glosses between its characters.

Nothing here is kept for each character: a page is a string, and runs of it that come from one stretch of the article or
were put in. So an article of a megabyte is laid out in a fraction of a second.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rich.cells import cell_len

from glossary.model import ArticleMention, ArticleView, ConceptStatus, Kind, Lang
from tui.drawing import STATUS_MARKS, line, prose

RAISED: Mapping[Kind, str] = {Kind.PERSON: "ᴾ", Kind.ORG: "ᴼ", Kind.PLACE: "ᴸ", Kind.EVENT: "ᴱ"}
"""The letter of a kind, behind its name."""

PLAIN = -1
"""The tag of text outside mentions; else a tag is 3 × the mention's place, plus 0 (name), 1 (mark) or 2 (gloss)."""

_NARROW = re.compile(
    r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1d2c-\u1d6a\u1e00-\u1eff‐-\u2027‹›○✓✗]"
)
"""What may take another room than one cell."""

_UNSAFE = re.compile(r"[^\n -~\u00a1-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1e00-\u1eff‐-\u2027‹›]")
"""What must be looked at before it is drawn."""


@dataclass(frozen=True)
class Page:
    """An article as displayed. Its runs lie in parallel lists: where each begins in page and text, and its tag."""

    chars: str
    begins: list[int]
    offsets: list[int]
    """Where a run of the text begins in the article; a mark or gloss has the end of its name."""
    tags: list[int]
    lines: list[tuple[int, int]]
    """Stretches of `chars`, a line each."""
    starts: list[int]
    """Where each line begins."""

    def run_at(self, place: int) -> int:
        """The run that holds a character of the page."""
        return max(0, bisect_right(self.begins, place) - 1)

    def tag_at(self, place: int) -> int:
        """What a character of the page is: see `PLAIN`."""
        return self.tags[self.run_at(place)] if self.tags else PLAIN

    def offset_at(self, place: int) -> int:
        """The offset in the article's text of a character of the page; of a mark or gloss that of its name's end."""
        if not self.begins:
            return 0
        run = self.run_at(place)
        return self.offsets[run] + (place - self.begins[run] if is_text(self.tags[run]) else 0)

    def place(self, offset: int) -> int:
        """The character that shows the text at `offset`."""
        if not self.begins:
            return 0
        run = max(0, bisect_right(self.offsets, offset) - 1)
        inside = offset - self.offsets[run] if is_text(self.tags[run]) else 0
        return min(self.begins[run] + inside, max(0, len(self.chars) - 1))

    def line_of(self, offset: int) -> int:
        """The line on which the text at `offset` stands."""
        return max(0, bisect_right(self.starts, self.place(offset)) - 1)

    def pieces(self, row: int) -> Iterator[tuple[str, int, int]]:
        """The runs of a line, each with its tag and the offset of its first character."""
        at, end = self.lines[row]
        run = self.run_at(at)
        while at < end:
            stop = min(end, self.begins[run + 1] if run + 1 < len(self.begins) else end)
            yield self.chars[at:stop], self.tags[run], self.offset_at(at)
            at, run = stop, run + 1


EMPTY = Page("", [], [], [], [], [])


def is_text(tag: int) -> bool:
    """Is a run with this tag text of the article, and nothing that was put in?"""
    return tag == PLAIN or tag % 3 == 0


def lay_out(view: ArticleView, width: int, gloss: Lang | None) -> Page:
    """Break an article into lines of `width` cells, marks and glosses between its characters."""
    text = _Runs()
    at = 0
    for number, mention in enumerate(view.mentions):
        if mention.start < at:
            continue
        text.copy(view.text, at, mention.start, PLAIN)
        text.copy(view.text, mention.start, mention.end, 3 * number)
        text.put(mark_of(mention), mention.end, 3 * number + 1)
        text.put(gloss_of(mention, gloss, view.row.lang), mention.end, 3 * number + 2)
        at = mention.end
    text.copy(view.text, at, len(view.text), PLAIN)
    drawn = "".join(text.parts)
    lines = list(broken(drawn, max(10, width)))
    return Page(drawn, text.begins, text.offsets, text.tags, lines, [start for start, end in lines])


class _Runs:
    """The runs of a page as they are put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.begins: list[int] = []
        self.offsets: list[int] = []
        self.tags: list[int] = []
        self._length = 0

    def put(self, text: str, offset: int, tag: int) -> None:
        """A run of the page."""
        if text:
            self.parts.append(text)
            self.begins.append(self._length)
            self.offsets.append(offset)
            self.tags.append(tag)
            self._length += len(text)

    def copy(self, text: str, start: int, end: int, tag: int) -> None:
        """A stretch of the article; what a terminal would obey is left out, and a run ends there."""
        piece = text[start:end]
        at = 0
        for match in _UNSAFE.finditer(piece):
            safe = prose(match[0])
            if safe != match[0]:
                self.put(_flat(piece[at : match.start()], tag), start + at, tag)
                self.put(safe[:1], start + match.start(), tag)
                at = match.end()
        self.put(_flat(piece[at:], tag), start + at, tag)


def _flat(text: str, tag: int) -> str:
    """A name stays on its line."""
    return text if tag == PLAIN else text.replace("\n", " ")


def mark_of(mention: ArticleMention) -> str:
    """What stands behind a name: the letter of its kind, and a mark where nobody has decided or it was rejected."""
    mark = "" if mention.status is ConceptStatus.APPROVED else STATUS_MARKS[mention.status]
    return RAISED[mention.kind] + mark


def gloss_of(mention: ArticleMention, lang: Lang | None, article: Lang) -> str:
    """The term in the chosen language, where the glossary knows the name."""
    if lang is None or mention.status is not ConceptStatus.APPROVED:
        return ""
    if mention.term:
        return "" if mention.term == mention.text else f"‹{line(mention.term)}›"
    return "‹?›" if lang is not article else ""


def broken(text: str, width: int) -> Iterator[tuple[int, int]]:
    """Lines of at most `width` cells, broken at spaces where there are any; a line end is in no line."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        if _NARROW.search(paragraph) is None:
            yield from _broken_narrow(text, start, end, width)
        else:
            yield from _broken_wide(text, start, end, width)
        start = end + 1


def _broken_narrow(text: str, at: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A paragraph whose characters all take one cell."""
    while end - at > width:
        cut = text.rfind(" ", at + 1, at + width + 1)
        if cut < 0:
            yield at, at + width
            at += width
        else:
            yield at, cut
            at = cut + 1
    yield at, end


def _broken_wide(text: str, at: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """A paragraph with characters of no or of two cells; a combining mark stays on its letter."""
    while True:
        stop, cells, space = at, 0, -1
        while stop < end:
            cells += cell_len(text[stop])
            if cells > width:
                break
            if text[stop] == " ":
                space = stop
            stop += 1
        if stop == end:
            yield at, end
            return
        if text[stop] == " ":
            space = stop
        cut = space if space > at else max(stop, at + 1)
        yield at, cut
        at = cut + 1 if cut == space else cut


_WORD = re.compile(
    r"[^\W_](?:[^\W_]|[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]|[-'’.&](?=[^\W_]))*"
)


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a text, as offsets: letters and figures, and what joins them inside a word."""
    return [match.span() for match in _WORD.finditer(text)]


_PAIRS = {"«": "»", "“": "”", "„": "“”", '"': '"', "(": ")"}
"""What opens -> what may close it. An apostrophe may be either, and is part of a word."""

_CLOSING = frozenset("".join(_PAIRS.values()))


def with_its_quotes(text: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of words with the quotation mark or bracket beside it whose partner is within; one alone is left out.

    `Typhoon "Yagi` from word to word is `Typhoon "Yagi"` where the text has that.
    """
    opened, lone = list[int](), list[int]()
    for at in range(start, end):
        mark = text[at]
        if opened and mark in _PAIRS[text[opened[-1]]]:
            opened.pop()
        elif mark in _PAIRS and not (at and text[at - 1].isalnum()):
            opened.append(at)
        elif mark in _CLOSING:
            lone.append(at)
    while opened and end < len(text) and text[end] in _PAIRS[text[opened[-1]]]:
        opened.pop()
        end += 1
    while lone and start and text[lone[0]] in _PAIRS.get(text[start - 1], ""):
        lone.pop(0)
        start -= 1
    while start in opened:
        start += 1
    while end - 1 in lone:
        end -= 1
    return start, end
