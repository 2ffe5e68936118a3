"""Foreign words in Vietnamese articles: where a run of them begins and ends, and what it is."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from glossary.lang.spans import Page, Span, Tier
from glossary.lang.vi_shapes import initials_end, noun_before, person_end, person_starts, place_at
from glossary.lang.vi_sport import reports
from glossary.lang.vi_tables import (
    DASH,
    all_capitals,
    begins_sentence,
    fold,
    foreign_parts,
    foreign_surnames,
    given_names,
    head_at,
    is_foreign,
    is_latin,
    is_roman,
    listed_at,
    phrase_before,
    title_at,
    word_set,
    words_of,
)
from glossary.model import Kind

_LONGEST_RUN = 9
"""A run of foreign words longer than this is no name."""


_CODE = re.compile(r"(?!P?[ACV]0[2-9]$)[A-ZĐ]{1,2}\d+[A-Z]?|[A-Z][a-z]\d+")
"""`D01`, `U22`, `VN1370`, `B52`: codes of subjects, teams, flights, aircraft."""

_DEPARTMENT = re.compile(r"P?[ACKVX]\d{2}")
"""`C02`, `PA04`: departments of the police."""

_ACRONYM = re.compile(r"[A-ZĐ][A-ZĐ0-9&]{1,9}")


def acronyms(page: Page) -> Iterator[Span]:
    """`(VFF)`, `BIDV`: capitals right after a name in brackets, or of at least three letters."""
    common = words_of("common.txt")
    for i, token in enumerate(page.tokens):
        if not _ACRONYM.fullmatch(token.text) or is_roman(token.text):
            continue
        if page.word(i + 1) in DASH and (i == 0 or "\n" in page.gap(i)) and i < 40 and page.gap(i + 2) == " ":
            if not listed_at(page, i) and not title_at(page, i) and page.capital(i + 2) and not all_capitals(page, i):
                yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS, ("whose report it is",))
            continue
        if token.text in common and not (
            page.word(i - 1) == "(" and page.capital(i - 2) and is_latin(page.word(i - 2))
        ):
            continue
        if page.word(i + 1) in DASH and page.gap(i + 1) == "" and page.word(i + 2).isdigit():
            continue
        if (page.gap(i) == "" and page.word(i - 1)[:1].isalnum()) or _CODE.fullmatch(token.text):
            continue
        if title_at(page, i):
            continue
        bracket = page.word(i - 1) == "(" and page.word(i + 1) == ")"
        if _DEPARTMENT.fullmatch(token.text) and fold(page.word(i - 1)) in ("cục", "phòng", "đội", "cán bộ"):
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.SURE, ("a department by its number",))
            continue
        if bracket and i > 1 and page.word(i - 2)[:1].isalnum():
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS, ("in brackets",))
        elif len(token.text) >= 3 and not all_capitals(page, i) and not token.text[1:].isdigit():
            yield Span(i, i, Kind.ORG, "vi.acronym", Tier.GUESS, ("three capitals or more",))


def _says(sort: str, word: str) -> bool:
    """Is the word one that ends names of institutions, sites or events (`data/vi/foreign.tsv`)?"""
    return word in foreign_parts(sort)


def _ends_like(sort: str, word: str) -> bool:
    """Does the word, two letters at least before it, end as surnames, places or firms do?"""
    low = word.lower()
    return any(low.endswith(ending) and len(low) > len(ending) + 1 for ending in foreign_parts(f"{sort}_ending"))


def _begins_like_firm(word: str) -> bool:
    """`Petrovietnam`, `Roskino`: in one word, three letters at least after the beginning."""
    starts = any(word.startswith(start) and len(word) > len(start) + 2 for start in foreign_parts("org_start"))
    return starts and word.isalpha() and word.isascii() and word not in foreign_parts("no_org_start")


def begins_foreign(page: Page, i: int) -> bool:
    """Does a run of foreign words begin at i?"""
    word = page.word(i)
    numbered = word.isupper() and page.word(i + 1) in DASH and page.gap(i + 1) == "" and page.word(i + 2).isdigit()
    if not page.capital(i) or _CODE.fullmatch(word) or numbered:
        return False
    if word in words_of("common.txt") and not (
        word.isupper() and page.word(i - 1) == "(" and _only_foreign(page, i + 1)
    ):
        return False
    if title_at(page, i) or (page.gap(i) == "" and page.word(i - 1)[:1].isalnum()):
        return False
    alone = not (page.capital(i + 1) and page.gap(i + 1) == " " and is_foreign(page.word(i + 1)))
    if alone and fold(word) in words_of("loanwords.txt"):
        return False
    hit = listed_at(page, i)
    given = given_and_surname(page, i)
    if hit is not None and not (hit[1] is Kind.PERSON or given or _listed_goes_on(page, hit[0] + 1, hit[1])):
        return False
    if page.word(i + 1) == "." and page.gap(i + 1) == "" and page.word(i + 2) in word_set("domain"):
        return False
    if word.isupper() and hit is not None and hit[1] is Kind.ORG and phrase_before(page, i, "persons.txt"):
        return False
    before_latin = word.isupper() and len(word) > 1 and page.capital(i + 1) and is_foreign(page.word(i + 1))
    english = page.capital(i + 1) and is_foreign(page.word(i + 1)) and not person_end(page, i) and hit is None
    first = not (page.capital(i - 1) and page.gap(i) == " ") and not begins_sentence(page, i)
    inside = listed_at(page, i - 1)
    eastern = word in word_set("eastern") and page.capital(i + 1) and is_foreign(page.word(i + 1)) and hit is None
    eastern = eastern and not (inside is not None and inside[0] >= i)
    starts = (english and first and word not in word_set("country") and not head_at(page, i)) or eastern
    return is_foreign(word) or before_latin or starts or initials_end(page, i) is not None or _saint(page, i)


def fills(page: Page, i: int, close: int) -> bool:
    """Foreign words without a given name from token i to a quotation's end: a word quoted, no name that we know."""
    end = close - 1 if page.word(close - 1) in "!?." else close
    words = [page.word(k) for k in range(i, end)]
    plain = [word for word in words if word.isalpha()]
    if len(plain) != len(words) or not plain or not all(map(is_foreign, plain)) or listed_at(page, i):
        return False
    return not any(word in given_names() or word in foreign_surnames() or word.isupper() for word in plain)


