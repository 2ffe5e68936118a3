"""The command line: parse, call the service, print. Data goes to stdout, talk and progress to stderr.

Exit codes: 0 done, 1 nothing found or only partly done, 2 wrong use or input, 3 the database cannot be opened,
130 interrupted.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.errors import DatabaseError, GlossaryError, InputError
from glossary.model import Kind, Lang, Loss, Progress, Question, Suggestion, TransferReport
from glossary.text import nfc, printable

if TYPE_CHECKING:
    from glossary.packages import InstalledPackage
    from glossary.service import Glossary

DONE, PARTLY, WRONG, NO_DATABASE, INTERRUPTED = 0, 1, 2, 3, 130

_CHUNK = 256
"""Lines of `suggest --format jsonl` answered together, so that machine translation works in batches."""


@dataclass(frozen=True)
class Command:
    """A command that lives above the command line, where the screens are; it is listed and parsed with all others."""

    name: str
    text: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None, more: Sequence[Command] = ()) -> int:
    """Run one command, of this module or one `more`; the exit code. Never raises for what the person did."""
    _speak_utf8()
    arguments = _parser(more).parse_args([_readable(word) for word in (sys.argv[1:] if argv is None else argv)])
    try:
        code = arguments.run(arguments)
        sys.stdout.flush()
    except GlossaryError as error:
        say(f"tenrieng: {error}")
        if isinstance(error, DatabaseError):
            say("--db names another file.")
        return error.exit_code
    except KeyboardInterrupt:
        say("Stopped. What was finished before is kept; run the same command again to go on.")
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output went away (`| head`): not an error of ours, and nothing more can be said on stdout.
        _give_up_stdout()
        return DONE
    except OSError as error:
        _give_up_stdout()
        say(f"tenrieng: the output could not be written: {error.strerror or error}.")
        return WRONG
    return int(code)


def _give_up_stdout() -> None:
    """Send what is still buffered to nowhere, so that the interpreter does not fail on it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _readable(argument: str) -> str:
    """An argument in bytes that are no UTF-8 names a file as it is; anything else is told in escapes."""
    if os.path.exists(argument):  # noqa: PTH110  (pathlib raises on names that are too long)
        return argument
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def say(sentence: str) -> None:
    """Talk to the person, on stderr; what an article may have smuggled in is not drawn."""
    print("\n".join(printable(line) for line in sentence.split("\n")), file=sys.stderr)  # noqa: T201


def _speak_utf8() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace" if stream is not sys.stdin else "strict")
    if hasattr(signal, "SIGTERM"):
        signal.signal(signal.SIGTERM, signal.default_int_handler)


def _put(line: str) -> None:
    print(line)  # noqa: T201


def _put_json(value: object) -> None:
    _put(json.dumps(value, ensure_ascii=False))


def _put_text(line: str) -> None:
    _put(printable(line))


# ---- arguments --------------------------------------------------------------------------------------------------


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> None:  # type: ignore[override]
        say(f"tenrieng: {message}\nTry: {self.prog} --help")
        raise SystemExit(WRONG)


class _Version(argparse.Action):
    def __call__(self, *_: object) -> None:
        from importlib.metadata import version

        _put(f"tenrieng {version('tenrieng')}")
        raise SystemExit(DONE)


