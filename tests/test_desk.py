"""What the screens ask and decide beyond the queue: reader, concordance, splitting, case forms, style, stories."""

import csv
import importlib.util
import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import resources, service, style, wording
from glossary.errors import InputError
from glossary.model import (
    ConceptStatus,
    HouseStyle,
    Kind,
    Lang,
    Origin,
    Suggestion,
    TermForm,
    TermStatus,
)
from glossary.query import completions, folded_text, places
from glossary.service import Glossary
from glossary.store import Store

STATE = {
    "concept": "id, kind, status, note, subject, gender, valid_from, valid_to, merged_into, root",
    "term": "concept, lang, text, form, status, origin",
    "term_key": "key, concept",
    "mention": 'article, concept, start, "end", form, reason',
    "pin": 'article, start, "end", concept, kind, lang, lemma',
    "apart": "concept, other",
    "doubt": "concept, other, open",
    "card": "id, concept, kind, status, label, variants, mentions, missing, doubtful, search, tags",
    "setting": "name, value",
    "saved_filter": "name, query",
    "tally": "kind, status, missing, n",
    "counter": "name, n",
}


def state(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """What decisions change, as stored; and the file is whole."""
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        for table in ("card_fts", "article_fts"):
            connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
        rows = {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in STATE.items()
        }
        cards = dict(connection.execute("SELECT kind || status || missing, count(*) FROM card GROUP BY 1").fetchall())
        tally = connection.execute("SELECT kind || status || missing, n FROM tally WHERE n <> 0").fetchall()
        assert dict(tally) == cards, "the tally counts the cards"
    rows["counter"] = [row for row in rows["counter"] if row[0] != "concepts"]
    return rows


@pytest.fixture
def glossary(desk: Path) -> Iterator[Glossary]:
    with Glossary(desk) as opened:
        yield opened


def number(glossary: Glossary, name: str) -> int:
    return next(row.id for row in glossary.articles() if row.name == name)


def mention_ids(glossary: Glossary, concept: str, text: str, lang: Lang | None = None) -> list[int]:
    return [
        mention.id
        for row in glossary.articles()
        for mention in glossary.article(row.id).mentions
        if mention.concept == concept and mention.text == text and lang in (None, row.lang)
    ]


def term_id(glossary: Glossary, concept: str, text: str, lang: Lang | None = None) -> int:
    return next(t.id for t in glossary.view(concept).terms if t.text == text and lang in (None, t.lang))


def terms(glossary: Glossary, concept: str) -> list[tuple[str, str, str]]:
    return [(str(t.lang), t.text, str(t.status)) for t in glossary.view(concept).terms]


# ---- every decision is undone and redone exactly ------------------------------------------------------------------
def _missed(glossary: Glossary, what: Kind | str) -> tuple[str, object]:
    id = number(glossary, "cang.txt")
    text = glossary.article(id).text
    start = text.index("Bộ trưởng")
    return glossary.add_mention(id, start, start + len("Bộ trưởng"), what)


DECISIONS: dict[str, Callable[[Glossary], object]] = {
    "a missed name": lambda g: _missed(g, Kind.ORG),
    "a missed mention": lambda g: _missed(g, "ims"),
    "split mentions": lambda g: g.split("danang", mentions=mention_ids(g, "danang", "Da Nang")[:1]),
    "split a term": lambda g: g.split("anna", terms=[term_id(g, "anna", "Анна Соколова")]),
    "split into another kind": lambda g: g.split("ims", terms=[term_id(g, "ims", "IMS")], kind=Kind.EVENT),
    "move a term": lambda g: g.move_terms([term_id(g, "danang", "Дананг")], "festival"),
    "move mentions": lambda g: g.move_mentions(mention_ids(g, "nam", "Le Hoang Nam"), "anna"),
    "move between doubtful ones": lambda g: g.move_mentions(mention_ids(g, "short", "Nam"), "nam"),
    "deprecate": lambda g: g.set_term_status([term_id(g, "danang", "Дананг")], TermStatus.DEPRECATED),
    "prefer": lambda g: g.set_term_status([term_id(g, "ims", "IMS")], TermStatus.PREFERRED),
    "form": lambda g: g.set_term_form([term_id(g, "ims", "IMS")], TermForm.ACRONYM),
    "fields": lambda g: g.set_fields("nam", subject="cảng", gender="m", valid_from="2024-05", valid_to="2025"),
    "style": lambda g: g.set_style(HouseStyle("Viet Nam", "е", "latin")),
    "filter": lambda g: g.save_filter("mine", "kind:org missing:ru"),
    "many at once": lambda g: g.approve(["nam", "anna", "danang"]),
    "case form": lambda g: g.set_form("anna", "Анна Соколова", "gen", "Анны Соколовой-Речной"),
}


@pytest.mark.parametrize("name", DECISIONS)
def test_a_decision_is_one_step_back_and_one_step_forth(glossary: Glossary, desk: Path, name: str) -> None:
    before, count = state(desk), len(glossary.history())
    DECISIONS[name](glossary)
    after = state(desk)
    assert len(glossary.history()) == count + 1
    if name != "case form":
        assert after != before
    for _ in range(2):
        assert glossary.undo() is not None
        assert state(desk) == before
        assert glossary.redo() is not None
        assert state(desk) == after


def test_each_decision_says_what_was_done(glossary: Glossary) -> None:
    said = {}
    for name, decide in DECISIONS.items():
        decide(glossary)
        said[name] = glossary.history(1)[0].label
        glossary.undo()
    assert said == {
        "a missed name": "Added “Bộ trưởng”",
        "a missed mention": "Added “Bộ trưởng” as a mention of “Institute of Marine Studies”",
        "split mentions": "Split “Da Nang” off “Da Nang”",
        "split a term": "Split “Анна Соколова” off “Anna Sokolova”",
        "split into another kind": "Split “IMS” off “Institute of Marine Studies”",
        "move a term": "Moved “Дананг” to “Blue River Festival”",
        "move mentions": "Moved 2 mentions to “Anna Sokolova”",
        "move between doubtful ones": "Moved “Nam” to “Le Hoang Nam”",
        "deprecate": "Made “Дананг” deprecated",
        "prefer": "Made “IMS” preferred",
        "form": "Made “IMS” an acronym",
        "fields": "Changed “Subject, Gender, Called so since, Called so until” of “Le Hoang Nam”",
        "style": "Changed the house style",
        "filter": "Saved the filter “mine”",
        "many at once": "Approved 3 concepts",
        "case form": "Made “Анны Соколовой-Речной” the genitive of “Анна Соколова”",
    }


# ---- mentions by hand --------------------------------------------------------------------------------------------
SHIP = "The freighter Sea Lantern left Haiphong on Monday. It was built in Haiphong."
LATER = "On Friday the Sea Lantern came back."


@pytest.fixture
def port(tmp_path: Path) -> Iterator[Glossary]:
    (tmp_path / "a.txt").write_text(SHIP, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as opened:
        list(opened.build([str(tmp_path / "a.txt")]))
        yield opened


def test_a_name_added_by_hand_survives_builds_and_is_found_elsewhere(port: Glossary, tmp_path: Path) -> None:
    [row] = port.articles()
    start = SHIP.index("Lantern")
    id, _ = port.add_mention(row.id, start - 4, start + len("Lantern") + 1, Kind.EVENT)
    (tmp_path / "b.txt").write_text(LATER, encoding="utf-8")
    for _ in range(2):
        list(port.build([str(tmp_path / "a.txt"), str(tmp_path / "b.txt")]))
        found = {
            one.name.rsplit("/", 1)[-1]: [
                (m.start, m.text, m.kind) for m in port.article(one.id).mentions if m.concept == id
            ]
            for one in port.articles()
        }
        assert found == {
            "a.txt": [(start - 4, "Sea Lantern", Kind.EVENT)],
            "b.txt": [(LATER.index("Sea"), "Sea Lantern", Kind.EVENT)],
        }
        (tmp_path / "a.txt").touch()
    assert port.view(id).row.status is ConceptStatus.APPROVED


def test_a_mention_moved_by_hand_stays_moved_when_the_article_is_searched_again(port: Glossary, tmp_path: Path) -> None:
    [row] = port.articles()
    [first, second] = [m for m in port.article(row.id).mentions if m.text == "Haiphong"]
    assert first.concept == second.concept
    with pytest.raises(InputError, match="leave at least one"):
        port.split(first.concept, mentions=[first.id, second.id])
    other, _ = port.split(first.concept, mentions=[second.id])
    # Approving a name of this article makes the next build search it again.
    port.add(Kind.EVENT, {Lang.EN: "Sea Lantern"})
    labels = [step.label for step in port.build([str(tmp_path / "a.txt")])]
    assert any("searched again" in label for label in labels)
    assert [m.concept for m in port.article(row.id).mentions if m.text == "Haiphong"] == [first.concept, other]


def test_an_undone_mention_by_hand_gives_the_place_back(glossary: Glossary, desk: Path) -> None:
    id = number(glossary, "port.txt")
    before = [(m.start, m.end, m.concept) for m in glossary.article(id).mentions]
    start = glossary.article(id).text.index("Minister Le Hoang")
    glossary.add_mention(id, start, start + len("Minister Le Hoang"), Kind.PERSON)
    now = [(m.start, m.text) for m in glossary.article(id).mentions]
    assert (start, "Minister Le Hoang") in now
    assert len(now) == len(before), "the mention it touches has given way"
    glossary.undo()
    assert [(m.start, m.end, m.concept) for m in glossary.article(id).mentions] == before


@pytest.mark.parametrize("span", [(0, 0), (5, 5), (7, 8), (10_000, 10_004)])
def test_a_span_that_is_no_name_is_refused(glossary: Glossary, span: tuple[int, int]) -> None:
    with pytest.raises(InputError):
        glossary.add_mention(number(glossary, "port.txt"), *span, Kind.ORG)
    assert glossary.history() == []


def test_a_russian_mention_by_hand_gets_its_nominative(tmp_path: Path) -> None:
    text = "Он говорил о встрече с Верой Лебедевой."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as opened:
        list(opened.build([str(tmp_path / "a.txt")]))
        start = text.index("Верой")
        id, _ = opened.add_mention(opened.articles()[0].id, start, len(text) - 1, Kind.PERSON)
        assert [t.text for t in opened.view(id).terms] == ["Вера Лебедева"]


# ---- splitting and moving ----------------------------------------------------------------------------------------
def test_what_is_split_off_is_kept_apart_and_takes_its_mentions(glossary: Glossary) -> None:
    new, _ = glossary.split("anna", terms=[term_id(glossary, "anna", "Анна Соколова")])
    assert terms(glossary, new) == [("ru", "Анна Соколова", "preferred")]
    [evidence] = glossary.view(new).evidence
    assert (evidence.article, evidence.form) == ("port-ru.txt", "Анна Соколова")
    assert glossary.article(evidence.article_id).row.name == "port-ru.txt"
    assert [t for t in terms(glossary, "anna") if t[0] == "ru"] == []
    assert Lang.RU in glossary.view("anna").row.missing
    with pytest.raises(InputError, match="kept apart"):
        glossary.keep_apart(new, "anna")


def test_one_of_several_mentions_split_off_leaves_the_term_with_both(glossary: Glossary) -> None:
    [first, second, *_] = mention_ids(glossary, "danang", "Da Nang", Lang.EN)
    new, _ = glossary.split("danang", mentions=[second])
    assert [e.mention_id for e in glossary.view(new).evidence] == [second]
    assert first in [e.mention_id for e in glossary.view("danang").evidence]
    assert ("en", "Da Nang", "preferred") in terms(glossary, "danang")
    assert ("en", "Da Nang", "preferred") in terms(glossary, new)


def test_not_all_can_be_split_off(glossary: Glossary) -> None:
    with pytest.raises(InputError, match="leave at least one"):
        glossary.split("short", terms=[t.id for t in glossary.view("short").terms])
    with pytest.raises(InputError, match="Choose"):
        glossary.split("short")


def test_a_moved_preferred_term_does_not_push_out_the_one_that_is_there(glossary: Glossary) -> None:
    glossary.approve(["anna", "danang"])
    glossary.move_terms([term_id(glossary, "danang", "Дананг")], "anna")
    assert [t for t in terms(glossary, "anna") if t[0] == "ru"] == [
        ("ru", "Анна Соколова", "preferred"),
        ("ru", "Дананг", "admitted"),
    ]


def test_terms_of_merged_concepts_move_as_they_are_shown(glossary: Glossary) -> None:
    glossary.merge(["short"], "nam")
    glossary.move_terms([term_id(glossary, "nam", "Nam")], "anna")
    assert "Nam" not in [t.text for t in glossary.view("nam").terms]
    assert "Nam" in [t.text for t in glossary.view("anna").terms]


# ---- terms and fields --------------------------------------------------------------------------------------------
def test_status_of_several_terms_is_one_step(glossary: Glossary, desk: Path) -> None:
    before = state(desk)
    wanted = [term_id(glossary, "ims", "IMS"), term_id(glossary, "danang", "Дананг")]
    glossary.set_term_status(wanted, TermStatus.SUPERSEDED)
    assert {t.status for c in ("ims", "danang") for t in glossary.view(c).terms if t.id in wanted} == {
        TermStatus.SUPERSEDED
    }
    assert Lang.RU in glossary.view("danang").row.missing
    glossary.undo()
    assert state(desk) == before


def test_fields_stay_unless_given(glossary: Glossary) -> None:
    glossary.set_fields("nam", subject="  ngoại  giao ", valid_from="2020")
    glossary.set_fields("nam", gender="m")
    view = glossary.view("nam")
    assert (view.subject, view.gender, view.valid_from, view.valid_to) == ("ngoại giao", "m", "2020", "")
    glossary.set_fields("nam", subject="")
    assert glossary.view("nam").subject == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"gender": "x"},
        {"valid_from": "13.05.2024"},
        {"valid_from": "2024-13"},
        {"valid_from": "2025", "valid_to": "2024"},
    ],
)
def test_fields_that_say_nothing_are_refused(glossary: Glossary, fields: dict[str, str]) -> None:
    with pytest.raises(InputError):
        glossary.set_fields("nam", **fields)
    assert glossary.history() == []


