"""What an English sentence calls a name: `a firm named X`, `goals from X`, `the X fair`, `on the X`.

These rules retype the tagger's guesses and find names that it left out; listed names stay as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from glossary.lang.en_context import kind_of, part_of_name, stranger, titled_before
from glossary.lang.en_sets import words_of
from glossary.lang.en_words import Found, Sentence, listed_kind
from glossary.lang.tagger import Lexicon, is_syllable
from glossary.model import Kind

_LONGEST = 4
_FEST = len("fests")


def called(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """`a man called Kolya`, `a firm named Zhiguli Tekstil`, `the village known as X`: the noun says what it is."""
    verbs = words_of("call_verb")
    for i in range(1, len(s.raw) - 1):
        if s.raw[i] not in verbs or not s.raw[i + 1][:1].isupper() or not s.raw[i - 1].islower():
            continue
        noun = s.raw[i - 2] if s.raw[i - 1] == "known" and i > 1 else s.raw[i - 1]
        kind = Kind.PERSON if noun in words_of("person_noun") else kind_of(noun, lex)
        if kind is not None:
            _settle(s, found, i + 1, kind, f"a {noun} is {s.raw[i]} so", lex)


def _settle(s: Sentence, found: list[Found], start: int, kind: Kind, why: str, lex: Lexicon) -> None:
    """Let the name that begins at `start` be of `kind`, and be a mention."""
    over = next((f for f in found if f.start <= start < f.end), None)
    if over is not None:
        free = over.rule == "crf" and over.kind is not kind and over.start == start
        if free and listed_kind(s, over.start, over.end) is None:
            over.note(f"described: {over.kind} → {kind}, {why}")
            over.kind = kind
        return
    end = start
    while end < len(s.raw) and end - start < _LONGEST and part_of_name(s.tokens[end], lex):
        end += 1
    if end > start and not any(f.start < end and f.end > start for f in found):
        found.append(Found(start, end, kind, "described", [f"described: {why}"]))


def retype(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """Guesses that one word beside them or their own ending contradicts."""
    for f in found:
        if not f.start:
            continue
        before = s.raw[f.start - 1]
        if f.kind is not Kind.PERSON and _honoured(s, f, before):
            f.note(f"described: {f.kind} → PERSON after {before}")
            f.kind = Kind.PERSON
        if f.rule != "crf" or s.meets_listed(f.start, f.end):
            continue
        kind, why = _told(s, f, found, lex)
        if kind is not None and kind is not f.kind:
            f.note(f"described: {f.kind} → {kind}, {why}")
            f.kind = kind


def _honoured(s: Sentence, f: Found, before: str) -> bool:
    """`Mr X`, `a statue of X` where X is also the name of a club."""
    if f.end - f.start == 1 and before.lower().rstrip(".") in words_of("polite"):
        return True
    statue = before in ("to", "of") and f.start > 1 and s.raw[f.start - 2] in words_of("likeness")
    return statue and s.listed_as(f.start, f.end) == "sport"


def _told(s: Sentence, f: Found, found: Sequence[Found], lex: Lexicon) -> tuple[Kind | None, str]:
    before, first = s.raw[f.start - 1], s.raw[f.start - 2] if f.start > 1 else ""
    after = s.raw[f.end] if f.end < len(s.raw) else ""
    if before == "by" and first.lower() in words_of("made_by") and f.end - f.start > 1 and f.kind is Kind.ORG:
        heads = any(lex.has(w, "org_head") or lex.has(w, "company_tail") for w in s.tokens[f.start : f.end])
        return (None, "") if heads else (Kind.PERSON, f"{first} by")
    alias = first == "known" and before == "as" and s.raw[f.start - 3 : f.start - 2] == [","]
    if alias and any(g.kind is Kind.PERSON and g.end == f.start - 3 for g in found):
        return Kind.PERSON, "another name of the person"
    strange = all(part_of_name(w, lex) for w in s.tokens[f.start : f.end])
    if strange and first in words_of("ball") and before in ("from", "by"):
        return Kind.PERSON, f"{first} {before}"
    single = f.end - f.start == 1 and s.tokens[f.start] not in lex.exact
    relative = s.raw[f.end + 1 : f.end + 2] if single and after == "," else []
    if relative == ["who"] or (relative == ["whose"] and f.kind is not Kind.ORG):
        return Kind.PERSON, f"{s.raw[f.end + 1]} follows"
    named = single and strange and f.kind is not Kind.PLACE and (before in ("'s", "’s") or before.islower())
    if named and after in words_of("event_noun"):
        return Kind.EVENT, f"{after} follows"
    watery = before == "the" and first in words_of("on_river")
    if single and f.kind is Kind.PERSON and watery and after in words_of("after_river"):
        return Kind.PLACE, f"{first} the"
    if single and f.kind is Kind.PERSON and not titled_before(s, f.start, lex) and _town(s.tokens[f.start]):
        return Kind.PLACE, "it ends like a town of Russia"
    return None, ""


def contests(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """`the Vietnam Startup Wheel contest`: the capitals before a word for a contest are its name; `Techfest` is one."""
    for f in found:
        guess = f.rule == "crf" and f.kind is not Kind.EVENT
        if guess and any(w.endswith("fest") and w.istitle() and len(w) > _FEST for w in s.tokens[f.start : f.end]):
            f.note(f"described: {f.kind} → EVENT, a festival")
            f.kind = Kind.EVENT
    heads = words_of("contest")
    if s.headline or s.written.isdisjoint(heads):
        return found
    for h in (i for i, word in enumerate(s.raw) if word in heads):
        start = h
        while start > 1 and s.raw[start - 1][:1].isupper() and s.raw[start - 1].isalpha():
            start -= 1
        over = [f for f in found if f.start < h and f.end > start]
        if h - start < 2 or not s.raw[start - 1].islower() or not over or not _contest(s, start, h, over, lex):
            continue
        found = [f for f in found if f not in over]
        found.append(Found(start, h, Kind.EVENT, "described", [f"described: {s.raw[h]} follows"]))
    return found


def _contest(s: Sentence, start: int, end: int, over: Sequence[Found], lex: Lexicon) -> bool:
    """Do the tagger's guesses stand in these words, and is it neither who holds the contest nor in what language?"""
    words = s.tokens[start:end]
    who = lex.has(words[-1], "company_tail") or any(lex.has(w, "org_head") for w in words)
    guessed = all(f.rule in ("crf", "listed") and start <= f.start and f.end <= end for f in over)
    persons = any(f.kind is Kind.PERSON and f.end - f.start > 1 for f in over)
    return guessed and not (who or persons or lex.has(words[0], "demonym") or s.is_listed(start, end))


