"""Names between the three languages by rule, each step told in a trace.

Vietnamese → Russian follows the practical transcription of 1973 (persons word by word, places in one word);
Russian → English the BGN/PCGN system as the press simplifies it; the ways back search the same tables.
What tradition has settled otherwise (Хо Ши Мин, Hanoi, Leo Tolstoy) stands in tables of exceptions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary.lang import foreign, romanise, syllable
from glossary.lang.syllable import FOLDER, ascii_fold, rows
from glossary.model import Kind
from glossary.resources import DATA
from glossary.text import has_cyrillic, nfc

_DASHED = re.compile(r"\s*[-–—‑]\s*")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Rendering:
    """One spelling in the other language, its share among the alternatives, and how it came about."""

    text: str
    weight: float
    trace: str


Choice = tuple[str, float, str]
"""Text, weight and trace of one part of a name."""


def _combine(parts: list[list[Choice]], joiner: str, limit: int) -> list[Rendering]:
    best: list[tuple[tuple[str, ...], float, tuple[str, ...]]] = [((), 1.0, ())]
    for options in parts:
        grown = [
            ((*texts, text), score * weight, (*traces, trace))
            for texts, score, traces in best
            for text, weight, trace in options
        ]
        grown.sort(key=lambda item: -item[1])
        best = grown[: limit + 4]
    found: dict[str, Rendering] = {}
    for texts, score, traces in best:
        text = joiner.join(texts)
        if text not in found:
            found[text] = Rendering(text, score, " ".join(t for t in traces if t))
    return list(found.values())[:limit]


def combined(reading: foreign.Reading, limit: int) -> list[Rendering]:
    """A reading of a foreign name as spellings of the whole, best first."""
    met = _combine(reading.parts, " ", limit)
    return [Rendering(r.text, r.weight * reading.sureness, f"{r.trace} ({reading.rule})") for r in met]


def cleaned(name: str) -> str:
    """NFC, single spaces, ordinary apostrophes: what the rules below expect."""
    return _SPACES.sub(" ", nfc(name).replace("\u00a0", " ").replace("‑", "-")).strip()


def _like(text: str, model: str) -> str:
    """`text` with the capitals of `model`: a capital at the start, or all."""
    if len(model) > 1 and model.isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if model[:1].isupper() else text


# ---- what sort of name is it? ----------------------------------------------------------------------------------


@cache
def surnames() -> dict[str, float]:
    """Vietnamese surnames (small letters, with marks) and how common they are, per thousand."""
    path = DATA / "names" / "vi_surnames.tsv"
    return {cells[0].lower(): float(cells[1]) for cells in rows(path)} if path.exists() else {}


@cache
def _ascii_surnames() -> frozenset[str]:
    return frozenset(ascii_fold(name) for name in surnames())


@cache
def _russian_surnames() -> frozenset[str]:
    return frozenset(text for name in surnames() for text, _ in syllable.to_russian(name))


@lru_cache(maxsize=8192)
def is_vietnamese(name: str) -> bool:
    """Is this Latin text the name of a Vietnamese person or place: nothing but Vietnamese syllables?

    Forms without any mark must begin with a surname or use only syllables that names are known to use.
    """
    words = _WORD.findall(cleaned(name))
    if not words or has_cyrillic(name) or any(syllable.parse(word) is None for word in words):
        return False
    if any(ascii_fold(word) != word for word in words):
        return True
    lower = [word.lower() for word in words]
    if 2 <= len(lower) <= 5 and lower[0] in _ascii_surnames() and all(map(syllable.marked_spellings, lower)):
        return True
    return all(word in syllable.by_ascii() for word in lower) and (len(words) > 1 or len(lower[0]) > 1)


@lru_cache(maxsize=8192)
def is_vietnamese_in_russian(name: str) -> bool:
    """Is this Cyrillic text the name of a Vietnamese person: syllables of the transcription, a surname first?"""
    words = _WORD.findall(cleaned(name).lower().replace("ё", "е"))
    if 2 <= len(words) <= 5 and words[0] in _russian_surnames() and all(map(syllable.from_cyrillic, words)):
        return True
    if not words or not all(word in syllable.by_russian() for word in words):
        return False
    return words[0] in _russian_surnames() or len(words) > 1


def has_vietnamese_surname(name: str) -> bool:
    """Does this Cyrillic name begin with a Vietnamese surname (`Нгуен`, `Ли`)?"""
    words = _WORD.findall(cleaned(name).lower().replace("ё", "е"))
    return bool(words) and words[0] in _russian_surnames()


# ---- Vietnamese → Russian ---------------------------------------------------------------------------------------


@cache
def _vi_ru_exceptions() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    for vi, kind, ru in rows(FOLDER / "vi_ru_exceptions.tsv"):
        for kinds in ["PERSON", "PLACE", "ORG", "EVENT"] if kind == "*" else [kind]:
            found[(ascii_fold(vi).lower() if kind == "PERSON" else vi.lower(), kinds)] = ru.split("|")
    return found


def _settled(alternatives: Iterable[str], source: str) -> list[Rendering]:
    share = (0.93, 0.04, 0.02, 0.01)
    return [
        Rendering(text, share[min(i, 3)], f"{source} → {text}: settled by tradition")
        for i, text in enumerate(alternatives)
    ]


def _exception_vi_ru(name: str, kind: Kind) -> list[Rendering]:
    table = _vi_ru_exceptions()
    key = ascii_fold(name).lower() if kind is Kind.PERSON else name.lower()
    return _settled(table.get((key, kind.value), ()), name)


_NUMBERED = re.compile(r"(.*[^\W\d_]) (\d+)")


def _vi_word_choices(word: str, place: bool) -> list[Choice]:
    options = syllable.to_russian(word.lower(), place)
    if not options:
        options = romanise.to_russian(ascii_fold(word).lower())[:2] or ((word, 1.0),)
    return [(_like(text, word), weight, f"{word}→{_like(text, word)}") for text, weight in options[:5]]


@lru_cache(maxsize=4096)
def vi_to_ru_traced(name: str, kind: Kind = Kind.PERSON, limit: int = 9) -> tuple[Rendering, ...]:
    """Russian spellings of a Vietnamese name, best first.

    Persons are written word by word, places in one word (`Quảng Nam` → Куангнам), the parts of a double place joined
    by a hyphen (`Bà Rịa – Vũng Tàu` → Бариа-Вунгтау). The surname alone never splits.
    """
    name = cleaned(name)
    settled = _exception_vi_ru(name, kind)
    if settled:
        return tuple(settled)
    place = kind is Kind.PLACE
    numbered = _NUMBERED.fullmatch(name)
    if numbered:
        joint = "-" if place else " "
        bare = vi_to_ru_traced(numbered[1], kind, limit)
        return tuple(Rendering(f"{r.text}{joint}{numbered[2]}", r.weight, r.trace) for r in bare)
    blocks = [_WORD.findall(block) for block in _DASHED.split(name)] if place else [_WORD.findall(name)]
    parts: list[list[Choice]] = []
    for b, words in enumerate(blocks):
        block_exception = _exception_vi_ru(" ".join(words), kind) if place else []
        if block_exception:
            text = ("-" if b else "") + block_exception[0].text
            parts.append([(text, 1.0, f"{' '.join(words)}→{block_exception[0].text}")])
            continue
        for i, word in enumerate(words):
            choices = _vi_word_choices(word, place)
            if place:
                choices = [
                    (("-" if b and i == 0 else "") + (text if i == 0 else text.lower()), weight, trace)
                    for text, weight, trace in choices
                ]
            parts.append(choices)
    found = _combine(parts, "" if place else " ", limit)
    rule = "practical transcription 1973" + (", places in one word" if place else "")
    return tuple(Rendering(r.text, r.weight, f"{r.trace} ({rule})") for r in found if r.text)


def russian_spellings(name: str, kind: Kind) -> list[str]:
    """The likelier Russian spellings of a Vietnamese name in small letters without spaces and signs: for indexes.

    Quicker than `vi_to_ru_traced`, without weights and traces; empty where a word is no Vietnamese syllable.
    """
    settled = _exception_vi_ru(name, kind)
    if settled:
        return ["".join(_WORD.findall(r.text.lower().replace("ё", "е"))) for r in settled]
    found = [""]
    for word in _WORD.findall(name):
        options = [text for text, weight in _spelling_options(word.lower(), kind is Kind.PLACE) if weight > 0.05]
        if not options:
            return []
        found = [head + text for head in found for text in options][:24]
    return found


@lru_cache(maxsize=8192)
def _spelling_options(word: str, place: bool) -> tuple[tuple[str, float], ...]:
    return tuple((text.replace("ё", "е"), weight) for text, weight in syllable.to_russian(word, place))


# ---- Vietnamese → English ---------------------------------------------------------------------------------------


@cache
def _vi_en_places() -> dict[str, list[str]]:
    return {vi.lower(): en.split("|") for vi, en in rows(FOLDER / "vi_en_places.tsv")}


def vi_to_en_traced(name: str, kind: Kind = Kind.PERSON) -> list[Rendering]:
    """English spellings of a Vietnamese name: the marks left out; settled forms of places first."""
    name = cleaned(name)
    plain = ascii_fold(name)
    if kind is Kind.PLACE:
        settled = _vi_en_places().get(name.lower())
        if settled:
            return _settled(settled, name)
        plain = re.sub(r"\s+[-–—]\s+", " - ", plain)
        if " - " in plain:
            return [
                Rendering(plain.replace(" - ", "-"), 0.85, f"{name} → the marks left out"),
                Rendering(plain.replace(" - ", " "), 0.1, f"{name} → the marks left out"),
            ]
    return [Rendering(plain, 0.97, f"{name} → the marks left out")]


# ---- Russian → English ------------------------------------------------------------------------------------------


@cache
def given_names() -> dict[str, list[str]]:
    """Russian given name (small letters, ё as е too) → English spellings, the commonest first."""
    found: dict[str, list[str]] = {}
    for ru, _, en in rows(DATA / "names" / "ru_given.tsv"):
        found[ru.lower()] = en.split("|")
        found.setdefault(ru.lower().replace("ё", "е"), en.split("|"))
    return found


@cache
def _people() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ru, en in rows(FOLDER.parent / "names" / "ru_en_people.tsv"):
        found[ru.lower()] = en.split("|")
        found.setdefault(ru.lower().replace("ё", "е"), en.split("|"))
    return found


@cache
def _ru_surnames() -> dict[str, str]:
    """Surname without ё → with ё, from the own list, so that `Королев` is read as Королёв."""
    path = DATA / "names" / "ru_surnames.tsv"
    names = (cells[0] for cells in rows(path)) if path.exists() else iter(())
    return {name.lower().replace("ё", "е"): name.lower() for name in names if "ё" in name.lower()}


def _ranked(alternatives: list[str], model: str) -> list[Choice]:
    shares = {1: (1.0,), 2: (0.7, 0.3), 3: (0.64, 0.24, 0.12)}.get(len(alternatives), (0.56, 0.24, 0.12, 0.08))
    return [
        (text, shares[i] if i < len(shares) else 0.03, f"{model}→{text}") for i, text in enumerate(alternatives[:5])
    ]


_RU_INITIALS = re.compile(r"(?:[А-ЯЁ]\.)+")


def _initials(word: str) -> list[tuple[str, float]]:
    """`Ю.А.` is `Yu.A.`, `Е.` both `E.` and `Ye.`."""
    parts = [
        [(t.capitalize(), w) for t, w in romanise.to_english(letter.lower())[:1]] for letter in word if letter != "."
    ]
    first = "".join(f"{options[0][0]}." for options in parts)
    plain = first.replace("Ye.", "E.").replace("Yo.", "E.")
    return [(plain, 1.0)] if plain == first else [(plain, 0.6), (first, 0.4)]


def _ru_word_choices(word: str, first: bool, person: bool) -> list[Choice]:
    low = word.lower()
    if person and low in _people():
        return _ranked(_people()[low], word)
    if person and low in given_names() and (first or low.endswith(("й", "а", "я", "р"))):
        return _ranked(given_names()[low], word)
    if "-" in word:
        halves = [_ru_word_choices(half, first, person) for half in word.split("-") if half]
        return [(r.text, r.weight, f"{word}→{r.text}") for r in _combine(halves, "-", 4)]
    if _RU_INITIALS.fullmatch(word):
        return [(text, weight, f"{word}→{text}") for text, weight in _initials(word)]
    options: dict[str, float] = {}
    for text, weight in romanise.to_english(low):
        options[text] = options.get(text, 0.0) + weight
    if "ё" not in low and low in _ru_surnames():
        for text, weight in romanise.to_english(_ru_surnames()[low]):
            options[text] = options.get(text, 0.0) + 0.5 * weight
    ranked = sorted(options.items(), key=lambda pair: -pair[1])[:5]
    return [(_like(text, word), weight, f"{word}→{_like(text, word)}") for text, weight in ranked]


@lru_cache(maxsize=4096)
def ru_to_en_traced(
    name: str, kind: Kind = Kind.PERSON, limit: int = 9, settled_people: bool = True
) -> tuple[Rendering, ...]:
    """English spellings of a Russian name, best first: established given names and people, else by letters."""
    name = re.sub('[«»"„“]', "", cleaned(name))
    settled = _people().get(name.lower()) if kind is Kind.PERSON and settled_people else None
    if settled:
        return tuple(_settled(settled, name))
    words = name.split(" ")
    person = kind is Kind.PERSON
    parts = [_ru_word_choices(word, i == 0 or len(words) > 2, person) for i, word in enumerate(words)]
    found = _combine(parts, " ", limit)
    return tuple(Rendering(r.text, r.weight, f"{r.trace} (romanised as the press writes)") for r in found)


def is_russian_name_word(word: str) -> bool:
    """Is this Russian word a given name or surname of our lists?"""
    return romanise.is_known(word.lower().replace("ё", "е"))


def has_settled_person(name: str) -> bool:
    """Has English a settled spelling of this Russian person (`Лев Толстой`)?"""
    return cleaned(name).lower() in _people()


# ---- English → Russian ------------------------------------------------------------------------------------------


@cache
def _given_back() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ru, _, en in rows(DATA / "names" / "ru_given.tsv"):
        for spelling in en.split("|"):
            found.setdefault(spelling.lower(), []).append(ru)
    for en, ru in rows(DATA / "names" / "en_ru_given.tsv"):
        found.setdefault(en.lower(), []).extend(r for r in ru.split("|"))
    return found


@cache
def _people_back() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for ru, en in rows(FOLDER.parent / "names" / "ru_en_people.tsv"):
        for spelling in en.split("|"):
            found.setdefault(spelling.lower(), []).append(ru)
    return found


@cache
def _phonetic_back() -> dict[str, str]:
    """Older Vietnamese phonetic spellings (small letters) → the Russian word."""
    return {vi.lower(): ru for vi, ru in rows(DATA / "names" / "ru_vi_people.tsv")}


@cache
def phonetic() -> dict[str, list[str]]:
    """Russian word (small letters) → its older phonetic spellings in Vietnamese."""
    found: dict[str, list[str]] = {}
    for vi, ru in rows(DATA / "names" / "ru_vi_people.tsv"):
        found.setdefault(ru.lower().replace("ё", "е"), []).append(vi)
    return found


_INITIALS = re.compile(r"(?:[A-Za-z]\.)+")
_INITIAL_LETTERS = dict(zip("ABCDEFGHIJKLMNOPRSTUVWXYZ", "АБКДЕФГХИЙКЛМНОПРСТУВВКЮЗ", strict=True))


def from_phonetic(word: str) -> str:
    """The Russian word behind an older Vietnamese spelling of the list (`Lê-nin`); empty where the list has none."""
    return _phonetic_back().get(word.lower(), "")


def has_phonetic_word(name: str) -> bool:
    """Does a Vietnamese text spell a Russian name the older way (`Lê-nin`, `Puskin`)?"""
    return any(word.lower() in _phonetic_back() for word in cleaned(name).split(" "))


def _en_word_choices(word: str, first: bool, person: bool) -> list[Choice]:
    low = word.lower()
    if low in _phonetic_back():
        return [(_phonetic_back()[low], 1.0, f"{word}→{_phonetic_back()[low]}")]
    if _INITIALS.fullmatch(word):
        text = "".join(_INITIAL_LETTERS.get(c, c) for c in word.upper())
        return [(text, 1.0, f"{word}→{text}")]
    if person and first and low in _given_back():
        return _ranked(_given_back()[low], word)
    if person and low in _people_back():
        return _ranked(_people_back()[low], word)
    if "-" in word:
        halves = [_en_word_choices(half, first, person) for half in word.split("-") if half]
        return [(r.text, r.weight, f"{word}→{r.text}") for r in _combine(halves, "-", 4)]
    options = romanise.to_russian(_OYE.sub("oe", ascii_fold(low)))
    if not person and low.endswith("i"):
        options = tuple(option for option in options if not option[0].endswith("ий")) or options
    if re.search("[aou]y$", low):
        options = _ending_in_short_i(options)
    return [(_like(text, word), weight, f"{word}→{_like(text, word)}") for text, weight in options[:5]] or [
        (word, 1.0, "")
    ]


_OYE = re.compile(r"(?<=[kn])oye$")
"""`Yaroslavskoye` is Ярославское: the y of the romanisation is no letter."""


def _ending_in_short_i(options: tuple[tuple[str, float], ...]) -> tuple[tuple[str, float], ...]:
    """`Morstroy` is `Морстрой`: no Russian word ends in -оий, y behind a vowel is й."""
    kept = [option for option in options if re.search("[аоу]й$", option[0])]
    total = sum(weight for _, weight in kept)
    whole = sum(weight for _, weight in options)
    return tuple((text, weight * whole / total) for text, weight in kept) if total else options


@cache
def _russian_places() -> dict[str, str]:
    """Latin spelling without signs (`komsomolsk on amur` too) → the Russian place, of our own list."""
    names = [line.strip() for line in (DATA / "names" / "ru_places.txt").read_text(encoding="utf-8").splitlines()]
    found: dict[str, str] = {}
    for name in names:
        if name and not name.startswith("#"):
            for i, rendering in enumerate(ru_to_en_traced(name, Kind.PLACE)[:4]):
                spelling = _plain_letters(rendering.text)
                if i == 0 or spelling not in found:
                    found.setdefault(spelling, name)
                found.setdefault(re.sub(r"\bna (\w+)e\b", r"on \1", spelling), name)
                found.setdefault(re.sub(r"\bna (\w+)u\b", r"on \1", spelling), name)
    return found


def _plain_letters(name: str) -> str:
    return " ".join(_WORD.findall(ascii_fold(name).lower()))


@cache
def _russian_places_cyrillic() -> frozenset[str]:
    return frozenset(name.lower().replace("ё", "е") for name in _russian_places().values())


def is_russian_place_in_cyrillic(name: str) -> bool:
    """Is this a place of the list of Russian places, as Russian writes it?"""
    return cleaned(name).lower().replace("ё", "е") in _russian_places_cyrillic()


def russian_place_names() -> list[str]:
    """The places of the list of Russian places, as Russian writes them."""
    return list(dict.fromkeys(_russian_places().values()))


@lru_cache(maxsize=4096)
def en_to_ru_traced(name: str, kind: Kind = Kind.PERSON, limit: int = 9) -> tuple[Rendering, ...]:
    """Russian spellings of a (Russian or foreign) name in Latin letters, best first."""
    name = cleaned(name)
    settled = _people_back().get(name.lower()) if kind is Kind.PERSON else None
    if kind is Kind.PLACE and _plain_letters(name) in _russian_places():
        settled = [_russian_places()[_plain_letters(name)]]
    if settled:
        return tuple(_settled(settled, name))
    words = [word for word in re.split(r"[ ,]+", name) if word]
    person = kind is Kind.PERSON
    share = _russian_share(words) if person else 1.0
    if not share:
        return tuple(combined(foreign.read(tuple(words)), limit))
    if kind is Kind.PLACE and words and _ENGLISH_PLACE.search(ascii_fold(words[-1]).lower()):
        return tuple(combined(_by_english_rule(words), limit))
    if not person and is_english_person(name):
        return tuple(combined(foreign.read(tuple(words)), limit))
    if kind is Kind.PLACE:
        share = 1.0 if any(_RUSSIAN_PLACE.search(ascii_fold(word).lower()) for word in words) else _PLACE_ANYWHERE
    inside = _vietnamese_inside(words) if not person else frozenset()
    parts = _mixed(words, inside, kind)
    found = _combine(parts, " ", limit)
    how = (
        "back from Latin letters" if share == 1.0 or not person else "back from Latin letters; perhaps no Russian name"
    )
    return tuple(Rendering(r.text, r.weight * share, f"{r.trace} ({how})") for r in found)


def is_english_person(name: str) -> bool:
    """Is it the whole name of an English-speaking person, as universities and streets have it (`Johns Hopkins`)?"""
    words = name.split()
    if len(words) < 2 or _vietnamese_inside(words) or foreign.russian_share(tuple(words)):
        return False
    given, surname = foreign.given_names().get(words[0].lower()), foreign.surnames().get(words[-1].lower())
    return "en" in {found[1] for found in (given, surname) if found}


def _by_english_rule(words: list[str]) -> foreign.Reading:
    """A town of the English-speaking world, by the rules of English: `Middlesbrough` is Мидлсбро."""
    texts = [foreign.by_rule(word.lower()) for word in words]
    parts = [[(_like(t, word), 1.0, f"{word}→{_like(t, word)}")] for t, word in zip(texts, words, strict=True)]
    return foreign.Reading(parts, 0.3, "English practical transcription")


_ENGLISH_PLACE = re.compile(
    r"(?:th|w|q|ck|gh|(?:borough|brough|burgh|mouth|ford|field|shire|bury|wich|wick|chester|cester|minster|stead|worth|wood|"
    r"ville|bridge|ham|hampton|[^s]ton|port|pool|ley|cliffe?|well|dale|gate|combe|stone|hurst|haven|head)s?$)"
)
"""Letters and endings of English towns that Russian ones in Latin letters do not have."""

_RUSSIAN_PLACE = re.compile(
    r"(?:sk|[oe]vo|ino|yno|grad|burg|gorsk|[sc]kaya|skoy[e]?|sky|ka|aya|oye|ogo|yevo|pol|ki|ets|ye|yy)$"
)
"""Endings of Russian towns and villages in Latin letters."""

_PLACE_ANYWHERE = 0.5
"""What a spelling by Russian letters is worth for a place that may be anywhere in the world."""


def _mixed(words: list[str], inside: frozenset[int], kind: Kind) -> list[list[Choice]]:
    """The choices for each word; beside an acronym, which stays, a Vietnamese place is one word (`VSIP Bắc Ninh`)."""
    parts: list[list[Choice]] = []
    named = kind is Kind.PLACE and len(words) > 1 and any(word.isupper() and 1 < len(word) < 7 for word in words)
    i = 0
    while i < len(words):
        word, end = words[i], i
        while named and end < len(words) and end in inside:
            end += 1
        if end > i + 1:
            joined = vi_to_ru_traced(" ".join(words[i:end]), kind, 4)
            parts.append([(r.text, r.weight, r.trace) for r in joined])
            i = end
            continue
        if i in inside:
            parts.append(_vi_word_choices(word, False))
        elif named and word.isupper():
            parts.append([(word, 1.0, word)])
        else:
            parts.append(_en_word_choices(word, i == 0 or len(words) > 2, kind is Kind.PERSON))
        i += 1
    return parts


def _russian_share(words: list[str]) -> float:
    """How surely a person's name is Russian; one that older Vietnamese books spell their way (`Lê-nin`) is."""
    if not words or any(word.lower() in _phonetic_back() for word in words):
        return 1.0
    return foreign.russian_share(tuple(words))


