"""Vietnamese names: tables of sentences in brackets, the labelled articles and sentences, hostile input."""

from __future__ import annotations

import itertools
import json
import re
import time
import unicodedata
from pathlib import Path

import pytest

from glossary.lang import Known, vi
from glossary.lang.vi_tables import heads, lines, surnames, wards
from glossary.model import Kind, Lang

GOLD = Path(__file__).parent / "gold"
SENTENCES = Path(__file__).parent.parent / "data" / "vi" / "sentences.txt"
BRACKET = re.compile(r"\[(PERSON|ORG|PLACE|EVENT) ([^\]]+)\]")

Labelled = tuple[str, dict[tuple[int, int], str]]


def unbracket(line: str) -> Labelled:
    """`[PERSON Tô Lâm] thăm …` as plain text and spans."""
    text, spans, last = "", {}, 0
    for match in BRACKET.finditer(line):
        text += line[last : match.start()]
        spans[len(text), len(text) + len(match.group(2))] = match.group(1)
        text += match.group(2)
        last = match.end()
    return text + line[last:], spans


def bracketed(text: str) -> str:
    """The text with what the finder finds in brackets."""
    for mention in reversed(vi.find(text)):
        text = f"{text[: mention.start]}[{mention.kind} {mention.text}]{text[mention.end :]}"
    return text


INSTITUTIONS = """
Thứ trưởng [ORG Bộ Giáo dục và Đào tạo] phát biểu.
[ORG Bộ Văn hóa, Thể thao và Du lịch] phối hợp với [ORG Sở Ngoại vụ Thanh Hóa] tổ chức lễ hội.
[ORG Cục Cảnh sát điều tra tội phạm về tham nhũng, kinh tế, buôn lậu] thuộc [ORG Bộ Công an] kê biên tài sản.
[ORG Ủy ban liên Chính phủ Việt Nam - Belarus] họp ở [PLACE Minsk].
[ORG Đại sứ quán Việt Nam tại Belarus] thông báo.
Ông làm ở [ORG Trường Đại học Ngoại ngữ, Đại học Quốc gia Hà Nội].
[ORG Viện Kiểm sát nhân dân tỉnh Lào Cai] phê chuẩn lệnh bắt.
[ORG Hội Cựu chiến binh Nga từng chiến đấu tại Việt Nam] gửi thư.
Nay [ORG TTNĐ Việt-Nga] có ba chi nhánh.
[ORG Tập đoàn Điện lực Việt Nam] ([ORG EVN]) bán điện.
Bí thư [ORG Đảng ủy xã Tà Đùng] [PERSON Lê Thị Tươi] đến dự.
[ORG Lữ đoàn 189] và [ORG Vùng 3 Hải quân] diễn tập.
Chính phủ yêu cầu các bộ vào cuộc.
Trung tâm có 40 giường bệnh.
UBND xã họp sáng nay.
"""
"""Where institutions end: fields run on in small letters, verbs do not."""

PEOPLE = """
Ông [PERSON Phúc] gặp bà [PERSON Nga] ở [PLACE Nga].
Bộ trưởng Công Thương [PERSON Nguyễn Hồng Diên] trả lời.
Bộ trưởng Ngoại giao [PERSON Maxim Ryzhenkov] đến [PLACE Hà Nội].
Ngoại trưởng [PLACE Mỹ] [PERSON Marco Rubio] hoãn chuyến đi.
Nhạc của [PERSON Nikolai Ippolitov-Ivanov] rất hay.
Tổng thống [PLACE Brazil] [PERSON Luiz Inacio Lula da Silva] chủ trì.
Ông [PERSON Y Thanh Hà Niê K'đăm] dự lễ.
Ca sĩ [PERSON Mỹ Tâm] hát.
Tượng [PERSON V.I. Lê-nin] ở công viên.
Anh cho biết nhà mình ở [PLACE Thái Bình].
"""

PLACES = """
Tại xã [PLACE Tương Dương], [PLACE Con Cuông], nước lên nhanh.
Cửa hàng nằm trên đường [PLACE Nguyễn Thiện Thuật].
Xe đi theo [PLACE quốc lộ 7] về [PLACE quận 3].
Lũ trên [PLACE sông Mã] rút chậm.
Khách từ [PLACE Mát-xcơ-va] tới [PLACE Nha Trang].
Chị học tiếng Nga và nấu ăn cho người Nga.
[PLACE Cảng hàng không quốc tế Nội Bài] tạm dừng.
Nhu cầu Tết tăng cao.
"""

EVENTS = """
[EVENT Bão số 3] ([EVENT bão Yagi]) vào vịnh.
Triển lãm "[EVENT Ký ức không phai]" mở cửa.
Anh ghi bàn ở [EVENT AFF Cup 2024].
[EVENT Hội nghị Thượng đỉnh BRICS lần thứ 17] khai mạc.
Bộ phim "Khi đàn sếu bay qua" được chiếu lại.
Hai bên ký Hiệp định Paris.
Hội nghị đã nghe báo cáo.
"""


def rows(*tables: str) -> list[str]:
    """The lines of the tables; Tết is a holiday also where demand rises."""
    found = [line for table in tables for line in table.strip().splitlines()]
    return [line.replace("Nhu cầu Tết", "Nhu cầu [EVENT Tết]") for line in found]


@pytest.mark.parametrize("line", rows(INSTITUTIONS, PEOPLE, PLACES, EVENTS))
def test_sentence(line: str) -> None:
    """What stands in brackets is found, with its kind, and nothing else."""
    assert bracketed(unbracket(line)[0]) == line


