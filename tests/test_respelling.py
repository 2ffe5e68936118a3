"""Foreign names as older Vietnamese books spell them are no Vietnamese syllables: they are read back or guessed."""

from __future__ import annotations

import pytest

from glossary.lang import respelling
from glossary.model import Kind, Lang, Question
from glossary.suggest import suggest

READ = [
    ("Xéc-gây Xôi-gu", "Сергей Шойгу", "Sergey Shoigu"),
    ("Ni-cô-lai Xu-khô-ru-cốp", "Николай Сухоруков", "Nikolay Sukhorukov"),
    ("Mi-khai-in Cu-tu-dốp", "Михаил Кутузов", "Mikhail Kutuzov"),
    ("A-lếch-xây Cô-xư-ghin", "Алексей Косыгин", "Alexey Kosygin"),
    ("Lê-ô-nít Brê-giơ-nép", "Леонид Брежнев", "Leonid Brezhnev"),
    ("Giôn Ken-nơ-đi", "Джон Кеннеди", "John Kennedy"),
    ("Ghê-oóc-ghi Giu-cốp", "Георгий Жуков", "Georgy Zhukov"),
]


@pytest.mark.parametrize(("respelt", "russian", "english"), READ)
def test_a_respelt_name_is_found_among_the_names_we_know(respelt: str, russian: str, english: str) -> None:
    assert respelling.read(respelt, Kind.PERSON)[0].text == russian
    found = suggest(Question(Lang.VI, Lang.EN, Kind.PERSON, respelt), argos=False)
    assert english in [s.text for s in found[:2]]


GUESSED = [("Đơ-rô-bu-sép", "Дробушев"), ("Zư-mô-xki", "Зымоский"), ("Bu-tư-rốc", "Бутырок"), ("Tơ-rốt-xki", "Троцкий")]


@pytest.mark.parametrize(("respelt", "russian"), GUESSED)
def test_others_are_read_by_rule(respelt: str, russian: str) -> None:
    assert respelling.by_rule(respelt) == russian


def test_what_is_guessed_is_no_sure_answer() -> None:
    found = suggest(Question(Lang.VI, Lang.RU, Kind.PERSON, "Zư-vô-tô-nhép Grư-mô-khin"), argos=False)
    assert found and found[0].score < 0.6


@pytest.mark.parametrize("name", ["Bà Rịa-Vũng Tàu", "Nguyễn Phú Trọng", "Kim Jong-un", "Việt-Nga", "Jean-Claude"])
def test_other_hyphens_make_no_respelling(name: str) -> None:
    assert not respelling.is_respelling(name)
