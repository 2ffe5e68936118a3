"""Names between the languages by rule, as tables a linguist can read."""

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.lang import foreign_back, syllable, transcribe
from glossary.model import Kind, Lang, Question
from glossary.suggest import transcription

PERSONS_VI_RU = """
Nguyễn Thị Minh Khai | Нгуен Тхи Минь Кхай
Trương Vĩnh Ký       | Чыонг Винь Ки
Hoàng Văn Thụ        | Хоанг Ван Тху
Đoàn Giỏi            | Доан Зой
Phùng Khắc Khoan     | Фунг Кхак Кхоан
Nhâm Mạnh Dũng       | Ням Мань Зунг
Quách Thị Lan        | Куать Тхи Лан
Lê Quý Đôn           | Ле Куи Дон
Tạ Quang Bửu         | Та Куанг Быу
Nguyễn Bỉnh Khiêm    | Нгуен Бинь Кхием
Ưng Hoàng Phúc       | Ынг Хоанг Фук
Ngô Thì Nhậm         | Нго Тхи Ням
Yết Kiêu             | Йет Киеу
Hồ Chí Minh          | Хо Ши Мин
"""

PLACES_VI_RU = """
Quảng Nam            | Куангнам
Tiền Giang           | Тьензянг
Bà Rịa – Vũng Tàu    | Бариа-Вунгтау
Hồ Chí Minh          | Хошимин
Hải Phòng            | Хайфон
Nha Trang            | Нячанг
Tây Ninh             | Тэйнинь
Phú Yên              | Фуйен
Điện Biên Phủ        | Дьенбьенфу
Lai Châu             | Лайтяу
Gia Lai              | Зялай
Thừa Thiên Huế       | Тхыатхьен-Хюэ
"""

RU_EN = """
Юрий Гагарин             | Yury Gagarin
Пётр Столыпин            | Pyotr Stolypin
Лев Толстой              | Leo Tolstoy
Евгений Онегин           | Yevgeny Onegin
Дмитрий Менделеев        | Dmitry Mendeleev
Наталья Поклонская       | Natalya Poklonskaya
Щербинин                 | Shcherbinin
Николай Рыжков           | Nikolay Ryzhkov
Соловьёв                 | Solovyov
Хрущёв                   | Khrushchev
Сергей Степанович Чахотин| Sergey Stepanovich Chakhotin
"""

EN_RU = """
Yevgeny Primakov      | Евгений Примаков
Georgy Zhukov         | Георгий Жуков
Andrei Gromyko        | Андрей Громыко
Valentina Tereshkova  | Валентина Терешкова
Nikolai Ryzhkov       | Николай Рыжков
Ilya Shcherbinin      | Илья Щербинин
Leonid Melnikov       | Леонид Мельников
"""


LISTED_EN_RU = """
Candy Lee             | Кэнди Ли
John Smith            | Джон Смит
Sarah Johnson         | Сара Джонсон
Michael Brown         | Майкл Браун
Emily Clark           | Эмили Кларк
Jennifer Lawrence     | Дженнифер Лоуренс
David Lee             | Дэвид Ли
Robert Wilson         | Роберт Уилсон
Grace Walker          | Грейс Уокер
Matthew Hall          | Мэтью Холл
Rebecca Williams      | Ребекка Уильямс
Joshua Wright         | Джошуа Райт
Amy Hughes            | Эми Хьюз
Kevin Young           | Кевин Янг
Martin Baker          | Мартин Бейкер
Justin Franklin       | Джастин Франклин
George W. Bush        | Джордж У. Буш
Donald J. Trump       | Дональд Дж. Трамп
Sean O'Brien          | Шон О’Брайен
Colin McGregor        | Колин Макгрегор
Marie Dupont          | Мари Дюпон
Jean-Luc Moreau       | Жан-Люк Моро
François Lefèvre      | Франсуа Лефевр
Hans Müller           | Ханс Мюллер
Jürgen Schneider      | Юрген Шнайдер
Ursula von der Leyen  | Урсула фон дер Ляйен
Carlos Hernández      | Карлос Эрнандес
Javier Gonzalez       | Хавьер Гонсалес
Giulia Rossi          | Джулия Росси
Giuseppe Conte        | Джузеппе Конте
Krzysztof Kowalski    | Кшиштоф Ковальский
Robert Lewandowski    | Роберт Левандовский
Rahul Sharma          | Рахул Шарма
Priya Gupta           | Прия Гупта
Kenji Tanaka          | Кэндзи Танака
Michael Kim           | Майкл Ким
Grace Choi            | Грейс Чхве
Candy Nguyen          | Кэнди Нгуен
"""

