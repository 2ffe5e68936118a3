"""The real program in a real terminal (tmux): start, type, leave, and the terminal is as it was."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from glossary.model import ConceptStatus
from glossary.service import Glossary

needs_tmux = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
PROGRAM = [sys.executable, "-m", "tui"]
ROOT = Path(__file__).parent.parent


class Terminal:
    """A terminal of its own on a tmux server of its own."""

    def __init__(self, socket: Path, home: Path, columns: int, rows: int) -> None:
        self._socket = socket
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("TMUX", "XDG_", "TENRIENG"))}
        self._environment = environment | {"HOME": str(home), "LC_ALL": "C.UTF-8", "TERM": "screen-256color"}
        size = ["-x", str(columns), "-y", str(rows)]
        self.tmux("-f", "/dev/null", "new-session", "-d", "-s", "t", *size, "-c", str(ROOT), "env PS1='ready$ ' sh")

    def tmux(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", str(self._socket), *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        )
        return done.stdout

    def type(self, *keys: str) -> None:
        for key in keys:
            self.tmux("send-keys", "-t", "t", key)

    @property
    def screen(self) -> str:
        return self.tmux("capture-pane", "-p", "-t", "t")

    def wait(self, reached: Callable[[str], bool], seconds: float = 30) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            screen = self.screen
            if reached(screen):
                return screen
            time.sleep(0.1)
        raise AssertionError(f"The screen never came:\n{self.screen}")

    def close(self) -> None:
        subprocess.run(["tmux", "-S", str(self._socket), "kill-server"], capture_output=True, check=False, timeout=20)


@pytest.fixture
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    place = tmp_path_factory.mktemp("t")
    terminal = Terminal(place / "s", place, 80, 24)
    try:
        terminal.wait(lambda screen: "ready$" in screen)
        yield terminal
    finally:
        terminal.close()


@needs_tmux
def test_start_decide_filter_leave(terminal: Terminal, desk: Path) -> None:
    terminal.type(f"{sys.executable} -m tui --db {desk}; echo code $?", "Enter")
    terminal.wait(lambda screen: "Da Nang" in screen and "Accept" in screen)
    terminal.type("a")
    terminal.wait(lambda screen: "reviewed 1 of 6" in screen)
    terminal.type("/")
    terminal.wait(lambda screen: "Complete" in screen)
    terminal.tmux("send-keys", "-t", "t", "-l", "nghien cuu")
    terminal.wait(lambda screen: "Institute" in screen and "Anna Sok" not in screen)
    terminal.type("Enter", "1")
    terminal.wait(lambda screen: "Институт морских" in screen and "Russian term" in screen)
    terminal.tmux("resize-window", "-t", "t", "-x", "120", "-y", "40")
    terminal.wait(lambda screen: "palette" in screen)
    terminal.type("q")
    left = terminal.wait(lambda screen: "code 0" in screen)
    assert "Accept" not in left, "the screen of before is back"
    terminal.type("echo still-$((40+2))", "Enter")
    terminal.wait(lambda screen: "still-42" in screen)
    modes = terminal.tmux("display-message", "-p", "-t", "t", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}")
    assert modes.split() == ["0", "0", "1"], "no alternate screen, no mouse, the cursor visible"
    with Glossary(desk) as glossary:
        assert glossary.view("danang").row.status is ConceptStatus.APPROVED
        assert glossary.view("ims").row.missing == ()


def opened(terminal: Terminal, desk: Path) -> int:
    """The app on this glossary, with a decision made; its process."""
    terminal.type(f"{sys.executable} -m tui --db {desk}; echo code $?", "Enter")
    terminal.wait(lambda screen: "Da Nang" in screen and "Accept" in screen)
    shell = terminal.tmux("display-message", "-p", "-t", "t", "#{pane_pid}").strip()
    found = subprocess.run(["pgrep", "-P", shell], capture_output=True, text=True, check=True).stdout.split()
    assert len(found) == 1
    terminal.type("a")
    terminal.wait(lambda screen: "reviewed 1 of 6" in screen)
    return int(found[0])


def whole(desk: Path) -> bool:
    """Was the glossary closed as it should be (nothing waits in the log beside it), and is it sound?"""
    waiting = desk.with_name(f"{desk.name}-wal")
    closed = not waiting.exists() or waiting.stat().st_size == 0
    with closing(sqlite3.connect(desk)) as connection:
        return closed and connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@needs_tmux
@pytest.mark.skipif(shutil.which("pgrep") is None, reason="pgrep is not installed")
@pytest.mark.parametrize("name", ["SIGTERM", "SIGINT", "SIGHUP"])
def test_ended_from_outside_the_terminal_is_restored_and_the_glossary_closed(
    terminal: Terminal, desk: Path, name: str
) -> None:
    number = signal.Signals[name]
    os.kill(opened(terminal, desk), number)
    left = terminal.wait(lambda screen: f"code {128 + number}" in screen)
    assert "ended from outside" in left
    assert "Traceback" not in left
    modes = terminal.tmux("display-message", "-p", "-t", "t", "#{alternate_on} #{mouse_any_flag} #{cursor_flag}")
    assert modes.split() == ["0", "0", "1"]
    terminal.type("clear; echo still-$((40+2))", "Enter")
    terminal.wait(lambda screen: "still-42" in screen)
    assert whole(desk)
    with Glossary(desk) as glossary:
        assert glossary.view("danang").row.status is ConceptStatus.APPROVED


@needs_tmux
@pytest.mark.skipif(shutil.which("pgrep") is None, reason="pgrep is not installed")
def test_when_the_terminal_goes_away_the_app_ends_and_the_glossary_is_closed(terminal: Terminal, desk: Path) -> None:
    process = opened(terminal, desk)
    terminal.tmux("kill-pane", "-t", "t")
    end = time.monotonic() + 30
    while time.monotonic() < end and running(process):
        time.sleep(0.1)
    assert not running(process)
    assert whole(desk)
    with Glossary(desk) as glossary:
        assert glossary.view("danang").row.status is ConceptStatus.APPROVED


def running(process: int) -> bool:
    """Is there such a process, not merely its last word?"""
    found = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout.strip()
    return bool(found) and not found.startswith("Z")


@needs_tmux
def test_control_c_leaves_nothing_by_accident(terminal: Terminal, desk: Path) -> None:
    terminal.type(f"{sys.executable} -m tui --db {desk}; echo code $?", "Enter")
    terminal.wait(lambda screen: "Da Nang" in screen and "Accept" in screen)
    terminal.type("C-c")
    terminal.wait(lambda screen: "Ctrl+Q leaves tenrieng" in screen)
    terminal.type("C-q")
    terminal.wait(lambda screen: "code 0" in screen)


@needs_tmux
def test_a_file_that_is_no_database_is_said_in_a_sentence(terminal: Terminal, tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear colleague, this is a letter. " * 100)
    terminal.type(f"{sys.executable} -m tui --db {letter}; echo code $?", "Enter")
    left = terminal.wait(lambda screen: "code 3" in screen)
    assert "tenrieng: " in left
    assert "Traceback" not in left


def test_without_a_terminal_the_command_line_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "--db", str(tmp_path / "x.db")],
        cwd=ROOT,
        env={**os.environ, "LC_ALL": "C.UTF-8", "TENRIENG_CONFIG": str(tmp_path / "none.toml")},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "needs a terminal" in done.stderr
    assert "tenrieng build" in done.stderr
    assert not (tmp_path / "x.db").exists()


def test_the_version_is_told_in_no_time(tmp_path: Path) -> None:
    code = (
        "import resource, sys; sys.argv = ['tenrieng', '--version']\n"
        "from tui.__main__ import main\n"
        "try:\n    main()\nexcept SystemExit:\n    pass\n"
        "used = resource.getrusage(resource.RUSAGE_SELF)\n"
        "print(used.ru_utime + used.ru_stime)"
    )
    pytest.importorskip("resource", reason="CPU seconds are counted on Unix only")
    runs = []
    for _ in range(3):
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True, timeout=60
        )
        version, seconds = done.stdout.split("\n")[:2]
        assert version.startswith("tenrieng ")
        runs.append(float(seconds))
    assert min(runs) < 0.3
