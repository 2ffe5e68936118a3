"""English: names of persons, institutions, places and events in news.

A sentence goes through ordered, named steps: listed names and constructions (`en_grammar`) become hints; a trained tagger
decides; then rules do what no tagger can know: borders, types by construction, credits and datelines, the short mentions
of a person named in full elsewhere in the article. Each mention keeps the trace of what made and changed it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from glossary import authority
from glossary import text as reading
from glossary.lang import Known
from glossary.lang.en_grammar import Construction, constructions
from glossary.lang.tagger import Features, Lexicon, decode, is_syllable, load, read_table, words
from glossary.model import Kind, Lang, Mention
from glossary.resources import DATA

FOLDER = DATA / "en"
MODEL = FOLDER / "names.crfsuite"

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ]")
_WORST_SENTENCE = 3_000
"""Code points after which a sentence without an end is cut at a space, so that hostile input costs no more than prose."""


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
    listed: set[str] = set()
    for table in ("places.tsv", "orgs.tsv", "events.tsv"):
        for category, names in read_table(FOLDER / table):
            lex.add_phrases(category, names)
            listed.update(names)
    for kind, names in _authority().items():
        lex.add_phrases(f"a_{kind.lower()}", sorted(names - listed))
    return lex


def _authority() -> dict[Kind, set[str]]:
    """Names of the authority tables as English writes them: its own forms, and Vietnamese ones with their marks."""
    names: dict[Kind, set[str]] = {}
    for language in (Lang.EN, Lang.VI):
        for form, entry in authority.load().forms(language):
            if language is Lang.VI and (entry.kind is not Kind.PLACE or not reading.has_vietnamese_marks(form)):
                continue
            if len(form) > 2 and form[:1].isupper() and not re.search(r"(?<!People)['’]s ", form):
                names.setdefault(entry.kind, set()).add(form)
    return names


@lru_cache(maxsize=1)
def _features() -> Features:
    return Features(lexicon())


@lru_cache(maxsize=1)
def _model() -> Any:
    return load(MODEL)


@dataclass(slots=True)
class Sentence:
    """The words of one sentence: as written, as seen by the tagger (capitals undone), and where they stand."""

    raw: list[str]
    tokens: list[str]
    starts: list[int]
    ends: list[int]
    built: list[Construction] = field(default_factory=list)
    listed: list[tuple[int, int, str]] = field(default_factory=list)

    def hints(self) -> list[tuple[int, int, str]]:
        """Listed names and constructions, as the features want them."""
        return [*self.listed, *((c.start, c.end, f"{c.kind or 'NONE'}-{c.rule}") for c in self.built)]


def sentence(text: str, offset: int = 0, seen: frozenset[str] = frozenset()) -> Sentence:
    """Cut `text` into words and collect the hints; `seen` are the words that the article writes with one capital."""
    found = words(text)
    raw = [w for w, _, _ in found]
    tokens = recase(raw, seen)
    made = Sentence(raw, tokens, [offset + s for _, s, _ in found], [offset + e for _, _, e in found])
    lex = lexicon()
    made.listed = lex.matches(tokens)
    made.built = constructions(tokens, lex, made.listed)
    return made


def recase(raw: list[str], seen: frozenset[str] = frozenset()) -> list[str]:
    """Undo a line in capitals (`VIETNAM AND RUSSIA SIGN DEAL`) or in Headline Case: plain words become lower case.

    A word keeps its capital when a list or the rest of the article knows it as a name.
    """
    raw = _dateline(raw)
    letters = [w for w in raw if w[:1].isalpha()]
    if len(letters) < 3:
        return raw
    upper = sum(1 for w in letters if w.isupper() and len(w) > 1)
    lex = lexicon()
    if upper >= 3 and upper > 0.75 * len(letters):
        return _uncapital(raw, lex, seen)
    title = sum(1 for w in letters if w[0].isupper())
    long = [w for w in letters if len(w) > 3]
    if (
        len(letters) >= 5
        and len(long) >= 3
        and title > 0.7 * len(letters)
        and all(w[0].isupper() for w in long)
        and sum(1 for w in long if _plain(w.lower(), lex)) >= 2
        and raw[-1] not in ".!?"
    ):
        return [w if i == 0 or not _decapitalise(w, raw, i, lex, seen) else w.lower() for i, w in enumerate(raw)]
    return raw


def _dateline(raw: list[str]) -> list[str]:
    """`THE HAGUE —`, `BUÔN MA THUỘT —`: the place before the dash without its capitals."""
    for d, sign in enumerate(raw[1:6], 1):
        if sign in "—–-":
            place = [w for w in raw[:d] if w[:1].isalpha()]
            if all(w.isupper() for w in place) and any(len(w) > 3 for w in place):
                return [
                    *(_title(w) if w.isalpha() and len(w) > 1 and w not in ("HCM", "HCMC") else w for w in raw[:d]),
                    *raw[d:],
                ]
            break
    return raw


def _plain(lower: str, lex: Lexicon) -> bool:
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
        for candidate in {word, folded[i]}:
            for parts, _ in lex.phrases.get(candidate, ()):
                size = len(parts)
                if [p.upper() for p in parts] == raw[i : i + size] and (
                    size > 1 or word == parts[0] or not _plain(word.lower(), lex)
                ):
                    if hit is None or size > len(hit):
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
        elif cats or _plain(lower, lex):
            # a plain word; but a syllable of a Vietnamese name between two others is a name
            made.append(lower)
        elif name or (is_syllable(word) and not _plain(lower, lex)):
            made.append(folded[i])
        elif len(word) <= 5 and not any(v in lower for v in "aeiouy"):
            made.append(word)
        else:
            made.append(folded[i] if lower not in lex.single else lower)
    return made


def _title(word: str) -> str:
    return word[:1] + word[1:].lower()


@dataclass(slots=True)
class _Found:
    """A name in the making: words `start` to `end` of a sentence."""

    start: int
    end: int
    kind: Kind
    rule: str
    trace: list[str]

    def note(self, step: str) -> None:
        self.trace.append(step)


@dataclass(frozen=True, slots=True)
class Dropped:
    """A span that some step took for a name and another refused: what `--explain` shows of it."""

    start: int
    end: int
    text: str
    why: str


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
_CAMEL = re.compile(r"(?!Mc|Mac|De|La|Le|Di|Du|O['’])[A-Z][a-z]{2,}[A-Z][A-Za-z]+")
_SURE = frozenset(("country", "intl", "water"))
_DASH = frozenset("-–—‑")
_QUOTES = {"“": "”", '"': '"', "«": "»", "‘": "’", "”": "”"}
_GROUP_TITLES = ("honorific", "title")


def find(text: str, known: Iterable[Known] = ()) -> list[Mention]:
    """Mentions in order of `start`, never overlapping; offsets count code points of `text` (NFC)."""
    return find_all(text, known)[0]


def lemma(name: str, kind: Kind) -> str:
    """English names are their own dictionary form."""
    return name


def find_all(text: str, known: Iterable[Known] = ()) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what was taken for a name on the way and refused, with the reason."""
    clean, places = _visible(text)
    mentions: list[Mention] = []
    dropped: list[Dropped] = []
    names = list(known)
    for low, high in _blocks(clean):
        article = _Article(clean[low:high], low, names)
        for start, end, kind, rule, trace in article.mentions():
            if places:
                start, end = places[start], places[end - 1] + 1
            form = text[start:end]
            lang = reading.form_lang(_INVISIBLE.sub("", form), Lang.EN)
            mentions.append(Mention(start, end, form, kind, rule, lang, "", tuple(trace)))
        for start, end, why in article.dropped:
            if places:
                start, end = places[start], places[end - 1] + 1
            dropped.append(Dropped(start, end, text[start:end], why))
    return mentions, dropped


