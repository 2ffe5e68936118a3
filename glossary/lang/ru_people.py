"""People in Russian text by rule: Vietnamese names in Cyrillic, initials, surnames before verbs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from glossary.lang.ru_institutions import ROMAN
from glossary.lang.ru_morph import (
    in_dictionary,
    is_vietnamese_name,
    is_vietnamese_syllable,
    joined_syllables,
    lemmas,
    may_be,
    parses,
    vietnamese_surnames,
)
from glossary.lang.ru_tables import common, name_end, table, words
from glossary.lang.spans import OPEN, Page, Span, Tier
from glossary.model import Kind

_INITIAL = re.compile(r"[А-ЯЁ]")


def vietnamese_names(page: Page) -> Iterator[Span]:
    """A family name of the list and up to four syllables after it: `Нгуен Фу Чонгом`."""
    k, surnames = 0, vietnamese_surnames()
    while k < len(page.tokens):
        if page.tokens[k].text not in surnames:
            k += 1
            continue
        n = k + 1
        while n < len(page.tokens) and n - k < 5 and _next_name_part(page, n):
            n += 1
        while n - k >= 2 and not is_vietnamese_name([page.word(i) for i in range(k, n)]):
            n -= 1
        place = n - k == 2 and name_end(page, k, Kind.PLACE) == k + 1
        before_a_name = n - k == 2 and _preposition(page, k) and name_end(page, k + 1) == k + 1
        if n - k >= 2 and not place and not before_a_name:
            yield Span(k, n - 1, Kind.PERSON, "ru.vietnamese-name", Tier.SURE, (f"family name {page.word(k)}",))
            k = n
        else:
            k += 1


def _preposition(page: Page, k: int) -> bool:
    """`На Тет`: a family name that at the beginning of a sentence may be a preposition."""
    return page.tokens[k].breaks and may_be(page.word(k), "PREP")


def _next_name_part(page: Page, n: int) -> bool:
    token = page.tokens[n]
    between = page.text[page.tokens[n - 1].end : token.start]
    return between == " " and token.capital and token.text.isalpha() and is_vietnamese_syllable(token.text)


def vietnamese_behind_place(page: Page, first: int, last: int) -> int | None:
    """Where the man begins in `Хайфона Нгуен Дык Тхо`, the town of an office right before a Vietnamese full name.

    News agencies write the office, its town in the genitive and the official without a comma between them.
    """
    for k in range(first + 1, last):
        if page.word(k) in vietnamese_surnames() and is_vietnamese_name(page.texts[k : last + 1]):
            return k if _is_place(page, first, k - 1) else None
    return None


def _is_place(page: Page, first: int, last: int) -> bool:
    """A place of the tables or of the dictionary, or Vietnamese syllables in one word, as no person writes them."""
    word = page.word(last)
    if in_dictionary(word) and may_be(word, "Name"):
        return False
    listed = name_end(page, first, Kind.PLACE) == last
    return listed or (first == last and (joined_syllables(word) or (in_dictionary(word) and may_be(word, "Geox"))))


def initials(page: Page) -> Iterator[Span]:
    """`В. Калганов`, `Е. В. Королькова`, `Королькова Е. В.`."""
    k = 0
    while k + 2 < len(page.tokens):
        n = _after_initials(page, k)
        if n > k and _may_be_surname(page, n) and page.joined(k, n):
            yield Span(k, n, Kind.PERSON, "ru.initials", Tier.SURE, ("initials before a surname",))
            k = n + 1
            continue
        n = _after_initials(page, k + 1) if _may_be_surname(page, k) else k + 1
        if n > k + 1 and not page.capital(n) and page.joined(k, n - 1) and in_dictionary(page.word(k)):
            yield Span(k, n - 1, Kind.PERSON, "ru.initials", Tier.SURE, ("initials after a surname",))
            k = n
        else:
            k += 1


def _after_initials(page: Page, k: int) -> int:
    """The token after up to three initials that begin at token k."""
    n = k
    while _is_initial(page, n) and n - k < 6:
        n += 2
    return n


def _may_be_surname(page: Page, n: int) -> bool:
    word = page.word(n)
    return len(word) > 2 and word[0].isupper() and word[1:].islower() and not may_be(word, "Geox")


def _is_initial(page: Page, n: int) -> bool:
    return bool(_INITIAL.fullmatch(page.word(n))) and page.word(n + 1) == "."


def surnames(page: Page) -> Iterator[Span]:
    """A surname with a capital inside a sentence (`по словам Трюдо`), or before a verb at its beginning."""
    for k, token in enumerate(page.tokens):
        if not token.capital or len(token.text) < 4 or not token.text[1:].islower() or may_be(token.text, "Geox"):
            continue
        found = parses(token.text)
        listed = in_dictionary(token.text) and bool(found) and "Surn" in found[0].tag
        only = listed and len(token.text) > 4 and all({"Surn", "Name"} & set(p.tag.grammemes) for p in found)
        if not found or (token.breaks and not only and not acts(page, k)) or page.in_quotes(k, k):
            continue
        unknown = (
            token.text.isalpha()
            and not in_dictionary(token.text)
            and token.breaks
            and may_be(token.text, "nomn", "sing")
        )
        if listed or unknown:
            yield Span(k, k, Kind.PERSON, "ru.surname", Tier.GUESS, ("a surname of the dictionary",))


def acts(page: Page, k: int) -> bool:
    """Does a finite verb follow soon, a clause about a person, or another capitalised name in a list?"""
    following = page.word(k + 1)
    if following in (",", "и") and page.capital(k + 2) and not page.tokens[k + 2].breaks:
        return True
    if following in ("—", "–"):
        return in_dictionary(page.word(k)) and page.word(k + 2).islower()
    if following == ",":
        return bool(lemmas(page.word(k + 2)) & _ABOUT_A_PERSON) or may_be(page.word(k + 2), "PRTF", "nomn", "sing")
    n = k + 1
    while n - k < 4 and (page.word(n).lower() in _BEFORE_A_VERB or _is_adverb(page.word(n))):
        n += 1
    found = parses(page.word(n))
    return (
        bool(found) and found[0].tag.POS == "VERB" and found[0].tag.number == "sing" and found[0].tag.gender != "neut"
    )


_ABOUT_A_PERSON = frozenset(("который", "чей", "как", "бывший"))
_BEFORE_A_VERB = frozenset(
    [
        "не",
        "также",
        "тоже",
        "уже",
        "же",
        "ещё",
        "еще",
        "сам",
        "сама",
        "лично",
        "затем",
        "его",
        "её",
        "ее",
        "их",
        "им",
        "ему",
        "ей",
    ]
)


def _is_adverb(word: str) -> bool:
    found = parses(word)
    return bool(found) and word.islower() and found[0].tag.POS == "ADVB"


_WHERE = frozenset(("в", "во", "на", "из", "под", "около", "близ", "возле", "вблизи", "через"))


def unexplained(page: Page) -> Iterator[Span]:
    """A capital inside a sentence on no common word: a person, or a place where the preposition says so."""
    for k in range(1, len(page.tokens)):
        token, before = page.tokens[k], page.word(k - 1)
        if token.breaks or not token.capital or len(token.text) < 4 or not token.text[1:].islower() or before in OPEN:
            continue
        if not token.text.isalpha() or not re.match("[А-ЯЁ]", token.text) or page.capital(k + 1):
            continue
        if page.capital(k - 1) and not (page.tokens[k - 1].breaks and common(page.word(k - 1))):
            continue
        if page.word(k + 1) == "." and len(token.text) < 6:
            continue
        kind = _by_word_and_preposition(token.text, before.lower())
        if kind is not None:
            yield Span(k, k, kind, "ru.unexplained", Tier.GUESS, ("a capital inside a sentence on no common word",))


@cache
def _shortened() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Shortened names of institutions (`Литинститут`; `Ямал-авиа`) by their last part, in any case."""
    parts = {sort: "|".join(cells[0].split()) for sort, cells in table("shortened.tsv").items()}
    ending = "(?:а|у|ом|е|и|ю|ей|я|ем)?$"
    return (
        re.compile(rf"[а-яё](?:{parts['grown']}){ending}|^(?:{parts['start']})[а-яё]{{3,}}$"),
        re.compile(rf"[А-ЯЁ][\w-]+-(?:{parts['hyphen']}){ending}"),
    )


