"""Places, persons and proper names as parts of a name, in any case.

Russian cases are made by rule or by pymorphy3.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache

from glossary import authority as tables
from glossary.lang import transcribe
from glossary.lang.ru_morph import lemma, oblique_lemma, parses
from glossary.lang.syllable import ascii_fold, rows
from glossary.model import Kind, Lang, Question
from glossary.suggest import countries
from glossary.suggest import memory as memory_origin
from glossary.suggest.cases import declined, from_case, phrase_nominative, russian_case
from glossary.suggest.memory import Memory
from glossary.suggest.nations import country_index, country_part
from glossary.suggest.numbers import counts
from glossary.suggest.parts import FOLDER, Part, brands, is_commonplace, key, tokens


def _other(text: str, source: Lang, target: Lang, kind: Kind, memory: Memory | None) -> tuple[list[str], float]:
    """Spellings of a place or person in the other language, from every origin but this one."""
    if source is target:
        return [text], 1.0
    approved = memory_origin.part(text, source, target, memory)
    if approved:
        return [approved], 1.0
    return _looked_up(text, source, target, kind)


@lru_cache(maxsize=8192)
def _looked_up(text: str, source: Lang, target: Lang, kind: Kind) -> tuple[list[str], float]:
    from glossary.suggest import authority, diacritics, transcription
    from glossary.suggest.ranking import folded, ranked

    question = Question(source, target, kind, text)
    known = authority.propose(question) or countries.propose(question)
    if kind is Kind.PLACE and known and _other_name(text, source):
        known = []
    names = [s.text for s in ranked(known)]
    if kind is Kind.PLACE and diacritics.is_known_place(text):
        # `Cái Mép` is but the first half of the row `Cái Mép - Thị Vải`.
        names = [name for name in names if len(_DASH.findall(name)) <= len(_DASH.findall(text))]
        # What is called after `Ngũ Hành Sơn` is not called after the Marble Mountains.
        spelt = [folded(s.text) for s in transcription.propose(question)]
        if names and spelt and SequenceMatcher(None, folded(names[0]), spelt[0]).ratio() < _ALIKE:
            names.sort(key=lambda name: folded(name) not in spelt)
    if names:
        return names[:2], 1.0
    found = ranked(diacritics.propose(question) + transcription.propose(question))
    if not found:
        return [text], 0.3
    return [s.text for s in found[:2]], 0.75 if found[0].score > 0.6 else 0.6


_DASH = re.compile(r"[-–]")
_ALIKE = 0.6
"""From this on two names are spellings of one."""


def _is_person_alone(text: str, lang: Lang) -> bool:
    """Do the tables know the name as a person's only? What is called so is called after the person."""
    table = tables.load()
    return not table.find(text, lang, Kind.PLACE) and bool(table.find(text, lang, Kind.PERSON))


def _other_name(text: str, lang: Lang) -> bool:
    """Is this an old or second name that only finds its row? What is called after `Thăng Long` is not called Hanoi.

    Spellings of the same name begin alike, or are written syllable by syllable (`Xanh Pê-téc-bua`).
    """
    from glossary import authority

    rows_found = authority.load().find(text, lang, Kind.PLACE)
    if not rows_found or re.search(r"-[a-zà-ỹđ]", text):
        return False
    initials = {ascii_fold(name)[:1].casefold() for name in rows_found[0].names[lang]}
    return bool(initials) and ascii_fold(text)[:1].casefold() not in initials


def looked_up(text: str, source: Lang, target: Lang, kind: Kind) -> list[str]:
    """Spellings of a name in another language, best first; the text itself where no rule reads it."""
    return _looked_up(text, source, target, kind)[0]


