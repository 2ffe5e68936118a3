"""Files, folders, patterns, pasted text and web pages become articles here; encodings and markup go no further.

Of a plain text file nothing is trimmed: NFC, line ends `\\n`, a byte order mark not counted. Of a page the main text
with its title and captions is kept, of a DOCX document all that a reader sees (tables, text boxes, notes).
"""

from __future__ import annotations

import glob
import io
import os
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from glossary.encoding import decode, file_bytes, readable_name
from glossary.errors import InputError
from glossary.model import Article, Loss
from glossary.text import guess_lang, nfc

if TYPE_CHECKING:
    from typing import Any as _Element

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
PAGE = frozenset({".html", ".htm", ".xhtml", ".shtml"})
DOCUMENT = frozenset({".docx", ".docm"})
SUFFIXES = TEXT | PAGE | DOCUMENT
"""What is read out of a folder; a file named by itself is read whatever its suffix."""
CLOSED = frozenset({".pdf", ".doc", ".rtf", ".odt", ".epub", ".pages"})
"""Documents that cannot be read: of a folder that has some, a loss says so."""

LARGEST_TEXT = 200 * 1024 * 1024
LARGEST_PAGE = 20 * 1024 * 1024
LARGEST_PART = 100 * 1024 * 1024
"""An unpacked part of a DOCX document; more is a trap."""

CONNECT, SILENCE, PATIENCE = 2.5, 10.0, 60.0
"""Seconds to find a page's server and connect, to wait for each piece of the page, and for the whole of it."""


# ---- what the person names -----------------------------------------------------------------------
def read(paths: Sequence[str]) -> Iterator[Article | Loss]:
    """Every article that `paths` name, in order, and a `Loss` for each one that cannot be used.

    A path is a file, a folder (all its text, HTML and DOCX files, also in its subfolders), a pattern with `*`, the
    address of a web page, or `-` for standard input. Nothing is fetched unless an address is given.
    """
    seen: set[str] = set()
    for path in paths:
        for name in _names(path):
            if isinstance(name, Loss):
                yield name
            elif name not in seen:
                seen.add(name)
                try:
                    yield _article(name)
                except InputError as error:
                    yield _loss(name, str(error))


def count(paths: Sequence[str]) -> int:
    """How many articles `paths` name; nothing is opened or fetched."""
    return len({name for path in paths for name in _names(path) if not isinstance(name, Loss)})


def is_address(path: str) -> bool:
    """Is it the address of a web page?"""
    return path.lower().startswith(("http://", "https://"))


def _names(path: str) -> Iterator[str | Loss]:
    if path == "-" or is_address(path):
        yield path
    elif os.path.isdir(path):  # noqa: PTH112  (pathlib raises on names that are too long)
        yield from _inside(path)
    elif os.path.lexists(path) or not glob.has_magic(path):
        yield path
    else:
        found = sorted(glob.glob(path, recursive=True))  # noqa: PTH207
        if not found:
            yield _loss(path, "matches no file. Check the pattern.")
        for name in found:
            if not Path(name).is_dir():
                yield _file_or_loss(name)
            elif not path.endswith("**"):
                yield from _inside(name)


def _inside(folder: str) -> Iterator[str | Loss]:
    """The readable files of a folder and its subfolders, by name; hidden ones and Word's lock files are skipped."""
    losses: list[Loss] = []

    def closed(error: OSError) -> None:
        losses.append(_loss(str(error.filename), f"cannot be opened ({error.strerror or error})."))

    found = False
    closed_to_us: Counter[str] = Counter()
    for where, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            suffix = Path(name).suffix.lower()
            if name.startswith((".", "~$")):
                continue
            if suffix in CLOSED:
                closed_to_us[suffix] += 1
            elif suffix in SUFFIXES:
                found = True
                yield _file_or_loss(os.path.join(where, name))  # noqa: PTH118  (pathlib would drop a leading ./)
    yield from losses
    if closed_to_us:
        skipped = ", ".join(f"{number} {suffix}" for suffix, number in sorted(closed_to_us.items()))
        where = os.path.join(folder, "*") if found else folder  # noqa: PTH118
        yield _loss(where, f"documents of these kinds were skipped: {skipped}. Save them as DOCX, HTML or text.")
    elif not found and not losses:
        yield _loss(folder, "holds no text, HTML or DOCX file.")


def _file_or_loss(name: str) -> str | Loss:
    """A file that was found, not named: a pipe or a device among the articles is not meant to be read."""
    path = Path(name)
    if path.is_file() or not path.exists():
        return name
    return _loss(name, "is a pipe or a device, not a file. Name it by itself if it should be read.")


