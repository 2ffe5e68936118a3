"""Dialogs and pages: what the mouse and other keys do in them, and that none opens over what is being typed."""

import asyncio
import csv
import re
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from piloting import app_of, asked, at, burst, field, notices, press, problem, ready, term, text_on_screen, until, view
from rich.cells import cell_len
from textual.screen import Screen
from textual.widgets import Static

from glossary.model import Kind, Lang, Loss, Progress, TermForm
from glossary.service import Glossary
from tui import config, i18n
from tui.app import make_app
from tui.concept import open_concept
from tui.concept_asks import AskOne
from tui.dialog import Choice, Dialog, titled
from tui.dialogs import ChooseKind, EditTerm, KindLine, WriteNote
from tui.doubt import DecideDoubt
from tui.help import Help
from tui.hints import KeysLine, in_force
from tui.jobs import MOST_ROWS, Steps
from tui.menu import ActionMenu
from tui.packages import Confirm, asker
from tui.paths import BuildFrom, PathSuggester
from tui.reports import NotRead
from tui.settings import ActionNames, SettingsScreen
from tui.transfer import ExportTo, ImportFrom, ImportPreviewed
from tui.widgets import Queue, Rows, TextField

pytestmark = pytest.mark.usefixtures("own_home")


def written(text: str) -> None:
    """The person's settings file."""
    path = config.config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def held_job(gate: threading.Event) -> Steps:
    """A job that ends when the gate opens."""

    def steps() -> Iterator[Progress]:
        yield Progress(1, 2, "one")
        gate.wait(20)
        yield Progress(2, 2, "two")

    return steps


# ---- what opens by itself ---------------------------------------------------------------------------------------
async def test_the_end_of_a_job_opens_nothing_over_a_dialog_and_is_found_later(desk: Path) -> None:
    gate = threading.Event()
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        losses = [Loss("broken.txt", "The file is empty.")]
        assert app.start_job("Reading", held_job(gate), lambda finished: app._built(0, losses, finished=finished))
        await press(pilot, "w", *"a note")
        gate.set()
        await until(pilot, lambda: "1 could not be read" in notices(pilot))
        await press(pilot, *" to keep")
        assert isinstance(app.screen, WriteNote)
        await press(pilot, "enter")
        assert view(desk, "nam").note == "a note to keep"
        assert "Last report" in notices(pilot), "where to find it"
        [show] = [run for name, _about, run in app.actions(app.screen) if name == "Last report"]
        show()
        await until(pilot, lambda: isinstance(app.screen, NotRead) and "broken.txt" in text_on_screen(pilot))


async def test_it_opens_nothing_over_a_filter_that_is_typed(desk: Path) -> None:
    gate = threading.Event()
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await ready(pilot)
        losses = [Loss("broken.txt", "The file is empty.")]
        assert app.start_job("Reading", held_job(gate), lambda finished: app._built(0, losses, finished=finished))
        await press(pilot, "/", *"na")
        gate.set()
        await until(pilot, lambda: "Last report" in notices(pilot))
        await press(pilot, "m")
        assert app.screen is app.review and app.review.query_text == "nam"


async def test_an_export_that_fails_behind_a_dialog_is_told_and_comes_back_with_its_key(
    desk: Path, tmp_path: Path
) -> None:
    target = tmp_path / "gone" / "out.csv"
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        await press(pilot, "x")
        field(pilot).value = str(target)
        burst(pilot, "enter", "w", "h", "i")
        await until(pilot, lambda: "does not exist" in notices(pilot))
        assert isinstance(app.screen, WriteNote) and field(pilot).value == "hi"
        await press(pilot, "escape", "x")
        await until(pilot, lambda: isinstance(app.screen, ExportTo) and "does not exist" in problem(pilot))
        assert field(pilot).text == str(target)


