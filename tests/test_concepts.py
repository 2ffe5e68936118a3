"""Mentions to concepts: articles written for the purpose, names in brackets; which of them are one concept?

`[Le Thi Thanh Ly|PERSON|ly]`: the last part says which mentions belong together.
"""

# ruff: noqa: E501

import re
from collections.abc import Hashable
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from glossary.concepts import Gathered, KnownConcept, MemoryIndex, gather
from glossary.keys import index_keys, lookup_keys
from glossary.model import Article, ConceptStatus, Doubt, Kind, Lang, Mention, TermForm
from glossary.text import form_lang, nfc

GOLD = Path(__file__).parent / "gold"
NAME = re.compile(r"\[([^|\]]+)\|([A-Z]+)\|([^\]]+)\]")


def read(text: str, lang: Lang = Lang.EN, name: str = "a.txt") -> tuple[Article, list[Mention], list[str]]:
    """The article without its brackets, its mentions, and what each is said to be."""
    plain, mentions, concepts, last = "", [], [], 0
    for match in NAME.finditer(nfc(text)):
        plain += nfc(text)[last : match.start()]
        form, kind, concept = match.groups()
        mentions.append(
            Mention(len(plain), len(plain) + len(form), form, Kind(kind), "gold", form_lang(form, lang), "")
        )
        concepts.append(concept)
        plain += form
        last = match.end()
    return Article(name, plain + nfc(text)[last:], lang), mentions, concepts


def gathered(text: str, lang: Lang = Lang.EN, index: MemoryIndex | None = None) -> tuple[Gathered, list[str]]:
    article, mentions, concepts = read(text, lang)
    return gather(article, mentions, index or MemoryIndex()), concepts


ARTICLES = {
    "case and spelling": """
        [HANOI|PLACE|hanoi] - [Ha Noi|PLACE|hanoi] and [Hanoi|PLACE|hanoi] are one, [Hà Nội|PLACE|hanoi] too; [Hà Nam|PLACE|ha-nam]
        and [Hà Giang|PLACE|ha-giang] are not. [Viet Nam|PLACE|vn], [Vietnam|PLACE|vn], [Việt Nam|PLACE|vn].""",
    "given name of a Vietnamese": """
        Ms. [Tran Thi Kim Oanh|PERSON|oanh] met Mr. [Do Duc Hai|PERSON|hai]. [Oanh|PERSON|oanh] thanked Mr. [Hai|PERSON|hai],
        and [Hai|PERSON|hai] thanked Ms. [Oanh|PERSON|oanh].""",
    "the short name comes first": """
        [Tuyet|PERSON|tuyet] wins gold. Runner [Le Thi Tuyet|PERSON|tuyet] was happy; coach [Tran Van Sy|PERSON|sy] wept.""",
    "surname of a European": """
        [Mikhail Petrov|PERSON|petrov] and [Anna Karlsson|PERSON|karlsson] signed. [Petrov|PERSON|petrov] spoke first,
        [Karlsson|PERSON|karlsson] second.""",
    "given name of a European": """
        [Pavel Milyukov|PERSON|pm] played. [Pavel|PERSON|pm] smiled; [Olga Petrova|PERSON|op] and [Olga Orlova|PERSON|oo] sang,
        [Olga|PERSON|o] danced.""",
    "two people with one given name": """
        Minister [Nguyễn Văn Dũng|PERSON|dung1] opened the meeting. [Dũng|PERSON|dung1] spoke of trade. General
        [Trần Tiến Dũng|PERSON|dung2] answered. [Dũng|PERSON|dung2] was brief.""",
    "marks in one place only": """
        [Bùi Thị Nga|PERSON|nga] sang; [Bui Thi Nga|PERSON|nga] danced; [Bùi Thị Ngà|PERSON|nga2] wrote.""",
    "initials": """
        [V. Sidorenko|PERSON|sidorenko] heads the board. [Vasily Sidorenko|PERSON|sidorenko] said so. [M. Sidorenko|PERSON|other] did not.""",
    "initials, then the surname": """
        [V. Sidorenko|PERSON|sidorenko] heads the board. [Sidorenko|PERSON|sidorenko] said so. [T. Maslova|PERSON|maslova] and [Maslova|PERSON|maslova].""",
    "patronymic and order": """
        [Kuznetsov Pavel Andreevich|PERSON|kuznetsov] arrived. [Pavel Kuznetsov|PERSON|kuznetsov] left. [Kuznetsov|PERSON|kuznetsov] slept.""",
    "acronym in brackets and after": """
        The [Vietnam Birdwatchers Association|ORG|vba] ([VBA|ORG|vba]) met the [Asian Rowing Council|ORG|arc] ([ARC|ORG|arc]).
        The [VBA|ORG|vba] agreed with [ARC|ORG|arc].""",
    "acronym of the tail": """
        The [Research Board of the Lake Protection Agency|ORG|board] ([LPA|ORG|lpa]) met in [Hanoi|PLACE|hanoi]. The
        [Lake Protection Agency|ORG|lpa] paid, the [LPA|ORG|lpa] said.""",
    "acronym from another language": """
        The [Lake Institute of Altai|ORG|lia] ([OIA|ORG|lia]) has a library, [OIA|ORG|lia] says.""",
    "an agency in a dateline": """
        [Hanoi|PLACE|hanoi] ([VNA|ORG|vna]) - It rains. - [VNA|ORG|vna]""",
    "a place in brackets is no other name": """
        At [Carnegie Hall|PLACE|carnegie] ([New York|PLACE|ny]) and [Wigmore Hall|PLACE|wigmore] ([London|PLACE|london]).""",
    "word order of institutions": """
        The [Sports Committee of Kazan|ORG|sport] and the [Committee for Sports of Kazan|ORG|sport] differ from the
        [Culture Committee of Kazan|ORG|culture].""",
    "ministries of two countries": """
        The [Russian Ministry of Health|ORG|ru], the [Ministry of Health of Laos|ORG|la], [Russia's Health Ministry|ORG|ru], the
        [Lao Ministry of Health|ORG|la].""",
    "numbers": """
        [Military Region 4|ORG|mr4] and [Military Region 5|ORG|mr5]; [Military Region 4|ORG|mr4] again.""",
    "edition of games": """
        Glory at [SEA Games|EVENT|games]: the [33rd SEA Games|EVENT|games] end; [SEA Games 33|EVENT|games] closed.""",
    "two editions": """
        At the [31st SEA Games|EVENT|31] he lost, at the [32nd SEA Games|EVENT|32] he won.""",
    "company": """
        [Hoa Binh Group|ORG|hb] and [TV Corporation|ORG|tv]: [TV|ORG|tv] grew.""",
    "person and place": """
        [Kirov|PERSON|man] never saw [Kirov|PLACE|town].""",
    "shorter name of an institution": """
        The [Joint Committee for Trade and Investment of Vietnam and Laos|ORG|jc] met. The [Joint Committee|ORG|jc] will meet again.""",
    "part of an institution": """
        The [Military Medical Academy|ORG|academy] has a [Museum of the Military Medical Academy|ORG|museum].""",
}


