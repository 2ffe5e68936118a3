"""Every screen and dialog in three languages at 80×24: nothing cut off, and another language at a key press."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from itertools import pairwise
from pathlib import Path

import pytest
from piloting import field, until
from rich.cells import cell_len
from test_packages import with_version, write_zip
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from tui import i18n, keymap, screens
from tui.app import TenriengApp, make_app
from tui.config import Config
from tui.dialog import Choice
from tui.footer import Footer
from tui.locale import __main__ as catalogues
from tui.menu import ActionMenu
from tui.packages import Confirm
from tui.reports import Transferred
from tui.transfer import ImportPreviewed

pytestmark = pytest.mark.usefixtures("own_home")

# What is on the screen -> the keys that lead there from the review, whose cursor is on a concept with a doubt.
PLACES: dict[str, list[str]] = {
    "review": [],
    "all suggestions": ["plus"],
    "selected": ["space", "space"],
    "help": ["question_mark"],
    "palette": ["ctrl+p"],
    "guide": ["f1"],
    "settings": ["comma"],
    "names of actions": ["comma", "n"],
    "log": ["comma", "g"],
    "glossaries": ["ctrl+o"],
    "filters": ["f"],
    "term": ["e"],
    "kind": ["c"],
    "merge": ["m"],
    "doubt": ["d"],
    "note": ["w"],
    "new name": ["n"],
    "build": ["b"],
    "export": ["x"],
    "import": ["i"],
    "packages": ["p"],
    "package from a file": ["p", "f"],
    "history": ["a", "u", "H"],
    "concept": ["v"],
    "concept, mentions": ["v", "tab"],
    "concept, history": ["v", "H"],
    "concept, about it": ["v", "i"],
    "concept, new term": ["v", "n"],
    "concept, status": ["v", "s"],
    "concept, form": ["v", "f"],
    "concept, spelling": ["v", "e"],
    "concept, split": ["v", "space", "S"],
    "concept, move": ["v", "space", "M"],
    "concept, gender": ["v", "i", "down", "enter"],
    "articles": ["A"],
    "reader": ["A", "enter"],
    "reader, marking": ["A", "enter", "n"],
    "reader, missed name": ["A", "enter", "n", "space", "right", "enter"],
    "concordance": ["C"],
    "story": ["A", "S"],
    "overview": ["O"],
    "what an import would change": ["i"],
    "what an export wrote": ["x"],
    "a package to be confirmed": ["p", "f"],
    "the menu of the right button": [],
}


async def previewed(pilot: Pilot[None], folder: Path) -> None:
    """A file with a row of each kind is looked through."""
    field(pilot).value = str(written(folder / "in.csv"))
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, ImportPreviewed))
    await settled(pilot)


def written(path: Path) -> Path:
    """A file that brings a change, a new concept and rows that cannot be taken."""
    rows = (
        "id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,note",
        "danang,PLACE,approved,Đà Nẵng,,Da Nang City,,Дананг,,a port",
        "ims,PERSON,new,,,Quite Another Name,,,,",
        "new-one,ORG,new,Hội Gốm,,Pottery Union,Potters,,,",
        "broken,PLANET,new,,,Mars,,,,",
    )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


async def exported(pilot: Pilot[None], folder: Path) -> None:
    """The glossary is written, and what was left out is shown."""
    field(pilot).value = str(folder / "out.csv")
    (folder / "out.csv").unlink(missing_ok=True)
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, Transferred))
    await settled(pilot)


async def asked_about(pilot: Pilot[None], folder: Path) -> None:
    """A package is not the one that is known under its name."""
    field(pilot).value = str(write_zip(folder / "other.argosmodel", with_version("1.9")))
    await pilot.press("enter")
    # Not more: the list of packages behind it waits for the answer.
    await until(pilot, lambda: isinstance(pilot.app.screen, Confirm))
    await pilot.pause()


async def right_clicked(pilot: Pilot[None], folder: Path) -> None:
    """What can be done is listed."""
    await pilot.click("#queue", offset=(5, 1), button=3)
    await until(pilot, lambda: isinstance(pilot.app.screen, ActionMenu))
    await settled(pilot)


FILES: dict[str, Callable[[Pilot[None], Path], Awaitable[None]]] = {
    "what an import would change": previewed,
    "what an export wrote": exported,
    "a package to be confirmed": asked_about,
    "the menu of the right button": right_clicked,
}
"""Places where something is done beside pressing keys."""


@asynccontextmanager
async def opened(desk: Path, code: str) -> AsyncIterator[tuple[TenriengApp, Pilot[None]]]:
    """The app in a language at 80×24, on a concept with a doubt."""
    app = TenriengApp(desk, Config(names="found"))
    i18n.use(code)
    async with app.run_test(size=(80, 24)) as pilot:
        # A bar that moves without end never lets the app come to rest.
        app.animation_level = "none"
        await settled(pilot)
        rows = await app.ask(lambda glossary: glossary.queue("", limit=10))
        await pressed(pilot, *["down"] * [row.id for row in rows].index("nam"))
        yield app, pilot


async def settled(pilot: Pilot[None]) -> None:
    """All is asked and drawn."""
    await pilot.app.workers.wait_for_complete(
        [worker for worker in pilot.app.workers if worker.group not in ("job", "listen")]
    )
    await pilot.pause()


async def pressed(pilot: Pilot[None], *keys: str) -> None:
    """One key after the other, each drawn."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def home(pilot: Pilot[None], app: TenriengApp) -> None:
    """Back to the review as it was."""
    for _ in range(8):
        if app.screen is app.review and not app.review.queue.selected:
            return
        await pressed(pilot, "escape")
    raise AssertionError(f"Escape does not lead out of {app.screen}")


