"""What every screen of the app is made of: Textual's screens, with bindings that speak the interface language.

Bindings are named in class bodies, once, in English (`N_`). Textual asks a screen for its `active_bindings` whenever
it draws the footer, the tooltip of a key or the palette: there they are translated, so that another language needs no
restart. Text that was drawn in the language before is drawn again by `respeak`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast, runtime_checkable

from textual import events, on
from textual import screen as textual
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import ActiveBinding, Binding

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


class Speaking(textual.Screen[Result]):
    """A screen whose keys are named in the interface language, and that never closes another in its stead."""

    _leaves = False

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work here now, translated."""
        return _all_spoken(super().active_bindings)

    def dismiss(self, result: Result | None = None) -> AwaitComplete:
        """Leave; under another screen as soon as that is gone, since Textual closes whichever is on top."""
        if self.is_active:
            return super().dismiss(result)
        self._leaves = True
        return AwaitComplete()

    @on(events.ScreenResume)
    def _leave_now(self) -> None:
        if self._leaves:
            self._leaves = False
            self.dismiss()


class Screen(Speaking[Result]):
    """A screen of its own."""

    def on_click(self, event: events.Click) -> None:
        """The right button, anywhere, lists what can be done."""
        if event.button == RIGHT:
            from tui.menu import ActionMenu
            from tui.palette import actions

            self.app.push_screen(ActionMenu(actions(cast("TenriengApp", self.app), self.app.screen)))


class ModalScreen(Speaking[Result], textual.ModalScreen[Result]):
    """A screen over others."""


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
