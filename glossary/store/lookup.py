"""What the screens ask of the store: the queue, articles, evidence, lines of a concordance, the overview."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from glossary.keys import fold
from glossary.keys.levels import NOT_WORD
from glossary.model import (
    ArticleRow,
    ConceptRow,
    ConceptStatus,
    Coverage,
    Kind,
    Lang,
    Pace,
    SavedFilter,
    Spelling,
    TermStatus,
)
from glossary.query import Filters
from glossary.store.core import Store
from glossary.store.rows import LANGS, Row, attested, missing_from, tag, to_card

_FEW = 20_000
"""Mentions in the articles of a filter up to which their concepts are gathered first, not looked up card by card."""

_RANKED = 500
"""Hits up to which those that have the marks as typed are put first: more would keep who types waiting."""


# ---- the queue --------------------------------------------------------------------------------------------------
def queue(store: Store, words: Sequence[str], filters: Filters, *, limit: int, offset: int = 0) -> list[ConceptRow]:
    """Cards whose words begin with all of `words` (already folded), undecided first, then by mentions.

    The number of a card is its place in the queue: hits come from the search index in this order and nothing is sorted,
    unless words were typed with marks.
    """
    ranked = _ranked(store, words, filters)
    if ranked is not None:
        return [to_card(row, store.names_in) for row in ranked[offset : offset + limit]]
    return [to_card(row, store.names_in) for row in _cards(store, words, filters, "", (), limit, offset)]


def count(store: Store, words: Sequence[str], filters: Filters, most: int) -> int:
    """How many cards `queue` would list in all, counted up to `most`."""
    conditions, parameters = _conditions(store, filters)
    where = "".join(f" AND {condition}" for condition in conditions)
    match = _match(words, filters)
    if not match:
        hits = f"SELECT 1 FROM card WHERE 1{where} LIMIT ?"
    elif not where:
        hits = "SELECT 1 FROM card_fts WHERE card_fts MATCH ? LIMIT ?"
    else:
        hits = (
            f"SELECT 1 FROM card_fts CROSS JOIN card ON card.id = card_fts.rowid WHERE card_fts MATCH ?{where} LIMIT ?"
        )
    values = ([match] if match else []) + [*parameters, most]
    return int(store.row(f"SELECT count(*) FROM ({hits})", values)[0])


def place(store: Store, words: Sequence[str], filters: Filters, concept: str) -> int | None:
    """How many cards `queue` lists before that of a concept; None when it does not list this one."""
    card = store.row("SELECT id FROM card WHERE concept = ?", (concept,))
    if card is None:
        return None
    ranked = _ranked(store, words, filters)
    if ranked is not None:
        return next((number for number, row in enumerate(ranked) if row["concept"] == concept), None)
    conditions, parameters = _conditions(store, filters)
    match = _match(words, filters)
    number, hits = "card.id", "card WHERE 1"
    if match:
        number = "card_fts.rowid"
        hits = "card_fts CROSS JOIN card ON card.id = card_fts.rowid WHERE card_fts MATCH ?"
    where = "".join(f" AND {condition}" for condition in conditions)
    values = [*([match] if match else []), *parameters, card["id"]]
    if not store.row(f"SELECT count(*) FROM {hits}{where} AND {number} = ?", values)[0]:
        return None
    return int(store.row(f"SELECT count(*) FROM {hits}{where} AND {number} < ?", values)[0])


def called(store: Store, words: Sequence[str], concepts: Collection[str]) -> set[str]:
    """Those of these concepts that have a term which says `words` (already folded) and nothing else."""
    rows = store.rows(
        "SELECT DISTINCT c.root, t.text FROM json_each(?) j CROSS JOIN concept c ON c.root = j.value "
        "CROSS JOIN term t ON t.concept = c.id",
        (json.dumps(sorted(concepts)),),
    )
    return {row["root"] for row in rows if fold(row["text"]).split() == list(words)}


def next_undecided(store: Store, words: Sequence[str], filters: Filters, after: str) -> ConceptRow | None:
    """The first undecided card after that of the concept `after`, in the order of the queue; else the first of all."""
    ranked = _ranked(store, words, filters)
    if ranked is not None:
        here = next((number for number, row in enumerate(ranked, 1) if row["concept"] == after), 0)
        open_ = [row for row in [*ranked[here:], *ranked[:here]] if not row["decided"] and row["concept"] != after]
        return to_card(open_[0], store.names_in) if open_ else None
    place = store.row("SELECT id FROM card WHERE concept = ?", (after,))
    for condition, parameters in (("id > ? AND ", (place["id"],)), ("", ())) if place else (("", ()),):
        found = _cards(
            store, words, filters, f"{condition}decided = 0 AND concept <> ?", (*parameters, after), limit=1, offset=0
        )
        if found:
            return to_card(found[0], store.names_in)
    return None


def _ranked(store: Store, words: Sequence[str], filters: Filters) -> list[Row] | None:
    """All hits, those first that have the words as they were typed, with their marks (`Lễ` before `Lev`).

    None where nothing was typed with marks, and where the hits are too many.
    """
    if not filters.marked:
        return None
    found = _cards(store, words, filters, "", (), _RANKED + 1, 0)
    if len(found) > _RANKED:
        return None
    terms = store.rows(
        "SELECT c.root, t.text FROM json_each(?) j CROSS JOIN concept c ON c.root = j.value "
        "CROSS JOIN term t ON t.concept = c.id",
        (json.dumps([row["concept"] for row in found]),),
    )
    exact: set[str] = set()
    for term in terms:
        spelt = NOT_WORD.split(term["text"].casefold())
        if all(any(word.startswith(marked) for word in spelt) for marked in filters.marked):
            exact.add(term["root"])
    return sorted(found, key=lambda row: (row["concept"] not in exact, row["id"]))


def _cards(
    store: Store,
    words: Sequence[str],
    filters: Filters,
    condition: str,
    values: Sequence[object],
    limit: int,
    offset: int,
) -> list[Row]:
    conditions, parameters = _conditions(store, filters)
    if condition:
        conditions, parameters = [*conditions, condition], [*parameters, *values]
    where = " AND ".join(conditions)
    match = _match(words, filters)
    if not match:
        return store.rows(
            f"SELECT * FROM card {f'WHERE {where} ' if where else ''}ORDER BY id LIMIT ? OFFSET ?",
            (*parameters, limit, offset),
        )
    if not where:
        return store.rows(
            "SELECT card.* FROM (SELECT rowid AS hit FROM card_fts WHERE card_fts MATCH ? ORDER BY rowid "
            "LIMIT ? OFFSET ?) CROSS JOIN card ON card.id = hit",
            (match, limit, offset),
        )
    return store.rows(
        "SELECT card.* FROM card_fts CROSS JOIN card ON card.id = card_fts.rowid "
        f"WHERE card_fts MATCH ? AND {where} ORDER BY card_fts.rowid LIMIT ? OFFSET ?",
        (match, *parameters, limit, offset),
    )


def _match(words: Sequence[str], filters: Filters) -> str:
    parts = [f'"{word}"*' for word in words]
    for name, values in (("kind", filters.kinds), ("status", filters.statuses), ("lang", filters.langs)):
        if values:
            parts.append("(" + " OR ".join(f'"{tag(name, value)}"' for value in values) + ")")
    parts += [f'"{tag("missing", lang)}"' for lang in filters.missing]
    if filters.doubtful is not None:
        parts.append(f'"{tag("risk", filters.doubtful)}"')
    return " AND ".join(parts)


def _conditions(store: Store, filters: Filters) -> tuple[list[str], list[object]]:
    """Conditions on `card` that the search index cannot know, and their parameters."""
    conditions: list[str] = ["0"] if filters.nothing else []
    parameters: list[object] = []
    wanted = [("a.name GLOB ?", f"*{pattern}*") for pattern in filters.articles]
    wanted += [("a.outlet LIKE ? ESCAPE '\\'", f"%{_plain(outlet)}%") for outlet in filters.outlets]
    wanted += [
        ("a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)", f'"{text}"*') for text in filters.texts
    ]
    for article, value in wanted:
        some = f"SELECT 1 FROM article a JOIN mention m ON m.article = a.id WHERE {article} LIMIT ?"
        few = store.row(f"SELECT count(*) FROM ({some})", (value, _FEW))[0]
        if few < _FEW:
            conditions.append(
                "concept IN (SELECT c.root FROM article a JOIN mention m ON m.article = a.id "
                f"JOIN concept c ON c.id = m.concept WHERE {article})"
            )
        else:
            conditions.append(
                "EXISTS (SELECT 1 FROM concept c JOIN mention m ON m.concept = c.id JOIN article a ON a.id = m.article "
                f"WHERE c.root = card.concept AND {article})"
            )
        parameters.append(value)
    return conditions, parameters


def _plain(pattern: str) -> str:
    return pattern.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def names_of_articles(store: Store, beginning: str, limit: int = 20) -> list[str]:
    """Names of current articles that contain `beginning`, or whose file is called so."""
    rows = store.rows(
        "SELECT DISTINCT name FROM article WHERE current = 1 AND name LIKE ? ESCAPE '\\' ORDER BY name LIMIT ?",
        (f"%{_plain(beginning)}%", limit),
    )
    return [row["name"] for row in rows]


def outlets(store: Store, limit: int = 1000) -> list[tuple[str, int]]:
    """Outlets with their numbers of articles, most first."""
    rows = store.rows(
        "SELECT outlet, count(*) AS n FROM article WHERE current = 1 AND outlet <> '' GROUP BY outlet "
        "ORDER BY n DESC, outlet LIMIT ?",
        (limit,),
    )
    return [(row["outlet"], row["n"]) for row in rows]


def saved_filters(store: Store) -> list[SavedFilter]:
    """Queries with names, by name."""
    return [SavedFilter(row["name"], row["query"]) for row in store.rows("SELECT * FROM saved_filter ORDER BY name")]


def settings(store: Store) -> dict[str, str]:
    """What this glossary is set to."""
    return {row["name"]: row["value"] for row in store.rows("SELECT name, value FROM setting")}


# ---- articles ---------------------------------------------------------------------------------------------------
_ARTICLE = (
    "SELECT a.id, a.name, a.outlet, a.lang, a.published, (SELECT count(*) FROM mention m WHERE m.article = a.id) AS n, "
    "(SELECT count(DISTINCT r.id) FROM mention m JOIN concept c ON c.id = m.concept JOIN concept r ON r.id = c.root "
    "WHERE m.article = a.id AND r.status = 'new') AS undecided, (SELECT count(DISTINCT c.root) FROM mention m "
    "JOIN concept c ON c.id = m.concept WHERE m.article = a.id) AS concepts FROM article a "
)


def articles(store: Store, match: str, names: Sequence[int] | None, filters: Filters, limit: int) -> list[ArticleRow]:
    """Current articles, newest first: with a hit of `match` in the text, or in `names`; both empty: all."""
    conditions, parameters = ["a.current = 1"], list[object]()
    if match or names is not None:
        conditions.append(
            "(a.id IN (SELECT value FROM json_each(?))"
            + (" OR a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?))" if match else ")")
        )
        parameters += [json.dumps(list(names or ())), match] if match else [json.dumps(list(names or ()))]
    for sql, values in (
        ("a.name GLOB ?", [f"*{pattern}*" for pattern in filters.articles]),
        ("a.outlet LIKE ? ESCAPE '\\'", [f"%{_plain(outlet)}%" for outlet in filters.outlets]),
        (
            "a.id IN (SELECT rowid FROM article_fts WHERE article_fts MATCH ?)",
            [f'"{text}"*' for text in filters.texts],
        ),
    ):
        conditions += [sql] * len(values)
        parameters += values
    if filters.langs:
        conditions.append(f"a.lang IN ({', '.join('?' * len(filters.langs))})")
        parameters += [str(lang) for lang in filters.langs]
    rows = store.rows(
        f"{_ARTICLE}WHERE {' AND '.join(conditions)} ORDER BY a.published DESC, a.name, a.id LIMIT ?",
        (*parameters, limit),
    )
    return [_article_row(row) for row in rows]


def article_names(store: Store) -> list[tuple[int, str]]:
    """Number and `name outlet` of every current article."""
    return [
        (row["id"], f"{row['name']} {row['outlet']}")
        for row in store.rows("SELECT id, name, outlet FROM article WHERE current = 1")
    ]


def article_row(store: Store, number: int) -> ArticleRow | None:
    """One line of the list of articles."""
    row = store.row(f"{_ARTICLE}WHERE a.id = ? AND a.current = 1", (number,))
    return _article_row(row) if row else None


def _article_row(row: Row) -> ArticleRow:
    return ArticleRow(
        row["id"],
        row["name"],
        row["outlet"],
        Lang(row["lang"]),
        row["published"],
        row["n"],
        row["undecided"],
        row["concepts"],
    )


def mentions(store: Store, number: int) -> list[Row]:
    """The mentions of an article with the roots of their concepts."""
    return store.rows(
        "SELECT m.*, c.root FROM mention m JOIN concept c ON c.id = m.concept WHERE m.article = ? ORDER BY m.start",
        (number,),
    )


def places(store: Store, number: int) -> list[Row]:
    """Where the mentions of an article stand and whose they are: no more than the reader draws."""
    return store.rows(
        'SELECT m.id, m.start, m."end", m.text, c.root FROM mention m JOIN concept c ON c.id = m.concept '
        "WHERE m.article = ? ORDER BY m.start",
        (number,),
    )


def shared(store: Store, number: int, limit: int) -> list[tuple[ArticleRow, int]]:
    """Articles in the other languages that share the most concepts with this one, and how many they share."""
    rows = store.rows(
        "WITH mine (root) AS (SELECT DISTINCT c.root FROM mention m JOIN concept c ON c.id = m.concept "
        "WHERE m.article = ?1) SELECT m.article, count(DISTINCT c.root) AS n FROM mine "
        "CROSS JOIN concept c ON c.root = mine.root CROSS JOIN mention m ON m.concept = c.id "
        "JOIN article a ON a.id = m.article WHERE a.lang <> (SELECT lang FROM article WHERE id = ?1) "
        "GROUP BY m.article ORDER BY n DESC, m.article LIMIT ?2",
        (number, limit),
    )
    found = [(article_row(store, row["article"]), row["n"]) for row in rows]
    return [(row, n) for row, n in found if row is not None]


# ---- concordance ------------------------------------------------------------------------------------------------
def matching(store: Store, match: str) -> list[int]:
    """The current articles that a query of the search index finds."""
    if not match:
        return []
    rows = store.rows(
        "SELECT a.id FROM article_fts CROSS JOIN article a ON a.id = article_fts.rowid "
        "WHERE a.current = 1 AND article_fts MATCH ? ORDER BY a.id",
        (match,),
    )
    return [row["id"] for row in rows]


def folded_articles(store: Store, match: str, filters: Filters) -> Iterable[Row]:
    """The folded texts of the current articles that a query of the search index finds, newest first."""
    conditions, parameters = ["a.current = 1", "article_fts MATCH ?"], list[object]([match])
    for pattern in filters.articles:
        conditions.append("a.name GLOB ?")
        parameters.append(f"*{pattern}*")
    for outlet in filters.outlets:
        conditions.append("a.outlet LIKE ? ESCAPE '\\'")
        parameters.append(f"%{_plain(outlet)}%")
    if filters.langs:
        conditions.append(f"a.lang IN ({', '.join('?' * len(filters.langs))})")
        parameters += [str(lang) for lang in filters.langs]
    return store.rows(
        "SELECT a.id, a.lang, a.folded FROM article_fts CROSS JOIN article a ON a.id = article_fts.rowid "
        f"WHERE {' AND '.join(conditions)} ORDER BY a.published DESC, a.name, a.id",
        parameters,
    )


def mention_spans(store: Store, concepts: Collection[str]) -> list[Row]:
    """article, start and end of all mentions of these concepts; `moved` where the folded text has other offsets."""
    return store.rows(
        'SELECT m.article, m.start, m."end", length(a.text) <> length(a.folded) AS moved FROM json_each(?) j '
        "CROSS JOIN concept c ON c.root = j.value CROSS JOIN mention m ON m.concept = c.id "
        "JOIN article a ON a.id = m.article WHERE a.current = 1",
        (json.dumps(sorted(concepts)),),
    )


def article_texts(store: Store, numbers: Iterable[int]) -> dict[int, Row]:
    """Articles by number."""
    rows = store.rows(
        "SELECT id, name, outlet, lang, published, text, folded FROM article "
        "WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(sorted(set(numbers))),),
    )
    return {row["id"]: row for row in rows}


def mention_at(store: Store, number: int, start: int, end: int) -> tuple[int, str]:
    """The mention that touches this span, and its concept; 0 and empty when none does."""
    row = store.row(
        "SELECT m.id, c.root FROM mention m JOIN concept c ON c.id = m.concept "
        'WHERE m.article = ? AND m.start < ? AND m."end" > ? ORDER BY m.start LIMIT 1',
        (number, end, start),
    )
    return (row["id"], row["root"]) if row else (0, "")


# ---- a concept --------------------------------------------------------------------------------------------------
def spellings(store: Store, root: str) -> list[Spelling]:
    """The evidence for each spelling of a concept, most mentions first."""
    rows = store.rows(
        "SELECT m.lang, m.form, m.article_lang, m.article, a.outlet, a.published, count(*) AS n FROM concept c "
        "JOIN mention m ON m.concept = c.id JOIN article a ON a.id = m.article WHERE c.root = ? "
        "GROUP BY m.lang, m.form, m.article_lang, m.article",
        (root,),
    )
    found: dict[tuple[Lang, str], list[Row]] = {}
    for row in rows:
        for lang in attested(Lang(row["article_lang"]), Lang(row["lang"])):
            found.setdefault((lang, row["form"]), []).append(row)
    result = []
    for (lang, text), of in found.items():
        by_outlet: Counter[str] = Counter()
        for row in of:
            by_outlet[row["outlet"]] += row["n"]
        dates = sorted(row["published"] for row in of if row["published"])
        result.append(
            Spelling(
                lang=lang,
                text=text,
                mentions=sum(row["n"] for row in of),
                articles=len({row["article"] for row in of}),
                outlets=dict(by_outlet.most_common()),
                first=dates[0] if dates else "",
                last=dates[-1] if dates else "",
            )
        )
    return sorted(result, key=lambda s: (LANGS.index(s.lang), -s.mentions, s.text))


def inflections(store: Store, root: str) -> list[Row]:
    """The stored case forms of the Russian terms of a concept: concept, term, case, hand, form."""
    return store.rows(
        "SELECT i.* FROM concept c JOIN inflection i ON i.concept = c.id WHERE c.root = ? ORDER BY i.term, i.hand",
        (root,),
    )


# ---- the whole --------------------------------------------------------------------------------------------------
def coverage(store: Store) -> tuple[Coverage, ...]:
    """By kind: how many concepts there are, not rejected, and how many have a term in each language."""
    concepts: Counter[Kind] = Counter()
    approved: Counter[Kind] = Counter()
    have: Counter[tuple[Kind, Lang]] = Counter()
    for row in store.rows("SELECT kind, status, missing, n FROM tally WHERE status <> 'rejected' AND n > 0"):
        kind, lacking = Kind(row["kind"]), missing_from(row["missing"])
        concepts[kind] += row["n"]
        approved[kind] += row["n"] if row["status"] == ConceptStatus.APPROVED else 0
        have.update({(kind, lang): row["n"] for lang in LANGS if lang not in lacking})
    return tuple(
        Coverage(kind, concepts[kind], approved[kind], {lang: have[kind, lang] for lang in LANGS}) for kind in Kind
    )


_SETTLES = ("status approved", "status rejected", "merge", "import", "add")
"""Decisions after which a concept waits no longer; a note or a case form settles nothing."""


def pace(store: Store) -> tuple[Pace, ...]:
    """Decisions that hold, by day of this machine's clock, and the concepts that they settled."""
    rows = store.rows(
        "SELECT date(d.at, 'localtime') AS day, count(DISTINCT d.id) AS n, count(DISTINCT "
        f"CASE WHEN d.what IN ({', '.join('?' * len(_SETTLES))}) THEN l.concept END) AS concepts "
        "FROM decision d LEFT JOIN decision_concept l ON l.decision = d.id WHERE d.undone = 0 GROUP BY 1 ORDER BY 1",
        _SETTLES,
    )
    return tuple(Pace(row["day"], row["n"], row["concepts"]) for row in rows)


def most_mentioned(store: Store, limit: int) -> tuple[ConceptRow, ...]:
    """The concepts with the most mentions, rejected ones left out."""
    rows = [
        row
        for decided in (0, 1)
        for row in store.rows(
            "SELECT * FROM card WHERE id BETWEEN ? AND ? AND status <> 'rejected' ORDER BY id LIMIT ?",
            (decided << 60, (decided + 1 << 60) - 1, limit),
        )
    ]
    best = sorted((to_card(row, store.names_in) for row in rows), key=lambda row: -row.mentions)
    return tuple(best[:limit])


IN_USE = (TermStatus.PREFERRED, TermStatus.ADMITTED)
"""The status of terms that are offered."""
