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
from functools import lru_cache

from glossary.keys.cases import nominatives, stem, stems
from glossary.keys.institutions import (
    HOME,
    Institution,
    company,
    described,
    institution,
    is_institution_word,
    normal_words,
    ungrouped,
    usual_country,
    without_sort,
    written_out,
)
from glossary.keys.levels import NOT_WORD, fold, loose, one_script, plain, strict, toneless, words
from glossary.keys.sites import Site, is_serial, same_words, site, sited, surnames_first, untitled, vietnamese_surnames
from glossary.keys.sounds import (
    close_sound,
    is_patronymic,
    is_respelling,
    joined_sounds,
    name_sounds,
    national_readings,
    respelt,
    romanised,
    table,
    vietnamese_nominatives,
    vietnamese_sounds,
    word_sound,
)
from glossary.model import Kind, Lang
from glossary.text import has_cyrillic, has_vietnamese_marks, nfc, printable

__all__ = [
    "HOME",
    "INITIAL",
    "VERSION",
    "Institution",
    "Site",
    "close_sound",
    "company",
    "described",
    "fold",
    "index_keys",
    "initial_sounds",
    "institution",
    "is_institution_word",
    "is_patronymic",
    "is_respelling",
    "is_serial",
    "joined_sounds",
    "lookup_keys",
    "loose",
    "name_sounds",
    "national_readings",
    "nominatives",
    "normal_words",
    "one_script",
    "plain",
    "respelt",
    "romanised",
    "same_words",
    "site",
    "sited",
    "stem",
    "stems",
    "strict",
    "surnames_first",
    "table",
    "toneless",
    "ungrouped",
    "untitled",
    "usual_country",
    "vietnamese_nominatives",
    "vietnamese_sounds",
    "vietnamese_surnames",
    "without_sort",
    "word_sound",
    "words",
    "written_out",
]


VERSION = 3
"""Of the keys in a file: raised with every change of what `index_keys` gives, so that files of before get new ones."""

_MOST_READINGS = 24


@lru_cache(maxsize=16384)
def index_keys(form: str, lang: Lang, kind: Kind) -> tuple[str, ...]:
    """Every key under which a form is indexed, sorted; what may be one concept is found by its `lookup_keys`.

    The first letter names the kind of key: `=` level 4, `~` stems, `v` sounds of a Vietnamese name, `n` sounds of
    another name, `i` the bag of an institution, `c` a company without its legal form, `a` initials of an institution,
    `e` and `f` with the ends of a word, `d` an acronym;
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


_MET = {"s": "b", "b": "sb", "p": "pq", "q": "p", "a": "d", "d": "a"}


@lru_cache(maxsize=16384)
def lookup_keys(form: str, lang: Lang, kind: Kind) -> tuple[str, ...]:
    """Every key to look under for a form: its own, but initials and acronyms meet full names and full names meet those.

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
        spoken = word_sound(stem(surname) if has_cyrillic(surname) else surname) + " "
        given = [part for part in parts if part != surname and not is_patronymic(part)]
        if given:
            found |= {"s" + spoken + sound for sound in initial_sounds(given[0])}
            found.add("t" + spoken + word_sound(stem(given[0]) if has_cyrillic(given[0]) else given[0])[:3])
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
    capitals = [word for word in NOT_WORD.split(printable(nfc(form))) if word[:1].isupper()]
    if len(capitals) >= 3:
        initials = "".join(word[0] for word in capitals).lower()
        found |= {"a" + initials, *_slip_keys(initials, capitals)}
    elif form.isupper() and 3 <= len(form) <= 8:
        found.add("d" + form.lower())
    return found - {"c"}


def _slip_keys(initials: str, capitals: list[str]) -> set[str]:
    """Initials with the beginning and the end of a word that says more than what it is: a slip leaves one of them.

    The initials alone would compare all of a thousand research institutes with each other.
    """
    plain_words = [plain(word) for word in capitals]
    own = [word for word in plain_words if not is_institution_word(word)] or plain_words
    found = set()
    for word in {own[0], own[-1]}:
        length = max(1, min(3, len(word) // 2))
        found |= {f"e{initials} {word[:length]}", f"f{initials} {word[-length:]}"}
    return found
