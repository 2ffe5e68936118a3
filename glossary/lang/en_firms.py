"""English firms and clubs that no list knows: what is said of them, and how they are called.

`competes with X and Y`, `Siam Riverside Development`, `Kasikornbank`, `Zenit beat Akron Togliatti`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from glossary.lang.en_context import part_of_name, titled_before
from glossary.lang.en_sets import words_of
from glossary.lang.en_words import DASH, Found, Sentence
from glossary.lang.tagger import Lexicon, is_syllable
from glossary.model import Kind


@lru_cache(maxsize=1)
def _blends() -> re.Pattern[str]:
    """Companies named by syllables of what they do: `Kasikornbank`, `Belneftekhim`, `Technopromexport`."""
    return re.compile(rf"[A-Z][a-z]{{2,}}(?:{'|'.join(sorted(words_of('blend_end')))})")


def missed(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int, str]]:
    """`writes for Saigoneer,`, `the journal Pharmaceutics`, `Trung An Farming, …`: firms that the tagger left out."""
    if s.headline:
        return []
    spans = []
    for i in s.capitals:
        word = s.tokens[i]
        if i in taken or s.raw[i] != word:
            continue
        if i and (s.raw[i - 1][:1].isupper() or s.raw[i - 1] in DASH):
            continue
        end = i
        while end < len(s.tokens) and end not in taken and s.raw[end][:1].isupper() and end - i < _LONGEST:
            end += 2 if end + 2 < len(s.raw) and s.raw[end + 1] == "-" and s.raw[end + 2][:1].isupper() else 1
        ends = end >= len(s.raw) or not (s.raw[end][:1].isupper() or s.raw[end] in ("of", "and", "&", "("))
        if not ends or s.meets_listed(i, end) or any(c.start < end and c.end > i for c in s.built):
            continue
        if end - i > 1 and _tail(s, end - 1, lex):
            if all(w.isalnum() or w == "-" for w in s.raw[i:end]) and part_of_name(word, lex):
                spans.append((i, end, f"{s.raw[end - 1]} ends a firm's name"))
        elif end - i <= 2 and (why := _called(s, i, end, lex)):
            spans.append((i, end, why))
    return spans


_LONGEST = 6


def _called(s: Sentence, start: int, end: int, lex: Lexicon) -> str:
    """What before one or two strange words says that they are a firm or a newspaper."""
    if start and lex.has(s.raw[start - 1], "named_after") and s.raw[start - 1].islower():
        return f"after {s.raw[start - 1]}"
    strange = s.tokens[start] not in lex.exact and all(part_of_name(w, lex) for w in s.tokens[start:end])
    if strange and (said := _business_before(s, start, lex)):
        return said
    after = s.raw[end : end + 2]
    staffed = strange and start + 1 == end and len(after) == 2 and after[0] in words_of("staff")
    if staffed and part_of_name(s.tokens[end + 1], lex):
        return f"its {after[0]} is named"
    manned = start == 1 and s.raw[0] == "At" and end + 1 < len(s.raw) and s.raw[end] == ","
    return "who works there is named" if manned and strange and "title" in lex.single.get(s.raw[end + 1], ()) else ""


_POSSESSIVE = frozenset(("'s", "’s"))


def whose(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`Wood Mackenzie's Raghav Mathur`: who has a person with first name and surname is an employer."""
    if s.written.isdisjoint(_POSSESSIVE):
        return
    for f in found:
        i = f.end + 1
        owner = f.rule == "crf" and f.kind is Kind.PERSON and f.end < len(s.raw) and s.raw[f.end] in _POSSESSIVE
        guess = f.rule == "crf" and f.kind is Kind.ORG and f.end - f.start == 2
        owned = guess and f.start > 0 and s.raw[f.start - 1] in _POSSESSIVE
        given = owned and any(c.endswith("_given") for c in lex.exact.get(s.tokens[f.start], ()))
        if given and not _tail(s, f.end - 1, lex):
            f.kind = Kind.PERSON
            f.note("described: ORG → PERSON, a given name after its employer")
        person = owner and any(g.start == i and g.kind is Kind.PERSON and g.end - i > 1 for g in found)
        if person and not _named_as_person(s, f, lex):
            f.kind = Kind.ORG
            f.note("described: PERSON → ORG, a person belongs to it")


_BRANCHES = DASH | {"&"}


