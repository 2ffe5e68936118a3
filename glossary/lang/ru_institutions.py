"""Russian institutions, events and compound places: a head noun, what agrees with it and what hangs on it.

`Комитет Государственной думы по обороне`: the head is a word of `data/ru/heads.tsv`; genitives, topics after `по`,
dedications (`имени …`) and names in quotation marks follow it; a comma, another case or a verb ends it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from glossary.lang.ru_dedications import dedication
from glossary.lang.ru_morph import (
    in_dictionary,
    is_adjective,
    is_noun,
    lemmas,
    may_be,
    parses,
)
from glossary.lang.ru_tables import is_country_form, name_at, name_end, table, words
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier
from glossary.model import Kind

ROMAN = re.compile(r"[IVXLCDM]+|[ХVI]+")
_ORDINAL = re.compile(r"\d+-(?:[йяеюмх]|го|му|ми|ый|ой|ая|ое|ые|ых|ую)")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")

_OF_A_PLACE = frozenset(
    ("города", "провинции", "уезда", "района", "области", "республики", "края", "компании", "газеты", "корпорации")
)
"""Descriptors that may stand between an institution and its place (`Народный комитет города Дананг`)."""

_NAMELESS = {"директоров": "совет", "акционеров": "собрание", "пожилого": "дом", "престарелых": "дом"}
"""Second words by heads of what every company or town has: no names."""

_REGIMENTS = frozenset(("полк", "дивизия", "бригада", "батальон", "авиаполк", "эскадрилья"))
"""Units that a number alone names; a fifth `корпус` may be a house."""


def head_lemmas(word: str) -> frozenset[str]:
    """Lemmas of a head; of its last part where the whole is none (`рок-группа`, `Физтех-лицей`)."""
    forms = lemmas(word)
    if "-" not in word or word.lower().startswith("пресс-") or not forms.isdisjoint(table("heads.tsv")):
        return forms
    return lemmas(word.rpartition("-")[2])


def _flags(heads: frozenset[str]) -> frozenset[str]:
    """The flags of a head noun, given by its lemmas."""
    rows = table("heads.tsv")
    return frozenset(flag for head in heads for flag in " ".join(rows.get(head, ())[2:]).split())


def head_noun(word: str) -> tuple[Kind, str] | None:
    """Kind and case rule of a head noun in any of its forms (`data/ru/heads.tsv`)."""
    rows = table("heads.tsv")
    for form in head_lemmas(word):
        if form in rows and (is_noun(word) or form.isalpha()):
            kind, case = rows[form][:2]
            return Kind(kind), case
    return None


def is_official(word: str) -> bool:
    """Is it a head whose genitive alone makes a name (`Министерство обороны`)?"""
    return "official" in _flags(head_lemmas(word))


def only_national(word: str) -> bool:
    """Does an adjective describe and not name (`российский`, `новый`)?"""
    return word.lower().startswith(_describing())


@cache
def _describing() -> tuple[str, ...]:
    return tuple(words("national.txt"))


def institutions(page: Page) -> Iterator[Span]:
    """Every name that a head noun makes, the longest at each place."""
    i = 0
    while i < len(page.tokens):
        found = _name_from(page, i)
        yield from found
        i = found[-1].last + 1 if found else i + 1


# ---- one name ---


@cache
def _small_beginnings() -> frozenset[str]:
    """The first four letters of heads that may be written small: other small words need no analysis."""
    return frozenset(head[:4] for head, cells in table("heads.tsv").items() if cells[1] in ("any", "country"))


def _pair(page: Page, i: int) -> str | None:
    """The case rule of a head of two words (`народный комитет`) at token i."""
    if page.word(i)[:4].lower() not in _small_beginnings() or not is_adjective(page.word(i)):
        return None
    rows = table("heads.tsv")
    pairs = (f"{adjective} {noun}" for adjective in lemmas(page.word(i)) for noun in lemmas(page.word(i + 1)))
    return next((rows[pair][1] for pair in pairs if pair in rows), None)


def _name_from(page: Page, i: int) -> list[Span]:
    """The names whose first word is token i: ordinal, adjectives, head noun, then what hangs on the head.

    More than one only where two adjectives share a head: `Самарской и Воронежской областей`.
    """
    word = page.word(i)
    numbered = bool(_ORDINAL.fullmatch(word) or ROMAN.fullmatch(word))
    if not numbered and not (word[0].isalpha() and _CYRILLIC.match(word)):
        return []
    dedicated = page.word(i + 1) in ("имени", "им") and word.islower() and head_noun(word) is not None
    if word.islower() and not numbered and word[:4] not in _small_beginnings() and not dedicated:
        return []
    first = i + numbered
    pair_rule = _pair(page, i) if word.islower() else None
    adjectives = 1 if pair_rule else _adjectives(page, first)
    head = first + adjectives
    if head >= len(page.tokens) or not page.joined(i, head):
        return []
    noun = head_noun(page.word(head))
    if noun is None:
        return []
    kind, case = noun
    if (
        kind is Kind.EVENT
        and adjectives == 1
        and _POSSESSIVE.search(page.word(first))
        and may_be(page.word(first), "Surn")
    ):
        return []
    case = "any" if dedicated else pair_rule or case
    pair = _shared_head(page, first, head, kind)
    if pair:
        return pair
    if _starts(page, i) and head - first <= 1 and _quoted_firm(page, head):
        return []
    if not _agree(page, first, head) or not _may_begin(page, i, first, head, kind, case):
        return []
    last = _tail(page, head, kind, capital=page.tokens[first].capital)
    if kind is Kind.ORG and name_end(page, i, Kind.PLACE) == head:
        return []
    if not _is_name(page, i, first, head, last, kind, case):
        return []
    rule = f"ru.{'institution' if kind is Kind.ORG else kind.value.lower()}"
    return [Span(i, last, kind, rule, Tier.SURE, (f"head {page.word(head)}",))]


_POSSESSIVE = re.compile("(?:[оеё]в|[иы]н)а?$")
"""How surnames end that have the form of an adjective (`Цыбикова год жила`)."""


def _quoted_firm(page: Page, head: int) -> bool:
    """`Компания «Вкусвилл»`, `Группа компаний «Дамате»`: the descriptor is a common noun, the name stands in quotes."""
    quote = head + 2 if page.word(head + 1).lower() in ("компаний", "магазинов", "отелей", "ресторанов") else head + 1
    return page.word(quote) in OPEN and "firm" in _flags(head_lemmas(page.word(head)))


def _starts(page: Page, i: int) -> bool:
    """Does token i begin a sentence or a quotation, so that its capital proves nothing?"""
    return page.tokens[i].breaks or page.word(i - 1) in OPEN or page.shouted(i)


def _may_begin(page: Page, i: int, first: int, head: int, kind: Kind, case: str) -> bool:
    """Do the capitals before and on the head allow a name?"""
    capital, adjectives = page.tokens[first].capital, head - first
    if first > i and not capital and head_lemmas(page.word(head)) & {"год", "день", "неделя"}:
        return False
    if first > i and not (kind is Kind.EVENT or capital or _is_unit(page, head)):
        return False
    adjectives -= page.word(first).islower() and _pair(page, first) is not None
    if first == i and not capital and (adjectives or case not in ("any", "country") or not _singular(page, head, head)):
        return False
    return not (adjectives == 0 and case == "adjective") or (first > i and _is_unit(page, head))


def _is_unit(page: Page, head: int) -> bool:
    """`236-й зенитный ракетный полк`: military units are names by their number."""
    return "unit" in _flags(head_lemmas(page.word(head)))


def _is_name(page: Page, i: int, first: int, head: int, last: int, kind: Kind, case: str) -> bool:
    """Is the phrase a name and no description?"""
    adjectives, bare = head - first, last == head
    if case == "country" and not (adjectives and page.tokens[first].capital) and not _ends_in_place(page, head, last):
        return False
    if adjectives == 0 and (_NAMELESS.get(page.word(head + 1).lower(), "") in lemmas(page.word(head))):
        return False
    if bare and adjectives == 0:
        return case == "alone" or (first > i and bool(head_lemmas(page.word(head)) & _REGIMENTS))
    if _starts(page, i) and not _sounds_like_a_name(page, i, first, head, last, kind):
        return False
    firm = bare and adjectives == 1 and page.tokens[first].breaks and "firm" in _flags(head_lemmas(page.word(head)))
    if firm and not page.tokens[head].capital:
        return False
    described = bare and adjectives > 0 and first == i and kind is not Kind.PLACE and not page.tokens[head].capital
    return not (described and _only_nationality(page, first, head))


def _sounds_like_a_name(page: Page, i: int, first: int, head: int, last: int, kind: Kind) -> bool:
    """At the beginning of a sentence, where a capital proves nothing."""
    if kind is Kind.EVENT and first == i == head and lemmas(page.word(head)) & {"год", "игра", "день", "неделя"}:
        festive = any(lemmas(page.word(k)) & words("festive.txt") for k in range(head + 1, last + 1))
        named = any(page.tokens[k].capital for k in range(head + 1, last + 1))
        return festive or ("год" not in lemmas(page.word(head)) and named)
    if kind is not Kind.PLACE:
        return _sounds_official(page, i, head, last, head - first)
    return last > head or _place_adjective(page, first, head)


def _place_adjective(page: Page, first: int, head: int) -> bool:
    """At the beginning of a sentence: is the adjective made from a proper name (`Новосибирская`), not `Основные`?"""
    word = page.word(first)
    stem = bool(re.search(r"(?:ск|цк)(?:ая|ий|ое|ие|ой|ого|ому|им|ую|их)$", word))
    return page.tokens[head].capital or (stem and head - first == 1)


def _singular(page: Page, first: int, head: int) -> bool:
    if first < head and not may_be(page.word(head - 1), "sing"):
        return False
    return may_be(page.word(head), "sing") or not is_noun(page.word(head))


def _adjectives(page: Page, i: int) -> int:
    """How many tokens from i on are adjectives before a head, `и` and commas between them counted."""
    n = 0
    while i + n < len(page.tokens):
        word = page.word(i + n)
        if n == 0 and not page.tokens[i].capital and not _ORDINAL.fullmatch(page.word(i - 1) or "-"):
            break
        if _qualifies(word) or (n and word in ("и", ",") and _qualifies(page.word(i + n + 1))):
            n += 1
        else:
            break
        if n > 9:
            return 0
    return n


def _qualifies(word: str) -> bool:
    """Is the word an adjective before a head: no pronoun (`Его управление`), no abbreviation, no head itself?"""
    plain = word[:1].isalpha() and not (word.isupper() and len(word) < 9)
    return plain and is_adjective(word) and not may_be(word, "Apro") and not _is_head(word)


def _is_head(word: str) -> bool:
    found = parses(word)
    return bool(found) and found[0].tag.POS == "NOUN" and head_noun(word) is not None


def _agree(page: Page, first: int, head: int) -> bool:
    """Adjectives and head share case, number and gender."""
    words = [page.word(k) for k in range(first, head) if page.word(k) not in ("и", ",")]
    if page.word(head).isupper():
        return True
    heads = table("heads.tsv")
    nouns = [p for p in parses(page.word(head)) if p.tag.POS == "NOUN"]
    ours = [p for p in nouns if p.normal_form.replace("ё", "е") in heads] or nouns  # `книжная полка` is no regiment
    return not words or any(all(_agrees(word, p.tag.case, p.tag.number, p.tag.gender) for word in words) for p in ours)


_SECOND_CASES = {"loc2": "loct", "gen2": "gent"}
"""Cases that some nouns alone have (`в полку`), and the adjective's beside them (`в зенитном`)."""


