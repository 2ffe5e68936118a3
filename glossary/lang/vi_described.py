"""Names known by a word or sign beside them: storms, campaigns, clubs, streets, what stands in quotation marks."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.lang.spans import OPEN, Page, Span, Tier
from glossary.lang.vi_institutions import edition, event_tail, tail
from glossary.lang.vi_parts import officials_name, seat
from glossary.lang.vi_shapes import breaks_off, capitals, person_end, person_starts, place_at, place_run
from glossary.lang.vi_tables import (
    DASH,
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
    title_at,
    ward_at,
    word_set,
    words_of,
)
from glossary.model import Kind


def editions(page: Page) -> Iterator[Span]:
    """`World Cup 2026`, `SEA Games 33`, `Olympic Paris 2024`: a listed event with its number, place and year."""
    for i in range(len(page)):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit is None or hit[1] is not Kind.EVENT or fold(page.word(i)) in word_set("undated"):
            continue
        first = _sponsored(page, i)
        end = hit[0]
        place = place_at(page, end + 1)
        if place is not None and page.word(place + 1).isdigit() and page.gap(end + 1) == " ":
            end = place
        following = page.word(end + 1)
        if following.isdigit() and page.gap(end + 1) == " " and len(following) in (1, 2, 4):
            end += 1
            if page.word(end + 1) in ("/", *DASH) and page.gap(end + 1) == "" and page.word(end + 2).isdigit():
                end += 2
        elif is_roman(following) and page.gap(end + 1) == " ":
            end += 1
        elif (number := edition(page, end + 1)) is not None and fold(following) == "lần":
            end = number
        if all_capitals(page, i):
            first = i
        if end > hit[0] or first < i:
            yield Span(first, end, Kind.EVENT, "vi.edition", Tier.SURE, (f"in the tables: {hit[2]}",))


def _sponsored(page: Page, i: int) -> int:
    """`FIFA World Cup`, `LPBank V-League`, `Night Wolf V-League`: where the sponsor before a listed event begins."""
    first = i
    while i - first < 3 and page.capital(first - 1) and page.gap(first) == " " and not page.tokens[first].breaks:
        word, hit = page.word(first - 1), listed_at(page, first - 1)
        shouted = word.isupper() and word.isascii() and len(word) > 1
        if not (shouted or is_foreign(word)) or (hit is not None and hit[1] is not Kind.ORG) or word in given_names():
            break
        first -= 1
    return first


def branches(page: Page) -> Iterator[Span]:
    """`Samsung Việt Nam`, `Becamex TP.HCM`: a firm with a foreign name and where it works."""
    for i in range(len(page)):
        hit = listed_at(page, i) if page.capital(i) and is_foreign(page.word(i)) else None
        if hit is None or hit[1] is not Kind.ORG or page.gap(hit[0] + 1) != " ":
            continue
        place = place_at(page, hit[0] + 1)
        alone = place is not None and not (page.capital(place + 1) and is_foreign(page.word(place + 1)))
        if place is not None and place > hit[0] and alone:
            kind = Kind.PLACE if page.word(i) in words_of("hotels.txt") else Kind.ORG
            yield Span(i, place, kind, "vi.branch", Tier.SURE, (f"{hit[2]} and its seat",))


def brands(page: Page) -> Iterator[Span]:
    """`Chứng khoán MB`, `Thép Pomina`: a trade with a capital and the name of a firm."""
    for i in range(len(page)):
        length = phrase_at(page, i, phrases("trades.txt")) if page.capital(i) else 0
        k = i + length
        if not length or page.gap(k) != " " or not page.capital(k) or all_capitals(page, i):
            continue
        person = (person_end(page, i) or i) > i + 1 and page.capital(i + 2)
        if phrase_before(page, i, "persons.txt") or person:
            continue
        hit = listed_at(page, k)
        own = (page.word(k).isupper() and len(page.word(k)) > 1) or is_latin(page.word(k))
        own = own or (not begins_sentence(page, i) and _own_words(page, k))
        if (hit and hit[1] is Kind.ORG) or (hit is None and own and not title_at(page, k)):
            end = hit[0] if hit else capitals(page, k, 3)
            yield Span(i, end, Kind.ORG, "vi.brand", Tier.SURE, (f"{page.slice(i, k - 1)} and a firm's name",))


def _own_words(page: Page, k: int) -> bool:
    """Two capital syllables that are neither a person nor a place."""
    return page.capital(k + 1) and page.gap(k + 1) == " " and not person_starts(page, k) and not head_at(page, k)


def numbered_firms(page: Page) -> Iterator[Span]:
    """`May 10`, `Dệt May 29/3`: a trade with a capital and a number."""
    for i in range(1, len(page)):
        length = phrase_at(page, i, phrases("trades.txt")) if page.capital(i) and not begins_sentence(page, i) else 0
        k = i + length
        if not length or not page.word(k).isdigit() or page.gap(k) != " ":
            continue
        end = k + 2 if page.word(k + 1) == "/" and page.word(k + 2).isdigit() else k
        yield Span(i, end, Kind.ORG, "vi.brand", Tier.SURE, ("a trade and a number",))


def groups(page: Page) -> Iterator[Span]:
    """`Kim Oanh Group`, `Hưng Thịnh Land`: Vietnamese syllables before a foreign word for a firm."""
    for i in range(1, len(page)):
        if page.word(i) not in word_set("group") or not page.capital(i - 1) or page.gap(i) != " ":
            continue
        first = i - 1
        while (
            page.capital(first - 1) and page.gap(first) == " " and i - first < 4 and is_syllable(page.word(first - 1))
        ):
            first -= 1
        if begins_sentence(page, first) and page.word(first) in words_of("common.txt"):
            first += 1
        if first < i and all(is_syllable(page.word(k)) for k in range(first, i)) and not title_at(page, first):
            yield Span(first, i, Kind.ORG, "vi.group", Tier.SURE, (f"before {page.word(i)}",))


def plants(page: Page) -> Iterator[Span]:
    """`dự án Ninh Thuận 2`, `vận hành ở Leningrad II`: plants and projects that are a place and a number."""
    for i in range(1, len(page)):
        hit = listed_at(page, i) if page.capital(i) else None
        if hit is None or hit[1] is not Kind.PLACE or fold(page.word(i - 1)) not in ("án", "máy", "ở"):
            continue
        number, after = page.word(hit[0] + 1), hit[0] + 2
        ends = not page.word(after)[:1].isdigit() and fold(page.word(after)) not in word_set("counter")
        if page.gap(hit[0] + 1) == " " and (is_roman(number) or (number.isdigit() and len(number) == 1)) and ends:
            yield Span(i, hit[0] + 1, Kind.PLACE, "vi.numbered", Tier.SURE, (f"{hit[2]} and a number",))


def highlands(page: Page) -> Iterator[Span]:
    """`Krông Pắc`, `Ea Kar`, `Nậm Pồ`: first parts of names of the highlands with one or two more."""
    for i in range(len(page)):
        if (
            not page.capital(i)
            or page.word(i) not in word_set("highland")
            or not page.capital(i + 1)
            or page.gap(i + 1) != " "
        ):
            continue
        if phrase_before(page, i, "persons.txt") or all_capitals(page, i) or title_at(page, i + 1):
            continue
        if page.capital(i - 1) and page.gap(i) == " " and not begins_sentence(page, i - 1):
            continue
        known = max(place_at(page, i) or 0, ward_at(page, i) or 0)
        yield Span(i, known or i + 1, Kind.PLACE, "vi.highland", Tier.SURE, (f"{page.word(i)} begins names of places",))


def campaigns(page: Page) -> Iterator[Span]:
    """`chiến dịch Linebacker II`: a campaign and its name."""
    for i in range(2, len(page)):
        after = page.slice(i - 2, i - 1) == "chiến dịch" and page.gap(i) == " "
        if after and page.capital(i) and not head_at(page, i):
            yield Span(
                i - 2,
                max(place_at(page, i) or i, capitals(page, i, 4)),
                Kind.EVENT,
                "vi.campaign",
                Tier.SURE,
                ("after chiến dịch",),
            )


def storms(page: Page) -> Iterator[Span]:
    """`bão số 3`, `bão Yagi`, `siêu bão Noru`, `cơn bão số 10`."""
    for i, token in enumerate(page.tokens):
        if fold(token.text) != "bão" or i + 1 >= len(page):
            continue
        first = i - 1 if page.word(i - 1) == "Siêu" else i
        if fold(page.word(i + 1)) == "số" and page.word(i + 2).isdigit():
            yield Span(first, i + 2, Kind.EVENT, "vi.storm", Tier.SURE, ("a storm",))
        elif page.capital(i + 1) and not page.tokens[i + 1].breaks and not all_capitals(page, i):
            yield Span(first, i + 1, Kind.EVENT, "vi.storm", Tier.SURE, ("a storm",))
        elif page.word(i + 1) == "(" and is_latin(page.word(i + 2)):
            yield Span(i + 2, i + 2, Kind.EVENT, "vi.storm", Tier.SURE, ("a storm",))
    yield from _international(page)


def _international(page: Page) -> Iterator[Span]:
    """`tên quốc tế Bualoi`: the storm's other name."""
    for i in range(3, len(page)):
        if page.capital(i) and fold(page.slice(i - 3, i - 1)) in ("tên quốc tế", "quốc tế là"):
            yield Span(i, i, Kind.EVENT, "vi.storm", Tier.DECIDED, ("a storm's other name",))


