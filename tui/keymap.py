"""Other keys for the same actions: the `[keys]` of the settings file laid over the bindings of the app.

Every binding of ours is known by the name of its action (`accept`, `take(1)`), whatever screen it is on; this is the
one that the settings file uses. Nothing is done while no key is changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.util import find_spec

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode
from textual.keys import _character_to_key, format_key

from tui.i18n import _

MODULES = (
    "app",
    "article_text",
    "articles",
    "concept",
    "concept_asks",
    "concept_lists",
    "concordance",
    "dialog",
    "dialogs",
    "doubt",
    "evidence",
    "filters",
    "glossaries",
    "guide",
    "help",
    "items",
    "looking",
    "missed",
    "overview",
    "packages",
    "reader",
    "review",
    "settings",
    "story",
    "transfer",
    "widgets",
)
"""The modules with bindings; some are loaded when their screen is first wanted."""

INSIDE: Mapping[str, tuple[str, ...]] = {
    "ArticleText": ("ReaderScreen",),
    "CaseList": ("ConceptScreen",),
    "Choice": ("AddName", "EditTerm", "ExportTo", "NewTerm", "SettingsScreen", "SplitOff"),
    "EvidencePane": ("ReviewScreen",),
    "FieldList": ("ConceptScreen",),
    "FilterField": ("ExportTo", "ReviewScreen"),
    "HistoryList": ("ConceptScreen",),
    "Lines": ("ArticlesScreen", "ConcordanceScreen"),
    "MentionList": ("ConceptScreen",),
    "Queue": ("AddMissed", "FindConcept", "MergeInto", "ReviewScreen"),
    "Rows": ("ActionMenu", "ActionNames", "AskOne", "Glossaries", "Help", "SavedFilters"),
    "StoryLines": ("StoryScreen",),
    "TermList": ("ConceptScreen",),
}
"""Parts that have the focus inside a screen: a key of theirs hides the same key of the screen."""

_MODIFIERS = frozenset({"ctrl", "alt", "shift", "super", "hyper", "meta"})


def action_name(action: str) -> str:
    """What the settings file calls an action: without the part of the app that does it."""
    head, _dot, tail = action.partition(".")
    return tail if head in ("app", "screen", "focused") and tail else action


def ours(kind: type) -> bool:
    """Is this class written here, not in Textual?"""
    return kind.__module__.split(".")[0] == "tui"


def remap(node: DOMNode, keymap: Mapping[str, str]) -> None:
    """Give a node of ours the keys of the person: each action keeps its place in the footer and loses its old keys.

    A key that an action gets so is taken from the action that had it; an action may also be left without a key.
    """
    if not ours(type(node)):
        return
    bindings = [(key, one) for key, found in node._bindings.key_to_bindings.items() for one in found]
    claimed = {key for _key, one in bindings for key in _own_keys(one, keymap) or ()}
    changed: dict[str, list[Binding]] = {}
    moved: set[str] = set()
    for key, one in bindings:
        own = _own_keys(one, keymap)
        if own is None:
            if key not in claimed:
                changed.setdefault(key, []).append(one)
        elif one.action not in moved:
            moved.add(one.action)
            for new in own:
                changed.setdefault(new, []).append(one.with_key(new, key_display=None))
    node._bindings = BindingsMap.from_keys(changed)


def _own_keys(binding: Binding, keymap: Mapping[str, str]) -> list[str] | None:
    """The keys that the person gave the action, none where it is switched off; None when it keeps its own."""
    keys = keymap.get(action_name(binding.action))
    return None if keys is None else [long_key(key) for key in keys.split(",") if key]


def bindings_of(kind: type[DOMNode]) -> Iterator[Binding]:
    """The bindings that a class brings itself, one for each key."""
    for binding in Binding.make_bindings(kind.BINDINGS):
        yield replace(binding, id=binding.id or action_name(binding.action))


def all_bindings_of(kind: type[DOMNode]) -> Iterator[Binding]:
    """The bindings of a class, its own first, then those it has from others of ours."""
    for one in kind.__mro__:
        if ours(one) and "BINDINGS" in vars(one):
            yield from bindings_of(one)


def keys_of(binding: Binding, keymap: Mapping[str, str]) -> list[str]:
    """The keys in force for a binding."""
    own = _own_keys(binding, keymap)
    return [binding.key] if own is None else own


def long_key(key: str) -> str:
    """A key as Textual names it: `?` is question_mark, `F5` and `Ctrl+A` have small letters; `A` is not `a`."""
    return _character_to_key(key) if len(key) == 1 else key.lower()


def load_all() -> None:
    """Load every module that has bindings."""
    for module in MODULES:
        if find_spec(f"tui.{module}"):
            import_module(f"tui.{module}")


def _classes() -> list[type[DOMNode]]:
    found: list[type[DOMNode]] = []
    waiting: list[type[DOMNode]] = [DOMNode]
    while waiting:
        kind = waiting.pop()
        waiting += kind.__subclasses__()
        if ours(kind) and kind not in found:
            found.append(kind)
    return sorted(found, key=lambda kind: kind.__name__)


def problems(keymap: Mapping[str, str]) -> list[str]:
    """A sentence for each name that is no action, each key that is none, and each key with two meanings."""
    load_all()
    classes = _classes()
    names = {binding.id for kind in classes for binding in bindings_of(kind)}
    said = [
        _("[keys] “{name}” is no action of the app: the settings list the names.").format(name=name)
        for name in keymap
        if name not in names
    ]
    said += [
        _("[keys] “{key}”, for {name}, is no key: write one character or a name such as f5, ctrl+a, left.").format(
            key=key, name=name
        )
        for name, keys in keymap.items()
        for key in keys.split(",")
        if key and not is_key(key)
    ]
    by_name = {kind.__name__: kind for kind in classes}
    for kind in classes:
        for within in INSIDE.get(kind.__name__, ("TenriengApp",)):
            # A dialog that is not loaded brings no key of its own.
            if within in by_name:
                said += _clashes(kind, by_name[within], keymap)
    return list(dict.fromkeys(said))


def _clashes(kind: type[DOMNode], around: type[DOMNode], keymap: Mapping[str, str]) -> list[str]:
    """Keys that mean two things where a part and what it is in are both asked; one meaning is the part's.

    A key that a part takes from its screen in the app as it comes is taken on purpose.
    """
    before = _meanings(kind, around, {})
    return [
        _("[keys] {key} has several meanings ({names}): give one of them another key.").format(
            key=format_key(key), names=", ".join(sorted(found))
        )
        for key, found in _meanings(kind, around, keymap).items()
        if len(found) > 1 and any(name in keymap for name in found) and any(found.values())
        if len(before.get(key, ())) < 2
    ]


def _meanings(kind: type[DOMNode], around: type[DOMNode], keymap: Mapping[str, str]) -> dict[str, dict[str, bool]]:
    """Each key with the names of its actions, and whether they are those of `kind`."""
    meanings: dict[str, dict[str, bool]] = {}
    for one in dict.fromkeys((kind, around)):
        for binding in all_bindings_of(one):
            for key in keys_of(binding, keymap):
                meanings.setdefault(key, {}).setdefault(binding.id or "", one is kind)
    return meanings


def is_key(key: str) -> bool:
    """Could a terminal send this key: one character, or a name such as ctrl+a, f5, left?"""
    *modifiers, last = key.lower().split("+") if len(key) > 1 else [key]
    if any(modifier not in _MODIFIERS for modifier in modifiers):
        return False
    return len(last) == 1 or long_name(last)


def long_name(name: str) -> bool:
    """Is this the name of a key, such as `question_mark` or `f12`?"""
    from textual.keys import KEY_DISPLAY_ALIASES, KEY_NAME_REPLACEMENTS, Keys

    known = {str(key.value) for key in Keys} | set(KEY_NAME_REPLACEMENTS.values()) | set(KEY_DISPLAY_ALIASES)
    return name in known or any(_character_to_key(chr(code)) == name for code in range(33, 127))


def named_actions(keymap: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """All actions of the app that have a key: name, keys in force, what it does in the interface language."""
    load_all()
    found: dict[str, tuple[list[str], str]] = {}
    for kind in _classes():
        for binding in bindings_of(kind):
            keys, about = found.setdefault(binding.id or "", ([], _(binding.description or binding.tooltip)))
            for key in keys_of(binding, keymap):
                shown = format_key(key)
                if shown not in keys:
                    keys.append(shown)
            if not about:
                found[binding.id or ""] = (keys, _(binding.description or binding.tooltip))
    return [(name, " ".join(keys), about) for name, (keys, about) in sorted(found.items()) if about]
