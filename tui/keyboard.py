"""Keys on other keyboards: a translator's layout is often Russian, and a key is a place under the finger.

The rows are those of the Russian layout ЙЦУКЕН (ГОСТ 6431) over the Latin QWERTY. Of the Vietnamese layouts only
the letter that Telex makes of a single key is certain; the others are said to be no key.
"""

from __future__ import annotations

_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"

_PLACES = {
    **dict(zip(_CYRILLIC, _LATIN, strict=True)),
    **{cyrillic.upper(): latin.upper() for cyrillic, latin in zip(_CYRILLIC, _LATIN, strict=True)},
    "ư": "w",
    "Ư": "W",
}

_NAMES = {
    "[": "left_square_bracket",
    "]": "right_square_bracket",
    ";": "semicolon",
    "'": "apostrophe",
    ",": "comma",
    ".": "full_stop",
    "`": "grave_accent",
}
"""The keys beside the letters, as Textual names them."""

_SLASH = {"full_stop": "slash"}
"""Where the Latin keyboard has `/`, the Russian one has a full stop, which is no key of the app."""


def latin_key(key: str, character: str | None) -> str | None:
    """The key of the app at this place of the keyboard, `key` itself where it is one; None for a foreign letter."""
    *modifiers, letter = key.split("+") if len(key) > 1 else [key]
    if key in _SLASH:
        return _SLASH[key]
    if letter in _PLACES:
        place = _PLACES[letter]
        if "shift" in modifiers and place.isalpha():
            modifiers.remove("shift")
            place = place.upper()
        return "+".join([*modifiers, _NAMES.get(place, place)])
    foreign = character is not None and len(character) == 1 and not character.isascii()
    return None if foreign and character is not None and character.isalpha() else key
