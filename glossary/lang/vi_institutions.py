"""Where Vietnamese institutions, sites and events begin and end: a head, fields in small letters, a place or a name.

Vietnamese capitalises the first syllable of each part (`Bộ Giáo dục và Đào tạo`), so a name goes on while the words are
of the trade (`data/vi/words.txt`), and ends at a word that begins something else (`data/vi/stops.txt`).
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.lang.spans import OPEN, Page, Span, Tier
from glossary.lang.vi_tables import (
    DASH,
    Phrases,
    all_capitals,
    begins_sentence,
    fold,
    given_names,
    head_at,
    is_foreign,
    is_latin,
    is_roman,
    is_syllable,
    listed_at,
    phrase_at,
    phrase_before,
    phrases,
    stops,
    stops_at,
    strong_surnames,
    surnames,
    title_at,
    ward_at,
    word_set,
)
from glossary.model import Kind

LONGEST = 25
"""No institution has more words."""


def institutions(page: Page) -> Iterator[Span]:
    """Names that begin with a head of `data/vi/heads.tsv`."""
    i = 0
    while i < len(page):
        span = institution_at(page, i) if page.capital(i) else None
        hit = listed_at(page, i) if span is None and page.capital(i) else None
        if span:
            yield span
            i = span.last + 1
        else:
            i = hit[0] + 1 if hit and hit[1] is Kind.PLACE else i + 1


def institution_at(page: Page, i: int) -> Span | None:
    """The institution, site or event whose head begins at token i."""
    head = head_at(page, i)
    if head is None or (head[0] == 1 and head[1] is Kind.PLACE and begins_sentence(page, i)):
        return None
    length, kind, sort = head
    foreign = is_foreign(page.word(i + length)) or is_foreign(page.word(i + length + 1))
    if sort == "media" and begins_sentence(page, i) and foreign:
        return None
    last = i + length - 1
    end = _end(page, i, last, sort)
    if end is None or (end == last and not (sort == "alone" or fold(page.slice(i, last)) in word_set("alone"))):
        return None
    if all_capitals(page, i) and not _sure_in_capitals(page, last, end):
        return None
    if kind is Kind.EVENT and not any(page.capital(k) or page.word(k).isdigit() for k in range(last + 1, end + 1)):
        return None
    return _made(i, end, kind, page)


def _end(page: Page, first: int, last: int, sort: str) -> int | None:
    if sort == "none":
        return None
    if sort == "alone":
        return tail(page, last, "office")
    if sort == "unit":
        return _unit_end(page, last)
    if sort == "site":
        return _site_tail(page, last)
    if sort == "event":
        return _event_tail(page, first, last)
    if sort == "country":
        hit = listed_at(page, last + 1)
        return hit[0] if hit and hit[1] is Kind.PLACE else last
    return tail(page, last, sort)


def _unit_end(page: Page, last: int) -> int | None:
    """`Quân khu 5`, `Vùng 3 Hải quân`, `Trung đoàn Không quân 916`, `Quận 1`."""
    words = phrases("words.txt")
    k = last + 1
    length = phrase_at(page, k, words) if page.capital(k) else 0
    if length and page.word(k + length).isdigit():
        return k + length
    if not (page.word(k).isdigit() or is_roman(page.word(k))):
        return None
    nested = phrase_at(page, k + 1, words)
    if nested and page.capital(k + 1) and fold(page.word(k + 1)) in ("hải", "cảnh", "không"):
        return k + nested
    return k


def _sure_in_capitals(page: Page, last: int, end: int) -> bool:
    """In a headline in capitals every word looks like a name: only words of the trade and listed places count."""
    k, words = last + 1, phrases("words.txt")
    return end > last and (phrase_at(page, k, words) > 1 or place_at(page, k) is not None)


def _made(first: int, last: int, kind: Kind, page: Page) -> Span:
    rule = {Kind.ORG: "vi.institution", Kind.PLACE: "vi.site", Kind.EVENT: "vi.event", Kind.PERSON: "vi.person"}[kind]
    return Span(first, last, kind, rule, Tier.SURE, (f"head {page.word(first)}",))


# ---- the tail of an institution ---------------------------------------------------------------------------------


class _Tail:
    """Walks on from a head, a part at a time."""

    def __init__(self, page: Page, last: int, sort: str) -> None:
        self.page, self.last, self.sort = page, last, sort
        self.first = last
        self.named = 0
        """Parts taken so far."""
        self.placed = False
        """A place has been taken: only a few things may follow."""
        self.half = False
        """The last token may be the first half of a word of two syllables (`Phục` of `Phục vụ`)."""
        self.words = phrases("words.txt")

    def walk(self) -> int:
        """The last token of the name."""
        while self._step(self.last + 1):
            pass
        return self.last

    def _take(self, last: int, *, placed: bool | None = None, half: bool = False) -> bool:
        self.last, self.half = last, half
        self.named += 1
        if placed is not None:
            self.placed = placed
        return True

    def _step(self, k: int) -> bool:
        page = self.page
        if k >= len(page) or not page.joined(self.last, k) or k - self.first > LONGEST:
            return False
        word, low = page.word(k), fold(page.word(k))
        if word in DASH or word == "&":
            end = after_dash(page, k, self.words)
            return end is not None and self._take(end)
        if low in ("và", ","):
            end = None if self.placed or not self.named else _listed(page, k, self.words)
            if end is None and word == "," and self.sort == "school" and not self.placed:
                end = self._parent(k + 1)
            return end is not None and self._take(end)
        if low in ("của", "về") and (end := _attached(page, k, self.words)) is not None:
            return self._take(end, placed=low == "của")
        if low == "tại":
            return self._mission(k)
        if low == "từng" and (end := self._veterans(k)) is not None:
            return self._take(end, placed=True)
        if low in ("mang", "tên") and (end := _named_after(page, k)) is not None:
            return self._take(end, placed=True)
        if word in OPEN and self.sort in ("firm", "media", "school") and k == self.first + 1:
            close = page.closing_quote(k)
            return close is not None and self._take(close, placed=True)
        if not word[0].isalnum():
            return False
        return self._capital(k) if page.capital(k) or word.isdigit() else self._small(k)

    def _mission(self, k: int) -> bool:
        """`Đại sứ quán Việt Nam tại Belarus`."""
        abroad = fold(self.page.word(self.first)) == "nam"
        known = self.placed or self.named or abroad or self.sort == "court"
        if self.sort not in ("mission", "court") or not known:
            return False
        end = place_at(self.page, k + 1)
        return end is not None and self._take(end, placed=True)

    def _veterans(self, k: int) -> int | None:
        """`Hội Cựu chiến binh Nga từng chiến đấu tại Việt Nam`."""
        if self.sort != "mission":
            return None
        for n in range(k + 1, k + 5):
            if fold(self.page.word(n)) in ("tại", "ở") and not any(map(self.page.capital, range(k, n))):
                return place_at(self.page, n + 1)
        return None

    def _parent(self, k: int) -> int | None:
        """`Trường Đại học Ngoại ngữ, Đại học Quốc gia Hà Nội`: a school of a university."""
        head = head_at(self.page, k)
        if head and head[2] == "school" and fold(self.page.word(k)) in ("đại", "đhqg") and self.named:
            return tail(self.page, k + head[0] - 1, head[2])
        return None

    def _small(self, k: int) -> bool:
        page = self.page
        paired = self.sort == "mission" and page.word(self.last) in word_set("pair")
        if self.placed and not paired:
            return False
        admin = phrase_at(page, k, phrases("places.txt"))
        if admin and fold(page.slice(k, k + admin - 1)) in word_set("administrative") and page.capital(k + admin):
            end = place_run(page, k + admin)
            return end is not None and self._take(end, placed=True)
        if self.placed or (stops_at(page, k) and not self.half):
            return False
        site = listed_at(page, k)
        if site and site[1] is Kind.PLACE:
            return self._take(site[0], placed=True)
        length = phrase_at(page, k, self.words)
        if length and (length > 1 or self._goes_on(k)):
            return self._take(k + length - 1)
        if self.half and not stops_at(page, k):
            return self._take(k)
        return self._bridge(k)

    def _goes_on(self, k: int) -> bool:
        """A lone small syllable belongs to the name only if the name goes on after it."""
        following = self.page.word(k + 1)
        return (
            bool(following)
            and self.page.joined(k, k + 1)
            and (following[0].isupper() or phrase_at(self.page, k + 1, self.words) > 0)
        )

    def _bridge(self, k: int) -> bool:
        """Up to three unknown small words before `Việt Nam`, `Quốc gia`: the name spans them."""
        page = self.page
        for n in range(k, k + 3):
            if n >= len(page) or page.capital(n) or stops_at(page, n) or not page.tokens[n].is_word:
                return False
            if page.capital(n + 1) and page.gap(n + 1) == " ":
                closes = fold(page.slice(n + 1, min(n + 2, len(page) - 1))) in word_set("closing")
                return closes and self._take(n)
        return False

    def _capital(self, k: int) -> bool:
        page, word = self.page, self.page.word(k)
        if page.gap(k) not in (" ", "\u00a0"):
            return False
        if word.isdigit():
            numbered = self.sort == "unit" or (self.named == 0 and self.sort == "school")
            return numbered and self._take(k)
        if is_roman(word) and self.named and page.word(k - 1).islower():
            return self._take(k, placed=True)
        length = phrase_at(page, k, self.words)
        nested = head_at(page, k)
        if nested and nested[0] >= length and self._nests(nested[1], nested[2]):
            end = _end(page, k, k + nested[0] - 1, nested[2])
            if end is not None:
                return self._take(end, placed=True)
        if length and not (self.placed and person_starts(page, k)):
            return self._take(k + length - 1)
        end = place_at(page, k)
        if end is not None and not (self.placed and self.sort not in ("mission", "school")):
            return self._take(end, placed=True)
        if (self.placed and self.sort != "firm") or title_at(page, k) > 1:
            return False
        body = listed_at(page, k)
        if body and body[1] is Kind.ORG and body[0] == k and word.isupper() and self.sort != "firm":
            return self._take(k)
        end = _own_name(page, k, self.sort, self.named)
        if end is None:
            return False
        firm = self.sort == "firm" and fold(page.word(self.first)) != "quỹ"
        half = end == k and is_syllable(word) and not page.capital(k + 1) and not firm
        return self._take(end, placed=not half, half=half)

    def _nests(self, kind: Kind, sort: str) -> bool:
        if kind is Kind.EVENT or sort == "none" or (self.sort == "firm" and sort == "firm"):
            return False
        return not self.placed


def tail(page: Page, last: int, sort: str) -> int:
    """The last token of an institution whose head ends at `last`."""
    return _Tail(page, last, sort).walk()


def after_dash(page: Page, k: int, words: Phrases) -> int | None:
    """`Lao động - Thương binh`, `Việt - Nga`: what follows the dash inside a name."""
    n = k + 1
    if n >= len(page) or not page.capital(n) or "\n" in page.gap(n):
        return None
    hit = place_at(page, n)
    if hit is not None:
        return hit
    length = phrase_at(page, n, words)
    return n + length - 1 if length else None


def _listed(page: Page, k: int, words: Phrases) -> int | None:
    """`Văn hóa, Thể thao và Du lịch`: the next part of a list; after a comma a further `và` or comma must come."""
    n = k + 1
    length = phrase_at(page, n, words)
    if not length:
        return _half_listed(page, k)
    head = head_at(page, n)
    if head and head[0] >= length and head[1] is Kind.ORG and head[2] != "none" and page.capital(n):
        return None
    end = n + length - 1
    if page.word(k) == ",":
        if not ({"và", ","} & {fold(page.word(m)) for m in range(end + 1, min(end + 9, len(page)))}):
            return end if not page.capital(n) and not page.capital(k - 1) and length > 1 else None
        if not page.capital(n) and page.capital(k - 1):
            return None
    elif not page.capital(n) and page.capital(k - 1):
        return None
    return end


def _half_listed(page: Page, k: int) -> int | None:
    """`… và Đổi mới`: a part that no list knows, a capital and one small syllable, after `và`."""
    n = k + 1
    if page.word(k) != "và" or not page.capital(n) or page.capital(k - 1) or person_starts(page, n):
        return None
    if head_at(page, n) or place_at(page, n) is not None or not is_syllable(page.word(n)):
        return None
    small = page.word(n + 1)
    return n + 1 if small.islower() and is_syllable(small) and not stops_at(page, n + 1) else None


def _attached(page: Page, k: int, words: Phrases) -> int | None:
    """`của Quốc hội`, `về phòng chống thiên tai`: what hangs on a name by a preposition."""
    n = k + 1
    if n >= len(page):
        return None
    head = head_at(page, n)
    if head and head[1] is Kind.ORG:
        return _end(page, n, n + head[0] - 1, head[2])
    if fold(page.word(k)) == "của":
        return place_at(page, n)
    end = None
    while n < len(page) and page.joined(k, n):
        length = phrase_at(page, n, words)
        joins = end is not None and fold(page.word(n)) in ("và", ",", "-") and phrase_at(page, n + 1, words)
        if not length and not joins:
            break
        n += length or 1
        end = n - 1
    return end


def place_at(page: Page, k: int) -> int | None:
    """The last token of a place (of the tables, or `Việt` in a pair) that begins at k."""
    if k >= len(page) or not page.tokens[k].text[0].isalpha():
        return None
    for n in (k, k + 1, k + 2):
        if n < len(page) and (n == k or phrase_at(page, k, phrases("places.txt")) == n - k):
            hit = listed_at(page, n)
            if hit and hit[1] is Kind.PLACE and page.capital(n):
                return hit[0]
    if page.word(k) in word_set("pair") and (page.word(k + 1) in DASH or page.word(k - 1) in DASH):
        return k
    return None


def place_run(page: Page, k: int) -> int | None:
    """The name after an administrative word: listed, or up to three capitals before a person begins."""
    if not page.capital(k) or page.word(k + 1) in "'’" or title_at(page, k) > 1:
        return None
    known = [end for end in (place_at(page, k), ward_at(page, k)) if end is not None]
    end = max(known, default=k)
    while end + 1 < len(page) and end - k < (3 if known else 2) and page.capital(end + 1) and page.gap(end + 1) == " ":
        alien = is_foreign(page.word(end + 1)) and not is_foreign(page.word(k))
        if person_starts(page, end + 1) or head_at(page, end + 1) or alien or page.word(end + 1) in given_names():
            break
        if title_at(page, end + 1) or (known and page.word(end + 1) in surnames()):
            break
        end += 1
    return end


def person_starts(page: Page, k: int) -> bool:
    """A common family name and a capital after it."""
    strong = page.word(k) in strong_surnames() or (page.word(k) in surnames() and page.capital(k + 2))
    return strong and page.capital(k + 1) and page.gap(k + 1) == " "


def _named_after(page: Page, k: int) -> int | None:
    """`mang tên M.V. Lomonosov`."""
    n = k + 2 if fold(page.word(k)) == "mang" and fold(page.word(k + 1)) == "tên" else k + 1
    end = None
    while n < len(page) and (page.capital(n) or (page.word(n) == "." and len(page.word(n - 1)) == 1)) and n - k < 9:
        end = n if page.capital(n) else end
        n += 1
    return end


def _own_name(page: Page, k: int, sort: str, named: int) -> int | None:
    """Capital words that are the name itself: `Vạn Thịnh Phát`, `Lomonosov`, `Tuổi Trẻ`."""
    person = person_starts(page, k) or is_latin(page.word(k))
    if sort in ("office", "mission", "court") and (person or named > 2):
        return None
    if sort == "firm" and named and person_starts(page, k):
        return None
    if sort == "school" and named and person_starts(page, k) and not _honoured(page, k):
        return None
    if sort == "media" and named and person:
        return None
    end, n = None, k
    while n < len(page) and page.capital(n) and n - k < 5 and page.joined(k, n) and (n == k or page.gap(n) == " "):
        if n > k and sort != "firm" and person_starts(page, n):
            break
        if n > k and is_foreign(page.word(n - 1)) and not is_foreign(page.word(n)) and not page.word(n).isupper():
            break
        end = n
        n += 1
    return end


def _honoured(page: Page, k: int) -> bool:
    """Is it a person of the tables, after whom schools are named?"""
    hit = listed_at(page, k)
    return hit is not None and hit[1] is Kind.PERSON


# ---- sites and events -------------------------------------------------------------------------------------------


def _site_tail(page: Page, last: int) -> int:
    """`Cảng hàng không quốc tế Nội Bài`, `Nhà máy điện hạt nhân Ninh Thuận 1`: words of the trade, then capitals."""
    k = last + 1
    while (length := phrase_at(page, k, phrases("words.txt"))) and page.joined(last, k):
        if page.capital(k) and not page.capital(k + length):
            break
        k += length
    known = [end for end in (place_at(page, k), ward_at(page, k)) if end is not None]
    if known:
        end = max(known)
        if page.word(end + 1) in DASH and (second := place_at(page, end + 2)) is not None:
            end = second
    else:
        end, n = last, k
        while n < len(page) and page.capital(n) and page.joined(last, n) and n - k < 3 and not _breaks_off(page, n):
            end, n = n, n + 1
        half = end == k and is_syllable(page.word(end)) and page.word(k + 1).islower()
        if half and page.tokens[k].is_word and phrase_at(page, k, phrases("words.txt")) > 1:
            end = k + phrase_at(page, k, phrases("words.txt")) - 1
    if page.word(k).isdigit() and page.word(k + 1) == "/" and page.word(k + 2).isdigit():
        return k + 2
    if end > last and page.word(end + 1).isdigit() and len(page.word(end + 1)) < 3:
        end += 1
    return end


def _event_tail(page: Page, first: int, last: int) -> int:
    """Words of the trade, capitals, numbers: `Đại hội XIII của Đảng`, `Diễn đàn Kinh tế phương Đông`, `lần thứ 47`."""
    words = phrases("words.txt")
    k, named, placed = last + 1, False, False
    while k < len(page) and page.joined(first, k) and k - first < 20:
        word = page.word(k)
        if word in DASH or fold(word) == "và":
            end = after_dash(page, k, words) if word in DASH else _listed(page, k, words)
        elif fold(word) == "tại" and named and not placed | (fold(page.word(first)) not in ("những", "ngày", "tuần")):
            end = place_at(page, k + 1)
        elif fold(word) == "của" and named and page.word(k + 1) == "Đảng":
            end = k + 1
        else:
            end = _event_part(page, k, named, fold(page.word(first)) in word_set("undated"))
        if end is None or (end >= k and person_starts(page, k)):
            break
        placed = fold(word) == "tại"
        last, k, named = end, end + 1, True
    return last


def _event_part(page: Page, k: int, named: bool, dated: bool) -> int | None:
    word = page.word(k)
    if fold(word) in ("lần", "thứ") and (number := edition(page, k)) is not None:
        return number
    hit = place_at(page, k)
    if hit is not None:
        return hit
    length = phrase_at(page, k, phrases("words.txt"))
    if length and (page.capital(k) or ((length > 1 or named) and not stops_at(page, k))):
        return k + length - 1
    if is_roman(word) or (word.isdigit() and named and len(word) in (1, 2, 4) and not dated):
        return k
    if page.capital(k) and page.gap(k) in (" ", "\u00a0"):
        return k
    small = is_syllable(page.word(k - 1)) and page.capital(k - 1) and word.islower() and not stops_at(page, k)
    return k if small and named and not phrase_at(page, k - 1, phrases("words.txt")) else None


def edition(page: Page, k: int) -> int | None:
    """`lần thứ 47`, `lần thứ XIV`, `lần thứ nhất`."""
    n = k + 2 if fold(page.word(k)) == "lần" and fold(page.word(k + 1)) == "thứ" else k + 1
    word = page.word(n)
    return n if word.isdigit() or is_roman(word) or fold(word) in ("nhất", "hai", "ba", "tư", "năm") else None


def editions(page: Page) -> Iterator[Span]:
    """`World Cup 2026`, `SEA Games 33`, `Olympic Paris 2024`: a listed event with its number, place and year."""
    for i in range(len(page)):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit is None or hit[1] is not Kind.EVENT or fold(page.word(i)) in word_set("undated"):
            continue
        first = i - 1 if page.word(i - 1).isupper() and page.word(i - 1).isascii() and page.gap(i) == " " else i
        end = hit[0]
        place = place_at(page, end + 1)
        if place is not None and page.word(place + 1).isdigit() and page.gap(end + 1) == " ":
            end = place
        following = page.word(end + 1)
        if following.isdigit() and page.gap(end + 1) == " " and len(following) in (1, 2, 4):
            end += 1
            if page.word(end + 1) == "/" and page.gap(end + 1) == "" and page.word(end + 2).isdigit():
                end += 2
        elif (number := edition(page, end + 1)) is not None and fold(following) == "lần":
            end = number
        if all_capitals(page, i):
            first = i
        if end > hit[0] or first < i:
            yield Span(first, end, Kind.EVENT, "vi.edition", Tier.SURE, (f"in the tables: {hit[2]}",))


def branches(page: Page) -> Iterator[Span]:
    """`Samsung Việt Nam`, `Becamex TP.HCM`: a firm with a foreign name and where it works."""
    for i in range(len(page)):
        hit = listed_at(page, i) if page.capital(i) and is_foreign(page.word(i)) else None
        if hit is None or hit[1] is not Kind.ORG or page.gap(hit[0] + 1) != " ":
            continue
        place = place_at(page, hit[0] + 1)
        if place is not None and fold(page.slice(hit[0] + 1, place)) in word_set("seat"):
            yield Span(i, place, Kind.ORG, "vi.branch", Tier.SURE, (f"{hit[2]} and its seat",))


def campaigns(page: Page) -> Iterator[Span]:
    """`chiến dịch Linebacker II`: a campaign and its name."""
    for i in range(2, len(page)):
        after = page.slice(i - 2, i - 1) == "chiến dịch" and page.gap(i) == " "
        if after and page.capital(i) and not head_at(page, i):
            yield Span(i - 2, max(place_at(page, i) or i, capitals(page, i, 4)), Kind.EVENT, "vi.campaign", Tier.SURE)


def storms(page: Page) -> Iterator[Span]:
    """`bão số 3`, `bão Yagi`, `siêu bão Noru`, `cơn bão số 10`."""
    for i, token in enumerate(page.tokens):
        if fold(token.text) != "bão" or i + 1 >= len(page):
            continue
        first = i - 1 if page.word(i - 1) == "Siêu" else i
        if fold(page.word(i + 1)) == "số" and page.word(i + 2).isdigit():
            yield Span(first, i + 2, Kind.EVENT, "vi.storm", Tier.SURE)
        elif page.capital(i + 1) and not page.tokens[i + 1].breaks and not all_capitals(page, i):
            yield Span(first, i + 1, Kind.EVENT, "vi.storm", Tier.SURE)
        elif page.word(i + 1) == "(" and is_latin(page.word(i + 2)):
            yield Span(i + 2, i + 2, Kind.EVENT, "vi.storm", Tier.SURE)
    yield from _international(page)


def _international(page: Page) -> Iterator[Span]:
    """`tên quốc tế Bualoi`: the storm's other name."""
    for i in range(3, len(page)):
        if page.capital(i) and fold(page.slice(i - 3, i - 1)) in ("tên quốc tế", "quốc tế là"):
            yield Span(i, i, Kind.EVENT, "vi.storm", Tier.DECIDED)