def _only_foreign(page: Page, n: int) -> bool:
    """`Drilling)`: one foreign word before the closing bracket."""
    return page.capital(n) and is_foreign(page.word(n)) and page.word(n + 1) == ")"


def given_and_surname(page: Page, i: int) -> bool:
    """`Vladimir Murashkin`, `Washington Irving`: a given name that also is a city, before another foreign word."""
    following, word = page.word(i + 1), page.word(i)
    if page.gap(i + 1) != " " or not page.capital(i + 1) or not is_foreign(following) or listed_at(page, i + 1):
        return False
    away = fold(page.word(i - 1)) in word_set("to_place") or page.word(i - 1) in DASH
    surname = is_latin(word) and following in foreign_surnames() and not away and not page.capital(i + 2)
    return word in given_names() or surname


def _listed_goes_on(page: Page, n: int, kind: Kind) -> bool:
    """`London` in `London Symphony Orchestra`, `Samsung` in `Samsung Display`."""
    if page.gap(n) != " " or not page.capital(n) or not is_foreign(page.word(n)):
        return False
    surname = page.word(n) in given_names() or _ends_like("person", page.word(n))
    return _latin_tail(page, n) or (kind is Kind.ORG and not surname and listed_at(page, n) is None)


def _latin_tail(page: Page, n: int) -> bool:
    """After a listed name an English head that makes it part of a longer one: `London Symphony Orchestra`."""
    while page.capital(n) and page.gap(n) == " " and is_foreign(page.word(n)):
        word = page.word(n)
        if any(_says(sort, word) for sort in ("org_word", "site_word", "event_word")):
            return True
        n += 1
    return False


def _saint(page: Page, i: int) -> bool:
    return page.word(i) in ("St", "Saint") and (page.word(i + 1) == "." or page.capital(i + 1))


def foreign_end(page: Page, i: int) -> int:
    """The last token of the run of foreign words from i."""
    end = initials_end(page, i) or (i + 2 if page.word(i) == "St" and page.word(i + 1) == "." else i)
    while end + 1 < len(page) and end - i < _LONGEST_RUN and _continues(page, i, end + 1):
        end += 1
    while end > i and (page.word(end) in word_set("particle") or not page.word(end)[0].isalnum()):
        end -= 1
    initials = end > i and len(page.word(end)) == 1 and page.word(end + 1) == "." and page.gap(end + 1) == ""
    return end + 1 if initials and page.word(end).isupper() else end


