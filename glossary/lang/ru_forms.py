"""The case forms of a whole Russian term: `Министерство обороны России` → `Министерством обороны России`.

Institutions, events and compound places decline in their head and in what agrees with it; people decline in every
part, Vietnamese people in the last one only: a man's when it ends in a consonant, ь or й, a woman's never. Words that
no dictionary holds decline by their ending. Abbreviations, Latin letters and initials stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from glossary.lang.ru_morph import (
    Parse,
    in_dictionary,
    is_adjective,
    is_vietnamese_name,
    like,
    parses,
    pieces_of,
    vietnamese_place,
    with_e,
    word_list,
)
from glossary.model import Kind

if TYPE_CHECKING:
    from collections.abc import Callable

CASES = ("nom", "gen", "dat", "acc", "ins", "loc")
"""Nominative, genitive, dative, accusative, instrumental, prepositional."""

_PYMORPHY = dict(zip(CASES, ("nomn", "gent", "datv", "accs", "ablt", "loct"), strict=True))

_Endings = tuple[str, str, str, str, str]
"""Genitive to prepositional of a paradigm."""

_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*")
_CONSONANT = "бвгджзклмнпрстфхцчшщ"
_UNCHANGED = re.compile(r"(?:[оэиуыюе]|их|ых|[аеёиоуыэюя]а)$", re.IGNORECASE)
_PLACE_IN_O = re.compile(r"(?:ово|ево|ёво|ино|ыно)$")

_HARD_INANIMATE: _Endings = ("а", "у", "", "ом", "е")
_HARD_ANIMATE: _Endings = ("а", "у", "а", "ом", "е")
_SOFT_MALE: _Endings = ("я", "ю", "я", "ем", "е")
_SOFT_PLACE: _Endings = ("я", "ю", "ь", "ем", "е")
_YOT: _Endings = ("я", "ю", "й", "ем", "е")
_FEMININE_SOFT: _Endings = ("и", "и", "ь", "ью", "и")
_IN_A: _Endings = ("ы", "е", "у", "ой", "е")
_IN_A_AFTER_HUSH: _Endings = ("и", "е", "у", "ой", "е")
_IN_YA: _Endings = ("и", "е", "ю", "ей", "е")
_IN_IYA: _Endings = ("и", "и", "ю", "ей", "и")
_SURNAME_MALE: _Endings = ("а", "у", "а", "ым", "е")
_SURNAME_FEMALE: _Endings = ("ой", "ой", "у", "ой", "ой")
_ADJECTIVE_MALE: _Endings = ("ого", "ому", "ого", "им", "ом")
_ADJECTIVE_FEMALE: _Endings = ("ой", "ой", "ую", "ой", "ой")


def case_forms(term: str, kind: Kind, gender: str = "") -> Mapping[str, str]:
    """Every case form of a term given in the nominative, by `CASES`.

    `gender` (`m`, `f` or empty) matters for people only; where it is unknown and the name does not show it, the man's
    forms are given: `case_forms_by_gender` has both.
    """
    return dict(_forms(term, kind, gender))


def case_forms_by_gender(term: str, kind: Kind) -> Mapping[str, Mapping[str, str]]:
    """The forms by gender: one entry `""` where gender is known or makes no difference, else `m` and `f`."""
    if kind is not Kind.PERSON or gender_of(term):
        return {"": case_forms(term, kind)}
    male, female = case_forms(term, kind, "m"), case_forms(term, kind, "f")
    return {"": male} if male == female else {"m": male, "f": female}


def gender_of(name: str) -> str:
    """What a person's name itself shows: `m`, `f`, or empty (`Нгуен Бинь`, `Ким`)."""
    words = _WORD.findall(name)
    if is_vietnamese_name(words):
        return "f" if "Тхи" in words else ""
    for grammeme in ("Patr", "Name", "Surn") if len(words) > 1 and len(words[0]) > 1 else ("Patr", "Surn"):
        found = {_gender(p) for w in words for p in parses(w) if grammeme in p.tag and p.tag.case == "nomn"} - {""}
        if len(found) == 1:
            return found.pop()
    last = words[-1] if words else ""
    if re.search(r"(?:[её]в|ов|ин|ын|ский|цкий)$", last):
        return "m"
    return "f" if re.search(r"(?:[её]ва|ова|ина|ына|ская|цкая)$", last) else ""


def _gender(p: Parse) -> str:
    if "ms-f" in p.tag or p.tag.number == "plur" or p.score < 0.03:
        return ""
    return {"masc": "m", "femn": "f"}.get(p.tag.gender or "", "")


@lru_cache(maxsize=10_000)
def _forms(term: str, kind: Kind, gender: str) -> tuple[tuple[str, str], ...]:
    pieces = pieces_of(term)
    if not any(_WORD.fullmatch(p) for p in pieces) or (term.isupper() and " " not in term):
        return tuple((case, term) for case in CASES)
    decline = _person(pieces, gender) if kind is Kind.PERSON else _phrase(pieces, kind)
    return tuple((case, term if case == "nom" else "".join(decline(case))) for case in CASES)


# ---- people ---


