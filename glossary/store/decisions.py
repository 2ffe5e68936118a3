"""Decisions: recorded row by row, so that undo and redo are exact, also when a build has worked in between."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from glossary.errors import InputError
from glossary.model import DecisionRow, Lang
from glossary.store.core import Store
from glossary.store.rows import Row, now, to_decision

_KEYS = {
    "concept": ("id",),
    "term": ("concept", "lang", "text"),
    "suggestion": ("concept", "lang", "position"),
    "doubt": ("concept", "other"),
    "apart": ("concept", "other"),
    "inflection": ("concept", "term", "case", "hand"),
    "mention": ("article", "start"),
    "pin": ("article", "start"),
    "setting": ("name",),
    "saved_filter": ("name",),
}
"""The tables that a decision may change, and the columns that name a row: never a number that a build could reuse.

Articles are never removed, so their numbers are safe.
"""

_OF_CONCEPT = frozenset({"concept", "term", "suggestion", "doubt", "apart", "inflection"})
"""The tables whose first column names a concept."""


_DECLINED_BY = frozenset({"kind", "gender", "merged_into"})
"""The columns of a concept on which the case forms of its terms depend."""


def _quoted(column: str) -> str:
    return f'"{column}"'


def _place(table: str) -> str:
    return " AND ".join(f'"{column}" = ?' for column in _KEYS[table])


def history(store: Store, limit: int, concept: str = "") -> list[DecisionRow]:
    """The last decisions, newest first; of one concept and all merged into it, if named."""
    if concept:
        rows = store.rows(
            "SELECT DISTINCT d.id, d.at, d.label, d.undone FROM concept c "
            "JOIN decision_concept l ON l.concept = c.id JOIN decision d ON d.id = l.decision "
            "WHERE c.root = ? ORDER BY d.id DESC LIMIT ?",
            (concept, limit),
        )
    else:
        rows = store.rows("SELECT id, at, label, undone FROM decision ORDER BY id DESC LIMIT ?", (limit,))
    return [to_decision(row) for row in rows]


def about(store: Store, decision: int) -> tuple[tuple[str, ...], Lang | None]:
    """The concepts of a decision that there are now, in the order it changed them, and its language if it was one's."""
    ids: list[str] = []
    langs: set[str] = set()
    whole = False
    for change in _changes(store, decision):
        table, key, sides = change["table"], change["key"], (change["before"] or {}, change["after"] or {})
        if table in _OF_CONCEPT:
            ids += [str(part) for part in (key if table in ("doubt", "apart") else key[:1])]
        elif table == "mention":
            ids += [str(side["concept"]) for side in sides if "concept" in side]
        if table == "term":
            langs.add(str(key[1]))
        elif table == "concept":
            # Being noticed by the reviewer goes with any decision; all else is of the concept, in every language.
            whole = whole or any(side.keys() - {"touched"} for side in sides)
    found = store.roots(ids)
    roots = dict.fromkeys(found[id] for id in ids if found.get(id))
    return tuple(roots), Lang(langs.pop()) if len(langs) == 1 and not whole else None


@contextmanager
def deciding(store: Store, what: str) -> Iterator[Recorder]:
    """A transaction that is recorded as one decision; with nothing changed, nothing is recorded."""
    with continuing(store, what, None) as recorder:
        yield recorder


@contextmanager
def continuing(store: Store, what: str, begun: DecisionRow | None) -> Iterator[Recorder]:
    """A transaction that is recorded as one more part of the decision `begun`, or as a new decision without one.

    So a long decision locks others out for a short time only, and is undone and done again as one all the same. Raises
    InputError when `begun` was taken back meanwhile, by another program.
    """
    with store.transaction():
        if begun is not None and store.row("SELECT undone FROM decision WHERE id = ?", (begun.id,))["undone"]:
            raise InputError(f"“{begun.label}” was taken back while it ran: the rest was left out.")
        recorder = Recorder(store)
        yield recorder
        if recorder.changes and begun is not None:
            recorder.row = _record_part(store, begun, recorder)
        elif recorder.changes:
            recorder.row = _record(store, what, recorder)


def _record(store: Store, what: str, recorder: Recorder) -> DecisionRow:
    store.conn.execute("UPDATE decision SET undone = 2 WHERE undone = 1")
    moment = now()
    cursor = store.conn.execute(
        "INSERT INTO decision (at, what, label, changes) VALUES (?, ?, ?, ?)",
        (moment, what, recorder.label, json.dumps(recorder.changes, ensure_ascii=False)),
    )
    number = int(cursor.lastrowid or 0)
    _record_concepts(store, number, recorder)
    return DecisionRow(number, moment, recorder.label, undone=False)


def _record_part(store: Store, begun: DecisionRow, recorder: Recorder) -> DecisionRow:
    store.conn.execute("UPDATE decision SET label = ? WHERE id = ?", (recorder.label, begun.id))
    store.conn.execute(
        "INSERT INTO decision_part SELECT ?1, coalesce(max(part), 0) + 1, ?2 FROM decision_part WHERE decision = ?1",
        (begun.id, json.dumps(recorder.changes, ensure_ascii=False)),
    )
    _record_concepts(store, begun.id, recorder)
    return DecisionRow(begun.id, begun.at, recorder.label, undone=False)


