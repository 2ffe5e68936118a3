"""The use cases: all that the command line and the screens may call.

Functions at module level need no database. A `Glossary` is one open database; it belongs to the thread that opened it.
Long jobs are generators that yield `Progress` after each committed unit; who stops consuming stops the job.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import InputError
from glossary.model import (
    Article,
    Comparison,
    ConceptRow,
    ConceptView,
    DecisionRow,
    Kind,
    Lang,
    Loss,
    Progress,
    Question,
    Suggestion,
    Totals,
    TransferReport,
)
from glossary.text import form_lang, guess_lang, nfc

if TYPE_CHECKING:
    from glossary.building import Builder
    from glossary.store import Store


def default_database() -> Path:
    """The glossary used when none is named: `TENRIENG_DB`, else `glossary.db` in the user's data folder."""
    named = os.environ.get("TENRIENG_DB")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tenrieng", appauthor=False) / "glossary.db"


# ---- without a database -----------------------------------------------------------------------------------------
def suggest(question: Question) -> list[Suggestion]:
    """Best first; from every origin that needs no database."""
    return suggest_many([question])[0]


def suggest_many(questions: Sequence[Question]) -> list[list[Suggestion]]:
    """The answers to several questions, in order; machine translation takes them as one batch."""
    from glossary import suggest as origins

    return origins.suggest_many([replace(question, text=nfc(question.text)) for question in questions])


def compare(a: str, b: str) -> Comparison:
    """Would these two strings be one concept?"""
    from glossary import concepts

    return concepts.compare(nfc(a), nfc(b))


def guess_name_lang(text: str) -> Lang:
    """The language of a name typed alone: by its script and letters."""
    return form_lang(nfc(text), Lang.EN)


def guess_kind(text: str) -> Kind:
    """What a name typed alone most likely names: what the extraction makes of it, else a person."""
    from glossary import extract as extraction

    name = nfc(text)
    found = extraction.extract(Article("", name, guess_lang(name)))
    whole = [mention for mention in found if (mention.start, mention.end) == (0, len(name))]
    return (whole or found)[0].kind if found else Kind.PERSON


def extract(paths: Sequence[str], losses: list[Loss]) -> Iterator[dict[str, str | int]]:
    """One record a mention, over all files; `concept` is one string for all mentions of one concept.

    What could not be read is added to `losses`. Nothing is printed before all is read: a later article may join two
    concepts of an earlier one.
    """
    from glossary import extract as extraction
    from glossary.building import readable

    yield from extraction.records(readable(paths, losses))


def explain(paths: Sequence[str], losses: list[Loss]) -> Iterator[str]:
    """For a person: which rule or tag made, typed, trimmed or dropped each mention."""
    from glossary import extract as extraction
    from glossary.building import readable

    for article in readable(paths, losses):
        yield article.name
        yield from extraction.explain(article)