RULED_EN_RU = """
Kimberly Hartwell     | Кимберли Хартвелл
Bradley Whitmore      | Брэдли Уитмор
Joshua Kettering      | Джошуа Кеттеринг
Megan Thorne          | Меган Торн
Hannah Blackwood      | Ханна Блэквуд
Grace Ashworth        | Грейс Эшуорт
Olivia Pritchard      | Оливия Притчард
Simon Wakefield       | Саймон Уэйкефилд
Emma Crowley          | Эмма Кроули
Oliver Kingsford      | Оливер Кингсфорд
Lucy Greenwood        | Люси Гринвуд
Tom Huntington        | Том Хантингтон
Jack Chesterton       | Джек Честертон
Amy Snowfield         | Эми Сноуфилд
Kevin Mooney          | Кевин Муни
Megan Sherwood        | Меган Шервуд
Jason Knightley       | Джейсон Найтли
Rachel Tyndall        | Рейчел Тиндалл
Hans Brückner         | Ханс Брюкнер
Wolfgang Eisenbach    | Вольфганг Айзенбах
Carlos Benítez        | Карлос Бенитес
Giulia Bertolucci     | Джулия Бертолуччи
Pierre Lavoisier      | Пьер Лавуазье
Mateusz Borkowski     | Матеуш Борковский
Rahul Chaudhary       | Рахул Чаудхари
Kenji Morimoto        | Кэндзи Моримото
"""

EASTERN_EN_RU = """
Wang Xiaoming         | Ван Сяомин
Zhang Wei             | Чжан Вэй
Liu Jianguo           | Лю Цзяньго
Zhao Chang'an         | Чжао Чанъань
Chen Lihua            | Чэнь Лихуа
Park Geun-hye         | Пак Кын Хе
Lee Jae-won           | Ли Чжэ Вон
Choi Min-ho           | Чхве Мин Хо
"""

MIXED_EN_RU = """
Oleg Lee              | Олег Ли
Michael Gorbunov      | Майкл Горбунов
Nikita Struve         | Никита Струве
Robert Yunusov        | Роберт Юнусов
David Tukhmanov       | Давид Тухманов
Emmanuelle Pelletier  | Эммануэль Пеллетье
Tanaka Naoko          | Танака Наоко
Martin Zakharchenko   | Мартин Захарченко
"""


def table(text: str) -> list[tuple[str, str]]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return [(left.strip(), right.strip()) for left, right in rows]


def texts(found: Iterable[transcribe.Rendering]) -> list[str]:
    """Spellings without their weights and traces."""
    return [r.text for r in found]


@pytest.mark.parametrize(("vi", "ru"), table(PERSONS_VI_RU))
def test_vietnamese_persons_in_russian(vi: str, ru: str) -> None:
    assert texts(transcribe.vi_to_ru_traced(vi))[0] == ru


@pytest.mark.parametrize(("vi", "ru"), table(PLACES_VI_RU))
def test_vietnamese_places_in_russian_are_one_word(vi: str, ru: str) -> None:
    assert texts(transcribe.vi_to_ru_traced(vi, Kind.PLACE))[0] == ru


@pytest.mark.parametrize(("ru", "en"), table(RU_EN))
def test_russian_names_in_english(ru: str, en: str) -> None:
    assert texts(transcribe.ru_to_en_traced(ru))[0] == en


@pytest.mark.parametrize(("en", "ru"), table(EN_RU))
def test_russian_names_back_from_latin_letters(en: str, ru: str) -> None:
    found = [text.replace("ё", "е") for text in texts(transcribe.en_to_ru_traced(en))]
    assert found[0] == ru.replace("ё", "е")


@pytest.mark.parametrize(("en", "ru"), [("Morstroy", "Морстрой"), ("Gidrostroy", "Гидрострой"), ("Altay", "Алтай")])
def test_y_behind_a_vowel_is_short(en: str, ru: str) -> None:
    assert texts(transcribe.en_to_ru_traced(en, Kind.ORG))[0] == ru


def score(name: str) -> float:
    """What the translator is shown beside the first answer that the rules give."""
    return transcription.propose(Question(Lang.EN, Lang.RU, Kind.PERSON, name))[0].score


@pytest.mark.parametrize(("en", "ru"), table(LISTED_EN_RU))
def test_foreign_names_of_the_tables_are_sure(en: str, ru: str) -> None:
    first = transcribe.en_to_ru_traced(en)[0]
    assert first.text == ru
    assert "as the press spells these names" in first.trace
    assert score(en) >= 0.9


@pytest.mark.parametrize(("en", "ru"), table(RULED_EN_RU))
def test_foreign_names_made_by_rule_are_half_sure(en: str, ru: str) -> None:
    first = transcribe.en_to_ru_traced(en)[0]
    assert first.text == ru
    assert "practical transcription" in first.trace
    assert 0.4 <= score(en) <= 0.6


