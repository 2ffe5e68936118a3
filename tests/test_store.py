"""The database: what is refused and how it is said, search, evidence, and two programs at one file."""

import itertools
import sqlite3
import threading
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import keys
from glossary.errors import DatabaseError
from glossary.model import Article, ConceptStatus, Doubt, Kind, Lang, Mention, Origin, Suggestion, TermForm
from glossary.query import parse_query
from glossary.service import Glossary
from glossary.store import Linked, Reading, Store, lookup
from glossary.store import connection as module


@pytest.fixture
def store(desk: Path) -> Iterator[Store]:
    with_desk = Store(desk)
    yield with_desk
    with_desk.close()


def found(store: Store, query: str) -> list[str]:
    words, filters = parse_query(query)
    return [row.id for row in lookup.queue(store, words, filters, limit=50, offset=0)]


def reading(name: str, text: str, *linked: Linked, new: tuple[tuple[str, Kind], ...] = ()) -> Reading:
    return Reading(Article(name, text, Lang.EN), name, new=new, linked=linked, suggestions={})


def place(text: str, name: str, concept: str, lang: Lang = Lang.EN, form: TermForm = TermForm.FULL) -> Linked:
    start = text.index(name)
    return Linked(Mention(start, start + len(name), name, Kind.PLACE, "test", lang), concept, "seen", form)


# ---- opening -----------------------------------------------------------------------------------------------------
def test_folders_are_made(tmp_path: Path) -> None:
    path = tmp_path / "new" / "deeper" / "g.db"
    Store(path).close()
    assert path.exists()


def test_a_folder_is_no_glossary(tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="is a folder"):
        Store(tmp_path)


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatabaseError, match="choose another place"):
        Store(tmp_path / "file" / "g.db")


def test_a_place_closed_to_us_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        (folder / "probe").touch()
        pytest.skip("this user may write everywhere")
    except PermissionError:
        with pytest.raises(DatabaseError, match="permissions"):
            Store(folder / "g.db")
    finally:
        folder.chmod(0o700)


