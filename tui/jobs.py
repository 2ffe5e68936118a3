"""Work that must not stop the screen: one thread for the database, and long jobs on threads of their own.

No call into the glossary is made on the event loop. A `Glossary` belongs to the thread that opened it, so the app keeps
one thread for all its questions and decisions (in order, none lost), and each long job opens a glossary of its own.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from glossary.model import Progress
from glossary.service import Glossary

T = TypeVar("T")

Steps = Callable[[], Iterator[Progress]]
"""A long job: called on its thread, it reports after each unit that is committed."""


MOST_ROWS = 500
"""Rows of a report that are drawn of each kind; the rest is counted."""


class DatabaseThread:
    """The app's one connection, on its own thread. It is opened by the first question."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="database")
        self._glossary: Glossary | None = None
        self._closed = False

    async def ask(self, question: Callable[[Glossary], T]) -> T:
        """Run `question` on the database thread, after all that was asked before.

        What was asked is done even when nobody waits for the answer any more: a decision made just before leaving is
        kept. Raises what `question` raises, and DatabaseError when the glossary cannot be opened.
        """
        return await asyncio.shield(asyncio.wrap_future(self._pool.submit(self._answer, question)))

    def close(self) -> None:
        """Do what is still asked, close the glossary, end the thread; harmless twice."""
        if not self._closed:
            self._closed = True
            self._pool.submit(self._close)
            self._pool.shutdown(wait=True)

    def _answer(self, question: Callable[[Glossary], T]) -> T:
        if self._glossary is None:
            self._glossary = Glossary(self.path)
        return question(self._glossary)

    def _close(self) -> None:
        if self._glossary is not None:
            self._glossary.close()
            self._glossary = None


def drive(steps: Steps, report: Callable[[Progress], object], stopped: Callable[[], bool]) -> bool:
    """Run a job to its end, or close it after the unit in which `stopped()` became true; True when it ended itself."""
    running = steps()
    try:
        for step in running:
            report(step)
            if stopped():
                return False
        return True
    finally:
        if isinstance(running, Generator):
            running.close()