def compounds(page: Page) -> Iterator[Span]:
    """`Татар-информ`, `Ямал-авиа`: a firm or agency by the part after its hyphen."""
    for k, token in enumerate(page.tokens):
        if "-" in token.text and token.capital and _shortened()[1].fullmatch(token.text):
            why = f"a firm by {token.text.rpartition('-')[2]}"
            yield Span(k, k, Kind.ORG, "ru.compound", Tier.SURE, (why,))


def sites(page: Page) -> Iterator[Span]:
    """`Амур.инфо`, `Лента.ру`, `Газета.Ru`: a news site called after its address."""
    for k in range(1, len(page) - 1):
        tight = page.word(k) == "." and not page.gap(k) and not page.gap(k + 1) and page.capital(k - 1)
        if tight and len(page.word(k - 1)) > 2 and page.word(k + 1).lower() in words("domains.txt"):
            yield Span(k - 1, k + 1, Kind.ORG, "ru.site", Tier.SURE, ("a word, a dot and the end of an address",))


def is_shortened_institution(word: str) -> bool:
    """`Литинституте`, `Мосфильм`: an institution by the last part of its name."""
    return bool(_shortened()[0].search(word))


_AFTER_ITS_NAME = {
    "университет": Kind.ORG,
    "банк": Kind.ORG,
    "арена": Kind.PLACE,
    "холл": Kind.PLACE,
    "экспо": Kind.PLACE,
}


