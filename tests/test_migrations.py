"""The schema's history: every step from every earlier state, with rows in it, and nothing lost when one fails."""

import json
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database

from glossary import migrations
from glossary.errors import DatabaseError
from glossary.model import Kind, Lang
from glossary.service import Glossary
from glossary.store import Store


def tables(path: Path) -> dict[str, bool]:
    """The tables of a file, and whether each is strict; search tables and SQLite's own left out."""
    with sqlite3.connect(path) as connection:
        rows = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
        return {name: bool(strict) for name, strict in rows if not name.startswith(("sqlite_", "_sqlite", "card_fts"))}


def stopped_before(path: Path, step: str) -> None:
    """A file as an older program left it."""
    with Database(path) as db:
        migrations.migrations().apply(db, stop_before=step)


def test_the_steps_are_numbered_in_order() -> None:
    assert [name[:5] for name in migrations.names()] == [f"m{n:03}_" for n in range(1, len(migrations.STEPS) + 1)]


def test_every_table_is_strict_and_marked_as_ours(tmp_path: Path) -> None:
    Store(tmp_path / "g.db").close()
    found = tables(tmp_path / "g.db")
    assert found and all(found.values()), found
    assert sqlite3.connect(tmp_path / "g.db").execute("PRAGMA application_id").fetchone() == (
        migrations.APPLICATION_ID,
    )


@pytest.mark.parametrize("step", migrations.names()[1:])
def test_an_older_file_comes_up_to_date_with_its_rows_and_a_backup(tmp_path: Path, step: str) -> None:
    path = tmp_path / "g.db"
    stopped_before(path, step)
    with Database(path) as db:
        db.table("article").insert(
            {"sha256": "s", "name": "cũ.txt", "lang": "vi", "text": "Hà Nội", "read_at": "2020-01-01T00:00:00Z"}
        )
    store = Store(path)
    assert [row["name"] for row in store.rows("SELECT name FROM article")] == ["cũ.txt"]
    assert store.rows("PRAGMA foreign_key_check") == []
    assert store.row("PRAGMA foreign_keys")[0] == 1
    store.close()
    [backup] = tmp_path.glob("g.db.*.backup")
    with Database(backup) as old:
        assert [row["name"] for row in old.table("article").rows] == ["cũ.txt"]
        assert next(step.name for step in migrations.migrations().pending(old)) == step


