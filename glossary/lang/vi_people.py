"""People in Vietnamese articles: full names, names after a title, signatures, and the short names of later mentions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier
from glossary.lang.vi_foreign import foreign_end, given_and_surname
from glossary.lang.vi_shapes import SPACE, capitals, initials_end, noun_before, person_end, person_starts, place_at
from glossary.lang.vi_tables import (
    DASH,
    all_capitals,
    begins_sentence,
    everyday,
    fold,
    given_names,
    given_syllables,
    head_at,
    is_foreign,
    is_latin,
    is_syllable,
    listed_at,
    phrase_at,
    phrase_before,
    phrases,
    stops_at,
    strong_surnames,
    surnames,
    title_at,
    ward_at,
    word_set,
    words_of,
)
from glossary.model import Kind


def persons(page: Page) -> Iterator[Span]:
    """Full Vietnamese names: a family name and one to four capital syllables."""
    i = 0
    while i < len(page):
        end = person_end(page, i) if page.capital(i) else None
        if end is None or _no_person(page, i, end):
            i += 1
            continue
        yield Span(i, end, Kind.PERSON, "vi.person", Tier.SURE, (f"family name {page.word(i)}",))
        i = end + 1


def _no_person(page: Page, i: int, end: int) -> bool:
    """A place or institution at the start of the capitals, a word that only begins the sentence, a headline."""
    for back in (1, 2, 3):
        head = head_at(page, i - back) if i >= back else None
        if head and head[0] > back:
            return True
    hit = listed_at(page, i)
    if head_at(page, i) and place_at(page, i + 1) == end:
        return True
    word = page.word(i)
    if end == i + 1 and page.word(end + 1).islower() and phrase_at(page, end, phrases("words.txt")) > 1 and hit is None:
        return head_at(page, i) is not None or page.word(end) in ("Văn", "Thị")
    middle = page.word(i + 1) in ("Văn", "Thị") and page.capital(i + 2)
    if hit is not None and hit[1] is not Kind.PERSON and hit[0] > i and not (middle and hit[0] < end):
        return True
    inside = page.capital(i - 1) and page.gap(i) == " " and word.capitalize() not in strong_surnames()
    inside = inside and not phrase_before(page, i, "persons.txt") and not middle
    if inside and person_starts(page, i + 1) and page.word(i + 1) in strong_surnames():
        return True
    if middle:
        return False
    follows = person_starts(page, i + 1) or place_at(page, i + 1) is not None or head_at(page, i) is not None
    alien = is_foreign(word) and word in given_names()
    if follows and begins_sentence(page, i) and word.capitalize() not in strong_surnames() and not alien:
        return True
    if word.isupper() and len(word) > 1 and all_capitals(page, i):
        titled = phrase_before(page, i, "persons.txt") > 0
        return not titled and (word.capitalize() not in strong_surnames() or page.word(i - 1)[:1].isupper())
    ward = ward_at(page, i)
    bracket = page.word(i - 1) == "(" and page.word(end + 1) == ")"
    if bracket and end == i + 1 and word not in strong_surnames() and _after_person(page, i - 2):
        return True
    placed = bracket or _after_place_word(page, i) or _listed_with_place(page, i)
    return ward is not None and ward == end and end - i == 1 and placed


def _listed_with_place(page: Page, i: int) -> bool:
    """`Nha Trang, Cam Lâm và Vạn Ninh`: does a place stand right before the comma or `và`?"""
    ends = {place_at(page, k) or ward_at(page, k) for k in range(max(i - 5, 0), i - 1) if page.capital(k)}
    return page.word(i - 1) in (",", "và") and i - 2 in ends


def _after_place_word(page: Page, i: int) -> bool:
    return fold(page.word(i - 1)) in word_set("to_place")


def courtesy(page: Page) -> Iterator[Span]:
    """`ông Phúc`, `HLV Tsutomu Ogura`, `Bộ trưởng Công Thương Nguyễn Hồng Diên`: capitals after a word for people."""
    for i, token in enumerate(page.tokens):
        if not token.is_word or i == 0 or not page.joined(i - 1, i) or page.gap(i) not in SPACE:
            continue
        length = phrase_before(page, i, "persons.txt") or _quoted_title(page, i)
        if not length:
            continue
        title = fold(page.word(i - 1)) if page.word(i - 1).isalpha() else fold(page.word(i - 2))
        if title == "tên" and fold(page.word(i - 2)) in ("mang", "đổi", "đặt", "lấy", "có"):
            continue
        if page.word(i - 1) == "Anh" and page.capital(i) and page.capital(i - 2) and title_at(page, i - 1) == 1:
            yield Span(i - 1, capitals(page, i, 2), Kind.PERSON, "vi.courtesy", Tier.SURE, ("Anh is part of the name",))
            continue
        start = _after_portfolio(page, i) if length and title not in word_set("kin") else i
        if start is None or not page.capital(start) or title_at(page, start) > 1:
            continue
        word = page.word(start)
        if word.isupper() and len(word) > 1 and title_at(page, start):
            continue
        if word == "Việt" and not page.capital(start + 1) and title not in word_set("kin"):
            continue
        initial = len(word) == 1 or word in word_set("initial")  # `bị cáo T.`, `ông Ng.`
        initial = initial and page.word(start + 1) == "." and page.gap(start + 1) == ""
        if initial and initials_end(page, start) is None:
            continue
        if word in words_of("common.txt") and (not page.capital(start + 1) or (word.isupper() and len(word) > 2)):
            continue
        child = title == "tên" and fold(page.word(i - 2)) in word_set("child")  # `con gái tên Mai`
        end = _titled_end(page, start, kin=title in word_set("kin") or child)
        if end == start == i and _in_apposition(page, i, length) and is_foreign(word):
            yield Span(i, i, Kind.ORG, "vi.courtesy", Tier.SURE, ("what the person before heads",))
        elif end is not None:
            yield Span(start, end, Kind.PERSON, "vi.courtesy", Tier.SURE, (f"after {page.word(i - 1)}",))


def _in_apposition(page: Page, i: int, length: int) -> bool:
    """`Tatyana Barinova, Phó Tổng Giám đốc [Roskino]`: the office of the person before."""
    office = page.slice(i - 2, i - 1).lower() in word_set("office_of")
    while page.capital(i - length - 1) and title_at(page, i - length - 1) > 1:
        length += 1
    return office and page.word(i - length - 1) == "," and page.capital(i - length - 2)


def _quoted_title(page: Page, i: int) -> int:
    """`"Bầu" Đức`: a title in quotation marks."""
    quoted = page.word(i - 1) in CLOSE and page.word(i - 3) in OPEN and i > 2
    return 3 if quoted and fold(page.word(i - 2)) in word_set("kin") else 0


def _after_portfolio(page: Page, i: int) -> int | None:
    """`Bộ trưởng [Ngoại giao] …`, `Thứ trưởng [Quốc phòng Nga] …`: where the name begins after the portfolio."""
    n, words = i, phrases("words.txt")
    while page.capital(n) and (length := phrase_at(page, n, words)) and not person_starts(page, n):
        if length == 1 and is_syllable(page.word(n)) and not page.word(n + 1).islower():
            break
        n += length
        if fold(page.word(n)) in ("và", ",") and phrase_at(page, n + 1, words):
            n += 1
    if n > i:
        hit = listed_at(page, n)
        if hit and hit[1] is Kind.PLACE:
            n = hit[0] + 1
    return n


def _titled_end(page: Page, i: int, *, kin: bool) -> int | None:
    if head_at(page, i) and not (kin and not page.capital(i + 1)):
        return None
    hit = listed_at(page, i)
    if hit and hit[0] == i and given_and_surname(page, i):
        return foreign_end(page, i)
    lone = hit is not None and hit[0] == i and is_syllable(page.word(i))
    if hit and hit[1] is not Kind.PERSON and not (lone and (kin or place_inside_name(page, i))):
        return None
    if all_capitals(page, i) and page.word(i).isupper():
        return person_end(page, i)
    full = person_end(page, i)
    if full is not None:
        return full
    initials = initials_end(page, i)
    if initials is not None:
        return initials
    if is_foreign(page.word(i)):
        end = foreign_end(page, i)
        mixed = end == i and page.word(i) in given_names() and _given(page, i + 1) and listed_at(page, i + 1) is None
        return i + 2 if mixed else end
    second = page.word(i + 1)
    office = fold(page.word(i - 1)) in word_set("office")
    if office and second.islower() and page.gap(i + 1) == " " and not stops_at(page, i + 1):
        return None
    if not page.capital(i + 1) and second.islower() and not kin and phrase_at(page, i, phrases("words.txt")) > 1:
        return None
    return capitals(page, i, 4)


def place_inside_name(page: Page, i: int) -> bool:
    """A single syllable of the tables that here is part of a personal name: `Quang Vinh`, `Mỹ Tâm`, `bà Nga`."""
    if begins_sentence(page, i):
        before = False
    else:
        before = page.capital(i - 1) and page.gap(i) == " " and is_syllable(page.word(i - 1))
    called = fold(page.word(i - 1)) == "tên" and fold(page.word(i - 2)) not in ("mang", "đổi", "đặt", "lấy", "có")
    if ((fold(page.word(i - 1)) in word_set("kin") or called) and page.gap(i) == " ") or _quoted_title(page, i):
        return True
    if title_at(page, i) > 1 or (page.word(i) in word_set("country") and phrase_at(page, i, phrases("words.txt")) > 1):
        return True
    inside = before and not begins_sentence(page, i - 1) and not page.word(i - 1).isupper()
    if inside and not phrase_before(page, i, "persons.txt") and listed_at(page, i - 1) is None:
        return True
    follows = page.capital(i + 1) and page.gap(i + 1) == " " and is_syllable(page.word(i + 1))
    if not follows or person_starts(page, i + 1) or head_at(page, i + 1) or title_at(page, i + 1):
        return False
    return not page.word(i + 1).isupper() and page.word(i + 1) not in surnames() and listed_at(page, i + 1) is None


def credits(page: Page) -> Iterator[Span]:
    """`Ảnh: Doãn Tấn`, `Bài: THU HÀ - XUÂN LỘC`, and a last line that is nothing but a name."""
    for i in range(len(page)):
        if not (page.word(i) in ":(" or page.capital(i)):
            continue
        credit = {fold(page.word(i - 1)), fold(page.slice(max(i - 2, 0), max(i - 1, 0)))}
        if page.word(i) == ":" and not word_set("credit").isdisjoint(credit):
            yield from _signatures(page, i + 1)
        elif page.capital(i) and (_on_its_line(page, i) or _ends_page(page, i) or _by_agency(page, i)):
            yield from _signatures(page, i)
        elif page.word(i) == "(" and _closing_bracket(page, i):
            yield from _signatures(page, i + 1, sure=True)


def _by_agency(page: Page, i: int) -> bool:
    """`TTXVN Minh Thu - Chiều 14/10`: the reporter between the agency and the dash that begins the report."""
    k = i - 1
    agency = page.word(k).isupper() and len(page.word(k)) > 2 and (k == 0 or "\n" in page.gap(k)) and page.gap(i) == " "
    if not agency or not _given(page, i):
        return False
    end = capitals(page, i, 4)
    return end > i and (page.word(end + 1) in DASH or end + 1 >= len(page) or "\n" in page.gap(end + 1))


def _closing_bracket(page: Page, i: int) -> bool:
    """`(Đông Hà - Mai Thắng)`: a line that ends in nothing but names in brackets, not all of them places."""
    close = next((k for k in range(i + 1, min(i + 12, len(page))) if page.word(k) == ")"), None)
    if close is None or not (close + 1 >= len(page) or "\n" in page.gap(close + 1)) or page.word(i - 1) not in '.!?”"':
        return False
    starts = [i + 1, *(k + 1 for k in range(i + 1, close) if page.word(k) in DASH)]
    plain = all(page.capital(k) or page.word(k) in DASH for k in range(i + 1, close))
    return plain and len(starts) > 1 and any(listed_at(page, k) is None and _given(page, k) for k in starts)


def _given(page: Page, i: int) -> bool:
    """Two capital syllables of given names, or a family name and one, that begin nothing else."""
    if not page.capital(i + 1) or page.gap(i + 1) != " " or head_at(page, i) or title_at(page, i) > 1:
        return False
    first = page.word(i) in surnames() or page.word(i).lower() in given_syllables()
    return first and page.word(i + 1).lower() in given_syllables() and phrase_at(page, i, phrases("words.txt")) < 2


def _late(page: Page, i: int) -> bool:
    return i >= 40 or i >= len(page) * 0.5 or len(page) < 12


def _on_its_line(page: Page, i: int) -> bool:
    if not (i == 0 or "\n" in page.gap(i)) or not _short_line(page, i):
        return False
    return _late(page, i) or (i > 0 and _given(page, i))


def _ends_page(page: Page, i: int) -> bool:
    """Nothing but two to four capital syllables from i, after a full stop, to the end of the text."""
    if i < 40 or page.word(i - 1) not in (".", "!", "?"):
        return False
    last = len(page) - 1
    return (
        1 <= last - i <= 3
        and page.joined(i, last)
        and all(page.capital(k) and is_syllable(page.word(k)) for k in range(i, last + 1))
    )


def _short_line(page: Page, i: int) -> bool:
    """Nothing on the line but two to four capitals, once or twice, and brackets."""
    n = i
    if (page.word(i) in words_of("common.txt") and page.word(i) != "Anh") or (i == 0 and page.word(i).isupper()):
        return False
    while n < len(page) and n - i < 12 and (n == i or "\n" not in page.gap(n)):
        word = page.word(n)
        if word in "(/" and n > i + 1:
            return True
        if not (page.capital(n) or word in DASH or word in ",/"):
            return False
        n += 1
    return 2 <= n - i <= 11 and (n >= len(page) or "\n" in page.gap(n))


def _signatures(page: Page, i: int, *, sure: bool = False) -> Iterator[Span]:
    while i < len(page) and page.capital(i):
        hit = None if sure else listed_at(page, i)
        alike = page.word(i).isupper() == page.word(i + 1).isupper() and is_syllable(page.word(i + 1))
        part = hit and hit[0] == i and alike and page.capital(i + 1) and page.gap(i + 1) == " "
        if (hit and not part and not (hit[1] is Kind.PLACE and page.word(i - 1) in DASH)) or head_at(page, i):
            return
        if not is_syllable(page.word(i)) or title_at(page, i) > 1:
            return
        end = i
        while page.capital(end + 1) and page.gap(end + 1) == " " and end - i < 3 and is_syllable(page.word(end + 1)):
            end += 1
        if end > i:
            yield Span(i, end, Kind.PERSON, "vi.credit", Tier.DECIDED, ("a signature or credit",))
        if not (page.word(end + 1) in DASH or page.word(end + 1) in (",", "/")) or page.gap(end + 2).count("\n"):
            return
        i = end + 2


def unknown(page: Page) -> Iterator[Span]:
    """Two or three Vietnamese syllables with capitals inside a sentence: a place after a word of place or by the list
    of communes, else a person where people stand (`Tùng Dương`, before a verb of speech, in a list of people)."""
    i = 0
    while i < len(page):
        begins_with_place_word = begins_sentence(page, i) and fold(page.word(i)) in word_set("to_place")
        run = page.capital(i) and is_syllable(page.word(i)) and not begins_with_place_word  # `Ở Môn Sơn`
        end = capitals(page, i, 4) if run else i
        if end == i and _speaks(page, i):
            yield Span(i, i, Kind.PERSON, "vi.unknown", Tier.GUESS, (f"before {page.word(i + 1)}",))
        if (
            end == i
            or (begins_sentence(page, i) and not _names_people(page, i, end))
            or title_at(page, i)
            or (
                page.capital(i - 1)
                and not (begins_sentence(page, i - 1) and page.word(i - 1) in words_of("common.txt"))
            )
            or all_capitals(page, i)
            or (head_at(page, i) and not (begins_sentence(page, i) and page.word(i) in word_set("middle")))
        ):
            i = end + 1
            continue
        kind, why = _unknown_kind(page, i, end)
        words = phrases("words.txt")
        if phrase_at(page, i, phrases("things.txt")) or (
            page.word(end + 1).islower() and phrase_at(page, end, words) > 1
        ):
            kind = None
        if kind is not None and all(is_syllable(page.word(k)) for k in range(i, end + 1)):
            route = fold(page.word(i - 1)) in word_set("route") and kind is Kind.PLACE
            yield Span(i, end, kind, "vi.unknown", Tier.SURE if route else Tier.GUESS, (why,))
        i = end + 1


def _names_people(page: Page, i: int, end: int) -> bool:
    """Two capitals that begin a sentence, both syllables of given names, in a list or before a verb."""
    site = head_at(page, i) is not None and page.word(i) not in word_set("middle")
    place = listed_at(page, i + 1)
    if end != i + 1 or page.word(i) in words_of("common.txt") or site or (place and place[0] > i + 1):
        return False
    syllables = page.word(i).lower() in given_syllables() and page.word(end).lower() in given_syllables()
    kin = fold(page.word(end + 2)) in word_set("apposition") or title_at(page, end + 2) > 0
    follows = page.word(end + 1) in (",", "và") and (page.capital(end + 2) or kin)
    return syllables and (follows or stops_at(page, end + 1)) and phrase_at(page, i, phrases("words.txt")) < 2


def _speaks(page: Page, i: int) -> bool:
    """`…", Linh cười`: a lone capital after a quotation, before a verb of speech."""
    if (
        not page.capital(i)
        or page.word(i) in words_of("common.txt")
        or fold(page.word(i + 1)) not in word_set("speech")
    ):
        return False
    return page.word(i - 1) == "," and page.word(i - 2) in CLOSE and listed_at(page, i) is None


def _unknown_kind(page: Page, i: int, end: int) -> tuple[Kind | None, str]:
    before = fold(page.word(i - 1))
    if fold(page.slice(i, end)) in word_set("no_person"):
        return None, ""
    if ward_at(page, i) == end:
        return Kind.PLACE, "a commune or town"
    if before in word_set("route") and page.word(end + 1) in DASH:
        return Kind.PLACE, f"after {before}"
    linked = listed_at(page, i - 2)
    if before in DASH and linked is None and _given(page, i) and _given(page, i - 3):
        return Kind.PERSON, "in a pair of given names"
    if before in DASH and linked and linked[0] == i - 2 and linked[1] is Kind.PLACE:
        return Kind.PLACE, "in a row with a place"
    if before == "(" and _after_person(page, i - 2):
        return Kind.ORG, "in brackets after a person"
    if before in word_set("to_place") or before == "(":
        return Kind.PLACE, f"after {before}"
    if page.word(i - 1)[:1].isdigit() and fold(page.word(i - 2)) == "số":
        return Kind.PLACE, "a street with its number"
    if end - i > 2:
        return None, ""
    if begins_sentence(page, i):
        return Kind.PERSON, "syllables of given names"
    if before in (",", "và", "khi", "rằng", "gọi", "để", "mà", "nơi", "còn", "thì", "của", "do", "với") or (
        fold(page.word(end + 1)) in word_set("speech")
    ):
        return Kind.PERSON, "capitals where people stand"
    if page.word(i) in word_set("place_first"):
        return Kind.PLACE, f"{page.word(i)} begins names of places"
    if (noun := noun_before(page, i)) is not None:
        return noun[0], f"after {noun[1]}"
    if page.word(i - 1).islower():
        return Kind.PERSON, "capitals inside a sentence"
    return None, ""


def _after_person(page: Page, k: int) -> bool:
    """Do the capitals that end at token k begin with a family name?"""
    while page.capital(k - 1) and page.gap(k) == " ":
        k -= 1
    return person_end(page, k) is not None


def repeats(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """Later short mentions: the given name (`Oanh`, `Xuân Son`) or surname (`Bezdetko`) of a person named in full."""
    short: dict[tuple[str, ...], Kind] = {}
    for span in chosen:
        words = tuple(page.words(span.first, span.last))
        if span.kind is not Kind.PERSON or span.first == span.last:
            if span.kind and span.first == span.last and is_foreign(page.word(span.first)):
                short.setdefault((page.word(span.first),), span.kind)
            continue
        if len(words) > 2 and words[0] in surnames():
            short.setdefault(words[-2:], Kind.PERSON)
        if words and len(words[-1]) > 1 and not words[-1].isupper():
            short[(words[-1],)] = Kind.PERSON
    for i, token in enumerate(page.tokens):
        if not token.capital:
            continue
        for length in (2, 1):
            parts = tuple(page.word(i + n) for n in range(length))
            if length == 2 and all(len(part) > 1 and part.isupper() for part in parts):
                parts = tuple(part.capitalize() for part in parts)
            kind = short.get(parts)
            headline = length == 2 and page.word(i).isupper() and all_capitals(page, i)
            if kind is not None and (headline or _stands_alone(page, i, i + length - 1)):
                tier = Tier.SURE if length == 2 and fold(page.word(i - 1)) not in word_set("to_place") else Tier.GUESS
                yield Span(i, i + length - 1, kind, "vi.repeat", tier, ("named in full in this article",))
                break


def _stands_alone(page: Page, first: int, last: int) -> bool:
    """Neither neighbour is a capital word of the same phrase; a syllable that begins a sentence needs more."""
    before = page.capital(first - 1) and page.gap(first) == " " and not page.tokens[first].breaks
    after = page.capital(last + 1) and page.gap(last + 1) == " "
    if before and (phrase_before(page, first, "persons.txt") or begins_sentence(page, first - 1)):
        before = False
    word = page.word(first)
    if first == last and not page.capital(first + 1) and is_syllable(word):
        head = head_at(page, first)
        if title_at(page, first) > 1 or (head and head[0] > 1) or phrase_at(page, first, phrases("words.txt")) > 1:
            return False
    if first == last and is_syllable(word) and page.tokens[first].breaks and page.word(first - 1) not in OPEN:
        following = page.word(first + 1)
        if word in words_of("common.txt"):
            return False
        if word.lower() not in everyday():
            return not before and not after
        if following.islower() and not stops_at(page, first + 1):
            return False
    return not before and not after


def coordinated(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`Irkutsk - Cam Ranh`, `Leningrad, Novovoronezh`: a guess takes the kind of the sure name it is listed with."""
    settled = {span.first: span for span in _in_rows(page, chosen)}
    settled |= {span.first: span for span in _in_rows(page, [settled.get(span.first, span) for span in chosen])}
    yield from settled.values()


