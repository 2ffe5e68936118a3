"""Names of institutions and companies as bags of words with a meaning, in three languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, islice, product

from glossary.keys.cases import stem
from glossary.keys.levels import NOT_WORD, plain, strict, words
from glossary.keys.sounds import close_sound, joined_sounds, syllable_sound, vietnamese_sounds, word_sound
from glossary.keys.tables import rows
from glossary.resources import DATA
from glossary.text import has_cyrillic, has_vietnamese_marks

_ISE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|ing|ation|ations|ational)\Z)")
_ICAL = re.compile(r"(?<=[a-z]{4})ical\Z")
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th|й|я|е|го|ой|ом|му|ая|ое|ый)\Z")
_CO = re.compile(r"\b[Cc]o-(?=op|ord)")
_MOST_READINGS = 24


@cache
def _spellings() -> Mapping[str, str]:
    return {word: standard for word, standard in rows("spellings.tsv")}  # noqa: C416


@lru_cache(maxsize=65536)
def normal_words(text: str) -> tuple[str, ...]:
    """The words of `fold` in one spelling: British, `st` for Saint, ordinals as numbers, no article, `and` for `&`."""
    found = []
    for word in NOT_WORD.sub(" ", strict(_CO.sub("co", text.replace("&", " and ")))).split():
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
    for id_, sort, *cells in rows("institutions.tsv"):
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
    for code, vi, en, adjective, ru, _, russian, *_ in rows("../composition/countries.tsv"):
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
    for lang, word, stands_for in rows("compounds.tsv"):
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
        return tuple(NOT_WORD.sub(" ", strict(text)).split())
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
    all_syllables = all(syllable_sound(word, "vi") for word in words(name))
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
    words_alone = product(*(tuple("?" + word_sound(plain(word)) for word in _unknown(part)) for part, _ in run))
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
    return frozenset(stemmed(words(part)) for line in lines if line[:1] != "#" for part in line.split("|"))


def stemmed(parts: Iterable[str]) -> tuple[str, ...]:
    """Russian words by stem, others as they are."""
    return tuple(stem(word) if has_cyrillic(word) else word for word in parts)


_DOTTED = re.compile(r"\b(?:[A-Za-z]\.){2,}|\b(?:[A-Za-z]\.)+[A-Za-z]\b")
"""`N.V.`, `S.p.A`"""


@lru_cache(maxsize=65536)
def company(name: str) -> tuple[tuple[str, ...], bool]:
    """Sounds of the words of a name that tell no legal form, and whether others do; no words where none is a name."""
    parts, bare, i = stemmed(normal_words(_DOTTED.sub(lambda match: match[0].replace(".", ""), name))), [], 0
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


_GROUP = re.compile(
    r"(?:tập đoàn|tap doan|гк|групп\w*(?: компаний)?|холдинг\w*)\s+(?P<after>\S.*)"
    r"|(?P<before>.*\S)\s+(?:group|holdings?)",
    re.IGNORECASE,
)
_LONGEST_GROUP = 120


@lru_cache(maxsize=16384)
def ungrouped(name: str) -> str:
    """The name of a group of companies without the word for it (`Interfax Group`, `ГК «Русагро»`); else nothing."""
    match = _GROUP.fullmatch(written_out(name)) if len(name) <= _LONGEST_GROUP else None
    return (match["after"] or match["before"]).strip('«»“”"') if match else ""


@cache
def _shortened_words() -> Mapping[str, str]:
    return {short: full for short, full in rows("shortened.tsv")}  # noqa: C416


@lru_cache(maxsize=16384)
def written_out(name: str) -> str:
    """The name of an institution with usual abbreviations written out and without its legal form at the beginning.

    `Trường ĐH Ngoại thương`: `Trường Đại học Ngoại thương`; `ООО «Русвьетпетро»`: `Русвьетпетро`.
    """
    parts = [_shortened_words().get(word, word) for word in name.split()]
    while len(parts) > 1 and _ends_legally(parts[-1]) and not has_cyrillic(name):
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
    return {said: usual for said, usual in rows("countries_said.tsv")}  # noqa: C416


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
    return {strict(word): sort for sort, cell in rows("described.tsv") for word in cell.split("|")}


def _is_legal(word: str) -> bool:
    return word.isupper() and stemmed([plain(word.rstrip("."))]) in _legal_forms()


def _ends_legally(word: str) -> bool:
    """Is it a short legal form as it stands behind a name: `JSC`, `Ltd.`, `Co.,`, `N.V.`, `S.p.A.`?"""
    bare = re.sub(r"[.,]", "", word)
    return 1 < len(bare) <= _LONGEST_LEGAL_FORM and word[0].isupper() and normal_words(bare) in _legal_forms()


_LONGEST_LEGAL_FORM = 4
_SURE_LEGAL_FORM = 3
"""A Latin one of fewer letters (`AO`, `SA`) may be the beginning of a name."""


_SHORT_COMPANY = 5
"""Names of fewer letters are compared as they are written: too many sound alike."""


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
