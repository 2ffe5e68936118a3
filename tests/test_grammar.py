"""Institutions word by word: names that no pattern and no table holds, in all directions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Kind, Lang, Origin, Question
from glossary.suggest import fields, grammar, parts, suggest
from glossary.suggest.ranking import folded

VI, EN, RU = Lang.VI, Lang.EN, Lang.RU

NAMES = [
    # vi, en, ru; all three lead to each other among the first two answers
    ("Bệnh viện Nhi Quốc gia", "National Children's Hospital", "Национальная детская больница"),
    ("Ngân hàng Phát triển Mới", "New Development Bank", "Новый банк развития"),
    ("Tòa án Quân sự Trung ương", "Central Military Court", "Центральный военный суд"),
    ("Thư viện Khoa học Nhà nước", "State Scientific Library", "Государственная научная библиотека"),
    ("Nhà hát Kịch Quốc gia", "National Drama Theatre", "Национальный драматический театр"),
    ("Hiệp hội Bóng đá châu Á", "Asian Football Association", "Азиатская футбольная ассоциация"),
]


@pytest.mark.parametrize("names", NAMES, ids=[n[1] for n in NAMES])
@pytest.mark.parametrize(("a", "b"), [(VI, EN), (VI, RU), (EN, VI), (EN, RU), (RU, VI), (RU, EN)])
def test_all_directions(names: tuple[str, str, str], a: Lang, b: Lang) -> None:
    by_lang = dict(zip((VI, EN, RU), names, strict=True))
    found = [folded(text) for text, _, _ in grammar.translate(by_lang[a], a, b)]
    assert folded(by_lang[b]) in found[:2], found


@pytest.mark.parametrize(
    ("source", "target", "text", "wanted"),
    [
        (EN, RU, "Federal Customs Service of Russia", "Федеральная таможенная служба России"),
        (EN, VI, "Federal Customs Service of Russia", "Cơ quan Hải quan Liên bang Nga"),
        (RU, EN, "Вьетнамская молочная компания", "Vietnam Dairy Company"),
        (RU, EN, "Московский государственный технический университет имени Баумана",
         "Bauman Moscow State Technical University"),
        (RU, VI, "Верховный суд Белоруссии", "Tòa án Tối cao Belarus"),
        (VI, EN, "Viện Chiến lược Quốc phòng", "Institute of National Defence Strategy"),
        (VI, RU, "Ban Tuyên giáo Tỉnh ủy Lâm Đồng",
         "Комиссия Партийного комитета провинции Ламдонг по пропаганде и просвещению"),
        (EN, RU, "Lam Dong Provincial Party Committee's Commission for Inspection",
         "Комиссия Партийного комитета провинции Ламдонг по контролю"),
        (RU, EN, "Российско-лаосский торговый дом", "Russia-Laos Commercial House"),
        (EN, RU, "US Supreme Court", "Верховный суд США"),
        (VI, EN, "Công an phường Mũi Né", "Mui Ne Ward Police"),
    ],
)  # fmt: skip
def test_owners_fields_and_honoured(source: Lang, target: Lang, text: str, wanted: str) -> None:
    found = [name for name, _, _ in grammar.translate(text, source, target)]
    assert wanted in found[:3], found


@pytest.mark.parametrize("text", ["Stavian Chemical", "Great Patriotic War", "An Phat Holdings", "National"])
def test_an_unknown_word_leaves_the_name_to_other_origins(text: str) -> None:
    assert grammar.translate(text, EN, RU) == ()


@pytest.mark.parametrize(
    ("phrase", "form"),
    [("научный центр", "m"), ("прокуратура", "f"), ("сеть", "f"), ("агентство", "n"), ("предприятие", "n"),
     ("вооружённые силы", "pn"), ("театр оперы и балета", "m"), ("дом культуры", "m"), ("управление", "n")],
)  # fmt: skip
def test_gender_of_russian_heads(phrase: str, form: str) -> None:
    assert grammar.gender(phrase) == form


@pytest.mark.parametrize("table", ["heads.tsv", "modifiers.tsv"])
def test_every_row_serves_all_directions(table: str) -> None:
    for word in grammar.table(table):
        assert word.vi and word.en, word
        assert word.ru or fields.field_part(word.vi[0], VI, "") or word.vi[0] == "Phim", word


def test_abbreviations_are_written_out() -> None:
    assert parts.written_out("UBND TP.Huế", VI) == "Ủy ban Nhân dân thành phố Huế"
    found = suggest(Question(VI, EN, Kind.ORG, "UBND tỉnh Nghệ An"), argos=False)
    assert found[0].text in {"Nghe An Provincial People's Committee", "People's Committee of Nghe An Province"}


@pytest.mark.parametrize(
    ("text", "source", "common"),
    [
        ("Dairy Products", EN, True),
        ("Red Square", EN, True),
        ("Rosneft", EN, False),
        ("Vinamilk", EN, False),
        ("Phát triển Mới", VI, True),
        ("Army Games", VI, True),
        ("Bạch Mai", VI, False),
        ("Народная армия", RU, True),
        ("Лукойл", RU, False),
    ],
)
def test_words_of_the_dictionary_are_no_names(text: str, source: Lang, common: bool) -> None:
    assert parts.is_commonplace(text, source) is common


@pytest.mark.parametrize(
    ("source", "kind", "text"),
    [
        (EN, Kind.EVENT, "Your pain in my heart"),
        (EN, Kind.EVENT, "Two Rivers, One Song"),
        (VI, Kind.EVENT, "Carnaval Hạ Long"),
        (EN, Kind.ORG, "Arctic Tiger Happiness"),
        (EN, Kind.PLACE, "Old Market Street"),
    ],
)
def test_what_means_something_is_spelt_only_as_a_last_resort(source: Lang, kind: Kind, text: str) -> None:
    found = suggest(Question(source, RU, kind, text), argos=False)
    assert found
    assert all(s.score < 0.1 for s in found if s.origin is Origin.TRANSCRIPTION), found


WORDS = "Viện Quốc gia Nga National Bank of и России Центр науки tỉnh «X» , -"


@given(st.lists(st.sampled_from(WORDS.split()), max_size=9))
def test_any_row_of_words_is_read_without_error(words: list[str]) -> None:
    for source in Lang:
        for target in Lang:
            if source is not target:
                for text, score, trace in grammar.translate(" ".join(words), source, target):
                    assert text and 0 < score <= 1 and trace


# Institutions inside others, adjectives that a head or a country asks for, teams and schools.
INSIDE = [
    (Lang.RU, Lang.VI, "Институт физики РАН", "Viện Vật lý Viện Hàn lâm Khoa học Nga"),
    (Lang.RU, Lang.EN, "Институт физики РАН", "Institute of Physics of the Russian Academy of Sciences"),
    (Lang.VI, Lang.EN, "Quỹ Phát triển Thể thao Việt Nam", "Vietnam Sports Development Fund"),
    (Lang.RU, Lang.VI, "Институт развития образования", "Viện Phát triển Giáo dục"),
    (Lang.VI, Lang.RU, "Trung tâm Bảo tồn Di sản Văn hóa", "Центр сохранения культурного наследия"),
    (Lang.EN, Lang.RU, "State Duma Committee on Energy", "Комитет Государственной думы по энергетике"),
    (Lang.RU, Lang.VI, "Комитет Государственной думы по энергетике", "Ủy ban Năng lượng Duma Quốc gia"),
    (Lang.EN, Lang.VI, "Youth Union of the Ministry of Public Security", "Đoàn Thanh niên Bộ Công an"),
    (Lang.VI, Lang.RU, "Đoàn Thanh niên Bộ Y tế", "Союз молодёжи Министерства здравоохранения"),
    (Lang.RU, Lang.VI, "Пермский государственный медицинский университет", "Đại học Y khoa Quốc gia Perm"),
    (Lang.VI, Lang.EN, "Đội tuyển bóng chuyền nữ quốc gia Việt Nam", "Vietnam women's national volleyball team"),
    (Lang.RU, Lang.EN, "Сборная Таиланда по футболу", "Thailand national football team"),
    (Lang.VI, Lang.RU, "Trường Tiểu học Nguyễn Du", "Начальная школа имени Нгуен Зу"),
    (Lang.RU, Lang.VI, "77-й авиационный полк", "Trung đoàn Không quân 77"),
]


@pytest.mark.parametrize(("source", "target", "text", "wanted"), INSIDE)
def test_institutions_inside_others_teams_and_schools(source: Lang, target: Lang, text: str, wanted: str) -> None:
    found = suggest(Question(source, target, Kind.ORG, text), argos=False)
    assert folded(wanted) in [folded(s.text) for s in found[:3]]
