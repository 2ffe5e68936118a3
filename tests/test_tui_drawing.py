"""Article text is data: nothing in it is markup, a terminal escape or a change of direction, wherever it is drawn."""

import asyncio
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from glossary.errors import InputError
from glossary.model import (
    Article,
    ArticleRow,
    ConceptStatus,
    Doubt,
    Kind,
    Lang,
    Loss,
    Mention,
    Origin,
    Progress,
    SavedFilter,
    Story,
    StoryCell,
    StoryLine,
    Suggestion,
    TransferReport,
)
from glossary.packages import AvailablePackage, InstalledPackage
from glossary.service import Glossary
from glossary.store import Linked, Reading, Store
from tui.app import TenriengApp, make_app
from tui.concept import open_concept
from tui.dialog import Page
from tui.drawing import draw_evidence, draw_heading, draw_language, lay_out_evidence, line, notice, prose, shortened
from tui.filters import SavedFilters
from tui.packages import Confirm, draw_other, draw_package
from tui.reports import Transferred
from tui.story import StoryScreen
from tui.widgets import TextField

pytestmark = pytest.mark.usefixtures("own_home")

HOSTILE = [
    "[/x]",
    "[bold]Fat[/bold]",
    "[@click=app.bell]Hit[/]",
    "[red on blue",
    "\x1b[31mRed\x1b]0;title\x07",
    "\x9b31m\u202eleR\u2066Iso",
    "\u200bZero\ufeff\x07\x08",
]
FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def desk_of(path: Path, evil: str) -> Path:
    """A glossary in which everything an article or a person can put in holds `evil`: text, terms, names, traces."""
    name = f"Ivan {evil} Petrov"
    text = f"Minister {name} came {evil} to town. And Petrov left."
    start, last = text.index(name), text.rindex("Petrov")
    store = Store(path)
    store.save(
        Reading(
            article=Article(f"{evil}.txt", text, Lang.EN, evil),
            place=f"{evil}.txt",
            new=[("one", Kind.PERSON), ("two", Kind.PERSON)],
            linked=[
                Linked(Mention(start, start + len(name), name, Kind.PERSON, evil, Lang.EN), "one", evil),
                Linked(Mention(last, last + 6, "Petrov", Kind.PERSON, evil, Lang.EN), "two", evil),
            ],
            doubts=[Doubt("two", "one", f"why {evil}")],
            suggestions={},
        )
    )
    offer = Suggestion(f"Иван {evil} Петров", Origin.ARGOS, 0.5, f"trace {evil}")
    store.save_suggestions({"one": {Lang.RU: (offer,)}, "two": {}})
    store.close()
    with Glossary(path) as glossary:
        glossary.set_note("one", f"note {evil}")
    return path


def drawn(app: TenriengApp) -> list[str]:
    """The pieces of text sent to the terminal, after they were searched for what must not be among them."""
    pieces = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            assert not segment.control
            assert not FORBIDDEN.search(segment.text), repr(segment.text)
            pieces.append(segment.text)
    return pieces


def shown(app: TenriengApp) -> str:
    """All that is on the screen, without line breaks."""
    return re.sub(r"[\s│▌]+", " ", "".join(drawn(app)))


def actions_of_text(app: TenriengApp) -> list[object]:
    """Actions that hang on any piece of text on the screen."""
    metas = [
        segment.style.meta for strip in app.screen._compositor.render_strips() for segment in strip if segment.style
    ]
    return [meta["@click"] for meta in metas if "@click" in meta]


async def kept(*what: str) -> None:
    """What a dialog saves, for tests that save nothing."""


async def settle(app: TenriengApp, reached: Callable[[], bool]) -> None:
    for _ in range(200):
        if reached():
            return
        await asyncio.sleep(0.05)
    raise AssertionError("it did not happen: " + "\n".join(drawn(app)))