def lines(app: TenriengApp) -> list[str]:
    return [strip.text.rstrip() for strip in app.screen._compositor.render_strips()]


def scrolled(widget: Widget) -> bool:
    """Does something around the widget scroll? Then it may be longer than what is seen."""
    return any(isinstance(node, Widget) and node.is_scrollable for node in widget.ancestors)


def known_texts(code: str) -> list[str]:
    """All texts of the app in a language."""
    messages = [message for message in catalogues.load("tui", code if code != "en" else "") if message.id]
    return [form for message in messages for form in forms(message.id if code == "en" else message.string)]


def cut_with_dots(text: list[str], known: list[str], names: list[str]) -> list[str]:
    """Texts of the app, not names, that end in an ellipsis of the drawing's making."""
    found = []
    for line in text:
        for at in (match.start() for match in re.finditer("…", line)):
            end = line[max(0, at - 7) : at].lstrip()
            rests = [form.partition(end)[2] for form in known if end in form] if len(end) > 3 else []
            named = any(end.split()[-1] in name for name in names) if end.split() else True
            if rests and not named and not any(rest.lstrip().startswith("…") for rest in rests) and any(rests):
                found.append(line)
    return found


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (text,) if isinstance(text, str) else tuple(text)


def cut_widgets(screen: Screen[object]) -> list[str]:
    """Keys of the footer, labels, fields and blocks of text that have less room than they need."""
    found = []
    for widget in screen.query("*"):
        if not widget.is_on_screen or not widget.region.size:
            continue
        width = widget.content_size.width
        if isinstance(widget, Footer) and (start := widget.drawn[-1:]) and start[0][0] + start[0][1].cells > width:
            found.append(f"footer: {start[0][1].does}")
        elif isinstance(widget, Button) and cell_len(str(widget.label)) > width:
            found.append(f"button: {widget.label}")
        elif isinstance(widget, Input) and not widget.value and cell_len(str(widget.placeholder)) > width:
            found.append(f"field: {widget.placeholder}")
        elif isinstance(widget, Choice) and len(shown := widget.render().split("\n")) > widget.content_size.height:
            found.append(f"choice: {shown}")
        elif isinstance(widget, Choice) and max(row.cell_length for row in widget.render().split("\n")) > width:
            found.append(f"choice: {widget.render().plain}")
        elif isinstance(widget, Static) and width and widget.styles.text_wrap != "nowrap":
            if scrolled(widget) and widget.styles.height is not None and widget.styles.height.is_auto:
                continue
            needed = widget.visual.get_height(widget.styles, width)
            if needed > widget.content_size.height:
                found.append(f"text: {widget.visual}")
    return found


def parts_with_keys(screen: Screen[object]) -> set[tuple[str, str]]:
    """The parts of a screen that bring keys of ours, each with the screen."""
    parts = (type(part) for part in screen.query("*") if keymap.ours(type(part)))
    return {(part.__name__, type(screen).__name__) for part in parts if any(keymap.all_bindings_of(part))}


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
async def test_nothing_is_cut_off_at_80_columns(desk: Path, tmp_path: Path, code: str) -> None:
    known = known_texts(code)
    cut: list[str] = []
    seen: set[str] = set()
    inside: set[tuple[str, str]] = set()
    async with opened(desk, code) as (app, pilot):
        names = [row.label for row in await app.ask(lambda glossary: glossary.queue("", limit=10))]
        for place, keys in PLACES.items():
            await pressed(pilot, *keys)
            if place in FILES:
                await FILES[place](pilot, tmp_path)
            text = lines(app)
            seen.add(type(app.screen).__name__)
            inside |= parts_with_keys(app.screen)
            cut += [f"{place}: {what}" for what in cut_with_dots(text, known, names) + cut_widgets(app.screen)]
            await home(pilot, app)
    assert not cut, "\n".join(cut)
    assert len(seen) > 20, seen
    assert seen >= {"ImportPreviewed", "Transferred", "Confirm", "ActionMenu"}
    assert {one for one in inside if one[1] not in keymap.INSIDE.get(one[0], ())} == set(), "not asked for clashes"


