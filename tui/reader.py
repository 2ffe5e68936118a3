"""Reading: the list of articles, and one article with its names marked, glossed and decided in place.

A mention is underlined in the colour of its kind and followed by the letter of the kind, raised; `○` stands behind
names that nobody has decided on, `‹term›` behind those the glossary knows in the chosen language, `‹?›` where it has no
term there. Nothing of that is in the text: a name that is marked by hand is a span of the article as it was read.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Footer, Input, OptionList, Static

from glossary.errors import GlossaryError
from glossary.model import ArticleMention, ArticleRow, ArticleView, ConceptRow, ConceptStatus, DecisionRow, Kind, Lang
from glossary.service import Glossary
from tui.dialogs import Dialog, KindLine
from tui.drawing import (
    KIND_LETTERS,
    KIND_NAMES,
    LANG_NAMES,
    LANGS,
    STATUS_MARKS,
    STATUS_NAMES,
    STATUS_STYLES,
    Piece,
    assemble,
    fitted,
    kind_style,
    line,
    notice,
    prose,
)
from tui.i18n import N_, _, ngettext
from tui.said import said
from tui.screens import Screen
from tui.widgets import JobBar, Queue, Rows, TextField

if TYPE_CHECKING:
    from tui.app import TenriengApp

RAISED: Mapping[Kind, str] = {Kind.PERSON: "ᴾ", Kind.ORG: "ᴼ", Kind.PLACE: "ᴸ", Kind.EVENT: "ᴱ"}
"""The letter of a kind, behind its name."""

TYPING_DELAY = 0.12
"""Seconds without a key before the list of articles is asked for."""

PLAIN = -1
"""The tag of text outside mentions; else a tag is 3 × the mention's place, plus 0 (name), 1 (mark) or 2 (gloss)."""


@dataclass(frozen=True)
class Page:
    """An article as displayed: its characters with what was put between them, and where each stands in the text."""

    chars: str
    raw: list[int]
    """For each character the offset in the article's text; a mark or gloss has that of the end of its name."""
    tags: list[int]
    lines: list[tuple[int, int]]
    """Stretches of `chars`, a line each."""

    def place(self, offset: int) -> int:
        """The first character that shows the text from `offset` on."""
        return min(bisect_left(self.raw, offset), max(0, len(self.raw) - 1))

    def line_of(self, offset: int) -> int:
        """The line on which the text at `offset` stands."""
        starts = [start for start, unused in self.lines]
        return max(0, bisect_right(starts, self.place(offset)) - 1)


def lay_out(view: ArticleView, width: int, gloss: Lang | None) -> Page:
    """Break an article into lines of `width` cells, marks and glosses between its characters."""
    safe = {char: prose(char) for char in set(view.text) if char != "\n"}
    chars: list[str] = []
    raw: list[int] = []
    tags: list[int] = []

    def put(text: str, offset: int, tag: int) -> None:
        chars.append(text)
        raw.extend([offset] * len(text))
        tags.extend([tag] * len(text))

    def copy(start: int, end: int, tag: int) -> None:
        for offset in range(start, end):
            char = view.text[offset]
            put("\n" if char == "\n" and tag == PLAIN else " " if char == "\n" else safe[char], offset, tag)

    at = 0
    for number, mention in enumerate(view.mentions):
        if mention.start < at:
            continue
        copy(at, mention.start, PLAIN)
        copy(mention.start, mention.end, 3 * number)
        put(mark_of(mention), mention.end, 3 * number + 1)
        put(gloss_of(mention, gloss, view.row.lang), mention.end, 3 * number + 2)
        at = mention.end
    copy(at, len(view.text), PLAIN)
    drawn = "".join(chars)
    return Page(drawn, raw, tags, list(broken(drawn, max(10, width))))


def mark_of(mention: ArticleMention) -> str:
    """What stands behind a name: the letter of its kind, and a mark where nobody has decided or it was rejected."""
    mark = "" if mention.status is ConceptStatus.APPROVED else STATUS_MARKS[mention.status]
    return RAISED[mention.kind] + mark


def gloss_of(mention: ArticleMention, lang: Lang | None, article: Lang) -> str:
    """The term in the chosen language, where the glossary knows the name; spaces in it do not break."""
    if lang is None or mention.status is not ConceptStatus.APPROVED:
        return ""
    if mention.term:
        return "" if mention.term == mention.text else f"‹{line(mention.term)}›"
    return "‹?›" if lang is not article else ""


