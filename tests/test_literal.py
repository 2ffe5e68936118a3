"""Which of a row's names answers: one that says what was asked for goes before the commonest."""

import pytest

from glossary.model import Kind, Lang
from glossary.suggest.literal import fullest_first, missing

# asked | language | kind | names of the row, commonest first | the one that answers
ROWS = """
Sân bay Quốc tế Vinh | vi | en | PLACE | Vinh Airport; Vinh International Airport | Vinh International Airport
Sân bay Cam Ranh | vi | en | PLACE | Cam Ranh Airport; Cam Ranh International Airport | Cam Ranh Airport
State Russian Museum | en | vi | ORG | Bảo tàng Nga; Bảo tàng Quốc gia Nga | Bảo tàng Quốc gia Nga
Единая Россия | ru | vi | ORG | Đảng Nước Nga Thống nhất; Nước Nga Thống nhất | Đảng Nước Nga Thống nhất
Государственная корпорация «Росатом» | ru | en | ORG | Rosatom; Rosatom State Corporation | Rosatom
Ho Chi Minh City People's Court | en | vi | ORG | Tòa án Hồ Chí Minh; TAND TPHCM | Tòa án Hồ Chí Minh
Военно-морская академия Вьетнама | ru | en | ORG | Naval Academy; Vietnam Naval Academy | Vietnam Naval Academy
Mekong River | en | ru | PLACE | Меконг; Река Меконг | Меконг
"""


@pytest.mark.parametrize("row", [line.split(" | ") for line in ROWS.strip().splitlines()], ids=lambda row: row[0])
def test_the_name_that_answers(row: list[str]) -> None:
    asked, source, target, kind, names, expected = row
    assert fullest_first(names.split("; "), asked, Lang(source), Lang(target), Kind(kind))[0] == expected


def test_what_a_shorter_name_lacks() -> None:
    assert missing("Bộ Quốc phòng Việt Nam", Lang.VI, "Ministry of National Defence", Lang.EN) == 1
    assert missing("Bộ Quốc phòng Việt Nam", Lang.VI, "Vietnamese Ministry of National Defence", Lang.EN) == 0
    assert missing("Ministry of Defence", Lang.EN, "Министерство обороны России", Lang.RU) == 0