@pytest.mark.parametrize("evil", HOSTILE)
async def test_hostile_text_is_drawn_as_text_in_every_place(evil: str, tmp_path: Path) -> None:
    app = make_app(desk_of(tmp_path / "glossary.db", evil))
    visible = line(evil)
    name = line(f"Ivan {evil} Petrov")
    async with app.run_test(size=(160, 60), notifications=True) as pilot:

        def ready() -> bool:
            return app.review.started and app.review.pane.view is not None

        await settle(app, ready)
        row = app.review.queue.row
        assert row is not None
        if row.id != "one":
            await pilot.press("j")
        await settle(app, lambda: app.review.pane.view is not None and app.review.pane.view.row.id == "one")
        await pilot.pause()

        places: dict[str, str] = {"review": name, "article": f"{visible}.txt", "note": f"note {visible}"}
        places |= {"suggestion": f"Иван {visible} Петров", "trace": f"trace {visible}"}
        screen = shown(app)
        for place, text in places.items():
            assert re.sub(r"\s+", " ", text) in screen, place

        report = TransferReport((evil,), 1, 1, {evil: 1}, (Loss(evil, evil),))
        dialogues = {
            "e": name,
            "c": name,
            "m": name,
            "w": name,
            "d": f"why {visible}",
            "H": "Noted on",
            "question_mark": "Accept",
        }
        for key, text in dialogues.items():
            await pilot.press(key)
            await settle(app, lambda: len(app.screen_stack) == 2)
            await pilot.pause(0.05)
            assert re.sub(r"\s+", " ", text) in shown(app), key
            await pilot.press("escape")
            await settle(app, lambda: len(app.screen_stack) == 1)

        screens = {"A": f"{visible}.txt", "C": f"came {visible} to", "O": f"Ivan {visible}"}
        for key, text in screens.items():
            await pilot.press(key)
            await settle(app, lambda: len(app.screen_stack) == 2)
            if key == "C":
                await settle(app, lambda: bool(app.screen.query("#filter")))
                app.screen.query_one("#filter", TextField).value = "town"
            await settle(app, lambda text=text: text in shown(app))
            await pilot.press("escape")
            await settle(app, lambda: len(app.screen_stack) == 1)
        await open_concept(app, "one")
        await settle(app, lambda: f"note {visible}" in shown(app))
        for key in ("tab", "right", "right", "right", "S"):
            drawn(app)
            await pilot.press(key)
        await pilot.press("escape", *("escape" for _open in app.screen_stack[2:]))
        await settle(app, lambda: len(app.screen_stack) == 1)
        await app.open_article(1)
        await settle(app, lambda: f"{name}ᴾ○ came {visible} to town" in shown(app))
        await pilot.press("n", "space", "right", "enter")
        await settle(app, lambda: len(app.screen_stack) == 3)
        drawn(app)
        await pilot.press("escape", "escape", "escape")
        await app.push_screen(SavedFilters([SavedFilter(evil, evil)], evil, kept, kept))
        await pilot.pause()
        assert visible in shown(app)
        await pilot.press("escape")
        one = StoryLine(row, (StoryCell({evil: 2}, evil, (evil,)), StoryCell({}, evil, ())))
        article = ArticleRow(1, f"{evil}.txt", evil, Lang.EN, "", 1, 1)
        await app.push_screen(StoryScreen(Story((article, article), (one,))))
        await settle(app, lambda: f"! {visible} ×2" in shown(app))
        await settle(app, lambda: f"writes {visible}" in shown(app))
        await pilot.press("escape")

        await app.push_screen(Transferred(f"Exported {evil}", report))
        await pilot.pause()
        assert f"Exported {visible}" in shown(app)
        await pilot.press("escape")
        confirm = Confirm(f"Sure about {evil}?", asyncio.Future())  # type: ignore[arg-type]
        await app.push_screen(confirm)
        await pilot.pause()
        assert visible in shown(app)
        confirm.problem(f"problem {evil}")
        await pilot.pause()
        assert f"problem {visible}" in shown(app)
        await pilot.press("n")

        app.job_title = "Reading"
        app.progress = Progress(1, 9, f"{evil}.html", (4, 7))
        app.review.say(f"said {evil}")
        app.review.query_one("#filter", TextField).value = evil
        app.notify(f"told {evil}", title=evil)
        app.complain(InputError(f"wrong {evil}"))
        await settle(app, lambda: f"told {visible}" in shown(app))
        assert f"wrong {visible}" in shown(app)
        assert f"said {visible}" in shown(app)
        assert f"Reading {visible}.html" in shown(app)
        assert "4 of 7" in str(app.review.query_one("#job-count", Static).render())
        await settle(app, lambda: app.review.queue.total <= 2)
        app.progress = None

        await pilot.press("ctrl+p", *"petrov")
        await settle(app, lambda: "Petrov" in shown(app).split("petrov")[-1])
        drawn(app)
        assert actions_of_text(app) == []
        await pilot.press("escape")


