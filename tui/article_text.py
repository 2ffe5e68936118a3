"""The article in the reader: drawn line by line, a cursor on its names or words, the mouse."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from glossary.model import ArticleMention, ArticleView, ConceptStatus, Kind, Lang
from tui.i18n import N_
from tui.page import EMPTY, PLAIN, Page, is_text, lay_out, with_its_quotes, words_of
from tui.screens import LEFT

if TYPE_CHECKING:
    from tui.app import TenriengApp


class ArticleText(ScrollView, can_focus=True):
    """The article. The cursor goes from name to name, or, while a missed name is marked, from word to word."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "right,l,tab", "step(1)", N_("Next name"), show=False, tooltip=N_("Next name; while marking: next word")
        ),
        Binding("left,h,shift+tab", "step(-1)", N_("Name before"), show=False, tooltip=N_("Name before; word before")),
        Binding("shift+right", "extend(1)", N_("Mark on"), show=False, tooltip=N_("Mark a name: one word more")),
        Binding("shift+left", "extend(-1)", N_("Mark back"), show=False, tooltip=N_("Mark a name: one word less")),
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

    class Chosen(Message):
        """A double click on a name."""

    def __init__(self) -> None:
        super().__init__(id="article-text")
        self.view: ArticleView | None = None
        self.gloss: Lang | None = Lang.RU
        self.cursor = 0
        """The place of the mention under the cursor."""
        self.begun: int | None = None
        """Where the marked text starts, once that is set."""
        self.marking = False
        self._page: Page = EMPTY
        self._width = 0
        self._known_words: list[tuple[int, int]] | None = None
        self._word = 0
        self._pressed: int | None = None
        self._dragging = False

    # ---- contents -----------------------------------------------------------------------------------------------
    def show(self, view: ArticleView, *, at: int | None = None) -> None:
        """Draw an article; the cursor goes to the name at the offset `at`, else it stays where it was in the text."""
        before = self.mention
        wanted = at if at is not None else before.start if before else 0
        if self.view is None or self.view.text != view.text:
            self._known_words = None
        self.view = view
        starts = [mention.start for mention in view.mentions]
        self.cursor = max(0, min(bisect_left(starts, wanted), len(starts) - 1))
        self._break()
        if at is not None:
            self.call_after_refresh(self._see, at)
        self.post_message(self.Moved())

    def _break(self) -> None:
        if self.view is None or not self.size.width:
            return
        top = self._top_offset
        self._width = max(10, self.scrollable_content_region.width - 3)
        self._page = lay_out(self.view, self._width, self.gloss)
        self.virtual_size = Size(self._width, len(self._page.lines))
        if top:
            self.scroll_to(y=self._page.line_of(top), animate=False, force=True)
        self.refresh()

    @property
    def _top(self) -> int:
        return max(0, min(self.scroll_offset.y, len(self._page.lines) - 1))

    @property
    def _top_offset(self) -> int:
        """The first character of the article that is in sight."""
        return self._page.offset_at(self._page.starts[self._top]) if self._page.lines and self._top else 0

    @property
    def _bottom_offset(self) -> int:
        if not self._page.lines:
            return 0
        row = min(self._top + max(1, self.size.height), len(self._page.lines)) - 1
        return self._page.offset_at(max(0, self._page.lines[row][1] - 1))

    def on_resize(self) -> None:
        """Lines are broken for the width; the text at the top stays there, and what was under the cursor in sight."""
        marked = self._words[self._word][0] if self.marking and self._words else None
        here = marked if marked is not None else self.mention.start if self.mention else None
        seen = here is not None and self._top_offset <= here <= self._bottom_offset
        self._break()
        if seen and here is not None:
            self.call_after_refresh(self._see, here)

    @property
    def mention(self) -> ArticleMention | None:
        """The name under the cursor."""
        if self.view is None or not self.view.mentions:
            return None
        return self.view.mentions[min(self.cursor, len(self.view.mentions) - 1)]

    @property
    def _words(self) -> list[tuple[int, int]]:
        """The words of the text, found when they are first needed: while a name is marked."""
        if self._known_words is None:
            self._known_words = words_of(self.view.text) if self.view else []
        return self._known_words

    @property
    def selection(self) -> tuple[int, int] | None:
        """The stretch of the text that is marked, while marking."""
        if not self.marking or self.view is None or not self._words:
            return None
        start, end = self._words[self._word]
        if self.begun is not None:
            start, end = min(start, self.begun), max(end, self._words[self._word_at(self.begun)][1])
        return with_its_quotes(self.view.text, start, end)

    def _word_at(self, offset: int) -> int:
        """The word that stands at an offset, or before it."""
        most = len(self.view.text) if self.view else 0
        return max(0, bisect_right(self._words, (offset, most)) - 1)

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
        order = [*range(self.cursor + 1, len(mentions)), *range(min(self.cursor + 1, len(mentions)))]
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

    def action_extend(self, step: int) -> None:
        """Mark from here on, as in any field of text: the first time the word itself, then a word more or less."""
        if not self.marking:
            self.mark(on=True)
            if self.marking:
                self.begun = self._words[self._word][0]
        elif self.begun is None:
            self.begun = self._words[self._word][0]
            self._move_word(self._word + step)
        else:
            self._move_word(self._word + step)
        self.refresh()
        self.post_message(self.Moved())

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
            found = self._word_at(page.offset_at(min(place, len(page.chars) - 1)))
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

    def mark(self, *, on: bool, at: int | None = None) -> None:
        """Begin or end the marking of a name that was missed: at the offset `at`, else at the first word in sight."""
        self.marking = on and bool(self._words)
        self.begun = None
        if self.marking and self._page.lines:
            offset, mention = self._top_offset, self.mention
            if at is not None:
                offset = at
            elif mention is not None and offset <= mention.start <= self._bottom_offset:
                offset = mention.start
            first = bisect_left(self._words, (offset, 0))
            self._word = self._word_at(offset) if at is not None else min(first, len(self._words) - 1)
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
                return self._page.offset_at(place)
        return None

    def _number_at(self, offset: int) -> int | None:
        """The mention that stands at an offset."""
        mentions = self.view.mentions if self.view else ()
        at = bisect_right(mentions, offset, key=lambda mention: mention.start) - 1
        return at if at >= 0 and offset < mentions[at].end else None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """A press on a name puts the cursor there; anywhere it may become the start of a marked stretch."""
        self._pressed = self._offset_at(event)
        self._dragging = False
        if self._pressed is None:
            return
        number = self._number_at(self._pressed)
        if number is not None and not self.marking:
            self.cursor = number
            self.refresh()
            self.post_message(self.Moved())
        if event.button == LEFT:
            self.capture_mouse()
        else:
            self._pressed = None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Dragging marks whole words."""
        offset = self._offset_at(event) if self._pressed is not None else None
        if offset is None or self._pressed is None or not self._words or offset == self._pressed:
            return
        self._dragging = self.marking = True
        self.begun, self._word = self._words[self._word_at(self._pressed)][0], self._word_at(offset)
        self.refresh()
        self.post_message(self.Moved())

    def on_mouse_up(self) -> None:
        """The end of dragging."""
        self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """While marking a click sets one end of the name, the next one the other. A double click opens a name.

        On a word that is in no name a double click begins marking with it.
        """
        offset, dragged = self._pressed, self._dragging
        self._pressed, self._dragging = None, False
        if offset is None or dragged:
            return
        if event.chain == 2 and not self.marking:
            if self._number_at(offset) is not None:
                self.post_message(self.Chosen())
            else:
                self.mark(on=True, at=offset)
        elif self.marking and event.chain == 1:
            word = self._word_at(offset)
            again = self.begun is not None and self._word_at(self.begun) != self._word
            self.begun = self._words[word if self.begun is None or again else self._word_at(self.begun)][0]
            self._word = word
            self.refresh()
            self.post_message(self.Moved())

    # ---- drawing ------------------------------------------------------------------------------------------------
    def render_line(self, y: int) -> Strip:
        """One line: plain text, names, marks, glosses, what is under the cursor or marked."""
        row, width, base = y + self.scroll_offset.y, self.size.width, self.rich_style
        if self.view is None or row >= len(self._page.lines):
            return Strip.blank(width, base)
        chosen = self.selection
        segments = [Segment(" ", base)]
        for text, tag, offset in self._page.pieces(row):
            style = base + self._style_of(tag)
            if chosen is None or not is_text(tag):
                segments.append(Segment(text, style))
                continue
            first, last = (max(0, min(len(text), edge - offset)) for edge in chosen)
            segments.append(Segment(text[:first], style))
            segments.append(Segment(text[first:last], style + self._component("selected")))
            segments.append(Segment(text[last:], style))
        return Strip(segments).adjust_cell_length(width, base)

    def _component(self, name: str) -> Style:
        return self.get_component_rich_style(f"reader--{name}", partial=True)

    def _style_of(self, tag: int) -> Style:
        if tag == PLAIN or self.view is None:
            return Style.null()
        mention = self.view.mentions[tag // 3]
        if tag % 3 == 0:
            gone = mention.status is ConceptStatus.REJECTED
            style = self._component("rejected" if gone else mention.kind.value.lower())
        else:
            style = self._component("mark" if tag % 3 == 1 else "gloss")
        if tag // 3 == self.cursor and not self.marking:
            style += self._component("cursor")
        return style