def numbered(page: Page) -> Iterator[Span]:
    """`quốc lộ 7`, `quận 3`: places that are only a number."""
    for i in range(len(page)):
        shouted = page.word(i).isupper() and all_capitals(page, i)
        if (page.capital(i) and not shouted) or not (page.word(i + 1)[:1].isdigit() or page.word(i + 2)[:1].isdigit()):
            continue
        for length in (2, 1):
            words = fold(page.slice(i, min(i + length, len(page)) - 1))
            if words in word_set("numbered") and page.joined(i, i + length):
                small = page.word(i).islower() or shouted
                if page.word(i + length)[:1].isdigit() and small and page.gap(i + length) == " ":
                    letter = page.gap(i + length + 1) == "" and len(page.word(i + length + 1)) == 1
                    end = i + length + (letter and page.capital(i + length + 1))
                    yield Span(i, end, Kind.PLACE, "vi.numbered", Tier.SURE, (f"{words} and a number",))
                break


def quoted(page: Page) -> Iterator[Span]:
    """`triển lãm "Ký ức không phai"`, `công ty "Novatek"`: typed by the words before the quotation marks."""
    for i, token in enumerate(page.tokens):
        if token.text not in OPEN or (close := page.closing_quote(i)) is None or not i + 1 < close <= i + 14:
            continue
        for table, kind in (("events.txt", Kind.EVENT), ("orgs.txt", Kind.ORG), ("venues.txt", Kind.PLACE)):
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
        lone = len(token.text) == 1 and not initial and listed_at(page, i) is None and ward_at(page, i) is None
        if title_at(page, i) > 1 or lone:
            continue
        small = page.word(i - 1).islower() or fold(page.word(i - 1)) in ("hãng", "báo", "đài", "chí", "kênh")
        if small and (end := _described_event(page, i)) is not None:
            yield Span(i, end, Kind.EVENT, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))
        elif small and page.gap(i) == " " and _describes_org(page, i):
            if (end := _described_org(page, i)) is not None:
                yield Span(i, end, Kind.ORG, "vi.described", Tier.SURE, (f"after {page.word(i - 1)}",))
        elif (
            (length := phrase_before(page, i, "places.txt"))
            and (small or page.tokens[i - length].breaks or page.word(i - 1).isupper())
            and length >= phrase_before(page, i, "persons.txt")
            and not _begins_with_one(page, i, length)
            and not _head_inside(page, i - length)
            and not _compound(page, i - length, length)
            and (not breaks_off(page, i) or _head_syllable(page, i))
            and not officials_name(page, i - length, i)
        ):
            yield from _described_places(page, i, fold(page.slice(i - length, i - 1)))


