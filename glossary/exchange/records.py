"""What every format reads and writes: one concept as a record, the format's card, and safe writing of files."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from glossary.encoding import readable_name
from glossary.errors import InputError
from glossary.model import ConceptStatus, Kind, Lang, Loss, Origin, Term, TermForm, TermStatus
from glossary.text import nfc

VARIANT_SEPARATOR = " | "
"""Stands between the variants in one cell; so no term may contain its bar."""

REJECTED = "rejected concepts"
DEPRECATED = "deprecated or superseded terms"

_NOT_OFFERED = frozenset({TermStatus.DEPRECATED, TermStatus.SUPERSEDED})
_SURROGATE = re.compile("[\ud800-\udfff]")
_ACRONYM = re.compile(r"[^\W\d_a-zа-яё][^\W_a-zа-яё&.-]{1,7}")


@dataclass(frozen=True, slots=True)
class ConceptRecord:
    """A concept as it leaves and comes back. In `terms` the preferred term of a language stands first."""

    id: str
    kind: Kind
    status: ConceptStatus
    terms: Mapping[Lang, tuple[Term, ...]] = field(default_factory=dict)
    suggested: Mapping[Lang, str] = field(default_factory=dict)
    articles: int = 0
    mentions: int = 0
    context: str = ""
    source: str = ""
    note: str = ""
    spellings: Mapping[Lang, tuple[Term, ...]] = field(default_factory=dict)
    """The terms as articles spell them, where `terms` are in house style; empty where they are the same."""
    line: int = field(default=0, compare=False)
    """Where it stood in the file that it was read from; no part of what it says."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format's card: how it is named, what it is for, the suffix of its files, the module that knows it."""

    name: str
    description: str
    suffix: str
    module: str
    readable: bool = False


def clean_term(text: str) -> str:
    """A term as it is kept: NFC, without white space at its ends."""
    return nfc(text).strip()


def guess_form(text: str, *, main: bool) -> TermForm:
    """The form of a term where a file does not carry it: capitals alone are an acronym, else full form or variant."""
    if _ACRONYM.fullmatch(text) and text.upper() == text:
        return TermForm.ACRONYM
    return TermForm.FULL if main else TermForm.VARIANT


def offered(records: Iterable[ConceptRecord], *, rejected: bool = False) -> tuple[list[ConceptRecord], dict[str, int]]:
    """The records without what no colleague should be offered, and the count of what was left out, by reason."""
    kept: list[ConceptRecord] = []
    left_out: dict[str, int] = {}
    for record in records:
        if record.status is ConceptStatus.REJECTED and not rejected:
            left_out[REJECTED] = left_out.get(REJECTED, 0) + 1
            continue
        terms = _in_use(record.terms)
        dropped = sum(map(len, record.terms.values())) - sum(map(len, terms.values()))
        if dropped:
            left_out[DEPRECATED] = left_out.get(DEPRECATED, 0) + dropped
        kept.append(replace(record, terms=terms, spellings=_in_use(record.spellings)))
    return kept, left_out


def _in_use(terms: Mapping[Lang, tuple[Term, ...]]) -> dict[Lang, tuple[Term, ...]]:
    return {lang: tuple(t for t in of if t.status not in _NOT_OFFERED) for lang, of in terms.items()}


def in_order(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Preferred first, otherwise as given; every text once, cleaned, none empty."""
    seen: dict[str, Term] = {}
    for term in sorted(terms, key=lambda t: t.status is not TermStatus.PREFERRED):
        text = clean_term(term.text)
        if text and text not in seen:
            seen[text] = replace(term, text=text)
    return tuple(seen.values())


def imported(lang: Lang, texts: Sequence[str], *, preferred: bool = True) -> tuple[Term, ...]:
    """Terms from a file that knows only their order: the first is preferred (if `preferred`), the others admitted."""
    unique = dict.fromkeys(text for raw in texts if (text := clean_term(raw)))
    return tuple(
        Term(
            lang,
            text,
            form=guess_form(text, main=place == 0),
            status=TermStatus.ADMITTED if place else TermStatus.PREFERRED,
            origin=Origin.IMPORT,
        )
        for place, text in enumerate(unique, 0 if preferred else 1)
    )


def encodable(text: str) -> str:
    """`text` with lone surrogates, which no file can hold, replaced by U+FFFD."""
    return _SURROGATE.sub("\ufffd", text)


def surrogate_losses(record: ConceptRecord) -> list[Loss]:
    """One loss for each field of the record that holds half a character."""
    texts = [t.text for of in record.terms.values() for t in of]
    texts += [record.context, record.source, record.note, *record.suggested.values()]
    return [
        Loss(encodable(f"{record.id}: {text[:60]}"), "holds half a character (a lone surrogate), written as \ufffd")
        for text in texts
        if _SURROGATE.search(text)
    ]


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files, each whole or not at all: they are written beside their places first, and then take their names.

    Raises InputError when the folder is missing, closed to us or full; until the first file takes its name nothing is
    changed.
    """
    waiting: list[tuple[str, Path]] = []
    current = Path()
    replaced = 0
    try:
        for current, data in files.items():
            if current.exists() and not current.is_file() and not current.is_dir():
                current.write_bytes(data)  # a pipe or a terminal: nothing to rename onto
                continue
            place = _followed(current)
            if place.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(current))
            # The name is not made from that of the file, which may be as long as the file system allows.
            handle, temporary = tempfile.mkstemp(prefix=".tenrieng-", suffix=".part", dir=place.parent)
            waiting.append((temporary, place))
            with os.fdopen(handle, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).chmod(_mode(place))
        while waiting:
            temporary, current = waiting[0]
            Path(temporary).replace(current)
            waiting.pop(0)
            replaced += 1
    except OSError as error:
        told = _sentence(error, current)
        if replaced:
            told = told.replace("nothing was changed", f"{replaced} of {len(files)} files were written before")
        raise InputError(told) from error
    finally:
        for temporary, _ in waiting:
            Path(temporary).unlink(missing_ok=True)


def _followed(target: Path) -> Path:
    """The file that a link leads to; raises OSError for links that lead nowhere in the end, as newer Pythons do."""
    try:
        return target.resolve()
    except RuntimeError as loop:
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(target)) from loop


def _mode(place: Path) -> int:
    """The permissions of the file to be replaced, or those a new file would get."""
    if place.exists():
        return place.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def _sentence(error: OSError, target: Path) -> str:
    name = readable_name(target)
    match error.errno:
        case errno.ENOSPC | errno.EDQUOT:
            return f"There is no space left to write {name}; nothing was changed. Free some or choose another disk."
        case errno.EACCES | errno.EPERM | errno.EROFS:
            # Windows says the same of a file that a spreadsheet has open.
            return (
                f"You may not write {name}, or another program has it open; nothing was changed. Close it there, or "
                "choose another folder."
            )
        case errno.ENOENT | errno.ENOTDIR if not target.parent.is_dir():
            return f"The folder {readable_name(target.parent)} does not exist; create it or choose another one."
        case errno.EISDIR:
            return f"{name} is a folder; name a file in it."
        case errno.ENAMETOOLONG:
            return f"The name of {name[-40:]} is too long; choose a shorter one."
    return f"{name} could not be written ({error.strerror or error}); nothing was changed. Choose another place."
