"""Persons in an English sentence: names cut in two, Vietnamese names of many syllables, names that stand alone."""

from __future__ import annotations

from glossary.lang.en_borders import INITIALS
from glossary.lang.en_words import DASH, QUOTES, Found, Sentence, inside_capitals, is_title, plain
from glossary.lang.tagger import Lexicon, is_syllable
from glossary.model import Kind

_SHORT = 4
_ALONE = frozenset(("west_given", "west_surname", "ru_given", "ru_surname"))


def people(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """Vietnamese names run on over all their syllables; a name cut in two is one."""
    found.sort(key=lambda f: f.start)
    i = 0
    while i < len(found):
        f = found[i]
        if f.kind is Kind.PERSON:
            if (
                f.end + 1 < len(s.raw)
                and s.raw[f.end] in DASH
                and s.starts[f.end] == s.ends[f.end - 1]
                and s.starts[f.end + 1] == s.ends[f.end]
                and s.raw[f.end + 1].isalpha()
                and not lex.has(s.raw[f.end + 1], "common")
                and not any(o.start == f.end + 1 for o in found)
            ):
                f.end += 2
                f.note("person: a name with a hyphen")
            nxt = found[i + 1] if i + 1 < len(found) else None
            if nxt is not None and nxt.start == f.end and nxt.kind is Kind.PERSON:
                f.end = nxt.end
                f.note("person: two parts of one name")
                del found[i + 1]
                continue
            limit = nxt.start if nxt is not None else len(s.raw)
            if "vi_surname" in lex.exact.get(s.tokens[f.start], ()):
                while (
                    f.end < limit
                    and f.end - f.start < 5
                    and is_syllable(s.tokens[f.end])
                    and s.tokens[f.end].istitle()
                    and _name_syllable(s.tokens[f.end], lex)
                ):
                    f.end += 1
                    f.note("person: the Vietnamese name goes on")
            while f.start > (found[i - 1].end if i else 0) and INITIALS.fullmatch(s.tokens[f.start - 1]):
                f.start -= 1
                f.note("person: initials stand before")
            while (
                f.end - f.start <= 3
                and f.start > (found[i - 1].end if i else 0)
                and s.tokens[f.start - 1].istitle()
                and {"vi_surname"} & set(lex.exact.get(s.tokens[f.start - 1], ()))
                and _name_syllable(s.tokens[f.start], lex)
                and not is_title(s, f.start - 1, lex)
                and (not plain(s.tokens[f.start - 1].lower(), lex) or _surname_do(s, f, lex))
            ):
                f.start -= 1
                f.note("person: the surname stands before")
        i += 1
    return found


def _surname_do(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """`Do Nguyen Hoang Long cooks`: no question begins so."""
    return (
        s.tokens[f.start - 1] == "Do" and "vi_surname" in lex.exact.get(s.tokens[f.start], ()) and f.end - f.start > 1
    )


def _name_syllable(word: str, lex: Lexicon) -> bool:
    cats = lex.exact.get(word, ())
    return any(c.startswith("vi_") for c in cats) and not ({"month", "title"} & set(lex.single.get(word.lower(), ())))


def alone(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """A listed given name or surname that stands alone; a name on a line of its own or after a greeting."""
    taken = {i for f in found for i in range(f.start, f.end)}
    written = [i for i, w in enumerate(s.raw) if w[:1].isalpha()] if len(s.raw) <= _SHORT else []
    short = 0 < len(written) <= 2
    for i in s.capitals:
        cats = lex.exact.get(s.tokens[i], ())
        if not cats or i in taken or not s.tokens[i].istitle() or plain(s.tokens[i].lower(), lex):
            continue
        greeted = short and i == written[-1] and lex.has(s.raw[written[0]], "greeting")
        line = short and len(written) == 1 and any(c in _ALONE or c.startswith("person_") for c in cats)
        listed = s.listed_at(i) or lex.single.get(s.tokens[i].lower())
        sure = any(c in _ALONE for c in cats) and not listed and not inside_capitals(s, i, lex)
        quoted = i > 0 and s.raw[i - 1] in QUOTES
        inside = any(c.start <= i < c.end for c in s.built)
        if (greeted or line or (sure and not quoted)) and not inside:
            signed = short and i == 1 and len(written) == len(s.raw) == 2 and s.raw[0].istitle() and not greeted
            start = 0 if signed and 0 not in taken else i  # `Candy Lee` on a line of its own
            found.append(Found(start, i + 1, Kind.PERSON, "name-alone", ["name-alone: a listed name of persons"]))
    return found
