"""An article to mentions: each passage to the finder of its language, overlaps settled, missed names found again.

The finders (`glossary.lang.vi`, `en`, `ru`) know sentences; this module knows articles. It shows them a *view* of the
text (`glossary.view`), free of what is no text, and maps what they find back to the article as it was read.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module

from glossary import keys, text
from glossary.concepts import MemoryIndex, gather
from glossary.known import RULE as KNOWN_RULE
from glossary.known import Known, Names, joined
from glossary.lang import Dropped, Finder
from glossary.lang.spans import LONGEST_NAME
from glossary.model import Article, Kind, Lang, Mention
from glossary.noise import why_noise
from glossary.view import UNREADABLE, View, view

_MOST_WORDS = 40
_LONGEST_PASSAGE = 60_000
_WORD = re.compile(r"[^\W_]+")
_LATIN_OR_CYRILLIC = re.compile(r"[A-Za-zÀ-ɏḀ-ỿЀ-ӿ]")


def extract(article: Article, known: Iterable[Known] = ()) -> list[Mention]:
    """The mentions of an article in order, never overlapping; `known` names are found everywhere, or left alone.

    Who has many articles makes `known.Names` of them once.
    """
    return _extract(article, known)[0]


def _extract(article: Article, known: Iterable[Known], explain: bool = False) -> tuple[list[Mention], list[Dropped]]:
    """The mentions, and to `explain` them all that some rule took for a name for a while."""
    names = known if isinstance(known, Names) else Names(known)
    seen = view(article.text)
    found: list[Mention] = []
    decided: list[Mention] = []
    dropped: list[Dropped] = []
    for passage in text.passages(seen.text):
        for start, end, lang in _split(seen.text, *passage):
            mentions, refused = _finder(lang).find_all(seen.text[start:end], explain)
            found += [_placed(mention, start, lang) for mention in mentions]
            dropped += [
                replace(drop, start=drop.start + start, end=drop.end + start) if start else drop for drop in refused
            ]
            approved = names.find(seen.text[start:end], lang)
            decided += [replace(name, start=name.start + start, end=name.end + start) for name in approved]
    kept, losers = _settle(found, names)
    kept, given_way = joined(seen.text, kept, decided, dropped)
    products = {(drop.start, drop.end) for drop in dropped if PRODUCT_RULE in drop.why}
    again = _found_again(seen.text, kept, names, products)
    kept = sorted([*kept, *again], key=lambda mention: mention.start)
    losers += given_way
    found = [_back(seen, mention, article.text) for mention in _one_kind(kept)]
    mentions = [mention for mention in found if not UNREADABLE.search(mention.text)]
    if not explain:
        return mentions, []
    garbled = [
        Dropped(m.start, m.end, m.text, "signs inside that no text has") for m in found if UNREADABLE.search(m.text)
    ]
    return mentions, [*(_back_dropped(seen, d, article.text) for d in [*dropped, *losers]), *garbled]


def _back(seen: View, mention: Mention, whole: str) -> Mention:
    """The mention at its place in the article; a name mended for the view keeps its clean form as lemma."""
    start, end = seen.place(mention.start, mention.end)
    surface = whole[start:end]
    if surface == mention.text:
        return mention if start == mention.start else replace(mention, start=start, end=end)
    trace = (*mention.trace, f"read as {mention.text}")
    return replace(mention, start=start, end=end, text=surface, lemma=mention.lemma or mention.text, trace=trace)


def _back_dropped(seen: View, dropped: Dropped, whole: str) -> Dropped:
    """The dropped span at its place in the article."""
    start, end = seen.place(dropped.start, dropped.end)
    return replace(dropped, start=start, end=end, text=whole[start:end])


# ---- passages ---


def _split(view: str, start: int, end: int, lang: Lang) -> Iterator[tuple[int, int, Lang]]:
    """A passage in pieces no finder chokes on, cut at line ends or spaces; empty ones left out."""
    while start < end:
        cut = end
        if end - start > _LONGEST_PASSAGE:
            limit = start + _LONGEST_PASSAGE
            cut = (
                max(view.rfind("\n", start, limit), view.rfind(". ", start, limit)) + 1
                or view.rfind(" ", start, limit) + 1
            )
            if cut <= start:
                cut = limit
        if _LATIN_OR_CYRILLIC.search(view, start, cut):
            yield start, cut, lang
        start = cut


@cache
def _finder(lang: Lang) -> Finder:
    """The finder of a language, loaded on first use: models and dictionaries are heavy."""
    finder: Finder = import_module(f"glossary.lang.{lang.value}")
    return finder


def _placed(mention: Mention, offset: int, passage: Lang) -> Mention:
    """The mention with offsets in the view, the language of its form, and its dictionary form."""
    lang = text.form_lang(mention.text, passage)
    lemma = mention.lemma
    if not lemma and lang is Lang.RU:
        lemma = _finder(Lang.RU).lemma(mention.text, mention.kind)
    lemma = lemma if lemma != mention.text else ""
    if not offset and lang is mention.lang and lemma == mention.lemma:
        return mention
    return replace(mention, start=mention.start + offset, end=mention.end + offset, lang=lang, lemma=lemma)


# ---- settling ---


def _settle(found: Sequence[Mention], names: Names) -> tuple[list[Mention], list[Dropped]]:
    """Of overlapping mentions the longest stays, else the first; no rejected name does, and nothing that is no name."""
    ranked = sorted(found, key=lambda m: (m.start - m.end, m.start))
    kept: list[Mention] = []
    dropped: list[Dropped] = []
    taken: dict[int, Mention] = {}
    for mention in ranked:
        if names.rejects(mention.form, mention.text):
            dropped.append(Dropped(mention.start, mention.end, mention.text, "rejected in this glossary"))
            continue
        odd = _no_name(mention)
        if odd:
            dropped.append(Dropped(mention.start, mention.end, mention.text, odd))
            continue
        other = next(filter(None, map(taken.get, range(mention.start, mention.end))), None)
        if other is not None:
            if (other.start, other.end) != (mention.start, mention.end):
                why = f"overlaps {other.text} ({other.rule})"
                dropped.append(Dropped(mention.start, mention.end, mention.text, why))
            continue
        kept.append(mention)
        taken.update(dict.fromkeys(range(mention.start, mention.end), mention))
    return sorted(kept, key=lambda m: m.start), dropped


def _no_name(mention: Mention) -> str:
    """Why the mention cannot be a name; empty when it can."""
    if mention.end - mention.start > LONGEST_NAME or len(keys.words(mention.text)) > _MOST_WORDS:
        return "too long for a name"
    if sum(map(str.isalpha, mention.text)) < 2:
        return "less than two letters"
    return "" if mention.rule.endswith(_OF_TABLES) else why_noise(mention.text)


_OF_TABLES = ("authority", "listed")
"""Ends the rules that look names up: these are as they are."""


AGAIN_RULE = "again"
PRODUCT_RULE = ".product"
"""Ends the rules of spans that name a ship, a product or an award: no mention, though a place may be called so."""


def _found_again(view: str, kept: Sequence[Mention], names: Names, refused: set[tuple[int, int]]) -> list[Mention]:
    """Names of several words or in capitals that the finders saw once and missed elsewhere, but for products' names."""
    wanted: dict[str, Mention] = {}
    for mention in kept:
        several = len(mention.text.split()) > 1
        acronym = mention.text.isupper() and len(mention.text) > 2 and mention.text.isalpha()
        if several or acronym:
            wanted.setdefault(mention.text, mention)
    sizes: dict[str, list[int]] = defaultdict(list)
    for form in sorted(wanted, key=len, reverse=True):
        match = _WORD.match(form)
        if match and not names.rejects(form) and len(form) not in sizes[match.group()]:
            sizes[match.group()].append(len(form))
    starts = [mention.start for mention in kept]
    found: list[Mention] = []
    reached = 0
    for token in [token for token in _WORD.finditer(view) if token.group() in sizes]:
        if token.start() < reached:
            continue
        for size in sizes[token.group()]:
            end = token.start() + size
            form = view[token.start() : end]
            if form not in wanted or names.rejects(form) or view[end : end + 1].isalnum():
                continue
            i = bisect_right(starts, token.start())
            before_free = i == 0 or kept[i - 1].end <= token.start()
            after_free = i == len(kept) or kept[i].start >= end
            if before_free and after_free and (token.start(), end) not in refused:
                model = wanted[form]
                trace = (f"again: {form} was found at {model.start}",)
                found.append(replace(model, start=token.start(), end=end, rule=AGAIN_RULE, trace=trace))
                reached = end
            break
    return found


