"""Words with offsets, word lists, features and the trained tagger: the plumbing that taggers of any language share.

The tagger is a linear-chain CRF (python-crfsuite). Its features are those of classic newswire taggers (word, affixes,
shape, lists, neighbours), kept few so that tens of thousands of words a second pass; `data/en/train.py` trains it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import Any, NamedTuple

from glossary.text import ONSET, VIETNAMESE_MARKED

TOKEN = re.compile(
    r"(?:[A-ZĐА-ЯЁ]\.){2,}"
    r"|(?:St|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Gov|Rep|No|Jr|Sr|Assoc|Adm|Rev|Co|Ltd|Inc|Corp|TP"
    r"|Jan|Feb|Aug|Sept|Oct|Nov|Dec)\."
    r"|[A-ZĐА-ЯЁ]\.(?=\s?[A-ZĐÀ-ỸА-ЯЁ])"
    r"|\d+(?:[.,:]\d+)+"
    r"|['’][sS]\b"
    r"|[^\W_]+(?:['’](?![sS]\b)[^\W\d_]+)*"
    r"|\S"
)
"""Initials (`V.`), abbreviations that keep their dot, numbers, the possessive `'s`, words, any other single sign."""

_RIME = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|e|ec|ech|em|en|eng|enh|eo|ep|et|eu|i|ia|ich|iec|iem|ien|ieng|iep|iet|ieu|im|in|inh|"
    "ip|it|iu|o|oa|oac|oach|oai|oam|oan|oang|oanh|oap|oat|oay|oc|oe|oen|oeo|oet|oi|om|on|ong|oong|op|ot|u|ua|uan|uang|uat|uay|uc|ue|"
    "uech|uenh|ui|uich|um|un|ung|uo|uoc|uoi|uom|uon|uong|uop|uot|uou|up|ut|uu|uy|uya|uych|uyen|uyet|uynh|uyt|uyu|y|yem|yen|yet|yeu"
)
_SYLLABLE = re.compile(f"(?:{ONSET}|)(?:{_RIME})")


def words(text: str) -> list[tuple[str, int, int]]:
    """The words and signs of `text` with their offsets."""
    return [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]


def fold(word: str) -> str:
    """`word` in lower case without Vietnamese marks: the look-up key of the lists of name syllables."""
    lower = word.lower()
    if lower.isascii():
        return lower
    return "".join(c for c in unicodedata.normalize("NFD", lower) if not unicodedata.combining(c)).replace("đ", "d")


@lru_cache(maxsize=20_000)
def is_syllable(word: str) -> bool:
    """Could `word` be one syllable of Vietnamese, with or without marks? (Onset and rime of the standard inventory.)"""
    return len(word) <= 7 and _SYLLABLE.fullmatch(fold(word)) is not None


def read_table(path: Path) -> Iterator[tuple[str, list[str]]]:
    """(category, names) of each line of a list file; `#` starts a comment line."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            category, _, names = line.partition("\t")
            yield category, [n for n in names.split("|") if n]


@dataclass(slots=True, eq=False)
class Lexicon:
    """Word lists by category, for single words and for phrases."""

    single: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Lower-case word → categories."""
    exact: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Word as written → categories (lists of names, where case tells)."""
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    """First word → (words, category) of the listed names, longest first."""
    sets: dict[str, frozenset[str]] = field(default_factory=dict)
    """Category → its words, lower case."""
    seconds: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = field(default_factory=dict)
    """First word of many names → second word (or nothing) → the `phrases` that begin so."""

    def has(self, word: str, category: str) -> bool:
        """Is `word`, in any case, listed under `category`?"""
        listed = self.sets.get(category)
        return listed is not None and word.lower() in listed

    def add_words(self, category: str, items: Iterable[str]) -> None:
        """Single words that count in any case."""
        lower = {i.lower() for i in items}
        self.sets[category] = self.sets.get(category, frozenset()) | lower
        for item in lower:
            known = self.single.get(item, ())
            if category not in known:
                self.single[item] = (*known, category)

    def add_names(self, category: str, items: Iterable[str]) -> None:
        """Single capitalised words, with and without their marks."""
        for item in items:
            for form in dict.fromkeys((item, item if item.isascii() else fold(item).capitalize())):
                known = self.exact.get(form, ())
                if category not in known:
                    self.exact[form] = (*known, category)

    def add_phrases(self, category: str, items: Iterable[str]) -> None:
        """Whole names, matched word by word as written."""
        touched = set()
        for item in items:
            # Letters and spaces alone are soon taken apart; there are tens of thousands.
            plain = item.replace(" ", "").isalnum()
            parts = tuple(item.split()) if plain else tuple(w for w, _, _ in words(item))
            if parts:
                self.phrases.setdefault(parts[0], []).append((parts, category))
                touched.add(parts[0])
        for first in touched:
            self.phrases[first].sort(key=lambda entry: -len(entry[0]))
            self.seconds.pop(first, None)

    def matches(self, tokens: Sequence[str]) -> list[tuple[int, int, str]]:
        """Listed names in `tokens`: longest first from the left, never overlapping."""
        found: list[tuple[int, int, str]] = []
        phrases = self.phrases
        reached = 0
        for i in compress(range(len(tokens)), map(phrases.__contains__, tokens)):
            if i < reached:
                continue
            entries: Sequence[tuple[tuple[str, ...], str]] = phrases[tokens[i]]
            if len(entries) > _FEW:
                entries = self._by_second(tokens[i], tokens[i + 1] if i + 1 < len(tokens) else "")
            for parts, category in entries:
                size = len(parts)
                if size == 1 or tuple(tokens[i : i + size]) == parts:
                    reached = i + size
                    found.append((i, reached, category))
                    break
        return found

    def _by_second(self, first: str, second: str) -> Sequence[tuple[tuple[str, ...], str]]:
        """The listed names that begin with these two words, or else are the first alone; longest first."""
        pairs = self.seconds.get(first)
        if pairs is None:
            pairs = self.seconds[first] = {}
            alone = [entry for entry in self.phrases[first] if len(entry[0]) == 1]
            for entry in self.phrases[first]:
                if len(entry[0]) > 1:
                    pairs.setdefault(entry[0][1], []).append(entry)
            for entries in pairs.values():
                entries += alone
            pairs[""] = alone
        return pairs.get(second) or pairs[""]


