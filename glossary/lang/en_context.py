"""What stands around an English name tells what it is: an apposition, an occupation, a word for what it is before it.

`Ratraco, the corporation's logistics arm`, `economist Yun Liu`, `the border town of Khorgos`. These steps run after the
tagger's and correct its guesses; names that a list or a construction has settled stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from glossary.lang.en_words import Sentence, plain
from glossary.lang.tagger import Lexicon
from glossary.model import Kind


class Name(Protocol):
    """A name in the making, as the steps see it."""

    start: int
    end: int
    kind: Kind
    rule: str

    def note(self, step: str) -> None:
        """Add a step to the trace."""
        ...


_OPENS = frozenset(["a", "an", "the", "its", "his", "her", "their", "one", "another", "our"])
_ENDS_NOUN = frozenset(
    [
        *("of", "for", "in", "from", "that", "which", "who", "with", "at", "near", "on", "to", "by", "where", "whose"),
        *(
            "is",
            "was",
            "are",
            "were",
            "has",
            "had",
            "and",
            "or",
            "under",
            "between",
            "outside",
            "owned",
            "based",
            "about",
        ),
    ]
)
_FARTHEST = 9


def described(s: Sentence, found: Sequence[Name], lex: Lexicon) -> None:
    """Retype the tagger's guesses by the noun of their apposition (`X, a steel maker`) or before them (`airline X`)."""
    for f in found:
        if f.rule != "crf" or any(a <= f.start and f.end <= b for a, b, _ in s.listed):
            continue
        noun = _apposition(s, f.end) or _before(s, f.start)
        kind = _kind_of(noun, lex)
        if kind is not None and kind is not f.kind and not _titled_before(s, f.start, lex):
            f.note(f"described: {f.kind} → {kind}, it is called a {noun}")
            f.kind = kind


def _apposition(s: Sentence, end: int) -> str:
    """The noun of `, the corporation's logistics arm` after a name."""
    if end + 2 >= len(s.raw) or s.raw[end] != "," or s.raw[end + 1].lower() not in _OPENS:
        return ""
    noun = ""
    for i in range(end + 2, min(end + 2 + _FARTHEST, len(s.raw))):
        word = s.raw[i]
        if word.lower() in _ENDS_NOUN or not (word[0].isalnum() or word in ("'s", "’s", "-")):
            break
        noun = word if word.islower() and word.isalpha() else "" if word[:1].isupper() else noun
    return noun


def _before(s: Sentence, start: int) -> str:
    """The noun of `the airline X`, `the border town of X`."""
    if start < 2:
        return ""
    k = start - 2 if s.raw[start - 1] == "of" else start - 1
    return s.raw[k] if s.raw[k].islower() else ""


def _kind_of(noun: str, lex: Lexicon) -> Kind | None:
    if not noun:
        return None
    if lex.has(noun, "org_noun"):
        return Kind.ORG
    return Kind.PLACE if lex.has(noun, "place_noun") else None


def _titled_before(s: Sentence, start: int, lex: Lexicon) -> bool:
    return start > 0 and any(c in ("honorific", "title") for c in lex.single.get(s.tokens[start - 1].lower(), ()))


_MOST_WORDS = 4


def titled(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """Two to four capitalised words that are no plain ones right after an occupation: `economist Yun Liu`."""
    spans = []
    for i in range(len(s.tokens) - 2):
        if not s.raw[i].islower() or "title" not in lex.single.get(s.raw[i], ()):
            continue
        j = i + 1
        while j < len(s.tokens) and j - i <= _MOST_WORDS and j not in taken and _part_of_name(s.tokens[j], lex):
            j += 1
        free = j >= len(s.tokens) or (j not in taken and not s.raw[j][:1].isupper())
        if j - i > 2 and free and not any(a < j and b > i + 1 for a, b, _ in s.listed):
            spans.append((i + 1, j))
    return spans


def _part_of_name(word: str, lex: Lexicon) -> bool:
    return word.istitle() and word.isalpha() and not plain(word.lower(), lex) and not lex.single.get(word.lower())


_NEWSPAPERS = frozenset(
    ["Times", "Post", "Guardian", "Economist", "Telegraph", "Independent", "Diplomat", "Herald", "Tribune", "Journal"]
)


def with_the(s: Sentence, f: Name) -> bool:
    """Does a capital `The` in the middle of the sentence belong to the name (`told The Moscow Times`)?"""
    before = f.start - 1
    inside = before > 0 and s.raw[before] == "The" and s.raw[before - 1][-1:].islower()
    return inside and f.kind is Kind.ORG and s.raw[f.end - 1] in _NEWSPAPERS
