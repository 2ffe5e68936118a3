"""The last resort for events and institutions: what can be translated is, and the names in it are spelt.

`Lễ hội hoa Đà Lạt` fits no pattern, but its head, its one common word and its place are known. A name that no table
has is spelt in the letters of the other language, and the score says how much was guessed. Where not even a head is
found the whole name is, so that none is without an answer; but words of the dictionary are never spelt by their sound
(`Dragon Capital` is not «Драгон Капитал»): a name with such words stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from glossary import authority
from glossary.lang import transcribe
from glossary.lang.ru_morph import in_dictionary, lemma
from glossary.lang.syllable import ascii_fold, rows
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import named, nations, parts, phrases, transcription
from glossary.suggest.cases import declined, from_case, gender, parsed, russian_case
from glossary.suggest.fields import field_part
from glossary.suggest.numbers import counts
from glossary.suggest.parts import FOLDER, Part, firm_heads, key
from glossary.text import has_cyrillic

_ORDER = (Lang.VI, Lang.EN, Lang.RU)

_ALL_KNOWN, _GUESSED_WORD, _NO_HEAD, _UNTRANSLATED, _OF_ITS_OWN = 0.4, 0.6, 0.06, 0.03, 0.3
"""The score where every piece is known, what each guessed one leaves of it, that of mere spelling, of a name that is
not translated, and of an English one that needs no translation (`Dragon Capital`)."""

_OTHER_HEAD = (1.0, 0.45, 0.25)


@dataclass(frozen=True, slots=True)
class Head:
    """A word that says what the thing is: its names, and how English and Russian join a name to it."""

    names: tuple[tuple[str, ...], ...]
    english: str
    russian: str
    kind: Kind

    def named(self, lang: Lang) -> tuple[str, ...]:
        """Its names in one language, the commonest first."""
        return self.names[_ORDER.index(lang)]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name: an adjective, a field, a number or a proper name."""

    sort: str
    part: Part
    listed: str = ""
    """The sign that joins it to the piece before: `,` (also for *and*) or `-`."""


# ---- tables -----------------------------------------------------------------------------------------------------


@cache
def _heads(lang: Lang, kind: Kind) -> dict[str, Head]:
    """Key of a spelling → the head; for an event those of events go before those of institutions."""
    found: dict[str, Head] = {}
    listed = [
        Head(tuple(tuple(cell.split("|")) for cell in cells[:3]), cells[3], cells[4], Kind(cells[5]))
        for cells in rows(FOLDER / "event_heads.tsv")
    ]
    institutions = [
        Head(
            (word.vi, word.en, word.ru),
            "front" if word.joint == "front" else "of",
            "quoted" if word.ru[:1] and word.ru[0].split()[0] in firm_heads() else "gen",
            Kind.PLACE,
        )
        for word in phrases.table("heads.tsv")
    ]
    listed = listed + institutions if kind is Kind.EVENT else institutions + listed
    for position in range(4):
        for head in listed:
            names = head.named(lang)
            if position < len(names):
                found.setdefault(key(names[position]), head)
    return found


@cache
def _words(lang: Lang) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for cells in rows(FOLDER / "event_words.tsv"):
        names = tuple(tuple(cell.split("|")) for cell in cells)
        for name in names[_ORDER.index(lang)]:
            found.setdefault(key(name), names)
    return found


@cache
def _adjectives(lang: Lang) -> dict[str, phrases.Word]:
    """Adjectives by key; Russian ones by any form of agreement."""
    found: dict[str, phrases.Word] = {}
    for word in phrases.table("modifiers.tsv"):
        for name in word.names(lang):
            for form in ("m", "f", "n", "pn", "mg", "fg") if lang is Lang.RU else ("",):
                found.setdefault(key(declined(name, form) if form else name), word)
    return found


# ---- reading ----------------------------------------------------------------------------------------------------


