"""`kill -9` in the middle of a build: whole articles only, nothing broken, and the next build finishes the job."""

import itertools
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from glossary.service import Glossary

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no kill -9 here")

PEOPLE = ["Le Hoang Nam", "Anna Sokolova", "Pavel Orlov", "Tran Van Duc", "Nguyen Thi Mai", "Ivan Lebedev"]
TOWNS = ["Hai Phong", "Moscow", "Kazan", "Hue", "Da Nang", "Saint Petersburg"]
HEADS = ["Institute of Marine Studies", "Ministry of Transport", "Friendship Association", "Museum of Maps"]

# All that a build writes, without numbers that depend on how often it was interrupted, and without times.
WRITTEN = {
    "article": "SELECT id, sha256, name, current, settled FROM article ORDER BY id",
    "source": "SELECT place, article, version FROM source ORDER BY place",
    "concept": "SELECT id, kind, status, merged_into, root, stale FROM concept ORDER BY id",
    "term": "SELECT concept, lang, text, form, status, origin FROM term ORDER BY concept, id",
    "key": "SELECT key, concept FROM term_key ORDER BY 1, 2",
    "mention": 'SELECT article, start, "end", concept, form, reason FROM mention ORDER BY 1, 2',
    "suggestion": "SELECT concept, lang, position, text, origins, score FROM suggestion ORDER BY 1, 2, 3",
    "doubt": "SELECT concept, other, why, open FROM doubt ORDER BY 1, 2",
    "card": "SELECT concept, label, variants, articles, mentions, missing, doubtful, search FROM card ORDER BY 1",
}


@pytest.fixture(scope="module", autouse=True)
def no_translator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A forked child has none of the threads of a translation model: one loaded by another test would hang it."""
    from glossary.suggest import argos

    with pytest.MonkeyPatch.context() as patch:
        if "argostranslate.settings" in sys.modules:
            settings, empty = sys.modules["argostranslate.settings"], tmp_path_factory.mktemp("packages")
            patch.setattr(settings, "package_data_dir", empty)
            patch.setattr(settings, "package_dirs", [empty])
        argos.unload()
        assert not argos.available_pairs()
        yield


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("news")
    dice = random.Random(5)
    for number in range(10):
        one, two = dice.sample(PEOPLE, 2)
        here, there = dice.sample(TOWNS, 2)
        head = dice.choice(HEADS)
        text = (
            f"Mr {one} of the {head} met {two} in {here} on Monday.\n"
            f"{two.split()[-1]} thanked the {head}. “{there} is far from {here},” {one} said.\n"
        )
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    return folder


def written(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        return {name: connection.execute(query).fetchall() for name, query in WRITTEN.items()}


@pytest.fixture(scope="module")
def undisturbed(news: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[object, ...]]]:
    path = tmp_path_factory.mktemp("whole") / "g.db"
    with Glossary(path) as glossary:
        for _ in glossary.build([str(news)]):
            pass
    result = written(path)
    assert len(result["article"]) == 10 and len(result["mention"]) > 50 and result["suggestion"]
    return result


def start(path: Path, news: Path, prepare: Callable[[Glossary], None] = lambda glossary: None) -> int:
    """A process of its own that builds; returns its number."""
    number = os.fork()
    if number == 0:
        code = 1
        try:
            glossary = Glossary(path)
            prepare(glossary)
            for _ in glossary.build([str(news)]):
                pass
            glossary.close()
            code = 0
        finally:
            os._exit(code)
    return number


def check(path: Path, undisturbed: dict[str, list[tuple[object, ...]]]) -> int:
    """Whole articles only; returns how many there are."""
    with Glossary(path) as glossary:
        glossary.queue()
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        connection.execute("INSERT INTO card_fts (card_fts, rank) VALUES ('integrity-check', 1)")
        connection.rollback()
    now = written(path)
    spans = {key: {row[1:3] for row in rows} for key, rows in itertools.groupby(now["mention"], lambda row: row[0])}
    whole = {
        key: {row[1:3] for row in rows} for key, rows in itertools.groupby(undisturbed["mention"], lambda row: row[0])
    }
    stored = {row[0] for row in now["article"]}
    assert spans == {key: whole[key] for key in stored}
    assert {row[1] for row in now["source"]} == stored
    assert {row[3] for row in now["mention"]} <= {row[0] for row in now["concept"]}
    shown = {row[0] for row in now["concept"] if row[3] is None and any(m[3] == row[0] for m in now["mention"])}
    assert {row[0] for row in now["card"]} == shown
    assert {row[0] for row in now["suggestion"]} <= {row[0] for row in now["concept"]}
    return len(stored)


@pytest.mark.parametrize("longest", [60, 250, 900])
def test_killed_at_any_statement(
    news: Path, tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]], longest: int
) -> None:
    """The process kills itself at the n-th SQL statement, so also inside transactions; then it is started again."""
    dice, path, reached = random.Random(longest), tmp_path / "g.db", []
    for attempt in itertools.count(1):
        # Each attempt gets a little further at least, so that short ones come to an end as well.
        fatal = dice.randint(1, longest) + 40 * attempt

        def prepare(glossary: Glossary, fatal: int = fatal) -> None:
            left = iter(range(fatal))

            def count(_: str) -> None:
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)

            glossary._store.conn.set_trace_callback(count)

        ended = os.waitpid(start(path, news, prepare), 0)[1]
        reached.append(check(path, undisturbed))
        if ended == 0:
            break
        assert os.WTERMSIG(ended) == signal.SIGKILL
    assert len(reached) > 3, "the build was hardly interrupted"
    assert reached == sorted(reached), "what was finished before is kept"
    assert written(path) == undisturbed


def test_killed_from_outside_at_random_moments(
    news: Path, tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    dice, path = random.Random(23), tmp_path / "g.db"
    code = (
        "import sys; from pathlib import Path; from glossary.service import Glossary\n"
        f"for step in Glossary(Path({str(path)!r})).build([{str(news)!r}]): print(step.label, flush=True)"
    )
    for lines in (1, 4):
        program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
        assert program.stdout is not None
        for _ in range(lines):
            program.stdout.readline()
        time.sleep(dice.random() / 30)
        program.kill()
        program.stdout.close()
        assert program.wait() in (-signal.SIGKILL, 0)
        assert check(path, undisturbed) >= lines
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    assert check(path, undisturbed) == 10
    assert written(path) == undisturbed


def test_two_builds_at_once_make_one_whole_glossary(
    news: Path, tmp_path: Path, undisturbed: dict[str, list[tuple[object, ...]]]
) -> None:
    path = tmp_path / "g.db"
    Glossary(path).close()
    programs = [start(path, news) for _ in range(2)]
    assert [os.waitpid(program, 0)[1] for program in programs] == [0, 0]
    assert check(path, undisturbed) == 10
    now = written(path)
    assert [row[:4] for row in now["mention"]] == [row[:4] for row in undisturbed["mention"]]
