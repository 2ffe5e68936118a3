"""Decisions about single terms: one more, another spelling, several case forms at once; each can be undone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from glossary.errors import InputError
from glossary.exchange import omegat
from glossary.model import Gender, HouseStyle, Kind, Lang, Term, TermForm, TermStatus
from glossary.service import Glossary
from glossary.terms import corrects, recuts


def of(glossary: Glossary, concept: str, lang: Lang) -> dict[str, Term]:
    return {term.text: term for term in glossary.view(concept).terms if term.lang is lang}


def test_a_variant_is_added_beside_the_preferred_term(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.add_term("ims", Lang.EN, "Marine Institute", TermForm.SHORT, TermStatus.ADMITTED)
        terms = of(glossary, "ims", Lang.EN)
        assert (terms["Marine Institute"].form, terms["Marine Institute"].status) == (
            TermForm.SHORT,
            TermStatus.ADMITTED,
        )
        assert terms["Institute of Marine Studies"].status is TermStatus.PREFERRED
        glossary.undo()
        assert "Marine Institute" not in of(glossary, "ims", Lang.EN)


def test_a_preferred_term_that_is_added_takes_the_place_of_the_former_one(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.add_term("ims", Lang.EN, "Sea Institute", TermForm.SHORT, TermStatus.PREFERRED)
        terms = of(glossary, "ims", Lang.EN)
        assert {text for text, term in terms.items() if term.status is TermStatus.PREFERRED} == {"Sea Institute"}
        assert terms["Sea Institute"].form is TermForm.SHORT


def test_a_term_is_not_added_twice(desk: Path) -> None:
    with Glossary(desk) as glossary, pytest.raises(InputError, match="already"):
        glossary.add_term("ims", Lang.EN, "IMS")


def test_a_changed_spelling_keeps_status_and_form_and_what_articles_have_is_deprecated(desk: Path) -> None:
    with Glossary(desk) as glossary:
        seen = of(glossary, "danang", Lang.EN)["Da Nang"]
        glossary.change_term(seen.id, "Danang")
        terms = of(glossary, "danang", Lang.EN)
        assert terms["Danang"].status is TermStatus.PREFERRED
        assert terms["Da Nang"].status is TermStatus.DEPRECATED
        glossary.undo()
        assert list(of(glossary, "danang", Lang.EN)) == ["Da Nang"]


def test_what_was_only_typed_goes_when_its_spelling_is_changed_or_emptied(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.add_term("ims", Lang.EN, "Marin Institute", TermForm.SHORT)
        glossary.change_term(of(glossary, "ims", Lang.EN)["Marin Institute"].id, "Marine Institute")
        terms = of(glossary, "ims", Lang.EN)
        assert "Marin Institute" not in terms
        assert (terms["Marine Institute"].form, terms["Marine Institute"].status) == (
            TermForm.SHORT,
            TermStatus.ADMITTED,
        )
        glossary.change_term(terms["Marine Institute"].id, "")
        assert "Marine Institute" not in of(glossary, "ims", Lang.EN)


def test_a_spelling_is_not_changed_to_one_that_is_there(desk: Path) -> None:
    with Glossary(desk) as glossary, pytest.raises(InputError, match="already"):
        glossary.change_term(of(glossary, "ims", Lang.EN)["IMS"].id, "Institute of Marine Studies")


def test_several_case_forms_are_one_decision(desk: Path) -> None:
    with Glossary(desk) as glossary:
        ruled = {form.case: form.text for form in glossary.forms("danang")["Дананг"]}
        glossary.set_forms("danang", "Дананг", ruled)
        assert all(form.by_hand for form in glossary.forms("danang")["Дананг"])
        with pytest.raises(InputError, match="Nothing to do"):
            glossary.set_forms("danang", "Дананг", ruled)
        glossary.undo()
        assert not any(form.by_hand for form in glossary.forms("danang")["Дананг"])


def test_both_genders_are_given_while_nobody_knows_it(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.set_term("nam", Lang.RU, "Ле Хоанг Нам")
        by_gender = glossary.forms_by_gender("nam")["Ле Хоанг Нам"]
        genitive = {gender: forms[1].text for gender, forms in by_gender.items()}
        assert genitive == {"m": "Ле Хоанг Нама", "f": "Ле Хоанг Нам"}
        glossary.set_form("nam", "Ле Хоанг Нам", "gen", "Ле Хоанг Нама")
        by_gender = glossary.forms_by_gender("nam")["Ле Хоанг Нам"]
        assert {(forms[1].text, forms[1].by_hand) for forms in by_gender.values()} == {("Ле Хоанг Нама", True)}
        glossary.set_fields("nam", gender=Gender.FEMININE)
        assert list(glossary.forms_by_gender("nam")["Ле Хоанг Нам"]) == [""]


@pytest.mark.parametrize(
    ("lang", "called"),
    [
        (None, {"nam": "Le Hoang Nam", "anna": "Anna Sokolova", "danang": "Da Nang", "short": "Nam"}),
        (Lang.VI, {"nam": "Lê Hoàng Nam", "anna": "Anna Sokolova", "danang": "Đà Nẵng", "short": "Nam"}),
        (Lang.EN, {"nam": "Le Hoang Nam", "anna": "Anna Sokolova", "danang": "Da Nang", "short": "Nam"}),
        (Lang.RU, {"nam": "Lê Hoàng Nam", "anna": "Анна Соколова", "danang": "Дананг", "short": "Nam"}),
    ],
)
def test_concepts_are_called_in_one_language_where_they_have_a_term_there(
    desk: Path, lang: Lang | None, called: dict[str, str]
) -> None:
    with Glossary(desk) as glossary:
        glossary.show_names_in(lang)
        rows = {row.id: row.label for row in glossary.queue()}
        assert {id: rows[id] for id in called} == called
        assert {id: glossary.view(id).row.label for id in called} == called
        assert glossary.approve(["danang"]).label == f"Approved “{called['danang']}”"
        glossary.show_names_in(None)
        assert {row.id: row.label for row in glossary.queue()}["danang"] == "Da Nang", "what is stored is the same"


@pytest.mark.parametrize(
    "decision",
    [
        lambda g, numbers: g.approve(["anna", "short"]),
        lambda g, numbers: g.reject(["short"]),
        lambda g, numbers: g.set_kind(["short"], Kind.PLACE),
        lambda g, numbers: g.set_note("short", "hi"),
        lambda g, numbers: g.set_term("short", Lang.RU, "Нам"),
        lambda g, numbers: g.set_term("short", Lang.EN, ""),
        lambda g, numbers: g.take("short", Lang.RU, "Нам"),
        lambda g, numbers: g.pair("anna", Lang.VI, "Nam", "short"),
        lambda g, numbers: g.merge(["short"], "anna"),
        lambda g, numbers: g.merge(["anna"], "short"),
        lambda g, numbers: g.keep_apart("short", "anna"),
        lambda g, numbers: g.add_term("short", Lang.RU, "Нам"),
        lambda g, numbers: g.set_fields("short", subject="politics"),
        lambda g, numbers: g.set_form("short", "Нам", "gen", "Нама"),
        lambda g, numbers: g.split("short", terms=numbers),
        lambda g, numbers: g.add_mention(1, 0, 7, "short"),
        lambda g, numbers: g.move_mentions([g.view("anna").evidence[0].mention_id], "short"),
        lambda g, numbers: g.move_terms([g.view("ims").terms[0].id], "short"),
        lambda g, numbers: g.set_term_status(numbers, TermStatus.PREFERRED, concept="short"),
        lambda g, numbers: g.set_term_form(numbers, TermForm.ACRONYM, concept="short"),
        lambda g, numbers: g.change_term(numbers[0], "Hoang Nam", concept="short"),
    ],
)
def test_nobody_decides_on_a_concept_that_he_did_not_choose(
    desk: Path, decision: Callable[[Glossary, list[int]], object]
) -> None:
    with Glossary(desk) as glossary:
        glossary.set_note("nam", "Keep this")
        numbers = [term.id for term in glossary.view("short").terms]
        with Glossary(desk) as other:
            other.merge(["short"], "nam")
        before = glossary.view("nam")
        with pytest.raises(InputError, match="“Nam” was merged into “Le Hoang Nam” meanwhile"):
            decision(glossary, numbers)
        assert glossary.view("nam") == before
        assert glossary.history()[0].label == "Merged “Nam” into “Le Hoang Nam”"
        assert glossary.merged_away(["anna", "short", "nobody"]) == {
            "short": "“Nam” was merged into “Le Hoang Nam” meanwhile.",
            "nobody": "",
        }


def test_a_term_that_was_moved_meanwhile_is_not_decided_on(desk: Path) -> None:
    with Glossary(desk) as glossary:
        term = of(glossary, "ims", Lang.EN)["IMS"].id
        with Glossary(desk) as other:
            other.move_terms([term], "festival")
            moved = of(other, "festival", Lang.EN)["IMS"].id
        for number in (term, moved):
            with pytest.raises(InputError, match="not there any more"):
                glossary.set_term_status([number], TermStatus.DEPRECATED, concept="ims")
        assert of(glossary, "festival", Lang.EN)["IMS"].status is not TermStatus.DEPRECATED


def test_a_dictionary_form_that_a_person_corrects_is_no_variant_any_more(tmp_path: Path) -> None:
    (tmp_path / "2024-05-13-ru.txt").write_text("Портрет Анны Дворжек висит в Сочи. Гости уехали из Сочи.", "utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _ in glossary.build([str(tmp_path / "2024-05-13-ru.txt")]):
            pass
        ids = {row.label: row.id for row in glossary.queue()}
        anna = ids["Анна Дворжек"]
        glossary.set_term(anna, Lang.RU, "Анна Дворжекова")
        terms = of(glossary, anna, Lang.RU)
        assert terms["Анна Дворжек"].status is TermStatus.DEPRECATED, "it stands in no article"
        assert terms["Анна Дворжекова"].status is TermStatus.PREFERRED
        glossary.undo()
        glossary.set_term(anna, Lang.RU, "Мадонна")
        assert of(glossary, anna, Lang.RU)["Анна Дворжек"].status is TermStatus.ADMITTED, (
            "another name corrects nothing"
        )
        glossary.set_term(ids["Сочи"], Lang.RU, "Сочи-город")
        assert of(glossary, ids["Сочи"], Lang.RU)["Сочи"].status is TermStatus.ADMITTED, "an article has it"


@pytest.mark.parametrize(
    ("term", "made", "corrects_it"),
    [
        ("Анна Колоскова", "Анна Колосков", True),
        ("Йожеф Надь", "Йожеф Надя", True),
        ("Нгуен Дык Тхо", "Хайфон Нгуен Дык Тхо", True),
        ("Туран", "Дананг", False),
        ("Пётр Иванович Орлов", "Пётр Орлов", False),
        ("Орлов", "Соколов", False),
    ],
)
def test_what_corrects_a_form(term: str, made: str, corrects_it: bool) -> None:
    assert corrects(term, made) is corrects_it


@pytest.mark.parametrize(
    ("term", "old", "cut"),
    [
        ("Carla Moreno", "-General Carla Moreno", True),
        ("Carla Moreno", "Chilean Minister Carla Moreno Jr.", True),
        ("Long Bien Bridge", "Long Bien", True),
        ("Бюро по делам со всеми", "Бюро по", True),
        ("Vietnam", "Viet Nam", False),
        ("Carla Morena", "Carla Moreno", False),
        ("тайфун «Мангхут»", "тайфун Мангхут", False),
        ("Moreno", "Morenoville", False),
    ],
)
def test_what_is_cut_otherwise(term: str, old: str, cut: bool) -> None:
    assert recuts(term, old) is cut


@pytest.mark.parametrize(
    ("kind", "old", "new", "advised", "looked_up"),
    [
        (Kind.PERSON, "-General Carla Moreno", "Carla Moreno", "Carla Moreno", {"Carla Moreno"}),
        (Kind.ORG, "Bureau for the", "Bureau for the Sea", "Bureau for the Sea", {"Bureau for the Sea"}),
        (Kind.PLACE, "Viet Nam", "Vietnam", "Vietnam", {"Vietnam", "Viet Nam"}),
    ],
)
def test_no_file_advises_a_spelling_that_a_person_replaced(
    kind: Kind, old: str, new: str, advised: str, looked_up: set[str], tmp_path: Path
) -> None:
    with Glossary(tmp_path / "glossary.db") as glossary:
        concept, _ = glossary.add(kind, {Lang.EN: old, Lang.RU: "Имя"})
        before = glossary.view(concept).terms
        glossary.set_term(concept, Lang.EN, new)
        glossary.export(tmp_path / "out", "omegat")
        rows = {
            name: [tuple(row[:2]) for row in omegat.parse((tmp_path / "out" / f"{name}.utf8").read_bytes())]
            for name in ("ru-en", "en-ru")
        }
        assert rows["ru-en"] == [("Имя", advised)]
        assert {source for source, _ in rows["en-ru"]} == looked_up
        glossary.export(tmp_path / "out.csv", "csv")
        assert ("-General" in (tmp_path / "out.csv").read_text("utf-8")) is False
        glossary.undo()
        assert glossary.view(concept).terms == before


def test_a_surname_stays_a_short_form_where_the_full_name_is_typed(tmp_path: Path) -> None:
    with Glossary(tmp_path / "glossary.db") as glossary:
        concept, _ = glossary.add(Kind.PERSON, {Lang.EN: "Moreno"})
        glossary.set_term(concept, Lang.EN, "Carla Moreno")
        assert of(glossary, concept, Lang.EN)["Moreno"].status is TermStatus.ADMITTED


def test_files_are_looked_up_by_what_articles_have_and_answer_in_house_style(tmp_path: Path) -> None:
    with Glossary(tmp_path / "glossary.db") as glossary:
        glossary.add(Kind.ORG, {Lang.EN: "Vietnam Chess Club", Lang.RU: "Шахматный клуб Вьетнама «Королёв»"})
        glossary.set_style(HouseStyle(vietnam="Việt Nam", yo="е"))
        glossary.export(tmp_path / "out", "omegat")
        for direction, row in {
            "en-ru": ("Vietnam Chess Club", "Шахматный клуб Вьетнама «Королев»"),
            "ru-en": ("Шахматный клуб Вьетнама «Королёв»", "Việt Nam Chess Club"),
        }.items():
            found = omegat.parse((tmp_path / "out" / f"{direction}.utf8").read_bytes())
            assert [one[:2] for one in found] == [row]
        glossary.export(tmp_path / "out.csv", "csv")
        assert "Việt Nam Chess Club" in (tmp_path / "out.csv").read_text("utf-8")
        assert glossary.import_file(tmp_path / "out.csv").changed == 0


def test_an_abbreviation_alone_gives_way_to_what_the_tables_write_out(tmp_path: Path) -> None:
    (tmp_path / "2024-05-13-ru.txt").write_text("РФ ответила. США промолчали. В РФ рады.", "utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _ in glossary.build([str(tmp_path / "2024-05-13-ru.txt")]):
            pass
        ids = {row.label: row.id for row in glossary.queue()}
        glossary.approve(list(ids.values()))
        terms = of(glossary, ids["РФ"], Lang.RU)
        assert {text: term.status for text, term in terms.items()} == {
            "Россия": TermStatus.PREFERRED,
            "РФ": TermStatus.ADMITTED,
        }
        assert of(glossary, ids["США"], Lang.RU)["США"].status is TermStatus.PREFERRED, "the tables call it so too"
        glossary.undo()
        glossary.set_term(ids["РФ"], Lang.RU, "РФ")
        glossary.approve([ids["РФ"]])
        assert of(glossary, ids["РФ"], Lang.RU)["РФ"].status is TermStatus.PREFERRED, "a person has said so"


def test_no_marks_are_guessed_for_a_name_that_an_article_has_with_its_own(tmp_path: Path) -> None:
    (tmp_path / "2024-05-13-vi.txt").write_text("Ông Nguyễn Đức Thọ thăm Huế.", "utf-8")
    (tmp_path / "2024-05-13-en.txt").write_text("Mr Nguyen Duc Tho visited Hue.", "utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _ in glossary.build([str(tmp_path)]):
            pass
        [tho] = [row.id for row in glossary.queue() if row.label == "Nguyễn Đức Thọ"]
        view = glossary.view(tho)
        assert [t.text for t in view.terms if t.lang is Lang.EN] == ["Nguyen Duc Tho"]
        assert not view.suggestions.get(Lang.VI)
        assert [s.text for s in view.suggestions[Lang.RU]][:1] == ["Нгуен Дык Тхо"]
