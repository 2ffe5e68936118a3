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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from glossary.encoding import decode
from glossary.errors import InputError
from glossary.model import Article, Loss
from glossary.text import guess_lang, nfc

if TYPE_CHECKING:
    from email.message import Message
    from http.client import HTTPResponse
    from typing import Any as _Element
    from urllib.request import OpenerDirector as _Opener

TEXT = frozenset({".txt", ".text", ".md", ".markdown"})
PAGE = frozenset({".html", ".htm", ".xhtml", ".shtml"})
DOCUMENT = frozenset({".docx", ".docm"})
SUFFIXES = TEXT | PAGE | DOCUMENT
"""What is read out of a folder; a file named by itself is read whatever its suffix."""

LARGEST_TEXT = 200 * 1024 * 1024
LARGEST_PAGE = 20 * 1024 * 1024
LARGEST_PART = 100 * 1024 * 1024
"""An unpacked part of a DOCX document; more is a trap."""

TIMEOUT = 10.0
"""Seconds to wait for a server to answer, and for each piece of its page."""

RESOLVE = 2.5
"""Seconds to find out where a host is: longer means that there is no network."""

PATIENCE = 60.0
"""Seconds after which a page that still trickles in is given up."""


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
                    yield Loss(name, str(error))


def count(paths: Sequence[str]) -> int:
    """How many articles `paths` name; nothing is opened or fetched."""
    return len({name for path in paths for name in _names(path) if not isinstance(name, Loss)})


def read_one(path: str) -> Article:
    """The one article at `path`; raises InputError where it cannot be used."""
    return _article(path)


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
            yield Loss(path, "matches no file. Check the pattern.")
        for name in found:
            if not Path(name).is_dir():
                yield name
            elif not path.endswith("**"):
                yield from _inside(name)


def _inside(folder: str) -> Iterator[str | Loss]:
    """The readable files of a folder and its subfolders, by name; hidden ones and Word's lock files are skipped."""
    losses: list[Loss] = []

    def closed(error: OSError) -> None:
        losses.append(Loss(str(error.filename), f"cannot be opened ({error.strerror or error})."))

    found = False
    for where, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if Path(name).suffix.lower() in SUFFIXES and not name.startswith((".", "~$")):
                found = True
                yield str(Path(where) / name) if where != folder else os.path.join(folder, name)  # noqa: PTH118
    yield from losses
    if not found and not losses:
        yield Loss(folder, "holds no text, HTML or DOCX file.")


def _article(name: str) -> Article:
    if is_address(name):
        return _fetched(name)
    if name == "-":
        return parse_bytes(name, sys.stdin.buffer.read(LARGEST_TEXT + 1))
    try:
        with Path(name).open("rb") as stream:
            data = stream.read(LARGEST_TEXT + 1)
    except FileNotFoundError as error:
        raise InputError("does not exist. Check the name.") from error
    except IsADirectoryError as error:
        raise InputError("is a folder.") from error
    except PermissionError as error:
        raise InputError("may not be read by you. Check its permissions.") from error
    except (OSError, ValueError) as error:
        raise InputError(f"cannot be read ({getattr(error, 'strerror', None) or error}).") from error
    return parse_bytes(name, data)


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
    r"\d{1,2}[:h]\d{2}(?::\d{2})?|gmt ?[+-]\d{1,2}|\(?utc[+-]?\d*\)?|[ap]m|года|г\.|[\s|,:;()–—-])*",
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
_PAGE_START = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
_META_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})|<\?xml[^>]{0,100}encoding=[\"']([\w.:-]{2,40})", re.I
)
_TABLE_ROW = re.compile(r"^\|(.*)\|[ \t]*$", re.M)
_CAPTION = re.compile(r"caption|credit|figure|photo|image", re.I)
_NOT_SHOWN = ("script", "style", "noscript", "template", "svg", "nav", "footer", "aside", "form", "iframe", "button")
_BLOCKS = frozenset(
    {*("p", "div", "section", "article", "main", "header", "blockquote", "pre", "br", "li", "ul", "ol", "dd", "dt")}
    | {*("table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6")}
)


def _looks_like_page(data: bytes) -> bool:
    return bool(_PAGE_START.match(data[:4096].removeprefix(b"\xef\xbb\xbf")))


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
    return re.sub(r" *\n[ \n]*", "\n", "".join(parts))


