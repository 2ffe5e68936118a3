"""The app: every action, by its key, with the database asked afterwards."""

import asyncio
import sqlite3
import sys
import threading
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from piloting import asked, at, burst, in_glossary, press, ready, said, term, text_on_screen, until, view
from textual import events
from textual.binding import Binding
from textual.widgets import Static

from glossary.errors import DatabaseError
from glossary.model import ConceptStatus, Kind, Lang, Origin, Progress, TermStatus
from glossary.service import Glossary
from tui import clipboard
from tui.app import key_groups, make_app
from tui.dialogs import AddName, EditTerm, MergeInto
from tui.doubt import DecideDoubt
from tui.drawing import open_suggestions
from tui.help import Help
from tui.keyboard import latin_key
from tui.menu import ActionMenu
from tui.packages import PackagesScreen
from tui.paths import split_paths
from tui.reports import History, NotRead, Transferred
from tui.review import ReviewScreen
from tui.transfer import ExportTo, ImportPreviewed
from tui.widgets import Queue, Rows, TextField

pytestmark = pytest.mark.usefixtures("own_home")


# ---- deciding ---------------------------------------------------------------------------------------------------


async def test_accept_decides_and_goes_to_the_next_undecided(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "danang")
        await press(pilot, "a")
        assert view(desk, "danang").row.status is ConceptStatus.APPROVED
        assert review.queue.row is not None
        assert (review.queue.row.id, review.queue.row.status) == ("anna", ConceptStatus.NEW)
        await press(pilot, "a", "a", "a", "a", "a")
        assert asked(desk, lambda g: g.totals()).approved == 6
        assert "6 of 6" in text_on_screen(pilot.app)


async def test_reject_reopen_undo_redo(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, "r")
        assert view(desk, "festival").row.status is ConceptStatus.REJECTED
        await at(pilot, "festival")
        await press(pilot, "o")
        assert view(desk, "festival").row.status is ConceptStatus.NEW
        review = await press(pilot, "u")
        assert view(desk, "festival").row.status is ConceptStatus.REJECTED
        assert said(review).startswith("Undone: Reopened")
        await press(pilot, "U")
        assert view(desk, "festival").row.status is ConceptStatus.NEW
        await press(pilot, "u", "u")
        assert view(desk, "festival").row.status is ConceptStatus.NEW
        review = await press(pilot, "u")
        assert said(review).startswith("There is nothing to undo")
        await press(pilot, "ctrl+r")
        assert view(desk, "festival").row.status is ConceptStatus.REJECTED


async def test_undo_reaches_back_into_an_earlier_session(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "anna")
        await press(pilot, "a")
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "u")
    assert view(desk, "anna").row.status is ConceptStatus.NEW


async def test_a_decision_made_just_before_leaving_is_kept(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test() as pilot:
        await at(pilot, "danang")
        app.post_message(events.Key("a", "a"))
        app.post_message(events.Key("q", "q"))
        await pilot.pause(0.2)
    assert view(desk, "danang").row.status is ConceptStatus.APPROVED


@pytest.mark.parametrize(("digit", "taken"), [("1", "Ле Хоанг Нам"), ("2", "Ле Хоанг Нама")])
async def test_a_digit_takes_the_suggestion_with_that_number(desk: Path, digit: str, taken: str) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "nam")
        assert review.pane.lang is Lang.RU, "the language without a term is marked"
        await press(pilot, digit)
        assert review.queue.row is not None
        assert review.queue.row.id == "nam", "taking a term is not yet accepting the concept"
    assert term(desk, "nam", Lang.RU) == taken


async def test_a_digit_without_a_suggestion_changes_nothing(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "nam")
        review = await press(pilot, "7")
        assert said(review) == "There is no suggestion 7 for Russian."
    assert asked(desk, lambda g: g.history()) == []


async def test_left_and_right_mark_the_language_whose_suggestions_have_numbers(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "festival")
        marked = [review.pane.lang]
        for keys in (("right", "right"), ("1",)):
            await press(pilot, *keys)
            marked.append(review.pane.lang)
        assert marked == [Lang.VI, Lang.RU, Lang.VI], "at last the next language without a term"
    assert term(desk, "festival", Lang.RU) == "Фестиваль Голубой реки"
    assert term(desk, "festival", Lang.VI) == ""


async def test_kind(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "ims")
        await press(pilot, "c", "e")
    assert view(desk, "ims").row.kind is Kind.EVENT


async def test_note(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "ims")
        await press(pilot, "w", *"ask", "enter")
        assert "ask" in text_on_screen(pilot.app)
    assert view(desk, "ims").note == "ask"


async def test_selected_concepts_are_decided_together(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "danang")
        review = await press(pilot, "space", "space")
        assert said(review).startswith("2 concepts selected")
        await press(pilot, "r")
        totals = asked(desk, lambda g: g.totals())
        assert (totals.rejected, totals.new) == (2, 4)
        await press(pilot, "u")
        assert asked(desk, lambda g: g.totals()).rejected == 0, "one decision, one undo"
        review = await press(pilot, "*")
        assert len(review.queue.selected) == 6
        await press(pilot, "escape")
        assert review.queue.selected == {}


# ---- the mouse --------------------------------------------------------------------------------------------------


def row_of(review: ReviewScreen, block: str, text: str) -> int:
    """The line of a block in which a text stands."""
    static = review.query_one(block, Static)
    return next(y for y in range(static.size.height) if text in static.render_line(y).text)


