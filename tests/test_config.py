"""The person's settings file: read, written with all else kept, never written over when it is broken."""

import os
import stat
from pathlib import Path

import pytest

from glossary.errors import InputError
from tui import keymap
from tui.config import THEME_NAMES, Config, config_path, load, save, system_language
from tui.themes import THEMES


@pytest.fixture(autouse=True)
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "own" / "config.toml"
    monkeypatch.setenv("TENRIENG_CONFIG", str(path))
    return path


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode("utf-8"))
    return path


def test_without_a_file_nothing_is_set_and_nothing_is_made(settings_file: Path) -> None:
    assert load() == Config()
    assert not settings_file.parent.exists()


def test_the_file_lies_in_the_config_folder_unless_another_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TENRIENG_CONFIG")
    assert config_path().parts[-2:] == ("tenrieng", "config.toml")


def test_settings_are_read(settings_file: Path) -> None:
    written(settings_file, 'language = "vi"\ntheme = "contrast-dark"\n[keys]\naccept = "a, ctrl+a"\n"take(1)" = "f1"\n')
    assert load() == Config("vi", "contrast-dark", {"accept": "a,ctrl+a", "take(1)": "f1"})


def test_the_names_of_the_themes_are_those_of_the_app() -> None:
    assert tuple(THEMES) == THEME_NAMES


# what stands in the file, what is said of it
UNUSABLE = [
    ('language = "de"\n', "“de”: write one of en, vi, ru"),
    ("theme = 3\n", "“3”: write one of dark, light"),
    ('keys = "a"\n', "keys is no table"),
    ("[keys]\naccept = 1\n", "the keys of “accept” are no text"),
    ('[keys]\naccept = "a,,b"\n', "the keys of “accept” are no text"),
    ('language = "vi"\ntheme = \n', "line 2 is not TOML"),
    ("\n\n[keys\n", "line 3 is not TOML"),
]


@pytest.mark.parametrize(("text", "said"), UNUSABLE)
def test_what_cannot_be_used_is_said_in_a_sentence_and_counts_as_not_set(
    settings_file: Path, text: str, said: str
) -> None:
    written(settings_file, text)
    found = load()
    assert [said in problem for problem in found.problems] == [True]
    assert str(settings_file) in found.problems[0]
    assert (found.theme, found.keys) == ("", {})


def test_a_file_that_is_no_text_is_said(settings_file: Path) -> None:
    settings_file.parent.mkdir()
    settings_file.write_bytes(b"\xff\xfe\x00")
    assert "UTF-8" in load().problems[0]


@pytest.mark.parametrize("text", ['theme = "dark\n', "\xff", "[[["])
def test_a_broken_file_is_never_written_over(settings_file: Path, text: str) -> None:
    settings_file.parent.mkdir()
    settings_file.write_bytes(text.encode("latin-1"))
    with pytest.raises(InputError, match=r"config\.toml"):
        save("theme", "light")
    assert settings_file.read_bytes() == text.encode("latin-1")
    assert list(settings_file.parent.iterdir()) == [settings_file]


# before, setting, value, after
CHANGES = [
    ("", "theme", "light", 'theme = "light"\n'),
    ('theme = "dark"\n', "theme", "light", 'theme = "light"\n'),
    ('theme = "dark" # by night\n', "theme", "light", 'theme = "light" # by night\n'),
    ("theme='dark'", "theme", "light", 'theme = "light"\n'),
    ('# mine\nfont = "big"\n', "language", "ru", '# mine\nfont = "big"\nlanguage = "ru"\n'),
    (
        '# mine\n\n[keys]\ntheme = "t"\n[later]\nx = 1\n',
        "theme",
        "dark",
        '# mine\ntheme = "dark"\n\n[keys]\ntheme = "t"\n[later]\nx = 1\n',
    ),
    ('language = "vi"\ntheme = "dark"\n', "language", "", 'theme = "dark"\n'),
    ('theme = "dark"\n', "language", "", 'theme = "dark"\n'),
    ('theme = "dark"\r\nx = 1\r\n', "language", "vi", 'theme = "dark"\r\nx = 1\r\nlanguage = "vi"\r\n'),
    ("x = 1", "theme", "dark", 'x = 1\ntheme = "dark"\n'),
]


@pytest.mark.parametrize(("before", "name", "value", "after"), CHANGES)
def test_a_setting_is_written_and_every_other_line_stays(
    settings_file: Path, before: str, name: str, value: str, after: str
) -> None:
    if before:
        written(settings_file, before)
    save(name, value)
    assert settings_file.read_bytes() == after.encode()
    assert getattr(load(), name) == value