def _loss(name: str, why: str) -> Loss:
    return Loss(readable_name(name), why)


def _article(name: str) -> Article:
    if is_address(name):
        return _fetched(name)
    data = _standard_input() if name == "-" else file_bytes(name, LARGEST_TEXT)
    return parse_bytes(readable_name(name), data)


def _standard_input() -> bytes:
    if sys.stdin is None:
        raise InputError("stands for standard input, which is closed here. Name a file.")
    try:
        return sys.stdin.buffer.read(LARGEST_TEXT + 1)
    except OSError as error:
        raise InputError(f"stands for standard input, which cannot be read ({error.strerror or error}).") from error


# ---- bytes ---------------------------------------------------------------------------------------
def parse_bytes(name: str, data: bytes, *, charset: str = "", content_type: str = "") -> Article:
    """The article in `data`, by the suffix of `name`, the content type of a server, or what the bytes look like.

    Raises InputError, whose message continues “<name> …”.
    """
    if len(data) > LARGEST_TEXT:
        raise InputError(f"is larger than {LARGEST_TEXT >> 20} MB. Split it.")
    suffix = Path(urlsplit(name).path if is_address(name) else name).suffix.lower()
    if data.startswith(b"PK\x03\x04") and (
        suffix in DOCUMENT or b"word/" in data[:4096] or b"word/document.xml" in data
    ):
        return _plain(name, _document(data))
    if suffix in DOCUMENT:
        decode(data)  # says what it is instead, when that can be told
        raise InputError("is called DOCX but is not one. Open it in a word processor and save it as DOCX or as text.")
    page = suffix in PAGE or content_type in {"text/html", "application/xhtml+xml"}
    if page or (suffix not in TEXT and content_type != "text/plain" and _looks_like_page(data)):
        return _page(name, data, charset)
    return _plain(name, decode(data, declared=charset).text)


def _plain(name: str, text: str) -> Article:
    return Article(name=name, text=text, lang=guess_lang(text), published=_date(text) or _date_in_name(name))


_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december",
    "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec",
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
)
_MONTH = {name: at for names in _MONTHS for at, name in enumerate(names.split("|"), 1)} | {"sept": 9}
_DAY_LINE = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[./-](?P<m>\d{1,2})[./-](?P<y>\d{4})"),
    re.compile(r"(?P<w>[A-Za-z]{3,9})\.? (?P<d>\d{1,2})(?:st|nd|rd|th)?,? (?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<w>[A-Za-zа-я]{3,9})\.?,? (?P<y>\d{4})"),
    re.compile(r"ngày (?P<d>\d{1,2})(?: tháng |[/-])(?P<m>\d{1,2})(?: năm |[/-])(?P<y>\d{4})"),
)
_AROUND_DATE = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|thứ (?:hai|ba|tư|năm|sáu|bảy)|chủ nhật|"
    r"понедельник|вторник|среда|четверг|пятница|суббота|воскресенье|published|updated|cập nhật|опубликовано|"
    r"\d{1,2}[:h]\d{2}(?::\d{2})?|gmt ?[+-]\d{1,2}|\(?utc[+-]?\d*\)?|[ap]m|года|г\.|[\s|,:;()–—-])*+",
    re.IGNORECASE,
)


def _date(text: str) -> str:
    """The date that stands on a line of its own near the top, as ISO 8601; empty where there is none."""
    for line in text[:3000].splitlines()[:15]:
        if not 8 <= len(line) <= 60:
            continue
        lower = line.lower()
        for pattern in _DAY_LINE:
            match = pattern.search(lower)
            if (
                match
                and _AROUND_DATE.fullmatch(lower[: match.start()])
                and _AROUND_DATE.fullmatch(lower[match.end() :])
            ):
                parts = match.groupdict()
                month = int(parts["m"]) if parts.get("m") else _MONTH.get(parts["w"], 0)
                iso = _iso(int(parts["y"]), month, int(parts["d"]))
                if iso:
                    return iso
    return ""


def _date_in_name(name: str) -> str:
    """A file called `2024-05-03-title.txt` says when it was published."""
    match = re.match(r"(\d{4})-(\d{2})-(\d{2})(?!\d)", Path(name).name)
    return _iso(*map(int, match.groups())) if match else ""


def _iso(year: int, month: int, day: int) -> str:
    from datetime import date

    try:
        return date(year, month, day).isoformat() if 1900 <= year <= 2100 else ""
    except ValueError:
        return ""


