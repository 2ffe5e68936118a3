"""Files, folders, pages and addresses become articles; what is unusable is named and the rest goes on."""

from __future__ import annotations

import errno
import io
import os
import ssl
import sys
import threading
import time
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import articles, encoding
from glossary.errors import InputError
from glossary.model import Article, Lang, Loss

PAGE = """<!DOCTYPE html><html><head><title>Hoi An opens lantern school | Coast News</title>{meta}
<meta property="og:site_name" content="Coast News">
<meta property="article:published_time" content="2023-11-04T08:30:00+07:00"></head>
<body><nav><a href="/">Home</a><a href="/world">World</a></nav>
<article><h1>Hoi An opens lantern school</h1>
<p>HOI AN — The town of Hội An opened a school for lantern makers on Saturday, the first one in Quảng Nam.</p>
<figure><img src="a.jpg" alt="lanterns">
<figcaption>Ms. Trần Thị Yến at the opening. (Photo: Coast News)</figcaption></figure>
<p>“It took us ten years,” said Ms. Yến, who runs the workshop of Nguyễn Duy Hiếu street with twenty apprentices.</p>
<h2>From Kazan to Hoi An</h2>
<table><tr><td>Teacher</td><td>Town</td></tr><tr><td>Ilya Belov</td><td>Казань</td></tr></table>
<p>The Russian Cultural Centre in Danang lends a hall &amp; pays for the bamboo until the end of next year.</p>
</article><aside><a href="/x">Storm nears Cebu</a></aside><script>var Putin = 1;</script>
<footer>All rights reserved, Somebody Ltd</footer></body></html>"""


def read(*paths: str | Path) -> list[Article | Loss]:
    return list(articles.read([str(path) for path in paths]))


def one(*paths: str | Path) -> Article:
    (article,) = read(*paths)
    assert isinstance(article, Article), article
    return article


# ---- plain text --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", ""),
        (b"  \n\n Hue \n ", "  \n\n Hue \n "),
        (b"Hue\r\nVinh\rDalat", "Hue\nVinh\nDalat"),
        ("\ufeffHuế".encode(), "Huế"),
        ("\ufeffHuế".encode("utf-16-le"), "Huế"),
        (unicodedata.normalize("NFD", "Huế đẹp").encode(), "Huế đẹp"),
        ("Казань и Уфа".encode("koi8-r"), "Казань и Уфа"),
        ("Hu\u00adế\u200b".encode(), "Hu\u00adế\u200b"),
        (b"<b>[bold]\x1b[31m</b>, a text with <html> inside it", "<b>[bold]\x1b[31m</b>, a text with <html> inside it"),
    ],
)
def test_of_plain_text_nothing_is_trimmed(data: bytes, text: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    assert one(tmp_path / "a.txt").text == text


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_offsets_count_from_the_composed_text(text: str) -> None:
    assert articles.parse_bytes("a.txt", b"\xef\xbb\xbf" + text.encode()).text == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("name", "text", "published"),
    [
        ("a.txt", "Title\n\nJune 3, 2021 | 09:15\n\nText", "2021-06-03"),
        ("a.txt", "Title\n3 tháng", ""),
        ("a.txt", "Tiêu đề\nThứ hai, ngày 3/6/2021 09:15 (GMT+7)\nBài", "2021-06-03"),
        ("a.txt", "Заголовок\n3 июня 2021, 09:15\nТекст", "2021-06-03"),
        ("a.txt", "Title\nUpdated: 2021-06-03 10:00\n", "2021-06-03"),
        ("a.txt", "The treaty of June 3, 2021 was signed here.\n", ""),
        ("a.txt", "31/02/2021\n", ""),
        ("2021-06-03-title.txt", "Text", "2021-06-03"),
        ("2021-13-03-title.txt", "Text", ""),
    ],
)
def test_published_only_where_the_article_says_so(name: str, text: str, published: str) -> None:
    assert articles.parse_bytes(name, text.encode()).published == published


