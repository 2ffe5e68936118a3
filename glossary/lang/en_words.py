"""How an English sentence is read: word lists, words with hints, lines in capitals made readable."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from glossary import authority
from glossary import text as reading
from glossary.lang.en_grammar import Construction, constructions
from glossary.lang.en_sets import FOLDER, words_of
from glossary.lang.tagger import TOKEN, Lexicon, fold, is_syllable, read_table
from glossary.model import Kind, Lang
from glossary.resources import DATA

_COMMON_SURNAMES = 32
"""So many Vietnamese surnames nine persons in ten bear; the others are syllables of place names as often."""


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The word lists of `data/en/`."""
    lex = Lexicon()
    for category, names in read_table(FOLDER / "cues.tsv"):
        lex.add_words(category, names)
    lex.add_words("common", (FOLDER / "common.txt").read_text(encoding="utf-8").split())
    for category, names in read_table(FOLDER / "demonyms.tsv"):
        lex.add_words(category, names)
    for table in ("names.tsv", "person_words.tsv"):
        for category, names in read_table(FOLDER / table):
            if category.startswith("person_"):
                for name in names:
                    key = name[:1].upper() + name[1:]
                    lex.exact[key] = (*lex.exact.get(key, ()), category)
            else:
                lex.add_names(category, names)
    surnames = next(names for category, names in read_table(FOLDER / "names.tsv") if category == "vi_surname")
    lex.add_names("vi_surname_top", surnames[:_COMMON_SURNAMES])
    listed: set[str] = set()
    for table in ("places.tsv", "orgs.tsv", "events.tsv"):
        for category, names in read_table(FOLDER / table):
            lex.add_phrases(category, names)
            listed.update(names)
    for kind, forms in _authority().items():
        lex.add_phrases(f"a_{kind.lower()}", sorted(forms - listed))
    return lex


@lru_cache(maxsize=1)
def vietnamese_places() -> frozenset[str]:
    """Communes, wards, districts and other places of Vietnam of two syllables or more, without marks."""
    return frozenset(fold(name) for name in _vietnamese_place_names())


def _vietnamese_place_names() -> list[str]:
    lines = (DATA / "names" / "vi_places.txt").read_text(encoding="utf-8").splitlines()
    wards = (DATA / "vi" / "wards.txt").read_text(encoding="utf-8").splitlines()
    names = [*lines, *(name for line in wards for name in line.split("|"))]
    return [name for name in names if " " in name and name[0] != "#"]


@lru_cache(maxsize=1)
def towns() -> Lexicon:
    """Small places of Vietnam and Russia, whose names are borne by persons and firms too: hints for the tagger only."""
    lex = Lexicon()
    for category, names in read_table(FOLDER / "towns.tsv"):
        lex.add_phrases(category, names)
    marked = _vietnamese_place_names()
    # `Sa Dec` for `Sa Đéc`: as it stands where Vietnamese is written without marks.
    plain = fold("\n".join(marked)).title().split("\n")
    lex.add_phrases("vn_town", dict.fromkeys([*marked, *plain]))
    return lex


def _authority() -> dict[Kind, set[str]]:
    """Names of the authority tables as English writes them: its own forms, and Vietnamese ones with their marks."""
    names: dict[Kind, set[str]] = {}
    for language in (Lang.EN, Lang.VI):
        for form, entry in authority.load().forms(language):
            if language is Lang.VI and (entry.kind is not Kind.PLACE or not reading.has_vietnamese_marks(form)):
                continue
            if entry.note.startswith("Common word") and " " not in form:
                continue
            if entry.kind is Kind.ORG and form.split()[-1].islower():
                continue  # `Vietsovpetro joint venture`: a descriptor, which stays outside
            if len(form) > 2 and form[:1].isupper() and not re.search(r"(?<!People)['’]s ", form):
                names.setdefault(entry.kind, set()).update(_rewritten(form))
    return names


