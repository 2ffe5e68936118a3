import csv
import re
import subprocess
import sys
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary import authority, keys
from glossary.errors import InputError
from glossary.model import Kind, Lang
from glossary.resources import DATA

TABLES = sorted((DATA / "authority").glob("*.csv"))


def rows() -> Iterator[tuple[str, dict[str, str]]]:
    for path in TABLES:
        with path.open(encoding="utf-8", newline="") as stream:
            for number, row in enumerate(csv.DictReader(stream), 2):
                yield f"{path.name}:{number}", row


ROWS = list(rows())
LANG_CELLS = ("vi", "en", "ru", "vi_lookup", "en_lookup", "ru_lookup")


def test_files_are_nfc_with_unix_line_ends() -> None:
    assert TABLES
    for path in TABLES:
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert unicodedata.is_normalized("NFC", content.decode("utf-8")), path.name
        assert content.endswith(b"\n"), path.name


def test_there_are_concepts_enough() -> None:
    assert len(ROWS) >= 4500


def test_every_row_is_complete_and_sourced() -> None:
    wrong = [
        (where, row["id"])
        for where, row in ROWS
        if not (row["source"].strip() and row["id"] and any(row[c] for c in LANG_CELLS))
        or not all(row[lang] or row[f"{lang}_lookup"] for lang in ("vi", "en", "ru"))
    ]
    assert wrong == []


def test_cells_are_tidy() -> None:
    wrong = [
        (where, column, form)
        for where, row in ROWS
        for column in LANG_CELLS
        if row[column]
        for form in row[column].split("|")
        if form != " ".join(form.split()) or not form or len(form) > 160 or re.search(r"[~=\t;]", form)
    ]
    assert wrong == []


def test_every_word_is_of_one_script_and_of_the_script_of_its_column() -> None:
    latin, cyrillic = re.compile(r"[A-Za-zÀ-ɏḀ-ỿ]"), re.compile(r"[Ѐ-ӿ]")
    wrong = []
    for where, row in ROWS:
        for column in LANG_CELLS:
            wrong += [
                (where, column, word)
                for word in re.split(r"[\s|/-]+", row[column])
                if cyrillic.search(word) and (latin.search(word) or column[:2] != "ru")
            ]
        if row["ru"] and not cyrillic.search(row["ru"]) and not row["ru"].isascii():
            wrong.append((where, "ru", row["ru"]))
    assert wrong == []


def test_vietnamese_letters_only_where_they_belong() -> None:
    wrong = [
        (where, row["en"])
        for where, row in ROWS
        if re.search(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", row["en"])
    ]
    assert wrong == []


def test_no_id_twice_and_links_lead_somewhere() -> None:
    ids = [row["id"] for _, row in ROWS]
    assert sorted({i for i in ids if ids.count(i) > 1} if len(ids) != len(set(ids)) else []) == []
    known = set(ids)
    assert [(w, r["merged_into"]) for w, r in ROWS if r["merged_into"] and r["merged_into"] not in known] == []
    assert [(w, r["id"]) for w, r in ROWS if r["merged_into"] == r["id"]] == []


def test_kinds_genders_and_dates() -> None:
    date = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?)?")
    wrong = [
        (where, row["id"])
        for where, row in ROWS
        if row["kind"] not in set(Kind)
        or row["gender"] not in {"", "m", "f"}
        or (row["kind"] == "PERSON") != bool(row["gender"])
        or not date.fullmatch(row["since"])
        or not date.fullmatch(row["until"])
        or (row["since"] and row["until"] and row["since"] > row["until"])
        or not re.fullmatch(r"[A-Z]{2}|", row["country"])
    ]
    assert wrong == []


