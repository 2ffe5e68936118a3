"""The guide to a day's work, from a folder of articles to a file a colleague can load, in the interface language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Markdown

from tui import i18n, keymap
from tui.footer import Footer
from tui.i18n import N_, _
from tui.screens import Screen

if TYPE_CHECKING:
    from tui.app import TenriengApp

FOLDER = Path(__file__).parent / "guide"
"""The guide in each language, `en.md`."""


def text(code: str) -> str:
    """The guide in a language; in English where there is none."""
    path = FOLDER / f"{code}.md"
    return (path if path.exists() else FOLDER / "en.md").read_text(encoding="utf-8")


def own_keys(keys: Mapping[str, str]) -> str:
    """Which actions have other keys than the guide names, as a paragraph to stand above it; empty where none has."""
    changed = [(shown, about) for name, shown, about in keymap.named_actions(keys) if name in keys] if keys else []
    if not changed:
        return ""
    # A mark of code may not stand inside one.
    named = (f"{about} " + (f"`{shown}`" if shown and "`" not in shown else shown or "–") for shown, about in changed)
    told = _("Your own keys: {keys}. The guide below names the keys that the app comes with.")
    return f"> {told.format(keys=', '.join(named))}\n\n"


class GuideScreen(Screen[None]):
    """The guide, to read while the work waits: the arrows scroll, Escape goes back to it."""

    app: TenriengApp

    AUTO_FOCUS = "#guide"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,j", "scroll(1)", N_("Down"), key_display="↓", tooltip=N_("Scroll down")),
        Binding("up,k", "scroll(-1)", N_("Up"), key_display="↑", tooltip=N_("Scroll up")),
        Binding("pagedown,space", "page(1)", N_("Page down"), show=False),
        Binding("pageup", "page(-1)", N_("Page up"), show=False),
        Binding("home,g", "edge(-1)", N_("To the top"), show=False),
        Binding("end,G", "edge(1)", N_("To the end"), show=False),
        Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
        Binding("escape,q,f1", "leave", N_("Back"), tooltip=N_("Back")),
    ]

    def compose(self) -> ComposeResult:
        """The text; it is our own, so its marks may be read as marks."""
        with VerticalScroll(id="guide"):
            yield Markdown(self._text(), id="guide-text", open_links=False)
        yield Footer()

    def _text(self) -> str:
        return own_keys(self.app.config.keys) + text(i18n.language())

    def respeak(self) -> None:
        """The same guide in another language."""
        self._speak()

    @work(exclusive=True)
    async def _speak(self) -> None:
        await self.query_one(Markdown).update(self._text())

    def action_scroll(self, lines: int) -> None:
        """A line up or down."""
        self.query_one("#guide").scroll_relative(y=lines, animate=False)

    def action_page(self, pages: int) -> None:
        """A page up or down, one line of it kept in sight."""
        guide = self.query_one("#guide")
        guide.scroll_relative(y=pages * max(1, guide.size.height - 1), animate=False)

    def action_edge(self, edge: int) -> None:
        """To the beginning or the end."""
        guide = self.query_one("#guide")
        guide.scroll_to(y=0 if edge < 0 else guide.max_scroll_y, animate=False)

    def action_leave(self) -> None:
        """Back to the work."""
        self.dismiss()
