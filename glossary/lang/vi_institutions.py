"""Where Vietnamese institutions, sites and events begin and end: a head, fields in small letters, a place or a name.

Vietnamese capitalises the first syllable of each part (`Bộ Giáo dục và Đào tạo`), so a name goes on while the words are
of the trade (`data/vi/words.txt`), and ends at a word that begins something else (`data/vi/stops.txt`).
"""

from __future__ import annotations

from collections.abc import Iterator

from glossary.lang.spans import OPEN, Page, Span, Tier
from glossary.lang.vi_parts import (
    LONGEST,
    about,
    after_dash,
    before_acronym,
    honoured,
    listed_part,
    members,
    named_after,
    numbered_after,
    person_after_firm,
    run_on,
    seat,
)
from glossary.lang.vi_shapes import breaks_off, person_end, person_starts, place_at
from glossary.lang.vi_tables import (
    DASH,
    Phrases,
    all_capitals,
    begins_sentence,
    fold,
    given_names,
    head_at,
    heads,
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
    title_at,
    ward_at,
    word_set,
)
from glossary.model import Kind

DEEPEST = 3
"""No institution stands in more than so many others (`Cục A Bộ B Chính phủ C`)."""


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
    site = head is not None and head[0] == 1 and head[1] is Kind.PLACE
    if (
        head is None
        or (site and all_capitals(page, i))
        or (site and (begins_sentence(page, i) or phrase_before(page, i, "orgs.txt")))
    ):
        return None
    length, kind, sort = head
    descriptor = phrase_before(page, i, "places.txt") if kind is Kind.ORG and page.word(i - 1).islower() else 0
    if length == 1 and (descriptor or fold(page.word(i - 1)) in word_set("administrative")) and page.capital(i + 1):
        return None
    hit = listed_at(page, i)
    if length == 1 and hit is not None and hit[1] is Kind.PLACE and hit[0] > i and sort in ("school", "none"):
        return None
    foreign = is_foreign(page.word(i + length)) or is_foreign(page.word(i + length + 1))
    if sort == "media" and begins_sentence(page, i) and foreign and place_at(page, i + length) is None:
        return None
    last = i + length - 1
    end = _end(page, i, last, sort)
    if end is None or (end == last and not (sort == "alone" or fold(page.slice(i, last)) in word_set("alone"))):
        return None
    if all_capitals(page, i) and not _sure_in_capitals(page, last, end):
        return None
    if page.word(end + 1) == "của" and page.word(end + 2).islower() and phrase_at(page, end + 2, heads()[0]):
        return None  # `Chi nhánh phía Nam của trung tâm` names neither
    if kind is Kind.EVENT and not any(page.capital(k) or page.word(k).isdigit() for k in range(last + 1, end + 1)):
        return None
    if fold(page.slice(i, last)) == "nhà hát" and fold(page.word(i - 1)) in word_set("to_place"):
        two = page.slice(last + 1, min(last + 2, len(page) - 1))
        troupe = not word_set("genre").isdisjoint((fold(page.word(last + 1)), fold(two)))
        kind = kind if troupe else Kind.PLACE
    return _made(i, end, kind, page)


def _end(page: Page, first: int, last: int, sort: str, depth: int = 0) -> int | None:
    if sort == "none":
        return None
    if sort == "alone":
        return last if page.word(last).isupper() and first == last else tail(page, first, last, "office", depth)
    if sort == "unit":
        return _unit_end(page, last)
    if sort == "site":
        return _site_tail(page, last)
    if sort == "event":
        return event_tail(page, first, last)
    if sort == "country":
        hit = listed_at(page, last + 1)
        return hit[0] if hit and hit[1] is Kind.PLACE else last
    return tail(page, first, last, sort, depth)


