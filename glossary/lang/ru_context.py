"""Is a single unknown word a person or a place? What stands around it tells, anywhere in the article.

The tagger guesses by the look of a word; Russian says more. Only people think, are born and marry; an accusative like
a genitive is animate; a noun of kin or trade shares the case of the name behind it; `в` takes a place in the locative;
a list names things of one sort. `data/ru/person_context.tsv` holds the words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.lang.ru_morph import in_dictionary, lemmas, may_be, parses
from glossary.lang.ru_tables import beside_people, lemmas_of, words
from glossary.lang.spans import Page, Span, Tier
from glossary.model import Kind


def by_context(page: Page, spans: Sequence[Span]) -> list[Span]:
    """Guessed people and places, typed by what stands around them or around the same name elsewhere."""
    said: dict[str, set[Kind]] = defaultdict(set)
    told = [_told(page, spans, number) if _open(page, span) else None for number, span in enumerate(spans)]
    for span, verdict in zip(spans, told, strict=True):
        if verdict is not None:
            for form in lemmas_of(page.word(span.first)):
                said[form].add(verdict[0])
    return [
        _typed(page, span, verdict, said) if _open(page, span) else span
        for span, verdict in zip(spans, told, strict=True)
    ]


def _open(page: Page, span: Span) -> bool:
    """Is a span one word that was only guessed to be a person or a place?"""
    word = page.word(span.first)
    guessed = span.tier is Tier.GUESS and span.kind in (Kind.PERSON, Kind.PLACE) and span.first == span.last
    return guessed and word[1:].islower() and bool(re.match("[А-ЯЁ]", word))


def _typed(page: Page, span: Span, verdict: tuple[Kind, str] | None, said: dict[str, set[Kind]]) -> Span:
    if verdict is None:
        kinds: set[Kind] = set().union(*(said.get(form, set()) for form in lemmas_of(page.word(span.first))))
        verdict = (next(iter(kinds)), "by what is said of it elsewhere") if len(kinds) == 1 else None
    if verdict is None or verdict[0] is span.kind:
        return span
    return replace(span, kind=verdict[0], trace=(*span.trace, f"typed {verdict[0]} {verdict[1]} (was {span.kind})"))


def _told(page: Page, spans: Sequence[Span], number: int) -> tuple[Kind, str] | None:
    """What the words around a span say it is, and why."""
    k = spans[number].first
    for kind, why, tells in _TELLERS:
        if tells(page, k):
            return kind, why
    return _listed(page, spans, number)


# ---- people ---


def _plays(word: str, role: str) -> bool:
    return word.islower() and not lemmas(word).isdisjoint(beside_people(role))


def _small(page: Page, k: int) -> str:
    """The word at token k in small letters, if only the beginning of a sentence may have capitalised it."""
    word = page.word(k)
    return word.lower() if word[1:].islower() and k >= 0 and page.tokens[k].breaks else word


def _is_place(word: str) -> bool:
    """Does the dictionary know the word as a place and as nothing else?"""
    return in_dictionary(word) and all("Geox" in p.tag for p in parses(word))


def _verb(word: str) -> bool:
    found = parses(word)
    return word.islower() and bool(found) and found[0].tag.POS in ("VERB", "INFN")


def _subject(word: str) -> bool:
    return may_be(word, "nomn") or not in_dictionary(word)


def _acts(page: Page, k: int) -> bool:
    """`Гренвиль родился`, `вспоминает Гренвиль`: the subject of a verb that only people are subjects of."""
    word, n = page.word(k), k + 1
    while n < k + 4 and page.word(n).islower() and not _verb(page.word(n)) and _light(page.word(n)):
        n += 1
    if _subject(word) and _verb(page.word(n)) and _plays(page.word(n), "does") and not _before(page, k, _IN):
        return may_be(page.word(n), "VERB", "sing")
    return _verb(page.word(k - 1)) and _plays(page.word(k - 1), "does") and may_be(word, "nomn", "sing")


def _light(word: str) -> bool:
    """A word between subject and verb: an adverb, a particle, a pronoun."""
    found = parses(word)
    return bool(found) and found[0].tag.POS in ("ADVB", "PRCL", "NPRO", "CONJ")


_IN = frozenset(("в", "во", "на", "из", "до", "от", "под", "к", "ко", "у", "с", "со", "о", "об", "для", "через"))


def _before(page: Page, k: int, small: frozenset[str]) -> bool:
    return page.word(k - 1).lower() in small


def _other_gender(page: Page, k: int) -> bool:
    """`Вега намекнул`, `Гренвиль сказала`: a verb in the gender of the person, not of the word."""
    word, following = page.word(k), parses(page.word(k + 1))
    if not following or following[0].tag.POS != "VERB" or following[0].tag.gender not in ("masc", "femn"):
        return False
    genders = {p.tag.gender for p in parses(word) if p.tag.case == "nomn" and p.tag.number == "sing"}
    alone = page.tokens[k].breaks or page.word(k - 1) in (",", "—", "–") or not _before(page, k, _IN)
    return alone and genders in ({"masc"}, {"femn"}) and following[0].tag.gender not in genders


def _only_a_person_acts(page: Page, k: int) -> bool:
    """`Помпей принял`: in the nominative it is a person, and the place (`Помпеи`) stands in another case."""
    word, following = page.word(k), parses(page.word(k + 1))
    if not page.tokens[k].breaks or not in_dictionary(word) or not following or "sing" not in following[0].tag:
        return False
    subjects = [p for p in parses(word) if p.tag.case == "nomn" and p.tag.number == "sing"]
    people = bool(subjects) and all({"Name", "Surn"} & set(p.tag.grammemes) for p in subjects)
    return people and following[0].tag.POS == "VERB" and following[0].tag.gender != "neut"


def _suffers(page: Page, k: int) -> bool:
    """`арестовали Линареса`; `Герцля посетил`: only what lives has an accusative like its genitive."""
    word, before = page.word(k), page.word(k - 1)
    if _verb(before) and _plays(before, "suffers") and not _before(page, k - 1, frozenset({"не"})):
        return not may_be(word, "nomn") or not in_dictionary(word)
    following = parses(page.word(k + 1))
    fronted = page.tokens[k].breaks or page.word(k - 1).isdigit() or page.word(k - 2).isdigit()
    if not fronted or not following or following[0].tag.POS != "VERB" or "tran" not in following[0].tag:
        return False
    nouns = [p for p in parses(word) if p.tag.POS == "NOUN"]
    return word[-1] in "ая" and bool(nouns) and all(p.tag.case in ("gent", "accs") for p in nouns)


def _followed_by_a_life(page: Page, k: int) -> bool:
    """`Джаттинг, которому сейчас 31`, `Джаттинг, представший перед судом`, `Джаттинг (1902–1968)`."""
    word, following = page.word(k), page.word(k + 2)
    if page.word(k + 1) == "(" and re.fullmatch(r"1\d{3}", following) and page.word(k + 3) in "-–—":
        return True
    if page.word(k + 1) != "," or not may_be(word, "nomn"):
        return False
    if following in ("которому", "которой"):
        return any(page.word(n).isdigit() for n in range(k + 3, k + 6))
    return may_be(following, "PRTF", "nomn") and _plays(following, "does")


def _beside(page: Page, k: int) -> bool:
    """`лорд Гренвиль`, `их дочь Сесилия`: a noun that means a person, in the case of the name behind it."""
    noun, word = _small(page, k - 1), page.word(k)
    if not noun.islower() or not page.joined(k - 1, k) or page.gap(k) != " ":
        return False
    listed = _plays(noun, "beside") or not lemmas(noun).isdisjoint(words("titles.txt"))
    cases = {p.tag.case for p in parses(noun) if p.tag.POS == "NOUN" and "anim" in p.tag and p.tag.number == "sing"}
    ours = {p.tag.case for p in parses(word) if p.tag.number == "sing"}
    if word[-1] in "аяыи" and "gent" in ours and not _plays(noun, "beside"):
        return False
    if cases & {"nomn"} and "nomn" in ours and (listed or word[-1] not in "аяыиуюйе"):
        return True
    return listed and bool(cases & ours & {"datv", "ablt", "accs"}) and word[-1] not in "аяыи"


def _of_a_person(page: Page, k: int) -> bool:
    """`вдова Герцля`, `по словам Линареса`, `разрыв с Линаресом`."""
    word, before = page.word(k), _small(page, k - 1)
    if before in ("с", "со"):
        return _plays(_small(page, k - 2), "with") and may_be(word, "ablt")
    if page.gap(k) != " " or not _plays(before, "of") or _is_place(word):
        return False
    if "слово" in lemmas(before):
        return before == "словам" and page.word(k - 2).lower() == "по"
    return may_be(word, "gent") and word[-1] in "аяыи"


def _of_a_family(page: Page, k: int) -> bool:
    """`династия Йорков`, `монархия Романовых`, `войска Сефевидов`: a family or a dynasty."""
    word, before = page.word(k), _small(page, k - 1)
    plural = [p for p in parses(word) if p.tag.number == "plur" and p.tag.case != "nomn"]
    if page.gap(k) == " " and _plays(before, "family"):
        return "династия" in lemmas(before) or bool(plural)
    if plural and all("Surn" in p.tag for p in parses(word)):
        return True
    return not in_dictionary(word) and len(word) > 6 and bool(_DYNASTY.search(word))


_DYNASTY = re.compile("ид(?:ы|ов|ам|ами|ах)$")


# ---- places ---


def _somewhere(page: Page, k: int) -> bool:
    """`в Даневирке`, `в Хунань`, `в Ночжаду и Сяоване`: there are places, seldom people."""
    word, n = page.word(k), k
    while page.word(n - 1) in ("и", ",") and page.capital(n - 2):
        n -= 2
    if page.word(n - 1).lower() not in ("в", "во") or page.capital(k + 1):
        return False
    named = any({"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in parses(word)) and in_dictionary(word)
    return not named and (may_be(word, "loct") or (n == k and may_be(word, "accs")))


def _of_a_place(page: Page, k: int) -> bool:
    """`столица Хунана`, `генерал-губернатор Хунана`: a noun that takes places in the genitive."""
    word, noun = page.word(k), _small(page, k - 1)
    if page.gap(k) != " " or not noun.islower() or word[-1] not in "аяыи" or not may_be(word, "gent"):
        return False
    person = _plays(noun, "governs-it") and not may_be(noun, "NOUN", "gent") and not in_dictionary(word)
    return person or (_plays(noun, "governs") and not may_be(word, "Surn", "gent"))


def _after_its_sort(page: Page, k: int) -> bool:
    """`у ворот Нгомон`, `форт Тарвик`: what sort of place it is stands before a name in no genitive."""
    word, before = page.word(k), _small(page, k - 1)
    described = page.gap(k) == " " and before.islower() and lemmas(before) & words("place_descriptors.txt")
    return bool(described) and not in_dictionary(word) and word[-1] not in "аяыи"


def _lies(page: Page, k: int) -> bool:
    """`Аррена впадает`, `через него течёт Аррена`, `Тарвик расположен`: what is said of places alone."""
    if not _subject(page.word(k)) or _before(page, k, _IN):
        return False
    near = (page.word(n) for n in (k - 1, k + 1))
    return any(_plays(w, "lies") and not may_be(w, "INFN") and not may_be(w, "PRTF") for w in near)


def _of_two_places(page: Page, k: int) -> bool:
    """`Конго-Заира`: two places of the dictionary in one word."""
    parts = page.word(k).split("-")
    return len(parts) > 1 and all(in_dictionary(part) and may_be(part, "Geox") for part in parts)


def _has_a_house(page: Page, k: int) -> bool:
    """`повёл к себе на Молодцова, 8`: a street without its word, by the number of the house."""
    street = _before(page, k, frozenset(("на", "по", "с"))) and page.word(k + 1) == "," and page.word(k + 2).isdigit()
    return street and may_be(page.word(k), "gent") and not page.word(k + 3)[:1].islower()


def _from_and_to(page: Page, k: int) -> bool:
    """`от Лация и до Италии`: the two ends of a way."""
    if not _before(page, k, frozenset(("от",))):
        return False
    n = k + 1 + (page.word(k + 1) in ("и", ","))
    return page.word(n) == "до" and any("Geox" in p.tag for p in parses(page.word(n + 1)))


def _listed(page: Page, spans: Sequence[Span], number: int) -> tuple[Kind, str] | None:
    """`Рейн, Рона, Инн и По`: a list of three or more names of one sort; the sure ones say of which."""
    row = [*reversed(list(_row(page, spans, number, -1))), spans[number], *_row(page, spans, number, 1)]
    sure = {span.kind for span in row if span.tier is not Tier.GUESS}
    if len(row) < 3 or len(sure) != 1 or not sure <= {Kind.PLACE}:
        return None
    return None if any(_surname(page, span) for span in row) else (Kind.PLACE, "as the others of its list")


def _surname(page: Page, span: Span) -> bool:
    """Is a guessed name of a list a surname of the dictionary first of all?"""
    found = parses(page.word(span.first))
    known = span.tier is Tier.GUESS and bool(found) and in_dictionary(page.word(span.first))
    return known and bool({"Surn", "Patr"} & set(found[0].tag.grammemes))


def _row(page: Page, spans: Sequence[Span], number: int, step: int) -> Iterator[Span]:
    """The names that a comma or `и` joins to one, to the left or to the right."""
    here = spans[number]
    while 0 <= number + step < len(spans):
        number += step
        following = spans[number]
        first, second = (here, following) if step > 0 else (following, here)
        if second.first != first.last + 2 or page.word(first.last + 1) not in (",", "и", "или"):
            return
        if page.tokens[second.first].breaks or following.kind is None:
            return
        yield following
        here = following


_TELLERS = (
    (Kind.PERSON, "by its family", _of_a_family),
    (Kind.PERSON, "by the noun beside it", _beside),
    (Kind.PERSON, "by the noun that it belongs to", _of_a_person),
    (Kind.PLACE, "by its preposition and case", _somewhere),
    (Kind.PLACE, "as the beginning of a way", _from_and_to),
    (Kind.PLACE, "by the number of a house", _has_a_house),
    (Kind.PLACE, "by the noun that it belongs to", _of_a_place),
    (Kind.PLACE, "by its verb", _lies),
    (Kind.PLACE, "by the noun before it", _after_its_sort),
    (Kind.PLACE, "by its parts", _of_two_places),
    (Kind.PERSON, "by what it does", _acts),
    (Kind.PERSON, "by the gender of its verb", _other_gender),
    (Kind.PERSON, "as the only subject there may be", _only_a_person_acts),
    (Kind.PERSON, "by an animate accusative", _suffers),
    (Kind.PERSON, "by what is said of its life", _followed_by_a_life),
)
"""What tells people from places, the surest first."""
