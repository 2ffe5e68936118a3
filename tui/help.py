"""All keys of where we are, narrowed by typing; what is chosen there is done at once, by Enter or by the mouse."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from tui.dialog import Dialog
from tui.drawing import KIND_LETTERS, KIND_NAMES, Piece, assemble, hanging, kind_style, line
from tui.i18n import N_, _
from tui.widgets import Rows, TextField


@dataclass(frozen=True)
class Entry:
    """A line of the help: the keys of an action, what it does, and the action itself."""

    keys: str
    what: str
    name: str
    """What the footer calls it."""
    run: Callable[[], object]


class Help(Dialog):
    """All keys, read from the bindings themselves."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", N_("Next key"), show=False, priority=True),
        Binding("up", "move(-1)", N_("Key before"), show=False, priority=True),
        Binding("pagedown", "page(1)", N_("Page down"), show=False, priority=True),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, priority=True),
    ]
    keys = N_("type to find   ↑ ↓ choose   Enter does it   Esc closes")
    headline = N_("Keys")
    wide = True

    def __init__(self, chapters: Sequence[tuple[str, Sequence[Entry]]]) -> None:
        super().__init__()
        self._chapters = chapters
        self._shown: dict[int, Entry] = {}

    def body(self) -> Iterable[Widget]:
        """A field, the list."""
        yield TextField(placeholder=_("a key, or a word of what it does"), id="text")
        yield Rows(id="keys")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query_one("#text").focus()
        self.fill()

    def on_resize(self) -> None:
        """Lines are broken for the width there is."""
        if self.is_mounted:
            self.call_after_refresh(self.fill)

    @on(Input.Changed)
    def _narrow(self) -> None:
        self.fill()

    def fill(self) -> None:
        """The keys that what was typed finds."""
        sought = plain(self.query_one("#text", TextField).text)
        options: list[Option] = []
        self._shown = {}
        widest = max((cell_len(entry.keys) for _title, entries in self._chapters for entry in entries), default=0)
        width = self.query_one("#keys", Rows).width
        for title, entries in self._chapters:
            found = [one for one in entries if not sought or matches(one, sought)]
            if found:
                options.append(Option(assemble((line(title), "bold $primary")), disabled=True))
            for entry in found:
                self._shown[len(options)] = entry
                gap = " " * (widest + 2 - cell_len(entry.keys))
                drawn = assemble(("  " + line(entry.keys) + gap, "bold $accent"), line(entry.what))
                options.append(Option(Content("\n").join(hanging(drawn, width, widest + 4))))
        if not sought:
            broken = (Content("\n").join(hanging(legend, width, 2)) for legend in legends())
            options += [Option(legend, disabled=True) for legend in broken]
        listing = self.query_one("#keys", Rows)
        listing.set_options(options or [Option(assemble((_("No key does this."), "$muted")), disabled=True)])
        listing.highlighted = next(iter(self._shown), None)
        # The title above the first key is seen too.
        listing.scroll_home(animate=False)

    def action_move(self, rows: int) -> None:
        """Another key, while the field has the focus."""
        listing = self.query_one("#keys", Rows)
        (listing.action_cursor_down if rows > 0 else listing.action_cursor_up)()

    def action_page(self, pages: int) -> None:
        """A screen further or back."""
        listing = self.query_one("#keys", Rows)
        if pages > 0:
            listing.action_page_down()  # type: ignore[no-untyped-call]
        else:
            listing.action_page_up()  # type: ignore[no-untyped-call]

    @on(Input.Submitted)
    def action_submit(self) -> None:
        """Do what is under the cursor."""
        at = self.query_one("#keys", Rows).highlighted
        self._do(at if at is not None else -1)

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._do(event.option_index)

    def _do(self, index: int) -> None:
        entry = self._shown.get(index)
        if entry is not None:
            self.dismiss()
            self.app.call_next(entry.run)


def plain(text: str) -> str:
    """Small letters without marks, so that `them` finds `Thêm`."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).strip()


def matches(entry: Entry, sought: str) -> bool:
    """Is it one of the keys, or are all words in what it does?"""
    keys = entry.keys.casefold().split()
    return sought in keys or all(word in plain(f"{entry.name} {entry.what}") for word in sought.split())


def legends() -> list[Content]:
    """What letters, marks and filters mean."""
    kinds: list[Piece] = [("\n" + _("Kinds") + "  ", "bold $primary")]
    for kind, letter in KIND_LETTERS.items():
        kinds += [(letter, f"bold {kind_style(kind)}"), f" {_(KIND_NAMES[kind])}   "]
    marks = _("○ undecided   ✓ accepted   ✗ rejected   ? possible merge   ·ru no Russian term")
    query = _("words of any spelling; kind:person status:new missing:ru")
    return [
        assemble(*kinds),
        assemble((_("Marks") + "  ", "bold $primary"), marks),
        assemble((_("Filter") + " ", "bold $primary"), query),
    ]
