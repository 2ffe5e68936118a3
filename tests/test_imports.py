"""Starting is quick and quiet: what is heavy loads on first use, in a fresh interpreter, and nothing is written."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
# fmt: off
HEAVY = [
    "argostranslate", "ctranslate2", "sentencepiece", "pymorphy3", "slovnet", "navec", "razdel", "pycrfsuite",
    "trafilatura", "docx", "lxml", "babel", "sqlite_utils", "numpy", "charset_normalizer", "urllib.request",
    "http.client", "ssl",
]
# fmt: on
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "glossary").rglob("*.py")
)


def fresh(code: str, home: Path) -> list[str]:
    """Run `code` in a new interpreter with an empty home; returns the names of the modules loaded at its end."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("XDG_", "ARGOS", "TENRIENG"))}
    environment |= {"HOME": str(home), "USERPROFILE": str(home)}
    report = f"{code}\nimport json, sys; print(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return list(json.loads(done.stdout.splitlines()[-1]))


def test_the_core_imports_nothing_heavy_and_writes_nothing(tmp_path: Path) -> None:
    imports = "\n".join(f"import {module}" for module in MODULES)
    loaded = fresh(imports, tmp_path)
    assert [name for name in HEAVY if name in loaded] == []
    assert [name for name in loaded if name.split(".")[0] in ("textual", "rich")] == []
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["build", "--help"]])
def test_the_command_line_does_not_load_the_screens(arguments: list[str], tmp_path: Path) -> None:
    code = f"""
import sys
sys.argv = ["tenrieng", *{arguments!r}]
from tui.__main__ import main
try:
    main()
except SystemExit:
    pass
"""
    loaded = fresh(code, tmp_path)
    assert [name for name in (*HEAVY, "textual", "rich") if name in loaded] == []
