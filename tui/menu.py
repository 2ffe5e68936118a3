"""What can be done here, as a menu under the right mouse button: every action is in reach of the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from textual import on
from textual.widget import Widget
from textual.widgets import OptionList

from tui.dialogs import Dialog
from tui.drawing import assemble, line
from tui.i18n import N_
from tui.widgets import Rows

Action = tuple[str, str, Callable[[], object]]
"""Name, explanation with the key, what to run."""


class ActionMenu(Dialog):
    """The actions of the screen below; the one that is clicked is done there."""

    headline = N_("What can be done here")
    keys = N_("↑ ↓ choose   Enter does it   Esc leaves")
    wide = True

    def __init__(self, actions: Sequence[Action]) -> None:
        super().__init__()
        self._actions = actions

    def body(self) -> Iterable[Widget]:
        """A line for each."""
        yield Rows(id="actions")

    def on_mount(self) -> None:
        """The names in a column, what they do beside them."""
        super().on_mount()
        rows = self.query_one(Rows)
        widest = max((cell_len(line(name)) for name, *_about in self._actions), default=0)
        rows.fill(
            assemble((line(name) + " " * (widest - cell_len(line(name))), "bold"), "  ", (line(about), "$muted"))
            for name, about, _run in self._actions
        )
        rows.focus()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        run = self._actions[event.option_index][2]
        self.dismiss()
        self.app.call_later(run)
