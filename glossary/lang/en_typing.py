"""What the words of an English name say it is, whatever the tagger thought."""

from __future__ import annotations

from glossary.lang.en_borders import admin
from glossary.lang.en_context import russian_person
from glossary.lang.en_words import CATEGORY_KIND, DASH, Found, Sentence, listed_kind
from glossary.lang.tagger import Lexicon
from glossary.model import Kind


def typed(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """Two or three words that are all parts of persons' names are a person, whatever the tagger thought."""
    for f in found:
        last, before = s.tokens[f.end - 1], s.tokens[f.start - 1].lower() if f.start else ""
        listed = listed_kind(s, f.start, f.end)
        if f.kind is Kind.PERSON and not listed and f.end - f.start > 1 and last.istitle() and lex.has(last, "admin"):
            f.kind = Kind.PLACE
            f.note("typed: an administrative word ends the name")
            admin(s, f, lex)
        elif (
            f.kind is not Kind.PLACE
            and f.rule == "crf"
            and not listed
            and f.end - f.start > 1
            and (lex.has(last, "facility_strong") or lex.has(last, "geo_head"))
            and not (f.kind is Kind.ORG and any(lex.has(t, "of_head") for t in s.tokens[f.start : f.end - 1]))
            and (last.istitle() or last == "NPP")
        ):
            f.note(f"typed: {f.kind} → PLACE, a word for a site ends the name")
            f.kind = Kind.PLACE
        elif (
            f.rule == "crf"
            and f.kind is Kind.PERSON
            and f.end - f.start == 1
            and s.tokens[f.start] not in lex.exact
            and (before in ("in", "near", "outside", "via") or (before == "from" and f.start == 1))
        ):
            f.kind = Kind.PLACE
            f.note(f"typed: a place after `{before}`")
        if f.rule == "crf" and f.kind is Kind.EVENT:
            while f.end - f.start > 1 and s.raw[f.end - 1].islower() and _edition(s.raw[f.end - 2]):
                f.end -= 1
                f.note(f"border: descriptor outside ({s.raw[f.end]})")
            for a, b, category in s.listed:
                event = a == f.start and b < f.end and CATEGORY_KIND.get(category) is Kind.EVENT
                if event and all(t.islower() for t in s.tokens[b : f.end]):
                    f.end = b
                    f.note("border: plain words outside")
        if (
            f.rule == "crf"
            and f.kind is not Kind.PERSON
            and f.end - f.start in (2, 3)
            and not listed
            and not s.headline
            and russian_person(s.tokens[f.start : f.end], lex)
        ):
            f.note(f"typed: {f.kind} → PERSON, a Russian surname ends the name")
            f.kind = Kind.PERSON
        if f.rule == "crf" and f.kind is Kind.ORG and f.end - f.start in (2, 3):
            tokens = s.tokens[f.start : f.end]
            if (
                all(t in lex.exact and t.istitle() for t in tokens)
                and not any(lex.single.get(t.lower()) for t in tokens)
                and not listed_kind(s, f.start, f.end)
                and any(c.startswith(("person_", "west_", "ru_")) for t in tokens[:1] for c in lex.exact[t])
            ):
                f.kind = Kind.PERSON
                f.note("typed: every word is part of persons' names")
    return found


def _edition(word: str) -> bool:
    """Does the name of an event end so by itself (`Atomexpo 2025 forum`)?"""
    return word.isdigit() or word.lower().endswith("expo")


def pairs(s: Sentence, found: list[Found]) -> list[Found]:
    """`Vietnam–Russia` is two places, unless it is part of an institution's name."""
    if s.written.isdisjoint(DASH):
        return found
    made = []
    for f in found:
        dashes = [i for i in range(f.start + 1, f.end - 1) if s.raw[i] in DASH]
        whole = s.listed_as(f.start, f.end)
        if dashes and not whole and f.kind in (Kind.PLACE, Kind.ORG) and f.rule == "crf":
            parts = []
            low = f.start
            for d in [*dashes, f.end]:
                parts.append((low, d))
                low = d + 1
            kinds = [listed_kind(s, a, b) for a, b in parts]
            if all(kinds):
                for (a, b), kind in zip(parts, kinds, strict=True):
                    made.append(Found(a, b, kind or f.kind, f.rule, [*f.trace, "pair: two names joined by a dash"]))
                continue
        made.append(f)
    for d in range(1, len(s.raw) - 1):
        if s.raw[d] in DASH and not any(f.start <= d < f.end for f in made):
            left = next((f for f in made if f.end == d), None)
            right = next((f for f in made if f.start == d + 1), None)
            for have, a, b in ((left, *_word_before(s, d)), (right, *_word_after(s, d))):
                other = right if have is left else left
                if have is None and other is not None and other.kind in (Kind.PLACE, Kind.ORG):
                    kind = listed_kind(s, a, b)
                    if kind is not None:
                        made.append(Found(a, b, kind, "pair", ["pair: the other half is a name"]))
    return made


def _word_before(s: Sentence, d: int) -> tuple[int, int]:
    return next(((a, b) for a, b, _ in s.listed if b == d), (d - 1, d))


def _word_after(s: Sentence, d: int) -> tuple[int, int]:
    return next(((a, b) for a, b, _ in s.listed if a == d + 1), (d + 1, d + 2))
