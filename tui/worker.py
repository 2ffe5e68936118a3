"""Long jobs in a process of their own: they hold the interpreter for whole seconds, and no key may wait for that.

The app starts `python -m tui.worker DATABASE JOB [ARGUMENT…]` and reads a JSON line after each committed unit; closing
the worker's standard input asks it to stop after the unit it is at. An app that was killed closes it too, so no worker
outlives its app by more than an article. Both are on one database, as any two programs may be.
"""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from base64 import b64decode, b64encode
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import asdict, replace
from itertools import chain
from pathlib import Path
from threading import Event, Thread

from glossary import errors
from glossary.errors import GlossaryError
from glossary.model import Lang, Loss, Progress, RowOutcome
from glossary.service import Glossary
from tui.i18n import _
from tui.jobs import MOST_ROWS, drive

Outcome = Generator[Progress, None, object]
"""The steps of a job, and what it came to."""


def _build(glossary: Glossary, paths: Sequence[str]) -> Outcome:
    yield from glossary.build(paths)
    return None


def _suggest(glossary: Glossary, _unused: Sequence[str]) -> Outcome:
    yield from glossary.suggest_missing()
    return None


def _export(glossary: Glossary, arguments: Sequence[str]) -> Outcome:
    target, format_name, query, *langs = arguments
    return (yield from glossary.exporting(Path(target), format_name, query=query, langs=[*map(Lang, langs)]))


def _preview(glossary: Glossary, arguments: Sequence[str]) -> Outcome:
    preview = yield from glossary.previewing(Path(arguments[0]))
    # The app draws no more of them.
    kinds = ([row for row in preview.rows if row.outcome is outcome][:MOST_ROWS] for outcome in RowOutcome)
    return replace(preview, rows=tuple(chain.from_iterable(kinds)))


def _import(glossary: Glossary, arguments: Sequence[str]) -> Outcome:
    return (yield from glossary.importing(Path(arguments[0])))


JOBS: dict[str, Callable[[Glossary, Sequence[str]], Outcome]] = {
    "build": _build,
    "suggest": _suggest,
    "export": _export,
    "preview": _preview,
    "import": _import,
}

_NICENESS = 5
"""The screen comes first."""


def in_process(
    path: Path,
    job: str,
    arguments: Sequence[str] = (),
    losses: list[Loss] | None = None,
    last: Callable[[Progress], object] = lambda step: None,
) -> Callable[[], Outcome]:
    """A job of `JOBS` on the glossary at `path`, in a process of its own; what it could not read goes into `losses`.

    A job that is stopped finishes the unit it is at: `last` learns of that. The steps return what the job came to. They
    raise what it raised, and GlossaryError with the worker's last words when it died.
    """

    def steps() -> Outcome:
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
            sentence = _("The program that does the work could not be started ({why}). Close others and try again.")
            raise GlossaryError(sentence.format(why=error.strerror or error)) from error
        assert process.stdin is not None and process.stdout is not None and process.stderr is not None
        words: list[str] = []
        told: dict[str, object] | None = {}
        result: object = None
        listener = Thread(target=words.extend, args=(process.stderr,), daemon=True)
        listener.start()
        try:
            for line in process.stdout:
                told = _report(line)
                if told is None:
                    break
                if "result" in told:
                    # Our own words, from a program that was started a moment ago.
                    result = pickle.loads(b64decode(str(told["result"])))
                else:
                    yield from _told(told, losses)
        finally:
            process.stdin.close()
            for line in process.stdout:
                report = _report(line) or {}
                if "done" in report:
                    last(_step(report))
            process.stdout.close()
            code = process.wait()
            listener.join(5)
            process.stderr.close()
        if code or told is None:
            why = words[-1].strip() if words else f"code {code}"
            raise GlossaryError(
                _("The work ended before its time ({why}). What was finished is kept; start again to go on.").format(
                    why=why
                )
            )
        return result

    return steps


def _report(line: str) -> dict[str, object] | None:
    """A line of the worker; None when it is half a line: the worker died writing it."""
    try:
        told = json.loads(line)
    except ValueError:
        return None
    return told if isinstance(told, dict) else None


def _step(said: dict[str, object]) -> Progress:
    counted = said.get("counted")
    return Progress(
        int(str(said["done"])),
        int(str(said["total"])),
        str(said["label"]),
        (int(counted[0]), int(counted[1])) if isinstance(counted, list) else None,
    )


def _told(said: dict[str, object], losses: list[Loss] | None) -> Iterator[Progress]:
    if "error" in said:
        kind = getattr(errors, str(said["kind"]), GlossaryError)
        raise kind(str(said["error"]))
    if "done" in said:
        yield _step(said)
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
            results: list[object] = []

            def steps() -> Iterator[Progress]:
                results.append((yield from JOBS[job](glossary, rest)))

            drive(steps, lambda step: say(**asdict(step)), stop.is_set)
            for loss in glossary.losses:
                say(where=loss.where, why=loss.why)
            if results:
                say(result=b64encode(pickle.dumps(results[0])).decode("ascii"))
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