def joined(s: Sentence, found: list[Found]) -> list[Found]:
    """`Thể Thao & Văn Hóa`: two guesses of Vietnamese syllables joined by `&` are one newspaper or firm."""
    found.sort(key=lambda f: f.start)
    for f, other in pairwise(list(found)):
        both = f.rule == other.rule == "crf" and other.start == f.end + 1 and s.raw[f.end] == "&"
        if both and all(is_syllable(w) for w in [*s.tokens[f.start : f.end], *s.tokens[other.start : other.end]]):
            other.start, other.kind = f.start, Kind.ORG
            other.note("described: two names joined by &")
            found.remove(f)
    return found


def _town(word: str) -> bool:
    return word.isalpha() and word.istitle() and word.lower().endswith(tuple(words_of("town_ending")))


def floods(s: Sentence, taken: set[int], lex: Lexicon) -> list[int]:
    """`after the Kuenga washed away a bridge`: one strange word that does what rivers do."""
    return [
        i
        for i in range(1, len(s.raw) - 1)
        if i not in taken
        and s.raw[i - 1].lower() == "the"
        and s.raw[i + 1] in words_of("river_verb")
        and part_of_name(s.tokens[i], lex)
        and s.tokens[i] not in lex.exact
    ]


def versus(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """`Luch v Sakhalinets`: two strange words that play each other are clubs; two surnames are players."""
    for i in range(1, len(s.raw) - 1):
        if s.raw[i] not in words_of("versus"):
            continue
        sides = [(i - 1, i), (i + 1, i + 2)]
        clubs = all(part_of_name(s.tokens[a], lex) and s.tokens[a] not in lex.exact for a, _ in sides)
        if not clubs or any(s.tokens[a].lower().endswith(tuple(words_of("surname_ending"))) for a, _ in sides):
            continue
        for a, b in sides:
            over = [f for f in found if f.start < b and f.end > a]
            if not over:
                found.append(Found(a, b, Kind.ORG, "described", ["described: a club that plays another"]))
            elif over[0].rule == "crf" and over[0].end - over[0].start == 1:
                over[0].kind = Kind.ORG
                over[0].note("described: a club that plays another")


def _singular(noun: str) -> str:
    lower = noun.lower()
    return lower[:-3] + "y" if lower.endswith("ies") else lower[:-1]


def such(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """`retailers including Kari and Zenden`, `villages such as X`: what a list of examples is said to be."""
    for i in range(1, len(s.raw) - 1):
        like = s.raw[i] in words_of("for_example") and (s.raw[i] != "as" or s.raw[i - 1] == "such")
        noun = s.raw[i - 2] if i > 1 and (s.raw[i] == "as" or s.raw[i - 1] == ",") else s.raw[i - 1]
        kind = kind_of(_singular(noun), lex) if like and noun[1:].islower() and noun.endswith("s") else None
        k = i + 1
        while kind is not None and k < len(s.raw) and s.raw[k][:1].isupper():
            _settle(s, found, k, kind, f"one of the {noun}", lex)
            end = next((f.end for f in found if f.start <= k < f.end), 0)
            if end + 1 >= len(s.raw) or s.raw[end] not in (",", "and", "or"):
                break
            k = end + 1 + (s.raw[end + 1] in ("and", "or"))


def beside(s: Sentence, found: list[Found], lex: Lexicon) -> None:
    """`Danone and Econiva`, `the National Union of Milk Producers, or Soyuzmoloko,`: a strange word beside a firm."""
    if s.headline:
        return
    companies = {b for _, b, c in s.listed if c == "company"}
    for f in list(found):
        if f.kind is not Kind.ORG or f.end + 2 >= len(s.raw):
            continue
        other = s.raw[f.end : f.end + 2] == [",", "or"]
        i = f.end + 2 if other else f.end + 1
        if not (other or (s.raw[f.end] == "and" and f.end in companies)) or i + 1 >= len(s.raw):
            continue
        strange = part_of_name(s.tokens[i], lex) and s.tokens[i] not in lex.exact and not s.raw[i + 1][:1].isupper()
        if strange and s.raw[i + 1] not in ("'s", "’s", "-"):
            _settle(s, found, i, Kind.ORG, "beside a firm", lex)


def rivers(s: Sentence, taken: set[int], lex: Lexicon) -> list[int]:
    """`lies on the Ucha north of Moscow`: one strange word after `on the`, `along the`, where nothing was found."""
    if s.headline:
        return []
    return [
        i
        for i in s.capitals
        if 1 < i < len(s.raw) - 1
        and s.raw[i - 1] == "the"
        and i not in taken
        and s.raw[i - 2] in words_of("on_river")
        and stranger(s.tokens[i], lex)
        and not s.raw[i + 1][:1].isupper()
        and s.raw[i + 1] in words_of("after_river")
        and not any(c.start <= i < c.end for c in s.built)
    ]