@pytest.mark.parametrize("text", ARTICLES.values(), ids=ARTICLES.keys())
def test_one_article(text: str) -> None:
    result, wanted = gathered(text)
    check(result.concept_of, wanted, NAME.findall(text))
    assert all(result.reasons)


BESIDE = {
    "a region and its city": (
        Lang.EN,
        """The governor of [Tula|PLACE|region] Oblast flew to [Tula|PLACE|city]. [Tula|PLACE|region] Region sells arms,
        the city of [Tula|PLACE|city] gingerbread. [Nghe An|PLACE|na] province is [Nghe An|PLACE|na].""",
    ),
    "in Vietnamese": (
        Lang.VI,
        """Đoàn tỉnh [Irkutsk|PLACE|region] rời [Irkutsk|PLACE|city] đi tỉnh [Nghệ An|PLACE|na]; [Nghệ An|PLACE|na] đón
        đoàn. Chuyến bay [Nha Trang|PLACE|nt] – Irkutsk, thành phố [Nha Trang|PLACE|nt], điểm cầu [Hà Nội|PLACE|hn], [Hà Nội|PLACE|hn].""",
    ),
    "dams, markets and bridges": (
        Lang.RU,
        """ГЭС «[Хоабинь|PLACE|dam]» стоит у города [Хоабинь|PLACE|town]. Рынок «[Москва|PLACE|market]» далеко от центра,
        [Москва|PLACE|city] велика. Река [Урал|PLACE|river] течёт с гор, где [Урал|PLACE|urals] выше.""",
    ),
}


@pytest.mark.parametrize(("lang", "text"), BESIDE.values(), ids=BESIDE.keys())
def test_the_word_beside_a_place_tells_what_it_is(lang: Lang, text: str) -> None:
    result, wanted = gathered(text, lang)
    check(result.concept_of, wanted, NAME.findall(text))


def test_a_region_named_beside_its_word_is_found_again_and_in_other_languages() -> None:
    index = MemoryIndex()
    articles = [
        ("The governor of [Tula|PLACE|region] Oblast spoke.", Lang.EN),
        ("[Tula|PLACE|city] is old; [Tula|PLACE|region] Region is large.", Lang.EN),
        ("Tỉnh [Tula|PLACE|region] và thành phố [Tula|PLACE|city].", Lang.VI),
        ("[Тульская область|PLACE|region], город [Тула|PLACE|city].", Lang.RU),
    ]
    found: dict[str, set[str]] = {}
    for text, lang in articles:
        article, mentions, wanted = read(text, lang)
        result = gather(article, mentions, index)
        index.add(mentions, result)
        for concept, name in zip(result.concept_of, wanted, strict=True):
            found.setdefault(name, set()).add(concept)
    assert {name: len(ids) for name, ids in found.items()} == {"region": 1, "city": 1}
    assert found["region"] != found["city"]


def check(found: tuple[str, ...] | list[str], wanted: list[str], names: list[tuple[str, str, str]]) -> None:
    for i, j in combinations(range(len(found)), 2):
        assert (found[i] == found[j]) == (wanted[i] == wanted[j]), f"{names[i][0]} / {names[j][0]}"


