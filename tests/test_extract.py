"""Articles to mentions: passages, crumbs, invisible signs, known names, consistency, bad input."""

# ruff: noqa: E501

import random
import subprocess
import sys
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary.extract import explain, extract, records
from glossary.known import Known
from glossary.model import Article, Kind, Lang, Mention
from glossary.text import guess_lang, nfc
from glossary.view import view


def article(text: str, name: str = "a.txt") -> Article:
    return Article(name, nfc(text), guess_lang(nfc(text)))


def found(text: str, *known: Known) -> dict[str, Kind]:
    return {mention.text: mention.kind for mention in extract(article(text), known)}


def sound(text: str, mentions: list[Mention]) -> None:
    """Spans are in order, apart, inside the text, and say what they cover."""
    last = 0
    for mention in mentions:
        assert last <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end] == mention.text
        last = mention.end


THREE_LANGUAGES = [
    (
        "Mr. Tran Quoc Bao visited Kazan on Monday with officials of the Ministry of Health.",
        {"Tran Quoc Bao": Kind.PERSON, "Kazan": Kind.PLACE, "Ministry of Health": Kind.ORG},
        Lang.EN,
    ),
    (
        "Ông Trần Quốc Bảo đã đến thăm thành phố Đà Nẵng cùng đoàn cán bộ của Bộ Y tế vào hôm thứ Hai.",
        {"Trần Quốc Bảo": Kind.PERSON, "Đà Nẵng": Kind.PLACE, "Bộ Y tế": Kind.ORG},
        Lang.VI,
    ),
    (
        "В понедельник Чан Куок Бао вместе с сотрудниками Министерства здравоохранения посетил Казань.",
        {"Чан Куок Бао": Kind.PERSON, "Министерства здравоохранения": Kind.ORG, "Казань": Kind.PLACE},
        Lang.RU,
    ),
]


@pytest.mark.parametrize(("text", "wanted", "lang"), THREE_LANGUAGES)
def test_each_language_has_its_finder(text: str, wanted: dict[str, Kind], lang: Lang) -> None:
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert {m.text: m.kind for m in mentions} == wanted
    assert {m.lang for m in mentions} == {lang}
    assert all(m.rule for m in mentions)


def test_an_article_of_three_languages() -> None:
    text = "\n\n".join(text for text, _, _ in THREE_LANGUAGES)
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert {m.text: m.kind for m in mentions} == {k: v for _, wanted, _ in THREE_LANGUAGES for k, v in wanted.items()}


def test_a_russian_mention_has_its_nominative_as_form() -> None:
    mentions = extract(
        article("Посол встретился с Чан Куок Бао в Казани и поехал в Хабаровск вместе с Сергеем Лавровым.")
    )
    assert {m.text: m.form for m in mentions}["Казани"] == "Казань"
    assert {m.text: m.form for m in mentions}["Сергеем Лавровым"] == "Сергей Лавров"


def test_crumbs_of_a_page_are_no_text_but_captions_are() -> None:
    text = "Kazan opens a bridge\n4711 kazan bridge opening\nMr. Tran Quoc Bao came to Kazan. (Photo: VOV)\nPhiên bản di động"
    mentions = extract(article(text))
    slug = range(text.index("4711"), text.index("Mr."))
    assert not [m for m in mentions if m.start in slug]
    assert [m.text for m in mentions if m.text == "VOV"]
    assert not [m for m in mentions if "Phiên" in m.text]


INVISIBLE = [
    ("Mr. Tran\u200b Quoc\u200b Bao came to Ka\u00adzan.", "Tran\u200b Quoc\u200b Bao", "Tran Quoc Bao"),
    ("\ufeffTran Quoc Bao came to Ka\u00adzan on Monday.", "Ka\u00adzan", "Kazan"),
    (
        "The \u202aRussian\u202c Academy of Sciences spoke.",
        "Russian\u202c Academy of Sciences",
        "Russian Academy of Sciences",
    ),
]


@pytest.mark.parametrize(("text", "surface", "form"), INVISIBLE)
def test_invisible_signs_inside_a_name(text: str, surface: str, form: str) -> None:
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert {m.text: m.form for m in mentions}[surface] == form


