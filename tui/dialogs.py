"""The questions about concepts: each is a small screen over others, answered from the keyboard, left with Escape."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from glossary.model import ConceptRow, ConceptView, Kind, Lang
from glossary.service import Glossary
from glossary.text import has_cyrillic
from tui.dialog import Choice, Dialog, titled
from tui.drawing import KIND_LETTERS, KIND_NAMES, LANG_NAMES, LANGS, assemble, kind_style, preferred
from tui.i18n import N_, _, ngettext
from tui.likely import Likely
from tui.screens import LEFT
from tui.typeahead import AWAITED
from tui.widgets import Queue, TextField


def named(rows: Sequence[ConceptRow]) -> str:
    """One concept by its name, several by their number."""
    return rows[0].label if len(rows) == 1 else ngettext("{count} concept", "{count} concepts", len(rows))


def other_script(kind: Kind, lang: Lang, text: str) -> str:
    """The doubt about a person or place in letters that its language does not write; empty where there is none."""
    if kind not in (Kind.PERSON, Kind.PLACE) or not any(map(str.isalpha, text)):
        return ""
    if lang is Lang.RU:
        return "" if has_cyrillic(text) else _("A Russian term in Latin letters? Enter again keeps it.")
    told = _("A term for {language} in Cyrillic letters? Enter again keeps it.")
    return told.format(language=_(LANG_NAMES[lang])) if has_cyrillic(text) else ""


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
        lang, text = self._lang, self.query_one("#text", TextField).text
        doubt = other_script(self._view.row.kind, lang, text) if text != self._current(lang) else ""
        if self.sure((lang, text), doubt):
            await self.attempt(self._save(lang, text))


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
        self, heading: Content, own: str, likely: Likely, save: Callable[[ConceptRow], Awaitable[None]]
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
            likely = [] if query else [row for row in self._likely(glossary) if row.id != self._own]
            if likely:
                return likely[offset : offset + limit]
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
        self, rows: Sequence[ConceptRow], likely: Likely, save: Callable[[ConceptRow], Awaitable[None]]
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
            with Horizontal(classes="labelled"):
                yield Static(_(LANG_NAMES[lang]), markup=False)
                yield TextField(id=f"text-{lang.value}")

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
        doubts = (other_script(kind, lang, text) for lang, text in terms.items())
        if self.sure((kind, *terms.items()), next(filter(None, doubts), "")):
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
