"""Argos packages: the index, downloading, checking, installing, listing and removing.

Index, archive (`.argosmodel`: a zip of one folder with `metadata.json`, `model/` and `sentencepiece.model` or
`bpe.model`) and package folder are those of argostranslate, so its own tools see what is installed here and the other
way round. The installing is ours: the stock installer needs stanza, lets one archive overwrite another package,
unpacks bombs, and one broken folder hides all others.

Nothing here touches the network unless `available(refresh=True)`, `install_pair` or a pair given to `install` asks for
it. `argostranslate.settings` makes folders in the home directory when imported, so it is imported on first use only.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time
import unicodedata
import urllib.error
import urllib.parse
import urllib.request
import zipfile
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import IO, Any, cast

from glossary.errors import PackageError
from glossary.model import Lang, Progress

Confirm = Callable[[str], bool]
"""Asks the person: gets one sentence of warning and a question, returns whether to go on."""

_MIB = 1 << 20
_CHUNK = 256 * 1024
_TEMPORARY = ".tenrieng-"
_NOTE = "tenrieng.json"
_LANGS = frozenset(lang.value for lang in Lang)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long the network and a package on trial may take, in seconds."""

    connect: float = 0.9
    """Name look-up and connection together: without a network the answer comes within a second."""
    read: float = 15.0
    """Silence of a server that has accepted the connection."""
    stall: float = 30.0
    """Within this time at least `least` bytes must arrive."""
    least: int = 16_384
    trial: float = 120.0
    """Loading an unpacked package and translating a word with it."""

    @classmethod
    def usual(cls) -> Patience:
        """The defaults; `TENRIENG_CONNECT_SECONDS` gives a slow line more time to connect."""
        try:
            return cls(connect=max(0.1, float(os.environ["TENRIENG_CONNECT_SECONDS"])))
        except (KeyError, ValueError):
            return cls()


@dataclass(frozen=True, slots=True)
class Limits:
    """What an archive may hold. The largest real packages have about 30 files and 400 MB."""

    archive: int = 2_000 * _MIB
    files: int = 2_000
    unpacked: int = 4_000 * _MIB
    ratio: int = 100
    """Times any member above 1 MiB may grow when unpacked; models shrink little, bombs a thousandfold."""
    total_ratio: int = 20
    """Times the whole above 50 MiB may grow."""
    index: int = 8 * _MIB
    directory: int = 1 * _MIB
    metadata: int = 64 * 1024


@dataclass(frozen=True, slots=True)
class InstalledPackage:
    """A folder of the package folder. `problem` is a sentence where it cannot be used, else empty."""

    source: str
    target: str
    version: str
    path: Path
    problem: str = ""
    checksum: str = "unknown"
    """`known`: the archive had a SHA-256 we know; `differs`: it had another; `unknown`: nothing to compare with."""

    @property
    def pair(self) -> str:
        """`vi-en`; empty for a folder without usable metadata."""
        return f"{self.source}-{self.target}" if self.source and self.target else ""


@dataclass(frozen=True, slots=True)
class AvailablePackage:
    """A package the index offers for one of our language pairs; `size` in bytes is 0 while unknown."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]
    size: int = 0
    installed: str = ""
    """The version that is installed now, or empty."""

    @property
    def pair(self) -> str:
        """`vi-en`."""
        return f"{self.source}-{self.target}"


@dataclass(frozen=True, slots=True)
class Index:
    """What can be installed. `notice` is a sentence to show: an old list is used, or there is none yet."""

    packages: tuple[AvailablePackage, ...]
    notice: str = ""


@dataclass(frozen=True, slots=True)
class CheckedArchive:
    """An archive that may be unpacked: its pair, its one top folder and what we know of its SHA-256."""

    source: str
    target: str
    version: str
    folder: str
    size: int
    sha256: str
    checksum: str
    unpacked: int
    warning: str = ""
    """Not empty where a person should confirm before installing."""

    @property
    def pair(self) -> str:
        """`vi-en`."""
        return f"{self.source}-{self.target}"


class UnconfirmedPackage(PackageError):
    """A warning about the archive was not confirmed, so nothing was installed."""


KNOWN: Mapping[tuple[str, str], tuple[int, str]] = {
    ("vi-en", "1.9"): (65_895_840, "ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953"),
    ("en-vi", "1.9"): (67_770_159, "86957101aa4099aa9a1a7492e41987d938d3cf0fdaf4fb684c0797a9d567dd16"),
    ("en-ru", "1.9"): (195_746_693, "591d743ae103752b88ffc38785c50421320f4eff93c8967e0d3d2e14d4e27811"),
    ("ru-en", "1.9"): (156_239_112, "e9ba8bf722d10a4a4c39f74289d5938fd47eac08dbe4ed0afd22d89445a5c3ac"),
}
"""Size and SHA-256 of published packages as public code pins them. Second-hand: a difference is only a warning."""


# ---- where things lie -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Places:
    packages: Path
    """Where we install."""
    others: tuple[Path, ...]
    """Every folder argostranslate looks in, `packages` first."""
    downloads: Path
    index: Path
    index_url: str


def _places() -> _Places:
    """The folders and the address of argostranslate's settings; makes them, as argostranslate does."""
    try:
        from argostranslate import settings
    except ImportError as error:
        raise PackageError(unsupported()) from error
    except (OSError, ValueError, AssertionError, KeyError) as error:
        raise PackageError(
            f"The settings of Argos Translate cannot be read: {error}. Correct or remove its settings.json."
        ) from error
    base = str(settings.package_index)
    return _Places(
        packages=Path(settings.package_data_dir),
        others=tuple(Path(p) for p in settings.package_dirs),
        downloads=Path(settings.downloads_dir),
        index=Path(settings.local_package_index),
        index_url=(base if base.endswith("/") else base + "/") + "index.json",
    )


