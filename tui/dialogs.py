"""The questions the app asks: each is a small screen over the review, answered from the keyboard, left with Escape.

A dialog is given the coroutine that does the work. When that raises a GlossaryError its sentence stands in the dialog
and what was typed is still there.
"""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.suggester import Suggester
from textual.widget import Widget
from textual.widgets import Input, Static

from glossary.errors import GlossaryError, InputError
from glossary.model import (
    ConceptRow,
    ConceptView,
    DecisionRow,
    Kind,
    Lang,
    Loss,
    TransferReport,
)
from glossary.resources import SEEDS
from glossary.service import Glossary
from glossary.text import nfc
from tui.drawing import (
    KIND_LETTERS,
    KIND_NAMES,
    LANG_NAMES,
    LANGS,
    Piece,
    assemble,
    kind_style,
    line,
    preferred,
)
from tui.hints import KeysLine
from tui.i18n import N_, _, figure, ngettext
from tui.jobs import MOST_ROWS
from tui.said import said
from tui.screens import LEFT, ModalScreen
from tui.typeahead import AWAITED
from tui.widgets import Queue, TextField

if TYPE_CHECKING:
    from tui.app import TenriengApp

V = TypeVar("V")


class Dialog(ModalScreen[None]):
    """A frame with a title, a body, a line for what went wrong and a line of keys."""

    app: TenriengApp

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", N_("Cancel")),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
    ]
    heading: Content = Content("")
    headline = ""
    """What stands above, where it is the same for all; else `heading` says it."""
    keys = N_("Enter saves   Esc leaves")
    wide = False

    def compose(self) -> ComposeResult:
        """The frame; subclasses give the body."""
        with Vertical(id="dialog", classes="wide" if self.wide else ""):
            heading = self.heading or assemble((_(self.headline), "bold"))
            yield Static(heading, id="dialog-title", markup=False)
            yield from self.body()
            yield Static("", id="problem", markup=False)
            yield KeysLine(_(self.keys))

    def body(self) -> Iterable[Widget]:
        """What stands between the title and the keys."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """No problem yet."""
        self.query_one("#problem").display = False

    def action_cancel(self) -> None:
        """Leave without doing anything."""
        self.dismiss()

    def problem(self, sentence: str) -> None:
        """Say what is wrong, and stay."""
        problem = self.query_one("#problem", Static)
        problem.update(assemble((line(said(sentence)), "$error")))
        problem.display = True

    async def attempt(self, work: Awaitable[None]) -> None:
        """Do the work and leave; or say why not, and stay."""
        try:
            await work
        except GlossaryError as error:
            self.problem(str(error))
        else:
            self.dismiss()


def titled(sentence: str, *, name: str) -> Content:
    """The title of a dialog: the sentence with its `{name}` in bold, wherever a language puts it."""
    before, _name, after = sentence.partition("{name}")
    return assemble((before, "$muted"), (line(name), "bold"), (after, "$muted"))


def named(rows: Sequence[ConceptRow]) -> str:
    """One concept by its name, several by their number."""
    return rows[0].label if len(rows) == 1 else ngettext("{count} concept", "{count} concepts", len(rows))


class Choice(Widget, Generic[V], can_focus=True):
    """A few values on one line; the arrow keys or a click choose."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "step(-1)", show=False),
        Binding("right,l,space", "step(1)", show=False),
        Binding("enter", "screen.submit", show=False),
    ]
    index: reactive[int] = reactive(0)

    class Changed(Message):
        """Another value is chosen."""

    def __init__(self, values: Sequence[tuple[V, str]], chosen: V, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values = values
        self.set_reactive(Choice.index, next(i for i, (value, label) in enumerate(values) if value == chosen))

    @property
    def value(self) -> V:
        """The value chosen."""
        return self._values[self.index][0]

    def action_step(self, step: int) -> None:
        """The next or the previous value, round and round."""
        self.index = (self.index + step) % len(self._values)

    def watch_index(self) -> None:
        """Tell the dialog."""
        self.post_message(self.Changed())

    def _laid_out(self, width: int) -> list[list[int]]:
        """The values on as few lines as they take; none is broken in two."""
        lines: list[list[int]] = [[]]
        room = width
        for position, (_value, label) in enumerate(self._values):
            cells = cell_len(line(label)) + 3
            if lines[-1] and cells - 1 > room:
                lines.append([])
                room = width
            lines[-1].append(position)
            room -= cells
        return lines

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the values take."""
        return len(self._laid_out(width))

    def render(self) -> Content:
        """All values, the chosen one in a block."""
        style = "bold reverse $primary" if self.has_focus else "reverse $muted"
        lines = []
        for positions in self._laid_out(self.content_size.width):
            pieces: list[Piece] = []
            for position in positions:
                label = line(self._values[position][1])
                pieces += [" " if pieces else "", (f" {label} ", style if position == self.index else "")]
            lines.append(assemble(*pieces))
        return Content("\n").join(lines)

    def on_click(self, event: events.Click) -> None:
        """Choose the value under the pointer."""
        lines, at = self._laid_out(self.content_size.width), 0
        for position in lines[event.y] if event.button == LEFT and 0 <= event.y < len(lines) else []:
            at += cell_len(line(self._values[position][1])) + 3
            if event.x < at:
                self.index = position
                return


class EditTerm(Dialog):
    """Type the term of a language; empty takes the preferred term away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "language(-1)", N_("Language before"), priority=True),
        Binding("down", "language(1)", N_("Next language"), priority=True),
    ]
    keys = N_("Enter saves   ↑ ↓ language   empty removes   Esc leaves")

    def __init__(self, view: ConceptView, lang: Lang, save: Callable[[Lang, str], Awaitable[None]]) -> None:
        super().__init__()
        self._view, self._save, self._lang = view, save, lang
        self.heading = titled(_("Term of {name}"), name=view.row.label)

    def body(self) -> Iterable[Widget]:
        """Language, text."""
        yield Choice([(lang, _(LANG_NAMES[lang])) for lang in LANGS], self._lang, id="lang")
        yield TextField(self._current(self._lang), id="text")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query_one("#text").focus()

    def _current(self, lang: Lang) -> str:
        term = preferred(self._view.terms, lang)
        return term.text if term else ""

    def action_language(self, step: int) -> None:
        """Another language, from the keyboard."""
        self.query_one(Choice).action_step(step)

    @on(Choice.Changed)
    def _language_changed(self) -> None:
        field = self.query_one("#text", TextField)
        lang = self.query_one(Choice).value
        if field.text in ("", self._current(self._lang)):
            field.value = self._current(lang)
            field.action_end()
        self._lang = lang

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save."""
        await self.attempt(self._save(self._lang, self.query_one("#text", TextField).text))


class ChooseKind(Dialog):
    """The kind of one or more concepts, by its letter."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(f"{letter.lower()},{letter}", f"choose('{kind.value}')", KIND_NAMES[kind])
            for kind, letter in KIND_LETTERS.items()
        ),
        Binding("enter", "take_pointed", show=False),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("up", "move(-1)", show=False, priority=True),
    ]
    keys = N_("a letter, or ↑ ↓ and Enter: the kind   Esc leaves")

    def __init__(self, rows: Sequence[ConceptRow], save: Callable[[Kind], Awaitable[None]]) -> None:
        super().__init__()
        self._save = save
        self._now = rows[0].kind if len(rows) == 1 else None
        self._pointed: Kind | None = None
        self.heading = titled(_("Kind of {name}"), name=named(rows))

    def body(self) -> Iterable[Widget]:
        """Four lines."""
        for kind, letter in KIND_LETTERS.items():
            now = ("  " + _("now"), "$muted") if kind is self._now else ""
            drawn = assemble((f" {letter} ", f"bold reverse {kind_style(kind)}"), f"  {_(KIND_NAMES[kind])}", now)
            yield KindLine(drawn, kind)

    async def action_choose(self, kind: str) -> None:
        """Save."""
        await self.attempt(self._save(Kind(kind)))

    def action_move(self, rows: int) -> None:
        """Point at the next kind or the one before."""
        kinds = list(KIND_LETTERS)
        at = (kinds.index(self._pointed) if self._pointed else -1) + rows
        self._pointed = kinds[max(0, min(at, len(kinds) - 1))]
        for row in self.query(KindLine):
            row.set_class(row.kind is self._pointed, "pointed")

    async def action_take_pointed(self) -> None:
        """Enter chooses the kind pointed at."""
        if self._pointed is not None:
            await self.action_choose(self._pointed)


