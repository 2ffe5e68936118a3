"""What happens when others decide meanwhile, when the glossary is busy or gone, and when keys come early."""

import asyncio
import csv
import io
from pathlib import Path

import pytest
from piloting import P, app_of, asked, at, begin, burst, held, notices, press, problem, ready, said, until, view
from textual.widgets import Static

from glossary.model import ConceptStatus, Kind, Lang, Term, TermForm, TermStatus
from glossary.service import Glossary
from tui import clipboard, typeahead
from tui import deciding as deciding_screens
from tui import review as reviewing
from tui.app import make_app
from tui.concept import ConceptScreen, open_concept
from tui.concept_asks import AskOne
from tui.concept_lists import TermList
from tui.concordance import ConcordanceScreen
from tui.dialogs import FindConcept, MergeInto, WriteNote
from tui.doubt import DecideDoubt
from tui.filters import SavedFilters
from tui.looking import Lines
from tui.reader import ReaderScreen
from tui.review import ReviewScreen

pytestmark = pytest.mark.usefixtures("own_home")

MERGED = "“Nam” was merged into “Le Hoang Nam” meanwhile."


def merge_elsewhere(path: Path) -> None:
    """Another program makes the short one part of the long one."""
    asked(path, lambda glossary: glossary.merge(["short"], "nam"))


def labels(path: Path) -> list[str]:
    """What was decided, newest first."""
    return [row.label for row in asked(path, lambda glossary: glossary.history())]


async def concept_screen(pilot: P, concept: str) -> ConceptScreen:
    """The concept screen on a concept."""
    await ready(pilot)
    await open_concept(app_of(pilot), concept)
    await ready(pilot)
    screen = app_of(pilot).screen
    assert isinstance(screen, ConceptScreen)
    return screen


async def select(pilot: P, *concepts: str) -> ReviewScreen:
    """Select these in the queue."""
    for concept in concepts:
        await at(pilot, concept)
        await press(pilot, "space")
    return app_of(pilot).review


# ---- merged elsewhere -------------------------------------------------------------------------------------------
async def test_what_is_merged_elsewhere_is_selected_no_longer_and_not_decided_on(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await select(pilot, "short", "anna")
        merge_elsewhere(desk)
        await until(pilot, lambda: list(review.queue.selected) == ["anna"])
        assert said(review).startswith("1 selected concept was merged into another meanwhile")
        await press(pilot, "r")
        assert view(desk, "anna").row.status is ConceptStatus.REJECTED
        assert view(desk, "nam").row.status is ConceptStatus.NEW


async def test_a_key_that_comes_before_the_news_decides_nothing(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await select(pilot, "short", "anna")
        merge_elsewhere(desk)
        burst(pilot, "r")
        await until(pilot, lambda: review._said[0] not in ("", "2 concepts selected"))
        assert labels(desk)[0].startswith("Merged")
        assert {view(desk, id).row.status for id in ("nam", "anna")} == {ConceptStatus.NEW}


async def test_the_merge_of_the_concept_under_the_cursor_is_told(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await at(pilot, "short")
        await until(pilot, lambda: bool(review.app._token))
        merge_elsewhere(desk)
        await until(pilot, lambda: review._said[0] == MERGED)
        # The sentence may come a moment before the rows.
        await until(pilot, lambda: "short" not in [row.id for row in review.queue.known_rows])


@pytest.mark.parametrize("into", ["nam", "danang"])
async def test_the_cursor_follows_what_was_merged_to_the_whole(desk: Path, into: str) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        review = await at(pilot, "short")
        await until(pilot, lambda: bool(review.app._token))
        asked(desk, lambda glossary: glossary.merge(["short"], into))
        await until(pilot, lambda: "short" not in [row.id for row in review.queue.known_rows])
        await until(pilot, lambda: "“Nam” was merged into" in review._said[0])
        assert review.under_cursor == into
        await press(pilot, "a")
    assert labels(desk)[0].startswith("Approved") and view(desk, into).row.status is ConceptStatus.APPROVED


async def test_a_note_typed_for_one_that_was_merged_replaces_no_other(desk: Path) -> None:
    asked(desk, lambda glossary: glossary.set_note("nam", "KEEP THIS"))
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "short")
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, WriteNote)
        await press(pilot, "h", "i")
        merge_elsewhere(desk)
        await press(pilot, "enter")
        await until(pilot, lambda: problem(pilot) == MERGED)
        assert isinstance(pilot.app.screen, WriteNote), "what was typed is still there"
    assert view(desk, "nam").note == "KEEP THIS"


@pytest.mark.parametrize("key", ["m", "k"])
async def test_a_doubt_about_one_that_was_merged_is_not_decided(desk: Path, key: str) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "short")
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DecideDoubt)
        asked(desk, lambda glossary: glossary.merge(["short"], "anna"))
        await press(pilot, key)
        await until(pilot, lambda: "was merged into “Anna Sokolova” meanwhile" in problem(pilot))
    assert len(labels(desk)) == 1