def place_part(text: str, lang: Lang, form: str, memory: Memory | None = None) -> Part | None:
    """The place that `text` may name in this form; `sure` is 1 for a place of the tables."""
    if text.isdigit() and not form:
        return Part(text, lambda target, wanted: [text], 0.9, sort="place")
    headed = foreign_region(text) if lang is Lang.VI else lang is Lang.RU and form == "gen" and _common_place(text)
    if len(text) < 2 or (not text[:1].isupper() and form not in _AGREEING and not headed):
        return None
    if re.search(r"[,()]", text) or len(text.split()) > 5:
        return None
    if _TWO_NAMES.search(text) and not is_known_place(text, lang):
        return None
    if lang is Lang.VI and not headed and any(word.islower() for word in text.split()):
        return None
    if counts(text, lang) or is_whole_person(text, lang):
        return None
    person = _called_after(text) if lang is Lang.RU and form in {"", "gen"} else ""
    nominatives = [person] if person else _nominatives(text, lang, form)
    if not nominatives:
        return None
    alone = lang is not Lang.RU and (_is_person_alone(text, lang) or transcribe.is_english_person(text))
    kind = Kind.PERSON if person else Kind.PLACE
    chosen = next((name for name in nominatives if is_known_place(name, lang)), None)
    if (
        chosen is None
        and (" " in text or lang is Lang.EN)
        and is_commonplace(text, lang)
        and not _is_vietnamese(text, lang)
    ):
        return None
    sure = 1.0 if chosen else 0.55
    name = chosen or nominatives[-1 if form == "gen" and len(nominatives) > 1 else 0]
    with_unit = bool(_unit().search(name))
    part_country = _country_of_place(name, lang)

    def spell(target: Lang, wanted: str) -> list[str]:
        names, _ = _other(name, lang, target, kind, memory)
        if form in _AGREEING and chosen is None and target is not Lang.RU:
            # `Шебекинский район` may be named after Shebekino, `Пресненский` after nothing known; a street (feminine)
            # is hardly ever known by the town: `Подъячевская улица`.
            spelt = _other(text, lang, target, Kind.PLACE, memory)[0][:1]
            town = form != "f" and name.endswith("о")
            names = [*names[:1], *spelt] if town else [*spelt, *names[:1]]
        fitting = [n for n in names if bool(_unit().search(n)) is with_unit]
        names = fitting or [n if with_unit else _leading_unit().sub("", n) for n in names]
        if target is Lang.VI:
            return [_small_unit(Lang.VI).sub(lambda m: m[0].lower(), n) for n in names]
        if target is not Lang.RU or wanted in {"", "nom"}:
            return names
        names = [_small_unit(Lang.RU).sub(lambda m: m[0].lower(), n) for n in names]
        if alone:
            return [] if wanted in _AGREEING else [_person_case(n, wanted, _is_vietnamese(text, lang)) for n in names]
        if wanted in _AGREEING:
            country = country_index(Lang.RU, "").get(key(names[0])) if names else None
            if country is not None:
                return [_with_capitals(declined(country[0].ru, wanted), names[0])]
            # Of two words no adjective is made: `озеро Тонле Сап`.
            named = [
                n for n in names[:1] if n in _city_table() or (" " not in n and not _no_adjective(n, part_country))
            ]
            return [_with_capitals(declined(_city_adjective(n), wanted), n) for n in named]
        return [russian_case(n, wanted) for n in names]

    return Part(text, spell, sure, country=part_country, sort="place")


def is_whole_person(text: str, lang: Lang) -> bool:
    """`Trần Hữu Trang`: three syllables that begin with a surname are a person, unless the tables know a place."""
    whole = lang is not Lang.RU and text.count(" ") == 2 and _is_vietnamese(text, lang)
    return whole and text.split(" ")[0].lower() in transcribe.surnames() and not tables.load().find(text, lang)


def _common_place(genitive: str) -> bool:
    """`дельты Меконга`: does a Russian genitive in small letters name a place of the tables?"""
    nominative = phrase_nominative(genitive) if " " in genitive else ""
    return bool(nominative) and is_known_place(nominative, Lang.RU)


_TWO_NAMES = re.compile(r"\S [-–—] \S")
"""`Nha Trang - Khánh Hòa`: neither a place nor a person, but two."""