class KindLine(Static):
    """A kind to click on."""

    def __init__(self, drawn: Content, kind: Kind) -> None:
        super().__init__(drawn, markup=False)
        self.kind = kind

    async def on_click(self, event: events.Click) -> None:
        """As if its letter was pressed."""
        if event.button == LEFT:
            await self.run_action(f"screen.choose('{self.kind.value}')")


class FindConcept(Dialog):
    """Find a concept by typing a part of its name in any language."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "move(-1)", show=False, priority=True),
        Binding("down", "move(1)", show=False, priority=True),
        Binding("pageup", "move(-9)", show=False, priority=True),
        Binding("pagedown", "move(9)", show=False, priority=True),
    ]
    keys = N_("type to find   ↑ ↓ choose   Enter takes it   Esc leaves")
    wide = True
    kinds: Collection[Kind] = ()
    """Concepts of these kinds are listed before others."""

    def __init__(
        self, heading: Content, own: str, likely: Sequence[str], save: Callable[[ConceptRow], Awaitable[None]]
    ) -> None:
        super().__init__()
        self.heading = heading
        self._own, self._likely, self._save = own, likely, save

    def body(self) -> Iterable[Widget]:
        """A field, a list."""
        yield TextField(placeholder=_("name in any language"), id="text")
        yield Queue(id="found", brief=True)

    def on_mount(self) -> None:
        """Type at once; the possible merges stand there already."""
        super().on_mount()
        self.query_one("#text").focus()
        self._find()

    @on(Input.Changed)
    @work(exclusive=True, group=AWAITED)
    async def _find(self) -> None:
        query = self.query_one("#text", TextField).text

        def rows(glossary: Glossary, limit: int, offset: int) -> list[ConceptRow]:
            if not query and self._likely:
                return [glossary.view(concept).row for concept in self._likely][offset : offset + limit]
            # Several may go into one of them, a single one not into itself: it is not offered.
            own = glossary.place_in_queue(self._own, query) if self._own else None
            if own is None:
                found = glossary.queue(query, limit=limit, offset=offset)
            elif own < offset:
                found = glossary.queue(query, limit=limit, offset=offset + 1)
            else:
                found = glossary.queue(query, limit=limit + 1, offset=offset)
                found = [row for row in found if row.id != self._own][:limit]
            return found if offset or not query else self._nearest_first(glossary, found, query)

        async def fetch(limit: int, offset: int) -> list[ConceptRow]:
            return await self.app.ask(lambda glossary: rows(glossary, limit, offset))

        await self.query_one(Queue).load(fetch, top=True)

    def _nearest_first(self, glossary: Glossary, rows: list[ConceptRow], query: str) -> list[ConceptRow]:
        """What is called exactly as was typed comes first, then what is of the wished kinds; else the order stays."""
        exact = glossary.called(query, [row.id for row in rows])
        return sorted(rows, key=lambda row: (row.id not in exact, row.kind not in self.kinds))

    def action_move(self, rows: int) -> None:
        """Up and down the list while the field has the focus."""
        self.query_one(Queue).action_move(rows)

    @on(Queue.Chosen)
    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """This one."""
        row = self.query_one(Queue).row
        if row is None:
            self.problem(_("No concept is chosen: type a part of its name."))
        else:
            await self.attempt(self._save(row))


class MergeInto(FindConcept):
    """Find the concept to merge into."""

    keys = N_("type to find   ↑ ↓ choose   Enter merges   Esc leaves")

    def __init__(
        self, rows: Sequence[ConceptRow], likely: Sequence[str], save: Callable[[ConceptRow], Awaitable[None]]
    ) -> None:
        own = rows[0].id if len(rows) == 1 else ""
        super().__init__(titled(_("Merge {name} into …"), name=named(rows)), own, likely, save)
        self.kinds = {row.kind for row in rows}


class AddName(Dialog):
    """A name that no article taught us."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "kind(-1)", N_("Kind before"), priority=True),
        Binding("down", "kind(1)", N_("Next kind"), priority=True),
    ]
    keys = N_("↑ ↓ kind   Tab next field   Enter saves   Esc leaves")
    headline = N_("A new name")

    def __init__(self, save: Callable[[Kind, Mapping[Lang, str]], Awaitable[None]]) -> None:
        super().__init__()
        self._save = save

    def body(self) -> Iterable[Widget]:
        """Kind, three terms."""
        kinds = [(kind, f"{letter} {_(KIND_NAMES[kind])}") for kind, letter in KIND_LETTERS.items()]
        yield Choice(kinds, Kind.PERSON, id="kind")
        for lang in LANGS:
            yield TextField(placeholder=_(LANG_NAMES[lang]), id=f"text-{lang.value}")

    def on_mount(self) -> None:
        """Start with the Vietnamese name."""
        super().on_mount()
        self.query_one("#text-vi").focus()

    def action_kind(self, step: int) -> None:
        """Another kind, from any field."""
        self.query_one(Choice).action_step(step)

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save."""
        terms = {lang: text for lang in LANGS if (text := self.query_one(f"#text-{lang.value}", TextField).text)}
        if not terms:
            self.problem(_("Type the name in at least one language."))
            return
        kind: Kind = self.query_one(Choice).value
        await self.attempt(self._save(kind, terms))


class WriteNote(Dialog):
    """The note of a concept."""

    def __init__(self, view: ConceptView, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self._view, self._save = view, save
        self.heading = titled(_("Note on {name}"), name=view.row.label)

    def body(self) -> Iterable[Widget]:
        """One line."""
        yield TextField(self._view.note, placeholder=_("a note for you and for the export"), id="text")

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save."""
        await self.attempt(self._save(self.query_one("#text", TextField).text))


