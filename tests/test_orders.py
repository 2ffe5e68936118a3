"""Two people whose names differ only in their marks are never one, in whatever order the articles come."""

import itertools
from pathlib import Path

import pytest

from glossary.service import Glossary

ARTICLES = {
    "hùng": "Ông Nguyễn Văn Hùng gặp ông Lê Văn Long.\n",
    "hưng": "Ông Nguyễn Văn Hưng ở Huế.\n",
    "hung": "Mr. Nguyen Van Hung lives in Hue.\n",
    "both": "Ông Nguyễn Văn Hùng và ông Nguyễn Văn Hưng họp tại Huế.\n",
}


@pytest.mark.parametrize("order", list(itertools.permutations(ARTICLES, 3)), ids="-".join)
def test_marked_names_that_differ_stay_apart(order: tuple[str, ...], tmp_path: Path) -> None:
    for number, name in enumerate(order):
        (tmp_path / f"{number}.txt").write_text(ARTICLES[name], encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        for number in range(len(order)):
            for _ in glossary.build([str(tmp_path / f"{number}.txt")]):
                pass
        for row in glossary.queue("kind:person"):
            forms = {term.text for term in glossary.view(row.id).terms}
            assert not {"Nguyễn Văn Hùng", "Nguyễn Văn Hưng"} <= forms, forms
