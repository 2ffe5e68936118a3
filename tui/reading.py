"""Reading articles and installing translation packages as long jobs, and what is said at their end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from threading import Event

from textual import work
from textual.notifications import SeverityLevel

from glossary.model import Loss
from glossary.resources import SEEDS
from tui.hints import in_force
from tui.i18n import N_, _, ngettext
from tui.paths import short_path
from tui.reports import NotRead
from tui.transferring import TransferApp
from tui.worker import in_process


class ReadingApp(TransferApp):
    """An app that reads articles into its glossary, and makes suggestions with the packages it installs."""

    async def build(self, paths: Sequence[str]) -> None:
        """Read articles beside the app. Raises InputError while another job runs."""
        self.must_be_free()
        losses: list[Loss] = []
        before = self.review.totals

        def ended(finished: bool) -> None:
            self._built(before.articles, losses, finished=finished)

        self.start_job(N_("Reading"), in_process(self.database.path, "build", paths, losses), ended)

    @work
    async def _built(self, before: int, losses: Sequence[Loss], *, finished: bool) -> None:
        totals = await self.ask(lambda glossary: glossary.totals())
        read = ngettext("{count} new article", "{count} new articles", totals.articles - before)
        rest = ngettext("{count} concept to review", "{count} concepts to review", totals.new)
        told = _("{articles} read; {rest}.") if finished else _("Stopped: {articles} kept whole; {rest}.")
        goes_on = "" if finished else in_force(_("b goes on."), self.review, self.review.app)
        told = " ".join(filter(None, (told.format(articles=read, rest=rest), goes_on)))
        self.review.say(told)
        unread = ngettext("{count} could not be read", "{count} could not be read", len(losses))
        severity: SeverityLevel = "information" if finished else "warning"
        if losses:
            self.report(lambda: NotRead(losses), f"{told} {unread}", severity=severity)
        else:
            self.tell(told, severity=severity)

    @work
    async def build_examples(self) -> None:
        """Read the articles that come with the program."""
        await self.build([short_path(SEEDS)])

    def show_packages(self) -> None:
        """The screen of translation packages."""
        from tui.packages import PackagesScreen

        self.push_screen(PackagesScreen())

    async def look_for_packages(self) -> None:
        """Learn whether machine translation is there, for the hint of the review."""

        def look() -> str:
            from tui.packages import machine_translation_hint

            return machine_translation_hint()

        hint = await asyncio.to_thread(look)
        if self.is_running:
            self.review.show_hint(hint)

    async def install_package(self, what: str) -> None:
        """Install a pair or an archive beside the app; afterwards suggest again with it.

        Raises InputError while another job runs.
        """
        from glossary import packages
        from tui.packages import asker

        self.must_be_free()

        def ended(finished: bool) -> None:
            self._installed(what, finished=finished)

        stop = Event()
        confirm = asker(self.review.app, stop)
        self.start_job(
            N_("Installing"),
            lambda: packages.install(what, confirm=confirm),
            ended,
            stop=stop,
            in_bytes=True,
            only_reads=True,
        )

    @work
    async def _installed(self, what: str, *, finished: bool) -> None:
        await self.look_for_packages()
        if not finished:
            self.tell(_("The installation was stopped; what was installed before is untouched."), severity="warning")
            return
        self.tell(_("Installed {what}. Suggestions are being made with it.").format(what=what))
        steps = in_process(self.database.path, "suggest")
        self.start_job(N_("Suggesting"), steps, self._suggested)

    def _suggested(self, finished: bool) -> None:
        told = _("The suggestions are up to date.") if finished else _("Stopped: some suggestions are as they were.")
        self.review.say(told)
        self.tell(told, severity="information" if finished else "warning")
