"""Institutions put together from their parts, both ways among three languages."""

import pytest

from glossary.model import Kind, Lang, Origin, Question
from glossary.suggest import cases, composition, numbers, suggest

# vi | en | ru: each asked for from each; the answer must be among the first three.
INSTITUTIONS = """
Bộ Thông tin và Truyền thông | Ministry of Information and Communications | Министерство информации и коммуникаций
Bộ Quốc phòng Lào | Lao Ministry of Defence | Министерство обороны Лаоса
Bộ Ngoại giao Nga | Russian Ministry of Foreign Affairs | Министерство иностранных дел России
Bộ Nông nghiệp Belarus | Belarusian Ministry of Agriculture | Министерство сельского хозяйства Беларуси
Quốc hội Campuchia | National Assembly of Cambodia | Национальное собрание Камбоджи
Tòa án nhân dân tối cao Việt Nam | Supreme People's Court of Vietnam | Верховный народный суд Вьетнама
Đảng Cộng sản Cuba | Communist Party of Cuba | Коммунистическая партия Кубы
Hội Hữu nghị Việt Nam - Mông Cổ | Vietnam-Mongolia Friendship Association | Общество вьетнамско-монгольской дружбы
Hội Hữu nghị Việt - Pháp | Vietnam-France Friendship Association | Общество вьетнамско-французской дружбы
Liên đoàn Bóng chuyền Việt Nam | Vietnam Volleyball Federation | Федерация волейбола Вьетнама
Liên đoàn Cờ Việt Nam | Vietnam Chess Federation | Федерация шахмат Вьетнама
Viện Hàn lâm Khoa học Belarus | Belarusian Academy of Sciences | Белорусская академия наук
Đại sứ quán Nhật Bản tại Hà Nội | Embassy of Japan in Hanoi | Посольство Японии в Ханое
Tổng Lãnh sự quán Lào tại Đà Nẵng | Consulate General of Laos in Da Nang | Генеральное консульство Лаоса в Дананге
Đại học Luật Hà Nội | Hanoi Law University | Ханойский юридический университет
Ngân hàng Trung ương Kazakhstan | Central Bank of Kazakhstan | Центральный банк Казахстана
Hội đồng Doanh nghiệp Việt Nam - Belarus | Vietnam-Belarus Business Council | Вьетнамско-белорусский деловой совет
Sở Du lịch Đà Nẵng | Da Nang Department of Tourism | Департамент туризма Дананга
Ủy ban Nhân dân tỉnh Quảng Nam | People's Committee of Quang Nam Province | Народный комитет провинции Куангнам
Viện Khảo cổ học | Institute of Archaeology | Институт археологии
Bộ Văn hóa và Thể thao Kazakhstan | Kazakh Ministry of Culture and Sports | Министерство культуры и спорта Казахстана
"""


def rows() -> list[tuple[str, str, str]]:
    lines = [[cell.strip() for cell in line.split("|")] for line in INSTITUTIONS.strip().splitlines()]
    return [(vi, en, ru) for vi, en, ru in lines]


DIRECTIONS = [(a, b) for a in range(3) for b in range(3) if a != b]
LANGS = (Lang.VI, Lang.EN, Lang.RU)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
@pytest.mark.parametrize(("source", "target"), DIRECTIONS, ids=lambda i: LANGS[i].value)
def test_an_institution_in_every_direction(row: tuple[str, str, str], source: int, target: int) -> None:
    found = [text for text, _, _ in composition.translate(row[source], LANGS[source], LANGS[target])]
    assert row[target] in found[:3]


def test_the_trace_names_the_parts() -> None:
    _, _, trace = composition.translate("Sở Du lịch Đà Nẵng", Lang.VI, Lang.RU)[0]
    assert "Du lịch → туризма" in trace and "Đà Nẵng → Дананга" in trace


def test_the_trace_names_what_no_table_knows() -> None:
    _, score, trace = composition.translate("Tập đoàn Xyzzy", Lang.VI, Lang.EN)[0]
    assert "not in the tables: Xyzzy" in trace
    assert score < 0.5


