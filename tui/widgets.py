"""The parts that screens are built of: a text field that keeps NFC, the lazy queue, the bar of a long job."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content, Span
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import VisualType
from textual.widgets import Input, OptionList, ProgressBar, Static

from glossary.model import ConceptRow, ConceptStatus, Lang, Progress
from glossary.text import nfc, printable
from tui.drawing import KIND_LETTERS, LANGS, STATUS_MARKS, line
from tui.i18n import N_, _, figure, ngettext
from tui.said import said
from tui.screens import LEFT

if TYPE_CHECKING:
    from tui.app import TenriengApp


WIDE_LIST = 42
"""Cells from which a list has room for all its columns."""


class TextField(Input):
    """An input whose text is NFC and safe to draw, whatever the keyboard or the clipboard sends."""

    def replace(self, text: str, start: int, end: int) -> None:
        """Replace a stretch; a combining mark joins the letter before it, and the cursor stays behind it."""
        value = self.value
        start, end = sorted((max(0, start), min(len(value), end)))
        before = clean(value[:start] + text)
        super().replace(before + value[end:], 0, len(value))
        self.cursor_position = len(before)

    def validate_value(self, value: str) -> str:
        """Also what the program puts in is NFC."""
        return clean(value)

    @property
    def text(self) -> str:
        """What was typed, NFC, without spaces around it."""
        return self.value.strip()


class Block(Static):
    """Text that lays out the screen anew only where its height is another than before, and the same text nothing."""

    def __init__(self, *, id: str, classes: str = "") -> None:
        super().__init__("", id=id, classes=classes, markup=False)
        self._drawn: tuple[str, Sequence[Span]] | None = None

    def update(self, content: VisualType = "", *, layout: bool = False) -> None:
        """Draw another text."""
        drawn = Content(content) if isinstance(content, str) else content
        if isinstance(drawn, Content):
            if self._drawn == (drawn.plain, drawn.spans) and not layout:
                return
            self._drawn = (drawn.plain, drawn.spans)
        super().update(content, layout=layout)
        width = self.content_size.width
        if not layout and (not width or self._height_at(width) != self.content_size.height):
            self.refresh(layout=True)

    def _height_at(self, width: int) -> int:
        return self.get_content_height(self.container_size, self.app.size, width)


class Rows(OptionList):
    """A list that is known whole: a line of text for each row, moved through as the queue is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open_row", N_("Open"), tooltip=N_("Open what is under the cursor")),
        Binding("j", "cursor_down", N_("Next row"), show=False),
        Binding("k", "cursor_up", N_("Row before"), show=False),
        Binding("g", "first", N_("First row"), show=False),
        Binding("G", "last", N_("Last row"), show=False),
    ]

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id, markup=False, compact=True)

    @property
    def width(self) -> int:
        """Cells of a row."""
        return max(20, self.scrollable_content_region.width - 2)

    def action_open_row(self) -> None:
        """Open what is under the cursor. (Textual's name for it, select, is that of marking concepts here.)"""
        self.action_select()

    async def _on_click(self, event: events.Click) -> None:
        # The other buttons choose nothing.
        if event.button != LEFT:
            event.prevent_default()

    def fill(self, rows: Iterable[Content], *, cursor: int | None = 0) -> None:
        """Show these rows, the cursor on one of them."""
        self.set_options(rows)
        if cursor is not None and self.option_count:
            self.highlighted = max(0, min(cursor, self.option_count - 1))


def clean(text: str) -> str:
    """Typed or pasted text as one line of NFC without controls."""
    return nfc(printable(text.replace("\n", " ").replace("\t", " ")))


Fetch = Callable[[int, int], Awaitable[list[ConceptRow]]]
"""(limit, offset) -> rows of the queue."""

Place = Callable[[str], Awaitable[int | None]]
"""A concept -> its line in the queue; None when it is not there."""


@dataclass(frozen=True)
class Follow:
    """Where the cursor was when a fetch began to be wanted, and how to find the line of the concept it is on now."""

    began: str | None
    place_of: Place


