"""Institutions by composition (being written)."""

from __future__ import annotations

from glossary.model import Question, Suggestion
from glossary.suggest.memory import Memory


def propose(question: Question, memory: Memory | None = None) -> list[Suggestion]:
    """Nothing yet."""
    return []