def numbered(page: Page) -> Iterator[Span]:
    """`quốc lộ 7`, `quận 3`: places that are only a number."""
    for i in range(len(page)):
        for length in (2, 1):
            words = fold(page.slice(i, min(i + length, len(page)) - 1))
            if words in word_set("numbered") and page.joined(i, i + length):
                if page.word(i + length)[:1].isdigit() and page.word(i).islower() and page.gap(i + length) == " ":
                    yield Span(i, i + length, Kind.PLACE, "vi.numbered", Tier.SURE)
                break


# ---- names after a descriptor -----------------------------------------------------------------------------------


def quoted(page: Page) -> Iterator[Span]:
    """`triển lãm "Ký ức không phai"`, `công ty "Novatek"`: typed by the words before the quotation marks."""
    for i, token in enumerate(page.tokens):
        if token.text not in OPEN or (close := page.closing_quote(i)) is None or not i + 1 < close <= i + 14:
            continue
        for table, kind in (("events.txt", Kind.EVENT), ("orgs.txt", Kind.ORG)):
            back = i - 1 if fold(page.word(i - 1)) in ("mang", "tên", "là", ":", "đề") else i
            back = back - 1 if fold(page.word(back - 1)) in ("mang", "có", "chủ", "với") else back
            if phrase_before(page, back, table) and page.capital(i + 1):
                yield Span(i + 1, close - 1, kind, "vi.quoted", Tier.SURE, (f"after {page.word(back - 1)}",))
                break