RUSSIAN = {
    "cases": """
        В [Ханое|PLACE|hanoi] [Сергей Лавров|PERSON|lavrov] встретился с [Фам Минь Тинем|PERSON|chinh]. [Лаврову|PERSON|lavrov]
        понравился [Ханой|PLACE|hanoi]. [Фам Минь Тинь|PERSON|chinh] доволен.""",
    "given name and surname": """
        [Нгуен Ван Минь|PERSON|minh] и [Пётр Кузнецов|PERSON|kuznetsov]. [Кузнецова|PERSON|kuznetsov] и [Миня|PERSON|minh] ждали.""",
    "compound": """
        [Минэнерго России|ORG|me] и [Министерство энергетики РФ|ORG|me], а [Минфин России|ORG|mf] нет.""",
    "own compound after the long name": """
        [Озёрный исследовательский институт|ORG|oi] ([ОИИ|ORG|oi]) открыт. В [ОИИ|ORG|oi] тихо.""",
    "initials, then a case of the surname": """
        Так считает [С. Гордеев|PERSON|he]. С [Гордеевым|PERSON|he] спорит [М. Рыжова|PERSON|she], но [Рыжовой|PERSON|she] не верят.""",
    "woman and man": """
        [Валентин Орлов|PERSON|he] и [Валентина Орлова|PERSON|she] поют.""",
}


@pytest.mark.parametrize("text", RUSSIAN.values(), ids=RUSSIAN.keys())
def test_one_russian_article(text: str) -> None:
    result, wanted = gathered(text, Lang.RU)
    check(result.concept_of, wanted, NAME.findall(text))


VIETNAMESE = {
    "given name": """
        Ông [Lê Hồng Phát|PERSON|phat] và bà [Đỗ Thị Mận|PERSON|man] có mặt. Theo ông [Phát|PERSON|phat], bà [Mận|PERSON|man] đúng.""",
    "full diacritics differ": """
        [Trần Văn Hùng|PERSON|1], [Trần Văn Hưng|PERSON|2], [Trần Văn Hứng|PERSON|3] và [TRẦN VĂN HÙNG|PERSON|1].""",
    "a given name with other marks": """
        [Phạm Thị Hoa|PERSON|1] gặp [Ngô Thị Hòa|PERSON|2]. [Hòa|PERSON|2] cười, [Hoa|PERSON|1] khóc.""",
    "abbreviated head": """
        [Trung tâm Nghiên cứu Sao chổi|ORG|1] và [TTNC Sao chổi|ORG|1].""",
    "Russian in Vietnamese": """
        Ông [Pavel Andreevich Kuznetsov|PERSON|1] đến; ông [Kuznetsov|PERSON|1] nói.""",
}


@pytest.mark.parametrize("text", VIETNAMESE.values(), ids=VIETNAMESE.keys())
def test_one_vietnamese_article(text: str) -> None:
    result, wanted = gathered(text, Lang.VI)
    check(result.concept_of, wanted, NAME.findall(text))


SERIES = [
    (Lang.EN, "[Tran Dinh Phong|PERSON|phong] visits [Kazan|PLACE|kazan] with [V. Sidorov|PERSON|sidorov]. [Phong|PERSON|phong] smiled."),
    (Lang.VI, "Ông [Trần Đình Phong|PERSON|phong] thăm [Kazan|PLACE|kazan]. Bà [Lê Thị Phong|PERSON|other]. Bà [Phong|PERSON|other] về."),
    (Lang.RU, "[Чан Динь Фонг|PERSON|phong] посетил [Казань|PLACE|kazan]. С [Чан Динь Фонгом|PERSON|phong] был [Сидоров|PERSON|s2]."),
    (Lang.EN, "The [Kazan Lake Fund|ORG|fund] ([KLF|ORG|fund]) is new. [Phong|PERSON|phong3] sings."),
    (Lang.EN, "[KLF|ORG|fund] grows."),
]  # fmt: skip


def test_a_series_of_articles_in_three_languages() -> None:
    index = MemoryIndex()
    found: list[str] = []
    wanted: list[str] = []
    names: list[tuple[str, str, str]] = []
    for lang, text in SERIES:
        article, mentions, concepts = read(text, lang)
        result = gather(article, mentions, index)
        index.add(mentions, result)
        found += result.concept_of
        wanted += concepts
        names += NAME.findall(text)
    check([index.final(id_) for id_ in found], wanted, names)


