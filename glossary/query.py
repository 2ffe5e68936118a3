"""The query of the queue: words, and filters such as `kind:org missing:ru`."""

from __future__ import annotations

from dataclasses import dataclass

from glossary.keys import fold
from glossary.model import ConceptStatus, Kind, Lang
from glossary.text import nfc


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue shows; empty fields do not filter."""

    kinds: tuple[Kind, ...] = ()
    statuses: tuple[ConceptStatus, ...] = ()
    missing: tuple[Lang, ...] = ()
    doubtful: bool | None = None
    articles: tuple[str, ...] = ()
    """Patterns (`*`, `?`) that the name of an article must match."""
    nothing: bool = False
    """A filter that nothing can pass, such as `kind:xyz`."""


def parse_query(query: str) -> tuple[list[str], Filters]:
    """The folded words of a query, and its filters; a half-typed one (`kind:o`) filters as far as it goes."""
    words: list[str] = []
    kinds: list[Kind] = []
    statuses: list[ConceptStatus] = []
    without: list[Lang] = []
    articles: list[str] = []
    doubtful, nothing = None, False
    for part in nfc(query).split():
        name, colon, value = part.partition(":")
        name, value = name.casefold(), value.casefold() if name.casefold() != "article" else value
        if not colon or name not in ("kind", "status", "missing", "risk", "article"):
            words += fold(part).split()
        elif not value:
            continue
        elif name == "kind":
            kinds += [kind for kind in Kind if kind.casefold().startswith(value)]
            nothing |= not kinds
        elif name == "status":
            statuses += [status for status in ConceptStatus if status.startswith(value)]
            nothing |= not statuses
        elif name == "missing":
            without += [lang for lang in Lang if lang.startswith(value)]
            nothing |= not without
        elif name == "risk":
            doubtful = not "none".startswith(value)
        else:
            articles.append(value)
    return words, Filters(tuple(kinds), tuple(statuses), tuple(without), doubtful, tuple(articles), nothing)
