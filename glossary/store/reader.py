"""Reading the store: articles, concepts with all that was merged into them, what finds them, what is known of them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable

from glossary.model import (
    Article,
    ConceptRow,
    ConceptStatus,
    Doubt,
    Evidence,
    Kind,
    Lang,
    Mention,
    Suggestion,
    TermForm,
    Totals,
)
from glossary.store.connection import Connection
from glossary.store.rows import (
    LANGS,
    Group,
    Linked,
    Row,
    attested,
    missing_from,
    sha256,
    to_article,
    to_card,
    to_group,
    to_mention,
    to_suggestion,
    to_term,
)
from glossary.terms import Seen
from glossary.text import sentence_around


class Reader(Connection):
    """One open glossary file, to read."""

    names_in: Lang | None = None
    """The language in which concepts are called; None: whatever the articles use most."""

    # ---- articles ---------------------------------------------------------------------------------------------------
    def article_at(self, place: str) -> Row | None:
        """The article last read at this place."""
        row: Row | None = self.row(
            "SELECT a.* FROM source s JOIN article a ON a.id = s.article WHERE s.place = ?", (place,)
        )
        return row

    def article_of(self, text: str) -> Row | None:
        """The article with exactly this text, current or not."""
        row: Row | None = self.row("SELECT * FROM article WHERE sha256 = ?", (sha256(text),))
        return row

    def article(self, number: int) -> tuple[Article, str] | None:
        """A stored article with one of its places."""
        row = self.row("SELECT * FROM article WHERE id = ? AND current = 1", (number,))
        if row is None:
            return None
        place = self.row("SELECT place FROM source WHERE article = ? ORDER BY place LIMIT 1", (number,))
        return to_article(row), place["place"] if place else ""

    def unsettled(self) -> list[int]:
        """Articles stored before their build knew all others."""
        return [row["id"] for row in self.rows("SELECT id FROM article WHERE current = 1 AND settled = 0 ORDER BY id")]

    def linked(self, number: int) -> list[Linked]:
        """The mentions of an article with their concepts."""
        rows = self.rows(
            "SELECT m.*, c.root FROM mention m JOIN concept c ON c.id = m.concept WHERE m.article = ? ORDER BY m.start",
            (number,),
        )
        return [Linked(to_mention(row), row["root"], row["reason"], TermForm(row["term_form"])) for row in rows]

    def pins(self, number: int) -> list[tuple[Mention, str]]:
        """The mentions that a person put into an article, with their concepts."""
        rows = self.rows(
            'SELECT p.*, substr(a.text, p.start + 1, p."end" - p.start) AS text, c.root FROM pin p '
            "JOIN article a ON a.id = p.article JOIN concept c ON c.id = p.concept "
            "WHERE p.article = ? ORDER BY p.start",
            (number,),
        )
        return [(to_mention({**row, "trace": '["put here by the reviewer"]'}), row["root"]) for row in rows]

    def pinned(self, number: int, start: int) -> bool:
        """Did a person put a mention here?"""
        return self.row("SELECT 1 FROM pin WHERE article = ? AND start = ?", (number, start)) is not None

    def has_pins(self, id: str) -> bool:
        """Did a person put mentions into this concept, or leave some when others were taken out?"""
        row = self.row("SELECT 1 FROM pin p JOIN concept c ON c.id = p.concept WHERE c.root = ?", (self.root(id),))
        return row is not None

    def case_forms(self) -> list[tuple[str, str, Kind]]:
        """The case forms of the Russian terms of approved concepts: form, term, kind of the concept."""
        rows = self.rows(
            "SELECT i.form, i.term, r.kind FROM inflection i JOIN concept c ON c.id = i.concept "
            "JOIN concept r ON r.id = c.root "
            "JOIN term t ON t.concept = i.concept AND t.lang = 'ru' AND t.text = i.term "
            "WHERE r.status = 'approved' AND t.status IN ('preferred', 'admitted') "
            "ORDER BY i.hand DESC, i.concept, i.term"
        )
        return [(row["form"], row["term"], Kind(row["kind"])) for row in rows]

    def reads_as(self, article: Article, place: str) -> bool:
        """Is this text at this place already stored, with nothing to do?"""
        row = self.article_at(place)
        return row is not None and row["sha256"] == sha256(article.text) and bool(row["current"])

    def lessons(self) -> set[tuple[str, str, str]]:
        """The known names (text, lang, kind) with which all stored articles were last searched."""
        return {(row["text"], row["lang"], row["kind"]) for row in self.rows("SELECT text, lang, kind FROM lesson")}

    def top(self, id: str) -> str:
        """Where the merges of a concept lead in the end."""
        row = self.row(
            "WITH RECURSIVE up (id, above) AS (SELECT id, merged_into FROM concept WHERE id = ? UNION "
            "SELECT c.id, c.merged_into FROM concept c JOIN up ON c.id = up.above) "
            "SELECT id FROM up WHERE above IS NULL",
            (id,),
        )
        return str(row["id"])

    def beside(self, roots: Collection[str]) -> set[str]:
        """Concepts with a doubt about one of these: whether they are doubtful may have changed."""
        rows = self.rows(
            "WITH ids (id) AS (SELECT c.id FROM concept c WHERE c.root IN (SELECT value FROM json_each(?))) "
            "SELECT c.root FROM doubt d JOIN ids ON ids.id = d.concept JOIN concept c ON c.id = d.other UNION "
            "SELECT c.root FROM doubt d JOIN ids ON ids.id = d.other JOIN concept c ON c.id = d.concept",
            (json.dumps(sorted(roots)),),
        )
        return {row["root"] for row in rows}

    # ---- concepts -------------------------------------------------------------------------------------------------
    def root(self, id: str) -> str:
        """The concept that this one has become part of (itself, if it was not merged); empty when there is none."""
        row = self.row("SELECT root FROM concept WHERE id = ?", (id,))
        return row["root"] if row else ""

    def roots(self, ids: Iterable[str]) -> dict[str, str]:
        """`root` of several concepts; those that there are not are left out."""
        rows = self.rows(
            "SELECT c.id, c.root FROM json_each(?) j CROSS JOIN concept c ON c.id = j.value", (json.dumps(list(ids)),)
        )
        return {row["id"]: row["root"] for row in rows}

    def group(self, id: str) -> Group | None:
        """A concept with everything merged into it, by the id of any member."""
        groups = self.groups([self.root(id)])
        return groups[0] if groups else None

    def groups(self, roots: Iterable[str]) -> list[Group]:
        """Several concepts, in the order of their ids given."""
        wanted = json.dumps(list(dict.fromkeys(roots)))
        concepts = self.rows(
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
        for row in self.rows(
            "SELECT t.*, c.root FROM json_each(?) j CROSS JOIN term t ON t.concept = j.value "
            "JOIN concept c ON c.id = t.concept ORDER BY t.id",
            (owners,),
        ):
            count = counts.get((row["concept"], row["lang"], row["text"]), 0)
            seen.setdefault(row["root"], []).append(Seen(to_term(row), count, row["concept"] == row["root"]))
        return [to_group(rows, seen.get(root, []), self.names_in) for root, rows in members.items()]

    def _counts(self, owners: str) -> dict[tuple[str, str, str], int]:
        """How often the articles have each term: (concept, language, text) → mentions."""
        counts: dict[tuple[str, str, str], int] = {}
        for row in self.rows(
            "SELECT m.concept, m.lang, m.form, m.article_lang, count(*) AS n FROM json_each(?) j "
            "CROSS JOIN mention m ON m.concept = j.value GROUP BY 1, 2, 3, 4",
            (owners,),
        ):
            for lang in attested(Lang(row["article_lang"]), Lang(row["lang"])):
                place = (row["concept"], str(lang), row["form"])
                counts[place] = counts.get(place, 0) + row["n"]
        return counts

    def find(self, keys: Collection[str]) -> list[tuple[str, Kind, ConceptStatus, tuple[tuple[Lang, str], ...], bool]]:
        """The concepts that have a term under one of these keys: id, kind, status, all spellings but short ones.

        Last, whether there are only short ones: then it is these.
        """
        rows = self.rows(
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
                all(t["form"] == TermForm.SHORT for t in terms),
            )
            for id, terms in found.items()
        ]

    def last_term(self) -> int:
        """The number of the last term that was stored."""
        return int(self.row("SELECT coalesce(max(id), 0) FROM term")[0])

    def terms_after(self, number: int) -> list[tuple[str, Kind, Lang, str]]:
        """What articles called concepts, other than in short, since the term with this number: root, kind and term."""
        rows = self.rows(
            "SELECT DISTINCT r.id, r.kind, t.lang, t.text FROM term t JOIN concept c ON c.id = t.concept "
            "JOIN concept r ON r.id = c.root WHERE t.id > ? AND t.origin = 'article' AND t.form <> 'short' "
            "ORDER BY t.id",
            (number,),
        )
        return [(row["id"], Kind(row["kind"]), Lang(row["lang"]), row["text"]) for row in rows]

    def undecided(self, keys: Collection[str]) -> set[str]:
        """The concepts that nobody has decided on and that have a term under one of these keys."""
        rows = self.rows(
            "SELECT DISTINCT r.id FROM json_each(?) j CROSS JOIN term_key k ON k.key = j.value "
            "CROSS JOIN concept c ON c.id = k.concept CROSS JOIN concept r ON r.id = c.root WHERE r.status = 'new'",
            (json.dumps(sorted(keys)),),
        )
        return {row["id"] for row in rows}

    def kept_apart(self, a: str, b: str) -> list[list[str]]:
        """The keys of the rows that keep these two apart."""
        return self._pairs("apart", a, b)

    def doubts_between(self, a: str, b: str) -> list[list[str]]:
        """The keys of the doubts whether these two are one."""
        return self._pairs("doubt", a, b)

    def _pairs(self, table: str, a: str, b: str) -> list[list[str]]:
        rows = self.rows(
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
        rows = self.rows(
            "SELECT t.lang, t.text FROM concept c JOIN term t ON t.concept = c.id WHERE c.root = ?", (self.root(id),)
        )
        return {(Lang(row["lang"]), row["text"]) for row in rows}

    def never_written(self, id: str, lang: Lang) -> list[Row]:
        """The terms of a concept that a rule made of other case forms: no article has them as they are."""
        return self.rows(
            "SELECT t.concept, t.lang, t.text FROM concept c JOIN term t ON t.concept = c.id "
            "WHERE c.root = ?1 AND t.lang = ?2 AND t.origin = 'article' AND t.status = 'admitted' AND NOT EXISTS ("
            "SELECT 1 FROM concept d JOIN mention m ON m.concept = d.id JOIN article a ON a.id = m.article "
            'WHERE d.root = ?1 AND substr(a.text, m.start + 1, m."end" - m.start) = t.text)',
            (self.root(id), str(lang)),
        )

    def taken(self, id: str) -> bool:
        """Is there a concept with this id?"""
        return self.row("SELECT 1 FROM concept WHERE id = ?", (id,)) is not None

    def with_term(self, kind: Kind, lang: Lang, text: str) -> str:
        """The concept of this kind that has exactly this term, not rejected; empty when there is none."""
        row = self.row(
            "SELECT c.root FROM term t JOIN concept c ON c.id = t.concept JOIN concept r ON r.id = c.root "
            "WHERE t.text = ? AND t.lang = ? AND r.kind = ? AND r.status <> 'rejected' ORDER BY 1 LIMIT 1",
            (text, str(lang), str(kind)),
        )
        return row["root"] if row else ""

    def rejected(self, lang: Lang, text: str) -> str:
        """The rejected concept that has exactly this term; empty when there is none."""
        row = self.row(
            "SELECT c.root FROM term t JOIN concept c ON c.id = t.concept JOIN concept r ON r.id = c.root "
            "WHERE t.text = ? AND t.lang = ? AND r.status = 'rejected' ORDER BY 1 LIMIT 1",
            (text, str(lang)),
        )
        return row["root"] if row else ""

    def like(self, key: str) -> list[tuple[str, Lang, str]]:
        """Concepts not rejected with a term under this key: id, language and text of each of their terms in use."""
        rows = self.rows(
            "SELECT DISTINCT r.id, t.lang, t.text, t.id AS number FROM term_key k JOIN concept c ON c.id = k.concept "
            "JOIN concept r ON r.id = c.root JOIN concept m ON m.root = r.id JOIN term t ON t.concept = m.id "
            "WHERE k.key = ? AND r.status <> 'rejected' AND t.status IN ('preferred', 'admitted') ORDER BY r.id, t.id",
            (key,),
        )
        return [(row["id"], Lang(row["lang"]), row["text"]) for row in rows]

    def term_key(self, number: int) -> list[str]:
        """What names a term in a decision: its concept, language and text."""
        row = self.row("SELECT concept, lang, text FROM term WHERE id = ?", (number,))
        return [row["concept"], row["lang"], row["text"]]

    def terms_with(self, numbers: Iterable[int]) -> list[Row]:
        """Terms by number, with the roots of their concepts."""
        return self.rows(
            "SELECT t.*, c.root FROM term t JOIN concept c ON c.id = t.concept "
            "WHERE t.id IN (SELECT value FROM json_each(?)) ORDER BY t.id",
            (json.dumps(list(numbers)),),
        )

    def mentions_with(self, numbers: Iterable[int]) -> list[Row]:
        """Mentions by number, with the roots of their concepts."""
        return self.rows(
            "SELECT m.*, c.root FROM mention m JOIN concept c ON c.id = m.concept "
            "WHERE m.id IN (SELECT value FROM json_each(?)) ORDER BY m.article, m.start",
            (json.dumps(list(numbers)),),
        )

    def mentions_of(self, root: str, lang: Lang, text: str) -> list[Row]:
        """The mentions of a concept that attest this term."""
        rows = self.rows(
            "SELECT m.*, c.root FROM concept c JOIN mention m ON m.concept = c.id WHERE c.root = ? AND m.form = ? "
            "ORDER BY m.article, m.start",
            (root, text),
        )
        return [row for row in rows if lang in attested(Lang(row["article_lang"]), Lang(row["lang"]))]

    def mentions_across(self, number: int, start: int, end: int) -> list[Row]:
        """The mentions of an article that touch this span."""
        return self.rows(
            'SELECT * FROM mention WHERE article = ? AND start < ? AND "end" > ? ORDER BY start', (number, end, start)
        )

    def imported(self) -> list[tuple[Kind, Lang, str]]:
        """What a file gave as the terms to use of concepts that nobody has decided on yet: kind, language, term."""
        rows = self.rows(
            "SELECT DISTINCT r.kind, t.lang, t.text FROM term t JOIN concept c ON c.id = t.concept "
            "JOIN concept r ON r.id = c.root WHERE r.status = 'new' AND t.origin = 'import' "
            "AND t.status = 'preferred' AND t.form = 'full'"
        )
        return [(Kind(row["kind"]), Lang(row["lang"]), row["text"]) for row in rows]

    def approved(self) -> list[Group]:
        """All concepts that a person approved."""
        rows = self.rows("SELECT id FROM concept WHERE status = 'approved' AND merged_into IS NULL ORDER BY id")
        return self.groups(row["id"] for row in rows)

    def stale(self, limit: int = 50) -> list[str]:
        """Concepts whose suggestions must be computed again."""
        rows = self.rows(
            "SELECT c.id FROM concept c JOIN card k ON k.concept = c.id "
            "WHERE c.stale = 1 AND c.merged_into IS NULL ORDER BY c.id LIMIT ?",
            (limit,),
        )
        return [row["id"] for row in rows]

    def count_stale(self) -> int:
        """How many concepts wait for new suggestions."""
        return int(self.row("SELECT count(*) FROM concept WHERE stale = 1 AND merged_into IS NULL")[0])

    def listed(self, *, after: str = "", limit: int = 500, rejected: bool = True) -> list[str]:
        """The ids of the concepts that the queue shows, page by page in the order of ids."""
        rows = self.rows(
            "SELECT concept FROM card WHERE concept > ? AND (? OR status <> 'rejected') ORDER BY concept LIMIT ?",
            (after, rejected, limit),
        )
        return [row["concept"] for row in rows]

    def card(self, root: str) -> ConceptRow | None:
        """A line of the queue."""
        row = self.row("SELECT * FROM card WHERE concept = ?", (root,))
        return to_card(row, self.names_in) if row else None

    def suggestions(self, root: str) -> dict[Lang, tuple[Suggestion, ...]]:
        """The stored suggestions of a concept, best first."""
        found: dict[Lang, list[Suggestion]] = {}
        for row in self.rows("SELECT * FROM suggestion WHERE concept = ? ORDER BY lang, position", (root,)):
            found.setdefault(Lang(row["lang"]), []).append(to_suggestion(row))
        return {lang: tuple(suggestions) for lang, suggestions in found.items()}

    def doubts(self, root: str) -> tuple[Doubt, ...]:
        """Open doubts about a concept, seen from it; only about concepts that the queue shows and nobody rejected."""
        rows = self.rows(
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
        rows = self.rows(
            "SELECT m.id, m.article, m.form, m.start, m.end, m.rule, m.reason, "
            "a.name, a.lang, a.outlet, a.published, m.start - max(0, m.start - 800) AS lead, "
            "substr(a.text, max(0, m.start - 800) + 1, m.end - max(0, m.start - 800) + 800) AS around "
            "FROM concept c JOIN mention m ON m.concept = c.id JOIN article a ON a.id = m.article "
            "WHERE c.root = ? ORDER BY m.article, m.start LIMIT ?",
            (root, limit),
        )
        found = []
        for row in rows:
            start, end = row["lead"], row["lead"] + row["end"] - row["start"]
            around = row["around"]
            left, right = sentence_around(around, start, end)
            whole = sentence_around(around, start, end, widest=4 * len(around))
            found.append(
                Evidence(
                    mention_id=row["id"],
                    article=row["name"],
                    lang=Lang(row["lang"]),
                    sentence=around[left:right],
                    start=start - left,
                    end=end - left,
                    rule=row["rule"],
                    reason=row["reason"],
                    article_id=row["article"],
                    outlet=row["outlet"],
                    published=row["published"],
                    form=row["form"],
                    cut=(whole[0] < left, right < whole[1]),
                )
            )
        return tuple(found)

    def totals(self) -> Totals:
        """Counts over the whole glossary."""
        by_status, without = dict.fromkeys(ConceptStatus, 0), dict.fromkeys(LANGS, 0)
        for row in self.rows("SELECT status, missing, sum(n) AS n FROM tally GROUP BY status, missing"):
            by_status[ConceptStatus(row["status"])] += row["n"]
            if row["status"] != ConceptStatus.REJECTED:
                for lang in missing_from(row["missing"]):
                    without[lang] += row["n"]
        return Totals(
            articles=self.row("SELECT count(*) FROM article WHERE current = 1")[0],
            mentions=self.row("SELECT n FROM counter WHERE name = 'mentions'")[0],
            concepts=sum(by_status.values()),
            new=by_status[ConceptStatus.NEW],
            approved=by_status[ConceptStatus.APPROVED],
            rejected=by_status[ConceptStatus.REJECTED],
            missing=without,
        )

    def inflected(self, group: Group) -> list[str]:
        """The stored case forms of an approved concept's terms; a corrected one stands instead of the rule's."""
        if not group.approved:
            return []
        rows = self.rows(
            "SELECT i.form, max(i.hand) FROM concept c JOIN inflection i ON i.concept = c.id "
            "JOIN term t ON t.concept = i.concept AND t.text = i.term AND t.lang = 'ru' "
            "WHERE c.root = ? AND t.status IN ('preferred', 'admitted') "
            'GROUP BY i.concept, i.term, i."case"',
            (group.id,),
        )
        return [row["form"] for row in rows]

    def uninflected(self) -> list[str]:
        """Approved concepts with a Russian term in use whose case forms are not stored."""
        rows = self.rows(
            "SELECT DISTINCT c.root FROM concept r JOIN concept c ON c.root = r.id JOIN term t ON t.concept = c.id "
            "WHERE r.status = 'approved' AND r.merged_into IS NULL AND t.lang = 'ru' AND t.form <> 'short' "
            "AND t.status IN ('preferred', 'admitted') "
            "AND NOT EXISTS (SELECT 1 FROM inflection i WHERE i.concept = t.concept AND i.term = t.text AND i.hand = 0)"
        )
        return [row["root"] for row in rows]
