"""English names: a table of spans a linguist can read, our own annotated articles, known names, and hostile text."""

from __future__ import annotations

import itertools
import json
import re
import time
from pathlib import Path

import pytest

from glossary import text as reading
from glossary.lang import en
from glossary.lang.tagger import decode, encode, is_syllable, shape, words
from glossary.model import Kind, Lang

GOLD = Path(__file__).parent / "gold"
BRACKET = re.compile(r"\[(PERSON|ORG|PLACE|EVENT) ([^\]]+)\]")


def read(line: str) -> tuple[str, list[tuple[int, int, str]]]:
    """`Ms. [PERSON Ly] spoke` as plain text and spans."""
    plain, spans, last = "", [], 0
    for match in BRACKET.finditer(line):
        plain += line[last : match.start()]
        spans.append((len(plain), len(plain) + len(match.group(2)), match.group(1)))
        plain += match.group(2)
        last = match.end()
    return plain + line[last:], spans


def shown(text: str) -> str:
    """`text` with what was found written into it."""
    for m in reversed(en.find(text)):
        text = f"{text[: m.start]}[{m.kind} {text[m.start : m.end]}]{text[m.end :]}"
    return text


SPANS = """
Deputy Minister [PERSON Tran Quang Huy] met Ms. [PERSON Olga Sidorova] in [PLACE Nha Trang].
Senior Lieutenant General [PERSON Phùng Sĩ Tấn] visited [PLACE Kursk].
The [ORG Department of External Relations of the Ministry of Finance] moved to [PLACE Hanoi].
The [ORG Museum of Aviation] under the [ORG Russian Defence Ministry] will reopen.
The [ORG Ministry of Culture, Sports and Tourism] thanked the [ORG Ministry of Health].
The [ORG Institute of Oriental Studies] ([ORG IOS]) and [PLACE Vietnam]'s [ORG University of Labour] ([ORG UL]) agreed.
The [ORG Vietnam - Russia Friendship Association] was founded in 1950.
The [ORG Vietnamese Association in Kazan] and the [ORG Embassy of Vietnam in Russia] gave a dinner.
[PLACE Vietnam]–[PLACE Russia] trade and [PLACE Vietnam] - [PLACE Laos] roads
The Russian and Vietnamese people, the Government and the Party
The Ministry said the Association had written to the Embassy.
They drove from [PLACE Nghe An] province to [PLACE Tula] region and [PLACE Ho Chi Minh City].
[PERSON Bui Van Lam] of the [ORG Binh Dinh People's Committee] spoke at [PLACE Hang Day Stadium].
[PLACE HÀ NỘI] — Rain is expected. — [ORG VNS]
[PLACE Hanoi] ([ORG VNA]) – Prices rose.
Guests at the fair (Photo: [ORG VOV])
[EVENT Typhoon Bebinca] and [EVENT Storm No. 7] hit [PLACE Hai Phong].
The [EVENT 12th National Party Congress] and the [EVENT 28th SEA Games] came after the [EVENT Great Patriotic War].
An exhibition titled “[EVENT Birch and Bamboo]” opened at the [ORG Vietnam Fine Arts Museum].
He received the Order of Friendship and the Lenin Prize.
The Vietnam-EAEU Free Trade Agreement and the Paris Accords
It costs US$3 million, or EUR2.8 million.
[ORG State Duma] Chairman [PERSON Vyacheslav Volodin] flew to [PLACE Hanoi].
The frigate Tran Hung Dao sailed into [PLACE Vladivostok].
[PERSON Agus Prayogo] of [PLACE Indonesia] came second.
[ORG Melinka], a dairy producer, and economist [PERSON Yun Tao] agree.
She was born in [PLACE Gio An] and lives in the village of [PLACE Krasny Luch].
He told [ORG The Baltic Times] that [ORG Nordex Vietnam] had sold the [PLACE Sosnovka NPP].
Then [PERSON Pavlo Zibrov] turned to [PERSON Olga Sidorova], [PERSON Anna Karpova] and [PERSON Zhanna Lee].
[PLACE HO CHI MINH CITY], Aug 5 ([ORG Reuters]) - Shares rose.
The [ORG High People's Court in Da Nang] heard [PERSON Vu Van Mai] on Monday.
His firm, [ORG Green Otter], competes with [ORG Zelora] and [ORG Bryanko] in [PLACE Tula].
She wrote for [ORG Kurierka] and told [ORG Novoslov] in 1987 about [ORG Ruzalbank].
The plot belongs to [ORG Siam Garden Development].
The [ORG Anton Rubin Quartet] played in [PLACE Moscow].
[ORG Rosatom] First Deputy Director [PERSON Ivan Petrov] spoke.
[ORG Kvint] analyst [PERSON Laura Petrova] knows the founder of [ORG Zelorika].
The [ORG Vo Nguyen Giap Museum – Dien Bien Branch] was paid for by [ORG Orlov & Sons].
[PLACE YUZHNO-SAKHALINSK], [PLACE Russia], Sept 26 ([ORG Interfax]) - Instructors from [PLACE Krasnodar] came.
The bears, Zumka and Grishka, came on the ferry Phu Quoc Express.
A man called [PERSON Grisha] runs a firm named [ORG Zelen Tekstil] in [PLACE Tula].
Retailers including [ORG Korvik] and [ORG Zendal] asked villages such as [PLACE Ban Lieng] for rice.
The tugs Sao Xanh 7 and Sao Xanh 9 left [PLACE Hai Phong] with the cruise ship, the Anton Chekhov.
He was treated at [ORG City Hospital No. 4] by officers of [ORG Naval Region 1].
[ORG Save Vietnam's Herons] and the [ORG Zoological Institute] in [PLACE Tomsk] lent a camera.
She sold his old Zenit camera to a man from [PLACE Kologriv], on the [PLACE Unzha].
"[EVENT Letters to Tambov]", woodcuts by [PERSON Tran Van Lam], will open on Friday.
[ORG Luchik] v [ORG Okhotnik], Saturday, 5pm
The [PLACE Republic of Bashkortostan] and [PERSON Radiy Khabirov] agreed.
[PERSON Do Nguyen Hoang Long] cooks for [ORG Thai Nguyen Iron and Steel].
With three goals from [PERSON Eder Souto] they beat [PLACE Laos].
They will join the [EVENT Russia-Vietnam Rectors' Forum].
Curators [PERSON Anna Orlova] and [PERSON Le Minh Tam] met veterans of [ORG Brigade 171] at [EVENT Innoprom 2025].
Hero of the Armed Forces [PERSON Bui Van Hai] was born in [PLACE Mstyora], [PLACE Kholuy] or [PLACE Fedoskino].
[ORG Reuters], [PLACE HO CHI MINH CITY], April 17 - Shares rose.
Two sons, [PERSON Artyom] and [PERSON Lev], stay at the [PLACE Volga Hotel].
The [ORG Department of Surgery] at [ORG 108 Military Central Hospital] bought rice under its Zernika brand.
The [ORG School of Chemistry and Applied Biomedical Sciences] held the [EVENT Vernadsky Readings].
[PLACE HUE], Nov 18 ([ORG VNA]) – A book fair opened in [PLACE Hue] on Tuesday.
[PLACE VINH], July 3 ([ORG VNA]) – A school opened in [PLACE Vinh].
The [PLACE Hue] authorities said so. [PLACE Hue]'s royal court music is listed.
Ms [PERSON Hue] said she was happy. [PERSON Tran Thi Hue] attended.
The [ORG U.N.] Secretary-General [PERSON Antonio Guterres] met Philippine President [PERSON Ferdinand Marcos Jr.].
Captain Second Rank [PERSON Pavel Zvonarev] and Vice-Admiral [PERSON Ilya Morozov] saluted.
Chairman of the [ORG House of Representatives of Japan] [PERSON Oleg Zaretsky] wrote.
She teaches at the [ORG European University at Tomsk] and the [ORG University of Texas at Austin].
From [PLACE April 9 Square] they walked along [PLACE 25 April Street] to the [PLACE 14th Line].
The [ORG Dong Nai Red Cross] asked the [ORG Zelmer Law Firm] for advice.
"Will [PLACE Hanoi] agree?" asked [PERSON Will Green].
[ORG Moody's Ratings] and [ORG Save the Children] agree with People's Artist [PERSON Anna Zimina].
He won the [EVENT Golden Spindle] contest and sang at [EVENT Zimfest Vietnam].
The United Nations Convention on the Law of the Sea (UNCLOS) was read.
The Kuban, a hospital ship of 1960, met the bulk carrier Silver Tide.
The Volna, a car carrier, called at [PLACE Cam Ranh].
[ORG Communist Party of Laos] General Secretary [PERSON Thongloun Sisoulith] came.
They met Thai Prime Minister [PERSON Somchai Zirakul].
The [PLACE North-South Expressway] and [PLACE Long Thanh International Airport] were discussed.
"Does [PLACE Hanoi] agree?" asked Datuk Seri [PERSON Anwar Zulkifli].
She lost in the [EVENT Wuhan Open].
[ORG Agribank] deputy general director [PERSON Pham Toan Luong], [ORG BIDV] and [ORG Vietcombank] cut rates.
[PLACE Cambodia]'s Senate President [PERSON Hun Sen] met [ORG United Nations] Resident Coordinator [PERSON Ann Zorin].
Indian External Affairs Minister [PERSON Ravi Jaishankar] and Adm. [PERSON Samuel Orlov] sat in the [PLACE Oval Office].
[PLACE Lake Ba Be], [PLACE Mount Fansipan] and the [PLACE Son Doong Cave] draw visitors.
A boy from [PLACE Tbilisi], [PERSON Dino], who sang, wrote for [ORG Trẻ Thơ & Mùa Xuân].
""".strip().splitlines()