def _taken_apart(words: Sequence[str], lang: Lang, kind: Kind) -> tuple[Head, list[str]] | None:
    """The head and the words beside it."""
    heads = _heads(lang, kind)
    for size in range(min(5, len(words)), 0, -1):
        front, back = key(" ".join(words[:size])), key(" ".join(words[-size:]))
        if lang is Lang.EN:
            joined = len(words) > size and words[size].lower() in {"of", "for", "on", "in", "at"}
            if back in heads:
                return heads[back], list(words[:-size])
            if front in heads and (joined or heads[front].english == "before"):
                return heads[front], [w for w in words[size + joined :] if w.lower() != "the"]
        elif front in heads:
            return heads[front], list(words[size:])
    if lang is Lang.EN:
        middle = next((i for i, w in enumerate(words) if w.lower() in {"of", "for", "on", "in"} and i), 0)
        if middle and key(words[middle - 1]) in heads:
            rest = [w for w in words[middle + 1 :] if w.lower() != "the"]
            return heads[key(words[middle - 1])], [*words[: middle - 1], *rest]
    if lang is Lang.RU:
        for i, word in enumerate(words):
            if key(word) in heads:
                return heads[key(word)], [*words[:i], *words[i + 1 :]]
    return None


@cache
def _small_words() -> dict[str, str]:
    """Words inside names that are not translated, with the sign that joins the members of a list."""
    return {cells[0]: cells[1] for cells in rows(FOLDER / "small_words.tsv")}


def _pieces(words: Sequence[str], lang: Lang, kind: Kind) -> list[Piece]:
    """The longest stretches that a table has; capitals between them are names, in one stretch."""
    found: list[Piece] = []
    run: list[str] = []
    sign = ""
    start = 0

    def take(pieces: Iterable[Piece]) -> None:
        nonlocal sign
        for piece in pieces:
            found.append(replace(piece, listed=sign if found else ""))
            sign = ""

    while start < len(words):
        for size in range(min(6, len(words) - start), 0, -1):
            phrase = " ".join(words[start : start + size])
            piece = None if _small_words().get(words[start + size - 1].lower()) else _known(phrase, lang)
            if piece is not None:
                take(_names(run, lang, kind))
                take([piece])
                sign = "," if phrase.endswith(",") else sign
                run, start = [], start + size
                break
        else:
            word = words[start]
            if joint := _small_words().get(word.lower()):
                take(_names(run, lang, kind))
                run, sign = [], joint
            elif word.lower() not in _small_words():
                run.append(word)
            start += 1
    take(_names(run, lang, kind))
    # `Samara Vietnamese Centre` is Vietnamese and of Samara; alone, the country is the owner.
    with_name = any(piece.sort == "name" for piece in found)
    return [replace(p, sort="adjective" if with_name else "name") if p.sort == "country" else p for p in found]


def _all_pieces(head: Head, words: list[str], lang: Lang) -> list[Piece]:
    """The pieces beside the head; of a Vietnamese firm the last words in capitals are one name: `Tân Lập Phát`."""
    if head.russian == "quoted" and lang is Lang.VI:
        size = next((i for i, word in enumerate(reversed(words)) if not word[:1].isupper()), len(words))
        tail = " ".join(words[len(words) - size :])
        if 1 < size < 5 and not nations.names_country(tail, lang) and not parts.is_commonplace(tail, lang):
            name = _spelt(tail, lang, Kind.PERSON)
            return [*_pieces(words[: len(words) - size], lang, head.kind), Piece("name", name)]
    return _pieces(words, lang, head.kind)


def _known(text: str, lang: Lang) -> Piece | None:
    bare = text.strip(",.")
    if bare[:1] in '«"“' and " " not in bare:
        return None
    listed = _words(lang).get(key(bare))
    if listed is not None and not (lang is Lang.VI and " " not in bare and bare[:1].isupper()):
        return Piece("field", _listed(bare, listed))
    number = parts.ordinal_part(bare) if re.search(r"\d|^[IVXL]+$", bare) else None
    if number is None and " " not in bare and counts(bare, lang):
        number = parts.ordinal_part(str(counts(bare, lang)))
    if number is not None:
        return Piece("number", number)
    for form in ("", "gen", "m", "f", "n", "pn") if lang is Lang.RU else ("", "adj"):
        country = nations.country_part(bare, lang, form)
        if country is not None and country.country not in {"INT", "WLD"}:
            return Piece("country" if form == "adj" else "name", country)
    adjective = _adjectives(lang).get(key(bare))
    if adjective is not None:
        return Piece("adjective", Part(bare, lambda target, form: _agreed(adjective, target, form)))
    forms = ("gen", "m", "f", "n", "mg", "fg", "pn") if lang is Lang.RU else ("", "adj")
    field = next((met for form in forms if (met := field_part(bare, lang, form))), None)
    if field is not None and (lang is not Lang.VI or " " in bare or bare.islower()):
        return Piece("field", field)
    if bare[:1].isupper():
        for form in ("", "gen", "loc", "ins", "m", "f", "n") if lang is Lang.RU else ("",):
            place = named.place_part(bare, lang, form)
            if place is not None and place.sure == 1.0:
                return Piece("name", place)
    return None


