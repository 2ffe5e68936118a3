"""Paths that a person types: completed, taken apart, shortened; and the question which articles to read."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from textual import on
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from glossary.errors import GlossaryError, InputError
from glossary.resources import SEEDS
from glossary.text import nfc
from tui.dialog import Dialog
from tui.drawing import assemble
from tui.i18n import N_, _
from tui.widgets import TextField


class PathSuggester(Suggester):
    """Completes the path that is being typed; the right arrow takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that starts with what stands there."""
        folder, _slash, start = value.rpartition("/")
        if not start or value.startswith(("http:", "https:")):
            return None
        # A folder may be large, or lie on a slow disk.
        found = await asyncio.to_thread(first_entry, folder, start)
        return f"{folder}/{found}" if folder and found else found


def first_entry(folder: str, start: str) -> str | None:
    """The first entry of a folder, by its name, that starts so."""
    try:
        place = Path(f"{folder}/" if folder else ".").expanduser()
        names = (nfc(entry.name) for entry in os.scandir(place))
        return min((name for name in names if name.startswith(start)), default=None)
    except (OSError, RuntimeError):
        return None


def split_paths(text: str) -> list[str]:
    """One path, or several with spaces between them and quotes around those that hold spaces."""
    if Path(text).expanduser().exists():
        return [str(Path(text).expanduser())]
    try:
        parts = shlex.split(text, posix=os.name == "posix")
    except ValueError as error:
        raise InputError(_('A quotation mark is not closed: put " at both ends of a path with spaces.')) from error
    if not parts:
        raise InputError(_("Name a file, a folder, a pattern such as *.txt, or a web address."))
    return [part if "://" in part else os.path.expanduser(part) for part in parts]  # noqa: PTH111 - may be a pattern


def short_path(path: Path) -> str:
    """A path as a person would type it: from the working folder, else from the home folder, where it lies below."""
    if path.is_relative_to(Path.cwd()):
        return str(path.relative_to(Path.cwd()))
    if path.is_relative_to(Path.home()):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


def folder_of(place: str) -> str:
    """The folder in which a file that was read lies, as one would type it; empty for a web address or a pasted text."""
    if "://" in place or place.startswith("-"):
        return ""
    # An example is known by its name alone.
    return short_path(Path(place).parent if Path(place).is_absolute() else SEEDS)


class BuildFrom(Dialog):
    """Which articles to read."""

    keys = N_("Enter starts   → completes a path   Esc leaves")
    headline = N_("Read articles")
    wide = True

    def __init__(self, last: str, start: Callable[[Sequence[str]], Awaitable[None]]) -> None:
        super().__init__()
        self._last, self._start = last, start

    def body(self) -> Iterable[Widget]:
        """A field; the folder read last stands in it, in a glossary without articles the examples."""
        help_text = _("Files, folders, patterns or web addresses. Text, HTML and DOCX.")
        if not self._last:
            help_text += " " + _("The examples stand here already.")
        yield Static(assemble((help_text, "$muted")), markup=False)
        filled = folder_of(self._last) if self._last else short_path(SEEDS)
        yield TextField(filled, suggester=PathSuggester(), id="text")

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Start."""
        try:
            paths = split_paths(self.query_one("#text", TextField).text)
        except GlossaryError as error:
            self.problem(str(error))
        else:
            await self.attempt(self._start(paths))
