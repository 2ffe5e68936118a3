"""What the reviewer decides teaches the program: approved, rejected, merged, split names in all articles."""

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from glossary import rescan
from glossary.model import ConceptStatus, Kind, Lang
from glossary.service import Glossary


@pytest.fixture
def glossary(tmp_path: Path) -> Iterator[Glossary]:
    with Glossary(tmp_path / "g.db") as opened:
        yield opened


def read(glossary: Glossary, folder: Path, name: str, text: str) -> None:
    """Write an article and build."""
    path = folder / name
    path.write_text(text + "\n", encoding="utf-8")
    for _ in glossary.build([str(path)]):
        pass


def one(glossary: Glossary, query: str) -> str:
    """The only concept that a query finds."""
    rows = glossary.queue(query)
    assert len(rows) == 1, [(row.id, row.label, row.status) for row in rows]
    return rows[0].id


def spans(glossary: Glossary, concept: str) -> set[tuple[str, str]]:
    """In which articles a concept is mentioned, and how."""
    return {(Path(e.article).name, e.sentence[e.start : e.end]) for e in glossary.view(concept).evidence}


EARLIER = "In Hanoi the sunday drawers are few. Some Sunday drawers paint."
LATER = {
    "capitals.txt": ("SUNDAY DRAWERS WIN PRIZE\nThe prize went to Hanoi.", "SUNDAY DRAWERS"),
    "again.txt": ("Nobody in Hanoi had heard of the Sunday drawers before.", "Sunday drawers"),
}


def test_an_approved_name_is_found_in_earlier_and_later_articles(glossary: Glossary, tmp_path: Path) -> None:
    read(glossary, tmp_path, "earlier.txt", EARLIER)
    made, _ = glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
    for name, (text, _) in LATER.items():
        read(glossary, tmp_path, name, text)
    found = spans(glossary, made)
    assert ("earlier.txt", "Sunday drawers") in found
    assert {(name, form) for name, (_, form) in LATER.items()} <= found


NOT_YET_BUILT = {
    "one.txt": ("Some Sunday drawers paint in Hanoi.", {"Sunday drawers"}),
    "two.txt": ("In Hanoi the Sunday drawers met. THE SUNDAY DRAWERS LEFT.", {"Sunday drawers", "SUNDAY DRAWERS"}),
    "small.txt": ("The sunday drawers of Kazan are many.", set()),
}


def test_a_name_added_by_hand_has_its_mentions_at_once(glossary: Glossary, tmp_path: Path) -> None:
    for name, (text, _) in NOT_YET_BUILT.items():
        read(glossary, tmp_path, name, text)
    made, _ = glossary.add(Kind.ORG, {Lang.EN: "Sunday drawers"})
    at_once = spans(glossary, made)
    assert {(name, form) for name, (_, forms) in NOT_YET_BUILT.items() for form in forms} <= at_once
    assert not any(name == "small.txt" for name, _ in at_once)
    assert glossary.undo()
    assert glossary.queue("sunday") == []
    assert glossary.redo()
    assert spans(glossary, made) == at_once
    for _ in glossary.build([]):
        pass
    assert spans(glossary, made) == at_once


def test_a_name_marked_in_one_article_has_its_mentions_in_the_others_at_once(
    glossary: Glossary, tmp_path: Path
) -> None:
    for name, (text, _) in NOT_YET_BUILT.items():
        read(glossary, tmp_path, name, text)
    number = next(row.id for row in glossary.articles() if row.name.endswith("one.txt"))
    start = glossary.article(number).text.index("Sunday")
    made, _ = glossary.add_mention(number, start, start + len("Sunday drawers"), Kind.ORG)
    assert spans(glossary, made) == {(name, form) for name, (_, forms) in NOT_YET_BUILT.items() for form in forms}


def test_a_russian_name_added_by_hand_takes_its_cases_from_what_the_program_took_for_another_thing(
    glossary: Glossary, tmp_path: Path
) -> None:
    read(glossary, tmp_path, "one.txt", "В Казани ждут новостей Северного Ветра. Все о Северном Ветре.")
    assert one(glossary, "ветер kind:place")
    made, _ = glossary.add(Kind.ORG, {Lang.RU: "Северный Ветер"})
    assert spans(glossary, made) == {("one.txt", "Северного Ветра"), ("one.txt", "Северном Ветре")}


