"""Mentions to concepts: one concept for all its names, over all articles and languages; each link keeps its reason.

`gather` works on one article at a time: first the mentions of the article are put together, with what only an article
can tell (an acronym in brackets, a surname after the full name), then each group looks for a concept known already.
Safe links are made, doubtful ones are returned as `Doubt`s, and forbidden ones (`Risk.NEVER`) block all others.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count
from typing import NamedTuple, Protocol

from unidecode import unidecode

from glossary import beside, keys, shorter, whose
from glossary.grouping import WIDEST_BUCKET, Clusters, Group, grouped, is_acronym, never, relate_groups
from glossary.likeness import entries, family, forbids, is_vietnamese, person, relate
from glossary.model import Article, Comparison, ConceptStatus, Doubt, Kind, Lang, Mention, Risk, TermForm
from glossary.text import printable

_PREFIX = {Kind.PERSON: "per", Kind.ORG: "org", Kind.PLACE: "place", Kind.EVENT: "event"}
_LONGEST_ID = 48


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
    released: frozenset[str] = frozenset()
    """New concepts whose spelling an undecided concept has, which since met a rival that the spelling fits as well."""


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


def gather(article: Article, mentions: Sequence[Mention], index: Index) -> Gathered:
    """Put the mentions of one article together and join them to the concepts of `index` where that is safe."""
    groups, group_of = grouped(mentions, beside.described(article, mentions))
    _say_whose(groups, article, mentions)
    for group in groups:
        group.known = _known_by_spelling(group, index)
    clusters = Clusters(groups, index.apart)
    doubts: list[tuple[Group, Group, str]] = []
    _link_alike(clusters, groups, doubts)
    shorter.brackets(clusters, groups, group_of, article, mentions)
    shorter.acronyms(clusters, groups)
    moved = shorter.persons(clusters, groups)
    shorter.names(clusters, groups)
    return _settled(clusters, groups, group_of, moved, doubts, mentions, index)


def _say_whose(groups: Sequence[Group], article: Article, mentions: Sequence[Mention]) -> None:
    """`Министерство финансов` in an article of Vietnam is another one than in an article of Russia."""
    bare = [group for group in groups if group.kind is Kind.ORG and whose.is_bare(group.form, group.lang)]
    if not bare:
        return
    weights = whose.weigh(article, mentions)
    others = [group.form for group in groups if group.kind is Kind.ORG][:WIDEST_BUCKET]
    for group in bare:
        before = mentions[max(0, group.mentions[0] - 1)]
        owner = whose.owner(article.text, before, mentions[group.mentions[0]])
        sure = owner or whose.only_of(group.form, group.lang)
        country = sure or whose.country_of(group.form, others, weights)
        full = whose.of_country(group.form, group.lang, country)
        if full and country != whose.default(group.form, group.lang):
            group.bare, group.form, group.surfaces = group.form, full, ()
            group.why = f"the article is of its country: {full}"


def _known_by_spelling(group: Group, index: Index) -> tuple[str, ...]:
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


def _link_alike(clusters: Clusters, groups: Sequence[Group], doubts: list[tuple[Group, Group, str]]) -> None:
    """Spellings that `relate` holds for one. A form without marks that fits two marked ones stays alone, in doubt.

    Only what shares a key is compared, as between articles: the keys of one to look under, the keys of the other to be
    found by. So a full name meets initials and its own spellings, not everybody of its surname.
    """
    found_by: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        for key in {key for form in group.spellings() for key in keys.index_keys(form, group.lang, group.kind)}:
            if len(found_by[key]) < WIDEST_BUCKET:
                found_by[key].append(group)
    alike: dict[int, dict[int, str]] = defaultdict(dict)
    seen: set[tuple[int, int]] = set()
    for group in groups:
        wanted = {key for form in group.spellings() for key in group_keys(form, group.lang, group.kind)}
        for other in {other.number: other for key in wanted for other in found_by.get(key, ())}.values():
            pair = min(group.number, other.number), max(group.number, other.number)
            if other is group or other.kind is not group.kind or pair in seen:
                continue
            seen.add(pair)
            why = _alike(groups[pair[0]], groups[pair[1]])
            if why:
                alike[pair[0]][pair[1]] = alike[pair[1]][pair[0]] = why
    for group in groups:
        fits = [groups[n] for n in sorted(alike[group.number])]
        rivals = [(a, b) for i, a in enumerate(fits) for b in fits[i + 1 :] if never(a, b)]
        for other in fits:
            if any(other in pair for pair in rivals):
                doubts.append(
                    (group, other, f"{group.form} may stand for {other.form}: {alike[group.number][other.number]}")
                )
            else:
                clusters.link(group, other, f"{alike[group.number][other.number]}: {other.form}")


def _alike(a: Group, b: Group) -> str:
    """Why two spellings of one article are one; empty where they are not."""
    verdict = relate_groups(a, b)
    called = a.kind is Kind.PERSON and " " not in a.form + b.form and verdict.level == "diacritics"
    return verdict.why if verdict.same and verdict.level not in _BY_ARTICLE and not called else ""


# ---- to the concepts known ---


def _settled(
    clusters: Clusters,
    groups: Sequence[Group],
    group_of: Sequence[Group],
    moved: dict[int, tuple[Group, str]],
    doubts: Sequence[tuple[Group, Group, str]],
    mentions: Sequence[Mention],
    index: Index,
) -> Gathered:
    concepts: list[NewConcept] = []
    merges: list[Merge] = []
    found_doubts: dict[tuple[str, str], Doubt] = {}
    id_of: dict[int, str] = {}
    why_known: dict[int, str] = {}
    fresh: set[str] = set()
    released: set[str] = set()
    by_letters: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        by_letters[keys.loose(group.form)].append(group)
    for cluster in clusters:
        if all(position in moved for group in cluster for position in group.mentions):
            continue
        others_here = [
            alike for group in cluster for alike in by_letters[keys.loose(group.form)] if alike not in cluster
        ]
        chosen, why, more, doubtful, torn = _known(cluster, index, others_here)
        if not chosen:
            new = _new_concept(cluster, index, fresh)
            fresh.add(new.id)
            concepts.append(new)
            chosen = new.id
            if torn:
                released.add(new.id)
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
        tuple(concepts),
        tuple(concept_of),
        tuple(reasons),
        tuple(forms),
        tuple(merges),
        tuple(found_doubts.values()),
        frozenset(released),
    )


def _term_form(mention: Mention) -> TermForm:
    if mention.kind is not Kind.PERSON and is_acronym(mention.form):
        return TermForm.ACRONYM
    return TermForm.FULL


def _strong(cluster: Iterable[Group]) -> list[Group]:
    """The groups that may speak for the cluster outside its article."""
    strong = [group for group in cluster if group.short is not TermForm.SHORT]
    return strong or list(cluster)


class _Found(NamedTuple):
    """The known concept of a cluster (empty: none), why, other known concepts that are the same, and doubtful ones."""

    id: str
    why: str
    same: Sequence[str]
    doubtful: Sequence[tuple[str, str]]
    torn: bool = False
    """Is there none only because two undecided ones fit, of which each forbids the other?"""


def _known(cluster: Sequence[Group], index: Index, others_here: Sequence[Group] = ()) -> _Found:
    """What the index knows of a cluster.

    A concept that also fits a name this cluster can never be (`Nguyen Van Hung` fits Hùng and Hưng) is only doubtful,
    in whatever order the articles came. `others_here`: the article's other names of the same bare letters.
    """
    strong = _strong(cluster)
    wanted: set[str] = set()
    for group in strong:
        wanted = wanted.union(*(group_keys(form, group.lang, group.kind) for form in group.spellings()))
        wanted |= set(keys.lookup_keys(group.bare, group.lang, group.kind))
    called = [(group.lang, group.form) for group in strong]
    linked: list[tuple[int, KnownConcept, str]] = []
    doubtful: list[tuple[str, str]] = []
    excluded: list[tuple[Kind, tuple[str, ...]]] = [
        (group.kind, group.spellings()) for group in others_here if any(never(group, mine) for mine in strong)
    ]
    lettered: list[tuple[Kind, tuple[str, ...]]] = []
    for known in index.find(wanted):
        rank, why = _match(strong, known)
        if rank > 0 and _denied(cluster, known):
            doubtful.append((known.id, f"letters in brackets stand for another name: {why}"))
        elif rank > 0:
            linked.append((rank, known, why))
        elif why and not any(group.bare and group.kind is Kind.PLACE for group in strong):
            doubtful.append((known.id, why))
            if any(forbids(relate(group.form, form, group.kind)) for group in strong for _, form in known.forms):
                excluded.append((known.kind, tuple(form for _, form in known.forms)))
            if _only_letters(called, known):
                lettered.append((known.kind, tuple(form for _, form in known.forms)))
        elif not _described(known):
            excluded.append((known.kind, tuple(form for _, form in known.forms)))
    contested = [
        (rank, known, why)
        for rank, known, why in linked
        if not _described(known)
        and ((rank < 3 and _fits_any(known, excluded)) or (_by_letters(called, known) and _fits_any(known, lettered)))
    ]
    linked = [item for item in linked if item not in contested]
    doubtful += [(known.id, f"{strong[0].form} is not the only name it fits: {why}") for _, known, why in contested]
    if contested and not linked:
        return _Found("", "", [], doubtful)
    if not linked:
        only = _only_initials(strong, index.find(wanted))
        if only is not None:
            return _Found(only.id, f"initials and surname of {only.forms[0][1]}, the only one known", [], [])
        return _Found("", "", [], doubtful)
    linked.sort(key=lambda item: (_by_letters(called, item[1]), -item[0], _PREFERENCE[item[1].status]))
    clear = _clear(called, linked, index)
    doubtful += [(i[1].id, f"{strong[0].form} fits it as well: {i[2]}") for i in linked if i not in clear]
    if not clear:
        return _Found("", "", [], doubtful, linked[0][1].status is ConceptStatus.NEW)
    best = clear[0]
    others = clear[1:]
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
    return _Found(best[1].id, best[2], more, doubtful)


def _fits_any(known: KnownConcept, names: Sequence[tuple[Kind, tuple[str, ...]]]) -> bool:
    """Could the concept be one of these names as well?"""
    return any(
        kind is known.kind and relate(form, other, kind).same
        for kind, others in names
        for other in others
        for _, form in known.forms
    )


def _only_initials(strong: Sequence[Group], found: Sequence[KnownConcept]) -> KnownConcept | None:
    """The one known person of this surname, where the initials agree: `В. В. Володин`, `Vyacheslav Volodin`.

    A full name beside the initials decides: `Владимир Соколов` is not Виктор, whom an article calls `В. Соколов`.
    """
    people = [known for known in found if known.kind is Kind.PERSON]
    if len(people) != 1 or len(strong) != 1 or strong[0].kind is not Kind.PERSON:
        return None
    verdicts = [relate(strong[0].form, form, Kind.PERSON) for _, form in people[0].forms]
    agree = any(verdict.same and verdict.level == "initials" for verdict in verdicts)
    never = any(verdict.risk is Risk.NEVER for verdict in verdicts)
    other = any(
        not verdict.same and lang is strong[0].lang and " " in form
        for (lang, form), verdict in zip(people[0].forms, verdicts, strict=True)
    )
    return people[0] if agree and not never and not other else None


_PREFERENCE = {ConceptStatus.APPROVED: 0, ConceptStatus.NEW: 1, ConceptStatus.REJECTED: 2}


def _rival(a: KnownConcept, b: KnownConcept, index: Index) -> bool:
    """Do two concepts exclude each other?"""
    if index.apart(a.id, b.id) or a.kind is not b.kind:
        return True
    if a.kind is not Kind.PERSON and _only_letters(a.forms, b):
        return True
    return any(forbids(relate(x, y, a.kind)) for _, x in a.forms for _, y in b.forms)


def _clear(
    called: Sequence[tuple[Lang, str]], linked: Sequence[tuple[int, KnownConcept, str]], index: Index
) -> Sequence[tuple[int, KnownConcept, str]]:
    """The concepts a cluster may join, best first: all, unless the best has a rival that fits as well; then the others.

    The spelling of a bare name may have come to the best before its rival was read, so it decides nothing between
    undecided concepts: the order of the articles must not. A full name decides against an acronym.
    """
    rank, best, _ = linked[0]
    firm = [known for _, known, _ in linked if not _by_letters(called, known)]

    def rivals(one: KnownConcept, other: KnownConcept) -> bool:
        return one is not other and (one not in firm or other in firm) and _rival(one, other, index)

    undecided = best.status is ConceptStatus.NEW and best.kind in (Kind.PERSON, Kind.PLACE)
    for other_rank, other, _ in linked[1:]:
        by_names = undecided and other.kind is best.kind and not index.apart(best.id, other.id)
        if (other_rank == rank or by_names) and rivals(best, other):
            return [item for item in linked if not any(rivals(item[1], known) for _, known, _ in linked)]
    return linked


def _match(strong: Sequence[Group], known: KnownConcept) -> tuple[int, str]:
    """How well a cluster fits a concept: 3 the same spelling, 2 one by rule, 0 not (with a reason: in doubt)."""
    best, reason, doubt = 0, "", ""
    if _described(known):
        return (1, "called so beside the same word") if _named_by(strong, known) else (0, "")
    if known.brief and any(whose.is_bare(form, lang) for lang, form in known.forms):
        return _match_bare(strong, known)
    for group in strong:
        for _, form in known.forms:
            if Kind.PERSON in (group.kind, known.kind) and group.kind is not known.kind:
                return 0, ""
            verdict = _relate_known(group, form, group.kind if group.kind is known.kind else None)
            if forbids(verdict):
                return 0, "" if verdict.risk is Risk.NEVER else f"{group.form} / {form}: {verdict.why}"
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
    if best and known.kind is not Kind.PERSON and _only_letters([(group.lang, group.form) for group in strong], known):
        return 0, f"only the acronym is the same, not the full names: {reason}"
    return best, reason or doubt


def _only_letters(forms: Sequence[tuple[Lang, str]], known: KnownConcept) -> bool:
    """Do two institutions share an acronym only (`MSU`), and have full names in one language that do not relate?"""
    lettered = [any(is_acronym(form) for _, form in names) for names in (forms, known.forms)]
    if not all(lettered) and not (any(lettered) and _by_letters(forms, known)):
        return False
    full = [(lang, form) for lang, form in forms if not is_acronym(form)]
    pairs = [(a, b) for lang, a in full for other, b in known.forms if lang is other and not is_acronym(b)]
    return bool(pairs) and not any(relate(a, b, known.kind).same for a, b in pairs)


def _by_letters(forms: Sequence[tuple[Lang, str]], known: KnownConcept) -> bool:
    """Is an acronym all that ties the institution to the concept, in whatever language their full names are?"""
    full = [form for _, form in forms if not is_acronym(form)]
    if known.kind is Kind.PERSON or not full:
        return False
    theirs = [form for _, form in known.forms]
    theirs = [form for form in theirs if not is_acronym(form)] or theirs
    verdicts = (relate(a, b, known.kind) for a in full for b in theirs)
    return not any(verdict.same and verdict.level not in _BY_ARTICLE for verdict in verdicts)


def _denied(cluster: Iterable[Group], known: KnownConcept) -> bool:
    """Do letters that hold in the article only (`MoIT`, read as those of Russia's ministry) speak against it?"""
    letters = [group.form for group in cluster if group.short is TermForm.SHORT and is_acronym(group.form)]
    return any(relate(one, form, known.kind).risk is Risk.NEVER for one in letters for _, form in known.forms)


def _match_bare(strong: Sequence[Group], known: KnownConcept) -> tuple[int, str]:
    """`_match` for an institution known only without its country: its id, made when the article was read, names it."""
    letters = [form for _, form in known.forms if is_acronym(form)]
    denied = any(relate(group.form, one, group.kind).risk is Risk.NEVER for group in strong for one in letters)
    if _named_by(strong, known) and not denied:
        return 1, f"without its country, in an article of it: {known.forms[0][1]}"
    return 0, f"{strong[0].form} / {known.forms[0][1]}: each article may mean its own country's"


def _named_by(strong: Sequence[Group], known: KnownConcept) -> bool:
    """Was the concept called as one of the groups, in whatever language, when it was made? Its id tells."""
    made = re.sub(r"-\d+\Z", "", known.id)
    for group in strong:
        rows = entries(group.form, group.kind)[:1] if group.kind in (Kind.PLACE, Kind.ORG) else ()
        spellings = (name for row in rows for names in row.names.values() for name in names)
        if any(_base_id(group.kind, name) == made for name in (group.form, *spellings)):
            return True
    return False


def _described(known: KnownConcept) -> bool:
    """Is it a place known only with a word beside it? No spelling that it has gave it its id."""
    if not known.brief or known.kind is not Kind.PLACE:
        return False
    return not any(_base_id(known.kind, form) == re.sub(r"-\d+\Z", "", known.id) for _, form in known.forms)


def _relate_known(group: Group, form: str, kind: Kind | None) -> Comparison:
    verdict = relate(group.form, form, kind)
    if verdict.same or verdict.risk is Risk.NEVER or not group.surfaces:
        return verdict
    others = (relate(surface, form, kind) for surface in group.surfaces)
    return next((other for other in others if other.same), verdict)


def _only_called(group: Group, form: str, known: KnownConcept) -> bool:
    """Is the one word that they share only how somebody with a longer name is called?"""
    if len(person(group.form).words) > 1 or entries(group.form, Kind.PERSON):
        return False
    return is_vietnamese(group.form) or any(len(person(other).words) > 1 for _, other in known.forms)


def _new_concept(cluster: Sequence[Group], index: Index, fresh: Collection[str]) -> NewConcept:
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