@pytest.mark.parametrize(("en", "ru"), table(EASTERN_EN_RU))
def test_chinese_and_korean_names(en: str, ru: str) -> None:
    first = transcribe.en_to_ru_traced(en)[0]
    assert first.text == ru
    assert "Palladius" in first.trace or "Kontsevich" in first.trace
    assert score(en) < 0.9


@pytest.mark.parametrize(("en", "ru"), table(MIXED_EN_RU))
def test_russian_and_foreign_names_side_by_side(en: str, ru: str) -> None:
    assert texts(transcribe.en_to_ru_traced(en))[0] == ru


@pytest.mark.parametrize("name", ["Oleg Surbaru", "Tamaku Bolidora", "Gelimar"])
def test_a_name_of_no_known_language_is_unsure(name: str) -> None:
    assert 0 < score(name) < 0.85


@pytest.mark.parametrize(("en", "ru"), table(EN_RU))
def test_russian_names_stay_sure(en: str, ru: str) -> None:
    assert "back from Latin letters" in transcribe.en_to_ru_traced(en)[0].trace
    assert score(en) >= 0.9


@pytest.mark.parametrize(
    ("vi", "variants"),
    [
        ("Chí", {"Ти", "Чи", "Тьи"}),
        ("Sơn", {"Шон", "Сон"}),
        ("Hiền", {"Хиен", "Хьен"}),
        ("Giang", {"Зянг", "Жанг"}),
        ("Huy", {"Хюи", "Хуи"}),
        ("Duy", {"Зюи", "Зуи", "Зуй"}),
        ("Lịch", {"Лить", "Лич"}),
    ],
)
def test_competing_spellings_of_the_press_follow(vi: str, variants: set[str]) -> None:
    assert variants <= set(texts(transcribe.vi_to_ru_traced(vi))[:4])


def test_a_trace_tells_every_syllable() -> None:
    first = transcribe.vi_to_ru_traced("Nguyễn Phú Trọng")[0]
    assert first.trace == "Nguyễn→Нгуен Phú→Фу Trọng→Чонг (practical transcription 1973)"


@pytest.mark.parametrize(
    ("vi", "kind", "en"),
    [
        ("Võ Thị Sáu", Kind.PERSON, "Vo Thi Sau"),
        ("Hà Nội", Kind.PLACE, "Hanoi"),
        ("Đồng Tháp", Kind.PLACE, "Dong Thap"),
        ("Biển Đông", Kind.PLACE, "East Sea"),
    ],
)
def test_vietnamese_names_in_english(vi: str, kind: Kind, en: str) -> None:
    assert texts(transcribe.vi_to_en_traced(vi, kind))[0] == en


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Nguyễn Văn Hùng", True),
        ("Nguyen Van Hung", True),
        ("Hà", True),
        ("Vladimir Putin", False),
        ("Maria Zakharova", False),
        ("Нгуен", False),
        ("", False),
    ],
)
def test_vietnamese_names_are_recognised(name: str, expected: bool) -> None:
    assert transcribe.is_vietnamese(name) is expected


@pytest.mark.parametrize(("ru", "vi"), [("Путин", "Pu-tin"), ("Лавров", "La-vrốp"), ("Калинин", "Ka-li-nin")])
def test_the_older_phonetic_form(ru: str, vi: str) -> None:
    assert transcribe.phonetic_form(ru) == vi.replace("Ka", "Ca")


def test_decomposed_text_is_the_same_name() -> None:
    import unicodedata

    decomposed = unicodedata.normalize("NFD", "Đặng Thùy Trâm")
    assert texts(transcribe.vi_to_ru_traced(decomposed)) == texts(transcribe.vi_to_ru_traced("Đặng Thùy Trâm"))


@given(st.lists(st.sampled_from(sorted(syllable.inventory())), min_size=1, max_size=4))
def test_every_known_syllable_comes_back_from_cyrillic(words: list[str]) -> None:
    for word in words:
        for text, _ in syllable.to_russian(word):
            assert word in {found for found, _ in syllable.by_russian()[text]}


@given(st.text(max_size=40))
def test_any_text_is_survived(text: str) -> None:
    for kind in (Kind.PERSON, Kind.PLACE):
        texts(transcribe.vi_to_ru_traced(text, kind))
        texts(transcribe.ru_to_en_traced(text, kind))
        texts(transcribe.en_to_ru_traced(text, kind))
        transcribe.phonetic_form(text)


@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=14))
def test_romanisation_leaves_no_cyrillic(word: str) -> None:
    assert texts(transcribe.ru_to_en_traced(word))[0].isascii()