# ---- files, folders, patterns ------------------------------------------------------------------------
def test_folders_patterns_and_what_is_unusable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name, data in {
        "in/b.txt": b"B",
        "in/a.html": b"<p>A page</p>",
        "in/sub/c.md": b"C",
        "in/.hidden.txt": b"no",
        "in/~$d.docx": b"no",
        "in/picture.png": b"\x89PNG",
        "in/broken.docx": b"PK\x03\x04 no zip",
        "in/pdf.txt": b"%PDF-1.5",
        "empty/x.bin": b"",
    }.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(data)
    found = {
        f.name if isinstance(f, Article) else f.where: f for f in read("in", "empty", "no.txt", "*.none", "in/*.txt")
    }
    assert list(found) == [
        *("in/a.html", "in/b.txt", "in/broken.docx", "in/pdf.txt", "in/sub/c.md", "empty", "no.txt", "*.none"),
    ]
    losses = {name: f.why for name, f in found.items() if isinstance(f, Loss)}
    assert set(losses) == {"in/broken.docx", "in/pdf.txt", "empty", "no.txt", "*.none"}
    assert "PDF" in losses["in/pdf.txt"]
    assert "DOCX" in losses["in/broken.docx"]
    assert all(why.endswith(".") for why in losses.values())


def test_documents_that_a_folder_skips_are_said_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("in/a.txt", "in/b.pdf", "in/sub/c.PDF", "in/d.doc", "in/.e.pdf", "in/f.jpg", "closed/g.rtf"):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_bytes(b"x")
    losses = [found for found in read("in", "closed") if isinstance(found, Loss)]
    assert [loss.where for loss in losses] == [str(Path("in") / "*"), "closed"]
    assert "1 .doc, 2 .pdf" in losses[0].why and "1 .rtf" in losses[1].why


def test_a_pattern_with_two_stars_goes_into_subfolders(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    (tmp_path / "x" / "y" / "z.txt").write_text("Z")
    assert one(f"{tmp_path}/**/*.txt").text == "Z"


def test_a_name_with_brackets_is_a_name(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("brackets")
    assert one(tmp_path / "a[1].txt").text == "brackets"


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    assert len(read(tmp_path / "a.txt", tmp_path / "a.txt", tmp_path)) == 1


def test_count_agrees_with_read(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.png"):
        (tmp_path / name).write_text("A")
    assert articles.count([str(tmp_path), str(tmp_path / "a.txt")]) == 2


def test_pasted_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("Приехал в Уфу.\r\n".encode())))
    assert one("-") == Article("-", "Приехал в Уфу.\n", Lang.RU)


def why(*paths: str | Path) -> str:
    (loss,) = read(*paths)
    assert isinstance(loss, Loss), loss
    return loss.why


def test_names_that_name_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "LARGEST_TEXT", 100_000)
    (tmp_path / "big.txt").write_bytes(bytes(200_000))
    assert "larger than" in why(tmp_path / "big.txt")
    assert why(tmp_path / ("x" * 300)).endswith(".")
    assert why("nul\x00byte.txt").endswith(".")
    monkeypatch.setattr(sys, "stdin", None)
    assert "closed" in why("-")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="this system has no /dev/zero")
def test_a_device_is_refused(tmp_path: Path) -> None:
    assert "is a device" in why("/dev/zero")
    (tmp_path / "zero.txt").symlink_to("/dev/zero")
    assert "is a pipe or a device" in why(tmp_path)


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")


