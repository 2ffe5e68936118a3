"""What the glossary can say, read from its source: each sentence as a template, `Added “{best}”`.

The glossary layer speaks English and knows no gettext: its sentences stand in exceptions, command-line output and the
database. Here its modules are parsed, never imported, and every text that reads like a sentence is taken with names in
place of the values an f-string fills in. Choices inside an f-string give one template each.
"""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

GLOSSARY = Path(__file__).parents[2] / "glossary"

SILENT = frozenset(
    {
        "__init__",
        "authority",
        "cli",
        "evaluate",
        "extract",
        "keys",
        "known",
        "lookup",
        "migrations",
        "model",
        "noise",
        "pairs",
        "resources",
        "text",
    }
)
"""Modules that speak to the command line and to developers alone, or not at all; all others may reach a reader."""

FOLDERS = ("", "exchange", "likeness", "store")
"""Where the modules lie of which every sentence may reach a reader."""

TRACING = ("suggest", "lang/transcribe", "lang/foreign", "lang/foreign_back", "lang/romanise")
"""Modules that make names and tell how: only what they tell is a message, the rest is language data."""

ENUMS = ("ConceptStatus", "TermStatus", "TermForm", "Kind")
"""Enumerations of the model whose values stand in sentences, as they are or in small letters."""

UNSAID = frozenset(
    {
        "Viet Nam",
        "Vietnam News Agency, Vietnamese",
        "{text} in {article}{names}",
        "{text} in {names}",
        "name order",
        "numbers do not end",
        "# Glossary in tab-separated format -*- coding: utf-8 -*-",
        "{behind} of the {inner}",
        "{behind} of {name}",
        "{form} of {en}",
        "Argos ",
        "digits differ",
        "not translated",
        "repeats itself",
        "too long",
        "unknown letters",
    }
)
"""What reads like a sentence but is none: data, keys, names of rules."""

TELLING = frozenset({"trace", "why", "rule", "how", "label", "labels", "notes", "dates", "note", "reason", "source"})
"""Variables and keywords of tracing modules that hold what is told."""

TOLD_AT = {"Suggestion": 3, "Rendering": 2, "Reading": 2}
"""Calls of tracing modules and the place of what is told."""

SILENT_CALLS = frozenset(
    {"compile", "sql", "execute", "query", "one", "all", "rows", "row", "strftime", "getattr", "cast"}
)
"""Calls whose arguments are patterns, queries and names: nobody reads them."""

_COUNTED = re.compile(r"\{count\} [a-z]")
_WORDS = re.compile(r"[a-z]{2,}")
_SMALL = re.compile(r"\b[a-z]{2,}\b")
_LETTERS = re.compile(r"[A-Za-z]")
_QUERY = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA|CREATE|VALUES|WITH RECURSIVE|FROM|SAVEPOINT)\b")
_PATTERN = re.compile(r"[\\^$\n]|\(\?|^\[|\{[^{}]*[.A-Z]|= \?|excluded\.")
_CODE = re.compile(r"^[\w.:/\[\]\"<>=-]*$")


@dataclass
class _Module:
    """One parsed module: its constants and tables of text, by name."""

    tree: ast.Module
    constants: dict[str, list[str]] = field(default_factory=dict)
    tables: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Extracted:
    """Template -> the modules that say it; `counted` are the templates with a `{count}` of things."""

    where: Mapping[str, tuple[str, ...]]

    @property
    def counted(self) -> frozenset[str]:
        """The templates whose words follow a number: they have plural forms."""
        return frozenset(template for template in self.where if _COUNTED.search(template))


def extract(root: Path = GLOSSARY) -> Extracted:
    """Every template of the glossary's source."""
    found: dict[str, dict[str, None]] = {}
    for paths, tracing in ((speaking(root), False), (_files(root, TRACING), True)):
        for path in paths:
            for template in templates(path.read_text(encoding="utf-8"), tracing=tracing):
                found.setdefault(template, {})[f"glossary/{path.relative_to(root).as_posix()}"] = None
    for value in _enum_values((root / "model.py").read_text(encoding="utf-8")):
        for written in (value, value.lower()):
            found.setdefault(written, {})["glossary/model.py"] = None
    return Extracted({template: tuple(where) for template, where in sorted(found.items())})


def speaking(root: Path = GLOSSARY) -> list[Path]:
    """The modules of which every sentence may reach a reader."""
    found = [path for folder in FOLDERS for path in sorted((root / folder).glob("*.py"))]
    return [path for path in found if path.stem not in SILENT or path.parent.name in ("exchange", "likeness")]