_HOUSE_STYLES = (
    ("Vietnam", ("Viet Nam", "Việt Nam")),
    ("Hanoi", ("Ha Noi", "Hà Nội")),
    ("Ho Chi Minh City", ("HCM City",)),
)
"""How Vietnamese outlets write these inside longer names."""


def _rewritten(form: str) -> Iterator[str]:
    yield form
    for usual, others in _HOUSE_STYLES:
        if usual in form and form != usual:
            yield from (form.replace(usual, other) for other in others)


DASH = frozenset("-–—‑")
"""Signs that join two names."""
QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "”": "”"}
"""Opening quotation marks, and what closes them."""
CATEGORY_KIND = {
    **dict.fromkeys(("country", "region", "city", "water", "island", "site", "vn_place"), Kind.PLACE),
    **dict.fromkeys(("intl", "state", "media", "company", "culture", "sport"), Kind.ORG),
    **dict.fromkeys(("war", "holiday", "games", "forum", "disaster"), Kind.EVENT),
    **{f"a_{kind.lower()}": kind for kind in Kind},
}
"""What the categories of listed names are."""


@dataclass(slots=True)
class Found:
    """A name in the making: words `start` to `end` of a sentence."""

    start: int
    end: int
    kind: Kind
    rule: str
    trace: list[str]

    def note(self, step: str) -> None:
        """Add a step to the trace."""
        self.trace.append(step)


@dataclass(slots=True)
class Sentence:
    """The words of one sentence: as written, as seen by the tagger (capitals undone), and where they stand."""

    raw: list[str]
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    built: list[Construction] = field(default_factory=list)
    listed: list[tuple[int, int, str]] = field(default_factory=list)
    raised: frozenset[int] = frozenset()
    """Words of a text without capitals that are known names all the same."""
    headline: bool = False
    """Is every word written with a capital, or in capitals, so that capitals tell nothing?"""
    written: frozenset[str] = field(init=False)
    """All that is written: what a rule waits for is mostly not there."""
    capitals: list[int] = field(init=False)
    """The words with a capital, as written or as seen: all that may begin a name."""
    _listed_at: dict[int, tuple[int, int, str]] = field(init=False)

    def __post_init__(self) -> None:
        self.written = frozenset(self.raw)
        self.capitals = [i for i, word in enumerate(self.tokens if self.raised else self.raw) if word[0].isupper()]
        # Listed names never overlap.
        self._listed_at = {i: name for name in self.listed for i in range(name[0], name[1])}

    def listed_at(self, i: int) -> tuple[int, int, str] | None:
        """The listed name that word `i` is a part of."""
        return self._listed_at.get(i)

    def is_listed(self, start: int, end: int) -> bool:
        """Do these words stand inside one listed name, or are they it?"""
        name = self._listed_at.get(start)
        return name is not None and end <= name[1]

    def meets_listed(self, start: int, end: int) -> bool:
        """Is one of these words part of a listed name?"""
        return not self._listed_at.keys().isdisjoint(range(start, end))

    def listed_from(self, i: int) -> str:
        """The category of the listed name that begins with word `i`; empty when none does."""
        name = self._listed_at.get(i)
        return name[2] if name is not None and name[0] == i else ""

    def listed_as(self, start: int, end: int) -> str:
        """The category under which exactly these words are listed; empty when they are not."""
        name = self._listed_at.get(start)
        return name[2] if name is not None and name[0] == start and name[1] == end else ""

    def hints(self) -> list[tuple[int, int, str]]:
        """Listed names and constructions, as the features want them."""
        built = ((c.start, c.end, f"{c.kind or 'NONE'}-{c.rule}") for c in self.built)
        return [*self.listed, *built, *towns().matches(self.tokens)]