@lru_cache(maxsize=2048)
def _called_after(text: str) -> str:
    """Whom a Russian genitive names, given name and all: `улица Карла Маркса`, `Университет Витуса Беринга`."""
    from glossary import authority

    if not 1 < len(text.split(" ")) < 4 or is_known_place(text, Lang.RU):
        return ""
    found = lemma(text, Kind.PERSON)
    if found == text:
        return ""
    given = any("Name" in parse.tag for parse in parses(found.split(" ")[0]))
    return found if given or authority.load().find(found, Lang.RU, Kind.PERSON) else ""


def _nominatives(text: str, lang: Lang, form: str) -> list[str]:
    if lang is not Lang.RU or not form:
        return [re.sub(r"^(?:the|The)\s+", "", text)]
    country = country_index(lang, form).get(key(text)) if form == "loc" and " " in text else None
    if country is not None:
        # `в Южной Корее`: the cases of countries of two words stand in their table.
        return [country[0].names[lang][country[1]]]
    if form in _AGREEING:
        return cities_of(text, form)
    if " " in text:
        phrase = phrase_nominative(text) if form == "gen" else lemma(text, Kind.PLACE)
        return [phrase, *from_case(text, form)] if phrase and phrase != text else from_case(text, form)
    return [*dict.fromkeys([*from_case(text, form), lemma(text, Kind.PLACE)])]


@cache
def _units(use: str, *langs: Lang) -> str:
    """The words of the table for one use, as a regular expression."""
    wanted = {lang.value for lang in langs or Lang}
    found = [word for lang, word, uses in rows(FOLDER / "place_units.tsv") if lang in wanted and use in uses.split("|")]
    return "|".join(map(re.escape, sorted(found, key=len, reverse=True)))


@cache
def _unit() -> re.Pattern[str]:
    """Words for what a place is: a name without them fits a pattern that says it already."""
    return re.compile(rf"\b(?:{_units('unit')})\b", re.IGNORECASE)


@cache
def _small_unit(lang: Lang) -> re.Pattern[str]:
    """A word that begins a name in a table with a capital, inside another name with a small letter."""
    return re.compile(rf"^(?:{_units('small', lang)})(?= )", re.IGNORECASE)


@cache
def _leading_unit() -> re.Pattern[str]:
    """A word before a name that the tables only have with it: `Zeya Dam` is no dam of `sông Zeya`."""
    return re.compile(rf"^(?:{_units('drop')}) ", re.IGNORECASE)


@lru_cache(maxsize=4096)
def foreign_region(text: str) -> bool:
    """`vùng Krasnodar`, `tỉnh Kaluga`: a region that the tables know with its word, not one of Vietnam."""
    from glossary import authority

    if not re.match(rf"(?:{_units('region', Lang.VI)}|Cộng hòa|Khu tự trị) ", text):
        return False
    return any(row.country != "VN" for row in authority.load().find(text, Lang.VI, Kind.PLACE))


_AGREEING = frozenset({"m", "f", "n", "pn"})
"""Forms of a Russian adjective made from a place."""


@lru_cache(maxsize=4096)
def is_known_place(name: str, lang: Lang) -> bool:
    """Is this a place of the tables, or of the list of Vietnamese places?"""
    from glossary import authority
    from glossary.suggest import diacritics

    if authority.load().find(name, lang, Kind.PLACE) or country_part(name, lang, ""):
        return True
    return diacritics.is_known_place(name)


@lru_cache(maxsize=4096)
def _country_of_place(name: str, lang: Lang) -> str:
    """The country's code, `ZZ` for a place that is surely not Vietnamese, empty where nothing tells."""
    from glossary import authority

    rows_found = authority.load().find(name, lang, Kind.PLACE)
    if rows_found:
        return rows_found[0].country
    if lang is Lang.RU:
        return "RU" if transcribe.is_russian_place_in_cyrillic(name) or name.endswith(("ино", "ово", "ево")) else ""
    return "" if _is_vietnamese(name, lang) else "ZZ"


def _is_vietnamese(name: str, lang: Lang) -> bool:
    return lang is not Lang.RU and transcribe.is_vietnamese(name)


