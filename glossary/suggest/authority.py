"""Suggestions from the tables of `data/authority/`: the row that has this spelling, by any of its keys."""

from __future__ import annotations

import re
from collections.abc import Sequence

from glossary import authority
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import literal

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
        for i, text in enumerate(_in_kind(question, row.names[question.target])):
            score = _SHARES[min(i, len(_SHARES) - 1)] * (0.8 if other_kind else 1.0) * (1.0, 0.55, 0.4)[r]
            found.append(Suggestion(text, Origin.AUTHORITY, score, _trace(question, row, text)))
    found.sort(key=lambda s: -s.score)
    return found


_ADMINISTRATIVE = re.compile(
    r"\b(?:tỉnh|vùng|quận|huyện|bán đảo|cộng hòa|province|region|oblast|krai|territory|district|peninsula|republic|"
    r"область|край|провинция|район|полуостров|республика|đảo|núi|sân bay|island|islands|mount|mountain|airport|"
    r"остров|острова|гора|аэропорт)\b",
    re.IGNORECASE,
)


def is_acronym(text: str) -> bool:
    """`WHO`, `TTXVN`, `U.N.`: one word in capitals."""
    letters = re.sub(r"[\W\d_]", "", text)
    return " " not in text and len(letters) > 1 and letters.isupper()


def _in_kind(question: Question, names: Sequence[str]) -> list[str]:
    """The names of a row, those first that are such as was asked: full or an acronym, with its province or without.

    A person asked for by a whole name is not answered by a surname or nickname (`Cô-xư-ghin`, `Bác Hồ`).
    """
    asked = question.text
    short, headed, parts = is_acronym(asked), bool(_ADMINISTRATIVE.search(asked)), len(asked.split())

    def other(name: str) -> tuple[bool, bool, bool]:
        less = question.kind is Kind.PERSON and len(name.split()) < min(parts, 3)
        return less, is_acronym(name) is not short, bool(_ADMINISTRATIVE.search(name)) is not headed

    ordered = sorted(names, key=other)
    return ordered if short else literal.fullest_first(ordered, asked, question.source, question.target, question.kind)


def _trace(question: Question, row: authority.Entry, text: str) -> str:
    """The row's English name, unless it says nothing new, its dates and what it became."""
    full = row.name(Lang.EN) or row.name(Lang.VI) or row.name(Lang.RU)
    dates = "–".join((row.since, row.until)).strip("–") if row.until else f"since {row.since}" if row.since else ""
    said = {question.text.casefold(), text.casefold()}
    notes = ", ".join(part for part in (full if full.casefold() not in said else "", dates) if part)
    return f"{question.text} → {text}" + (f" ({notes})" if notes else "")
