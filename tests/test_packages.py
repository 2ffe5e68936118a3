"""Argos packages: hostile archives, networks that fail in every way, upgrades, and a folder with broken entries.

The archives are made from the two tiny real packages in `tests/packages/`; the servers are real ones on the loopback.
"""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import socket
import stat
import struct
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from glossary import archive, packages
from glossary.archive import check_archive, parse_pair
from glossary.download import DownloadError, Patience, download
from glossary.errors import PackageError
from glossary.model import Progress

TINY = Path(__file__).parent / "packages"
VI_EN, EN_RU = TINY / "translate-vi_en-1_0.argosmodel", TINY / "translate-en_ru-1_0.argosmodel"
TOP = "translate-vi_en-1_0"
QUICK = Patience(connect=0.9, read=0.4, stall=0.6, least=10_000, trial=60)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Argos's folders in a temporary place; returns the package folder."""
    root = tmp_path / "home"
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(root / name.lower()))
    folder = root / "data" / "argos-translate" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.delenv("TENRIENG_CONNECT_SECONDS", raising=False)
    from argostranslate import settings

    folder.mkdir(parents=True, exist_ok=True)
    (root / "downloads").mkdir()
    monkeypatch.setattr(settings, "package_data_dir", folder)
    monkeypatch.setattr(settings, "package_dirs", [folder])
    monkeypatch.setattr(settings, "downloads_dir", root / "downloads")
    monkeypatch.setattr(settings, "local_package_index", folder.parent / "index.json")
    monkeypatch.setattr(settings, "package_index", "http://127.0.0.1:9/")
    return folder


Members = dict[str, bytes]


def members_of(path: Path = VI_EN) -> Members:
    with zipfile.ZipFile(path) as bundle:
        return {info.filename: bundle.read(info) for info in bundle.infolist()}