@pytest.mark.parametrize("evil", HOSTILE)
async def test_names_of_files_and_packages_are_text_too(evil: str, tmp_path: Path) -> None:
    safe = re.sub(r"[\x00/]", "", evil)
    app = make_app(tmp_path / f"{safe}.db")
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(app, lambda: app.review.started)
        assert f"{line(safe)}.db" in shown(app)
        package = InstalledPackage("", "", evil, tmp_path / safe, f"broken {evil}")
        offer = AvailablePackage("vi", "en", evil, ())
        for content in (draw_other(package), draw_package("vi-en", package, offer)):
            await app.push_screen(Page(content, content))
            await pilot.pause()
            drawn(app)
            assert line(evil) in content.plain
            await pilot.press("escape")


async def test_a_static_without_our_care_would_fail_this_test(tmp_path: Path) -> None:
    """The search finds what it is for: markup that became an action, and a bidirectional control."""
    app = make_app(tmp_path / "glossary.db")
    async with app.run_test() as pilot:
        await settle(app, lambda: app.review.started)
        await app.mount(Static("[@click=app.bell]Hit[/] me"))
        await pilot.pause()
        assert actions_of_text(app) != []
        await app.mount(Static(Content("a\u202eb")))
        await pilot.pause()
        with pytest.raises(AssertionError):
            drawn(app)


@pytest.mark.parametrize(
    ("text", "as_line"),
    [
        ("  Hà \n Nội\t", "Hà Nội"),
        ("a\u2028b\u0085c", "a b c"),
        ("\x1b[1mA\u202eB", "[1mAB"),
        ("Nguyễn", "Nguyễn"),
    ],
)
def test_a_line_is_one_line_and_safe(text: str, as_line: str) -> None:
    assert line(text) == as_line


def test_prose_keeps_the_spaces_at_its_ends() -> None:
    assert prose(" of\n the ") == " of the "


def view_of(path: Path, concept: str):  # type: ignore[no-untyped-def]
    with Glossary(path) as glossary:
        return glossary.view(concept)


@pytest.mark.parametrize("width", [24, 40, 74, 120])
def test_the_name_is_marked_in_its_sentence_at_every_width(desk: Path, width: int) -> None:
    content = draw_evidence(view_of(desk, "danang"), width)
    marked = [content.plain[s.start : s.end] for s in content.spans if "kind-place" in str(s.style)]
    joined = re.sub(r"\s+", " ", " ".join(marked))
    assert joined == "Da Nang Da Nang Đà Nẵng Дананг"
    assert all(len(part) <= width for part in content.plain.splitlines())


@pytest.mark.parametrize("width", [24, 40, 74])
def test_suggestions_are_numbered_where_they_can_be_taken(desk: Path, width: int) -> None:
    view = view_of(desk, "nam")
    chosen = draw_language(view, Lang.RU, width, chosen=True, full=True).plain
    words = re.sub(r"\s+", " ", chosen)
    assert "1 Ле Хоанг Нам 96 %" in words
    assert "2 Ле Хоанг Нама 31 %" in words
    assert "Lê → Ле" in words, "with its trace"
    assert "transcription + Argos" in words, "with its origins"
    aside = draw_language(view, Lang.RU, width, chosen=False).plain
    assert "1 " not in aside
    assert all(len(part) <= width for part in chosen.splitlines())


def test_the_heading_tells_kind_and_status_in_words(desk: Path) -> None:
    view = view_of(desk, "ims")
    assert view.row.status is ConceptStatus.NEW
    plain = draw_heading(view, 80).plain
    assert "institution" in plain
    assert "undecided" in plain
    assert " O " in plain


@pytest.mark.parametrize("width", [41, 60])
def test_many_suggestions_with_long_traces_take_few_lines(desk: Path, width: int) -> None:
    view = view_of(desk, "nam")
    name = "Очень длинное название учреждения"
    long = tuple(Suggestion(f"{name[:24]} {n}", Origin.ARGOS, 0.5, f"Argos: {'a step of it ' * 20}") for n in range(9))
    view = replace(view, suggestions={Lang.RU: long})
    few = draw_language(view, Lang.RU, width, chosen=True).plain.splitlines()
    assert len(few) <= 7, "the language, four suggestions, one trace, how many more"
    assert few[-1].strip().startswith("+5 more")
    assert sum("a step of it" in part for part in few) == 1
    assert "Argos: Argos" not in "".join(few), "the trace does not say again where it comes from"
    aside = draw_language(view, Lang.RU, width, chosen=False).plain
    assert "\n" not in aside
    assert "try Очень" in aside
    everything = draw_language(view, Lang.RU, width, chosen=True, full=True).plain
    assert re.search(r"\b9 Очень", everything)
    assert re.sub(r"\s+", " ", everything).count("a step of it") == 180
    assert all(len(part) <= width for part in (*few, *everything.splitlines()))


