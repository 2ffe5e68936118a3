"""Strict F1 of the Russian finder on a sentence-wise IOB2 file (PER, ORG, LOC), with counts of mistakes by kind.

    python tests/bench/ru_pud.py FILE.iob2 [--errors N]

The file is for measuring only: no rule or list is made from it. Events have no counterpart there and are left out.

The second line tells what the convention of the set costs: it tags countries, empires and capitals that act as
governments ORG, where our articles keep PLACE. Those rows (an ORG there that our tables or place heads call PLACE) are
left out on both sides; the ceiling is what a finder without another mistake would reach with them as PLACE.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from glossary.lang import ru
from glossary.model import Kind, Mention

TAGS = {"PER": Kind.PERSON, "ORG": Kind.ORG, "LOC": Kind.PLACE}
Gold = dict[tuple[int, int], Kind]


def sentences(path: Path) -> Iterator[tuple[str, Gold]]:
    """Each sentence as `# text` has it, with its names by offsets."""
    text, rows = "", []
    for line in [*path.read_text(encoding="utf-8").splitlines(), ""]:
        if line.startswith("# text = "):
            text = line.removeprefix("# text = ")
        elif line and not line.startswith("#"):
            rows.append(line.split("\t")[1:3])
        elif not line and rows:
            yield text, _names(text, rows)
            rows = []


def _names(text: str, rows: list[list[str]]) -> Gold:
    spans: list[list[object]] = []
    at = 0
    for form, tag in rows:
        start = text.index(form, at)
        at = start + len(form)
        if tag.startswith("B-"):
            spans.append([start, at, tag[2:]])
        elif tag.startswith("I-"):
            spans[-1][1] = at
    return {(int(str(a)), int(str(b))): TAGS[str(kind)] for a, b, kind in spans if kind in TAGS}


def _is_state(mention: Mention) -> bool:
    """Is it a place by the tables or by a place head, so that only the set's convention makes it an institution?"""
    return mention.rule in ("ru.authority", "ru.place")


def main() -> None:
    """Print P, R, F1 and what went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="show so many mistakes of each sort")
    args = parser.parse_args()
    read = list(sentences(args.file))
    right = span_right = found = wanted = states = 0
    mistakes: Counter[str] = Counter()
    shown: dict[str, list[str]] = {}
    for text, gold in read:
        ours = {(m.start, m.end): m for m in ru.find(text) if m.kind is not Kind.EVENT}
        found, wanted = found + len(ours), wanted + len(gold)
        for (a, b), kind in gold.items():
            match = ours.get((a, b))
            if match is not None and match.kind is kind:
                right, span_right = right + 1, span_right + 1
                continue
            sort = "border" if any(c < b and a < d for c, d in ours) else "missed"
            if match is not None and kind is Kind.ORG and match.kind is Kind.PLACE and _is_state(match):
                states += 1
            if match is not None:
                sort, span_right = f"type {match.kind} for {kind} by {match.rule}", span_right + 1
            mistakes[sort] += 1
            shown.setdefault(sort, []).append(f"{text[a:b]} ({kind}) | {[m.text for m in ours.values()]}")
        for (a, b), mention in ours.items():
            if (a, b) not in gold:
                sort = "border" if any(c < b and a < d for c, d in gold) else "invented"
                mistakes[f"{sort} by {mention.rule}"] += 1
                if sort == "invented":
                    shown.setdefault(f"{sort} by {mention.rule}", []).append(f"{mention.text} ({mention.kind})")
    out = sys.stdout.write
    out(f"P {right / found:.3f}  R {right / wanted:.3f}  F1 {2 * right / (found + wanted):.3f}  ")
    out(f"span F1 {2 * span_right / (found + wanted):.3f}\n")
    out(f"without {states} states tagged ORG: F1 {2 * right / (found + wanted - 2 * states):.3f}, ")
    out(f"ceiling with them as PLACE: {1 - states / wanted:.3f}\n")
    for sort, count in mistakes.most_common():
        out(f"{count:5}  {sort}\n")
        for line in shown.get(sort, [])[: args.errors]:
            out(f"         {line}\n")


if __name__ == "__main__":
    main()
