"""Mentions to concepts: one concept for all its names, over all articles and languages; each link keeps its reason.

`gather` works on one article at a time: first the mentions of the article are put together, with what only an article
can tell (an acronym in brackets, a surname after the full name), then each group looks for a concept known already.
Safe links are made, doubtful ones are returned as `Doubt`s, and forbidden ones (`Risk.NEVER`) block all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import count, pairwise
from typing import Protocol

from unidecode import unidecode

from glossary import keys, whose
from glossary.likeness import abbreviates, compounds, entries, family, is_vietnamese, person, relate, script
from glossary.model import Article, Comparison, ConceptStatus, Doubt, Kind, Lang, Mention, Risk, TermForm
from glossary.resources import DATA
from glossary.text import has_cyrillic, printable

_PREFIX = {Kind.PERSON: "per", Kind.ORG: "org", Kind.PLACE: "place", Kind.EVENT: "event"}
_LONGEST_ID = 48
_MOST_CASES = 3
_WIDEST_BUCKET = 60
"""Groups that share a key are compared pairwise up to this many: hostile input must not cost quadratic time."""


_BY_ARTICLE = frozenset({"acronym", "initials"})
"""Rules of `relate` that gather leaves to the article: they are right in it and a guess outside."""


def compare(a: str, b: str) -> Comparison:
    """Would these two strings be one concept, without an article around them? Says no where it is not sure."""
    return relate(a, b)


@dataclass(frozen=True, slots=True)
class KnownConcept:
    """A concept as the index knows it: its spellings with their languages."""

    id: str
    kind: Kind
    status: ConceptStatus
    forms: tuple[tuple[Lang, str], ...]
    brief: bool = False
    """Are all its spellings short forms, each of which holds in its article only?"""


class Index(Protocol):
    """What `gather` asks of the glossary; the store has one, `MemoryIndex` is another."""

    def find(self, keys: Collection[str]) -> Sequence[KnownConcept]:
        """Concepts with a spelling under one of these keys (`glossary.keys.lookup_keys`)."""
        ...

    def apart(self, a: str, b: str) -> bool:
        """Has the reviewer decided that these two are not one?"""
        ...

    def taken(self, concept_id: str) -> bool:
        """Is this id in use?"""
        ...


@dataclass(frozen=True, slots=True)
class NewConcept:
    """A concept that this article brings."""

    id: str
    kind: Kind
    label: str


@dataclass(frozen=True, slots=True)
class Merge:
    """Two known, undecided concepts turn out to be one: `id` goes into `into`."""

    id: str
    into: str
    why: str


@dataclass(frozen=True, slots=True)
class Gathered:
    """The mentions of one article as concepts. `concept_of`, `reasons` and `forms` run parallel to the mentions."""

    concepts: tuple[NewConcept, ...]
    concept_of: tuple[str, ...]
    reasons: tuple[str, ...]
    forms: tuple[TermForm, ...]
    """A short form holds in its article only: as a term it finds nothing elsewhere."""
    merges: tuple[Merge, ...] = ()
    doubts: tuple[Doubt, ...] = ()


class MemoryIndex:
    """An index for work without a database."""

    def __init__(self) -> None:
        self._concepts: dict[str, tuple[Kind, dict[tuple[Lang, str], None]]] = {}
        self._by_key: dict[str, dict[str, None]] = defaultdict(dict)
        self._merged: dict[str, str] = {}
        self._brief: set[str] = set()

    def find(self, keys: Collection[str]) -> Sequence[KnownConcept]:
        """Concepts with a spelling under one of these keys, in order of their coming."""
        ids = {self.final(id_): None for key in keys for id_ in self._by_key.get(key, ())}
        return [
            KnownConcept(
                id_, self._concepts[id_][0], ConceptStatus.NEW, tuple(self._concepts[id_][1]), id_ in self._brief
            )
            for id_ in ids
        ]

    def apart(self, a: str, b: str) -> bool:
        """Nobody has decided anything here."""
        return False

    def taken(self, concept_id: str) -> bool:
        """Is this id in use?"""
        return concept_id in self._concepts

    def final(self, concept_id: str) -> str:
        """The id after all merges."""
        while concept_id in self._merged:
            concept_id = self._merged[concept_id]
        return concept_id

    def add(self, mentions: Sequence[Mention], gathered: Gathered) -> None:
        """Take over what was gathered from one article."""
        for concept in gathered.concepts:
            self._concepts[concept.id] = (concept.kind, {})
        linked = list(zip(mentions, gathered.concept_of, gathered.forms, strict=True))
        for mention, concept_id, sort in sorted(linked, key=lambda item: item[2] is TermForm.SHORT):
            self._take(self.final(concept_id), mention.lang, mention.form, brief=sort is TermForm.SHORT)
        for merge in gathered.merges:
            source, target = self.final(merge.id), self.final(merge.into)
            if source != target:
                self._merged[source] = target
                for lang, form in self._concepts[source][1]:
                    self._take(target, lang, form, brief=source in self._brief)

    def _take(self, id_: str, lang: Lang, form: str, *, brief: bool) -> None:
        """A short form speaks for a concept while it has no other."""
        forms = self._concepts[id_][1]
        if brief and forms and id_ not in self._brief:
            return
        if id_ in self._brief and not brief:
            for old_lang, old in forms:
                for key in keys.index_keys(old, old_lang, self._concepts[id_][0]):
                    self._by_key[key].pop(id_, None)
            forms.clear()
            self._brief.discard(id_)
        if brief:
            self._brief.add(id_)
        self._learn(id_, lang, form)

    def _learn(self, id_: str, lang: Lang, form: str) -> None:
        kind, forms = self._concepts[id_]
        if (lang, form) not in forms:
            forms[(lang, form)] = None
            for key in keys.index_keys(form, lang, kind):
                self._by_key[key][id_] = None


# ---- one article ---


@dataclass(slots=True)
class _Group:
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
    """The name of a state institution as the article has it, where `form` adds the country that the article tells."""

    def spellings(self) -> tuple[str, ...]:
        """The form, then its cases."""
        return (self.form, *self.surfaces)


class _Clusters:
    """Union-find over groups that refuses forbidden links."""

    def __init__(self, groups: Sequence[_Group], index: Index) -> None:
        self.groups = groups
        self._index = index
        self._parent = list(range(len(groups)))
        self._members = {group.number: [group.number] for group in groups}

    def root(self, number: int) -> int:
        while self._parent[number] != number:
            self._parent[number] = self._parent[self._parent[number]]
            number = self._parent[number]
        return number

    def members(self, number: int) -> list[_Group]:
        return [self.groups[n] for n in self._members[self.root(number)]]

    def link(self, a: _Group, b: _Group, why: str, *, short: TermForm | None = None) -> bool:
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

    def _kept_apart(self, left: _Group, right: _Group) -> bool:
        return any(self._index.apart(a, b) for a in left.known for b in right.known)

    @staticmethod
    def _agree(left: _Group, right: _Group, asked: tuple[_Group, _Group], short: TermForm | None) -> bool:
        """May these two be one? An acronym need not look like its name."""
        if short is not None and {left.number, right.number} == {asked[0].number, asked[1].number}:
            return True
        if Kind.PERSON in (left.kind, right.kind) and left.kind is not right.kind:
            return False
        return relate(left.form, right.form, left.kind).risk is not Risk.NEVER

    def __iter__(self) -> Iterator[list[_Group]]:
        for number in sorted(self._members):
            yield sorted((self.groups[n] for n in self._members[number]), key=lambda g: g.number)


def gather(article: Article, mentions: Sequence[Mention], index: Index) -> Gathered:
    """Put the mentions of one article together and join them to the concepts of `index` where that is safe."""
    groups, group_of = _grouped(mentions)
    _say_whose(groups, article, mentions)
    for group in groups:
        group.known = _known_by_spelling(group, index)
    clusters = _Clusters(groups, index)
    doubts: list[tuple[_Group, _Group, str]] = []
    _link_alike(clusters, groups, doubts)
    _link_brackets(clusters, groups, group_of, article, mentions)
    _link_acronyms(clusters, groups)
    moved = _link_short_persons(clusters, groups, mentions)
    _link_short_names(clusters, groups)
    return _settled(clusters, groups, group_of, moved, doubts, mentions, index)


def _grouped(mentions: Sequence[Mention]) -> tuple[list[_Group], list[_Group]]:
    """Groups by spelling, and the group of each mention. PERSON stays apart from the other kinds."""
    found: dict[tuple[str, Kind], _Group] = {}
    group_of = []
    kinds: dict[int, Counter[Kind]] = defaultdict(Counter)
    for position, mention in enumerate(mentions):
        key = (keys.strict(mention.form) or mention.form, mention.kind)
        if key not in found:
            found[key] = _Group(len(found), mention.form, mention.kind, mention.lang)
        group = found[key]
        if group.form.isupper() and not mention.form.isupper():
            group.form = mention.form
        if mention.text != mention.form and len(group.surfaces) < _MOST_CASES and mention.text not in group.surfaces:
            group.surfaces += (mention.text,) if has_cyrillic(mention.text) else ()
        group.mentions.append(position)
        kinds[group.number][mention.kind] += 1
        group_of.append(group)
    for group in found.values():
        group.kind = kinds[group.number].most_common(1)[0][0]
    return list(found.values()), group_of


def _say_whose(groups: Sequence[_Group], article: Article, mentions: Sequence[Mention]) -> None:
    """`Министерство финансов` in an article of Vietnam is another one than in an article of Russia."""
    bare = [group for group in groups if group.kind is Kind.ORG and whose.is_bare(group.form, group.lang)]
    if not bare:
        return
    weights = whose.weigh(article, mentions)
    others = [group.form for group in groups if group.kind is Kind.ORG][:_WIDEST_BUCKET]
    for group in bare:
        before = mentions[max(0, group.mentions[0] - 1)]
        owner = whose.owner(article.text, before, mentions[group.mentions[0]])
        sure = owner or whose.only_of(group.form, group.lang)
        country = sure or whose.country_of(group.form, others, weights)
        full = whose.of_country(group.form, group.lang, country)
        if full and country != whose.default(group.form, group.lang):
            group.bare, group.form, group.surfaces = group.form, full, ()
            group.why = f"the article is of its country: {full}"


def _known_by_spelling(group: _Group, index: Index) -> tuple[str, ...]:
    found = index.find(["=" + keys.loose(group.form)])
    strict = keys.strict(group.form)
    return tuple(known.id for known in found if any(keys.strict(form) == strict for _, form in known.forms))


@lru_cache(maxsize=16384)
def group_keys(form: str, lang: Lang, kind: Kind) -> frozenset[str]:
    """The keys to look under for a form and for all that the authority tables call the same."""
    found = set(keys.lookup_keys(form, lang, kind))
    for entry in family(form, kind):
        for names in (entry.names, entry.lookup):
            for other_lang, spellings in names.items():
                for spelling in spellings:
                    found.update(keys.lookup_keys(spelling, other_lang, entry.kind))
    return frozenset(found)


def _link_alike(clusters: _Clusters, groups: Sequence[_Group], doubts: list[tuple[_Group, _Group, str]]) -> None:
    """Spellings that `relate` holds for one. A form without marks that fits two marked ones stays alone, in doubt."""
    buckets: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        wanted = {key for form in group.spellings() for key in group_keys(form, group.lang, group.kind)}
        for key in wanted.union(*(keys.index_keys(form, group.lang, group.kind) for form in group.spellings())):
            if len(buckets[key]) < _WIDEST_BUCKET:
                buckets[key].append(group)
    alike: dict[int, dict[int, str]] = defaultdict(dict)
    for bucket in buckets.values():
        for i, a in enumerate(bucket):
            for b in bucket[i + 1 :]:
                if a.kind is b.kind and b.number not in alike[a.number]:
                    verdict = _relate_groups(a, b)
                    called = a.kind is Kind.PERSON and " " not in a.form + b.form and verdict.level == "diacritics"
                    if verdict.same and verdict.level not in _BY_ARTICLE and not called:
                        alike[a.number][b.number] = alike[b.number][a.number] = verdict.why
    for group in groups:
        fits = [groups[n] for n in sorted(alike[group.number])]
        rivals = [(a, b) for i, a in enumerate(fits) for b in fits[i + 1 :] if _never(a, b)]
        for other in fits:
            if any(other in pair for pair in rivals):
                doubts.append(
                    (group, other, f"{group.form} may stand for {other.form}: {alike[group.number][other.number]}")
                )
            else:
                clusters.link(group, other, f"{alike[group.number][other.number]}: {other.form}")


def _relate_groups(a: _Group, b: _Group) -> Comparison:
    """`relate` on the forms; where they leave it open, on the cases in the text."""
    verdict = relate(a.form, b.form, a.kind)
    if verdict.same or verdict.risk is Risk.NEVER:
        return verdict
    others = (relate(x, y, a.kind) for x in a.spellings() for y in b.spellings() if (x, y) != (a.form, b.form))
    return next((other for other in others if other.same), verdict)


def _never(a: _Group, b: _Group) -> bool:
    return relate(a.form, b.form, a.kind).risk is Risk.NEVER


_BRACKET = re.compile(r"\s*[\"'»”’]?\s*\(\s*(?P<words>[^()\"'«“‘]{0,40}?)[\"'«“‘]?\s*")


@cache
def _bracket_words() -> frozenset[str]:
    """What may stand in a bracket before another name of the same thing (`data/keys/brackets.txt`)."""
    lines = (DATA / "keys" / "brackets.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(part for line in lines if line[:1] != "#" for part in line.split("|"))


def _opens_bracket(between: str) -> bool:
    match = _BRACKET.fullmatch(between)
    words = match["words"].strip(" ,:–—-").lower() if match else ""
    return match is not None and (not words or words in _bracket_words())


_ACRONYM = re.compile(r"[^\W\d_a-zа-яёđ]{2,}[\w&.-]*(?:\s\S+){0,2}")


def _is_acronym(form: str) -> bool:
    capitals = sum(char.isupper() for char in form)
    letters = sum(char.isalpha() for char in form)
    return 2 <= letters <= 12 and " " not in form and capitals >= 2 and capitals * 2 > letters


def _link_brackets(
    clusters: _Clusters,
    groups: Sequence[_Group],
    group_of: Sequence[_Group],
    article: Article,
    mentions: Sequence[Mention],
) -> None:
    """`National University of Economics (NEU)`: the bracket names the institution, or the tail of its name, again."""
    for position, (mention, inside) in enumerate(pairwise(mentions)):
        between = article.text[mention.end : inside.start]
        if mention.kind is Kind.PERSON or inside.kind is Kind.PERSON or not _opens_bracket(between):
            continue
        if article.text[inside.end : inside.end + 1] not in (")", ",", ";", "/", "»", "”", '"'):
            continue
        a, b = group_of[position], group_of[position + 1]
        if a.kind is b.kind or abbreviates(b.form, a.form):
            _link_bracket(clusters, groups, a, b)


def _link_bracket(clusters: _Clusters, groups: Sequence[_Group], before: _Group, inside: _Group) -> None:
    why = f"given in brackets after {before.form}"
    if not _is_acronym(inside.form):
        if _is_acronym(before.form) and abbreviates(before.form, inside.form):
            clusters.link(before, inside, f"stands before its full form {inside.form}", short=TermForm.ACRONYM)
        elif inside.kind is before.kind and _names_again(before, inside):
            clusters.link(inside, before, why, short=TermForm.VARIANT)
        return
    parts = before.form.split()
    for start in range(len(parts)):
        if abbreviates(inside.form, " ".join(parts[start:])):
            if start == 0:
                clusters.link(inside, before, f"acronym {why}", short=TermForm.ACRONYM)
            else:
                tail = " ".join(parts[start:])
                inside.why = f"acronym of “{tail}”, the tail of the longer name before it"
                for other in groups:
                    if other is not inside and other.kind is inside.kind and relate(other.form, tail, other.kind).same:
                        clusters.link(inside, other, inside.why, short=TermForm.ACRONYM)
                        break
            return
    clusters.link(inside, before, f"acronym {why}", short=TermForm.ACRONYM)


def _names_again(before: _Group, inside: _Group) -> bool:
    """Is the bracket a second name (`the Vietnam Oil and Gas Group (Petrovietnam)`, `bão số 10 (Bualoi)`)?"""
    if inside.kind is Kind.EVENT:
        return " " not in keys.site(inside.form).name
    return inside.kind is Kind.ORG and (" " not in inside.form or _other_name(before.form, inside.form))


def _other_name(before: str, inside: str) -> bool:
    """Is the bracket the same name in another language, or an acronym with its legal form (`PVN Group`)?"""
    if script(before) != script(inside):
        return True
    bare = [word for word in inside.split() if _is_acronym(word)]
    return len(bare) == 1 and len(keys.company(inside)[0]) == 1


def _link_acronyms(clusters: _Clusters, groups: Sequence[_Group]) -> None:
    """An acronym whose letters begin the words of one institution of the article."""
    names = [group for group in groups if group.kind in (Kind.ORG, Kind.EVENT) and len(group.form.split()) > 1]
    for group in groups:
        if group.kind is Kind.PERSON or not any(part.isupper() and len(part) > 2 for part in group.form.split()):
            continue
        if group.form.isupper() and " " in group.form:
            continue
        fits = [
            other
            for other in names[:_WIDEST_BUCKET]
            if other is not group and abbreviates(group.form, other.form) and not _never(group, other)
        ]
        if len({clusters.root(other.number) for other in fits}) == 1:
            clusters.link(group, fits[0], f"its letters begin the words of {fits[0].form}", short=TermForm.ACRONYM)


# ---- short forms of persons ---


def _surname(full: str) -> tuple[str, ...]:
    """The words by which a person is called again, likeliest first, folded: given name or surname by culture."""
    parts = person(full).words
    if len(parts) < 2:
        return ()
    if is_vietnamese(full) and len(parts) <= 5 and "-" not in full:
        return (parts[-1], " ".join(parts[-2:])) if len(parts) > 2 else (parts[-1],)
    spoken = keys.words(full)
    if keys.is_patronymic(spoken[-1]) and len(parts) > 1:
        return (parts[0],) if len(spoken) > 2 else (parts[0], spoken[-1])
    if parts[0] in keys.surnames_first() and (len(parts) == 2 or "-" in full):
        return (parts[0], parts[-1])
    return (parts[-1], " ".join(parts[1:])) if len(parts) > 2 else (parts[-1],)


def _marked_words(form: str, number: int) -> str:
    return " ".join(keys.strict(form).split()[-number:])


def _by_patronymic(short: _Group, full: _Group) -> bool:
    """Is `short` given name and patronymic of `full` (`Евгений Павлович` after `Евгений Глазунов`)?"""
    spoken, whole = keys.words(short.form), keys.words(full.form)
    if len(spoken) != 2 or not keys.is_patronymic(spoken[1]):
        return False
    own = [word for word in whole if not keys.is_patronymic(word)]
    theirs = [word for word in whole if keys.is_patronymic(word)]
    known = len(own) > 1 and any(_alike(spoken[0], word) for word in own)
    return known and (not theirs or any(_alike(spoken[1], word) for word in theirs))


def _short_of(short: _Group, full: _Group) -> bool:
    """Is `short` how the article may call `full` again?"""
    if has_cyrillic(short.form) != has_cyrillic(full.form):
        return False
    if _by_patronymic(short, full):
        return True
    brief, whole = person(short.form), person(full.form)
    if brief.initials and len(brief.words) == 1:
        given = [word for word in whole.words if not _alike(word, brief.words[0])]
        return len(given) < len(whole.words) and bool(given) and any(w[0] == brief.initials[0] for w in given)
    wanted = " ".join(brief.words)
    if brief.initials or not wanted or len(brief.words) >= len(whole.words):
        return False
    for call in _surname(full.form):
        if len(call.split()) == len(brief.words) and _alike(call, wanted):
            if has_cyrillic(wanted) or keys.strict(short.form).isascii() or keys.strict(full.form).isascii():
                return True
            return keys.strict(short.form) == _marked_words(full.form, len(brief.words))
    return False


def _alike(a: str, b: str) -> bool:
    return a == b or (has_cyrillic(a) and has_cyrillic(b) and keys.stems(a) == keys.stems(b))


def _link_short_persons(
    clusters: _Clusters, groups: Sequence[_Group], mentions: Sequence[Mention]
) -> dict[int, tuple[_Group, str]]:
    """Join short forms to full names; returns the mentions to be told apart one by one, with their full names."""
    people = [group for group in groups if group.kind is Kind.PERSON]
    by_call: dict[str, list[_Group]] = defaultdict(list)
    by_given: dict[str, list[_Group]] = defaultdict(list)
    for group in people:
        for call in _surname(group.form):
            by_call[keys.stems(call)].append(group)
        for given in {keys.stem(word) for word in keys.words(group.form)[:2]}:
            by_given[given].append(group)
    moved: dict[int, tuple[_Group, str]] = {}
    for group in people:
        brief = person(group.form)
        wanted = keys.stems(" ".join(brief.words))
        near = by_call.get(wanted, [])
        if len(brief.words) == 2 and keys.is_patronymic(brief.words[1]):
            near = near + by_given[keys.stem(brief.words[0])]
        fits = [other for other in near[:_WIDEST_BUCKET] if other is not group and _short_of(group, other)]
        marked = [other for other in fits if _marked_words(other.form, len(brief.words)) == keys.strict(group.form)]
        fits = marked or fits
        roots = {clusters.root(other.number): other for other in reversed(fits)}
        if len(roots) == 1:
            clusters.link(group, fits[0], _short_reason(fits[0], brief.initials), short=TermForm.SHORT)
        elif not roots and (full := _by_given_name(clusters, group, by_given)):
            clusters.link(group, full, f"given name of {full.form}, the only one in this article", short=TermForm.SHORT)
        elif roots:
            group.short = TermForm.SHORT
            for position in group.mentions:
                nearest = _nearest(position, list(roots.values()), clusters)
                moved[position] = (nearest, _short_reason(nearest, brief.initials) + ", the nearest of several")
    return moved


def _by_given_name(clusters: _Clusters, short: _Group, by_given: Mapping[str, Sequence[_Group]]) -> _Group | None:
    """The one person of the article whose given name stands alone later (`Pavel` after `Pavel Milyukov`)."""
    brief = person(short.form)
    if len(brief.words) != 1 or brief.initials:
        return None
    near = by_given.get(keys.stem(brief.words[0]), ())
    fits = [
        full
        for full in near[:_WIDEST_BUCKET]
        if full is not short
        and len(person(full.form).words) == 2
        and not is_vietnamese(full.form)
        and keys.strict(full.form).split()[0] == keys.strict(short.form)
        and full.mentions[0] < short.mentions[0]
        and _surname(full.form)[:1] == (person(full.form).words[-1],)
    ]
    return fits[0] if len({clusters.root(full.number) for full in fits}) == 1 else None


def _short_reason(full: _Group, initials: Sequence[str]) -> str:
    if initials:
        return f"initial and surname of {full.form}"
    if is_vietnamese(full.form):
        return f"given name of {full.form}, named in this article"
    return f"surname of {full.form}, named in this article"


def _nearest(position: int, fulls: Sequence[_Group], clusters: _Clusters) -> _Group:
    """The full name mentioned last before `position`, else first after it."""
    best: tuple[int, _Group] | None = None
    for full in fulls:
        for group in clusters.members(full.number):
            for other in group.mentions:
                distance = position - other if other < position else 10**6 + other - position
                if best is None or distance < best[0]:
                    best = (distance, full)
    return best[1] if best else fulls[0]


# ---- short forms of the rest ---


def _link_short_names(clusters: _Clusters, groups: Sequence[_Group]) -> None:
    """`SEA Games` for the one edition that the article names; the Federation Council after its longer name."""
    by_word: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        if group.kind in (Kind.ORG, Kind.EVENT):
            for word in set(keys.words(group.form)):
                by_word[keys.stem(word)].append(group)
    for group in groups:
        if group.kind not in (Kind.ORG, Kind.EVENT) or group.short is not TermForm.FULL:
            continue
        near = min((by_word[keys.stem(word)] for word in keys.words(group.form)), key=len, default=[])
        rest = [other for other in near[:_WIDEST_BUCKET] if other is not group and other.kind is group.kind]
        if group.kind is Kind.EVENT:
            fits = [other for other in rest if _edition_of(keys.words(group.form), keys.words(other.form))]
            why = "the article names one edition"
        else:
            fits = [other for other in rest if _shortened(group, other)]
            why = "shorter for the name above"
        if len({clusters.root(other.number) for other in fits}) == 1:
            clusters.link(group, fits[0], f"{why}: {fits[0].form}", short=TermForm.SHORT)
    _link_named(clusters, groups)
    _link_compounds(clusters, groups)


def _link_named(clusters: _Clusters, groups: Sequence[_Group]) -> None:
    """`SCB` for `Ngân hàng SCB`, `Rajamangala` for `Rajamangala Stadium`: the name without the word for what it is."""
    by_name: dict[tuple[Kind, str], list[_Group]] = defaultdict(list)
    for group in groups:
        bare = keys.site(group.form).name if group.kind is Kind.PLACE else _without_heads(group)
        if bare and bare != group.form:
            by_name[group.kind, keys.strict(bare)].append(group)
    for group in groups:
        fits = by_name.get((group.kind, keys.strict(group.form)), [])
        if fits and len({clusters.root(other.number) for other in fits}) == 1 and not entries(group.form, group.kind):
            clusters.link(group, fits[0], f"the name alone of {fits[0].form}", short=TermForm.SHORT)


def _without_heads(group: _Group) -> str:
    if group.kind is not Kind.ORG:
        return ""
    kept = [word for word in group.form.split() if not keys.is_institution_word(keys.plain(word))]
    return " ".join(kept)


def _link_compounds(clusters: _Clusters, groups: Sequence[_Group]) -> None:
    """`Тропцентр` after the long name of which it is made."""
    names = [group for group in groups if group.kind is Kind.ORG and len(group.form.split()) > 1][:_WIDEST_BUCKET]
    for group in groups:
        one_word = " " not in group.form and has_cyrillic(group.form) and len(group.form) > 6
        if group.kind is Kind.ORG and one_word and not entries(group.form, Kind.ORG):
            fits = [
                other for other in names if compounds(group.form, other.form, some=True) and not _never(group, other)
            ]
            if len({clusters.root(other.number) for other in fits}) == 1:
                clusters.link(group, fits[0], f"made of the beginnings of {fits[0].form}", short=TermForm.SHORT)


def _shortened(short: _Group, full: _Group) -> bool:
    """Does the article call `full` shorter here? Not so where one is a part of the other, or a name by itself."""
    brief, whole = keys.institution(short.form), keys.institution(full.form)
    if brief is None or whole is None or entries(short.form, Kind.ORG) or _never(short, full):
        return False
    missing = Counter(whole.own) - Counter(brief.own)
    if Counter(brief.own) - Counter(whole.own) or not set(brief.countries) <= set(whole.countries):
        return False
    if not missing and brief.countries == whole.countries:
        return False
    words, longer = keys.words(short.form), keys.words(full.form)
    if short.number < full.number and (missing or script(short.form) == "en"):
        return False
    if len(words) < 2:
        return False
    contiguous = longer[: len(words)] == words or longer[-len(words) :] == words
    if contiguous:
        over = longer[len(words) :] if longer[: len(words)] == words else longer[: -len(words)]
        return keys.institution(" ".join(over)) is None or _belongs(words, longer, script(full.form))
    if words[0] == longer[0] and len(words) >= 4 and brief.countries == whole.countries and _inside(words, longer):
        return True
    same_head = words[0] == longer[0] or words[-1] == longer[-1]
    return len(brief.own) >= 3 or (same_head and set(brief.countries) == set(whole.countries))


def _belongs(words: Sequence[str], longer: Sequence[str], language: str) -> bool:
    """Does the longer name go on with whose it is? `Координационный комитет` of `Координационный комитет … центра`."""
    return longer[: len(words)] == words and (language != "en" or longer[len(words)] in ("of", "for", "on"))


def _inside(words: Sequence[str], longer: Sequence[str]) -> bool:
    """Do the words stand in the longer name in this order?"""
    rest = iter(longer)
    return all(word in rest for word in words)


_NUMBER_WORD = re.compile(r"\d+(?:st|nd|rd|th|й|го|м|ом|я|ой|е)?\Z|[ivx]+\Z")


def _edition_of(short: Sequence[str], full: Sequence[str]) -> bool:
    rest = list(full)
    for word in short:
        if word not in rest:
            return False
        rest.remove(word)
    return bool(rest) and all(_NUMBER_WORD.match(word) or word in ("lan", "thu", "the") for word in rest)


# ---- to the concepts known ---


def _settled(
    clusters: _Clusters,
    groups: Sequence[_Group],
    group_of: Sequence[_Group],
    moved: dict[int, tuple[_Group, str]],
    doubts: Sequence[tuple[_Group, _Group, str]],
    mentions: Sequence[Mention],
    index: Index,
) -> Gathered:
    concepts: list[NewConcept] = []
    merges: list[Merge] = []
    found_doubts: dict[tuple[str, str], Doubt] = {}
    id_of: dict[int, str] = {}
    why_known: dict[int, str] = {}
    fresh: set[str] = set()
    by_letters: dict[str, list[_Group]] = defaultdict(list)
    for group in groups:
        by_letters[keys.loose(group.form)].append(group)
    for cluster in clusters:
        if all(position in moved for group in cluster for position in group.mentions):
            continue
        others_here = [
            alike for group in cluster for alike in by_letters[keys.loose(group.form)] if alike not in cluster
        ]
        chosen, why, more, doubtful = _known(cluster, index, others_here)
        if not chosen:
            new = _new_concept(cluster, index, fresh)
            fresh.add(new.id)
            concepts.append(new)
            chosen = new.id
        for group in cluster:
            id_of[group.number] = chosen
        why_known[cluster[0].number] = why
        merges += [Merge(other, chosen, f"revealed by {cluster[0].form}: {why}") for other in more]
        for other, reason in doubtful:
            found_doubts.setdefault((chosen, other), Doubt(chosen, other, reason))
    for a, b, reason in doubts:
        pair = (id_of.get(a.number, ""), id_of.get(b.number, ""))
        if pair[0] and pair[1] and pair[0] != pair[1] and not index.apart(*pair):
            found_doubts.setdefault(pair, Doubt(*pair, reason))
    concept_of, reasons, forms = [], [], []
    for position, mention in enumerate(mentions):
        group = group_of[position]
        if position in moved:
            full, why = moved[position]
            concept_of.append(id_of[full.number])
        else:
            concept_of.append(id_of[group.number])
            why = group.why or why_known.get(group.number, "")
            if position != group.mentions[0]:
                why = f"same spelling; {why}" if why else "same spelling"
        reasons.append(why or "first seen here")
        brief = TermForm.SHORT if group.bare else group.short
        forms.append(brief if brief is not TermForm.FULL else _term_form(mention))
    return Gathered(
        tuple(concepts), tuple(concept_of), tuple(reasons), tuple(forms), tuple(merges), tuple(found_doubts.values())
    )


def _term_form(mention: Mention) -> TermForm:
    if mention.kind is not Kind.PERSON and _is_acronym(mention.form):
        return TermForm.ACRONYM
    return TermForm.FULL


def _strong(cluster: Iterable[_Group]) -> list[_Group]:
    """The groups that may speak for the cluster outside its article."""
    strong = [group for group in cluster if group.short is not TermForm.SHORT]
    return strong or list(cluster)


def _known(
    cluster: Sequence[_Group], index: Index, others_here: Sequence[_Group] = ()
) -> tuple[str, str, list[str], list[tuple[str, str]]]:
    """The known concept of a cluster, why, other known concepts that are the same, and doubtful ones.

    A concept that also fits a name this cluster can never be (`Nguyen Van Hung` fits Hùng and Hưng) is only doubtful,
    in whatever order the articles came. `others_here`: the article's other names of the
    same bare letters.
    """
    strong = _strong(cluster)
    wanted: set[str] = set()
    for group in strong:
        wanted = wanted.union(*(group_keys(form, group.lang, group.kind) for form in group.spellings()))
        wanted |= set(keys.lookup_keys(group.bare, group.lang, group.kind))
    linked: list[tuple[int, KnownConcept, str]] = []
    doubtful: list[tuple[str, str]] = []
    excluded: list[tuple[Kind, tuple[str, ...]]] = [
        (group.kind, group.spellings()) for group in others_here if any(_never(group, mine) for mine in strong)
    ]
    for known in index.find(wanted):
        rank, why = _match(strong, known)
        if rank > 0:
            linked.append((rank, known, why))
        elif why:
            doubtful.append((known.id, why))
        else:
            excluded.append((known.kind, tuple(form for _, form in known.forms)))
    contested = [item for item in linked if item[0] < 3 and _fits_any(item[1], excluded)]
    linked = [item for item in linked if item not in contested]
    doubtful += [(known.id, f"{strong[0].form} is not the only name it fits: {why}") for _, known, why in contested]
    if contested and not linked:
        return "", "", [], doubtful
    if not linked:
        only = _only_initials(strong, index.find(wanted))
        if only is not None:
            return only.id, f"initials and surname of {only.forms[0][1]}, the only one known", [], []
        return "", "", [], doubtful
    linked.sort(key=lambda item: (-item[0], _PREFERENCE[item[1].status]))
    best = linked[0]
    others = linked[1:]
    rivals = [item for item in others if _rival(best[1], item[1], index)]
    if any(item[0] == best[0] for item in rivals):
        return (
            "",
            "",
            [],
            doubtful + [(known.id, f"{strong[0].form} fits it as well: {why}") for _, known, why in linked],
        )
    same = [
        known
        for _, known, _ in others
        if not _rival(best[1], known, index) and known.status is ConceptStatus.NEW and known.kind is best[1].kind
    ]
    more = [known.id for known in same if not any(_rival(known, other, index) for other in same if other is not known)]
    doubtful += [
        (known.id, why)
        for _, known, why in others
        if known.id not in more and not index.apart(known.id, best[1].id) and known.kind is best[1].kind
    ]
    return best[1].id, best[2], more, doubtful


def _fits_any(known: KnownConcept, names: Sequence[tuple[Kind, tuple[str, ...]]]) -> bool:
    """Could the concept be one of these names as well?"""
    return any(
        kind is known.kind and relate(form, other, kind).same
        for kind, others in names
        for other in others
        for _, form in known.forms
    )


def _only_initials(strong: Sequence[_Group], found: Sequence[KnownConcept]) -> KnownConcept | None:
    """The one known person of this surname, where the initials agree: `В. В. Володин`, `Vyacheslav Volodin`."""
    people = [known for known in found if known.kind is Kind.PERSON]
    if len(people) != 1 or len(strong) != 1 or strong[0].kind is not Kind.PERSON:
        return None
    verdicts = [relate(strong[0].form, form, Kind.PERSON) for _, form in people[0].forms]
    agree = any(verdict.same and verdict.level == "initials" for verdict in verdicts)
    return people[0] if agree and all(verdict.risk is not Risk.NEVER for verdict in verdicts) else None


_PREFERENCE = {ConceptStatus.APPROVED: 0, ConceptStatus.NEW: 1, ConceptStatus.REJECTED: 2}


def _rival(a: KnownConcept, b: KnownConcept, index: Index) -> bool:
    """Do two concepts exclude each other?"""
    if index.apart(a.id, b.id) or a.kind is not b.kind:
        return True
    return any(relate(x, y, a.kind).risk is Risk.NEVER for _, x in a.forms for _, y in b.forms)


def _match(strong: Sequence[_Group], known: KnownConcept) -> tuple[int, str]:
    """How well a cluster fits a concept: 3 the same spelling, 2 one by rule, 0 not (with a reason: in doubt)."""
    best, reason, doubt = 0, "", ""
    if known.brief and any(whose.is_bare(form, lang) for lang, form in known.forms):
        return _match_bare(strong, known)
    for group in strong:
        for _, form in known.forms:
            if Kind.PERSON in (group.kind, known.kind) and group.kind is not known.kind:
                return 0, ""
            verdict = _relate_known(group, form, group.kind if group.kind is known.kind else None)
            if verdict.risk is Risk.NEVER:
                return 0, ""
            if verdict.same and group.kind is not known.kind:
                doubt = doubt or f"{group.form} / {form}: the same name, but of another kind"
                continue
            if verdict.same and verdict.level in _BY_ARTICLE and verdict.risk is not Risk.NONE:
                doubt = doubt or f"{group.form} / {form}: {verdict.why}"
            elif verdict.same and not (group.kind is Kind.PERSON and _only_called(group, form, known)):
                rank = 3 if verdict.level == "spelling" else 2
                if rank > best:
                    best, reason = rank, f"{verdict.why}: {form}"
            elif not verdict.same and verdict.level != "none":
                doubt = doubt or f"{group.form} / {form}: {verdict.why}"
    return best, reason or doubt


def _match_bare(strong: Sequence[_Group], known: KnownConcept) -> tuple[int, str]:
    """`_match` for an institution known only without its country: its id, made when the article was read, names it."""
    for group in strong:
        if _base_id(group.kind, group.form) == re.sub(r"-\d+\Z", "", known.id):
            return 1, f"without its country, in an article of it: {known.forms[0][1]}"
    return 0, f"{strong[0].form} / {known.forms[0][1]}: each article may mean its own country's"


def _relate_known(group: _Group, form: str, kind: Kind | None) -> Comparison:
    verdict = relate(group.form, form, kind)
    if verdict.same or verdict.risk is Risk.NEVER or not group.surfaces:
        return verdict
    others = (relate(surface, form, kind) for surface in group.surfaces)
    return next((other for other in others if other.same), verdict)


def _only_called(group: _Group, form: str, known: KnownConcept) -> bool:
    """Is the one word that they share only how somebody with a longer name is called?"""
    if len(person(group.form).words) > 1 or entries(group.form, Kind.PERSON):
        return False
    return is_vietnamese(group.form) or any(len(person(other).words) > 1 for _, other in known.forms)


def _new_concept(cluster: Sequence[_Group], index: Index, fresh: Collection[str]) -> NewConcept:
    kinds: Counter[Kind] = Counter()
    for group in cluster:
        kinds[group.kind] += len(group.mentions)
    kind = kinds.most_common(1)[0][0]
    strong = [group for group in _strong(cluster) if group.short is TermForm.FULL] or _strong(cluster)
    label = max(strong, key=lambda g: (min(len(g.form.split()), 3), len(g.mentions))).form
    return NewConcept(free_id(kind, label, index, fresh), kind, label)


def free_id(kind: Kind, label: str, index: Index, fresh: Collection[str]) -> str:
    """A readable ASCII id, unique by a number at its end: `per-le-thi-thanh-ly`."""
    base = _base_id(kind, label)
    if not index.taken(base) and base not in fresh:
        return base
    for number in count(2):
        ending = f"-{number}"
        candidate = base[: _LONGEST_ID - len(ending)].rstrip("-") + ending
        if not index.taken(candidate) and candidate not in fresh:
            return candidate
    raise AssertionError("numbers do not end")


def _base_id(kind: Kind, label: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", unidecode(printable(label)).lower().replace("'", "")).strip("-") or "x"
    return f"{_PREFIX[kind]}-{slug}"[:_LONGEST_ID].rstrip("-")
