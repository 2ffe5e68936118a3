"""What the person does while rows are fetched or another program writes: nothing is lost, nothing goes astray."""

import asyncio
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from piloting import P, app_of, at, begin, held, listed, press, reader, reads, said, until
from rich.console import RenderableType
from textual import events
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widgets import Static
from textual.widgets._toast import Toast

from glossary.errors import DatabaseError
from glossary.model import ConceptStatus, Progress
from glossary.service import Glossary
from tui import app as apps
from tui import i18n, reading
from tui.app import make_app
from tui.concept import ConceptScreen, open_concept
from tui.concept_lists import TermList
from tui.deciding import DecidingScreen
from tui.filters import SavedFilters
from tui.menu import ActionMenu
from tui.reader import ReaderScreen
from tui.widgets import Rows

pytestmark = pytest.mark.usefixtures("own_home")


def status(path: Path, concept: str) -> ConceptStatus:
    with Glossary(path) as glossary:
        return glossary.view(concept).row.status


async def test_a_letter_of_the_filter_is_painted_though_its_rows_do_not_come(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("slash")
        painted: list[str] = []
        display = app._display

        def note(screen: Screen[object], renderable: RenderableType | None) -> None:
            if not app._batch_count:
                painted.append(app.review.query_text)
            display(screen, renderable)

        app._display = note  # type: ignore[method-assign]
        async with held(app):
            await pilot.press("q")
            await until(pilot, lambda: "q" in painted, 10)


async def test_who_moves_during_a_reload_stays_where_he_went_and_decides_that(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app, queue, rows = await listed(pilot)
        async with held(app):
            app.review.reload()
            await asyncio.sleep(0.05)
            await pilot.press("j", "j")
            assert queue.row is not None and queue.row.id == rows[2]
        await until(pilot, lambda: not app.review._refreshing)
        assert queue.row is not None and queue.row.id == rows[2]
        await pilot.press("a")
        await until(pilot, lambda: not app.review._deciding)
    assert status(desk, rows[2]) is ConceptStatus.APPROVED
    assert status(desk, rows[0]) is ConceptStatus.NEW


async def test_the_rows_are_those_of_the_filter_however_fast_it_changes(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        review = app.review
        field = review.query_one("#filter")
        field.value = "nam"  # type: ignore[attr-defined]
        await until(pilot, lambda: review._fetched == "nam")
        gate = threading.Event()
        async with held(app):
            field.value = "name"  # type: ignore[attr-defined]
            await asyncio.sleep(0.05)
            # The totals are answered, the rows are not.
            second = asyncio.create_task(app.database.ask(lambda glossary: gate.wait(20)))
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.05)
        field.value = "namex"  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)
        field.value = "name"  # type: ignore[attr-defined]
        await asyncio.sleep(0.05)
        gate.set()
        await second
        with Glossary(desk) as glossary:
            wanted = [row.id for row in glossary.queue("name")]
        await until(pilot, lambda: [row.id for row in review.queue.known_rows] == wanted)


async def marked_term(pilot: P) -> ConceptScreen:
    app = await begin(pilot)
    await open_concept(app, "ims")
    await until(pilot, lambda: isinstance(app.screen, ConceptScreen) and bool(app.screen.query(TermList)))
    screen = app.screen
    assert isinstance(screen, ConceptScreen)
    await pilot.pause()
    return screen


async def test_marks_made_before_and_during_a_reload_stay_and_lost_ones_are_told(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await marked_term(pilot)
        app = screen.app
        mentions = [one.mention_id for one in screen.whole.view.evidence]
        await pilot.press("tab", "space")
        async with held(app):
            screen.reload()
            await asyncio.sleep(0.05)
            await pilot.press("space")
            assert screen.marked_mentions == set(mentions[:2])
        with Glossary(desk) as glossary:
            glossary.set_note("ims", "from afar")
        screen.reload()
        await until(pilot, lambda: screen.whole.view.note == "from afar")
        assert screen.marked_mentions == set(mentions[:2])
        assert screen._said[0] == "Marked: 2 mentions"
        with Glossary(desk) as glossary:
            glossary.move_mentions([mentions[0]], "danang")
        screen.reload()
        await until(pilot, lambda: screen.marked_mentions == {mentions[1]})
        assert screen._said[0] == "1 mark is lost with what it was on. Marked: 1 mention"


async def test_a_decision_that_waits_is_told_lets_move_and_is_made(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app, queue, rows = await listed(pilot)
        async with held(app):
            await pilot.press("a")
            await until(pilot, lambda: app.review._said[0] == "Saving …")
            await pilot.press("j", "j", "j")
            assert queue.row is not None and queue.row.id == rows[3]
        await until(pilot, lambda: not app.review._deciding)
        assert queue.row is not None and queue.row.id == rows[3], "the person moved there"
    assert status(desk, rows[0]) is ConceptStatus.APPROVED


async def test_three_keys_in_a_row_decide_three_concepts(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app, _queue, rows = await listed(pilot)
        await pilot.press("a", "a", "a")
        await until(pilot, lambda: not app.review._deciding and app.review.totals.approved == 3)
    assert [status(desk, row) for row in rows[:4]] == [*[ConceptStatus.APPROVED] * 3, ConceptStatus.NEW]


async def test_the_way_out_does_not_wait_and_what_was_asked_is_saved(desk: Path) -> None:
    app = make_app(desk)
    lock = sqlite3.connect(desk, isolation_level=None)
    async with app.run_test() as pilot:
        await begin(pilot)
        row = app.review.queue.row
        assert row is not None
        lock.execute("BEGIN IMMEDIATE")
        await pilot.press("a")
        await until(pilot, lambda: app.review._said[0] == "Saving …")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert "still being saved" in app.farewell
    lock.execute("ROLLBACK")
    lock.close()
    for thread in threading.enumerate():
        if thread.name == "closing":
            await asyncio.to_thread(thread.join, 20)
    assert status(desk, row.id) is ConceptStatus.APPROVED


async def test_the_right_button_opens_the_menu_and_nothing_else(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await app.open_article(1)
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        reader = app.screen
        await pilot.pause()
        await pilot.click("#name", offset=(3, 0), button=3)
        await until(pilot, lambda: isinstance(app.screen, ActionMenu))
        assert app.screen_stack[-2] is reader, "not gone to the concept"
        await pilot.press("escape")
        await open_concept(app, "ims")
        await until(pilot, lambda: isinstance(app.screen, ConceptScreen))
        screen = app.screen
        assert isinstance(screen, ConceptScreen)
        await pilot.pause()
        before = screen.tab_name
        await pilot.click("#tab-history", offset=(3, 0), button=3)
        await until(pilot, lambda: isinstance(app.screen, ActionMenu))
        assert screen.tab_name == before == "mentions"


async def test_another_language_leaves_no_sentence_of_the_one_before(desk: Path) -> None:
    from tui.screens import speak

    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        app.open_concordance("Da Nang")
        await pilot.pause()
        app.screen.say("Copied: Da Nang")  # type: ignore[attr-defined]
        try:
            speak(app, "ru")
            await pilot.pause()
            assert "Copied" not in str(app.screen.query_one("#said", Static).content)
        finally:
            speak(app, "en")


async def test_a_complaint_while_the_app_closes_is_no_error(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test() as pilot:
        await begin(pilot)
    app.complain(DatabaseError("too late"))
    assert app.return_code in (0, None)


async def test_all_that_the_filter_finds_is_selected_not_only_what_was_fetched(tmp_path: Path) -> None:
    path, lines = tmp_path / "long.db", ["id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants"]
    lines += [f",ORG,new,,,Office {number:04},,," for number in range(450)]
    (tmp_path / "long.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    with Glossary(path) as glossary:
        glossary.import_file(tmp_path / "long.csv")
    async with make_app(path).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("*")
        await until(pilot, lambda: app.review._said[0] == "450 concepts selected")
        await pilot.press("a")
        await until(pilot, lambda: app.review.totals.approved == 450)


# ---- what stands at the bottom ------------------------------------------------------------------------------------
@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
async def test_that_a_decision_waits_is_said_whole_and_only_until_it_is_made(desk: Path, code: str) -> None:
    app = make_app(desk)
    i18n.use(code)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await open_concept(app, "ims")
        await until(pilot, lambda: isinstance(app.screen, ConceptScreen))
        screen = app.screen
        assert isinstance(screen, ConceptScreen)
        async with held(app):
            await pilot.press("a")
            await until(pilot, lambda: screen.slow)
            assert "…   " in (bottom := str(screen.query_one("#said", Static).content))
            assert bottom.startswith(i18n._("Saving …")) and bottom.endswith(screen._said[1])
            # Decided, but what changed is not fetched yet.
            second = threading.Event()
            fetching = asyncio.create_task(app.database.ask(lambda glossary: second.wait(20)))
            await asyncio.sleep(0.02)
        await until(pilot, lambda: screen._said[1] == i18n._("u undoes"))
        await asyncio.sleep(0.5)
        assert screen._said[1] == i18n._("u undoes"), "made, whatever is still fetched"
        second.set()
        await fetching
        await until(pilot, lambda: not screen._deciding)
        assert screen._said[1] == i18n._("u undoes")


async def test_a_decision_that_is_made_is_never_said_to_wait(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await open_concept(app, "ims")
        await until(pilot, lambda: isinstance(app.screen, ConceptScreen))
        screen = app.screen
        assert isinstance(screen, ConceptScreen)
        async with held(app):
            await pilot.press("a")
            second = threading.Event()
            fetching = asyncio.create_task(app.database.ask(lambda glossary: second.wait(20)))
            await asyncio.sleep(0.02)
        await until(pilot, lambda: screen._said[0].startswith("Approved"))
        await asyncio.sleep(0.5)
        assert screen._said[0].startswith("Approved"), "what is fetched now waits, the decision does not"
        second.set()
        await fetching


async def test_what_was_decided_before_is_not_offered_to_undo_when_more_was_decided_elsewhere(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await press(pilot, "a")
        assert said(review).startswith("Approved")
        await press(pilot, "v", "r")
        await press(pilot, "escape")
        assert review.app.screen is review
        assert said(review) == ""
        await review.app.open_article(1)
        await until(pilot, lambda: reads(review.app))
        await press(pilot, "a")
        await until(pilot, lambda: "u undoes" in str(reader(review.app).query_one("#said", Static).content))
        await press(pilot, "v", "a")
        await press(pilot, "escape")
        assert str(reader(review.app).query_one("#said", Static).content) == ""


async def test_another_glossary_says_nothing_of_the_one_before(desk: Path, tmp_path: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await press(pilot, "a", "u")
        assert said(review).startswith("Undone")
        await review.app.open_glossary(tmp_path / "new.db")
        await until(pilot, lambda: review.totals.concepts == 0)
        await until(pilot, lambda: said(review) == "")


# ---- the cursor stays ---------------------------------------------------------------------------------------------
async def test_what_another_program_decides_about_the_row_under_the_cursor_is_said_and_the_cursor_stays(
    desk: Path,
) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await press(pilot, "j")
        row = review.queue.row
        assert row is not None
        await until(pilot, lambda: bool(review.app._token))
        with Glossary(desk) as glossary:
            glossary.approve([row.id])
        await until(pilot, lambda: said(review) == f"Elsewhere “{row.label}” was changed: accepted")
        assert review.under_cursor == row.id
        await press(pilot, "slash", *"status:approved", "enter")
        await until(pilot, lambda: review.queue.total == 1 and review.under_cursor == row.id)
        with Glossary(desk) as glossary:
            glossary.reject([row.id])
        await until(pilot, lambda: said(review) == f"Elsewhere “{row.label}” was changed: rejected")


async def test_what_another_program_decided_is_said_though_a_filter_has_shown_it_before(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apps, "LISTEN", 3600)
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = await begin(pilot)
        await until(pilot, lambda: bool(app._token))
        row = app.review.queue.row
        assert row is not None
        with Glossary(desk) as glossary:
            glossary.approve([row.id])
        await press(pilot, "slash", *row.label)
        shown = app.review.queue.row
        assert shown is not None and (shown.id, shown.status) == (row.id, ConceptStatus.APPROVED)
        app._listen()
        await until(pilot, lambda: said(app.review) == f"Elsewhere “{row.label}” was changed: accepted")


@pytest.mark.parametrize("while_reading", [False, True])
async def test_what_another_program_decides_is_said_on_the_concept_screen_and_while_articles_are_read(
    desk: Path, while_reading: bool
) -> None:
    gate = threading.Event()

    def steps() -> Iterator[Progress]:
        yield Progress(1, 2, "one")
        gate.wait(20)

    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = await begin(pilot)
        await until(pilot, lambda: bool(app._token))
        told = f"Elsewhere “{app.review.pane.view.row.label}” was changed: accepted"  # type: ignore[union-attr]
        screen: DecidingScreen = app.review
        if while_reading:
            app.start_job("Reading", steps, lambda finished: None)
        else:
            await press(pilot, "v")
            assert isinstance(app.screen, ConceptScreen)
            screen = app.screen
        with Glossary(desk) as glossary:
            glossary.approve([str(app.review.under_cursor)])
        await until(pilot, lambda: screen.last_said == told)
        gate.set()
        await until(pilot, lambda: not app.job_runs)


async def test_to_undo_an_import_leaves_the_cursor(desk: Path, tmp_path: Path) -> None:
    rows = ("id,kind,status,vi,en,ru", "short,PERSON,approved,,Nam,", "festival,EVENT,approved,,Blue River Festival,")
    (tmp_path / "in.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    with Glossary(desk) as glossary:
        glossary.import_file(tmp_path / "in.csv")
        here = next(row.id for row in glossary.queue() if row.id not in ("short", "festival"))
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await begin(pilot)
        review = await at(pilot, here)
        await press(pilot, "u")
        assert said(review).startswith("Undone: Imported in.csv")
        assert review.under_cursor == here
        await press(pilot, "U")
        assert said(review).startswith("Done again: Imported in.csv")
        assert review.under_cursor == here
    assert status(desk, "short") is ConceptStatus.APPROVED


# ---- notices ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(("severity", "read", "left"), [("warning", 0, 0), ("warning", 60, 1), ("error", 0, 1)])
async def test_a_notice_that_was_read_goes_with_the_next_key(
    desk: Path, monkeypatch: pytest.MonkeyPatch, severity: SeverityLevel, read: int, left: int
) -> None:
    monkeypatch.setattr(apps, "READ", read)
    async with make_app(desk).run_test(notifications=True) as pilot:
        app = await begin(pilot)
        app.notify("it lies over something", severity=severity, timeout=60)
        await until(pilot, lambda: len(app.screen.query(Toast)) == 1)
        await press(pilot, "question_mark")
        await until(pilot, lambda: len(app.screen.query(Toast)) == left)


async def test_over_a_dialog_notices_stand_above_and_leave_its_line_of_keys_free(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24), notifications=True) as pilot:
        app = await begin(pilot)
        await press(pilot, "question_mark")
        app.notify("it lies over something", timeout=60)
        await until(pilot, lambda: len(app.screen.query(Toast)) == 1)
        toast, keys = app.screen.query_one(Toast), app.screen.query_one("#dialog-keys")
        await until(pilot, lambda: 0 < toast.region.height < 3)
        assert toast.region.bottom < keys.region.y and toast.region.y < 4


async def test_what_stops_is_told_in_the_language_of_the_interface(desk: Path) -> None:
    gate = threading.Event()

    def steps() -> Iterator[Progress]:
        yield Progress(1, 2, "one")
        gate.wait(20)

    app = make_app(desk)
    i18n.use("ru")
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        app.start_job("Reading", steps, lambda finished: None)
        await until(pilot, lambda: app.progress is not None and app.progress.label == "one")
        await press(pilot, "ctrl+g")
        label = app.review.query_one("#job-label", Static)
        await until(pilot, lambda: i18n._("stopping after this one …") in str(label.content))
        assert "stopping" not in str(label.content)
        gate.set()
        await until(pilot, lambda: not app.job_runs)


async def test_no_notice_repeats_what_stands_at_the_bottom(desk: Path) -> None:
    async with make_app(desk).run_test(notifications=True) as pilot:
        app = await begin(pilot)
        app.review.say("The suggestions are up to date.")
        app.tell("The suggestions are up to date.")
        await press(pilot, "question_mark")
        assert not list(app._notifications)
        app.tell("The suggestions are up to date.")
        await until(pilot, lambda: len(app._notifications) == 1)


# ---- early keys ---------------------------------------------------------------------------------------------------
async def test_enter_in_an_empty_glossary_waits_for_its_first_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "port.txt").write_text("Minister Nguyen Van Khanh visited Moscow on Monday.\n", encoding="utf-8")
    monkeypatch.setattr(reading, "SEEDS", tmp_path / "port.txt")
    app = make_app(tmp_path / "new.db")
    gate = threading.Event()
    busy = asyncio.create_task(app.database.ask(lambda glossary: gate.wait(20)))
    async with app.run_test() as pilot:
        app.post_message(events.Key("enter", None))
        await asyncio.sleep(0.3)
        assert not app.review.started
        gate.set()
        await busy
        await until(pilot, lambda: "1 new article" in said(app.review), 60)


async def test_of_two_filters_the_one_under_the_cursor_is_removed_and_the_cursor_stays(desk: Path) -> None:
    with Glossary(desk) as glossary:
        for name in ("one", "three", "two"):
            glossary.save_filter(name, f"kind:{'place' if name == 'one' else 'org'}")
    async with make_app(desk).run_test() as pilot:
        await begin(pilot)
        await press(pilot, "f", "down", "delete")
        dialog = app_of(pilot).screen
        assert isinstance(dialog, SavedFilters)
        await until(pilot, lambda: [one.name for one in dialog._saved] == ["one", "two"])
        assert dialog.query_one(Rows).highlighted == 1
        await press(pilot, "delete")
        await until(pilot, lambda: [one.name for one in dialog._saved] == ["one"])
