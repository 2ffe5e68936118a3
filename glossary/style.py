"""House style: how a glossary writes what may be written in several ways, in suggestions and in exports."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from glossary.errors import InputError
from glossary.lang.transcribe import has_phonetic_word
from glossary.model import HouseStyle, Kind, Lang, Suggestion
from glossary.text import has_cyrillic, is_syllable

CHOICES: Mapping[str, tuple[str, ...]] = {
    "vietnam": ("Vietnam", "Viet Nam", "Việt Nam"),
    "yo": ("е", "ё"),
    "russian_names": ("latin", "phonetic"),
}
"""What each field may say; empty leaves all as it is."""

_VIETNAM = re.compile(r"\b(?:Vi[eệ]t[ -]?[Nn]am|VI[EỆ]T[ -]?NAM)(?=\b|ese\b)(?!ese)")


def check_style(style: HouseStyle) -> None:
    """Raises InputError for a choice that there is not."""
    for name, choices in CHOICES.items():
        value = getattr(style, name)
        if value and value not in choices:
            raise InputError(f"“{value}” cannot be chosen here; choose one of: {', '.join(choices)}.")


def style_of(settings: Mapping[str, str]) -> HouseStyle:
    """The style among the settings of a glossary."""
    return HouseStyle(**{name: settings.get(f"style.{name}", "") for name in CHOICES})


def styled(text: str, lang: Lang, style: HouseStyle) -> str:
    """A term in house style: `Vietnam` as the house spells it, Russian е for ё."""
    if lang is Lang.EN and style.vietnam:
        return _VIETNAM.sub(lambda m: style.vietnam.upper() if m[0].isupper() else style.vietnam, text)
    if lang is Lang.RU and style.yo == "е":
        return text.replace("ё", "е").replace("Ё", "Е")
    return text


def suggested(
    suggestions: Sequence[Suggestion], kind: Kind, lang: Lang, style: HouseStyle, russian: bool
) -> list[Suggestion]:
    """Suggestions in house style and in its order, each spelling once; `russian` says that the name is a Russian one.

    In Vietnamese, Russian names of people and places come in Latin letters or spelt as they sound, as the house wants.
    """
    found: dict[str, Suggestion] = {}
    for one in suggestions:
        text = styled(one.text, lang, style)
        trace = one.trace if text == one.text else f"{one.trace}; house style: {text}".lstrip("; ")
        found.setdefault(text, replace(one, text=text, trace=trace))
    result = list(found.values())
    if lang is Lang.VI and style.russian_names and russian and kind in (Kind.PERSON, Kind.PLACE):
        phonetic = style.russian_names == "phonetic"
        best = max((one.score for one in result), default=0.0)
        result.sort(key=lambda one: _as_it_sounds(one.text) is not phonetic)
        # What the house wants is as sure as the name itself is, also where most others spell it otherwise.
        result[:1] = [replace(one, score=best) for one in result[:1]]
    return result


def _as_it_sounds(text: str) -> bool:
    """Is a name spelt in Vietnamese syllables (`Vla-đi-mia Pu-tin`), not in the Latin letters of other languages?"""
    parted = (word.split("-") for word in text.split() if "-" in word)
    return has_phonetic_word(text) or any(all(map(is_syllable, parts)) for parts in parted)


def is_russian(kind: Kind, terms: Mapping[Lang, Sequence[str]]) -> bool:
    """Is it the name of a person or place that has a Russian term of its own, not a Vietnamese name in Cyrillic?"""
    from glossary.keys import vietnamese_sounds

    names = [text for text in terms.get(Lang.RU, ()) if has_cyrillic(text)]
    return kind in (Kind.PERSON, Kind.PLACE) and bool(names) and not any(map(vietnamese_sounds, names))