def _unit_end(page: Page, last: int) -> int | None:
    """`Quân khu 5`, `Vùng 3 Hải quân`, `Trung đoàn Không quân 916`, `Quận 1`."""
    words = phrases("words.txt")
    k = last + 1
    if (number := numbered_after(page, k)) is not None:
        return number
    arm = phrase_at(page, k, words)  # `Trung đoàn tên lửa 236`
    if arm and page.word(k).islower() and page.word(k + arm).isdigit() and len(page.word(k + arm)) > 1:
        return k + arm
    length = phrase_at(page, k, words) if page.capital(k) else 0
    if length and page.word(k + length).isdigit():
        return k + length
    if length and (number := numbered_after(page, k + length)) is not None:
        return number
    for n in range(k + 1, k + 4):
        if page.capital(k) and page.word(n).isdigit() and page.joined(k, n) and len(page.word(n)) > 1:
            return n
        if not page.word(n).islower() or stops_at(page, n):
            break
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
    ends = (f"ends before {page.word(last + 1)}",) if last + 1 < len(page) and page.joined(last, last + 1) else ()
    return Span(first, last, kind, rule, Tier.SURE, (f"head {page.word(first)}", *ends))


class _Tail:
    """Walks on from a head, a part at a time."""

    def __init__(self, page: Page, start: int, last: int, sort: str, depth: int) -> None:
        self.page, self.start, self.last, self.sort, self.depth = page, start, last, sort, depth
        self.first = last
        self.part = last
        """Where the last part began."""
        self.named = 0
        """Parts taken so far."""
        self.placed = False
        """A place has been taken: only a few things may follow."""
        self.half = False
        """The last token may be the first half of a word of two syllables (`Phục` of `Phục vụ`)."""
        self.words = phrases("words.txt")
        self.bracket = before_acronym(page, last) if sort not in ("unit", "media", "country") else None
        """The last token before an acronym in brackets, where only words lead up to it: the name ends there."""

    def walk(self) -> int:
        """The last token of the name."""
        while self._step(self.last + 1):
            pass
        return self.last if self.bracket is None or not self.named else max(self.last, self.bracket)

    def _take(self, last: int, *, placed: bool | None = None, half: bool = False) -> bool:
        self.part, self.last, self.half = self.last + 1, last, half
        self.named += 1
        if placed is not None:
            self.placed = placed
        return True

    def _step(self, k: int) -> bool:
        page = self.page
        if k >= len(page) or not page.joined(self.last, k) or k - self.first > LONGEST:
            return False
        word, low = page.word(k), fold(page.word(k))
        if word in DASH and self.sort == "media" and begins_sentence(page, self.start):
            return False
        branch = head_at(page, k + 1) if word in DASH and self.named and self.depth < DEEPEST else None
        if branch is not None and fold(page.slice(k + 1, k + branch[0])) in word_set("branch"):
            return self._take(tail(page, k + 1, k + branch[0], "school", self.depth + 1), placed=True)
        if word in DASH or word == "&":
            end = after_dash(page, k, self.words)
            seated = word in DASH and place_at(page, k + 1) is not None and page.word(k + 1) not in word_set("pair")
            return end is not None and self._take(end, placed=seated or None)
        if self.bracket is not None and k <= self.bracket and not head_at(page, k):
            return self._take(k)
        if low == "và" and fold(page.slice(k + 1, min(k + 2, len(page) - 1))) in word_set("partners"):
            return self._take(k + 2, placed=True)
        if low in ("và", ","):
            end = None if self.placed or not (self.named or self._fielded()) else self._next_part(k)
            if end is None and word == "," and self.sort == "school" and not self.placed:
                end = self._parent(k + 1)
            if end is None and word == "," and self.sort == "mission" and self.named and not self.placed:
                return self._bridge(k)
            return end is not None and self._take(end)
        if low == "của" and page.word(k + 1).islower() and phrase_at(page, k + 1, heads()[0]):
            return False  # `Chi nhánh phía Nam của trung tâm`
        if low in ("của", "về") and (end := _attached(page, k, self.words, self.depth)) is not None:
            return self._take(end, placed=low == "của")
        if low == "về" and fold(page.slice(self.start, self.first)) in word_set("about") and self.named:
            end = about(page, k)
            return end is not None and self._take(end, placed=True)
        if low == "tại":
            return self._mission(k)
        if (
            low == "với"
            and self.sort == "mission"
            and not self.placed
            and "hữu nghị" in fold(page.slice(self.start, k - 1))
        ):
            end = place_at(page, k + 1)
            return end is not None and self._take(end, placed=True)
        if low == "các" and self.sort == "mission" and not self.named and (end := members(page, k)) is not None:
            return self._take(end, placed=page.capital(end))
        if low == "học" and self.named and page.word(k - 1).islower() and page.capital(k + 1):
            return self._take(k)
        squad = fold(page.word(self.start)) in ("đội", "trạm", "hạt")
        if (squad or self.sort in ("school", "unit", "firm")) and (end := numbered_after(page, k)) is not None:
            return self._take(end)
        if low == "từng" and (end := self._veterans(k)) is not None:
            return self._take(end, placed=True)
        if low in ("mang", "tên") and (end := named_after(page, k)) is not None:
            return self._take(end, placed=True)
        if word in OPEN and self.sort in ("firm", "media", "school") and k == self.first + 1:
            close = page.closing_quote(k)
            return close is not None and self._take(close, placed=True)
        if not word[0].isalnum():
            return False
        return self._capital(k) if page.capital(k) or word.isdigit() else self._small(k)

    def _fielded(self) -> bool:
        """Does the head itself end in a field (`Phòng Thương mại`)?"""
        return self.first - self.start > 1 and phrase_at(self.page, self.first - 1, self.words) == 2

    def _next_part(self, k: int) -> int | None:
        return listed_part(self.page, k, self.words, self.part)

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
        n = next((n for n in range(k + 1, k + 6) if not self.page.word(n).islower()), k + 6)
        return place_at(self.page, n) if n < k + 6 else None

    def _parent(self, k: int) -> int | None:
        """`Trường Đại học Ngoại ngữ, Đại học Quốc gia Hà Nội`: a school of a university."""
        head = head_at(self.page, k)
        if (
            head
            and self.depth < DEEPEST
            and head[2] == "school"
            and fold(self.page.word(k)) in ("đại", "đhqg")
            and self.named
        ):
            end = tail(self.page, k, k + head[0] - 1, head[2], self.depth + 1)
            following = head_at(self.page, end + 2)
            listed = self.page.word(end + 1) in (",", "và") and following is not None and following[2] == "school"
            regional = fold(self.page.slice(k, end)).removeprefix("đại học ").startswith(tuple(word_set("parent")))
            whole = fold(self.page.slice(self.start, self.first)).endswith(("đại học", "đh"))
            return end if regional or not (listed or whole) else None
        return None

    def _small(self, k: int) -> bool:
        page = self.page
        paired = self.sort == "mission" and page.word(self.last) in word_set("pair")
        if self.placed and not paired:
            return False
        admin = phrase_at(page, k, phrases("places.txt"))
        if admin and fold(page.slice(k, k + admin - 1)) in word_set("administrative") and page.capital(k + admin):
            end = seat(page, self.start, k, k + admin)
            return end is not None and self._take(end, placed=True)
        if self.placed or (stops_at(page, k) and not self.half):
            return False
        site = listed_at(page, k)
        if site and site[1] is Kind.PLACE:
            return self._take(site[0], placed=True)
        two = (fold(page.word(k)), fold(page.word(k + 1)))
        if stops().get(two) and page.capital(k - 1) and head_at(page, k + 2) is not None:
            return False  # `Bảo tàng Hồ Chí Minh [phối hợp] Khu Di tích Kim Liên`
        length = phrase_at(page, k, self.words)
        if length and (length > 1 or self._goes_on(k)):
            return self._take(k + length - 1)
        if self.half and fold(page.word(k)) not in word_set("function") and two not in stops():
            return self._take(k)
        end = run_on(page, k, 4) if self.named else None
        return (end is not None and self._take(end)) or self._to_the_end(k) or self._bridge(k)

    def _goes_on(self, k: int) -> bool:
        """A lone small syllable belongs to the name only if the name goes on after it."""
        following = self.page.word(k + 1)
        return (
            bool(following)
            and self.page.joined(k, k + 1)
            and (following[0].isupper() or phrase_at(self.page, k + 1, self.words) > 1)
        )

    def _to_the_end(self, k: int) -> bool:
        """`Con đường tơ lụa.`: one or two unknown small words that lead from a part in small letters to a stop."""
        page, n = self.page, k
        if not (page.word(k - 1).islower() and self.named and self.sort in ("school", "firm", "mission")):
            return False
        while n < k + 2 and n < len(page) and page.word(n).islower() and not stops_at(page, n) and page.joined(k, n):
            n += 1
        ends = n >= len(page) or page.word(n) in (".", ",", ";", ")", "”", '"') or not page.joined(n - 1, n)
        return n > k and ends and all(is_syllable(page.word(m)) for m in range(k, n)) and self._take(n - 1)

    def _bridge(self, k: int) -> bool:
        """Unknown small words before `Việt Nam`, `Quốc gia`: the name spans them, up to three, in associations more."""
        page, most = self.page, 8 if self.sort == "mission" else 3
        for n in range(k, k + most):
            comma = page.word(n) == "," and most > 3
            if n >= len(page) or page.capital(n) or stops_at(page, n) or not (page.tokens[n].is_word or comma):
                return False
            if page.capital(n + 1) and page.gap(n + 1) == " ":
                two = fold(page.slice(n + 1, min(n + 2, len(page) - 1)))
                closes = two in word_set("closing") or (page.word(n + 1) == "Việt" and not page.capital(n + 2))
                return closes and self._take(n)
        return False

    def _capital(self, k: int) -> bool:
        page, word = self.page, self.page.word(k)
        if page.gap(k) not in (" ", "\u00a0") or (stops_at(page, k) and not self.half):
            return False
        if word.isdigit():
            single = len(word) == 1 and fold(page.word(k + 1)) not in word_set("counter")
            numbered = self.sort == "school" and (not self.named or len(word) == 3 or single)
            region = fold(page.word(k - 1)) == "vực"
            counted = fold(page.word(k + 1)) in word_set("counter") or page.word(k + 1) in DASH or self.placed
            region = region or (self.sort == "firm" and self.named > 0 and len(word) == 1 and not counted)
            return (numbered or region or self.sort == "unit") and self._take(k)
        if is_roman(word) and self.named and page.word(k - 1).islower():
            return self._take(k, placed=True)
        length = phrase_at(page, k, self.words)
        nested = head_at(page, k)
        if nested and nested[2] == "site" and length and _person_after(page, k + nested[0]):
            nested = None
        if nested and nested[0] >= length and self._nests(nested[1], nested[2]):
            end = _end(page, k, k + nested[0] - 1, nested[2], self.depth + 1)
            if end is not None:
                return self._take(end, placed=True)
        if length and not (self.placed and person_starts(page, k)):
            n = k + length
            cut = (
                length == 1 and page.word(n).islower() and not stops_at(page, n) and not phrase_at(page, n, self.words)
            )
            body = listed_at(page, k)
            whole = body is not None and body[1] is Kind.ORG and body[0] == n - 1 > k
            half = cut and fold(page.word(n)) not in ("và", "của")
            return self._take(n - 1, half=half, placed=True if whole else None)
        end = place_at(page, k)
        ward = ward_at(page, k)
        alone = ward is not None and not (page.capital(ward + 1) or (person_end(page, k) or k) > ward)
        if ward is not None and alone and ward > max(end or k, k):
            end = ward + _numbered_ward(page, ward)
        if end is not None and not (self.placed and self.sort not in ("mission", "school")):
            return self._take(end, placed=True)
        named = k + title_at(page, k)
        if self.sort == "school" and fold(page.slice(k, max(named - 1, k))) in word_set("namesake"):
            alone = page.capital(named) and is_latin(page.word(named)) and not page.capital(named + 1)
            return alone and self._take(named, placed=True)
        if (self.placed and self.sort != "firm") or title_at(page, k) > 1:
            return False
        body = listed_at(page, k)
        latin = word.isupper() or (is_latin(word) and page.word(k - 1).islower() and self.named)
        if body and body[1] is Kind.ORG and body[0] == k and latin and self.sort != "firm":
            return self._take(k)
        if self.placed and _person_after(page, k) and is_foreign(word):
            return False
        if self.sort == "office" and not self.named and word.isupper() and len(word) > 2 and head_at(page, k + 1):
            return self._take(k)
        centre = fold(page.word(self.first)) == "tâm" and not self.named
        fund = fold(page.word(self.first)) == "quỹ" and not phrase_before(page, self.start, "persons.txt")
        fund = fund or fold(page.slice(self.part, k - 1)) in ("học bổng", "khuyến học", "khuyến tài")
        end = _own_name(page, k, "school" if centre else self.sort, self.named, fund=fund)
        if end is None:
            return False
        firm = self.sort == "firm" and fold(page.word(self.first)) != "quỹ"
        half = end == k and is_syllable(word) and not page.capital(k + 1) and not firm
        return self._take(end, placed=not half, half=half)

    def _nests(self, kind: Kind, sort: str) -> bool:
        if self.depth >= DEEPEST or kind is Kind.EVENT or sort == "none" or (self.sort == "firm" and sort == "firm"):
            return False
        return not self.placed


