"""House style: the same answers in the spelling of the house."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import suggest
from glossary.suggest.style import Style, applied, is_phonetic, spelt


@pytest.mark.parametrize(
    ("house", "text", "wanted"),
    [
        ("Viet Nam", "Government of Vietnam", "Government of Viet Nam"),
        ("Việt Nam", "Vietnam-Russia Friendship Association", "Việt Nam-Russia Friendship Association"),
        ("Vietnam", "Viet Nam News Agency", "Vietnam News Agency"),
        ("Viet Nam", "Vietnamese Embassy in Russia", "Vietnamese Embassy in Russia"),
        ("Viet Nam", "Vietnam Airlines", "Vietnam Airlines"),
        ("Viet Nam", "VietinBank", "VietinBank"),
    ],
)
def test_the_country_in_english(house: str, text: str, wanted: str) -> None:
    assert spelt(text, Lang.EN, Style(english_vietnam=house)) == wanted


def test_russian_yo() -> None:
    assert spelt("Сергей Королёв", Lang.RU, Style(russian_yo=False)) == "Сергей Королев"
    assert spelt("Сергей Королёв", Lang.RU, Style()) == "Сергей Королёв"


def test_english_suggestions_follow_the_house() -> None:
    question = Question(Lang.VI, Lang.EN, Kind.ORG, "Hội Nhạc sĩ Việt Nam")
    found = suggest(question, argos=False, style=Style(english_vietnam="Viet Nam"))
    assert found[0].text == "Viet Nam Musicians' Association"
    assert not any("Vietnam " in s.text for s in found)


def test_phonetic_russian_names_come_first_where_the_house_wants_them() -> None:
    question = Question(Lang.RU, Lang.VI, Kind.PERSON, "Игорь Моисеев")
    latin = suggest(question, argos=False, style=Style())
    phonetic = suggest(question, argos=False, style=Style(vietnamese_russian="phonetic"))
    assert not is_phonetic(latin[0].text) and is_phonetic(phonetic[0].text)
    assert {s.text for s in latin} == {s.text for s in phonetic}


def test_vietnamese_names_have_no_phonetic_form() -> None:
    question = Question(Lang.RU, Lang.VI, Kind.PERSON, "Фам Минь Тинь")
    assert suggest(question, argos=False, style=Style(vietnamese_russian="phonetic"))[0].text == "Phạm Minh Chính"


texts = st.sampled_from(["Vietnam", "Viet Nam", "Lê-nin", "Lenin", "Королёв", "Королев", "Hanoi"])


@given(
    st.lists(st.tuples(texts, st.floats(0, 1)), max_size=6),
    st.sampled_from(list(Lang)),
    st.sampled_from([Style(), Style("Viet Nam", False, "phonetic")]),
)
def test_twice_is_once_and_scores_fall(pairs: list[tuple[str, float]], target: Lang, style: Style) -> None:
    given_ = [Suggestion(t, Origin.AUTHORITY, s, "", (Origin.AUTHORITY,)) for t, s in pairs]
    given_.sort(key=lambda s: -s.score)
    question = Question(Lang.VI if target is not Lang.VI else Lang.RU, target, Kind.PERSON, "x")
    once = applied(given_, question, style)
    assert applied(once, question, style) == once
    assert [s.score for s in once] == sorted((s.score for s in once), reverse=True)
    assert len({s.text for s in once}) == len(once)
