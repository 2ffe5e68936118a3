"""Leaving and coming back: golden bytes, round trips of any text, what a format cannot carry, files of others."""

from __future__ import annotations

import errno
import os
import sys
import threading
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from glossary import exchange
from glossary.errors import InputError
from glossary.exchange import ConceptRecord, carried, omegat
from glossary.exchange.csv_file import COLUMNS
from glossary.model import ConceptStatus, Kind, Lang, Origin, Term, TermForm, TermStatus

GOLDEN = Path(__file__).parent / "golden"
PREFERRED, ADMITTED, DEPRECATED = TermStatus.PREFERRED, TermStatus.ADMITTED, TermStatus.DEPRECATED


def terms(lang: Lang, *texts: str) -> tuple[Term, ...]:
    return tuple(Term(lang, text, status=ADMITTED if at else PREFERRED) for at, text in enumerate(texts))


RECORDS = [
    ConceptRecord(
        "c1",
        Kind.PLACE,
        ConceptStatus.APPROVED,
        {
            Lang.VI: terms(Lang.VI, "Cần Thơ"),
            Lang.EN: terms(Lang.EN, "Can Tho", "Cần Thơ", "Cantho"),
            Lang.RU: terms(Lang.RU, "Кантхо"),
        },
        articles=2,
        mentions=5,
        context="The bridge in Can Tho, “the longest”, opened.",
        source="2024-05-03-bridge.txt",
        note='a note with "quotes", a comma; a semicolon',
    ),
    ConceptRecord(
        "c2",
        Kind.ORG,
        ConceptStatus.NEW,
        {Lang.EN: terms(Lang.EN, "=HYPERLINK(1)", "-5", "+7 Group", "@home", "%x", "-5.5%")},
        suggested={Lang.VI: "Nhóm", Lang.RU: "", Lang.EN: "not written: there is a term"},
        note="two\nlines",
    ),
    ConceptRecord("c3", Kind.PERSON, ConceptStatus.REJECTED, {Lang.EN: terms(Lang.EN, "Nobody")}),
    ConceptRecord(
        "c4",
        Kind.PERSON,
        ConceptStatus.NEW,
        {
            Lang.VI: (
                Term(Lang.VI, "Tô Hoài", status=ADMITTED),
                Term(Lang.VI, "To Hoai", status=DEPRECATED),
                Term(Lang.VI, "Nguyễn Sen", status=PREFERRED),
                Term(Lang.VI, "T|H", status=ADMITTED),
            ),
            Lang.RU: terms(Lang.RU, "#Хоай"),
        },
        note="\ttab first",
    ),
]


# ---- golden bytes ----------------------------------------
@pytest.mark.parametrize(("name", "file"), [("csv", "glossary.csv"), ("csv-excel", "glossary-excel.csv")])
def test_csv_bytes(name: str, file: str, tmp_path: Path) -> None:
    report = exchange.write(name, RECORDS, tmp_path / "out.csv")
    assert (tmp_path / "out.csv").read_bytes() == (GOLDEN / file).read_bytes()
    assert report.left_out == {"rejected concepts": 1, "deprecated or superseded terms": 1}
    assert [(loss.where, "separates variants" in loss.why) for loss in report.losses] == [("c4: T|H", True)]
    assert (report.concepts, report.terms) == (3, 14)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]


def test_omegat_bytes(tmp_path: Path) -> None:
    report = exchange.write("omegat", RECORDS, tmp_path / "glossaries")
    written = {path.name: path.read_bytes() for path in (tmp_path / "glossaries").iterdir()}
    assert written == {path.name: path.read_bytes() for path in (GOLDEN / "omegat").iterdir()}
    assert sorted(report.files) == sorted(str(tmp_path / "glossaries" / name) for name in written)
    assert report.left_out == {
        "rejected concepts": 1,
        "deprecated or superseded terms": 1,
        "concepts with terms in one language only": 1,
        "suggestions nobody has taken yet": 1,
    }
    said = {loss.where.split(": ", 1)[1]: loss.why for loss in report.losses}
    assert set(said) == {"#Хоай"}
    assert "comment" in said["#Хоай"]