def unsupported() -> str:
    """The sentence for machines without the libraries of machine translation."""
    return (
        "Machine translation is off: ctranslate2, sentencepiece and argostranslate are not installed, or have no build "
        "for this machine. Everything else works."
    )


def has_argos_folder() -> bool:
    """Can anything be installed? Answers without importing argostranslate, whose import makes folders at home."""
    if os.environ.get("ARGOS_PACKAGES_DIR") or "SNAP" in os.environ or "argostranslate.settings" in sys.modules:
        return True
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    return data.is_dir() or (config / "settings.json").is_file()


def parse_pair(text: str) -> tuple[str, str]:
    """`vi-en`, `vi_en` or `vi→en` as (`vi`, `en`); raises PackageError for what is no pair of our languages."""
    match = re.fullmatch(r"\s*([a-z]{2,3})\s*(?:[-_:>]|->|→)\s*([a-z]{2,3})\s*", text.casefold())
    if match is None:
        raise PackageError(f"“{_shown(text)}” is not a language pair. Write it like vi-en or en-ru.")
    source, target = match.groups()
    if source not in _LANGS or target not in _LANGS or source == target:
        raise PackageError(
            f"{source}-{target} is not a pair this program uses. It works with Vietnamese (vi), English (en) and "
            "Russian (ru); Vietnamese and Russian meet through English: vi-en, en-vi, en-ru, ru-en."
        )
    return source, target


def _shown(text: str) -> str:
    """Foreign text fit for a sentence: one line, no control characters, not long."""
    clean = "".join(c if c.isprintable() else "?" for c in text)
    return clean if len(clean) <= 80 else clean[:77] + "…"


# ---- what is installed ----------------------------------------------------------------------------------------------


def installed() -> list[InstalledPackage]:
    """Every package folder, broken ones too (with `problem`), in order of pair; the newest of a pair comes first."""
    if not has_argos_folder():
        return []
    found: list[InstalledPackage] = []
    for folder in _places().others:
        try:
            entries = sorted(p for p in folder.iterdir() if p.is_dir() and not p.name.startswith(_TEMPORARY))
        except OSError:
            continue
        found += [_describe(entry) for entry in entries]
    return sorted(found, key=lambda p: (not p.pair, p.pair, bool(p.problem), [-n for n in _version_key(p.version)]))


def usable() -> dict[tuple[str, str], InstalledPackage]:
    """The package to use for each installed pair: the newest that is whole."""
    best: dict[tuple[str, str], InstalledPackage] = {}
    for package in installed():
        if package.pair and not package.problem:
            best.setdefault((package.source, package.target), package)
    return best


def _describe(folder: Path) -> InstalledPackage:
    try:
        path = folder / "metadata.json"
        if path.stat().st_size > Limits().metadata:
            raise PackageError("metadata.json is too large")
        meta = _read_metadata(path.read_bytes())
    except OSError:
        return InstalledPackage("", "", "", folder, "This folder has no readable metadata.json: it is not a package.")
    except PackageError as error:
        return InstalledPackage("", "", "", folder, f"This folder is not a usable package: {error}.")
    problem = ""
    if meta["type"] != "translate":
        problem = f"This is a package of type {_shown(meta['type'])}, not for translating."
    else:
        files = {p.relative_to(folder).as_posix() for p in _files(folder)}
        missing = _missing(files)
        if missing:
            problem = f"This package is not whole: {missing} is missing. Install it again."
    return InstalledPackage(
        meta["from_code"], meta["to_code"], meta["package_version"], folder, problem, _noted_checksum(folder)
    )


def _files(folder: Path) -> Iterator[Path]:
    for part in (folder, folder / "model"):
        try:
            yield from (p for p in part.iterdir() if p.is_file())
        except OSError:
            continue


def _noted_checksum(folder: Path) -> str:
    try:
        note = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "unknown"
    value = note.get("checksum") if isinstance(note, dict) else None
    return value if value in ("known", "differs") else "unknown"


def _version_key(version: str) -> list[int]:
    return [int(n) for n in re.findall(r"\d+", version)[:4]] or [0]


# ---- checking an archive --------------------------------------------------------------------------------------------


