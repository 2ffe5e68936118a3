"""Would two spellings be one concept? A table a linguist can read: `=` one, `≠` two, `?` two, but worth a look."""

import time

import pytest

from glossary.concepts import compare
from glossary.model import Risk

SAME = """
# case, dashes, spaces, quotation marks, tone placement, invisible signs
ĐỒNG NAI = Đồng Nai
HẢI DƯƠNG = Hải Dương
Thừa Thiên – Huế = Thừa Thiên - Huế
Thừa Thiên-Huế = Thừa Thiên — Huế
Hòa Bình = Hoà Bình
Thúy Vân = Thuý Vân
Nguyễn Thị Thủy = Nguyễn Thị Thuỷ
Nguyễn Xuân Qúy = Nguyễn Xuân Quý
Khánh Hoà = Khánh Hòa
“Nhân Dân” = Nhân Dân
«Известия» = Известия
Viet­nam Airlines = Vietnam Airlines
Kuala Lumpur = KUALA LUMPUR
Сбербанк = СБЕРБАНК
Bắc Kạn = Bắc Kạn
# diacritics
Võ Văn Thưởng = Vo Van Thuong
Lạng Sơn = Lang Son
Lạng Sơn = Langson
Quảng Ngãi = Quangngai
Đà Lạt = Dalat
Buôn Ma Thuột = Buon Ma Thuot
TRẦN THỊ MAI HƯƠNG = Tran Thi Mai Huong
Vũ Đức Đam = Vu Duc Dam
Trương Thị Mai = Truong Thi Mai
Bến Tre = Ben Tre
# Russian letters and cases
Королёв = Королев
Фёдор Бондарчук = Федор Бондарчук
Екатеринбурге = Екатеринбург
Новосибирска = Новосибирск
Мурманском = Мурманск
Сочи = СОЧИ
Хабаровску = Хабаровск
Дмитрием Медведевым = Дмитрий Медведев
Валентине Матвиенко = Валентина Матвиенко
Марии Захаровой = Мария Захарова
Сергея Шойгу = Сергей Шойгу
Юрия Трутнева = Юрий Трутнев
Антоном Силуановым = Антон Силуанов
Анатолию Чубайсу = Анатолий Чубайс
Газпромом = Газпром
Роснефтью = Роснефть
Государственного Эрмитажа = Государственный Эрмитаж
Российской академии наук = Российская академия наук
Комитетом по культуре Санкт-Петербурга = Комитет по культуре Санкт-Петербурга
Министерства здравоохранения Вьетнама = Министерство здравоохранения Вьетнама
Тихоокеанского флота = Тихоокеанский флот
# romanisation
Dmitry Peskov = Dmitri Peskov
Dmitriy Peskov = Dmitry Peskov
Alexei Navalny = Aleksey Navalnyy
Yuri Gagarin = Yury Gagarin
Yevgeny Primakov = Evgeny Primakov
Natalia Poklonskaya = Natalya Poklonskaya
Alexander Novak = Aleksandr Novak
Valery Gergiev = Valeriy Gergiyev
Fyodor Dostoevsky = Fedor Dostoyevsky
Tchaikovsky = Chaikovsky
Rachmaninoff = Rachmaninov
Nikita Khrushchev = Nikita Khruschev
Igor Sechin = Igor Setchin
# between scripts
Пётр Чайковский = Pyotr Tchaikovsky
Валентина Матвиенко = Valentina Matviyenko
Юрий Трутнев = Yury Trutnev
Вячеслава Володина = Vyacheslav Volodin
Марию Захарову = Maria Zakharova
Максим Решетников = Maxim Reshetnikov
Алексеем Лихачёвым = Alexey Likhachev
Андрей Белоусов = Andrei Belousov
Денис Мантуров = Denis Manturov
Чан Дай Куанг = Trần Đại Quang
Чан Дай Куангом = Tran Dai Quang
Нгуен Тхи Ким Нган = Nguyễn Thị Kim Ngân
Во Ван Тхыонг = Võ Văn Thưởng
Нонг Дык Мань = Nông Đức Mạnh
Нгуен Минь Чьет = Nguyễn Minh Triết
Чыонг Тан Шанг = Trương Tấn Sang
Ву Дык Дам = Vũ Đức Đam
Фан Ван Кхай = Phan Văn Khải
Фан Ван Кхая = Phan Văn Khải
Чан Куок Выонг = Trần Quốc Vượng
Нгуен Тан Зунг = Nguyễn Tấn Dũng
Зыонг Тхи Лан = Dương Thị Lan
Ле Тхи Хонг = Lê Thị Hồng
Данг Тхань Тунг = Dang Thanh Tung
# rival Russian spellings of Vietnamese names
Чыонг Тан Шанг = Чыонг Тан Санг
Нгуен Минь Чинь = Нгуен Минь Тинь
Ле Хонг Шон = Ле Хонг Сон
# names of persons in another order, with a patronymic, with initials
Трутнев Юрий Петрович = Юрий Трутнев
Likhachev Alexey Evgenievich = Alexey Likhachev
Мария Владимировна Захарова = Мария Захарова
Dmitry Anatolyevich Medvedev = Dmitry Medvedev
А. Новак = A. Novak
Ивана Петровича Сидорова = Ivan Petrovich Sidorov
Сидоров Иван Петрович = Иваном Петровичем Сидоровым
А.Новак = А. Новак
Новак А. = А. Новак
# spelling of English
Saint Basil's Cathedral = St. Basil's Cathedral
St.Louis = Saint Louis
Organization for Security and Co-operation in Europe = Organisation for Security and Cooperation in Europe
National Defense University = National Defence University
Bolshoi Theater = Bolshoi Theatre
Ministry of Labor = Ministry of Labour
Hanoi Opera Center = Hanoi Opera Centre
# words of institutions in another order
Russian Ministry of Culture = Ministry of Culture of the Russian Federation
Russia's Ministry of Energy = Russian Energy Ministry
Vietnamese Ministry of Health = Ministry of Health of Vietnam
Viet Nam's Ministry of Justice = Vietnamese Justice Ministry
Committee for Tourism of Saint Petersburg = St. Petersburg Tourism Committee
Russian Academy of Sciences Institute of History = Institute of History of the Russian Academy of Sciences
Embassy of Russia in Vietnam = Russian Embassy in Vietnam
Embassy of the Socialist Republic of Vietnam in the Russian Federation = Vietnamese Embassy in Russia
Lao Ministry of Education = Ministry of Education of Laos
31st SEA Games = SEA Games 31
# institutions between languages
Bộ Tài chính Nga = Russian Ministry of Finance
Bộ Ngoại giao Trung Quốc = Chinese Ministry of Foreign Affairs
Bộ Năng lượng Nga = Министерство энергетики России
Министерство юстиции Вьетнама = Vietnamese Ministry of Justice
Министерством культуры РФ = Bộ Văn hóa Liên bang Nga
Посольство России во Вьетнаме = Đại sứ quán Nga tại Việt Nam
Посольства Вьетнама в России = Vietnamese Embassy in Russia
Bộ Quốc phòng Lào = Lao Ministry of National Defence
Минэнерго России = Министерство энергетики Российской Федерации
Минкультуры РФ = Russian Ministry of Culture
Минздравом Вьетнама = Bộ Y tế Việt Nam
# companies with and without their legal form
Лукойл = ПАО «Лукойл»
FPT Corporation = FPT
Sovcomflot = PAO Sovcomflot
Severstal = Severstal PJSC
# compounds and acronyms
Генштаб = Генеральный штаб
Генштабом = Генеральный штаб
Центробанк = Центральный банк
# one slip in a long word
Surgutneftegas = Surgutneftegaz
Tatspirtprom = Tatsiprtprom
# respellings of foreign names, syllable by syllable
Xéc-gây La-vrốp = Сергей Лавров
Vla-đi-mia Xô-cô-lốp = Vladimir Sokolov
Pê-xcốp = Peskov
# titles before a full name
President Tran Quoc Bao = Trần Quốc Bảo
Đại tướng Lê Xuân Bách = Le Xuan Bach
г-н Сидоренко Павел = Павел Сидоренко
# words for what a place or a storm is
sân bay Phú Lộc = Phu Loc Airport
аэропорт Фулок = Phu Loc Airport
sông Bé Con = Be Con River
Typhoon Wutip = bão Wutip
# joined syllables
Фулок = Phú Lộc
Мыонгла = Mường La
# abbreviated words inside a name
UBND TP Hà Nội = Ủy ban nhân dân thành phố Hà Nội
ĐHQG Hà Nội = Đại học Quốc gia Hà Nội
Совбез РФ = Совет безопасности Российской Федерации
# facts of the tables
Sài Gòn = Сайгон
Bà Rịa - Vũng Tàu = Бариа-Вунгтау
Ленинград = Петроград
Nga = Россия
Hoa Kỳ = США
"""

