"""Reader, concordance, stories, overview: every action by key or mouse, with the database asked afterwards."""

import shutil
import time
import unicodedata
from datetime import date
from pathlib import Path

import pytest
from piloting import P, asked, at, begin, press, reader, reads, text_on_screen, until, view
from rich.cells import cell_len
from textual.widgets import Static

from glossary.model import (
    ArticleMention,
    ArticleRow,
    ArticleView,
    ConceptStatus,
    ConcordanceLine,
    Kind,
    Lang,
    Pace,
    TermStatus,
)
from glossary.service import Glossary
from tui import i18n
from tui.app import TenriengApp, make_app
from tui.articles import ArticlesScreen
from tui.concordance import ConcordanceScreen, draw_line, last_cells
from tui.dialogs import FindConcept
from tui.looking import Lines
from tui.missed import AddMissed
from tui.overview import OverviewScreen, draw_pace
from tui.page import lay_out, with_its_quotes
from tui.reader import ReaderScreen
from tui.screens import speak
from tui.story import StoryHeads, StoryLines, StoryScreen
from tui.widgets import Queue, TextField

pytestmark = pytest.mark.usefixtures("own_home")


# ---- stories ----------------------------------------------------------------------------------------------------
UNION_EN = """In Da Nang Minister Le Hoang Nam met Anna Sokolova. The Blue Shore Union thanked Le Hoang Nam.
Pham Thu Ha was there."""
UNION_RU = """В Дананге министр Ле Хоанг Нам принял Анну Соколову. Союз «Синий берег» поблагодарил Ле Хоанг Нама."""


@pytest.fixture(scope="module")
def made_story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    (folder / "2024-05-13-en.txt").write_text(UNION_EN, encoding="utf-8")
    (folder / "2024-05-13-ru.txt").write_text(UNION_RU, encoding="utf-8")
    with Glossary(folder / "glossary.db") as glossary:
        for _ in glossary.build([str(folder / "*.txt")]):
            pass
    return folder / "glossary.db"


@pytest.fixture
def story(made_story: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_story, tmp_path / "glossary.db"))


async def open_story(pilot: P) -> StoryScreen:
    app = await begin(pilot)
    english = next(row.id for row in asked(app.database.path, lambda g: g.articles()) if row.lang is Lang.EN)
    app.open_story(english)
    await until(pilot, lambda: isinstance(app.screen, StoryScreen) and bool(app.screen.query_one(Lines).option_count))
    screen = app.screen
    assert isinstance(screen, StoryScreen)
    return screen


def concept(path: Path, label: str) -> str:
    return next(row.id for row in asked(path, lambda g: g.queue(limit=100)) if row.label == label)


async def on_line(pilot: P, screen: StoryScreen, label: str) -> None:
    """Move to a name of the story by the keyboard."""
    await pilot.press("g")
    for _ in screen.shown:
        if screen.line is not None and screen.line.concept.label == label:
            return
        await pilot.press("j")
    raise AssertionError(label)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_the_likely_name_of_the_other_article_is_shown_and_taken(size: tuple[int, int], story: Path) -> None:
    union = concept(story, "Blue Shore Union")
    async with make_app(story).run_test(size=size) as pilot:
        screen = await open_story(pilot)
        app = await begin(pilot)
        await on_line(pilot, screen, "Blue Shore Union")
        assert screen.line is not None
        likely = screen.line.cells[1].likely
        assert "берег" in likely
        row = next(row for row in text_on_screen(app).splitlines() if "Blue Shore" in row)
        assert "≈" in row and "%" in row, "told by a mark and a figure, not by colour alone"
        assert "most likely calls it" in text_on_screen(app)
        await pilot.press("t")
        await until(pilot, lambda: asked(story, lambda g: len(g.view(union).terms)) == 2)
        view = asked(story, lambda g: g.view(union))
        assert [(t.text, t.status) for t in view.terms if t.lang is Lang.RU] == [(likely, TermStatus.PREFERRED)]
        assert {evidence.lang for evidence in view.evidence} == {Lang.EN, Lang.RU}, "the two are one concept"
        await until(pilot, lambda: screen.line is not None and screen.line.cells[1].forms == {likely: 1})
        await pilot.press("u")
        await until(pilot, lambda: asked(story, lambda g: len(g.view(union).terms)) == 1)