def check_archive(path: Path, *, limits: Limits | None = None) -> CheckedArchive:
    """Read an archive through without writing a byte; raises PackageError with the first thing that is wrong.

    Looked at: the zip directory's size, member names (absolute, `..`, backslashes, drive letters, control characters,
    duplicates also in other case), links and special files, encryption, number of files, sizes and ratios, overlapping
    members, one top folder, metadata, model and tokenizer, the CRC of every member, the SHA-256 of the whole.
    """
    limits = limits or Limits()
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise PackageError(f"{_shown(str(path))} is not a file.")
        if size > limits.archive:
            raise PackageError(f"{_shown(path.name)} is too large for a package ({_megabytes(size)}).")
        _check_directory(path, size, limits)
        with zipfile.ZipFile(path) as archive:
            top = _check_members(archive.infolist(), size, limits)
            meta = _check_contents(archive, top, limits)
            for info in archive.infolist():
                with archive.open(info) as member:
                    while member.read(_CHUNK):
                        pass
            unpacked = sum(info.file_size for info in archive.infolist())
    except FileNotFoundError as error:
        raise PackageError(f"There is no file {_shown(str(path))}.") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackageError(
            f"{_shown(path.name)} is damaged or not a package ({_shown(str(error)) or 'it ends early'}). "
            "Download it again."
        ) from error
    except _zlib_error() as error:
        raise PackageError(f"{_shown(path.name)} is damaged ({error}). Download it again.") from error
    except OSError as error:
        raise PackageError(f"{_shown(str(path))} cannot be read: {error.strerror or error}.") from error
    source, target = meta["from_code"], meta["to_code"]
    digest = _sha256(path)
    checksum, warning = _compare_checksum(f"{source}-{target}", meta["package_version"], size, digest)
    return CheckedArchive(
        source, target, meta["package_version"], top, size, digest, checksum, unpacked, warning
    )  # fmt: skip


def _zlib_error() -> type[Exception]:
    import zlib

    return zlib.error


def _check_directory(path: Path, size: int, limits: Limits) -> None:
    """Refuse a giant or 64-bit zip directory before `zipfile` reads it into memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise PackageError(f"{_shown(path.name)} is not a package: it is no zip archive, or its end is missing.")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    wide = tail[:at].rfind(b"PK\x06\x07") >= max(0, at - 20)
    if wide or entries > limits.files or directory > limits.directory:
        raise PackageError(f"{_shown(path.name)} holds too many files for a package; it was refused.")


def _check_members(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> str:
    """Names, kinds, sizes; returns the one top folder."""
    if not members:
        raise PackageError("The archive is empty.")
    if len(members) > limits.files:
        raise PackageError("The archive holds too many files for a package; it was refused.")
    seen: dict[str, bool] = {}
    tops: set[str] = set()
    for info in members:
        parts = _safe_parts(info.orig_filename)
        mode = info.external_attr >> 16
        if stat.S_ISLNK(mode):
            raise PackageError(f"The archive holds a link ({_shown(info.orig_filename)}); it was refused.")
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise PackageError(f"The archive holds a special file ({_shown(info.orig_filename)}); it was refused.")
        if info.flag_bits & 0x1:
            raise PackageError("The archive is encrypted; a package never is.")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise PackageError("The archive is compressed in a way packages never are; it was refused.")
        key = unicodedata.normalize("NFC", "/".join(parts)).casefold()
        if key in seen:
            raise PackageError(f"The archive holds {_shown(info.orig_filename)} twice; it was refused.")
        seen[key] = info.is_dir()
        if info.is_dir() and info.file_size:
            raise PackageError("The archive holds a folder with content of its own; it was refused.")
        if info.file_size > _MIB and info.file_size > limits.ratio * max(1, info.compress_size):
            raise PackageError(f"{_shown(info.orig_filename)} would grow enormously when unpacked; it was refused.")
        if len(parts) == 1 and not info.is_dir():
            raise PackageError(f"{_shown(parts[0])} lies outside the package's folder; the archive was refused.")
        tops.add(parts[0])
    if len(tops) != 1:
        raise PackageError("The archive holds more than one top folder; it was refused, nothing was overwritten.")
    for key in seen:
        above = key.rsplit("/", 1)[0]
        while "/" in above:
            if seen.get(above, True) is False:
                raise PackageError(f"The archive holds {_shown(above)} both as a file and a folder; it was refused.")
            above = above.rsplit("/", 1)[0]
    total = sum(info.file_size for info in members)
    if total > limits.unpacked or (total > 50 * _MIB and total > limits.total_ratio * size):
        raise PackageError(f"The archive would grow to {_megabytes(total)} when unpacked; it was refused.")
    end = 0
    for info in sorted(members, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise PackageError("Files overlap inside the archive; it was refused.")
        end = info.header_offset + 30 + len(info.orig_filename.encode("utf-8", "replace")) + info.compress_size
    if end > size:
        raise PackageError("The archive claims more than it holds: the download is not complete.")
    return tops.pop()


_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


def _safe_parts(name: str) -> tuple[str, ...]:
    """The parts of a member's name, or PackageError when any file system could read it as a place outside."""
    bare = name[:-1] if name.endswith("/") else name
    parts = tuple(bare.split("/"))
    bad = (
        not bare
        or len(name) > 240
        or len(parts) > 10
        or any(c in '\\:<>"|?*' or not c.isprintable() for c in name)
        or any(p in ("", ".", "..") or p.endswith((".", " ")) or p.startswith(" ") for p in parts)
        or any(_RESERVED.fullmatch(p) for p in parts)
        or parts[0].startswith(".")
    )
    if bad:
        raise PackageError(f"The archive holds an unsafe file name ({_shown(name)}); it was refused.")
    return parts


