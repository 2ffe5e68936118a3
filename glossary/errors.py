"""What can go wrong, said to a translator: every message tells what happened and what to do about it."""


class GlossaryError(Exception):
    """A sentence for the person at the keyboard; the command line prints it and exits with `exit_code`."""

    exit_code = 2


class InputError(GlossaryError):
    """A file, page or argument that cannot be used as it is."""


class DatabaseError(GlossaryError):
    """The glossary's database cannot be opened, read or written."""

    exit_code = 3


class PackageError(GlossaryError):
    """A translation package or the package index cannot be used."""