async def test_an_installation_asks_when_nothing_is_typed(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app, stop = app_of(pilot), threading.Event()
        await at(pilot, "nam")
        await press(pilot, "w", *"ma")
        answer = asyncio.create_task(asyncio.to_thread(asker(app, stop), "Install it all the same?"))
        await pilot.pause(0.5)
        await press(pilot, "y", "enter")
        assert view(desk, "nam").note == "may"
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        assert await answer is True
        assert app.screen is app.review


async def test_a_dialog_that_is_done_under_another_goes_and_the_other_stays(desk: Path) -> None:
    gate = threading.Event()
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        await press(pilot, "w", *"later")
        dialog = app.screen
        waiting = app.database._pool.submit(gate.wait, 20)
        burst(pilot, "enter", "f1")
        await until(pilot, lambda: app.screen is not dialog)
        gate.set()
        waiting.result()
        await until(pilot, lambda: view(desk, "nam").note == "later")
        guide = app.screen
        await pilot.pause(0.1)
        assert app.screen is guide
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is app.review)


async def test_what_is_called_as_was_typed_is_found_first_then_its_kind(desk: Path) -> None:
    names = [(Kind.ORG, "A University, Hanoi"), (Kind.PLACE, "Bay of Hanoi"), (Kind.PLACE, "Hanoi")]
    for kind, name in names:
        asked(desk, lambda g, kind=kind, name=name: g.add(kind, {Lang.EN: name}))  # type: ignore[misc]
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "danang")
        await press(pilot, "m", *"hanoi")
        found = pilot.app.screen.query_one("#found", Queue)
        await until(pilot, lambda: len(found.known_rows) == 3)
        assert [row.label for row in found.known_rows] == ["Hanoi", "Bay of Hanoi", "A University, Hanoi"]
        await press(pilot, "enter")
    assert "into “Hanoi”" in asked(desk, lambda g: g.history())[0].label


@pytest.mark.parametrize("typed", ["cang moi", "New Port"])
async def test_what_has_just_that_term_in_any_language_is_found_first(desk: Path, typed: str) -> None:
    for kind, terms in (
        (Kind.PLACE, {Lang.EN: "New Port Authority", Lang.VI: "Ban Quản lý Cảng Mới"}),
        (Kind.ORG, {Lang.EN: "New Port", Lang.VI: "Cảng Mới", Lang.RU: "Новый порт"}),
    ):
        asked(desk, lambda g, kind=kind, terms=terms: g.add(kind, terms))  # type: ignore[misc]
    written('names = "ru"\n')
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "danang")
        await press(pilot, "m", *typed)
        found = pilot.app.screen.query_one("#found", Queue)
        await until(pilot, lambda: len(found.known_rows) == 2)
        assert [row.label for row in found.known_rows] == ["Новый порт", "Ban Quản lý Cảng Mới"]


async def test_what_is_suggested_just_so_is_offered_to_merge_with(desk: Path) -> None:
    _added, _done = asked(desk, lambda g: g.add(Kind.PERSON, {Lang.RU: "Ле Хоанг Нам"}))
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "m")
        found = pilot.app.screen.query_one("#found", Queue)
        await until(pilot, lambda: bool(found.known_rows))
        assert [row.label for row in found.known_rows] == ["Nam", "Ле Хоанг Нам"], "the doubt, then the suggestion"
        await press(pilot, "escape")
        await at(pilot, _added)
        await press(pilot, "m")
        found = pilot.app.screen.query_one("#found", Queue)
        await until(pilot, lambda: bool(found.known_rows))
        assert [row.id for row in found.known_rows] == ["nam"], "and from the other side"


async def test_two_concepts_side_by_side_leave_nothing_of_the_screen_beside_them(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "d")
        assert pilot.app.screen.query_one("#dialog").outer_size.width == 80


