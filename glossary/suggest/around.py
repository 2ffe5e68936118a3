"""What stands around a name: where it is (`… in Laos`), its number (`361st Air Defence Division`), what firm it is.

The name without it is answered by the other origins; here it is taken off and put back as the target language does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from glossary import authority
from glossary.lang.syllable import rows
from glossary.model import Kind, Lang, Question, Suggestion
from glossary.suggest import named
from glossary.suggest.cases import gender, parsed, russian_case
from glossary.suggest.named import place_part
from glossary.suggest.nations import country_part
from glossary.suggest.numbers import counts, ordinal_word
from glossary.suggest.parts import FOLDER, Part, key, ordinal_part, tidy

_IN = {Lang.VI: re.compile(r" (?:tại|ở) "), Lang.EN: re.compile(r" in (?:the )?"), Lang.RU: re.compile(r" (?:во?|на) ")}


@cache
def _military() -> re.Pattern[str]:
    """A name with the word for a military unit: English and Russian count those with ordinals."""
    words = "|".join(re.escape(cells[0]) for cells in rows(FOLDER / "military_units.tsv"))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


_CITY = re.compile(r"^(?:thành phố|TP\.?|the city of|городе) ", re.IGNORECASE)
"""`tại thành phố Saint Petersburg` is `in St. Petersburg`."""

Asker = Callable[[Question], Sequence[Suggestion]]
"""What answers the name that is left."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A name with something taken off: what is left, and how each language puts it back."""

    left: str
    put: Callable[[str, Lang], str]
    shown: str
    sure: float = 0.95


def propose(question: Question, asked: Asker) -> list[Suggestion]:
    """Answers for the name without its place or number, with that put back; empty where it has neither."""
    for taken in _readings(question.text, question.source, question.kind):
        inner = asked(Question(question.source, question.target, question.kind, taken.left))
        found = [
            Suggestion(
                taken.put(s.text, question.target),
                s.origin,
                s.score * taken.sure,
                f"{s.trace}; {taken.shown}",
                s.origins,
            )
            for s in inner[:4]
        ]
        found = [s for s in found if s.text and not _twice(s.text)]
        if found:
            return found
    return []


def _twice(text: str) -> bool:
    """`Dubna Institute … in Dubna`: a name of the tables that had the place already."""
    first, last = text.split(" ")[0], text.split(" ")[-1]
    return first == last and " " in text


def _readings(text: str, lang: Lang, kind: Kind) -> Iterator[Taken]:
    yield from _numbered(text, lang, kind)
    yield from _counted(text, lang, kind)
    yield from _branded(text, lang)
    for cut in reversed(list(_IN[lang].finditer(text))):
        head, name = text[: cut.start()], _CITY.sub("", text[cut.end() :])
        form = "loc" if lang is Lang.RU else ""
        where = country_part(name, lang, form) or place_part(name, lang, form)
        if where is not None and where.sure == 1.0 and head[:1].isalpha():
            yield Taken(head, _there(where), f"{name} → {_shown(where, lang)}")


def _shown(where: Part, lang: Lang) -> str:
    return ", ".join(spelt[0] for target in Lang if target is not lang and (spelt := where.spell(target, "")))


def _there(where: Part) -> Callable[[str, Lang], str]:
    def put(text: str, target: Lang) -> str:
        names = where.spell(target, "")
        if not names:
            return ""
        if target is Lang.VI:
            return f"{text} tại {names[0]}"
        if target is Lang.EN:
            return tidy(f"{text} in {names[0]}", target)
        return f"{text} {_preposition(names[0])} {russian_case(names[0], 'loc')}"

    return put


@cache
def _islands() -> frozenset[str]:
    return frozenset(cells[0] for cells in rows(FOLDER / "islands.tsv"))


def _preposition(name: str) -> str:
    if name in _islands():
        return "на"
    return "во" if re.match("[ВФ][бвгджзклмнпрстфхцчшщь]", name) else "в"


# ---- firms ------------------------------------------------------------------------------------------------------


@cache
def _brand_heads(lang: Lang) -> frozenset[str]:
    return frozenset(word for code, word in rows(FOLDER / "brand_heads.tsv") if code == lang.value)


_QUOTED = re.compile(r"[«\"“]([^«»\"“”]{2,40})[»\"”]")


def _branded(text: str, lang: Lang) -> Iterator[Taken]:
    """`Tập đoàn Năng lượng nguyên tử quốc gia Nga Rosatom`, `газета «Правда»`: known without the description.

    The name must be in the tables, and what stands beside it must say that it is a firm, bank or paper.
    """
    words = text.split(" ")
    quoted = _QUOTED.search(text)
    names = [quoted[1]] if quoted else []
    for size in (3, 2, 1):
        if len(words) > size:
            names += [" ".join(words[-size:]), *([" ".join(words[:size])] if lang is Lang.EN else [])]
    for name in names:
        beside = key(text.replace(name, " ", 1))
        listed = name[:1].isupper() and authority.load().find(name, lang, Kind.ORG)
        if listed and _says_firm(beside, lang) and not named.is_known_place(name, lang):
            yield Taken(name, lambda inner, _: inner, name, 0.75)
            return


