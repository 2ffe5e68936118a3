"""What the glossary knows, in a text: approved names win, give way to longer ones and to other things of their name."""

import json
from collections import Counter
from pathlib import Path

import pytest

from glossary.extract import explain, extract
from glossary.known import Known, Names
from glossary.lang import ru
from glossary.model import Article, Kind, Lang
from glossary.text import guess_lang, has_cyrillic, nfc

PERSON, ORG, PLACE, EVENT = Kind.PERSON, Kind.ORG, Kind.PLACE, Kind.EVENT


def article(text: str) -> Article:
    return Article("a.txt", nfc(text), guess_lang(nfc(text)))


def found(text: str, *known: tuple[str, Kind | None]) -> list[tuple[str, Kind]]:
    return [(m.text, m.kind) for m in extract(article(text), [Known(name, kind) for name, kind in known])]


INSIDE_LONGER = [
    ("The dean of Moscow State University came to Moscow.", [("Moscow", PLACE)], "Moscow State University", "Moscow"),
    ("The Embassy of Russia wrote to Russia.", [("Russia", PLACE)], "Embassy of Russia", "Russia"),
    ("Đại học Quốc gia Hà Nội ở Hà Nội.", [("Hà Nội", PLACE)], "Đại học Quốc gia Hà Nội", "Hà Nội"),
    ("Bộ Ngoại giao Nga gửi thư về Nga.", [("Nga", PLACE)], "Bộ Ngoại giao Nga", "Nga"),
    ("Министерство обороны России ответило России.", [("Россия", PLACE)], "Министерство обороны России", "России"),
    ("Посольство Вьетнама помогло Вьетнаму.", [("Вьетнам", PLACE)], "Посольство Вьетнама", "Вьетнаму"),
    ("Sergei Kirov was born in Kirov.", [("Kirov", PLACE)], "Sergei Kirov", "Kirov"),
]


@pytest.mark.parametrize(("text", "known", "longer", "alone"), INSIDE_LONGER, ids=[row[2] for row in INSIDE_LONGER])
def test_a_known_name_gives_way_to_a_longer_one_that_holds_it(
    text: str, known: list[tuple[str, Kind | None]], longer: str, alone: str
) -> None:
    names = [name for name, _ in found(text, *known)]
    assert names == [longer, alone]


def test_a_rejected_longer_name_gives_way_to_the_known_one_inside_it() -> None:
    text = "The dean of Moscow State University came by train."
    assert found(text, ("Moscow", PLACE)) == [("Moscow State University", ORG)]
    assert found(text, ("Moscow", PLACE), ("Moscow State University", None)) == [("Moscow", PLACE)]


MISSED = [
    ("In Hanoi, some Sunday drawers paint.", "Sunday drawers", ORG),
    ("Nhóm Nắng Ngược hát ở Huế.", "Nắng Ngược", ORG),
    ("Он читал вслух о Тихой Заводи.", "Тихой Заводи", ORG),
    ("The prize went to a zebra plan.", "zebra plan", EVENT),
]


@pytest.mark.parametrize(("text", "name", "kind"), MISSED, ids=[row[1] for row in MISSED])
def test_a_known_name_is_found_where_the_finder_misses_it_or_takes_it_for_another_thing(
    text: str, name: str, kind: Kind
) -> None:
    term = ru.lemma(name, kind) or name if has_cyrillic(name) else name
    for wanted in (kind, PERSON):
        assert (name, wanted) in found(text, (term, wanted))


def test_a_known_syllable_is_found_where_its_capital_says_something() -> None:
    known = ("Đen", PERSON)
    assert found("Tối qua Đen hát.", known) == [known]
    assert found("Đen là màu của đêm. Màu đen.", known) == []
    assert found("Đại tá Hải quân đọc Nghị quyết của Chính phủ.", ("Hải", PERSON), ("Chính", PERSON)) == found(
        "Đại tá Hải quân đọc Nghị quyết của Chính phủ."
    )


def test_a_known_name_wins_over_what_crosses_it() -> None:
    crossing = "Hanoi Sunday drawers met."
    names = found(crossing, ("Sunday drawers met", ORG))
    assert ("Sunday drawers met", ORG) in names
    assert all(name == "Sunday drawers met" or "drawers" not in name for name, _ in names)


ANOTHER_THING = [
    ("Bà Nga gặp cô Nga ở Nga.", ("Nga", PLACE), [PERSON, PERSON, PLACE]),
    ("Phố Trần Hưng Đạo dài. Ông Trần Hưng Đạo thắng trận.", ("Trần Hưng Đạo", PERSON), [PLACE, PERSON]),
    ("Клуб «Намдинь» приехал в Намдинь.", ("Намдинь", PLACE), [ORG, PLACE]),
    ("Он живёт на улице Гагарина с Юрием Гагариным.", ("Гагарин", PERSON), [PLACE, PERSON]),
]


