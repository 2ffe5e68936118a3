"""Taking the surest suggestions of many concepts at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from glossary.errors import InputError
from glossary.model import Lang, TermStatus
from glossary.service import Glossary

ALL = ["nam", "anna", "danang", "ims", "short", "festival"]


def preferred(glossary: Glossary, concept: str, lang: Lang) -> str:
    terms = glossary.view(concept).terms
    return next((term.text for term in terms if term.lang is lang and term.status is TermStatus.PREFERRED), "")


def test_what_is_missing_is_filled_with_what_is_sure(desk: Path) -> None:
    with Glossary(desk) as glossary:
        before = {concept: replace(glossary.view(concept), history=(), suggestions={}) for concept in ALL}
        done = glossary.take_best(ALL)
        assert done.label == "Made the surest suggestions the missing terms of 6 concepts: 1"
        assert preferred(glossary, "nam", Lang.RU) == "Ле Хоанг Нам"
        # 74 %, 55 % and 52 % are for a person to look at.
        assert not preferred(glossary, "ims", Lang.RU)
        assert not preferred(glossary, "festival", Lang.VI)
        assert glossary.view("nam").row.status is before["nam"].row.status
        glossary.undo()
        assert {concept: replace(glossary.view(concept), history=(), suggestions={}) for concept in ALL} == before


def test_a_term_that_is_there_stays(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.set_term("nam", Lang.RU, "Лэ Хоанг Нам")
        with pytest.raises(InputError, match="No suggestion for a missing term is sure enough"):
            glossary.take_best(ALL)
        assert preferred(glossary, "nam", Lang.RU) == "Лэ Хоанг Нам"


def test_rejected_concepts_get_none(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.reject(["nam"])
        with pytest.raises(InputError, match="No suggestion"):
            glossary.take_best(["nam"])
