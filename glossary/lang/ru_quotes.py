"""Russian names in quotation marks: typed by the descriptor before them; titles of works are none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from glossary.lang.ru_morph import in_dictionary, is_vietnamese_name, lemmas, may_be, parses
from glossary.lang.ru_tables import described, function_word, lemmas_of, name_end, words
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier
from glossary.model import Kind


def _quotations(page: Page) -> Iterator[tuple[int, int, str | None]]:
    """First and last token inside each pair of quotation marks, and what the words before make of it."""
    before: tuple[int, str | None] = (-9, None)
    products: set[str] = set()
    described_once: list[tuple[list[frozenset[str]], str]] = []
    for k, token in enumerate(page.tokens):
        if token.text not in "«„“":
            continue
        close = page.closing_quote(k)
        if close is None or close == k + 1 or close - k > 12:
            continue
        kind = described_before(page, k)
        if kind is None and before[1] and k - before[0] == 2 and page.word(k - 1) in ("и", ",", "или"):
            kind = before[1]
        names = lemmas_of(page.word(k + 1)) if close == k + 2 else frozenset({page.slice(k + 1, close - 1)})
        if kind == "-":
            products |= names
        elif kind is None and products & names:
            kind = "-"
        sentence_like = any(page.tokens[n].is_word and not page.capital(n) for n in range(k + 1, close))
        if kind is None and sentence_like and _author_follows(page, close + 1):
            kind = "work"
        forms = [lemmas_of(page.word(n)) for n in range(k + 1, close) if page.tokens[n].is_word]
        if kind is None and len(forms) > 1:
            kind = next((said for once, said in described_once if _same_words(forms, once)), None)
        elif kind in ("ORG", "EVENT", "PLACE") and kind:
            described_once.append((forms, kind))
        before = (close, kind)
        yield k + 1, close - 1, kind


def _same_words(forms: Sequence[frozenset[str]], once: Sequence[frozenset[str]]) -> bool:
    """`банкротство «Байкал — Меконга»` after `агентство «Байкал — Меконг»`: the same words in another case."""
    return len(forms) == len(once) and all(a & b for a, b in zip(forms, once, strict=True))


def quoted(page: Page) -> Iterator[Span]:
    """`компания «Новатэк»`: typed by the descriptor before; ships and products are named by no mention."""
    for first, last, kind in _quotations(page):
        token = page.tokens[first]
        starts = token.text[0].isalnum() and (token.capital or token.text[0].isdigit())
        if page.word(first - 2) in words("legal_forms.txt") and page.joined(first - 2, first):
            yield Span(first - 2, last + 1, Kind.ORG, "ru.quoted", Tier.SURE, (f"with {page.word(first - 2)}",))
        elif kind == "-":
            yield Span(first, last, None, "ru.product", Tier.DECIDED, ("name of a product, ship or award",))
        elif kind and kind != "work" and starts:
            trace = (f"in quotation marks after {page.word(first - 2)}",)
            yield Span(first, last, Kind(kind), "ru.quoted", Tier.SURE, trace)
        elif kind is None and first < last and _stays_place(page, first, last) and _is_place(page, first, last):
            continue
        elif kind is None and token.capital and _is_place(page, first, last):
            yield Span(
                first, last, Kind.ORG, "ru.quoted", Tier.SURE, ("a place's name in quotation marks: a club or firm",)
            )
        elif kind is None and starts and last - first < 3 and _plays(page, first, last):
            yield Span(first, last, Kind.ORG, "ru.quoted", Tier.SURE, ("one of two teams with a dash between",))
        elif kind is None and starts and _foreign_phrase(page, first, last):
            yield Span(first, last, Kind.ORG, "ru.quoted", Tier.SURE, ("foreign words in quotation marks",))
        elif kind is None and _all_capitals(page, first, last):
            site = lemmas(page.word(last)) & words("place_descriptors.txt")  # «Ак Барс Арена»
            trace = ("capitals throughout in quotation marks",)
            yield Span(first, last, Kind.PLACE if site else Kind.ORG, "ru.quoted", Tier.SURE, trace)
        elif kind is None and first == last and token.capital and not in_dictionary(token.text):
            yield Span(first, last, Kind.ORG, "ru.quoted-word", Tier.GUESS, ("an unknown word in quotation marks",))


def _author_follows(page: Page, k: int) -> bool:
    """`«На западе без перемен» Ремарка`: a person in the genitive after the quotation."""
    if not page.capital(k) or page.tokens[k].breaks or not page.word(k)[1:].islower():
        return False
    found = parses(page.word(k))
    named = [p for p in found if {"Surn", "Name"} & set(p.tag.grammemes) and p.tag.number == "sing"]
    return any(p.tag.case == "gent" for p in named) and not any(p.tag.case == "nomn" for p in named[:2])


def _plays(page: Page, first: int, last: int) -> bool:
    """`«Текстильщик» (Иваново) – «Муром» 1:1`: two quoted names with a dash between, each perhaps with its town."""
    after = _past_brackets(page, last + 2)
    if page.word(after) in ("–", "—", "-") and page.word(after + 1) in OPEN:
        close = page.closing_quote(after + 1)
        return close is not None and _score(page, _past_brackets(page, close + 1))
    before = first - 2
    if page.word(before) == ")":
        before = next((n - 1 for n in range(before, max(before - 8, 0), -1) if page.word(n) == "("), before)
    dashed = page.word(before) in ("–", "—", "-") and (page.word(before - 1) in CLOSE or page.word(before - 1) == ")")
    return dashed and _score(page, _past_brackets(page, last + 2))


def _past_brackets(page: Page, k: int) -> int:
    if page.word(k) != "(":
        return k
    return next((n + 1 for n in range(k + 1, min(k + 8, len(page))) if page.word(n) == ")"), k)


def _score(page: Page, k: int) -> bool:
    """Is token k the beginning of a score (`3:0`), maybe after a dash?"""
    k += page.word(k) in ("–", "—", "-")
    return page.word(k).isdigit() and page.word(k + 1) == ":" and page.word(k + 2).isdigit()


def _stays_place(page: Page, first: int, last: int) -> bool:
    """No club is called `«Карибское море»`, and one is in a place: `в «Нижнем Новгороде»`."""
    word = page.word(last)
    return page.word(first - 2) in ("в", "на", "из") or (
        word.islower() and bool(lemmas(word) & words("place_descriptors.txt"))
    )


def _is_place(page: Page, first: int, last: int) -> bool:
    return name_end(page, first, Kind.PLACE) == last


def _foreign_phrase(page: Page, first: int, last: int) -> bool:
    """`«Казахстан темир жолы»`: not Russian, so no title, and a capital only at its beginning."""
    small = [word for word in page.words(first + 1, last) if word.islower()]
    unknown = sum(not in_dictionary(word) for word in small)
    return 0 < len(small) == len(page.words(first + 1, last)) < 4 and unknown * 2 >= len(small)


def _all_capitals(page: Page, first: int, last: int) -> bool:
    """`«Конг Ан Ханой»`, `«Манчестер Юнайтед»`: no title of a work, and no name of a person."""
    words = page.words(first, last)
    if not 2 <= len(words) <= 4 or not all(word[0].isupper() and not word.isupper() for word in words):
        return False
    signs = [page.word(k) for k in range(first, last + 1) if not page.tokens[k].is_word]
    if not all(sign.isdigit() or sign in ("–", "—", "-") for sign in signs):
        return False
    if signs and all(name_end(page, k, Kind.PLACE) == k for k in range(first, last + 1) if page.tokens[k].is_word):
        return False
    given = may_be(words[0], "Name") and any(may_be(word, "Surn") or may_be(word, "Patr") for word in words[1:])
    return not (given or is_vietnamese_name(words) or name_end(page, first) == last)


def works(page: Page) -> Iterator[tuple[int, int]]:
    """Titles of films, books, pieces of music: no names, though names of people and places inside them are."""
    for first, last, kind in _quotations(page):
        if kind == "work":
            yield first, last


def outside_works(page: Page, candidates: Iterable[Span], titles: Sequence[tuple[int, int]]) -> list[Span]:
    """Without what would make a name of a title or of a piece of it."""
    inside = {k: work for work in titles for k in range(work[0], work[1] + 1)}
    kept = []
    for span in candidates:
        work = inside.get(span.first)
        if work is None or span.tier is Tier.DECIDED or _named_in_work(span, work):
            kept.append(span)
        else:
            page.refuse(span.first, span.last, f"{span.rule}: part of the title {page.slice(*work)}")
    return kept


def _named_in_work(span: Span, work: tuple[int, int]) -> bool:
    """Is a candidate inside the title of a work a person or a place, and no word of the title?"""
    if span.kind not in (Kind.PERSON, Kind.PLACE) or span.rule not in ("ru.authority", "ru.tagger", "ru.repeat"):
        return False
    return span.rule == "ru.authority" or span.first != span.last or span.first != work[0]


def described_before(page: Page, k: int) -> str | None:
    """What the descriptor up to three words before the quotation mark at k makes of the name after it.

    A dash may stand between: `новый шторм — «Фунг-Вонг»`.
    """
    if page.word(k - 1) in ("—", "–") and may_be(page.word(k - 2), "NOUN", "nomn", "sing"):
        kind = described(page.word(k - 2))
        return kind if kind and not page.capital(k - 2) else None
    for back in (1, 2, 3):
        word = page.word(k - back) if k - back >= 0 else ""
        if not word or not word[0].isalpha():
            return None
        kind = described(word, page.word(k - back - 1))
        if kind and (not page.tokens[k - back].capital or page.tokens[k - back].breaks or back == 1):
            return kind
        if back == 1 and (function_word(word) or not may_be(word, "gent")):
            return None
    return None
