"""One story in its articles, side by side: which names one of them lacks, and which it renders off the glossary."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList, Static

from glossary.errors import GlossaryError, InputError
from glossary.model import ConceptStatus, Story, StoryCell, StoryLine
from glossary.service import Glossary
from tui.drawing import (
    KIND_LETTERS,
    LANGS,
    STATUS_MARKS,
    STATUS_STYLES,
    assemble,
    fitted,
    kind_style,
    line,
    percent,
)
from tui.footer import Footer
from tui.hints import in_force
from tui.i18n import N_, _, ngettext
from tui.looking import CONCORDANCE, DECIDE, HELP, UNDO, WHOLE, Lines, LookingScreen
from tui.said import said
from tui.screens import LEFT
from tui.typeahead import AWAITED
from tui.widgets import JobBar

FEWEST_SHARED = 2
"""Concepts that an article must share with another one to tell the same story."""


def load_story(glossary: Glossary, article: int) -> Story:
    """An article and, of each other language, the one that most likely tells the same story, Vietnamese first.

    Raises InputError when no article of another language tells the same story.
    """
    own = glossary.article(article).row
    chosen = {own.lang: own.id}
    # An article that shares too little with this one may share enough with its telling in the third language.
    asked = [article]
    for number in asked:
        for row, shared in glossary.same_story(number):
            if shared >= FEWEST_SHARED and row.lang not in chosen:
                chosen[row.lang] = row.id
                asked.append(row.id)
    if len(chosen) == 1:
        raise InputError(_("No article in another language shares names with this one. Read its other versions first."))
    return glossary.story([chosen[lang] for lang in LANGS if lang in chosen])


class StoryLines(Lines):
    """The names of a story. The cursor is on a name in one of the articles."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,l", "column(1)", N_("Next article"), show=False, tooltip=N_("The next article of the story")),
        Binding("left,h", "column(-1)", N_("Article before"), show=False, tooltip=N_("The article before")),
    ]

    class Column(Message):
        """Another article is meant: the next or the one before, or the one at a cell of the line."""

        def __init__(self, step: int = 0, x: int = -1) -> None:
            super().__init__()
            self.step, self.x = step, x

    def action_column(self, step: int) -> None:
        """To another article."""
        self.post_message(self.Column(step))

    def pressed_at(self, x: int) -> None:
        """The article whose column was clicked."""
        self.post_message(self.Column(x=x))


class StoryHeads(Static):
    """What the columns are: a click reads the article."""

    class Pressed(Message):
        """A click at a cell of the line."""

        def __init__(self, x: int) -> None:
            super().__init__()
            self.x = x

    def on_click(self, event: events.Click) -> None:
        """Tell the screen where."""
        if event.button == LEFT:
            self.post_message(self.Pressed(event.get_content_offset_capture(self).x))