class PathSuggester(Suggester):
    """Completes the path that is being typed; the right arrow takes it."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        """The first entry of the folder that starts with what stands there."""
        folder, _slash, start = value.rpartition("/")
        if not start or value.startswith(("http:", "https:")):
            return None
        # A folder may be large, or lie on a slow disk.
        found = await asyncio.to_thread(first_entry, folder, start)
        return f"{folder}/{found}" if folder and found else found


def first_entry(folder: str, start: str) -> str | None:
    """The first entry of a folder, by its name, that starts so."""
    try:
        place = Path(f"{folder}/" if folder else ".").expanduser()
        names = (nfc(entry.name) for entry in os.scandir(place))
        return min((name for name in names if name.startswith(start)), default=None)
    except (OSError, RuntimeError):
        return None


def split_paths(text: str) -> list[str]:
    """One path, or several with spaces between them and quotes around those that hold spaces."""
    if Path(text).expanduser().exists():
        return [str(Path(text).expanduser())]
    try:
        parts = shlex.split(text, posix=os.name == "posix")
    except ValueError as error:
        raise InputError(_('A quotation mark is not closed: put " at both ends of a path with spaces.')) from error
    if not parts:
        raise InputError(_("Name a file, a folder, a pattern such as *.txt, or a web address."))
    return [part if "://" in part else os.path.expanduser(part) for part in parts]  # noqa: PTH111 - may be a pattern


class BuildFrom(Dialog):
    """Which articles to read."""

    keys = N_("Enter starts   → completes a path   Esc leaves")
    headline = N_("Read articles")
    wide = True

    def __init__(self, start: Callable[[Sequence[str]], Awaitable[None]]) -> None:
        super().__init__()
        self._start = start

    def body(self) -> Iterable[Widget]:
        """A field; the examples stand in it."""
        help_text = _(
            "Files, folders, patterns or web addresses. Text, HTML and DOCX. The examples stand here already."
        )
        yield Static(assemble((help_text, "$muted")), markup=False)
        yield TextField(short_path(SEEDS), suggester=PathSuggester(), id="text")

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Start."""
        try:
            paths = split_paths(self.query_one("#text", TextField).text)
        except GlossaryError as error:
            self.problem(str(error))
        else:
            await self.attempt(self._start(paths))