def _agrees(word: str, case: str, number: str, gender: str) -> bool:
    return any(
        q.tag.POS in ("ADJF", "PRTF")
        and q.tag.case == _SECOND_CASES.get(case, case)
        and q.tag.number == number
        and (number == "plur" or q.tag.gender == gender)
        for q in parses(word)
    )


def _shared_head(page: Page, first: int, head: int, kind: Kind) -> list[Span]:
    """`Самарской и Воронежской областей`: the first adjective alone, then the second with the head."""
    if kind is not Kind.PLACE or head - first < 3 or page.word(head - 2) != "и" or not page.tokens[head - 1].capital:
        return []
    words = [k for k in range(first, head) if page.word(k) not in ("и", ",")]
    if not all(page.tokens[k].capital for k in words):
        return []
    noun = page.word(head)
    if page.tokens[head].capital and not noun.isupper() and not _agrees_with_each(page, words, noun):
        return []
    trace = (f"head {page.word(head)} shared",)
    spans = [Span(k, k, kind, "ru.place", Tier.SURE, trace) for k in words[:-1]]
    return [*spans, Span(words[-1], head, kind, "ru.place", Tier.SURE, trace)]


def _agrees_with_each(page: Page, words: list[int], noun: str) -> bool:
    """`Северной и Южной Америке`: a singular noun that each adjective could have for itself."""
    return all(
        any(
            p.tag.number == "sing" and _agrees(page.word(k), p.tag.case, p.tag.number, p.tag.gender)
            for p in parses(noun)
        )
        for k in words
    )


