"""Names of institutions and events taken apart into head, adjectives, fields and owner, and put together elsewhere.

Where no pattern of `composition` fits, this grammar of the three languages does: `National Children's Hospital` is the
head *hospital* with the adjectives *national* and *children's*. `glossary.suggest.phrases` reads, this module writes: a
name with a word that no table holds is left to other origins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from glossary import authority
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import composition, nations, parts
from glossary.suggest.cases import are_people, declined, gender, phrase_genitive
from glossary.suggest.composition import Answer
from glossary.suggest.parts import Part, firm_heads
from glossary.suggest.phrases import Reading, Word, fitted, readings, table, whole_field

__all__ = ["gender", "propose", "readings", "table", "translate"]

_BASE, _SECOND, _GUESSED_OWNER = 0.53, 0.4, 0.7
"""The score of a name whose words are all known, what a second choice of one of its words is worth, and what a place
is worth that no table has."""

_EN_UNITS = {
    "tỉnh": "Provincial", "quận": "District", "huyện": "District", "thị xã": "Town", "phường": "Ward", "xã": "Commune",
    "đặc khu": "Special Zone",
}  # fmt: skip
_RU_OF_UNITS = {
    "tỉnh": "провинции", "thành phố": "города", "quận": "района", "huyện": "уезда", "thị xã": "города",
    "phường": "квартала", "xã": "общины", "đặc khu": "особой зоны",
}  # fmt: skip

_STATE = frozenset({"RU", "BY", "UA", "KZ", "UZ", "KG", "TJ", "TM", "AM", "AZ", "MD"})
"""Countries whose national institutions Russian and English call those of the state."""


def _adjective(word: Word, reading: Reading, target: Lang) -> str:
    names = word.names(target)
    state = reading.owner is not None and reading.owner.country in _STATE and word.vi[0] == "Quốc gia"
    return names[1] if state and len(names) > 1 and target is not Lang.VI else names[0]


# ---- the origin ---
def propose(question: Question) -> list[Suggestion]:
    """Institutions and events by their words; persons and places are no phrases."""
    if question.kind not in {Kind.ORG, Kind.EVENT}:
        return []
    found = translate(question.text, question.source, question.target)
    return [Suggestion(text, Origin.COMPOSITION, composition.chance(score), trace) for text, score, trace in found]


# ---- writing ----------------------------------------------------------------------------------------------------


def translate(text: str, source: Lang, target: Lang) -> tuple[Answer, ...]:
    """The name in another language, best first, with what each word became; empty where a word is unknown."""
    found: dict[str, Answer] = {}
    for i, met in enumerate(readings(text, source)):
        reading = fitted(met) if target is Lang.VI else met
        for name, weight in _write(reading, source, target):
            guessed = _GUESSED_OWNER if reading.owner is not None and reading.owner.sure < 1 else 1.0
            score = _BASE * reading.sure * guessed * weight * (1.0, _SECOND, 0.3, 0.25)[i]
            if name not in found or found[name][1] < score:
                found[name] = (name, score, f"{text} → {name}: by its words")
    return tuple(sorted(found.values(), key=lambda a: -a[1])[:6])


def _write(reading: Reading, source: Lang, target: Lang) -> Iterator[tuple[str, float]]:
    inner = [""]
    if reading.inner:
        inner = _inner_names(reading.inner, source, target)
    for j, inside in enumerate(inner):
        for i, head in enumerate(reading.head.names(target)[:3]):
            writer = {Lang.VI: _write_vi, Lang.EN: _write_en, Lang.RU: _write_ru}[target]
            for text, weight in writer(reading, head, inside):
                text = parts.tidy(text, target)
                yield text[:1].upper() + text[1:], weight * (1.0, _SECOND, 0.25)[i] * (1.0, _SECOND)[j]


def _inner_names(text: str, source: Lang, target: Lang) -> list[str]:
    rows_found = authority.load().find(text, source, Kind.ORG)
    listed = [name for row in rows_found[:1] for name in row.names[target] if not name.isupper()]
    if not nations.names_country(text, source):
        bare = [name for name in listed if not nations.names_country(name, target)]
        listed = bare or ([] if rows_found and rows_found[0].country in {"VN", "RU"} else listed)
    if not _CALLED.search(text):
        listed = [name for name in listed if not _CALLED.search(name)] or listed
    if listed:
        return listed[:2]
    composed = composition.translate(text, source, target)
    if composed and composed[0][1] > 0.5:
        return [name for name, _, _ in composed[:2]]
    return [name for row in rows_found[:1] for name in row.names[target][:2]]


_CALLED = re.compile(r" (?:mang tên|named after|имени|им\.) ")


def _first(part: Part | None, lang: Lang, form: str = "") -> str:
    spellings = part.spell(lang, form) if part is not None else []
    return spellings[0] if spellings else ""


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


def _write_vi(reading: Reading, head: str, inner: str) -> Iterator[tuple[str, float]]:
    fields = [_first(f, Lang.VI) for f in reading.fields]
    if not all(fields):
        return
    adjectives = [word.vi[0] for word in reversed(reading.adjectives)]
    pair = ""
    if reading.pair:
        pair = " - ".join(_first(part, Lang.VI, "pair") for part in reading.pair)
    honoured = f"mang tên {_first(reading.honoured, Lang.VI)}" if reading.honoured else ""
    owner = _joined(reading.unit, _first(reading.owner, Lang.VI))
    yield _joined(head, *fields, *adjectives, pair, inner, owner, honoured), 1.0
    if len(adjectives) > 1:
        yield _joined(head, *fields, *reversed(adjectives), pair, inner, owner, honoured), _SECOND
    if owner and not reading.owner_is_place:
        yield _joined(head, *fields, *adjectives, pair, inner, "của", owner, honoured), 0.2


def _write_en(reading: Reading, head: str, inner: str) -> Iterator[tuple[str, float]]:
    adjectives = [_adjective(word, reading, Lang.EN) for word in reading.adjectives]
    nouns = [_first(f, Lang.EN) for f in reading.fields]
    if not all(nouns):
        return
    pair = "-".join(_first(part, Lang.EN) for part in reading.pair) if reading.pair else ""
    joint = reading.head.joint
    if joint in {"for", "on"} and any(are_people(_first(f, Lang.RU, "gen")) for f in reading.fields):
        joint = "of"  # `Council of Judges`
    plain = joint == "front" or (joint == "for" and bool(adjectives)) or all(map(_is_adjective, reading.fields))
    behind, front = ("", nouns[::-1]) if plain else (f" {joint} {' '.join(reversed(nouns))}" if nouns else "", [])
    honoured = _first(reading.honoured, Lang.EN)
    owner = reading.owner
    name = _first(owner, Lang.EN)
    if owner is None:
        prefix = ""
    elif reading.owner_is_place or owner.country in {"VN", "US"}:
        prefix = _joined("US" if owner.country == "US" else name, _EN_UNITS.get(reading.unit, ""))
        name = _joined(name, _EN_UNITS.get(reading.unit, "").replace("Provincial", "Province"))
    else:
        prefix = _first(owner, Lang.EN, "adj") or name
    if inner:
        own = f"{inner}'" if inner.endswith("s") else f"{inner}'s"
        long = len(inner.split()) > 3
        yield _joined(own, *adjectives, *front, head) + behind, 0.6 if long else 1.0
        yield _joined(*adjectives, *front, head) + f"{behind} of the {inner}", 1.0 if long else 0.6
        yield _joined(inner, *adjectives, *front, head) + behind, 0.55
        return
    bare = " of " in prefix  # `Ministry of Education of the Republic of Tatarstan`
    yield _joined(honoured, prefix, pair, *adjectives, *front, head) + behind, _SECOND if bare else 1.0
    if prefix.endswith(" Provincial"):
        yield _joined(honoured, prefix.removesuffix(" Provincial"), pair, *adjectives, *front, head) + behind, 0.6
    if name:
        yield _joined(honoured, pair, *adjectives, *front, head) + f"{behind} of {name}", 1.0 if bare else 0.6
    if behind and nouns:
        yield _joined(honoured, prefix, pair, *adjectives, *reversed(nouns), head), _SECOND


def _is_adjective(field: Part) -> bool:
    """Is the English word for a field an adjective, which stands before the head (`Consular Department`)?"""
    name = _first(field, Lang.EN)
    return name == _first(field, Lang.EN, "adj") and name.endswith(("ar", "al", "ic", "ive"))


def _write_ru(reading: Reading, head: str, inner: str) -> Iterator[tuple[str, float]]:
    form = gender(head)
    adjectives, genitives = [], [_first(f, Lang.RU, "gen") for f in reading.fields]
    for word in reading.adjectives:
        if word.ru:
            adjectives.append(declined(_adjective(word, reading, Lang.RU), form))
        else:
            found = whole_field(word.vi[0], Lang.VI, "")
            genitives.append(_first(found, Lang.RU, "gen"))
    if not all(genitives):
        return
    pair, members = "", ""
    if reading.pair:
        second = _first(reading.pair[1], Lang.RU, form)
        pair = f"{_first(reading.pair[0], Lang.RU, 'comb')}-{second}" if second else ""
        if not second:  # `саммит «Россия – АСЕАН»`
            members = f"«{_first(reading.pair[0], Lang.RU)} – {_first(reading.pair[1], Lang.RU)}»"
    honoured = f"имени {_first(reading.honoured, Lang.RU, 'gen')}" if reading.honoured else ""
    owner = _owner_ru(reading)
    firm = reading.owner_is_place and not reading.unit and head.split()[0] in firm_heads()
    if firm and not (reading.fields or adjectives or inner or pair or honoured):
        yield f"{head} «{_first(reading.owner, Lang.RU)}»", 1.0  # `Tập đoàn Hưng Thịnh` is no group of a place
        return
    if inner:
        inner = phrase_genitive(inner)
    tail = _joined(*genitives, inner, members)
    agreed = ""
    if reading.owner is not None and not reading.unit:
        agreed = _first(reading.owner, Lang.RU, form if form != "pn" else "pn")
    city_first = reading.owner_is_place and bool(adjectives)
    of, on = 1.0, 0.0
    if reading.head.joint in {"on", "for"} and len(reading.fields) == 1 and form in {"m", "f"}:
        about = _first(reading.fields[0], Lang.RU, "dat")
        if about and not genitives[0].startswith("по ") and not are_people(genitives[0]):
            of, on = (_SECOND, 1.0) if reading.head.joint == "on" or head == "комиссия" else (1.0, _SECOND)
            yield _joined(pair, *adjectives, head, inner, "по", about, owner, honoured), on
    yield _joined(pair, *adjectives, head, tail, owner, honoured), _SECOND if city_first and agreed else of
    if agreed:
        yield _joined(agreed, pair, *adjectives, head, tail, honoured), 1.0 if city_first else _SECOND
    if reading.fields and not adjectives:
        agreeing = [_first(f, Lang.RU, form) for f in reading.fields]
        if all(agreeing) and len(agreeing) == 1:
            yield _joined(agreeing[0], pair, head, inner, owner, honoured), 0.45


def _owner_ru(reading: Reading) -> str:
    if reading.owner is None:
        return ""
    if reading.unit in _RU_OF_UNITS:
        return _joined(_RU_OF_UNITS[reading.unit], _first(reading.owner, Lang.RU))
    return _first(reading.owner, Lang.RU, "gen")