def _one_kind(kept: Sequence[Mention]) -> list[Mention]:
    """One spelling of several words has one kind in an article: the commonest, the first among equals.

    A single word may well be two things: `Bà Nga` on her way to `Nga`.
    """
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for mention in kept:
        if mention.rule != KNOWN_RULE and " " in mention.form:
            votes[keys.strict(mention.form)][mention.kind] += 1
    settled = []
    for mention in kept:
        counts = votes.get(keys.strict(mention.form))
        kind = max(counts, key=counts.__getitem__) if counts else mention.kind
        if counts and mention.rule != KNOWN_RULE and counts[kind] > counts[mention.kind]:
            trace = (*mention.trace, f"typed {kind} as elsewhere in the article (was {mention.kind})")
            settled.append(replace(mention, kind=kind, trace=trace))
        else:
            settled.append(mention)
    return settled


# ---- what the command line prints ---


def explain(article: Article, known: Iterable[Known] = ()) -> Iterator[str]:
    """Lines that tell, in order of the text, what made, typed, trimmed or dropped each mention."""
    mentions, dropped = _extract(article, known, explain=True)
    dropped = list(dict.fromkeys(dropped))
    lines: list[tuple[int, int, str]] = []
    for m in mentions:
        lines.append((m.start, 0, f"{m.start}–{m.end} {m.kind} “{m.text}” [{m.lang}] made by {m.rule}"))
        lines += [(m.start, 1 + i, f"    {step}") for i, step in enumerate(m.trace)]
        if m.lemma:
            lines.append((m.start, 999, f"    dictionary form: {m.lemma}"))
    lines += [(d.start, 1000, f"{d.start}–{d.end} dropped “{d.text}”: {d.why}") for d in dropped]
    lines += [(start, 1001, f"{start}–{end} not text: a crumb of the page") for start, end in text.crumbs(article.text)]
    for _, _, line in sorted(lines, key=lambda item: item[:2]):
        yield line


def records(articles: Iterable[Article]) -> Iterator[dict[str, str | int]]:
    """One record a mention, as `tenrieng extract` prints it; `concept` is the same string over all articles.

    Articles are gathered twice, so that the first may join what only the last explains.
    """
    read = [(article, extract(article)) for article in articles]
    index = MemoryIndex()
    for article, mentions in read:
        index.add(mentions, gather(article, mentions, index))
    gathered = []
    for article, mentions in read:
        result = gather(article, mentions, index)
        index.add(mentions, result)
        gathered.append(result)
    for (article, mentions), result in zip(read, gathered, strict=True):
        for mention, concept in zip(mentions, result.concept_of, strict=True):
            yield {
                "article": article.name,
                "lang": str(article.lang),
                "start": mention.start,
                "end": mention.end,
                "text": mention.text,
                "kind": str(mention.kind),
                "concept": index.final(concept),
                "rule": mention.rule,
            }
