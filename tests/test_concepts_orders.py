"""The same concepts in whatever order the articles come; what may be either of two is neither, and a doubt."""

import itertools
from collections import defaultdict
from pathlib import Path

import pytest

from glossary.extract import records
from glossary.model import Article
from glossary.service import Glossary
from glossary.text import guess_lang

SETS = {
    "a bare name and two marked ones": (
        "Ông Lê Văn Tám ở Hà Nội.",
        "Ông Lê Văn Tâm ở Huế.",
        "Mr. Le Van Tam spoke in Kazan.",
    ),
    "a bare name twice": (
        "Ông Lê Văn Tám ở Hà Nội.",
        "Ông Lê Văn Tâm ở Huế.",
        "Mr. Le Van Tam spoke in Kazan.",
        "Ms. Anna Bell met Mr. Le Van Tam.",
    ),
    "a bare name in two scripts": (
        "Ông Lê Văn Tám ở Hà Nội.",
        "Ông Lê Văn Tâm ở Huế.",
        "Mr. Le Van Tam spoke in Kazan.",
        "Ле Ван Там приехал в Казань.",
    ),
    "a bare name and two in Russian that differ in what only marks tell": (
        "Ле Ван Дык приехал в Казань.",
        "Ле Ван Дук остался в Москве.",
        "Mr. Le Van Duc spoke in Hue.",
    ),
    "a bare name, one of its namesakes in Russian, the other with its marks": (
        "Ле Ван Хынг приехал в Казань.",
        "Ông Lê Văn Hùng ở Hà Nội.",
        "Mr. Le Van Hung spoke in Hue.",
    ),
    "two namesakes in one Russian article": (
        "Хирург Ле Ван Хунг прибыл в Казань. Там живет учитель Ле Ван Хынг.",
        "Surgeon Le Van Hung spoke in Hue.",
    ),
    "an acronym of two institutions": (
        "Институт проблем рынка (ИПР) открыт в Москве.",
        "Институт права и религии (ИПР) открыт в Казани.",
        "ИПР начал работу в Казани.",
    ),
    "an acronym and a full name in another language": (
        "The National Economics University (NEU) opened in Hanoi. NEU is big.",
        "Northeastern University (NEU) of Boston opened. NEU grew.",
        "Trường Đại học Kinh tế Quốc dân (NEU) họp ở Hà Nội.",
    ),
    "a ministry and its acronym": (
        "The Ministry of Industry and Trade (MoIT) met.",
        "Bộ Công Thương họp tại Hà Nội.",
        "MoIT said in Hanoi.",
    ),
    "letters that are known for another ministry": (
        "Moscow, Russia. The Ministry of Industry and Trade (MoIT) met in Kazan, Russia. MoIT thanked Russia.",
        "MoIT said in Hanoi.",
        "Hanoi, Vietnam. The Ministry of Industry and Trade met in Hue.",
    ),
    "an embassy that says where it is": (
        "The Russian Embassy held a meeting.",
        "The Russian Embassy in Hanoi held a concert.",
        "Đại sứ quán Nga tổ chức lễ.",
    ),
    "a city and the country in brackets": (
        "He flew to Dubai (UAE) on Monday.",
        "Các Tiểu vương quốc Arab Thống nhất ký kết.",
        "Dubai is hot, said Moscow.",
    ),
    "one man in three languages": (
        "President Tô Lâm came.",
        "To Lam came to Hue.",
        "Ông Tô Lâm ở Huế.",
        "То Лам прибыл в Москву.",
    ),
}


@pytest.mark.parametrize("texts", SETS.values(), ids=SETS.keys())
def test_the_concepts_are_the_same_in_every_order(texts: tuple[str, ...]) -> None:
    seen = defaultdict(list)
    for order in itertools.permutations(range(len(texts))):
        concepts = defaultdict(set)
        for record in records(Article(str(number), texts[number], guess_lang(texts[number])) for number in order):
            concepts[record["concept"]].add((record["article"], record["start"], record["text"]))
        seen[frozenset(frozenset(names) for names in concepts.values())].append(order)
    assert len(seen) == 1, seen


@pytest.mark.parametrize("name", [name for name in SETS if "namesakes" in name or "only marks tell" in name])
def test_a_bare_name_joins_no_two_that_the_marks_keep_apart(name: str) -> None:
    concepts = [
        (record["concept"], record["text"])
        for record in records(Article(str(number), text, guess_lang(text)) for number, text in enumerate(SETS[name]))
        if record["text"].startswith(("Le Van", "Lê Văn", "Ле Ван"))
    ]
    assert len(concepts) == len({concept for concept, _ in concepts}) == 3, concepts


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
@pytest.mark.parametrize(
    ("name", "torn"), [("a bare name and two marked ones", "Le Van Tam"), ("an acronym of two institutions", "ИПР")]
)
def test_a_build_releases_what_may_be_either(name: str, torn: str, order: tuple[int, ...], tmp_path: Path) -> None:
    for place, number in enumerate(order):
        (tmp_path / f"{place}.txt").write_text(SETS[name][number] + "\n", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        for _ in glossary.build([str(tmp_path)]):
            pass
        views = [glossary.view(row.id) for row in glossary.queue()]
    alone = [view for view in views if {evidence.form for evidence in view.evidence} == {torn}]
    assert len(alone) == 1
    doubts = alone[0].doubts
    assert len({doubt.other for doubt in doubts} | {doubt.concept for doubt in doubts}) == 3
    assert all(doubt.concept != doubt.other for view in views for doubt in view.doubts)