def _check_contents(archive: zipfile.ZipFile, top: str, limits: Limits) -> dict[str, str]:
    """Metadata, model and tokenizer; returns the metadata."""
    files = {str(PurePosixPath(i.orig_filename).relative_to(top)) for i in archive.infolist() if not i.is_dir()}
    if "metadata.json" not in files:
        raise PackageError("The archive has no metadata.json: it is not an Argos package.")
    info = archive.getinfo(f"{top}/metadata.json")
    if info.file_size > limits.metadata:
        raise PackageError("The package's metadata.json is too large.")
    meta = _read_metadata(archive.read(info))
    if meta["type"] != "translate":
        raise PackageError(f"This is a package of type {_shown(meta['type'])}; only translation packages are used.")
    parse_pair(f"{meta['from_code']}-{meta['to_code']}")
    missing = _missing(files)
    if missing:
        raise PackageError(f"The package is not whole: {missing} is missing.")
    return meta


def _missing(files: set[str]) -> str:
    """What a package with these files (relative paths) lacks, or nothing."""
    if "model/model.bin" not in files:
        return "model/model.bin"
    shared = {"model/shared_vocabulary.txt", "model/shared_vocabulary.json"}
    both = ("source", "target")
    if not (shared & files or all({f"model/{b}_vocabulary.{e}" for e in ("txt", "json")} & files for b in both)):
        return "the model's vocabulary"
    if not {"sentencepiece.model", "bpe.model"} & files:
        return "the tokenizer (sentencepiece.model or bpe.model)"
    return ""


def _read_metadata(data: bytes) -> dict[str, str]:
    """The fields we use, as strings; raises PackageError."""
    try:
        meta = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PackageError("The package's metadata.json cannot be read") from error
    if not isinstance(meta, dict):
        raise PackageError("The package's metadata.json does not describe a package")
    fields = {"type": meta.get("type", "translate"), "target_prefix": meta.get("target_prefix") or ""}
    for name in ("from_code", "to_code", "package_version"):
        fields[name] = meta.get(name, "")
    if not all(isinstance(value, str) for value in fields.values()):
        raise PackageError("The package's metadata.json has fields of the wrong type")
    if not re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,3}", fields["package_version"]):
        raise PackageError("The package's metadata.json gives no version")
    if fields["type"] == "translate":
        for name in ("from_code", "to_code"):
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", fields[name]):
                raise PackageError("The package's metadata.json names no language pair")
    return cast("dict[str, str]", fields)