STORIES = {
    "a committee meets": [
        (Lang.EN, """[Hanoi|PLACE|hanoi] ([VNA|ORG|vna]) - The [Vietnam-Russia Lake Research Centre|ORG|centre] ([VRLRC|ORG|centre])
            met its [Coordinating Committee of the Vietnam-Russia Lake Research Centre|ORG|cc] on Friday. Ms. [Le Thi Thanh Ly|PERSON|ly] of the
            [Ministry of Health of Vietnam|ORG|moh] opened the session; Mr. [Pavel Sidorenko|PERSON|sidorenko] spoke for [Russia|PLACE|russia].
            The [Coordinating Committee|ORG|cc] will meet in [Moscow|PLACE|moscow], Ms. [Ly|PERSON|ly] said. [Sidorenko|PERSON|sidorenko] thanked the [VRLRC|ORG|centre]."""),
        (Lang.VI, """[HÀ NỘI|PLACE|hanoi] ([TTXVN|ORG|vna]) - Bà [Lê Thị Thanh Ly|PERSON|ly], đại diện [Bộ Y tế Việt Nam|ORG|moh], và ông [Pavel Sidorenko|PERSON|sidorenko]
            dự họp tại [Hà Nội|PLACE|hanoi]. Bà [Ly|PERSON|ly] cho biết kỳ họp tới diễn ra ở [Mátxcơva|PLACE|moscow], [Liên bang Nga|PLACE|russia].
            [Bộ Y tế|ORG|moh] cảm ơn ông [Sidorenko|PERSON|sidorenko]."""),
        (Lang.RU, """В [Ханое|PLACE|hanoi] прошло заседание. [Ле Тхи Тхань Ли|PERSON|ly] представляла [Министерство здравоохранения Вьетнама|ORG|moh],
            [Павел Андреевич Сидоренко|PERSON|sidorenko] прибыл из [Москвы|PLACE|moscow]. С [Ле Тхи Тхань Ли|PERSON|ly] беседовал
            и посол [России|PLACE|russia]. [Минздрав Вьетнама|ORG|moh] благодарен [Павлу Сидоренко|PERSON|sidorenko]."""),
    ],
    "two ministers": [
        (Lang.EN, """[Vietnamese Ministry of Energy|ORG|vn-me] and the [Russian Ministry of Energy|ORG|ru-me] signed in [Kazan|PLACE|kazan].
            [Do Van Phuc|PERSON|phuc] met [Sergei Tsivilev|PERSON|tsivilev]. [Phuc|PERSON|phuc] and [Tsivilev|PERSON|tsivilev] shook hands."""),
        (Lang.VI, """[Bộ Năng lượng Nga|ORG|ru-me] và [Bộ Năng lượng Việt Nam|ORG|vn-me] ký kết tại [Kazan|PLACE|kazan]. Ông [Đỗ Văn Phúc|PERSON|phuc] gặp ông
            [Sergei Tsivilev|PERSON|tsivilev]; ông [Phúc|PERSON|phuc] hài lòng. Ông [Trần Văn Phục|PERSON|other] vắng mặt."""),
        (Lang.RU, """[Министерство энергетики РФ|ORG|ru-me] ([Минэнерго России|ORG|ru-me]) и [Министерство энергетики Вьетнама|ORG|vn-me] подписали документ в
            [Казани|PLACE|kazan]. [До Ван Фук|PERSON|phuc] встретился с [Сергеем Цивилёвым|PERSON|tsivilev]. [Цивилёву|PERSON|tsivilev] понравилась [Казань|PLACE|kazan]."""),
    ],
    "a concert": [
        (Lang.EN, """The [Saint Petersburg Chamber Orchestra|ORG|orchestra] played at the [Ho Guom Opera House|PLACE|hoguom] in [Hanoi|PLACE|hanoi].
            Conductor [Yuri Grigoriev|PERSON|grigoriev] and pianist [Bui Ngoc Quynh|PERSON|quynh] bowed. [Quynh|PERSON|quynh] wept; [Grigoriev|PERSON|grigoriev] smiled."""),
        (Lang.VI, """Nghệ sĩ [Bùi Ngọc Quỳnh|PERSON|quynh] và nhạc trưởng [Yury Grigoriev|PERSON|grigoriev] biểu diễn tại [Nhà hát Hồ Gươm|PLACE|hoguom],
            [Hà Nội|PLACE|hanoi]. Chị [Quỳnh|PERSON|quynh] xúc động. Khách mời: [Bùi Ngọc Quyên|PERSON|quyen]."""),
        (Lang.RU, """[Санкт-Петербургский камерный оркестр|ORG|orchestra] выступил в [Ханое|PLACE|hanoi]. Дирижёр [Юрий Григорьев|PERSON|grigoriev] и пианистка
            [Буй Нгок Куинь|PERSON|quynh] вышли на поклон. [Ю. Григорьев|PERSON|grigoriev] сказал, что [Ханой|PLACE|hanoi] прекрасен. Публика благодарила [Григорьева|PERSON|grigoriev]."""),
    ],
    "a storm": [
        (Lang.EN, """[Typhoon Matmo|EVENT|matmo] hit [Quang Ninh|PLACE|quangninh] and [Hai Phong|PLACE|haiphong]. The [Vietnam Red Cross Society|ORG|redcross] sent boats.
            The [Hai Phong Red Cross|ORG|hprc] opened a school. [Matmo|EVENT|matmo] weakened over [Guangxi|PLACE|guangxi]."""),
        (Lang.VI, """[Bão số 11|EVENT|matmo] (tên quốc tế [Matmo|EVENT|matmo]) đổ bộ [Quảng Ninh|PLACE|quangninh] và [Hải Phòng|PLACE|haiphong], gần [Quảng Tây|PLACE|guangxi].
            [Hội Chữ thập đỏ Việt Nam|ORG|redcross] và [Hội Chữ thập đỏ Hải Phòng|ORG|hprc] cứu trợ. [Quảng Nam|PLACE|quangnam] không bị ảnh hưởng. [Bão số 10|EVENT|10] đã tan."""),
        (Lang.RU, """Тайфун «[Матмо|EVENT|matmo]» обрушился на [Куангнинь|PLACE|quangninh] и [Хайфон|PLACE|haiphong]. В [Хайфоне|PLACE|haiphong] затоплены улицы, в
            [Куангнаме|PLACE|quangnam] сухо. [Вьетнамское общество Красного Креста|ORG|redcross] помогает."""),
    ],
    "universities": [
        (Lang.EN, """[Ural Mining University|ORG|umu] ([UMU|ORG|umu]) and [Hanoi University of Mining and Geology|ORG|humg] ([HUMG|ORG|humg]) will exchange students.
            Rector [Igor Panov|PERSON|panov] visited [HUMG|ORG|humg]; [Panov|PERSON|panov] met Professor [Tran Thanh Hai|PERSON|hai]. [Hai|PERSON|hai] will visit [UMU|ORG|umu]."""),
        (Lang.VI, """GS [Trần Thanh Hải|PERSON|hai] tiếp ông [Igor Panov|PERSON|panov]. Ông [Hải|PERSON|hai] giới thiệu [Trường Đại học Mỏ - Địa chất|ORG|humg]
            ([HUMG|ORG|humg]). Ông [Trần Thanh Hà|PERSON|ha] cùng dự. Ông [Hà|PERSON|ha] phát biểu."""),
        (Lang.RU, """[Игорь Панов|PERSON|panov], ректор [Уральского горного университета|ORG|umu] ([УГУ|ORG|umu]), встретил [Чан Тхань Хая|PERSON|hai]. [Панову|PERSON|panov] и
            [Чан Тхань Хаю|PERSON|hai] показали музей [УГУ|ORG|umu]. [И. Панов|PERSON|panov] подарил книгу."""),
    ],
    "an embassy and a party": [
        (Lang.EN, """The [Vietnamese Embassy in Russia|ORG|vn-emb] and the [Russian Embassy in Vietnam|ORG|ru-emb] held talks. [Gennady Orlov|PERSON|orlov] praised the
            [Communist Party of Vietnam|ORG|cpv] ([CPV|ORG|cpv]). The [Communist Party of the Russian Federation|ORG|cprf] ([CPRF|ORG|cprf]) sent greetings. Mr. [Orlov|PERSON|orlov] left."""),
        (Lang.VI, """[Đại sứ quán Việt Nam tại Nga|ORG|vn-emb] và [Đại sứ quán Nga|ORG|ru-emb] hội đàm. Ông [Gennady Orlov|PERSON|orlov] ca ngợi [Đảng Cộng sản Việt Nam|ORG|cpv].
            [Đảng Cộng sản Liên bang Nga|ORG|cprf] gửi lời chào. [Đại sứ quán Nga tại Việt Nam|ORG|ru-emb] cảm ơn."""),
        (Lang.RU, """[Посольство Вьетнама в России|ORG|vn-emb] и [посольство России во Вьетнаме|ORG|ru-emb] провели переговоры. [Геннадий Павлович Орлов|PERSON|orlov] похвалил
            [Коммунистическую партию Вьетнама|ORG|cpv] ([КПВ|ORG|cpv]). [КПРФ|ORG|cprf] передала привет. [Геннадий Павлович|PERSON|orlov] уехал; [Орлова|PERSON|orlov] проводили."""),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", STORIES.values(), ids=STORIES.keys())
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)], ids=["en vi ru", "ru vi en", "vi ru en"])
def test_one_story_in_three_languages(story: list[tuple[Lang, str]], order: tuple[int, ...]) -> None:
    """Each article is gathered twice, as `records` does; whatever the order, the concepts are the same."""
    index = MemoryIndex()
    read_in = [(NAME.findall(text), *dictionary(*read(text, lang))) for lang, text in (story[n] for n in order)]
    for _, article, mentions, _ in read_in:
        index.add(mentions, gather(article, mentions, index))
    found: list[str] = []
    wanted: list[str] = []
    names: list[tuple[str, str, str]] = []
    for listed, article, mentions, concepts in read_in:
        result = gather(article, mentions, index)
        index.add(mentions, result)
        found += result.concept_of
        wanted += concepts
        names += listed
    check([index.final(id_) for id_ in found], wanted, names)


