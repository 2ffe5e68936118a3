"""What is moved between concepts: missed mentions added, mentions and terms moved, concepts split; all recorded.

What a person has put somewhere is pinned there: later readings of the article leave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from glossary import keys
from glossary.deciding import chosen, decide, group_of, insert_concept, insert_term, named, new_id
from glossary.errors import InputError
from glossary.model import (
    Article,
    ConceptStatus,
    DecisionRow,
    Kind,
    Lang,
    Mention,
    Origin,
    Term,
    TermForm,
    TermStatus,
)
from glossary.rescan import find_everywhere
from glossary.store import Recorder, Store, lookup
from glossary.store.rows import Group, Row, attested
from glossary.terms import check, tidy
from glossary.text import form_lang
from glossary.wording import terms_of


def add_mention(store: Store, article: int, start: int, end: int, what: Kind | str) -> tuple[str, DecisionRow]:
    """A name that was missed: this span of an article is a mention of a concept (its id), or of a new one of a kind.

    It stays there whatever later builds find; the name of an approved or new concept is found in every other article.
    Mentions that the span touches are cut to what is a name without it, or give way. Returns the concept's id. Raises
    InputError for a span that is no name.
    """
    text, article_lang = _text(store, article)
    first, last = start, min(end, len(text))
    while first < last and text[first].isspace():
        first += 1
    while last > first and text[last - 1].isspace():
        last -= 1
    surface = text[max(0, first) : last]
    lang = form_lang(surface, article_lang)
    kind = what if isinstance(what, Kind) else chosen(store, [what])[0].kind
    # Now, while nobody waits: this may load a dictionary.
    lemma = _lemma(surface, lang, kind)
    term = check(lemma or surface)
    rests = _rests(store, article, first, last)
    made: list[tuple[str, bool]] = []

    def change(record: Recorder) -> None:
        _text(store, article)
        fresh = ""
        if isinstance(what, Kind):
            id = store.with_term(kind, lang, term)
            if not id:
                id = fresh = new_id(store, kind, term)
                insert_concept(record, id, kind, ConceptStatus.APPROVED)
                insert_term(record, id, Term(lang, term, status=TermStatus.PREFERRED, origin=Origin.HAND))
        else:
            id = chosen(store, [what])[0].id
        name = named([group_of(store, id)])
        crossed = [row for row in store.mentions_across(article, first, last) if _is_told(store, row, first, last)]
        for row in store.mentions_across(article, first, last):
            record.delete("mention", [article, row["start"]])
            record.delete("pin", [article, row["start"]])
        pin = {"article": article, "start": first, "end": last, "concept": id, "kind": str(kind), "lang": str(lang)}
        record.insert("pin", pin | {"lemma": lemma, "rule": "hand"})
        shown = {"text": surface, "form": tidy(lemma or surface), "article_lang": str(article_lang)}
        trace = {"trace": '["put here by the reviewer"]', "reason": "put here by the reviewer"}
        record.insert("mention", pin | {"lemma": lemma, "rule": "hand"} | shown | trace)
        _attest(store, record, id, article_lang, lang, term)
        record.set("concept", [id], touched=1)
        group = group_of(store, id)
        made.append((id, group.approved and not _is_part(term, group)))
        said = f"Added {name}" if id == fresh else f"Added “{term}” as a mention of {name}"
        why = "; ".join(_cut(store, record, row, rests.get((row["start"], row["end"]))) for row in crossed)
        record.label = f"{said}; {why}" if why else said

    decision = decide(store, "add mention", change, "Nothing was added.")
    [(id, everywhere)] = made
    if everywhere:
        find_everywhere(store, decision, id, kind, {lang: term})
    return id, decision


def _is_told(store: Store, row: Row, start: int, end: int) -> bool:
    """Is it worth saying that a mention gives way: it reaches beyond the span, or a person has accepted its concept?"""
    beyond = row["start"] < start or end < row["end"]
    return beyond or ((row["start"], row["end"]) != (start, end) and group_of(store, row["concept"]).approved)


def _rests(store: Store, article: int, start: int, end: int) -> dict[tuple[int, int], Mention]:
    """What the finder makes a name of in the rests of the mentions that cross a span: by their place, the longest.

    One word of a person's name is none: who marks the others has seen it.
    """
    crossing = [row for row in store.mentions_across(article, start, end) if row["start"] < start or end < row["end"]]
    if not crossing:
        return {}
    from glossary import extract as extraction

    text, lang = _text(store, article)
    found: dict[tuple[int, int], Mention] = {}
    for row in crossing:
        for first, last in ((row["start"], start), (end, row["end"])):
            for mention in extraction.extract(Article("", text[first:last], lang)) if first < last else ():
                here = replace(mention, start=mention.start + first, end=mention.end + first)
                best = found.get((row["start"], row["end"]))
                whole = mention.kind is not Kind.PERSON or " " in mention.form
                if mention.kind == row["kind"] and whole and (best is None or len(best.text) < len(here.text)):
                    found[row["start"], row["end"]] = here
    return found


def _cut(store: Store, record: Recorder, row: Row, rest: Mention | None) -> str:
    """The mention of a row that was taken away is what is left of it from now on, if that is a name; says which."""
    group = group_of(store, row["concept"])
    if rest is not None:
        pin = {"article": row["article"], "start": rest.start, "end": rest.end, "concept": group.id}
        pin |= {"kind": row["kind"], "lang": str(rest.lang), "lemma": rest.lemma, "rule": row["rule"]}
        record.insert("pin", pin)
        form = tidy(rest.form)
        shown = {"text": rest.text, "form": form, "article_lang": row["article_lang"], "term_form": row["term_form"]}
        trace = {"trace": '["cut by the reviewer"]', "reason": "what another name has left of it"}
        record.insert("mention", pin | shown | trace)
        _attest(store, record, group.id, Lang(row["article_lang"]), rest.lang, form)
    _drop_unused(store, record, group.id, row["form"])
    return f"“{row['text']}” is “{rest.text}” now" if rest is not None else f"“{row['text']}” gave way"


def _text(store: Store, article: int) -> tuple[str, Lang]:
    """The text of an article, which never changes, and its language; raises InputError when it is not current."""
    stored = store.article(article)
    if stored is None:
        raise InputError("This article is not in the glossary any more.")
    return stored[0].text, stored[0].lang


def _is_part(term: str, group: Group) -> bool:
    """Is it a part of a longer name of the concept? `Ashby` alone may be a town elsewhere."""
    words = set(keys.words(term))
    return any(words < set(keys.words(seen.term.text)) for seen in group.seen)


def _lemma(surface: str, lang: Lang, kind: Kind) -> str:
    """The nominative of a Russian name; empty where it is the name itself."""
    if lang is not Lang.RU:
        return ""
    from glossary.lang import ru

    lemma = ru.lemma(tidy(surface), kind)
    return lemma if lemma != surface else ""


def _attest(store: Store, record: Recorder, concept: str, article: Lang, lang: Lang, text: str) -> None:
    """What an article has is a term of its concept."""
    for attested_in in attested(article, lang):
        if "|" not in text and (attested_in, text) not in store.texts(concept):
            insert_term(record, concept, Term(attested_in, text, origin=Origin.ARTICLE))


def move_mentions(store: Store, mentions: Iterable[int], concept: str) -> DecisionRow:
    """These mentions are of another concept; their spellings become its terms, and the two are kept apart."""
    wanted = list(mentions)

    def change(record: Recorder) -> None:
        [target] = chosen(store, [concept])
        rows = [row for row in _mentions(store, wanted) if row["root"] != target.id]
        for source in dict.fromkeys(row["root"] for row in rows):
            _keep_apart(store, record, source, target.id)
        _relocate(store, record, rows, target.id)
        record.set("concept", [target.id], touched=1)
        record.label = f"Moved {_counted(rows)} to {named([target])}" if rows else ""
        if not rows:
            raise InputError("These mentions are there already.")

    return decide(store, "move mention", change, "These mentions are there already.")


def move_terms(store: Store, terms: Iterable[int], concept: str) -> DecisionRow:
    """These terms, and the mentions that attest them, are of another concept; the two are kept apart."""
    wanted = list(terms)

    def change(record: Recorder) -> None:
        [target] = chosen(store, [concept])
        rows = [row for row in terms_of(store, wanted) if row["root"] != target.id]
        if not rows:
            raise InputError("These terms are there already.")
        for source in dict.fromkeys(row["root"] for row in rows):
            _keep_apart(store, record, source, target.id)
        _move_terms(store, record, rows, target.id)
        record.set("concept", [target.id], touched=1)
        record.label = f"Moved “{rows[0]['text']}” to {named([target])}"
        if len(rows) > 1:
            record.label = f"Moved {len(rows)} terms to {named([target])}"

    return decide(store, "move term", change, "These terms are there already.")


def move(store: Store, concept: str, mentions: Iterable[int] = (), terms: Iterable[int] = ()) -> DecisionRow:
    """These mentions and terms are of another concept, in one decision; see `move_mentions` and `move_terms`."""
    those, wanted = list(mentions), list(terms)
    if not those:
        return move_terms(store, wanted, concept)
    if not wanted:
        return move_mentions(store, those, concept)

    def change(record: Recorder) -> None:
        [target] = chosen(store, [concept])
        moving = [row for row in terms_of(store, wanted) if row["root"] != target.id]
        shown = [row for row in _mentions(store, those) if row["root"] != target.id]
        if not moving and not shown:
            raise InputError("These are there already.")
        for source in dict.fromkeys(row["root"] for row in (*moving, *shown)):
            _keep_apart(store, record, source, target.id)
        _move_terms(store, record, moving, target.id)
        left = {row["id"] for row in store.mentions_with(those) if row["root"] != target.id}
        _relocate(store, record, [row for row in shown if row["id"] in left], target.id)
        record.set("concept", [target.id], touched=1)
        record.label = f"Moved {len(moving)} terms and {len(shown)} mentions to {named([target])}"

    return decide(store, "move", change, "These are there already.")


def split(
    store: Store, concept: str, mentions: Iterable[int] = (), terms: Iterable[int] = (), kind: Kind | None = None
) -> tuple[str, DecisionRow]:
    """These mentions and terms are another concept after all, a new one; builds keep the two apart. Returns its id."""
    those, wanted, made = list(mentions), list(terms), list[str]()

    def change(record: Recorder) -> None:
        [source] = chosen(store, [concept])
        moving = [row for row in terms_of(store, wanted) if row["root"] == source.id] if wanted else []
        shown = [row for row in _mentions(store, those) if row["root"] == source.id] if those else []
        if not moving and not shown:
            raise InputError("Choose the mentions or terms that are another concept.")
        if len({(t["lang"], t["text"]) for t in moving}) >= len({(s.term.lang, s.term.text) for s in source.seen}):
            raise InputError("All its terms would go: leave at least one.")
        card = store.card(source.id)
        if shown and card is not None and len(shown) == card.mentions:
            raise InputError("All its mentions would go: leave at least one.")
        name = moving[0]["text"] if moving else shown[0]["form"]
        id = new_id(store, kind or source.kind, name)
        insert_concept(record, id, kind or source.kind, ConceptStatus.NEW)
        _keep_apart(store, record, source.id, id)
        _move_terms(store, record, moving, id)
        left = {row["id"] for row in store.mentions_with(row["id"] for row in shown) if row["root"] == source.id}
        _relocate(store, record, [row for row in shown if row["id"] in left], id)
        record.set("concept", [source.id], touched=1)
        made.append(id)
        record.label = f"Split “{name}” off {named([source])}"

    decision = decide(store, "split", change, "Nothing was split off.")
    return made[0], decision


def _mentions(store: Store, numbers: Sequence[int]) -> list[Row]:
    rows = store.mentions_with(numbers)
    if len(rows) < len(set(numbers)):
        raise InputError("A mention is not there any more: another program may have read its article again.")
    return rows


def _counted(rows: Sequence[Row]) -> str:
    return f"“{rows[0]['text']}”" if len(rows) == 1 else f"{len(rows)} mentions"


def _keep_apart(store: Store, record: Recorder, one: str, other: str) -> None:
    for key in store.doubts_between(one, other):
        record.set("doubt", key, open=0)
    if not store.apart(one, other):
        first, second = sorted((one, other))
        record.insert("apart", {"concept": first, "other": second})


def _move_terms(store: Store, record: Recorder, rows: Sequence[Row], target: str) -> None:
    """Terms go to `target` with the mentions that attest them; a preferred one stays so where there is none yet."""
    group = group_of(store, target)
    preferred = {seen.term.lang for seen in group.seen if seen.term.status is TermStatus.PREFERRED}
    there = {(seen.term.lang, seen.term.text) for seen in group.seen}
    for row in rows:
        lang, text = Lang(row["lang"]), row["text"]
        record.delete("term", [row["concept"], row["lang"], text])
        if (lang, text) not in there:
            there.add((lang, text))
            status = TermStatus(row["status"])
            if status is TermStatus.PREFERRED and lang in preferred:
                status = TermStatus.ADMITTED
            insert_term(record, target, Term(lang, text, TermForm(row["form"]), status, Origin(row["origin"])))
    for row in rows:
        _relocate(store, record, store.mentions_of(row["root"], Lang(row["lang"]), row["text"]), target)


def _relocate(store: Store, record: Recorder, rows: Sequence[Row], target: str) -> None:
    """Mentions go to `target` and stay there; what they attest becomes its term and leaves the source.

    Mentions of the same spelling that are left in the article are held where they are: a build would join them again.
    """
    for row in rows:
        record.set(
            "mention",
            [row["article"], row["start"]],
            concept=target,
            reason="moved by the reviewer",
            term_form=str(TermForm.FULL),
        )
        _pin(store, record, row, target)
        _attest(store, record, target, Lang(row["article_lang"]), Lang(row["lang"]), row["form"])
    moved = {(row["article"], row["start"]) for row in rows}
    for article, form, root in dict.fromkeys((row["article"], row["form"], row["root"]) for row in rows):
        for other in lookup.mentions(store, article):
            if other["form"] == form and other["root"] == root and (article, other["start"]) not in moved:
                _pin(store, record, other, root)
    for root, form in dict.fromkeys((row["root"], row["form"]) for row in rows):
        _drop_unused(store, record, root, form)


def _drop_unused(store: Store, record: Recorder, concept: str, form: str) -> None:
    """What no article has any more, and no person chose, is no term."""
    for seen in group_of(store, concept).seen:
        term = seen.term
        unused = not seen.count and term.origin is Origin.ARTICLE and term.status is TermStatus.ADMITTED
        if term.text == form and unused:
            record.delete("term", store.term_key(term.id))


def _pin(store: Store, record: Recorder, row: Row, concept: str) -> None:
    """Later readings of the article leave this mention where it is."""
    key = [row["article"], row["start"]]
    if store.pinned(*key):
        record.set("pin", key, concept=concept)
    else:
        columns = ("article", "start", "end", "kind", "lang", "lemma", "rule")
        record.insert("pin", {column: row[column] for column in columns} | {"concept": concept})
