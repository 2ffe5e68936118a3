"""The query language of the queue and the concordance: words, and filters such as `kind:org missing:ru`.

Also how text is folded for search: every article is stored a second time in this form, so that one pass of a regular
expression finds a name with or without diacritics.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from glossary import keys
from glossary.errors import InputError
from glossary.keys import fold
from glossary.model import ConceptStatus, Kind, Lang
from glossary.text import has_cyrillic, nfc

FILTERS = ("kind", "missing", "status", "article", "outlet", "risk", "lang", "text")
"""The names of the filters, in the order in which they are offered."""

_PART = re.compile(r'(?:(\w+):)?(?:"([^"]*)"?|(\S+))')


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue shows; empty fields do not filter."""

    kinds: tuple[Kind, ...] = ()
    statuses: tuple[ConceptStatus, ...] = ()
    missing: tuple[Lang, ...] = ()
    doubtful: bool | None = None
    articles: tuple[str, ...] = ()
    """Patterns (`*`, `?`) that the name of an article must match."""
    nothing: bool = False
    """A filter that nothing can pass, such as `kind:xyz`."""
    langs: tuple[Lang, ...] = ()
    """Concepts in articles of these languages."""
    outlets: tuple[str, ...] = ()
    """Pieces of the names of outlets."""
    texts: tuple[str, ...] = ()
    """Folded words that an article with the concept has in this order."""
    marked: tuple[str, ...] = ()
    """Words of the query typed with marks (`lễ`), in small letters: names that have these come first."""


_VALUES: Mapping[str, tuple[str, ...]] = {
    "kind": tuple(kind.lower() for kind in Kind),
    "status": tuple(ConceptStatus),
    "missing": tuple(Lang),
    "lang": tuple(Lang),
    "risk": ("merge", "doubt", "none"),
}
"""The filters that take one of a few values."""


def check_query(query: str) -> None:
    """Raise InputError for a filter whose value begins none of those that there are, such as `kind:xyz`."""
    for match in _PART.finditer(nfc(query)):
        name, value = (match[1] or "").casefold(), match[2] if match[2] is not None else match[3]
        among = _VALUES.get(name, ())
        if among and not any(one.startswith(value.casefold()) for one in among):
            raise InputError(f"“{name}:{value}” finds nothing; after {name}: comes one of: {', '.join(among)}.")


def parse_query(query: str) -> tuple[list[str], Filters]:
    """The folded words of a query, and its filters; a half-typed one (`kind:o`) filters as far as it goes.

    Quotation marks hold words together: `text:"biển Đông"`.
    """
    words: list[str] = []
    marked: list[str] = []
    values: dict[str, list[str]] = {name: [] for name in FILTERS}
    for match in _PART.finditer(nfc(query)):
        name = (match[1] or "").casefold()
        value = match[2] if match[2] is not None else match[3]
        if name in values:
            values[name].append(value)
        elif match[3] and match[3].casefold().removesuffix(":") in values and match[3].endswith(":"):
            continue
        else:
            words += fold(match[0]).split()
            marked += [word for word in match[0].casefold().split() if word.isalpha() and fold(word) != word]

    def chosen(name: str, among: Iterable[str]) -> list[str]:
        return [one for value in values[name] for one in among if one.casefold().startswith(value.casefold())]

    kinds, statuses = chosen("kind", Kind), chosen("status", ConceptStatus)
    missing, langs = chosen("missing", Lang), chosen("lang", Lang)
    asked = (("kind", kinds), ("status", statuses), ("missing", missing), ("lang", langs))
    risks = [value.casefold() for value in values["risk"]]
    return words, Filters(
        kinds=tuple(Kind(kind) for kind in kinds),
        statuses=tuple(ConceptStatus(status) for status in statuses),
        missing=tuple(Lang(lang) for lang in missing),
        doubtful=not "none".startswith(risks[-1]) if risks else None,
        articles=tuple(values["article"]),
        nothing=any(values[name] and not found for name, found in asked),
        langs=tuple(Lang(lang) for lang in langs),
        outlets=tuple(values["outlet"]),
        texts=tuple(filter(None, map(fold, values["text"]))),
        marked=tuple(marked),
    )


