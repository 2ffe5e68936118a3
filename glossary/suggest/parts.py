"""The parts of an institution's name: fields, countries, places, persons, numbers, proper names, in any case.

Russian cases of fields stand in `data/composition/fields.tsv`, those of places and persons are made by rule or by
pymorphy3. A part knows its spellings in every language and form; `composition` and `grammar` put parts together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache

from glossary.lang import transcribe
from glossary.lang.ru_morph import lemma, oblique_lemma, parses
from glossary.lang.syllable import ascii_fold, rows
from glossary.model import Kind, Lang, Question
from glossary.resources import DATA
from glossary.suggest import countries
from glossary.suggest import memory as memory_origin
from glossary.suggest.cases import declined, from_case, phrase_nominative, russian_case
from glossary.suggest.memory import Memory
from glossary.suggest.numbers import counts, ordinal_number, roman
from glossary.text import is_syllable, nfc

FOLDER = DATA / "composition"

TOKEN = re.compile(r"\{[A-Z](?:\.\w+)?\}|[^\W_]+(?:['’][^\W_]*)*|[,\-–—&()/]")


_ANY_DASH = re.compile(r"\s*[-–—]\s*")


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """How words are compared: small letters, ё as е, one dash, straight apostrophes."""
    low = nfc(text).casefold().replace("ё", "е").replace("’", "'")
    return _ANY_DASH.sub(" - ", low)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name with its place in it."""

    key: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """Words, commas and dashes; quotation marks and full stops do not count."""
    found = []
    for match in TOKEN.finditer(text):
        word = match.group()
        word = "-" if word in "-–—" else key(word).strip()
        found.append(Token("в" if word == "во" else word, match.start(), match.end()))
    return tuple(found)


# ---- the parts of a name ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Part:
    """The value of a slot: its spellings in any language and form, and how sure it is (1 known, less for guesses)."""

    label: str
    spell: Callable[[Lang, str], list[str]]
    sure: float = 1.0
    country: str = ""
    sort: str = ""
    """`country` or `place`, where it is one."""


@cache
def _abbreviations(lang: Lang) -> dict[str, str]:
    return {short: long for code, short, long in rows(FOLDER / "abbreviations.tsv") if code == lang.value}


def written_out(text: str, lang: Lang) -> str:
    """`UBND TP Huế` as `Ủy ban Nhân dân thành phố Huế`: the abbreviations usual in names of institutions."""
    table = _abbreviations(lang)
    text = re.sub(r"\b(TP|Tp)\.(?=\w)", r"\1. ", text)
    return " ".join(table.get(word, word) for word in text.split(" "))


# ---- countries --------------------------------------------------------------------------------------------------


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


# ---- places, persons, proper names ------------------------------------------------------------------------------


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
    headed = lang is Lang.VI and foreign_region(text)
    if len(text) < 2 or (not text[:1].isupper() and form not in _AGREEING and not headed):
        return None
    if re.search(r"[,()]", text) or len(text.split()) > 5:
        return None
    if _TWO_NAMES.search(text) and not is_known_place(text, lang):
        return None
    if lang is Lang.VI and not headed and any(word.islower() for word in text.split()):
        return None
    if counts(text, lang):
        return None
    person = _called_after(text) if lang is Lang.RU and form in {"", "gen"} else ""
    nominatives = [person] if person else _nominatives(text, lang, form)
    if not nominatives:
        return None
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
    with_unit = bool(_UNIT.search(name))
    part_country = _country_of_place(name, lang)

    def spell(target: Lang, wanted: str) -> list[str]:
        names, _ = _other(name, lang, target, kind, memory)
        if form in _AGREEING and chosen is None and target is not Lang.RU:
            # `Шебекинский район` may be named after Shebekino, `Пресненский` after nothing known; a street (feminine)
            # is hardly ever known by the town: `Подъячевская улица`.
            spelt = _other(text, lang, target, Kind.PLACE, memory)[0][:1]
            town = form != "f" and name.endswith("о")
            names = [*names[:1], *spelt] if town else [*spelt, *names[:1]]
        fitting = [n for n in names if bool(_UNIT.search(n)) is with_unit]
        names = fitting or [n if with_unit else _LEADING_UNIT.sub("", n) for n in names]
        if target is Lang.VI:
            return [_UNIT_FIRST.sub(lambda m: m[0].lower(), n) for n in names]
        if target is not Lang.RU or wanted in {"", "nom"}:
            return names
        names = [_RUSSIAN_UNIT.sub(lambda m: m[0].lower(), n) for n in names]
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


