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
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO, Any, cast

from glossary.archive import (
    KNOWN,
    LANGS,
    VERSION,
    CheckedArchive,
    Limits,
    check_archive,
    megabytes,
    missing_part,
    parse_pair,
    read_metadata,
    safe_parts,
    shown,
)
from glossary.download import DownloadError, Patience, download, host_of
from glossary.errors import PackageError
from glossary.model import Progress

Confirm = Callable[[str], bool]
"""Asks the person: gets one sentence of warning and a question, returns whether to go on."""

_MIB = 1 << 20
_CHUNK = 256 * 1024
_TEMPORARY = ".tenrieng-"
_NOTE = "tenrieng.json"


def known_sizes(pair: str) -> dict[str, int]:
    """The versions of a pair that we know, with the bytes of their archives: told before the index was asked."""
    return {version: size for (named, version), (size, _checksum) in KNOWN.items() if named == pair}


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


class UnconfirmedPackage(PackageError):
    """A warning about the archive was not confirmed, so nothing was installed."""


# ---- where things lie -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Places:
    packages: Path
    """Where we install."""
    others: tuple[Path, ...]
    """Every folder argostranslate looks in, `packages` first."""
    downloads: Path
    index: Path
    index_address: str


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
        index_address=(base if base.endswith("/") else base + "/") + "index.json",
    )


def unsupported() -> str:
    """The sentence for machines without the libraries of machine translation."""
    return (
        "Machine translation is off: ctranslate2, sentencepiece and argostranslate are not installed, or have no build "
        "for this machine. Everything else works."
    )


def has_argos_folder() -> bool:
    """Can anything be installed? Answers without importing argostranslate, whose import makes folders at home."""
    if "argostranslate.settings" in sys.modules or "SNAP" in os.environ:
        return True
    named = os.environ.get("ARGOS_PACKAGES_DIR") or os.environ.get("ARGOS_TRANSLATE_PACKAGE_DIR")
    if named:
        return Path(named).is_dir()
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "argos-translate"
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "argos-translate"
    return data.is_dir() or (config / "settings.json").is_file()


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
            raise PackageError("metadata.json is too large.")
        meta = read_metadata(path.read_bytes())
    except OSError:
        return InstalledPackage("", "", "", folder, "This folder has no readable metadata.json: it is not a package.")
    except PackageError as error:
        return InstalledPackage("", "", "", folder, f"This folder is not a usable package: {error}")
    problem = ""
    if meta["type"] != "translate":
        problem = f"This is a package of type {shown(meta['type'])}, not for translating."
    else:
        files = {p.relative_to(folder).as_posix() for p in _files(folder)}
        missing = missing_part(files)
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
    path: Path, places: _Places, confirm: Confirm | None, patience: Patience, offer: AvailablePackage | None = None
) -> Generator[Progress, None, InstalledPackage]:
    """The caller holds the lock. With an `offer` the archive must be what the index said."""
    yield Progress(0, 0, f"Checking {shown(path.name) if offer is None else offer.pair}")
    checked = check_archive(path)
    label = f"{checked.pair} {checked.version}"
    here = [p for p in installed() if p.path.parent == places.packages]
    _refuse_other(checked, here, offer)
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
        _discard_predecessors(checked, here, work)
    except OSError as error:
        raise PackageError(
            f"{label} could not be installed: {error.strerror or error}. Nothing was changed."
        ) from error
    except (zipfile.BadZipFile, EOFError, KeyError) as error:
        raise PackageError("The archive changed while it was read; nothing was installed.") from error
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return _describe(final)


def _refuse_other(checked: CheckedArchive, here: list[InstalledPackage], offer: AvailablePackage | None) -> None:
    """Raise PackageError for another package than the one asked for, and for one in another's folder."""
    if offer and (checked.pair != offer.pair or _version_key(checked.version) != _version_key(offer.version)):
        raise PackageError(
            f"Instead of {offer.pair} {offer.version} the server sent {checked.pair} {checked.version}; "
            "it was refused, nothing was changed."
        )
    for other in here:
        same_name = other.path.name.casefold() == checked.folder.casefold()
        if same_name and other.pair and other.pair != checked.pair:
            raise PackageError(
                f"The archive says it is {checked.pair} but its folder is that of the installed {other.pair} package; "
                "it was refused."
            )


