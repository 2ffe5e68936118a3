"""What looks like a name and is none: languages, peoples, titles, works, laws, ships, shares and models."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.lang import vi_foreign as foreign
from glossary.lang.spans import OPEN, Page, Span, Tier
from glossary.lang.vi_shapes import capitals
from glossary.lang.vi_tables import (
    DASH,
    begins_sentence,
    fold,
    head_at,
    is_foreign,
    is_roman,
    listed_at,
    phrase_at,
    phrase_before,
    phrases,
    title_at,
    word_set,
)
from glossary.model import Kind


def blocked(page: Page) -> Iterator[Span]:
    """`tiếng Nga`, `người Việt`: languages and peoples, no places; titles of works name no concept."""
    for i in range(1, len(page)):
        before = fold(page.word(i - 1)) if page.word(i - 1).islower() or begins_sentence(page, i - 1) else ""
        if before in word_set("speaker") and page.capital(i) and page.joined(i - 1, i):
            hit = listed_at(page, i)
            if page.word(i) in word_set("people") and (hit is None or hit[0] == i):
                tier = Tier.DECIDED if before == "người" else Tier.SURE
                yield Span(i, i, None, "vi.demonym", tier, ("a people or language",))
            elif before == "người" and hit is None and is_foreign(page.word(i)) and not page.capital(i + 1):
                yield Span(i, i, None, "vi.demonym", Tier.GUESS, ("a people",))
            elif hit and hit[1] is Kind.PLACE and before == "tiếng":
                yield Span(i, hit[0], None, "vi.demonym", Tier.SURE, ("a language",))
    for i, token in enumerate(page.tokens):
        if token.text in OPEN and phrase_before(page, i, "works.txt"):
            close = page.closing_quote(i)
            if close is not None and close > i + 1:
                yield from _title(page, i + 1, close - 1)
        elif token.text in OPEN and (close := page.closing_quote(i)) is not None and close > i + 1:
            maker = title_at(page, close + 2) if page.word(close + 1) == "của" else 0
            if maker and fold(page.slice(close + 2, close + 1 + maker)) in word_set("maker"):
                yield Span(i + 1, close - 1, None, "vi.work", Tier.DECIDED, ("before its maker",))
            elif foreign.fills(page, i + 1, close) and not phrase_before(page, i, "orgs.txt"):
                yield Span(i + 1, close - 1, None, "vi.word", Tier.GUESS, ("a foreign word quoted",))
    for i in range(1, len(page)):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit and hit[1] is Kind.PLACE and page.word(hit[0] + 1) == "học" and fold(page.word(i - 1)) == "nhà":
            yield Span(i, hit[0], None, "vi.study.product", Tier.DECIDED, ("a field of study",))
    yield from _ships(page)
    yield from _peoples(page)
    yield from _titles(page)
    yield from _shares(page)
    yield from _unquoted_works(page)


def _ships(page: Page) -> Iterator[Span]:
    """`tàu 015 - Trần Hưng Đạo`: the name after a ship's number."""
    for i in range(3, len(page)):
        if page.capital(i) and page.word(i - 1) in DASH and page.word(i - 2).isdigit():
            near = {fold(page.word(k)) for k in range(max(i - 7, 0), i - 2)}
            if not near.isdisjoint(("tàu", "hạm", "biên đội")):
                yield Span(i, capitals(page, i, 4), None, "vi.ship.product", Tier.DECIDED, ("a ship",))


def _title(page: Page, first: int, last: int) -> Iterator[Span]:
    """A title names no concept, but a place or person of the tables in it does: `phim "Hà Nội mùa đông năm 46"`."""
    start, k = first, first
    while k <= last:
        hit = listed_at(page, k) if page.capital(k) else None
        inside = hit is not None and hit[0] <= last and (k, hit[0]) != (first, last)
        if hit is None or not inside or hit[1] is Kind.EVENT or not _unmistakable(page, k, hit[0]):
            k += 1
            continue
        if start < k:
            yield Span(start, k - 1, None, "vi.work", Tier.DECIDED, ("the title of a work",))
        yield Span(k, hit[0], hit[1], "vi.authority", Tier.DECIDED, (f"in the tables: {hit[2]}", "inside a title"))
        start = k = hit[0] + 1
    if start <= last:
        yield Span(start, last, None, "vi.work", Tier.DECIDED, ("the title of a work",))


def _unmistakable(page: Page, first: int, last: int) -> bool:
    """Two syllables or a foreign word: one syllable (`Anh`, `Hoa`) in a title is a word."""
    return last > first or is_foreign(page.word(first))


