"""Institutions by composition: a name is matched to a pattern, its parts translated, another language's pattern filled.

The patterns are rows of `data/composition/templates.tsv` with slots for fields (`quốc phòng`), countries, places,
proper names and persons. A country at the end of any name (`Quốc hội Lào`) needs no pattern of its own. The trace names
the parts that were translated and those that were not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import authority
from glossary.lang.syllable import rows
from glossary.lang.transcribe import is_vietnamese
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import countries
from glossary.suggest.cases import gender, phrase_genitive, phrase_nominative
from glossary.suggest.fields import field_part
from glossary.suggest.memory import Memory
from glossary.suggest.named import person_part, place_part, proper_part
from glossary.suggest.nations import country_forms, country_part, names_country, pair_names
from glossary.suggest.parts import FOLDER, TOKEN, Part, brands, key, ordinal_part, tidy, tokens

__all__ = ["chance", "names_country", "propose", "says_what", "translate"]

_ORDER = (Lang.VI, Lang.EN, Lang.RU)
_ALTERNATIVES = (0.62, 0.2, 0.12, 0.08, 0.05, 0.04, 0.03, 0.03)
_SLOT_ALTERNATIVES = (1.0, 0.34, 0.2)

# ---- patterns ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Pattern:
    """One alternative of one language: literal words and slots."""

    text: str
    parts: tuple[str, ...]
    only: str = ""
    """`VN` or `FOREIGN`: which countries' institutions are called so."""
    words: frozenset[str] = frozenset()
    """The literal words."""

    @property
    def slots(self) -> tuple[str, ...]:
        """Slots as written: `F.gen`."""
        return tuple(part[1:-1] for part in self.parts if part.startswith("{"))


@dataclass(frozen=True, slots=True)
class Template:
    """One row: the alternatives in each language."""

    patterns: dict[Lang, tuple[Pattern, ...]]


def _pattern(text: str) -> Pattern:
    shown, _, only = text.partition("@")
    parts = tuple(_pieces(shown))
    return Pattern(shown, parts, only, frozenset(part for part in parts if not part.startswith("{")))


def _pieces(text: str) -> Iterator[str]:
    for match in TOKEN.finditer(text):
        piece = match.group()
        yield piece if piece.startswith("{") else "-" if piece in "-–—" else key(piece).strip()


INSTITUTIONS, PLACES = "templates.tsv", "places.tsv"
"""The two tables of patterns."""


@cache
def _templates(table: str = INSTITUTIONS) -> list[Template]:
    return [
        Template(
            {lang: tuple(_pattern(t) for t in cell.split("|") if t) for lang, cell in zip(_ORDER, cells, strict=True)}
        )
        for cells in rows(FOLDER / table)
    ]


@cache
def _long_heads() -> tuple[str, ...]:
    """Vietnamese words for places, of two syllables or more; those of one also begin names (`Hồ Tây`, `Cầu Giấy`)."""
    patterns = (pattern for template in _templates(PLACES) for pattern in template.patterns[Lang.VI])
    heads = (" ".join(part for part in p.parts if not part.startswith("{")) for p in patterns)
    return tuple(f"{head} " for head in heads if " " in head)


@cache
def _short_heads() -> frozenset[str]:
    """Vietnamese words for places of one syllable: before a foreign name they say what it is (`Phố Lenin`)."""
    patterns = (pattern for template in _templates(PLACES) for pattern in template.patterns[Lang.VI])
    return frozenset(p.parts[0] for p in patterns if len(p.parts) == 2)


def says_what(text: str) -> bool:
    """Does a Vietnamese place begin with the word for what it is, capital or not (`Cộng hòa Udmurtia`)?"""
    if key(text).startswith(_long_heads()) or _DIVISION.match(key(text)) or _STREET.match(text):
        return True
    first, _, rest = text.partition(" ")
    return first.casefold() in _short_heads() and bool(rest) and not is_vietnamese(rest)


_STREET = re.compile(r"(?:Đường|Phố) \w+ \w")
"""`Đường Nguyễn Tất Thành` is a street; of two words it may be a town (`Phố Hiến`, `Đường Lâm`)."""