async def test_a_click_marks_a_language_and_only_a_double_click_takes_a_suggestion(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "festival")
        assert review.pane.lang is Lang.VI
        # The second click of this double click lands on a suggestion that was not there before: it takes nothing.
        await pilot.click("#lang-ru", times=2)
        await ready(pilot)
        assert review.pane.lang.value == "ru"
        line_number = row_of(review, "#lang-ru", "Фестиваль")
        await pilot.click("#lang-ru", offset=(8, line_number))
        review = await ready(pilot)
        assert said(review).startswith("A double click takes suggestion 1")
        assert asked(desk, lambda g: g.history()) == []
        await pilot.click("#lang-ru", offset=(8, line_number), times=2)
        await until(pilot, lambda: term(desk, "festival", Lang.RU) != "")
    assert term(desk, "festival", Lang.RU) == "Фестиваль Голубой реки"


async def test_rows_are_selected_with_the_mouse(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        await pilot.click("#queue", offset=(0, 1))
        await ready(pilot)
        assert len(review.queue.selected) == 1
        await pilot.click("#queue", offset=(8, 3), control=True)
        await ready(pilot)
        assert len(review.queue.selected) == 2
        await pilot.click("#queue", offset=(8, 5), shift=True)
        review = await ready(pilot)
        assert len(review.queue.selected) == 4
        assert said(review).startswith("4 concepts selected")
        await pilot.click("#queue", offset=(8, 2))
        assert review.queue.cursor == 2
        assert len(review.queue.selected) == 4, "a plain click only moves the cursor"


async def test_the_keys_of_a_dialog_are_pressed_with_the_mouse(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, "e")
        pilot.app.screen.query_one("#text", TextField).value = "Lễ hội"
        await pilot.click("#dialog-keys", offset=(2, 0))
        await until(pilot, lambda: not isinstance(pilot.app.screen, EditTerm))
        assert term(desk, "festival", Lang.VI) == "Lễ hội"
        await press(pilot, "e")
        keys = pilot.app.screen.query_one("#dialog-keys", Static)
        lines = [keys.render_line(y).text for y in range(keys.size.height)]
        y = next(number for number, text in enumerate(lines) if "Esc" in text)
        await pilot.click("#dialog-keys", offset=(lines[y].index("Esc") + 1, y))
        await until(pilot, lambda: not isinstance(pilot.app.screen, EditTerm))


async def test_a_doubt_is_opened_and_decided_with_the_mouse(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        await at(pilot, "nam")
        await pilot.click("#doubts")
        await until(pilot, lambda: isinstance(pilot.app.screen, DecideDoubt))
        await pilot.pause()
        assert "1 mention" in text_on_screen(pilot.app)
        keys = pilot.app.screen.query_one("#dialog-keys", Static).render_line(0).text
        await pilot.click("#dialog-keys", offset=(keys.index("two names"), 0))
        await until(pilot, lambda: not isinstance(pilot.app.screen, DecideDoubt))
    assert view(desk, "nam").doubts == ()


async def test_the_right_button_lists_every_action_and_does_the_one_that_is_clicked(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "danang")
        assert review.queue.row is not None
        await pilot.click("#queue", offset=(8, review.queue.cursor), button=3)
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionMenu))
        await pilot.pause()
        rows = pilot.app.screen.query_one(Rows)
        shown = [str(option.prompt).split("  ")[0] for option in rows.options]
        assert {"Accept", "Reject", "Merge", "Undo", "Write a note", "Concept", "Copy row", "Names in"} <= set(shown)
        await pilot.click(Rows, offset=(4, shown.index("Reject")))
        await until(pilot, lambda: view(desk, "danang").row.status is ConceptStatus.REJECTED)


# ---- place ------------------------------------------------------------------------------------------------------


async def test_resizing_keeps_the_place_the_selection_and_an_open_question(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "ims")
        await press(pilot, "space", "k", "l", "enter", "j")
        mention = review.pane.evidence.cursor
        assert mention == 1
        for size in ((80, 24), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await ready(pilot)
            assert review.queue.row is not None
            assert review.queue.row.id == "ims", size
            assert list(review.queue.selected) == ["ims"]
            assert review.pane.lang is Lang.VI
            assert (review.focused, review.pane.evidence.cursor) == (review.pane.evidence, mention)
            top = review.queue.scroll_offset.y
            assert top <= review.queue.cursor < top + review.queue.size.height
        await press(pilot, "e")
        dialog = pilot.app.screen
        dialog.query_one("#text", TextField).value = "half"
        for size in ((80, 24), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert pilot.app.screen is dialog
            assert dialog.query_one("#text", TextField).value == "half"


async def test_a_large_screen_shows_all_suggestions_with_their_traces(desk: Path) -> None:
    async with make_app(desk).run_test(size=(200, 60)) as pilot:
        await at(pilot, "nam")
        assert "second of four" in text_on_screen(pilot.app)
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.05)
        assert "second of four" not in text_on_screen(pilot.app)


async def test_capital_l_calls_the_concepts_in_another_language_and_remembers_it(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "danang")
        assert review.queue.row is not None
        assert review.queue.row.label == "Da Nang", "the language of the interface, where nothing else was chosen"
        assert review.pane.view is not None
        await press(pilot, "L")
        assert review.queue.row.label == review.pane.view.row.label == "Дананг"
        assert said(review).startswith("Names by language: Russian")
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "danang")
        assert review.queue.row is not None
        assert review.queue.row.label == "Дананг"


