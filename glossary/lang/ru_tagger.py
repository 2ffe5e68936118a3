"""What slovnet's tagger marks in Russian text, by the annotation rules; places by context; names in Latin letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from glossary import authority
from glossary.lang.ru_institutions import ROMAN, head_noun
from glossary.lang.ru_morph import in_dictionary, lemmas, may_be, parses
from glossary.lang.ru_network import network
from glossary.lang.ru_people import acts, someone_else, vietnamese_behind_place
from glossary.lang.ru_tables import common, described, function_word, proper, with_country, words
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier
from glossary.model import Kind

_CHUNK = 8_000
"""Code points given to the tagger at once: whole lines, so memory stays flat on any length of text."""


_COMPASS = frozenset(("Север", "Юг", "Восток", "Запад"))
_TAGS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORG}


def tagged(page: Page) -> Iterator[Span]:
    """What the tagger marks, cleaned."""
    for start, end in _chunks(page):
        for first, last, tag in network().spans(page.text[start:end]):
            tokens = page.at(start + first, start + last)
            if tokens:
                yield from _clean(page, *tokens, _TAGS[tag])


def _chunks(page: Page) -> Iterator[tuple[int, int]]:
    """Spans of whole lines of about `_CHUNK` code points; what holds no Cyrillic word is left out."""
    start = None
    for number, token in enumerate(page.tokens):
        if start is None:
            start = token.start
        following = page.tokens[number + 1] if number + 1 < len(page.tokens) else None
        if (
            following is None
            or (following.breaks and following.end - start > _CHUNK)
            or following.end - start > 4 * _CHUNK
        ):
            yield start, token.end
            start = None


def _clean(page: Page, first: int, last: int, kind: Kind) -> Iterator[Span]:
    """What the tagger marked, by the annotation rules: no brackets, quotation marks or descriptors."""
    for k in range(first, last + 1):
        if page.word(k) in "()/[]" or "\n" in page.text[page.tokens[max(first, k - 1)].end : page.tokens[k].start]:
            if k > first:
                yield from _clean(page, first, k - 1, kind)
            if k < last:
                yield from _clean(page, k + (page.word(k) in "()/[]"), last, kind)
            return
    person = vietnamese_behind_place(page, first, last)
    if person is not None:
        yield from _clean(page, first, person - 1, Kind.PLACE)
        yield from _clean(page, person, last, Kind.PERSON)
        return
    other = next((k for k in range(first + 1, last + 1) if kind is Kind.PERSON and someone_else(page, k)), None)
    if other is not None:
        yield from _clean(page, first, other - 1, kind)
        yield from _clean(page, other, last, kind)
        return
    marked = first, last
    first, last = _shorn(page, first, last, kind)
    before = last
    if kind is Kind.ORG:
        last = with_country(page, last)
    why = _no_name(page, first, last, kind)
    if why:
        page.refuse(*marked, f"ru.tagger: {why}")
        return
    trace = ["slovnet"]
    if (first, last) != marked:
        trace.append(f"borders moved from {page.slice(*marked)}")
    head = _kind_by_head(page, first, last, kind)
    if head is not kind:
        trace.append(f"typed {head} by its head (was {kind})")
    if head is Kind.PERSON and first < last and all(w.islower() for w in page.words(first + 1, last)):
        last = first
    sure = first < last and (head is Kind.PERSON or last > before)
    yield Span(first, last, head, "ru.tagger", Tier.SURE if sure else Tier.GUESS, tuple(trace))


def _shorn(page: Page, first: int, last: int, kind: Kind) -> tuple[int, int]:
    """Without signs, small words and what only the beginning of a sentence capitalised."""
    while first < last and (
        page.word(first) in (*OPEN, *"—–-.,") or not (page.tokens[first].capital or page.word(first)[0].isdigit())
    ):
        first += 1
    while (
        last > first
        and not page.word(last)[0].isalnum()
        and not (page.word(last) in CLOSE and _opens(page, first, last))
    ):
        last -= 1
    while last > first and page.word(last).isdigit() and page.word(last + 1) == "%":
        last -= 1
    if (
        any(page.word(k) in OPEN for k in range(first, last))
        and page.word(last + 1) in CLOSE
        and not page.gap(last + 1)
    ):
        last += not any(page.word(k) in CLOSE and page.word(k) not in OPEN for k in range(first, last + 1))
    if first < last and page.tokens[first].breaks:
        word = page.word(first)
        small = function_word(word) or re.fullmatch("По-[а-яё]+ски", word) is not None
        first += small or (common(word) and (kind is Kind.PLACE or "-" in word))
    return first, last


def _no_name(page: Page, first: int, last: int, kind: Kind) -> str:
    """Why what the tagger marked is no name; empty when it is one."""
    if not (page.tokens[first].capital or page.word(first)[0].isdigit()):
        return "begins with a small letter"
    if page.shouted(first) and any(in_dictionary(w) and not proper(w) for w in page.words(first, last)):
        return "a common word in a line of capitals"
    if first == last and _generic(page, first, kind):
        return "a common word or an adjective alone"
    if kind is Kind.ORG and first < last and _is_post(page.word(first)):
        return "a post"
    if first == last and _is_direction(page, first):
        return "a direction"
    if kind is not Kind.PERSON and first < last and _work_or_treaty(page, first, last):
        return "a treaty, an award or a product"
    return "a description at the beginning of a sentence" if _description(page, first, last, kind) else ""


def _is_post(word: str) -> bool:
    """`Лорд-председатель совета`, `Врач-кардиолог`: who somebody is, by the whole word or one of its parts."""
    parts = [word, *word.split("-")]
    return any(lemmas(part) & words("titles.txt") and may_be(part.lower(), "anim") for part in parts)


def _work_or_treaty(page: Page, first: int, last: int) -> bool:
    """Is the first noun that of a treaty, an award or a product (`Американской медалью дружбы`)?"""
    nouns = (w for w in page.words(first, last) if in_dictionary(w) and parses(w)[0].tag.POS == "NOUN")
    noun = next(nouns, "")
    if not noun or head_noun(noun) is not None or proper(noun):
        return False
    return described(noun) == "-" or bool(lemmas(noun) & words("treaties.txt"))


def _description(page: Page, first: int, last: int, kind: Kind) -> bool:
    """`Христианские церкви`, `Сельскохозяйственная земля`: small words after an adjective that no place gave."""
    rest = page.words(first + 1, last)
    if not page.tokens[first].breaks or not rest or not all(word.islower() for word in rest):
        return False
    word = page.word(first)
    found = parses(word)
    plain = bool(found) and found[0].tag.POS == "ADJF" and in_dictionary(word)
    from_a_place = re.search(r"[сц]к(?:ая|ий|ое|ой|ого|ому|им|ом|ую)$", word)
    return plain and (found[0].tag.number == "plur" or (kind is Kind.PLACE and not from_a_place))


def with_adjectives(page: Page, span: Span) -> Span:
    """`Северный Вьетнам`, `Британской Колумбии`: a capitalised adjective that agrees belongs to the place."""
    first = span.first
    while span.kind is Kind.PLACE and first and _extends(page, first - 1, span.first):
        first -= 1
    return span if first == span.first else replace(span, first=first, trace=(*span.trace, "with its adjective"))


_PART_OF_A_PLACE = frozenset(
    ["северный", "южный", "восточный", "западный", "центральный", "внешний", "внутренний", "верхний", "нижний"]
)


def _extends(page: Page, k: int, place: int) -> bool:
    adjective = page.tokens[k]
    if not adjective.capital or len(adjective.text) < 4 or not page.joined(k, place):
        return False
    if (adjective.breaks or page.word(k - 1) in OPEN) and lemmas(adjective.text).isdisjoint(_PART_OF_A_PLACE):
        return False
    return k + 1 == place and any(
        p.tag.POS == "ADJF"
        and {"Apro", "Surn"}.isdisjoint(p.tag.grammemes)
        and may_be(page.word(place), p.tag.case, p.tag.number)
        for p in parses(adjective.text)[:2]
    )


def _is_direction(page: Page, k: int) -> bool:
    """`магистраль Север – Юг` names no places."""
    near = {page.word(n) for n in (k - 2, k + 2) if page.word((n + k) // 2) in "-–—"}
    return page.word(k) in _COMPASS and bool(near & _COMPASS)


def _kind_by_head(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """An institution or a place of several words is what its head noun says; `в ГЦОЛИФКе` one studies or works."""
    if first == last and kind is Kind.PLACE and page.word(first - 1) in ("в", "во"):
        return Kind.ORG if re.fullmatch("[А-ЯЁ]{4,}(?:е|у)", page.word(first)) else kind
    if kind is Kind.PERSON or first == last:
        return kind
    if page.word(last).islower() and lemmas(page.word(last)) & words("place_descriptors.txt"):
        return Kind.PLACE  # `Центральный колхозный рынок`
    nouns = (head_noun(page.word(k)) for k in range(first, last + 1) if not may_be(page.word(k), "ADJF"))
    head = next((noun for noun in nouns if noun is not None), None)
    return head[0] if head and head[0] is not Kind.EVENT else kind


def _opens(page: Page, first: int, last: int) -> bool:
    return any(page.word(k) in OPEN for k in range(first, last))


def _generic(page: Page, k: int, kind: Kind) -> bool:
    """A bare head (`Центр`, `Министерство`) or an adjective alone is no name."""
    word = page.word(k)
    if word in words("not_names.txt"):
        return True
    if page.shouted(k) or (word.isupper() and len(word) > 5 and page.word(k - 1) not in OPEN):
        return in_dictionary(word) and not proper(word)
    if _plural_adjective(word) and page.word(k - 1) not in OPEN:
        return True
    if re.fullmatch(r"(?:[A-Z][A-Za-z]*|[А-ЯЁ]+)-[а-яё]+", word) and common(word.partition("-")[2]):
        return True
    if "-" in word and page.tokens[k].breaks and kind is Kind.PERSON and _is_post(word):
        return True
    if (word.isupper() and len(word) > 1) or ("-" in word and not (page.tokens[k].breaks and common(word))):
        return False
    head = head_noun(word)
    if (
        head is not None
        and head[1] != "quoted"
        and kind is not Kind.PERSON
        and not (lemmas(word) & {"политбюро", "компартия", "тропцентр"})
    ):
        return True
    found = parses(word)
    if not found or any("Geox" in p.tag for p in found):
        return False
    if kind is Kind.PERSON:
        named = any({"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in found)
        if in_dictionary(word) and all(p.tag.POS == "ADJF" for p in found) and not named:
            return True
        if page.tokens[k].breaks and _only_a_name_fits(page, k):
            return False
        return page.tokens[k].breaks and (common(word) or (in_dictionary(word) and not named))
    if page.tokens[k].breaks and common(word):
        return True
    if page.tokens[k].breaks and in_dictionary(word) and found[0].tag.POS not in ("NOUN", None):
        return True
    return found[0].tag.POS == "ADJF" and (kind is Kind.PLACE or (kind is Kind.ORG and page.word(k - 1) not in OPEN))


def _only_a_name_fits(page: Page, k: int) -> bool:
    """`Сигал попал`, `Блох ставит`: before a verb in the singular stands neither a verb nor a genitive plural."""
    found = parses(page.word(k))
    if not acts(page, k):
        return False
    subject = any(p.tag.case == "nomn" and {"Name", "Surn"} & set(p.tag.grammemes) for p in found)
    return subject or all(p.tag.POS == "VERB" or (p.tag.number == "plur" and p.tag.case != "nomn") for p in found)


def _plural_adjective(word: str) -> bool:
    found = parses(word)
    if "-" in word and not in_dictionary(word) and re.search("[сц]к(?:ие|их|им|ими)$", word):
        return True
    surname = any({"Surn", "Geox"} & set(p.tag.grammemes) for p in found)
    return bool(found) and found[0].tag.POS == "ADJF" and found[0].tag.number == "plur" and not surname


def places_by_context(page: Page) -> Iterator[Span]:
    """`в Ворсине`, `на Спиридоновке`, `город Белебей`: a capitalised word the dictionary does not know otherwise."""
    for k in range(1, len(page.tokens)):
        token, before = page.tokens[k], page.word(k - 1).lower()
        if not token.capital or token.breaks or not token.text[1:].islower() or len(token.text) < 4:
            continue
        found = parses(token.text)
        described_place = bool(lemmas(before) & words("place_descriptors.txt"))
        if found and found[0].tag.POS == "ADJF" and described_place and not page.capital(k + 1):
            yield Span(k, k, Kind.PLACE, "ru.place-context", Tier.GUESS, (f"after {before}",))
        if not found or {"Surn", "Name", "Patr", "Orgn"} & set(found[0].tag.grammemes) or found[0].tag.POS != "NOUN":
            continue
        located = before in ("в", "во", "на") and (
            any(p.tag.case == "loct" and "Geox" in p.tag for p in found)
            or (not in_dictionary(token.text) and may_be(token.text, "loct"))
        )
        named = described_place and not in_dictionary(token.text)
        if (located or named) and not page.capital(k + 1):
            yield Span(k, k, Kind.PLACE, "ru.place-context", Tier.GUESS, (f"after {before}",))


_LATIN_NAME = re.compile(
    r"(?<![\w-])[A-Z][\w&’'-]*(?:[ \u00a0](?:[A-Z][\w&’'-]*|of|and|de|der|van|von))*(?<! of)(?<! and)(?<! de)(?![\w-])"
)


def latin(page: Page) -> Iterator[Span]:
    """`VnExpress`, `PVN Group`: names left in Latin letters; most are companies or media."""
    for match in _LATIN_NAME.finditer(page.text):
        tokens = page.at(match.start(), match.end())
        if not tokens or match.end() - match.start() > 80:
            continue
        name = match.group()
        if re.search(r"[А-Яа-яЁё]", name) or ROMAN.fullmatch(name) or (len(name) == 1):
            continue
        if described(page.word(tokens[0] - 1)) in ("-", "work") or page.word(tokens[1] + 1).isdigit():
            continue
        if name in words("not_names.txt"):
            continue
        entries = authority.load().find(name)
        if entries:
            yield Span(*tokens, entries[0].kind, "ru.authority", Tier.SURE, (f"in the tables: {name}",))
        elif _latin_organisation(page, tokens[0], name):
            yield Span(*tokens, Kind.ORG, "ru.latin", Tier.SURE if " " in name else Tier.GUESS)


def _latin_organisation(page: Page, first: int, name: str) -> bool:
    """Does a name in Latin letters look like a company: by a word of it, its capitals, the descriptor before it?"""
    if re.search(r"\d{2,}", name):
        return False
    firm = not words("latin_firms.txt").isdisjoint(re.findall(r"\w+", name))
    if firm or described(page.word(first - 1)) == "ORG":
        return True
    return " " not in name and bool(re.search(r"[A-Z].*[A-Z]", name))
