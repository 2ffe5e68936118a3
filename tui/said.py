"""What the glossary says – errors, reasons, traces, labels of decisions – in the language of the interface.

The glossary speaks English, and much of what it says lies in the database: the reason of a link, what a decision did.
Here an English sentence is recognised by the template it was made from (`Made “{term}” the {language} term of {named}`,
see `tui.locale.messages`), taken apart and said again in the interface language, its values exactly as they were.
Values that are words of the glossary themselves (a reason within a reason, a kind, a language) are translated in turn.
What matches no template is shown as it is.
"""

from __future__ import annotations

import gettext as catalogues
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tui import i18n

_NAMED = r"“.+?”|\d[\d,]* [a-z]+"
_WORD = "[A-Za-z][a-z ]*?"
SHAPES: Mapping[str, str] = {
    "named": _NAMED,
    "counted": _NAMED,
    "terms_named": _NAMED,
    "cases": _WORD,
    "decided": _WORD,
    "kind": _WORD,
    "language": _WORD,
    "status": _WORD,
    "term_form": _WORD,
}
"""Values of a shape of their own: a concept in quotation marks or a number of them; a word of the glossary."""

TOLD = frozenset(SHAPES) | {
    *(
        "alike",
        "error",
        "fields",
        "label",
        "made",
        "missing",
        "reason",
        "rule",
        "said",
        "source",
        "steps",
        "trace",
        "warning",
        "why",
    )
}
"""Placeholders whose values are told by the glossary too; all others are names, files and numbers: never touched."""

_PLACE = re.compile(r"\{([a-z_]+[0-9]*)\}|\{\{|\}\}")
_SENTENCE_END = re.compile(r"(?<=[.?!]) (?=[A-Z“])")
_BRACKETS = re.compile(r"(?s)(.*?) ?\((.+)\)")
_COUNTED = re.compile(r"\{count\} [a-z]")
_JOINTS = ("; ", ": ", ", ")
"""What glues a reason to another, or to the name it is about."""

DEEPEST = 6
"""Levels of sentences within sentences that are looked into."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence of the glossary with names for its values, and how to recognise it."""

    text: str
    pattern: re.Pattern[str]
    anchor: str
    """Its longest literal stretch: where that is missing, no closer look is needed."""
    literal: int
    """How many of its characters are its own: the more, the surer."""


def said(text: str) -> str:
    """A message of the glossary, which speaks English and stores English, as the reader is to see it."""
    code = i18n.language()
    return _said(text, code, 0) if code != "en" and text else text


@lru_cache(maxsize=8192)
def _said(text: str, code: str, depth: int) -> str:
    book = _book(code)
    if text in book.whole:
        return book.translate(text)
    if depth > DEEPEST:
        return text
    for template in book.templates:
        if template.anchor in text and (found := template.pattern.fullmatch(text)):
            return book.fill(template, found.groupdict(), depth)
    return _in_parts(text, code, depth)


def _in_parts(text: str, code: str, depth: int) -> str:
    """A text glued of several messages, or of a name and a message; as it is where no part is known."""
    sentences = _SENTENCE_END.split(text)
    if len(sentences) > 1:
        for cut in range(len(sentences) - 1, 0, -1):
            first, rest = " ".join(sentences[:cut]), " ".join(sentences[cut:])
            told = _said(first, code, depth + 1), _said(rest, code, depth + 1)
            if told != (first, rest):
                return " ".join(told)
    if brackets := _BRACKETS.fullmatch(text):
        before, inside = brackets[1], brackets[2]
        told = _said(before, code, depth + 1), _said(inside, code, depth + 1)
        if told != (before, inside):
            return f"{told[0]} ({told[1]})".lstrip()
    for joint in _JOINTS:
        first, found, rest = text.partition(joint)
        while found:
            told = _said(first, code, depth + 1), _said(rest, code, depth + 1)
            if told != (first, rest):
                return joint.join(told)
            more, found, rest = rest.partition(joint)
            first += joint + more
    return text