def _only_nationality(page: Page, first: int, head: int) -> bool:
    """`Российская компания`, `Вьетнамские университеты`: a description, no name."""
    adjectives = [page.word(k) for k in range(first, head) if page.word(k)[0].isalpha()]
    plural = not _singular(page, first, head)
    return _starts(page, first) and (plural or (len(adjectives) == 1 and only_national(adjectives[0])))


def _sounds_official(page: Page, first: int, head: int, last: int, adjectives: int) -> bool:
    """At the beginning of a sentence a capital proves nothing: more words must make it a name."""
    if first == head and not page.word(head).isupper() and not _nominative_singular(page.word(head)):
        return head_noun(page.word(head)) == (Kind.EVENT, "capital") and last > head
    if not _singular(page, first, head) and not page.tokens[head].capital and page.word(first)[0].isalpha():
        return False
    if last > head and adjectives == 0:
        named = any(page.tokens[k].capital or page.word(k) in OPEN for k in range(head + 1, last + 1))
        return named or "official" in _flags(head_lemmas(page.word(head)))
    if last > head:
        return not _only_nationality(page, first, head)
    if adjectives > 1 or page.tokens[head].capital:
        return adjectives > 0
    return adjectives == 1 and not _only_nationality(page, first, head)


def _nominative_singular(word: str) -> bool:
    """Is there a reading in the singular other than the genitive, which begins no sentence (`Больницы Якутии`)?"""
    return any(p.tag.POS == "NOUN" and p.tag.number == "sing" and p.tag.case != "gent" for p in parses(word))


