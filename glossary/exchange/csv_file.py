"""Our own CSV, in two profiles with the same columns.

`csv` is for programs: UTF-8 without BOM, commas, RFC 4180 quoting, CRLF, nothing escaped. `csv-excel` is for people:
UTF-8 with BOM, semicolons (the list separator of Russian and Vietnamese Excel), and a guard that keeps a cell such as
`=1+1` from being computed: a tab inside the quoted cell, taken off once on import. Numbers need no guard.

What the columns do not carry: a term's form (guessed again: capitals are an acronym), its origin, and its status beyond
order (the language's own cell is preferred, the variants are admitted).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from glossary.encoding import LEGACY, Decoded, decode, file_bytes, readable_name
from glossary.errors import InputError
from glossary.exchange.records import (
    VARIANT_SEPARATOR,
    ConceptRecord,
    clean_term,
    encodable,
    imported,
    in_order,
    offered,
    surrogate_losses,
    write_files,
)
from glossary.model import ConceptStatus, Kind, Lang, Loss, Term, TermStatus, TransferReport
from glossary.text import nfc

COLUMNS = (
    "id",
    "kind",
    "status",
    *(column for lang in Lang for column in (lang.value, f"{lang.value}_variants")),
    *(f"{lang.value}_suggested" for lang in Lang),
    "articles",
    "mentions",
    "context",
    "source",
    "note",
)
"""The columns, in this order, of every file written."""

LARGEST = 512 * 1024 * 1024
"""No glossary is larger; what is, is another kind of file."""

_ID = re.compile(r"[a-z0-9-]{1,64}")
"""An id as we make them. Any other may hold what a terminal would obey or a line of text would break at."""

_GUARDED = "=+-@|%\t\r"
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?")
_LOST_LETTERS = re.compile(r"[^\W\d]\?[^\W\d]|\?[^\W\d]{2}|\?\?")


# ---- writing -------------------------------------------------------------------------------------
def write(
    records: Sequence[ConceptRecord], target: Path, format_name: str, left_out: Mapping[str, int]
) -> TransferReport:
    """Write one file, whole or not at all; raises InputError when the place cannot be written."""
    excel = format_name == "csv-excel"
    losses: list[Loss] = []
    lines = [_line(COLUMNS, excel)]
    count = 0
    for record in records:
        losses += surrogate_losses(record)
        losses += [
            Loss(f"{record.id}: {encodable(term.text)}", "contains “|”, which separates variants; not written")
            for of in record.terms.values()
            for term in of
            if "|" in term.text
        ]
        terms = _terms(record)
        count += sum(map(len, terms.values()))
        lines.append(_line(_cells(record, terms), excel))
    data = "".join(lines).encode("utf-8-sig" if excel else "utf-8")
    write_files({target: data})
    return TransferReport((readable_name(target),), len(records), count, dict(left_out), tuple(losses))


def carried(record: ConceptRecord) -> ConceptRecord:
    """What the columns keep of a record: what `read` returns for what `write` wrote."""
    kept, _ = offered([record], rejected=True)
    terms = _terms(kept[0])
    return ConceptRecord(
        id=record.id if _ID.fullmatch(record.id) else "",
        kind=record.kind,
        status=record.status,
        terms={lang: imported(lang, [t.text for t in of], preferred=_has_main(of)) for lang, of in terms.items()},
        suggested=_suggested(record, terms),
        articles=record.articles,
        mentions=record.mentions,
        context=nfc(encodable(record.context)),
        source=nfc(encodable(record.source)),
        note=nfc(encodable(record.note)),
    )


def _terms(record: ConceptRecord) -> dict[Lang, tuple[Term, ...]]:
    """The terms that can be written, by language; a language without any is left out."""
    found = {
        lang: in_order([replace(t, text=encodable(t.text)) for t in record.terms.get(lang, ()) if "|" not in t.text])
        for lang in Lang
    }
    return {lang: of for lang, of in found.items() if of}


def _has_main(terms: Sequence[Term]) -> bool:
    """Is there a preferred term for the language's own cell? What is only attested stays among the variants."""
    return bool(terms) and terms[0].status is TermStatus.PREFERRED


def _suggested(record: ConceptRecord, terms: Mapping[Lang, tuple[Term, ...]]) -> dict[Lang, str]:
    """Suggestions for the languages that have no preferred term."""
    without = [lang for lang in Lang if not _has_main(terms.get(lang, ()))]
    found = {lang: clean_term(encodable(record.suggested.get(lang, ""))) for lang in without}
    return {lang: text for lang, text in found.items() if text}