def _listed(text: str, names: tuple[tuple[str, ...], ...]) -> Part:
    return Part(text, lambda target, _: list(names[_ORDER.index(target)]))


def _agreed(word: phrases.Word, target: Lang, form: str) -> list[str]:
    names = word.names(target)[:1]
    return [declined(name, form) for name in names] if target is Lang.RU and form in {"m", "f", "n", "pn"} else [*names]


def _names(run: Sequence[str], lang: Lang, kind: Kind) -> Iterator[Piece]:
    """A run of words that no table has, spelt in the letters of the other language."""
    if not run:
        return
    text = " ".join(run).strip(",.")
    quoted = re.fullmatch(r"[«\"“„](.+)[»\"”]", text)
    if quoted or lang is not Lang.RU:
        yield Piece("name", _spelt(quoted[1] if quoted else text, lang, kind))
    elif all(word[:1].isupper() for word in run):
        yield Piece("name", _spelt(_nominative(text, kind), lang, kind, text))
    else:
        for word in run:
            yield Piece("name", _spelt(_nominative(word, kind), lang, kind, word))


def _nominative(text: str, kind: Kind) -> str:
    """A Russian name or word, most often in the genitive, as a dictionary has it."""
    if " " not in text and text[:1].islower():
        parse = parsed(text)[0]
        cities = named.cities_of(parse.normal_form, "m") if "ADJF" in parse.tag else []
        known = next((city for city in cities if named.is_known_place(city, Lang.RU)), "")
        return known or str(parse.normal_form)
    if " " in text:
        nominative = lemma(text, kind)
        if nominative != text:
            return nominative
    words = [from_case(word, "gen") for word in text.split()]
    wanted = {Kind.PERSON: "Surn", Kind.PLACE: "Geox"}.get(kind, "")
    chosen = []
    for options in words:
        of_kind = [o for o in options if any(wanted in p.tag and "nomn" in p.tag for p in parsed(o)[:3])]
        people = [o for o in options if transcribe.is_russian_name_word(o)]
        men = [o for o in people if _MAN.search(o)]
        foreign = [] if in_dictionary(options[0]) else [o for o in options[1:] if _MAN.search(o)]
        chosen.append((men or people or of_kind or foreign or options)[0])
    return " ".join(chosen)


_MAN = re.compile(r"(?:[оеё]в|[иы]н|[^аеёиоуыэюя])$")
"""`Восстание Пугачёва`: a genitive in -а is oftener that of a man than a woman's nominative."""


def _spelt(text: str, lang: Lang, kind: Kind, label: str = "") -> Part:
    def spell(target: Lang, _: str) -> list[str]:
        return in_other_letters(text, lang, target, kind)[:2]

    known = named.is_known_place(text, lang)
    person = not known and bool(authority.load().find(text, lang, Kind.PERSON))
    return Part(text if known or person else label or text, spell, _GUESSED_WORD, sort="person" if person else "")


def in_other_letters(text: str, lang: Lang, target: Lang, kind: Kind) -> list[str]:
    """Spellings of a name in the script of the target language; never none."""
    found = named.looked_up(text, lang, target, kind)
    if authority.load().find(text, lang, Kind.PERSON) and any(name.count(" ") != text.count(" ") for name in found):
        # `Кубок Гагарина` names the surname, and the tables the whole man.
        found = [s.text for s in transcription.propose(Question(lang, target, Kind.PERSON, text))]
    if target is Lang.RU:
        found = [name for name in found if has_cyrillic(name)]
        return found or [r.text for r in transcribe.en_to_ru_traced(text, kind)] or [text]
    found = [name for name in found if not has_cyrillic(name)]
    return found or [r.text for r in transcribe.ru_to_en_traced(text, kind)] or [text]


# ---- writing ----------------------------------------------------------------------------------------------------