def test_what_cannot_be_changed_safely_is_left_to_the_person(settings_file: Path) -> None:
    text = 'note = """\ntheme = "dark"\n"""\n'
    written(settings_file, text)
    with pytest.raises(InputError, match="by hand"):
        save("theme", "light")
    assert settings_file.read_text() == text


@pytest.mark.skipif(os.name == "nt", reason="links and permissions of Unix")
def test_a_link_stays_a_link_and_permissions_stay(settings_file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text('theme = "dark"\n')
    real.chmod(0o600)
    settings_file.parent.mkdir()
    settings_file.symlink_to(real)
    save("theme", "light")
    assert settings_file.is_symlink()
    assert real.read_text() == 'theme = "light"\n'
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("TENRIENG_CONFIG", str(tmp_path / "file" / "config.toml"))
    assert load() == Config()
    with pytest.raises(InputError, match="cannot be written"):
        save("theme", "light")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "vi_VN.UTF-8"}, "vi"),
        ({"LANG": "ru_RU.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LC_MESSAGES": "ru_RU", "LANG": "vi_VN"}, "ru"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "vi"}, "vi"),
    ],
)
def test_the_language_of_the_system(variables: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert system_language() == language


# ---- keys -------------------------------------------------------------------------------------------------------
# keys of one's own, what is said of them ("" for nothing)
KEYMAPS = [
    ({"accept": "ctrl+a"}, ""),
    ({"accept": "r", "reject": "a"}, ""),
    ({"accept": "f5,ctrl+j", "help": "f2"}, ""),
    ({"accept": "R"}, ""),
    ({"acept": "b"}, "“acept” is no action"),
    ({"accept": "hyperspace"}, "“hyperspace”, for accept, is no key"),
    ({"accept": "contrl+a"}, "“contrl+a”, for accept, is no key"),
    ({"accept": "e"}, "(accept, edit)"),
    ({"accept": "j"}, "(accept, move(1))"),
    ({"next_theme": "a"}, "(accept, next_theme)"),
    ({"accept": "comma"}, "(accept, settings)"),
    ({"sort": "j"}, "(cursor_down, sort)"),
    ({"stand_out": "h"}, "(column(-1), stand_out)"),
    ({"term_form": "j"}, "(cursor_down, term_form)"),
    ({"key_names": "l"}, "(key_names, step(1))"),
    ({"apart": "m"}, "(apart, same)"),
    ({"gloss": "j"}, "(gloss, line(1))"),
    ({"select": "x"}, "(export, select)"),
    ({"select": "ctrl+b"}, ""),
]


@pytest.mark.parametrize(("keys", "said"), KEYMAPS)
def test_unknown_names_no_keys_and_conflicts_are_each_told_in_a_sentence(keys: dict[str, str], said: str) -> None:
    problems = keymap.problems(keys)
    if said:
        assert any(said in problem for problem in problems), problems
    else:
        assert problems == []


def test_every_action_with_a_key_has_a_name_for_the_settings_file() -> None:
    names = {name: keys for name, keys, _about in keymap.named_actions({})}
    assert names["accept"] == "a"
    assert names["settings"] == ","
    assert {"reject", "undo", "filter", "help", "leave_app", "export", "import", "take(1)"} <= names.keys()
    changed = {name: keys for name, keys, _about in keymap.named_actions({"accept": "f5,ctrl+a"})}
    assert changed["accept"] == "f5 ctrl+a"


def test_an_action_has_one_meaning_wherever_it_is_bound() -> None:
    """A key of one's own for marking concepts must not be that of opening a row of a list too."""
    keymap.load_all()
    meant: dict[str, set[str]] = {}
    for kind in keymap._classes():
        for binding in keymap.all_bindings_of(kind):
            if binding.tooltip:
                meant.setdefault(binding.id or "", set()).add(binding.tooltip)
    assert len(meant["select"]) == 1
    assert len(meant["names"]) == 1
    assert meant["take(1)"] == {"Take this suggestion as the preferred term"}


def test_reading_the_settings_imports_no_screen() -> None:
    import subprocess
    import sys

    code = "import sys; import tui.config; print([m for m in sys.modules if m.startswith(('textual', 'rich'))])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_every_module_with_bindings_is_known() -> None:
    folder = Path(keymap.__file__).parent
    having = {path.stem for path in folder.glob("*.py") if "\n    BINDINGS: ClassVar" in path.read_text("utf-8")}
    assert having == set(keymap.MODULES)
