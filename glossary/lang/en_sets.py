"""Small sets of English words that single rules ask for."""

from __future__ import annotations

from functools import cache, lru_cache

from glossary.lang.tagger import read_table
from glossary.resources import DATA

FOLDER = DATA / "en"
"""Cue words, lists of names, labelled sentences, the trained model."""


@lru_cache(maxsize=1)
def _sets() -> dict[str, frozenset[str]]:
    return {name: frozenset(items) for name, items in read_table(FOLDER / "sets.tsv")}


@cache
def words_of(name: str) -> frozenset[str]:
    """The set of `data/en/sets.tsv` that is called so."""
    return _sets()[name]