DIFFERENT = """
# full diacritics that differ
Nguyễn Văn Hùng ≠ Nguyễn Văn Hưng
Trần Thị Lan ≠ Trần Thị Lân
Lê Văn Tân ≠ Lê Văn Tấn
Lê Văn Tân ≠ Lê Văn Tần
Phạm Thị Hòa ≠ Phạm Thị Hóa
Hoàng Văn Sơn ≠ Hoàng Văn Sớn
Vũ Thị Hà ≠ Vũ Thị Hạ
Đỗ Minh Đức ≠ Đỗ Minh Dực
Ngô Xuân Lịch ≠ Ngô Xuân Lích
Bùi Văn Cường ≠ Bùi Văn Cương
Hà Nam ≠ Hà Nội
Hải Dương ≠ Hải Dường
Quảng Nam ≠ Quảng Ngãi
Bắc Kạn ≠ Bắc Cạn Sơn
# other persons of the same surname or given name
Nguyễn Phú Trọng ≠ Nguyễn Phú Bình
Lê Đức Anh ≠ Lê Đức Thọ
Trương Mỹ Hoa ≠ Nguyễn Mỹ Hoa
Нгуен Ван Хунг ≠ Нгуен Ван Хынг
Чан Ван Тань ≠ Чан Ван Тан
Ле Минь Чи ≠ Ле Минь Кхой
Нгуен Ван Хынг ≠ Nguyễn Văn Hùng
Чан Дык Лыонг ≠ Trần Đức Long
Сергей Лавров ≠ Сергей Шойгу
Sergey Ivanov ≠ Viktor Ivanov
S. Ivanov ≠ V. Ivanov
Иван Петрович Сидоров ≠ Иван Сергеевич Сидоров
Иван Петрович Сидоров ≠ Ivan Sergeyevich Sidorov
Ivan Petrovich Sidorov ≠ Ivan Ivanovich Sidorov
В. В. Сидоров ≠ В. А. Сидоров
С. Иванов ≠ Виктор Иванов
George W. Bush ≠ George H. W. Bush
Валентин Терешков ≠ Валентина Терешкова
Valentin Tereshkov ≠ Valentina Tereshkova
Александр Иванов ≠ Александра Иванова
Евгений Петров ≠ Евгения Петрова
Мария Захарова ≠ Марина Захарова
Андрей Белоусов ≠ Андрей Белоус
Vladimir Putin ≠ Vladimir Potanin
Dmitry Medvedev ≠ Dmitry Mendeleev
# a person and a place, an institution, a street
Владимир Высоцкий ≠ Владимирская область
Хо Ши Мин ≠ Хошимин
Hồ Chí Minh ≠ TP Hồ Chí Minh
Ho Chi Minh ≠ HCM City
Pushkin ≠ Pushkin Museum
Пушкин ≠ Государственный музей имени Пушкина
Gagarin ≠ Gagarin Cosmonaut Training Center
Lê Quý Đôn ≠ Học viện Kỹ thuật Lê Quý Đôn
Kirov ≠ Kirov region
Vla-đi-mia Xô-cô-lốp ≠ Vladimir Smirnov
Be Con River ≠ Be Con Lake
Tây Hồ ≠ Hồ Tây
REE Corporation ≠ Rio
ВГУ ≠ VGU
Nanning ≠ Nanjing
Báo Lao Động ≠ Báo Người Lao Động
Министерство обороны ≠ Ministry of National Defence
Những ngày Hà Nội tại Moskva ≠ Những ngày Moskva tại Hà Nội
# numbers
Quân khu 5 ≠ Quân khu 7
Military Region 3 ≠ Military Region 4
SEA Games 31 ≠ SEA Games 32
31st SEA Games ≠ SEA Games 33
Россия-24 ≠ Россия-1
Binh đoàn 12 ≠ Binh đoàn 11
# countries
Bộ Quốc phòng Nga ≠ Bộ Quốc phòng Lào
Russian Ministry of Health ≠ Vietnamese Ministry of Health
Ministry of Defence of Belarus ≠ Ministry of Defence of the Russian Federation
Embassy of Vietnam in Laos ≠ Embassy of Laos in Vietnam
Đại sứ quán Việt Nam tại Nga ≠ Đại sứ quán Nga tại Việt Nam
Посольство Вьетнама в России ≠ Посольство России во Вьетнаме
Vietnamese Embassy in Russia ≠ Vietnamese Embassy in China
Hội Hữu nghị Việt – Trung ≠ Hội Hữu nghị Việt – Pháp
Vietnam–Russia Friendship Association ≠ Vietnam–Laos Friendship Association
Vietnam–Russia Friendship Association ≠ Vietnam–Cuba Friendship Association
Общество российско-вьетнамской дружбы ≠ Общество российско-китайской дружбы
Communist Party of Vietnam ≠ Communist Party of China
Iran ≠ Iraq
Niger ≠ Nigeria
Austria ≠ Australia
Slovakia ≠ Slovenia
Guinea ≠ Guinea-Bissau
Korea ≠ North Korea
South Korea ≠ North Korea
Иран ≠ Ирак
Lào ≠ Lào Cai
Nga ≠ Nga Sơn
Nga ≠ Liên bang Nga - ASEAN
Liên bang Nga ≠ Hội đồng Liên bang Nga
Russia ≠ Russia Today
Russia ≠ Belarus
Việt Nam ≠ Vietnam Airlines
# fields
Bộ Y tế ≠ Bộ Tư pháp
Bộ Tài chính ≠ Bộ Tài nguyên và Môi trường
Ministry of Finance ≠ Ministry of Justice
Russian Ministry of Energy ≠ Russian Ministry of Economy
Министерство культуры РФ ≠ Министерство спорта РФ
Минэнерго РФ ≠ Минфин РФ
Bộ Nội vụ ≠ Bộ Ngoại giao
Ministry of Public Security ≠ Ministry of Health
Bộ Ngoại giao Nga ≠ Bộ Tài chính Nga
Ministry of Finance of Russia ≠ Министерство юстиции России
# chapters, parts, containing names
Hội Chữ thập đỏ Việt Nam ≠ Hội Chữ thập đỏ Thành phố Hồ Chí Minh
Vietnam–Russia Friendship Association ≠ Hanoi Vietnam–Russia Friendship Association
Đại học Quốc gia Hà Nội ≠ Đại học Quốc gia TP Hồ Chí Minh
Moscow State University ≠ Saint Petersburg State University
Quốc hội ≠ Ủy ban Đối ngoại Quốc hội
State Duma ≠ State Duma Committee on Defence
Communist Party of Vietnam ≠ Communist Party of Vietnam Central Committee
Gazprom ≠ Gazprom Neft
Газпром ≠ Газпромбанк
Rosatom ≠ Atomstroyexport
Vietcombank ≠ Vietinbank
Techcombank ≠ Vietcombank
Rosneft ≠ Russneft
Transneft ≠ Tatneft
VinFast ≠ Vingroup
Viettel Group ≠ Viettel Cyber Security
Vietnam Airlines ≠ Vietnam Railways
TASS ≠ VASS
VTV ≠ VTC
VOV ≠ VTV
# provinces and cities that sound alike
Tiền Giang ≠ Kiên Giang
Tien Giang ≠ Kien Giang
Bac Giang ≠ Bac Kan
Тьензянг ≠ Кьензянг
Куангнам ≠ Куангнинь
Хабаровск ≠ Хабаровский край
Ninh Bình ≠ Thái Bình
Long An ≠ Nghệ An
Vĩnh Long ≠ Vĩnh Phúc
Hải Phòng ≠ Hải Dương
Krasnodar ≠ Krasnoyarsk
Белгород ≠ Новгород
Новгород ≠ Нижний Новгород
Hội An ≠ Hội
Kazan ≠ Kazakhstan
# events
Great Patriotic War ≠ Patriotic War of 1812
Eastern Economic Forum ≠ St. Petersburg International Economic Forum
World Cup ≠ Asian Cup
White Night ≠ White Knight
"""

