"""What is read and left: the decisions made, what an export wrote, what could not be read."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.model import DecisionRow, Loss, TransferReport
from tui.dialog import Page
from tui.drawing import Piece, assemble, line
from tui.i18n import _, figure, ngettext
from tui.jobs import MOST_ROWS
from tui.said import said


class History(Page):
    """The decisions, newest first."""

    def __init__(self, rows: Sequence[DecisionRow]) -> None:
        pieces: list[Piece] = []
        for row in rows:
            pieces += [(line(row.at)[:16].replace("T", " ") + "  ", "$muted")]
            pieces += [(line(said(row.label)), "strike $muted" if row.undone else "")]
            pieces += [("  " + _("(undone)") if row.undone else "", "$muted"), "\n"]
        text = assemble(*pieces) if rows else assemble((_("No decision yet."), "$muted"))
        super().__init__(assemble((_("Decisions"), "bold")), text)


class Transferred(Page):
    """What an export wrote or an import read, with every loss by name."""

    def __init__(self, heading: str, report: TransferReport) -> None:
        pieces: list[Piece] = [
            ngettext("{count} concept", "{count} concepts", report.concepts) + ", ",
            ngettext("{count} term", "{count} terms", report.terms) + "\n",
        ]
        pieces += [f"{line(file)}\n" for file in report.files]
        left_out = _("left out: {count} {why}")
        for why, number in report.left_out.items():
            pieces.append((left_out.format(count=figure(number), why=line(said(why))) + "\n", "$muted"))
        if report.losses:
            pieces.append(
                ("\n" + ngettext("{count} loss", "{count} losses", len(report.losses)) + "\n", "bold $warning")
            )
        pieces += draw_losses(report.losses)
        super().__init__(assemble((line(heading), "bold")), assemble(*pieces))


class NotRead(Page):
    """What a build could not read, and why."""

    def __init__(self, losses: Sequence[Loss]) -> None:
        super().__init__(assemble((_("Not everything could be read"), "bold $warning")), assemble(*draw_losses(losses)))


def draw_losses(losses: Sequence[Loss]) -> list[Piece]:
    """A line for each: where, and why; of very many the first ones, and how many more there are."""
    pieces: list[Piece] = []
    for loss in losses[:MOST_ROWS]:
        pieces += [(line(loss.where), "bold"), f"  {line(said(loss.why))}\n"]
    return pieces + and_more(len(losses))


def and_more(count: int) -> list[Piece]:
    """How many of `count` rows are not drawn."""
    if count <= MOST_ROWS:
        return []
    more = ngettext("… and {count} more", "… and {count} more", count - MOST_ROWS)
    return [(f"{more}\n", "$muted")]
