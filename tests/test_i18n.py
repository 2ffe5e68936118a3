"""The interface in three languages: nothing unsaid, nothing untranslated, values untouched, catalogues in step."""

import ast
import gettext
import re
import string
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from glossary import errors
from glossary.model import Kind, Lang, TermForm, TermStatus
from glossary.service import Glossary
from tui import i18n
from tui.i18n import ngettext
from tui.locale import __main__ as catalogues
from tui.locale import messages
from tui.said import said

TUI = Path(i18n.__file__).parent
GLOSSARY = Path(errors.__file__).parent
SOURCES = sorted(path for path in TUI.rglob("*.py") if "locale" not in path.parts)
DOMAINS = ("tui", "glossary")
SPOKEN = ("vi", "ru")
KEYS = {"Enter", "Esc", "Tab", "Del", "↑", "↓", "←", "→", "/"}
EACH = [(domain, code) for domain in DOMAINS for code in SPOKEN]


def ids(catalog: Catalog) -> set[tuple[str, ...]]:
    """What a catalogue has messages for."""
    return {forms(message.id) for message in catalog if message.id}


def forms(text: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """A message as its forms, one or several."""
    return (text,) if isinstance(text, str) else tuple(text)


def translated(domain: str, code: str) -> Iterator[tuple[Message, tuple[str, ...], tuple[str, ...]]]:
    """(message, English forms, forms in the language) of a catalogue."""
    for message in catalogues.load(domain, code):
        if message.id:
            yield message, forms(message.id), forms(message.string)


def places(text: str) -> list[str]:
    """The names of the values in a message, each as often as it stands there."""
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


# ---- catalogues -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("domain", DOMAINS)
def test_the_catalogues_have_what_the_source_says_and_nothing_else(domain: str) -> None:
    wanted = ids(catalogues.DOMAINS[domain]())
    for code in ("", *SPOKEN):
        found = ids(catalogues.load(domain, code))
        assert not wanted - found, f"{domain} {code}: run python -m tui.locale and translate these"
        assert not found - wanted, f"{domain} {code}: run python -m tui.locale, nobody says these any more"


@pytest.mark.parametrize(("domain", "code"), EACH)
def test_everything_is_translated_and_nothing_guessed(domain: str, code: str) -> None:
    lacking = [message.id for message in catalogues.missing(catalogues.load(domain, code))]
    assert not lacking


@pytest.mark.parametrize(("domain", "code"), EACH)
def test_values_stand_in_every_translation(domain: str, code: str) -> None:
    for _message, english, spoken in translated(domain, code):
        for form in spoken:
            assert places(form) == places(english[-1]), (english, form)


@pytest.mark.parametrize(("domain", "code"), EACH)
def test_translations_keep_keys_and_the_ends_of_sentences(domain: str, code: str) -> None:
    for _message, english, spoken in translated(domain, code):
        for form in spoken:
            assert unicodedata.is_normalized("NFC", form), form
            assert form == form.strip() or english[-1] != english[-1].strip(), form
            assert form.count("\n") == english[-1].count("\n"), form
            for key in re.findall(r"\b(?:Enter|Esc|Tab|Del|Ctrl|Shift)\b|[↑↓←→○✓✗]", english[-1]):
                assert key in form, (key, form)
            if re.search(r"[^.][.]$", english[-1]):
                assert form.endswith((".", "…")), form


@pytest.mark.parametrize("code", SPOKEN)
def test_lines_of_keys_name_the_same_keys_in_the_same_order(code: str) -> None:
    """A click on a part of such a line presses the key that its first word names."""
    seen = 0
    for _message, english, spoken in translated("tui", code):
        parts, told = (re.split(r" {3,}| · ", text) for text in (english[0], spoken[0]))
        keys = [
            part.split()[0]
            for part in parts
            if part.split() and (part.split()[0] in KEYS or re.match(r"[a-zA-Z] (?!letter)", part))
        ]
        if len(parts) > 1 and any(key in KEYS for key in keys):
            assert len(told) == len(parts), spoken
            firsts = [part.split()[0].rstrip(":") for part in told if part.split()]
            assert [key for key in firsts if key in keys] == keys, (english, spoken)
            seen += 1
    assert seen > 15


@pytest.mark.parametrize(("domain", "code"), EACH)
def test_counted_things_have_the_forms_of_the_language(domain: str, code: str) -> None:
    counted = [spoken for _message, english, spoken in translated(domain, code) if len(english) > 1]
    assert counted
    assert {len(spoken) for spoken in counted} == {3 if code == "ru" else 1}


@pytest.mark.parametrize(("domain", "code"), EACH)
def test_what_gettext_reads_is_what_the_translator_wrote(domain: str, code: str) -> None:
    path = catalogues.place(domain, code)
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.load(domain, code))
    read = gettext.translation(domain, i18n.LOCALE, [code])
    for message, english, spoken in translated(domain, code):
        if len(english) == 1:
            assert read.gettext(english[0]) == spoken[0]
        else:
            assert read.ngettext(*english, 1) == spoken[0], message.id


