"""What screens that decide have in common: the line that says what was done last, saving, undo and redo, copying."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from textual.widgets import Static

from glossary.model import DecisionRow
from glossary.service import Glossary
from tui import clipboard
from tui.drawing import notice
from tui.hints import fitted_hint, in_force
from tui.i18n import N_, _
from tui.said import said
from tui.screens import Screen

if TYPE_CHECKING:
    from tui.app import TenriengApp

T = TypeVar("T")

SOON = 0.3
"""Seconds after which it is said that a decision waits."""

SAVING = N_("Saving …")


class SayingScreen(Screen[None]):
    """A screen with a line at the bottom that says what was done last, and the key that can follow it."""

    app: TenriengApp

    def __init__(self) -> None:
        super().__init__()
        self._said = ("", "")

    # ---- saying -------------------------------------------------------------------------------------------------
    def say(self, sentence: str, hint: str = "") -> None:
        """One line at the bottom: what was done last."""
        self._said = (sentence, hint)
        self.draw_said()

    @property
    def last_said(self) -> str:
        """The sentence at the bottom."""
        return self._said[0]

    def draw_said(self) -> None:
        """Fit the line to the screen."""
        sentence, hint = self._said
        width = self.size.width - 2
        hint = fitted_hint(sentence, in_force(hint, self, self.app), width)
        self.query_one("#said", Static).update(notice(sentence, hint, width))

    def say_done(self, done: DecisionRow | None) -> None:
        """What was decided, and the key that takes it back."""
        if done is not None:
            self.say(said(done.label), hint=_("u undoes"))

    def hush(self) -> None:
        """What was said last is no longer what `u` would undo: something was decided elsewhere."""
        if self.last_said:
            self.say("")

    # ---- deciding -----------------------------------------------------------------------------------------------
    async def ask_to_save(self, step: Callable[[Glossary], T]) -> T:
        """Have a decision made. Where it waits for the glossary that is said, until it is made and no longer."""
        told = self.set_timer(SOON, self._say_waiting)
        try:
            return await self.app.ask(step)
        finally:
            told.stop()
            if self.last_said == _(SAVING):
                self.say("")

    def _say_waiting(self) -> None:
        self.say(_(SAVING), hint=_("the glossary is busy; Ctrl+Q leaves, this is still saved"))

    def back_or_again(
        self, step: Callable[[Glossary], DecisionRow | None], *, nothing: str, sentence: str, hint: str
    ) -> object:
        """Undo or redo, and name what that was; `nothing` is said where there was nothing to."""
        raise NotImplementedError

    def action_undo(self) -> None:
        """Take back the last decision."""
        self.back_or_again(
            lambda glossary: glossary.undo(),
            nothing=_("There is nothing to undo."),
            sentence=_("Undone: {what}"),
            hint=_("U redoes"),
        )

    def action_redo(self) -> None:
        """Do the undone decision again."""
        self.back_or_again(
            lambda glossary: glossary.redo(),
            nothing=_("There is nothing to redo."),
            sentence=_("Done again: {what}"),
            hint=_("u undoes"),
        )

    # ---- copying ------------------------------------------------------------------------------------------------
    def to_clipboard(self, text: str) -> None:
        """To the clipboard: of the terminal, and of the desktop where that has a tool for it."""
        self.app.copy_to_clipboard(text)
        if not self.app.is_web:
            # The desktop here is not the one of the person at the browser.
            clipboard.to_desktop(text)

    def copy(self, text: str) -> None:
        """Copy a text, and say so."""
        self.to_clipboard(text)
        self.say(_("Copied: {text}").format(text=text))