def described(page: Page) -> Iterator[Span]:
    """`tỉnh Long An`, `báo Pháp Luật TP.HCM`, `công ty Vinamilk`: capitals after a small-letter descriptor."""
    for i, token in enumerate(page.tokens):
        if not token.capital or not token.is_word or i == 0 or not page.joined(i - 1, i) or token.breaks:
            continue
        if all_capitals(page, i) and not page.word(i - 1).islower():
            continue
        initial = page.word(i + 1) == "." and page.gap(i + 1) == "" and page.capital(i + 2) and page.gap(i + 2) != "\n"
        if title_at(page, i) > 1 or (len(token.text) == 1 and not initial):
            continue
        small = page.word(i - 1).islower() or fold(page.word(i - 1)) in ("hãng", "báo", "đài", "chí", "kênh")
        if small and (end := _described_event(page, i)) is not None:
            yield Span(i, end, Kind.EVENT, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))
        elif (
            small and phrase_before(page, i, "orgs.txt") > phrase_before(page, i, "persons.txt") and page.gap(i) == " "
        ):
            hit = listed_at(page, i)
            if (hit is None or hit[1] is not Kind.PLACE) and fold(token.text) not in ("đảng", "nhà"):
                end = hit[0] if hit and hit[1] is Kind.ORG else capitals(page, i, 4)
                if page.word(end + 1) == "TP" or page.word(end) == "TP":
                    end = place_at(page, end + (page.word(end) != "TP")) or end
                yield Span(i, end, Kind.ORG, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))
        elif (
            (length := phrase_before(page, i, "places.txt"))
            and (small or page.tokens[i - length].breaks or page.word(i - 1).isupper())
            and not _compound(page, i - length, length)
            and not _breaks_off(page, i)
        ):
            yield from _described_places(page, i, fold(page.slice(i - length, i - 1)))


