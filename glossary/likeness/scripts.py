"""One name in two scripts, romanisations or Russian cases."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from glossary import authority, keys
from glossary.lang import syllable, transcribe
from glossary.likeness.people import another_gender, crosses, is_vietnamese, may_be_hers, person
from glossary.likeness.tables import LONGEST_NAME, lemmas
from glossary.likeness.verdict import OTHER_VOWELS, differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.text import has_cyrillic, has_vietnamese_marks


def by_inflection(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Сергея Лаврова` and `Сергей Лавров`: every word may be a case of the other."""
    if not (has_cyrillic(a) and has_cyrillic(b)) or is_short_acronym(a) or is_short_acronym(b):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or any(
        keys.nominatives(x).isdisjoint(keys.nominatives(y)) for x, y in zip(left, right, strict=True)
    ):
        return None
    if len(left) == 1 and any(_own_nominative(x, y) for x, y in ((a, b), (b, a))):
        return differ("inflection", "a name of the tables, and no case of it", Risk.DOUBT)
    if is_vietnamese(a) and is_vietnamese(b) and len(left) > 1:
        if left[:-1] == right[:-1] and not _last_nominatives(left).isdisjoint(_last_nominatives(right)):
            return same("inflection", "Russian cases of one Vietnamese name")
        return None
    if person(a).initials and left != right and {left[-1][-1:], right[-1][-1:]} & {"а", "я"}:
        return differ("inflection", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    for x, y in ((left, right), (right, left)):
        given, surname = (x[0] == y[0], x[-1] == y[-1]) if len(x) == 2 else (True, False)
        hers = (given or may_be_hers(x[0], y[0])) and (surname or may_be_hers(x[-1], y[-1]))
        if hers and len(x) <= 2 and x != y:
            return differ("inflection", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    return same("inflection", "Russian cases of one name")


def _own_nominative(name: str, other: str) -> bool:
    """Do the tables know the name as it is, and is the other none of its cases (`Дубна`, `Дубно`)?"""
    return bool(authority.load().find(name)) and keys.plain(name) not in keys.nominatives(keys.plain(other))


def is_short_acronym(name: str) -> bool:
    """Up to four letters, most of them capitals: too short to have cases or sounds."""
    return (len(name) <= 4 and sum(char.isupper() for char in name) >= 3) or (name.isupper() and len(name) <= 4)


def _last_nominatives(words: list[str]) -> set[str]:
    return keys.vietnamese_nominatives(words[-1])


def by_romanised(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Tchaikovsky` and `Chaikovsky`, `Ekaterinburg` and `Yekaterinburg`: one long word in two romanisations."""
    left, right = keys.words(a), keys.words(b)
    if has_cyrillic(a) or has_cyrillic(b) or len(left) != 1 or len(right) != 1 or has_vietnamese_marks(a + b):
        return None
    if ("j" in left[0]) != ("j" in right[0]) or ("aa" in left[0]) != ("aa" in right[0]):  # Shanxi, Shaanxi
        return None
    if min(len(left[0]), len(right[0])) >= 6 and keys.close_sound(left[0]) == keys.close_sound(right[0]):
        return same("romanisation", "the same sounds in another romanisation")
    return None


def by_transcription(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Phạm Minh Chính` and `Фам Минь Тинь`, `Lavrov` and `Лавров`: one name in Latin and Cyrillic letters."""
    if has_cyrillic(a) == has_cyrillic(b):
        return None
    latin, cyrillic = (b, a) if has_cyrillic(a) else (a, b)
    joined = len(keys.words(cyrillic)) == 1 and len(keys.words(latin)) > 1
    if not (joined and kind is Kind.PERSON) and vietnamese_transcription(latin, cyrillic):
        return same("transcription", "the Russian transcription of the Vietnamese name")
    if keys.vietnamese_sounds(latin) & keys.vietnamese_sounds(cyrillic):
        if kind in (None, Kind.PERSON) and _other_vowels(latin.lower().split(), keys.words(cyrillic)):
            return _marks_differ()
        return differ("transcription", "sounds alike, but no rule of transcription leads there", Risk.DOUBT)
    x, y = person(latin), person(cyrillic)
    if (has_vietnamese_marks(latin) and (is_vietnamese(latin) or "-" in latin)) or x.initials or y.initials:
        return None
    if len(x.words) == len(y.words) > 1 and is_vietnamese(latin) and is_vietnamese(cyrillic):
        return None
    if latin.isupper() and cyrillic.isupper() and " " not in latin and len(latin) == len(cyrillic) <= 5:
        return _same_letters(latin, cyrillic)
    if is_short_acronym(latin) or is_short_acronym(cyrillic):
        return None
    for reading in (latin, *keys.national_readings(latin)):
        spoken = person(reading).words
        if len("".join(spoken)) >= 4 and (_crossing(spoken, y.words) or _crossing(spoken, y.words[::-1])):
            if kind in (None, Kind.PERSON) and another_gender(spoken, y.words):
                return differ("transcription", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
            return same("transcription", "the same sounds in the other script")
    return None


def _crossing(latin: tuple[str, ...], cyrillic: tuple[str, ...]) -> bool:
    return len(latin) == len(cyrillic) and all(map(crosses, latin, cyrillic))


def _same_letters(latin: str, cyrillic: str) -> Comparison | None:
    if keys.close_sound(latin) != keys.close_sound(cyrillic):
        return None
    if len(latin) < _LONG_ACRONYM:
        return differ("transcription", "the same few letters in the other script", Risk.DOUBT)
    return same("transcription", "the same letters in the other script")


_LONG_ACRONYM = 4
"""Shorter ones stand for too many things to be told by their letters (`ВГУ`, `VGU`)."""


@lru_cache(maxsize=65536)
def vietnamese_transcription(latin: str, cyrillic: str) -> bool:
    """Is `cyrillic`, in the nominative or not, a transcription of the Vietnamese `latin`, with marks or without?"""
    sources, targets = re.findall(r"[^\W\d_]+", latin.lower()), keys.words(cyrillic)
    if len(targets) == 1 and 2 <= len(sources) <= 4:
        return any(_joined(tuple(sources), word) for word in keys.vietnamese_nominatives(targets[0]))
    if not targets or len(sources) != len(targets) or len(sources) == 1 or (latin.isupper() and len(latin) <= 5):
        return False
    for position, (source, target) in enumerate(zip(sources, targets, strict=True)):
        wanted = {target} if position < len(targets) - 1 else keys.vietnamese_nominatives(target)
        if _transcriptions(source, _KNOWN).isdisjoint(map(_hard, wanted)):
            return False
    return True


def _joined(sources: tuple[str, ...], word: str) -> bool:
    """Is the one Cyrillic word made of the transcriptions of all syllables (`Куангнинь`)?"""
    if not sources:
        return not word
    return any(
        word.startswith(text) and _joined(sources[1:], word[len(text) :]) for text in _transcriptions(sources[0])
    )


@lru_cache(maxsize=16384)
def _transcriptions(word: str, least: float = 0.0) -> frozenset[str]:
    marked = syllable.by_ascii().get(word, ()) if not has_vietnamese_marks(word) else ()
    return frozenset(
        keys.plain(text)
        for source in (word, *marked)
        for place in (False, True)
        for text, weight in syllable.to_russian(source, place)
        if weight >= least
    )


_KNOWN = 0.05
"""The share of a syllable's spellings from which on it counts in a person's name: few write `То` for Thọ."""


def by_rendered(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Kim Young-ho`, `Ким Ён Хо`: the whole Russian name is what the rules of transcription make of the Latin one."""
    if kind not in (None, Kind.PERSON) or has_cyrillic(a) == has_cyrillic(b):
        return None
    latin, cyrillic = (b, a) if has_cyrillic(a) else (a, b)
    if " " not in latin or " " not in cyrillic or transcribe.is_vietnamese(latin) or person(latin).initials:
        return None
    spellings = rendered(latin)
    if not any(keys.plain(form) in spellings for form in (cyrillic, *lemmas(cyrillic, Kind.PERSON))):
        return None
    if another_gender(person(latin).words, person(cyrillic).words):
        return differ("transcription", "may be a woman's name or the genitive of a man's", Risk.DOUBT)
    return same("transcription", "what the rules of transcription make of the name")


@lru_cache(maxsize=16384)
def rendered(latin: str) -> frozenset[str]:
    """How the Russian press may write a foreign person's name."""
    if len(latin) > LONGEST_NAME:
        return frozenset()
    return frozenset(keys.plain(one.text) for one in transcribe.en_to_ru_traced(latin, Kind.PERSON, _MOST_SPELLINGS))


_MOST_SPELLINGS = 9


def by_rivals(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """Two Russian spellings of one Vietnamese name (`Тинь`/`Чинь`, `Шон`/`Сон`): some syllable is written both ways."""
    if kind not in (None, Kind.PERSON) or not (has_cyrillic(a) and has_cyrillic(b)):
        return None
    left, right = keys.words(a), keys.words(b)
    if len(left) != len(right) or len(left) < 2 or not (is_vietnamese(a) and is_vietnamese(b)):
        return None
    if _other_vowels(left, right):
        return _marks_differ()
    for position, (x, y) in enumerate(zip(left, right, strict=True)):
        last = position == len(left) - 1
        xs = keys.vietnamese_nominatives(x) if last else {x}
        ys = keys.vietnamese_nominatives(y) if last else {y}
        if xs.isdisjoint(ys) and not any(_readings(p) & _readings(q) for p in xs for q in ys):
            return None
    return same("transcription", "rival Russian transcriptions of one Vietnamese name")


def _marks_differ() -> Comparison:
    return differ(OTHER_VOWELS, "two Vietnamese names that are one only where their marks are left out", Risk.DOUBT)


def _other_vowels(left: Sequence[str], right: Sequence[str]) -> bool:
    """Are these, Cyrillic or with their marks, two names that would be one without marks (`Хунг`, `Хынг`; `Hùng`)?

    Vietnamese ư and u, â and a are other letters; the practical transcription keeps some of them apart as well.
    """
    if len(left) != len(right) or len(left) < 2:
        return False
    differ = False
    for position, (x, y) in enumerate(zip(left, right, strict=True)):
        last = position == len(left) - 1
        if x == y or not _letters(x, last).isdisjoint(_letters(y, last)):
            continue
        bare = [{syllable.ascii_fold(letters) for letters in _letters(word, last)} for word in (x, y)]
        if bare[0].isdisjoint(bare[1]):
            return False
        differ = True
    return differ


@lru_cache(maxsize=16384)
def _letters(word: str, last: bool) -> frozenset[str]:
    """The Vietnamese syllables, without tone, that a word may be: itself, or what the press writes so in Russian."""
    if not has_cyrillic(word):
        return frozenset({syllable.without_tone(word)[0]})
    cases = keys.vietnamese_nominatives(word) if last else {word}
    known = (reading for case in cases for reading, _ in syllable.by_russian().get(_hard(case), ()))
    return frozenset(syllable.without_tone(reading)[0] for reading in known)


@lru_cache(maxsize=16384)
def _readings(word: str) -> frozenset[str]:
    """Vietnamese syllables that the press writes so in Russian, rare spellings left out."""
    known = syllable.by_russian().get(word) or syllable.by_russian().get(_hard(word), ())
    return frozenset(reading for reading, weight in known if weight >= _USUAL)


_USUAL = 0.3
"""The share of a syllable's spellings that makes one usual: `Мэй` is Mây, which is hardly ever written `Май` (Mai)."""


def _hard(word: str) -> str:
    """`Зюнг` is how older texts write `Зунг` (Dũng), `Ньят` how many write `Нят` (Nhật)."""
    return word.replace("зю", "зу", 1) if word.startswith("зю") else word.replace("нья", "ня", 1)


def by_respelt(a: str, b: str, _: Kind | None) -> Comparison | None:
    """`Pê-xcốp` and `Peskov`, `Xéc-gây La-vrốp` and `Сергей Лавров`: hyphenated syllables, and the name itself."""
    for phonetic, other in ((a, b), (b, a)):
        if not keys.is_respelling(phonetic) or "-" in other or has_vietnamese_marks(other):
            continue
        found = keys.respelt(phonetic)
        if found and any(found == keys.respelt(form) for form in (other, *lemmas(other, Kind.PERSON))):
            return same("respelling", "the Vietnamese respelling, syllable by syllable, of the foreign name")
    return None