def tail(page: Page, first: int, last: int, sort: str, depth: int = 0) -> int:
    """The last token of an institution whose head stands from `first` to `last`."""
    return _Tail(page, first, last, sort, depth).walk()


def _attached(page: Page, k: int, words: Phrases, depth: int) -> int | None:
    """`của Quốc hội`, `về phòng chống thiên tai`: what hangs on a name by a preposition."""
    n = k + 1
    if n >= len(page):
        return None
    head = head_at(page, n)
    if head and head[1] is Kind.ORG and depth < DEEPEST:
        return _end(page, n, n + head[0] - 1, head[2], depth + 1)
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


def _person_after(page: Page, k: int) -> bool:
    """`Hội đồng Liên bang [Valentina Matviyenko]`: what follows a word of the trade is somebody."""
    foreign = page.word(k) in given_names() and page.capital(k + 1) and is_foreign(page.word(k + 1))
    return page.gap(k) == " " and (foreign or person_starts(page, k))


def _numbered_ward(page: Page, last: int) -> bool:
    """`Trường Tiểu học Mỹ Lý 1`: the number after a commune."""
    number = page.word(last + 1)
    return number.isdigit() and len(number) == 1 and fold(page.word(last + 2)) not in word_set("counter")


def _own_name(page: Page, k: int, sort: str, named: int, *, fund: bool = False) -> int | None:
    """Capital words that are the name itself: `Vạn Thịnh Phát`, `Lomonosov`, `Tuổi Trẻ`."""
    person = person_starts(page, k) or is_latin(page.word(k))
    if sort in ("office", "mission", "court") and (person or named > 2):
        return None
    if sort == "firm" and named and person_starts(page, k):
        return person_end(page, k) if fund else None
    if sort == "school" and named and person_starts(page, k) and not honoured(page, k):
        return None
    if sort == "media" and named and person:
        return None
    end, n = None, k
    while n < len(page) and page.capital(n) and n - k < 5 and page.joined(k, n) and (n == k or page.gap(n) == " "):
        if n > k and person_starts(page, n) and (sort != "firm" or person_after_firm(page, k, n)):
            break
        if n > k and is_foreign(page.word(n - 1)) and not is_foreign(page.word(n)) and not page.word(n).isupper():
            break
        if n > k and listed_at(page, n - 1) is not None and _person_after(page, n):
            break
        end = n
        n += 1
    hit = listed_at(page, k)
    return hit[0] if end is not None and hit and hit[1] is Kind.ORG and hit[0] > end else end