# ---- case forms --------------------------------------------------------------------------------------------------
def test_approved_russian_terms_are_found_in_every_case(glossary: Glossary) -> None:
    assert [row.id for row in glossary.queue("соколовой")] == []
    glossary.approve(["anna"])
    assert [row.id for row in glossary.queue("анне соколовой")] == ["anna"]
    glossary.undo()
    assert [row.id for row in glossary.queue("соколовой")] == []


def test_a_corrected_form_stands_instead_of_the_rule_and_can_be_taken_back(glossary: Glossary) -> None:
    glossary.approve(["danang"])

    def genitive() -> tuple[str, bool]:
        return next((f.text, f.by_hand) for f in glossary.forms("danang")["Дананг"] if f.case == "gen")

    assert genitive() == ("Дананга", False)
    glossary.set_form("danang", "Дананг", "gen", "Да-Нангу")
    assert genitive() == ("Да-Нангу", True)
    assert [row.id for row in glossary.queue("да нангу")] == ["danang"]
    assert glossary.queue("дананга") == []
    glossary.set_form("danang", "Дананг", "gen", "")
    assert genitive() == ("Дананга", False)
    with pytest.raises(InputError, match="no Russian term"):
        glossary.set_form("danang", "Da Nang", "gen", "x")
    with pytest.raises(InputError, match="no case"):
        glossary.set_form("danang", "Дананг", "vocative", "x")


