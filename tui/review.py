"""The review: the queue of concepts on the left, all that is known of one concept on the right, a key per decision."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Input, Static

from glossary.errors import GlossaryError, InputError
from glossary.model import ConceptRow, ConceptStatus, ConceptView, DecisionRow, Kind, Lang, Totals
from glossary.service import Glossary
from tui import config, dialogs
from tui.card import ConceptPane, load_concept
from tui.deciding import DecidingScreen, Step
from tui.drawing import LANG_NAMES, LANGS, assemble, draw_totals, line, shown_of
from tui.filters import FilterField, SavedFilters
from tui.footer import Footer
from tui.hints import in_force, lines_in_force
from tui.i18n import N_, _, figure, language, ngettext
from tui.paths import BuildFrom
from tui.reports import History
from tui.review_keys import NEED_CONCEPT, REVIEW_KEYS
from tui.said import said
from tui.typeahead import AWAITED
from tui.widgets import Block, Follow, JobBar, Queue, TextField

COUNT_DELAY = 0.3
"""Seconds without another filter before its rows are counted."""

MOST_HELD = 0.05
"""Seconds for which a letter typed into the filter waits to be painted together with its rows."""

MOST_COUNTED = 100_000
"""Rows up to which a filtered queue is counted; a longer one is as long as the pages fetched say."""

MOST_SELECTED = 10_000
"""Concepts selected at once; that there are more is said."""

WIDE_SCREEN = 116
"""Columns from which the footer has room for the palette's key beside all others."""

SPACIOUS_SCREEN = 50
"""Lines from which all suggestions are drawn with all their traces."""

ROOMY_SCREEN = 32
"""Lines from which blank lines part what is shown of a concept."""

WELCOME = N_("""This glossary is empty.

Enter   read the example articles that come with the program
b       read your own: files, folders, web addresses
n       add a name by hand
i       import a CSV

? shows all keys.""")


def count_in(glossary: Glossary, names_in: Lang | None) -> Totals:
    """The totals; and from now on concepts are called by their term in this language."""
    glossary.show_names_in(names_in)
    return glossary.totals()


def merged_into(glossary: Glossary, concept: str) -> str | None:
    """The concept that this one was merged into; None when it was not."""
    try:
        whole = glossary.view(concept, evidence=0).row.id
    except InputError:
        return None
    return whole if whole != concept else None


