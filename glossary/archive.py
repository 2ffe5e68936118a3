"""Argos archives (`.argosmodel`) looked at without writing a byte: is this a whole and harmless package?

The stock installer unpacks whatever it is given. Here every name, kind, size and checksum is judged first, and a
package that public code knows by its SHA-256 is compared with it.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import cast

from glossary.encoding import readable_name
from glossary.errors import PackageError
from glossary.model import Lang

_MIB = 1 << 20
_CHUNK = 256 * 1024
LANGS = frozenset(lang.value for lang in Lang)
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")


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


KNOWN: Mapping[tuple[str, str], tuple[int, str]] = {
    ("vi-en", "1.9"): (65_895_840, "ebd51b7189b13eccb9238a5777de1d343008c4c05284a8b89610242364433953"),
    ("en-vi", "1.9"): (67_770_159, "86957101aa4099aa9a1a7492e41987d938d3cf0fdaf4fb684c0797a9d567dd16"),
    ("en-ru", "1.9"): (195_746_693, "591d743ae103752b88ffc38785c50421320f4eff93c8967e0d3d2e14d4e27811"),
    ("ru-en", "1.9"): (156_239_112, "e9ba8bf722d10a4a4c39f74289d5938fd47eac08dbe4ed0afd22d89445a5c3ac"),
}
"""Size and SHA-256 of published packages as public code pins them. Second-hand: a difference is only a warning."""


def parse_pair(text: str) -> tuple[str, str]:
    """`vi-en`, `vi_en` or `vi→en` as (`vi`, `en`); raises PackageError for what is no pair of our languages."""
    match = re.fullmatch(r"\s*([a-z]{2,3})\s*(?:[-_:>]|->|→)\s*([a-z]{2,3})\s*", text.casefold())
    if match is None:
        raise PackageError(f"“{shown(text)}” is not a language pair. Write it like vi-en or en-ru.")
    source, target = match.groups()
    if source not in LANGS or target not in LANGS or source == target:
        raise PackageError(
            f"{source}-{target} is not a pair this program uses. It works with Vietnamese (vi), English (en) and "
            "Russian (ru); Vietnamese and Russian meet through English: vi-en, en-vi, en-ru, ru-en."
        )
    return source, target


def shown(text: str) -> str:
    """Foreign text fit for a sentence: one line, no control characters, not long."""
    clean = "".join(c if c.isprintable() else "?" for c in readable_name(text))
    return clean if len(clean) <= 80 else clean[:77] + "…"


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
            raise PackageError(f"{shown(str(path))} is not a file.")
        if size > limits.archive:
            raise PackageError(f"{shown(path.name)} is too large for a package ({megabytes(size)}).")
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
        raise PackageError(f"There is no file {shown(str(path))}.") from error
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError) as error:
        raise PackageError(
            f"{shown(path.name)} is damaged or not a package ({shown(str(error)) or 'it ends early'}). "
            "Download it again."
        ) from error
    except zlib.error as error:
        raise PackageError(f"{shown(path.name)} is damaged ({error}). Download it again.") from error
    except OSError as error:
        raise PackageError(f"{shown(str(path))} cannot be read: {error.strerror or error}.") from error
    source, target = meta["from_code"], meta["to_code"]
    digest = _sha256(path)
    checksum, warning = _compare_checksum(f"{source}-{target}", meta["package_version"], size, digest)
    return CheckedArchive(
        source, target, meta["package_version"], top, size, digest, checksum, unpacked, warning
    )  # fmt: skip


def _check_directory(path: Path, size: int, limits: Limits) -> None:
    """Refuse a giant or 64-bit zip directory before `zipfile` reads it into memory."""
    with path.open("rb") as file:
        file.seek(max(0, size - 65_557))
        tail = file.read()
    at = tail.rfind(b"PK\x05\x06")
    if at < 0 or at + 22 > len(tail):
        raise PackageError(f"{shown(path.name)} is not a package: it is no zip archive, or its end is missing.")
    entries = int.from_bytes(tail[at + 10 : at + 12], "little")
    directory = int.from_bytes(tail[at + 12 : at + 16], "little")
    wide = tail[:at].rfind(b"PK\x06\x07") >= max(0, at - 20)
    if wide or entries > limits.files or directory > limits.directory:
        raise PackageError(f"{shown(path.name)} holds too many files for a package; it was refused.")


def _check_members(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> str:
    """Names, kinds, sizes; returns the one top folder."""
    if not members:
        raise PackageError("The archive is empty.")
    if len(members) > limits.files:
        raise PackageError("The archive holds too many files for a package; it was refused.")
    seen: dict[str, bool] = {}
    tops: set[str] = set()
    for info in members:
        parts = safe_parts(info.orig_filename)
        _check_member(info, limits)
        # File systems that fold case or compose letters would let the second of two such names replace the first.
        key = unicodedata.normalize("NFC", "/".join(parts)).casefold()
        if key in seen:
            raise PackageError(f"The archive holds {shown(info.orig_filename)} twice; it was refused.")
        seen[key] = info.is_dir()
        if len(parts) == 1 and not info.is_dir():
            raise PackageError(f"{shown(parts[0])} lies outside the package's folder; the archive was refused.")
        tops.add(parts[0])
    if len(tops) != 1:
        raise PackageError("The archive holds more than one top folder; it was refused, nothing was overwritten.")
    for key in seen:
        above = key.rsplit("/", 1)[0]
        while "/" in above:
            if seen.get(above, True) is False:
                raise PackageError(f"The archive holds {shown(above)} both as a file and a folder; it was refused.")
            above = above.rsplit("/", 1)[0]
    _check_sizes(members, size, limits)
    return tops.pop()


def _check_member(info: zipfile.ZipInfo, limits: Limits) -> None:
    """A plain file or folder, compressed as usual, that does not explode."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        raise PackageError(f"The archive holds a link ({shown(info.orig_filename)}); it was refused.")
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise PackageError(f"The archive holds a special file ({shown(info.orig_filename)}); it was refused.")
    if info.flag_bits & 0x1:
        raise PackageError("The archive is encrypted; a package never is.")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise PackageError("The archive is compressed in a way packages never are; it was refused.")
    if info.is_dir() and info.file_size:
        raise PackageError("The archive holds a folder with content of its own; it was refused.")
    if info.file_size > _MIB and info.file_size > limits.ratio * max(1, info.compress_size):
        raise PackageError(f"{shown(info.orig_filename)} would grow enormously when unpacked; it was refused.")


