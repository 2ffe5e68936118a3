"""Russian forms of the parts of a name: adjectives, places and persons in a case, phrases in and out of the genitive.

Places and persons follow the rules of the press, ordinary words pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any

from glossary.lang.syllable import rows
from glossary.resources import DATA
from glossary.text import has_cyrillic


@cache
def analyser() -> Any:
    """The dictionary of pymorphy3, loaded once (0.1 s)."""
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


def declined(adjective: str, form: str) -> str:
    """A Russian adjective (masculine nominative) in another form: `f`, `n`, genitives `mg`, `fg`, plural `pn`, `pg`."""
    stem, ending = adjective[:-2], adjective[-2:]
    soft = ending == "ий" and stem[-1:] not in "кгх"
    table = {
        "m": ending,
        "f": "яя" if soft else "ая",
        "n": "ее" if soft else "ое",
        "mg": "его" if soft else "ого",
        "ng": "его" if soft else "ого",
        "fg": "ей" if soft else "ой",
        "pn": "ие" if soft or stem[-1:] in "кгх" else "ые",
        "pg": "их" if soft or stem[-1:] in "кгх" else "ых",
        "comb": "о",
    }
    return stem + table[form]


@cache
def morph() -> Callable[[str, str], str]:
    """The inflector: (nominative, grammeme) → the form, or the word unchanged where pymorphy3 knows none."""

    @lru_cache(maxsize=4096)
    def inflect(word: str, case: str) -> str:
        for parse in analyser().parse(word):
            if {"nomn", "sing"} <= set(parse.tag.grammemes) or "nomn" in parse.tag.grammemes:
                changed = parse.inflect({case})
                if changed is not None:
                    text = str(changed.word)
                    return text[:1].upper() + text[1:] if word[:1].isupper() else text
        return word

    return inflect


def russian_case(name: str, case: str) -> str:
    """A place or person (nominative) in the genitive, dative, prepositional or instrumental case.

    Vietnamese names follow the rule of the press: a consonant takes the ending, й and ь change, other vowels stay.
    """
    if case == "nom":
        return name
    words = name.split(" ")
    grammeme = {"gen": "gent", "dat": "datv", "loc": "loct", "ins": "ablt"}[case]
    if len(words) > 1 and words[0].endswith(("ий", "ая", "ое", "ый")):
        return " ".join(morph()(word, grammeme) for word in words)
    if len(words) > 1 and words[0].lower() in _place_words():
        return " ".join([_capital_as(morph()(words[0].lower(), grammeme), words[0]), *words[1:]])
    last = words[-1]
    if "-" in last and last.split("-")[-1][:1].isupper():
        head, _, tail = last.rpartition("-")
        words[-1] = f"{head}-{_last_word(tail, case)}"
    else:
        words[-1] = _last_word(last, case)
    return " ".join(words)


@cache
def _place_words() -> frozenset[str]:
    """Words for what a place is: in `Республика Татарстан` they change, the name after them does not."""
    return frozenset(cells[0] for cells in rows(DATA / "composition" / "place_words.tsv"))


def _capital_as(text: str, model: str) -> str:
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


_ENDINGS = {
    "gen": {"": "а", "й": "я", "ь": "и", "а": "ы", "я": "и"},
    "dat": {"": "у", "й": "ю", "ь": "и", "а": "е", "я": "е"},
    "loc": {"": "е", "й": "е", "ь": "и", "а": "е", "я": "и"},
    "ins": {"": "ом", "й": "ем", "ь": "ью", "а": "ой", "я": "ей"},
}


def _last_word(word: str, case: str) -> str:
    if word.isupper() or not has_cyrillic(word):
        return word
    last = word[-1].lower()
    table = _ENDINGS[case]
    if last in "бвгджзклмнпрстфхцчшщ":
        if word.endswith(("ов", "ев", "ёв", "ин", "ын")) and case == "ins":
            return word + "ым"
        return word + table[""]
    if last == "й":
        return word[:-1] + table["й"]
    if last in "ьая":
        if last == "а" and case == "gen" and word[-2:-1] in "гкхжчшщ":
            return word[:-1] + "и"
        if last == "я" and case in {"dat", "loc"} and not word.endswith("ия"):
            return word[:-1] + "е"
        if last == "я" and case in {"dat", "loc"}:
            return word[:-1] + "и"
        return word[:-1] + table[last]
    return word


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
    for parse in analyser().parse(word):
        if "gent" in parse.tag.grammemes and parse.tag.POS in {"NOUN", "ADJF"}:
            changed = parse.inflect({"datv"})
            if changed is not None:
                return str(changed.word), parse.tag.POS == "NOUN"
    return word, True


def phrase_genitive(text: str) -> str:
    """Genitive of an institution: its leading adjectives and first noun change, what follows stays."""
    words = text.split(" ")
    for i, word in enumerate(words):
        if word[:1].isdigit():
            words[i] = re.sub("-й$", "-го", re.sub("-я$", "-й", word))
            continue
        words[i] = morph()(word, "gent")
        if not word.lower().endswith(("ий", "ый", "ая", "ое", "ой", "яя", "ее")):
            break
    return " ".join(words)


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
    for parse in analyser().parse(words[count]):
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


_GENDERS = frozenset({"masc", "femn", "neut"})


def _agreeing(word: str, grammemes: set[str]) -> str:
    """An adjective in the genitive as the noun's nominative wants it; empty where it is no adjective."""
    head, dash, last = word.rpartition("-")
    for parse in analyser().parse(last):
        if parse.tag.POS in {"ADJF", "PRTF"} and "gent" in parse.tag.grammemes:
            changed = parse.inflect(grammemes)
            if changed is not None:
                return head + dash + _capital_as(str(changed.word), last)
    return ""
