"""Machine translation for a whole article, or for many concepts, goes out together and says what it says one by one."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from glossary.model import Kind, Lang
from glossary.service import Glossary
from glossary.suggest import argos, suggest_concept, suggest_concepts

TINY = Path(__file__).parent / "packages"

CONCEPTS: list[tuple[Kind, dict[Lang, list[str]]]] = [
    (Kind.ORG, {Lang.VI: ["Hội Hoa Ban Đen"]}),
    (Kind.ORG, {Lang.EN: ["Zubrovka Dubravka Circle"]}),
    (Kind.EVENT, {Lang.VI: ["Đêm hội Cỏ Lau"], Lang.EN: ["Reed Night Fair"]}),
    (Kind.EVENT, {Lang.VI: ["Tuần lễ Trăng Non"]}),
    (Kind.ORG, {Lang.RU: ["Кружок Заря"]}),
    (Kind.PLACE, {Lang.VI: ["núi Bà Đen"]}),
]


@pytest.fixture(autouse=True)
def packages_of_the_tests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from argostranslate import settings

    folder = tmp_path / "data" / "argos-translate" / "packages"
    folder.mkdir(parents=True)
    for archive in TINY.glob("*.argosmodel"):
        with zipfile.ZipFile(archive) as bundle:
            bundle.extractall(folder)
    for name in ("DATA", "CONFIG", "CACHE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(tmp_path / name.lower()))
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", str(folder))
    monkeypatch.setattr(settings, "package_data_dir", folder)
    monkeypatch.setattr(settings, "package_dirs", [folder])


@pytest.fixture
def batches(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """The batches that the models are given: direction and size."""
    found: list[tuple[str, int]] = []
    translate = argos._Loaded.translate

    def counted(self: Any, texts: Sequence[str], hypotheses: int) -> Any:
        found.append((self.label, len(texts)))
        return translate(self, texts, hypotheses)

    monkeypatch.setattr(argos._Loaded, "translate", counted)
    return found


def test_many_concepts_are_answered_as_each_alone_in_fewer_batches(batches: list[tuple[str, int]]) -> None:
    asked = [(kind, terms, target) for kind, terms in CONCEPTS for target in Lang]
    alone = [suggest_concept(*one) for one in asked]
    one_by_one = len(batches)
    batches.clear()
    together = suggest_concepts(asked)
    assert [[s.text for s in found] for found in together] == [[s.text for s in found] for found in alone]
    for found, expected in zip(together, alone, strict=True):
        assert [s.score for s in found] == pytest.approx([s.score for s in expected], abs=0.02)
        assert [(s.origin, s.origins, s.trace) for s in found] == [(s.origin, s.origins, s.trace) for s in expected]
    # vi→en; vi→en→ru, with the approved English; en→ru.
    assert 0 < len(batches) <= 5 < one_by_one


def test_an_article_and_a_page_of_stale_concepts_are_each_asked_about_once(
    tmp_path: Path, batches: list[tuple[str, int]]
) -> None:
    article = tmp_path / "fair.txt"
    article.write_text(
        "The Institute of Zubrovka Weaving, the Committee for Dubravka Reeds, the Union of Kalmuk Sailors and the "
        "Academy of Blue Pottery opened the Reed Moon Festival and the Kalmuk Lantern Festival.",
        encoding="utf-8",
    )
    with Glossary(tmp_path / "g.db") as glossary:
        list(glossary.build([str(article)]))
        concepts = glossary.totals().concepts
        assert concepts >= 5
        hops = len({label for label, _ in batches})
        # The article is read, and gathered once more.
        assert 0 < len(batches) <= 4 * hops
        batches.clear()
        list(glossary.suggest_missing())
        assert 0 < len(batches) <= 2 * hops