def test_no_name_stands_for_two_rows_of_one_kind_unless_a_note_says_so() -> None:
    """Look-up forms may be shared; a name safe for running text may not."""
    owners: defaultdict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    notes = {row["id"]: row["note"] for _, row in ROWS}
    for _, row in ROWS:
        for lang in ("vi", "en", "ru"):
            for form in row[lang].split("|") if row[lang] else ():
                owners[row["kind"], lang, keys.strict(form).casefold() if lang == "vi" else keys.loose(form)][
                    row["id"]
                ] = form
    clashes = {key: ids for key, ids in owners.items() if len(ids) > 1 and sum(not notes[i] for i in ids) > 1}
    assert clashes == {}


@pytest.fixture(scope="module")
def tables() -> authority.Authority:
    return authority.load()


@pytest.mark.parametrize(
    ("asked", "kind", "vi"),
    [
        ("Da Nang", Kind.PLACE, "Đà Nẵng"),
        ("DANANG", Kind.PLACE, "Đà Nẵng"),
        ("Đà Nẵng", Kind.PLACE, "Đà Nẵng"),
        ("Дананг", Kind.PLACE, "Đà Nẵng"),
        ("Thanh Hoá", Kind.PLACE, "Thanh Hóa"),
        ("Đắc Lắc", Kind.PLACE, "Đắk Lắk"),
        ("Ba Ria – Vung Tau", Kind.PLACE, "Bà Rịa - Vũng Tàu"),
        ("HCMC", Kind.PLACE, "Thành phố Hồ Chí Minh"),
        ("Хошимин", Kind.PLACE, "Thành phố Hồ Chí Minh"),
        ("Хо Ши Мин", Kind.PERSON, "Hồ Chí Minh"),
        ("Pham Minh Chinh", Kind.PERSON, "Phạm Minh Chính"),
        ("Нгуен Фу Чонг", Kind.PERSON, "Nguyễn Phú Trọng"),
        ("Михаил Горбачев", Kind.PERSON, "Mikhail Gorbachev"),
        ("Petrograd", Kind.PLACE, "Petrograd"),
        ("Mát-xcơ-va", Kind.PLACE, "Moskva"),
        ("MOIT", Kind.ORG, "Bộ Công Thương"),
        ("Минобороны", Kind.ORG, "Bộ Quốc phòng Nga"),
        ("Bộ Ngoại giao", Kind.ORG, "Bộ Ngoại giao"),
        ("Foreign Ministry", Kind.ORG, "Bộ Ngoại giao"),
        ("World Health Organisation", Kind.ORG, "Tổ chức Y tế Thế giới"),
        ("ПМЭФ", Kind.EVENT, "Diễn đàn Kinh tế Quốc tế Saint Petersburg"),
        ("14th National Party Congress", Kind.EVENT, "Đại hội XIV"),
    ],
)
def test_any_spelling_finds_its_row(tables: authority.Authority, asked: str, kind: Kind, vi: str) -> None:
    assert [entry.name(Lang.VI) for entry in tables.find(asked, kind=kind)][:1] == [vi]


def test_an_acronym_is_not_a_word_and_a_bare_syllable_is_not_a_country(tables: authority.Authority) -> None:
    assert tables.find("WHO")
    assert not tables.find("Who")
    assert not tables.find("who")
    assert tables.find("Asean")
    assert not tables.find("My", Lang.VI)
    assert tables.find("Mỹ", Lang.VI)


def test_look_up_forms_and_common_words_stay_out_of_the_gazetteer(tables: authority.Authority) -> None:
    russian = {form for form, _ in tables.forms(Lang.RU)}
    assert "Известия" not in russian
    assert tables.find("Известия", Lang.RU)
    assert "Комсомольская правда" in russian
    assert "Партия" not in {form for form, _ in tables.forms(Lang.VI)}
    assert "Tourane" not in {form for form, _ in tables.forms(Lang.EN)}
    assert tables.find("Tourane", Lang.EN)