def _head_syllable(page: Page, i: int) -> bool:
    """`cầu Trường Tiền`: a head of one syllable after a word of place begins the place's name."""
    head = head_at(page, i)
    return head is not None and head[0] == 1 and page.capital(i + 1) and title_at(page, i) < 2


def _describes_org(page: Page, i: int) -> bool:
    """Does a word for institutions stand before token i? `kênh` may be a channel or a canal."""
    length = phrase_before(page, i, "orgs.txt")
    if not length or length <= phrase_before(page, i, "persons.txt") or _compound(page, i - length, length):
        return False
    if length > 1 and _head_inside(page, i - length):
        return False
    place = phrase_before(page, i, "places.txt")
    if place == length:
        return page.word(i).isupper() or is_foreign(page.word(i))
    return length > place


def _described_org(page: Page, i: int) -> int | None:
    """The last token of the institution after its descriptor."""
    hit = listed_at(page, i)
    if hit is not None and hit[1] is Kind.PLACE and hit[0] == i and page.capital(i + 1) and page.gap(i + 1) == " ":
        hit = None
    if (hit is not None and hit[1] is Kind.PLACE) or fold(page.word(i)) in ("đảng", "nhà"):
        return None
    end = hit[0] if hit and hit[1] is Kind.ORG else capitals(page, i, 4)
    if end == i and fold(page.word(i - 1)) in word_set("press"):
        end = _title_end(page, i)
    elif end == i and hit is None and is_syllable(page.word(i)) and phrase_at(page, i, phrases("words.txt")) > 1:
        end = tail(page, i - 1, i - 1, "firm")
    if page.word(end + 1) == "TP" or page.word(end) == "TP":
        end = place_at(page, end + (page.word(end) != "TP")) or end
    return end


