"""A glossary of a million concepts (or as many as asked), loaded fast, to measure the queue with.

    python tests/bench/make_million.py million.db [COUNT]

Names are put together by rule from syllables in three languages, so that many share their beginnings, as real names do.
Cards, search index and tallies are what the program itself would have made of the terms (`tests/test_desk.py` compares
them); articles and the keys that only builds use are left out: concepts count as read from a file.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from glossary.keys import fold
from glossary.model import Kind
from glossary.store import Store
from glossary.store.rows import LANGS, card_number, tag

FAMILY = """Nguyễn|Nguyen|Нгуен, Trần|Tran|Чан, Lê|Le|Ле, Phạm|Pham|Фам, Hoàng|Hoang|Хоанг, Vũ|Vu|Ву, Đặng|Dang|Данг"""
MIDDLE = """Văn|Van|Ван, Thị|Thi|Тхи, Minh|Minh|Минь, Quang|Quang|Куанг, Hữu|Huu|Хыу, Đức|Duc|Дык, Ngọc|Ngoc|Нгок"""
GIVEN = """An|An|Ан, Bình|Binh|Бинь, Chính|Chinh|Тинь, Dũng|Dung|Зунг, Hải|Hai|Хай, Khánh|Khanh|Кхань, Sơn|Son|Шон"""
HEAD = {
    Kind.ORG: "Công ty|Company|Компания, Viện|Institute|Институт, Hội|Association|Ассоциация, Trường|School|Школа",
    Kind.PLACE: "Xã|Commune|Община, Sông|River|Река, Núi|Mount|Гора, Đảo|Island|Остров",
    Kind.EVENT: "Hội nghị|Conference|Конференция, Lễ hội|Festival|Фестиваль, Giải|Cup|Кубок, Bão|Typhoon|Тайфун",
}
Triple = tuple[str, str, str]


def _table(text: str) -> list[Triple]:
    return [(vi, en, ru) for vi, en, ru in (part.split("|") for part in text.split(", "))]


def names(count: int, seed: int = 1) -> Iterator[tuple[str, Kind, list[str], int]]:
    """(id, kind, the name in vi, en and ru, mentions); the names of some languages are missing (empty)."""
    rng = random.Random(seed)
    family, middle, given = _table(FAMILY), _table(MIDDLE), _table(GIVEN)
    heads = {kind: _table(text) for kind, text in HEAD.items()}
    syllables = family + middle + given
    kinds = [Kind.PERSON] * 5 + [Kind.ORG] * 3 + [Kind.PLACE] * 2 + [Kind.EVENT]
    for number in range(count):
        kind = rng.choice(kinds)
        if kind is Kind.PERSON:
            parts = [rng.choice(family), rng.choice(middle), rng.choice(given), rng.choice(given)]
        else:
            parts = [rng.choice(heads[kind]), rng.choice(syllables), rng.choice(syllables), rng.choice(given)]
        terms = [
            " ".join(part[at] for part in parts) + (f" {number % 977}" if number % 3 == 0 else "") for at in range(3)
        ]
        for at in range(3):
            if rng.random() < 0.3 and sum(map(bool, terms)) > 1:
                terms[at] = ""
        yield f"{kind.lower()}-{number:07}", kind, terms, int(rng.paretovariate(1.1))


def make(path: Path, count: int) -> None:
    """Write the glossary."""
    store = Store(path)
    conn = store.conn
    triggers = conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    conn.execute("PRAGMA synchronous = OFF")
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN")
    for row in triggers:
        conn.execute(f"DROP TRIGGER {row['name']}")
    concepts, terms, cards = [], [], []
    rng = random.Random(2)

    def flush() -> None:
        conn.executemany(
            "INSERT INTO concept (id, kind, status, touched, root, created, file_articles, file_mentions, number) "
            "VALUES (?, ?, ?, 1, ?, '2026-01-01T00:00:00Z', 1, ?, ?)",
            concepts,
        )
        conn.executemany("INSERT INTO term (concept, lang, text, status, origin) VALUES (?, ?, ?, ?, 'import')", terms)
        conn.executemany(f"INSERT INTO card VALUES ({', '.join('?' * 14)})", cards)
        concepts.clear()
        terms.clear()
        cards.clear()

    for number, (id, kind, texts, mentions) in enumerate(names(count), 1):
        status = rng.choices(("new", "approved", "rejected"), (90, 8, 2))[0]
        decided = int(status != "new")
        concepts.append((id, str(kind), status, id, mentions, number))
        terms += [(id, str(lang), text, "preferred") for lang, text in zip(LANGS, texts, strict=True) if text]
        missing = [lang for lang, text in zip(LANGS, texts, strict=True) if not text]
        tags = [
            tag("kind", kind),
            tag("status", status),
            tag("risk", False),
            *(tag("missing", lang) for lang in missing),
        ]
        label, by_lang = next(text for text in texts if text), "\n".join(text or "" for text in texts)
        mask = sum(1 << LANGS.index(lang) for lang in missing)
        search = " ".join(dict.fromkeys(fold(text) for text in texts if text))
        counts = (len(set(filter(None, texts))), 1, mentions, mask, 0)
        place = card_number(decided, mentions, number)
        cards.append((place, id, str(kind), status, label, decided, *counts, search, " ".join(tags), by_lang))
        if number % 20_000 == 0:
            flush()
    flush()
    conn.execute("INSERT INTO card_fts (card_fts) VALUES ('rebuild')")
    conn.execute("INSERT INTO card_fts (card_fts) VALUES ('optimize')")
    conn.execute(
        "UPDATE tally SET n = coalesce((SELECT n FROM (SELECT kind, status, missing, count(*) AS n FROM card "
        "GROUP BY 1, 2, 3) c WHERE c.kind = tally.kind AND c.status = tally.status AND c.missing = tally.missing), 0)"
    )
    conn.execute("UPDATE counter SET n = ? WHERE name = 'concepts'", (count,))
    for row in triggers:
        conn.execute(row["sql"])
    conn.execute("COMMIT")
    store.close()


if __name__ == "__main__":
    began = time.monotonic()
    make(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000)
    print(f"{sys.argv[1]}: {Path(sys.argv[1]).stat().st_size / 1e6:.0f} MB in {time.monotonic() - began:.0f} s")  # noqa: T201
