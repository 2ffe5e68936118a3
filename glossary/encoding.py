"""Files to bytes, bytes to text: the encodings of Vietnamese, English and Russian files, with evidence, not guesses.

A byte order mark, valid UTF-8 and the pattern of UTF-16 speak for themselves. Bytes of an old one-byte encoding are
decoded only when the result is plausible: Russian words of common letters, Vietnamese syllables that exist, or English
with typographic quotes. What is plausible in none (the old font encodings of Vietnamese: TCVN3, VNI, VISCII, VPS) is
refused with a sentence that says what to do.
"""

from __future__ import annotations

import codecs
import os
import re
import selectors
import stat
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from glossary import resources
from glossary.errors import InputError
from glossary.text import is_syllable, nfc

if TYPE_CHECKING:
    from io import FileIO

CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5")
LEGACY = frozenset({*CYRILLIC, "cp1258", "cp1252"})
"""One-byte encodings: none of them holds all three languages."""

SAVE_AS_UTF8 = "Open it in the program that wrote it and save it as UTF-8, or copy its text and paste it."

SAMPLE = 200_000
"""Bytes looked at to recognise an encoding; all of them are decoded then."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text as read (NFC, `\\n` line ends, no byte order mark) and the encoding it came in."""

    text: str
    encoding: str


PIPE_SILENCE = 30.0
"""Seconds to wait for each piece of a pipe: nobody may ever write to it."""


# ---- files to bytes ----------------------------------------------------------------------------------------------
def readable_name(name: object) -> str:
    """A file's name for a sentence or a database: bytes that are no UTF-8 appear as `\\xff`, half characters as such.

    Python carries such bytes as lone surrogates, which can neither be stored nor printed.
    """
    return _SURROGATE.sub(_escaped, str(name))


_SURROGATE = re.compile("[\ud800-\udfff]")


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def file_bytes(name: str | os.PathLike[str], most: int) -> bytes:
    """What the file holds, or its first `most` + 1 bytes; a pipe, such as the shell's `<(…)`, is read to its end.

    Raises InputError, whose message continues “<file> …”: missing, closed to us, a folder, a device, a pipe to which
    nobody writes, a file that changed while it was read.
    """
    try:
        # Asked before it is opened: opening alone makes some devices act, and waits for ever on a pipe.
        _refuse_strange(os.stat(name))  # noqa: PTH116
        handle = os.open(name, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb", buffering=0) as stream:
            before = os.fstat(handle)
            _refuse_strange(before)
            if stat.S_ISFIFO(before.st_mode):
                return _pipe_bytes(stream.fileno(), most)
            data = _whole(stream, most)
            after = os.fstat(handle)
    except FileNotFoundError as error:
        raise InputError("does not exist. Check the name.") from error
    except PermissionError as error:
        raise InputError("may not be read by you. Check its permissions.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise InputError("changed while it was read. Wait until it is finished, then read it again.")
    return data


def _refuse_strange(status: os.stat_result) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise InputError("is a folder.")
    if not (stat.S_ISREG(status.st_mode) or stat.S_ISFIFO(status.st_mode)):
        raise InputError("is a device, not a file. Name a file, or - for standard input.")


def _whole(stream: FileIO, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    while left > 0 and (piece := stream.read(min(left, 1 << 24))):
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def _pipe_bytes(handle: int, most: int) -> bytes:
    pieces: list[bytes] = []
    left = most + 1
    with selectors.DefaultSelector() as waiting:
        waiting.register(handle, selectors.EVENT_READ)
        while left > 0:
            if not waiting.select(PIPE_SILENCE):
                raise InputError(f"is a pipe into which nobody wrote for {PIPE_SILENCE:g} s. It was left.")
            piece = os.read(handle, min(left, 1 << 16))
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece)
    return b"".join(pieces)


# ---- bytes to text -----------------------------------------------------------------------------------------------
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "is a PDF file. Copy its text and paste it, or save it as text or DOCX."),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "is an old Word or Excel file (.doc, .xls). Save it as .docx or as text in UTF-8.",
    ),
    (b"{\\rtf", "is a rich text file (.rtf). Save it as .docx or as text in UTF-8."),
    (
        b"PK\x03\x04",
        "is a ZIP archive or a document of another program. Unpack it, or save it as .docx or as text in UTF-8.",
    ),
    (b"PK\x05\x06", "is an empty ZIP archive. Choose a text, HTML or DOCX file."),
    (b"\x89PNG", "is a picture. Have its text recognised (OCR) first."),
    (b"\xff\xd8\xff", "is a picture. Have its text recognised (OCR) first."),
    (b"GIF8", "is a picture. Have its text recognised (OCR) first."),
    (b"II*\x00", "is a picture. Have its text recognised (OCR) first."),
    (b"MM\x00*", "is a picture. Have its text recognised (OCR) first."),
    (b"\x1f\x8b", "is a compressed file (gzip). Unpack it first."),
    (b"BZh", "is a compressed file (bzip2). Unpack it first."),
    (b"\xfd7zXZ", "is a compressed file (xz). Unpack it first."),
    (b"7z\xbc\xaf", "is a compressed file (7z). Unpack it first."),
    (b"Rar!", "is a compressed file (rar). Unpack it first."),
    (
        b"SQLite format 3\x00",
        "is a database. To open a glossary, use --db; to read articles, choose text, HTML or DOCX files.",
    ),
    (b"\x7fELF", "is a program. Choose a text, HTML or DOCX file."),
    (b"MZ\x90", "is a program. Choose a text, HTML or DOCX file."),
    (b"ID3", "is a sound file. Choose a text, HTML or DOCX file."),
    (b"OggS", "is a sound file. Choose a text, HTML or DOCX file."),
)
_BINARY = "is not text. Choose a text, HTML or DOCX file, or copy the text and paste it."
_BROKEN = "is damaged or is in an encoding that cannot be told with confidence. " + SAVE_AS_UTF8
_OLD_VIETNAMESE = (
    "seems to be in an old Vietnamese font encoding (TCVN3/ABC, VNI, VISCII or VPS), which cannot be read without "
    "mistakes. Convert it to Unicode (Unikey's toolkit, Ctrl+Shift+F6, does it) and save it as UTF-8."
)

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