def _head_inside(page: Page, k: int) -> bool:
    """`trên Quảng trường Đỏ`: a head with a capital inside a sentence belongs to the name."""
    return head_at(page, k) is not None and not begins_sentence(page, k)


def _begins_with_one(page: Page, i: int, length: int) -> bool:
    """`Đình Bắc` at the beginning of a sentence may be a person: one syllable after one proves nothing."""
    one = length == 1 and page.tokens[i - 1].breaks and page.capital(i - 1)
    return one and listed_at(page, i) is None and not (page.capital(i + 1) and page.gap(i + 1) == " ")


def _title_end(page: Page, i: int) -> int:
    """`(tạp chí) Văn học nước ngoài`: a newspaper's name that goes on in words of the trade."""
    length = phrase_at(page, i, phrases("words.txt"))
    end = i + max(length, 1) - 1
    while (length := phrase_at(page, end + 1, phrases("words.txt"))) and page.joined(i, end + 1):
        if length == 1 or page.capital(end + 1):
            break
        end += length
    return end


def _compound(page: Page, i: int, length: int) -> bool:
    """`yêu cầu`, `toàn cầu`: the one-syllable descriptor at i is the second half of another word."""
    if length != 1:
        return False
    pair = (fold(page.word(i - 1)), fold(page.word(i)))
    if " ".join(pair) in word_set("compound"):
        return True
    return pair in stops() or pair in phrases("words.txt").get(pair[0], ())


def _described_event(page: Page, i: int) -> int | None:
    """`hội chợ MITT 2025`, `giải U23 Đông Nam Á`, `cuộc thi Tchaikovsky`: the last token."""
    if not phrase_before(page, i, "contests.txt") or page.gap(i) != " ":
        return None
    word = page.word(i)
    named = fold(page.slice(i - 2, i - 1)) in word_set("named_contest") and phrase_at(page, i, phrases("words.txt")) > 1
    if named and (end := event_tail(page, i - 1, i - 1)) > i + 1:
        return end
    if listed_at(page, i) is not None or not (word.isupper() or is_foreign(word)) or page.word(i) in given_names():
        return None
    end = capitals(page, i, 5)
    if page.word(end + 1).isdigit() and page.gap(end + 1) == " ":
        end += 1
    return end