# ---- another language while the app runs ----------------------------------------------------------------------------
LASTING = ("review", "concept", "articles", "reader", "story", "concordance", "overview", "guide", "settings")
"""Screens that may lie open while the language is changed; a dialog is asked in one language from first to last."""


async def test_another_language_at_run_time_draws_what_starting_in_it_draws(desk: Path) -> None:
    fresh: dict[str, list[str]] = {}
    async with opened(desk, "ru") as (app, pilot):
        for place in LASTING:
            await pressed(pilot, *PLACES[place])
            fresh[place] = lines(app)
            await home(pilot, app)
    async with opened(desk, "en") as (app, pilot):
        for place in LASTING:
            await pressed(pilot, *PLACES[place])
            english = lines(app)
            screens.speak(app, "ru")
            await settled(pilot)
            await settled(pilot)
            # A footer under a dialog is drawn anew when the dialog is gone.
            last = -1 if app.screen.is_modal else None
            assert lines(app)[:last] == fresh[place][:last], place
            screens.speak(app, "en")
            await settled(pilot)
            await settled(pilot)
            assert lines(app)[:last] == english[:last], place
            await home(pilot, app)


async def test_keys_are_named_in_the_language_in_footer_palette_and_help(desk: Path) -> None:
    async with opened(desk, "vi") as (app, pilot):
        described = {binding.action: binding for _, binding, _, _ in app.screen.active_bindings.values()}
        assert described["accept"].description == "Duyệt"
        footer = app.screen.query_one(Footer)
        assert "Duyệt" in {key.does for _, key in footer.drawn}
        start = next(start for start, key in footer.drawn if key.action == "app.help")
        await pilot.hover(Footer, offset=(start, 0))
        assert footer.tooltip == "Hiện tất cả các phím"
        assert "Duyệt" in {name for name, _, _ in app.actions(app.screen)}
        await pressed(pilot, "question_mark")
        assert "Từ chối: không phải tên, hoặc không hợp bảng này" in "\n".join(lines(app))
        await pressed(pilot, "escape", "ctrl+p", *"duyệt")
        assert any("Duyệt" in line for line in lines(app))


@pytest.mark.parametrize(
    ("width", "keys", "all_fit"),
    [(200, ["A", "enter"], True), (80, ["A", "enter"], False), (40, ["A", "enter"], False), (120, [], False)],
)
async def test_a_footer_leaves_keys_out_and_never_cuts_one(
    desk: Path, width: int, keys: list[str], all_fit: bool
) -> None:
    app = make_app(desk)
    i18n.use("ru")
    async with app.run_test(size=(width, 24)) as pilot:
        await settled(pilot)
        await pressed(pilot, *keys)
        wanted = {binding.action for _, binding, _, _ in app.screen.active_bindings.values() if binding.show}
        drawn = app.screen.query_one(Footer).drawn
        palette = [start for start, key in drawn if key.action.endswith("command_palette")]
        named = [(start, start + key.cells) for start, key in drawn if start not in palette]
        assert all(
            end < start for (_, end), (start, _) in pairwise([*named, (palette[0] if palette else width + 1, 0)])
        )
        actions = {key.action for start, key in drawn if start not in palette}
        assert "app.help" in actions
        assert actions & {"leave", "app.leave_app"}
        assert (actions == wanted) == all_fit
        assert actions <= wanted


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
async def test_what_matters_most_is_in_sight_on_a_small_screen(desk: Path, code: str) -> None:
    async with opened(desk, code) as (app, pilot):
        await pressed(pilot, "comma")
        for label in ("Glossary", "Settings", "Log"):
            assert any(line.strip("│ ").startswith(i18n._(label)) for line in lines(app)), label
        await pressed(pilot, "escape", "A", "enter")
        assert "undo" in {key.action for _start, key in app.screen.query_one(Footer).drawn}
