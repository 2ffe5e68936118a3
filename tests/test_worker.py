"""A build in a process of its own: what it says, how it stops, and what is left when it or the app dies."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary.errors import DatabaseError, GlossaryError
from glossary.model import Loss, Progress
from glossary.service import Glossary
from tui.jobs import drive
from tui.worker import in_process

pytestmark = pytest.mark.usefixtures("own_home")

ARTICLE = """Foreign Minister Le Hoang Nam received Ambassador Anna Sokolova in Da Nang on Monday, number {}.
“Da Nang keeps its word,” Le Hoang Nam said."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "articles"
    made.mkdir()
    for number in range(12):
        (made / f"{number:02}.txt").write_text(ARTICLE.format(number), encoding="utf-8")
    return made


def articles(path: Path) -> int:
    with Glossary(path) as glossary:
        return glossary.totals().articles


def test_a_build_reports_and_ends(tmp_path: Path, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\xff\xfe\x00")
    losses: list[Loss] = []
    steps = list(in_process(tmp_path / "g.db", "build", [str(folder)], losses)())
    assert steps[-1].done == steps[-1].total
    assert [step.told[0] for step in steps][:12] == [*range(1, 13)]
    assert steps[-1].told == (12, 12), "articles are counted, and only those that can be read"
    assert articles(tmp_path / "g.db") == 12
    assert [Path(loss.where).name for loss in losses] == ["broken.txt"]


def test_it_stops_at_a_whole_article(tmp_path: Path, folder: Path) -> None:
    seen: list[Progress] = []
    assert not drive(in_process(tmp_path / "g.db", "build", [str(folder)]), seen.append, lambda: len(seen) == 3)
    kept = articles(tmp_path / "g.db")
    assert 2 <= kept < 12
    assert drive(in_process(tmp_path / "g.db", "build", [str(folder)]), seen.append, lambda: False)
    assert articles(tmp_path / "g.db") == 12


def test_its_errors_are_ours(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "g.db").write_bytes(b"not a glossary" * 1000)
    with pytest.raises(DatabaseError, match=r"g\.db"):
        list(in_process(tmp_path / "g.db", "build", [str(folder)])())


def child_of(parent: int) -> int:
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z":
            return int(status.parent.name)
    return 0


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_a_worker_that_dies_is_told_of(tmp_path: Path, folder: Path) -> None:
    running: Iterator[Progress] = in_process(tmp_path / "g.db", "build", [str(folder)])()
    next(running)
    worker = child_of(os.getpid())
    os.kill(worker, signal.SIGKILL)
    with pytest.raises(GlossaryError, match="-9"):
        list(running)
    assert articles(tmp_path / "g.db") < 12, "and the glossary opens"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
def test_no_worker_outlives_its_app(tmp_path: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from tui.worker import in_process\n"
        "for step in in_process(Path(sys.argv[1]), 'build', [sys.argv[2]])(): print(step.done, flush=True)"
    )
    for number in range(12, 400):
        (folder / f"{number:02}.txt").write_text(ARTICLE.format(number), encoding="utf-8")
    app = subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "g.db"), str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=Path(__file__).parent.parent,
    )
    assert app.stdout is not None
    app.stdout.readline()
    worker = child_of(app.pid)
    assert worker
    app.kill()
    app.wait()
    app.stdout.close()
    end = time.monotonic() + 60
    while Path(f"/proc/{worker}").exists() and "Z" not in Path(f"/proc/{worker}/stat").read_text().split()[2]:
        assert time.monotonic() < end, "the worker goes on without its app"
        time.sleep(0.1)
    assert 0 < articles(tmp_path / "g.db") < 400


def test_a_worker_that_cannot_start_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "no-python"))
    with pytest.raises(GlossaryError, match="could not be started"):
        list(in_process(tmp_path / "g.db", "build", [])())


@pytest.mark.skipif(sys.platform == "win32", reason="the worker of this test is a shell script")
@pytest.mark.parametrize("half", ['{"done": 1, "tot', "[1]"])
def test_half_a_report_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, half: str) -> None:
    script = tmp_path / "python"
    script.write_text(f"#!/bin/sh\nprintf '%s' '{half}'\n", encoding="utf-8")
    script.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(script))
    with pytest.raises(GlossaryError, match="before its time"):
        list(in_process(tmp_path / "g.db", "build", [])())
