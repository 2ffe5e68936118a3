"""The colours: dark and light, and both again in high contrast, where all text keeps a ratio of 7 : 1 or more.

The ratio is that of WCAG 2.1 (success criterion 1.4.6, level AAA). Nothing is told by colour alone: kinds have a
letter, states a mark, and both stay when the colours are not seen.
"""

from __future__ import annotations

from textual.theme import Theme

from tui.i18n import N_


def _theme(name: str, *, dark: bool, colors: dict[str, str], variables: dict[str, str]) -> Theme:
    return Theme(name=name, dark=dark, **colors, variables=variables)  # type: ignore[arg-type]


DARK = _theme(
    "tenrieng-dark",
    dark=True,
    colors={
        "primary": "#7aa2c8",
        "secondary": "#5f7f9f",
        "accent": "#e0b06c",
        "foreground": "#d5d8de",
        "background": "#16191d",
        "surface": "#1b1f24",
        "panel": "#242a31",
        "success": "#8fb573",
        "warning": "#d9a45b",
        "error": "#d2737d",
    },
    variables={
        "kind-person": "#e0b06c",
        "kind-org": "#7fb0de",
        "kind-place": "#93bf7d",
        "kind-event": "#cf8fb5",
        "footer-key-foreground": "#e0b06c",
        "footer-background": "#1b1f24",
        "cursor": "#2f4258",
        "cursor-blurred": "#262c34",
        "muted": "#8c949f",
        "faint": "#6d7580",
        "input-selection-background": "#7aa2c8 35%",
    },
)
LIGHT = _theme(
    "tenrieng-light",
    dark=False,
    colors={
        "primary": "#2f6699",
        "secondary": "#5f7f9f",
        "accent": "#96590a",
        "foreground": "#23272d",
        "background": "#fafaf7",
        "surface": "#f1f1ec",
        "panel": "#e4e4dd",
        "success": "#3c7a2a",
        "warning": "#96590a",
        "error": "#b03040",
    },
    variables={
        "kind-person": "#8f5406",
        "kind-org": "#1f5f9c",
        "kind-place": "#33701f",
        "kind-event": "#96316d",
        "footer-key-foreground": "#96590a",
        "footer-background": "#f1f1ec",
        "cursor": "#c5d9ee",
        "cursor-blurred": "#e2e6ea",
        "muted": "#5f666f",
        "faint": "#7b828b",
        "input-selection-background": "#2f6699 30%",
    },
)
CONTRAST_DARK = _theme(
    "tenrieng-contrast-dark",
    dark=True,
    colors={
        "primary": "#9fd0ff",
        "secondary": "#c8d8e8",
        "accent": "#ffd75f",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#0a0a0a",
        "panel": "#1a1a1a",
        "success": "#8cff8c",
        "warning": "#ffcf5f",
        "error": "#ffb0b0",
    },
    variables={
        "kind-person": "#ffd75f",
        "kind-org": "#9fd0ff",
        "kind-place": "#8cff8c",
        "kind-event": "#ffb8e8",
        "footer-key-foreground": "#ffd75f",
        "footer-background": "#0a0a0a",
        "cursor": "#003060",
        "cursor-blurred": "#2a2a2a",
        "muted": "#d8d8d8",
        "faint": "#d0d0d0",
        "text-disabled": "#d0d0d0",
        "text-muted": "#d8d8d8",
        "input-selection-background": "#003060",
    },
)
CONTRAST_LIGHT = _theme(
    "tenrieng-contrast-light",
    dark=False,
    colors={
        "primary": "#003a75",
        "secondary": "#2a3a4a",
        "accent": "#5a3300",
        "foreground": "#000000",
        "background": "#ffffff",
        "surface": "#f7f7f7",
        "panel": "#ebebeb",
        "success": "#0b4a0b",
        "warning": "#5a3300",
        "error": "#7a0010",
    },
    variables={
        "kind-person": "#5a3300",
        "kind-org": "#003a75",
        "kind-place": "#0b4a0b",
        "kind-event": "#6a0050",
        "footer-key-foreground": "#5a3300",
        "footer-background": "#f7f7f7",
        "cursor": "#cfe4ff",
        "cursor-blurred": "#e0e0e0",
        "muted": "#333333",
        "faint": "#3a3a3a",
        "text-disabled": "#3a3a3a",
        "text-muted": "#333333",
        "input-selection-background": "#cfe4ff",
    },
)

THEMES = {
    "dark": (DARK, N_("dark")),
    "light": (LIGHT, N_("light")),
    "contrast-dark": (CONTRAST_DARK, N_("contrast dark")),
    "contrast-light": (CONTRAST_LIGHT, N_("contrast light")),
}
"""What the settings file calls them -> the theme, and what the settings screen calls it."""


def short_name(theme: str) -> str:
    """What the settings file calls a theme of the app; the first where it is none of ours."""
    return next((short for short, (one, _name) in THEMES.items() if one.name == theme), "dark")