@pytest.mark.parametrize(
    ("number", "russian"),
    [(0, "0 понятий"), (1, "1 понятие"), (2, "2 понятия"), (5, "5 понятий"), (11, "11 понятий"), (21, "21 понятие")],
)
def test_russian_counts(number: int, russian: str) -> None:
    i18n.use("ru")
    assert ngettext("{count} concept", "{count} concepts", number) == russian


@pytest.mark.parametrize(
    ("code", "whole", "part"),
    [("en", "1,234,567", "0.5"), ("vi", "1.234.567", "0,5"), ("ru", "1\xa0234\xa0567", "0,5")],
)
def test_numbers_are_written_as_the_language_writes_them(code: str, whole: str, part: str) -> None:
    i18n.use(code)
    assert i18n.figure(1_234_567) == whole
    assert i18n.figure(0.5, 1) == part
    assert ngettext("{count} concept", "{count} concepts", 1_234_567).startswith(whole)


def test_an_unknown_language_is_english() -> None:
    i18n.use("tlh")
    assert i18n.language() == "en"
    assert ngettext("{count} concept", "{count} concepts", 1234) == "1,234 concepts"


# ---- the source of the screens --------------------------------------------------------------------------------------
SPEAKING = {"_", "N_", "ngettext"}
SILENT = {"compile", "sub", "fullmatch", "match", "search", "add_argument", "ArgumentTypeError"}
STYLES = re.compile(r"(?:\s|\b(?:bold|reverse|underline|italic|strike|dim|on|not|auto)\b|\$[\w-]*|\d+%)*")
PROSE = re.compile(r"[A-Za-z]{2,}[,;:.?!]? +(?![a-z]+:)[a-z“(]{2,}")
STYLED = {"DEFAULT_CSS", "CSS"}
"""What holds the styles of a widget."""
NOT_SCREENS = {"serve.py", "worker.py", "__main__.py"}
"""The command line speaks English, as do the pages of a server before the app is in them."""