BROKEN = [
    ("Премьер В\u00a0ьетнама прибыл в М оскву.", {"В\u00a0ьетнама": "Вьетнам", "М оскву": "Москва"}),
    ("ГЛАВА В ЬЕТНАМА ПРИБЫЛ В КАЗАНЬ", {"В ЬЕТНАМА": "Вьетнам", "КАЗАНЬ": "Казань"}),
    ("Он приехал из Вьет-\nнама вчера.", {"Вьет-\nнама": "Вьетнам"}),
    (
        "Фам\u200bМинь\u200bТинь прибыл в Ха\u00adной.",
        {"Фам\u200bМинь\u200bТинь": "Фам Минь Тинь", "Ха\u00adной": "Ханой"},
    ),
    ("Делегация приехала в Mоcкву.", {"Mоcкву": "Москва"}),
    ("Х А Н О Й – визит делегации", {"Х А Н О Й": "Ханой"}),
    ("Ông đến thăm V iệt Nam và Hà Nộ i hôm qua.", {"V iệt Nam": "Việt Nam", "Hà Nộ i": "Hà Nội"}),
    ("Cầu ở Đà N ẵng và cảng Hải Ph òng đã mở.", {"Đà N ẵng": "Đà Nẵng", "Hải Ph òng": "Hải Phòng"}),
    ("Tổng thống thăm Vi ệt Nam và Bộ Ngo ại giao.", {"Vi ệt Nam": "Việt Nam", "Bộ Ngo ại giao": "Bộ Ngoại giao"}),
    ("Ông Ng uyễn Văn Hùng đến H à Nội.", {"Ng uyễn Văn Hùng": "Nguyễn Văn Hùng", "H à Nội": "Hà Nội"}),
    ("Встретились с Влади\u200bмиром Пу\u00adтиным.", {"Влади\u200bмиром Пу\u00adтиным": "Владимир Путин"}),
    ("The V ietnam delegation came to H anoi on Monday.", {"V ietnam": "Vietnam", "H anoi": "Hanoi"}),
]


@pytest.mark.parametrize(("text", "wanted"), BROKEN)
def test_a_broken_name_is_found_whole(text: str, wanted: dict[str, str]) -> None:
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert {m.text: m.form for m in mentions} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "I ran to go home. To go there is hard.",
        "Loại C an toàn, khối A và B ở đây. Tại Hà ăn uống.",
        "В олимпийском саду. И русло.",
    ],
)
def test_words_of_their_own_are_not_joined(text: str) -> None:
    assert view(text).text == text


DAMAGED = [
    ("Ha\0noi is a city. He came to Ha\ud800noi and to Kazan.", ["Kazan"]),
    ("Mr. Vladi\ud800mir Putin came to Kazan. Mr. Igor\0 Petrov spoke.", ["Kazan"]),
    ("Ông Nguyễn\ud800 Văn Nam thăm Huế. Ông Nguy\ufffdn Văn Nam về.", ["Huế"]),
    ("Он приехал из Моск\0вы и встретил Пу\ufffdина в Казани.", ["Казани"]),
    ("He came to Kazan\x0cHue is a city\x1dKazan too.", ["Kazan", "Hue", "Kazan"]),
]


@pytest.mark.parametrize(("text", "names"), DAMAGED)
def test_a_damaged_name_leaves_no_halves(text: str, names: list[str]) -> None:
    """A letter was lost in it or a strange sign came into it: nobody knows what it was; names beside it are found."""
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert [mention.text for mention in mentions] == names


def test_a_terminal_escape_beside_a_name() -> None:
    assert "Kazan" in found("He came to \x1b[31mKazan\x1b[0m on Monday, said Tran Quoc Bao.")


def test_a_known_name_is_found_wherever_it_stands() -> None:
    text = "People say that brightwater helps. Lake Brightwater is cold."
    assert "Lake Brightwater" in found(text, Known("Lake Brightwater", Kind.PLACE))
    russian = "Все говорят о Синем Доме. К Синему Дому идут."
    mentions = extract(article(russian), [Known("Синий Дом", Kind.ORG)])
    assert [(m.text, m.kind, m.form) for m in mentions] == [
        ("Синем Доме", Kind.ORG, "Синий Дом"),
        ("Синему Дому", Kind.ORG, "Синий Дом"),
    ]


