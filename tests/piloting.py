"""What the tests of the app share: keys as a terminal sends them, waiting for what they lead to, what is on screen."""

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from textual import events
from textual.app import App
from textual.keys import _character_to_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widgets import Static

from glossary.model import ConceptView, Lang, Progress
from glossary.service import Glossary
from tui.app import TenriengApp
from tui.article_text import ArticleText
from tui.drawing import preferred
from tui.jobs import Steps
from tui.reader import ReaderScreen
from tui.review import ReviewScreen
from tui.widgets import Queue, TextField

T = TypeVar("T")
P = Pilot[None]


# ---- the database -----------------------------------------------------------------------------------------------
def asked(path: Path, question: Callable[[Glossary], T]) -> T:
    """What the database says, through a connection of the test's own."""
    with Glossary(path) as glossary:
        return question(glossary)


def view(path: Path, concept: str) -> ConceptView:
    """A concept as the database has it."""
    return asked(path, lambda glossary: glossary.view(concept))


def term(path: Path, concept: str, lang: Lang) -> str:
    """The preferred term of a language; empty without one."""
    found = preferred(view(path, concept).terms, lang)
    return found.text if found else ""


def in_glossary(path: Path, job: Callable[[Glossary], Iterator[Progress]]) -> Steps:
    """A job with a glossary of its own, opened and closed on the thread that runs it."""

    def steps() -> Iterator[Progress]:
        with Glossary(path) as glossary:
            yield from job(glossary)

    return steps


# ---- the screen -------------------------------------------------------------------------------------------------
def app_of(pilot: P) -> TenriengApp:
    """The app that the pilot flies."""
    assert isinstance(pilot.app, TenriengApp)
    return pilot.app


def text_on_screen(shown: P | App[None]) -> str:
    """What the terminal would show."""
    app = shown.app if isinstance(shown, Pilot) else shown
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def said(review: ReviewScreen) -> str:
    """What was said last at the bottom of the review."""
    return str(review.query_one("#said", Static).content)


def notices(pilot: P) -> str:
    """All notices that were shown."""
    return "\n".join(notice.message for notice in app_of(pilot)._notifications)


def field(pilot: P, selector: str = "#text") -> TextField:
    """A field of the screen on top."""
    return pilot.app.screen.query_one(selector, TextField)


def problem(pilot: P) -> str:
    """What a dialog says went wrong."""
    shown = pilot.app.screen.query_one("#problem", Static)
    return str(shown.content) if shown.display else ""


def reads(app: TenriengApp) -> bool:
    """Is an article on the screen, with its text?"""
    screen = app.screen
    return isinstance(screen, ReaderScreen) and any(text.view for text in screen.query(ArticleText))


def reader(app: TenriengApp) -> ReaderScreen:
    """The reader, which is on top."""
    screen = app.screen
    assert isinstance(screen, ReaderScreen)
    return screen


# ---- waiting ----------------------------------------------------------------------------------------------------
async def until(pilot: P, reached: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until it is so and the screen is painted; what is on screen is told where that never comes."""
    for _attempt in range(int(seconds / 0.01)):
        # First, so that what was sent before has arrived.
        await pilot.pause(0.01)
        if reached() and text_on_screen(pilot).strip():
            return
    raise AssertionError(f"it did not happen:\n{text_on_screen(pilot)}")


async def begin(pilot: P) -> TenriengApp:
    """Wait for the first concept."""
    app = app_of(pilot)
    await until(pilot, lambda: app.review.started and app.review.pane.view is not None)
    return app


async def listed(pilot: P) -> tuple[TenriengApp, Queue, list[str]]:
    """Wait for the first concept: the app, its queue, and the concepts that it lists."""
    app = await begin(pilot)
    return app, app.review.queue, [row.id for row in app.review.queue.known_rows]


def busy(app: TenriengApp) -> bool:
    """Is something asked that is not answered and drawn yet?"""
    review = app.review
    row, pane = review.queue.row if review.started else None, review.pane.view
    works = review._loading or review._refreshing or review._deciding or getattr(app.screen, "_deciding", 0)
    drawn = (row.id if row else None) == (pane.row.id if pane else None)
    return bool(not review.started or works or not app._typed.idle or not drawn)


async def ready(pilot: P) -> ReviewScreen:
    """Wait until all that was asked is answered and drawn."""
    app = app_of(pilot)
    await done(app, app.screen)
    await until(pilot, lambda: not busy(app))
    await done(app, app.screen, app.focused, app.screen, app)
    return app.review


async def done(*pumps: MessagePump | None) -> None:
    """Wait until these have handled what they were sent before."""
    for pump in pumps:
        event = asyncio.Event()
        if pump is not None:
            pump.call_later(event.set)
        while pump is not None and pump.is_running and not event.is_set():
            await asyncio.sleep(0.001)


@asynccontextmanager
async def held(app: TenriengApp) -> AsyncIterator[None]:
    """The database thread is busy meanwhile; what is asked waits its turn."""
    gate = threading.Event()
    busy = asyncio.create_task(app.database.ask(lambda glossary: gate.wait(20)))
    await asyncio.sleep(0.02)
    try:
        yield
    finally:
        gate.set()
        await busy


# ---- typing -----------------------------------------------------------------------------------------------------
def burst(pilot: P, *keys: str) -> None:
    """Keys one behind the other, as a terminal sends them, without waiting for anything."""
    for key in keys:
        character = " " if key == "space" else key if len(key) == 1 else None
        pilot.app.post_message(events.Key(_character_to_key(key) if len(key) == 1 else key, character))


async def press(pilot: P, *keys: str) -> ReviewScreen:
    """Keys, each answered before the next (the pilot itself waits 0.1 s after each)."""
    app = app_of(pilot)
    review = await ready(pilot)
    for key in keys:
        burst(pilot, key)
        await done(app, app.focused, app.screen, app)
        if app.is_running:
            review = await ready(pilot)
    return review


async def at(pilot: P, concept: str) -> ReviewScreen:
    """Move the cursor to a concept by the keyboard."""
    review = await press(pilot, "g")
    for _ in range(20):
        row = review.queue.row
        if row is not None and row.id == concept:
            return await ready(pilot)
        await press(pilot, "j")
    raise AssertionError(f"{concept} is not in the queue")
