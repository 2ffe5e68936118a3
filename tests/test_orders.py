"""In whatever order articles come, their names are gathered into the same concepts, and what differs stays apart."""

import itertools
from pathlib import Path

import pytest

from glossary.service import Glossary

MARKS = [
    "Ông Nguyễn Văn Hùng gặp ông Lê Văn Long.\n",
    "Ông Nguyễn Văn Hưng ở Huế.\n",
    "Mr. Nguyen Van Hung lives in Hue.\n",
    "Ông Nguyễn Văn Hùng và ông Nguyễn Văn Hưng họp tại Huế.\n",
]

SETS = {
    "surname": [
        "Minister Sergei Petrenko arrived in Hanoi. Petrenko met farmers.\n",
        "Министр Сергей Петренко прибыл в Ханой.\n",
        "Bộ trưởng Sergei Petrenko đến Hà Nội.\n",
    ],
    "town and province": [
        "He lives in Tula.\n",
        "The governor of Tula Oblast spoke in Moscow.\n",
        "Ông đến tỉnh Tula và thành phố Tula.\n",
    ],
    "spellings": [
        "Việt Nam và Nga ký kết.\n",
        "Viet Nam welcomed Russia.\n",
        "Vietnam and the Russian Federation agreed.\n",
        "Вьетнам и Россия подписали договор.\n",
    ],
    "typhoon": [
        "Тайфун «Яги» обрушился на север Вьетнама 7 сентября.\n",
        "Mưa lũ và sạt lở sau bão Yagi đã làm 199 người chết ở Yên Bái.\n",
    ],
}


def gathered(articles: list[Path], database: Path) -> list[list[str]]:
    """The names of each concept, after the articles were read one by one."""
    with Glossary(database) as glossary:
        for article in articles:
            for _ in glossary.build([str(article)]):
                pass
        return sorted(sorted({term.text for term in glossary.view(row.id).terms}) for row in glossary.queue(""))


def written(folder: Path, articles: list[str]) -> list[Path]:
    """The articles as files."""
    files = []
    for number, text in enumerate(articles):
        files.append(folder / f"{number}.txt")
        files[-1].write_text(text, encoding="utf-8")
    return files


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_articles_read_on_several_days_end_as_if_read_at_once(articles: list[str], tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    files = written(folder, articles)
    assert gathered(files, tmp_path / "days.db") == gathered([folder], tmp_path / "once.db")


def test_a_build_of_one_article_gathers_few_others_again(tmp_path: Path) -> None:
    many = [f"Тайфун «Яги» обрушился на север Вьетнама {number} сентября.\n" for number in range(40)]
    files = written(tmp_path, [*many, SETS["typhoon"][1]])
    with Glossary(tmp_path / "g.db") as glossary:
        list(glossary.build([str(path) for path in files[:-1]]))
        steps = [step.label for step in glossary.build([str(files[-1])]) if "gathered with" in step.label]
        assert len(steps) <= 21
        assert [row.mentions for row in glossary.queue("kind:event")] == [41]


@pytest.mark.parametrize("articles", SETS.values(), ids=SETS)
def test_the_order_of_articles_decides_nothing(articles: list[str], tmp_path: Path) -> None:
    files = written(tmp_path, articles)
    made = {
        order: gathered([files[i] for i in order], tmp_path / f"{'-'.join(map(str, order))}.db")
        for order in itertools.permutations(range(len(files)))
    }
    first = next(iter(made.values()))
    assert len(first) > 1
    assert {order: concepts for order, concepts in made.items() if concepts != first} == {}


@pytest.mark.parametrize("order", list(itertools.permutations(range(4), 3)), ids=str)
def test_marked_names_that_differ_stay_apart(order: tuple[int, ...], tmp_path: Path) -> None:
    files = []
    for number in order:
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(MARKS[number], encoding="utf-8")
    for names in gathered(files, tmp_path / "g.db"):
        assert not {"Nguyễn Văn Hùng", "Nguyễn Văn Hưng"} <= set(names), names


INITIALS = [
    ["Виктор Соколов приехал в Казань.\n", "Владимир Соколов живёт в Туле.\n", "В. Соколов выступил в Омске.\n"],
    ["Anna Petrova came to Kazan.\n", "Alina Petrova lives in Tula.\n", "A. Petrova spoke in Omsk.\n"],
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))), ids=str)
@pytest.mark.parametrize("articles", INITIALS, ids=["ru", "en"])
def test_one_initial_makes_no_two_people_one(articles: list[str], order: tuple[int, ...], tmp_path: Path) -> None:
    files = []
    for number in order:
        files.append(tmp_path / f"{number}.txt")
        files[-1].write_text(articles[number], encoding="utf-8")
    full = {" ".join(article.split()[:2]) for article in articles[:2]}
    for names in gathered(files, tmp_path / "g.db"):
        assert not full <= set(names), names
