"""Are two spellings one name? Pairwise rules, strict to loose, each with its reason and its risk.

`relate` knows no article: what holds only within one (short forms, acronyms in brackets) is in `glossary.concepts`.
The first rule that decides wins; what no rule decides is not the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain

from glossary import authority, keys
from glossary.lang import syllable
from glossary.model import Comparison, Kind, Lang, Risk
from glossary.text import VIETNAMESE_MARKED, has_cyrillic, has_vietnamese_marks, nfc, printable

_DIGITS = re.compile(r"\d+")
_ROMAN_NUMBER = re.compile(r"\b[IVX]{2,5}\b")
_STOPPED = re.compile(r"(?:ch|[cpt])\Z")


def _same(level: str, why: str, risk: Risk = Risk.NONE) -> Comparison:
    return Comparison(True, level, why, risk)


def _differ(level: str, why: str, risk: Risk = Risk.NEVER) -> Comparison:
    return Comparison(False, level, why, risk)


@lru_cache(maxsize=65536)
def relate(a: str, b: str, kind: Kind | None = None) -> Comparison:
    """Would `a` and `b` (names of `kind`, if known) be one concept? Order does not matter."""
    a, b = sorted((_shown(a), _shown(b)))
    if not keys.loose(a) or not keys.loose(b):
        return _differ("empty", "there is nothing to compare")
    for rule in _RULES:
        verdict = rule(a, b, kind)
        if verdict:
            return verdict
    return _differ("none", "no rule makes these one", Risk.DOUBT)


_EDITION = re.compile(r"\blần thứ (?=\d|[IVX]+\b)", re.IGNORECASE)
"""`SEA Games lần thứ 32` is `SEA Games 32`."""


def _shown(text: str) -> str:
    return _EDITION.sub("", keys.one_script(" ".join(printable(nfc(text)).split())))


def _spelling(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if keys.strict(a) == keys.strict(b):
        if kind is None and _acronym_and_word(a, b):
            return _differ("spelling", "one may be an acronym, the other is a word", Risk.DOUBT)
        return _same("spelling", "the same spelling, but for case, dashes, spaces, quotation marks or tone placement")
    if not (has_vietnamese_marks(a + b) or has_cyrillic(a + b)) and "".join(keys.normal_words(a)) == "".join(
        keys.normal_words(b)
    ):
        return _same("spelling", "the same words in British and American, full or short spelling")
    return None


def _acronym_and_word(a: str, b: str) -> bool:
    """`NAM` and `Nam`: three capitals without marks may be an acronym; not so where the tables know the word's."""
    if " " in a or len(a) > _SHORT_ACRONYM or a.isupper() == b.isupper() or has_vietnamese_marks(a + b):
        return False
    return not {entry.id for entry in entries(a)} & {entry.id for entry in entries(b)}


_SHORT_ACRONYM = 3


def _tables(a: str, b: str, kind: Kind | None) -> Comparison | None:
    left, right = entries(a, kind), entries(b, kind)
    if not left or not right:
        return None
    one, other = _called(left[0]), _called(right[0])
    if _lasting(left[0]) == _lasting(right[0]) and (_loosely_known(a, left) or _loosely_known(b, right)):
        return _differ("authority", f"{one} is not the only one that is called so", Risk.DOUBT)
    if _lasting(left[0]) == _lasting(right[0]):
        if left[0].id != right[0].id:
            return _same("authority", f"both are names, former and present, of one row of the authority tables ({one})")
        return _same("authority", f"both are spellings of one row of the authority tables ({one})")
    if {_lasting(entry) for entry in left} & {_lasting(entry) for entry in right}:
        return _differ("authority", f"may be {one} or {other}", Risk.DOUBT)
    if right[0].merged_into == left[0].id or left[0].merged_into == right[0].id:
        return _differ("authority", f"one became part of the other ({one}, {other})")
    return _differ("authority", f"two rows of the authority tables ({one}, {other})")


def _called(entry: authority.Entry) -> str:
    """What a person knows a row of the tables by: its names."""
    return " / ".join(dict.fromkeys(filter(None, map(entry.name, (Lang.VI, Lang.EN, Lang.RU)))))


def _loosely_known(name: str, found: tuple[authority.Entry, ...]) -> bool:
    """Is the name a mere look-up form of several rows (`Ростов` of two cities), and the name of none?"""
    if len({_lasting(entry) for entry in found if entry.kind is found[0].kind}) == 1:
        return False
    bare = keys.loose(name)
    return not any(keys.loose(form) == bare for form in chain.from_iterable(found[0].names.values()))


def _lasting(entry: authority.Entry) -> str:
    """The id that former names of one person or city share; states, provinces and offices that merged stay apart."""
    later = authority.load().get(entry.merged_into) if entry.merged_into else None
    if later is None or entry.kind is not later.kind or entry.kind not in (Kind.PERSON, Kind.PLACE):
        return entry.id
    if entry.kind is Kind.PLACE and (entry.until > "2000" or "Republic" in entry.name(Lang.EN)):
        return entry.id
    return _lasting(later)


@cache
def _families() -> dict[str, tuple[authority.Entry, ...]]:
    found: dict[str, list[authority.Entry]] = {}
    for entry in authority.load().entries:
        found.setdefault(_lasting(entry), []).append(entry)
    return {id_: tuple(rows) for id_, rows in found.items()}


