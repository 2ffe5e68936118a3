"""Import with a preview, export of a part, long jobs with their log, and two glossaries, in the real app."""

import asyncio
import csv
import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from piloting import P, app_of, asked, field, in_glossary, notices, press, problem, ready, said, text_on_screen, until
from textual.widgets import Static

from glossary.errors import InputError
from glossary.model import ConceptStatus, Progress
from glossary.service import Glossary, recent_glossaries
from tui import logbook
from tui.app import make_app
from tui.glossaries import Glossaries
from tui.longjobs import Pace, left_in_words, seconds_left
from tui.reports import Transferred
from tui.settings import LogPage
from tui.transfer import ExportTo, ImportFrom, ImportPreviewed, renamed
from tui.widgets import JobBar

pytestmark = pytest.mark.usefixtures("own_home")


def log() -> str:
    return "\n".join(logbook.last_lines())


# ---- export -----------------------------------------------------------------------------------------------------
async def export(pilot: P, target: Path, *keys: str, query: str = "") -> None:
    await ready(pilot)
    await press(pilot, "x")
    await until(pilot, lambda: isinstance(pilot.app.screen, ExportTo))
    field(pilot).value = str(target)
    field(pilot, "#query").value = query
    await press(pilot, *keys, "enter")


async def test_an_export_of_what_a_filter_shows(desk: Path, tmp_path: Path) -> None:
    asked(desk, lambda g: g.approve(["danang", "anna"]))
    target = tmp_path / "out.csv"
    async with make_app(desk).run_test() as pilot:
        await export(pilot, target, query="status:approved kind:place")
        await until(pilot, lambda: isinstance(pilot.app.screen, Transferred))
        assert said(app_of(pilot).review).startswith("Wrote 1 concept")
        assert not notices(pilot), "the page says it"
    data = target.read_text(encoding="utf-8")
    assert data.count("\n") == 2 and "\ndanang," in data
    assert "Wrote 1 concept to" in log() and str(desk) in log()


async def test_the_dialog_counts_what_the_filter_shows_and_refuses_what_is_no_filter(
    desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "out.csv"
    async with make_app(desk).run_test() as pilot:
        await export(pilot, target, query="kind:plant")
        await until(pilot, lambda: "person, org, place, event" in problem(pilot))
        field(pilot, "#query").value = "kind:person"
        await until(pilot, lambda: "3 concepts" in str(pilot.app.screen.query_one("#count", Static).content))
        await press(pilot, "escape")
    assert not target.exists()


async def test_an_export_of_two_languages(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "x")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportTo))
        field(pilot).value = str(target)
        pilot.app.screen.query_one("#langs").focus()
        await press(pilot, "right", "right", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Transferred))
        assert not notices(pilot), "the page says it"
    with target.open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    assert sorted(rows) == ["anna", "danang", "ims", "nam"]
    assert {row["en"] + row["en_variants"] for row in rows.values()} == {""}
    assert (rows["danang"]["vi"], rows["danang"]["ru"]) == ("Đà Nẵng", "Дананг")
    asked(desk, lambda g: g.export(tmp_path / "all.csv", "csv"))
    assert "festival," in (tmp_path / "all.csv").read_text(encoding="utf-8")


