"""Export and import as long jobs: what the dialogs of `tui.transfer` ask for, and what is said at the end."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from textual.notifications import SeverityLevel
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, TextArea

from glossary.errors import GlossaryError
from glossary.model import ImportPreview, Progress, TransferReport
from tui.hints import in_force
from tui.i18n import N_, _, figure, ngettext
from tui.longjobs import JobApp, Kept
from tui.reports import Transferred
from tui.review import ReviewScreen
from tui.said import said

if TYPE_CHECKING:
    from tui.transfer import Wish


IMPORTING = N_("Importing")
"""The title of the job that reads a file back."""


def fingerprint(path: Path) -> str:
    """What tells whether a file is as it was; empty where it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


class TransferApp(JobApp):
    """An app over one glossary that opens on its review, and lets names leave and come back."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.last_report: Callable[[], Screen[None]] | None = None
        """What the last export or build left out, to be shown again."""
        self._failed: tuple[Wish, str] | None = None
        """An export that could not be written, and why; the next one begins with it."""

    @property
    def review(self) -> ReviewScreen:
        """The review screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ReviewScreen)
        return screen

    @property
    def job_decides(self) -> bool:
        """Does the job that runs decide on concepts, as a person does?"""
        return self.job_runs and self.job_title == IMPORTING

    def complain(self, error: GlossaryError) -> None:
        """Say what happened and what to do."""
        raise NotImplementedError

    def tell(self, sentence: str, *, severity: SeverityLevel = "information") -> None:
        """The end of a long job; no notice lies over the screen that says the same at its bottom."""
        if self.screen is self.review and self.review.last_said == sentence:
            self.log_line(sentence)
        else:
            super().tell(sentence, severity=severity)

    # ---- what opens by itself --------------------------------------------------------------------------------------
    @property
    def occupied(self) -> bool:
        """Is a dialog open, or a field typed into? Then nothing may open over it."""
        return isinstance(self.screen, ModalScreen) or isinstance(self.focused, Input | TextArea)

    def report(self, page: Callable[[], Screen[None]], told: str, *, severity: SeverityLevel = "information") -> None:
        """Show what came of a job, which says it all; who is typing is told its end and where to find the rest."""
        self.last_report = page
        if self.occupied:
            self.tell(f"{told} " + _("Ctrl+P, “Last report” shows more."), severity=severity)
        else:
            self.log_line(told)
            self.push_screen(page())

    def action_show_report(self) -> None:
        """What the last job left out."""
        if self.last_report is not None:
            self.push_screen(self.last_report())

    # ---- leaving ------------------------------------------------------------------------------------------------
    def action_export(self) -> None:
        """Write the glossary, or a part of it; what failed behind a dialog comes back as it was wished."""
        from tui.transfer import ExportTo, Wish

        wish, why = self._failed or (Wish(), "")
        self._failed = None
        self.push_screen(ExportTo(wish, self.export, why))

    def export(self, wish: Wish) -> None:
        """Write a file beside the app; what it could not carry is shown."""
        kept: Kept[TransferReport] = Kept()

        def ended(finished: bool) -> None:
            if kept.trouble:
                self._export_failed(wish, str(kept.trouble))
            elif kept.result is not None:
                self._exported(wish.format, kept.result)
            elif not finished:
                self.tell(_("Stopped: nothing was written."), severity="warning")

        target = str(Path(wish.target).expanduser())
        steps = kept.steps(self.database.path, "export", [target, wish.format, wish.query, *wish.langs])
        self.start_job(N_("Exporting"), steps, ended, only_reads=True)

    def _export_failed(self, wish: Wish, why: str) -> None:
        self._failed = (wish, why)
        if self.occupied:
            self.tell(said(why), severity="error")
        else:
            self.log_line(why)
            self.action_export()

    def _exported(self, format_name: str, report: TransferReport) -> None:
        counted = ngettext("{count} concept", "{count} concepts", report.concepts)
        told = _("Wrote {concepts} to {path}").format(concepts=counted, path=", ".join(report.files))
        self.review.say(told)
        lost = len(report.losses) + sum(report.left_out.values())
        told += "; " + ngettext("{count} left out or changed", "{count} left out or changed", lost) if lost else ""
        if self.is_web:
            # The person at the browser may sit elsewhere than the files.
            for file in report.files:
                self.deliver_binary(Path(file).expanduser())
        heading = _("Exported as {format}").format(format=format_name)
        self.report(lambda: Transferred(heading, report), told)

    # ---- coming back --------------------------------------------------------------------------------------------
    def action_import(self) -> None:
        """Read a file back: first what it would change."""
        self._ask_import()

    def _ask_import(self, text: str = "", why: str = "") -> None:
        from tui.transfer import ImportFrom

        self.push_screen(ImportFrom(self.preview_import, text, why))

    def preview_import(self, source: Path) -> None:
        """Read a file and show what it would change; nothing is written."""
        from tui.transfer import PREVIEW, ImportFrom

        kept: Kept[ImportPreview] = Kept()
        dialog, seen = (self.screen if isinstance(self.screen, ImportFrom) else None), ""
        read = kept.steps(self.database.path, "preview", [str(source)])

        def steps() -> Iterator[Progress]:
            nonlocal seen
            seen = fingerprint(source)
            yield from read()

        def ended(finished: bool) -> None:
            asking = dialog if dialog is not None and dialog.is_attached else None
            if kept.result is not None and asking:
                asking.read(kept.result, lambda: self.import_file(source, seen))
            elif kept.trouble and asking:
                asking.problem(str(kept.trouble))
            elif kept.trouble:
                self.tell(said(str(kept.trouble)), severity="error")
            elif not finished:
                self.tell(_("Stopped: nothing was imported."), severity="warning")

        self.start_job(PREVIEW, steps, ended, only_reads=True)

    def import_file(self, source: Path, seen: str) -> None:
        """Read a CSV back beside the app, if it still is what was `seen` in its preview."""
        kept: Kept[TransferReport] = Kept()
        changed = False
        read = kept.steps(self.database.path, "import", [str(source)])

        def steps() -> Iterator[Progress]:
            nonlocal changed
            changed = fingerprint(source) != seen
            if not changed:
                yield from read()

        def ended(finished: bool) -> None:
            self.review.reload()
            if changed:
                self._look_again(source)
            elif kept.trouble:
                self.log_line(str(kept.trouble))
                self.complain(kept.trouble)
            elif kept.result is not None:
                self._imported(source, kept.result)
            else:
                done = ngettext("{count} row", "{count} rows", kept.done)
                told = _("Stopped: {rows} of {file} were taken, each whole.").format(rows=done, file=source.name)
                takes_back = in_force(_("u takes them back."), self.review, self.review.app)
                self.tell(" ".join(filter(None, (told, takes_back))), severity="warning")

        self.start_job(IMPORTING, steps, ended)

    def _look_again(self, source: Path) -> None:
        """The file is not what the preview showed: nothing of it is taken unseen."""
        told = _("{file} was changed after you looked at it: Enter shows what it would change now.")
        told = told.format(file=source.name)
        if self.occupied:
            self.tell(told, severity="warning")
        else:
            self._ask_import(str(source), told)

    def _imported(self, source: Path, report: TransferReport) -> None:
        told = _("Imported {file}: {added} new, {changed} changed, {unchanged} as they were").format(
            file=source.name,
            added=figure(report.added),
            changed=figure(report.changed),
            unchanged=figure(report.unchanged),
        )
        self.review.say(told)
        lost = ngettext("{count} note on what is left out", "{count} notes on what is left out", len(report.losses))
        self.tell(f"{told}; {lost}" if report.losses else told)
