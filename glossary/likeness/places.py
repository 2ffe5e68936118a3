"""Places and storms, with and without the word for what they are."""

from __future__ import annotations

import re

from glossary import keys
from glossary.likeness import scripts, spelling
from glossary.likeness.people import is_vietnamese
from glossary.likeness.tables import entries
from glossary.likeness.verdict import differ, same
from glossary.model import Comparison, Kind, Risk
from glossary.text import has_cyrillic


def by_places(a: str, b: str, kind: Kind | None) -> Comparison | None:
    """`Nghệ An`, `Nghe An province`; `Nội Bài Airport`, `sân bay Nội Bài`; `Typhoon Yagi`, `bão Yagi`, `Yagi`."""
    if kind in (Kind.PERSON, Kind.ORG):
        return None
    left, right = keys.site(a), keys.site(b)
    if not (left.sorts or right.sorts) or not left.name or not right.name:
        return None
    if left.name == a and right.name == b:
        return None
    if not _same_site(left.name, right.name):
        return None
    if left.ids & right.ids:
        return same("place", "the same name with the same word for what it is")
    if left.ids and right.ids:
        return differ("place", "the same name, but two sorts of place", Risk.DOUBT)
    sort, name = (left.sorts or right.sorts), (left.name if right.sorts else right.name)
    if "storm" in sort and kind is Kind.EVENT:
        return same("storm", "the same storm with and without the word for it")
    if "province" in sort and ((kind is Kind.PLACE and is_vietnamese(name)) or _only_a_place(name)):
        return same("place", "the name with and without the word for province")
    return differ("place", "one says what it is, the other does not", Risk.DOUBT)


def _only_a_place(name: str) -> bool:
    """Do the tables know the name for one place of Vietnam and for nothing else?"""
    found = entries(name)
    return len(found) == 1 and found[0].kind is Kind.PLACE and found[0].country == "VN"


def _same_site(x: str, y: str) -> bool:
    x, y = min(x, y), max(x, y)
    verdicts = (
        rule(x, y, Kind.PLACE)
        for rule in (spelling.by_spelling, spelling.by_marks, scripts.by_inflection, scripts.by_transcription)
    )
    first = next((verdict for verdict in verdicts if verdict), None)
    return (first is not None and first.same) or _is_adjective_of(x, y) or _is_adjective_of(y, x)


_ADJECTIVE = re.compile(r"ск(?:ий|ая|ое|ой|ого|ую|ом)\Z")


def _is_adjective_of(x: str, y: str) -> bool:
    """`Малаккский` (пролив) and `Malacca` (Strait)."""
    noun = _ADJECTIVE.sub("", keys.plain(x))
    if " " in x + y or noun == keys.plain(x) or has_cyrillic(y) or len(noun) < _SHORT_NOUN:
        return False
    wanted = keys.close_sound(y)
    return any(keys.close_sound(noun + end) == wanted for end in ("", "а", "я", "о", "ы", "и"))


_SHORT_NOUN = 4