def _visible(text: str) -> tuple[str, list[int]]:
    """`text` without soft hyphens and zero-width signs, and where each remaining code point stood (empty: unchanged)."""
    if not _INVISIBLE.search(text):
        return text, []
    places = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return "".join(text[i] for i in places), places


_BLOCK = 200_000


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """An article is one block; a text far longer than any article is read in pieces, cut at a line break or space."""
    low = 0
    while len(text) - low > _BLOCK:
        high = low + _BLOCK
        for sign in ("\n", " "):
            cut = text.rfind(sign, low + _BLOCK // 2, high)
            if cut > 0:
                high = cut
                break
        yield low, high
        low = high
    yield low, len(text)


class _Article:
    """One article on its way through the steps."""

    def __init__(self, text: str, offset: int, known: Sequence[Known]) -> None:
        self.text = text
        self.offset = offset
        self.known = known
        self.lex = lexicon()
        self.dropped: list[tuple[int, int, str]] = []
        self.sentences: list[tuple[Sentence, list[_Found]]] = []

    def mentions(self) -> list[tuple[int, int, Kind, str, list[str]]]:
        """All mentions as offsets, in order."""
        seen = frozenset(_seen(self.text))
        for start, end in self._spans():
            part = self.text[start:end]
            if not _CAPITAL.search(part):
                continue
            made = sentence(part, start, seen)
            if made.tokens:
                self.sentences.append((made, self._sentence(made)))
        self._gather()
        found = [
            (s.starts[f.start], s.ends[f.end - 1], f.kind, f.rule, f.trace)
            for s, names in self.sentences
            for f in sorted(names, key=lambda f: f.start)
        ]
        found = self._known(found)
        return [(a + self.offset, b + self.offset, kind, rule, trace) for a, b, kind, rule, trace in found]

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Sentences, without the crumbs of scraped pages; endless ones cut."""
        crumbs = sorted(getattr(reading, "crumbs", lambda _: [])(self.text))
        at = 0
        for start, end in reading.sentences(self.text):
            while at < len(crumbs) and crumbs[at][1] <= start:
                at += 1
            low = start
            k = at
            while k < len(crumbs) and crumbs[k][0] < end:
                if low < crumbs[k][0]:
                    yield from _cut(self.text, low, crumbs[k][0])
                low = max(low, crumbs[k][1])
                k += 1
            if low < end:
                yield from _cut(self.text, low, end)

    def _drop(self, s: Sentence, f: _Found, why: str) -> None:
        self.dropped.append(
            (s.starts[f.start] + self.offset, s.ends[f.end - 1] + self.offset, f"{f.kind} by {f.rule}: {why}")
        )

    # ---- one sentence ---------------------------------------------------------------------------------------------
    def _sentence(self, s: Sentence) -> list[_Found]:
        labels = _model().tag(_features().of(s.tokens, s.hints()))
        found = [_Found(a, b, Kind(kind), "crf", [f"crf: {kind}"]) for a, b, kind in decode(labels)]
        for step in (
            self._split,
            self._listed,
            self._built,
            self._quoted,
            self._borders,
            self._pairs,
            self._people,
            self._credits,
            self._brackets,
            self._camel,
            self._signature,
            self._refuse,
        ):
            found = step(s, found)
        return found

    def _split(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """A possessive, `and` between two institutions, a plain word in lower case: the tagger's span falls apart there."""
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
                made.append(_Found(parts[0][0], cut, Kind.PERSON, f.rule, [*f.trace, "split: a person of a country"]))
                made.append(
                    _Found(cut + 1, parts[0][1], Kind.PLACE, f.rule, [*f.trace, "split: a person of a country"])
                )
                continue
            if f.kind is Kind.PERSON and len(parts) > 1 and s.tokens[parts[0][0]].islower():
                parts = parts[1:]
            for a, b in parts:
                note = [] if len(parts) == 1 and (a, b) == (f.start, f.end) else ["split"]
                made.append(_Found(a, b, f.kind, f.rule, [*f.trace, *note]))
        return made

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

    def _splits(self, s: Sentence, f: _Found, low: int, i: int) -> int:
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
        if lower in ('"', "“", "”", "(", ")"):
            return 2
        if token in _DASH and f.kind is Kind.ORG and 0 < i < len(s.tokens) - 1:
            return int(
                self.lex.has(s.tokens[i - 1], "strong_org_head") or self.lex.has(s.tokens[i + 1], "strong_org_head")
            )
        if f.kind is Kind.PERSON:
            return 2 if lower == "," or (token.islower() and token.isalpha() and lower not in _PARTICLES) else 0
        if lower == "and" and f.kind is Kind.ORG and i > low:
            left_head = self.lex.has(s.tokens[i - 1], "strong_org_head") or self.lex.has(
                s.tokens[low], "strong_org_head"
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
        if (
            f.kind in (Kind.ORG, Kind.PLACE)
            and token.isalpha()
            and token.islower()
            and lower not in _INNER
            and f.rule == "crf"
        ):
            return 0 if lower in _GROUP_WORDS else 1
        return 0

    def _listed(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """Listed names of several words, and countries and the like of one, are names even where the tagger saw none."""
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
                    found.append(_Found(a, b, kind, "listed", [f"listed as {category}"]))
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
                found.append(_Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif len(over) > 1 and all(a <= f.start and f.end <= b for f in over):
                found = [f for f in found if f not in over]
                found.append(_Found(a, b, kind, "listed", [f"listed as {category}"]))
            elif (
                len(over) == 1
                and (over[0].start, over[0].end) == (a, b)
                and over[0].kind is not kind
                and (b - a > 1 or category in _SURE)
            ):
                over[0].note(f"listed as {category}: {over[0].kind} → {kind}")
                over[0].kind = kind
        return found

    def _unmistakable(self, word: str) -> bool:
        """A listed name that is neither a plain word nor a part of persons' names."""
        lower = word.lower()
        return word not in self.lex.exact and not _plain(lower, self.lex) and not self.lex.has(lower, "demonym")

    def _inside_capitals(self, s: Sentence, i: int) -> bool:
        """Does a capitalised word that could belong to the same name stand beside word `i`? Titles do not."""
        for k in (i - 1, i + 1):
            if 0 <= k < len(s.tokens) and _name_like(s.tokens[k], self.lex):
                cats = self.lex.single.get(s.tokens[k].lower(), ())
                names = self.lex.exact.get(s.tokens[k], ())
                if "title" in cats or (k < i and ("honorific" in cats or "demonym" in cats)):
                    continue
                if k > i and any(c.startswith(("vi_", "ru_")) for c in names):
                    continue
                return True
        return False

    def _built(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """Constructions decide on whole institutions, events, sites, and on what is a treaty or an award."""
        for c in s.built:
            over = [f for f in found if f.start < c.end and f.end > c.start]
            if c.kind is None:
                for f in over:
                    if c.start <= f.start and f.end <= c.end:
                        self._drop(s, f, f"inside the name of a treaty or an award: {' '.join(s.raw[c.start : c.end])}")
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
                found.append(_Found(c.start, c.end, kind, c.rule, [f"{c.rule}: built around its head"]))
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
            for f in over:
                if f.end > end and f.start >= start and f.kind is Kind.PERSON:
                    rest.append(_Found(end, f.end, f.kind, f.rule, [*f.trace, f"cut where {c.rule} ends"]))
            made = _Found(
                start,
                end,
                kind,
                c.rule,
                [*(t for f in over for t in f.trace), f"{c.rule}: {' '.join(s.raw[start:end])}"],
            )
            found = [*rest, made]
        return found

    def _quoted(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """A quoted title after `exhibition`, `concert`, `festival` is an event; after `film`, `book` it is a work, no name."""
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
                        _Found(i + 1, inner_end, Kind.EVENT, "exhibition-title", [f"quoted title of a {shown}"])
                    )
                else:
                    for f in exact if inner_end - i > 2 else []:
                        self._drop(s, f, f"quoted title of a {shown}")
                        found.remove(f)
            i = end + 1
        return found

    def _borders(self, s: Sentence, found: list[_Found]) -> list[_Found]:
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
                while f.end - f.start > 1 and self._is_title(s, f.start):
                    f.note(f"border: title outside ({s.raw[f.start]})")
                    f.start += 1
                while (
                    f.end - f.start > 1
                    and "demonym" in self.lex.single.get(s.tokens[f.start].lower(), ())
                    and s.tokens[f.start] not in self.lex.exact
                ):
                    f.start += 1
            if f.rule == "crf" and f.end - f.start > 1 and s.raw[f.end - 1][0].isdigit():
                kind = self._listed_kind(s, f.start, f.end - 1)
                if kind is not None:
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
            if f.kind is Kind.PLACE and f.end - f.start > 1:
                self._admin(s, f)
            if f.end > f.start:
                kept.append(f)
        return kept

    def _article(self, s: Sentence, f: _Found) -> bool:
        """Is the first word an article? `An` of `An Giang` and `The` of the listed `The Hague` are not."""
        word = s.raw[f.start].lower()
        if word not in ("the", "a", "an") or any(a <= f.start and f.end <= b for a, b, _ in s.listed):
            return False
        return (
            word == "the"
            or s.tokens[f.start].islower()
            or not (f.end - f.start > 1 and is_syllable(s.tokens[f.start + 1]))
        )

    def _is_title(self, s: Sentence, i: int) -> bool:
        cats = self.lex.single.get(s.tokens[i].lower(), ())
        return any(c in cats for c in _GROUP_TITLES) and not (
            s.tokens[i] in self.lex.exact
            and "honorific" not in cats
            and s.tokens[i].lower() in ("king", "major", "dean", "judge", "hero")
        )

    def _admin(self, s: Sentence, f: _Found) -> None:
        while f.end - f.start > 1 and self.lex.has(s.raw[f.end - 1], "admin"):
            name = " ".join(s.tokens[f.start : f.end])
            tokens = s.tokens[f.start : f.end]
            if any((a, b) == (f.start, f.end) and c != "a_place" for a, b, c in s.listed) or tokens[-1] in (
                "Republic",
            ):
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

    def _pairs(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """`Vietnam–Russia` is two places, unless it is part of an institution's name."""
        made = []
        for f in found:
            dashes = [i for i in range(f.start + 1, f.end - 1) if s.raw[i] in _DASH]
            whole = any((a, b) == (f.start, f.end) for a, b, _ in s.listed)
            if dashes and not whole and f.kind in (Kind.PLACE, Kind.ORG) and f.rule == "crf":
                parts = []
                low = f.start
                for d in [*dashes, f.end]:
                    parts.append((low, d))
                    low = d + 1
                kinds = [self._listed_kind(s, a, b) for a, b in parts]
                if all(kinds):
                    for (a, b), kind in zip(parts, kinds, strict=True):
                        made.append(
                            _Found(a, b, kind or f.kind, f.rule, [*f.trace, "pair: two names joined by a dash"])
                        )
                    continue
            made.append(f)
        for d in range(1, len(s.raw) - 1):
            if s.raw[d] in _DASH and not any(f.start <= d < f.end for f in made):
                left = next((f for f in made if f.end == d), None)
                right = next((f for f in made if f.start == d + 1), None)
                for have, a, b in ((left, *self._word_before(s, d)), (right, *self._word_after(s, d))):
                    other = right if have is left else left
                    if have is None and other is not None and other.kind in (Kind.PLACE, Kind.ORG):
                        kind = self._listed_kind(s, a, b)
                        if kind is not None:
                            made.append(_Found(a, b, kind, "pair", ["pair: the other half is a name"]))
        return made

    def _word_before(self, s: Sentence, d: int) -> tuple[int, int]:
        return next(((a, b) for a, b, _ in s.listed if b == d), (d - 1, d))

    def _word_after(self, s: Sentence, d: int) -> tuple[int, int]:
        return next(((a, b) for a, b, _ in s.listed if a == d + 1), (d + 1, d + 2))

    def _listed_kind(self, s: Sentence, start: int, end: int) -> Kind | None:
        return next((_CATEGORY_KIND.get(c) for a, b, c in s.listed if (a, b) == (start, end)), None)

    def _people(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """Vietnamese names run on over all their syllables; a name cut in two is one."""
        found.sort(key=lambda f: f.start)
        i = 0
        while i < len(found):
            f = found[i]
            if f.kind is Kind.PERSON:
                if (
                    f.end + 1 < len(s.raw)
                    and s.raw[f.end] in _DASH
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
                while (
                    f.end - f.start <= 3
                    and f.start > (found[i - 1].end if i else 0)
                    and s.tokens[f.start - 1].istitle()
                    and {"vi_surname"} & set(self.lex.exact.get(s.tokens[f.start - 1], ()))
                    and self._name_syllable(s.tokens[f.start])
                    and not self._is_title(s, f.start - 1)
                    and not _plain(s.tokens[f.start - 1].lower(), self.lex)
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

    def _credits(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """`(Photo: VOV)`, `Hanoi (VNA) –`, `— VNS`: who took the picture, who sent the news."""
        n = len(s.raw)
        for i in range(n - 2):
            if self.lex.has(s.raw[i], "credit") and s.raw[i + 1] == ":" and s.raw[i + 2][:1].isupper():
                end = next((j for j in range(i + 2, n) if s.raw[j] in (")", ".", "|", "/", ",", "—", "–")), n)
                if end - i - 2 <= 4 and not any(f.start < end and f.end > i + 2 for f in found):
                    kind = Kind.ORG if s.raw[i + 2].isupper() or end - i - 2 == 1 else Kind.PERSON
                    found.append(_Found(i + 2, end, kind, "credit", ["credit: source of a picture"]))
        for i in range(1, min(n - 3, 6)):
            if (
                s.raw[i] == "("
                and s.raw[i + 2] == ")"
                and s.raw[i + 3] in _DASH
                and s.raw[i + 1].isupper()
                and s.raw[i + 1].isalpha()
            ):
                self._force(found, i + 1, i + 2, Kind.ORG, "dateline")
        if (
            n >= 2
            and s.raw[n - 2] in "—–-/"
            and s.raw[n - 1].isupper()
            and s.raw[n - 1].isalpha()
            and 2 <= len(s.raw[n - 1]) <= 6
            and (n == 2 or not s.raw[n - 3][:1].isupper())
        ):
            self._force(found, n - 1, n, Kind.ORG, "credit")
        for d in range(1, min(n - 1, 5)):
            if (
                s.raw[d] in ("—", "–", "-")
                and all(w.isupper() for w in s.raw[:d] if w.isalpha())
                and s.raw[0].isalpha()
                and len(s.raw[0]) > 1
            ):
                over = [f for f in found if f.start < d]
                if (
                    len(over) <= 1
                    and (not over or over[0].start == 0)
                    and not (over and over[0].kind is Kind.ORG and s.raw[0].isascii() and d == 1 and len(s.raw[0]) <= 4)
                ):
                    if over:
                        over[0].end, over[0].kind = d, Kind.PLACE
                        over[0].note("dateline")
                    elif s.raw[d] != "-" and d <= 3:
                        found.append(_Found(0, d, Kind.PLACE, "dateline", ["dateline: a place in capitals"]))
                break
        return found

    def _camel(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """`BaltMed`, `PetroRiver`: capitals inside a word are how companies write themselves."""
        taken = {i for f in found for i in range(f.start, f.end)}
        for i, word in enumerate(s.raw):
            if i not in taken and _CAMEL.fullmatch(word) and not self.lex.has(word, "not_name"):
                if not (i > 0 and s.raw[i - 1] in _DASH) and not any(
                    c.kind is None and c.start <= i < c.end for c in s.built
                ):
                    found.append(_Found(i, i + 1, Kind.ORG, "camel", ["camel: capitals inside a word"]))
        return found

    def _signature(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """A line that is one given name, or a greeting and a name: who signed, who is addressed."""
        names = [i for i, w in enumerate(s.raw) if w[:1].isalpha()]
        if not found and 1 <= len(names) <= 2 and len(s.raw) <= 4:
            last = names[-1]
            cats = self.lex.exact.get(s.raw[last], ())
            greeted = len(names) == 2 and self.lex.has(s.raw[names[0]], "greeting")
            if (
                cats
                and s.raw[last].istitle()
                and (greeted or (len(names) == 1 and set(cats) & {"west_given", "ru_given", "person_freq"}))
            ):
                if not _plain(s.raw[last].lower(), self.lex):
                    found.append(_Found(last, last + 1, Kind.PERSON, "signature", ["signature: a given name alone"]))
        return found

    def _force(self, found: list[_Found], start: int, end: int, kind: Kind, rule: str) -> None:
        over = [f for f in found if f.start < end and f.end > start]
        if len(over) == 1 and (over[0].start, over[0].end) == (start, end):
            if over[0].kind is not kind:
                over[0].kind = kind
                over[0].note(f"{rule}: {kind}")
        elif not over:
            found.append(_Found(start, end, kind, rule, [rule]))

    def _brackets(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """An acronym in brackets after a name has the type of that name."""
        for i in range(1, len(s.raw) - 2):
            if s.raw[i] == "(" and s.raw[i + 2] == ")" and re.fullmatch(r"[A-ZĐ][A-Za-zĐ]*[A-ZĐ]\d*", s.raw[i + 1]):
                before = next((f for f in found if f.end == i), None)
                if (
                    before is not None
                    and before.kind is not Kind.PERSON
                    and (before.kind is not Kind.PLACE or before.end - before.start > 1)
                    and not self._listed_kind(s, i + 1, i + 2)
                    and not (i + 3 < len(s.raw) and i < 6 and s.raw[i + 3] in _DASH)
                ):
                    self._force(found, i + 1, i + 2, before.kind, "bracketed-acronym")
        return found

    def _refuse(self, s: Sentence, found: list[_Found]) -> list[_Found]:
        """Generic short forms, demonyms, dates, ships and products are not names."""
        kept: list[_Found] = []
        found.sort(key=lambda f: (f.start, -(f.end - f.start)))
        for f in found:
            why = self._why_not(s, f)
            if why:
                self._drop(s, f, why)
            elif kept and f.start < kept[-1].end:
                self._drop(s, f, "inside a longer name")
            else:
                kept.append(f)
        return kept

    def _why_not(self, s: Sentence, f: _Found) -> str:
        tokens = [t.lower() for t in s.tokens[f.start : f.end]]
        if not any(c.isalpha() for t in tokens for c in t):
            return "no letters"
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
        listed = any(a <= f.start and f.end <= b for a, b, _ in s.listed)
        single = self.lex.single
        if not listed and all("demonym" in single.get(t, ()) or not t[0].isalnum() for t in tokens):
            titled = f.start > 0 and self._is_title(s, f.start - 1)
            if not (f.kind is Kind.PERSON and s.tokens[f.start] in self.lex.exact and titled):
                return "a demonym alone"
        if not listed and all(
            "common_short" in single.get(t, ())
            or "demonym" in single.get(t, ())
            or t in ("'s", "’s", "and", "of", "the")
            for t in tokens
        ):
            if f.end - f.start == 1 or not any("demonym" in single.get(t, ()) for t in tokens):
                return "a generic short form"
        if (
            all("month" in single.get(t, ()) or "weekday" in single.get(t, ()) for t in tokens)
            and f.kind is not Kind.PERSON
        ):
            return "a date"
        if f.kind is Kind.PERSON and any(c.isdigit() for t in tokens for c in t):
            return "a number in it"
        if f.kind is not Kind.PERSON and not listed and f.start and f.rule == "crf":
            k = f.start - 1
            while k > 0 and s.raw[k].lower() in (",", "the", "called", "titled"):
                k -= 1
            if self.lex.has(s.raw[k], "work") and k >= f.start - 3:
                return f"the title of a {s.raw[k].lower()}"
        if f.kind is Kind.PERSON and all(
            "title" in single.get(t, ()) and s.tokens[f.start + k] not in self.lex.exact for k, t in enumerate(tokens)
        ):
            return "a title alone"
        if not any(t[:1].isupper() for t in s.raw[f.start : f.end]) and f.rule == "crf":
            return "no capital"
        before = s.raw[f.start - 1].lower() if f.start else ""
        cats = single.get(before, ())
        if "vessel" in cats and not (listed and f.kind is Kind.PLACE) and f.kind is not Kind.EVENT:
            return f"the name of a {before}"
        if "product" in cats and f.kind in (Kind.PERSON, Kind.PLACE) and not listed:
            return f"the name of a {before}"
        return ""

    # ---- the whole article ----------------------------------------------------------------------------------------
    def _gather(self) -> None:
        """Later short mentions of persons, and names seen elsewhere in the article."""
        full: dict[str, str] = {}
        strings: dict[tuple[str, ...], list[Kind]] = {}
        shorter: dict[tuple[str, ...], Kind] = {}
        storms: set[str] = set()
        for s, found in self.sentences:
            for f in found:
                form = tuple(s.tokens[f.start : f.end])
                strings.setdefault(form, []).append(f.kind)
                if f.kind is Kind.PERSON and len(form) > 1:
                    for part in {form[-1], form[0]} if self._family_first(form) else {form[-1]}:
                        if len(part) > 1 and part.isalpha():
                            full.setdefault(part, " ".join(form))
                if f.kind is Kind.EVENT and len(form) > 1 and self.lex.has(form[-2], "storm") and form[-1].isalpha():
                    strings.setdefault(form[-1:], []).append(Kind.EVENT)
                    storms.add(form[-1])
                self._shorter(form, f.kind, shorter)
        for form, kind in shorter.items():
            strings.setdefault(form, [kind])
        firsts: dict[str, list[tuple[str, ...]]] = {}
        for form in sorted(strings, key=len, reverse=True):
            firsts.setdefault(form[0], []).append(form)
        for s, found in self.sentences:
            for f in found:
                if f.end - f.start == 1 and s.tokens[f.start] in storms and f.kind is not Kind.EVENT:
                    f.kind = Kind.EVENT
                    f.note("short-storm: a storm of the article")
            self._short_persons(s, found, full)
            self._again(s, found, strings, firsts)

    def _shorter(self, form: tuple[str, ...], kind: Kind, shorter: dict[tuple[str, ...], Kind]) -> None:
        """`Pu Mat` for the `Pu Mat National Park` of the article, `Quang Hải` for `Nguyễn Quang Hải`."""
        if kind is Kind.PERSON and len(form) >= 3 and "vi_surname" in self.lex.exact.get(form[0], ()):
            shorter.setdefault(form[-2:], kind)
        elif kind is Kind.PLACE and len(form) >= 2:
            stem = form
            while len(stem) > 1 and (
                self.lex.has(stem[-1], "geo_head")
                or self.lex.has(stem[-1], "facility_head")
                or stem[-1] in ("National", "International", "Nature", "Industrial", "Nuclear", "Power", "Hydropower")
            ):
                stem = stem[:-1]
            if stem != form and not any(_plain(w.lower(), self.lex) or self.lex.has(w, "demonym") for w in stem):
                shorter.setdefault(stem, kind)

    def _family_first(self, form: Sequence[str]) -> bool:
        """Chinese and Korean names are shortened to the surname that stands first; Vietnamese ones are not."""
        return len(form) in (2, 3) and "east_asian" in self.lex.exact.get(form[0], ())

    def _short_persons(self, s: Sentence, found: list[_Found], full: dict[str, str]) -> None:
        taken = {i for f in found for i in range(f.start, f.end)}
        for f in found:
            if (
                f.end - f.start == 1
                and s.tokens[f.start] in full
                and f.kind is not Kind.PERSON
                and not self._listed_kind(s, f.start, f.end)
            ):
                f.note(f"short-person: {f.kind} → PERSON, {full[s.tokens[f.start]]} is named in full")
                f.kind, f.rule = Kind.PERSON, "short-person"
        for i, token in enumerate(s.tokens):
            if token in full and i not in taken and self._stands_alone(s, i, found):
                cats = self.lex.single.get(token.lower(), ())
                if ("common" in cats or "month" in cats or "org_head" in cats) and not self._named_here(s, i):
                    continue
                found.append(
                    _Found(i, i + 1, Kind.PERSON, "short-person", [f"short-person: {full[token]} is named in full"])
                )

    def _stands_alone(self, s: Sentence, i: int, found: list[_Found]) -> bool:
        left = i > 0 and s.tokens[i - 1][:1].isupper() and not self._is_title(s, i - 1) and i - 1 > 0
        right = i + 1 < len(s.tokens) and s.tokens[i + 1][:1].isupper() and s.raw[i + 1] not in ("'s", "’s")
        return not left and not right

    def _named_here(self, s: Sentence, i: int) -> bool:
        after = s.tokens[i + 1].lower() if i + 1 < len(s.tokens) else ""
        if self.lex.has(s.tokens[i], "month"):
            before = s.raw[i - 1] if i else ""
            return after[:1].isalpha() and (before == "" or before[:1].isupper() or not before[:1].isalnum())
        return (
            (i > 0 and (self._is_title(s, i - 1) or not _starts(s, i)))
            or "person_verb" in self.lex.single.get(after, ())
            or after in ("'s", "’s")
        )

    def _again(
        self,
        s: Sentence,
        found: list[_Found],
        strings: dict[tuple[str, ...], list[Kind]],
        firsts: dict[str, list[tuple[str, ...]]],
    ) -> None:
        taken = {i for f in found for i in range(f.start, f.end)}
        n = len(s.tokens)
        for i in range(n):
            if i in taken or not s.tokens[i][:1].isupper():
                continue
            for form in firsts.get(s.tokens[i], ()):
                j = i + len(form)
                if tuple(s.tokens[i:j]) != form or any(k in taken for k in range(i, j)):
                    continue
                if len(form) == 1:
                    token = form[0]
                    cats = self.lex.single.get(token.lower(), ())
                    if (
                        len(token) < 2
                        or "common" in cats
                        or "demonym" in cats
                        or "title" in cats
                        or "common_short" in cats
                    ):
                        break
                    if (i > 0 and _name_like(s.tokens[i - 1], self.lex) and not self._is_title(s, i - 1)) or (
                        j < n and _name_like(s.tokens[j], self.lex)
                    ):
                        break
                    if any(c.kind is None and c.start <= i < c.end for c in s.built):
                        break
                kinds = strings[form]
                kind = max(set(kinds), key=kinds.count)
                found.append(_Found(i, j, kind, "again", ["again: the same name elsewhere in the article"]))
                taken.update(range(i, j))
                break

    def _known(self, found: list[tuple[int, int, Kind, str, list[str]]]) -> list[tuple[int, int, Kind, str, list[str]]]:
        """Names that the reviewer has decided on: found wherever they stand, or left alone."""
        names = {k.text: k.kind for k in self.known if k.text}
        if not names:
            return found
        pattern = re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)) + r")(?!\w)"
        )
        hits = [(m.start(), m.end(), names[m.group()]) for m in pattern.finditer(self.text)]
        for start, end, kind in hits:
            over = [f for f in found if f[0] < end and f[1] > start]
            if kind is None:
                for f in over:
                    if (f[0], f[1]) == (start, end):
                        found.remove(f)
                        self.dropped.append((start + self.offset, end + self.offset, "rejected by the reviewer"))
                continue
            if any(f[0] <= start and end <= f[1] and (f[0], f[1]) != (start, end) for f in over):
                continue
            trace = [t for f in over for t in f[4]]
            for f in over:
                found.remove(f)
            found.append((start, end, kind, "known", [*trace, "known: approved by the reviewer"]))
        return sorted(found, key=lambda f: f[0])


def _starts(s: Sentence, i: int) -> bool:
    """Does the word begin a sentence or a quotation?"""
    return i == 0 or all(not t[:1].isalnum() for t in s.tokens[:i]) or s.raw[i - 1] in '“"«:'


def _name_like(word: str, lex: Lexicon) -> bool:
    """A capitalised word that is not a plain word at the start of something."""
    return word[:1].isupper() and "common" not in lex.single.get(word.lower(), ())


def _seen(text: str) -> Iterator[str]:
    """Words that the article writes with one capital in the middle of a sentence."""
    for match in re.finditer(r"(?<=[a-z,] )[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]", text[:_BLOCK]):
        if match.group()[1:].islower():
            yield match.group()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _WORST_SENTENCE:
        cut = text.rfind(" ", start + _WORST_SENTENCE // 2, start + _WORST_SENTENCE)
        cut = cut if cut > 0 else start + _WORST_SENTENCE
        yield start, cut
        start = cut
    if start < end:
        yield start, end