# ---- HTML ----------------------------------------------------------------------------------------
_PAGE_START = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.I)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_TABLE_ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.M)
_CAPTION = re.compile(r"caption|credit|figure|photo|image", re.I)
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "iframe", "button")
_BLOCKS = frozenset(
    {*("p", "div", "section", "article", "main", "header", "blockquote", "pre", "br", "li", "ul", "ol", "dd", "dt")}
    | {*("table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")}
)


def _looks_like_page(data: bytes) -> bool:
    """Do a declaration and comments, if any, lead to the beginning of a page?"""
    head = data[:16_384].removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<?xml"):
        head = head.partition(b"?>")[2].lstrip()
    while head.startswith(b"<!--"):
        head = head.partition(b"-->")[2].lstrip()
    return bool(_PAGE_START.match(head))


def _page(name: str, data: bytes, charset: str) -> Article:
    """The main text of a page: title, headings, paragraphs, captions, credits; date and site as it states them."""
    if len(data) > LARGEST_PAGE:
        raise InputError(f"is a page of more than {LARGEST_PAGE >> 20} MB. Save its text and read that.")
    if not charset:
        named = _META_CHARSET.search(data[:4096])
        charset = (named.group(1) or named.group(2)).decode("ascii") if named else ""
    html = decode(data, declared=charset).text
    tree = _tree(html)
    if tree is None:
        raise InputError("holds no text. Open it in a browser, copy the article and paste it.")
    title, text, date, site = _main_text(tree)
    if len(text) < 200:
        tree = _tree(html)
        everything = _whole_text(tree) if tree is not None else ""
        text = everything if len(everything) > 2 * len(text) or not text else text
    text = _clean(text)
    title = _clean(title)
    if title and title.casefold() not in text[: len(title) + 300].casefold():
        text = f"{title}\n\n{text}"
    if not text:
        raise InputError("holds no text. Open it in a browser, copy the article and paste it.")
    published = date if re.fullmatch(r"\d{4}-\d{2}-\d{2}", date) else ""
    return Article(
        name, text, guess_lang(text), outlet=_clean(site), published=published or _date(text) or _date_in_name(name)
    )


def _tree(html: str) -> _Element | None:
    """The parsed page, with captions made into paragraphs: extractors take them for part of the picture."""
    from lxml import etree  # type: ignore[import-untyped]
    from lxml import html as lxml_html

    html = re.sub(r"^\s*<\?xml[^>]*\?>", "", html).replace("\x00", "")
    try:
        tree = lxml_html.document_fromstring(html, parser=lxml_html.HTMLParser(huge_tree=False, recover=True))
    except (etree.LxmlError, ValueError):
        return None
    for element in tree.iter("figure", "figcaption", "p", "div", "span", "td", "table", "em", "i"):
        if element.tag == "figure":
            element.tag = "div"
        elif element.tag == "figcaption":
            element.tag = "p"
        for key in ("class", "id"):
            if _CAPTION.search(element.get(key) or ""):
                del element.attrib[key]
    return tree


def _main_text(tree: _Element) -> tuple[str, str, str, str]:
    """Title, text, date and site name as trafilatura sees them; empty strings where it fails."""
    import logging

    import trafilatura

    for noisy in ("trafilatura", "htmldate", "courlan", "justext"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
    try:
        found = trafilatura.bare_extraction(
            tree,
            include_comments=False,
            include_tables=True,
            favor_recall=True,
            with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True, "max_date": "2100-12-31"},
        )
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        return "", "", "", ""  # some broken pages break the extractor; the whole text is read instead
    if found is None:
        return "", "", "", ""
    text = _TABLE_ROW.sub(lambda row: " | ".join(cell.strip() for cell in row.group(1).split("|")), found.text or "")
    return found.title or "", text, found.date or "", found.sitename or ""


def _whole_text(tree: _Element) -> str:
    """All the text a browser would show, block by block."""
    parts: list[str] = []
    skipped = 0
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        tag = element.tag if isinstance(element.tag, str) else ""
        hidden = tag in _NOT_SHOWN or tag in {"head", "title"}
        if event == "start":
            skipped += hidden
            if tag in _BLOCKS:
                parts.append("\n")
            if not skipped and element.text:
                parts.append(re.sub(r"\s+", " ", element.text))
            continue
        if event == "end":
            skipped -= hidden
            if tag in _BLOCKS:
                parts.append("\n")
        if not skipped and element.tail:
            parts.append(re.sub(r"\s+", " ", element.tail))
    lines = (line.strip(" ") for line in "".join(parts).split("\n"))
    return "\n".join(filter(None, lines))


