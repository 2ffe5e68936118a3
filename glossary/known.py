"""The names that a glossary has, looked up in a text: approved ones wherever they stand, rejected ones nowhere.

A finder sees a word in its sentence, the glossary knows a spelling. An approved name is a person's word and wins over
what a finder makes of the same letters; but it gives way to the longer name that it is a part of (`Moscow` to `Moscow
State University`), and to another thing of that name that the words beside it show (`Bà Nga` where `Nga` is Russia).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from glossary import authority, keys, text
from glossary.lang import Dropped
from glossary.model import Kind, Lang, Mention
from glossary.view import is_ordinary

RULE = "known"
_WORD = re.compile(r"[^\W_]+")
_LONGER_BY = 8
"""Code points by which a case, a dash or spaces may make a name longer."""


@dataclass(frozen=True, slots=True)
class Known:
    """A name the glossary already has: it is found wherever it stands (`kind`), or left alone (`kind is None`)."""

    text: str
    kind: Kind | None


class _Node:
    """What is known after some words of a name: the names that end here, and the words that go on."""

    __slots__ = ("after", "names")

    def __init__(self) -> None:
        self.names: list[Known] = []
        self.after: dict[str, _Node] = {}


class Names(Iterable[Known]):
    """Known names, ready to be looked up; made once for many articles."""

    def __init__(self, known: Iterable[Known] = ()) -> None:
        self._all = tuple(known)
        self._rejected = frozenset(keys.strict(name.text) for name in self._all if name.kind is None)
        self._root = _Node()
        for name in self._all:
            # In the pieces in which a text is looked through: `O'Brien` is two.
            pieces = _WORD.findall(name.text) if name.kind is not None else []
            words = [word for piece in pieces for word in keys.words(piece)]
            node = self._root
            for word in words:
                node = node.after.setdefault(word, _Node())
            if words:
                node.names.append(name)

    def __iter__(self) -> Iterator[Known]:
        return iter(self._all)

    def rejects(self, *forms: str) -> bool:
        """Is one of these the spelling of a rejected name?"""
        return bool(self._rejected) and any(keys.strict(form) in self._rejected for form in forms)

    def find(self, view: str, lang: Lang) -> list[Mention]:
        """Where approved names stand, Russian ones in any case; the longest at each place, a mention for each kind."""
        if not self._root.after:
            return []
        words = list(_WORD.finditer(view))
        found: list[Mention] = []
        reached = 0
        for i in range(len(words)):
            if i < reached:
                continue
            size, names = self._at(view, words, i)
            start, end = words[i].start(), words[i + size - 1].end()
            surface = view[start:end]
            for name in {name.kind: name for name in names}.values():
                assert name.kind is not None
                lemma = name.text if text.has_cyrillic(surface) and surface != name.text else ""
                of = text.form_lang(surface, lang)
                found.append(Mention(start, end, surface, name.kind, RULE, of, lemma, (f"known: {name.text}",)))
            reached = i + size
        return found

    def _at(self, view: str, words: Sequence[re.Match[str]], i: int) -> tuple[int, list[Known]]:
        """How many words from word i on are the longest known name, and as what it is known; 1 and none where not."""
        nodes, size, best, names = [self._root], 0, 1, list[Known]()
        while nodes and i + size < len(words):
            readings = _readings(words[i + size].group())
            nodes = [node.after[word] for node in nodes for word in readings if word in node.after]
            size += 1
            surface = view[words[i].start() : words[i + size - 1].end()]
            meant = [name for node in nodes for name in node.names if _means(surface, name.text)]
            if meant:
                best, names = size, meant
        return best, names


@lru_cache(maxsize=65536)
def _readings(word: str) -> frozenset[str]:
    """The words of a known name that a word of a text may be: itself, and the nominatives of a Russian one."""
    if not text.has_cyrillic(word):
        return frozenset((keys.plain(word),))
    from glossary.lang.ru_tables import lemmas_of

    return keys.nominatives(word) | lemmas_of(word)


def is_case_of(form: str, name: str) -> bool:
    """Is a Russian form a case of a name, by endings and dictionary alone?"""
    words, known = keys.words(form), keys.words(name)
    return len(words) == len(known) and all(name in _readings(word) for word, name in zip(words, known, strict=True))


def _means(surface: str, name: str) -> bool:
    """Does the text mean the known name: the same marks, a capital, a case of each word, nothing odd between them?"""
    if len(surface) > len(name) + _LONGER_BY or "\n" in surface:
        return False
    if surface != name and not _capitals(surface, name):
        return False
    if text.has_cyrillic(surface):
        return is_case_of(surface, name)
    if name.isupper() and not surface.isupper():
        return False
    return keys.strict(surface) == keys.strict(name) or (surface.isupper() and keys.loose(surface) == keys.loose(name))


def _capitals(surface: str, name: str) -> bool:
    """Has the text a capital, and one wherever the name has one?"""
    if not any(char.isupper() or char.isdigit() for char in surface):
        return False
    pairs = zip(_WORD.findall(surface), _WORD.findall(name), strict=False)
    return all(word[0].isupper() or not known[0].isupper() for word, known in pairs)


# ---- what a known name wins and loses ---


def joined(
    view: str, found: Sequence[Mention], known: Sequence[Mention], refused: Iterable[Dropped] = ()
) -> tuple[list[Mention], list[Dropped]]:
    """Mentions of the finders (in order, apart) and known names in one; and what gave way, with the reason.

    A known name wins over what lies inside it or crosses it, and gives way to a longer mention that holds it. What
    stands on the very same letters is as the known name says, unless its neighbours or a fuller name elsewhere in the
    article say that this is another thing of that name. Where the finders `refused` something for certain it is none.
    """
    if not known:
        return list(found), []
    starts, ends = [mention.start for mention in found], [mention.end for mention in found]
    short = {keys.strict(mention.form.split()[-1]) for mention in found if _in_full(mention)}
    others = sorted((drop.start, -drop.end, drop.why) for drop in refused if drop.certain or _OTHER.search(drop.why))
    beaten: dict[Mention, Mention] = {}
    agreed: list[Mention] = []
    dropped: list[Dropped] = []
    for names in _by_place(known):
        over = found[bisect_right(ends, names[0].start) : bisect_left(starts, names[0].end)]
        name = _chosen(names, over)
        why = _not_here(view, name, others) if not over else ""
        why = why or next((_told(view, mention, name, short) for mention in over), "")
        if why:
            dropped.append(_drop(name, f"known as {name.kind}, but {why}"))
            continue
        agreed.append(name)
        beaten |= {mention: name for mention in over if not _holds(mention, name)}
    dropped += [
        _drop(loser, f"overlaps {name.text} (known)") for loser, name in beaten.items() if not _same_place(loser, name)
    ]
    rest = [mention for mention in found if mention not in beaten]
    starts = [mention.start for mention in rest]
    kept = list(rest)
    for name in agreed:
        i = bisect_right(starts, name.start) - 1
        if i >= 0 and _holds(rest[i], name):
            dropped.append(_drop(name, f"known, but a part of {rest[i].text}"))
        else:
            kept.append(name)
    return sorted(kept, key=lambda mention: mention.start), dropped


_OTHER = re.compile(r"\b(?:name|title) of (?:an?|the) ")
"""In the reasons of a finder: a ship, a treaty, a film stands here."""


def _by_place(known: Sequence[Mention]) -> Iterator[list[Mention]]:
    """Known names that stand on the same letters, under different kinds, together."""
    places: dict[int, list[Mention]] = defaultdict(list)
    for name in known:
        places[name.start].append(name)
    return iter(places.values())


def _chosen(names: Sequence[Mention], over: Sequence[Mention]) -> Mention:
    """A spelling known under several kinds (a city and its football club) is of the kind that the finder saw."""
    seen = {mention.kind for mention in over if _same_place(mention, names[0])}
    return next((name for name in names if name.kind in seen), names[0])


def _not_here(view: str, name: Mention, others: Sequence[tuple[int, int, str]]) -> str:
    """Why a known name is not meant where no finder saw one; empty where it is.

    A word that is also an ordinary one (`Ý`, `Anh`, `Target`) needs a capital that says something; what the tables
    have, the finder of the language knows as well: its silence counts (`Hải quân` where `Hải` is known).
    """
    i = bisect_right(others, (name.start, 0, ""))
    near = others[max(0, i - _NEAR) : i + 1]
    hit = next((why for start, end, why in near if start <= name.start and name.end <= -end), "")
    if hit:
        return f"here another thing has it: {hit}"
    if not _ordinary(name):
        return ""
    if _in_tables(name):
        return "here it is an ordinary word"
    before = view[max(0, name.start - 3) : name.start].rstrip(" «„“\"'(–—-")
    shouted = len(name.text) > 1 and name.text.isupper() and not name.form.isupper()
    return "its capital may be that of the sentence" if shouted or before[-1:] in _ENDS else ""


def _in_tables(name: Mention) -> bool:
    """Is it a name of the tables, or a Vietnamese syllable of given names or everyday words?"""
    if name.lang is Lang.VI:
        from glossary.lang import vi_tables

        low = name.form.lower()
        if low in vi_tables.everyday() or low in vi_tables.given_syllables():
            return True
    return bool(authority.load().find(name.form, name.lang, name.kind))


_ENDS = ("", "\n", ".", "!", "?", ":", "…")
_NEAR = 8
"""Refused spans that are compared with a name, before it in the text."""


def _ordinary(name: Mention) -> bool:
    """Is it a single word, and one that stands in texts without a capital too?"""
    return not re.search(r"[\W\d_]", name.text) and is_ordinary(name.form)


def _told(view: str, mention: Mention, name: Mention, short: Collection[str]) -> str:
    """What says that another thing stands on the letters of a known name: its neighbours, or a fuller name elsewhere.

    `Bà Nga` is no country, `phố Trần Hưng Đạo` no person, «Намдинь» a club; `Washington` may be short for `Denzel
    Washington`. What the tables know as the glossary does, a rule of the finder takes for something else only then.
    """
    if mention.kind is name.kind or not _same_place(mention, name):
        return ""
    said = [f"{before} {mention.text}" for before in _before(view, mention.start)]
    if mention.kind is Kind.PERSON and keys.strict(name.form) in short:
        return "short for a person of this article"
    titled = mention.rule in _ADDRESSED or any(keys.untitled(words) == mention.text for words in said)
    if mention.kind is Kind.PERSON and titled:
        return "a person's title stands before it"
    if mention.kind is Kind.PLACE and any(keys.site(words).name == mention.text for words in said):
        return "the word for a place stands before it"
    if name.kind is Kind.PLACE and view[mention.start - 1 : mention.start] in ("«", "„", "“", '"'):
        return f"it stands in quotation marks, as {mention.kind}"
    if mention.rule not in _GUESSED and authority.load().find(name.form, kind=name.kind):
        return f"here a rule made it {mention.kind}"
    return ""


_ADDRESSED = ("vi.courtesy", "titled")
"""Mentions that the finder made of the word before them."""
_GUESSED = ("crf", "ru.tagger")
"""Mentions of the trained taggers: they know no table."""
_MOST_BEFORE = 4


def _before(view: str, start: int) -> Iterator[str]:
    """The one to four words right before a place in a line."""
    line = view[max(0, start - 80, view.rfind("\n", 0, start) + 1) : start]
    words = line.split() if line[-1:] == " " else []
    for count in range(1, min(_MOST_BEFORE, len(words)) + 1):
        yield " ".join(words[-count:])


def _in_full(mention: Mention) -> bool:
    return mention.kind is Kind.PERSON and " " in mention.form.strip()


def _same_place(a: Mention, b: Mention) -> bool:
    return (a.start, a.end) == (b.start, b.end)


def _holds(longer: Mention, name: Mention) -> bool:
    """Is the name a part of a longer mention, and not all of it?"""
    return longer.start <= name.start and name.end <= longer.end and not _same_place(longer, name)


def _drop(mention: Mention, why: str) -> Dropped:
    return Dropped(mention.start, mention.end, mention.text, why)
