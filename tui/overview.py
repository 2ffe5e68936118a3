"""What is in the glossary, drawn: how far each kind is, the pace of the review, where it all comes from.

The plots are bars of block characters in lines of text: they need no library, fit any width, can be read by a screen
reader, and carry their figures beside them. What stands for concepts or articles leads there: by a click, and the names
by their numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from math import ceil
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.style import Style
from textual.widgets import Static

from glossary.model import Coverage, Overview, Pace
from tui.articles import ArticlesScreen
from tui.drawing import KIND_LETTERS, KIND_NAMES, LANGS, STATUS_MARKS, assemble, draw_totals, fitted, kind_style, line
from tui.footer import Footer
from tui.i18n import N_, _, figure, ngettext
from tui.looking import HELP, LookingScreen
from tui.widgets import JobBar, TextField

EIGHTHS = " ▏▎▍▌▋▊▉█"
LEVELS = " ▁▂▃▄▅▆▇█"
MOST_DAYS = 60
WIDEST_DAY = 3
LAST_DAYS = 7
"""Days with decisions whose pace is taken for that of the next ones."""

MOST_ROWS = 8
WIDE = 100
"""Columns from which two lists stand side by side."""


class OverviewScreen(LookingScreen):
    """Four plots below each other."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "scroll(1)", N_("Down"), show=False, tooltip=N_("Scroll down")),
        Binding("k,up", "scroll(-1)", N_("Up"), show=False, tooltip=N_("Scroll up")),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False, tooltip=N_("Down a page")),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, tooltip=N_("Up a page")),
        *(
            Binding(
                str(number),
                f"name({number})",
                N_("To a name"),
                key_display="1-8",
                show=number == 1,
                tooltip=N_("To the concept with this number; a click on a name, a bar or an outlet leads there too"),
            )
            for number in range(1, MOST_ROWS + 1)
        ),
        Binding("A", "app.articles", N_("Articles"), tooltip=N_("Read an article with its names marked")),
        Binding("H", "history", N_("History"), tooltip=N_("The decisions made, newest first")),
        HELP,
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
        yield Footer()

    def on_mount(self) -> None:
        """Ask."""
        self.reload()

    async def fetch(self) -> None:
        """Ask again: a decision was made elsewhere, articles were read."""
        self._overview = await self.app.ask(lambda glossary: glossary.overview())
        self._draw()

    def respeak(self) -> None:
        """Another interface language."""
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

    def action_page(self, pages: int) -> None:
        """A screen up or down."""
        plots = self.query_one("#plots")
        plots.scroll_relative(y=pages * max(1, plots.size.height - 2), animate=False)

    async def action_history(self) -> None:
        """The decisions."""
        await self.app.review.action_history()

    # ---- where the plots lead -------------------------------------------------------------------------------------
    async def action_name(self, number: int) -> None:
        """To one of the names."""
        if self._overview is not None and number <= min(MOST_ROWS, len(self._overview.names)):
            await self.app.show_concept(self._overview.names[number - 1].id)

    def action_queue(self, query: str) -> None:
        """To the review, filtered."""
        review = self.app.review
        while self.app.screen is not review:
            self.app.pop_screen()
        review.query_one("#filter", TextField).value = query
        review.queue.focus()

    def action_outlet(self, number: int) -> None:
        """To the articles of an outlet."""
        if self._overview is not None:
            name = self._overview.outlets[number][0].replace('"', " ")
            self.app.push_screen(ArticlesScreen(f'outlet:"{name}"'))


def draw_overview(overview: Overview, width: int, today: date) -> Content:
    """All plots, for a column of `width` cells."""
    lines = [title(_("Coverage: concepts with a term, by kind and language")), *draw_coverage(overview.coverage, width)]
    pace = draw_pace(overview.pace, width, today, overview.totals.new)
    lines += [Content(""), title(_("Pace: concepts decided a day")), *pace]
    named = [
        (f"{number} {STATUS_MARKS[row.status]} {KIND_LETTERS[row.kind]} {line(row.label)}", row.mentions)
        for number, row in enumerate(overview.names[:MOST_ROWS], 1)
    ]
    names = [title(_("Most mentioned")), *leading(bars(named, half(width)), "screen.name", 1)]
    published = bars([(line(outlet), number) for outlet, number in overview.outlets], half(width))
    outlets = [title(_("Outlets, by articles")), *leading(published, "screen.outlet", 0)]
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


