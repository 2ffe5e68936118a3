"""Names in Latin letters that are not Russian: which language is a name of, and how does the Russian press spell it?

Tables of given names and surnames answer first (`data/names/en_ru_western_given.tsv`, `en_ru_surnames.tsv`); other
words follow the practical transcription of their language (`data/transcription/en_ru_english.tsv`,
`en_ru_european.tsv`), Chinese names the Palladius system, Korean ones the Kontsevich system.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.lang import romanise
from glossary.lang.syllable import FOLDER, ascii_fold, rows
from glossary.resources import DATA

Choice = tuple[str, float, str]
"""Text, weight and trace of one part of a name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The choices for each word of a name, how sure the whole is, and the rule that made it, for the trace."""

    parts: list[list[Choice]]
    sureness: float
    rule: str


_LISTED, _PINYIN, _ENGLISH, _OTHER, _KOREAN = 1.0, 0.45, 0.23, 0.21, 0.18
"""How much of its weight a spelling keeps: from tables all, by rule the less the more the press departs from it."""

_UNSURE, _HALF_SURE = 0.18, 0.4


# ---- tables -----------------------------------------------------------------------------------------------------


def _names(file: str) -> dict[str, tuple[list[str], str]]:
    found: dict[str, tuple[list[str], str]] = {}
    for latin, russian, origin in rows(DATA / "names" / file):
        found[latin.lower()] = (russian.split("|"), origin)
    for latin, entry in list(found.items()):
        found.setdefault(ascii_fold(latin), entry)
    return found


@cache
def given_names() -> dict[str, tuple[list[str], str]]:
    """Given names of other countries (small letters) → Russian spellings, the usual first, and the language."""
    return _names("en_ru_western_given.tsv")


@cache
def surnames() -> dict[str, tuple[list[str], str]]:
    """Surnames of other countries, as `given_names`."""
    return _names("en_ru_surnames.tsv")


@cache
def _russian_given() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for russian, _, latin in rows(DATA / "names" / "ru_given.tsv"):
        for spelling in latin.split("|"):
            found.setdefault(spelling.lower(), []).append(russian)
    return found


@cache
def _syllables(file: str) -> dict[str, list[str]]:
    return {latin: russian.split("|") for latin, russian in rows(FOLDER / file)}


# ---- transcription by rule --------------------------------------------------------------------------------------

_V, _C = "[aeiouy]", "[^aeiouy]"

Rule = tuple[re.Pattern[str] | None, re.Pattern[str] | None, str]


def _pattern(cell: str, before: bool) -> re.Pattern[str] | None:
    if cell == "*":
        return None
    text = cell.replace("V", _V).replace("C", _C)
    if cell.startswith("1"):
        text = f"^{_C}*" + text[1:]
    return re.compile(f"(?:{text})$" if before else f"(?:{text})")


@cache
def _rules(origin: str) -> dict[str, list[Rule]]:
    """Group of letters → where it fits and what it gives, in the order of the table."""
    table = (
        list(rows(FOLDER / "en_ru_english.tsv"))
        if origin == "en"
        else [cells[1:] for cells in rows(FOLDER / "en_ru_european.tsv") if cells[0] in {origin, "*"}]
    )
    found: dict[str, list[Rule]] = {}
    for latin, before, after, russian in table:
        entry = (_pattern(before, True), _pattern(after, False), "" if russian == "-" else russian)
        found.setdefault(latin, []).append(entry)
    # A rule with a condition goes before the plain one, whatever the order in the file.
    return {latin: sorted(entries, key=lambda e: e[0] is None and e[1] is None) for latin, entries in found.items()}


_LONGEST = 7


@lru_cache(maxsize=8192)
def by_rule(word: str, origin: str = "en") -> str:
    """A word (small letters) in Russian letters by the practical transcription of a language, `en` when in doubt."""
    rules = _rules(origin)
    plain = ascii_fold(word)
    plain = plain if len(plain) == len(word) else word
    written: list[str] = []
    start = 0
    while start < len(word):
        for length in range(min(_LONGEST, len(word) - start), 0, -1):
            russian = _fitting(rules, word, plain, start, start + length)
            if russian is not None:
                written.append(russian)
                start += length
                break
        else:
            written.append(word[start])
            start += 1
    return re.sub("ьь+", "ь", "".join(written))


def _fitting(rules: dict[str, list[Rule]], word: str, plain: str, start: int, end: int) -> str | None:
    for group in dict.fromkeys([word[start:end], plain[start:end]]):
        for before, after, russian in rules.get(group, ()):
            if before is not None and not before.search(plain[:start]):
                continue
            if after is None or after.match(plain[end:]):
                return russian
    return None


# ---- which language? --------------------------------------------------------------------------------------------

_RUSSIAN = re.compile(
    r".*(?:[^aeiou](?:ov|ev|yov|iev|yev)|[aeiou][vy]?ev|eev|ova|eva|ck?y?ky|[sc]k(?:y|ii|iy)|skaya|tskaya|enko|chenko|chuk|nyuk|"
    r"lyuk|shvili|dze|[oey]vich|ovna|evna|shkin|chkin|tkin|ushkin|tsyn|ykh|shchenko)"
)
"""Endings of Russian, Ukrainian and Georgian surnames and of patronymics that no Western surname has."""

_MAYBE_RUSSIAN = re.compile(r".{2,}(?:in|ina|yn|yna|i?k|uk|ko|yan|ian|ich|ets|oy|oi|ykh|ikh|lo|ski|ska)")
_WESTERN = re.compile(
    r".*(?:^o'|w|q|th|ck|gh|ph|ee|oo|^j|c(?!h)|[^aeiouy]e$|son$|ton$|ley$|man$|mann$|ford$|field$|ham$|ing$|ings$|ell$|ett$|"
    r"ers?$|berg$|stein$|ez$|sch|[ñçéèêëàâäöüßøåłńśżźćęąčšžřýóíáúãõ])"
)
_PATRONYMIC = re.compile(r".{2,}(?:ovich|evich|yevich|ovna|evna|yevna)")
_SHAPES = (
    (
        "ja",
        re.compile(
            r"(?:(?:[kgszjtdnhbpmrwf]?y?|sh|ch|ts)[aeiou]{1,2}|n)+(?:moto|yama|[kg]awa|mura|[zs]aki|naka|[hb]ashi|uchi|shima)$"
        ),
    ),
    ("es", re.compile(r".*(?:ñ|[aeiou]?[^aeiou]ez$|ción)")),
    ("pl", re.compile(r".*(?:[łńśżźćęąčšžřý]|wsk[ia]$|cz|sz|rz(?!h))")),
    ("de", re.compile(r".*(?:mann$|berg$|stein$|burg$|sch|[äößøå]|bach$|feld$|heim$|sson$|sen$|ü)")),
    ("fr", re.compile(r".*(?:eaux?$|ault$|eux$|oix$|[éèêçœ]|e[lt]te$|elle$|tier$|ière$|ois$)")),
    ("it", re.compile(r".*(?:[eo]lli$|etti$|ini$|ucci$|acci$|zzi$|ello$|etto$|oni$|gli)")),
)


def _shape(word: str) -> str:
    """The language that the spelling of a word tells, or nothing."""
    return next((origin for origin, pattern in _SHAPES if pattern.match(word)), "")


@lru_cache(maxsize=8192)
def _known_in_russian(word: str) -> bool:
    best = romanise.to_russian(ascii_fold(word))
    return bool(best) and romanise.is_known(best[0][0])


def _is_russian_surname(word: str, russian_given: bool, western_given: bool) -> bool:
    if _RUSSIAN.fullmatch(word) and not re.search("w|ck|^mc", word):
        return True
    if word in surnames():
        return False
    if russian_given and not western_given and re.fullmatch(".*[^aeiou]?[aeiou][^aeiou]owa?", word):
        return True  # `Berdimuhamedow`: the Turkmen spelling of -ov
    if _WESTERN.match(word) or _shape(word):
        return russian_given and _known_in_russian(word)
    likely = _MAYBE_RUSSIAN.fullmatch(word) is not None or _known_in_russian(word)
    return likely and (russian_given or not western_given)


def russian_share(words: tuple[str, ...]) -> float:
    """How surely is this Russian (or a neighbour's name) in Latin letters? 1: quite; 0: a name of another language."""
    if _chinese(words) or _korean(words):
        return 0.0
    lower = [word.lower().replace("’", "'") for word in words]
    last = lower[-1]
    if any(map(_PATRONYMIC.fullmatch, lower)):
        return 1.0
    if len(lower) == 1:
        if last in _russian_given() or _is_russian_surname(last, False, False):
            return 1.0
        return 0.0 if last in surnames() or last in given_names() or _WESTERN.match(last) else _UNSURE
    if len(lower) == 2 and surnames().get(lower[0], ([], ""))[1] == "ja" and last not in _russian_given():
        return 0.0  # a Japanese name with the surname first
    russian = any(word in _russian_given() for word in lower)
    western = lower[0] in given_names()
    if _is_russian_surname(last, russian, western):
        return 1.0 if russian or not western else 0.0
    only_russian = any(word in _russian_given() and word not in given_names() for word in lower)
    if last in surnames() or _WESTERN.match(last) or _shape(last):
        return 1.0 if last in _russian_given() and only_russian and _is_russian_surname(lower[0], True, False) else 0.0
    if only_russian:
        return 1.0 if last in _russian_given() else _HALF_SURE
    # Two unknown words without a Russian ending: hardly a Russian name.
    return 0.0 if western or any(map(_WESTERN.match, lower)) or not any(map(_known_in_russian, lower)) else _UNSURE


_ENGLISH_LOOK = re.compile(
    r".*(?:^o'|ck|ee[dkl]|oo[dkl]|son$|ton$|ley$|ford$|field$|ham$|ings?$|ell$|ett$|ers?$|wright$|smith$|worth$)"
)


def _by_look(words: tuple[str, ...]) -> str:
    """Names of which no table has a word and no ending tells the language are most often of Asia."""
    return "en" if any(_ENGLISH_LOOK.match(word.lower()) for word in words) else "asia"


# ---- whole names ------------------------------------------------------------------------------------------------

_SHARES = {1: (1.0,), 2: (0.85, 0.15), 3: (0.8, 0.14, 0.06)}
_LETTERS = {
    "A": "А", "B": "Б", "C": "К", "D": "Д", "E": "Э", "F": "Ф", "G": "Г", "H": "Х", "I": "И", "J": "Дж", "K": "К",
    "L": "Л", "M": "М", "N": "Н", "O": "О", "P": "П", "Q": "К", "R": "Р", "S": "С", "T": "Т", "U": "У", "V": "В",
    "W": "У", "X": "К", "Y": "Й", "Z": "З",
}  # fmt: skip
_INITIALS = re.compile(r"(?:[A-Z]\.)+|[A-Z]")


def read(words: tuple[str, ...]) -> Reading:
    """A name that is not Russian, word by word."""
    eastern = _chinese(words) or _korean(words)
    if eastern is not None:
        return eastern
    origins = [_origin(word, i, len(words)) for i, word in enumerate(words)]
    # Of the whole name the surname tells the language best, then the first given name.
    told = [o for o in [origins[-1], *origins[:-1]] if o]
    whole = next((o for o in told if o not in {"xx", "vi", "zh", "ko"}), "en" if told else _by_look(words))
    parts: list[list[Choice]] = []
    how: set[str] = set()
    for i, word in enumerate(words):
        options, rule = _word(word, i < len(words) - 1, _shape(word.lower()) or whole)
        parts.append([(_like(text, word), weight, f"{word}→{_like(text, word)}") for text, weight in options])
        how.add(rule)
    if how <= {""}:
        return Reading(parts, _LISTED, "as the press spells these names")
    if "en" in how:
        return Reading(parts, _ENGLISH, "English practical transcription")
    if how <= {"", "ru"}:
        return Reading(parts, _HALF_SURE, "a Russian surname beside a foreign given name")
    return Reading(parts, _OTHER, f"practical transcription: {'/'.join(sorted(how - {'', 'ru'}))}")


def _origin(word: str, place: int, count: int) -> str:
    low = word.lower().replace("’", "'")
    tables = (surnames(), given_names()) if place == count - 1 and count > 1 else (given_names(), surnames())
    for table in tables:
        if low in table:
            return table[low][1]
    return _shape(low)


def _word(word: str, given: bool, origin: str) -> tuple[list[tuple[str, float]], str]:
    """Spellings of one word with their weights, and the rule that made them: none where a table has it."""
    low = word.lower().replace("’", "'")
    if _INITIALS.fullmatch(word):
        return [("".join(_LETTERS.get(c, c) for c in word), 1.0)], ""
    if low in {"jr", "jr."}:
        return [("младший", 1.0)], ""
    tables = (given_names(), surnames()) if given else (surnames(), given_names())
    for table in tables:
        entry = table.get(low) or table.get(ascii_fold(low))
        if entry:
            return list(zip(entry[0], _SHARES.get(len(entry[0]), (0.7, 0.15, 0.1, 0.05)), strict=False)), ""
    if low in _russian_given():
        names = _russian_given()[low][:3]
        return list(zip(names, _SHARES[len(names)], strict=True)), ""
    if "-" in word.strip("-"):
        halves = [_word(half, given, origin) for half in word.split("-") if half]
        text = "-".join(_like(options[0][0], half) for (options, _), half in zip(halves, word.split("-"), strict=False))
        return [(text, 1.0)], next((rule for _, rule in halves if rule), "")
    if low.startswith("o'") and len(low) > 3:
        rest, rule = _word(word[2:], given, "en")
        return [(f"о’{_like(text, 'X')}", weight) for text, weight in rest], rule
    if _RUSSIAN.fullmatch(low) and not re.search("w|ck|^mc", low):
        return [(text, weight) for text, weight in romanise.to_russian(ascii_fold(low))[:3]], "ru"
    origin = origin if origin not in {"xx", "vi", "zh", "ko", "il"} else "en"
    return [(by_rule(low, origin), 1.0)], origin


def _like(text: str, model: str) -> str:
    if _INITIALS.fullmatch(model):
        return text
    if len(model) > 1 and model.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


@lru_cache(maxsize=4096)
def _pinyin(word: str) -> str | None:
    """A given name of one or two syllables in pinyin (small letters) by Palladius; None where it is none."""
    table = _syllables("en_ru_pinyin.tsv")
    if word in table:
        return table[word][0]
    halves = re.split("['’-]", word)
    if len(halves) == 2:
        return _joined(halves[0], halves[1]) if halves[0] in table and halves[1] in table else None
    # `Xiannian` may be cut twice: the longer first syllable is the commoner reading, except before a vowel.
    for cut in range(len(word) - 1, 0, -1):
        head, tail = word[:cut], word[cut:]
        if head in table and tail in table and tail[0] not in "aeiou":
            return _joined(head, tail)
    for cut in range(len(word) - 1, 0, -1):
        if word[:cut] in table and word[cut:] in table:
            return _joined(word[:cut], word[cut:])
    return None


def _joined(head: str, tail: str) -> str:
    """Two syllables of pinyin; a hard н before a vowel is marked: `Chang'an` is Чанъань."""
    table = _syllables("en_ru_pinyin.tsv")
    joint = "ъ" if table[head][0].endswith("н") and tail[0] in "aeo" else ""
    return table[head][0] + joint + table[tail][0]


def _chinese(words: tuple[str, ...]) -> Reading | None:
    """`Xi Jinping`, surname first: Си Цзиньпин."""
    if not 2 <= len(words) <= 3 or words[0].lower() not in _syllables("en_ru_pinyin.tsv"):
        return None
    surname = words[0].lower()
    listed = surnames().get(surname, ([], ""))[1] in {"zh", "ko"}
    given = [_pinyin(word.lower()) for word in words[1:]]
    if not listed or None in given or any(word.lower() in given_names() for word in words[1:]):
        return None
    if surnames()[surname][1] == "ko" and _korean(words) is not None:
        return None
    spelt = (_syllables("en_ru_pinyin.tsv")[surname][0], "".join(text or "" for text in given))
    shown = (words[0], "".join(words[1:]))
    parts = [[(_like(text, word), 1.0, f"{word}→{_like(text, word)}")] for text, word in zip(spelt, shown, strict=True)]
    return Reading(parts, _PINYIN, "Chinese: the Palladius system")


_VOICED = str.maketrans("бгд", "пкт")


def _korean(words: tuple[str, ...]) -> Reading | None:
    """`Park Geun-hye`, surname first, the given name in two syllables: Пак Кын Хе."""
    surname = surnames().get(words[0].lower())
    given = [half for word in words[1:] for half in word.split("-")]
    table = _syllables("en_ru_korean.tsv")
    if not surname or len(given) != 2 or any(half.lower() not in table for half in given):
        return None
    if surname[1] != "ko" and words[0].lower() not in {"lee", "kim", "han", "song", "yang", "kwon"}:
        return None
    parts: list[list[Choice]] = [[(surname[0][0], 1.0, f"{words[0]}→{surname[0][0]}")]]
    for i, half in enumerate(given):
        texts = table[half.lower()]
        if i == 0:
            texts = [text[0].translate(_VOICED) + text[1:] for text in texts]
        shares = _SHARES[len(texts)]
        parts.append([(t.capitalize(), w, f"{half}→{t.capitalize()}") for t, w in zip(texts, shares, strict=True)])
    return Reading(parts, _KOREAN, "Korean: the Kontsevich system")