def test_a_file_locked_by_another_program_is_said_and_nothing_is_lost(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 50)
    mine, other = Store(desk), sqlite3.connect(desk, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseError, match="busy") as caught:
        mine.save(reading("n.txt", "Hue.", place("Hue.", "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    assert caught.value.exit_code == 3
    assert found(mine, "da nang") == ["danang"], "reading goes on while another program writes"
    other.execute("ROLLBACK")
    mine.save(reading("n.txt", "Hue.", place("Hue.", "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    assert found(mine, "hue") == ["hue"]
    mine.close()
    other.close()


def test_a_second_writer_waits_for_the_first(desk: Path) -> None:
    other = sqlite3.connect(desk, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    threading.Timer(0.3, lambda: other.execute("COMMIT")).start()
    mine = Store(desk)
    began = time.monotonic()
    mine.save(reading("n.txt", "Hue.", place("Hue.", "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    assert time.monotonic() - began >= 0.2
    assert found(mine, "hue") == ["hue"]
    mine.close()
    other.close()


def test_a_full_disk_is_said_and_what_was_stored_stays(store: Store) -> None:
    before = store.totals()
    pages = store.row("PRAGMA page_count")[0]
    store.row(f"PRAGMA max_page_count = {pages}")
    text = "Hue. " * 100_000
    with pytest.raises(DatabaseError, match="full") as caught:
        store.save(reading("n.txt", text, place(text, "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    assert caught.value.exit_code == 3
    store.row("PRAGMA max_page_count = 1000000")
    assert store.totals() == before
    assert store.row("PRAGMA integrity_check")[0] == "ok"
    store.save(reading("n.txt", text, place(text, "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    assert found(store, "hue") == ["hue"]


def test_a_damaged_file_is_said(desk: Path) -> None:
    data = bytearray(desk.read_bytes())
    data[4096:] = b"\xaa" * (len(data) - 4096)
    desk.write_bytes(data)
    with pytest.raises(DatabaseError, match=str(desk)):
        Store(desk).totals()


# ---- articles ----------------------------------------------------------------------------------------------------
def test_offsets_count_code_points(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.db")
    text = "𝔘😀 Ở Đà Nẵng và Huế. " + "Dài " * 400 + "Rồi Huế."
    linked = [place(text, "Đà Nẵng", "d", Lang.VI), place(text, "Huế", "h", Lang.VI)]
    last = text.rindex("Huế")
    linked.append(Linked(Mention(last, last + 3, "Huế", Kind.PLACE, "test", Lang.VI), "h", "again"))
    store.save(reading("n.txt", text, *linked, new=(("d", Kind.PLACE), ("h", Kind.PLACE))))
    for concept, name in (("d", "Đà Nẵng"), ("h", "Huế")):
        for evidence in store.evidence(concept, 10):
            assert evidence.sentence[evidence.start : evidence.end] == name
            assert evidence.sentence in text
    assert [len(store.evidence("h", n)) for n in (1, 2, 9)] == [1, 2, 2]
    store.close()


def test_one_text_under_two_names_is_one_article_until_its_last_name_moves_on(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.db")
    old, new = "In Hue.", "In Vinh."

    def read(name: str, text: str) -> None:
        article = Article(name, text, Lang.EN)
        row = store.article_of(text)
        if row is not None and row["current"]:
            store.link(article, name)
        else:
            town = "Hue" if "Hue" in text else "Vinh"
            fresh = () if store.taken(town) else ((town, Kind.PLACE),)
            store.save(reading(name, text, place(text, town, town), new=fresh))

    def listed() -> list[str]:
        return sorted(found(store, "")), store.totals().articles

    read("a", old)
    assert listed() == (["Hue"], 1)
    read("b", old)
    assert listed() == (["Hue"], 1)
    read("a", new)
    assert listed() == (["Hue", "Vinh"], 2), "b still has the old text"
    assert [e.article for e in store.evidence("Hue", 9)] == ["b"]
    read("b", new)
    assert listed() == (["Vinh"], 1)
    read("a", old)
    assert listed() == (["Hue", "Vinh"], 2), "an old text comes back"
    store.close()


def test_a_short_form_is_a_term_that_finds_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.db")
    text = "Le Hoang Nam came. Mr Nam spoke."
    second = text.rindex("Nam")
    short = Linked(
        Mention(second, second + 3, "Nam", Kind.PERSON, "test", Lang.EN), "nam", "given name", TermForm.SHORT
    )
    store.save(reading("n.txt", text, place(text, "Le Hoang Nam", "nam"), short, new=(("nam", Kind.PERSON),)))
    from glossary.keys import index_keys

    assert store.find(index_keys("Nam", Lang.EN, Kind.PERSON)) == []
    [(id, _, _, forms, brief)] = store.find(index_keys("Lê Hoàng Nam", Lang.VI, Kind.PERSON))
    assert (id, forms, brief) == ("nam", ((Lang.EN, "Le Hoang Nam"),), False)
    group = store.group("nam")
    assert group is not None and [(t.text, t.form) for t in group.terms()] == [
        ("Le Hoang Nam", TermForm.FULL),
        ("Nam", TermForm.SHORT),
    ]
    store.close()


def test_marks_in_an_english_article_are_a_vietnamese_term_and_an_attested_english_one(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.db")
    text = "He went to Đà Nẵng."
    store.save(reading("n.txt", text, place(text, "Đà Nẵng", "d", Lang.VI), new=(("d", Kind.PLACE),)))
    group, card = store.group("d"), store.card("d")
    assert group is not None and card is not None
    assert [(t.lang, t.text, t.form) for t in group.terms()] == [
        (Lang.VI, "Đà Nẵng", TermForm.FULL),
        (Lang.EN, "Đà Nẵng", TermForm.VARIANT),
    ]
    assert card.missing == (Lang.EN, Lang.RU)
    store.close()


# ---- search ------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["danang", "anna", "ims", "nam", "festival", "short"]),
        ("da nang", ["danang"]),
        ("Đà Nẵng", ["danang"]),
        ("ĐÀ NẴNG", ["danang"]),
        ("đa năng", ["danang"]),
        ("nang đa", ["danang"]),
        ("дананг", ["danang"]),
        ("соколова", ["anna"]),
        ("sokolova соколова", ["anna"]),
        ("nam", ["nam", "short"]),
        ("le hoang", ["nam"]),
        ("Viện", ["ims"]),
        ("n", ["danang", "ims", "nam", "short"]),
        ("kind:place", ["danang"]),
        ("kind:p", ["danang", "anna", "nam", "short"]),
        ("KIND:PERSON nam", ["nam", "short"]),
        ("kind:xyz", []),
        ("kind:", ["danang", "anna", "ims", "nam", "festival", "short"]),
        ("missing:ru", ["ims", "nam", "festival", "short"]),
        ("missing:ru missing:vi", ["festival", "short"]),
        ("status:new missing:vi", ["festival", "short"]),
        ("status:approved", []),
        ("risk:merge", ["nam", "short"]),
        ("risk:doubt", ["nam", "short"]),
        ("risk:none", ["danang", "anna", "ims", "festival"]),
        ("article:cang", ["danang", "anna", "ims", "nam"]),
        ("article:port-* kind:place", ["danang"]),
        ("hanoi", []),
    ],
)
def test_search(store: Store, query: str, expected: list[str]) -> None:
    assert found(store, query) == expected


@pytest.mark.parametrize(
    "query", ['"', "a-b", "c++", "x AND", "NEAR(", "*", "^a", "a*b", "-", "'; DROP TABLE card; --", "{x}: y", "a\x00b"]
)
def test_what_means_something_to_the_search_engine_is_text(store: Store, query: str) -> None:
    found(store, query)
    assert store.totals().concepts == 6


@given(st.text(max_size=30))
def test_no_query_breaks_search(query: str) -> None:
    words, _ = parse_query(query)
    assert all(word == word.strip() and '"' not in word for word in words)


def test_pages_follow_each_other(store: Store) -> None:
    words, filters = parse_query("")
    pages = [lookup.queue(store, words, filters, limit=2, offset=n) for n in (0, 2, 4, 6)]
    assert [row.id for page in pages for row in page] == found(store, "")


def test_the_search_index_is_whole_after_changes(store: Store) -> None:
    text = "Hue and Da Nang."
    store.save(reading("n.txt", text, place(text, "Hue", "hue"), new=(("hue", Kind.PLACE),)))
    store.save(
        reading(
            "n.txt",
            "Nothing.",
        )
    )
    store.save(reading("port.txt", "Nothing at all."))
    store.conn.execute("INSERT INTO card_fts (card_fts, rank) VALUES ('integrity-check', 1)")
    assert found(store, "hue") == []
    assert found(store, "festival") == []
    assert found(store, "da nang") == ["danang"]


# ---- merges of the build -----------------------------------------------------------------------------------------
def test_merges_of_a_build_chain_and_never_close_a_circle(tmp_path: Path) -> None:
    store = Store(tmp_path / "g.db")
    names = ("A", "B", "C")
    text = "A B C"
    store.save(reading("n", text, *(place(text, n, n) for n in names), new=tuple((n, Kind.PLACE) for n in names)))
    for number, (source, into) in enumerate(itertools.permutations(names, 2)):
        store.save(Reading(Article(f"m{number}", f"text {number}", Lang.EN), f"m{number}", merges=[(source, into, "")]))
    assert len({store.root(name) for name in names}) == 1
    assert len(found(store, "")) == 1
    store.close()


def test_a_doubt_is_kept_once_and_ends_with_a_merge(store: Store) -> None:
    for number, pair in enumerate((("short", "nam"), ("nam", "short"), ("nam", "nam"))):
        article = Article(f"d{number}", f"text {number}", Lang.EN)
        store.save(Reading(article, article.name, doubts=[Doubt(*pair, "another reason")]))
    assert [(d.concept, d.other) for d in store.doubts("nam")] == [("nam", "short")]
    assert [(d.concept, d.other) for d in store.doubts("short")] == [("short", "nam")]
    store.save(Reading(Article("m", "m", Lang.EN), "m", merges=[("short", "nam", "one")]))
    assert store.doubts("nam") == ()
    assert found(store, "risk:doubt") == []


def test_suggestions_come_back_as_they_were(store: Store) -> None:
    suggestion = Suggestion("Наталия", Origin.ARGOS, 0.25, "why", (Origin.ARGOS, Origin.COPY))
    store.save_suggestions({"nam": {Lang.RU: [suggestion], Lang.VI: []}})
    assert store.suggestions("nam") == {Lang.RU: (suggestion,)}


def test_counts(store: Store) -> None:
    totals = store.totals()
    assert (totals.articles, totals.mentions, totals.concepts, totals.new) == (3, 15, 6, 6)
    assert totals.missing == {Lang.VI: 2, Lang.EN: 0, Lang.RU: 4}
    card = store.card("danang")
    assert card is not None
    assert (card.variants, card.articles, card.mentions, card.status) == (3, 3, 4, ConceptStatus.NEW)


# ---- keys -------------------------------------------------------------------------------------------------------
def test_keys_of_an_older_program_are_made_anew_by_the_next_build(tmp_path: Path) -> None:
    with Glossary(tmp_path / "glossary.db") as glossary:
        (tmp_path / "one.txt").write_text("The Ministry of Defence of Russia met in Moscow.", encoding="utf-8")
        for _ in glossary.build([str(tmp_path / "one.txt")]):
            pass
    with sqlite3.connect(tmp_path / "glossary.db") as file:
        before = file.execute("SELECT key, concept FROM term_key ORDER BY 1, 2").fetchall()
        assert before
        file.execute("DELETE FROM term_key")
        file.execute("UPDATE counter SET n = n - 1 WHERE name = 'keys'")
    with Glossary(tmp_path / "glossary.db") as glossary:
        (tmp_path / "two.txt").write_text("The Russian Defense Ministry said so in MOSCOW.", encoding="utf-8")
        for _ in glossary.build([str(tmp_path / "two.txt")]):
            pass
        assert {row.articles for row in glossary.queue("")} == {2}
    with sqlite3.connect(tmp_path / "glossary.db") as file:
        assert set(before) <= set(file.execute("SELECT key, concept FROM term_key").fetchall())


SPELT = {
    Kind.PERSON: ("Nguyễn Phú Trọng", "V. Putin", "Нгуен Фу Чонг", "Ms Ly", "Rim-xki Coóc-xa-cốp", "Jeyhun Gorbachov"),
    Kind.ORG: (
        "Bộ Quốc phòng Nga",
        "Ministry of Defence of Russia",
        "МГУ",
        "Công ty TNHH Sao Mai",
        "Vietnam Airlines JSC",
    ),
    Kind.PLACE: ("Mát-xcơ-va", "St. Petersburg", "Тульская область", "Hà Nội", "Sơn La Dam"),
    Kind.EVENT: ("SEA Games 31", "Năm chéo Việt – Nga", "Дни Москвы в Ханое"),
}


def test_keys_that_change_get_another_version() -> None:
    """Where this fails, raise `keys.VERSION`: glossaries of before make their keys anew then. And write both here."""
    made = "\n".join(
        " ".join(keys.index_keys(form, lang, kind)) for kind, forms in SPELT.items() for form in forms for lang in Lang
    )
    assert (keys.VERSION, sha256(made.encode()).hexdigest()[:12]) == (3, "2bb2624d3578")
