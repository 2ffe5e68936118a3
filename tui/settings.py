"""Settings: the language and the colours of the interface, the house style of this glossary, and where things lie."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from glossary import service
from glossary.errors import InputError
from glossary.model import HouseStyle, Lang
from glossary.text import printable
from tui import config, keymap, logbook
from tui.dialog import Choice, Dialog, Page
from tui.drawing import LANGS, Piece, assemble, hanging, line
from tui.help import Help, plain
from tui.i18n import LANGUAGES, N_, _
from tui.paths import short_path
from tui.themes import THEMES, short_name
from tui.widgets import Rows, TextField

STYLES: dict[str, tuple[str, Sequence[tuple[str, str]]]] = {
    "vietnam": (
        N_("Vietnam in English"),
        (("", N_("as found")), ("Vietnam", "Vietnam"), ("Viet Nam", "Viet Nam"), ("Việt Nam", "Việt Nam")),
    ),
    "yo": (N_("ё in Russian"), (("", N_("as found")), ("е", "е"), ("ё", "ё"))),
    "russian_names": (
        N_("Russians in Vietnamese"),
        (("", N_("as found")), ("latin", N_("Latin letters")), ("phonetic", N_("as they sound"))),
    ),
}
"""The fields of the house style: what each is called, and what it may say."""


LANGUAGE_NAMES = tuple((lang.value, lang.value) for lang in LANGS)
"""The languages of names, as short as the queue writes them."""


LOW = 30
"""Lines below which the settings leave nothing blank."""


class SettingsScreen(Dialog):
    """Every choice takes effect at once; there is nothing to save."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", N_("Setting before"), show=False, priority=True),
        Binding("down,j", "move(1)", N_("Next setting"), show=False, priority=True),
        Binding("pagedown", "scroll(8)", N_("Page down"), show=False, priority=True),
        Binding("pageup", "scroll(-8)", N_("Page up"), show=False, priority=True),
        Binding("n", "key_names", N_("Names of actions"), show=False),
        Binding("g", "log", N_("Show the log"), show=False),
    ]
    headline = N_("Settings")
    keys = N_("↑ ↓ setting   ← → choose   n keys and their names   g log   Esc closes")
    wide = True

    def __init__(self, style: HouseStyle) -> None:
        super().__init__()
        self._style = style

    def body(self) -> Iterable[Widget]:
        """A line for each choice, what the house style does, where things lie."""
        languages = [("", _("as the system")), *LANGUAGES.items()]
        themes = [(short, _(name)) for short, (_theme, name) in THEMES.items()]
        with VerticalScroll(id="settings", can_focus=False):
            yield Setting("language", _("Language"), languages, self.app.chosen_language)
            yield Setting("theme", _("Colours"), themes, short_name(self.app.theme))
            names = [("", _("as the interface")), *LANGUAGE_NAMES, ("found", _("as found"))]
            yield Setting("names", _("Names of concepts"), names, self.app.review.names_chosen)
            glosses = [*LANGUAGE_NAMES, ("none", _("none"))]
            chosen = self.app.gloss.value if self.app.gloss else "none"
            yield Setting("gloss", _("Glosses in articles"), glosses, chosen)
            yield Static(assemble((_("House style of this glossary"), "bold")), classes="part", markup=False)
            for name, (label, choices) in STYLES.items():
                labelled = [(value, _(said)) for value, said in choices]
                yield Setting(name, _(label), labelled, getattr(self._style, name))
            yield Static("", id="examples", markup=False)
            yield Static(self._places(), id="places", classes="part", markup=False)

    def on_resize(self) -> None:
        """On a low screen nothing is left blank, so that all is in sight."""
        self.set_class(self.app.size.height < LOW, "low")

    def on_mount(self) -> None:
        """Start with the language."""
        super().on_mount()
        self.query_one("#set-language").focus()
        self._show_examples()

    def respeak(self) -> None:
        """All texts in the language just chosen; the cursor stays."""
        self._draw_again()

    @work(exclusive=True)
    async def _draw_again(self) -> None:
        at = self.focused.id if self.focused else None
        await self.recompose()
        super().on_mount()
        self._show_examples()
        if at:
            self.query_one(f"#{at}").focus()

    @work(exclusive=True, group="examples")
    async def _show_examples(self) -> None:
        pieces: list[Piece] = []
        # The tables of names may have to be read first.
        for before, after in await asyncio.to_thread(service.style_examples, self._style):
            same = before == after
            pieces += [(f"  {line(before)}", "$muted"), ("" if same else f" → {line(after)}", "bold"), "\n"]
        if self.is_attached:
            self.query_one("#examples", Static).update(assemble(*pieces[:-1]))

    def _places(self) -> Content:
        where = ((_("Glossary"), self.app.database.path), (_("Settings"), config.config_path()))
        pieces: list[Piece] = []
        for name, path in (*where, (_("Log"), logbook.log_path())):
            pieces += [(f"{name}  ", "$muted"), printable(short_path(path)), "\n"]
        return assemble(*pieces[:-1])

    def action_move(self, step: int) -> None:
        """To another setting."""
        choices = list(self.query(Choice))
        at = next((number for number, one in enumerate(choices) if one.has_focus), 0)
        choices[(at + step) % len(choices)].focus()

    def action_scroll(self, lines: int) -> None:
        """What does not fit a small screen comes into sight."""
        self.query_one("#settings").scroll_relative(y=lines, animate=False)

    def action_submit(self) -> None:
        """There is nothing to save."""
        self.dismiss()

    def action_key_names(self) -> None:
        """All actions with the names that the settings file knows them by."""
        self.app.push_screen(ActionNames(self.app.config.keys))

    def action_log(self) -> None:
        """What long jobs did, and what went wrong."""
        self.app.action_show_log()

    @on(Choice.Changed)
    async def _chosen(self) -> None:
        chosen = {choice.id: choice.value for choice in self.query(Choice)}
        language, theme = chosen["set-language"], chosen["set-theme"]
        if theme != short_name(self.app.theme):
            self.app.choose_theme(theme)
        style = HouseStyle(**{name: chosen[f"set-{name}"] for name in STYLES})
        if style != self._style:
            self._style = style
            self._show_examples()
            await self._set_style(style)
        names, gloss = chosen["set-names"], chosen["set-gloss"]
        if names != self.app.review.names_chosen:
            self.app.review.keep_names(names)
            self.app.review.reload()
        if gloss != (self.app.gloss.value if self.app.gloss else "none"):
            self.app.choose_gloss(None if gloss == "none" else Lang(gloss))
        if language != self.app.chosen_language:
            self.app.choose_language(language)

    async def _set_style(self, style: HouseStyle) -> None:
        # It may say so already: another program was quicker.
        with suppress(InputError):
            await self.app.ask(lambda glossary: glossary.set_style(style))
        self.app.review.reload()


