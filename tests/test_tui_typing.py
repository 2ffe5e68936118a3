"""Keys typed faster than the app answers: each goes where the one before it led, and none decides by accident."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot
from textual.widgets import Input

from glossary.model import ConceptStatus, ConceptView, Kind
from glossary.service import Glossary
from tui import dialogs
from tui.app import TenriengApp, make_app
from tui.concept import ConceptScreen
from tui.concordance import ConcordanceScreen
from tui.doubt import DecideDoubt
from tui.filters import SavedFilters
from tui.glossaries import Glossaries
from tui.help import Help
from tui.review import ReviewScreen
from tui.settings import SettingsScreen
from tui.transfer import ExportTo, ImportFrom

pytestmark = pytest.mark.usefixtures("own_home")


P = Pilot[None]


def burst(pilot: P, *keys: str) -> None:
    """Keys one behind the other, without waiting for anything."""
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        pilot.app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


async def until(pilot: P, reached: Callable[[], bool]) -> None:
    for _ in range(500):
        await pilot.pause(0.01)
        if reached():
            return
    raise AssertionError("it did not happen")


async def ready(pilot: P) -> ReviewScreen:
    """Wait for the first concept."""
    app = pilot.app
    assert isinstance(app, TenriengApp)
    await until(pilot, lambda: app.review.started and app.review.pane.view is not None)
    return app.review


async def at(pilot: P, concept: str) -> ReviewScreen:
    """Go to a concept."""
    review = await ready(pilot)
    await review.refetch(keep=concept)
    await until(pilot, lambda: review.pane.view is not None and review.pane.view.row.id == concept)
    return review


def view(path: Path, concept: str) -> ConceptView:
    with Glossary(path) as glossary:
        return glossary.view(concept)


def decided(path: Path) -> int:
    """Decisions in the database."""
    with Glossary(path) as glossary:
        return len(glossary.history(100))


async def test_letters_right_behind_the_slash_are_the_filter_and_decide_nothing(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        burst(pilot, "/", *"anna xr")
        await until(pilot, lambda: review.query_text == "anna xr")
        assert decided(desk) == 0


async def test_enter_and_a_command_in_the_same_burst_are_for_what_the_filter_finds(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        burst(pilot, "/", *"festival", "enter", "a")
        await until(pilot, lambda: decided(desk) > 0)
        assert review.query_text == "festival"
        assert view(desk, "festival").row.status is ConceptStatus.APPROVED
        assert decided(desk) == 1


@pytest.mark.parametrize("key", ["e", "m", "n", "w", "x", "b", "i", "ctrl+o", "?"])
async def test_letters_right_behind_the_key_of_a_field_go_into_the_field(desk: Path, key: str) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        burst(pilot, key, *"arar")
        await until(pilot, lambda: isinstance(pilot.app.focused, Input) and pilot.app.focused.value.endswith("arar"))
        assert decided(desk) == 0


@pytest.mark.parametrize(
    ("key", "screen"),
    [
        ("e", dialogs.EditTerm),
        ("m", dialogs.MergeInto),
        ("n", dialogs.AddName),
        ("w", dialogs.WriteNote),
        ("c", dialogs.ChooseKind),
        ("x", ExportTo),
        ("b", dialogs.BuildFrom),
        ("i", ImportFrom),
        ("C", ConcordanceScreen),
        ("f", SavedFilters),
        ("ctrl+o", Glossaries),
        ("d", DecideDoubt),
        ("v", ConceptScreen),
        ("comma", SettingsScreen),
        ("?", Help),
    ],
)
async def test_no_key_behind_one_that_opens_a_screen_decides_on_the_screen_below(
    desk: Path, key: str, screen: type
) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        # It selects all in the review, and means nothing in these screens.
        burst(pilot, key, "asterisk")
        await until(pilot, lambda: isinstance(pilot.app.screen, screen))
        await pilot.pause(0.05)
        app = pilot.app
        assert isinstance(app, TenriengApp)
        assert not app.review.queue.selected
        assert decided(desk) == 0


async def test_the_kind_typed_with_its_key_changes_the_kind_and_no_more(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        burst(pilot, "c", "o")
        await until(pilot, lambda: decided(desk) == 1)
        assert view(desk, "short").row.kind is Kind.ORG


async def test_a_merge_typed_in_one_burst_goes_into_what_was_typed(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        burst(pilot, "m", *"sokolova", "enter")
        await until(pilot, lambda: decided(desk) == 1)
        assert {"Nam", "Anna Sokolova"} <= {term.text for term in view(desk, "anna").terms}


async def test_a_paste_right_behind_the_slash_goes_into_the_filter(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        burst(pilot, "/")
        pilot.app.post_message(events.Paste("anna"))
        await until(pilot, lambda: review.query_text == "anna")


async def test_plus_and_the_keys_behind_it_keep_their_order(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "nam")
        burst(pilot, "plus", "j", "k", "plus", "plus")
        await until(pilot, lambda: review.pane.full)
        assert decided(desk) == 0
