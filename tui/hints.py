"""Keys that sentences name, `Enter saves   Esc leaves`, `u undoes`: said as the person has them, pressed by a click.

The sentences name the keys that the app comes with. Each is looked up among the bindings of the screen, so that what
stands there is the key in force, and an action without a key is not named.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Static

from tui.drawing import assemble
from tui.keymap import all_bindings_of, keys_of
from tui.screens import LEFT

if TYPE_CHECKING:
    from tui.app import TenriengApp

NAMED = {
    "enter": "enter",
    "esc": "escape",
    "del": "delete",
    "tab": "tab",
    "←": "left",
    "→": "right",
    "↑": "up",
    "↓": "down",
    "/": "slash",
    "?": "question_mark",
    "+": "plus",
    "space": "space",
    "cách": "space",
    "пробел": "space",
}
"""What a sentence calls a key -> the key; a letter or a digit is itself."""

_ARROWS = frozenset("←→↑↓/")
"""Keys that may stand anywhere in a clause; a letter is a key only where it comes first."""

_BETWEEN = re.compile(r"(, | · |; |: )")
"""What parts the clauses of a hint."""

_COLUMN = re.compile(r"\S+ {2,}")
"""A key before what it does, in lines one below the other."""


@dataclass(frozen=True)
class Clause:
    """A key or two and what they do, in a line of keys."""

    text: str
    key: str = ""
    """The key that the first one is, in the app as it comes; empty where none is named."""
    action: str = ""
    """What the screen does for that key; empty where what has the focus answers it."""


def shown_key(app: App[Any], binding: Binding, keymap: Mapping[str, str]) -> str:
    """How the key in force for a binding is written; empty where it has none."""
    keys = keys_of(binding, keymap)
    return app.get_key_display(binding.with_key(keys[0], key_display=None)) if keys else ""


def clause(text: str, screen: Screen[Any], app: TenriengApp) -> Clause | None:
    """A clause with the keys in force; None where its action has no key any more."""
    keymap, known = app.config.keys, _by_key(screen)
    words: list[str] = []
    first: tuple[str, str] | None = None
    named = lost = 0
    for place, word in enumerate(text.split(" ")):
        key = _key(word) if place == 0 or word in _ARROWS else ""
        binding = known.get(key)
        if key and first is None:
            first = (key, binding.action if binding else "")
        if binding is None or (binding.id or "") not in keymap:
            words.append(word)
            named += bool(key)
            continue
        shown = shown_key(app, binding, keymap)
        words += [shown] if shown else []
        named, lost = named + bool(shown), lost + (not shown)
    if lost and not named:
        return None
    return Clause(" ".join(words), *(first or ()))


def in_force(hint: str, screen: Screen[Any], app: TenriengApp) -> str:
    """A hint, `a accepts, r rejects`, with the keys that the person gave these actions."""
    if not app.config.keys:
        return hint
    found = ""
    pieces = ["", *_BETWEEN.split(hint)]
    for between, text in zip(pieces[::2], pieces[1::2], strict=True):
        one = clause(text, screen, app)
        if one is not None:
            found += (between if found else "") + one.text
    return found


def fitted_hint(sentence: str, hint: str, width: int) -> str:
    """As many of the remarks of a hint, `u undoes · …`, as there is room for beside the sentence; one at least."""
    while " · " in hint and cell_len(sentence) + 3 + cell_len(hint) > width:
        hint = hint.rpartition(" · ")[0]
    return hint


def lines_in_force(text: str, screen: Screen[Any], app: TenriengApp) -> str:
    """Lines that begin with a key, `b       read your own`, with the keys in force, in the same columns."""
    if not app.config.keys:
        return text
    lines = []
    for told in text.splitlines():
        one, column = clause(told, screen, app), _COLUMN.match(told)
        if one is not None and column is not None:
            key, _gap, does = one.text.partition("  ")
            lines.append(f"{key:<{column.end() - 1}} {does.lstrip()}")
        elif one is not None:
            lines.append(one.text)
    return "\n".join(lines)


def _key(word: str) -> str:
    small = word.lower()
    return NAMED.get(small, small if small.startswith("ctrl+") else word if len(word) == 1 and word.isalnum() else "")


def _by_key(screen: Screen[Any]) -> dict[str, Binding]:
    """The bindings that a key is looked for in, by the keys that the app comes with."""
    found: dict[str, Binding] = {}
    for node in filter(None, (screen.focused, screen, screen.app)):
        for binding in all_bindings_of(type(node)):
            found.setdefault(binding.key, binding)
    return found


class KeysLine(Static):
    """What the keys of a dialog do, `Enter saves   Esc leaves`; a click on one does it."""

    app: TenriengApp

    def __init__(self, keys: str) -> None:
        super().__init__("", id="dialog-keys", markup=False)
        self._parts = [part.strip() for part in keys.split("   ") if part.strip()]
        self._lines: list[list[Clause]] = []

    def on_resize(self, event: events.Resize) -> None:
        """As many as fit on a line."""
        lines: list[list[Clause]] = [[]]
        for part in filter(None, (clause(part, self.screen, self.app) for part in self._parts)):
            if lines[-1] and sum(cell_len(one.text) + 3 for one in lines[-1]) + cell_len(part.text) > event.size.width:
                lines.append([])
            lines[-1].append(part)
        if lines != self._lines:
            self._lines = lines
            self.update(assemble(("\n".join("   ".join(one.text for one in row) for row in lines), "$muted")))

    async def on_click(self, event: events.Click) -> None:
        """Do what stands under the pointer."""
        at = 0
        for part in self._lines[event.y] if event.button == LEFT and 0 <= event.y < len(self._lines) else []:
            at += cell_len(part.text) + 3
            if event.x < at:
                if part.action:
                    await self.app.run_action(part.action, self.screen)
                elif part.key:
                    self.app.simulate_key(part.key)
                return
