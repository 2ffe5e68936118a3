"""The last resort: what no pattern composes is translated piece by piece, at worst spelt in the right script."""

from __future__ import annotations

import pytest

from glossary.model import Kind, Lang, Origin, Question
from glossary.suggest import suggest
from glossary.text import has_cyrillic

VI, EN, RU = Lang.VI, Lang.EN, Lang.RU

PIECES = [
    (VI, EN, "Lễ hội hoa Đà Lạt", "Da Lat Flower Festival"),
    (VI, RU, "Lễ hội hoa Đà Lạt", "Фестиваль цветов Далата"),
    (EN, VI, "Tay Son Rebellion", "Cuộc khởi nghĩa Tây Sơn"),
    (RU, EN, "Фестиваль тульского пряника", "Tula Gingerbread Festival"),
    (VI, RU, "bão Pabuk", "тайфун «Пабук»"),
    (RU, VI, "Битва под Полтавой", "Trận Poltava"),
    (RU, EN, "Третий съезд фермеров", "3rd Farmers Congress"),
    (EN, RU, "Astrakhan Watermelon Festival", "Фестиваль арбуза Астрахани"),
    (VI, EN, "bão Pabuk", "Typhoon Pabuk"),
    (RU, EN, "Кубок Гагарина", "Gagarin Cup"),
    (EN, VI, "Battle of Vi Xuyen", "Trận Vị Xuyên"),
    (RU, VI, "Тайфун «Кунжу»", "Bão Kunzhu"),
]


@pytest.mark.parametrize(("source", "target", "text", "wanted"), PIECES)
def test_an_event_is_translated_piece_by_piece(source: Lang, target: Lang, text: str, wanted: str) -> None:
    found = suggest(Question(source, target, Kind.EVENT, text), argos=False)
    assert found[0].text == wanted
    assert found[0].score < 0.6


UNHEARD_OF = [(VI, "Zắc Mơ Xúy"), (EN, "Quorvex Blenthip"), (EN, "Blenthipax"), (RU, "Брындзюк Хмырево"), (RU, "Ыхъ")]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(("source", "text"), UNHEARD_OF)
def test_every_name_has_an_answer_in_the_script_of_the_target(source: Lang, text: str, kind: Kind) -> None:
    for target in Lang:
        if target is not source:
            found = suggest(Question(source, target, kind, text), argos=False)
            assert any(has_cyrillic(s.text) is (target is RU) for s in found)


def test_what_is_only_spelt_says_so() -> None:
    (best, *_) = suggest(Question(EN, RU, Kind.EVENT, "Quorvex Blenthip"), argos=False)
    assert best.origin is Origin.TRANSCRIPTION
    assert best.score < 0.1
    assert "only spelt" in best.trace


@pytest.mark.parametrize("text", ["Dragon Capital", "Marine Drugs Agency", "Memorial Road", "Mineralogy"])
@pytest.mark.parametrize("kind", [Kind.ORG, Kind.EVENT, Kind.PLACE])
def test_common_words_are_never_spelt_by_their_sound(kind: Kind, text: str) -> None:
    if kind is Kind.PLACE and " " not in text:
        return  # a town may be called like a word: Reading
    for found in suggest(Question(EN, RU, kind, text), argos=False):
        assert has_cyrillic(found.text) is False or found.origin is Origin.COMPOSITION
        assert found.score < 0.5


FIRMS = [
    ("Uraltransbank", "Уралтрансбанк"),
    ("Samokat", "Самокат"),
    ("Danone", "Danone"),
    ("Vicostone", "Vicostone"),
    ("VNVC", "VNVC"),
]


@pytest.mark.parametrize(("text", "first"), FIRMS)
def test_a_russian_firm_is_spelt_and_another_one_keeps_its_letters(text: str, first: str) -> None:
    found = suggest(Question(EN, RU, Kind.ORG, text), argos=False)
    assert found[0].text == first
    assert found[0].score < 0.9


LISTS = [
    (VI, "Cục Nga, Đông Âu và Trung Á"),
    (RU, "Управление России, Восточной Европы и Центральной Азии"),
]


@pytest.mark.parametrize(("target", "wanted"), LISTS)
def test_names_in_a_row_are_joined_as_a_list(target: Lang, wanted: str) -> None:
    text = "Department of Russia - Eastern Europe and Central Asia"
    assert suggest(Question(EN, target, Kind.ORG, text), argos=False)[0].text == wanted


def test_two_names_keep_their_dash() -> None:
    found = suggest(Question(VI, RU, Kind.ORG, "Hiệp hội Du lịch Nha Trang - Khánh Hòa"), argos=False)
    assert found[0].text == "Ассоциация туризма Нячанг – Кханьхоа"


SENSE = [
    (EN, RU, Kind.ORG, "Third Department of Asia", "Третье управление Азии"),
    (EN, RU, Kind.EVENT, "Second Baikal Ecological Forum", "Второй Байкальский экологический форум"),
    (EN, VI, Kind.EVENT, "Second Baikal Ecological Forum", "Diễn đàn Môi trường Baikal lần thứ 2"),
    (EN, RU, Kind.ORG, "Tatarstan Chamber of Commerce", "Торгово-промышленная палата Татарстана"),
    (RU, EN, Kind.PLACE, "Подъячевская улица", "Podyachevskaya Street"),
    (EN, RU, Kind.PLACE, "Lake Baskunchak", "озеро Баскунчак"),
    (EN, RU, Kind.PLACE, "Middlesbrough", "Миддлесбро"),
    (EN, RU, Kind.PLACE, "Thetford", "Тетфорд"),
    (EN, RU, Kind.ORG, "Orenburg Regional Legislature", "Оренбургское региональное законодательное собрание"),
]


@pytest.mark.parametrize(("source", "target", "kind", "text", "wanted"), SENSE)
def test_ordinals_heads_and_english_towns_make_sense(
    source: Lang, target: Lang, kind: Kind, text: str, wanted: str
) -> None:
    assert suggest(Question(source, target, kind, text), argos=False)[0].text == wanted