def silent_texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of each text that reads like English prose and does not pass through gettext."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name in SPEAKING | SILENT:
                continue
        if isinstance(node, ast.Assign) and {getattr(target, "id", "") for target in node.targets} <= STYLED:
            continue
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, "".join(str(part.value) for part in node.values if isinstance(part, ast.Constant))
            waiting += [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        else:
            waiting += ast.iter_child_nodes(node)


def test_no_text_of_the_screens_goes_round_gettext() -> None:
    found = [
        f"{path.name}:{line}: {text}"
        for path in SOURCES
        if path.name not in NOT_SCREENS and "pictures" not in path.parts
        for line, text in silent_texts(ast.parse(path.read_text(encoding="utf-8")))
        if PROSE.search(text) and not STYLES.fullmatch(text)
    ]
    assert not found


SHOWN = {"placeholder", "title", "tooltip", "border_title", "border_subtitle", "hint", "keys", "sub_title"}
NAMES = re.compile(r" tenrieng |[\w-]+\.\w+")
"""The program's own name, and files."""
SAYING = {"notify", "say", "problem", "Label", "Button", "Static"}


def silent_labels(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """(line, text) of bindings, labels, titles and notices, single words too, that do not pass through gettext."""
    for node in ast.walk(tree):
        texts: list[ast.AST | None] = []
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            if name == "Binding":
                texts += node.args[2:3] + [k.value for k in node.keywords if k.arg in ("description", "tooltip")]
            elif name in SAYING:
                texts += node.args[:1]
            texts += [k.value for k in node.keywords if k.arg in SHOWN]
        elif isinstance(node, ast.Assign):
            names = [getattr(target, "attr", getattr(target, "id", "")) for target in node.targets]
            texts += [node.value] if SHOWN & set(names) else []
        elif isinstance(node, ast.Tuple) and len(node.elts) == 2 and isinstance(node.elts[1], ast.Constant):
            style = node.elts[1].value
            styled = isinstance(style, str) and style and STYLES.fullmatch(style)
            texts += [node.elts[0]] if styled else []
        for text in texts:
            if isinstance(text, ast.Constant) and isinstance(text.value, str) and re.search(r"[A-Za-z]{3}", text.value):
                yield text.lineno, text.value


def test_no_label_of_the_screens_goes_round_gettext() -> None:
    found = [
        f"{path.name}:{line}: {text}"
        for path in SOURCES
        if path.name not in NOT_SCREENS and "pictures" not in path.parts
        for line, text in silent_labels(ast.parse(path.read_text(encoding="utf-8")))
        if not STYLES.fullmatch(text) and not NAMES.fullmatch(text)
    ]
    assert not found


def test_every_screen_is_one_that_names_its_keys() -> None:
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                bases = {ast.unparse(base).split("[")[0] for base in node.bases}
                if bases & {"Screen", "ModalScreen"}:
                    assert "from tui.screens import" in path.read_text(encoding="utf-8"), f"{path.name}: {node.name}"


# ---- what the glossary says --------------------------------------------------------------------------------------
REASONED = {"same": 1, "differ": 1, "link": 2, "Doubt": 2, "Merge": 2, "Loss": 1, "Progress": 2, "decide": 3}
"""Calls that take a reason, what was lost, what a job is at, or what to say when nothing changed; and its place."""


def test_every_error_label_and_reason_of_the_glossary_has_a_template() -> None:
    known = {english[0] for english in ids(catalogues.load("glossary", ""))}
    seen = 0
    for path in messages.speaking():
        source = path.read_text(encoding="utf-8")
        told = messages.raised(source) + messages.labelled(source) + messages.given(source, REASONED)
        for line, templates in told:
            # What names no text at all passes on another error's text, or a label from a table, found there.
            worded = [text for text in templates if re.search(r"[A-Za-z]{2}", re.sub(r"\{\w*\}", "", text))]
            assert set(worded) <= known, f"{path.name}:{line}"
            seen += bool(worded)
    assert seen > 200


def test_the_extractor_names_values_and_follows_choices() -> None:
    source = '''
"""A docstring is nobody's message."""
_KIND = {1: "a person", 2: "a place"}
_SAVE = "Save it as text."
def f(record, groups, term, text):
    record.label = f"{'Noted on' if text else 'Removed the note of'} {named(groups)}"
    record.label = f"Made {term.text} {_KIND[1]}, {len(groups)} concepts"
    raise InputError("is no text. " + _SAVE)
    store.sql("SELECT a FROM b WHERE c")
'''
    assert sorted(messages.templates(source)) == [
        "Made {text} {kind}, {count} concepts",
        "Noted on {named}",
        "Removed the note of {named}",
        "Save it as text.",
        "a person",
        "a place",
        "is no text. Save it as text.",
    ]


VALUES = ("Đà Nẵng", "“Foo” bar", "{name} 100%", "Ле Хоанг Нам", "C:\\x y; z")


@pytest.mark.parametrize("code", SPOKEN)
def test_a_template_comes_back_in_the_language_with_its_values(code: str) -> None:
    i18n.use(code)
    lost = []
    for _message, english, spoken in translated("glossary", code):
        names = [name for name in dict.fromkeys(places(english[0])) if name]
        if not names:
            assert said(english[0]) == spoken[0]
            continue
        values = {name: VALUES[at % len(VALUES)] for at, name in enumerate(names)}
        for name in names:
            if name.rstrip("0123456789") in ("named", "terms_named", "counted"):
                values[name] = "“Đà Nẵng”"
            elif name in ("kind", "language", "status", "term_form", "decided", "cases"):
                values[name] = "preferred"
            elif name == "count":
                values[name] = "7"
        # A remark is only ever said behind something else.
        told = ("x" if english[0][0] in " ,;" else "") + english[0].format(**values)
        answer = said(told)
        for name, value in values.items():
            inside = value[1:-1] if value == "“Đà Nẵng”" else value
            if value != "preferred" and name != "count" and inside not in answer:
                lost.append((english[0], answer))
        if answer == told:
            lost.append((english[0], "not recognised"))
    assert not lost


# (what the glossary says, in Vietnamese, in Russian)
SAID = [
    (
        "Made “Ле Хоанг Нам” the Russian term of “Le Hoang Nam”",
        "Đã đặt “Ле Хоанг Нам” làm thuật ngữ tiếng Nga của “Le Hoang Nam”",
        "«Ле Хоанг Нам» – теперь русский термин: «Le Hoang Nam»",
    ),
    ("Approved 3 concepts", "Đã duyệt 3 khái niệm", "Принято: 3 понятия"),
    ("Approved 21 concepts", "Đã duyệt 21 khái niệm", "Принято: 21 понятие"),
    ("Made “Da Nang” a place", "Đã đặt “Da Nang” là địa danh", "«Da Nang»: теперь место"),
    # A name may be a word of the glossary, and hold quotation marks, braces or English.
    ("Rejected “nominative”", "Đã từ chối “nominative”", "Отклонено: «nominative»"),
    ("Added “a {name} of 5”", "Đã thêm “a {name} of 5”", "Добавлено: «a {name} of 5»"),
    ("cang.txt is a folder.", "cang.txt là thư mục.", "cang.txt – папка."),
    (
        "Nam / Le Hoang Nam: the same surname, and the initials agree",
        "Nam / Le Hoang Nam: cùng họ và chữ đầu khớp nhau",
        "Nam / Le Hoang Nam: та же фамилия, и инициалы совпадают",
    ),
    (
        "Lê → Ле (practical transcription 1973, places in one word)",
        "Lê → Ле (phiên âm thực hành 1973, địa danh viết liền)",
        "Lê → Ле (практическая транскрипция 1973 г., места слитно)",
    ),
    (
        "The list of packages could not be refreshed: a.org refused the connection. Try again later. "
        "The list of 2024-05-13 is used.",
        "Không cập nhật được danh sách gói: a.org từ chối kết nối. Hãy thử lại sau. Dùng danh sách ngày 2024-05-13.",
        "Список пакетов не обновлён: a.org отказал в соединении. Повторите позже. Используется список от 2024-05-13.",
    ),
    (
        "“color:x” finds nothing; after color: comes one of: new, approved.",
        "“color:x” không tìm được gì; sau color: là một trong: new, approved.",
        "«color:x» ничего не найдёт; после color: пишут одно из: new, approved.",
    ),
    (
        "Added “IMS” as a mention of “Institute of Marine Studies”",
        "Đã thêm “IMS” làm lần nhắc của “Institute of Marine Studies”",
        "Добавлено упоминание «IMS»: «Institute of Marine Studies»",
    ),
    (" (back from Latin letters)", "(chuyển ngược từ chữ Latinh)", "(обратно с латиницы)"),
    ("nobody ever said this", "nobody ever said this", "nobody ever said this"),
    ("", "", ""),
]


@pytest.mark.parametrize(("english", "vietnamese", "russian"), SAID)
def test_what_the_glossary_says_is_said_in_the_interface_language(english: str, vietnamese: str, russian: str) -> None:
    for code, wanted in (("en", english), ("vi", vietnamese), ("ru", russian)):
        i18n.use(code)
        assert said(english) == wanted


@pytest.mark.parametrize("code", SPOKEN)
def test_what_decisions_say_is_said_in_the_interface_language(desk: Path, own_home: None, code: str) -> None:
    i18n.use(code)
    glossary = Glossary(desk)
    try:
        nam = next(row.id for row in glossary.queue("", limit=50) if row.label == "Le Hoang Nam")
        glossary.approve([nam])
        glossary.take(nam, Lang.RU, "Ле Хоанг Нам")
        glossary.set_term(nam, Lang.VI, "Nam")
        glossary.set_kind([nam], Kind.EVENT)
        glossary.set_note(nam, "a note")
        glossary.add(Kind.PLACE, {Lang.EN: "Blue River"})
        number = next(term.id for term in glossary.view(nam).terms if term.text == "Nam")
        glossary.set_term_status([number], TermStatus.DEPRECATED)
        glossary.set_term_form([number], TermForm.ACRONYM)
        glossary.undo()
        history = glossary.history(50)
        assert len(history) == 8
        for decision in history:
            assert said(decision.label) != decision.label
            assert "Made" not in said(decision.label)
        with pytest.raises(errors.GlossaryError) as raised:
            glossary.add(Kind.PLACE, {Lang.EN: "Blue River"})
        assert "Blue River" in said(str(raised.value))
        assert said(str(raised.value)) != str(raised.value)
    finally:
        glossary.close()