def _parser(more: Sequence[Command] = ()) -> argparse.ArgumentParser:
    parser = _Parser(
        prog="tenrieng",
        description="The names in Vietnamese, English and Russian news: find, gather, translate, review, export.",
        epilog="Without a command it opens the app. Exit codes: 0 done, 1 nothing found or partly done, 2 wrong use "
        "or input, 3 the database cannot be opened, 130 interrupted.",
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="print the version")
    database = _Parser(add_help=False)
    for target, default in ((parser, None), (database, argparse.SUPPRESS)):
        target.add_argument(
            "--db",
            type=Path,
            metavar="DB",
            default=default,
            help="the glossary's file (else TENRIENG_DB, else your data folder)",
        )
    commands = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=text, description=text[0].upper() + text[1:] + ".", parents=[database])
        sub.set_defaults(run=run)
        return sub

    sub = command("build", _build, "read articles, find and gather their names, suggest the missing languages")
    sub.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files, folders, patterns, URLs, or - for standard input; default: the seed articles",
    )
    sub.add_argument("-q", "--quiet", action="store_true", help="no progress")
    sub.add_argument(
        "--again",
        action="store_true",
        help="suggest anew for the whole glossary, after a package was installed; without PATH nothing is read",
    )

    sub = command("extract", _extract, "print the names found in files, without a database")
    sub.add_argument("files", nargs="+", metavar="FILE")
    sub.add_argument("--format", choices=("text", "jsonl"), default="text")
    sub.add_argument(
        "--explain", action="store_true", help="print which rule made, typed, trimmed or dropped each mention"
    )

    sub = command("suggest", _suggest, "propose what a name is called in another language")
    sub.add_argument("text", nargs="?", help="one name; without it, JSON lines are read from standard input")
    sub.add_argument(
        "--to",
        type=_lang,
        metavar="{vi,en,ru}",
        help="the language wanted (both others when left out)",
    )
    sub.add_argument(
        "--from",
        dest="source",
        type=_lang,
        metavar="{vi,en,ru}",
        help="the language of the name (guessed when left out)",
    )
    sub.add_argument("--kind", type=_kind, help="PERSON, ORG, PLACE or EVENT (guessed when left out)")
    sub.add_argument("--format", choices=("text", "jsonl"), default="text")

    sub = command("compare", _compare, "say whether two spellings would be one concept, and why")
    sub.add_argument(
        "names", nargs="*", metavar="NAME", help="two names; without them, JSON lines are read from standard input"
    )
    sub.add_argument("--format", choices=("text", "jsonl"), default="text")

    sub = command("search", _search, "list the concepts that match")
    sub.add_argument(
        "query", nargs="+", help="words of a term, with or without diacritics; kind:org, status:new, missing:ru filter"
    )
    sub.add_argument("--format", choices=("text", "jsonl"), default="text")
    sub.add_argument("--limit", type=_count, default=50, help="at most so many (default 50)")

    sub = command("show", _show, "show one concept: terms, suggestions, evidence")
    sub.add_argument("id")

    command("stats", _stats, "count what is in the glossary")
    command("undo", _undo, "take back the last decision")
    command("redo", _redo, "do the last undone decision again")

    sub = command("export", _export, "write the glossary to a file")
    sub.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    sub.add_argument("--format", default="csv", help="csv (default), csv-excel or omegat")
    sub.add_argument(
        "--query",
        default="",
        help="only the concepts that match: words of a term, kind:org, status:approved, missing:ru (as in search)",
    )
    sub.add_argument(
        "--langs", type=_langs, default=(), metavar="vi,en,ru", help="only the terms of these languages (default: all)"
    )

    sub = command("import", _import, "read a CSV back")
    sub.add_argument("file", type=Path)
    sub.add_argument("--dry-run", action="store_true", help="tell what would change, row by row, and write nothing")

    sub = command("models", _models, "list, install or remove Argos translation packages")
    sub.add_argument("action", choices=("list", "install", "remove"))
    sub.add_argument("what", nargs="?", metavar="PAIR|FILE", help="a pair like vi-en, or an .argosmodel file")
    sub.add_argument("--online", action="store_true", help="list: ask the package index what can be downloaded")
    sub.add_argument("--yes", action="store_true", help="install a known package although its checksum differs")

    sub = command("eval", _eval, "measure against gold data")
    sub.add_argument("gold", type=Path, metavar="GOLD_DIR", nargs="?")
    sub.add_argument("articles", type=Path, metavar="ARTICLE_DIR", nargs="*")
    sub.add_argument("--suggest", type=Path, metavar="TRIPLES", help="measure suggestions on a file of equivalents")
    sub.add_argument("--compare", type=Path, metavar="VARIANTS", help="measure comparison on a file of pairs")

    for one in more:
        one.arguments(command(one.name, one.run, one.text))
    return parser


def _lang(text: str) -> Lang:
    try:
        return Lang(text.casefold())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not vi, en or ru") from None


def _langs(text: str) -> tuple[Lang, ...]:
    return tuple(dict.fromkeys(_lang(part.strip()) for part in text.split(",")))


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= len(text) <= 9 or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number from 1 to 999999999")
    return int(text)