class Queue(ScrollView, can_focus=True):
    """The list of concepts. It draws the lines on screen and asks for rows a page at a time: never a widget per row.

    The number of rows is learnt on the way: while the last page came back full there may be more, and `expect` may say
    how many.
    """

    PAGE = 200

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "move(1)", N_("Next row"), show=False),
        Binding("up,k", "move(-1)", N_("Row before"), show=False),
        Binding("pagedown", "page(1)", N_("Page down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("home,g", "first", N_("First row"), show=False),
        Binding("end,G", "last", N_("Last row"), show=False),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "queue--cursor",
        "queue--cursor-blurred",
        "queue--muted",
        "queue--missing",
        "queue--doubt",
        "queue--new",
        "queue--approved",
        "queue--rejected",
        "queue--selected",
        "queue--person",
        "queue--org",
        "queue--place",
        "queue--event",
    }

    cursor: reactive[int] = reactive(0, repaint=False)

    @dataclass
    class Moved(Message):
        """The cursor is on another concept (or on none)."""

        queue: Queue
        row: ConceptRow | None

        @property
        def control(self) -> Queue:
            """The list whose cursor moved."""
            return self.queue

    @dataclass
    class Chosen(Message):
        """A row was chosen with Enter or a double click."""

        queue: Queue
        row: ConceptRow

        @property
        def control(self) -> Queue:
            """The list in which it was chosen."""
            return self.queue

    def __init__(self, *, id: str | None = None, brief: bool = False) -> None:
        super().__init__(id=id)
        self._brief = brief
        self._fetch: Fetch | None = None
        self._pages: dict[int, list[ConceptRow]] = {}
        self._wanted: set[int] = set()
        self._total = 0
        self._generation = 0
        self.followed = False
        """Was the cursor moved by the person while rows were fetched?"""
        self.selected: dict[str, ConceptRow] = {}
        self._styles: dict[str, Style] = {}

    # ---- contents -----------------------------------------------------------------------------------------------
    @property
    def row(self) -> ConceptRow | None:
        """The concept under the cursor."""
        return self._row(self.cursor)

    @property
    def total(self) -> int:
        """How many rows there are, as far as is known."""
        return self._total

    @property
    def targets(self) -> list[ConceptRow]:
        """What an action is for: the selected concepts, else the one under the cursor."""
        if self.selected:
            return list(self.selected.values())
        return [self.row] if self.row else []

    async def load(
        self,
        fetch: Fetch,
        *,
        keep: str | None = None,
        place: int | None = None,
        expect: int = 0,
        top: bool = False,
        follow: Follow | None = None,
    ) -> None:
        """Show other rows, or the same ones again: the cursor stays on the concept `keep`, else on its line.

        `place` is the line where `keep` is, if that is known; it may be pages away. With `follow` the cursor stays
        where the person has it when the rows arrive, if it was moved meanwhile: that was on purpose.
        """
        self._generation += 1
        generation = self._generation
        was, self.followed = follow.began if follow else None, False
        while True:
            at = (0 if top else self.cursor) // self.PAGE if place is None else place // self.PAGE
            pages = {number: await fetch(self.PAGE, number * self.PAGE) for number in sorted({0, at})}
            if generation != self._generation or not self.is_attached:
                return
            now = self.row.id if self.row is not None else None
            if follow is None or now == was:
                break
            keep, was, place, self.followed = now, now, None, True
            if keep is None or any(row.id == keep for rows in pages.values() for row in rows):
                break
            place = await follow.place_of(keep)
        self._fetch, self._pages, self._wanted = fetch, pages, set()
        self._total = 0
        for number, rows in pages.items():
            self._count(number, rows)
        self._total = max(self._total, expect)
        self._keep_selected()
        where = 0 if top else min(self.cursor, max(0, self._total - 1))
        for number, rows in pages.items():
            for position, row in enumerate(rows):
                if row.id == keep:
                    where = number * self.PAGE + position
        self.set_reactive(Queue.cursor, where)
        self._resize()
        self._show_cursor()
        self.post_message(self.Moved(self, self.row))

    def set_total(self, total: int) -> None:
        """How many rows there are in truth, learnt beside the first page."""
        if total != self._total:
            self._total = total
            self._resize()

    def _keep_selected(self) -> None:
        for rows in self._pages.values():
            for row in rows:
                if row.id in self.selected:
                    self.selected[row.id] = row

    def _count(self, number: int, rows: list[ConceptRow]) -> None:
        seen = number * self.PAGE + len(rows)
        if len(rows) < self.PAGE:
            if rows or number == 0:
                self._total = seen
            else:
                self._total = min(self._total, seen)
        else:
            self._total = max(self._total, seen + 1)

    def _row(self, index: int) -> ConceptRow | None:
        if not 0 <= index < self._total:
            return None
        page = self._pages.get(index // self.PAGE)
        if page is None:
            if index // self.PAGE not in self._wanted:
                self._wanted.add(index // self.PAGE)
                self._fetch_wanted()
            return None
        position = index % self.PAGE
        return page[position] if position < len(page) else None

    @work
    async def _fetch_wanted(self) -> None:
        generation = self._generation
        while self._wanted and self._fetch is not None:
            number = self._wanted.pop()
            rows = await self._fetch(self.PAGE, number * self.PAGE)
            if generation != self._generation or not self.is_attached:
                return
            self._pages[number] = rows
            self._count(number, rows)
            self._resize()
            if self.cursor // self.PAGE == number:
                self.post_message(self.Moved(self, self.row))

    def _resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._total)
        self.refresh()

    # ---- moving -------------------------------------------------------------------------------------------------
    def validate_cursor(self, cursor: int) -> int:
        """The cursor stays on a row."""
        return max(0, min(cursor, self._total - 1))

    def watch_cursor(self, before: int, after: int) -> None:
        """Repaint the two lines, keep the cursor on screen, tell the screen."""
        for index in (before, after):
            self.refresh(Region(0, index - self.scroll_offset.y, self.size.width, 1))
        self._show_cursor()
        self.post_message(self.Moved(self, self.row))

    def _show_cursor(self) -> None:
        if self.is_attached and self.size.height:
            region = Region(0, self.cursor, 1, 1)
            self.scroll_to_region(region, animate=False, force=True)

    def action_move(self, rows: int) -> None:
        """Move by rows."""
        self.cursor += rows

    def action_page(self, pages: int) -> None:
        """Move by screens."""
        self.cursor += pages * max(1, self.size.height - 1)

    def action_first(self) -> None:
        """To the first row."""
        self.cursor = 0

    def action_last(self) -> None:
        """To the last row that is known."""
        self.cursor = self._total - 1

    def go_undecided(self) -> bool:
        """To the next concept that waits for a decision: the row below, else the first; False when there is none."""
        for index in (self.cursor + 1, 0):
            row = self._row(index)
            if row is not None and row.status is ConceptStatus.NEW:
                self.cursor = index
                return True
        return False

    def toggle_selected(self) -> None:
        """Select the row under the cursor, or no longer; then go one down."""
        row = self.row
        if row is None:
            return
        if self.selected.pop(row.id, None) is None:
            self.selected[row.id] = row
        self.refresh()
        self.cursor += 1

    def select(self, rows: Iterable[ConceptRow]) -> None:
        """Select exactly these rows."""
        self.selected = {row.id: row for row in rows}
        self.refresh()

    @property
    def known_rows(self) -> list[ConceptRow]:
        """The rows fetched so far, in order."""
        return [row for number in sorted(self._pages) for row in self._pages[number]]

    class Marked(Message):
        """Other rows are selected."""

    def on_click(self, event: events.Click) -> None:
        """A click moves the cursor, a double click chooses; Ctrl, or the first column, selects, Shift up to there."""
        index = event.y + self.scroll_offset.y
        row = self._row(index)
        if row is None:
            return
        if self._brief or event.button != LEFT or not (event.ctrl or event.shift or event.x == 0):
            self.cursor = index
            if event.chain == 2 and event.button == LEFT:
                self.post_message(self.Chosen(self, row))
            return
        if event.shift:
            first, last = sorted((self.cursor, index))
            found = [one for place in range(first, last + 1) if (one := self._row(place)) is not None]
            self.selected |= {one.id: one for one in found}
        elif self.selected.pop(row.id, None) is None:
            self.selected[row.id] = row
        self.cursor = index
        self.refresh()
        self.post_message(self.Marked())

    def on_resize(self) -> None:
        """Lines are as wide as the list."""
        self._resize()
        self.call_after_refresh(self._show_cursor)

    # ---- drawing ------------------------------------------------------------------------------------------------
    @property
    def room(self) -> int:
        """Cells of a line, without the scrollbar."""
        return self.scrollable_content_region.width

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines painted together share their styles: to work those out for each line is most of the work."""
        self._styles.clear()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One concept: selected, status, kind, name, missing languages, spellings, articles/mentions."""
        index = y + self.scroll_offset.y
        width = self.room
        base = self._style("")
        if index >= self._total:
            return Strip.blank(width, base)
        row = self._row(index)
        if index == self.cursor:
            base = base + self._style("cursor" if self.has_focus else "cursor-blurred")
        if row is None:
            return Strip([Segment("  …".ljust(width), base)], width)
        return Strip([Segment(text, base + style) for text, style in self._cells(row, width)], width)

    def _style(self, name: str) -> Style:
        """The style of a part of a line; of the line itself for an empty name."""
        style = self._styles.get(name)
        if style is None:
            style = self.get_component_rich_style(f"queue--{name}", partial=True) if name else self.rich_style
            self._styles[name] = style
        return style

    def _cells(self, row: ConceptRow, width: int) -> list[tuple[str, Style]]:
        plain, muted = Style.null(), self._style("muted")
        chosen = row.id in self.selected
        left = [
            ("▌" if chosen else " ", self._style("selected")),
            (STATUS_MARKS[row.status] + " ", self._style(row.status.value)),
            (KIND_LETTERS[row.kind] + " ", self._style(row.kind.value.lower())),
        ]
        right: list[tuple[str, Style]] = [("?" if row.doubtful else " ", self._style("doubt"))]
        if not self._brief:
            right += [(" ", plain), *self._missing(row.missing, width)]
        if width >= WIDE_LIST:
            right.append((f"{row.variants:>4}", muted))
            right.append((f"{row.articles:>4}/{row.mentions:<4}", muted))
        else:
            right.append((f"{row.mentions:>5}", muted))
        room = width - sum(cell_len(piece[0]) for piece in (*left, *right)) - 1
        label = line(row.label)
        if cell_len(label) > room:
            label = set_cell_size(label, max(0, room - 1)) + "…"
        decided = row.status is ConceptStatus.REJECTED
        middle = [(set_cell_size(label, max(0, room)), muted if decided else plain), (" ", plain)]
        return [*left, *middle, *right]

    def _missing(self, missing: tuple[Lang, ...], width: int) -> list[tuple[str, Style]]:
        style = self._style("missing")
        if width < WIDE_LIST:
            return [(lang.value[0] if lang in missing else " ", style) for lang in LANGS]
        return [(f"·{lang.value}" if lang in missing else "   ", style) for lang in LANGS]

    def heading(self, width: int) -> str:
        """What the columns are called, for a line of `width` cells above the list."""
        known = "     " + ngettext("{count} name", "{count} names", self._total)
        lacks, seen = ("" if self._brief else _("lacks")), _("seen")
        if width >= WIDE_LIST:
            # Over `?`, nine cells of languages, four of spellings, four before and four behind the stroke.
            lead = "" if self._brief else "  "
            lacks = _fit(lead + lacks, 1 if self._brief else 11)
            tail = f"{lacks}{_fit(_('var'), 4, right=True)}{_fit(_('in') + '/', 5, right=True)}{_fit(seen, 4)}"
        else:
            tail = f"{_fit(lacks, 1 if self._brief else 5)}{_fit(seen, 5, right=True)}"
        return set_cell_size(known, max(9, width - cell_len(tail))) + tail


def _fit(word: str, width: int, *, right: bool = False) -> str:
    """A column's name in exactly the cells of its column."""
    room = width - cell_len(word)
    if room < 0:
        return set_cell_size(word, width)
    return " " * room + word if right else word + " " * room


class JobBar(Horizontal):
    """The long job that runs: what it is at, how far, and how to stop it."""

    app: TenriengApp

    def compose(self) -> ComposeResult:
        """A label, the bar, a hint."""
        yield Static("", id="job-label", markup=False)
        yield ProgressBar(show_eta=False, show_percentage=False, id="job-progress")
        yield Static("", id="job-count", markup=False)

    def on_click(self, event: events.Click) -> None:
        """The words that say how to stop it stop it."""
        if event.button == LEFT and event.widget is not None and event.widget.id == "job-count":
            self.app.action_stop_job()

    def on_mount(self) -> None:
        """Follow the app's job."""
        self.watch(self.app, "progress", self._draw)

    def _stopping(self) -> str:
        """The key that stops it here."""
        if getattr(self.screen, "escape_stops", False):
            return _("Esc stops")
        key = self.app.key_of("stop_job")
        return _("{key} stops").format(key=key) if key else _("a click here stops")

    def _draw(self, progress: Progress | None) -> None:
        self.display = progress is not None
        if progress is None:
            return
        label, count = self.query_one("#job-label", Static), self.query_one("#job-count", Static)
        label.update(line(f"{_(self.app.job_title)} {said(progress.label)}"))
        done, total = (
            _("{size} MB").format(size=figure(number / 1_000_000, 1)) if self.app.job_in_bytes else figure(number)
            for number in progress.told
        )
        counted = _("{done} of {total}").format(done=done, total=total) if progress.total else done
        count.update("   ".join(filter(None, (counted, self.app.time_left, self._stopping()))))
        bar = self.query_one("#job-progress", ProgressBar)
        bar.update(total=progress.total or None, progress=progress.done)
