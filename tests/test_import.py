"""Coming back from a file: what a preview promises is what the import does, in short transactions, undone as one."""

import random
import sqlite3
from pathlib import Path

import pytest

from glossary import exchange, transfer
from glossary.cli import main
from glossary.errors import InputError
from glossary.exchange import ConceptRecord
from glossary.model import ConceptStatus, FieldChange, HouseStyle, ImportRow, Kind, Lang, RowOutcome, Term, TermStatus
from glossary.service import Glossary

pytestmark = pytest.mark.usefixtures("own_home")

HEADER = "id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,note\n"


def table(path: Path, *rows: str) -> Path:
    path.write_text(HEADER + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return path


def contents(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All that a glossary says, without times and numbers that depend on the order of writing."""
    with sqlite3.connect(path) as connection:
        return {
            "concept": connection.execute(
                "SELECT id, kind, status, note, touched, root, stale, file_articles, file_mentions FROM concept "
                "ORDER BY id"
            ).fetchall(),
            "term": connection.execute(
                "SELECT concept, lang, text, form, status, origin FROM term ORDER BY 1, 2, 3"
            ).fetchall(),
            "suggestion": connection.execute("SELECT * FROM suggestion ORDER BY 1, 2, 3").fetchall(),
            "term_key": connection.execute("SELECT key, concept FROM term_key ORDER BY 1, 2").fetchall(),
            "card": connection.execute(
                "SELECT concept, kind, status, label, decided, variants, missing, doubtful, search, tags FROM card "
                "ORDER BY 1"
            ).fetchall(),
            "tally": connection.execute("SELECT * FROM tally ORDER BY 1, 2, 3").fetchall(),
        }


@pytest.fixture
def glossary(desk: Path) -> Glossary:
    """The small glossary, with a name that a person decided on and two that were merged."""
    made = Glossary(desk)
    made.approve(["danang"])
    made.set_term("anna", Lang.RU, "Анна Соколова")
    made.merge(["short"], "nam")
    return made


FILE = (
    "danang,PLACE,approved,Đà Nẵng,,Da Nang City,Da Nang,Дананг,,a port",
    "anna,PERSON,approved,,,Anna Sokolova,,Анна Соколова,,",
    "festival,EVENT,rejected,Lễ hội Sông Xanh,,Blue River Festival,,,,",
    "ims,PERSON,new,,,Quite Another Name,,,,",
    "short,PERSON,new,,,Nam,Le H. Nam,,,",
    "new-one,ORG,new,Hội Gốm,,Pottery Union,Potters | Union of Potters,,,",
    ",ORG,new,,,Pottery Union,Union of All Potters,,,",
    ",PLACE,new,,,Kazan,,Казань,,",
    ",PLACE,new,,,Kazan,,Казань,,",
    "broken,PLANET,new,,,Mars,,,,",
    "odd,PLACE,new,,,***,,Марс,,",
)


def rows_of(glossary: Glossary, path: Path) -> dict[int, ImportRow]:
    return {row.line: row for row in glossary.preview_import(path).rows}


def test_a_preview_tells_row_by_row_what_would_change(glossary: Glossary, tmp_path: Path) -> None:
    path = table(tmp_path / "in.csv", *FILE)
    before = contents(glossary.path)
    preview = glossary.preview_import(path)
    assert contents(glossary.path) == before, "nothing is written"
    rows = {row.line: row for row in preview.rows}
    assert rows[2].outcome is RowOutcome.CHANGED and rows[2].label == "Da Nang"
    assert rows[2].changes == (FieldChange("en", "Da Nang", "Da Nang City"), FieldChange("note", "", "a port"))
    assert rows[3].changes == (FieldChange("status", "new", "approved"),)
    assert FieldChange("vi", "", "Lễ hội Sông Xanh") in rows[4].changes
    assert FieldChange("status", "new", "rejected") in rows[4].changes
    assert rows[5].outcome is RowOutcome.REFUSED and "shares no term" in rows[5].why
    assert "merged into" in rows[6].why and rows[6].changes == (FieldChange("en_variants", "", "Le H. Nam"),)
    assert rows[7].outcome is RowOutcome.ADDED and rows[7].concept == "new-one"
    assert rows[8].outcome is RowOutcome.CHANGED and rows[8].concept == "new-one", "the row before it would be there"
    assert rows[9].outcome is RowOutcome.ADDED
    assert 10 not in rows and preview.unchanged == 1, "the same row again changes nothing"
    assert [loss.where.rpartition(" ")[2] for loss in preview.losses] == ["11", "odd"]
    assert (preview.added, preview.changed, preview.refused) == (3, 5, 1)


def test_the_import_does_what_the_preview_says(glossary: Glossary, tmp_path: Path) -> None:
    path = table(tmp_path / "in.csv", *FILE)
    preview = glossary.preview_import(path)
    report = glossary.import_file(path)
    assert (report.added, report.changed, report.unchanged) == (preview.added, preview.changed, preview.unchanged)
    assert glossary.view("danang").note == "a port"
    again = glossary.preview_import(path)
    assert [(row.line, row.outcome) for row in again.rows] == [(5, RowOutcome.REFUSED)]


# ---- many short transactions ------------------------------------------------------------------------------------
@pytest.mark.parametrize("at_once", [1, 2, 3, 1000])
def test_however_many_rows_are_written_at_once_the_same_comes_out_and_one_undo_takes_it_back(
    glossary: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    path = table(tmp_path / "in.csv", *FILE)
    whole = tmp_path / "whole.db"
    with sqlite3.connect(glossary.path) as here, sqlite3.connect(whole) as there:
        here.backup(there)
    with Glossary(whole) as other:
        other.import_file(path)
    before, decisions = contents(glossary.path), len(glossary.history())
    monkeypatch.setattr(transfer, "_AT_ONCE", at_once)
    glossary.import_file(path)
    after = contents(glossary.path)
    assert after == contents(whole)
    assert len(glossary.history()) == decisions + 1
    assert glossary.history()[0].label == "Imported in.csv: 3 added, 5 changed"
    undone = glossary.undo()
    assert undone is not None and undone.label.startswith("Imported")
    stale = {row[0] for row in before["concept"]}
    assert stripped(contents(glossary.path)) == stripped(before)
    assert {row[0] for row in contents(glossary.path)["concept"]} == stale
    glossary.redo()
    assert contents(glossary.path) == after


def stripped(found: dict[str, list[tuple[object, ...]]]) -> dict[str, list[tuple[object, ...]]]:
    """Without the mark that suggestions are to be made again, which an undo leaves."""
    return found | {"concept": [row[:6] + row[7:] for row in found["concept"]]}


def test_stopped_in_between_whole_rows_are_kept_and_one_undo_takes_them_back(
    glossary: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "_AT_ONCE", 2)
    path = table(tmp_path / "in.csv", *(f"c-{n},PLACE,new,,,Place {n},Town {n},,," for n in range(9)))
    before = contents(glossary.path)
    job = glossary.importing(path)
    seen = [next(job), next(job)]
    job.close()
    assert [(step.done, step.total) for step in seen] == [(2, 9), (4, 9)]
    kept = [f"c-{n}" for n in range(4)]
    assert [row.id for row in glossary.queue("place", limit=99)] == kept
    assert all(len(glossary.view(concept).terms) == 2 for concept in kept)
    assert glossary.history()[0].label == "Imported in.csv: 4 added, 0 changed"
    glossary.undo()
    assert stripped(contents(glossary.path)) == stripped(before)


def test_another_program_decides_in_between(
    glossary: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "_AT_ONCE", 2)
    path = table(tmp_path / "in.csv", *(f"c-{n},PLACE,new,,,Place {n},,,," for n in range(6)))
    job = glossary.importing(path)
    next(job)
    with Glossary(glossary.path) as other:
        other.set_note("c-1", "theirs")
        next(job)
        other.set_note("danang", "theirs too")
    list(job)
    assert [d.label.split()[0] for d in glossary.history(3)] == ["Noted", "Noted", "Imported"]
    glossary.undo()
    glossary.undo()
    glossary.undo()
    assert glossary.queue("place") == []
    assert glossary.view("danang").note == ""


def test_taken_back_by_another_program_the_rest_is_left_out(
    glossary: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(transfer, "_AT_ONCE", 2)
    path = table(tmp_path / "in.csv", *(f"c-{n},PLACE,new,,,Place {n},,,," for n in range(6)))
    job = glossary.importing(path)
    next(job)
    with Glossary(glossary.path) as other:
        other.undo()
    with pytest.raises(InputError, match="taken back"):
        list(job)
    assert glossary.queue("place") == []


def test_a_house_style_comes_back_without_a_change(glossary: Glossary, tmp_path: Path) -> None:
    glossary.set_term("ims", Lang.EN, "Vietnam Institute of Marine Studies")
    glossary.set_style(HouseStyle(vietnam="Việt Nam"))
    glossary.export(tmp_path / "out.csv", "csv")
    assert "Việt Nam Institute" in (tmp_path / "out.csv").read_text(encoding="utf-8")
    preview = glossary.preview_import(tmp_path / "out.csv")
    assert (preview.added, preview.changed, preview.refused) == (0, 0, 0)
    before = contents(glossary.path)
    glossary.import_file(tmp_path / "out.csv")
    assert contents(glossary.path) == before


def test_no_lock_is_held_between_the_parts(glossary: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transfer, "_AT_ONCE", 2)
    path = table(tmp_path / "in.csv", *(f"c-{n},PLACE,new,,,Place {n},,,," for n in range(6)))
    for _step in glossary.importing(path):
        with sqlite3.connect(glossary.path, timeout=0) as other:
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")


# ---- any file ---------------------------------------------------------------------------------------------------
TEXTS = ["Da Nang", "Đà Nẵng", "Anna Sokolova", "Nam", "Kazan", "Казань", "Дананг", "Le Hoang Nam", "IMS"]
IDS = ["danang", "anna", "nam", "short", "ims", "festival", "new-1", "new-2", "", "", "place-kazan"]


def some_file(dice: random.Random) -> list[ConceptRecord]:
    found: list[ConceptRecord] = []
    for _ in range(dice.randrange(1, 9)):
        terms = {}
        for lang in dice.sample(list(Lang), dice.randrange(1, 4)):
            texts = dice.sample(TEXTS, dice.randrange(1, 3))
            terms[lang] = tuple(
                Term(lang, text, status=TermStatus.ADMITTED if place else TermStatus.PREFERRED)
                for place, text in enumerate(texts)
            )
        id = dice.choice(IDS)
        if id and any(one.id == id for one in found):
            id = ""
        status, kind = dice.choice(list(ConceptStatus)), dice.choice([Kind.PERSON, Kind.PLACE])
        found.append(ConceptRecord(id, kind, status, terms, note=dice.choice(["", "n"])))
    return found


@pytest.mark.parametrize("seed", range(30))
def test_any_file_is_taken_alike_in_one_part_or_many(
    made_desk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    dice = random.Random(seed)
    path = tmp_path / "in.csv"
    exchange.write("csv", some_file(dice), path, rejected=True)
    found = []
    for at_once in (1, 3, 1000):
        monkeypatch.setattr(transfer, "_AT_ONCE", at_once)
        place = tmp_path / f"{at_once}.db"
        place.write_bytes(made_desk.read_bytes())
        with Glossary(place) as one:
            one.merge(["short"], "nam")
            before = contents(place)
            preview = one.preview_import(path)
            assert contents(place) == before
            report = one.import_file(path)
            found.append((contents(place), preview, report))
            assert (preview.added, preview.changed, preview.unchanged) == (
                report.added,
                report.changed,
                report.unchanged,
            )
            touched = {row.concept for row in preview.rows if row.outcome is not RowOutcome.REFUSED}
            now = {row[0]: row for row in contents(place)["concept"]}
            was = {row[0]: row for row in before["concept"]}
            assert now.keys() - was.keys() <= touched
            if report.added or report.changed:
                one.undo()
            assert stripped(contents(place)) == stripped(before)
    assert all(one[0] == found[0][0] for one in found)
    assert all(one[1] == found[0][1] for one in found)


# ---- the command ------------------------------------------------------------------------------------------------
def test_the_command_tells_without_writing(
    glossary: Glossary, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "in.csv", *FILE)
    before = contents(glossary.path)
    code = main(["--db", str(glossary.path), "import", "--dry-run", str(path)])
    out, err = capsys.readouterr()
    assert code == 1, "not every row would be taken"
    assert contents(glossary.path) == before
    lines = out.splitlines()
    assert lines[0].startswith("line 2  changed  danang")
    assert "en: Da Nang → Da Nang City" in lines[0]
    assert any(line.startswith("line 5  refused  ims") for line in lines)
    assert "3 new, 5 changed, 1 as they were, 1 refused" in err
    assert "Nothing was written" in err


def test_a_dry_run_of_a_clean_file_says_that_all_would_be_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = table(tmp_path / "in.csv", "c-1,PLACE,new,,,Kazan,,Казань,,")
    assert main(["--db", str(tmp_path / "g.db"), "import", str(path), "--dry-run"]) == 0
    assert "added" in capsys.readouterr().out
