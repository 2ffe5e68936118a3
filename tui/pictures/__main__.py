"""Draw the README's pictures: build a glossary from the examples, review a little, save the screen."""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported

from textual.pilot import Pilot

from glossary.model import ConceptRow, ConceptStatus, Lang
from glossary.resources import SEEDS
from glossary.service import Glossary
from tui.app import TenriengApp, make_app

SIZES = {"review": (120, 36), "review-80": (80, 24)}


def main(folder: Path) -> None:
    """Write the pictures into `folder`."""
    folder = folder.absolute()
    os.chdir(SEEDS.parent)  # the articles are named as a person would name them
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        database = Path(place) / "glossary.db"
        prepare(database)
        for name, size in SIZES.items():
            (folder / f"{name}.svg").write_text(asyncio.run(picture(database, size)), encoding="utf-8")


def prepare(database: Path) -> None:
    """A glossary in the middle of its review: the five most frequent concepts are decided, one suggestion is taken."""
    with Glossary(database) as glossary:
        for _ in glossary.build([SEEDS.name]):
            pass
        for row in first_undecided(glossary.queue(limit=1000), 5):
            for lang in row.missing:
                suggestions = glossary.view(row.id).suggestions.get(lang, ())
                if suggestions:
                    glossary.take(row.id, lang, suggestions[0].text)
            glossary.approve([row.id])


def first_undecided(rows: Iterable[ConceptRow], number: int) -> list[ConceptRow]:
    """The first rows that wait for a decision."""
    return [row for row in rows if row.status is ConceptStatus.NEW][:number]


async def picture(database: Path, size: tuple[int, int]) -> str:
    """What the app shows of the first person who still lacks a Russian term."""
    app = make_app(database)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        rows = await app.ask(lambda glossary: glossary.queue("kind:person status:new missing:ru", limit=1))
        if rows:
            while app.review.queue.row is not None and app.review.queue.row.id != rows[0].id:
                await pilot.press("j")
            await settled(app, pilot)
            while app.review.pane.lang is not Lang.RU:
                await pilot.press("right")
        await settled(app, pilot)
        svg = app.export_screenshot(title="tenrieng")
    # The class names in the picture carry a checksum of the whole: a fixed name keeps the differences small.
    return _TEXT.sub(_trimmed, re.sub(r"terminal-\d+", "terminal", svg))


_TEXT = re.compile(r'(<text [^>]*?) x="([\d.]+)"([^>]*?) textLength="([\d.]+)"([^>]*)>([^<]*)</text>')
_CELL = 12.2
"""Units of the picture that a character is wide."""


def _trimmed(found: re.Match[str]) -> str:
    """A text without the spaces at its ends: some viewers drop those and then draw it in the wrong place."""
    before, x, between, length, after, text = found.groups()
    spaces = "\N{NO-BREAK SPACE}"
    drawn = text.replace("&#160;", spaces).strip("\n")
    left, right = len(drawn) - len(drawn.lstrip(spaces)), len(drawn) - len(drawn.rstrip(spaces))
    if left == len(drawn):
        return ""
    start, wide = float(x) + left * _CELL, float(length) - (left + right) * _CELL
    words = drawn.strip(spaces).replace(spaces, "&#160;")
    return f'{before} x="{start:g}"{between} textLength="{wide:g}"{after}>{words}</text>'


async def settled(app: TenriengApp, pilot: Pilot[None]) -> None:
    """Wait until the concept under the cursor is drawn."""
    while True:
        await pilot.pause(0.05)
        row, view = app.review.queue.row, app.review.pane.view
        if app.review.started and (row.id if row else None) == (view.row.id if view else None):
            break
    await pilot.pause(0.3)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "tui/pictures"))