def _kind(text: str) -> Kind:
    try:
        return Kind(text.upper())
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not PERSON, ORG, PLACE or EVENT") from None


# ---- building and looking ---------------------------------------------------------------------------------------


def _open(arguments: argparse.Namespace) -> Glossary:
    from glossary import service

    path = arguments.db or service.default_database()
    if not os.path.lexists(path):
        say(f"A new glossary: {path}")
    return service.Glossary(path)


def _build(arguments: argparse.Namespace) -> int:
    from glossary.resources import SEEDS

    with _open(arguments) as glossary:
        before = glossary.totals()
        if arguments.paths or not arguments.again:
            _follow(glossary.build(arguments.paths or [str(SEEDS)]), quiet=arguments.quiet)
        if arguments.again:
            _follow(glossary.suggest_missing(), quiet=arguments.quiet)
        after, losses = glossary.totals(), glossary.losses
    _report_losses(losses)
    _put(f"articles  {after.articles:>7}  ({after.articles - before.articles:+d})")
    _put(f"mentions  {after.mentions:>7}  ({after.mentions - before.mentions:+d})")
    _put(f"concepts  {after.concepts:>7}  ({after.concepts - before.concepts:+d}), {after.new} to review")
    _put("without a term  " + "  ".join(f"{lang} {count}" for lang, count in sorted(after.missing.items())))
    _hint_argos()
    if losses:
        return _code(arguments.paths, losses)
    return DONE if after.articles else PARTLY


def _hint_argos() -> None:
    from glossary.suggest import argos

    hint = argos.hint()
    if hint:
        say(hint)


def _follow(job: Iterator[Progress], *, quiet: bool = False) -> None:
    """Run a job to its end; progress goes to stderr, on one line where that is a terminal."""
    live = sys.stderr.isatty()
    for step in job:
        if quiet:
            continue
        done, total = step.told
        of = f"{done}/{total}" if total else str(done)
        line = printable(f"{of}  {step.label}".replace("\n", " "))
        if live:
            sys.stderr.write(f"\r\x1b[K{line[:78]}")
            sys.stderr.flush()
        else:
            say(line)
    if live and not quiet:
        sys.stderr.write("\r\x1b[K")


def _code(named: Sequence[str], losses: Sequence[Loss]) -> int:
    """All read: done. Of what was named nothing could be read: wrong input. Else partly done."""
    if not losses:
        return DONE
    return WRONG if set(named) <= {loss.where for loss in losses} else PARTLY


def _report_losses(losses: Sequence[Loss]) -> None:
    for loss in losses:
        say(f"{loss.where}: {loss.why}" if loss.where else loss.why)


def _extract(arguments: argparse.Namespace) -> int:
    from glossary import service

    losses: list[Loss] = []
    if arguments.explain:
        for line in service.explain(arguments.files, losses):
            _put_text(line)
    else:
        for record in service.extract(arguments.files, losses):
            if arguments.format == "jsonl":
                _put_json(record)
            else:
                where = f"{record['article']}:{record['start']}"
                _put_text(f"{where}  {record['kind']:<6}  {record['text']}  [{record['concept']}]")
    _report_losses(losses)
    return _code(arguments.files, losses)


def _search(arguments: argparse.Namespace) -> int:
    with _open(arguments) as glossary:
        rows = glossary.search(nfc(" ".join(arguments.query)), limit=arguments.limit)
    for row in rows:
        if arguments.format == "jsonl":
            _put_json(
                {"id": row.id, "kind": row.kind, "status": row.status, "label": row.label, "variants": row.variants}
                | {"articles": row.articles, "mentions": row.mentions, "missing": row.missing}
            )
        else:
            missing = f"  no {', '.join(row.missing)}" if row.missing else ""
            _put_text(f"{row.id}  {row.kind:<6}  {row.status:<8}  {row.label}  ({row.mentions}){missing}")
    if not rows:
        say(
            "No concept matches. Words match the beginnings of a term's words; kind:org, status:new, missing:ru filter."
        )
    return DONE if rows else PARTLY


