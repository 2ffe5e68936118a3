"""What can be done where we are: the command palette and the help, both read from the bindings themselves."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from glossary.text import printable
from tui.deciding import DecidingScreen
from tui.drawing import describe_row
from tui.help import Entry
from tui.i18n import N_, _
from tui.keymap import action_name, all_bindings_of, bindings_of, keys_of
from tui.review import ReviewScreen

if TYPE_CHECKING:
    from tui.app import TenriengApp

TAKING = re.compile(r"take\((\d)\)")
"""The action that takes a suggestion, by its number."""

WITHOUT_KEYS = (
    ("show_log", N_("Show the log"), N_("What long jobs did, and what went wrong")),
    ("show_report", N_("Last report"), N_("What the last export wrote, or what could not be read")),
)
"""Actions of the app that have no key: name, title, what it does."""


class Actions(Provider):
    """The palette: every action that has a key where we are, some that have none, and the concepts of the glossary."""

    @property
    def _app(self) -> TenriengApp:
        from tui.app import TenriengApp

        app = self.app
        assert isinstance(app, TenriengApp)
        return app

    async def discover(self) -> Hits:
        """All actions, before anything is typed."""
        for name, about, run in actions(self._app, self.screen):
            yield DiscoveryHit(Content(name), run, text=name, help=about)

    async def search(self, query: str) -> Hits:
        """Actions by name, concepts by any spelling."""
        matcher, found = self.matcher(query), False
        for name, about, run in actions(self._app, self.screen):
            score = max(matcher.match(name), 0.9 * matcher.match(about))
            if score > 0:
                found = True
                yield Hit(score, Content(name), run, text=name, help=about)
        screen = self.screen
        if isinstance(screen, ReviewScreen):
            rows = await self._app.ask(lambda glossary: glossary.queue(query, limit=8))
            for position, row in enumerate(rows):
                label = printable(row.label)
                found = True
                yield Hit(0.5 - position / 100, describe_row(row), partial(screen.go_to, row), text=label)
        if not found:
            # Said here, in the interface language, before Textual says it in English.
            nothing = _("Nothing is called so.")
            yield Hit(0.01, Content(nothing), lambda: None, text=nothing)


def open_palette(app: TenriengApp) -> None:
    """The palette, unless it is open."""
    if not isinstance(app.screen, CommandPalette):
        placeholder = _("an action, or a name of the glossary")
        app.push_screen(CommandPalette(placeholder=placeholder, id="--command-palette"))


def actions(app: TenriengApp, screen: Screen[Any]) -> list[tuple[str, str, Callable[[], object]]]:
    """(name, explanation, what to run) of each action that can be run on `screen` now."""
    found: dict[str, tuple[str, str, Callable[[], object]]] = {}
    offered = screen.offered if isinstance(screen, DecidingScreen) else []
    for node, binding, enabled, _tooltip in screen.active_bindings.values():
        name, about = binding.description, binding.tooltip or (binding.description if screen.is_modal else "")
        number = TAKING.fullmatch(binding.action)
        if number:
            # As many as there are, each by what it would take.
            text = next(iter(offered[int(number[1]) - 1 :]), "")
            name, about = f"{name} {number[1]}: {text}", about if text else ""
        if enabled and about:
            key = number[1] if number and binding.key == number[1] else app.get_key_display(binding)
            found.setdefault(
                action_name(binding.action), (name, f"{about}  ({key})", partial(run, app, binding.action, node))
            )
    for action, name, about in WITHOUT_KEYS:
        if app.check_action(action, ()):
            found.setdefault(action, (_(name), _(about), partial(run, app, action, app)))
    return list(found.values())


def run(app: TenriengApp, action: str, node: object) -> None:
    """Run an action where it belongs, as its key would."""
    app.run_worker(app.run_action(action, node), exit_on_error=True)  # type: ignore[arg-type]


def chapters(app: TenriengApp, screen: Screen[Any]) -> list[tuple[str, list[Entry]]]:
    """The keys of a screen by where they work, straight from the bindings; keys of one action stand together."""
    keymap = app.config.keys
    groups: dict[str, dict[str, tuple[list[str], Entry]]] = {}
    for node in (screen, *screen.query("*"), *([] if screen.is_modal else [app])):
        title = HELP_TITLES.get(type(node).__name__, HELP_TITLES["Dialog"] if node is screen else None)
        if title is None:
            continue
        rows = groups.setdefault(_(title), {})
        for binding in all_bindings_of(type(node)) if screen.is_modal else bindings_of(type(node)):
            name = binding.action.split("(")[0] if binding.key_display else binding.action
            about = _(binding.tooltip or binding.description)
            entry = Entry("", about, _(binding.description), partial(run, app, binding.action, node))
            keys, _entry = rows.setdefault(name, ([], entry))
            changed = (binding.id or "") in keymap
            for key in keys_of(binding, keymap):
                shown = app.get_key_display(binding.with_key(key, key_display=None) if changed else binding)
                if shown not in keys:
                    keys.append(shown)
    return [
        (title, [replace(entry, keys=" ".join(keys)) for keys, entry in rows.values() if entry.what])
        for title, rows in groups.items()
    ]


def key_groups(app: TenriengApp, screen: Screen[Any]) -> list[tuple[str, list[tuple[str, str]]]]:
    """The chapters of the help as texts: title, then keys and what they do."""
    return [(title, [(one.keys, one.what) for one in entries]) for title, entries in chapters(app, screen)]


HELP_TITLES = {
    "ReviewScreen": N_("Deciding and moving"),
    "Queue": N_("In the queue"),
    "EvidencePane": N_("In the evidence"),
    "ConceptScreen": N_("Concept"),
    "TermList": N_("Concept: terms"),
    "CaseList": N_("Concept: Russian cases"),
    "MentionList": N_("Concept: mentions"),
    "FieldList": N_("Concept: about it"),
    "ReaderScreen": N_("Reading"),
    "ArticleText": N_("In the article"),
    "ArticlesScreen": N_("Articles"),
    "ConcordanceScreen": N_("Concordance"),
    "OverviewScreen": N_("Overview"),
    "StoryScreen": N_("Story"),
    "GuideScreen": N_("Guide"),
    "Rows": N_("In the list"),
    "Choice": N_("In a choice"),
    "Dialog": N_("Here"),
    "TenriengApp": N_("Everywhere"),
}
"""The parts of the app that have a chapter in the help."""
