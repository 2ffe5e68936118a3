"""Where a name of an English sentence begins and ends: what splits it, what stands outside it."""

from __future__ import annotations

import re

from glossary.lang.en_sets import words_of
from glossary.lang.en_words import CATEGORY_KIND, DASH, Found, Sentence, is_title, listed_kind, plain
from glossary.lang.tagger import Lexicon, is_syllable
from glossary.model import Kind

INITIALS = re.compile(r"(?:[A-Z]\.)+")
_WITH_OFFICE = 4
"""Words of `Thai Prime Minister Anutin`: an adjective, an office of two words and a name."""
_SMALL_NUMBER = re.compile(r"[1-9]\d?")


def split(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """A possessive, `and` between two institutions, a plain word: the tagger's span falls apart there."""
    made = []
    for f in found:
        low = f.start
        parts = []
        for i in range(f.start, f.end):
            if (split := _splits(s, f, low, i, lex)) and (i > low or split == 2):
                if i > low:
                    parts.append((low, i))
                low = i + 1
        parts.append((low, f.end))
        parts = [(a, b) for a, b in parts if a < b]
        if f.rule == "crf" and f.kind is not Kind.ORG and len(parts) == 1 and (cut := _of_country(s, *parts[0], lex)):
            made.append(Found(parts[0][0], cut, Kind.PERSON, f.rule, [*f.trace, "split: a person of a country"]))
            made.append(Found(cut + 1, parts[0][1], Kind.PLACE, f.rule, [*f.trace, "split: a person of a country"]))
            continue
        if f.rule == "crf" and f.kind is Kind.ORG and len(parts) == 1 and (cut := _in_place(s, *parts[0], lex)):
            made.append(Found(parts[0][0], cut, Kind.ORG, f.rule, [*f.trace, "split: where it is stands outside"]))
            made.append(Found(cut + 1, parts[0][1], Kind.PLACE, f.rule, [*f.trace, "split: where it is"]))
            continue
        if f.kind is Kind.ORG and len(parts) == 1 and (cut := _person_behind(s, *parts[0], lex)):
            made.append(Found(parts[0][0], cut, Kind.ORG, f.rule, [*f.trace, "split: a person follows the country"]))
            made.append(Found(cut, parts[0][1], Kind.PERSON, f.rule, [*f.trace, "split: a person behind a country"]))
            continue
        if f.kind is Kind.PERSON and len(parts) > 1 and s.tokens[parts[0][0]].islower():
            parts = parts[1:]
        if f.kind is Kind.ORG and len(parts) == 1 and (cut := _signed(s, *parts[0])):
            made.append(Found(f.start, cut, Kind.ORG, f.rule, [*f.trace, "split: a person with initials follows"]))
            made.append(Found(cut, parts[0][1], Kind.PERSON, f.rule, [*f.trace, "split: initials and a surname"]))
            continue
        if parts == [(f.start, f.end)]:
            made.append(f)
            continue
        made += [Found(a, b, f.kind, f.rule, [*f.trace, "split"]) for a, b in parts]
    return made


def _signed(s: Sentence, start: int, end: int) -> int:
    """Where the initials stand in `Committee of St. Petersburg V. Kalganov`; 0 when there are none."""
    cut = end - 1
    while cut > start and INITIALS.fullmatch(s.tokens[cut - 1]):
        cut -= 1
    return cut if start + 1 < cut < end - 1 and s.tokens[end - 1].istitle() else 0


def _person_behind(s: Sentence, start: int, end: int, lex: Lexicon) -> int:
    """Where the person begins in `House of Representatives of Belarus Igor Sergeyenko`; 0 when none does."""
    for i in range(start + 1, end - 2):
        place = s.listed_at(i + 1) if s.tokens[i] == "of" else None
        cut = place[1] if place is not None and place[2] == "country" else end
        given = {"ru_given", "west_given", "vi_surname"} & set(lex.exact.get(s.tokens[cut], ())) if cut < end else ()
        if given and end - cut > 1 and not plain(s.tokens[cut].lower(), lex) and s.tokens[end - 1].istitle():
            return 0 if any(lex.has(t, "org_head") for t in s.tokens[cut:end]) else cut
    return 0


def _in_place(s: Sentence, start: int, end: int, lex: Lexicon) -> int:
    """Where `in` stands in `Zoological Institute in St. Petersburg`; 0 in the names of embassies and associations."""
    for cut in range(start + 1, end - 1):
        if s.tokens[cut] == "in" and not any(lex.has(t, "in_head") for t in s.tokens[start:cut]):
            listed = any(a == cut + 1 and b >= end and CATEGORY_KIND.get(c) is Kind.PLACE for a, b, c in s.listed)
            unknown = end - cut == 2 and not lex.single.get(s.tokens[end - 1].lower())
            return cut if listed or unknown else 0
    return 0


def _stranger(word: str, lex: Lexicon) -> bool:
    return not lex.single.get(word.lower()) and not plain(word.lower(), lex)


def _of_country(s: Sentence, start: int, end: int, lex: Lexicon) -> int:
    """Where `of` stands in `Agus Prayogo of Indonesia`; 0 when the words are not of that sort."""
    for a, b, category in s.listed:
        if category == "country" and b == end and a - 1 > start + 1 and s.tokens[a - 1] == "of":
            head = [lex.single.get(t.lower(), ()) for t in s.tokens[start : a - 1]]
            if not any(
                c in ("common", "org_head", "geo_head", "facility_head", "admin") for cats in head for c in cats
            ):
                return a - 1
    return 0


def _splits(s: Sentence, f: Found, low: int, i: int, lex: Lexicon) -> int:
    """Does the name end before word `i`, which is no part of a name? 2: even when it is the first."""
    token = s.tokens[i]
    lower = token.lower()
    if token[0].isupper() and lower not in ("and", "at"):
        return 0
    if token in ("'s", "’s"):
        group = lower.replace("’", "'") == "'s" and lex.has(s.tokens[i - 1].lower() + "'s", "poss_inside")
        inside = i > f.start and (group or s.tokens[f.start] in words_of("cause_verb"))
        return 0 if inside or i + 1 >= f.end else 1
    if lower in ('"', "“", "”", "(", ")", "|", "»", "›", "•", "·", ";"):
        return 2
    if f.kind is Kind.PLACE and f.rule == "crf" and (lower == "," or (lower == "and" and "," in s.raw[low - 1 : i])):
        return int(s.listed_at(i) is None)
    if token in DASH and f.kind is Kind.ORG and 0 < i < len(s.tokens) - 1:
        return int(lex.has(s.tokens[i - 1], "strong_org_head") or lex.has(s.tokens[i + 1], "strong_org_head"))
    if lower == "at" and f.kind is Kind.ORG and f.rule == "crf" and i > low:
        return int(words_of("with_place").isdisjoint(s.tokens[low:i]) and not lex.has(s.tokens[low], "in_head"))
    if f.kind is Kind.PERSON:
        return (
            2 if lower == "," or (token.islower() and token.isalpha() and lower not in words_of("name_particle")) else 0
        )
    if lower == "and" and f.kind is Kind.ORG and i > low:
        left_head = (
            lex.has(s.tokens[i - 1], "strong_org_head")
            or lex.has(s.tokens[low], "strong_org_head")
            or s.tokens[i - 1] in words_of("firm_end")
        )
        between = s.tokens[i + 1 : f.end]
        right_head = any(lex.has(t, "strong_org_head") for t in between)
        if i - low == 1 and _stranger(s.tokens[low], lex) and any(t in words_of("company_end") for t in between[1:]):
            return 1
        return int(
            left_head
            and right_head
            and not (
                len(between) == 1
                or (lex.has(s.tokens[f.start], "of_head") and not lex.has(between[0], "strong_org_head"))
            )
        )
    if lower == "," and f.kind is Kind.ORG and f.rule == "crf" and low < i < f.end - 1:
        portfolios = any(lex.has(t, "of_head") for t in s.tokens[f.start : i])
        return int(not portfolios and s.tokens[i + 1] not in words_of("legal_form") and s.tokens[i + 1] != "Co.")
    if lower == "and" and f.kind is Kind.PLACE and low < i < f.end - 1:
        sites = [lex.has(s.tokens[k], "facility_head") and s.tokens[k].istitle() for k in (i - 1, f.end - 1)]
        return int(all(sites) and i - low > 1 and f.end - i > 2)
    if f.kind in (Kind.ORG, Kind.PLACE) and i > low and re.fullmatch(r"\d+(?:st|nd|rd|th)", token):
        return 1
    if (
        f.kind in (Kind.ORG, Kind.PLACE)
        and token.isalpha()
        and token.islower()
        and lower not in words_of("inner")
        and f.rule == "crf"
    ):
        return 0 if lower in words_of("group_word") else 1
    return 0


def borders(s: Sentence, found: list[Found], lex: Lexicon) -> list[Found]:
    """Titles, articles, quotes, possessives and administrative words are outside."""
    kept = []
    inner = words_of("inner")
    for f in found:
        while (
            f.end > f.start
            and not s.raw[f.end - 1][-1:].isalnum()
            and not (s.raw[f.end - 1].endswith(".") and len(s.raw[f.end - 1]) > 1)
        ):
            f.end -= 1
        while f.rule == "crf" and f.end - f.start > 1 and s.raw[f.end - 1] in inner:
            f.end -= 1
            f.note(f"border: {s.raw[f.end]} outside")
        if f.end > f.start and s.raw[f.end - 1] in ("'s", "’s") and not s.is_listed(f.start, f.end):
            f.end -= 1
            f.note("border: possessive outside")
        while f.end > f.start and (_article(s, f) or not s.raw[f.start][:1].isalnum()) and f.rule != "exhibition-title":
            f.start += 1
            if s.raw[f.start - 1].isalpha():
                f.note("border: article outside")
        if (
            f.rule == "crf"
            and f.end - f.start > 2
            and s.tokens[f.start] in ("No.", "No")
            and s.raw[f.start + 1].isdigit()
        ):
            f.start += 2
            f.note("border: a number outside")
            f.kind = listed_kind(s, f.start, f.end) or f.kind
        if f.rule == "crf":
            _number(s, f, lex)
            if s.raw[f.end : f.end + 1] == ["&"] and s.starts[f.end] == s.ends[f.end - 1] and f.end + 1 < len(s.raw):
                f.end += 2
                f.note("border: & without spaces inside")
        if f.end - f.start > 1 and s.tokens[f.start] in words_of("asks") and _question(s, f, lex):
            f.start += 1
            f.kind = listed_kind(s, f.start, f.end) or f.kind
            f.note(f"border: a question begins ({s.raw[f.start - 1]})")
        if f.kind is Kind.PERSON:
            if f.end - f.start == 2 and _preposition(s, f.start):
                f.start, f.kind = f.start + 1, Kind.PLACE
                f.note("border: a preposition outside")
            if f.end - f.start > 3 and s.tokens[f.start] in words_of("honours") and is_title(s, f.start + 2, lex):
                f.start += 2  # `People's Artist`
            _office_inside(s, f, lex)
            while f.end - f.start > 1 and (_office(s, f, lex) or _of_nation(s, f, lex)):
                f.note(f"border: title outside ({s.raw[f.start]})")
                f.start += 1
        if f.rule == "crf" and f.end - f.start > 1 and s.raw[f.end - 1][0].isdigit():
            kind = listed_kind(s, f.start, f.end - 1)
            dated = kind is Kind.EVENT and re.fullmatch(r"(?:19|20)\d\d", s.raw[f.end - 1])
            if dated:
                f.kind = Kind.EVENT
            elif kind is not None and not (kind is Kind.ORG and re.fullmatch(r"\d{1,2}", s.raw[f.end - 1])):
                f.end -= 1
                f.kind = kind
                f.note("border: a number outside")
        if f.kind is Kind.ORG and f.rule == "crf":
            while f.end - f.start > 1 and s.tokens[f.end - 1].islower() and lex.has(s.tokens[f.end - 1], "org_head"):
                f.end -= 1
                f.note(f"border: descriptor outside ({s.raw[f.end]})")
            if f.end - f.start > 1 and _rank_follows(s, f.end, lex):
                f.end -= 1
                f.note(f"border: a rank outside ({s.raw[f.end]})")
        if f.kind is Kind.PLACE and f.end - f.start > 1:
            admin(s, f, lex)
        if f.end > f.start:
            kept.append(f)
    return kept


def _number(s: Sentence, f: Found, lex: Lexicon) -> None:
    """`Management Board 2`, `Nhon Trach 4.`, `Surgut GRES-2`: a number that is part of the name."""
    if f.end >= len(s.raw) or f.kind in (Kind.PERSON, Kind.EVENT):
        return
    follows = s.raw[f.end + 1] if f.end + 1 < len(s.raw) else "."
    glued = s.raw[f.end] == "-" and follows.isdigit() and s.starts[f.end + 1] == s.ends[f.end - 1] + 1
    if glued and s.raw[f.end - 1].isupper():
        f.end += 2
    elif _SMALL_NUMBER.fullmatch(s.raw[f.end]):
        last = s.tokens[f.end - 1]
        head = (
            f.kind is Kind.ORG and f.end - f.start > 1 and (lex.has(last, "org_head") or last in words_of("legal_form"))
        )
        small = all(is_syllable(t) for t in s.tokens[f.start : f.end]) and listed_kind(s, f.start, f.end) is None
        site = f.kind is Kind.PLACE and f.end - f.start == 2 and small and follows in words_of("after_number")
        if not head and not site:
            return
        f.end += 1
    else:
        return
    f.note("border: a number inside")


def _office(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """Does the person's name begin with a title or the dash inside one (`Secretary-General`)? `Uncle Ho` is listed."""
    first = s.tokens[f.start]
    title = first in DASH or first in words_of("title_too") or is_title(s, f.start, lex) or _titles(s, f.start, lex)
    return title and not listed_kind(s, f.start, f.end)


def _of_nation(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """Does a nation's adjective begin the person (`Indonesian`), also one that persons bear, before an office?"""
    if not lex.has(s.tokens[f.start], "demonym"):
        return False
    office = "split_title" if f.end - f.start < _WITH_OFFICE else "title"
    return s.tokens[f.start] not in lex.exact or lex.has(s.tokens[f.start + 1], office)


def _office_inside(s: Sentence, f: Found, lex: Lexicon) -> None:
    """`Senate President Hun Sen`: an office that no person bears as a name ends what is not the person's."""
    for i in range(f.end - 2, f.start, -1):
        if lex.has(s.tokens[i], "split_title") and s.tokens[i].istitle() and s.tokens[i] not in lex.exact:
            f.note(f"border: title outside ({' '.join(s.raw[f.start : i + 1])})")
            f.start = i + 1
            return


def _titles(s: Sentence, i: int, lex: Lexicon) -> bool:
    """Is word `i` an occupation of several people (`Curators Anna Orlova and Le Minh`)?"""
    lower = s.tokens[i].lower()
    return lower.endswith("s") and "title" in lex.single.get(lower[:-1], ()) and s.tokens[i] not in lex.exact


def _preposition(s: Sentence, i: int) -> bool:
    """Is word `i` a capital `To` at a beginning, and what follows no Vietnamese name?"""
    opens = i == 0 or not s.raw[i - 1][-1:].isalnum()
    return opens and s.tokens[i] in ("To", "In", "At", "From", "Near") and not is_syllable(s.tokens[i + 1])


def _question(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """Is `Will` of `Will Hanoi go on?` no name: at the beginning, with a verb in its plain form behind, and asked?"""
    if "?" not in s.written or f.rule != "crf" or any(w[:1].isalnum() for w in s.raw[: f.start]):
        return False
    verb = s.raw[f.end]
    told = lex.has(verb, "person_verb") or verb in words_of("person_does") or lex.has(verb, "stop")
    return plain(verb, lex) and not told and not verb.endswith(("s", "ed", "ing"))


def _rank_follows(s: Sentence, end: int, lex: Lexicon) -> bool:
    """Does the name end in a word of the office behind it (`Rosatom First Deputy Director`)?"""
    after = s.tokens[end].lower() if end < len(s.tokens) else ""
    if s.tokens[end - 1] == "General":
        return after == "secretary"
    return s.tokens[end - 1] in ("First", "Senior", "Executive", "Deputy", "Acting") and (
        after in ("deputy", "vice") or lex.has(after, "split_title")
    )


def _article(s: Sentence, f: Found) -> bool:
    """Is the first word an article? `An` of `An Giang` and `The` of the listed `The Hague` are not."""
    word = s.raw[f.start].lower()
    if word not in ("the", "a", "an") or s.is_listed(f.start, f.end):
        return False
    return (
        word == "the" or s.tokens[f.start].islower() or not (f.end - f.start > 1 and is_syllable(s.tokens[f.start + 1]))
    )


def admin(s: Sentence, f: Found, lex: Lexicon) -> None:
    """Leave `Province`, `district` outside the name of a place that stands without them."""
    while f.end - f.start > 1 and lex.has(s.raw[f.end - 1], "admin"):
        name = " ".join(s.tokens[f.start : f.end])
        tokens = s.tokens[f.start : f.end]
        if s.listed_as(f.start, f.end) not in ("", "a_place") or tokens[-1] == "Republic":
            return
        if len(tokens) > 2 and tokens[-2] == "Autonomous":
            return
        if tokens[-1].lower() == "city" and re.fullmatch(r"(?:HCM|Ho Chi Minh|Hồ Chí Minh) [Cc]ity", name):
            return
        if tokens[-1][0].isupper() and all(
            lex.has(t, "direction") or t in ("Asia", "Pacific", "-") for t in tokens[:-1]
        ):
            return
        if (
            tokens[-1][0].isupper()
            and re.search(r"(?:sky|skiy|skaya)$", tokens[-2])
            and tokens[-1] in ("Krai", "Territory", "Region", "Oblast", "District")
        ):
            return
        if tokens[-1].istitle() and len(tokens) == 2 and "common" in lex.single.get(tokens[0].lower(), ()):
            return  # `Food City`, `Star City`
        f.end -= 1
        f.note(f"border: administrative word outside ({s.raw[f.end]})")
