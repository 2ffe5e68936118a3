"""The `tenrieng` command: without a command it opens the app, else it is the command line."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tui.i18n import N_, _

NO_TERMINAL = N_(
    """tenrieng: the app needs a terminal, and this is not one.
Open a terminal window, or use a command, such as tenrieng build FOLDER or tenrieng export -o FILE (tenrieng --help)."""
)


def main(argv: Sequence[str] | None = None) -> int:
    """Open the app (`tenrieng`, `tenrieng app`, with `--db PATH` where wanted), else run a command; the exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    opens, database = asked_for_app(arguments)
    if not opens:
        from glossary import cli
        from tui import serve

        return cli.main(arguments, more=[serve.COMMAND])
    # In a browser (tui/serve.py) the app speaks through a pipe.
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        from tui import config, i18n

        i18n.use(config.load().language or config.system_language())
        sys.stderr.write(_(NO_TERMINAL) + "\n")
        return 2

    from glossary import service
    from tui import app

    return app.run(Path(database).expanduser() if database else service.default_database())


def asked_for_app(arguments: Sequence[str]) -> tuple[bool, str]:
    """Do these arguments open the app, and on which database (empty: the usual one)?"""
    rest = list(arguments)
    if rest and rest[0] == "app":
        rest.pop(0)
    database = ""
    if len(rest) == 2 and rest[0] == "--db":
        database, rest = rest[1], []
    elif len(rest) == 1 and rest[0].startswith("--db="):
        database, rest = rest[0].removeprefix("--db="), []
    return not rest, database


if __name__ == "__main__":
    sys.exit(main())
