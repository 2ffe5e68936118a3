"""Vietnamese names by rule: capital syllables, family names, and institutions whose names run on in small letters.

Vietnamese writes every syllable apart and capitalises the first syllable of each part of an institution's name
(`Bộ Giáo dục và Đào tạo`), so a name ends where neither a capital nor a word of the trade (`data/vi/words.txt`)
carries it on. A personal name is a family name (`data/vi/surnames.txt`) and one to four capital syllables; later it
is the last syllable alone (`Ông Phúc`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from glossary import authority, keys
from glossary.lang import Known, spans
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier, choose, token_pattern
from glossary.model import Kind, Lang, Mention
from glossary.resources import DATA
from glossary.text import VIETNAMESE_MARKED, form_lang

__all__ = ["find", "lemma"]

_TOKEN = token_pattern(hyphens=r"[-‑](?=[^\W\dA-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ_])[^\W\d_]+|['’](?!s\b)[^\W\d_]+")
_DASH = "-–—‑"
_SYLLABLE = re.compile(
    r"(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvxp])?[aeiouyăâêôơư]{1,3}(?:ng|nh|ch|[cmnpt])?",
    re.IGNORECASE,
)
_RUSSIAN_ENDING = re.compile(
    r".{2,}(?:ov|ev|yov|ova|eva|in|ina|sky|skiy|skaya|ski|enko|chuk|yan|dze|shvili|vich|vna|nov|kov|yev|oy|ky|tin)$"
)


def lemma(name: str, kind: Kind) -> str:
    """Vietnamese does not inflect: the name itself."""
    del kind
    return name


def find(text: str, known: Iterable[Known] = ()) -> list[Mention]:
    """All mentions of a Vietnamese text (see `glossary.lang.Finder`)."""
    page = spans.page(text, _TOKEN)
    candidates = [
        *_known(page, known),
        *_blocked(page),
        *_gazetteer(page),
        *_institutions(page),
        *_storms(page),
        *_quoted(page),
        *_described(page),
        *_persons(page),
        *_courtesy(page),
        *_acronyms(page),
        *_foreign(page),
    ]
    chosen = choose(candidates)
    chosen = choose([*chosen, *_repeats(page, chosen)])
    return [_mention(page, span) for span in chosen if span.kind is not None]


def _mention(page: Page, span: Span) -> Mention:
    start, end = page.tokens[span.first].start, page.tokens[span.last].end
    text = page.text[start:end]
    assert span.kind is not None
    return Mention(start, end, text, span.kind, span.rule, form_lang(text, Lang.VI), trace=span.trace)


# ---- tables -----------------------------------------------------------------------------------------------------

Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases by their first syllable, longest first."""


@cache
def _phrases(name: str) -> Phrases:
    return _index(tuple(_fold(line).split()) for line in _lines(name))


