"""Random letters, wrongly decoded text, numbers, dates and menus are no names; odd real names are."""

import random
import string
from collections.abc import Callable

import pytest

from glossary.extract import extract
from glossary.model import Article
from glossary.noise import why_noise
from glossary.text import guess_lang, nfc


def names(text: str) -> list[str]:
    return [mention.text for mention in extract(Article("a.txt", nfc(text), guess_lang(nfc(text))))]


NOISE = [
    ("Asdf Qwer Zxcv Hjkl", "letters without sense"),
    ("AAAA BBBB CCCC", "letters without sense"),
    ("Dôkg Àgđo Uạấâx", "letters without sense"),
    ("Щзхъ Фыва", "letters without sense"),
    ("vÃ Nga", "letters without sense"),
    ("V. XII", "numbers"),
    ("Xiao 河内 Abc", "another script inside"),
    ("Chủ Nhật", "a date"),
    ("Tháng Mười", "a date"),
    ("Monday", "a date"),
    ("Понедельник", "a date"),
    ("Giải Trí Pháp Luật Sức Khỏe", "the menu of a page"),
    ("Service Sign In Register", "the menu of a page"),
    ("Главная О Нас Контакты Войти Регистрация", "the menu of a page"),
]
NAMES = [
    "Wojciech Szczęsny", "Krzysztof Penderecki", "Hjalmar Fjørtoft", "Brno", "Kwame Nkrumah", "U.S.",
    "Ngũgĩ wa Thiong'o", "H'Hen Niê", "Đắk Lắk", "Lê-nin-grát", "UBCKNN", "TP HCM", "Ivan IV", "XII Congress",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Viện Khoa học Công nghệ", "Pháp Luật", "Спорт", "Thu Hai", "Мцхета", "Взморье", "Чжэцзян",
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), NOISE)
def test_noise_is_told_by_its_letters_or_its_words(text: str, why: str) -> None:
    assert why_noise(nfc(text)) == why


@pytest.mark.parametrize("text", NAMES)
def test_odd_names_are_names(text: str) -> None:
    assert why_noise(nfc(text)) == ""


PAGES = [
    "Asdf Qwer Zxcv Hjkl. Fghj Rtyu.",
    "1. 2. 3. IV. V. XII. А. Б. В.",
    "Họp vào Thứ Hai, Chủ Nhật và Tháng Mười. Monday, January, March, Sunday.",
    "Встреча в Понедельник, Январь, Monday и Chủ Nhật.",
    "Home About Us Contact Us Privacy Policy Terms of Service Sign In Register Newsletter Cookie Settings",
    "Trang Chủ Giới Thiệu Liên Hệ Đăng Nhập Đăng Ký Xem Thêm Tin Mới Thời Sự Thể Thao Giải Trí Pháp Luật Sức Khỏe",
    "Главная О Нас Контакты Войти Регистрация Новости Спорт Культура Политика Экономика Читать Далее",
    "Chủ tịch nước họp. Bộ Ngoại giao đến Huế. ".encode().decode("latin-1") * 10,
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_noise_has_no_names(page: str) -> None:
    assert names(page) == []


SETS: dict[str, tuple[str, Callable[[str], str]]] = {
    "small letters": (string.ascii_lowercase, str.capitalize),
    "capitals": (string.ascii_uppercase, str),
    "base64": (string.ascii_letters + string.digits + "+/", str),
    "hexadecimal": ("0123456789ABCDEF", str),
    "Vietnamese letters": ("aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạấầ", str.capitalize),
    "Cyrillic letters": ("абвгдежзийклмнопрстуфхцчшщъыьэюя", str.capitalize),
}


@pytest.mark.parametrize("name", SETS)
def test_random_words_with_capitals_make_hardly_a_name(name: str) -> None:
    """One word in twenty may look like a name to anybody."""
    letters, cased = SETS[name]
    dice = random.Random(3)
    words = [cased("".join(dice.choices(letters, k=dice.randint(3, 9)))) for _ in range(200)]
    assert len(names(" ".join(words))) <= 10
