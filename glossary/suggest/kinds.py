"""Which of several places of one name is meant: `Tula` beside the word for a province is Тульская область.

A term is the name alone, without the word that says what the place is. Where that word makes it another place than the
one the tables know by the name alone, the suggestions are those of the other: of a region the name with its word, which
Russian has no other way to say; of anything else the name, spelt, and then with its word (`Vostochny` the port is
Восточный, though the tables know the cosmodrome).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from glossary import authority, keys
from glossary.model import Kind, Lang, Question, Suggestion
from glossary.suggest import diacritics, parts, transcription
from glossary.suggest.ranking import folded, ranked

_LANDS = frozenset({"region", "territory", "republic", "province"})
"""Words (ids of `data/keys/places.tsv`) for the land around a town, which abroad is called after it."""

_WITH_OBLASTS = frozenset({"RU", "BY", "UA", "KZ", "KG", "UZ", "TJ", "TM"})
"""Countries whose regions are called after a town."""

_OF_ANOTHER, _WITH_ITS_WORD = 0.4, 0.9
"""What the names of the other place of the tables are worth, and the name with its word where it goes without."""

_SENSIBLE = 0.35
"""Below this a name with its word is only spelt."""

Asker = Callable[[Sequence[Question]], Sequence[Sequence[Suggestion]]]
"""What answers the questions about names with their words."""


def another(name: str, spoken: str, lang: Lang) -> bool:
    """Is the place that is called `spoken` in a text another one than the tables know as `name`?"""
    site = keys.site(spoken)
    rows = authority.load().find(name, lang, Kind.PLACE)
    if not rows or not site.sorts or site.name != name or "city" in site.ids:
        return False
    told = authority.load().find(spoken, lang, Kind.PLACE)
    if told and told[0].id == rows[0].id:
        return False
    if site.ids & _LANDS:
        return bool(told) or rows[0].country in _WITH_OBLASTS
    return not _called_plainly(name, rows[0])


def doubtful(name: str, lang: Lang) -> bool:
    """May a word beside this name make it another place: is it in the tables as a place abroad, or as no mere name?"""
    rows = authority.load().find(name, lang, Kind.PLACE)
    return bool(rows) and (rows[0].country != "VN" or not _called_plainly(name, rows[0]))


def _called_plainly(name: str, row: authority.Entry) -> bool:
    """Is the row a place of this name, and none with another word in it? `Ngũ Hành Sơn` is the Marble Mountains."""
    english = row.name(Lang.EN)
    return folded(english) == folded(name) or not parts.is_commonplace(english, Lang.EN)


def _spelt(question: Question) -> list[Suggestion]:
    return ranked(diacritics.propose(question) + transcription.propose(question))


def meant(
    found: Sequence[Suggestion], name: str, spoken: str, lang: Lang, target: Lang, asked: Asker
) -> list[Suggestion]:
    """The suggestions for `name`, in the order that the word beside it asks for."""
    whole = Question(lang, target, Kind.PLACE, spoken)
    (answers,) = asked([whole])
    if keys.site(spoken).ids & _LANDS:
        wanted = [s for s in answers[:3] if s.score >= _SENSIBLE]
    else:
        plain = _spelt(replace(whole, text=name)) if lang is not target else []
        most = _WITH_ITS_WORD * (plain[0].score if plain else 1.0)
        wanted = [*plain[:2], *(replace(s, score=s.score * most) for s in answers[:2] if s.score >= _SENSIBLE)]
    ours = {folded(s.text) for s in wanted}
    return ranked([*wanted, *(replace(s, score=s.score * _OF_ANOTHER) for s in found if folded(s.text) not in ours)])