class Glossary:
    """One open glossary. Every decision is recorded and can be undone, across restarts."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError (not a database, newer schema, locked, no space, no permission)."""
        from glossary.store import Store

        self._store: Store = Store(path)
        self._built: Builder | None = None

    def __enter__(self) -> Glossary:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def path(self) -> Path:
        """The file."""
        return self._store.path

    @property
    def losses(self) -> tuple[Loss, ...]:
        """What the last build could not read, and why."""
        return tuple(self._builder.losses)

    def close(self) -> None:
        """Close the connection; harmless twice."""
        self._store.close()

    @property
    def _builder(self) -> Builder:
        if self._built is None:
            from glossary.building import Builder

            self._built = Builder(self._store)
        return self._built

    # ---- jobs -----------------------------------------------------------------------------------------------------
    def build(self, paths: Sequence[str]) -> Iterator[Progress]:
        """Read, find, gather and suggest, article by article; each article is all or nothing.

        Articles already stored are skipped, except those that contain a name about which a person decided since they
        were searched: they are searched again. What could not be read is in `losses` afterwards.
        """
        yield from self._builder.build(paths)

    def suggest_missing(self) -> Iterator[Progress]:
        """Compute suggestions again for all concepts not rejected (after new packages, for example)."""
        yield from self._builder.suggest_missing()

    # ---- looking --------------------------------------------------------------------------------------------------
    def queue(self, query: str = "", *, limit: int = 200, offset: int = 0) -> list[ConceptRow]:
        """Concepts that match every word of `query` in any term, without diacritics and case.

        Order: undecided first, then by number of mentions. Words like `kind:org`, `missing:ru`, `status:new`,
        `risk:doubt`, `article:2020` filter.
        """
        from glossary.query import parse_query
        from glossary.store import lookup

        words, filters = parse_query(query)
        return lookup.queue(self._store, words, filters, limit=limit, offset=offset)

    def view(self, concept: str, *, evidence: int = 200) -> ConceptView:
        """All that is known of one concept, with at most `evidence` mentions; a merged one leads to the whole.

        Raises InputError when there is none with this id.
        """
        from glossary.deciding import group_of
        from glossary.store import decisions

        store = self._store
        group = group_of(store, concept)
        row = store.card(group.id)
        if row is None:
            raise InputError(f"{concept} is in no article any more, and nobody decided on it.")
        return ConceptView(
            row=row,
            terms=group.terms(),
            suggestions=self._builder.suggested(group),
            evidence=store.evidence(group.id, evidence),
            doubts=store.doubts(group.id),
            history=tuple(decisions.history(store, 50, group.id)),
            note=group.note,
        )

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        return self._store.totals()

    def history(self, limit: int = 50) -> list[DecisionRow]:
        """The last decisions, newest first."""
        from glossary.store import decisions

        return decisions.history(self._store, limit)

    # ---- deciding: each returns the recorded decision, whose `label` says in words what was done -----------------
    def approve(self, concepts: Iterable[str]) -> DecisionRow:
        """These are right: from now on they are found in every article. Their best terms become the preferred ones."""
        from glossary import deciding

        return deciding.approve(self._store, concepts)

    def reject(self, concepts: Iterable[str]) -> DecisionRow:
        """These are not names worth keeping: they are not offered again."""
        from glossary import deciding

        return deciding.reject(self._store, concepts)

    def reopen(self, concepts: Iterable[str]) -> DecisionRow:
        """Put these back among the undecided."""
        from glossary import deciding

        return deciding.reopen(self._store, concepts)

    def take(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted."""
        from glossary import deciding

        return deciding.take(self._store, concept, lang, text)

    def set_term(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
        from glossary import deciding

        return deciding.set_term(self._store, concept, lang, text)

    def set_kind(self, concepts: Iterable[str], kind: Kind) -> DecisionRow:
        """These name a person, an institution, a place or an event after all; the ids stay."""
        from glossary import deciding

        return deciding.set_kind(self._store, concepts, kind)

    def set_note(self, concept: str, note: str) -> DecisionRow:
        """A remark for colleagues; empty removes it."""
        from glossary import deciding

        return deciding.set_note(self._store, concept, note)

    def merge(self, concepts: Iterable[str], into: str) -> DecisionRow:
        """All these are one concept: that of `into`, whose kind and terms come first. Notes are joined."""
        from glossary import deciding

        return deciding.merge(self._store, concepts, into)

    def keep_apart(self, concept: str, other: str) -> DecisionRow:
        """The doubt was wrong: these two are not one; the next build respects it."""
        from glossary import deciding

        return deciding.keep_apart(self._store, concept, other)

    def add(self, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
        """A name added by hand, approved at once; returns the new concept's id.

        Raises InputError when it exists already, and when no term is given.
        """
        from glossary import deciding

        return deciding.add(self._store, kind, terms)

    def undo(self) -> DecisionRow | None:
        """Take back the last decision not yet undone; None when there is none."""
        from glossary.store import decisions

        return decisions.undo(self._store)

    def redo(self) -> DecisionRow | None:
        """Do the last undone decision again; None when there is none."""
        from glossary.store import decisions

        return decisions.redo(self._store)

    # ---- leaving --------------------------------------------------------------------------------------------------
    def export(self, target: Path, format_name: str) -> TransferReport:
        """Write the glossary; `format_name` is one of `glossary.exchange.FORMATS`."""
        from glossary import exchange, transfer

        for _ in self._builder.refresh_stale():
            pass
        return exchange.write(format_name, transfer.records(self._store), target)

    def import_file(self, source: Path) -> TransferReport:
        """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added.

        A file never takes away: terms it does not have stay, “new” does not reopen what is decided, an empty note
        erases nothing. An id that belongs to an unrelated concept here is reported, not overwritten. The whole import
        is one decision.
        """
        from glossary import transfer

        return transfer.import_file(self._store, source)