class StoryScreen(LookingScreen):
    """A column an article, a line a concept."""

    AUTO_FOCUS = "#story"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Concept"), tooltip=N_("To the concept of this name")),
        Binding(
            "t",
            "take",
            N_("Take"),
            tooltip=N_("Take what the other article most likely calls it (≈): the two become one concept"),
        ),
        *DECIDE,
        Binding(
            "s",
            "stand_out",
            N_("Only what stands out"),
            tooltip=N_("All names, or only those that an article lacks or renders otherwise than the glossary"),
        ),
        *UNDO,
        Binding("o", "read_here", N_("Read"), tooltip=N_("Read the article of this column, at this name")),
        *(
            Binding(str(number), f"read({number})", N_("Read"), show=False, tooltip=N_("Read an article"))
            for number in (1, 2, 3)
        ),
        CONCORDANCE,
        Binding("y", "copy", N_("Copy"), show=False, tooltip=N_("Copy the spelling of this column")),
        WHOLE,
        HELP,
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self._all = True
        self._column = 0

    def compose(self) -> ComposeResult:
        """The articles, the lines."""
        yield Static("", id="totals", markup=False)
        yield StoryHeads("", id="columns", markup=False)
        yield StoryLines(id="story")
        yield Static("", id="why", markup=False)
        yield Static("", id="said", markup=False)
        yield JobBar(id="job")
        yield Footer()

    def on_mount(self) -> None:
        """Draw."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Columns share the width; the cursor stays on its name."""
        self._draw()

    def respeak(self) -> None:
        """Another interface language; what was said in the one before is not said again."""
        self._draw()
        self.say("")

    # ---- what is shown --------------------------------------------------------------------------------------------
    @property
    def shown(self) -> list[StoryLine]:
        """The lines on screen."""
        return [one for one in self._story.lines if self._all or stands_out(one)]

    @property
    def line(self) -> StoryLine | None:
        """The line under the cursor."""
        at, shown = self.query_one(StoryLines).highlighted, self.shown
        return shown[at] if at is not None and at < len(shown) else None

    @property
    def cell(self) -> StoryCell | None:
        """The cell under the cursor."""
        one = self.line
        return one.cells[self._column] if one is not None and self._column < len(one.cells) else None

    def _draw(self, keep: str = "") -> None:
        """All lines; the cursor on the line of the concept `keep`, else where it was."""
        rows, shown = self.query_one(StoryLines), self.shown
        places = {one.concept.id: place for place, one in enumerate(shown)}
        at = places.get(keep, min(rows.highlighted or 0, max(0, len(shown) - 1)))
        width = rows.width
        rows.fill((draw_story_line(one, width) for one in shown), cursor=at)
        self.query_one("#totals", Static).update(fitted(self._heading(), self.size.width))
        self._draw_heads()
        self._explain()

    def _heading(self) -> Content:
        lines = self._story.lines
        named = ngettext("{count} name", "{count} names", len(lines))
        outside = ngettext("{count} stands out", "{count} stand out", sum(map(stands_out, lines)))
        pairs = sum(one.likely for one in lines)
        head = assemble((f" {_('Story')} ", "bold reverse $primary"), f"  {named}", "  ", (outside, "$warning"))
        if pairs:
            head = assemble(head, "  ", (ngettext("≈ {count} likely pair", "≈ {count} likely pairs", pairs), "$accent"))
        return assemble(head, ("" if self._all else "  " + _("(only these are shown)"), "$muted"))

    def _draw_heads(self) -> None:
        width = self.query_one(StoryLines).width
        room, cells = columns(width, len(self._story.articles))
        heads = [assemble(" " * (cells + 1))]
        for number, row in enumerate(self._story.articles):
            title = f"{line(row.outlet)} {row.published[:10]}" if row.outlet else line(PurePath(row.name).name)
            name = assemble((f"{number + 1} ", "bold $accent"), (f"{row.lang.value} ", "bold"), title)
            drawn = padded(name, room)
            heads.append(drawn.stylize("reverse") if number == self._column else drawn)
        self.query_one(StoryHeads).update(Content("").join(heads))

    @on(OptionList.OptionHighlighted)
    def _explain(self) -> None:
        one = self.line
        takes = in_force(_("t takes it"), self, self.app)
        told = explain(self._story, one, takes) if one is not None else assemble((_("Nothing stands out."), "$muted"))
        self.query_one("#why", Static).update(told)

    async def fetch(self) -> None:
        """Ask again: something was decided."""
        numbers = [row.id for row in self._story.articles]
        keep = self.line.concept.id if self.line else ""
        try:
            self._story = await self.app.ask(lambda glossary: glossary.story(numbers))
        except GlossaryError as error:
            self.app.complain(error)
            return
        self._column = min(self._column, len(self._story.articles) - 1)
        self._draw(keep)

    # ---- moving ---------------------------------------------------------------------------------------------------
    @on(StoryLines.Column)
    def _to_column(self, event: StoryLines.Column) -> None:
        most = len(self._story.articles) - 1
        wanted = self._column + event.step if event.x < 0 else self._column_at(event.x)
        self._column = max(0, min(most, wanted))
        self._draw_heads()

    def _column_at(self, x: int) -> int:
        room, first = columns(self.query_one(StoryLines).width, len(self._story.articles))
        return (x - first - 2) // room

    @on(StoryHeads.Pressed)
    async def _head_pressed(self, event: StoryHeads.Pressed) -> None:
        column = self._column_at(event.x)
        if column >= 0:
            await self.action_read(column + 1)

    async def action_whole(self) -> None:
        """The whole concept, over the story."""
        from tui.concept import open_concept

        if self.line is not None:
            await open_concept(self.app, self.line.concept.id)

    @on(OptionList.OptionSelected)
    async def action_open(self) -> None:
        """To the concept."""
        if self.line is not None:
            await self.app.show_concept(self.line.concept.id)

    def action_stand_out(self) -> None:
        """All lines, or those that stand out."""
        keep = self.line.concept.id if self.line else ""
        self._all = not self._all
        self._draw(keep)

    async def action_read(self, number: int) -> None:
        """Read one of the articles, from the name under the cursor."""
        if number > len(self._story.articles):
            return
        article, one = self._story.articles[number - 1].id, self.line
        wanted = {one.concept.id, one.cells[number - 1].likely_concept} if one else set()
        mentions = (await self.app.ask(lambda glossary: glossary.article(article))).mentions
        await self.app.open_article(article, next((m.start for m in mentions if m.concept in wanted), None))

    async def action_read_here(self) -> None:
        """Read the article of this column."""
        await self.action_read(self._column + 1)

    def action_concordance(self) -> None:
        """All spellings in all articles."""
        if self.line is not None:
            self.app.open_concordance(self.line.concept.label, self.line.concept.id)

    def action_copy(self) -> None:
        """Copy what the article of this column writes, else what the glossary has."""
        cell = self.cell
        text = next(iter(cell.forms), cell.likely or cell.term) if cell else ""
        if text:
            self.copy(text)

    # ---- deciding -------------------------------------------------------------------------------------------------
    @work(group=AWAITED)
    async def action_take(self) -> None:
        """The likely name of this column, or of the first that has one, becomes the term; the two are one concept."""
        one = self.line
        if one is None:
            return
        order = sorted(range(len(one.cells)), key=lambda column: (column != self._column, column))
        column = next((column for column in order if one.cells[column].likely), None)
        if column is None:
            self.say(_("No other article has a likely name here (≈)."))
            return
        concept, lang, cell = one.concept.id, self._story.articles[column].lang, one.cells[column]
        await self.decide(lambda glossary: glossary.pair(concept, lang, cell.likely, cell.likely_concept))

    @work(group=AWAITED)
    async def judge(self, *, accept: bool) -> None:
        """Accept or reject the concept under the cursor."""
        if self.line is None:
            return
        row = self.line.concept
        if accept and row.status is not ConceptStatus.APPROVED:
            await self.decide(lambda glossary: glossary.approve([row.id]))
        elif not accept:
            await self.decide(lambda glossary: glossary.reject([row.id]))