class Setting(Horizontal):
    """A name and its choices on one line."""

    def __init__(self, name: str, label: str, values: Sequence[tuple[str, str]], chosen: str) -> None:
        super().__init__(classes="setting")
        self._field, self._label, self._values, self._chosen = name, label, values, chosen

    def compose(self) -> ComposeResult:
        """The name, the choices."""
        known = any(value == self._chosen for value, _label in self._values)
        yield Static(assemble((line(self._label), "$muted")), classes="setting-name", markup=False)
        yield Choice(self._values, self._chosen if known else self._values[0][0], id=f"set-{self._field}")


class ActionNames(Help):
    """Every action: its name for the settings file, its keys, what it does; narrowed by typing, as the help is."""

    keys = N_("type to find   ↑ ↓ scroll   Esc closes")
    headline = N_("Names of actions")

    def __init__(self, keys: Mapping[str, str]) -> None:
        super().__init__([])
        self._rows = keymap.named_actions(keys)

    def body(self) -> Iterable[Widget]:
        """Where the names go, a field, the list."""
        intro = _('In {path} these names stand under [keys], as in: accept = "a,ctrl+a"').format(
            path=printable(str(config.config_path()))
        )
        yield Static(assemble((intro, "$muted")), markup=False)
        yield from super().body()

    def fill(self) -> None:
        """The actions whose name, key or explanation has what was typed."""
        sought = plain(self.query_one("#text", TextField).text)
        broad = max(len(name) for name, _keys, _about in self._rows)
        wide = min(14, max(cell_len(shown) for _name, shown, _about in self._rows))
        listing = self.query_one("#keys", Rows)
        drawn = []
        for name, shown, about in self._rows:
            if sought in shown.casefold().split() or all(word in plain(f"{name} {about}") for word in sought.split()):
                keys = shown + " " * max(2, wide + 2 - cell_len(shown))
                pieces = assemble((name.ljust(broad + 2), "bold"), (keys, "$accent"), line(about))
                drawn.append(Content("\n").join(hanging(pieces, listing.width, broad + 2)))
        listing.fill(drawn or [assemble((_("Nothing is called so."), "$muted"))])


class LogPage(Page):
    """The end of the log, its last line in sight."""

    def __init__(self, path: Path, lines: Sequence[str]) -> None:
        text = "\n".join(printable(one) for one in lines) or _("Nothing is written down yet.")
        super().__init__(assemble((_("Log"), "bold"), (f"   {printable(str(path))}", "$muted")), assemble(text))

    def on_mount(self) -> None:
        """To the end."""
        super().on_mount()
        self.call_after_refresh(lambda: self.query_one("#page").scroll_end(animate=False))