@pytest.mark.parametrize(
    ("lang", "name"),
    [
        (Lang.RU, "Ханой"),
        (Lang.RU, "Намдинь"),
        (Lang.VI, "Đội tuyển Việt Nam"),
        (Lang.RU, "Спартак"),
        (Lang.VI, "Sông Đà"),
        (Lang.VI, "Quân đội nhân dân"),
        (Lang.EN, "Vladimir"),
    ],
)
def test_a_team_or_paper_is_not_found_by_the_name_of_something_else(
    tables: authority.Authority, lang: Lang, name: str
) -> None:
    owners = [entry for form, entry in tables.forms(lang) if form == name]
    assert [entry.id for entry in owners if entry.kind is Kind.ORG or entry.id.endswith("-region")] == []
    assert tables.find(name, lang)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Тропцентр", "Trung tâm Nhiệt đới Việt - Nga"),
        ("Вьетнамская нефтегазовая корпорация", "Petrovietnam"),
        ("VNU-HCM", "Đại học Quốc gia Thành phố Hồ Chí Minh"),
        ("ФМБА", "Cơ quan Y sinh Liên bang Nga"),
        ("Калужская область", "Tỉnh Kaluga"),
        ("ДНР", "Cộng hòa Nhân dân Donetsk"),
    ],
)
def test_long_short_and_translated_names_meet(tables: authority.Authority, one: str, other: str) -> None:
    assert [entry.id for entry in tables.find(one)][:1] == [entry.id for entry in tables.find(other)][:1] != []


@pytest.mark.parametrize(
    ("asked", "not_vi"),
    [("Hải Nam", "Hà Nam"), ("Hạ Nam", "Hà Nam"), ("Hà Tỉnh", "Hà Tĩnh"), ("Vình", "Vinh"), ("Ханам", "Hải Nam")],
)
def test_wrong_marks_find_nothing(tables: authority.Authority, asked: str, not_vi: str) -> None:
    assert not_vi not in [entry.name(Lang.VI) for entry in tables.find(asked)]


def test_language_and_kind_narrow_the_search(tables: authority.Authority) -> None:
    assert tables.find("Ханой", Lang.EN) == []
    assert tables.find("Hanoi", kind=Kind.PERSON) == []
    assert tables.find("Hanoi", Lang.EN, Kind.PLACE)


def test_every_form_finds_its_own_row(tables: authority.Authority) -> None:
    lost = [
        (form, entry.id)
        for entry in tables.entries
        for spellings in (entry.names, entry.lookup)
        for lang, forms in spellings.items()
        for form in forms
        if entry not in tables.find(form, lang, entry.kind)
    ]
    assert lost == []


def test_the_index_has_the_loose_keys(tables: authority.Authority) -> None:
    """The index builds keys letter by letter; they must be those that `find` asks for."""
    wrong = [
        form
        for _, row in ROWS
        for c in LANG_CELLS
        for form in row[c].split("|")
        if row[c] and not _indexed(tables, form)
    ]
    assert wrong == []


def _indexed(tables: authority.Authority, form: str) -> bool:
    return any(form == known for known, _, _ in tables._by_key.get(keys.loose(form), ()))


def test_former_provinces_lead_to_the_present_ones(tables: authority.Authority) -> None:
    merged = [e for e in tables.entries if e.until == "2025-07-01" and e.country == "VN" and e.kind is Kind.PLACE]
    assert len(merged) == 29
    into = {e.merged_into for e in merged}
    assert all((target := tables.get(i)) and not target.until for i in into)


def test_loads_quickly() -> None:
    """In a fresh interpreter, imports apart; `tests/bench` measures it (0.08 s), this only notices a disaster."""
    script = (
        "import time\nfrom glossary import authority\nstart = time.process_time()\n"
        "authority.load().find('Da Nang')\nprint(time.process_time() - start)"
    )
    runs = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True) for _ in range(3)
    ]
    assert min(float(run.stdout) for run in runs) < 1


def test_a_broken_table_is_refused_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("id,kind\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.csv"):
        authority.load(tmp_path)
    (tmp_path / "a.csv").write_text(",".join(authority.COLUMNS) + "\nx,PLANET" + "," * 13 + "\n", encoding="utf-8")
    authority.load.cache_clear()
    with pytest.raises(InputError, match=r"line 2.*PLANET"):
        authority.load(tmp_path)
    authority.load.cache_clear()