@pytest.mark.parametrize("text", ["", "Xyzzy", "họp báo thường kỳ", "в понедельник", "and of the"])
def test_what_is_no_institution_is_not_composed(text: str) -> None:
    assert composition.translate(text, Lang.VI, Lang.EN) == ()


def test_the_full_name_of_a_country_answers_the_full_name() -> None:
    found = [t for t, _, _ in composition.translate("Bộ Tư pháp Liên bang Nga", Lang.VI, Lang.EN)]
    assert found[0] == "Ministry of Justice of the Russian Federation"


def test_forms_used_of_vietnam_only() -> None:
    of_laos = [t for t, _, _ in composition.translate("Bộ Nội vụ Lào", Lang.VI, Lang.EN)]
    bare = [t for t, _, _ in composition.translate("Bộ Nội vụ", Lang.VI, Lang.EN)]
    assert bare[0] == "Ministry of Home Affairs"
    assert "Home Affairs" not in of_laos[0]


@pytest.mark.parametrize(
    ("name", "case", "expected"),
    [
        ("Ханой", "gen", "Ханоя"),
        ("Дананг", "loc", "Дананге"),
        ("Хюэ", "gen", "Хюэ"),
        ("Москва", "gen", "Москвы"),
        ("Россия", "loc", "России"),
        ("Кханьхоа", "gen", "Кханьхоа"),
        ("Нижний Новгород", "loc", "Нижнем Новгороде"),
        ("Ростов-на-Дону", "loc", "Ростове-на-Дону"),
        ("Российская Федерация", "loc", "Российской Федерации"),
        ("США", "gen", "США"),
    ],
)
def test_russian_cases(name: str, case: str, expected: str) -> None:
    assert cases.russian_case(name, case) == expected


@pytest.mark.parametrize(
    ("name", "genitive"),
    [
        ("Хо Ши Мин", "Хо Ши Мина"),
        ("Александр Пушкин", "Александра Пушкина"),
        ("Николай Римский-Корсаков", "Николая Римского-Корсакова"),
        ("Во Тхи Шау", "Во Тхи Шау"),
    ],
)
def test_people_in_the_genitive(name: str, genitive: str) -> None:
    assert cases.russian_case(name, "gen", Kind.PERSON) == genitive


@pytest.mark.parametrize(
    ("text", "source", "target", "expected"),
    [
        ("Nhạc viện Quốc gia Saint Petersburg mang tên Rimsky-Korsakov", "vi", "ru",
         "Санкт-Петербургская государственная консерватория имени Н. А. Римского-Корсакова"),
        ("Вьетнамский музей этнографии", "ru", "en", "Vietnam Museum of Ethnology"),
        ("Sở Du lịch Khánh Hòa", "vi", "ru", "Департамент туризма Кханьхоа"),
    ],
)  # fmt: skip
def test_names_honoured_countries_and_cases(text: str, source: str, target: str, expected: str) -> None:
    found = suggest(Question(Lang(source), Lang(target), Kind.ORG, text), argos=False)
    assert expected in [s.text for s in found[:3]]


@pytest.mark.parametrize(
    ("adjective", "form", "expected"),
    [
        ("российский", "f", "российская"),
        ("вьетнамский", "fg", "вьетнамской"),
        ("тверской", "n", "тверское"),
        ("торгово-промышленный", "pg", "торгово-промышленных"),
        ("вьетнамский", "comb", "вьетнамско"),
    ],
)
def test_russian_adjectives(adjective: str, form: str, expected: str) -> None:
    assert cases.declined(adjective, form) == expected


@pytest.mark.parametrize(
    ("source", "target", "text", "wanted"),
    [
        (Lang.VI, Lang.EN, "Hội nghị Cấp cao ASEAN lần thứ 43", "43rd ASEAN Summit"),
        (Lang.EN, Lang.RU, "12th National Party Congress", "XII съезд партии"),
        (Lang.RU, Lang.VI, "XI съезд партии", "Đại hội đại biểu toàn quốc lần thứ XI của Đảng"),
        (Lang.EN, Lang.VI, "29th SEA Games", "SEA Games 29"),
        (Lang.VI, Lang.RU, "Ngày Văn hóa Lào tại Hà Nội", "Дни лаосской культуры в Ханое"),
        (Lang.RU, Lang.EN, "Чемпионат мира по волейболу", "World Volleyball Championship"),
    ],
)
def test_events_with_numbers_and_places(source: Lang, target: Lang, text: str, wanted: str) -> None:
    assert wanted in [found for found, _, _ in composition.translate(text, source, target)[:3]]


