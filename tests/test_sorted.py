"""What a person has sorted stays where it was put, whatever articles are read afterwards."""

from pathlib import Path

from glossary.model import Kind
from glossary.service import Glossary

ARTICLES = {
    "en": "Surgeon Le Van Hung opened a ward in Hue. Le Van Hung, a farmer of the same name, was cured there.",
    "vi": "Bác sĩ Lê Văn Hùng khai trương khoa mới tại Huế. Ông Lê Văn Hưng, một nông dân, đã khỏi bệnh.",
    "ru": "Хирург Ле Ван Хунг открыл отделение в Хюэ. Там вылечили крестьянина Ле Ван Хынга.",
}
NEWS = "Surgeon Le Van Hung thanked the city of Hue on Friday."


def read(glossary: Glossary, folder: Path, name: str, text: str) -> None:
    file = folder / f"{name}.txt"
    file.write_text(text + "\n", encoding="utf-8")
    for _ in glossary.build([str(file)]):
        pass


HUNG = ("Le Van", "Lê Văn", "Ле Ван")


def people(glossary: Glossary, *called: str) -> dict[tuple[str, int], str]:
    """Which concept each mention that begins so is of."""
    return {
        (Path(view.row.name).stem, mention.start): mention.concept
        for view in (glossary.article(row.id) for row in glossary.articles())
        for mention in view.mentions
        if mention.text.startswith(called)
    }


def test_a_new_article_moves_nothing_that_was_sorted_and_accepted(tmp_path: Path) -> None:
    with Glossary(tmp_path / "g.db") as glossary:
        for name, text in ARTICLES.items():
            read(glossary, tmp_path, name, text)
        of = people(glossary, *HUNG)
        places = {name: sorted(start for article, start in of if article == name) for name in ARTICLES}
        surgeon, farmer = ([of[name, places[name][which]] for name in ("vi", "ru")] for which in (0, 1))
        view = glossary.view(of["en", places["en"][1]])
        second = [e.mention_id for e in view.evidence if e.article.endswith("en.txt")][1]
        split, _ = glossary.split(view.row.id, mentions=[second])
        glossary.merge([split, farmer[1]], farmer[0])
        glossary.merge([*{view.row.id, surgeon[1]} - {surgeon[0]}], surgeon[0])
        glossary.approve([row.id for row in glossary.queue()])
        sorted_so = people(glossary, *HUNG)
        assert len(set(sorted_so.values())) == 2

        read(glossary, tmp_path, "news", NEWS)

        after = people(glossary, *HUNG)
        assert {place: after[place] for place in sorted_so} == sorted_so
        [new] = set(after) - set(sorted_so)
        assert after[new] != farmer[0]
        doubts = {one for doubt in glossary.view(after[new]).doubts for one in (doubt.concept, doubt.other)}
        assert after[new] == surgeon[0] or {surgeon[0], farmer[0]} < doubts


def test_what_was_split_off_is_merged_with_nothing_by_itself(tmp_path: Path) -> None:
    with Glossary(tmp_path / "g.db") as glossary:
        read(glossary, tmp_path, "en", "Irina Kalganova sang in Kazan. Irina Kalganova, a teacher, listened.")
        [row] = [row for row in glossary.queue() if row.label == "Irina Kalganova"]
        split, _ = glossary.split(row.id, mentions=[glossary.view(row.id).evidence[1].mention_id])
        glossary.approve([row.id])
        before = people(glossary, "Irina Kalg", "Ирина Калг")
        read(glossary, tmp_path, "ru", "В Казани пела Ирина Калганова.")
        read(glossary, tmp_path, "news", "Irina Kalganova sang again.")
        after = people(glossary, "Irina Kalg", "Ирина Калг")
        assert {place: after[place] for place in before} == before
        assert glossary.view(split).row.id == split


def test_a_missed_name_leaves_what_it_cuts_off_another_and_says_so(tmp_path: Path) -> None:
    text = "Ministry of Transport and Oleg Petrov came to Kazan."
    with Glossary(tmp_path / "g.db") as glossary:
        read(glossary, tmp_path, "en", text)
        [article] = glossary.articles()
        # The mention is made too long first, as a finder may cut it.
        long = "Ministry of Transport and Oleg"
        [ministry] = [row.id for row in glossary.queue("kind:org")]
        glossary.add_mention(article.id, 0, len(long), ministry)
        glossary.approve([ministry])
        start = text.index("Oleg")
        _, decision = glossary.add_mention(article.id, start, start + len("Oleg Petrov"), Kind.PERSON)
        view = glossary.article(article.id)
        assert [m.text for m in view.mentions if m.concept == ministry] == ["Ministry of Transport"]
        assert decision.label.endswith("; “Ministry of Transport and Oleg” is “Ministry of Transport” now")
        for _ in glossary.build([]):
            pass
        assert "Ministry of Transport" in {m.text for m in glossary.article(article.id).mentions}
        glossary.undo()
        assert long in {m.text for m in glossary.article(article.id).mentions}


def test_a_missed_name_says_what_gave_way_to_it(tmp_path: Path) -> None:
    with Glossary(tmp_path / "g.db") as glossary:
        read(glossary, tmp_path, "en", "Irina Kalganova sang in Kazan.")
        [article] = glossary.articles()
        glossary.approve([row.id for row in glossary.queue()])
        _, decision = glossary.add_mention(article.id, 0, len("Irina Kalganova sang"), Kind.EVENT)
        assert decision.label.endswith("; “Irina Kalganova” gave way")
