"""The schema's history: small named steps, each in its own transaction, none ever edited once released.

The schema follows TBX: concepts own terms, articles own mentions, a decision holds the rows it changed. Offsets count
code points of the NFC text. Everything in `card`, `card_fts` and `term_key` can be computed again from the rest.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from glossary.query import folded_text

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


def m007_desk(db: Database) -> None:
    """What a reviewer adds beside terms: fields of a concept, mentions by hand, case forms, house style, filters.

    `pin` holds a mention where a person put it: later readings of the article keep it there. `inflection` holds the
    case forms of Russian terms, by rule (`hand` = 0) or corrected (`hand` = 1).
    """
    for column in ("subject", "gender", "valid_from", "valid_to"):
        db.execute(f"ALTER TABLE concept ADD COLUMN {column} TEXT NOT NULL DEFAULT ''")
    db.executescript("""
        CREATE TABLE pin (
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL,
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('PERSON', 'ORG', 'PLACE', 'EVENT')),
            lang TEXT NOT NULL CHECK (lang IN ('vi', 'en', 'ru')),
            lemma TEXT NOT NULL DEFAULT '',
            rule TEXT NOT NULL,
            PRIMARY KEY (article, start),
            CHECK ("end" > start)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX pin_concept ON pin (concept);
        CREATE TABLE inflection (
            concept TEXT NOT NULL REFERENCES concept (id) ON DELETE CASCADE,
            term TEXT NOT NULL,
            "case" TEXT NOT NULL,
            hand INTEGER NOT NULL CHECK (hand IN (0, 1)),
            form TEXT NOT NULL CHECK (form <> ''),
            PRIMARY KEY (concept, term, "case", hand)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
        CREATE TABLE saved_filter (name TEXT PRIMARY KEY, query TEXT NOT NULL) STRICT, WITHOUT ROWID;
    """)


def m008_concordance(db: Database) -> None:
    """Each article folded, for search in all articles; and an index that counts the current ones."""
    db.execute("ALTER TABLE article ADD COLUMN folded TEXT NOT NULL DEFAULT ''")
    numbers = [row[0] for row in db.execute("SELECT id FROM article").fetchall()]
    for number in numbers:
        [text] = db.execute("SELECT text FROM article WHERE id = ?", (number,)).fetchone()
        db.execute("UPDATE article SET folded = ? WHERE id = ?", (folded_text(text), number))
    db.executescript("""
        CREATE INDEX article_current ON article (current, published DESC, name);
        CREATE INDEX article_outlet ON article (current, outlet);
        CREATE VIRTUAL TABLE article_fts USING fts5 (
            folded, content = 'article', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
        );
        INSERT INTO article_fts (article_fts) VALUES ('rebuild');
        CREATE TRIGGER article_added AFTER INSERT ON article BEGIN
            INSERT INTO article_fts (rowid, folded) VALUES (new.id, new.folded);
        END;
    """)


def m009_queue_order(db: Database) -> None:
    """The number of a card is its place in the queue, so that the search index yields hits in the order of the queue.

    From the highest bit: decided, mentions (20 bits, counted down), the number of the concept (40 bits). `tags` holds
    one letter of the private use area for each filter that the card passes: no word of a query can be one. `tally`
    counts the cards, so that totals need no walk through all of them.
    """
    db.executescript("""
        ALTER TABLE concept ADD COLUMN number INTEGER NOT NULL DEFAULT 0;
        CREATE TABLE counter (name TEXT PRIMARY KEY, n INTEGER NOT NULL) STRICT, WITHOUT ROWID;
        UPDATE concept SET number = o.n FROM
            (SELECT id, row_number() OVER (ORDER BY created, id) AS n FROM concept) o WHERE o.id = concept.id;
        INSERT INTO counter SELECT 'concepts', count(*) FROM concept;
        INSERT INTO counter SELECT 'mentions', count(*) FROM mention;
        CREATE TRIGGER concept_numbered AFTER INSERT ON concept WHEN new.number = 0 BEGIN
            UPDATE counter SET n = n + 1 WHERE name = 'concepts';
            UPDATE concept SET number = (SELECT n FROM counter WHERE name = 'concepts') WHERE id = new.id;
        END;
        CREATE TRIGGER mention_added AFTER INSERT ON mention BEGIN
            UPDATE counter SET n = n + 1 WHERE name = 'mentions';
        END;
        CREATE TRIGGER mention_removed AFTER DELETE ON mention BEGIN
            UPDATE counter SET n = n - 1 WHERE name = 'mentions';
        END;

        DROP TABLE card_fts;
        DROP TRIGGER card_added;
        DROP TRIGGER card_removed;
        DROP TRIGGER card_changed;
        ALTER TABLE card RENAME TO card_before;
        DROP INDEX card_order;
        DROP INDEX card_kind;
        DROP INDEX card_totals;
        DROP INDEX card_doubtful;
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
            search TEXT NOT NULL,
            tags TEXT NOT NULL
        ) STRICT;
        INSERT INTO card
            SELECT (b.decided << 60) | ((1048575 - min(b.mentions, 1048575)) << 40) | c.number,
                b.concept, b.kind, b.status, b.label, b.decided, b.variants, b.articles, b.mentions, b.missing,
                b.doubtful, b.search,
                CASE b.kind WHEN 'PERSON' THEN char(57344) WHEN 'ORG' THEN char(57345) WHEN 'PLACE' THEN char(57346)
                    ELSE char(57347) END
                || ' ' || CASE b.status WHEN 'new' THEN char(57360) WHEN 'approved' THEN char(57361)
                    ELSE char(57362) END
                || ' ' || CASE b.doubtful WHEN 1 THEN char(57376) ELSE char(57377) END
                || CASE WHEN b.missing & 1 THEN ' ' || char(57392) ELSE '' END
                || CASE WHEN b.missing & 2 THEN ' ' || char(57393) ELSE '' END
                || CASE WHEN b.missing & 4 THEN ' ' || char(57394) ELSE '' END
                || coalesce((SELECT group_concat(DISTINCT ' ' || CASE m.article_lang WHEN 'vi' THEN char(57408)
                    WHEN 'en' THEN char(57409) ELSE char(57410) END) FROM concept x JOIN mention m ON m.concept = x.id
                    WHERE x.root = b.concept), '')
            FROM card_before b JOIN concept c ON c.id = b.concept;
        DROP TABLE card_before;
        CREATE TABLE tally (
            kind TEXT NOT NULL,
            status TEXT NOT NULL,
            missing INTEGER NOT NULL,
            n INTEGER NOT NULL,
            PRIMARY KEY (kind, status, missing)
        ) STRICT, WITHOUT ROWID;
        INSERT INTO tally
            SELECT k.value, s.value, m.value, (SELECT count(*) FROM card c WHERE c.kind = k.value
                AND c.status = s.value AND c.missing = m.value)
            FROM json_each('["PERSON", "ORG", "PLACE", "EVENT"]') k, json_each('["new", "approved", "rejected"]') s,
                json_each('[0, 1, 2, 3, 4, 5, 6, 7]') m;
        CREATE VIRTUAL TABLE card_fts USING fts5 (
            search, tags, content = 'card', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 0', prefix = '1 2 3'
        );
        INSERT INTO card_fts (card_fts) VALUES ('rebuild');
        CREATE TRIGGER card_added AFTER INSERT ON card BEGIN
            INSERT INTO card_fts (rowid, search, tags) VALUES (new.id, new.search, new.tags);
            UPDATE tally SET n = n + 1 WHERE kind = new.kind AND status = new.status AND missing = new.missing;
        END;
        CREATE TRIGGER card_removed AFTER DELETE ON card BEGIN
            INSERT INTO card_fts (card_fts, rowid, search, tags) VALUES ('delete', old.id, old.search, old.tags);
            UPDATE tally SET n = n - 1 WHERE kind = old.kind AND status = old.status AND missing = old.missing;
        END;
        CREATE TRIGGER card_moved AFTER UPDATE OF id, search, tags ON card
        WHEN old.id <> new.id OR old.search <> new.search OR old.tags <> new.tags BEGIN
            INSERT INTO card_fts (card_fts, rowid, search, tags) VALUES ('delete', old.id, old.search, old.tags);
            INSERT INTO card_fts (rowid, search, tags) VALUES (new.id, new.search, new.tags);
        END;
        CREATE TRIGGER card_counted AFTER UPDATE OF kind, status, missing ON card
        WHEN old.kind <> new.kind OR old.status <> new.status OR old.missing <> new.missing BEGIN
            UPDATE tally SET n = n - 1 WHERE kind = old.kind AND status = old.status AND missing = old.missing;
            UPDATE tally SET n = n + 1 WHERE kind = new.kind AND status = new.status AND missing = new.missing;
        END;
    """)


def m010_stories(db: Database) -> None:
    """What articles of one story call each other's names: a mention, its counterpart in the other article, and why.

    Mentions are named by article and place, with their form: they are written anew when an article is read again, and
    a row whose mention is not there any more counts for nothing. `aligned` tells whose names were compared.
    """
    db.executescript("""
        ALTER TABLE article ADD COLUMN aligned INTEGER NOT NULL DEFAULT 0 CHECK (aligned IN (0, 1));
        CREATE INDEX article_unaligned ON article (id) WHERE current = 1 AND aligned = 0;
        CREATE TABLE attested (
            article INTEGER NOT NULL REFERENCES article (id),
            start INTEGER NOT NULL,
            form TEXT NOT NULL,
            other INTEGER NOT NULL REFERENCES article (id),
            other_start INTEGER NOT NULL,
            other_form TEXT NOT NULL,
            score REAL NOT NULL CHECK (score BETWEEN 0 AND 1),
            why TEXT NOT NULL,
            PRIMARY KEY (article, start, other)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX attested_other ON attested (other);
    """)


def m011_long_decisions(db: Database) -> None:
    """What a long decision changed after its first part: an import is written in many short transactions."""
    db.executescript("""
        CREATE TABLE decision_part (
            decision INTEGER NOT NULL REFERENCES decision (id),
            part INTEGER NOT NULL,
            changes TEXT NOT NULL,
            PRIMARY KEY (decision, part)
        ) STRICT, WITHOUT ROWID;
    """)


def m012_names_by_language(db: Database) -> None:
    """What a concept is called in each language, line by line, so that the queue can be read in any one of them."""
    best = (
        "coalesce((SELECT t.text FROM concept c JOIN term t ON t.concept = c.id WHERE c.root = card.concept "
        "AND t.lang = '{lang}' AND t.status IN ('preferred', 'admitted') "
        "ORDER BY t.status <> 'preferred', t.form <> 'full', c.id <> c.root, t.id LIMIT 1), '')"
    )
    names = " || char(10) || ".join(best.format(lang=lang) for lang in ("vi", "en", "ru"))
    db.executescript(f"ALTER TABLE card ADD COLUMN names TEXT NOT NULL DEFAULT ''; UPDATE card SET names = {names};")


STEPS: tuple[Step, ...] = (
    m001_articles,
    m002_concepts,
    m003_mentions,
    m004_suggestions_and_doubts,
    m005_decisions,
    m006_queue,
    m007_desk,
    m008_concordance,
    m009_queue_order,
    m010_stories,
    m011_long_decisions,
    m012_names_by_language,
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