async def test_an_export_that_fails_comes_back_with_what_was_typed(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "nowhere" / "out.csv"
    async with make_app(desk).run_test() as pilot:
        await export(pilot, target, query="kind:place")
        await until(pilot, lambda: isinstance(pilot.app.screen, ExportTo) and "does not exist" in problem(pilot))
        assert field(pilot).text == str(target)
        assert field(pilot, "#query").text == "kind:place"
    assert "does not exist" in log()


@pytest.mark.parametrize(
    ("target", "before", "format", "after"),
    [
        ("glossary.csv", "csv", "omegat", "glossary-omegat"),
        ("glossary-omegat", "omegat", "csv", "glossary.csv"),
        ("out/glossary.csv", "csv", "omegat", "out/glossary-omegat"),
        ("names.csv", "csv", "csv-excel", "names.csv"),
        ("names.csv", "csv", "omegat", "names"),
        ("mine", "omegat", "csv", "mine.csv"),
        ("", "csv", "omegat", ""),
    ],
)
def test_another_format_gives_the_file_another_name(target: str, before: str, format: str, after: str) -> None:
    assert renamed(target, before, format) == after


# ---- import -----------------------------------------------------------------------------------------------------
HEADER = "id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,note\n"
ROWS = (
    "danang,PLACE,approved,Đà Nẵng,,Da Nang City,,Дананг,,a port\n"
    "ims,PERSON,new,,,Quite Another Name,,,,\n"
    "new-one,ORG,new,Hội Gốm,,Pottery [b]Union,Potters,,,\n"
    "broken,PLANET,new,,,Mars,,,,\n"
)


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "in.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


async def preview(pilot: P, path: Path) -> None:
    await ready(pilot)
    await press(pilot, "i")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportFrom))
    field(pilot).value = str(path)
    await press(pilot, "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportPreviewed))


async def test_an_import_is_shown_before_anything_is_written(desk: Path, table: Path) -> None:
    before = desk.read_bytes()
    async with make_app(desk).run_test(size=(110, 40)) as pilot:
        await preview(pilot, table)
        shown = text_on_screen(pilot)
        for wanted in (
            "1 new concept · 1 changed · 0 as they are · 2 notes",
            "line 3  Institute of Marine Studies",
            "shares no term",
            "“PLANET” is no kind",
            "line 2  Da Nang",
            "English: Da Nang → Da Nang City",
            "note: + a port",
            "line 4  Hội Gốm",
            "en Pottery [b]Union",
        ):
            assert wanted in shown, wanted
        await press(pilot, "escape")
        await until(pilot, lambda: pilot.app.screen is app_of(pilot).review)
    assert asked(desk, lambda g: g.history()) == []
    assert sqlite3.connect(desk).execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert before[:16] == desk.read_bytes()[:16]


async def test_enter_imports_and_one_key_takes_it_back(desk: Path, table: Path) -> None:
    async with make_app(desk).run_test(size=(110, 40)) as pilot:
        await preview(pilot, table)
        await press(pilot, "enter")
        await until(pilot, lambda: "Imported in.csv: 1 new, 1 changed, 0 as they were" in text_on_screen(pilot))
        assert asked(desk, lambda g: g.view("danang")).note == "a port"
        assert asked(desk, lambda g: g.view("new-one")).row.label == "Hội Gốm"
        await ready(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: asked(desk, lambda g: g.totals()).concepts == 6)
    assert asked(desk, lambda g: g.view("danang")).note == ""
    assert "Imported in.csv: 1 new" in log()


async def test_a_file_that_brings_nothing_is_not_imported(desk: Path, tmp_path: Path) -> None:
    asked(desk, lambda g: g.export(tmp_path / "same.csv", "csv"))
    async with make_app(desk).run_test() as pilot:
        await preview(pilot, tmp_path / "same.csv")
        assert "Every row says what is here already" in text_on_screen(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: "nothing to import" in problem(pilot))
    assert asked(desk, lambda g: g.history()) == []


async def test_escape_stops_an_import_at_whole_rows(desk: Path, tmp_path: Path) -> None:
    path, many = tmp_path / "long.csv", 20_000
    path.write_text(HEADER + "".join(f"c-{n},PLACE,new,,,Place {n},Town {n},,,\n" for n in range(many)), "utf-8")
    async with make_app(desk).run_test() as pilot:
        await preview(pilot, path)
        await press(pilot, "enter")
        bar = app_of(pilot).review.query_one(JobBar)
        await until(pilot, lambda: bar.display and "of 20,000" in text_on_screen(pilot))
        await press(pilot, "escape")
        await until(pilot, lambda: "each whole. u takes them back." in notices(pilot))
        kept = asked(desk, lambda g: [row.id for row in g.queue("place", limit=many)])
        assert 0 < len(kept) < many
        assert f"Stopped: {len(kept):,} rows of long.csv" in notices(pilot)
        assert asked(desk, lambda g: all(len(g.view(id).terms) == 2 for id in kept))
        await ready(pilot)
        await press(pilot, "u")
        await until(pilot, lambda: asked(desk, lambda g: g.count("place")) == 0)


async def test_while_a_job_runs_the_rest_is_live(desk: Path) -> None:
    go_on = threading.Event()

    def job(glossary: Glossary) -> Iterator[Progress]:
        yield Progress(1, 3, "one")
        go_on.wait(20)
        yield Progress(2, 3, "two")

    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        app = app_of(pilot)
        ended: list[bool] = []
        assert app.start_job("Reading", in_glossary(desk, job), ended.append)
        row = review.queue.row
        assert row is not None
        await press(pilot, "a")
        await until(pilot, lambda: asked(desk, lambda g: g.view(row.id)).row.status is ConceptStatus.APPROVED)
        assert app.job_runs
        go_on.set()
        await until(pilot, lambda: ended == [True])


# ---- the time left ----------------------------------------------------------------------------------------------
# reports (second, units done), units in all, now → seconds left
PACES = [
    ([], 100, 0.0, None),
    ([(0, 0), (1, 10), (1.5, 15)], 100, 1.5, None),
    ([(0, 0), (5, 10), (10, 20)], 0, 10, None),
    ([(0, 5), (5, 5), (10, 5)], 100, 10, None),
    ([(0, 0), (5, 10), (10, 20)], 100, 10, 40.0),
    ([(0, 0), (5, 10), (10, 20)], 100, 14, 36.0),
    ([(0, 0), (5, 50), (10, 100)], 100, 10, 0.0),
    ([(0, 0), (5, 10), (10, 20)], 100, 99, 0.0),
    # It has become four times slower in the last 20 seconds: between the two paces.
    ([(0, 0), (40, 80), (50, 85), (60, 90)], 100, 60, (10 * 60 / 90 + 10 * 2.0) / 2),
]


@pytest.mark.parametrize(("samples", "total", "now", "left"), PACES)
def test_the_time_left(samples: list[tuple[float, int]], total: int, now: float, left: float | None) -> None:
    found = seconds_left(samples, total, now)
    assert found == (None if left is None else pytest.approx(left))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (None, ""),
        (0.0, "about 10 seconds left"),
        (23.0, "about 20 seconds left"),
        (60.0, "about 1 minute left"),
        (200.0, "about 3 minutes left"),
        (7_000.0, "about 2 hours left"),
    ],
)
def test_the_time_left_in_words(seconds: float | None, words: str) -> None:
    assert left_in_words(seconds) == words