def propose(question: Question) -> list[Suggestion]:
    """Guesses piece by piece, best first; mere spelling where nothing says what the thing is."""
    text, lang, target = question.text, question.source, question.target
    words = text.split()
    taken = _taken_apart(words, lang, question.kind) if question.kind in {Kind.EVENT, Kind.ORG} else None
    pieces = _all_pieces(*taken, lang) if taken else []
    if taken is None or not all(_said(piece, lang, target) for piece in pieces):
        return _only_spelt(question)
    head = taken[0]
    score = _ALL_KNOWN
    for piece in pieces:
        score *= _GUESSED_WORD if piece.part.sure < 1 else 1
    unknown = ", ".join(piece.part.label for piece in pieces if piece.part.sure < 1)
    found = []
    for i, name in enumerate(head.named(target)[:3]):
        written = {Lang.VI: _write_vi, Lang.EN: _write_en, Lang.RU: _write_ru}[target](name, head, pieces, lang)
        trace = f"{text} → {written}: piece by piece" + (f" (not in the tables: {unknown})" if unknown else "")
        capital = written[:1].upper() + written[1:] if text[:1].isupper() else written
        found.append(Suggestion(capital, Origin.COMPOSITION, round(score * _OTHER_HEAD[i], 4), trace))
    return found


def _only_spelt(question: Question) -> list[Suggestion]:
    """The whole name in the letters of the other language; with words of the dictionary in it, as it is.

    Only a romanised Russian name may have such words: libraries romanise whole titles so.
    """
    text, lang, target = question.text, question.source, question.target
    common = has_words(text, lang)
    if common and lang is not Lang.RU:
        kept = ascii_fold(text) if target is Lang.EN else text
        own = lang is Lang.EN and question.kind is Kind.ORG and _is_own_name(text)
        score, why = (_OF_ITS_OWN, "a firm's name in Latin letters stays") if own else (_UNTRANSLATED, "not translated")
        return [Suggestion(kept, Origin.COPY, score, f"{text}: {why}")]
    return [
        Suggestion(
            name,
            Origin.TRANSCRIPTION,
            (_UNTRANSLATED if common else _NO_HEAD) / (i + 1),
            f"{text}: not translated, only spelt",
        )
        for i, name in enumerate(in_other_letters(text, lang, target, question.kind)[:2])
    ]


def _is_own_name(text: str) -> bool:
    """Is an English name all capitals and without a word for an institution, as firms, papers and bands are called?"""
    words = text.split()
    heads = _heads(Lang.EN, Kind.ORG)
    return all(word[:1].isupper() or word == "&" for word in words) and not any(key(word) in heads for word in words)


def _said(piece: Piece, lang: Lang, target: Lang) -> bool:
    """Can the piece be said in the other language: a known one has a spelling, a guessed one is no common word?"""
    if piece.part.sure < 1:
        return not has_words(piece.part.label, lang)
    forms = ("", "gen", "m", "rom") if target is Lang.RU else ("", "adj")
    return any(piece.part.spell(target, form) for form in forms)


def has_words(text: str, lang: Lang) -> bool:
    """Has the name words of the dictionary? Only spelt, they are nonsense."""
    if lang is Lang.EN and transcribe.is_vietnamese(text):
        return False  # `Long Son` is no long son
    if lang is not Lang.RU:
        return parts.is_commonplace(text, lang) or (lang is Lang.VI and text[:1].islower())
    return any(
        tag.POS in {"NOUN", "ADJF"} and not _NAMES & set(map(str, tag.grammemes))
        for word in text.split()
        if in_dictionary(word)
        for tag in [parsed(word)[0].tag]
    )


_NAMES = frozenset({"Name", "Surn", "Patr", "Geox", "Orgn"})


def _first(piece: Piece, target: Lang, *forms: str) -> str:
    spellings = (piece.part.spell(target, form) for form in (*forms, "", "gen", "m", "rom"))
    return next((found[0] for found in spellings if found), "")


def _sorted(pieces: Sequence[Piece], *sorts: str) -> list[Piece]:
    return [piece for sort in sorts for piece in pieces if piece.sort == sort]


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)


_AND = {Lang.VI: "và", Lang.EN: "and", Lang.RU: "и"}