@cache
def _city_table() -> dict[str, str]:
    return {cells[0]: cells[1] for cells in rows(FOLDER / "city_adjectives.tsv")}


def _city_adjective(city: str) -> str:
    listed = _city_table().get(city)
    if listed:
        return listed
    if city.endswith(("ский", "цкий")):
        return city.lower()
    if city.endswith(("ское", "цкое")):
        return city.lower()[:-2] + "ий"
    if city.endswith("ая"):
        return city.lower()[:-2] + ("ий" if city[-3] in "гкхчшщ" else "ый")
    if city.endswith("нь") and is_known_place(city, Lang.RU) and _country_of_place(city, Lang.RU) in {"", "VN"}:
        return city.lower() + "ский"
    stem = city.lower()
    if stem.endswith("ль") and not stem.endswith("вль"):
        return stem + "ский"  # монреальский; but ярославский
    if stem.endswith(("а", "ь", "о", "е", "и", "ы", "я")) and not stem.endswith(("хо", "чи", "ту")):
        stem = stem[:-1]
    return stem[:-1] + "кий" if stem.endswith("ск") else stem + "ский"


def _no_adjective(place: str, country: str) -> bool:
    """No adjective is made of a Vietnamese place that ends in a vowel, unless a table has one: `Банве`, `Бакха`."""
    return country in {"", "VN"} and place[-1:] in "аеёиоуыэюя"


def _with_capitals(adjective: str, name: str) -> str:
    """`Санкт-Петербургский` has the capitals of the name that it is made of, `Ростовский` (на-Дону) its first one."""
    parts = name.split("-")
    if len(parts) == adjective.count("-") + 1 and all(part[:1].isupper() for part in parts):
        return "-".join(part.capitalize() for part in adjective.split("-"))
    return adjective.capitalize()


def cities_of(text: str, form: str) -> list[str]:
    """Cities of which a Russian adjective in this form may be made, the likeliest first."""
    low = text.lower().replace("ё", "е")
    for city, adjective in _city_table().items():
        if declined(adjective, form) == low:
            return [city]
    ending = {"m": "ский", "f": "ская", "n": "ское", "pn": "ские"}[form]
    if not low.endswith(ending) or len(low) < 7:
        return [text] if form == "f" and low.endswith("ая") and text[:1].isupper() else []
    stem = text[: -len(ending)]
    if stem.endswith(("ин", "ов", "ев")):
        return [stem + "о", stem, stem + "а"]
    return [stem, stem + "а", stem + "ь", stem + "ск", stem + "о"]


def person_part(text: str, lang: Lang, form: str, memory: Memory | None = None) -> Part | None:
    """The person honoured by a name."""
    if not text[:1].isupper() or re.search(r"[,()]", text) or len(text.split()) > 4 or counts(text, lang):
        return None
    if any(word in {"of", "and", "for", "và", "của", "и", "по", "-", "–"} for word in text.split()):
        return None
    from glossary import authority

    bare = _INITIALS.sub("", text)
    names = _person_nominatives(bare, form) if lang is Lang.RU and form else [bare]
    known = [n for n in names if authority.load().find(n, lang, Kind.PERSON)]
    if not known and is_commonplace(bare, lang):
        return None
    name = (known or names)[0]

    def spell(target: Lang, wanted: str) -> list[str]:
        if lang is Lang.VI and target is Lang.EN and _is_vietnamese(name, lang):
            return [ascii_fold(name)]  # the school is Hung Vuong, though the tables know the Hung Kings
        found = _as_long(_other(name, lang, target, Kind.PERSON, memory)[0], name)
        if target is Lang.RU and wanted not in {"", "nom"}:
            wanted, initials = ("gen", False) if wanted == "of" else (wanted, True)
            official = [_honoured()[n] for n in found[:1] if initials and wanted == "gen" and n in _honoured()]
            vietnamese = _is_vietnamese(name, lang)
            return [*official, *(_person_case(n, wanted, vietnamese) for n in found[:1])]
        return found[:1]

    return Part(text, spell, 0.9 if known else 0.5)