def test_a_job_of_two_parts_is_judged_by_the_part_it_is_at() -> None:
    pace = Pace()
    for second in range(10):
        pace.add(Progress(second * 10, 100, ""), second)
    assert pace.left(9) == pytest.approx(1)
    pace.add(Progress(0, 50, "the second part"), 10)
    assert pace.left(10) is None
    for second in range(10, 20):
        pace.add(Progress(second - 10, 50, ""), second)
    assert pace.left(19) == pytest.approx(41)


def test_many_reports_of_a_steady_job_keep_its_pace() -> None:
    pace = Pace()
    for number in range(5_000):
        pace.add(Progress(number, 10_000, ""), number / 10)
    assert pace.left(499.9) == pytest.approx(500, rel=0.05)


# ---- the log ----------------------------------------------------------------------------------------------------
def test_the_log_is_kept_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logbook, "LARGEST", 500)
    for number in range(50):
        path = logbook.write(f"entry {number} {'x' * 40}")
    files = sorted(one.name for one in path.parent.iterdir())
    assert files == ["tenrieng.log", "tenrieng.log.1"]
    assert all(one.stat().st_size < 700 for one in path.parent.iterdir())
    assert logbook.last_lines()[-1].split("  ")[1].startswith("entry 49")


async def test_the_log_is_shown_from_the_palette(desk: Path) -> None:
    logbook.write("Wrote 3 concepts to \x1b]0;evil\x07 out.csv")
    async with make_app(desk).run_test(size=(110, 30)) as pilot:
        review = await ready(pilot)
        [show] = [run for name, _about, run in app_of(pilot).actions(review) if name == "Show the log"]
        show()
        await until(pilot, lambda: isinstance(pilot.app.screen, LogPage))
        await until(pilot, lambda: "Wrote 3 concepts" in text_on_screen(pilot))
        assert "\x1b" not in text_on_screen(pilot)


# ---- two glossaries ---------------------------------------------------------------------------------------------
@pytest.fixture
def second(desk: Path, tmp_path: Path) -> Path:
    """Another glossary, in which something is decided."""
    path = Path(shutil.copy(desk, tmp_path / "second.db"))
    asked(path, lambda g: g.approve(["danang", "anna", "nam"]))
    return path


async def open_other(pilot: P, text: str) -> None:
    await ready(pilot)
    await press(pilot, "ctrl+o")
    await until(pilot, lambda: isinstance(pilot.app.screen, Glossaries))
    field(pilot).value = text
    await press(pilot, "enter")