_UNIT_FIRST = re.compile(r"^(?:Tỉnh|Vùng|Bang|Thành phố|Khu tự trị)(?= )")
"""Words that begin a region's name in a table with a capital, inside another name with a small letter."""


_RUSSIAN_UNIT = re.compile(
    r"^(?:Район|Провинция|Город|Остров|Область|Край|Республика|Уезд|Квартал|Община|Порт|Аэропорт|Вокзал|Мост|"
    r"Озеро|Река)(?= )"
)
"""The same in Russian: `Народный комитет района Хоанкием`."""


@lru_cache(maxsize=4096)
def foreign_region(text: str) -> bool:
    """`vùng Krasnodar`, `tỉnh Kaluga`: a region that the tables know with its word, not one of Vietnam."""
    from glossary import authority

    if not re.match(r"(?:tỉnh|vùng|bang|nước|khu tự trị|Cộng hòa|Khu tự trị) ", text):
        return False
    return any(row.country != "VN" for row in authority.load().find(text, Lang.VI, Kind.PLACE))


_UNIT = re.compile(
    r"\b(?:tỉnh|vùng|hồ|sông|biển|bán đảo|quần đảo|cộng hòa|lake|river|sea|peninsula|islands?|region|oblast|krai|"
    r"republic|territory|область|край|озеро|река|море|полуостров|острова?|республика)\b",
    re.IGNORECASE,
)
"""Words for what a place is: a name without them fits a pattern that says it already."""

_LEADING_UNIT = re.compile(r"^(?:[Ss]ông|[Hh]ồ|[Đđ]ảo|[Rr]iver|[Ll]ake|[Рр]ека|[Оо]зеро|[Оо]стров) ")
"""The same, before a name that the tables only have with it: `Zeya Dam` is no dam of `sông Zeya`."""

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


def ordinal_part(text: str, lang: Lang) -> Part | None:
    """`XIII`, `13`, `13th`, `13-й`: the number of a congress, session or games."""
    number = ordinal_number(text)
    if not number:
        return None

    def spell(target: Lang, form: str) -> list[str]:
        if form == "rom":
            return [roman(number)]
        if target is not Lang.EN:
            return [str(number)]
        last = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number % 100 not in {11, 12, 13} else 0, "th")
        return [f"{number}{last}"]

    return Part(text, spell)


@cache
def brands(lang: Lang) -> dict[str, dict[Lang, str]]:
    """Companies, agencies and newspapers whose names rules do not make: Rosneft is Роснефть."""
    found: dict[str, dict[Lang, str]] = {}
    for en, ru in rows(FOLDER / "brands.tsv"):
        names = {Lang.VI: en, Lang.EN: en, Lang.RU: ru}
        found.setdefault(key(names[lang]), names)
    return found


@cache
def firm_heads() -> frozenset[str]:
    """Russian heads whose own name stands in quotation marks: `компания «Танлапфат»`."""
    return frozenset(word for code, word in rows(FOLDER / "brand_heads.tsv") if code == Lang.RU.value)


_COUNTED = {"om": "-й", "of": "-я"}
"""Forms of a number that counts: `312-я дивизия`."""


def proper_part(text: str, lang: Lang, memory: Memory | None) -> Part | None:
    """A name of its own (of a company, newspaper, theatre), spelt rather than translated."""
    if not (text[:1].isupper() or text[:1].isdigit()) or len(text.split()) > 4 or "," in text or counts(text, lang):
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


# ---- common words -----------------------------------------------------------------------------------------------

_LETTERS = re.compile(r"[^\W\d_]+")


