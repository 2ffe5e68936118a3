"""The person's settings: language of the interface, theme, keys; in `tenrieng/config.toml` of their config folder.

    language = "vi"            # en, vi or ru; without it the language of the system counts
    theme = "contrast-dark"    # dark, light, contrast-dark, contrast-light
    names = "vi"               # the language of the names in the queue: vi, en, ru or found; else the interface's
    gloss = "none"             # the language of the glosses in articles: vi, en, ru or none; else Russian

    [keys]
    accept = "a,ctrl+a"        # the action's name = its keys
    undo = ""                  # no key

The app writes `language`, `theme`, `names` and `gloss` and leaves every other line as it stands. A file that is not
TOML is told with its line, is not used and is never written over.
"""

from __future__ import annotations

import os
import re
import tempfile
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from glossary.errors import InputError
from glossary.model import Lang
from tui.i18n import LANGUAGES, _

NAMES = ("vi", "en", "ru", "found")
"""What `names` may say: the language in which the app calls concepts, or as the articles call them most."""

GLOSSES = ("vi", "en", "ru", "none")
"""What `gloss` may say: the language in which the reader glosses names, or none."""

THEME_NAMES = ("dark", "light", "contrast-dark", "contrast-light")
"""What `theme` may say."""

_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True, slots=True)
class Config:
    """What the settings file says; empty where it says nothing."""

    language: str = ""
    theme: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)
    """The action's name -> its keys, separated by commas; empty for none."""
    problems: tuple[str, ...] = ()
    """A sentence for each thing in the file that could not be used."""
    names: str = ""
    gloss: str = ""


def gloss_of(settings: Config) -> Lang | None:
    """The language of the glosses: the one chosen, else Russian, which most articles need; None for none."""
    named = settings.gloss or Lang.RU.value
    return None if named == "none" else Lang(named)


def config_path() -> Path:
    """The settings file: `TENRIENG_CONFIG`, else `tenrieng/config.toml` in the user's config folder."""
    named = os.environ.get("TENRIENG_CONFIG")
    if named:
        return Path(named).expanduser()
    from platformdirs import user_config_path

    return user_config_path("tenrieng", appauthor=False) / "config.toml"


def system_language() -> str:
    """The language of the person's system, where it is one of the interface; else English."""
    import locale

    named = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), None)
    code = (named or locale.getlocale()[0] or "").replace("-", "_").split("_")[0].split(".")[0].casefold()
    code = {"vietnamese": "vi", "russian": "ru"}.get(code, code)
    return code if code in LANGUAGES else "en"


def load() -> Config:
    """The settings; what cannot be used is told in `problems` and counts as not said."""
    try:
        found = _parsed(_read())
    except InputError as error:
        return Config(problems=(str(error),))
    problems: list[str] = []
    language = _one_of(found, "language", tuple(LANGUAGES), problems)
    theme = _one_of(found, "theme", THEME_NAMES, problems)
    names = _one_of(found, "names", NAMES, problems)
    gloss = _one_of(found, "gloss", GLOSSES, problems)
    return Config(language, theme, _keys(found, problems), tuple(problems), names, gloss)


def save(name: str, value: str) -> None:
    """Set `language`, `theme`, `names` or `gloss`; empty removes it. All else stays as it is, comments too.

    Raises InputError when the file is broken (it is then not touched) or cannot be written.
    """
    before = _read()
    old = _parsed(before)
    text = _with_line(before, name, value)
    wanted = {key: old[key] for key in old if key != name} | ({name: value} if value else {})
    try:
        changed = tomllib.loads(text) == wanted
    except tomllib.TOMLDecodeError:
        changed = False
    if not changed:
        raise InputError(
            _("{path} is written in a way that cannot be changed here: set “{name}” in it by hand.").format(
                path=config_path(), name=name
            )
        )
    if text != before:
        _write(text)


# ---- reading ----------------------------------------------------------------------------------------------------
def _read() -> str:
    path = config_path()
    try:
        return path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return ""
    except UnicodeDecodeError as error:
        raise InputError(_("The settings {path} are not UTF-8: save the file as UTF-8.").format(path=path)) from error
    except OSError as error:
        raise InputError(
            _("The settings {path} cannot be read ({why}).").format(path=path, why=error.strerror or error)
        ) from error


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        at = _LINE.search(str(error))
        line = int(at[1]) if at else text.count("\n") + 1
        raise InputError(
            _("The settings {path} are not used: line {line} is not TOML. Correct it and start again.").format(
                path=config_path(), line=line
            )
        ) from error


def _one_of(found: Mapping[str, Any], name: str, choices: tuple[str, ...], problems: list[str]) -> str:
    value = found.get(name, "")
    if value == "" or value in choices:
        return str(value)
    problems.append(
        _("In the settings {path}, {name} is “{value}”: write one of {choices}.").format(
            path=config_path(), name=name, value=value, choices=", ".join(choices)
        )
    )
    return ""


def _keys(found: Mapping[str, Any], problems: list[str]) -> dict[str, str]:
    table = found.get("keys", {})
    if not isinstance(table, dict):
        problems.append(
            _("In the settings {path}, keys is no table: write [keys] on a line of its own.").format(path=config_path())
        )
        return {}
    keys: dict[str, str] = {}
    for action, value in table.items():
        if isinstance(value, str) and not value.strip():
            keys[str(action)] = ""
        elif isinstance(value, str) and all(key.strip() for key in value.split(",")):
            keys[str(action)] = ",".join(key.strip() for key in value.split(","))
        else:
            problems.append(
                _('In the settings {path}, the keys of “{action}” are no text such as "a,ctrl+a".').format(
                    path=config_path(), action=action
                )
            )
    return keys


# ---- writing ----------------------------------------------------------------------------------------------------
def _with_line(text: str, name: str, value: str) -> str:
    """The text with `name` set: its line replaced, or a new line put above the first table."""
    lines = text.splitlines(keepends=True)
    end = "\r\n" if lines and lines[0].endswith("\r\n") else "\n"
    above = next((at for at, line in enumerate(lines) if line.lstrip().startswith("[")), len(lines))
    own = re.compile(rf"""\s*(?:{name}|"{name}"|'{name}')\s*=\s*(?:"[^"]*"|'[^']*'|[^\s#]+)(?P<rest>\s*(?:\#.*)?)""")
    for at, line in enumerate(lines[:above]):
        found = own.fullmatch(line.rstrip("\r\n"))
        if found:
            lines[at : at + 1] = [f'{name} = "{value}"{found["rest"]}{end}'] if value else []
            return "".join(lines)
    if not value:
        return text
    while above > 0 and not lines[above - 1].strip():
        above -= 1
    if above and not lines[above - 1].endswith("\n"):
        lines[above - 1] += end
    lines.insert(above, f'{name} = "{value}"{end}')
    return "".join(lines)


def _write(text: str) -> None:
    """The file appears whole or not at all; a link to it stays a link."""
    path = config_path()
    partial = ""
    try:
        place = path.resolve()
        place.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=".config-", suffix=".part", dir=place.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
        Path(partial).chmod(place.stat().st_mode & 0o777 if place.exists() else 0o644)
        Path(partial).replace(place)
    except OSError as error:
        if partial:
            Path(partial).unlink(missing_ok=True)
        raise InputError(
            _("The setting holds until you leave; {path} cannot be written ({why}).").format(
                path=path, why=error.strerror or error
            )
        ) from error
