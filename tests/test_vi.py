"""Vietnamese names: tables of sentences in brackets, the labelled articles and sentences, hostile input."""

from __future__ import annotations

import itertools
import json
import re
import time
import unicodedata
from pathlib import Path

import pytest

from glossary.lang import vi
from glossary.lang.vi_tables import heads, lines, surnames, wards
from glossary.model import Lang

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
[ORG Công đoàn Dầu khí Việt Nam] trao học bổng.
Sách do [ORG Hội Hữu nghị và Hợp tác với Việt Nam tại Saint Petersburg] tặng.
Ông từng ở [ORG Trung đoàn tên lửa 236].
Anh học ở [ORG Đại học Hàng hải Quốc gia mang tên Đô đốc Nevelskoy].
Chi nhánh phía Nam của trung tâm cho mượn bẫy ảnh.
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
Phó Chủ tịch [ORG UBND tỉnh Lạng Sơn] [PERSON Hà Thế Lâm] và Phó Chủ tịch UBND tỉnh [PERSON Hà Thế Lâm].
[ORG Tổng công ty Khoan và Dịch vụ giếng khoan] ([ORG PV Drilling]) ký hợp đồng.
Giám đốc [ORG Công ty TNHH Vật liệu Minh Tân Phú] [PERSON Đoàn Văn Bảy] vắng mặt.
[ORG Trung tâm Điều phối quốc gia về an toàn hồ chứa] nhận tin.
[ORG Quỹ Học bổng Lò Văn Giá] trao 20 suất.
Bệnh nhân ở [ORG Bệnh viện Quân y 175] khỏe; [ORG Đội Cảnh sát giao thông số 4] dẫn đường.
[ORG TAND khu vực 3 - Nghệ An] xử kín.
Ông làm ở [ORG Thép Pomina], vợ ở [ORG May 10], con ở [ORG Kim Long Group].
Khách ở [PLACE Vinpearl Nha Trang], đoàn của [ORG Samsung Bắc Ninh].
Bà [PERSON Vera Minina], Giám đốc [ORG Roskultura], đến dự.
Trung tâm có 40 giường bệnh.
UBND xã họp sáng nay.
Mua cổ phiếu HPG, VCB; VN-Index tăng.
Ông họp với [ORG Hiệp hội các nhà sản xuất nông cụ Séc] và [ORG Hội Huyết học Việt Nam].
Chị dạy ở [ORG Khoa tiếng Nga Trường Đại học Hà Nội], nói tiếng Nga.
[ORG Văn phòng luật sư Minh Khôi và Cộng sự] bào chữa.
[ORG Quỹ Nhi đồng Liên Hợp Quốc] hỗ trợ viên lọc nước.
Giám đốc [ORG Công ty Thủy điện Bản Vẽ] [PERSON Tạ Hữu Hạnh] trả lời.
[ORG Đồn Biên phòng Mỹ Lý] ở xã [PLACE Mỹ Lý].
Chủ tịch [ORG Hội đồng Liên bang] [PERSON Valentina Orlova] gửi thư.
Giám đốc [ORG Chi nhánh phía Nam Trung tâm Nhiệt đới Việt - Nga] vắng mặt.
Theo [ORG Tập đoàn Nhà nước về Năng lượng Nguyên tử Rosatom] [PERSON Alexey Likhachev].
Ông là cổ đông của [ORG Dikson]; tranh của [PERSON Levitan] rất đẹp.
[ORG Trường Đại học Điện lực], [ORG Đại học Bách khoa Hà Nội] và [ORG Viện Nghiên cứu hạt nhân] ký kết.
[ORG Đoàn Văn công Hải quân] đến; tàu [ORG Hải quân Nga] cập bến.
[ORG Phòng CSGT Công an tỉnh Khánh Hòa] điều tra.
[ORG Trung tâm Dự báo Khí tượng Thủy văn Trung ương] phát tin: trời mưa.
Đoàn làm việc với [ORG Báo và phát thanh, truyền hình Huế] và [ORG Hãng thông tấn quốc tế Rossiya Segodnya].
[ORG Đại đoàn 312] đến; bà là Giám đốc Dự án quốc tế của [ORG Lưu trữ Quốc gia Nga về Phim ảnh].
Lá cờ của [ORG Tây Đô Riders] và tour của [ORG Lữ hành Fiditour].
Ông gặp [ORG Phòng Thương mại và Công nghiệp Kamchatka] và [ORG Hội Cựu chiến binh Nga từng giúp Việt Nam].
[ORG Bảo tàng Hồ Chí Minh] phối hợp [ORG Bảo tàng Cổ vật Nga]; [ORG Bảo tàng Hồ Chí Minh - Chi nhánh Huế] mở cửa.
[ORG Công ty TNHH MTV Vắc xin và Sinh phẩm số 1] sản xuất Sputnik V.
Cục [ORG C02] báo tin; một trinh sát đã xem chiếc B52.
Họ diễn tại [PLACE Nhà hát Thành phố], không phải [ORG Nhà hát Chèo Quân đội].
"""
"""Where institutions end: fields run on in small letters, verbs do not."""

PEOPLE = """
Nghệ sĩ Nhân dân [PERSON Lê Khanh] và Nhà giáo Nhân dân [PERSON Nguyễn Văn Chiển] đến dự.
Hậu vệ [PERSON Cao Cendy Pendant Quang Vinh] trở lại, [PERSON Lê Viktor] và [PERSON Trần Kim Anna] vắng mặt.
Các em [PERSON Hùng], [PERSON Dũng] và [PERSON Lan] được khen.
Thằng [PERSON Cường] nhà tôi ở nhà.
Anh gặp bà [PERSON Mai]. Bị cáo T. khai rồi về cùng chú [PERSON Tư].
Họ có con gái tên [PERSON Mai].
Ê-kíp đã mổ xong, anh thợ điện Bình còn đứng đó.
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
Nghi phạm [PERSON Moong Thị Lương] khai với thượng tá [PERSON Lầu Bá Dềnh].
"Bầu" [PERSON Đức] đồng ý cho [PERSON Văn Toàn] nghỉ.
Quốc vương [PERSON Salman Al-Sabah] cười.
Huấn luyện viên [PLACE Hàn Quốc] [PERSON Ha Hyeok-jun] nói.
Một người đàn ông tên [PERSON Đức] gọi điện.
Bà [PERSON Y Nhung Êban], ông [PERSON Y Biêr Niê], anh [PERSON Y Vinh Tơr] và ông [PERSON Y Blĩa Buôn Krông] dự lễ.
[ORG Công ty Morstroy] trúng thầu. [ORG Morstroy] xây cảng. Ông [PERSON Morozov] của [ORG Công ty Morozov] đến.
Đoàn thăm [PLACE Nhà máy toa xe Ust-Katav], xem nhã nhạc tại [PLACE Duyệt Thị Đường].
Phó Chủ tịch UBND thành phố [PERSON Nguyễn Hữu Thái] tiếp khách, Chủ tịch UBND huyện [PERSON Lê Minh Hoạt] vắng.
Phó Chủ tịch UBND tỉnh [PERSON Hoàng Bách] ký, Giám đốc Trung tâm Y tế huyện [PERSON Mai Văn Chất] trả lời.
Chủ tịch UBND phường [PERSON Vũ Đình Khoát] và Chủ tịch [ORG UBND phường Phan Đình Phùng] có mặt.
Chủ tịch nước thăm huyện [PLACE Nguyễn Thành Long]; [ORG UBND huyện Trần Văn Thời] họp.
Ông [PERSON Lê Quang Hạ], Chủ tịch UBND xã [PLACE Nguyễn Hữu Khánh], đã ký.
Giám mục [PERSON Phaolô Trần Đình Hoan] gặp cô [PERSON Irina Phạm].
Bác sĩ [PERSON Tôn Thất Minh Khuê] mổ.
Truyện của [PERSON Florence Hopkins] và [PERSON Washington Irving] rất hay.
[PERSON Đình Bắc] rời sân vì đau.
Con gái [PERSON Masha Thiên An] hát; cặp đôi [PERSON Trung Kiên] - [PERSON Bảo Ngân] nhảy.
Trưởng cơ quan thường trú tại [PLACE Liên bang Nga] [PERSON Anh Tú] tham dự.
Kiến trúc sư [PERSON Sergey Makarov] và [PERSON Tôn Nữ Thanh Trà] vẽ.
Ông [PERSON Roman Lazarevich Karmen] đến; [PERSON Karmen] quay phim.
[PERSON Thu Hương], vợ ông, kể; phụ xe [PERSON Siu Kơ Wơ] cứu bé gái.
Đồng tác giả [PERSON Kuznetsov A.N.] và kiểm lâm viên [PERSON Đinh Văn Hyưk] dẫn đường.
Trong quý I. Phía [PLACE Nga] đề nghị gặp [PERSON Sayana Dorzhieva]; [PERSON Sayana] đồng ý.
Đồng bào Ba Na, Ê Đê và người Nga cùng múa.
"""

PLACES = """
Hai bên bàn về [PLACE châu Á - Thái Bình Dương].
Bà con họp ở trung tâm thương mại [PLACE Hà Nội - Moskva], xe chạy trên cao tốc [PLACE Hà Nội] - [PLACE Hải Phòng].
Đoàn thăm [PLACE Khu lưu niệm Chủ tịch Hồ Chí Minh].
Ở [PLACE Môn Sơn], tin lan nhanh, họ ở lại [PLACE khe Thơi] ba tuần.
Tàu đến phao số 0 [PLACE Hải Phòng].
Khách đến [PLACE Nha Trang], [PLACE Cam Lâm] và [PLACE Vạn Ninh] tăng mạnh.
Xe rời [PLACE Quảng trường Salavat Yulaev], trợ lý [PLACE Điện Kremlin] [PERSON Yuri Ushakov] cũng đến.
Chàng trai quê [PLACE Kim Bôi] bảo mình là Bashkir.
Tại xã [PLACE Tương Dương], [PLACE Con Cuông], nước lên nhanh.
Cửa hàng nằm trên đường [PLACE Nguyễn Thiện Thuật].
Xe đi theo [PLACE quốc lộ 7] về [PLACE quận 3].
Lũ trên [PLACE sông Mã] rút chậm.
Khách từ [PLACE Mát-xcơ-va] tới [PLACE Nha Trang].
Chị học tiếng Nga và nấu ăn cho người Nga.
[PLACE Cảng hàng không quốc tế Nội Bài] tạm dừng.
Xe về [PLACE Krông Nô], qua [PLACE sông Bé] và [PLACE Khu đô thị lấn biển Cần Giờ].
Tàu vận tải Trường Sa 21 rời [PLACE Trường Sa].
Dự án [PLACE Ninh Thuận 2] cách [PLACE Cam Ranh] 60 km.
Nhu cầu Tết tăng cao.
Tàu container tuyến [PLACE Yên Viên] - [PLACE Vorsino] đã chạy.
Họ thăm [PLACE Nhà thờ thánh Vasily], rồi về xóm [PLACE Gốc Gạo].
Tàu nghiên cứu Viện sĩ Oparin cập cảng [PLACE Nha Trang].
Họ đi địa đạo [PLACE Củ Chi] và thôn [PLACE Vĩnh Trường] bên sông.
Tàu 015 - Trần Hưng Đạo cập cảng [PLACE Tiên Sa].
Đoàn đến [PLACE Điện Biên Phủ], qua cầu [PLACE Trường Tiền], phà [PLACE Sakhyurta], [PLACE Ust-Barguzin].
Chúng tôi ghé nhà thờ [PLACE Đức Bà Kazan] và hút điếu thuốc Kazbek.
Địa chỉ: 501 [PLACE Kim Mã], [PLACE Ba Đình].
Chợ [PLACE Sadovod] đông; [PLACE Biển Đông] lặng.
Chị xem phim "[PLACE Hải Phòng] mùa hoa" và đọc cuốn "Ba người bạn".
"""

EVENTS = """
Trận đấu thuộc vòng 11 [EVENT LPBank V-League 2025/26].
Em giành huy chương tại [EVENT Giải vô địch sambo châu Á] ở [PLACE Tashkent].
Tọa đàm nằm trong khuôn khổ [EVENT Ngày Động thực vật hoang dã thế giới].
Đêm nhạc mở đầu [EVENT Những ngày văn hóa Việt Nam tại Liên bang Nga].
[EVENT Bão số 3] ([EVENT bão Yagi]) vào vịnh.
Triển lãm "[EVENT Ký ức không phai]" mở cửa.
Anh ghi bàn ở [EVENT AFF Cup 2024].
[EVENT Hội nghị Thượng đỉnh BRICS lần thứ 17] khai mạc.
Bộ phim "Khi đàn sếu bay qua" được chiếu lại.
Hai bên ký Hiệp định Paris.
Hội nghị đã nghe báo cáo.
Họ dự [EVENT WorldFood Moscow 2025] và [EVENT Innoprom 2026].
[EVENT Lễ hội Áo dài] mở cửa.
Em đoạt giải ba cuộc thi [EVENT Sáng tạo trẻ ASEAN].
Ca sĩ hát mừng [EVENT Ngày nước Nga] tại [PLACE Nhà hát Lớn].
[EVENT Liên hoan phim châu Á Đà Nẵng lần thứ III] ([EVENT DANAFF III]) bế mạc.
Giải thuộc về "Stranger Eyes" của đạo diễn [PERSON Lê Bình].
Đội đầu bảng [EVENT V-League 2025-2026].
"""

HEADLINES = """
CHỦ TỊCH NƯỚC [PERSON LƯƠNG CƯỜNG] TIẾP ĐẠI SỨ [PLACE NGA] [PERSON GENNADY BEZDETKO] TẠI [PLACE HÀ NỘI]
THỦ TƯỚNG [PERSON PHẠM MINH CHÍNH] VÀ THỦ TƯỚNG [PERSON MIKHAIL MISHUSTIN] DỰ [EVENT DIỄN ĐÀN KINH TẾ Á - ÂU]
[PLACE VIỆT NAM] - [PLACE NGA]: HỢP TÁC DẦU KHÍ, 75 NĂM QUAN HỆ
[EVENT BÃO SỐ 3] GÂY LŨ LỚN Ở [PLACE NGHỆ AN], [PLACE QUỐC LỘ 16] TÊ LIỆT
"""
"""In capitals a country of one syllable must stand like one, and a small word ends a person's name."""