def heads_behind(page: Page) -> Iterator[Span]:
    """`Назарбаев Университет`, `Газпром Арена`: a capital head behind the name it goes with."""
    for k in range(1, len(page.tokens)):
        word, before = page.word(k), page.word(k - 1)
        kinds = {_AFTER_ITS_NAME[form] for form in lemmas(word) & _AFTER_ITS_NAME.keys()} if page.capital(k) else set()
        noun = before[:1].isupper() and before.isalpha() and page.gap(k) == " " and may_be(before, "NOUN", "nomn")
        if kinds and noun and not page.tokens[k].breaks and not word.isupper() and not common(before):
            yield Span(k - 1, k, kinds.pop(), "ru.head-behind", Tier.SURE, (f"head {word} behind its name",))


def _by_word_and_preposition(word: str, before: str) -> Kind | None:
    """What a single word with a proved capital names; None where it may be a common word."""
    found = parses(word)
    if not found:
        return None
    named = any({"Name", "Surn"} & set(p.tag.grammemes) for p in found[:3])
    if is_shortened_institution(word):
        return Kind.ORG
    if in_dictionary(word):
        if "Geox" in found[0].tag or "Orgn" in found[0].tag:
            return Kind.PLACE if "Geox" in found[0].tag else Kind.ORG
        return Kind.PERSON if named and before not in _WHERE and found[0].tag.POS != "ADJF" else None
    if joined_syllables(word):
        return Kind.PLACE
    if found[0].tag.POS not in ("NOUN", None):
        return None
    return Kind.PLACE if before in _WHERE else Kind.PERSON


def someone_else(page: Page, k: int) -> bool:
    """`жена Степана` `Галина`: a given name right behind a person who stands in no case that it could have."""
    before, name = ([p for p in parses(page.word(n)) if p.tag.number == "sing"] for n in (k - 1, k))
    if not name or not before or not in_dictionary(page.word(k)) or "Name" not in name[0].tag:
        return False
    people = {p.tag.case for p in before if {"Name", "Surn"} & set(p.tag.grammemes)}
    return bool(people) and people.isdisjoint(p.tag.case for p in name)


def _given_name_of(page: Page, k: int, surname: int) -> bool:
    """Is token k a given name in the case of the surname after it (`имени Смородинцева` `Дарья Даниленко`)?"""
    if not page.capital(k) or page.gap(surname) != " " or not page.word(k)[1:].islower():
        return False
    found = parses(page.word(k))
    if not found or "Name" not in found[0].tag or not in_dictionary(page.word(k)):
        return False
    if not any("Surn" in p.tag for p in parses(page.word(surname))):
        return not someone_else(page, surname)
    cases = {p.tag.case for p in found if "Name" in p.tag and p.score > 0.05}
    return any("Surn" in p.tag and p.tag.case in cases for p in parses(page.word(surname)))


def with_particles(page: Page, span: Span) -> Span:
    """`Де Голль`, `Николай II`: given name and particles before a surname and the number of a ruler belong to it."""
    if span.kind is not Kind.PERSON:
        return span
    first, last = span.first, span.last
    while first and page.word(first - 1).lower() in words("particles.txt") and page.gap(first) == " ":
        first -= 1
    if first == last and first and _given_name_of(page, first - 1, first):
        first -= 1
    if ROMAN.fullmatch(page.word(last + 1)) and page.gap(last + 1) == " " and page.word(last)[0].isupper():
        last += 1
    if (first, last) == (span.first, span.last):
        return span
    return replace(
        span, first=first, last=last, trace=(*span.trace, "with the given name, particles or the number of a ruler")
    )