def broken(text: str, width: int) -> Iterable[tuple[int, int]]:
    """Lines of at most `width` cells, broken at spaces where there are any; a line end is in no line."""
    start = 0
    for paragraph in text.split("\n"):
        end = start + len(paragraph)
        at = start
        while True:
            stop, cells, space = at, 0, -1
            while stop < end:
                cells += cell_len(text[stop])
                if cells > width:
                    break
                if text[stop] == " ":
                    space = stop
                stop += 1
            if stop == end:
                yield at, end
                break
            if text[stop] == " ":
                space = stop
            cut = space if space > at else max(stop, at + 1)
            yield at, cut
            at = cut + 1 if cut == space else cut
        start = end + 1


class ArticleText(ScrollView, can_focus=True):
    """The article. The cursor goes from name to name, or, while a missed name is marked, from word to word."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,l,tab", "step(1)", N_("Next name"), show=False, tooltip=N_("Next name; while marking: next word")
        ),
        Binding("left,h,shift+tab", "step(-1)", N_("Name before"), show=False, tooltip=N_("Name before; word before")),
        Binding("down,j", "line(1)", N_("Down"), show=False, tooltip=N_("Down a line")),
        Binding("up,k", "line(-1)", N_("Up"), show=False, tooltip=N_("Up a line")),
        Binding(
            "pagedown,space",
            "page(1)",
            N_("Page down"),
            show=False,
            tooltip=N_("Down a page; while marking: set the start"),
        ),
        Binding("pageup", "page(-1)", N_("Page up"), show=False, tooltip=N_("Up a page")),
        Binding("home,g", "edge(0)", N_("To the top"), show=False, tooltip=N_("To the top")),
        Binding("end,G", "edge(1)", N_("To the end"), show=False, tooltip=N_("To the end")),
    ]

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *(f"reader--{kind.value.lower()}" for kind in Kind),
        "reader--mark",
        "reader--gloss",
        "reader--rejected",
        "reader--cursor",
        "reader--selected",
    }

    class Moved(Message):
        """Another name, or another stretch of text, is under the cursor."""

    def __init__(self) -> None:
        super().__init__(id="article-text")
        self.view: ArticleView | None = None
        self.gloss: Lang | None = Lang.RU
        self.cursor = 0
        """The place of the mention under the cursor."""
        self.begun: int | None = None
        """Where the marked text starts, once that is set."""
        self.marking = False
        self._page = Page("", [], [], [])
        self._words: list[tuple[int, int]] = []
        self._word = 0
        self._dragged: int | None = None

    # ---- contents -----------------------------------------------------------------------------------------------
    def show(self, view: ArticleView, *, at: int | None = None) -> None:
        """Draw an article; the cursor goes to the name at the offset `at`, else it stays where it was in the text."""
        before = self.mention
        wanted = at if at is not None else before.start if before else 0
        self.view = view
        starts = [mention.start for mention in view.mentions]
        self.cursor = max(0, min(bisect_left(starts, wanted), len(starts) - 1))
        self._words = words_of(view.text)
        self._break()
        if at is not None:
            self.call_after_refresh(self._see, at)
        self.post_message(self.Moved())

    def _break(self) -> None:
        if self.view is None or not self.size.width:
            return
        top = self._page.raw[self._page.lines[self._top][0]] if self._page.raw and self._top else 0
        width = max(10, self.scrollable_content_region.width - 3)
        self._page = lay_out(self.view, width, self.gloss)
        self.virtual_size = Size(width, len(self._page.lines))
        if top:
            self.scroll_to(y=self._page.line_of(top), animate=False, force=True)
        self.refresh()

    @property
    def _top(self) -> int:
        return max(0, min(self.scroll_offset.y, len(self._page.lines) - 1))

    def on_resize(self) -> None:
        """Lines are broken for the width; the text at the top stays there."""
        self._break()

    @property
    def mention(self) -> ArticleMention | None:
        """The name under the cursor."""
        if self.view is None or not self.view.mentions:
            return None
        return self.view.mentions[self.cursor]

    @property
    def selection(self) -> tuple[int, int] | None:
        """The stretch of the text that is marked, while marking."""
        if not self.marking or self.view is None or not self._words:
            return None
        start, end = self._words[self._word]
        if self.begun is not None:
            start, end = min(start, self.begun), max(end, self._end_of(self.begun))
        return start, end

    def _end_of(self, start: int) -> int:
        at = bisect_right(self._words, (start, len(self.view.text) if self.view else 0)) - 1
        return self._words[max(0, at)][1]

    # ---- moving -------------------------------------------------------------------------------------------------
    def _see(self, offset: int) -> None:
        row = self._page.line_of(offset)
        self.scroll_to_region(Region(0, max(0, row - 2), 1, 5), animate=False, force=True)
        self.refresh()

    def go(self, number: int) -> None:
        """Put the cursor on a mention, by its place."""
        if self.view is not None and 0 <= number < len(self.view.mentions):
            self.cursor = number
            self._see(self.view.mentions[number].start)
            self.post_message(self.Moved())

    def go_undecided(self) -> bool:
        """To the next name that nobody has decided on, from the top when there is none below."""
        mentions = self.view.mentions if self.view else ()
        order = [*range(self.cursor + 1, len(mentions)), *range(self.cursor + 1)]
        for number in order:
            if mentions[number].status is ConceptStatus.NEW:
                self.go(number)
                return True
        return False

    def action_step(self, step: int) -> None:
        """To the next or the previous name, or word."""
        if self.marking:
            self._move_word(self._word + step)
        else:
            self.go(self.cursor + step)

    def _move_word(self, number: int) -> None:
        self._word = max(0, min(number, len(self._words) - 1))
        if self._words:
            self._see(self._words[self._word][0])
        self.post_message(self.Moved())

    def action_line(self, step: int) -> None:
        """Scroll; while marking: to the word below or above."""
        if not self.marking or not self._words:
            self.scroll_relative(y=step, animate=False)
            return
        here = self._words[self._word][0]
        row, page = self._page.line_of(here) + step, self._page
        if 0 <= row < len(page.lines):
            column = page.place(here) - page.lines[row - step][0]
            place = min(page.lines[row][0] + column, max(page.lines[row][0], page.lines[row][1] - 1))
            offset = page.raw[min(place, len(page.raw) - 1)]
            found = bisect_right(self._words, (offset, len(self.view.text) if self.view else 0)) - 1
            if found == self._word:
                found += step
            self._move_word(found)

    def action_page(self, step: int) -> None:
        """Scroll by screens; while marking the space bar sets the start."""
        if self.marking and step > 0:
            self.begun = None if self.begun is not None else self._words[self._word][0]
            self.refresh()
            self.post_message(self.Moved())
        else:
            self.scroll_relative(y=step * max(1, self.size.height - 2), animate=False)

    def action_edge(self, end: int) -> None:
        """To the top or the end."""
        if self.view is not None and self.view.mentions and not self.marking:
            self.go(len(self.view.mentions) - 1 if end else 0)
        elif self.marking:
            self._move_word(len(self._words) - 1 if end else 0)
        self.scroll_to(y=len(self._page.lines) if end else 0, animate=False, force=True)

    def mark(self, *, on: bool) -> None:
        """Begin or end the marking of a name that was missed, at the first word in sight."""
        self.marking = on and bool(self._words)
        self.begun = None
        if self.marking and self._page.lines:
            row = self._page.lines[self._top]
            offset = self._page.raw[row[0]] if row[0] < len(self._page.raw) else 0
            bottom = self._page.lines[min(self._top + self.size.height, len(self._page.lines)) - 1]
            mention = self.mention
            if mention is not None and bottom[1] and offset <= mention.start <= self._page.raw[bottom[1] - 1]:
                offset = mention.start
            self._word = min(bisect_left(self._words, (offset, 0)), len(self._words) - 1)
        self.refresh()
        self.post_message(self.Moved())

    # ---- the mouse ----------------------------------------------------------------------------------------------
    def _offset_at(self, event: events.MouseEvent) -> int | None:
        row = event.y + self.scroll_offset.y
        if not 0 <= row < len(self._page.lines):
            return None
        start, end = self._page.lines[row]
        cells = -1
        for place in range(start, end):
            cells += cell_len(self._page.chars[place])
            if cells >= event.x - 1:
                return self._page.raw[place]
        return None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press on a name puts the cursor there; anywhere it may become the start of a marked stretch."""
        self._dragged = self._offset_at(event)
        if self._dragged is None or self.view is None:
            return
        for number, mention in enumerate(self.view.mentions):
            if mention.start <= self._dragged < mention.end and not self.marking:
                self.cursor = number
                self.refresh()
                self.post_message(self.Moved())
        self.capture_mouse()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging marks whole words."""
        offset = self._offset_at(event) if self._dragged is not None else None
        if offset is None or self._dragged is None or not self._words or offset == self._dragged:
            return
        self.marking = True
        most = len(self.view.text) if self.view else 0
        first, last = (max(0, bisect_right(self._words, (one, most)) - 1) for one in (self._dragged, offset))
        self.begun, self._word = self._words[first][0], last
        self.refresh()
        self.post_message(self.Moved())

    def on_mouse_up(self) -> None:
        """The end of dragging."""
        self._dragged = None
        self.release_mouse()

    # ---- drawing ------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """One line: plain text, names, marks, glosses, what is under the cursor or marked."""
        row, width, base = y + self.scroll_offset.y, self.size.width, self.rich_style
        if self.view is None or row >= len(self._page.lines):
            return Strip.blank(width, base)
        start, end = self._page.lines[row]
        chosen = self.selection
        segments, run, style = [Segment(" ", base)], "", base
        for place in range(start, end):
            now = base + self._style_of(self._page.tags[place], self._page.raw[place], chosen)
            if now != style and run:
                segments.append(Segment(run, style))
                run = ""
            style = now
            run += self._page.chars[place]
        segments.append(Segment(run, style))
        return Strip(segments).adjust_cell_length(width, base)

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}", partial=True)

    def _style_of(self, tag: int, offset: int, chosen: tuple[int, int] | None) -> Style:
        style = Style.null()
        if tag != PLAIN and self.view is not None:
            mention = self.view.mentions[tag // 3]
            if tag % 3 == 0:
                gone = mention.status is ConceptStatus.REJECTED
                style = self._component("rejected" if gone else mention.kind.value.lower())
            else:
                style = self._component("mark" if tag % 3 == 1 else "gloss")
            if tag // 3 == self.cursor and not self.marking:
                style += self._component("cursor")
        if chosen is not None and chosen[0] <= offset < chosen[1] and (tag == PLAIN or tag % 3 == 0):
            style += self._component("selected")
        return style


def words_of(text: str) -> list[tuple[int, int]]:
    """The words of a text, as offsets: letters and figures, and what joins them inside a word."""
    words: list[tuple[int, int]] = []
    start = -1
    for at, char in enumerate(text + " "):
        if char.isalnum() or (start >= 0 and is_inside(text, at)):
            start = at if start < 0 else start
        elif start >= 0:
            words.append((start, at))
            start = -1
    return words


def is_inside(text: str, at: int) -> bool:
    """Is this a mark on a letter, or a sign between two letters (`Vla-đi-mia`, `O'Neill`, `U.S`)?"""
    import unicodedata

    char = text[at : at + 1]
    if char and unicodedata.category(char) == "Mn":
        return True
    return char in ("-", "'", "’", ".", "&") and text[at + 1 : at + 2].isalnum()


class ReaderScreen(Screen[None]):
    """One article."""

    AUTO_FOCUS = "#article-text"
    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Concept"), tooltip=N_("To the concept of this name; while marking: add the name")),
        Binding(
            "n",
            "missed",
            N_("Missed name"),
            tooltip=N_("Mark a name that was missed: words with ← →, Space sets the start"),
        ),
        Binding("a", "decide('approve')", N_("Accept"), tooltip=N_("Accept the concept of this name")),
        Binding("r", "decide('reject')", N_("Reject"), tooltip=N_("Reject the concept of this name")),
        Binding("s", "skip", N_("Next undecided"), tooltip=N_("To the next name that nobody has decided on")),
        Binding(
            "L", "gloss", N_("Gloss"), tooltip=N_("The language of the glosses: Vietnamese, English, Russian, none")
        ),
        Binding("u", "undo", N_("Undo"), tooltip=N_("Take back the last decision")),
        Binding("U,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do the undone decision again")),
        Binding("y", "copy", N_("Copy"), show=False, tooltip=N_("Copy the gloss, or the marked text")),
        Binding("C", "concordance", N_("Concordance"), show=False, tooltip=N_("This name in all articles")),
        Binding(
            "S", "story", N_("Story"), show=False, tooltip=N_("Side by side with the same story in other languages")
        ),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Stop marking; back to where you came from")),
    ]

    def __init__(self, view: ArticleView, at: int | None, gloss: Lang | None) -> None:
        super().__init__()
        self._view, self._at = view, at
        self._gloss = gloss

    def compose(self) -> ComposeResult:
        """Which article; its text; what is known of the name under the cursor; the keys."""
        yield Static("", id="totals", markup=False)
        yield ArticleText()
        yield Static("", id="name", markup=False)
        yield JobBar(id="job")
        yield Static("", id="said", markup=False)
        yield Footer(compact=True, show_command_palette=False)

    @property
    def text(self) -> ArticleText:
        """The article on screen."""
        return self.query_one(ArticleText)

    @property
    def number(self) -> int:
        """The article's number."""
        return self._view.row.id

    def on_mount(self) -> None:
        """Show it at the place asked for."""
        self.text.gloss = self._gloss
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.text.show(self._view, at=self._at or 0)
        self._draw_title()
        kinds = " · ".join(f"{RAISED[kind]} {_(KIND_NAMES[kind])}" for kind in Kind)
        key = _("{kinds} · ○ undecided · ‹?› no term").format(kinds=kinds)
        self.query_one("#said", Static).update(assemble((key, "$faint")))

    def _draw_title(self) -> None:
        row, mentions = self._view.row, self._view.mentions
        facts = [
            row.lang.value,
            row.published,
            line(row.outlet),
            ngettext("{count} name", "{count} names", len(mentions)),
        ]
        undecided = sum(mention.status is ConceptStatus.NEW for mention in mentions)
        facts.append(ngettext("{count} undecided", "{count} undecided", undecided))
        gloss = _("gloss {lang}").format(lang=self.text.gloss.value) if self.text.gloss else _("no gloss")
        tail = assemble(("  " + " · ".join(filter(None, facts)), "$muted"), (f" · {gloss}", "$accent"))
        room = max(12, self.size.width - tail.cell_length - 2)
        name = line(row.name)
        shown = name if cell_len(name) <= room else "…" + name[-(room - 1) :]
        self.query_one("#totals", Static).update(assemble((f" {shown}", "bold"), tail))

    def on_resize(self) -> None:
        """The line on top is as wide as the screen."""
        self._draw_title()

    @on(ArticleText.Moved)
    def _moved(self) -> None:
        self.query_one("#name", Static).update(self._about())
        self.refresh_bindings()

    def _about(self) -> Content:
        """What is known of the name under the cursor, or what is marked, on one line."""
        text = self.text
        if text.marking:
            chosen = text.selection
            marked = line(self._view.text[chosen[0] : chosen[1]]) if chosen else ""
            keys = _("← → words · Space start · Enter adds · Esc leaves")
            return assemble((_("add"), "$muted"), " ", (marked, "bold reverse"), ("  " + keys, "$muted"))
        mention = text.mention
        if mention is None:
            return assemble((_("No name was found here. n marks one."), "$muted"))
        pieces: list[Piece] = [
            (f" {KIND_LETTERS[mention.kind]} ", f"bold reverse {kind_style(mention.kind)}"),
            " ",
            (line(mention.label), "bold"),
            (f"  {STATUS_MARKS[mention.status]} {_(STATUS_NAMES[mention.status])}", STATUS_STYLES[mention.status]),
        ]
        if mention.term:
            pieces += [("   ", ""), line(mention.term)]
        if mention.missing:
            lacks = _("no term in {langs}").format(langs=", ".join(lang.value for lang in mention.missing))
            pieces.append(("   " + lacks, "$warning"))
        return fitted(assemble(*pieces), self.size.width)

    def say(self, sentence: str, hint: str = "") -> None:
        """One line: what was done last."""
        self.query_one("#said", Static).update(notice(sentence, hint, self.size.width - 2))

    # ---- fetching -----------------------------------------------------------------------------------------------
    async def fetch(self) -> None:
        """Ask for the article again: its mentions and what the glossary says of them may have changed."""
        number, gloss = self.number, self.text.gloss
        try:
            self._view = await self.app.ask(lambda glossary: glossary.article(number, gloss))
        except GlossaryError as error:
            self.app.complain(error)
            return
        self.text.show(self._view)
        self._draw_title()

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Another program changed the glossary."""
        await self.fetch()

    async def action_gloss(self) -> None:
        """Another language for the glosses, or none."""
        order: list[Lang | None] = [*LANGS, None]
        self.text.gloss = order[(order.index(self.text.gloss) + 1) % len(order)]
        self.app.gloss = self.text.gloss
        await self.fetch()
        chosen = self.text.gloss
        self.say(_("Glosses: {language}").format(language=_(LANG_NAMES[chosen])) if chosen else _("No glosses."))

    # ---- deciding -----------------------------------------------------------------------------------------------
    async def decide(self, decision: Callable[[Glossary], DecisionRow | None], undone: str = "") -> bool:
        """Make a decision, say it, show what changed; True when it was made."""
        try:
            done = await self.app.ask(decision)
        except GlossaryError as error:
            self.say(said(str(error)))
            return False
        await self.fetch()
        self.app.review.reload()
        if done is None:
            self.say(_("There is nothing to take back or do again."))
        else:
            label = said(done.label)
            self.say(undone.format(label=label) if undone else label, hint="" if undone else _("u undoes"))
        return True

    async def action_decide(self, how: str) -> None:
        """Accept or reject the concept of the name under the cursor, then on to the next undecided name."""
        mention = self.text.mention
        if mention is None or self.text.marking:
            return
        concept, was_new = mention.concept, mention.status is ConceptStatus.NEW
        if how == "approve":
            made = await self.decide(lambda glossary: glossary.approve([concept]))
        else:
            made = await self.decide(lambda glossary: glossary.reject([concept]))
        if made and was_new:
            self.text.go_undecided()

    async def action_undo(self) -> None:
        """Take back the last decision."""
        await self.decide(lambda glossary: glossary.undo(), undone=_("Undone: {label}"))

    async def action_redo(self) -> None:
        """Do the undone decision again."""
        await self.decide(lambda glossary: glossary.redo(), undone=_("Done again: {label}"))

    def action_missed(self) -> None:
        """Begin to mark a name that was missed."""
        self.text.mark(on=True)

    async def action_open(self) -> None:
        """To the concept; while marking: add what is marked."""
        chosen, mention = self.text.selection, self.text.mention
        if chosen is not None:
            self._add(*chosen)
        elif mention is not None:
            await self.app.show_concept(mention.concept)

    def _add(self, start: int, end: int) -> None:
        number = self.number

        async def save(what: Kind | str) -> None:
            _concept, done = await self.app.ask(lambda glossary: glossary.add_mention(number, start, end, what))
            self.text.mark(on=False)
            await self.fetch()
            self.app.review.reload()
            starts = [mention.start for mention in self._view.mentions]
            self.text.go(min(bisect_left(starts, start), len(starts) - 1))
            self.say(said(done.label), hint=_("u undoes"))

        self.app.push_screen(AddMissed(self._view.text[start:end], save))

    # ---- going elsewhere ----------------------------------------------------------------------------------------
    def action_skip(self) -> None:
        """To the next undecided name."""
        if not self.text.go_undecided():
            self.say(_("Every name here is decided."))

    def action_copy(self) -> None:
        """Copy the marked text, else the gloss, else the name."""
        chosen, mention = self.text.selection, self.text.mention
        if chosen is not None:
            copied = self._view.text[chosen[0] : chosen[1]]
        else:
            copied = (mention.term or mention.text) if mention else ""
        if copied:
            self.app.copy_to_clipboard(copied)
            self.say(_("Copied: {text}").format(text=copied))

    def action_concordance(self) -> None:
        """This name, or what is marked, in all articles."""
        chosen, mention = self.text.selection, self.text.mention
        marked = self._view.text[chosen[0] : chosen[1]] if chosen else mention.text if mention else ""
        self.app.open_concordance(line(marked))

    def action_story(self) -> None:
        """Side by side with the same story in the other languages."""
        self.app.open_story(self.number)

    def action_leave(self) -> None:
        """Stop marking, or go back."""
        if self.text.marking:
            self.text.mark(on=False)
        else:
            mention = self.text.mention
            self.app.remember_place(self.number, mention.start if mention else 0)
            self.dismiss()


NEW_CONCEPT: Mapping[Kind, str] = {
    Kind.PERSON: N_("a new person"),
    Kind.ORG: N_("a new institution"),
    Kind.PLACE: N_("a new place"),
    Kind.EVENT: N_("a new event"),
}


class AddMissed(Dialog):
    """What a marked stretch of text names: a new concept of a kind, or a concept that is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(letter.lower(), f"choose('{kind.value}')", KIND_NAMES[kind])
            for kind, letter in KIND_LETTERS.items()
        ),
        Binding("slash", "find", N_("Find a concept")),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    AUTO_FOCUS = ""
    keys = N_("a letter: a new concept   / or ↓ one that is there   Esc leaves")
    wide = True

    def __init__(self, text: str, save: Callable[[Kind | str], Awaitable[None]]) -> None:
        super().__init__()
        self._text, self._save = text, save
        self.heading = assemble((line(text), "bold"), " ", (_("names …"), "$muted"))

    def body(self) -> Iterable[Widget]:
        """Four kinds; a field and a list for concepts."""
        for kind, letter in KIND_LETTERS.items():
            drawn = assemble((f" {letter} ", f"bold reverse {kind_style(kind)}"), "  " + _(NEW_CONCEPT[kind]))
            yield KindLine(drawn, kind)
        yield TextField(placeholder=_("/ or a concept that is there, found by any spelling"), id="text")
        yield Queue(id="found", brief=True)

    def on_mount(self) -> None:
        """The letters come first; what is like the text is listed already."""
        super().on_mount()
        self._find()

    async def action_choose(self, kind: str) -> None:
        """A new concept."""
        await self.attempt(self._save(Kind(kind)))

    def action_find(self) -> None:
        """Type a part of the name of a concept."""
        self.query_one("#text").focus()

    def action_move(self, rows: int) -> None:
        """Into the list, and up and down in it."""
        if self.focused is None:
            self.query_one(Queue).focus()
        else:
            self.query_one(Queue).action_move(rows)

    @on(Input.Changed)
    @work(exclusive=True)
    async def _find(self) -> None:
        query = self.query_one("#text", TextField).text or self._text

        async def fetch(limit: int, offset: int) -> list[ConceptRow]:
            return await self.app.ask(lambda glossary: glossary.queue(query, limit=limit, offset=offset))

        await self.query_one(Queue).load(fetch, top=True)

    @on(Queue.Chosen)
    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """A concept that is there."""
        row = self.query_one(Queue).row
        if row is None:
            self.problem(_("No concept is called so: Esc, then a letter makes a new one."))
        else:
            await self.attempt(self._save(row.id))

    async def key_enter(self) -> None:
        """Enter in the list chooses."""
        if isinstance(self.focused, Queue):
            await self.action_submit()