def family(name: str, kind: Kind | None = None) -> tuple[authority.Entry, ...]:
    """The row of a name with the rows of its former and later names; empty where the tables do not know it."""
    found = entries(name, kind)
    return _families()[_lasting(found[0])] if found else ()


@lru_cache(maxsize=65536)
def entries(name: str, kind: Kind | None = None) -> tuple[authority.Entry, ...]:
    """Rows of the authority tables for a name, Russian also in an oblique case; best first."""
    tables = authority.load()
    found = tables.find(name, kind=kind)
    if not found and kind in (None, Kind.ORG) and (full := keys.written_out(name)) != name:
        return entries(full, kind)
    if not found and kind in (None, Kind.ORG):
        full = keys.usual_country(name)
        if full != name and (rows := entries(full, kind)):
            return rows
        if (inner := keys.described(name)) and (rows := entries(inner, Kind.ORG)):
            return rows
    if not found and name[:4].lower() == "the " and len(name) > _SHORT_ACRONYM + 4:
        return entries(name[4:], kind)
    if not found and has_cyrillic(name):
        for nominative in nominatives(name):
            found = tables.find(nominative, kind=kind)
            if found:
                break
        else:
            nominative = _lemma(name, kind)
            found = [] if _half_declined(name, nominative) else tables.find(nominative, kind=kind)
    return tuple(found)


def _half_declined(name: str, nominative: str) -> bool:
    """Is `Александра Новак` a woman, and no case of `Александр Новак`? A man's surname in a consonant declines too."""
    given, *rest = name.split()
    return (
        given != nominative.split()[0]
        and bool(rest)
        and rest[-1] == nominative.split()[-1]
        and (rest[-1][-1].lower() in "бвгджзйклмнпрстфхцчшщь")
    )


def _lemma(name: str, kind: Kind | None) -> str:
    """The nominative of a Russian name of several words, by the dictionary; one word is guessed well enough."""
    if " " not in name or len(name) > _LONGEST_NAME:
        return name
    from glossary.lang import ru

    return ru.lemma(name, kind or (Kind.ORG if keys.institution(name) else Kind.EVENT))


_LONGEST_NAME = 120
"""Longer names are not tried: the trial takes time."""


def _numbers(a: str, b: str, _: Kind | None) -> Comparison | None:
    left, right = _numerals(a), _numerals(b)
    if left != right:
        if left and right:
            return _differ("number", "the numbers differ")
        return _differ("none", "one has a number, the other has none", Risk.DOUBT)
    return None


@lru_cache(maxsize=65536)
def _numerals(name: str) -> list[int]:
    """All numbers of a name in order of size; Roman ones count (`XIV`), single letters do not."""
    found = [int(digits[:18]) for digits in _DIGITS.findall(name)]
    return sorted(found + [_roman(match) for match in _ROMAN_NUMBER.findall(name)])


def _roman(numeral: str) -> int:
    values = [{"I": 1, "V": 5, "X": 10}[letter] for letter in numeral]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


_WITH_YEAR = re.compile(r"(?P<first>(?:19|20)\d\d)\s+(?P<after>\D+)|(?P<before>\D+?)[\s-]+(?P<last>(?:19|20)\d\d)")


