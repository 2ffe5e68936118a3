"""`python -m tui.locale`: read every message from the source, bring the catalogues up to date, compile them.

What a translator does: run it, fill in the empty `msgstr` of tui/locale/*/LC_MESSAGES/*.po, run it again. It prints
what is missing. Texts of the screens are found by `_`, `N_` and `ngettext`, those of the glossary by `messages`.
"""

from __future__ import annotations

import ast
import sys
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from tui.i18n import LANGUAGES, LOCALE
from tui.locale import messages

TUI = Path(__file__).parents[1]
KEYWORDS = {"_": 1, "N_": 1, "ngettext": 2}
"""The functions that speak, and how many of their arguments are texts."""
SPOKEN = tuple(code for code in LANGUAGES if code != "en")
HEADER = """\
# What {what} says, in the interface languages of tenrieng.
# The licence is that of tenrieng.
#"""
_DATES = (
    "Project-Id-Version",
    "POT-Creation-Date",
    "PO-Revision-Date",
    "Last-Translator",
    "Report-Msgid-Bugs-To",
    "Language-Team",
)


UNDATED = datetime(2026, 1, 1, tzinfo=UTC)
"""The same messages give the same bytes."""


def screens() -> Catalog:
    """What the screens say."""
    catalog = _empty("the app")
    for path in sorted(TUI.rglob("*.py")):
        name = f"tui/{path.relative_to(TUI).as_posix()}"
        for text in marked(path.read_text(encoding="utf-8")):
            catalog.add(text, locations=[(name, 0)], flags=_flags(text))
    return catalog


def marked(source: str) -> list[str | tuple[str, str]]:
    """The texts in `_`, `N_` and `ngettext` of one module, also inside f-strings, which Babel does not look into."""
    found: list[str | tuple[str, str]] = []
    for node in ast.walk(ast.parse(source)):
        wanted = KEYWORDS.get(node.func.id, 0) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else 0
        if wanted and isinstance(node, ast.Call):
            texts = [argument.value for argument in node.args[:wanted] if isinstance(argument, ast.Constant)]
            if len(texts) == wanted and all(isinstance(text, str) and text for text in texts):
                found.append(str(texts[0]) if wanted == 1 else (str(texts[0]), str(texts[1])))
    return found


def glossary() -> Catalog:
    """What the glossary says."""
    catalog = _empty("the glossary")
    extracted = messages.extract()
    for template, where in extracted.where.items():
        text = (template, template) if template in extracted.counted else template
        catalog.add(text, locations=[(name, 0) for name in where], flags=_flags(text))
    return catalog


DOMAINS = {"tui": screens, "glossary": glossary}


def place(domain: str, language: str) -> Path:
    """The catalogue of a language; the template of all for the empty language."""
    return LOCALE / language / "LC_MESSAGES" / f"{domain}.po" if language else LOCALE / f"{domain}.pot"


def load(domain: str, language: str) -> Catalog:
    """A catalogue as it lies there; an empty one where none does."""
    path = place(domain, language)
    if not path.exists():
        return Catalog(locale=language, fuzzy=False, charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language or None)


def written(catalog: Catalog) -> bytes:
    """A catalogue as a file, without dates and versions: the same messages give the same bytes."""
    buffer = BytesIO()
    write_po(buffer, catalog, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    lines = buffer.getvalue().decode("utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(tuple(f'"{name}' for name in _DATES))).encode("utf-8")


def compiled(catalog: Catalog) -> bytes:
    """A catalogue as gettext reads it. What is fuzzy or empty is left out: it is shown in English."""
    catalog.creation_date = catalog.revision_date = UNDATED
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def missing(catalog: Catalog) -> list[Message]:
    """The messages that have no translation yet."""
    return [
        message
        for message in catalog
        if message.id
        and (message.fuzzy or not message.string or not all(message.string if message.pluralizable else [True]))
    ]


def update(domain: str, language: str, template: Catalog) -> Catalog:
    """The catalogue of a language with exactly the messages of the template; what was translated is kept."""
    catalog = load(domain, language)
    catalog.update(template, no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.header_comment = template.header_comment
    return catalog


def main() -> int:
    """Write the templates, the catalogues and what gettext reads of them; 1 when something is not translated."""
    left = 0
    for domain, collect in DOMAINS.items():
        template = collect()
        place(domain, "").write_bytes(written(template))
        for language in SPOKEN:
            catalog = update(domain, language, template)
            path = place(domain, language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(written(catalog))
            path.with_suffix(".mo").write_bytes(compiled(catalog))
            lacking = missing(catalog)
            left += len(lacking)
            sys.stderr.write(f"{domain} {language}: {len(template)} messages, {len(lacking)} not translated\n")
    return 1 if left else 0


def _empty(what: str) -> Catalog:
    return Catalog(project="tenrieng", header_comment=HEADER.format(what=what), fuzzy=False, charset="utf-8")


def _flags(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return ("python-brace-format",) if "{" in (text if isinstance(text, str) else "".join(text)) else ()


if __name__ == "__main__":
    sys.exit(main())