def _vietnamese_inside(words: list[str]) -> frozenset[int]:
    """Places of the Vietnamese words of a mixed name: those with marks, and two or more syllables side by side."""
    syllables = [syllable.parse(word) is not None and word.lower() in _ascii_or_marked() for word in words]
    found = set()
    for i, word in enumerate(words):
        beside = (i and syllables[i - 1]) or (i + 1 < len(words) and syllables[i + 1])
        if syllables[i] and (beside or ascii_fold(word) != word):
            found.add(i)
    return frozenset(found)


@cache
def _ascii_or_marked() -> frozenset[str]:
    return frozenset(syllable.by_ascii()) | syllable.inventory()


# ---- Russian → Vietnamese (of names that are not Vietnamese) ----------------------------------------------------


@lru_cache(maxsize=4096)
def ru_to_vi_traced(name: str, kind: Kind = Kind.PERSON, limit: int = 9) -> tuple[Rendering, ...]:
    """The Latin form that the Vietnamese press writes (the English romanisation), then the older phonetic one.

    The phonetic form (`Lê-nin`, `Mát-xcơ-va`) comes from a list where there is one and from `phonetic_form` else.
    """
    hard = bool(_HARD_YO.search(name.lower()))
    found = [
        Rendering(
            r.text,
            r.weight * (0.5 if hard and _YOV.search(r.text) else 0.9),
            r.trace.replace("as the press writes", "as the Vietnamese press writes"),
        )
        for r in ru_to_en_traced(name, kind, limit, settled_people=" " not in cleaned(name))
    ]
    if kind in {Kind.PERSON, Kind.PLACE}:
        words = cleaned(name).replace("ё", "е").split(" ")
        listed = [phonetic().get(word.lower(), [phonetic_form(word)])[0] for word in words]
        share = 0.06 if any(word.lower() in phonetic() for word in words) else 0.03
        found.append(Rendering(" ".join(listed), share, f"{name} → {' '.join(listed)}: the older phonetic spelling"))
    return tuple(sorted(found, key=lambda r: -r.weight)[:limit])


