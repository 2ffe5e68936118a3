"""What an institution is for: the fields of `data/composition/fields.tsv`, lists of them, and those made of others."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.lang.syllable import rows
from glossary.model import Lang
from glossary.suggest.cases import declined, parsed, to_dative
from glossary.suggest.nations import country_index
from glossary.suggest.parts import FOLDER, Part, key

_JOINTS = {Lang.VI: "và", Lang.EN: "and", Lang.RU: "и"}


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the table of fields."""

    vi: tuple[str, ...]
    en: tuple[str, ...]
    genitive: tuple[str, ...]
    dative: tuple[str, ...]
    en_adjective: tuple[str, ...]
    ru_adjective: tuple[str, ...]

    def spell(self, lang: Lang, form: str) -> list[str]:
        """Its spellings in one language and form; empty where it has none."""
        if lang is Lang.VI:
            return list(self.vi)
        if lang is Lang.EN:
            return list(self.en_adjective) if form == "adj" else list(self.en)
        match form:
            case "gen":
                return list(self.genitive)
            case "dat":
                return list(self.dative) or [to_dative(text) for text in self.genitive[:1]]
            case "m" | "f" | "n" | "mg" | "fg" | "ng" | "pn" | "pg":
                return [declined(adjective, form) for adjective in self.ru_adjective]
        return []


@cache
def _fields() -> list[Field]:
    found = []
    for cells in rows(FOLDER / "fields.tsv"):
        vi, en, genitive, dative, en_adjective, ru_adjective = (
            tuple(part for part in cell.split("|") if part) for cell in (*cells, "", "", "")[:6]
        )
        found.append(Field(vi, en, genitive, dative, en_adjective, ru_adjective))
    return found


@cache
def _field_index(lang: Lang, form: str) -> dict[str, Field]:
    found: dict[str, Field] = {}
    for position in range(8):
        for field in _fields():
            spellings = [] if form == "dat" and not field.dative else field.spell(lang, form)
            if len(spellings) > position:
                found.setdefault(key(spellings[position]), field)
    return found


def _whole_field(text: str, lang: Lang, form: str) -> Field | None:
    found = _field_index(lang, form).get(key(text))
    if found is None and lang is Lang.RU and form == "dat":
        found = _field_index(lang, "gen").get(key(text)) or _late_datives().get(key(text))
    return found


@cache
def _late_datives() -> dict[str, Field]:
    return {key(to_dative(field.genitive[0])): field for field in _fields() if field.genitive and not field.dative}


_SPLIT = {
    Lang.VI: re.compile(r"\s*,\s*(?:và\s+)?|\s+và\s+|\s+[-–]\s+"),
    Lang.EN: re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s*&\s*"),
    Lang.RU: re.compile(r"\s*,\s*(?:и\s+)?|\s+и\s+"),
}


@cache
def _field_verbs() -> list[list[str]]:
    return list(rows(FOLDER / "field_verbs.tsv"))


def _made_field(text: str, lang: Lang, form: str) -> Part | None:
    """A field made of another one: `Phát triển Khoa học và Công nghệ`, `Science and Technology Development`."""
    if form not in {"", "gen", "dat"} or " " not in text:
        return None
    low = key(text)
    for vi, en, genitive, dative in _field_verbs():
        word = {Lang.VI: vi, Lang.EN: en, Lang.RU: dative if form == "dat" else genitive}[lang]
        mark = key(word)
        if lang is Lang.EN and low.endswith(f" {mark}"):
            inner = field_part(text[: -len(word) - 1], lang, "")
        elif lang is not Lang.EN and low.startswith(f"{mark} "):
            inner = field_part(text[len(word) + 1 :], lang, "gen" if lang is Lang.RU else "")
        else:
            continue
        if inner is None:
            continue
        return Part(text, _made(inner, vi, en, genitive, dative), 0.85)
    return None


def _made(inner: Part, vi: str, en: str, genitive: str, dative: str) -> Callable[[Lang, str], list[str]]:
    def spell(target: Lang, wanted: str) -> list[str]:
        if target is Lang.VI:
            return [f"{vi} {rest}" for rest in inner.spell(target, "")[:1]]
        if target is Lang.EN:
            return [f"{rest} {en}" for rest in inner.spell(target, "")[:1]] if wanted != "adj" else []
        word = {"gen": genitive, "dat": dative}.get(wanted)
        rests = [rest for rest in inner.spell(target, "gen")[:1] if not rest.startswith("по ")]
        return [f"{word} {rest}" for rest in rests] if word else []

    return spell