def _record_concepts(store: Store, decision: int, recorder: Recorder) -> None:
    store.conn.executemany(
        "INSERT OR IGNORE INTO decision_concept (concept, decision) VALUES (?, ?)",
        [(concept, decision) for concept in sorted(recorder.concepts)],
    )


def _changes(store: Store, decision: int) -> list[dict[str, Any]]:
    """All that a decision changed, in order."""
    rows = store.rows(
        "SELECT changes, 0 AS part FROM decision WHERE id = ?1 "
        "UNION ALL SELECT changes, part FROM decision_part WHERE decision = ?1 ORDER BY part",
        (decision,),
    )
    return [change for row in rows for change in json.loads(row["changes"])]


def undo(store: Store) -> DecisionRow | None:
    """Take back the last decision that holds; None when there is none."""
    with store.transaction():
        row = store.row("SELECT * FROM decision WHERE undone = 0 ORDER BY id DESC LIMIT 1")
        if row is None:
            return None
        for change in reversed(_changes(store, row["id"])):
            _put(store, change["table"], change["key"], change["after"], change["before"])
        for concept in sorted(filter(store.taken, store.touched)):
            store.attest(concept)
        store.conn.execute("UPDATE decision SET undone = 1 WHERE id = ?", (row["id"],))
    return DecisionRow(row["id"], row["at"], row["label"], undone=True)


def redo(store: Store) -> DecisionRow | None:
    """Do again the decision undone last; None when there is none."""
    with store.transaction():
        row = store.row("SELECT * FROM decision WHERE undone = 1 ORDER BY id LIMIT 1")
        if row is None:
            return None
        for change in _changes(store, row["id"]):
            _put(store, change["table"], change["key"], change["before"], change["after"])
        store.conn.execute("UPDATE decision SET undone = 0 WHERE id = ?", (row["id"],))
    return DecisionRow(row["id"], row["at"], row["label"], undone=False)


def _put(store: Store, table: str, key: Sequence[object], had: Row | None, want: Row | None) -> None:
    """Make one row what it was (`want`), where it now is what a decision made of it (`had`).

    A build may have worked in between: what it added stays, only the columns that the decision set are put back.
    """
    place = _place(table)
    _mark(store, table, key, had, want)
    if table == "mention" and want is not None and had is None and not _make_room(store, want):
        return
    if want is None:
        if table == "concept" and _in_use(store, str(key[0])):
            store.conn.execute("UPDATE concept SET status = 'new', touched = 0, note = '' WHERE id = ?", key)
        else:
            if table == "concept":
                # Doubts about it go with it.
                store.touched |= store.beside({str(key[0])})
            store.conn.execute(f"DELETE FROM {table} WHERE {place}", key)
    elif had is None:
        columns = ", ".join(f'"{column}"' for column in want)
        new = ", ".join(f'"{column}" = excluded."{column}"' for column in want if column != "id")
        store.conn.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(want))}) "
            f"ON CONFLICT ({', '.join(map(_quoted, _KEYS[table]))}) DO UPDATE SET {new}",
            tuple(want.values()),
        )
    else:
        if table == "concept" and want.get("merged_into") and store.top(str(want["merged_into"])) == key[0]:
            # A build has joined the same two the other way round: they are one already.
            want = {column: value for column, value in want.items() if not column.startswith("merge")}
        if table == "concept" and "merged_into" in want:
            # What it leaves is another whole without it, to which other suggestions belong.
            store.conn.execute("UPDATE concept SET stale = 1 WHERE stale = 0 AND id = ?", (store.root(str(key[0])),))
        if want:
            store.conn.execute(
                f"UPDATE {table} SET {', '.join(f'{_quoted(column)} = ?' for column in want)} WHERE {place}",
                (*want.values(), *key),
            )
    _follow(store, table, key, want if had is None else had if want is None else {**had, **want})


def _in_use(store: Store, id: str) -> bool:
    row = store.row(
        "SELECT 1 FROM mention WHERE concept = ? UNION SELECT 1 FROM concept WHERE merged_into = ?", (id, id)
    )
    return row is not None


def _mark(store: Store, table: str, key: Sequence[object], had: Row | None, want: Row | None) -> None:
    """Remember which concepts a change touches."""
    ids = {str(key[0])} if table in _OF_CONCEPT else set()
    if table in ("doubt", "apart"):
        ids.add(str(key[1]))
    if table == "mention":
        now_there = stored(store, table, key)
        ids = {str(row["concept"]) for row in (had, want, now_there) if row and "concept" in row}
    store.touched |= ids | {root for root in map(store.root, ids) if root}


