"""The mentions of one article, by spelling: groups, and the clusters that they are joined to.

A `Group` is one spelling of an article, a cluster several groups that are one concept. `Clusters.link` joins two groups
unless something forbids it; the reason stays with the group that had none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from glossary import keys
from glossary.likeness import forbids, relate
from glossary.model import Comparison, Kind, Lang, Mention, TermForm
from glossary.text import has_cyrillic

_MOST_CASES = 3
WIDEST_BUCKET = 60
"""Groups that share a key are compared pairwise up to this many: hostile input must not cost quadratic time."""


@dataclass(slots=True)
class Group:
    """All mentions of one spelling in one article."""

    number: int
    form: str
    kind: Kind
    lang: Lang
    mentions: list[int] = field(default_factory=list)
    why: str = ""
    short: TermForm = TermForm.FULL
    known: tuple[str, ...] = ()
    """Concepts that the index has under this very spelling."""
    surfaces: tuple[str, ...] = ()
    """Russian cases as they stand in the article, in case the nominative was guessed wrongly."""
    bare: str = ""
    """The name as the article has it, where `form` adds what the article tells: the country, the word beside it."""

    def spellings(self) -> tuple[str, ...]:
        """The form, then its cases."""
        return (self.form, *self.surfaces)


class Clusters:
    """Union-find over groups that refuses forbidden links."""

    def __init__(self, groups: Sequence[Group], apart: Callable[[str, str], bool]) -> None:
        self.groups = groups
        self._apart = apart
        self._parent = list(range(len(groups)))
        self._members = {group.number: [group.number] for group in groups}

    def root(self, number: int) -> int:
        """The number that stands for the cluster of this group."""
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def members(self, number: int) -> list[Group]:
        """All groups of its cluster."""
        return [self.groups[n] for n in self._members[self.root(number)]]

    def link(self, a: Group, b: Group, why: str, *, short: TermForm | None = None) -> bool:
        """Make `a` and `b` one unless something forbids it; `why` explains the one that has no reason yet."""
        x, y = self.root(a.number), self.root(b.number)
        if x == y:
            return True
        brief = a if short is TermForm.SHORT else None
        for left in self.members(x):
            for right in self.members(y):
                excused = brief in (left, right) or TermForm.SHORT in (left.short, right.short)
                if self._kept_apart(left, right) or not (excused or self._agree(left, right, (a, b), short)):
                    return False
        newer = b if b.mentions and a.mentions and b.mentions[0] > a.mentions[0] else a
        if short is not None:
            newer = a
            a.short = short
        newer.why = newer.why or why
        low, high = min(x, y), max(x, y)
        self._parent[high] = low
        self._members[low] += self._members.pop(high)
        return True

    def _kept_apart(self, left: Group, right: Group) -> bool:
        return any(self._apart(a, b) for a in left.known for b in right.known)

    @staticmethod
    def _agree(left: Group, right: Group, asked: tuple[Group, Group], short: TermForm | None) -> bool:
        """May these two be one? An acronym need not look like its name."""
        if short is not None and {left.number, right.number} == {asked[0].number, asked[1].number}:
            return True
        if Kind.PERSON in (left.kind, right.kind) and left.kind is not right.kind:
            return False
        return not forbids(relate(left.form, right.form, left.kind))

    def __iter__(self) -> Iterator[list[Group]]:
        for number in sorted(self._members):
            yield sorted((self.groups[n] for n in self._members[number]), key=lambda g: g.number)


def grouped(mentions: Sequence[Mention], described: Sequence[str]) -> tuple[list[Group], list[Group]]:
    """Groups by spelling, and the group of each mention. PERSON stays apart from the other kinds.

    `described` has the names that are to be read with a word beside them (`glossary.beside`): groups of their own.
    """
    found: dict[tuple[str, Kind, str], Group] = {}
    group_of = []
    kinds: dict[int, Counter[Kind]] = defaultdict(Counter)
    for position, mention in enumerate(mentions):
        whole = described[position]
        key = (keys.strict(mention.form) or mention.form, mention.kind, keys.strict(whole))
        if key not in found:
            found[key] = Group(len(found), whole or mention.form, mention.kind, mention.lang)
            found[key].bare = mention.form if whole else ""
            found[key].why = f"the word beside it tells what it is: {whole}" if whole else ""
        group = found[key]
        if group.form.isupper() and not whole and not mention.form.isupper():
            group.form = mention.form
        if (
            not whole
            and mention.text != mention.form
            and len(group.surfaces) < _MOST_CASES
            and mention.text not in group.surfaces
        ):
            group.surfaces += (mention.text,) if has_cyrillic(mention.text) else ()
        group.mentions.append(position)
        kinds[group.number][mention.kind] += 1
        group_of.append(group)
    for group in found.values():
        group.kind = kinds[group.number].most_common(1)[0][0]
    return list(found.values()), group_of


def relate_groups(a: Group, b: Group) -> Comparison:
    """`relate` on the forms; where they leave it open, on the cases in the text."""
    verdict = relate(a.form, b.form, a.kind)
    if verdict.same or forbids(verdict):
        return verdict
    others = (relate(x, y, a.kind) for x in a.spellings() for y in b.spellings() if (x, y) != (a.form, b.form))
    return next((other for other in others if other.same), verdict)


def never(a: Group, b: Group) -> bool:
    """Are they forbidden to be one?"""
    return forbids(relate(a.form, b.form, a.kind))


def is_acronym(form: str) -> bool:
    """One word mostly of capitals: `NEU`, `TTXVN`, `МАГАТЭ`."""
    capitals = sum(char.isupper() for char in form)
    letters = sum(char.isalpha() for char in form)
    return 2 <= letters <= 12 and " " not in form and capitals >= 2 and capitals * 2 > letters