def _show(arguments: argparse.Namespace) -> int:
    with _open(arguments) as glossary:
        view = glossary.view(arguments.id)
    row = view.row
    _put_text(f"{row.label}  ·  {row.kind}, {row.status}  ·  {row.id}")
    for lang in Lang:
        terms = [t for t in view.terms if t.lang is lang]
        _put_text(f"{lang}  " + (" | ".join(f"{t.text} ({t.status})" for t in terms) or "—"))
        for number, suggestion in enumerate(view.suggestions.get(lang, ()), 1):
            _put_text(f"    {number}. {_spelled_out(suggestion)}")
    if view.note:
        _put_text(f"note: {view.note}")
    for doubt in view.doubts:
        _put_text(f"the same as {doubt.other}? {doubt.why}")
    for evidence in view.evidence:
        _put_text(f"{evidence.article}: {' '.join(evidence.sentence.split())}")
    return DONE


def _spelled_out(suggestion: Suggestion) -> str:
    origins = ", ".join(suggestion.origins or (suggestion.origin,))
    return f"{suggestion.text}  {suggestion.score:.2f}  {origins}: {suggestion.trace}"


def _stats(arguments: argparse.Namespace) -> int:
    from glossary import service

    with _open(arguments) as glossary:
        totals = glossary.totals()
    _put_json(
        {name: getattr(totals, name) for name in ("articles", "mentions", "concepts", "new", "approved", "rejected")}
        | {"missing": dict(totals.missing), "database": str(arguments.db or service.default_database())}
    )
    return DONE


def _undo(arguments: argparse.Namespace) -> int:
    with _open(arguments) as glossary:
        decision = glossary.undo()
    say(f"Undone: {decision.label}" if decision else "There is nothing to undo.")
    return DONE if decision else PARTLY


def _redo(arguments: argparse.Namespace) -> int:
    with _open(arguments) as glossary:
        decision = glossary.redo()
    say(f"Done again: {decision.label}" if decision else "There is nothing to redo.")
    return DONE if decision else PARTLY


# ---- asking without a database ----------------------------------------------------------------------------------


def _suggest(arguments: argparse.Namespace) -> int:
    from glossary import service

    if arguments.text is None:
        code = DONE
        for block in _blocks(_questions()):
            answers = iter(service.suggest_many([asked for asked in block if isinstance(asked, Question)]))
            for asked in block:
                if isinstance(asked, Question):
                    _put_json({"suggestions": [_suggestion_record(s) for s in next(answers)]})
                else:
                    _put_json({"suggestions": [], "error": str(asked)})
                    code = _complain(asked)
            sys.stdout.flush()
        return code
    text = nfc(arguments.text).strip()
    if not text:
        raise InputError('The name is empty: give one, as in: tenrieng suggest "Phạm Minh Chính" --to ru')
    source = arguments.source or service.guess_name_lang(text)
    targets = [arguments.to] if arguments.to else [lang for lang in Lang if lang is not source]
    for target in targets:
        question = Question(source, target, arguments.kind or service.guess_kind(text), text)
        suggestions = service.suggest(question)
        if arguments.format == "jsonl":
            _put_json({"suggestions": [_suggestion_record(s) for s in suggestions]})
            continue
        _put_text(f"{text}  {source} → {target}")
        for number, suggestion in enumerate(suggestions, 1):
            _put_text(f"  {number}. {_spelled_out(suggestion)}")
    return DONE


def _suggestion_record(suggestion: Suggestion) -> dict[str, object]:
    return {
        "text": suggestion.text,
        "origin": suggestion.origin,
        "origins": suggestion.origins or (suggestion.origin,),
        "score": round(suggestion.score, 4),
        "trace": suggestion.trace,
    }


def _questions() -> Iterator[Question | InputError]:
    """The questions on standard input; a line that is none as the error that says why, so that the others go on."""
    for number, record in _json_lines():
        if isinstance(record, InputError):
            yield record
            continue
        try:
            yield _question(record)
        except ValueError as error:
            yield InputError(
                f"Line {number} is not a question: {error}. Expected, for example: "
                '{"source":"vi","target":"ru","kind":"PERSON","text":"Phạm Minh Chính"}'
            )