def _says_firm(text: str, lang: Lang) -> bool:
    if lang is Lang.VI:
        return any(text.startswith(f"{head} ") for head in _brand_heads(lang))
    return any(word in _brand_heads(lang) for word in text.split())


# ---- numbers ----------------------------------------------------------------------------------------------------

_CALLED = re.compile(r" (?:mang tên|named after|имени|им\.) ")
_SCHOOL_NUMBER = re.compile(rf"(?P<kind>.+?) (?:số|[Nn]o\.?|№) ?(?P<n>\d{{1,4}})(?P<called>{_CALLED.pattern}.+)")
"""`Школа № 7 имени Хо Ши Мина`: the number stands before what the school is called after."""

_NUMBER = {
    Lang.VI: (re.compile(r"(?P<name>.+?) (?:số )?(?P<n>\d{1,4})"),),
    Lang.EN: (
        re.compile(r"(?P<n>\d{1,4})(?:st|nd|rd|th) (?P<name>.+)"),
        re.compile(r"(?P<name>.+?) (?:[Nn]o\.? ?)?(?P<n>\d{1,4})"),
        re.compile(r"(?P<n>\d{1,4}) (?P<name>.+)"),
    ),
    Lang.RU: (
        re.compile(r"(?P<n>\d{1,4})-(?:й|я|е|ый|ая|ое) (?P<name>.+)"),
        re.compile(r"(?P<name>.+?) (?:№ ?)?(?P<n>\d{1,4})"),
    ),
}


def _numbered(text: str, lang: Lang, kind: Kind) -> Iterator[Taken]:
    school = _SCHOOL_NUMBER.fullmatch(text)
    if school:
        yield Taken(school["kind"] + school["called"], _with_school_number(school["n"]), f"number {school['n']}")
    for i, pattern in enumerate(_NUMBER[lang]):
        match = pattern.fullmatch(text)
        if match and len(match["name"]) > 3 and not 1900 <= int(match["n"]) <= 2100:
            name = match["name"][:1].upper() + match["name"][1:]
            ordinal = i == 0 and lang is not Lang.VI
            military = bool(_military().search(name))
            before = "lần thứ " if ordinal and not military and kind is Kind.EVENT else ""
            yield Taken(name, _with_number(match["n"], ordinal or military, before), f"number {match['n']}")


def _counted(text: str, lang: Lang, kind: Kind) -> Iterator[Taken]:
    """`Third Department of Asia`, `Второй Байкальский форум`: the ordinal in words goes where each language has it."""
    number = counts(text, lang)
    left = text.partition(" ")[2]
    if lang is Lang.VI:
        match = re.fullmatch(r"(.+?) (?:lần )?thứ (?:(\d{1,2})|(nhất|hai|ba))", text)
        if match:
            number, left = int(match[2] or {"nhất": 1, "hai": 2, "ba": 3}[match[3]]), match[1]
    if not number or not left:
        return
    event = " lần" if kind is Kind.EVENT else ""

    def put(inner: str, target: Lang) -> str:
        if target is Lang.VI:
            return f"{inner}{event} {ordinal_word(number, target, '')}"
        if target is Lang.EN:
            return f"{ordinal_word(number, target, '') or _ordinal(str(number))} {inner}"
        low = inner if inner[1:2].isupper() else inner[:1].lower() + inner[1:]
        word = ordinal_word(number, target, gender(low)) or f"{number}-{_ENDINGS.get(gender(low), 'й')}"
        # An adjective made of a name keeps its capital: `Второй Байкальский форум`.
        return f"{word} {inner if _of_a_name(inner) else low}"

    yield Taken(left[:1].upper() + left[1:], put, f"number {number}")


def _of_a_name(text: str) -> bool:
    first = text.split(" ")[0]
    pair = first.lower().rpartition("-")[2]
    if any(country_part(pair, Lang.RU, form) for form in ("m", "f", "n")):
        return False  # `Седьмой вьетнамско-российский диалог`
    return any("ADJF" in parse.tag and parse.normal_form.endswith("ский") for parse in parsed(first)[:2])


_ENDINGS = {"f": "я", "n": "е", "pn": "е"}
"""What follows the figure of a Russian ordinal: `57-я олимпиада`."""


def _with_number(number: str, counted: bool, before: str) -> Callable[[str, Lang], str]:
    def put(text: str, target: Lang) -> str:
        if target is Lang.VI:
            return f"{text} {before}{number}"
        if target is Lang.EN:
            return f"{_ordinal(number)} {text}" if counted else f"{text} No. {number}"
        if not counted:
            return f"{text} № {number}"
        low = text if text[1:2].isupper() else text[:1].lower() + text[1:]
        return f"{number}-{_ENDINGS.get(gender(low), 'й')} {low}"

    return put


def _with_school_number(number: str) -> Callable[[str, Lang], str]:
    def put(text: str, target: Lang) -> str:
        sign = {Lang.VI: "số ", Lang.EN: "No. ", Lang.RU: "№ "}[target] + number
        cut = _CALLED.search(text)
        return f"{text[: cut.start()]} {sign}{text[cut.start() :]}" if cut else f"{text} {sign}"

    return put


def _ordinal(number: str) -> str:
    part = ordinal_part(number)
    if part is not None:
        return part.spell(Lang.EN, "")[0]
    last = {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th") if number[-2:-1] != "1" else "th"
    return number + last
