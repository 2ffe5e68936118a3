"""The database: with `glossary.migrations` the only package that knows SQLite.

`connection` opens, migrates and speaks of errors; `reader` reads; `core` holds the store that builds write to;
`decisions` records what a person does; `lookup` answers the screens; `rows` are the values that go in and out.

Schema, migrations and the loading of articles go through sqlite-utils; reading and the replay of decisions use the same
connection directly, because importing sqlite-utils costs more than opening the glossary. Every write is one short
`BEGIN IMMEDIATE` transaction, so two programs can work on one file.

Three kinds of rows: what articles say (article, mention, terms of origin `article`), what a person decided (recorded
row by row in `decision`, so that undo and redo are exact), and what follows from both (`root`, `card`, `term_key`),
which `settle` brings up to date before each commit.
"""

from glossary.store.core import Store
from glossary.store.decisions import Recorder
from glossary.store.rows import Group, Linked, Reading

__all__ = ["Group", "Linked", "Reading", "Recorder", "Store"]
