"""Countries and parts of the world from the CLDR (through Babel), with the forms of the press from our own table.

Babel is loaded on first use (about 0.1 s) and only for the three working languages.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from glossary.lang.syllable import rows
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.resources import DATA
from glossary.text import nfc


@dataclass(frozen=True, slots=True)
class Country:
    """One territory: its names in the three languages, commonest in the press first."""

    code: str
    names: dict[Lang, tuple[str, ...]]
    source: str = "CLDR"


@dataclass(frozen=True, slots=True)
class Adjective:
    """How a country qualifies an institution: `Russian`, `российский`, `России`."""

    code: str
    en: str
    ru: str
    ru_genitive: str
    names: dict[Lang, tuple[str, ...]]


@cache
def press_forms() -> dict[str, Adjective]:
    """The table of the press: code → names, English adjective, Russian adjective and genitive."""
    found: dict[str, Adjective] = {}
    for code, vi, en, en_adjective, ru, ru_genitive, ru_adjective in rows(DATA / "composition" / "countries.tsv"):
        names = {Lang.VI: tuple(vi.split("|")), Lang.EN: tuple(en.split("|")), Lang.RU: tuple(ru.split("|"))}
        found[code] = Adjective(code, en_adjective, ru_adjective, ru_genitive, names)
    return found


@cache
def territories() -> dict[str, Country]:
    """Every territory of the CLDR, with the press forms before CLDR's where there are any."""
    from babel import Locale

    labels = {lang: Locale(lang.value).territories for lang in Lang}
    found: dict[str, Country] = {}
    for code in map(str, labels[Lang.EN]):
        if code in {"ZZ", "EZ", "QO", "XA", "XB", "UN", "EU"} or not all(labels[lang].get(code) for lang in Lang):
            continue
        names: dict[Lang, tuple[str, ...]] = {lang: (_plain(nfc(labels[lang][code])),) for lang in Lang}
        press = press_forms().get(code)
        if press:
            names = {lang: tuple(dict.fromkeys(press.names[lang] + names[lang])) for lang in Lang}
        found[code] = Country(code, names, "press and CLDR" if press else "CLDR")
    for code, press in press_forms().items():
        found.setdefault(code, Country(code, dict(press.names), "press"))
    return found


def _plain(label: str) -> str:
    return label.partition(" (")[0]


def key(text: str) -> str:
    """Case, spaces, hyphens and ё do not distinguish countries."""
    return " ".join(nfc(text).casefold().replace("ё", "е").replace("-", " ").replace("–", " ").split())


@cache
def _index() -> dict[tuple[Lang, str], Country]:
    found: dict[tuple[Lang, str], Country] = {}
    for country in territories().values():
        for lang in Lang:
            for name in country.names[lang]:
                found.setdefault((lang, key(name)), country)
    return found


def find(text: str, lang: Lang) -> Country | None:
    """The territory that `text` names in `lang`."""
    return _index().get((lang, key(text)))


def propose(question: Question) -> list[Suggestion]:
    """Names of the country in the target language; only places are countries (and Babel takes 0.1 s to load)."""
    if question.kind is not Kind.PLACE:
        return []
    country = find(question.text, question.source)
    if country is None:
        return []
    return [
        Suggestion(
            text, Origin.AUTHORITY, max(0.05, 0.95 - 0.45 * i), f"country name ({country.source}, {country.code})"
        )
        for i, text in enumerate(country.names[question.target])
    ]
