"""Text: sentences, languages, passages and crumbs as tables a linguist can read; time linear on hostile input."""

from __future__ import annotations

import time
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.model import Lang
from glossary.resources import SEEDS
from glossary.text import (
    crumbs,
    form_lang,
    guess_lang,
    is_syllable,
    nfc,
    passages,
    printable,
    rows,
    sentence_around,
    sentences,
)

# ---- sentences: a bar stands where one ends ----------------------------------------
SENTENCES = [
    "He met Mr. Tan in St. Louis.| They left on Jan. 5.",
    "The U.S. President spoke.| V. Ivanov and A. S. Pushkin listened.",
    "It rose 3.5 percent to 1.2 million.| No. 7 was last.",
    "“We will come back.”| She closed the door.",
    "“Will you?” he asked.| “No!” she said.",
    "Is it over?!| Yes… it is.| Perhaps…| Who knows?",
    "Lt. Gen. Phan Van Giang and Prof. Dr. Ngo Bao Chau came.| Both spoke.",
    "Ông sinh tại TP. Vinh năm 1960.| Bà là GS. Nguyễn Thị Lan.",
    "PGS. TS. Trần Văn Bình phát biểu.| Hội nghị diễn ra tại Q. Ba Đình.",
    "Chiều 5.9, đoàn rời Huế.| Đoàn sẽ trở lại.",
    "Он родился в г. Казани на ул. Баумана.| Потом переехал.",
    "В 1968 г. Нгуен Ван Тхо учился у акад. Келдыша.| Он вернулся домой.",
    "А. С. Пушкин жил в с. Михайловском.| Там и писал.",
    "«Мы придём».| Он ушёл.",
    "Цена выросла на 5,3%.| Это много.",
    "First line without a stop|\nSecond line",
    "One.|\n\nTwo|\nthree.",
    "HANOI — The minister left.| — VNS",
    "e.g. the mayor of Hue vs. Da Nang",
    "He works for Petrolimex Co. Ltd in Hanoi.",
]


@pytest.mark.parametrize("marked", SENTENCES)
def test_sentences(marked: str) -> None:
    wanted = [part.strip() for part in marked.split("|")]
    text = marked.replace("|", "")
    assert [text[a:b] for a, b in sentences(text)] == wanted


@given(st.text(alphabet=st.sampled_from('aБĐé.!?… \n"”»(5')))
def test_sentences_cover_all_that_is_not_white(text: str) -> None:
    spans = list(sentences(text))
    assert all(a < b for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    kept = "".join(text[a:b] for a, b in spans)
    assert "".join(kept.split()) == "".join(text.split())


def test_the_sentence_around_a_name_is_not_too_wide() -> None:
    text = "word " * 500 + "Hà Nội " + "word " * 500
    start = text.index("Hà")
    a, b = sentence_around(text, start, start + 6)
    assert a <= start < start + 6 <= b
    assert b - a <= 420


# ---- languages ----------------------------------------
@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("The president met Nguyễn Xuân Phúc and Trương Thị Mai in Đà Nẵng on Monday.", "en"),
        ("Chủ tịch nước tiếp Đại sứ Pháp tại Phủ Chủ tịch.", "vi"),
        ("CHỦ TỊCH NƯỚC TIẾP ĐẠI SỨ PHÁP", "vi"),
        ("Президент принял посла.", "ru"),
        ("Посол принял делегацию PetroVietnam и Zarubezhneft в Ханое.", "ru"),
        ("MINISTER OPENS BRIDGE IN CAN THO", "en"),
        ("Thu tuong da den tham nhung nguoi dan cua tinh va tang qua cho cac chau trong nam hoc moi.", "vi"),
        ("A café and a résumé are all it takes.", "en"),
        ("", "en"),
        ("12345 67890", "en"),
        ("🇻🇳🇷🇺", "en"),
        (unicodedata.normalize("NFD", "Chủ tịch nước tiếp Đại sứ Pháp tại Phủ Chủ tịch."), "vi"),
    ],
)
def test_guess_lang(text: str, lang: str) -> None:
    assert guess_lang(text) is Lang(lang)