async def test_another_glossary_is_opened_and_the_first_is_closed(desk: Path, second: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await ready(pilot)
        field(pilot, "#filter").value = "anna"
        await until(pilot, lambda: review.queue.total == 1)
        before = app_of(pilot).database
        await open_other(pilot, str(second))
        await until(pilot, lambda: pilot.app.screen is review and review.totals.approved == 3)
        assert review.query_text == "" and review.queue.total == 6
        assert "second.db" in text_on_screen(pilot)
        assert before._glossary is None, "closed"
        await press(pilot, "g", "a")
        await until(pilot, lambda: asked(second, lambda g: g.totals()).approved == 4)
        await until(pilot, lambda: recent_glossaries()[:2] == [second, desk])
    assert asked(desk, lambda g: g.totals()).approved == 0
    assert not desk.with_name("glossary.db-wal").exists() or desk.with_name("glossary.db-wal").stat().st_size == 0


async def test_a_recent_glossary_is_chosen_from_the_list(desk: Path, second: Path) -> None:
    from glossary.service import remember_glossary

    remember_glossary(second)
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await ready(pilot)
        await press(pilot, "ctrl+o")
        await until(pilot, lambda: isinstance(pilot.app.screen, Glossaries))
        await until(pilot, lambda: "second.db" in text_on_screen(pilot))
        await press(pilot, "down", "enter")
        await until(pilot, lambda: pilot.app.screen is review and review.totals.approved == 3)


async def test_a_new_glossary_is_made_when_it_is_agreed_to(desk: Path, tmp_path: Path) -> None:
    new = tmp_path / "folder" / "new.db"
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await ready(pilot)
        await open_other(pilot, str(new))
        await until(pilot, lambda: "Enter again makes a new glossary" in problem(pilot))
        assert not new.exists()
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is review and review.totals.concepts == 0)
        assert "This glossary is empty" in text_on_screen(pilot)
    assert asked(new, lambda g: g.totals()).concepts == 0


def not_a_database(path: Path) -> None:
    path.write_text("Dear colleague, " * 100)


def of_another_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE holiday (x)")


def from_the_future(path: Path) -> None:
    Glossary(path).close()
    with sqlite3.connect(path) as connection:
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('tenrieng', 'm999', '')"
        )


def a_folder(path: Path) -> None:
    path.mkdir()


STRANGE = [
    (not_a_database, "not a glossary"),
    (of_another_program, "another program"),
    (from_the_future, "newer version"),
    (a_folder, "is a folder"),
]


@pytest.mark.parametrize(("make", "said"), STRANGE)
async def test_what_cannot_be_opened_is_told_and_the_first_stays_open(
    desk: Path, tmp_path: Path, make: Callable[[Path], None], said: str
) -> None:
    strange = tmp_path / "strange.db"
    make(strange)
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await open_other(pilot, str(strange))
        await until(pilot, lambda: said in problem(pilot))
        await press(pilot, "escape")
        review = await ready(pilot)
        row = review.queue.row
        assert row is not None
        await press(pilot, "a")
        await until(pilot, lambda: asked(desk, lambda g: g.totals()).approved == 1)


async def test_a_job_that_runs_is_asked_about_first(desk: Path, second: Path) -> None:
    def endless(glossary: Glossary) -> Iterator[Progress]:
        number = 0
        while True:
            number += 1
            time.sleep(0.02)
            yield Progress(number, 0, "page")

    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await ready(pilot)
        app, ended = app_of(pilot), list[bool]()
        app.start_job("Reading", in_glossary(desk, endless), ended.append)
        await open_other(pilot, str(second))
        await until(pilot, lambda: "A job is running: Reading" in problem(pilot))
        assert app.job_runs and app.database.path == desk
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is review and review.totals.approved == 3)
        assert ended == [False]


async def test_the_same_glossary_is_not_opened_twice(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await open_other(pilot, str(desk))
        await until(pilot, lambda: "open already" in problem(pilot))


async def test_an_unreadable_glossary_of_someone_else(desk: Path, tmp_path: Path) -> None:
    if os.name == "nt" or os.geteuid() == 0:
        pytest.skip("this user may read everything")
    other = tmp_path / "other.db"
    Glossary(other).close()
    other.chmod(0)
    async with make_app(desk).run_test() as pilot:
        await open_other(pilot, str(other))
        await until(pilot, lambda: "permissions" in problem(pilot))


def test_a_closed_database_thread_says_no_word_of_its_own(desk: Path) -> None:
    """Whoever still asks a glossary that was closed meanwhile is told so by an exception, not by silence."""
    app = make_app(desk)
    app.database.close()
    with pytest.raises((RuntimeError, InputError)):
        asyncio.run(app.database.ask(lambda glossary: glossary.totals()))
