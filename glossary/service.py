"""The use cases: all that the command line and the screens may call.

Functions at module level need no database. A `Glossary` is one open database; it belongs to the thread that opened it.
Long jobs are generators that yield `Progress` after each committed unit; who stops consuming stops the job.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import DatabaseError, InputError
from glossary.model import (
    Article,
    Comparison,
    ConceptRow,
    ConceptStatus,
    ConceptView,
    DecisionRow,
    Doubt,
    Kind,
    Lang,
    Loss,
    Mention,
    Origin,
    Progress,
    Question,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
    Totals,
    TransferReport,
)
from glossary.text import form_lang, guess_lang, has_vietnamese_marks, nfc

if TYPE_CHECKING:
    from glossary.concepts import Gathered, KnownConcept
    from glossary.exchange import ConceptRecord
    from glossary.lang import Known
    from glossary.store import Group, Reading, Recorder, Store

_SUGGESTIONS_KEPT = 9
"""As many as there are digit keys."""

_WORTH_SHOWING = 0.02
"""Less likely suggestions are left out, except the best one for a language without a term."""

_ATTEMPTS = 3
"""How often a reading is gathered again because another program wrote meanwhile, before it is done under the lock."""


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

    yield from extraction.records(_read(paths, losses))


def explain(paths: Sequence[str], losses: list[Loss]) -> Iterator[str]:
    """For a person: which rule or tag made, typed, trimmed or dropped each mention."""
    from glossary import extract as extraction

    for article in _read(paths, losses):
        yield article.name
        yield from extraction.explain(article)


def _read(paths: Sequence[str], losses: list[Loss]) -> Iterator[Article]:
    from glossary import articles

    for item in articles.read(paths):
        if isinstance(item, Loss):
            losses.append(item)
        else:
            yield item


def _place(name: str, digest: str) -> str:
    """What makes a changed text a new version: its address, or its absolute path; pasted texts have none."""
    if name == "-":
        return f"-{digest[:16]}"
    return name if "://" in name else Path(name).absolute().as_posix()


def _storable(text: str) -> str:
    """Half characters (lone surrogates), which no file can hold, become U+FFFD; offsets stay."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


_LANGUAGE = {Lang.VI: "Vietnamese", Lang.EN: "English", Lang.RU: "Russian"}
_KIND = {Kind.PERSON: "a person", Kind.ORG: "an institution", Kind.PLACE: "a place", Kind.EVENT: "an event"}


def _named(groups: Sequence[Group]) -> str:
    """How a decision names what it is about."""
    from glossary.store import label

    if len(groups) != 1:
        return f"{len(groups)} concepts"
    return f"“{label(groups[0], groups[0].terms()) or groups[0].id}”"


def _needle(text: str, lang: str) -> str:
    """A piece of a name that every article with the name has: of Russian, its longest word without its ending."""
    if lang != Lang.RU:
        return text
    word = max(text.split(), key=len)
    return word[:-2] if len(word) > 4 else word


class StoreIndex:
    """What the gathering of mentions asks of the glossary."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, keys: Collection[str]) -> list[KnownConcept]:
        """Concepts with a spelling under one of these keys."""
        from glossary.concepts import KnownConcept

        return [KnownConcept(*found) for found in self._store.find(keys)]

    def apart(self, a: str, b: str) -> bool:
        """Has the reviewer decided that these two are not one?"""
        return self._store.apart(a, b)

    def taken(self, concept_id: str) -> bool:
        """Is this id in use?"""
        return self._store.taken(concept_id)


class StoreMemory:
    """What the suggestions ask of the glossary: what was approved, and what was seen with its marks."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def approved(self, text: str, source: Lang, target: Lang) -> list[str]:
        """Terms of `target`, preferred first, of the approved concepts that have the term `text` in `source`."""
        from glossary import keys

        wanted = keys.strict(text)
        found: dict[str, None] = {}
        for id in {id for id, lang, term in self._like(text) if lang is source and keys.strict(term) == wanted}:
            group = self._store.group(id)
            if group is not None and group.approved:
                chosen = [t for t in group.terms() if t.lang is target and t.status is TermStatus.PREFERRED]
                found |= dict.fromkeys(t.text for t in chosen)
        return list(found)

    def seen_with_marks(self, ascii_form: str) -> list[str]:
        """Vietnamese spellings with marks, seen in articles or approved, that are `ascii_form` without marks."""
        from glossary import keys

        if has_vietnamese_marks(ascii_form):
            return []
        wanted = keys.plain(ascii_form)
        return [
            term
            for _, lang, term in self._like(ascii_form)
            if lang is Lang.VI and has_vietnamese_marks(term) and keys.plain(term) == wanted
        ]

    def _like(self, text: str) -> list[tuple[str, Lang, str]]:
        from glossary import keys

        return self._store.like("=" + keys.loose(text))