REPORTS = """
[ORG CLB Nam Định] ghi bàn, thủ môn và HLV đều vui. [ORG Nam Định] thắng [ORG Hải Phòng] 2-0 ở [PLACE Nam Định].
[PLACE Nam Định] đón bão, [PLACE Hải Phòng] mất điện.
"""
"""In reports of matches cities are clubs; elsewhere they are not."""


def rows(*tables: str) -> list[str]:
    """The lines of the tables; Tết is a holiday also where demand rises."""
    found = [line for table in tables for line in table.strip().splitlines()]
    return [line.replace("Nhu cầu Tết", "Nhu cầu [EVENT Tết]") for line in found]


@pytest.mark.parametrize("line", rows(INSTITUTIONS, PEOPLE, PLACES, EVENTS, HEADLINES, REPORTS))
def test_sentence(line: str) -> None:
    """What stands in brackets is found, with its kind, and nothing else."""
    assert bracketed(unbracket(line)[0]) == line


def test_bylines() -> None:
    """Who wrote it: after the agency, on a line of its own, in the last brackets; there a place is a person too."""
    top = "Nông dân trúng mùa\n\nTTXVN Thu Hằng - Vụ này lúa được giá.\n"
    assert bracketed(top) == top.replace("TTXVN Thu Hằng", "[ORG TTXVN] [PERSON Thu Hằng]")
    alone = "Nông dân trúng mùa\n\nHải Yến\n\nVụ này lúa được giá, " + "bà con phấn khởi. " * 9
    assert "\n[PERSON Hải Yến]\n" in bracketed(alone)
    end = "Vụ này lúa được giá. (Đông Hà - Mai Tâm)"
    assert bracketed(end).endswith("([PERSON Đông Hà] - [PERSON Mai Tâm])")


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
    assert len(items) >= 65
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