def _discard_predecessors(checked: CheckedArchive, here: list[InstalledPackage], work: Path) -> None:
    """Remove what the new package replaces: the same pair, or a broken folder of its name."""
    for old in here:
        if old.pair == checked.pair or (not old.pair and old.path.name == checked.folder):
            try:
                _discard(old.path, work)
            except OSError as error:
                raise PackageError(
                    f"{checked.pair} {checked.version} is installed, but what it replaces could not be removed "
                    f"({old.path}): {error.strerror or error}. Close the programs that use it and remove that folder."
                ) from error


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
        raise PackageError(f"Not enough room on the disk: {megabytes(size)} are needed, {megabytes(free)} are free.")


def _unpack(path: Path, work: Path, checked: CheckedArchive) -> Iterator[Progress]:
    """Write the members one by one; `check_archive` has looked at every name."""
    done = 0
    label = f"Unpacking {checked.pair} {checked.version}"
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            target = work.joinpath(*safe_parts(info.orig_filename))
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
    if not has_argos_folder():
        raise PackageError(f"No {source}-{target} package is installed.")
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
        why = shown(str(error).replace(f"{folder}{os.sep}", ""))
        raise PackageError(f"it cannot be loaded ({why})") from error
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

_NO_LIST = "There is no list of packages on this machine yet; refreshing it needs the network."


def available(refresh: bool = False, *, patience: Patience | None = None) -> Index:
    """The packages for our languages in Argos's index. The network is used only with `refresh`.

    When refreshing fails, the list kept from last time is used and `notice` says so. Never raises for the network;
    raises PackageError when Argos's folders cannot be used.
    """
    if not refresh and not has_argos_folder():
        return Index((), _NO_LIST)
    places = _places()
    notice = ""
    if refresh:
        try:
            entries = _fetch_index(places, patience or Patience.usual())
            _write_atomically(places.index, json.dumps(entries, ensure_ascii=False).encode("utf-8"))
        except (PackageError, DownloadError) as error:
            notice = f"The list of packages could not be refreshed: {error}"
    entries = _read_index(places.index)
    if notice and entries:
        notice += f" The list of {_age(places.index)} is used."
    elif not entries and not notice:
        notice = _NO_LIST
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
    if entry.get("type", "translate") != "translate" or source not in LANGS or target not in LANGS:
        return None
    links = tuple(link for link in entry["links"] if link.startswith(("https://", "http://")))
    version = entry["package_version"]
    size = KNOWN.get((f"{source}-{target}", version), (0, ""))[0]
    return AvailablePackage(source, target, version, links, size) if links and source != target else None


def _fetch_index(places: _Places, patience: Patience) -> list[dict[str, Any]]:
    with download(places.index_address, Limits().index, patience) as answer:
        body = b"".join(answer.blocks)
    entries = _valid_entries(body)
    if not entries:
        host = host_of(places.index_address) or places.index_address
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
        and VERSION.fullmatch(version) is not None
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
            return (yield from _put_in_place(archive, places, confirm, patience, offer))
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
        except (PackageError, DownloadError) as error:
            if place == len(offer.links):
                raise PackageError(f"{offer.pair} could not be downloaded: {error}") from error


def _load(offer: AvailablePackage, link: str, archive: Path, patience: Patience) -> Iterator[Progress]:
    label = f"Downloading {offer.pair} {offer.version}"
    done = 0
    yield Progress(0, offer.size, label)
    with download(link, Limits().archive, patience) as answer, archive.open("wb") as file:
        _need_room(archive.parent, answer.total)
        for block in answer.blocks:
            if not done and not block.startswith(b"PK"):
                raise PackageError(
                    f"{host_of(link)} sent something else than a package. Does this network ask to log in first?"
                )
            try:
                file.write(block)
            except OSError as error:
                raise PackageError(f"the download could not be kept: {error.strerror or error}.") from error
            done += len(block)
            yield Progress(done, max(answer.total or offer.size, done), label)
    if not done:
        raise PackageError(f"{host_of(link)} sent an empty file.")


def folder_stamp() -> object:
    """Changes whenever a package is put into or taken out of the package folders; cheap."""
    stamps: list[tuple[str, int]] = []
    for folder in _places().others if has_argos_folder() else ():
        try:
            stamps.append((str(folder), folder.stat().st_mtime_ns))
        except OSError:
            stamps.append((str(folder), 0))
    return tuple(stamps)
