"""Headlines and captions in capitals, where capitals prove nothing: the names of the rest of the article are sought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from glossary.lang.spans import Page, Span, Tier
from glossary.lang.vi_tables import DASH, all_capitals, fold, is_foreign, phrase_before, word_set
from glossary.model import Kind


def headlines(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`PHẠM MINH CHÍNH` in a line in capitals, where the article has `Phạm Minh Chính` elsewhere."""
    names: dict[str, list[tuple[tuple[str, ...], Kind]]] = defaultdict(list)
    for words, kind in {_folded(page, span): span.kind for span in chosen if span.kind and _speaks(page, span)}.items():
        names[words[0]].append((words, kind))
    if not names:
        return
    for i, token in enumerate(page.tokens):
        if not (token.text.isupper() and len(token.text) > 1 and all_capitals(page, i)):
            continue
        for words, kind in sorted(names.get(fold(token.text), ()), key=lambda row: -len(row[0])):
            last = i + len(words) - 1
            if kind is Kind.PERSON and fold(page.word(i - 1)) in ("phố", "tp"):
                continue  # THÀNH PHỐ HỒ CHÍ MINH
            if last < len(page) and page.joined(i, last) and _same(page, i, words):
                tier = Tier.DECIDED if kind is Kind.PERSON else Tier.SURE
                yield Span(i, last, kind, "vi.headline", tier, ("named so elsewhere in this article",))
                break


def countries(page: Page) -> Iterator[Span]:
    """`TIẾP ĐẠI SỨ NGA`, `VIỆT NAM - NGA`: a country of one syllable in capitals, where it stands like one."""
    for i, token in enumerate(page.tokens):
        known = token.text.isupper() and token.text.capitalize() in word_set("headline")
        if not known or not all_capitals(page, i):
            continue
        beside = page.word(i - 1) in DASH or page.word(i + 1) in DASH or phrase_before(page, i, "persons.txt") > 1
        if beside or fold(page.word(i - 1)) in word_set("to_place"):
            yield Span(i, i, Kind.PLACE, "vi.headline", Tier.SURE, ("a country in capitals",))


def _folded(page: Page, span: Span) -> tuple[str, ...]:
    return tuple(fold(page.word(k)) for k in range(span.first, span.last + 1))


def _speaks(page: Page, span: Span) -> bool:
    """A name outside the lines in capitals, of two words or foreign, or a country that is no everyday word."""
    if page.slice(span.first, span.last).isupper() and all_capitals(page, span.first):
        return False
    word = page.word(span.first)
    country = span.kind is Kind.PLACE and word in word_set("headline")
    return span.last > span.first or is_foreign(word) or country


def _same(page: Page, i: int, words: Sequence[str]) -> bool:
    return all(fold(page.word(i + n)) == word and not page.word(i + n).islower() for n, word in enumerate(words))