def _continues(page: Page, first: int, n: int) -> bool:
    word, gap = page.word(n), page.gap(n)
    if gap not in (" ", "\u00a0", "") or (
        gap == "" and word not in ".&" and word not in DASH and page.word(n - 1) not in ".&-"
    ):
        return False
    if word == ".":
        return len(page.word(n - 1)) == 1 and page.capital(n + 1)
    if word in DASH:
        tight = gap == "" and page.gap(n + 1) == "" and page.capital(n + 1) and is_foreign(page.word(n + 1))
        arabic = page.word(n - 1) in ("Al", "El", "Abu", "Bin")
        return tight and (arabic or (listed_at(page, n - 1) is None and listed_at(page, n + 1) is None))
    if word in word_set("particle"):
        return page.capital(n + 1) and page.gap(n + 1) == " " and is_foreign(page.word(n + 1))
    if is_roman(word) and n > first:
        return gap == " " and not page.capital(n + 1)
    if word.isdigit():
        return _says("event_word", page.word(n - 1)) and len(word) in (1, 2, 4)
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
            hit = listed_at(page, i) if page.capital(i) else None
            i = hit[0] + 1 if hit and hit[1] is Kind.PLACE else i + 1
            continue
        end = foreign_end(page, i)
        place = place_at(page, end + 1) if page.gap(end + 1) == " " else None
        if (year := _dated(page, i, end if place is None else place)) is not None:
            yield Span(i, year, Kind.EVENT, "vi.latin", Tier.SURE, ("a year after it",))
            i = year + 1
            continue
        if place is not None and end > i and _says("site_word", page.word(end)):
            yield Span(i, place, Kind.PLACE, "vi.latin", Tier.SURE, ("site word and place",))
            i = place + 1
            continue
        if place is not None and end == i and _is_branch(page, i, place):
            branch = Kind.PLACE if page.word(i) in words_of("hotels.txt") else Kind.ORG
            yield Span(i, place, branch, "vi.branch", Tier.SURE, (f"{page.word(i)} and its place",))
            i = place + 1
            continue
        runs.append((i, end))
        i = end + 1
    votes: dict[str, Counter[Kind]] = defaultdict(Counter)
    for first, last in runs:
        kind, _ = _by_neighbours(page, first, last)
        if kind is not None:
            votes[page.slice(first, last)][kind] += 1
        if 0 < last - first < 3 and _foreign_kind(page, first, last, Counter())[0] is Kind.PERSON:
            votes[page.word(first)][Kind.PERSON] += 1
            votes[page.word(last)][Kind.PERSON] += 1
    for first, last in runs:
        kind, why, tier = _foreign_kind(page, first, last, votes[page.slice(first, last)])
        if kind is not None:
            yield Span(first, last, kind, "vi.latin", tier, (why,))


def _dated(page: Page, i: int, end: int) -> int | None:
    """`Innoprom 2025`, `WorldFood Moscow 2025`: a fair or forum by its year; no person, firm or model has one."""
    year = page.word(end + 1)
    dated = year.isdigit() and len(year) == 4 and year[:2] in ("19", "20") and page.gap(end + 1) == " "
    model = fold(page.word(i - 1)) in word_set("model") or begins_sentence(page, end + 1)
    known = listed_at(page, i)
    other = known is not None and known[1] is not Kind.EVENT and known[0] >= end
    return end + 1 if dated and not model and not other and page.word(i) not in given_names() else None


def _is_branch(page: Page, i: int, place: int) -> bool:
    """`Mövenpick Cam Ranh`: an unknown foreign word right before a place of Vietnam; no person and no city."""
    titled = phrase_before(page, i, "persons.txt") or phrase_before(page, i, "places.txt")
    if titled or page.capital(i - 1) or _by_form(page, i, i, page.word(i))[0] is not None:
        return False
    surname = page.word(i) in foreign_surnames() or page.word(i) in given_names()
    return not surname and not _ends_like("person", page.word(i)) and not is_foreign(page.word(place))


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
    if (noun := noun_before(page, i)) is not None:
        return noun[0], f"after {noun[1]}", Tier.GUESS
    if _ends_like("place", name):
        return Kind.PLACE, "by its ending", Tier.GUESS
    if name in foreign_surnames():
        return Kind.PERSON, "a surname", Tier.GUESS
    if _ends_like("person", name):
        return Kind.PERSON, "by its ending", Tier.GUESS
    if _ends_like("org", name) or _begins_like_firm(name):
        return Kind.ORG, "by its form", Tier.GUESS
    if name.isupper():
        return Kind.ORG, "capitals", Tier.GUESS
    if page.tokens[i].breaks:
        return (Kind.PERSON, "it acts", Tier.GUESS) if page.word(i + 1).islower() else (None, "", Tier.GUESS)
    if fold(page.word(i - 1)) in ("do", "gọi", "bởi") or _made_by(page, i) or reports(page):
        return Kind.PERSON, "by its place in the sentence", Tier.GUESS
    return Kind.ORG, "a foreign word that nobody introduced as a person", Tier.GUESS