# Frequencies of Russian letters per mille (National Corpus), for telling encodings apart.
_RUSSIAN = dict(zip(
    "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    (110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20, 19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3,
     3, 1, 1),
    strict=True,
))  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+(?:[\u0300-\u036f]+[^\W\d_]*)*")
_CYRILLIC_WORD = re.compile(r"[А-ЯЁа-яё]+")
_QUOTES_AND_DASHES = "‘’“”„‚–—…•«»§©®°™€£¥·\u00a0\u00ad"
_SYMBOL_IN_WORD = re.compile(r"[^\W\d_][¡-¬®-¿†‡‰‹›ˆ˜\x80-\x9f][^\W\d_]|(?<!\w)[¡-¦ª¬®-¶¸-º¼-¾][a-z]{2}")


def decode(data: bytes, *, declared: str = "", table: bool = False) -> Decoded:
    """The text of `data`: NFC, line ends `\\n`, without byte order mark, otherwise untouched.

    Of a `table` line ends and control characters stay as they are: its cells may hold any.
    `declared` is the charset that a page or a server names; it is followed where the bytes do not contradict it.
    Raises InputError, whose message continues “<file> …”, for what is no text or cannot be told with confidence.
    """
    found = _decoded(data, declared, table)
    text = found.text.replace("\r\n", "\n").replace("\r", "\n") if not table else found.text
    return Decoded(nfc(text), found.encoding)


def _decoded(data: bytes, declared: str, table: bool) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise InputError(_BROKEN) from error
    for signature, sentence in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(sentence)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        raise InputError("is a picture, a sound or a film. Choose a text, HTML or DOCX file.")
    wide = _utf16(data)
    if wide:
        try:
            return Decoded(data.decode(wide), wide)
        except UnicodeDecodeError as error:
            raise InputError(_BROKEN) from error
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        damaged = _mostly_utf8(data)
        if damaged is not None:
            return Decoded(damaged, "utf-8")
        if _is_binary(data):
            raise InputError(_BINARY) from error
        return _one_byte(data, declared)
    if not table and _is_binary(data):
        raise InputError(_BINARY)
    return Decoded(text, "utf-8")