def test_a_known_name_wins_over_the_finder_and_keeps_its_kind() -> None:
    text = "Mr. Tran Quoc Bao came to Kazan on Monday."
    assert found(text, Known("Kazan", Kind.ORG))["Kazan"] is Kind.ORG


def test_a_known_name_needs_its_marks_and_its_capitals() -> None:
    assert "hoa" not in found("bông hoa rất đẹp và rất thơm trong vườn nhà bà ngoại", Known("Hoa", Kind.PERSON))
    assert found("Bà Hòa đã về nhà từ hôm qua rồi mà.", Known("Hoa", Kind.PLACE)) == {"Hòa": Kind.PERSON}
    assert found("Все жили в Дальнем.", Known("Дальний", Kind.ORG)) == {"Дальнем": Kind.ORG}
    assert "дальнем" not in found("Все жили в дальнем лесу.", Known("Дальний", Kind.ORG))


ONE_WORD_TWO_THINGS = [
    ("Bà Nga cảm ơn Nga. Bà Nga về nhà, bà Nga kể.", ["PERSON", "PLACE", "PERSON", "PERSON"]),
    ("Chị Mỹ sống ở Mỹ. Chị Mỹ viết thư, chị Mỹ vui.", ["PERSON", "PLACE", "PERSON", "PERSON"]),
    ("Ông Anh bay sang Anh. Ông Anh nói, ông Anh cười.", ["PERSON", "PLACE", "PERSON", "PERSON"]),
]


@pytest.mark.parametrize(("text", "kinds"), ONE_WORD_TWO_THINGS)
def test_a_single_word_may_be_two_things_in_one_article(text: str, kinds: list[str]) -> None:
    assert [str(mention.kind) for mention in extract(article(text))] == kinds


def test_a_rejected_name_is_left_alone_and_explained() -> None:
    text = "Mr. Tran Quoc Bao came to Kazan on Monday."
    assert "Kazan" not in found(text, Known("Kazan", None))
    assert any("rejected" in line and "Kazan" in line for line in explain(article(text), [Known("Kazan", None)]))


def test_explanation_names_rule_kind_and_span() -> None:
    text = "Mr. Tran Quoc Bao came to Kazan on Monday."
    lines = list(explain(article(text)))
    assert any("“Tran Quoc Bao”" in line and "PERSON" in line and "4–17" in line for line in lines)
    assert any("“Kazan”" in line and "PLACE" in line for line in lines)


def test_records_give_one_concept_over_all_files() -> None:
    rows = list(records([article(text, f"{i}.txt") for i, (text, _, _) in enumerate(THREE_LANGUAGES)]))
    assert set(rows[0]) == {"article", "lang", "start", "end", "text", "kind", "concept", "rule"}
    concepts: dict[str, set[object]] = {}
    for row in rows:
        concepts.setdefault(str(row["concept"]), set()).add(row["article"])
    bao = {str(row["concept"]) for row in rows if row["kind"] == "PERSON"}
    assert len(bao) == 1
    assert concepts[bao.pop()] == {"0.txt", "1.txt", "2.txt"}


def test_an_earlier_article_joins_what_a_later_one_explains() -> None:
    acronym = "The KLFX wrote to Tran Quoc Bao. The KLFX paid."
    full = "The Kazan Lake Foundation (KLFX) wrote. The Kazan Lake Foundation paid Tran Quoc Bao."
    known = [row for row in records([article(acronym, "1"), article(full, "2")]) if "KLFX" in str(row["text"])]
    assert len({row["concept"] for row in known}) == 1


BAD = {
    "empty": "",
    "spaces": " \n\t" * 100,
    "a line without a space": "x" * 1_000_000,
    "emoji": "🙂🙃" * 5000,
    "Chinese": "北京市人民政府发表声明。" * 500,
    "numbers": "1 234,5 67-89\n" * 500,
    "lone surrogates": "Mr. Tran \ud800 Quoc \udfff Bao came to Kazan.",
    "controls": "\x00\x01\x1b[2J[bold][/x]Kazan\x07",
    "single letters": "A B C D " * 2000,
    "quotes and brackets": '«“"(([[' * 2000,
    "combining marks": "a" + "\u0301" * 5000,
    "capitals": "MR. TRAN QUOC BAO CAME TO KAZAN ON MONDAY WITH THE MINISTRY OF HEALTH. " * 20,
    "no capitals": "mr. tran quoc bao came to kazan on monday with the ministry of health. " * 20,
    "split syllables": "V iệt N am và N ga ký k ết th ỏa th uận ở H à N ội",
}