def test_a_corrected_form_is_matched_in_later_articles(tmp_path: Path) -> None:
    text = "Делегация прибыла из Тхыонгмаем вечером."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as opened:
        id, _ = opened.add(Kind.PLACE, {Lang.RU: "Тхыонг"})
        opened.set_form(id, "Тхыонг", "gen", "Тхыонгмаем")
        list(opened.build([str(tmp_path / "a.txt")]))
        assert [(e.sentence[e.start : e.end]) for e in opened.view(id).evidence] == ["Тхыонгмаем"]
        assert [t.text for t in opened.view(id).terms] == ["Тхыонг"], "the form is no new term"


def test_gender_decides_the_forms_of_a_name_that_does_not_show_it(glossary: Glossary) -> None:
    id, _ = glossary.add(Kind.PERSON, {Lang.RU: "Ким Шмидт"})
    man = {f.case: f.text for f in glossary.forms(id)["Ким Шмидт"]}
    glossary.set_fields(id, gender="f")
    woman = {f.case: f.text for f in glossary.forms(id)["Ким Шмидт"]}
    assert (man["gen"], woman["gen"]) == ("Кима Шмидта", "Ким Шмидт")


# ---- reader ------------------------------------------------------------------------------------------------------
def test_the_reader_glosses_what_is_known(glossary: Glossary) -> None:
    glossary.approve(["danang"])
    view = glossary.article(number(glossary, "port.txt"), Lang.RU)
    assert all(view.text[m.start : m.end] == m.text for m in view.mentions)
    assert [(m.text, m.term, m.status) for m in view.mentions[:3]] == [
        ("Le Hoang Nam", "", ConceptStatus.NEW),
        ("Anna Sokolova", "Анна Соколова", ConceptStatus.NEW),
        ("Da Nang", "Дананг", ConceptStatus.APPROVED),
    ]
    assert (view.row.mentions, view.row.undecided) == (9, 5)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["cang.txt", "port.txt", "port-ru.txt"]),
        ("lang:ru", ["port-ru.txt"]),
        ("outlet:coast", ["port.txt"]),
        ("article:port*", ["port.txt", "port-ru.txt"]),
        ("coast", ["port.txt"]),
        ("nghien cuu", ["cang.txt"]),
        ("text:festival", ["port.txt"]),
        ("nowhere", []),
    ],
)
def test_articles_are_listed_newest_first(glossary: Glossary, query: str, expected: list[str]) -> None:
    assert [row.name for row in glossary.articles(query)] == expected