class ReviewScreen(DecidingScreen):
    """Everything a translator does with the names that were found."""

    AUTO_FOCUS = "#queue"

    BINDINGS: ClassVar[list[BindingType]] = REVIEW_KEYS

    def __init__(self) -> None:
        super().__init__()
        self.names_chosen = ""
        self.totals = Totals()
        self.started = False
        self._shown: str | None = None
        self._loading = False
        self._refreshing = False
        self._refresh_again = False
        self._elsewhere = False
        self._known: ConceptRow | None = None
        """The concept under the cursor as the person knows it: as the cursor found it, or decided it here."""
        self._fetched = ""
        self._before_filter: str | None = None
        self._done_in_filter: set[str] = set()
        """What was decided under the filter: to where that went the cursor does not follow when all is shown again."""
        self._turn = asyncio.Lock()
        self._held: ExitStack | None = None
        self._most_held: Timer | None = None

    def compose(self) -> ComposeResult:
        """The line of totals, the two sides, the job, what was said last, the keys."""
        yield Block(id="totals")
        with Horizontal(id="sides"):
            with Vertical(id="left"):
                filters = in_force(_("/ filter"), self, self.app)
                yield FilterField(placeholder=filters, id="filter", compact=True, select_on_focus=False)
                yield Block(id="columns")
                yield Queue(id="queue")
                yield Static(self._welcome(), id="welcome", markup=False)
                yield Block(id="nothing")
            yield ConceptPane()
        yield JobBar(id="job")
        yield Block(id="said")
        yield Footer()

    def _welcome(self) -> str:
        return lines_in_force(_(WELCOME), self, self.app)

    async def on_mount(self) -> None:
        """Ask for the first rows after the first paint."""
        self.names_chosen = self.app.config.names
        self.queue.focus()
        self.query_one("#nothing").display = False
        self.pane.show(None)
        self._draw_totals()
        self.watch(self.query_one("#filter"), "value", self._hold_painting, init=False)
        self.call_after_refresh(self.reload)
        self.run_worker(self.app.look_for_packages())

    def on_resize(self) -> None:
        """The heading of the columns is as wide as the list."""
        self.query_one(Footer).show_palette(self.size.width >= WIDE_SCREEN)
        self.set_class(self.size.height >= ROOMY_SCREEN, "roomy")
        spacious = self.size.height >= SPACIOUS_SCREEN
        if spacious != self.has_class("spacious"):
            self.set_class(spacious, "spacious")
            self.pane.redraw()
        self._draw_totals()
        if self._said[0]:
            self.draw_said()
        self.call_after_refresh(self._draw_columns)

    def _draw_totals(self) -> None:
        drawn = draw_totals(self.app.database.path.name, self.totals, self.size.width)
        self.query_one("#totals", Static).update(drawn)

    def _draw_columns(self) -> None:
        queue = self.queue
        self.query_one("#columns", Static).update(queue.heading(queue.room))

    @property
    def queue(self) -> Queue:
        """The list on the left."""
        return self.query_one("#queue", Queue)

    @property
    def pane(self) -> ConceptPane:
        """The concept on the right."""
        return self.query_one(ConceptPane)

    @property
    def query_text(self) -> str:
        """What the queue is filtered by."""
        return self.query_one("#filter", TextField).text

    def show_hint(self, hint: str) -> None:
        """One line about machine translation under the suggestions, where a term is missing."""
        self.pane.hint = hint
        self.pane.show(self.pane.loaded)

    # ---- fetching -----------------------------------------------------------------------------------------------
    def reload(self, *, elsewhere: bool = False) -> None:
        """Fetch the queue and the totals again; many calls become one.

        With `elsewhere` another program has written: what it decided about the concept under the cursor is said.
        """
        self._elsewhere |= elsewhere
        if self._refreshing:
            self._refresh_again = True
        else:
            self._refreshing = True
            self._reload()

    @work
    async def _reload(self) -> None:
        try:
            while True:
                self._refresh_again = False
                # A decision that is being made fetches by itself, and knows where the cursor goes.
                if not self._deciding:
                    before, self._elsewhere = self._known if self._elsewhere else None, False
                    await self.refetch(stay=True)
                    if before is not None and not self.app.job_decides:
                        await self._tell_decided(before)
                    self._known = self.queue.row
                if not self._refresh_again:
                    break
        finally:
            self._refreshing = False

    async def _tell_decided(self, before: ConceptRow) -> None:
        """Say what another program made of the concept under the cursor: its row may have gone elsewhere with it."""
        row = self.queue.row
        if self.queue.followed:
            return
        if row is None or row.id != before.id:
            # The filter lists it no longer.
            try:
                row = (await self.app.ask(lambda glossary: glossary.view(before.id, evidence=0))).row
            except InputError:
                return
        if row.id == before.id and row.status is not before.status:
            self.say_elsewhere(row)

    async def start_over(self) -> None:
        """Another glossary is open: no filter, nothing selected, from the top."""
        field = self.query_one("#filter", TextField)
        with field.prevent(Input.Changed):
            field.value = ""
        self.queue.select([])
        self._before_filter = None
        self.say("")
        self.queue.focus()
        await self.refetch(top=True)

    async def refetch(
        self, *, keep: str | None = None, stay: bool = False, top: bool = False, began: str | None = None
    ) -> None:
        """Fetch the queue, the totals and the concept shown, one after the other; the cursor stays on `keep`.

        With `stay` it stays where the person has it when the rows arrive; so it does when the person has moved on from
        the concept `began`.
        """
        async with self._turn:
            if stay:
                keep = began = self.under_cursor
            await self._refetch(keep, top=top, stay=stay or began is not None, began=began)

    async def _refetch(
        self, keep: str | None, *, top: bool = False, stay: bool = False, began: str | None = None
    ) -> None:
        query = self.query_text

        async def fetch(limit: int, offset: int) -> list[ConceptRow]:
            return await self.app.ask(lambda glossary: glossary.queue(query, limit=limit, offset=offset))

        async def place_of(concept: str) -> int | None:
            return await self.app.ask(lambda glossary: glossary.place_in_queue(concept, query))

        self.totals = await self.app.ask(partial(count_in, names_in=self.names_in))
        place = await place_of(keep) if keep else None
        if keep and place is None and (whole := await self.app.ask(partial(merged_into, concept=keep))) is not None:
            # It was merged: not the row that now stands on its line is meant, but the whole it is a part of.
            keep, place = whole, await place_of(whole)
        expect = 0 if query else self.totals.concepts
        follow = Follow(began, place_of) if stay else None
        await self.queue.load(fetch, keep=keep, place=place, expect=expect, top=top, follow=follow)
        # Only now: a load that was cancelled on its way has shown nothing.
        self._shown, self._fetched = None, query
        if not self.started:
            self.call_after_refresh(self.app.settle_memory)
        self._draw_frame()
        self.started = True
        self.app.watch_others()
        self._want()
        if query:
            self._count_all(query)

    @work(exclusive=True, group="count")
    async def _count_all(self, query: str) -> None:
        """The number of rows, asked for when the first ones are painted and no key follows: it may take longer."""
        await asyncio.sleep(COUNT_DELAY)
        total = await self.app.ask(lambda glossary: glossary.count(query, most=MOST_COUNTED))
        if total < MOST_COUNTED and query == self.query_text:
            self.queue.set_total(total)
            self._draw_columns()

    def _draw_frame(self) -> None:
        empty = self.totals.concepts == 0
        self._draw_totals()
        if empty != self.has_class("empty") or not self.started:
            self.set_class(empty, "empty")
            self.refresh_bindings()
        nothing = self.query_one("#nothing", Static)
        nothing.display = not empty and self.queue.total == 0
        query, shows_all = line(self.query_text), in_force(_("Esc shows all"), self, self.app)
        nothing.update(assemble((_("No name matches {query}").format(query=query) + "\n" + shows_all, "$muted")))
        if empty and self.focused is self.queue:
            self.set_focus(None)
        elif not empty and self.focused is None:
            self.queue.focus()
        self.call_after_refresh(self._draw_columns)

    @on(Queue.Moved, "#queue")
    def _moved(self) -> None:
        row = self.queue.row
        if row is not None and (self._known is None or row.id != self._known.id):
            self._known = row
        self._want()

    def _want(self) -> None:
        """See to it that the concept under the cursor is shown; in between, fast movement is skipped over."""
        if not self._loading:
            self._loading = True
            self._load()

    @work
    async def _load(self) -> None:
        try:
            while (row := self.queue.row) is not None and row.id != self._shown:
                await self._show(row.id)
            if row is None:
                self._shown = None
                self.pane.show(None)
        finally:
            self._loading = False
            self._paint()

    async def _show(self, concept: str) -> None:
        self._shown = concept
        try:
            loaded = await self.app.ask(lambda glossary: load_concept(glossary, concept))
        except GlossaryError as error:
            self.app.complain(error)
            self.pane.show(None)
        else:
            if self._shown == concept:
                self.pane.show(loaded)

    async def settled(self) -> ConceptView | None:
        """The concept under the cursor, fetched if it is not yet on screen."""
        row = self.queue.row
        if row is None:
            return None
        if self.pane.view is None or self.pane.view.row.id != row.id:
            await self._show(row.id)
        view = self.pane.view
        if view is not None and view.row.id == row.id:
            return view
        # Another one came on screen meanwhile: the key was not meant for that.
        self.say(_("Another concept came on screen meanwhile: nothing was done."))
        return None

    # ---- deciding -----------------------------------------------------------------------------------------------
    @property
    def targets(self) -> Sequence[ConceptRow]:
        """The selected concepts, else the one under the cursor."""
        return self.queue.targets

    @property
    def under_cursor(self) -> str | None:
        """The concept under the cursor of the queue."""
        return self.queue.row.id if self.queue.row is not None else None

    @property
    def drawn(self) -> ConceptView | None:
        """The concept on the right."""
        return self.pane.view

    @property
    def lang(self) -> Lang:
        """The language marked on the card."""
        return self.pane.lang

    async def after(
        self, done: DecisionRow | None, *, keep: str | None = None, onward: bool = False, still: bool = False
    ) -> None:
        """Say what was decided and show what changed."""
        row, selected = self.queue.row, self.queue.selected
        onward = onward and row is not None and row.status is ConceptStatus.NEW
        if onward and self._fetched:
            self._done_in_filter |= {row.id for row in self.targets}
        self.say_done(done)
        gone = await self.app.ask(partial(Glossary.merged_away, concepts=list(selected))) if still else list(selected)
        for concept in gone:
            del selected[concept]
        self._known = None
        await self.refetch(keep=None if onward else keep or (row.id if row else None), began=self._began)
        row = self.queue.row
        if onward and not self.queue.followed and row is not None and row.status is not ConceptStatus.NEW:
            self.queue.go_undecided()

    async def went_back(self, step: Step) -> None:
        """Go to the concept and the language that an undo or a redo was about."""
        await self.after(None, keep=step.concept)
        row = self.queue.row
        if row is not None and row.id == step.concept:
            await self._show(row.id)
            if step.lang is not None:
                self.pane.choose(step.lang)

    def drop_lost(self, lost: Mapping[str, str]) -> None:
        """What was merged away is selected no longer; that is said, and what became of the one under the cursor."""
        selected = self.queue.selected
        gone = len(selected.keys() & lost.keys())
        if gone:
            self.queue.select(row for id, row in selected.items() if id not in lost)
            self.say(
                ngettext(
                    "{count} selected concept was merged into another meanwhile: it is selected no longer.",
                    "{count} selected concepts were merged into others meanwhile: they are selected no longer.",
                    gone,
                )
            )
        elif told := next(filter(None, lost.values()), ""):
            self.say(said(told))

    def in_sight(self, number: int, offered: int) -> bool:
        """Only the best suggestions are drawn at first: a key must not take what nobody sees."""
        if self.pane.all_drawn or number <= shown_of(offered):
            return True
        self.pane.show_full(True)
        return False

    def action_add(self) -> None:
        """Add a name by hand."""

        async def save(kind: Kind, terms: Mapping[Lang, str]) -> None:
            _concept, done = await self.app.ask(lambda glossary: glossary.add(kind, terms))
            # The queue stays where it was: a name is added on the way, and stands approved far below.
            await self.after(done)

        self.app.push_screen(dialogs.AddName(save))

    async def go_to(self, row: ConceptRow) -> None:
        """Put the cursor on a concept, wherever it is: the filter becomes its name."""
        field = self.query_one("#filter", TextField)
        with field.prevent(Input.Changed):
            field.value = row.label
        await self.refetch(keep=row.id, top=True)
        self.queue.focus()

    # ---- moving about -------------------------------------------------------------------------------------------
    @work(group=AWAITED)
    async def action_skip(self) -> None:
        """To the next undecided concept, fetched or not."""
        row, query = self.queue.row, self.query_text
        found = await self.app.ask(lambda glossary: glossary.next_undecided(row.id if row else "", query))
        if found is not None:
            await self.refetch(keep=found.id)
        elif row is not None and row.status is ConceptStatus.NEW:
            self.say(_("No other concept here waits for a decision."))
        else:
            self.say(_("Everything here is decided."))

    def action_language(self, step: int) -> None:
        """Mark another language."""
        if self.pane.view is not None:
            self.pane.choose(LANGS[(LANGS.index(self.pane.lang) + step) % len(LANGS)])

    def action_select(self) -> None:
        """Select or deselect the row."""
        self.queue.toggle_selected()
        self._say_selected()

    @work(group=AWAITED)
    async def action_select_all(self) -> None:
        """Select all that the filter finds, fetched or not, or none."""
        query, rows, more = self.query_text, [], False
        if not self.queue.selected:
            rows = await self.app.ask(lambda glossary: glossary.queue(query, limit=MOST_SELECTED + 1))
            more, rows = len(rows) > MOST_SELECTED, rows[:MOST_SELECTED]
        self.queue.select(rows)
        self._say_selected()
        if more:
            total = await self.app.ask(lambda glossary: glossary.count(query, most=MOST_COUNTED))
            told = _("{selected} of {total} selected")
            if total == MOST_COUNTED:
                told = _("{selected} of more than {total} selected")
            self.say(
                told.format(selected=figure(len(rows)), total=figure(total)),
                hint=_("a accepts, r rejects, c kind, m merges, Esc drops"),
            )

    @on(Queue.Marked)
    def _say_selected(self) -> None:
        chosen = len(self.queue.selected)
        if chosen:
            self.say(
                ngettext("{count} concept selected", "{count} concepts selected", chosen),
                hint=_("a accepts, r rejects, c kind, m merges, Esc drops"),
            )
        else:
            self.say("")

    async def action_story(self) -> None:
        """The story of the article of the mention under the cursor."""
        view = await self.settled()
        mention = self.pane.evidence.mention or (view.evidence[0] if view and view.evidence else None)
        if mention is None:
            self.say(_("No article mentions it."))
            return
        number = mention.mention_id
        try:
            article = await self.app.ask(lambda glossary: glossary.place_of(number)[0])
        except GlossaryError as error:
            self.app.complain(error)
        else:
            self.app.open_story(article)

    def action_concordance(self) -> None:
        """Where the concept stands in all articles."""
        row = self.queue.row
        self.app.open_concordance(row.label if row else "", row.id if row else "")

    async def action_whole(self) -> None:
        """The whole concept, on a screen of its own."""
        row = self.queue.row
        if row is not None:
            from tui.concept import open_concept

            await open_concept(self.app, row.id)

    @property
    def names_in(self) -> Lang | None:
        """The language in which concepts are called: the one chosen, else that of the interface; None: as found."""
        named = self.names_chosen or language()
        return None if named == "found" else Lang(named)

    def keep_names(self, chosen: str) -> None:
        """Call the concepts in this language (see `config.NAMES`; empty: the interface's), and remember it."""
        self.names_chosen = chosen
        self.app.keep_setting("names", chosen)

    async def action_names(self) -> None:
        """Call the concepts in another language, and remember it."""
        choices = list(config.NAMES)
        now = self.names_chosen or language()
        self.keep_names(choices[(choices.index(now) + 1) % len(choices)])
        await self.refetch(stay=True)
        if (row := self.queue.row) is not None:
            await self._show(row.id)
        if self.names_in is None:
            self.say(_("Names as the articles have them most"), hint=_("L another language"))
        else:
            sentence = _("Names by language: {language}, else another")
            self.say(sentence.format(language=_(LANG_NAMES[self.names_in])), hint=_("L another language"))

    def action_expand(self) -> None:
        """All suggestions with all their traces, or the few best."""
        self.pane.show_full(not self.pane.full)

    def action_scroll_card(self, lines: int) -> None:
        """Scroll what is above the evidence."""
        self.pane.card.scroll_relative(y=lines, animate=False)

    def action_zoom(self) -> None:
        """One side only, or both."""
        zoomed = not (self.has_class("zoom-left") or self.has_class("zoom-right"))
        side = "zoom-right" if self.focused is self.pane.evidence else "zoom-left"
        for name in ("zoom-left", "zoom-right"):
            self.set_class(zoomed and name == side, name)
        self.call_after_refresh(self._draw_columns)

    def action_filter(self) -> None:
        """Type into the filter."""
        self.remove_class("zoom-right")
        self.query_one("#filter").focus()

    @work(group=AWAITED)
    async def action_open(self) -> None:
        """Into the concept; an empty glossary reads the examples. Which of the two, its first answer tells."""
        while not self.started:
            await asyncio.sleep(0.01)
        if self.totals.concepts == 0:
            self.app.build_examples()
        else:
            self.pane.evidence.focus()

    def action_leave(self) -> None:
        """Out of where we are, one thing at a time."""
        field = self.query_one("#filter", TextField)
        if self.focused is self.pane.evidence:
            self.queue.focus()
        elif self.escape_stops:
            self.app.action_stop_job()
        elif self.queue.selected:
            self.queue.select([])
            self._say_selected()
        elif field.value:
            field.value = ""
            self.queue.focus()
        else:
            self.remove_class("zoom-left", "zoom-right")
            self.queue.focus()

    @property
    def escape_stops(self) -> bool:
        """Does Escape stop the job that runs? From the evidence it first goes back to the queue."""
        return self.app.progress is not None and self.focused is not self.pane.evidence

    @work(group=AWAITED)
    async def action_build(self) -> None:
        """Read articles."""
        last = await self.app.ask(lambda glossary: glossary.last_place())
        self.app.push_screen(BuildFrom(last, self.app.build))

    def action_export(self) -> None:
        """Write the glossary."""
        self.app.action_export()

    def action_import(self) -> None:
        """Read a CSV back."""
        self.app.action_import()

    def action_packages(self) -> None:
        """Argos packages."""
        self.app.show_packages()

    async def action_history(self) -> None:
        """The decisions, newest first."""
        rows = await self.app.ask(lambda glossary: glossary.history(200))
        self.app.push_screen(History(rows))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What needs a concept is not offered without one."""
        if action in NEED_CONCEPT and self.is_mounted:
            return self.totals.concepts > 0
        return True

    # ---- the filter ---------------------------------------------------------------------------------------------
    @on(Input.Changed, "#filter")
    def _filter_changed(self) -> None:
        self._filter_now()

    def _hold_painting(self) -> None:
        """Paint a letter together with its rows and its concept, or after MOST_HELD seconds: a layout each is slow."""
        if self._held is None:
            self._held = ExitStack()
            self._held.enter_context(self.app.batch_update())
            self._most_held = self.set_timer(MOST_HELD, self._paint)

    def _paint(self) -> None:
        """Paint what was held."""
        if self._held is None or self._most_held is None:
            return
        self._most_held.stop()
        self._held.close()
        self._held = None
        self.check_idle()

    @work(exclusive=True, group=AWAITED)
    async def _filter_now(self) -> None:
        async with self._turn:
            # Which rows are shown is certain only when no other fetch is on its way.
            query, before, row = self.query_text, self._fetched, self.queue.row
            if query == before:
                return
            self.queue.selected.clear()
            if not before:
                self._before_filter, self._done_in_filter = row.id if row else None, set()
            # A new filter starts at its first row; without any, the concept in work stays under the cursor.
            keep = None if query else row.id if row else self._before_filter
            if keep in self._done_in_filter:
                keep = self._before_filter if self._before_filter not in self._done_in_filter else None
            # Without one to stay on the cursor begins at the top, where the next waits.
            await self._refetch(keep, top=True)

    async def action_filters(self) -> None:
        """The saved filters: apply one, remove one, save the one in use."""
        saved = await self.app.ask(lambda glossary: glossary.saved_filters())

        async def apply(query: str) -> None:
            self.query_one("#filter", TextField).value = query
            self.queue.focus()

        async def save(name: str, query: str) -> None:
            done = await self.app.ask(lambda glossary: glossary.save_filter(name, query))
            self.say(said(done.label), hint=_("u undoes"))

        self.app.push_screen(SavedFilters(saved, self.query_text, apply, save))

    @on(Input.Submitted, "#filter")
    def _filter_submitted(self) -> None:
        self.queue.focus()

    @on(Queue.Chosen, "#queue")
    def _chosen(self) -> None:
        self.pane.evidence.focus()

    @on(ConceptPane.Aimed)
    def _aimed(self, event: ConceptPane.Aimed) -> None:
        key = str(event.number)
        self.say(
            _("A double click takes suggestion {number}.").format(number=key),
            hint=_("{number} takes it").format(number=key),
        )

    def respeak(self) -> None:
        """Draw what this screen draws itself in the interface language."""
        self.query_one("#filter", TextField).placeholder = in_force(_("/ filter"), self, self.app)
        self.query_one("#welcome", Static).update(self._welcome())
        self._draw_frame()
        self.say("")
        if not self.names_chosen:
            self.reload()

    def key_down(self) -> None:
        """From the filter down into the list."""
        if self.focused is self.query_one("#filter"):
            self.queue.focus()