def _described_places(page: Page, i: int, descriptor: str) -> Iterator[Span]:
    """The place at i, and those listed after it with commas and `và`."""
    trace = (f"after {descriptor}",)
    full = person_end(page, i) or i
    speaks = fold(page.slice(full + 1, min(full + 2, len(page) - 1))) in ("cho biết", "cho hay")
    if (descriptor == "tỉnh" or speaks) and place_at(page, i) is None and full > i + 1 and ward_at(page, i) is None:
        return
    if descriptor in word_set("alone_place") and _single_syllable(page, i):
        yield Span(i - 1, i, Kind.PLACE, "vi.described", Tier.SURE, (f"{descriptor} and one syllable",))
        return
    while True:
        end = _street_end(page, i) if descriptor in word_set("street") else place_run(page, i)
        if len(page.word(i)) > 1 and page.word(i).isupper() and is_latin(page.word(i + 1)) and page.capital(i + 1):
            end = capitals(page, i, 4)
        if end is None or (end == i and page.word(i) in words_of("common.txt") and listed_at(page, i) is None):
            return
        number = page.word(end + 1)
        if number.isdigit() and len(number) < 3 and page.gap(end + 1) == " ":
            end += fold(page.word(end + 2)) not in word_set("counter")
        tier = Tier.DECIDED if descriptor in word_set("street") and end - i < 5 else Tier.SURE
        if descriptor in word_set("site_pair") and page.word(end + 1) in DASH:
            end = place_at(page, end + 2) or end
        yield Span(i, end, Kind.PLACE, "vi.described", tier, trace)
        if page.word(end + 1) not in (",", "và", ";") or not page.capital(end + 2) or not page.joined(end, end + 2):
            return
        if page.word(end + 1) == "," and descriptor not in word_set("administrative") and _acts_there(page, end + 2):
            return
        i, trace = end + 2, (f"listed after {page.slice(i, end)}",)
        person = person_starts(page, i) and descriptor not in word_set("street")
        titled = title_at(page, i) > (not page.word(i).isupper())
        if person or head_at(page, i) or titled or not is_syllable(page.word(i)):
            return


def _acts_there(page: Page, i: int) -> bool:
    """`trên sân PVF, Quốc Việt mở tỷ số`: an unknown name after the comma, before a verb, begins the clause."""
    end = capitals(page, i, 4)
    return place_at(page, i) is None and page.word(end + 1).islower() and stops_at(page, end + 1)


def _single_syllable(page: Page, i: int) -> bool:
    """`sông Bé`, `hồ Ba`: one syllable alone names nothing, so the word before it belongs to the name."""
    if page.capital(i + 1) and page.gap(i + 1) == " ":
        return False
    return is_syllable(page.word(i)) and page.gap(i) == " "


def _street_end(page: Page, i: int) -> int | None:
    """Streets are named after people: the whole personal name."""
    if not page.capital(i):
        return None
    hit = listed_at(page, i)
    return max(hit[0] if hit else i, capitals(page, i, 4))


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
                    max(place_at(page, i + 1) or 0, capitals(page, i + 1, 4)),
                    Kind.PLACE,
                    "vi.address",
                    Tier.DECIDED,
                    ("a street with its number",),
                )
        elif word.isdigit() and _address(page, i):
            last = max(place_at(page, i + 1) or 0, ward_at(page, i + 1) or 0) or capitals(page, i + 1, 4)
            yield Span(i + 1, last, Kind.PLACE, "vi.address", Tier.DECIDED, ("a street with its number",))
        elif word == "Việt" and _paired(page, i):
            yield Span(i, i, Kind.PLACE, "vi.pair", Tier.GUESS, ("a pair of countries",))


def _address(page: Page, i: int) -> bool:
    """`Địa chỉ: 501 Kim Mã`: a number between a word for addresses and capitals."""
    near = fold(page.slice(i - 3, i - 1)) if i > 2 else ""
    street = page.capital(i + 1) and page.gap(i + 1) == " " and is_syllable(page.word(i + 1)) and len(page.word(i)) < 5
    return street and any(cue in near for cue in word_set("address"))


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
        elif fold(token.text) in word_set("acronym_head") and (end := _short_place(page, i, i + 1)) is not None:
            yield Span(i, end, Kind.ORG, "vi.shortened", Tier.SURE, ("acronym and a place",))


def _short_place(page: Page, start: int, k: int) -> int | None:
    admin = phrase_at(page, k, phrases("places.txt"))
    if admin and fold(page.slice(k, k + admin - 1)) in word_set("administrative"):
        return seat(page, start, k, k + admin) or place_at(page, k)
    return place_at(page, k)