async def test_other_letters_than_the_language_writes_are_asked_about_once(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "e", *"Le Nam", "enter")
        dialog = pilot.app.screen
        assert isinstance(dialog, EditTerm)
        assert problem(pilot) == "A Russian term in Latin letters? Enter again keeps it."
        assert term(desk, "nam", Lang.RU) == ""
        await press(pilot, "enter")
        assert term(desk, "nam", Lang.RU) == "Le Nam"
        await press(pilot, "n", *"Нам", "enter")
        assert problem(pilot) == "A term for Vietnamese in Cyrillic letters? Enter again keeps it."
        await press(pilot, "escape", "n", "down", *"VinFast", "tab", "tab", *"VinFast", "enter")
        assert asked(desk, lambda g: g.history())[0].label == "Added “VinFast”", "a firm keeps its letters"


async def test_the_languages_of_a_new_name_are_in_sight_while_it_is_typed(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"Sao", "tab", *"Star", "tab", *"Звезда")
        shown = text_on_screen(pilot).splitlines()
        for name, typed in (("Vietnamese", "Sao"), ("English", "Star"), ("Russian", "Звезда")):
            assert any(name in one and typed in one for one in shown), name


async def test_a_kind_is_chosen_with_the_arrows_and_enter(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "c", "enter")
        assert isinstance(pilot.app.screen, ChooseKind), "nothing is pointed at yet"
        await press(pilot, "down", "down", "down", "up")
        [pointed] = pilot.app.screen.query(".pointed").results(KindLine)
        await press(pilot, "enter")
        assert pointed.kind is Kind.ORG
    assert view(desk, "nam").row.kind is Kind.ORG


async def test_the_arrows_choose_from_the_field_where_the_cursor_starts(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "n", *"Sao", "down", "down", "up", "enter")
        [added] = asked(desk, lambda g: g.queue("sao"))
        assert added.kind is Kind.ORG
        await press(pilot, "v", "n", *"Nam Le", "down", "tab", "right", "enter")
    [new] = [one for one in view(desk, "nam").terms if one.text == "Nam Le"]
    assert (new.lang, new.form) == (Lang.VI, TermForm.ACRONYM), "from Russian, where a term lacks, to Vietnamese"


# ---- import ---------------------------------------------------------------------------------------------------------
async def test_a_file_that_was_changed_after_its_preview_is_shown_again(desk: Path, tmp_path: Path) -> None:
    table = tmp_path / "in.csv"
    asked(desk, lambda g: g.export(table, "csv"))
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("Da Nang", "Da Nang City"), encoding="utf-8")
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await press(pilot, "i")
        field(pilot).value = str(table)
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportPreviewed))
        table.write_text(text.replace("Anna Sokolova", "Somebody Else"), encoding="utf-8")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, ImportFrom) and "was changed" in problem(pilot))
        assert asked(desk, lambda g: g.history()) == []
        await press(pilot, "enter")
        await until(pilot, lambda: "Somebody Else" in text_on_screen(pilot))
        await press(pilot, "enter")
        await until(pilot, lambda: "Imported in.csv: 0 new, 1 changed" in text_on_screen(pilot))


async def test_a_preview_that_is_stopped_says_so(desk: Path, tmp_path: Path) -> None:
    table = tmp_path / "long.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["id", "kind", "status", "vi", "vi_variants", "en", "en_variants", "ru", "ru_variants"])
        rows.writerows(["", "ORG", "new", "", "", f"Office {number}", "", "", ""] for number in range(50_000))
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await press(pilot, "i")
        field(pilot).value = str(table)
        await press(pilot, "enter")
        await until(pilot, lambda: app_of(pilot).progress is not None)
        await press(pilot, "escape")
        await until(pilot, lambda: "Stopped: nothing was imported" in notices(pilot))
        assert isinstance(pilot.app.screen, ImportFrom)
        assert field(pilot).text == str(table)


JOB_DIALOGS: list[tuple[str, type[Dialog]]] = [("x", ExportTo), ("i", ImportFrom), ("b", BuildFrom)]