@pytest.mark.parametrize(
    ("number", "figures"), [(1, "I"), (4, "IV"), (9, "IX"), (13, "XIII"), (29, "XXIX"), (49, "XXXXIX")]
)
def test_roman_figures(number: int, figures: str) -> None:
    assert numbers.roman(number) == figures.replace("XXXX", "XL")


def test_persons_are_no_compositions() -> None:
    question = Question(Lang.VI, Lang.EN, Kind.PERSON, "Bộ Tài chính")
    assert composition.propose(question) == []


@pytest.mark.parametrize(
    ("source", "target", "text", "wanted"),
    [
        (Lang.VI, Lang.EN, "tỉnh Nghệ An", "Nghe An Province"),
        (Lang.VI, Lang.RU, "tỉnh Nghệ An", "провинция Нгеан"),
        (Lang.RU, Lang.VI, "провинция Нгеан", "tỉnh Nghệ An"),
        (Lang.EN, Lang.VI, "Nghe An province", "tỉnh Nghệ An"),
        (Lang.EN, Lang.RU, "Dau Tieng Lake", "озеро Заутьенг"),
        (Lang.VI, Lang.RU, "sân bay Nội Bài", "аэропорт Нойбай"),
    ],
)
def test_places_with_a_head(source: Lang, target: Lang, text: str, wanted: str) -> None:
    found = composition.propose(Question(source, target, Kind.PLACE, text))
    assert wanted in [s.text for s in found[:3]]


def test_in_vietnam_takes_vo() -> None:
    found = composition.propose(Question(Lang.VI, Lang.RU, Kind.ORG, "Đại sứ quán Lào tại Việt Nam"))
    assert found[0].text == "Посольство Лаоса во Вьетнаме"
    assert found[0].origin is Origin.COMPOSITION


def test_every_template_can_be_filled() -> None:
    """Each slot of each alternative exists in the Vietnamese pattern of its row, and every row has three languages."""
    for template in composition._templates() + composition._templates(composition.PLACES):
        slots = {slot.partition(".")[0] for pattern in template.patterns[Lang.VI] for slot in pattern.slots}
        for lang, patterns in template.patterns.items():
            assert patterns, (template, lang)
            for pattern in patterns:
                assert {slot.partition(".")[0] for slot in pattern.slots} <= slots, pattern.text


@pytest.mark.parametrize(
    ("genitive", "nominative"),
    [
        ("Ханойского университета", "Ханойский университет"),
        ("Краснодарского края", "Краснодарский край"),
        ("Республики Татарстан", "Республика Татарстан"),
        ("Министерства общественной безопасности", "Министерство общественной безопасности"),
        ("Вооружённых сил", "Вооружённые силы"),
        ("Zzz", ""),
    ],
)
def test_a_phrase_out_of_the_genitive(genitive: str, nominative: str) -> None:
    assert cases.phrase_nominative(genitive) == nominative