# (what stands in an earlier article, language of the name, the name, how it stands there, kind)
OTHER_LETTERS = [
    ("Вчера в Казани видели Кугу.", Lang.RU, "Куга", "Кугу", Kind.PERSON),
    ("Вчера в Казани пела Алена Дрозд.", Lang.RU, "Алёна Дрозд", "Алена Дрозд", Kind.PERSON),
    ("Hôm qua ca sĩ Thuý Hoà hát ở Huế.", Lang.VI, "Thúy Hòa", "Thuý Hoà", Kind.PERSON),
    ("Tin từ KRÔNG BÚNG LA hôm qua.", Lang.VI, "Krông Búng La", "KRÔNG BÚNG LA", Kind.PERSON),
    ("ПОГОДА В НОВОЗУБРОВКЕ. Тепло.", Lang.RU, "Новозубровка", "НОВОЗУБРОВКЕ", Kind.PLACE),
    ("Поезд шёл мимо Зубрёва-на-Каме.", Lang.RU, "Зубрев-на-Каме", "Зубрёва-на-Каме", Kind.PLACE),
    ("Все рейсы из Верхне-Зубрева отменены.", Lang.RU, "Верхне–Зубрев", "Верхне-Зубрева", Kind.PLACE),
    ("Автобус ходит до Дубрела и Зубла.", Lang.RU, "Зубёл", "Зубла", Kind.PLACE),
    ("Вчера говорили с Кавлом Дроздом.", Lang.RU, "Кавел Дрозд", "Кавлом Дроздом", Kind.PERSON),
    ("Вчера говорили со Зьвом.", Lang.RU, "Зев", "Зьвом", Kind.PERSON),
    ("Вчера говорили с Дубрейцом.", Lang.RU, "Дубреец", "Дубрейцом", Kind.PERSON),
    ("Вчера в Казани пели для Синих Сумерек.", Lang.RU, "Синие Сумерки", "Синих Сумерек", Kind.ORG),
    ("Ở Huế có Phie\u0302n ho\u0300a nho\u0309.", Lang.VI, "Phiên hoà nhỏ", "Phiên hòa nhỏ", Kind.ORG),
    ("In Hanoi some Sunday\u2011drawers paint.", Lang.EN, "Sunday-drawers", "Sunday\u2011drawers", Kind.ORG),
    ("In Hanoi some Sun\u00adday drawers paint.", Lang.EN, "Sunday drawers", "Sun\u00adday drawers", Kind.ORG),
]


@pytest.mark.parametrize("at_once", [True, False], ids=["at once", "by the next build"])
@pytest.mark.parametrize(("text", "lang", "name", "form", "kind"), OTHER_LETTERS, ids=[row[2] for row in OTHER_LETTERS])
def test_an_added_name_is_found_in_earlier_articles_in_other_letters_and_cases(
    glossary: Glossary,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    lang: Lang,
    name: str,
    form: str,
    kind: Kind,
    at_once: bool,
) -> None:
    read(glossary, tmp_path, "one.txt", text)
    if not at_once:
        monkeypatch.setattr(rescan, "_AT_ONCE", 0)
    made, _ = glossary.add(kind, {lang: name})
    if not at_once:
        assert spans(glossary, made) == set()
        for _ in glossary.build([]):
            pass
    assert spans(glossary, made) == {("one.txt", form)}


def test_a_place_added_by_hand_leaves_the_short_name_of_a_person(glossary: Glossary, tmp_path: Path) -> None:
    read(glossary, tmp_path, "one.txt", "The\u00administer Anna Zorvin spoke in Hanoi. Later Mr\u00a0Zorvin left.")
    before = spans(glossary, one(glossary, "anna zorvin"))
    made, _ = glossary.add(Kind.PLACE, {Lang.EN: "Zorvin"})
    assert spans(glossary, made) == set()
    assert spans(glossary, one(glossary, "anna zorvin")) == before


def test_a_name_added_by_hand_leaves_what_was_decided_and_what_is_longer(glossary: Glossary, tmp_path: Path) -> None:
    read(glossary, tmp_path, "one.txt", "The Kazan Lake University of Music met Oleg Petrov.")
    glossary.approve([one(glossary, "petrov")])
    for name in ("Kazan Lake", "Oleg"):
        made, _ = glossary.add(Kind.ORG, {Lang.EN: name})
        assert spans(glossary, made) == set()
    assert spans(glossary, one(glossary, "oleg petrov")) == {("one.txt", "Oleg Petrov")}


def put_by_hand(glossary: Glossary, concept: str) -> None:
    """Its mention is put where it stands, by a person, and nobody decides about the concept itself."""
    [evidence] = glossary.view(concept).evidence
    start = glossary.article(evidence.article_id).text.index("Oleg Petrov")
    glossary.add_mention(evidence.article_id, start, start + len("Oleg Petrov"), concept)
    assert glossary.view(concept).row.status is ConceptStatus.NEW


# (what a person did about a name before another one of the same letters is added, does its mention stay?)
BEFORE_ADDING = [
    ("nothing", lambda glossary, concept: None, False),
    ("approved", lambda glossary, concept: glossary.approve([concept]), True),
    ("rejected", lambda glossary, concept: glossary.reject([concept]), False),
    ("noted on", lambda glossary, concept: glossary.set_note(concept, "who?"), False),
    ("put by hand", put_by_hand, True),
]


