"""What is in the glossary, drawn: how far each kind is, the pace of the review, where it all comes from.

The plots are bars of block characters in lines of text: they need no library, fit any width, can be read by a screen
reader, and carry their figures beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from glossary.model import Coverage, Overview, Pace
from tui.drawing import KIND_LETTERS, KIND_NAMES, LANGS, STATUS_MARKS, assemble, draw_totals, fitted, kind_style, line
from tui.i18n import N_, _
from tui.screens import Footer, Screen
from tui.widgets import JobBar

if TYPE_CHECKING:
    from tui.app import TenriengApp

EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = " ▁▂▃▄▅▆▇█"
MOST_DAYS = 60
MOST_ROWS = 8
WIDE = 100
"""Columns from which two lists stand side by side."""


class OverviewScreen(Screen[None]):
    """Four plots below each other."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", N_("Down"), show=False, tooltip=N_("Scroll down")),
        Binding("k,up", "scroll(-1)", N_("Up"), show=False, tooltip=N_("Scroll up")),
        Binding("A", "app.articles", N_("Articles"), tooltip=N_("Read an article with its names marked")),
        Binding("H", "history", N_("History"), tooltip=N_("The decisions made, newest first")),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._overview: Overview | None = None

    def compose(self) -> ComposeResult:
        """The totals, the plots."""
        yield Static("", id="totals", markup=False)
        with VerticalScroll(id="plots"):
            yield Static("", id="plot", markup=False)
        yield JobBar(id="job")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Ask."""
        self.reload()

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Ask again: a decision was made elsewhere, articles were read."""
        self._overview = await self.app.ask(lambda glossary: glossary.overview())
        self._draw()

    def on_resize(self) -> None:
        """Bars are as long as there is room."""
        self._draw()

    def _draw(self) -> None:
        if self._overview is None:
            return
        head = draw_totals(self.app.database.path.name, self._overview.totals, self.size.width)
        self.query_one("#totals", Static).update(head)
        self.query_one("#plot", Static).update(draw_overview(self._overview, self.size.width - 4, date.today()))

    def action_scroll(self, lines: int) -> None:
        """Up and down."""
        self.query_one("#plots").scroll_relative(y=lines, animate=False)

    async def action_history(self) -> None:
        """The decisions."""
        await self.app.review.action_history()

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def draw_overview(overview: Overview, width: int, today: date) -> Content:
    """All plots, for a column of `width` cells."""
    lines = [title(_("Coverage: concepts with a term, by kind and language")), *draw_coverage(overview.coverage, width)]
    lines += [Content(""), title(_("Pace: concepts decided a day")), *draw_pace(overview.pace, width, today)]
    names = [title(_("Most mentioned"))]
    names += bars(
        [(f"{STATUS_MARKS[r.status]} {KIND_LETTERS[r.kind]} {line(r.label)}", r.mentions) for r in overview.names],
        half(width),
    )
    outlets = [title(_("Outlets, by articles")), *bars([(line(o), n) for o, n in overview.outlets], half(width))]
    if not overview.outlets:
        outlets.append(assemble((_("No article says where it was published."), "$muted")))
    lines.append(Content(""))
    lines += beside(names, outlets, half(width)) if width >= WIDE else [*names, Content(""), *outlets]
    return Content("\n").join(fitted(one, width) for one in lines)


def half(width: int) -> int:
    """The width of one of two lists, where they stand side by side."""
    return (width - 4) // 2 if width >= WIDE else width


def title(text: str) -> Content:
    """A heading."""
    return assemble((text, "bold $primary"))


def bar(share: float, cells: int) -> str:
    """A bar of at most `cells` cells, to an eighth of a cell; what is more than nothing is seen."""
    eighths = max(1 if share > 0 else 0, round(max(0.0, min(1.0, share)) * cells * 8))
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def draw_coverage(coverage: Sequence[Coverage], width: int) -> list[Content]:
    """A line a kind: how many concepts, and per language a bar with its per cent."""
    room = max(4, (width - 28) // 3 - 10)
    lines = []
    for one in coverage:
        pieces: list[Content] = [
            assemble(
                (f"{KIND_LETTERS[one.kind]} ", f"bold {kind_style(one.kind)}"),
                set_cell_size(_(KIND_NAMES[one.kind]), 12),
                (f"{one.concepts:>7,}  ", "bold"),
                (f"{one.approved:,} ✓".ljust(6), "$success"),
            )
        ]
        for lang in LANGS:
            share = one.have.get(lang, 0) / one.concepts if one.concepts else 0.0
            drawn = bar(share, room)
            pieces.append(
                assemble(
                    (f" {lang.value} ", "$muted"),
                    (drawn, kind_style(one.kind)),
                    ("·" * (room - cell_len(drawn)), "$faint"),
                    f"{round(100 * share):>4}%",
                )
            )
        lines.append(fitted(Content("").join(pieces), width))
    return lines


def draw_pace(pace: Sequence[Pace], width: int, today: date) -> list[Content]:
    """A column a day up to today, two lines high, with the figures of the best and the last day."""
    by_day = {one.day: one for one in pace}
    if not by_day:
        return [assemble((_("Nothing was decided yet."), "$muted"))]
    days = [today - timedelta(days=ago) for ago in range(min(MOST_DAYS, max(7, width - 2)) - 1, -1, -1)]
    values = [by_day[day.isoformat()].concepts if day.isoformat() in by_day else 0 for day in days]
    most = max(max(values), 1)
    heights = [max(1 if value else 0, round(16 * value / most)) for value in values]
    upper = "".join(LEVELS[max(0, height - 8)] for height in heights)
    lower = "".join(LEVELS[min(8, height)] for height in heights)
    best = max(pace, key=lambda one: one.concepts)
    last = by_day.get(today.isoformat())
    total = sum(one.concepts for one in pace)
    told = _("today {today} · best {best} on {day} · {total} in all").format(
        today=f"{last.concepts if last else 0:,}", best=f"{best.concepts:,}", day=best.day, total=f"{total:,}"
    )
    return [
        assemble((upper, "$success")),
        assemble((lower, "$success")),
        assemble(
            (set_cell_size(days[0].isoformat(), max(11, len(days) - cell_len(_("today")))) + _("today"), "$faint")
        ),
        fitted(assemble((told, "$muted")), width),
    ]


def bars(rows: Sequence[tuple[str, int]], width: int) -> list[Content]:
    """A line for each of the first rows: name, bar, figure."""
    shown = rows[:MOST_ROWS]
    if not shown:
        return []
    most = max(value for _, value in shown) or 1
    named = min(max(cell_len(name) for name, _ in shown), max(10, width // 2))
    room = max(4, width - named - 10)
    lines = []
    for name, value in shown:
        label = fitted(Content(name), named)
        pad = " " * (named - label.cell_length + 1)
        lines.append(assemble(label, pad, (bar(value / most, room), "$secondary"), (f" {value:,}", "bold")))
    return lines


def beside(left: Sequence[Content], right: Sequence[Content], width: int) -> list[Content]:
    """Two columns."""
    lines = []
    for at in range(max(len(left), len(right))):
        first = left[at] if at < len(left) else Content("")
        second = right[at] if at < len(right) else Content("")
        lines.append(assemble(first.pad_right(max(0, width + 4 - first.cell_length)), second))
    return lines
