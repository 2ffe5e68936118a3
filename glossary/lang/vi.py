"""Vietnamese names by rule: capital syllables, family names, and institutions whose names run on in small letters.

Vietnamese writes every syllable apart and capitalises the first syllable of each part of an institution's name
(`Bộ Giáo dục và Đào tạo`), so a name ends where neither a capital nor a word of the trade carries it on
(`vi_institutions`). A personal name is a family name and one to four capital syllables; later it is the last syllable
alone (`Ông Phúc`, `vi_people`); foreign words are typed by their form and their neighbours (`vi_foreign`); a word
beside them types other capitals (`vi_described`). The word lists stand in `data/vi/` (`vi_tables`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import TypeVar
from unicodedata import is_normalized, normalize

from glossary.lang import Dropped, spans
from glossary.lang import vi_blocked as blocked
from glossary.lang import vi_described as described
from glossary.lang import vi_foreign as foreign
from glossary.lang import vi_headlines as capital
from glossary.lang import vi_institutions as institutions
from glossary.lang import vi_people as people
from glossary.lang import vi_plain as unmarked
from glossary.lang import vi_sport as sport
from glossary.lang.spans import Page, Span, Tier, choose, refused
from glossary.lang.vi_shapes import person_end, place_at
from glossary.lang.vi_tables import (
    TOKEN,
    begins_sentence,
    fold,
    head_at,
    is_foreign,
    is_syllable,
    listed_at,
    phrase_before,
    stops_at,
    ward_at,
    word_set,
)
from glossary.model import Kind, Lang, Mention
from glossary.text import form_lang

__all__ = ["find", "find_all", "lemma"]


def lemma(name: str, kind: Kind) -> str:
    """Vietnamese does not inflect: the name itself."""
    del kind
    return name


def find(text: str) -> list[Mention]:
    """All mentions of a Vietnamese text (see `glossary.lang.Finder`)."""
    return find_all(text)[0]


def find_all(text: str, explain: bool = False) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what looks like a name and is none (a title, a language, a treaty), with the rule."""
    del explain  # rules tell their reasons always
    if is_normalized("NFC", text):
        return _found(text)
    composed, places = _composed(text)
    mentions, dropped = _found(composed)
    return [_moved(text, mention, places) for mention in mentions], [_moved(text, span, places) for span in dropped]


def _found(text: str) -> tuple[list[Mention], list[Dropped]]:
    page = spans.page(text, TOKEN)
    bare = unmarked.plain_lines(page)
    proposed = [*candidates(page), *unmarked.plain(page, bare)]
    chosen = choose(unmarked.without_guesses(proposed, bare, page))
    repeated = list(people.repeats(page, chosen))
    sure = [span for span in repeated if span.tier is Tier.SURE]
    sure += [*people.bodies(page, chosen), *people.bracketed(page, chosen), *capital.headlines(page, chosen)]
    sure += people.companions(page, chosen)
    later = [*sure, *people.coordinated(page, chosen), *chosen, *repeated]
    chosen = choose(unmarked.without_guesses(later, bare, page))
    rivals, lost = _rivals(chosen, [*proposed, *later])
    mentions = [_mention(page, span, rivals[span]) for span in chosen if span.kind is not None]
    dropped = [span for span in chosen if span.kind is None]
    dropped += [replace(span, trace=("too unsure in a line without marks",)) for span in choose(lost)] if bare else []
    return mentions, [refused(page, span) for span in sorted(dropped, key=lambda span: span.first)]


def _rivals(chosen: list[Span], proposed: Iterable[Span]) -> tuple[dict[Span, list[Span]], list[Span]]:
    """Other readings of each span that was chosen, and proposals where nothing was chosen."""
    rivals: dict[Span, list[Span]] = {span: [] for span in chosen}
    taken = {k: span for span in chosen for k in range(span.first, span.last + 1)}
    lost: list[Span] = []
    for span in proposed:
        if span.kind is None:
            continue
        over = {id(taken[k]): taken[k] for k in range(span.first, span.last + 1) if k in taken}
        for winner in over.values():
            if (winner.first, winner.last, winner.kind) != (span.first, span.last, span.kind):
                rivals[winner].append(span)
        if not over:
            lost.append(span)
    return rivals, lost


_CLUSTER = re.compile("(?s).[\u0300-\u036f]*")
_Placed = TypeVar("_Placed", Mention, Dropped)


def _composed(text: str) -> tuple[str, list[int]]:
    """Letters and marks that stand apart put together, and where each code point stood."""
    pieces, places = [], []
    for cluster in _CLUSTER.finditer(text):
        pieces.append(normalize("NFC", cluster.group()))
        places += [cluster.start()] * len(pieces[-1])
    return "".join(pieces), [*places, len(text)]


def _moved(text: str, span: _Placed, places: Sequence[int]) -> _Placed:
    start, end = places[span.start], places[span.end]
    return replace(span, start=start, end=end, text=text[start:end])


def candidates(page: Page) -> list[Span]:
    """What each rule proposes, in the order in which rules of one tier go before each other."""
    return [
        *blocked.blocked(page),
        *sport.sports(page),
        *described.editions(page),
        *described.clubs(page),
        *_gazetteer(page),
        *institutions.institutions(page),
        *described.shortened(page),
        *described.branches(page),
        *described.brands(page),
        *described.numbered_firms(page),
        *described.groups(page),
        *described.plants(page),
        *described.highlands(page),
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
        *capital.countries(page),
    ]


def _mention(page: Page, span: Span, rivals: Iterable[Span]) -> Mention:
    start, end = page.tokens[span.first].start, page.tokens[span.last].end
    text = page.text[start:end]
    assert span.kind is not None
    others = dict.fromkeys(f"rather than {r.kind} {page.slice(r.first, r.last)} ({r.rule})" for r in rivals)
    trace = (*span.trace, *islice(others, _MOST_RIVALS))
    return Mention(start, end, text, span.kind, span.rule, form_lang(text, Lang.VI), trace=trace)


_MOST_RIVALS = 2
"""More other readings of a name tell nobody anything."""


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
        first += _head_by_chance(page, i, last, kind)
        if kind is Kind.EVENT and ward_at(page, i) == last and _where(page, i):
            kind = Kind.PLACE
        if not _part_of_longer(page, i, last, kind):
            yield Span(first, last, kind, "vi.authority", Tier.SURE, (f"in the tables: {name}",))
        i = last + 1


def _where(page: Page, i: int) -> bool:
    """`đến Điện Biên Phủ`, `phường Điện Biên Phủ`: a battle is called after its place, which is meant here."""
    return fold(page.word(i - 1)) in word_set("to_place") or phrase_before(page, i, "places.txt") > 0


def _head_by_chance(page: Page, i: int, last: int, kind: Kind) -> bool:
    """`Chợ Sadovod` that begins a sentence: the capital is the sentence's, so `chợ` stays outside."""
    head = head_at(page, i) if kind is Kind.PLACE and last > i and begins_sentence(page, i) else None
    if head is None or head[0] != 1 or head[2] != "site":
        return False
    return is_foreign(page.word(i + 1)) or (last > i + 1 and place_at(page, i + 1) == last)


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
    if page.word(first) in ("Áo", "Ý", "Đức", "Hoa", "Đài") and begins_sentence(page, first):
        return page.word(first + 1).islower() and not stops_at(page, first + 1)
    if page.word(first) == "Đức" and page.word(first + 1) in word_set("holy"):
        return True
    if page.word(first) == "Anh" and begins_sentence(page, first):
        return page.word(first + 1) not in (",", "và", "-", "–", ":")
    return people.place_inside_name(page, first)
