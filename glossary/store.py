"""The database: the only module, with `migrations`, that knows SQLite.

Schema, migrations and the loading of articles go through sqlite-utils; reading and the replay of decisions use the same
connection directly, because importing sqlite-utils costs more than opening the glossary. Every write is one short
`BEGIN IMMEDIATE` transaction, so two programs can work on one file.

Three kinds of rows: what articles say (article, mention, terms of origin `article`), what a person decided (recorded
row by row in `decision`, so that undo and redo are exact), and what follows from both (`root`, `card`, `term_key`),
which `settle` brings up to date before each commit.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossary import migrations
from glossary.errors import DatabaseError, InputError
from glossary.keys import fold, index_keys
from glossary.model import (
    Article,
    ConceptRow,
    ConceptStatus,
    DecisionRow,
    Doubt,
    Evidence,
    Kind,
    Lang,
    Mention,
    Origin,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
    Totals,
)
from glossary.terms import Seen, arrange, tidy, visible
from glossary.text import nfc, sentence_around

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Database

Row = Mapping[str, Any]

PATIENCE = 10_000
"""Milliseconds to wait for another program that is writing."""

OLDEST_SQLITE = (3, 37, 0)
"""The first with strict tables."""

_LANGS = tuple(Lang)
_KEYS = {
    "concept": ("id",),
    "term": ("concept", "lang", "text"),
    "suggestion": ("concept", "lang", "position"),
    "doubt": ("concept", "other"),
    "apart": ("concept", "other"),
}
"""The tables that a decision may change, and the columns that name a row: never a number that a build could reuse."""


@dataclass(frozen=True, slots=True)
class Group:
    """A concept as one sees it: itself and everything merged into it."""

    id: str
    kind: Kind
    status: ConceptStatus
    note: str
    touched: bool
    stale: bool
    members: tuple[str, ...]
    """Its own id first."""
    seen: tuple[Seen, ...]
    file_articles: int = 0
    file_mentions: int = 0
    file_context: str = ""
    file_source: str = ""

    @property
    def approved(self) -> bool:
        """Did a person approve it?"""
        return self.status is ConceptStatus.APPROVED

    def terms(self) -> tuple[Term, ...]:
        """Its terms as the reviewer sees them, the preferred one of each language first."""
        return arrange(self.kind, visible(self.seen, self.approved))


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention with the concept it belongs to and why."""

    mention: Mention
    concept: str
    reason: str
    form: TermForm = TermForm.FULL
    """What the form is to the concept; a short one holds in its article and finds nothing elsewhere."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one article changes: written in one transaction or not at all.

    `settled` says that it was gathered with all articles of its build known.
    """

    article: Article
    place: str
    new: Sequence[tuple[str, Kind]] = ()
    linked: Sequence[Linked] = ()
    merges: Sequence[tuple[str, str, str]] = ()
    doubts: Sequence[Doubt] = ()
    suggestions: Mapping[str, Mapping[Lang, Sequence[Suggestion]]] | None = None
    settled: bool = False


def sha256(text: str) -> str:
    """What makes two articles one: the SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """This moment, in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