def test_omegat_takes_a_file_name_as_prefix(tmp_path: Path) -> None:
    report = exchange.write("omegat", RECORDS[:1], tmp_path / "hue.utf8")
    assert str(tmp_path / "hue-vi-ru.utf8") in report.files
    assert len(report.files) == 6


def test_omegat_says_what_lines_it_had_to_flatten(tmp_path: Path) -> None:
    record = ConceptRecord(
        "c", Kind.ORG, ConceptStatus.APPROVED, {Lang.VI: terms(Lang.VI, "A\tB"), Lang.EN: terms(Lang.EN, "C")}
    )
    report = exchange.write("omegat", [record], tmp_path / "g")
    assert (tmp_path / "g" / "vi-en.utf8").read_text(encoding="utf-8").splitlines()[1] == "A B\tC\torg"
    assert any("tab or a line break" in loss.why for loss in report.losses)
    assert omegat.parse((tmp_path / "g" / "en-vi.utf8").read_bytes()) == [("C", "A B", "org")]


def test_omegat_without_any_pair_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="two languages"):
        exchange.write("omegat", [RECORDS[1]], tmp_path / "g")
    assert not (tmp_path / "g").exists()


# ---- round trips ----------------------------------------
cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
nasty = st.sampled_from(
    ["=1", "\t", "\r", "\n", '"', '""', ";", ",", "a;b,c", "|", "-", "+1,5", "\ufeff", "\x00", "e\u0302\u0323"]
)
texts = st.lists(st.one_of(cells, nasty), max_size=3).map("".join)
some_terms = st.lists(
    st.builds(
        lambda text, status, form: (text, status, form), texts, st.sampled_from(TermStatus), st.sampled_from(TermForm)
    ),
    max_size=4,
)
records = st.builds(
    lambda kind, status, found, suggested, counts, free: ConceptRecord(
        "",
        kind,
        status,
        {lang: tuple(Term(lang, text, form, s, Origin.HAND) for text, s, form in of) for lang, of in found.items()},
        suggested,
        *counts,
        *free,
    ),
    st.sampled_from(Kind),
    st.sampled_from(ConceptStatus),
    st.dictionaries(st.sampled_from(Lang), some_terms),
    st.dictionaries(st.sampled_from(Lang), texts),
    st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
    st.tuples(texts, texts, texts),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=150)
@given(found=st.lists(records, max_size=4), name=st.sampled_from(["csv", "csv-excel"]))
def test_what_is_written_comes_back(found: list[ConceptRecord], name: str, tmp_path: Path) -> None:
    numbered = [
        ConceptRecord(
            f"c{at}", r.kind, r.status, r.terms, r.suggested, r.articles, r.mentions, r.context, r.source, r.note
        )
        for at, r in enumerate(found)
    ]
    exchange.write(name, numbered, tmp_path / "g.csv", rejected=True)
    back, losses = exchange.read(tmp_path / "g.csv")
    assert back == [carried(record) for record in numbered]
    assert not losses
    assert [carried(record) for record in back] == back


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(found=st.lists(records, max_size=3))
def test_all_that_omegat_cannot_read_is_reported(found: list[ConceptRecord], tmp_path: Path) -> None:
    try:
        report = exchange.write("omegat", found, tmp_path / "g")
    except InputError:
        return
    pairs = {
        (unicodedata.normalize("NFC", a.text).strip(), unicodedata.normalize("NFC", b.text).strip())
        for record in found
        if record.status is not ConceptStatus.REJECTED
        for a in record.terms.get(Lang.VI, ())
        for b in record.terms.get(Lang.EN, ())
        if {a.status, b.status} <= {PREFERRED, ADMITTED} and (b.status is PREFERRED or b.form is not TermForm.VARIANT)
    } - {("", "")}
    path = tmp_path / "g" / "vi-en.utf8"
    there = {row[:2] for row in omegat.parse(path.read_bytes())} if path.exists() else set()
    missing = {pair for pair in pairs if all(pair) and pair not in there}
    assert bool(missing) <= bool(report.losses)