# ---- what hangs on the head ---


def _tail(page: Page, head: int, kind: Kind, *, capital: bool) -> int:
    """The last token of the name whose head is token `head`."""
    heads = head_lemmas(page.word(head))
    last = head
    while last + 1 < len(page.tokens) and last - head < 30:
        k = last + 1
        if not page.joined(last, k) or (page.tokens[k].breaks and page.word(last) in ".!?…:"):
            break
        if page.word(k) in OPEN:
            if kind is Kind.EVENT or not capital or "unquoted" in _flags(heads):
                break
            return page.closing_quote(k) or last
        step = _step(page, k, heads, kind)
        if step is None:
            break
        last, goes_on = step
        if not goes_on:
            break
    return last


def _step(page: Page, k: int, heads: frozenset[str], kind: Kind) -> tuple[int, bool] | None:
    """What token k adds to the name: (its last token, may more follow?)."""
    low, following = page.word(k).lower(), page.word(k + 1)
    end: int | None
    if low == "(" and "саха" in lemmas(page.word(k - 1)) and page.word(k + 2) == ")":
        end = k + 2  # Республика Саха (Якутия)
    elif low in ("имени", "им", "памяти"):
        end = dedication(page, k + 1)
    elif low == "№" and following.isdigit():
        end = k + 1
    elif low == "по" and (kind is Kind.PLACE or following.lower() in words("after_po.txt")):
        return None
    elif low == "по":
        end = _phrase(page, k + 1, "datv")
    elif low == "на" and following == "транспорте":
        end = k + 1
    elif low == "для" and following.lower().replace("ё", "е") in words("after_dlya.txt"):
        end = _phrase(page, k + 1, "gent")
    elif (low == "при" and following[:1].isupper()) or (low in ("о", "об") and _informs(page, k)):
        end = _phrase(page, k + 1, "loct")
    elif low in ("в", "во", "на") and "о" in page.words(k - 3, k - 2):
        return None
    elif low in ("в", "во", "на") and "seat" in _flags(heads) and following[:1].isupper() and may_be(following, "loct"):
        seat = name_end(page, k + 1, Kind.PLACE) or (k + 1 if place_like(page, k + 1) else None)
        return (seat, False) if seat else None
    elif (
        low in ("с", "со")
        and _flags(heads) & {"seat", "partner"}
        and following[:1].isupper()
        and may_be(following, "ablt")
    ):
        end = name_end(page, k + 1, Kind.PLACE) or k + 1
    elif low in ("и", ","):
        end = _listed(page, k, kind)
    elif _of_a_place(page, k) and not is_adjective(following):
        end = name_end(page, k + 1) or k + 1
    elif "республика" in heads and k and page.tokens[k].capital and page.word(k - 1).lower().startswith("республик"):
        return k, False
    else:
        return _genitive_step(page, k, heads, kind)
    return (end, True) if end is not None else None


