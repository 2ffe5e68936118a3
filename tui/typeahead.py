"""Keys typed ahead: each is handed on only when what the one before it did is done, so that it arrives where that led.

Textual hands keys on as fast as they come: the letters typed right behind `/`, or behind the key of a dialog, would
still reach the list below, where they decide. A key that comes while another is at work waits here instead.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from textual import events
from textual.app import App, ScreenStackError
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea

from tui.i18n import ngettext

Typed = events.Key | events.Paste

AWAITED = "awaited"
"""The group of the workers that a key waits for: those that open a screen, and those that list what was typed.

A letter on its way into a field does not wait for the list: the next letter changes that anyway.
"""

PATIENCE = 10.0
"""Seconds after which keys that wait are dropped: what they were typed for did not come."""

ROUNDS = 2
"""A key makes a widget send a message, and that runs an action: both go all the way up."""

AT_ONCE = frozenset({"ctrl+q"})
"""The way out never waits."""


HARMLESS = frozenset({"up", "down", "j", "k", "pageup", "pagedown", "home", "end", "f1", "question_mark"})
"""Keys that only move or explain: they do not wait for a decision that waits itself."""


class TypeAhead:
    """The keys of an app in the order in which they were typed."""

    def __init__(self, app: App[Any], hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app, self._hand_on = app, hand_on
        self._waiting: deque[Typed] = deque()
        self._task: asyncio.Task[None] | None = None

    @property
    def idle(self) -> bool:
        """Has every key come to its end?"""
        return self._task is None and not self._waiting

    async def take(self, event: Typed) -> None:
        """Hand a key on, now or when its turn comes; called by the app, in its own turn."""
        if isinstance(event, events.Key) and event.key in AT_ONCE:
            await self._hand_on(event)
        elif self._task is not None or self._wanted(event):
            self._waiting.append(event)
            self._go_on([])
        else:
            trail = self._trail()
            await self._hand_on(event)
            self._go_on(trail)

    def _go_on(self, trail: Sequence[MessagePump]) -> None:
        if self._task is None:
            self._task = asyncio.create_task(self._work_off(trail))

    async def _work_off(self, trail: Sequence[MessagePump]) -> None:
        try:
            await self._settled(trail)
            while self._waiting and self._app.is_running:
                async with asyncio.timeout(PATIENCE):
                    await self._work_done(self._waiting[0])
                event = self._waiting.popleft()
                trail = self._trail()
                await handled(self._app, lambda event=event: self._hand_on(event))  # type: ignore[misc]
                await self._settled(trail)
        except (TimeoutError, ScreenStackError):
            self._drop()
        finally:
            self._task = None

    def _drop(self) -> None:
        """Forget the keys that wait, and say so: who typed them believes them done."""
        dropped = len(self._waiting)
        self._waiting.clear()
        if dropped and self._app.is_running:
            told = ngettext(
                "{count} key was not used: what was asked before it takes too long.",
                "{count} keys were not used: what was asked before them takes too long.",
                dropped,
            )
            self._app.notify(told, severity="warning", timeout=10)

    def _trail(self) -> list[MessagePump]:
        """All that a key passes: the widget with the focus, what it is in, the screen, the app."""
        start = self._app.focused or self._app.screen
        return [node for node in start.ancestors_with_self if isinstance(node, MessagePump)]

    async def _settled(self, trail: Sequence[MessagePump]) -> None:
        """Wait until the key went its way, and the screen that it may have opened has its focus."""
        async with asyncio.timeout(PATIENCE):
            for _round in range(ROUNDS):
                for pump in trail:
                    await handled(pump)
            screen = None
            while self._app.is_running and screen is not self._app.screen:
                screen = self._app.screen
                await handled(screen)
                await handled(self._app)

    def _wanted(self, event: Typed) -> bool:
        """Is there work without which this key has nothing to act on?"""
        if isinstance(self._app.focused, Input | TextArea) and (
            isinstance(event, events.Paste) or event.is_printable or event.key == "backspace"
        ):
            return False
        if getattr(self._app.screen, "slow", False) and isinstance(event, events.Key) and event.key in HARMLESS:
            return False
        return any(worker.group == AWAITED and not worker.is_finished for worker in self._app.workers)

    async def _work_done(self, event: Typed) -> None:
        while self._app.is_running and self._wanted(event):
            await asyncio.sleep(0.005)
        # What the work opened or listed has to arrive.
        await self._settled(self._trail())


async def handled(pump: MessagePump, last: Callable[[], Awaitable[None]] | None = None) -> None:
    """Wait until a widget, screen or app has handled what it was sent before, and `last` behind that."""
    done = asyncio.Event()

    async def reached() -> None:
        try:
            if last is not None:
                await last()
        finally:
            done.set()

    if not pump.is_running or not pump.call_later(reached):
        return
    while pump.is_running and not done.is_set():
        try:
            async with asyncio.timeout(0.05):
                await done.wait()
        except TimeoutError:
            continue