def _compound(page: Page, i: int, length: int) -> bool:
    """`yêu cầu`, `toàn cầu`: the one-syllable descriptor at i is the second half of another word."""
    if length != 1:
        return False
    pair = (fold(page.word(i - 1)), fold(page.word(i)))
    return pair in stops() or pair in phrases("words.txt").get(pair[0], ())


def _described_event(page: Page, i: int) -> int | None:
    """`hội chợ MITT 2025`, `giải U23 Đông Nam Á`, `cuộc thi Tchaikovsky`: the last token."""
    if not phrase_before(page, i, "contests.txt") or page.gap(i) != " ":
        return None
    word = page.word(i)
    if listed_at(page, i) is not None or not (word.isupper() or is_foreign(word)) or page.word(i) in given_names():
        return None
    end = capitals(page, i, 5)
    if page.word(end + 1).isdigit() and page.gap(end + 1) == " ":
        end += 1
    return end


def _described_places(page: Page, i: int, descriptor: str) -> Iterator[Span]:
    """The place at i, and those listed after it with commas and `và`."""
    trace = (f"after {descriptor}",)
    while True:
        end = _street_end(page, i) if descriptor in word_set("street") else place_run(page, i)
        if end is None:
            return
        number = page.word(end + 1)
        if number.isdigit() and len(number) < 3 and page.gap(end + 1) == " ":
            end += 1
        tier = Tier.DECIDED if descriptor in word_set("street") and end - i < 5 else Tier.SURE
        yield Span(i, end, Kind.PLACE, "vi.described", tier, trace)
        if page.word(end + 1) not in (",", "và", ";") or not page.capital(end + 2) or not page.joined(end, end + 2):
            return
        i, trace = end + 2, (f"listed after {page.slice(i, end)}",)
        person = person_starts(page, i) and descriptor not in word_set("street")
        if person or head_at(page, i) or not is_syllable(page.word(i)):
            return


