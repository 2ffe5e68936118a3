"""Russian headlines in capitals: which of their words would have a capital in an ordinary sentence.

`СУД ОПРАВДАЛ ФАМ ВАН ТХАНЯ` → `суд оправдал Фам Ван Тханя`: the finder reads the latter, as long as the former. Proper
nouns of the dictionary, unknown words, Vietnamese names, names of the tables and the first word in quotation marks keep
a capital; abbreviations stay as they are; all else becomes small.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from glossary.lang.ru_institutions import head_noun, is_official, only_national
from glossary.lang.ru_morph import in_dictionary, is_vietnamese_syllable, may_be, parses, vietnamese_surnames
from glossary.lang.ru_tables import TOKEN, abbreviations, common, long_name_at, proper, words
from glossary.lang.spans import OPEN, Page, page

_CAPITALS = re.compile(r"[А-ЯЁ]+(?:[-‑][А-ЯЁ]+)*")
_RUN = re.compile(r"(?:[А-ЯЁ][А-ЯЁ‑-]*[^а-яёa-z\n]*){3,}")
_SMALL = ("PREP", "CONJ", "PRCL", "NPRO", "INTJ")


def calm(text: str) -> str:
    """The text with its runs of capitals in ordinary letters; every other letter as it was, offsets too."""
    pieces, reached = [], 0
    for run in _RUN.finditer(text):
        long_words = [word for word in _CAPITALS.findall(run.group()) if len(word) > 4]
        if len(long_words) < 2 or text[run.end() : run.end() + 1].islower():
            continue
        pieces += [text[reached : run.start()], _calmed(run.group())]
        reached = run.end()
    return "".join([*pieces, text[reached:]]) if pieces else text


def _calmed(run: str) -> str:
    whole = page(run, TOKEN)
    people = {k for first, last in _vietnamese(whole) for k in range(first, last + 1)}
    heads = {*_heads(whole), *_adjectives(whole), *_surnames(whole)}
    letters = list(run)
    for k, token in enumerate(whole.tokens):
        if _CAPITALS.fullmatch(token.text):
            named = k in people or k in heads or whole.word(k - 1) in OPEN
            letters[token.start : token.end] = _capitalised(token.text) if named else _ordinary(whole, k)
    return _with_long_names("".join(letters))


def _ordinary(whole: Page, k: int) -> str:
    """One word as it would stand inside a sentence."""
    word = whole.word(k)
    if len(word) == 1:
        return word if whole.word(k + 1) == "." else word.lower()
    found = parses(word)
    if found and in_dictionary(word) and found[0].tag.POS in _SMALL:
        return word.lower()
    if word in abbreviations() or word in words("not_names.txt"):
        return word
    if "-" in word or "‑" in word:
        return _capitalised(word) if proper(word) or (not in_dictionary(word) and not common(word)) else word.lower()
    if in_dictionary(word):
        return _capitalised(word) if proper(word) and "Abbr" not in found[0].tag else word.lower()
    no_vowel = not re.search("[АЕЁИОУЫЭЮЯ]", word)
    return word if no_vowel else word.lower() if common(word.capitalize()) else _capitalised(word)


def _capitalised(word: str) -> str:
    parts = re.split("([-‑])", word)
    return "".join(
        part.lower() if part in ("НА", "ДЕ", "ЛЕ", "ЛА") and n else part.capitalize() for n, part in enumerate(parts)
    )


def _vietnamese(whole: Page) -> Iterator[tuple[int, int]]:
    """First and last token of each Vietnamese name: a family name, then syllables that are not all common words."""
    surnames = vietnamese_surnames()
    k = 0
    while k < len(whole.tokens):
        n = k + 1
        if whole.word(k).capitalize() in surnames:
            while n - k < 5 and _syllable(whole, n):
                n += 1
        names = [whole.word(i) for i in range(k, n)]
        unknown = sum(not in_dictionary(word) or proper(word) for word in names)
        if n - k >= 2 and unknown * 2 >= len(names):
            yield k, n - 1
            k = n
        else:
            k += 1


def _syllable(whole: Page, n: int) -> bool:
    word = whole.word(n)
    if not _CAPITALS.fullmatch(word) or whole.gap(n) != " " or len(word) < 2 or not is_vietnamese_syllable(word):
        return False
    found = parses(word)
    return not (found and in_dictionary(word) and found[0].tag.POS in (*_SMALL, "VERB"))


def _heads(whole: Page) -> Iterator[int]:
    """`КОМИТЕТ ПО ТУРИЗМУ ПЕТЕРБУРГА`: a head whose name soon ends in a place."""
    for k, token in enumerate(whole.tokens):
        if not _CAPITALS.fullmatch(token.text) or head_noun(token.text) is None or not is_official(token.text):
            continue
        for n in range(k + 1, min(k + 7, len(whole.tokens))):
            found = parses(whole.word(n))
            if not found or found[0].tag.POS == "VERB":
                break
            if may_be(whole.word(n), "Geox", "gent") and proper(whole.word(n)):
                yield k
                break


def _adjectives(whole: Page) -> Iterator[int]:
    """`ТАГАНСКИЙ СУД`, `ГОСУДАРСТВЕННЫЙ ИСТОРИЧЕСКИЙ МУЗЕЙ`: the first adjective before a head that may be a name."""
    k = 0
    while k < len(whole.tokens):
        n = k
        while _CAPITALS.fullmatch(whole.word(n)) and _adjective(whole.word(n)):
            n += 1
        if n > k and head_noun(whole.word(n)) is not None and whole.joined(k, n):
            by_place = re.search(r"[СЦ]К(?:АЯ|ИЙ|ОЕ|ОЙ|ОГО|ОМУ|ИМ|ОМ|УЮ)$", whole.word(k))
            if not only_national(whole.word(k)) and (by_place or n - k > 1):
                yield k
        k = max(n, k + 1)


def _adjective(word: str) -> bool:
    found = parses(word)
    return bool(found) and found[0].tag.POS == "ADJF" and len(word) > 4 and "Apro" not in found[0].tag


def _surnames(whole: Page) -> Iterator[int]:
    """The word after initials, a given name or a Chinese family name, if it may be a surname."""
    for k in range(1, len(whole.tokens)):
        word, before = whole.word(k), whole.word(k - 1)
        if not _CAPITALS.fullmatch(word) or len(word) < 3:
            continue
        if before == "." and len(whole.word(k - 2)) == 1 and whole.word(k - 2).isalpha():
            yield k
        elif whole.gap(k) == " " and _CAPITALS.fullmatch(before):
            found = parses(before)
            given = bool(found) and in_dictionary(before) and "Name" in found[0].tag
            if given and any("Surn" in p.tag for p in parses(word)):
                yield k
            elif before.capitalize() in words("chinese_surnames.txt") and not in_dictionary(word):
                yield from (k - 1, k)


def _with_long_names(calmed: str) -> str:
    """With the capitals of the names of several words that the tables know."""
    whole = page(calmed, TOKEN)
    letters = list(calmed)
    for k in range(len(whole.tokens)):
        hit = long_name_at(whole, k)
        if hit is not None:
            _set_capitals(letters, whole, k, hit[1], hit[0])
    return "".join(letters)


def _set_capitals(letters: list[str], whole: Page, first: int, name: str, last: int) -> None:
    spelt: Sequence[str] = [word for word in TOKEN.findall(name) if word[0].isalnum()]
    ours = [k for k in range(first, last + 1) if whole.tokens[k].is_word or whole.word(k)[0].isdigit()]
    for k, word in zip(ours, spelt, strict=False):
        start, end = whole.tokens[k].start, whole.tokens[k].end
        if word[0].isupper() and _CYRILLIC_SMALL.match(whole.word(k)):
            letters[start:end] = (
                whole.word(k).upper() if word.isupper() and len(word) > 1 else _capitalised(whole.word(k).upper())
            )


_CYRILLIC_SMALL = re.compile("[а-яё]")
