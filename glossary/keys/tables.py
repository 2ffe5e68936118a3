"""The rows of `data/keys/`."""

from __future__ import annotations

from collections.abc import Iterator

from glossary.resources import DATA


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table of `data/keys/` after its comments and its header."""
    lines = (line for line in (DATA / "keys" / name).read_text(encoding="utf-8").splitlines() if line[:1] != "#")
    next(lines)
    for line in lines:
        yield line.split("\t")