def dictionary(
    article: Article, mentions: list[Mention], concepts: list[str]
) -> tuple[Article, list[Mention], list[str]]:
    """The mentions with their dictionary forms, as the extraction gives them."""
    from glossary.lang import ru

    russian = [ru.lemma(m.text, m.kind) if m.lang is Lang.RU else m.text for m in mentions]
    lemmas = [lemma if lemma != m.text else "" for m, lemma in zip(mentions, russian, strict=True)]
    return article, [replace(m, lemma=lemma) for m, lemma in zip(mentions, lemmas, strict=True)], concepts


BARE = {
    "a Russian article of Vietnam's agency": [
        (Lang.RU, "[МОСКВА|PLACE|moscow], 5 мая. /[ТАСС|ORG|tass]/. [Министерство финансов|ORG|ru-fin] удвоит сбор. [Минфин|ORG|ru-fin] рад."),
        (Lang.RU, "[ХАНОЙ|PLACE|hanoi] ([ВИА|ORG|vna]) – [Министерство финансов|ORG|vn-fin] снизит сбор во [Вьетнаме|PLACE|vn]."),
        (Lang.VI, "[Hà Nội|PLACE|hanoi] ([TTXVN|ORG|vna]) - [Bộ Tài chính|ORG|vn-fin] giảm phí."),
    ],
    "an English article of Russia's agency": [
        (Lang.EN, "[MOSCOW|PLACE|moscow], May 5. /[TASS|ORG|tass]/. The [Foreign Ministry|ORG|ru-mfa] protested."),
        (Lang.EN, "[Hanoi|PLACE|hanoi] ([VNA|ORG|vna]) – The [Foreign Ministry|ORG|vn-mfa] agreed."),
        (Lang.RU, "[МИД России|ORG|ru-mfa] ответил [Министерству иностранных дел Вьетнама|ORG|vn-mfa]."),
    ],
    "parliaments of three countries": [
        (Lang.VI, "[Viêng Chăn|PLACE|vientiane] - [Quốc hội|ORG|la] họp ở [Viêng Chăn|PLACE|vientiane], [Lào|PLACE|laos]. Theo [Quốc hội Lào|ORG|la], [Lào|PLACE|laos] phát triển."),
        (Lang.VI, "[Quốc hội|ORG|vn] họp tại [Hà Nội|PLACE|hanoi]."),
        (Lang.EN, "The [National Assembly of Laos|ORG|la] and [Vietnam's National Assembly|ORG|vn] agreed."),
    ],
    "an owner before it, and a ministry that one country has": [
        (Lang.EN, "[Hanoi|PLACE|hanoi] - [Russia|PLACE|russia]'s [Ministry of Health|ORG|ru-health] thanked [Vietnam|PLACE|vn] and the [Ministry of Health|ORG|ru-health]."),
        (Lang.RU, "[Минздрав|ORG|ru-health] и [Министерство общественной безопасности|ORG|vn-mps] подписали план."),
        (Lang.VI, "[Bộ Công an|ORG|vn-mps] ký kế hoạch với [Bộ Y tế Nga|ORG|ru-health]; [Bộ Y tế|ORG|vn-health] dự ở [Việt Nam|PLACE|vn]."),
    ],
    "a club and its city": [
        (Lang.RU, "«[Ханой|ORG|club]» победил в [Ханое|PLACE|hanoi]."),
        (Lang.RU, "«[Ханой|ORG|club]» снова победил, в [Ханое|PLACE|hanoi] праздник."),
        (Lang.EN, "[Hanoi|PLACE|hanoi] celebrated."),
    ],
    "letters that the tables know for another country's ministry": [
        (Lang.EN, "[MOSCOW|PLACE|moscow], May 5. /[TASS|ORG|tass]/. The [Ministry of Industry and Trade|ORG|ru-trade] ([MoIT|ORG|ru-trade]) met in [Russia|PLACE|russia]."),
        (Lang.EN, "[Hanoi|PLACE|hanoi] ([VNA|ORG|vna]) – [MoIT|ORG|vn-trade] agreed."),
        (Lang.VI, "[Bộ Công Thương|ORG|vn-trade] họp."),
    ],
    "a state and the city in it": [
        (Lang.EN, "The governor of [New York|PLACE|state] state flew to [New York City|PLACE|city]."),
        (Lang.RU, "Губернатор штата [Нью-Йорк|PLACE|state] приехал. [Нью-Йорк|PLACE|city] ждёт."),
        (Lang.VI, "Ông ở bang [New York|PLACE|state]."),
    ],
    "a port and a cosmodrome of one name": [
        (Lang.EN, "Rockets fly from [Vostochny Cosmodrome|PLACE|space]."),
        (Lang.RU, "Порт [Восточный|PLACE|port] принял уголь."),
        (Lang.VI, "Tàu vào cảng [Vostochny|PLACE|port] hôm qua."),
    ],
    "a city and its country in brackets": [
        (Lang.EN, "[Dubai|PLACE|dubai] ([UAE|PLACE|uae]) was hot."),
        (Lang.VI, "[Các tiểu vương quốc Arab thống nhất|PLACE|uae] ký kết."),
        (Lang.RU, "[Дубай|PLACE|dubai] и [ОАЭ|PLACE|uae] ждут."),
    ],
    "two articles that never say the country": [
        (Lang.EN, "[VIENTIANE|PLACE|vientiane] - The [Ministry of Fisheries|ORG|la] met in [Laos|PLACE|laos]."),
        (Lang.EN, "[VIENTIANE|PLACE|vientiane] - The [Ministry of Fisheries|ORG|la] of [Laos|PLACE|laos] met again."),
        (Lang.EN, "[PHNOM PENH|PLACE|pp] - The [Ministry of Fisheries|ORG|kh] met in [Cambodia|PLACE|cambodia]."),
    ],
}  # fmt: skip


