"""Parts of Vietnamese names of institutions: lists, dashes, seats, what stands before an abbreviation in brackets."""

from __future__ import annotations

from glossary.lang.spans import Page
from glossary.lang.vi_shapes import capitals, person_end, person_starts, place_at, place_run
from glossary.lang.vi_tables import (
    DASH,
    Phrases,
    fold,
    head_at,
    is_foreign,
    is_syllable,
    listed_at,
    phrase_at,
    phrase_before,
    phrases,
    stops_at,
    title_at,
    ward_at,
)
from glossary.model import Kind

LONGEST = 25
"""No institution has more words."""


def seat(page: Page, start: int, admin: int, k: int) -> int | None:
    """The place after `tỉnh`, `xã` (token `admin`) in a name from `start`: after a title rather the person
    (`Chủ tịch UBND tỉnh [Hà Sỹ Đồng]`)."""
    if officials_name(page, admin, k):
        return None
    known = max(place_at(page, k) or 0, ward_at(page, k) or 0)
    titled = phrase_before(page, start, "persons.txt") > 0 or fold(page.word(start - 1)) in ("trưởng", "phó")
    full = person_end(page, k)
    if full is not None and full - k > 1 and (titled or (fold(page.word(admin)) == "tỉnh" and not known)):
        return known if known and (known >= full or person_starts(page, known + 1)) else None
    return place_run(page, k)


def officials_name(page: Page, admin: int, k: int) -> bool:
    """Is it the official who begins at token k, right behind an office that names no town (`Chủ tịch UBND thành phố`
    `[Nguyễn Đức Thọ]`)? Two syllables are one only where all places are listed, those of provinces and towns."""
    full = person_end(page, k)
    if full is None or place_at(page, k) is not None or ward_at(page, k) is not None:
        return False
    if full == k + 1 and fold(page.slice(admin, k - 1)) not in ("tỉnh", "thành phố", "tp"):
        return False
    office = _office_before(page, admin)
    if office is None:
        return False
    beside = page.word(office - 1) == "," and page.capital(office - 2)
    return not (beside and page.word(full + 1) in (",", ".", ")"))


def _office_before(page: Page, admin: int) -> int | None:
    """Where the title begins whose institution leads up to token `admin`: `Phó Chủ tịch Hội đồng nhân dân` `tỉnh`."""
    for n in range(admin, max(admin - LONGEST, 0), -1):
        if n < admin and (not page.tokens[n].is_word or not page.joined(n, admin) or stops_at(page, n)):
            return None
        title = phrase_before(page, n, "persons.txt")
        if title and (n == admin or page.capital(n) or head_at(page, n)):
            return n - title
    return None


def before_acronym(page: Page, last: int) -> int | None:
    """`Tổng công ty Khoan và Dịch vụ khoan Dầu khí (PV Drilling)`: what the abbreviation in brackets stands for."""
    for n in range(last + 1, min(last + LONGEST, len(page))):
        if not page.joined(last, n):
            return None
        word = page.word(n)
        if word == "(":
            return n - 1 if n - 1 > last and _short_name(page, n + 1) else None
        small = word.islower() and not stops_at(page, n)
        plain = word in DASH or word == "&" or (page.tokens[n].is_word and (page.capital(n) or small))
        if not plain or title_at(page, n) > 1 or fold(word) in ("của", "tại", "có", "ở"):
            return None
        if page.capital(n) and (person_starts(page, n) or listed_before(page, n)):
            return None
    return None


def _short_name(page: Page, n: int) -> bool:
    """`VCCI)`, `PV Drilling)`, `Techcombank)`: capitals or foreign words up to the closing bracket."""
    first, k = page.word(n), n
    if not (len(first) > 1 and first[0].isupper() and (first.isupper() or is_foreign(first))):
        return False
    while page.capital(k) and k - n < 4:
        k += 1
    hit = listed_at(page, n)
    return page.word(k) == ")" and not (hit and hit[1] is Kind.PLACE)


def listed_before(page: Page, n: int) -> bool:
    """Does an institution of its own begin at n?"""
    head, hit = head_at(page, n), listed_at(page, n)
    return (head is not None and head[1] is Kind.ORG and head[2] != "none" and head[0] > 1) or (
        hit is not None and hit[1] is Kind.ORG and hit[0] > n
    )


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


