"""Whom Russian institutions are named after: `имени С. Л. Соболева`, `им. Хо Ши Мина`."""

from __future__ import annotations

from dataclasses import replace

from glossary.lang.ru_morph import in_dictionary, is_noun, is_vietnamese_name, may_be, vietnamese_surnames
from glossary.lang.spans import Page, Span, Tier
from glossary.model import Kind


def dedication(page: Page, k: int) -> int | None:
    """`имени С. Л. Соболева`, `им. Хо Ши Мина`, `имени академика Лаврентьева`: the end of the person's name."""
    if page.word(k) in vietnamese_surnames():
        for n in range(k + 4, k, -1):
            if page.joined(k, n) and is_vietnamese_name(page.words(k, n)) and page.word(n)[:1].isupper():
                return n
    n, last = k, None
    while n < len(page.tokens) and n - k < 9 and page.joined(k, n):
        word = page.word(n)
        if word == "." and len(page.word(n - 1)) <= 2:
            n += 1
        elif last is not None and len(word) > 1 and in_dictionary(word) and not may_be(word, "gent", "sing"):
            break
        elif word[0].isalpha() and (word[:1].isupper() or (n == k and is_noun(word))):
            last = n if word[:1].isupper() else last
            n += 1
        else:
            break
    return last


def with_dedication(page: Page, span: Span) -> Span:
    """`МХАТ имени Горького`, `ЦСКА им. …`: a dedication right after an institution belongs to its name."""
    if span.kind is not Kind.ORG or page.word(span.last + 1) not in ("имени", "им"):
        return span
    k = span.last + 2
    end = dedication(page, k + (page.word(k) == ".")) if page.joined(span.last, span.last + 1) else None
    return span if end is None else replace(span, last=end, tier=Tier.SURE, trace=(*span.trace, "with its dedication"))
