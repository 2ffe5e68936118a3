"""The use cases: all that the command line and the screens may call.

What needs no database is in `glossary.asking`, and is called from here. A `Glossary` is one open database; it belongs
to the thread that opened it.
Long jobs are generators that yield `Progress` after each committed unit; who stops consuming stops the job.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from glossary.asking import (
    compare,
    explain,
    extract,
    guess_kind,
    guess_name_lang,
    style_examples,
    suggest,
    suggest_many,
)
from glossary.errors import DatabaseError, InputError
from glossary.model import (
    ArticleRow,
    ArticleView,
    CaseForm,
    ConceptRow,
    ConceptView,
    Concordance,
    DecisionRow,
    HouseStyle,
    ImportPreview,
    Kind,
    Lang,
    Loss,
    Overview,
    Progress,
    SavedFilter,
    Spelling,
    Story,
    TermForm,
    TermStatus,
    Totals,
    TransferReport,
)

if TYPE_CHECKING:
    from glossary.building import Builder
    from glossary.store import Store


__all__ = [
    "Glossary",
    "compare",
    "default_database",
    "explain",
    "extract",
    "guess_kind",
    "guess_name_lang",
    "recent_glossaries",
    "remember_glossary",
    "result_of",
    "style_examples",
    "suggest",
    "suggest_many",
]


def default_database() -> Path:
    """The glossary used when none is named: `TENRIENG_DB`, else `glossary.db` in the user's data folder."""
    named = os.environ.get("TENRIENG_DB")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_data_path

    return user_data_path("tenrieng", appauthor=False) / "glossary.db"


_RECENT = 12
"""Glossaries remembered."""


