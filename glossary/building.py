"""Building: articles in, mentions found and gathered into concepts, suggestions computed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path

from glossary import articles, beside, concepts, keys, rescan, resources, stories
from glossary.concepts import Gathered, KnownConcept
from glossary.errors import DatabaseError
from glossary.known import Known, Names, is_case_of
from glossary.model import (
    Article,
    Doubt,
    Kind,
    Lang,
    Loss,
    Mention,
    Origin,
    Progress,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
)
from glossary.store import Group, Linked, Reading, Store, pairs
from glossary.store.rows import attested, sha256
from glossary.terms import Seen, arrange, tidy, visible
from glossary.text import has_vietnamese_marks

_SUGGESTIONS_KEPT = 9
"""As many as there are digit keys."""

_WORTH_SHOWING = 0.02
"""Less likely suggestions are left out, except the best one for a language without a term."""

_EVENT_WORTH_SHOWING = 0.1
"""An event of which no word was translated has no suggestion in the queue: mere spelling helps nobody there."""

_RULE_WORTH_SHOWING = 0.5
"""Less likely spellings by rule are left out where an article has the name in this language."""

_BESIDE_MOST = 12
"""Mentions of a place that are looked at for the words beside it."""

_ATTEMPTS = 3
"""How often a reading is gathered again because another program wrote meanwhile, before it is done under the lock."""


_AGAIN_AT_LEAST = 20
"""Articles of earlier builds that even a build of one article may gather again."""


_MANY = 1000
"""Concepts whose keys are made anew so fast that nobody need be told."""


Lesson = tuple[str, str, str]
"""A name that the extraction was told, its language and kind."""


def readable(paths: Sequence[str], losses: list[Loss]) -> Iterator[Article]:
    """The articles that `paths` name; what cannot be read is added to `losses`."""
    for item in articles.read(paths):
        if isinstance(item, Loss):
            losses.append(item)
        else:
            yield item


def _seed_name(name: str) -> str:
    """`seeds/NAME` for an article that ships with the program, wherever that is installed; else nothing."""
    if name == "-" or "://" in name:
        return ""
    folder, path = resources.SEEDS.resolve(), Path(name).absolute()
    if not path.is_relative_to(folder):
        path = path.resolve()
    return f"seeds/{path.relative_to(folder).as_posix()}" if path.is_relative_to(folder) else ""


def _with_pins(mentions: Sequence[Mention], pins: Sequence[Mention]) -> list[Mention]:
    """What was found, except where a person has put a mention."""
    if not pins:
        return list(mentions)
    kept = [m for m in mentions if not any(m.start < pin.end and pin.start < m.end for pin in pins)]
    return sorted([*kept, *pins], key=lambda mention: mention.start)


def _place(name: str, digest: str) -> str:
    """What makes a changed text a new version: its address, or its absolute path; pasted texts have none."""
    if _seed_name(name):
        return _seed_name(name)
    if name == "-":
        return f"-{digest[:16]}"
    return name if "://" in name else Path(name).absolute().as_posix()


def storable(text: str) -> str:
    """Half characters (lone surrogates), which no file can hold, become U+FFFD; offsets stay."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class StoreIndex:
    """What the gathering of mentions asks of the glossary."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def find(self, keys: Collection[str]) -> list[KnownConcept]:
        """Concepts with a spelling under one of these keys."""
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
        if has_vietnamese_marks(ascii_form):
            return []
        wanted = keys.plain(ascii_form)
        return [
            term
            for _, lang, term in self._like(ascii_form)
            if lang is Lang.VI and has_vietnamese_marks(term) and keys.plain(term) == wanted
        ]

    def _like(self, text: str) -> list[tuple[str, Lang, str]]:
        return self._store.like("=" + keys.loose(text))


_Spoken = tuple[tuple[Lang, str, str], ...]
"""How names of a place stand in texts: the language, the name, and the name with the word that says what it is."""

_Question = tuple[Kind, tuple[tuple[Lang, tuple[str, ...]], ...], _Spoken]
"""What is asked about a concept: its kind, its terms in use, and what the words beside it say it is."""


def _question(kind: Kind, terms: Sequence[Term], spoken: _Spoken = ()) -> _Question:
    usable = [t for t in terms if t.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)]
    by_lang: dict[Lang, list[str]] = {}
    for term in [t for t in usable if t.form in (TermForm.FULL, TermForm.ABBREVIATION)] or usable:
        by_lang.setdefault(term.lang, []).append(term.text)
    return kind, tuple((lang, tuple(texts)) for lang, texts in by_lang.items()), spoken


def _worth_showing(
    answers: Mapping[Lang, Sequence[Suggestion]], terms: Sequence[Term], kind: Kind
) -> dict[Lang, list[Suggestion]]:
    """What a concept with these terms has not already chosen, without the least likely and events only spelt."""
    chosen = {(t.lang, t.text) for t in terms if t.status is TermStatus.PREFERRED}
    have = {lang for lang, _ in chosen}
    marked = any(t.lang is Lang.VI and has_vietnamese_marks(t.text) for t in terms)
    return {
        target: [
            s
            for place, s in enumerate(suggestions)
            if (target, s.text) not in chosen
            and (s.score >= _WORTH_SHOWING or not (place or target in have))
            and (kind is not Kind.EVENT or s.score >= _EVENT_WORTH_SHOWING)
            and not (target in have and _guesses_what_is_known(s, marked and target is Lang.VI))
        ][:_SUGGESTIONS_KEPT]
        for target, suggestions in answers.items()
    }


def _guesses_what_is_known(suggestion: Suggestion, marked: bool) -> bool:
    """Did a rule alone make this where an article has the name: other marks than its own, an unlikely spelling?

    So did memory, where only the marks of a namesake tell the two apart.
    """
    origins = {suggestion.origin, *suggestion.origins}
    return (marked and origins <= {Origin.DIACRITICS, Origin.MEMORY, Origin.ARTICLE}) or (
        origins <= {Origin.DIACRITICS, Origin.TRANSCRIPTION, Origin.COPY} and suggestion.score < _RULE_WORTH_SHOWING
    )


class Builder:
    """Builds one glossary."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._answers: dict[_Question, dict[Lang, list[Suggestion]]] = {}
        self.losses: list[Loss] = []
        self._forms: dict[str, str] = {}
        self._expected = self._read = self._left = self._total = self._done = 0

    # ---- jobs -----------------------------------------------------------------------------------------------------
    def build(self, paths: Sequence[str]) -> Iterator[Progress]:
        """Read, find, gather and suggest, article by article; each article is all or nothing.

        Articles already stored are skipped, except those that contain a name about which a person decided since they
        were searched: they are searched again. What could not be read is in `losses` afterwards.
        """
        self.losses, self._answers = [], {}
        for done, total in self._store.renew_keys():
            if total > _MANY:
                yield Progress(done, total, "")
        known, lessons = self._known()
        changed = [(text, Kind(kind)) for text, _, kind in sorted(self._store.lessons() ^ lessons)]
        again = rescan.with_names(self._store, [text for text, _ in changed])
        expected = self._expected = articles.count(paths)
        # Each article is read, gathered once more when all have been read, and compared with the others of its story;
        # the bar goes through all phases, the articles that are counted are those that are read and kept.
        self._done = self._read = 0
        self._left = len(self._store.unsettled()) + len(again) + self._store.count_stale()
        self._left += len(set(pairs.unaligned(self._store)) | set(again))
        self._total = 3 * expected + self._left
        before = self._store.last_term()
        for read, article in enumerate(readable(paths, self.losses), 1):
            place = _place(article.name, sha256(storable(article.text)))
            article = replace(article, name=_seed_name(article.name) or article.name, text=storable(article.text))
            new = self._take_in(article, place, known)
            self._read = read
            self._left += 2 * new
            to_read = max(0, expected - read - len(self.losses))
            yield self._progress(3 * to_read, article.name + ("" if new else " (unchanged)"))
        self._left += self._unsettle_met(before)
        yield from self._gather_again()
        yield from self._search_again(again, Names(Known(*name) for name in changed), lessons, known)
        yield from self._compare_stories()
        yield from self.refresh_stale()
        if self._done < self._total:
            # What was foreseen has done itself meanwhile.
            self._left = 0
            yield self._progress(0, "finished")

    def _progress(self, to_read: int, label: str) -> Progress:
        """How far the whole build is: all that was foreseen, less what is left; and how many articles are read."""
        left = to_read + max(0, self._left)
        self._total = max(self._total, left)
        self._done = max(self._done, self._total - left)
        whole = self._expected or self._total
        counted = (self._read, max(self._read, self._expected - len(self.losses))) if self._expected else None
        return Progress(-(-self._done * whole // max(1, self._total)), whole, label, counted)

    def _take_in(self, article: Article, place: str, known: Names) -> bool:
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

    def _search(self, article: Article, place: str, known: Names, number: int = 0) -> None:
        from glossary import extract as extraction

        mentions: list[Mention] = []
        for mention in extraction.extract(article, known):
            term = self._forms.get(keys.strict(mention.text)) if mention.lang is Lang.RU else None
            if term and term != mention.text:
                mention = replace(mention, lemma=term)
            if not mentions or mention.start >= mentions[-1].end:
                mentions.append(mention)
        self._save(lambda: self._reading(article, place, mentions, number=number))

    def _save(self, read: Callable[[], Reading | None]) -> bool:
        """Compute, then write in one short transaction; again when another program wrote in between.

        False when there was nothing to write.
        """
        store, self._answers = self._store, {}
        for _ in range(_ATTEMPTS):
            with store.reading():
                generation = store.generation()
                reading = read()
                if reading is None:
                    return False
                reading = replace(reading, suggestions=self._suggestions_after(reading))
            with store.transaction():
                if store.generation() == generation:
                    store.write(reading)
                    return True
        with store.transaction():
            # Suggestions take too long to be computed while others wait: they come with those for changed terms.
            reading = read()
            if reading is not None:
                store.write(reading)
        return reading is not None

    def _unsettle_met(self, before: int) -> int:
        """Articles of earlier builds whose undecided names may be what this build has read are gathered again with it.

        So it does not matter in how many builds articles are read. Those of the rarest concepts come first, and no more
        than the build has read itself; returns how many.
        """
        met: set[str] = set()
        for root, kind, lang, text in self._store.terms_after(before):
            met |= self._store.undecided(concepts.group_keys(text, lang, kind)) - {root}
        return self._store.unsettle(met, max(_AGAIN_AT_LEAST, len(self._store.unsettled()))) if met else 0

    def _gather_again(self) -> Iterator[Progress]:
        """The first articles of a build once more, now that the last ones have been read: they may explain them."""
        numbers = self._store.unsettled()
        for number in numbers:
            self._left -= 1
            stored = self._store.article(number)
            if stored is None:
                continue
            if not self._save(partial(self._gathered_again, number)):
                self._store.settle_article(number)
            yield self._progress(0, f"{stored[0].name} (gathered with the others)")

    def _compare_stories(self) -> Iterator[Progress]:
        """What the articles of one story call each other's names: pairs that are suggested from then on."""
        done: set[int] = set()
        stale = self._store.count_stale()
        for number in pairs.unaligned(self._store):
            self._left -= 1
            stories.compare(self._store, number, done)
            done.add(number)
            stored = self._store.article(number)
            yield self._progress(0, f"{stored[0].name if stored else ''} (compared with other languages)")
        self._left += max(0, self._store.count_stale() - stale)

    def _gathered_again(self, number: int) -> Reading | None:
        """What gathering a stored article again changes, as it is stored now; None when nothing."""
        stored, before = self._store.article(number), self._store.linked(number)
        if stored is None:
            return None
        reading = self._reading(*stored, [linked.mention for linked in before], settled=True, number=number)
        changed = reading.merges or reading.doubts or list(reading.linked) != before
        return reading if changed else None

    def _reading(
        self, article: Article, place: str, mentions: Sequence[Mention], *, settled: bool = False, number: int = 0
    ) -> Reading:
        """All that this article changes but the suggestions: concepts, merges, doubts."""
        row = self._store.article_of(article.text)
        pins = self._store.pins(row["id"]) if row else []
        put = {mention.start: concept for mention, concept in pins}
        mentions = _with_pins(mentions, [mention for mention, _ in pins])
        gathered = concepts.gather(article, mentions, StoreIndex(self._store))
        again = self._as_before(article, place, mentions, gathered)
        earlier = self._store.linked(row["id"]) if row else []
        held = self._decided_on(earlier)
        before = {(link.mention.start, link.concept): link.reason for link in earlier}
        linked = []
        for mention, id, reason, form in zip(
            mentions, gathered.concept_of, gathered.reasons, gathered.forms, strict=True
        ):
            concept = (
                put.get(mention.start) or held.get((mention.start, mention.end, mention.kind)) or again.get(id, id)
            )
            # The first reason says how the link came about; the second time it is only “the same spelling”.
            linked.append(Linked(mention, concept, before.get((mention.start, concept), reason), form))
        used = {link.concept for link in linked}
        unused = {again.get(id, id) for id in gathered.concept_of} - used
        merges = [merge for merge in gathered.merges if merge.into not in unused]
        by_hand = [merge for merge in merges if self._store.has_pins(merge.id)]
        return Reading(
            article=article,
            place=place,
            new=[(new.id, new.kind) for new in gathered.concepts if new.id not in again and new.id not in unused],
            linked=linked,
            merges=[(merge.id, merge.into, merge.why) for merge in merges if merge not in by_hand],
            doubts=[
                *(
                    Doubt(again.get(doubt.concept, doubt.concept), again.get(doubt.other, doubt.other), doubt.why)
                    for doubt in gathered.doubts
                    if unused.isdisjoint((doubt.concept, doubt.other))
                ),
                *(Doubt(merge.into, merge.id, merge.why) for merge in by_hand),
            ],
            settled=settled,
            number=number,
        )

    def _as_before(
        self, article: Article, place: str, mentions: Sequence[Mention], gathered: Gathered
    ) -> dict[str, str]:
        """What would be a new concept, but was one already when the article, or its earlier version, was read.

        A surname alone says too little to be found again by itself; what was decided on it holds nevertheless. And what
        was rejected goes where it went before, instead of being offered again.
        """
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
            if before and (id not in gathered.released or self._is_touched(before)):
                again[id] = before
            elif unwanted and all(unwanted):
                again[id] = unwanted[0]
        return again

    def _decided_on(self, earlier: Sequence[Linked]) -> dict[tuple[int, int, Kind], str]:
        """Where the article has a mention of a concept that a person has decided on: it stays, whatever was read since.

        What was read, sorted and accepted must not go elsewhere because of another article; but a person may have added
        something else of this name.
        """
        decided = {id for id in {link.concept for link in earlier} if self._is_touched(id)}
        return {
            (link.mention.start, link.mention.end, link.mention.kind): link.concept
            for link in earlier
            if link.concept in decided
        }

    def _is_touched(self, id: str) -> bool:
        """Did a person decide about a concept? Then what it has stays there."""
        group = self._store.group(id)
        return group is not None and bool(group.touched)

    def _suggestions_after(self, reading: Reading) -> dict[str, dict[Lang, list[Suggestion]]]:
        """Suggestions for the concepts to which this reading adds terms."""
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
        asked: dict[str, tuple[Kind, Sequence[Term]]] = {}
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
            asked[id] = kind, arrange(kind, visible(seen, stored is not None and stored.approved))
        fresh: dict[str, list[Mention]] = {}
        for linked in reading.linked:
            if linked.mention.kind is Kind.PLACE:
                fresh.setdefault(top(linked.concept), []).append(linked.mention)
        return self._answer(
            asked, {id: [(reading.article.text, mention) for mention in found] for id, found in fresh.items()}
        )

    def _answer(
        self,
        asked: Mapping[str, tuple[Kind, Sequence[Term]]],
        fresh: Mapping[str, Sequence[tuple[str, Mention]]] | None = None,
    ) -> dict[str, dict[Lang, list[Suggestion]]]:
        """Suggestions in every language for concepts of these kinds with these terms, all asked for at once.

        `fresh` has mentions that are not stored yet, with their texts.
        """
        from glossary import suggest as origins

        questions = {
            id: _question(kind, terms, self._spoken(id, kind, terms, (fresh or {}).get(id, ())))
            for id, (kind, terms) in asked.items()
        }
        new = [question for question in dict.fromkeys(questions.values()) if question not in self._answers]
        wanted = [(kind, dict(by_lang), target) for kind, by_lang, _ in new if by_lang for target in Lang]
        spoken = [beside for _, by_lang, beside in new if by_lang for _ in Lang]
        answers = iter(origins.suggest_concepts(wanted, StoreMemory(self._store), spoken=spoken))
        for question in new:
            self._answers[question] = {target: next(answers) for target in Lang} if question[1] else {}
        seen = stories.suggestions(self._store, asked)
        return {
            id: _worth_showing(self._with_seen(questions[id], seen.get(id, {})), asked[id][1], asked[id][0])
            for id in asked
        }

    def _spoken(self, id: str, kind: Kind, terms: Sequence[Term], fresh: Sequence[tuple[str, Mention]]) -> _Spoken:
        """The names of a place with the words beside them, where at least half of them make it another place."""
        from glossary.suggest import kinds

        names = {(t.lang, t.text) for t in terms}
        if kind is not Kind.PLACE or not any(kinds.doubtful(text, lang) for lang, text in names):
            return ()
        found = [*fresh]
        found += [
            (e.sentence, Mention(e.start, e.end, e.sentence[e.start : e.end], kind, e.rule, e.lang, e.form))
            for e in self._store.evidence(id, _BESIDE_MOST)
        ]
        told = [(m.lang, m.form, beside.spoken(text, m)) for text, m in found[:_BESIDE_MOST]]
        others = [one for one in told if one[2] and kinds.another(one[1], one[2], one[0])]
        return tuple(dict.fromkeys(others)) if others and 2 * len(others) >= len(told) else ()

    def _with_seen(
        self, question: _Question, seen: Mapping[Lang, Sequence[Suggestion]]
    ) -> Mapping[Lang, Sequence[Suggestion]]:
        """The answers to a question with what parallel articles say of the very concept."""
        if not seen:
            return self._answers[question]
        from glossary.suggest import parallel

        return {
            target: parallel.joined(self._answers[question].get(target, ()), seen.get(target, ())) for target in Lang
        }

    def _known(self) -> tuple[Names, set[Lesson]]:
        """The names that the extraction shall find anywhere, because they were approved or came from a file.

        A given name or surname alone says too little to be found in every other article. Rejected names are still
        found, and stay with their rejected concept: so nothing is lost when the rejection is undone.
        """
        wanted = {
            (term.text, str(term.lang), group.kind)
            for group in self._store.approved()
            for term in group.terms()
            if term.form is not TermForm.SHORT
        } | {(text, str(lang), kind) for kind, lang, text in self._store.imported()}
        known = [Known(text, kind) for text, kind in sorted({(text, kind) for text, _, kind in wanted})]
        lessons = {(text, lang, str(kind)) for text, lang, kind in wanted}
        self._forms = {}
        for form, term, kind in self._store.case_forms():
            self._forms.setdefault(keys.strict(form), term)
            if not is_case_of(form, term):
                # The extraction knows regular endings by itself.
                known.append(Known(form, kind))
                lessons.add((form, str(Lang.RU), str(kind)))
        return Names(known), lessons

    def _search_again(
        self, numbers: Sequence[int], changed: Names, lessons: Collection[Lesson], known: Names
    ) -> Iterator[Progress]:
        """Those of the articles that have a name about which a person has decided since they were searched."""
        for number in numbers:
            self._left -= 1
            found = self._store.article(number)
            if found and rescan.has_name(found[0], changed):
                article, where = found
                self._search(article, where, known, number)
                yield self._progress(0, f"{article.name} (searched again)")
        if self._store.lessons() != set(lessons):
            self._store.save_lessons(lessons)

    def refresh_stale(self) -> Iterator[Progress]:
        """Suggestions for the concepts whose terms have changed."""
        while ids := self._store.stale():
            self._refresh(ids)
            self._left -= len(ids)
            yield self._progress(0, "suggestions for changed terms")

    def _refresh(self, ids: Iterable[str]) -> None:
        groups = self._store.groups(ids)
        self._store.save_suggestions(self._answer({group.id: (group.kind, group.terms()) for group in groups}))

    def suggested(self, group: Group) -> dict[Lang, tuple[Suggestion, ...]]:
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
        self._expected, self._done, self._left = 0, 0, len(pairs.unaligned(self._store))
        total = self._total = totals.concepts - totals.rejected + self._left
        yield Progress(0, total, "")
        for progress in self._compare_stories():
            done += 1
            yield replace(progress, done=done, total=total)
        while ids := self._store.listed(after=after, limit=50, rejected=False):
            self._refresh(ids)
            done, after = done + len(ids), ids[-1]
            self._answers = {}
            yield Progress(done, max(total, done), after)