# ---- the queue ---------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("lang:ru", {"anna", "danang"}),
        ("lang:vi kind:org", {"ims"}),
        ("outlet:coast kind:event", {"festival"}),
        ('text:"blue river"', {"nam", "anna", "danang", "ims", "short", "festival"}),
        ("text:прибыла", {"anna", "danang"}),
        ("text:nowhere", set()),
        ("outlet:100%", set()),
    ],
)
def test_filters_of_the_queue(glossary: Glossary, query: str, expected: set[str]) -> None:
    assert {row.id for row in glossary.queue(query)} == expected


def test_filters_that_many_mentions_pass_find_the_same(glossary: Glossary, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossary.store import lookup

    queries = ["article:port", "outlet:coast", "text:da", "article:cang missing:ru", "lang:en text:nam kind:person"]
    few = [[row.id for row in glossary.queue(query)] for query in queries]
    monkeypatch.setattr(lookup, "_FEW", 0)
    assert [[row.id for row in glossary.queue(query)] for query in queries] == few
    assert all(few)


def test_the_queue_keeps_its_order_through_decisions(glossary: Glossary) -> None:
    assert [r.id for r in glossary.queue()] == ["danang", "anna", "ims", "nam", "festival", "short"]
    glossary.approve(["danang"])
    assert [r.id for r in glossary.queue()] == ["anna", "ims", "nam", "festival", "short", "danang"]
    glossary.merge(["ims"], "nam")
    assert [r.id for r in glossary.queue()] == ["nam", "anna", "festival", "short", "danang"]
    glossary.undo()
    glossary.undo()
    assert [r.id for r in glossary.queue()] == ["danang", "anna", "ims", "nam", "festival", "short"]


def test_next_undecided_goes_down_and_starts_again(glossary: Glossary) -> None:
    def after(concept: str, query: str = "") -> str:
        row = glossary.next_undecided(concept, query)
        return row.id if row else ""

    assert after("") == "danang"
    assert after("danang") == "anna"
    glossary.reject(["ims"])
    assert after("anna") == "nam"
    assert after("short") == "danang"
    assert after("danang", "kind:person") == "anna"
    assert after("ims") == "danang", "what is decided stands below"
    glossary.approve(["danang", "anna", "nam", "festival", "short"])
    assert after("danang") == ""


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("ki", ["kind:"]),
        ("kind:", ["kind:person", "kind:org", "kind:place", "kind:event"]),
        ("kind:o", ["kind:org"]),
        ("nam missing:r", ["nam missing:ru"]),
        ("status:a", ["status:approved"]),
        ("risk:d", ["risk:doubt"]),
        ("article:por", ["article:port-ru.txt", "article:port.txt"]),
        ("outlet:c", ['outlet:"Coast News"']),
        ('outlet:"coast n', ['outlet:"Coast News"']),
        ("nam", []),
        ("", []),
    ],
)
def test_completion(glossary: Glossary, typed: str, expected: list[str]) -> None:
    assert glossary.complete(typed) == expected