def _site_tail(page: Page, last: int) -> int:
    """`Cảng hàng không quốc tế Nội Bài`, `Nhà máy điện hạt nhân Ninh Thuận 1`: words of the trade, then capitals."""
    k = last + 1
    if fold(page.slice(max(last - 1, 0), last)) in word_set("memorial"):
        honoured_one = person_end(page, k + title_at(page, k)) if page.capital(k) else None
        if honoured_one is not None and page.joined(last, honoured_one):
            return honoured_one
    while (length := phrase_at(page, k, phrases("words.txt"))) and page.joined(last, k):
        if page.capital(k) and not page.capital(k + length):
            break
        k += length
    if not page.capital(k) and (bridged := _to_place(page, k)) is not None:
        k = bridged
    known = [end for end in (place_at(page, k), ward_at(page, k)) if end is not None]
    if known:
        end = max(known)
        named = is_latin(page.word(k + 1)) and page.word(k + 1) not in given_names()
        if end == k and is_latin(page.word(k)) and named and page.gap(k + 1) == " ":
            end = k + page.capital(k + 1)  # `Quảng trường Salavat Yulaev`: Salavat is a town too
        if page.word(end + 1) in ("Hạ", "Thượng") and page.gap(end + 1) == " ":
            end += 1
        while page.word(end + 1) in DASH and (second := place_at(page, end + 2)) is not None:
            end = second
    else:
        end, n = last, k
        while n < len(page) and page.capital(n) and page.joined(last, n) and n - k < 3 and not breaks_off(page, n):
            if n > k and (person_end(page, n) or n) > n + 1:
                break
            end, n = n, n + 1
            while page.word(n) == "-" and not (page.gap(n) or page.gap(n + 1)) and page.capital(n + 1):
                end, n = n + 1, n + 2  # `Ust-Katav`
        half = end == k and is_syllable(page.word(end)) and page.word(k + 1).islower()
        if half and page.tokens[k].is_word and phrase_at(page, k, phrases("words.txt")) > 1:
            end = k + phrase_at(page, k, phrases("words.txt")) - 1
    month = page.word(k + 1) in ("/", *DASH) or fold(page.word(k + 1)) == "tháng"
    street = page.word(k).isdigit() and page.capital(k + 1) and fold(page.word(k + 1)) != "tháng"
    if street and page.gap(k + 1) == " " and not page.word(k + 1).isupper():
        return ward_at(page, k + 1) or place_at(page, k + 1) or k + (2 if page.capital(k + 2) else 1)
    if page.word(k).isdigit() and month and page.word(k + 2).isdigit():
        return k + 2
    if end > last and page.word(end + 1).isdigit() and len(page.word(end + 1)) < 3 and "\n" not in page.gap(end + 1):
        end += 1
    return end