class Glossary:
    """One open glossary. Every decision is recorded and can be undone, across restarts."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError (not a database, newer schema, locked, no space, no permission)."""
        from glossary.store import Store

        self._store: Store = Store(path)
        self._losses: list[Loss] = []
        self._answers: dict[object, dict[Lang, list[Suggestion]]] = {}

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
        return tuple(self._losses)

    def close(self) -> None:
        """Close the connection; harmless twice."""
        self._store.close()

    # ---- jobs -----------------------------------------------------------------------------------------------------
    def build(self, paths: Sequence[str]) -> Iterator[Progress]:
        """Read, find, gather and suggest, article by article; each article is all or nothing.

        Articles already stored are skipped, except those that contain a name about which a person decided since they
        were searched: they are searched again. What could not be read is in `losses` afterwards.
        """
        from glossary import articles
        from glossary.store import sha256

        self._losses, self._answers, done = [], {}, 0
        known, lessons = self._known()
        total = articles.count(paths)
        for article in _read(paths, self._losses):
            article = replace(article, text=_storable(article.text))
            place = _place(article.name, sha256(article.text))
            new = self._take_in(article, place, known)
            done += 1
            yield Progress(done, max(done, total - len(self._losses)), article.name + ("" if new else " (unchanged)"))
        yield from self._gather_again(done)
        yield from self._search_again(lessons, known)
        yield from self._refresh_stale()

    def _take_in(self, article: Article, place: str, known: Sequence[Known]) -> bool:
        """Store one article, if it is new or changed."""
        store = self._store
        if store.reads_as(article, place):
            return False
        row = store.article_of(article.text)
        if row is not None and row["current"]:
            store.link(article, place)
            return False
        self._search(article, place, known)
        return True

    def _search(self, article: Article, place: str, known: Sequence[Known]) -> None:
        from glossary import extract as extraction

        mentions: list[Mention] = []
        for mention in extraction.extract(article, known):
            if not mentions or mention.start >= mentions[-1].end:
                mentions.append(mention)
        self._save(lambda: self._reading(article, place, mentions))

    def _save(self, read: Callable[[], Reading]) -> None:
        """Compute, then write in one short transaction; again when another program wrote in between."""
        store, self._answers = self._store, {}
        for _ in range(_ATTEMPTS):
            generation = store.generation()
            reading = read()
            with store.transaction():
                if store.generation() == generation:
                    store.write(reading)
                    return
        with store.transaction():
            store.write(read())

    def _gather_again(self, done: int) -> Iterator[Progress]:
        """The first articles of a build once more, now that the last ones have been read: they may explain them."""
        numbers = self._store.unsettled()
        for place, number in enumerate(numbers, 1):
            stored = self._store.article(number)
            before = self._store.linked(number)
            if stored is None:
                continue
            article, where = stored
            mentions = [linked.mention for linked in before]
            reading = self._reading(article, where, mentions, settled=True)
            if reading.merges or reading.doubts or list(reading.linked) != before:
                self._save(lambda: self._reading(article, where, mentions, settled=True))  # noqa: B023
            else:
                self._store.settle_article(number)
            yield Progress(place, len(numbers), f"{article.name} (gathered with the others)")

    def _reading(self, article: Article, place: str, mentions: Sequence[Mention], *, settled: bool = False) -> Reading:
        """All that this article changes, computed before the transaction: concepts, merges, doubts, suggestions."""
        from glossary import concepts
        from glossary.store import Linked, Reading

        gathered = concepts.gather(article, mentions, StoreIndex(self._store))
        again = self._as_before(article, place, mentions, gathered)
        row = self._store.article_of(article.text)
        before = (
            {(link.mention.start, link.concept): link.reason for link in self._store.linked(row["id"])} if row else {}
        )
        linked = []
        for mention, id, reason, form in zip(
            mentions, gathered.concept_of, gathered.reasons, gathered.forms, strict=True
        ):
            concept = again.get(id, id)
            # The first reason says how the link came about; the second time it is only “the same spelling”.
            linked.append(Linked(mention, concept, before.get((mention.start, concept), reason), form))
        reading = Reading(
            article=article,
            place=place,
            new=[(new.id, new.kind) for new in gathered.concepts if new.id not in again],
            linked=linked,
            merges=[(merge.id, merge.into, merge.why) for merge in gathered.merges],
            doubts=[
                Doubt(again.get(doubt.concept, doubt.concept), again.get(doubt.other, doubt.other), doubt.why)
                for doubt in gathered.doubts
            ],
            settled=settled,
        )
        return replace(reading, suggestions=self._suggestions_after(reading))

    def _as_before(
        self, article: Article, place: str, mentions: Sequence[Mention], gathered: Gathered
    ) -> dict[str, str]:
        """What would be a new concept, but was one already when the article, or its earlier version, was read.

        A surname alone says too little to be found again by itself; what was decided on it holds nevertheless. And what
        was rejected goes where it went before, instead of being offered again.
        """
        from glossary.terms import tidy

        if not gathered.concepts:
            return {}
        row = self._store.article_of(article.text) or self._store.article_at(place)
        earlier = {
            (link.mention.lang, tidy(link.mention.form)): link.concept
            for link in (self._store.linked(row["id"]) if row else ())
        }
        forms: dict[str, dict[tuple[Lang, str], None]] = {new.id: {} for new in gathered.concepts}
        for mention, id, form in zip(mentions, gathered.concept_of, gathered.forms, strict=True):
            if id in forms and (form is not TermForm.SHORT or not forms[id]):
                forms[id][mention.lang, tidy(mention.form)] = None
        again: dict[str, str] = {}
        for id, spellings in forms.items():
            before = next((earlier[spelling] for spelling in spellings if spelling in earlier), "")
            unwanted = [self._store.rejected(*spelling) for spelling in spellings]
            if before:
                again[id] = before
            elif unwanted and all(unwanted):
                again[id] = unwanted[0]
        return again

    def _suggestions_after(self, reading: Reading) -> dict[str, dict[Lang, list[Suggestion]]]:
        """Suggestions for the concepts to which this reading adds terms."""
        from glossary.store import attested
        from glossary.terms import Seen, arrange, tidy, visible

        into = {source: target for source, target, _ in reading.merges}

        def top(id: str) -> str:
            seen = {id}
            while id in into and into[id] not in seen:
                id = into[id]
                seen.add(id)
            return id

        added: dict[str, dict[tuple[Lang, str], list[TermForm]]] = {}
        for linked in reading.linked:
            for lang in attested(reading.article.lang, linked.mention.lang):
                text = tidy(linked.mention.form)
                if text and "|" not in text:
                    added.setdefault(top(linked.concept), {}).setdefault((lang, text), []).append(linked.form)
        absorbed: dict[str, list[str]] = {}
        for source in into:
            absorbed.setdefault(top(source), []).append(source)
        kinds = dict(reading.new)
        found: dict[str, dict[Lang, list[Suggestion]]] = {}
        for id in sorted(added.keys() | absorbed.keys()):
            if id not in absorbed and added[id].keys() <= self._store.texts(id):
                continue
            groups = self._store.groups([id, *absorbed.get(id, ())])
            stored = next((group for group in groups if group.id == id), None)
            seen = [replace(s, own=s.own and group.id == id) for group in groups for s in group.seen]
            last = max((s.term.id for s in seen), default=0)
            for number, ((lang, text), forms) in enumerate(added.get(id, {}).items(), last + 1):
                form = next((form for form in forms if form is not TermForm.SHORT), TermForm.SHORT)
                seen.append(Seen(Term(lang, text, form, id=number), len(forms)))
            kind = stored.kind if stored else kinds[id]
            terms = arrange(kind, visible(seen, stored is not None and stored.approved))
            found[id] = self._answer(kind, terms)
        return found

    def _answer(self, kind: Kind, terms: Sequence[Term]) -> dict[Lang, list[Suggestion]]:
        """Suggestions in every language for a concept with these terms, without what it has already chosen."""
        from glossary import suggest as origins

        usable = [t for t in terms if t.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)]
        by_lang: dict[Lang, list[str]] = {}
        for term in [t for t in usable if t.form in (TermForm.FULL, TermForm.ABBREVIATION)] or usable:
            by_lang.setdefault(term.lang, []).append(term.text)
        question = (kind, tuple((lang, tuple(texts)) for lang, texts in by_lang.items()))
        if question not in self._answers:
            chosen = {(t.lang, t.text) for t in terms if t.status is TermStatus.PREFERRED}
            have = {lang for lang, _ in chosen}
            answers: dict[Lang, list[Suggestion]] = {}
            for target in Lang:
                suggestions = origins.suggest_concept(kind, by_lang, target, self._memory()) if by_lang else []
                answers[target] = [
                    s
                    for place, s in enumerate(suggestions)
                    if (target, s.text) not in chosen and (s.score >= _WORTH_SHOWING or not (place or target in have))
                ][:_SUGGESTIONS_KEPT]
            self._answers[question] = answers
        return self._answers[question]

    def _memory(self) -> StoreMemory:
        return StoreMemory(self._store)

    def _known(self) -> tuple[list[Known], set[tuple[str, str, str]]]:
        """The names that the extraction shall find anywhere, because they were approved.

        A given name or surname alone says too little to be found in every other article. Rejected names are still
        found, and stay with their rejected concept: so nothing is lost when the rejection is undone.
        """
        from glossary.lang import Known

        wanted = {
            (term.text, str(term.lang)): group.kind
            for group in self._store.approved()
            for term in group.terms()
            if term.form is not TermForm.SHORT
        }
        texts = {text: kind for (text, _), kind in sorted(wanted.items())}
        known = [Known(text, kind) for text, kind in texts.items()]
        return known, {(text, lang, str(kind)) for (text, lang), kind in wanted.items()}

    def _search_again(self, lessons: Collection[tuple[str, str, str]], known: Sequence[Known]) -> Iterator[Progress]:
        """Articles that contain a name about which a person has decided since they were searched."""
        changed = self._store.lessons() ^ set(lessons)
        if not changed:
            return
        numbers = sorted({n for text, lang, _ in changed for n in self._store.articles_with(_needle(text, lang))})
        for place, number in enumerate(numbers, 1):
            found = self._store.article(number)
            if found:
                article, where = found
                self._search(article, where, known)
                yield Progress(place, len(numbers), f"{article.name} (searched again)")
        self._store.save_lessons(lessons)

    def _refresh_stale(self) -> Iterator[Progress]:
        while ids := self._store.stale():
            self._refresh(ids)
            yield Progress(len(ids), 0, "suggestions")

    def _refresh(self, ids: Iterable[str]) -> None:
        groups = self._store.groups(ids)
        self._store.save_suggestions({group.id: self._answer(group.kind, group.terms()) for group in groups})

    def _suggested(self, group: Group) -> dict[Lang, tuple[Suggestion, ...]]:
        """The suggestions of a concept, computed now where its terms have changed."""
        if group.stale:
            self._answers = {}
            # Looking must not fail because another program is writing: then it is left for the next time.
            with suppress(DatabaseError):
                self._refresh([group.id])
        return self._store.suggestions(group.id)

    def suggest_missing(self) -> Iterator[Progress]:
        """Compute suggestions again for all concepts not rejected (after new packages, for example)."""
        totals, done, after, self._answers = self._store.totals(), 0, "", {}
        total = totals.concepts - totals.rejected
        yield Progress(0, total, "")
        while ids := self._store.listed(after=after, limit=50, rejected=False):
            self._refresh(ids)
            done, after = done + len(ids), ids[-1]
            self._answers = {}
            yield Progress(done, max(total, done), after)

    # ---- looking --------------------------------------------------------------------------------------------------
    def queue(self, query: str = "", *, limit: int = 200, offset: int = 0) -> list[ConceptRow]:
        """Concepts that match every word of `query` in any term, without diacritics and case.

        Order: undecided first, then by number of mentions. Words like `kind:org`, `missing:ru`, `status:new`,
        `risk:doubt`, `article:2020` filter.
        """
        from glossary.store import parse_query

        words, filters = parse_query(query)
        return self._store.queue(words, filters, limit=limit, offset=offset)

    def view(self, concept: str, *, evidence: int = 200) -> ConceptView:
        """All that is known of one concept, with at most `evidence` mentions; a merged one leads to the whole.

        Raises InputError when there is none with this id.
        """
        store, group = self._store, self._group(concept)
        row = store.card(group.id)
        if row is None:
            raise InputError(f"{concept} is in no article any more, and nobody decided on it.")
        return ConceptView(
            row=row,
            terms=group.terms(),
            suggestions=self._suggested(group),
            evidence=store.evidence(group.id, evidence),
            doubts=store.doubts(group.id),
            history=tuple(store.decisions(50, group.id)),
            note=group.note,
        )

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        return self._store.totals()

    def history(self, limit: int = 50) -> list[DecisionRow]:
        """The last decisions, newest first."""
        return self._store.decisions(limit)

    def _group(self, id: str) -> Group:
        group = self._store.group(id)
        if group is None:
            raise InputError(f"There is no concept with the id {id}.")
        return group

    # ---- deciding: each returns the recorded decision, whose `label` says in words what was done -----------------
    def approve(self, concepts: Iterable[str]) -> DecisionRow:
        """These are right: from now on they are found in every article. Their best terms become the preferred ones."""
        return self._set_status(concepts, ConceptStatus.APPROVED, "Approved")

    def reject(self, concepts: Iterable[str]) -> DecisionRow:
        """These are not names worth keeping: they are not offered again."""
        return self._set_status(concepts, ConceptStatus.REJECTED, "Rejected")

    def reopen(self, concepts: Iterable[str]) -> DecisionRow:
        """Put these back among the undecided."""
        return self._set_status(concepts, ConceptStatus.NEW, "Reopened")

    def _set_status(self, concepts: Iterable[str], status: ConceptStatus, verb: str) -> DecisionRow:
        def change(record: Recorder) -> None:
            groups = self._groups(concepts)
            for group in groups:
                if group.status is status:
                    continue
                record.set("concept", [group.id], status=str(status), touched=1)
                if status is ConceptStatus.APPROVED:
                    for term in group.terms():
                        if term.status is TermStatus.PREFERRED:
                            record.set("term", self._store.term_key(term.id), status=str(TermStatus.PREFERRED))
            record.label = f"{verb} {_named(groups)}"

        return self._decide(f"status {status}", change, f"Nothing to do: the status is “{status}” already.")

    def take(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Make the suggestion `text` the preferred term of `lang`; a former preferred one becomes admitted."""
        return self._prefer_decision(concept, lang, text, "take")

    def set_term(self, concept: str, lang: Lang, text: str) -> DecisionRow:
        """Typed by hand: `text` becomes the preferred term of `lang`; empty removes the preferred term."""
        if text.strip():
            return self._prefer_decision(concept, lang, text, "set term")

        def change(record: Recorder) -> None:
            group = self._group(concept)
            term = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
            if term is None:
                return
            key = self._store.term_key(term.id)
            if term.origin is Origin.ARTICLE or any(s.count for s in group.seen if s.term.id == term.id):
                record.set("term", key, status=str(TermStatus.DEPRECATED))
            else:
                record.delete("term", key)
            record.set("concept", [group.id], touched=1)
            record.label = f"Removed the {_LANGUAGE[lang]} term “{term.text}”"

        return self._decide("remove term", change, f"There is no {_LANGUAGE[lang]} term to remove.")

    def _prefer_decision(self, concept: str, lang: Lang, text: str, what: str) -> DecisionRow:
        from glossary.terms import check

        term = check(text)

        def change(record: Recorder) -> None:
            group = self._group(concept)
            origin = Origin.HAND
            if what == "take":
                offered = self._store.suggestions(group.id).get(lang, ())
                origin = next((s.origin for s in offered if s.text == term), Origin.HAND)
            self._prefer(record, group, lang, term, origin)
            record.set("concept", [group.id], touched=1)
            record.label = f"Made “{term}” the {_LANGUAGE[lang]} term of {_named([group])}"

        return self._decide(what, change, f"“{term}” is the {_LANGUAGE[lang]} term already.")

    def _prefer(self, record: Recorder, group: Group, lang: Lang, text: str, origin: Origin) -> None:
        """`text` becomes the one preferred term of the language in this concept."""
        same: list[Term] = []
        for seen in group.seen:
            if seen.term.lang is not lang:
                continue
            if seen.term.text == text:
                same.append(seen.term)
            elif seen.term.status is TermStatus.PREFERRED:
                record.set("term", self._store.term_key(seen.term.id), status=str(TermStatus.ADMITTED))
        if same:
            own = {s.term.id for s in group.seen if s.own}
            best = min(same, key=lambda t: (t.id not in own, t.id))
            form = TermForm.FULL if best.form is TermForm.VARIANT else best.form
            record.set("term", self._store.term_key(best.id), status=str(TermStatus.PREFERRED), form=str(form))
        else:
            self._insert_term(record, group.id, Term(lang, text, status=TermStatus.PREFERRED, origin=origin))

    def _insert_term(self, record: Recorder, concept: str, term: Term) -> None:
        values = {"concept": concept, "lang": str(term.lang), "text": term.text, "form": str(term.form)}
        record.insert("term", values | {"status": str(term.status), "origin": str(term.origin)})

    def set_kind(self, concepts: Iterable[str], kind: Kind) -> DecisionRow:
        """These name a person, an institution, a place or an event after all; the ids stay."""

        def change(record: Recorder) -> None:
            groups = [group for group in self._groups(concepts) if group.kind is not kind]
            for group in groups:
                record.set("concept", [group.id], kind=str(kind), touched=1)
            record.label = f"Made {_named(groups)} {_KIND[kind]}" if groups else ""

        return self._decide("set kind", change, f"Nothing to do: the kind is {kind} already.")

    def set_note(self, concept: str, note: str) -> DecisionRow:
        """A remark for colleagues; empty removes it."""
        from glossary.terms import tidy

        text = "\n".join(tidy(line) for line in nfc(note).splitlines()).strip()

        def change(record: Recorder) -> None:
            group = self._group(concept)
            if group.note != text:
                record.set("concept", [group.id], note=text, touched=1)
            record.label = f"{'Noted on' if text else 'Removed the note of'} {_named([group])}"

        return self._decide("set note", change, "The note is the same as before.")

    def merge(self, concepts: Iterable[str], into: str) -> DecisionRow:
        """All these are one concept: that of `into`, whose kind and terms come first. Notes are joined."""
        wanted = list(concepts)

        def change(record: Recorder) -> None:
            target = self._group(into)
            sources = [group for group in self._groups(wanted) if group.id != target.id]
            for group in sources:
                for key in self._store.kept_apart(group.id, target.id):
                    record.delete("apart", key)
                record.set(
                    "concept", [group.id], merged_into=target.id, merge_reason="merged by the reviewer", touched=1
                )
            if not sources:
                return
            status, note = target.status, [target.note, *(group.note for group in sources)]
            if status is ConceptStatus.NEW and any(group.approved for group in sources):
                status = ConceptStatus.APPROVED
            joined = "\n".join(dict.fromkeys(text for text in note if text))
            record.set("concept", [target.id], touched=1, status=str(status), note=joined)
            record.label = f"Merged {_named(sources)} into {_named([target])}"

        return self._decide("merge", change, "These are one concept already.")

    def keep_apart(self, concept: str, other: str) -> DecisionRow:
        """The doubt was wrong: these two are not one; the next build respects it."""

        def change(record: Recorder) -> None:
            one, two = self._group(concept), self._group(other)
            if one.id == two.id:
                raise InputError(f"{concept} and {other} are one concept: undo their merge to part them.")
            for key in self._store.doubts_between(one.id, two.id):
                record.set("doubt", key, open=0)
            if not self._store.apart(one.id, two.id):
                first, second = sorted((one.id, two.id))
                record.insert("apart", {"concept": first, "other": second})
            record.label = f"Kept {_named([one])} and {_named([two])} apart"

        return self._decide("keep apart", change, "These two are kept apart already.")

    def add(self, kind: Kind, terms: Mapping[Lang, str]) -> tuple[str, DecisionRow]:
        """A name added by hand, approved at once; returns the new concept's id.

        Raises InputError when it exists already, and when no term is given.
        """
        from glossary.terms import check

        given = {lang: check(text) for lang, text in terms.items() if text.strip()}
        if not given:
            raise InputError("A new name needs a term in at least one language.")
        made: list[str] = []

        def change(record: Recorder) -> None:
            for lang, text in given.items():
                existing = self._store.with_term(kind, lang, text)
                if existing:
                    raise InputError(f"“{text}” is in the glossary already, as {existing}.")
            best = next(given[lang] for lang in Lang if lang in given)
            id = self._new_id(kind, best)
            self._insert_concept(record, id, kind, ConceptStatus.APPROVED)
            for lang, text in given.items():
                self._insert_term(record, id, Term(lang, text, status=TermStatus.PREFERRED, origin=Origin.HAND))
            made.append(id)
            record.label = f"Added “{best}”"

        decision = self._decide("add", change, "Nothing was added.")
        return made[0], decision

    def _new_id(self, kind: Kind, name: str) -> str:
        from glossary import concepts

        return concepts.free_id(kind, name, StoreIndex(self._store), ())

    def _insert_concept(self, record: Recorder, id: str, kind: Kind, status: ConceptStatus, **more: object) -> None:
        from glossary.store import now

        values = {"id": id, "kind": str(kind), "status": str(status), "touched": 1, "root": id, "created": now()}
        record.insert("concept", values | more)

    def _groups(self, concepts: Iterable[str]) -> list[Group]:
        groups = {group.id: group for group in map(self._group, concepts)}
        if not groups:
            raise InputError("No concept is named.")
        return list(groups.values())

    def _decide(self, what: str, change: Callable[[Recorder], None], nothing: str) -> DecisionRow:
        """Run `change` in one transaction and record it; raises InputError(`nothing`) when it changed nothing."""
        with self._store.deciding(what) as record:
            change(record)
            if not record.changes:
                raise InputError(nothing)
        assert record.row is not None
        return record.row

    def undo(self) -> DecisionRow | None:
        """Take back the last decision not yet undone; None when there is none."""
        return self._store.undo()

    def redo(self) -> DecisionRow | None:
        """Do the last undone decision again; None when there is none."""
        return self._store.redo()

    # ---- leaving --------------------------------------------------------------------------------------------------
    def export(self, target: Path, format_name: str) -> TransferReport:
        """Write the glossary; `format_name` is one of `glossary.exchange.FORMATS`."""
        from glossary import exchange

        for _ in self._refresh_stale():
            pass
        return exchange.write(format_name, self._records(), target)

    def _records(self) -> Iterator[ConceptRecord]:
        from glossary.exchange import ConceptRecord

        after = ""
        while ids := self._store.listed(after=after):
            for group in self._store.groups(ids):
                row = self._store.card(group.id)
                if row is None:
                    continue
                by_lang: dict[Lang, list[Term]] = {}
                for term in group.terms():
                    by_lang.setdefault(term.lang, []).append(term)
                suggestions = self._store.suggestions(group.id)
                first = self._store.evidence(group.id, 1)
                yield ConceptRecord(
                    id=group.id,
                    kind=group.kind,
                    status=group.status,
                    terms={lang: tuple(terms) for lang, terms in by_lang.items()},
                    suggested={lang: suggestions[lang][0].text for lang in row.missing if suggestions.get(lang)},
                    articles=row.articles,
                    mentions=row.mentions,
                    context=" ".join(first[0].sentence.split()) if first else group.file_context,
                    source=first[0].article if first else group.file_source,
                    note=group.note,
                )
            after = ids[-1]

    def import_file(self, source: Path) -> TransferReport:
        """Read a CSV back (either profile, sniffed); existing ids are updated, new ones added.

        A file never takes away: terms it does not have stay, “new” does not reopen what is decided, an empty note
        erases nothing. An id that belongs to an unrelated concept here is reported, not overwritten. The whole import
        is one decision.
        """
        from glossary import exchange

        records, losses = exchange.read(source)
        counts = {"added": 0, "changed": 0, "unchanged": 0, "refused": 0}
        with self._store.deciding("import") as record:
            for item in records:
                counts[self._import_one(record, item, losses)] += 1
            record.label = f"Imported {source.name}: {counts['added']} added, {counts['changed']} changed"
        return TransferReport(
            files=(str(source),),
            concepts=counts["added"] + counts["changed"] + counts["unchanged"],
            terms=sum(len(terms) for item in records for terms in item.terms.values()),
            losses=tuple(losses),
            added=counts["added"],
            changed=counts["changed"],
            unchanged=counts["unchanged"],
        )

    def _import_one(self, record: Recorder, item: ConceptRecord, losses: list[Loss]) -> str:
        terms, problems = _checked(item)
        losses += problems
        group = self._counterpart(item, terms)
        if group is None:
            self._import_new(record, item, terms)
            return "added"
        if not _related(group, terms):
            losses.append(
                Loss(
                    item.id,
                    f"is {_named([group])} in this glossary, which shares no term with the row: clear the id in the "
                    "file to add it as a new concept. The row was left out",
                )
            )
            return "refused"
        return "changed" if self._import_changed(record, item, terms, group) else "unchanged"

    def _counterpart(self, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]]) -> Group | None:
        """The concept here that the row is about: by its id, or without one by kind and preferred term."""
        if item.id:
            return self._store.group(item.id)
        for lang, found in terms.items():
            id = self._store.with_term(item.kind, lang, found[0].text)
            if id:
                return self._store.group(id)
        return None

    def _import_new(self, record: Recorder, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]]) -> None:
        from glossary.store import suggestion_values

        label = next((found[0].text for lang in Lang for found in [terms.get(lang, ())] if found), "x")
        id = item.id or self._new_id(item.kind, label)
        self._insert_concept(
            record,
            id,
            item.kind,
            item.status,
            note=item.note,
            file_articles=item.articles,
            file_mentions=item.mentions,
            file_context=item.context,
            file_source=item.source,
        )
        for found in terms.values():
            for term in found:
                self._insert_term(record, id, term)
        for lang, text in item.suggested.items():
            values = suggestion_values(id, lang, 0, Suggestion(text, Origin.IMPORT, 0.5, "read from a file"))
            record.insert("suggestion", dict(zip(_SUGGESTION_COLUMNS, values, strict=True)))

    def _import_changed(
        self, record: Recorder, item: ConceptRecord, terms: Mapping[Lang, Sequence[Term]], group: Group
    ) -> bool:
        """Bring a concept to what its row says; did that change anything?"""
        before = len(record.changes)
        for lang, found in terms.items():
            current = next((t for t in group.terms() if t.lang is lang and t.status is TermStatus.PREFERRED), None)
            present = {t.text: t for t in group.terms() if t.lang is lang}
            for term in found:
                stored = present.get(term.text)
                if term.status is TermStatus.PREFERRED:
                    if current is None or current.text != term.text:
                        self._prefer(record, group, lang, term.text, Origin.IMPORT)
                elif stored is None:
                    self._insert_term(record, group.id, term)
                elif stored.status not in (TermStatus.PREFERRED, TermStatus.ADMITTED):
                    record.set("term", self._store.term_key(stored.id), status=str(TermStatus.ADMITTED))
        values: dict[str, object] = {"kind": str(item.kind)}
        if item.status is not ConceptStatus.NEW:
            values["status"] = str(item.status)
        if item.note:
            values["note"] = item.note
        record.set("concept", [group.id], **values)
        if len(record.changes) == before:
            return False
        record.set("concept", [group.id], touched=1)
        return True


_SUGGESTION_COLUMNS = ("concept", "lang", "position", "text", "origin", "origins", "score", "trace")


def _checked(item: ConceptRecord) -> tuple[dict[Lang, list[Term]], list[Loss]]:
    """The terms of a row that can be kept; a language without a preferred term keeps none by itself."""
    from glossary.terms import check

    found: dict[Lang, list[Term]] = {}
    losses: list[Loss] = []
    for lang, terms in item.terms.items():
        kept: dict[str, Term] = {}
        for term in terms:
            try:
                text = check(term.text)
            except InputError as error:
                losses.append(Loss(item.id or "a row without id", str(error)))
                continue
            kept.setdefault(text, replace(term, text=text, origin=Origin.IMPORT, id=0))
        preferred = any(term.status is TermStatus.PREFERRED for term in kept.values())
        form = TermForm.FULL if preferred else TermForm.VARIANT
        if kept:
            found[lang] = [replace(term, form=form) for term in kept.values()]
    return found, losses


def _related(group: Group, terms: Mapping[Lang, Sequence[Term]]) -> bool:
    """Do a row and a stored concept share a spelling, letter for letter or without marks?"""
    from glossary import keys

    here = {keys.loose(seen.term.text) for seen in group.seen}
    there = {keys.loose(term.text) for found in terms.values() for term in found}
    return not here or not there or not here.isdisjoint(there)
