"""A list of things drawn in several lines each, some of them headings, with a cursor, marks and the mouse."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets.option_list import Option

from tui.i18n import N_
from tui.widgets import Rows

T = TypeVar("T")


@dataclass(frozen=True)
class Item(Generic[T]):
    """What stands in the list: `what` it is (None: a heading, passed over by the cursor) and `key`, its name."""

    drawn: Content
    what: T | None = None
    key: Hashable = None


Draw = Callable[[int], Sequence[Item[T]]]
"""Width in cells -> the items, broken into lines for it."""


class Items(Rows, Generic[T]):
    """A list whose cursor stays on the same thing when what is shown changes or the width does.

    A click moves the cursor; only a double click, or Enter, does something with what is there.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "page_down", N_("Page down"), show=False),
        Binding("pageup", "page_up", N_("Page up"), show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self._draw_items: Draw[T] = lambda width: ()
        self._items: list[Item[T]] = []
        self._drawn_for = 0

    # ---- contents -----------------------------------------------------------------------------------------------
    @property
    def current(self) -> T | None:
        """What is under the cursor."""
        at = self.highlighted
        return self._items[at].what if at is not None and at < len(self._items) else None

    def show(self, draw: Draw[T]) -> None:
        """Show other items, or the same ones changed: the cursor stays on the same thing, else near its line."""
        self._draw_items = draw
        self.redraw()

    def redraw(self) -> None:
        """Draw all items again."""
        before, at, top = self._key(), self.highlighted or 0, self.scroll_offset.y
        self._drawn_for = self.width
        self._items = list(self._draw_items(self.width))
        self.set_options(Option(item.drawn, disabled=item.what is None) for item in self._items)
        keys = [item.key for item in self._items]
        if before is not None and before in keys:
            at = keys.index(before)
        self.highlighted = self._usable(at)
        self.scroll_to(y=top, animate=False, force=True)
        self.call_after_refresh(self.scroll_to_highlight)

    def _key(self) -> Hashable:
        at = self.highlighted
        return self._items[at].key if at is not None and at < len(self._items) else None

    def _usable(self, at: int) -> int | None:
        """The place of a thing at `at` or behind it, else before it."""
        places = [place for place, item in enumerate(self._items) if item.what is not None]
        behind = [place for place in places if place >= at]
        return behind[0] if behind else places[-1] if places else None

    def go_to(self, wanted: Callable[[T], bool]) -> bool:
        """Put the cursor on the first thing that is wanted; False when there is none."""
        for place, item in enumerate(self._items):
            if item.what is not None and wanted(item.what):
                self.highlighted = place
                return True
        return False

    def lines_of(self, place: int) -> tuple[int, int]:
        """The first line of the item at a place, and of the heading behind it or the end: all that belongs to it."""
        heights = [item.drawn.plain.count("\n") + 1 for item in self._items]
        headings = (at for at in range(place + 1, len(self._items)) if self._items[at].what is None)
        return sum(heights[:place]), sum(heights[: next(headings, len(self._items))])

    @property
    def at_end(self) -> bool:
        """Is the cursor on the last thing?"""
        last = max((place for place, item in enumerate(self._items) if item.what is not None), default=None)
        return last is not None and self.highlighted == last

    def on_resize(self) -> None:
        """Lines are broken for the width; the cursor stays in sight in any height."""
        if self.width != self._drawn_for:
            self.redraw()
        else:
            self.call_after_refresh(self.scroll_to_highlight)

    def respeak(self) -> None:
        """Draw in the interface language."""
        self.redraw()

    # ---- the mouse ----------------------------------------------------------------------------------------------
    def on_click(self, event: events.Click) -> None:
        """One click goes there, two are Enter: nothing is decided by a stray click."""
        event.prevent_default()
        clicked = event.style.meta.get("option")
        if isinstance(clicked, int) and clicked < len(self._items) and self._items[clicked].what is not None:
            again = self.highlighted == clicked
            self.highlighted = clicked
            if event.chain == 2 and event.button == 1 and again:
                self.action_select()