def _to_place(page: Page, k: int) -> int | None:
    """`Khu đô thị [lấn biển] Cần Giờ`, `Nhà máy [toa xe] Ust-Katav`: the name after up to three unknown small words."""
    for n in range(k, k + 4):
        if page.capital(n):
            return n if n > k and (place_at(page, n) is not None or is_latin(page.word(n))) else None
        if not page.word(n).islower() or stops_at(page, n) or not page.joined(k, n):
            return None
    return None


def event_tail(page: Page, first: int, last: int) -> int:
    """Words of the trade, capitals, numbers: `Đại hội XIII của Đảng`, `Diễn đàn Kinh tế phương Đông`, `lần thứ 47`."""
    words = phrases("words.txt")
    k, named, placed = last + 1, False, False
    while k < len(page) and page.joined(first, k) and k - first < 20:
        word = page.word(k)
        if word in DASH or fold(word) == "và":
            end = after_dash(page, k, words) if word in DASH else listed_part(page, k, words, last)
        elif fold(word) == "tại" and named and not placed | (fold(page.word(first)) not in ("những", "ngày", "tuần")):
            built = head_at(page, k + 1) is not None and fold(page.word(k + 1)) not in word_set("state")
            end = None if built else place_at(page, k + 1)
        elif fold(word) == "của" and named and page.word(k + 1) == "Đảng":
            end = k + 1
        else:
            end = _event_part(page, k, named, fold(page.word(first)) in word_set("undated"))
            if end is None and not named and (place := _to_place(page, k)) is not None:
                end = place_at(page, place)
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
    length = phrase_at(page, k, phrases("words.txt"))
    if hit is not None and length <= hit - k + 1:
        return hit
    before_more = page.word(k + 1) == "và" or page.capital(k + 1) or listed_at(page, k + 1) is not None
    before_more = before_more or phrase_at(page, k + length, phrases("words.txt")) > 1
    if length and (page.capital(k) or ((length > 1 or named or before_more) and not stops_at(page, k))):
        return k + length - 1
    if is_roman(word) or (word.isdigit() and named and len(word) in (1, 2, 4) and not dated):
        return k
    if page.capital(k) and page.gap(k) in (" ", "\u00a0"):
        return None if stops_at(page, k) else k
    before = page.word(k - 1)
    half = is_syllable(before) and page.capital(k - 1) and not is_roman(before)
    small = half and word.islower() and not stops_at(page, k)
    return k if small and named and not phrase_at(page, k - 1, phrases("words.txt")) else None


def edition(page: Page, k: int) -> int | None:
    """`lần thứ 47`, `lần thứ XIV`, `lần thứ nhất`."""
    n = k + 2 if fold(page.word(k)) == "lần" and fold(page.word(k + 1)) == "thứ" else k + 1
    word = page.word(n)
    return n if word.isdigit() or is_roman(word) or fold(word) in ("nhất", "hai", "ba", "tư", "năm") else None
