"""The scripting contract: what goes to stdout and stderr, in which form, with which exit code, by the real program."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEEDS = ROOT / "seeds"
KINDS = {"PERSON", "ORG", "PLACE", "EVENT"}

Done = subprocess.CompletedProcess[str]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A machine of its own: empty home, no Argos package, one glossary."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS", "TENRIENG"))}
    home = str(tmp_path / "home")
    return kept | {"HOME": home, "USERPROFILE": home, "TENRIENG_DB": str(tmp_path / "g.db"), "LC_ALL": "C"}


def run(environment: dict[str, str], *arguments: str, given: str = "") -> Done:
    return subprocess.run(
        [sys.executable, "-m", "tui", *arguments],
        env=environment,
        input=given,
        capture_output=True,
        encoding="utf-8",
        cwd=ROOT,
        timeout=120,
        check=False,
    )


def lines(done: Done) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def as_lines(records: Iterable[object]) -> str:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


# ---- extract ------------------------------------------------------------------------------------------------------


def test_extract_prints_one_line_a_mention_with_true_offsets(environment: dict[str, str]) -> None:
    paths = sorted(str(p) for p in SEEDS.glob("*.txt"))
    done = run(environment, "extract", *paths, "--format", "jsonl")
    assert done.returncode == 0
    records = lines(done)
    texts = {path: Path(path).read_text(encoding="utf-8") for path in paths}
    assert {r["article"] for r in records} == set(paths)
    for record in records:
        assert set(record) == {"article", "lang", "start", "end", "text", "kind", "concept", "rule"}
        assert record["kind"] in KINDS and record["lang"] == "en"
        assert texts[str(record["article"])][record["start"] : record["end"]] == record["text"]  # type: ignore[misc]
    concept = {(r["text"]): r["concept"] for r in records}
    assert concept["Vietnam"] == concept["Việt Nam"]
    assert concept["St.Petersburg"] == concept["Saint Petersburg"]
    assert not Path(environment["TENRIENG_DB"]).exists()


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"\xef\xbb\xbfHanoi is calm.\r\nVladimir Putin left.\r\n", "Hanoi is calm.\nVladimir Putin left.\n"),
        ("  Thủ tướng Phạm Minh Chính đến Hà Nội.\n\n".encode(), "  Thủ tướng Phạm Minh Chính đến Hà Nội.\n\n"),
        ("Nguye\u0302\u0303n Phu\u0301 Tro\u0323ng came to Moscow.".encode(), "Nguyễn Phú Trọng came to Moscow."),
        ("Владимир Путин прилетел в Ханой.".encode("cp1251"), "Владимир Путин прилетел в Ханой."),
    ],
    ids=["BOM and CRLF", "nothing is trimmed", "NFD", "cp1251"],
)
def test_offsets_count_code_points_of_the_text_as_defined(
    environment: dict[str, str], tmp_path: Path, raw: bytes, text: str
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes(raw)
    records = lines(run(environment, "extract", str(file), "--format", "jsonl"))
    assert len(records) >= 2
    assert all(text[r["start"] : r["end"]] == r["text"] for r in records)  # type: ignore[misc]


@pytest.mark.parametrize("content", ["", " \n", "12345 67890\n" * 50, "😀" * 500, "\u200b\u200d" * 40])
def test_nothing_is_invented_from_noise(environment: dict[str, str], tmp_path: Path, content: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(content, encoding="utf-8")
    done = run(environment, "extract", str(file), "--format", "jsonl")
    assert (done.returncode, done.stdout) == (0, "")


def test_a_missing_file_is_named_and_the_others_are_read(environment: dict[str, str], tmp_path: Path) -> None:
    seed = str(next(SEEDS.glob("2025*.txt")))
    done = run(environment, "extract", str(tmp_path / "none.txt"), seed, "--format", "jsonl")
    assert done.returncode == 1 and "none.txt" in done.stderr and len(lines(done)) > 20
    assert run(environment, "extract", str(tmp_path / "none.txt")).returncode == 2


def test_extract_explains_itself(environment: dict[str, str]) -> None:
    done = run(environment, "extract", str(next(SEEDS.glob("2025*.txt"))), "--explain")
    assert done.returncode == 0
    assert any("Alexander Beglov" in line and "PERSON" in line for line in done.stdout.splitlines())


# ---- suggest and compare ------------------------------------------------------------------------------------------

QUESTIONS = [
    {"source": "vi", "target": "ru", "kind": "PERSON", "text": "Nguyễn Phú Trọng"},
    {"source": "ru", "target": "en", "kind": "PLACE", "text": "Владивосток"},
    {"source": "en", "target": "vi", "kind": "PERSON", "text": "Doan Thi Bich Hao"},
    {"source": "vi", "target": "en", "kind": "ORG", "text": "Qzx"},
]


def test_suggest_answers_every_line_in_order(environment: dict[str, str]) -> None:
    done = run(environment, "suggest", "--format", "jsonl", given=as_lines(QUESTIONS))
    assert done.returncode == 0
    answers = lines(done)
    assert len(answers) == len(QUESTIONS)
    for answer in answers:
        assert set(answer) == {"suggestions"}
        for suggestion in answer["suggestions"]:  # type: ignore[attr-defined]
            assert set(suggestion) == {"text", "origin", "origins", "score", "trace"}
            assert 0 <= suggestion["score"] <= 1 and suggestion["origin"] in suggestion["origins"]
    assert answers[0]["suggestions"][0]["text"] == "Нгуен Фу Чонг"  # type: ignore[index]
    assert answers[1]["suggestions"][0]["text"] == "Vladivostok"  # type: ignore[index]


def test_suggest_speaks_to_a_person(environment: dict[str, str]) -> None:
    done = run(environment, "suggest", "Phạm Minh Chính", "--to", "ru")
    assert done.returncode == 0 and "Фам Минь" in done.stdout and "vi → ru" in done.stdout


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ("no json\n", "Line 1"),
        ("[1]\n", "Line 1"),
        (as_lines([QUESTIONS[0], {"source": "xx", "target": "ru", "kind": "PERSON", "text": "A"}]), "Line 2"),
        (as_lines([{"source": "vi", "target": "ru", "kind": "PERSON"}]), "text"),
        (as_lines([{"source": "vi", "target": "ru", "kind": "PERSON", "text": 5}]), "text"),
        ("[" * 200_000 + "\n", "Line 1"),
    ],
)
def test_a_broken_line_is_named(environment: dict[str, str], given: str, named: str) -> None:
    done = run(environment, "suggest", "--format", "jsonl", given=given)
    assert done.returncode == 2 and named in done.stderr and "Traceback" not in done.stderr


def test_a_broken_line_does_not_keep_the_others_from_being_answered(environment: dict[str, str]) -> None:
    given = as_lines(QUESTIONS[:1]) + "no json\n" + as_lines(QUESTIONS[1:2])
    done = run(environment, "suggest", "--format", "jsonl", given=given)
    first, broken, last = lines(done)
    assert done.returncode == 2 and "Line 2" in done.stderr
    assert broken["suggestions"] == [] and "Line 2" in str(broken["error"])
    assert first["suggestions"][0]["text"] == "Нгуен Фу Чонг"  # type: ignore[index]
    assert last["suggestions"][0]["text"] == "Vladivostok"  # type: ignore[index]


def test_a_broken_pair_does_not_keep_the_others_from_being_compared(environment: dict[str, str]) -> None:
    given = '{"a":"Hà Nội"}\n' + as_lines([{"a": "Việt Nam", "b": "Vietnam"}])
    done = run(environment, "compare", "--format", "jsonl", given=given)
    broken, good = lines(done)
    assert done.returncode == 2 and "b is missing" in str(broken["error"]) and broken["same"] is False
    assert good["same"] is True


def test_language_and_kind_of_a_line_are_guessed(environment: dict[str, str]) -> None:
    given = as_lines([{"target": "ru", "text": "Nguyễn Phú Trọng"}, {"target": "en", "text": "Владивосток"}])
    done = run(environment, "suggest", "--format", "jsonl", given=given)
    assert done.returncode == 0
    assert [a["suggestions"][0]["text"] for a in lines(done)] == ["Нгуен Фу Чонг", "Vladivostok"]  # type: ignore[index]


def test_export_takes_a_query_and_languages(environment: dict[str, str], tmp_path: Path) -> None:
    article = tmp_path / "a.txt"
    article.write_text("President Vladimir Putin met To Lam in Hanoi on Monday.\n", encoding="utf-8")
    assert run(environment, "build", str(article)).returncode == 0
    table = tmp_path / "people.csv"
    done = run(environment, "export", "-o", str(table), "--query", "kind:person", "--langs", "en,ru")
    assert done.returncode == 0
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows and {row["kind"] for row in rows} == {"PERSON"}
    assert not any(row["vi"] or row["vi_suggested"] for row in rows if "vi" in row)
    assert run(environment, "export", "-o", str(table), "--langs", "en,xx").returncode == 2


def test_a_folder_with_one_bad_file_is_partly_done(environment: dict[str, str], tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "good.txt").write_text("Vladimir Putin came to Hanoi.\n", encoding="utf-8")
    (folder / "bad.txt").write_bytes(b"%PDF-1.7 \x00\x01")
    for command in (["extract", str(folder)], ["build", str(folder)]):
        done = run(environment, *command)
        assert done.returncode == 1 and "bad.txt" in done.stderr
    for command in (["extract", str(folder / "bad.txt")], ["build", str(folder / "bad.txt"), str(tmp_path / "none")]):
        assert run(environment, *command).returncode == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.parametrize("arguments", [["stats"], ["extract", "seeds"], ["suggest", "Hà Nội"]])
def test_a_full_disk_behind_the_output_is_said(environment: dict[str, str], arguments: list[str]) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "tui", *arguments],
            env=environment,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            check=False,
        )
    assert done.returncode == 2 and "could not be written" in done.stderr and "Traceback" not in done.stderr


def test_compare_answers_every_line(environment: dict[str, str]) -> None:
    pairs = [("Việt Nam", "Vietnam"), ("Nguyễn Văn Hùng", "Nguyễn Văn Hưng"), ("", "")]
    done = run(environment, "compare", "--format", "jsonl", given=as_lines({"a": a, "b": b} for a, b in pairs))
    assert done.returncode == 0
    answers = lines(done)
    assert [set(a) for a in answers] == [{"same", "level", "why"}] * 3
    assert [a["same"] for a in answers[:2]] == [True, False]
    assert run(environment, "compare", "Hà Nội").returncode == 2


# ---- the glossary -------------------------------------------------------------------------------------------------


def test_build_search_show_undo_export_import(environment: dict[str, str], tmp_path: Path) -> None:
    built = run(environment, "build")
    assert built.returncode == 0 and "articles" in built.stdout
    again = run(environment, "build", str(SEEDS))
    assert again.returncode == 0 and "(+0)" in again.stdout
    found = run(environment, "search", "ho chi minh", "--format", "jsonl")
    assert found.returncode == 0
    unknown = run(environment, "search", "kind:foo")
    assert unknown.returncode == 2 and "person, org, place, event" in unknown.stderr
    ho = next(str(r["id"]) for r in lines(found) if r["kind"] == "PERSON")
    shown = run(environment, "show", ho)
    assert "Hồ Chí Minh" in shown.stdout and "Petrograd" in shown.stdout
    assert run(environment, "search", "zzzzqq").returncode == 1
    assert run(environment, "show", "per-nobody").returncode == 2
    assert run(environment, "undo").returncode == 1
    stats = json.loads(run(environment, "stats").stdout)
    assert stats["articles"] == 2 and stats["concepts"] == stats["new"] > 20
    table = tmp_path / "names.csv"
    assert run(environment, "export", "-o", str(table)).returncode == 0
    other = environment | {"TENRIENG_DB": str(tmp_path / "other.db")}
    read = run(other, "import", str(table))
    assert read.returncode == 0, read.stderr
    assert json.loads(run(other, "stats").stdout)["concepts"] == stats["concepts"]
    second = tmp_path / "again.csv"
    assert run(other, "export", "-o", str(second), "--format", "csv").returncode == 0
    kept = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
    back = list(csv.DictReader(second.open(encoding="utf-8", newline="")))
    names = ("id", "kind", "status", "vi", "vi_variants", "en", "en_variants", "ru", "ru_variants", "note")
    assert [[row[n] for n in names] for row in back] == [[row[n] for n in names] for row in kept]
    assert run(environment, "export", "-o", str(tmp_path / "x"), "--format", "nonsense").returncode == 2


def test_the_database_that_cannot_be_opened(environment: dict[str, str], tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"this is no database, " * 100)
    for command in (["stats"], ["build"], ["search", "x"]):
        done = run(environment, *command, "--db", str(broken))
        assert done.returncode == 3 and str(broken) in done.stderr and "Traceback" not in done.stderr
    assert broken.read_bytes() == b"this is no database, " * 100
    for name in (os.devnull, "n" * 5000):
        done = run(environment, "stats", "--db", name)
        assert done.returncode == 3 and name in done.stderr and "Traceback" not in done.stderr
    assert "device" in run(environment, "stats", "--db", os.devnull).stderr


WRONG_USE = [
    ["frobnicate"],
    ["extract"],
    ["export"],
    ["suggest", "x", "--to", "fr"],
    ["suggest", ""],
    ["eval"],
    ["search", "x", "--limit", "9" * 30],
    ["search", "x", "--limit", "-1"],
    ["show", "\udcff"],
    # A name that no file can have: every argument might be the name of one.
    ["show", "n" * 5000],
    ["extract", "n" * 5000],
    ["export", "-o", "n" * 5000],
    ["export", "-o", "n" * 5000, "--format", "omegat"],
    ["import", "n" * 5000],
    ["models", "install", "n" * 5000],
]


@pytest.mark.parametrize("arguments", WRONG_USE)
def test_wrong_use_exits_with_2(environment: dict[str, str], arguments: Sequence[str]) -> None:
    done = run(environment, *arguments)
    assert done.returncode == 2 and done.stdout == "" and done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
def test_interrupted_exits_with_130_and_keeps_whole_articles(environment: dict[str, str], tmp_path: Path) -> None:
    text = next(SEEDS.glob("2020*.txt")).read_text(encoding="utf-8")
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(300):
        (folder / f"{number:03}.txt").write_text(f"{text}\nArticle {number}.\n", encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, "-m", "tui", "build", str(folder)],
        env=environment,
        cwd=ROOT,
        stderr=subprocess.PIPE,
        text=True,
        # Shells start what runs in the background deaf to it.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stderr is not None
    for line in program.stderr:
        if line.partition("/")[0].isdigit() and not line.startswith("0/"):
            break
    program.send_signal(signal.SIGINT)
    _, talk = program.communicate(timeout=60)
    assert program.returncode == 130 and "Traceback" not in talk
    stats = json.loads(run(environment, "stats").stdout)
    assert 0 < stats["articles"] < 300


def test_a_reader_that_leaves_is_no_error(environment: dict[str, str]) -> None:
    command = f"{sys.executable} -m tui extract {SEEDS}/*.txt --format jsonl | head -1"
    done = subprocess.run(
        command, shell=True, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert len(done.stdout.splitlines()) == 1 and "Traceback" not in done.stderr


# ---- packages and measuring ---------------------------------------------------------------------------------------


def translated(environment: dict[str, str]) -> int:
    """How many concepts of the glossary have a suggestion by machine translation."""
    rows = lines(run(environment, "search", "kind:org", "--format", "jsonl"))
    return sum("argos" in run(environment, "show", str(row["id"])).stdout for row in rows[:16])


def test_models_without_a_network_and_with_a_file(environment: dict[str, str]) -> None:
    listed = run(environment, "models", "list")
    assert listed.returncode == 1 and "models install" in listed.stderr
    package = next((ROOT / "tests" / "packages").glob("*vi_en*.argosmodel"))
    assert run(environment, "models", "install", str(package)).returncode == 0
    assert "vi-en" in run(environment, "models", "list").stdout
    assert run(environment, "models", "install", str(ROOT / "README.md")).returncode == 2
    built = run(environment, "build", "-q")
    assert built.returncode == 0
    russian = next((ROOT / "tests" / "packages").glob("*en_ru*.argosmodel"))
    assert translated(environment) == 0
    assert "build --again" in run(environment, "models", "install", str(russian)).stderr
    assert run(environment, "build", "--again", "-q").returncode == 0
    assert translated(environment) > 0
    assert run(environment, "models", "remove", "vi-en").returncode == 0
    assert run(environment, "models", "remove", "vi-en").returncode == 2


def test_eval_measures_our_own_gold(environment: dict[str, str]) -> None:
    gold = str(ROOT / "tests" / "gold")
    done = run(environment, "eval", gold, gold)
    assert done.returncode == 0
    result = json.loads(done.stdout)["mentions"]
    assert set(result["languages"]) == {"all", "en", "ru", "vi"}
    assert result["languages"]["all"]["f1"] >= 0.85 and result["b3"]["f1"] >= 0.9
    assert {"right", "wrong_type", "wrong_border", "invented", "missed"} == set(next(iter(result["mistakes"].values())))
