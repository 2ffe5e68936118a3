"""How long another program waits while a big file is imported: in parts, and, for comparison, in one transaction.

    python tests/bench/bench_import.py [ROWS]

Another process writes a note every 20 ms all the while; printed are its longest wait, and how many times longer it is
when the whole file is one transaction.
"""

from __future__ import annotations

import csv
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from glossary import transfer
from glossary.model import Kind, Lang
from glossary.service import Glossary

ROWS = int(sys.argv[1]) if len(sys.argv) > 1 else 4_000

WRITER = """
import sys, time
from pathlib import Path
from glossary.service import Glossary
done = Path(sys.argv[2])
longest, number = 0.0, 0
with Glossary(Path(sys.argv[1])) as glossary:
    [row] = glossary.queue("waiting")
    glossary.set_note(row.id, "all that a first decision loads is loaded")
    print("ready", flush=True)
    while not done.exists():
        number += 1
        before = time.monotonic()
        glossary.set_note(row.id, str(number))
        longest = max(longest, time.monotonic() - before)
        time.sleep(0.02)
print(longest, number)
"""


def write_table(path: Path) -> None:
    """Names that no table holds, in three languages."""
    dice = random.Random(7)
    letters = str.maketrans("bdgklmnprstvaeiou", "бдгклмнпрстваэйоу")

    def word() -> str:
        return "".join(dice.choice("bdgklmnprstv") + dice.choice("aeiou") for _ in range(3)).capitalize()

    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["id", "kind", "status", "vi", "vi_variants", "en", "en_variants", "ru"])
        for number in range(ROWS):
            name, surname = word(), word()
            russian = f"{name} {surname}".lower().translate(letters).title()
            kind = ("PERSON", "PLACE", "ORG", "EVENT")[number % 4]
            table.writerow(
                [f"c-{number}", kind, "approved", f"{surname} {name}", "", f"{name} {surname}", surname, russian]
            )


def imported(folder: Path, table: Path, at_once: int) -> tuple[float, int]:
    """The longest wait of the other program, and how often it wrote."""
    path, done = folder / f"{at_once}.db", folder / f"{at_once}.done"
    with Glossary(path) as glossary:
        glossary.add(Kind.PERSON, {Lang.EN: "Waiting Writer"})
    command = [sys.executable, "-c", WRITER, str(path), str(done)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        writer.stdout.readline()
        transfer._AT_ONCE = at_once
        with Glossary(path) as glossary:
            glossary.import_file(table)
        done.touch()
        longest, number = writer.stdout.read().split()
    return float(longest), int(number)


def main() -> None:
    """Measure both ways."""
    parts = transfer._AT_ONCE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table = folder / "in.csv"
        write_table(table)
        waited, _number = imported(folder, table, 10 * ROWS)
        longest, writes = imported(folder, table, parts)
    sys.stdout.write(
        f"{ROWS} rows, {parts} at a time: others wait {1000 * longest:.0f} ms at most ({writes} writes), "
        f"{waited / longest:.1f} times less than for one transaction\n"
    )


if __name__ == "__main__":
    main()