# What stands around a name is taken off and put back: where it is, its number, the region that owns it.
AROUND = [
    (Lang.VI, Lang.RU, "Trung tâm Văn hóa Việt Nam tại Pháp", "Вьетнамский культурный центр во Франции"),
    (Lang.VI, Lang.EN, "Trung tâm Văn hóa Việt Nam tại Pháp", "Vietnam Cultural Centre in France"),
    (Lang.RU, Lang.VI, "Ассоциация вьетнамских студентов на Кубе", "Hiệp hội Sinh viên Việt Nam tại Cuba"),
    (Lang.VI, Lang.RU, "Lữ đoàn Công binh 229", "229-я инженерная бригада"),
    (Lang.EN, Lang.VI, "175th Artillery Regiment", "Trung đoàn Pháo binh 175"),
    (Lang.VI, Lang.RU, "Hội đồng Lập pháp vùng Krasnodar", "Законодательное собрание Краснодарского края"),
    (Lang.RU, Lang.VI, "Законодательное собрание Калужской области", "Hội đồng Lập pháp tỉnh Kaluga"),
    (Lang.RU, Lang.EN, "Факультет физики Ханойского университета", "Hanoi University's Faculty of Physics"),
    (Lang.EN, Lang.RU, "Hue Veterans' Association", "Общество ветеранов Хюэ"),
    (Lang.EN, Lang.VI, "Nghe An Provincial Women's Union", "Hội Liên hiệp Phụ nữ tỉnh Nghệ An"),
    (Lang.EN, Lang.RU, "Simon Fraser University", "Университет Саймона Фрейзера"),
    (Lang.EN, Lang.RU, "University of Montreal", "Монреальский университет"),
    (Lang.EN, Lang.RU, "McKinsey & Company", "Компания «Маккинси»"),
]


@pytest.mark.parametrize(("source", "target", "text", "wanted"), AROUND)
def test_places_numbers_and_regions_around_a_name(source: Lang, target: Lang, text: str, wanted: str) -> None:
    found = suggest(Question(source, target, Kind.ORG, text), argos=False)
    assert wanted in [s.text for s in found[:3]]


# Places that no table holds, with the word for what they are.
UNLISTED_PLACES = [
    (Lang.RU, Lang.EN, "мост Ратьтьен", "Rach Chien Bridge"),
    (Lang.VI, Lang.RU, "huyện Shebekino", "Шебекинский район"),
    (Lang.RU, Lang.EN, "Шебекинский район", "Shebekino District"),
    (Lang.VI, Lang.RU, "huyện Bảo Thắng", "уезд Баотханг"),
    (Lang.VI, Lang.RU, "khu công nghiệp VSIP Bắc Ninh", "промышленный парк VSIP Бакнинь"),
    (Lang.EN, Lang.RU, "Co Chien River", "река Котьен"),
]


@pytest.mark.parametrize(("source", "target", "text", "wanted"), UNLISTED_PLACES)
def test_places_that_no_table_holds(source: Lang, target: Lang, text: str, wanted: str) -> None:
    assert wanted in [s.text for s in suggest(Question(source, target, Kind.PLACE, text), argos=False)[:3]]