_FEW = 3
"""Names with one first word that are compared one by one."""


def shape(word: str) -> str:
    """The look of a word: `X` one capital, `Xx` capitalised, `XX` capitals, `xx` lower, `xX` mixed, `9` digits, `.`."""
    if word.isalpha():
        if word.islower():
            return "xx"
        if word.isupper():
            return "X" if len(word) == 1 else "XX"
        return "Xx" if word[0].isupper() and word[1:].islower() else "xX"
    if word.isdigit():
        return "9999" if len(word) == 4 else "9"
    if any(c.isdigit() for c in word):
        return "9x" if word[0].isdigit() else "x9"
    if len(word) > 1 and word.endswith("."):
        return "X."
    if any(c.isalpha() for c in word):
        return "Xx" if word[0].isupper() else "xx"
    return word if len(word) == 1 and ord(word) < 128 else "."


_Row = list[bytes]
"""Features as bytes: as strings the tagger would encode each of them again for each word of a text."""
_CAPITALS = frozenset(("Xx", "XX", "X", "X.", "xX"))
_NO_NAMES = frozenset(("xx", "9", ".", "9999"))
_OPENING, _QUOTES = frozenset("“«"), frozenset('"“”«»')
_SIGNS = _QUOTES | frozenset("()")
_MOST_CACHED = 200_000


class _Word(NamedTuple):
    """The features that a word gives: to itself, to the two words after and before it, to runs of capitals beside."""

    own: _Row
    before: _Row
    after: _Row
    far_before: _Row
    far_after: _Row
    left: _Row
    right: _Row
    look: str