def test_decomposed_and_hidden() -> None:
    """Decomposed letters and zero-width signs inside a name do not hide it."""
    assert [m.text for m in vi.find("ở Hà\u200b Nội")] == ["Hà\u200b Nội"]
    decomposed = unicodedata.normalize("NFD", "Bộ Ngoại giao")
    assert [m.text for m in vi.find(f"Ông làm ở {decomposed}.")] == [decomposed]


def mentions(text: str) -> list[tuple[str, str]]:
    """What is found, with its kind."""
    return [(m.text, str(m.kind)) for m in vi.find(text)]


def test_decomposed_articles() -> None:
    """Decomposed letters change no name of our articles."""
    for text, _ in articles()[:20]:
        decomposed = unicodedata.normalize("NFD", text)
        found = [(unicodedata.normalize("NFC", name), kind) for name, kind in mentions(decomposed)]
        assert found == mentions(text)
        assert all(decomposed[m.start : m.end] == m.text for m in vi.find(decomposed))


def test_tone_placement() -> None:
    """`hoà`, `thuỷ` are `hòa`, `thủy`."""
    text = "Ông Lê Văn Thủy ở Khánh Hòa làm việc tại Ủy ban Nhân dân tỉnh Hòa Bình."
    other = text.replace("Thủy", "Thuỷ").replace("Hòa", "Hoà").replace("Ủy", "Uỷ")
    assert [kind for _, kind in mentions(other)] == [kind for _, kind in mentions(text)] == ["PERSON", "PLACE", "ORG"]


