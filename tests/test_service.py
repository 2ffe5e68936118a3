"""The use cases: building, deciding, undoing, leaving and coming back; on real files and a real database."""

import csv
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import building, exchange, service, transfer
from glossary.errors import InputError
from glossary.exchange import ConceptRecord
from glossary.model import ConceptStatus, Kind, Lang, Origin, Term, TermForm, TermStatus
from glossary.service import Glossary
from glossary.store import core

# What a person sees and decides; ids of rows, times and marks of pending work aside.
STATE = {
    "article": "sha256, name, current",
    "concept": "id, kind, status, note, touched, merged_into, merge_reason, root, file_mentions",
    "term": "id, concept, lang, text, form, status, origin",
    "term_key": "key, concept",
    "mention": 'article, concept, start, "end", form, reason',
    "doubt": "concept, other, why, open",
    "apart": "concept, other",
    "card": "concept, kind, status, label, variants, articles, mentions, missing, doubtful, search",
}


def state(path: Path, *tables: str) -> dict[str, list[tuple[object, ...]]]:
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {
            table: sorted(connection.execute(f"SELECT {columns} FROM {table}").fetchall(), key=repr)
            for table, columns in STATE.items()
            if not tables or table in tables
        }


@pytest.fixture
def glossary(desk: Path) -> Iterator[Glossary]:
    with Glossary(desk) as opened:
        yield opened


def build(glossary: Glossary, *paths: Path) -> list[str]:
    return [step.label for step in glossary.build([str(path) for path in paths])]


def term(glossary: Glossary, concept: str, lang: Lang) -> str:
    terms = [t.text for t in glossary.view(concept).terms if t.lang is lang and t.status is TermStatus.PREFERRED]
    return terms[0] if terms else ""


def ids(glossary: Glossary, query: str = "") -> list[str]:
    return [row.id for row in glossary.queue(query)]


# ---- deciding ----------------------------------------------------------------------------------------------------
def test_each_decision_says_what_was_done(glossary: Glossary) -> None:
    said = [
        glossary.approve(["nam"]),
        glossary.reject(["festival", "short"]),
        glossary.reopen(["nam"]),
        glossary.take("nam", Lang.RU, "Ле Хоанг Нам"),
        glossary.set_term("anna", Lang.RU, "  Анна\tСоколова-Речная "),
        glossary.set_term("anna", Lang.RU, ""),
        glossary.set_kind(["ims"], Kind.PLACE),
        glossary.set_note("danang", "biển"),
        glossary.merge(["short"], "nam"),
        glossary.keep_apart("nam", "anna"),
        glossary.add(Kind.PLACE, {Lang.VI: "Hội An", Lang.EN: "Hoi An"})[1],
    ]
    assert [decision.label for decision in said] == [
        "Approved “Le Hoang Nam”",
        "Rejected 2 concepts",
        "Reopened “Le Hoang Nam”",
        "Made “Ле Хоанг Нам” the Russian term of “Le Hoang Nam”",
        "Made “Анна Соколова-Речная” the Russian term of “Anna Sokolova”",
        "Removed the Russian term “Анна Соколова-Речная”",
        "Made “Institute of Marine Studies” a place",
        "Noted on “Da Nang”",
        "Merged “Nam” into “Le Hoang Nam”",
        "Kept “Le Hoang Nam” and “Anna Sokolova” apart",
        "Added “Hội An”",
    ]
    assert [row.id for row in glossary.history()] == [decision.id for decision in reversed(said)]


def test_approving_settles_the_best_terms(glossary: Glossary) -> None:
    glossary.approve(["danang"])
    view = glossary.view("danang")
    assert view.row.status is ConceptStatus.APPROVED
    assert [(t.lang, t.text, t.status) for t in view.terms] == [
        (Lang.VI, "Đà Nẵng", TermStatus.PREFERRED),
        (Lang.EN, "Da Nang", TermStatus.PREFERRED),
        (Lang.RU, "Дананг", TermStatus.PREFERRED),
    ]


def test_a_taken_suggestion_keeps_its_origin_and_pushes_the_former_term_back(glossary: Glossary) -> None:
    glossary.set_term("nam", Lang.RU, "Ле Хоанг Ном")
    glossary.take("nam", Lang.RU, "Ле Хоанг Нам")
    russian = [t for t in glossary.view("nam").terms if t.lang is Lang.RU]
    assert [(t.text, t.status, t.origin) for t in russian] == [
        ("Ле Хоанг Нам", TermStatus.PREFERRED, Origin.TRANSCRIPTION),
        ("Ле Хоанг Ном", TermStatus.ADMITTED, Origin.HAND),
    ]


def test_a_term_of_several_merged_concepts_is_removed_from_all(glossary: Glossary) -> None:
    one, _ = glossary.add(Kind.ORG, {Lang.EN: "Alpha Fund"})
    two, _ = glossary.add(Kind.ORG, {Lang.EN: "Beta Fund"})
    glossary.set_term(two, Lang.EN, "Alpha Fund")
    glossary.merge([two], one)
    before = state(glossary.path)
    glossary.set_term(one, Lang.EN, "")
    assert "Alpha Fund" not in [t.text for t in glossary.view(one).terms]
    glossary.undo()
    assert state(glossary.path) == before


