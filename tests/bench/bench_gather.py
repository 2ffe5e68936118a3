"""Time per concept of gathering: distinct persons who share few surnames, and institutions who share few heads.

Once in articles of fifty names, once in a single long one (4,000 names are an article of some 80 KB). The time per
concept must stay about the same when there are four times as many: the ratio of the last column is the growth of the
whole, 4 when linear.

Run: `python tests/bench/bench_gather.py [NUMBER]` (default 1000, and four times as many).
"""

import sys
import time

from glossary.concepts import MemoryIndex, gather
from glossary.model import Article, Kind, Lang, Mention

words = str.split

SURNAMES = words(
    "Ivanov Petrov Sidorov Kuznetsov Smirnov Popov Volkov Kozlov Lebedev Novikov Morozov Pavlov Semenov "
    "Golubev Vinogradov Bogdanov Vorobyov Fedorov Mikhailov Belyaev Tarasov Belov Komarov Orlov Kiselev Makarov"
)
VIETNAMESE = words("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý")
MIDDLE = words("Văn Thị Đức Minh Quang Thanh Xuân Hồng Ngọc Hữu Công Đình")
GIVEN = words("An Anh Bình Châu Cường Dũng Giang Hà Hải Hạnh Hiếu Hoa Hùng Hưng Khánh Lan Linh Long Mai Minh Nam Nga")
HEADS = words("Institute Museum Association Department University Committee Fund Centre")
SYLLABLES = words("ba de ki lo mu ra se ti vo za ne pi gu fa le")


def invented(number: int) -> str:
    """A word of its own for each number."""
    word = ""
    for _ in range(4):
        word += SYLLABLES[number % len(SYLLABLES)]
        number //= len(SYLLABLES)
    return word.capitalize()


def vietnamese(number: int) -> str:
    """A full name of its own for each number (repeated after some 50,000)."""
    number, given = divmod(number, len(GIVEN))
    number, middle = divmod(number, len(MIDDLE))
    number, surname = divmod(number, len(VIETNAMESE))
    return f"{VIETNAMESE[surname]} {MIDDLE[middle]} {MIDDLE[number % len(MIDDLE)]} {GIVEN[given]}"


NAMES = {
    "persons, 26 surnames": (Kind.PERSON, Lang.EN, lambda n: f"{invented(n)}n {SURNAMES[n % len(SURNAMES)]}"),
    "persons, Vietnamese": (Kind.PERSON, Lang.VI, vietnamese),
    "institutions, 8 heads": (Kind.ORG, Lang.EN, lambda n: f"{invented(n)} {HEADS[n % len(HEADS)]}"),
}


def seconds(names: list[str], kind: Kind, lang: Lang, an_article: int) -> tuple[float, int]:
    """CPU time of gathering the names, so many an article, and the number of concepts."""
    index = MemoryIndex()
    concepts = 0
    start = time.process_time()
    for low in range(0, len(names), an_article):
        text, mentions = "", []
        for name in names[low : low + an_article]:
            mentions.append(Mention(len(text), len(text) + len(name), name, kind, "bench", lang))
            text += name + ", "
        gathered = gather(Article(f"{low}", text, lang), mentions, index)
        index.add(mentions, gathered)
        concepts += len(gathered.concepts)
    return time.process_time() - start, concepts


def main() -> None:
    """Print one line for each sort of names."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    for what, (kind, lang, make) in NAMES.items():
        seconds([make(n + 10**6) for n in range(100)], kind, lang, 50)
        for an_article in (50, 10**6):
            few, of_few = seconds([make(n + an_article) for n in range(number)], kind, lang, an_article)
            many, of_many = seconds([make(n + an_article) for n in range(number, 5 * number)], kind, lang, an_article)
            where = f"{an_article} an article" if an_article < number else "in one article"
            sys.stdout.write(
                f"{what}, {where}: {of_few:,} concepts {few:.2f} s, {1e3 * few / of_few:.2f} ms each; "
                f"{of_many:,} concepts {many:.2f} s, {1e3 * many / of_many:.2f} ms each; ratio {many / few:.1f}\n"
            )


if __name__ == "__main__":
    main()
