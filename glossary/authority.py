"""The tables of `data/authority/`: names as facts, found by any spelling in any of the three languages.

One row is one concept. A cell holds alternatives joined by `|`, the commonest in today's news first. There are two
sorts of spelling, and the difference matters to whoever scans running text:

- **names** (`vi`, `en`, `ru`) are safe to look for in an article: wherever the string stands it names this concept;
- **look-up forms** (`vi_lookup`, `en_lookup`, `ru_lookup`) are found only when asked for, and never offered: older or
  foreign spellings, and forms that are also common words or name something else as often (`Bộ`, `Tet`, `Union`).

A single word that is the right name and a common word too (`Правда`) stays a name, so that it can be offered; the note
of its row begins with `Common word`, and `Authority.forms` leaves it out.

An unqualified institution belongs to the country whose language it is in: `Bộ Ngoại giao`, `Quốc hội` are Vietnam's,
`Министерство обороны`, `Госдума` are Russia's; bare English forms (`Ministry of Foreign Affairs`) are Vietnam's.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from glossary import keys, text
from glossary.errors import InputError
from glossary.model import Kind, Lang
from glossary.resources import DATA

COLUMNS = (
    "id",
    "kind",
    "country",
    "vi",
    "en",
    "ru",
    "vi_lookup",
    "en_lookup",
    "ru_lookup",
    "merged_into",
    "since",
    "until",
    "gender",
    "note",
    "source",
)
"""The columns of every table, in order."""

_COMMON = "Common word"
"""A note that begins so: the one-word names of the row (`Правда`, `Sputnik`) are ordinary words as well."""

_LONGEST_AMBIGUOUS = 3
"""Letters up to which a one-word form without marks is not taken for a marked one (`My` is not `Mỹ`)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept with its names. `country` is an ISO 3166 code or empty; `since` and `until` are dates or years."""

    id: str
    kind: Kind
    country: str
    names: Mapping[Lang, tuple[str, ...]]
    """Preferred first; safe to look for in running text."""
    lookup: Mapping[Lang, tuple[str, ...]]
    """Found when asked for, never offered."""
    merged_into: str = ""
    """The id of what this became part of or was renamed to."""
    since: str = ""
    until: str = ""
    gender: str = ""
    """`m`, `f` or empty."""
    note: str = ""
    source: str = ""

    def name(self, lang: Lang) -> str:
        """The preferred name, or an empty string where the table has none."""
        names = self.names[lang]
        return names[0] if names else ""


class Authority:
    """All rows, indexed by the loosest key of every spelling."""

    def __init__(self, entries: list[Entry]) -> None:
        self.entries = tuple(entries)
        self._found = lru_cache(maxsize=32768)(self._look)
        self._by_id = {entry.id: entry for entry in entries}
        self._by_key: dict[str, list[tuple[str, Lang, Entry]]] = {}
        index, letters = self._by_key, _Letters()
        for entry in entries:
            for spellings in (entry.names, entry.lookup):
                for lang, forms in spellings.items():
                    for form in forms:
                        key = form.translate(letters)
                        if key in index:
                            index[key].append((form, lang, entry))
                        else:
                            index[key] = [(form, lang, entry)]

    def get(self, id_: str) -> Entry | None:
        """The row with this id."""
        return self._by_id.get(id_)

    def find(self, name: str, lang: Lang | None = None, kind: Kind | None = None) -> list[Entry]:
        """Rows that have `name` among their spellings (of `lang`, of `kind`, where given), names before look-up forms.

        Space, hyphens, case, tone placement and missing marks do not matter, wrong marks do: `Da Nang` finds
        `Đà Nẵng`, `Hà Nam` finds neither `Hải Nam` nor `Hạ Nam`. Russian must be in the nominative.
        """
        return list(self._found(name, lang, kind))

    def _look(self, name: str, lang: Lang | None, kind: Kind | None) -> tuple[Entry, ...]:
        wanted = text.nfc(name)
        found: dict[str, tuple[int, Entry]] = {}
        for form, form_lang, entry in self._by_key.get(keys.loose(wanted), ()):
            if (lang is None or form_lang is lang) and (kind is None or entry.kind is kind):
                rank = _rank(wanted, form, form_lang, entry)
                if rank is not None and (entry.id not in found or rank < found[entry.id][0]):
                    found[entry.id] = (rank, entry)
        return tuple(entry for _, entry in sorted(found.values(), key=lambda pair: pair[0]))

    def forms(self, lang: Lang) -> Iterator[tuple[str, Entry]]:
        """Every name of one language with its row: a gazetteer.

        Look-up forms are left out, and so are single words of rows whose note begins with `Common word`.
        """
        for entry in self.entries:
            common = entry.note.startswith(_COMMON)
            for form in entry.names[lang]:
                if not common or " " in form:
                    yield form, entry


class _Letters(dict[int, str]):
    """What each letter is in `keys.loose`, learnt as it comes: the key of NFC text is the keys of its letters."""

    def __missing__(self, code: int) -> str:
        self[code] = key = keys.loose(chr(code))
        return key


def _rank(wanted: str, form: str, lang: Lang, entry: Entry) -> int | None:
    """How well `form` fits what was asked for, 0 best; None where it does not."""
    if form == wanted:
        exact = 0
    elif text.has_cyrillic(wanted) != text.has_cyrillic(form) or not _case_fits(wanted, form):
        return None
    elif not text.has_vietnamese_marks(wanted):
        if text.has_vietnamese_marks(form) and len(form) <= _LONGEST_AMBIGUOUS:
            return None
        exact = 1
    elif text.has_vietnamese_marks(form):
        if _marked(wanted) != _marked(form):
            return None
        exact = 1
    elif _contradicted(wanted, entry):
        return None
    else:
        exact = 2
    place = entry.names[lang].index(form) if form in entry.names[lang] else 50
    return exact * 100 + place


def _case_fits(wanted: str, form: str) -> bool:
    """An acronym is not a word: `WHO` is not `Who`, though `Asean` is `ASEAN`; a name is not in lower case."""
    if wanted == wanted.upper() or not form.isupper() or " " in form:
        return True
    return len(form) > _LONGEST_AMBIGUOUS and not wanted.islower()


def _contradicted(wanted: str, entry: Entry) -> bool:
    """Does the row know a Vietnamese spelling with the same letters as `wanted`, but not with these marks?"""
    key = keys.loose(wanted)
    same = [form for form in entry.names[Lang.VI] + entry.lookup[Lang.VI] if keys.loose(form) == key]
    return bool(same) and all(_marked(form) != _marked(wanted) for form in same)


def _marked(form: str) -> str:
    """Letters with their marks, without case, tone placement, spaces and signs."""
    return re.sub(r"[\W_]+", "", keys.strict(form).casefold())


@cache
def load(folder: Path = DATA / "authority") -> Authority:
    """Read all tables of `folder`; raises InputError that names file and line of a row it cannot use."""
    entries: list[Entry] = []
    for path in sorted(folder.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = csv.reader(stream)
            if tuple(next(rows, ())) != COLUMNS:
                raise InputError(f"{path.name}: the first line must be {','.join(COLUMNS)}.")
            entries.extend(_entry(path, rows.line_num, row) for row in rows)
    return Authority(entries)


def _entry(path: Path, line: int, row: list[str]) -> Entry:
    if len(row) != len(COLUMNS):
        raise InputError(f"{path.name}, line {line}: {len(row)} columns where {len(COLUMNS)} are expected.")
    id_, kind, country, vi, en, ru, vi_lookup, en_lookup, ru_lookup, *rest = row
    try:
        kind_ = Kind(kind)
    except ValueError:
        raise InputError(f"{path.name}, line {line}: {kind!r} is no kind of name.") from None
    return Entry(
        id_,
        kind_,
        country,
        {Lang.VI: _cell(vi), Lang.EN: _cell(en), Lang.RU: _cell(ru)},
        {Lang.VI: _cell(vi_lookup), Lang.EN: _cell(en_lookup), Lang.RU: _cell(ru_lookup)},
        *rest,
    )


def _cell(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