def _files(root: Path, names: Iterable[str]) -> Iterator[Path]:
    for name in names:
        place = root / name
        yield from sorted(place.glob("*.py")) if place.is_dir() else [place.with_suffix(".py")]


def _enum_values(source: str) -> list[str]:
    return [
        statement.value.value
        for node in ast.parse(source).body
        if isinstance(node, ast.ClassDef) and node.name in ENUMS
        for statement in node.body
        if isinstance(statement, ast.Assign)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
        and statement.value.value
    ]


# ---- one module ---------------------------------------------------------------------------------------------------
def templates(source: str, *, tracing: bool = False) -> list[str]:
    """The templates of one module, in their order; of a tracing one only what it tells."""
    module = _read(ast.parse(source))
    roots: Iterable[ast.AST] = _told(module.tree) if tracing else [module.tree]
    found: dict[str, None] = {}
    for root in roots:
        for node in _speaking(root):
            said = [text for text in _texts(node, module) if _is_message(text, single=tracing)]
            found.update(dict.fromkeys(said))
            for table in _tables_in(node) if said else ():
                found.update(dict.fromkeys(module.tables.get(table, [])))
    # A beginning that is only ever followed by more is no message of its own.
    return [text for text in found if not (text.endswith(" ") and any(o.startswith(text) for o in found if o != text))]


def raised(source: str) -> list[tuple[int, list[str]]]:
    """(line, templates) of each error that a module raises with a text of its own; for the proof that none is lost."""
    module = _read(ast.parse(source))
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and node.exc.args:
            name = node.exc.func
            if isinstance(name, ast.Name) and name.id.endswith("Error") and not hasattr(builtins, name.id):
                found.append((node.lineno, _texts(node.exc.args[0], module)))
    return found


def given(source: str, calls: Mapping[str, int]) -> list[tuple[int, list[str]]]:
    """(line, templates) of each text that a module gives one of these calls at its place."""
    module = _read(ast.parse(source))
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in calls and len(node.args) > calls[name]:
                found.append((node.lineno, _texts(node.args[calls[name]], module)))
    return found


def labelled(source: str) -> list[tuple[int, list[str]]]:
    """(line, templates) of each label that a module gives a decision."""
    module = _read(ast.parse(source))
    return [
        (node.lineno, _texts(node.value, module))
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Attribute) and target.attr == "label" for target in node.targets)
    ]


def _read(tree: ast.Module) -> _Module:
    module = _Module(tree)
    for node in tree.body:
        target, value = None, None
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            target, value = node.targets[0].id, node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            target, value = node.target.id, node.value
        if target is None or value is None:
            continue
        if isinstance(value, ast.Dict):
            texts = [v.value for v in value.values if isinstance(v, ast.Constant) and isinstance(v.value, str)]
            module.tables[target] = [text for text in texts if _LETTERS.search(text)]
        elif texts := _texts(value, module):
            module.constants[target] = texts
    return module


def _told(tree: ast.Module) -> Iterator[ast.AST]:
    """The expressions of a tracing module that hold what it tells."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = {n.id for target in targets for n in ast.walk(target) if isinstance(n, ast.Name)}
            if names & TELLING:
                yield node.value
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            at = TOLD_AT.get(name)
            if at is not None and len(node.args) > at:
                yield node.args[at]
            yield from (keyword.value for keyword in node.keywords if keyword.arg in TELLING)
            if name in ("append", "replace"):
                yield from node.args
        elif isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            yield from node.elts
        elif isinstance(node, ast.Return) and node.value is not None:
            yield node.value


def _speaking(root: ast.AST) -> Iterator[ast.expr]:
    """The outermost texts below a node; docstrings, queries and patterns are left out."""
    waiting: list[ast.AST] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Constant | ast.JoinedStr):
            yield node
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
            yield node
            waiting += [node.left, node.right]
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            continue
        elif isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in SILENT_CALLS:
                continue
            # The second argument of a decision is its name in the database, which nobody reads.
            silent = {1} if name == "decide" else {4} if name == "_prefer_decision" else set()
            waiting += [argument for at, argument in enumerate(node.args) if at not in silent]
            waiting += [keyword.value for keyword in node.keywords]
            waiting.append(node.func)
        elif isinstance(node, ast.AnnAssign):
            waiting += [node.value] if node.value is not None else []
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += node.body
        else:
            waiting += list(ast.iter_child_nodes(node))


def _tables_in(node: ast.expr) -> list[str]:
    """The tables from which an f-string takes words: `{_KIND[kind]}`."""
    return [
        part.value.id for part in ast.walk(node) if isinstance(part, ast.Subscript) and isinstance(part.value, ast.Name)
    ]


# ---- one text -------------------------------------------------------------------------------------------------------
def _texts(node: ast.expr, module: _Module) -> list[str]:
    """The templates an expression can give; empty for one that is no text we can read."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.Name):
        return module.constants.get(node.id, [])
    if isinstance(node, ast.IfExp):
        return _texts(node.body, module) + _texts(node.orelse, module)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        left, right = _texts(node.left, module), _texts(node.right, module)
        return [a + b for a, b in product(left, right)]
    if isinstance(node, ast.JoinedStr):
        return _joined(node, module)
    return []


