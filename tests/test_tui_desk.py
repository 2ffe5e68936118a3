"""The desk around the review: evidence, reader, concordance, filters, overview, story, a second program."""

import asyncio
import re
from datetime import date
from pathlib import Path

import pytest
from piloting import asked, at, begin, reader, reads, text_on_screen, until
from textual.binding import Binding
from textual.keys import _character_to_key
from textual.screen import Screen
from textual.widgets import Static

from glossary.model import (
    ArticleMention,
    ArticleRow,
    ArticleView,
    ConceptStatus,
    Coverage,
    Kind,
    Lang,
    Overview,
    Pace,
    Totals,
)
from glossary.service import Glossary
from tui.app import TenriengApp, make_app
from tui.article_text import ArticleText
from tui.articles import ArticlesScreen
from tui.concordance import ConcordanceScreen
from tui.drawing import preferred
from tui.keyboard import latin_key
from tui.missed import AddMissed
from tui.overview import OverviewScreen, bar, draw_overview
from tui.page import broken, lay_out, words_of
from tui.reader import ReaderScreen
from tui.review import ReviewScreen
from tui.story import StoryScreen, stands_out
from tui.widgets import Rows, TextField

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.mark.parametrize(("size", "least"), [((80, 24), 6), ((120, 40), 15), ((200, 60), 22)])
async def test_the_evidence_is_always_in_sight(size: tuple[int, int], least: int, desk: Path) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        app = await begin(pilot)
        for concept in ("festival", "short", "ims", "nam"):
            await at(pilot, concept)
            await pilot.pause()
            assert app.review.pane.evidence.size.height >= least, concept
            view = app.review.pane.view
            assert view is not None
            assert view.evidence[0].article in text_on_screen(app)
        await pilot.press("plus")
        await pilot.pause()
        assert app.review.pane.full
        assert app.review.pane.evidence.size.height >= 3
        assert "Lê → Ле" in text_on_screen(app)


async def test_from_the_evidence_into_the_reader_and_back(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await at(pilot, "danang")
        await pilot.press("enter", "j")
        mention = app.review.pane.evidence.mention
        assert mention is not None
        assert mention.sentence[mention.start : mention.end] == "Da Nang"
        await pilot.press("enter")
        await until(pilot, lambda: reads(app))
        found = reader(app).text.mention
        assert found is not None
        assert found.id == mention.mention_id, "the cursor stands on that very mention"
        assert "Da Nangᴸ○" in text_on_screen(app), "underlined, with the letter of its kind, undecided"

        await pilot.press("left")
        before = reader(app).text.mention
        assert before is not None
        assert before.concept == "festival"
        await pilot.press("a")
        await until(pilot, lambda: asked(desk, lambda g: g.view("festival")).row.status is ConceptStatus.APPROVED)
        await until(pilot, lambda: "Blue River Festivalᴱ‹?›" in text_on_screen(app))
        after = reader(app).text.mention
        assert after is not None
        assert after.concept == "danang", "on to the next undecided name"
        await pilot.press("u")
        await until(pilot, lambda: asked(desk, lambda g: g.view("festival")).row.status is ConceptStatus.NEW)

        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == "danang")
        await pilot.press("backspace")
        await until(pilot, lambda: reads(app))
        again = reader(app).text.mention
        assert again is not None
        assert again.concept == "danang"
        await pilot.press("escape")
        assert app.screen is app.review


async def test_known_terms_are_glossed_in_the_chosen_language(desk: Path) -> None:
    asked(desk, lambda g: (g.approve(["danang"]), g.approve(["anna"]), g.reject(["ims"])))
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("A")
        await until(pilot, lambda: "port-ru.txt" in text_on_screen(app))
        assert isinstance(app.screen, ArticlesScreen)
        await pilot.press("/", *"institute")
        await until(pilot, lambda: "1 article" in text_on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: reads(app) and "Da Nang" in text_on_screen(app))
        assert "Da Nangᴸ‹Дананг›" in text_on_screen(app)
        assert "Anna Sokolovaᴾ‹Анна Соколова›" in text_on_screen(app)
        assert "Marine Studiesᴼ✗" in text_on_screen(app)
        await pilot.press("L")
        await until(pilot, lambda: "no gloss" in text_on_screen(app))
        assert "Дананг" not in text_on_screen(app)
        await pilot.press("L")
        await until(pilot, lambda: "Da Nangᴸ‹Đà Nẵng›" in text_on_screen(app))
        await pilot.press("g", "s")
        undecided = reader(app).text.mention
        assert undecided is not None
        assert undecided.status is ConceptStatus.NEW