async def test_a_story_is_decided_on_and_read_from_its_columns(story: Path) -> None:
    async with make_app(story).run_test(size=(120, 40)) as pilot:
        screen = await open_story(pilot)
        app = await begin(pilot)
        await on_line(pilot, screen, "Anna Sokolova")
        anna = concept(story, "Anna Sokolova")
        await pilot.press("a")
        await until(pilot, lambda: asked(story, lambda g: g.view(anna)).row.status is ConceptStatus.APPROVED)
        await until(pilot, lambda: "✓ P Anna" in text_on_screen(app))
        await pilot.press("u")
        await until(pilot, lambda: asked(story, lambda g: g.view(anna)).row.status is ConceptStatus.NEW)
        await pilot.press("U")
        await until(pilot, lambda: asked(story, lambda g: g.view(anna)).row.status is ConceptStatus.APPROVED)

        await pilot.press("l", "o")
        await until(pilot, lambda: reads(app))
        assert reader(app)._view.row.lang is Lang.RU
        found = reader(app).text.mention
        assert found is not None
        assert found.concept == anna, "at the name from which it was opened"
        await pilot.press("escape")
        assert screen.line is not None
        assert screen.line.concept.id == anna
        heads = screen.query_one(StoryHeads)
        await pilot.click(heads, offset=(30, 0))
        await until(pilot, lambda: reads(app) and reader(app)._view.row.lang is Lang.EN)
        await pilot.press("escape", "y")
        assert app.clipboard == "Анна Соколова", "the spelling of the column in which the cursor is"
        await pilot.press("r")
        await until(pilot, lambda: asked(story, lambda g: g.view(anna)).row.status is ConceptStatus.REJECTED)
        await until(pilot, lambda: "Anna Sokolova" not in [one.concept.label for one in screen.shown])


async def test_a_click_points_and_a_double_click_opens_in_a_story(story: Path) -> None:
    async with make_app(story).run_test(size=(120, 40)) as pilot:
        screen = await open_story(pilot)
        app = await begin(pilot)
        wanted = screen.shown[2].concept.id
        await pilot.click(StoryLines, offset=(80, 2))
        assert app.screen is screen
        assert screen.line is not None
        assert (screen.line.concept.id, screen._column) == (wanted, 1)
        await pilot.click(StoryLines, offset=(80, 2), times=2)
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == wanted)


async def test_what_another_program_decides_shows_in_a_story_where_one_is(story: Path) -> None:
    async with make_app(story).run_test(size=(120, 40)) as pilot:
        screen = await open_story(pilot)
        app = await begin(pilot)
        await on_line(pilot, screen, "Blue Shore Union")
        await until(pilot, lambda: bool(app._token))
        with Glossary(story) as other:
            other.approve([concept(story, "Blue Shore Union")])
        await until(pilot, lambda: "✓ O Blue Shore" in text_on_screen(app))
        assert screen.line is not None
        assert screen.line.concept.label == "Blue Shore Union"