@cache
def _adjectives(lang: Lang) -> dict[str, tuple[str, str, str]]:
    """Key → an adjective of `modifiers.tsv` in the three languages; Russian ones by their masculine nominative."""
    found: dict[str, tuple[str, str, str]] = {}
    for vi, en, ru in rows(FOLDER / "modifiers.tsv"):
        names = (vi.split("|"), en.split("|"), ru.split("|"))
        if ru:
            for name in names[(Lang.VI, Lang.EN, Lang.RU).index(lang)]:
                found.setdefault(key(name), (names[0][0], names[1][0], names[2][0]))
    return found


def _of_country(adjective: str, lang: Lang) -> tuple[str, str, str] | None:
    """`вьетнамский`, `Vietnamese`: the adjective of a country in the three languages."""
    if lang is Lang.VI:
        return None
    country, _ = country_index(lang, "m" if lang is Lang.RU else "adj").get(key(adjective), (None, 0))
    return (country.names[Lang.VI][0], country.en, country.ru) if country is not None and country.ru else None


def modified_field(text: str, lang: Lang, form: str) -> Part | None:
    """A field with an adjective of its own: (Institute of) `Tropical Biology`, `вьетнамской революции`."""
    if form not in {"", "gen"} or " " not in text:
        return None
    words = text.split(" ")
    for size in range(1, min(3, len(words) - 1) + 1):
        adjective, rest = " ".join(words[:size]), " ".join(words[size:])
        if lang is Lang.RU:
            adjective = next((p.normal_form for p in parsed(adjective) if p.tag.POS == "ADJF"), "")
        known = _adjectives(lang).get(key(adjective)) or _of_country(adjective, lang)
        inner = _whole_field(rest, lang, form) if known else None
        if known and inner is not None and not known[1].endswith("'s"):
            return Part(text, _with_adjective(inner, known), 0.8)
    return None


def _with_adjective(inner: Field, adjective: tuple[str, str, str]) -> Callable[[Lang, str], list[str]]:
    def spell(target: Lang, wanted: str) -> list[str]:
        if target is Lang.VI:
            return [f"{rest} {adjective[0]}" for rest in inner.vi[:1]]
        if target is Lang.EN:
            return [f"{adjective[1]} {rest}" for rest in inner.en[:1]] if wanted != "adj" else []
        genitives = [rest for rest in inner.genitive[:1] if not rest.startswith("по ")]
        agreed = [f"{declined(adjective[2], _genitive_of(rest))} {rest}" for rest in genitives]
        if wanted == "dat":
            return [to_dative(text) for text in agreed]
        return agreed if wanted == "gen" else []

    return spell


@lru_cache(maxsize=1024)
def _genitive_of(phrase: str) -> str:
    """The form of an adjective before a phrase in the genitive: `mg`, `fg`, `ng`, or `pg` in the plural."""
    for word in phrase.split(" "):
        for parse in parsed(word):
            if parse.tag.POS == "NOUN" and parse.tag.case == "gent":
                return "pg" if parse.tag.number == "plur" else {"femn": "fg", "neut": "ng"}.get(parse.tag.gender, "mg")
    return "mg"


@lru_cache(maxsize=8192)
def field_part(text: str, lang: Lang, form: str) -> Part | None:
    """The field that `text` names, whole or as a list (`văn hóa, thể thao và du lịch`)."""
    bare = re.sub(r"^(?:the|các|về|for)\s+", "", text, flags=re.IGNORECASE)
    if lang is Lang.EN and text.endswith(("'", "’")):
        # `Farmers' Support Fund`: of whom, not what.
        text = text[:-1]
        bare = bare[:-1]
    whole = _whole_field(text, lang, form) or _whole_field(bare, lang, form)
    if whole is not None:
        return Part(text, whole.spell)
    if lang is Lang.VI and bare.casefold().endswith(" học"):
        # `Tim mạch học`: the science of what the table has
        science = _whole_field(bare[:-4], lang, form)
        if science is not None:
            return Part(text, science.spell, 0.9)
    made = _made_field(bare, lang, form)
    if made is not None:
        return made
    # Only a Russian genitive shows that the adjective is the field's and not the head's.
    modified = modified_field(bare, lang, form) if lang is Lang.RU else None
    if modified is not None:
        return modified
    pieces = [piece for piece in _SPLIT[lang].split(bare) if piece]
    if len(pieces) < 2:
        return None
    fields = [_whole_field(piece, lang, form) for piece in pieces]
    if any(field is None for field in fields):
        return None
    known = [field for field in fields if field is not None]

    def spell(target: Lang, wanted: str) -> list[str]:
        parts = [field.spell(target, wanted) for field in known]
        if not all(parts):
            return []
        firsts = [spellings[0] for spellings in parts]
        return [", ".join(firsts[:-1]) + f" {_JOINTS[target]} " + firsts[-1]]

    return Part(text, spell, 0.9)