def _street_end(page: Page, i: int) -> int | None:
    """Streets are named after people: the whole personal name."""
    if not page.capital(i):
        return None
    hit = listed_at(page, i)
    return max(hit[0] if hit else i, capitals(page, i, 4))


def capitals(page: Page, i: int, most: int) -> int:
    """The last of at most `most` capital words from i on, before another head."""
    end = i
    while (
        end + 1 < len(page)
        and end - i + 1 < most
        and page.capital(end + 1)
        and page.gap(end + 1) == " "
        and not _breaks_off(page, end + 1)
    ):
        end += 1
    return end


def _breaks_off(page: Page, n: int) -> bool:
    """Another institution or a title begins; `Cầu` or `Núi` inside capitals is part of the name."""
    head = head_at(page, n)
    if head is not None and head[2] == "none":
        head = None
    return title_at(page, n) > 1 or (head is not None and (head[0] > 1 or head[1] is not Kind.PLACE))


def clubs(page: Page) -> Iterator[Span]:
    """`Ninh Bình FC`, `số 16 Ngô Quyền`, `quan hệ Việt - Nga`: what a sign before or after makes of capitals."""
    for i in range(1, len(page)):
        word = page.word(i)
        if word == "FC" and page.capital(i - 1) and page.gap(i) == " ":
            first = i - 1
            while (
                page.capital(first - 1)
                and page.gap(first) == " "
                and i - first < 3
                and not begins_sentence(page, first)
            ):
                first -= 1
            yield Span(first, i, Kind.ORG, "vi.club", Tier.SURE, ("a football club",))
        elif word.isdigit() and page.word(i - 1) == "số" and page.capital(i + 1) and page.gap(i + 1) == " ":
            if not listed_at(page, i + 1) or is_syllable(page.word(i + 1)):
                yield Span(
                    i + 1,
                    capitals(page, i + 1, 4),
                    Kind.PLACE,
                    "vi.address",
                    Tier.DECIDED,
                    ("a street with its number",),
                )
        elif word == "Việt" and _paired(page, i):
            yield Span(i, i, Kind.PLACE, "vi.pair", Tier.GUESS, ("a pair of countries",))


