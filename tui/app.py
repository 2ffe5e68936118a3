"""The app: one database thread, one long job at a time, one way to say what went wrong, the palette."""

from __future__ import annotations

import asyncio
import sys
import traceback
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Event
from typing import ClassVar, TypeVar

from textual import events, work
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen
from textual.theme import Theme
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerFailed, WorkerState

from glossary.errors import DatabaseError, GlossaryError
from glossary.model import Lang, Loss, Progress
from glossary.resources import SEEDS
from glossary.service import Glossary
from glossary.text import printable
from tui import dialogs
from tui.drawing import describe_row
from tui.i18n import N_, _, ngettext
from tui.jobs import DatabaseThread, Steps, aside, drive, in_glossary
from tui.keyboard import latin_key
from tui.review import ReviewScreen

T = TypeVar("T")

DARK = Theme(
    name="tenrieng-dark",
    primary="#7aa2c8",
    secondary="#5f7f9f",
    accent="#e0b06c",
    foreground="#d5d8de",
    background="#16191d",
    surface="#1b1f24",
    panel="#242a31",
    success="#8fb573",
    warning="#d9a45b",
    error="#d2737d",
    dark=True,
    variables={
        "kind-person": "#e0b06c",
        "kind-org": "#7fb0de",
        "kind-place": "#93bf7d",
        "kind-event": "#cf8fb5",
        "footer-key-foreground": "#e0b06c",
        "footer-background": "#1b1f24",
        "cursor": "#2f4258",
        "cursor-blurred": "#262c34",
        "muted": "#8c949f",
        "faint": "#6d7580",
        "input-selection-background": "#7aa2c8 35%",
    },
)
LIGHT = Theme(
    name="tenrieng-light",
    primary="#2f6699",
    secondary="#5f7f9f",
    accent="#96590a",
    foreground="#23272d",
    background="#fafaf7",
    surface="#f1f1ec",
    panel="#e4e4dd",
    success="#3c7a2a",
    warning="#96590a",
    error="#b03040",
    dark=False,
    variables={
        "kind-person": "#8f5406",
        "kind-org": "#1f5f9c",
        "kind-place": "#33701f",
        "kind-event": "#96316d",
        "footer-key-foreground": "#96590a",
        "footer-background": "#f1f1ec",
        "cursor": "#c5d9ee",
        "cursor-blurred": "#e2e6ea",
        "muted": "#5f666f",
        "faint": "#7b828b",
        "input-selection-background": "#2f6699 30%",
    },
)


LISTEN = 0.5
"""Seconds between two looks whether another program has written to the glossary."""

ENDS = (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED)


class Actions(Provider):
    """The palette: every action that has a key where we are, and the concepts of the glossary."""

    @property
    def _app(self) -> TenriengApp:
        app = self.app
        assert isinstance(app, TenriengApp)
        return app

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for name, about, run in self._app.actions(self.screen):
            yield DiscoveryHit(Content(name), run, text=name, help=about)

    async def search(self, query: str) -> Hits:
        """Actions by name, concepts by any spelling."""
        matcher = self.matcher(query)
        for name, about, run in self._app.actions(self.screen):
            score = max(matcher.match(name), 0.9 * matcher.match(about))
            if score > 0:
                yield Hit(score, Content(name), run, text=name, help=about)
        screen = self.screen
        if isinstance(screen, ReviewScreen):
            rows = await self._app.ask(lambda glossary: glossary.queue(query, limit=8))
            for position, row in enumerate(rows):
                label = printable(row.label)
                yield Hit(0.5 - position / 100, describe_row(row), partial(screen.go_to, row), text=label)