@pytest.mark.parametrize(("key", "kind"), JOB_DIALOGS)
async def test_a_dialog_keeps_what_was_typed_while_another_job_runs(
    desk: Path, tmp_path: Path, key: str, kind: type[Dialog]
) -> None:
    gate = threading.Event()
    (tmp_path / "in.csv").write_text("id,kind,status,vi\n", encoding="utf-8")
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await ready(pilot)
        app.start_job("Reading", held_job(gate), lambda finished: None)
        await press(pilot, key)
        path = str(tmp_path / ("in.csv" if key == "i" else "out"))
        field(pilot).value = path
        await press(pilot, "enter")
        await until(pilot, lambda: "Another job is running" in problem(pilot))
        assert isinstance(app.screen, kind) and field(pilot).text == path
        gate.set()
        await until(pilot, lambda: not app.job_runs)


# ---- the mouse ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("button", [2, 3])
async def test_only_the_left_button_decides_in_a_dialog(desk: Path, button: int) -> None:
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        await press(pilot, "c")
        await pilot.click(list(app.screen.query(KindLine))[1], button=button)
        assert isinstance(app.screen, ChooseKind)
        await press(pilot, "escape", "n")
        choice = app.screen.query_one(Choice)
        before = choice.value
        await pilot.click(choice, offset=(20, 0), button=button)
        assert choice.value == before
        await pilot.click(choice, offset=(20, 0))
        assert choice.value != before
        await press(pilot, "escape")
        await at(pilot, "short")
        await press(pilot, "d")
        await until(pilot, lambda: isinstance(app.screen, DecideDoubt))
        await pilot.click(KeysLine, offset=(2, 0), button=button)
        assert isinstance(app.screen, DecideDoubt)
        chosen: list[Kind] = []

        async def save(kind: Kind) -> None:
            chosen.append(kind)

        ask = AskOne(titled("{name}", name="kind"), [(kind, kind.value) for kind in Kind], None, save)
        await app.push_screen(ask)
        await pilot.pause()
        await pilot.click("#values", offset=(5, 2), button=button)
        assert app.screen is ask and not chosen
        await pilot.click("#values", offset=(5, 2))
        await until(pilot, lambda: chosen == [list(Kind)[2]])
    assert asked(desk, lambda g: g.history()) == []