def test_a_term_that_articles_have_under_two_merged_concepts_is_removed(glossary: Glossary) -> None:
    two, _ = glossary.add(Kind.PLACE, {Lang.VI: "Cảng Đà Nẵng", Lang.RU: "Порт Дананг"})
    glossary.set_term(two, Lang.RU, "Дананг")
    glossary.approve(["danang"])
    glossary.merge([two], "danang")
    glossary.set_term("danang", Lang.RU, "")
    russian = {t.text: t.status for t in glossary.view("danang").terms if t.lang is Lang.RU}
    assert russian == {"Дананг": TermStatus.DEPRECATED, "Порт Дананг": TermStatus.DEPRECATED}, "both were replaced"


def test_a_suggestion_taken_by_mistake_leaves_no_variant(glossary: Glossary) -> None:
    glossary.take("nam", Lang.RU, "Ле Хоанг Нама")
    glossary.take("nam", Lang.RU, "Ле Хоанг Нам")
    assert [t.text for t in glossary.view("nam").terms if t.lang is Lang.RU] == ["Ле Хоанг Нам"]
    glossary.undo()
    assert [t.text for t in glossary.view("nam").terms if t.lang is Lang.RU] == ["Ле Хоанг Нама"]
    glossary.set_term("nam", Lang.RU, "")
    assert [t.text for t in glossary.view("nam").terms if t.lang is Lang.RU] == []


def test_a_removed_term_that_articles_have_is_deprecated_and_not_chosen_again(glossary: Glossary) -> None:
    glossary.set_term("danang", Lang.RU, "")
    assert term(glossary, "danang", Lang.RU) == ""
    assert Lang.RU in glossary.view("danang").row.missing
    assert [t.status for t in glossary.view("danang").terms if t.lang is Lang.RU] == [TermStatus.DEPRECATED]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Hà   Nội ", "Hà Nội"),
        ("Ha\u0300 No\u0323\u0302i", "Hà Nội"),
        ("Hà\nNội", "Hà Nội"),
        ("Hà\u00a0Nội", "Hà Nội"),
        ("\u202eHà\x1b Nội\u200b", "Hà Nội"),
        ("\ud800Hà Nội", "Hà Nội"),
        ("[bold]", "[bold]"),
    ],
)
def test_typed_terms_are_tidied(glossary: Glossary, typed: str, kept: str) -> None:
    glossary.set_term("nam", Lang.RU, typed)
    assert term(glossary, "nam", Lang.RU) == kept


@pytest.mark.parametrize("typed", ["a|b", "|", "—", "\u200b", "x" * 301])
def test_what_cannot_be_a_term_is_refused(glossary: Glossary, typed: str) -> None:
    for attempt in (
        lambda: glossary.set_term("nam", Lang.RU, typed),
        lambda: glossary.take("nam", Lang.RU, typed),
        lambda: glossary.add(Kind.PERSON, {Lang.RU: typed}),
    ):
        with pytest.raises(InputError):
            attempt()
    assert glossary.history() == []


@pytest.mark.parametrize(
    "nothing",
    [
        lambda g: g.reopen(["nam"]),
        lambda g: g.merge(["nam"], "nam"),
        lambda g: g.set_kind(["nam"], Kind.PERSON),
        lambda g: g.set_note("nam", " "),
        lambda g: g.set_term("festival", Lang.RU, ""),
        lambda g: g.approve([]),
        lambda g: g.approve(["nam", "nobody"]),
        lambda g: g.view("nobody"),
        lambda g: g.keep_apart("nam", "nam"),
        lambda g: g.add(Kind.PERSON, {}),
        lambda g: g.add(Kind.PERSON, {Lang.EN: "Anna Sokolova"}),
    ],
)
def test_what_changes_nothing_or_names_nobody_is_said_and_not_recorded(glossary: Glossary, nothing: object) -> None:
    before = state(glossary.path)
    with pytest.raises(InputError):
        nothing(glossary)  # type: ignore[operator]
    assert (glossary.history(), state(glossary.path)) == ([], before)


def test_a_merge_joins_terms_evidence_notes_and_history(glossary: Glossary) -> None:
    glossary.set_note("short", "đoán")
    glossary.set_note("nam", "bộ trưởng")
    glossary.merge(["short"], "nam")
    view = glossary.view("short")
    assert view.row.id == "nam"
    assert view.row.mentions == 4
    assert view.note == "bộ trưởng\nđoán"
    assert len(view.history) == 3
    assert view.doubts == ()
    assert "short" not in ids(glossary)
    glossary.undo()
    assert "short" in ids(glossary)
    assert glossary.view("short").note == "đoán"


@pytest.fixture
def fund(tmp_path: Path) -> Iterator[Glossary]:
    """`Kazan Lake Fund` once in an article, `Blue Lake Fund` four times, nobody has decided on either."""
    text = "The Kazan Lake Fund and the Blue Lake Fund met. " + "The Blue Lake Fund left. " * 3
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    with Glossary(tmp_path / "fund.db") as opened:
        build(opened, tmp_path / "a.txt")
        assert {row.label: row.mentions for row in opened.queue("fund")} == {"Kazan Lake Fund": 1, "Blue Lake Fund": 4}
        yield opened


def test_what_others_are_merged_into_goes_on_to_be_called_as_it_was(fund: Glossary) -> None:
    kazan, blue = (fund.queue(name)[0].id for name in ("kazan lake fund", "blue lake fund"))
    before = state(fund.path)
    fund.merge([blue], kazan)
    assert (fund.view(kazan).row.label, fund.view(kazan).row.mentions) == ("Kazan Lake Fund", 5)
    assert {t.text: t.status for t in fund.view(kazan).terms} == {
        "Kazan Lake Fund": TermStatus.PREFERRED,
        "Blue Lake Fund": TermStatus.ADMITTED,
    }
    fund.undo()
    assert state(fund.path) == before
    fund.redo()
    assert fund.view(blue).row.label == "Kazan Lake Fund"