def _person(pieces: list[str], gender: str) -> Callable[[str], list[str]]:
    at = [i for i, p in enumerate(pieces) if _WORD.fullmatch(p) and p[0].isupper()]
    words = [pieces[i] for i in at]
    if is_vietnamese_name(words) or _is_eastern(words):
        changing = at[-1:] if gender != "f" and "Тхи" not in words else []
        return lambda case: _put(pieces, {i: _by_ending(pieces[i], case, male=True) for i in changing})
    shown = gender or gender_of(" ".join(words)) or "m"
    return lambda case: _put(pieces, {i: _name_part(pieces[i], case, shown, last=i == at[-1]) for i in at})


def _is_eastern(words: Sequence[str]) -> bool:
    """`Си Цзиньпин`; `Ким Чен Ын`: three short words, none a first name. The last one declines."""
    if len(words) == 2 and words[0] in word_list("chinese_surnames.txt"):
        return True
    return len(words) == 3 and all(len(word) <= 5 and not _is_first_name(word) for word in words)


def _is_first_name(word: str) -> bool:
    return any({"Name", "Patr"} & set(p.tag.grammemes) for p in parses(word))


def _name_part(word: str, case: str, gender: str, *, last: bool) -> str:
    """A first name, patronymic or surname in a case; a hyphenated one part by part."""
    if "-" in word and not in_dictionary(word):
        first, _, second = word.partition("-")
        declined = _name_part(first, case, gender, last=last) if in_dictionary(first) else first
        return f"{declined}-{_name_part(second, case, gender, last=last)}"
    wanted = {"m": "masc", "f": "femn"}[gender]
    names = [p for p in parses(word) if {"Name", "Patr", "Surn"} & set(p.tag.grammemes) and p.tag.case == "nomn"]
    fitting = [p for p in names if p.tag.number != "plur" and (p.tag.gender == wanted or "ms-f" in p.tag)]
    if fitting and (in_dictionary(word) or not _by_surname_ending(word, case, gender)):
        best = max(fitting, key=lambda p: (("Surn" in p.tag) == last, p.score))
        inflected = best.inflect({_PYMORPHY[case], "sing"})
        if inflected is not None and (gender == "m" or not last or word[-1] in "аяй"):
            return like(word, inflected.word if "Name" in best.tag else with_e(word, inflected.word))
    return _by_surname_ending(word, case, gender) or (
        _by_ending(word, case, male=True) if gender == "m" else _female(word, case)
    )


def _by_surname_ending(word: str, case: str, gender: str) -> str:
    """Russian surnames that no dictionary needs to hold; empty for others."""
    table: list[tuple[str, str, _Endings, str]] = [
        (r"(?:[её]в|ов|ин|ын)$", "", _SURNAME_MALE, "m"),
        (r"(?<=[её]в|ов|ин|ын)а$", "а", _SURNAME_FEMALE, "f"),
        (r"(?<=[гкх])ий$", "ий", _ADJECTIVE_MALE, "m"),
        (r"(?<=[сцз]к)ая$", "ая", _ADJECTIVE_FEMALE, "f"),
        (r"(?<=[^аеёиоуыэюя])[оы]й$", "ой", ("ого", "ому", "ого", "ым", "ом"), "m"),
        (r"(?<=[бвдзлмнпрст])ая$", "ая", _ADJECTIVE_FEMALE, "f"),
    ]
    for pattern, ending, endings, whose in table:
        if whose == gender and re.search(pattern, word) and len(word) > 4:
            return word if case == "nom" else word[: len(word) - len(ending)] + _ending(endings, case, ending)
    return ""


def _female(word: str, case: str) -> str:
    """A woman's surname declines only in -а, -я: `Анны Шмидт`, but `Анны Гулиа`, `Анны Дудки`."""
    return _by_ending(word, case, male=False) if word[-1] in "ая" else word


# ---- words by their ending ---


def _ending(endings: _Endings, case: str, nominative: str) -> str:
    return nominative if case == "nom" else endings[CASES.index(case) - 1]


def _by_ending(word: str, case: str, *, male: bool) -> str:
    """A noun that no dictionary holds. `male`: a man, whose accusative is his genitive."""
    if word.isupper() and len(word) > 1:
        return word
    last, stem = word[-1].lower(), word[:-1]
    if last in _CONSONANT:
        return word + _ending(_HARD_ANIMATE if male else _HARD_INANIMATE, case, "")
    if last == "й":
        acc = "я" if male else "й"
        return stem + (acc if case == "acc" else _ending(_YOT, case, "й"))
    if last == "ь":
        return stem + _ending(_SOFT_MALE if male else _soft(word), case, "ь")
    if _UNCHANGED.search(word):
        return word
    if last == "а":
        return stem + _ending(_IN_A_AFTER_HUSH if stem[-1:] in "гкхжчшщ" else _IN_A, case, "а")
    return stem + _ending(_IN_IYA if stem.endswith("и") else _IN_YA, case, "я")


def _soft(word: str) -> _Endings:
    """`Роснефть`, `Камрань` are feminine; Vietnamese places in -инь, -ань of several syllables masculine."""
    return _SOFT_PLACE if re.search(r"инь$", word) and vietnamese_place(word) else _FEMININE_SOFT


