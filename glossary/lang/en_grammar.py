"""How English names of institutions, sites and events are put together: spans found by construction, not by lists.

Each construction has a name, which becomes a hint for the tagger and the rule of the mention. The longest institution
name is whole; `of`/`for` attach, `in`/`at` only to embassies and associations; `under`, a comma, a possessive split.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import compress
from typing import NamedTuple

from glossary.lang.en_sets import words_of
from glossary.lang.tagger import Lexicon
from glossary.model import Kind

_ORDINAL = re.compile(
    r"\d+(?:st|nd|rd|th)|[XVI]{2,6}(?:th)?|First|Second|Third|Fourth|Fifth|Sixth|Seventh|Eighth|Ninth|Tenth"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DASHES = frozenset("-–—‑")
_PLACES = frozenset(("country", "city", "region", "island", "water", "vn_place", "a_place"))


class Construction(NamedTuple):
    """Words `start` to `end` form a name of `kind`; None: something that is no name (a treaty, an award)."""

    start: int
    end: int
    kind: Kind | None
    rule: str


def constructions(
    tokens: Sequence[str], lex: Lexicon, listed: Sequence[tuple[int, int, str]] = ()
) -> list[Construction]:
    """All constructions of a sentence, longest first, never overlapping; a listed name of several words is none."""
    low = [token.lower() for token in tokens]
    heads = _heads(lex)
    built_on = list(compress(range(len(low)), map(heads.__contains__, low)))
    if not built_on:
        return []
    reader = _Reader(tokens, low, lex, listed)
    found: list[Construction] = []
    units = words_of("unit")
    for h in built_on:
        lower = low[h]
        cats = lex.single.get(lower, ())
        if not tokens[h][:1].isupper():
            if "storm" in cats and (item := reader.storm_name(h)):
                found.append(item)
            continue
        if "storm" in cats and (item := reader.storm_name(h)):
            found.append(item)
        if "treaty" in cats and (item := reader.treaty(h)):
            found.append(item)
        if "event_head" in cats and (item := reader.event(h, lower)):
            found.append(item)
        before = low[h - 1] if h else ""
        cross, firm = lower in words_of("red") and before == "red", lower in words_of("law") and before == "law"
        works = lower == "factory" and h + 1 < len(tokens) and tokens[h + 1] == "of"
        if ("org_head" in cats or works) and (item := reader.institution(h)):
            found.append(item)
        if lower in units and (item := reader.unit(h)):
            found.append(item)
        if lower == "region" and h and reader.low[h - 1] in ("military", "naval", "guard") and (item := reader.unit(h)):
            found.append(item._replace(start=reader.left(h)))
        if lower == "hero" and (item := reader.hero(h)):
            found.append(item)
        if lower in ("district", "ward") and h + 1 < len(tokens) and re.fullmatch(r"\d{1,2}", tokens[h + 1]):
            found.append(Construction(h, h + 2, Kind.PLACE, "site"))
        if (cross or firm) and (item := reader.pair(h)):
            found.append(item)
        if lower == "line" and (item := reader.dated_site(h)):
            found.append(item)
        sited = "facility_strong" in cats or "geo_head" in cats or lower == "republic"
        if sited and (item := reader.site(h)):
            found.append(item)
    found = [c for c in found if not any(b - a > 1 and a <= c.start and c.end <= b for a, b, _ in listed)]
    found.sort(key=lambda c: (-(c.end - c.start), c.start))
    taken: list[Construction] = []
    for item in found:
        if all(item.end <= t.start or item.start >= t.end for t in taken):
            taken.append(item)
    taken.sort()
    return taken


_HEADS = ("storm", "treaty", "event_head", "org_head", "facility_strong", "geo_head")


@lru_cache(maxsize=1)
def _heads(lex: Lexicon) -> frozenset[str]:
    """All words that a construction is built on."""
    return frozenset().union(words_of("more_head"), words_of("unit"), *(lex.sets[category] for category in _HEADS))


class _Reader:
    def __init__(
        self, tokens: Sequence[str], low: Sequence[str], lex: Lexicon, listed: Sequence[tuple[int, int, str]]
    ) -> None:
        self.t = tokens
        self.places = {b: a for a, b, category in listed if category in _PLACES}
        self.place_starts = {a for a, b, category in listed if category in _PLACES}
        self.people = {a for a, b, category in listed if category == "a_person" and b - a > 1}
        self.low = low
        self.n = len(tokens)
        self.lex = lex

    def cap(self, i: int) -> bool:
        return 0 <= i < self.n and self.t[i][:1].isupper()

    def cat(self, i: int, category: str) -> bool:
        return 0 <= i < self.n and category in self.lex.single.get(self.low[i], ())

    def opens(self, i: int) -> bool:
        """A function word with the capital of a sentence's beginning (`The`, `At`); `An` in `Nghe An` is none."""
        return self.cat(i, "stop") and (i == 0 or not self.t[i - 1][-1:].isalpha() or self.low[i] == "the")

    def common(self, i: int) -> bool:
        return "common" in self.lex.single.get(self.low[i], ())

    def dated(self, i: int) -> bool:
        return self.cat(i, "month") or self.cat(i, "weekday")

    def possessive_inside(self, i: int) -> int:
        """How many words before `i` form a possessive that belongs inside a name (`People's`, `Farmers'`): 0 or 2."""
        if (
            i >= 2
            and self.cap(i - 2)
            and (
                (self.t[i - 1] in ("'s", "’s") and self.cat_text(self.low[i - 2] + "'s"))
                or (self.t[i - 1] in "'’" and self.cat_text(self.low[i - 2] + "'"))
            )
        ):
            return 2
        return 0

    def cat_text(self, word: str) -> bool:
        return word in self.lex.sets.get("poss_inside", frozenset())

    def left(self, h: int) -> int:
        """Where the capitalised words that end in the head at `h` begin."""
        i = h
        while i > 0:
            if step := self.possessive_inside(i):
                i -= step
                continue
            k = i - 1
            if self.cap(k):
                if self.cat(k, "split_title") or self.opens(k) or self.dated(k):
                    break
                if self.low[k] == "state" and k > 0 and self.low[k - 1] in ("and", "party"):
                    break
                i = k
                continue
            if (
                self.t[k] in _DASHES
                and k > 0
                and self.cap(k - 1)
                and not self.cat(k - 1, "strong_org_head")
                and not self.cat(k - 1, "split_title")
                and not self.dated(k - 1)
            ):
                i = k - 1
                continue
            if self.t[k] == "&" and k > 0 and self.cap(k - 1):
                i = k - 1
                continue
            if (
                self.low[k] == "and"
                and k > 1
                and self.cap(k - 1)
                and self.common(k - 1)
                and i < self.n
                and self.common(i)
                and not self.cat(k - 1, "strong_org_head")
                and not self.cat(i, "title")
                and not self.cat(k - 1, "split_title")
                and not (self.cat(h, "facility_strong") and self.cat(k - 1, "facility_strong") and self.cap(k - 2))
                and self.low[k - 1] not in words_of("ends_before_and")
            ):
                i = k - 1
                continue
            # `Communist Party of Vietnam Central Committee`: a party's country stands before the organ.
            if (
                self.low[k] == "of"
                and i < h
                and k > 0
                and self.low[k - 1] in ("party", "union", "academy", "university")
            ):
                inner = self.low[i:h]
                if (
                    self.low[k - 1] == "party"
                    or (self.low[k - 1] == "union" and "youth" in self.low[max(0, k - 4) : k])
                ) and ("central" in inner or "political" in inner):
                    i = k - 1
                    continue
            break
        if i < h and self.opens(i):
            i += 1
        return i

    def run_right(self, h: int) -> int:
        """End of the name after the head at `h`: other heads may follow (`National Assembly Standing Committee`)."""
        end = h + 1
        if end < self.n and self.low[end] == "general" and self.low[h] in ("consulate", "secretariat", "directorate"):
            end += 1
        if numbered := self.numbered(end):
            return numbered
        if (
            end + 1 < self.n
            and self.t[end] == "-"
            and self.low[end + 1] in words_of("museum_part")
            and self.cap(end + 1)
        ):
            end += 2
        j = end
        while j < self.n and j - end < 4:
            if self.cap(j) and not self.cat(j, "split_title") and not self.dated(j):
                if self.cat(j, "strong_org_head") or self.low[j] in words_of("institution_goes_on"):
                    end = j + 1
                elif self.cat(j, "event_strong"):
                    break
                j += 1
            elif (
                (step := 2)
                and j + 1 < self.n
                and self.t[j] in ("'s", "’s")
                and self.cat_text(self.low[j - 1] + "'s")
                and j > end
            ):
                j += step - 1
            else:
                break
        return end

    def numbered(self, i: int) -> int:
        """End of the number in `City Hospital No. 4`, `School No 57`; 0 when none follows."""
        if i < self.n and self.low[i] in ("no", "no.", "№") and self.t[i][0] in "N№":
            j = i + 1 + (i + 1 < self.n and self.t[i + 1] == ".")
            return j + 1 if j < self.n and self.t[j].isdigit() else 0
        return 0

    def goes_on(self, i: int) -> bool:
        """After a place inside a name: does the word at `i` still belong to the name?"""
        return self.common(i) or self.cat(i, "org_head") or self.cat(i, "direction") or self.cat(i, "demonym")

    def person_start(self, i: int) -> bool:
        """Does a person's name begin at `i`? (`… of St. Petersburg V. Kalganov`, `… of Tourism Nguyen Van Tam`)"""
        if not self.cap(i + 1) or i in self.place_starts:
            return False
        if re.fullmatch(r"(?:[A-Z]\.)+", self.t[i]):
            return True
        cats = self.lex.exact.get(self.t[i], ())
        if "ru_given" in cats or "west_given" in cats:
            return not self.common(i) and not self.cat(i + 1, "org_head")
        if "vi_surname" in cats:
            after = self.lex.exact.get(self.t[i + 1], ())
            return any(c.startswith("vi_") for c in after) and not self.common(i) and not self.cat(i, "demonym")
        return False

    def noun_run(self, i: int) -> int:
        """End of a run of capitalised words (dashes, `&`, inner possessives) from `i`; `i` when there is none."""
        start = i
        while i < self.n:
            if self.cap(i) and not self.dated(i):
                if i > start and (
                    self.person_start(i)
                    or i in self.people
                    or (i in self.places and self.places[i] >= start and not self.goes_on(i))
                ):
                    break
                if self.cat(i, "split_title") and i > start:
                    break
                i += 1
            elif ((self.t[i] in _DASHES or self.t[i] == "&") and i > start and self.cap(i + 1)) or (
                self.t[i] in ("'s", "’s", "'", "’")
                and i > start
                and self.cap(i + 1)
                and (self.cat_text(self.low[i - 1] + "'s") or self.cat_text(self.low[i - 1] + "'"))
            ):
                i += 1
            else:
                break
        # `Communist Party of Vietnam General Secretary`: the office is not the party's name.
        return i - (i < self.n and i - start > 1 and self.low[i - 1 : i + 1] == ["general", "secretary"])

    def listed(self, i: int) -> int:
        """End after `, B and C` / `and B` where the items are plain nouns in capitals (portfolios), else `i`."""
        end = i
        j = i
        while (
            j < self.n
            and self.t[j] == ","
            and self.cap(j + 1)
            and self.common(j + 1)
            and not self.cat(j + 1, "strong_org_head")
        ):
            k = self.noun_run(j + 1)
            if not all(self.common(x) for x in range(j + 1, k)):
                break
            j = k
        if j < self.n and self.t[j] == "," and j + 1 < self.n and self.low[j + 1] == "and":
            j += 1
        if j < self.n and self.low[j] in ("and", "&") and self.cap(j + 1):
            k = self.noun_run(j + 1)
            good = all(
                (self.common(x) or not self.t[x][0].isalpha() or self.cat(x, "demonym")) for x in range(j + 1, k)
            ) and not any(
                self.cat(x, "strong_org_head") and self.low[x] not in words_of("part_of_portfolio")
                for x in range(j + 1, k)
            )
            regional = self.cat(j + 1, "regional") or (k > j + 2 and self.low[k - 1] in words_of("field"))
            if (good or regional) and not self.cat(j + 1, "split_title"):
                # a lone `state` or `party` after "and" starts a new name or title
                end = k
        return end

    def tail(self, end: int, head: int) -> int:
        """End of the name after its `of`, `for`, `on` phrases, or `in` + place for embassies and associations."""
        first = True
        people = False
        while end < self.n:
            word = self.low[end]
            if word in ("of", "for", "on", "to") and (
                word == "of"
                or (word in ("for", "on") and (first or self.low[end - 1] in ("commission", "committee")))
                or (word == "to" and self.low[head] == "mission")
            ):
                if first and not (
                    self.cat(head, "of_head") or self.cat(end - 1, "of_head") or self.low[end - 1] == "general"
                ):
                    return end
                j = end + 1
                if j < self.n and self.low[j] == "the" and self.cap(j + 1):
                    j += 1
                if not self.cap(j) or (self.cat(j, "split_title") and self.cap(j + 1) is False):
                    return end
                k = self.noun_run(j)
                if k == j:
                    return end
                if self.cat(k - 1, "demonym") or (self.common(k - 1) and self.cat(j, "demonym")):
                    people = True
                if k < self.n and self.cat(k, "group") and self.cat(k - 1, "demonym"):
                    k += 1
                    people = True
                k = self.listed(k)
                end = k
                first = False
                continue
            if word in ("in", "at") and (
                self.cat(head, "in_head") or self.low[head] in ("general", "council", "court")
            ):
                span = range(self.left(head), end)
                foreign = people or any(self.cat(x, "demonym") or self.cat_exact(x, "country") for x in span)
                j = end + 1
                if j < self.n and self.low[j] == "the" and self.cap(j + 1):
                    j += 1
                if self.low[head] == "court" and "high" in self.low[self.left(head) : head]:
                    foreign = True
                if foreign and self.cap(j) and not self.dated(j) and self.low[head] != "mission":
                    k = self.noun_run(j)
                    state = k < self.n and self.low[k - 1] in ("republic", "federation", "kingdom", "union")
                    return self.noun_run(k + 1) if state and self.low[k] == "of" and self.cap(k + 1) else k
                return end
            if word == "at" and self.low[head] in words_of("with_campus") and self.cap(end + 1):
                # `University of Texas at Austin`, `European University at St Petersburg`
                sure = end + 1 in self.place_starts or "of" in self.low[head:end]
                return self.noun_run(end + 1) if sure and not self.dated(end + 1) else end
            if word == "named" and end + 2 < self.n and self.low[end + 1] == "after" and self.cap(end + 2):
                return self.noun_run(end + 2)
            return end
        return end

    def cat_exact(self, i: int, category: str) -> bool:
        for parts, cat in self.lex.phrases.get(self.t[i], ()):
            if cat == category and tuple(self.t[i : i + len(parts)]) == parts:
                return True
        return False

    def institution(self, h: int) -> Construction | None:
        """The longest name around the institution word at `h`; None when nothing names which one it is."""
        start = self.left(h)
        end = self.tail(self.run_right(h), h)
        if start and self.low[start] == "military" and re.fullmatch(r"\d{2,3}", self.t[start - 1]):
            start -= 1
        strong = self.cat(h, "strong_org_head")
        modifiers = [x for x in range(start, end) if x != h and self.t[x][0].isupper()]
        if not modifiers or (start == h and not self.cat(h, "of_head")):
            return None
        if start < h and end == h + 1 and not strong:
            return None
        if self.numbered(h + 1) == end:
            return Construction(start, end, Kind.ORG, "institution")
        if all(self.cat(x, "demonym") for x in modifiers) and self.cat(h, "weak_org"):
            return None
        # Who plays is, with a number or a plain word before it, what is played: `Second Quartet`.
        if self.low[h] in words_of("ensemble") and all(
            _ORDINAL.fullmatch(self.t[x]) or self.common(x) for x in modifiers
        ):
            return None
        if all(self.cat(x, "generic_committee") for x in modifiers):
            return None
        generic = len(modifiers) == 1 and self.cat(modifiers[0], "generic_modifier") and self.cat(h, "generic_head")
        if generic and (self.low[modifiers[0]], self.low[h]) != ("central", "committee"):
            return None
        return Construction(start, end, Kind.ORG, "institution")

    def unit(self, h: int) -> Construction | None:
        """`Brigade 171`, `Group 559`: troops by number."""
        region = self.low[h] == "region"
        number = r"\d" if region else r"\d{2,4}[A-Z]?"
        numbered = h + 1 < self.n and re.fullmatch(number, self.t[h + 1]) and (region or not self.cap(h - 1))
        return Construction(h, h + 2, Kind.ORG, "institution") if numbered else None

    def pair(self, h: int) -> Construction | None:
        """`Dong Nai Red Cross`, `Orlov Law Firm`: a head of two words with a name before it."""
        start = self.left(h)
        return Construction(start, h + 1, Kind.ORG, "institution") if start < h - 1 else None

    def dated_site(self, h: int) -> Construction | None:
        """`April 2 Square`, `30 April Street`, `the 7th Line`: a site called after a date or by its number."""
        before, first = self.t[h - 1] if h else "", self.t[h - 2] if h > 1 else ""
        if re.fullmatch(r"\d+(?:st|nd|rd|th)", before):
            return Construction(h - 1, h + 1, Kind.PLACE, "site")
        days = [word for word, month in ((before, h - 2), (first, h - 1)) if self.cat(month, "month")]
        dated = self.low[h] != "line" and any(re.fullmatch(r"\d{1,2}", day) for day in days)
        return Construction(h - 2, h + 1, Kind.PLACE, "site") if dated else None

    def hero(self, h: int) -> Construction | None:
        """`Hero of the People's Armed Forces` is a title: nothing inside it is a name."""
        if h + 2 >= self.n or self.low[h + 1] != "of":
            return None
        j = h + 2 + (self.low[h + 2] == "the")
        return Construction(h, self.noun_run(j), None, "treaty-or-award") if self.cap(j) else None

    def site(self, h: int) -> Construction | None:
        start = self.left(h)
        if self.low[h] == "republic" and start == h and h + 2 < self.n and self.low[h + 1] == "of":
            whole = next((b for b, a in self.places.items() if a == h + 2), h + 3)
            return Construction(h, whole, Kind.PLACE, "site") if self.cap(h + 2) else None
        if self.low[h] in words_of("water_of") and start == h:
            if self.cap(h + 1) and self.low[h] in words_of("before_site_name") and not self.cat(h + 1, "split_title"):
                end = self.noun_run(h + 1)
                return Construction(h, min(end, h + 3), Kind.PLACE, "site")
            if h + 2 < self.n and self.low[h + 1] == "of" and self.cap(h + 2):
                return Construction(h, self.noun_run(h + 2), Kind.PLACE, "site")
            return None
        if (start == h or self.dated(h - 1)) and (item := self.dated_site(h)):
            return item
        if start == h:
            if self.low[h] in words_of("site_of") and h + 2 < self.n and self.low[h + 1] == "of":
                j = h + 2 + (self.low[h + 2] == "the")
                if self.cap(j):
                    return Construction(h, self.noun_run(j), Kind.PLACE, "site")
            return None
        if all(self.cat(x, "honorific") for x in range(start, h)):
            return None
        if all(self.low[x] in words_of("names_no_site") for x in range(start, h)):
            return None
        if all(self.cat(x, "demonym") for x in range(start, h)) and self.low[h] in words_of("site_of_many"):
            return None
        if self.low[h] in words_of("site_by_direction") and not all(
            self.cat(x, "direction") or self.low[x] in words_of("like_direction") for x in range(start, h)
        ):
            return None
        end = h + 1
        if self.low[h] in words_of("site_numbered") and end < self.n and re.fullmatch(r"\d{1,3}[A-Z]?", self.t[end]):
            end += 1
        return Construction(start, end, Kind.PLACE, "site")

    def storm_name(self, h: int) -> Construction | None:
        if self.cap(h + 1) and self.low[h] in words_of("storm_named") and not self.cat(h + 1, "stop"):
            start, end = h, h + 2
            if self.low[h + 1] == "no." or (self.low[h + 1] == "no" and h + 2 < self.n):
                end = h + 3 + (self.low[h + 1] == "no" and self.t[h + 2] == ".")
                if end > self.n or not self.t[end - 1][:1].isdigit():
                    return None
            elif self.common(h + 1) and self.low[h] == "storm":
                return None
            while start > 0 and self.low[start - 1] in ("super", "tropical") and self.cap(start - 1):
                start -= 1
            return Construction(start, end, Kind.EVENT, "storm")
        return None

    def treaty(self, h: int) -> Construction | None:
        start = self.left(h)
        end = h + 1
        if self.low[h] in words_of("treaty_never_alone") and start == h:
            return None
        if h + 2 < self.n and self.low[h + 1] in ("of", "on"):
            j = h + 2 + (self.low[h + 2] == "the")
            if self.cap(j):
                end = self.listed(self.noun_run(j))
                # `Convention on the Law of the Sea`
                j = end + 1 + (end + 1 < self.n and self.low[end + 1] == "the")
                if self.low[end : end + 1] == ["of"] and self.cap(j) and self.common(j) and not self.cat(j, "org_head"):
                    end = self.noun_run(j)
        if start == h and end == h + 1:
            return None
        return Construction(start, end, None, "treaty-or-award")

    def event(self, h: int, lower: str) -> Construction | None:
        """A war, congress, forum, games: number or year, capitalised words, head, year, `of` phrase."""
        left = start = self.left(h)
        end = h + 1
        if start > 0 and (_ORDINAL.fullmatch(self.t[start - 1]) or _YEAR.fullmatch(self.t[start - 1])):
            start -= 1
        numbered = start < left or _ORDINAL.fullmatch(self.t[start]) is not None
        if end < self.n and self.cat(h, "event_year") and self._edition(end, lower):
            end += 1
        dated = end > h + 1
        after = self._event_of(h, end, numbered, start)
        of_phrase, end = after > end, after
        if left == h and not of_phrase and self.cat(h, "event_never_alone"):
            return None
        if self.cat(h, "event_common"):
            return Construction(start, end, Kind.EVENT, "event") if of_phrase and lower == "year" else None
        modifiers = h - left
        sport = lower == "open" and h in self.places  # `Wuhan Open`
        if (
            self.cat(h, "event_weak")
            and not (of_phrase or sport)
            and not (modifiers and (numbered or dated or modifiers > 1))
        ):
            return None
        if end - start == 1:
            return None
        nameless = lower == "congress" and not (numbered or of_phrase or dated)
        if nameless and not any(self.low[x] in ("party", "national") for x in range(left, h)):
            return None
        if (
            lower in ("victory", "campaign", "offensive")
            and not of_phrase
            and all(self.cat(x, "demonym") for x in range(left, h))
        ):
            return None
        return Construction(start, end, Kind.EVENT, "event")

    def _edition(self, i: int, lower: str) -> bool:
        """Is the number at `i` the year or edition of the event before it?"""
        if _YEAR.fullmatch(self.t[i]) or self.t[i] in ("I", "II", "III", "IV"):
            return True
        follows = self.t[i + 1] if i + 1 < self.n else ""
        return lower in words_of("event_by_edition") and self.t[i].isdigit() and follows != "and"

    def _event_of(self, h: int, end: int, numbered: bool, start: int) -> int:
        """End after `of the Communist Party of Vietnam`, `of Vietnamese Culture in Russia`; else `end`."""
        lower = self.low[h]
        if end < self.n and self.low[end] == "for" and lower in ("competition", "contest") and self.cap(end + 1):
            return self.noun_run(end + 1)
        if not (end < self.n and self.low[end] in ("of", "on") and (numbered or self.cat(h, "event_of"))):
            return end
        if lower in ("war", "games") and start == h:
            return end
        first = True
        while end + 1 < self.n and (self.low[end] == "of" or (first and self.low[end] == "on")):
            j = end + 1 + (self.low[end + 1] == "the")
            if not self.cap(j) or self.dated(j):
                break
            end = self.listed(self.noun_run(j)) if first else self.noun_run(j)
            first = False
        abroad = not first and lower in ("days", "year", "week") and end + 1 < self.n and self.low[end] == "in"
        if abroad and self.cap(end + 1) and not self.dated(end + 1):
            end = self.noun_run(end + 1)
        return end
