"""Keys: what is compared instead of a name. Four levels from strict to loose, then stems and sounds across scripts.

A key is never shown. Each level forgets more than the one before:

1. `strict`: case, the place of the tone mark (`hóa`/`hoá`), kinds of dashes, spaces and quotation marks, invisible;
2. `toneless`: the five tones of Vietnamese; ă â đ ê ô ơ ư stay;
3. `plain`: all diacritics of Latin letters; Cyrillic stays Cyrillic, ё becomes е, й stays й;
4. `loose`: spaces, hyphens and punctuation.

Keys propose; `glossary.concepts` decides.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product

from unidecode import unidecode

from glossary.model import Kind, Lang
from glossary.resources import DATA
from glossary.text import FINAL, ONSET, has_cyrillic, has_vietnamese_marks, nfc, printable

_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212\u2043\ufe58\ufe63\uff0d]+\s*")
_QUOTES = re.compile("[\"'`´\u2018-\u201f\u02b9\u02bb\u02bc\u2039\u203a«»\uff02\uff07]")
_SPACES = re.compile(r"\s+")
_NOT_WORD = re.compile(r"[\W_]+")

# The older tone placement in open oa, oe, uy is turned into the newer: `hóa` → `hoá`, `thủy` → `thuỷ`, `qúy` → `quý`.
_O, _U = "òóỏõọ", "ùúủũụ"
_MOVED = re.compile(f"([{_O}])([ae])|([{_U}])(y)|(?<=q)([{_U}])([aeiơ])")
_SECOND = {"a": "àáảãạ", "e": "èéẻẽẹ", "y": "ỳýỷỹỵ", "i": "ìíỉĩị", "ơ": "ờớởỡợ"}
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


_MIXED = re.compile(r"[а-яё][a-z]|[a-z][а-яё]", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_LATIN_TWINS, _CYRILLIC_TWINS = "aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ"
_TO_CYRILLIC = str.maketrans(_LATIN_TWINS, _CYRILLIC_TWINS)
_TO_LATIN = str.maketrans(_CYRILLIC_TWINS, _LATIN_TWINS)


def one_script(text: str) -> str:
    """Words typed with letters of two scripts that look alike (a Latin `a` in `Никитa`) in the script they are in."""
    return _WORD.sub(_unmixed, text) if _MIXED.search(text) else text


def _unmixed(match: re.Match[str]) -> str:
    word = match.group()
    if not word.isascii():
        for twins in (_TO_CYRILLIC, _TO_LATIN):
            one = word.translate(twins)
            if one.isascii() or not re.search("[a-zA-Z]", one):
                return one
    return word


def _move_tone(match: re.Match[str]) -> str:
    first, second = (part for part in match.groups() if part)
    base, marked = ("o", _O) if first in _O else ("u", _U)
    return base + _SECOND[second][marked.index(first)]


def _latin(char: str) -> bool:
    return "À" <= char < "Ͱ" or "Ḁ" <= char <= "ỿ" or "Ａ" <= char <= "ｚ"


@lru_cache(maxsize=65536)
def strict(text: str) -> str:
    """Level 1: NFC, lower case, one tone placement, one dash without spaces around it, no quotation marks."""
    low = one_script(nfc(nfc(printable(nfc(text))).casefold()))
    low = _SPACES.sub(" ", _DASHES.sub("-", _QUOTES.sub("", low))).strip(" -")
    return _MOVED.sub(_move_tone, low)


@lru_cache(maxsize=65536)
def toneless(text: str) -> str:
    """Level 2: `strict` without the tones of Vietnamese (`Đặng` → `đăng`); other scripts stay as they are."""
    low = strict(text)
    bare = "".join(nfc(_TONES.sub("", unicodedata.normalize("NFD", c))) if _latin(c) else c for c in low)
    return _again(low, bare)


@lru_cache(maxsize=65536)
def plain(text: str) -> str:
    """Level 3: no diacritics on Latin letters, ё as е; й and all other letters of other scripts stay."""
    low = strict(text)
    bare = "".join(_bare(c) for c in low)
    return _again(low, bare)


def _again(low: str, bare: str) -> str:
    """`strict` once more where a whole mark went: it may have hidden a dash at the end."""
    return strict(bare) if len(bare) < len(low) else bare


@lru_cache(maxsize=4096)
def _bare(char: str) -> str:
    if char.isascii():
        return char
    if char == "ё":
        return "е"
    if _latin(char) and char.isalpha():
        return _NOT_WORD.sub("", unidecode(char)).lower() or char
    return "" if unicodedata.combining(char) else char


@lru_cache(maxsize=65536)
def loose(text: str) -> str:
    """Level 4: only the letters and digits of `plain`: `Ha Noi`, `Hanoi`, `Hà-Nội` are one."""
    return _NOT_WORD.sub("", plain(text))


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """What search compares: the words of `plain` with single spaces; punctuation separates words."""
    return _NOT_WORD.sub(" ", plain(text)).strip()


def words(text: str) -> list[str]:
    """The words of `fold`."""
    return fold(text).split()


@cache
def table(name: str) -> Mapping[str, str]:
    """One table of `data/keys/sounds.tsv`: spelling → sound, longest spelling first."""
    found = {spelling: sound.replace("-", "") for owner, spelling, sound in _rows("sounds.tsv") if owner == name}
    return dict(sorted(found.items(), key=lambda row: -len(row[0])))


@cache
def _translation(name: str) -> dict[int, str]:
    return str.maketrans(dict(table(name)))


# ---- sounds ---
# Two crude alphabets of sounds, one for Vietnamese syllables (Latin by syllable; Cyrillic by the practical
# transcription of 1973 and its rivals in the press), one for all other names (Cyrillic and its romanisations).

_VI_SYLLABLE = re.compile(rf"({ONSET}|q)?([aeiouy]{{1,4}})({FINAL})?\Z")
_RU_SYLLABLE = re.compile(
    r"(нг|нь(?=[аеиоуыэюя])|кх|тх|дж|дз|[бвгджзклмнпрстфхчшц])?ь?ъ?([аеёийоуыэюяь]{1,5}?)(нь|нг|ть|[кмнптч])?\Z"
)
_GLIDE = re.compile("I+(?=[AEOU])")
_RUN = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def _syllable_sound(syllable: str, script: str) -> str:
    """The sound of one syllable taken for Vietnamese, without diacritics; empty when it cannot be one."""
    match = (_VI_SYLLABLE if script == "vi" else _RU_SYLLABLE).match(syllable)
    if not match:
        return ""
    initial, rhyme, final = (part or "" for part in match.groups())
    sound = table(f"{script}_initial").get(initial, "") + rhyme.translate(_translation(f"{script}_vowel"))
    return _RUN.sub(r"\1", _GLIDE.sub("", sound + table(f"{script}_final").get(final, "")))


_HARD_ENDINGS = (
    ("ом", ""),
    ("ем", "ь"),
    ("ем", ""),
    ("а", ""),
    ("у", ""),
    ("е", ""),
    ("я", "ь"),
    ("ю", "ь"),
    ("и", "ь"),
)
_OPEN_ENDINGS = (("ем", "й"), ("я", "й"), ("ю", "й"), ("е", "й"))


def vietnamese_nominatives(word: str) -> set[str]:
    """A Cyrillic word of a Vietnamese name and what it may be the oblique case of (`тиня` → `тинь`, `чонгом` → `чонг`).

    A man's name declines in its last part when that ends in a consonant, ь or й.
    """
    found = {word}
    for endings, before in ((_HARD_ENDINGS, "бвгджзклмнпрстфхцчшщ"), (_OPEN_ENDINGS, "аеиоуыэюя")):
        for ending, instead in endings:
            base = word.removesuffix(ending)
            if base != word and len(base) >= 2 and base[-1] in before:
                found.add(base + instead)
    return found


@lru_cache(maxsize=65536)
def vietnamese_sounds(name: str) -> frozenset[str]:
    """Keys of a name read as Vietnamese, from either script: `Нгуен Фу Чонга` and `Nguyen Phu Trong` share one.

    The last word of a Cyrillic name is also read as an oblique case. Empty when a word cannot be a Vietnamese syllable.
    """
    parts = words(name)
    if not parts or len(parts) > 6:
        return frozenset()
    if not has_cyrillic(name):
        sounds = [_syllable_sound(part, "vi") for part in parts]
        return frozenset({" ".join(sounds)} if all(sounds) else ())
    heads = [_syllable_sound(part, "ru") for part in parts[:-1]]
    if not all(heads):
        return frozenset()
    tails = {_syllable_sound(last, "ru") for last in vietnamese_nominatives(parts[-1])} - {""}
    return frozenset(" ".join([*heads, tail]) for tail in tails)


_MOST_SYLLABLES = 4


def joined_sounds(word: str) -> set[str]:
    """Keys of a place written as one word, read as Vietnamese syllables: `Тхайнгуен`, `Quangninh`."""
    parts = words(word)
    if len(parts) != 1 or not 4 <= len(parts[0]) <= 20:
        return set()
    script = "ru" if has_cyrillic(word) else "vi"
    readings = vietnamese_nominatives(parts[0]) if script == "ru" else {parts[0]}
    return {sound for reading in readings for sound in _cut(reading, script, _MOST_SYLLABLES)}


def _cut(word: str, script: str, most: int) -> set[str]:
    if not word:
        return {""}
    if not most:
        return set()
    found: set[str] = set()
    for end in range(min(8, len(word)), 0, -1):
        sound = _syllable_sound(word[:end], script)
        if sound:
            found |= {sound + rest for rest in _cut(word[end:], script, most - 1)}
    return found


_SOFT = re.compile(r"i+(?=[aeou])")
_OFF = re.compile(r"(?<=[a-zšŠCZ])([eo])ff\Z")
_AGENT = re.compile(r"(?<=[^aeiou])er\Z")


_HARD_C = re.compile(r"c(?![hkeiyz])")
_SOFT_C = re.compile(r"c(?=[eiy])")


def _spoken(word: str) -> str:
    """Latin letters, or Cyrillic ones in Latin, with one letter for each sound that romanisations spell differently."""
    sound = _SOFT_C.sub("s", _HARD_C.sub("k", word)).translate(_translation("roman"))
    for spelling, letter in table("spelling").items():
        sound = sound.replace(spelling, letter)
    return sound


@lru_cache(maxsize=65536)
def _word_sound(word: str) -> str:
    """The sound of one word that is not Vietnamese, in either script: `Sergei`, `Sergey`, `Сергей` are one."""
    sound = _spoken(word)
    sound = _RUN.sub(r"\1", _AGENT.sub("r", _SOFT.sub("", _OFF.sub(r"\1v", sound))))
    bare = sound.rstrip("aeiou")
    return bare if len(bare) >= 2 else sound


@lru_cache(maxsize=65536)
def close_sound(word: str) -> str:
    """A nearer likeness than the index needs: romanisations agree, no ending is dropped (`Valentina` ≠ `Valentin`)."""
    sound = _spoken(plain(word))
    sound = _OFF.sub(r"\1v", sound)
    return _RUN.sub(r"\1", _AGENT.sub("r", _SOFT.sub("", _RUN.sub(r"\1", sound))))


_PATRONYMIC = re.compile(
    r"(?:il[iy]?ich|lukich|fomich|kuzmich|ильич|лукич|фомич|кузьмич|\w{2,}(?:[oe]vit?ch|[oe]vna|ichna|[ое]вич|[ое]вн|ичн))"
    r"(?:[аеуы]|[ое]м|ой|ою)?\Z"
)


@lru_cache(maxsize=65536)
def is_patronymic(word: str) -> bool:
    """Is this word a Russian patronymic, in either script and any case (`Степанович`, `Stepanovich`, `Ивановны`)?"""
    return bool(_PATRONYMIC.match(plain(word)))


def name_sounds(name: str) -> set[str]:
    """Keys of a name that is not Vietnamese: the sounds of its words in alphabetical order, patronymics left out."""
    parts = words(name)
    if not parts or len(parts) > 6:
        return set()
    if len(parts) > 2:
        parts = [part for part in parts if not is_patronymic(part)] or parts
    spoken = [_word_sound(stem(part) if has_cyrillic(part) else part) for part in parts]
    return {" ".join(sorted(spoken))} if all(spoken) else set()


# ---- Vietnamese respellings of foreign names ---


_SYLLABLES = re.compile(r"(?:[A-Z][a-z]{0,4}(?:-[a-z]{1,4}){2,}(?: |\Z))+")


def is_respelling(name: str) -> bool:
    """Hyphenated syllables, with Vietnamese marks or at least three: `Pê-xcốp`, `U-li-a-nốp-xcơ`, `Xinh-ga-po`."""
    return "-" in name and (has_vietnamese_marks(name) or _SYLLABLES.fullmatch(name) is not None)


_SHORT_SKELETON = 4
_CLOSED_NG = re.compile("ng(?![aeiouy])")


@lru_cache(maxsize=65536)
def respelt(name: str) -> str:
    """The consonants of a foreign name, or of its Vietnamese respelling, by class; empty where they say too little."""
    found = [_skeleton(word, is_respelling(name)) for word in name.split()]
    return " ".join(found) if len("".join(found)) >= _SHORT_SKELETON else ""


def _skeleton(word: str, vietnamese: bool) -> str:
    """Consonants by class; r and the end of a syllable are often lost or hardened in Vietnamese, final l becomes n."""
    if vietnamese:  # d and đ are two sounds
        syllables = (
            re.sub("ch$", "k", part.replace("nh", "n").replace("ng", "n"))
            for part in plain(strict(word).replace("d", "z")).split("-")
        )
        text = "".join(syllables).replace("qu", "k").replace("x", "s")
    else:
        text = re.sub("(?<=[^-])l(?![aeiouy])", "n", romanised(plain(word))).replace("-", "")
        text = _CLOSED_NG.sub("n", text).replace("shch", "s").replace("ts", "s").replace("ck", "k").replace("x", "ks")
    for spelling, sort in table("respelt").items():
        text = text.replace(spelling, sort)
    return _RUN.sub(r"\1", re.sub(r"[^ptksmnl]|t(?=s)", "", text))


# ---- stems ---
_ENDINGS = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ам|ям|ах|ях|ым|им|ых|их|ую|юю|ая|яя|ое|ее|ые|ие|ою|ею|[аеёиоуыэюяйь])\Z"
)


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A Cyrillic word without what may be case endings (`Лавровым` → `лавров`, `Москве` → `москв`).

    Endings are taken off until none is left, so that a nominative that happens to end like a case (`Газпром`) and its
    cases (`Газпромом`) meet; three letters or more stay of a long word.
    """
    base = plain(word)
    while True:
        shorter = _ENDINGS.sub("", base)
        if shorter == base or len(shorter) < 3:
            break
        base = shorter
    return base[:-1] if len(base) == 3 and base[-1] in "аеиоуыэюяйь" else base


