"""Vietnamese marks restored: what `Nguyen Van Hung` or `Нгуен Ван Хунг` is likely to be in quốc ngữ.

A small model of names, counted at load from the lists in `data/names/`: surname, middle and given syllables by
position, pairs of neighbours, and whether the bearer is a woman (`Thị`) or a man (`Văn`). Places have their own model.
Each spelling gets the share of its probability among all spellings that the letters allow.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from glossary.lang import syllable
from glossary.lang.syllable import ascii_fold, rows
from glossary.lang.transcribe import Rendering, cleaned, russian_spellings, surnames
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.resources import DATA
from glossary.text import has_cyrillic, has_vietnamese_marks, nfc

NAMES = DATA / "names"

_WORD = re.compile(r"[^\W\d_]+")
_WOMEN, _MEN = frozenset({"thị"}), frozenset({"văn", "đình", "hữu", "bá", "sỹ", "sĩ", "công", "mạnh", "trọng"})

Candidates = list[tuple[str, float]]
"""Marked syllables with the weight of the evidence for that spelling."""


def _lines(name: str) -> list[str]:
    path = NAMES / name
    text = nfc(path.read_text(encoding="utf-8")) if path.exists() else ""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


class NameModel:
    """Counts of syllables by position and of neighbours; `cost` says how unlikely a sequence is."""

    def __init__(self, names: list[list[str]], pairs: list[tuple[str, str, int, int]], *, persons: bool) -> None:
        self.first: Counter[str] = Counter()
        self.middle: Counter[str] = Counter()
        self.last: Counter[str] = Counter()
        self.women: Counter[str] = Counter()
        self.men: Counter[str] = Counter()
        self.pairs: Counter[tuple[str, str]] = Counter()
        self.any: Counter[str] = Counter()
        self.persons = persons
        self._totals: dict[int, int] = {}
        for words in names:
            self._learn(words)
        for a, b, men, women in pairs:
            self._learn_pair(a, b, men, women)
        if persons:
            self.first.update({name: count / 5 for name, count in surnames().items()})

    def _learn(self, words: list[str]) -> None:
        if len(words) > 1:
            self.first[words[0]] += 1
        self.last[words[-1]] += 1
        self.middle.update(words[1:-1])
        self.any.update(words[1:] if self.persons else words)
        self.pairs.update(pairwise(words))
        if self.persons and not _WOMEN.isdisjoint(words[1:-1]):
            self.women[words[-1]] += 1
        elif self.persons and not _MEN.isdisjoint(words[1:-1]):
            self.men[words[-1]] += 1

    def _learn_pair(self, a: str, b: str, men: int, women: int) -> None:
        weight = men + women
        self.pairs[(a, b)] += weight
        self.middle[a] += weight
        self.last[b] += weight
        self.any.update({a: weight, b: weight})
        self.men[b] += men
        self.women[b] += women

    def learn_given(self, given: str, men: int, women: int) -> None:
        """Add an estimate of how common a given name is; the counts of real names weigh more where there are many."""
        self.last[given] += men + women
        self.any[given] += (men + women + 1) // 2
        self.men[given] += (men + 2) // 3
        self.women[given] += (women + 2) // 3

    def probability(self, word: str, before: str, position: int, length: int, women: bool, men: bool) -> float:
        """How likely `word` is in this place, mixing the neighbour, the position, the sex and plain frequency."""
        plain = (self.any[word] + 0.05) / (self._total(self.any) + 100)
        if position == 0 and length > 1:
            share = (self.first[word] + 0.02) / (self._total(self.first) + 20)
            return 0.98 * share + 0.02 * plain
        place = self.last if position == length - 1 else self.middle
        share = (place[word] + 0.2 * plain) / (self._total(place) + 1)
        if position == length - 1 and (women or men):
            of_sex = self.women if women else self.men
            trust = 0.5
            share = trust * (of_sex[word] + 4 * share) / (self._total(of_sex) + 4) + (1 - trust) * share
        follows = self._followers().get(before, 0)
        seen = self.pairs[(before, word)]
        trust = follows / (follows + 12.0)
        return trust * seen / follows + (1 - trust) * (0.85 * share + 0.15 * plain) if follows else share

    def _total(self, counts: Counter[str]) -> int:
        """The sum of a counter, kept: the counts are complete before the first question."""
        known = self._totals.get(id(counts))
        if known is None:
            known = self._totals[id(counts)] = counts.total()
        return known

    def _followers(self) -> Counter[str]:
        table: Counter[str] | None = getattr(self, "_follow", None)
        if table is None:
            table = Counter()
            for (a, _), count in self.pairs.items():
                table[a] += count
            self._follow = table
        return table

    def best(self, candidates: list[Candidates], limit: int) -> list[tuple[str, float]]:
        """The likeliest sequences with their shares."""
        beam: list[tuple[tuple[str, ...], float]] = [((), 0.0)]
        length = len(candidates)
        total = 0.0
        for position, options in enumerate(candidates):
            grown = []
            for words, cost in beam:
                women = not _WOMEN.isdisjoint(words[1:])
                men = not _MEN.isdisjoint(words[1:]) and not women
                before = words[-1] if words else ""
                for word, weight in options:
                    p = self.probability(word, before, position, length, women, men) * weight
                    grown.append(((*words, word), cost - math.log(p + 1e-12)))
            grown.sort(key=lambda item: item[1])
            beam = grown[:60]
        # The counts are small and so too sure of themselves: the exponent was set on names left out of the lists.
        shares = [(words, math.exp(0.6 * (beam[0][1] - cost))) for words, cost in beam]
        total = sum(share for _, share in shares)
        return [(" ".join(words), share / total) for words, share in shares[:limit]]


@cache
def _persons() -> NameModel:
    names = [words for line in _lines("vi_persons.txt") if (words := line.lower().split())]
    pairs = [
        (a, b, int(men), int(women))
        for a, b, men, women in (rows(NAMES / "vi_given_pairs.tsv") if (NAMES / "vi_given_pairs.tsv").exists() else ())
    ]
    model = NameModel(names, pairs, persons=True)
    for given, men, women in rows(NAMES / "vi_given.tsv"):
        model.learn_given(given, int(men), int(women))
    return model


@cache
def known_persons() -> dict[str, list[str]]:
    """ASCII form (small letters) → names of well-known people with their marks."""
    found: dict[str, list[str]] = {}
    for line in _lines("vi_persons.txt"):
        found.setdefault(ascii_fold(line).lower(), []).append(line)
    return found


@cache
def _place_names() -> list[str]:
    return [line.partition("\t")[0] for line in _lines("vi_places.txt")]


@cache
def _places() -> NameModel:
    return NameModel([_WORD.findall(name.lower()) for name in _place_names()], [], persons=False)


@cache
def known_places() -> dict[str, list[str]]:
    """ASCII form without spaces and hyphens → Vietnamese places, the best known first."""
    found: dict[str, list[str]] = {}
    for name in _place_names():
        found.setdefault(_squeezed(name), []).append(name)
    return found


def is_known_place(name: str) -> bool:
    """Is this name, with or without marks or transcribed into Russian, in the list of Vietnamese places?"""
    if has_cyrillic(name):
        return _cyrillic_key(name) in places_in_russian()
    return _squeezed(name) in known_places()


def _squeezed(name: str) -> str:
    return "".join(_WORD.findall(ascii_fold(name).lower()))


@cache
def places_in_russian() -> dict[str, list[str]]:
    """Russian spelling (small letters) → Vietnamese places, made with the rules from the list of places."""
    return _by_spelling(_place_names(), Kind.PLACE)


def _by_spelling(names: Sequence[str], kind: Kind) -> dict[str, list[str]]:
    """Russian spelling → names: those of which it is the preferred spelling first, the best known of them first."""
    found: dict[str, list[str]] = {}
    spelt = [(name, russian_spellings(name, kind)) for name in names]
    for name, spellings in spelt:
        found.setdefault(spellings[0] if spellings else "", []).append(name)
    for name, spellings in spelt:
        for spelling in spellings[1:]:
            slot = found.setdefault(spelling, [])
            if name not in slot:
                slot.append(name)
    return found


def _cyrillic_key(text: str) -> str:
    return "".join(_WORD.findall(text.lower().replace("ё", "е")))


_VIETNAMESE_SOUND = re.compile(
    r"нг|нь|тх|кх|ыо|ый|ыу|зя|зы|тьы|хюэ|уок|уэ|эй|фу|ть[еяюоы]|[зхкмнлбв]ье[нмтпку]|зю|хюи|тхю|[аия]ть(?![еяюоий])"
)


def is_place_in_russian(text: str) -> bool:
    """Is this Cyrillic name a Vietnamese place: one of the list, or built of syllables with a Vietnamese sound?"""
    key = _cyrillic_key(text)
    if key in places_in_russian():
        return True
    return bool(_VIETNAMESE_SOUND.search(key)) and bool(_split_cyrillic(key))


@lru_cache(maxsize=1024)
def _split_cyrillic(key: str) -> tuple[tuple[str, ...], ...]:
    """Ways to cut a joined Cyrillic name into two to four Vietnamese syllables."""
    table = syllable.by_russian()
    found: list[tuple[str, ...]] = []

    def cut(start: int, parts: tuple[str, ...]) -> None:
        if start == len(key):
            if len(parts) > 1:
                found.append(parts)
            return
        if len(parts) == 4:
            return
        for end in range(min(len(key), start + 8), start, -1):
            if key[start:end] in table:
                cut(end, (*parts, key[start:end]))

    cut(0, ())
    return tuple(sorted(found, key=len)[:6])


def may_be_place_in_russian(text: str) -> bool:
    """Could this Cyrillic name be a Vietnamese place: does it fall into syllables, not all of them open?

    Weaker than `is_place_in_russian`: `Лонган` and `Казань` both pass, so both readings are proposed.
    """
    key = _cyrillic_key(text)
    closed = re.search(r"[мнптк](?=[бвгджзклмнпрстфхцчшщ]|$)|[аоуыеэ][ййу]|нь", key)
    if not closed or re.search(r"(?:ск|град|бург|ов|ев|ин|ово|ево|ино|ия|ье)$", key):
        return False
    return any(len(parts) <= 3 for parts in _split_cyrillic(key))


_RUSSIAN_PLACE = re.compile(r"(?:ово|ево|ино|ыно|ка|ки|ье|ая|ое|ый|ий|ск|град|бург|ня|ль|рь|жа|ша|ча|ща|ры|лы|да|га)$")
"""Endings of Russian towns and villages."""


def is_russian_place(text: str) -> bool:
    """Is this Cyrillic name a place of the list of Russian places, or does it end like one?"""
    from glossary.lang.transcribe import is_russian_place_in_cyrillic

    return is_russian_place_in_cyrillic(text) or bool(_RUSSIAN_PLACE.search(text.lower()))


def likely_vietnamese_place(text: str) -> float:
    """How likely a Cyrillic place that falls into Vietnamese syllables is Vietnamese: no Russian place or ending."""
    if is_russian_place(text):
        return 0.3
    return 0.7 if any(len(parts) == 2 for parts in _split_cyrillic(_cyrillic_key(text))) else 0.45


def _capitals(text: str) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in text.split())


@lru_cache(maxsize=4096)
def restore(text: str, kind: Kind = Kind.PERSON, limit: int = 9) -> tuple[Rendering, ...]:
    """Spellings of an ASCII Vietnamese name with marks, the likeliest first; marks already there are kept."""
    name = cleaned(text)
    if kind is Kind.PLACE:
        known = known_places().get(_squeezed(name), [])
        if known:
            return tuple(
                Rendering(place, 0.9 if i == 0 else 0.06, f"{name} → {place}: a place of the list of Vietnamese places")
                for i, place in enumerate(known[:limit])
            )
    words = _WORD.findall(name)
    candidates: list[Candidates] = []
    for word in words:
        low = word.lower()
        if has_vietnamese_marks(word):
            candidates.append([(low, 1.0)])
        else:
            candidates.append([(found, 1.0) for found in syllable.marked_spellings(low) or (low,)])
    if not candidates:
        return ()
    model = _places() if kind is Kind.PLACE else _persons()
    found = {
        _capitals(spelling): Rendering(
            _capitals(spelling), share, f"{name} → {_capitals(spelling)}: the likeliest marks"
        )
        for spelling, share in model.best(candidates, limit)
    }
    return _with_known(name, found, known_persons().get(ascii_fold(name).lower(), []) if kind is Kind.PERSON else [])


def _with_known(name: str, found: dict[str, Rendering], known: list[str]) -> tuple[Rendering, ...]:
    for i, person in enumerate(known):
        share = 0.86 if i == 0 else 0.3
        found[person] = Rendering(person, share, f"{name} → {person}: a well-known person of this name")
    rest = 1.0 if not known else 0.14
    ranked = [r if r.text in known else Rendering(r.text, r.weight * rest, r.trace) for r in found.values()]
    return tuple(sorted(ranked, key=lambda r: -r.weight))


@lru_cache(maxsize=4096)
def from_russian(text: str, kind: Kind = Kind.PERSON, limit: int = 9) -> tuple[Rendering, ...]:
    """A Vietnamese name in Cyrillic back in quốc ngữ: the transcription inverted, the name model choosing."""
    name = cleaned(text)
    if kind is Kind.PLACE:
        known = places_in_russian().get(_cyrillic_key(name), [])
        if known:
            return tuple(
                Rendering(
                    place, 0.88 if i == 0 else 0.08, f"{name} → {place}: a place of the list of Vietnamese places"
                )
                for i, place in enumerate(known[:limit])
            )
        splits = _split_cyrillic(_cyrillic_key(name))
    else:
        splits = (tuple(_WORD.findall(name.lower().replace("ё", "е"))),)
    found: dict[str, Rendering] = {}
    model = _places() if kind is Kind.PLACE else _persons()
    for parts in splits:
        candidates: list[Candidates] = [list(syllable.from_cyrillic(part) or ((part, 1.0),)) for part in parts]
        for spelling, share in model.best(candidates, limit):
            marked = _capitals(spelling)
            steps = " ".join(f"{a}→{b}" for a, b in zip(name.split(), marked.split(), strict=False))
            trace = (
                f"{steps if kind is Kind.PERSON else f'{name} → {marked}'} (transcription inverted, likeliest marks)"
            )
            found.setdefault(marked, Rendering(marked, share / len(splits), trace))
    if kind is Kind.PLACE:
        return tuple(sorted(found.values(), key=lambda r: -r.weight)[:limit])
    known_names = list(_known_in_russian().get(_cyrillic_key(name), []))
    return _with_known(name, found, known_names)


@cache
def _known_in_russian() -> dict[str, list[str]]:
    return _by_spelling([person for names in known_persons().values() for person in names], Kind.PERSON)


def is_vietnamese_in_russian(text: str, kind: Kind) -> bool:
    """Is a name in Cyrillic Vietnamese, and not rather one of a third country (`Пак Сон Мин`)?"""
    from glossary.lang import foreign_back, transcribe

    if kind is Kind.PLACE:
        return is_place_in_russian(text)
    words = tuple(text.split())
    if kind is not Kind.PERSON or not transcribe.is_vietnamese_in_russian(text) or foreign_back.is_korean(words):
        return False
    return transcribe.has_vietnamese_surname(text) or foreign_back.read(words) is None


def propose(question: Question) -> list[Suggestion]:
    """Marks restored for English and Russian forms of Vietnamese persons and places."""
    if question.target is not Lang.VI or question.kind not in {Kind.PERSON, Kind.PLACE}:
        return []
    from glossary.lang import transcribe

    text, kind = question.text, question.kind
    if question.source is Lang.RU:
        vietnamese = is_vietnamese_in_russian(text, kind)
        if not vietnamese and kind is Kind.PLACE and may_be_place_in_russian(text):
            share = likely_vietnamese_place(text)
            found = tuple(Rendering(r.text, r.weight * share, r.trace) for r in from_russian(text, kind))
        else:
            found = from_russian(text, kind) if vietnamese else ()
    else:
        known = kind is Kind.PLACE and _squeezed(text) in known_places()
        found = restore(text, kind) if known or transcribe.is_vietnamese(text) else ()
    return [Suggestion(r.text, Origin.DIACRITICS, _chance(r.weight), r.trace) for r in found]


def _chance(share: float) -> float:
    """Shares are a little shy of how often the answer is right: the exponent was set on our own list of names."""
    chance: float = 1.0 - max(0.0, 1.0 - share) ** 1.8
    return round(min(0.96, chance), 4)
