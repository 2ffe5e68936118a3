"""Copying: through the terminal (OSC 52, works over SSH) and through the tool of the desktop, whichever is there.

Not every terminal obeys OSC 52 and not every machine has a tool, so both are tried. The tool runs on a thread of its
own: `xclip` stays alive as long as it owns the clipboard, and nothing of that may hold the app.
"""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable, Mapping, Sequence

from glossary.model import ConceptView, Lang
from tui.drawing import KIND_NAMES, LANGS, preferred

TOOLS: tuple[tuple[str, ...], ...] = (
    ("wl-copy",),
    ("xclip", "-selection", "clipboard"),
    ("xsel", "--clipboard", "--input"),
    ("pbcopy",),
    ("clip.exe",),
)
"""Commands that take text on standard input, in the order in which they are tried."""

_NEEDS = {"wl-copy": "WAYLAND_DISPLAY", "xclip": "DISPLAY", "xsel": "DISPLAY"}
"""Without its display such a tool only complains, or waits."""

_PATIENCE = 5
"""Seconds after which a tool that hangs is ended."""

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
"""What a spreadsheet takes for the beginning of a formula."""


def tool(environment: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """The command that fills the clipboard of this desktop; empty when there is none."""
    for command in TOOLS:
        needed = _NEEDS.get(command[0])
        path = shutil.which(command[0], path=environment.get("PATH"))
        if path and (needed is None or environment.get(needed)):
            return (path, *command[1:])
    return ()


def to_desktop(text: str) -> threading.Thread | None:
    """Hand the text to the desktop's tool, beside the app; None when there is no tool."""
    command = tool()
    if not command:
        return None
    thread = threading.Thread(target=_run, args=(command, text), name="clipboard", daemon=True)
    thread.start()
    return thread


def _run(command: tuple[str, ...], text: str) -> None:
    # clip.exe reads the console's code page, or UTF-16 with its mark.
    data = text.encode("utf-16") if command[0].endswith("clip.exe") else text.encode("utf-8", "replace")
    try:
        subprocess.run(
            command,
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
            start_new_session=sys.platform != "win32",
        )
    except (OSError, subprocess.SubprocessError):
        # The terminal was asked too; there is nothing more to try.
        return


def rows(views: Iterable[ConceptView]) -> str:
    """Concepts for a spreadsheet, a line each: Vietnamese, English, Russian, kind, status, note; cells by tabs."""
    return table(_columns(view) for view in views)


def table(lines: Iterable[Sequence[str]]) -> str:
    """Rows as spreadsheets paste them; a cell with quotation marks is quoted, or they would be taken for such."""
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\n").writerows([map(cell, line) for line in lines])
    return written.getvalue().removesuffix("\n")


def _columns(view: ConceptView) -> list[str]:
    terms = [_text(view, lang) for lang in LANGS]
    return [*terms, KIND_NAMES[view.row.kind], str(view.row.status), view.note]


def _text(view: ConceptView, lang: Lang) -> str:
    term = preferred(view.terms, lang)
    return term.text if term else ""


def cell(text: str) -> str:
    """A cell on one line; what would be a formula gets the apostrophe by which spreadsheets know text."""
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) else flat