class TenriengApp(App[None]):
    """The translator's app over one glossary."""

    TITLE = "tenrieng"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Actions}
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "leave_app", N_("Quit"), show=False, priority=True, tooltip=N_("Leave from anywhere")),
        Binding("t", "next_theme", N_("Theme"), show=False, tooltip=N_("Dark or light")),
    ]

    progress: reactive[Progress | None] = reactive(None)
    """How far the long job is; None when none runs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.database = DatabaseThread(path)
        self.job_title = ""
        self.job_in_bytes = False
        self.log_file: Path | None = None
        self.farewell = ""
        """What to say on the terminal after an end that was not wanted."""
        self.gloss: Lang | None = Lang.RU
        """The language in which the reader glosses names."""
        self._read_last: tuple[int, int] | None = None
        self._token: int | None = None
        self._stop = Event()
        self._job_ended: Callable[[bool], None] | None = None
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = DARK.name

    # ---- coming and going ---------------------------------------------------------------------------------------
    def get_default_screen(self) -> Screen[None]:
        """The app opens on the review."""
        return ReviewScreen()

    async def on_unmount(self) -> None:
        """Whatever ended the app: what was asked is done, then the glossary is closed."""
        self._stop.set()
        self._token = None
        await asyncio.to_thread(self.database.close)

    def action_leave_app(self) -> None:
        """Stop the job after the article it is at, and leave."""
        self._stop.set()
        self.exit()

    @property
    def review(self) -> ReviewScreen:
        """The review screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ReviewScreen)
        return screen

    async def ask(self, question: Callable[[Glossary], T]) -> T:
        """A question or a decision for the database thread. While the app closes, nobody goes on to draw the answer."""
        if self.is_running:
            answer = await self.database.ask(question)
            if self.is_running:
                return answer
        raise asyncio.CancelledError

    # ---- a second program on the same glossary --------------------------------------------------------------------
    def watch_others(self) -> None:
        """From now on show within a second what another program does to this glossary."""
        if self._token is None:
            self._token = 0
            self.set_interval(LISTEN, self._listen)

    @work(exclusive=True, group="listen")
    async def _listen(self) -> None:
        token = self._token
        now = await self.ask(lambda glossary: glossary.token())
        self._token = now
        if token and now != token:
            self.review.reload()
            reload = getattr(self.screen, "reload", None)
            if reload is not None and self.screen is not self.review:
                reload()

    # ---- screens ------------------------------------------------------------------------------------------------
    def action_articles(self) -> None:
        """The list of articles."""
        from tui.reader import ArticlesScreen

        self.push_screen(ArticlesScreen())

    async def open_article(self, number: int, at: int | None = None) -> None:
        """Read an article, from the place `at`."""
        from tui.reader import ReaderScreen

        gloss = self.gloss
        try:
            view = await self.ask(lambda glossary: glossary.article(number, gloss))
        except GlossaryError as error:
            self.complain(error)
        else:
            self.push_screen(ReaderScreen(view, at, gloss))

    @work
    async def read_mention(self, mention: int) -> None:
        """Read the article of a mention, at its place."""
        try:
            number, at = await self.ask(lambda glossary: glossary.place_of(mention))
        except GlossaryError as error:
            self.complain(error)
        else:
            await self.open_article(number, at)

    def remember_place(self, number: int, at: int) -> None:
        """What was read last."""
        self._read_last = (number, at)

    async def action_back_to_article(self) -> None:
        """Back to the article that was read last, at its place."""
        if self._read_last is None:
            self.notify(_("No article was read yet: A lists them."))
        else:
            await self.open_article(*self._read_last)

    async def show_concept(self, concept: str) -> None:
        """Leave all other screens and put the review on a concept."""
        from tui.reader import ReaderScreen

        try:
            view = await self.ask(lambda glossary: glossary.view(concept))
        except GlossaryError as error:
            self.complain(error)
            return
        while self.screen is not self.review:
            if isinstance(self.screen, ReaderScreen):
                mention = self.screen.text.mention
                self.remember_place(self.screen.number, mention.start if mention else 0)
            self.pop_screen()
        await self.review.go_to(view.row)

    def action_concordance(self) -> None:
        """Any words in all articles."""
        self.open_concordance("")

    def open_concordance(self, query: str) -> None:
        """Where `query` stands in all articles."""
        from tui.concordance import ConcordanceScreen

        self.push_screen(ConcordanceScreen(query))

    def action_overview(self) -> None:
        """What is in the glossary, drawn."""
        from tui.overview import OverviewScreen

        self.push_screen(OverviewScreen())

    @work
    async def open_story(self, article: int) -> None:
        """An article beside those of the same story in the other languages."""
        from tui.story import StoryScreen, load_story

        try:
            story = await self.ask(lambda glossary: load_story(glossary, article))
        except GlossaryError as error:
            self.complain(error)
        else:
            self.push_screen(StoryScreen(story))

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
        if isinstance(error, DatabaseError) and not self.review.started:
            self.farewell = f"tenrieng: {printable(str(error))}"
            self.exit(return_code=error.exit_code)
        else:
            self.notify(str(error), severity="error", timeout=10)

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
            self.farewell = self._record(cause)
            self._close_messages_no_wait()

    def _record(self, error: BaseException) -> str:
        what = printable(f"{type(error).__name__}: {error}".replace("\n", " "))
        happened = _("tenrieng met an error it did not expect and stopped.")
        try:
            self.log_file = write_log(error)
        except OSError as trouble:
            where = _("The details could not be written down ({why}).").format(why=printable(str(trouble)))
        else:
            where = _("The details are in {path}").format(path=printable(str(self.log_file)))
        kept = _("The glossary was closed; every decision made before is kept.")
        return "\n".join((happened, what, where, kept))

    # ---- long jobs ----------------------------------------------------------------------------------------------
    @dataclass
    class JobProgressed(Message):
        """The long job did another unit."""

        progress: Progress

    def start_job(
        self,
        title: str,
        steps: Steps,
        ended: Callable[[bool], None],
        *,
        stop: Event | None = None,
        in_bytes: bool = False,
    ) -> bool:
        """Run a long job beside the app; `ended` learns whether it came to its own end. False when one runs already."""
        if self._job_ended is not None:
            self.notify(_("Another job is running. Wait for it, or stop it with Esc."), severity="warning")
            return False
        self.job_title, self._job_ended = title, ended
        self.progress = Progress(0, 0, _("starting"))
        self._stop, self.job_in_bytes = stop or Event(), in_bytes
        self._run_job(steps, self._stop)
        return True

    @work(thread=True, group="job", exit_on_error=False)
    def _run_job(self, steps: Steps, stop: Event) -> bool:
        return drive(steps, lambda progress: self.post_message(self.JobProgressed(progress)), stop.is_set)

    def on_tenrieng_app_job_progressed(self, message: JobProgressed) -> None:
        """Draw the bar, show what is new."""
        if self._job_ended is not None and not self._stop.is_set():
            self.progress = message.progress
            self.review.reload()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The job is at its end, by itself, because it was stopped, or by an error."""
        # The state of the event counts: the worker itself may be further on when its first events are handled.
        if event.worker.group != "job" or event.state not in ENDS or self._job_ended is None:
            return
        ended, self._job_ended, self.progress = self._job_ended, None, None
        self.review.reload()
        if event.state is WorkerState.SUCCESS:
            ended(bool(event.worker.result))
        elif isinstance(event.worker.error, Exception):
            self._handle_exception(event.worker.error)

    def action_stop_job(self) -> None:
        """Stop after the unit the job is at: a whole article, a block of a download."""
        if self.progress is not None:
            self._stop.set()
            self.progress = Progress(self.progress.done, self.progress.total, _("stopping after this one …"))

    async def aside(self, task: Callable[[Glossary], T]) -> T:
        """A task of some seconds on a thread and a connection of its own."""
        return await asyncio.to_thread(aside, self.database.path, task)

    # ---- the use cases that are jobs ----------------------------------------------------------------------------
    async def build(self, paths: Sequence[str]) -> None:
        """Read articles beside the app."""
        losses: list[Loss] = []

        def job(glossary: Glossary) -> Iterable[Progress]:
            yield from glossary.build(paths)
            losses.extend(glossary.losses)

        before = self.review.totals

        def ended(finished: bool) -> None:
            self._built(before.articles, losses, finished=finished)

        self.start_job(_("Reading"), in_glossary(self.database.path, lambda glossary: iter(job(glossary))), ended)

    @work
    async def _built(self, before: int, losses: Sequence[Loss], *, finished: bool) -> None:
        totals = await self.ask(lambda glossary: glossary.totals())
        read = ngettext("{count} new article", "{count} new articles", totals.articles - before)
        rest = ngettext("{count} concept to review", "{count} concepts to review", totals.new)
        told = _("{articles} read; {rest}.") if finished else _("Stopped: {articles} kept whole; {rest}. b goes on.")
        told = told.format(articles=read, rest=rest)
        self.review.say(told)
        if self.screen is not self.review:
            self.notify(told, severity="information" if finished else "warning")
        if losses:
            self.push_screen(dialogs.NotRead(losses))

    @work
    async def build_examples(self) -> None:
        """Read the articles that come with the program."""
        await self.build([dialogs.short_path(SEEDS)])

    async def export(self, target: Path, format_name: str) -> None:
        """Write the glossary; what it could not carry is shown."""
        report = await self.aside(lambda glossary: glossary.export(target, format_name))
        wrote = ngettext("{count} concept", "{count} concepts", report.concepts)
        self.review.say(_("Wrote {concepts} to {path}").format(concepts=wrote, path=", ".join(report.files)))
        heading = _("Exported as {format}").format(format=format_name)
        self.call_next(self.push_screen, dialogs.Transferred(heading, report))

    async def import_file(self, source: Path) -> None:
        """Read a CSV back; what it could not take is shown."""
        report = await self.aside(lambda glossary: glossary.import_file(source))
        told = _("Imported: {added} new, {changed} changed, {unchanged} as they were").format(
            added=f"{report.added:,}", changed=f"{report.changed:,}", unchanged=f"{report.unchanged:,}"
        )
        self.review.say(told)
        self.review.reload()
        if report.losses:
            self.call_next(self.push_screen, dialogs.Transferred(told, report))

    def show_packages(self) -> None:
        """The screen of translation packages."""
        from tui.packages import PackagesScreen

        self.push_screen(PackagesScreen())

    async def look_for_packages(self) -> None:
        """Learn whether machine translation is there, for the hint of the review."""

        def look() -> str:
            from tui.packages import machine_translation_hint

            return machine_translation_hint()

        hint = await asyncio.to_thread(look)
        if self.is_running:
            self.review.show_hint(hint)

    async def install_package(self, what: str) -> None:
        """Install a pair or an archive beside the app; afterwards suggest again with it."""
        from glossary import packages
        from tui.packages import asker

        def ended(finished: bool) -> None:
            self._installed(what, finished=finished)

        stop = Event()
        confirm = asker(self, stop)
        self.start_job(
            _("Installing"), lambda: packages.install(what, confirm=confirm), ended, stop=stop, in_bytes=True
        )

    @work
    async def _installed(self, what: str, *, finished: bool) -> None:
        await self.look_for_packages()
        if not finished:
            self.notify(_("The installation was stopped; what was installed before is untouched."), severity="warning")
            return
        self.notify(_("Installed {what}. Suggestions are being made with it.").format(what=what))
        steps = in_glossary(self.database.path, lambda glossary: glossary.suggest_missing())
        self.start_job(_("Suggesting"), steps, lambda finished: self.review.say(_("The suggestions are up to date.")))

    # ---- keys ---------------------------------------------------------------------------------------------------
    async def on_event(self, event: events.Event) -> None:
        """A letter of another keyboard layout counts as the key it lies on; where text is typed it stays what it is."""
        fresh = isinstance(event, events.Key) and not event.is_forwarded
        if fresh and isinstance(event, events.Key) and not isinstance(self.focused, Input | TextArea):
            latin = latin_key(event.key, event.character)
            if latin is None:
                told = _("“{key}” is no key here. Switch the keyboard to Latin letters; ? shows all keys.")
                self.notify(told.format(key=event.character), severity="warning", timeout=4)
                return
            if latin != event.key:
                event = events.Key(latin, latin if len(latin) == 1 else None)
        await super().on_event(event)

    # ---- keys ---------------------------------------------------------------------------------------------------
    def actions(self, screen: Screen[object]) -> list[tuple[str, str, Callable[[], object]]]:
        """(name, explanation, what to run) of each action that has a key on `screen` and can be run there now."""
        found: dict[str, tuple[str, str, Callable[[], object]]] = {}
        for node, binding, enabled, _tooltip in screen.active_bindings.values():
            if enabled and binding.tooltip and not binding.action.startswith("take("):
                about = f"{binding.tooltip}  ({self.get_key_display(binding)})"
                found.setdefault(binding.action, (binding.description, about, partial(self._run, binding.action, node)))
        return list(found.values())

    def _run(self, action: str, node: object) -> None:
        self.run_worker(self.run_action(action, node), exit_on_error=True)  # type: ignore[arg-type]

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """None: the palette lists the bindings."""
        return ()

    def action_help(self) -> None:
        """All keys."""
        if not isinstance(self.screen, dialogs.Help):
            self.push_screen(dialogs.Help(key_groups(self, self.screen)))

    def action_next_theme(self) -> None:
        """Dark or light."""
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name


def key_groups(app: TenriengApp, screen: Screen[object]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The keys of a screen by where they work, straight from the bindings; keys of one action stand together."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {}
    for node in (screen, *screen.query("*"), app):
        title = HELP_TITLES.get(type(node).__name__)
        if title is None:
            continue
        rows = groups.setdefault(title, {})
        for binding in Binding.make_bindings(type(node).BINDINGS):
            name = binding.action.split("(")[0] if binding.key_display else binding.action
            keys, _ = rows.setdefault(name, ([], binding.tooltip or binding.description))
            shown = app.get_key_display(binding)
            if shown not in keys:
                keys.append(shown)
    return [(title, [(" ".join(keys), what) for keys, what in rows.values() if what]) for title, rows in groups.items()]


HELP_TITLES = {
    "ReviewScreen": N_("Deciding and moving"),
    "Queue": N_("In the queue"),
    "EvidencePane": N_("In the evidence"),
    "ReaderScreen": N_("Reading"),
    "ArticleText": N_("In the article"),
    "ArticlesScreen": N_("Articles"),
    "ConcordanceScreen": N_("Concordance"),
    "OverviewScreen": N_("Overview"),
    "StoryScreen": N_("Story"),
    "Rows": N_("In the list"),
    "TenriengApp": N_("Everywhere"),
}
"""The parts of the app that have a chapter in the help."""


def write_log(error: BaseException) -> Path:
    """Append the traceback to the log in the user's log folder; returns where. Raises OSError."""
    from platformdirs import user_log_path

    folder = user_log_path("tenrieng", appauthor=False, ensure_exists=True)
    log = folder / "tenrieng.log"
    told = "".join(traceback.format_exception(error))
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"---- {datetime.now().astimezone().isoformat(timespec='seconds')}\n{told}\n")
    return log


def make_app(path: Path) -> TenriengApp:
    """The app on this glossary, not yet running; nothing is opened before it runs."""
    return TenriengApp(path)


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
