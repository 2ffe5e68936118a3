"""What the screens look like. After a wanted change: pytest tests/test_tui_snapshots.py --snapshot-update, and look."""

import re
from collections.abc import Awaitable, Callable
from html import unescape
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tui.app import TenriengApp, make_app
from tui.pictures.__main__ import SIZES

pytestmark = pytest.mark.usefixtures("own_home")

SMALL, LARGE = (80, 24), (120, 40)
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def stillness(monkeypatch: pytest.MonkeyPatch) -> None:
    """No animation, no package of this machine."""
    monkeypatch.setattr("tui.packages.packages.installed", list)
    monkeypatch.setattr("tui.packages.packages.usable", dict)


def steps(*keys: str) -> Callable[[Pilot[None]], Awaitable[None]]:
    """Wait for the first concept, press keys, and hold the cursor of the fields still."""

    async def run(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, TenriengApp)
        app.animation_level = "none"
        await rest(pilot)
        for key in keys:
            await pilot.press(key)
            await rest(pilot)
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await pilot.pause(0.2)

    return run


async def rest(pilot: Pilot[None]) -> None:
    """Until the concept under the cursor is drawn."""
    app = pilot.app
    assert isinstance(app, TenriengApp)
    for _ in range(500):
        await pilot.pause(0.02)
        row, view = app.review.queue.row, app.review.pane.view
        hint = app.review.pane.hint
        busy = any(worker.is_running for worker in app.workers if worker.group != "job")
        if app.review.started and hint and not busy and (row.id if row else "") == (view.row.id if view else ""):
            return


@pytest.mark.parametrize(
    ("name", "keys", "size"),
    [
        ("review", ("j", "j", "j"), SMALL),
        ("review", ("j", "j", "j"), LARGE),
        ("decided", ("a", "j", "r", "space"), SMALL),
        ("light", ("t", "j"), SMALL),
        ("edit", ("j", "j", "e"), SMALL),
        ("merge", ("j", "j", "m"), SMALL),
        ("doubt", ("j", "j", "j", "d"), LARGE),
        ("help", ("question_mark",), LARGE),
        ("add", ("n",), SMALL),
        ("export", ("x",), SMALL),
        ("suggestions", ("j", "j", "j", "plus"), SMALL),
        ("evidence", ("enter", "j"), SMALL),
        ("articles", ("A",), SMALL),
        ("reader", ("a", "A", "down", "enter", "right", "right"), SMALL),
        ("reader", ("a", "A", "down", "enter", "right", "right"), LARGE),
        ("missed", ("A", "down", "enter", "n", "space", "right"), SMALL),
        ("concordance", ("C",), SMALL),
        ("story", ("A", "down", "S"), SMALL),
        ("overview", ("O",), SMALL),
        ("filters", ("slash", "k", "i", "n", "d", "colon", "p", "tab", "enter", "f"), SMALL),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value[0]) if value in (SMALL, LARGE) else "",
)
def test_the_screens(
    name: str, keys: tuple[str, ...], size: tuple[int, int], desk: Path, snap_compare: Compare
) -> None:
    assert snap_compare(make_app(desk), run_before=steps(*keys), terminal_size=size)


def test_the_first_run(tmp_path: Path, snap_compare: Compare) -> None:
    assert snap_compare(make_app(tmp_path / "glossary.db"), run_before=steps(), terminal_size=SMALL)


PICTURES = Path(__file__).parent.parent / "tui" / "pictures"


def drawn(svg: str) -> list[str]:
    """The lines of a picture of the screen, one space between its pieces."""
    rows: dict[float, list[str]] = {}
    for height, text in re.findall(r'<text [^>]*? y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        rows.setdefault(float(height), []).append(unescape(text).replace("\N{NO-BREAK SPACE}", " "))
    return [" ".join(" ".join(rows[height]).split()) for height in sorted(rows)]


@pytest.mark.parametrize("name", SIZES)
async def test_the_pictures_of_the_readme_show_the_app_as_it_is(name: str, desk: Path) -> None:
    """After a change of the keys or the columns: python -m tui.pictures tui/pictures, and look."""
    picture = (PICTURES / f"{name}.svg").read_text(encoding="utf-8")
    assert len(picture.encode()) < 200_000
    assert not re.search(r"/(tmp|home|root|Users|work)/", picture)
    async with make_app(desk).run_test(size=SIZES[name]) as pilot:
        await steps("j")(pilot)
        fresh = drawn(pilot.app.export_screenshot(title="tenrieng"))
    shown = drawn(picture)
    assert shown[-1] == fresh[-1], "the footer"
    columns = re.compile(r"\d+ names (.*)")
    headings = [[found[1] for row in rows if (found := columns.search(row))] for rows in (shown, fresh)]
    assert headings[0]
    assert headings[0][0].split()[:2] == headings[1][0].split()[:2], "the columns"
    assert any("In the articles · " in row for row in shown)
    assert any("In the articles · " in row for row in fresh)
