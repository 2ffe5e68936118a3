"""Filters of the queue: completed while they are typed, and kept under names."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from glossary.errors import GlossaryError
from glossary.model import SavedFilter
from tui.dialog import Dialog
from tui.drawing import assemble, line
from tui.hints import in_force
from tui.i18n import N_, _
from tui.widgets import Rows, TextField

if TYPE_CHECKING:
    from tui.app import TenriengApp


class FilterSuggester(Suggester):
    """How the filter could go on: names of filters, kinds, languages, articles, outlets."""

    def __init__(self, app: TenriengApp) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._app = app

    async def get_suggestion(self, value: str) -> str | None:
        """The first way to go on."""
        found = await self._app.ask(lambda glossary: glossary.complete(value))
        return next((one for one in found if one.startswith(value) and one != value), None)


class FilterField(TextField):
    """A field for a query; the right arrow or Tab takes the completion. In a dialog Tab also goes to the next field."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", N_("Complete"), priority=True)]

    def on_mount(self) -> None:
        """The completions come from the glossary."""
        self.suggester = FilterSuggester(self.app)

    async def action_complete(self) -> None:
        """Take the completion; a value that is whole gets a space behind it.

        Without one the review stays in the field: among the concepts the next letters would be commands.
        """
        found = await self.suggester.get_suggestion(self.value) if self.suggester and self.value else None
        if found:
            self.value = found if found.endswith(":") else found + " "
            self.action_end()
        elif isinstance(self.screen, Dialog):
            self.screen.focus_next()


class SavedFilters(Dialog):
    """Apply a filter that was saved, save the one in use, remove one."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "list", N_("To the list"), show=False),
        Binding("delete", "remove", N_("Remove")),
    ]
    keys = N_("Enter applies or saves   ↑ ↓ choose   Del removes   Esc leaves")
    headline = N_("Filters")
    wide = True

    def __init__(
        self,
        saved: Sequence[SavedFilter],
        query: str,
        apply: Callable[[str], Awaitable[None]],
        save: Callable[[str, str], Awaitable[None]],
    ) -> None:
        super().__init__()
        self._saved, self._query, self._apply, self._save = list(saved), query, apply, save

    def body(self) -> Iterable[Widget]:
        """The list; a name for the filter in use."""
        none = _("No filter is saved yet.") if not self._saved else ""
        yield Static(assemble((none, "$muted")), id="none", markup=False)
        yield Rows(id="saved")
        if self._query:
            yield Static(assemble((_("Save {query} as").format(query=line(self._query)), "$muted")), markup=False)
            yield TextField(placeholder=_("a name"), id="text")
        elif not self._saved:
            told = in_force(_("/ types a filter, which can be saved here then."), self.app.review, self.app)
            yield Static(assemble((told, "$muted")), markup=False)

    def on_mount(self) -> None:
        """Where there is something to choose, choose; else name."""
        super().on_mount()
        self._fill()
        if self._query and not self._saved:
            self.query_one("#text").focus()
        else:
            self.query_one(Rows).focus()

    def _fill(self, cursor: int = 0) -> None:
        rows = self.query_one(Rows)
        rows.fill(
            (assemble((line(one.name), "bold"), "  ", (line(one.query), "$muted")) for one in self._saved),
            cursor=cursor,
        )
        rows.display = bool(self._saved)
        self.query_one("#none").display = not self._saved

    def action_list(self) -> None:
        """From the field into the list."""
        if self._saved:
            self.query_one(Rows).focus()

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self.attempt(self._apply(self._saved[event.option_index].query))

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save the filter in use."""
        name = self.query_one("#text", TextField).text
        if not name:
            self.problem(_("Type a name for this filter."))
        else:
            await self.attempt(self._save(name, self._query))

    async def action_remove(self) -> None:
        """Remove the one under the cursor."""
        at = self.query_one(Rows).highlighted
        if at is not None and self._saved and isinstance(self.focused, Rows):
            saved = self._saved[at]
            try:
                await self._save(saved.name, "")
            except GlossaryError as error:
                self.problem(str(error))
            else:
                # Keys went on while the glossary was busy: the list may be another by now.
                if saved in self._saved:
                    self._saved.remove(saved)
                    self._fill(at)
