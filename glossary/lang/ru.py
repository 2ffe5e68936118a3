"""Russian names: slovnet's tagger for people and places, and rules for what it does not know.

The rules are for institutions (a head noun and what hangs on it in the genitive), names in quotation marks after a
descriptor, Vietnamese names in Cyrillic, events, and names that the article repeats. Each mention carries the rule
that made it and, in `trace`, what later rules trimmed or typed. Mentions keep their inflected form; `lemma` gives the
nominative of the whole name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.lang import Dropped, spans
from glossary.lang.ru_capitals import calm
from glossary.lang.ru_context import by_context
from glossary.lang.ru_dedications import with_dedication
from glossary.lang.ru_institutions import institutions
from glossary.lang.ru_morph import in_dictionary, is_vietnamese_syllable
from glossary.lang.ru_people import (
    acts,
    compounds,
    heads_behind,
    initials,
    sites,
    surnames,
    unexplained,
    vietnamese_names,
    with_particles,
)
from glossary.lang.ru_quotes import outside_works, quoted, works
from glossary.lang.ru_settle import agreed_kinds, joined_people, located, mentions, routes, sensible, trimmed
from glossary.lang.ru_streets import dedicated_places
from glossary.lang.ru_tables import TOKEN, gazetteer, lemma, lemmas_of, proper
from glossary.lang.ru_tagger import latin, places_by_context, tagged, with_adjectives
from glossary.lang.spans import Page, Span, Tier, choose
from glossary.model import Kind, Mention

__all__ = ["find", "find_all", "lemma"]


def find(text: str) -> list[Mention]:
    """All mentions of a Russian text (see `glossary.lang.Finder`)."""
    return find_all(text)[0]


def find_all(text: str, explain: bool = False) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what looks like a name and is none (a ship, the title of a work), with the rule."""
    del explain  # rules tell their reasons always
    page = spans.page(calm(text), TOKEN)
    titles = list(works(page))
    candidates = [
        *quoted(page),
        *gazetteer(page),
        *institutions(page),
        *dedicated_places(page),
        *heads_behind(page),
        *compounds(page),
        *sites(page),
        *vietnamese_names(page),
        *initials(page),
        *tagged(page),
        *latin(page),
        *surnames(page),
        *places_by_context(page),
        *unexplained(page),
    ]
    widen = (with_adjectives, with_particles, with_dedication)
    for widened in widen:
        candidates = [widened(page, span) for span in candidates]
    chosen = choose(outside_works(page, candidates, titles), page)
    chosen = choose([*chosen, *outside_works(page, repeats(page, chosen), titles)], page)
    placed = [located(page, trimmed(page, span)) for span in joined_people(page, chosen)]
    settled = agreed_kinds(page, by_context(page, routes(page, placed)))
    kept = sensible(page, settled)
    dropped = [spans.refused(page, span) for span in chosen if span.kind is None] + page.refusals
    if page.text != text:
        dropped = [replace(d, text=text[d.start : d.end]) for d in dropped]
    return [replace(m, text=text[m.start : m.end]) for m in mentions(page, kept)], dropped


def repeats(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """Later short mentions: the surname of a person, the last name of a Vietnamese, a name quoted before."""
    short: dict[str, Kind] = {}
    for span in chosen:
        words = [page.word(k) for k in range(span.first, span.last + 1) if page.word(k)[0].isalpha()]
        if span.kind is None or not words:
            continue
        if span.kind is Kind.PERSON and len(words) > 1:
            name = lemma(page.slice(span.first, span.last), Kind.PERSON).split()[-1]
            short[name] = Kind.PERSON
        elif len(words) == 1 and span.rule in ("ru.quoted", "ru.authority", "ru.institution") and len(words[0]) > 3:
            short[words[0]] = span.kind
    stems = {form: kind for word, kind in short.items() for form in lemmas_of(word) if len(form) > 1}
    for k, token in enumerate(page.tokens):
        told = len(token.text) > 2 or not token.breaks or acts(page, k)  # `Ан нёс флаг`
        if token.capital and token.text[0].isalpha() and told:
            kind = next((stems[f] for f in lemmas_of(token.text) if f in stems), None)
            if kind is Kind.ORG and token.breaks and in_dictionary(token.text) and not proper(token.text):
                continue
            if kind is not None and not (len(token.text) < 4 and not is_vietnamese_syllable(token.text)):
                yield Span(k, k, kind, "ru.repeat", Tier.GUESS, ("named in full in this article",))
