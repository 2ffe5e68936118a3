"""What stands around an English name tells what it is: an apposition, an occupation, a word for what it is before it.

`Ratraco, the corporation's logistics arm`, `economist Yun Liu`, `the border town of Khorgos`. These steps run after the
tagger's and correct its guesses; names that a list or a construction has settled stay as they are.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from glossary.lang.en_sets import words_of
from glossary.lang.en_words import Found, Sentence, plain, vietnamese_places
from glossary.lang.tagger import Lexicon, fold, is_syllable
from glossary.model import Kind

_FARTHEST = 9


def described(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """Retype the tagger's guesses by the noun of their apposition (`X, a steel maker`) or before them (`airline X`)."""
    for f in found:
        if f.rule != "crf" or s.is_listed(f.start, f.end):
            continue
        noun = _apposition(s, f.end) or ("" if _full_name(s, f, lex) else _before(s, f.start))
        kind = kind_of(noun, lex)
        if kind is Kind.ORG and f.start and s.raw[f.start - 1] == "of":
            kind = None  # `the town of X` is X; `the group of X` belongs to X
        if kind is not None and kind is not f.kind and not titled_before(s, f.start, lex):
            f.note(f"described: {f.kind} → {kind}, it is called a {noun}")
            f.kind = kind


def _full_name(s: Sentence, f: Found, lex: Lexicon) -> bool:
    """`Rector of the university Pham Xuan Duong`: a common surname and two syllables more are nothing but a person."""
    surname = "vi_surname_top" in lex.exact.get(s.tokens[f.start], ())
    return (
        surname and f.kind is Kind.PERSON and f.end - f.start > 2 and all(map(is_syllable, s.tokens[f.start : f.end]))
    )


def _apposition(s: Sentence, end: int) -> str:
    """The noun of `, the corporation's logistics arm` after a name."""
    if end + 2 >= len(s.raw) or s.raw[end] != ",":
        return ""
    if s.raw[end + 1].lower() not in words_of("opens_apposition") and s.raw[end + 2] not in ("'s", "’s"):
        return ""
    noun = ""
    begin = end + 2
    if [w.lower() for w in s.raw[end + 1 : end + 4]] == ["one", "of", "the"]:
        begin = end + 4
    for i in range(begin, min(begin + _FARTHEST, len(s.raw))):
        word = s.raw[i]
        if word.lower() in words_of("ends_noun") or not (word[0].isalnum() or word in ("'s", "’s", "-")):
            break
        noun = word if word.islower() and word.isalpha() else "" if word[:1].isupper() else noun
    return noun


_REACH = 6


def businesses(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """One word that the tagger took for a person or place, and that has a founder, shares, an `its`, is a company."""
    for f in found:
        guess = f.rule == "crf" and f.kind in (Kind.PERSON, Kind.PLACE) and f.end - f.start == 1
        if not guess or s.listed_at(f.start) or titled_before(s, f.start, lex):
            continue
        why = _business(s, f.start, f.end, lex, stranger=s.tokens[f.start] not in lex.exact)
        if why:
            f.note(f"described: {f.kind} → ORG, {why}")
            f.kind = Kind.ORG


def _business(s: Sentence, start: int, end: int, lex: Lexicon, *, stranger: bool) -> str:
    after = [w.lower() for w in s.raw[end : end + _REACH]]
    if after[:1] in (["'s"], ["’s"]) and any(lex.has(w, "business_part") for w in after[1:3]):
        return f"it has a {after[1]}"
    if after and lex.has(after[0], "org_after"):
        return f"{after[0]} follows"
    if not stranger:
        return ""
    inside = start > 0 and s.raw[start - 1].lower() in words_of("there")
    if after and lex.has(after[0], "business_verb") and not inside:
        return f"it {after[0]}"
    for position, word in enumerate(after):
        if (
            word in (",", ".", ";", "and", "but", "who", "he", "she", "his", "her")
            or s.raw[end + position][:1].isupper()
        ):
            return ""
        if word == "its":
            return "`its` refers to it"
    return ""


def firms(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int, str]]:
    """`the Gavi alliance`, `Innovax of Xiamen`: one unknown word that the words after it make an institution."""
    spans: list[tuple[int, int, str]] = []
    for i in () if s.headline else s.capitals:
        if i + 2 >= len(s.raw) or (i and s.raw[i - 1][:1].isupper()):
            continue
        the = i > 0 and s.raw[i - 1].lower() == "the" and lex.has(s.raw[i + 1], "org_after")
        town = s.raw[i + 1] == "of" and s.listed_from(i + 2) in ("city", "country")
        if (the or town) and i not in taken and stranger(s.tokens[i], lex):
            spans.append((i, i + 1, f"{s.raw[i + 1]} follows"))
    return spans


