"""The guide: the same in three languages, and every key it names is a key of the app."""

import re
from pathlib import Path

import pytest
from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key
from textual.widgets import Markdown

from tui import guide, i18n, screens
from tui.app import make_app
from tui.drawing import STATUS_MARKS

NAMED = {
    "Enter": "enter",
    "Esc": "escape",
    "Space": "space",
    "Backspace": "backspace",
    "Tab": "tab",
    "Ctrl+P": "ctrl+p",
    "Ctrl+O": "ctrl+o",
    "Ctrl+G": "ctrl+g",
    "F1": "f1",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
}
"""Keys as the guide calls them."""


def headings(code: str) -> list[str]:
    """The marks of the headings, `#` or `##` with its number, in order."""
    return re.findall(r"^(#+(?: \d+\.)?) \S.*$", guide.text(code), re.MULTILINE)


def marked(code: str) -> list[str]:
    """What the guide writes `like this`."""
    return re.findall(r"`([^`\n]+)`", guide.text(code))


def keys_of_the_app() -> set[str]:
    """Every key that is bound anywhere in the app."""
    from tui import articles, concept, concordance, dialogs, doubt, overview, reader, review, settings, story  # noqa: F401

    waiting: list[type] = [DOMNode]
    found: set[str] = {App.COMMAND_PALETTE_BINDING, "enter", "right"}
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if kind.__module__.startswith("tui"):
            found |= {binding.key for binding in Binding.make_bindings(kind.__dict__.get("BINDINGS", []))}
    return found


@pytest.mark.parametrize("code", ["vi", "ru"])
def test_the_guide_has_the_same_parts_and_marks_in_every_language(code: str) -> None:
    assert len(headings("en")) > 8
    assert headings(code) == headings("en")
    # Word order may differ within a paragraph, what is named may not.
    paragraphs = [re.split(r"\n\n|\n(?=- )", guide.text(language)) for language in ("en", code)]
    assert len(paragraphs[0]) == len(paragraphs[1])
    for english, spoken in zip(*paragraphs, strict=True):
        assert sorted(re.findall(r"`([^`\n]+)`", spoken)) == sorted(re.findall(r"`([^`\n]+)`", english)), spoken


def test_every_key_of_the_guide_is_a_key_of_the_app() -> None:
    bound = keys_of_the_app()
    keys = [mark for mark in marked("en") if (len(mark) == 1 or mark in NAMED) and mark not in STATUS_MARKS.values()]
    assert len(set(keys)) > 25
    for key in keys:
        assert (NAMED.get(key) or _character_to_key(key)) in bound, key
    others = {mark for mark in marked("en") if len(mark) > 1 and mark not in NAMED}
    assert all(re.fullmatch(r"\*\.\w+|\w+:\w+", mark) for mark in others), others


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
def test_the_guide_is_short_lines_of_one_script_form(code: str) -> None:
    lines = guide.text(code).splitlines()
    assert 60 < len(lines) < 120
    assert all(len(line) <= 110 for line in lines)


@pytest.mark.usefixtures("own_home")
async def test_f1_opens_the_guide_anywhere_and_closes_it(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        for keys in ([], ["A"], ["slash", "d"], ["e"]):
            await pilot.press(*keys)
            await pilot.pause()
            below = app.screen
            await pilot.press("f1")
            await pilot.pause()
            assert isinstance(app.screen, guide.GuideScreen)
            before = app.screen.query_one("#guide").scroll_y
            await pilot.press("space", "j")
            assert app.screen.query_one("#guide").scroll_y > before
            await pilot.press("G", "g")
            assert app.screen.query_one("#guide").scroll_y == 0
            await pilot.press("f1")
            assert app.screen is below
            await pilot.press("escape", "escape")
            await pilot.pause()


@pytest.mark.usefixtures("own_home")
async def test_the_guide_changes_its_language_while_it_is_open(desk: Path) -> None:
    app = make_app(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f1")
        await pilot.pause()
        screens.speak(app, "vi")
        await app.workers.wait_for_complete([worker for worker in app.workers if worker.node is app.screen])
        assert "Một ngày làm việc" in app.screen.query_one(Markdown).source