def _lines(name: str) -> list[str]:
    lines = (DATA / "vi" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def _index(phrases: Iterable[tuple[str, ...]]) -> Phrases:
    table: Phrases = defaultdict(list)
    for phrase in phrases:
        table[phrase[0]].append(phrase)
    for rows in table.values():
        rows.sort(key=len, reverse=True)
    return dict(table)


@cache
def _heads() -> tuple[Phrases, dict[tuple[str, ...], tuple[Kind, str]]]:
    rows = [line.split("\t") for line in _lines("heads.tsv")]
    kinds = {tuple(_fold(head).split()): (Kind(kind), sort) for head, kind, sort in rows}
    return _index(kinds), kinds


@cache
def _surnames() -> frozenset[str]:
    return frozenset(word for line in _lines("surnames.txt") for word in line.split())


@lru_cache(maxsize=50_000)
def _fold(text: str) -> str:
    """Small letters, one way to place the tone, one dash: how the tables are compared with the text."""
    return keys.strict(text) or text


def _phrase_at(page: Page, i: int, table: Phrases) -> int:
    """How many tokens from i on are the longest phrase of the table; 0 for none."""
    if i >= len(page):
        return 0
    for phrase in table.get(_fold(page.word(i)), ()):
        if all(_fold(page.word(i + n)) == part for n, part in enumerate(phrase)) and page.joined(
            i, i + len(phrase) - 1
        ):
            return len(phrase)
    return 0


def _phrase_before(page: Page, i: int, table: Phrases) -> int:
    """How many tokens right before i are a phrase of the table; 0 for none."""
    for length in (6, 5, 4, 3, 2, 1):
        if i - length >= 0 and page.joined(i - length, i):
            folded = tuple(_fold(page.word(k)) for k in range(i - length, i))
            if folded in table.get(folded[0], ()):
                return length
    return 0


# ---- the authority tables ---------------------------------------------------------------------------------------


@cache
def _forms() -> dict[str, list[tuple[tuple[str, ...], Kind, str]]]:
    """Names of the tables by the folded first word: (folded words, kind, name), longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Kind, str]]] = defaultdict(list)
    seen: set[tuple[str, Kind]] = set()
    for lang in (Lang.VI, Lang.EN):
        for name, entry in authority.load().forms(lang):
            words = tuple(_fold(word) for word in _TOKEN.findall(name))
            if lang is Lang.EN and not _safe_in_vietnamese(name):
                continue
            if words and (name, entry.kind) not in seen:
                seen.add((name, entry.kind))
                index[words[0]].append((words, entry.kind, name))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return dict(index)


def _safe_in_vietnamese(name: str) -> bool:
    """An English name whose words are all Vietnamese syllables without marks could be anything."""
    return not all(_SYLLABLE.fullmatch(word) for word in name.split()) or name.isupper()


def _gazetteer_at(page: Page, i: int) -> tuple[int, Kind, str] | None:
    """The longest name of the tables from token i: (last token, kind, name)."""
    token = page.tokens[i]
    for words, kind, name in _forms().get(_fold(token.text), ()):
        last = _match(page, i, words)
        if last is not None and _same_capitals(page.slice(i, last), name):
            return last, kind, name
    return None


def _match(page: Page, i: int, words: Sequence[str]) -> int | None:
    n = i
    for word in words:
        if n >= len(page):
            return None
        token = _fold(page.word(n))
        if token != word and not (token in _DASH and word in _DASH):
            return None
        n += 1
    return n - 1 if page.joined(i, n - 1) else None


def _same_capitals(text: str, name: str) -> bool:
    """The text may have more capitals than the name of the table, never fewer at the start of a word."""
    if text.isupper() and len(text) > 3:
        return True
    if len(name) <= 3 and name.isupper():
        return text == name
    pairs = zip(re.findall(r"\w+", text), re.findall(r"\w+", name), strict=False)
    return all(not b[0].isupper() or a[0].isupper() for a, b in pairs)


def _gazetteer(page: Page) -> Iterator[Span]:
    i = 0
    while i < len(page):
        hit = _gazetteer_at(page, i) if page.tokens[i].text[0].isalnum() else None
        if hit is None:
            i += 1
            continue
        last, kind, name = hit
        if not _part_of_person(page, i, last, kind):
            yield Span(i, last, kind, "vi.authority", Tier.SURE, (f"in the tables: {name}",))
        i = last + 1


def _part_of_person(page: Page, first: int, last: int, kind: Kind) -> bool:
    """`Hà Giang` in `bà Hà Giang Anh`, `Lê` in `Lê Nin`: a place inside a longer personal name is none."""
    if kind is not Kind.PLACE or first == last:
        return False
    end = _person_end(page, first)
    return end is not None and end > last and _phrase_before(page, first, _phrases("persons.txt")) > 0


# ---- what is no name --------------------------------------------------------------------------------------------

_DEMONYM = ("người", "tiếng", "dân", "gốc", "kiều", "nhạc")


def _blocked(page: Page) -> Iterator[Span]:
    """`tiếng Nga`, `người Việt`: languages and peoples, no places; titles of works name no concept."""
    for i in range(1, len(page)):
        if page.word(i - 1).lower() in _DEMONYM and page.capital(i) and page.joined(i - 1, i):
            hit = _gazetteer_at(page, i)
            if page.word(i) in ("Việt", "Anh", "Pháp", "Nga", "Hoa", "Đức", "Nhật", "Hàn", "Ý", "Mỹ", "Kinh"):
                if hit is None or hit[0] == i:
                    yield Span(i, i, None, "vi.demonym", Tier.DECIDED)
            elif hit and hit[1] is Kind.PLACE and page.word(i - 1).lower() == "tiếng":
                yield Span(i, hit[0], None, "vi.demonym", Tier.DECIDED)
    for i, token in enumerate(page.tokens):
        if token.text in OPEN and _phrase_before(page, i, _phrases("works.txt")):
            close = page.closing_quote(i)
            if close is not None and close > i + 1:
                yield Span(i + 1, close - 1, None, "vi.work", Tier.DECIDED)


# ---- institutions, built places, events -------------------------------------------------------------------------


def _institutions(page: Page) -> Iterator[Span]:
    i = 0
    while i < len(page):
        span = _institution_at(page, i) if page.capital(i) else None
        if span:
            yield span
            i = span.last + 1
        else:
            i += 1


def _head_at(page: Page, i: int) -> tuple[int, Kind, str] | None:
    """(tokens, kind, sort) of the longest head that begins at i with a capital."""
    table, kinds = _heads()
    if not page.capital(i):
        return None
    length = _phrase_at(page, i, table)
    if not length:
        return None
    return (length, *kinds[tuple(_fold(page.word(i + n)) for n in range(length))])


def _institution_at(page: Page, i: int) -> Span | None:
    head = _head_at(page, i)
    if head is None:
        return None
    length, kind, sort = head
    last = i + length - 1
    if sort == "none":
        return None
    if sort == "alone":
        end = _tail(page, last, "office")
        return _made(i, end, kind, page)
    if sort == "unit":
        return (
            _made(i, last + 1, kind, page) if page.word(last + 1).isdigit() or _is_roman(page.word(last + 1)) else None
        )
    if sort == "site":
        end = _site_tail(page, last)
    elif sort == "event":
        end = _event_tail(page, i, last)
    elif sort == "country":
        hit = _gazetteer_at(page, last + 1) if last + 1 < len(page) else None
        end = hit[0] if hit and hit[1] is Kind.PLACE else last
    else:
        end = _tail(page, last, sort)
    if end == last and not (kind is Kind.ORG and _fold(page.slice(i, last)) in ("quốc hội", "ttxvn", "hạ viện")):
        return None
    return _made(i, end, kind, page)


def _made(first: int, last: int, kind: Kind, page: Page) -> Span:
    rule = {Kind.ORG: "vi.institution", Kind.PLACE: "vi.site", Kind.EVENT: "vi.event", Kind.PERSON: "vi.person"}[kind]
    return Span(first, last, kind, rule, Tier.SURE, (f"head {page.word(first)}",))


def _is_roman(word: str) -> bool:
    return bool(re.fullmatch(r"[IVX]+", word))


_MISSION = frozenset(
    {
        "đại sứ quán",
        "đsq",
        "tổng lãnh sự quán",
        "lãnh sự quán",
        "phái đoàn",
        "thương vụ",
        "trung tâm",
        "hội",
        "hiệp hội",
    }
)


def _tail(page: Page, last: int, sort: str) -> int:
    """The last token of an institution whose head ends at `last`."""
    words = _phrases("words.txt")
    k, named, placed = last + 1, 0, False
    while k < len(page) and page.joined(last, k) and k - last < 25:
        word = page.word(k)
        low = _fold(word)
        if word in _DASH or word == "&":
            end = _after_dash(page, k, words)
            if end is None:
                break
            last, k = end, end + 1
            continue
        if low in ("và", ","):
            end = _listed(page, k, words)
            if end is None:
                break
            last, k = end, end + 1
            continue
        if low in ("của", "về") and (end := _attached(page, k, words)) is not None:
            last, k = end, end + 1
            placed = low == "của"
            continue
        if low == "tại" and sort == "mission" and placed | (named > 0) and (hit := _place_at(page, k + 1)) is not None:
            return hit
        if low in ("mang", "tên") and (end := _named_after(page, k)) is not None:
            return end
        if low == "thuộc" or word in "()[]:;.!?" or word in CLOSE:
            break
        if word in OPEN:
            close = page.closing_quote(k)
            if sort in ("firm", "media", "school") and close is not None and k == last + 1:
                return close
            break
        length = _phrase_at(page, k, words)
        if (
            length
            and (page.capital(k) or (not placed and _runs_on(page, k, length, words)))
            and not (placed and _person_end(page, k))
        ):
            last, k = k + length - 1, k + length
            named += 1
            continue
        if not page.capital(k) and not word.isdigit():
            break
        nested = _head_at(page, k)
        if nested and nested[1] is Kind.ORG and nested[2] not in ("none", "unit") and not placed | (sort == "firm"):
            last = _tail(page, k + nested[0] - 1, nested[2])
            return last
        hit = _place_at(page, k)
        if hit is not None and not (placed and sort not in ("mission", "school")):
            last, k, placed = hit, hit + 1, True
            continue
        if word.isdigit():
            if sort == "unit" or (named == 0 and sort == "school"):
                last, k = k, k + 1
                continue
            break
        if placed and sort != "firm":
            break
        end = _own_name(page, k, sort, named)
        if end is None:
            break
        last, k, named = end, end + 1, named + 1
        placed = True
    return last


def _runs_on(page: Page, k: int, length: int, words: Phrases) -> bool:
    """A small-letter word of the trade belongs to the name: `nhân dân`, `quốc gia` in `Tòa án nhân dân …`.

    A lone last small word that also is everyday speech needs a capital after it.
    """
    if length > 1:
        return True
    following = page.word(k + 1)
    return bool(following) and (following[0].isupper() or _phrase_at(page, k + 1, words) > 0) and page.joined(k, k + 1)


def _after_dash(page: Page, k: int, words: Phrases) -> int | None:
    """`Lao động - Thương binh`, `Việt - Nga`: what follows the dash inside a name."""
    n = k + 1
    if n >= len(page) or not page.capital(n) or "\n" in page.gap(n):
        return None
    hit = _place_at(page, n)
    if hit is not None:
        return hit
    length = _phrase_at(page, n, words)
    return n + length - 1 if length else None


def _listed(page: Page, k: int, words: Phrases) -> int | None:
    """`Văn hóa, Thể thao và Du lịch`: the next part of a list, where a comma needs `và` or another comma after it."""
    n = k + 1
    length = _phrase_at(page, n, words)
    if (
        not length
        or _head_at(page, n)
        and page.capital(n)
        and _fold(page.slice(n, n + length - 1)) not in _phrases("words.txt").get(_fold(page.word(n)), ())
        and _is_new_head(page, n, length)
    ):
        return None
    end = n + length - 1
    if page.word(k) == ",":
        window = [_fold(page.word(m)) for m in range(end + 1, min(end + 12, len(page)))]
        if not ({"và", ","} & set(window[:8])):
            return None
        if not page.capital(n) and page.capital(k - 1):
            return None
    elif not page.capital(n) and not page.tokens[k - 1].text[0].islower():
        return None
    return end


def _is_new_head(page: Page, n: int, length: int) -> bool:
    head = _head_at(page, n)
    return head is not None and head[0] >= length


def _attached(page: Page, k: int, words: Phrases) -> int | None:
    """`của Quốc hội`, `về phòng chống thiên tai`: what hangs on a name by a preposition."""
    n = k + 1
    if n >= len(page):
        return None
    if _fold(page.word(k)) == "của":
        head = _head_at(page, n)
        if head and head[1] is Kind.ORG:
            return _tail(page, n + head[0] - 1, head[2])
        return _place_at(page, n)
    head = _head_at(page, n)
    if head and head[1] is Kind.ORG:
        return _tail(page, n + head[0] - 1, head[2])
    end = None
    while n < len(page) and page.joined(k, n):
        length = _phrase_at(page, n, words)
        if not length and not (
            end is not None and _fold(page.word(n)) in ("và", ",") and _phrase_at(page, n + 1, words)
        ):
            break
        n += length or 1
        end = n - 1
    return end


def _place_at(page: Page, k: int) -> int | None:
    """The last token of a place (of the tables, or `Việt` in a pair) that begins at k."""
    if k >= len(page) or not page.tokens[k].text[0].isalpha():
        return None
    for n in (k, k + 1, k + 2):
        if n < len(page) and (n == k or _phrase_at(page, k, _phrases("places.txt")) == n - k):
            hit = _gazetteer_at(page, n)
            if hit and hit[1] is Kind.PLACE and (page.capital(n)):
                return hit[0]
    if page.word(k) in ("Việt", "Nga", "Lào", "Trung", "Mỹ", "Nhật", "Hàn", "Xô") and (
        page.word(k + 1) in _DASH or page.word(k - 1) in _DASH
    ):
        return k
    return None


def _named_after(page: Page, k: int) -> int | None:
    """`mang tên M.V. Lomonosov`."""
    n = k + 2 if _fold(page.word(k)) == "mang" and _fold(page.word(k + 1)) == "tên" else k + 1
    end = None
    while n < len(page) and (page.capital(n) or (page.word(n) == "." and len(page.word(n - 1)) == 1)) and n - k < 9:
        end = n if page.capital(n) else end
        n += 1
    return end


def _own_name(page: Page, k: int, sort: str, named: int) -> int | None:
    """Capital words that are the name itself: `Vạn Thịnh Phát`, `Lomonosov`, `Tuổi Trẻ`."""
    if named and sort in ("office",):
        return None
    if sort in ("office", "mission") and (_person_end(page, k) is not None or _is_latin(page.word(k))):
        return None
    if named and sort == "school" and _person_end(page, k) is not None and not _famous(page, k):
        return None
    end, n = None, k
    while n < len(page) and page.capital(n) and n - k < 5 and page.joined(k, n):
        if n > k and (_person_end(page, n) is not None and n - k > 1 and page.word(n) in _STRONG):
            break
        end = n
        n += 1
    return end


_STRONG = frozenset({"Nguyễn", "Trần", "Phạm", "Huỳnh", "Hoàng", "Phan", "Đặng", "Bùi", "Vũ", "Võ", "Đỗ", "Lê", "Ngô"})


def _famous(page: Page, k: int) -> bool:
    hit = _gazetteer_at(page, k)
    return hit is not None and hit[1] is Kind.PERSON


def _site_tail(page: Page, last: int) -> int:
    """`Cảng hàng không quốc tế Nội Bài`, `Sân vận động Mỹ Đình`: words of the trade, then one to three capitals."""
    k = last + 1
    while (length := _phrase_at(page, k, _phrases("words.txt"))) and page.joined(last, k) and not page.capital(k):
        k += length
    end = last
    hit = _place_at(page, k)
    if hit is not None:
        end = hit
        if page.word(end + 1).isdigit():
            end += 1
        return end
    while k < len(page) and page.capital(k) and page.joined(last, k) and k - last < 8 and end - last < 8:
        end = k
        k += 1
        if k - last > 4:
            break
    return end


def _event_tail(page: Page, first: int, last: int) -> int:
    """Words of the trade, capitals, numbers: `Đại hội XIII của Đảng`, `Diễn đàn Kinh tế phương Đông`, `Giải Cánh diều`."""
    words = _phrases("words.txt")
    k, named = last + 1, False
    while k < len(page) and page.joined(first, k) and k - first < 16:
        word = page.word(k)
        length = _phrase_at(page, k, words)
        if length and (page.capital(k) or length > 1 or named):
            last, k, named = k + length - 1, k + length, True
            continue
        hit = _place_at(page, k)
        if hit is not None:
            last, k, named = hit, hit + 1, True
            continue
        if word in _DASH or _fold(word) == "và":
            end = _after_dash(page, k, words) if word in _DASH else _listed(page, k, words)
            if end is None:
                break
            last, k = end, end + 1
            continue
        if _is_roman(word) or (word.isdigit() and named and len(word) in (1, 2, 4)) or page.capital(k):
            last, k, named = k, k + 1, True
            continue
        break
    return last


def _storms(page: Page) -> Iterator[Span]:
    """`bão số 3`, `bão Yagi`, `siêu bão Noru`, `cơn bão số 10`."""
    for i, token in enumerate(page.tokens):
        if _fold(token.text) != "bão" or i + 1 >= len(page):
            continue
        if _fold(page.word(i + 1)) == "số" and page.word(i + 2).isdigit():
            yield Span(i, i + 2, Kind.EVENT, "vi.storm", Tier.SURE)
        elif page.capital(i + 1) and not page.tokens[i + 1].breaks:
            yield Span(i, i + 1, Kind.EVENT, "vi.storm", Tier.SURE)


# ---- names after a descriptor -----------------------------------------------------------------------------------


def _quoted(page: Page) -> Iterator[Span]:
    """`triển lãm "Ký ức không phai"`, `công ty "Novatek"`: typed by the words before the quotation marks."""
    for i, token in enumerate(page.tokens):
        if token.text not in OPEN or (close := page.closing_quote(i)) is None or not i + 1 < close <= i + 14:
            continue
        for table, kind in (("events.txt", Kind.EVENT), ("orgs.txt", Kind.ORG)):
            back = i - 1 if _fold(page.word(i - 1)) in ("mang", "tên", "là", ":") else i
            back = back - 1 if _fold(page.word(back - 1)) in ("mang", "có") else back
            if _phrase_before(page, back, _phrases(table)) and page.capital(i + 1):
                yield Span(i + 1, close - 1, kind, "vi.quoted", Tier.SURE, (f"after {page.word(back - 1)}",))
                break


def _described(page: Page) -> Iterator[Span]:
    """`tỉnh Long An`, `báo Pháp Luật TP.HCM`, `công ty Vinamilk`: capitals after a small-letter descriptor."""
    for i, token in enumerate(page.tokens):
        if not token.capital or not token.is_word or i == 0 or not page.joined(i - 1, i) or token.breaks:
            continue
        end = _capitals(page, i, 4)
        if _phrase_before(page, i, _phrases("orgs.txt")) and not page.capital(i - 1):
            yield Span(i, end, Kind.ORG, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))
        elif _phrase_before(page, i, _phrases("places.txt")) and (
            page.word(i - 1).islower() or page.word(i - 1).isupper()
        ):
            end = _capitals(page, i, 3 if not _person_end(page, i + 2) else 2)
            if page.word(end + 1).isdigit() and len(page.word(end + 1)) < 3 and page.gap(end + 1) == " ":
                end += 1
            yield Span(i, end, Kind.PLACE, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))


def _capitals(page: Page, i: int, most: int) -> int:
    end = i
    while (
        end + 1 < len(page)
        and end - i + 1 < most
        and page.capital(end + 1)
        and page.gap(end + 1) == " "
        and not _head_at(page, end + 1)
    ):
        end += 1
    return end


# ---- people -----------------------------------------------------------------------------------------------------


def _person_end(page: Page, i: int) -> int | None:
    """The last token of a Vietnamese full name that begins at i."""
    if page.word(i) not in _surnames() and not (page.word(i).isupper() and page.word(i).capitalize() in _surnames()):
        return None
    end = i
    while end + 1 < len(page) and end - i < 4 and page.capital(end + 1) and page.gap(end + 1) in (" ", "\u00a0"):
        word = page.word(end + 1)
        if not _is_syllable(word) or (
            end > i and word in ("Nguyễn", "Trần", "Phạm", "Huỳnh") and page.capital(end + 2) and end - i >= 2
        ):
            break
        if end > i and (head := _head_at(page, end + 1)) and head[0] > 1:
            break
        end += 1
    return end if end > i else None


@lru_cache(maxsize=50_000)
def _is_syllable(word: str) -> bool:
    return len(word) <= 7 and bool(_SYLLABLE.fullmatch(keys.toneless(word)))


def _persons(page: Page) -> Iterator[Span]:
    i = 0
    while i < len(page):
        end = _person_end(page, i) if page.capital(i) else None
        if end is None or _place_beats_person(page, i, end):
            i += 1
            continue
        yield Span(i, end, Kind.PERSON, "vi.person", Tier.SURE, (f"family name {page.word(i)}",))
        i = end + 1


def _place_beats_person(page: Page, i: int, end: int) -> bool:
    """`Hà Nội Nguyễn Văn A`: a place of the tables at the start of the capitals is no family name."""
    hit = _gazetteer_at(page, i)
    return hit is not None and hit[1] is not Kind.PERSON and hit[0] > i and hit[0] < end


def _courtesy(page: Page) -> Iterator[Span]:
    """`ông Phúc`, `bà Lan`, `HLV Tsutomu Ogura`, `Đại sứ Bezdetko`: capitals right after a word for people."""
    for i, token in enumerate(page.tokens):
        if not token.capital or not token.is_word or i == 0 or not page.joined(i - 1, i):
            continue
        length = _phrase_before(page, i, _phrases("persons.txt"))
        if not length or page.gap(i) != " " or _head_at(page, i) or token.text in _COMMON:
            continue
        hit = _gazetteer_at(page, i)
        if hit and hit[1] is not Kind.PERSON:
            continue
        end = max(_person_end(page, i) or i, _initials_end(page, i) or i, _capitals(page, i, 4))
        yield Span(i, end, Kind.PERSON, "vi.courtesy", Tier.SURE, (f"after {page.word(i - 1)}",))


def _initials_end(page: Page, i: int) -> int | None:
    """`A. Pushkin`, `M.V. Lomonosov`."""
    n = i
    while len(page.word(n)) == 1 and page.word(n).isupper() and page.word(n + 1) == ".":
        n += 2
    return n if n > i and page.capital(n) and len(page.word(n)) > 2 else None


# ---- Latin names, acronyms --------------------------------------------------------------------------------------

_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ0-9&]{1,9}")
_ORG_WORD = re.compile(
    r"(?:Group|Bank|Corp|Corporation|Company|Inc|Ltd|Orchestra|University|Institute|News|Times|Post|Press|Media|Airlines|"
    r"Foundation|Association|Agency|Holdings?|Motors|Energy|Oil|Gas|Capital|Partners|Center|Centre|FC|Club|Academy|Council|"
    r"Ministry|Commission|Committee|Forum|Union|TV|Channel|School|Museum|Philharmonic|Ensemble|Theatre|Theater|Ballet)$"
)
_SITE_WORD = re.compile(
    r"(?:Hall|Stadium|Arena|City|Park|Airport|Palace|Tower|Square|Street|Island|Resort|Hotel|Opera House)$"
)
_EVENT_WORD = re.compile(r"(?:Cup|Games|Championship|Festival|Expo|Olympics?|Summit|Open|League|Prix|Week)$")


def _is_latin(word: str) -> bool:
    """A word of Latin letters that is no Vietnamese syllable."""
    return word[:1].isalpha() and not _is_syllable(word) and VIETNAMESE_MARKED.isdisjoint(word)


def _acronyms(page: Page) -> Iterator[Span]:
    """`(VFF)`, `BIDV`: capitals right after a name in brackets, or of at least three letters."""
    for i, token in enumerate(page.tokens):
        if not _ACRONYM.fullmatch(token.text) or _is_roman(token.text):
            continue
        bracket = page.word(i - 1) == "(" and page.word(i + 1) == ")"
        if bracket and i > 1 and page.word(i - 2)[:1].isalnum():
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS, ("in brackets",))
        elif len(token.text) >= 3 and token.text not in _COMMON and not _all_capitals(page, i):
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS)


_COMMON = frozenset(
    {
        "HLV",
        "VĐV",
        "TNHH",
        "TMCP",
        "HĐQT",
        "HĐTV",
        "GDP",
        "FDI",
        "USD",
        "VND",
        "EUR",
        "ODA",
        "TPO",
        "NDO",
        "UAV",
        "COVID",
        "CEO",
        "PGS",
        "THPT",
        "THCS",
        "QR",
        "PCR",
        "FTA",
        "CPTPP",
        "EVFTA",
        "CNTT",
        "ADN",
        "KCN",
        "ĐBQH",
        "QĐND",
        "GMT",
        "LNG",
        "AI",
        "CCCD",
        "SOS",
    }
)


def _all_capitals(page: Page, i: int) -> bool:
    """A line in capitals: being capital says nothing there."""
    around = [page.word(k) for k in range(max(0, i - 3), min(len(page), i + 4)) if page.joined(min(i, k), max(i, k))]
    letters = [w for w in around if w[:1].isalpha()]
    return len(letters) > 2 and sum(w.isupper() for w in letters) > len(letters) - 1


def _foreign(page: Page) -> Iterator[Span]:
    """Runs of Latin words that are no Vietnamese: people, firms, cities; typed by their words and their neighbours."""
    i = 0
    while i < len(page):
        if not _begins_foreign(page, i) or _all_capitals(page, i):
            i += 1
            continue
        end = _initials_end(page, i) or i
        while end + 1 < len(page) and _continues(page, end + 1):
            end += 1
        kind, why = _foreign_kind(page, i, end)
        if kind is not None:
            yield Span(i, end, kind, "vi.latin", Tier.SURE if end > i else Tier.GUESS, (why,))
        i = end + 1


def _begins_foreign(page: Page, i: int) -> bool:
    word = page.word(i)
    if not page.capital(i) or word in _COMMON:
        return False
    before_latin = word.isupper() and len(word) > 1 and page.capital(i + 1) and _is_latin(page.word(i + 1))
    return _is_latin(word) or before_latin or _initials_end(page, i) is not None


def _continues(page: Page, n: int) -> bool:
    word = page.word(n)
    if page.gap(n) not in (" ", "\u00a0", "") or (page.gap(n) == "" and word not in ".&" + _DASH):
        return False
    if word == ".":
        return len(page.word(n - 1)) == 1 and page.capital(n + 1)
    if word in ("of", "de", "van", "von", "and", "&", "al", "bin", "der", "la"):
        return page.capital(n + 1) and page.gap(n + 1) == " "
    return (
        page.capital(n)
        and not _head_at(page, n)
        and word not in _surnames()
        or (word.isdigit() and bool(_EVENT_WORD.search(page.word(n - 1))))
    )


def _foreign_kind(page: Page, i: int, end: int) -> tuple[Kind | None, str]:
    name = page.slice(i, end)
    bare = re.sub(r" \d+$", "", name)
    if _EVENT_WORD.search(bare) and " " in bare:
        return Kind.EVENT, "event word"
    if _SITE_WORD.search(name):
        return Kind.PLACE, "site word"
    if _ORG_WORD.search(name):
        return Kind.ORG, "organisation word"
    before = _fold(page.word(i - 1))
    if (
        _phrase_before(page, i, _phrases("persons.txt"))
        or _given_name(page.word(i))
        or (end > i and _RUSSIAN_ENDING.match(page.word(end).lower()))
    ):
        return Kind.PERSON, "a person's first name, surname or title"
    if (
        before in ("tại", "ở", "đến", "sang", "từ", "về", "thăm", "tới", "rời", "thủ đô")
        or page.word(i - 1) == "("
        and page.word(end + 1) == ")"
        and i > 1
        and end == i
        and not name.isupper()
    ):
        return Kind.PLACE, "after a word of place"
    if re.search(r"[a-z][A-Z]|\d", name):
        return Kind.ORG, "capitals inside"
    if end > i and end - i < 4:
        return Kind.PERSON, "two or three foreign words"
    if _RUSSIAN_ENDING.match(name.lower()) or before in ("của", "và", ",", "do", "cùng"):
        return Kind.PERSON, "by its ending or place"
    return None, ""


@cache
def _given_names() -> frozenset[str]:
    names: set[str] = set()
    for table in ("ru_given.tsv", "en_ru_given.tsv"):
        path = DATA / "names" / table
        if path.exists():
            for line in path.read_text(encoding="utf-8").splitlines():
                names |= {w for w in re.findall(r"[A-Z][a-z]{2,}", line)}
    return frozenset(names)


def _given_name(word: str) -> bool:
    return word in _given_names()


# ---- known names and repeats ------------------------------------------------------------------------------------


def _known(page: Page, known: Iterable[Known]) -> Iterator[Span]:
    """What the reviewer decided: approved names wherever they stand; rejected ones block."""
    index: dict[str, list[tuple[list[str], Known]]] = defaultdict(list)
    for name in known:
        words = [_fold(word) for word in _TOKEN.findall(name.text)]
        if words:
            index[words[0]].append((words, name))
    for i, token in enumerate(page.tokens) if index else ():
        for words, name in index.get(_fold(token.text), ()):
            last = _match(page, i, words)
            if last is not None and _same_capitals(page.slice(i, last), name.text):
                rule = "known" if name.kind else "known.rejected"
                yield Span(i, last, name.kind, rule, Tier.DECIDED, (f"in the glossary: {name.text}",))


def _repeats(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """Later short mentions: the given name (`Oanh`, `Xuân Son`) or surname (`Bezdetko`) of a person named in full."""
    short: dict[tuple[str, ...], Kind] = {}
    for span in chosen:
        if span.kind is not Kind.PERSON or span.first == span.last:
            if span.kind and span.first == span.last and _is_latin(page.word(span.first)):
                short[(page.word(span.first),)] = span.kind
            continue
        words = page.words(span.first, span.last)
        if len(words) > 2 and words[0] in _surnames():
            short[tuple(words[-2:])] = Kind.PERSON
        if words and (len(words[-1]) > 1):
            short[(words[-1],)] = Kind.PERSON
    for i, token in enumerate(page.tokens):
        if not token.capital:
            continue
        for length in (2, 1):
            parts = tuple(page.word(i + n) for n in range(length))
            kind = short.get(parts)
            if kind is not None and _stands_alone(page, i, i + length - 1):
                yield Span(i, i + length - 1, kind, "vi.repeat", Tier.GUESS, ("named in full in this article",))
                break


def _stands_alone(page: Page, first: int, last: int) -> bool:
    """Neither neighbour is a capital word of the same phrase; at the start of a sentence a common word proves nothing."""
    before = page.capital(first - 1) and page.gap(first) == " " and not page.tokens[first].breaks
    after = page.capital(last + 1) and page.gap(last + 1) == " "
    if before and _phrase_before(page, first, _phrases("persons.txt")):
        before = False
    return not before and not after