async def test_a_missed_name_is_marked_with_the_keyboard_and_added(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await app.open_article(1)
        await until(pilot, lambda: reads(app))
        await pilot.press("n", "home", "space", "right")
        assert "Foreign Minister" in str(app.screen.query_one("#name", Static).content)
        await pilot.press("left", "space", "right", "space", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        assert "Minister names" in text_on_screen(app)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await until(pilot, lambda: "Ministerᴼ" in text_on_screen(app))
        assert not reader(app).text.marking
        added = asked(desk, lambda g: next(m for m in g.article(1).mentions if m.text == "Minister"))
        assert (added.kind, added.status) == (Kind.ORG, ConceptStatus.APPROVED)

        # The last word of the text belongs to a concept that is there: found by typing.
        await pilot.press("n", "end", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        await pilot.press("/", *"sokolo")
        await until(pilot, lambda: "Anna Sokolova" in text_on_screen(app))
        await pilot.pause(0.1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        mentions = asked(desk, lambda g: g.article(1).mentions)
        assert [(m.text, m.concept) for m in mentions][-1] == ("said", "anna")
        await pilot.press("u", "u")
        await until(pilot, lambda: len(asked(desk, lambda g: g.article(1).mentions)) == 9)


async def test_the_mouse_marks_and_points(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await app.open_article(1)
        await until(pilot, lambda: reads(app))
        text = reader(app).text
        first = text_on_screen(app).splitlines()[1]
        column = first.index("Anna")
        await pilot.click("#article-text", offset=(column, 0))
        assert text.mention is not None
        assert text.mention.text == "Anna Sokolova"
        await pilot.mouse_down("#article-text", offset=(3, 0))
        await pilot.hover("#article-text", offset=(12, 0))
        await pilot.mouse_up("#article-text", offset=(12, 0))
        chosen = text.selection
        assert chosen is not None
        assert reader(app)._view.text[slice(*chosen)] == "Foreign Minister"
        await pilot.press("escape")
        assert text.selection is None


async def test_concordance_finds_all_languages_sorts_and_opens(desk: Path) -> None:
    asked(desk, lambda g: g.approve(["danang"]))
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await at(pilot, "danang")
        await pilot.press("C")
        await until(pilot, lambda: "4 hits" in text_on_screen(app))
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        lines = text_on_screen(app)
        assert "vi 1 · en 2 · ru 1" in lines
        hits = [one.hit for one in screen._found.lines]
        assert sorted(hits) == ["Da Nang", "Da Nang", "Đà Nẵng", "Дананг"]
        columns = {
            row.index(one.hit) for one in screen._found.lines for row in lines.splitlines() if one.hit in row[4:]
        }
        assert len(columns) <= 2, "the hits stand below each other"
        await pilot.press("s", "s")
        await until(pilot, lambda: "by the right" in text_on_screen(app))
        rights = [one.right.split()[:1] for one in screen._found.lines]
        assert rights == asked(
            desk, lambda g: [x.right.split()[:1] for x in g.concordance("Đà Nẵng", sort="right").lines]
        )
        await pilot.press("L", "L", "L")
        await until(pilot, lambda: "1 hit " in text_on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: reads(app))
        assert reader(app)._view.row.lang is Lang.RU
        found = reader(app).text.mention
        assert found is not None
        assert found.text == "Дананг"
        await pilot.press("escape", "c")
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == "danang")


async def test_the_filter_is_completed_counted_saved_and_applied(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await pilot.press("/", *"kind:pl")
        field = app.review.query_one("#filter", TextField)
        await until(pilot, lambda: field._suggestion == "kind:place")
        await pilot.press("tab")
        assert field.value == "kind:place "
        await until(pilot, lambda: app.review.queue.total == 1 and "1 name " in text_on_screen(app))
        await pilot.press("enter", "f", *"spots", "enter")
        await until(pilot, lambda: asked(desk, lambda g: [(f.name, f.query) for f in g.saved_filters()]) != [])
        assert asked(desk, lambda g: [(f.name, f.query) for f in g.saved_filters()]) == [("spots", "kind:place")]
        await until(pilot, lambda: app.screen is app.review)
        await pilot.press("escape")
        await until(pilot, lambda: app.review.queue.total == 6)
        await pilot.press("f")
        await until(pilot, lambda: "spots" in text_on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: field.value == "kind:place" and app.review.queue.total == 1)
        await pilot.press("f", "delete")
        await until(pilot, lambda: asked(desk, lambda g: g.saved_filters()) == [])


async def test_a_second_program_is_seen_within_a_second(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await until(pilot, lambda: bool(app._token))
        with Glossary(desk) as other:
            other.approve(["danang"])
        for _ in range(100):
            if app.review.totals.approved == 1:
                break
            await asyncio.sleep(0.01)
        assert app.review.totals.approved == 1, "within a second"
        await pilot.press("O")
        await until(pilot, lambda: "Coverage" in text_on_screen(app))
        assert isinstance(app.screen, OverviewScreen)
        assert "1 ✓" in text_on_screen(app)
        with Glossary(desk) as other:
            other.approve(["anna"])
        await until(pilot, lambda: text_on_screen(app).count("1 ✓") == 2)


async def test_a_story_side_by_side(desk: Path) -> None:
    asked(desk, lambda g: (g.approve(["danang"]), g.set_term("anna", Lang.RU, "Анна Сергеевна Соколова")))
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        app.open_story(1)
        await until(pilot, lambda: isinstance(app.screen, StoryScreen) and "Дананг" in text_on_screen(app))
        screen = app.screen
        assert isinstance(screen, StoryScreen)
        assert [row.lang for row in screen._story.articles] == [Lang.VI, Lang.EN, Lang.RU]
        assert "– lacks it" in text_on_screen(app)
        everything = len(screen.shown)
        await pilot.press("s")
        assert [stands_out(one) for one in screen.shown] == [True] * len(screen.shown)
        assert 0 < len(screen.shown) < everything
        await pilot.press("3")
        await until(pilot, lambda: reads(app) and "Анна Соколова" in text_on_screen(app))
        await pilot.press("escape", "g")
        wanted = screen.shown[0].concept.id
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == wanted)


# ---- drawing ----------------------------------------------------------------------------------------------------


def article_of(text: str, *names: tuple[str, ConceptStatus, str]) -> ArticleView:
    mentions = []
    for number, (name, status, term) in enumerate(names):
        start = text.index(name)
        mentions.append(ArticleMention(number, start, start + len(name), name, Kind.PLACE, "x", status, name, term))
    return ArticleView(ArticleRow(1, "a", "", Lang.EN, "", len(mentions), 0), text, tuple(mentions))


@pytest.mark.parametrize("width", [10, 17, 40, 80])
def test_the_reader_shows_every_word_once_and_knows_where_it_stands(width: int) -> None:
    text = "From Hà Nội to Đà Nẵng [/x] \x1b[31m it is far,\nvery far from Nha Trang.\n\n中文字符 too " + "x" * 50
    view = article_of(
        text,
        ("Hà Nội", ConceptStatus.APPROVED, "Ханой"),
        ("Đà Nẵng", ConceptStatus.NEW, ""),
        ("Nha Trang", ConceptStatus.APPROVED, ""),
    )
    page = lay_out(view, width, Lang.RU)
    assert "\x1b" not in page.chars
    offsets, tags = zip(*((page.offset_at(place), page.tag_at(place)) for place in range(len(page.chars))), strict=True)
    for marked in ("Hà Nộiᴸ‹Ханой›", "Đà Nẵngᴸ○", "Nha Trangᴸ‹?›"):
        assert marked in page.chars
    plain = "".join(c for c, tag in zip(page.chars, tags, strict=True) if tag == -1 or tag % 3 == 0)
    assert plain == text.replace("\x1b", "")
    where = text.index("Nha Trang")
    start, end = page.lines[page.line_of(where)]
    assert offsets[start] <= where <= offsets[end - 1]
    assert all(
        text[at] == c or text[at] == "\n" for c, at, tag in zip(page.chars, offsets, tags, strict=True) if tag == -1
    )
    assert "".join(piece for row in range(len(page.lines)) for piece, _, _ in page.pieces(row)) == "".join(
        page.chars[a:b] for a, b in page.lines
    )


@pytest.mark.parametrize("width", [5, 8, 20])
@pytest.mark.parametrize(
    "text", ["", "a", "one two three four", "中文 字符字符字符字符", "x" * 33, "a\n\nb c d e f g h i j"]
)
def test_lines_are_no_wider_than_they_may_be_and_lose_nothing(text: str, width: int) -> None:
    from rich.cells import cell_len

    lines = list(broken(text, width))
    assert all(cell_len(text[start:end]) <= width for start, end in lines)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")


def test_words_keep_what_joins_them() -> None:
    text = "Ông Vla-đi-mia O’Neill, of the U.S. (BIDV) e\u0301t 2."
    assert [text[a:b] for a, b in words_of(text)] == [
        "Ông", "Vla-đi-mia", "O’Neill", "of", "the", "U.S", "BIDV", "e\u0301t", "2",
    ]  # fmt: skip


@pytest.mark.parametrize("width", [40, 76, 116])
def test_the_plots_fit_and_carry_their_figures(width: int) -> None:
    coverage = tuple(Coverage(kind, 200, 50, {Lang.VI: 100, Lang.EN: 200, Lang.RU: 1}) for kind in Kind)
    pace = (Pace("2024-05-12", 3, 40), Pace("2024-05-13", 2, 8))
    outlets = (("Báo Nhân Dân [/x]", 7), ("ТАСС", 1))
    drawn = draw_overview(Overview(Totals(), coverage, pace, outlets, ()), width, date(2024, 5, 13))
    text = drawn.plain
    assert all(part.cell_length <= width for part in drawn.split("\n"))
    assert "Báo Nhân Dân [/x]" in text
    assert "today 8 · best 40 on 2024-05-12"[: width - 1] in text
    if width > 40:
        assert "50%" in text
        assert "100%" in text


def test_bars_tell_little_from_nothing() -> None:
    assert [bar(share, 10) for share in (0, 0.0001, 0.5, 1, 3)] == ["", "▏", "█" * 5, "█" * 10, "█" * 10]


@pytest.mark.parametrize("screen", [ReaderScreen, ArticlesScreen, ConcordanceScreen, OverviewScreen, StoryScreen])
def test_no_key_has_two_meanings_and_every_action_is_explained(screen: type[Screen[None]]) -> None:
    bindings = list(Binding.make_bindings(screen.BINDINGS))
    keys = [binding.key for binding in bindings]
    assert len(keys) == len(set(keys))
    assert all(binding.tooltip for binding in bindings), "the palette and the help explain it"


def test_the_keys_that_the_readme_names_are_keys() -> None:
    readme = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    section = readme.split("## A day's work")[1].split("\n## ")[0]
    # The house style writes `е` or `ё`: letters, no keys.
    named = {key for key in re.findall("`([^` ])`", section) if key not in "○9её"}
    assert {"a", "r", "e", "/", "L", "ф"} <= named
    bound = {
        key
        for node in (ReviewScreen, ReaderScreen, ArticleText, ArticlesScreen, TenriengApp)
        for binding in Binding.make_bindings(node.BINDINGS)
        for key in binding.key.split(",")
    }
    pressed = {latin_key(_character_to_key(key), key) for key in named}
    assert pressed <= bound


@pytest.mark.parametrize(
    "query", ["", "n", "kind:person", "kind:person n", "article:port", "missing:ru", "sokolova", "zz"]
)
def test_the_place_of_a_concept_is_its_line_in_the_queue(query: str, desk: Path) -> None:
    with Glossary(desk) as glossary:
        listed = [row.id for row in glossary.queue(query)]
        everything = [row.id for row in glossary.queue()]
        places = {concept: glossary.place_in_queue(concept, query) for concept in everything}
        assert glossary.place_in_queue("nobody", query) is None
    assert places == {concept: listed.index(concept) if concept in listed else None for concept in everything}


def test_a_decision_tells_what_it_was_about(desk: Path) -> None:
    with Glossary(desk) as glossary:
        taken = glossary.take("festival", Lang.RU, "Фестиваль Голубой реки")
        approved = glossary.approve(["anna", "danang"])
        merged = glossary.merge(["short"], "nam")
        added, by_hand = glossary.add(Kind.ORG, {Lang.EN: "Star"})
        assert glossary.about(taken.id) == (("festival",), Lang.RU)
        assert glossary.about(approved.id) == (("anna", "danang"), None)
        assert glossary.about(merged.id) == (("nam",), None), "as it is called now"
        assert glossary.about(by_hand.id) == ((added,), None)
        glossary.undo()
        assert glossary.about(by_hand.id) == ((), None), "it is gone"
        glossary.undo()
        assert glossary.about(merged.id)[0] == ("short", "nam")


def test_preferred_is_what_a_gloss_shows(desk: Path) -> None:
    asked(desk, lambda g: g.approve(["danang"]))
    view = asked(desk, lambda g: g.view("danang"))
    term = preferred(view.terms, Lang.RU)
    glossed = asked(desk, lambda g: {m.term for m in g.article(1, Lang.RU).mentions if m.concept == "danang"})
    assert term is not None
    assert glossed == {term.text}


def test_rows_can_be_moved_through_as_the_queue_is() -> None:
    keys = {binding.key for binding in Binding.make_bindings(Rows.BINDINGS)}
    assert {"j", "k", "g", "G"} <= keys


async def test_what_others_write_does_not_move_the_cursor_of_who_decides(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await at(pilot, "danang")
        for decided in range(1, 5):
            app.review.reload()
            await pilot.press("a")
            app.review.reload()
            await until(pilot, lambda n=decided: asked(desk, lambda g: g.totals()).approved == n)  # type: ignore[misc]
            await until(pilot, lambda: not app.review._refreshing and not app.review._deciding)
            row = app.review.queue.row
            assert row is not None
            assert row.status is ConceptStatus.NEW
