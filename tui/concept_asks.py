"""What the concept screen asks: a text, one of several things, a new term, what to split off."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static

from glossary.model import Kind, Lang, TermForm, TermStatus
from tui.dialog import Choice, Dialog
from tui.drawing import FORM_NAMES, KIND_LETTERS, KIND_NAMES, LANG_NAMES, LANGS, TERM_STATUS_NAMES, assemble, line
from tui.i18n import N_, _
from tui.widgets import Rows, TextField

V = TypeVar("V")


class AskText(Dialog):
    """One line of text."""

    def __init__(self, heading: Content, value: str, help_text: str, save: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self.heading = heading
        self._value, self._help, self._save = value, help_text, save

    def body(self) -> Iterable[Widget]:
        """What to write, and where."""
        if self._help:
            yield Static(assemble((self._help, "$muted")), markup=False)
        yield TextField(self._value, id="text")

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save."""
        await self.attempt(self._save(self.query_one("#text", TextField).text))


class AskOne(Dialog, Generic[V]):
    """One of several values, a line each."""

    keys = N_("↑ ↓ choose   Enter saves   Esc leaves")

    def __init__(
        self, heading: Content, values: Sequence[tuple[V, str]], now: V | None, save: Callable[[V], Awaitable[None]]
    ) -> None:
        super().__init__()
        self.heading = heading
        self._values, self._now, self._save = values, now, save

    def body(self) -> Iterable[Widget]:
        """The values."""
        yield Rows(id="values")

    def on_mount(self) -> None:
        """The cursor on what holds now."""
        super().on_mount()
        rows = self.query_one(Rows)
        places = [place for place, (value, _name) in enumerate(self._values) if value == self._now]
        rows.fill(
            (
                assemble(line(name), ("  " + _("now") if value == self._now else "", "$muted"))
                for value, name in self._values
            ),
            cursor=places[0] if places else 0,
        )
        rows.focus()

    @on(OptionList.OptionSelected)
    async def _chosen(self, event: OptionList.OptionSelected) -> None:
        await self.attempt(self._save(self._values[event.option_index][0]))


class NewTerm(Dialog):
    """One more term of a concept."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "language(-1)", N_("Language before"), priority=True),
        Binding("down", "language(1)", N_("Next language"), priority=True),
    ]
    keys = N_("↑ ↓ language   Tab form, status: ← →   Enter saves   Esc leaves")

    def __init__(
        self,
        heading: Content,
        lang: Lang,
        save: Callable[[Lang, str, TermForm, TermStatus], Awaitable[None]],
    ) -> None:
        super().__init__()
        self.heading = heading
        self._lang, self._save = lang, save

    def body(self) -> Iterable[Widget]:
        """Language, text, form, status."""
        yield Choice([(lang, _(LANG_NAMES[lang])) for lang in LANGS], self._lang, id="lang")
        yield TextField(placeholder=_("the term"), id="text")
        yield Choice([(form, _(name)) for form, name in FORM_NAMES.items()], TermForm.FULL, id="form")
        statuses = [(status, _(name)) for status, name in TERM_STATUS_NAMES.items()]
        yield Choice(statuses, TermStatus.ADMITTED, id="status")

    def on_mount(self) -> None:
        """Type at once."""
        super().on_mount()
        self.query_one("#text").focus()

    def action_language(self, step: int) -> None:
        """Another language, from any field."""
        self.query_one("#lang", Choice).action_step(step)

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Save."""
        lang: Lang = self.query_one("#lang", Choice).value
        form: TermForm = self.query_one("#form", Choice).value
        status: TermStatus = self.query_one("#status", Choice).value
        await self.attempt(self._save(lang, self.query_one("#text", TextField).text, form, status))


class SplitOff(Dialog):
    """What is marked becomes a concept of its own, of this kind."""

    keys = N_("← → kind   Enter splits   Esc leaves")
    headline = N_("Split off as another concept")
    wide = True

    def __init__(self, what: Sequence[str], kind: Kind, save: Callable[[Kind], Awaitable[None]]) -> None:
        super().__init__()
        self._what, self._kind, self._save = what, kind, save

    def body(self) -> Iterable[Widget]:
        """What goes, and what it will be."""
        yield Static(Content("\n").join(assemble(("· ", "$muted"), line(one)) for one in self._what), markup=False)
        kinds = [(kind, f"{letter} {_(KIND_NAMES[kind])}") for kind, letter in KIND_LETTERS.items()]
        yield Choice(kinds, self._kind, id="kind")

    def on_mount(self) -> None:
        """Enter is all that is needed."""
        super().on_mount()
        self.query_one(Choice).focus()

    async def action_submit(self) -> None:
        """Split."""
        kind: Kind = self.query_one(Choice).value
        await self.attempt(self._save(kind))