def _clean(text: str) -> str:
    return nfc(re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


# ---- DOCX ----------------------------------------------------------------------------------------
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BAD_DOCUMENT = "is a damaged DOCX document. Open it in a word processor and save it again."
_SKIPPED = frozenset({"Fallback", "del", "moveFrom"})
"""What stands there a second time for old programs, and what was deleted or moved away."""
_NOTES = frozenset({"footnote", "endnote"})
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}


def _document(data: bytes) -> str:
    """Paragraphs, headings, table cells, text boxes, notes: a line each. Deleted text and field codes are left out."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" not in names:
                raise InputError("is not a Word document. Save it as DOCX or as text in UTF-8.")
            parts = ["word/document.xml", *sorted(names & {"word/footnotes.xml", "word/endnotes.xml"})]
            text = "".join(_paragraphs(_part(archive, part)) for part in parts)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        NotImplementedError,
        RuntimeError,
        EOFError,
        OSError,
        ValueError,
    ) as error:
        raise InputError(_BAD_DOCUMENT) from error
    if not text.strip():
        raise InputError("holds no text, perhaps only pictures. Have them recognised (OCR) first.")
    return _clean(text)


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    import zlib

    info = archive.getinfo(name)
    if info.file_size > LARGEST_PART or info.file_size > 1000 * max(info.compress_size, 1000):
        raise InputError("unpacks to far more than a document holds. It looks like a trap and was not read.")
    try:
        with archive.open(info) as stream:
            data = stream.read(LARGEST_PART + 1)
    except zlib.error as error:
        raise InputError(_BAD_DOCUMENT) from error
    if len(data) > LARGEST_PART:
        raise InputError("unpacks to far more than a document holds. It looks like a trap and was not read.")
    return data


def _paragraphs(xml: bytes) -> str:
    """The text of one part, read event by event: depth costs nothing and a DTD (no document has one) is refused."""
    from xml.parsers import expat

    def doctype(*_: object) -> None:
        raise InputError("has a document type definition, which no Word document has. It was not read.")

    shown = _Shown()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = shown.start
    parser.EndElementHandler = shown.end
    parser.CharacterDataHandler = shown.characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise InputError(_BAD_DOCUMENT) from error
    return "".join(line + "\n" for line in shown.lines)


class _Shown:
    """Gathers, from the events of a parser, the paragraphs that a reader of the document sees."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []  # a text box stands inside a paragraph of its own page
        self._skipped = 0
        self._in_text = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        # Inside what is skipped, all that may be skipped is counted, so that its ends are told apart.
        if tag in _SKIPPED or (tag in _NOTES and (self._skipped or _separator(attributes))):
            self._skipped += 1
        if self._skipped or space not in {_W, _STRICT_W}:
            return
        if tag == "p":
            self._open.append([])
        elif tag == "t":
            self._in_text = True
        elif tag in _SIGNS and self._open:
            self._open[-1].append(_SIGNS[tag])

    def end(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if self._skipped:
            self._skipped -= tag in _SKIPPED or tag in _NOTES
        elif space in {_W, _STRICT_W} and tag == "t":
            self._in_text = False
        elif space in {_W, _STRICT_W} and tag == "p" and self._open:
            self.lines.append("".join(self._open.pop()))

    def characters(self, data: str) -> None:
        if self._in_text and not self._skipped and self._open:
            self._open[-1].append(data)


def _separator(attributes: dict[str, str]) -> bool:
    """Notes 0 and 1 are the lines that Word draws above the notes."""
    return any(key.endswith(" type") and value != "normal" for key, value in attributes.items())


# ---- web -----------------------------------------------------------------------------------------
_READABLE = frozenset(
    {
        "text/html",
        "application/xhtml+xml",
        "text/plain",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/octet-stream",
        "",
    }
)


def _fetched(address: str) -> Article:
    """The article of a web page; raises InputError, with a sentence, when there is no network or no readable page."""
    from glossary.download import DownloadError, Patience, download

    usual = Patience.usual().connect
    patience = Patience(connect=max(CONNECT, usual), read=SILENCE, stall=PATIENCE, least=0, whole=PATIENCE)
    try:
        with download(address, LARGEST_PAGE, patience) as answer:
            if answer.content_type not in _READABLE:
                raise InputError(
                    f"is no page but {answer.content_type}. Save it and read the file, or copy its text and paste it."
                )
            data = b"".join(answer.blocks)
    except DownloadError as error:
        raise InputError(f"cannot be read: {error} If a browser opens it, copy the article and paste it.") from error
    return parse_bytes(address, data, charset=answer.charset, content_type=answer.content_type)