def sentence(text: str, offset: int = 0, seen: frozenset[str] = frozenset(), *, small: bool = False) -> Sentence:
    """Cut `text` into words and collect the hints; `seen` are the words that the article writes with one capital.

    `small`: the article has no capitals at all.
    """
    raw = TOKEN.findall(text)
    starts: list[int] = []
    at = 0
    for word in raw:  # nothing but spaces stands between two
        at = text.index(word, at)
        starts.append(offset + at)
        at += len(word)
    lex = lexicon()
    line = _dateline(raw)
    headline = is_headline(line, lex)
    tokens = _with_capitals(raw, lex) if small else recase(line, lex, seen, headline=headline)
    listed = lex.matches(tokens)
    return Sentence(
        raw,
        tokens,
        starts,
        [start + len(word) for start, word in zip(starts, raw, strict=True)],
        built=constructions(tokens, lex, listed),
        listed=listed,
        raised=frozenset(i for i, (a, b) in enumerate(zip(raw, tokens, strict=True)) if small and a != b),
        headline=headline,
    )


def recase(raw: list[str], lex: Lexicon, seen: frozenset[str], *, headline: bool) -> list[str]:
    """Undo a line in capitals (`VIETNAM AND RUSSIA SIGN DEAL`) or in Headline Case: plain words become lower case.

    A word keeps its capital when a list or the rest of the article knows it as a name.
    """
    if not headline:
        return _loud_places(raw, lex)
    if _shouted(raw):
        return _uncapital(raw, lex, seen)
    return [w if i == 0 or not _decapitalise(w, raw, i, lex, seen) else w.lower() for i, w in enumerate(raw)]


def _loud_places(raw: list[str], lex: Lexicon) -> list[str]:
    """`Reuters, HO CHI MINH CITY, April 17`: a listed place of several words in capitals, in a line without them."""
    loud = [i for i, w in enumerate(raw) if w.isupper() and len(w) > 1]
    made = raw
    for i in loud:
        if len(raw[i]) > _LONGEST_ACRONYM and raw[i] not in lex.phrases and _is_town(_title(raw[i]), lex):
            made = [*made[:i], _title(raw[i]), *made[i + 1 :]]
    for i, following in pairwise(loud):
        if following != i + 1 or made[i] != raw[i]:
            continue
        for parts, category in lex.phrases.get(_title(raw[i]), ()):
            size = len(parts)
            if size > 1 and category in _LOUD and [p.upper() for p in parts] == raw[i : i + size]:
                made = [*made[:i], *parts, *made[i + size :]]
                break
    return made


_LONGEST_ACRONYM = 4


def _is_town(word: str, lex: Lexicon) -> bool:
    names = (*lex.phrases.get(word, ()), *towns().phrases.get(word, ()))
    return any(len(parts) == 1 and category in (*_LOUD, "ru_town") for parts, category in names)


_LOUD = ("country", "city", "vn_place", "region", "a_place")


def _shouted(raw: Sequence[str]) -> bool:
    """Is the line in capitals?"""
    upper = len([w for w in raw if w.isupper() and len(w) > 1 and w[0].isalpha()])
    return upper >= 3 and upper > 0.75 * len([w for w in raw if w[0].isalpha()])


def is_headline(raw: Sequence[str], lex: Lexicon) -> bool:
    """Is the line in capitals or in Headline Case?"""
    if _shouted(raw):
        return True
    if raw and raw[-1] in ".!?":
        return False
    letters = [w for w in raw if w[:1].isalpha()]
    long = [w for w in letters if len(w) > 3]
    return (
        len(letters) >= 5
        and len(long) >= 3
        and sum(1 for w in letters if w[0].isupper()) > 0.7 * len(letters)
        and all(w[0].isupper() for w in long)
        and sum(1 for w in long if plain(w.lower(), lex)) >= 2
    )


_ALONE = ("country", "city", "vn_place", "company", "media")
"""Listed names of one word that are known in small letters too (`hanoi`, `gazprom`), unless they are plain words."""
_SHORTEST_ALONE = 4


@lru_cache(maxsize=1)
def _small_names() -> dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]]:
    """Listed names by their first word in small letters: the words so, and as they should be; the longest first."""
    lex = lexicon()
    found: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for entries in lex.phrases.values():
        for parts, category in entries:
            if _known_when_small(parts, category, lex):
                low = tuple(part.lower() for part in parts)
                found.setdefault(low[0], []).append((low, parts))
    for names in found.values():
        names.sort(key=lambda item: -len(item[0]))
    return found