def _check_sizes(members: list[zipfile.ZipInfo], size: int, limits: Limits) -> None:
    """All together fit into the archive, side by side, and do not grow beyond measure."""
    total = sum(info.file_size for info in members)
    if total > limits.unpacked or (total > 50 * _MIB and total > limits.total_ratio * size):
        raise PackageError(f"The archive would grow to {megabytes(total)} when unpacked; it was refused.")
    end = 0
    for info in sorted(members, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise PackageError("Files overlap inside the archive; it was refused.")
        end = info.header_offset + 30 + len(info.orig_filename.encode("utf-8", "replace")) + info.compress_size
    if end > size:
        raise PackageError("The archive claims more than it holds: the download is not complete.")


_RESERVED = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?")


def safe_parts(name: str) -> tuple[str, ...]:
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
        raise PackageError(f"The archive holds an unsafe file name ({shown(name)}); it was refused.")
    return parts


def _check_contents(archive: zipfile.ZipFile, top: str, limits: Limits) -> dict[str, str]:
    """Metadata, model and tokenizer; returns the metadata."""
    files = {str(PurePosixPath(i.orig_filename).relative_to(top)) for i in archive.infolist() if not i.is_dir()}
    if "metadata.json" not in files:
        raise PackageError("The archive has no metadata.json: it is not an Argos package.")
    info = archive.getinfo(f"{top}/metadata.json")
    if info.file_size > limits.metadata:
        raise PackageError("The package's metadata.json is too large.")
    meta = read_metadata(archive.read(info))
    if meta["type"] != "translate":
        raise PackageError(f"This is a package of type {shown(meta['type'])}; only translation packages are used.")
    parse_pair(f"{meta['from_code']}-{meta['to_code']}")
    missing = missing_part(files)
    if missing:
        raise PackageError(f"The package is not whole: {missing} is missing.")
    return meta


def missing_part(files: set[str]) -> str:
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


def read_metadata(data: bytes) -> dict[str, str]:
    """The fields we use, as strings; raises PackageError."""
    try:
        meta = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PackageError("The package's metadata.json cannot be read.") from error
    if not isinstance(meta, dict):
        raise PackageError("The package's metadata.json does not describe a package.")
    fields = {"type": meta.get("type", "translate"), "target_prefix": meta.get("target_prefix") or ""}
    for name in ("from_code", "to_code", "package_version"):
        fields[name] = meta.get(name, "")
    if not all(isinstance(value, str) for value in fields.values()):
        raise PackageError("The package's metadata.json has fields of the wrong type.")
    if not VERSION.fullmatch(fields["package_version"]):
        raise PackageError("The package's metadata.json gives no version.")
    if fields["type"] == "translate":
        for name in ("from_code", "to_code"):
            if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,4})?", fields[name]):
                raise PackageError("The package's metadata.json names no language pair.")
    return cast("dict[str, str]", fields)


def _compare_checksum(pair: str, version: str, size: int, digest: str) -> tuple[str, str]:
    known = KNOWN.get((pair, version))
    if known is None:
        return "unknown", ""
    if known[1] == digest:
        return "known", ""
    return "differs", (
        f"This is not the {pair} {version} package we know: its SHA-256 is {digest[:16]}… ({megabytes(size)}), "
        f"expected {known[1][:16]}… ({megabytes(known[0])}). It may be a newer edition, damaged, or forged. "
        "Install it all the same?"
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def megabytes(size: int) -> str:
    """A file size for a sentence."""
    return f"{size / 1_000_000:,.1f} MB" if size < 10_000_000 else f"{size / 1_000_000:,.0f} MB"
