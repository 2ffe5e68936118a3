"""Export and import as long jobs: what the dialogs of `tui.transfer` ask for, and what is said at the end."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import GlossaryError
from glossary.model import ImportPreview, TransferReport
from tui import dialogs
from tui.i18n import N_, _, figure, ngettext
from tui.longjobs import JobApp, Kept
from tui.review import ReviewScreen

if TYPE_CHECKING:
    from tui.transfer import Wish


class TransferApp(JobApp):
    """An app over one glossary that opens on its review, and lets names leave and come back."""

    @property
    def review(self) -> ReviewScreen:
        """The review screen."""
        screen = self.screen_stack[0]
        assert isinstance(screen, ReviewScreen)
        return screen

    def complain(self, error: GlossaryError) -> None:
        """Say what happened and what to do."""
        raise NotImplementedError

    # ---- leaving ------------------------------------------------------------------------------------------------
    def action_export(self) -> None:
        """Write the glossary, or a part of it."""
        self._ask_export()

    def _ask_export(self, wish: Wish | None = None, why: str = "") -> None:
        from tui import transfer

        self.push_screen(transfer.ExportTo(wish or transfer.Wish(), self.export, why))

    def export(self, wish: Wish) -> None:
        """Write a file beside the app; what it could not carry is shown."""
        target = Path(wish.target).expanduser()
        kept: Kept[TransferReport] = Kept()

        def ended(finished: bool) -> None:
            if kept.trouble:
                self.log_line(str(kept.trouble))
                self._ask_export(wish, str(kept.trouble))
            elif kept.result is not None:
                self._exported(wish.format, kept.result)
            elif not finished:
                self.tell(_("Stopped: nothing was written."), severity="warning")

        steps = kept.steps(
            self.database.path,
            lambda glossary: glossary.exporting(target, wish.format, query=wish.query, langs=wish.langs),
        )
        self.start_job(N_("Exporting"), steps, ended, only_reads=True)

    def _exported(self, format_name: str, report: TransferReport) -> None:
        counted = ngettext("{count} concept", "{count} concepts", report.concepts)
        told = _("Wrote {concepts} to {path}").format(concepts=counted, path=", ".join(report.files))
        self.review.say(told)
        lost = len(report.losses) + sum(report.left_out.values())
        told += "; " + ngettext("{count} left out or changed", "{count} left out or changed", lost) if lost else ""
        self.tell(told)
        if self.is_web:
            # The person at the browser may sit elsewhere than the files.
            for file in report.files:
                self.deliver_binary(Path(file).expanduser())
        heading = _("Exported as {format}").format(format=format_name)
        self.push_screen(dialogs.Transferred(heading, report))

    def action_import(self) -> None:
        """Read a file back: first what it would change."""
        from tui.transfer import ImportFrom

        self.push_screen(ImportFrom(self.preview_import))

    def preview_import(self, source: Path) -> None:
        """Read a file and show what it would change; nothing is written."""
        from tui.transfer import PREVIEW, ImportFrom, ImportPreviewed

        kept: Kept[ImportPreview] = Kept()
        dialog = self.screen

        def ended(finished: bool) -> None:
            if isinstance(dialog, ImportFrom) and dialog.is_attached:
                if kept.trouble:
                    dialog.problem(str(kept.trouble))
                elif kept.result is not None:
                    dialog.dismiss()
                    self.push_screen(ImportPreviewed(kept.result, lambda: self.import_file(source)))

        self.start_job(
            PREVIEW,
            kept.steps(self.database.path, lambda glossary: glossary.previewing(source)),
            ended,
            only_reads=True,
        )

    def import_file(self, source: Path) -> None:
        """Read a CSV back beside the app."""
        kept: Kept[TransferReport] = Kept()

        def ended(finished: bool) -> None:
            self.review.reload()
            if kept.trouble:
                self.log_line(str(kept.trouble))
                self.complain(kept.trouble)
            elif kept.result is not None:
                self._imported(source, kept.result)
            else:
                done = ngettext("{count} row", "{count} rows", kept.done)
                told = _("Stopped: {rows} of {file} were taken, each whole; u takes them back.")
                self.tell(told.format(rows=done, file=source.name), severity="warning")

        self.start_job(
            N_("Importing"), kept.steps(self.database.path, lambda glossary: glossary.importing(source)), ended
        )

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
