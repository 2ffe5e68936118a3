"""Text as the program sees it: NFC, scripts, the language of a passage, sentences with offsets, what is safe to draw.

Offsets everywhere count Unicode code points of the NFC text, end exclusive.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache

from glossary import resources
from glossary.model import Lang

VIETNAMESE_MARKED = frozenset(
    "ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
    "ĂÂĐÊÔƠƯÀẢÃÁẠẰẲẴẮẶẦẨẪẤẬÈẺẼÉẸỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌỒỔỖỐỘỜỞỠỚỢÙỦŨÚỤỪỬỮỨỰỲỶỸÝỴ"
)
"""Letters of quốc ngữ that plain ASCII lacks (some, as á or ê, serve other languages too)."""

ONLY_VIETNAMESE = frozenset(c for c in VIETNAMESE_MARKED if c not in "âêôàáèéìíòóùúýãõÂÊÔÀÁÈÉÌÍÒÓÙÚÝÃÕ")
"""Letters that no other language of the news uses: one of them makes a word Vietnamese."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]+")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")

_MARK_RUN = re.compile("([\u0300-\u036f\u0483-\u0487\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{100,})")

_SENTENCE_END = re.compile(r"(?<![.!?…])([.!?…]++)[\"'»”’)\]]*+(?=(\s)\s*+([\"'«“‘„(\[—–-]*+)\s*+(\S))|\n+")
_LAST_WORD = re.compile(r"[^\W_][\w./]*$")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")


