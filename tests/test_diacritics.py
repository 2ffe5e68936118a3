"""Vietnamese marks restored from ASCII and from Cyrillic."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.lang.syllable import ascii_fold, inventory
from glossary.model import Kind, Lang, Origin, Question
from glossary.suggest import diacritics

# People made up for this test: they stand in no list of the program.
UNKNOWN_PEOPLE = [
    "Nguyễn Thị Thanh Tâm",
    "Trần Văn Phước",
    "Lê Thị Thanh Lý",
    "Phạm Hồng Quân",
    "Hoàng Thị Kim Ngân",
    "Đặng Quốc Thịnh",
    "Bùi Thị Thu Phương",
    "Đỗ Mạnh Tuấn",
    "Vũ Thị Hồng Hạnh",
    "Ngô Quang Thành",
    "Huỳnh Văn Lộc",
    "Phan Thị Ngọc Bích",
    "Dương Đình Khánh",
    "Lý Thị Mỹ Hạnh",
    "Trịnh Công Minh",
    "Đào Thị Thu Hiền",
    "Lương Văn Hải",
    "Mai Thị Thùy Linh",
    "Cao Xuân Thắng",
    "Tô Thị Bích Ngọc",
]


def spellings(text: str, kind: Kind = Kind.PERSON) -> list[str]:
    return [r.text for r in diacritics.restore(text, kind)]


@pytest.mark.parametrize("name", UNKNOWN_PEOPLE)
def test_unknown_people_are_among_the_first(name: str) -> None:
    assert name not in diacritics.known_persons().get(ascii_fold(name).lower(), [])
    assert name in spellings(ascii_fold(name))[:5]


def test_most_unknown_people_come_first() -> None:
    right = sum(spellings(ascii_fold(name))[0] == name for name in UNKNOWN_PEOPLE)
    assert right >= 0.7 * len(UNKNOWN_PEOPLE)


@pytest.mark.parametrize(
    ("plain", "marked"),
    [
        ("Vo Nguyen Giap", "Võ Nguyên Giáp"),
        ("Dang Thuy Tram", "Đặng Thùy Trâm"),
        ("Nguyen Van Troi", "Nguyễn Văn Trỗi"),
    ],
)
def test_well_known_people_come_first(plain: str, marked: str) -> None:
    assert spellings(plain)[0] == marked


@pytest.mark.parametrize(
    ("plain", "marked"),
    [("Da Nang", "Đà Nẵng"), ("Dak Lak", "Đắk Lắk"), ("Hanoi", "Hà Nội"), ("Mu Cang Chai", "Mù Cang Chải")],
)
def test_places_come_back(plain: str, marked: str) -> None:
    assert spellings(plain, Kind.PLACE)[0] == marked


@pytest.mark.parametrize(
    ("ru", "vi", "kind"),
    [
        ("Во Нгуен Зиап", "Võ Nguyên Giáp", Kind.PERSON),
        ("Данг Тхюи Чам", "Đặng Thùy Trâm", Kind.PERSON),
        ("Куангнинь", "Quảng Ninh", Kind.PLACE),
        ("Баккан", "Bắc Kạn", Kind.PLACE),
    ],
)
def test_the_transcription_is_inverted(ru: str, vi: str, kind: Kind) -> None:
    assert diacritics.from_russian(ru, kind)[0].text == vi


@pytest.mark.parametrize("city", ["Москва", "Тула", "Самара", "Новосибирск", "Сочи", "Уфа"])
def test_russian_cities_are_not_vietnamese(city: str) -> None:
    assert not diacritics.is_place_in_russian(city)


def test_marks_that_are_there_stay() -> None:
    assert all(text.split()[1] == "Thị" for text in spellings("Le Thị Hoa"))


def test_a_woman_has_a_womans_name() -> None:
    # The same letters: Hạnh, Hành … but after Thị a woman's name is meant, after Văn a man's.
    women = [r.text.split()[-1] for r in diacritics.restore("Nguyen Thi Phuong")]
    assert {"Phương", "Phượng"} & set(women[:2])


def test_propose_answers_only_vietnamese() -> None:
    assert diacritics.propose(Question(Lang.EN, Lang.VI, Kind.PERSON, "Maria Zakharova")) == []
    assert diacritics.propose(Question(Lang.EN, Lang.RU, Kind.PERSON, "Vo Nguyen Giap")) == []
    first = diacritics.propose(Question(Lang.EN, Lang.VI, Kind.PERSON, "Vo Nguyen Giap"))[0]
    assert first.origin is Origin.DIACRITICS and "Võ Nguyên Giáp" in first.trace


@given(st.lists(st.sampled_from(sorted(inventory())), min_size=2, max_size=4))
def test_restored_names_have_the_letters_that_were_asked(words: list[str]) -> None:
    plain = " ".join(ascii_fold(word).capitalize() for word in words)
    found = diacritics.restore(plain)
    assert found
    for r in found:
        assert ascii_fold(r.text).lower() == plain.lower()
        assert unicodedata.is_normalized("NFC", r.text)
    assert abs(sum(r.weight for r in found)) <= 1.01
