"""The `tenrieng` command: without arguments it opens the app, else it is the command line."""

import sys


def main() -> int:
    """Run the app or the command line; returns the exit code."""
    raise SystemExit("not yet")


if __name__ == "__main__":
    sys.exit(main())
