"""Which of a concept's terms comes first, and what may be a term at all.

A concept found in articles has many spellings and nobody has chosen yet: `arrange` picks the one a translator would put
first in each language. What a person decided always wins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from glossary.errors import InputError
from glossary.keys import is_serial, plain
from glossary.model import Kind, Lang, Origin, Term, TermForm, TermStatus
from glossary.text import ONLY_VIETNAMESE, has_vietnamese_marks, nfc, printable

LONGEST = 300
"""Code points of the longest term; the longest official names have about 150."""

_OUT_OF_USE = (TermStatus.DEPRECATED, TermStatus.SUPERSEDED)
_RANK = {TermForm.FULL: 0, TermForm.ABBREVIATION: 1, TermForm.SHORT: 2, TermForm.ACRONYM: 3, TermForm.VARIANT: 5}
_SHOUTING = 4
_AROUND_WORDS = "\"'“”„«»()[],;:-–—"


@dataclass(frozen=True, slots=True)
class Seen:
    """A stored term with how often the articles have it; `own` unless it came with a merged concept."""

    term: Term
    count: int = 0
    own: bool = True


def tidy(text: str) -> str:
    """One line of NFC without control and invisible characters or doubled spaces; empty when nothing is left."""
    return nfc(" ".join(printable(" ".join(nfc(text).split())).split()))


def check(text: str) -> str:
    """A typed or imported term, tidied; raises InputError when it cannot be one (`|` separates variants in files)."""
    term = tidy(text)
    if "|" in term:
        raise InputError(f"A term cannot contain “|”, which separates variants in the files: {term}")
    if not any(char.isalnum() for char in term):
        raise InputError(f"A term needs at least one letter or digit: “{term}”" if term else "The term is empty.")
    if len(term) > LONGEST:
        raise InputError(f"A term has at most {LONGEST} characters; this one has {len(term)}: {term[:60]}…")
    return term


def corrects(term: str, made: str) -> bool:
    """Is `term` what a dictionary form that a rule made should have been: other endings, or without a word too many?

    `Анна Колоскова` corrects `Анна Колосков`, `Нгуен Дык Тхо` corrects `Хайфон Нгуен Дык Тхо`; `Туран` is another name.
    """
    ours, theirs = term.casefold().split(), made.casefold().split()
    if len(ours) < len(theirs):
        return any(theirs[k : k + len(ours)] == ours for k in range(len(theirs) - len(ours) + 1))
    return len(ours) == len(theirs) and all(a[:2] == b[:2] for a, b in zip(ours, theirs, strict=True))


def recuts(term: str, old: str) -> bool:
    """Does `term` end where `old` did not: are all words of one in the other, in a row, with a word more or less?

    `Antonio Guterres` for `-General Antonio Guterres`, `Long Bien Bridge` for `Long Bien`: the old one was cut wrongly
    or names another thing. `Vietnam` for `Viet Nam` is the same name spelt otherwise.
    """
    shorter, longer = sorted((_bare_words(term), _bare_words(old)), key=len)
    places = range(len(longer) - len(shorter) + 1)
    return len(shorter) < len(longer) and any(longer[k : k + len(shorter)] == shorter for k in places)


def _bare_words(text: str) -> list[str]:
    words = (word.strip(_AROUND_WORDS) for word in text.casefold().split())
    return [word for word in words if word]


def arrange(kind: Kind, seen: Sequence[Seen]) -> tuple[Term, ...]:
    """All terms, language by language, the preferred one first, with form and status as they now hold.

    The preferred term is the one a person chose; else the full name that the articles use most. A given name or surname
    alone, initials, an acronym and capitals throughout stand back, and so does `Ha Noi` where there is `Hà Nội`.
    An English term with Vietnamese letters is attested but never chosen by itself.
    """
    placed: list[Term] = []
    for lang in Lang:
        group = _without_datelines([s for s in _without_doubles(seen) if s.term.lang is lang])
        if group:
            placed += _arrange_language(kind, group, seen)
    return tuple(placed)


def _without_doubles(seen: Sequence[Seen]) -> list[Seen]:
    found: dict[tuple[Lang, str], Seen] = {}
    for s in sorted(seen, key=lambda s: (not s.own, s.term.id)):
        place = (s.term.lang, s.term.text)
        first = found.get(place)
        if first is None:
            found[place] = s
            continue
        best = min(first.term.status, s.term.status, key=list(TermStatus).index)
        found[place] = Seen(replace(first.term, status=best), first.count + s.count, first.own)
    return list(found.values())


def _without_datelines(group: Sequence[Seen]) -> list[Seen]:
    """`HANOI` where there is `Hanoi` is no term of its own, unless a person has said so: it counts as the other."""
    ordinary: dict[str, Seen] = {}
    for s in group:
        if not s.term.text.isupper() and s.term.status not in _OUT_OF_USE:
            ordinary.setdefault(s.term.text.casefold(), s)
    lent: dict[str, int] = {}
    kept: list[Seen] = []
    for s in group:
        other = ordinary.get(s.term.text.casefold())
        plainly = s.term.origin is Origin.ARTICLE and s.term.status is TermStatus.ADMITTED
        if s.term.text.isupper() and plainly and other is not None:
            lent[other.term.text] = lent.get(other.term.text, 0) + s.count
        else:
            kept.append(s)
    return [replace(s, count=s.count + lent.get(s.term.text, 0)) for s in kept]


def _arrange_language(kind: Kind, group: Sequence[Seen], everything: Sequence[Seen]) -> list[Term]:
    texts = [s.term.text for s in group]
    letters = {_letters(s.term.text) for s in everything if not s.term.text.isupper()}
    longest_words = max(len(s.term.text.split()) for s in everything)
    forms = {s.term.text: _form(s.term, kind, texts, longest_words) for s in group}
    # The capitals of a dateline: as `Hanoi` is there, in any language, `HANOI` is no acronym.
    datelines = {text for text in texts if text.isupper() and _letters(text) in letters}
    forms |= {text: TermForm.FULL for text in datelines if forms[text] is TermForm.ACRONYM}
    if kind is Kind.EVENT and any(s.term.status not in _OUT_OF_USE and not is_serial(s.term.text) for s in everything):
        forms |= {text: TermForm.VARIANT for text in texts if is_serial(text)}
    marked = {plain(t) for t in texts if has_vietnamese_marks(t)}
    elsewhere = {plain(s.term.text) for s in everything if s.term.lang is not group[0].term.lang}

    def order(s: Seen) -> tuple[int, bool, bool, int, int]:
        text = s.term.text
        if s.term.origin is Origin.IMPORT:
            # A file has put them in order already.
            return _RANK[TermForm.SHORT], False, False, 0, s.term.id
        rank = _RANK[forms[text]]
        if rank < _SHOUTING and rank != _RANK[TermForm.ACRONYM] and _shouts(text):
            rank = _SHOUTING
        if text in datelines:
            rank = max(rank, _SHOUTING)
        bare = s.term.lang is Lang.VI and not has_vietnamese_marks(text) and plain(text) in marked
        # Of a person's names, one that other languages share comes before what the person is also called (`Uncle Ho`).
        alone = kind is Kind.PERSON and plain(text) not in elsewhere
        return rank, bare, alone, -s.count, s.term.id

    used = sorted((s for s in group if s.term.status not in _OUT_OF_USE), key=order)
    chosen = [s for s in used if s.term.status is TermStatus.PREFERRED]
    first = min(chosen, key=lambda s: (not s.own, s.term.id)) if chosen else None
    if first is None:
        first = next((s for s in used if forms[s.term.text] is not TermForm.VARIANT), None)
    placed = [replace(first.term, form=forms[first.term.text], status=TermStatus.PREFERRED)] if first else []
    placed += [replace(s.term, form=forms[s.term.text], status=TermStatus.ADMITTED) for s in used if s is not first]
    unused = sorted((s for s in group if s.term.status in _OUT_OF_USE), key=order)
    return placed + [replace(s.term, form=forms[s.term.text]) for s in unused]


def _form(term: Term, kind: Kind, texts: Sequence[str], longest_words: int) -> TermForm:
    text = term.text
    if term.lang is Lang.EN and not ONLY_VIETNAMESE.isdisjoint(text):
        return TermForm.VARIANT
    if term.form is not TermForm.FULL:
        return term.form
    letters = [c for c in text if c.isalpha()]
    capitals = sum(c.isupper() for c in letters) == len(letters) or (text[:1] + text[-1:]).isupper()
    written_out = longest_words > 1 or any(not other.isupper() for other in texts)
    if capitals and " " not in text and 2 <= len(letters) <= 8 and written_out:
        return TermForm.ACRONYM
    if kind is Kind.PERSON:
        return _form_of_person(text, texts)
    return TermForm.FULL


def _form_of_person(text: str, texts: Sequence[str]) -> TermForm:
    words = plain(text).split()
    if len(words) == 1 and any(words[0] in plain(other).split() for other in texts if other != text and " " in other):
        return TermForm.SHORT
    if any(len(word.rstrip(".")) == 1 for word in words) and len(words) > 1:
        last = words[-1]
        if any(last in plain(other).split() and len(plain(other)) > len(plain(text)) for other in texts):
            return TermForm.ABBREVIATION
    return TermForm.FULL


def _letters(text: str) -> str:
    return plain(text).replace(" ", "").replace("-", "")


def _shouts(text: str) -> bool:
    return text.isupper() and (len(text) > 5 or " " in text)


def is_abbreviation(text: str) -> bool:
    """`РФ`, `UAE`: a few capitals, which stand for a name that tables write out."""
    return text.isalpha() and text.isupper() and 2 <= len(text) <= 5


def visible(seen: Sequence[Seen], approved: bool) -> list[Seen]:
    """Without spellings that no current article has and nobody decided on: those of superseded versions of articles."""
    return [
        s
        for s in seen
        if s.count or approved or s.term.origin is not Origin.ARTICLE or s.term.status is not TermStatus.ADMITTED
    ]
