"""What the screens look like. After a wanted change: pytest tests/test_tui_snapshots.py --snapshot-update, and look."""

import re
from collections.abc import Awaitable, Callable
from html import unescape
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from tui.app import TenriengApp, make_app
from tui.pictures.__main__ import PICTURES, draw

pytestmark = pytest.mark.usefixtures("own_home")

SMALL, LARGE = (80, 24), (120, 40)
Compare = Callable[..., bool]


@pytest.fixture(autouse=True)
def stillness(own_home: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No animation, no package of this machine, the glossary at home."""
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(tmp_path))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(tmp_path / variable.lower()))
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
        ("concept", ("v",), SMALL),
        ("concept", ("v",), LARGE),
        ("cases", ("v", "tab", "right"), SMALL),
        ("doubt", ("j", "j", "j", "d"), SMALL),
        ("help", ("question_mark",), SMALL),
        ("import", ("i",), SMALL),
        ("packages", ("p",), SMALL),
        ("settings", ("comma",), SMALL),
        ("glossaries", ("ctrl+o",), SMALL),
        ("guide", ("f1",), SMALL),
        ("filters", ("slash", "k", "i", "n", "d", "colon", "p", "tab", "enter", "f"), SMALL),
    ],
    ids=lambda value: value if isinstance(value, str) else str(value[0]) if value in (SMALL, LARGE) else "",
)
def test_the_screens(
    name: str, keys: tuple[str, ...], size: tuple[int, int], desk: Path, snap_compare: Compare
) -> None:
    assert snap_compare(make_app(desk), run_before=steps(*keys), terminal_size=size)


@pytest.mark.parametrize("language", ["vi", "ru"])
@pytest.mark.parametrize(
    ("name", "keys"), [("review", ("j", "j", "j")), ("reader", ("a", "A", "down", "enter", "right", "right"))]
)
def test_the_main_screens_in_other_languages(
    language: str, name: str, keys: tuple[str, ...], desk: Path, snap_compare: Compare, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}.UTF-8")
    assert snap_compare(make_app(desk), run_before=steps(*keys), terminal_size=SMALL)


def test_the_first_run(tmp_path: Path, snap_compare: Compare) -> None:
    assert snap_compare(make_app(tmp_path / "glossary.db"), run_before=steps(), terminal_size=SMALL)


FOLDER = Path(__file__).parent.parent / "tui" / "pictures"
README = Path(__file__).parent.parent / "README.md"


def drawn(svg: str) -> list[str]:
    """The lines of a picture of the screen, one space between its pieces; a day is as good as another."""
    rows: dict[float, list[str]] = {}
    for height, text in re.findall(r'<text [^>]*? y="([\d.]+)"[^>]*>([^<]*)</text>', svg):
        rows.setdefault(float(height), []).append(unescape(text).replace("\N{NO-BREAK SPACE}", " "))
    lines = [" ".join(" ".join(rows[height]).split()) for height in sorted(rows)]
    return [re.sub(r"\b\d{4}-\d\d-\d\d\b", "DAY", line) for line in lines]


def test_the_pictures_of_the_readme_show_the_app_as_it_is() -> None:
    """After a change of the screens or of what is known: python -m tui.pictures, and look."""
    for name, svg in draw(PICTURES):
        picture = (FOLDER / f"{name}.svg").read_text(encoding="utf-8")
        assert drawn(picture) == drawn(svg), f"{name}: just pictures"
        assert len(picture.encode()) < 200_000
        assert not re.search(r"/(tmp|home|root|Users|work)/", picture), name


def test_the_readme_shows_each_picture() -> None:
    shown = re.findall(r"tui/pictures/([\w-]+)\.svg", README.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(PICTURES) == sorted(path.stem for path in FOLDER.glob("*.svg"))