def _joined(node: ast.JoinedStr, module: _Module) -> list[str]:
    """An f-string with names for its values; the same value has one name, another of this name gets a number."""
    names: dict[str, str] = {}
    pieces: list[list[str]] = []
    for part in node.values:
        if isinstance(part, ast.Constant):
            pieces.append([str(part.value).replace("{", "{{").replace("}", "}}")])
        elif isinstance(part, ast.FormattedValue):
            choices = _choices(part.value, module)
            if choices:
                pieces.append(choices)
                continue
            told = ast.unparse(part.value)
            if told not in names:
                name, number = _named(part.value), 1
                while (unique := name if number == 1 else f"{name}{number}") in names.values():
                    number += 1
                names[told] = unique
            pieces.append(["{" + names[told] + "}"])
    return ["".join(choice) for choice in product(*pieces)]


def _choices(node: ast.expr, module: _Module) -> list[str]:
    """The texts of `{'one' if … else 'other'}` and of `{NAME}` of a constant text; empty for a real value."""
    if isinstance(node, ast.IfExp):
        branches = [_texts(node.body, module), _texts(node.orelse, module)]
        if all(branches):
            return branches[0] + branches[1]
    if isinstance(node, ast.Name) and node.id.lstrip("_").isupper():
        return module.constants.get(node.id, [])
    return []


def _named(node: ast.expr) -> str:
    """What a value is called in a template: by the variable, field, table or function it comes from."""
    if isinstance(node, ast.Name):
        return node.id.strip("_").lower()
    if isinstance(node, ast.Attribute):
        return node.attr.strip("_").lower()
    if isinstance(node, ast.Subscript):
        if isinstance(node.slice, ast.Constant) and isinstance(node.slice.value, str):
            return re.sub(r"\W", "", node.slice.value)
        return _named(node.value)
    if isinstance(node, ast.BoolOp):
        return _named(node.values[0])
    if isinstance(node, ast.BinOp):
        return _named(node.left)
    if isinstance(node, ast.IfExp):
        return _named(node.body)
    if isinstance(node, ast.Await | ast.UnaryOp):
        return "value"
    if isinstance(node, ast.Call):
        return _named_call(node)
    return "value"


_TRANSPARENT = frozenset({"shown", "str", "readable_name", "printable", "nfc", "map", "sorted", "_lasting"})
"""Functions that only tidy a value: it is called as before."""


def _named_call(node: ast.Call) -> str:
    if isinstance(node.func, ast.Attribute):
        if node.func.attr == "join":
            told = node.args[0]
            table = isinstance(told, ast.GeneratorExp) and isinstance(told.elt, ast.Subscript)
            return _named(told.elt) if table and isinstance(told, ast.GeneratorExp) else "list"
        return _named(node.func.value)
    name = getattr(node.func, "id", "value")
    if name == "len":
        return "count"
    if name in _TRANSPARENT and node.args:
        return _named(node.args[-1])
    if name == "getattr" and len(node.args) > 1:
        return "error"
    return str(name).strip("_")


def _is_message(template: str, *, single: bool) -> bool:
    """Does this read like something said to a person? Keys, queries, patterns and names of columns do not."""
    bare = re.sub(r"\{[a-z_0-9]*\}", "", template)
    if template in UNSAID or not _WORDS.search(bare) or _QUERY.search(template) or _PATTERN.search(template):
        return False
    if not all(letter.isascii() or letter in "её" for letter in bare if letter.isalpha()):
        return False
    spaced = " " in bare.strip() or (bare != template and " " in bare)
    if single:
        # A tracing module names institutions too: what is told has words in small letters before any capital.
        return (spaced or not _CODE.match(template)) and (bare.lstrip()[:1].islower() or len(_SMALL.findall(bare)) > 1)
    return spaced
