"""The last line of a screen: the keys that work here now.

Textual's own footer is a widget for each key, made anew whenever the focus or a filter changes, and the old ones are
kept: after a day of typing the program would be slow and large. This one is a single line that draws itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.screens import LEFT

_SHORT = {"space": "␣"}
"""Names of keys for which there is a sign."""

_STAYING = re.compile(r"(?:\w+\.)?(?:help|leave|leave_app|cancel|back)")
"""Actions whose keys are always in the footer: all keys, and the way out."""


@dataclass(frozen=True)
class Named:
    """A key of the footer, with what it does in the interface language."""

    key: str
    action: str
    shown: str
    does: str
    tooltip: str = ""
    enabled: bool = True

    @property
    def cells(self) -> int:
        """Its room: the key, a space, what it does."""
        return cell_len(self.shown) + 1 + cell_len(self.does)


def fitting(keys: Sequence[Named], width: int) -> list[Named]:
    """The keys that fit into `width` cells side by side, a space between them: none is ever cut in two.

    Help and the way out stay. Where room is short, the space bar is drawn by its sign, and Enter goes first (it is
    tried anyway), then the last ones.
    """
    kept = list(keys)
    if _cells(kept) > width:
        kept = [replace(key, shown=_SHORT.get(key.shown, key.shown)) for key in kept]
    for key in [*(one for one in kept if one.key == "enter"), *reversed(kept)]:
        if _cells(kept) <= width:
            break
        if not _STAYING.fullmatch(key.action):
            kept = [one for one in kept if one is not key]
    return kept


def _cells(keys: Sequence[Named]) -> int:
    return sum(key.cells for key in keys) + max(0, len(keys) - 1)


class Footer(Widget, can_focus=False):
    """The keys that work here, as many as the line holds in this language; a click presses one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"footer--key", "footer--hover", "footer--line"}
    DEFAULT_CSS = """
    Footer {
        dock: bottom;
        height: 1;
        color: $footer-foreground;
        background: $footer-background;
        & > .footer--key { color: $footer-key-foreground; text-style: bold; }
        & > .footer--hover { background: $block-hover-background; }
        & > .footer--line { color: $foreground 20%; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self.palette = False
        """Is the palette's key drawn, at the right behind a line?"""
        self._known: list[Named] = []
        self._drawn: list[tuple[int, Named]] = []
        self._pointed: Named | None = None

    @property
    def drawn(self) -> list[tuple[int, Named]]:
        """The keys on screen, each with the column where it begins; the palette's last."""
        return list(self._drawn)

    def show_palette(self, shown: bool) -> None:
        """Draw the palette's key, or leave its room to others."""
        if self.palette != shown:
            self.palette = shown
            self._lay_out()

    def on_mount(self) -> None:
        """Follow the keys."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def on_unmount(self) -> None:
        """Follow them no longer."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self) -> None:
        """Another width has room for other keys."""
        self._lay_out()

    def _changed(self, screen: Screen[object]) -> None:
        # A terminal that is not in front keeps the keys it had.
        if screen is not self.screen or not self.app.app_focus:
            return
        known: list[Named] = []
        for _node, binding, enabled, tooltip in screen.active_bindings.values():
            palette = binding.key == self.app.COMMAND_PALETTE_BINDING
            if (binding.show or palette) and all(binding.action != one.action for one in known):
                shown = self.app.get_key_display(binding)
                known.append(Named(binding.key, binding.action, shown, binding.description, tooltip, enabled))
        if known != self._known:
            self._known = known
            self._lay_out()

    def _lay_out(self) -> None:
        palette = [key for key in self._known if key.key == self.app.COMMAND_PALETTE_BINDING]
        named, width = [key for key in self._known if key not in palette], self.size.width
        self._drawn, at = [], 0
        right = palette[0] if palette and self.palette else None
        # The palette's key stands behind a line, a space before that.
        for key in fitting(named, width - (right.cells + 2 if right else 0)):
            self._drawn.append((at, key))
            at += key.cells + 1
        if right:
            self._drawn.append((width - right.cells, right))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Keys and what they do."""
        base, at = self.rich_style, 0
        segments = []
        for start, key in self._drawn:
            style = base + self._style("hover") if key is self._pointed else base
            if not key.enabled:
                style += Style(dim=True)
            if key.key == self.app.COMMAND_PALETTE_BINDING:
                segments.append(Segment(" " * (start - at - 1), base))
                segments.append(Segment("▏", base + self._style("line")))
            else:
                segments.append(Segment(" " * (start - at), base))
            segments.append(Segment(key.shown, style + self._style("key")))
            segments.append(Segment(f" {key.does}", style))
            at = start + key.cells
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def _style(self, name: str) -> Style:
        return self.get_component_rich_style(f"footer--{name}", partial=True)

    def _key_at(self, x: int) -> Named | None:
        return next((key for start, key in self._drawn if start <= x < start + key.cells), None)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the key under the pointer, and say what it does."""
        self._point(self._key_at(event.x))

    def on_leave(self) -> None:
        """Mark none."""
        self._point(None)

    def _point(self, key: Named | None) -> None:
        if key is not self._pointed:
            self._pointed = key
            self.tooltip = key.tooltip or None if key else None
            self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key under the pointer."""
        key = self._key_at(event.x)
        if key is None or event.button != LEFT:
            return
        if key.enabled:
            self.app.simulate_key(key.key)
        else:
            self.app.bell()
