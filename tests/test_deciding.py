"""Decisions about single terms: one more, another spelling, several case forms at once; each can be undone."""

from pathlib import Path

import pytest

from glossary.errors import InputError
from glossary.model import Gender, Lang, Term, TermForm, TermStatus
from glossary.service import Glossary


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
