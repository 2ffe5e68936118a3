"""From key stroke to queue at a million concepts, against the bare search index; and opening, against ten concepts.

    python tests/bench/bench_queue.py [FOLDER]

Makes `ten.db` and `million.db` in the folder (once), types queries letter by letter and prints, in milliseconds, the
median and the 99th percentile of `Glossary.queue`, of the bare FTS query and of their difference. The process that only
opens a glossary and asks for the first page and the totals says its time and its memory.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import make_million

from glossary.query import parse_query
from glossary.service import Glossary
from glossary.store import lookup

TYPED = """
nguyễn văn an
tran thi minh
le quang dung 55
Нгуен Ван Бинь
Компания Чан
institute of
công ty phạm
hội nghị
river 12
kind:org missing:ru viện
kind:person status:approved le
status:rejected
missing:vi missing:ru
risk:doubt
zzz
x
dao hai khanh 7
сон
""".strip().splitlines()

OPEN = """
import resource, sys, time
from pathlib import Path
from glossary.service import Glossary
began = time.perf_counter()
with Glossary(Path(sys.argv[1])) as glossary:
    glossary.queue(limit=60)
    glossary.totals()
    print(1000 * (time.perf_counter() - began), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def timed(work: Callable[[], object]) -> float:
    """Milliseconds."""
    began = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - began)


def percentile(values: list[float], share: float) -> float:
    """By nearest rank."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def typing(path: Path, rounds: int = 3) -> None:
    """Type every query, letter by letter."""
    ours: list[float] = []
    bare: list[float] = []
    slowest = (0.0, "")
    with Glossary(path) as glossary:
        store = glossary._store
        for _ in range(rounds):
            for line in TYPED:
                for end in range(1, len(line) + 1):
                    query = line[:end]
                    words, _ = parse_query(query)
                    match = " ".join(f'"{word}"*' for word in words)
                    sql = "SELECT rowid FROM card_fts WHERE card_fts MATCH ? LIMIT 200"
                    bare.append(timed(lambda: store.rows(sql, (match,))) if match else 0.0)  # noqa: B023
                    ours.append(timed(lambda: glossary.queue(query)))  # noqa: B023
                    slowest = max(slowest, (ours[-1] - bare[-1], query))
        after = glossary.queue(limit=1)[0].id
        following = [timed(lambda: glossary.next_undecided(after)) for _ in range(50)]
        deep = [timed(lambda: lookup.queue(store, *parse_query("n"), limit=200, offset=100_000)) for _ in range(5)]
    extra = [mine - its for mine, its in zip(ours, bare, strict=True)]
    for name, values in (("queue(query)", ours), ("bare FTS", bare), ("difference", extra)):
        print(f"{name:14} p50 {percentile(values, 0.5):7.2f} ms   p99 {percentile(values, 0.99):7.2f} ms")  # noqa: T201
    print(f"{len(ours)} key strokes; the largest difference {slowest[0]:.1f} ms at “{slowest[1]}”")  # noqa: T201
    print(f"next undecided {statistics.median(following):.2f} ms; page 500 of “n” {statistics.median(deep):.1f} ms")  # noqa: T201


def opening(path: Path, times: int = 15) -> float:
    """Median of opening in a new process each time."""
    found = [
        [float(part) for part in subprocess.check_output([sys.executable, "-c", OPEN, str(path)], text=True).split()]
        for _ in range(times)
    ]
    middle = statistics.median(time for time, _ in found)
    print(f"open to first page, {path.name}: {middle:.1f} ms, {max(memory for _, memory in found):.0f} MB")  # noqa: T201
    return middle


def main() -> None:
    """Make what is missing, and measure."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(tempfile.gettempdir())
    for name, count in (("ten.db", 10), ("million.db", 1_000_000)):
        if not (folder / name).exists():
            make_million.make(folder / name, count)
    few, many = opening(folder / "ten.db"), opening(folder / "million.db")
    print(f"ratio {many / few:.2f}")  # noqa: T201
    typing(folder / "million.db")


if __name__ == "__main__":
    main()