def listed_part(page: Page, k: int, words: Phrases, part: int) -> int | None:
    """`Văn hóa, Thể thao và Du lịch`: the next part of a list; after a comma a further `và` or comma must come.

    `part` is where the part before began: one that began with a capital goes on in small letters only if the list does.
    """
    n = k + 1
    length = phrase_at(page, n, words)
    if not length:
        return _half_listed(page, k)
    head = head_at(page, n)
    if head and head[0] >= length and head[1] is Kind.ORG and head[2] != "none" and page.capital(n):
        return None
    end = n + length - 1
    if page.word(k) == "," and not page.capital(n) and page.capital(part):
        return end if fold(page.word(end + 1)) in ("và", ",") and phrase_at(page, end + 2, words) else None
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
    if page.word(k) != "và" or not page.capital(n) or person_starts(page, n):
        return None
    if page.capital(k - 1) and (listed_at(page, k - 1) or not phrase_at(page, k - 1, phrases("words.txt"))):
        return None
    if head_at(page, n) or place_at(page, n) is not None or not is_syllable(page.word(n)):
        return None
    small = page.word(n + 1)
    return n + 1 if small.islower() and is_syllable(small) and not stops_at(page, n + 1) else None


_STOPPING = (".", ",", ";", ":", ")", "”", "»", '"', "?", "!")


def run_on(page: Page, k: int, most: int) -> int | None:
    """The last of two to `most` unknown small syllables from k on, if the name can end or go on after them."""
    n = k
    while n < k + most and n < len(page) and page.joined(k, n) and _unknown_small(page, n):
        n += 1
    if n - k < 2 or not closes(page, n) or page.word(n) == ":":
        return None
    return n - 1


def _unknown_small(page: Page, n: int) -> bool:
    word = page.word(n)
    return word.islower() and is_syllable(word) and not stops_at(page, n) and word != "và" and not title_at(page, n)


def closes(page: Page, n: int) -> bool:
    """Before token n a name may end: a sign, a line's end, a word that begins something else."""
    return n >= len(page) or page.word(n) in _STOPPING or "\n" in page.gap(n) or stops_at(page, n)


def members(page: Page, k: int) -> int | None:
    """`(Hiệp hội) các nhà điều hành tour du lịch Nga`: small words for who is in it, up to the country."""
    n = k + 1
    while n < k + 12 and n < len(page) and page.joined(k, n) and (page.word(n).islower() or page.word(n) == "-"):
        n += 1
    if n - k < 3:
        return None
    place = place_at(page, n)
    return place if place is not None else n - 1 if page.word(n) in ("(", ".", ",") else None


def about(page: Page, k: int) -> int | None:
    """`(Trung tâm Điều phối) về ghép bộ phận cơ thể người`: the last of the unknown small words after `về`."""
    n = k + 1
    if page.word(n).islower() and is_syllable(page.word(n)):
        n += 1
    while n < k + 9 and n < len(page) and page.joined(k, n) and _about_word(page, n):
        n += 1
    while fold(page.word(n - 1)) in ("và", "-", "các"):
        n -= 1
    return n - 1 if n - k > 2 and closes(page, n) else None


def _about_word(page: Page, n: int) -> bool:
    low = fold(page.word(n))
    return (
        low in ("và", "các", "-")
        or _unknown_small(page, n)
        or (page.word(n).islower() and phrase_at(page, n, phrases("words.txt")) > 0)
    )


def numbered_after(page: Page, k: int) -> int | None:
    """`cấp 2`, `số 6`: the number that tells a hospital or unit from the others."""
    if fold(page.word(k)) not in ("số", "cấp") or not page.word(k + 1).isdigit() or len(page.word(k + 1)) > 2:
        return None
    end = k + 1
    return numbered_after(page, end + 1) or end


def named_after(page: Page, k: int) -> int | None:
    """`mang tên M.V. Lomonosov`, `mang tên Đô đốc Nevelskoy`."""
    n = k + 2 if fold(page.word(k)) == "mang" and fold(page.word(k + 1)) == "tên" else k + 1
    titled = n + title_at(page, n)
    if titled > n and page.capital(n) and page.capital(titled):
        return capitals(page, titled, 4)
    end = None
    while n < len(page) and (page.capital(n) or (page.word(n) == "." and len(page.word(n - 1)) == 1)) and n - k < 9:
        end = n if page.capital(n) else end
        n += 1
    return end


def person_after_firm(page: Page, k: int, n: int) -> bool:
    """`Tân Lập Phát [Đoàn Văn Tý]`: a full name of three syllables after two of the firm or a foreign word."""
    full = person_end(page, n)
    if full is None or full - n < 2:
        return False
    return n - k > 1 or is_foreign(page.word(n - 1)) or page.word(n - 1).isupper()


def honoured(page: Page, k: int) -> bool:
    """Is it a person of the tables, after whom schools are named?"""
    hit = listed_at(page, k)
    return hit is not None and hit[1] is Kind.PERSON
