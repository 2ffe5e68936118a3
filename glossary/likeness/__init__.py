"""Are two spellings one name? Pairwise rules, strict to loose, each with its reason and its risk.

`relate` knows no article: what holds only within one (short forms, acronyms in brackets) is in `glossary.concepts`.
The first rule that decides wins; what no rule decides is not the same. Each module has one sort of rules (`by_…`).
"""

from __future__ import annotations

import re
from functools import lru_cache

from glossary import keys
from glossary.likeness import institutions, people, places, scripts, spelling, tables
from glossary.likeness.institutions import abbreviates, compounds, script
from glossary.likeness.people import is_vietnamese, person
from glossary.likeness.tables import entries, family
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.text import nfc, printable

__all__ = ["abbreviates", "compounds", "entries", "family", "is_vietnamese", "person", "relate", "script"]


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


_EDITION = re.compile(r"\blần thứ (?=\d|[IVX]+\b)", re.IGNORECASE)
"""`SEA Games lần thứ 32` is `SEA Games 32`."""


def _shown(text: str) -> str:
    return _EDITION.sub("", keys.one_script(" ".join(printable(nfc(text)).split())))


_WITH_YEAR = re.compile(r"(?P<first>(?:19|20)\d\d)\s+(?P<after>\D+)|(?P<before>\D+?)[\s-]+(?P<last>(?:19|20)\d\d)")


def by_years(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`2014 Winter Olympics` and `Winter Olympics 2014`: the year before and behind one name."""
    if max(len(a), len(b)) > tables.LONGEST_NAME:
        return None
    left, right = _WITH_YEAR.fullmatch(a), _WITH_YEAR.fullmatch(b)
    if kind in (Kind.PERSON, Kind.PLACE) or not left or not right or bool(left["first"]) == bool(right["first"]):
        return None
    verdict = relate(left["after"] or left["before"], right["after"] or right["before"], kind)
    return verdict if verdict.same else None


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
    by_years,
    spelling.by_shortened,
    spelling.by_marks,
    people.by_patronymics,
    scripts.by_inflection,
    people.by_initials,
    people.by_people,
    scripts.by_romanised,
    scripts.by_transcription,
    scripts.by_rivals,
    institutions.by_institutions,
    institutions.by_companies,
    institutions.by_acronyms,
    places.by_places,
    scripts.by_respelt,
    by_titles,
    spelling.by_misspelt,
)
"""In order; the first that decides wins."""
