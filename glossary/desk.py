"""Looking: articles as the reader shows them, keyword in context, stories side by side, the overview, case forms."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from glossary import keys, stories
from glossary.deciding import group_of
from glossary.errors import InputError
from glossary.model import (
    ArticleMention,
    ArticleRow,
    ArticleView,
    CaseForm,
    ConceptRow,
    ConceptStatus,
    Concordance,
    ConcordanceLine,
    Gender,
    HouseStyle,
    Kind,
    Lang,
    Origin,
    Overview,
    Story,
    StoryCell,
    StoryLine,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
)
from glossary.query import Filters, completions, folded_text, last_value, parse_query, places
from glossary.store import Group, Linked, Store, lookup, pairs
from glossary.store.rows import Row, label, missing
from glossary.style import is_russian, suggested
from glossary.text import has_cyrillic

_CONTEXT = 90
"""Code points on each side of a hit."""

_SORTED_BY = 40
"""Folded code points on a side of a hit that decide its place."""

_MOST_PATTERNS = 400
"""Spellings and case forms looked for at once."""


# ---- articles ---------------------------------------------------------------------------------------------------
def articles(store: Store, query: str, limit: int) -> list[ArticleRow]:
    """Articles whose name, outlet or text has all words of the query, newest first; filters as in the queue."""
    words, filters = parse_query(query)
    if filters.nothing:
        return []
    if not words:
        return lookup.articles(store, "", None, filters, limit)
    named = [id for id, name in lookup.article_names(store) if all(word in keys.fold(name) for word in words)]
    return lookup.articles(store, " AND ".join(f'"{word}"*' for word in words), named, filters, limit)


def last_place(store: Store) -> str:
    """The path or address of the article read last; empty without any."""
    row = store.row(
        "SELECT s.place FROM source s JOIN article a ON a.id = s.article ORDER BY a.read_at DESC, a.id DESC LIMIT 1"
    )
    return row["place"] if row else ""


def suggested_as(store: Store, text: str) -> list[ConceptRow]:
    """The concepts for which `text` is suggested, the surest first; rejected ones left out."""
    rows = store.rows(
        "SELECT concept FROM suggestion WHERE text = ? GROUP BY concept ORDER BY max(score) DESC, concept",
        (text,),
    )
    cards = (store.card(row["concept"]) for row in rows)
    return [card for card in cards if card is not None and card.status is not ConceptStatus.REJECTED]


def article(store: Store, number: int, lang: Lang | None) -> ArticleView:
    """An article with its mentions, each with its concept's term in `lang`. Raises InputError when it is gone."""
    row, stored = lookup.article_row(store, number), store.article(number)
    if row is None or stored is None:
        raise InputError("This article is not in the glossary any more.")
    found = lookup.places(store, number)
    facts = {group.id: _facts(group, lang) for group in store.groups(dict.fromkeys(place["root"] for place in found))}
    return ArticleView(
        row=row,
        text=stored[0].text,
        mentions=tuple(
            ArticleMention(
                place["id"], place["start"], place["end"], place["text"], kind, root, status, name, term, lacking
            )
            for place in found
            for root in (place["root"],)
            for kind, status, name, term, lacking in (facts[root],)
        ),
    )


def _facts(group: Group, lang: Lang | None) -> tuple[Kind, ConceptStatus, str, str, tuple[Lang, ...]]:
    """What the reader shows of a concept: kind, status, label, the preferred term in `lang`, what is missing."""
    terms = group.terms()
    return (
        group.kind,
        group.status,
        label(group, terms) or group.id,
        _preferred(terms, lang) if lang else "",
        missing(terms),
    )


def _preferred(terms: Iterable[Term], lang: Lang) -> str:
    return next((t.text for t in terms if t.lang is lang and t.status is TermStatus.PREFERRED), "")