@given(st.text(max_size=20))
def test_completions_go_on_from_what_is_typed(query: str) -> None:
    for whole in completions(query, ["a.txt", "b c.txt"], ["Báo Mới"]):
        assert len(whole) >= 1


def test_saved_filters(glossary: Glossary) -> None:
    glossary.save_filter("  to do ", "kind:org  missing:ru")
    glossary.save_filter("to do", "kind:org")
    assert [(one.name, one.query) for one in glossary.saved_filters()] == [("to do", "kind:org")]
    glossary.save_filter("to do", "")
    assert glossary.saved_filters() == []
    with pytest.raises(InputError):
        glossary.save_filter(" ", "kind:org")


# ---- concordance -------------------------------------------------------------------------------------------------
TEXTS = {
    "a.txt": "Tổng thống Vladimir Putin đến Hà Nội.\nÔng Putin thăm Hà  Nội, rồi rời Ha Noi.",
    "b.txt": "President Putin left Hanoi. Putinism is not Putin.",
    "c.txt": "Встреча с Путиным прошла в Ханое. Из Ханоя делегация улетела; Пути\u0301н доволен.",
    "d.txt": "Đường sắt (“… – cao tốc”) sắp khởi công.",
    "e.txt": "They want a high-speed\n rail\n\nLine by line.",
}


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Glossary]:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "g.db") as opened:
        list(opened.build([str(tmp_path / name) for name in TEXTS]))
        yield opened


def hits(glossary: Glossary, query: str, **more: object) -> list[str]:
    return [line.hit for line in glossary.concordance(query, **more).lines]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"ha noi"', ["Hà Nội", "Hà  Nội", "Ha Noi"]),
        ('"Hà Nội"', ["Hà Nội", "Hà  Nội", "Ha Noi"]),
        ('"putin"', ["Putin", "Putin", "Putin", "Putin"]),
        ("tổng thống", ["Tổng thống"]),
        ("tong thong", ["Tổng thống"]),
        ("делегации", ["делегация"]),
        ("nowhere", []),
        ("", []),
        ("lang:vi", []),
        ("đường sắt cao tốc", ["Đường sắt (“… – cao tốc"]),
        ("high-speed rail", ["high-speed\n rail".replace("\n", " ")]),
        ("rail line", []),
    ],
)
def test_concordance_of_words(corpus: Glossary, query: str, expected: list[str]) -> None:
    assert hits(corpus, query) == expected


