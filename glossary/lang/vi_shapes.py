"""What capitals can be by form alone: a listed place, a Vietnamese full name, initials, a run of capital words."""

from __future__ import annotations

import re

from glossary.lang.spans import Page
from glossary.lang.vi_tables import (
    DASH,
    fold,
    given_names,
    head_at,
    is_foreign,
    is_roman,
    is_syllable,
    listed_at,
    phrase_at,
    phrases,
    remembered,
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

SPACE = (" ", "\u00a0")
_LONGEST_NAME = 4
"""A family name and at most so many more syllables."""


_WIDEST = 5
"""So many small words may stand between `công ty` and the name (`công ty môi giới lao động Trung Hữu`)."""


def noun_before(page: Page, i: int) -> tuple[Kind, str] | None:
    """What the noun says whose small-letter attributes lead up to token i: `công ty vận tải`, `nhà máy dệt`."""
    for k in range(i - 1, max(i - 2 - _WIDEST, 0), -1):
        if (
            not (page.word(k - 1).islower() and page.word(k).islower())
            or not page.joined(k - 1, i)
            or stops_at(page, k)
        ):
            return None
        noun = fold(page.slice(k - 1, k))
        for kind, table in ((Kind.ORG, "noun_org"), (Kind.PLACE, "noun_place")):
            if noun in word_set(table):
                return kind, noun
    return None


def _half_name(page: Page, n: int) -> bool:
    """`Mỹ` in `Mỹ Thuận`: one syllable of the tables before another capital that begins nothing itself."""
    after = page.word(n + 1)
    if not (is_syllable(page.word(n)) and page.capital(n + 1) and page.gap(n + 1) == " " and is_syllable(after)):
        return False
    begins = person_starts(page, n + 1) or head_at(page, n + 1) or title_at(page, n + 1) or after in surnames()
    known = listed_at(page, n + 1) is not None or phrase_at(page, n + 1, phrases("words.txt")) > 0
    return not begins and not known and not after.isupper()


@remembered
def place_at(page: Page, k: int) -> int | None:
    """The last token of a place (of the tables, or `Việt` in a pair) that begins at k."""
    if k >= len(page) or not page.tokens[k].text[0].isalpha():
        return None
    for n in (k, k + 1, k + 2):
        if n < len(page) and (n == k or phrase_at(page, k, phrases("places.txt")) == n - k):
            hit = listed_at(page, n)
            if hit and hit[1] is Kind.PLACE and page.capital(n) and not (hit[0] == n and _half_name(page, n)):
                return hit[0]
    if page.word(k).capitalize() in word_set("pair") and (page.word(k + 1) in DASH or page.word(k - 1) in DASH):
        return k
    return None


def place_run(page: Page, k: int) -> int | None:
    """The name after an administrative word: listed, or up to three capitals before a person begins."""
    if not page.capital(k) or page.word(k + 1) in "'’" or title_at(page, k) > 1:
        return None
    known = [end for end in (place_at(page, k), ward_at(page, k)) if end is not None]
    end = max(known, default=k)
    if page.word(k) == "Đức" and page.word(k + 1) in word_set("holy"):
        return place_at(page, k + 2) or k + 1  # nhà thờ Đức Bà Kazan
    while end + 1 < len(page) and end - k < (3 if known else 2) and page.capital(end + 1) and page.gap(end + 1) == " ":
        alien = is_foreign(page.word(end + 1)) and not is_foreign(page.word(k))
        other = head_at(page, end + 1)
        if other is not None and other[0] == 1 and (other[1] is Kind.PLACE or not page.capital(end + 2)):
            other = None
        if person_starts(page, end + 1) or other or alien or page.word(end + 1) in given_names():
            break
        if title_at(page, end + 1) or (known and page.word(end + 1) in surnames()):
            break
        end += 1
    return end


def person_starts(page: Page, k: int) -> bool:
    """A common family name and a capital after it."""
    strong = page.word(k) in strong_surnames() or (page.word(k) in surnames() and page.capital(k + 2))
    return strong and page.capital(k + 1) and page.gap(k + 1) == " "


@remembered
def person_end(page: Page, i: int) -> int | None:
    """The last token of a Vietnamese full name that begins at i."""
    word = page.word(i)
    if word not in surnames() and not (word.isupper() and word.capitalize() in surnames()):
        return _ethnic_end(page, i) or _by_middle(page, i) or _christened(page, i)
    shouted = word.isupper() and len(word) > 1
    end = i
    while end + 1 < len(page) and end - i < _LONGEST_NAME and _continues_name(page, i, end + 1, shouted=shouted):
        end += 1
    if end > i and page.word(end + 1) in given_names() and page.gap(end + 1) == " ":
        end += 1
    if word == "Y" and end > i:
        end = _with_clan(page, end)
    return end if end > i else _overseas_end(page, i) or _ethnic_end(page, i)


def _overseas_end(page: Page, i: int) -> int | None:
    """`Lê Viktor`, `Cao Pendant Quang Vinh`: a family name and foreign names, Vietnamese given names behind them."""
    if head_at(page, i) is not None:
        return None
    n = i + 1
    while page.capital(n) and page.gap(n) == " " and n - i < 4 and is_foreign(page.word(n)):
        if page.word(n).isupper() or page.word(n) in word_set("group"):
            return None
        n += 1
    given = n
    while page.capital(n) and page.gap(n) == " " and n - given < 2 and is_syllable(page.word(n)):
        n += 1
    native = n - given == 2 and listed_at(page, given) is None
    known = n == given and page.word(i) in strong_surnames() and page.word(i + 1) in given_names()
    return n - 1 if given > i + 1 and (native or known) else None


def _with_clan(page: Page, end: int) -> int:
    """`Y Nhung` `Êban`, `Y Vinh` `Buôn Krông`: the clan behind an Ê Đê man's given name is often no Vietnamese word."""
    for n in (end + 1, end + 2):
        following = page.capital(n) and page.gap(n) == " " and not head_at(page, n)
        if following and (is_foreign(page.word(n)) or is_foreign(page.word(n + 1))) and not page.word(n).isupper():
            end = n if is_foreign(page.word(n)) or (page.capital(n + 1) and page.gap(n + 1) == " ") else end
    return end


def _by_middle(page: Page, i: int) -> int | None:
    """`Moong Thị Oanh`: any capital before `Văn` or `Thị` and one or two more is a family name."""
    word = page.word(i)
    if page.word(i + 1) not in ("Văn", "Thị") or not page.capital(i + 2) or word in words_of("common.txt"):
        return None
    if not page.capital(i) or word.isupper() or title_at(page, i) or page.gap(i + 1) != " " or head_at(page, i):
        return None
    if fold(page.word(i - 1)) in ("tại", "ở"):
        return None  # one is not at a person: `tại Duyệt Thị Đường`, a theatre
    end = i + 2
    if page.capital(i + 3) and page.gap(i + 3) == " " and is_syllable(page.word(i + 3)) and not head_at(page, i + 3):
        end = i + 3
    return end if page.gap(i + 2) == " " else None


def _christened(page: Page, i: int) -> int | None:
    """`Giuse Đinh Quang Thịnh`, `Irina Nguyễn`: a saint's or foreign given name before a Vietnamese family name."""
    two = page.slice(i, min(i + 1, len(page) - 1)) if page.gap(i + 1) == " " else ""
    saint = two in word_set("baptismal") or page.word(i) in word_set("baptismal")
    n = i + (2 if two in word_set("baptismal") else 1)
    if not (saint or (page.word(i) in given_names() and page.word(n) in strong_surnames())) or page.gap(n) != " ":
        return None
    if page.word(n) not in surnames() or (listed_at(page, n) is not None and not page.capital(n + 1)):
        return None
    full = person_end(page, n)
    return full if full is not None else n if page.word(n) in strong_surnames() else None


def _continues_name(page: Page, first: int, n: int, *, shouted: bool) -> bool:
    word = page.word(n)
    eastern = word in word_set("eastern") and page.capital(n + 1) and is_foreign(page.word(n + 1))
    eastern = eastern and page.word(first) not in strong_surnames()
    if (
        eastern
        or not page.capital(n)
        or page.gap(n) not in SPACE
        or not (is_syllable(word) or "'" in word or "’" in word or _ethnic_given(page, first, n))
    ):
        return False
    if shouted != (word.isupper() and len(word) > 1) and len(word) > 1:
        return False
    if n - first >= 2 and person_starts(page, n) and (n - first >= 3 or word in ("Nguyễn", "Trần", "Phạm", "Huỳnh")):
        return False
    if shouted and n - first >= 2 and _everyday(page, n):
        return False
    head = head_at(page, n)
    return not (head and head[0] > 1) and not (title_at(page, n) > 1 and page.word(n + 1).islower())


def _ethnic_given(page: Page, first: int, n: int) -> bool:
    """`Đinh Văn Hyưk`: after `Văn` or `Thị` a given name of another people, with Vietnamese letters."""
    middle = n == first + 2 and page.word(first + 1) in ("Văn", "Thị")
    middle = middle or page.word(first) in word_set("ethnic")
    return middle and not page.word(n).isascii() and not page.capital(n + 1)


def _everyday(page: Page, n: int) -> bool:
    """In a headline in capitals: a verb or another everyday word."""
    first, two = (fold(page.word(n)),), (fold(page.word(n)), fold(page.word(n + 1)))
    return (
        first[0] in word_set("function")
        or first in stops()
        or two in stops()
        or phrase_at(page, n, phrases("words.txt")) > 1
    )


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


def initials_end(page: Page, i: int) -> int | None:
    """`A. Pushkin`, `M.V. Lomonosov`: the last token."""
    n = i
    if is_roman(page.word(i)) and fold(page.word(i - 1)) in word_set("roman"):
        return None
    while (
        n < i + 8
        and len(page.word(n)) == 1
        and page.word(n).isupper()
        and page.word(n + 1) == "."
        and page.gap(n + 1) == ""
    ):
        n += 2
    return n if n > i and page.capital(n) and len(page.word(n)) > 2 and "\n" not in page.gap(n) else None


def capitals(page: Page, i: int, most: int) -> int:
    """The last of at most `most` capital words from i on, before another head."""
    end = i
    while (
        end + 1 < len(page)
        and end - i + 1 < most
        and page.capital(end + 1)
        and page.gap(end + 1) == " "
        and not breaks_off(page, end + 1)
    ):
        end += 1
    return end


def breaks_off(page: Page, n: int) -> bool:
    """Another institution or a title begins; `Cầu` or `Núi` inside capitals is part of the name."""
    head = head_at(page, n)
    if head is not None and head[2] == "none":
        head = None
    return title_at(page, n) > 1 or (head is not None and (head[0] > 1 or head[1] is not Kind.PLACE))