@pytest.mark.parametrize(
    ("source", "target", "kind", "text", "expected"),
    [
        ("vi", "ru", "ORG", "Tiểu đoàn 57", "57-й батальон"),
        ("vi", "ru", "ORG", "Hội đồng Doanh nghiệp Nga - ASEAN", "Деловой совет «Россия–АСЕАН»"),
        ("vi", "ru", "ORG", "Trung tâm Pushkin tại Hà Nội", "Центр Пушкина в Ханое"),
        ("vi", "en", "ORG", "Tổng công ty Xây dựng Thăng Long", "Thang Long Construction Corporation"),
        (
            "vi",
            "ru",
            "ORG",
            "Trường Trung học phổ thông chuyên Hùng Vương",
            "Специализированная школа имени Хунг Выонга",
        ),
        ("vi", "ru", "ORG", "Bộ Nông nghiệp tỉnh Kaluga", "Министерство сельского хозяйства Калужской области"),
        ("en", "ru", "ORG", "Moscow Pushkin Drama Theatre", "Московский драматический театр имени А. С. Пушкина"),
        (
            "ru",
            "en",
            "ORG",
            "Министерство образования Республики Тыва",
            "Ministry of Education of the Republic of Tuva",
        ),
        ("ru", "vi", "ORG", "Школа № 9 имени Гагарина", "Trường số 9 mang tên Gagarin"),
        ("ru", "en", "ORG", "Военно-морские силы Индонезии", "Indonesian Navy"),
        ("vi", "ru", "ORG", "Tập đoàn Năng lượng nguyên tử quốc gia Nga Rosatom", "Росатом"),
        ("vi", "ru", "EVENT", "Diễn đàn Thanh niên Việt - Nga", "Вьетнамско-российский молодёжный форум"),
        ("vi", "ru", "EVENT", "Hiệp định Paris", "Парижское соглашение"),
        ("en", "ru", "ORG", "PowerChina", "PowerChina"),
        ("en", "ru", "ORG", "Institute of Tropical Biology", "Институт тропической биологии"),
        ("vi", "ru", "ORG", "Viện Kiểm sát Quân sự Trung ương", "Центральная военная прокуратура"),
        (
            "vi",
            "ru",
            "ORG",
            "Lãnh sự quán danh dự Việt Nam tại Ulyanovsk",
            "Почётное консульство Вьетнама в Ульяновске",
        ),
        ("vi", "ru", "EVENT", "Năm Hữu nghị Việt - Nga", "Год дружбы Вьетнама и России"),
        ("vi", "ru", "PLACE", "Đèo Hải Vân", "Перевал Хайван"),
        ("ru", "en", "PLACE", "улица Карла Маркса", "Karl Marx Street"),
        ("vi", "ru", "PLACE", "Phố Lenin", "улица Ленина"),
        ("vi", "ru", "PLACE", "Đảo Phú Quý", "остров Фукуи"),
        ("vi", "en", "ORG", "Hội đồng Thẩm phán", "Council of Judges"),
        ("ru", "en", "ORG", "Музей вьетнамской революции", "Museum of Vietnamese Revolution"),
        ("vi", "ru", "ORG", "Bảo tàng Tôn Đức Thắng", "Музей Тон Дык Тханга"),
        ("vi", "ru", "ORG", "Nhà hát Cải lương Trần Hữu Trang", "Театр кайлыонг имени Чан Хыу Чанга"),
        ("vi", "en", "ORG", "Cục Lãnh sự Bộ Ngoại giao", "Consular Department of the Ministry of Foreign Affairs"),
        ("en", "ru", "ORG", "Samara Vietnamese Cultural Centre", "Вьетнамский культурный центр Самары"),
        ("vi", "en", "ORG", "Trường THCS Hùng Vương", "Hung Vuong Secondary School"),
        ("vi", "ru", "PLACE", "Đường Nguyễn Tất Thành", "улица Нгуен Тат Тхань"),
        ("vi", "ru", "PLACE", "Nhà ga Yaroslavsky", "Ярославский вокзал"),
        ("vi", "ru", "PLACE", "Tỉnh Quảng Tây", "провинция Гуанси"),
        ("en", "ru", "PLACE", "Nikolo-Arkhangelskoye Cemetery", "Николо-Архангельское кладбище"),
        ("en", "ru", "PLACE", "Zeya Dam", "плотина Зея"),
        ("ru", "en", "PLACE", "Камранская бухта", "Cam Ranh Bay"),
        ("vi", "ru", "PLACE", "Sun World Hạ Long", "Sun World Hạ Long"),
        ("vi", "ru", "EVENT", "Olympic Hóa học quốc tế lần thứ 57", "57-я международная олимпиада химии"),
        ("vi", "ru", "ORG", "Tập đoàn Hưng Thịnh", "Группа «Хынгтхинь»"),
        ("en", "ru", "ORG", "Army Drama Theatre", "Армейский драматический театр"),
        ("ru", "vi", "ORG", "Вьетнамское издательство «Образование»", "Nhà xuất bản Giáo dục Việt Nam"),
        ("en", "ru", "ORG", "Hoan Kiem District People's Committee", "Народный комитет района Хоанкьем"),
    ],
)
def test_what_an_editor_expects_first(source: str, target: str, kind: str, text: str, expected: str) -> None:
    assert suggest(Question(Lang(source), Lang(target), Kind(kind), text), argos=False)[0].text == expected


@pytest.mark.parametrize("text", ["Коллегия шифровального приказа", "Служба тыловой разведки"])
def test_words_of_the_dictionary_are_not_spelt_among_translated_ones(text: str) -> None:
    found = suggest(Question(Lang.RU, Lang.EN, Kind.ORG, text), argos=False)
    assert all(s.origin is Origin.TRANSCRIPTION or s.score > 0.4 for s in found)
