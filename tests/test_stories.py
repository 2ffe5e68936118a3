"""The same story in three languages: its names find each other, in the lists and through the whole glossary."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest

from glossary import stories
from glossary.model import Article, Kind, Lang, Mention, Origin
from glossary.service import Glossary
from glossary.suggest import parallel
from glossary.suggest.ranking import folded

FOLDER = Path(__file__).parent / "stories"
KINDS = {"P": Kind.PERSON, "O": Kind.ORG, "L": Kind.PLACE, "E": Kind.EVENT}

Telling = tuple[Article, list[Mention], list[str]]
"""An article, its names, and which name each is."""


def tellings(path: Path) -> list[Telling]:
    """The three articles of a story."""
    found = []
    for part in re.split(r"^(?=(?:vi|en|ru) \d{4})", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, body = part.split("\n", 1)
        code, published, outlet = head.split(" ", 2)
        plain, at, mentions, names = "", 0, [], []
        for match in re.finditer(r"\{(\w)(\d) ([^|}]+)(?:\|([^}]+))?\}", body):
            plain += body[at : match.start()]
            end = len(plain) + len(match[3])
            mentions.append(
                Mention(len(plain), end, match[3], KINDS[match[1]], "test", Lang(code), (match[4] or "").strip())
            )
            names.append(match[1] + match[2])
            plain, at = plain + match[3], match.end()
        article = Article(f"{published}-{path.stem}-{code}.txt", plain + body[at:], Lang(code), outlet, published)
        found.append((article, mentions, names))
    return found


STORIES = {path.stem: tellings(path) for path in sorted(FOLDER.glob("*.txt"))}


def thinned(telling: Telling, share: float, chance: random.Random) -> Telling:
    """The telling without some of its names: no two articles name all the same."""
    article, mentions, names = telling
    gone = {name for name in set(names) if chance.random() < share}
    kept = [place for place, name in enumerate(names) if name not in gone]
    return article, [mentions[place] for place in kept], [names[place] for place in kept]


def aligned(stems: list[str], share: float) -> Iterator[tuple[bool, float]]:
    """For every pair found: is it right, and its score."""
    chance = random.Random(5)
    for stem in stems:
        for one, other in combinations(STORIES[stem], 2):
            a, b = thinned(one, share, chance), thinned(other, share, chance)
            for i, j, score, _ in parallel.align(a[1], b[1]):
                yield a[2][i] == b[2][j], score


@pytest.mark.parametrize("group", ["a", "b"], ids=["read while writing the rules", "unseen"])
def test_names_of_a_story_find_each_other(group: str) -> None:
    stems = [stem for stem in STORIES if stem.startswith(group)]
    whole = list(aligned(stems, 0.0))
    there = sum(len({*a[2]} & {*b[2]}) for stem in stems for a, b in combinations(STORIES[stem], 2))
    assert len(stems) == 8
    assert sum(right for right, _ in whole) >= 0.98 * len(whole)
    assert sum(right for right, _ in whole) >= 0.85 * there


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6])
def test_a_score_promises_no_more_than_it_keeps_where_articles_differ(share: float) -> None:
    found = [one for _ in range(4) for one in aligned(list(STORIES), share)]
    for low, high in ((0.0, 0.6), (0.6, 0.9), (0.9, 1.0)):
        of = [(right, score) for right, score in found if low <= score < high]
        assert of, "each sort of pair is there"
        assert sum(right for right, _ in of) >= sum(score for _, score in of), (low, high)


def test_other_stories_have_no_name_in_common() -> None:
    stems = list(STORIES)
    for one, other in zip(stems, [*stems[1:], stems[0]], strict=True):
        for a, b in combinations([STORIES[one][0], STORIES[other][1], STORIES[other][2]], 2):
            if a[0].name[:10] != b[0].name[:10]:
                assert all(a[2][i] == b[2][j] for i, j, _, _ in parallel.align(a[1], b[1]) if one == other)


# ---- through the glossary ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Glossary]:
    """All stories in one glossary."""
    folder = tmp_path_factory.mktemp("stories")
    for story in STORIES.values():
        for article, _, _ in story:
            (folder / article.name).write_text(article.text, encoding="utf-8")
    with Glossary(folder / "glossary.db") as glossary:
        for _ in glossary.build([str(folder / "*.txt")]):
            pass
        yield glossary


def test_suggestions_name_what_other_articles_have(built: Glossary) -> None:
    names: dict[tuple[Lang, str], set[str]] = defaultdict(set)
    for stem, story in STORIES.items():
        for article, mentions, of in story:
            for mention, name in zip(mentions, of, strict=True):
                names[article.lang, folded(mention.form)].add(stem + name)

    def known(lang: Lang, text: str) -> set[str]:
        """Which names this is, or a part of: the extraction may have left out `company` before the name."""
        wanted = folded(text)
        return {n for (code, form), of in names.items() if code is lang and wanted in form for n in of}

    right = offered = 0
    for row in built.queue(limit=1000):
        view = built.view(row.id)
        own = {name for term in view.terms for name in known(term.lang, term.text)}
        for lang, suggestions in view.suggestions.items():
            for suggestion in suggestions:
                if own and suggestion.origin is Origin.PARALLEL:
                    offered += 1
                    right += bool(own & known(lang, suggestion.text))
    assert offered >= 100
    assert right >= 0.9 * offered


def test_the_trace_names_both_articles_and_their_sentences(built: Glossary) -> None:
    [row] = [row for row in built.queue("Kind Heart Foundation") if row.label == "Kind Heart Foundation"]
    best = built.view(row.id).suggestions[Lang.RU][0]
    assert (best.text, best.origin) == ("Фонд «Доброе сердце»", Origin.PARALLEL)
    assert best.score < 0.6, "a guess says so"
    assert "2020-02-29-a07-ru.txt: “Её оплатил Фонд «Доброе сердце».”" in best.trace
    assert "2020-02-28-a07-en.txt: “The operation in Can Tho lasted six hours" in best.trace


def test_each_article_is_compared_with_its_own_story(built: Glossary) -> None:
    store = built._store
    name = {row.id: row.name for row in built.articles(limit=1000)}
    assert len(name) == 48
    found = {number: [name[one.article] for one in stories.tellings(store, number)[:2]] for number in name}
    assert all(name[number].split("-")[-2] == other.split("-")[-2] for number in found for other in found[number])
    assert sum(map(len, found.values())) >= 90, "nearly all of the two others of each"


def run(glossary: Glossary, *paths: Path) -> None:
    for _ in glossary.build([str(path) for path in paths]):
        pass


PORT_EN = "In Da Nang Minister Le Hoang Nam met Anna Sokolova. The Blue Shore Union thanked Le Hoang Nam."
PORT_RU = "В Дананге министр Ле Хоанг Нам принял Анну Соколову. Союз «Синий берег» поблагодарил Ле Хоанг Нама."


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Glossary]:
    (tmp_path / "2024-05-13-en.txt").write_text(PORT_EN, encoding="utf-8")
    (tmp_path / "2024-05-13-ru.txt").write_text(PORT_RU, encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        run(glossary, tmp_path / "2024-05-13-en.txt")
        yield glossary


def texts(glossary: Glossary, concept: str, lang: Lang, origin: Origin = Origin.PARALLEL) -> list[str]:
    return [s.text for s in glossary.view(concept).suggestions.get(lang, ()) if origin in s.origins]


def concept(glossary: Glossary, text: str) -> str:
    return next(row.id for row in glossary.queue(limit=100) if row.label == text)


def test_a_later_article_brings_the_pair_and_a_second_build_changes_nothing(port: Glossary, tmp_path: Path) -> None:
    union = concept(port, "Blue Shore Union")
    assert texts(port, union, Lang.RU) == []
    run(port, tmp_path / "2024-05-13-ru.txt")
    [pair] = texts(port, union, Lang.RU)
    assert "берег" in pair
    rows = [tuple(row) for row in port._store.rows("SELECT * FROM attested ORDER BY 1, 2, 4")]
    run(port, tmp_path / "2024-05-13-ru.txt")
    assert [tuple(row) for row in port._store.rows("SELECT * FROM attested ORDER BY 1, 2, 4")] == rows


def test_taking_the_pair_makes_both_one_concept_in_one_step(port: Glossary, tmp_path: Path) -> None:
    run(port, tmp_path / "2024-05-13-ru.txt")
    union = concept(port, "Blue Shore Union")
    [pair] = texts(port, union, Lang.RU)
    other = concept(port, pair)
    done = port.take(union, Lang.RU, pair)
    assert done.label == f"Made “{pair}” the Russian term of “Blue Shore Union”; the two are one concept now"
    view = port.view(other)
    assert view.row.id == union, "what stood there in Russian belongs to it now"
    assert {e.lang for e in view.evidence} == {Lang.EN, Lang.RU}
    assert {(t.lang, t.text) for t in view.terms if t.status == "preferred"} == {
        (Lang.EN, "Blue Shore Union"),
        (Lang.RU, pair),
    }
    port.undo()
    assert port.view(other).row.id == other
    assert texts(port, union, Lang.RU) == [pair]


def test_a_story_shows_each_name_once_with_what_the_others_likely_call_it(built: Glossary) -> None:
    for stem in STORIES:
        numbers = [row.id for row in built.articles(limit=1000) if f"-{stem}-" in row.name]
        told = built.story(numbers)
        ids = [line.concept.id for line in told.lines]
        assert len(ids) == len(set(ids))
        for line in told.lines:
            for cell in line.cells:
                assert not (cell.forms and cell.likely), "what is there need not be guessed"
                assert bool(cell.likely) == bool(cell.likely_concept) == bool(cell.likely_score)
                assert cell.likely_concept != line.concept.id
        assert any(line.likely for line in told.lines)


def test_a_rejected_name_or_one_kept_apart_is_no_counterpart(port: Glossary, tmp_path: Path) -> None:
    run(port, tmp_path / "2024-05-13-ru.txt")
    union = concept(port, "Blue Shore Union")
    [pair] = texts(port, union, Lang.RU)
    other = concept(port, pair)
    port.reject([other])
    for _ in port.suggest_missing():
        pass
    assert texts(port, union, Lang.RU) == []
    port.undo()
    port.keep_apart(union, other)
    for _ in port.suggest_missing():
        pass
    assert texts(port, union, Lang.RU) == []


def test_a_likely_pair_waits_among_the_doubts_until_a_person_keeps_it_apart(tmp_path: Path) -> None:
    told = {
        "2024-05-13-vi.txt": "Tại Đà Nẵng, ông Lê Hoàng Nam thăm Viện Nghiên cứu Hải sản. "
        "Ông Lê Hoàng Nam cảm ơn Hợp tác xã Vườn Cam.",
        "2024-05-13-en.txt": "In Da Nang Le Hoang Nam visited the Research Institute for Marine Fisheries. "
        "Le Hoang Nam thanked the Orange Garden Cooperative.",
    }
    for name, text in told.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        run(glossary, *(tmp_path / name for name in told))
        institute = concept(glossary, "Viện Nghiên cứu Hải sản")
        [doubt] = glossary.view(institute).doubts
        assert glossary.view(doubt.other).row.label == "Research Institute for Marine Fisheries"
        assert re.match(r"articles of one story have both \(\d\d %\): .+", doubt.why)
        assert glossary.view(concept(glossary, "Orange Garden Cooperative")).doubts == (), "a guess is no doubt"
        glossary.keep_apart(institute, doubt.other)
        (tmp_path / "2024-05-14-en.txt").write_text(told["2024-05-13-en.txt"] + " Nobody else came.", encoding="utf-8")
        run(glossary, tmp_path / "2024-05-14-en.txt")
        assert glossary.count("risk:doubt") == 0


def test_other_days_are_another_story(port: Glossary, tmp_path: Path) -> None:
    (tmp_path / "2024-09-30-ru.txt").write_text(PORT_RU, encoding="utf-8")
    run(port, tmp_path / "2024-09-30-ru.txt")
    assert texts(port, concept(port, "Blue Shore Union"), Lang.RU) == []


def test_a_table_stays_above_a_pair_that_says_otherwise() -> None:
    from glossary.model import Suggestion

    table = Suggestion("Дананг", Origin.AUTHORITY, 0.95, "", (Origin.AUTHORITY,))
    seen = [Suggestion("Да Нанг", Origin.PARALLEL, 0.95)]
    assert [s.text for s in parallel.joined([table], seen)] == ["Дананг", "Да Нанг"]
    agreed = parallel.joined([table], [Suggestion("Дананг", Origin.PARALLEL, 0.9)])
    assert [s.origins for s in agreed] == [(Origin.AUTHORITY, Origin.PARALLEL)]
    assert agreed[0].score > 0.95


@pytest.mark.parametrize("order", [("en", "vi"), ("vi", "en")])
def test_a_form_seen_with_its_marks_in_any_article_wins(tmp_path: Path, order: tuple[str, str]) -> None:
    texts = {
        "en": "The violinist Le Thi Thanh Ly played in Nha Trang. Le Thi Thanh Ly thanked the audience.",
        "vi": "Nghệ sĩ Lê Thị Thanh Lỵ biểu diễn tại Nha Trang. Lê Thị Thanh Lỵ cảm ơn khán giả.",
    }
    with Glossary(tmp_path / "glossary.db") as glossary:
        for code in order:
            path = tmp_path / f"{code}.txt"
            path.write_text(texts[code], encoding="utf-8")
            run(glossary, path)
        [row] = [row for row in glossary.queue("le thi thanh ly kind:person") if row.label.startswith("L")]
        view = glossary.view(row.id)
        assert {(t.lang, t.text) for t in view.terms if t.status == "preferred"} >= {
            (Lang.VI, "Lê Thị Thanh Lỵ"),
            (Lang.EN, "Le Thi Thanh Ly"),
        }, "not the most frequent name Ly or Lý, but the one that was seen"


def test_an_approved_name_with_marks_is_what_other_people_s_names_are_read_by(tmp_path: Path) -> None:
    with Glossary(tmp_path / "glossary.db") as glossary:
        glossary.add(Kind.PERSON, {Lang.VI: "Lê Thị Thanh Lỵ"})
        path = tmp_path / "en.txt"
        path.write_text("Le Thi Thanh Ly and Sergei Orlov met.", encoding="utf-8")
        run(glossary, path)
        [row] = glossary.queue("le thi thanh ly kind:person")
        assert {t.text for t in glossary.view(row.id).terms if t.lang is Lang.VI} == {"Lê Thị Thanh Lỵ"}