_DIVISION = re.compile(r"(?:xã|phường|huyện|quận|tỉnh|cảng|đảo(?= \w+ \w)) (?!đàn$)\w")
"""Words for divisions that begin no names of their own: `Xã Tân Hòa`, though `Sông Cầu` is a town."""


@cache
def _by_word(lang: Lang, table: str) -> dict[str, list[tuple[Template, int]]]:
    """Literal word → patterns that need it; each pattern is filed under its rarest word."""
    counts: dict[str, int] = {}
    for template in _templates(table):
        for pattern in template.patterns[lang]:
            for word in {p for p in pattern.parts if not p.startswith("{")}:
                counts[word] = counts.get(word, 0) + 1
    found: dict[str, list[tuple[Template, int]]] = {}
    for template in _templates(table):
        for i, pattern in enumerate(template.patterns[lang]):
            words = [p for p in pattern.parts if not p.startswith("{") and p not in {"-", "of", "và", "in"}]
            rarest = min(words, key=lambda w: counts[w]) if words else ""
            found.setdefault(rarest, []).append((template, i))
    return found


@dataclass(frozen=True, slots=True)
class Match:
    """A pattern that fits: the values of its slots and how good the fit is."""

    template: Template
    values: dict[str, Part]
    quality: float
    literals: int
    bare: bool = False
    """The name does not say city or province, so answers that do come after those that do not."""


_UNITS = re.compile(
    r"\b(?:thành phố|TP|tỉnh|City|Province|Provincial|Oblast|Region|города?|г\.|городск\w+|провинции|области)(?!\w)",
    re.IGNORECASE,
)
"""Words for a city or province."""


_KNOWN_PERSON = 0.9
_COUNTED = re.compile(r"(\d{1,4}) ?- ?(?:й|я|е)")


