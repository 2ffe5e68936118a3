"""Leaving and coming back: what to export and where to, what an import would change before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from glossary.errors import GlossaryError
from glossary.exchange import FORMATS
from glossary.model import FieldChange, ImportPreview, ImportRow, Lang, RowOutcome
from tui.dialog import Choice, Dialog
from tui.drawing import LANG_NAMES, Piece, assemble, line
from tui.filters import FilterField
from tui.i18n import N_, _, figure, ngettext
from tui.jobs import MOST_ROWS
from tui.longjobs import IN_THE_WAY
from tui.paths import PathSuggester
from tui.reports import and_more, draw_losses
from tui.said import said
from tui.widgets import JobBar, TextField

LANGUAGES: tuple[tuple[Lang, ...], ...] = (
    (),
    (Lang.VI, Lang.EN),
    (Lang.VI, Lang.RU),
    (Lang.EN, Lang.RU),
    (Lang.VI,),
    (Lang.EN,),
    (Lang.RU,),
)
"""The languages an export may be of; none named are all."""


# ---- export -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Wish:
    """An export as the person wants it."""

    target: str = ""
    format: str = next(iter(FORMATS))
    langs: tuple[Lang, ...] = ()
    query: str = ""


def offered(format: str) -> str:
    """The name of the file that is offered; a folder is called after its format."""
    return f"glossary{FORMATS[format].suffix or '-' + format}"


def renamed(target: str, before: str, format: str) -> str:
    """What was to be written in a format, as it is called in another; a name of the person's own keeps its stem."""
    if Path(target).name == offered(before):
        return str(Path(target).with_name(offered(format)))
    if target and Path(target).suffix in {other.suffix for other in FORMATS.values()}:
        return str(Path(target).with_suffix(FORMATS[format].suffix))
    return target


class ExportTo(Dialog):
    """Which concepts, in which languages and format, into which file."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "format(-1)", N_("Format before"), priority=True),
        Binding("down", "format(1)", N_("Next format"), priority=True),
    ]
    keys = N_("Enter writes   ↑ ↓ format   Tab next field   → completes   Esc leaves")
    headline = N_("Export the glossary")
    wide = True

    def __init__(self, wish: Wish, write: Callable[[Wish], None], why: str = "") -> None:
        super().__init__()
        self._wish, self._write, self._why = wish, write, why
        self._agreed: Path | None = None
        self._format = wish.format

    def body(self) -> Iterable[Widget]:
        """File, format and what it is, languages, filter."""
        wish = self._wish
        yield TextField(wish.target or offered(wish.format), suggester=PathSuggester(), id="text")
        yield Choice([(name, name) for name in FORMATS], wish.format, id="format")
        yield Static("", id="about", markup=False)
        labelled = [(langs, " ".join(langs) if langs else _("all languages")) for langs in LANGUAGES]
        yield Choice(labelled, wish.langs, id="langs")
        yield FilterField(wish.query, placeholder=_("all concepts; or status:approved kind:org …"), id="query")
        yield Static("", id="count", markup=False)

    def on_mount(self) -> None:
        """Type the file at once."""
        super().on_mount()
        self.query_one("#text").focus()
        self._format_changed()
        self._count()
        if self._why:
            # The frame hides its problem when it is mounted, which comes after this.
            self.call_next(self.problem, self._why)

    @property
    def wish(self) -> Wish:
        """What stands in the fields."""
        langs: tuple[Lang, ...] = self.query_one("#langs", Choice).value
        return Wish(
            self.query_one("#text", TextField).text,
            self.query_one("#format", Choice).value,
            langs,
            self.query_one("#query", TextField).text,
        )

    def action_format(self, step: int) -> None:
        """Another format, from the keyboard."""
        self.query_one("#format", Choice).action_step(step)

    @on(Choice.Changed)
    def _format_changed(self) -> None:
        chosen = self.query_one("#format", Choice).value
        self.query_one("#about", Static).update(assemble((line(said(FORMATS[chosen].description)), "$muted")))
        field = self.query_one("#text", TextField)
        if (changed := renamed(field.text, self._format, chosen)) != field.text:
            field.value = changed
            field.action_end()
        self._format = chosen

    @on(Input.Changed, "#query")
    def _query_changed(self) -> None:
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        query = self.query_one("#query", TextField).text
        count = await self.app.ask(lambda glossary: glossary.count(query, most=1_000_000))
        if self.is_attached:
            counted = ngettext("{count} concept", "{count} concepts", count)
            self.query_one("#count", Static).update(assemble((counted, "$muted")))

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Write; a file that is there already is asked about first."""
        wish = self.wish
        target = Path(wish.target).expanduser()
        try:
            found = await self.app.ask(lambda glossary: glossary.search(wish.query, limit=1))
        except GlossaryError as error:
            self.problem(str(error))
            return
        if wish.query and not found:
            self.problem(_("No concept matches “{query}”: there is nothing to write.").format(query=wish.query))
        elif not wish.target:
            self.problem(_("Name the file to write."))
        elif target.is_file() and target != self._agreed:
            self._agreed = target
            self.problem(_("{path} is there already. Enter again replaces it.").format(path=wish.target))
        elif self.app.job_runs:
            self.problem(_(IN_THE_WAY))
        else:
            self.dismiss()
            self._write(wish)


