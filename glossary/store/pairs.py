"""Stories told in several articles: which articles could be one story, and what they call each other's names.

A mention is named by its article and place: numbers of mentions change when an article is read again. Whoever asks
learns only pairs whose two mentions still stand there with the same form.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from glossary.model import Doubt, Kind, Lang
from glossary.store.core import Store
from glossary.store.rows import Row
from glossary.text import sentence_around

_COMMON = 30
"""A concept of more articles than this brings no two of them together: everybody writes of Hà Nội."""

_MOST_NEAR = 40
"""Articles of the same days that are looked at beside those that share a rare concept."""

_CLOSE_DAYS, _STORY_DAYS = 1, 10
"""Days between two articles that may be compared for their date alone; and between two of one story at most."""


@dataclass(frozen=True, slots=True)
class Counterpart:
    """What another article of the story has where a mention stands: its form, language and concept."""

    root: str
    """The concept of the mention that was asked about."""
    form: str
    lang: Lang
    other_root: str
    other_form: str
    other_lang: Lang
    other_kind: Kind
    other_short: bool
    """Does only a short form stand there?"""
    score: float
    why: str
    name: str
    sentence: str
    other_name: str
    other_sentence: str


def unaligned(store: Store) -> list[int]:
    """Articles whose names were not yet compared with those of the same story."""
    rows = store.rows("SELECT id FROM article WHERE current = 1 AND aligned = 0 ORDER BY id")
    return [row["id"] for row in rows]


def near(store: Store, number: int) -> list[int]:
    """Articles in other languages that may tell the same story: they share a rare concept, or the days.

    Bounded, however many articles there are. Dated articles that lie far apart are no story.
    """
    rows = store.rows(
        "WITH mine AS (SELECT lang, published FROM article WHERE id = ?1), "
        "roots (root) AS (SELECT DISTINCT c.root FROM mention m JOIN concept c ON c.id = m.concept "
        "JOIN card k ON k.concept = c.root WHERE m.article = ?1 AND k.articles BETWEEN 2 AND ?2 "
        "AND k.status <> 'rejected'), "
        "found (id) AS (SELECT DISTINCT m.article FROM roots CROSS JOIN concept c ON c.root = roots.root "
        "CROSS JOIN mention m ON m.concept = c.id) "
        "SELECT a.id FROM found CROSS JOIN article a ON a.id = found.id, mine "
        "WHERE a.current = 1 AND a.lang <> mine.lang AND (a.published = '' OR mine.published = '' "
        "OR abs(julianday(substr(a.published, 1, 10)) - julianday(substr(mine.published, 1, 10))) <= ?3)",
        (number, _COMMON, _STORY_DAYS),
    )
    same_days = store.rows(
        "SELECT a.id FROM article mine JOIN article a ON a.current = 1 AND a.lang <> mine.lang "
        "AND a.published >= date(mine.published, ?2) AND a.published < date(mine.published, ?3) "
        "WHERE mine.id = ?1 AND length(mine.published) >= 10 ORDER BY a.id DESC LIMIT ?4",
        (number, f"-{_CLOSE_DAYS} day", f"+{_CLOSE_DAYS + 1} day", _MOST_NEAR),
    )
    return sorted({row["id"] for row in (*rows, *same_days)} - {number})


def concepts_of(store: Store, numbers: Iterable[int]) -> dict[int, dict[str, int]]:
    """The concepts of these articles, and in how many articles each of them stands."""
    rows = store.rows(
        "SELECT DISTINCT m.article, k.concept, k.articles FROM mention m JOIN concept c ON c.id = m.concept "
        "JOIN card k ON k.concept = c.root WHERE m.article IN (SELECT value FROM json_each(?)) "
        "AND k.status <> 'rejected'",
        (json.dumps(sorted(set(numbers))),),
    )
    found: dict[int, dict[str, int]] = {}
    for row in rows:
        found.setdefault(row["article"], {})[row["concept"]] = row["articles"]
    return found


def dates(store: Store, numbers: Iterable[int]) -> dict[int, str]:
    """When these articles were published; empty where they do not say."""
    rows = store.rows(
        "SELECT id, published FROM article WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(numbers))),),
    )
    return {row["id"]: row["published"] for row in rows}


Attested = tuple[int, int, str, int, int, str, float, str]
"""A row: article, start, form; the other article, its start and form; score, why."""


def save(
    store: Store, number: int, rows: Sequence[Attested], keep: Collection[int] = (), doubts: Iterable[Doubt] = ()
) -> None:
    """The pairs of an article with the others of its story, both ways, instead of those it had; with `keep` they stay.

    The suggestions of the concepts that win or lose a pair are computed again. `doubts` are put beside those there are.
    """
    with store.transaction():
        for doubt in doubts:
            store.doubt(doubt)
        before = {
            tuple(row)
            for row in store.rows("SELECT * FROM attested WHERE article = ?", (number,))
            + store.rows("SELECT * FROM attested WHERE other = ?", (number,))
            if not {row["article"], row["other"]} & {*keep} - {number}
        }
        turned = [
            (b, b_start, b_form, a, a_start, a_form, s, w) for a, a_start, a_form, b, b_start, b_form, s, w in rows
        ]
        wanted = {tuple(row) for row in (*rows, *turned)}
        store.conn.execute("UPDATE article SET aligned = 1 WHERE id = ?", (number,))
        if wanted == before:
            return
        lost = before - wanted
        store.conn.executemany(
            "DELETE FROM attested WHERE article = ? AND start = ? AND other = ?",
            [(row[0], row[1], row[3]) for row in lost],
        )
        store.conn.executemany(
            "INSERT OR REPLACE INTO attested VALUES (?, ?, ?, ?, ?, ?, ?, ?)", sorted(wanted - before)
        )
        places = {(row[0], row[1]) for row in wanted ^ before}
        owners = store.rows(
            "SELECT DISTINCT c.root FROM json_each(?) j JOIN mention m ON m.article = json_extract(j.value, '$[0]') "
            "AND m.start = json_extract(j.value, '$[1]') JOIN concept c ON c.id = m.concept",
            (json.dumps(sorted(places)),),
        )
        store.conn.executemany(
            "UPDATE concept SET stale = 1 WHERE id = ? AND merged_into IS NULL",
            [(id,) for id in sorted(row["root"] for row in owners)],
        )


_AROUND = 400
"""Code points on each side of a mention in which its sentence is looked for."""

_MOST_PAIRS = 40
"""Pairs of one concept that are weighed."""


def between(store: Store, number: int, other: int) -> list[Row]:
    """What was found when these two articles were compared: start, form, other_start, other_form, score, why."""
    return store.rows(
        "SELECT p.start, p.form, p.other_start, p.other_form, p.score, p.why FROM attested p "
        "WHERE p.article = ? AND p.other = ? ORDER BY p.start",
        (number, other),
    )


def counterparts(store: Store, root: str, widest: int = 160) -> list[Counterpart]:
    """What other articles of their stories have where this concept stands, best first.

    Not where the two have become one concept, were kept apart, or the other one was rejected.
    """
    rows = store.rows(
        "SELECT m.form, m.lang, o.root AS other_root, n.form AS other_form, n.lang AS other_lang, "
        "r.kind AS other_kind, n.term_form = 'short' AS other_short, p.score, p.why, "
        f"a.name, {_window('a', 'm')}, b.name AS other_name, {_window('b', 'n', 'other_')} "
        "FROM concept c CROSS JOIN mention m ON m.concept = c.id "
        "CROSS JOIN attested p ON p.article = m.article AND p.start = m.start AND p.form = m.form "
        "JOIN mention n ON n.article = p.other AND n.start = p.other_start AND n.form = p.other_form "
        "JOIN concept o ON o.id = n.concept JOIN concept r ON r.id = o.root "
        "JOIN article a ON a.id = m.article JOIN article b ON b.id = n.article "
        "WHERE c.root = ?1 AND o.root <> ?1 AND r.status <> 'rejected' "
        "ORDER BY p.score DESC, p.article, p.start, p.other LIMIT ?2",
        (root, _MOST_PAIRS),
    )
    parted = {other: store.apart(root, other) for other in {row["other_root"] for row in rows}}
    return [_counterpart(root, row, widest) for row in rows if not parted[row["other_root"]]]


def _window(article: str, mention: str, prefix: str = "") -> str:
    """The columns of a piece of an article around a mention, and where in it the mention stands."""
    lead = f"max(0, {mention}.start - {_AROUND})"
    return (
        f'substr({article}.text, {lead} + 1, {mention}."end" - {lead} + {_AROUND}) AS {prefix}around, '
        f'{mention}.start - {lead} AS {prefix}first, {mention}."end" - {lead} AS {prefix}last'
    )


def _counterpart(root: str, row: Row, widest: int) -> Counterpart:
    return Counterpart(
        root=root,
        form=row["form"],
        lang=Lang(row["lang"]),
        other_root=row["other_root"],
        other_form=row["other_form"],
        other_lang=Lang(row["other_lang"]),
        other_kind=Kind(row["other_kind"]),
        other_short=bool(row["other_short"]),
        score=row["score"],
        why=row["why"],
        name=row["name"],
        sentence=_quoted(row["around"], row["first"], row["last"], widest),
        other_name=row["other_name"],
        other_sentence=_quoted(row["other_around"], row["other_first"], row["other_last"], widest),
    )


def _quoted(text: str, start: int, end: int, widest: int) -> str:
    first, last = sentence_around(text, start, end, widest=widest)
    return " ".join(text[first:last].split())


def rejected(store: Store, roots: Iterable[str]) -> set[str]:
    """Those of these concepts that a person has rejected."""
    rows = store.rows(
        "SELECT id FROM concept WHERE id IN (SELECT value FROM json_each(?)) AND status = 'rejected'",
        (json.dumps(sorted(roots)),),
    )
    return {row["id"] for row in rows}


def any_attested(store: Store) -> bool:
    """Is there any pair at all?"""
    return store.row("SELECT 1 FROM attested LIMIT 1") is not None