def test_concordance_of_a_concept_goes_through_all_languages_and_cases(corpus: Glossary) -> None:
    [id] = [row.id for row in corpus.queue("kind:person putin путин")]
    for query in (id, "putin", "Путин", "Путиным"):
        found = corpus.concordance(query)
        assert id in found.concepts, query
        assert {"Путиным", "Пути\u0301н", "Putin"} <= {line.hit for line in found.lines}, query
        assert "Putinism" not in {line.hit for line in found.lines}
        assert found.by_lang[Lang.RU] == 2
        assert found.total == len(found.lines) == sum(found.by_lang.values())


def test_hits_stand_where_they_say(corpus: Glossary) -> None:
    texts = {row.id: corpus.article(row.id).text for row in corpus.articles()}
    found = (
        corpus.concordance("putin путин").lines + corpus.concordance("hanoi").lines + corpus.concordance("ханой").lines
    )
    assert found
    for line in found:
        text = texts[line.article]
        assert text[line.start : line.end].replace("\n", " ") == line.hit
        assert text[: line.start].replace("\n", " ").endswith(line.left)
        assert text[line.end :].replace("\n", " ").startswith(line.right)
        assert "\n" not in line.left + line.hit + line.right


def test_concordance_sorts_by_its_sides_and_pages(corpus: Glossary) -> None:
    right = corpus.concordance('"putin"', sort="right").lines
    following = [folded_text(line.right).split()[:1] for line in right]
    assert following == sorted(following) == [[], ["den"], ["left"], ["tham"]]
    left = [folded_text(line.left).split()[-1] for line in corpus.concordance('"putin"', sort="left").lines]
    assert left == sorted(left)
    pages = [hits(corpus, '"putin"', limit=1, offset=n) for n in range(5)]
    assert [hit for page in pages for hit in page] == hits(corpus, '"putin"')
    assert hits(corpus, '"putin"', lang=Lang.EN) == ["Putin", "Putin"]
    assert hits(corpus, '"putin" article:a.txt') == ["Putin", "Putin"]


@given(st.text(max_size=60))
def test_folding_knows_where_each_letter_stood(text: str) -> None:
    folded = folded_text(text)
    where = places(text, folded)
    if where is None:
        assert len(text) == len(folded)
    else:
        assert len(where) == len(folded) + 1
        assert where == sorted(where)
        for at, char in enumerate(folded):
            assert char in folded_text(text[where[at]])


@pytest.mark.parametrize("query", ['"', "*", "a* OR", "NEAR(a)", "-x", "(", "'", '"""', "\x00", "ё", "đ", "^"])
def test_no_query_breaks_the_concordance(corpus: Glossary, query: str) -> None:
    corpus.concordance(query)
    corpus.articles(query)


# ---- evidence, stories, overview ---------------------------------------------------------------------------------
def test_evidence_for_each_spelling(glossary: Glossary) -> None:
    found = {(s.lang, s.text): s for s in glossary.spellings("danang")}
    english = found[Lang.EN, "Da Nang"]
    assert (english.mentions, english.articles, english.outlets) == (2, 1, {"Coast News": 2})
    assert (english.first, english.last) == ("2024-05-13", "2024-05-13")
    assert (found[Lang.RU, "Дананг"].first, found[Lang.RU, "Дананг"].outlets) == ("", {"": 1})


def test_a_story_side_by_side(glossary: Glossary) -> None:
    numbers = [number(glossary, name) for name in ("cang.txt", "port.txt", "port-ru.txt")]
    glossary.set_term("danang", Lang.RU, "Да-Нанг")
    glossary.approve(["danang"])
    glossary.reject(["short"])
    story = glossary.story(numbers)
    assert [row.name for row in story.articles] == ["cang.txt", "port.txt", "port-ru.txt"]
    lines = {line.concept.id: line for line in story.lines}
    assert "short" not in lines
    assert [set(cell.forms) for cell in lines["anna"].cells] == [
        {"Anna Sokolova"},
        {"Anna Sokolova"},
        {"Анна Соколова"},
    ]
    assert not lines["anna"].lacking
    assert lines["festival"].lacking
    russian = lines["danang"].cells[2]
    assert (russian.term, russian.off) == ("Да-Нанг", ()), "a hyphen is no other name"
    glossary.set_term("danang", Lang.RU, "Туран")
    assert glossary.story(numbers).lines[0].concept.id in ("danang", "anna")
    off = {line.concept.id: line.cells[2].off for line in glossary.story(numbers).lines}
    assert off["danang"] == ("Дананг",)
    assert off["anna"] == ()
    assert [(row.name, n) for row, n in glossary.same_story(numbers[2])] == [("port.txt", 2), ("cang.txt", 2)]