class Store:
    """One connection to one glossary file. Belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError with a sentence when that cannot be."""
        self.path = path
        self._wrapped: Database | None = None
        self._touched: set[str] = set()
        fresh = _prepare_folder(path)
        with self._speaking():
            self._conn = _connect(path)
        try:
            with self._speaking():
                self._refuse_strange(fresh)
                if self._one("PRAGMA journal_mode")[0] != "wal":
                    self._one("PRAGMA journal_mode = WAL")
                self._migrate()
                self._conn.execute("PRAGMA foreign_keys = ON")
        except BaseException:
            self._conn.close()
            raise

    # ---- opening and closing --------------------------------------------------------------------------------------
    def close(self) -> None:
        """Close the connection; harmless twice."""
        self._conn.close()

    @property
    def db(self) -> Database:
        """The same connection as sqlite-utils sees it."""
        if self._wrapped is None:
            from sqlite_utils import Database

            self._wrapped = Database(self._conn, execute_plugins=False)
        return self._wrapped

    def _refuse_strange(self, fresh: bool) -> None:
        """Before a byte is written: is this file ours, and not from the future?"""
        applied = self._applied()
        unknown = [name for name in applied if name not in migrations.names()]
        if unknown:
            raise DatabaseError(
                f"{self.path} was made by a newer version of tenrieng (it has {unknown[-1]}): update tenrieng, or name "
                "another file with --db. Nothing was changed."
            )
        if not applied and not fresh and self._tables():
            raise DatabaseError(
                f"{self.path} is a database of another program, not a glossary: name another file with --db. Nothing "
                "was changed."
            )

    def _migrate(self) -> None:
        applied = self._applied()
        if applied == migrations.names():
            return
        if applied:
            self._back_up(applied[-1])
        steps = migrations.migrations()
        # One lock around all: a second program that opens the same new file waits, and then finds nothing left to do.
        with self._locked():
            steps.apply(self.db)

    def _applied(self) -> list[str]:
        if "_sqlite_migrations" not in self._tables():
            return []
        rows = self._conn.execute(
            "SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY rowid", (migrations.NAME,)
        )
        return [row[0] for row in rows]

    def _tables(self) -> set[str]:
        return {row[0] for row in self._conn.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    def _back_up(self, last: str) -> None:
        """A copy of the file as it was after step `last`, beside it; an earlier copy of the same state is replaced."""
        import sqlite3

        target = self.path.with_name(f"{self.path.name}.{last.split('_')[0]}.backup")
        partial = target.with_name(target.name + ".part")
        try:
            partial.unlink(missing_ok=True)
            copy = sqlite3.connect(partial)
            try:
                self._conn.backup(copy)
            finally:
                copy.close()
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
    def _locked(self) -> Iterator[None]:
        with self._speaking():
            self._conn.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._conn.execute("COMMIT")
            except BaseException:
                # A full disk ends the transaction by itself.
                if self._conn.in_transaction:
                    self._conn.execute("ROLLBACK")
                raise

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what follows from the changes is brought up to date before the commit."""
        self._touched = set()
        with self._locked():
            yield
            self.settle(self._touched)

    def generation(self) -> int:
        """A number that changes when another connection has written."""
        return int(self._one("PRAGMA data_version")[0])

    def _all(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ()) -> list[Any]:
        with self._speaking():
            return self._conn.execute(sql, parameters).fetchall()

    def _one(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        with self._speaking():
            return self._conn.execute(sql, parameters).fetchone()

    # ---- articles -------------------------------------------------------------------------------------------------
    def article_at(self, place: str) -> Row | None:
        """The article last read at this place."""
        row: Row | None = self._one(
            "SELECT a.* FROM source s JOIN article a ON a.id = s.article WHERE s.place = ?", (place,)
        )
        return row

    def article_of(self, text: str) -> Row | None:
        """The article with exactly this text, current or not."""
        row: Row | None = self._one("SELECT * FROM article WHERE sha256 = ?", (sha256(text),))
        return row

    def articles_with(self, needle: str) -> list[int]:
        """Current articles whose text contains `needle`."""
        rows = self._all("SELECT id FROM article WHERE current = 1 AND instr(text, ?) > 0 ORDER BY id", (needle,))
        return [row["id"] for row in rows]

    def article(self, number: int) -> tuple[Article, str] | None:
        """A stored article with one of its places."""
        row = self._one("SELECT * FROM article WHERE id = ? AND current = 1", (number,))
        if row is None:
            return None
        place = self._one("SELECT place FROM source WHERE article = ? ORDER BY place LIMIT 1", (number,))
        return _article(row), place["place"] if place else ""

    def unsettled(self) -> list[int]:
        """Articles stored before their build knew all others."""
        return [row["id"] for row in self._all("SELECT id FROM article WHERE current = 1 AND settled = 0 ORDER BY id")]

    def linked(self, number: int) -> list[Linked]:
        """The mentions of an article with their concepts."""
        rows = self._all(
            "SELECT m.*, c.root FROM mention m JOIN concept c ON c.id = m.concept WHERE m.article = ? ORDER BY m.start",
            (number,),
        )
        return [Linked(_mention(row), row["root"], row["reason"], TermForm(row["term_form"])) for row in rows]

    def settle_article(self, number: int) -> None:
        """Gathering it again changed nothing."""
        with self._locked():
            self._conn.execute("UPDATE article SET settled = 1 WHERE id = ?", (number,))

    def reads_as(self, article: Article, place: str) -> bool:
        """Is this text at this place already stored, with nothing to do?"""
        row = self.article_at(place)
        return row is not None and row["sha256"] == sha256(article.text) and bool(row["current"])

    def link(self, article: Article, place: str) -> None:
        """The text is known and current under another name: remember this place too."""
        with self.transaction():
            self._locate(article, place)

    def save(self, reading: Reading) -> None:
        """Write one article with all that it brought, in one transaction."""
        with self.transaction():
            self.write(reading)

    def write(self, reading: Reading) -> None:
        """The statements of `save`, for use inside a transaction."""
        number = self._locate(reading.article, reading.place)
        db = self.db
        db.execute("UPDATE article SET settled = ? WHERE id = ?", (int(reading.settled), number))
        self._forget_mentions(number)
        moment = now()
        db.table("concept").insert_all(
            ({"id": id, "kind": str(kind), "root": id, "created": moment} for id, kind in reading.new), pk="id"
        )
        for source, into, why in reading.merges:
            if self._top(into) == source:
                continue
            db.execute(
                "UPDATE concept SET merged_into = ?, merge_reason = ? WHERE id = ? AND merged_into IS NULL",
                (into, why, source),
            )
            self._touched |= {source, into}
        self._reroot(source for source, _, _ in reading.merges)
        rows = [self._mention_row(number, reading.article.lang, linked) for linked in reading.linked]
        db.table("mention").insert_all(rows, pk="id")
        self._add_terms(reading.article.lang, rows)
        for doubt in reading.doubts:
            self._doubt(doubt)
        for concept, by_lang in (reading.suggestions or {}).items():
            self._suggest(self.root(concept), by_lang)

    def _locate(self, article: Article, place: str) -> int:
        """The number of this text, now current at this place; what stood there before is superseded."""
        db, before = self.db, self.article_at(place)
        row = self.article_of(article.text)
        if row is None:
            digest = sha256(article.text)
            values = {"sha256": digest, "name": article.name, "lang": str(article.lang), "text": article.text}
            values |= {"outlet": article.outlet, "published": article.published, "read_at": now()}
            db.table("article").insert(values, pk="id")
            row = self.article_of(article.text)
            assert row is not None
        elif not row["current"]:
            db.execute("UPDATE article SET current = 1, name = ? WHERE id = ?", (article.name, row["id"]))
        number = int(row["id"])
        if before is None:
            version = {"place": place, "name": article.name, "article": number, "version": 1}
            db.table("source").insert(version, pk="place")
        elif before["id"] != number:
            db.execute(
                "UPDATE source SET article = ?, name = ?, version = version + 1 WHERE place = ?",
                (number, article.name, place),
            )
            self._supersede(int(before["id"]))
        return number

    def _supersede(self, number: int) -> None:
        left = self._one("SELECT name FROM source WHERE article = ? ORDER BY place LIMIT 1", (number,))
        if left:
            self._conn.execute("UPDATE article SET name = ? WHERE id = ?", (left["name"], number))
        else:
            self._forget_mentions(number)
            self._conn.execute("UPDATE article SET current = 0 WHERE id = ?", (number,))

    def _forget_mentions(self, number: int) -> None:
        self._touched |= {
            row["concept"] for row in self._all("SELECT DISTINCT concept FROM mention WHERE article = ?", (number,))
        }
        self._conn.execute("DELETE FROM mention WHERE article = ?", (number,))

    def _mention_row(self, number: int, lang: Lang, linked: Linked) -> dict[str, object]:
        m = linked.mention
        concept = self._owner(linked.concept, m)
        self._touched.add(concept)
        return {
            "article": number,
            "concept": concept,
            "start": m.start,
            "end": m.end,
            "text": m.text,
            "kind": str(m.kind),
            "lang": str(m.lang),
            "lemma": m.lemma,
            "form": tidy(m.form),
            "term_form": str(linked.form),
            "article_lang": str(lang),
            "rule": m.rule,
            "trace": json.dumps(m.trace, ensure_ascii=False),
            "reason": linked.reason,
        }

    def _owner(self, concept: str, mention: Mention) -> str:
        """The member of a merged concept with this very spelling: undoing the merge gives the mention back to it."""
        row = self._one(
            "SELECT c.id FROM concept c JOIN term t ON t.concept = c.id "
            "WHERE c.root = ? AND t.lang = ? AND t.text = ? ORDER BY c.id <> c.root, c.id LIMIT 1",
            (concept, str(mention.lang), tidy(mention.form)),
        )
        return row["id"] if row else concept

    def _add_terms(self, lang: Lang, rows: Iterable[Row]) -> None:
        """Spellings that articles have are terms; one that stands for the concept in any article is no short form."""
        found: dict[tuple[str, str, str], str] = {}
        for row in rows:
            for term_lang in attested(lang, Lang(row["lang"])):
                place = (row["concept"], str(term_lang), row["form"])
                if found.get(place, TermForm.SHORT) == TermForm.SHORT:
                    found[place] = row["term_form"]
        self._conn.executemany(
            "INSERT INTO term (concept, lang, text, form, origin) VALUES (?, ?, ?, ?, 'article') "
            "ON CONFLICT (concept, lang, text) DO UPDATE SET form = excluded.form "
            "WHERE form = 'short' AND excluded.form <> 'short'",
            [(*place, form) for place, form in found.items() if place[2] and "|" not in place[2]],
        )

    def _doubt(self, doubt: Doubt) -> None:
        a, b = sorted((doubt.concept, doubt.other))
        if a == b or self.apart(a, b):
            return
        self._conn.execute(
            "INSERT INTO doubt (concept, other, why) VALUES (?, ?, ?) ON CONFLICT (concept, other) DO NOTHING",
            (a, b, doubt.why),
        )
        self._touched |= {a, b}

    def _suggest(self, concept: str, by_lang: Mapping[Lang, Sequence[Suggestion]]) -> None:
        self._conn.execute("DELETE FROM suggestion WHERE concept = ?", (concept,))
        self._conn.executemany(
            "INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                suggestion_values(concept, lang, position, suggestion)
                for lang, suggestions in by_lang.items()
                for position, suggestion in enumerate(suggestions)
            ],
        )
        self._conn.execute("UPDATE concept SET stale = 0 WHERE id = ? AND stale = 1", (concept,))

    def save_suggestions(self, found: Mapping[str, Mapping[Lang, Sequence[Suggestion]]]) -> None:
        """Replace the suggestions of these concepts."""
        with self._locked():
            for concept, by_lang in found.items():
                if self._one("SELECT 1 FROM concept WHERE id = ?", (concept,)):
                    self._suggest(concept, by_lang)

    def lessons(self) -> set[tuple[str, str, str]]:
        """The known names (text, lang, kind) with which all stored articles were last searched."""
        return {(row["text"], row["lang"], row["kind"]) for row in self._all("SELECT text, lang, kind FROM lesson")}

    def save_lessons(self, lessons: Collection[tuple[str, str, str]]) -> None:
        """All stored articles have been searched with these known names."""
        with self._locked():
            before = self.lessons()
            self._conn.executemany(
                "DELETE FROM lesson WHERE text = ? AND lang = ? AND kind = ?", sorted(before - set(lessons))
            )
            self._conn.executemany(
                "INSERT INTO lesson (text, lang, kind) VALUES (?, ?, ?)", sorted(set(lessons) - before)
            )

    # ---- what follows from the rest -------------------------------------------------------------------------------
    def _reroot(self, ids: Iterable[str]) -> None:
        """Each concept of these trees points to the top of its tree."""
        for id in ids:
            top = self._top(id)
            rows = self._all(
                "WITH RECURSIVE tree (id) AS (VALUES (?) UNION SELECT c.id FROM concept c JOIN tree ON "
                "c.merged_into = tree.id) SELECT c.id, c.root FROM concept c JOIN tree ON tree.id = c.id",
                (id,),
            )
            for row in rows:
                if row["root"] != top:
                    self._touched |= {row["id"], row["root"], top}
                    self._conn.execute("UPDATE concept SET root = ? WHERE id = ?", (top, row["id"]))

    def _top(self, id: str) -> str:
        row = self._one(
            "WITH RECURSIVE up (id, above) AS (SELECT id, merged_into FROM concept WHERE id = ? UNION "
            "SELECT c.id, c.merged_into FROM concept c JOIN up ON c.id = up.above) "
            "SELECT id FROM up WHERE above IS NULL",
            (id,),
        )
        return str(row["id"])

    def settle(self, ids: Collection[str]) -> None:
        """Bring the keys and cards of these concepts up to date."""
        for id in sorted(ids):
            if self.taken(id):
                self._settle_keys(id)
        roots = {self.root(id) for id in ids} - {""}
        for card in sorted(roots | self._beside(roots) | set(ids)):
            self._settle_card(card)

    def _attest(self, id: str) -> None:
        """A spelling that articles have is a term, also after a decision that typed it was undone."""
        rows = self._all(
            "SELECT lang, form, term_form, article_lang FROM mention WHERE concept = ? "
            "GROUP BY 1, 2, 3, 4 ORDER BY min(id)",
            (id,),
        )
        for row in rows:
            self._add_terms(Lang(row["article_lang"]), [{**row, "concept": id}])

    def _settle_keys(self, id: str) -> None:
        kind = Kind(
            self._one("SELECT r.kind FROM concept c JOIN concept r ON r.id = c.root WHERE c.id = ?", (id,))["kind"]
        )
        terms = self._all("SELECT lang, text, form FROM term WHERE concept = ?", (id,))
        wanted = {
            key
            for row in [t for t in terms if t["form"] != TermForm.SHORT] or terms
            for key in index_keys(row["text"], Lang(row["lang"]), kind)
        }
        present = {row["key"] for row in self._all("SELECT key FROM term_key WHERE concept = ?", (id,))}
        self._conn.executemany(
            "DELETE FROM term_key WHERE key = ? AND concept = ?", [(key, id) for key in sorted(present - wanted)]
        )
        self._conn.executemany(
            "INSERT INTO term_key (key, concept) VALUES (?, ?)", [(key, id) for key in sorted(wanted - present)]
        )

    def _beside(self, roots: Collection[str]) -> set[str]:
        """Concepts with a doubt about one of these: whether they are doubtful may have changed."""
        rows = self._all(
            "WITH ids (id) AS (SELECT c.id FROM concept c WHERE c.root IN (SELECT value FROM json_each(?))) "
            "SELECT c.root FROM doubt d JOIN ids ON ids.id = d.concept JOIN concept c ON c.id = d.other UNION "
            "SELECT c.root FROM doubt d JOIN ids ON ids.id = d.other JOIN concept c ON c.id = d.concept",
            (json.dumps(sorted(roots)),),
        )
        return {row["root"] for row in rows}

    def _settle_card(self, root: str) -> None:
        """The line of the queue; a concept that was merged, or that nothing speaks of any more, has none."""
        group = self.group(root)
        counts = self._one(
            "SELECT count(*) AS mentions, count(DISTINCT m.article) AS articles FROM concept c "
            "JOIN mention m ON m.concept = c.id WHERE c.root = ?",
            (root,),
        )
        if group is None or group.id != root or not (counts["mentions"] or group.touched):
            self._conn.execute("DELETE FROM card WHERE concept = ?", (root,))
            return
        terms = group.terms()
        values = {
            "kind": str(group.kind),
            "status": str(group.status),
            "label": label(group, terms) or root,
            "decided": int(group.status is not ConceptStatus.NEW),
            "variants": len({t.text for t in terms if t.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)}),
            "articles": counts["articles"] or group.file_articles,
            "mentions": counts["mentions"] or group.file_mentions,
            "missing": sum(1 << _LANGS.index(lang) for lang in missing(terms)),
            "doubtful": int(bool(self.doubts(root))),
            "search": " ".join(dict.fromkeys(fold(t.text) for t in terms)),
        }
        columns = ", ".join(values)
        self._conn.execute(
            f"INSERT INTO card (concept, {columns}) VALUES (?{', ?' * len(values)}) "
            f"ON CONFLICT (concept) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in values)}",
            (root, *values.values()),
        )

    # ---- concepts -------------------------------------------------------------------------------------------------
    def root(self, id: str) -> str:
        """The concept that this one has become part of (itself, if it was not merged); empty when there is none."""
        row = self._one("SELECT root FROM concept WHERE id = ?", (id,))
        return row["root"] if row else ""

    def group(self, id: str) -> Group | None:
        """A concept with everything merged into it, by the id of any member."""
        groups = self.groups([self.root(id)])
        return groups[0] if groups else None

    def groups(self, roots: Iterable[str]) -> list[Group]:
        """Several concepts, in the order of their ids given."""
        wanted = json.dumps(list(dict.fromkeys(roots)))
        concepts = self._all(
            "SELECT c.* FROM json_each(?) j CROSS JOIN concept c ON c.root = j.value "
            "ORDER BY j.key, c.id <> c.root, c.id",
            (wanted,),
        )
        members: dict[str, list[Row]] = {}
        for row in concepts:
            members.setdefault(row["root"], []).append(row)
        owners = json.dumps([row["id"] for row in concepts])
        counts = self._counts(owners)
        seen: dict[str, list[Seen]] = {}
        for row in self._all(
            "SELECT t.*, c.root FROM json_each(?) j CROSS JOIN term t ON t.concept = j.value "
            "JOIN concept c ON c.id = t.concept ORDER BY t.id",
            (owners,),
        ):
            count = counts.get((row["concept"], row["lang"], row["text"]), 0)
            seen.setdefault(row["root"], []).append(Seen(_term(row), count, row["concept"] == row["root"]))
        return [_group(rows, seen.get(root, [])) for root, rows in members.items()]

    def _counts(self, owners: str) -> dict[tuple[str, str, str], int]:
        """How often the articles have each term: (concept, language, text) → mentions."""
        counts: dict[tuple[str, str, str], int] = {}
        for row in self._all(
            "SELECT m.concept, m.lang, m.form, m.article_lang, count(*) AS n FROM json_each(?) j "
            "CROSS JOIN mention m ON m.concept = j.value GROUP BY 1, 2, 3, 4",
            (owners,),
        ):
            for lang in attested(Lang(row["article_lang"]), Lang(row["lang"])):
                place = (row["concept"], str(lang), row["form"])
                counts[place] = counts.get(place, 0) + row["n"]
        return counts

    def find(self, keys: Collection[str]) -> list[tuple[str, Kind, ConceptStatus, tuple[tuple[Lang, str], ...]]]:
        """The concepts that have a term under one of these keys: id, kind, status and all spellings but short ones."""
        rows = self._all(
            "WITH hit (root) AS (SELECT DISTINCT c.root FROM json_each(?) j CROSS JOIN term_key k ON k.key = j.value "
            "CROSS JOIN concept c ON c.id = k.concept) SELECT r.id, r.kind, r.status, t.lang, t.text, t.form FROM hit "
            "CROSS JOIN concept r ON r.id = hit.root CROSS JOIN concept c ON c.root = r.id "
            "CROSS JOIN term t ON t.concept = c.id ORDER BY r.id, t.id",
            (json.dumps(sorted(keys)),),
        )
        found: dict[str, list[Row]] = {}
        for row in rows:
            found.setdefault(row["id"], []).append(row)
        return [
            (
                id,
                Kind(terms[0]["kind"]),
                ConceptStatus(terms[0]["status"]),
                tuple((Lang(t["lang"]), t["text"]) for t in [t for t in terms if t["form"] != TermForm.SHORT] or terms),
            )
            for id, terms in found.items()
        ]

    def kept_apart(self, a: str, b: str) -> list[list[str]]:
        """The keys of the rows that keep these two apart."""
        return self._pairs("apart", a, b)

    def doubts_between(self, a: str, b: str) -> list[list[str]]:
        """The keys of the doubts whether these two are one."""
        return self._pairs("doubt", a, b)

    def _pairs(self, table: str, a: str, b: str) -> list[list[str]]:
        rows = self._all(
            f"SELECT p.concept, p.other FROM concept x CROSS JOIN concept y CROSS JOIN {table} p "
            "ON p.concept = min(x.id, y.id) AND p.other = max(x.id, y.id) WHERE x.root = ? AND y.root = ?",
            (self.root(a), self.root(b)),
        )
        return [[row["concept"], row["other"]] for row in rows]

    def apart(self, a: str, b: str) -> bool:
        """Did a person say that these two are not one?"""
        return bool(self.kept_apart(a, b))

    def texts(self, id: str) -> set[tuple[Lang, str]]:
        """All terms of a concept, whatever their status."""
        rows = self._all(
            "SELECT t.lang, t.text FROM concept c JOIN term t ON t.concept = c.id WHERE c.root = ?", (self.root(id),)
        )
        return {(Lang(row["lang"]), row["text"]) for row in rows}

    def taken(self, id: str) -> bool:
        """Is there a concept with this id?"""
        return self._one("SELECT 1 FROM concept WHERE id = ?", (id,)) is not None

    def with_term(self, kind: Kind, lang: Lang, text: str) -> str:
        """The concept of this kind that has exactly this term, not rejected; empty when there is none."""
        row = self._one(
            "SELECT c.root FROM term t JOIN concept c ON c.id = t.concept JOIN concept r ON r.id = c.root "
            "WHERE t.text = ? AND t.lang = ? AND r.kind = ? AND r.status <> 'rejected' ORDER BY 1 LIMIT 1",
            (text, str(lang), str(kind)),
        )
        return row["root"] if row else ""

    def rejected(self, lang: Lang, text: str) -> str:
        """The rejected concept that has exactly this term; empty when there is none."""
        row = self._one(
            "SELECT c.root FROM term t JOIN concept c ON c.id = t.concept JOIN concept r ON r.id = c.root "
            "WHERE t.text = ? AND t.lang = ? AND r.status = 'rejected' ORDER BY 1 LIMIT 1",
            (text, str(lang)),
        )
        return row["root"] if row else ""

    def like(self, key: str) -> list[tuple[str, Lang, str]]:
        """Concepts not rejected with a term under this key: id, language and text of each of their terms in use."""
        rows = self._all(
            "SELECT DISTINCT r.id, t.lang, t.text, t.id AS number FROM term_key k JOIN concept c ON c.id = k.concept "
            "JOIN concept r ON r.id = c.root JOIN concept m ON m.root = r.id JOIN term t ON t.concept = m.id "
            "WHERE k.key = ? AND r.status <> 'rejected' AND t.status IN ('preferred', 'admitted') ORDER BY r.id, t.id",
            (key,),
        )
        return [(row["id"], Lang(row["lang"]), row["text"]) for row in rows]

    def term_key(self, number: int) -> list[str]:
        """What names a term in a decision: its concept, language and text."""
        row = self._one("SELECT concept, lang, text FROM term WHERE id = ?", (number,))
        return [row["concept"], row["lang"], row["text"]]

    def approved(self) -> list[Group]:
        """All concepts that a person approved."""
        rows = self._all("SELECT id FROM concept WHERE status = 'approved' AND merged_into IS NULL ORDER BY id")
        return self.groups(row["id"] for row in rows)

    def stale(self, limit: int = 50) -> list[str]:
        """Concepts whose suggestions must be computed again."""
        rows = self._all(
            "SELECT c.id FROM concept c JOIN card k ON k.concept = c.id "
            "WHERE c.stale = 1 AND c.merged_into IS NULL ORDER BY c.id LIMIT ?",
            (limit,),
        )
        return [row["id"] for row in rows]

    def listed(self, *, after: str = "", limit: int = 500, rejected: bool = True) -> list[str]:
        """The ids of the concepts that the queue shows, page by page in the order of ids."""
        rows = self._all(
            "SELECT concept FROM card WHERE concept > ? AND (? OR status <> 'rejected') ORDER BY concept LIMIT ?",
            (after, rejected, limit),
        )
        return [row["concept"] for row in rows]

    def card(self, root: str) -> ConceptRow | None:
        """A line of the queue."""
        row = self._one("SELECT * FROM card WHERE concept = ?", (root,))
        return _card(row) if row else None

    def suggestions(self, root: str) -> dict[Lang, tuple[Suggestion, ...]]:
        """The stored suggestions of a concept, best first."""
        found: dict[Lang, list[Suggestion]] = {}
        for row in self._all("SELECT * FROM suggestion WHERE concept = ? ORDER BY lang, position", (root,)):
            found.setdefault(Lang(row["lang"]), []).append(_suggestion(row))
        return {lang: tuple(suggestions) for lang, suggestions in found.items()}

    def doubts(self, root: str) -> tuple[Doubt, ...]:
        """Open doubts about a concept, seen from it; only about concepts that the queue shows and nobody rejected."""
        rows = self._all(
            "WITH mine (id) AS (SELECT id FROM concept WHERE root = ?1), found (other, why) AS ("
            "SELECT d.other, d.why FROM mine CROSS JOIN doubt d ON d.concept = mine.id WHERE d.open = 1 UNION "
            "SELECT d.concept, d.why FROM mine CROSS JOIN doubt d ON d.other = mine.id WHERE d.open = 1) "
            "SELECT DISTINCT o.root AS other, f.why FROM found f JOIN concept o ON o.id = f.other "
            "JOIN concept r ON r.id = o.root WHERE o.root <> ?1 AND r.status <> 'rejected' "
            "AND (r.touched = 1 OR EXISTS (SELECT 1 FROM concept p JOIN mention n ON n.concept = p.id "
            "WHERE p.root = r.id)) ORDER BY 1, 2",
            (root,),
        )
        return tuple(Doubt(root, row["other"], row["why"]) for row in rows)

    def evidence(self, root: str, limit: int) -> tuple[Evidence, ...]:
        """Mentions of a concept in their sentences, in the order in which they were read."""
        rows = self._all(
            "SELECT m.id, m.start, m.end, m.rule, m.reason, a.name, a.lang, m.start - max(0, m.start - 800) AS lead, "
            "substr(a.text, max(0, m.start - 800) + 1, m.end - max(0, m.start - 800) + 800) AS around "
            "FROM concept c JOIN mention m ON m.concept = c.id JOIN article a ON a.id = m.article "
            "WHERE c.root = ? ORDER BY m.article, m.start LIMIT ?",
            (root, limit),
        )
        found = []
        for row in rows:
            start, end = row["lead"], row["lead"] + row["end"] - row["start"]
            left, right = sentence_around(row["around"], start, end)
            found.append(
                Evidence(
                    mention_id=row["id"],
                    article=row["name"],
                    lang=Lang(row["lang"]),
                    sentence=row["around"][left:right],
                    start=start - left,
                    end=end - left,
                    rule=row["rule"],
                    reason=row["reason"],
                )
            )
        return tuple(found)

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        by_status, without = dict.fromkeys(ConceptStatus, 0), dict.fromkeys(_LANGS, 0)
        for row in self._all("SELECT status, missing, count(*) AS n FROM card GROUP BY status, missing"):
            by_status[ConceptStatus(row["status"])] += row["n"]
            if row["status"] != ConceptStatus.REJECTED:
                for lang in _missing(row["missing"]):
                    without[lang] += row["n"]
        return Totals(
            articles=self._one("SELECT count(*) FROM article WHERE current = 1")[0],
            mentions=self._one("SELECT count(*) FROM mention")[0],
            concepts=sum(by_status.values()),
            new=by_status[ConceptStatus.NEW],
            approved=by_status[ConceptStatus.APPROVED],
            rejected=by_status[ConceptStatus.REJECTED],
            missing=without,
        )

    # ---- the queue ------------------------------------------------------------------------------------------------
    def queue(self, words: Sequence[str], filters: Filters, *, limit: int, offset: int) -> list[ConceptRow]:
        """Cards whose words begin with all of `words` (already folded), undecided first, then by mentions.

        Few hits are found by the search index and sorted; many are met soon enough by walking the queue in its order,
        which spares sorting them all.
        """
        conditions, parameters = filters.sql()
        if words and self._rare(words):
            conditions.append("id IN (SELECT rowid FROM card_fts WHERE card_fts MATCH ?)")
            parameters.append(_match(words))
        else:
            for word in words:
                conditions.append("instr(' ' || search, ?) > 0")
                parameters.append(f" {word}")
        where = f"WHERE {' AND '.join(conditions)} " if conditions else ""
        rows = self._all(
            f"SELECT * FROM card {where}ORDER BY decided, mentions DESC, concept LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
        return [_card(row) for row in rows]

    def _rare(self, words: Sequence[str], many: int = 3000) -> bool:
        row = self._one(
            "SELECT count(*) FROM (SELECT rowid FROM card_fts WHERE card_fts MATCH ? LIMIT ?)", (_match(words), many)
        )
        return int(row[0]) < many

    # ---- decisions ------------------------------------------------------------------------------------------------
    def decisions(self, limit: int, concept: str = "") -> list[DecisionRow]:
        """The last decisions, newest first; of one concept and all merged into it, if named."""
        if concept:
            rows = self._all(
                "SELECT DISTINCT d.id, d.at, d.label, d.undone FROM concept c "
                "JOIN decision_concept l ON l.concept = c.id JOIN decision d ON d.id = l.decision "
                "WHERE c.root = ? ORDER BY d.id DESC LIMIT ?",
                (concept, limit),
            )
        else:
            rows = self._all("SELECT id, at, label, undone FROM decision ORDER BY id DESC LIMIT ?", (limit,))
        return [_decision(row) for row in rows]

    @contextmanager
    def deciding(self, what: str) -> Iterator[Recorder]:
        """A transaction that is recorded as one decision; with nothing changed, nothing is recorded."""
        with self.transaction():
            recorder = Recorder(self)
            yield recorder
            if recorder.changes:
                recorder.row = self._record(what, recorder)

    def _record(self, what: str, recorder: Recorder) -> DecisionRow:
        self._conn.execute("UPDATE decision SET undone = 2 WHERE undone = 1")
        moment = now()
        cursor = self._conn.execute(
            "INSERT INTO decision (at, what, label, changes) VALUES (?, ?, ?, ?)",
            (moment, what, recorder.label, json.dumps(recorder.changes, ensure_ascii=False)),
        )
        number = int(cursor.lastrowid or 0)
        self._conn.executemany(
            "INSERT OR IGNORE INTO decision_concept (concept, decision) VALUES (?, ?)",
            [(concept, number) for concept in sorted(recorder.concepts)],
        )
        return DecisionRow(number, moment, recorder.label, undone=False)

    def undo(self) -> DecisionRow | None:
        """Take back the last decision that holds; None when there is none."""
        with self.transaction():
            row = self._one("SELECT * FROM decision WHERE undone = 0 ORDER BY id DESC LIMIT 1")
            if row is None:
                return None
            for change in reversed(json.loads(row["changes"])):
                self._put(change["table"], change["key"], change["after"], change["before"])
            for concept in sorted(filter(self.taken, self._touched)):
                self._attest(concept)
            self._conn.execute("UPDATE decision SET undone = 1 WHERE id = ?", (row["id"],))
        return DecisionRow(row["id"], row["at"], row["label"], undone=True)

    def redo(self) -> DecisionRow | None:
        """Do again the decision undone last; None when there is none."""
        with self.transaction():
            row = self._one("SELECT * FROM decision WHERE undone = 1 ORDER BY id LIMIT 1")
            if row is None:
                return None
            for change in json.loads(row["changes"]):
                self._put(change["table"], change["key"], change["before"], change["after"])
            self._conn.execute("UPDATE decision SET undone = 0 WHERE id = ?", (row["id"],))
        return DecisionRow(row["id"], row["at"], row["label"], undone=False)

    def _put(self, table: str, key: Sequence[object], had: Row | None, want: Row | None) -> None:
        """Make one row what it was (`want`), where it now is what a decision made of it (`had`).

        A build may have worked in between: what it added stays, only the columns that the decision set are put back.
        """
        place = " AND ".join(f"{column} = ?" for column in _KEYS[table])
        self._mark(table, key)
        if want is None:
            if table == "concept" and self._in_use(str(key[0])):
                self._conn.execute("UPDATE concept SET status = 'new', touched = 0, note = '' WHERE id = ?", key)
            else:
                if table == "concept":
                    # Doubts about it go with it.
                    self._touched |= self._beside({str(key[0])})
                self._conn.execute(f"DELETE FROM {table} WHERE {place}", key)
        elif had is None:
            columns = ", ".join(want)
            new = ", ".join(f"{column} = excluded.{column}" for column in want if column != "id")
            self._conn.execute(
                f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(want))}) "
                f"ON CONFLICT ({', '.join(_KEYS[table])}) DO UPDATE SET {new}",
                tuple(want.values()),
            )
        else:
            if table == "concept" and want.get("merged_into") and self._top(str(want["merged_into"])) == key[0]:
                # A build has joined the same two the other way round: they are one already.
                want = {column: value for column, value in want.items() if not column.startswith("merge")}
            if want:
                self._conn.execute(
                    f"UPDATE {table} SET {', '.join(f'{column} = ?' for column in want)} WHERE {place}",
                    (*want.values(), *key),
                )
        self._follow(table, key, want if had is None else had if want is None else {**had, **want})

    def _in_use(self, id: str) -> bool:
        row = self._one(
            "SELECT 1 FROM mention WHERE concept = ? UNION SELECT 1 FROM concept WHERE merged_into = ?", (id, id)
        )
        return row is not None

    def _mark(self, table: str, key: Sequence[object]) -> None:
        self._touched.add(str(key[0]))
        root = self.root(str(key[0]))
        if root:
            self._touched.add(root)
        if table in ("doubt", "apart"):
            self._touched.add(str(key[1]))

    def _follow(self, table: str, key: Sequence[object], columns: Row | None) -> None:
        """What a changed row drags along inside the same transaction."""
        id = str(key[0])
        if not self.taken(id):
            return
        if table == "concept" and columns and "merged_into" in columns:
            self._reroot([id])
        if table == "concept" and columns and "kind" in columns:
            self._touched |= {row["id"] for row in self._all("SELECT id FROM concept WHERE root = ?", (id,))}
        if (table == "term") or (table == "concept" and columns and columns.keys() & {"kind", "merged_into"}):
            self._conn.execute(
                "UPDATE concept SET stale = 1 WHERE stale = 0 AND id IN (?, (SELECT root FROM concept WHERE id = ?))",
                (id, id),
            )

    def row(self, table: str, key: Sequence[object]) -> dict[str, object] | None:
        """One row as it is stored."""
        place = " AND ".join(f"{column} = ?" for column in _KEYS[table])
        row = self._one(f"SELECT * FROM {table} WHERE {place}", tuple(key))
        return dict(row) if row else None


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
        before = self.store.row(table, key)
        if before is None:
            raise InputError(f"There is nothing called {key[0]} any more: another program may have removed it.")
        after = {column: value for column, value in values.items() if before[column] != value}
        if after:
            self._change(table, key, {column: before[column] for column in after}, after)

    def insert(self, table: str, values: Mapping[str, object]) -> None:
        """Add a row."""
        key = [values[column] for column in _KEYS[table]]
        change = self._change(table, key, None, dict(values))
        change["after"] = self.store.row(table, key)

    def delete(self, table: str, key: Sequence[object]) -> None:
        """Remove a row, if it is there."""
        before = self.store.row(table, key)
        if before is not None:
            self._change(table, key, before, None)

    def _change(self, table: str, key: Sequence[object], before: Row | None, after: Row | None) -> dict[str, Any]:
        self.store._put(table, key, before, after)
        change = {"table": table, "key": list(key), "before": before, "after": after}
        self.changes.append(change)
        self.concepts |= {str(part) for part in (key if table in ("doubt", "apart") else key[:1])}
        if table == "concept" and after and after.get("merged_into"):
            self.concepts.add(str(after["merged_into"]))
        return change


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue shows; empty fields do not filter."""

    kinds: tuple[Kind, ...] = ()
    statuses: tuple[ConceptStatus, ...] = ()
    missing: tuple[Lang, ...] = ()
    doubtful: bool | None = None
    articles: tuple[str, ...] = ()
    """Patterns (`*`, `?`) that the name of an article must match."""
    nothing: bool = False
    """A filter that nothing can pass, such as `kind:xyz`."""

    def sql(self) -> tuple[list[str], list[object]]:
        """Conditions on `card`, and their parameters."""
        conditions: list[str] = ["0"] if self.nothing else []
        parameters: list[object] = []
        for column, values in (("kind", self.kinds), ("status", self.statuses)):
            if values:
                conditions.append(f"{column} IN ({', '.join('?' * len(values))})")
                parameters += [str(value) for value in values]
        conditions += [f"missing & {1 << _LANGS.index(lang)}" for lang in self.missing]
        if self.doubtful is not None:
            conditions.append(f"doubtful = {int(self.doubtful)}")
        for pattern in self.articles:
            conditions.append(
                "EXISTS (SELECT 1 FROM concept c JOIN mention m ON m.concept = c.id JOIN article a ON a.id = m.article "
                "WHERE c.root = card.concept AND a.name GLOB ?)"
            )
            parameters.append(f"*{pattern}*")
        return conditions, parameters


def parse_query(query: str) -> tuple[list[str], Filters]:
    """The folded words of a query, and its filters; a half-typed one (`kind:o`) filters as far as it goes."""
    words: list[str] = []
    kinds: list[Kind] = []
    statuses: list[ConceptStatus] = []
    without: list[Lang] = []
    articles: list[str] = []
    doubtful, nothing = None, False
    for part in nfc(query).split():
        name, colon, value = part.partition(":")
        name, value = name.casefold(), value.casefold() if name.casefold() != "article" else value
        if not colon or name not in ("kind", "status", "missing", "risk", "article"):
            words += fold(part).split()
        elif not value:
            continue
        elif name == "kind":
            kinds += [kind for kind in Kind if kind.casefold().startswith(value)]
            nothing |= not kinds
        elif name == "status":
            statuses += [status for status in ConceptStatus if status.startswith(value)]
            nothing |= not statuses
        elif name == "missing":
            without += [lang for lang in Lang if lang.startswith(value)]
            nothing |= not without
        elif name == "risk":
            doubtful = not "none".startswith(value)
        else:
            articles.append(value)
    return words, Filters(tuple(kinds), tuple(statuses), tuple(without), doubtful, tuple(articles), nothing)


def missing(terms: Sequence[Term]) -> tuple[Lang, ...]:
    """Languages without a preferred term: an English spelling with Vietnamese letters alone is not one."""
    have = {term.lang for term in terms if term.status is TermStatus.PREFERRED}
    return tuple(lang for lang in _LANGS if lang not in have)


def label(group: Group, terms: Sequence[Term]) -> str:
    """The best term, whatever its language: what a person chose, else what the articles use most."""
    counts: dict[Lang, int] = dict.fromkeys(_LANGS, 0)
    for seen in group.seen:
        counts[seen.term.lang] += seen.count
    chosen = {s.term.lang for s in group.seen if s.term.status is TermStatus.PREFERRED} if not group.approved else set()
    preferred = [term for term in terms if term.status is TermStatus.PREFERRED]
    if not preferred:
        return terms[0].text if terms else ""
    return min(preferred, key=lambda t: (t.lang not in chosen, -counts[t.lang], _LANGS.index(t.lang))).text


def suggestion_values(concept: str, lang: Lang, position: int, suggestion: Suggestion) -> tuple[object, ...]:
    """A suggestion as the columns of its table."""
    origins = [str(origin) for origin in suggestion.origins or (suggestion.origin,)]
    score = min(1.0, max(0.0, float(suggestion.score)))
    origin, proof = str(suggestion.origin), json.dumps(origins)
    return concept, str(lang), position, suggestion.text, origin, proof, score, suggestion.trace


def attested(article: Lang, form: Lang) -> tuple[Lang, ...]:
    """The languages in which a form counts: with Vietnamese letters in an English article it is attested in both."""
    return (form, Lang.EN) if form is Lang.VI and article is Lang.EN else (form,)


def _match(words: Sequence[str]) -> str:
    return " ".join(f'"{word}"*' for word in words)


def _missing(mask: int) -> tuple[Lang, ...]:
    return tuple(lang for bit, lang in enumerate(_LANGS) if mask >> bit & 1)


def _article(row: Row) -> Article:
    return Article(row["name"], row["text"], Lang(row["lang"]), row["outlet"], row["published"])


def _mention(row: Row) -> Mention:
    return Mention(
        start=row["start"],
        end=row["end"],
        text=row["text"],
        kind=Kind(row["kind"]),
        rule=row["rule"],
        lang=Lang(row["lang"]),
        lemma=row["lemma"],
        trace=tuple(json.loads(row["trace"])),
    )


def _term(row: Row) -> Term:
    return Term(
        lang=Lang(row["lang"]),
        text=row["text"],
        form=TermForm(row["form"]),
        status=TermStatus(row["status"]),
        origin=Origin(row["origin"]),
        id=row["id"],
    )


def _suggestion(row: Row) -> Suggestion:
    origins = tuple(Origin(origin) for origin in json.loads(row["origins"]))
    return Suggestion(row["text"], Origin(row["origin"]), row["score"], row["trace"], origins)


def _card(row: Row) -> ConceptRow:
    return ConceptRow(
        id=row["concept"],
        kind=Kind(row["kind"]),
        status=ConceptStatus(row["status"]),
        label=row["label"],
        variants=row["variants"],
        articles=row["articles"],
        mentions=row["mentions"],
        missing=_missing(row["missing"]),
        doubtful=bool(row["doubtful"]),
    )


def _decision(row: Row) -> DecisionRow:
    return DecisionRow(row["id"], row["at"], row["label"], undone=row["undone"] > 0)


def _group(rows: Sequence[Row], seen: Sequence[Seen]) -> Group:
    first = rows[0]
    return Group(
        id=first["id"],
        kind=Kind(first["kind"]),
        status=ConceptStatus(first["status"]),
        note=first["note"],
        touched=any(row["touched"] for row in rows),
        stale=bool(first["stale"]),
        members=tuple(row["id"] for row in rows),
        seen=tuple(seen),
        file_articles=first["file_articles"],
        file_mentions=first["file_mentions"],
        file_context=first["file_context"],
        file_source=first["file_source"],
    )


# ---- opening ----------------------------------------------------------------------------------------------------
def _prepare_folder(path: Path) -> bool:
    """Make the folder of a new glossary; is the file new (absent or empty)?"""
    try:
        if path.is_dir():
            raise DatabaseError(f"{path} is a folder: name a file for the glossary, such as {path / 'glossary.db'}.")
        path.parent.mkdir(parents=True, exist_ok=True)
        return not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise DatabaseError(
            f"The glossary {path} cannot be opened ({error.strerror or error}): choose another place with --db."
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
        return f"{path} is not a glossary (not a SQLite file): name another file with --db. Nothing was changed."
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
