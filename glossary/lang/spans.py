"""What the rule-based finders share: an article as numbered tokens, candidate spans, the choice among them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from glossary.lang import Dropped
from glossary.model import Kind

LONGEST_WORD = 60
"""A longer run of letters is noise, no word."""

LONGEST_NAME = 250
"""More code points are no name."""

OPEN, CLOSE = ("«", "„", "“", '"'), ("»", "”", "“", '"')
"""Quotation marks that may begin and end a name."""

_INVISIBLE = "\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f"


class Tier(IntEnum):
    """How sure a candidate is. Between equals the longest name wins, then the rule that ran first."""

    DECIDED = 0
    """No rule goes before it: what is no name for certain, and names that the words beside them leave no doubt of."""
    SURE = 1
    """A rule that knows what it sees."""
    GUESS = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign with its offsets in code points."""

    start: int
    end: int
    text: str
    breaks: bool
    """A line break or the beginning of a sentence comes right before."""

    @property
    def capital(self) -> bool:
        """Does it begin with a capital letter?"""
        return self.text[0].isupper()

    @property
    def is_word(self) -> bool:
        """Does it begin with a letter?"""
        return self.text[0].isalpha()


@dataclass(frozen=True, slots=True)
class Span:
    """A candidate: token numbers `first`…`last` (inclusive). Without a kind it only blocks: no mention stands there."""

    first: int
    last: int
    kind: Kind | None
    rule: str
    tier: Tier
    trace: tuple[str, ...] = ()


