"""How long a concordance over thousands of articles takes.

    python tests/bench/bench_concordance.py [ARTICLES]

Writes that many made-up articles of about 3,000 characters in three languages, and prints milliseconds per query.
"""

from __future__ import annotations

import random
import statistics
import sys
import tempfile
import time
from pathlib import Path

import make_million

from glossary.model import Article, Kind, Lang
from glossary.service import Glossary
from glossary.store import Reading
from glossary.store.rows import LANGS

FILLER = {
    Lang.VI: "cuộc họp đã bàn về hợp tác kinh tế và giáo dục giữa hai nước trong năm nay tại thành phố lớn",
    Lang.EN: "the two sides discussed trade and education in a meeting that was held in the city this year",
    Lang.RU: "стороны обсудили торговлю и образование на встрече которая прошла в городе в этом году также",
}


def main() -> None:
    """Write the articles, then ask."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 5000
    rng = random.Random(3)
    people = [terms for _, kind, terms, _ in make_million.names(400) if kind is Kind.PERSON and all(terms)]
    with tempfile.TemporaryDirectory() as folder, Glossary(Path(folder) / "g.db") as glossary:
        for number in range(count):
            at = number % 3
            words = rng.choices(FILLER[LANGS[at]].split(), k=500)
            for _ in range(12):
                words.insert(rng.randrange(len(words)), rng.choice(people)[at])
            text = f"{number}. " + " ".join(words)
            glossary._store.save(Reading(Article(f"{number}.txt", text, LANGS[at]), f"{number}"))
        vi, en, ru = people[0]
        id, _ = glossary.add(Kind.PERSON, {Lang.VI: vi, Lang.EN: en, Lang.RU: ru})
        for query in (id, ru, "nguyen", '"hợp tác kinh tế"', "встречу", "nowhere", "trong lang:vi"):
            for sort in ("", "left", "right"):
                times = []
                for _ in range(5):
                    began = time.perf_counter()
                    found = glossary.concordance(query, sort=sort)
                    times.append(1000 * (time.perf_counter() - began))
                middle = statistics.median(times)
                print(f"{query:24} {sort or 'newest':7} {found.total:7} hits {middle:8.1f} ms")  # noqa: T201


if __name__ == "__main__":
    main()