@pytest.mark.parametrize(
    ("sentence", "width", "shown"),
    [
        ("Approved “Anna”", 40, "Approved “Anna”   u undoes"),
        (
            "Approved “Committee for External Relations of Saint Petersburg”",
            50,
            "Approved “Committee for …nt Petersburg”   u undoes",
        ),
        ("Removed the filter without any quotes", 30, "Removed the filter…   u undoes"),
    ],
)
def test_a_long_notice_keeps_its_key(sentence: str, width: int, shown: str) -> None:
    drawn = notice(sentence, "u undoes", width)
    assert drawn.cell_length <= width
    assert drawn.plain == shown


@settings(max_examples=200)
@given(st.text(max_size=60), st.text(max_size=60), st.integers(0, 90))
def test_a_shortened_notice_fits(first: str, second: str, width: int) -> None:
    assert cell_len(shortened(line(f"Merged “{first}” into “{second}”"), width)) <= max(1, width)


def test_a_sentence_that_was_cut_shows_where(tmp_path: Path) -> None:
    long = " ".join(f"word{number}" for number in range(120))
    article = tmp_path / "long.txt"
    article.write_text(f"Hanoi\n\nThe {long} Vladimir Putin {long} end. Vladimir Putin left.\n", encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        list(glossary.build([str(article)]))
        row = next(row for row in glossary.queue() if row.label == "Vladimir Putin")
        evidence = glossary.view(row.id).evidence
        drawn = draw_evidence(glossary.view(row.id), 60).plain
    assert [mention.cut for mention in evidence] == [(True, True), (False, False)]
    assert drawn.count("· … word") == 1
    assert drawn.count(" …\n") == 1
    assert "· Vladimir Putin left." in drawn


WIDE = {
    "Chinese": "北京大学 Peking University",
    "emoji": "Festival 🎉👩‍🚀 of 🇻🇳",
    "decomposed Vietnamese": unicodedata.normalize("NFD", "Nguyễn Thị Phượng"),
    "Russian with a stress": "Черепове\N{COMBINING ACUTE ACCENT}ц",
    "full width": "ＡＢＣ Holdings",
    "long Chinese": "中华人民共和国外交部亚洲司" * 6,
}


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_wide_and_combining_characters_leave_the_columns_where_they_are(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    path = tmp_path / "wide.db"
    with Glossary(path) as glossary:
        for name in WIDE.values():
            glossary.add(Kind.ORG, {Lang.EN: name, Lang.RU: "Имя " + name})
    app = make_app(path)
    async with app.run_test(size=size) as pilot:
        await settle(app, lambda: app.review.started and app.review.pane.view is not None)
        await pilot.pause()
        queue = app.review.queue
        rows = [queue.render_line(y).text for y in range(len(WIDE))]
        assert {cell_len(row) for row in rows} == {queue.room}
        assert len({cell_len(row.rstrip()) for row in rows}) == 1, "the figures at the end stand below each other"
        lines = app.screen._compositor.render_strips()
        assert {cell_len(strip.text) for strip in lines} == {size[0]}
        border = {cell_len(strip.text[: strip.text.index("│")]) for strip in lines if "│" in strip.text}
        assert len(border) == 1, "the two sides are parted by one straight line"
        labels = [row.label for row in queue.known_rows]
        for beginning in ("Festival", "中华人民共和国"):
            queue.cursor = next(at for at, label in enumerate(labels) if label.startswith(beginning))
            await pilot.press("v")
            await settle(app, lambda: len(app.screen_stack) == 2)
            await pilot.pause()
            assert {cell_len(strip.text) for strip in app.screen._compositor.render_strips()} == {size[0]}
            await pilot.press("escape")
            await settle(app, lambda: len(app.screen_stack) == 1)


def test_a_sentence_with_two_spellings_is_drawn_once_and_each_has_its_place(desk: Path) -> None:
    with Glossary(desk) as glossary:
        view = glossary.view("nam")
    first = view.evidence[0]
    short = replace(first, mention_id=99, start=first.end + 10, end=first.end + 14)
    both = replace(view, evidence=(first, short, *view.evidence[1:]))
    drawn, places = lay_out_evidence(both, 60, 1)
    assert drawn.plain == lay_out_evidence(view, 60, 0)[0].plain
    assert len(places) == len(both.evidence)
    assert places[0] == places[1] != places[2]
    again = replace(view, evidence=(first, replace(first, mention_id=99)))
    assert lay_out_evidence(again, 60)[0].plain.count("Foreign Minister") == 2, "the same words said twice"
