"""Reading: one article with its names marked, glossed and decided in place.

A mention is underlined in the colour of its kind and followed by the letter of the kind, raised; `○` stands behind
names that nobody has decided on, `‹term›` behind those the glossary knows in the chosen language, `‹?›` where it has no
term there. Nothing of that is in the text: a name that is marked by hand is a span of the article as it was read.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import ClassVar

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from glossary.errors import GlossaryError
from glossary.model import ArticleView, ConceptStatus, Kind, Lang
from tui.article_text import ArticleText
from tui.concordance import last_cells
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
)
from tui.footer import Footer
from tui.hints import in_force
from tui.i18n import N_, _, figure, ngettext
from tui.looking import CONCORDANCE, DECIDE, HELP, UNDO, WHOLE, LookingScreen
from tui.missed import AddMissed
from tui.page import RAISED
from tui.said import said
from tui.screens import LEFT
from tui.typeahead import AWAITED
from tui.widgets import JobBar


class AboutName(Static):
    """What is known of the name under the cursor; a click opens its concept, or adds what is marked."""

    class Pressed(Message):
        """A click."""

    def on_click(self, event: events.Click) -> None:
        """As Enter."""
        if event.button == LEFT:
            self.post_message(self.Pressed())


class ReaderScreen(LookingScreen):
    """One article."""

    AUTO_FOCUS = "#article-text"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", N_("Concept"), tooltip=N_("To the concept of this name; while marking: add the name")),
        Binding(
            "n",
            "missed",
            N_("Missed name"),
            tooltip=N_("Mark a name that was missed, word by word; the line below tells how"),
        ),
        *DECIDE,
        Binding("m", "move", N_("Move"), show=False, tooltip=N_("This mention is of another concept")),
        Binding("s", "skip", N_("Next undecided"), tooltip=N_("To the next name that nobody has decided on")),
        *UNDO,
        Binding(
            "L", "gloss", N_("Gloss"), tooltip=N_("The language of the glosses: Vietnamese, English, Russian, none")
        ),
        Binding("y", "copy", N_("Copy"), tooltip=N_("Copy the gloss, or the marked text")),
        CONCORDANCE,
        Binding("S", "story", N_("Story"), tooltip=N_("Side by side with the same story in other languages")),
        WHOLE,
        HELP,
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
        yield AboutName("", id="name", markup=False)
        yield JobBar(id="job")
        yield Static("", id="said", markup=False)
        yield Footer()

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
        self._draw_key()

    def _draw_key(self) -> None:
        """What the marks in the text mean."""
        kinds = " · ".join(f"{RAISED[kind]} {_(KIND_NAMES[kind])}" for kind in Kind)
        key = _("{kinds} · ○ undecided · ‹?› no term").format(kinds=kinds)
        self.query_one("#said", Static).update(assemble((key, "$faint")))

    def _draw_title(self) -> None:
        row, mentions = self._view.row, self._view.mentions
        facts = [
            row.lang.value,
            row.published,
            line(row.outlet),
            ngettext("{count} concept", "{count} concepts", len({mention.concept for mention in mentions})),
        ]
        undecided = len({mention.concept for mention in mentions if mention.status is ConceptStatus.NEW})
        facts.append(f"{figure(undecided)} ○" if undecided else "✓")
        gloss = _("gloss {lang}").format(lang=self.text.gloss.value) if self.text.gloss else _("no gloss")
        tail = assemble(("  " + " · ".join(filter(None, facts)), "$muted"), (f" · {gloss}", "$accent"))
        room = max(12, self.size.width - tail.cell_length - 2)
        name = line(row.name)
        shown = name if cell_len(name) <= room else "…" + last_cells(name, room - 1)
        self.query_one("#totals", Static).update(assemble((f" {shown}", "bold"), tail))

    def on_resize(self) -> None:
        """The line on top is as wide as the screen."""
        self._draw_title()

    def respeak(self) -> None:
        """Another interface language."""
        self._draw_title()
        self._draw_key()
        self._moved()

    @on(ArticleText.Chosen)
    @on(AboutName.Pressed)
    async def _pressed(self) -> None:
        await self.action_open()

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
            keys = in_force(_("← → words · Space start · Enter adds · Esc leaves"), self, self.app)
            return assemble((_("add"), "$muted"), " ", (marked, "bold reverse"), ("  " + keys, "$muted"))
        mention = text.mention
        if mention is None:
            marks = in_force(_("n marks one."), self, self.app)
            return assemble((" ".join(filter(None, (_("No name was found here."), marks))), "$muted"))
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

    async def action_gloss(self) -> None:
        """Another language for the glosses, or none."""
        order: list[Lang | None] = [*LANGS, None]
        self.text.gloss = order[(order.index(self.text.gloss) + 1) % len(order)]
        self.app.choose_gloss(self.text.gloss)
        await self.fetch()
        chosen = self.text.gloss
        self.say(_("Glosses: {language}").format(language=_(LANG_NAMES[chosen])) if chosen else _("No glosses."))

    # ---- deciding -----------------------------------------------------------------------------------------------
    @work(group=AWAITED)
    async def judge(self, *, accept: bool) -> None:
        """Accept or reject the concept of the name under the cursor, then on to the next undecided name."""
        mention = self.text.mention
        if mention is None or self.text.marking:
            return
        concept, was_new = mention.concept, mention.status is ConceptStatus.NEW
        if accept:
            made = await self.decide(lambda glossary: glossary.approve([concept]))
        else:
            made = await self.decide(lambda glossary: glossary.reject([concept]))
        if made and was_new:
            self.text.go_undecided()

    def action_move(self) -> None:
        """The mention under the cursor is of another concept: ask which."""
        mention = self.text.mention
        if mention is not None and not self.text.marking:
            self.ask_move({mention.id: mention.text}, mention.concept)

    def action_missed(self) -> None:
        """Begin to mark a name that was missed."""
        self.text.mark(on=True)

    async def action_whole(self) -> None:
        """The whole concept of this name, over the article."""
        from tui.concept import open_concept

        if self.text.mention is not None:
            await open_concept(self.app, self.text.mention.concept)

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
            self.app.decided_on(self)
            await self.fetch()
            self.app.review.reload()
            starts = [mention.start for mention in self._view.mentions]
            self.text.go(min(bisect_left(starts, start), len(starts) - 1))
            self.say(said(done.label), hint=_("u undoes · a new name is marked in all articles"))

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
            self.copy(copied)

    def action_concordance(self) -> None:
        """This name, or what is marked, in all articles."""
        chosen, mention = self.text.selection, self.text.mention
        marked = self._view.text[chosen[0] : chosen[1]] if chosen else mention.text if mention else ""
        self.app.open_concordance(line(marked), mention.concept if mention and not chosen else "")

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
