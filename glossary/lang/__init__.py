"""What differs between the three languages, behind one protocol."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from glossary.model import Kind, Mention


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that some rule took for a name for a while, and why it is none: what `--explain` shows of it."""

    start: int
    end: int
    text: str
    why: str
    certain: bool = False
    """Another thing is named here for certain (a language, a ship, a treaty): no name of the glossary is."""


class Finder(Protocol):
    """Finds names in one language. Implemented by the modules `vi`, `en` and `ru` of this package."""

    def find(self, text: str) -> list[Mention]:
        """Mentions in order of `start`, never overlapping; offsets count code points of `text` (NFC)."""
        ...

    def find_all(self, text: str, explain: bool = False) -> tuple[list[Mention], list[Dropped]]:
        """What `find` returns, and what looked like a name and was refused; `explain`: with reasons that cost time."""
        ...

    def lemma(self, name: str, kind: Kind) -> str:
        """The dictionary form of a whole name (Russian nominative); other languages return `name`."""
        ...
