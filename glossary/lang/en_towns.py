"""Towns that look like Vietnamese given names: `HUE, Nov 18 (VNA)`, `Hue's court music`, `the Vinh authorities`."""

from __future__ import annotations

from collections.abc import Sequence

from glossary import authority
from glossary.lang.en_context import titled_before
from glossary.lang.en_sets import words_of
from glossary.lang.en_words import DASH, Found, Sentence, listed_kind
from glossary.lang.tagger import Lexicon
from glossary.model import Kind


def dateline(s: Sentence, found: Sequence[Found]) -> None:
    """The capitals that begin a report are where it was written: `HUE, Nov 18 (VNA) –`, `DA LAT (VNS) –`."""
    for f in found:
        if f.start == 0 and f.kind is Kind.PERSON and s.raw[0].isupper() and _dated(s, f.end):
            f.note("described: PERSON → PLACE, it begins the dateline")
            f.kind = Kind.PLACE


def _dated(s: Sentence, k: int) -> bool:
    rest = [token.rstrip(".").lower() for token in s.raw[k : k + 8]]
    if rest[:1] == [","]:
        month = next((token[:3] for token in rest[1:3] if token[:3] in words_of("month_begins")), "")
        return bool(month) and any(token.isdigit() for token in rest[1:4])
    return rest[:1] == ["("] and ")" in rest and any(token in DASH for token in rest[2:6])


def towns_not_people(sentences: Sequence[tuple[Sentence, list[Found]]], lex: Lexicon) -> None:
    """A listed Vietnamese town alone is a person only where the article names or addresses one so (`Ms Hue`)."""
    people = {s.tokens[i] for s, found in sentences for f in found if f.kind is Kind.PERSON for i in _named(s, f, lex)}
    for s, found in sentences:
        for f in found:
            word = s.tokens[f.start]
            alone = f.kind is Kind.PERSON and f.rule == "crf" and f.end - f.start == 1
            if alone and word not in people and _vietnamese_town(s, f):
                f.note("described: PERSON → PLACE, a town, and the article names no such person")
                f.kind = Kind.PLACE


def _vietnamese_town(s: Sentence, f: Found) -> bool:
    if listed_kind(s, f.start, f.end) is not Kind.PLACE:
        return False
    entries = authority.load().find(s.tokens[f.start])
    return any(entry.kind is Kind.PLACE and entry.country == "VN" for entry in entries)


def _named(s: Sentence, f: Found, lex: Lexicon) -> range:
    """The words of a person who is named in full or addressed."""
    return range(f.start, f.end) if f.end - f.start > 1 or titled_before(s, f.start, lex) else range(0)