def _question(record: dict[str, object]) -> Question:
    """One line as a question; the language and kind of the name are guessed where the line does not tell."""
    from glossary import service

    text = nfc(_string(record, "text"))
    source = Lang(_string(record, "source").casefold()) if record.get("source") else service.guess_name_lang(text)
    kind = Kind(_string(record, "kind").upper()) if record.get("kind") else service.guess_kind(text)
    return Question(source, Lang(_string(record, "target").casefold()), kind, text)


def _string(record: dict[str, object], name: str) -> str:
    if name not in record:
        raise ValueError(f"{name} is missing")
    value = record[name]
    if not isinstance(value, str):
        raise ValueError(f"{name} is not text")
    return value


def _json_lines() -> Iterator[tuple[int, dict[str, object] | InputError]]:
    if sys.stdin.isatty():
        say("Reading JSON lines from the keyboard; end with Ctrl+D.")
    for number, raw in enumerate(sys.stdin.buffer, 1):
        if raw.strip():
            yield number, _json_record(number, raw)


def _json_record(number: int, raw: bytes) -> dict[str, object] | InputError:
    try:
        record = json.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return InputError(f"Line {number} of the input is not UTF-8 ({error}).")
    except (ValueError, RecursionError) as error:
        return InputError(f"Line {number} of the input is not JSON ({error}).")
    return record if isinstance(record, dict) else InputError(f"Line {number} is not a JSON object.")


def _complain(error: InputError) -> int:
    """Say which line was none; the exit code for that."""
    say(f"tenrieng: {error}")
    return error.exit_code


def _blocks(asked: Iterator[Question | InputError]) -> Iterator[list[Question | InputError]]:
    while block := list(islice(asked, _CHUNK)):
        yield block


def _compare(arguments: argparse.Namespace) -> int:
    from glossary import service

    if len(arguments.names) not in (0, 2):
        raise InputError("Compare takes two names, or none and JSON lines on standard input.")
    if arguments.names:
        pairs: Iterator[tuple[str, str] | InputError] = iter([(nfc(arguments.names[0]), nfc(arguments.names[1]))])
    else:
        pairs = _pairs()
    code = DONE
    for pair in pairs:
        if isinstance(pair, InputError):
            _put_json({"same": False, "level": "", "why": "", "error": str(pair)})
            code = _complain(pair)
            continue
        answer = service.compare(*pair)
        if arguments.names and arguments.format == "text":
            _put_text(f"{'one concept' if answer.same else 'not one concept'} ({answer.level}): {answer.why}")
        else:
            _put_json({"same": answer.same, "level": answer.level, "why": answer.why})
    return code


def _pairs() -> Iterator[tuple[str, str] | InputError]:
    for number, record in _json_lines():
        if isinstance(record, InputError):
            yield record
            continue
        try:
            yield nfc(_string(record, "a")), nfc(_string(record, "b"))
        except ValueError as error:
            yield InputError(f'Line {number} is not a pair: {error}. Expected: {{"a":"…","b":"…"}}')


# ---- leaving and coming back ------------------------------------------------------------------------------------


def _export(arguments: argparse.Namespace) -> int:
    from glossary.exchange import FORMATS

    if arguments.format not in FORMATS:
        raise InputError(f"{arguments.format} is not a format: choose {', '.join(FORMATS)}.")
    if str(arguments.output) == "-":
        raise InputError("Export writes a file: name one after -o.")
    with _open(arguments) as glossary:
        report = glossary.export(arguments.output, arguments.format, query=nfc(arguments.query), langs=arguments.langs)
    _report_transfer(report)
    say(f"Wrote {report.concepts} concepts, {report.terms} terms: {', '.join(report.files)}")
    return DONE if report.concepts else PARTLY


def _import(arguments: argparse.Namespace) -> int:
    if arguments.dry_run:
        return _preview_import(arguments)
    with _open(arguments) as glossary:
        report = glossary.import_file(arguments.file)
    _report_transfer(report)
    counts = f"{report.added} new, {report.changed} changed, {report.unchanged} as they were"
    say(f"Read {report.concepts} concepts: {counts}.")
    return PARTLY if report.losses or not report.concepts else DONE


