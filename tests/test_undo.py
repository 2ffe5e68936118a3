"""Undo and redo are exact: every kind of decision, taken back and done again, leaves every table as it was."""

import inspect
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from glossary import service, taking
from glossary.model import ConceptStatus, Gender, HouseStyle, Kind, Lang, TermForm, TermStatus
from glossary.service import Glossary

LEFT_OUT = {
    "decision": "the record itself",
    "decision_concept": "the record itself",
    "decision_part": "the record itself",
}
UNCERTAIN = {
    "concept": {"stale": "suggestions are computed again when they are next looked at"},
    "mention": {"id": "the number belongs to whoever writes the mention next"},
    "counter": {"n": "of concepts it is the last number given; a number is never given again"},
}
"""Columns that an undo need not put back, and why; of all other tables every column counts."""


def dump(glossary: Glossary) -> dict[str, list[str]]:
    """All that is stored, with the suggestions brought up to date first; the search index agrees with it."""
    for row in glossary.queue(limit=99):
        glossary.view(row.id)
    found = {}
    with sqlite3.connect(glossary.path) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("INSERT INTO card_fts (card_fts, rank) VALUES ('integrity-check', 1)")
        connection.rollback()
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        tables = connection.execute("SELECT name FROM pragma_table_list WHERE type = 'table' AND schema = 'main'")
        for [table] in tables.fetchall():
            if table in LEFT_OUT or table.startswith("sqlite_"):
                continue
            rows = [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]
            unsure = UNCERTAIN.get(table, {})
            found[table] = sorted(str({name: row[name] for name in row if name not in unsure}) for row in rows)
    return found


def number(glossary: Glossary, concept: str, text: str) -> int:
    return next(term.id for term in glossary.view(concept).terms if term.text == text)


def mentions(glossary: Glossary, concept: str) -> list[int]:
    return [one.mention_id for one in glossary.view(concept).evidence]


def place(glossary: Glossary, text: str) -> tuple[int, int, int]:
    """The first place of a text in the English article."""
    article = next(row.id for row in glossary.articles() if row.name == "port.txt")
    start = glossary.article(article).text.index(text)
    return article, start, start + len(text)


def from_afar(glossary: Glossary) -> object:
    """A colleague's file: a new concept, another Russian term, a status and a note."""
    path = glossary.path.with_name("in.csv")
    path.write_text(
        "id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,note\r\n"
        ",PERSON,approved,,,Olga Kim,,Ольга Ким,,\r\n"
        "nam,PERSON,approved,Lê Hoàng Nam,,Le Hoang Nam,,Ле Хоанг Нгам,,Minister\r\n",
        encoding="utf-8",
    )
    return glossary.import_file(path)