@pytest.mark.parametrize("story", BARE.values(), ids=BARE.keys())
@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_ministry_without_its_country_is_that_of_the_article(
    story: list[tuple[Lang, str]], order: tuple[int, ...]
) -> None:
    test_one_story_in_three_languages(story, order)


def test_a_later_build_meets_the_ministry_that_an_article_leaves_without_its_country() -> None:
    index = MemoryIndex()
    found: list[str] = []
    for lang, text in (
        (Lang.RU, "[ХАНОЙ|PLACE|h] ([ВИА|ORG|a]) – [Министерство финансов|ORG|f] снизит сбор во [Вьетнаме|PLACE|v]."),
        (Lang.VI, "[Bộ Tài chính|ORG|f] giảm phí."),
        (
            Lang.RU,
            "[МОСКВА|PLACE|m], 5 мая. /[ТАСС|ORG|t]/. [Министерство финансов|ORG|f] удвоит сбор в [России|PLACE|r].",
        ),
    ):
        article, mentions, _ = dictionary(*read(text, lang))
        for _ in range(2):
            result = gather(article, mentions, index)
            index.add(mentions, result)
        found += [
            id_ for id_, m in zip(result.concept_of, mentions, strict=True) if m.text.endswith(("финансов", "chính"))
        ]
    assert found[0] == found[1] != found[2]