class _Matcher:
    """Fits one name to the patterns of its language."""

    def __init__(self, text: str, lang: Lang, memory: Memory | None, table: str) -> None:
        self.text, self.lang, self.memory, self.table = text, lang, memory, table
        self.tokens = tokens(text)
        self.seen: dict[tuple[str, int, int], Part | None] = {}

    def matches(self) -> list[Match]:
        words = dict.fromkeys(token.key for token in self.tokens)  # in their order: ties must not depend on chance
        index = _by_word(self.lang, self.table)
        found: list[Match] = []
        for word in words:
            for template, i in index.get(word, ()):
                pattern = template.patterns[self.lang][i]
                numbered = "№" in pattern.text and "№" not in self.text  # the sign is no word
                if not numbered and pattern.words <= words.keys():
                    values = self._fit(pattern.parts, 0, 0)
                    if values is not None:
                        found.append(self._match(template, pattern, values, i))
        found.sort(key=lambda m: (-m.quality, -m.literals))
        return found

    def _match(self, template: Template, pattern: Pattern, values: dict[str, Part], index: int) -> Match:
        quality = 1.0
        for part in values.values():
            quality *= part.sure
        country = next((values[n].country for n in "CABP" if n in values and values[n].country), "")
        if pattern.only and country and pattern.only != ("VN" if country == "VN" else "FOREIGN"):
            quality *= 0.85
        literals = sum(1 for p in pattern.parts if not p.startswith("{"))
        covered = literals / max(1, len(self.tokens))
        return Match(
            template,
            values,
            quality * (0.8 + 0.2 * covered) * (1 - 0.01 * min(index, 5)),
            literals,
            not _UNITS.search(self.text),
        )

    def _fit(self, parts: tuple[str, ...], p: int, t: int) -> dict[str, Part] | None:
        if p == len(parts):
            return {} if t == len(self.tokens) else None
        piece = parts[p]
        if not piece.startswith("{"):
            if t < len(self.tokens) and self.tokens[t].key == piece:
                return self._fit(parts, p + 1, t + 1)
            return None
        left = len(parts) - p - 1
        best: dict[str, Part] | None = None
        best_sure = 0.0
        for end in range(len(self.tokens) - left, t, -1):
            part = self._resolve(piece[1:-1], t, end)
            if part is None:
                continue
            rest = self._fit(parts, p + 1, end)
            if rest is None:
                continue
            sure = part.sure
            for other in rest.values():
                sure *= other.sure
            if sure > best_sure:
                best, best_sure = {piece[1:-1].partition(".")[0]: part, **rest}, sure
        return best

    def _resolve(self, slot: str, start: int, end: int) -> Part | None:
        at = (slot, start, end)
        if at not in self.seen:
            name, _, form = slot.partition(".")
            span = self.text[self.tokens[start].start : self.tokens[end - 1].end]
            self.seen[at] = self._value(name, form, span)
        return self.seen[at]

    def _value(self, name: str, form: str, span: str) -> Part | None:
        match name:
            case "F":
                return field_part(span, self.lang, form)
            case "C" | "A" | "B":
                return country_part(span, self.lang, form)
            case "P":
                return place_part(span, self.lang, form, self.memory)
            case "H":
                person = person_part(span, self.lang, form, self.memory)
                known = person is not None and (self.table == INSTITUTIONS or person.sure >= _KNOWN_PERSON)
                return person if known else None  # a street may be called after anything
            case "O":
                return ordinal_part(span)
            case "N":
                counted = _COUNTED.fullmatch(span) if form else None
                if form and counted is None:
                    return None
                return proper_part(counted[1] if counted else span, self.lang, self.memory)
            case "X":
                return self._institution(span, form)
        return None

    def _institution(self, span: str, form: str) -> Part | None:
        if span == self.text or (form and (form != "gen" or self.lang is not Lang.RU)):
            return None
        whole = span
        if form:
            # `Контрольная комиссия парткома …`: what stands in the genitive is read in the nominative.
            span = phrase_nominative(whole) if " " in whole else ""
            if not span or span == whole:
                return None
        inner = {t: translate(span, self.lang, t, self.memory) for t in Lang if t is not self.lang}
        listed = authority.load().find(span, self.lang, Kind.ORG)[:1] if span[:1].isupper() else []
        if listed:
            inner = {
                t: tuple((name, 0.9, span) for name in listed[0].names[t][:2] if not name.isupper()) for t in inner
            }
        if not any(inner.values()):
            return None

        def spell(target: Lang, wanted: str) -> list[str]:
            if target is self.lang:
                return [whole if wanted else span]
            texts = [text for text, _, _ in inner[target][:3]]
            return [phrase_genitive(text) for text in texts] if wanted == "gen" else texts

        best = max((found[0][1] for found in inner.values() if found), default=0.5)
        return Part(span, spell, min(1.0, 0.5 + best / 2))


_SLOT = re.compile(r"\{([A-Z])(?:\.(\w+))?\}")

Answer = tuple[str, float, str]


def _fill(pattern: Pattern, values: dict[str, Part], target: Lang) -> list[tuple[str, float]]:
    best: list[tuple[str, float]] = [(pattern.text, 1.0)]
    for name, form in _SLOT.findall(pattern.text):
        if name not in values:
            return []
        spellings = values[name].spell(target, form)[:3]
        if not spellings:
            return []
        oblast = _OBLAST.search(pattern.text) or (pattern.only == "FOREIGN" and _REGION.search(pattern.text))
        if oblast and values[name].country not in _WITH_OBLASTS:
            return []
        if target is Lang.EN and name == "C" and not form and pattern.text.startswith("{C} "):
            spellings = _before_noun(values[name], spellings)
        token = f"{{{name}.{form}}}" if form else f"{{{name}}}"
        if name in "AB" and values["A"].country and values["B"].country:
            spellings = _in_a_pair(values[name], target, form, _both_short(values)) or spellings
        best = [
            (text.replace(token, spelling, 1), weight * _SLOT_ALTERNATIVES[i])
            for text, weight in best
            for i, spelling in enumerate(spellings)
        ]
    shape = _adjective_first if target is Lang.RU else str
    return [(shape(tidy(text, target)), weight) for text, weight in best if not _TWO_UNITS.search(text)]


