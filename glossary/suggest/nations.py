"""Countries as parts of a name: `Russian`, `российский`, `России`, `Việt - Nga`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache

from glossary.lang.syllable import rows
from glossary.model import Lang
from glossary.suggest import countries
from glossary.suggest.cases import declined, russian_case
from glossary.suggest.parts import FOLDER, Part, key, tokens


def country_forms(country: countries.Adjective, lang: Lang, form: str) -> list[str]:
    """Spellings of a country in one language and form (`adj`, cases, genders, `comb`, `pl`), the commonest first."""
    if lang is not Lang.RU:
        return [country.en] if form == "adj" else list(country.names[lang])
    if form == "gen":
        return [name for name in country.ru_genitive.split("|") if name]
    if form in {"loc", "ins", "dat"}:
        return [russian_case(name, form) for name in country.names[lang]]
    if form in {"", "nom"}:
        return list(country.names[lang])
    if form == "pl":
        people = _demonyms().get(country.code)
        return [people] if people else []
    if form == "comb" and country.code == "VN":
        return ["вьетнамско", "вьетнамо"]
    return [declined(country.ru, form)] if country.ru else []


@cache
def _demonyms() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows(FOLDER / "demonyms.tsv")}


@cache
def country_index(lang: Lang, form: str) -> dict[str, tuple[countries.Adjective, int]]:
    """Spelling of a country in one language and form → the country and the place of the spelling among its names."""
    found: dict[str, tuple[countries.Adjective, int]] = {}
    for country in countries.press_forms().values():
        for i, spelling in enumerate(country_forms(country, lang, form)):
            found.setdefault(key(spelling), (country, i))
    return found


@lru_cache(maxsize=8192)
def country_part(text: str, lang: Lang, form: str) -> Part | None:
    """The country that `text` names in this form (`adj`, `gen`, `m` …)."""
    found = country_index(lang, form).get(key(text))
    if found is None and lang is Lang.EN and key(text).startswith("the "):
        found = country_index(lang, form).get(key(text)[4:])
    if found is None and lang is Lang.EN and key(text).endswith("'s"):
        found = country_index(lang, form).get(key(text)[:-2])
    if found is None:
        return None
    country, formal = found

    full = _is_formal(country.code, lang, formal)

    def spell(target: Lang, wanted: str) -> list[str]:
        spellings = [s for s in country_forms(country, target, wanted) if not s.startswith("the ")]
        place = _FORMAL.get((country.code, target))
        if full and place is not None and place < len(spellings):
            spellings.insert(0, spellings[place])
        if wanted == "pair" and target is Lang.VI:
            spellings.insert(0, _short_vietnamese(country))
        kept = [s for s in dict.fromkeys(spellings) if target is not Lang.EN or s.isascii()]
        return kept[: 3 if full else 2]

    return Part(text, spell, 1.0, country.code, "country")


# Where the full name of a country stands among its names: it answers a full name (`Liên bang Nga`).
_FORMAL = {
    ("RU", Lang.VI): 1,
    ("RU", Lang.EN): 1,
    ("RU", Lang.RU): 1,
    ("VN", Lang.VI): 2,
    ("VN", Lang.EN): 3,
    ("VN", Lang.RU): 2,
}


def _is_formal(code: str, lang: Lang, position: int) -> bool:
    place = _FORMAL.get((code, lang))
    return place is not None and (position >= place if code == "RU" else position in {place, place - (lang is Lang.VI)})


def _short_vietnamese(country: countries.Adjective) -> str:
    """The one-syllable name used in pairs: `Việt - Nga`, `Việt - Trung`."""
    return pair_names().get(country.code, country.names[Lang.VI][0])


@cache
def pair_names() -> dict[str, str]:
    """Country code → its one-syllable name in Vietnamese pairs."""
    return {cells[0]: cells[1] for cells in rows(FOLDER / "pair_names.tsv")}


@lru_cache(maxsize=4096)
def names_country(text: str, lang: Lang) -> bool:
    """Does the name say which country's institution it is, by a name or an adjective?"""
    return bool(countries_in(tuple(token.key for token in tokens(text)), lang)[0])


def countries_in(words: Sequence[str], lang: Lang) -> tuple[set[str], set[int]]:
    """Codes of the countries that a name says, by a name or an adjective, and which of its words say them."""
    forms = ("", "gen", "loc", "m", "f", "n", "mg", "fg") if lang is Lang.RU else ("", "adj")
    indexes = [country_index(lang, form) for form in forms]
    codes: set[str] = set()
    places: set[int] = set()
    for size in (4, 3, 2, 1):
        for start in range(len(words) - size + 1):
            span = range(start, start + size)
            if places.isdisjoint(span):
                phrase = " ".join(words[start : start + size])
                found = next((index[phrase][0].code for index in indexes if phrase in index), "")
                if found.isalpha():
                    codes.add(found)
                    places.update(span)
    return codes, places