@pytest.mark.parametrize(
    ("form", "passage", "lang"),
    [
        ("Казань", "en", "ru"),
        ("Đà Lạt", "en", "vi"),
        ("Đà Lạt", "ru", "vi"),
        ("Hà Nam", "en", "vi"),
        ("Lê Hoàn", "en", "vi"),
        ("São Paulo", "en", "en"),
        ("José Martí", "en", "en"),
        ("Côte d'Ivoire", "en", "en"),
        ("Gazprom", "ru", "en"),
        ("Gazprom", "vi", "vi"),
        ("Ha Noi", "en", "en"),
        ("Xê-un", "vi", "vi"),
        (unicodedata.normalize("NFD", "Đà Lạt"), "en", "vi"),
    ],
)
def test_form_lang(form: str, passage: str, lang: str) -> None:
    assert form_lang(form, Lang(passage)) is Lang(lang)


@pytest.mark.parametrize(
    "word",
    [
        "Nguyễn",
        "Thuỷ",
        "Thủy",
        "Quỳnh",
        "giếng",
        "gì",
        "Khuyến",
        "Quốc",
        "Nghiêm",
        "Huế",
        "Yên",
        "Ý",
        "Mượn",
        "Buôn",
        "Đắk",
        "Kon",
        "Hoà",
        "Hòa",
        "Chuông",
        "xoèn",
        "Uyên",
    ],
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize(
    "word", ["Paulo", "René", "Müller", "Zürich", "fjord", "strength", "Việtt", "Ngễ", "qn", "ầ́", "Москва", "x1"]
)
def test_no_syllables(word: str) -> None:
    assert not is_syllable(word)


# ---- passages ----------------------------------------
@pytest.mark.parametrize(
    "parts",
    [
        [
            ("en", "The mayor read from it: "),
            ("vi", "“Chúng tôi đã chờ đợi ngày này từ lâu”"),
            ("en", ", and sat down.\n"),
        ],
        [
            ("vi", "Hội nghị khai mạc sáng nay.\n"),
            ("ru", "Конференция открылась сегодня утром.\n"),
            ("vi", "Đại biểu vỗ tay.\n"),
        ],
        [
            ("ru", "Он ответил по-английски: "),
            ("en", "«We have been here before and we will be here again»"),
            ("ru", ".\n"),
        ],
        [("en", "A quote “Nhân Dân” is only a name, and so it stays in the sentence.\n")],
        [("en", "The first line is in English and so is the title.\n\nTrần Đại Nghĩa\n")],
        [("ru", "Компания открыла завод.\n"), ("en", "Vietsovpetro\n"), ("ru", "Завод работает.")],
        [("vi", "Phim “Đất nước đứng lên” được chiếu lại ở Hà Nội.")],
        # words without marks that English has too (to, can, the) prove no English
        [("vi", "Doan da den tham cac thanh pho.\nNguoi dan can the va to khai de ve nuoc theo con tau nay.\n")],
    ],
    ids=lambda parts: parts[0][1][:20],
)
def test_passages(parts: list[tuple[str, str]]) -> None:
    text = "".join(part for _, part in parts)
    assert [(str(lang), text[a:b]) for a, b, lang in passages(text)] == parts


@given(st.text(alphabet=st.sampled_from('aжệ thecủavà “”«»"\n.')))
def test_passages_cover_the_text(text: str) -> None:
    assert "".join(text[a:b] for a, b, _ in passages(text)) == text


# ---- crumbs: what stands between ⟦ ⟧ ----------------------------------------
CRUMBS = [
    "Hanoi hosts a fair.\n⟦3391 hanoi trade fair⟧\nVisitors at the fair (Photo: Tuoi Tre)\n",
    "⟦hanoi hosts autumn trade fair⟧ Hanoi hosts autumn trade fair",
    "⟦whos afraid of the mekong delta floods⟧ Who’s afraid of the Mekong Delta floods?",
    "⟦bo truong tham kazan va ufa⟧ Bộ trưởng thăm Kazan và Ufa",
    "⟦posol vetnama posetil kazan⟧ Посол Вьетнама посетил Казань",
    "⟦15 countries sign trade pact⟧ 15 countries sign trade pact",
    "⟦Phiên bản di động⟧HÀ NỘI — Đoàn đã đến.",
    "⟦PHIÊN BẢN DI ĐỘNG⟧Đoàn đã đến.",
    "Đoàn đã đến.\n⟦Phiên bản di động⟧",
    "⟦Мобильная версия⟧КАЗАНЬ, 5 мая.",
    "The talks went on.⟦Read more⟧",
    "⟦Read more:⟧ Lam Dong opens new road",
    "⟦Xem thêm:⟧ Lâm Đồng mở đường mới",
    "⟦Читайте также:⟧ В Казани открылся завод",
    "⟦Share⟧\n⟦Facebook | Twitter | Zalo⟧\nHanoi is calm.",
    "⟦Chia sẻ lên Facebook⟧\n⟦Bình luận⟧\nHuế mưa lớn.",
    "⟦Поделиться⟧\n⟦Подписывайтесь на наш канал в Telegram⟧\nВ Казани дождь.",
    "⟦1,204 views⟧\n⟦Follow us on Google News⟧\nRain in Hue.",
    "⟦hue-rain-2021.jpg⟧\nRain in Hue (Photo: VNA)",
    "⟦ha long bay cruise ship⟧\nA cruise ship on Ha Long Bay.",
    "See ⟦https://hue.example.vn/tin-tuc⟧, or write to ⟦desk@hue.example.vn⟧.",
    "(Photo: VOV)",
    "HÀ NỘI — Quốc hội họp.",
    "It closed on Friday. — VNS",
    "Ảnh: TTXVN",
    "Фото: РИА Новости",
    "iPhone maker comes to Bac Ninh",
    "the ministry said and the Ministry of Health agreed",
    "Theo dõi bão trên Biển Đông",
    "The committee outlined its views",
    "Related parties signed it in Hanoi",
    "this line is wrapped by a mail program and\nruns on in small letters without a stop\nThe End",
    "Read More Books is a fair in Hanoi",
    "In the beginning",
    "no capitals anywhere here\nno names either",
]


@pytest.mark.parametrize("marked", CRUMBS)
def test_crumbs(marked: str) -> None:
    text = marked.replace("⟦", "").replace("⟧", "")
    wanted = [part.split("⟧")[0] for part in marked.split("⟦")[1:]]
    assert [text[a:b] for a, b in crumbs(text)] == wanted


@given(st.text(alphabet=st.sampled_from("ab1 A-\n:.Readmo@x/ж")))
def test_crumbs_are_in_order(text: str) -> None:
    spans = crumbs(text)
    assert all(0 <= a < b <= len(text) for a, b in spans)
    assert all(left[1] <= right[0] for left, right in pairwise(spans))


# ---- hostile input ----------------------------------------
HOSTILE = {
    "one word": "a",
    "capitals": "A",
    "stops": ".",
    "stop and space": ". ",
    "quotes": "“",
    "closing quotes": "»",
    "slug": "a ",
    "slug lines": "ab cd ef\n",
    "line breaks": "\n",
    "spaces": " ",
    "emoji": "🇻🇳",
    "zero width": "\u200b",
    "at signs": "a@",
    "dots in a name": "a.",
    "marks": "\u0301\u0323",
    "addresses": "www.",
    "crumbs": "Share ",
    "wild": "Share on ",
    "dates": "5 ",
    "Vietnamese": "ệ",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_is_linear(piece: str) -> None:
    text = piece * (400_000 // len(piece))
    began = time.process_time()
    text = nfc(text)
    list(sentences(text))
    crumbs(text)
    passages(text)
    printable(text)
    assert time.process_time() - began < 4


def test_printable_drops_what_a_terminal_would_obey() -> None:
    assert printable("a\x1b[31mb\u202ec\u200bd\ud800") == "a[31mbcd"


# ---- the tables --------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", ["crumbs.tsv", "abbreviations.tsv", "function_words.tsv", "old_encodings.tsv"])
def test_tables_are_composed_and_say_nothing_twice(name: str) -> None:
    found = [tuple(row) for row in rows(name)]
    assert all(nfc(cell) == cell == cell.strip() for row in found for cell in row)
    assert len(set(found)) == len(found)
    assert len({len(row) for row in found}) == 1


def test_the_crumbs_of_a_scraped_article() -> None:
    text = (SEEDS / "2020-06-18-vietnam-russia-webinar.txt").read_text(encoding="utf-8")
    found = [text[a:b] for a, b in crumbs(text)]
    assert found[-1] == "Phiên bản di động"
    assert len([crumb for crumb in found if crumb.islower()]) == 10
    assert len(found) == 11
