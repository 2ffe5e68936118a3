"""House style: how a glossary spells what is spelt in several ways, applied to suggestions and to exported terms.

A style never adds or drops a suggestion except where two become the same; it rewrites them and puts the form of the
house first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from glossary.model import Kind, Lang, Question, Suggestion
from glossary.text import has_vietnamese_marks

EnglishVietnam = Literal["Vietnam", "Viet Nam", "Việt Nam"]

_VIETNAM = re.compile(r"\b(?:Vietnam|Viet Nam|Việt Nam)\b")
_HYPHENATED = re.compile(r"[^\W\d_]+-[^\W\d_]+")
_YO = str.maketrans("ёЁ", "еЕ")


@dataclass(frozen=True, slots=True)
class Style:
    """The choices of one glossary. The defaults are those of most of the press and change nothing but the order."""

    english_vietnam: EnglishVietnam = "Vietnam"
    """The country in English."""
    russian_yo: bool = True
    """Keep ё in Russian (`Королёв`), or write е."""
    vietnamese_russian: Literal["latin", "phonetic"] = "latin"
    """Russian names in Vietnamese: `Lenin`, or the older `Lê-nin`."""


def spelt(text: str, lang: Lang, style: Style) -> str:
    """A term in the spelling of the house; the same text where the style says nothing about it.

    `Vietnamese`, `VietinBank` and `Vietnam Airlines`, a company's own name, are not the country and stay.
    """
    if lang is Lang.EN:
        return _VIETNAM.sub(lambda m: m[0] if _brand(text, m) else style.english_vietnam, text)
    if lang is Lang.RU and not style.russian_yo:
        return text.translate(_YO)
    return text


_BRANDS = re.compile(r" (?:Airlines|Report|Plus|Pictorial|Investment Review|News Gazette)\b")


def _brand(text: str, match: re.Match[str]) -> bool:
    return bool(_BRANDS.match(text, match.end()))


def applied(suggestions: Sequence[Suggestion], question: Question, style: Style) -> list[Suggestion]:
    """Suggestions in the spelling of the house, those that become the same folded, the form of the house first.

    Scores stay in falling order: what moves to the front takes the score of the first.
    """
    kept: dict[str, Suggestion] = {}
    for suggestion in suggestions:
        text = spelt(suggestion.text, question.target, style)
        old = kept.get(text)
        if old is None:
            kept[text] = suggestion if text == suggestion.text else replace(suggestion, text=text)
        else:
            origins = tuple(dict.fromkeys((*old.origins, *suggestion.origins)))
            kept[text] = replace(old, score=max(old.score, suggestion.score), origins=origins)
    found = list(kept.values())
    if (
        question.target is Lang.VI
        and question.kind in {Kind.PERSON, Kind.PLACE}
        and style.vietnamese_russian != "latin"
    ):
        found = _first(found, [s for s in found if is_phonetic(s.text)])
    return found


def is_phonetic(text: str) -> bool:
    """Is a foreign name spelt the Vietnamese way, syllable by syllable (`Lê-nin`, `Mát-xcơ-va`)?"""
    return has_vietnamese_marks(text) and bool(_HYPHENATED.search(text))


def _first(found: list[Suggestion], chosen: list[Suggestion]) -> list[Suggestion]:
    if not chosen:
        return found
    order = chosen + [s for s in found if s not in chosen]
    scores = sorted((s.score for s in found), reverse=True)
    return [replace(s, score=score) for s, score in zip(order, scores, strict=True)]