def _is_binary(data: bytes) -> bool:
    """More than one byte in fifty is a control character that no text uses."""
    sample = data[:SAMPLE]
    controls = len(sample) - len(sample.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return controls * 50 > len(sample)


def _utf16(data: bytes) -> str:
    """`utf-16-le` or `utf-16-be` where every second byte is that of a block we read (Latin, Cyrillic, Vietnamese)."""
    sample = data[: SAMPLE - SAMPLE % 2]
    if len(data) % 2 or len(sample) < 4:
        return ""
    high = bytes((0x00, 0x01, 0x03, 0x04, 0x1E, 0x20))
    shares = []
    for at in (0, 1):
        column = sample[at::2]
        shares.append(1 - len(column.translate(None, high)) / len(column))
    first, second = shares
    if max(shares) < 0.97 or min(shares) > 0.6 or b"\x00" not in sample:
        return ""
    return "utf-16-le" if second > first else "utf-16-be"


def _mostly_utf8(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes (a page cut in the middle of a letter): U+FFFD stands for them."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    letters = len(re.findall(r"[^\x00-\x7f\ufffd]", text[:SAMPLE]))
    if broken == 1 and letters >= 3 and text.endswith("\ufffd"):
        return text[:-1]
    return text if letters >= 30 * broken else None


def _one_byte(data: bytes, declared: str) -> Decoded:
    """The one plausible reading among the one-byte encodings; raises InputError when there is none."""
    named = _known(declared)
    sample = data[:SAMPLE]
    scores = {encoding: score for encoding in LEGACY if (score := _score(sample, encoding)) > 0}
    if named in scores:
        best = named
    elif scores and not (set(scores) <= {"cp1252", "cp1258"} and _old_vietnamese(sample) > max(scores.values())):
        best = max(sorted(scores), key=lambda encoding: scores[encoding])
    else:
        raise InputError(_OLD_VIETNAMESE if _latin_share(sample) > 0.4 else _BROKEN)
    try:
        return Decoded(data.decode(best), best)
    except UnicodeDecodeError:
        return Decoded(data.decode(best, errors="replace"), best)


@cache
def _old_tables() -> tuple[tuple[dict[str, str], re.Pattern[str]], ...]:
    """For each encoding of `data/old_encodings.tsv`: letter by byte sequence, and a pattern for the sequences."""
    tables: dict[str, dict[str, str]] = {}
    for line in (resources.DATA / "old_encodings.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(("#", "encoding\t")):
            continue
        name, sequence, letter = line.split("\t")
        tables.setdefault(name, {})[bytes.fromhex(sequence).decode("latin-1")] = letter
    return tuple(
        (table, re.compile("|".join(map(re.escape, sorted(table, key=len, reverse=True))))) for table in tables.values()
    )


def _old_vietnamese(sample: bytes) -> float:
    """The share of marked words that are Vietnamese syllables in the best of the old font encodings."""
    text = sample.decode("latin-1")
    best = 0.0
    for table, pattern in _old_tables():
        read = pattern.sub(lambda match, table=table: table[match.group()], text)  # type: ignore[misc]
        words = [word for word in _WORD.findall(read) if len(word) > 1 and not word.isascii()]
        if words:
            best = max(best, sum(map(is_syllable, words)) / len(words))
    return best if best >= 0.8 else 0.0


def _known(declared: str) -> str:
    """Python's name of a declared charset, as the browsers read it (ISO 8859-1 means Windows 1252)."""
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared.strip() else ""
    except (LookupError, ValueError):
        return ""
    return {"iso8859-1": "cp1252", "ascii": "cp1252"}.get(name, name)


def _latin_share(sample: bytes) -> float:
    high = len(sample.translate(None, bytes(range(128))))
    letters = len(sample.translate(None, bytes([*range(0x41), *range(0x5B, 0x61), *range(0x7B, 256)])))
    return letters / max(1, letters + high)


def _score(sample: bytes, encoding: str) -> float:
    """How plausible the reading is: 0 is not at all, 1 is as good as it gets."""
    text = sample.decode(encoding, errors="replace")
    if text.count("\ufffd") > len(text) / 500:
        return 0.0
    text = nfc(text)
    if encoding in CYRILLIC:
        return _russian(text)
    return _vietnamese(text) if encoding == "cp1258" else _western(text)


def _russian(text: str) -> float:
    """Words wholly Cyrillic, capitals only in front (or throughout), letters as frequent as in Russian."""
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    if not words:
        return 0.0
    good = [w for w in words if _CYRILLIC_WORD.fullmatch(w) and (w[1:].islower() or len(w) == 1 or w.isupper())]
    if len(good) < 0.8 * len(words) or max(map(len, good)) < 2:
        return 0.0
    letters = "".join(good).lower()
    mean = sum(_RUSSIAN[c] for c in letters) / len(letters)
    stray = sum(1 for c in text if c > "\x7f" and not c.isalpha() and c not in _QUOTES_AND_DASHES + "№")
    shape = len(good) / len(words)
    return max(0.0, mean / 52 * shape - 3 * stray / len(text)) if mean > 25 else 0.0


def _vietnamese(text: str) -> float:
    """The words with marks are Vietnamese syllables."""
    words = [w for w in _WORD.findall(text) if not w.isascii()]
    if not words or _SYMBOL_IN_WORD.search(text):
        return 0.0
    share = sum(map(is_syllable, words)) / len(words)
    return share if share >= 0.85 else 0.0


def _western(text: str) -> float:
    """English (or another western language) with typographic signs and a few accented letters, not one per word."""
    if _SYMBOL_IN_WORD.search(text) or re.search(r"[\x80-\x9f]", text):
        return 0.0
    words = _WORD.findall(text)
    accented = [w for w in words if not w.isascii()]
    if not accented:
        return 1.0
    strange = [w for w in accented if not _WESTERN_WORD.fullmatch(w)]
    if len(strange) * 20 > len(accented) or len(accented) > 0.4 * len(words) + 1:
        return 0.0
    return 0.6


_WESTERN_WORD = re.compile(
    "[A-ZÀ-ÖØ-Þ]?(?:[a-zßàáâãäåæçèéêëìíîïñòóôöøùúûüýœšž]|[ãõ](?=[eo]))+|[A-ZÀ-ÖØ-Þ]+|(?:Mc|Mac|[DOL])[A-Z][a-zà-ÿ]+"
)
