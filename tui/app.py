"""The app: one database thread, one long job at a time, one way to say what went wrong, the palette."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Thread
from time import time
from typing import Any, ClassVar

from textual import events, work
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.dom import DOMNode
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea
from textual.worker import WorkerFailed

from glossary.errors import DatabaseError, GlossaryError
from glossary.model import Lang
from glossary.text import printable
from tui import config, i18n, keymap, logbook, screens
from tui.deciding import DecidingScreen
from tui.help import Help
from tui.hints import in_force, shown_key
from tui.i18n import N_, _
from tui.jobs import DatabaseThread
from tui.keyboard import latin_key
from tui.looking import LookingScreen
from tui.opening import OpeningApp
from tui.palette import Actions, actions, chapters, key_groups, open_palette
from tui.review import ReviewScreen
from tui.said import said
from tui.themes import THEMES, short_name
from tui.typeahead import AWAITED, TypeAhead, Typed

__all__ = ["TenriengApp", "key_groups", "make_app", "run"]

FAREWELL = 1.0
"""Seconds that the end waits for the glossary to be closed before it goes on behind the terminal."""

SHOW_EVERY = 0.6
"""Seconds between two looks at what a long job has written."""

READ = 2.0
"""Seconds after which a notice, unless it is an error, counts as read at the next key."""

LISTEN = 0.5
"""Seconds between two looks whether another program has written to the glossary."""


class TenriengApp(OpeningApp):
    """The translator's app over one glossary."""

    TITLE = "tenrieng"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Actions}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_app", N_("Quit"), show=False, priority=True, tooltip=N_("Leave from anywhere")),
        Binding("t", "next_theme", N_("Theme"), show=False, tooltip=N_("Dark or light")),
        Binding(
            "ctrl+o", "glossaries", N_("Glossaries"), show=False, tooltip=N_("Open another glossary, or a new one")
        ),
        Binding("f1", "guide", N_("Guide"), show=False, priority=True, tooltip=N_("The guide to a day's work")),
        Binding(
            "ctrl+g",
            "stop_job",
            N_("Stop the job"),
            show=False,
            priority=True,
            tooltip=N_("Stop the job that runs after the article or the row it is at"),
        ),
        Binding("comma", "settings", N_("Settings"), show=False, tooltip=N_("Language, colours, house style")),
    ]

    def __init__(self, path: Path, settings: config.Config | None = None) -> None:
        super().__init__(path)
        self._will_show = False
        self._typed = TypeAhead(self, self._hand_on)
        self.config = settings or config.Config()
        self.log_file: Path | None = None
        self.farewell = ""
        """What to say on the terminal after an end that was not wanted."""
        self._ended_badly = False
        self.gloss: Lang | None = config.gloss_of(self.config)
        """The language in which the reader glosses names."""
        self._token: int | None = None
        self._readable = True
        for theme, _name in THEMES.values():
            self.register_theme(theme)
        self.theme = THEMES[self.config.theme or "dark"][0].name
        self.chosen_language = self.config.language
        """The language of the settings; empty while that of the system counts."""
        i18n.use(self.config.language or config.system_language())
        if self.config.keys:
            keymap.remap(self, self.config.keys)

    # ---- coming and going ---------------------------------------------------------------------------------------
    def get_default_screen(self) -> Screen[None]:
        """The app opens on the review."""
        return ReviewScreen()

    async def on_mount(self) -> None:
        """What in the settings could not be used is said."""
        self._mind_signals()
        for sentence in self.config.problems:
            self._warn(sentence)
        if self.config.keys:
            self._check_keys()
        if self.is_web:
            self.set_interval(2, partial(self._leave_without, os.getppid()))

    def _mind_signals(self) -> None:
        """Asked to end from outside, or with the terminal gone, the app leaves as by its own key."""
        if self.is_headless or self.is_web:
            return
        for name in ("SIGTERM", "SIGHUP", "SIGINT"):
            # Windows has other ways, and no handlers on the loop.
            with suppress(AttributeError, NotImplementedError):
                number = getattr(signal, name)
                asyncio.get_running_loop().add_signal_handler(number, self._ended_from_outside, number)

    def _ended_from_outside(self, number: int) -> None:
        self.farewell, self._ended_badly = _("tenrieng was ended from outside."), True
        self._stop.set()
        self.exit(return_code=128 + number)

    @work
    async def _check_keys(self) -> None:
        for sentence in await asyncio.to_thread(keymap.problems, self.config.keys):
            self._warn(sentence)

    def _warn(self, sentence: str) -> None:
        """What in the settings could not be used; the log keeps it, since the notice goes."""
        self.notify(sentence, severity="warning", timeout=12)
        self.log_line(sentence)

    def _register(self, parent: DOMNode, *widgets: Widget, **more: Any) -> list[Widget]:
        """What comes on screen gets the person's own keys."""
        if self.config.keys:
            for widget in widgets:
                keymap.remap(widget, self.config.keys)
        return super()._register(parent, *widgets, **more)

    def _leave_without(self, server: int) -> None:
        """In a browser: a server that was killed leaves no program behind."""
        if os.getppid() != server:
            self.action_leave_app()

    async def on_unmount(self) -> None:
        """Whatever ended the app: what was asked is done, then the glossary is closed."""
        gc.unfreeze()
        self._stop.set()
        self._token = None
        # In a thread that the end of the program waits for: the terminal is given back before, with a sentence.
        closing = Thread(target=self.database.close, name="closing")
        closing.start()
        end = asyncio.get_running_loop().time() + FAREWELL
        while closing.is_alive() and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.005)
        end_of_it = ""
        if closing.is_alive():
            end_of_it = _("The last decisions are still being saved: another program is writing to the glossary.")
        elif self._ended_badly:
            end_of_it = _("The glossary was closed; every decision made before is kept.")
        self.farewell = "\n".join(filter(None, (self.farewell, end_of_it)))

    def settle_memory(self) -> None:
        """What the app is made of by now stays to its end; looking through it for garbage would hold up keys."""
        gc.freeze()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What there is nothing for is not offered."""
        if action == "stop_job":
            return self.progress is not None
        if action == "show_report":
            return self.last_report is not None
        return super().check_action(action, parameters)

    def action_help_quit(self) -> None:
        """Ctrl+C leaves nothing by accident; it says how to leave."""
        self.notify(in_force(_("Ctrl+Q leaves tenrieng."), self.screen, self))

    def action_leave_app(self) -> None:
        """Stop the job after the article it is at, and leave."""
        self._stop.set()
        self.exit()

    # ---- a second program on the same glossary --------------------------------------------------------------------
    def watch_others(self) -> None:
        """From now on show within a second what another program does to this glossary."""
        if self._token is None:
            self._token = 0
            self.set_interval(LISTEN, self._listen)
            self._listen()
            self._remember()

    @work(thread=True, group="remember")
    def _remember(self) -> None:
        """The glossary that is open comes first among the recent ones."""
        from glossary.service import remember_glossary

        remember_glossary(self.database.path)

    @work(exclusive=True, group="listen")
    async def _listen(self) -> None:
        token = self._token
        try:
            now = await self.ask(lambda glossary: glossary.token())
        except DatabaseError as error:
            # Once, and again only when it could be read in between.
            if self._readable:
                self._readable = False
                self.complain(error)
            return
        self._token, self._readable = now, True
        if token and now != token:
            self.reload_review(under_cursor=True)
            reload = getattr(self.screen, "reload", None)
            if reload is not None and self.screen is not self.review:
                reload()

    def decided_on(self, screen: Screen[None]) -> None:
        """Something was decided on this screen: what the others said of a decision before is not the last any more."""
        for other in self.screen_stack:
            if other is not screen and isinstance(other, DecidingScreen | LookingScreen):
                other.hush()

    def reload_review(self, *, under_cursor: bool = False) -> None:
        """The review shows what was decided elsewhere; what was merged away is selected no longer.

        With `under_cursor` it is also said when that was the concept under the cursor.
        """
        review = self.review
        here = review.under_cursor if under_cursor else None
        if review.queue.selected or here:
            self._drop_lost([*review.queue.selected, *([here] if here else [])])
        review.reload(elsewhere=under_cursor)

    @work(group="lost")
    async def _drop_lost(self, concepts: Sequence[str]) -> None:
        lost = await self.ask(lambda glossary: glossary.merged_away(concepts))
        if lost:
            self.review.drop_lost(lost)

    # ---- two glossaries ------------------------------------------------------------------------------------------
    def action_glossaries(self) -> None:
        """Open another glossary, or make a new one."""
        from tui.glossaries import Glossaries

        self.push_screen(Glossaries(self.open_glossary))

    async def open_glossary(self, path: Path) -> None:
        """Go on with another glossary; the one that is open stays so when the other cannot be opened.

        A job that runs is stopped after the unit it is at. Raises GlossaryError with the reason.
        """
        other = DatabaseThread(path)
        try:
            await other.ask(lambda glossary: glossary.totals())
        except GlossaryError:
            await asyncio.to_thread(other.close)
            raise
        self.action_stop_job()
        while self.job_runs:
            await asyncio.sleep(0.05)
        self.call_next(self._go_on_with, other)

    async def _go_on_with(self, other: DatabaseThread) -> None:
        """The review of the other glossary, from its top.

        Screens that show the one before leave first: they would look for its numbers in the other.
        """
        while self.screen is not self.review:
            await self.pop_screen()
        before, self.database = self.database, other
        await asyncio.to_thread(before.close)
        self._read_last, self._token = None, 0
        self._remember()
        await self.review.start_over()
        self.notify(_("Opened {path}").format(path=self.database.path))

    # ---- saying -------------------------------------------------------------------------------------------------
    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """A notification; its text is data and never markup."""
        super().notify(printable(message), title=printable(title), severity=severity, timeout=timeout, markup=False)

    def complain(self, error: GlossaryError) -> None:
        """Say what happened and what to do; a glossary that cannot be opened ends the app."""
        if not self.is_running:
            # The app closes: nobody is there to read it.
            self.log_line(str(error))
        elif isinstance(error, DatabaseError) and not self.review.started:
            self.farewell = f"tenrieng: {printable(said(str(error)))}\n" + _("--db names another file.")
            self.exit(return_code=error.exit_code)
        else:
            self.notify(said(str(error)), severity="error", timeout=10)

    def _handle_exception(self, error: Exception) -> None:
        """The one place for what nobody expected: a log file, a sentence, the way out (and the glossary is closed)."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, GlossaryError):
            self.complain(cause)
            return
        first = self._exception is None
        self._return_code = 1
        if first and isinstance(cause, Exception):
            self._exception = cause
            self._exception_event.set()
            self.farewell, self._ended_badly = self._record(cause), True
            self._close_messages_no_wait()

    def _record(self, error: BaseException) -> str:
        what = printable(f"{type(error).__name__}: {error}".replace("\n", " "))
        happened = _("tenrieng met an error it did not expect and stopped.")
        try:
            self.log_file = logbook.write_error(error)
        except OSError as trouble:
            where = _("The details could not be written down ({why}).").format(why=printable(str(trouble)))
        else:
            where = _("The details are in {path}").format(path=printable(str(self.log_file)))
        return "\n".join((happened, what, where))

    # ---- long jobs ----------------------------------------------------------------------------------------------
    def job_did_more(self) -> None:
        """The review shows what is new: at the end at once, meanwhile now and then, so that keys come first."""
        if self.progress is None:
            self._show_progress()
        elif not self._will_show:
            self._will_show = True
            self.set_timer(SHOW_EVERY, self._show_progress)

    def _show_progress(self) -> None:
        self._will_show = False
        # The last reports may come while the app closes.
        if self.is_running and self.screen_stack:
            self.review.reload()

    def job_failed(self, error: Exception) -> None:
        """Said, and written down."""
        if isinstance(error, GlossaryError):
            self.log_line(str(error))
        self._handle_exception(error)

    def action_show_log(self) -> None:
        """What long jobs did, and what went wrong."""
        from tui.settings import LogPage

        self.push_screen(LogPage(logbook.log_path(), logbook.last_lines()))

    # ---- keys ---------------------------------------------------------------------------------------------------
    def key_of(self, action: str) -> str:
        """How the key of an action of the app is written; empty where it has none."""
        binding = next(one for one in keymap.bindings_of(type(self)) if one.action == action)
        return shown_key(self, binding, self.config.keys)

    async def on_event(self, event: events.Event) -> None:
        """What is typed is handed on in its turn; all else at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._typed.take(event)
        else:
            await super().on_event(event)

    def _clear_read(self, event: Typed) -> None:
        """Notices that were there long enough to be read go with the next key: they lie over what comes then.

        Who types a text looks at that.
        """
        if isinstance(self.focused, Input | TextArea) and (isinstance(event, events.Paste) or event.is_printable):
            return
        for notice in [one for one in self._notifications if one.severity != "error"]:
            if time() - notice.raised_at > READ:
                self._unnotify(notice)

    async def _hand_on(self, event: Typed) -> None:
        """A letter of another keyboard layout counts as the key it lies on; where text is typed it stays what it is."""
        self._clear_read(event)
        if isinstance(event, events.Key) and not isinstance(self.focused, Input | TextArea):
            latin = latin_key(event.key, event.character)
            if latin is None:
                told = _("“{key}” is no key here. Switch the keyboard to Latin letters; ? shows all keys.")
                told = in_force(told.format(key=event.character), self.screen, self)
                self.notify(told, severity="warning", timeout=4)
                return
            if latin != event.key:
                event = events.Key(latin, latin if len(latin) == 1 else None)
        await super().on_event(event)

    def actions(self, screen: Screen[Any]) -> list[tuple[str, str, Callable[[], object]]]:
        """(name, explanation, what to run) of each action that can be run on `screen` now."""
        return actions(self, screen)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None: the palette lists the bindings."""
        return ()

    def action_help(self) -> None:
        """All keys."""
        if not isinstance(self.screen, Help):
            self.push_screen(Help(chapters(self, self.screen)))

    def action_next_theme(self) -> None:
        """Dark or light, in the contrast that is chosen."""
        short = short_name(self.theme)
        self.choose_theme(short.replace("light", "dark") if short.endswith("light") else short.replace("dark", "light"))

    def choose_theme(self, short: str) -> None:
        """Draw in this theme, and remember it."""
        self.theme = THEMES[short][0].name
        self.keep_setting("theme", short)

    def action_command_palette(self) -> None:
        """Any action and any concept by name."""
        open_palette(self)

    def action_guide(self) -> None:
        """The guide to a day's work; from the guide back to the work."""
        from tui.guide import GuideScreen

        if isinstance(self.screen, GuideScreen):
            self.pop_screen()
        else:
            self.push_screen(GuideScreen())

    @work(group=AWAITED)
    async def action_settings(self) -> None:
        """Language, colours, house style."""
        from tui.settings import SettingsScreen

        try:
            style = await self.ask(lambda glossary: glossary.style())
        except GlossaryError as error:
            self.complain(error)
        else:
            self.push_screen(SettingsScreen(style))

    def choose_language(self, code: str) -> None:
        """Speak this language, and remember it; an empty one is that of the system."""
        self.chosen_language = code
        screens.speak(self, code or config.system_language())
        self.keep_setting("language", code)

    def choose_gloss(self, lang: Lang | None) -> None:
        """Gloss the names of articles in this language, or not at all, and remember it."""
        self.gloss = lang
        self.keep_setting("gloss", lang.value if lang else "none")

    def keep_setting(self, name: str, value: str) -> None:
        """Write a setting into the person's file; where that cannot be it is said, and it holds until the end."""
        try:
            config.save(name, value)
        except GlossaryError as error:
            self.complain(error)


def make_app(path: Path) -> TenriengApp:
    """The app on this glossary with the person's settings, not yet running; no glossary is opened before it runs."""
    return TenriengApp(path, config.load())


def run(path: Path) -> int:
    """Run the app; returns the exit code."""
    app = make_app(path)
    try:
        app.run()
    finally:
        app.database.close()
    if app.farewell:
        sys.stderr.write(app.farewell + "\n")
    return app.return_code or 0