def _known_when_small(parts: tuple[str, ...], category: str, lex: Lexicon) -> bool:
    strange = [w for w in parts if w[:1].isalpha() and not plain(w.lower(), lex) and not lex.single.get(w.lower())]
    if len(parts) > 1:
        return bool(strange) and sum(map(len, strange)) > _SHORTEST_ALONE
    word = parts[0]
    other = any(not c.startswith("person_") for c in lex.exact.get(word, ())) or lex.has(word, "not_when_small")
    return bool(strange) and category in _ALONE and len(word) >= _SHORTEST_ALONE and not other


def _with_capitals(raw: Sequence[str], lex: Lexicon) -> list[str]:
    """A line of a text without capitals: known names, and Vietnamese names after `mr` or an office, get theirs."""
    made = list(raw)
    i = 0
    while i < len(raw):
        names = _small_names().get(raw[i], ())
        hit = next((parts for low, parts in names if tuple(raw[i : i + len(low)]) == low), None)
        if hit:
            made[i : i + len(hit)] = hit
            i += len(hit)
            continue
        office = raw[i - 2] if i > 1 and raw[i - 1] == "." else raw[i - 1] if i else ""
        if any(c in ("honorific", "title", "split_title") for c in lex.single.get(office, ())):
            end = _small_person(raw, i, lex)
            made[i:end] = [w.capitalize() for w in raw[i:end]]
            i = max(end, i + 1)
            continue
        i += 1
    return made


def _small_person(raw: Sequence[str], start: int, lex: Lexicon) -> int:
    """Where a Vietnamese name of two to four syllables ends that begins with a surname; `start` when none does."""
    end = start
    while end < len(raw) and end - start < 4:
        cats = lex.exact.get(raw[end].capitalize(), ())
        wanted = "vi_surname" if end == start else "vi_"
        if not any(c.startswith(wanted) for c in cats) or (end > start and "stop" in lex.single.get(raw[end], ())):
            break
        end += 1
    return end if end - start > 1 else start


_LONGEST_PLACE, _LONGEST_DATE = 6, 8
_DATELINE_SIGNS = frozenset("—–-(/")


def _dateline(raw: list[str]) -> list[str]:
    """`THE HAGUE —`, `HO CHI MINH CITY, Aug 5 (Reuters) -`: the place of a dateline without its capitals."""
    end = 0
    while end < len(raw) and (raw[end].isupper() or raw[end] in ("-", ".")):
        end += 1
    while end and not raw[end - 1][-1:].isalpha():
        end -= 1
    place = [w for w in raw[:end] if w[:1].isalpha()]
    if not 0 < end <= _LONGEST_PLACE or end == len(raw) or all(len(w) <= 3 for w in place):
        return raw
    after = raw[end + 1 : end + _LONGEST_DATE]
    dated = raw[end] == "," and (
        not _DATELINE_SIGNS.isdisjoint(after) or any(lexicon().has(w, "month") for w in after[:2])
    )
    if not (raw[end] in _DATELINE_SIGNS or dated) or (len(place) == 1 and place[0] in lexicon().phrases):
        return raw
    return [
        *(_title(w) if w.isalpha() and len(w) > 1 and w not in ("HCM", "HCMC") else w for w in raw[:end]),
        *raw[end:],
    ]


@lru_cache(maxsize=20_000)
def plain(lower: str, lex: Lexicon) -> bool:
    """Is this a plain word of the language, as it stands or in another form (`passes`, `signed`)?"""
    single = lex.single
    if "common" in single.get(lower, ()):
        return True
    for ending, size in (("s", 5), ("es", 5), ("ed", 5), ("d", 5), ("ing", 6), ("ly", 6)):
        if lower.endswith(ending) and len(lower) >= size:
            stem = lower[: -len(ending)]
            if "common" in single.get(stem, ()) or (ending == "ing" and "common" in single.get(stem + "e", ())):
                return True
    return False


