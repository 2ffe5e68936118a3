"""One story in its articles, side by side: which names one of them lacks, and which it renders off the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Footer, OptionList, Static

from glossary.errors import GlossaryError, InputError
from glossary.model import Story, StoryCell, StoryLine
from glossary.service import Glossary
from tui.drawing import KIND_LETTERS, LANGS, STATUS_MARKS, STATUS_STYLES, assemble, fitted, kind_style, line
from tui.i18n import N_, _, ngettext
from tui.screens import Screen
from tui.widgets import JobBar, Rows

if TYPE_CHECKING:
    from tui.app import TenriengApp

FEWEST_SHARED = 2
"""Concepts that an article must share with another one to tell the same story."""


def load_story(glossary: Glossary, article: int) -> Story:
    """An article and, of each other language, the one that shares the most concepts with it, Vietnamese first.

    Raises InputError when no article of another language tells the same story.
    """
    own = glossary.article(article).row
    chosen = {own.lang: own.id}
    for row, shared in glossary.same_story(article):
        if shared >= FEWEST_SHARED:
            chosen.setdefault(row.lang, row.id)
    if len(chosen) == 1:
        raise InputError("No article in another language shares names with this one. Read its other versions first.")
    return glossary.story([chosen[lang] for lang in LANGS if lang in chosen])


class StoryScreen(Screen[None]):
    """A column an article, a line a concept."""

    AUTO_FOCUS = "#story"
    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "s",
            "stand_out",
            N_("Only what stands out"),
            tooltip=N_("All names, or only those that an article lacks or renders otherwise than the glossary"),
        ),
        *(
            Binding(
                str(number),
                f"read({number})",
                N_("Read"),
                key_display="1-3",
                show=number == 1,
                tooltip=N_("Read an article"),
            )
            for number in (1, 2, 3)
        ),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self, story: Story) -> None:
        super().__init__()
        self._story = story
        self._all = True

    def compose(self) -> ComposeResult:
        """The articles, the lines."""
        yield Static("", id="totals", markup=False)
        yield Static("", id="columns", markup=False)
        yield Rows(id="story")
        yield Static("", id="said", markup=False)
        yield JobBar(id="job")
        yield Footer(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Draw."""
        self.call_after_refresh(self._draw)

    def on_resize(self) -> None:
        """Columns share the width."""
        self._draw()

    @property
    def shown(self) -> list[StoryLine]:
        """The lines on screen."""
        return [one for one in self._story.lines if self._all or stands_out(one)]

    def _draw(self) -> None:
        rows = self.query_one(Rows)
        at = rows.highlighted or 0
        width = rows.width
        rows.fill((draw_story_line(one, width) for one in self.shown), cursor=at)
        out = sum(map(stands_out, self._story.lines))
        named = ngettext("{count} name", "{count} names", len(self._story.lines))
        head = assemble((f" {_('Story')} ", "bold reverse $primary"), f"  {named}", "  ")
        outside = ngettext("{count} stands out", "{count} stand out", out)
        tail = assemble((outside, "$warning"), ("" if self._all else " " + _("(only these are shown)"), "$muted"))
        self.query_one("#totals", Static).update(fitted(assemble(head, tail), self.size.width))
        room, cells = columns(width, len(self._story.articles))
        heads = [assemble(" " * (cells + 1))]
        for number, row in enumerate(self._story.articles, 1):
            name = line(row.outlet) or line(row.name)
            heads.append(padded(assemble((f"{number} ", "bold $accent"), (f"{row.lang.value} ", "bold"), name), room))
        self.query_one("#columns", Static).update(Content("").join(heads))

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Ask again: another program has decided something."""
        numbers = [row.id for row in self._story.articles]
        try:
            self._story = await self.app.ask(lambda glossary: glossary.story(numbers))
        except GlossaryError as error:
            self.app.complain(error)
            return
        self._draw()

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        lines = self.shown
        if event.option_index < len(lines):
            self.query_one("#said", Static).update(fitted(explain(self._story, lines[event.option_index]), 400))

    @on(OptionList.OptionSelected)
    async def action_open(self) -> None:
        """To the concept."""
        at = self.query_one(Rows).highlighted
        if at is not None and at < len(self.shown):
            await self.app.show_concept(self.shown[at].concept.id)

    def action_stand_out(self) -> None:
        """All lines, or those that stand out."""
        self._all = not self._all
        self._draw()

    async def action_read(self, number: int) -> None:
        """Read one of the articles."""
        if number <= len(self._story.articles):
            await self.app.open_article(self._story.articles[number - 1].id)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def stands_out(one: StoryLine) -> bool:
    """Does an article lack this name, or render it off the glossary?"""
    return one.lacking or any(cell.off for cell in one.cells)


def columns(width: int, articles: int) -> tuple[int, int]:
    """Cells of each article's column, and of the concept before them."""
    first = max(14, width // (articles + 2))
    return max(8, (width - first - 1) // max(1, articles)), first


def padded(text: Content, width: int) -> Content:
    """`text` cut or filled to exactly `width` cells, the last one empty."""
    cut = fitted(text, width - 1)
    return cut.pad_right(width - cut.cell_length)


def draw_story_line(one: StoryLine, width: int) -> Content:
    """A concept, and what each article makes of it: `–` where it lacks it, `!` before what is off the glossary."""
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
    if not cell.forms:
        return assemble((_("– lacks it"), "$warning"))
    drawn = []
    for form, times in cell.forms.items():
        off = form in cell.off
        text = f"{'! ' if off else ''}{line(form)}{f' ×{times}' if times > 1 else ''}"
        drawn.append(assemble((text, "bold $error" if off else "")))
    return Content(", ").join(drawn)


def explain(story: Story, one: StoryLine) -> Content:
    """Why a line stands out, in a sentence."""
    told = []
    for row, cell in zip(story.articles, one.cells, strict=True):
        if not cell.forms:
            sentence = _("{lang} lacks it (the glossary has {term})") if cell.term else _("{lang} lacks it")
            told.append(sentence.format(lang=row.lang.value, term=line(cell.term)))
        sentence = _("{lang} writes {form}, the glossary {term}") if cell.term else _("{lang} writes {form}")
        told += [sentence.format(lang=row.lang.value, form=line(form), term=line(cell.term)) for form in cell.off]
    return assemble("; ".join(told) or _("All articles have it."))