def _years(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`2014 Winter Olympics` and `Winter Olympics 2014`: the year before and behind one name."""
    if max(len(a), len(b)) > _LONGEST_NAME:
        return None
    left, right = _WITH_YEAR.fullmatch(a), _WITH_YEAR.fullmatch(b)
    if kind in (Kind.PERSON, Kind.PLACE) or not left or not right or bool(left["first"]) == bool(right["first"]):
        return None
    verdict = relate(left["after"] or left["before"], right["after"] or right["before"], kind)
    return verdict if verdict.same else None


def _shortened(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Trung ương Đoàn TNCS Hồ Chí Minh` and the same with the abbreviation written out."""
    if kind not in (None, Kind.ORG) or not (has_vietnamese_marks(a) and has_vietnamese_marks(b)):
        return None
    if keys.strict(keys.written_out(a)) == keys.strict(keys.written_out(b)):
        return _same("spelling", "the same words, with and without usual abbreviations")
    return None


def _marks(a: str, b: str, _: Kind | None) -> Comparison | None:
    if has_cyrillic(a) != has_cyrillic(b) or keys.loose(a) != keys.loose(b):
        return None
    if has_cyrillic(a):
        if (is_vietnamese(a) or is_vietnamese(b)) and len(keys.words(a)) != len(keys.words(b)):
            return _differ("spaces", "Vietnamese persons are written apart in Russian, places together", Risk.DOUBT)
        return _same("diacritics", "the same letters, but for е/ё, spaces, hyphens or punctuation")
    marked_a, marked_b = has_vietnamese_marks(a), has_vietnamese_marks(b)
    if not (marked_a and marked_b):
        level = "diacritics" if marked_a or marked_b else "punctuation"
        why = "one is the other without diacritics" if marked_a or marked_b else "the same letters"
        return _same(level, f"{why}, but for spaces, hyphens or punctuation" if level == "punctuation" else why)
    bare_a, bare_b = (re.sub(r"[\W_]+", "", keys.strict(x)) for x in (a, b))
    if bare_a == bare_b:
        return _same("punctuation", "the same letters and marks, but for spaces, hyphens or punctuation")
    if _tones_lost(a, b) or _tones_lost(b, a):
        return _same("tones", "one is the other without tone marks")
    return _differ("diacritics", "both carry full diacritics, and they differ")


def _tones_lost(poor: str, rich: str) -> bool:
    """Is `poor` the other without tones, and no possible Vietnamese by itself (`Viêt` must have a tone)?"""
    low = keys.strict(poor)
    return (
        low == keys.toneless(rich)
        and low == keys.toneless(poor)
        and any(_STOPPED.search(word) and not VIETNAMESE_MARKED.isdisjoint(word) for word in re.split(r"\W+", low))
    )


# ---- Russian cases ---

_FEMALE_TOO = frozenset(
    ["александра", "валентина", "евгения", "валерия", "антонина", "виталия", "клавдия", "серафима", "василиса", "юлия"]
)


@lru_cache(maxsize=65536)
def nominatives(name: str) -> tuple[str, ...]:
    """A Cyrillic name and the nominatives it may be an oblique case of, the likeliest first (a light guess)."""
    return tuple(dict.fromkeys([name, *_analysed(name)]))


_ON_RIVER = re.compile(r"(\w+)(-(?:на|под|над)-\w+)")


def _analysed(name: str) -> Iterator[str]:
    """Candidates by stem for one-word and Vietnamese names; others are left to the dictionary."""
    parts = name.split()
    last = parts[-1]
    for nominative in sorted(keys.vietnamese_nominatives(last.lower()), key=len):
        yield " ".join([*parts[:-1], nominative.capitalize() if last[:1].isupper() else nominative])
    if len(parts) == 1 and (town := _ON_RIVER.fullmatch(last)):  # `Ростове-на-Дону`
        yield from (word.capitalize() + town[2] for word in sorted(keys.nominatives(town[1])))
    elif len(parts) == 1 and not last.isupper():
        yield from (word.capitalize() for word in sorted(keys.nominatives(last)))


def _inflection(a: str, b: str, _: Kind | None) -> Comparison | None:
    if not (has_cyrillic(a) and has_cyrillic(b)) or _is_short_acronym(a) or _is_short_acronym(b):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or any(
        keys.nominatives(x).isdisjoint(keys.nominatives(y)) for x, y in zip(left, right, strict=True)
    ):
        return None
    if is_vietnamese(a) and is_vietnamese(b) and len(left) > 1:
        if left[:-1] == right[:-1] and not _last_nominatives(left).isdisjoint(_last_nominatives(right)):
            return _same("inflection", "Russian cases of one Vietnamese name")
        return None
    if person(a).initials and left != right and {left[-1][-1:], right[-1][-1:]} & {"а", "я"}:
        return _differ("inflection", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    for x, y in ((left, right), (right, left)):
        if len(x) == 2 and (_may_be_hers(x[0], y[0]) or (x[0] == y[0] and _may_be_hers(x[1], y[1]))):
            return _differ("inflection", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    return _same("inflection", "Russian cases of one name")


_HERS = re.compile(r"(?:[оеё]в|[иы]н|[сц]к)а(?:я)?$|ая$")
_HIS = re.compile(r"(?:[оеё]в|[иы]н)$|[иыо]й$")


def _may_be_hers(x: str, y: str) -> bool:
    """Is `x` what a woman is called where a man is called `y` (`Александра`, `Иванова`, `Толстая`)?"""
    if x in _FEMALE_TOO:
        return y[-1] not in "аеёиоуыэюя"
    return x != y and bool(_HERS.search(x) and _HIS.search(y))


def _is_short_acronym(name: str) -> bool:
    return (len(name) <= 4 and sum(char.isupper() for char in name) >= 3) or (name.isupper() and len(name) <= 4)


def _last_nominatives(words: list[str]) -> set[str]:
    return keys.vietnamese_nominatives(words[-1])


# ---- persons ---


@dataclass(frozen=True, slots=True)
class Person:
    """A personal name taken apart: words without patronymic, initials as single letters."""

    words: tuple[str, ...]
    initials: tuple[str, ...]


_HYPHEN = re.compile(r"(?<=\w)[-\u2010\u2011](?=\w)")


@lru_cache(maxsize=65536)
def person(name: str) -> Person:
    """Words and initials of a personal name; the patronymic is left out where other words remain."""
    initials = tuple(m.group().strip(" .-").lower() for m in keys.INITIAL.finditer(name) if m.group()[0].isupper())
    full = keys.words(_HYPHEN.sub("", keys.INITIAL.sub(" ", name) if initials else name))
    if len(full) > 2 or initials:  # `Деян Станкович` has no patronymic
        full = [part for part in full if not keys.is_patronymic(part)] or full
    return Person(tuple(full), initials)


def is_vietnamese(name: str) -> bool:
    """Can every word of the name be a Vietnamese syllable (Latin) or its Russian transcription?"""
    return bool(keys.vietnamese_sounds(name))


def _romanised(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Tchaikovsky` and `Chaikovsky`, `Ekaterinburg` and `Yekaterinburg`: one long word in two romanisations."""
    left, right = keys.words(a), keys.words(b)
    if has_cyrillic(a) or has_cyrillic(b) or len(left) != 1 or len(right) != 1 or has_vietnamese_marks(a + b):
        return None
    if ("j" in left[0]) != ("j" in right[0]) or ("aa" in left[0]) != ("aa" in right[0]):  # Shanxi, Shaanxi
        return None
    if min(len(left[0]), len(right[0])) >= 6 and keys.close_sound(left[0]) == keys.close_sound(right[0]):
        return _same("romanisation", "the same sounds in another romanisation")
    return None


def _people(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if kind not in (None, Kind.PERSON) or has_cyrillic(a) != has_cyrillic(b):
        return None
    left, right = person(a), person(b)
    if not left.words or not right.words or (is_vietnamese(a) and is_vietnamese(b)):
        return None
    if keys.institution(a) or keys.institution(b):
        return None
    patronymic = any(keys.is_patronymic(word) for word in (*keys.words(a), *keys.words(b)))
    if len(left.words) == len(right.words) >= 2 and not (left.initials or right.initials):
        if all(_word_alike(x, y) for x, y in zip(left.words, right.words, strict=True)):
            if not has_cyrillic(a) and not patronymic and not _SLAVIC.search(f"{left.words[-1]} {right.words[-1]}"):
                return _differ("romanisation", "they sound alike, and may be two people", Risk.DOUBT)
            return _same("romanisation", "the same names in another romanisation or case, a patronymic aside")
        ordinary = min(map(len, left.words + right.words)) >= 4
        if (patronymic or ordinary) and all(
            _word_alike(x, y) for x, y in zip(left.words, reversed(right.words), strict=True)
        ):
            return _same("name order", "the same names in another order, a patronymic aside")
    return None


_SLAVIC = re.compile(
    r"(?:[oe]va?|[iy]na?|sk(?:y|i|ii|iy|yy|aya|aia)|enko|[uy]k|[iy]ch|ko|yan|ian|shvili|dze|kh|zh|ts|shch|ff|[bdlszhr]n(?:y|yy|iy)|[oui][yi])\b"
)
"""Endings of surnames that came through Cyrillic, which one person may spell in many ways."""


def _patronymics(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Иван Петрович Сидоров` is not `Ivan Sergeyevich Sidorov`."""
    if kind not in (None, Kind.PERSON):
        return None
    left, right = ([w for w in keys.words(name) if keys.is_patronymic(w)] for name in (a, b))
    if len(left) != 1 or len(right) != 1 or len(keys.words(a)) < 3 or len(keys.words(b)) < 3:
        return None
    if _word_alike(left[0], right[0]):
        return None
    return _differ("patronymic", "two patronymics")


def _initials(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`V. Kalganov`, `В. Калганов`, `Vladimir Kalganov`: one surname, and the initials agree."""
    left, right = person(a), person(b)
    if kind not in (None, Kind.PERSON) or not (left.initials or right.initials):
        return None
    if (
        max(len(left.words), len(right.words)) > 3
        or any(word[0].islower() for word in (a + " " + b).split())
        or keys.institution(a)
        or keys.institution(b)
    ):
        return None
    surnames = (left.words[-1:], right.words[-1:])
    for x in {left.words[-1:], left.words[:1]}:
        for y in {right.words[-1:], right.words[:1]}:
            if x and y and len(x[0]) >= 4 and _word_alike(x[0], y[0]):
                surnames = (x, y)
                break
    (surname,), (other,) = (pair or ("",) for pair in surnames)
    if len(surname) < 4 or not _word_alike(surname, other):
        return None
    firsts = [_first_letters(a, left, surname), _first_letters(b, right, other)]
    cyrillic = has_cyrillic(a) and has_cyrillic(b)
    if not all(firsts) or any(
        x[0] != y[0] if cyrillic else keys.initial_sounds(x).isdisjoint(keys.initial_sounds(y))
        for x, y in zip(*firsts, strict=False)
    ):
        return _differ("initials", "the same surname, but other initials") if all(firsts) else None
    both = bool(left.initials) and bool(right.initials)
    return _same("initials", "the same surname, and the initials agree", Risk.NONE if both else Risk.DOUBT)


def _first_letters(written: str, name: Person, surname: str) -> list[str]:
    """Given name and patronymic, whole or as initials, in this order."""
    fathers = [word for word in keys.words(written) if keys.is_patronymic(word) and word not in name.words]
    return [*(word for word in name.words if word != surname), *name.initials, *fathers]


@lru_cache(maxsize=65536)
def _word_alike(x: str, y: str) -> bool:
    """One word in two romanisations, or in two Russian cases."""
    if x == y:
        return True
    if has_cyrillic(x) != has_cyrillic(y):
        return _crosses(y, x) if has_cyrillic(x) else _crosses(x, y)
    if has_cyrillic(x):
        return not keys.nominatives(x).isdisjoint(keys.nominatives(y))
    if keys.vietnamese_sounds(x) and keys.vietnamese_sounds(y):
        return False
    return keys.close_sound(x) == keys.close_sound(y)


# ---- scripts ---


def _transcription(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if has_cyrillic(a) == has_cyrillic(b):
        return None
    latin, cyrillic = (b, a) if has_cyrillic(a) else (a, b)
    joined = len(keys.words(cyrillic)) == 1 and len(keys.words(latin)) > 1
    if not (joined and kind is Kind.PERSON) and vietnamese_transcription(latin, cyrillic):
        return _same("transcription", "the Russian transcription of the Vietnamese name")
    if keys.vietnamese_sounds(latin) & keys.vietnamese_sounds(cyrillic):
        return _differ("transcription", "sounds alike, but no rule of transcription leads there", Risk.DOUBT)
    x, y = person(latin), person(cyrillic)
    if has_vietnamese_marks(latin) or x.initials or y.initials or len(x.words) != len(y.words):
        return None
    if len(x.words) > 1 and is_vietnamese(latin) and is_vietnamese(cyrillic):
        return None
    if latin.isupper() and cyrillic.isupper() and " " not in latin and len(latin) == len(cyrillic) <= 5:
        if keys.close_sound(latin) != keys.close_sound(cyrillic):
            return None
        if len(latin) < _LONG_ACRONYM:
            return _differ("transcription", "the same few letters in the other script", Risk.DOUBT)
        return _same("transcription", "the same letters in the other script")
    if _is_short_acronym(latin) or _is_short_acronym(cyrillic):
        return None
    if len("".join(x.words)) >= 4 and any(
        all(_crosses(p, q) for p, q in zip(x.words, order, strict=True)) for order in {y.words, y.words[::-1]}
    ):
        if kind in (None, Kind.PERSON) and _another_gender(x.words, y.words):
            return _differ("transcription", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
        return _same("transcription", "the same sounds in the other script")
    return None


def _another_gender(latin: tuple[str, ...], cyrillic: tuple[str, ...]) -> bool:
    """Is the Cyrillic name a woman's as it stands, and the Latin one a man's?

    A case of a man's name changes all its words (`Владимира Путина`); a surname alone may be either.
    """
    given, surname = (cyrillic[0], cyrillic[-1]) if len(cyrillic) > 1 else ("", cyrillic[0])
    if given in _FEMALE_TOO and not latin[0].endswith(("a", "y", "iya", "ia", "ya")):
        return True
    hers = bool(_HERS.search(surname)) and not latin[-1].endswith("a")
    return hers and (not given or keys.close_sound(given) == keys.close_sound(latin[0]))


_LONG_ACRONYM = 4
"""Shorter ones stand for too many things to be told by their letters (`ВГУ`, `VGU`)."""


def _crosses(latin: str, cyrillic: str) -> bool:
    wanted = keys.close_sound(latin)
    return any(keys.close_sound(word) == wanted for word in keys.nominatives(cyrillic))


@lru_cache(maxsize=65536)
def vietnamese_transcription(latin: str, cyrillic: str) -> bool:
    """Is `cyrillic`, in the nominative or not, a transcription of the Vietnamese `latin`, with marks or without?"""
    sources, targets = re.findall(r"[^\W\d_]+", latin.lower()), keys.words(cyrillic)
    if len(targets) == 1 and 2 <= len(sources) <= 4:
        return any(_joined(tuple(sources), word) for word in keys.vietnamese_nominatives(targets[0]))
    if not targets or len(sources) != len(targets) or len(sources) == 1 or (latin.isupper() and len(latin) <= 5):
        return False
    for position, (source, target) in enumerate(zip(sources, targets, strict=True)):
        wanted = {target} if position < len(targets) - 1 else keys.vietnamese_nominatives(target)
        if _transcriptions(source).isdisjoint(map(_hard, wanted)):
            return False
    return True


def _joined(sources: tuple[str, ...], word: str) -> bool:
    """Is the one Cyrillic word made of the transcriptions of all syllables (`Куангнинь`)?"""
    if not sources:
        return not word
    return any(
        word.startswith(text) and _joined(sources[1:], word[len(text) :]) for text in _transcriptions(sources[0])
    )


@lru_cache(maxsize=16384)
def _transcriptions(word: str) -> frozenset[str]:
    marked = syllable.by_ascii().get(word, ()) if not has_vietnamese_marks(word) else ()
    return frozenset(
        keys.plain(text)
        for source in (word, *marked)
        for place in (False, True)
        for text, _ in syllable.to_russian(source, place)
    )


def _rivals(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """Two Russian spellings of one Vietnamese name (`Тинь`/`Чинь`, `Шон`/`Сон`): some syllable is written both ways."""
    if kind not in (None, Kind.PERSON) or not (has_cyrillic(a) and has_cyrillic(b)):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or len(left) < 2 or not (is_vietnamese(a) and is_vietnamese(b)):
        return None
    for position, (x, y) in enumerate(zip(left, right, strict=True)):
        last = position == len(left) - 1
        xs = keys.vietnamese_nominatives(x) if last else {x}
        ys = keys.vietnamese_nominatives(y) if last else {y}
        if xs.isdisjoint(ys) and not any(_readings(p) & _readings(q) for p in xs for q in ys):
            return None
    return _same("transcription", "rival Russian transcriptions of one Vietnamese name")


@lru_cache(maxsize=16384)
def _readings(word: str) -> frozenset[str]:
    """Vietnamese syllables that the press writes so in Russian, rare spellings left out."""
    known = syllable.by_russian().get(word) or syllable.by_russian().get(_hard(word), ())
    return frozenset(reading for reading, weight in known if weight >= 0.05)


def _hard(word: str) -> str:
    """`Зюнг` is how older texts write `Зунг` (Dũng)."""
    return word.replace("зю", "зу", 1) if word.startswith("зю") else word


# ---- institutions ---


_OF_STATES = frozenset(
    {"ministry", "government", "parliament", "assembly", "court", "procuracy", "army", "navy", "police"}
)
"""Heads of institutions that every country has: without its name it is the country of the language."""


_HOME = {"vi": ("vn",), "ru": ("ru",), "en": ("none",)}
"""Whose institution a name without a country is, by language; English does not tell."""


def _institutions(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if kind is Kind.PERSON or kind is Kind.PLACE:
        return None
    left, right = keys.institution(a), keys.institution(b)
    if left is None or right is None:
        return None
    scripts = {script(a), script(b)}
    lengths = {len(left.countries), len(right.countries)}
    alike = left.own == right.own if len(scripts) == 1 else not left.shared.isdisjoint(right.shared)
    if alike and len(scripts) > 1 and left.heads & _OF_STATES and left.cities == right.cities:
        owners = _owner(left, script(a)), _owner(right, script(b))
        if owners[0] == owners[1] and all(owners):
            return _same("institution", "the same words; without a country it is that of the language")
        if all(owners):
            return _differ("institution", "without a country each is that of its language")
    if alike and not left.countries and "ru" in scripts and len(scripts) > 1 and left.heads & _OF_STATES:
        return _differ("institution", "each language may mean its own country's", Risk.DOUBT)
    if alike and _short_of_words(left) and len(scripts) == 1 and _says_of(a) != _says_of(b):
        return _differ("institution", "two bodies may be told by the order (Council of Europe)", Risk.DOUBT)
    if alike and left.countries == right.countries:
        return _same("institution", "the same words of an institution in another order, spelling or language")
    if left.cities != right.cities:
        return _differ("institution", "of different cities, or one is the chapter of a city")
    if alike and kind is Kind.ORG and len(scripts) == 1 and _at_home(left, right, _HOME[scripts.pop()]):
        return _same("institution", "the same words; without a country it is that of the language")
    if alike and left.heads & _MISSIONS and left.countries[:1] == right.countries[:1] and 1 in lengths:
        return _differ("institution", "one says where it is, the other does not", Risk.DOUBT)
    if left.countries and right.countries and left.countries != right.countries:
        return _differ("institution", "of different countries, or the countries change places")
    if alike and set(left.countries) != set(right.countries):
        return _differ("institution", "one names its country, the other does not", Risk.DOUBT)
    nested = set(left.own) <= set(right.own) or set(right.own) <= set(left.own)
    if left.heads & right.heads and not (alike or nested or left.unknown or right.unknown):
        return _differ("institution", "the same sort of institution, but different fields")
    return None


_NAMED_AFTER = frozenset({"council", "bank"})
_OF = re.compile(r"\bof\b", re.IGNORECASE)


def _short_of_words(parts: keys.Institution) -> bool:
    """Nothing but the head and whose it is: `Council of Europe` and `European Council`, `Bank of Moscow`."""
    return len(parts.own) + len(parts.countries) == 2 and bool(parts.heads & _NAMED_AFTER)


def _says_of(name: str) -> bool:
    return bool(_OF.search(name))


def _owner(parts: keys.Institution, language: str) -> tuple[str, ...]:
    """The countries that a state institution names, else that of its language; English tells none."""
    return parts.countries or (_HOME[language] if language != "en" else ())


def _at_home(left: keys.Institution, right: keys.Institution, home: tuple[str, ...]) -> bool:
    """Does one only leave out the country of the language? `Đại sứ quán Nga` is that in Vietnam."""
    short, full = sorted((left.countries, right.countries), key=len)
    return full == (*short, *home) and (not short or bool(left.heads & _MISSIONS))


_MISSIONS = frozenset({"embassy", "consulate", "consulate-general"})


def script(name: str) -> str:
    """`ru`, `vi` or `en` by the letters alone."""
    return "ru" if has_cyrillic(name) else "vi" if has_vietnamese_marks(name) else "en"


def _companies(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """The name alone and the name with its legal form: `FPT`, `FPT Corporation`; `Tập đoàn Hòa Phát`, `Hoa Phat`."""
    if kind not in (None, Kind.ORG) or _clashing_marks(a, b):
        return None
    (left, legal_a), (right, legal_b) = keys.company(a), keys.company(b)
    if not left or left != right or not (legal_a or legal_b):
        return None
    if any(entry.kind is not Kind.ORG for name in (a, b) for entry in entries(name)):
        return None
    if _unknown_group(a, b):
        return _differ("company", "the tables know the company; the group may be more than that", Risk.DOUBT)
    if not (legal_a and legal_b) and kind is None and (is_vietnamese(a) or is_vietnamese(b)) and len("".join(left)) > 4:
        return _differ("company", "may be a company, or the person or place it is called after", Risk.DOUBT)
    return _same("company", "the same name with and without words such as Group, Corporation, JSC")


def _unknown_group(a: str, b: str) -> bool:
    """`Interfax Group` beside `Interfax`: one side alone says group, and the row of the other knows no such name."""
    if keys.is_group(a) == keys.is_group(b):
        return False
    group, alone = (a, b) if keys.is_group(a) else (b, a)
    known = entries(alone, Kind.ORG)
    if not known or entries(group, Kind.ORG):
        return False
    spellings = chain.from_iterable(chain(*entry.names.values(), *entry.lookup.values()) for entry in known)
    return not any(keys.is_group(spelling) for spelling in spellings)


def _clashing_marks(a: str, b: str) -> bool:
    """Do both names carry Vietnamese marks, differently?"""
    x, y = (set(re.findall(r"\w+", keys.strict(name))) for name in (a, b))
    marked_x, marked_y = ({w for w in words if has_vietnamese_marks(w)} for words in (x, y))
    bare_x, bare_y = ({keys.plain(w): w for w in words} for words in (marked_x, marked_y))
    return any(bare_x[w] != bare_y[w] for w in bare_x.keys() & bare_y.keys())


# ---- misspellings ---

_LONG_WORD = 8


def _misspelt(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """One letter of a long word missing, added, changed or swapped; never in names of persons or Vietnamese names."""
    if kind is Kind.PERSON or has_cyrillic(a) != has_cyrillic(b) or (entries(a) and entries(b)):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or has_vietnamese_marks(a) or has_vietnamese_marks(b):
        return None
    odd = [(x, y) for x, y in zip(left, right, strict=True) if x != y]
    if len(odd) != 1:
        return None
    x, y = odd[0]
    if any(keys.vietnamese_sounds(word) or keys.joined_sounds(word) for word in (x, y)):
        return None
    if min(len(x), len(y)) < _LONG_WORD or x[0] != y[0] or any(map(str.isdigit, x + y)):
        return None
    if sorted(x) == sorted(y) and _one_slip(x, y):
        return _same("misspelling", f"a long word with two letters swapped ({x} / {y})", Risk.DOUBT)
    near_end = x[-2:] != y[-2:] and not ({x[-1], y[-1]} == {"s", "z"} and x[:-1] == y[:-1])
    if _one_slip(x, y) and not near_end:
        return _same("misspelling", f"a long word with one letter different ({x} / {y})", Risk.DOUBT)
    return None


def _one_slip(x: str, y: str) -> bool:
    """Are the words one insertion, deletion, change or swap of neighbours apart?"""
    if len(x) > len(y):
        x, y = y, x
    start = 0
    while start < len(x) and x[start] == y[start]:
        start += 1
    if len(x) == len(y):
        rest_x, rest_y = x[start + 1 :], y[start + 1 :]
        return rest_x == rest_y or (x[start : start + 2] == y[start : start + 2][::-1] and rest_x[1:] == rest_y[1:])
    return len(y) - len(x) == 1 and x[start:] == y[start + 1 :]


# ---- places and storms ---


def _places(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Nghệ An`, `Nghe An province`; `Nội Bài Airport`, `sân bay Nội Bài`; `Typhoon Yagi`, `bão Yagi`, `Yagi`."""
    if kind in (Kind.PERSON, Kind.ORG):
        return None
    left, right = keys.site(a), keys.site(b)
    if not (left.sorts or right.sorts) or not left.name or not right.name:
        return None
    if left.name == a and right.name == b:
        return None
    if not _same_site(left.name, right.name):
        return None
    if left.ids & right.ids:
        return _same("place", "the same name with the same word for what it is")
    if left.ids and right.ids:
        return _differ("place", "the same name, but two sorts of place", Risk.DOUBT)
    sort, name = (left.sorts or right.sorts), (left.name if right.sorts else right.name)
    if "storm" in sort and kind is Kind.EVENT:
        return _same("storm", "the same storm with and without the word for it")
    if "province" in sort and is_vietnamese(name) and (kind is Kind.PLACE or _only_a_place(name)):
        return _same("place", "the name with and without the word for province")
    return _differ("place", "one says what it is, the other does not", Risk.DOUBT)


def _only_a_place(name: str) -> bool:
    """Do the tables know the name for one place of Vietnam and for nothing else?"""
    found = entries(name)
    return len(found) == 1 and found[0].kind is Kind.PLACE and found[0].country == "VN"


def _same_site(x: str, y: str) -> bool:
    x, y = min(x, y), max(x, y)
    verdicts = (rule(x, y, Kind.PLACE) for rule in (_spelling, _marks, _inflection, _transcription))
    first = next((verdict for verdict in verdicts if verdict), None)
    return first is not None and first.same


# ---- Vietnamese respellings of foreign names ---


def _respelt(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Pê-xcốp` and `Peskov`, `Xéc-gây La-vrốp` and `Сергей Лавров`: hyphenated syllables, and the name itself."""
    for phonetic, other in ((a, b), (b, a)):
        if not keys.is_respelling(phonetic) or "-" in other or has_vietnamese_marks(other):
            continue
        found = keys.respelt(phonetic)
        if found and found == keys.respelt(other):
            return _same("respelling", "the Vietnamese respelling, syllable by syllable, of the foreign name")
    return None


# ---- titles ---


def _titles(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`President Tô Lâm` and `To Lam`: a title before a full name says nothing about who it is."""
    if kind not in (None, Kind.PERSON):
        return None
    bare_a, bare_b = keys.untitled(a), keys.untitled(b)
    if (bare_a, bare_b) == (a, b) or min(len(bare_a.split()), len(bare_b.split())) < 2:
        return None
    verdict = relate(bare_a, bare_b, Kind.PERSON)
    return _same("title", f"without the title: {verdict.why}", verdict.risk) if verdict.same else None


# ---- acronyms ---

_LINKING = frozenset(
    [
        "of",
        "and",
        "the",
        "for",
        "in",
        "on",
        "at",
        "to",
        "und",
        "de",
        "và",
        "của",
        "về",
        "tại",
        "cho",
        "и",
        "по",
        "в",
        "на",
        "при",
    ]
)


_LONGEST_SHORT = 40
_MOST_WORDS = 30
"""Names longer than these are not tried as abbreviation and full form: the trial takes time."""


@lru_cache(maxsize=65536)
def abbreviates(short: str, full: str) -> bool:
    """Do the letters of `short` begin the words of `full`, small words aside (`TTNĐ Việt-Nga`, `NEU`, `МИД`)?

    Words of `short` that are not all capitals must stand in `full` as they are; at least two letters must be explained.
    """
    wanted = [part for part in re.split(r"[\s\-–—.&]+", short) if part]
    given = [part for part in re.split(r"[\s\-–—.,/]+", full) if part and part != "&"]
    if len(short) > _LONGEST_SHORT or len(given) > _MOST_WORDS:
        return False
    if not wanted or len(given) < 2 or keys.strict(short) == keys.strict(full):
        return False
    if not any(part.isupper() and len(part) > 1 for part in wanted):
        return False
    return _explains(tuple(wanted), tuple(given))


@lru_cache(maxsize=4096)
def _explains(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    if not wanted:
        return all(word.lower() in _LINKING for word in given)
    head, rest = wanted[0], wanted[1:]
    if given and keys.strict(head) == keys.strict(given[0]) and _explains(rest, given[1:]):
        return True
    if head.isupper() and len(head) > 1 and _spelled(head, rest, given):
        return True
    return bool(given) and given[0].lower() in _LINKING and _explains(wanted, given[1:])


@lru_cache(maxsize=4096)
def _spelled(letters: str, rest: tuple[str, ...], given: tuple[str, ...]) -> bool:
    """Do `letters` begin the next words of `given`, and `rest` what follows?"""
    if not letters:
        return _explains(rest, given)
    if not given:
        return False
    first = given[0]
    if keys.plain(first[0]) == keys.plain(letters[0]) and _spelled(letters[1:], rest, given[1:]):
        return True
    return first.lower() in _LINKING and _spelled(letters, rest, given[1:])


def _acronyms(a: str, b: str, kind: Kind | None) -> Comparison | None:
    if kind is Kind.PERSON:
        return None
    short, full = (a, b) if len(a) < len(b) else (b, a)
    if sum(char.isupper() for char in short) >= 3 and abbreviates(short, full) and keys.institution(full):
        if entries(short):
            return _differ("acronym", "the letters fit, but they are known to stand for another name", Risk.DOUBT)
        return _same("acronym", "the letters of one begin the words of the other", Risk.DOUBT)
    if compounds(short, full):
        return _same("compound", "a Russian compound of the beginnings of the other's words")
    return None


@lru_cache(maxsize=65536)
def compounds(short: str, full: str, *, some: bool = False) -> bool:
    """Is `short` one Russian word made of the beginnings of the words of `full` (`Генштаб`, `Центробанк`)?

    With `some`, words of `full` may be passed over (`Тропцентр`).
    """
    brief, given = keys.words(short), [word for word in keys.words(full) if word not in _LINKING]
    if len(short) > _LONGEST_SHORT or len(given) > _MOST_WORDS:
        return False
    if len(brief) != 1 or len(given) < 2 or not has_cyrillic(short) or not has_cyrillic(full):
        return False
    return _made_of(keys.stem(brief[0]), tuple(given), some)


def _made_of(rest: str, given: tuple[str, ...], some: bool) -> bool:
    if not given:
        return not rest
    word = given[0]
    if len(given) == 1 or some:
        stemmed = keys.stem(word)
        if rest == stemmed and len(stemmed) >= 3:
            return True
    shared = 0
    while shared < min(len(rest), len(word)) and rest[shared] == word[shared]:
        shared += 1
    for cut in range(shared, 2, -1):
        after = rest[cut:]
        if _made_of(after, given[1:], some) or (after[:1] in ("о", "е") and _made_of(after[1:], given[1:], some)):
            return True
    return some and _made_of(rest, given[1:], some)


_RULES = (
    _spelling,
    _tables,
    _numbers,
    _years,
    _shortened,
    _marks,
    _patronymics,
    _inflection,
    _initials,
    _people,
    _romanised,
    _transcription,
    _rivals,
    _institutions,
    _companies,
    _acronyms,
    _places,
    _respelt,
    _titles,
    _misspelt,
)
"""In order; the first that decides wins."""
