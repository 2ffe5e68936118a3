"""Long jobs of the app: one at a time, beside all else, with counts and time left, stopped after a whole unit."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event
from time import monotonic
from typing import Generic, TypeVar, cast

from textual import work
from textual.app import App
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.worker import Worker, WorkerState

from glossary.errors import GlossaryError, InputError
from glossary.model import Progress
from glossary.service import Glossary
from tui.i18n import N_, _, ngettext
from tui.jobs import DatabaseThread, Steps, drive
from tui.worker import in_process

T = TypeVar("T")

IN_THE_WAY = N_("Another job is running. Wait for it, or stop it first.")

ENDS = (WorkerState.SUCCESS, WorkerState.ERROR, WorkerState.CANCELLED)

MOST_SAMPLES = 120
"""Reports kept to judge the pace of a job by."""

RECENT = 20.0
"""Seconds of a job that tell its pace now."""

NEWS = 0.5
"""Seconds between two looks at what a running job has brought."""

MOST_OFTEN = 0.03
"""Seconds between two reports that are drawn."""

FIRST_GUESS = 2.0
"""Seconds before which no time is guessed."""


def seconds_left(samples: Sequence[tuple[float, int]], total: int, now: float) -> float | None:
    """How long a job will still take, from its reports (moment, units done); None while nobody can tell.

    The pace of the last seconds and the pace since the start count half each: a single slow article does not double
    the time, and a job that slows down is noticed.
    """
    if total <= 0 or len(samples) < 3:
        return None
    (start, first), (last, done) = samples[0], samples[-1]
    if last - start < FIRST_GUESS or done <= first:
        return None
    whole = (last - start) / (done - first)
    recent = [sample for sample in samples if last - sample[0] <= RECENT]
    since, before = recent[0]
    pace = (last - since) / (done - before) if done > before and last > since else whole
    return max(0.0, (total - done) * (whole + pace) / 2 - (now - last))


def left_in_words(seconds: float | None) -> str:
    """The time left as a person says it; empty while nobody can tell."""
    if seconds is None:
        return ""
    if seconds < 55:
        tens = max(10, 10 * round(seconds / 10))
        return ngettext("about {count} second left", "about {count} seconds left", tens)
    minutes = max(1, round(seconds / 60))
    if minutes < 90:
        return ngettext("about {count} minute left", "about {count} minutes left", minutes)
    return ngettext("about {count} hour left", "about {count} hours left", round(minutes / 60))


class Pace:
    """The reports of the job that runs, as far as they tell how long it will take."""

    def __init__(self) -> None:
        self._samples: deque[tuple[float, int]] = deque(maxlen=MOST_SAMPLES)
        self._total = 0

    def add(self, progress: Progress, now: float) -> None:
        """A report. One with another total, or with less done, is of another part of the job."""
        if self._samples and (progress.total != self._total or progress.done < self._samples[-1][1]):
            self._samples.clear()
        self._total = progress.total
        if len(self._samples) == MOST_SAMPLES:
            # The start stays, the middle thins out.
            kept = [self._samples[0], *list(self._samples)[1::2]]
            self._samples = deque(kept, maxlen=MOST_SAMPLES)
        self._samples.append((now, progress.done))

    def left(self, now: float) -> float | None:
        """Seconds left."""
        return seconds_left(tuple(self._samples), self._total, now)


class Kept(Generic[T]):
    """What a job that ends in a value came to: the value, or what went wrong; neither when it was stopped."""

    def __init__(self) -> None:
        self.result: T | None = None
        self.trouble: GlossaryError | None = None
        self.done = 0

    def steps(self, path: Path, job: str, arguments: Sequence[str]) -> Steps:
        """A job of `tui.worker.JOBS`."""

        def steps() -> Iterator[Progress]:
            try:
                running = in_process(path, job, arguments, last=self._count)()
                self.result = cast(T, (yield from self._counted(running)))
            except GlossaryError as error:
                self.trouble = error

        return steps

    def _counted(self, steps: Generator[Progress, None, object]) -> Generator[Progress, None, object]:
        with closing(steps):
            while True:
                try:
                    step = next(steps)
                except StopIteration as end:
                    return cast(object, end.value)
                self._count(step)
                yield step

    def _count(self, step: Progress) -> None:
        self.done = step.done


class JobApp(App[None]):
    """An app over one glossary with a thread for its database and one long job at a time."""

    progress: reactive[Progress | None] = reactive(None)
    """How far the long job is; None when none runs."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.database = DatabaseThread(path)
        self.job_title = ""
        self.job_in_bytes = False
        self._stop = Event()
        self._pace = Pace()
        self._job_only_reads = False
        self._shown_at = 0.0
        self._job_ended: Callable[[bool], object] | None = None

    # ---- questions ----------------------------------------------------------------------------------------------
    async def ask(self, question: Callable[[Glossary], T]) -> T:
        """A question or a decision for the database thread. While the app closes, nobody goes on to draw the answer."""
        if self.is_running:
            answer = await self.database.ask(question)
            if self.is_running:
                return answer
        raise asyncio.CancelledError

    def must_be_free(self) -> None:
        """Raises InputError while a job runs: there is one at a time."""
        if self.job_runs:
            raise InputError(_(IN_THE_WAY))

    # ---- jobs ---------------------------------------------------------------------------------------------------
    @dataclass
    class JobProgressed(Message):
        """The long job did another unit."""

        progress: Progress

    @property
    def job_runs(self) -> bool:
        """Is a long job running?"""
        return self._job_ended is not None

    @property
    def time_left(self) -> str:
        """How long the job that runs will take, in words; empty while nobody can tell."""
        return left_in_words(self._pace.left(monotonic()))

    def start_job(
        self,
        title: str,
        steps: Steps,
        ended: Callable[[bool], object],
        *,
        stop: Event | None = None,
        in_bytes: bool = False,
        only_reads: bool = False,
    ) -> bool:
        """Run a long job beside the app; `ended` learns whether it came to its own end. False when one runs already.

        What the app shows is fetched again from time to time, unless the job `only_reads`.
        """
        if self._job_ended is not None:
            self.notify(_(IN_THE_WAY), severity="warning")
            return False
        self.job_title, self._job_ended, self._pace = title, ended, Pace()
        self.progress = Progress(0, 0, _("starting"))
        self._stop, self.job_in_bytes = stop or Event(), in_bytes
        self._job_only_reads, self._shown_at = only_reads, 0.0
        self._run_job(steps, self._stop)
        return True

    @work(thread=True, group="job", exit_on_error=False)
    def _run_job(self, steps: Steps, stop: Event) -> bool:
        last = 0.0

        def report(progress: Progress) -> None:
            nonlocal last
            # A job of many small units would fill the queue of messages faster than it is drawn.
            if monotonic() - last >= MOST_OFTEN:
                last = monotonic()
                self.post_message(self.JobProgressed(progress))

        return drive(steps, report, stop.is_set)

    def on_job_app_job_progressed(self, message: JobProgressed) -> None:
        """Draw the bar, show what is new."""
        if self._job_ended is not None and not self._stop.is_set():
            now = monotonic()
            self._pace.add(message.progress, now)
            self.progress = message.progress
            if not self._job_only_reads and now - self._shown_at >= NEWS:
                self._shown_at = now
                self.job_did_more()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """The job is at its end, by itself, because it was stopped, or by an error."""
        # The state of the event counts: the worker itself may be further on when its first events are handled.
        if event.worker.group != "job" or event.state not in ENDS or self._job_ended is None:
            return
        ended, self._job_ended, self.progress = self._job_ended, None, None
        if not self.is_running:
            return
        self.job_did_more()
        if event.state is WorkerState.SUCCESS:
            ended(bool(event.worker.result))
        elif isinstance(event.worker.error, Exception):
            self.job_failed(event.worker.error)

    def action_stop_job(self) -> None:
        """Stop after the unit the job is at: a whole article, a block of a download."""
        if self.progress is not None:
            self._stop.set()
            self.progress = replace(self.progress, label=_("stopping after this one …"))

    def tell(self, sentence: str, *, severity: SeverityLevel = "information") -> None:
        """The end of a long job: a notice on whatever screen is shown, and a line in the log."""
        self.notify(sentence, severity=severity)
        self.log_line(sentence)

    def log_line(self, sentence: str) -> None:
        """A line in the log, with the glossary it is about; that it cannot be written is no reason to stop."""
        from tui import logbook

        with suppress(OSError):
            logbook.write(f"{' '.join(sentence.split())}  [{self.database.path}]")

    # ---- for the app ---------------------------------------------------------------------------------------------
    def job_did_more(self) -> None:
        """Something in the glossary is new."""

    def job_failed(self, error: Exception) -> None:
        """The job ended by an error."""
        raise NotImplementedError