DECISIONS: dict[str, Callable[[Glossary], object]] = {
    "approve": lambda g: g.approve(["nam", "anna", "danang"]),
    "reject": lambda g: g.reject(["anna", "festival"]),
    "reopen": lambda g: g.reopen([row.id for row in g.queue("Decided")]),
    "take": lambda g: g.take("festival", Lang.RU, "Фестиваль Голубой реки"),
    "take_best": lambda g: g.take_best(["nam", "festival"]),
    "take another": lambda g: g.take("nam", Lang.RU, "Ле Хоанг Нама"),
    "set_term": lambda g: g.set_term("danang", Lang.RU, "Да Нанг"),
    "set_term to none": lambda g: g.set_term("anna", Lang.RU, ""),
    "set_term to none, of a typed one": lambda g: g.set_term("nam", Lang.RU, ""),
    "set_kind": lambda g: g.set_kind(["nam", "anna"], Kind.PLACE),
    "set_note": lambda g: g.set_note("nam", "One line\nand another"),
    "set_note to none": lambda g: g.set_note("danang", ""),
    "merge": lambda g: g.merge(["short"], "nam"),
    "merge several": lambda g: g.merge(["nam", "ims", "festival"], "anna"),
    "merge what was kept apart": lambda g: g.merge(["ims"], "festival"),
    "keep_apart": lambda g: g.keep_apart("short", "nam"),
    "add": lambda g: g.add(Kind.ORG, {Lang.EN: "Coast Guard", Lang.RU: "Береговая охрана"}),
    "add what articles have": lambda g: g.add(Kind.ORG, {Lang.EN: "Foreign Minister", Lang.VI: "Bộ trưởng"}),
    "add_mention of a new concept": lambda g: g.add_mention(*place(g, "Foreign Minister"), Kind.ORG),
    "add_mention of a known one": lambda g: g.add_mention(*place(g, "plan"), "festival"),
    "add_mention over others": lambda g: g.add_mention(*place(g, "Marine Studies (IMS)"), "festival"),
    "move_mentions": lambda g: g.move_mentions(mentions(g, "danang")[:2], "anna"),
    "move_terms": lambda g: g.move_terms([number(g, "ims", "IMS")], "festival"),
    "move": lambda g: g.move("festival", mentions(g, "anna")[:1], [number(g, "anna", "Анна Соколова")]),
    "split a mention": lambda g: g.split("danang", mentions(g, "danang")[:1]),
    "split a term": lambda g: g.split("anna", terms=[number(g, "anna", "Анна Соколова")], kind=Kind.EVENT),
    "add_term": lambda g: g.add_term("ims", Lang.RU, "ИМИ", TermForm.ACRONYM),
    "add_term, preferred": lambda g: g.add_term("anna", Lang.RU, "Анна Соколова-Ким", status=TermStatus.PREFERRED),
    "change_term": lambda g: g.change_term(number(g, "anna", "Анна Соколова"), "Анна Сокол"),
    "change_term of a typed one": lambda g: g.change_term(number(g, "nam", "Ле Хоанг Нам"), "Ле Хоанг Нгам"),
    "change_term to none": lambda g: g.change_term(number(g, "nam", "Ле Хоанг Нам"), ""),
    "set_term_status": lambda g: g.set_term_status([number(g, "anna", "Анна Соколова")], TermStatus.DEPRECATED),
    "set_term_status, preferred": lambda g: g.set_term_status([number(g, "ims", "IMS")], TermStatus.PREFERRED),
    "set_term_form": lambda g: g.set_term_form([number(g, "anna", "Анна Соколова")], TermForm.SHORT),
    "set_fields": lambda g: g.set_fields("nam", subject="politics", valid_from="2020", valid_to="2024-05"),
    "set_fields, the gender": lambda g: g.set_fields("nam", gender=Gender.FEMININE),
    "set_form": lambda g: g.set_form("nam", "Ле Хоанг Нам", "gen", "Ле Хоанг Нама"),
    "set_form to the rule's": lambda g: g.set_form("danang", "Дананг", "loc", ""),
    "set_forms": lambda g: g.set_forms("danang", "Дананг", {"gen": "Дананга", "loc": "Данангу"}),
    "set_style": lambda g: g.set_style(HouseStyle(vietnam="Viet Nam", yo="ё")),
    "save_filter": lambda g: g.save_filter("mine", "kind:org"),
    "save_filter again": lambda g: g.save_filter("kept", "kind:place"),
    "save_filter to none": lambda g: g.save_filter("kept", ""),
    "import_file": from_afar,
}


def prepared(path: Path, *, approved: bool) -> Path:
    """A desk on which some things were decided, so that each decision has something to change."""
    with Glossary(path) as glossary:
        glossary.set_term("nam", Lang.RU, "Ле Хоанг Нам")
        glossary.set_form("danang", "Дананг", "loc", "Дананге")
        glossary.set_note("danang", "A port")
        glossary.keep_apart("ims", "festival")
        glossary.save_filter("kept", "missing:ru")
        glossary.add(Kind.PERSON, {Lang.EN: "Decided"})
        if approved:
            glossary.approve([row.id for row in glossary.queue() if row.status is ConceptStatus.NEW])
        list(glossary.suggest_missing())
    return path


