"""Russian forms of the parts of a name: adjectives, places and persons in a case, phrases in and out of the genitive.

The cases of whole names are those of `glossary.lang.ru_forms`.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from glossary.lang.ru_forms import case_forms
from glossary.lang.ru_morph import parses
from glossary.model import Kind


@cache
def analyser() -> Any:
    """The dictionary of pymorphy3, loaded once (0.1 s)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=32768)
def parsed(word: str) -> tuple[Any, ...]:
    """What a word may be, the likeliest first: looked up in the dictionary once."""
    return parses(word) or tuple(analyser().parse(word))


def declined(adjective: str, form: str) -> str:
    """A Russian adjective (masculine nominative) in another form: `f`, `n`, genitives `mg`, `fg`, plural `pn`, `pg`."""
    words = adjective.split(" ")
    if len(words) > 1 and all(word.endswith(("ый", "ий", "ой")) for word in words):
        return " ".join(declined(word, form) for word in words)
    stem, ending = adjective[:-2], adjective[-2:]
    soft = ending == "ий" and stem[-1:] not in "кгх"
    table = {
        "m": ending,
        "f": "яя" if soft and stem[-1:] not in "жшчщ" else "ая",
        "n": "ее" if soft else "ое",
        "mg": "его" if soft else "ого",
        "ng": "его" if soft else "ого",
        "fg": "ей" if soft else "ой",
        "pn": "ие" if soft or stem[-1:] in "кгх" else "ые",
        "pg": "их" if soft or stem[-1:] in "кгх" else "ых",
        "comb": "о",
    }
    return stem + table[form]


_ADJECTIVE_ENDING = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е)$")
_NEUTER_NOUN = re.compile(r"(?:ние|тие|вье)$")
_SOFT_FEMININE = frozenset({"сеть", "церковь", "власть", "площадь"})


@lru_cache(maxsize=256)
def gender(phrase: str) -> str:
    """Form of adjectives that agree with a Russian head: `m`, `f`, `n`, or `pn` for plurals."""
    noun = next((w for w in phrase.split(" ") if not _ADJECTIVE_ENDING.search(w) or _NEUTER_NOUN.search(w)), phrase)
    if noun in _SOFT_FEMININE or noun.endswith(("а", "я")):
        return "f"
    if noun.endswith(("о", "е")):
        return "n"
    return "pn" if noun.endswith(("ы", "и")) else "m"


def russian_case(name: str, case: str, kind: Kind = Kind.PLACE) -> str:
    """A name (nominative) in the genitive, dative, prepositional or instrumental case, by the rules of `ru_forms`."""
    return case_forms(name, kind)[case]


_ENDINGS = {
    "gen": {"": "а", "й": "я", "ь": "и", "а": "ы", "я": "и"},
    "dat": {"": "у", "й": "ю", "ь": "и", "а": "е", "я": "е"},
    "loc": {"": "е", "й": "е", "ь": "и", "а": "е", "я": "и"},
    "ins": {"": "ом", "й": "ем", "ь": "ью", "а": "ой", "я": "ей"},
}


def from_case(text: str, case: str) -> list[str]:
    """Nominatives that may stand behind a Russian form."""
    found = [text]
    for nominative, ending in _ENDINGS.get(case, {}).items():
        if text.endswith(ending) and len(text) > len(ending) + 2:
            found.append(text[: -len(ending)] + nominative)
    if case == "gen" and text.endswith("и"):
        found.append(text[:-1] + "а")
    return found


@lru_cache(maxsize=1024)
def to_dative(genitive: str) -> str:
    """A field from the genitive into the dative: `внешних связей` → `внешним связям`, each part of a list."""
    words = genitive.split(" ")
    if words[0] == "по" and len(words) > 1:
        return genitive.removeprefix("по ")
    changed: list[str] = []
    head_seen = False
    for word in words:
        bare = word.rstrip(",")
        if bare == "и" or (changed and changed[-1].endswith(",")):
            head_seen = False
        if bare == "и" or head_seen:
            changed.append(word)
            continue
        text, noun = _oblique(bare)
        changed.append(text + ("," if word.endswith(",") else ""))
        head_seen = noun
    return " ".join(changed)


@lru_cache(maxsize=2048)
def _oblique(word: str) -> tuple[str, bool]:
    for parse in parsed(word):
        if "gent" in parse.tag.grammemes and parse.tag.POS in {"NOUN", "ADJF"}:
            changed = parse.inflect({"datv"})
            if changed is not None:
                return str(changed.word), parse.tag.POS == "NOUN"
    return word, True


def phrase_genitive(text: str) -> str:
    """Genitive of an institution: its leading adjectives and first noun change, what follows stays."""
    number, space, rest = text.partition(" ")
    if space and number[:1].isdigit():  # `1-й артиллерийский полк`
        ordinal = re.sub("-(?:й|е)$", "-го", re.sub("-я$", "-й", number))
        return f"{ordinal} {russian_case(rest, 'gen', Kind.ORG)}"
    return russian_case(text, "gen", Kind.ORG)


@lru_cache(maxsize=1024)
def are_people(genitive: str) -> bool:
    """Does a phrase in the genitive name people (`судей`, `молодых врачей`)? No committee is `по судьям`."""
    nouns = (parse.tag for word in genitive.split(" ") for parse in parsed(word)[:1] if parse.tag.POS == "NOUN")
    first = next(nouns, None)
    return first is not None and {"anim", "plur"} <= set(map(str, first.grammemes))


_GENITIVE_ADJECTIVE = re.compile(r"(?:ого|его|ой|ей|ых|их)$")


@lru_cache(maxsize=2048)
def phrase_nominative(text: str) -> str:
    """A phrase in the genitive back in the nominative: `Ханойского университета` is `Ханойский университет`.

    Its leading adjectives and first noun change, what follows stays; empty where the first noun is none.
    """
    words = text.split(" ")
    count = 0
    while count < len(words) - 1 and _GENITIVE_ADJECTIVE.search(words[count].lower()) and words[count][-1:].islower():
        count += 1
    for parse in parsed(words[count]):
        tags = set(parse.tag.grammemes)
        if parse.tag.POS != "NOUN" or "gent" not in tags:
            continue
        number = "plur" if "plur" in tags else "sing"
        noun = parse.inflect({"nomn", number})
        if noun is None:
            continue
        agree = {"nomn", "plur"} if number == "plur" else {"nomn", "sing", *(tags & _GENDERS)}
        front = [_agreeing(word, agree) for word in words[:count]]
        if all(front):
            return " ".join([*front, _capital_as(str(noun.word), words[count]), *words[count + 1 :]])
    return ""


def _capital_as(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


_GENDERS = frozenset({"masc", "femn", "neut"})


def _agreeing(word: str, grammemes: set[str]) -> str:
    """An adjective in the genitive as the noun's nominative wants it; empty where it is no adjective."""
    head, dash, last = word.rpartition("-")
    for parse in parsed(last):
        if parse.tag.POS in {"ADJF", "PRTF"} and "gent" in parse.tag.grammemes:
            changed = parse.inflect(grammemes)
            if changed is not None:
                return head + dash + _capital_as(str(changed.word), last)
    return ""