def _cells(record: ConceptRecord, terms: Mapping[Lang, tuple[Term, ...]]) -> Iterator[str]:
    suggested = _suggested(record, terms)
    yield encodable(nfc(record.id)).strip()
    yield record.kind.value
    yield record.status.value
    for lang in Lang:
        texts = [term.text for term in terms.get(lang, ())]
        main = _has_main(terms.get(lang, ()))
        yield texts[0] if main else ""
        yield VARIANT_SEPARATOR.join(texts[1:] if main else texts)
    for lang in Lang:
        yield suggested.get(lang, "")
    yield str(record.articles)
    yield str(record.mentions)
    for text in (record.context, record.source, record.note):
        yield nfc(encodable(text))


def _line(cells: Iterator[str] | Sequence[str], excel: bool) -> str:
    return (";" if excel else ",").join(_cell(cell, excel) for cell in cells) + "\r\n"


def _cell(cell: str, excel: bool) -> str:
    guard = excel and cell[:1] in _GUARDED and bool(cell) and not _NUMBER.fullmatch(cell)
    if guard or not {'"', "\r", "\n", ";" if excel else ","}.isdisjoint(cell):
        return '"' + ("\t" if guard else "") + cell.replace('"', '""') + '"'
    return cell


# ---- reading -------------------------------------------------------------------------------------
def read(path: Path) -> tuple[list[ConceptRecord], list[Loss]]:
    """The concepts of a CSV in either profile, or as a spreadsheet saved it (semicolons, tabs, UTF-16, old encodings).

    Raises InputError when the file cannot be opened, is no table, has no column with terms, or has question marks for
    letters that its encoding lacks: such a file lost more than one sees (`à` was saved as `a`), so none of it is taken.
    """
    name = readable_name(path)
    decoded = _decoded(path, name)
    rows, delimiter = _rows(decoded.text, name)
    number, header = next(rows, (0, []))
    places, losses = _header(header, name, number)
    if decoded.encoding in LEGACY:
        losses.append(Loss(name, f"was saved as {decoded.encoding}, which cannot hold all three languages"))
    plain = delimiter == "," and decoded.encoding == "utf-8"
    records: list[ConceptRecord] = []
    seen: set[str] = set()
    damaged: list[int] = []
    for number, cells in rows:
        where = f"{name}, line {number}"
        if not any(cell.strip() for cell in cells):
            continue
        if any(cell.strip() for cell in cells[len(header) :]):
            losses.append(
                Loss(where, "has more cells than there are columns; put quotes around a cell that contains a separator")
            )
            continue
        taken = {column: cells[at] for column, at in places.items() if at < len(cells)}
        record, problems = _record(
            {column: nfc(cell if plain else _unguarded(cell)) for column, cell in taken.items()}, where
        )
        losses += problems
        if record and _damaged(record, decoded):
            damaged.append(number)
        elif record and record.id in seen:
            losses.append(Loss(where, f"has the id {record.id} a second time; only the first row with it was taken"))
        elif record:
            seen.update(filter(None, [record.id]))
            records.append(replace(record, line=number))
    if damaged:
        raise InputError(
            f"{name} was saved in an encoding that cannot hold all three languages: there are question marks where "
            f"letters were, first in line {damaged[0]} (rows with them: {len(damaged)}). Nothing was taken; save the "
            "table as “CSV UTF-8” and import it again."
        )
    return records, losses


def _damaged(record: ConceptRecord, decoded: Decoded) -> bool:
    """Do question marks stand for letters that the encoding of the file lacks?"""
    texts = [term.text for of in record.terms.values() for term in of]
    if decoded.encoding in LEGACY:
        return any("?" in text for text in texts) or bool(_LOST_LETTERS.search(record.note))
    # Where nothing but question marks was left of two of the languages, the file tells no encoding.
    return decoded.text.isascii() and any(map(_LOST_LETTERS.search, [*texts, record.note]))


def _decoded(path: Path, name: str) -> Decoded:
    try:
        data = file_bytes(path, LARGEST)
        if len(data) > LARGEST:
            raise InputError(f"is larger than {LARGEST >> 20} MB, which no glossary is.")
        if data.startswith(b"PK\x03\x04") and b"xl/" in data[:8192]:
            raise InputError("is a workbook; save it from the spreadsheet as “CSV UTF-8” and import that file.")
        return decode(data, table=True)
    except InputError as error:
        raise InputError(f"{name} {error}") from error


def _rows(text: str, name: str) -> tuple[Iterator[tuple[int, list[str]]], str]:
    """The rows with their line numbers, and the delimiter: the one that finds most of our columns in the first line."""
    skipped = 0
    hint = re.match(r"sep=([,;\t])\r?\n", text)
    if hint:
        text, skipped = text[hint.end() :], 1
    line = re.search(r"[^\r\n]+", text)
    first = line.group() if line else ""
    known = {d: sum(_column(c) in COLUMNS for c in next(csv.reader([first], delimiter=d), [])) for d in ",;\t"}
    delimiter = hint.group(1) if hint else max(known, key=lambda d: known[d])
    return _parsed(text, delimiter, skipped, name), delimiter


