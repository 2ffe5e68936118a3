"""The network of the Russian tagger: tags as slovnet gives with the same weights."""

from pathlib import Path
from typing import Any

import pytest

from glossary.lang.ru_network import network, slovnet_tagger

GOLD = Path(__file__).parent / "gold"
TEXTS = {
    "a sentence": "Президент России Владимир Путин встретился в Ханое с То Ламом.",
    "one word": "Москва",
    "a word again and again": "Ханой, Ханой и ещё раз Ханой: так поют в Ханое.",
    "signs alone": "— … »",
    "nothing": "",
    "letters of other alphabets": "Компания PVN и Đặng Thái Sơn в Hà Nội.",
    "an article": (GOLD / "84_ru.txt").read_text(encoding="utf-8"),
    "two articles": "\n\n".join((GOLD / f"{n}_ru.txt").read_text(encoding="utf-8") for n in (95, 104)),
}


@pytest.fixture(scope="module")
def slovnet() -> Any:
    return slovnet_tagger()


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_marks_what_slovnet_marks(text: str, slovnet: Any) -> None:
    theirs = [(span.start, span.stop, span.type) for span in slovnet(text).spans] if text else []
    assert network().spans(text) == theirs
    assert theirs or len(text) < 6