def test_headline() -> None:
    """In a headline in capitals: what the article names, and no verbs."""
    body = "\nNgoại trưởng Nga Sergey Lavrov gặp ông Trần Thiên An, Chủ tịch Hội Nhà văn Sông Thao."
    text = "ÔNG TRẦN THIÊN AN TIẾP SERGEY LAVROV: NGA VÀ VIỆT NAM CÙNG TIẾN BƯỚC" + body
    head = [(m.text, str(m.kind)) for m in vi.find(text) if m.end <= text.index("\n")]
    assert head == [
        ("TRẦN THIÊN AN", "PERSON"),
        ("SERGEY LAVROV", "PERSON"),
        ("NGA", "PLACE"),
        ("VIỆT NAM", "PLACE"),
    ]


def test_without_marks() -> None:
    """Typed without marks only what is sure counts."""
    text = "Chieu nay Thu tuong Pham Minh Chinh tiep Dai su Nga tai Ha Noi, co Bo Giao duc va Dao tao cung du."
    assert mentions(text) == [
        ("Pham Minh Chinh", "PERSON"),
        ("Nga", "PLACE"),
        ("Ha Noi", "PLACE"),
        ("Bo Giao duc va Dao tao", "ORG"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Tai buoi tiep, ong [PERSON Shaposhnikov] bay to vui mung truoc su phat trien.",
        "Sau do doan da lam viec voi [ORG Tap doan Mosinzhproekt] va gap sinh vien [PERSON Trinh Cong Vinh].",
        "Hoi truong [ORG Hoi nguoi Viet Nam tai Moskva] [PERSON Le Truong Son] de nghi ho tro day tieng Viet.",
        "Kim ngach giua thanh pho va cac doi tac [PLACE Nga] tang, ba [PERSON Ha] noi voi nguoi Nga.",
    ],
)
def test_people_and_bodies_without_marks(line: str) -> None:
    """A title, a family name, a head and a foreign word are enough."""
    assert bracketed(unbracket(line)[0]) == line


def test_explained() -> None:
    """Every mention tells what made it; one that beat another reading tells that."""
    assert all(m.trace for text, _ in articles() for m in vi.find(text))
    traces = [step for m in vi.find("Ông làm ở Bảo tàng Gốm sứ Việt Nam.") for step in m.trace]
    assert "rather than PLACE Việt Nam (vi.authority)" in traces


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
    "Công ty Minh Phát. ",
    "(ABC) ",
    "cổ phiếu HPG, ",
    "Thu tuong da den day roi ",
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
