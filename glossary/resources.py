"""Where the files that ship with the program lie: `data/` and `seeds/`, in a checkout and in an installed wheel."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def _folder(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name


DATA = _folder("data")
"""Authority tables, cue words, transcription tables, trained models."""

SEEDS = _folder("seeds")
"""The articles the program is shown with."""