_VOWELS = "аеёиоуыэюя"
_VELARS = "кгхжшщч"


@cache
def _paradigms() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Rows of `data/keys/paradigms.tsv`: nominative ending, what stands before, all endings."""
    return tuple(
        (
            nominative.replace("-", ""),
            after,
            frozenset(part.replace("-", "") for part in [nominative, *oblique.split()]),
        )
        for nominative, after, oblique in _rows("paradigms.tsv")
    )


def _stands(base: str, after: str) -> bool:
    if len(base) < 2 and not (base and base[-1] not in _VOWELS):
        return False
    last = base[-1]
    if after == "v":
        return last in _VOWELS
    return last not in _VOWELS + "ьй" and (after == "c" or (last in _VELARS) == (after == "k"))


@lru_cache(maxsize=65536)
def nominatives(word: str) -> frozenset[str]:
    """A Cyrillic word (folded) and every nominative of which it can be a case: `лавровым` → `лавров`, `лавровый` …"""
    low = plain(word)
    found = {low}
    if len(low) < 3:
        return frozenset(found)
    for nominative, after, endings in _paradigms():
        for ending in endings:
            base = low.removesuffix(ending) if ending else low
            if (ending == "" or base != low) and _stands(base, after):
                found.add(base + nominative)
    return frozenset(found)


def stems(text: str) -> str:
    """The stems of all Cyrillic words, for Russian inflection; other words stay."""
    return " ".join(stem(word) if has_cyrillic(word) else word for word in words(text))


# ---- words of institutions ---

_ISE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|ing|ation|ations|ational)\Z)")
_ICAL = re.compile(r"(?<=[a-z]{4})ical\Z")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|й|я|е|го|ой|ом|му|ая|ое|ый)\Z")
_CO = re.compile(r"\b[Cc]o-(?=op|ord)")
_MOST_READINGS = 24


@cache
def _spellings() -> Mapping[str, str]:
    return {word: standard for word, standard in _rows("spellings.tsv")}  # noqa: C416


def _rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/keys/` after its comments and its header."""
    lines = (line for line in (DATA / "keys" / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    next(lines)
    for line in lines:
        yield line.split("\t")


@lru_cache(maxsize=65536)
def normal_words(text: str) -> tuple[str, ...]:
    """The words of `fold` in one spelling: British, `st` for Saint, ordinals as numbers, no article, `and` for `&`."""
    found = []
    for word in _NOT_WORD.sub(" ", strict(_CO.sub("co", text.replace("&", " and ")))).split():
        bare = plain(word)
        standard = _spellings().get(bare, bare) if word.isascii() else bare
        found.append(_ORDINAL.sub(r"\1", _ICAL.sub("ic", _ISE.sub("is", standard))))
    return tuple(word for word in found if word != "the")


@dataclass(frozen=True, slots=True)
class Institution:
    """The name of an institution or event: a bag of words whose order does not matter, countries whose order does.

    `own` compares within a language; `shared` between languages, one bag for each reading.
    """

    own: tuple[str, ...]
    shared: frozenset[tuple[str, ...]]
    countries: tuple[str, ...]
    cities: tuple[str, ...]
    heads: frozenset[str]
    unknown: int
    """Words that the tables do not hold. Where there are none, what differs differs in meaning."""
    lang: str
    """`ru`, `vi` with marks, else `en`."""


@dataclass(frozen=True, slots=True)
class _Phrase:
    sort: str
    own: tuple[str, ...]
    ids: tuple[tuple[str, ...], ...]
    """Readings of the phrase: ids of rows, one for each word that the phrase stands for."""


@dataclass(frozen=True, slots=True)
class _Lexicon:
    phrases: Mapping[tuple[str, ...], _Phrase]
    sorts: Mapping[str, str]


_COUNTRY_CODE = 2
"""Longer codes are unions and continents."""


@cache
def _lexicon() -> _Lexicon:
    """`data/keys/institutions.tsv`, `compounds.tsv` and the countries of compositions, by their words."""
    phrases: dict[tuple[str, ...], _Phrase] = {}
    sorts: dict[str, str] = {}
    own_words: dict[tuple[str, str], str] = {}
    for id_, sort, *cells in _rows("institutions.tsv"):
        sorts[id_] = sort
        for lang, cell in zip(("en", "vi", "ru"), cells, strict=True):
            for group in cell.split("|"):
                spellings = group.split("/")
                own_words.setdefault((lang, id_), spellings[0])
                new = _Phrase(sort, (spellings[0],), ((id_,),))
                for spelling in spellings:
                    _learn(phrases, (lang, *_normal(spelling, lang == "vi")), new)
                    if lang == "vi":
                        _learn(phrases, ("vi ascii", *words(spelling)), new)
    for code, vi, en, adjective, ru, _, russian, *_ in _rows("../composition/countries.tsv"):
        if len(code) == _COUNTRY_CODE:
            sorts[code.lower()] = "country"
            spelt = {"en": f"{en}|{adjective}", "vi": vi, "ru": f"{ru}|{russian}"}
            for lang, cell in spelt.items():
                for spelling in filter(None, cell.split("|")):
                    _learn(
                        phrases,
                        (lang, *_normal(spelling, lang == "vi")),
                        _Phrase("country", (spelling,), ((code.lower(),),)),
                    )
    for lang, word, stands_for in _rows("compounds.tsv"):
        ids = tuple(stands_for.split())
        own = tuple(own_words.get((lang, id_), id_) for id_ in ids)
        _learn(phrases, (lang, *_normal(word, lang == "vi")), _Phrase("compound", own, (ids,)))
        if lang == "vi":
            _learn(phrases, ("vi ascii", *words(word)), _Phrase("compound", own, (ids,)))
    return _Lexicon(phrases, sorts)


def _learn(phrases: dict[tuple[str, ...], _Phrase], key: tuple[str, ...], new: _Phrase) -> None:
    known = phrases.get(key)
    if known is None:
        phrases[key] = new
    elif known.sort == new.sort or {known.sort, new.sort} == {"head", "field"}:
        phrases[key] = _Phrase(known.sort, known.own, tuple(dict.fromkeys(known.ids + new.ids)))


def _normal(text: str, vietnamese: bool) -> tuple[str, ...]:
    """Words to look up: Vietnamese with its marks, Russian by stem, English in one spelling."""
    if vietnamese:
        return tuple(_NOT_WORD.sub(" ", strict(text)).split())
    return tuple(stem(word) if has_cyrillic(word) else word for word in normal_words(text))


HOME = "vn"
"""The country that goes without saying in Vietnamese names of institutions."""

_LONGEST_PHRASE = 6
_MOST_WORDS = 40


_ARTICLE = re.compile(r"(?<=\s)an?\s(?=\S)")
"""Lower case only: `An` is a syllable of `Nghe An`."""
_HIS_INITIALS = re.compile(r"\b(?:[^\W\d_]\.\s?){1,3}(?=[^\W\d_]\w)")
"""`Institute named after P. N. Lebedev`."""


@lru_cache(maxsize=65536)
def institution(name: str) -> Institution | None:
    """The name taken apart with the tables of institution words; None where no word in it heads an institution."""
    all_syllables = all(_syllable_sound(word, "vi") for word in words(name))
    marked = ("vi",) if all_syllables else ("vi", "en")
    latin = marked if has_vietnamese_marks(name) else ("en", "vi ascii")
    bare = _HIS_INITIALS.sub("", name)
    for lang in ("ru",) if has_cyrillic(name) else latin:
        text = _ARTICLE.sub(" ", bare) if lang == "en" else bare
        parts = _normal(text, lang == "vi")
        whole = normal_words(text) if lang == "ru" else parts
        found = _taken_apart(parts, whole, lang) if 0 < len(parts) <= _MOST_WORDS else None
        if found is not None:
            return found
    return None


def _taken_apart(parts: tuple[str, ...], whole: tuple[str, ...], lang: str) -> Institution | None:
    """`whole` are the words of `parts` before they were cut to stems."""
    lexicon = _lexicon()
    own: list[str] = []
    readings: list[tuple[tuple[str, ...], ...]] = []
    countries: list[str] = []
    cities: list[str] = []
    provinces: list[_Phrase] = []
    towns: list[_Phrase] = []
    run: list[tuple[str, str]] = []
    unknown, i = 0, 0
    while i < len(parts):
        length, phrase = _phrase_at(parts, i, lang)
        if phrase is None:
            own.append(parts[i])
            run.append((parts[i], whole[i]))
            unknown += not parts[i].isdigit()
        else:
            readings += _run_readings(run)
            run = []
        if phrase is None:
            pass
        elif phrase.sort == "country":
            countries.append(phrase.ids[0][0])
        elif phrase.sort == "province":
            provinces.append(phrase)
        elif phrase.ids == (("city",),):
            towns.append(phrase)
        elif phrase.sort == "people":
            if not _beside_country(parts, i, length, lang):
                own.append(parts[i])
                readings.append((("people",),))
        elif phrase.sort != "filler":
            _take(phrase, own, readings, countries, cities, lexicon.sorts)
        i += length
    readings += _run_readings(run)
    for phrase in provinces if not unknown else ():  # `tỉnh Nghệ An` is `Nghệ An`
        _take(phrase, own, readings, countries, cities, lexicon.sorts)
    for phrase in towns if not cities else ():  # `thành phố Đà Nẵng` is `Đà Nẵng`
        _take(phrase, own, readings, countries, cities, lexicon.sorts)
    shared = frozenset(
        tuple(sorted(chain.from_iterable(bag))) for bag in islice(product(*readings), _MOST_READINGS) if readings
    )
    heads = frozenset(id_ for bag in shared for id_ in bag if lexicon.sorts.get(id_) == "head")
    if not heads or (len(own) < 2 and not countries):
        return None
    spoken = lang if lang in ("ru", "vi") else "en"
    return Institution(tuple(sorted(own)), shared, tuple(countries), tuple(cities), heads, unknown, spoken)


def _run_readings(run: Sequence[tuple[str, str]]) -> Iterator[tuple[tuple[str, ...], ...]]:
    """What unknown words side by side may be: a Vietnamese name (`Nghệ An`, `Нгеан`), or each word by itself."""
    if not run:
        return
    name = " ".join(word for _, word in run)
    joined = joined_sounds(name) if len(run) == 1 else {key.replace(" ", "") for key in vietnamese_sounds(name)}
    words_alone = product(*(tuple("?" + _word_sound(plain(word)) for word in _unknown(part)) for part, _ in run))
    alternatives = dict.fromkeys(
        [*islice(words_alone, _MOST_ALONE), *(("!" + key,) for key in sorted(joined)[:_MOST_JOINED])]
    )
    yield tuple(alternatives)


_MOST_ALONE, _MOST_JOINED = 8, 3


_ADJECTIVE = re.compile(r"(?<=[^\W\d_]{3})(?:ь?ск|sk(?:y|iy|i))\Z")


_LONGER = re.compile(r"(?<=[^\W\d_]{3})[ое]в\Z")
"""`нобелевский` is of `Нобель`."""
_HARDENED = {"ж": "г", "ч": "к", "ш": "х"}
"""`калужский` is of `Калуга`."""


def _unknown(word: str) -> tuple[str, ...]:
    """A word that the tables do not hold, and the name of which it may be the Russian adjective (`уральск`: `урал`)."""
    noun = _ADJECTIVE.sub("", word)
    hard = _HARDENED.get(noun[-1:], noun[-1:])
    if noun == word:
        return (word,)
    return tuple(dict.fromkeys([word, noun, noun[:-1] + hard, _LONGER.sub("", noun)]))


def _beside_country(parts: tuple[str, ...], i: int, length: int, lang: str) -> bool:
    """`Vietnamese people in Russia`, `người Việt Nam`: the word says nothing more than the country."""
    if lang == "en" and parts[i + length : i + length + 1] == ("of",):  # `Embassy of the Republic of Cuba`
        length += 1
    after = _phrase_at(parts, i + length, lang)[1] if i + length < len(parts) else None
    before = _lexicon().phrases.get((lang, parts[i - 1])) if i else None
    return any(phrase is not None and phrase.sort == "country" for phrase in (before, after))


def _take(
    phrase: _Phrase,
    own: list[str],
    readings: list[tuple[tuple[str, ...], ...]],
    countries: list[str],
    cities: list[str],
    sorts: Mapping[str, str],
) -> None:
    """Add what a phrase stands for; a compound may hold a country (`CPV`)."""
    for word, id_ in zip(phrase.own, phrase.ids[0], strict=False):
        if sorts.get(id_) == "country":
            countries.append(id_)
        else:
            own.append(word)
    if phrase.sort == "city":
        cities.append(phrase.ids[0][0])
    readings.append(tuple(tuple(id_ for id_ in ids if sorts.get(id_) != "country") for ids in phrase.ids))


@cache
def _legal_forms() -> frozenset[tuple[str, ...]]:
    lines = (DATA / "keys" / "legal_forms.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_stemmed(words(part)) for line in lines if line[:1] != "#" for part in line.split("|"))


def _stemmed(parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(stem(word) if has_cyrillic(word) else word for word in parts)


@lru_cache(maxsize=65536)
def company(name: str) -> tuple[tuple[str, ...], bool]:
    """Sounds of the words of a name that tell no legal form, and whether others do; no words where none is a name."""
    parts, bare, i = _stemmed(normal_words(name)), [], 0
    while i < len(parts):
        for length in range(min(_LONGEST_PHRASE, len(parts) - i), 0, -1):
            if parts[i : i + length] in _legal_forms():
                i += length
                break
        else:
            bare.append(parts[i])
            i += 1
    proper = any(not is_institution_word(word) for word in bare)
    spoken = bare if len("".join(bare)) < _SHORT_COMPANY else [close_sound(word) for word in bare]
    return (tuple(spoken) if proper else (), len(bare) < len(parts))


_GROUP = frozenset(["group", "holding", "holdings", "групп", "гк", "холдинг"])


def is_group(name: str) -> bool:
    """Does the name say that it is a group of companies?"""
    spoken = _stemmed(normal_words(name))
    return not _GROUP.isdisjoint(spoken) or spoken[:2] == ("tap", "doan")


@cache
def _shortened_words() -> Mapping[str, str]:
    return {short: full for short, full in _rows("shortened.tsv")}  # noqa: C416


@lru_cache(maxsize=16384)
def written_out(name: str) -> str:
    """The name of an institution with usual abbreviations written out and without its legal form at the beginning.

    `Trường ĐH Ngoại thương`: `Trường Đại học Ngoại thương`; `ООО «Русвьетпетро»`: `Русвьетпетро`.
    """
    parts = [_shortened_words().get(word, word) for word in name.split()]
    if len(parts) > 1 and _is_legal(parts[-1]) and not has_cyrillic(name):
        parts.pop()
    legal = len(parts) > 1 and _is_legal(parts[0])
    bare = parts[1:] if legal else parts
    if legal and bare[0][:1] in '«“"':
        return " ".join(bare).strip('«»“”"')
    if legal and (has_cyrillic(name) or len(parts[0]) >= _SURE_LEGAL_FORM):
        return " ".join(bare)
    return " ".join(parts)


@cache
def _countries_said() -> Mapping[str, str]:
    return {said: usual for said, usual in _rows("countries_said.tsv")}  # noqa: C416


@lru_cache(maxsize=16384)
def usual_country(name: str) -> str:
    """The name with its country at the end as the tables say it: `Верховный суд России` of `Верховный суд РФ`."""
    for said, usual in _countries_said().items():
        if name.endswith(" " + said):
            return name[: -len(said)] + usual
    return name


_DESCRIBED = re.compile(r"([^«»“”\"]+?)\s*[«“\"]([^«»“”\"]+)[»”\"]")


_LONGEST_DESCRIBED = 120


@lru_cache(maxsize=16384)
def described(name: str) -> str:
    """What stands in quotation marks behind a word for what it is (`Известия` of `газета «Известия»`), else nothing."""
    match = _DESCRIBED.fullmatch(name) if len(name) <= _LONGEST_DESCRIBED else None
    if not match or not match[1].islower() or not all(map(is_institution_word, words(match[1]))):
        return ""
    return match[2]


@lru_cache(maxsize=16384)
def without_sort(name: str) -> tuple[str, str]:
    """`Hoàng Anh Gia Lai` of `CLB Hoàng Anh Gia Lai`, and what was said that it is (`club`, `firm`); else nothing."""
    parts = name.split()
    for length in range(min(4, len(parts) - 1), 0, -1):
        for head, rest in ((parts[:length], parts[length:]), (parts[-length:], parts[:-length])):
            sort = _described().get(strict(" ".join(head)))
            if sort:
                return " ".join(rest).strip('«»“”"'), sort
    return "", ""


@cache
def _described() -> Mapping[str, str]:
    return {strict(word): sort for sort, cell in _rows("described.tsv") for word in cell.split("|")}


def _is_legal(word: str) -> bool:
    return word.isupper() and _stemmed([plain(word.rstrip("."))]) in _legal_forms()


_SURE_LEGAL_FORM = 3
"""A Latin one of fewer letters (`AO`, `SA`) may be the beginning of a name."""


_SHORT_COMPANY = 5
"""Names of fewer letters are compared as they are written: too many sound alike."""


@dataclass(frozen=True, slots=True)
class Site:
    """The name of a place or storm, and what the words around it say it is (ids and sorts of `places.tsv`)."""

    name: str
    ids: frozenset[str] = frozenset()
    sorts: frozenset[str] = frozenset()


@cache
def _site_words() -> Mapping[tuple[str, ...], tuple[frozenset[str], frozenset[str]]]:
    """Ids and sorts by the words; Vietnamese ones stand before the name only (`hồ Tây`; the district is `Tây Hồ`)."""
    found: dict[tuple[str, ...], tuple[frozenset[str], frozenset[str]]] = {}
    for id_, sort, *cells in _rows("places.tsv"):
        for lang, cell in zip(("en", "vi", "ru"), cells, strict=True):
            for spelling in cell.split("/"):
                for end in ("before",) if lang == "vi" else ("before", "after"):
                    key = (end, *_site_key(spelling))
                    ids, sorts = found.get(key, (frozenset(), frozenset()))
                    found[key] = (ids | {id_}, sorts | {sort})
    return found


def sited(name: str, ids: Collection[str], lang: Lang) -> Iterator[str]:
    """The name with each word of the language that says it is one of these (ids of `places.tsv`)."""
    for id_, _, en, vi, ru in _rows("places.tsv"):
        if id_ in ids and lang is Lang.EN:
            yield from (f"{name} {word.title()}" for word in en.split("/"))
        elif id_ in ids:
            yield from (f"{word} {name}" for word in (vi if lang is Lang.VI else ru).split("/"))


def same_words(a: str, b: str) -> bool:
    """The same words, in whatever Russian case."""
    return _site_key(a) == _site_key(b)


def _site_key(text: str) -> tuple[str, ...]:
    """Latin words with their marks, Russian ones by stem."""
    return _stemmed(_NOT_WORD.sub(" ", strict(text)).split())


@lru_cache(maxsize=65536)
def site(name: str) -> Site:
    """A place without the word for what it is, at its beginning or its end: `Nội Bài` of `sân bay Nội Bài`."""
    parts = name.split()
    for length in range(min(4, len(parts) - 1), 0, -1):
        ends = (("before", parts[:length], parts[length:]), ("after", parts[-length:], parts[:-length]))
        for end, head, rest in ends:
            found = _site_words().get((end, *_site_key(" ".join(head))))
            if found is not None:
                return Site(" ".join(rest).strip('«»“”"'), *found)
    return Site(name)


@cache
def _titles() -> frozenset[tuple[str, ...]]:
    lines = (DATA / "keys" / "titles.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(_site_key(title) for line in lines if line[:1] != "#" for title in line.split("|"))


_JOINED_TITLE = re.compile(r"^((?:P?GS|TS|Th\.?S)\.)(?=\w)")
"""`GS.TS Nguyễn Văn A`: two titles without a space between them."""
_LONGEST_TITLE = 5


@lru_cache(maxsize=65536)
def untitled(name: str) -> str:
    """A personal name without the titles before it: `Tô Lâm` of `Tổng Bí thư Tô Lâm`."""
    parts = _JOINED_TITLE.sub(r"\1 ", name).split()
    for length in range(min(_LONGEST_TITLE, len(parts) - 1), 0, -1):
        if _site_key(" ".join(parts[:length])) in _titles():
            rest = parts[length:]
            portfolio = 0  # `министр иностранных дел Сергей Лавров`, `Bộ trưởng Ngoại giao Lê Hoài Trung`
            while portfolio < len(rest) - 2 and (rest[portfolio].islower() or _is_portfolio(rest, portfolio)):
                portfolio += 1
            rest = rest[portfolio:]
            return untitled(" ".join(rest))
    return name


def _is_portfolio(parts: Sequence[str], i: int) -> bool:
    """Is this word of a Vietnamese title no surname, and a later one is?"""
    marked = has_vietnamese_marks(" ".join(parts))
    return (
        marked
        and strict(parts[i]) not in vietnamese_surnames()
        and any(strict(part) in vietnamese_surnames() for part in parts[i + 1 : -1])
    )


@cache
def vietnamese_surnames() -> frozenset[str]:
    """Surnames of Vietnamese people, in lower case."""
    return frozenset(strict(name) for name, _ in _rows("../names/vi_surnames.tsv"))


def romanised(text: str) -> str:
    """Cyrillic in Latin letters, crudely."""
    return text.translate(_translation("roman"))


@cache
def surnames_first() -> frozenset[str]:
    """Surnames that stand before the given name (Korean, Chinese), folded."""
    lines = (DATA / "keys" / "surnames_first.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if line[:1] != "#" for word in line.split())


def is_institution_word(word: str) -> bool:
    """Is this single word (normal or stem) a word of the tables, and so no proper name?"""
    key = stem(word) if has_cyrillic(word) else word
    return any((lang, key) in _lexicon().phrases for lang in ("en", "vi", "vi ascii", "ru"))


def _phrase_at(parts: tuple[str, ...], i: int, lang: str) -> tuple[int, _Phrase | None]:
    """The longest phrase of the tables that begins at `i`; a possessive of a country counts (`Russia's`)."""
    phrases = _lexicon().phrases
    for length in range(min(_LONGEST_PHRASE, len(parts) - i), 0, -1):
        key = parts[i : i + length]
        phrase = phrases.get((lang, *key))
        if phrase is None and lang == "en" and key[-1].endswith("s"):
            phrase = phrases.get((lang, *key[:-1], key[-1][:-1]))
            if phrase is not None and phrase.sort not in ("country", "city", "head"):
                phrase = None
        if phrase is not None:
            return length, phrase
    return 1, None


@lru_cache(maxsize=16384)
def index_keys(form: str, lang: Lang, kind: Kind) -> tuple[str, ...]:
    """Every key under which a form is indexed, sorted; what may be one concept is found by its `lookup_keys`.

    The first letter names the kind of key: `=` level 4, `~` stems, `v` sounds of a Vietnamese name, `n` sounds of
    another name, `i` the bag of an institution, `c` a company without its legal form, `a` initials of an institution;
    of persons `s` surname and initial of a full name, `t` with two more sounds, `b` of a name with initials only;
    `p` consonants of a Vietnamese respelling, `q` of what it may respell.
    """
    found = {"=" + loose(form)}
    if has_cyrillic(form):
        found.add("~" + stems(form))
    if kind in (Kind.PERSON, Kind.PLACE):
        found |= {"v" + key.replace(" ", "") for key in vietnamese_sounds(form)}
    if kind is Kind.PLACE:
        found |= {"v" + key for key in sorted(joined_sounds(form))[:_MOST_READINGS]}
    if kind in (Kind.PLACE, Kind.EVENT) and site(form).sorts:
        found |= set(index_keys(site(form).name, lang, Kind.PLACE))
    if kind is Kind.PERSON and untitled(form) != form:
        found |= set(index_keys(untitled(form), lang, kind))
    if lang is not Lang.VI or not has_vietnamese_marks(form):
        found |= {"n" + key for key in name_sounds(form)}
    found |= _person_keys(form) if kind is Kind.PERSON else _institution_keys(form, lang)
    if kind in (Kind.PERSON, Kind.PLACE):
        found |= _respelling_keys(form)
    return tuple(sorted(found - {"="}))


_MET = {"s": "b", "b": "sb", "p": "pq", "q": "p"}


@lru_cache(maxsize=16384)
def lookup_keys(form: str, lang: Lang, kind: Kind) -> tuple[str, ...]:
    """Every key to look under for a form: its own, but initials meet full names and full names meet initials.

    So a full name is not compared with everybody of its surname and initial; and respellings meet what they respell.
    """
    found = index_keys(form, lang, kind)
    return tuple(sorted({sort + key[1:] for key in found for sort in _MET.get(key[0], key[0])}))


INITIAL = re.compile(
    r"(?<![\w'’])(?:([^\W\d_])(?:\.|(?![\w'’]))|(Ch|Kh|Sh|Ts|Ya|Ye|Yo|Yu|Zh|Дж)\.)(?:-(?=[^\W\d_]\.))?\s*"
)
"""An initial of a person: `V.`, `В`, `Yu.`."""
_IOTATED = frozenset("юяеё")


@lru_cache(maxsize=65536)
def initial_sounds(word: str) -> frozenset[str]:
    """The sounds with which a name or an initial may begin: `Ю.`, `Yu.`, `Y.`, `Yuri` share one."""
    low = plain(word)
    found = {close_sound(low)[:1]}
    if low[:1] in _IOTATED or low[:1] in ("y", "j"):
        found.add("i")
    elif low[1:2] == "h":
        found.add(close_sound(low[0])[:1])
    return frozenset(found - {""})


def _person_keys(name: str) -> set[str]:
    """Surname and initial: the last word, also the first one before a patronymic or initials (`Калганов В.`)."""
    initials = [match.group().strip(" .-") for match in INITIAL.finditer(name) if match.group()[0].isupper()]
    parts = [part for part in words(INITIAL.sub(" ", name) if initials else name) if len(part) > 2]
    if not parts or vietnamese_sounds(name):
        return set()
    both = bool(initials) and not INITIAL.match(name)
    ends = {parts[-1], parts[0]} if is_patronymic(parts[-1]) or both else {parts[-1]}
    found = set()
    for surname in ends:
        if is_patronymic(surname):
            continue
        spoken = _word_sound(stem(surname) if has_cyrillic(surname) else surname) + " "
        given = [part for part in parts if part != surname and not is_patronymic(part)]
        if given:
            found |= {"s" + spoken + sound for sound in initial_sounds(given[0])}
            found.add("t" + spoken + _word_sound(stem(given[0]) if has_cyrillic(given[0]) else given[0])[:3])
        elif initials:
            found |= {"b" + spoken + sound for sound in initial_sounds(initials[0])}
    return found


def _respelling_keys(form: str) -> set[str]:
    consonants = respelt(form) if is_respelling(form) or not (has_vietnamese_marks(form) or "-" in form) else ""
    if not consonants or (not is_respelling(form) and vietnamese_sounds(form)):
        return set()
    return {("p" if is_respelling(form) else "q") + consonants}


def _institution_keys(form: str, lang: Lang) -> set[str]:
    found = {"=" + "".join(normal_words(form)), "c" + " ".join(company(form)[0])}
    parts = institution(form)
    if parts is not None:
        found |= {"i" + " ".join((*bag, *parts.countries)) for bag in parts.shared}
        if lang is Lang.VI and parts.countries[-1:] == (HOME,):
            found |= {"i" + " ".join((*bag, *parts.countries[:-1])) for bag in parts.shared}
    capitals = [word for word in _NOT_WORD.split(printable(nfc(form))) if word[:1].isupper()]
    if len(capitals) >= 3:
        found.add("a" + "".join(word[0] for word in capitals).lower())
    elif form.isupper() and 3 <= len(form) <= 8:
        found.add("a" + form.lower())
    return found - {"c"}