# ---- copying ----------------------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform == "win32", reason="the tool of this test is a shell script")
async def test_copying_reaches_the_terminal_and_the_tool_of_the_desktop(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tools, got = tmp_path / "bin", tmp_path / "got"
    tools.mkdir()
    # As xclip does, it takes the text and stays.
    (tools / "xclip").write_text(
        f'#!/bin/sh\n/bin/cat > "{got}.part"\n/bin/mv "{got}.part" "{got}"\nexec /bin/sleep 3\n'
    )
    (tools / "xclip").chmod(0o755)
    monkeypatch.setenv("PATH", str(tools))
    monkeypatch.setenv("DISPLAY", ":0")
    asked(desk, lambda g: g.set_term("danang", Lang.VI, "=Đà Nẵng"))
    asked(desk, lambda g: g.set_note("danang", "@home"))
    app = make_app(desk)
    async with app.run_test() as pilot:
        await at(pilot, "danang")
        review = await press(pilot, "l", "y")
        await until(pilot, got.is_file)
        assert (app.clipboard, got.read_text(encoding="utf-8")) == ("=Đà Nẵng",) * 2
        assert said(review) == "Copied: =Đà Nẵng"
        got.unlink()
        await press(pilot, "Y")
        await until(pilot, got.is_file)
        row = "'=Đà Nẵng\tDa Nang\tДананг\tplace\tnew\t'@home"
        assert (app.clipboard, got.read_text(encoding="utf-8")) == (row, row)
        got.unlink()
        review = await press(pilot, "space", "space", "Y")
        await until(pilot, got.is_file)
        assert [len(line.split("\t")) for line in app.clipboard.splitlines()] == [6, 6]
        assert said(review).startswith("2 rows copied")


@pytest.mark.skipif(sys.platform == "win32", reason="the tool of this test is a shell script")
def test_without_a_tool_or_a_display_nothing_is_run(tmp_path: Path) -> None:
    (tmp_path / "wl-copy").write_text("#!/bin/sh\n")
    (tmp_path / "wl-copy").chmod(0o755)
    assert clipboard.tool({"PATH": str(tmp_path)}) == ()
    assert clipboard.tool({"PATH": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}) == (str(tmp_path / "wl-copy"),)
    assert clipboard.tool({"PATH": str(tmp_path / "none"), "DISPLAY": ":0"}) == ()


@pytest.mark.parametrize(
    ("text", "cell"),
    [("Hà Nội", "Hà Nội"), ("=1+1", "'=1+1"), ("-x", "'-x"), ("＋84", "'＋84"), ("a\tb\nc", "a b c"), ("\t=x", "'=x")],
)
def test_a_cell_is_one_cell_and_no_formula(text: str, cell: str) -> None:
    assert clipboard.cell(text) == cell


# ---- dialogs ----------------------------------------------------------------------------------------------------


async def test_a_typed_term_is_kept_as_nfc_whatever_the_keyboard_sends(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, EditTerm)
        await press(pilot, *unicodedata.normalize("NFD", "Lễ hội"))
        field = pilot.app.screen.query_one("#text", TextField)
        assert field.value == "Lễ hội"
        assert field.cursor_position == len("Lễ hội")
        field.post_message(events.Paste(unicodedata.normalize("NFD", " Hoa Phượng\nĐỏ")))
        await pilot.pause()
        assert field.value == "Lễ hội Hoa Phượng"
        await press(pilot, "enter")
    kept = term(desk, "festival", Lang.VI)
    assert kept == "Lễ hội Hoa Phượng"
    assert unicodedata.is_normalized("NFC", kept)


async def test_typing_a_combining_mark_in_the_middle_keeps_the_cursor_behind_its_letter(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, "/")
        field = pilot.app.screen.query_one("#filter", TextField)
        field.value = "Da Nang"
        field.cursor_position = 5
        await press(pilot, "\N{COMBINING BREVE}", "x")
        assert field.value == "Da Năxng"


async def test_another_language_can_be_chosen_in_the_dialog_and_empty_removes(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "danang")
        await press(pilot, "e", "up", "up")
        field = pilot.app.screen.query_one("#text", TextField)
        assert field.value == "Đà Nẵng", "the field shows the term of the language chosen"
        field.value = ""
        await press(pilot, "enter")
    gone = [t for t in view(desk, "danang").terms if t.lang is Lang.VI and t.status is TermStatus.PREFERRED]
    assert gone == []


async def test_what_cannot_be_a_term_is_refused_in_the_dialog_and_stays_typed(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, "e")
        dialog = pilot.app.screen
        dialog.query_one("#text", TextField).value = "a | b"
        await press(pilot, "enter")
        assert pilot.app.screen is dialog
        assert dialog.query_one("#problem").display
        assert dialog.query_one("#text", TextField).value == "a | b"
    assert term(desk, "festival", Lang.VI) == ""


async def test_merge_finds_the_other_concept_by_typing(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "ims")
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, MergeInto)
        await press(pilot, *"blue", "enter")
        assert not isinstance(pilot.app.screen, MergeInto)
        review = await ready(pilot)
        assert review.queue.row is not None
        assert review.queue.row.id == "festival"
    merged = view(desk, "festival")
    assert {"Institute of Marine Studies", "Blue River Festival"} <= {t.text for t in merged.terms}
    assert asked(desk, lambda g: g.totals()).concepts == 5


async def test_a_concept_is_not_merged_into_itself(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "ims")
        await press(pilot, "m", *"marine", "enter")
        assert isinstance(pilot.app.screen, MergeInto)
        assert pilot.app.screen.query_one("#problem").display
    assert asked(desk, lambda g: g.history()) == []