def test_nfd_is_composed_on_both_ways(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "Đỗ Mười")
    record = ConceptRecord("c", Kind.PERSON, ConceptStatus.NEW, {Lang.VI: terms(Lang.VI, name)}, note=name)
    exchange.write("csv", [record], tmp_path / "g.csv")
    assert "Đỗ Mười" in (tmp_path / "g.csv").read_text(encoding="utf-8")
    (tmp_path / "h.csv").write_text(f"kind,vi\nPERSON,{name}\n", encoding="utf-8")
    assert exchange.read(tmp_path / "h.csv")[0][0].terms[Lang.VI][0].text == "Đỗ Mười"


def test_half_characters_are_reported(tmp_path: Path) -> None:
    record = ConceptRecord("c", Kind.ORG, ConceptStatus.NEW, {Lang.EN: terms(Lang.EN, "A\ud800B")})
    for name in ("csv", "csv-excel"):
        report = exchange.write(name, [record], tmp_path / "g.csv")
        assert "half a character" in report.losses[0].why
        assert exchange.read(tmp_path / "g.csv")[0][0].terms[Lang.EN][0].text == "A\ufffdB"


# ---- files as spreadsheets and people make them ----------------------------------------
TABLE = [
    ["id", "kind", "status", "vi", "en", "ru"],
    ["k1", "place", "approved", "Vinh", "Vinh", "Винь"],
    ["", "ORG", "", "Hội Y tế", "", ""],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_any_delimiter_and_encoding(encoding: str, delimiter: str, ends: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(ends.join(map(delimiter.join, TABLE)).encode(encoding))
    found, losses = exchange.read(tmp_path / "g.csv")
    assert [(r.id, r.kind, r.status) for r in found] == [
        ("k1", Kind.PLACE, ConceptStatus.APPROVED),
        ("", Kind.ORG, ConceptStatus.NEW),
    ]
    assert found[0].terms[Lang.RU][0].text == "Винь"
    assert found[1].terms == {Lang.VI: (Term(Lang.VI, "Hội Y tế", status=PREFERRED, origin=Origin.IMPORT),)}
    assert not losses


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "no column named vi, en or ru"),
        (b"a,b\n1,2\n", "no column named vi, en or ru"),
        (b"kind,vi,vi\nORG,a,b\n", "twice"),
        (b'kind,vi\nORG,"a\nORG,b\n', "line 2.*never closed"),
        (b'kind,vi\nORG,x\nORG,"a"b\n', "line 3.*quotes"),
        (b"PK\x03\x04....xl/workbook.xml", "workbook"),
        (b"%PDF-1.4", "PDF"),
    ],
)
def test_unusable_files_are_refused(data: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(data)
    with pytest.raises(InputError, match=said):
        exchange.read(tmp_path / "g.csv")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("k1,CITY,new,Vinh,,", "“CITY” is no kind"),
        ("k1,,new,Vinh,,", "kind is missing"),
        ("k1,PLACE,maybe,Vinh,,", "“maybe” is no status"),
        ("k1,PLACE,new,Vinh|Nghệ An,,", "vi_variants"),
        (",PLACE,new,,,", "neither an id nor a term"),
        ("k1,PLACE,new,Vinh,,many", "is no number"),
        ("k1,PLACE,new,Vinh,,5,too,many", "more cells"),
        ("k0,PLACE,new,Vinh,,", "a second time"),
    ],
)
def test_rows_that_cannot_be_taken_are_named(row: str, said: str, tmp_path: Path) -> None:
    text = f"id,kind,status,vi,en,articles\nk0,ORG,new,A,,1\n{row}\nk9,ORG,new,B,,1\n"
    (tmp_path / "g.csv").write_text(text, encoding="utf-8")
    found, losses = exchange.read(tmp_path / "g.csv")
    assert [loss.where.endswith("line 3") for loss in losses] == [True]
    assert said in losses[0].why
    assert {"k0", "k9"} <= {record.id for record in found}


