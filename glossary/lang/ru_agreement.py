"""The dictionary form of each name of a Russian article: what agrees with it decides, then its other mentions.

`Александра Петрова` is a woman in the nominative or a man in the genitive. A past verb in the feminine, a title in the
nominative, what governs a genitive tell which; only then the article's other names do.
"""

from __future__ import annotations

from collections.abc import Sequence

from glossary.lang import ru_surnames
from glossary.lang.ru_morph import lemmas, like, may_be, oblique_lemma, parses, person_lemmas
from glossary.lang.ru_quotes import described_before
from glossary.lang.ru_tables import beside_people, lemma
from glossary.lang.spans import Page, Span
from glossary.model import Kind


def agreed_lemmas(page: Page, spans: Sequence[Span]) -> list[str]:
    """Lemmas, agreed over the article: `Калганова` beside `Калганов` is the latter's genitive, no woman."""
    texts = [page.slice(span.first, span.last) for span in spans]
    women = [span.kind is Kind.PERSON and _is_woman(page, span, text) for span, text in zip(spans, texts, strict=True)]
    guesses = [
        text if span.kind is None or woman or _after_its_descriptor(page, span) else lemma(text, span.kind)
        for span, text, woman in zip(spans, texts, women, strict=True)
    ]
    guesses = _as_elsewhere(spans, texts, guesses)
    full = {
        guess.split()[-1]
        for span, guess in zip(spans, guesses, strict=True)
        if span.kind is Kind.PERSON and " " in guess
    }
    guesses = [
        guess if woman or span.kind is not Kind.PERSON else _as_in_full(text, guess, full)
        for span, text, guess, woman in zip(spans, texts, guesses, women, strict=True)
    ]
    sure = {(span.kind, guess) for span, guess in zip(spans, guesses, strict=True)}
    sure |= {(Kind.PERSON, name) for name in full}
    return [
        guess if woman else _agreed_lemma(page, span, text, guess, sure)
        for span, text, guess, woman in zip(spans, texts, guesses, women, strict=True)
    ]


def _after_its_descriptor(page: Page, span: Span) -> bool:
    """`фестиваля «Дороги Чыонгшона»`: a name in quotation marks does not decline after what it is."""
    return span.rule == "ru.quoted" and described_before(page, span.first - 1) is not None


def _as_elsewhere(spans: Sequence[Span], texts: Sequence[str], guesses: Sequence[str]) -> list[str]:
    """`Юрием Береговым` beside `Юрий Береговой`: of the nominatives that a form allows, the one that another has."""
    names = [span.kind is Kind.PERSON and " " in text for span, text in zip(spans, texts, strict=True)]
    known = {
        guess
        for name, text, guess in zip(names, texts, guesses, strict=True)
        if name and person_lemmas(text) == {guess}
    }
    agreed: list[str] = []
    for name, text, guess in zip(names, texts, guesses, strict=True):
        open_to = person_lemmas(text) & known if name and guess not in {text, *known} else frozenset()
        agreed.append(next(iter(open_to)) if len(open_to) == 1 else guess)
    return agreed


def _as_in_full(text: str, guess: str, full: set[str]) -> str:
    """`Колоскову` beside `Анна Колоскова`: a surname alone, as the one full name has it that its ending allows."""
    if " " in text or guess in full:
        return guess
    if text in full:
        return text
    named = person_lemmas(text) & full
    return next(iter(named)) if len(named) == 1 else guess


def _agreed_lemma(page: Page, span: Span, text: str, guess: str, sure: set[tuple[Kind | None, str]]) -> str:
    if guess != text:
        return guess
    if span.kind is Kind.PERSON:
        other = _by_preposition(page, span.first, text) or oblique_lemma(text)
        if other != text and ((span.kind, other) in sure or _governed(page, span.first, span.last)):
            return other
    if " " not in text:
        for ending in ("а", "у", "ом", "ым", "е", "ой"):
            bare = text.removesuffix(ending)
            if bare != text and len(bare) > 2 and (span.kind, bare) in sure:
                return bare
    return guess


# ---- a woman in the nominative ---


def _is_woman(page: Page, span: Span, text: str) -> bool:
    """Does what stands around a name that may be a woman's in the nominative (`Валерия Орлова`) say that it is?"""
    if not _may_be_woman(text):
        return False
    before, k = _before(page, span.first), span.first - 1
    beside = before.islower() and page.joined(k, span.first) and page.gap(span.first) == " "
    found = parses(before) if beside else ()
    if found and found[0].tag.POS == "PREP":
        return False
    nouns = [p for p in found if p.tag.POS == "NOUN"]
    if nouns and found[0].tag.POS == "NOUN":
        title = all(p.tag.case == "nomn" and "anim" in p.tag for p in nouns if p.tag.number == "sing" and p.score > 0.1)
        if "inan" in nouns[0].tag and may_be(before, "gent"):
            return _holds_an_office(page, k)
        return title and "sing" in nouns[0].tag and not _is_kin(page, k, before)
    if _came(before):
        return True
    return _she_acts(page, span.last)


