"""Encodings: real bytes of many texts, long and short, with what must come out."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import resources
from glossary.encoding import decode
from glossary.errors import InputError

VIETNAMESE = [
    "Việt Nam",
    "Nguyễn Thị Hằng",
    "Hà Nội, ngày 3 tháng 9",
    "Thủ tướng Phạm Minh Chính đã gặp Đại sứ Nga tại Hà Nội chiều qua.",
    "Đắk Lắk và Đắk Nông giáp nhau.",
    "Bộ trưởng nói: “Chúng tôi sẽ đẩy nhanh tiến độ dự án đường sắt” – và rời phòng họp.",
    "UBND TP Hải Phòng tổ chức hội nghị xúc tiến đầu tư, có 200 doanh nghiệp tham dự.",
]
RUSSIAN = [
    "Москва",
    "Ханой",
    "Хо Ши Мин",
    "МОСКВА, 5 мая. /ТАСС/",
    "Премьер-министр Вьетнама Фам Минь Тинь прибыл в Казань.",
    "Сергей Королёв родился в Житомире; «Восток» стартовал в 1961 году — так пишут учебники.",
    "Компания Zarubezhneft и группа PVN подписали договор о добыче нефти на шельфе.",
    "щ",
    "Объём торговли вырос на 12 % – до 5 млрд долларов.",
]
ENGLISH = [
    "The ministry’s spokesman said “no comment” – again.",
    "Prices rose 3% … in Hà Giang".replace("Hà", "Ha"),
    "A café in Köln, run by Françoise Müller, sold 300 résumés’ worth of coffee.",
    "The attaché’s naïve façade",
    "Price: £20 · © 2024 Reuters",
    "São Paulo and Malmö signed the deal",
]


@pytest.mark.parametrize("text", VIETNAMESE + RUSSIAN + ENGLISH + ["", "plain", "a", "Ω", "越南", "🇻🇳 cờ đỏ sao vàng"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le+bom", "utf-16-be+bom", "utf-32"])
def test_unicode(text: str, encoding: str) -> None:
    name, _, mark = encoding.partition("+")
    data = (("\ufeff" if mark else "") + text).encode(name)
    assert decode(data).text == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [t for t in VIETNAMESE + RUSSIAN + ENGLISH if " " in t])
def test_utf16_without_mark(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", VIETNAMESE)
def test_decomposed_text_is_composed(text: str) -> None:
    assert decode(unicodedata.normalize("NFD", text).encode()).text == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "iso8859-5"])
@pytest.mark.parametrize("text", [t for t in RUSSIAN if len(t) > 1])
def test_russian(text: str, encoding: str) -> None:
    text = text.encode(encoding, errors="replace").decode(encoding)
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize("text", VIETNAMESE)
def test_cp1258(text: str) -> None:
    assert decode(_cp1258(text)).text == text


@pytest.mark.parametrize("text", ENGLISH)
def test_cp1252(text: str) -> None:
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("encoding", ["TCVN3", "VNI", "VISCII"])
@pytest.mark.parametrize("text", [t for t in VIETNAMESE if "“" not in t])
def test_old_vietnamese_encodings_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(InputError, match="UTF-8"):
        decode(_old(text, encoding))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "docx"),
        (b"PK\x03\x04" + bytes(50), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "picture"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "picture"),
        (b"{\\rtf1\\ansi Vi\\u7879?t}", "rich text"),
        (bytes(range(256)) * 20, "UTF-8|not text"),
        ("東京は日本の首都です。".encode("shift-jis"), "UTF-8"),
        (b"\xff\xfeA\x00\x00\xd8B\x00", "UTF-8"),
        (b"\xef\xbb\xbfabc\xff\xfe", "UTF-8"),
    ],
)
def test_refused_with_advice(data: bytes, said: str) -> None:
    with pytest.raises(InputError, match=said):
        decode(data)


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("Щит".encode("koi8-r"), "koi8-r", "Щит"),
        ("ОМ".encode("cp1251"), "windows-1251", "ОМ"),
        ("Hà Nội đẹp".encode(), "iso-8859-1", "Hà Nội đẹp"),
        ("Москва и Ханой".encode("cp1251"), "utf-8", "Москва и Ханой"),
        ("Москва и Ханой".encode("cp1251"), "no-such-charset", "Москва и Ханой"),
        ("it’s".encode("cp1252"), "ISO-8859-1", "it’s"),
    ],
)
def test_declared_charset_is_followed_where_the_bytes_agree(data: bytes, declared: str, text: str) -> None:
    assert decode(data, declared=declared).text == text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"one\r\ntwo\rthree\n\n", "one\ntwo\nthree\n\n"),
        (b"\xef\xbb\xbf  Hanoi  ", "  Hanoi  "),
        ("\ufeff\ufeffx".encode(), "\ufeffx"),
        ("Hà Nội và Đà Nẵng, Huế".encode()[:-1], "Hà Nội và Đà Nẵng, Hu"),
        (b"a line with a \x00 byte in it, and more words after it to make a text of it", None),
        ("so\u00adft zero\u200bwidth".encode(), "so\u00adft zero\u200bwidth"),
    ],
)
def test_nothing_else_is_touched(data: bytes, text: str | None) -> None:
    assert decode(data).text == (data.decode() if text is None else text)


@given(st.text())
def test_any_text_in_utf8_with_mark_comes_back_composed(text: str) -> None:
    wanted = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    assert decode(b"\xef\xbb\xbf" + text.encode()).text == wanted


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        text = decode(data).text
    except InputError as error:
        assert str(error).endswith(".")
    else:
        assert unicodedata.is_normalized("NFC", text)
        text.encode()


def _cp1258(text: str) -> bytes:
    """As Windows writes it: base letter with its shape, then the tone as a combining mark."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
        except UnicodeEncodeError:
            bare = unicodedata.normalize("NFD", letter)
            tone = next(mark for mark in bare if mark in "\u0300\u0301\u0303\u0309\u0323")
            out += unicodedata.normalize("NFC", bare.replace(tone, "")).encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def _old(text: str, encoding: str) -> bytes:
    table: dict[str, bytes] = {}
    for line in Path(resources.DATA / "old_encodings.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith(encoding):
            _, sequence, letter = line.split("\t")
            table.setdefault(letter, bytes.fromhex(sequence))
            table.setdefault(letter.upper(), bytes.fromhex(sequence))
    return b"".join(table.get(letter, letter.encode("ascii", errors="replace")) for letter in text)