@pytest.mark.parametrize("line", SPANS)
def test_spans(line: str) -> None:
    assert shown(read(line)[0]) == line


ARTICLES = {
    "later short mentions": (
        "[PERSON Mai Thị Hạnh] ran for [PLACE Việt Nam]. [PERSON Hạnh] won.\n"
        "[PERSON Pyotr Glukhov] came last. “Never mind,” [PERSON Glukhov] said."
    ),
    "a firm by a plain word": (
        "[ORG Apex Steel JSC] sued [ORG Orient Foods LLC]. The judge told [ORG Apex] to pay. [ORG Orient] won.\n"
        "The Orient is far from the apex of the hill."
    ),
    "a firm named with its country": (
        "The firm [ORG Zynor Technologies Vietnam] grows. A: [ORG Zynor] in [PLACE Tra Vinh], and they are good."
    ),
    "a storm by its name": "[EVENT Typhoon Hagibis] is near. [EVENT Hagibis] turned north.",
    "a firm whose first word is a place's": (
        "[ORG Sakhalin Energy LLC] built it. [ORG Sakhalin Energy] pays. The partners in [ORG Sakhalin Energy] agree."
    ),
    "a headline in capitals": "[PLACE VIETNAM] AND [PLACE RUSSIA] SIGN NUCLEAR DEAL\n"
    "[PLACE Vietnam] and [PLACE Russia] signed a deal.",
    "a headline in capitals with a name of the text": "[PERSON GLUKHOV] PRAISES STUDENTS\n"
    "[PERSON Pyotr Glukhov] praised the students.",
}