async def test_nothing_is_merged_into_one_that_was_merged_meanwhile(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await at(pilot, "anna")
        await press(pilot, "m")
        dialog = pilot.app.screen
        assert isinstance(dialog, MergeInto)
        await press(pilot, *"nam")
        await until(pilot, lambda: "short" in [row.id for row in dialog.query_one("#found").known_rows])  # type: ignore[attr-defined]
        rows = dialog.query_one("#found").known_rows  # type: ignore[attr-defined]
        await press(pilot, *["down"] * [row.id for row in rows].index("short"))
        merge_elsewhere(desk)
        await press(pilot, "enter")
        await until(pilot, lambda: problem(pilot) == MERGED)
    assert view(desk, "anna").row.id == "anna"


async def test_the_concept_screen_stays_on_what_was_merged_says_so_and_decides_nothing(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        screen = await concept_screen(pilot, "short")
        await until(pilot, lambda: bool(screen.app._token))
        terms = screen.query_one("#terms-en", TermList)
        terms.focus()
        assert terms.go_to(lambda one: isinstance(one, Term))
        merge_elsewhere(desk)
        await until(pilot, lambda: screen._said[0] == MERGED)
        assert screen.concept == "short"
        for key in ("r", "a", "p", "delete"):
            screen.say("")
            await press(pilot, key)
            await until(pilot, lambda: screen._said[0] == MERGED)
        assert len(labels(desk)) == 1
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, AskOne)
        await press(pilot, "down", "enter")
        await until(pilot, lambda: problem(pilot) == MERGED)
        await press(pilot, "escape", "u")
        await until(pilot, lambda: screen._said[0].startswith("Undone: Merged"))
        await press(pilot, "r")
    assert view(desk, "short").row.status is ConceptStatus.REJECTED
    assert view(desk, "nam").row.status is ConceptStatus.NEW


async def test_a_redone_merge_leads_to_the_whole(desk: Path) -> None:
    merge_elsewhere(desk)
    asked(desk, lambda glossary: glossary.undo())
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        screen = await concept_screen(pilot, "short")
        await press(pilot, "U")
        await until(pilot, lambda: screen.concept == "nam")


# ---- a busy glossary ----------------------------------------------------------------------------------------------
async def test_a_digit_pressed_for_one_concept_decides_on_no_other(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await at(pilot, "nam")
        place = {row.id: number for number, row in enumerate(review.queue.known_rows)}
        async with held(review.app):
            review.queue.cursor = place["danang"]
            await asyncio.sleep(0.05)
            review.queue.cursor = place["anna"]
            burst(pilot, "1")
            await asyncio.sleep(0.05)
            # As a click does: it waits for nothing.
            review.queue.cursor = place["short"]
            await asyncio.sleep(0.05)
        await ready(pilot)
        assert review._said[0] == "Another concept came on screen meanwhile: nothing was done."
    assert labels(desk) == []


async def test_keys_that_wait_too_long_are_dropped_and_that_is_told(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typeahead, "PATIENCE", 0.4)
    async with make_app(desk).run_test(size=(100, 30), notifications=True) as pilot:
        review = await at(pilot, "nam")
        async with held(review.app):
            burst(pilot, "a")
            await asyncio.sleep(0.1)
            burst(pilot, "o", "r")
            await until(pilot, lambda: "2 keys were not used" in notices(pilot))
        await ready(pilot)
    assert labels(desk) == ["Approved “Le Hoang Nam”"]


# ---- marks and lines ----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("key", ["p", "enter"])
async def test_the_term_under_the_cursor_is_preferred_whatever_is_marked(desk: Path, key: str) -> None:
    with Glossary(desk) as glossary:
        glossary.add_term("nam", Lang.EN, "Alpha One", TermForm.FULL, TermStatus.ADMITTED)
        glossary.add_term("nam", Lang.EN, "Beta Two", TermForm.FULL, TermStatus.ADMITTED)
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        screen = await concept_screen(pilot, "nam")
        terms = screen.query_one("#terms-en", TermList)
        terms.focus()
        assert terms.go_to(lambda one: isinstance(one, Term) and one.text == "Beta Two")
        await press(pilot, "space")
        assert terms.go_to(lambda one: isinstance(one, Term) and one.text == "Alpha One")
        await press(pilot, key)
        await ready(pilot)
    preferred = [t.text for t in view(desk, "nam").terms if (t.lang, t.status) == (Lang.EN, TermStatus.PREFERRED)]
    assert preferred == ["Alpha One"]


@pytest.mark.parametrize("way", ["enter", "down", "escape", "click"])
async def test_keys_in_the_concordance_are_for_the_lines_of_the_query_typed_last(desk: Path, way: str) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = await begin(pilot)
        app.open_concordance("Le Hoang Nam")
        await until(pilot, lambda: isinstance(app.screen, ConcordanceScreen) and bool(app.screen._found.lines))
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        await press(pilot, "slash")
        async with held(app):
            screen.query_one("#filter").value = "Sokolova"  # type: ignore[attr-defined]
            if way == "click":
                screen.query_one(Lines).focus()
            else:
                burst(pilot, way)
            await asyncio.sleep(0.05)
            burst(pilot, "m")
            await asyncio.sleep(0.05)
        await until(pilot, lambda: isinstance(app.screen, FindConcept))
        heading = str(app.screen.query_one("#dialog-title", Static).content)
        assert "Sokolova" in heading and "Nam" not in heading


# ---- many -----------------------------------------------------------------------------------------------------
@pytest.fixture
def long(tmp_path: Path) -> Path:
    """A glossary of 450 undecided concepts."""
    lines = ["id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants"]
    lines += [f",ORG,new,,,Office {number:04},,," for number in range(450)]
    (tmp_path / "long.csv").write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    with Glossary(tmp_path / "long.db") as glossary:
        glossary.import_file(tmp_path / "long.csv")
    return tmp_path / "long.db"


async def test_the_next_undecided_one_may_lie_on_a_page_that_was_not_fetched(long: Path) -> None:
    with Glossary(long) as glossary:
        ids = [row.id for row in glossary.queue(limit=450)]
    async with make_app(long).run_test() as pilot:
        review = await ready(pilot)
        review.queue.cursor = 198
        await press(pilot, "s")
        assert review.queue.cursor == 199
        burst(pilot, "s", "s", "s")
        await until(pilot, lambda: review.queue.row is not None and review.queue.row.id == ids[202])
        await press(pilot, "G", "s")
        assert review.queue.cursor == 0, "from the last one to the top"


async def test_when_nothing_else_waits_the_key_says_so(desk: Path) -> None:
    asked(desk, lambda glossary: glossary.approve(["anna", "danang", "ims", "short", "festival"]))
    async with make_app(desk).run_test() as pilot:
        review = await at(pilot, "nam")
        await press(pilot, "s")
        assert said(review).startswith("No other concept here waits for a decision.")
        await press(pilot, "a", "s")
        assert said(review).startswith("Everything here is decided.")


async def test_a_selection_that_ends_before_all_says_of_how_many(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reviewing, "MOST_SELECTED", 300)
    async with make_app(long).run_test() as pilot:
        review = await ready(pilot)
        await press(pilot, "slash", *"off", "enter")
        # At once: the rows of this filter are not counted yet.
        burst(pilot, "*")
        await until(pilot, lambda: review._said[0] == "300 of 450 selected")
        assert len(review.queue.selected) == 300
        await press(pilot, "escape")
        monkeypatch.setattr(reviewing, "MOST_COUNTED", 400)
        await press(pilot, "*")
        await until(pilot, lambda: review._said[0] == "300 of more than 400 selected")
        await press(pilot, "escape")
        monkeypatch.setattr(reviewing, "MOST_SELECTED", 450)
        await press(pilot, "*")
        await until(pilot, lambda: review._said[0] == "450 concepts selected")


async def test_rows_that_were_not_copied_are_told(long: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deciding_screens, "MOST_COPIED", 100)
    async with make_app(long).run_test() as pilot:
        review = await ready(pilot)
        await press(pilot, "*", "Y")
        await until(pilot, lambda: review._said[0].startswith("The first 100 of 450 rows copied"))
        assert len(review.app.clipboard.split("\n")) == 100


def test_copied_cells_come_back_from_a_spreadsheet_as_they_were(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.set_note("nam", '"Nam" is the name\the uses')
        glossary.set_note("anna", 'wife of "Nam"')
        glossary.set_term("anna", Lang.VI, "=1+1")
        text = clipboard.rows(glossary.view(id) for id in ("nam", "anna", "danang"))
    read = list(csv.reader(io.StringIO(text), delimiter="\t"))
    assert [row[-1] for row in read] == ['"Nam" is the name he uses', 'wife of "Nam"', ""]
    assert read[1][0] == "'=1+1"
    assert text.split("\n")[2] == "\t".join(read[2]), "where there is no quotation mark nothing is quoted"


# ---- a glossary that is gone, and another one -------------------------------------------------------------------
async def test_a_glossary_that_cannot_be_read_is_told_once_until_it_can_be(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30), notifications=True) as pilot:
        app = await begin(pilot)
        await asyncio.sleep(0.6)
        whole = desk.read_bytes()
        desk.write_bytes(b"this is no glossary" * 1000)
        await until(pilot, lambda: bool(notices(pilot)))
        await asyncio.sleep(1.6)
        assert len(app._notifications) == 1, notices(pilot)
        desk.write_bytes(whole)
        await until(pilot, lambda: app._readable)
        desk.write_bytes(b"this is no glossary" * 1000)
        await until(pilot, lambda: len(app._notifications) == 2)
        desk.write_bytes(whole)


@pytest.mark.parametrize("where", ["reader", "concept", "concordance"])
async def test_another_glossary_opened_over_a_screen_closes_it_without_a_complaint(
    desk: Path, tmp_path: Path, where: str
) -> None:
    other = tmp_path / "other.db"
    with Glossary(other) as glossary:
        glossary.add(Kind.PLACE, {Lang.EN: "Elsewhere"})
    async with make_app(desk).run_test(size=(100, 30), notifications=True) as pilot:
        app = await begin(pilot)
        if where == "reader":
            await app.open_article(1)
            await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        elif where == "concept":
            await concept_screen(pilot, "ims")
        else:
            app.open_concordance("Da Nang")
            await until(pilot, lambda: isinstance(app.screen, ConcordanceScreen))
        await pilot.press("ctrl+o")
        app.screen.query_one("#text").value = str(other)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.review and app.review.queue.total == 1)
        await ready(pilot)
        await asyncio.sleep(0.3)
        assert notices(pilot).split("\n") == [f"Opened {other}"]
        await press(pilot, "r")
    assert asked(other, lambda glossary: glossary.totals()).rejected == 1
    assert asked(desk, lambda glossary: glossary.totals()).rejected == 0


async def test_a_filter_that_could_not_be_removed_stays_in_the_list(desk: Path) -> None:
    asked(desk, lambda glossary: glossary.save_filter("places", "kind:place"))
    async with make_app(desk).run_test() as pilot:
        await begin(pilot)
        await press(pilot, "f")
        dialog = pilot.app.screen
        assert isinstance(dialog, SavedFilters)
        asked(desk, lambda glossary: glossary.save_filter("places", ""))
        await press(pilot, "delete")
        await until(pilot, lambda: problem(pilot) == "Nothing to do: the filter is the same.")
        assert len(dialog._saved) == 1
        asked(desk, lambda glossary: glossary.undo())
        await press(pilot, "delete")
        await until(pilot, lambda: not dialog._saved)
    assert asked(desk, lambda glossary: glossary.saved_filters()) == []


# ---- the card -----------------------------------------------------------------------------------------------------
async def test_the_card_is_scrolled_by_keys_while_the_cursor_stays(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 14)) as pilot:
        review = await at(pilot, "nam")
        review.pane.show_full(True)
        await ready(pilot)
        card, cursor = review.pane.card, review.queue.cursor
        assert card.max_scroll_y > 0
        await press(pilot, "shift+down")
        down = card.scroll_offset.y
        assert down > 0
        await press(pilot, "shift+up")
        assert (card.scroll_offset.y, review.queue.cursor) == (0, cursor)
