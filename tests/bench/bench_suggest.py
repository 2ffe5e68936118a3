"""How many suggestions a second the rules and tables make, and how long they take to load.

Run: `python tests/bench/bench_suggest.py`. Machine translation is measured apart (`bench_argos.py`).
"""

import resource
import sys

from glossary.model import Kind, Lang, Question
from glossary.suggest import diacritics, suggest_many

WANTED = 1_000


def questions(count: int) -> list[Question]:
    """Different names of all kinds in all directions, so that no cache answers twice."""
    people = [line for names in diacritics.known_persons().values() for line in names]
    places = [names[0] for names in diacritics.known_places().values()]
    heads = ["Sở Du lịch", "Ủy ban Nhân dân tỉnh", "Hội Nhà văn", "Đài Truyền hình", "Công an tỉnh"]
    found: list[Question] = []
    for i in range(count):
        person, place = people[i % len(people)], places[i % len(places)]
        found.append(
            [
                Question(Lang.VI, Lang.RU, Kind.PERSON, person),
                Question(Lang.EN, Lang.VI, Kind.PERSON, diacritics.ascii_fold(person)),
                Question(Lang.VI, Lang.RU, Kind.PLACE, place),
                Question(Lang.VI, Lang.EN, Kind.ORG, f"{heads[i % len(heads)]} {place}"),
                Question(Lang.VI, Lang.RU, Kind.ORG, f"{heads[i % len(heads)]} {place}"),
            ][i % 5]
        )
    return found


def cpu() -> float:
    """CPU seconds of this process so far."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def main() -> int:
    """Print the figures; exit code 1 when they miss the target."""
    start = cpu()
    warm_up = [
        Question(Lang.VI, Lang.RU, Kind.PERSON, "Nguyễn Thị Xuân"),
        Question(Lang.EN, Lang.VI, Kind.PERSON, "Nguyen Thi Xuan"),
        Question(Lang.RU, Lang.VI, Kind.PERSON, "Нгуен Тхи Суан"),
        Question(Lang.RU, Lang.VI, Kind.PLACE, "Куангнам"),
        Question(Lang.EN, Lang.RU, Kind.PERSON, "Ivan Sidorov"),
        Question(Lang.VI, Lang.RU, Kind.ORG, "Sở Du lịch Hà Nội"),
    ]
    suggest_many(warm_up, argos=False)
    loaded = cpu()
    asked = questions(3_000)
    begun = cpu()
    answers = suggest_many(asked, argos=False)
    rate = len(asked) / (cpu() - begun)
    sys.stdout.write(f"load and first answers: {loaded - start:.2f} s of CPU\n")
    sys.stdout.write(f"{len(asked)} questions: {rate:,.0f} a CPU second, {sum(map(len, answers)):,} suggestions\n")
    return 0 if rate >= WANTED and all(answers) else 1


if __name__ == "__main__":
    raise SystemExit(main())