def _made_by(page: Page, i: int) -> bool:
    """`tranh của Levitan`, `chơi nhạc Verdi`: after a word for a work, with `của` or without."""
    k = i - (fold(page.word(i - 1)) == "của")
    near = {fold(page.word(n)) for n in range(k - 3, k)}
    return phrase_before(page, k, "works.txt") > 0 or not near.isdisjoint(word_set("made"))


def _by_form(page: Page, i: int, end: int, name: str) -> tuple[Kind | None, str]:
    bare = re.sub(r" \d+$", "", name)
    last = bare.split()[-1]
    if bare.startswith(foreign_parts("place_start")):
        return Kind.PLACE, "by its first part"
    if " " in bare and _says("event_word", last):
        return Kind.EVENT, "event word"
    if " " in bare and _says("site_word", last):
        return Kind.PLACE, "site word"
    if (
        (_says("org_word", last) and (" " in bare or last.isupper()))
        or "&" in bare
        or (_says("org_before", bare.split()[0]) and " " in bare)
    ):
        return Kind.ORG, "organisation word"
    hit = listed_at(page, i)
    if hit and hit[1] is Kind.ORG and end > i and page.word(i + 1) not in given_names():
        return Kind.ORG, f"begins with {hit[2]}"
    if end > i and re.fullmatch(r"[A-Z]{2,5}", page.word(i)) and not last.isupper():
        return Kind.ORG, "an acronym before it"
    if _says("place_before", bare.split()[0]) and end > i:
        return Kind.PLACE, "the first part of a city"
    if page.word(i) in given_names() and end > i:
        return Kind.PERSON, "a given name"
    if end > i and (last in foreign_surnames() or _ends_like("person", last)):
        return Kind.PERSON, "the ending of a surname"
    return None, ""


def _by_neighbours(page: Page, i: int, end: int) -> tuple[Kind | None, str]:
    name = page.slice(i, end)
    site = phrase_before(page, i, "places.txt")
    small = page.word(i - 1).islower() or begins_sentence(page, i - site)
    if site > phrase_before(page, i, "persons.txt") and small and page.gap(i) == " ":
        return Kind.PLACE, f"after {page.word(i - 1)}"
    if phrase_before(page, i, "persons.txt"):
        return Kind.PERSON, f"after {page.word(i - 1)}"
    if end == i and page.word(i) in given_names():
        return Kind.PERSON, "a given name"
    if end == i and page.word(i + 1) == "," and title_at(page, i + 2) > 1:
        return Kind.PERSON, f"before {page.word(i + 2)}"
    before = fold(page.word(i - 1))
    away = before in ("tại", "ở", "đến", "sang", "từ", "thăm", "tới", "rời", "về", "qua", "trên", "sân")
    origin = place_at(page, end + 2) if page.word(end + 1) == "(" else None
    if end == i and not away and origin is not None and page.word(origin + 1) == ")":
        return Kind.ORG, "a country in brackets after it"
    if before in (
        "tại",
        "ở",
        "đến",
        "sang",
        "từ",
        "thăm",
        "tới",
        "rời",
        "về",
        "quanh",
        "gần",
        "giáp",
    ) and _no_name_before(page, i):
        return Kind.PLACE, f"after {before}"
    if before == "theo" and page.word(end + 1) in (",", ".", "và", "\n", "") and end == i:
        return Kind.ORG, "after theo: a source"
    bracket = page.word(i - 1) == "(" and page.word(end + 1) == ")" and page.capital(i - 2)
    if bracket and end == i and (_ends_like("org", page.word(i)) or _begins_like_firm(page.word(i))):
        return Kind.ORG, "by its form"
    if bracket and end == i and not page.word(i).isupper():
        return Kind.PLACE if _ends_like("place", name) else Kind.ORG, "in brackets"
    if fold(page.word(end + 1)) in word_set("speech") and not _ends_like("place", page.word(end)):
        return Kind.PERSON, f"before {page.word(end + 1)}"
    return None, ""


def _no_name_before(page: Page, i: int) -> bool:
    """`từ Putin` is no journey: but a word of place before a surname is rare."""
    return not _ends_like("person", page.word(i)) or fold(page.word(i - 1)) in ("tại", "ở", "sang", "rời")