@pytest.mark.parametrize("built", [False, True], ids=["at once", "after the next build"])
@pytest.mark.parametrize(("what", "decide", "stays"), BEFORE_ADDING, ids=[row[0] for row in BEFORE_ADDING])
def test_an_added_name_leaves_the_mentions_that_a_person_accepted_or_put_where_they_are(
    glossary: Glossary,
    tmp_path: Path,
    what: str,
    decide: Callable[[Glossary, str], object],
    stays: bool,
    built: bool,
) -> None:
    read(glossary, tmp_path, "one.txt", "Yesterday Oleg Petrov came to Hanoi.")
    person = one(glossary, "petrov")
    decide(glossary, person)
    made, _ = glossary.add(Kind.ORG, {Lang.EN: "Oleg Petrov"})
    if built:
        for _ in glossary.build([]):
            pass
    there = {("one.txt", "Oleg Petrov")}
    assert spans(glossary, made) == (set() if stays else there)
    if stays:
        assert spans(glossary, person) == there


def test_an_approved_name_stays_a_part_of_longer_names_in_earlier_and_later_articles(
    glossary: Glossary, tmp_path: Path
) -> None:
    longer = "The Kazan Lake University of Music wrote to Kazan."
    read(glossary, tmp_path, "earlier.txt", longer)
    glossary.approve([row.id for row in glossary.queue("kazan kind:place")])
    read(glossary, tmp_path, "later.txt", longer.replace("wrote", "spoke"))
    places = spans(glossary, one(glossary, "kazan kind:place"))
    assert places == {("earlier.txt", "Kazan"), ("later.txt", "Kazan")}
    university = spans(glossary, one(glossary, "kazan kind:org"))
    assert {name for name, _ in university} == {"earlier.txt", "later.txt"}


def test_an_approved_russian_name_is_found_in_every_case(glossary: Glossary, tmp_path: Path) -> None:
    read(glossary, tmp_path, "earlier.txt", "В Москве говорили о тихой заводи. Сказки Тихой Заводи издали.")
    made, _ = glossary.add(Kind.ORG, {Lang.RU: "Тихая Заводь"})
    read(glossary, tmp_path, "later.txt", "Издательство рассказало о Тихой Заводи в Москве.")
    assert {("earlier.txt", "Тихой Заводи"), ("later.txt", "Тихой Заводи")} <= spans(glossary, made)


REJECTED = [
    (
        "vi",
        "Ông Trần Quốc Khải thăm Hà Nội.",
        "tran quoc khai",
        "Ông TRẦN QUỐC KHẢI đến Huế. Mr Tran Quoc Khai said so.",
    ),
    ("ru", "Фёдор Королёв посетил Ханой.", "королёв", "Вчера в Москве Федор Королев спорил с Фёдором Королёвым."),
    ("en", "Mikhail Sidorenko visited Hanoi.", "sidorenko", "In Hanoi, MIKHAIL SIDORENKO met Михаила Сидоренко."),
    (
        "org",
        "The Kazan Lake Fund met in Hanoi.",
        "kazan lake",
        "In Hanoi the KAZAN LAKE FUND and the Kazan Lake Fund met.",
    ),
]


@pytest.mark.parametrize(("name", "first", "query", "second"), REJECTED, ids=[row[0] for row in REJECTED])
def test_a_rejected_name_is_not_offered_again_in_any_spelling(
    glossary: Glossary, tmp_path: Path, name: str, first: str, query: str, second: str
) -> None:
    read(glossary, tmp_path, "first.txt", first)
    glossary.reject([one(glossary, query)])
    read(glossary, tmp_path, "second.txt", second)
    new = [row for row in glossary.queue(query) if row.status is not ConceptStatus.REJECTED]
    assert new == []


ARTICLES = {
    "a.txt": "The Committee for Sports of Kazan met in Hanoi.",
    "b.txt": "The Sports Board of Kazan wrote to Hanoi.",
    "c.txt": "In Hanoi, the Committee for Sports of Kazan thanked the Sports Board of Kazan.",
}