def _preview_import(arguments: argparse.Namespace) -> int:
    with _open(arguments) as glossary:
        preview = glossary.preview_import(arguments.file)
    for row in preview.rows:
        changes = [f"{c.field}: {c.old} → {c.new}" if c.old else f"{c.field}: {c.new}" for c in row.changes]
        said = "; ".join([*changes, row.why] if row.why else changes)
        _put_text(f"line {row.line}  {row.outcome}  {row.concept}  {row.label}  {said}")
    _report_losses(preview.losses)
    taken = f"{preview.added} new, {preview.changed} changed, {preview.unchanged} as they were"
    say(f"This file would bring: {taken}, {preview.refused} refused. Nothing was written.")
    whole = not preview.losses and not preview.refused
    return DONE if whole and preview.added + preview.changed + preview.unchanged else PARTLY


def _report_transfer(report: TransferReport) -> None:
    _report_losses(report.losses)
    for reason, count in report.left_out.items():
        if count:
            say(f"Left out: {count} {reason}")


def _models(arguments: argparse.Namespace) -> int:
    from glossary import packages

    if arguments.action == "list":
        return _list_packages(online=arguments.online)
    if not arguments.what:
        raise InputError(f"Name what to {arguments.action}, for example: tenrieng models {arguments.action} vi-en")
    if arguments.action == "remove":
        for package in packages.remove(arguments.what):
            say(f"Removed {package.pair} {package.version}.")
        return DONE
    job = packages.install(arguments.what, confirm=_confirm(assume_yes=arguments.yes))
    package = _follow_to_result(job)
    say(
        f"Installed {package.pair} {package.version}. `tenrieng build --again` uses it for all that is in the glossary."
    )
    return DONE


def _list_packages(*, online: bool) -> int:
    from glossary import packages

    installed = packages.installed()
    for package in installed:
        state = package.problem or f"checksum {package.checksum}"
        _put_text(f"{package.pair or package.path.name:<6}  {package.version:<6}  installed  {state}")
    index = packages.available(refresh=online)
    for offer in index.packages:
        if not offer.installed:
            size = f"  {offer.size / 1e6:.0f} MB" if offer.size else ""
            _put_text(f"{offer.pair:<6}  {offer.version:<6}  can be installed{size}")
    if online and index.notice:
        say(index.notice)
    if not installed and not index.packages:
        _hint_argos()
        return PARTLY
    return DONE


def _confirm(*, assume_yes: bool) -> Callable[[str], bool]:
    def ask(warning: str) -> bool:
        say(warning)
        if assume_yes:
            return True
        if not sys.stdin.isatty():
            say("Nobody can be asked here: --yes says yes.")
            return False
        say("[y/N]")
        return sys.stdin.readline().strip().casefold() in ("y", "yes")

    return ask


def _follow_to_result(job: Generator[Progress, None, InstalledPackage]) -> InstalledPackage:
    """Show the progress of a job that ends in a value, and return the value."""
    result: list[InstalledPackage] = []

    def steps() -> Iterator[Progress]:
        result.append((yield from job))

    _follow(steps())
    return result[0]


# ---- measuring --------------------------------------------------------------------------------------------------


def _eval(arguments: argparse.Namespace) -> int:
    from glossary import evaluate, service

    result: dict[str, object] = {}
    if arguments.gold:
        if not arguments.articles:
            raise InputError(
                "Name the folders of the articles after the gold folder: tenrieng eval GOLD_DIR ARTICLE_DIR…"
            )
        pairs = list(evaluate.find_gold(arguments.gold, arguments.articles))
        result["mentions"] = evaluate.score_mentions(pairs, lambda files: service.extract(files, []))
    if arguments.suggest:
        asked = evaluate.read_triples(arguments.suggest)
        result["suggest"] = evaluate.score_suggestions(asked, service.suggest_many([q for _, q, _ in asked]))
    if arguments.compare:
        result["compare"] = evaluate.score_comparisons(evaluate.read_pairs(arguments.compare), service.compare)
    if not result:
        raise InputError("Nothing to measure: name a gold folder with its articles, --suggest or --compare.")
    _put(json.dumps(result, ensure_ascii=False, indent=1))
    return DONE