@pytest.mark.parametrize(
    ("latin", "russian"),
    [
        ("Komsomolsk-on-Amur", "Комсомольск-на-Амуре"),
        ("Rostov-on-Don", "Ростов-на-Дону"),
        ("Nizhny Tagil", "Нижний Тагил"),
        ("Tyumen", "Тюмень"),
        ("Oryol", "Орёл"),
        ("Kemerovo", "Кемерово"),
    ],
)
def test_towns_of_russia(latin: str, russian: str) -> None:
    assert transcribe.en_to_ru_traced(latin, Kind.PLACE)[0].text == russian


@pytest.mark.parametrize(
    ("name", "kind", "russian"),
    [
        ("Đại Phát Group", Kind.ORG, "Дай Фат"),
        ("An Phat Holdings", Kind.ORG, "Ан Фат"),
        ("Tháp Bà Ponagar", Kind.PLACE, "Тхап Ба"),
    ],
)
def test_the_vietnamese_words_of_a_mixed_name(name: str, kind: Kind, russian: str) -> None:
    assert transcribe.en_to_ru_traced(name, kind)[0].text.startswith(russian)


def test_numbers_are_kept() -> None:
    assert transcribe.vi_to_ru_traced("Ninh Thuận 1", Kind.PLACE)[0].text == "Ниньтхуан-1"


def test_initials() -> None:
    assert transcribe.ru_to_en_traced("Ю. А. Гагарин")[0].text == "Yu. A. Gagarin"
    assert [r.text for r in transcribe.ru_to_en_traced("Е. В. Королькова")][:2] == [
        "E. V. Korolkova",
        "Ye. V. Korolkova",
    ]


@pytest.mark.parametrize("name", ["Nguyen Thi Xoan", "Tran Van Khuynh"])
def test_a_surname_makes_rare_syllables_vietnamese(name: str) -> None:
    assert transcribe.is_vietnamese(name)


# Persons of third countries back from Russian: by tables, by the systems of the East, and by letters.
BACK_RU_EN = """
Стивен Спилберг    | Stephen Spielberg
Джон Маккейн       | John McCain
Виктор Гюго        | Victor Hugo
Адам Смит          | Adam Smith
Чэнь Минчжи        | Chen Mingzhi
Ли Кэцян           | Li Keqiang
Чжан Вэйцян        | Zhang Weiqiang
Пак Кын Хе         | Park Geun-hye
Мун Чжэ Ин         | Moon Jae-in
Фумио Кисида       | Fumio Kishida
Хироси Такэмура    | Hiroshi Takemura
Дзюнъитиро Коидзуми | Junichiro Koizumi
Сигэру Исиба       | Shigeru Ishiba
"""


@pytest.mark.parametrize(("ru", "en"), table(BACK_RU_EN))
@pytest.mark.parametrize("target", [Lang.EN, Lang.VI])
def test_foreign_names_back_from_russian(ru: str, en: str, target: Lang) -> None:
    assert transcription.propose(Question(Lang.RU, target, Kind.PERSON, ru))[0].text == en


@pytest.mark.parametrize("name", ["Мария Иванова", "Никол Пашинян", "Ильхам Алиев", "Роман Абрамович", "Анна Ахматова"])
def test_russian_names_and_those_of_neighbours_are_not_taken_for_foreign(name: str) -> None:
    assert foreign_back.read(tuple(name.split())) is None


def test_an_unknown_foreign_name_is_spelt_and_unsure() -> None:
    first = transcription.propose(Question(Lang.RU, Lang.EN, Kind.PERSON, "Сомчхай Бунпратхуп"))[0]
    assert first.text == "Somchhai Bunprathup"
    assert first.score < 0.6


THIRD_COUNTRIES = [
    ("Ахмед аль-Масри", "Ahmed al-Masri"),
    ("Фатима аз-Захрани", "Fatima al-Zahrani"),
    ("Анджей Вольский", "Andrzej Wolski"),
    ("Ли Дон Хён", "Lee Dong-hyeon"),
]


@pytest.mark.parametrize(("russian", "latin"), THIRD_COUNTRIES)
def test_arabs_poles_and_koreans_back_in_their_spelling(russian: str, latin: str) -> None:
    reading = foreign_back.read(tuple(russian.split()))
    assert reading is not None
    assert " ".join(choices[0][0] for choices in reading.parts) == latin


def test_no_russian_word_has_a_hard_y_before_a_vowel() -> None:
    assert transcribe.en_to_ru_traced("Byalynitsky")[0].text == "Бялыницкий"
    assert transcribe.en_to_ru_traced("Yaroslavskoye", Kind.PLACE)[0].text == "Ярославское"
