"""Names that the authority tables know: their rows, whatever the case and the spelling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from glossary import authority, keys
from glossary.likeness.people import may_be_hers
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Lang, Risk
from glossary.resources import DATA
from glossary.text import has_cyrillic

SHORT_ACRONYM = 3


def by_tables(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """Both names are known: one row, or two."""
    left, right = entries(a, kind), entries(b, kind)
    if not left or not right:
        return None
    one, other = _called(left[0]), _called(right[0])
    if lasting(left[0]) == lasting(right[0]) and (_loosely_known(a, left) or _loosely_known(b, right)):
        return differ("authority", f"{one} is not the only one that is called so", Risk.DOUBT)
    if lasting(left[0]) == lasting(right[0]):
        if left[0].id != right[0].id:
            return same("authority", f"both are names, former and present, of one row of the authority tables ({one})")
        return same("authority", f"both are spellings of one row of the authority tables ({one})")
    if {lasting(entry) for entry in left} & {lasting(entry) for entry in right}:
        if _is_acronym_of(a, left, right) or _is_acronym_of(b, right, left):
            return same("acronym", "an acronym of several names, this one among them", Risk.DOUBT)
        return differ("authority", f"may be {one} or {other}", Risk.DOUBT)
    if right[0].merged_into == left[0].id or left[0].merged_into == right[0].id:
        return differ("authority", f"one became part of the other ({one}, {other})")
    return differ("authority", f"two rows of the authority tables ({one}, {other})")


def _is_acronym_of(short: str, mine: tuple[authority.Entry, ...], full: tuple[authority.Entry, ...]) -> bool:
    """`VFF` is a name of the Fatherland Front and of the Football Federation; is `full` just one of them?"""
    one = {lasting(entry): entry for entry in full}
    if len(one) != 1 or not short.isupper() or " " in short or not {lasting(entry) for entry in mine} & one.keys():
        return False
    return any(short in spellings for spellings in full[0].names.values())


def _called(entry: authority.Entry) -> str:
    """What a person knows a row of the tables by: its names."""
    return " / ".join(dict.fromkeys(filter(None, map(entry.name, (Lang.VI, Lang.EN, Lang.RU)))))


def _loosely_known(name: str, found: tuple[authority.Entry, ...]) -> bool:
    """Is the name a mere look-up form of several rows (`Ростов` of two cities), and the name of none?"""
    if len({lasting(entry) for entry in found if entry.kind is found[0].kind}) == 1:
        return False
    bare = set(map(keys.loose, nominatives(name)))
    return not any(keys.loose(form) in bare for form in chain.from_iterable(found[0].names.values()))


def lasting(entry: authority.Entry) -> str:
    """The id that former names of one person or city share; states, provinces and offices that merged stay apart."""
    later = authority.load().get(entry.merged_into) if entry.merged_into else None
    if later is None or entry.kind is not later.kind or entry.kind not in (Kind.PERSON, Kind.PLACE):
        return entry.id
    if entry.kind is Kind.PLACE and (entry.until > "2000" or "Republic" in entry.name(Lang.EN)):
        return entry.id
    return lasting(later)


@cache
def _families() -> dict[str, tuple[authority.Entry, ...]]:
    found: dict[str, list[authority.Entry]] = {}
    for entry in authority.load().entries:
        found.setdefault(lasting(entry), []).append(entry)
    return {id_: tuple(rows) for id_, rows in found.items()}


def family(name: str, kind: Kind | None = None) -> tuple[authority.Entry, ...]:
    """The row of a name with the rows of its former and later names; empty where the tables do not know it."""
    found = entries(name, kind)
    return _families()[lasting(found[0])] if found else ()


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
        inner = keys.described(name)
        if inner and (rows := entries(inner, Kind.ORG)):
            return rows
        bare, sort = keys.without_sort(name)
        rows = entries(bare, Kind.ORG) if bare else ()
        if rows := tuple(row for row in rows if sort != "club" or _is_club(row)):
            return rows
    if not found and kind in (None, Kind.ORG) and (alone := keys.ungrouped(name)):
        return tuple(row for row in entries(alone, Kind.ORG) if _is_group(row))
    if not found and name[:4].lower() == "the " and len(name) > SHORT_ACRONYM + 4:
        return entries(name[4:], kind)
    if not found and has_cyrillic(name):
        for nominative in nominatives(name):
            if kind in (None, Kind.PERSON) and may_be_hers(keys.plain(name), keys.plain(nominative)):
                continue
            found = tables.find(nominative, kind=kind)
            if found:
                break
        else:
            likely = (lemma for lemma in lemmas(name, kind) if not _half_declined(name, lemma))
            found = next(filter(None, (tables.find(lemma, kind=kind) for lemma in likely)), [])
    return tuple(found)


def _is_club(row: authority.Entry) -> bool:
    return any(keys.without_sort(name)[1] == "club" for name in chain.from_iterable(row.names.values()))


def _is_group(row: authority.Entry) -> bool:
    """Is the company called a group of companies in the tables?"""
    return any(map(keys.ungrouped, chain(*row.names.values(), *row.lookup.values())))


def _half_declined(name: str, nominative: str) -> bool:
    """Is `Александра Новак` a woman, and no case of `Александр Новак`? A man's surname in a consonant declines too.

    `Александра Козлова` may be either, and `Валентин Терешков` is no `Валентина Терешкова`. A Russian given name in
    the nominative has no surname in another case (`Дмитрий Козаков`, not of `Козак`).
    """
    (given, *rest), (his, *others) = name.split(), nominative.split()
    if not rest or not others:
        return False
    if given == his:
        return given in _russian_given() and given[-1] not in "иоеу" and rest != others
    if rest[-1] == others[-1]:
        return rest[-1][-1].lower() in "бвгджзйклмнпрстфхцчшщь"
    pairs = [(keys.plain(given), keys.plain(his)), (keys.plain(rest[-1]), keys.plain(others[-1]))]
    return all(may_be_hers(x, y) for x, y in pairs) or all(may_be_hers(y, x) for x, y in pairs)


@cache
def _russian_given() -> frozenset[str]:
    lines = (DATA / "names" / "ru_given.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if line[:1] != "#")


def lemmas(name: str, kind: Kind | None) -> Iterator[str]:
    """The nominative of a Russian name of several words, by the dictionary; one word is guessed well enough."""
    if " " not in name or not has_cyrillic(name) or len(name) > LONGEST_NAME:
        return
    from glossary.lang import ru

    if kind is None and name.istitle():
        yield ru.lemma(name, Kind.PERSON)
    yield ru.lemma(name, kind or (Kind.ORG if keys.institution(name) else Kind.EVENT))


LONGEST_NAME = 120
"""Longer names are not tried: the trial takes time."""


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
