"""Two programs on one glossary: what one stores while the other computes is not taken back."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossary import building, concepts, extract, rescan, service, suggest
from glossary.lang import ru
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


SMALL = "In Hanoi some Sunday drawers paint, says Ms Anna Zorvin. Later Anna Zorvin left."


def during_the_search(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> None:
    """`act` runs once, when the first article is searched for an added name."""
    whole, left = rescan.view, [act]

    def viewed(text: str) -> Any:
        seen = whole(text)
        if left:
            left.pop()()
        return seen

    monkeypatch.setattr(rescan, "view", viewed)


def spans(glossary: Glossary, concept: str) -> set[str]:
    return {e.sentence[e.start : e.end] for e in glossary.view(concept).evidence}


def test_while_an_added_name_is_looked_for_others_can_write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SMALL, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        hanoi = glossary.queue("hanoi")[0].id
        other._store.conn.execute("PRAGMA busy_timeout = 0")
        during_the_search(monkeypatch, lambda: other.set_note(hanoi, "the capital"))
        made, decision = glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
        assert spans(glossary, made) == {"Sunday drawers"}
        assert glossary.view(hanoi).note == "the capital"
        # The name and its mentions are one decision all the same; the last one is that of the other program.
        undone = [glossary.undo(), glossary.undo()]
        assert [row and row.label for row in undone] == ["Noted on “Hanoi”", decision.label]
        assert glossary.queue("sunday") == []
        for _ in undone:
            glossary.redo()
        assert spans(glossary, made) == {"Sunday drawers"}


def test_a_name_that_is_taken_back_while_it_is_looked_for_stays_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SMALL, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        before = [(m.start, m.concept) for m in glossary.article(1).mentions]
        during_the_search(monkeypatch, lambda: other.undo())
        glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
        assert glossary.queue("sunday") == []
        assert [(m.start, m.concept) for m in glossary.article(1).mentions] == before


def test_what_another_program_accepts_while_a_name_is_looked_for_keeps_its_mentions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SMALL, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        anna = glossary.queue("zorvin")[0].id
        before = glossary.view(anna).evidence
        during_the_search(monkeypatch, lambda: other.approve([anna]))
        made, _ = glossary.add(Kind.ORG, {Lang.EN: "Anna Zorvin"})
        assert spans(glossary, made) == set()
        assert glossary.view(anna).evidence == before


@pytest.mark.parametrize("text", ["In Hanoi, all Sunday drawers paint.", "Nobody paints in Hanoi."])
def test_a_newer_version_stored_while_a_name_is_looked_for_is_the_one_that_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SMALL, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        article.write_text(text, encoding="utf-8")
        during_the_search(monkeypatch, lambda: build(other, article))
        made, _ = glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
        assert spans(glossary, made) == ({"Sunday drawers"} if "Sunday" in text else set())
        with sqlite3.connect(tmp_path / "g.db") as connection:
            [[lost]] = connection.execute(
                "SELECT count(*) FROM mention m JOIN article a ON a.id = m.article WHERE NOT a.current"
            )
        assert lost == 0
        build(glossary, article)
        assert spans(glossary, made) == ({"Sunday drawers"} if "Sunday" in text else set())


def test_an_article_read_again_while_a_name_is_looked_for_is_looked_at_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text(SMALL, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        start = SMALL.index("some Sunday drawers paint")
        during_the_search(
            monkeypatch, lambda: other.add_mention(1, start, start + len("some Sunday drawers paint"), Kind.ORG)
        )
        made, _ = glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
        assert spans(glossary, made) == set(), "it is a part of a longer name by now"
        assert any(m.text == "some Sunday drawers paint" for m in glossary.article(1).mentions)


def test_after_a_big_import_a_build_makes_case_forms_without_keeping_others_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "names.csv"
    rows = [f"per-{n},PERSON,approved,Анна Зуброва{n * 'а'}" for n in range(5)]
    file.write_text("\n".join(["id,kind,status,ru", *rows]), encoding="utf-8")
    monkeypatch.setattr(service, "_AT_ONCE", 2)
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        assert glossary.import_file(file).added == 5
        waiting = glossary._store.uninflected()
        assert len(waiting) == 5
        other._store.conn.execute("PRAGMA busy_timeout = 0")
        seen = []
        for step in glossary.build([]):
            other.set_note(waiting[0], f"{len(seen)}")
            seen.append(len(glossary._store.uninflected()))
            assert step.total
        assert seen[:3] == [3, 1, 0]


def test_whoever_writes_all_the_time_never_waits_for_suggestions_and_they_come_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Oleg Petrov met Anna Zorvin in Hanoi.", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        other._store.conn.execute("PRAGMA busy_timeout = 0")
        noted, _ = other.add(Kind.ORG, {Lang.EN: "Quiet Fund"})
        whole, notes = suggest.suggest_concepts, list[str]()

        def beside(*asked: Any, **more: Any) -> Any:
            notes.append(str(len(notes)))
            other.set_note(noted, notes[-1])
            return whole(*asked, **more)

        monkeypatch.setattr(suggest, "suggest_concepts", beside)
        build(glossary, article)
        assert len(notes) > building._ATTEMPTS
        assert glossary.view(noted).note == notes[-1]
        hanoi = glossary.queue("hanoi")[0].id
        assert glossary._store.suggestions(hanoi)[Lang.RU]


def after(number: int, ask: Callable[..., Any], act: Callable[[], None]) -> Callable[..., Any]:
    """`ask`, but after so many calls of it `act` runs."""
    left = [number]

    def asked(*what: Any) -> Any:
        found = ask(*what)
        left[0] -= 1
        if left[0] == -1:
            act()
        return found

    return asked


LOOKS = {
    "concept": lambda glossary, id: glossary.view(id),
    "article": lambda glossary, id: glossary.article(1),
    "story": lambda glossary, id: glossary.story([1]),
    "forms": lambda glossary, id: glossary.forms(id),
    "case forms stored": lambda glossary, id: glossary._inflect([id]),
}


@pytest.mark.parametrize("look", LOOKS.values(), ids=LOOKS)
def test_what_is_looked_at_is_one_state_though_another_program_writes_in_between(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, look: Callable[[Glossary, str], object]
) -> None:
    """Its terms and the whole concept go, after each of the queries that it is put together from."""
    article = tmp_path / "a.txt"
    article.write_text("Вчера Олег Петров приехал в Ханой.", encoding="utf-8")
    for query in range(12):
        with Glossary(tmp_path / f"{query}.db") as glossary, Glossary(tmp_path / f"{query}.db") as other:
            build(glossary, article)
            [other_one] = [row.id for row in glossary.queue("ханой")]
            id = glossary.queue("петров")[0].id
            glossary.approve([id])
            glossary.set_term(id, Lang.RU, "Олег Иванович Петров")

            def write(other: Glossary = other, id: str = id, into: str = other_one) -> None:
                other.undo()
                other.merge([id], into)

            monkeypatch.setattr(glossary._store, "rows", after(query, glossary._store.rows, write))
            look(glossary, id)


def test_the_dictionary_for_a_missed_name_is_loaded_while_others_can_write(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "a.txt"
    article.write_text("Вчера в Казани видели Кугу.", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary, Glossary(tmp_path / "g.db") as other:
        build(glossary, article)
        other._store.conn.execute("PRAGMA busy_timeout = 0")
        kazan, whole = glossary.queue("казан")[0].id, ru.lemma

        def loading(text: str, kind: Kind) -> str:
            other.set_note(kazan, "a city")
            return whole(text, kind)

        monkeypatch.setattr(ru, "lemma", loading)
        start = glossary.article(1).text.index("Кугу")
        made, _ = glossary.add_mention(1, start, start + 4, Kind.PERSON)
        assert spans(glossary, made) == {"Кугу"}
        assert glossary.view(kazan).note == "a city"