_TWO_UNITS = re.compile(
    r"\b(?:(?:города|г\.|Республики) (?:района|уезда|провинции|области|края|квартала|общины)|"
    r"[Cc]ộng hòa (?:tỉnh|vùng|thành phố)|Republic of [\w ]+(?:Region|Oblast|Krai|Territory))\b"
)
"""`Народный комитет города района Хоанкьем`: the name says itself what it is."""


_ADJECTIVE_BEHIND = re.compile(
    r"(вокзал|проспект|район|мост|переулок|бульвар|парк|рынок|аэропорт|округ) ([А-ЯЁ]\w+[сц]кий)"
)


def _adjective_first(text: str) -> str:
    """`вокзал Ярославский` is the Ярославский вокзал."""
    match = _ADJECTIVE_BEHIND.fullmatch(text)
    return f"{match[2]} {match[1]}" if match else text


_OBLAST = re.compile(r"\} (?:область|край|автономный округ|Oblast|oblast|Krai|krai)\b")
_REGION = re.compile(r"\} (?:Region|region)\b")
_WITH_OBLASTS = frozenset({"", "RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM", "ZZ"})
"""Countries whose regions are oblasts; `tỉnh Quảng Tây` is the province of Guangxi. `ZZ`: a place that no table has."""


def _before_noun(country: Part, spellings: list[str]) -> list[str]:
    """`Russian Football Union`, though `Vietnam Football Federation`: only Vietnam stands before a noun as it is."""
    adjectives = country.spell(Lang.EN, "adj")
    if country.country in {"", "VN"} or not adjectives or country.label in adjectives:
        return spellings
    return ["US" if country.country == "US" else adjectives[0], *spellings[:2]]


def _in_a_pair(part: Part, target: Lang, form: str, short: bool) -> list[str]:
    """Countries of a pair are named shortly: `Việt - Nga`, «Вьетнам–Россия», however long the other language was."""
    if target is Lang.VI and short:
        return [pair_names()[part.country], *countries.press_forms()[part.country].names[Lang.VI][:2]]
    return country_forms(countries.press_forms()[part.country], target, form)[:2]


def _both_short(values: dict[str, Part]) -> bool:
    """Are both countries of a pair named by one syllable? `Việt - Nga`, but `Việt Nam - Campuchia`."""
    return "A" in values and "B" in values and all(values[n].country in pair_names() for n in "AB")


@lru_cache(maxsize=4096)
def _translated(text: str, source: Lang, target: Lang, table: str) -> tuple[Answer, ...]:
    return tuple(_translate(text, source, target, None, table))


def translate(
    text: str, source: Lang, target: Lang, memory: Memory | None = None, table: str = INSTITUTIONS
) -> tuple[Answer, ...]:
    """Equivalents of an institution's name: (text, score, trace), best first; empty where no pattern fits.

    With `PLACES` for `table` names of places are read: `tỉnh Nghệ An`, `Cam Ranh Bay`.
    """
    if memory is None:
        return _translated(text, source, target, table)
    return tuple(_translate(text, source, target, memory, table))


def _translate(text: str, source: Lang, target: Lang, memory: Memory | None, table: str) -> list[Answer]:
    found: dict[str, Answer] = {}
    for match in _Matcher(text, source, memory, table).matches()[:4]:
        country = next((match.values[n].country for n in "CABP" if n in match.values and match.values[n].country), "")
        _keep(found, _answers(match, source, target, country))
    if table == INSTITUTIONS and (not found or max(a[1] for a in found.values()) < 0.5):
        for inner, part, score in _without_country(text, source):
            _keep(found, _with_country(inner, part, score, source, target, memory))
    return sorted(found.values(), key=lambda a: -a[1])[:9]


def _keep(found: dict[str, Answer], answers: list[Answer]) -> None:
    for answer in answers:
        old = found.get(answer[0])
        if old is None or old[1] < answer[1]:
            found[answer[0]] = answer