def _of_a_place(page: Page, k: int) -> bool:
    """`города Дананг`; but in `по Московской области Сергей Маркелов` somebody's given name follows."""
    given = any("Name" in p.tag for p in parses(page.word(k + 1))[:1]) and in_dictionary(page.word(k + 1))
    return page.word(k).lower() in _OF_A_PLACE and page.capital(k + 1) and not given


def _informs(page: Page, k: int) -> bool:
    """`Институт наук о Земле`, `Центр предупреждения о цунами`."""
    return page.word(k - 1) in words("after_o.txt") and may_be(page.word(k + 1), "loct")


def _genitive_step(page: Page, k: int, heads: frozenset[str], kind: Kind) -> tuple[int, bool] | None:
    """A word in the genitive; after a country only a topic or an institution may follow."""
    place = name_at(page, k, Kind.PLACE)
    if "named" not in _flags(heads) and lemmas(page.word(k)) & words("titles.txt") and page.capital(k + 1):
        return None
    if kind is Kind.PLACE and (place or is_country_form(page.word(k))) and not heads & _STATES:
        return None
    namesake = _namesake(page, k, heads)
    if namesake is not None:
        return namesake, False
    person = name_at(page, k, Kind.PERSON)
    if person and person[0] > k:
        return None
    if place and place[0] > k and all(may_be(page.word(n), "gent") for n in range(k, place[0] + 1)):
        seated = "seat" in _flags(heads) and page.word(place[0] + 1) in ("в", "во")
        return (place[0], True) if seated else _after_country(page, place[0])
    organ = name_at(page, k, Kind.ORG)
    if organ and organ[0] > k and all(may_be(page.word(n), "gent") for n in range(k, organ[0] + 1)):
        return organ[0], True
    if not _genitive(page, k):
        return None
    if not is_country_form(page.word(k)):
        return k, True
    return (k, True) if "seat" in _flags(heads) and page.word(k + 1) in ("в", "во") else _after_country(page, k)


