"""One connection to one SQLite file: opening, refusing, migrating, transactions, and what errors mean to a person."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary import migrations
from glossary.errors import DatabaseError

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

PATIENCE = 60_000
"""Milliseconds to wait for another program that is writing: longer than the import of some ten thousand concepts."""

OLDEST_SQLITE = (3, 37, 0)
"""The first with strict tables."""


class Connection:
    """An open glossary file as SQLite sees it. Belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError with a sentence when that cannot be."""
        self.path = path
        self._wrapped: Database | None = None
        fresh = _prepare_folder(path)
        with self._speaking():
            self.conn = _connect(path)
        try:
            with self._speaking():
                self._refuse_strange(fresh)
                if self.row("PRAGMA journal_mode")[0] != "wal":
                    self.row("PRAGMA journal_mode = WAL")
                self._migrate()
                self.conn.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            self.conn.close()
            raise

    # ---- opening and closing --------------------------------------------------------------------------------------
    def close(self) -> None:
        """Close the connection; harmless twice."""
        self.conn.close()

    @property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it."""
        if self._wrapped is None:
            from sqlite_utils import Database

            self._wrapped = Database(self.conn, execute_plugins=False)
        return self._wrapped

    def _refuse_strange(self, fresh: bool) -> None:
        """Before a byte is written: is this file ours, and not from the future?"""
        applied = self._applied()
        unknown = [name for name in applied if name not in migrations.names()]
        if unknown:
            raise DatabaseError(
                f"{self.path} was made by a newer version of tenrieng (it has {unknown[-1]}): update tenrieng, or name "
                "another file. Nothing was changed."
            )
        if not applied and not fresh and self._tables():
            raise DatabaseError(
                f"{self.path} is a database of another program, not a glossary: name another file. Nothing was changed."
            )

    def _migrate(self) -> None:
        if self._applied() == migrations.names():
            return
        steps = migrations.migrations()
        # One lock around all: a second program that opens the same file waits, and then finds nothing left to do.
        with self.locked():
            applied = self._applied()
            if applied == migrations.names():
                return
            self._refuse_strange(not applied)
            if applied:
                self._back_up(applied[-1])
            steps.apply(self.db)

    def _applied(self) -> list[str]:
        if "_sqlite_migrations" not in self._tables():
            return []
        rows = self.conn.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", (migrations.NAME,)
        )
        return [row[0] for row in rows]

    def _tables(self) -> set[str]:
        return {row[0] for row in self.conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def _back_up(self, last: str) -> None:
        """A copy of the file as it was after step `last`, beside it; earlier copies are never replaced.

        A second connection reads: SQLite copies nothing through the one that holds the lock.
        """
        import sqlite3

        stem = f"{self.path.name}.{last.split('_')[0]}"
        names = (f"{stem}.backup" if number == 1 else f"{stem}.{number}.backup" for number in count(1))
        target = next(place for place in map(self.path.with_name, names) if not os.path.lexists(place))
        partial = target.with_name(target.name + ".part")
        try:
            partial.unlink(missing_ok=True)
            with closing(sqlite3.connect(self.path)) as source, closing(sqlite3.connect(partial)) as copy:
                source.backup(copy)
            partial.replace(target)
        except (OSError, sqlite3.Error) as error:
            partial.unlink(missing_ok=True)
            raise DatabaseError(
                f"{self.path} must be brought up to date, but its backup {target} cannot be written ({error}): make "
                "room there and try again. Nothing was changed."
            ) from error

    # ---- transactions ---------------------------------------------------------------------------------------------
    @contextmanager
    def _speaking(self) -> Iterator[None]:
        """Turn what SQLite raises into a sentence for the person."""
        import sqlite3

        try:
            yield
        except sqlite3.Error as error:
            raise DatabaseError(_sentence(self.path, error)) from error

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writing transaction, all or nothing."""
        with self._speaking():
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.conn.execute("COMMIT")
            except BaseException:
                # A full disk ends the transaction by itself.
                if self.conn.in_transaction:
                    self.conn.execute("ROLLBACK")
                raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Several queries that see one state of the glossary, whatever others write meanwhile; nothing may be written.

        Inside another transaction it is part of that.
        """
        if self.conn.in_transaction:
            yield
            return
        with self._speaking():
            self.conn.execute("BEGIN")
        try:
            yield
        finally:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")

    def generation(self) -> int:
        """A number that changes when another connection has written."""
        return int(self.row("PRAGMA data_version")[0])

    def rows(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        """All rows of a query."""
        with self._speaking():
            return self.conn.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first row of a query, or None."""
        with self._speaking():
            return self.conn.execute(sql, parameters).fetchone()


# ---- opening ----------------------------------------------------------------------------------------------------
def _prepare_folder(path: Path) -> bool:
    """Make the folder of a new glossary; is the file new (absent or empty)?"""
    try:
        if path.is_dir():
            raise DatabaseError(f"{path} is a folder: name a file for the glossary, such as {path / 'glossary.db'}.")
        if path.exists() and not path.is_file():
            raise DatabaseError(f"{path} is a device or a pipe, not a file: name a file for the glossary.")
        path.parent.mkdir(parents=True, exist_ok=True)
        return not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise DatabaseError(
            f"The glossary {path} cannot be opened ({error.strerror or error}): choose another place."
        ) from error


def _connect(path: Path) -> sqlite3.Connection:
    import sqlite3

    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        wanted = ".".join(map(str, OLDEST_SQLITE))
        raise DatabaseError(
            f"This Python has SQLite {sqlite3.sqlite_version}; a glossary needs {wanted} or newer: install a "
            "newer Python."
        )
    connection = sqlite3.connect(path, timeout=PATIENCE / 1000, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        # The first statement that reads tells whether this is a database at all.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def _sentence(path: Path, error: sqlite3.Error) -> str:
    """What SQLite's error means to the person, and what to do."""
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_NOTADB"):
        return f"{path} is not a glossary (not a SQLite file): name another file. Nothing was changed."
    if name.startswith("SQLITE_CORRUPT"):
        return f"The glossary {path} is damaged: use a backup of the file (*.backup beside it, or your own)."
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return f"The glossary {path} is busy: another program is writing to it. Nothing was lost; try again."
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _disk_is_full(path)):
        return f"The disk of {path} is full: nothing of what was stored before is lost. Make room and try again."
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM", "SQLITE_AUTH")):
        return f"The glossary {path} cannot be opened or written: check the permissions of the file and its folder."
    return f"The glossary {path} cannot be used: {error}."


def _disk_is_full(path: Path) -> bool:
    import shutil

    try:
        return shutil.disk_usage(path.absolute().parent).free < 1_000_000
    except OSError:
        return False