# ---- import -----------------------------------------------------------------------------------------------------
class ImportFrom(Dialog):
    """Which file to read back."""

    keys = N_("Enter shows what would change   → completes a path   Esc leaves")
    headline = N_("Import a CSV")
    wide = True

    def __init__(self, read: Callable[[Path], None], text: str = "", why: str = "") -> None:
        super().__init__()
        self._read, self._text, self._why = read, text, why
        self._after: ImportPreviewed | None = None

    def body(self) -> Iterable[Widget]:
        """A field."""
        help_text = _(
            "A CSV that tenrieng or a spreadsheet wrote. You see what would change before anything is written."
        )
        yield Static(assemble((help_text, "$muted")), markup=False)
        yield TextField(self._text, placeholder="glossary.csv", suggester=PathSuggester(), id="text")
        yield JobBar()

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query_one("#text").focus()
        if self._why:
            # The frame hides its problem when it is mounted, which comes after this.
            self.call_next(self.problem, self._why)

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Read the file, to show what it would change."""
        text = self.query_one("#text", TextField).text
        if not text:
            self.problem(_("Name the file to read."))
        elif not self.app.job_runs:
            self.query_one("#problem").display = False
            self._read(Path(text).expanduser())
        else:
            self.problem(_(IN_THE_WAY))

    def read(self, preview: ImportPreview, take: Callable[[], None]) -> None:
        """Go on to what the file would change; from under another screen as soon as that is gone."""
        self._after = ImportPreviewed(preview, take)
        if self.is_active:
            self._go_on()

    @on(events.ScreenResume)
    def _go_on(self) -> None:
        if self._after is not None:
            self.app.switch_screen(self._after)
            self._after = None

    @property
    def escape_stops(self) -> bool:
        """Does Escape stop the job that runs?"""
        return self.app.job_runs and self.app.job_title == PREVIEW

    def action_cancel(self) -> None:
        """Stop reading, else leave."""
        if self.escape_stops:
            self.app.action_stop_job()
        else:
            self.dismiss()


PREVIEW = N_("Looking through")
"""The title of the job that reads a file for its preview."""


class ImportPreviewed(Dialog):
    """What a file would change, before anything is written."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take_file", N_("Import"), priority=True),
        Binding("j,down", "scroll(1)", N_("Down"), show=False, priority=True),
        Binding("k,up", "scroll(-1)", N_("Up"), show=False, priority=True),
        Binding("pagedown,space", "scroll(12)", N_("Page down"), show=False, priority=True),
        Binding("pageup", "scroll(-12)", N_("Page up"), show=False, priority=True),
    ]
    keys = N_("Enter imports   ↑ ↓ scroll   Esc leaves all as it is")
    wide = True

    def __init__(self, preview: ImportPreview, take: Callable[[], None]) -> None:
        super().__init__()
        self._preview, self._take = preview, take
        self.heading = assemble((_("Import {file}").format(file=line(Path(preview.file).name)), "bold"))

    def body(self) -> Iterable[Widget]:
        """The counts, then row by row."""
        yield Static(draw_counts(self._preview), id="counts", markup=False)
        with VerticalScroll(id="page"):
            yield Static(draw_preview(self._preview), markup=False)

    def action_scroll(self, lines: int) -> None:
        """Up and down."""
        self.query_one("#page").scroll_relative(y=lines, animate=False)

    def action_take_file(self) -> None:
        """Import."""
        if not self._preview.added + self._preview.changed:
            self.problem(_("There is nothing to import: all that could be taken is here already."))
        elif self.app.job_runs:
            self.problem(_(IN_THE_WAY))
        else:
            self.dismiss()
            self._take()