def _paired(page: Page, i: int) -> bool:
    after = page.word(i + 1) in DASH and page.word(i + 2) in word_set("pair")
    return after or (page.word(i - 1) in DASH and page.word(i - 2) in word_set("pair"))


def shortened(page: Page) -> Iterator[Span]:
    """`TTNĐ Việt-Nga`, `ĐHQG TP.HCM`, `LĐLĐ tỉnh Nghệ An`: an acronym of heads with a pair of countries or a place."""
    for i, token in enumerate(page.tokens):
        if not (token.text.isupper() and len(token.text) >= 2 and token.is_word) or all_capitals(page, i):
            continue
        if page.gap(i + 1) not in (" ", "\u00a0"):
            continue
        pair = page.word(i + 1) in word_set("pair") and page.word(i + 2) in DASH and place_at(page, i + 3)
        if pair:
            yield Span(i, pair, Kind.ORG, "vi.shortened", Tier.SURE, ("acronym and a pair of countries",))
        elif fold(token.text) in word_set("acronym_head") and (end := _short_place(page, i + 1)) is not None:
            yield Span(i, end, Kind.ORG, "vi.shortened", Tier.SURE, ("acronym and a place",))


def _short_place(page: Page, k: int) -> int | None:
    admin = phrase_at(page, k, phrases("places.txt"))
    if admin and fold(page.slice(k, k + admin - 1)) in word_set("administrative"):
        return place_run(page, k + admin)
    return place_at(page, k)
