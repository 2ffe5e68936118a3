"""Settings, colours, keys of one's own and the house style, in the real app; files and database asked afterwards."""

from pathlib import Path

import pytest
from piloting import P, app_of, asked, notices, press, reader, reads, ready, text_on_screen, until
from textual.color import Color
from textual.theme import Theme
from textual.widgets import Static

from glossary.model import ConceptStatus, HouseStyle, Kind, Lang
from glossary.service import Glossary
from tui import config, i18n
from tui.app import key_groups, make_app
from tui.footer import Footer
from tui.help import Help
from tui.settings import ActionNames, LogPage, SettingsScreen
from tui.themes import CONTRAST_DARK, CONTRAST_LIGHT, THEMES
from tui.widgets import Rows

pytestmark = pytest.mark.usefixtures("own_home")


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    i18n.use("en")


async def settings(pilot: P) -> SettingsScreen:
    await ready(pilot)
    await press(pilot, "comma")
    await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen) and pilot.app.screen.is_mounted)
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    await until(pilot, lambda: screen.focused is not None)
    return screen


# ---- colours ----------------------------------------------------------------------------------------------------
def luminance(color: Color) -> float:
    """Relative luminance after WCAG 2.1."""
    linear = [
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4
        for part in (color.r / 255, color.g / 255, color.b / 255)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(text: str, ground: str) -> float:
    one, two = sorted((luminance(Color.parse(text)), luminance(Color.parse(ground))), reverse=True)
    return (one + 0.05) / (two + 0.05)


TEXT = (
    *("foreground", "muted", "faint", "primary", "secondary", "accent", "success", "warning", "error"),
    *("kind-person", "kind-org", "kind-place", "kind-event", "footer-key-foreground", "text-muted", "text-disabled"),
)
GROUND = ("background", "surface", "panel", "cursor", "cursor-blurred", "footer-background")


def test_the_ratio_is_that_of_wcag() -> None:
    assert ratio("#ffffff", "#000000") == pytest.approx(21)
    assert ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("theme", [CONTRAST_DARK, CONTRAST_LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("text", TEXT)
def test_in_high_contrast_every_text_on_every_ground_has_seven_to_one(theme: Theme, text: str) -> None:
    colors = theme.to_color_system().generate() | theme.variables
    for ground in GROUND:
        assert ratio(colors[text], colors[ground]) >= 7, f"{text} on {ground}"
    # A chosen value is drawn reversed: the ground is the text's colour.
    assert ratio(colors["background"], colors["primary"]) >= 7


@pytest.mark.parametrize("short", THEMES)
def test_all_themes_have_the_same_colours_to_set(short: str) -> None:
    wanted = set(THEMES["dark"][0].variables)
    assert wanted <= set(THEMES[short][0].variables)


async def test_a_theme_is_chosen_at_once_and_remembered(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await settings(pilot)
        await press(pilot, "down", "right", "right")
        await until(pilot, lambda: pilot.app.theme == CONTRAST_DARK.name)
        await press(pilot, "escape")
        await press(pilot, "t")
        assert pilot.app.theme == CONTRAST_LIGHT.name, "t keeps the contrast"
    assert config.load().theme == "contrast-light"
    async with make_app(desk).run_test() as pilot:
        assert pilot.app.theme == CONTRAST_LIGHT.name


# ---- language ---------------------------------------------------------------------------------------------------
async def test_the_language_is_chosen_at_once_and_remembered(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await settings(pilot)
        await press(pilot, "right", "right", "right")
        await until(pilot, lambda: i18n.language() == "ru")
        assert isinstance(pilot.app.screen, SettingsScreen)
        assert pilot.app.screen.query_one("#set-language").has_focus, "the cursor stays"
        await press(pilot, "down", "right")
        await until(pilot, lambda: pilot.app.theme == THEMES["light"][0].name)
    found = config.load()
    assert (found.language, found.theme) == ("ru", "light")
    i18n.use("en")
    async with make_app(desk).run_test():
        assert i18n.language() == "ru"


async def test_without_a_setting_the_language_is_that_of_the_system(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    async with make_app(desk).run_test():
        assert i18n.language() == "vi"
    assert not config.config_path().exists(), "what was not chosen is not written"


# ---- the settings file ------------------------------------------------------------------------------------------
def written(text: str) -> Path:
    path = config.config_path()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def test_a_broken_file_is_told_and_not_written_over(desk: Path) -> None:
    path = written('theme = "light"\nlanguage = vi\n')
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        assert "line 2 is not TOML" in notices(pilot)
        assert pilot.app.theme == THEMES["dark"][0].name
        await press(pilot, "t")
        assert pilot.app.theme == THEMES["light"][0].name, "it holds until the end"
        await until(pilot, lambda: notices(pilot).count("line 2 is not TOML") == 2)
    assert path.read_text() == 'theme = "light"\nlanguage = vi\n'


async def test_keys_of_ones_own_work_and_are_shown(desk: Path) -> None:
    written('[keys]\naccept = "f5,ctrl+a"\nhelp = "f2"\n')
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        review = await ready(pilot)
        first = review.queue.row
        assert first is not None
        await press(pilot, "a")
        await pilot.pause(0.05)
        assert asked(desk, lambda g: g.view(first.id)).row.status is ConceptStatus.NEW, "the old key is free"
        await press(pilot, "f5")
        await until(pilot, lambda: review.queue.row is not None and review.queue.row.id != first.id)
        assert "a" not in review.active_bindings
        footer = review.query_one(Footer)
        await until(pilot, lambda: "f5" in "".join(strip.text for strip in footer.screen._compositor.render_strips()))
        rows = {what: shown for _title, rows in key_groups(app_of(pilot), review) for shown, what in rows}
        assert rows["Accept the concept or the selected ones; on to the next"] == "f5 ^a"
        await press(pilot, "f2")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help))
        assert not notices(pilot)
    assert asked(desk, lambda g: g.view(first.id)).row.status is ConceptStatus.APPROVED


async def test_keys_of_ones_own_work_in_the_reader_too_and_the_guide_says_them(desk: Path) -> None:
    written('[keys]\naccept = "z"\nundo = ""\n')
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        app = app_of(pilot)
        await app.open_article(1)
        await until(pilot, lambda: reads(app))
        mention = reader(app).text.mention
        assert mention is not None
        assert "z Accept" in text_on_screen(pilot) and " a Accept" not in text_on_screen(pilot)
        rows = {what: shown for _title, rows in key_groups(app, app.screen) for shown, what in rows}
        assert rows["Accept the concept of this name"] == "z"
        await press(pilot, "z")
        assert asked(desk, lambda g: g.view(mention.concept)).row.status is ConceptStatus.APPROVED
        await press(pilot, "f1")
        await until(pilot, lambda: "Your own keys: Accept z, Undo –." in text_on_screen(pilot))


async def test_an_empty_glossary_names_the_keys_in_force(tmp_path: Path) -> None:
    written('[keys]\nbuild = "f5"\nimport = ""\n')
    async with make_app(tmp_path / "new.db").run_test(size=(120, 40)) as pilot:
        await ready(pilot)
        shown = text_on_screen(pilot)
        assert "f5      read your own" in shown and "n       add a name" in shown
        assert "import a CSV" not in shown and "? shows all keys." in shown


async def test_the_guide_says_nothing_of_keys_that_are_as_they_come(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        await press(pilot, "f1")
        await until(pilot, lambda: "day" in text_on_screen(pilot))
        assert "Your own keys" not in text_on_screen(pilot)


async def test_names_of_keys_may_have_capitals_and_an_empty_one_switches_off(desk: Path) -> None:
    written('[keys]\nfilter = "F5"\nundo = ""\nredo = "wrongkey"\n')
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        assert "u" not in review.active_bindings and "f5" in review.active_bindings
        await until(pilot, lambda: "“wrongkey”" in notices(pilot) and "such as f5, ctrl+a, left" in notices(pilot))
        assert "“F5”" not in notices(pilot) and "undo" not in notices(pilot)


async def test_a_conflict_is_told_when_the_app_starts(desk: Path) -> None:
    written('[keys]\naccept = "r"\nacept = "b"\n')
    async with make_app(desk).run_test() as pilot:
        await ready(pilot)
        await until(pilot, lambda: "(accept, reject)" in notices(pilot) and "“acept”" in notices(pilot))


async def test_the_settings_list_the_names_of_all_actions_and_the_log(desk: Path) -> None:
    async with make_app(desk).run_test(size=(110, 40)) as pilot:
        await settings(pilot)
        await press(pilot, "n")
        await until(pilot, lambda: isinstance(pilot.app.screen, ActionNames))
        listing = pilot.app.screen.query_one(Rows)
        assert "article" in text_on_screen(pilot) and listing.option_count > 40
        assert listing.size.height > 15, "as much as the screen has"
        await press(pilot, *"accept")
        assert "accept " in text_on_screen(pilot) and listing.option_count < 5
        await press(pilot, "enter", *"ing no such thing")
        assert "Nothing is called so." in text_on_screen(pilot)
        await press(pilot, "escape", "g")
        await until(pilot, lambda: isinstance(pilot.app.screen, LogPage))
        assert "tenrieng.log" in text_on_screen(pilot)


async def test_the_palette_has_settings_and_the_log(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        names = {name: run for name, _about, run in app_of(pilot).actions(review)}
        assert {"Settings", "Show the log", "Theme", "Accept"} <= names.keys()
        names["Settings"]()
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))


# ---- house style ------------------------------------------------------------------------------------------------
def drawn(pilot: P, selector: str) -> str:
    return str(pilot.app.screen.query_one(selector, Static).content)


async def test_the_house_style_is_kept_in_the_glossary_and_drawn_at_once(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await settings(pilot)
        await press(pilot, *["down"] * 4, "right", "right", "right")
        await until(pilot, lambda: "Việt Nam News Agency" in drawn(pilot, "#examples"))
        assert "Vietnamese" in drawn(pilot, "#examples")
        await press(pilot, "down", "right", "down", "right", "right")
        await until(pilot, lambda: "Семен Королев" in drawn(pilot, "#examples"))
    style = HouseStyle(vietnam="Việt Nam", yo="е", russian_names="phonetic")
    assert asked(desk, lambda g: g.style()) == style
    assert asked(desk, lambda g: g.history())[0].label
    asked(desk, lambda g: g.undo())
    assert asked(desk, lambda g: g.style()).russian_names == "latin", "each choice is a decision"


async def test_suggestions_and_files_follow_the_house_style(desk: Path, tmp_path: Path) -> None:
    def prepare(glossary: Glossary) -> str:
        glossary.add(Kind.ORG, {Lang.EN: "Viet Nam Pottery Union"})
        concept, _decision = glossary.add(Kind.PERSON, {Lang.RU: "Семён Королёв"})
        list(glossary.suggest_missing())
        return concept

    concept = asked(desk, prepare)
    offered = [s.text for s in asked(desk, lambda g: g.view(concept)).suggestions[Lang.VI]]
    assert "Semyon Korolev" in offered
    async with make_app(desk).run_test(size=(100, 30)) as pilot:
        await settings(pilot)
        await press(pilot, *["down"] * 4, "right", "right", "right", "down", "right", "down", "right", "right")
        await until(pilot, lambda: asked(desk, lambda g: g.style()).russian_names == "phonetic")
        await press(pilot, "escape")
        review = await ready(pilot)
        row = asked(desk, lambda g: g.view(concept)).row
        await review.go_to(row)
        await until(pilot, lambda: review.pane.view is not None and review.pane.view.row.id == concept)
        first = review.pane.view.suggestions[Lang.VI][0].text if review.pane.view else ""
        assert "-" in first, "spelt as it sounds"
        await until(pilot, lambda: first in text_on_screen(pilot))
    out = tmp_path / "out.csv"
    asked(desk, lambda g: g.export(out, "csv"))
    data = out.read_bytes().decode("utf-8")
    assert "Семен Королев" in data and "Семён" not in data
    assert "Việt Nam Pottery" in data and "Viet Nam" not in data
    assert first in data, "the suggestion in its column"
    asked(desk, lambda g: g.set_style(HouseStyle(vietnam="Vietnam", yo="ё", russian_names="latin")))
    asked(desk, lambda g: g.export(out, "csv"))
    data = out.read_bytes().decode("utf-8")
    assert "Семён Королёв" in data and "Vietnam Pottery" in data and "Semyon Korolev" in data


async def test_the_settings_are_all_in_sight_on_a_small_screen(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        screen = await settings(pilot)
        await until(pilot, lambda: "Korolev" in text_on_screen(pilot))
        shown = text_on_screen(pilot)
        for wanted in ("Русский", "contrast light", "as they sound", "Glosses in articles", "Esc closes"):
            assert wanted in shown
        assert screen.query_one("#dialog").region.bottom <= 24
        await press(pilot, "pagedown")
        await until(pilot, lambda: "tenrieng.log" in text_on_screen(pilot).replace(" ", "").replace("│\n│", ""))


# ---- the help ---------------------------------------------------------------------------------------------------
async def test_the_help_narrows_as_one_types_and_does_what_is_chosen(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        review = await ready(pilot)
        row = review.queue.row
        assert row is not None
        await press(pilot, "?")
        await until(pilot, lambda: isinstance(pilot.app.screen, Help) and "Reject: not a name" in text_on_screen(pilot))
        await press(pilot, *"acce", "space", *"conc")
        await until(pilot, lambda: "Reject: not a name" not in text_on_screen(pilot))
        assert "Accept the concept" in text_on_screen(pilot)
        await press(pilot, "enter")
        await until(pilot, lambda: asked(desk, lambda g: g.view(row.id)).row.status is ConceptStatus.APPROVED)
        assert pilot.app.screen is review


async def test_the_help_finds_keys_names_and_nothing(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        await ready(pilot)
        for typed, wanted in (
            ("^r", "Do the undone decision again"),
            ("undo", "Take back the last"),
            ("qqq", "No key"),
        ):
            await press(pilot, "?")
            await until(pilot, lambda: isinstance(pilot.app.screen, Help))
            await press(pilot, *typed)
            await until(
                pilot, lambda wanted=wanted: wanted in text_on_screen(pilot) and "Reject:" not in text_on_screen(pilot)
            )
            await press(pilot, "escape")
            await until(pilot, lambda: not isinstance(pilot.app.screen, Help))


async def test_the_help_works_by_mouse(desk: Path) -> None:
    async with make_app(desk).run_test(size=(100, 40)) as pilot:
        await ready(pilot)
        await press(pilot, "?", *"settings")
        await until(
            pilot, lambda: "Reject:" not in text_on_screen(pilot) and "Language, colours" in text_on_screen(pilot)
        )
        line = next(at for at, text in enumerate(text_on_screen(pilot).split("\n")) if "Language, colours" in text)
        await pilot.click(offset=(20, line))
        await until(pilot, lambda: isinstance(pilot.app.screen, SettingsScreen))