def draw_counts(preview: ImportPreview) -> Content:
    """What would become of the rows, in one line."""
    parts = [
        ngettext("{count} new concept", "{count} new concepts", preview.added),
        _("{count} changed").format(count=figure(preview.changed)),
        _("{count} as they are").format(count=figure(preview.unchanged)),
    ]
    pieces: list[Piece] = [" · ".join(parts)]
    ignored = preview.refused + len(preview.losses)
    if ignored:
        notes = ngettext("{count} note on what is left out", "{count} notes on what is left out", ignored)
        pieces += [" · ", (notes, "$warning")]
    return assemble(*pieces)


def draw_preview(preview: ImportPreview) -> Content:
    """First what would be left out, then what would change, then what is new."""
    pieces: list[Piece] = []
    by_outcome = {outcome: [row for row in preview.rows if row.outcome is outcome] for outcome in RowOutcome}
    refused = by_outcome[RowOutcome.REFUSED]
    if refused or preview.losses:
        pieces += [(_("Left out"), "bold $warning"), "\n"]
        pieces += _drawn(refused, preview.refused)
        pieces += draw_losses(preview.losses)
        pieces.append("\n")
    changed = (RowOutcome.CHANGED, _("Changed"), preview.changed)
    added = (RowOutcome.ADDED, _("New"), preview.added)
    for outcome, title, count in (changed, added):
        rows = by_outcome[outcome]
        if rows:
            pieces += [(title, "bold $primary"), "\n", *_drawn(rows, count), "\n"]
    return assemble(*pieces) if pieces else assemble((_("Every row says what is here already."), "$muted"))


def _drawn(rows: Sequence[ImportRow], count: int) -> list[Piece]:
    """The rows that are drawn of `count`."""
    pieces: list[Piece] = []
    for row in rows[:MOST_ROWS]:
        where = _("line {number}").format(number=row.line) if row.line else ""
        pieces += [(f"{where}  ", "$muted"), (line(row.label), "bold"), "\n"]
        if row.outcome is RowOutcome.ADDED:
            texts = [f"{change.field[:2]} {line(change.new)}" for change in row.changes]
            pieces.append(f"    {'  ·  '.join(texts)}\n")
        else:
            pieces += [piece for change in row.changes for piece in _change(change)]
        if row.why:
            pieces.append((f"    {line(said(row.why))}\n", "$warning"))
    return pieces + and_more(count)


def _change(change: FieldChange) -> list[Piece]:
    named: Piece = (f"    {_field(change.field)}: ", "$muted")
    if change.old:
        return [named, (line(change.old), "strike $muted"), " → ", (line(change.new), "$success"), "\n"]
    return [named, "+ ", (line(change.new), "$success"), "\n"]


def _field(field: str) -> str:
    """What a changed field is called."""
    others = {"kind": N_("kind"), "status": N_("status"), "note": N_("note")}
    if field in others:
        return _(others[field])
    lang = _(LANG_NAMES[Lang(field[:2])])
    return _("{language}, variant").format(language=lang) if field.endswith("_variants") else lang
