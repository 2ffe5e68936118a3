"""What this glossary already knows: names approved earlier, whole or in parts, and spellings seen in its articles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Protocol

from glossary.model import Lang, Origin, Question, Suggestion
from glossary.text import nfc


class Memory(Protocol):
    """What the store must be able to tell. Implementations match loosely (keys) or exactly, as they see fit."""

    def approved(self, text: str, source: Lang, target: Lang) -> Sequence[str]:
        """Terms of `target`, preferred first, of the approved concepts that have the term `text` in `source`."""
        ...

    def seen_with_marks(self, ascii_form: str) -> Sequence[str]:
        """Vietnamese spellings with full marks, seen in articles or approved, that are `ascii_form` without marks."""
        ...


_WORDS = re.compile(r"\S+")


def propose(question: Question, memory: Memory) -> list[Suggestion]:
    """The approved equivalent of the whole name; for ASCII asked for in Vietnamese, the marks seen elsewhere.

    Only what a person approved is memory; what an article has is said to be from there. Where several answer, they are
    namesakes, and none is sure.
    """
    approved = memory.approved(question.text, question.source, question.target)
    found = [
        Suggestion(
            text, Origin.MEMORY, 0.98 / len(approved), f"approved earlier in this glossary: {question.text} → {text}"
        )
        for text in approved
    ]
    if question.target is Lang.VI and question.source is not Lang.RU:
        seen = list(dict.fromkeys(map(nfc, memory.seen_with_marks(question.text))))
        found += [
            Suggestion(text, Origin.ARTICLE, 0.96 / len(seen), f"{text} was seen with its marks in an article")
            for text in seen
        ]
    return found


def part(text: str, source: Lang, target: Lang, memory: Memory | None) -> str | None:
    """The approved equivalent of a part of an institution's name, for composition."""
    if memory is None:
        return None
    known = memory.approved(text, source, target)
    return known[0] if known else None