@pytest.mark.parametrize("id", ["per-a b\x1b[2J", "x\ny", "Per-a", "per_a", "пер", "a" * 65, "../x", "a\u202eb"])
def test_an_id_that_is_none_of_ours_is_left_out(id: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(f'id,kind,vi\n"{id}",ORG,Hội Y tế\n{"a" * 64},ORG,Viện Báo chí\n', newline="")
    found, losses = exchange.read(tmp_path / "g.csv")
    assert [(r.id, r.terms[Lang.VI][0].text) for r in found] == [("", "Hội Y tế"), ("a" * 64, "Viện Báo chí")]
    (loss,) = losses
    assert "cannot be an id" in loss.why
    assert loss.why.isprintable()
    assert carried(ConceptRecord(id, Kind.ORG, ConceptStatus.NEW)).id == ""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="file names are Unicode there")
def test_names_that_are_no_utf8_are_shown_byte_by_byte(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.csv"))
    report = exchange.write("csv", RECORDS[:1], path)
    assert report.files == (f"{tmp_path}/\\xff.csv",)
    path.write_text("kind,vi\nCITY,Vinh\n")
    assert exchange.read(path)[1][0].where == f"{tmp_path}/\\xff.csv, line 2"
    path.unlink()
    for action in (lambda: exchange.read(path), lambda: exchange.write("csv", [], path / "g.csv")):
        with pytest.raises(InputError, match=r"/\\xff\.csv does not exist"):
            action()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "p")
    writer = threading.Thread(target=(tmp_path / "p").write_text, args=["kind,vi\nPLACE,Vinh\n"])
    writer.start()
    assert exchange.read(tmp_path / "p")[0][0].terms[Lang.VI][0].text == "Vinh"
    writer.join()