def companions(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`các em Hùng, Dũng và Lan`: given names listed after the first one, whose title is in the plural."""
    for span in chosen:
        before = {fold(page.word(k)) for k in range(max(span.first - 4, 0), span.first)}
        if span.rule != "vi.courtesy" or span.first != span.last or before.isdisjoint(word_set("plural")):
            continue
        n = span.last + 1
        while page.word(n) in (",", "và") and page.capital(n + 1) and is_syllable(page.word(n + 1)):
            alone = not page.capital(n + 2) and page.word(n + 1) not in word_set("country")
            if not (alone and fold(page.word(n + 1)) in given_syllables()):
                break
            yield Span(n + 1, n + 1, Kind.PERSON, "vi.courtesy", Tier.SURE, (f"listed with {page.word(span.first)}",))
            n += 2


def _in_rows(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    for k, span in enumerate(chosen):
        if span.kind is None or span.tier is not Tier.GUESS or span.rule not in ("vi.latin", "vi.unknown"):
            continue
        kinds = set()
        for other in (chosen[k - 1] if k else None, chosen[k + 1] if k + 1 < len(chosen) else None):
            sure = other and (other.tier is not Tier.GUESS or "by its form" in other.trace)
            if other and sure and other.kind and _in_a_row(page, span, other):
                kinds.add(other.kind)
        if fold(page.word(span.first - 1)) in word_set("to_place"):
            kinds.discard(Kind.PERSON)
        acts = page.word(span.first - 1) == "," and stops_at(page, span.last + 1)
        if len(kinds) == 1 and (kind := kinds.pop()) is not span.kind and not (acts and kind is not Kind.PERSON):
            trace = (*span.trace, f"typed {kind} by the name it is listed with")
            yield Span(span.first, span.last, kind, span.rule, Tier.SURE, trace)


def bracketed(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`Liên hoan phim châu Á Đà Nẵng (DANAFF)`: an abbreviation in brackets is of the kind of what it abbreviates."""
    for before, span in pairwise(chosen):
        if before.kind not in (Kind.EVENT, Kind.ORG) or span.kind in (None, before.kind):
            continue
        inside = page.word(span.first - 1) == "(" and page.word(span.last + 1) == ")" and span.first == before.last + 2
        short = page.word(span.first)
        guessed = span.tier is Tier.GUESS and span.kind is Kind.PERSON and is_foreign(short) and span.first == span.last
        if inside and ((short.isupper() and len(short) > 2) or guessed) and listed_at(page, span.first) is None:
            trace = (*span.trace, f"in brackets after {page.slice(before.first, before.last)}")
            yield Span(span.first, span.last, before.kind, span.rule, Tier.SURE, trace)


def bodies(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`Bệnh viện Chợ Rẫy`, later `Chợ Rẫy`: the own name of a firm, hospital or school without its head."""
    own: dict[str, dict[tuple[str, ...], str]] = {}
    for span in chosen:
        name = _own(page, span) if span.kind is Kind.ORG else ()
        if name:
            own.setdefault(name[0], {})[name] = page.slice(span.first, span.last)
    introduced = ("vi.courtesy", "vi.person", "vi.authority")
    people = {page.word(span.last) for span in chosen if span.kind is Kind.PERSON and span.rule in introduced}
    for i, token in enumerate(page.tokens) if own else ():
        for name, full in own.get(token.text, {}).items():
            last = i + len(name) - 1
            if all(page.word(i + n) == word for n, word in enumerate(name)) and _stands_alone(page, i, last):
                placed = phrase_before(page, i, "places.txt") or fold(page.word(i - 1)) in word_set("to_place")
                person = len(name) == 1 and (name[0] in people or phrase_before(page, i, "persons.txt"))
                if not (placed and (len(name) > 1 or ward_at(page, i))) and not person:
                    yield Span(i, last, Kind.ORG, "vi.repeat", Tier.SURE, (f"short for {full}",))


def _own(page: Page, span: Span) -> tuple[str, ...]:
    """The capitals at the end of a firm or school that are no place, person or word of the trade."""
    head = head_at(page, span.first)
    if head is None or head[2] not in ("firm", "school"):
        return ()
    first = span.last + 1
    while first - 1 >= span.first + head[0] and page.capital(first - 1) and page.tokens[first - 1].is_word:
        first -= 1
    words = page.words(first, span.last)
    common = phrase_at(page, first, phrases("words.txt")) or listed_at(page, first) or person_starts(page, first)
    if len(words) == 1 and head[2] == "firm" and not common and is_latin(words[0]) and words[0][1:].islower():
        return tuple(words)
    if first > span.last or common or any(word.isupper() or is_foreign(word) for word in words) or len(words) < 2:
        return ()
    return tuple(words)


def _in_a_row(page: Page, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.first)
    between = second.first - first.last
    return between == 2 and page.word(first.last + 1) in {",", "và", ";", *DASH}
