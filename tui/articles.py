"""The list of articles, to read one."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from glossary.model import ArticleRow
from tui.drawing import assemble, fitted, line
from tui.footer import Footer
from tui.hints import in_force
from tui.i18n import N_, _, figure, ngettext
from tui.looking import HELP, Lines, LookingScreen
from tui.widgets import JobBar, TextField

TYPING_DELAY = 0.12
"""Seconds without a key before the list of articles is asked for."""


class ArticlesScreen(LookingScreen):
    """The articles, to read one."""

    AUTO_FOCUS = "#articles"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash",
            "filter",
            N_("Find"),
            key_display="/",
            tooltip=N_("Find: words of the text, name or outlet; lang:ru …"),
        ),
        Binding("S", "story", N_("Story"), tooltip=N_("Side by side with the same story in other languages")),
        Binding("C", "app.concordance", N_("Concordance"), tooltip=N_("Any words in all articles")),
        HELP,
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self, query: str = "") -> None:
        super().__init__()
        self._query = query
        self._rows: list[ArticleRow] = []
        self._timer: Timer | None = None

    @property
    def _placeholder(self) -> str:
        return in_force(_("/ words, outlet:…, lang:…"), self, self.app)

    def compose(self) -> ComposeResult:
        """A field, the list."""
        yield Static("", id="totals", markup=False)
        yield TextField(self._query, placeholder=self._placeholder, id="filter", compact=True, select_on_focus=False)
        yield Lines(id="articles")
        yield JobBar(id="job")
        yield Footer()

    def on_mount(self) -> None:
        """Ask for all."""
        self.reload()

    def on_resize(self) -> None:
        """Lines are as wide as the list."""
        self._draw()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(TYPING_DELAY, self.reload)

    async def fetch(self) -> None:
        """Ask for the list again."""
        query = self.query_one("#filter", TextField).text
        keep = self.row.id if self.row else 0
        self._rows = await self.app.ask(lambda glossary: glossary.articles(query))
        self._draw(keep)

    def respeak(self) -> None:
        """Another interface language."""
        self.query_one("#filter", TextField).placeholder = self._placeholder
        self._draw()

    def _draw(self, keep: int = 0) -> None:
        """All lines; the cursor on the article `keep`, else where it was."""
        rows = self.query_one(Lines)
        places = {row.id: place for place, row in enumerate(self._rows)}
        at = places.get(keep, 0 if keep else rows.highlighted or 0)
        rows.fill((draw_article(row, rows.width) for row in self._rows), cursor=at)
        counted = ngettext("{count} article", "{count} articles", len(self._rows))
        head = assemble((f" {_('Articles')} ", "bold reverse $primary"), (f"  {counted}", "$muted"))
        self.query_one("#totals", Static).update(head)

    @property
    def row(self) -> ArticleRow | None:
        """The article under the cursor."""
        at = self.query_one(Lines).highlighted
        return self._rows[at] if at is not None and at < len(self._rows) else None

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    async def action_open(self) -> None:
        """Read it."""
        if self.row is not None:
            await self.app.open_article(self.row.id)

    def action_filter(self) -> None:
        """Type into the field."""
        self.query_one("#filter").focus()

    def action_story(self) -> None:
        """Side by side."""
        if self.row is not None:
            self.app.open_story(self.row.id)

    def key_down(self) -> None:
        """From the field into the list."""
        if isinstance(self.focused, TextField):
            self.query_one(Lines).focus()

    def action_leave(self) -> None:
        """Out of the field, then back."""
        if isinstance(self.focused, TextField):
            self.query_one("#filter", TextField).value = ""
            self.query_one(Lines).focus()
        else:
            self.dismiss()


def draw_article(row: ArticleRow, width: int) -> Content:
    """An article on one line: language, date, outlet, name, how many concepts it has and how many wait."""
    waits = f"{figure(row.undecided)} ○" if row.undecided else "✓"
    named = ngettext("{count} concept", "{count} concepts", row.concepts)
    tail = assemble(
        (" " * max(0, 12 - cell_len(named)) + named, "$muted"),
        (f" {waits:>6}", "$warning" if row.undecided else "$success"),
    )
    head = assemble((f"{row.lang.value} ", "bold $primary"), (f"{row.published[:10]:<10}  ", "$muted"))
    room = max(8, width - head.cell_length - tail.cell_length - 1)
    outlet, name = line(row.outlet), line(row.name)
    left = max(6, room - (cell_len(outlet) + 2 if outlet else 0))
    shown = name if cell_len(name) <= left else "…" + name[-max(1, left - 1) :]
    middle = fitted(assemble((f"{outlet}  " if outlet else "", "$accent"), shown), room)
    return assemble(head, middle.pad_right(max(0, room - middle.cell_length)), " ", tail)