def _ordered(patterns: tuple[Pattern, ...], country: str) -> list[Pattern]:
    foreign = country not in {"", "VN"}
    wrong = "VN" if foreign else "FOREIGN"
    right = "FOREIGN" if foreign else "VN"
    rank = {right: 0, "": 1, wrong: 2}
    first = patterns[0].only if patterns else ""
    if first == "" and not any(p.only == right for p in patterns[:2]):
        rank[right] = 1
    return sorted(patterns, key=lambda p: rank[p.only])


def _answers(match: Match, source: Lang, target: Lang, country: str) -> list[Answer]:
    answers: list[Answer] = []
    named = match.template.patterns[Lang.VI][0].text[:1].isupper()
    labels = ", ".join(f"{part.label} → {_first(part, target)}" for part in match.values.values())
    head = match.template.patterns[source][0].text
    shown = match.template.patterns[target][0].text if match.template.patterns[target] else ""
    trace = f"{_SLOT.sub('…', head)} → {_SLOT.sub('…', shown)}" + (f"; {labels}" if labels else "")
    doubtful = [part.label for part in match.values.values() if part.sure < 0.6]
    if doubtful:
        trace += f" (not in the tables: {', '.join(doubtful)})"
    position = 0
    for pattern in _ordered(match.template.patterns[target], country):
        filled = _fill(pattern, match.values, target)
        for text, weight in filled:
            score = _ALTERNATIVES[min(position, 7)] * weight * match.quality
            if _UNITS.search(pattern.text):
                if match.bare:
                    bare = _without_unit(pattern)
                    answers += [(t, score * w, trace) for t, w in (_fill(bare, match.values, target) if bare else ())][
                        :2
                    ]
                if match.bare or (country not in {"", "VN"} and _CITY.search(pattern.text)):
                    score *= 0.97 if match.bare else 0.5
            answers.append((text[:1].upper() + text[1:] if named else text, score, trace))
            if target is Lang.VI and _UNIVERSITY.match(text):
                answers.append((f"Trường {text}", score * 0.5, trace))
        position += bool(filled)
    return answers


_UNIVERSITY = re.compile(r"Đại học (?!Quốc gia|Tổng hợp|Liên bang)")
"""Officially `Trường Đại học Luật Hà Nội`, in the press `Đại học Luật Hà Nội` too."""

_CITY = re.compile(r"\b(?:города|г\.) ")
"""Only Vietnamese institutions are said to be of the city of something."""

_WITHOUT_UNIT = (
    (re.compile(r"(?:города|г\.|провинции) \{P(?:\.gen)?\}"), "{P.gen}"),
    (re.compile(r"(?:thành phố|tỉnh) \{P\}"), "{P}"),
    (re.compile(r"\{P\} (?:City|Provincial|Municipal|Province)"), "{P}"),
)


@lru_cache(maxsize=1024)
def _without_unit(pattern: Pattern) -> Pattern | None:
    """The pattern that does not say city or province, as the name that was asked for does not."""
    text = pattern.text
    for unit, bare in _WITHOUT_UNIT:
        text = unit.sub(bare, text)
    return None if text == pattern.text else Pattern(text, (), pattern.only)


def _first(part: Part, target: Lang) -> str:
    for form in ("gen", "m", "") if target is Lang.RU else ("", "adj"):
        spellings = part.spell(target, form)
        if spellings:
            return spellings[0]
    return "?"


_OF = re.compile(r"^(.+?) of (?:the )?([A-Z][\w .'’]+)$")


def _without_country(text: str, lang: Lang) -> Iterator[tuple[str, Part, float]]:
    """Ways to take a country off a name: what is left, the country, and how sure the cut is."""
    words = text.split(" ")
    for size in range(1, min(7, len(words))):
        tail, head = " ".join(words[-size:]), " ".join(words[:-size])
        front, rest = " ".join(words[:size]), " ".join(words[size:])
        if lang is Lang.VI:
            candidates = [(tail, head.removesuffix(" của").removesuffix(" nước"), "")]
        elif lang is Lang.EN:
            bare = head.removesuffix(" the").removesuffix(" of") if " of" in head else ""
            candidates = [(tail, bare, ""), (front, rest, "adj"), (front, rest, "")]
        else:
            candidates = [(tail, head, "gen")] + [(front, rest, form) for form in ("m", "f", "n")]
        for name, left, form in candidates:
            part = country_part(name, lang, form) if left and len(left) > 2 else None
            if part is not None:
                yield left[:1].upper() + left[1:], part, 0.95