def test_the_overview_counts_what_is_there(glossary: Glossary) -> None:
    glossary.approve(["danang", "anna"])
    glossary.reject(["short"])
    glossary.set_note("nam", "x")
    glossary.undo()
    glossary.set_note("festival", "a note settles nothing")
    overview = glossary.overview()
    people = next(c for c in overview.coverage if c.kind is Kind.PERSON)
    assert (people.concepts, people.approved) == (2, 1)
    assert people.have == {Lang.VI: 2, Lang.EN: 2, Lang.RU: 1}
    assert [(p.decisions, p.concepts) for p in overview.pace] == [(3, 3)]
    assert overview.outlets == (("Coast News", 1),)
    assert next(row.id for row in overview.names) == "danang"
    assert "short" not in [row.id for row in overview.names]
    assert overview.totals == glossary.totals()


def test_the_history_of_a_concept_is_its_own(glossary: Glossary) -> None:
    glossary.set_note("nam", "x")
    glossary.set_note("anna", "y")
    glossary.merge(["short"], "nam")
    assert [row.label for row in glossary.concept_history("nam")] == [
        "Merged “Nam” into “Le Hoang Nam”",
        "Noted on “Le Hoang Nam”",
    ]


# ---- house style -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "lang", "house", "expected"),
    [
        ("Vietnam News Agency", Lang.EN, HouseStyle("Viet Nam"), "Viet Nam News Agency"),
        ("Viet Nam", Lang.EN, HouseStyle("Vietnam"), "Vietnam"),
        ("Việt Nam Airlines", Lang.EN, HouseStyle("Vietnam"), "Vietnam Airlines"),
        ("VIETNAM", Lang.EN, HouseStyle("Việt Nam"), "VIỆT NAM"),
        ("Vietnamese Embassy", Lang.EN, HouseStyle("Viet Nam"), "Vietnamese Embassy"),
        ("Vietnamobile", Lang.EN, HouseStyle("Viet Nam"), "Vietnamobile"),
        ("Vietnam", Lang.EN, HouseStyle(), "Vietnam"),
        ("Việt Nam", Lang.VI, HouseStyle("Vietnam"), "Việt Nam"),
        ("Королёв", Lang.RU, HouseStyle(yo="е"), "Королев"),
        ("Королёв", Lang.RU, HouseStyle(yo="ё"), "Королёв"),
    ],
)
def test_house_style(text: str, lang: Lang, house: HouseStyle, expected: str) -> None:
    assert style.styled(text, lang, house) == expected


def test_russian_names_in_vietnamese_come_in_the_order_of_the_house() -> None:
    offered = [
        Suggestion("Vladimir Putin", Origin.TRANSCRIPTION, 0.9),
        Suggestion("Vla-đi-mia Pu-tin", Origin.AUTHORITY, 0.5),
        Suggestion("Saint-Petersburg", Origin.COPY, 0.3),
    ]
    phonetic = style.suggested(offered, Kind.PERSON, Lang.VI, HouseStyle(russian_names="phonetic"), russian=True)
    assert [s.text for s in phonetic] == ["Vla-đi-mia Pu-tin", "Vladimir Putin", "Saint-Petersburg"]
    latin = style.suggested(phonetic, Kind.PERSON, Lang.VI, HouseStyle(russian_names="latin"), russian=True)
    assert [s.text for s in latin] == ["Vladimir Putin", "Saint-Petersburg", "Vla-đi-mia Pu-tin"]
    assert (
        style.suggested(offered, Kind.PERSON, Lang.VI, HouseStyle(russian_names="phonetic"), russian=False) == offered
    )


def test_the_house_style_reaches_suggestions_and_exports_and_not_the_terms(glossary: Glossary, tmp_path: Path) -> None:
    id, _ = glossary.add(Kind.ORG, {Lang.EN: "Vietnam Harbour Union", Lang.RU: "Союз портовиков Берёзы"})
    glossary.set_style(HouseStyle("Viet Nam", "е"))
    assert glossary.style() == HouseStyle("Viet Nam", "е")
    assert [t.text for t in glossary.view(id).terms if t.lang is Lang.EN] == ["Vietnam Harbour Union"]
    glossary.export(tmp_path / "g.csv", "csv")
    rows = {row["id"]: row for row in csv.DictReader((tmp_path / "g.csv").open(encoding="utf-8", newline=""))}
    assert (rows[id]["en"], rows[id]["ru"]) == ("Viet Nam Harbour Union", "Союз портовиков Березы")
    with pytest.raises(InputError):
        glossary.set_style(HouseStyle("Wietnam"))


def test_a_suggestion_taken_in_house_style_keeps_its_origin(glossary: Glossary, desk: Path) -> None:
    with sqlite3.connect(desk) as other:
        other.execute(
            "INSERT INTO suggestion VALUES ('festival', 'en', 0, ?, 'argos', '[]', 0.9, '')", ("Vietnam Blue Festival",)
        )
        other.execute("UPDATE concept SET stale = 0")
    glossary.set_style(HouseStyle("Viet Nam"))
    assert [s.text for s in glossary.view("festival").suggestions[Lang.EN]] == ["Viet Nam Blue Festival"]
    glossary.take("festival", Lang.EN, "Viet Nam Blue Festival")
    assert ("Viet Nam Blue Festival", Origin.ARGOS) in [(t.text, t.origin) for t in glossary.view("festival").terms]