@cache
def _common(lang: Lang) -> frozenset[str]:
    """Words of the tables of composition; of English also the list of common words."""
    found: set[str] = set()
    for table in ("heads.tsv", "modifiers.tsv", "fields.tsv"):
        for cells in rows(FOLDER / table):
            cell = cells[_LANGUAGES.index(lang)]
            phrases = [key(phrase) for phrase in cell.split("|") if phrase]
            if lang is Lang.VI:
                found.update(phrases)
            else:
                found.update(word for phrase in phrases for word in _LETTERS.findall(phrase))
    if lang is Lang.EN:
        for path in (DATA / "en" / "common.txt", FOLDER / "plain_words.txt"):
            lines = path.read_text(encoding="utf-8").split("\n")
            found.update(word for line in lines if line[:1] != "#" for word in line.split() if len(word) > 2)
    return frozenset(found)


_LANGUAGES = (Lang.VI, Lang.EN, Lang.RU)


@lru_cache(maxsize=4096)
def is_commonplace(text: str, lang: Lang) -> bool:
    """Does the name hold words of the dictionary (`Dairy Products`, `Phát triển Mới`), which are never only spelt?"""
    words = [key(word) for word in _LETTERS.findall(text.replace("’s", "").replace("'s", ""))]
    common = _common(lang)
    if lang is Lang.VI and has_english_words(text):
        return True
    if lang is Lang.VI:
        lower = any(word.islower() for word in text.split()[1:])
        return (
            lower
            or any(" ".join(words[i : i + n]) in common for n in (2, 3) for i in range(len(words) - n + 1))
            or key(text) in common
        )
    if lang is Lang.RU:
        return any(word.islower() and len(word) > 3 for word in text.split()) or any(word in common for word in words)
    return any(word in common or (len(word) > 6 and _ENGLISH.search(word)) for word in words)


@lru_cache(maxsize=4096)
def has_english_words(text: str) -> bool:
    """Does a name have English words that are no Vietnamese syllables (`Sun World Hạ Long`)?"""
    words = [key(word) for word in _LETTERS.findall(text)]
    return any(len(word) > 2 and not is_syllable(word) and word in _common(Lang.EN) for word in words)


_ENGLISH = re.compile(
    r"(?:[ts]ion|ment|ness|ship|[ae]nce|[ao]logy|graphy|ics|ery|ware|ical|[ai]ble|ful|less|ity|ities|ous|ive)s?$"
)
"""Endings of English words that names hardly have: the list of common words cannot hold them all."""


_WITH_ARTICLE = (
    r"(?:[A-Z]\w+ )?(?:Federation|Republic|Kingdom)\b|Soviet Union|United (?:States|Arab|Nations)|"
    r"Philippines|Netherlands|Maldives|Bahamas|Far East|Urals|Caucasus|European Union|US\b|UK\b"
)
"""Names that English gives the article inside a phrase."""


_DOUBLED = re.compile(r"\b(\w{3,}(?: \w+){0,2}) \1\b", re.IGNORECASE)


_UNIT_TWICE_VI = re.compile(r"\b(thành phố|tỉnh) (?=[Tt]hành phố|[Tt]ỉnh|TP)")
_UNIT_TWICE_EN = re.compile(r"\b(City|Province) (?:City|Province)\b")
_WANTS_ARTICLE = re.compile(rf"\b(of|in) (?={_WITH_ARTICLE})")
_WANTS_VO = re.compile(r"\bв (?=В[бвгджзклмнпрстфхцчшщь])")
_QUOTED_TWICE = re.compile(r"«([^«»]*)«([^»]*)»([^«»]*)»")


@lru_cache(maxsize=8192)
def tidy(text: str, lang: Lang) -> str:
    """A filled pattern without doubled words and with the articles and prepositions that its words ask for."""
    if lang is Lang.VI:
        text = _UNIT_TWICE_VI.sub("", text)
    elif lang is Lang.EN:
        text = _WANTS_ARTICLE.sub(r"\1 the ", _UNIT_TWICE_EN.sub(r"\1", text))
    words = text.casefold().split()
    if len(set(words)) < len(words):  # a word said twice: the regular expression is slow
        text = _DOUBLED.sub(r"\1", text)
    if lang is Lang.RU:
        text = _QUOTED_TWICE.sub(r"«\1\2\3»", _WANTS_VO.sub("во ", text))
    return text