def write_zip(path: Path, members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return path


def tree(folder: Path) -> dict[str, str]:
    """Every path below the folder with the SHA-256 of its content."""
    return {
        str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() if p.is_file() else ""
        for p in sorted(folder.rglob("*"))
        if not p.name.endswith("lock")
    }


def with_version(version: str, path: Path = VI_EN, **more: object) -> Members:
    members = members_of(path)
    top = next(iter(members)).split("/")[0]
    meta = json.loads(members[f"{top}/metadata.json"])
    members[f"{top}/metadata.json"] = json.dumps({**meta, "package_version": version, **more}).encode()
    return members


# ---- installing, upgrading, removing --------------------------------------------------------------------------------


def test_install_list_and_remove_as_argos_sees_it(home: Path) -> None:
    from argostranslate import package

    done = packages.install_file(VI_EN)
    packages.install_file(EN_RU)
    assert (done.pair, done.version, done.problem, done.checksum) == ("vi-en", "1.0", "", "unknown")
    assert [(p.pair, p.problem) for p in packages.installed()] == [("en-ru", ""), ("vi-en", "")]
    seen = package.get_installed_packages()
    assert {(p.from_code, p.to_code) for p in seen} == {("vi", "en"), ("en", "ru")}
    assert all(p.tokenizer.encode("Hong River") for p in seen)
    assert [p.pair for p in packages.remove("vi_en")] == ["vi-en"]
    assert [p.pair for p in packages.installed()] == ["en-ru"]
    assert list(packages.usable()) == [("en", "ru")]
    with pytest.raises(PackageError, match="No vi-en package is installed"):
        packages.remove("vi-en")


def test_upgrade_replaces_and_a_failed_one_leaves_the_old(home: Path, tmp_path: Path) -> None:
    packages.install_file(VI_EN)
    packages.install_file(VI_EN)  # the same once more
    assert len(list(home.iterdir())) == 1
    renamed = {name.replace(TOP, "translate-vi_en-1_1"): data for name, data in with_version("1.1").items()}
    packages.install_file(write_zip(tmp_path / "new.argosmodel", renamed))
    assert [p.name for p in home.iterdir()] == ["translate-vi_en-1_1"]
    assert [p.version for p in packages.installed()] == ["1.1"]
    before = tree(home)
    damaged = {**with_version("1.2"), f"{TOP}/model/model.bin": b"nothing"}
    with pytest.raises(PackageError):
        packages.install_file(write_zip(tmp_path / "bad.argosmodel", damaged))
    assert tree(home) == before


def test_the_old_package_stands_until_the_new_one_is_in_place(home: Path, tmp_path: Path) -> None:
    packages.install_file(VI_EN)
    job = packages.install(str(write_zip(tmp_path / "new.argosmodel", with_version("1.1"))))
    for _ in job:
        assert [p.version for p in packages.installed() if not p.problem] == ["1.0"]
    assert [p.version for p in packages.installed()] == ["1.1"]


def test_stopped_half_way_nothing_is_left(home: Path, tmp_path: Path) -> None:
    job = packages.install(str(VI_EN))
    while not next(job).label.startswith("Unpacking"):
        pass
    with pytest.raises(PackageError, match="Another installation is running"):
        packages.install_file(EN_RU)
    job.close()
    assert list(home.iterdir()) == []
    assert [p.name for p in home.parent.iterdir() if p.name.endswith(".d")] == []
    (home.parent / ".tenrieng-killed.d" / "half").mkdir(parents=True)  # left by a process that was killed
    packages.install_file(EN_RU)
    assert [p.name for p in home.parent.iterdir() if p.name.endswith(".d")] == []


@pytest.mark.parametrize("content", [None, "", "[]", '{"from_code": 3}', "{", '{"package_version": "1.0"}', "\udcff"])
def test_one_broken_folder_hides_nothing(home: Path, content: str | None) -> None:
    packages.install_file(VI_EN)
    broken = home / "broken"
    broken.mkdir()
    if content is not None:
        (broken / "metadata.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    (home / "a-file").write_text("not a folder")
    good, bad = packages.installed()
    assert (good.pair, good.problem) == ("vi-en", "")
    assert bad.path == broken and bad.problem.endswith(".")
    packages.install_file(EN_RU)
    assert set(packages.usable()) == {("vi", "en"), ("en", "ru")}
    assert broken.exists()


def test_a_package_that_lost_its_model_is_reported(home: Path) -> None:
    (packages.install_file(VI_EN).path / "model" / "model.bin").unlink()
    assert "model/model.bin is missing" in packages.installed()[0].problem
    assert packages.usable() == {}
    packages.install_file(VI_EN)
    assert [p.problem for p in packages.installed()] == [""]


def test_looking_makes_no_folders_at_home(tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS", "SNAP"))}
    environment |= {"HOME": str(tmp_path), "USERPROFILE": str(tmp_path)}
    code = """
from glossary import packages
print(packages.installed(), packages.available().packages, packages.folder_stamp(), sep="")
try:
    packages.remove("vi-en")
except packages.PackageError as error:
    print(error)
"""
    for more in ({}, {"ARGOS_PACKAGES_DIR": str(tmp_path / "none")}):
        done = subprocess.run(
            [sys.executable, "-c", code], env={**environment, **more}, capture_output=True, text=True, check=True
        )
        assert done.stdout.split("\n") == ["[]()()", "No vi-en package is installed.", ""]
        assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["vi-en", "vi_en", "vi→en", "VI-EN", " vi:en ", "vi->en"])
def test_pairs_are_read_as_people_write_them(text: str) -> None:
    assert parse_pair(text) == ("vi", "en")


@pytest.mark.parametrize("text", ["", "vi", "vien", "vi-fr", "vi-vi", "../x", "vi-en-ru"])
def test_what_is_no_pair(text: str) -> None:
    with pytest.raises(PackageError):
        parse_pair(text)


# ---- checksums ------------------------------------------------------------------------------------------------------


def test_a_known_package_with_another_checksum_asks(home: Path, tmp_path: Path) -> None:
    pair, version = "vi-en", "1.9"
    other = write_zip(tmp_path / "other.argosmodel", with_version(version))
    assert (pair, version) in archive.KNOWN
    asked: list[str] = []
    with pytest.raises(packages.UnconfirmedPackage, match=r"not the vi-en 1\.9 package we know"):
        packages.install_file(other)
    with pytest.raises(packages.UnconfirmedPackage):
        packages.install_file(other, confirm=lambda warning: bool(asked.append(warning)))
    assert len(asked) == 1 and "SHA-256" in asked[0] and asked[0].endswith("?")
    assert packages.installed() == []
    assert packages.install_file(other, confirm=lambda _: True).checksum == "differs"
    assert packages.installed()[0].checksum == "differs"


def test_a_known_checksum_is_recognized(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = VI_EN.read_bytes()
    known = {("vi-en", "1.0"): (len(content), hashlib.sha256(content).hexdigest())}
    monkeypatch.setattr(archive, "KNOWN", known)
    assert check_archive(VI_EN).checksum == "known"
    assert packages.install_file(VI_EN).checksum == "known"
    assert packages.installed()[0].checksum == "known"


# ---- hostile and damaged archives -----------------------------------------------------------------------------------

Make = Callable[[Path], Path]


def plus(extra: Mapping[str, bytes]) -> Make:
    return lambda path: write_zip(path, {**members_of(), **extra})


def without(part: str) -> Make:
    return lambda path: write_zip(path, {n: d for n, d in members_of().items() if not n.endswith(part)})


def changed(part: str, data: bytes) -> Make:
    return lambda path: write_zip(path, {**members_of(), f"{TOP}/{part}": data})


def meta(**fields: object) -> Make:
    return lambda path: write_zip(path, with_version("1.0", **fields))


def moded(mode: int) -> Make:
    def make(path: Path) -> Path:
        with zipfile.ZipFile(write_zip(path, members_of()), "a") as bundle:
            entry = zipfile.ZipInfo(f"{TOP}/link")
            entry.create_system, entry.external_attr = 3, mode << 16
            bundle.writestr(entry, "/etc/passwd")
        return path

    return make


def renamed_members(rename: Callable[[str], str]) -> Make:
    return lambda path: write_zip(path, {rename(n): d for n, d in members_of().items()})


def patched(old: bytes, new: bytes) -> Make:
    """Names that `zipfile` would not write as they are: the same length, patched in afterwards."""

    def make(path: Path) -> Path:
        write_zip(path, {**members_of(), f"{TOP}/{old.decode()}": b"x"})
        path.write_bytes(path.read_bytes().replace(old, new))
        return path

    return make


def duplicate(path: Path) -> Path:
    with zipfile.ZipFile(write_zip(path, members_of()), "a") as bundle, pytest.warns(UserWarning, match="Duplicate"):
        bundle.writestr(f"{TOP}/metadata.json", "{}")
    return path


def overlapping(path: Path) -> Path:
    with zipfile.ZipFile(write_zip(path, members_of()), "a") as bundle:
        twin = copy.copy(bundle.getinfo(f"{TOP}/README.md"))
        twin.filename = twin.orig_filename = f"{TOP}/LESEN.md"
        bundle.filelist.append(twin)
        bundle.writestr(f"{TOP}/x", "x")
    return path


def encrypted(path: Path) -> Path:
    with zipfile.ZipFile(write_zip(path, members_of()), "a") as bundle:
        bundle.getinfo(f"{TOP}/README.md").flag_bits |= 1
        bundle.writestr(f"{TOP}/x", "x")
    return path


def bad_crc(path: Path) -> Path:
    write_zip(path, members_of(), zipfile.ZIP_STORED)
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    return path


def broken_stream(path: Path) -> Path:
    write_zip(path, members_of())
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 200] = bytes(200)
    path.write_bytes(content)
    return path


def lying_size(path: Path) -> Path:
    """The directory says that the model is short; the data go on."""
    with zipfile.ZipFile(write_zip(path, members_of()), "a") as bundle:
        bundle.getinfo(f"{TOP}/model/model.bin").file_size = 1_000
        bundle.writestr(f"{TOP}/x", "x")
    return path


def cut_off(path: Path) -> Path:
    path.write_bytes(VI_EN.read_bytes()[:-30_000])
    return path


def without_the_middle(path: Path) -> Path:
    content = VI_EN.read_bytes()
    path.write_bytes(content[:100_000] + content[300_000:])
    return path


def giant_directory(path: Path) -> Path:
    content = bytearray(VI_EN.read_bytes())
    content[-22 + 12 : -22 + 16] = struct.pack("<I", 200_000_000)
    path.write_bytes(content)
    return path


def wide_directory(path: Path) -> Path:
    content = VI_EN.read_bytes()
    path.write_bytes(content[:-22] + b"PK\x06\x07" + bytes(16) + content[-22:])
    return path


def cut_model(path: Path) -> Path:
    return changed("model/model.bin", members_of()[f"{TOP}/model/model.bin"][:200_000])(path)


def raw(data: bytes) -> Make:
    def make(path: Path) -> Path:
        path.write_bytes(data)
        return path

    return make


ZEROS = bytes(900_000)
HOSTILE: list[tuple[str, Make, str]] = [
    ("a second top folder, that of another package", plus({"translate-en_ru-1_0/model/model.bin": b"x"}), "top folder"),
    (
        "the folder of another package",
        renamed_members(lambda n: n.replace(TOP, "translate-en_ru-1_0")),
        "installed en-",
    ),
    ("a file beside the folder", plus({"evil.py": b"x"}), "outside the package's folder"),
    ("a way up", plus({f"{TOP}/../../evil": b"x"}), "unsafe file name"),
    ("a way up at the start", plus({"../evil": b"x"}), "unsafe file name"),
    ("an absolute name", plus({"/tmp/evil": b"x"}), "unsafe file name"),
    ("a drive letter", plus({"C:/evil": b"x"}), "unsafe file name"),
    ("a stream", plus({f"{TOP}/README.md:evil": b"x"}), "unsafe file name"),
    ("backslashes", patched(b"up-up-evil", b"..\\..\\evil"), "unsafe file name"),
    ("a zero byte", patched(b"zero-byte", b"zero\0byte"), "unsafe file name"),
    ("a control character", plus({f"{TOP}/\x1b[2Jx": b"x"}), "unsafe file name"),
    ("a turned-around name", plus({f"{TOP}/\u202exe.txt": b"x"}), "unsafe file name"),
    ("a device of Windows", plus({f"{TOP}/aux.txt": b"x"}), "unsafe file name"),
    ("a trailing dot", plus({f"{TOP}/model./x": b"x"}), "unsafe file name"),
    ("an empty part", plus({f"{TOP}//x": b"x"}), "unsafe file name"),
    ("a hidden top folder", renamed_members(lambda n: n.replace(TOP, ".ssh")), "unsafe file name"),
    ("a very long name", plus({f"{TOP}/{'x' * 300}": b"x"}), "unsafe file name"),
    ("a link", moded(stat.S_IFLNK | 0o777), "link"),
    ("a pipe", moded(stat.S_IFIFO | 0o666), "special file"),
    ("a name twice", duplicate, "twice"),
    ("a name twice in other case", plus({f"{TOP}/METADATA.json": b"{}"}), "twice"),
    ("a name twice in another composition", plus({f"{TOP}/\u00e9": b"x", f"{TOP}/e\u0301": b"y"}), "twice"),
    ("a file that is a folder too", plus({f"{TOP}/README.md/x": b"x"}), "both as a file and a folder"),
    ("a bomb", plus({f"{TOP}/zeros": bytes(30_000_000)}), "grow enormously"),
    ("a bomb in small parts", plus({f"{TOP}/z{i}": ZEROS for i in range(70)}), "would grow to"),
    ("too many files", plus({f"{TOP}/{i}": b"" for i in range(2_100)}), "too many files"),
    ("a giant directory", giant_directory, "too many files"),
    ("a 64-bit directory", wide_directory, "too many files"),
    ("overlapping files", overlapping, "overlap"),
    ("an encrypted file", encrypted, "encrypted"),
    ("another compression", lambda path: write_zip(path, members_of(), zipfile.ZIP_LZMA), "compressed in a way"),
    ("a CRC error", bad_crc, "damaged"),
    ("a broken stream", broken_stream, "damaged"),
    ("a size that lies", lying_size, "damaged"),
    ("the end missing", cut_off, "no zip archive"),
    ("the middle missing", without_the_middle, "damaged|not complete|overlap"),
    ("no zip", raw(b"<html>Log in</html>" * 100), "no zip archive"),
    ("an empty file", raw(b""), "no zip archive"),
    ("an empty archive", lambda path: write_zip(path, {}), "empty"),
    ("no metadata", without("metadata.json"), "no metadata.json"),
    ("metadata that are no JSON", changed("metadata.json", b"{"), "cannot be read"),
    ("metadata nested without end", changed("metadata.json", b"[" * 50_000), "cannot be read"),
    ("metadata of another shape", changed("metadata.json", b"[]"), "does not describe"),
    ("giant metadata", changed("metadata.json", b" " * 70_000 + b"{}"), "too large"),
    ("no version", meta(package_version=""), "no version"),
    ("a version that is a path", meta(package_version="../1"), "no version"),
    ("a code that is no text", meta(from_code=["vi"]), "wrong type"),
    ("a code that is a path", meta(from_code="../vi"), "no language pair"),
    ("another kind of package", meta(type="sbd"), "type sbd"),
    ("a pair of other languages", meta(to_code="fr"), "vi-fr is not a pair"),
    ("no model", without("model.bin"), "model/model.bin is missing"),
    ("no vocabulary", without("shared_vocabulary.json"), "vocabulary is missing"),
    ("no tokenizer", without("sentencepiece.model"), "tokenizer .* is missing"),
    ("a model cut short", cut_model, "cannot be loaded"),
    ("a model that is none", changed("model/model.bin", bytes(1_000)), "cannot be loaded"),
    ("a vocabulary that is none", changed("model/shared_vocabulary.json", b"["), "cannot be loaded"),
    (
        "a vocabulary too short",
        changed("model/shared_vocabulary.json", b'["<unk>", "<s>", "</s>"]'),
        "cannot be loaded",
    ),
    ("a tokenizer that is none", changed("sentencepiece.model", b"x" * 500), "cannot be loaded"),
]


@pytest.mark.parametrize(("make", "sentence"), [row[1:] for row in HOSTILE], ids=[row[0] for row in HOSTILE])
def test_hostile_archives_are_refused_and_change_nothing(
    make: Make, sentence: str, home: Path, tmp_path: Path, ready: Path
) -> None:
    """`ready` holds the installed en→ru package, made once."""
    target = home / "translate-en_ru-1_0"
    for path in ready.rglob("*"):
        place = target / path.relative_to(ready)
        if path.is_file():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(path.read_bytes())
    before = tree(home.parent)
    bad = make(tmp_path / "bad.argosmodel")
    with pytest.raises(PackageError, match=sentence) as caught:
        packages.install_file(bad)
    message = str(caught.value)
    assert message.endswith((".", ").")) and "\n" not in message and "\x1b" not in message and len(message) < 300
    assert tree(home.parent) == before
    assert not [p for p in tmp_path.rglob("*") if "evil" in p.name]
    assert [p.pair for p in packages.installed()] == ["en-ru"]


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ready")
    with zipfile.ZipFile(EN_RU) as bundle:
        bundle.extractall(folder)
    return folder / "translate-en_ru-1_0"


def test_a_missing_file_is_said_so(home: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="There is no file"):
        packages.install_file(tmp_path / "none.argosmodel")
    with pytest.raises(PackageError, match="is not a file"):
        packages.install_file(tmp_path)


def test_checking_writes_nothing(tmp_path: Path, home: Path) -> None:
    before = tree(tmp_path)
    checked = check_archive(VI_EN)
    assert (checked.pair, checked.version, checked.folder, checked.checksum) == ("vi-en", "1.0", TOP, "unknown")
    assert checked.sha256 == hashlib.sha256(VI_EN.read_bytes()).hexdigest()
    assert tree(tmp_path) == before


# ---- the network ----------------------------------------------------------------------------------------------------

Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def server(answers: Mapping[str, Answer]) -> Iterator[str]:
    """A real server on the loopback; gives its base address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path)
            if answer is None:
                self.send_error(404)
                return
            try:
                answer(self)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield f"http://127.0.0.1:{running.server_port}/"
        finally:
            running.shutdown()
            thread.join()


def send(body: bytes, *, length: int | None = None, status: int = 200, **headers: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        if length is None or length >= 0:
            handler.send_header("Content-Length", str(len(body) if length is None else length))
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def silent(handler: BaseHTTPRequestHandler) -> None:
    time.sleep(0.8)


def dripping(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    for _ in range(30):
        handler.wfile.write(b"PK")
        handler.wfile.flush()
        time.sleep(0.05)


def dripping_head(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.0 200 OK\r\n")
    for at in range(40):
        handler.wfile.write(b"X-%d: 1\r\n" % at)
        handler.wfile.flush()
        time.sleep(0.05)


def redirecting_endlessly(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(302)
    handler.send_header("Location", "/gone")
    handler.end_headers()
    for _ in range(400):
        handler.wfile.write(b" " * 1_000)
        time.sleep(0.01)


def endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" " * 100_000)


def index_entry(link: str, version: str = "1.0", source: str = "vi", target: str = "en") -> dict[str, object]:
    return {
        "package_version": version, "argos_version": "1.9", "from_code": source, "from_name": source, "to_code": target,
        "to_name": target, "type": "translate", "code": f"translate-{source}_{target}", "links": [link],
    }  # fmt: skip


def index_of(*entries: object) -> Answer:
    return send(json.dumps(list(entries)).encode())


def use(monkeypatch: pytest.MonkeyPatch, base: str) -> None:
    from argostranslate import settings

    monkeypatch.setattr(settings, "package_index", base)


FAILING: list[tuple[str, Answer, str]] = [
    ("an error", send(b"", status=503), "answered with error 503"),
    ("a captive portal", send(b"<!doctype html><title>Log in</title>"), "web page"),
    ("rubbish", send(b"\xff\xfe\x00"), "not a list of packages"),
    ("JSON of another shape", send(b'{"a": 1}'), "not a list of packages"),
    ("an empty list", send(b"[]"), "not a list of packages"),
    ("entries without what is needed", index_of({"from_code": "vi"}, 3, None), "not a list of packages"),
    ("a list cut short", send(json.dumps([index_entry("https://x/y")]).encode()[:-20], length=500), "broke off"),
    ("silence", silent, "sent nothing for 0.4 s"),
    ("a drip", dripping, "too slow"),
    ("a head that drips", dripping_head, "too slow"),
    ("a redirect to a file", send(b"", status=302, Location="file:///etc/passwd"), "not safe to follow"),
    ("a redirect to FTP", send(b"", status=301, Location="ftp://127.0.0.1/x"), "not safe to follow"),
    ("a redirect round and round", send(b"", status=302, Location="/index.json"), "on and on"),
    ("a redirect with a body without end", redirecting_endlessly, "error 404"),
    ("a giant", send(b"[", length=10**12), "too large"),
    ("a stream without end", endless, "more than 8 MB"),
]


@pytest.mark.parametrize(("answer", "sentence"), [row[1:] for row in FAILING], ids=[row[0] for row in FAILING])
def test_a_bad_index_never_replaces_the_old_one(
    answer: Answer, sentence: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = home.parent / "index.json"
    old.write_text(json.dumps([index_entry("https://example.org/x.argosmodel")]))
    before = old.read_bytes()
    with server({"/index.json": answer}) as base:
        use(monkeypatch, base)
        started = time.monotonic()
        index = packages.available(refresh=True, patience=QUICK)
        assert time.monotonic() - started < 3
    assert re.search(sentence, index.notice), index.notice
    assert re.search(r"The list of \d{4}-\d\d-\d\d is used\.$", index.notice)
    assert [p.pair for p in index.packages] == ["vi-en"]
    assert old.read_bytes() == before
    assert [p.name for p in home.parent.iterdir() if p.name.startswith(".tenrieng")] == []


def test_a_good_index_replaces_the_old_one_without_its_bad_entries(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = [
        index_entry("https://example.org/old.argosmodel", "1.0"),
        index_entry("https://example.org/new.argosmodel", "1.10"),
        index_entry("https://example.org/mid.argosmodel", "1.9"),
        index_entry("ipfs://x", "1.0", "en", "ru"),
        index_entry("https://example.org/fr.argosmodel", "1.0", "en", "fr"),
        {**index_entry("https://x/y", "1.0", "ru", "en"), "links": "not a list"},
        {"type": "sbd", "package_version": "1.0", "from_codes": ["en"], "links": ["https://x/z"]},
        "rubbish",
    ]
    with server({"/index.json": index_of(*entries)}) as base:
        use(monkeypatch, base.rstrip("/"))
        index = packages.available(refresh=True, patience=QUICK)
    assert index.notice == ""
    assert [(p.pair, p.version, p.links) for p in index.packages] == [
        ("vi-en", "1.10", ("https://example.org/new.argosmodel",))
    ]
    assert packages.available().packages == index.packages  # kept, and read without the network
    from argostranslate import package

    assert len(package.get_available_packages()) == 6  # Argos's own tools can read what we wrote


def test_the_index_knows_sizes_and_what_is_installed(home: Path) -> None:
    packages.install_file(VI_EN)
    entries = [index_entry("https://x/a", "1.9"), index_entry("https://x/b", "1.9", "en", "ru")]
    (home.parent / "index.json").write_text(json.dumps(entries))
    offers = {p.pair: p for p in packages.available().packages}
    assert (offers["vi-en"].installed, offers["vi-en"].size) == ("1.0", 65_895_840)
    assert (offers["en-ru"].installed, offers["en-ru"].size) == ("", 195_746_693)


def test_without_a_list_and_without_asking_for_the_network(home: Path) -> None:
    index = packages.available()
    assert index.packages == ()
    assert "no list of packages" in index.notice


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port whose queue is full: whoever connects waits for ever."""
    with socket.socket() as listening, socket.socket() as first, socket.socket() as second:
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for line in (first, second):
            line.setblocking(False)
            line.connect_ex(listening.getsockname())
        time.sleep(0.05)
        yield listening.getsockname()[1]


@pytest.mark.parametrize("way", ["refused", "unknown host", "silent name server", "dead address"])
def test_without_a_network_a_sentence_within_a_second(
    way: str, home: Path, deaf: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = {"dead address": f"http://127.0.0.1:{deaf}/", "refused": "http://127.0.0.1:9/"}.get(way, "http://x.invalid/")
    use(monkeypatch, base)
    if way == "silent name server":
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(1.5) or [])
    elif way == "unknown host":

        def fail(*_: object, **__: object) -> None:
            raise socket.gaierror(-3, "Temporary failure in name resolution")

        monkeypatch.setattr(socket, "getaddrinfo", fail)
    started = time.monotonic()
    index = packages.available(refresh=True)
    assert time.monotonic() - started < 5  # a second, and a busy machine's share
    assert index.packages == ()
    assert re.search("network|refused", index.notice) and index.notice.endswith((".", "?", ")"))
    with pytest.raises(PackageError, match="could not be refreshed"):
        list(packages.install_pair("vi-en"))


def serve_package(answer: Answer, monkeypatch: pytest.MonkeyPatch, version: str = "1.0") -> Mapping[str, Answer]:
    return {
        "/index.json": lambda handler: index_of(index_entry(f"{handler_base(handler)}p.argosmodel", version))(handler),
        "/p.argosmodel": answer,
    }


def handler_base(handler: BaseHTTPRequestHandler) -> str:
    return f"http://127.0.0.1:{handler.server.server_address[1]}/"


def run(job: Iterator[Progress]) -> list[Progress]:
    return list(job)


def test_install_a_pair_over_the_network(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    content = VI_EN.read_bytes()
    with server(serve_package(send(content), monkeypatch)) as base:
        use(monkeypatch, base)
        steps = run(packages.install("vi-en", patience=QUICK))
    labels = list(dict.fromkeys(step.label.split()[0] for step in steps))
    assert labels == ["Fetching", "Downloading", "Checking", "Unpacking", "Trying"]
    loading = [step for step in steps if step.label == "Downloading vi-en 1.0"]
    assert loading[-1].done == loading[-1].total == len(content)
    assert [p.pair for p in packages.installed()] == ["vi-en"]
    assert list((home.parent.parent.parent / "downloads").iterdir()) == []


@pytest.mark.parametrize(
    ("sent", "named"), [(EN_RU, "en-ru 1.0"), (VI_EN, "vi-en 1.0")], ids=["another pair", "an older version"]
)
def test_another_package_than_the_one_asked_for_is_refused(
    sent: Path, named: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.install_file(EN_RU)
    before = tree(home)
    with server(serve_package(send(sent.read_bytes()), monkeypatch, version="1.1")) as base:
        use(monkeypatch, base)
        with pytest.raises(PackageError, match=re.escape(f"Instead of vi-en 1.1 the server sent {named}; it was refu")):
            run(packages.install_pair("vi-en", patience=QUICK))
    assert tree(home) == before


def test_a_redirect_within_the_web_is_followed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {**serve_package(send(b"", status=302, Location="/real"), monkeypatch), "/real": send(VI_EN.read_bytes())}
    with server(answers) as base:
        use(monkeypatch, base)
        run(packages.install_pair("vi_en", patience=QUICK))
    assert [p.pair for p in packages.installed()] == ["vi-en"]


CONTENT = VI_EN.read_bytes()
BAD_DOWNLOADS: list[tuple[str, Answer, str]] = [
    ("not there", send(b"", status=404), "error 404"),
    ("a captive portal", send(b"<html>Log in</html>" * 1000), "log in first"),
    ("nothing", send(b""), "empty file"),
    ("cut short", send(CONTENT[:300_000], length=len(CONTENT)), "broke off"),
    ("cut short without a length", send(CONTENT[:300_000], length=-1), "end is missing"),
    ("silent", silent, "sent nothing"),
    ("dripping", dripping, "too slow"),
    ("redirected to a file", send(b"", status=302, Location=VI_EN.as_uri()), "not safe"),
    ("giant", send(b"PK", length=10**12), "too large"),
    ("damaged", send(CONTENT[:200_000] + bytes(1000) + CONTENT[201_000:]), "damaged"),
]


@pytest.mark.parametrize(("answer", "sentence"), [r[1:] for r in BAD_DOWNLOADS], ids=[r[0] for r in BAD_DOWNLOADS])
def test_a_bad_download_leaves_nothing_and_the_next_starts_anew(
    answer: Answer, sentence: str, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads = home.parent.parent.parent / "downloads"
    with server(serve_package(answer, monkeypatch)) as base:
        use(monkeypatch, base)
        with pytest.raises(PackageError, match=sentence):
            run(packages.install_pair("vi-en", patience=QUICK))
    assert packages.installed() == [] and list(downloads.iterdir()) == []


def test_cancelled_and_begun_again(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    downloads = home.parent.parent.parent / "downloads"
    (downloads / ".tenrieng-killed.argosmodel").write_bytes(CONTENT[:1000])  # a process was killed here
    with server(serve_package(send(CONTENT), monkeypatch)) as base:
        use(monkeypatch, base)
        job = packages.install_pair("vi-en", patience=QUICK)
        while next(job).done == 0:
            pass
        assert len(list(downloads.iterdir())) == 1
        job.close()
        assert list(downloads.iterdir()) == []
        run(packages.install_pair("vi-en", patience=QUICK))
    assert [p.pair for p in packages.installed()] == ["vi-en"]


def test_the_second_link_serves_when_the_first_does_not(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server({"/p.argosmodel": send(CONTENT)}) as base:
        use(monkeypatch, base)
        entry = {**index_entry(""), "links": [f"{base}gone.argosmodel", f"{base}p.argosmodel"]}
        (home.parent / "index.json").write_text(json.dumps([entry]))
        run(packages.install_pair("vi-en", patience=QUICK))
    assert [p.pair for p in packages.installed()] == ["vi-en"]


def test_vietnamese_and_russian_meet_through_english() -> None:
    with pytest.raises(PackageError, match="Install vi-en and en-ru"):
        packages.install_pair("vi-ru")


def test_a_pair_the_list_does_not_have(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with server({"/index.json": index_of(index_entry("https://x/y"))}) as base:
        use(monkeypatch, base)
        with pytest.raises(PackageError, match="none for en-ru"):
            run(packages.install_pair("en-ru", patience=QUICK))


@pytest.mark.parametrize("url", ["file:///etc/passwd", "ftp://x/y", "", "index.json", "http:///x", "data:,x"])
def test_only_web_addresses_are_opened(url: str) -> None:
    with pytest.raises(DownloadError, match="not a web address"), download(url, 100, QUICK):
        pass
