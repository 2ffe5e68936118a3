"""Any words, or a name in all its spellings and languages, in all articles: keyword in context."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Footer, Input, OptionList, Static

from glossary.model import Concordance, ConcordanceLine, Lang
from tui.drawing import LANGS, assemble, fitted, line, prose
from tui.i18n import N_, _, ngettext
from tui.screens import Screen
from tui.widgets import JobBar, Rows, TextField

if TYPE_CHECKING:
    from tui.app import TenriengApp

TYPING_DELAY = 0.15
"""Seconds without a key before the articles are searched."""

MOST_LINES = 400
"""Lines fetched at once; the rest is counted."""

SORTS = (("", N_("by date")), ("left", N_("by the left")), ("right", N_("by the right")))


class ConcordanceScreen(Screen[None]):
    """A query above, its hits below each other in the middle of their lines."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "query", N_("Query"), key_display="/", tooltip=N_("Words or a name; in quotation marks exactly so")
        ),
        Binding("s", "sort", N_("Sort"), tooltip=N_("Sort by date, by what stands to the left, to the right")),
        Binding("L", "lang", N_("Language"), tooltip=N_("All languages, or one")),
        Binding("c", "concept", N_("Concept"), tooltip=N_("To the concept of the name that stands there")),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self, query: str) -> None:
        super().__init__()
        self._query = query
        self._sort = 0
        self._lang: Lang | None = None
        self._found = Concordance((), 0, {}, ())
        self._asked = ""
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """The query, the counts, the lines, where the line under the cursor stands."""
        yield Static("", id="totals", markup=False)
        yield TextField(
            self._query, placeholder=_("/ words, or a name"), id="filter", compact=True, select_on_focus=False
        )
        yield Rows(id="lines")
        yield Static("", id="name", markup=False)
        yield JobBar(id="job")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """With a query into the lines, without one into the field."""
        (self.query_one(Rows) if self._query else self.query_one("#filter")).focus()
        self.reload()

    def on_resize(self) -> None:
        """The middle of the lines moves with the width."""
        self._draw()

    @on(Input.Changed)
    def _typed(self) -> None:
        if self.query_one("#filter", TextField).text != self._asked:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(TYPING_DELAY, self.reload)

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Search again."""
        query, lang, sort = self.query_one("#filter", TextField).text, self._lang, SORTS[self._sort][0]
        found = Concordance((), 0, {}, ())
        if query:
            found = await self.app.ask(lambda g: g.concordance(query, lang=lang, sort=sort, limit=MOST_LINES))
        changed = query != self._asked
        self._asked, self._found = query, found
        self._draw(top=changed)

    def _draw(self, *, top: bool = False) -> None:
        rows = self.query_one(Rows)
        at = 0 if top else rows.highlighted or 0
        rows.fill((draw_line(one, rows.width) for one in self._found.lines), cursor=at)
        self.query_one("#totals", Static).update(fitted(self._heading(), self.size.width))
        self._moved()

    def _heading(self) -> Content:
        found = self._found
        head = assemble((f" {_('Concordance')} ", "bold reverse $primary"), "  ")
        if not self._asked:
            return assemble(head, (_("words in all articles; a name in all its spellings and languages"), "$muted"))
        langs = " · ".join(f"{lang.value} {found.by_lang[lang]:,}" for lang in LANGS if found.by_lang.get(lang))
        facts = [langs, _(SORTS[self._sort][1])]
        if self._lang:
            facts.insert(1, _("{lang} only").format(lang=self._lang.value))
        if found.concepts:
            facts.append(_("with all terms"))
        if len(found.lines) < found.total:
            facts.append(ngettext("the first {count} shown", "the first {count} shown", len(found.lines)))
        hits = ngettext("{count} hit", "{count} hits", found.total)
        return assemble(head, (hits, "bold"), ("   " + " · ".join(filter(None, facts)), "$muted"))

    @property
    def line(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        at = self.query_one(Rows).highlighted
        return self._found.lines[at] if at is not None and at < len(self._found.lines) else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        one, said = self.line, assemble("")
        if one is not None:
            facts = " · ".join(filter(None, [one.published[:10], line(one.outlet)]))
            name = f"{line(one.name)}  "
            room = max(8, self.size.width - cell_len(facts) - 3)
            said = assemble((name if cell_len(name) <= room else "…" + name[-room:], "$primary"), (facts, "$muted"))
        elif self._asked:
            said = assemble((_("No article has “{query}”.").format(query=line(self._asked)), "$muted"))
        self.query_one("#name", Static).update(said)

    @on(OptionList.OptionSelected)
    async def action_open(self) -> None:
        """Read the article there."""
        if self.line is not None:
            await self.app.open_article(self.line.article, self.line.start)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Rows).focus()

    def action_query(self) -> None:
        """Type another query."""
        self.query_one("#filter").focus()

    def action_sort(self) -> None:
        """The next order."""
        self._sort = (self._sort + 1) % len(SORTS)
        self.reload()

    def action_lang(self) -> None:
        """The next language, or all."""
        order: list[Lang | None] = [None, *LANGS]
        self._lang = order[(order.index(self._lang) + 1) % len(order)]
        self.reload()

    async def action_concept(self) -> None:
        """To the concept."""
        if self.line is None or not self.line.concept:
            self.query_one("#name", Static).update(assemble((_("No concept stands here."), "$warning")))
        else:
            await self.app.show_concept(self.line.concept)

    def key_down(self) -> None:
        """From the field into the lines."""
        if isinstance(self.focused, TextField):
            self.query_one(Rows).focus()

    def action_leave(self) -> None:
        """Out of the field, then back."""
        if isinstance(self.focused, TextField) and self._found.lines:
            self.query_one(Rows).focus()
        else:
            self.dismiss()


def draw_line(one: ConcordanceLine, width: int) -> Content:
    """A hit in its line: what stands before it ends where the middle is, whatever the width."""
    hit = prose(one.hit)
    around = max(10, width - 3 - min(cell_len(hit), width // 2))
    left, right = last_cells(prose(one.left), around // 2), prose(one.right)
    pad = " " * max(0, around // 2 - cell_len(left))
    style = "bold underline $accent" if one.concept else "bold $accent"
    drawn = assemble((f"{one.lang.value} ", "bold $primary"), pad, left, (hit, style), right)
    return fitted(drawn, width)


def last_cells(text: str, cells: int) -> str:
    """The end of `text` that fits into so many cells."""
    used = 0
    for at in range(len(text) - 1, -1, -1):
        used += cell_len(text[at])
        if used > cells:
            return text[at + 1 :]
    return text