@pytest.mark.parametrize("text", BAD.values(), ids=BAD.keys())
def test_bad_input_does_no_harm(text: str) -> None:
    mentions = extract(article(text))
    sound(nfc(text), mentions)
    assert all(len(m.text) <= 250 and m.text.isprintable() for m in mentions)


NOISE = [
    "empty",
    "spaces",
    "a line without a space",
    "emoji",
    "Chinese",
    "numbers",
    "single letters",
    "quotes and brackets",
]


@pytest.mark.parametrize("name", NOISE)
def test_nothing_is_invented_from_noise(name: str) -> None:
    assert extract(article(BAD[name])) == []


def test_only_sure_names_are_found_without_capitals() -> None:
    assert {(m.text, m.kind) for m in extract(article(BAD["no capitals"]))} == {
        ("tran quoc bao", Kind.PERSON),
        ("kazan", Kind.PLACE),
    }


def random_words(alphabet: str) -> str:
    """Two thousand words of random letters, the same every time."""
    dice = random.Random(3)
    return " ".join("".join(dice.choices(alphabet, k=dice.randint(2, 9))) for _ in range(2000))


LATIN, CYRILLIC = "abcdefghijklmnopqrstuvwxyz", "абвгдежзийклмнопрстуфхцчшщъыьэюя"


@pytest.mark.parametrize(
    "alphabet", [LATIN, LATIN.upper(), LATIN + LATIN.upper(), CYRILLIC, CYRILLIC + CYRILLIC.upper()]
)
def test_random_letters_make_hardly_a_name(alphabet: str) -> None:
    """A few random words look like names to anybody; not one in a hundred may."""
    text = random_words(alphabet)
    mentions = extract(article(text))
    sound(text, mentions)
    assert len(mentions) < 20


@pytest.mark.parametrize(
    ("text", "lost"),
    [
        ("Орден Ленина и крейсер «Аврора» стоят в Москве.", "Аврора"),
        ("Chủ tịch nước nói tiếng Việt ở Hà Nội với các bạn.", "Việt"),
    ],
)
def test_what_a_finder_refuses_is_explained(text: str, lost: str) -> None:
    assert any("dropped" in line and f"“{lost}”" in line for line in explain(article(text)))


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from(list('AaBбВв .,()"«»-–\n\u200b\u00adĐđạ1Nguyen')), max_size=80))
def test_any_text_gives_sound_spans(text: str) -> None:
    item = article(text)
    sound(item.text, extract(item))


NAMES_WITHOUT_END = {
    Lang.EN: "Putin Hanoi Moscow Nguyen Van Nam ",
    Lang.VI: "Tô Lâm Hà Nội Bộ Giáo dục Nguyễn Văn Nam ",
    Lang.RU: "Путин Ханой Москва Нгуен Ван Нам ",
}


@pytest.mark.parametrize("lang", NAMES_WITHOUT_END, ids=str)
def test_a_line_of_names_without_end_needs_no_more_memory_than_articles(lang: Lang) -> None:
    """The whole program with its models stays below 400 MB, in a process of its own."""
    pytest.importorskip("resource", reason="Windows does not count a process's memory so")
    code = f"""
import pathlib, re, resource, sys
from glossary.extract import extract
from glossary.model import Article, Lang
extract(Article("a.txt", {NAMES_WITHOUT_END[lang]!r} * 3000, Lang({str(lang)!r})))
status = pathlib.Path("/proc/self/status")  # what getrusage says on Linux begins with the memory of the parent
if status.exists():
    print(int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) // 1024)
else:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024 * 1024 if sys.platform == "darwin" else 1024))
"""
    done = subprocess.run([sys.executable, "-"], input=code, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 400


@pytest.mark.parametrize("text", [text for text, _, _ in THREE_LANGUAGES])
def test_time_is_linear_in_the_length(text: str) -> None:
    def seconds(times: int) -> float:
        start = time.process_time()
        extract(article((text + "\n") * times))
        return time.process_time() - start

    seconds(5)
    # A square would be 64 times; the rest is for a busy machine.
    assert min(seconds(320), seconds(320)) < 24 * seconds(40) + 1
