"""Which of several places of one name is meant: what the word beside it says, in the suggestions and in the app."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossary.model import Kind, Lang
from glossary.service import Glossary
from glossary.suggest import kinds, suggest_concepts

VI, EN, RU = Lang.VI, Lang.EN, Lang.RU

ANOTHER = [
    (VI, "Tula", "tỉnh Tula", True),
    (EN, "Novosibirsk", "Novosibirsk Oblast", True),
    (VI, "Vostochny", "cảng Vostochny", True),
    (VI, "Ngũ Hành Sơn", "quận Ngũ Hành Sơn", True),
    (EN, "Ngu Hanh Son", "Ngu Hanh Son district", True),
    (VI, "Hải Phòng", "cảng Hải Phòng", False),  # the port of the town
    (VI, "Nghệ An", "tỉnh Nghệ An", False),  # the tables know no town of this name
    (VI, "Quảng Tây", "tỉnh Quảng Tây", False),
    (VI, "Kazan", "thành phố Kazan", False),
    (VI, "Tatarstan", "Cộng hòa Tatarstan", False),
    (VI, "Bắc Kinh", "ga Bắc Kinh", False),
    (VI, "Baikal", "hồ Baikal", False),
]


@pytest.mark.parametrize(("lang", "name", "spoken", "another"), ANOTHER)
def test_a_word_beside_a_place_may_make_it_another(lang: Lang, name: str, spoken: str, another: bool) -> None:
    assert kinds.another(name, spoken, lang) is another


MEANT = [
    (VI, "Tula", "tỉnh Tula", RU, "Тульская область"),
    (VI, "Tula", "tỉnh Tula", EN, "Tula Region"),
    (EN, "Tula", "Tula region", VI, "Tỉnh Tula"),
    (VI, "Vostochny", "cảng Vostochny", RU, "Восточный"),
    (VI, "Ngũ Hành Sơn", "quận Ngũ Hành Sơn", RU, "Нгуханьшон"),
    (VI, "Ngũ Hành Sơn", "quận Ngũ Hành Sơn", EN, "Ngu Hanh Son"),
]


@pytest.mark.parametrize(("lang", "name", "spoken", "target", "first"), MEANT)
def test_the_place_that_is_meant_comes_first(lang: Lang, name: str, spoken: str, target: Lang, first: str) -> None:
    asked = [(Kind.PLACE, {lang: [name]}, target)]
    (found,) = suggest_concepts(asked, argos=False, spoken=[[(lang, name, spoken)]])
    assert found[0].text == first
    assert [s.score for s in found] == sorted((s.score for s in found), reverse=True)


def test_a_glossary_suggests_the_region_for_a_region(tmp_path: Path) -> None:
    article = tmp_path / "a_vi.txt"
    article.write_text("Đoàn công tác thăm tỉnh Tula. Thống đốc tỉnh Tula tiếp đoàn tại Kremli.\n", encoding="utf-8")
    town = tmp_path / "b_vi.txt"
    town.write_text("Đoàn công tác thăm thành phố Kaluga rồi về Hà Nội.\n", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        for _ in glossary.build([str(article), str(town)]):
            pass
        first = {
            row.label: glossary.view(row.id).suggestions[RU][0].text for row in glossary.queue("kind:place", limit=20)
        }
    assert first["Tula"] == "Тульская область"
    assert first["Kaluga"] == "Калуга"