@pytest.mark.parametrize("line", ARTICLES.values(), ids=ARTICLES.keys())
def test_articles(line: str) -> None:
    assert shown(read(line)[0]) == line


SMALL = """
deputy prime minister [PERSON tran van hung] flew from [PLACE hanoi] to [PLACE moscow] with [ORG gazprom].
mr [PERSON nguyen huu tho] of [PLACE da nang] reads [ORG vnexpress]; may he march on, the party said.
we ate turkey from fine china, and an apple a day.
""".strip().splitlines()


@pytest.mark.parametrize("line", SMALL)
def test_known_names_in_a_text_without_capitals(line: str) -> None:
    assert shown(read(line)[0]) == line


def test_our_annotated_articles() -> None:
    right = found = wanted = 0
    paths = sorted(GOLD.glob("*_en.txt"))
    assert len(paths) >= 6
    for path in paths:
        text = reading.nfc(path.read_text(encoding="utf-8"))
        gold = {
            (m["start"], m["end"], m["type"]) for m in json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
        }
        assert all(text[a:b].strip() == text[a:b] for a, b, _ in gold)
        got = {(m.start, m.end, str(m.kind)) for m in en.find(text)}
        right, found, wanted = right + len(got & gold), found + len(got), wanted + len(gold)
    assert 2 * right / (found + wanted) >= 0.93


SYLLABLES = [
    "An",
    "Binh",
    "Cuong",
    "Dung",
    "Giang",
    "Hai",
    "Khanh",
    "Lam",
    "Minh",
    "Nam",
    "Phong",
    "Quy",
    "Son",
    "Tam",
    "Vinh",
]


def test_one_spelling_is_one_kind_and_a_firm_is_known_by_its_short_name() -> None:
    text = "Sao Lam Holdings hired forty people. A year later Sao Lam sold its ships. Critics of Sao Lam met in Hanoi."
    assert [m.kind for m in en.find(text) if m.text == "Sao Lam"] == [Kind.ORG, Kind.ORG]


def test_a_thousand_people_of_one_family_are_found_again() -> None:
    sentences = [f"Mr Nguyen {a} {b} spoke. Nguyen {a} {b} sang." for a in ("Van", "Huu", "Quang") for b in SYLLABLES]
    names = {m.text for m in en.find(" ".join(sentences * 6))}
    assert {f"Nguyen {a} {b}" for a in ("Van", "Huu", "Quang") for b in SYLLABLES} <= names


