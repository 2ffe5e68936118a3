"""Vietnamese names by rule: capital syllables, family names, and institutions whose names run on in small letters.

Vietnamese writes every syllable apart and capitalises the first syllable of each part of an institution's name
(`Bộ Giáo dục và Đào tạo`), so a name ends where neither a capital nor a word of the trade carries it on
(`vi_institutions`). A personal name is a family name and one to four capital syllables; later it is the last syllable
alone (`Ông Phúc`, `vi_people`); foreign words are typed by their form and their neighbours (`vi_foreign`); a word
beside them types other capitals (`vi_described`). The word lists stand in `data/vi/` (`vi_tables`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from glossary.lang import Dropped, Known, spans
from glossary.lang import vi_described as described
from glossary.lang import vi_foreign as foreign
from glossary.lang import vi_institutions as institutions
from glossary.lang import vi_people as people
from glossary.lang import vi_sport as sport
from glossary.lang.spans import OPEN, Page, Span, Tier, choose, refused
from glossary.lang.vi_shapes import capitals, person_end
from glossary.lang.vi_tables import (
    TOKEN,
    begins_sentence,
    fold,
    is_foreign,
    is_syllable,
    listed_at,
    match,
    phrase_before,
    same_capitals,
    title_at,
    word_set,
)
from glossary.model import Kind, Lang, Mention
from glossary.text import form_lang

__all__ = ["find", "find_all", "lemma"]


def lemma(name: str, kind: Kind) -> str:
    """Vietnamese does not inflect: the name itself."""
    del kind
    return name


def find(text: str, known: Iterable[Known] = ()) -> list[Mention]:
    """All mentions of a Vietnamese text (see `glossary.lang.Finder`)."""
    return find_all(text, known)[0]


def find_all(text: str, known: Iterable[Known] = ()) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what looks like a name and is none (a title, a language, a treaty), with the rule."""
    page = spans.page(text, TOKEN)
    chosen = choose(candidates(page, known))
    repeated = list(people.repeats(page, chosen))
    sure = [span for span in repeated if span.tier is Tier.SURE]
    sure += [*people.bodies(page, chosen), *people.bracketed(page, chosen)]
    chosen = choose([*sure, *people.coordinated(page, chosen), *chosen, *repeated])
    mentions = [_mention(page, span) for span in chosen if span.kind is not None]
    return mentions, [refused(page, span) for span in chosen if span.kind is None]


def candidates(page: Page, known: Iterable[Known] = ()) -> list[Span]:
    """What each rule proposes, in the order in which rules of one tier go before each other."""
    return [
        *_known(page, known),
        *_blocked(page),
        *sport.sports(page),
        *described.editions(page),
        *described.clubs(page),
        *_gazetteer(page),
        *institutions.institutions(page),
        *described.shortened(page),
        *described.branches(page),
        *described.campaigns(page),
        *described.storms(page),
        *described.numbered(page),
        *described.quoted(page),
        *described.described(page),
        *people.credits(page),
        *people.persons(page),
        *people.courtesy(page),
        *foreign.acronyms(page),
        *foreign.foreign(page),
        *people.unknown(page),
    ]


def _mention(page: Page, span: Span) -> Mention:
    start, end = page.tokens[span.first].start, page.tokens[span.last].end
    text = page.text[start:end]
    assert span.kind is not None
    return Mention(start, end, text, span.kind, span.rule, form_lang(text, Lang.VI), trace=span.trace)


# ---- names of the tables ----------------------------------------------------------------------------------------


def _gazetteer(page: Page) -> Iterator[Span]:
    i = 0
    while i < len(page):
        hit = listed_at(page, i)
        if hit is None:
            i += 1
            continue
        last, kind, name = hit
        first = i
        while kind is Kind.ORG and page.word(first).islower() and first < last:
            first += 1
        if not _part_of_longer(page, i, last, kind):
            yield Span(first, last, kind, "vi.authority", Tier.SURE, (f"in the tables: {name}",))
        i = last + 1


def _part_of_longer(page: Page, first: int, last: int, kind: Kind) -> bool:
    """`Hà Giang` in `bà Hà Giang Anh`, `Vinh` in `Quang Vinh`, `Anh` at the start of a sentence: not the place."""
    if kind is not Kind.PLACE:
        return kind is Kind.PERSON and fold(page.word(first - 1)) in word_set("administrative")
    if foreign.given_and_surname(page, first):
        return True
    if first < last:
        end = person_end(page, first)
        return end is not None and end > last and phrase_before(page, first, "persons.txt") > 0
    if not is_syllable(page.word(first)):
        return False
    if page.word(first) == "Anh" and begins_sentence(page, first):
        return page.word(first + 1) not in (",", "và", "-", "–", ":")
    return people.place_inside_name(page, first)