def stands_out(one: StoryLine) -> bool:
    """Does an article lack this name, render it off the glossary, or have it under another concept?"""
    return one.lacking or one.likely or any(cell.off for cell in one.cells)


def columns(width: int, articles: int) -> tuple[int, int]:
    """Cells of each article's column, and of the concept before them."""
    first = max(20, width // (articles + 3))
    return max(8, (width - first - 1) // max(1, articles)), first


def padded(text: Content, width: int) -> Content:
    """`text` cut or filled to exactly `width` cells, the last one empty."""
    cut = fitted(text, width - 1)
    return cut.pad_right(width - cut.cell_length)


def draw_story_line(one: StoryLine, width: int) -> Content:
    """A concept, and what each article makes of it.

    `–` where it lacks it, `≈` before what it most likely calls it, `!` before what is off the glossary.
    """
    room, cells = columns(width, len(one.cells))
    concept = one.concept
    name = assemble(
        (f"{STATUS_MARKS[concept.status]} ", STATUS_STYLES[concept.status]),
        (f"{KIND_LETTERS[concept.kind]} ", f"bold {kind_style(concept.kind)}"),
        line(concept.label),
    )
    return Content("").join([padded(name, cells), Content(" "), *(padded(draw_cell(c), room) for c in one.cells)])


def draw_cell(cell: StoryCell) -> Content:
    """The spellings of one article, most frequent first."""
    if not cell.forms and cell.likely:
        sure = percent(cell.likely_score).replace("\N{NO-BREAK SPACE}", "")
        return assemble((f"≈{sure} ", "bold $accent"), (line(cell.likely), "$accent"))
    if not cell.forms:
        return assemble((_("– lacks it"), "$warning"))
    drawn = []
    for form, times in cell.forms.items():
        off = form in cell.off
        text = f"{'! ' if off else ''}{line(form)}{f' ×{times}' if times > 1 else ''}"
        drawn.append(assemble((text, "bold $error" if off else "")))
    return Content(", ").join(drawn)


def explain(story: Story, one: StoryLine, takes: str) -> Content:
    """Why a line stands out, a sentence for each article; what is likely first, with how it is taken."""
    told: list[Content] = []
    for row, cell in zip(story.articles, one.cells, strict=True):
        values = {"lang": row.lang.value, "term": line(cell.term)}
        if not cell.forms and cell.likely:
            sentence = _("{lang} most likely calls it {form} ({score}): {why}").format(
                form=line(cell.likely), score=percent(cell.likely_score), why=said(cell.likely_why), **values
            )
            told.insert(0, assemble(("; ".join(filter(None, (sentence, takes))), "$accent")))
        elif not cell.forms:
            sentence = _("{lang} lacks it (the glossary has {term})") if cell.term else _("{lang} lacks it")
            told.append(assemble(sentence.format(**values)))
        sentence = _("{lang} writes {form}, the glossary {term}") if cell.term else _("{lang} writes {form}")
        told += [assemble((sentence.format(form=line(form), **values), "$error")) for form in cell.off]
    return Content("; ").join(told) if told else assemble((_("All articles have it."), "$muted"))