async def test_merge_offers_the_possible_merge_first(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        await press(pilot, "m")
        await pilot.pause(0.1)
        row = pilot.app.screen.query_one(Queue).row
        assert row is not None
        assert row.id == "nam"


@pytest.mark.parametrize(("key", "concepts"), [("m", 5), ("k", 6)])
async def test_a_doubt_is_decided_and_does_not_come_back(desk: Path, key: str, concepts: int) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "nam")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DecideDoubt)
        assert "may be short for" in text_on_screen(pilot.app)
        await press(pilot, key)
        assert not isinstance(pilot.app.screen, DecideDoubt)
    assert view(desk, "nam").doubts == ()
    assert asked(desk, lambda g: g.totals()).concepts == concepts


async def test_a_name_added_by_hand_is_a_concept(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "n", "enter")
        assert isinstance(pilot.app.screen, AddName), "nothing typed, nothing added"
        await press(pilot, "shift+tab", "right", "tab", *"Sao", "tab", *"Star", "enter")
        review = await ready(pilot)
        assert said(review) == "Added “Sao”   u undoes"
    rows = asked(desk, lambda g: g.queue("sao"))
    assert [row.kind for row in rows] == [Kind.ORG]


async def test_a_name_is_added_and_taken_back_without_leaving_the_place_in_the_queue(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "ims")
        await press(pilot, "n", *"Marine Studies", "enter")
        assert review.under_cursor == "ims"
        [added] = [row.id for row in asked(desk, lambda g: g.queue("marine")) if row.id != "ims"]
        await press(pilot, "u")
        assert (said(review), review.under_cursor) == ("Undone: Added “Marine Studies”   U redoes", "ims")
        await press(pilot, "U")
        assert (said(review), review.under_cursor) == ("Done again: Added “Marine Studies”   u undoes", "ims")
        await press(pilot, "slash", *"marine", "enter")
        await at(pilot, added)


async def test_history_lists_the_decisions(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "danang")
        await press(pilot, "a", "u", "H")
        assert isinstance(pilot.app.screen, History)
        shown = text_on_screen(pilot.app)
        assert "Da Nang" in shown
        assert "(undone)" in shown


@pytest.mark.parametrize("format_name", ["csv", "csv-excel", "omegat"])
async def test_export_writes_and_reports(desk: Path, tmp_path: Path, format_name: str) -> None:
    target = tmp_path / "out" if format_name == "omegat" else tmp_path / "out.csv"
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "danang")
        await press(pilot, "a", "x")
        assert isinstance(pilot.app.screen, ExportTo)
        await press(pilot, *["down"] * ["csv", "csv-excel", "omegat"].index(format_name))
        pilot.app.screen.query_one("#text", TextField).value = str(target)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Transferred))
    files = [target] if target.is_file() else sorted(target.iterdir())
    assert any("Đà Nẵng" in file.read_text(encoding="utf-8-sig") for file in files)


async def test_export_asks_before_it_replaces_a_file(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.csv"
    target.write_text("mine")
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "x")
        pilot.app.screen.query_one("#text", TextField).value = str(target)
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, ExportTo)
        assert target.read_text() == "mine"
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Transferred))
    assert "Da Nang" in target.read_text(encoding="utf-8")


async def test_import_reads_back(desk: Path, tmp_path: Path) -> None:
    asked(desk, lambda g: g.export(tmp_path / "all.csv", "csv"))
    empty = tmp_path / "other.db"
    async with make_app(empty).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "i")
        pilot.app.screen.query_one("#text", TextField).value = str(tmp_path / "none.csv")
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen.query_one("#problem").display)
        pilot.app.screen.query_one("#text", TextField).value = str(tmp_path / "all.csv")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportPreviewed))
        assert asked(empty, lambda g: g.totals()).concepts == 0
        await press(pilot, "enter")
        await until(pilot, lambda: pilot.app.screen is pilot.app.screen_stack[0])
        review = await ready(pilot)
        await until(pilot, lambda: review.queue.total == 6)
    assert asked(empty, lambda g: g.totals()).concepts == 6


# ---- the filter, moving -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [("da nang", {"danang"}), ("nghien cuu", {"ims"}), ("соколова", {"anna"}), ("zzz", set())],
)
async def test_the_filter_needs_no_diacritics(desk: Path, typed: str, found: set[str]) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        await press(pilot, "/", *typed)
        await until(pilot, lambda: {row.id for row in review.queue.known_rows} == found)
        if not found:
            assert "No name matches zzz" in text_on_screen(pilot.app)
            assert review.pane.view is None
        await press(pilot, "enter")
        assert review.focused is review.queue
        await press(pilot, "escape")
        await until(pilot, lambda: len(review.queue.known_rows) == 6)