def short_path(path: Path) -> str:
    """A path as a person would type it: from the working folder, else from the home folder, where it lies below."""
    if path.is_relative_to(Path.cwd()):
        return str(path.relative_to(Path.cwd()))
    if path.is_relative_to(Path.home()):
        return str(Path("~") / path.relative_to(Path.home()))
    return str(path)


class Page(Dialog):
    """Something to read, scrolled with the arrows, closed with Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "cancel", N_("Close"), show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
    ]
    keys = N_("↑ ↓ scroll   Esc closes")
    wide = True

    def __init__(self, heading: Content, text: Content) -> None:
        super().__init__()
        self.heading, self._text = heading, text

    def body(self) -> Iterable[Widget]:
        """The text."""
        with VerticalScroll(id="page"):
            yield Static(self._text, markup=False)

    def action_scroll(self, lines: int) -> None:
        """Up and down without arrows."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)


class History(Page):
    """The decisions, newest first."""

    def __init__(self, rows: Sequence[DecisionRow]) -> None:
        pieces: list[Piece] = []
        for row in rows:
            pieces += [(line(row.at)[:16].replace("T", " ") + "  ", "$muted")]
            pieces += [(line(said(row.label)), "strike $muted" if row.undone else "")]
            pieces += [("  " + _("(undone)") if row.undone else "", "$muted"), "\n"]
        text = assemble(*pieces) if rows else assemble((_("No decision yet."), "$muted"))
        super().__init__(assemble((_("Decisions"), "bold")), text)


