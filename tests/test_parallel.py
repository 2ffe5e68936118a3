"""The names of one story in two languages find each other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Article, Kind, Lang, Mention, Origin
from glossary.suggest import parallel

VI = """Chiều 12/5, tại Hà Nội.
Thủ tướng [PERSON Phạm Minh Chính] đã tiếp Phó Thủ tướng Nga [PERSON Dmitry Chernyshenko].
Cùng dự có Đại sứ [PERSON Gennady Bezdetko] và lãnh đạo [ORG Bộ Công Thương].
Hai bên bàn về dự án tại [PLACE Ninh Thuận]
và hợp tác giữa [ORG Petrovietnam] với [ORG Zarubezhneft].
[PERSON Phạm Minh Chính] cảm ơn ông [PERSON Dmitry Chernyshenko].
Đoàn sẽ thăm [PLACE Hải Phòng]. Phát biểu có ông [PERSON Lê Văn Khuy]."""

RU = """Премьер-министр [PERSON Фам Минь Тинь] принял в Ханое вице-премьера [PERSON Дмитрий Чернышенко].
Присутствовали посол [PERSON Геннадий Бездетко] и руководство [ORG Министерство промышленности и торговли].
Обсуждались проект в [PLACE Ниньтхуан] и сотрудничество [ORG Петровьетнам] и [ORG Зарубежнефть].
Делегация посетит [PLACE Хайфон]. Выступил [PERSON Ле Ван Кхюи]."""

EN = """Prime Minister [PERSON Pham Minh Chinh] received [PERSON Dmitry Chernyshenko] and Ambassador
[PERSON Gennady Bezdetko]. The [ORG Ministry of Industry and Trade] spoke of [PLACE Ninh Thuan]."""


def story(text: str, lang: Lang) -> tuple[Article, list[Mention]]:
    """An article whose names are written `[KIND name]`, and its mentions."""
    plain, mentions, at = "", [], 0
    for match in re.finditer(r"\[(\w+) ([^\]]+)\]", text):
        plain += text[at : match.start()]
        mentions.append(Mention(len(plain), len(plain) + len(match[2]), match[2], Kind(match[1]), "test", lang))
        plain, at = plain + match[2], match.end()
    return Article("test", plain + text[at:], lang), mentions


def pairs(a: str, lang_a: Lang, b: str, lang_b: Lang) -> set[tuple[str, str]]:
    """The names aligned."""
    mentions_a, mentions_b = story(a, lang_a)[1], story(b, lang_b)[1]
    return {(mentions_a[i].text, mentions_b[j].text) for i, j, _, _ in parallel.align(mentions_a, mentions_b)}


def test_vietnamese_and_russian() -> None:
    assert pairs(VI, Lang.VI, RU, Lang.RU) == {
        ("Phạm Minh Chính", "Фам Минь Тинь"),
        ("Dmitry Chernyshenko", "Дмитрий Чернышенко"),
        ("Gennady Bezdetko", "Геннадий Бездетко"),
        ("Bộ Công Thương", "Министерство промышленности и торговли"),
        ("Ninh Thuận", "Ниньтхуан"),
        ("Petrovietnam", "Петровьетнам"),
        ("Zarubezhneft", "Зарубежнефть"),
        ("Hải Phòng", "Хайфон"),
        ("Lê Văn Khuy", "Ле Ван Кхюи"),
    }


def test_english_has_fewer_names() -> None:
    found = pairs(EN, Lang.EN, RU, Lang.RU)
    assert ("Pham Minh Chinh", "Фам Минь Тинь") in found
    assert ("Ministry of Industry and Trade", "Министерство промышленности и торговли") in found
    assert ("Ninh Thuan", "Ниньтхуан") in found
    assert len(found) == 5


def test_each_name_once_and_every_pair_has_its_reason() -> None:
    a, b = story(VI, Lang.VI)[1], story(RU, Lang.RU)[1]
    found = parallel.align(a, b)
    assert len({i for i, _, _, _ in found}) == len({j for _, j, _, _ in found}) == len(found)
    assert all(why and 0.3 <= score <= 0.99 for _, _, score, why in found)


def test_attested_with_their_sentences() -> None:
    found = parallel.attested(*story(VI, Lang.VI), *story(RU, Lang.RU))
    harbour = next(pair for pair in found if pair.form_a == "Hải Phòng")
    assert harbour.sentence_a == "Đoàn sẽ thăm Hải Phòng." and harbour.sentence_b == "Делегация посетит Хайфон."
    [best] = parallel.suggestions("Hải Phòng", Lang.VI, Lang.RU, found)
    assert best.text == "Хайфон" and best.origin is Origin.PARALLEL and "Делегация" in best.trace
    assert parallel.suggestions("Hải Phòng", Lang.VI, Lang.EN, found) == []


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("[PERSON Phạm Minh Chính] [PLACE Hà Nội]", "[PERSON Фам Минь Тинь] [PLACE Ханой]", True),
        ("[PERSON Lê Văn Tám] [PLACE Huế]", "[PERSON Сергей Лавров] [PLACE Казань]", False),
    ],
)
def test_same_story(a: str, b: str, same: bool) -> None:
    assert (parallel.same_story(story(a, Lang.VI)[1], story(b, Lang.RU)[1]) > 0.5) is same


def test_numbers_keep_names_apart() -> None:
    found = pairs("[ORG Bệnh viện 108] [ORG Quân khu 7]", Lang.VI, "[ORG Госпиталь 175] [ORG Военный округ 7]", Lang.RU)
    assert ("Bệnh viện 108", "Госпиталь 175") not in found


def test_the_only_one_left_between_two_pairs_is_a_guess() -> None:
    a = "[PERSON Phạm Minh Chính] [ORG Nhóm Ánh Dương Xanh] [PLACE Hà Nội]"
    b = "[PERSON Фам Минь Тинь] [ORG Коллектив «Заря»] [PLACE Ханой]"
    found = parallel.align(story(a, Lang.VI)[1], story(b, Lang.RU)[1])
    assert [(i, j) for i, j, _, _ in found] == [(0, 0), (1, 1), (2, 2)]
    assert found[1][2] < 0.5 and "only" in found[1][3]


@given(st.lists(st.sampled_from(["Hà Nội", "Huế", "Ninh Thuận", "Đà Nẵng"]), max_size=6))
def test_one_language_gives_no_pairs(names: list[str]) -> None:
    mentions = story(" ".join(f"[PLACE {name}]" for name in names), Lang.VI)[1]
    assert parallel.align(mentions, mentions) == []
