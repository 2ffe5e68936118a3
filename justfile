# Short names for what the README says in full. `just` alone lists them.
uv := if path_exists(".uv/bin/uv") == "true" { ".uv/bin/uv run --quiet" } else { "uv run --quiet" }

_default:
    @just --list

# Build a glossary from the two seed articles and say what is in it
demo:
    {{uv}} tenrieng build seeds/

# Everything that must hold before a commit: tests, ruff, mypy, import-linter, docs
test *args:
    {{uv}} --group dev pytest {{args}}

# Put the code in order
format:
    {{uv}} --group dev ruff format
    {{uv}} --group dev ruff check --fix

# The benchmarks, each a ratio against a named reference in the same run
bench:
    {{uv}} --group dev python tests/bench/run.py

# Draw the pictures of the README anew from the running app
pictures:
    {{uv}} python -m tui.pictures

# Read all messages from the source into the catalogues of the interface languages, and compile them
messages:
    {{uv}} python -m tui.locale