_STATES = frozenset(("республика", "королевство", "империя", "княжество", "герцогство", "ханство", "эмират", "штат"))
"""Heads that a place in the genitive tells apart: all other places are two names (`Дальний Восток` `России`)."""


def _namesake(page: Page, k: int, heads: frozenset[str]) -> int | None:
    """`Институт Хо Ши Мина`, `Фонд Потанина`, `Театр Петра Фоменко`: the end of the person's name in the genitive."""
    adjective = is_adjective(page.word(k - 2)) and page.capital(k - 2)
    if "named" not in _flags(heads) or not (page.capital(k - 1) or adjective):
        return None
    person = name_at(page, k, Kind.PERSON)
    if person and person[0] > k and page.slice(k, person[0]) != person[1].text:
        return person[0]
    n = k
    while page.capital(n) and n - k < 4 and page.joined(k, n) and not page.tokens[n].breaks:
        unlisted = n > k and not in_dictionary(page.word(n)) and page.word(n)[-1] in "аяоий"
        if not (_in_genitive(page, n) or unlisted):
            break
        n += 1
    return n - 1 if n > k else None


def _in_genitive(page: Page, k: int) -> bool:
    """Is the word a given name, patronymic or surname in the genitive singular?"""
    return any(
        {"Name", "Patr", "Surn"} & set(p.tag.grammemes) and p.tag.case == "gent" and p.tag.number == "sing"
        for p in parses(page.word(k))
    )


def _after_country(page: Page, k: int) -> tuple[int, bool]:
    """`Комитет России по …`, `Департамент Азии МИД РФ` go on; `Институт России Иванов` does not."""
    word = page.word(k + 1)
    if word.lower() == "по":
        end = _phrase(page, k + 2, "datv")
        return (end, True) if end is not None else (k, False)
    organ = name_at(page, k + 1, Kind.ORG) if k + 1 < len(page.tokens) and page.joined(k, k + 1) else None
    return (organ[0], True) if organ and not page.tokens[k + 1].breaks else (k, False)


def _genitive(page: Page, k: int) -> bool:
    """May the word hang on the head: a genitive, or an abbreviation?"""
    word = page.word(k)
    if not _CYRILLIC.match(word):
        return False
    if is_country_form(word) or (word.isupper() and 2 <= len(word) <= 6):
        return True
    found = parses(word)
    if len(word) < 3 or not may_be(word, "gent") or any(p.tag.POS in _NO_NOUN and p.score > 0.4 for p in found):
        return False
    if is_adjective(word) and not is_noun(word):
        following = page.word(k + 1)
        return bool(following) and following[0].isalpha() and (may_be(following, "gent") or following == "и")
    subject = word.islower() and may_be(word, "nomn", "plur") and may_be(page.word(k + 1), "VERB", "plur")
    subject = subject and not (is_adjective(page.word(k - 1)) and not may_be(page.word(k - 1), "plur"))
    if subject and (may_be(word, "anim") or may_be(page.word(k - 1), "gent")):
        return False
    saint = page.word(k - 1).lower() in ("святого", "святой", "святых")
    if page.tokens[k].capital and found and {"Name", "Patr", "Surn"} & set(found[0].tag.grammemes) and not saint:
        return False
    return is_noun(word)


_NO_NOUN = ("VERB", "INFN", "ADVB", "PREP", "CONJ", "NPRO", "GRND", "PRED", "PRCL")