class _Book:
    """The messages of the glossary in one language."""

    def __init__(self, code: str) -> None:
        self._catalogue = catalogues.translation("glossary", i18n.LOCALE, [code], fallback=True)
        self._code = code
        texts = _messages(code)
        self.whole = frozenset(text for text in texts if not _PLACE.search(text))
        templates = [_template(text) for text in texts if _PLACE.search(text) or _is_part(text)]
        self.templates = tuple(sorted(templates, key=lambda template: -template.literal))

    def translate(self, text: str, number: int | None = None) -> str:
        """A message whose values are still names."""
        if number is not None:
            return self._catalogue.ngettext(text, text, number)
        return self._catalogue.gettext(text)

    def fill(self, template: Template, values: Mapping[str, str | None], depth: int) -> str:
        """A template in this language, with the values of the English text."""
        given = {name: value for name, value in values.items() if value is not None}
        before, after = given.pop("before", ""), given.pop("after", "")
        told = {name: self._told(name.rstrip("0123456789"), value, depth) for name, value in given.items()}
        number = int(given["count"].replace(",", "")) if _COUNTED.search(template.text) else None
        sentence = _filled(self.translate(template.text, number), told)
        return (f"{before} " if before else "") + (_said(after, self._code, depth + 1) if after else "") + sentence

    def _told(self, name: str, value: str, depth: int) -> str:
        """A value as it is said: a name in the quotation marks of the language, a word of the glossary translated."""
        if (name in SHAPES or name == "name") and value[0] == "“" and value[-1] == "”":
            return f"«{value[1:-1]}»" if self._code == "ru" else value
        return _said(value, self._code, depth + 1) if name in TOLD else value


def _is_part(text: str) -> bool:
    """Is this only ever said after something else: a remark, or what is the matter with a file?"""
    return text[0] in " ,;" or (text[0].islower() and text[-1] == ".")


def _filled(text: str, values: Mapping[str, str]) -> str:
    """The values put in where their names stand; a value is data and may hold braces."""
    return _PLACE.sub(lambda found: values.get(found[1], found[0]) if found[1] else found[0][0], text)


def _template(text: str) -> Template:
    literals, pattern, end = [""], [""], 0
    seen: set[str] = set()
    for place in _PLACE.finditer(text):
        literals[-1] += text[end : place.start()]
        end = place.end()
        name = place[1]
        if name is None:
            literals[-1] += place[0][0]
            continue
        shape = r"\d[\d,]*" if name == "count" else SHAPES.get(name.rstrip("0123456789"), ".+?")
        pattern.append(f"(?P={name})" if name in seen else f"(?P<{name}>{shape})")
        seen.add(name)
        literals.append("")
    literals[-1] += text[end:]
    whole = "".join(value + re.escape(literal) for value, literal in zip(pattern, literals, strict=True))
    if text[0] in " ,;":
        # A remark behind another message.
        whole = f"(?P<after>.+){whole}"
    elif _is_part(text):
        # A file before what is the matter with it: `cang.txt is a folder.`
        whole = f"(?:(?P<before>.+?) )?{whole}"
    return Template(text, re.compile(whole, re.DOTALL), max(literals, key=len), sum(map(len, literals)))


@lru_cache(maxsize=4)
def _book(code: str) -> _Book:
    return _Book(code)


def _messages(code: str) -> list[str]:
    """All that the glossary can say, in English, as the compiled catalogue of a language lists it (GNU .mo format)."""
    path = i18n.LOCALE / code / "LC_MESSAGES" / "glossary.mo"
    if not path.exists():
        return []
    data = path.read_bytes()
    many, table = struct.unpack_from("<II", data, 8)
    places = (struct.unpack_from("<II", data, table + 8 * number) for number in range(many))
    # The singular stands before its plural, and the header under the empty text.
    texts = [data[start : start + length].partition(b"\0")[0].decode("utf-8") for length, start in places]
    return [text for text in texts if text]