@needs_pipes
@pytest.mark.parametrize("way", ["", "*.txt", "**"])
def test_a_pipe_among_the_articles_is_left_out(way: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    os.mkfifo(tmp_path / "b.txt")
    found = read(tmp_path / way)
    assert [type(item) for item in found] == [Article, Loss]
    assert "is a pipe" in str(found[1])
    assert articles.count([str(tmp_path / way)]) == 1


@needs_pipes
def test_a_pipe_named_by_itself_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")

    def write() -> None:
        with (tmp_path / "p").open("wb", buffering=0) as pipe:
            for piece in ("Приехал ", "в Уфу.", "!" * 100_000):
                pipe.write(piece.encode())
                time.sleep(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    assert one(tmp_path / "p").text == "Приехал в Уфу." + "!" * 100_000
    writer.join()


@needs_pipes
def test_a_pipe_into_which_nobody_writes_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoding, "PIPE_SILENCE", 0.1)
    os.mkfifo(tmp_path / "p")
    assert "nobody wrote" in why(tmp_path / "p")


def test_a_folder_that_is_closed_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "closed").mkdir()
    scandir = os.scandir

    def scan(path: str) -> object:
        # The administrator, as whom tests may run, is never refused.
        if path.endswith("closed"):
            raise PermissionError(errno.EACCES, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", scan)
    article, loss = read(tmp_path)
    assert isinstance(article, Article)
    assert loss == Loss(str(tmp_path / "closed"), "cannot be opened (Permission denied).")
    assert "cannot be opened" in why(tmp_path / "closed")


def test_a_file_that_goes_or_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(name)
    items = articles.read([str(tmp_path)])
    assert isinstance(next(items), Article)
    (tmp_path / "b.txt").unlink()
    assert next(items) == Loss(str(tmp_path / "b.txt"), "does not exist. Check the name.")
    fstat = os.fstat

    def grow(handle: int) -> os.stat_result:
        status = fstat(handle)
        with (tmp_path / "a.txt").open("a") as file:
            file.write("more")
        return status

    monkeypatch.setattr(os, "fstat", grow)
    assert "changed while it was read" in why(tmp_path / "a.txt")


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_names_that_are_no_utf8_are_shown_byte_by_byte(tmp_path: Path) -> None:
    base = os.fsencode(tmp_path)
    Path(os.fsdecode(base + b"/\xffa.txt")).write_text("A")
    Path(os.fsdecode(base + b"/\xc3b.pdf")).write_bytes(b"%PDF-1.4")
    assert one(os.fsdecode(base + b"/\xffa.txt")).name == f"{tmp_path}/\\xffa.txt"
    for name in (b"\xc3b.pdf", b"no\xe9.txt", b"\xff*.none"):
        (loss,) = read(os.fsdecode(base + b"/" + name))
        assert isinstance(loss, Loss)
        assert loss.where == f"{tmp_path}/" + name.decode("ascii", "backslashreplace")


def test_fifty_megabytes_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Việt".encode() * 8_000_000)
    began = time.process_time()
    article = one(tmp_path / "a.txt")
    assert len(article.text) == 32_000_000
    assert time.process_time() - began < 5


# ---- pages -------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("encoding", "meta"),
    [
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8", ""),
        ("utf-16", ""),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'),
    ],
)
def test_the_main_text_of_a_page(encoding: str, meta: str) -> None:
    page = articles.parse_bytes("page.html", PAGE.format(meta=meta).encode(encoding))
    assert page.text.startswith("Hoi An opens lantern school")
    assert page.text.count("Hoi An opens lantern school") == 1
    for kept in (
        "HOI AN — The town of Hội An",
        "Ms. Trần Thị Yến at the opening. (Photo: Coast News)",
        "From Kazan to Hoi An",
        "Ilya Belov | Казань",
        "a hall & pays",
    ):
        assert kept in page.text
    for left in ("Storm nears Cebu", "Putin", "Somebody Ltd", "World", "<"):
        assert left not in page.text
    assert (page.outlet, page.published, page.lang) == ("Coast News", "2023-11-04", Lang.EN)


def test_the_charset_a_page_declares_is_followed() -> None:
    page = '<html><head><meta charset="{}"></head><body><p>Уфа</p></body></html>'
    for charset in ("koi8-r", "windows-1251"):
        assert articles.parse_bytes("p.htm", page.format(charset).encode(charset)).text == "Уфа"


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Only one line about Vinh.</p>", "Only one line about Vinh."),
        ("<html><body>Vinh<br>Hue</body></html>", "Vinh\nHue"),
        ("<html><body><p>V&#7883;nh &amp; Hu&#x1EBF;</p></body></html>", "Vịnh & Huế"),
        ("<html><body><p>half &#xD83D; a sign</p></body></html>", None),
        ("<html><body>" + "<div>" * 150 + "<p>deep</p>" + "</div>" * 150, "deep"),
        ("<html><body><p>[/x] [bold]x[/bold]</p>", "[/x] [bold]x[/bold]"),
    ],
)
def test_small_and_odd_pages(html: str, text: str | None) -> None:
    found = articles.parse_bytes("p.html", html.encode()).text
    assert found == text if text is not None else found.startswith("half")
    found.encode()


@pytest.mark.parametrize("html", ["", "<html></html>", "<html><body><script>x()</script></body></html>", "<!-- -->"])
def test_a_page_without_text_is_refused(html: str) -> None:
    with pytest.raises(InputError, match=r"no text"):
        articles.parse_bytes("p.html", html.encode())


