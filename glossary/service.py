"""The use cases: all that the command line and the screens may call.

Functions at module level need no database. A `Glossary` is one open database; it belongs to the thread that opened it.
Long jobs are generators that yield `Progress` after each committed unit; who stops consuming stops the job.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from glossary.model import (
    Comparison,
    ConceptRow,
    ConceptView,
    DecisionRow,
    Kind,
    Lang,
    Progress,
    Question,
    Suggestion,
    Totals,
    TransferReport,
)


def default_database() -> Path:
    """The glossary used when none is named: `TENRIENG_DB`, else `glossary.db` in the user's data folder."""
    raise NotImplementedError


def suggest(question: Question) -> list[Suggestion]:
    """Best first; from every origin that needs no database."""
    raise NotImplementedError


def compare(a: str, b: str) -> Comparison:
    """Would these two strings be one concept?"""
    raise NotImplementedError


class Glossary:
    """One open glossary. Every decision is recorded and can be undone, across restarts."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError (not a database, newer schema, locked, no space, no permission)."""

    def __enter__(self) -> Glossary:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; harmless twice."""

    # ---- jobs -----------------------------------------------------------------------------------------------------
    def build(self, paths: Sequence[str]) -> Iterator[Progress]:
        """Read, find, gather and suggest, article by article; each article is all or nothing."""
        raise NotImplementedError

    def suggest_missing(self) -> Iterator[Progress]:
        """Compute suggestions again for all concepts not rejected (after new packages, for example)."""
        raise NotImplementedError

    # ---- looking --------------------------------------------------------------------------------------------------
    def queue(self, query: str = "", *, limit: int = 200, offset: int = 0) -> list[ConceptRow]:
        """Concepts that match every word of `query` in any term, without diacritics and case.

        Order: undecided first, then by number of mentions. Words like `kind:org`, `missing:ru`, `status:new` filter.
        """
        raise NotImplementedError

    def view(self, concept: str) -> ConceptView:
        """All that is known of one concept; raises InputError when there is none with this id."""
        raise NotImplementedError

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        raise NotImplementedError

    def history(self, limit: int = 50) -> list[DecisionRow]:
        """The last decisions, newest first."""
        raise NotImplementedError

    # ---- deciding: each returns the recorded decision, whose `label` says in words what was done -----------------
    def approve(self, concepts: Iterable[str]) -> DecisionRow: ...  # type: ignore[empty-body]
    def reject(self, concepts: Iterable[str]) -> DecisionRow: ...  # type: ignore[empty-body]
    def reopen(self, concepts: Iterable[str]) -> DecisionRow: ...  # type: ignore[empty-body]
    def take(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted."""
        raise NotImplementedError

    def set_term(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
        raise NotImplementedError

    def set_kind(self, concepts: Iterable[str], kind: Kind) -> DecisionRow: ...  # type: ignore[empty-body]
    def set_note(self, concept: str, note: str) -> DecisionRow: ...  # type: ignore[empty-body]
    def merge(self, concepts: Iterable[str], into: str) -> DecisionRow: ...  # type: ignore[empty-body]
    def keep_apart(self, concept: str, other: str) -> DecisionRow:
        """The doubt was wrong: these two are not one; the next build respects it."""
        raise NotImplementedError

    def add(self, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
        """A name added by hand; returns the new concept's id. Raises InputError when it exists already."""
        raise NotImplementedError

    def undo(self) -> DecisionRow | None:
        """Take back the last decision not yet undone; None when there is none."""
        raise NotImplementedError

    def redo(self) -> DecisionRow | None:
        """Do the last undone decision again; None when there is none."""
        raise NotImplementedError

    # ---- leaving --------------------------------------------------------------------------------------------------
    def export(self, target: Path, format_name: str) -> TransferReport:
        """Write the glossary; `format_name` is one of `glossary.exchange.FORMATS`."""
        raise NotImplementedError

    def import_file(self, source: Path) -> TransferReport:
        """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added."""
        raise NotImplementedError
