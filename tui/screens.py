"""What every screen of the app is made of: Textual's screens, with bindings that speak the interface language.

Bindings are named in class bodies, once, in English (`N_`). Textual asks a screen for its `active_bindings` whenever
it draws the footer, the tooltip of a key or the palette: there they are translated, so that another language needs no
restart. Text that was drawn in the language before is drawn again by `respeak`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, runtime_checkable

from rich.cells import cell_len
from textual import events, widgets
from textual import screen as textual
from textual.app import App, ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.widget import Widget
from textual.widgets._footer import FooterKey

from tui import i18n
from tui.i18n import N_, _

if TYPE_CHECKING:
    from tui.app import TenriengApp

Result = TypeVar("Result")

LEFT, RIGHT = 1, 3
"""Buttons of the mouse: the left one does something, the right one lists what can be done."""

TEXTUAL = (N_("palette"), N_("Open the command palette"))
"""What Textual's own bindings say, translated with ours."""


def spoken(binding: Binding) -> Binding:
    """The binding with its texts in the interface language."""
    return replace(binding, description=_(binding.description), tooltip=_(binding.tooltip))


def _all_spoken(active: dict[str, ActiveBinding]) -> dict[str, ActiveBinding]:
    return {
        key: found._replace(binding=spoken(found.binding), tooltip=_(found.tooltip)) for key, found in active.items()
    }


class Screen(textual.Screen[Result]):
    """A screen whose keys are named in the interface language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work here now, translated."""
        return _all_spoken(super().active_bindings)

    def on_click(self, event: events.Click) -> None:
        """The right button, anywhere, lists what can be done."""
        if event.button == RIGHT:
            from tui.menu import ActionMenu
            from tui.palette import actions

            self.app.push_screen(ActionMenu(actions(cast("TenriengApp", self.app), self.app.screen)))


class ModalScreen(textual.ModalScreen[Result]):
    """A screen over others, whose keys are named in the interface language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work here now, translated."""
        return _all_spoken(super().active_bindings)


_SHORT = {"space": "␣"}
"""Names of keys for which there is a sign."""

_STAYING = re.compile(r"(?:\w+\.)?(?:help|leave|leave_app|cancel|back)")
"""Actions whose keys are always in the footer: all keys, and the way out."""


class Footer(widgets.Footer):
    """The keys that work here, as many as the line holds in this language: none is ever cut in two."""

    _width = 0

    def compose(self) -> ComposeResult:
        """Help and the way out stay; of the others the last ones go."""
        self._width = self.app.size.width
        yield from fitting(list(super().compose()), self._width)

    def on_resize(self, event: events.Resize) -> None:
        """Another width has room for other keys."""
        if self._width not in (0, self.app.size.width):
            self.refresh(recompose=True)


def fitting(keys: Sequence[Widget], width: int) -> Iterable[Widget]:
    """The keys of a compact footer that fit into `width` cells side by side.

    Where room is short, the space bar is drawn by its sign, and Enter goes first: it is tried anyway.
    """
    kept = list(keys)
    named = [key for key in keys if isinstance(key, FooterKey)]
    last_first: list[Widget] = [*(one for one in named if one.key == "enter"), *reversed(keys)]
    if sum(_cells(one) for one in kept) - 1 > width:
        for one in named:
            one.key_display = _SHORT.get(one.key_display, one.key_display)
    for key in last_first:
        if sum(_cells(one) for one in kept) - 1 <= width:
            break
        if isinstance(key, FooterKey) and not (_STAYING.fullmatch(key.action) or key.has_class("-command-palette")):
            kept = [one for one in kept if one is not key]
    return kept


def _cells(key: Widget) -> int:
    """The room of a key with the space behind it; the palette's stands apart, behind a line."""
    if not isinstance(key, FooterKey):
        return 0
    return cell_len(key.key_display) + cell_len(key.description) + (4 if key.has_class("-command-palette") else 2)


@runtime_checkable
class Speaker(Protocol):
    """A screen or widget that draws its text again when another language is chosen."""

    def respeak(self) -> None:
        """Draw all text again; cursor, selection and what was typed stay."""
        ...


def speak(app: App[Any], code: str) -> None:
    """Speak this language from now on: all screens that lie open are drawn again, nothing is lost."""
    i18n.use(code)
    for screen in app.screen_stack:
        for node in (screen, *screen.query("*")):
            if isinstance(node, Speaker):
                node.respeak()
    # The footers of screens that lie below are made anew when these come back: hidden ones have no layout.
    app.screen.refresh_bindings()
