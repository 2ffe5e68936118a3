"""What it costs to compare the articles of one story: the share of a build, and how it grows.

Articles are made up, three languages a story; some names are in every story, most in one, and there are as many stories
a day as a busy desk has. Printed: the time of comparing and of the suggestions that follow from it as a share of the
rest of the build, and the time per article with four times as many articles (1 when linear).

Run: `python tests/bench/bench_stories.py [ARTICLES]` (default 125, and four times as many).
"""

import sys
import tempfile
import time
from pathlib import Path

from bench_gather import GIVEN, MIDDLE, VIETNAMESE, invented
from unidecode import unidecode

from glossary.lang import transcribe
from glossary.service import Glossary

TEXTS = {
    "vi": "Ngày {day}, tại Hà Nội, ông {vi} tiếp ông {la} của Công ty {firm}. Viện Nghiên cứu {firm} và Bộ Quốc phòng "
    "tổ chức Hội thảo {firm} ở Đà Nẵng. Ông {vi} cảm ơn Chính phủ Nga. Đại sứ Nga và ông {la} thăm Hải Phòng.",
    "en": "On {day} in Hanoi {en} received {la} of {firm} Company. The {firm} Research Institute and the Ministry of "
    "Defence hold the {firm} Workshop in Da Nang. {en} thanked the Russian government. {la} went to Hai Phong.",
    "ru": "В Ханое {ru} принял представителя компании «{firm_ru}». {firm_ru} и Министерство обороны проведут семинар "
    "в Дананге. {ru} поблагодарил правительство России. Гости посетили Хайфон.",
}


def write(folder: Path, articles: int) -> None:
    """Stories of three articles each, eight a day."""
    for number in range(articles // 3):
        day = f"2024-{number // 8 // 28 % 12 + 1:02}-{number // 8 % 28 + 1:02}"
        rest, given = divmod(number * 7, len(GIVEN))
        name = f"{VIETNAMESE[rest % len(VIETNAMESE)]} {MIDDLE[number % len(MIDDLE)]} {GIVEN[given]} {GIVEN[number % 9]}"
        firm = invented(number)
        values = {
            "day": day,
            "vi": name,
            "en": unidecode(name),
            "ru": transcribe.vi_to_ru_traced(name)[0].text,
            "la": f"{invented(number + 77)} {invented(number + 991)}ov",
            "firm": firm,
            "firm_ru": transcribe.en_to_ru_traced(firm)[0].text,
        }
        for lang, text in TEXTS.items():
            (folder / f"{day}-{number}-{lang}.txt").write_text(text.format(**values), encoding="utf-8")


def measure(articles: int) -> tuple[float, float, float, int]:
    """Seconds of reading and gathering, of comparing, of the suggestions afterwards; pairs found."""
    spent = {"read": 0.0, "compared": 0.0, "suggestions": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), articles)
        with Glossary(Path(folder) / "glossary.db") as glossary:
            before = time.process_time()
            for progress in glossary.build([folder]):
                now = time.process_time()
                phase = next((p for p in ("compared", "suggestions") if p in progress.label), "read")
                spent[phase] += now - before
                before = now
            pairs = glossary._store.row("SELECT count(*) FROM attested")[0]
    return spent["read"], spent["compared"], spent["suggestions"], pairs


if __name__ == "__main__":
    few = int(sys.argv[1]) if len(sys.argv) > 1 else 125
    measure(9)
    per_article = []
    for articles in (few, 4 * few):
        read, compared, suggested, pairs = measure(articles)
        per_article.append(compared / articles)
        sys.stdout.write(
            f"{articles:5} articles  {pairs:5} pairs  compared {compared / read:6.1%} of the rest of the build, "
            f"with their suggestions {(compared + suggested) / read:6.1%}\n"
        )
    sys.stdout.write(f"per article with four times as many: {per_article[1] / per_article[0]:.2f}\n")