def test_lines_are_counted_over_breaks_inside_cells(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text('kind,vi,note\nORG,A,"1\n2\n3"\n\nCITY,B,x\n', encoding="utf-8")
    assert exchange.read(tmp_path / "g.csv")[1][0].where.endswith("line 6")


def test_unknown_columns_stay_out_and_are_named(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("Kind, VI ,colour\nORG,Hội,red\n", encoding="utf-8")
    found, losses = exchange.read(tmp_path / "g.csv")
    assert found[0].terms[Lang.VI][0].text == "Hội"
    assert "colour" in losses[0].where


@pytest.mark.parametrize(
    ("encoding", "rows", "lines"),
    [
        ("cp1251", "PLACE;M?;U.S.;США", "2 (rows with them: 1)"),
        (
            "cp1251",
            "PLACE;Vinh;Vinh;Винь в провинции\nPLACE;Ph? Th?;;Футхо\nPERSON;Nguy?n V?n A;;Нгуен",
            "3 (rows with them: 2)",
        ),
        ("cp1258", "PLACE;Quê hương và Hà Tiên;Ha Tien;??????", "2 (rows with them: 1)"),
        ("cp1252", "PLACE;Hu?;Hué – “la ville”;???", "2 (rows with them: 1)"),
        ("ascii", "PLACE;M?;U.S.;???", "2 (rows with them: 1)"),
    ],
)
def test_a_table_whose_encoding_lost_letters_is_not_taken(encoding: str, rows: str, lines: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(f"kind;vi;en;ru\n{rows}\n".encode(encoding))
    with pytest.raises(InputError, match="question marks where letters were") as caught:
        exchange.read(tmp_path / "g.csv")
    assert f"first in line {lines}" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("encoding", "rows"),
    [
        ("cp1251", "PLACE;Vinh;Vinh;Винь в провинции"),
        ("ascii", "EVENT;;Who wins?;"),
        ("utf-8", "EVENT;;;Что? Где? Когда?"),
    ],
)
def test_a_table_that_lost_nothing_is_taken_whatever_its_encoding(encoding: str, rows: str, tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_bytes(f"kind;vi;en;ru\n{rows}\n".encode(encoding))
    found, losses = exchange.read(tmp_path / "g.csv")
    assert len(found) == 1
    assert [encoding in loss.why for loss in losses] == [True] * (encoding == "cp1251")


def test_the_guard_is_taken_off_once_and_only_in_spreadsheet_files(tmp_path: Path) -> None:
    (tmp_path / "excel.csv").write_bytes('\ufeffkind;vi;note\r\nORG;x;"\t=1"\r\nORG;y;"\t\t=1"\r\n'.encode())
    (tmp_path / "plain.csv").write_bytes(b'kind,vi,note\r\nORG,x,"\t=1"\r\n')
    assert [record.note for record in exchange.read(tmp_path / "excel.csv")[0]] == ["=1", "\t=1"]
    assert [record.note for record in exchange.read(tmp_path / "plain.csv")[0]] == ["\t=1"]


def test_columns_are_those_of_the_contract() -> None:
    assert ",".join(COLUMNS) == (
        "id,kind,status,vi,vi_variants,en,en_variants,ru,ru_variants,vi_suggested,en_suggested,ru_suggested,"
        "articles,mentions,context,source,note"
    )


def test_capitals_come_back_as_an_acronym(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("kind,en,en_variants,ru\nORG,World Bank,WB | the Bank,ВБ\n", encoding="utf-8")
    found = exchange.read(tmp_path / "g.csv")[0][0]
    assert [term.form for term in found.terms[Lang.EN]] == [TermForm.FULL, TermForm.ACRONYM, TermForm.VARIANT]
    assert found.terms[Lang.RU][0].form is TermForm.ACRONYM


# ---- places that cannot be written ----------------------------------------
def test_unknown_format() -> None:
    with pytest.raises(InputError, match="csv-excel"):
        exchange.write("xml", RECORDS, Path("g.xml"))


@pytest.mark.parametrize("name", ["csv", "csv-excel"])
def test_missing_folder_and_folder_as_target(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        exchange.write(name, RECORDS, tmp_path / "nowhere" / "g.csv")
    with pytest.raises(InputError, match="is a folder"):
        exchange.write(name, RECORDS, tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_full_disk() -> None:
    with pytest.raises(InputError, match="no space"):
        exchange.write("csv", RECORDS, Path("/dev/full"))


def test_a_file_that_cannot_be_replaced_stays_whole(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        target = Path("/proc/version")
    else:
        (tmp_path / "closed").mkdir()
        (tmp_path / "closed").chmod(0o500)
        target = tmp_path / "closed" / "g.csv"
    with pytest.raises(InputError, match=r"may not|could not|does not"):
        exchange.write("csv", RECORDS, target)


def test_a_name_as_long_as_the_file_system_allows(tmp_path: Path) -> None:
    target = tmp_path / ("ệ" * 80 + ".csv")
    exchange.write("csv", RECORDS[:1], target)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]
    with pytest.raises(InputError, match="too long"):
        exchange.write("csv", RECORDS[:1], tmp_path / ("ệ" * 300 + ".csv"))


def test_what_was_written_before_a_failure_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if Path(target).name == "vi-ru.utf8":
            raise PermissionError(errno.EACCES, "in use")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(
        InputError, match=r"vi-ru\.utf8, or another program has it open; 1 of 6 files were written before"
    ):
        exchange.write("omegat", RECORDS, tmp_path / "g")
    assert [path.name for path in (tmp_path / "g").iterdir()] == ["vi-en.utf8"]


def test_the_old_file_is_replaced_with_its_permissions_and_through_links(tmp_path: Path) -> None:
    real = tmp_path / "real.csv"
    real.write_text("old")
    real.chmod(0o640)
    (tmp_path / "link.csv").symlink_to(real)
    exchange.write("csv", RECORDS[:1], tmp_path / "link.csv")
    assert real.read_bytes().startswith(b"id,kind")
    assert real.stat().st_mode & 0o777 == 0o640
    assert (tmp_path / "link.csv").is_symlink()


def test_a_link_that_leads_to_itself_is_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.csv"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match=r"loop\.csv could not be written"):
        exchange.write("csv", RECORDS, loop)
    assert loop.is_symlink()


def test_reading_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="does not exist"):
        exchange.read(tmp_path / "no.csv")
    with pytest.raises(InputError, match="is a folder"):
        exchange.read(tmp_path)