@pytest.mark.parametrize("order", list(permutations(ARTICLES)), ids=" ".join)
def test_a_merge_holds_in_whatever_order_articles_come(
    glossary: Glossary, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """After the first article that has both names, or both articles, they are merged; the rest keeps to it."""
    merged = ""
    for name in order:
        read(glossary, tmp_path, name, ARTICLES[name])
        rows = [row.id for row in glossary.queue("kazan sports")]
        if len(rows) == 2:
            merged = rows[0]
            glossary.merge([rows[1]], merged)
    assert merged
    assert [row.id for row in glossary.queue("kazan sports")] == [merged]
    assert {name for name, _ in spans(glossary, merged)} == set(ARTICLES)


ONE = {
    "a.txt": "The Sports Committee of Kazan met in Hanoi.",
    "b.txt": "The Committee for Sports of Kazan wrote to Hanoi.",
    "c.txt": "In Hanoi, the Sports Committee of Kazan met the Committee for Sports of Kazan.",
}


@pytest.mark.parametrize("order", list(permutations(ONE)), ids=" ".join)
def test_a_split_holds_in_whatever_order_articles_come(
    glossary: Glossary, tmp_path: Path, order: tuple[str, ...]
) -> None:
    """Two spellings that the program takes for one are split once; every later article keeps them apart."""
    split = ""
    for name in order:
        read(glossary, tmp_path, name, ONE[name])
        whole = one(glossary, "kazan sports") if not split else ""
        terms = [t for t in glossary.view(whole).terms if t.text.startswith("Committee for")] if whole else []
        if terms and len(glossary.view(whole).terms) > 1:
            split, _ = glossary.split(whole, terms=[t.id for t in terms])
    assert split
    rows = [row.id for row in glossary.queue("kazan sports")]
    assert len(rows) == 2
    forms = [{form for _, form in spans(glossary, id)} for id in rows]
    assert sorted(map(sorted, forms)) == [["Committee for Sports of Kazan"], ["Sports Committee of Kazan"]]


def test_a_part_of_a_name_marked_by_hand_is_looked_for_in_no_other_article(glossary: Glossary, tmp_path: Path) -> None:
    read(glossary, tmp_path, "a.txt", "Governor Mary Kelso met John Ashby in Hanoi. Ashby agreed.")
    read(glossary, tmp_path, "b.txt", "The town of Ashby welcomed guests. In Ashby, Kelso spoke. Mr Ashby came late.")
    john = one(glossary, "John Ashby")
    glossary.approve([john])
    before = spans(glossary, john)
    number = next(row.id for row in glossary.articles() if row.name.endswith("b.txt"))
    text = glossary.article(number).text
    start = text.index("Mr Ashby") + 3
    glossary.add_mention(number, start, start + 5, john)
    gained = {surface for article, surface in spans(glossary, john) - before}
    assert gained <= {"Ashby"}
    marked = [m for m in glossary.article(number).mentions if m.concept == john]
    assert all(mention.start == start for mention in marked), "the town stays a town"


def test_what_a_person_decided_about_keeps_its_mentions_when_a_rival_comes(glossary: Glossary, tmp_path: Path) -> None:
    read(
        glossary,
        tmp_path,
        "a.txt",
        "Director Nguyen Van Hung opened the fair in Hanoi. Mr Nguyen Van Hung thanked all.",
    )
    hung = one(glossary, "Nguyen Van Hung")
    glossary.set_term(hung, Lang.VI, "Nguyễn Văn Hùng")
    glossary.set_note(hung, "checked with the embassy")
    before = spans(glossary, hung)
    assert before
    read(
        glossary,
        tmp_path,
        "b.txt",
        "Ông Nguyễn Văn Hưng, giám đốc công ty, đã đến Huế. Ông Nguyễn Văn Hưng cảm ơn mọi người.",
    )
    glossary.approve([one(glossary, "Hanoi")])
    (tmp_path / "a.txt").write_text(
        "Director Nguyen Van Hung opened the fair in Hanoi. Mr Nguyen Van Hung thanked all guests.", encoding="utf-8"
    )
    for _ in glossary.build([str(tmp_path)]):
        pass
    assert {surface for _, surface in spans(glossary, hung)} >= {surface for _, surface in before}


@pytest.mark.parametrize("status", ["new", "approved"])
def test_an_imported_name_is_found_in_earlier_and_later_articles(
    glossary: Glossary, tmp_path: Path, status: str
) -> None:
    read(glossary, tmp_path, "one.txt", "Many read about the Blue whistle on Monday in Hanoi.")
    table = tmp_path / "in.csv"
    table.write_text(f"id,kind,status,vi,en,ru\r\n,ORG,{status},,Blue whistle,Синий свисток\r\n", encoding="utf-8")
    steps = list(glossary.importing(table))
    made = one(glossary, "whistle")
    assert steps[-1].done == steps[-1].total
    assert spans(glossary, made) == {("one.txt", "Blue whistle")}
    assert glossary.undo() and not glossary.queue("whistle")
    assert glossary.redo() and spans(glossary, made) == {("one.txt", "Blue whistle")}
    read(glossary, tmp_path, "two.txt", "Nobody saw the Blue whistle on Friday.")
    assert spans(glossary, made) == {("one.txt", "Blue whistle"), ("two.txt", "Blue whistle")}