@dataclass(slots=True)
class Page:
    """A text cut into tokens."""

    text: str
    tokens: list[Token]
    starts: list[int] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    capitals: list[bool] = field(default_factory=list)
    memo: dict[tuple[str, int], object] = field(default_factory=dict)
    """What a finder has once looked up at a token."""
    refusals: list[Dropped] = field(default_factory=list)
    """What rules took for a name for a while and then refused: `--explain` tells it."""

    def __post_init__(self) -> None:
        self.starts = [token.start for token in self.tokens]
        self.texts = [token.text for token in self.tokens]
        self.capitals = [token.capital for token in self.tokens]

    def __len__(self) -> int:
        return len(self.tokens)

    def at(self, start: int, end: int) -> tuple[int, int] | None:
        """Numbers of the first and last token in a span of characters."""
        first, last = bisect_left(self.starts, start), bisect_left(self.starts, end) - 1
        return (first, last) if first <= last < len(self.tokens) else None

    def word(self, i: int) -> str:
        """The text of token i; empty outside the page."""
        return self.texts[i] if 0 <= i < len(self.texts) else ""

    def capital(self, i: int) -> bool:
        """Is token i a word with a capital letter?"""
        return 0 <= i < len(self.capitals) and self.capitals[i]

    def gap(self, i: int) -> str:
        """What stands between token i-1 and token i."""
        return self.text[self.tokens[i - 1].end : self.tokens[i].start] if 0 < i < len(self.tokens) else ""

    def joined(self, i: int, j: int) -> bool:
        """No line break between tokens i and j."""
        return not any(self.tokens[k].breaks and "\n" in self.gap(k) for k in range(i + 1, j + 1))

    def slice(self, first: int, last: int) -> str:
        """The text from token `first` to token `last`."""
        return self.text[self.tokens[first].start : self.tokens[last].end]

    def shown(self, first: int, last: int) -> str:
        """The text from token `first` to token `last` for a reason, cut where it is too long for a name."""
        start, end = self.tokens[first].start, self.tokens[last].end
        return self.text[start:end] if end - start <= LONGEST_NAME else self.text[start : start + LONGEST_NAME] + "…"

    def words(self, first: int, last: int) -> list[str]:
        """The words (no signs, no numbers) among the tokens `first`…`last`."""
        return [t.text for t in self.tokens[first : last + 1] if t.is_word]

    def refuse(self, first: int, last: int, why: str) -> None:
        """Note that the tokens `first`…`last` looked like a name and are none; what is too long is not noted."""
        start, end = self.tokens[first].start, self.tokens[last].end
        if end - start <= LONGEST_NAME:
            self.refusals.append(Dropped(start, end, self.text[start:end], why))

    def in_quotes(self, first: int, last: int) -> bool:
        """Do quotation marks stand right before token `first` and right after token `last`?"""
        return self.word(first - 1) in ("«", "„", "“", '"') and self.word(last + 1) in ("»", "“", "”", '"')

    def shouted(self, k: int) -> bool:
        """Is token k in capitals among other words in capitals, so that its own prove nothing?"""
        if not (0 <= k < len(self.tokens) and self.tokens[k].text.isupper()):
            return False
        near = self.words(max(k - 4, 0), k + 4)
        return sum(word.isupper() and len(word) > 3 for word in near) > max(2, len(near) // 2)

    def closing_quote(self, k: int) -> int | None:
        """The token that closes the quotation opened at token k, on the same line and within 15 tokens."""
        for n in range(k + 1, min(k + 16, len(self.tokens))):
            if "\n" in self.gap(n):
                return None
            if self.tokens[n].text in CLOSE and self.tokens[n].text != "«":
                return n
        return None


def token_pattern(*, hyphens: str) -> re.Pattern[str]:
    """Words (invisible and combining signs inside allowed), numbers, single signs. `hyphens`: what joins a word."""
    return re.compile(rf"[^\W\d_](?:[^\W_]|[{_INVISIBLE}])*(?:{hyphens})*|\d+(?:-[а-яё]+|[.,]\d+)*|[^\w\s]", re.UNICODE)


def page(text: str, pattern: re.Pattern[str]) -> Page:
    """Cut a text; runs of letters too long to be words are left out."""
    return Page(text, list(_tokens(text, pattern)))


_BULLETS = frozenset("—–-•*")
"""Signs before the first word of an item of a list or of what somebody says."""


def _tokens(text: str, pattern: re.Pattern[str]) -> Iterator[Token]:
    previous_end, previous, bullet = 0, "", False
    for match in pattern.finditer(text):
        if match.end() - match.start() > LONGEST_WORD:
            previous_end, previous = match.end(), "."
            continue
        between = text[previous_end : match.start()]
        breaks = not previous_end or "\n" in between or bullet or (previous in "….!?:" and bool(between))
        bullet = breaks and match.group() in _BULLETS
        yield Token(match.start(), match.end(), match.group(), breaks)
        previous_end, previous = match.end(), match.group()[-1]


def choose(spans: Iterable[Span], page: Page | None = None) -> list[Span]:
    """No overlaps, in order of the text: by tier, then the longest, then the rule that ran first.

    With a page the losers are noted there, but for those that a winner says the same of.
    """
    chosen: list[Span] = []
    taken: dict[int, Span] = {}
    for span in sorted(spans, key=lambda s: (s.tier, s.first - s.last)):
        covered = range(span.first, span.last + 1)
        other = next((taken[k] for k in covered if k in taken), None)
        if other is None:
            chosen.append(span)
            taken.update(dict.fromkeys(covered, span))
        elif page is not None and span.kind and not _says_the_same(other, span):
            winner = f"{page.shown(other.first, other.last)} ({other.rule})"
            page.refuse(span.first, span.last, f"{span.rule}: as {span.kind} it gives way to {winner}")
    return sorted(chosen, key=lambda s: s.first)


def _says_the_same(winner: Span, loser: Span) -> bool:
    """Is the loser a part of the winner, of the same kind?"""
    return winner.kind is loser.kind and winner.first <= loser.first and loser.last <= winner.last


def refused(page: Page, span: Span) -> Dropped:
    """A span that became no mention, as `--explain` shows it: the rule and its steps."""
    start, end = page.tokens[span.first].start, page.tokens[span.last].end
    certain = span.kind is None and span.tier is not Tier.GUESS
    return Dropped(start, end, page.text[start:end], ": ".join([span.rule, *span.trace]), certain)
