"""Clubs in reports of matches: there `Nam Định` is a team where no word of place stands before it.

A report is known by its words (`HLV`, `bàn thắng`, `vòng đấu`). A city in it is a club where a club of that name is in
the tables (`data/vi/clubs.txt`) or the article says `CLB Nam Định`, and the sentence treats it as one that plays.
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.lang.spans import Page, Span, Tier
from glossary.lang.vi_tables import (
    DASH,
    begins_sentence,
    fold,
    is_foreign,
    lines,
    listed_at,
    phrase_at,
    phrase_before,
    phrases,
    word_set,
)
from glossary.model import Kind

_ENOUGH = 3
"""So many different words of sport make an article a report."""


def sports(page: Page) -> Iterator[Span]:
    """Cities that stand for their clubs in a report of a match."""
    if not reports(page):
        return
    named = {fold(name) for name in lines("clubs.txt")} | set(_named(page))
    i = 0
    while i < len(page):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit is None:
            i += 1
            continue
        end = hit[0]
        if hit[1] is Kind.PLACE and fold(page.slice(i, end)) in named and _plays(page, i, end):
            yield Span(i, end, Kind.ORG, "vi.club", Tier.DECIDED, ("a club in a report of a match",))
        i = end + 1


def reports(page: Page) -> bool:
    """Is the article about matches?"""
    if ("reports", 0) not in page.memo:
        page.memo["reports", 0] = _reports(page)
    return bool(page.memo["reports", 0])


def _reports(page: Page) -> bool:
    found, cues = set(), word_set("sport")
    for i in range(len(page)):
        for phrase in (page.word(i), page.slice(i, min(i + 1, len(page) - 1))):
            if (low := fold(phrase)) in cues:
                found.add(low)
        if len(found) >= _ENOUGH:
            return True
    return False


def _named(page: Page) -> Iterator[str]:
    """What the article calls `CLB …` or `đội …`."""
    for i in range(1, len(page)):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit is None or hit[1] is not Kind.PLACE:
            continue
        team = fold(page.word(i - 1)) in ("bộ", "đội", "bóng", "fc") and phrase_before(page, i, "orgs.txt")
        if team or page.word(i - 1) == "CLB":
            yield fold(page.slice(i, hit[0]))


def _plays(page: Page, i: int, end: int) -> bool:
    before, after = fold(page.word(i - 1)), fold(page.word(end + 1))
    small = page.word(i - 1).islower() or begins_sentence(page, i - 1)
    place = phrase_before(page, i, "places.txt") or before in word_set("to_place") or before in word_set("not_club")
    if (place and small and before not in ("qua", "trận")) or (page.capital(end + 1) and page.gap(end + 1) == " "):
        return False
    if page.capital(i - 1) and page.gap(i) == " " and not begins_sentence(page, i - 1):
        return False
    if before == "(" and page.word(end + 1) == ")" and page.capital(i - 2):
        return True
    if before in word_set("against") or phrase_before(page, i, "orgs.txt") or _scored(page, i, end):
        return True
    plays = phrase_at(page, end + 1, phrases("plays.txt")) > 0 or after in word_set("against")
    first = begins_sentence(page, i) or before == ","
    return plays or before in ("của", "áo", "và", "với", "là") or (first and is_verb(page, end + 1))


def is_verb(page: Page, k: int) -> bool:
    """`đã`, `sẽ`, `chỉ`: a particle before a verb, so what stands before it acts."""
    return fold(page.word(k)) in ("đã", "đang", "sẽ", "chỉ", "cũng", "vẫn", "phải", "không", "có", "bị", "được", "tiếp")


def _scored(page: Page, i: int, end: int) -> bool:
    """`Hải Phòng - SLNA`, `Nam Định 2-1 Hà Nội`: two sides of a match."""
    if page.word(end + 1) in DASH or page.word(i - 1) in DASH:
        other = end + 2 if page.word(end + 1) in DASH else i - 2
        known = listed_at(page, other) or is_foreign(page.word(other)) or page.word(other).isupper()
        match = any(fold(page.word(k)) in ("trận", "đấu") for k in range(max(0, i - 8), i))
        return bool(known) and (match or begins_sentence(page, i)) and page.capital(other)
    result = page.word(end + 1)[:1].isdigit() and page.word(end + 2) in DASH and page.word(end + 3)[:1].isdigit()
    return result or (page.word(i - 1)[:1].isdigit() and page.word(i - 2) in DASH and page.word(i - 3)[:1].isdigit())
