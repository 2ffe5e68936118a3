"""Generic short forms, demonyms, dates, ships and products are no English names: what is refused, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from glossary.lang.en_sets import words_of
from glossary.lang.en_words import DASH, Found, Sentence, is_title
from glossary.lang.tagger import Lexicon
from glossary.model import Kind

_PLURAL = re.compile(r"[a-z](?:ers|ors|ists|ians|men)\Z")
_LONGEST_WORD = 40
_FARTHEST = 12


def why_not(s: Sentence, f: Found, lex: Lexicon) -> str:
    """Why a name in the making is none; empty when it is one."""
    tokens = [t.lower() for t in s.tokens[f.start : f.end]]
    if not tokens[0].isalpha() and not any(map(str.isalpha, "".join(tokens))):
        return "no letters"
    if max(map(len, tokens)) > _LONGEST_WORD:
        return "no word"
    if f.end < len(s.raw) and s.raw[f.end] == "$" and s.starts[f.end] == s.ends[f.end - 1]:
        return "a currency"
    if (
        f.kind is Kind.PERSON
        and f.rule == "crf"
        and s.tokens[f.start].islower()
        and s.tokens[f.start] not in ("von", "van", "de", "al", "bin")
    ):
        return "a person's name does not begin in lower case"
    if f.rule == "exhibition-title":
        return ""
    branded = f.rule == "crf" and f.start and f.end < len(s.raw) and s.raw[f.end] in ("brand", "brands")
    after = s.raw[f.end].lower() if f.end < len(s.raw) else ""
    numbered = f.rule == "crf" and f.end - f.start > 2 and s.raw[f.end - 1].isdigit() and s.raw[f.end - 2] in DASH
    if numbered and after in words_of("numbered_thing"):
        return f"the name of a {after}"
    if f.rule == "crf" and f.kind is not Kind.ORG and f.end - f.start == 1 and s.tokens[f.start] not in lex.exact:
        near = [w for w in s.raw[max(0, f.start - 4) : f.start] if w.islower() and lex.has(w, "animal")]
        if near and s.raw[f.start - 1] in (",", "and", "named", "called", *near):
            return f"the name of a {near[-1]}"
    made = (
        f.rule in ("crf", "listed")
        and f.kind is not Kind.EVENT
        and f.end - f.start < 3
        and after in words_of("made_thing")
    )
    if made and f.start and s.raw[f.start - 1].lower() in words_of("opens_thing"):
        return f"the name of a {after}"
    if branded and s.raw[f.start - 1] in ("its", "his", "her", "their"):
        return "the name of a brand"
    listed = s.is_listed(f.start, f.end)
    alone = f.rule == "crf" and f.start == 0 and f.end == 1 and not listed
    if alone and _PLURAL.search(tokens[0]) and s.tokens[0] not in lex.exact:
        return "a plural at the beginning of a sentence"
    if f.end - f.start == 3 and s.tokens[f.start] in words_of("prefix") and s.tokens[f.start + 1] == "-":
        return "a word made with a prefix"
    glued = f.start > 1 and s.raw[f.start - 1] == "-" and s.starts[f.start] == s.ends[f.start - 2] + 1
    if glued and f.rule == "crf" and s.raw[f.start - 2] in words_of("prefix"):
        return "a word made with a prefix"
    single = lex.single
    cues = any(map(single.get, tokens)) or not tokens[0][0].isalnum()
    if cues and (why := _no_name_by_its_words(s, f, lex, tokens)):
        return why
    if f.kind is Kind.PERSON and any(map(str.isdigit, "".join(tokens))):
        return "a number in it"
    if f.kind is not Kind.PERSON and not listed and f.start and f.rule == "crf":
        k = f.start - 1
        while k > 0 and s.raw[k].lower() in (",", "the", "called", "titled"):
            k -= 1
        if lex.has(s.raw[k], "work") and k >= f.start - 3:
            return f"the title of a {s.raw[k].lower()}"
    if f.kind is Kind.PERSON and all(
        "title" in single.get(t, ()) and s.tokens[f.start + k] not in lex.exact for k, t in enumerate(tokens)
    ):
        return "a title alone"
    portfolio = f.rule in ("crf", "institution") and after in ("minister", "secretary") and "affairs" in tokens
    if portfolio and all("demonym" in single.get(t, ()) or "common" in single.get(t, ()) for t in tokens):
        return "a minister's portfolio"
    small = not s.raw[f.start][:1].isupper() and not any(t[:1].isupper() for t in s.raw[f.start : f.end])
    if small and f.rule in ("crf", "institution", "site") and not s.raised.issuperset(range(f.start, f.end)):
        return "no capital"
    before = s.raw[f.start - 1].lower() if f.start else ""
    if before == "the" and f.start > 2 and s.raw[f.start - 2] == ",":
        before = s.raw[f.start - 3].lower()  # `a cruise ship, the Fyodor Chaliapin`
    if s.built and before == "(" and any(c.kind is None and c.end == f.start - 1 for c in s.built):
        return "the short form of a treaty or an award"
    if f.kind is not Kind.EVENT and (ship := _ship_behind(s, f, lex)):
        return f"the name of a {ship}"
    if before == "carrier" and f.start > 1 and s.raw[f.start - 2].lower() in words_of("carrier"):
        return "the name of a ship"
    cats = single.get(before, ())
    longer = f.end < len(s.raw) and s.raw[f.end][:1].isupper() and not s.headline
    if f.rule in ("crf", "again", "unseen") and f.kind is not Kind.EVENT and _among_vessels(s, f, lex):
        return "the name of a vessel"
    if "vessel" in cats and not (listed and f.kind is Kind.PLACE and not longer) and f.kind is not Kind.EVENT:
        return f"the name of a {before}"
    if "product" in cats and f.kind in (Kind.PERSON, Kind.PLACE) and not listed:
        return f"the name of a {before}"
    return ""


def _no_name_by_its_words(s: Sentence, f: Found, lex: Lexicon, tokens: Sequence[str]) -> str:
    """Is it but a demonym, a generic short form or a date?"""
    single, listed = lex.single, s.is_listed(f.start, f.end)
    if not listed and all("demonym" in single.get(t, ()) or not t[0].isalnum() for t in tokens):
        titled = f.start > 0 and is_title(s, f.start - 1, lex)
        if not (f.kind is Kind.PERSON and s.tokens[f.start] in lex.exact and titled):
            return "a demonym alone"
    if (
        not listed
        and all(
            "common_short" in single.get(t, ())
            or "demonym" in single.get(t, ())
            or t in ("'s", "’s", "and", "of", "the")
            for t in tokens
        )
        and not (f.rule == "site" and f.end - f.start > 2)
        and (f.end - f.start == 1 or not any("demonym" in single.get(t, ()) for t in tokens))
    ):
        return "a generic short form"
    if all("month" in single.get(t, ()) or "weekday" in single.get(t, ()) for t in tokens) and not (
        f.kind is Kind.PERSON and f.start and is_title(s, f.start - 1, lex)
    ):
        return "a date"
    return ""


def _ship_behind(s: Sentence, f: Found, lex: Lexicon) -> str:
    """`the Irtysh, a hospital ship`: the word for a vessel that explains the name; empty when none does."""
    if not f.start or s.raw[f.start - 1].lower() != "the" or s.raw[f.end : f.end + 1] != [","]:
        return ""
    told = s.raw[f.end + 1 : f.end + 7]
    if not told or told[0] not in ("a", "an"):
        return ""
    noun = list(takewhile(lambda w: w.isalpha() and w.islower() and not lex.has(w, "stop"), told[1:]))
    carrier = noun[-1:] == ["carrier"] and words_of("carrier").issuperset(noun[-2:-1])
    return noun[-1] if noun and (carrier or lex.has(noun[-1], "vessel")) else ""


def _among_vessels(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """Is it one of `the tugs Sao Bien 7 and Sao Bien 9`?"""
    i = f.start - 1
    while (
        i > 0
        and f.start - i <= _FARTHEST
        and (s.raw[i] in (",", "and", "including", "the") or s.raw[i][0].isdigit() or _capital(s, i))
    ):
        i -= 1
    return (
        i >= 0
        and s.raw[i].endswith("s")
        and s.raw[i].islower()
        and (lex.has(s.raw[i], "vessel") or s.raw[i] in words_of("thing_plural"))
    )


def _capital(s: Sentence, i: int) -> bool:
    return s.raw[i][:1].isupper()
