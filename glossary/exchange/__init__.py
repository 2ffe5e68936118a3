"""Formats for leaving and coming back: one module each, a parse/print pair.

A new format is a module with `write(records, target, format_name)` (and `read(path)` if it can come back) and a line in
`FORMATS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path

from glossary.errors import InputError
from glossary.exchange.records import ConceptRecord, Format, offered
from glossary.model import Loss, TransferReport

__all__ = ["FORMATS", "ConceptRecord", "Format", "carried", "read", "write"]

FORMATS: dict[str, Format] = {
    card.name: card
    for card in (
        Format("csv", "CSV for exchange: UTF-8, commas; comes back without loss", ".csv", "csv_file", readable=True),
        Format("csv-excel", "CSV for Excel: UTF-8 with BOM, semicolons; comes back", ".csv", "csv_file", readable=True),
        Format("omegat", "OmegaT glossaries: a folder with one .utf8 file per direction", "", "omegat"),
    )
}
"""The formats by name, in the order in which they are offered."""


def write(
    format_name: str, records: Iterable[ConceptRecord], target: Path, *, rejected: bool = False
) -> TransferReport:
    """Write the records; rejected concepts (unless asked for) and deprecated terms are left out and counted.

    The file appears whole or not at all. Raises InputError for an unknown format or a place that cannot be written.
    """
    if format_name not in FORMATS:
        raise InputError(f"There is no format called “{format_name}”; choose one of: {', '.join(FORMATS)}.")
    kept, left_out = offered(records, rejected=rejected)
    module = import_module(f"{__name__}.{FORMATS[format_name].module}")
    report: TransferReport = module.write(kept, target, format_name, left_out)
    return report


def read(path: Path) -> tuple[list[ConceptRecord], list[Loss]]:
    """The concepts of a file written by `write` or by a spreadsheet, and what could not be taken, by line.

    An empty `id` is for the caller to fill. Raises InputError when nothing of the file can be used.
    """
    from glossary.exchange import csv_file

    return csv_file.read(path)


def carried(record: ConceptRecord) -> ConceptRecord:
    """What a CSV keeps of a record: `carried(a) == carried(b)` says that importing would change nothing."""
    from glossary.exchange import csv_file

    return csv_file.carried(record)