def test_mentions_are_ordered_slices_with_a_rule_and_a_trace() -> None:
    text = (GOLD / "38_en.txt").read_text(encoding="utf-8")
    mentions = en.find(text)
    assert all(text[m.start : m.end] == m.text and m.rule and m.trace for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


def test_language_of_the_form() -> None:
    by_text = {m.text: m.lang for m in en.find("Nguyễn Thị Hằng and Vladimir Putin met in Hà Nội.")}
    assert by_text == {"Nguyễn Thị Hằng": Lang.VI, "Vladimir Putin": Lang.EN, "Hà Nội": Lang.VI}


REASONS = [
    ("The vote pleased Ms. Olga Sidorova on Monday.", "PERSON rather than", "“Ms.” before it is listed as honorific"),
    ("It opened in Nha Trang on Monday.", "PLACE rather than", "listed or built as city"),
    ("He left Gazprom on Monday.", "ORG rather than", "listed or built as company"),
    ("Petrov, who lives abroad, agreed.", "PERSON rather than", "“Petrov” is listed as ru_surname"),
]


@pytest.mark.parametrize(("text", "decided", "reason"), REASONS, ids=[row[2] for row in REASONS])
def test_the_tagger_gives_its_strongest_reasons_when_asked(text: str, decided: str, reason: str) -> None:
    told = [m.trace[0] for m in en.find_all(text, explain=True)[0]]
    assert any(decided in step and reason in step for step in told), told


def test_reasons_change_no_name() -> None:
    text = (GOLD / "38_en.txt").read_text(encoding="utf-8")
    plain, explained = (en.find_all(text, explain=explain)[0] for explain in (False, True))
    assert [(m.start, m.end, m.kind, m.rule) for m in plain] == [(m.start, m.end, m.kind, m.rule) for m in explained]
    assert not any("rather than" in step for m in plain for step in m.trace)


def test_dropped_spans_say_why() -> None:
    mentions, dropped = en.find_all(
        "The Paris Agreement was signed in Hanoi by the frigate Gepard and US$3 million was paid."
    )
    assert [m.text for m in mentions] == ["Hanoi"]
    assert all(d.why for d in dropped)


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200d", "\ufeff"])
def test_invisible_signs_do_not_break_a_name(sign: str) -> None:
    text = f"Ambassador Dang Minh {sign}Kh{sign}oi arrived in Ha{sign}noi on Monday."
    plain = text.replace(sign, "")
    assert (
        [m.text.replace(sign, "") for m in en.find(text)]
        == [m.text for m in en.find(plain)]
        == ["Dang Minh Khoi", "Hanoi"]
    )


@pytest.mark.parametrize(
    "noise",
    [
        "",
        "\n\n\n",
        "1 234 567,89 12% 3.4 5/6 2020-01-01\n" * 50,
        "😀🎉👍 " * 200,
        "A" * 20_000,
        "今天我们在北京举行会议。" * 100,
        "all of this was written without a single capital letter. " * 30,
        "\ud800\udfff \x00\x07",
        "((((((((((\"\"\"\"\"''''''……",
    ],
)
def test_nothing_is_invented_from_noise(noise: str) -> None:
    assert en.find(noise) == []


@pytest.mark.parametrize("piece", ["A", "Ministry of ", "Hanoi-", "Nguyen Van A ", "“Exhibition ", "X. "])
def test_time_grows_with_length(piece: str) -> None:
    def seconds(size: int) -> float:
        text = piece * (size // len(piece))
        start = time.process_time()
        en.find(text)
        return time.process_time() - start

    en.find("Hanoi")
    small = seconds(20_000)
    assert seconds(160_000) < 8 * small * 3 + 0.5


def test_words_shapes_and_labels() -> None:
    assert [w for w, _, _ in words("Mr. V.V. Putin's St.Petersburg visit, US$15 bn (Việt Nam-Russia)")] == (
        [
            "Mr.",
            "V.V.",
            "Putin",
            "'s",
            "St.",
            "Petersburg",
            "visit",
            ",",
            "US",
            "$",
            "15",
            "bn",
            "(",
            "Việt",
            "Nam",
            "-",
            "Russia",
            ")",
        ]
    )
    assert [shape(w) for w in ("Hanoi", "VNA", "vna", "V", "V.", "1945", "31st", "G20", "—")] == [
        "Xx",
        "XX",
        "xx",
        "X",
        "X.",
        "9999",
        "9x",
        "x9",
        ".",
    ]
    assert [w for w in ("Nguyen", "Khuất", "Nghĩa", "Putin", "Strength") if is_syllable(w)] == [
        "Nguyen",
        "Khuất",
        "Nghĩa",
    ]
    spans = [(0, 2, "PERSON"), (2, 3, "PLACE"), (4, 5, "ORG")]
    assert decode(encode(6, spans)) == spans


def test_a_dateline_in_capitals_is_not_how_the_place_is_called() -> None:
    mentions = en.find("HO CHI MINH CITY, Dec 3 (Bloomberg) - Shares rose in HANOI.")
    assert next((m.text, m.form) for m in mentions if m.kind is Kind.PLACE) == ("HO CHI MINH CITY", "Ho Chi Minh City")
