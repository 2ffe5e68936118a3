"""OmegaT glossaries: one `.utf8` file per direction, with the columns source, target, comment.

After OmegaT's reader (`GlossaryReaderTSV`): UTF-8, a line that starts with `#` is a comment, cells are split at tabs,
nothing is quoted, a line without a target is skipped. OmegaT knows no status and would offer a deprecated term as a
good one: such terms stay out, and variants are only sources. There is no place for ids, kinds, forms and suggestions;
kind and note go to the comment.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

from glossary.encoding import readable_name
from glossary.errors import InputError
from glossary.exchange.records import ConceptRecord, encodable, in_order, surrogate_losses, write_files
from glossary.model import ConceptStatus, Lang, Loss, Term, TermForm, TermStatus, TransferReport
from glossary.text import nfc

HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
"""The first line; OmegaT and Emacs both know it."""

SUFFIX = ".utf8"
"""The only suffix that OmegaT always reads as UTF-8 with tabs."""

ONE_LANGUAGE = "concepts with terms in one language only"
SUGGESTIONS = "suggestions nobody has taken yet"

_BREAK = re.compile(r"[\t\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")

Row = tuple[str, str, str]


def files(target: Path) -> dict[tuple[Lang, Lang], Path]:
    """Where each direction goes: into the folder `target`, or beside each other when `target` has a suffix."""
    if os.path.isdir(target) or not target.suffix:  # noqa: PTH112  (pathlib raises on names that are too long)
        return {(a, b): target / f"{a}-{b}{SUFFIX}" for a, b in permutations(Lang, 2)}
    return {(a, b): target.with_name(f"{target.stem}-{a}-{b}{SUFFIX}") for a, b in permutations(Lang, 2)}


def write(
    records: Sequence[ConceptRecord], target: Path, format_name: str, left_out: Mapping[str, int]
) -> TransferReport:
    """Write the six directions, then read them back as OmegaT would and report each row it would not find.

    A direction without any row gets no file; one from an earlier export is emptied.

    Raises InputError when the place cannot be written or there is no pair.
    """
    wanted = {direction: list(_rows(records, *direction)) for direction in permutations(Lang, 2)}
    places = {
        direction: place
        for direction, place in files(target).items()
        if wanted[direction] or os.path.exists(place)  # noqa: PTH110  (pathlib raises on names that are too long)
    }
    if not any(wanted.values()):
        raise InputError(
            "No concept has terms in two languages yet, so OmegaT glossaries would be empty; take suggestions first."
        )
    _make_folder(target)
    write_files({place: _print(wanted[direction]).encode() for direction, place in places.items()})
    losses = [loss for record in records for loss in surrogate_losses(record)]
    for direction, place in places.items():
        losses += _lost(wanted[direction], parse(place.read_bytes()), place)
    counts = Counter(left_out)
    counts[ONE_LANGUAGE] = sum(sum(map(bool, r.terms.values())) < 2 for r in records)
    counts[SUGGESTIONS] = sum(
        bool(text) and not r.terms.get(lang) for r in records for lang, text in r.suggested.items()
    )
    return TransferReport(
        files=tuple(map(readable_name, places.values())),
        concepts=sum(sum(map(bool, r.terms.values())) >= 2 for r in records),
        terms=sum(
            len(in_order(of)) for r in records for of in r.terms.values() if sum(map(bool, r.terms.values())) >= 2
        ),
        left_out={why: count for why, count in counts.items() if count},
        losses=tuple(dict.fromkeys(losses)),
    )


def parse(data: bytes) -> list[Row]:
    """The rows OmegaT finds in a file of ours."""
    rows: list[Row] = []
    for line in re.split(r"\r\n|\r|\n", data.decode("utf-8-sig")):
        cells = line.split("\t")
        while cells and not cells[-1]:  # Java's split drops empty cells at the end
            cells.pop()
        if line.startswith("#") or len(cells) < 2 or not cells[0]:
            continue
        rows.append((cells[0], cells[1], cells[2] if len(cells) > 2 else ""))
    return rows


def _rows(records: Sequence[ConceptRecord], source: Lang, target: Lang) -> Iterator[Row]:
    """Every spelling of the source language with every term of the target language, the preferred ones first.

    Sources are the spellings as texts have them, for OmegaT looks them up; a mere variant is nobody's target.
    """
    for record in records:
        comment = _comment(record)
        targets = [t for t in in_order(record.terms.get(target, ())) if _advised(t)]
        for term in in_order((record.spellings or record.terms).get(source, ())):
            for other in targets:
                yield encodable(term.text), encodable(other.text), comment


def _advised(term: Term) -> bool:
    return term.status is TermStatus.PREFERRED or term.form is not TermForm.VARIANT


def _comment(record: ConceptRecord) -> str:
    parts = [record.kind.value.lower()]
    if record.status is not ConceptStatus.APPROVED:
        parts.append("not yet reviewed" if record.status is ConceptStatus.NEW else record.status.value)
    if record.note.strip():
        parts.append(nfc(encodable(record.note)).strip())
    return "; ".join(parts)


def _flat(cell: str) -> str:
    return _BREAK.sub(" ", cell)


def _print(rows: Sequence[Row]) -> str:
    lines = dict.fromkeys("\t".join(map(_flat, row)) for row in rows)
    return "\n".join([HEADER, *lines]) + "\n"


def _lost(wanted: Sequence[Row], found: Sequence[Row], place: Path) -> Iterator[Loss]:
    """What was meant and is not there when OmegaT reads the file."""
    there, name = set(found), readable_name(place)
    for row in wanted:
        if row in there:
            continue
        if tuple(map(_flat, row)) in there:
            cells = [cell for cell in row if _flat(cell) != cell]
            yield Loss(f"{name}: {_flat(cells[0])[:60]}", "holds a tab or a line break; written with a space instead")
        elif row[0].startswith("#"):
            yield Loss(
                f"{name}: {row[0][:60]}", "starts with “#”, which makes the line a comment; OmegaT will not find it"
            )
        else:
            yield Loss(f"{name}: {row[0][:60]}", "OmegaT cannot read this row back")


def _make_folder(target: Path) -> None:
    if target.suffix:
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            f"The folder {readable_name(target)} cannot be made ({error.strerror or error}); choose another place."
        ) from error
