"""Names of firms between Latin letters and Cyrillic: which are Russian, and which stay as they are.

A Russian firm is spelt back into Russian (`Uraltransbank`, Уралтрансбанк). What the press does with another one differs
from firm to firm (Philips, but Данон), and a spelling by the letters is often wrong: so both are proposed, none as
sure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from glossary.lang import transcribe
from glossary.lang.ru_morph import in_dictionary
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest.parts import FOLDER

_LATIN_BRAND = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]{3,}\d?|[A-Z]+[&+-][A-Z]+")
"""`PowerChina`, `VNVC`: names of firms that Russian leaves in Latin letters."""

_STAYS, _MAY_STAY, _MAY_BE_SPELT, _RUSSIAN, _VIETNAMESE = 0.8, 0.5, 0.4, 0.85, 0.6
"""The chance that a name stays in Latin letters: a brand by its look, another one; that its spelling by the letters is
right; and the most that the spelling of a Russian one and of a Vietnamese one is worth, for firms choose their own."""


def in_their_letters(question: Question, ruled: Sequence[Suggestion]) -> list[Suggestion]:
    """The spellings by rule of a firm of one word, with the name in its own letters where it is no Russian one."""
    text, source, target = question.text, question.source, question.target
    if question.kind is not Kind.ORG:
        return [*ruled]
    if source is not Lang.RU and transcribe.is_vietnamese(text):
        return worth(ruled, _VIETNAMESE)
    if " " in text:
        return [*ruled]
    if source is Lang.RU:
        return [replace(s, score=min(s.score, _RUSSIAN)) for s in ruled]
    if target is not Lang.RU:
        return [*ruled]
    if _LATIN_BRAND.fullmatch(text):
        return [*worth(ruled, 1 - _STAYS), _kept(text, _STAYS)]
    spelt = [s for s in ruled if s.origin is Origin.TRANSCRIPTION]
    if not spelt:
        return [*ruled]
    russian = next((s for sure in (True, False) for s in spelt if is_russian_firm(s.text, sure=sure)), None)
    if russian is not None:
        first = replace(russian, score=max(s.score for s in spelt))
        return worth([first, *(s for s in ruled if s is not russian)], _RUSSIAN)
    return [*worth(ruled, _MAY_BE_SPELT), _kept(text, _MAY_STAY)]


def worth(ruled: Sequence[Suggestion], share: float) -> list[Suggestion]:
    """Suggestions with this share of their score."""
    return [replace(s, score=round(s.score * share, 4)) for s in ruled]


def _kept(text: str, score: float) -> Suggestion:
    return Suggestion(text, Origin.COPY, score, f"{text}: a firm's name in Latin letters stays")


@cache
def _stems() -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = (FOLDER / "firm_stems.txt").read_text(encoding="utf-8").split("\n")
    words = [line for line in lines if line and not line.startswith("#")]
    return tuple(w for w in words if not w.startswith("-")), tuple(w[1:] for w in words if w.startswith("-"))


def is_russian_firm(name: str, *, sure: bool) -> bool:
    """Is this, in Cyrillic, a word of Russian or one made of the pieces that Russian firms are named with?

    `sure` asks for a word of the dictionary or one that ends like a firm's name; else a beginning is enough.
    """
    beginnings, endings = _stems()
    words = name.lower().split("-")
    return all(
        in_dictionary(word) or word.endswith(endings) or (not sure and word.startswith(beginnings)) for word in words
    )