def _compare_checksum(pair: str, version: str, size: int, digest: str) -> tuple[str, str]:
    known = KNOWN.get((pair, version))
    if known is None:
        return "unknown", ""
    if known[1] == digest:
        return "known", ""
    return "differs", (
        f"This is not the {pair} {version} package we know: its SHA-256 is {digest[:16]}… ({_megabytes(size)}), "
        f"expected {known[1][:16]}… ({_megabytes(known[0])}). It may be a newer edition, damaged, or forged. "
        "Install it all the same?"
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size < 10_000_000 else f"{size / 1_000_000:,.0f} MB"


# ---- installing -----------------------------------------------------------------------------------------------------


def install(
    what: str, *, confirm: Confirm | None = None, patience: Patience | None = None
) -> Generator[Progress, None, InstalledPackage]:
    """Install a pair (`vi-en`, from the index) or an archive (a path), whichever `what` is; see the two below."""
    path = Path(what)
    looks_like_file = path.suffix.casefold() in (".argosmodel", ".zip") or len(path.parts) > 1 or path.is_file()
    if looks_like_file:
        return _install_archive(path, confirm, patience)
    return install_pair(what, confirm=confirm, patience=patience)


def install_file(
    path: Path, *, confirm: Confirm | None = None, patience: Patience | None = None
) -> InstalledPackage:  # fmt: skip
    """Check, unpack, try and put in place one archive; what was installed stays untouched if anything is wrong.

    Raises PackageError, or UnconfirmedPackage when the archive calls for a warning that `confirm` does not accept
    (without `confirm` no warning is accepted).
    """
    return _exhaust(_install_archive(path, confirm, patience))


def _exhaust(job: Generator[Progress, None, InstalledPackage]) -> InstalledPackage:
    while True:
        try:
            next(job)
        except StopIteration as end:
            return cast(InstalledPackage, end.value)


def _install_archive(
    path: Path, confirm: Confirm | None, patience: Patience | None
) -> Generator[Progress, None, InstalledPackage]:
    places = _places()
    with _lock(places):
        return (yield from _put_in_place(path, places, confirm, patience or Patience.usual()))


def _put_in_place(
    path: Path, places: _Places, confirm: Confirm | None, patience: Patience
) -> Generator[Progress, None, InstalledPackage]:
    """The caller holds the lock."""
    yield Progress(0, 0, f"Checking {_shown(path.name)}")
    checked = check_archive(path)
    label = f"{checked.pair} {checked.version}"
    here = [p for p in installed() if p.path.parent == places.packages]
    for other in here:
        same_name = other.path.name.casefold() == checked.folder.casefold()
        if same_name and other.pair and other.pair != checked.pair:
            raise PackageError(
                f"The archive says it is {checked.pair} but its folder is that of the installed {other.pair} package; "
                "it was refused."
            )
    if checked.warning and not (confirm and confirm(checked.warning)):
        raise UnconfirmedPackage(checked.warning.removesuffix(" Install it all the same?") + " It was not installed.")
    work = _workshop(places.packages)
    try:
        _need_room(work, checked.unpacked)
        yield from _unpack(path, work, checked)
        fresh = work / checked.folder
        yield Progress(0, 0, f"Trying {label}")
        _try_in_subprocess(fresh, patience.trial)
        note = {"sha256": checked.sha256, "size": checked.size, "checksum": checked.checksum}
        (fresh / _NOTE).write_text(json.dumps(note) + "\n", encoding="utf-8")
        final = _free_name(places.packages, checked.folder)
        fresh.rename(final)
        # The new one stands; only now its predecessors go.
        for other in here:
            if other.pair == checked.pair or (not other.pair and other.path.name == checked.folder):
                _discard(other.path, work)
    except OSError as error:
        raise PackageError(
            f"{label} could not be installed: {error.strerror or error}. Nothing was changed."
        ) from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return _describe(final)


def _workshop(packages: Path) -> Path:
    """A temporary folder on the package folder's file system, beside it where that is possible.

    Argos Translate's own tools take every folder inside the package folder for a package.
    """
    beside = packages.parent
    try:
        for place in (beside, packages):
            for old in place.glob(_TEMPORARY + "*.d"):
                shutil.rmtree(old, ignore_errors=True)
        same = beside.stat().st_dev == packages.stat().st_dev and os.access(beside, os.W_OK)
        return Path(tempfile.mkdtemp(prefix=_TEMPORARY, suffix=".d", dir=beside if same else packages))
    except OSError as error:
        raise PackageError(f"The package folder cannot be written: {error.strerror or error} ({packages}).") from error


def _need_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + 50 * _MIB:
        raise PackageError(f"Not enough room on the disk: {_megabytes(size)} are needed, {_megabytes(free)} are free.")


def _unpack(path: Path, work: Path, checked: CheckedArchive) -> Iterator[Progress]:
    """Write the members one by one; `check_archive` has looked at every name."""
    done = 0
    label = f"Unpacking {checked.pair} {checked.version}"
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            target = work.joinpath(*_safe_parts(info.orig_filename))
            if info.is_dir():
                target.mkdir(parents=True, exist_ok=True)
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            with archive.open(info) as member, target.open("xb") as file:
                while block := member.read(_CHUNK):
                    file.write(block)
                    done += len(block)
                    if done > checked.unpacked:
                        raise PackageError("The archive changed while it was read; nothing was installed.")
                    yield Progress(done, checked.unpacked, label)


def _free_name(packages: Path, wanted: str) -> Path:
    """`wanted`, or with a number where a folder of that name still stands (it goes after the new one is in place)."""
    taken = {p.name.casefold() for p in packages.iterdir()}
    names = (wanted if n == 1 else f"{wanted}-{n}" for n in range(1, 10_000))
    return packages / next(name for name in names if name.casefold() not in taken)


def _discard(folder: Path, work: Path) -> None:
    """Out of the package folder at once, then deleted."""
    if folder.is_symlink():
        folder.unlink()
        return
    away = Path(tempfile.mkdtemp(dir=work)) / "old"
    folder.rename(away)
    shutil.rmtree(away, ignore_errors=True)


def remove(pair: str) -> list[InstalledPackage]:
    """Delete the installed package of a pair (every version); returns what was removed. Raises PackageError."""
    source, target = parse_pair(pair)
    places = _places()
    with _lock(places):
        gone = [p for p in installed() if (p.source, p.target) == (source, target)]
        if not gone:
            raise PackageError(f"No {source}-{target} package is installed.")
        foreign = [p for p in gone if p.path.parent != places.packages]
        if foreign:
            raise PackageError(f"{source}-{target} was installed by the system ({foreign[0].path}); remove it there.")
        work = _workshop(places.packages)
        try:
            for package in gone:
                _discard(package.path, work)
        except OSError as error:
            raise PackageError(f"{source}-{target} could not be removed: {error.strerror or error}.") from error
        finally:
            shutil.rmtree(work, ignore_errors=True)
    return gone


@contextlib.contextmanager
def _lock(places: _Places) -> Iterator[None]:
    """One installer at a time, across processes; the system lets go when a process dies."""
    path = places.index.parent / (_TEMPORARY + "lock")
    try:
        file = path.open("a+b")
    except OSError as error:
        raise PackageError(f"The package folder cannot be written: {error.strerror or error} ({path}).") from error
    with file:
        try:
            _lock_file(file)
        except OSError as error:
            raise PackageError("Another installation is running; wait until it has finished.") from error
        yield


def _lock_file(file: IO[bytes]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


# ---- the trial ------------------------------------------------------------------------------------------------------

_PROBES = {"vi": "Hà Nội", "en": "Hanoi", "ru": "Москва"}


def try_package(folder: Path) -> str:
    """Load a package and translate one word; returns the translation. Raises PackageError for whatever goes wrong.

    Damaged models raise all sorts of errors, and may end the interpreter: `install_file` runs this in a process of its
    own.
    """
    import math

    try:
        import ctranslate2
        from argostranslate.package import Package

        package = Package(folder)
        translator = ctranslate2.Translator(str(folder / "model"), intra_threads=1)
        tokens = package.tokenizer.encode(_PROBES.get(package.from_code, "Hanoi"))
        prefix = [[package.target_prefix]] if package.target_prefix else None
        result = translator.translate_batch(
            [tokens], target_prefix=prefix, beam_size=2, max_decoding_length=64, return_scores=True
        )[0]
        text = package.tokenizer.decode(result.hypotheses[0])
    except ImportError as error:
        raise PackageError(unsupported()) from error
    except (RuntimeError, LookupError, ValueError, AttributeError, TypeError, OSError, MemoryError) as error:
        raise PackageError(f"it cannot be loaded ({_shown(str(error))})") from error
    if not math.isfinite(result.scores[0]):
        raise PackageError("its numbers are damaged")
    return str(text)


_TRIAL = """
import sys
from pathlib import Path
from glossary.errors import PackageError
from glossary.packages import try_package
try:
    try_package(Path(sys.argv[1]))
except PackageError as error:
    sys.stdout.buffer.write(str(error).encode("utf-8"))
    sys.exit(3)
"""


def _try_in_subprocess(folder: Path, seconds: float) -> None:
    """A damaged model can crash the interpreter or never answer: it does so in a process of its own."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "OMP_NUM_THREADS": "1"}
    try:
        done = subprocess.run(
            [sys.executable, "-c", _TRIAL, str(folder)],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, env=environment, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise PackageError("The package was refused: it did not translate a word in time.") from error
    if done.returncode == 3:
        raise PackageError(f"The package was refused: {done.stdout.decode('utf-8', 'replace')}.")
    if done.returncode:
        raise PackageError("The package was refused: its model is damaged and ends the program that loads it.")


# ---- the index ------------------------------------------------------------------------------------------------------


def available(refresh: bool = False, *, patience: Patience | None = None) -> Index:
    """The packages for our languages in Argos's index. The network is used only with `refresh`.

    When refreshing fails, the list kept from last time is used and `notice` says so. Never raises for the network;
    raises PackageError when Argos's folders cannot be used.
    """
    places = _places()
    notice = ""
    if refresh:
        try:
            entries = _fetch_index(places, patience or Patience.usual())
            _write_atomically(places.index, json.dumps(entries, ensure_ascii=False).encode("utf-8"))
        except PackageError as error:
            notice = f"The list of packages could not be refreshed: {error}"
    entries = _read_index(places.index)
    if notice and entries:
        notice += f" The list of {_age(places.index)} is used."
    elif not entries and not notice:
        notice = "There is no list of packages on this machine yet; refreshing it needs the network."
    have = {pair: package.version for pair, package in usable().items()}
    offers: dict[tuple[str, str], AvailablePackage] = {}
    for entry in entries:
        offer = _offer(entry)
        if offer is None:
            continue
        key = (offer.source, offer.target)
        old = offers.get(key)
        if old is None or _version_key(offer.version) > _version_key(old.version):
            offers[key] = replace(offer, installed=have.get(key, ""))
    if entries and not offers and not notice:
        notice = "The list of packages holds none for Vietnamese, English and Russian."
    return Index(tuple(offers[key] for key in sorted(offers)), notice)


def _offer(entry: Mapping[str, Any]) -> AvailablePackage | None:
    source, target = entry.get("from_code"), entry.get("to_code")
    if entry.get("type", "translate") != "translate" or source not in _LANGS or target not in _LANGS:
        return None
    links = tuple(link for link in entry["links"] if link.startswith(("https://", "http://")))
    version = entry["package_version"]
    size = KNOWN.get((f"{source}-{target}", version), (0, ""))[0]
    return AvailablePackage(source, target, version, links, size) if links and source != target else None


def _fetch_index(places: _Places, patience: Patience) -> list[dict[str, Any]]:
    body = b""
    with contextlib.closing(_download(places.index_url, Limits().index, patience)) as blocks:
        for block, _ in blocks:
            body += block
    entries = _valid_entries(body)
    if not entries:
        host = urllib.parse.urlsplit(places.index_url).hostname or places.index_url
        if body.lstrip()[:1] == b"<":
            raise PackageError(
                f"instead of the list, {host} answered with a web page. Does this network ask to log in first?"
            )
        raise PackageError(f"what {host} sent is not a list of packages.")
    return entries


def _read_index(path: Path) -> list[dict[str, Any]]:
    try:
        return _valid_entries(path.read_bytes()) if path.stat().st_size <= Limits().index else []
    except OSError:
        return []


def _valid_entries(body: bytes) -> list[dict[str, Any]]:
    """The entries that have the fields argostranslate and we rely on; others would break its tools."""
    try:
        data = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return []
    return [entry for entry in data if _valid_entry(entry)] if isinstance(data, list) else []


def _valid_entry(entry: object) -> bool:
    if not isinstance(entry, dict):
        return False
    version, links = entry.get("package_version"), entry.get("links")
    strings = ("type", "from_code", "to_code", "from_name", "to_name", "code", "argos_version", "target_prefix")
    return (
        isinstance(version, str)
        and re.fullmatch(r"\d{1,6}(\.\d{1,6}){0,3}", version) is not None
        and isinstance(links, list)
        and all(isinstance(link, str) for link in links)
        and all(entry.get(name) is None or isinstance(entry[name], str) for name in strings)
        and (entry.get("type", "translate") != "translate" or bool(entry.get("from_code") and entry.get("to_code")))
    )


def _age(path: Path) -> str:
    return time.strftime("%Y-%m-%d", time.localtime(path.stat().st_mtime))


def _write_atomically(path: Path, body: bytes) -> None:
    try:
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except OSError as error:
        raise PackageError(f"the list could not be kept: {error.strerror or error} ({path}).") from error


# ---- downloading ----------------------------------------------------------------------------------------------------


def install_pair(
    pair: str, *, confirm: Confirm | None = None, patience: Patience | None = None
) -> Generator[Progress, None, InstalledPackage]:
    """Download, check and install the index's package of a pair such as `vi-en` or `vi_en`.

    Yields Progress in bytes; closing the generator stops the job and removes what was loaded so far. A download that
    breaks off starts anew next time. The generator's return value is the installed package. The index is fetched when
    there is none or it lacks the pair. Raises PackageError, UnconfirmedPackage.
    """
    source, target = parse_pair(pair)
    if {source, target} == {"vi", "ru"}:
        raise PackageError(
            f"There is no {source}-{target} package: these languages meet through English. "
            f"Install {source}-en and en-{target}."
        )
    return _install_pair(source, target, confirm, patience or Patience.usual())


def _install_pair(
    source: str, target: str, confirm: Confirm | None, patience: Patience
) -> Generator[Progress, None, InstalledPackage]:
    places = _places()
    with _lock(places):
        for old in places.downloads.glob(_TEMPORARY + "*.argosmodel"):
            old.unlink(missing_ok=True)
        offer = _find_offer(source, target, available())
        if offer is None:
            yield Progress(0, 0, "Fetching the list of packages")
            index = available(refresh=True, patience=patience)
            offer = _find_offer(source, target, index)
            if offer is None:
                raise PackageError(index.notice or f"The list of packages has none for {source}-{target}.")
        handle, name = tempfile.mkstemp(prefix=_TEMPORARY, suffix=".argosmodel", dir=places.downloads)
        os.close(handle)
        archive = Path(name)
        try:
            yield from _load_from_any(offer, archive, patience)
            return (yield from _put_in_place(archive, places, confirm, patience))
        finally:
            archive.unlink(missing_ok=True)


def _find_offer(source: str, target: str, index: Index) -> AvailablePackage | None:
    return next((p for p in index.packages if (p.source, p.target) == (source, target)), None)


def _load_from_any(offer: AvailablePackage, archive: Path, patience: Patience) -> Iterator[Progress]:
    """Try the links in order until one gives the whole file."""
    for place, link in enumerate(offer.links, 1):
        try:
            yield from _load(offer, link, archive, patience)
            return
        except PackageError as error:
            if place == len(offer.links):
                raise PackageError(f"{offer.pair} could not be downloaded: {error}") from error


def _load(offer: AvailablePackage, link: str, archive: Path, patience: Patience) -> Iterator[Progress]:
    label = f"Downloading {offer.pair} {offer.version}"
    done, room = 0, False
    yield Progress(0, offer.size, label)
    with contextlib.closing(_download(link, Limits().archive, patience)) as blocks, archive.open("wb") as file:
        for block, total in blocks:
            if not done and not block.startswith(b"PK"):
                raise PackageError(
                    f"{urllib.parse.urlsplit(link).hostname} sent something else than a package. "
                    "Does this network ask to log in first?"
                )
            if not room:
                _need_room(archive.parent, total)
                room = True
            try:
                file.write(block)
            except OSError as error:
                raise PackageError(f"the download could not be kept: {error.strerror or error}.") from error
            done += len(block)
            yield Progress(done, max(total, done) if total else max(offer.size, done), label)
    if not done:
        raise PackageError(f"{urllib.parse.urlsplit(link).hostname} sent an empty file.")


def _download(url: str, most: int, patience: Patience) -> Generator[tuple[bytes, int], None, None]:
    """(block, expected total or 0) after (block …) of a body, with time-outs; raises PackageError with a sentence."""
    split = urllib.parse.urlsplit(url)
    host = split.hostname or ""
    if split.scheme not in ("http", "https") or not host:
        raise PackageError(f"{_shown(url)} is not a web address.")
    try:
        with _opener(patience).open(_request(url), timeout=patience.read) as answer:
            total = int(answer.headers.get("Content-Length") or 0)
            if total > most:
                raise PackageError(f"{host} offers a file of {_megabytes(total)}, too large to be right.")
            yield from _body(answer, host, total, most, patience)
    except urllib.error.HTTPError as error:
        error.close()
        raise PackageError(f"{host} answered {error.code} ({_shown(str(error.reason))}).") from error
    except urllib.error.URLError as error:
        raise PackageError(_network_sentence(host, error.reason, patience)) from error
    except (http.client.HTTPException, OSError, ValueError) as error:
        raise PackageError(_network_sentence(host, error, patience)) from error


def _request(url: str) -> urllib.request.Request:
    return urllib.request.Request(url, headers={"User-Agent": "tenrieng", "Accept-Encoding": "identity"})


def _body(
    answer: http.client.HTTPResponse, host: str, total: int, most: int, patience: Patience
) -> Iterator[tuple[bytes, int]]:
    done = since = 0
    started = time.monotonic()
    while block := answer.read1(_CHUNK):
        done, since = done + len(block), since + len(block)
        if done > most or (total and done > total):
            raise PackageError(f"{host} sent more than it announced; the download was stopped.")
        if time.monotonic() - started > patience.stall:
            if since < patience.least:
                raise PackageError(f"{host} is too slow: {since} bytes in {patience.stall:.0f} s. Try again later.")
            started, since = time.monotonic(), 0
        yield block, total
    if total and done < total:
        raise PackageError(f"the download broke off after {_megabytes(done)} of {_megabytes(total)}. Try again.")


def _network_sentence(host: str, reason: object, patience: Patience) -> str:
    if isinstance(reason, _NoRoute):
        return str(reason)
    if isinstance(reason, TimeoutError):
        return f"{host} accepted the connection but sent nothing for {patience.read:.0f} s. Try again later."
    if isinstance(reason, socket.gaierror):
        return f"{host} cannot be found: is this machine connected to the network?"
    if isinstance(reason, ConnectionRefusedError):
        return f"{host} refused the connection. Try again later."
    text = getattr(reason, "strerror", None) or str(reason)
    return f"{host} cannot be reached ({_shown(str(text))}): is this machine connected to the network?"


class _NoRoute(OSError):
    """No connection within the time; its text is the sentence."""


def _opener(patience: Patience) -> urllib.request.OpenerDirector:
    """HTTP and HTTPS only (and the user's proxy), redirects included: never `file:` or `ftp:`."""
    opener = urllib.request.OpenerDirector()
    connection = _connector(patience)

    class Http(urllib.request.HTTPHandler):
        def http_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            return self.do_open(_hooked(http.client.HTTPConnection, connection), request)

    class Https(urllib.request.HTTPSHandler):
        def https_open(self, request: urllib.request.Request) -> http.client.HTTPResponse:
            import ssl

            made = _hooked(http.client.HTTPSConnection, connection, context=ssl.create_default_context())
            return self.do_open(made, request)

    for handler in (
        urllib.request.ProxyHandler(), Http(), Https(), _Redirects(),
        urllib.request.HTTPDefaultErrorHandler(), urllib.request.HTTPErrorProcessor(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows a redirect to http or https, and never from https down to http."""

    max_redirections = 5

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        scheme = urllib.parse.urlsplit(newurl).scheme
        if scheme not in ("http", "https") or (req.type == "https" and scheme == "http"):
            raise PackageError(f"{req.host} sent us on to {_shown(newurl)}, which is not safe to follow.")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _hooked(kind: type[http.client.HTTPConnection], connect: Callable[..., socket.socket], **more: Any) -> Any:
    """Makes connections that resolve and connect within the patience; name look-ups have no time-out otherwise."""

    def make(host: str, **options: Any) -> http.client.HTTPConnection:
        made = kind(host, **options, **more)
        made._create_connection = connect  # type: ignore[attr-defined]
        return made

    return make


def _connector(patience: Patience) -> Callable[..., socket.socket]:
    def connect(address: tuple[str, int], timeout: object = None, source: object = None) -> socket.socket:
        host, port = address
        deadline = time.monotonic() + patience.connect
        problem: OSError | None = None
        for family, kind, protocol, _, place in _resolve(host, port, patience.connect):
            left = deadline - time.monotonic()
            if left <= 0:
                break
            line = socket.socket(family, kind, protocol)
            try:
                line.settimeout(left)
                line.connect(place)
                line.settimeout(patience.read)
                return line
            except OSError as error:
                line.close()
                problem = error
        if problem is not None and not isinstance(problem, TimeoutError):
            raise problem
        raise _NoRoute(
            f"{host} did not answer within {patience.connect:g} s: is this machine connected to the network? "
            "(On a very slow line set TENRIENG_CONNECT_SECONDS=10.)"
        )

    return connect


def _resolve(host: str, port: int, seconds: float) -> list[Any]:
    """`getaddrinfo` in a thread that is left behind when the name server keeps silent."""
    found: list[Any] = []
    failed: list[OSError] = []

    def look_up() -> None:
        try:
            found.extend(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, UnicodeError) as error:
            failed.append(error if isinstance(error, OSError) else OSError(str(error)))

    thread = threading.Thread(target=look_up, daemon=True, name="tenrieng-dns")
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    return list(found)
