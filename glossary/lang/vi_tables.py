"""The Vietnamese word lists of `data/vi/` and the names of the authority tables, as the finder asks for them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache, wraps
from itertools import dropwhile
from typing import TypeVar, cast

from glossary import authority, keys
from glossary.lang.spans import OPEN, Page, token_pattern
from glossary.model import Kind, Lang
from glossary.resources import DATA
from glossary.text import FINAL, ONLY_VIETNAMESE, ONSET

TOKEN = token_pattern(
    hyphens=r"[-‑](?=[^\W\dA-ZÀ-ÝĂĐĨŨƠƯẠ-Ỹ_])[^\W\d_]+"
    r"|['’](?!s\b)[^\W\d_]+"
    r"|(?<=[A-ZĐ])&(?=[A-ZĐ])[^\W\d_]+"
)
"""A hyphen joins phonetic syllables (`Mát-xcơ-va`), an apostrophe `H'Bông`, the ampersand `T&T`."""

DASH = frozenset("-–—‑")

Phrases = dict[str, list[tuple[str, ...]]]
"""Phrases by their first syllable, longest first."""

_SYLLABLE = re.compile(
    rf"(?:{ONSET}|q)?[aeiouyăâêôơư]{{1,3}}(?:{FINAL})?",
    re.IGNORECASE,
)


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Small letters, one way to place the tone, one dash: how the tables are compared with the text."""
    return keys.strict(text) or text


@lru_cache(maxsize=50_000)
def is_syllable(word: str) -> bool:
    """Could the word be one syllable of Vietnamese?"""
    return len(word) <= 7 and _SYLLABLE.fullmatch(keys.toneless(word)) is not None


@lru_cache(maxsize=50_000)
def is_foreign(word: str) -> bool:
    """A word that is no Vietnamese syllable: Latin (`Putin`, `António`) or phonetic (`Mát-xcơ-va`, `Lênin`)."""
    return word[:1].isalpha() and len(word) > 1 and not is_syllable(word)


def is_latin(word: str) -> bool:
    """A foreign word without letters that only Vietnamese has."""
    return is_foreign(word) and ONLY_VIETNAMESE.isdisjoint(word)


def is_roman(word: str) -> bool:
    """`XIII`, `IV`: a Roman number."""
    return re.fullmatch(r"[IVX]+", word) is not None


