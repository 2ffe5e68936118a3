"""The interface in English, Vietnamese and Russian: gettext catalogues in tui/locale, the language chosen at run time.

Write `_("…")` for a text drawn now, `N_("…")` where a text is only named (class bodies, tables) and drawn later with
`_(text)`, `ngettext("{count} name", "{count} names", n)` for counted things. Values go in with `.format(name=…)` after
translation, never with an f-string inside, so that a translator sees whole sentences and may reorder them.
"""

from __future__ import annotations

import gettext as catalogues
from pathlib import Path

LANGUAGES = {"en": "English", "vi": "Tiếng Việt", "ru": "Русский"}
"""Code -> the language's own name, as the settings list them."""

LOCALE = Path(__file__).parent / "locale"

_catalogue: catalogues.NullTranslations = catalogues.NullTranslations()
_language = "en"


def use(code: str) -> None:
    """Speak this language from now on; what is already drawn stays until it is drawn again. Unknown ones: English."""
    global _catalogue, _language
    _language = code if code in LANGUAGES else "en"
    _catalogue = catalogues.translation("tui", LOCALE, [_language], fallback=True)


def language() -> str:
    """The code of the language spoken now."""
    return _language


def _(message: str) -> str:
    """The message in the interface language. An empty one stays empty."""
    return _catalogue.gettext(message) if message else ""


def N_(message: str) -> str:
    """The message itself: marked for the catalogues, translated with `_` where it is drawn."""
    return message


def ngettext(singular: str, plural: str, number: int) -> str:
    """The message in the form the number wants (Russian has three), `{count}` filled in with thousands parted."""
    return _catalogue.ngettext(singular, plural, number).format(count=figure(number))


_MARKS = {"vi": str.maketrans(",.", ".,"), "ru": str.maketrans(",.", "\N{NO-BREAK SPACE},")}


def figure(number: float, decimals: int = 0) -> str:
    """A number as the language writes it: 1,234.5 in English, 1.234,5 in Vietnamese, 1 234,5 in Russian."""
    return f"{number:,.{decimals}f}".translate(_MARKS.get(_language, {}))
