"""From key to paint in the running app: at rest, while a build runs, and while filtering a million concepts.

    python tests/bench/bench_live.py [FOLDER]

The real app, without a terminal (its screen is rendered to the bytes a terminal would get). Times in milliseconds:
- moving the cursor at rest and while the articles of tests/gold are built into the same glossary;
- typing filters letter by letter into a million concepts, from the key to the painted queue, less the bare FTS query;
- opening, to the first painted row, with ten and with a million concepts (in processes of their own), and the memory.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import make_million
from bench_queue import TYPED, percentile, timed
from textual import events
from textual.widgets import Input

from glossary.query import parse_query
from glossary.service import Glossary
from tui.app import TenriengApp, make_app

GOLD = Path(__file__).parent.parent / "gold"
SIZE = (120, 40)

FIRST_PAINT = """
import asyncio, json, resource, sys, time
sys.path.insert(0, sys.argv[2])
import bench_live
from pathlib import Path
print(json.dumps(asyncio.run(bench_live.first_paint(Path(sys.argv[1])))))
"""


class Watch:
    """When the app last painted."""

    def __init__(self, app: TenriengApp) -> None:
        self.painted = 0.0
        self._app = app
        self._display = app._display
        app._display = self._paint  # type: ignore[method-assign]

    def _paint(self, screen: Any, renderable: Any) -> None:
        if hasattr(renderable, "render_segments"):
            renderable.render_segments(self._app.console)
        self._display(screen, renderable)
        self.painted = time.perf_counter()

    async def until(self, reached: Callable[[], bool], after: float) -> float:
        """Milliseconds from `after` until the first paint at which something was reached."""
        while not (reached() and self.painted > after):
            assert time.perf_counter() < after + 30, "nothing was painted"
            await asyncio.sleep(0.0005)
        return 1000 * (self.painted - after)


def press(app: TenriengApp, key: str, letter: str | None = None) -> float:
    """Send a key as a terminal does; the moment."""
    now = time.perf_counter()
    app.post_message(events.Key(key, letter if letter is not None else key if len(key) == 1 else None))
    return now


async def ready(app: TenriengApp) -> None:
    """The first rows are on screen and nothing more is going on."""
    while not (app.review.started and app.review.queue.row is not None):
        await asyncio.sleep(0.005)
    await asyncio.sleep(0.3)


async def moves(app: TenriengApp, watch: Watch, enough: Callable[[int], bool]) -> list[float]:
    """Walk down and up a part of the queue, a key every 50 ms; a paint counts once the cursor has moved."""
    queue, moved, found = app.review.queue, [0.0], []
    move = queue.action_move

    def action_move(rows: int) -> None:
        move(rows)
        moved[0] = time.perf_counter()

    queue.action_move = action_move  # type: ignore[method-assign]
    while not enough(len(found)):
        began = press(app, "down" if len(found) // 20 % 2 == 0 else "up")
        found.append(await watch.until(lambda: began < moved[0] < watch.painted, began))  # noqa: B023
        await asyncio.sleep(0.05)
    del queue.action_move
    return found


def follow_loads(app: TenriengApp) -> dict[str, float]:
    """Query -> the moment its rows were in the queue, kept up to date."""
    loaded: dict[str, float] = {}
    load = app.review.queue.load

    async def followed(*arguments: Any, **options: Any) -> None:
        query = app.review.query_text.strip()
        await load(*arguments, **options)
        loaded[query] = time.perf_counter()

    app.review.queue.load = followed  # type: ignore[method-assign]
    return loaded


async def filtering(path: Path) -> tuple[list[float], list[float]]:
    """Key to painted queue, and the bare query, for each letter of each filter."""
    app = make_app(path)
    ours, bare = [], []
    async with app.run_test(size=SIZE):
        watch = Watch(app)
        await ready(app)
        loaded = follow_loads(app)
        with Glossary(path) as glossary:
            for line in TYPED:
                press(app, "slash", "/")
                while not isinstance(app.focused, Input):
                    await asyncio.sleep(0.005)
                app.focused.value = ""
                await asyncio.sleep(0.4)
                for end, letter in enumerate(line, 1):
                    if letter == " ":  # A space alone asks for nothing new.
                        press(app, "space", " ")
                        continue
                    words, _filters = parse_query(line[:end])
                    match = " ".join(f'"{word}"*' for word in words)
                    sql = "SELECT rowid FROM card_fts WHERE card_fts MATCH ? LIMIT 200"
                    bare.append(timed(lambda: glossary._store.rows(sql, (match,))) if match else 0.0)  # noqa: B023
                    began = press(app, letter, letter)
                    shown = line[:end].strip()
                    ours.append(
                        await watch.until(lambda: loaded.get(shown, 0) > began and watch.painted > loaded[shown], began)  # noqa: B023
                    )
                    await asyncio.sleep(0.1)
                press(app, "escape")
                await asyncio.sleep(0.2)
    return ours, bare


async def while_building(folder: Path) -> tuple[list[float], list[float]]:
    """Moves at rest, and while a build runs in the same program."""
    path = folder / "live.db"
    path.unlink(missing_ok=True)
    make_million.make(path, 5_000)
    app = make_app(path)
    async with app.run_test(size=SIZE):
        watch = Watch(app)
        await ready(app)
        rest = await moves(app, watch, lambda done: done == 200)
        await app.build([str(GOLD)])
        while app.progress is None:
            await asyncio.sleep(0.01)
        busy = await moves(app, watch, lambda done: app.progress is None or done == 1_000)
    return rest, busy


async def first_paint(path: Path) -> tuple[float, float]:
    """Milliseconds from making the app to its first painted row, and the memory of the process in MB."""
    import resource

    began = time.perf_counter()
    app = make_app(path)
    async with app.run_test(size=SIZE):
        watch = Watch(app)
        spent = await watch.until(lambda: app.review.started and app.review.queue.row is not None, began)
    return spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def opening(path: Path, times: int = 7) -> float:
    """Median of the first paint, in a new process each time."""
    command = [sys.executable, "-c", FIRST_PAINT, str(path), str(Path(__file__).parent)]
    found = [json.loads(subprocess.check_output(command, text=True)) for unused in range(times)]
    middle = statistics.median(spent for spent, unused in found)
    tell(f"first paint, {path.name}", [spent for spent, unused in found])
    print(f"  memory {max(memory for unused, memory in found):.0f} MB")  # noqa: T201
    return middle


def tell(name: str, values: list[float]) -> None:
    """Median and 99th percentile."""
    middle, late = percentile(values, 0.5), percentile(values, 0.99)
    print(f"{name:34} p50 {middle:7.1f} ms   p99 {late:7.1f} ms   of {len(values)}")  # noqa: T201


def main() -> None:
    """Make what is missing, and measure."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir())
    for name, count in (("ten.db", 10), ("million.db", 1_000_000)):
        if not (folder / name).exists():
            make_million.make(folder / name, count)
    rest, busy = asyncio.run(while_building(folder))
    tell("key to paint at rest", rest)
    tell("key to paint while building", busy)
    ours, bare = asyncio.run(filtering(folder / "million.db"))
    tell("key to filtered queue, a million", ours)
    tell("bare FTS query", bare)
    tell("difference", [mine - its for mine, its in zip(ours, bare, strict=True)])
    few, many = opening(folder / "ten.db"), opening(folder / "million.db")
    print(f"ratio of opening, a million to ten: {many / few:.2f}")  # noqa: T201


if __name__ == "__main__":
    main()