class ArticlesScreen(Screen[None]):
    """The articles, to read one."""

    AUTO_FOCUS = "#articles"
    app: TenriengApp

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
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ArticleRow] = []
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """A field, the list."""
        yield Static("", id="totals", markup=False)
        yield TextField(placeholder=_("/ words, outlet:…, lang:…"), id="filter", compact=True, select_on_focus=False)
        yield Rows(id="articles")
        yield JobBar(id="job")
        yield Footer(compact=True, show_command_palette=False)

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

    @work(exclusive=True, group="reload")
    async def reload(self) -> None:
        """Ask for the list again."""
        query = self.query_one("#filter", TextField).text
        self._rows = await self.app.ask(lambda glossary: glossary.articles(query))
        self._draw()

    def _draw(self) -> None:
        rows = self.query_one(Rows)
        at = rows.highlighted or 0
        rows.fill((draw_article(row, rows.width) for row in self._rows), cursor=at)
        counted = ngettext("{count} article", "{count} articles", len(self._rows))
        head = assemble((f" {_('Articles')} ", "bold reverse $primary"), (f"  {counted}", "$muted"))
        self.query_one("#totals", Static).update(head)

    @property
    def row(self) -> ArticleRow | None:
        """The article under the cursor."""
        at = self.query_one(Rows).highlighted
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
            self.query_one(Rows).focus()

    def action_leave(self) -> None:
        """Out of the field, then back."""
        if isinstance(self.focused, TextField):
            self.query_one("#filter", TextField).value = ""
            self.query_one(Rows).focus()
        else:
            self.dismiss()


def draw_article(row: ArticleRow, width: int) -> Content:
    """An article on one line: language, date, outlet, name, how many names it has and how many wait."""
    waits = f"{row.undecided} ○" if row.undecided else "✓"
    named = ngettext("{count} name", "{count} names", row.mentions)
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
