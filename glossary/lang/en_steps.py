"""What happens to the names of one English sentence: the tagger's spans, then ordered rules, each in the trace."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from glossary.lang import en_context, en_firms, en_refuse, en_signs
from glossary.lang.en_words import DASH, FOLDER, Found, Sentence, lexicon, name_like, plain
from glossary.lang.tagger import Features, decode, is_syllable, load
from glossary.model import Kind

MODEL = FOLDER / "names.crfsuite"

_CATEGORY_KIND = {
    **dict.fromkeys(("country", "region", "city", "water", "island", "site", "vn_place"), Kind.PLACE),
    **dict.fromkeys(("intl", "state", "media", "company", "culture", "sport"), Kind.ORG),
    **dict.fromkeys(("war", "holiday", "games", "forum", "disaster"), Kind.EVENT),
    **{f"a_{kind.lower()}": kind for kind in Kind},
}
_INNER = frozenset(
    [
        "of",
        "the",
        "and",
        "for",
        "in",
        "on",
        "at",
        "to",
        "de",
        "la",
        "le",
        "les",
        "du",
        "des",
        "del",
        "della",
        "di",
        "da",
        "von",
        "van",
        "der",
        "den",
        "bin",
        "ibn",
        "al",
        "el",
        "y",
        "e",
        "und",
        "by",
        "with",
        "an",
        "a",
        "am",
        "upon",
        "named",
        "after",
    ]
)
_PARTICLES = frozenset(
    [
        "von",
        "van",
        "der",
        "den",
        "de",
        "da",
        "di",
        "del",
        "dos",
        "du",
        "la",
        "le",
        "al",
        "el",
        "bin",
        "bint",
        "ibn",
        "abu",
        "ben",
        "y",
        "e",
        "and",
        "zu",
        "ter",
    ]
) - {"and"}
_GROUP_WORDS = frozenset(["people", "students", "veterans", "citizens", "alumni", "women", "youth"])
_SURE = frozenset(("country", "intl", "water"))
_COMPANY_ENDS = frozenset(
    ["International", "Holdings", "Holding", "Group", "Partners", "Securities", "Airlines", "Telecom"]
)
_PLACES_ALWAYS = frozenset(("city", "site", "vn_place", "island"))
"""Places stay places also where they stand for a government (`Kremlin`)."""
_WITH_PLACES = frozenset(["University", "College", "State"])
"""Institutions that have a place with `at` in their names; others end there (`Department of Surgery at K Hospital`)."""
_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "”": "”"}
_ALONE = frozenset(("west_given", "west_surname", "ru_given", "ru_surname"))
_GROUP_TITLES = ("honorific", "title")


@lru_cache(maxsize=1)
def _features() -> Features:
    return Features(lexicon())


@lru_cache(maxsize=1)
def _model() -> Any:
    return load(MODEL)


_INITIALS = re.compile(r"(?:[A-Z]\.)+")


class Steps:
    """The steps over one sentence after the other; what they refuse is kept in `dropped`."""

    def __init__(self) -> None:
        self.lex = lexicon()
        self.dropped: list[tuple[int, int, str]] = []

    def drop(self, s: Sentence, f: Found, why: str) -> None:
        """Remember what was refused, and why."""
        self.dropped.append((s.starts[f.start], s.ends[f.end - 1], f"{f.kind} by {f.rule}: {why}"))

    def names(self, s: Sentence) -> list[Found]:
        """The names of a sentence, in order, never overlapping."""
        labels = _model().tag(_features().of(s.tokens, s.hints()))
        found = [Found(a, b, Kind(kind), "crf", [f"crf: {kind}"]) for a, b, kind in decode(labels)]
        for step in (
            self._split,
            self._listed,
            self._built,
            self._quoted,
            self._borders,
            self._pairs,
            self._typed,
            self._described,
            self._people,
            lambda s, found: en_signs.credits(s, found, self.lex),
            lambda s, found: en_signs.brackets(s, found, self.listed_kind),
            lambda s, found: en_signs.camel(s, found, self.lex),
            self._alone,
            self._refuse,
        ):
            found = step(s, found)
        return found

    def _split(self, s: Sentence, found: list[Found]) -> list[Found]:
        """A possessive, `and` between two institutions, a plain word: the tagger's span falls apart there."""
        made = []
        for f in found:
            low = f.start
            parts = []
            for i in range(f.start, f.end):
                if (split := self._splits(s, f, low, i)) and (i > low or split == 2):
                    if i > low:
                        parts.append((low, i))
                    low = i + 1
            parts.append((low, f.end))
            parts = [(a, b) for a, b in parts if a < b]
            if (
                f.rule == "crf"
                and f.kind is not Kind.ORG
                and len(parts) == 1
                and (cut := self._of_country(s, *parts[0]))
            ):
                made.append(Found(parts[0][0], cut, Kind.PERSON, f.rule, [*f.trace, "split: a person of a country"]))
                made.append(Found(cut + 1, parts[0][1], Kind.PLACE, f.rule, [*f.trace, "split: a person of a country"]))
                continue
            if f.kind is Kind.PERSON and len(parts) > 1 and s.tokens[parts[0][0]].islower():
                parts = parts[1:]
            if f.kind is Kind.ORG and len(parts) == 1 and (cut := self._signed(s, *parts[0])):
                made.append(Found(f.start, cut, Kind.ORG, f.rule, [*f.trace, "split: a person with initials follows"]))
                made.append(Found(cut, parts[0][1], Kind.PERSON, f.rule, [*f.trace, "split: initials and a surname"]))
                continue
            for a, b in parts:
                note = [] if len(parts) == 1 and (a, b) == (f.start, f.end) else ["split"]
                made.append(Found(a, b, f.kind, f.rule, [*f.trace, *note]))
        return made

    def _signed(self, s: Sentence, start: int, end: int) -> int:
        """Where the initials stand in `Committee of St. Petersburg V. Kalganov`; 0 when there are none."""
        cut = end - 1
        while cut > start and _INITIALS.fullmatch(s.tokens[cut - 1]):
            cut -= 1
        return cut if start + 1 < cut < end - 1 and s.tokens[end - 1].istitle() else 0

    def _of_country(self, s: Sentence, start: int, end: int) -> int:
        """Where `of` stands in `Agus Prayogo of Indonesia`; 0 when the words are not of that sort."""
        for a, b, category in s.listed:
            if category == "country" and b == end and a - 1 > start + 1 and s.tokens[a - 1] == "of":
                head = [self.lex.single.get(t.lower(), ()) for t in s.tokens[start : a - 1]]
                if not any(
                    c in ("common", "org_head", "geo_head", "facility_head", "admin") for cats in head for c in cats
                ):
                    return a - 1
        return 0

    def _splits(self, s: Sentence, f: Found, low: int, i: int) -> int:
        """Does the name end before word `i`, which is no part of a name? 2: even when it is the first."""
        token = s.tokens[i]
        lower = token.lower()
        if token in ("'s", "’s"):
            inside = (
                i > f.start
                and lower.replace("’", "'") == "'s"
                and self.lex.has(s.tokens[i - 1].lower() + "'s", "poss_inside")
            )
            return 0 if inside or i + 1 >= f.end else 1
        if lower in ('"', "“", "”", "(", ")", "|", "»", "›", "•", "·", ";"):
            return 2
        if (
            f.kind is Kind.PLACE
            and f.rule == "crf"
            and (lower == "," or (lower == "and" and "," in s.raw[low - 1 : i]))
        ):
            return int(not any(a <= i < b for a, b, _ in s.listed))
        if token in DASH and f.kind is Kind.ORG and 0 < i < len(s.tokens) - 1:
            return int(
                self.lex.has(s.tokens[i - 1], "strong_org_head") or self.lex.has(s.tokens[i + 1], "strong_org_head")
            )
        if lower == "at" and f.kind is Kind.ORG and f.rule == "crf" and i > low:
            return int(_WITH_PLACES.isdisjoint(s.tokens[low:i]) and not self.lex.has(s.tokens[low], "in_head"))
        if f.kind is Kind.PERSON:
            return 2 if lower == "," or (token.islower() and token.isalpha() and lower not in _PARTICLES) else 0
        if lower == "and" and f.kind is Kind.ORG and i > low:
            left_head = (
                self.lex.has(s.tokens[i - 1], "strong_org_head")
                or self.lex.has(s.tokens[low], "strong_org_head")
                or s.tokens[i - 1] in _COMPANY_ENDS
            )
            right_head = any(self.lex.has(t, "strong_org_head") for t in s.tokens[i + 1 : f.end])
            between = s.tokens[i + 1 : f.end]
            return int(
                left_head
                and right_head
                and not (
                    len(between) == 1
                    or (self.lex.has(s.tokens[f.start], "of_head") and not self.lex.has(between[0], "strong_org_head"))
                )
            )
        if lower == "and" and f.kind is Kind.PLACE and low < i < f.end - 1:
            sites = [self.lex.has(s.tokens[k], "facility_head") and s.tokens[k].istitle() for k in (i - 1, f.end - 1)]
            return int(all(sites) and i - low > 1 and f.end - i > 2)
        if f.kind in (Kind.ORG, Kind.PLACE) and i > low and re.fullmatch(r"\d+(?:st|nd|rd|th)", token):
            return 1
        if (
            f.kind in (Kind.ORG, Kind.PLACE)
            and token.isalpha()
            and token.islower()
            and lower not in _INNER
            and f.rule == "crf"
        ):
            return 0 if lower in _GROUP_WORDS else 1
        return 0

    def _listed(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Listed names of several words, and unmistakable ones of one, are names even where the tagger saw none."""
        for a, b, category in s.listed:
            kind = _CATEGORY_KIND.get(category)
            if kind is None:
                continue
            over = [f for f in found if f.start < b and f.end > a]
            if not over:
                if b - a > 1 or category in _SURE or self._unmistakable(s.tokens[a]):
                    if any(c.kind is None and c.start <= a and b <= c.end for c in s.built):
                        continue
                    if b - a == 1 and category != "country" and self._inside_capitals(s, a):
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

    def _inside_capitals(self, s: Sentence, i: int) -> bool:
        """Does a capitalised word that could belong to the same name stand beside word `i`? Titles do not."""
        for k in (i - 1, i + 1):
            if 0 <= k < len(s.tokens) and name_like(s.tokens[k], self.lex):
                cats = self.lex.single.get(s.tokens[k].lower(), ())
                names = self.lex.exact.get(s.tokens[k], ())
                if "title" in cats or (k < i and ("honorific" in cats or "demonym" in cats)):
                    continue
                if k > i and any(c.startswith(("vi_", "ru_")) for c in names):
                    continue
                return True
        return False

    def _built(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Constructions decide on whole institutions, events, sites, and on what is a treaty or an award."""
        for c in s.built:
            over = [f for f in found if f.start < c.end and f.end > c.start]
            if c.kind is None:
                for f in over:
                    if c.start <= f.start and f.end <= c.end:
                        self.drop(s, f, f"inside the name of a treaty or an award: {' '.join(s.raw[c.start : c.end])}")
                        found.remove(f)
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
                if high == c.end and over[0].kind is not kind and c.rule in ("institution", "event", "storm"):
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

    def _quoted(self, s: Sentence, found: list[Found]) -> list[Found]:
        """A quoted title after `exhibition`, `concert` is an event; after `film`, `book` it is a work, no name."""
        i, n = 0, len(s.raw)
        while i < n:
            close = _QUOTES.get(s.raw[i])
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
            if not shown and (self.lex.has(after, "exhibit") or self.lex.has(after, "work")):
                shown = after
            inner_end = end - 1 if s.raw[end - 1] in (",", ".") else end
            if shown and inner_end > i + 1 and s.raw[i + 1][:1].isupper():
                over = [f for f in found if f.start >= i + 1 and f.end <= inner_end]
                exact = [f for f in over if (f.start, f.end) == (i + 1, inner_end)]
                if self.lex.has(shown, "exhibit"):
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

    def _borders(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Titles, articles, quotes, possessives and administrative words are outside."""
        kept = []
        for f in found:
            while (
                f.end > f.start
                and not s.raw[f.end - 1][-1:].isalnum()
                and not (s.raw[f.end - 1].endswith(".") and len(s.raw[f.end - 1]) > 1)
            ):
                f.end -= 1
            if f.end > f.start and s.raw[f.end - 1] in ("'s", "’s"):
                f.end -= 1
                f.note("border: possessive outside")
            while (
                f.end > f.start
                and (self._article(s, f) or not s.raw[f.start][:1].isalnum())
                and f.rule != "exhibition-title"
            ):
                f.start += 1
                if s.raw[f.start - 1].isalpha():
                    f.note("border: article outside")
            if f.kind is Kind.PERSON:
                if f.end - f.start == 2 and self._preposition(s, f.start):
                    f.start, f.kind = f.start + 1, Kind.PLACE
                    f.note("border: a preposition outside")
                while f.end - f.start > 1 and (self.is_title(s, f.start) or self._titles(s, f.start)):
                    f.note(f"border: title outside ({s.raw[f.start]})")
                    f.start += 1
                while (
                    f.end - f.start > 1
                    and "demonym" in self.lex.single.get(s.tokens[f.start].lower(), ())
                    and s.tokens[f.start] not in self.lex.exact
                ):
                    f.start += 1
            if f.rule == "crf" and f.end - f.start > 1 and s.raw[f.end - 1][0].isdigit():
                kind = self.listed_kind(s, f.start, f.end - 1)
                dated = kind is Kind.EVENT and re.fullmatch(r"(?:19|20)\d\d", s.raw[f.end - 1])
                if dated:
                    f.kind = Kind.EVENT
                elif kind is not None and not (kind is Kind.ORG and re.fullmatch(r"\d{1,2}", s.raw[f.end - 1])):
                    f.end -= 1
                    f.kind = kind
                    f.note("border: a number outside")
            if f.kind is Kind.ORG and f.rule == "crf":
                while (
                    f.end - f.start > 1
                    and s.tokens[f.end - 1].islower()
                    and self.lex.has(s.tokens[f.end - 1], "org_head")
                ):
                    f.end -= 1
                    f.note(f"border: descriptor outside ({s.raw[f.end]})")
                if f.end - f.start > 1 and self._rank_follows(s, f.end):
                    f.end -= 1
                    f.note(f"border: a rank outside ({s.raw[f.end]})")
            if f.kind is Kind.PLACE and f.end - f.start > 1:
                self._admin(s, f)
            if f.end > f.start:
                kept.append(f)
        return kept

    def _titles(self, s: Sentence, i: int) -> bool:
        """Is word `i` an occupation of several people (`Curators Anna Orlova and Le Minh`)?"""
        lower = s.tokens[i].lower()
        return (
            lower.endswith("s") and "title" in self.lex.single.get(lower[:-1], ()) and s.tokens[i] not in self.lex.exact
        )

    def _preposition(self, s: Sentence, i: int) -> bool:
        """Is word `i` a capital `To` at a beginning, and what follows no Vietnamese name?"""
        opens = i == 0 or not s.raw[i - 1][-1:].isalnum()
        return opens and s.tokens[i] in ("To", "In", "At", "From", "Near") and not is_syllable(s.tokens[i + 1])

    def _rank_follows(self, s: Sentence, end: int) -> bool:
        """Does the name end in a word of the office behind it (`Rosatom First Deputy Director`)?"""
        after = s.tokens[end].lower() if end < len(s.tokens) else ""
        return s.tokens[end - 1] in ("First", "Senior", "Executive", "Deputy", "Acting") and (
            after in ("deputy", "vice") or self.lex.has(after, "split_title")
        )

    def _article(self, s: Sentence, f: Found) -> bool:
        """Is the first word an article? `An` of `An Giang` and `The` of the listed `The Hague` are not."""
        word = s.raw[f.start].lower()
        if word not in ("the", "a", "an") or any(a <= f.start and f.end <= b for a, b, _ in s.listed):
            return False
        return (
            word == "the"
            or s.tokens[f.start].islower()
            or not (f.end - f.start > 1 and is_syllable(s.tokens[f.start + 1]))
        )

    def is_title(self, s: Sentence, i: int) -> bool:
        """Is word `i` a title, an office or an honorific before a name?"""
        cats = self.lex.single.get(s.tokens[i].lower(), ())
        return any(c in cats for c in _GROUP_TITLES) and not (
            s.tokens[i] in self.lex.exact
            and "honorific" not in cats
            and s.tokens[i].lower() in ("king", "major", "dean", "judge", "hero")
        )

    def _admin(self, s: Sentence, f: Found) -> None:
        while f.end - f.start > 1 and self.lex.has(s.raw[f.end - 1], "admin"):
            name = " ".join(s.tokens[f.start : f.end])
            tokens = s.tokens[f.start : f.end]
            if any((a, b) == (f.start, f.end) and c != "a_place" for a, b, c in s.listed) or tokens[-1] in (
                "Republic",
            ):
                return
            if len(tokens) > 2 and tokens[-2] == "Autonomous":
                return
            if tokens[-1].lower() == "city" and re.fullmatch(r"(?:HCM|Ho Chi Minh|Hồ Chí Minh) [Cc]ity", name):
                return
            if tokens[-1][0].isupper() and all(
                self.lex.has(t, "direction") or t in ("Asia", "Pacific", "-") for t in tokens[:-1]
            ):
                return
            if (
                tokens[-1][0].isupper()
                and re.search(r"(?:sky|skiy|skaya)$", tokens[-2])
                and tokens[-1] in ("Krai", "Territory", "Region", "Oblast", "District")
            ):
                return
            f.end -= 1
            f.note(f"border: administrative word outside ({s.raw[f.end]})")

    def _pairs(self, s: Sentence, found: list[Found]) -> list[Found]:
        """`Vietnam–Russia` is two places, unless it is part of an institution's name."""
        made = []
        for f in found:
            dashes = [i for i in range(f.start + 1, f.end - 1) if s.raw[i] in DASH]
            whole = any((a, b) == (f.start, f.end) for a, b, _ in s.listed)
            if dashes and not whole and f.kind in (Kind.PLACE, Kind.ORG) and f.rule == "crf":
                parts = []
                low = f.start
                for d in [*dashes, f.end]:
                    parts.append((low, d))
                    low = d + 1
                kinds = [self.listed_kind(s, a, b) for a, b in parts]
                if all(kinds):
                    for (a, b), kind in zip(parts, kinds, strict=True):
                        made.append(Found(a, b, kind or f.kind, f.rule, [*f.trace, "pair: two names joined by a dash"]))
                    continue
            made.append(f)
        for d in range(1, len(s.raw) - 1):
            if s.raw[d] in DASH and not any(f.start <= d < f.end for f in made):
                left = next((f for f in made if f.end == d), None)
                right = next((f for f in made if f.start == d + 1), None)
                for have, a, b in ((left, *self._word_before(s, d)), (right, *self._word_after(s, d))):
                    other = right if have is left else left
                    if have is None and other is not None and other.kind in (Kind.PLACE, Kind.ORG):
                        kind = self.listed_kind(s, a, b)
                        if kind is not None:
                            made.append(Found(a, b, kind, "pair", ["pair: the other half is a name"]))
        return made

    def _word_before(self, s: Sentence, d: int) -> tuple[int, int]:
        return next(((a, b) for a, b, _ in s.listed if b == d), (d - 1, d))

    def _word_after(self, s: Sentence, d: int) -> tuple[int, int]:
        return next(((a, b) for a, b, _ in s.listed if a == d + 1), (d + 1, d + 2))

    def listed_kind(self, s: Sentence, start: int, end: int) -> Kind | None:
        """The kind under which exactly these words are listed."""
        return next((_CATEGORY_KIND.get(c) for a, b, c in s.listed if (a, b) == (start, end)), None)

    def _typed(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Two or three words that are all parts of persons' names are a person, whatever the tagger thought."""
        for f in found:
            last, before = s.tokens[f.end - 1], s.tokens[f.start - 1].lower() if f.start else ""
            listed = self.listed_kind(s, f.start, f.end)
            if (
                f.kind is Kind.PERSON
                and not listed
                and f.end - f.start > 1
                and last.istitle()
                and self.lex.has(last, "admin")
            ):
                f.kind = Kind.PLACE
                f.note("typed: an administrative word ends the name")
                self._admin(s, f)
            elif (
                f.kind is not Kind.PLACE
                and f.rule == "crf"
                and not listed
                and f.end - f.start > 1
                and (self.lex.has(last, "facility_strong") or self.lex.has(last, "geo_head"))
                and (last.istitle() or last == "NPP")
            ):
                f.note(f"typed: {f.kind} → PLACE, a word for a site ends the name")
                f.kind = Kind.PLACE
            elif (
                f.rule == "crf"
                and f.kind is Kind.PERSON
                and f.end - f.start == 1
                and s.tokens[f.start] not in self.lex.exact
                and (before in ("in", "near", "outside", "via") or (before == "from" and f.start == 1))
            ):
                f.kind = Kind.PLACE
                f.note(f"typed: a place after `{before}`")
            if f.rule == "crf" and f.kind is Kind.EVENT:
                while f.end - f.start > 1 and s.raw[f.end - 1].islower() and self._edition(s.raw[f.end - 2]):
                    f.end -= 1
                    f.note(f"border: descriptor outside ({s.raw[f.end]})")
                for a, b, category in s.listed:
                    event = a == f.start and b < f.end and _CATEGORY_KIND.get(category) is Kind.EVENT
                    if event and all(t.islower() for t in s.tokens[b : f.end]):
                        f.end = b
                        f.note("border: plain words outside")
            if f.rule == "crf" and f.kind is Kind.ORG and f.end - f.start in (2, 3):
                tokens = s.tokens[f.start : f.end]
                if (
                    all(t in self.lex.exact and t.istitle() for t in tokens)
                    and not any(self.lex.single.get(t.lower()) for t in tokens)
                    and not self.listed_kind(s, f.start, f.end)
                    and any(c.startswith(("person_", "west_", "ru_")) for t in tokens[:1] for c in self.lex.exact[t])
                ):
                    f.kind = Kind.PERSON
                    f.note("typed: every word is part of persons' names")
        return found

    def _described(self, s: Sentence, found: list[Found]) -> list[Found]:
        """What the words around a name say it is."""
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
        en_context.alike_in_lists(s, found)
        en_context.pairs(s, found, self.lex)
        en_context.surnames(s, found, self.lex)
        for f in found:
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
        for start, end, why in en_firms.missed(s, taken, self.lex):
            add(start, end, Kind.ORG, "described", why)
        for start, end, kind, noun in en_context.apposed(s, taken, self.lex):
            add(start, end, kind, "described", f"called a {noun}")
        for start, end, kind in en_context.unseen(s, taken, self.lex):
            add(start, end, kind, "unseen", "capitals in the middle of a sentence")
        for i in en_context.acronyms(s, taken, self.lex):
            add(i, i + 1, Kind.ORG, "acronym", "capitals where an institution may stand")
        return made

    @staticmethod
    def _edition(word: str) -> bool:
        """Does the name of an event end so by itself (`Atomexpo 2025 forum`)?"""
        return word.isdigit() or word.lower().endswith("expo")

    def _people(self, s: Sentence, found: list[Found]) -> list[Found]:
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
                    and not self.lex.has(s.raw[f.end + 1], "common")
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
                if "vi_surname" in self.lex.exact.get(s.tokens[f.start], ()):
                    while (
                        f.end < limit
                        and f.end - f.start < 5
                        and is_syllable(s.tokens[f.end])
                        and s.tokens[f.end].istitle()
                        and self._name_syllable(s.tokens[f.end])
                    ):
                        f.end += 1
                        f.note("person: the Vietnamese name goes on")
                while f.start > (found[i - 1].end if i else 0) and _INITIALS.fullmatch(s.tokens[f.start - 1]):
                    f.start -= 1
                    f.note("person: initials stand before")
                while (
                    f.end - f.start <= 3
                    and f.start > (found[i - 1].end if i else 0)
                    and s.tokens[f.start - 1].istitle()
                    and {"vi_surname"} & set(self.lex.exact.get(s.tokens[f.start - 1], ()))
                    and self._name_syllable(s.tokens[f.start])
                    and not self.is_title(s, f.start - 1)
                    and not plain(s.tokens[f.start - 1].lower(), self.lex)
                ):
                    f.start -= 1
                    f.note("person: the surname stands before")
            i += 1
        return found

    def _name_syllable(self, word: str) -> bool:
        cats = self.lex.exact.get(word, ())
        return any(c.startswith("vi_") for c in cats) and not (
            {"month", "title"} & set(self.lex.single.get(word.lower(), ()))
        )

    def _alone(self, s: Sentence, found: list[Found]) -> list[Found]:
        """A listed given name or surname that stands alone; a name on a line of its own or after a greeting."""
        taken = {i for f in found for i in range(f.start, f.end)}
        written = [i for i, w in enumerate(s.raw) if w[:1].isalpha()]
        short = len(written) <= 2 and len(s.raw) <= 4
        for i in written:
            cats = self.lex.exact.get(s.tokens[i], ())
            if not cats or i in taken or not s.tokens[i].istitle() or plain(s.tokens[i].lower(), self.lex):
                continue
            greeted = short and i == written[-1] and self.lex.has(s.raw[written[0]], "greeting")
            line = short and len(written) == 1 and any(c in _ALONE or c.startswith("person_") for c in cats)
            listed = any(a <= i < b for a, b, _ in s.listed) or self.lex.single.get(s.tokens[i].lower())
            sure = any(c in _ALONE for c in cats) and not listed and not self._inside_capitals(s, i)
            quoted = i > 0 and s.raw[i - 1] in _QUOTES
            inside = any(c.start <= i < c.end for c in s.built)
            if (greeted or line or (sure and not quoted)) and not inside:
                found.append(Found(i, i + 1, Kind.PERSON, "name-alone", ["name-alone: a listed name of persons"]))
        return found

    def _refuse(self, s: Sentence, found: list[Found]) -> list[Found]:
        """Generic short forms, demonyms, dates, ships and products are not names."""
        kept: list[Found] = []
        found.sort(key=lambda f: (f.start, -(f.end - f.start)))
        for f in found:
            why = en_refuse.why_not(s, f, self.lex, self.is_title)
            if why:
                self.drop(s, f, why)
            elif kept and f.start < kept[-1].end:
                self.drop(s, f, "inside a longer name")
            else:
                kept.append(f)
        return kept
