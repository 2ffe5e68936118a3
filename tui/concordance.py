"""Any words, or a name in all its spellings and languages, in all articles: keyword in context."""

from __future__ import annotations

import unicodedata
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static

from glossary.model import Concordance, ConcordanceLine, Lang
from tui import clipboard
from tui.drawing import LANGS, assemble, fitted, line, prose
from tui.footer import Footer
from tui.hints import in_force
from tui.i18n import N_, _, figure, ngettext
from tui.looking import HELP, UNDO, WHOLE, Lines, LookingScreen
from tui.typeahead import AWAITED
from tui.widgets import JobBar, TextField, clean

TYPING_DELAY = 0.15
"""Seconds without a key before the articles are searched."""

MOST_LINES = 400
"""Lines fetched at once; more when the cursor comes to the last one."""

SORTS = (("", N_("by date")), ("left", N_("by the left")), ("right", N_("by the right")))

Hit = tuple[int, int]
"""An article and where in it a hit starts."""


class ConcordanceScreen(LookingScreen):
    """A query above, its hits below each other in the middle of their lines."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "query", N_("Query"), key_display="/", tooltip=N_("Words or a name; in quotation marks exactly so")
        ),
        Binding("s", "sort", N_("Sort"), tooltip=N_("Sort by date, by what stands to the left, to the right")),
        Binding("L", "lang", N_("Language"), tooltip=N_("All languages, or one")),
        Binding("enter", "open", N_("Read"), tooltip=N_("Read the article there")),
        Binding("c", "concept", N_("Concept"), tooltip=N_("To the concept of the name that stands there")),
        Binding("space", "mark", N_("Mark"), tooltip=N_("Mark this mention, to move several at once")),
        Binding("M", "mark_all", N_("Mark all"), show=False, tooltip=N_("Mark all mentions on screen, or none")),
        Binding(
            "m", "move", N_("Move"), tooltip=N_("These mentions are of another concept: the marked ones, or this one")
        ),
        *UNDO,
        Binding("y", "copy", N_("Copy"), tooltip=N_("Copy this line")),
        Binding("Y", "copy_rows", N_("Copy all"), show=False, tooltip=N_("Copy the lines as rows for a spreadsheet")),
        WHOLE,
        HELP,
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Out of the field; drop the marks; back")),
    ]

    def __init__(self, query: str, concept: str = "") -> None:
        """Look for a query; for all that is said of `concept` while the field says what it is called."""
        super().__init__()
        self._query, self._concept = clean(query).strip(), concept
        self._sort = 0
        self._lang: Lang | None = None
        self._limit = MOST_LINES
        self._found = Concordance((), 0, {}, ())
        self._asked = ""
        self._marked: dict[int, str] = {}
        """The mentions marked, with what they are."""
        self._timer: Timer | None = None

    @property
    def _placeholder(self) -> str:
        return in_force(_("/ words, or a name"), self, self.app)

    def compose(self) -> ComposeResult:
        """The query, the counts, the lines, where the line under the cursor stands."""
        yield Static("", id="totals", markup=False)
        yield TextField(self._query, placeholder=self._placeholder, id="filter", compact=True, select_on_focus=False)
        yield Lines(id="lines")
        yield Static("", id="name", markup=False)
        yield Static("", id="said", markup=False)
        yield JobBar(id="job")
        yield Footer()

    def on_mount(self) -> None:
        """With a query into the lines, without one into the field."""
        (self.query_one(Lines) if self._query else self.query_one("#filter")).focus()
        self.reload()

    def on_resize(self) -> None:
        """The middle of the lines moves with the width; the cursor stays on its line."""
        self._draw()

    def respeak(self) -> None:
        """Another interface language; what was said in the one before is not said again."""
        self.query_one("#filter", TextField).placeholder = self._placeholder
        self._draw()
        self.say("")

    # ---- searching ------------------------------------------------------------------------------------------------
    @on(Input.Changed)
    def _typed(self) -> None:
        if not self._searched:
            if self._timer is not None:
                self._timer.stop()
            self._timer = self.set_timer(TYPING_DELAY, self.reload)

    async def fetch(self) -> None:
        """Search again."""
        query, lang, sort = self.query_one("#filter", TextField).text, self._lang, SORTS[self._sort][0]
        changed = query != self._asked
        if changed:
            self._limit, self._marked = MOST_LINES, {}
        limit, keep = self._limit, self.line
        found = Concordance((), 0, {}, ())
        if query:
            sought = self._concept if self._concept and query == self._query else query
            found = await self.app.ask(lambda g: g.concordance(sought, lang=lang, sort=sort, limit=limit))
        self._asked, self._found = query, found
        self._marked = {one.mention: one.hit for one in found.lines if one.mention in self._marked}
        self._draw(keep=None if changed or keep is None else (keep.article, keep.start))

    def _draw(self, keep: Hit | None = None) -> None:
        """All lines; the cursor on the hit `keep`, else where it was."""
        rows = self.query_one(Lines)
        places = {(one.article, one.start): place for place, one in enumerate(self._found.lines)}
        at = rows.highlighted or 0
        if keep is not None:
            at = places.get(keep, at)
        rows.fill((self._drawn(one, rows.width) for one in self._found.lines), cursor=at)
        self.query_one("#totals", Static).update(fitted(self._heading(), self.size.width))
        self._moved()

    def _drawn(self, one: ConcordanceLine, width: int) -> Content:
        return draw_line(one, width, marked=one.mention in self._marked)

    def _heading(self) -> Content:
        found = self._found
        head = assemble((f" {_('Concordance')} ", "bold reverse $primary"), "  ")
        if not self._asked:
            return assemble(head, (_("words in all articles; a name in all its spellings and languages"), "$muted"))
        langs = " · ".join(f"{lang.value} {figure(found.by_lang[lang])}" for lang in LANGS if found.by_lang.get(lang))
        facts = [langs, _(SORTS[self._sort][1])]
        if self._lang:
            facts.insert(1, _("{lang} only").format(lang=self._lang.value))
        if found.concepts:
            facts.append(_("with all terms"))
        if len(found.lines) < found.total:
            facts.append(ngettext("the first {count} shown", "the first {count} shown", len(found.lines)))
        hits = ngettext("{count} hit", "{count} hits", found.total)
        marked = "  " + ngettext("{count} marked", "{count} marked", len(self._marked)) if self._marked else ""
        told = assemble((hits, "bold"), (marked, "bold $accent"), ("   " + " · ".join(filter(None, facts)), "$muted"))
        return assemble(head, told)

    @property
    def line(self) -> ConcordanceLine | None:
        """The line under the cursor."""
        at = self.query_one(Lines).highlighted
        return self._found.lines[at] if at is not None and at < len(self._found.lines) else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        one, told = self.line, assemble("")
        if one is not None:
            facts = " · ".join(filter(None, [one.published[:10], line(one.outlet)]))
            name = f"{line(one.name)}  "
            room = max(8, self.size.width - cell_len(facts) - 3)
            shown = name if cell_len(name) <= room else "…" + last_cells(name, room - 1)
            told = assemble((shown, "$primary"), (facts, "$muted"))
        elif self._asked:
            told = assemble((_("No article has “{query}”.").format(query=line(self._asked)), "$muted"))
        self.query_one("#name", Static).update(told)
        at, lines = self.query_one(Lines).highlighted, len(self._found.lines)
        if at is not None and at == lines - 1 and lines == self._limit < self._found.total:
            self._limit += MOST_LINES
            self.reload()

    # ---- going elsewhere ------------------------------------------------------------------------------------------
    @on(OptionList.OptionSelected)
    async def action_open(self) -> None:
        """Read the article there."""
        if self.line is not None:
            await self.app.open_article(self.line.article, self.line.start)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.query_one(Lines).focus()

    @on(events.DescendantFocus)
    def _entered(self, event: events.DescendantFocus) -> None:
        """Among the lines the next key is meant for those of the query as it is now: it waits until they are there."""
        if isinstance(event.widget, Lines) and not self._searched:
            self.run_worker(self._search_now(), group=AWAITED)

    @property
    def _searched(self) -> bool:
        """Are the lines those of what stands in the field?"""
        return self.query_one("#filter", TextField).text == self._asked

    async def _search_now(self) -> None:
        if self._timer is not None:
            self._timer.stop()
        if not self._searched:
            self.workers.cancel_group(self, "reload")
            await self.fetch()

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

    async def action_whole(self) -> None:
        """The whole concept that stands here, over the concordance."""
        from tui.concept import open_concept

        if self.line is None or not self.line.concept:
            self.say(_("No concept stands here."))
        else:
            await open_concept(self.app, self.line.concept)

    async def action_concept(self) -> None:
        """To the concept."""
        if self.line is None or not self.line.concept:
            self.say(_("No concept stands here."))
        else:
            await self.app.show_concept(self.line.concept)

    def key_down(self) -> None:
        """From the field into the lines."""
        if isinstance(self.focused, TextField):
            self.query_one(Lines).focus()

    def action_leave(self) -> None:
        """Out of the field, then without marks, then back."""
        if isinstance(self.focused, TextField) and self._found.lines:
            self.query_one(Lines).focus()
        elif self._marked:
            self._marked = {}
            self._draw()
        else:
            self.dismiss()

    # ---- marking and moving ---------------------------------------------------------------------------------------
    def action_mark(self) -> None:
        """Mark the mention under the cursor, or no longer; then go one down."""
        one, rows = self.line, self.query_one(Lines)
        if one is None:
            return
        if not one.mention:
            self.say(_("No concept stands here."))
        elif self._marked.pop(one.mention, None) is None:
            self._marked[one.mention] = one.hit
        at = rows.highlighted or 0
        rows.replace_option_prompt_at_index(at, self._drawn(one, rows.width))
        rows.highlighted = min(at + 1, len(self._found.lines) - 1)
        self.query_one("#totals", Static).update(fitted(self._heading(), self.size.width))

    def action_mark_all(self) -> None:
        """Mark all mentions that are shown; when all are marked, none."""
        every = {one.mention: one.hit for one in self._found.lines if one.mention}
        self._marked = {} if self._marked == every else every
        self._draw()

    def action_move(self) -> None:
        """Ask which concept the marked mentions, or the one under the cursor, are of."""
        chosen = dict(self._marked)
        if not chosen and self.line is not None and self.line.mention:
            chosen = {self.line.mention: self.line.hit}
        if not chosen:
            self.say(_("No concept stands here."))
            return

        own = self.line.concept if self.line is not None else ""
        self.ask_move(chosen, own)

    def moved(self) -> None:
        """The marks have done their work."""
        self._marked = {}

    # ---- copying --------------------------------------------------------------------------------------------------
    def action_copy(self) -> None:
        """Copy the line as it stands in the article."""
        one = self.line
        if one is not None:
            self.copy(" ".join(f"{one.left}{one.hit}{one.right}".split()))

    def action_copy_rows(self) -> None:
        """Copy the marked lines, or all that are shown, as rows of a spreadsheet."""
        lines = [one for one in self._found.lines if one.mention in self._marked] or list(self._found.lines)
        if not lines:
            return
        rows = [
            (one.lang.value, one.published[:10], one.outlet, one.name, one.left, one.hit, one.right) for one in lines
        ]
        self.copy(clipboard.table(rows))
        self.say(
            ngettext("{count} row copied for a spreadsheet", "{count} rows copied for a spreadsheet", len(rows)),
            hint=_("language, date, outlet, article, left, hit, right"),
        )


def draw_line(one: ConcordanceLine, width: int, *, marked: bool = False) -> Content:
    """A hit in its line: what stands before it ends where the middle is, whatever the width."""
    hit = prose(one.hit)
    around = max(10, width - 4 - min(cell_len(hit), width // 2))
    left, right = last_cells(prose(one.left), around // 2), prose(one.right)
    pad = " " * max(0, around // 2 - cell_len(left))
    style = "bold underline $accent" if one.concept else "bold $accent"
    drawn = assemble(
        ("▌" if marked else " ", "$accent"), (f"{one.lang.value} ", "bold $primary"), pad, left, (hit, style), right
    )
    return fitted(drawn, width)


def last_cells(text: str, cells: int) -> str:
    """The end of `text` that fits into so many cells; it does not begin with a mark whose letter is cut off."""
    used, start = 0, len(text)
    for at in range(len(text) - 1, -1, -1):
        used += cell_len(text[at])
        if used > cells:
            break
        start = at
    while start < len(text) and start and unicodedata.combining(text[start]):
        start += 1
    return text[start:]