def _with_country(
    inner: str, part: Part, score: float, source: Lang, target: Lang, memory: Memory | None
) -> list[Answer]:
    answers: list[Answer] = []
    matches = [
        m for m in _Matcher(inner, source, memory, INSTITUTIONS).matches()[:3] if not {"A", "B", "C"} & m.values.keys()
    ]
    for match in matches:
        for text, inner_score, trace in _answers(match, source, target, part.country):
            trace = f"{trace}; {part.label} → {_first(part, target)}"
            answers += [(t, inner_score * score * w, trace) for t, w in _attached(text, part, target)]
    return answers


def _attached(text: str, part: Part, target: Lang) -> list[tuple[str, float]]:
    names = part.spell(target, "gen" if target is Lang.RU else "")
    if target is Lang.VI:
        return [(f"{text} {name}", w) for name, w in zip(names[:2], (1.0, 0.4), strict=False)]
    if target is Lang.RU:
        low = text[:1].lower() + text[1:] if text[1:2].islower() else text
        agreeing = part.spell(target, gender(low))[:1]
        qualified = [(f"{adjective[:1].upper()}{adjective[1:]} {low}", 0.45) for adjective in agreeing]
        return [(f"{text} {name}", w) for name, w in zip(names[:2], (1.0, 0.4), strict=False)] + qualified
    adjective = part.spell(target, "adj")[0]
    of = [tidy(f"{text} of {name}", target) for name in names[:2]]
    formal = bool(names) and " " in names[0] and part.country in {"RU", "VN"}
    if formal or (part.country == "VN" and _OF_THE_STATE.match(text)):
        return [(of[0], 1.0), (f"{adjective} {text}", 0.5), *((t, 0.3) for t in of[1:])]
    if part.country == "VN":
        return [(f"{names[0]} {text}", 1.0), (of[0], 0.5), (f"{adjective} {text}", 0.45)]
    return [(f"{adjective} {text}", 1.0), (of[0], 0.5), *((t, 0.45) for t in of[1:])]


_OF_THE_STATE = re.compile(
    r"(?:Ministry|Government|Cabinet|National Assembly|Parliament|President|Supreme|People's|State|Party|Embassy|"
    r"Consulate|Council|Committee|General Staff|Prosecutor|Constitutional|Central Committee)\b"
)
"""Bodies of the state are those `of Vietnam`, others are called `Vietnam Museum of …`."""


# ---- the origin -------------------------------------------------------------------------------------------------


def propose(question: Question, memory: Memory | None = None) -> list[Suggestion]:
    """Institutions, events and places put together from their parts; persons are no compositions."""
    if question.kind is Kind.PERSON:
        return []
    if question.kind is Kind.PLACE:
        found = translate(question.text, question.source, question.target, memory, PLACES)
        return [Suggestion(text, Origin.COMPOSITION, chance(score, Kind.PLACE), trace) for text, score, trace in found]
    brand = brands(question.source).get(key(re.sub('[«»"]', "", question.text)))
    if brand:
        text = brand[question.target]
        return [Suggestion(text, Origin.COMPOSITION, 0.9, f"{question.text} → {text}: a name of the table of brands")]
    found = translate(question.text, question.source, question.target, memory)
    return [Suggestion(text, Origin.COMPOSITION, chance(score), trace) for text, score, trace in found]


def chance(score: float, kind: Kind = Kind.ORG) -> float:
    """The share of right answers among those with this score: alternatives of one institution are often all in use.

    The exponents were set on our own lists of names that no table holds; places with their word are right more often.
    """
    chance: float = 1.0 - (1.0 - score) ** (3.5 if kind is Kind.PLACE else 1.8)
    return round(min(0.93, chance), 4)