def _decapitalise(word: str, raw: Sequence[str], i: int, lex: Lexicon, seen: frozenset[str]) -> bool:
    if not word[:1].isupper() or word.isupper() or word in seen:
        return False
    lower = word.lower()
    cats = lex.single.get(lower, ())
    if "common" not in cats or any(
        c in cats
        for c in ("org_head", "facility_head", "geo_head", "event_head", "demonym", "title", "honorific", "storm")
    ):
        return False
    if word in lex.phrases or "treaty" in cats:
        return False
    if any(lex.has(w, "treaty") for w in raw[i + 1 : i + 4]):
        return False
    around = [lex.single.get(raw[j].lower(), ()) for j in (i - 1, i + 1) if 0 <= j < len(raw)]
    return not any("org_head" in a or "event_head" in a or "facility_head" in a for a in around)


def _uncapital(raw: list[str], lex: Lexicon, seen: frozenset[str]) -> list[str]:
    made: list[str] = []
    rest: list[str] = []
    folded = [_title(w) for w in raw]
    for i, word in enumerate(raw):
        if rest:
            made.append(rest.pop(0))
            continue
        hit = None
        for candidate in (word, folded[i]):
            for parts, _ in lex.phrases.get(candidate, ()):
                size = len(parts)
                if (
                    [p.upper() for p in parts] == raw[i : i + size]
                    and (size > 1 or word == parts[0] or not plain(word.lower(), lex))
                    and (hit is None or size > len(hit))
                ):
                    hit = list(parts)
        if hit:
            made.append(hit[0])
            rest = hit[1:]
            continue
        if not word.isupper() or not word[:1].isalpha() or (len(word) == 2 and word.endswith(".")):
            made.append(word)
            continue
        lower = word.lower()
        cats = lex.single.get(lower, ())
        name = lex.exact.get(folded[i], ())
        if folded[i] in seen or "demonym" in cats:
            made.append(folded[i])
        elif cats or plain(lower, lex):
            # a plain word; but a syllable of a Vietnamese name between two others is a name
            made.append(lower)
        elif name or (is_syllable(word) and not plain(lower, lex)):
            made.append(folded[i])
        elif len(word) <= 5 and not any(v in lower for v in "aeiouy"):
            made.append(word)
        else:
            made.append(folded[i] if lower not in lex.single else lower)
    return made


def _title(word: str) -> str:
    return word[:1] + word[1:].lower()


def listed_kind(s: Sentence, start: int, end: int) -> Kind | None:
    """The kind under which exactly these words are listed."""
    return CATEGORY_KIND.get(s.listed_as(start, end))


def is_title(s: Sentence, i: int, lex: Lexicon) -> bool:
    """Is word `i` a title, an office or an honorific before a name?"""
    cats = lex.single.get(s.tokens[i].lower(), ())
    named = s.tokens[i] in lex.exact and "honorific" not in cats and s.tokens[i].lower() in words_of("person_of")
    return ("honorific" in cats or "title" in cats) and not named


def inside_capitals(s: Sentence, i: int, lex: Lexicon) -> bool:
    """Does a capitalised word that could belong to the same name stand beside word `i`? Titles do not."""
    for k in (i - 1, i + 1):
        if 0 <= k < len(s.tokens) and name_like(s.tokens[k], lex):
            cats = lex.single.get(s.tokens[k].lower(), ())
            names = lex.exact.get(s.tokens[k], ())
            if "title" in cats or (k < i and ("honorific" in cats or "demonym" in cats)):
                continue
            if k > i and any(c.startswith(("vi_", "ru_")) for c in names):
                continue
            return True
    return False


def name_like(word: str, lex: Lexicon) -> bool:
    """A capitalised word that is not a plain word at the start of something."""
    return word[:1].isupper() and "common" not in lex.single.get(word.lower(), ())
