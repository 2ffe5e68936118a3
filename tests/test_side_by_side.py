"""Two programs on one glossary: what one stores while the other computes is not taken back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossary import building, concepts, extract
from glossary.model import Kind, Lang
from glossary.service import Glossary

OLD = "The crew of blue Zubrovka met Pavel Orlov in Kazan at dawn."
NEW = "The crew of red Dubravka met Anna Sokolova in Moscow at noon."


def build(glossary: Glossary, *paths: Path) -> None:
    for _ in glossary.build([str(path) for path in paths]):
        pass


def current(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM article WHERE current = 1 ORDER BY id")]


def meanwhile(function: Callable[..., Any], text: str, act: Callable[[], None]) -> Callable[..., Any]:
    """`function`, but the first time that it is given the article `text`, `act` runs before it."""
    left = [act]

    def interrupted(article: Any, *rest: Any, **named: Any) -> Any:
        if article.text == text and left:
            left.pop()()
        return function(article, *rest, **named)

    return interrupted


@pytest.mark.parametrize("step", ["searched", "gathered"])
def test_a_running_build_leaves_the_newer_version_that_another_program_stored(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path, article, late = tmp_path / "g.db", tmp_path / "early.txt", tmp_path / "late.txt"
    article.write_text(OLD, encoding="utf-8")
    late.write_text("Then came blue Zubrovka again.", encoding="utf-8")

    def other_program() -> None:
        article.write_text(NEW, encoding="utf-8")
        with Glossary(path) as other:
            build(other, article)

    with Glossary(path) as glossary:
        job = glossary.build([str(article)])
        next(job)
        job.close()
        if step == "searched":
            build(glossary, article)
            glossary.add(Kind.ORG, {Lang.EN: "blue Zubrovka"})
            monkeypatch.setattr(extract, "extract", meanwhile(extract.extract, OLD, other_program))
        else:
            monkeypatch.setattr(building.concepts, "gather", meanwhile(concepts.gather, OLD, other_program))
        build(glossary, late)
    assert NEW in current(path) and OLD not in current(path)
    with sqlite3.connect(path) as connection:
        places = connection.execute(
            "SELECT a.text, s.version FROM source s JOIN article a ON a.id = s.article WHERE s.name = ?",
            (str(article),),
        ).fetchall()
        lost = connection.execute("SELECT count(*) FROM mention m JOIN article a ON a.id = m.article WHERE NOT current")
        assert lost.fetchone() == (0,)
    assert places == [(NEW, 2)]
