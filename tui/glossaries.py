"""More than one glossary: open another file, make a new one, go back to one that was open before."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from glossary import service
from glossary.text import printable
from tui.dialog import Dialog
from tui.drawing import assemble, line
from tui.i18n import N_, _
from tui.paths import PathSuggester, short_path
from tui.widgets import Rows, TextField


class Glossaries(Dialog):
    """Name a file, or choose one of those that were open before."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list", N_("To the list"), show=False),
    ]
    keys = N_("Enter opens   ↓ the recent ones   → completes a path   Esc leaves")
    headline = N_("Open another glossary")
    wide = True

    def __init__(self, open_glossary: Callable[[Path], Awaitable[None]]) -> None:
        super().__init__()
        self._open = open_glossary
        self._recent: list[Path] = []
        self._agreed: tuple[str, Path] | None = None

    def body(self) -> Iterable[Widget]:
        """Which is open, a field for another, the recent ones."""
        now = _("Open now: {path}").format(path=printable(short_path(self.app.database.path)))
        yield Static(assemble((now, "$muted")), markup=False)
        yield TextField(placeholder=_("a file; a name that is not there yet makes a new glossary"), id="text")
        yield Rows(id="recent")

    def on_mount(self) -> None:
        """Type at once, while the recent ones are looked for."""
        super().on_mount()
        field = self.query_one("#text", TextField)
        field.suggester = PathSuggester()
        field.focus()
        self.query_one("#recent").display = False
        self._list_recent()

    @work(exclusive=True)
    async def _list_recent(self) -> None:
        found = await asyncio.to_thread(service.recent_glossaries)
        now = self.app.database.path.absolute()
        self._recent = [path for path in found if path != now]
        if self.is_attached and self._recent:
            listing = self.query_one("#recent", Rows)
            listing.set_options(
                Option(assemble((line(path.name), "bold"), (f"   {printable(short_path(path.parent))}", "$muted")))
                for path in self._recent
            )
            listing.highlighted = 0
            listing.display = True

    def action_list(self) -> None:
        """From the field into the list."""
        if self._recent:
            self.query_one("#recent").focus()

    @on(OptionList.OptionSelected)
    async def _selected(self, event: OptionList.OptionSelected) -> None:
        await self._choose(self._recent[event.option_index])

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Open the file that is named, else the one before this."""
        text = self.query_one("#text", TextField).text
        if text:
            await self._choose(Path(text).expanduser())
        elif self._recent:
            self.query_one("#recent").focus()
        else:
            self.problem(_("Name the file of a glossary."))

    async def _choose(self, path: Path) -> None:
        """Open it; a new file, and a job that would be stopped, are asked about first."""
        if path.absolute() == self.app.database.path.absolute():
            self.problem(_("This glossary is open already."))
        elif not path.exists() and self._agreed not in (("new", path), ("stop", path)):
            self._agreed = ("new", path)
            self.problem(_("There is no {path} yet. Enter again makes a new glossary there.").format(path=path))
        elif self.app.job_runs and self._agreed != ("stop", path):
            # Agreed to the new file before, if it is one.
            self._agreed = ("stop", path)
            self.problem(
                _("A job is running: {job}. Enter again stops it, and opens the other glossary.").format(
                    job=_(self.app.job_title)
                )
            )
        else:
            await self.attempt(self._open(path))
