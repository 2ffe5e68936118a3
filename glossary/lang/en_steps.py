"""What happens to the names of one English sentence: the tagger's spans, then ordered rules, each in the trace."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from glossary.lang import (
    en_borders,
    en_called,
    en_context,
    en_firms,
    en_people,
    en_refuse,
    en_signs,
    en_towns,
    en_typing,
)
from glossary.lang.en_grammar import Construction
from glossary.lang.en_sets import FOLDER, words_of
from glossary.lang.en_words import CATEGORY_KIND, QUOTES, Found, Sentence, inside_capitals, lexicon, plain
from glossary.lang.reasons import Reasons
from glossary.lang.tagger import Features, decode, load
from glossary.model import Kind

MODEL = FOLDER / "names.crfsuite"

_SURE = frozenset(("country", "intl", "water"))
_PLACES_ALWAYS = frozenset(("city", "site", "vn_place", "island"))
"""Places stay places also where they stand for a government (`Kremlin`)."""


@lru_cache(maxsize=1)
def _features() -> Features:
    return Features(lexicon())


@lru_cache(maxsize=1)
def _model() -> Any:
    return load(MODEL)


@lru_cache(maxsize=1)
def _reasons() -> Reasons:
    return Reasons(_model())


class Steps:
    """The steps over one sentence after the other; what they refuse is kept in `dropped`.

    `explain`: the tagger tells its reasons too, which takes time.
    """

    def __init__(self, explain: bool = False) -> None:
        self.explain = explain
        self.lex = lexicon()
        self.dropped: list[tuple[int, int, str]] = []

    def drop(self, s: Sentence, f: Found, why: str) -> None:
        """Remember what was refused, and why."""
        self.dropped.append((s.starts[f.start], s.ends[f.end - 1], f"{f.kind} by {f.rule}: {why}"))

    def names(self, s: Sentence) -> list[Found]:
        """The names of a sentence, in order, never overlapping."""
        features = _features().of(s.tokens, s.hints())
        found = [Found(a, b, Kind(kind), "crf", [f"crf: {kind}"]) for a, b, kind in decode(_model().tag(features))]
        for f in found if self.explain else ():
            f.trace[0] += f" {_reasons().why(s.tokens, features, f.start, f.end, f.kind)}"
        for step in (
            lambda s, found: en_borders.split(s, found, self.lex),
            self._listed,
            self._built,
            self._quoted,
            lambda s, found: en_borders.borders(s, found, self.lex),
            lambda s, found: en_typing.pairs(s, found),
            lambda s, found: en_typing.typed(s, found, self.lex),
            self._described,
            lambda s, found: en_people.people(s, found, self.lex),
            lambda s, found: en_signs.credits(s, found, self.lex),
            lambda s, found: en_signs.brackets(s, found),
            lambda s, found: en_signs.camel(s, found, self.lex),
            lambda s, found: en_people.alone(s, found, self.lex),
            self._refuse,
        ):
            found = step(s, found)
        return found

    def _listed(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Listed names of several words, and unmistakable ones of one, are names even where the tagger saw none."""
        for a, b, category in s.listed:
            kind = CATEGORY_KIND.get(category)
            if kind is None:
                continue
            over = [f for f in found if f.start < b and f.end > a]
            if not over:
                if b - a > 1 or category in _SURE or self._unmistakable(s.tokens[a]):
                    if any(c.kind is None and c.start <= a and b <= c.end for c in s.built):
                        continue
                    if b - a == 1 and category != "country" and inside_capitals(s, a, self.lex):
                        continue
                    if b - a == 1 and a and s.raw[a - 1] in '“"‘' and not s.tokens[a].isupper():
                        continue
                    found.append(Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif len(over) == 1 and (over[0].start, over[0].end) != (a, b) and a <= over[0].start and over[0].end <= b:
                over[0].note(f"listed as {category}: {' '.join(s.raw[a:b])}")
                over[0].start, over[0].end, over[0].kind = a, b, kind
            elif (
                len(over) == 1
                and over[0].kind is Kind.PERSON
                and kind is not Kind.PERSON
                and over[0].start == a
                and b < over[0].end
                and (b - a > 1 or category in _SURE)
            ):
                over[0].note(f"listed as {category}: the person comes after it")
                over[0].start = b
                found.append(Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif (
                len(over) == 1
                and over[0].kind is Kind.ORG
                and kind is Kind.PERSON
                and over[0].start < a
                and b == over[0].end
                and self.lex.has(s.tokens[a - 1], "org_head")
            ):
                over[0].note(f"listed as {category}: the person comes after it")
                over[0].end = a
                found.append(Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif len(over) > 1 and all(a <= f.start and f.end <= b for f in over):
                found = [f for f in found if f not in over]
                found.append(Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif (
                len(over) == 1
                and (over[0].start, over[0].end) == (a, b)
                and over[0].kind is not kind
                and (
                    b - a > 1
                    or category in _SURE
                    or (over[0].kind is Kind.ORG and category in _PLACES_ALWAYS)
                    or (kind is Kind.EVENT and self._unmistakable(s.tokens[a]))
                )
            ):
                over[0].note(f"listed as {category}: {over[0].kind} → {kind}")
                over[0].kind = kind
        return found

    def _unmistakable(self, word: str) -> bool:
        """A listed name that is neither a plain word nor a part of persons' names."""
        lower = word.lower()
        return word not in self.lex.exact and not plain(lower, self.lex) and not self.lex.has(lower, "demonym")

    def _built(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Constructions decide on whole institutions, events, sites, and on what is a treaty or an award."""
        for c in s.built:
            over = [f for f in found if f.start < c.end and f.end > c.start]
            if c.kind is None:
                for f in [*over, *self._places_inside(s, c, over)]:
                    if c.start <= f.start and f.end <= c.end:
                        self.drop(s, f, f"inside the name of a treaty or an award: {' '.join(s.raw[c.start : c.end])}")
                found = [f for f in found if not (c.start <= f.start and f.end <= c.end)]
                continue
            if (
                c.start == 0
                and c.end - c.start <= 2
                and not over
                and not any(s.tokens[i][:1].isupper() for i in range(1, c.end))
            ):
                continue
            kind = c.kind
            if not over:
                found.append(Found(c.start, c.end, kind, c.rule, [f"{c.rule}: built around its head"]))
                continue
            low, high = min(f.start for f in over), max(f.end for f in over)
            if len(over) == 1 and low <= c.start and high >= c.end:
                sure = c.rule in ("institution", "event", "storm") or s.tokens[c.start][0].isdigit()
                sure |= c.rule == "site" and low == c.start and s.tokens[low].lower() in words_of("before_site_name")
                if high == c.end and over[0].kind is not kind and sure:
                    over[0].note(f"{c.rule}: {over[0].kind} → {kind}")
                    over[0].kind = kind
                continue
            inside = all(c.start <= f.start and f.end <= c.end for f in over)
            start, end = c.start, c.end
            if not inside:
                # the tagger saw more on one side: keep it where it agrees on the type
                for f in over:
                    if f.kind is kind and f.start < start and c.rule == "institution":
                        start = f.start
                    if f.kind is kind and f.end > end and kind is not Kind.PLACE:
                        end = f.end
            rest = [f for f in found if f not in over]
            rest += [
                Found(end, f.end, f.kind, f.rule, [*f.trace, f"cut where {c.rule} ends"])
                for f in over
                if f.end > end and f.start >= start and f.kind is Kind.PERSON
            ]
            made = Found(
                start,
                end,
                kind,
                c.rule,
                [*(t for f in over for t in f.trace), f"{c.rule}: {' '.join(s.raw[start:end])}"],
            )
            found = [*rest, made]
        return found

    @staticmethod
    def _places_inside(s: Sentence, c: Construction, over: Sequence[Found]) -> list[Found]:
        """Listed names of a treaty that the tagger passed by: refused all the same."""
        made = {(f.start, f.end) for f in over}
        listed = [(a, b, CATEGORY_KIND.get(cat)) for a, b, cat in s.listed if (a, b) not in made]
        return [Found(a, b, kind, "listed", []) for a, b, kind in listed if kind is not None and c.start <= a < c.end]

    def _quoted(self, s: Sentence, found: list[Found]) -> list[Found]:
        """A quoted title after `exhibition`, `concert` is an event; after `film`, `book` it is a work, no name."""
        if s.written.isdisjoint(QUOTES):
            return found
        i, n = 0, len(s.raw)
        while i < n:
            close = QUOTES.get(s.raw[i])
            if close is None:
                i += 1
                continue
            end = next((j for j in range(i + 1, min(n, i + 16)) if s.raw[j] == close), -1)
            if end <= i + 1:
                i += 1
                continue
            before = [t.lower() for t in s.raw[max(0, i - 4) : i]]
            after = s.raw[end + 1].lower() if end + 1 < n else ""
            shown = next((w for w in reversed(before) if self.lex.has(w, "exhibit") or self.lex.has(w, "work")), "")
            if not shown and i and s.raw[i - 1] == ",":
                shown = next((t.lower() for t in reversed(s.raw[max(0, i - 12) : i]) if self.lex.has(t, "exhibit")), "")
            if not shown and after == "," and end + 3 < n and s.raw[end + 2].lower() in ("a", "an", "the"):
                shown = next((t.lower() for t in s.raw[end + 3 : end + 6] if self.lex.has(t, "exhibit")), "")
            if not shown and "," in (after, s.raw[end - 1]):
                at = end + 2 if after == "," else end + 1
                shown = next((t.lower() for t in s.raw[at : at + 1] if self.lex.has(t, "shown_works")), "")
            if not shown and (self.lex.has(after, "exhibit") or self.lex.has(after, "work")):
                shown = after
            inner_end = end - 1 if s.raw[end - 1] in (",", ".") else end
            if shown and inner_end > i + 1 and s.raw[i + 1][:1].isupper():
                over = [f for f in found if f.start >= i + 1 and f.end <= inner_end]
                exact = [f for f in over if (f.start, f.end) == (i + 1, inner_end)]
                if self.lex.has(shown, "exhibit") or self.lex.has(shown, "shown_works"):
                    found = [f for f in found if f not in over]
                    found.append(
                        Found(i + 1, inner_end, Kind.EVENT, "exhibition-title", [f"quoted title of a {shown}"])
                    )
                else:
                    for f in exact if inner_end - i > 2 else []:
                        self.drop(s, f, f"quoted title of a {shown}")
                        found.remove(f)
            i = end + 1
        return found

    def _described(self, s: Sentence, found: list[Found]) -> list[Found]:
        """What the words around a name say it is."""
        en_towns.dateline(s, found)
        en_context.described(s, found, self.lex)
        en_context.before_site(s, found, self.lex)
        en_context.businesses(s, found, self.lex)
        en_firms.business_partners(s, found, self.lex)
        en_firms.named(s, found, self.lex)
        en_firms.told(s, found, self.lex)
        en_firms.whose(s, found, self.lex)
        found = en_firms.branches(s, found, self.lex)
        en_firms.opponents(s, found, self.lex)
        en_context.of_companies(s, found, self.lex)
        en_context.in_places(s, found, self.lex)
        en_context.employers(s, found, self.lex)
        found += self._missed(s, found, {i for f in found for i in range(f.start, f.end)})
        self._between(s, found)
        en_context.alike_in_lists(s, found, self.lex)
        en_context.pairs(s, found, self.lex)
        en_context.surnames(s, found, self.lex)
        if not s.written.isdisjoint(words_of("call_verb")):
            en_called.called(s, found, self.lex)
        en_called.retype(s, found, self.lex)
        found = en_called.contests(s, found, self.lex)
        if "&" in s.written:
            found = en_called.joined(s, found)
        if not s.written.isdisjoint(words_of("versus")):
            en_called.versus(s, found, self.lex)
        if not s.written.isdisjoint(words_of("for_example")):
            en_called.such(s, found, self.lex)
        en_called.beside(s, found, self.lex)
        for f in found if "The" in s.written else ():
            if en_context.with_the(s, f) and not any(g.end == f.start for g in found):
                f.start -= 1
                f.note("border: the article is part of the newspaper's name")
        return found

    def _between(self, s: Sentence, found: list[Found]) -> None:
        """`Nestle, Olam and Louis Dreyfus`: one word between two institutions of a list is a third."""
        for start, end in en_context.between(s, found, self.lex):
            found.append(Found(start, end, Kind.ORG, "described", ["described: between two institutions"]))

    def _missed(self, s: Sentence, found: Sequence[Found], taken: set[int]) -> list[Found]:
        """Names that the tagger missed and the words around them tell."""
        made: list[Found] = []

        def add(start: int, end: int, kind: Kind, rule: str, why: str) -> None:
            if taken.isdisjoint(range(start, end)):
                made.append(Found(start, end, kind, rule, [f"{rule}: {why}"]))
                taken.update(range(start, end))

        for start, end in en_context.titled(s, taken, self.lex):
            add(start, end, Kind.PERSON, "titled", f"after {s.raw[start - 1]}")
        for start, end in en_context.raised(s, taken, self.lex):
            add(start, end, Kind.PERSON, "titled", f"after {s.raw[start - 1]}, without capitals")
        for start, end in en_context.towns(s, taken, self.lex):
            add(start, end, Kind.PLACE, "described", f"{s.raw[start - 2]} of")
        for start, end, why in en_context.firms(s, taken, self.lex):
            add(start, end, Kind.ORG, "described", why)
        for start, end in en_context.beside_places(s, found, taken, self.lex):
            add(start, end, Kind.PLACE, "described", "beside another place")
        for i in en_called.rivers(s, taken, self.lex):
            add(i, i + 1, Kind.PLACE, "described", f"{s.raw[i - 2]} the")
        for start, end in en_context.communes(s, taken, self.lex):
            add(start, end, Kind.PLACE, "described", f"two syllables after {s.raw[start - 1]}")
        if not s.written.isdisjoint(words_of("river_verb")):
            for i in en_called.floods(s, taken, self.lex):
                add(i, i + 1, Kind.PLACE, "described", "a river")
        for start, end, why in en_firms.missed(s, taken, self.lex):
            add(start, end, Kind.ORG, "described", why)
        for start, end, kind, noun in en_context.apposed(s, taken, self.lex):
            add(start, end, kind, "described", f"called a {noun}")
        for start, end, kind in en_context.unseen(s, taken, self.lex):
            add(start, end, kind, "unseen", "capitals in the middle of a sentence")
        for i in en_context.acronyms(s, taken, self.lex):
            add(i, i + 1, Kind.ORG, "acronym", "capitals where an institution may stand")
        return made

    def _refuse(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Generic short forms, demonyms, dates, ships and products are not names."""
        kept: list[Found] = []
        found.sort(key=lambda f: (f.start, -(f.end - f.start)))
        for f in found:
            why = en_refuse.why_not(s, f, self.lex)
            if why:
                self.drop(s, f, why)
            elif kept and f.start < kept[-1].end:
                self.drop(s, f, "inside a longer name")
            else:
                kept.append(f)
        return kept