@cache
def _table(name: str) -> dict[str, frozenset[str]]:
    """A word list of `data/`: its words by language."""
    words: dict[str, set[str]] = {}
    for row in rows(name):
        words.setdefault(row[0], set()).add(row[-1])
    return {lang: frozenset(of) for lang, of in words.items()}


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/`, without its comments and its header."""
    lines = (line for line in (resources.DATA / name).read_text(encoding="utf-8").splitlines() if line[:2] != "# ")
    next(lines, None)
    for line in lines:
        yield line.split("\t")


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


ONSET = "ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx]"
FINAL = "ng|nh|ch|[cmnpt]"
"""How a Vietnamese syllable may begin and end, longest first: the one list for every module that takes one apart."""

_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = (
    "(?:ngh(?=[eêi])|ng(?![eêi])|nh|ch|gh(?=[eêi])|gi|kh|kr|pl|ph|qu|th|tr|c(?![eêiy])|g(?![eê])|[bdđhklmnprstvx])?"
)
_RHYME = (
    "(?:[aăâeêioôơuưy]|"
    "a(?:ch|ng|nh|[cimnoptuyk])|ă(?:ng|[cmnptk])|â(?:ng|[cmnptuy])|e(?:ng|[cmnoptk])|ê(?:ch|nh|ng|[cmnptuk])|"
    "i(?:ch|nh|[aumnptc])|iê(?:ng|[cmnptu])|o(?:ng|[cimnptk]|ong|oc|ek)|oa(?:ch|ng|nh|[cimnopty])?|oă(?:ng|[cmnt])|oe(?:[nost])?|"
    "ô(?:ng|[cimnpt])|ơ(?:[imnpt])|u(?:ng|[acimnptk])|uâ(?:ng|[nty])|uê(?:ch|nh)?|uơ|uô(?:ng|[cimnt])|"
    "uy(?:a|ch|nh|[ptun])?|uyê[nt]|ư(?:ng|[actuimn])|ươ(?:ng|[cimnptu])|y(?:ch|nh|[nt])|yê(?:ng|[mntu]))"
)
_SYLLABLE = re.compile(_ONSET + _RHYME)
_STOPPED = re.compile("(?:[cptk]|ch)$")


@lru_cache(maxsize=20_000)
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
    """The language of a text: by script, then by the share of Vietnamese letters, then by the commonest small words.

    An English article full of Vietnamese names stays English: only words in small letters count. Vietnamese typed
    without any marks is known by its small words.
    """
    sample = nfc(text[:20_000])
    cyrillic = sum(map(len, _CYRILLIC.findall(sample)))
    if cyrillic and cyrillic > sum(map(len, _LATIN.findall(sample))):
        return Lang.RU
    words = _WORD.findall(sample)
    lower = [w for w in words if w.islower()] or [w.lower() for w in words]
    if not lower:
        return Lang.EN
    marked = sum(not VIETNAMESE_MARKED.isdisjoint(w) for w in lower)
    if marked / len(lower) > 0.3:
        return Lang.VI
    return Lang.VI if _unmarked(lower, _small_words("en", lower)) else Lang.EN


def _unmarked(lower: Sequence[str], english: int) -> bool:
    """Are words in small letters Vietnamese without marks? `to`, `can`, `the` and `in` are words of both languages."""
    bare = _small_words("vi-ascii", lower)
    return bare >= 3 and bare / len(lower) > 0.1 and bare > english


def _small_words(table: str, words: Iterable[str]) -> int:
    """How many of the words are small words of a language?"""
    return sum(map(_table("function_words.tsv")[table].__contains__, words))


def passages(text: str) -> list[tuple[int, int, Lang]]:
    """(start, end, language) of the stretches of one language, in order, which together cover the text.

    A line speaks the language of its words; one that says too little (a heading of names, a caption) speaks that of the
    article. A quotation of another language, long enough to tell, is a stretch of its own.
    """
    whole = guess_lang(text)
    found: list[tuple[int, int, Lang]] = []
    for start, end in _lines(text):
        sample = text[start : min(end, start + 4000)]
        if not sample.strip():
            _join(found, start, end, found[-1][2] if found else whole)
            continue
        lang = _evidence(_QUOTATION.sub(" ", sample)) or _evidence(sample) or _by_script(sample, whole)
        at = start
        if end - start <= 100_000:
            for quote in _QUOTATION.finditer(text, start, end):
                other = _evidence(quote.group())
                if other and other is not lang:
                    _join(found, at, quote.start(), lang)
                    _join(found, quote.start(), quote.end(), other)
                    at = quote.end()
        _join(found, at, end, lang)
    return found


_QUOTATION = re.compile('“[^“”\n]{8,1000}”|«[^«»\n]{8,1000}»|"[^"\n]{8,1000}"|„[^„“”\n]{8,1000}[“”]')
_WORD = re.compile(r"[^\W\d_]+")


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each line, its line break included."""
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield start, end
        start = end


def _join(found: list[tuple[int, int, Lang]], start: int, end: int, lang: Lang) -> None:
    if start == end:
        return
    if found and found[-1][2] is lang:
        start = found.pop()[0]
    found.append((start, end, lang))


def _evidence(sample: str) -> Lang | None:
    """The language that the words of a line or quotation prove; None where they prove none."""
    sample = nfc(sample)
    words = _WORD.findall(sample)
    cyrillic = sum(map(has_cyrillic, words)) if has_cyrillic(sample) else 0
    if cyrillic > len(words) - cyrillic:
        return Lang.RU
    lower = [w for w in words if w.islower()] or [w.lower() for w in words if w.isupper()]
    english, vietnamese = _small_words("en", lower), _small_words("vi", lower)
    if not sample.isascii():
        small = _table("function_words.tsv")["vi"]
        vietnamese += sum(not VIETNAMESE_MARKED.isdisjoint(w) and w not in small and is_syllable(w) for w in lower)
    if vietnamese >= 2 and vietnamese > 2 * english:
        return Lang.VI
    if english >= 2 and english >= vietnamese:
        return Lang.VI if _unmarked(lower, english) else Lang.EN
    return None


def _by_script(sample: str, whole: Lang) -> Lang:
    """The language of a line that proves nothing: that of the article, if its letters allow it."""
    latin, cyrillic = bool(_LATIN.search(sample)), has_cyrillic(sample)
    if whole is Lang.RU and latin and not cyrillic:
        return Lang.VI if any(w for w in _WORD.findall(sample) if not ONLY_VIETNAMESE.isdisjoint(nfc(w))) else Lang.EN
    return Lang.RU if cyrillic and not latin else whole


def form_lang(form: str, passage: Lang) -> Lang:
    """The language of one name: Cyrillic is Russian, Vietnamese letters Vietnamese, else that of the passage.

    A name in plain Latin letters inside a Russian passage counts as English. Vietnamese letters make a name Vietnamese
    where every word could be a Vietnamese syllable (`Hà Nam`, but not `José Martí`) or a small-letter word has them
    (`Học viện Pushkin`, but not `Hồ Chí Minh City` or `Việt Nam-Russia Friendship Association`).
    """
    if has_cyrillic(form):
        return Lang.RU
    composed = nfc(form)
    if not composed.isascii() and has_vietnamese_marks(composed):
        words = _WORD.findall(composed)
        if passage is Lang.VI or all(map(is_syllable, words)):
            return Lang.VI
        if any(word.islower() and not ONLY_VIETNAMESE.isdisjoint(word) for word in words):
            return Lang.VI
    return Lang.EN if passage is Lang.RU else passage


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each sentence; a line break always ends one. Abbreviations (`St.`, `г.`, `TP.`) do not."""
    start = 0
    for match in _SENTENCE_END.finditer(text):
        stop, _, _, following = match.groups()
        if stop is not None:
            runs_on = "\n" not in text[match.end() : match.start(4)] and not _begins(following)
            if runs_on or (stop == "." and _abbreviated(text, start, match.start())):
                continue
        yield from _trimmed(text, start, match.start() if stop is None else match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _begins(letter: str) -> bool:
    """Can a sentence begin with it? Not with a small letter."""
    return letter.isupper() or letter.isdigit() or not (letter.islower() or letter in ",;:)]}»”")


def _abbreviated(text: str, start: int, stop: int) -> bool:
    """Does the dot at `stop` belong to the word before it?"""
    word = _LAST_WORD.search(text[max(start, stop - 12) : stop])
    if not word:
        return False
    last = word.group()
    return any(last in of for of in _table("abbreviations.tsv").values()) or (
        last[0].isupper() and bool(_INITIALS.fullmatch(last))
    )


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


# ---- crumbs: what pages leave behind in copied text ------------------------------------------------------------------
_URL = re.compile(r"https?://\S+|www\.\S+", re.IGNORECASE)
_MAIL_LEFT = re.compile(r"[\w.+-]{1,64}$")
_MAIL_RIGHT = re.compile(r"[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_SLUG = re.compile(r"[a-z0-9]{1,30}(?:[ _-][a-z0-9]{1,30}){1,30}")
_NUMBERED = re.compile(r"\d{3,}[ _-](?=.*[a-z]{2})")
_FILE = re.compile(r"[^\s/]{1,120}\.(?:jpe?g|png|gif|webp|svg|bmp|mp4|mp3|avi|pdf)", re.IGNORECASE)
_AROUND_CRUMB = " \t\u00a0•·|>»«<→←↑↓–—*[](){}….:!#+-/\u200b\ufeff▶►▼×✕"
_LINE_ENDS = ".!?…:;\"”»)’'"


def crumbs(text: str) -> list[tuple[int, int]]:
    """(start, end) of what a page left in the text and no reader takes for it, in order, never overlapping.

    Links, buttons and labels of `data/crumbs.tsv`, alone on a line or glued to a headline; image slugs and file names
    alone on a line; a slug in small letters before the headline that it repeats; addresses. Captions, credits,
    datelines and signatures are text. The crumbs stay in the text; no name is looked for in them.
    """
    found: list[tuple[int, int]] = []
    lines = [(start, end - text.endswith("\n", start, end)) for start, end in _lines(text)]
    calm = True  # nothing is being said that could run on into this line
    for at, (start, end) in enumerate(lines):
        if start == end:
            calm = True
            continue
        span = _crumb_line(text, start, end)
        if span is None and calm and _slug_alone(text, start, end, lines, at):
            span = start, end
        here = [span] if span else [*_glued(text, start, end), *_slug_before_headline(text, start, end)]
        found += here
        tail = text[max(start, end - 200) : end].rstrip()
        calm = bool(here) or not tail or tail[-1] in _LINE_ENDS
    found += ((m.start(), m.start() + len(m.group().rstrip(".,;:!?)]}»”’'\""))) for m in _URL.finditer(text))
    for sign in re.finditer("@", text):
        left = _MAIL_LEFT.search(text[max(0, sign.start() - 64) : sign.start()])
        right = _MAIL_RIGHT.match(text, sign.end())
        if left and right:
            found.append((sign.start() - len(left.group()), right.end()))
    return _united(found)


def _united(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    united: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if united and start < united[-1][1]:
            united[-1] = united[-1][0], max(end, united[-1][1])
        elif start < end:
            united.append((start, end))
    return united


@cache
def _crumb_patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A whole line, what is glued before a text, what is glued behind it."""
    plain: set[str] = set()
    open_ended: set[str] = set()
    glued: set[str] = set()
    for _, where, phrase in rows("crumbs.tsv"):
        pattern = re.escape(phrase).replace(r"\*", r"\S.{0,60}").replace(r"\#", r"\d[\d.,]{0,9}\s?[kKmM]?")
        pattern = pattern.replace(r"\ ", r"[ \u00a0]")
        (open_ended if "*" in phrase else plain).add(pattern)
        if where == "glued":
            glued.add(pattern)
    one = "|".join(sorted(plain, key=len, reverse=True))
    stuck = "|".join(sorted(glued, key=len, reverse=True))
    line = re.compile(f"(?:{one})(?:[\\s|/·•,;:>]+(?:{one}))*|{'|'.join(sorted(open_ended))}", re.IGNORECASE)
    before = re.compile(f'\\s{{0,20}}(?i:{stuck})(?:(?=[^\\W_])|(?=[“«"])|\\s?[:»>]+)')
    behind = re.compile(f'(?:(?<=\\S)|(?<=[.!?…»”"] ))(?:{stuck})[\\s.…»>→]*$')
    return line, before, behind


def _crumb_line(text: str, start: int, end: int) -> tuple[int, int] | None:
    if end - start > 200:
        return None
    core = text[start:end].strip(_AROUND_CRUMB)
    if not core:
        return None
    return (start, end) if _crumb_patterns()[0].fullmatch(core) or _FILE.fullmatch(core) else None


def _glued(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`Phiên bản di độngMOSCOW`, `Read more: …`, `… said.Read more`: the link's text alone."""
    _, before, behind = _crumb_patterns()
    match = before.match(text[start : start + 120])
    if match and _capital_or_sign(text, start + match.end(), match.group()):
        yield start + match.start(), start + match.end()
    low = max(start, end - 120)
    match = behind.search(text[low:end])
    if match and low + match.start() > start:
        yield low + match.start(), end


def _capital_or_sign(text: str, at: int, link: str) -> bool:
    """After a glued link the text begins anew: with a capital, a digit or a quotation mark (or after a colon)."""
    return link[-1] in ":»>" or (at < len(text) and not text[at].islower())


def _slug_alone(text: str, start: int, end: int, lines: list[tuple[int, int]], at: int) -> bool:
    """`5747 vietnam russia`: small ASCII letters and digits, no punctuation, nothing before it that runs on.

    Without a number in front it takes three words and a next line that begins anew.
    """
    line = text[start : min(end, start + 1200)].strip()
    if end - start > 1000 or not _SLUG.fullmatch(line):
        return False
    if _NUMBERED.match(line):
        return True
    for low, high in lines[at + 1 : at + 4]:
        following = text[low : min(high, low + 100)].strip()
        if following:
            return len(re.split("[ _-]", line)) >= 3 and not following[0].islower() and any(map(str.isupper, following))
    return False


def _slug_before_headline(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`vietnam a gateway for eu Vietnam - a gateway for EU`: the slug repeats the headline in small ASCII letters.

    Before a headline in Cyrillic the slug is a transcription, so its letters are not compared.
    """
    match = _SLUG.match(text, start, min(end, start + 1000))
    if not match:
        return
    ends = [m.end() for m in re.finditer("[a-z0-9]+", match.group())]
    slug = re.findall("[a-z0-9]+", match.group())
    if sum(map(str.isalpha, slug)) < 2:
        return
    rest = text[start : min(end, start + 3000)]
    for count in range(len(slug), 1, -1):
        stop = ends[count - 1]
        if rest[stop : stop + 1] not in {" ", "\t", "\u00a0"}:
            continue
        headline = rest[stop:].lstrip()
        if not headline or headline[0].islower():
            continue
        if (count >= 3 and _CYRILLIC.match(headline)) or _repeats(slug[:count], headline):
            yield start, start + stop
            return


def _repeats(slug: list[str], headline: str) -> bool:
    """Do the slug's words stand in the headline, in order, from its beginning? One in five may be missing."""
    bare = unicodedata.normalize("NFD", headline.lower().replace("đ", "d"))
    words = re.findall("[a-z0-9]+", re.sub("[\u0300-\u036f'’‘`]", "", bare))[: 2 * len(slug) + 5]
    if not words or slug[0] not in words[:3]:
        return False
    met = place = 0
    for word in slug:
        try:
            place = words.index(word, place) + 1
        except ValueError:
            continue
        met += 1
    return met >= 2 and met * 5 >= len(slug) * 4