def timed(action: Callable[[], object]) -> float:
    began = time.process_time()
    action()
    return time.process_time() - began


@pytest.mark.parametrize("text", ["<!---->" * 2000 + "x", "<!-- -->\n" * 1000, ("(utc)" * 9 + "x 2021-06-03\n") * 15])
def test_beginnings_made_to_be_slow_take_no_time(text: str) -> None:
    assert timed(lambda: articles.parse_bytes("-", text.encode())) < 5


def test_a_long_run_of_spaces_takes_no_time() -> None:
    tree = articles._tree("<p>Vinh</p>" + "<b> </b>" * 120_000 + "x")
    assert timed(lambda: articles._whole_text(tree)) < 10


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html>",
        "\ufeff <html>",
        '<?xml version="1.0"?>\n<!-- saved from a browser --><!----> <!doctype HTML>',
        "<!-- a > b -- c -->\n<HEAD></HEAD>",
    ],
)
def test_a_page_without_a_suffix_is_known_by_its_beginning(start: str) -> None:
    assert articles.parse_bytes("-", f"{start}<body><p>Vinh</p></body>".encode()).text == "Vinh"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<table><td>", "<div", ">", "<!--", "Huế", "&#0;", "<script>", "]]>", "<figure>"]
        )
    )
)
def test_broken_pages_are_read_or_refused(parts: list[str]) -> None:
    try:
        articles.parse_bytes("p.html", "".join(parts).encode()).text.encode()
    except InputError as error:
        assert str(error).endswith(".")


# ---- documents ---------------------------------------------------------------------------------------
def document() -> bytes:
    made = docx.Document()
    made.add_heading("Đà Lạt welcomes Tula", 1)
    paragraph = made.add_paragraph("The mayor of ")
    paragraph.add_run("Tu").bold = True
    paragraph.add_run("la came.")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text = "Лев Толстой"
    table.cell(0, 1).text = "Ясная Поляна"
    made.add_paragraph("After the table\twith a tab.")
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return out.getvalue()


def body(inner: str) -> bytes:
    return (
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
        + inner
        + "</w:body></w:document>"
    ).encode()


@pytest.mark.parametrize("name", ["a.docx", "A.DOCX", "no-suffix", "-"])
def test_a_real_document(name: str) -> None:
    assert articles.parse_bytes(name, document()).text.split("\n") == [
        *(
            "Đà Lạt welcomes Tula",
            "The mayor of Tula came.",
            "Лев Толстой",
            "Ясная Поляна",
            "After the table\twith a tab.",
        ),
    ]


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("<w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>", "one\ntwo"),
        (
            "<w:p><w:del><w:r><w:delText>gone</w:delText></w:r></w:del><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>",
            "new",
        ),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:t>shown</w:t></w:r></w:p>", "shown"),
        (
            "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p>"
            "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>around it</w:t></w:r></w:p>",
            "in the box\naround it",
        ),
        (
            "<w:p><w:r><w:t>one</w:t><w:del><w:footnote><w:t>x</w:t></w:footnote><w:t>gone</w:t></w:del></w:r></w:p>",
            "one",
        ),
        ("<w:p><w:r><w:t>e\u0302\u0323</w:t></w:r></w:p>", "ệ"),
        ("<w:sdt>" * 5000 + "<w:p><w:r><w:t>deep</w:t></w:r></w:p>" + "</w:sdt>" * 5000, "deep"),
    ],
)
def test_what_a_document_may_hold(inner: str, text: str) -> None:
    assert articles.parse_bytes("a.docx", zipped(word__document_xml=body(inner))).text == text


BOMB = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + body(
    "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not a zip at all", "DOCX"),
        (b"PK\x03\x04" + b"word/" * 30, "damaged"),
        (document()[:-400], "damaged"),
        (zipped(other_xml=b"<x/>"), "not a Word document|called DOCX"),
        (zipped(word__document_xml=b"<w:document"), "damaged"),
        (zipped(word__document_xml=BOMB), "document type"),
        (zipped(word__document_xml=body("<w:p/>")), "no text"),
        (zipped(word__document_xml=b" " * (articles.LARGEST_PART + 1)), "trap"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_hostile_documents(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        articles.parse_bytes("a.docx", data)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 3000), st.integers(0, 255))