# ---- institutions, places, events ---


def _phrase(pieces: list[str], kind: Kind) -> Callable[[str], list[str]]:
    """Decline the head and what agrees with it."""
    group, head, noun = _head_group(pieces)
    if head is None:
        return lambda case: pieces
    return lambda case: _put(
        pieces,
        {i: _adjective(pieces[i], noun, case) for i in group} | {head: _head_form(pieces[head], noun, case, kind)},
    )


def _head_group(pieces: list[str]) -> tuple[list[int], int | None, Parse | None]:
    """Numbers of the adjectives before the head, of the head, and the head's analysis where the dictionary has it."""
    group: list[int] = []
    for i, piece in enumerate(pieces):
        if not _WORD.fullmatch(piece):
            if re.search(r"[A-Za-z«\"“]", piece) and any(c.isalnum() or c == "«" for c in piece):
                break
            continue
        if piece.lower() == "и" and group:
            continue
        if piece.isupper() and len(piece) > 1:
            break
        noun = _nominative_noun(piece, [pieces[k] for k in group])
        if i < len(pieces) - 1 and is_adjective(piece) and not (noun and parses(piece)[0].tag.POS == "NOUN"):
            group.append(i)
            continue
        return group, i, noun
    return ([], group[0], None) if len(group) == 1 else ([], None, None)


def _nominative_noun(word: str, adjectives: Sequence[str]) -> Parse | None:
    """The analysis of the head as a nominative that its adjectives agree with."""
    if not adjectives and not in_dictionary(word) and "-" not in word:
        return None
    found = [p for p in parses(word) if p.tag.POS == "NOUN" and p.tag.case == "nomn"]
    fitting = [p for p in found if all(_agreeing(a, p) for a in adjectives)]
    fitting = [p for p in fitting if not {"Name", "Surn", "Patr"} & set(p.tag.grammemes)] or fitting
    return max(fitting, key=lambda p: (p.tag.number == "sing" or bool(adjectives), p.score)) if fitting else None


def _agreeing(adjective: str, noun: Parse) -> Parse | None:
    return next(
        (
            p
            for p in parses(adjective)
            if p.tag.POS in ("ADJF", "PRTF")
            and p.tag.case == "nomn"
            and p.tag.number == noun.tag.number
            and (p.tag.number == "plur" or p.tag.gender == noun.tag.gender)
            and p.normal_form != "больший"
        ),
        None,
    )


def _adjective(word: str, noun: Parse | None, case: str) -> str:
    parse = _agreeing(word, noun) if noun else None
    if parse is None or noun is None:
        return word
    wanted = {_PYMORPHY[case], noun.tag.number}
    if noun.tag.number == "sing":
        wanted.add(noun.tag.gender)
    if case == "acc" and (noun.tag.number == "plur" or noun.tag.gender == "masc"):
        wanted.add("inan")
    inflected = parse.inflect({g for g in wanted if g})
    return like(word, with_e(word, inflected.word)) if inflected else word


def _head_form(word: str, noun: Parse | None, case: str, kind: Kind) -> str:
    if "-" in word:
        compound = _compound(word, case, kind)
        if compound:
            return compound
    if noun is not None:
        if "Fixd" in noun.tag or (kind is Kind.PLACE and _PLACE_IN_O.search(word)):
            return word
        if case == "acc" and "anim" in noun.tag and noun.tag.gender == "masc":
            return word
        inflected = noun.inflect({_PYMORPHY[case], noun.tag.number} if noun.tag.number else {_PYMORPHY[case]})
        return like(word, with_e(word, inflected.word)) if inflected else word
    known = parses(word) if in_dictionary(word) else ()  # a word of no dictionary is slow to analyse
    if any("Fixd" in p.tag for p in known):
        return word
    adjective = next((p for p in known if p.tag.POS == "ADJF" and p.tag.case == "nomn"), None)
    if adjective is not None:
        inflected = adjective.inflect(
            {_PYMORPHY[case], "inan"} if case == "acc" and adjective.tag.gender == "masc" else {_PYMORPHY[case]}
        )
        return like(word, inflected.word) if inflected else word
    return _by_ending(word, case, male=False)


def _compound(word: str, case: str, kind: Kind) -> str:
    """`Ростов-на-Дону`, `Петропавловск-Камчатский`, `Санкт-Петербург`."""
    parts = word.split("-")
    if parts[1].islower():
        return "-".join([_head_form(parts[0], _nominative_noun(parts[0], []), case, kind), *parts[1:]])
    first = _nominative_noun(parts[0], [])
    if first is not None and len(parts) == 2 and _agreeing(parts[1], first):
        return f"{_head_form(parts[0], first, case, kind)}-{_adjective(parts[1], first, case)}"
    head = _head_form(parts[-1], _nominative_noun(parts[-1], []), case, kind)
    return "-".join([*parts[:-1], head])


def _put(pieces: Sequence[str], changed: Mapping[int, str]) -> list[str]:
    return [changed.get(i, piece) for i, piece in enumerate(pieces)]