# ---- two instances, recent files, seeds --------------------------------------------------------------------------
def test_a_second_instance_sees_that_something_changed(glossary: Glossary, desk: Path) -> None:
    token = glossary.token()
    glossary.set_note("nam", "own decisions are no news")
    assert glossary.token() == token

    def decide() -> None:
        with Glossary(desk) as second:
            second.approve(["danang"])

    thread = threading.Thread(target=decide)
    thread.start()
    thread.join()
    assert glossary.token() != token
    assert glossary.view("danang").row.status is ConceptStatus.APPROVED


@pytest.mark.usefixtures("own_home")
def test_recent_glossaries_are_remembered(tmp_path: Path) -> None:
    assert service.recent_glossaries() == []
    paths = [tmp_path / f"{n}.db" for n in range(15)]
    for path in paths:
        path.touch()
        service.remember_glossary(path)
    service.remember_glossary(paths[13])
    listed = service.recent_glossaries()
    assert listed[:3] == [paths[13], paths[14], paths[12]]
    assert len(listed) == 12
    paths[14].unlink()
    assert paths[14] not in service.recent_glossaries()
    service._recent_file().write_text(json.dumps({"not": "a list"}), encoding="utf-8")
    assert service.recent_glossaries() == []
    service._recent_file().write_text("{", encoding="utf-8")
    assert service.recent_glossaries() == []


def test_articles_of_the_program_are_named_after_the_seeds_folder(tmp_path: Path) -> None:
    with Glossary(tmp_path / "g.db") as opened:
        file = sorted(resources.SEEDS.glob("*.txt"))[0]
        list(opened.build([str(file.resolve())]))
        assert [row.name for row in opened.articles()] == [f"seeds/{file.name}"]
        assert next(step.label for step in opened.build([str(file)])) == f"seeds/{file.name} (unchanged)"
        opened.export(tmp_path / "g.csv", "csv")
        assert str(resources.SEEDS.resolve()) not in (tmp_path / "g.csv").read_text(encoding="utf-8")


def test_a_build_counts_once_through_all_its_phases(tmp_path: Path) -> None:
    for name, text in TEXTS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    paths = [str(tmp_path / name) for name in TEXTS]
    with Glossary(tmp_path / "g.db") as opened:
        next(opened.build(paths))  # one article, then stopped
        opened.add(Kind.PERSON, {Lang.EN: "Putin"})
        for again in range(2):
            steps = list(opened.build([*paths, str(tmp_path / "missing.txt")]))
            shares = [step.done / step.total for step in steps]
            assert shares == sorted(shares), again
            assert (steps[-1].done, len({step.total for step in steps})) == (steps[-1].total, 1), again


def test_the_generated_glossary_of_the_benchmark_is_what_the_store_would_make(tmp_path: Path) -> None:
    path = Path(__file__).parent / "bench" / "make_million.py"
    spec = importlib.util.spec_from_file_location("make_million", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.make(tmp_path / "g.db", 300)
    before = state(tmp_path / "g.db")
    store = Store(tmp_path / "g.db")
    with store.locked():
        store.settle([row["id"] for row in store.rows("SELECT id FROM concept")])
    store.close()
    after = state(tmp_path / "g.db")
    assert len(before["card"]) == 300
    assert [after[table] for table in ("card", "tally")] == [before[table] for table in ("card", "tally")]


def test_the_cases_are_those_of_the_rules() -> None:
    from glossary.lang.ru_forms import CASES

    assert tuple(wording._CASES) == CASES


def test_the_concordance_of_a_concept_has_all_its_mentions(tmp_path: Path) -> None:
    (tmp_path / "2024-05-13-vi.txt").write_text(
        "Ông Nguyễn Đức Thọ thăm Huế. Ông Thọ vui. Nguyễn Đức Thọ ở lại. Ông Thọ về.", "utf-8"
    )
    (tmp_path / "2024-05-13-ru.txt").write_text("Анна Колоскова победила. Медаль вручили Колосковой.", "utf-8")
    with Glossary(tmp_path / "glossary.db") as glossary:
        for _ in glossary.build([str(tmp_path)]):
            pass
        for label in ("Nguyễn Đức Thọ", "Анна Колоскова"):
            [row] = [row for row in glossary.queue() if row.label == label]
            lines = glossary.concordance(row.id, limit=50)
            assert lines.total == row.mentions
            assert [line.concept for line in lines.lines] == [row.id] * row.mentions
        assert {line.hit for line in lines.lines} == {"Анна Колоскова", "Колосковой"}