def test_marks_that_come_later_join_what_has_none_and_a_rival_only_raises_a_doubt() -> None:
    index = MemoryIndex()
    texts = [
        (Lang.VI, "[Đoàn Văn Hùng|PERSON|x]"),
        (Lang.VI, "[Đoàn Văn Hưng|PERSON|x]"),
        (Lang.EN, "[Doan Van Hung|PERSON|x]"),
    ]
    ids: list[str] = []
    doubts: tuple[Doubt, ...] = ()
    for lang, text in texts:
        article, mentions, _ = read(text, lang)
        result = gather(article, mentions, index)
        index.add(mentions, result)
        ids += result.concept_of
        doubts = result.doubts
    assert len(set(ids)) == 3
    assert {doubt.other for doubt in doubts} == {ids[0], ids[1]}


def test_two_concepts_revealed_as_one_are_merged() -> None:
    index = MemoryIndex()
    for text in ("The [Kazan Lake Fund|ORG|x].", "The [KLF|ORG|x]."):
        article, mentions, _ = read(text)
        index.add(mentions, gather(article, mentions, index))
    article, mentions, _ = read("The [Kazan Lake Fund|ORG|x] ([KLF|ORG|x]).")
    result = gather(article, mentions, index)
    assert len(result.merges) == 1
    assert not result.concepts
    index.add(mentions, result)
    assert index.final("org-klf") == index.final("org-kazan-lake-fund")


class Decided(MemoryIndex):
    """An index with decisions of a reviewer."""

    def __init__(self, concepts: list[KnownConcept], apart: set[frozenset[str]] = frozenset()) -> None:  # type: ignore[assignment]
        super().__init__()
        self.known = concepts
        self.kept_apart = apart

    def find(self, keys: object) -> list[KnownConcept]:
        wanted = set(keys)  # type: ignore[call-overload]
        return [c for c in self.known if any(wanted & set(index_keys(form, lang, c.kind)) for lang, form in c.forms)]

    def apart(self, a: str, b: str) -> bool:
        return frozenset((a, b)) in self.kept_apart

    def taken(self, concept_id: str) -> bool:
        return any(c.id == concept_id for c in self.known)


def concept(id_: str, kind: Kind, *forms: str, status: ConceptStatus = ConceptStatus.APPROVED) -> KnownConcept:
    return KnownConcept(id_, kind, status, tuple((form_lang(form, Lang.EN), form) for form in forms))


def test_what_was_kept_apart_stays_apart_also_in_one_article() -> None:
    known = [
        concept("org-1", Kind.ORG, "Sports Committee of Kazan"),
        concept("org-2", Kind.ORG, "Kazan Sports Committee"),
    ]
    article, mentions, _ = read("[Sports Committee of Kazan|ORG|1], [Kazan Sports Committee|ORG|2]")
    together = gather(article, mentions, Decided(known))
    apart = gather(article, mentions, Decided(known, {frozenset(("org-1", "org-2"))}))
    assert len(set(together.concept_of)) == 1
    assert apart.concept_of == ("org-1", "org-2")


def test_approved_concepts_are_not_merged_but_doubted() -> None:
    known = [
        concept("org-1", Kind.ORG, "Sports Committee of Kazan"),
        concept("org-2", Kind.ORG, "Kazan Sports Committee"),
    ]
    article, mentions, _ = read("The [Committee for Sports of Kazan|ORG|1]")
    result = gather(article, mentions, Decided(known))
    assert result.merges == ()
    assert {result.concept_of[0], *(d.other for d in result.doubts)} == {"org-1", "org-2"}


def test_a_rejected_name_stays_with_the_rejected_concept() -> None:
    known = [concept("place-may", Kind.PLACE, "May", status=ConceptStatus.REJECTED)]
    article, mentions, _ = read("In [May|PLACE|x]")
    assert gather(article, mentions, Decided(known)).concept_of == ("place-may",)


def test_ids_are_readable_short_and_unique() -> None:
    long = "Association of Friends of the Very Long Railway from the River to the Sea"
    text = f"[Lê Thị Thanh Ly|PERSON|1] [Đoàn Văn Hùng|PERSON|2] [Đoàn Văn Hưng|PERSON|3] [{long}|ORG|4] [Нгуен Фу Чонг|PERSON|5] [🙂|ORG|6]"
    result, _ = gathered(text)
    ids = [new.id for new in result.concepts]
    assert ids[:3] == ["per-le-thi-thanh-ly", "per-doan-van-hung", "per-doan-van-hung-2"]
    assert all(re.fullmatch(r"[a-z0-9-]{1,48}", id_) for id_ in ids)
    assert len(set(ids)) == 6


def test_short_forms_and_acronyms_are_said_to_be_such() -> None:
    result, _ = gathered(
        "[Mikhail Petrov|PERSON|1] of the [Kazan Lake Fund|ORG|2] ([KLF|ORG|2]). [Petrov|PERSON|1] left."
    )
    assert result.forms == (TermForm.FULL, TermForm.FULL, TermForm.ACRONYM, TermForm.SHORT)
    assert "surname of Mikhail Petrov" in result.reasons[3]
    assert "in brackets after Kazan Lake Fund" in result.reasons[2]


def test_a_storms_name_in_brackets_is_no_variant_of_its_number() -> None:
    result, _ = gathered("[bão số 5|EVENT|1] ([bão Noru|EVENT|1]) đổ bộ. [Bão Noru|EVENT|1] ([bão số 5|EVENT|1]) tan.")
    assert set(result.forms) == {TermForm.FULL}