def apposed(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int, Kind, str]]:
    """`Melinka, a dairy producer,`: a capitalised word or two before an apposition, where nothing was found."""
    spans = []
    for comma in [i for i, word in enumerate(s.raw) if word == "," and i]:
        if not (noun := _apposition(s, comma)):
            continue
        kind, start = kind_of(noun, lex), comma
        while start and comma - start < 2 and start - 1 not in taken and part_of_name(s.tokens[start - 1], lex):
            start -= 1
        if kind is not None and start < comma and not s.meets_listed(start, comma):
            spans.append((start, comma, kind, noun))
    return spans


def raised(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """Vietnamese names after an office in a text without capitals that the tagger left out."""
    spans: list[tuple[int, int]] = []
    i = 1 if s.raised else len(s.raw)
    while i < len(s.raw):
        j = i
        while j in s.raised and j not in taken:
            j += 1
        if j - i > 1 and titled_before(s, i, lex):
            spans.append((i, j))
        i = max(j, i) + 1
    return spans


def _before(s: Sentence, start: int) -> str:
    """The noun of `the airline X`, `the border town of X`, `his firm, X`."""
    if start < 2:
        return ""
    if s.raw[start - 1] == "," and any(
        w.lower() in words_of("opens_apposition") for w in s.raw[max(0, start - 5) : start - 2]
    ):
        return s.raw[start - 2] if s.raw[start - 2].islower() else ""
    k = start - 2 if s.raw[start - 1] == "of" else start - 1
    return s.raw[k] if s.raw[k].islower() else ""


def kind_of(noun: str, lex: Lexicon) -> Kind | None:
    """What something called by this noun is: an institution, a place, or neither."""
    if not noun:
        return None
    if lex.has(noun, "org_noun") or (noun.endswith("s") and lex.has(noun[:-1], "org_noun")):
        return Kind.ORG
    return Kind.PLACE if lex.has(noun, "place_noun") else None


def before_site(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`Lang Biang plateau`, `Da Chais commune`: the word after the name says that it is a place."""
    for f in found:
        after = s.raw[f.end] if f.end < len(s.raw) else ""
        guess = f.rule == "crf" and f.kind in (Kind.PERSON, Kind.ORG) and lex.has(after, "place_after")
        if guess and not titled_before(s, f.start, lex) and not s.listed_at(f.start):
            f.note(f"described: {f.kind} → PLACE, {after} follows")
            f.kind = Kind.PLACE


def in_places(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`born in Ung Hoa`, `from Cau Ngang`, `at 5 Tran Thanh Tong`: what the tagger took for a person is a place.

    After `in` or a house number any Vietnamese syllables are, after `from` and the like those of a known commune.
    """
    for f in found:
        if f.kind not in (Kind.PERSON, Kind.ORG) or f.rule != "crf" or not 1 < f.end - f.start <= 3 or f.start < 2:
            continue
        if s.listed_as(f.start, f.end) == "a_person":
            continue
        before, first = s.raw[f.start - 1].lower(), s.raw[f.start - 2].lower()
        numbered = before.isdigit() and first in ("at", "on", "to", "near", ",", "(")
        inside = before in ("in", "near", "outside", "past") and first not in words_of("not_there")
        beside = before in ("and", ",") and any(g.end == f.start - 1 and g.kind is Kind.PLACE for g in found)
        beside |= any(g.start == f.end + 1 and g.kind is Kind.PLACE for g in found) and s.raw[f.end] in ("and", ",")
        owner = f.end < len(s.raw) and s.raw[f.end] in ("'s", "’s")
        surname = "vi_surname_top" in lex.exact.get(s.tokens[f.start], ())
        there = inside or lex.has(before, "to_places")
        if owner or not (there or numbered or beside or before in ("from", "in", "near", "at")):
            continue
        syllables = all(map(is_syllable, s.tokens[f.start : f.end]))
        commune = fold(" ".join(s.tokens[f.start : f.end])) in vietnamese_places()
        known = commune and (there or beside) and not (surname and f.end - f.start == 3)
        known |= syllables and there and not surname and f.end - f.start == 2
        if f.kind is not Kind.PERSON:
            known, syllables = commune and before in ("from", "in", "near", "at") and not surname, False
        if known or (syllables and (numbered or inside)):
            f.note(f"described: {f.kind} → PLACE after `{before}`")
            f.kind = Kind.PLACE


def surnames(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`Do Ha Nam, vice chairman`: a surname before what could be a province makes it a person."""
    for f in found:
        k = f.start - 1
        if f.kind is not Kind.PLACE or k < 0 or f.end + 1 >= len(s.raw) or any(g.end == f.start for g in found):
            continue
        surname = s.raw[k].istitle() and "vi_surname" in lex.exact.get(s.raw[k], ())
        names = all("vi_" in "".join(lex.exact.get(t, ())) for t in s.tokens[f.start : f.end])
        after, then = s.raw[f.end], s.raw[f.end + 1].lower()
        speaks = lex.has(after, "person_verb") or (after == "," and "title" in lex.single.get(then, ()))
        if surname and names and speaks:
            f.start, f.kind = k, Kind.PERSON
            f.note("person: the surname stands before, and an office or a verb after")


def between(s: Sentence, found: Sequence[Found], lex: Lexicon) -> list[tuple[int, int]]:
    """Single capitalised words in a list right after an institution and before another name."""
    starts = {f.start for f in found if f.kind is not Kind.PLACE}
    after = sorted({f.end + 1 for f in found if f.kind is Kind.ORG and f.end + 3 in starts})
    return [
        (i, i + 1)
        for i in after
        if s.raw[i - 1] == ","
        and s.raw[i + 1] in (",", "and")
        and part_of_name(s.tokens[i], lex)
        and not any(f.start <= i < f.end for f in found)
    ]


def employers(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`an analyst at Wood Mackenzie`: who works there works for an institution."""
    for f in found:
        if f.rule != "crf" or f.kind not in (Kind.PERSON, Kind.PLACE) or f.start <= 2:
            continue
        works = s.raw[f.start - 1] in ("at", "with") and "title" in lex.single.get(s.raw[f.start - 2], ())
        listed = works and s.meets_listed(f.start, f.end)
        if works and not listed and not lex.has(s.tokens[f.end - 1], "facility_head"):
            f.note(f"described: {f.kind} → ORG, somebody works there")
            f.kind = Kind.ORG


_JOINS = frozenset((",", ";", "and", "or"))


def alike_in_lists(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`A, B and C`: of names side by side, the tagger's one guess that differs from all others is as they are."""
    row: list[Found] = []
    for f in sorted(found, key=lambda f: f.start):
        if row and 0 < f.start - row[-1].end <= 2 and _JOINS.issuperset(s.raw[row[-1].end : f.start]):
            row.append(f)
            continue
        _settle_row(s, row, lex)
        row = [f]
    _settle_row(s, row, lex)


def pairs(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`to Tema and Abidjan`: as the listed place after it. `two grandsons, Artyom and Lev`: persons."""
    for f in found:
        if f.rule != "crf" or f.end - f.start > 1 or f.start < 2:
            continue
        before, strange = s.raw[f.start - 1], s.tokens[f.start] not in lex.exact
        along = f.end < len(s.raw) and s.raw[f.end] in ("and", ",")
        other = next((g for g in found if along and g.start == f.end + 1), None)
        if (
            f.kind is Kind.PERSON
            and strange
            and other is not None
            and other.kind is Kind.PLACE
            and before in words_of("there")
        ):
            f.kind = Kind.PLACE
            f.note("described: PERSON → PLACE, beside another place")
        relative = before == "," and lex.has(s.raw[f.start - 2], "family")
        if relative and f.kind is not Kind.PERSON and (other is None or other.kind is Kind.PERSON):
            f.kind = Kind.PERSON
            f.note(f"described: PERSON, one of the {s.raw[f.start - 2]}")


def beside_places(s: Sentence, found: Sequence[Found], taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """`from Krasnodar and Borisoglebsk`: one strange word beside a place where people are or come from."""
    spans = []
    for f in found:
        i = f.end + 1
        if (
            f.kind is not Kind.PLACE
            or not f.start
            or s.raw[f.start - 1].lower() not in words_of("there")
            or i >= len(s.raw)
        ):
            continue
        strange = i not in taken and part_of_name(s.tokens[i], lex) and s.tokens[i] not in lex.exact
        alone = i + 1 >= len(s.raw) or not (s.raw[i + 1][:1].isupper() or s.raw[i + 1] in ("'s", "’s", "-"))
        if s.raw[f.end] in ("and", "or") and strange and alone and not s.headline:
            spans.append((i, i + 1))
    return spans


_LONG_ROW = 5


def _team(s: Sentence, row: Sequence[Found]) -> bool:
    """Is it the line-up of a match, `Ho Van Y; Duc Hoa, Minh Tri`?"""
    return ";" in s.raw[row[0].end : row[-1].start]


def _settle_row(s: Sentence, row: Sequence[Found], lex: Lexicon) -> None:
    if len(row) <= 2:
        return
    kinds = [f.kind for f in row]
    team = _team(s, row)
    if len(row) >= _LONG_ROW and 2 * kinds.count(Kind.PERSON) > len(row) and team:
        kinds = [Kind.PERSON] * len(row)
    company = any(s.listed_as(g.start, g.end) == "company" for g in row)
    count = Counter(kinds)
    for f, own in zip(row, kinds, strict=True):
        others = [kind for kind in count if kind is not own or count[kind] > 1]
        if company and f.kind is Kind.PERSON:
            others = [Kind.ORG]
        if len(others) != 1 or f.kind in others or f.rule != "crf" or s.is_listed(f.start, f.end):
            continue
        if f.kind is Kind.PERSON and f.end - f.start > 1 and titled_before(s, f.start, lex):
            continue  # `director Pham Toan, BIDV and Vietcombank`
        kind = others[0]
        if team and kind is not Kind.PERSON:
            continue
        if kind is not Kind.PERSON or f.end - f.start in (2, 3, 4):
            f.note(f"described: {f.kind} → {kind}, as all names of the list")
            f.kind = kind


def of_companies(s: Sentence, found: Sequence[Found], lex: Lexicon) -> None:
    """`Edelman Vietnam`, `Globex Asia`: no person is called after a country, no place by a strange word."""
    for f in found:
        last = s.listed_at(f.end - 1) if f.rule == "crf" else None
        if last is None or not (f.start < last[0] and last[1] == f.end and last[2] in ("country", "region")):
            continue
        strange = f.kind is Kind.PLACE and f.end - f.start == 2 and part_of_name(s.tokens[f.start], lex)
        unknown = s.tokens[f.start] not in lex.exact and s.tokens[f.start] not in lex.phrases and not s.headline
        if f.kind is Kind.PERSON or (strange and unknown):
            f.note(f"described: {f.kind} → ORG, a country ends the name")
            f.kind = Kind.ORG


def titled_before(s: Sentence, start: int, lex: Lexicon) -> bool:
    """Is the word before a title or an office?"""
    before = start - 2 if start > 1 and s.raw[start - 1] == "." else start - 1
    return start > 0 and not _TITLES.isdisjoint(lex.single.get(s.tokens[before].lower(), ()))


_TITLES = frozenset(("honorific", "title", "split_title"))
_MOST_WORDS = 4


def titled(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """Two to four capitalised words that are no plain ones right after an occupation: `economist Yun Liu`."""
    spans = []
    for i in [start - 1 for start in s.capitals if start]:
        if i + 2 >= len(s.raw) or not s.raw[i].islower() or not s.raw[i + 1][:1].isupper():
            continue
        said = i > 0 and lex.has(s.raw[i - 1], "person_verb") and s.raw[i].isalpha() and not lex.has(s.raw[i], "stop")
        if not said and "title" not in lex.single.get(s.raw[i], ()):
            continue
        j = i + 1
        while j < len(s.tokens) and j - i <= _MOST_WORDS and j not in taken and part_of_name(s.tokens[j], lex):
            j += 1
        free = j >= len(s.tokens) or (j not in taken and not s.raw[j][:1].isupper())
        if j - i > 2 and free and not s.meets_listed(i + 1, j):
            spans.append((i + 1, j))
    return spans


@lru_cache(maxsize=20_000)
def part_of_name(word: str, lex: Lexicon) -> bool:
    """Is it a capitalised word that is neither a plain one nor a cue?"""
    if not word[:1].isupper() or not word.istitle() or not word.isalpha():
        return False
    lower = word.lower()
    return not lex.single.get(lower) and not plain(lower, lex)


def stranger(word: str, lex: Lexicon) -> bool:
    """Could it be part of a name, and is it in no list of names?"""
    return part_of_name(word, lex) and word not in lex.exact


_NO_NAMES = ("treaty", "product", "vessel", "work", "exhibit", "event_head")


def unseen(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int, Kind]]:
    """Two or three capitalised words in the middle of a sentence that are no plain ones: a name the tagger missed."""
    if s.headline:
        return []
    spans = []
    j = 0
    for i in s.capitals:
        if i <= j or i >= len(s.tokens) - 1:
            continue
        j = i
        while j < len(s.tokens) and j not in taken and part_of_name(s.tokens[j], lex) and s.raw[j] == s.tokens[j]:
            j += 1
        if j - i in (2, 3) and russian_person(s.tokens[i:j], lex) and _may_begin(s, i, lex):
            spans.append((i, j, Kind.PERSON))
        elif j - i in (2, 3) and _may_begin(s, i, lex) and (j >= len(s.tokens) or not s.raw[j][:1].isupper()):
            before = s.raw[i - 1].lower()
            of_country = s.raw[j : j + 1] == ["of"] and s.listed_from(j + 1) == "country"
            opens = i == 1 and lex.has(before, "stop") and j < len(s.raw) and s.raw[j][-2:] == "ed"
            if lex.has(before, "to_people") or of_country or opens:
                spans.append((i, j, Kind.PERSON))
            elif before in ("in", "near", "outside", "via", "through"):
                spans.append((i, j, Kind.PLACE))
        elif j - i == 1 and (span := _lonely_place(s, i, taken, lex)):
            spans.append(span)
    return spans


def communes(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """`born in Gio An`: two strange Vietnamese syllables after `in` or `from`, where nothing was found."""
    if s.headline:
        return []
    spans = []
    for i in s.capitals:
        if not 0 < i < len(s.raw) - 1 or s.raw[i - 1] not in ("in", "near", "from") or i in taken or i + 1 in taken:
            continue
        two = all(s.raw[k].istitle() and s.raw[k].isalpha() and is_syllable(s.tokens[k]) for k in (i, i + 1))
        alone = i + 2 >= len(s.raw) or not s.raw[i + 2][:1].isupper()
        if two and alone and part_of_name(s.tokens[i], lex) and _may_begin(s, i, lex):
            spans.append((i, i + 2))
    return spans


_SHORTEST_SURNAME = 5


def _russian(word: str) -> bool:
    """Does the word end like a surname or a patronymic of Russia or its neighbours?"""
    return len(word) >= _SHORTEST_SURNAME and word.lower().endswith(tuple(words_of("surname_ending")))


def russian_person(words: Sequence[str], lex: Lexicon) -> bool:
    """Two or three strange words, the last with the ending of a Russian, Caucasian or Turkic surname."""
    strange = 1 < len(words) <= 3 and all(part_of_name(w, lex) for w in words)
    return strange and _russian(words[-1]) and not words[0].lower().endswith(tuple(words_of("adjective_ending")))


def _lonely_place(s: Sentence, i: int, taken: set[int], lex: Lexicon) -> tuple[int, int, Kind] | None:
    """`In Ust-Karsk it reached the windows`: one strange word, with a dash or without, after `in` or `near`."""
    end = i + 1
    while end + 1 < len(s.raw) and s.raw[end] == "-" and s.raw[end + 1].isalpha() and end + 1 not in taken:
        end += 2
    follows = s.raw[end] if end < len(s.raw) else "."
    strange = s.tokens[i] not in lex.exact and len(s.tokens[i]) > 2
    there = (
        s.raw[i - 1].lower() in ("in", "near", "outside") and not follows[:1].isupper() and follows not in ("'s", "’s")
    )
    return (i, end, Kind.PLACE) if strange and there and _may_begin(s, i, lex) else None


def _may_begin(s: Sentence, i: int, lex: Lexicon) -> bool:
    """Is nothing before the words that makes them a treaty, a ship or a title?"""
    near = [s.raw[k].lower() for k in range(max(0, i - 4), i)]
    if any(lex.has(word, category) for word in near for category in _NO_NAMES):
        return False
    return not any(c.start <= i < c.end for c in s.built) and not s.listed_at(i)


_ACRONYM = re.compile(r"[A-ZĐ]{4,10}|[A-Z]{3}\d{1,2}")


def acronyms(s: Sentence, taken: set[int], lex: Lexicon) -> list[int]:
    """`supported by NAFOSTED.`: four to ten capitals where an institution may stand."""
    if s.headline:
        return []
    return [
        i
        for i in s.capitals
        if i not in taken
        and 0 < i < len(s.raw) - 1
        and _ACRONYM.fullmatch(s.raw[i])
        and not lex.single.get(s.raw[i].lower())
        and s.raw[i - 1].lower() in words_of("before_acronym")
        and (s.raw[i + 1].lower() in words_of("after_acronym") or lex.has(s.raw[i + 1], "person_verb"))
        and not any(c.start <= i < c.end for c in s.built)
    ]


def towns(s: Sentence, taken: set[int], lex: Lexicon) -> list[tuple[int, int]]:
    """`the village of Da Chais`, where nothing was found."""
    spans = []
    for i in [start - 1 for start in s.capitals if start > 1]:
        if s.raw[i] == "of" and lex.has(s.raw[i - 1], "place_noun") and s.raw[i - 1].islower():
            j = i + 1
            while j < len(s.tokens) and j not in taken and part_of_name(s.tokens[j], lex) and j - i <= 3:
                j += 1
            if j > i + 1:
                spans.append((i + 1, j))
    return spans


def with_the(s: Sentence, f: Found) -> bool:
    """Does a capital `The` in the middle of the sentence belong to the name (`told The Moscow Times`)?"""
    before = f.start - 1
    inside = before > 0 and s.raw[before] == "The" and (s.raw[before - 1][-1:].islower() or s.raw[before - 1] == "(")
    return inside and f.kind is Kind.ORG and s.raw[f.end - 1] in words_of("newspaper")