_HARD_YO, _YOV = re.compile(r"[^ьъ]ёва?\b"), re.compile(r"yova?\b")
"""The Vietnamese press copies the older English form: Королёв is `Korolev`, Воробьёв though is `Vorobyov`."""

_SYLLABLE_VOWELS = "аеиоуыэюя"
_PHONETIC_ONSETS = {
    "щ": "s", "ш": "s", "ч": "tr", "ж": "gi", "х": "kh", "ц": "x", "ф": "ph", "з": "d", "с": "x", "д": "đ", "к": "c",
    "г": "g", "п": "p", "б": "b", "в": "v", "й": "i", "л": "l", "м": "m", "н": "n", "р": "r", "т": "t",
}  # fmt: skip
_PHONETIC_VOWELS = {
    "а": "a", "е": "ê", "и": "i", "о": "ô", "у": "u", "ы": "ư", "э": "ê", "ю": "iu", "я": "ia",
}  # fmt: skip
_PHONETIC_CODAS = {"в": "p", "ф": "p", "б": "p", "п": "p", "т": "t", "д": "t", "к": "c", "г": "c", "х": "c"} | {
    "н": "n", "м": "m", "л": "n", "й": "i", "р": "c", "с": "t", "з": "t", "ц": "t", "ч": "t", "ш": "t", "щ": "t",
}  # fmt: skip
_SHARP = {"a": "á", "ê": "ế", "i": "í", "ô": "ố", "u": "ú", "ư": "ứ"}