def test_a_flipped_byte_never_crashes(at: int, value: int) -> None:
    data = bytearray(zipped(word__document_xml=body("<w:p><w:r><w:t>Huế</w:t></w:r></w:p>")))
    data[at % len(data)] = value
    try:
        articles.parse_bytes("a.docx", bytes(data)).text.encode()
    except InputError as error:
        assert str(error).endswith(".")


# ---- addresses: a real server on this machine ---------------------------------------------------------
class Server(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        kind, data, status = "text/html", PAGE.format(meta="").encode(), 200
        if self.path == "/koi8":
            kind, data = "text/plain; charset=koi8-r", "Уфа".encode("koi8-r")
        elif self.path == "/pdf":
            kind, data = "application/pdf", b"%PDF"
        elif self.path == "/docx":
            kind, data = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", document()
        elif self.path.startswith("/Hu%"):
            data = f"<p>{self.path}</p>".encode()
        elif self.path == "/no":
            status = 404
        elif self.path.startswith("/to/"):
            status = 302
        if self.path == "/drip":
            with suppress(OSError):
                for at in range(60):
                    self.wfile.write(b"HTTP/1.0 200 OK\r\n" if not at else b"X-%d: 1\r\n" % at)
                    time.sleep(0.05)
            return
        self.send_response(status)
        if status == 302:
            self.send_header(
                "Location", {"/to/page": "/page", "/to/loop": "/to/loop"}.get(self.path, "file:///etc/passwd")
            )
        self.send_header("Content-Type", kind)
        self.end_headers()
        try:
            self.wfile.write(data)
            while self.path == "/endless":
                self.wfile.write(b"x" * 65536)
            if self.path == "/slow":
                time.sleep(3)
            while self.path == "/trickle":
                self.wfile.write(b" ")
                time.sleep(0.05)
        except OSError:
            pass

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def web() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "begins"),
    [
        ("/page", "Hoi An opens lantern school"),
        ("/to/page", "Hoi An opens lantern school"),
        ("/koi8", "Уфа"),
        ("/docx", "Đà Lạt welcomes Tula"),
        ("/Huế", "/Hu%E1%BA%BF"),
    ],
)
def test_addresses(path: str, begins: str, web: str) -> None:
    article = one(web + path)
    assert article.text.startswith(begins)
    assert article.name == web + path


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/no", "error 404"),
        ("/pdf", "application/pdf"),
        ("/to/file", "not safe to follow"),
        ("/to/loop", "on and on"),
        ("/endless", "more than"),
        ("/slow", "sent nothing for 0.5 s"),
        ("/drip", "in time"),
        ("/trickle", "in time"),
    ],
)
def test_addresses_that_give_no_article(path: str, said: str, web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "SILENCE", 0.5)
    monkeypatch.setattr(articles, "PATIENCE", 1.0)
    began = time.monotonic()
    assert said in why(web + path)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "https://", "http://[::1", "http://no-such-host.invalid/x"])
def test_without_an_answer_a_sentence_comes_soon(address: str) -> None:
    began = time.monotonic()
    (loss,) = read(address)
    assert isinstance(loss, Loss)
    assert loss.why.endswith(".")
    assert time.monotonic() - began < 4


def test_a_name_server_that_keeps_silent_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(articles, "CONNECT", 0.2)
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(3) or [])
    monkeypatch.setattr("urllib.request.getproxies", dict)
    began = time.monotonic()
    (loss,) = read("http://example.org/")
    assert isinstance(loss, Loss)
    assert "network" in loss.why
    assert time.monotonic() - began < 2.5


def test_a_server_that_does_not_speak_the_language_of_its_scheme(web: str, monkeypatch: pytest.MonkeyPatch) -> None:
    said = why(web.replace("http://", "https://"))
    assert "cannot be reached" in said
    assert said.endswith(".")

    def refuse(*_: object, **__: object) -> None:
        raise ssl.SSLCertVerificationError(1, "self-signed certificate")

    monkeypatch.setattr(ssl.SSLContext, "wrap_socket", refuse)
    assert "its certificate is not valid" in why(web.replace("http://", "https://"))
