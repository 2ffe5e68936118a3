"""What every screen of the app is made of: Textual's screens, with bindings that speak the interface language.

Bindings are named in class bodies, once, in English (`N_`). Textual asks a screen for its `active_bindings` whenever
it draws the footer, the tooltip of a key or the palette: there they are translated, so that another language needs no
restart. Text that was drawn in the language before is drawn again by `respeak`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Protocol, TypeVar, runtime_checkable

from textual import screen as textual
from textual.app import App
from textual.binding import ActiveBinding, Binding

from tui import i18n
from tui.i18n import _

Result = TypeVar("Result")


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


class ModalScreen(textual.ModalScreen[Result]):
    """A screen over others, whose keys are named in the interface language."""

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """The bindings that work here now, translated."""
        return _all_spoken(super().active_bindings)


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
        screen.refresh_bindings()
