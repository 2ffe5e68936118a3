"""Keys typed faster than the app answers: each goes where the one before it led, and none decides by accident."""

from pathlib import Path

import pytest
from piloting import P, burst, press, ready, said, until, view
from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.widgets import Input, Static

from glossary.errors import InputError
from glossary.model import ConceptStatus, Doubt, Kind
from glossary.service import Glossary
from glossary.store import Store
from tui import dialogs, i18n
from tui.app import TenriengApp, make_app
from tui.concept import ConceptScreen
from tui.concordance import ConcordanceScreen
from tui.doubt import DecideDoubt
from tui.filters import SavedFilters
from tui.glossaries import Glossaries
from tui.help import Help
from tui.hints import fitted_hint
from tui.paths import BuildFrom
from tui.review import ReviewScreen
from tui.screens import speak
from tui.settings import SettingsScreen
from tui.story import StoryScreen
from tui.transfer import ExportTo, ImportFrom, Wish
from tui.widgets import Rows

pytestmark = pytest.mark.usefixtures("own_home")


async def at(pilot: P, concept: str) -> ReviewScreen:
    """Go to a concept."""
    review = await ready(pilot)
    await review.refetch(keep=concept)
    await until(pilot, lambda: review.pane.view is not None and review.pane.view.row.id == concept)
    return review


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
        ("b", BuildFrom),
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


# ---- the filter -------------------------------------------------------------------------------------------------
async def test_tab_completes_a_value_with_a_space_and_stays_in_the_field(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        burst(pilot, "/", *"kind:pe", "tab", *"anna", "tab", *"ar")
        field = review.query_one("#filter", Input)
        await until(pilot, lambda: field.value.endswith("ar"))
        assert field.value == "kind:person annaar"
        assert pilot.app.focused is field
        assert decided(desk) == 0


@pytest.mark.parametrize("key", ["escape", "enter", "down"])
async def test_these_keys_leave_the_filter(desk: Path, key: str) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        burst(pilot, "/", *"anna", key)
        await until(pilot, lambda: review.query_text in ("", "anna") and pilot.app.focused is review.queue)
        assert decided(desk) == 0


@pytest.mark.parametrize("letter", ["l", "L"])
async def test_the_letter_of_a_kind_counts_small_and_capital(desk: Path, letter: str) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "short")
        burst(pilot, "c", letter)
        await until(pilot, lambda: decided(desk) == 1)
        assert view(desk, "short").row.kind is Kind.PLACE


# ---- going to what is meant -------------------------------------------------------------------------------------
def asked_of(pilot: P) -> str:
    """What is said of the two that may be one; empty where nothing is asked."""
    shown = pilot.app.screen.query("#why")
    return str(shown.first(Static).content) if shown else ""


async def test_d_asks_the_next_possible_merge_leaves_the_cursor_and_says_when_there_is_none(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "danang")
        burst(pilot, "d")
        await until(pilot, lambda: isinstance(pilot.app.screen, DecideDoubt))
        await press(pilot, "escape")
        assert review.under_cursor == "danang"
        await press(pilot, "slash", *"festival", "enter", "d")
        assert isinstance(pilot.app.screen, DecideDoubt)
        assert review.query_text == "festival"
        await press(pilot, "k")
        assert (review.query_text, review.under_cursor) == ("festival", "festival")
        await until(pilot, lambda: said(review).startswith("Kept"))
        await press(pilot, "d")
        assert "whole glossary" in said(review)


@pytest.mark.parametrize("key", ["m", "k"])
async def test_deciding_a_possible_merge_elsewhere_leaves_the_cursor(desk: Path, key: str) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "festival")
        await press(pilot, "d", key)
        assert review.under_cursor == "festival"
    assert decided(desk) == 1


async def test_a_possible_merge_left_open_gives_way_to_the_one_behind_it(desk: Path) -> None:
    store = Store(desk)
    with store.transaction():
        store.doubt(Doubt("ims", "festival", "perhaps the same host"))
    store.close()
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "danang")
        seen = []
        for _time in range(3):
            await press(pilot, "d")
            seen.append(asked_of(pilot))
            await press(pilot, "escape")
        assert len(set(seen)) == 2 and seen[0] != seen[1]
        assert review.under_cursor == "danang"