def scored(items: list[Labelled]) -> float:
    """Strict F1 over spans and kinds."""
    right = found = wanted = 0
    for text, gold in items:
        got = {((m.start, m.end), str(m.kind)) for m in vi.find(text)}
        right, found, wanted = right + len(got & set(gold.items())), found + len(got), wanted + len(gold)
    return 2 * right / (found + wanted)


def articles() -> list[Labelled]:
    """The labelled Vietnamese articles."""
    items: list[Labelled] = []
    for path in sorted(GOLD.glob("*_vi.json")):
        spans = {(m["start"], m["end"]): m["type"] for m in json.loads(path.read_text(encoding="utf-8"))}
        items.append((path.with_suffix(".txt").read_text(encoding="utf-8"), spans))
    return items


def sentences() -> list[Labelled]:
    """The labelled sentences."""
    found = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [unbracket(line) for line in found if line and not line.startswith("#")]


def test_articles() -> None:
    """The finder keeps what it has reached on our own articles."""
    items = articles()
    assert len(items) >= 25
    assert scored(items) >= 0.97


def test_sentences() -> None:
    """At least four hundred labelled sentences, and the finder keeps what it has reached on them."""
    items = sentences()
    assert len(items) >= 400
    assert scored(items) >= 0.95


def test_labels() -> None:
    """Brackets are balanced, labels stand where the text says, nothing overlaps."""
    for text, spans in sentences():
        assert not re.search(r"\[(PERSON|ORG|PLACE|EVENT) ", text)
        ends = sorted(spans)
        assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))


def test_mentions() -> None:
    """Offsets give back the text, mentions stand in order, each tells its rule."""
    for text, _ in articles():
        found = vi.find(text)
        assert all(text[m.start : m.end] == m.text and m.rule for m in found)
        assert all(a.end <= b.start for a, b in itertools.pairwise(found))


def test_refused() -> None:
    """Titles of works, languages and treaties are reported with the rule that refused them."""
    _, refused = vi.find_all('Chị học tiếng Nga, đọc cuốn "Anna Karenina" và Hiệp định Paris.')
    assert [(d.text, d.why.split(":")[0]) for d in refused] == [
        ("Nga", "vi.demonym"),
        ("Anna Karenina", "vi.work"),
        ("Paris", "vi.thing"),
    ]


def test_known() -> None:
    """An approved name is found where no rule sees one; a rejected one is left alone."""
    text = "Sáng nay Hoa nắng ra mắt ở Hà Nội."
    assert [m.text for m in vi.find(text, [Known("Hoa nắng", Kind.ORG)])] == ["Hoa nắng", "Hà Nội"]
    assert [m.text for m in vi.find(text, [Known("Hà Nội", None)])] == []


def test_decomposed_and_hidden() -> None:
    """Decomposed letters and zero-width signs inside a name do not hide it."""
    assert [m.text for m in vi.find("ở Hà\u200b Nội")] == ["Hà\u200b Nội"]
    decomposed = unicodedata.normalize("NFD", "Bộ Ngoại giao")
    assert [m.text for m in vi.find(f"Ông làm ở {decomposed}.")] == [decomposed]


NOTHING = {
    "nothing": "",
    "small letters": "thủ tướng phạm minh chính thăm nga hôm nay",
    "split syllables": "V iệt N am th ắng l ợi",
    "capitals": "HÔM NAY TRỜI ĐẸP QUÁ NÊN CHÚNG TA ĐI CHƠI CÔNG VIÊN CÙNG VỚI BẠN BÈ",
    "greeting": "NGƯỜI DÂN PHẤN KHỞI ĐÓN NĂM MỚI TRONG HÒA BÌNH",
    "emoji": "😀🚀 " * 50,
    "Chinese": "越南與俄羅斯友好" * 50,
    "numbers": "12.345 6,7 89%\n" * 100,
    "surrogates": "\ud800\udfff " * 50,
    "no space": "ă" * 100_000,
    "quotation marks": '"“«' * 500,
}


@pytest.mark.parametrize("name", NOTHING)
def test_nothing_invented(name: str) -> None:
    """Noise holds no names."""
    assert vi.find(NOTHING[name]) == []


UNITS = [
    "Nguyễn ",
    "Bộ ",
    "Hội đồng ",
    "HÀ NỘI ",
    "A. ",
    "xã Ab, ",
    "Putin ",
    "Việt - ",
    '"',
    "Bộ của ",
    "K' ",
    "TP.",
    "Xa-",
]


@pytest.mark.parametrize("unit", UNITS)
def test_linear(unit: str) -> None:
    """Eight times the text takes about eight times the time."""
    vi.find("Hà Nội")

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        begin = time.process_time()
        vi.find(text)
        return time.process_time() - begin

    # A square would be 64 times; the rest is for a busy machine.
    small, large = min(seconds(4_000) for _ in range(3)), min(seconds(32_000) for _ in range(2))
    assert large < 24 * small + 0.5


def test_tables() -> None:
    """The lists are NFC, without doubles, and every head has a kind and a known sort."""
    sorts = {
        "office",
        "school",
        "firm",
        "mission",
        "unit",
        "media",
        "alone",
        "site",
        "event",
        "court",
        "country",
        "none",
    }
    assert {sort for _, sort in heads()[1].values()} <= sorts
    assert len(surnames()) > 100
    assert len(wards()) > 100
    for name in ("persons.txt", "places.txt", "words.txt", "stops.txt", "heads.tsv", "names.tsv", "sets.tsv"):
        found = lines(name)
        assert all(unicodedata.is_normalized("NFC", line) for line in found), name
    assert all(m.lang in (Lang.VI, Lang.EN) for m in vi.find("Hà Nội và Moscow"))
