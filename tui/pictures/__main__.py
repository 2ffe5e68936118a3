"""Draw the README's pictures: build a glossary from the examples, review a little, save the screen."""

from __future__ import annotations

import asyncio
import csv
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when textual is imported

from textual.pilot import Pilot
from textual.widgets import Input

from glossary.resources import SEEDS
from glossary.service import Glossary
from tui.app import TenriengApp, make_app

STORY = Path(__file__).parent / "story"
"""One story in three languages, written for these pictures."""

LARGE, SMALL = (120, 36), (80, 24)


@dataclass(frozen=True)
class Picture:
    """A screen as the README shows it: where it is taken, which keys lead to it, in which language and size."""

    keys: tuple[str, ...] = ()
    size: tuple[int, int] = LARGE
    language: str = "en"
    at: str = "kind:person status:new missing:ru"
    """The review's cursor is on the first concept of this query before the keys are pressed."""
    article: str = ""
    """The article that is opened before the keys are pressed."""


RIGHT = ("right",) * 2
PICTURES = {
    "review": Picture(),
    "review-80": Picture(size=SMALL),
    "review-vi": Picture(language="vi"),
    "review-ru": Picture(language="ru"),
    "concept": Picture(("v", *RIGHT, "tab", "right"), (120, 40), at="kind:person status:approved"),
    "doubt": Picture(("d",), at="risk:doubt"),
    "reader": Picture(RIGHT, article="2025-01-22-viet-nam-russia-seminar.txt"),
    "concordance": Picture(("C",), at="kind:place petersburg"),
    "story": Picture(("S",), article="city.txt"),
    "overview": Picture(("O",)),
    "export": Picture(("x",)),
    "import": Picture(("i", *"glossary.csv", "enter")),
    "packages": Picture(("p",)),
    "settings": Picture(("comma",)),
    "guide": Picture(("f1",)),
    "help": Picture(("question_mark",)),
}


def main(folder: Path) -> None:
    """Write the pictures into `folder`."""
    folder = folder.absolute()
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in draw(PICTURES):
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")


def draw(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pictures, drawn from the running app on a glossary made for them; nothing of this computer is in them."""
    before, kept = Path.cwd(), dict(os.environ)
    with tempfile.TemporaryDirectory() as home:
        try:
            for source in (SEEDS, STORY):
                shutil.copytree(source, Path(home) / source.name)
            # Articles, glossary and settings are named as a person in this folder would name them.
            os.chdir(home)
            os.environ |= {"HOME": home, "USERPROFILE": home} | HOMES
            prepare(Path("prepared.db"))
            for name in names:
                shutil.copyfile("prepared.db", "glossary.db")
                yield name, asyncio.run(picture(Path("glossary.db"), PICTURES[name]))
        finally:
            os.chdir(before)
            os.environ.clear()
            os.environ.update(kept)


HOMES = {
    "XDG_DATA_HOME": ".local/share",
    "XDG_CONFIG_HOME": ".config",
    "XDG_CACHE_HOME": ".cache",
    "XDG_STATE_HOME": ".local/state",
}


def prepare(database: Path) -> None:
    """A glossary in the middle of its review: some of the most frequent concepts are decided, a file has come back."""
    with Glossary(database) as glossary:
        for _progress in glossary.build([SEEDS.name, STORY.name]):
            pass
        for row in glossary.queue("status:new", limit=9):
            for lang in row.missing:
                suggestions = glossary.view(row.id).suggestions.get(lang, ())
                if suggestions:
                    glossary.take(row.id, lang, suggestions[0].text)
            if not glossary.view(row.id).row.missing:
                glossary.approve([row.id])
        glossary.export(Path("glossary.csv"), "csv")
    change(Path("glossary.csv"))


def change(file: Path) -> None:
    """What a colleague did to an exported glossary: a Russian term corrected, a name added."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    moscow = next(row for row in rows if row["en"] == "Moscow")
    moscow["ru"], moscow["vi"] = "Москва", "Mát-xcơ-va"
    added = dict.fromkeys(moscow, "") | {
        "kind": "PERSON",
        "status": "approved",
        "vi": "Lê Hoàng Nam",
        "ru": "Ле Хоанг Нам",
    }
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(moscow))
        writer.writeheader()
        writer.writerows([*rows, added])


async def picture(database: Path, wanted: Picture) -> str:
    """One screen of the running app."""
    os.environ["LC_ALL"] = f"{wanted.language}.UTF-8"
    app = make_app(database)
    async with app.run_test(size=wanted.size) as pilot:
        app.animation_level = "none"
        await settled(app, pilot)
        rows = await app.ask(lambda glossary: glossary.queue(wanted.at, limit=1))
        for _unused in range(app.review.queue.total):
            if not rows or app.review.queue.row is None or app.review.queue.row.id == rows[0].id:
                break
            await pilot.press("j")
        await settled(app, pilot)
        if wanted.article:
            listed = await app.ask(lambda glossary: glossary.articles())
            await app.open_article(next(one.id for one in listed if one.name.endswith(wanted.article)))
            await settled(app, pilot)
        for key in wanted.keys:
            await pilot.press({"-": "minus", ".": "full_stop"}.get(key, key))
            await settled(app, pilot)
        for field in app.screen.query(Input):
            field.cursor_blink = False
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
    """Wait until nothing is being fetched and the concept under the cursor is drawn."""
    for _unused in range(400):
        await pilot.pause(0.02)
        row, view = app.review.queue.row, app.review.pane.view
        busy = app.job_runs or any(worker.is_running for worker in app.workers)
        if app.review.started and not busy and (row.id if row else None) == (view.row.id if view else None):
            break
    await pilot.pause(0.1)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "tui/pictures"))