def _parsed(text: str, delimiter: str, skipped: int, name: str) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(LARGEST)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for row in reader:
            if row:
                yield line + skipped, row
            line = reader.line_num + 1
    except csv.Error as error:
        why = "a quoted cell is never closed" if "unexpected end" in str(error) else "the quotes do not pair"
        raise InputError(f"{name}, line {line + skipped}: {why}; correct the quotes there and import again.") from error


def _column(cell: str) -> str:
    return cell.strip().strip("\ufeff").casefold()


def _header(header: Sequence[str], name: str, number: int) -> tuple[dict[str, int], list[Loss]]:
    """Where each of our columns stands, and the columns that are not ours."""
    places: dict[str, int] = {}
    losses: list[Loss] = []
    for at, cell in enumerate(header):
        column = _column(cell)
        if column not in COLUMNS:
            if column:
                losses.append(Loss(f"{name}, column “{nfc(cell.strip())}”", "is no column of a glossary; left out"))
        elif column in places:
            raise InputError(f"{name} has the column “{column}” twice; remove one of them.")
        else:
            places[column] = at
    if not any(lang.value in places for lang in Lang):
        raise InputError(
            f"{name} has no column named vi, en or ru in its line {number or 1}. "
            f"The first line must name the columns, as in a file written by export: {', '.join(COLUMNS[:5])}, …"
        )
    return places, losses


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "\t" and cell[1:2] and cell[1] in _GUARDED else cell


def _record(values: Mapping[str, str], where: str) -> tuple[ConceptRecord | None, list[Loss]]:
    kind = values.get("kind", "").strip().upper()
    if kind not in Kind.__members__:
        said = f"“{kind}” is no kind" if kind else "the kind is missing"
        return None, [Loss(where, f"{said}; write one of {', '.join(Kind)}. The row was left out")]
    status = values.get("status", "").strip().casefold() or ConceptStatus.NEW.value
    if status not in list(ConceptStatus):
        return None, [
            Loss(where, f"“{status}” is no status; write one of {', '.join(ConceptStatus)}. The row was left out")
        ]
    problems: list[Loss] = []
    terms, suggested = _terms_of(values, where, problems)
    record = ConceptRecord(
        id=_id(values, where, problems),
        kind=Kind(kind),
        status=ConceptStatus(status),
        terms=terms,
        suggested=suggested,
        articles=_count(values, "articles", where, problems),
        mentions=_count(values, "mentions", where, problems),
        context=values.get("context", ""),
        source=values.get("source", ""),
        note=values.get("note", ""),
    )
    if not terms and not record.id:
        return None, [*problems, Loss(where, "has neither an id nor a term; the row was left out")]
    return record, problems


def _terms_of(
    values: Mapping[str, str], where: str, problems: list[Loss]
) -> tuple[dict[Lang, tuple[Term, ...]], dict[Lang, str]]:
    """The terms and the suggestions of a row, by language; what cannot be taken is added to `problems`."""
    terms: dict[Lang, tuple[Term, ...]] = {}
    suggested: dict[Lang, str] = {}
    for lang in Lang:
        main = values.get(lang.value, "")
        if "|" in main:
            problems.append(
                Loss(where, f"the term “{main.strip()}” contains “|”; put variants into {lang.value}_variants")
            )
            main = ""
        variants = values.get(f"{lang.value}_variants", "").split("|")
        found = imported(lang, [main, *variants], preferred=bool(clean_term(main)))
        if found:
            terms[lang] = found
        if suggestion := clean_term(values.get(f"{lang.value}_suggested", "")):
            suggested[lang] = suggestion
    return terms, suggested


def _id(values: Mapping[str, str], where: str, problems: list[Loss]) -> str:
    """The id of a row; empty, so that a new one will be given, where it is none of ours."""
    id = values.get("id", "").strip()
    if not id or _ID.fullmatch(id):
        return id
    said = ascii(id if len(id) <= 40 else f"{id[:40]}...")
    problems.append(
        Loss(
            where, f"{said} cannot be an id: an id is 1 to 64 small Latin letters, digits and hyphens. It was left out"
        )
    )
    return ""


def _count(values: Mapping[str, str], column: str, where: str, problems: list[Loss]) -> int:
    text = values.get(column, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit() and len(text) < 16):
        problems.append(Loss(where, f"“{text[:40]}” in the column {column} is no number; 0 was taken"))
        return 0
    return int(text)
