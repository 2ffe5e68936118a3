"""What case, gender and nominative the ending of a Russian surname allows, where no dictionary has it as a surname.

Surnames in -ов, -ев, -ин, -ын decline by gender; those in a consonant, ь or й only when they are a man's; those in a
vowel other than -а, -я after a consonant not at all (Розенталь, Справочник по правописанию, §§ 149–154).
"""

from __future__ import annotations

import re
from functools import lru_cache

Reading = tuple[str, str, str]
"""Case, gender (`masc` or `femn`), nominative."""

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_RUSSIAN = re.compile(r"(?P<stem>.*[а-яё](?:[оеё]в|[иы]н))(?P<ending>ым|ой|ою|а|у|е|)")
_RUSSIAN_ENDINGS = {
    "": (("masc", "nomn", ""),),
    "а": (("femn", "nomn", "а"), ("masc", "gent", ""), ("masc", "accs", "")),
    "у": (("masc", "datv", ""), ("femn", "accs", "а")),
    "ым": (("masc", "ablt", ""),),
    "е": (("masc", "loct", ""),),
    "ой": tuple(("femn", case, "а") for case in ("gent", "datv", "ablt", "loct")),
    "ою": (("femn", "ablt", "а"),),
}
_HARD = {"а": ("gent", "accs"), "у": ("datv",), "ом": ("ablt",), "ем": ("ablt",), "е": ("loct",)}
_SOFT = {"я": ("gent", "accs"), "ю": ("datv",), "ем": ("ablt",), "ём": ("ablt",), "е": ("loct",)}
_FEMININE = {"а": ("nomn",), "ы": ("gent",), "и": ("gent",), "е": ("datv", "loct"), "у": ("accs",), "ой": ("ablt",)}
_CONSONANT = "бвгджзклмнпрстфхцчшщ"


def is_russian(word: str) -> bool:
    """A surname in -ов, -ев, -ин, -ын, in whatever case: its gender shows."""
    return len(word) > 4 and bool(_RUSSIAN.fullmatch(word.lower()))


@lru_cache(maxsize=20_000)
def readings(word: str) -> tuple[Reading, ...]:
    """All that a surname's ending allows; empty for what is too short to tell."""
    russian = _RUSSIAN.fullmatch(word.lower()) if len(word) > 4 else None
    if russian:
        stem = word[: russian.end("stem")]
        return tuple((case, gender, stem + put) for gender, case, put in _RUSSIAN_ENDINGS[russian["ending"]])
    if len(word) < 3 or not re.fullmatch("[А-Яа-яЁё-]+", word):
        return ()
    if word.endswith(("ых", "их")):
        return tuple((case, gender, word) for case in _CASES for gender in ("masc", "femn"))
    if word[-1] in _CONSONANT + "йь":
        bare: list[Reading] = [("nomn", "masc", word), *((case, "femn", word) for case in _CASES)]
        return (*bare, *_declined(word))
    return tuple(_declined(word))


def _declined(word: str) -> list[Reading]:
    """As a case of a man's surname in a consonant, ь or й, or of one in -а."""
    found: list[Reading] = []
    for endings, put in ((_HARD, ""), (_SOFT, "ь"), (_SOFT, "й")):
        for ending, cases in endings.items():
            stem = word.removesuffix(ending)
            vowel = stem != word and stem[-1:].lower() in "аеёиоуыэюя"
            if stem == word or len(stem) < 2 or vowel != (put == "й") or stem[-1] in "ьъй":
                continue
            if ending == "ем" and not put and stem[-1] not in "жцчшщ":
                continue
            found += [(case, "masc", stem + put) for case in cases]
    for ending, cases in _FEMININE.items():
        stem = word.removesuffix(ending)
        if stem != word and len(stem) > 2 and stem[-1] in _CONSONANT:
            found += [(case, gender, stem + "а") for case in cases for gender in ("masc", "femn")]
    return found


def nominative(word: str, case: str, gender: str | None) -> str | None:
    """The nominative of a surname that stands in this case; None where its ending does not allow the case."""
    fitting = [r for r in readings(word) if r[0] == case and gender in (r[1], None, "")]
    return fitting[0][2] if fitting else None
