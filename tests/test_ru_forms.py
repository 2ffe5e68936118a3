"""Case forms of whole Russian terms: the table is `gold/case_forms_ru.tsv`."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.lang.ru_forms import CASES, case_forms, case_forms_by_gender, gender_of
from glossary.model import Kind

TABLE = [
    (Kind(kind), forms)
    for kind, *forms in (
        line.split("\t")
        for line in (Path(__file__).parent / "gold" / "case_forms_ru.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
]


@pytest.mark.parametrize(("kind", "forms"), TABLE, ids=[row[1][0] for row in TABLE])
def test_case_forms(kind: Kind, forms: list[str]) -> None:
    assert list(case_forms(forms[0], kind).values()) == forms


@pytest.mark.parametrize(
    ("name", "male", "female"),
    [
        ("Нгуен Бинь", "Нгуен Биня", "Нгуен Бинь"),
        ("Чан Ань Хунг", "Чан Ань Хунга", "Чан Ань Хунг"),
        ("А. Ким", "А. Кима", "А. Ким"),
    ],
)
def test_both_are_offered_where_gender_is_unknown(name: str, male: str, female: str) -> None:
    forms = case_forms_by_gender(name, Kind.PERSON)
    assert (forms["m"]["gen"], forms["f"]["gen"]) == (male, female)


@pytest.mark.parametrize("name", ["Ле Тхи Хоа", "Мария Захарова", "Владимир Путин", "Нгуен Ван Хиеу"])
def test_one_is_offered_where_gender_is_known_or_makes_no_difference(name: str) -> None:
    assert list(case_forms_by_gender(name, Kind.PERSON)) == [""]


@pytest.mark.parametrize(
    ("name", "gender"),
    [("Мария Захарова", "f"), ("Сергей Лавров", "m"), ("Нгуен Тхи Бинь", "f"), ("Нгуен Бинь", ""), ("Дроздова", "f")],
)
def test_gender_of(name: str, gender: str) -> None:
    assert gender_of(name) == gender


@pytest.mark.parametrize(
    ("name", "genitive", "prepositional"),
    [
        ("Андрей Мостовой", "Андрея Мостового", "Андрее Мостовом"),
        ("Андрей Мостовый", "Андрея Мостового", "Андрее Мостовом"),
        ("Андрей Брызжавый", "Андрея Брызжавого", "Андрее Брызжавом"),
        ("Пётр Великий", "Петра Великого", "Петре Великом"),
        ("Елена Брызжавая", "Елены Брызжавой", "Елене Брызжавой"),
    ],
)
def test_surnames_that_are_adjectives_decline_as_adjectives(name: str, genitive: str, prepositional: str) -> None:
    forms = case_forms(name, Kind.PERSON)
    assert (forms["gen"], forms["loc"]) == (genitive, prepositional)


def test_given_gender_wins() -> None:
    assert case_forms("Нгуен Бинь", Kind.PERSON, "f")["ins"] == "Нгуен Бинь"
    assert case_forms("А. Шмидт", Kind.PERSON, "f")["dat"] == "А. Шмидт"
    assert case_forms("А. Шмидт", Kind.PERSON, "m")["dat"] == "А. Шмидту"


@given(st.text(max_size=30), st.sampled_from(list(Kind)))
def test_any_text_has_six_forms_and_keeps_its_nominative(text: str, kind: Kind) -> None:
    forms = case_forms(text, kind)
    assert tuple(forms) == CASES
    assert forms["nom"] == text