def leading(lines: Sequence[Content], action: str, first: int) -> list[Content]:
    """The lines, each of which a click follows to its own place."""
    return [one.stylize(linked(action, number)) for number, one in enumerate(lines, first)]


def linked(action: str, value: int | str) -> Style:
    """What a click does."""
    return Style.from_meta({"@click": (action, (value,))})


def bar(share: float, cells: int) -> str:
    """A bar of at most `cells` cells, to an eighth of a cell; what is more than nothing is seen."""
    eighths = max(1 if share > 0 else 0, round(max(0.0, min(1.0, share)) * cells * 8))
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8] if eighths % 8 else "")


def draw_coverage(coverage: Sequence[Coverage], width: int) -> list[Content]:
    """A line a kind: how many concepts, and per language a bar with its per cent."""
    room = max(4, (width - 28) // 3 - 10)
    lines = []
    for one in coverage:
        first = assemble(
            (f"{KIND_LETTERS[one.kind]} ", f"bold {kind_style(one.kind)}"),
            set_cell_size(_(KIND_NAMES[one.kind]), 12),
            (f"{one.concepts:>7,}  ", "bold"),
            (f"{figure(one.approved)} ✓".ljust(6), "$success"),
        )
        pieces = [first.stylize(linked("screen.queue", f"kind:{one.kind.lower()}"))]
        for lang in LANGS:
            share = one.have.get(lang, 0) / one.concepts if one.concepts else 0.0
            drawn = bar(share, room)
            column = assemble(
                (f" {lang.value} ", "$muted"),
                (drawn, kind_style(one.kind)),
                ("·" * (room - cell_len(drawn)), "$faint"),
                f"{round(100 * share):>4}%",
            )
            pieces.append(column.stylize(linked("screen.queue", f"kind:{one.kind.lower()} missing:{lang.value}")))
        lines.append(fitted(Content("").join(pieces), width))
    return lines


def draw_pace(pace: Sequence[Pace], width: int, today: date, waiting: int = 0) -> list[Content]:
    """A column a day up to today, two lines high, with the figures of the best and the last day.

    Where concepts wait, also how many days like the last ones with decisions they would take.
    """
    by_day = {one.day: one.concepts for one in pace}
    if not by_day:
        return [assemble((_("Nothing was decided yet."), "$muted"))]
    step = max(1, min(WIDEST_DAY, (width - 2) // MOST_DAYS))
    days = [today - timedelta(days=ago) for ago in range(min(MOST_DAYS, max(7, (width - 2) // step)) - 1, -1, -1)]
    values = [by_day.get(day.isoformat(), 0) for day in days]
    most = max(max(values), 1)
    heights = [max(1 if value else 0, round(16 * value / most)) for value in values]
    rows = [[max(0, height - 8) for height in heights], [min(8, height) for height in heights]]
    drawn = ["".join((LEVELS[height] * max(1, step - 1)).ljust(step) for height in row).rstrip() for row in rows]
    axis = set_cell_size(days[0].isoformat(), max(11, len(days) * step - cell_len(_("today")))) + _("today")
    best = max(pace, key=lambda one: one.concepts)
    told = _("today {today} · best {best} on {day} · {total} in all").format(
        today=figure(by_day.get(today.isoformat(), 0)),
        best=figure(best.concepts),
        day=best.day,
        total=figure(sum(by_day.values())),
    )
    lines = [*(assemble((row, "$success")) for row in drawn), assemble((axis, "$faint"))]
    lines.append(fitted(assemble((told, "$muted")), width))
    # Today is not over: half an hour of it is no day like the others.
    last = [one.concepts for one in pace if one.concepts and one.day != today.isoformat()][-LAST_DAYS:]
    if waiting and last:
        needed = ceil(waiting * len(last) / sum(last))
        left = ngettext("{count} day like the last ones", "{count} days like the last ones", needed)
        undecided = ngettext("{count} concept waits", "{count} concepts wait", waiting)
        lines.append(fitted(assemble((f"{undecided}: {left}", "$muted")), width))
    return lines


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
        lines.append(assemble(label, pad, (bar(value / most, room), "$secondary"), (f" {figure(value)}", "bold")))
    return lines


def beside(left: Sequence[Content], right: Sequence[Content], width: int) -> list[Content]:
    """Two columns."""
    lines = []
    for at in range(max(len(left), len(right))):
        first = left[at] if at < len(left) else Content("")
        second = right[at] if at < len(right) else Content("")
        lines.append(assemble(first.pad_right(max(0, width + 4 - first.cell_length)), second))
    return lines