def test_what_a_person_chose_comes_before_what_only_articles_have_when_they_are_merged(fund: Glossary) -> None:
    kazan, blue = (fund.queue(name)[0].id for name in ("kazan lake fund", "blue lake fund"))
    fund.set_term(kazan, Lang.EN, "Kazan Lake Foundation")
    fund.merge([kazan], blue)
    assert fund.view(blue).row.label == "Kazan Lake Foundation"


def test_a_short_form_that_others_are_merged_into_gives_way_to_the_full_name(glossary: Glossary) -> None:
    glossary.merge(["nam"], "short")
    assert [t.text for t in glossary.view("short").terms if t.status is TermStatus.PREFERRED] == [
        "Lê Hoàng Nam",
        "Le Hoang Nam",
    ]


def test_the_term_that_a_pair_makes_preferred_is_the_only_one(fund: Glossary) -> None:
    kazan, blue = (fund.queue(name)[0].id for name in ("kazan lake fund", "blue lake fund"))
    fund.pair(kazan, Lang.EN, "Blue Lake Fund", blue)
    fund.set_term(kazan, Lang.EN, "")
    assert not [t for t in fund.view(kazan).terms if t.text == "Blue Lake Fund" and t.status is TermStatus.PREFERRED]
    with sqlite3.connect(fund.path) as connection:
        [[preferred]] = connection.execute("SELECT count(*) FROM term WHERE status = 'preferred'")
    assert preferred == 0