def test_an_up_to_date_file_is_opened_without_backup_and_without_sqlite_utils(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    Store(path).close()
    code = (
        "import sys, json; from pathlib import Path; from glossary.service import Glossary\n"
        f"with Glossary(Path({str(path)!r})) as g: g.queue(); g.totals()\n"
        "print(json.dumps([name for name in ('sqlite_utils', 'numpy') if name in sys.modules]))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(done.stdout) == []
    assert list(tmp_path.glob("*.backup")) == []


def test_a_step_that_fails_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "g.db"
    Store(path).close()
    before = tables(path)

    def m099_breaks(db: Database) -> None:
        db.execute("CREATE TABLE half_done (a) ")
        db.execute("INSERT INTO no_such_table VALUES (1)")

    with monkeypatch.context() as patched:
        patched.setattr(migrations, "STEPS", (*migrations.STEPS, m099_breaks))
        with pytest.raises(DatabaseError):
            Store(path)
    assert tables(path) == before
    Store(path).close()


def refused(path: Path, *parts: str) -> None:
    before = path.read_bytes()
    with pytest.raises(DatabaseError) as caught:
        Store(path)
    assert all(part in str(caught.value) for part in (str(path), *parts)), caught.value
    assert caught.value.exit_code == 3
    assert path.read_bytes() == before
    assert [other.name for other in path.parent.iterdir() if other.suffix == ".backup"] == []


def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    Store(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES (?, 'm999_later', '2099')",
            (migrations.NAME,),
        )
    connection.close()
    refused(path, "newer version", "m999_later")


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "places.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    refused(path, "another program")


@pytest.mark.parametrize(
    "content", [b"x" * 5000, "Hà Nội, 5 tháng 3".encode(), b"SQLite format 3\x00" + b"\xff" * 4000]
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(content)
    refused(path)


def test_an_empty_file_becomes_a_glossary(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    path.touch()
    Store(path).close()
    assert "concept" in tables(path)


def test_two_programs_may_open_the_same_new_file_at_once(tmp_path: Path) -> None:
    code = (
        f"from pathlib import Path; from glossary.store import Store; Store(Path({str(tmp_path / 'g.db')!r})).close()"
    )
    programs = [subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [program.communicate()[1] for program in programs]
    assert [program.returncode for program in programs] == [0] * 4, said
    assert "concept" in tables(tmp_path / "g.db")


def old_glossary(path: Path) -> None:
    """A file as the first version left it, with an article, concepts, a merge, mentions and cards."""
    stopped_before(path, "m007_desk")
    text = "Bà Đặng Thị Hà Thu đến Đồng Hới."
    with Database(path) as db:
        db.table("article").insert(
            {"id": 7, "sha256": "s", "name": "cũ.txt", "lang": "vi", "text": text, "read_at": "2020", "outlet": "Báo"}
        )
        for id, kind, status, root, created in (
            ("thu", "PERSON", "new", "thu", "2020-01-02"),
            ("ha", "PERSON", "new", "thu", "2020-01-03"),
            ("hoi", "PLACE", "approved", "hoi", "2020-01-01"),
        ):
            db.table("concept").insert(
                {"id": id, "kind": kind, "status": status, "root": root, "created": created, "touched": 0}
                | ({"merged_into": "thu"} if id != root else {})
            )
        for concept, name in (("thu", "Đặng Thị Hà Thu"), ("hoi", "Đồng Hới")):
            start = text.index(name)
            db.table("term").insert(
                {"concept": concept, "lang": "vi", "text": name, "status": "preferred", "origin": "article"}
            )
            mention = {"article": 7, "concept": concept, "start": start, "end": start + len(name), "text": name}
            mention |= {"kind": "PERSON", "lang": "vi", "form": name, "article_lang": "vi", "rule": "r"}
            db.table("mention").insert(mention)
        for concept, kind, status, search in (
            ("hoi", "PLACE", "approved", "dong hoi"),
            ("thu", "PERSON", "new", "dang thi ha thu"),
        ):
            card = {"concept": concept, "kind": kind, "status": status, "label": search, "search": search, "missing": 6}
            card |= {"decided": int(status != "new"), "variants": 1, "articles": 1, "mentions": 1, "doubtful": 0}
            db.table("card").insert(card)


def test_a_glossary_of_the_first_version_is_whole_after_migrating(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    old_glossary(path)
    with Glossary(path) as glossary:
        assert [row.id for row in glossary.queue()] == ["thu", "hoi"], "undecided first"
        for query, found in (
            ("thi", ["thu"]),
            ("kind:place", ["hoi"]),
            ("status:approved", ["hoi"]),
            ("missing:ru", ["thu", "hoi"]),
            ("missing:vi", []),
            ("lang:vi", ["thu", "hoi"]),
            ("lang:en", []),
            ("risk:none thu", ["thu"]),
        ):
            assert [row.id for row in glossary.queue(query)] == found, query
        totals = glossary.totals()
        assert (totals.articles, totals.mentions, totals.concepts, totals.approved) == (1, 2, 2, 1)
        assert totals.missing == {Lang.VI: 0, Lang.EN: 2, Lang.RU: 2}
        assert [line.hit for line in glossary.concordance("dong hoi").lines] == ["Đồng Hới"]
        id, _ = glossary.add(Kind.PLACE, {Lang.VI: "Vinh"})
        assert glossary.queue("vinh")[0].id == id
        glossary.undo()
    store = Store(path)
    cards = [tuple(row) for row in store.rows("SELECT * FROM card ORDER BY id")]
    with store.locked():
        store.settle(["thu", "ha", "hoi"])
    settled = store.rows("SELECT * FROM card ORDER BY id")
    label = list(settled[0].keys()).index("label")
    assert [tuple(row)[:label] + tuple(row)[label + 1 :] for row in settled] == [
        card[:label] + card[label + 1 :] for card in cards
    ], "the migration makes the cards that the store would make"
    for table in ("card_fts", "article_fts"):
        store.rows(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
    store.close()


@pytest.mark.parametrize("step", migrations.names()[6:])
def test_an_old_file_with_rows_comes_from_every_step(tmp_path: Path, step: str) -> None:
    path = tmp_path / "g.db"
    old_glossary(path)
    with Database(path) as db:
        migrations.migrations().apply(db, stop_before=step)
    with Glossary(path) as glossary:
        assert [row.id for row in glossary.queue("d")] == ["thu", "hoi"]


def test_an_earlier_backup_is_never_replaced(tmp_path: Path) -> None:
    path, step = tmp_path / "g.db", migrations.names()[-1]
    stopped_before(path, step)
    earlier = tmp_path / f"g.db.{migrations.names()[-2].split('_')[0]}.backup"
    earlier.write_bytes(b"the only copy")
    Store(path).close()
    assert earlier.read_bytes() == b"the only copy"
    [new] = set(tmp_path.glob("*.backup")) - {earlier}
    with Database(new) as old:
        assert next(step.name for step in migrations.migrations().pending(old)) == step


def test_who_waits_for_another_program_that_brings_the_file_up_to_date_finds_nothing_to_do(tmp_path: Path) -> None:
    path = tmp_path / "g.db"
    stopped_before(path, migrations.names()[-1])
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    other = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")

    def finish() -> None:
        migrations.migrations().apply(Database(other, execute_plugins=False))
        other.execute("COMMIT")

    timer = threading.Timer(0.3, finish)
    timer.start()
    Store(path).close()
    timer.join()
    other.close()
    assert list(tmp_path.glob("*.backup")) == []
