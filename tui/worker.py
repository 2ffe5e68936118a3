"""A build in a process of its own: finding names holds the interpreter for whole seconds, and no key may wait for it.

The app starts `python -m tui.worker DATABASE JOB [ARGUMENT…]` and reads a JSON line after each committed unit; closing
the worker's standard input asks it to stop after the unit it is at. An app that was killed closes it too, so no worker
outlives its app by more than an article. Both are on one database, as any two programs may be.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Event, Thread

from glossary import errors
from glossary.errors import GlossaryError
from glossary.model import Loss, Progress
from glossary.service import Glossary
from tui.i18n import _
from tui.jobs import Steps, drive

JOBS: dict[str, Callable[[Glossary, Sequence[str]], Iterator[Progress]]] = {
    "build": lambda glossary, paths: glossary.build(paths),
    "suggest": lambda glossary, unused: glossary.suggest_missing(),
}

_NICENESS = 5
"""The screen comes first."""


def in_process(path: Path, job: str, arguments: Sequence[str] = (), losses: list[Loss] | None = None) -> Steps:
    """A job of `JOBS` on the glossary at `path`, in a process of its own; what it could not read goes into `losses`.

    The steps raise what the job raised, and GlossaryError with the worker's last words when it died.
    """

    def steps() -> Iterator[Progress]:
        command = [sys.executable, "-m", "tui.worker", str(path), job, *arguments]
        # In a group of its own: Ctrl+C at the terminal is for the app, which then asks the worker to stop.
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="backslashreplace",
                start_new_session=True,
            )
        except OSError as error:
            sentence = _("The program that reads articles could not be started ({why}). Close others and try again.")
            raise GlossaryError(sentence.format(why=error.strerror or error)) from error
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        words: list[str] = []
        told: dict[str, object] | None = {}
        listener = Thread(target=words.extend, args=(process.stderr,), daemon=True)
        listener.start()
        try:
            for line in process.stdout:
                told = _report(line)
                if told is None:
                    break
                yield from _told(told, losses)
        finally:
            process.stdin.close()
            process.stdout.close()
            code = process.wait()
            listener.join(5)
            process.stderr.close()
        if code or told is None:
            last = words[-1].strip() if words else f"code {code}"
            raise GlossaryError(
                f"The program that reads the articles ended before its time ({last}). What it finished is kept; "
                "start again to go on."
            )

    return steps


def _report(line: str) -> dict[str, object] | None:
    """A line of the worker; None when it is half a line: the worker died writing it."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _told(said: dict[str, object], losses: list[Loss] | None) -> Iterator[Progress]:
    if "error" in said:
        kind = getattr(errors, str(said["kind"]), GlossaryError)
        raise kind(str(said["error"]))
    if "done" in said:
        yield Progress(int(str(said["done"])), int(str(said["total"])), str(said["label"]))
    elif losses is not None:
        losses.append(Loss(str(said["where"]), str(said["why"])))


def main(arguments: Sequence[str]) -> int:
    """Do a job and say each step; 0, also when what went wrong was said."""
    database, job, *rest = arguments
    # What a library may print is not taken for a report.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    stop = Event()
    Thread(target=_wait_for_the_end, args=(stop,), daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(_NICENESS)

    def say(**said: object) -> None:
        try:
            out.write(json.dumps(said) + "\n")
            out.flush()
        except OSError:
            stop.set()

    try:
        with Glossary(Path(database)) as glossary:
            drive(
                lambda: JOBS[job](glossary, rest),
                lambda step: say(done=step.done, total=step.total, label=step.label),
                stop.is_set,
            )
            for loss in glossary.losses:
                say(where=loss.where, why=loss.why)
    except GlossaryError as error:
        say(error=str(error), kind=type(error).__name__)
    return 0


def _wait_for_the_end(stop: Event) -> None:
    # Not through sys.stdin: the interpreter cannot end while a thread waits inside it.
    while os.read(0, 1024):
        pass
    stop.set()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