# ---- keys of one's own ------------------------------------------------------------------------------------------
async def test_the_line_of_keys_names_the_keys_in_force_and_a_click_does_what_it_says(desk: Path) -> None:
    written('[keys]\nsame = "k"\napart = "m"\n')
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        await at(pilot, "short")
        await press(pilot, "d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DecideDoubt))
        shown = text_on_screen(pilot)
        assert "k merge: the same" in shown and "m keep apart: two names" in shown
        line = pilot.app.screen.query_one(KeysLine)
        at_words = str(line.content).index("keep apart")
        await pilot.click(line, offset=(at_words, 0))
        await until(pilot, lambda: bool(asked(desk, lambda g: g.history())))
        assert "apart" in asked(desk, lambda g: g.history())[0].label.lower()


async def test_an_action_without_a_key_is_not_in_the_line(desk: Path) -> None:
    written('[keys]\nsame = ""\n')
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        await at(pilot, "short")
        await press(pilot, "d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DecideDoubt))
        assert "merge: the same" not in text_on_screen(pilot)
        assert "k keep apart: two names" in text_on_screen(pilot)


async def test_what_is_said_names_the_keys_in_force(desk: Path) -> None:
    written('[keys]\nundo = "f5"\nredo = ""\nreject = "ctrl+r"\n')
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "nam")
        await press(pilot, "a")
        assert "f5 undoes" in text_on_screen(pilot)
        await press(pilot, "f5")
        shown = text_on_screen(pilot)
        assert "Undone" in shown and "redoes" not in shown
        await press(pilot, "space")
        assert "a accepts, ^r rejects, c kind" in text_on_screen(pilot)


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
async def test_sentences_name_the_keys_in_force_in_every_language(desk: Path, code: str) -> None:
    written('[keys]\nbuild = "f6"\nmissed = "f6"\ntake = "f6"\nmark = "f6"\nedit = "f7"\nfilter = ""\n')
    app = make_app(desk)
    i18n.use(code)
    async with app.run_test(size=(100, 30)) as pilot:
        review = await ready(pilot)
        screens: list[Screen[Any]] = [review]
        ways: list[Callable[[], Awaitable[object]]] = [
            lambda: app.open_article(1),
            lambda: app.open_story(1).wait(),
            lambda: open_concept(app, "ims"),
        ]
        for opens in ways:
            await opens()
            await until(pilot, lambda: app.screen not in screens)
            await ready(pilot)
            screens.append(app.screen)
        for screen, sentence in zip(screens, ("b goes on.", "n marks one.", "t takes it", "Space marks"), strict=True):
            assert in_force(i18n._(sentence), screen, app) == re.sub(r"^\w+", "f6", i18n._(sentence))
        assert review.query_one("#filter", TextField).placeholder == "", "no key goes there"
        assert in_force(i18n._("e types it"), review, app) == re.sub(r"^\w+", "f7", i18n._("e types it"))


# ---- jobs ---------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("keys", [["A"], ["A", "enter"], ["C"], ["O"], ["v"], ["A", "S"]])
async def test_a_job_is_stopped_from_any_screen_by_the_key_that_the_bar_names(desk: Path, keys: list[str]) -> None:
    gate = threading.Event()
    ended: list[bool] = []
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        await press(pilot, *keys)
        screen = app.screen
        app.start_job("Reading", held_job(gate), ended.append)
        await until(pilot, lambda: "^g stops" in text_on_screen(pilot))
        assert "Esc stops" not in text_on_screen(pilot)
        await press(pilot, "ctrl+g")
        gate.set()
        await until(pilot, lambda: ended == [False])
        assert app.screen is screen


async def test_in_the_review_escape_stops_a_job_and_the_bar_says_so(desk: Path) -> None:
    gate = threading.Event()
    ended: list[bool] = []
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = app_of(pilot)
        await at(pilot, "nam")
        app.start_job("Reading", held_job(gate), ended.append)
        await until(pilot, lambda: "Esc stops" in text_on_screen(pilot))
        await press(pilot, "escape")
        gate.set()
        await until(pilot, lambda: ended == [False])
        assert "Stop the job" not in {name for name, _about, _run in app.actions(app.screen)}, "none runs"


# ---- much ---------------------------------------------------------------------------------------------------------
async def test_of_many_losses_the_first_are_drawn_and_the_rest_is_counted(desk: Path) -> None:
    losses = [Loss(f"line {number}", "no term") for number in range(20_000)]
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        pilot.app.push_screen(NotRead(losses))
        await until(pilot, lambda: isinstance(pilot.app.screen, NotRead))
        drawn = str(pilot.app.screen.query_one("#page Static", Static).content)
    assert drawn.count("\n") <= MOST_ROWS + 1
    assert drawn.rstrip().endswith(f"… and {20_000 - MOST_ROWS:,} more")


async def test_a_path_is_looked_for_beside_the_event_loop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "glossary.csv").touch()
    threads: list[threading.Thread] = []
    monkeypatch.setattr("os.scandir", noting(threads))
    assert await PathSuggester().get_suggestion(f"{tmp_path}/glo") == f"{tmp_path}/glossary.csv"
    assert threads and threading.main_thread() not in threads


def noting(threads: list[threading.Thread]) -> Callable[[Path], object]:
    """The real scan of a folder, and which thread did it."""
    import os

    scan = os.scandir

    def noted(place: Path) -> object:
        threads.append(threading.current_thread())
        return scan(place)

    return noted