def _peoples(page: Page) -> Iterator[Span]:
    """`người Ba Na`, `đồng bào Mông, Dao`: peoples of Vietnam."""
    last = -9
    for i in range(1, len(page)):
        length = phrase_at(page, i, phrases("peoples.txt")) if page.capital(i) else 0
        if not length:
            continue
        cue = fold(page.word(i - 1)) in word_set("peopled") or fold(page.slice(max(i - 2, 0), i - 1)) in word_set(
            "peopled"
        )
        if cue or (page.word(i - 1) in (",", "và") and i - 2 == last):
            last = i + length - 1
            yield Span(i, last, None, "vi.demonym", Tier.DECIDED, ("a people",))


def _titles(page: Page) -> Iterator[Span]:
    """`Mẹ Việt Nam anh hùng`, `Nghệ sĩ Nhân dân`: a title with the name of a place or a newspaper inside."""
    for i in range(len(page)):
        length = title_at(page, i)
        for k in range(i + 1, i + length - 1):
            hit = listed_at(page, k) if page.capital(k) else None
            honour = hit is not None and fold(hit[2]) in word_set("honour")
            if hit and (hit[1] is Kind.PLACE or honour) and hit[0] < i + length:
                yield Span(i, i + length - 1, None, "vi.title", Tier.DECIDED, ("a title",))


def _unquoted_works(page: Page) -> Iterator[Span]:
    """`Luật Đầu tư`, `Huân chương Lenin`, `Hiệp định Geneva`, `tàu Viện sĩ Oparin`: laws, awards, treaties, ships."""
    for i in range(1, len(page)):
        length = phrase_before(page, i, "things.txt") if page.capital(i) and page.gap(i) == " " else 0
        if not length or not (page.word(i - 1).islower() or begins_sentence(page, i - length)):
            continue
        head = head_at(page, i)
        if head is not None and head[1] is Kind.ORG and head[0] > 1:
            continue
        start = i + title_at(page, i)
        hit = listed_at(page, start)
        verb = fold(page.slice(max(i - 2, 0), i - 1)) == "tuyên bố" and page.word(i - 2).islower()
        treaty = fold(page.slice(max(i - 2, 0), i - 1)) in word_set("treaty") and not verb
        ship = hit is not None and page.word(hit[0] + 1).isdigit() and fold(page.word(i - length)) == "tàu"
        if verb or (hit and hit[1] is Kind.PLACE and not treaty and not ship):
            continue
        end = hit[0] if hit else capitals(page, start, 3)
        while page.word(end + 1) in ("và", ",") and is_foreign(page.word(end + 2)) and page.capital(end + 2):
            end += 2
        yield Span(i, end, None, "vi.thing", Tier.DECIDED, (f"after {page.word(i - 1)}: no name of the glossary",))


def _shares(page: Page) -> Iterator[Span]:
    """`cổ phiếu VHM, VIC`, `VN-Index`, `S&P 500`, `chiếc Boeing 777`: shares, indices and models are no names."""
    shares: set[int] = set()
    for i, token in enumerate(page.tokens):
        before = fold(page.word(i - 1))
        short = token.text.isupper() and 3 <= len(token.text) <= 4
        if short and (before in ("phiếu", "mã", "cp") or (page.word(i - 1) in (",", "và") and i - 2 in shares)):
            shares.add(i)
            yield Span(i, i, None, "vi.share", Tier.DECIDED, ("a share",))
        index = page.word(i + 1) in DASH and page.gap(i + 1) == "" and page.word(i + 2) == "Index"
        if index and token.capital:
            yield Span(i, i + 2, None, "vi.share", Tier.DECIDED, ("an index",))
        hit = listed_at(page, i) if token.capital and is_roman(page.word(i + 1)) else None
        apart = page.word(i + 2) not in DASH or page.gap(i + 2) != ""  # `LPBank V-League` is no model
        if hit is not None and hit[0] == i and hit[1] is Kind.ORG and len(page.word(i + 1)) < 3 and apart:
            yield Span(i, i + 1, None, "vi.model.product", Tier.DECIDED, ("a model",))
        number = page.word(i + 1).isdigit() and len(page.word(i + 1)) == 3 and page.gap(i + 1) == " "
        if number and token.capital and (before in word_set("model") or token.text == "S&P"):
            yield Span(i, i + 1, None, "vi.model", Tier.DECIDED, ("a model or index",))