async def test_capital_s_opens_the_story_of_the_article_under_the_cursor(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await at(pilot, "danang")
        burst(pilot, "S")
        await until(pilot, lambda: isinstance(pilot.app.screen, StoryScreen))
        await until(pilot, lambda: "Story" in shown(pilot)[0] and any("1 vi cang.txt" in one for one in shown(pilot)))


# ---- what stands on the screen ----------------------------------------------------------------------------------
def shown(pilot: P) -> list[str]:
    return [strip.text for strip in pilot.app.screen._compositor.render_strips()]


@pytest.mark.parametrize("code", ["en", "vi", "ru"])
async def test_no_word_of_the_help_is_broken_at_80_columns(desk: Path, code: str) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app = pilot.app
        assert isinstance(app, TenriengApp)
        speak(app, code)
        burst(pilot, "?")
        await until(pilot, lambda: isinstance(app.screen, Help))
        await pilot.pause(0.1)
        listing = app.screen.query_one("#keys", Rows)
        words = {word for _title, entries in app.screen._chapters for entry in entries for word in entry.what.split()}
        width = listing.scrollable_content_region.width
        for option in listing.options:
            prompt = option.prompt
            assert isinstance(prompt, Content)
            for one in prompt.plain.split("\n"):
                assert cell_len(one) <= width
            assert option.disabled or set(prompt.plain.split()[-1:]) <= words


@pytest.mark.parametrize("code", ["en", "vi", "ru"])
async def test_the_footer_of_the_concept_screen_has_the_chief_keys_at_80_columns(desk: Path, code: str) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await at(pilot, "nam")
        app = pilot.app
        assert isinstance(app, TenriengApp)
        speak(app, code)
        burst(pilot, "v")
        await until(pilot, lambda: isinstance(app.screen, ConceptScreen))
        names = [i18n._(name) for name in ("Accept", "Reject", "Edit", "Mark", "Split", "Undo", "Help", "Back")]
        await until(pilot, lambda: all(name in shown(pilot)[-1] for name in names))


@pytest.mark.parametrize("code", ["en", "vi", "ru"])
async def test_the_footer_of_the_queue_has_the_chief_keys_at_80_columns(desk: Path, code: str) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await ready(pilot)
        app = pilot.app
        assert isinstance(app, TenriengApp)
        speak(app, code)
        names = [i18n._(name) for name in ("Accept", "Reject", "Take", "Edit", "Undo", "Filter", "Help", "Quit")]
        await until(pilot, lambda: all(name in shown(pilot)[-1] for name in names))


@pytest.mark.parametrize(
    ("sentence", "width", "hint"),
    [
        ("Added “Sao”", 80, "u undoes · a new name is marked in all articles"),
        ("Added “Committee for External Relations”", 80, "u undoes"),
        ("Added “Committee for External Relations”", 20, "u undoes"),
        ("", 5, "u undoes"),
    ],
)
def test_a_hint_leaves_its_last_remarks_out_before_a_sentence_is_cut(sentence: str, width: int, hint: str) -> None:
    assert fitted_hint(sentence, "u undoes · a new name is marked in all articles", width) == hint


async def test_reader_and_list_of_articles_count_concepts(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        with Glossary(desk) as glossary:
            glossary.approve(["nam"])
            port = next(row for row in glossary.articles() if row.name == "port.txt")
            assert (port.concepts, port.undecided, port.mentions) == (6, 5, 9)
        burst(pilot, "A")
        await until(
            pilot, lambda: any("port.txt" in one and "6 concepts" in one and "5 ○" in one for one in shown(pilot))
        )
        app = pilot.app
        assert isinstance(app, TenriengApp)
        await app.open_article(port.id)
        await until(pilot, lambda: "6 concepts · 5 ○" in shown(pilot)[0])


# ---- sentences --------------------------------------------------------------------------------------------------
async def test_another_file_that_is_no_glossary_is_refused_without_talk_of_the_command_line(
    desk: Path, tmp_path: Path
) -> None:
    other = tmp_path / "letter.txt"
    other.write_text("Dear colleagues, this is a letter and no glossary.\n" * 20, encoding="utf-8")
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        burst(pilot, "ctrl+o", *str(other), "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, Glossaries))
        problem = pilot.app.screen.query_one("#problem", Static)
        await until(pilot, lambda: "is not a glossary" in str(problem.content))
        assert str(problem.content).endswith("name another file. Nothing was changed.")


async def test_an_export_of_nothing_says_so_and_writes_no_file(desk: Path, tmp_path: Path) -> None:
    target = tmp_path / "none.csv"
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await ready(pilot)
        app = pilot.app
        assert isinstance(app, TenriengApp)
        app.push_screen(ExportTo(Wish(str(target), query="zzzz"), app.export))
        await until(pilot, lambda: isinstance(app.screen, ExportTo))
        burst(pilot, "enter")
        await until(pilot, lambda: "No concept matches “zzzz”" in " ".join(shown(pilot)))
        assert isinstance(app.screen, ExportTo)
    with Glossary(desk) as glossary, pytest.raises(InputError, match="No concept matches “zzzz”"):
        glossary.export(target, "csv", query="zzzz")
    assert not target.exists()