def _row(pieces: Sequence[Piece], texts: Sequence[str], lang: Lang) -> str:
    """Pieces side by side; members of a list as the language joins them: `России, Восточной Европы и Центральной Азии`.

    Two names with a dash between them keep it (`Nha Trang - Khánh Hòa`), longer lists do not.
    """
    signs = [piece.listed for piece in pieces]
    last = max((i for i, sign in enumerate(signs) if sign), default=0)
    said = ""
    for i, text in enumerate(texts):
        if i and signs[i] == "-" and signs.count("") == len(signs) - 1:
            said += f" {'–' if lang is Lang.RU else '-'} {text}"
        elif i and signs[i]:
            said += f" {_AND[lang]} {text}" if i == last else f", {text}"
        else:
            said += f" {text}"
    return said.strip()


def _plain_row(pieces: Sequence[Piece], lang: Lang, *forms: str) -> str:
    return _row(pieces, [_first(piece, lang, *forms) for piece in pieces], lang)


def _turned(pieces: Sequence[Piece]) -> list[Piece]:
    """In the other order, as English stands to Vietnamese; a list keeps its own."""
    return list(pieces) if any(piece.listed for piece in pieces) else list(reversed(pieces))


def _write_vi(name: str, _: Head, pieces: Sequence[Piece], lang: Lang) -> str:
    order = _turned if lang is Lang.EN else list
    rows_of = [
        _plain_row(order(_sorted(pieces, sort)) if sort != "name" else _sorted(pieces, sort), Lang.VI)
        for sort in ("field", "adjective", "name")
    ]
    numbers = [f"lần thứ {_first(piece, Lang.VI)}" for piece in _sorted(pieces, "number")]
    return _joined(name, *rows_of, *numbers)


def _write_en(name: str, head: Head, pieces: Sequence[Piece], _: Lang) -> str:
    names = _plain_row(_sorted(pieces, "name"), Lang.EN)
    kinds = _joined(
        _plain_row(_sorted(pieces, "adjective"), Lang.EN, "adj"),
        _plain_row(_turned(_sorted(pieces, "field")), Lang.EN, "adj"),
    )
    numbers = [_first(piece, Lang.EN) for piece in _sorted(pieces, "number")]
    if head.english == "before":
        return _joined(*numbers, name, kinds, names)
    if head.english == "of" and names:
        return _joined(*numbers, kinds, name, "of", names)
    if head.english == "of" and kinds:
        return _joined(*numbers, name, "of", kinds)
    return _joined(*numbers, names, kinds, name)


_AT = {"битва": "при", "сражение": "при", "бой": "при"}


def _write_ru(name: str, head: Head, pieces: Sequence[Piece], _: Lang) -> str:
    form = gender(name)
    declinable = [piece for piece in _sorted(pieces, "field") if piece.part.spell(Lang.RU, "gen")]
    agreeing = [piece for piece in _sorted(pieces, "field") if piece not in declinable]
    adjectives = _joined(_plain_row(_sorted(pieces, "adjective"), Lang.RU, form), _plain_row(agreeing, Lang.RU, form))
    fields = _plain_row(declinable, Lang.RU, "gen")
    numbers = [_first(piece, Lang.RU, "rom") for piece in _sorted(pieces, "number")]
    rest = _sorted(pieces, "name")
    if head.russian == "adj" and rest:  # `Парижское соглашение`
        agreed = rest[0].part.spell(Lang.RU, form)
        if agreed and rest[0].part.sort == "place":
            return _joined(*numbers, agreed[0], adjectives, name, fields, _names_ru(rest[1:], head, name))
    return _joined(*numbers, adjectives, name, fields, _names_ru(rest, head, name))


def _names_ru(pieces: Sequence[Piece], head: Head, name: str) -> str:
    if [piece.listed for piece in pieces] == ["", "-"]:
        return _plain_row(pieces, Lang.RU)
    return _row(pieces, [_named(piece, head, name) for piece in pieces], Lang.RU)


def _named(piece: Piece, head: Head, name: str) -> str:
    text = _first(piece, Lang.RU)
    if head.russian == "quoted" and piece.part.sort not in {"place", "country"} and not piece.part.country:
        return f"«{text.strip('«»')}»"
    if head.russian == "name":
        return text
    if piece.part.sort == "person" and head.kind is Kind.PLACE:
        return f"имени {russian_case(text, 'gen', Kind.PERSON)}"
    if head.russian == "loc":
        at = _AT.get(name) or ("во" if re.match("[ВФ][бвгджзклмнпрстфхцчшщ]", text) else "в")
        return f"{at} {russian_case(text, 'loc')}"
    return _first(piece, Lang.RU, "gen") if piece.part.sure == 1 else russian_case(text, "gen")
