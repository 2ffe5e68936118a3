"""Argos packages: what is installed, what can be, installing with progress, removing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from concurrent.futures import Future, TimeoutError
from importlib.util import find_spec
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from glossary import packages
from glossary.errors import GlossaryError
from glossary.packages import AvailablePackage, Index, InstalledPackage
from tui.card import NO_PACKAGE
from tui.dialog import Dialog
from tui.drawing import Piece, assemble, line
from tui.i18n import N_, _, figure
from tui.paths import PathSuggester
from tui.said import said
from tui.widgets import JobBar, TextField

if TYPE_CHECKING:
    from tui.app import TenriengApp

PAIRS = ("vi-en", "en-ru", "en-vi", "ru-en")
"""The pairs of our languages; Vietnamese and Russian meet through English."""


def machine_translation_hint() -> str:
    """One line for the review while no package can be used; empty when one can. Reads the disk."""
    if not (find_spec("ctranslate2") and find_spec("sentencepiece") and find_spec("argostranslate")):
        return packages.unsupported()
    if packages.usable():
        return ""
    return NO_PACKAGE


def megabytes(size: int) -> str:
    """A size as people read it; empty while unknown."""
    return _("{size} MB").format(size=figure(size / 1_000_000, 1)) if size else ""


def asker(app: TenriengApp, stop: Event) -> Callable[[str], bool]:
    """What an installation on its thread asks the person with; no answer before the job is stopped means no."""

    def show(confirm: Confirm) -> None:
        free = isinstance(app.screen, PackagesScreen) or not app.occupied
        if free and confirm not in app.screen_stack and not confirm.answered:
            app.push_screen(confirm)

    def ask(question: str) -> bool:
        answer: Future[bool] = Future()
        confirm = Confirm(question, answer)
        while not stop.is_set() and not answer.done():
            # What is being typed elsewhere must not answer.
            app.call_later(show, confirm)
            try:
                return answer.result(timeout=0.2)
            except TimeoutError:
                continue
        return False

    return ask


class Confirm(Dialog):
    """A warning that has to be answered."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("y", "yes", N_("Yes")), Binding("n", "cancel", N_("No"))]
    keys = N_("y yes   n no")

    def __init__(self, question: str, answer: Future[bool]) -> None:
        super().__init__()
        self.heading = assemble((_("Please confirm"), "bold $warning"))
        self._question, self._answer = question, answer

    def body(self) -> Iterable[Widget]:
        """The question."""
        yield Static(assemble(line(said(self._question))), markup=False)

    @property
    def answered(self) -> bool:
        """Was it said?"""
        return self._answer.done()

    def action_yes(self) -> None:
        """Go on."""
        self._settle(True)

    def action_cancel(self) -> None:
        """Do not."""
        self._settle(False)

    def _settle(self, answer: bool) -> None:
        if not self._answer.done():
            self._answer.set_result(answer)
        self.dismiss()


class PackageFile(Dialog):
    """Which `.argosmodel` file to install."""

    keys = N_("Enter installs   → completes a path   Esc leaves")
    wide = True

    def __init__(self, install: Callable[[str], Awaitable[None]]) -> None:
        super().__init__()
        self.heading = assemble((_("Install a package from a file"), "bold"))
        self._install = install

    def body(self) -> Iterable[Widget]:
        """A field."""
        yield TextField(placeholder="translate-vi_en-1_9.argosmodel", suggester=PathSuggester(), id="text")

    @on(Input.Submitted)
    async def action_submit(self) -> None:
        """Install."""
        path = Path(self.query_one("#text", TextField).text).expanduser()
        if path.is_file():
            await self.attempt(self._install(str(path.absolute())))
        else:
            self.problem(_("There is no such file."))


