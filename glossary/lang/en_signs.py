"""English names told by signs: credits of pictures, datelines, acronyms in brackets, capitals inside a word."""

from __future__ import annotations

import re

from glossary.lang.en_sets import words_of
from glossary.lang.en_words import CATEGORY_KIND, DASH, Found, Sentence, listed_kind, plain
from glossary.lang.tagger import Lexicon
from glossary.model import Kind

_CAMEL = re.compile(r"(?!Mc|Mac|De|La|Le|Di|Du|O['’])[A-Z][a-z]{2,}[A-Z][A-Za-z]+|[A-Z]{2,}[a-z]{3,}")


def force(found: list[Found], start: int, end: int, kind: Kind, rule: str) -> None:
    """These very words are a name of `kind`, unless they are part of a longer one."""
    over = [f for f in found if f.start < end and f.end > start]
    if len(over) == 1 and (over[0].start, over[0].end) == (start, end):
        if over[0].kind is not kind:
            over[0].kind = kind
            over[0].note(f"{rule}: {kind}")
    elif not over:
        found.append(Found(start, end, kind, rule, [rule]))


def papers(s: Sentence, found: list[Found]) -> None:
    """`Danang Today`: a place and a word of newspapers' names, where sentences have no capitals."""
    for f in found:
        if f.kind is not Kind.PLACE or s.headline or f.end >= len(s.raw) or s.raw[f.end] not in words_of("news_word"):
            continue
        follows = s.raw[f.end + 1] if f.end + 1 < len(s.raw) else "."
        if not follows[:1].isupper() and not s.raw[f.end - 1].isupper():
            f.end, f.kind = f.end + 1, Kind.ORG
            f.note("described: a newspaper's name goes on after the place")


def credits(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """`(Photo: VOV)`, `Hanoi (VNA) –`, `— VNS`: who took the picture, who sent the news."""
    n = len(s.raw)
    papers(s, found)
    for i in range(n - 2) if ":" in s.written else ():
        if s.raw[i + 1] == ":" and lex.has(s.raw[i], "credit") and s.raw[i + 2][:1].isupper():
            end = next((j for j in range(i + 2, n) if s.raw[j] in (")", ".", "|", "/", ",", "—", "–")), n)
            if end - i - 2 <= 4 and not any(f.start < end and f.end > i + 2 for f in found):
                kind = Kind.ORG if s.raw[i + 2].isupper() or end - i - 2 == 1 else Kind.PERSON
                found.append(Found(i + 2, end, kind, "credit", ["credit: source of a picture"]))
    for i in range(1, min(n - 3, 6)):
        if (
            s.raw[i] == "("
            and s.raw[i + 2] == ")"
            and s.raw[i + 3] in DASH
            and s.raw[i + 1].isupper()
            and s.raw[i + 1].isalpha()
        ):
            force(found, i + 1, i + 2, Kind.ORG, "dateline")
    if (
        n >= 2
        and s.raw[n - 2] in "—–-/"
        and s.raw[n - 1].isupper()
        and s.raw[n - 1].isalpha()
        and 2 <= len(s.raw[n - 1]) <= 6
        and (n == 2 or not s.raw[n - 3][:1].isupper())
    ):
        force(found, n - 1, n, Kind.ORG, "credit")
    for d in range(1, min(n - 1, 5)):
        if (
            s.raw[d] in ("—", "–", "-")
            and s.starts[d] > s.ends[d - 1]
            and all(w.isupper() for w in s.raw[:d] if w.isalpha())
            and s.raw[0].isalpha()
            and len(s.raw[0]) > 1
        ):
            over = [f for f in found if f.start < d]
            if (
                len(over) <= 1
                and (not over or over[0].start == 0)
                and not (over and over[0].kind is Kind.ORG and d == 1 and _acronym(s.raw[0], lex))
            ):
                if over:
                    over[0].end, over[0].kind = d, Kind.PLACE
                    over[0].note("dateline")
                elif s.raw[d] != "-" and d <= 3:
                    found.append(Found(0, d, Kind.PLACE, "dateline", ["dateline: a place in capitals"]))
            break
    return found


def _acronym(word: str, lex: Lexicon) -> bool:
    """Is `VNA` before a dash an institution? `UFA` is a listed city in capitals."""
    city = any(len(parts) == 1 and CATEGORY_KIND.get(c) is Kind.PLACE for parts, c in lex.phrases.get(word.title(), ()))
    return word.isascii() and len(word) <= 4 and not city


_AROUND = 6


def _prose(s: Sentence, i: int, lex: Lexicon) -> bool:
    """Is a word in three around word `i` English? Among random letters capitals inside a word tell nothing."""
    near = [w.lower() for w in s.raw[max(0, i - _AROUND) : i + _AROUND + 1] if len(w) > 2 and w.isalpha()]
    return 3 * sum(1 for w in near if plain(w, lex)) >= len(near) - 1


def camel(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """`BaltMed`, `PetroRiver`: capitals inside a word are how companies write themselves."""
    mixed = [i for i in s.capitals if not (s.raw[i].istitle() or s.raw[i].isupper())]
    taken = {i for f in found for i in range(f.start, f.end)} if mixed else set()
    for i in mixed:
        word = s.raw[i]
        if (
            i not in taken
            and _CAMEL.fullmatch(word)
            and not lex.has(word, "not_name")
            and not (i > 0 and s.raw[i - 1] in DASH)
            and not any(c.kind is None and c.start <= i < c.end for c in s.built)
            and _prose(s, i, lex)
        ):
            found.append(Found(i, i + 1, Kind.ORG, "camel", ["camel: capitals inside a word"]))
    return found


def brackets(s: Sentence, found: list[Found]) -> list[Found]:
    """An acronym in brackets after a name has the type of that name."""
    if "(" not in s.written:
        return found
    for i in range(1, len(s.raw) - 2):
        if s.raw[i] == "(" and s.raw[i + 2] == ")" and re.fullmatch(r"[A-ZĐ][A-Za-zĐ]*[A-ZĐ]\d*", s.raw[i + 1]):
            before = next((f for f in found if f.end == i), None)
            if (
                before is not None
                and before.kind is not Kind.PERSON
                and (before.kind is not Kind.PLACE or before.end - before.start > 1)
                and not listed_kind(s, i + 1, i + 2)
                and not (i + 3 < len(s.raw) and i < 6 and s.raw[i + 3] in DASH)
            ):
                force(found, i + 1, i + 2, before.kind, "bracketed-acronym")
    for f in found:
        low = f.start - 1 if s.raw[f.start - 1].lower() == "the" else f.start
        alias = low > 1 and s.raw[low - 1] == "(" and f.end < len(s.raw) and s.raw[f.end] == ")"
        if alias and f.rule == "crf" and f.kind is not Kind.ORG and not listed_kind(s, f.start, f.end):
            before = next((g for g in found if g.end == low - 1), None)
            if before is not None and before.kind is Kind.ORG and (low < f.start or f.kind is Kind.PERSON):
                f.note(f"bracketed: {f.kind} → ORG, another name of the institution before it")
                f.kind = Kind.ORG
    return found