def branches(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """`Ho Chi Minh Museum – Binh Thuan Branch`, `Bobrov & Sons` are one institution."""
    if s.written.isdisjoint(_BRANCHES):
        return found
    for f in list(found):
        if f.end + 1 < len(s.raw) and s.raw[f.end] == "&" and lex.has(s.raw[f.end + 1], "firm_after_and"):
            found = [g for g in found if g is f or g.start != f.end + 1]
            f.end, f.kind = f.end + 2, Kind.ORG
            f.note(f"border: & {s.raw[f.end - 1]} belongs to the name")
        if f.kind is not Kind.ORG or f.end >= len(s.raw) or s.raw[f.end] not in DASH:
            continue
        end = f.end + 1
        while end < len(s.raw) and s.raw[end][:1].isupper() and end - f.end < _LONGEST:
            end += 1
        if s.raw[end - 1] in ("Branch", "Campus") and end - f.end > 2:
            found = [g for g in found if g is f or not f.end <= g.start < end]
            f.end = end
            f.note("border: the branch belongs to the name")
    return found


def told(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`she told Ogonyok in 1987`: one word that is nobody's surname is a newspaper."""
    for f in found if "told" in s.written else ():
        single = f.rule == "crf" and f.kind in (Kind.PERSON, Kind.PLACE) and f.end - f.start == 1 and f.start > 1
        if not single or s.raw[f.start - 1] != "told" or s.listed_at(f.start):
            continue
        after = s.raw[f.end] if f.end < len(s.raw) else "."
        if s.tokens[f.start] not in lex.exact and after in (".", ",", "in", "on", "last"):
            f.kind = Kind.ORG
            f.note("described: told something, and nobody's surname")


def named(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """What ends like a firm's name is one: the tagger's other guesses, and single words that it left out."""
    taken = {i for f in found for i in range(f.start, f.end)}
    for f in () if s.headline else found:
        if f.rule != "crf" or f.kind is Kind.EVENT or titled_before(s, f.start, lex):
            continue
        if f.end - f.start == 1 and f.kind is not Kind.ORG and _blend(s.tokens[f.start], lex):
            f.kind = Kind.ORG
            f.note("described: the word ends like a firm's name")
        end = _tail_end(s, f, lex)
        if end - f.start > 1:
            end = _and_tail(s, end, lex)
            if taken.isdisjoint(range(f.end, end)):
                _to_tail(s, f, end, lex)
    for f in () if s.headline else list(found):
        branch = f.kind is Kind.ORG and lex.has(s.tokens[f.start], "company_tail")
        place = next((g for g in found if g.end == f.start and g.kind is Kind.PLACE), None) if branch else None
        if place is not None and s.raw[f.start - 1] not in DASH:
            f.start = place.start
            f.note("border: a firm called after a place")
            found.remove(place)
    found += [
        Found(i, i + 1, Kind.ORG, "described", ["described: the word ends like a firm's name"])
        for i in s.capitals
        if i not in taken and s.raw[i] == s.tokens[i] and _blend(s.tokens[i], lex)
    ]


@lru_cache(maxsize=20_000)
def _blend(word: str, lex: Lexicon) -> bool:
    return _blends().fullmatch(word) is not None and word not in lex.exact and word not in lex.phrases


def _tail_end(s: Sentence, f: Found, lex: Lexicon) -> int:
    """Where a firm's name ends, within two words after the tagger's guess; the end of the guess where none does."""
    for end in range(f.end, min(f.end + 3, len(s.raw) + 1)):
        if _tail(s, end - 1, lex):
            return end
    return f.end


def _tail(s: Sentence, i: int, lex: Lexicon) -> bool:
    return i < len(s.raw) and _is_tail(s.tokens[i], lex)


@lru_cache(maxsize=20_000)
def _is_tail(word: str, lex: Lexicon) -> bool:
    """Can a firm's name end so?"""
    if not word[:1].isupper():
        return False
    if word in words_of("company_end") or lex.has(word, "company_tail"):
        return True
    lower = word.lower()
    return lower not in lex.single and lower.endswith(tuple(words_of("tail_end")))


def _and_tail(s: Sentence, end: int, lex: Lexicon) -> int:
    """End of `Thai Nguyen Iron and Steel` after `Iron`; the same end where no other branch of business follows."""
    joined = end + 1 < len(s.raw) and s.raw[end] in ("and", "&") and lex.has(s.tokens[end + 1], "company_tail")
    closed = end + 2 >= len(s.raw) or not s.raw[end + 2][:1].isupper()
    return end + 2 if joined and closed and s.tokens[end + 1].istitle() else end


def _to_tail(s: Sentence, f: Found, end: int, lex: Lexicon) -> None:
    """Let the tagger's guess be the firm that ends there, if a name ends there at all."""
    if f.kind is Kind.ORG and end == f.end:
        return
    follows = s.raw[end] if end < len(s.raw) else "."
    capitals = all(w[:1].isupper() or w in ("and", "&") for w in s.raw[f.start : end])
    sure = capitals and _tail(s, end - 1, lex) and not follows[:1].isupper() and follows not in ("and", "of", "&")
    whole = s.listed_as(f.start, end) or s.listed_from(f.start) == "a_person"
    if sure and not whole and s.raw[f.start : end] == s.tokens[f.start : end]:
        f.end, f.kind = end, Kind.ORG
        f.note(f"described: {s.raw[end - 1]} ends a firm's name")


def opponents(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """Clubs: a strange word before a town (`Akron Togliatti`); who beats a club or loses to one."""
    for f in found:
        if f.rule == "crf" and f.kind is Kind.PERSON and f.end - f.start == 2:
            town = s.listed_as(f.end - 1, f.end) == "city"
            word = s.tokens[f.start]
            if town and word not in lex.exact and not is_syllable(word) and not titled_before(s, f.start, lex):
                f.kind = Kind.ORG
                f.note("described: PERSON → ORG, a town ends the name")
    verbs = lex.sets.get("defeats", frozenset())
    if s.written.isdisjoint(verbs):
        return
    for i in range(1, len(s.raw) - 1):
        if s.raw[i] in verbs:
            _settle_match(s, found, i, lex)


def _settle_match(s: Sentence, found: list[Found], verb: int, lex: Lexicon) -> None:
    left = next((f for f in found if f.end == verb), None)
    right = next((f for f in found if f.start == verb + 1), None)
    if Kind.ORG not in [f.kind for f in (left, right) if f is not None]:
        return
    for f, i in ((left, verb - 1), (right, verb + 1)):
        if f is None and part_of_name(s.tokens[i], lex) and s.tokens[i] not in lex.exact:
            found.append(Found(i, i + 1, Kind.ORG, "described", ["described: a club that plays another"]))
        elif f is not None and f.kind is Kind.PLACE and f.end - f.start == 1 and not _country(s, f):
            f.kind = Kind.ORG
            f.note("described: PLACE → ORG, a club that plays another")


def _country(s: Sentence, f: Found) -> bool:
    return s.listed_as(f.start, f.end) == "country"


def business_partners(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """`competes with X and Y`, `a stake in X`, `a subsidiary of X`: who is spoken of so is a company."""
    before = None
    for f in sorted(found, key=lambda f: f.start):
        guess = f.rule == "crf" and f.kind in (Kind.PERSON, Kind.PLACE) and f.end - f.start < 3
        if not (guess or f.kind is Kind.ORG):
            before = None
            continue
        said = _business_before(s, f.start, lex)
        if not said and f.kind is Kind.PERSON:
            said = _office_before(s, f.start, lex)
        along = before is not None and f.start - before.end == 1 and s.raw[before.end] in (",", "and", "or")
        if guess and (said or along) and not s.is_listed(f.start, f.end) and _may_be_firm(s, f, before, lex):
            f.kind = Kind.ORG
            f.note(f"described: a company, {said or 'beside another'}")
            before = f
        elif not (along and f.kind is Kind.ORG):
            before = f if f.kind is Kind.ORG and said else None
        else:
            before = f
        nxt = f.end + 1
        if before is f and nxt < len(s.raw) - 1 and s.raw[f.end] in ("and", "or"):
            free = not any(g.start <= nxt < g.end for g in found) and not s.raw[nxt + 1][:1].isupper()
            if free and part_of_name(s.tokens[nxt], lex) and s.tokens[nxt] not in lex.exact:
                found.append(Found(nxt, nxt + 1, Kind.ORG, "described", ["described: a company, beside another"]))


def _may_be_firm(s: Sentence, f: Found, before: Found | None, lex: Lexicon) -> bool:
    """Is it not named as a person, or does it stand beside a firm without a title or a given name?"""
    if f.kind is Kind.PLACE or not _named_as_person(s, f, lex):
        return True
    given = any(c.endswith("_given") and not c.startswith("vi_") for c in lex.exact.get(s.tokens[f.start], ()))
    beside = before is not None and before.kind is Kind.ORG
    return beside and not given and not titled_before(s, f.start, lex)


def _business_before(s: Sentence, start: int, lex: Lexicon) -> str:
    first, second = (s.raw[start - 2].lower(), s.raw[start - 1].lower()) if start > 1 else ("", "")
    if lex.has(second, "business_preposition") and lex.has(first, f"business_{second}"):
        return f"{first} {second}"
    return second if lex.has(second, "business_object") else ""


def _office_before(s: Sentence, start: int, lex: Lexicon) -> str:
    """Whose head or staff are only institutions: `chairman of X`, where the tagger took X for a person."""
    office = start > 1 and s.raw[start - 1] == "of" and lex.has(s.raw[start - 2], "office_of")
    return f"{s.raw[start - 2]} of" if office else ""


def _named_as_person(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """Is the first word a given name or a Vietnamese surname?"""
    cats = lex.exact.get(s.tokens[f.start], ())
    return titled_before(s, f.start, lex) or any(c.endswith("_given") or c == "vi_surname" for c in cats)
