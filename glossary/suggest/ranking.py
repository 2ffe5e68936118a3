"""One score over all origins: equal answers folded, agreement rewarded, and a table of how true scores are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary.model import Origin, Suggestion
from glossary.text import nfc

_DASH = re.compile(r"\s*[-–—‑]\s*")
_SIGNS = re.compile(r"[«»\"“”„'’]")

# Origins in the order of trust: decides which one names a suggestion that several origins made.
_TRUST = (
    Origin.HAND,
    Origin.MEMORY,
    Origin.AUTHORITY,
    Origin.PARALLEL,
    Origin.ARTICLE,
    Origin.IMPORT,
    Origin.DIACRITICS,
    Origin.TRANSCRIPTION,
    Origin.COMPOSITION,
    Origin.ARGOS,
    Origin.COPY,
)

_RANK = {origin: place for place, origin in enumerate(_TRUST)}

# What a rival origin adds when it agrees: of the doubt that is left, this share goes.
_AGREEMENT = 0.5


# A row of the tables often has several names: the one that also says what the question says, part by part, is meant.
_LITERAL = {Origin.COMPOSITION, Origin.COPY}


@lru_cache(maxsize=32768)
def folded(text: str) -> str:
    """Two suggestions with the same key are one: case, ё, quotation marks and the spaces around dashes do not count."""
    return " ".join(_SIGNS.sub("", _DASH.sub("-", nfc(text).casefold().replace("ё", "е"))).split())


def ranked(suggestions: Iterable[Suggestion]) -> list[Suggestion]:
    """Equal answers folded into one that lists its origins, best first; scores stay between 0 and 1."""
    groups: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        groups.setdefault(folded(suggestion.text), []).append(suggestion)
    joined = [_join(group) for group in groups.values()]
    joined.sort(key=lambda s: -s.score)
    return joined


def _join(group: Sequence[Suggestion]) -> Suggestion:
    if len(group) == 1 and not group[0].origins:
        only = group[0]
        return Suggestion(only.text, only.origin, round(min(only.score, 0.99), 4), only.trace, (only.origin,))
    best = max(group, key=lambda s: (s.score, -_RANK[s.origin]))
    origins = sorted({o for s in group for o in (s.origins or (s.origin,))}, key=_RANK.__getitem__)
    score = best.score
    for other in group:
        if other is not best:
            share = _AGREEMENT if other.origin is not best.origin else _AGREEMENT / 2
            score += (1 - score) * other.score * share
    literal = max((s.score for s in group if _LITERAL & set(s.origins or (s.origin,))), default=0.0)
    if Origin.AUTHORITY in origins and literal >= 0.6:
        score = max(score, 0.9 + 0.09 * min(1.0, literal))
    first = next(o for o in origins)
    named = next((s for s in group if s.origin is first), best)
    return Suggestion(best.text, first, round(min(score, 0.99), 4), named.trace, tuple(origins))


@dataclass(frozen=True, slots=True)
class Bin:
    """Suggestions with scores from `low` to `high`: how many, what they promised on average, how many were right."""

    low: float
    high: float
    count: int
    promised: float
    right: float


def reliability(results: Iterable[tuple[float, bool]], bins: int = 10) -> list[Bin]:
    """The table that shows whether 0.9 means right nine times in ten: (score, was it right?) pairs in equal steps."""
    slots: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for score, right in results:
        slots[min(int(score * bins), bins - 1)].append((score, right))
    return [
        Bin(i / bins, (i + 1) / bins, len(s), sum(x for x, _ in s) / len(s), sum(r for _, r in s) / len(s))
        for i, s in enumerate(slots)
        if s
    ]