_INITIALS = re.compile(r"^(?:[A-ZА-ЯЁ]\.\s?)+(?=[A-ZА-ЯЁ]\w)")
"""Initials are left out in the name of an institution: only its own language has them."""


def _person_nominatives(text: str, form: str) -> list[str]:
    """Whom a Russian genitive (`Римского-Корсакова`, `Пушкина`) may name; a man rather than a woman."""
    found = lemma(text, Kind.PERSON)
    likely = [found if found != text else oblique_lemma(text)]
    others = from_case(text, "gen" if form == "of" else form)
    sensible = [n for n in others if form in {"gen", "of"} and not n.endswith(("а", "я"))]
    return [*dict.fromkeys([*likely, *sensible, *others])]


def _person_case(name: str, case: str, vietnamese: bool) -> str:
    """A person in a case; of a Vietnamese name the last syllable changes, and no woman's (`Тхи`)."""
    front, _, last = name.rpartition(" ")
    if not vietnamese or not front:
        return russian_case(name, case, Kind.PERSON)
    return name if "Тхи" in front.split(" ") else f"{front} {russian_case(last, case, Kind.PERSON)}"


@cache
def _honoured() -> dict[str, str]:
    """Surname → the genitive with initials of those after whom Russian institutions are named."""
    return {cells[0]: cells[1] for cells in rows(FOLDER / "honoured.tsv")}


def _as_long(found: Sequence[str], name: str) -> list[str]:
    """Names with as many words as the one asked for: the tables know `Пушкин` as Alexander Pushkin."""
    count = name.count(" ")
    same = [n for n in found if n.count(" ") == count and n[:1].isupper() and not re.search(r"-[a-zà-ỹđ]", n)]
    return same or [" ".join(n.split(" ")[-count - 1 :]) for n in found]


_COUNTED = {"om": "-й", "of": "-я"}
"""Forms of a number that counts: `312-я дивизия`."""


def proper_part(text: str, lang: Lang, memory: Memory | None) -> Part | None:
    """A name of its own (of a company, newspaper, theatre), spelt rather than translated."""
    if not (text[:1].isupper() or text[:1].isdigit()) or len(text.split()) > 4 or counts(text, lang):
        return None
    if "," in text or text.endswith("&"):
        return None

    def spell(target: Lang, form: str) -> list[str]:
        if form in _COUNTED:
            return [text + _COUNTED[form]] if text.isdigit() else []
        if target is lang or text.isdigit():
            return [text]
        approved = memory_origin.part(text, lang, target, memory)
        if approved:
            return [approved]
        brand = brands(lang).get(key(text))
        if brand:
            return [brand[target]]
        known, sure = _looked_up(text, lang, target, Kind.ORG)
        if sure == 1.0:
            # The name alone: the tables know `Ханой – Москва` as the complex of that name.
            return [name for name in known if len(tokens(name)) <= len(tokens(text))] or known
        if lang is Lang.RU:
            return _looked_up(text, lang, target, Kind.PLACE)[0][:1]
        if target is Lang.VI and transcribe.is_vietnamese(text):
            from glossary.suggest import diacritics

            return [r.text for r in diacritics.restore(text, Kind.PLACE)[:2]] or [text]
        if target is not Lang.RU:
            return [ascii_fold(text) if target is Lang.EN else text]
        return [*known[:1], text] if not plain_words else [text]

    plain_words = is_commonplace(text, lang)
    if plain_words and lang is Lang.VI:
        return None  # `Công ty Chứng khoán Kafi`: a word of its own language is no name
    if lang is Lang.RU and (meant := _field_called(text)) is not None:
        return meant
    return Part(text, spell, 0.3 if plain_words else 0.55)


def _field_called(text: str) -> Part | None:
    """«Просвещение», «Наука»: a Russian name that is the word for a field is translated in the other languages."""
    from glossary.suggest.fields import field_part

    field = field_part(russian_case(text.lower(), "gen", Kind.ORG), Lang.RU, "gen")
    return None if field is None else Part(text, field.spell, 0.55)