def _holds_an_office(page: Page, k: int) -> bool:
    """`художественный руководитель хора Александра Пермякова`: a title in the nominative and what it is over.

    The genitive before the name could be his (`директор завода Петрова`), but the press names who holds the office.
    """
    while k > 0 and page.joined(k - 1, k) and page.gap(k) == " " and may_be(page.word(k), "gent"):
        k -= 1
        found = parses(page.word(k).lower() if page.tokens[k].breaks else page.word(k))
        titles = [p for p in found if p.tag.POS == "NOUN" and "anim" in p.tag and p.tag.number == "sing"]
        if titles:
            return all(p.tag.case == "nomn" for p in titles) and not page.capital(k + 1)
    return False


def _may_be_woman(text: str) -> bool:
    *given, last = text.split()
    ends = last.endswith(("ская", "цкая")) or (ru_surnames.is_russian(last) and last.endswith("а"))
    named = any({"Name", "femn", "nomn"} <= set(p.tag.grammemes) for p in parses(given[0])) if given else True
    only_hers = bool(given) and not may_be(given[0], "Name", "masc")  # Любовь, Айгуль
    return ends and named and (not given or given[0][-1] in "ая" or only_hers)


def _before(page: Page, first: int) -> str:
    """The word before a name, in small letters where only the beginning of a sentence capitalised it."""
    before = page.word(first - 1)
    small = (before[1:].islower() or len(before) == 1) and first and page.tokens[first - 1].breaks
    return before.lower() if small else before


def _is_kin(page: Page, k: int, noun: str) -> bool:
    """`супруга Александра Новикова` is his wife; `его супруга Александра Новикова` is herself."""
    if lemmas(noun).isdisjoint(beside_people("of")):
        return False
    return page.word(k - 1).lower() not in ("его", "её", "ее", "их") and not may_be(page.word(k - 1), "Apro")


def _she_acts(page: Page, last: int) -> bool:
    """`Александра Петрова вчера открыла`, `Александра Петрова, возглавившая`: a feminine verb or participle follows."""
    n = last + 1
    if page.word(n) == ",":
        return may_be(page.word(n + 1), "PRTF", "femn", "nomn")
    while n < last + 4 and any(p.tag.POS in ("ADVB", "PRCL") for p in parses(page.word(n))[:1]):
        n += 1
    found = parses(page.word(n)) if page.word(n).islower() else ()
    return bool(found) and found[0].tag.POS == "VERB" and found[0].tag.gender == "femn"


def _came(before: str) -> bool:
    """`Пришла Александра Рябова`: a feminine verb that takes no object."""
    found = parses(before)
    return bool(found) and {"VERB", "femn", "intr"} <= set(found[0].tag.grammemes)


# ---- what governs a name ---


def _by_preposition(page: Page, k: int, text: str) -> str:
    """`С Аней` is Аня: a given name whose preposition takes the case that another name is in the nominative."""
    cases = _PREPOSITIONS.get(page.word(k - 1).lower(), "").split()
    if " " in text or not cases or not may_be(text, "Name"):
        return ""
    found = [p for p in parses(text) if "Name" in p.tag and p.tag.case in cases and p.tag.number == "sing"]
    nominative = found[0].inflect({"nomn", "sing"}) if found else None
    return like(text, nominative.word) if nominative else ""


_PREPOSITIONS = {
    "с": "ablt", "со": "ablt", "к": "datv", "ко": "datv", "у": "gent", "от": "gent", "для": "gent", "без": "gent",
    "о": "loct", "об": "loct", "за": "ablt", "над": "ablt", "перед": "ablt", "из-за": "gent", "благодаря": "datv",
}  # fmt: skip


def _governed(page: Page, k: int, last: int) -> bool:
    """Does the word before put the name k…last in another case than the nominative (`у`, `премьера`, `книга`)?"""
    before, following = _before(page, k), parses(page.word(last + 1))
    if not before.islower() or not before.replace("-", "").isalpha() or not page.joined(k - 1, k):
        return False
    hers = bool(following) and following[0].tag.POS == "VERB" and following[0].tag.gender == "femn"
    if hers and not may_be(before, "nomn", "femn"):
        return False
    found = parses(before)
    if before in ("имени", "памяти") or (found and found[0].tag.POS == "PREP"):
        return True
    if not found or found[0].tag.POS != "NOUN":
        return False
    kin = _is_kin(page, k - 1, before)
    return kin or "inan" in found[0].tag or not any(p.tag.case == "nomn" for p in found)
