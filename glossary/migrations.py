"""The schema's history: small named steps, each in its own transaction, none ever edited once released.

The schema follows TBX: concepts own terms, articles own mentions, a decision holds the rows it changed. Offsets count
code points of the NFC text. Everything in `card`, `card_fts` and `term_key` can be computed again from the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database, Migrations

NAME = "tenrieng"
"""The name of this set of steps in the table `_sqlite_migrations`."""

APPLICATION_ID = 0x74656E72
"""`tenr`: marks a SQLite file as a glossary, for `file` and for us."""

Step = Callable[["Database"], None]


def m001_articles(db: Database) -> None:
    """Texts, each kept once, and the places (files, pages) where they were read."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.executescript("""
        CREATE TABLE article (
            id INTEGER PRIMARY KEY,
            sha256 TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL,
            lang TEXT NOT NULL CHECK (lang IN ('vi', 'en', 'ru')),
            text TEXT NOT NULL,
            outlet TEXT NOT NULL DEFAULT '',
            published TEXT NOT NULL DEFAULT '',
            current INTEGER NOT NULL DEFAULT 1 CHECK (current IN (0, 1)),
            settled INTEGER NOT NULL DEFAULT 0 CHECK (settled IN (0, 1)),
            read_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX article_unsettled ON article (id) WHERE current = 1 AND settled = 0;
        CREATE TABLE source (
            place TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            article INTEGER NOT NULL REFERENCES article (id),
            version INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX source_article ON source (article);
    """)


def m002_concepts(db: Database) -> None:
    """Concepts, their terms, the keys that find them; a merged concept points to where it went and keeps its rows."""
    db.executescript("""
        CREATE TABLE concept (
            id TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('PERSON', 'ORG', 'PLACE', 'EVENT')),
            status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'approved', 'rejected')),
            note TEXT NOT NULL DEFAULT '',
            touched INTEGER NOT NULL DEFAULT 0 CHECK (touched IN (0, 1)),
            merged_into TEXT REFERENCES concept (id),
            merge_reason TEXT NOT NULL DEFAULT '',
            root TEXT NOT NULL REFERENCES concept (id),
            stale INTEGER NOT NULL DEFAULT 0 CHECK (stale IN (0, 1)),
            created TEXT NOT NULL,
            file_articles INTEGER NOT NULL DEFAULT 0,
            file_mentions INTEGER NOT NULL DEFAULT 0,
            file_context TEXT NOT NULL DEFAULT '',
            file_source TEXT NOT NULL DEFAULT '',
            CHECK (merged_into IS NULL OR merged_into <> id)
        ) STRICT;
        CREATE INDEX concept_root ON concept (root);
        CREATE INDEX concept_merged ON concept (merged_into) WHERE merged_into IS NOT NULL;
        CREATE INDEX concept_stale ON concept (stale) WHERE stale = 1;
        CREATE INDEX concept_decided ON concept (status) WHERE status <> 'new';
        CREATE TABLE term (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            lang TEXT NOT NULL CHECK (lang IN ('vi', 'en', 'ru')),
            text TEXT NOT NULL CHECK (text <> ''),
            form TEXT NOT NULL DEFAULT 'full'
                CHECK (form IN ('full', 'acronym', 'abbreviation', 'short', 'variant')),
            status TEXT NOT NULL DEFAULT 'admitted'
                CHECK (status IN ('preferred', 'admitted', 'deprecated', 'superseded')),
            origin TEXT NOT NULL,
            UNIQUE (concept, lang, text)
        ) STRICT;
        CREATE INDEX term_text ON term (text);
        CREATE TABLE term_key (
            key TEXT NOT NULL,
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            PRIMARY KEY (key, concept)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX term_key_concept ON term_key (concept);
    """)


def m003_mentions(db: Database) -> None:
    """Mentions of the current articles; those of a superseded text are gone with it."""
    db.executescript("""
        CREATE TABLE mention (
            id INTEGER PRIMARY KEY,
            article INTEGER NOT NULL REFERENCES article (id),
            concept TEXT NOT NULL REFERENCES concept (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL,
            text TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('PERSON', 'ORG', 'PLACE', 'EVENT')),
            lang TEXT NOT NULL CHECK (lang IN ('vi', 'en', 'ru')),
            lemma TEXT NOT NULL DEFAULT '',
            form TEXT NOT NULL,
            term_form TEXT NOT NULL DEFAULT 'full',
            article_lang TEXT NOT NULL,
            rule TEXT NOT NULL,
            trace TEXT NOT NULL DEFAULT '[]',
            reason TEXT NOT NULL DEFAULT '',
            UNIQUE (article, start),
            CHECK ("end" > start)
        ) STRICT;
        CREATE INDEX mention_concept ON mention (concept, article);
        CREATE INDEX mention_form ON mention (concept, lang, form, article_lang);
    """)


def m004_suggestions_and_doubts(db: Database) -> None:
    """What is proposed: terms, and links between concepts; and the pairs that a person keeps apart."""
    db.executescript("""
        CREATE TABLE suggestion (
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            lang TEXT NOT NULL CHECK (lang IN ('vi', 'en', 'ru')),
            position INTEGER NOT NULL,
            text TEXT NOT NULL,
            origin TEXT NOT NULL,
            origins TEXT NOT NULL DEFAULT '[]',
            score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
            trace TEXT NOT NULL DEFAULT '',
            PRIMARY KEY (concept, lang, position)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE doubt (
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            other TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            why TEXT NOT NULL,
            open INTEGER NOT NULL DEFAULT 1 CHECK (open IN (0, 1)),
            PRIMARY KEY (concept, other),
            CHECK (concept < other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX doubt_other ON doubt (other);
        CREATE TABLE apart (
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            other TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            PRIMARY KEY (concept, other),
            CHECK (concept < other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX apart_other ON apart (other);
    """)


def m005_decisions(db: Database) -> None:
    """What the reviewer did, only ever appended; `undone`: 0 holds, 1 taken back, 2 taken back for good."""
    db.executescript("""
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            at TEXT NOT NULL,
            what TEXT NOT NULL,
            label TEXT NOT NULL,
            changes TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1, 2))
        ) STRICT;
        CREATE INDEX decision_undone ON decision (undone, id);
        CREATE TABLE decision_concept (
            concept TEXT NOT NULL,
            decision INTEGER NOT NULL REFERENCES decision (id),
            PRIMARY KEY (concept, decision)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE lesson (
            lang TEXT NOT NULL,
            text TEXT NOT NULL,
            kind TEXT NOT NULL,
            PRIMARY KEY (text, lang, kind)
        ) STRICT, WITHOUT ROWID;
    """)


def m006_queue(db: Database) -> None:
    """A card for each concept that the queue shows, and its folded words for search.

    The search table has its own folded column because SQLite folds neither đ nor the rest of quốc ngữ reliably and
    would strip й; `prefix` makes search as one types quick.
    """
    db.executescript("""
        CREATE TABLE card (
            id INTEGER PRIMARY KEY,
            concept TEXT NOT NULL UNIQUE REFERENCES concept (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            label TEXT NOT NULL,
            decided INTEGER NOT NULL,
            variants INTEGER NOT NULL,
            articles INTEGER NOT NULL,
            mentions INTEGER NOT NULL,
            missing INTEGER NOT NULL,
            doubtful INTEGER NOT NULL,
            search TEXT NOT NULL
        ) STRICT;
        CREATE INDEX card_order ON card (decided, mentions DESC, concept);
        CREATE INDEX card_kind ON card (kind, decided, mentions DESC, concept);
        CREATE INDEX card_totals ON card (status, missing);
        CREATE INDEX card_doubtful ON card (doubtful) WHERE doubtful = 1;
        CREATE VIRTUAL TABLE card_fts USING fts5 (
            search, content = 'card', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
        );
        CREATE TRIGGER card_added AFTER INSERT ON card BEGIN
            INSERT INTO card_fts (rowid, search) VALUES (new.id, new.search);
        END;
        CREATE TRIGGER card_removed AFTER DELETE ON card BEGIN
            INSERT INTO card_fts (card_fts, rowid, search) VALUES ('delete', old.id, old.search);
        END;
        CREATE TRIGGER card_changed AFTER UPDATE OF search ON card WHEN old.search <> new.search BEGIN
            INSERT INTO card_fts (card_fts, rowid, search) VALUES ('delete', old.id, old.search);
            INSERT INTO card_fts (rowid, search) VALUES (new.id, new.search);
        END;
    """)


STEPS: tuple[Step, ...] = (
    m001_articles,
    m002_concepts,
    m003_mentions,
    m004_suggestions_and_doubts,
    m005_decisions,
    m006_queue,
)


def names() -> list[str]:
    """The names of all steps, in order: what an up-to-date file has applied."""
    return [step.__name__ for step in STEPS]


def migrations() -> Migrations:
    """The steps as sqlite-utils runs them; loads sqlite-utils, which opening an up-to-date file does not need."""
    from sqlite_utils import Migrations

    steps = Migrations(NAME)
    for step in STEPS:
        steps(name=step.__name__)(step)
    return steps