class PackagesScreen(Dialog):
    """The packages of our four pairs, and any broken folder among them."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "install", N_("Install"), priority=True),
        Binding("f", "file", N_("From a file")),
        Binding("delete,d", "remove", N_("Remove")),
        Binding("r", "refresh", N_("Fetch the list")),
        Binding("j", "move(1)", show=False),
        Binding("k", "move(-1)", show=False),
    ]
    keys = N_("Enter installs   f from a file   d removes   r fetches the list   Esc leaves")
    wide = True

    def __init__(self) -> None:
        super().__init__()
        about = _("machine translation on this computer")
        self.heading = assemble((_("Argos packages"), "bold"), (f"   {about}", "$muted"))
        self._pairs: list[str] = []

    def body(self) -> Iterable[Widget]:
        """A list, a notice, the bar of a running installation."""
        yield OptionList(id="packages", markup=False)
        yield Static("", id="notice", markup=False)
        yield JobBar()

    def on_mount(self) -> None:
        """Look at the disk, not at the network."""
        super().on_mount()
        self.watch(self.app, "progress", self._look_again, init=False)
        self._look()

    def _look_again(self) -> None:
        if self.app.progress is None:
            self._look()

    @work(exclusive=True)
    async def _look(self, refresh: bool = False) -> None:
        notice = self.query_one("#notice", Static)
        if refresh:
            notice.update(assemble((_("fetching the list …"), "$muted")))
        try:
            index = await asyncio.to_thread(packages.available, refresh)
            found = await asyncio.to_thread(packages.installed)
        except GlossaryError as error:
            if self.is_attached:
                self.problem(str(error))
            return
        if not self.is_attached:
            return
        notice.update(assemble((line(said(index.notice)), "$muted")))
        self._show(index, found)

    def _show(self, index: Index, found: Iterable[InstalledPackage]) -> None:
        listing = self.query_one("#packages", OptionList)
        at = listing.highlighted or 0
        installed = list(found)
        self._pairs = list(PAIRS)
        options = []
        for pair in PAIRS:
            offer = next((p for p in index.packages if p.pair == pair), None)
            here = next((p for p in installed if p.pair == pair and not p.problem), None)
            options.append(Option(draw_package(pair, here, offer)))
        for package in installed:
            if package.problem or package.pair not in PAIRS:
                self._pairs.append(package.pair)
                options.append(Option(draw_other(package)))
        listing.set_options(options)
        listing.highlighted = min(at, len(options) - 1)
        listing.focus()

    @property
    def _pair(self) -> str:
        at = self.query_one("#packages", OptionList).highlighted
        return self._pairs[at] if at is not None and at < len(self._pairs) else ""

    def action_move(self, rows: int) -> None:
        """Up and down without arrows."""
        listing = self.query_one("#packages", OptionList)
        (listing.action_cursor_down if rows > 0 else listing.action_cursor_up)()

    async def action_install(self) -> None:
        """Download and install the pair under the cursor."""
        if self._pair in PAIRS:
            try:
                await self.app.install_package(self._pair)
            except GlossaryError as error:
                self.problem(str(error))

    def action_file(self) -> None:
        """Install an archive."""
        self.app.push_screen(PackageFile(self.app.install_package))

    @work
    async def action_remove(self) -> None:
        """Remove the pair under the cursor."""
        pair = self._pair
        if not pair:
            self.problem(_("This folder is not a package: remove it with your file manager."))
            return
        try:
            await asyncio.to_thread(packages.remove, pair)
        except GlossaryError as error:
            self.problem(str(error))
        else:
            await self.app.look_for_packages()
            self._look()

    def action_refresh(self) -> None:
        """Ask the package index what there is."""
        self._look(refresh=True)

    @property
    def escape_stops(self) -> bool:
        """Does Escape stop the job that runs?"""
        return self.app.progress is not None

    def action_cancel(self) -> None:
        """Stop the installation that runs, else leave."""
        if self.app.progress is not None:
            self.app.action_stop_job()
        else:
            self.dismiss()


def draw_package(pair: str, here: InstalledPackage | None, offer: AvailablePackage | None) -> Content:
    """One of our pairs: installed or not, its version, what can be had."""
    pieces: list[Piece] = [(f"{pair}  ", "bold")]
    known = packages.known_sizes(pair)
    if here is not None:
        pieces += [("✓ " + _("installed") + " ", "$success"), line(here.version)]
        pieces.append((f"  {megabytes(known.get(here.version, 0))}", "$muted"))
        if here.checksum == "differs":
            pieces.append(("  " + _("checksum differs from the known one"), "$warning"))
    else:
        pieces.append(("○ " + _("not installed"), "$muted"))
        if offer is None and known:
            version, size = max(known.items())
            about = _("version {version}, {size}").format(version=version, size=megabytes(size))
            pieces.append((f"   {about}", "$muted"))
    if offer is not None and (here is None or offer.version != here.version):
        bytes_told = megabytes(offer.size) or _("size unknown")
        about = _("version {version}, {size}").format(version=line(offer.version), size=bytes_told)
        pieces.append((f"   {about}", "$muted"))
    return assemble(*pieces)


def draw_other(package: InstalledPackage) -> Content:
    """A folder that is no package of ours, or a broken one."""
    name = line(package.pair or package.path.name)
    return assemble((f"{name}  ", "bold"), (line(said(package.problem)) or _("not one of our languages"), "$warning"))