def _clean(text: str) -> str:
    return nfc(re.sub("[\ud800-\udfff]", "\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))).strip()


# ---- DOCX ----------------------------------------------------------------------------------------
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_BAD_DOCUMENT = "is a damaged DOCX document. Open it in a word processor and save it again."
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

    lines: list[str] = []
    open_paragraphs: list[list[str]] = []  # a text box stands inside a paragraph of its own page
    skipped = 0
    in_text = False

    def start(name: str, attributes: dict[str, str]) -> None:
        nonlocal skipped, in_text
        space, _, tag = name.rpartition(" ")
        if tag in {"Fallback", "del", "moveFrom"} or (tag in {"footnote", "endnote"} and _separator(attributes)):
            skipped += 1
        if skipped or space not in {_W, _STRICT_W}:
            return
        if tag == "p":
            open_paragraphs.append([])
        elif tag == "t":
            in_text = True
        elif tag in _SIGNS and open_paragraphs:
            open_paragraphs[-1].append(_SIGNS[tag])

    def end(name: str) -> None:
        nonlocal skipped, in_text
        space, _, tag = name.rpartition(" ")
        if skipped:
            if tag in {"Fallback", "del", "moveFrom"} or (tag in {"footnote", "endnote"} and skipped):
                skipped -= 1
            return
        if space not in {_W, _STRICT_W}:
            return
        if tag == "t":
            in_text = False
        elif tag == "p" and open_paragraphs:
            lines.append("".join(open_paragraphs.pop()))

    def characters(data: str) -> None:
        if in_text and not skipped and open_paragraphs:
            open_paragraphs[-1].append(data)

    def doctype(*_: object) -> None:
        raise InputError("has a document type definition, which no Word document has. It was not read.")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise InputError(_BAD_DOCUMENT) from error
    return "".join(line + "\n" for line in lines)


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
    import http.client
    import time
    import urllib.error
    import urllib.request

    request = urllib.request.Request(
        _ascii_address(address),
        headers={"User-Agent": "tenrieng (terminology work; one page at a time)", "Accept-Encoding": "identity"},
    )
    _resolve(address)
    try:
        with _opener().open(request, timeout=TIMEOUT) as response:
            content_type = response.headers.get_content_type() if "content-type" in response.headers else ""
            if content_type not in _READABLE:
                raise InputError(f"is no page but {content_type}. Save it and read the file, or copy its text.")
            data = _received(response, time.monotonic() + PATIENCE)
            charset = response.headers.get_content_charset() or ""
    except urllib.error.HTTPError as error:
        if 300 <= error.code < 400:
            raise InputError(
                "leads in a circle or to an address that is not on the web. It was not followed."
            ) from error
        raise InputError(
            f"was not given out by the server (HTTP {error.code}). Open it in a browser and paste its text."
        ) from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise InputError("did not answer in time. Try again later, or paste the text.") from error
        raise InputError(
            f"cannot be reached ({_reason(error.reason)}). Check the network and the address, or paste the text."
        ) from error
    except TimeoutError as error:
        raise InputError("did not answer in time. Try again later, or paste the text.") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise InputError(f"cannot be fetched ({_reason(error)}). Check the address, or paste the text.") from error
    return parse_bytes(address, data, charset=charset, content_type=content_type)


def _resolve(address: str) -> None:
    """Ask for the host first and only briefly: without a network the system's own resolver can take half a minute."""
    import socket
    import threading
    import urllib.request

    host = urlsplit(_ascii_address(address)).hostname or ""
    if urllib.request.getproxies() and not urllib.request.proxy_bypass(host):
        return  # the proxy knows the way
    answers: list[object] = []

    def ask() -> None:
        try:
            answers.append(socket.getaddrinfo(host, None))
        except OSError as error:
            answers.append(error)

    thread = threading.Thread(target=ask, daemon=True)
    thread.start()
    thread.join(RESOLVE)
    if not answers or isinstance(answers[0], OSError):
        why = _reason(answers[0]) if answers else "no answer to the question where it is"
        raise InputError(f"cannot be reached ({why}). Check the network and the address, or paste the text.")


def _opener() -> _Opener:
    """http and https and nothing else, also after a redirection; no local files, no FTP."""
    import urllib.request

    class OnlyWeb(urllib.request.HTTPRedirectHandler):
        max_redirections = 5

        def redirect_request(
            self, req: urllib.request.Request, fp: object, code: int, msg: str, headers: Message, newurl: str
        ) -> urllib.request.Request | None:
            if not is_address(newurl):
                raise InputError("leads in a circle or to an address that is not on the web. It was not followed.")
            return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.ProxyHandler(),
        urllib.request.HTTPHandler(),
        urllib.request.HTTPSHandler(),
        urllib.request.HTTPDefaultErrorHandler(),
        OnlyWeb(),
        urllib.request.HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


def _received(response: HTTPResponse, deadline: float) -> bytes:
    import time

    pieces: list[bytes] = []
    size = 0
    while piece := response.read1(65_536):
        pieces.append(piece)
        size += len(piece)
        if size > LARGEST_PAGE:
            raise InputError(f"is a page of more than {LARGEST_PAGE >> 20} MB. Save its text and read that.")
        if time.monotonic() > deadline:
            raise TimeoutError
    return b"".join(pieces)


def _ascii_address(address: str) -> str:
    """The address as it goes over the wire: host in IDNA, the rest percent-encoded once."""
    from urllib.parse import quote, urlunsplit

    try:
        parts = urlsplit(address.strip())
        host = parts.hostname or ""
        port = f":{parts.port}" if parts.port else ""
        host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError as error:
        raise InputError("is not a web address. Check it.") from error
    if not host:
        raise InputError("is not a web address. Check it.")
    host = f"[{host}]" if ":" in host else host
    return urlunsplit(
        (
            parts.scheme,
            host + port,
            quote(parts.path, safe="/%:@!$&'()*+,;=~-._"),
            quote(parts.query, safe="=&%/:?@!$'()*+,;~-._"),
            "",
        )
    )


def _reason(error: object) -> str:
    return str(getattr(error, "strerror", None) or error).strip() or type(error).__name__
