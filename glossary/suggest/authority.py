"""Suggestions from the tables of `data/authority/`: the row that has this spelling, by any of its keys."""

from __future__ import annotations

from glossary import authority
from glossary.model import Kind, Lang, Origin, Question, Suggestion

_SHARES = (0.95, 0.5, 0.36, 0.28, 0.22, 0.18, 0.15, 0.12, 0.1)


def propose(question: Question) -> list[Suggestion]:
    """The names of the matching rows in the target language, those of the asked kind first."""
    rows = authority.load().find(question.text, question.source, question.kind)
    other_kind = not rows
    if not rows:
        rows = authority.load().find(question.text, question.source)
        if question.kind is Kind.PERSON:
            rows = [row for row in rows if row.kind is Kind.PERSON]
    found: list[Suggestion] = []
    for r, row in enumerate(rows[:3]):
        for i, text in enumerate(row.names[question.target]):
            score = _SHARES[min(i, len(_SHARES) - 1)] * (0.8 if other_kind else 1.0) * (1.0, 0.55, 0.4)[r]
            found.append(Suggestion(text, Origin.AUTHORITY, score, _trace(question, row, text)))
    found.sort(key=lambda s: -s.score)
    return found


def _trace(question: Question, row: authority.Entry, text: str) -> str:
    dates = "–".join(part for part in (row.since, row.until) if part)
    when = f", {dates}" if dates else ""
    full = row.name(Lang.EN) or row.name(Lang.VI) or row.name(Lang.RU)
    return f"authority table: {question.text} → {text} ({full}{when})"
