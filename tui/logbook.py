"""The log of the app: one line for each long job, the whole story of each error nobody expected.

It lies in the user's log folder and is kept small: when it is full it becomes `tenrieng.log.1` and a new one begins.
"""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

LARGEST = 256 * 1024
"""Bytes after which a new log begins; the one before is kept."""

SHOWN = 300
"""Lines that the app shows."""


def log_path() -> Path:
    """Where the log lies; nothing is made."""
    from platformdirs import user_log_path

    return user_log_path("tenrieng", appauthor=False) / "tenrieng.log"


def write(entry: str) -> Path:
    """Append an entry with the time before it; returns the log's path. Raises OSError when it cannot be written."""
    log = log_path()
    log.parent.mkdir(parents=True, exist_ok=True)
    if log.exists() and log.stat().st_size > LARGEST:
        log.replace(log.with_name(f"{log.name}.1"))
    moment = datetime.now().astimezone().isoformat(timespec="seconds")
    with log.open("a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(f"{moment}  {entry}\n")
    return log


def write_error(error: BaseException) -> Path:
    """Append an error with its traceback; returns the log's path. Raises OSError when it cannot be written."""
    return write("".join(["error\n", *traceback.format_exception(error)]))


def last_lines(most: int = SHOWN) -> list[str]:
    """The end of the log, oldest line first; empty when there is none, or none that can be read."""
    try:
        text = log_path().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.splitlines()[-most:]