class Transferred(Page):
    """What an export wrote or an import read, with every loss by name."""

    def __init__(self, heading: str, report: TransferReport) -> None:
        pieces: list[Piece] = [
            ngettext("{count} concept", "{count} concepts", report.concepts) + ", ",
            ngettext("{count} term", "{count} terms", report.terms) + "\n",
        ]
        pieces += [f"{line(file)}\n" for file in report.files]
        left_out = _("left out: {count} {why}")
        for why, number in report.left_out.items():
            pieces.append((left_out.format(count=figure(number), why=line(said(why))) + "\n", "$muted"))
        if report.losses:
            pieces.append(
                ("\n" + ngettext("{count} loss", "{count} losses", len(report.losses)) + "\n", "bold $warning")
            )
        pieces += draw_losses(report.losses)
        super().__init__(assemble((line(heading), "bold")), assemble(*pieces))


class NotRead(Page):
    """What a build could not read, and why."""

    def __init__(self, losses: Sequence[Loss]) -> None:
        super().__init__(assemble((_("Not everything could be read"), "bold $warning")), assemble(*draw_losses(losses)))


def draw_losses(losses: Sequence[Loss]) -> list[Piece]:
    """A line for each: where, and why; of very many the first ones, and how many more there are."""
    pieces: list[Piece] = []
    for loss in losses[:MOST_ROWS]:
        pieces += [(line(loss.where), "bold"), f"  {line(said(loss.why))}\n"]
    return pieces + and_more(len(losses))


def and_more(count: int) -> list[Piece]:
    """How many of `count` rows are not drawn."""
    if count <= MOST_ROWS:
        return []
    more = ngettext("… and {count} more", "… and {count} more", count - MOST_ROWS)
    return [(f"{more}\n", "$muted")]
