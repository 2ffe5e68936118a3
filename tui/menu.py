"""What can be done here, as a menu under the right mouse button: every action is in reach of the mouse."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from rich.cells import cell_len
from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList

from tui.dialog import Dialog
from tui.drawing import assemble, hanging, line
from tui.i18n import N_
from tui.widgets import Rows

MOST_NAME = 24
"""Cells up to which names stand in a column of their own; what a longer one does follows it at once."""

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
        """Choose at once."""
        super().on_mount()
        self.query_one(Rows).focus()

    def on_resize(self) -> None:
        """The names in a column, what they do beside them, broken for the width there is."""
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        rows = self.query_one(Rows)
        widths = [cell_len(line(name)) for name, *_about in self._actions]
        column = max((width for width in widths if width <= MOST_NAME), default=0)
        drawn = (
            assemble((line(name) + " " * max(0, column - width), "bold"), "  ", (line(about), "$muted"))
            for (name, about, _run), width in zip(self._actions, widths, strict=True)
        )
        broken = (Content("\n").join(hanging(one, rows.width, column + 2)) for one in drawn)
        rows.fill(broken, cursor=rows.highlighted or 0)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        run = self._actions[event.option_index][2]
        self.dismiss()
        self.app.call_later(run)