def _phrase(page: Page, k: int, case: str) -> int | None:
    """The end of a phrase in `case` that begins at k, its genitive attributes included."""
    last, n = None, k
    while n < len(page.tokens) and n - k < 14 and page.joined(k, n):
        word = page.word(n)
        if word in ("и", ","):
            if not _goes_on(page, n, case):
                break
            n += 1
            continue
        if not word[0].isalpha() or (last is not None and _of_a_place(page, n)):
            break
        governed = page.word(n - 1).lower() in ("управлению", "управления") and may_be(word, "ablt")
        if not governed and not (
            may_be(word, case) or (last is not None and _genitive(page, n)) or (word.isupper() and len(word) <= 6)
        ):
            break
        if is_noun(word):
            last = n
        n += 1
    return last


def _goes_on(page: Page, n: int, case: str) -> bool:
    """Does the phrase continue after the comma or `и` at n?"""
    following = page.word(n + 1)
    fits = following[:1].isalpha() and following.islower() and (may_be(following, case) or may_be(following, "gent"))
    if page.word(n) == "и" and case == "datv" and page.capital(n + 1) and _is_region(page, n - 1):
        end = n + 1 + _adjectives(page, n + 1)
        return may_be(following, case) and _is_region(page, end)
    return fits and _closes_list(page, n, case)


def _is_region(page: Page, k: int) -> bool:
    """`Хабаровскому краю`, `Санкт-Петербургу`: a place, or the head noun of one."""
    return _is_place_head(page.word(k)) or (page.capital(k) and place_like(page, k))


def _is_place_head(word: str) -> bool:
    head = head_noun(word)
    return head is not None and head[0] is Kind.PLACE


def _closes_list(page: Page, comma: int, case: str) -> bool:
    """A comma belongs to the name only when `и` closes the list soon: `по делам семьи, женщин и детей`."""
    if page.word(comma) == "и":
        return True
    for n in range(comma + 1, min(comma + 8, len(page.tokens))):
        word = page.word(n)
        if word == "и":
            return True
        if word != "," and not (word[0].isalpha() and word.islower() and (may_be(word, case) or may_be(word, "gent"))):
            return False
    return False


def _listed(page: Page, k: int, kind: Kind) -> int | None:
    """`… культуры, спорта и туризма`: the end of a list of genitives that continues at the comma or `и` at k."""
    if kind is not Kind.ORG or not _closes_list(page, k, "gent"):
        return None
    n = k + 1
    word = page.word(n)
    if not word or not word[0].isalpha() or not word.islower() or not _genitive(page, n):
        return None
    if may_be(word, "Apro"):
        return None
    last = _end_of_item(page, n)
    if head_noun(page.word(last)) is not None and may_be(page.word(last), "sing", "gent") and last > n:
        return None
    while is_adjective(page.word(n)) and not is_noun(page.word(n)) and _genitive(page, n + 1):
        n += 1
    return n


def _end_of_item(page: Page, n: int) -> int:
    """The noun of an item of a list that begins at token n, past its adjectives."""
    while is_adjective(page.word(n)) and not is_noun(page.word(n)) and page.word(n + 1)[:1].isalpha():
        n += 1
    return n


def place_like(page: Page, k: int) -> bool:
    """Is there a place of the tables or of the dictionary at token k?"""
    return name_end(page, k, Kind.PLACE) is not None or any("Geox" in p.tag for p in parses(page.word(k)))


def _ends_in_place(page: Page, head: int, last: int) -> bool:
    """Does a place hang on the head, by itself or as an adjective (`администрация Всеволожского района`)?"""
    capitals = [k for k in range(head + 1, last + 1) if page.tokens[k].capital]
    named = any(place_like(page, k) or (k < last and _is_place_head(page.word(k + 1))) for k in capitals)
    seat_only = page.word(head + 1).lower() in ("в", "во", "на")
    return (named and not seat_only) or page.word(last) in CLOSE
