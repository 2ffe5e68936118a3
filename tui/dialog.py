"""What dialogs are made of: the frame with its line of keys, a choice on one line, a page to read.

A dialog is given the coroutine that does the work. When that raises a GlossaryError its sentence stands in the dialog
and what was typed is still there.
"""

from __future__ import annotations

from collections.abc import Awaitable, Hashable, Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from glossary.errors import GlossaryError
from tui.drawing import Piece, assemble, line
from tui.hints import KeysLine
from tui.i18n import N_, _
from tui.said import said
from tui.screens import LEFT, ModalScreen

if TYPE_CHECKING:
    from tui.app import TenriengApp

V = TypeVar("V")


class Dialog(ModalScreen[None]):
    """A frame with a title, a body, a line for what went wrong and a line of keys."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Cancel")),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
    ]
    heading: Content = Content("")
    headline = ""
    """What stands above, where it is the same for all; else `heading` says it."""
    keys = N_("Enter saves   Esc leaves")
    wide = False
    _doubted: Hashable = None
    """What was saved once and asked about."""

    def compose(self) -> ComposeResult:
        """The frame; subclasses give the body."""
        with Vertical(id="dialog", classes="wide" if self.wide else ""):
            heading = self.heading or assemble((_(self.headline), "bold"))
            yield Static(heading, id="dialog-title", markup=False)
            yield from self.body()
            yield Static("", id="problem", markup=False)
            yield KeysLine(_(self.keys))

    def body(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """No problem yet."""
        self.query_one("#problem").display = False

    def action_cancel(self) -> None:
        """Leave without doing anything."""
        self.dismiss()

    def problem(self, sentence: str) -> None:
        """Say what is wrong, and stay."""
        problem = self.query_one("#problem", Static)
        problem.update(assemble((line(said(sentence)), "$error")))
        problem.display = True

    def sure(self, what: Hashable, doubt: str) -> bool:
        """True without a doubt, or when the same is to be saved a second time; else the doubt is said."""
        if not doubt or what == self._doubted:
            return True
        self._doubted = what
        self.problem(doubt)
        return False

    async def attempt(self, work: Awaitable[None]) -> None:
        """Do the work and leave; or say why not, and stay."""
        try:
            await work
        except GlossaryError as error:
            self.problem(str(error))
        else:
            self.dismiss()


def titled(sentence: str, *, name: str) -> Content:
    """The title of a dialog: the sentence with its `{name}` in bold, wherever a language puts it."""
    before, _name, after = sentence.partition("{name}")
    return assemble((before, "$muted"), (line(name), "bold"), (after, "$muted"))


class Choice(Widget, Generic[V], can_focus=True):
    """A few values on one line; the arrow keys or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l,space", "step(1)", show=False),
        Binding("enter", "screen.submit", show=False),
    ]
    index: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value is chosen."""

    def __init__(self, values: Sequence[tuple[V, str]], chosen: V, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = values
        self.set_reactive(Choice.index, next(i for i, (value, label) in enumerate(values) if value == chosen))

    @property
    def value(self) -> V:
        """The value chosen."""
        return self._values[self.index][0]

    def action_step(self, step: int) -> None:
        """The next or the previous value, round and round."""
        self.index = (self.index + step) % len(self._values)

    def watch_index(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Changed())

    def _laid_out(self, width: int) -> list[list[int]]:
        """The values on as few lines as they take; none is broken in two."""
        lines: list[list[int]] = [[]]
        room = width
        for position, (_value, label) in enumerate(self._values):
            cells = cell_len(line(label)) + 3
            if lines[-1] and cells - 1 > room:
                lines.append([])
                room = width
            lines[-1].append(position)
            room -= cells
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the values take."""
        return len(self._laid_out(width))

    def render(self) -> Content:
        """All values, the chosen one in a block."""
        style = "bold reverse $primary" if self.has_focus else "reverse $muted"
        lines = []
        for positions in self._laid_out(self.content_size.width):
            pieces: list[Piece] = []
            for position in positions:
                label = line(self._values[position][1])
                pieces += [" " if pieces else "", (f" {label} ", style if position == self.index else "")]
            lines.append(assemble(*pieces))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Choose the value under the pointer."""
        lines, at = self._laid_out(self.content_size.width), 0
        for position in lines[event.y] if event.button == LEFT and 0 <= event.y < len(lines) else []:
            at += cell_len(line(self._values[position][1])) + 3
            if event.x < at:
                self.index = position
                return


class Page(Dialog):
    """Something to read, scrolled with the arrows, closed with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "cancel", N_("Close"), show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]
    keys = N_("↑ ↓ scroll   Esc closes")
    wide = True

    def __init__(self, heading: Content, text: Content) -> None:
        super().__init__()
        self.heading, self._text = heading, text

    def body(self) -> Iterable[Widget]:
        """The text."""
        with VerticalScroll(id="page"):
            yield Static(self._text, markup=False)

    def action_scroll(self, lines: int) -> None:
        """Up and down without arrows."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)
