"""Whose ministry? In a Russian article from Hanoi, `Министерство финансов` is Vietnam's.

An institution that every state has (a ministry, a parliament, a supreme court) belongs, without its country's name, to
the country that the article speaks of or from: its dateline and agency, its outlet, the places it names. Where these
say nothing, it is that of the language (`Bộ Tài chính`: Vietnam's), as in the authority tables.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import keys
from glossary.likeness import entries
from glossary.likeness.institutions import OF_STATES
from glossary.model import Article, Kind, Lang, Mention
from glossary.resources import DATA
from glossary.text import has_cyrillic

_HOME = {Lang.VI: "vn", Lang.RU: "ru"}
"""The country that goes without saying in a language; English has none."""
_TABLED = frozenset(_HOME.values())
"""Countries all of whose ministries the authority tables hold."""

_OF_LANGUAGE, _OF_SENDER, _OF_PLACE, _OF_NAMESAKE = 2, 4, 2, 3
"""What the language, the agency or outlet, the place of the dateline, and the same institution with its country weigh
beside one name of the country."""
_MOST_NAMES = 6
_CLEARLY = 1.5
"""How far ahead of the second country the first must be."""

_HEAD = 160
"""Code points in which a dateline stands."""
_AFTER_PLACE = re.compile(r"\s*(?:,[^\n–—-]{1,30}|\([^()\n]{1,40}\))?\s*[.,]?\s*(?:[–—/-]|\()")


@dataclass(frozen=True, slots=True)
class _Country:
    vi: str
    en: str
    adjective: str
    genitive: str


@cache
def _countries() -> dict[str, _Country]:
    """How each country is called beside an institution, by its code in lower case."""
    lines = (DATA / "composition" / "countries.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line[:1] != "#"][1:]
    return {
        code.lower(): _Country(*(cell.split("|")[0] for cell in (vi, en, adjective, genitive)))
        for code, vi, en, adjective, _, genitive, *_ in rows
        if genitive
    }


@lru_cache(maxsize=16384)
def of_country(form: str, lang: Lang, country: str) -> str:
    """The bare institution with its country: `Министерство финансов Вьетнама`; empty for what states do not share."""
    known = _countries().get(country)
    plain = keys.institution(form)
    if known is None or (plain is not None and (plain.countries or plain.cities)):
        return ""
    if has_cyrillic(form):
        candidates = [f"{form} {known.genitive}"]
    elif lang is Lang.EN:
        candidates = [f"{known.adjective} {form}", f"{form} of {known.en}"]
    else:
        candidates = [f"{form} {known.vi}"]
    tabled = [name for name in candidates if entries(name, Kind.ORG)]
    if not tabled and country in _TABLED and entries(form, Kind.ORG) and " " in form:
        return ""
    name = (tabled or candidates)[0]
    parts = keys.institution(name)
    shared = parts is not None and parts.heads & OF_STATES and len(parts.countries) == 1 and not parts.cities
    return name if shared and parts is not None and (not parts.unknown or tabled or entries(form, Kind.ORG)) else ""


def default(form: str, lang: Lang) -> str:
    """Whose the bare institution is when nothing is said: that of the tables, else of the language."""
    found = entries(form, Kind.ORG)
    return found[0].country.lower() if found else _HOME.get(lang, "")


def only_of(form: str, lang: Lang) -> str:
    """The one country that has such an institution by the tables (`Министерство общественной безопасности`), or ""."""
    if entries(form, Kind.ORG):
        return ""
    having = [country for country in sorted(_TABLED) if entries(of_country(form, lang, country), Kind.ORG)]
    return having[0] if len(having) == 1 else ""


def is_bare(form: str, lang: Lang) -> bool:
    """Is this an institution that other states have too, without its country?"""
    return bool(of_country(form, lang, "ru") or of_country(form, lang, "vn") or of_country(form, lang, "la"))


def weigh(article: Article, mentions: Sequence[Mention]) -> Counter[str]:
    """How much the article has of each country: language, dateline, agency, outlet, places and institutions."""
    weights: Counter[str] = Counter()
    if article.lang in _HOME:
        weights[_HOME[article.lang]] += _OF_LANGUAGE
    weights.update(_sender(article, mentions))
    named: Counter[str] = Counter()
    for mention in mentions:
        named.update(_countries_of(mention.form, mention.kind, mention.lang))
    for country, count in named.items():
        weights[country] += min(count, _MOST_NAMES)
    return weights


def country_of(form: str, others: Sequence[str], weights: Counter[str]) -> str:
    """The country of a bare institution: the one clearly ahead in the article; empty when there is none.

    `others` are the article's other institutions: its name with its country there counts more than any other name.
    """
    own = Counter(weights)
    parts = keys.institution(form)
    for other in others:
        full = keys.institution(other)
        if full is not None and parts is not None and len(full.countries) == 1 and full.own == parts.own:
            own[full.countries[0]] += _OF_NAMESAKE
    ranked = [*own.most_common(2), ("", 0), ("", 0)]
    return ranked[0][0] if ranked[0][1] >= _CLEARLY * ranked[1][1] else ""


_POSSESSIVE = re.compile(r"['’]s?\s+(?:[a-z]+\s+)?|:\s+")


def owner(text: str, before: Mention, institution: Mention) -> str:
    """The country before it as its owner: `Russia's Ministry of Health`; `Hàn Quốc: Tòa án`; else nothing."""
    if before.kind is not Kind.PLACE or not _POSSESSIVE.fullmatch(text[before.end : institution.start]):
        return ""
    found = entries(before.form, Kind.PLACE)
    return found[0].country.lower() if found and found[0].id.startswith("place." + found[0].country.lower()) else ""


def _sender(article: Article, mentions: Sequence[Mention]) -> Counter[str]:
    """Outlet, agency and place of the dateline: `HANOI (VNA) –`, `МОСКВА, 5 мая. /ТАСС/`, `— VNS` at the end."""
    found: Counter[str] = Counter()
    senders = set(_of_outlet(article.outlet))
    for mention in mentions:
        if mention.kind is Kind.ORG and _signs(article.text, mention):
            senders.update(_countries_of(mention.form, Kind.ORG, mention.lang))
        if mention.kind is Kind.PLACE and _opens(article.text, mention):
            found.update(dict.fromkeys(_countries_of(mention.form, Kind.PLACE, mention.lang), _OF_PLACE))
    found.update(dict.fromkeys(senders, _OF_SENDER))
    return found


def _signs(text: str, agency: Mention) -> bool:
    """Does the agency stand in brackets in the dateline, or after a dash as the last word?"""
    before, after = text[max(0, agency.start - 2) : agency.start].strip(), text[agency.end : agency.end + 1]
    if agency.start < _HEAD:
        return before[-1:] in ("(", "/") and after in (")", "/")
    return not text[agency.end :].strip(" .)/\n") and before[-1:] in ("(", "/", "—", "–", "-")


def _opens(text: str, place: Mention) -> bool:
    """Does a line of the head begin with the place, as a dateline does?"""
    begins = not text[text.rfind("\n", 0, place.start) + 1 : place.start].strip()
    return place.start < _HEAD and begins and _AFTER_PLACE.match(text, place.end) is not None


def _of_outlet(outlet: str) -> tuple[str, ...]:
    """The country of an outlet, by its name in the tables or the end of its address (`vietnamnews.vn`)."""
    domain = outlet.rsplit(".", 1)[-1].lower() if "." in outlet else ""
    return (domain,) if domain in _TABLED else _countries_of(outlet, Kind.ORG, Lang.EN)


@lru_cache(maxsize=16384)
def _countries_of(form: str, kind: Kind, lang: Lang) -> tuple[str, ...]:
    """The country of a place or institution that the tables know, or that says its country itself."""
    if kind not in (Kind.PLACE, Kind.ORG):
        return ()
    if kind is Kind.ORG:
        parts = keys.institution(form)
        if parts is not None and parts.countries:
            return tuple(dict.fromkeys(parts.countries))
        if is_bare(form, lang):
            return ()
    found = entries(form, kind)
    return (found[0].country.lower(),) if found and found[0].country else ()
