"""The store itself: what a build writes, and what follows from it (keys, cards)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from glossary.keys import VERSION, fold, index_keys
from glossary.model import (
    Article,
    ConceptStatus,
    Doubt,
    Kind,
    Lang,
    Mention,
    Suggestion,
    TermForm,
    TermStatus,
)
from glossary.query import folded_text
from glossary.store.reader import Reader
from glossary.store.rows import (
    LANGS,
    Group,
    Linked,
    Reading,
    Row,
    attested,
    card_number,
    label,
    missing,
    names_of,
    now,
    sha256,
    suggestion_values,
    tag,
)
from glossary.terms import tidy

_AT_ONCE = 400
"""Concepts whose keys and cards are made together."""


def batched(items: Sequence[str], size: int) -> Iterator[Sequence[str]]:
    """`items` in runs of at most `size`."""
    for start in range(0, len(items), size):
        yield items[start : start + size]


class Store(Reader):
    """One open glossary file. Belongs to the thread that opened it."""

    def __init__(self, path: Path) -> None:
        """Open or create; raises DatabaseError with a sentence when that cannot be."""
        self.touched: set[str] = set()
        self._keys: dict[tuple[str, Lang, Kind], tuple[str, ...]] = {}
        super().__init__(path)

    # ---- transactions ---------------------------------------------------------------------------------------------
    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing; what follows from the changes is brought up to date before the commit."""
        self.touched = set()
        with self.locked():
            yield
            self.settle(self.touched)

    @contextmanager
    def prepared(self, terms: Iterable[tuple[str, Lang, Kind]]) -> Iterator[None]:
        """The keys of these terms are made now, before the transaction: other programs wait the less for it."""
        self._keys = {term: index_keys(*term) for term in terms}
        try:
            yield
        finally:
            self._keys = {}

    # ---- articles -------------------------------------------------------------------------------------------------

    def settle_article(self, number: int) -> None:
        """Gathering it again changed nothing."""
        with self.locked():
            self.conn.execute("UPDATE article SET settled = 1 WHERE id = ?", (number,))

    def unsettle(self, concepts: Collection[str], most: int) -> int:
        """At most so many articles with these concepts, the rarest first, are to be gathered again; how many."""
        with self.locked():
            cursor = self.conn.execute(
                "UPDATE article SET settled = 0 WHERE id IN ("
                "SELECT m.article FROM json_each(?) j CROSS JOIN concept c ON c.root = j.value "
                "CROSS JOIN mention m ON m.concept = c.id CROSS JOIN article a ON a.id = m.article "
                "JOIN card k ON k.concept = c.root WHERE a.current = 1 AND a.settled = 1 "
                "GROUP BY m.article ORDER BY min(k.articles), m.article LIMIT ?)",
                (json.dumps(sorted(concepts)), most),
            )
            return int(cursor.rowcount)

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
        number = reading.number or self._locate(reading.article, reading.place)
        if self.article(number) is None:
            # Another program has stored a newer version meanwhile.
            return
        db = self.db
        db.execute("UPDATE article SET settled = ?, aligned = 0 WHERE id = ?", (int(reading.settled), number))
        self._forget_mentions(number)
        moment = now()
        db.table("concept").insert_all(
            ({"id": id, "kind": str(kind), "root": id, "created": moment} for id, kind in reading.new), pk="id"
        )
        for source, into, why in reading.merges:
            if self.top(into) == source:
                continue
            db.execute(
                "UPDATE concept SET merged_into = ?, merge_reason = ? WHERE id = ? AND merged_into IS NULL",
                (into, why, source),
            )
            self.touched |= {source, into}
        self.reroot(source for source, _, _ in reading.merges)
        rows = [self._mention_row(number, reading.article.lang, linked) for linked in reading.linked]
        db.table("mention").insert_all(rows, pk="id")
        self._add_terms(reading.article.lang, rows)
        for doubt in reading.doubts:
            self.doubt(doubt)
        if reading.suggestions is None:
            db.execute(
                "UPDATE concept SET stale = 1 WHERE stale = 0 AND id IN (SELECT c.root FROM json_each(?) j "
                "JOIN concept c ON c.id = j.value)",
                (json.dumps(sorted({linked.concept for linked in reading.linked})),),
            )
        for concept, by_lang in (reading.suggestions or {}).items():
            self._suggest(self.root(concept), by_lang)

    def _locate(self, article: Article, place: str) -> int:
        """The number of this text, now current at this place; what stood there before is superseded."""
        db, before = self.db, self.article_at(place)
        row = self.article_of(article.text)
        if row is None:
            digest = sha256(article.text)
            values = {"sha256": digest, "name": article.name, "lang": str(article.lang), "text": article.text}
            values["folded"] = folded_text(article.text)
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
        left = self.row("SELECT name FROM source WHERE article = ? ORDER BY place LIMIT 1", (number,))
        if left:
            self.conn.execute("UPDATE article SET name = ? WHERE id = ?", (left["name"], number))
        else:
            self._forget_mentions(number)
            self.conn.execute("UPDATE article SET current = 0 WHERE id = ?", (number,))

    def _forget_mentions(self, number: int) -> None:
        self.touched |= {
            row["concept"] for row in self.rows("SELECT DISTINCT concept FROM mention WHERE article = ?", (number,))
        }
        self.conn.execute("DELETE FROM mention WHERE article = ?", (number,))

    def _mention_row(self, number: int, lang: Lang, linked: Linked) -> dict[str, object]:
        m = linked.mention
        concept = self._owner(linked.concept, m)
        self.touched.add(concept)
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
        row = self.row(
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
        self.conn.executemany(
            "INSERT INTO term (concept, lang, text, form, origin) VALUES (?, ?, ?, ?, 'article') "
            "ON CONFLICT (concept, lang, text) DO UPDATE SET form = excluded.form "
            "WHERE form = 'short' AND excluded.form <> 'short'",
            [(*place, form) for place, form in found.items() if place[2] and "|" not in place[2]],
        )

    def doubt(self, doubt: Doubt) -> None:
        """Propose that two concepts are one, within a transaction; not again what a person has kept apart."""
        a, b = sorted((doubt.concept, doubt.other))
        if a == b or self.apart(a, b):
            return
        self.conn.execute(
            "INSERT INTO doubt (concept, other, why) VALUES (?, ?, ?) ON CONFLICT (concept, other) DO NOTHING",
            (a, b, doubt.why),
        )
        self.touched |= {a, b}

    def _suggest(self, concept: str, by_lang: Mapping[Lang, Sequence[Suggestion]]) -> None:
        self.conn.execute("DELETE FROM suggestion WHERE concept = ?", (concept,))
        self.conn.executemany(
            "INSERT INTO suggestion VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                suggestion_values(concept, lang, position, suggestion)
                for lang, suggestions in by_lang.items()
                for position, suggestion in enumerate(suggestions)
            ],
        )
        self.conn.execute("UPDATE concept SET stale = 0 WHERE id = ? AND stale = 1", (concept,))

    def save_suggestions(self, found: Mapping[str, Mapping[Lang, Sequence[Suggestion]]]) -> None:
        """Replace the suggestions of these concepts."""
        with self.locked():
            for concept, by_lang in found.items():
                if self.row("SELECT 1 FROM concept WHERE id = ?", (concept,)):
                    self._suggest(concept, by_lang)

    def save_lessons(self, lessons: Collection[tuple[str, str, str]]) -> None:
        """All stored articles have been searched with these known names."""
        with self.locked():
            before = self.lessons()
            self.conn.executemany(
                "DELETE FROM lesson WHERE text = ? AND lang = ? AND kind = ?", sorted(before - set(lessons))
            )
            self.conn.executemany(
                "INSERT INTO lesson (text, lang, kind) VALUES (?, ?, ?)", sorted(set(lessons) - before)
            )

    # ---- what follows from the rest -------------------------------------------------------------------------------
    def reroot(self, ids: Iterable[str]) -> None:
        """Each concept of these trees points to the top of its tree."""
        for id in ids:
            top = self.top(id)
            rows = self.rows(
                "WITH RECURSIVE tree (id) AS (VALUES (?) UNION SELECT c.id FROM concept c JOIN tree ON "
                "c.merged_into = tree.id) SELECT c.id, c.root FROM concept c JOIN tree ON tree.id = c.id",
                (id,),
            )
            for row in rows:
                if row["root"] != top:
                    self.touched |= {row["id"], row["root"], top}
                    self.conn.execute("UPDATE concept SET root = ? WHERE id = ?", (top, row["id"]))

    def settle(self, ids: Collection[str]) -> None:
        """Bring the keys and cards of these concepts up to date, some hundreds at a time."""
        for some in batched(sorted(ids), _AT_ONCE):
            self._settle_keys(some)
        roots = {root for some in batched(sorted(ids), _AT_ONCE) for root in self.roots(some).values()}
        for cards in batched(sorted(roots | self.beside(roots) | set(ids)), _AT_ONCE):
            self._settle_cards(cards)

    def attest(self, id: str) -> None:
        """A spelling that articles have is a term, also after a decision that typed it was undone."""
        rows = self.rows(
            "SELECT lang, form, term_form, article_lang FROM mention WHERE concept = ? "
            "GROUP BY 1, 2, 3, 4 ORDER BY min(id)",
            (id,),
        )
        for row in rows:
            self._add_terms(Lang(row["article_lang"]), [{**row, "concept": id}])

    def renew_keys(self) -> Iterator[tuple[int, int]]:
        """Make the keys of all concepts anew where a program with other keys wrote them; else do nothing.

        Yields how many are done of how many, after each transaction.
        """
        found = self.rows("SELECT n FROM counter WHERE name = 'keys'")
        if found and found[0]["n"] == VERSION:
            return
        ids = [row["id"] for row in self.rows("SELECT id FROM concept")]
        for start in range(0, len(ids), _AT_ONCE):
            with self.locked():
                self._settle_keys(ids[start : start + _AT_ONCE])
            yield start, len(ids)
        with self.locked():
            self.conn.execute("INSERT OR REPLACE INTO counter VALUES ('keys', ?)", (VERSION,))

    def _settle_keys(self, ids: Sequence[str]) -> None:
        """The keys by which these concepts are found: those of their terms, as names of their roots' kinds."""
        wanted = json.dumps(list(ids))
        kinds = {
            row["id"]: Kind(row["kind"])
            for row in self.rows(
                "SELECT c.id, r.kind FROM json_each(?) j CROSS JOIN concept c ON c.id = j.value "
                "JOIN concept r ON r.id = c.root",
                (wanted,),
            )
        }
        terms: dict[str, list[Row]] = {}
        for row in self.rows(
            "SELECT t.concept, t.lang, t.text, t.form FROM json_each(?) j CROSS JOIN term t ON t.concept = j.value",
            (wanted,),
        ):
            terms.setdefault(row["concept"], []).append(row)
        keys = {
            (key, id)
            for id, kind in kinds.items()
            for row in [t for t in terms.get(id, []) if t["form"] != TermForm.SHORT] or terms.get(id, [])
            for term in [(row["text"], Lang(row["lang"]), kind)]
            for key in self._keys.get(term) or index_keys(*term)
        }
        present = {
            (row["key"], row["concept"])
            for row in self.rows(
                "SELECT k.key, k.concept FROM json_each(?) j CROSS JOIN term_key k ON k.concept = j.value", (wanted,)
            )
            if row["concept"] in kinds
        }
        self.conn.executemany("DELETE FROM term_key WHERE key = ? AND concept = ?", sorted(present - keys))
        self.conn.executemany("INSERT INTO term_key (key, concept) VALUES (?, ?)", sorted(keys - present))

    def _settle_cards(self, ids: Sequence[str]) -> None:
        """The lines of the queue; a concept that was merged, or that nothing speaks of any more, has none."""
        wanted = json.dumps(list(ids))
        groups = {group.id: group for group in self.groups(self.roots(ids).values())}
        counts = {
            row["root"]: row
            for row in self.rows(
                "SELECT c.root, count(*) AS mentions, count(DISTINCT m.article) AS articles, "
                "group_concat(DISTINCT m.article_lang) AS langs FROM json_each(?) j "
                "CROSS JOIN concept c ON c.root = j.value CROSS JOIN mention m ON m.concept = c.id GROUP BY c.root",
                (wanted,),
            )
        }
        questioned = {
            row["root"]
            for row in self.rows(
                "WITH mine (id, root) AS ("
                "SELECT c.id, c.root FROM json_each(?) j CROSS JOIN concept c ON c.root = j.value) "
                "SELECT mine.root FROM mine CROSS JOIN doubt d ON d.concept = mine.id WHERE d.open = 1 UNION "
                "SELECT mine.root FROM mine CROSS JOIN doubt d ON d.other = mine.id WHERE d.open = 1",
                (wanted,),
            )
        }
        cards = []
        gone = []
        for id in ids:
            group, count = groups.get(id), counts.get(id)
            if group is None or not (count or group.touched):
                gone.append((id,))
            else:
                cards.append(self._card(group, count, doubtful=id in questioned and bool(self.doubts(id))))
        self.conn.executemany("DELETE FROM card WHERE concept = ?", gone)
        if cards:
            columns = list(cards[0])
            self.conn.executemany(
                f"INSERT INTO card ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))}) "
                f"ON CONFLICT (concept) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in columns[1:])}",
                [tuple(card.values()) for card in cards],
            )

    def _card(self, group: Group, counts: Row | None, *, doubtful: bool) -> dict[str, object]:
        terms = group.terms()
        decided = int(group.status is not ConceptStatus.NEW)
        mentions = counts["mentions"] if counts else group.file_mentions
        langs = (counts["langs"] or "").split(",") if counts else ()
        without = missing(terms)
        spellings = [t.text for t in terms] + self.inflected(group)
        return {
            "concept": group.id,
            "id": card_number(decided, mentions, group.number),
            "kind": str(group.kind),
            "status": str(group.status),
            "label": label(replace(group, names_in=None), terms) or group.id,
            "names": names_of(terms),
            "decided": decided,
            "variants": len({t.text for t in terms if t.status in (TermStatus.PREFERRED, TermStatus.ADMITTED)}),
            "articles": counts["articles"] if counts else group.file_articles,
            "mentions": mentions,
            "missing": sum(1 << LANGS.index(lang) for lang in without),
            "doubtful": int(doubtful),
            "search": " ".join(dict.fromkeys(map(fold, spellings))),
            "tags": " ".join(
                [tag("kind", group.kind), tag("status", group.status), tag("risk", doubtful)]
                + [tag("missing", lang) for lang in without]
                + [tag("lang", lang) for lang in LANGS if lang in langs]
            ),
        }

    def save_inflections(self, concepts: Collection[str], found: Mapping[tuple[str, str], Mapping[str, str]]) -> None:
        """All that the rules make of the terms of these concepts: (member, term) → case → form; other forms go.

        Nothing is written that is there.
        """
        wanted = {(*place, case, form) for place, of in found.items() for case, form in of.items()}
        present = {
            (row["concept"], row["term"], row["case"], row["form"])
            for row in self.rows(
                'SELECT i.concept, i.term, i."case", i.form FROM json_each(?) j '
                "CROSS JOIN concept c ON c.root = j.value CROSS JOIN inflection i ON i.concept = c.id "
                "WHERE i.hand = 0",
                (json.dumps(sorted(concepts)),),
            )
        }
        if wanted == present:
            return
        with self.transaction():
            changed = wanted ^ present
            self.conn.executemany(
                'DELETE FROM inflection WHERE concept = ? AND term = ? AND "case" = ? AND form = ? AND hand = 0',
                sorted(present - wanted),
            )
            self.conn.executemany(
                'INSERT OR REPLACE INTO inflection (concept, term, "case", hand, form) SELECT ?1, ?2, ?3, 0, ?4 '
                "WHERE EXISTS (SELECT 1 FROM concept WHERE id = ?1)",
                sorted(wanted - present),
            )
            self.touched |= {row[0] for row in changed}
