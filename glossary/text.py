"""Text as the program sees it: NFC, scripts, the language of a passage, sentences with offsets, what is safe to draw.

Offsets everywhere count Unicode code points of the NFC text, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from glossary.model import Lang

VIETNAMESE_MARKED = frozenset(
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ĂÂĐÊÔƠƯÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
)
"""Letters of quốc ngữ that plain ASCII lacks (some, as á or ê, serve other languages too)."""

ONLY_VIETNAMESE = frozenset(c for c in VIETNAMESE_MARKED if c not in "âêôàáèéìíòóùúýãõÂÊÔÀÁÈÉÌÍÒÓÙÚÝÃÕ")
"""Letters that no other language of the news uses: one of them makes a word Vietnamese."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_MARK_RUN = re.compile("([\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{100,})")

_SENTENCE_END = re.compile(r"[.!?…]+[\"'»”’)\]]*(?=\s+[\"'«“‘(\[—–-]*\s*[A-ZÀ-ỸĐА-ЯЁ0-9])|\n+")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(«\"“])(?:St|Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Sgt|Capt|Sen|Gov|Rep|No|vs|Jr|Sr|TP|Tp|TS|ThS|PGS|GS|Q|P|"
    r"г|гг|ул|им|т|тов|гр|д|стр|акад|проф|ген|св|пр|руб|млн|млрд|тыс|[A-ZĐА-ЯЁ]|[A-ZĐА-ЯЁ]\.[A-ZĐА-ЯЁ])\.$"
)


def nfc(text: str) -> str:
    """Canonical composition (Unicode NFC): the only form kept or compared.

    A run of more marks than any script stacks is cut before it is composed: sorting it would take quadratic time.
    """
    if text.isascii():
        return text
    if len(text) > 1000 and _MARK_RUN.search(text):
        parts = _MARK_RUN.split(text)
        return "".join(part if at % 2 else _composed(part) for at, part in enumerate(parts))
    return _composed(text)


def _composed(text: str) -> str:
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def printable(text: str) -> str:
    """`text` without control, invisible and bidirectional characters: for drawing and for keys, never for storing."""
    return _CONTROL.sub("", _INVISIBLE.sub("", text))


def has_cyrillic(text: str) -> bool:
    """Is there a Cyrillic letter?"""
    return bool(_CYRILLIC.search(text))


def has_vietnamese_marks(text: str) -> bool:
    """Is there a letter of quốc ngữ that ASCII lacks?"""
    return not VIETNAMESE_MARKED.isdisjoint(nfc(text))


_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:ngh|ng|nh|ch|gh|gi|kh|kr|pl|ph|qu|th|tr|[bcdđghklmnpqrstvx])?"
_RHYME = (
    "(?:[aăâeêioôơuưy]|"
    "a(?:ch|ng|nh|[cimnoptuyk])|ă(?:ng|[cmnptk])|â(?:ng|[cmnptuy])|e(?:ng|[cmnoptk])|ê(?:ch|nh|ng|[cmnptuk])|"
    "i(?:ch|nh|[aumnptc])|iê(?:ng|[cmnptu])|o(?:ng|[cimnptk]|ong|oc|ek)|oa(?:ch|ng|nh|[cimnopty])?|oă(?:ng|[cmnt])|oe(?:[nost])?|"
    "ô(?:ng|[cimnpt])|ơ(?:[imnpt])|u(?:ng|[acimnptk])|uâ(?:ng|[nty])|uê(?:ch|nh)?|uơ|uô(?:ng|[cimnt])|"
    "uy(?:a|ch|nh|[ptun])?|uyê[nt]|ư(?:ng|[actuimn])|ươ(?:ng|[cimnptu])|y(?:ch|nh|[nt])|yê(?:ng|[mntu]))"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_STOPPED = re.compile("(?:[cptk]|ch)$")


def is_syllable(word: str) -> bool:
    """Could `word` be one Vietnamese syllable (onset, rhyme, at most one tone)? Case does not matter.

    The inventory is that of quốc ngữ orthography, with the finals in -k of Central Highlands names (`Đắk Lắk`).
    """
    if not 0 < len(word) <= 12:
        return False
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    bare = unicodedata.normalize("NFC", bare)
    if tones > 1 or not _SYLLABLE.fullmatch(bare):
        return False
    level = not tones or not _STOPPED.search(bare)
    return level or bool(re.search("[\u0301\u0323]", unicodedata.normalize("NFD", word.lower())))


def guess_lang(text: str) -> Lang:
    """The language of a passage: by script, then by the share of Vietnamese letters.

    An English article full of Vietnamese names stays English: running Vietnamese marks more than half of its words,
    and its commonest function words are looked for as well.
    """
    sample = nfc(text[:20_000])
    cyrillic, latin = len(_CYRILLIC.findall(sample)), len(_LATIN.findall(sample))
    if cyrillic > latin:
        return Lang.RU
    words = re.findall(r"[^\W\d_]+", sample)
    if not words:
        return Lang.EN
    lower = [w for w in words if w.islower()] or words
    marked = sum(1 for w in lower if has_vietnamese_marks(w))
    return Lang.VI if marked / len(lower) > 0.3 else Lang.EN


def form_lang(form: str, passage: Lang) -> Lang:
    """The language of one name: Cyrillic is Russian, Vietnamese letters Vietnamese, else that of the passage.

    A name in plain Latin letters inside a Russian passage counts as English.
    """
    if has_cyrillic(form):
        return Lang.RU
    if not ONLY_VIETNAMESE.isdisjoint(nfc(form)) or (passage is Lang.VI and has_vietnamese_marks(form)):
        return Lang.VI
    if has_vietnamese_marks(form) and all(len(w) <= 7 for w in form.split()) and " " in form:
        return Lang.VI
    return Lang.EN if passage is Lang.RU else passage


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence; a line break always ends one. Abbreviations (`St.`, `г.`, `TP.`) do not."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if not match.group().startswith("\n") and _ABBREVIATION.search(text, max(start, match.end() - 12), match.end()):
            continue
        end = match.start() if match.group().startswith("\n") else match.end()
        yield from _trimmed(text, start, end)
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def sentence_around(text: str, start: int, end: int, *, widest: int = 400) -> tuple[int, int]:
    """The sentence that holds the span; at most about `widest` code points, cut at spaces, around the span."""
    low, high = max(0, start - 2 * widest), min(len(text), end + 2 * widest)
    for a, b in sentences(text[low:high]):
        if low + a <= start < low + b:
            left, right = low + a, max(low + b, end)
            break
    else:
        left, right = start, end
    room = max(0, widest - (end - start)) // 2
    if start - left > room:
        cut = text.find(" ", start - room, start)
        left = cut + 1 if cut >= 0 else start - room
    if right - end > room:
        cut = text.rfind(" ", end, end + room)
        right = cut if cut >= 0 else end + room
    return left, right