# ---- concordance ------------------------------------------------------------------------------------------------
_BETWEEN = r"(?: +| *\n *)"
"""What may part two words in folded text, in which all punctuation is a space."""


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Folded words as they stand in a row; of Russian ones without known forms only the stems count."""

    words: tuple[str, ...]
    stems: bool = False

    def match(self) -> str:
        """For the search index: its words in a row, or their beginnings."""
        if self.stems:
            return "(" + " AND ".join(f'"{_beginning(word)}"*' for word in self.words) + ")"
        return f'"{" ".join(self.words)}"'

    def regex(self) -> str:
        """For the folded text; punctuation and the end of a line may stand between the words, an empty line may not."""
        if self.stems:
            return _BETWEEN.join(rf"{re.escape(_beginning(word))}\w{{0,6}}" for word in self.words)
        return _BETWEEN.join(map(re.escape, self.words))


def _beginning(word: str) -> str:
    """What all case forms of a Russian word share; a stem may end otherwise than the word goes on (`отец`, `отца`)."""
    stem = keys.stem(word)
    shared = next((at for at, (a, b) in enumerate(zip(stem, word, strict=False)) if a != b), min(len(stem), len(word)))
    return word[: max(1, shared)]


def concordance(store: Store, query: str, lang: Lang | None, sort: str, limit: int, offset: int) -> Concordance:
    """Every place where the query stands, in its line. See `glossary.service.Glossary.concordance`."""
    quoted = query.strip().startswith('"')
    words, filters = parse_query(query)
    wanted = (lang,) if lang else filters.langs
    concepts = [] if quoted else _concepts(store, query.strip(), words)
    patterns = _patterns(store, concepts, words)
    if not patterns or filters.nothing:
        return Concordance((), 0, {}, ())
    filters = Filters(articles=filters.articles, outlets=filters.outlets, langs=wanted)
    searched = [*patterns, *_patterns(store, concepts, (), short=True)]
    rows = lookup.folded_articles(store, " OR ".join(pattern.match() for pattern in searched), filters)
    hits = _hits(rows, patterns, _mentioned(store, concepts))
    by_lang = Counter(Lang(hit[0]["lang"]) for hit in hits)
    if sort == "left":
        hits.sort(key=lambda hit: hit[0]["folded"][max(0, hit[1] - _SORTED_BY) : hit[1]].split()[::-1])
    elif sort == "right":
        hits.sort(key=lambda hit: hit[0]["folded"][hit[2] : hit[2] + _SORTED_BY].split())
    page = hits[offset : offset + limit]
    texts = lookup.article_texts(store, (hit[0]["id"] for hit in page))
    return Concordance(
        lines=tuple(_line(store, texts[row["id"]], start, end) for row, start, end in page),
        total=len(hits),
        by_lang=dict(by_lang),
        concepts=tuple(concepts),
    )


def _concepts(store: Store, query: str, words: Sequence[str]) -> list[str]:
    """The concept with this id, or those with a term that is the query, with or without diacritics."""
    root = store.root(query)
    if root:
        return [root]
    found = dict.fromkeys(id for id, _, text in store.like("=" + keys.loose(" ".join(words))))
    if not found and has_cyrillic(query):
        # An oblique case: the concepts with this stem.
        wanted = keys.stems(" ".join(words))
        hits = lookup.queue(store, [_beginning(word) for word in words], Filters(), limit=50)
        for group in store.groups(row.id for row in hits):
            if any(s.term.lang is Lang.RU and keys.stems(s.term.text) == wanted for s in group.seen):
                found[group.id] = None
    return list(found)[:20]


def _mentioned(store: Store, concepts: Sequence[str]) -> dict[int, dict[int, int]]:
    """Where the concepts are mentioned, by article, in folded text: start → end, their short forms (`Ông Thọ`) too."""
    found: dict[int, dict[int, int]] = {}
    moved: set[int] = set()
    for row in lookup.mention_spans(store, concepts):
        found.setdefault(row["article"], {})[row["start"]] = row["end"]
        if row["moved"]:
            moved.add(row["article"])
    for number, article in lookup.article_texts(store, moved).items() if moved else ():
        where = places(article["text"], article["folded"]) or range(len(article["text"]) + 1)
        found[number] = {bisect_left(where, a): bisect_left(where, b) for a, b in found[number].items()}
    return found


def _patterns(store: Store, concepts: Sequence[str], words: Sequence[str], *, short: bool = False) -> list[_Pattern]:
    """What to look for; `short`: only the short forms, which hold where they are mentions of the concept alone."""
    found: dict[_Pattern, None] = {}
    for group in store.groups(concepts):
        known = case_forms(store, group)
        for term in group.terms():
            if short != (term.form is TermForm.SHORT and term.origin is Origin.ARTICLE):
                continue
            inflected = [form.text for form in known.get(term.text, ())] if term.lang is Lang.RU else []
            for text in (term.text, *inflected):
                parts = tuple(folded_text(text).split())
                if parts:
                    found[_Pattern(parts)] = None
    if words:
        cyrillic = any(has_cyrillic(word) for word in words) and not found
        found[_Pattern(tuple(words), stems=cyrillic)] = None
    return list(found)[:_MOST_PATTERNS]


def _hits(
    rows: Iterable[Row], patterns: Sequence[_Pattern], mentioned: Mapping[int, Mapping[int, int]]
) -> list[tuple[Row, int, int]]:
    """(article, start, end) in the folded text; where several patterns match, the longest; and what is mentioned.

    Each pattern by itself, and the edges of words looked at afterwards: a regular expression that begins with letters
    finds them by a fast search, one that begins with a choice or a condition tries every place.
    """
    searches = [(re.compile(pattern.regex()), _head(pattern), pattern) for pattern in patterns]
    stems = {pattern: tuple(map(keys.stem, pattern.words)) for pattern in patterns if pattern.stems}
    found: list[tuple[Row, int, int]] = []
    for row in rows:
        text: str = row["folded"]
        spans: dict[int, int] = dict(mentioned.get(row["id"], {}))
        for regex, head, pattern in searches:
            if head not in text:
                continue
            for match in regex.finditer(text):
                start, end = match.span()
                if (start and text[start - 1].isalnum()) or (end < len(text) and text[end].isalnum()):
                    continue
                if pattern.stems and tuple(map(keys.stem, match[0].split())) != stems[pattern]:
                    continue
                spans[start] = max(end, spans.get(start, 0))
        reached = 0
        for start, end in sorted(spans.items()):
            if start >= reached:
                found.append((row, start, end))
                reached = end
    return found


def _head(pattern: _Pattern) -> str:
    return _beginning(pattern.words[0]) if pattern.stems else pattern.words[0]


def _line(store: Store, row: Row, start: int, end: int) -> ConcordanceLine:
    text, where = row["text"], places(row["text"], row["folded"])
    first, last = (start, end) if where is None else (where[start], where[end - 1] + 1)
    mention, concept = lookup.mention_at(store, row["id"], first, last)
    return ConcordanceLine(
        article=row["id"],
        name=row["name"],
        lang=Lang(row["lang"]),
        outlet=row["outlet"],
        published=row["published"],
        left=text[max(0, first - _CONTEXT) : first].replace("\n", " "),
        hit=text[first:last].replace("\n", " "),
        right=text[last : last + _CONTEXT].replace("\n", " "),
        start=first,
        end=last,
        concept=concept,
        mention=mention,
    )


# ---- stories ----------------------------------------------------------------------------------------------------
def story(store: Store, numbers: Sequence[int]) -> Story:
    """Articles side by side: how each renders every concept of the story, most shared concepts first."""
    rows = [lookup.article_row(store, number) for number in dict.fromkeys(numbers)]
    shown = [row for row in rows if row is not None]
    if not shown:
        raise InputError("These articles are not in the glossary any more.")
    likely = _likely(store, [row.id for row in shown])
    forms: dict[str, list[Counter[str]]] = {}
    for place, row in enumerate(shown):
        for mention in lookup.mentions(store, row.id):
            counts = forms.setdefault(mention["root"], [Counter() for _ in shown])
            counts[place][mention["form"]] += 1
    lines = []
    for group in store.groups(forms):
        card = store.card(group.id)
        if card is None or group.status is ConceptStatus.REJECTED:
            continue
        cells = tuple(
            _cell(group, row.lang, counts, likely.get((group.id, place)))
            for place, (row, counts) in enumerate(zip(shown, forms[group.id], strict=True))
        )
        lines.append(StoryLine(card, cells))
    lines.sort(
        key=lambda line: (
            -sum(bool(c.forms) for c in line.cells),
            -sum(sum(c.forms.values()) for c in line.cells),
            not line.likely,
        )
    )
    return Story(tuple(shown), tuple(_without_counterparts(lines)))


def same_story(store: Store, number: int, limit: int) -> list[tuple[ArticleRow, int]]:
    """Articles in other languages that tell this story, surest first, then those that share the most concepts."""
    told = {one.article: place for place, one in enumerate(stories.tellings(store, number))}
    shared = {row.id: (row, n) for row, n in lookup.shared(store, number, limit)}
    if told.keys() - shared.keys():
        concepts = pairs.concepts_of(store, [number, *told])
        mine = concepts.get(number, {}).keys()
        for other in told.keys() - shared.keys():
            row = lookup.article_row(store, other)
            if row is not None:
                shared[other] = row, len(mine & concepts.get(other, {}).keys())
    found = sorted(shared.values(), key=lambda one: (told.get(one[0].id, len(told)), -one[1], one[0].id))
    return found[:limit]


def _likely(store: Store, numbers: Sequence[int]) -> dict[tuple[str, int], tuple[Linked, float, str]]:
    """What a concept is most likely called in the article of a column that does not have it: mention, score, why."""
    found: dict[tuple[str, int], tuple[Linked, float, str]] = {}
    for (x, a), (y, b) in itertools.combinations(enumerate(numbers), 2):
        for pair in stories.likely(store, a, b):
            for here, there, column in ((pair.a, pair.b, y), (pair.b, pair.a, x)):
                if (here.concept, column) not in found or found[here.concept, column][1] < pair.score:
                    found[here.concept, column] = there, pair.score, pair.why
    return found


def _without_counterparts(lines: Sequence[StoryLine]) -> list[StoryLine]:
    """Each name once: not again as the line of a concept that stands as likely in the line of another one."""
    kept: list[StoryLine] = []
    told: dict[str, set[int]] = {}
    for line in lines:
        own = {column for column, cell in enumerate(line.cells) if cell.forms}
        if own <= told.get(line.concept.id, set()):
            continue
        kept.append(line)
        for column, cell in enumerate(line.cells):
            if cell.likely:
                told.setdefault(cell.likely_concept, set()).add(column)
    return kept


def _cell(group: Group, lang: Lang, counts: Counter[str], likely: tuple[Linked, float, str] | None) -> StoryCell:
    terms = {t.text: t for t in group.terms() if t.lang is lang}
    preferred = _preferred(terms.values(), lang)
    off = [text for text in counts if group.approved and _is_off(text, terms.get(text), preferred)]
    if counts or likely is None:
        return StoryCell(dict(counts.most_common()), preferred, tuple(off))
    there, score, why = likely
    return StoryCell({}, preferred, (), there.mention.form, there.concept, score, why)


def _is_off(text: str, term: Term | None, preferred: str) -> bool:
    """Does the glossary advise against this spelling, or has nobody but an article used it?"""
    if term is None:
        return keys.loose(text) != keys.loose(preferred)
    if term.status not in lookup.IN_USE:
        return True
    chosen = term.status is TermStatus.PREFERRED or term.origin is not Origin.ARTICLE
    brief = term.form in (TermForm.SHORT, TermForm.ACRONYM, TermForm.ABBREVIATION)
    return not chosen and not brief and keys.loose(text) != keys.loose(preferred)


# ---- case forms -------------------------------------------------------------------------------------------------
def forms(store: Store, concept: str) -> dict[str, tuple[CaseForm, ...]]:
    """The case forms of each Russian term in use of a concept, the preferred term first."""
    return case_forms(store, group_of(store, concept))


def case_forms(store: Store, group: Group) -> dict[str, tuple[CaseForm, ...]]:
    """By term: what the rules make of it, and what a person corrected."""
    corrected = {(row["term"], row["case"]): row["form"] for row in lookup.inflections(store, group.id) if row["hand"]}
    return {
        term.text: tuple(
            CaseForm(case, corrected.get((term.text, case), form), (term.text, case) in corrected)
            for case, form in ruled(group, term.text).items()
        )
        for term in group.terms()
        if term.lang is Lang.RU and term.status in lookup.IN_USE and has_cyrillic(term.text)
    }


def forms_by_gender(store: Store, concept: str) -> dict[str, dict[str, tuple[CaseForm, ...]]]:
    """By term and gender: `m` and `f` where nobody knows it and the forms differ, else only `""`."""
    from glossary.lang import ru_forms

    group = group_of(store, concept)
    single = case_forms(store, group)
    if group.gender:
        return {term: {"": forms} for term, forms in single.items()}
    return {
        term: {
            gender: tuple(one if one.by_hand else CaseForm(one.case, of[one.case]) for one in forms)
            for gender, of in ru_forms.case_forms_by_gender(term, group.kind).items()
        }
        for term, forms in single.items()
    }


def ruled(group: Group, term: str) -> Mapping[str, str]:
    """A Russian term in all cases, by rule; the gender that the reviewer gave decides."""
    from glossary.lang import ru_forms

    gender = group.gender if group.gender in (Gender.MASCULINE, Gender.FEMININE) else ""
    return ru_forms.case_forms(term, group.kind, gender)


def inflect(store: Store, ids: Iterable[str]) -> None:
    """Store the case forms of the approved concepts among these: search and the extraction know them from then on.

    What is stored follows from the concepts as they are now, and no other forms of theirs are left: those of a term
    that went, or of a kind that was taken back, would find what is not there.
    """
    with store.reading():
        groups = store.groups(store.roots(ids).values())
        wanted = [
            (group, seen.term, store.term_key(seen.term.id)[0])
            for group in groups
            for seen in (group.seen if group.approved else ())
            if seen.term.lang is Lang.RU and seen.term.form is not TermForm.SHORT and seen.term.status in lookup.IN_USE
        ]
    found = {
        (owner, term.text): {case: form for case, form in ruled(group, term.text).items() if form}
        for group, term, owner in wanted
    }
    store.save_inflections([group.id for group in groups], found)


def in_house_style(
    group: Group, stored: Mapping[Lang, Sequence[Suggestion]], house: HouseStyle
) -> dict[Lang, tuple[Suggestion, ...]]:
    """The suggestions for a concept as the house writes them, without what it has chosen already."""
    if house == HouseStyle():
        return {lang: tuple(of) for lang, of in stored.items()}
    terms = group.terms()
    by_lang = {lang: [t.text for t in terms if t.lang is lang] for lang in Lang}
    chosen = {(t.lang, t.text) for t in terms if t.status is TermStatus.PREFERRED}
    russian = is_russian(group.kind, by_lang)
    return {
        lang: tuple(s for s in suggested(of, group.kind, lang, house, russian) if (lang, s.text) not in chosen)
        for lang, of in stored.items()
    }


# ---- the whole --------------------------------------------------------------------------------------------------
def overview(store: Store) -> Overview:
    """What is in the glossary, as data for plots."""
    return Overview(
        totals=store.totals(),
        coverage=lookup.coverage(store),
        pace=lookup.pace(store),
        outlets=tuple(lookup.outlets(store, 20)),
        names=lookup.most_mentioned(store, 20),
    )


def complete(store: Store, query: str, limit: int = 20) -> list[str]:
    """How the query could go on."""
    name, value = last_value(query)
    articles_named = lookup.names_of_articles(store, value, limit) if name == "article" else []
    outlets = [outlet for outlet, _ in lookup.outlets(store)] if name == "outlet" else []
    return completions(query, articles_named, outlets)[:limit]