def lines(name: str) -> list[str]:
    """The lines of a list in `data/vi/`, comments left out."""
    text = (DATA / "vi" / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def phrases(name: str) -> Phrases:
    """A list of phrases, one a line."""
    return _index(tuple(TOKEN.findall(fold(line))) for line in lines(name))


def _index(rows: Iterable[tuple[str, ...]]) -> Phrases:
    table: Phrases = defaultdict(list)
    for phrase in dict.fromkeys(rows):
        table[phrase[0]].append(phrase)
    for found in table.values():
        found.sort(key=len, reverse=True)
    return dict(table)


@cache
def heads() -> tuple[Phrases, dict[tuple[str, ...], tuple[Kind, str]]]:
    """Heads of institutions, sites and events, with their kind and sort."""
    rows = [line.split("\t") for line in lines("heads.tsv")]
    kinds = {tuple(map(fold, TOKEN.findall(head))): (Kind(kind), sort) for head, kind, sort in rows}
    return _index(kinds), kinds


@cache
def surnames() -> frozenset[str]:
    """Vietnamese family names."""
    return frozenset(_surnames())


@cache
def strong_surnames() -> frozenset[str]:
    """The commonest family names, which rarely are anything else."""
    return frozenset(_surnames()[:16])


def _surnames() -> list[str]:
    return [word for line in lines("surnames.txt") for word in line.split()]


@cache
def words_of(name: str) -> frozenset[str]:
    """The single words of a list, several a line."""
    return frozenset(word for line in lines(name) for word in line.split())


@cache
def everyday() -> frozenset[str]:
    """Syllables of everyday words: what the lists of words, verbs and titles are made of."""
    tables = ("words.txt", "stops.txt", "persons.txt", "places.txt", "orgs.txt", "works.txt")
    return frozenset(word for name in tables for line in lines(name) for word in re.findall(r"[^\W\d_]+", line.lower()))


@cache
def word_set(name: str) -> frozenset[str]:
    """A small set of `data/vi/sets.tsv`."""
    sets = dict(line.split("\t") for line in lines("sets.tsv"))
    words = sets[name].split("|")
    return frozenset([*words, *map(fold, words)])


@cache
def foreign_parts(sort: str) -> tuple[str, ...]:
    """Words, endings or beginnings of foreign names (`data/vi/foreign.tsv`)."""
    return tuple(dict(line.split("\t") for line in lines("foreign.tsv"))[sort].split("|"))


@cache
def wards() -> dict[str, list[tuple[str, ...]]]:
    """Communes, wards and towns by their first syllable: places, if nothing else speaks against it."""
    return _index(tuple(fold(name).split()) for line in lines("wards.txt") for name in line.split("|"))


@cache
def stops() -> dict[tuple[str, ...], frozenset[str]]:
    """Words that end a name; where a set is not empty, only before one of its words."""
    table: dict[tuple[str, ...], frozenset[str]] = {}
    for line in lines("stops.txt"):
        phrase, _, before = line.partition("|")
        table[tuple(fold(phrase).split())] = frozenset(fold(before).split())
    return table


@cache
def given_names() -> frozenset[str]:
    """Russian and other foreign given names in Latin letters."""
    names: set[str] = set(words_of("given.txt"))
    for table in ("ru_given.tsv", "en_ru_given.tsv"):
        names |= set(re.findall(r"\b[A-Z][a-z]{2,}", _table("names", table)))
    elsewhere = {row.name for found in listed().values() for row in found}
    names |= _first_cells("en_ru_western_given.tsv") - elsewhere
    return frozenset(name for name in names if not is_syllable(name))


@cache
def given_syllables() -> frozenset[str]:
    """Syllables of Vietnamese given names, small letters."""
    return frozenset(_first_cells("vi_given.tsv"))


@cache
def foreign_surnames() -> frozenset[str]:
    """Surnames of the world in Latin letters that are no Vietnamese syllables."""
    return frozenset(name for name in _first_cells("en_ru_surnames.tsv") if is_foreign(name) and name[0].isupper())


def _table(folder: str, name: str) -> str:
    path = DATA / folder / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _first_cells(table: str) -> set[str]:
    return {line.split("\t")[0] for line in _table("names", table).splitlines() if not line.startswith("#")}


_Found = TypeVar("_Found")


def remembered(look: Callable[[Page, int], _Found]) -> Callable[[Page, int], _Found]:
    """Look up what stands at a token only once a page: many rules ask the same."""
    name = look.__name__

    @wraps(look)
    def once(page: Page, i: int) -> _Found:
        key = (name, i)
        if key not in page.memo:
            page.memo[key] = look(page, i)
        return cast(_Found, page.memo[key])

    return once


# ---- phrases in a page ------------------------------------------------------------------------------------------


def phrase_at(page: Page, i: int, table: Phrases) -> int:
    """How many tokens from i on are the longest phrase of the table; 0 for none."""
    if i >= len(page):
        return 0
    for phrase in table.get(fold(page.word(i)), ()):
        if all(fold(page.word(i + n)) == part for n, part in enumerate(phrase)) and page.joined(i, i + len(phrase) - 1):
            return len(phrase)
    return 0


def phrase_before(page: Page, i: int, name: str) -> int:
    """How many tokens right before i are a phrase of the list; 0 for none."""
    if i <= 0:
        return 0
    for phrase in _phrases_by_end(name).get(fold(page.word(i - 1)), ()):
        first = i - len(phrase)
        if (
            first >= 0
            and all(fold(page.word(first + n)) == part for n, part in enumerate(phrase[:-1]))
            and page.joined(first, i)
        ):
            return len(phrase)
    return 0


@cache
def _phrases_by_end(name: str) -> Phrases:
    table: Phrases = defaultdict(list)
    for rows in phrases(name).values():
        for phrase in rows:
            table[phrase[-1]].append(phrase)
    for found in table.values():
        found.sort(key=len, reverse=True)
    return dict(table)


@remembered
def stops_at(page: Page, i: int) -> bool:
    """Does a word at i end the name before it?"""
    if page.capital(i) and not (page.word(i).isupper() and len(page.word(i)) > 1 and all_capitals(page, i)):
        return False
    table = stops()
    first = fold(page.word(i))
    two = (first, fold(page.word(i + 1)))
    if two in table:
        return not table[two] or fold(page.word(i + 2)) in table[two]
    return (first,) in table and phrase_at(page, i, phrases("words.txt")) < 2


@remembered
def title_at(page: Page, i: int) -> int:
    """How many tokens from i on are a word for people (`Tổng Bí thư`); 0 for none."""
    return phrase_at(page, i, phrases("persons.txt"))


def begins_sentence(page: Page, i: int) -> bool:
    """A capital here says nothing: the first word of a line, a sentence or a quotation."""
    if not 0 <= i < len(page):
        return True
    return page.tokens[i].breaks or (page.word(i - 1) in OPEN and page.tokens[i - 1].breaks)


@remembered
def head_at(page: Page, i: int) -> tuple[int, Kind, str] | None:
    """(tokens, kind, sort) of the longest head that begins at i with a capital."""
    if not page.capital(i):
        return None
    table, kinds = heads()
    length = phrase_at(page, i, table)
    if not length or title_at(page, i) > length:
        return None
    return (length, *kinds[tuple(fold(page.word(i + n)) for n in range(length))])


# ---- the names of the tables ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Listed:
    """A name of the tables: its folded words, its kind, the name as written there."""

    words: tuple[str, ...]
    kind: Kind
    name: str


@cache
def listed() -> dict[tuple[str, ...], list[Listed]]:
    """Names of the tables by their first two folded words (or the only one), longest first."""
    index: dict[tuple[str, ...], list[Listed]] = defaultdict(list)
    rows = [(name, entry.kind, lang) for lang in (Lang.VI, Lang.EN) for name, entry in authority.load().forms(lang)]
    rows += [(name, Kind(kind), Lang.VI) for kind, name in _extra()]
    known = {name for name, _, _ in rows}
    seen: set[tuple[str, Kind]] = set()
    for name, kind, lang in rows:
        name = _usable(name, kind, lang, known)
        words = tuple(fold(word) for word in TOKEN.findall(name))
        if words and (name, kind) not in seen:
            seen.add((name, kind))
            index[words[:2]].append(Listed(words, kind, name))
    for found in index.values():
        found.sort(key=lambda row: -len(row.words))
    return dict(index)


def _extra() -> list[tuple[str, str]]:
    rows = [line.split("\t") for line in lines("names.tsv")]
    return [(kind, name) for kind, names in rows for name in names.split("|")]


_BUILT = ("địa đạo ", "nhà tù ", "cung điện ")
_GENERIC = ("miền ", "thủ đô ", "đội tuyển ", "các nước ")


def _usable(name: str, kind: Kind, lang: Lang, known: set[str]) -> str:
    """The name as the text has it: a small-letter descriptor goes, unless the rest is no name or another one."""
    if lang is Lang.EN and (not name[0].isupper() or not _safe_in_vietnamese(name)):
        return ""
    if name.lower().startswith(_GENERIC):
        return ""
    name = re.sub(r"^(?:chiến thắng|Giáo hoàng|Vua) (?=[A-ZĐ])| \d+[/-]\d+$", "", name)
    if kind is Kind.PERSON and is_syllable(name):
        return ""
    if kind is Kind.PLACE and name.startswith(_BUILT):
        return next(name.removeprefix(word) for word in _BUILT if name.startswith(word))
    if name[0].islower() and kind is Kind.PLACE and not name.startswith("châu "):
        rest = " ".join(dropwhile(str.islower, name.split(" ")))
        if rest not in known and (" " in rest or not is_syllable(rest)):
            return rest
    return name


def _safe_in_vietnamese(name: str) -> bool:
    """An English name whose words are all Vietnamese syllables without marks could be anything."""
    return not all(_SYLLABLE.fullmatch(word) for word in name.split()) or (name.isupper() and len(name) > 1)


def match(page: Page, i: int, words: Sequence[str]) -> int | None:
    """The last token of the folded words from token i on; any dash stands for any other."""
    n = i
    for word in words:
        if n >= len(page):
            return None
        token = fold(page.word(n))
        if token != word and not (token in DASH and word in DASH):
            return None
        n += 1
    return n - 1 if page.joined(i, n - 1) else None


def same_capitals(text: str, name: str) -> bool:
    """The text may have more capitals than the name of the table, never fewer at the start of a word."""
    if text.isupper() and len(text) > 3 and not name.isupper():
        return True
    if name.isupper() and " " not in name:
        return text == name
    pairs = zip(re.findall(r"\w+", text), re.findall(r"\w+", name), strict=False)
    return all(not b[0].isupper() or a[0].isupper() for a, b in pairs)


@remembered
def listed_at(page: Page, i: int) -> tuple[int, Kind, str] | None:
    """The longest name of the tables from token i: (last token, kind, name)."""
    if not 0 <= i < len(page) or not page.tokens[i].text[0].isalnum():
        return None
    first, second = fold(page.word(i)), fold(page.word(i + 1))
    starts = [(first, dash) for dash in DASH] if second in DASH else [(first, second)]
    for start in (*starts, (first,)):
        for row in listed().get(start, ()):
            last = match(page, i, row.words)
            if last is None or not same_capitals(page.slice(i, last), row.name):
                continue
            shouted = page.slice(i, last).isupper() and all_capitals(page, i)
            if shouted and (
                (last == i and is_syllable(row.name)) or phrase_at(page, i, phrases("words.txt")) > last - i
            ):
                continue
            if (shouted or begins_sentence(page, i)) and fold(row.name) in word_set("everyday"):
                continue
            return last, row.kind, row.name
    return None


@remembered
def ward_at(page: Page, i: int) -> int | None:
    """The last token of a commune, ward or town that begins at i, every syllable with a capital."""
    for words in wards().get(fold(page.word(i)), ()):
        last = match(page, i, words)
        if last is not None and all(page.capital(k) for k in range(i, last + 1)):
            return last
    return None


@remembered
def all_capitals(page: Page, i: int) -> bool:
    """A line in capitals: being capital says nothing there."""
    around = [page.word(k) for k in range(max(0, i - 4), min(len(page), i + 5)) if page.joined(min(i, k), max(i, k))]
    letters = [word for word in around if word[:1].isalpha()]
    return len(letters) > 2 and sum(word.isupper() for word in letters) >= len(letters) - 1
