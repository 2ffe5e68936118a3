"""People in Vietnamese articles, and foreign words: what a run of capitals is, by its form and its neighbours."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier
from glossary.lang.vi_institutions import capitals, person_starts, place_at
from glossary.lang.vi_tables import (
    DASH,
    all_capitals,
    begins_sentence,
    fold,
    given_names,
    head_at,
    is_foreign,
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
    words_of,
)
from glossary.model import Kind

_SPACE = (" ", "\u00a0")
_STRONG_FIVE = 4


def person_end(page: Page, i: int) -> int | None:
    """The last token of a Vietnamese full name that begins at i."""
    word = page.word(i)
    if word not in surnames() and not (word.isupper() and word.capitalize() in surnames()):
        return _ethnic_end(page, i)
    shouted = word.isupper() and len(word) > 1
    end = i
    while end + 1 < len(page) and end - i < _STRONG_FIVE and _continues_name(page, i, end + 1, shouted=shouted):
        end += 1
    if end > i and page.word(end + 1) in given_names() and page.gap(end + 1) == " ":
        end += 1
    return end if end > i else _ethnic_end(page, i)


def _continues_name(page: Page, first: int, n: int, *, shouted: bool) -> bool:
    word = page.word(n)
    if not page.capital(n) or page.gap(n) not in _SPACE or not (is_syllable(word) or "'" in word or "’" in word):
        return False
    if shouted != (word.isupper() and len(word) > 1) and len(word) > 1:
        return False
    if n - first >= 2 and person_starts(page, n) and (n - first >= 3 or word in ("Nguyễn", "Trần", "Phạm", "Huỳnh")):
        return False
    if shouted and n - first >= 2 and _everyday(page, n):
        return False
    head = head_at(page, n)
    return not (head and head[0] > 1) and not (title_at(page, n) > 1 and page.word(n + 1).islower())


def _everyday(page: Page, n: int) -> bool:
    """In a headline in capitals: a verb or another everyday word."""
    first, two = (fold(page.word(n)),), (fold(page.word(n)), fold(page.word(n + 1)))
    return first in stops() or two in stops() or phrase_at(page, n, phrases("words.txt")) > 1


def _ethnic_end(page: Page, i: int) -> int | None:
    """`K' Brơi`, `H'Bông`, `Y Thanh Hà Niê K'đăm`, `Siu H'Lan`."""
    word = page.word(i)
    if word in ("K", "H") and page.word(i + 1) in "'’" and page.capital(i + 2):
        return i + 2
    if re.fullmatch(r"[HK]['’][^\W\d_]{2,}", word) or (word == "Y" and page.capital(i + 1)):
        end = i
        while page.capital(end + 1) and page.gap(end + 1) == " " and end - i < 4 and not head_at(page, end + 1):
            end += 1
        return end
    return None


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
    if hit is not None and hit[1] is not Kind.PERSON and hit[0] > i:
        return True
    word = page.word(i)
    inside = page.capital(i - 1) and page.gap(i) == " " and word.capitalize() not in strong_surnames()
    if inside and person_starts(page, i + 1) and page.word(i + 1) in strong_surnames():
        return True
    follows = person_starts(page, i + 1) or place_at(page, i + 1) is not None or head_at(page, i) is not None
    if follows and page.tokens[i].breaks and word.capitalize() not in strong_surnames():
        return True
    if word.isupper() and len(word) > 1 and all_capitals(page, i):
        titled = phrase_before(page, i, "persons.txt") > 0
        return not titled and (word.capitalize() not in strong_surnames() or page.word(i - 1)[:1].isupper())
    ward = ward_at(page, i)
    return ward is not None and ward == end and end - i == 1 and _after_place_word(page, i)


def _after_place_word(page: Page, i: int) -> bool:
    return fold(page.word(i - 1)) in word_set("to_place")


# ---- after a title ----------------------------------------------------------------------------------------------


def courtesy(page: Page) -> Iterator[Span]:
    """`ông Phúc`, `HLV Tsutomu Ogura`, `Bộ trưởng Công Thương Nguyễn Hồng Diên`: capitals after a word for people."""
    for i, token in enumerate(page.tokens):
        if not token.is_word or i == 0 or not page.joined(i - 1, i) or page.gap(i) not in _SPACE:
            continue
        length = phrase_before(page, i, "persons.txt")
        if not length:
            continue
        title = fold(page.word(i - 1))
        start = _after_portfolio(page, i) if length and title not in word_set("kin") else i
        if start is None or not page.capital(start) or title_at(page, start) > 1:
            continue
        word = page.word(start)
        if word in words_of("common.txt") and (not page.capital(start + 1) or (word.isupper() and len(word) > 2)):
            continue
        end = _titled_end(page, start, kin=title in word_set("kin"))
        if end is not None:
            yield Span(start, end, Kind.PERSON, "vi.courtesy", Tier.SURE, (f"after {page.word(i - 1)}",))


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
        return foreign_end(page, i)
    second = page.word(i + 1)
    if not page.capital(i + 1) and second.islower() and not kin and phrase_at(page, i, phrases("words.txt")) > 1:
        return None
    return capitals(page, i, 4)


def initials_end(page: Page, i: int) -> int | None:
    """`A. Pushkin`, `M.V. Lomonosov`: the last token."""
    n = i
    while len(page.word(n)) == 1 and page.word(n).isupper() and page.word(n + 1) == "." and page.gap(n + 1) == "":
        n += 2
    return n if n > i and page.capital(n) and len(page.word(n)) > 2 and "\n" not in page.gap(n) else None


# ---- credits ----------------------------------------------------------------------------------------------------


def place_inside_name(page: Page, i: int) -> bool:
    """A single syllable of the tables that here is part of a personal name: `Quang Vinh`, `Mỹ Tâm`, `bà Nga`."""
    if begins_sentence(page, i):
        before = False
    else:
        before = page.capital(i - 1) and page.gap(i) == " " and is_syllable(page.word(i - 1))
    if fold(page.word(i - 1)) in word_set("kin") and page.gap(i) == " ":
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
        credit = {fold(page.word(i - 1)), fold(page.slice(max(i - 2, 0), max(i - 1, 0)))}
        if page.word(i) == ":" and not word_set("credit").isdisjoint(credit):
            yield from _signatures(page, i + 1)
        elif (i == 0 or "\n" in page.gap(i)) and page.capital(i) and _late(page, i) and _short_line(page, i):
            yield from _signatures(page, i)


def _late(page: Page, i: int) -> bool:
    return i >= 40 or i >= len(page) * 0.5 or len(page) < 12


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


def _signatures(page: Page, i: int) -> Iterator[Span]:
    while i < len(page) and page.capital(i):
        hit = listed_at(page, i)
        if (hit and not (hit[1] is Kind.PLACE and page.word(i - 1) in DASH)) or head_at(page, i):
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


# ---- acronyms ---------------------------------------------------------------------------------------------------

_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ0-9&]{1,9}")


def acronyms(page: Page) -> Iterator[Span]:
    """`(VFF)`, `BIDV`: capitals right after a name in brackets, or of at least three letters."""
    common = words_of("common.txt")
    for i, token in enumerate(page.tokens):
        if not _ACRONYM.fullmatch(token.text) or is_roman(token.text) or token.text in common:
            continue
        if page.word(i + 1) in DASH and page.gap(i + 1) == "" and page.word(i + 2).isdigit():
            continue
        if (page.gap(i) == "" and page.word(i - 1)[:1].isalnum()) or re.fullmatch(r"U\d\d", token.text):
            continue
        bracket = page.word(i - 1) == "(" and page.word(i + 1) == ")"
        if bracket and i > 1 and page.word(i - 2)[:1].isalnum():
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS, ("in brackets",))
        elif len(token.text) >= 3 and not all_capitals(page, i) and not token.text[1:].isdigit():
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS)


# ---- foreign words ----------------------------------------------------------------------------------------------

_ORG_WORD = re.compile(
    r"(?:Group|Bank|Corp|Corporation|Company|Inc|Ltd|Orchestra|University|Institute|News|Times|Post|Press|Media|Airlines|"
    r"Airways|Foundation|Association|Agency|Holdings?|Motors|Energy|Oil|Gas|Capital|Partners|Center|Centre|FC|Club|Academy|"
    r"Council|Ministry|Commission|Committee|Union|TV|Channel|School|Museum|Philharmonic|Ensemble|Theatre|Theater|Ballet|"
    r"Choir|Quartet|Travel|Tour|Tours|Touristik|Telecom|Logistics|Studios?|Pictures|Records|Software|Technologies|Systems|"
    r"Solutions|International|Securities|Insurance|Pharma|Steel|Shipping|Express|Communications|Network|Society|"
    r"Federation|League of Legends|Airport Corporation|Novosti|United|City FC)$"
)
_ORG_ENDING = re.compile(
    r".{2,}(?:neft|gaz|gas|prom|bank|atom|energo|invest|export|stroy|cosmos|tech|soft|telecom|media|tour|air|oil|corp|group|fone|pay|net|jet)$"
)
_ORG_START = re.compile(r"(?:Vina|Petro|Viet(?!nam$)|Ros(?!tov)|Gazprom|Lada|Inter)[a-zA-Z]{3,}$")
_SITE_WORD = re.compile(
    r"(?:Hall|Stadium|Arena|City|Park|Airport|Palace|Tower|Towers|Square|Street|Island|Islands|Resort|Hotel|House|Opera|"
    r"Garden|Gardens|World|Land|Bay|Beach|Plaza|Mall|Bridge|Cathedral|Castle|Avenue|Road|Bowl|Dome|River|Lake|Mountain|Valley|Coast)$"
)
_EVENT_WORD = re.compile(
    r"(?:Cup|Games|Championship|Championships|Festival|Expo|Olympics?|Summit|Open|League|Prix|Week|Forum|Marathon|Masters|"
    r"Fair|Show|Tournament|Swiss|Concert|Days?|Award)$"
)
_PLACE_ENDING = re.compile(
    r".{2,}(?:grad|burg|sk|stan|land|ville|polis|abad|pur|grát|xcơ|bua|stad|stadt|holm|shire|gorod|kent|kand|dar)$"
)
_RUSSIAN_ENDING = re.compile(
    r".{2,}(?:ov|ev|yov|ova|eva|in|ina|sky|skiy|skaya|ski|enko|chuk|yan|dze|shvili|vich|vna|nov|kov|yev|oy|ky|tin|ốp|ép|ép|xki|xky|ski|nko|ôva|êva)$"
)


def begins_foreign(page: Page, i: int) -> bool:
    """Does a run of foreign words begin at i?"""
    word = page.word(i)
    if not page.capital(i) or word in words_of("common.txt") or re.fullmatch(r"U\d\d", word):
        return False
    if title_at(page, i) or (page.gap(i) == "" and page.word(i - 1)[:1].isalnum()):
        return False
    alone = not (page.capital(i + 1) and page.gap(i + 1) == " " and is_foreign(page.word(i + 1)))
    if alone and fold(word) in words_of("loanwords.txt"):
        return False
    hit = listed_at(page, i)
    if hit is not None and not (hit[1] is Kind.PERSON or _listed_goes_on(page, hit[0] + 1, hit[1])):
        return False
    before_latin = word.isupper() and len(word) > 1 and page.capital(i + 1) and is_foreign(page.word(i + 1))
    english = page.capital(i + 1) and is_foreign(page.word(i + 1)) and not person_end(page, i) and hit is None
    first = not (page.capital(i - 1) and page.gap(i) == " ") and not begins_sentence(page, i)
    starts = english and first and word not in word_set("country") and not head_at(page, i)
    return is_foreign(word) or before_latin or starts or initials_end(page, i) is not None or _saint(page, i)


def _listed_goes_on(page: Page, n: int, kind: Kind) -> bool:
    """`London` in `London Symphony Orchestra`, `Samsung` in `Samsung Display`."""
    if page.gap(n) != " " or not page.capital(n) or not is_foreign(page.word(n)):
        return False
    surname = page.word(n) in given_names() or _RUSSIAN_ENDING.match(page.word(n).lower())
    return _latin_tail(page, n) or (kind is Kind.ORG and not surname and listed_at(page, n) is None)


def _latin_tail(page: Page, n: int) -> bool:
    """After a listed name an English head that makes it part of a longer one: `London Symphony Orchestra`."""
    while page.capital(n) and page.gap(n) == " " and is_foreign(page.word(n)):
        word = page.word(n)
        if _ORG_WORD.fullmatch(word) or _SITE_WORD.fullmatch(word) or _EVENT_WORD.fullmatch(word):
            return True
        n += 1
    return False


def _saint(page: Page, i: int) -> bool:
    return page.word(i) in ("St", "Saint") and (page.word(i + 1) == "." or page.capital(i + 1))


def foreign_end(page: Page, i: int) -> int:
    """The last token of the run of foreign words from i."""
    end = initials_end(page, i) or (i + 2 if page.word(i) == "St" and page.word(i + 1) == "." else i)
    while end + 1 < len(page) and _continues(page, i, end + 1):
        end += 1
    while end > i and (page.word(end) in word_set("particle") or not page.word(end)[0].isalnum()):
        end -= 1
    return end


def _continues(page: Page, first: int, n: int) -> bool:
    word, gap = page.word(n), page.gap(n)
    if gap not in (" ", "\u00a0", "") or (
        gap == "" and word not in ".&" and word not in DASH and page.word(n - 1) not in ".&-"
    ):
        return False
    if word == ".":
        return len(page.word(n - 1)) == 1 and page.capital(n + 1)
    if word in DASH:
        return gap == "" and page.gap(n + 1) == "" and page.capital(n + 1) and is_foreign(page.word(n + 1))
    if word in word_set("particle"):
        return page.capital(n + 1) and page.gap(n + 1) == " " and is_foreign(page.word(n + 1))
    if word.isdigit():
        return bool(_EVENT_WORD.search(page.word(n - 1))) and len(word) in (1, 2, 4)
    if not page.capital(n):
        return False
    plain = word.isascii() or is_foreign(word)
    hit = listed_at(page, n)
    if hit and not is_foreign(word) and (hit[1] is Kind.PLACE or not is_foreign(page.word(first))):
        return False
    return plain and not (head_at(page, n) and not is_foreign(word)) and not person_starts(page, n)


def foreign(page: Page) -> Iterator[Span]:
    """Runs of foreign words: people, firms, cities; typed by their words, their neighbours, the rest of the article."""
    runs: list[tuple[int, int]] = []
    i = 0
    while i < len(page):
        if not begins_foreign(page, i) or all_capitals(page, i):
            i += 1
            continue
        end = foreign_end(page, i)
        place = place_at(page, end + 1) if page.gap(end + 1) == " " else None
        if place is not None and end > i and _SITE_WORD.fullmatch(page.word(end)):
            yield Span(i, place, Kind.PLACE, "vi.latin", Tier.SURE, ("site word and place",))
            i = place + 1
            continue
        runs.append((i, end))
        i = end + 1
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for first, last in runs:
        kind, _ = _by_neighbours(page, first, last)
        if kind is not None:
            votes[page.slice(first, last)][kind] += 1
    for first, last in runs:
        kind, why, tier = _foreign_kind(page, first, last, votes[page.slice(first, last)])
        if kind is not None:
            yield Span(first, last, kind, "vi.latin", tier, (why,))


def _foreign_kind(page: Page, i: int, end: int, votes: Counter[Kind]) -> tuple[Kind | None, str, Tier]:
    name = page.slice(i, end)
    kind, why = _by_form(page, i, end, name)
    if kind is not None:
        return kind, why, Tier.SURE
    kind, why = _by_neighbours(page, i, end)
    if kind is not None:
        return kind, why, Tier.SURE if end > i else Tier.GUESS
    if votes:
        return votes.most_common(1)[0][0], "by its neighbours elsewhere in the article", Tier.GUESS
    if re.search(r"[a-z][A-Z]|\d", name):
        return Kind.ORG, "capitals inside", Tier.GUESS
    if end > i and end - i < 4:
        return Kind.PERSON, "two or three foreign words", Tier.SURE
    if end > i:
        return Kind.ORG, "many foreign words", Tier.GUESS
    return _single(page, i, name)


def _single(page: Page, i: int, name: str) -> tuple[Kind | None, str, Tier]:
    if _PLACE_ENDING.match(name.lower()):
        return Kind.PLACE, "by its ending", Tier.GUESS
    if _RUSSIAN_ENDING.match(name.lower()):
        return Kind.PERSON, "by its ending", Tier.GUESS
    if _ORG_ENDING.match(name.lower()) or _ORG_START.match(name):
        return Kind.ORG, "by its form", Tier.GUESS
    if name.isupper():
        return Kind.ORG, "capitals", Tier.GUESS
    before = fold(page.word(i - 1))
    if before in ("của", "và", ",", "do", "cùng", "gọi", "với") or (
        page.tokens[i].breaks and page.word(i + 1).islower()
    ):
        return Kind.PERSON, "by its place in the sentence", Tier.GUESS
    return (
        (None, "", Tier.GUESS) if page.tokens[i].breaks else (Kind.PERSON, "a foreign word with a capital", Tier.GUESS)
    )


def _by_form(page: Page, i: int, end: int, name: str) -> tuple[Kind | None, str]:
    bare = re.sub(r" \d+$", "", name)
    last = bare.split()[-1]
    if " " in bare and _EVENT_WORD.fullmatch(last):
        return Kind.EVENT, "event word"
    if " " in bare and _SITE_WORD.fullmatch(last):
        return Kind.PLACE, "site word"
    if (
        (_ORG_WORD.fullmatch(last) and (" " in bare or last.isupper()))
        or "&" in bare
        or bare.startswith(("The ", "Air "))
    ):
        return Kind.ORG, "organisation word"
    hit = listed_at(page, i)
    if hit and hit[1] is Kind.ORG and end > i and page.word(i + 1) not in given_names():
        return Kind.ORG, f"begins with {hit[2]}"
    if bare.startswith(("St. ", "Saint ", "San ", "Santa ", "Port ", "New ", "Los ", "Rio ", "El ", "La ")) and end > i:
        return Kind.PLACE, "the first part of a city"
    if page.word(i) in given_names() and end > i:
        return Kind.PERSON, "a given name"
    if end > i and _RUSSIAN_ENDING.match(last.lower()):
        return Kind.PERSON, "the ending of a surname"
    return None, ""


def _by_neighbours(page: Page, i: int, end: int) -> tuple[Kind | None, str]:
    if phrase_before(page, i, "persons.txt"):
        return Kind.PERSON, f"after {page.word(i - 1)}"
    if end == i and page.word(i) in given_names():
        return Kind.PERSON, "a given name"
    before = fold(page.word(i - 1))
    if before in ("tại", "ở", "đến", "sang", "từ", "thăm", "tới", "rời", "thủ đô", "về") and _no_name_before(page, i):
        return Kind.PLACE, f"after {before}"
    if before == "theo" and page.word(end + 1) in (",", ".", "và", "\n", "") and end == i:
        return Kind.ORG, "after theo: a source"
    bracket = page.word(i - 1) == "(" and page.word(end + 1) == ")" and page.capital(i - 2)
    if bracket and end == i and (_ORG_ENDING.match(page.word(i).lower()) or _ORG_START.match(page.word(i))):
        return Kind.ORG, "by its form"
    if bracket and end == i and not page.word(i).isupper():
        return Kind.PLACE, "in brackets"
    if fold(page.word(end + 1)) in word_set("speech") and not _PLACE_ENDING.match(page.word(end).lower()):
        return Kind.PERSON, f"before {page.word(end + 1)}"
    return None, ""


def _no_name_before(page: Page, i: int) -> bool:
    """`từ Putin` is no journey: but a word of place before a surname is rare."""
    return not _RUSSIAN_ENDING.match(page.word(i).lower()) or fold(page.word(i - 1)) in ("tại", "ở", "sang", "rời")


# ---- capitals that no rule knows --------------------------------------------------------------------------------


def unknown(page: Page) -> Iterator[Span]:
    """Two or three Vietnamese syllables with capitals inside a sentence: a place after a word of place or by the list
    of communes, else a person where people stand (`Tùng Dương`, before a verb of speech, in a list of people)."""
    i = 0
    while i < len(page):
        end = capitals(page, i, 4) if page.capital(i) and is_syllable(page.word(i)) else i
        if end == i and _speaks(page, i):
            yield Span(i, i, Kind.PERSON, "vi.unknown", Tier.GUESS, (f"before {page.word(i + 1)}",))
        if (
            end == i
            or begins_sentence(page, i)
            or title_at(page, i)
            or page.capital(i - 1)
            or all_capitals(page, i)
            or head_at(page, i)
        ):
            i = end + 1
            continue
        kind, why = _unknown_kind(page, i, end)
        if kind is not None and all(is_syllable(page.word(k)) for k in range(i, end + 1)):
            yield Span(i, end, kind, "vi.unknown", Tier.GUESS, (why,))
        i = end + 1


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
    if ward_at(page, i) == end:
        return Kind.PLACE, "a commune or town"
    linked = listed_at(page, i - 2)
    if before in DASH and linked and linked[0] == i - 2 and linked[1] is Kind.PLACE:
        return Kind.PLACE, "in a row with a place"
    if before in word_set("to_place") or before == "(":
        return Kind.PLACE, f"after {before}"
    if page.word(i - 1)[:1].isdigit() and fold(page.word(i - 2)) == "số":
        return Kind.PLACE, "a street with its number"
    if end - i > 2:
        return None, ""
    if before in (",", "và", "khi", "rằng", "gọi", "để", "mà", "nơi", "còn", "thì", "của", "do", "với") or (
        fold(page.word(end + 1)) in word_set("speech")
    ):
        return Kind.PERSON, "capitals where people stand"
    return None, ""


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
            kind = short.get(parts)
            if kind is not None and _stands_alone(page, i, i + length - 1):
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
        if following.islower() and not stops_at(page, first + 1):
            return False
    return not before and not after


def coordinated(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """`Irkutsk - Cam Ranh`, `Leningrad, Novovoronezh`: a guess takes the kind of the sure name it is listed with."""
    for k, span in enumerate(chosen):
        if span.kind is None or span.tier is not Tier.GUESS or span.rule not in ("vi.latin", "vi.unknown"):
            continue
        kinds = set()
        for other in (chosen[k - 1] if k else None, chosen[k + 1] if k + 1 < len(chosen) else None):
            if other and other.tier is not Tier.GUESS and other.kind and _in_a_row(page, span, other):
                kinds.add(other.kind)
        if len(kinds) == 1 and (kind := kinds.pop()) is not span.kind:
            trace = (*span.trace, f"typed {kind} by the name it is listed with")
            yield Span(span.first, span.last, kind, span.rule, span.tier, trace)


def _in_a_row(page: Page, one: Span, other: Span) -> bool:
    first, second = sorted((one, other), key=lambda span: span.first)
    between = second.first - first.last
    return between == 2 and page.word(first.last + 1) in {",", "và", ";", *DASH}