def test_time_is_linear_in_the_number_of_names() -> None:
    import time

    def seconds(number: int) -> float:
        names = " ".join(f"[Petrov{chr(97 + i % 26)}{i} Ivan{i // 7}|PERSON|x]" for i in range(number))
        article, mentions, _ = read(names)
        start = time.process_time()
        gather(article, mentions, MemoryIndex())
        return time.process_time() - start

    seconds(50)
    # A square would be 64 times; the rest is for a busy machine.
    small, large = seconds(200), min(seconds(1600), seconds(1600))
    assert large < 30 * small + 1


@pytest.mark.parametrize("form", ["\ud800", "\u200b", "...", "🙂", "北京", "A", "-", "()", "İ", "x" * 10_000])
@pytest.mark.parametrize("kind", list(Kind))
def test_odd_forms_do_no_harm(form: str, kind: Kind) -> None:
    mentions = [
        Mention(0, len(form), form, kind, "x", Lang.EN),
        Mention(len(form) + 1, len(form) + 3, "Ly", kind, "x", Lang.EN),
    ]
    result = gather(Article("a", form + " Ly", Lang.EN), mentions, MemoryIndex())
    assert len(set(result.concept_of)) == 2


def test_all_our_annotated_articles_together() -> None:
    """B-cubed over all languages and files, with the mentions as they were annotated."""
    from glossary.evaluate import b_cubed, read_gold
    from glossary.text import guess_lang

    index = MemoryIndex()
    made = []
    for path in sorted(GOLD.glob("*.json")):
        text = nfc(path.with_suffix(".txt").read_text(encoding="utf-8"))
        lang = guess_lang(text)
        gold = sorted(read_gold(path), key=lambda m: m.start)
        mentions = [Mention(m.start, m.end, m.text, Kind(m.kind), "gold", form_lang(m.text, lang), "") for m in gold]
        article, mentions, _ = dictionary(Article(path.stem, text, lang), mentions, [])
        made.append((article, mentions, [m.entity for m in gold]))
    for article, mentions, _ in made:
        index.add(mentions, gather(article, mentions, index))
    found: dict[Hashable, str] = {}
    wanted: dict[Hashable, str] = {}
    for article, mentions, entities in made:
        result = gather(article, mentions, index)
        index.add(mentions, result)
        for number, (concept, entity) in enumerate(zip(result.concept_of, entities, strict=True)):
            found[article.name, number], wanted[article.name, number] = concept, entity
    score = b_cubed(wanted, {place: index.final(id_) for place, id_ in found.items()})
    assert len(found) > 5000
    assert score["f1"] >= 0.97, score


def test_no_mentions_no_concepts() -> None:
    assert gather(Article("a", "", Lang.EN), [], MemoryIndex()) == Gathered((), (), (), ())


LETTERS = [
    ("The [Michigan State University|ORG|1] ([MSU|ORG|1]) won.", "The [Mississippi State University|ORG|2] ([MSU|ORG|2]) won."),
    ("The [Siam Commercial Bank|ORG|1] ([SCB|ORG|1]) grew.", "The [Saigon Commercial Bank|ORG|2] ([SCB|ORG|2]) grew."),
    ("[Институт проблем рынка|ORG|1] ([ИПР|ORG|1]) открыт.", "[Институт права и религии|ORG|2] ([ИПР|ORG|2]) открыт."),
]  # fmt: skip


@pytest.mark.parametrize("texts", LETTERS)
@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_acronym_alone_makes_no_two_institutions_one_but_a_doubt(
    texts: tuple[str, str], order: tuple[int, int]
) -> None:
    index = MemoryIndex()
    ids = []
    for place in order:
        lang = form_lang(texts[place], Lang.EN)
        article, mentions, _ = read(texts[place], lang)
        result = gather(article, mentions, index)
        index.add(mentions, result)
        ids.append(result.concept_of)
    assert [len(set(concepts)) for concepts in ids] == [1, 1]
    assert ids[0] != ids[1]
    assert [(doubt.concept, doubt.other) for doubt in result.doubts] == [(ids[1][0], ids[0][0])]
    assert "only the acronym is the same" in result.doubts[0].why
    acronym = mentions[1].text
    article, mentions, _ = read(f"[{acronym}|ORG|3].", lang)
    alone = gather(article, mentions, index)
    assert alone.concept_of[0] not in {ids[0][0], ids[1][0]}
    assert {doubt.other for doubt in alone.doubts} == {ids[0][0], ids[1][0]}
    assert alone.merges == ()


def met(a: str, b: str) -> bool:
    return bool(set(lookup_keys(a, Lang.EN, Kind.ORG)) & set(index_keys(b, Lang.EN, Kind.ORG)))


@pytest.mark.parametrize(
    ("a", "b", "meet"),
    [
        ("Ninubol Research Institute", "Nokavet Research Institute", False),
        ("Ninubol Research Institute", "Ninubal Research Institute", True),
        ("Ninubol Research Institute", "Ninubol Reserch Institute", True),
        ("Institute of Research of Ninubol", "Institute of Reserch of Ninubol", True),
        ("Ninubol Research Institute", "NRI", True),
        ("NRI", "Nokavet Research Institute", True),
    ],
)
def test_institutions_of_the_same_initials_are_compared_only_if_a_slip_may_part_them(
    a: str, b: str, meet: bool
) -> None:
    assert met(a, b) is meet
    assert met(b, a) is meet