def recent_glossaries() -> list[Path]:
    """The glossaries opened last, newest first; those whose file is gone are left out."""
    import json

    try:
        names = json.loads(_recent_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    paths = [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return [path for path in paths if path.is_file()]


def remember_glossary(path: Path) -> None:
    """Put a glossary at the top of the recent ones; that this cannot be written is no reason to stop working."""
    import json

    listed = [path.absolute(), *(other for other in recent_glossaries() if other != path.absolute())][:_RECENT]
    file = _recent_file()
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        partial = file.with_name(f".{file.name}.{os.getpid()}.part")
        partial.write_text(json.dumps([str(one) for one in listed], ensure_ascii=False, indent=1), encoding="utf-8")
        partial.replace(file)


def _recent_file() -> Path:
    from platformdirs import user_config_path

    return user_config_path("tenrieng", appauthor=False) / "recent.json"


T = TypeVar("T")


def result_of(job: Generator[Progress, None, T]) -> T:
    """Run a long job to its end, without telling how far it is."""
    while True:
        try:
            next(job)
        except StopIteration as end:
            result: T = end.value
            return result


_QUICKLY = 500
"""Concepts whose suggestions an export brings up to date first; after a big import they are exported as they are."""

_AT_ONCE = 50
"""Concepts touched by a decision up to which their case forms are made at once; more wait for the next build."""


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

    def _decided(self, result: T) -> T:
        """After a decision, taken back or not: the case forms of what it touched, so that search knows them at once."""
        self._inflect(self._store.touched)
        return result

    def _inflect(self, touched: Collection[str]) -> None:
        if 0 < len(touched) <= _AT_ONCE:
            from glossary import desk

            # The decision holds whatever happens: forms are made up for by the next build.
            with suppress(DatabaseError):
                desk.inflect(self._store, touched)

    # ---- jobs -----------------------------------------------------------------------------------------------------
    def build(self, paths: Sequence[str]) -> Iterator[Progress]:
        """Read, find, gather and suggest, article by article; each article is all or nothing.

        Articles already stored are skipped, except those that contain a name about which a person decided since they
        were searched: they are searched again. What could not be read is in `losses` afterwards.
        """
        from glossary import desk

        waiting = self._store.uninflected()
        for start in range(0, len(waiting), _AT_ONCE):
            # After a big import these are many: other programs must not wait for all of them.
            desk.inflect(self._store, waiting[start : start + _AT_ONCE])
            if len(waiting) > _AT_ONCE:
                yield Progress(start, len(waiting), "")
        yield from self._builder.build(paths)

    def suggest_missing(self) -> Iterator[Progress]:
        """Compute suggestions again for all concepts not rejected (after new packages, for example)."""
        yield from self._builder.suggest_missing()

    # ---- looking --------------------------------------------------------------------------------------------------
    def show_names_in(self, lang: Lang | None) -> None:
        """From now on this connection calls concepts by their term in `lang`, else the first of vi, en, ru there is.

        Without a language each is called by what a person chose, else by what the articles use most.
        """
        self._store.names_in = lang

    def queue(self, query: str = "", *, limit: int = 200, offset: int = 0) -> list[ConceptRow]:
        """Concepts that match every word of `query` in any term, without diacritics and case.

        Order: undecided first, then by number of mentions. Words like `kind:org`, `missing:ru`, `status:new`,
        `risk:merge`, `article:2020` filter; half a value (`kind:o`) will do, and one that is none finds nothing.
        """
        from glossary.query import parse_query
        from glossary.store import lookup

        words, filters = parse_query(query)
        return lookup.queue(self._store, words, filters, limit=limit, offset=offset)

    def called(self, query: str, concepts: Iterable[str]) -> set[str]:
        """Those of these concepts that have a term, in any language, which says just the words of `query`.

        Diacritics and case do not count, as in `queue`.
        """
        from glossary.query import parse_query
        from glossary.store import lookup

        words, _filters = parse_query(query)
        return lookup.called(self._store, words, list(concepts))

    def search(self, query: str, *, limit: int = 200) -> list[ConceptRow]:
        """`queue` for a query that is typed to its end: raises InputError for a filter with a value that there is not.

        The error names the values that there are.
        """
        from glossary.query import check_query

        check_query(query)
        return self.queue(query, limit=limit)

    def view(self, concept: str, *, evidence: int = 200) -> ConceptView:
        """All that is known of one concept, with at most `evidence` mentions; a merged one leads to the whole.

        Raises InputError when there is none with this id.
        """
        from glossary import desk
        from glossary.deciding import group_of
        from glossary.store import decisions

        store = self._store
        with store.reading():
            group = group_of(store, concept)
            row = store.card(group.id)
            if row is None:
                raise InputError(f"{concept} is in no article any more, and nobody decided on it.")
            view = ConceptView(
                row=row,
                terms=group.terms(),
                suggestions={},
                evidence=store.evidence(group.id, evidence),
                doubts=store.doubts(group.id),
                history=tuple(decisions.history(store, 50, group.id)),
                note=group.note,
                subject=group.subject,
                gender=group.gender,
                valid_from=group.valid_from,
                valid_to=group.valid_to,
            )
        # Those for changed terms are computed and stored now.
        suggestions = desk.in_house_style(group, self._builder.suggested(group), self.style())
        return replace(view, suggestions=suggestions)

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        return self._store.totals()

    def history(self, limit: int = 50) -> list[DecisionRow]:
        """The last decisions, newest first."""
        from glossary.store import decisions

        return decisions.history(self._store, limit)

    def about(self, decision: int) -> tuple[tuple[str, ...], Lang | None]:
        """The concepts that a decision is about, as they are called now, and the language, if it is about one term's.

        None of the concepts may be left: undoing “add” takes the name away.
        """
        from glossary.store import decisions

        return decisions.about(self._store, decision)

    def place_in_queue(self, concept: str, query: str = "") -> int | None:
        """How many concepts `queue` lists before this one; None when it does not list it for this query."""
        from glossary.query import parse_query
        from glossary.store import lookup

        words, filters = parse_query(query)
        return lookup.place(self._store, words, filters, concept)

    def count(self, query: str, *, most: int = 100_000) -> int:
        """How many concepts `queue` would list for this query, counted up to `most`."""
        from glossary.query import parse_query
        from glossary.store import lookup

        words, filters = parse_query(query)
        return lookup.count(self._store, words, filters, most)

    def place_of(self, mention: int) -> tuple[int, int]:
        """The number of a mention's article, and where in it the mention starts. Raises InputError when it is gone."""
        found = self._store.mentions_with([mention])
        if not found:
            raise InputError("This mention is not there any more: its article was read again.")
        return found[0]["article"], found[0]["start"]

    def next_undecided(self, after: str = "", query: str = "") -> ConceptRow | None:
        """The next undecided concept of the queue after that of `after`, from the top when there is none below it."""
        from glossary.query import parse_query
        from glossary.store import lookup

        words, filters = parse_query(query)
        return lookup.next_undecided(self._store, words, filters, after)

    def complete(self, query: str) -> list[str]:
        """How a half-typed query could go on: whole queries, best first; names of filters, kinds, articles, outlets."""
        from glossary import desk

        return desk.complete(self._store, query)

    def saved_filters(self) -> list[SavedFilter]:
        """Queries with names, by name."""
        from glossary.store import lookup

        return lookup.saved_filters(self._store)

    def articles(self, query: str = "", *, limit: int = 1000) -> list[ArticleRow]:
        """Articles with all words of the query in name, outlet or text, newest first; `lang:`, `outlet:` … filter."""
        from glossary import desk

        return desk.articles(self._store, query, limit)

    def last_place(self) -> str:
        """The path or address of the article that was read last; empty without any."""
        from glossary import desk

        return desk.last_place(self._store)

    def suggested_as(self, text: str) -> list[ConceptRow]:
        """The concepts for which just this text is suggested as a term, the surest first."""
        from glossary import desk

        return desk.suggested_as(self._store, text)

    def article(self, number: int, lang: Lang | None = None) -> ArticleView:
        """An article with its mentions; `lang` glosses each with its concept's preferred term in that language.

        Raises InputError when the article is gone.
        """
        from glossary import desk

        with self._store.reading():
            return desk.article(self._store, number, lang)

    def concordance(
        self, query: str, *, lang: Lang | None = None, sort: str = "", limit: int = 200, offset: int = 0
    ) -> Concordance:
        """Keyword in context over all articles, newest first, or by what stands to the `left` or `right` of it.

        A query that is a concept (its id) or one of its terms finds all its terms in all languages, Russian ones in
        every case. Other words are found with or without diacritics, Russian ones by their stems; `"…"` is taken as
        it stands. `lang:`, `outlet:` and `article:` filter.
        """
        from glossary import desk

        with self._store.reading():
            return desk.concordance(self._store, query, lang, sort, limit, offset)

    def spellings(self, concept: str) -> list[Spelling]:
        """The evidence for each spelling of a concept: mentions, articles, outlets and dates."""
        from glossary.deciding import group_of
        from glossary.store import lookup

        return lookup.spellings(self._store, group_of(self._store, concept).id)

    def forms(self, concept: str) -> dict[str, tuple[CaseForm, ...]]:
        """The case forms of each Russian term in use of a concept, by term; the preferred term first."""
        from glossary import desk

        with self._store.reading():
            return desk.forms(self._store, concept)

    def forms_by_gender(self, concept: str) -> dict[str, dict[str, tuple[CaseForm, ...]]]:
        """`forms` of each Russian term, by gender: `m` and `f` while a person's is unknown and matters, else `""`."""
        from glossary import desk

        with self._store.reading():
            return desk.forms_by_gender(self._store, concept)

    def story(self, articles: Sequence[int]) -> Story:
        """Articles of one story side by side: what each lacks, and what it renders otherwise than the glossary."""
        from glossary import desk

        with self._store.reading():
            return desk.story(self._store, articles)

    def same_story(self, article: int, *, limit: int = 20) -> list[tuple[ArticleRow, int]]:
        """Articles in other languages that tell this story, surest first, and how many concepts they share with it."""
        from glossary import desk

        with self._store.reading():
            return desk.same_story(self._store, article, limit)

    def overview(self) -> Overview:
        """What is in the glossary, as data for plots: coverage, pace of the review, outlets, names."""
        from glossary import desk

        with self._store.reading():
            return desk.overview(self._store)

    def style(self) -> HouseStyle:
        """The house style of this glossary."""
        from glossary.store import lookup
        from glossary.style import style_of

        return style_of(lookup.settings(self._store))

    def token(self) -> int:
        """A number that is another one once another program has written to this glossary. Costs microseconds."""
        return self._store.generation()

    def concept_history(self, concept: str, limit: int = 200) -> list[DecisionRow]:
        """The decisions about a concept and all merged into it, newest first."""
        from glossary.deciding import group_of
        from glossary.store import decisions

        return decisions.history(self._store, limit, group_of(self._store, concept).id)

    def merged_away(self, concepts: Iterable[str]) -> dict[str, str]:
        """Of these concepts those that were merged into others, and those that are gone: what is to be said of each."""
        from glossary.deciding import merged_away

        wanted = list(concepts)
        with self._store.reading():
            roots = self._store.roots(wanted)
            return {id: merged_away(self._store, id) if id in roots else "" for id in wanted if roots.get(id) != id}

    # ---- deciding: each returns the recorded decision, whose `label` says in words what was done; raises InputError -
    # when a concept it is about was merged into another meanwhile: only looking follows it there.
    def approve(self, concepts: Iterable[str]) -> DecisionRow:
        """These are right: from now on they are found in every article. Their best terms become the preferred ones."""
        from glossary import deciding

        return self._decided(deciding.approve(self._store, concepts))

    def reject(self, concepts: Iterable[str]) -> DecisionRow:
        """These are not names worth keeping: they are not offered again."""
        from glossary import deciding

        return self._decided(deciding.reject(self._store, concepts))

    def reopen(self, concepts: Iterable[str]) -> DecisionRow:
        """Put these back among the undecided."""
        from glossary import deciding

        return self._decided(deciding.reopen(self._store, concepts))

    def take(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted."""
        from glossary import deciding

        return self._decided(deciding.take(self._store, concept, lang, text))

    def take_best(self, concepts: Iterable[str]) -> DecisionRow:
        """What these lack becomes the first suggestion, where that is sure."""
        from glossary import taking

        return self._decided(taking.take_best(self._store, concepts))

    def pair(self, concept: str, lang: Lang, text: str, other: str) -> DecisionRow:
        """What another article of the story calls it: `text` becomes the term of `lang`, and `other` part of it."""
        from glossary import deciding

        return self._decided(deciding.pair(self._store, concept, lang, text, other))

    def set_term(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
        from glossary import deciding

        return self._decided(deciding.set_term(self._store, concept, lang, text))

    def set_kind(self, concepts: Iterable[str], kind: Kind) -> DecisionRow:
        """These name a person, an institution, a place or an event after all; the ids stay."""
        from glossary import deciding

        return self._decided(deciding.set_kind(self._store, concepts, kind))

    def set_note(self, concept: str, note: str) -> DecisionRow:
        """A remark for colleagues; empty removes it."""
        from glossary import deciding

        return self._decided(deciding.set_note(self._store, concept, note))

    def merge(self, concepts: Iterable[str], into: str) -> DecisionRow:
        """All these are one concept: that of `into`, whose kind and terms come first. Notes are joined."""
        from glossary import deciding

        return self._decided(deciding.merge(self._store, concepts, into))

    def keep_apart(self, concept: str, other: str) -> DecisionRow:
        """The doubt was wrong: these two are not one; the next build respects it."""
        from glossary import deciding

        return self._decided(deciding.keep_apart(self._store, concept, other))

    def add(self, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
        """A name added by hand, approved at once; returns the new concept's id.

        Raises InputError when it exists already, and when no term is given.
        """
        from glossary import deciding

        id, decision = deciding.add(self._store, kind, terms)
        self._inflect([id])
        return id, decision

    def add_mention(self, article: int, start: int, end: int, what: Kind | str) -> tuple[str, DecisionRow]:
        """A name that was missed: this span of an article is a mention of a concept (its id) or of a new one of a kind.

        It stays there whatever later builds find; a new concept is approved, so its name is found in every article.
        Mentions that the span touches give way. Returns the concept's id. Raises InputError for a span that is no name.
        """
        from glossary import moving

        id, decision = moving.add_mention(self._store, article, start, end, what)
        self._inflect([id])
        return id, decision

    def move_mentions(self, mentions: Iterable[int], concept: str) -> DecisionRow:
        """These mentions are of another concept; their spellings become its terms, and the two are kept apart."""
        from glossary import moving

        return self._decided(moving.move_mentions(self._store, mentions, concept))

    def move_terms(self, terms: Iterable[int], concept: str) -> DecisionRow:
        """These terms, and the mentions that attest them, are of another concept; the two are kept apart."""
        from glossary import moving

        return self._decided(moving.move_terms(self._store, terms, concept))

    def move(self, concept: str, mentions: Iterable[int] = (), terms: Iterable[int] = ()) -> DecisionRow:
        """These mentions and terms are of this other concept: `move_mentions` and `move_terms` as one decision."""
        from glossary import moving

        return self._decided(moving.move(self._store, concept, mentions, terms))

    def split(
        self, concept: str, mentions: Iterable[int] = (), terms: Iterable[int] = (), kind: Kind | None = None
    ) -> tuple[str, DecisionRow]:
        """These mentions and terms are another, new concept after all; builds keep the two apart. Returns its id."""
        from glossary import moving

        return self._decided(moving.split(self._store, concept, mentions, terms, kind))

    def add_term(
        self,
        concept: str,
        lang: Lang,
        text: str,
        form: TermForm = TermForm.FULL,
        status: TermStatus = TermStatus.ADMITTED,
    ) -> DecisionRow:
        """One more term, typed by hand; raises InputError when the concept has it."""
        from glossary import wording

        return self._decided(wording.add_term(self._store, concept, lang, text, form, status))

    def change_term(self, term: int, text: str, *, concept: str = "") -> DecisionRow:
        """Another spelling instead of this term, with its status and form; empty takes it away.

        What articles have stays, deprecated: it must be recognised. With the `concept` where it was chosen it raises
        InputError when it is not there any more; so do the next two.
        """
        from glossary import wording

        return self._decided(wording.change_term(self._store, term, text, concept))

    def set_term_status(self, terms: Iterable[int], status: TermStatus, *, concept: str = "") -> DecisionRow:
        """How these terms may be used; one term of a language is preferred, the former one becomes admitted."""
        from glossary import wording

        return self._decided(wording.set_term_status(self._store, terms, status, concept))

    def set_term_form(self, terms: Iterable[int], form: TermForm, *, concept: str = "") -> DecisionRow:
        """What these terms are: a full name, an acronym, an abbreviation, a short form or a mere variant."""
        from glossary import wording

        return self._decided(wording.set_term_form(self._store, terms, form, concept))

    def set_fields(
        self,
        concept: str,
        *,
        subject: str | None = None,
        gender: str | None = None,
        valid_from: str | None = None,
        valid_to: str | None = None,
    ) -> DecisionRow:
        """What is known of a concept beside its terms; what is not given stays, what is empty is removed.

        Raises InputError for a gender that is no `Gender` and for dates that are not a year, month or day in ISO 8601.
        """
        from glossary import wording

        return self._decided(
            wording.set_fields(
                self._store, concept, subject=subject, gender=gender, valid_from=valid_from, valid_to=valid_to
            )
        )

    def set_form(self, concept: str, term: str, case: str, text: str) -> DecisionRow:
        """A Russian term in one case, as it should be; empty goes back to what the rule says."""
        from glossary import wording

        return self._decided(wording.set_form(self._store, concept, term, case, text))

    def set_forms(self, concept: str, term: str, forms: Mapping[str, str]) -> DecisionRow:
        """A Russian term in several cases at once, as one decision; empty ones go back to what the rule says."""
        from glossary import wording

        return self._decided(wording.set_forms(self._store, concept, term, forms))

    def set_style(self, style: HouseStyle) -> DecisionRow:
        """How this glossary writes what may be written in several ways."""
        from glossary import deciding

        return self._decided(deciding.set_style(self._store, style))

    def save_filter(self, name: str, query: str) -> DecisionRow:
        """Keep a query under a name; an empty query removes it."""
        from glossary import deciding

        return self._decided(deciding.save_filter(self._store, name, query))

    def undo(self) -> DecisionRow | None:
        """Take back the last decision not yet undone; None when there is none."""
        from glossary.store import decisions

        return self._decided(decisions.undo(self._store))

    def redo(self) -> DecisionRow | None:
        """Do the last undone decision again; None when there is none."""
        from glossary.store import decisions

        return self._decided(decisions.redo(self._store))

    # ---- leaving --------------------------------------------------------------------------------------------------
    def export(
        self, target: Path, format_name: str, *, query: str = "", langs: Collection[Lang] = ()
    ) -> TransferReport:
        """Write the glossary; `format_name` is one of `glossary.exchange.FORMATS`.

        With a `query`, what the queue shows for it; with `langs`, their terms alone. Suggestions for changed terms are
        brought up to date first, unless so many wait that a build had better do it.
        """
        return result_of(self.exporting(target, format_name, query=query, langs=langs))

    def exporting(
        self, target: Path, format_name: str, *, query: str = "", langs: Collection[Lang] = ()
    ) -> Generator[Progress, None, TransferReport]:
        """`export` as a job: stopped before its end it writes nothing."""
        from glossary import transfer

        if self._store.count_stale() <= _QUICKLY:
            yield from self._builder.refresh_stale()
        with self._store.reading():
            return (yield from transfer.exporting(self._store, target, format_name, query, langs))

    def import_file(self, source: Path) -> TransferReport:
        """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added.

        A file never takes away: terms it does not have stay, “new” does not reopen what is decided, an empty note
        erases nothing. An id that belongs to an unrelated concept here is reported, not overwritten. The whole import
        is one decision, written some hundred rows at a time so that other programs need not wait.
        """
        return result_of(self.importing(source))

    def importing(self, source: Path) -> Generator[Progress, None, TransferReport]:
        """`import_file` as a job: stopped before its end it keeps whole rows, and one undo takes them back."""
        from glossary import transfer

        touched: set[str] = set()

        def watched() -> Generator[Progress, None, TransferReport]:
            job = transfer.importing(self._store, source)
            while True:
                try:
                    step = next(job)
                except StopIteration as end:
                    report: TransferReport = end.value
                    return report
                touched.update(self._store.touched)
                yield step

        report = yield from watched()
        self._inflect(touched)
        return report

    def preview_import(self, source: Path) -> ImportPreview:
        """What `import_file` would do with a file, row by row: nothing is written."""
        return result_of(self.previewing(source))

    def previewing(self, source: Path) -> Generator[Progress, None, ImportPreview]:
        """`preview_import` as a job."""
        from glossary import transfer

        return (yield from transfer.previewing(self._store, source))