@pytest.fixture(scope="module")
def desks(made_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[bool, Path]:
    folder = tmp_path_factory.mktemp("undo")
    return {
        approved: prepared(Path(shutil.copy(made_desk, folder / f"{approved}.db")), approved=approved)
        for approved in (False, True)
    }


@pytest.mark.parametrize("approved", [False, True], ids=["undecided", "approved"])
@pytest.mark.parametrize("name", DECISIONS)
def test_undone_everything_is_as_before_and_done_again_as_after(
    desks: dict[bool, Path], tmp_path: Path, name: str, approved: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "SURE", 0.0)  # what this small glossary suggests is not sure
    with Glossary(Path(shutil.copy(desks[approved], tmp_path / "glossary.db"))) as glossary:
        if approved and name == "approve":
            glossary.reject(["nam", "anna", "danang"])
        before = dump(glossary)
        DECISIONS[name](glossary)
        after = dump(glossary)
        assert after != before
        assert glossary.undo() is not None
        assert dump(glossary) == before
        assert glossary.redo() is not None
        assert dump(glossary) == after
        assert glossary.undo() is not None
    with Glossary(glossary.path) as again:
        assert dump(again) == before


TOLD = {
    "a-en.txt": "In Da Nang Minister Le Hoang Nam met Anna Sokolova. The Blue Shore Union thanked Le Hoang Nam.",
    "b-ru.txt": "В Дананге министр Ле Хоанг Нам принял Анну Соколову. Союз «Синий берег» поблагодарил Ле Хоанг Нама.",
}


@pytest.mark.parametrize("name", ["take", "pair"])
@pytest.mark.parametrize("approved", [False, True], ids=["undecided", "approved"])
def test_two_made_one_by_a_term_of_the_other_articles_are_two_again(tmp_path: Path, name: str, approved: bool) -> None:
    for file, text in TOLD.items():
        (tmp_path / file).write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        list(glossary.build([str(tmp_path / file) for file in TOLD]))
        labels = {row.label: row.id for row in glossary.queue()}
        english, russian = labels["Blue Shore Union"], labels["Союз «Синий берег»"]
        if approved:
            glossary.approve([english] if name == "take" else [english, russian])
        before = dump(glossary)
        if name == "take":
            done = glossary.take(english, Lang.RU, "Союз «Синий берег»")
        else:
            done = glossary.pair(english, Lang.RU, "Союз «Синий берег»", russian)
        assert "one concept now" in done.label
        after = dump(glossary)
        glossary.undo()
        assert dump(glossary) == before
        glossary.redo()
        assert dump(glossary) == after


def test_every_decision_there_is_is_tried() -> None:
    deciding = {
        name
        for name, method in inspect.getmembers(service.Glossary, inspect.isfunction)
        if "DecisionRow" in str(inspect.signature(method).return_annotation)
    }
    looking = {"undo", "redo", "history", "concept_history"}
    tried = {name.split()[0].rstrip(",") for name in DECISIONS}
    assert deciding - looking <= tried | {"pair"}


def test_the_forms_of_many_concepts_are_never_those_of_another_kind(tmp_path: Path) -> None:
    """Of more concepts than are declined at once the next build makes the forms; until then there are none."""
    path = tmp_path / "in.csv"
    lines = ["id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,note"]
    lines += [f"p-{n},PERSON,approved,,,Olga {n},,Ольга Соколова-{n}ская,,\r" for n in range(60)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:

        def forms() -> list[str]:
            return dump(glossary)["inflection"]

        glossary.import_file(path)
        list(glossary.build([]))
        before = forms()
        assert len(before) == 360
        everyone = [row.id for row in glossary.queue(limit=99)]
        glossary.reject(everyone)
        glossary.undo()
        assert forms() == before
        glossary.set_kind(everyone, Kind.PLACE)
        assert forms() == []
        glossary.undo()
        list(glossary.build([]))
        assert forms() == before


def test_a_term_that_went_is_not_found_by_its_case_forms(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.set_term("nam", Lang.RU, "Ле Хоанг Нам")
        glossary.approve(["nam"])
        assert [row.id for row in glossary.queue('"Ле Хоанг Нама"')] == ["nam"]
        glossary.set_kind(["nam"], Kind.PLACE)
        assert glossary.queue('"Ле Хоанг Наму"') == glossary.queue('"Ле Хоанг Нама"') == []
        glossary.undo()
        assert [row.id for row in glossary.queue('"Ле Хоанг Нама"')] == ["nam"]
        glossary.set_term("nam", Lang.RU, "")
        assert glossary.queue('"Ле Хоанг Нама"') == []
        assert not [form for form in glossary._store.case_forms() if form[1] == "Ле Хоанг Нам"]