async def test_what_was_decided_elsewhere_is_there_on_coming_back(story: Path) -> None:
    async with make_app(story).run_test(size=(120, 40)) as pilot:
        app = await read(pilot, next(row.id for row in asked(story, lambda g: g.articles()) if row.lang is Lang.EN))
        place = reader(app).text.mention
        assert "Anna Sokolovaᴾ○" in text_on_screen(app)
        await pilot.press("S")
        await until(
            pilot, lambda: isinstance(app.screen, StoryScreen) and bool(app.screen.query_one(Lines).option_count)
        )
        screen = app.screen
        assert isinstance(screen, StoryScreen)
        await on_line(pilot, screen, "Anna Sokolova")
        await pilot.press("a")
        await until(pilot, lambda: "✓ P Anna" in text_on_screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Anna Sokolovaᴾ‹Анна Соколова›" in text_on_screen(app))
        assert reader(app).text.mention is not None
        assert place is not None
        assert reader(app).text.mention.start == place.start  # type: ignore[union-attr]


# ---- the reader ---------------------------------------------------------------------------------------------------
async def read(pilot: P, number: int = 1) -> TenriengApp:
    app = await begin(pilot)
    await app.open_article(number)
    await until(pilot, lambda: reads(app))
    return app


def marked(app: TenriengApp) -> str:
    chosen = reader(app).text.selection
    return reader(app)._view.text[slice(*chosen)] if chosen else ""


async def test_two_clicks_mark_a_missed_name_and_a_third_begins_again(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await read(pilot)
        await pilot.press("n")
        await pilot.click("#article-text", offset=(3, 0))
        assert marked(app) == "Foreign"
        await pilot.pause(0.6)
        await pilot.click("#article-text", offset=(12, 0))
        assert marked(app) == "Foreign Minister"
        await pilot.pause(0.6)
        await pilot.click("#article-text", offset=(12, 0))
        assert marked(app) == "Minister"
        await pilot.click("#name")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        await pilot.click("KindLine")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await until(pilot, lambda: any(m.text == "Minister" for m in asked(desk, lambda g: g.article(1)).mentions))
        added = next(m for m in asked(desk, lambda g: g.article(1)).mentions if m.text == "Minister")
        assert (added.kind, added.status) == (Kind.PERSON, ConceptStatus.APPROVED)


async def test_shift_and_arrows_mark_as_in_a_field_of_text(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await read(pilot)
        await pilot.press("shift+right")
        assert marked(app) == "Le"
        await pilot.press("shift+right", "shift+right", "shift+right", "shift+left")
        assert marked(app) == "Le Hoang Nam"
        await pilot.press("shift+left", "shift+left", "shift+left")
        assert marked(app) == "Minister Le"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        await pilot.press("/", *"sokolo")
        await until(pilot, lambda: "Anna Sokolova" in text_on_screen(app))
        await pilot.pause(0.2)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        first = asked(desk, lambda g: g.article(1).mentions[0])
        assert (first.text, first.concept) == ("Minister Le", "anna"), "what it touched gave way"


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ('Тайфун "Яги" ушёл.', "Тайфун Яги", 'Тайфун "Яги"'),
        ("ушёл тайфун «Яги».", "тайфун Яги", "тайфун «Яги»"),
        ("„Blauer Fluss“ fährt", "Blauer Fluss", "Blauer Fluss"),
        ("Банк «Синий берег» – банк", "Банк Синий", "Банк «Синий"),
        ("“Blue Shore” Union met", "Blue Shore Union", "“Blue Shore” Union"),
        ("Institute of Seas (IOS) met", "Institute IOS", "Institute of Seas (IOS)"),
        ('a 5" screen met', "5 screen", '5" screen'),
        ("“Yagi has come” he said", "Yagi has come", "Yagi has come"),
    ],
)
def test_a_marked_stretch_keeps_both_quotation_marks_or_neither(text: str, words: str, kept: str) -> None:
    first, last = words.split()[0], words.split()[-1]
    start, end = text.index(first), text.rindex(last) + len(last)
    assert text[slice(*with_its_quotes(text, start, end))] == kept


async def test_a_name_is_added_with_both_quotation_marks(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text('Вчера тайфун "Яги" ушёл из Ханоя. Завтра "Зор" придёт.', encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _step in glossary.build([str(tmp_path / "a.txt")]):
            pass
    async with make_app(tmp_path / "glossary.db").run_test() as pilot:
        app = await read(pilot)
        text = reader(app)._view.text
        reader(app).text.mark(on=True, at=text.index("Завтра"))
        await press(pilot, "shift+right")
        assert marked(app) == 'Завтра "Зор"'
        await press(pilot, "enter", "e")
        await until(pilot, lambda: reads(app))
        assert str(reader(app).query_one("#said", Static).content).startswith('Added “Завтра "Зор"”   u undoes')


async def test_a_missed_name_is_offered_the_concept_for_which_it_is_suggested(tmp_path: Path, desk: Path) -> None:
    (tmp_path / "new.txt").write_text("Вчера Фестиваль Голубой реки открылся. Дананг рад.", encoding="utf-8")
    with Glossary(desk) as glossary:
        for _step in glossary.build([str(tmp_path / "new.txt")]):
            pass
        number = next(row.id for row in glossary.articles() if row.name.endswith("new.txt"))
        [wanted] = glossary.suggested_as("Фестиваль Голубой реки")
        [called] = glossary.called("фестиваль голубой реки", [row.id for row in glossary.queue("фестиваль")])
    async with make_app(desk).run_test() as pilot:
        app = await begin(pilot)
        await app.open_article(number)
        await until(pilot, lambda: reads(app))
        reader(app).text.mark(on=True, at=reader(app)._view.text.index("Фестиваль"))
        await press(pilot, "shift+right", "shift+right", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed) and bool(app.screen.query_one(Queue).known_rows))
        rows = app.screen.query_one(Queue).known_rows
        assert [row.id for row in rows[:2]] == [called, wanted.id], "what is called so, then what may be called so"
        assert len({row.id for row in rows}) == len(rows), "and not twice"


async def test_arrows_go_through_the_kinds_into_the_concepts_and_back(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await read(pilot)
        await pilot.press("shift+right", "shift+right", "enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        await pilot.press("enter")
        assert isinstance(app.screen, AddMissed), "nothing is chosen before an arrow"
        await pilot.press("down", "down", "up", "down", "down", "down", "down")
        assert isinstance(app.focused, Queue)
        await pilot.press("up", "up", "up")
        assert app.focused is None
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await until(pilot, lambda: asked(desk, lambda g: g.article(1).mentions[0]).kind is Kind.ORG)


async def test_a_mention_is_moved_to_another_concept_in_the_reader(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await read(pilot)
        await pilot.press("right", "right", "m")
        await until(pilot, lambda: isinstance(app.screen, FindConcept))
        await pilot.press(*"festival")
        await until(pilot, lambda: "Blue River Festival" in text_on_screen(app).split("mention is of")[1])
        await pilot.pause(0.2)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is not None and reads(app))

        def moved() -> list[str]:
            return asked(desk, lambda g: [m.concept for m in g.article(1).mentions if m.text == "Da Nang"])

        assert moved() == ["festival", "danang"], "this one alone"
        await pilot.press("u")
        await until(pilot, lambda: moved() == ["danang", "danang"])


async def test_a_double_click_on_a_name_opens_it_and_on_a_word_marks_it(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = await read(pilot)
        await pilot.click("#article-text", offset=(12, 0), times=2)
        assert marked(app) == "Minister"
        await pilot.press("escape")
        assert not reader(app).text.marking
        await pilot.click("#article-text", offset=(text_on_screen(app).splitlines()[1].index("Anna"), 0), times=2)
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == "anna")
        await pilot.press("backspace")
        await until(pilot, lambda: reads(app))
        found = reader(app).text.mention
        assert found is not None
        assert found.concept == "anna"


async def test_a_name_added_in_the_reader_is_found_in_other_articles(tmp_path: Path) -> None:
    first = "The glass harmonica of zorbel stood in Hanoi."
    second = "Nobody in Hue plays the zorbel today."
    for name, text in (("a.txt", first), ("b.txt", second)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    path = tmp_path / "glossary.db"
    with Glossary(path) as glossary:
        for _ in glossary.build([str(tmp_path / "*.txt")]):
            pass
        number = next(row.id for row in glossary.articles() if row.name.endswith("a.txt"))
    async with make_app(path).run_test() as pilot:
        app = await read(pilot, number)
        column = text_on_screen(app).splitlines()[1].index("zorbel")
        await pilot.mouse_down("#article-text", offset=(column, 0))
        await pilot.hover("#article-text", offset=(column + 3, 0))
        await pilot.mouse_up("#article-text", offset=(column + 3, 0))
        assert marked(app) == "zorbel"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AddMissed))
        await pilot.press("o")
        await until(pilot, lambda: bool(asked(path, lambda g: g.queue("zorbel"))))
    with Glossary(path) as glossary:
        for _ in glossary.build([str(tmp_path / "*.txt")]):
            pass
        [row] = glossary.queue("zorbel")
        assert (row.kind, row.articles) == (Kind.ORG, 2), "mention, concept and lesson"


async def test_the_reader_keeps_its_place_through_resizing_and_another_language(tmp_path: Path) -> None:
    text = "\n".join(f"On day {n} the envoy Anna Sokolova crossed the river to Da Nang again." for n in range(200))
    (tmp_path / "long.txt").write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _ in glossary.build([str(tmp_path / "long.txt")]):
            pass
    async with make_app(tmp_path / "glossary.db").run_test(size=(120, 40)) as pilot:
        app = await read(pilot)
        for _ in range(3):
            await pilot.press("pagedown")
        await pilot.click("#article-text", offset=(text_on_screen(app).splitlines()[3].index("Anna"), 2))
        before = reader(app).text.mention
        for size in ((80, 24), (44, 16), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert reader(app).text.mention == before
            assert before is not None
            start = text.rindex("On day", 0, before.start)
            assert " ".join(text_on_screen(app).split()).count(text[start : start + 12]), "its line is in sight"
        try:
            speak(app, "ru")
            await pilot.pause()
            assert i18n.language() == "ru"
            assert reader(app).text.mention == before
        finally:
            speak(app, "en")


def long_article(paragraphs: int) -> ArticleView:
    text = ("Ngày 5/10, Nguyễn Văn Hùng tới Hà Nội cùng Natalia Grishina bàn về giá lúa. " * 8 + "\n") * paragraphs
    mentions: list[ArticleMention] = []
    start = text.find("Hà Nội")
    while start >= 0:
        mentions.append(
            ArticleMention(len(mentions), start, start + 6, "Hà Nội", Kind.PLACE, "x", ConceptStatus.NEW, "Hà Nội", "")
        )
        start = text.find("Hà Nội", start + 6)
    return ArticleView(ArticleRow(1, "a", "", Lang.VI, "", len(mentions), 0), text, tuple(mentions))


def test_laying_out_grows_with_the_article_and_not_faster() -> None:
    def seconds(view: ArticleView) -> float:
        times = []
        for _ in range(5):
            start = time.process_time()
            lay_out(view, 76, Lang.RU)
            times.append(time.process_time() - start)
        return min(times)

    small, large = long_article(100), long_article(800)
    assert seconds(large) < 8 * 3 * seconds(small)


# ---- the list of articles -----------------------------------------------------------------------------------------
async def test_articles_are_pointed_at_and_opened_with_the_mouse(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = await begin(pilot)
        await pilot.press("A")
        await until(pilot, lambda: "port-ru.txt" in text_on_screen(app))
        screen = app.screen
        assert isinstance(screen, ArticlesScreen)
        second = screen._rows[1].id
        await pilot.click(Lines, offset=(10, 1))
        assert screen.row is not None
        assert screen.row.id == second
        with Glossary(desk) as other:
            other.approve(["danang"])
        screen.reload()
        await pilot.pause(0.2)
        assert screen.row.id == second
        await pilot.click(Lines, offset=(10, 1), times=2)
        await until(pilot, lambda: reads(app) and reader(app).number == second)


# ---- the concordance ----------------------------------------------------------------------------------------------
async def concordance(pilot: P, query: str, hits: int) -> ConcordanceScreen:
    app = await begin(pilot)
    app.open_concordance(query)
    await until(pilot, lambda: isinstance(app.screen, ConcordanceScreen) and app.screen._found.total == hits)
    screen = app.screen
    assert isinstance(screen, ConcordanceScreen)
    return screen


@pytest.mark.parametrize("begin_on", ["queue", "concept", "reader"])
async def test_the_concordance_of_a_concept_has_all_its_mentions_under_its_name(desk: Path, begin_on: str) -> None:
    asked(desk, lambda g: g.merge(["short"], "nam"))
    asked(desk, lambda g: g.set_term("nam", Lang.EN, "Envoy Nam"))
    mentions = view(desk, "nam").row.mentions
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = (await at(pilot, "nam")).app
        if begin_on == "concept":
            await press(pilot, "v")
        elif begin_on == "reader":
            await app.open_article(1)
            await until(pilot, lambda: reads(app))
        await press(pilot, "C")
        screen = app.screen
        assert isinstance(screen, ConcordanceScreen)
        await until(pilot, lambda: screen._found.total == mentions)
        assert screen.query_one("#filter", TextField).value in ("Envoy Nam", "Le Hoang Nam")
        await press(pilot, "slash", "x")
        await until(pilot, lambda: screen._asked.endswith("x") and not screen._found.total)


async def test_marked_mentions_are_moved_to_another_concept(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        screen = await concordance(pilot, '"da nang"', 3)
        app = await begin(pilot)
        assert [one.hit for one in screen._found.lines] == ["Đà Nẵng", "Da Nang", "Da Nang"]
        await pilot.press("j", "space", "space")
        await until(pilot, lambda: "2 marked" in text_on_screen(app))
        assert text_on_screen(app).count("▌") == 2
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, FindConcept))
        await pilot.press(*"festival")
        await until(pilot, lambda: "Blue River Festival" in text_on_screen(app))
        await pilot.pause(0.2)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is screen)
        moved = asked(desk, lambda g: [m.concept for m in g.article(1).mentions if m.text == "Da Nang"])
        assert moved == ["festival", "festival"]
        assert not screen._marked
        await pilot.press("u")
        await until(
            pilot,
            lambda: (
                asked(desk, lambda g: {m.concept for m in g.article(1).mentions if m.text == "Da Nang"}) == {"danang"}
            ),
        )
        await pilot.press("M")
        assert len(screen._marked) == 3
        await pilot.press("escape")
        assert not screen._marked
        assert app.screen is screen


async def test_lines_of_the_concordance_are_copied(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        screen = await concordance(pilot, '"da nang"', 3)
        app = await begin(pilot)
        await pilot.press("j", "y")
        assert app.clipboard.startswith("Foreign Minister Le Hoang Nam received Anna Sokolova in Da Nang on Monday.")
        await pilot.press("Y")
        rows = [row.split("\t") for row in app.clipboard.splitlines()]
        assert [(row[0], row[3], row[5]) for row in rows] == [
            ("vi", "cang.txt", "Đà Nẵng"),
            ("en", "port.txt", "Da Nang"),
            ("en", "port.txt", "Da Nang"),
        ]
        assert rows[1][1:3] == ["2024-05-13", "Coast News"]
        await pilot.click(Lines, offset=(50, 2))
        assert screen.line == screen._found.lines[2]
        await pilot.click(Lines, offset=(50, 2), times=2)
        await until(pilot, lambda: reads(app))
        await pilot.press("escape")
        assert screen.line == screen._found.lines[2], "back on the same line"
        await pilot.resize_terminal(60, 20)
        await pilot.pause()
        assert screen.line == screen._found.lines[2]


async def test_more_lines_come_at_the_end(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.concordance.MOST_LINES", 2)
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        screen = await concordance(pilot, '"da nang"', 3)
        app = await begin(pilot)
        assert len(screen._found.lines) == 2
        assert "the first 2 shown" in text_on_screen(app)
        await pilot.press("j")
        await until(pilot, lambda: len(screen._found.lines) == 3)
        assert screen.line == screen._found.lines[1]


@pytest.mark.parametrize("width", [40, 79, 120])
@pytest.mark.parametrize(
    "left", ["", "x" * 200, "中文字符" * 40, "a\u0301e\u0302" * 60, "Nguyê\u0303n Văn " * 20, "ᴾ○ «»" * 30]
)
def test_hits_stand_below_each_other_whatever_stands_before(left: str, width: int) -> None:
    line = ConcordanceLine(1, "a", Lang.EN, "", "", left, "Hit", " right 中文" * 30, 0, 3, "x")
    drawn = draw_line(line, width)
    assert drawn.cell_length <= width
    before = drawn.plain[: drawn.plain.index("Hit")]
    plain = draw_line(ConcordanceLine(1, "a", Lang.EN, "", "", "", "Hit", "", 0, 3, ""), width).plain
    assert cell_len(before) in (plain.index("Hit"), plain.index("Hit") - 1), "a wide character may leave a cell"
    kept = last_cells(left, width // 2)
    assert left.endswith(kept)
    assert kept == left or not kept or not unicodedata.combining(kept[0])


# ---- the overview -------------------------------------------------------------------------------------------------
def place(app: TenriengApp, text: str) -> tuple[int, int]:
    """Where on the screen a text stands."""
    rows = text_on_screen(app).splitlines()
    y = next(y for y, row in enumerate(rows) if text in row)
    return cell_len(rows[y][: rows[y].index(text)]), y


@pytest.mark.parametrize("size", [(80, 30), (120, 40)])
async def test_the_overview_leads_to_names_outlets_and_gaps(size: tuple[int, int], desk: Path) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        app = await begin(pilot)
        first = asked(desk, lambda g: g.overview().names[0].id)
        await pilot.press("O")
        await until(pilot, lambda: "Most mentioned" in text_on_screen(app))
        await pilot.press("1")
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == first)

        await pilot.press("O")
        await until(pilot, lambda: "Most mentioned" in text_on_screen(app))
        await pilot.click(offset=place(app, "Anna Sokolova"))
        await until(pilot, lambda: app.screen is app.review)
        await until(pilot, lambda: app.review.queue.row is not None and app.review.queue.row.id == "anna")

        await pilot.press("O")
        await until(pilot, lambda: "Most mentioned" in text_on_screen(app))
        for _ in range(10):
            await pilot.press("j")
        await pilot.click(offset=place(app, "Coast News"))
        await until(pilot, lambda: isinstance(app.screen, ArticlesScreen) and "port.txt" in text_on_screen(app))
        screen = app.screen
        assert isinstance(screen, ArticlesScreen)
        await until(pilot, lambda: [row.outlet for row in screen._rows] == ["Coast News"])
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))

        await pilot.press("k", "k", "k", "k", "k", "k", "k", "k", "k", "k")
        x, y = place(app, "E event")
        await pilot.click(offset=(x + text_on_screen(app).splitlines()[y][x:].index(" ru ") + 2, y))
        await until(pilot, lambda: app.screen is app.review)
        assert app.review.query_one("#filter", TextField).value == "kind:event missing:ru"
        await until(pilot, lambda: app.review.queue.total == 1)


async def test_the_overview_tells_how_long_the_rest_will_take(desk: Path) -> None:
    asked(desk, lambda g: (g.approve(["danang"]), g.approve(["anna"])))
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        app = await begin(pilot)
        await pilot.press("O")
        await until(pilot, lambda: "today 2" in text_on_screen(app))
        said = app.screen.query_one("#plot", Static)
        assert "like the last" not in str(said.content), "today is not over"
    days = [Pace("2024-05-12", 2, 2), Pace("2024-05-13", 1, 1)]
    drawn = [one.plain for one in draw_pace(days, 100, date(2024, 5, 13), 4)]
    assert drawn[-1] == "4 concepts wait: 2 days like the last ones"


async def test_the_way_back_is_the_same_everywhere(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        app = await begin(pilot)
        await at(pilot, "danang")
        for key in ("escape", "q"):
            for way in ("A", "C", "O"):
                await pilot.press(way)
                await until(pilot, lambda: app.screen is not app.review)
                await pilot.pause(0.1)
                await pilot.press(key)
                await until(pilot, lambda: app.screen is app.review)
                assert app.review.queue.row is not None
                assert app.review.queue.row.id == "danang"