class Features:
    """Turns the words of a sentence into CRF features; what depends on one word alone is computed once per word."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._cache: dict[str, _Word] = {}

    def _word(self, word: str) -> _Word:
        lower, look = word.lower()[:40], shape(word)
        lists = list(self._lexicon.single.get(lower, ()))
        if look not in _NO_NAMES:
            lists += self._lexicon.exact.get(word, ())
            if word.isalpha() and is_syllable(word):
                lists.append("syl")
            if not word.isascii() and not VIETNAMESE_MARKED.isdisjoint(word):
                lists.append("marked")
        cats = [f"l={c}" for c in lists]
        near = [f"w={lower}", f"s={look}", *cats]
        own = list(near)
        if word[:1].isalpha():
            own += [f"z3={lower[-3:]}", f"z2={lower[-2:]}", f"a3={lower[:3]}"]
            if look == "Xx":
                own += [f"z4={lower[-4:]}", *(f"S{c}" for c in cats)]
        far = [*near[:2], *(c for c in cats if c in _FAR)]
        beside = [near[0], *(c for c in cats if c in _BESIDE)]
        if len(self._cache) > _MOST_CACHED:
            self._cache.clear()
        made = self._cache[word] = _Word(
            own=_encoded(own),
            before=_encoded(near, "-1"),
            after=_encoded(near, "+1"),
            far_before=_encoded(far, "-2"),
            far_after=_encoded(far, "+2"),
            left=_encoded(beside, "L"),
            right=_encoded(beside, "R"),
            look=look,
        )
        return made

    @staticmethod
    def _around(parts: Sequence[_Word]) -> list[_Row]:
        """For every word of a run of capitalised words: the words before and after the whole run.

        A name of three words thus sees from each of them what it stands between.
        """
        n = len(parts)
        rows: list[_Row] = [[]] * n
        capitals = [i for i, part in enumerate(parts) if part.look in _CAPITALS]
        j = 0
        for i in capitals:
            if i < j:
                continue
            j = i + 1
            while j < n and parts[j].look in _CAPITALS:
                j += 1
            before = parts[i - 1].left if i else [b"Lw="]
            after = parts[j].right if j < n else [b"Rw="]
            two = parts[i - 2].own[0] if i > 1 else b"^"
            left, right = before[0][1:], after[0][1:]
            row = [*before, *after, b"LL" + two + left, b"LR" + left + right, b"%bn=%d" % (after[0], min(j - i, 4))]
            rows[i:j] = [row] * (j - i)
        return rows

    def of(self, tokens: Sequence[str], spans: Iterable[tuple[int, int, str]]) -> list[_Row]:
        """Features of each word; `spans` are hints (listed names, constructions) written into the features as B/I."""
        if not tokens:
            return []
        cache = self._cache
        parts = [cache.get(token) or self._word(token) for token in tokens]
        looks = [part.look for part in parts]
        rows = [
            [b"b", *part.own, *around, *before, *far_before, *after, *far_after, shapes]
            for part, around, before, far_before, after, far_after, shapes in zip(
                parts,
                self._around(parts),
                [[b"BOS", b"BOS" + looks[0].encode()], *[part.before for part in parts]],
                [[], [], *[part.far_before for part in parts]],
                [*[part.after for part in parts[1:]], [b"EOS"]],
                [*[part.far_after for part in parts[2:]], [], []],
                map(_shapes, ["^", *looks], looks, [*looks[1:], "$"]),
                strict=False,
            )
        ]
        if not _SIGNS.isdisjoint(tokens):
            _enclosed(tokens, looks, rows)
        _hinted(rows, spans)
        return rows


def _encoded(features: Sequence[str], before: str = "") -> _Row:
    return [(before + feature).encode() for feature in features]


@lru_cache(maxsize=4096)
def _shapes(before: str, look: str, after: str) -> bytes:
    return f"sss={before}|{look}|{after}".encode()


def _enclosed(tokens: Sequence[str], looks: Sequence[str], rows: Sequence[_Row]) -> None:
    """Mark the words with capitals that stand in quotation marks or brackets."""
    quoted = bracket = False
    for token, look, row in zip(tokens, looks, rows, strict=True):
        if token in _QUOTES:
            quoted = token in _OPENING or (token == '"' and not quoted)
        elif token in _SIGNS:
            bracket = token == "("
        elif look[0] in "Xx" and look != "xx":
            if quoted:
                row.append(b"quoted")
            if bracket:
                row.append(b"bracket")


def _hinted(rows: Sequence[_Row], spans: Iterable[tuple[int, int, str]]) -> None:
    """Write into the rows which hints stand at each word, and at the word before and after it."""
    hints: list[tuple[int, tuple[bytes, bytes, bytes]]] = []
    for start, end, category in spans:
        hints.append((start, _hint(f"B-{category}")))
        hints += [(i, _hint(f"I-{category}")) for i in range(start + 1, end)]
    for which, step in enumerate((0, 1, -1)):
        for i, features in hints:
            if 0 <= i + step < len(rows):
                rows[i + step].append(features[which])


@lru_cache(maxsize=1024)
def _hint(label: str) -> tuple[bytes, bytes, bytes]:
    """The features of a hint: to its word, to the word after it, to the word before it."""
    return f"h={label}".encode(), f"-1h={label}".encode(), f"+1h={label}".encode()


_FAR = frozenset(
    f"l={c}"
    for c in (
        "honorific",
        "title",
        "org_head",
        "event_head",
        "facility_head",
        "person_verb",
        "exhibit",
        "work",
        "product",
        "demonym",
    )
)
_BESIDE = _FAR | {
    f"l={c}" for c in ("org_noun", "place_noun", "named_after", "to_places", "person_verb", "family", "stop")
}


def load(path: Path) -> Any:
    """The trained model at `path` as a `pycrfsuite.Tagger`."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


def decode(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans out of B-/I-/O labels; an I- of another type than before starts a span of its own."""
    spans: list[tuple[int, int, str]] = []
    start, kind = -1, ""
    for i, label in enumerate([*labels, "O"]):
        if start < 0 and label == "O":
            continue
        if start >= 0 and (label[0] != "I" or label[2:] != kind):
            spans.append((start, i, kind))
            start = -1
        if label[0] == "B" or (label[0] == "I" and start < 0):
            start, kind = i, label[2:]
    return spans


def encode(size: int, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """B-/I-/O labels of `size` words from spans."""
    labels = ["O"] * size
    for start, end, kind in spans:
        labels[start] = f"B-{kind}"
        for i in range(start + 1, end):
            labels[i] = f"I-{kind}"
    return labels


def train(
    path: Path,
    sentences: Iterable[tuple[list[_Row], list[str]]],
    *,
    parameters: Mapping[str, float | int | bool],
    algorithm: str = "lbfgs",
) -> None:
    """Train a model on (features, labels) of sentences; the same sentences and parameters give the same file."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm=algorithm, params=dict(parameters), verbose=False)
    for rows, labels in sentences:
        trainer.append(rows, labels)
    trainer.train(str(path))
