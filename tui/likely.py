"""Which concepts are likely meant, before anything is typed: those with just these words as a term or a suggestion."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from glossary.model import ConceptRow, ConceptStatus, ConceptView
from glossary.service import Glossary

Likely = Callable[[Glossary], Sequence[ConceptRow]]
"""The concepts that stand in a list before anything is typed."""

MOST_LIKELY = 9
"""Concepts that are offered so at most."""


def called_so(glossary: Glossary, texts: Iterable[str]) -> list[ConceptRow]:
    """The concepts with one of these texts as a term, then those for which one is suggested; rejected ones left out."""
    terms, suggested = dict[str, ConceptRow](), dict[str, ConceptRow]()
    for text in dict.fromkeys(texts):
        rows = glossary.queue(text, limit=MOST_LIKELY)
        exact = glossary.called(text, [row.id for row in rows])
        terms |= {row.id: row for row in rows if row.id in exact and row.status is not ConceptStatus.REJECTED}
        suggested |= {row.id: row for row in glossary.suggested_as(text)}
    return list((terms | suggested).values())[:MOST_LIKELY]


def like_this(view: ConceptView) -> Likely:
    """What a concept may be merged with: its open doubts, then what is called as it is or as is suggested for it."""

    def find(glossary: Glossary) -> list[ConceptRow]:
        doubts = [doubt.other if doubt.concept == view.row.id else doubt.concept for doubt in view.doubts]
        rows = {other: glossary.view(other, evidence=0).row for other in doubts}
        best = [offered[0].text for offered in view.suggestions.values() if offered]
        texts = [*(term.text for term in view.terms), *best]
        rows |= {row.id: row for row in called_so(glossary, texts) if row.kind is view.row.kind}
        return [row for id, row in rows.items() if id != view.row.id]

    return find
