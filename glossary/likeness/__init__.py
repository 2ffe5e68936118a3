"""Are two spellings one name? Pairwise rules, strict to loose, each with its reason and its risk.

`relate` knows no article: what holds only within one (short forms, acronyms in brackets) is in `glossary.concepts`.
The first rule that decides wins; what no rule decides is not the same. Each module has one sort of rules (`by_…`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain

from glossary import keys
from glossary.likeness import institutions, people, places, scripts, spelling, tables
from glossary.likeness.institutions import abbreviates, compounds, script
from glossary.likeness.people import is_vietnamese, person
from glossary.likeness.tables import entries, family
from glossary.likeness.verdict import differ, forbids, same
from glossary.model import Comparison, Kind, Risk
from glossary.text import nfc, printable

__all__ = ["abbreviates", "compounds", "entries", "family", "forbids", "is_vietnamese", "person", "relate", "script"]


@lru_cache(maxsize=65536)
def relate(a: str, b: str, kind: Kind | None = None) -> Comparison:
    """Would `a` and `b` (names of `kind`, if known) be one concept? Order does not matter."""
    a, b = sorted((_shown(a), _shown(b)))
    if not keys.loose(a) or not keys.loose(b):
        return differ("empty", "there is nothing to compare")
    for rule in _RULES:
        verdict = rule(a, b, kind)
        if verdict:
            return verdict
    return differ("none", "no rule makes these one", Risk.DOUBT)


_EDITION = re.compile(
    r"\b(?:lần thứ|(?<!bão )số) (?=\d|[IVX]+\b)|(?:№|\bNo\.) ?(?=\d)|(?<=\d{4}) (?:года\b|г\.)", re.IGNORECASE
)
"""`SEA Games lần thứ 32` is `SEA Games 32`, `Nghị quyết số 57` without số, `Олимпиада 2014 года` without года."""


def _shown(text: str) -> str:
    return _EDITION.sub("", keys.one_script(" ".join(printable(nfc(text)).split())))


_NUMBER = r"(?:\d{1,4}(?:st|nd|rd|th|-?[йяе]|-?го)?|[IVX]+)"
_NUMBERED = re.compile(rf"(?P<first>{_NUMBER})\s+(?P<after>\D+)|(?P<before>\D+?)[\s-]+(?P<last>{_NUMBER})")
_YEAR = re.compile(r"(?:19|20)\d\d")


def by_editions(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`2014 Winter Olympics`, `Winter Olympics 2014`: a year before and behind one name; `SPIEF 2024`, `ПМЭФ-2024`."""
    if max(len(a), len(b)) > tables.LONGEST_NAME or kind in (Kind.PERSON, Kind.PLACE):
        return None
    left, right = _NUMBERED.fullmatch(a), _NUMBERED.fullmatch(b)
    if not left or not right:
        return None
    bare_a, bare_b = (match["after"] or match["before"] for match in (left, right))
    moved = bool(left["first"]) != bool(right["first"])
    years = all(_YEAR.fullmatch(match["first"] or match["last"]) for match in (left, right))
    verdict = relate(bare_a, bare_b, kind) if moved and years else tables.by_tables(bare_a, bare_b, kind)
    return verdict if verdict and verdict.same else None


def by_known_names(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """The tables know one, and the other is one of its names there spelt or ordered otherwise.

    `Sergey Rachmaninoff` is `Sergei Rachmaninoff`, and so `Сергей Рахманинов`.
    """
    known, other = (a, b) if entries(a, kind) else (b, a)
    rows = entries(known, kind)
    if not rows or entries(other, kind) or len({row.id for row in rows}) > 1 or " " not in other:
        return None
    row = rows[0]
    rule = people.by_people if row.kind is Kind.PERSON else institutions.by_institutions
    for form in chain.from_iterable(row.names.values()):
        if " " in form and script(form) == script(other):
            verdict = rule(min(form, other), max(form, other), row.kind)
            if verdict and verdict.same and verdict.risk is Risk.NONE:
                return same("authority", f"{form} in the authority tables; {verdict.why}")
    return None


def by_titles(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`President Tô Lâm` and `To Lam`: a title before a full name says nothing about who it is."""
    if kind not in (None, Kind.PERSON):
        return None
    bare_a, bare_b = keys.untitled(a), keys.untitled(b)
    if (bare_a, bare_b) == (a, b) or min(len(bare_a.split()), len(bare_b.split())) < 2:
        return None
    verdict = relate(bare_a, bare_b, Kind.PERSON)
    return same("title", f"without the title: {verdict.why}", verdict.risk) if verdict.same else None


_RULES = (
    spelling.by_spelling,
    tables.by_tables,
    spelling.by_numbers,
    by_editions,
    spelling.by_shortened,
    spelling.by_vowels,
    spelling.by_marks,
    people.by_patronymics,
    scripts.by_inflection,
    people.by_initials,
    people.by_people,
    scripts.by_romanised,
    scripts.by_transcription,
    scripts.by_rendered,
    scripts.by_rivals,
    by_known_names,
    institutions.by_institutions,
    institutions.by_companies,
    institutions.by_acronyms,
    places.by_places,
    scripts.by_respelt,
    by_titles,
    spelling.by_misspelt,
)
"""In order; the first that decides wins."""