async def test_letters_in_the_filter_are_text_and_not_actions(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await press(pilot, "/", "a", "r", "q")
        assert pilot.app.is_running
        assert pilot.app.screen.query_one("#filter", TextField).value == "arq"
    assert asked(desk, lambda g: g.history()) == []


async def test_movement_by_arrows_and_by_letters(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        queue = review.queue
        for key, row in [("down", 1), ("j", 2), ("up", 1), ("k", 0), ("k", 0), ("G", 5), ("j", 5), ("home", 0)]:
            await press(pilot, key)
            assert queue.cursor == row, key
        await press(pilot, "enter")
        assert review.pane.evidence.has_focus
        await press(pilot, "escape")
        assert queue.has_focus
        await press(pilot, "a", "G", "s")
        assert queue.row is not None
        assert queue.row.status is ConceptStatus.NEW


async def test_the_mouse_moves_the_cursor(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await ready(pilot)
        await pilot.click("#queue", offset=(8, 3))
        await ready(pilot)
        assert review.queue.cursor == 3


async def test_a_long_queue_is_fetched_by_pages_and_the_end_is_reached(tmp_path: Path) -> None:
    path = tmp_path / "long.db"
    lines = ["id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants"]
    lines += [f",ORG,new,,,Office {number:04},,," for number in range(1005)]
    (tmp_path / "long.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    asked(path, lambda g: g.import_file(tmp_path / "long.csv"))
    async with make_app(path).run_test() as pilot:
        review = await ready(pilot)
        assert len(review.queue.known_rows) == Queue.PAGE
        assert review.queue.total == 1005
        await press(pilot, "G")
        assert review.queue.cursor == 1004
        assert review.queue.row is not None
        assert len(review.queue.known_rows) <= 3 * Queue.PAGE, "the middle was not fetched"
        assert len(review.query("*")) < 60, "no widget per row"


async def test_zoom_and_back(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        await press(pilot, "z")
        assert review.queue.size.width > 70
        await press(pilot, "z")
        assert review.queue.size.width < 40


async def test_copy_puts_the_marked_term_on_the_clipboard(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "danang")
        while review.pane.lang is not Lang.VI:
            await press(pilot, "left")
        await press(pilot, "y")
        assert pilot.app.clipboard == "Đà Nẵng"


# ---- the first run, jobs ----------------------------------------------------------------------------------------


@pytest.fixture
def harbour(tmp_path: Path) -> Path:
    """A folder of three small articles."""
    folder = tmp_path / "harbour"
    folder.mkdir()
    for number, place in enumerate(["Vietnam", "Russia", "Moscow"]):
        text = f"Minister Nguyen Van Khanh visited {place} on Monday. He praised {place} and its people.\n"
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


async def test_an_empty_glossary_says_what_to_do_and_reads_the_examples_with_one_key(
    tmp_path: Path, harbour: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.reading.SEEDS", harbour)
    path = tmp_path / "new.db"
    async with make_app(path).run_test() as pilot:
        review = await ready(pilot)
        shown = text_on_screen(pilot.app)
        assert "This glossary is empty" in shown
        assert "read the example articles" in shown
        await press(pilot, "a", "1", "e", "m", "space")
        assert pilot.app.screen is review, "what needs a concept is not done without one"
        await pilot.press("enter")
        await until(pilot, lambda: "3 new articles" in said(review), 60)
        await ready(pilot)
        assert review.queue.row is not None
        assert not review.query_one("#welcome").display
    assert asked(path, lambda g: g.totals()).articles == 3


async def test_build_from_the_dialog(tmp_path: Path, harbour: Path) -> None:
    path = tmp_path / "new.db"
    async with make_app(path).run_test(size=(160, 40)) as pilot:
        review = await ready(pilot)
        await press(pilot, "b")
        field = pilot.app.screen.query_one("#text", TextField)
        assert "seeds" in field.value, "the examples stand there already"
        field.value = f"{harbour / '0.txt'} {harbour / 'none.txt'}"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, NotRead), 60)
        await until(pilot, lambda: "none.txt" in text_on_screen(pilot.app))
        assert "1 new article read" in said(review)
        await press(pilot, "escape", "b")
        field = pilot.app.screen.query_one("#text", TextField)
        assert split_paths(field.value) == [str(harbour)], "the folder read last"
        assert "examples" not in text_on_screen(pilot)
    assert asked(path, lambda g: g.totals()).articles == 1


async def test_escape_stops_a_job_at_a_whole_article_and_the_app_stays_live(desk: Path, harbour: Path) -> None:
    go = threading.Semaphore(0)

    def slowly(glossary: Glossary) -> Iterator[Progress]:
        for step in glossary.build([str(harbour)]):
            yield step
            assert go.acquire(timeout=20)

    app = make_app(desk)
    outcomes: list[bool] = []
    async with app.run_test() as pilot:
        await at(pilot, "danang")
        assert app.start_job("Reading", in_glossary(desk, slowly), outcomes.append)
        await until(pilot, lambda: app.progress is not None and app.progress.done == 1, 60)
        await until(pilot, lambda: "Esc stops" in text_on_screen(app))
        assert not app.start_job("Again", in_glossary(desk, slowly), outcomes.append), "one job at a time"
        row = app.review.queue.row
        assert row is not None
        await pilot.press("a")
        await until(pilot, lambda: view(desk, row.id).row.status is ConceptStatus.APPROVED)
        await pilot.press("escape")
        go.release(100)
        await until(pilot, lambda: app.progress is None)
        assert outcomes == [False]
    assert asked(desk, lambda g: g.totals()).articles == 5, "three of before, one read, and the one it was at"


async def test_leaving_stops_a_job_at_a_whole_article(desk: Path, harbour: Path) -> None:
    app = make_app(desk)
    started = threading.Event()

    def endless(glossary: Glossary) -> Iterator[Progress]:
        yield from glossary.build([str(harbour)])
        while True:
            started.set()
            yield Progress(1, 0, "still here")

    async with app.run_test() as pilot:
        await ready(pilot)
        app.start_job("Reading", in_glossary(desk, endless), lambda _: None)
        await until(pilot, started.is_set, 60)
        await pilot.press("q")
        await pilot.pause(0.1)
    for _ in range(100):
        if not any(thread.name.startswith("database") and thread.is_alive() for thread in threading.enumerate()):
            break
        await asyncio.sleep(0.05)
    assert asked(desk, lambda g: g.totals()).articles == 6


async def test_an_error_in_a_job_is_a_sentence_and_the_app_goes_on(desk: Path) -> None:
    def broken(glossary: Glossary) -> Iterator[Progress]:
        yield Progress(0, 2, "")
        raise DatabaseError("There is no room on the disk [/x]: free some, then build again.")

    app = make_app(desk)
    async with app.run_test() as pilot:
        await ready(pilot)
        app.start_job("Reading", in_glossary(desk, broken), lambda _: None)
        await until(pilot, lambda: len(app._notifications) == 1)
        assert "no room on the disk [/x]" in next(iter(app._notifications)).message
        await press(pilot, "a")
    assert asked(desk, lambda g: g.totals()).approved == 1


OPENED: set[str] | None = None


def _hook(event: str, _: object) -> None:
    if OPENED is not None and event == "sqlite3.connect":
        OPENED.add(threading.current_thread().name)


sys.addaudithook(_hook)


async def test_the_event_loop_never_opens_the_database(desk: Path) -> None:
    """A connection serves the thread that made it alone, so who never connects never asks."""
    global OPENED
    OPENED = set()
    try:
        async with make_app(desk).run_test() as pilot:
            await ready(pilot)
            await press(pilot, "a", "j", "/", "n", "escape", "escape", "m", "escape", "H", "escape", "u")
        names, OPENED = OPENED, None
    finally:
        OPENED = None
    assert names, "the hook sees connections"
    assert all(name.startswith("database") for name in names)


# ---- what goes wrong --------------------------------------------------------------------------------------------


async def test_a_file_that_is_no_database_ends_the_app_with_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_text("Dear colleague, this is not a database at all. " * 50)
    app = make_app(path)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app._exit)
    assert app.return_code == 3
    assert app.farewell.startswith("tenrieng: ")
    assert path.read_text().startswith("Dear colleague")


async def test_an_unexpected_error_leaves_a_log_a_sentence_and_a_closed_database(desk: Path) -> None:
    app = make_app(desk)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await at(pilot, "danang")
            await press(pilot, "a")
            app.review.call_later(lambda: 1 // 0)
            await pilot.pause(0.2)
    assert app.return_code == 1
    assert app.log_file is not None
    assert str(app.log_file) in app.farewell
    assert "The glossary was closed" in app.farewell
    log = app.log_file.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in log
    assert "Traceback" in log
    assert app.database._glossary is None, "closed"
    assert view(desk, "danang").row.status is ConceptStatus.APPROVED


async def test_an_error_while_another_program_writes_is_told_with_its_log(desk: Path) -> None:
    app = make_app(desk)
    lock = sqlite3.connect(desk, isolation_level=None)
    with pytest.raises(ZeroDivisionError):
        async with app.run_test() as pilot:
            await at(pilot, "danang")
            lock.execute("BEGIN IMMEDIATE")
            burst(pilot, "a")
            await until(pilot, lambda: app.review._deciding > 0)
            app.review.call_later(lambda: 1 // 0)
            await pilot.pause(0.2)
    assert app.log_file is not None
    for told in ("ZeroDivisionError", str(app.log_file), "still being saved"):
        assert told in app.farewell
    assert "was closed" not in app.farewell
    lock.execute("ROLLBACK")
    lock.close()
    for thread in threading.enumerate():
        if thread.name == "closing":
            await asyncio.to_thread(thread.join, 20)
    assert view(desk, "danang").row.status is ConceptStatus.APPROVED


async def test_an_unexpected_error_in_a_worker_is_handled_alike(desk: Path) -> None:
    app = make_app(desk)

    async def broken() -> None:
        raise LookupError("gone [/x]")

    with pytest.raises(LookupError):
        async with app.run_test() as pilot:
            await ready(pilot)
            app.run_worker(broken())
            await pilot.pause(0.2)
    assert app.log_file is not None
    assert "LookupError: gone [/x]" in app.log_file.read_text(encoding="utf-8")


# ---- help, palette, packages ------------------------------------------------------------------------------------


async def test_help_lists_every_key_of_the_review(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test(size=(120, 120)) as pilot:
        review = await ready(pilot)
        groups = dict(key_groups(app, review))
        listed = {key for rows in groups.values() for keys, _ in rows for key in keys.split()}
        for binding in Binding.make_bindings(ReviewScreen.BINDINGS):
            assert app.get_key_display(binding) in listed
        await press(pilot, "?")
        assert isinstance(app.screen, Help)
        lines = [what for rows in groups.values() for _, what in rows]
        await until(pilot, lambda: all(what in text_on_screen(app) for what in lines))
        await press(pilot, "escape")
        assert app.screen_stack == [review]


def test_no_key_has_two_meanings_on_the_review() -> None:
    keys = [binding.key for binding in Binding.make_bindings(ReviewScreen.BINDINGS)]
    assert len(keys) == len(set(keys))
    in_queue = {binding.key for binding in Binding.make_bindings(Queue.BINDINGS)}
    assert in_queue.isdisjoint(keys)


async def test_the_palette_runs_actions_and_finds_concepts(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "danang")
        await pilot.press("ctrl+p", *"accept")
        await until(pilot, lambda: "Accept the concept" in text_on_screen(app))
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: view(desk, "danang").row.status is ConceptStatus.APPROVED)
        await until(pilot, lambda: app.screen is review)
        await pilot.press("ctrl+p", *"sokolo")
        await until(pilot, lambda: "Anna Sokolova" in text_on_screen(app).split("sokolo")[-1])
        await pilot.pause(0.3)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is review)
        await until(pilot, lambda: review.queue.row is not None and review.queue.row.id == "anna")


async def test_without_packages_the_review_says_in_one_line_how_to_get_them(
    desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.packages.packages.installed", list)
    app = make_app(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await at(pilot, "nam")
        await until(pilot, lambda: "No Argos package is installed: p adds" in text_on_screen(app))
        await press(pilot, "p")
        assert isinstance(app.screen, PackagesScreen)
        await until(pilot, lambda: "vi-en" in text_on_screen(app))
        assert "not installed" in text_on_screen(app)
        await press(pilot, "escape")
        assert app.screen_stack == [app.review]


@pytest.fixture
def argos(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Argos's folders in a temporary place; returns the package folder."""
    folder = tmp_path / "argos" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    from argostranslate import settings

    folder.mkdir(parents=True, exist_ok=True)
    (tmp_path / "downloads").mkdir()
    monkeypatch.setattr(settings, "package_data_dir", folder)
    monkeypatch.setattr(settings, "package_dirs", [folder])
    monkeypatch.setattr(settings, "downloads_dir", tmp_path / "downloads")
    monkeypatch.setattr(settings, "local_package_index", folder.parent / "index.json")
    monkeypatch.setattr(settings, "package_index", "http://127.0.0.1:9/")
    return folder


TINY = Path(__file__).parent / "packages" / "translate-en_ru-1_0.argosmodel"


async def test_a_package_is_installed_from_a_file_suggests_and_is_removed(desk: Path, argos: Path) -> None:
    app = make_app(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await at(pilot, "short")
        await until(pilot, lambda: "No Argos package is installed" in text_on_screen(app))
        await press(pilot, "p")
        await until(pilot, lambda: "not installed" in text_on_screen(app))
        await press(pilot, "f")
        app.screen.query_one("#text", TextField).value = "none.argosmodel"
        await press(pilot, "enter")
        assert app.screen.query_one("#problem").display
        app.screen.query_one("#text", TextField).value = str(TINY)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, PackagesScreen))
        await until(pilot, lambda: "✓ installed 1.0" in text_on_screen(app), 60)
        await until(pilot, lambda: app.progress is None and "up to date" in said(app.review), 60)
        offered = view(desk, "festival").suggestions[Lang.RU]
        assert any(Origin.ARGOS in (one.origins or (one.origin,)) for one in offered)
        assert app.review.pane.hint == ""
        await press(pilot, "j", "d")
        await until(pilot, lambda: "✓ installed" not in text_on_screen(app))
        assert list(argos.iterdir()) == []
        await until(pilot, lambda: app.review.pane.hint != "")
        await press(pilot, "escape")
        assert app.screen is app.review


async def test_a_damaged_package_is_refused_with_a_sentence(desk: Path, argos: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.argosmodel"
    damaged.write_bytes(TINY.read_bytes()[:5000])
    app = make_app(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await ready(pilot)
        await press(pilot, "p", "f")
        app.screen.query_one("#text", TextField).value = str(damaged)
        await press(pilot, "enter")
        await until(pilot, lambda: len(app._notifications) == 1, 60)
        assert app.progress is None
        assert app.is_running
    assert list(argos.iterdir()) == []


async def test_themes_change_with_one_key(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test() as pilot:
        await ready(pilot)
        await press(pilot, "t")
        assert app.theme == "tenrieng-light"
        await press(pilot, "t")
        assert app.theme == "tenrieng-dark"


@pytest.mark.parametrize(
    ("typed", "paths"),
    [
        ("one.txt two.txt", ["one.txt", "two.txt"]),
        ('"my articles" https://example.org/a b.txt', ["my articles", "https://example.org/a", "b.txt"]),
        ("*.txt", ["*.txt"]),
    ],
)
def test_paths_as_they_are_typed(typed: str, paths: list[str]) -> None:
    assert split_paths(typed) == paths


def test_a_path_with_spaces_that_exists_is_one_path(tmp_path: Path) -> None:
    folder = tmp_path / "my articles"
    folder.mkdir()
    assert split_paths(str(folder)) == [str(folder)]


# ---- after the trial of a translator ----------------------------------------------------------------------------


@pytest.mark.parametrize("back", ["u", "г"])
async def test_undo_and_redo_go_back_to_the_concept_and_its_language(desk: Path, back: str) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "festival")
        while review.pane.lang is not Lang.RU:
            await press(pilot, "right")
        await press(pilot, "1")
        await at(pilot, "nam")
        await press(pilot, back)
        assert (review.queue.row.id if review.queue.row else "", review.pane.lang) == ("festival", Lang.RU)
        assert term(desk, "festival", Lang.RU) == ""
        await at(pilot, "anna")
        await press(pilot, "U")
        assert (review.queue.row.id if review.queue.row else "", review.pane.lang) == ("festival", Lang.RU)
        review = await press(pilot, back)
        assert review.pane.view is not None
        best = open_suggestions(review.pane.view, Lang.RU)[0].text
        await press(pilot, "1")
    assert term(desk, "festival", Lang.RU) == best
    assert term(desk, "nam", Lang.RU) == ""


async def test_undo_says_which_name_it_was_when_the_filter_hides_it(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 30)) as pilot:
        await at(pilot, "festival")
        await press(pilot, "a", "slash", *"sokolova", "enter")
        await pilot.pause(0.2)
        review = await press(pilot, "u")
        assert review.queue.row is not None
        assert review.queue.row.id == "anna"
        assert said(review).startswith("Undone: Approved “Blue River Festival”; it is outside the filter")
    assert view(desk, "festival").row.status is ConceptStatus.NEW


async def test_undo_finds_its_concept_pages_away(tmp_path: Path) -> None:
    path = tmp_path / "many.db"
    with Glossary(path) as glossary:
        ids = [glossary.add(Kind.PERSON, {Lang.EN: f"Name Number{number:04}"})[0] for number in range(450)]
        glossary.reopen(ids)
        glossary.set_note(ids[-1], "late")
    last = asked(path, lambda g: g.queue("", limit=1, offset=430))[0].id
    asked(path, lambda g: g.set_note(last, "here"))
    async with make_app(path).run_test() as pilot:
        review = await press(pilot, "u")
        assert review.queue.cursor == 430
        assert review.queue.row is not None
        assert review.queue.row.id == last


@pytest.mark.parametrize(
    ("russian", "status"), [("ф", ConceptStatus.APPROVED), ("к", ConceptStatus.REJECTED)], ids=["a", "r"]
)
async def test_keys_work_in_the_russian_layout(desk: Path, russian: str, status: ConceptStatus) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "festival")
        await press(pilot, russian)
        assert view(desk, "festival").row.status is status


async def test_the_russian_layout_types_in_fields_and_opens_them(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, ".", *"анна")
        assert review.query_one("#filter", TextField).value == "анна"
        await pilot.pause(0.2)
        review = await press(pilot, "enter", "ц")
        assert type(pilot.app.screen).__name__ == "WriteNote"
        await press(pilot, *"ф.ă", "escape")
    assert asked(desk, lambda g: g.history()) == []


async def test_a_letter_that_is_no_key_is_not_silent(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await press(pilot, "ă")
        assert ["“ă” is no key here" in note.message for note in pilot.app._notifications] == [True]
    assert asked(desk, lambda g: g.history()) == []


@pytest.mark.parametrize(
    ("key", "character", "latin"),
    [
        ("ф", "ф", "a"),
        ("Ф", "Ф", "A"),
        ("ctrl+з", None, "ctrl+p"),
        ("shift+г", None, "U"),
        ("full_stop", ".", "slash"),
        ("ж", "ж", "semicolon"),
        ("ư", "ư", "w"),
        ("đ", "đ", None),
        ("a", "a", "a"),
        ("plus", "+", "plus"),
        ("ctrl+right", None, "ctrl+right"),
        ("combining_acute_accent", "\u0301", "combining_acute_accent"),
    ],
)
def test_places_of_the_keyboard(key: str, character: str | None, latin: str | None) -> None:
    assert latin_key(key, character) == latin


async def test_what_was_decided_under_a_filter_is_not_followed_when_all_is_shown(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, "g", "j")
        working = review.under_cursor
        await press(pilot, "slash", *"festiv", "enter")
        await until(pilot, lambda: review.under_cursor == "festival")
        await press(pilot, "a", "escape")
        await until(pilot, lambda: review.queue.total == 6)
        review = await ready(pilot)
        assert working != "festival", "else the test would say nothing"
        assert review.under_cursor == working


async def test_escape_from_the_filter_stays_on_the_concept(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        first = review.queue.row
        await press(pilot, "slash", *"festiv", "enter")
        await pilot.pause(0.2)
        await press(pilot, "escape")
        await pilot.pause(0.2)
        review = await ready(pilot)
        assert (review.queue.total, review.query_text) == (6, "")
        assert review.queue.row is not None
        assert review.queue.row.id == "festival"
        assert first is not None
        assert first.id != "festival", "else the test would say nothing"
        await press(pilot, "slash", *"zzzz")
        await pilot.pause(0.2)
        assert review.queue.row is None
        await press(pilot, "escape")
        await pilot.pause(0.2)
        review = await ready(pilot)
        assert review.queue.row is not None
        assert review.queue.row.id == "festival", "nothing was found: back to where the filter began"


async def test_the_merge_dialog_offers_all_but_the_concept_itself(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "ims")
        await press(pilot, "m")
        await pilot.pause(0.1)
        offered = {row.id for row in pilot.app.screen.query_one(Queue).known_rows}
        assert offered == {"nam", "anna", "danang", "short", "festival"}


async def test_the_sure_suggestions_are_taken_for_all_that_is_selected_and_it_stays_selected(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, "asterisk", "T")
        assert term(desk, "nam", Lang.RU) == "Ле Хоанг Нам"
        assert not term(desk, "festival", Lang.RU), "52 % is for a person to look at"
        assert len(review.queue.selected) == 6
        await press(pilot, "a")
        assert {view(desk, one).row.status for one in ("nam", "festival")} == {ConceptStatus.APPROVED}
        await press(pilot, "u", "u")
        assert not term(desk, "nam", Lang.RU)


async def test_a_digit_takes_for_the_concept_shown_and_what_is_selected_stays_so(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "anna")
        await pilot.press("space")
        await at(pilot, "nam")
        review = await press(pilot, "1")
        assert term(desk, "nam", Lang.RU) == "Ле Хоанг Нам"
        assert list(review.queue.selected) == ["anna"]