DOUBTFUL = """
# the reviewer is asked
Ministry of Culture ? Ministry of Culture of Laos
"""


def pairs(table: str, sign: str) -> list[tuple[str, str]]:
    rows = (line for line in table.strip().splitlines() if line and not line.startswith("#"))
    found = [tuple(part.strip() for part in row.split(sign)) for row in rows]
    assert all(len(pair) == 2 for pair in found)
    return [(pair[0], pair[1]) for pair in found]


@pytest.mark.parametrize(("a", "b"), pairs(SAME, " = "))
def test_one_concept(a: str, b: str) -> None:
    assert compare(a, b).same, compare(a, b)


@pytest.mark.parametrize(("a", "b"), pairs(DIFFERENT, " ≠ "))
def test_two_concepts(a: str, b: str) -> None:
    assert not compare(a, b).same, compare(a, b)


@pytest.mark.parametrize(("a", "b"), pairs(DOUBTFUL, " ? "))
def test_two_concepts_until_somebody_looks(a: str, b: str) -> None:
    verdict = compare(a, b)
    assert not verdict.same
    assert verdict.risk is Risk.DOUBT


@pytest.mark.parametrize(("a", "b"), [*pairs(SAME, " = "), *pairs(DIFFERENT, " ≠ ")])
def test_order_does_not_matter(a: str, b: str) -> None:
    assert compare(a, b) == compare(b, a)


@pytest.mark.parametrize("a", ["", " ", "…", "—", "\u200b", "\ud800", "🙂🙂", "中文", "x" * 5000, "A " * 3000])
def test_noise_is_compared_without_a_crash(a: str) -> None:
    assert not compare(a, "Hà Nội").same
    assert not compare("Hà Nội", a).same


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("A" * 3000, "A " * 3000),
        ("AAAAAAAAAAAAAAAAAAAAAAAAA", "a of and the " * 30 + "A " * 40),
        ("Минминминминмин" * 200, "мин " * 3000),
        ("Ministry of " * 2000, "Bộ " * 2000),
        ("Нгуен " * 1500, "Nguyen " * 1500),
        ("фу" * 2000, "Phu " * 2000),
        ("-" * 50_000 + "а", "\u0301" * 50_000 + "a"),
    ],
)
def test_long_names_are_compared_quickly(a: str, b: str) -> None:
    start = time.process_time()
    compare(a, b)
    assert time.process_time() - start < 2


def test_every_answer_says_why() -> None:
    for a, b in [*pairs(SAME, " = "), *pairs(DIFFERENT, " ≠ ")]:
        verdict = compare(a, b)
        assert verdict.level
        assert verdict.why
