"""Docs that cannot lie: every console example in README.md is run, top to bottom, and its output compared.

In a block fenced as `console`, a line `$ command` is run by a shell in one folder shared by the whole page, with an
empty home; the lines below it are what it must print (stdout and stderr). A line `…` stands for any lines.
"""

import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest

from glossary.cli import _parser
from tui.serve import COMMAND

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```console\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def examples(block: str) -> list[tuple[str, str]]:
    """(command, expected output) pairs of one block."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    return list(zip(parts[1::2], parts[2::2], strict=True))


def matches(expected: str, printed: str) -> bool:
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in expected.splitlines()
    )
    return re.fullmatch(pattern, printed) is not None


def test_the_readme_examples_print_what_they_say(tmp_path: Path) -> None:
    assert BLOCKS, "README.md shows no console example"
    for name in ("seeds", "README.md"):
        (tmp_path / name).symlink_to(ROOT / name)
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS", "TENRIENG"))}
    path = os.pathsep.join([sysconfig.get_path("scripts"), clean.get("PATH", "")])
    environment = clean | {"HOME": str(tmp_path / "home"), "PATH": path}
    for block in BLOCKS:
        for command, expected in examples(block):
            done = subprocess.run(
                command,
                shell=True,
                cwd=tmp_path,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                check=False,
            )
            assert matches(expected, done.stdout), f"$ {command}\n{done.stdout}\n--- README says ---\n{expected}"


def test_every_command_is_in_the_readme() -> None:
    commands = next(a for a in _parser([COMMAND])._actions if isinstance(a.choices, dict)).choices
    assert commands
    missing = [name for name in commands if f"tenrieng {name}" not in README]
    assert missing == []


@pytest.mark.parametrize("page", ["README.md", "AGENTS.md", "CHANGELOG.md", "data/README.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text)
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing == []


def test_every_data_file_is_told_of() -> None:
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    files = [p for p in (ROOT / "data").rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    missing = [
        str(p.relative_to(ROOT))
        for p in files
        if f"`{p.name}`" not in page and p.name not in ("README.md", "NOTICES.md")
    ]
    assert missing == []


def test_the_data_page_tells_of_no_file_that_is_gone() -> None:
    page = (ROOT / "data" / "README.md").read_text(encoding="utf-8")
    told = set(re.findall(r"`(\w+\.(?:tsv|csv|txt|crfsuite))`", page))
    kept = {path.name for path in (ROOT / "data").rglob("*")}
    assert told - kept == set()


def test_the_tree_for_builders_names_what_there_is() -> None:
    """Every module of `glossary` has its place in AGENTS.md, and no module named there is gone."""
    page = (ROOT / "AGENTS.md").read_text(encoding="utf-8")
    parts = [
        *(ROOT / "glossary").glob("[a-z]*.py"),
        *(path.parent for path in (ROOT / "glossary").glob("*/__init__.py")),
    ]
    assert [part.name for part in parts if not re.search(rf"\b{re.escape(part.name)}\b", page)] == []
    files = {path.name for folder in ("glossary", "tui", "tests") for path in (ROOT / folder).rglob("*.py")}
    named = set(re.findall(r"\b\w+\.py\b", page))
    assert named - files == set()