# ---- what is no name --------------------------------------------------------------------------------------------


def _blocked(page: Page) -> Iterator[Span]:
    """`tiếng Nga`, `người Việt`: languages and peoples, no places; titles of works name no concept."""
    for i in range(1, len(page)):
        before = fold(page.word(i - 1)) if page.word(i - 1).islower() or begins_sentence(page, i - 1) else ""
        if before in word_set("speaker") and page.capital(i) and page.joined(i - 1, i):
            hit = listed_at(page, i)
            if page.word(i) in word_set("people") and (hit is None or hit[0] == i):
                yield Span(i, i, None, "vi.demonym", Tier.DECIDED, ("a people or language",))
            elif hit and hit[1] is Kind.PLACE and before == "tiếng":
                yield Span(i, hit[0], None, "vi.demonym", Tier.DECIDED, ("a language",))
    for i, token in enumerate(page.tokens):
        if token.text in OPEN and phrase_before(page, i, "works.txt"):
            close = page.closing_quote(i)
            if close is not None and close > i + 1:
                yield Span(i + 1, close - 1, None, "vi.work", Tier.DECIDED, ("the title of a work",))
        elif token.text in OPEN and (close := page.closing_quote(i)) is not None and close > i + 1:
            maker = title_at(page, close + 2) if page.word(close + 1) == "của" else 0
            if maker and fold(page.slice(close + 2, close + 1 + maker)) in word_set("maker"):
                yield Span(i + 1, close - 1, None, "vi.work", Tier.DECIDED, ("before its maker",))
            elif foreign.fills(page, i + 1, close) and not phrase_before(page, i, "orgs.txt"):
                yield Span(i + 1, close - 1, None, "vi.word", Tier.GUESS, ("a foreign word quoted",))
    yield from _titles(page)
    yield from _unquoted_works(page)


def _titles(page: Page) -> Iterator[Span]:
    """`Mẹ Việt Nam anh hùng`: a title with the name of a place inside."""
    for i in range(len(page)):
        length = title_at(page, i)
        for k in range(i + 1, i + length - 1):
            hit = listed_at(page, k) if page.capital(k) else None
            if hit and hit[1] is Kind.PLACE and hit[0] < i + length:
                yield Span(i, i + length - 1, None, "vi.title", Tier.DECIDED, ("a title",))


def _unquoted_works(page: Page) -> Iterator[Span]:
    """`Luật Đầu tư`, `Huân chương Lenin`, `Hiệp định Geneva`, `tàu Viện sĩ Oparin`: laws, awards, treaties, ships."""
    for i in range(1, len(page)):
        length = phrase_before(page, i, "things.txt") if page.capital(i) and page.gap(i) == " " else 0
        if not length or not (page.word(i - 1).islower() or begins_sentence(page, i - length)):
            continue
        start = i + title_at(page, i)
        hit = listed_at(page, start)
        if hit and hit[1] is Kind.PLACE and fold(page.slice(max(i - 2, 0), i - 1)) not in word_set("treaty"):
            continue
        end = hit[0] if hit else capitals(page, start, 3)
        while page.word(end + 1) in ("và", ",") and is_foreign(page.word(end + 2)) and page.capital(end + 2):
            end += 2
        yield Span(i, end, None, "vi.thing", Tier.DECIDED, (f"after {page.word(i - 1)}: no name of the glossary",))


# ---- known names ------------------------------------------------------------------------------------------------


def _known(page: Page, known: Iterable[Known]) -> Iterator[Span]:
    """What the reviewer decided: approved names wherever they stand; rejected ones block."""
    index: dict[str, list[tuple[list[str], Known]]] = defaultdict(list)
    for name in known:
        words = [fold(word) for word in TOKEN.findall(name.text)]
        if words:
            index[words[0]].append((words, name))
    for i, token in enumerate(page.tokens) if index else ():
        for words, name in index.get(fold(token.text), ()):
            last = match(page, i, words)
            if last is not None and same_capitals(page.slice(i, last), name.text):
                rule = "known" if name.kind else "known.rejected"
                yield Span(i, last, name.kind, rule, Tier.DECIDED, (f"in the glossary: {name.text}",))