@pytest.mark.parametrize(("text", "known", "kinds"), ANOTHER_THING, ids=[row[1][0] for row in ANOTHER_THING])
def test_the_words_around_a_name_tell_another_thing_of_that_name(
    text: str, known: tuple[str, Kind], kinds: list[Kind]
) -> None:
    assert [kind for _, kind in found(text, known)] == kinds


NOT_NAMES = [
    ("Anh hùng Phạm Tuân học tiếng Anh. Anh ấy kể chuyện bay lên vũ trụ.", ("Anh", PLACE)),
    ("Sau Hiệp định Paris, nhiều người về quê.", ("Paris", PLACE)),
    ("They signed the Moscow Declaration on Monday.", ("Moscow", PLACE)),
    ("Target the right people, he said.", ("Target", ORG)),
    ("Мир прекрасен. Теплоход «Москва» ушёл.", ("Москва", PLACE)),
    ("Кира Иванова пришла. Киры не было дома.", ("Киров", PLACE)),
]


@pytest.mark.parametrize(("text", "known"), NOT_NAMES, ids=[row[1][0] for row in NOT_NAMES])
def test_the_letters_of_a_known_name_are_not_always_the_name(text: str, known: tuple[str, Kind]) -> None:
    assert known not in [(name, kind) for name, kind in found(text, known)]
    assert found(text, known) == found(text)


def test_a_spelling_known_under_two_kinds_is_of_the_kind_that_the_text_shows() -> None:
    known = [("Намдинь", PLACE), ("Намдинь", ORG)]
    assert [kind for _, kind in found("Клуб «Намдинь» приехал в Намдинь.", *known)] == [ORG, PLACE]


def test_why_a_known_name_was_not_taken_is_explained() -> None:
    lines = list(explain(article("Moscow State University"), [Known("Moscow", PLACE)]))
    assert any("“Moscow”: known, but a part of Moscow State University" in line for line in lines)
    lines = list(explain(article("Bà Nga cười."), [Known("Nga", PLACE)]))
    assert any("“Nga”: known as PLACE, but a person's title" in line for line in lines)


GOLD = Path(__file__).parent / "gold"
EVERY = 3


def test_approving_all_people_and_places_makes_nothing_worse() -> None:
    """A glossary of everything in our annotated articles: no language loses in span and type (strict F1)."""
    read = []
    for path in sorted(GOLD.glob("*.json"))[::EVERY]:
        text = nfc(path.with_suffix(".txt").read_text(encoding="utf-8"))
        read.append((article(text), json.loads(path.read_text(encoding="utf-8"))))
    known: set[Known] = set()
    for _, rows in read:
        for row in rows:
            kind, name = Kind(row["type"]), row["text"]
            # A given name or surname alone is never looked for in other articles.
            if kind is PLACE or (kind is PERSON and " " in name):
                known.add(Known(ru.lemma(name, kind) or name if has_cyrillic(name) else name, kind))
    names = Names(sorted(known, key=lambda name: (name.text, str(name.kind))))
    before, after = strict_f1(read, Names()), strict_f1(read, names)
    assert before.keys() == set(Lang)
    assert {lang: f1 for lang, f1 in after.items() if f1 < before[lang]} == {}


def strict_f1(read: list[tuple[Article, list[dict[str, object]]]], names: Names) -> dict[Lang, float]:
    right: Counter[Lang] = Counter()
    sizes: Counter[Lang] = Counter()
    for item, rows in read:
        gold = {(row["start"], row["end"], row["type"]) for row in rows}
        mentions = {(m.start, m.end, str(m.kind)) for m in extract(item, names)}
        right[item.lang] += len(gold & mentions)
        sizes[item.lang] += len(gold) + len(mentions)
    return {lang: 2 * right[lang] / sizes[lang] for lang in sizes}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The envoy of L'Oréal wrote.", "L'Oréal"),
        ("On Monday Pat O’Brien spoke.", "Pat O’Brien"),
        ("They went to Ea H'leo by bus.", "Ea H'leo"),
        ("He flew to Côte d'Ivoire.", "Côte d'Ivoire"),
    ],
)
def test_a_known_name_with_an_apostrophe_is_found(text: str, name: str) -> None:
    assert [known.text for known in Names([Known(name, PLACE)]).find(text, Lang.EN)] == [name]