# ---- every action ---------------------------------------------------------------------------------------------------
async def test_suggestions_are_taken_from_the_palette(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await at(pilot, "nam")
        while str(review.pane.lang) != "ru":
            await press(pilot, "right")
        found = {name: run for name, _about, run in app_of(pilot).actions(review)}
        taken = [name for name in found if "Ле Хоанг" in name]
        assert taken == ["Take 1: Ле Хоанг Нам", "Take 2: Ле Хоанг Нама"]
        found[taken[0]]()
        await until(pilot, lambda: any(term.text == "Ле Хоанг Нам" for term in view(desk, "nam").terms))


async def test_a_dialog_has_its_actions_in_palette_and_help(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        app = app_of(pilot)
        await ready(pilot)
        await press(pilot, "x")
        assert {"Next format", "Format before", "Cancel"} <= {name for name, _about, _run in app.actions(app.screen)}
        await press(pilot, "escape", "comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        assert {"Next setting", "Names of actions", "Show the log"} <= {
            name for name, _about, _run in app.actions(app.screen)
        }
        await press(pilot, "?")
        await until(pilot, lambda: isinstance(app.screen, Help) and "Names of actions" in text_on_screen(pilot))
        await press(pilot, *"names of", "enter")
        await until(pilot, lambda: isinstance(app.screen, ActionNames))


async def test_the_menu_of_the_right_button_has_its_names_in_a_column_and_all_else_in_another(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await at(pilot, "nam")
        await pilot.click("#queue", offset=(5, 1), button=3)
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionMenu))
        rows = pilot.app.screen.query_one(Rows)
        await until(pilot, lambda: rows.option_count > 0)
        broken = 0
        for option in rows.options:
            lines = str(option.prompt).split("\n")
            assert all(cell_len(one) <= rows.width for one in lines)
            assert all(one.startswith(" " * 10) for one in lines[1:])
            broken += len(lines) > 1
        assert broken > 5, "some do not fit a line here"
        await press(pilot, "end")
        assert rows.region.bottom <= 22, "the last one is in sight, and so is the line of keys"
        assert len(rows.options) == len({str(option.prompt) for option in rows.options})
        before = [str(option.prompt) for option in rows.options]
        await pilot.resize_terminal(150, 40)
        await until(pilot, lambda: [str(option.prompt) for option in rows.options] != before)
        assert sum("\n" in str(option.prompt) for option in rows.options) < broken


# ---- the reader ---------------------------------------------------------------------------------------------------
async def test_the_title_of_an_article_fits_whatever_its_letters(tmp_path: Path) -> None:
    article = tmp_path / ("新聞記事越南通訊社" * 5 + ".txt")
    article.write_text("Foreign Minister Le Hoang Nam received Anna Sokolova in Da Nang on Monday.", encoding="utf-8")
    path = tmp_path / "g.db"
    with Glossary(path) as glossary:
        for _step in glossary.build([str(article)]):
            pass
        number = glossary.articles()[0].id
    async with make_app(path).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        await app_of(pilot).open_article(number)
        await until(pilot, lambda: "gloss" in text_on_screen(pilot).split("\n")[0])
        title = pilot.app.screen.query_one("#totals", Static).content
        assert cell_len(str(title)) <= 80 and "通訊社.txt" in str(title)


async def test_the_language_of_the_glosses_is_kept_and_can_be_set(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        await app_of(pilot).open_article(1)
        await until(pilot, lambda: "gloss ru" in text_on_screen(pilot))
        await press(pilot, "L")
        await until(pilot, lambda: "no gloss" in text_on_screen(pilot))
    assert config.load().gloss == "none"
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        app = app_of(pilot)
        await ready(pilot)
        assert app.gloss is None
        await press(pilot, "comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen))
        app.screen.query_one("#set-gloss").focus()
        await press(pilot, "right")
        await until(pilot, lambda: app.gloss is not None)
        app.screen.query_one("#set-names").focus()
        await press(pilot, "right")
        await until(pilot, lambda: app.review.names_chosen == "vi")
        await press(pilot, "escape")
        await until(pilot, lambda: app.review.queue.row is not None and "Lê Hoàng Nam" in text_on_screen(pilot))
    found = config.load()
    assert (found.gloss, found.names) == ("vi", "vi")
