"""What the words beside a place say it is: `Novosibirsk` in `Novosibirsk Oblast` is not the city.

A word for what a place is stays outside its name (`tỉnh Tula`, `аэропорт Камрань`, `рынок «Москва»`), so that the name
alone would join the town that the thing is called after. Where the tables know both, or know the town and the word is
that of a building or of a region abroad, the name is read together with the word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

from glossary import keys
from glossary.authority import Entry
from glossary.likeness import entries
from glossary.likeness.tables import lasting
from glossary.model import Article, Kind, Lang, Mention
from glossary.text import has_cyrillic

_NEAR = 40
_MOST_WORDS = 3
_BEFORE = re.compile(r"([^\W\d_]+(?:[ -][^\W\d_]+){0,2})\s*[«“\"]?\Z")
_AFTER = re.compile(r"[»”\"]?\s*([^\W\d_]+(?:[ -][^\W\d_]+){0,2})")

_SORTS = frozenset({"site", "province"})
_LANDS = frozenset({"region", "territory", "republic", "province"})
"""Words (ids of `data/keys/places.tsv`) for the land around a town; abroad it is called after the town."""
_BUILT = frozenset({"bridge", "market", "hydropower", "nuclear", "thermal"})
"""Words for what is built, and often called after a town elsewhere; an airport or port is mostly that of the town."""


_OF_TOWN = frozenset({"port", "stadium", "station"})
"""Words that tell nothing: the name alone may mean the thing as well as the town."""


def described(article: Article, mentions: Sequence[Mention]) -> list[str]:
    """For each mention the name with the word beside it, where that tells another place than the name; else empty."""
    return [
        _described(article.text, mention, article.lang) if mention.kind is Kind.PLACE else "" for mention in mentions
    ]


def _described(text: str, mention: Mention, lang: Lang) -> str:
    known = entries(mention.form, Kind.PLACE)
    if not known or keys.site(mention.form).sorts or _governed(text, mention):
        return ""
    for words, ahead in _words(text, mention):
        spoken = f"{words} {mention.form}" if ahead else f"{mention.form} {words}"
        site = keys.site(spoken)
        if site.name == mention.form and not _SORTS.isdisjoint(site.sorts):
            if not any(keys.same_words(spoken, one) for one in keys.sited(mention.form, site.ids, lang)):
                return ""
            own = _own(known[0])
            if own and own.isdisjoint(site.ids):  # `порт Восточный`: the tables know the cosmodrome
                return next(keys.sited(mention.form, site.ids, lang))
            if site.ids & _OF_TOWN or any(keys.site(name).ids & site.ids for name in _names(known[0])):
                return ""
            return _another(mention.form, site.ids, known[0].country, lang)
    return ""


def _names(row: Entry) -> Iterator[str]:
    return chain.from_iterable(row.names.values())


def _own(row: Entry) -> frozenset[str]:
    """What a place is by its own names, where it has none without the word for it (`Vostochny Cosmodrome`)."""
    sites = [keys.site(name) for name in _names(row)]
    return frozenset().union(*(site.ids for site in sites)) if all(site.ids for site in sites) else frozenset()


def spoken(text: str, mention: Mention) -> str:
    """The name with the word beside it that says what the place is (`cảng Vostochny`); empty where there is none."""
    if mention.kind is not Kind.PLACE or _governed(text, mention):
        return ""
    for words, ahead in _words(text, mention):
        whole = f"{words} {mention.form}" if ahead else f"{mention.form} {words}"
        site = keys.site(whole)
        if site.name == mention.form and not _SORTS.isdisjoint(site.sorts):
            return whole
    return ""


def _governed(text: str, mention: Mention) -> bool:
    """`порт Хайфона`, `port of Haiphong`: in the genitive it is the town, which the thing belongs to."""
    return (
        has_cyrillic(mention.text) and mention.text != mention.form and text[mention.end : mention.end + 1] not in "»”"
    )


def _words(text: str, mention: Mention) -> Iterator[tuple[str, bool]]:
    """One to three words before and behind the name, the longest first, and whether they stand before it."""
    before = _BEFORE.search(text, max(0, mention.start - _NEAR), mention.start)
    after = _AFTER.match(text, mention.end, mention.end + _NEAR)
    for match, ahead in ((before, True), (after, False)):
        parts = match[1].split() if match else []
        for length in range(min(_MOST_WORDS, len(parts)), 0, -1):
            yield " ".join(parts[-length:] if ahead else parts[:length]), ahead


@lru_cache(maxsize=4096)
def _another(form: str, ids: frozenset[str], country: str, lang: Lang) -> str:
    candidates = list(keys.sited(form, ids, lang))
    for candidate in (*candidates, *keys.sited(form, ids, Lang.EN)):
        if found := entries(candidate, Kind.PLACE):
            return candidate if lasting(found[0]) != lasting(entries(form, Kind.PLACE)[0]) else ""
    alone = ids & _BUILT if country == "VN" else ids & (_BUILT | _LANDS)
    return candidates[0] if alone and candidates else ""