def test_undo_and_redo_survive_a_restart_and_a_new_decision_ends_redo(desk: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.approve(["nam"])
        glossary.reject(["anna"])
    with Glossary(desk) as glossary:
        undone = glossary.undo()
        assert undone is not None and undone.undone and undone.label == "Rejected “Anna Sokolova”"
    with Glossary(desk) as glossary:
        again = glossary.redo()
        assert again is not None and not again.undone and again.label == "Rejected “Anna Sokolova”"
        assert glossary.redo() is None
        glossary.undo()
        glossary.set_note("ims", "x")
        assert glossary.redo() is None
        assert [(row.label[:8], row.undone) for row in glossary.history()] == [
            ("Noted on", False),
            ("Rejected", True),
            ("Approved", False),
        ]
        glossary.undo()
        glossary.undo()
        assert glossary.undo() is None
        assert glossary.totals().approved == 0


CONCEPTS = ["anna", "danang", "festival", "ims", "nam", "short"]
concept = st.sampled_from(CONCEPTS)
some = st.lists(concept, min_size=1, max_size=3)
words = st.sampled_from(["", "Nam", "Đà Nẵng", "Дананг", "Ле Хоанг Нам", "Anna Sokolova", "IMS", "Mới"])
lang = st.sampled_from(list(Lang))
kind = st.sampled_from(list(Kind))
decision = st.one_of(
    st.tuples(st.just("approve"), some),
    st.tuples(st.just("reject"), some),
    st.tuples(st.just("reopen"), some),
    st.tuples(st.just("take"), concept, lang, words),
    st.tuples(st.just("set_term"), concept, lang, words),
    st.tuples(st.just("set_kind"), some, kind),
    st.tuples(st.just("set_note"), concept, words),
    st.tuples(st.just("merge"), some, concept),
    st.tuples(st.just("keep_apart"), concept, concept),
    st.tuples(st.just("add"), kind, st.dictionaries(lang, words, max_size=2)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.lists(decision, max_size=14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_everything_returns_to_the_start_and_redoing_to_the_end(
    desk: Path, tmp_path: Path, steps: list[tuple[object, ...]]
) -> None:
    path = tmp_path / "copy.db"
    for old in tmp_path.glob("copy.db*"):
        old.unlink()
    shutil.copy(desk, path)
    start = state(path)
    with Glossary(path) as glossary:
        for name, *arguments in steps:
            try:
                getattr(glossary, str(name))(*arguments)
            except InputError:
                continue
        while glossary.redo():
            pass
        end = state(path)
        count = 0
        while glossary.undo():
            count += 1
        assert state(path) == start
        again = 0
        while glossary.redo():
            again += 1
        assert again == count
        assert state(path) == end


# ---- building ----------------------------------------------------------------------------------------------------
PORT = """Le Hoang Nam, Chairman of the Hai Phong People's Committee, met Anna Sokolova in Hai Phong on Monday.
Nam thanked Sokolova. She then left for Moscow."""
PORT_CHANGED = """Le Hoang Nam, Chairman of the Hai Phong People's Committee, met a delegation in Hai Phong on Monday.
It then left for Kazan."""
CANG = """Ông Lê Hoàng Nam tiếp bà Anna Sokolova tại Hải Phòng. Bà Sokolova rời Hải Phòng đi Moskva."""
PORT_RU = """Анна Соколова прибыла в Хайфон. В Хайфоне её принял Ле Хоанг Нам."""
KAZAN = """Anna Sokolova flew from Moscow to Kazan with Pavel Orlov on Tuesday. Orlov said little."""


@pytest.fixture
def news(tmp_path: Path) -> Path:
    folder = tmp_path / "news"
    folder.mkdir()
    for name, text in {"a.txt": PORT, "b.txt": CANG, "c.txt": PORT_RU, "d.txt": KAZAN}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def built(tmp_path: Path, news: Path) -> Iterator[Glossary]:
    with Glossary(tmp_path / "news.db") as opened:
        build(opened, news)
        yield opened


def one(glossary: Glossary, query: str) -> str:
    found = ids(glossary, query)
    assert len(found) == 1, (query, found)
    return found[0]


def test_a_build_joins_languages_and_suggests(built: Glossary) -> None:
    nam = built.view(one(built, "le hoang nam kind:person"))
    assert {t.text for t in nam.terms} >= {"Le Hoang Nam", "Lê Hoàng Nam", "Ле Хоанг Нам"}
    assert nam.row.articles == 3
    orlov = built.view(one(built, "pavel orlov"))
    assert orlov.suggestions[Lang.RU][0].text == "Павел Орлов"
    assert set(orlov.row.missing) == {Lang.VI, Lang.RU}


def test_the_same_again_changes_nothing_under_any_name(built: Glossary, news: Path) -> None:
    before = state(built.path, "article", "concept", "term", "mention", "doubt", "card")
    assert all(label.endswith("(unchanged)") for label in build(built, news))
    (news / "copy.txt").write_text(PORT, encoding="utf-8")
    (news / "z.txt").write_bytes(b"\xef\xbb\xbf" + KAZAN.encode())
    build(built, news)
    assert state(built.path, "article", "concept", "term", "mention", "doubt", "card") == before
    assert built.totals().articles == 4


def test_a_changed_text_is_a_new_version_and_decisions_stay(built: Glossary, news: Path) -> None:
    nam, anna = one(built, "le hoang nam kind:person"), one(built, "anna sokolova")
    moscow = one(built, "moscow")
    built.approve([nam])
    built.set_term(nam, Lang.RU, "Ле Хоанг Нам (Хайфон)")
    built.reject([moscow])
    mentions = built.view(anna).row.mentions
    (news / "a.txt").write_text(PORT_CHANGED, encoding="utf-8")
    build(built, news)
    assert built.totals().articles == 4
    assert built.view(anna).row.mentions == mentions - 2
    assert built.view(nam).row.status is ConceptStatus.APPROVED
    assert term(built, nam, Lang.RU) == "Ле Хоанг Нам (Хайфон)"
    assert built.view(moscow).row.status is ConceptStatus.REJECTED
    assert not any("Monday" in e.sentence and "Sokolova" in e.sentence for e in built.view(anna).evidence)


def test_names_with_the_marks_that_were_typed_come_first(tmp_path: Path) -> None:
    names = {Lang.EN: "Lev Shonov"}, {Lang.VI: "Lê Hoa"}, {Lang.VI: "Đêm Lễ"}, {Lang.VI: "Lễ hội Hoa"}, {Lang.EN: "Ley"}
    with Glossary(tmp_path / "glossary.db") as opened:
        id_of = {name: opened.add(Kind.EVENT, {lang: name})[0] for one in names for lang, name in one.items()}
        opened.reopen(id_of.values())

        def listed(query: str) -> list[str]:
            return [row.label for row in opened.queue(query)]

        assert set(listed("lễ")) == set(id_of)
        assert (set(listed("Lễ")[:2]), listed("Lễ hội")) == ({"Đêm Lễ", "Lễ hội Hoa"}, ["Lễ hội Hoa"])
        order = listed("Lễ")
        assert [opened.place_in_queue(id_of[name], "Lễ") for name in order] == list(range(5))
        assert [row.label for offset in range(5) for row in opened.queue("Lễ", limit=1, offset=offset)] == order
        following = [opened.next_undecided(id_of[name], "Lễ") for name in order]
        assert [row and row.label for row in following] == [*order[1:], order[0]]
        assert opened.count("Lễ") == 5
        opened.approve([id_of[order[0]]])
        assert listed("Lễ")[0] in {"Đêm Lễ", "Lễ hội Hoa"}


def test_a_name_that_only_a_superseded_version_had_leaves_the_queue(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with Glossary(tmp_path / "g.db") as glossary:
        path.write_text("Pavel Orlov met Anna Sokolova in Kazan.", encoding="utf-8")
        build(glossary, path)
        orlov = one(glossary, "orlov")
        path.write_text("Anna Sokolova went to Kazan.", encoding="utf-8")
        build(glossary, path)
        assert ids(glossary, "orlov") == []
        with pytest.raises(InputError):
            glossary.view(orlov)
        path.write_text("Pavel Orlov met Anna Sokolova in Kazan.", encoding="utf-8")
        build(glossary, path)
        assert ids(glossary, "orlov") == [orlov], "the id is the same for ever"


def test_a_merge_is_respected_by_the_next_build_and_undone_exactly(built: Glossary, news: Path, tmp_path: Path) -> None:
    orlov, anna = one(built, "pavel orlov"), one(built, "anna sokolova")
    before = built.view(orlov).row
    built.merge([orlov], anna)
    later = tmp_path / "later.txt"
    later.write_text("Pavel Orlov spoke in Hanoi. Anna Sokolova listened.", encoding="utf-8")
    build(built, later)
    assert built.view(orlov).row.id == anna
    assert ids(built, "orlov") == [anna]
    undone = built.undo()
    assert undone is not None and undone.label == "Merged “Pavel Orlov” into “Anna Sokolova”"
    after = built.view(orlov).row
    assert (after.label, after.mentions, after.articles) == (before.label, before.mentions + 1, before.articles + 1)
    assert "Pavel Orlov" not in {t.text for t in built.view(anna).terms}
    built.redo()
    assert built.view(orlov).row.id == anna


def test_a_name_added_by_hand_keeps_its_mentions_when_the_adding_is_undone(tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("On Friday Zubrovka Bay was calm, and Zubrovka Bay stayed calm.", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        bay, _ = glossary.add(Kind.PLACE, {Lang.EN: "Zubrovka Bay", Lang.RU: "Зубровский залив"})
        build(glossary, article)
        assert glossary.view(bay).row.mentions == 2
        glossary.undo()
        state(glossary.path)
        view = glossary.view(bay)
        assert view.row.status is ConceptStatus.NEW
        assert [t.text for t in view.terms] == ["Zubrovka Bay"]
        glossary.redo()
        assert term(glossary, bay, Lang.RU) == "Зубровский залив"
        assert glossary.view(bay).row.status is ConceptStatus.APPROVED


def test_an_approved_name_is_found_in_later_articles_and_in_earlier_ones(tmp_path: Path) -> None:
    early, late = tmp_path / "early.txt", tmp_path / "late.txt"
    early.write_text("The crew of blue Zubrovka sailed at dawn.", encoding="utf-8")
    late.write_text("Then came blue Zubrovka again.", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        build(glossary, early)
        id, _ = glossary.add(Kind.ORG, {Lang.EN: "blue Zubrovka"})
        labels = build(glossary, late)
        assert any("searched again" in label for label in labels)
        assert sorted(Path(e.article).name for e in glossary.view(id).evidence) == ["early.txt", "late.txt"]
        assert not any("searched again" in label for label in build(glossary, late)), "once is enough"


@pytest.mark.parametrize("name", ["Pavel Orlov", "Lebedeva"])
def test_a_rejected_name_is_not_offered_again_and_nothing_is_lost_by_undoing(tmp_path: Path, name: str) -> None:
    early, late = tmp_path / "early.txt", tmp_path / "late.txt"
    early.write_text(f"On stage, {name} sang in Kazan.", encoding="utf-8")
    late.write_text(f"In spring, {name} sang in Moscow.", encoding="utf-8")
    with Glossary(tmp_path / "g.db") as glossary:
        build(glossary, early)
        id = one(glossary, name)
        glossary.reject([id])
        build(glossary, late)
        assert ids(glossary, name) == [id]
        assert ids(glossary, f"{name} status:new") == []
        glossary.undo()
        assert glossary.view(id).row.status is ConceptStatus.NEW
        assert glossary.view(id).row.articles == 2


def test_what_is_kept_apart_stays_apart(built: Glossary, tmp_path: Path) -> None:
    nam = one(built, "le hoang nam kind:person")
    other, _ = built.add(Kind.PERSON, {Lang.EN: "Hoang Nam Le"})
    built.keep_apart(nam, other)
    later = tmp_path / "later.txt"
    later.write_text("Lê Hoàng Nam and Hoang Nam Le are two people.", encoding="utf-8")
    build(built, later)
    assert built.view(nam).row.id != built.view(other).row.id


def test_what_cannot_be_read_is_a_loss_and_the_rest_is_built(tmp_path: Path, news: Path) -> None:
    (news / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with Glossary(tmp_path / "g.db") as glossary:
        build(glossary, news, tmp_path / "absent.txt")
        assert glossary.totals().articles == 4
        assert [Path(loss.where).name for loss in glossary.losses] == ["broken.docx", "absent.txt"]


def test_who_stops_consuming_stops_at_whole_articles_and_the_next_build_finishes(tmp_path: Path, news: Path) -> None:
    with Glossary(tmp_path / "whole.db") as whole:
        build(whole, news)
    with Glossary(tmp_path / "stopped.db") as stopped:
        job = stopped.build([str(news)])
        next(job)
        next(job)
        job.close()
        assert stopped.totals().articles == 2
    with Glossary(tmp_path / "stopped.db") as stopped:
        build(stopped, news)
    tables = [table for table in STATE if table != "term"]
    assert state(tmp_path / "stopped.db", *tables) == state(tmp_path / "whole.db", *tables)


def test_what_a_build_counts_is_what_it_keeps(tmp_path: Path, news: Path) -> None:
    """Wherever it is stopped: as many articles as it said are stored, and no others; what cannot be read is not one."""
    (news / "broken.docx").write_bytes(b"PK\x03\x04 nothing")
    with Glossary(tmp_path / "g.db") as stopped:
        told = []
        for step in stopped.build([str(news)]):
            told.append(step.told)
            assert stopped.totals().articles == step.told[0]
        assert [done for done, _ in told[:4]] == [1, 2, 3, 4]
        assert len(told) > 4 and set(told[4:]) == {(4, 4)}
        assert next(stopped.build([str(news)])).told[0] == 1, "those that are stored already count again"


def test_a_reviewer_decides_while_a_build_runs(tmp_path: Path, news: Path) -> None:
    path = tmp_path / "g.db"
    with Glossary(path) as builder, Glossary(path) as reviewer:
        for number, _ in enumerate(builder.build([str(news)])):
            rows = reviewer.queue("status:new")
            if rows:
                (reviewer.reject if number % 2 else reviewer.approve)([rows[-1].id])
        assert {d.id for d in builder.history()} == {d.id for d in reviewer.history()}
        assert len(reviewer.history()) >= 4
        while reviewer.undo():
            pass
        assert builder.totals().new == builder.totals().concepts
    state(path)


def test_a_half_character_in_an_article_does_no_harm(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert building.storable("a\ud800b😀") == "a\ufffdb😀"


def test_suggestions_follow_an_edited_term(built: Glossary) -> None:
    orlov = one(built, "pavel orlov")
    built.set_term(orlov, Lang.EN, "Pyotr Orlov")
    texts = [s.text for s in built.view(orlov).suggestions[Lang.RU]]
    assert "Пётр Орлов" in texts
    built.undo()
    assert "Пётр Орлов" not in [s.text for s in built.view(orlov).suggestions[Lang.RU]]


def test_what_was_approved_is_suggested_for_its_like(built: Glossary, tmp_path: Path) -> None:
    built.add(Kind.PLACE, {Lang.EN: "Zubrovka Bay", Lang.RU: "Зубровский залив"})
    built.add(Kind.ORG, {Lang.EN: "Zubrovka Bay"})
    [suggestion, *_] = built.view(one(built, "zubrovka kind:org")).suggestions[Lang.RU]
    assert (suggestion.text, suggestion.origin) == ("Зубровский залив", Origin.MEMORY)


def test_suggesting_again_reports_every_concept(built: Glossary) -> None:
    steps = list(built.suggest_missing())
    totals = built.totals()
    assert steps[-1].done == steps[-1].total == totals.concepts - totals.rejected


# ---- leaving and coming back -------------------------------------------------------------------------------------
def rows(path: Path) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["id"]: row for row in csv.DictReader(stream)}


def rewrite(path: Path, change: Callable[[dict[str, dict[str, str]]], None]) -> None:
    table = rows(path)
    change(table)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(next(iter(table.values()))))
        writer.writeheader()
        writer.writerows(table.values())


def test_an_export_has_a_row_for_each_concept_and_counts_what_it_leaves_out(desk: Path, tmp_path: Path) -> None:
    with Glossary(desk) as glossary:
        glossary.reject(["short"])
        glossary.set_term("danang", Lang.RU, "")
        report = glossary.export(tmp_path / "out.csv", "csv")
        assert dict(report.left_out) == {"rejected concepts": 1, "deprecated or superseded terms": 1}
    table = rows(tmp_path / "out.csv")
    assert list(table) == ["anna", "danang", "festival", "ims", "nam"]
    nam = table["nam"]
    assert (nam["kind"], nam["status"], nam["vi"], nam["en"], nam["ru"]) == (
        "PERSON",
        "new",
        "Lê Hoàng Nam",
        "Le Hoang Nam",
        "",
    )
    assert (nam["ru_suggested"], nam["vi_suggested"]) == ("Ле Хоанг Нам", "")
    assert (nam["articles"], nam["mentions"], nam["source"]) == ("2", "3", "port.txt")
    assert "Foreign Minister Le Hoang Nam received" in nam["context"]
    assert (table["ims"]["en"], table["ims"]["en_variants"]) == ("Institute of Marine Studies", "IMS")
    assert (table["danang"]["ru"], table["danang"]["ru_variants"]) == ("", "")


@pytest.mark.parametrize("profile", ["csv", "csv-excel"])
def test_a_glossary_comes_back_byte_for_byte(built: Glossary, tmp_path: Path, profile: str) -> None:
    built.approve([one(built, "pavel orlov")])
    built.set_note(one(built, "anna sokolova"), "=1+1; “x”\nđá")
    built.add(Kind.EVENT, {Lang.RU: "Праздник «Ёлка»"})
    out, back = tmp_path / "out.csv", tmp_path / "back.csv"
    built.export(out, profile)
    with Glossary(tmp_path / "empty.db") as empty:
        report = empty.import_file(out)
        assert (report.losses, report.added, report.changed) == ((), len(ids(built)), 0)
        empty.export(back, profile)
        again = empty.import_file(out)
        assert (again.added, again.changed, again.unchanged) == (0, 0, report.added)
        assert len(empty.history()) == 1, "an import that changes nothing is no decision"
    assert back.read_bytes() == out.read_bytes()


texts = st.text(st.sampled_from("aAéĐđ ừ Ёёй.-–“\"',;=+@#\t1\u0301\u200b😀"), min_size=1, max_size=8)


@st.composite
def records(draw: st.DrawFn) -> list[ConceptRecord]:
    made = []
    for number in range(draw(st.integers(1, 4))):
        terms = {}
        for language in draw(st.sets(lang)):
            found = draw(st.lists(texts, min_size=1, max_size=4, unique=True))
            first = draw(st.sampled_from([TermStatus.PREFERRED, TermStatus.ADMITTED]))
            terms[language] = tuple(
                Term(language, text, status=TermStatus.ADMITTED if place else first) for place, text in enumerate(found)
            )
        made.append(
            ConceptRecord(
                id=f"c-{number}",
                kind=draw(kind),
                status=draw(st.sampled_from(list(ConceptStatus))),
                terms=terms,
                suggested=draw(st.dictionaries(lang, texts)),
                articles=draw(st.integers(0, 10**12)),
                mentions=draw(st.integers(0, 10**12)),
                context=draw(texts),
                source=draw(texts),
                note=draw(texts),
            )
        )
    return made


@given(records(), st.sampled_from(["csv", "csv-excel"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_was_imported_comes_back_byte_for_byte(
    tmp_path: Path, made: list[ConceptRecord], profile: str
) -> None:
    for old in tmp_path.glob("*.db*"):
        old.unlink()
    exchange.write(profile, made, tmp_path / "made.csv", rejected=True)
    kept = sum(record.status is not ConceptStatus.REJECTED for record in made)
    with Glossary(tmp_path / "one.db") as glossary:
        glossary.import_file(tmp_path / "made.csv")
        assert glossary.export(tmp_path / "one.csv", profile).concepts == kept
    with Glossary(tmp_path / "two.db") as glossary:
        report = glossary.import_file(tmp_path / "one.csv")
        assert (report.losses, report.added) == ((), kept)
        glossary.export(tmp_path / "two.csv", profile)
    assert (tmp_path / "two.csv").read_bytes() == (tmp_path / "one.csv").read_bytes()
    before = {record.id: exchange.carried(record) for record in made}
    for back in exchange.read(tmp_path / "one.csv")[0]:
        assert (back.kind, back.status, back.note) == (
            before[back.id].kind,
            before[back.id].status,
            before[back.id].note,
        )


def test_a_main_term_that_is_refused_is_reported_and_its_variants_stay_variants(tmp_path: Path) -> None:
    terms = (Term(Lang.EN, "—", status=TermStatus.PREFERRED), Term(Lang.EN, "Đoàn"), Term(Lang.EN, "Corps"))
    exchange.write("csv", [ConceptRecord("c", Kind.ORG, ConceptStatus.NEW, {Lang.EN: terms})], tmp_path / "in.csv")
    with Glossary(tmp_path / "g.db") as glossary:
        report = glossary.import_file(tmp_path / "in.csv")
        assert [loss.where for loss in report.losses] == ["c"]
        assert {t.text: t.status for t in glossary.view("c").terms} == {"Corps": "admitted", "Đoàn": "admitted"}
        assert glossary.view("c").row.missing == tuple(Lang)


def test_an_edited_file_changes_what_it_says_and_takes_nothing_away(built: Glossary, tmp_path: Path) -> None:
    orlov, nam = one(built, "pavel orlov"), one(built, "le hoang nam kind:person")
    built.approve([nam])
    built.set_note(nam, "bộ trưởng")
    out = tmp_path / "out.csv"
    built.export(out, "csv")
    start = state(built.path)

    def edit(table: dict[str, dict[str, str]]) -> None:
        table[orlov] |= {
            "ru": "Павел Орлов",
            "status": "approved",
            "vi": "Pa-ven Oóc-lốp",
            "vi_variants": "Pavel Orlov",
        }
        table[nam] |= {"status": "new", "note": "", "en": "Le Hoang-Nam", "en_variants": ""}
        table["x"] = dict.fromkeys(table[nam], "") | {"id": "", "kind": "PLACE", "status": "new", "vi": "Hội An"}
        table["y"] = dict.fromkeys(table[nam], "") | {"id": "mine", "kind": "PLACE", "status": "new", "vi": "Sa Pa"}

    rewrite(out, edit)
    report = built.import_file(out)
    assert (report.losses, report.added, report.changed) == ((), 2, 2)
    assert built.view(orlov).row.status is ConceptStatus.APPROVED
    assert term(built, orlov, Lang.VI) == "Pa-ven Oóc-lốp"
    assert {t.text: t.status for t in built.view(orlov).terms if t.lang is Lang.VI}["Pavel Orlov"] == "admitted"
    assert (built.view(nam).row.status, built.view(nam).note) == (ConceptStatus.APPROVED, "bộ trưởng")
    english = [t.text for t in built.view(nam).terms if t.lang is Lang.EN]
    assert english[0] == "Le Hoang-Nam" and "Le Hoang Nam" in english
    assert ids(built, "hoi an") == ["place-hoi-an"] and ids(built, "sa pa") == ["mine"]
    assert built.history()[0].label == "Imported out.csv: 2 added, 2 changed"
    built.undo()
    assert state(built.path) == start


def test_an_id_of_another_concept_is_reported_and_not_overwritten(built: Glossary, tmp_path: Path) -> None:
    orlov = one(built, "pavel orlov")
    out = tmp_path / "out.csv"
    built.export(out, "csv")
    rewrite(out, lambda table: table[orlov].update(en="Lake Ilmen", en_variants="", vi="Hồ Ilmen", kind="PLACE"))
    before = state(built.path)
    report = built.import_file(out)
    assert [loss.where for loss in report.losses] == [orlov]
    assert "Pavel Orlov" in report.losses[0].why
    assert state(built.path) == before


def test_an_export_from_before_a_merge_does_not_undo_what_was_chosen(glossary: Glossary, tmp_path: Path) -> None:
    one, _ = glossary.add(Kind.ORG, {Lang.EN: "Alpha Fund"})
    two, _ = glossary.add(Kind.PLACE, {Lang.EN: "Beta Fund", Lang.RU: "Фонд Бета"})
    glossary.set_note(two, "beta")
    out = tmp_path / "out.csv"
    glossary.export(out, "csv")
    rewrite(out, lambda table: table[two].update(vi="Quỹ Beta", note="gamma"))
    glossary.merge([two], one)
    glossary.set_term(one, Lang.RU, "")
    before = glossary.view(one)
    report = glossary.import_file(out)
    assert [loss.where for loss in report.losses] == [two]
    assert "Alpha Fund" in report.losses[0].why
    view = glossary.view(one)
    assert (term(glossary, one, Lang.EN), view.row.kind, view.note) == ("Alpha Fund", Kind.ORG, before.note)
    assert {t.text for t in view.terms} == {"Alpha Fund", "Beta Fund", "Фонд Бета", "Quỹ Beta"}
    assert glossary.import_file(out).changed == 0


def test_bare_short_forms_are_no_terms_of_a_file(built: Glossary, tmp_path: Path) -> None:
    nam = one(built, "le hoang nam kind:person")
    built.set_term(nam, Lang.RU, "Ле Хоанг Нам")
    short = [t.text for t in built.view(nam).terms if t.form is TermForm.SHORT]
    assert short == ["Nam"]
    built.export(tmp_path / "out.csv", "csv")
    row = rows(tmp_path / "out.csv")[nam]
    assert "Nam" not in [row["en"], *row["en_variants"].split(" | ")]
    built.export(tmp_path / "omegat", "omegat")
    sources = [line.split("\t")[0] for line in (tmp_path / "omegat" / "en-ru.utf8").read_text("utf-8").splitlines()]
    assert "Le Hoang Nam" in sources and "Nam" not in sources


def test_an_export_does_not_wait_for_the_suggestions_of_a_big_import(
    built: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "_QUICKLY", 2)
    new = [ConceptRecord(f"c-{n}", Kind.PERSON, ConceptStatus.NEW, {Lang.EN: (preferred(n),)}) for n in range(3)]
    exchange.write("csv", new, tmp_path / "in.csv")
    built.import_file(tmp_path / "in.csv")
    built.export(tmp_path / "out.csv", "csv")
    assert rows(tmp_path / "out.csv")["c-1"]["ru_suggested"] == ""
    monkeypatch.setattr(service, "_QUICKLY", 10)
    built.export(tmp_path / "out.csv", "csv")
    assert rows(tmp_path / "out.csv")["c-1"]["ru_suggested"] == "Павел Орлов"


def preferred(number: int) -> Term:
    return Term(Lang.EN, ["Anna Orlova", "Pavel Orlov", "Ivan Petrov"][number], status=TermStatus.PREFERRED)


@pytest.mark.parametrize(
    ("query", "allowed"),
    [("kind:foo", "person, org, place, event"), ("status:xx hanoi", "new"), ("missing:de", "ru"), ("lang:zz", "vi")],
)
def test_a_search_by_an_unknown_value_says_which_there_are(glossary: Glossary, query: str, allowed: str) -> None:
    with pytest.raises(InputError, match=allowed):
        glossary.search(query)
    assert glossary.queue(query) == [], "while one types, nothing is found and nothing is said"
    assert [row.id for row in glossary.search("kind:pers anna")] == ["anna"]


def test_an_import_checks_terms_and_makes_keys_before_it_locks_others_out(
    built: Glossary, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[tuple[str, bool]] = []

    def watched(module: object, name: str) -> None:
        function = getattr(module, name)

        def watch(*arguments: object) -> object:
            done.append((name, built._store.conn.in_transaction))
            return function(*arguments)

        monkeypatch.setattr(module, name, watch)

    watched(core, "index_keys")
    watched(transfer, "check")
    new = [ConceptRecord(f"c-{n}", Kind.PERSON, ConceptStatus.NEW, {Lang.EN: (preferred(n),)}) for n in range(3)]
    exchange.write("csv", new, tmp_path / "in.csv")
    built.import_file(tmp_path / "in.csv")
    assert done.count(("check", False)) == 3
    assert set(done) == {("check", False), ("index_keys", False)}
    assert ids(built, "ivan petrov") == ["c-2"]


# ---- everything together -----------------------------------------------------------------------------------------
ARTICLES = [PORT, PORT_CHANGED, KAZAN, "Pavel Orlov and Le Hoang Nam met in Kazan. Nam spoke.", "Mr Orlov saw Hanoi."]


def some_step(dice: random.Random, glossary: Glossary, folder: Path) -> None:
    shown = ids(glossary)
    step = dice.choice(["build", "build", "undo", "undo", "redo", "add", *(["decide"] * 6 if shown else [])])
    if step == "build":
        path = folder / f"{dice.randrange(3)}.txt"
        path.write_text(dice.choice(ARTICLES), encoding="utf-8")
        build(glossary, path)
    elif step in ("undo", "redo"):
        getattr(glossary, step)()
    elif step == "add":
        glossary.add(dice.choice(list(Kind)), {dice.choice(list(Lang)): dice.choice(["Pavel Orlov", "Kazan", "Nam"])})
    else:
        one, two = dice.choice(shown), dice.choice(shown)
        dice.choice(
            [
                lambda: glossary.approve([one, two]),
                lambda: glossary.reject([one]),
                lambda: glossary.merge([one], two),
                lambda: glossary.keep_apart(one, two),
                lambda: glossary.set_kind([one], dice.choice(list(Kind))),
                lambda: glossary.set_term(one, dice.choice(list(Lang)), dice.choice(["", "Anna Sokolova", "Hanoi"])),
            ]
        )()


@pytest.mark.parametrize("seed", range(8))
def test_decisions_and_builds_in_any_order_leave_the_glossary_whole(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with Glossary(tmp_path / "g.db") as glossary:
        for _ in range(20):
            with suppress(InputError):
                some_step(dice, glossary, tmp_path)
            before = state(glossary.path)
            for row in glossary.queue():
                assert len(glossary.view(row.id).evidence) == row.mentions
            # What follows from the rest, computed anew from all, is what was kept up to date step by step.
            with glossary._store.locked():
                glossary._store.settle([row[0] for row in before["concept"]])  # type: ignore[misc]
            assert state(glossary.path) == before
        while glossary.undo():
            pass
        totals = glossary.totals()
        assert (totals.approved, totals.rejected) == (0, 0)
        while glossary.redo():
            pass
        state(glossary.path)