def _make_room(store: Store, mention: Row) -> bool:
    """Whatever a build has put where a mention comes back gives way; False when the article is no longer current."""
    current = store.row("SELECT current FROM article WHERE id = ?", (mention["article"],))
    if current is None or not current["current"]:
        return False
    span = (mention["article"], mention["end"], mention["start"])
    where = 'article = ? AND start < ? AND "end" > ?'
    store.touched |= {row["concept"] for row in store.rows(f"SELECT concept FROM mention WHERE {where}", span)}
    store.conn.execute(f"DELETE FROM mention WHERE {where}", span)
    return True


def _follow(store: Store, table: str, key: Sequence[object], columns: Row | None) -> None:
    """What a changed row drags along inside the same transaction."""
    if table not in _OF_CONCEPT:
        return
    id = str(key[0])
    if not store.taken(id):
        return
    if table == "concept" and columns and "merged_into" in columns:
        store.reroot([id])
    if table == "concept" and columns and columns.keys() & _DECLINED_BY:
        # The forms of another kind, gender or whole would be found: they are made anew, of many at the next build.
        store.conn.execute(
            "DELETE FROM inflection WHERE hand = 0 AND concept IN (SELECT id FROM concept WHERE root IN "
            "(?, (SELECT root FROM concept WHERE id = ?)))",
            (id, id),
        )
    if table == "concept" and columns and "kind" in columns:
        store.touched |= {row["id"] for row in store.rows("SELECT id FROM concept WHERE root = ?", (id,))}
    if (table == "term") or (
        table == "concept" and columns and columns.keys() & {"kind", "merged_into", "status", "gender"}
    ):
        store.conn.execute(
            "UPDATE concept SET stale = 1 WHERE stale = 0 AND id IN (?, (SELECT root FROM concept WHERE id = ?))",
            (id, id),
        )


def stored(store: Store, table: str, key: Sequence[object]) -> dict[str, object] | None:
    """One row as it is stored."""
    row = store.row(f"SELECT * FROM {table} WHERE {_place(table)}", tuple(key))
    if row is None:
        return None
    # The number of a mention belongs to whoever writes it next.
    return {column: row[column] for column in row.keys() if (table, column) != ("mention", "id")}  # noqa: SIM118


class Recorder:
    """Changes rows inside a transaction and remembers how they were."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.label = ""
        self.changes: list[dict[str, Any]] = []
        self.concepts: set[str] = set()
        self.row: DecisionRow | None = None

    def set(self, table: str, key: Sequence[object], **values: object) -> None:
        """Set columns of a row; columns that already have the value are no change."""
        before = stored(self.store, table, key)
        if before is None:
            raise InputError(f"There is nothing called {key[0]} any more: another program may have removed it.")
        after = {column: value for column, value in values.items() if before[column] != value}
        if after:
            self._change(table, key, {column: before[column] for column in after}, after)

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Add a row."""
        key = [values[column] for column in _KEYS[table]]
        change = self._change(table, key, None, dict(values))
        change["after"] = stored(self.store, table, key)

    def insert_many(self, table: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Add rows of new concepts at once; all have the same columns, and no row with such a key is there yet."""
        if not rows:
            return
        columns = list(rows[0])
        named, marks = ", ".join(map(_quoted, columns)), ", ".join("?" * len(columns))
        self.store.conn.executemany(
            f"INSERT INTO {table} ({named}) VALUES ({marks})",
            [tuple(row[column] for column in columns) for row in rows],
        )
        owners = {str(row[_KEYS[table][0]]) for row in rows}
        wanted = json.dumps(sorted(owners))
        if table in ("concept", "term"):
            self.store.conn.execute(
                "UPDATE concept SET stale = 1 WHERE id IN (SELECT value FROM json_each(?)) AND stale = 0", (wanted,)
            )
        place = _quoted(_KEYS[table][0])
        found = {
            tuple(row[column] for column in _KEYS[table]): dict(row)
            for row in self.store.rows(
                f"SELECT * FROM {table} WHERE {place} IN (SELECT value FROM json_each(?))", (wanted,)
            )
        }
        for row in rows:
            key = [row[column] for column in _KEYS[table]]
            self.changes.append({"table": table, "key": key, "before": None, "after": found[tuple(key)]})
        self.concepts |= owners
        self.store.touched |= owners

    def delete(self, table: str, key: Sequence[object]) -> None:
        """Remove a row, if it is there."""
        before = stored(self.store, table, key)
        if before is not None:
            self._change(table, key, before, None)

    def _change(self, table: str, key: Sequence[object], before: Row | None, after: Row | None) -> dict[str, Any]:
        _put(self.store, table, key, before, after)
        change = {"table": table, "key": list(key), "before": before, "after": after}
        self.changes.append(change)
        if table in _OF_CONCEPT:
            self.concepts |= {str(part) for part in (key if table in ("doubt", "apart") else key[:1])}
        elif table == "mention":
            self.concepts |= {str(row["concept"]) for row in (before, after) if row and "concept" in row}
        if table == "concept" and after and after.get("merged_into"):
            self.concepts.add(str(after["merged_into"]))
        return change