def phonetic_form(word: str) -> str:
    """A Russian word spelt syllable by syllable as older Vietnamese books do: `Путин` → `Pu-tin`, `Лавров` → `La-vrốp`.

    Syllables are joined by hyphens; a stopped final takes the sharp tone; of a cluster all but the last two consonants
    close the syllable before.
    """
    low = re.sub("[ьъ]", "", word.lower())
    pieces = re.findall(f"[^{_SYLLABLE_VOWELS}]*[{_SYLLABLE_VOWELS}]", low)
    if not pieces:
        return word
    tail = low[sum(map(len, pieces)) :]
    built: list[str] = []
    for i, piece in enumerate(pieces):
        onset, vowel = piece[:-1], piece[-1]
        if i and len(onset) > 1 and not (onset[-1] in "рл" and len(onset) == 2):
            built[-1] = _closed(built[-1], onset[0])
            onset = onset[1:]
        built.append("".join(_PHONETIC_ONSETS.get(c, c) for c in onset) + _PHONETIC_VOWELS[vowel])
    if tail:
        built[-1] = _closed(built[-1], tail[0])
    text = "-".join(piece.replace("cê", "kê").replace("ci", "ki").replace("gê", "ghê") for piece in built)
    return _like(text, word)


def _closed(open_syllable: str, consonant: str) -> str:
    coda = _PHONETIC_CODAS.get(consonant, "")
    if coda in {"p", "t", "c"} and open_syllable[-1] in _SHARP:
        return open_syllable[:-1] + _SHARP[open_syllable[-1]] + coda
    return open_syllable + coda