def completions(query: str, articles: Iterable[str], outlets: Iterable[str], saved: Iterable[str] = ()) -> list[str]:
    """The query with its last part completed, best first; `articles` and `outlets` are names that may follow."""
    head, part = _cut(query)
    name, colon, value = part.partition(":")
    if not colon:
        names = [f"{one}:" for one in FILTERS if one.startswith(name.casefold())] if name else []
        return [head + one for one in names] + [one for one in saved if not head and one.startswith(part) and part]
    among: dict[str, Iterable[str]] = {**_VALUES, "article": articles, "outlet": outlets}
    typed = value.removeprefix('"').casefold()
    contains = name.casefold() in ("article", "outlet")
    found = [
        one
        for one in among.get(name.casefold(), ())
        if one.casefold().startswith(typed) or (contains and typed in one.casefold())
    ]
    found.sort(key=lambda one: not one.casefold().startswith(typed))
    return [f"{head}{name.casefold()}:{_quoted(one)}" for one in found]


def last_value(query: str) -> tuple[str, str]:
    """The filter that is being typed at the end of a query, and what of its value is there: (`article`, `20`)."""
    name, colon, value = _cut(query)[1].partition(":")
    return (name.casefold(), value.removeprefix('"')) if colon else ("", "")


def _cut(query: str) -> tuple[str, str]:
    """What comes before the part that is being typed, and that part."""
    match = re.search(r'(?:\w+:"[^"]*|\S*)\Z', query)
    start = match.start() if match else len(query)
    return query[:start], query[start:]


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


# ---- folded text ------------------------------------------------------------------------------------------------
class _Folding(dict[int, str]):
    """One code point, folded: a letter without marks, a space for what separates words, nothing for what is unseen."""

    def __missing__(self, point: int) -> str:
        char = chr(point)
        if char == "\n":
            folded = char
        elif char.isalnum():
            folded = "".join(part if part.isalnum() else "" for part in keys.plain(char)) or " "
        else:
            folded = "" if unicodedata.category(char) in ("Mn", "Me", "Cf") else " "
        self[point] = folded
        return folded


_FOLDING = _Folding()


def folded_text(text: str) -> str:
    """NFC `text` without marks and case, its words parted by spaces, its lines kept."""
    return text.translate(_FOLDING)


def name_match(name: str) -> str:
    """For the search index of folded texts: what every article with a name has, Russian ones in whatever case.

    Empty for a name without a letter. Other words in between, and the marks, are for the caller to look at.
    """
    words = folded_text(name).split()
    if not any(map(has_cyrillic, words)):
        return f'"{" ".join(words)}"' if words else ""
    return " AND ".join(
        "(" + " OR ".join(f'"{start}"*' for start in _beginnings(word)) + ")" if has_cyrillic(word) else f'"{word}"'
        for word in words
    )


_VOWELS = "аеиоуыэюя"
_ENDING = re.compile(rf"(?<=.)[{_VOWELS}ьй]{{1,2}}\Z")


def _beginnings(word: str) -> list[str]:
    """With one of these begins every case form of a folded Russian word.

    A vowel before the last consonant may go, and a soft sign or й stand for it (`павел`, `павла`; `лев`, `льва`;
    `боец`, `бойца`); between the last two consonants one may come (`черемушки`, `черемушек`).
    """
    base = _ENDING.sub("", word)
    ending = word[len(base) :]
    if ending in ("", "ь") and len(base) > 2 and base[-2] in _VOWELS and base[-1] not in _VOWELS:
        return [base, *(base[:-2] + sign + base[-1] for sign in ("", "ь", "й"))]
    if len(ending) == 1 and len(base) > 3 and not {*base[-2:]} & {*_VOWELS}:
        return [base[:-1].rstrip("ьй")]
    return [base]


def places(text: str, folded: str) -> list[int] | None:
    """Where in `text` each code point of `folded` (and its end) stands; None when that is the same everywhere."""
    if len(text) == len(folded):
        widths = None if all(len(_FOLDING[ord(char)]) == 1 for char in set(text)) else True
        if widths is None:
            return None
    found = [at for at, char in enumerate(text) for _ in _FOLDING[ord(char)]]
    return [*found, len(text)]
