"""Names of institutions and events taken apart into head, adjectives, fields, owner and what they are part of.

English has adjectives before the head, fields after `of` or before it; Vietnamese has the field after the head, then
the adjectives from the inside out, then the owner; Russian has agreeing adjectives, the head, the field and the owner
in the genitive. Every word must be known. `glossary.suggest.grammar` puts the parts together in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from glossary import authority
from glossary.lang.syllable import rows
from glossary.model import Kind, Lang
from glossary.suggest import composition, named, nations
from glossary.suggest.cases import declined, from_case, gender, phrase_nominative
from glossary.suggest.fields import field_part, modified_field
from glossary.suggest.parts import FOLDER, Part, key

_ORDER = (Lang.VI, Lang.EN, Lang.RU)
_MOST_WORDS = 16
_LONGEST_FIELD = 13
_CLUB = "Câu lạc bộ"
_FIRMS = frozenset({"Công", "Tập", "Tổng", "Ngân", "Doanh", "Hãng"})
"""First syllables of Vietnamese words for firms (`Công ty`, `Tập đoàn`)."""
_KNOWN = 0.9
"""How sure a person of the tables is."""


@dataclass(frozen=True, slots=True)
class Word:
    """A row of `heads.tsv` or `modifiers.tsv`: alternatives by language."""

    vi: tuple[str, ...]
    en: tuple[str, ...]
    ru: tuple[str, ...]
    joint: str = "front"
    """How English joins what a head is for: `of`, `for`, `on`, or `front`: before the head."""

    def names(self, lang: Lang) -> tuple[str, ...]:
        """Its spellings in one language, the commonest first."""
        return (self.vi, self.en, self.ru)[_ORDER.index(lang)]


@dataclass(frozen=True, slots=True)
class Reading:
    """A name taken apart. Adjectives are in the order of English."""

    head: Word
    adjectives: tuple[Word, ...] = ()
    fields: tuple[Part, ...] = ()
    owner: Part | None = None
    """A country or place."""
    unit: str = ""
    """`tỉnh` or `thành phố`, where the name says which."""
    pair: tuple[Part, Part] | None = None
    honoured: Part | None = None
    inner: str = ""
    """An institution that this one is part of, still in the language of the question."""
    sure: float = 1.0

    @property
    def owner_is_place(self) -> bool:
        """Is the owner a city or region rather than a country?"""
        return self.owner is not None and self.owner.sort == "place"


@cache
def table(name: str) -> tuple[Word, ...]:
    """The rows of `heads.tsv` or `modifiers.tsv`."""
    found = []
    for vi, en, ru, *joint in rows(FOLDER / name):
        cells = [tuple(part for part in cell.split("|") if part) for cell in (vi, en, ru)]
        found.append(Word(cells[0], cells[1], cells[2], joint[0] if joint else "front"))
    return tuple(found)


@cache
def _heads(lang: Lang) -> dict[str, list[tuple[Word, str]]]:
    """Key of a spelling → the heads that have it, the likeliest first, each with that spelling."""
    found: dict[str, list[tuple[Word, str]]] = {}
    for position in range(5):
        for word in table("heads.tsv"):
            names = word.names(lang)
            if position < len(names):
                found.setdefault(key(names[position]), []).append((word, names[position]))
    return found


@cache
def _adjectives(form: str) -> dict[str, Word]:
    """Adjectives by key: `form` is `vi`, `en`, or a Russian gender (`m f n pn`)."""
    found: dict[str, Word] = {}
    for position in range(4):
        for word in table("modifiers.tsv"):
            names = word.vi if form == "vi" else word.en if form == "en" else word.ru
            if position < len(names):
                text = names[position] if form in {"vi", "en"} else declined(names[position], form)
                found.setdefault(key(text), word)
    return found


# ---- reading ----------------------------------------------------------------------------------------------------


def whole_field(text: str, lang: Lang, form: str) -> Part | None:
    """The field that the whole of `text` names, in the form that its place in the name asks for."""
    return field_part(text, lang, form)


def _cuts(words: Sequence[str], longest: int) -> Iterator[tuple[str, int]]:
    """Beginnings of a word list, the longest first."""
    for size in range(min(longest, len(words)), 0, -1):
        yield " ".join(words[:size]), size


def _items(words: Sequence[str], lang: Lang, fields_first: bool) -> tuple[tuple[Word, ...], tuple[Part, ...]] | None:
    """A row of adjectives and fields that covers all words; None where a word is unknown."""
    if not words:
        return (), ()
    options: list[tuple[int, int, Word | Part]] = []
    for text, size in _cuts(words, _LONGEST_FIELD):
        adjective = _adjectives(lang.value).get(key(text))
        country = nations.country_part(text, lang, "adj") if lang is Lang.EN else None
        found = None
        if country is None:
            found = whole_field(text, lang, "") or (whole_field(text, lang, "adj") if lang is Lang.EN else None)
        if adjective is not None:
            options.append((size, 0 if not fields_first else 1, adjective))
        if found is not None:
            options.append((size, 1 if not fields_first else 0, found))
    options.sort(key=lambda o: (-o[0], o[1]))
    for size, _, item in options:
        rest = _items(words[size:], lang, fields_first)
        if rest is not None:
            adjectives, fields = rest
            return ((item, *adjectives), fields) if isinstance(item, Word) else (adjectives, (item, *fields))
    return None


_VI_UNIT = re.compile(r"^(tỉnh|thành phố|TP\.?|quận|huyện|thị xã|phường|xã|đặc khu)\s+", re.IGNORECASE)
_ENDS_IN_UNIT = re.compile(r"(?:^| )(?:tỉnh|thành phố|quận|huyện|thị xã|phường|xã|đặc khu)$", re.IGNORECASE)
"""A word that belongs to the place after it."""


def _owner(text: str, lang: Lang, form: str = "") -> tuple[Part, str] | None:
    """A country, or a place that the tables know, with the word for what it is."""
    country = nations.country_part(text, lang, form)
    if country is not None:
        return country, ""
    unit = _VI_UNIT.match(text) if lang is Lang.VI else None
    if unit and named.foreign_region(unit.group(1).lower() + text[unit.end() - 1 :]):
        unit = None  # `tỉnh Kaluga` is called so in the tables
        text = text[:1].lower() + text[1:]
    name = text[unit.end() :] if unit else text
    place = named.place_part(name, lang, form)
    if place is None or (place.sure < 1.0 and not unit):
        return None
    word = unit.group(1).lower().replace("tp.", "tp") if unit else ""
    word = "thành phố" if word == "tp" else word
    return place, "" if word == "thành phố" and place.country not in {"", "VN"} else word


def _pair(text: str, lang: Lang) -> tuple[Part, Part] | None:
    """`Việt - Nga`, `Vietnam-Russia`, `вьетнамско-российский`."""
    match = re.fullmatch(r"(.{2,20}?)\s*[-–—]\s*(.{2,20})", text)
    if not match:
        return None
    forms = [("", ""), ("adj", "adj")] if lang is not Lang.RU else [("comb", f) for f in ("m", "f", "n")] + [("", "")]
    for a, b in forms:
        first, second = nations.country_part(match[1], lang, a), nations.country_part(match[2], lang, b)
        if first is not None and second is not None:
            return first, second
    return None


@lru_cache(maxsize=2048)
def readings(text: str, lang: Lang) -> tuple[Reading, ...]:
    """Ways to take a name apart, at most four; none where a word of it is unknown."""
    if not 1 < len(text.split()) <= _MOST_WORDS:
        return ()
    bare = re.sub(r"[«»\"“”]", "", text)
    reader = {Lang.VI: _read_vi, Lang.EN: _read_en, Lang.RU: _read_ru}[lang]
    found: list[Reading] = []
    for reading in reader(bare):
        if reading.inner and reading.head.vi[0] == _CLUB:
            continue  # a club belongs to none: `Câu lạc bộ bóng đá Spartak` is Spartak
        if reading not in found and (
            reading.adjectives or reading.fields or reading.inner or reading.pair or reading.owner or reading.honoured
        ):
            found.append(reading)
        if len(found) == 4:
            break
    return tuple(found)


@cache
def _replacements() -> dict[tuple[str, str], Word]:
    """(word, head) → the adjective that stands beside that head instead."""
    by_name = {word.vi[0]: word for word in table("modifiers.tsv") if word.vi}
    found = {}
    for word, heads, instead in rows(FOLDER / "beside_heads.tsv"):
        found.update({(word, head): by_name[instead] for head in heads.split("|")})
    return found


def fitted(reading: Reading) -> Reading:
    """The reading with the adjectives that its head takes in Vietnamese, where a state university is a national one."""
    head = reading.head.vi[0]
    fitted = tuple(_replacements().get((word.vi[0], head), word) for word in reading.adjectives)
    return reading if fitted == reading.adjectives else replace(reading, adjectives=fitted)


def _read_vi(text: str) -> Iterator[Reading]:
    text, honoured = _honoured(text, Lang.VI)
    words = text.split(" ")
    person = " ".join(words[-3:])
    if honoured is None and len(words) > 4 and named.is_whole_person(person, Lang.VI):
        # `Nhà hát Cải lương Trần Hữu Trang`; a firm of such a name is no monument.
        called = None if words[0] in _FIRMS else named.person_part(person, Lang.VI, "")
        words, honoured = (words[:-3], called) if called is not None else (words, None)
    for phrase, size in _cuts(words, 5):
        rest = words[size:]
        for head, _ in _heads(Lang.VI).get(key(phrase), ())[:3]:
            yield from _after_vietnamese(head, rest, honoured)


def _after_vietnamese(head: Word, rest: list[str], honoured: Part | None) -> Iterator[Reading]:
    """What follows a Vietnamese head: fields and adjectives, then the owner or the institution it belongs to."""
    yield from _inside_vietnamese(head, rest, honoured, strong=True)
    for count in range(min(6, len(rest)) + 1):
        tail, middle = rest[len(rest) - count :], rest[: len(rest) - count]
        state = [word.lower() for word in middle[-2:]] == ["nhà", "nước"]
        if tail and middle and middle[-1].lower() in {"của", "nước"} and not state:
            middle = middle[:-1]
        if middle[:1] and middle[0].lower() in {"về", "vì", "cho"}:
            middle = middle[1:]
        owner = _owner(" ".join(tail), Lang.VI) if tail else None
        pair = _pair(" ".join(tail), Lang.VI) if tail and owner is None else None
        if tail and owner is None and pair is None:
            continue
        if owner is not None and not owner[1] and _ENDS_IN_UNIT.search(" ".join(middle)):
            continue
        for fields_first in (head.joint != "front", head.joint == "front"):
            items = _items(middle, Lang.VI, fields_first)
            if items is not None:
                who, unit = owner or (None, "")
                yield Reading(head, items[0][::-1], items[1], who, unit, pair, honoured)
    yield from _inside_vietnamese(head, rest, honoured, strong=False)


def _inside_vietnamese(head: Word, rest: list[str], honoured: Part | None, *, strong: bool) -> Iterator[Reading]:
    """The institution that this one is part of: `Khoa Tiếng Nga | Đại học Hà Nội`.

    A `strong` one begins with a word that heads institutions with parts of their own; those are tried first.
    """
    for start in range(0 if strong else 1, len(rest) - (not rest[-1:] or not rest[-1].isupper())):
        inner = " ".join(rest[start:])
        if honoured or strong is not bool(_OWNING.match(inner)):
            continue
        before = rest[:start]
        while before and before[-1].lower() in {"thuộc", "trực", "của"}:
            before = before[:-1]  # `Học viện … thuộc Bộ …`
        items = _items(before, Lang.VI, True) if before else ((), ())
        if items is not None and _institution_inside(inner, Lang.VI):
            yield Reading(head, items[0][::-1], items[1], inner=inner, sure=0.9)


_OWNING = re.compile(
    r"(?:Bộ|(?:Trường )?Đại học|Học viện|Viện Hàn lâm|Quốc hội|Chính phủ|Duma|Quân khu|Công an|Tập đoàn|Tổng công ty) "
)


def _institution_inside(text: str, lang: Lang) -> bool:
    if not text[:1].isupper():
        return False
    if (" " in text or (text.isupper() and len(text) > 2)) and authority.load().find(text, lang, Kind.ORG):
        return True
    return any(
        composition.translate(text, lang, t)[:1] and composition.translate(text, lang, t)[0][1] > 0.5
        for t in Lang
        if t is not lang
    )


_HONOURED = {
    Lang.VI: re.compile(r"^(.+?) mang tên (.+)$"),
    Lang.EN: re.compile(r"^(.+?) named after (.+)$"),
    Lang.RU: re.compile(r"^(.+?) (?:имени|им\.) (.+)$"),
}


def _honoured(text: str, lang: Lang) -> tuple[str, Part | None]:
    match = _HONOURED[lang].match(text)
    if not match:
        return text, None
    person = named.person_part(match[2], lang, "gen" if lang is Lang.RU else "")
    return (match[1], person) if person is not None else (text, None)


_OF = re.compile(r" (of|for|on) (?:the )?")


def _read_en(text: str) -> Iterator[Reading]:
    for cut in re.finditer(r"(?:(?<=s)['’]|['’]s) ", text):
        inner = text[: cut.start()]
        if _institution_inside(inner, Lang.EN) and " " in inner:
            for reading in _read_english(text[cut.end() :]):
                if reading.owner is None and reading.pair is None:
                    yield replace(reading, inner=inner, sure=0.9)
    yield from _read_english(text)
    words = text.split(" ")
    for cut in re.finditer(r" of (?:the )?", text):
        inner = text[cut.end() :]
        if " of " in inner and _institution_inside(inner, Lang.EN):
            yield from (replace(r, inner=inner, sure=0.9) for r in _read_english(text[: cut.start()]) if not r.owner)
    for size in range(min(5, len(words) - 1), 1, -1):
        inner = " ".join(words[:size])
        if authority.load().find(inner, Lang.EN, Kind.ORG):
            rest = _read_english(" ".join(words[size:]))
            yield from (replace(r, inner=inner, sure=0.9) for r in rest if not r.owner and not r.pair)


@cache
def _heads_with_of() -> re.Pattern[str]:
    """Heads of several words with *of* in them: `Chamber of Commerce`, `Palace of Culture`."""
    names = sorted((n for word in table("heads.tsv") for n in word.en if " of " in n), key=lambda n: -len(n))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, names)) + r")\b")


_KEPT_SPACE = "\u00a0"


_REPUBLIC_OF = re.compile(r"\b(?:Republic|Kingdom|Emirate|Province|City) of (?=[A-Z])")
"""A name with *of* in it: `Ministry of Education of the Republic of Tatarstan`."""


def _read_english(text: str) -> Iterator[Reading]:
    text = _REPUBLIC_OF.sub(lambda match: match[0].replace(" ", _KEPT_SPACE), text)
    joined = _heads_with_of().sub(lambda match: match[0].replace(" ", _KEPT_SPACE), text)
    if joined != text:
        yield from _read_divided(joined)
    yield from _read_divided(text)


def _read_divided(text: str) -> Iterator[Reading]:
    text, honoured = _honoured(re.sub(r"^(?:the|The) ", "", text), Lang.EN)
    first, *others = _OF.split(text)
    phrases = [phrase.replace(_KEPT_SPACE, " ") for phrase in others[1::2]]
    if any(not phrase for phrase in phrases):
        return
    fields: tuple[Part, ...] = ()
    owner: tuple[Part, str] | None = None
    inner = ""
    for i, phrase in enumerate(phrases):
        last = i == len(phrases) - 1
        found = _english_owner(phrase) if last else None
        part = whole_field(phrase, Lang.EN, "") or modified_field(phrase, Lang.EN, "")
        if last and found is None and part is None and _institution_inside(phrase, Lang.EN):
            inner = phrase
            continue
        if found is not None:
            owner = found
        elif part is not None:
            fields = (*fields, part)
        else:
            return
    words = first.split(" ")
    for size in range(min(4, len(words)), 0, -1):
        head = _heads(Lang.EN).get(key(" ".join(words[-size:]).replace(_KEPT_SPACE, " ")), [])
        for word, _ in head[:3]:
            for reading in _premodified(word, words[:-size], fields, owner, honoured):
                yield replace(reading, inner=inner, sure=0.9) if inner else reading


_EN_UNIT = re.compile(r" (City|Municipal|Municipality|Provincial|Province|Ward|Commune|District)$")
_OF_EN_UNITS = {
    "Provincial": "tỉnh", "Province": "tỉnh", "Ward": "phường", "Commune": "xã", "District": "quận",
}  # fmt: skip


def _english_owner(phrase: str, form: str = "") -> tuple[Part, str] | None:
    """A country or place with the word for what it is: `Nghe An Provincial`, `Sa Pa Ward`."""
    whole = (_owner(phrase, Lang.EN, form) if form else None) or _owner(phrase, Lang.EN)
    unit = _EN_UNIT.search(phrase)
    if whole is not None or unit is None:
        return whole
    found = _owner(phrase[: unit.start()], Lang.EN)
    if found is None or found[0].sort != "place":
        return found
    foreign = found[0].country not in {"", "VN"}
    return found[0], "" if foreign else _OF_EN_UNITS.get(unit[1], "thành phố")


def _premodified(
    head: Word, words: list[str], fields: tuple[Part, ...], owner: tuple[Part, str] | None, honoured: Part | None
) -> Iterator[Reading]:
    # The longest owner first: `Ho Chi Minh City` is not the city of Ho Chi Minh.
    for start in range(min(4, len(words)), -1, -1):
        front, middle = words[:start], words[start:]
        phrase = re.sub(r"(?:['’]s|s['’])$", "", " ".join(front))
        who, pair, person, sure = owner, None, honoured, 1.0
        if front:
            if owner is not None:
                continue
            who = _english_owner(phrase, "adj")
            pair = _pair(phrase, Lang.EN) if who is None else None
            if who is None and pair is None:
                person = named.person_part(phrase, Lang.EN, "") if not honoured and len(front) == 1 else None
                rest = named.place_part(middle[0], Lang.EN, "") if person is not None and middle else None
                if person is None or rest is None or rest.sure < 1.0 or person.sure < 0.5:
                    continue
                who, middle, sure = (rest, ""), middle[1:], 0.9
        items = _items(middle, Lang.EN, False)
        if items is None and who is not None and person is None and len(middle) > 1:
            # `Moscow Pushkin Drama Theatre`
            person = named.person_part(middle[0], Lang.EN, "")
            items = _items(middle[1:], Lang.EN, False) if person is not None and person.sure >= _KNOWN else None
        if items is not None:
            place, unit = who or (None, "")
            yield Reading(head, items[0], fields + items[1][::-1], place, unit, pair, person, sure=sure)


_RU_UNITS = {
    "города": "thành phố", "г.": "thành phố", "провинции": "tỉnh", "области": "tỉnh", "квартала": "phường",
    "общины": "xã", "района": "quận", "уезда": "huyện",
}  # fmt: skip


def _read_ru(text: str) -> Iterator[Reading]:
    text, honoured = _honoured(text, Lang.RU)
    words = text.split(" ")
    for start in range(min(6, len(words))):
        for phrase, size in _cuts(words[start:], 4):
            for head, spelling in _heads(Lang.RU).get(key(phrase), [])[:3]:
                front = _agreeing(words[:start], gender(spelling))
                if front is None:
                    continue
                adjectives, owner, pair = front
                rest = words[start + size :]
                for fields, late, unit in _after_head(rest, owner is not None):
                    yield Reading(head, adjectives, fields, owner or late, unit, pair, honoured)
                if not honoured:
                    yield from _part_of(head, adjectives, rest)
                    yield from _between(head, adjectives, rest)


def _part_of(head: Word, adjectives: tuple[Word, ...], rest: list[str]) -> Iterator[Reading]:
    """`Отдел пропаганды парткома провинции …`: after the field stands another institution in the genitive."""
    for start in range(len(rest) - (not rest[-1:] or not rest[-1].isupper())):
        if start:
            form = "dat" if rest[0] == "по" else "gen"
            text = " ".join(rest[1:start] if form == "dat" else rest[:start])
            found = whole_field(text, Lang.RU, form) if text else None
            if found is None:
                continue
        for phrase in dict.fromkeys(_out_of_genitive(rest[start:])):
            inner = phrase[:1].upper() + phrase[1:]
            if _institution_inside(inner, Lang.RU):
                yield Reading(head, adjectives, (found,) if start and found else (), inner=inner, sure=0.9)
                return


def _between(head: Word, adjectives: tuple[Word, ...], rest: list[str]) -> Iterator[Reading]:
    """`Комитет Государственной думы по обороне`: the institution stands between the head and its field."""
    for at in range(1, len(rest) - 1):
        if rest[at] == "по":
            found = whole_field(" ".join(rest[at + 1 :]), Lang.RU, "dat")
            for phrase in dict.fromkeys(_out_of_genitive(rest[:at])) if found is not None else ():
                inner = phrase[:1].upper() + phrase[1:]
                if found is not None and _institution_inside(inner, Lang.RU):
                    yield Reading(head, adjectives, (found,), inner=inner, sure=0.9)
                    return


def _out_of_genitive(words: list[str]) -> Iterator[str]:
    if len(words) == 1 and words[0].isupper():
        yield words[0]  # `Институт экономики РАН`
        return
    phrase = phrase_nominative(" ".join(words))
    if phrase:
        yield phrase
    for noun in from_case(words[0], "gen"):
        yield " ".join([noun, *words[1:]])


def _agreeing(words: list[str], form: str) -> tuple[tuple[Word, ...], Part | None, tuple[Part, Part] | None] | None:
    """Adjectives before a Russian head: those of the table, of a country or city, of a pair of countries."""
    adjectives: list[Word] = []
    owner: Part | None = None
    pair: tuple[Part, Part] | None = None
    for word in words:
        known = _adjectives(form).get(key(word))
        if known is not None:
            adjectives.append(known)
            continue
        country = nations.country_part(word.lower(), Lang.RU, form)
        city = named.place_part(word, Lang.RU, form) if country is None and form != "pn" else None
        couple = _pair(word, Lang.RU)
        if country is not None:
            owner = country
        elif city is not None and city.sure == 1.0:
            owner = city
        elif couple is not None:
            pair = couple
        else:
            return None
    return tuple(adjectives), owner, pair


def _after_head(words: list[str], owned: bool) -> Iterator[tuple[tuple[Part, ...], Part | None, str]]:
    """What follows a Russian head: a field in the genitive (or `по` with the dative), then the owner."""
    for count in range(min(4, len(words)) + 1):
        middle, tail = words[: len(words) - count], words[len(words) - count :]
        owner: tuple[Part, str] | None = None
        unit = ""
        if tail:
            if owned:
                return
            if middle and middle[-1].lower() in _RU_UNITS:
                unit, middle = _RU_UNITS[middle[-1].lower()], middle[:-1]
            name = " ".join(tail)
            owner = _owner(name, Lang.RU, "gen") or (_owner(name, Lang.RU) if unit else None)
            if owner is None:
                continue
        if not middle:
            yield (), owner[0] if owner else None, unit
            continue
        form = "dat" if middle[0] == "по" else "gen"
        found = whole_field(" ".join(middle[1:] if form == "dat" else middle), Lang.RU, form)
        if found is not None:
            yield (found,), owner[0] if owner else None, unit
