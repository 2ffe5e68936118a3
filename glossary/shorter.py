"""What only an article can tell: acronyms in brackets, surnames after the full name, shorter names of institutions.

Each function joins groups of one article; outside it a short form says too little.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

from glossary import keys
from glossary.grouping import WIDEST_BUCKET, Clusters, Group, is_acronym, never
from glossary.likeness import abbreviates, compounds, entries, is_vietnamese, person, relate, script
from glossary.model import Article, Kind, Mention, TermForm
from glossary.resources import DATA
from glossary.text import has_cyrillic

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


def brackets(
    clusters: Clusters,
    groups: Sequence[Group],
    group_of: Sequence[Group],
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


def _link_bracket(clusters: Clusters, groups: Sequence[Group], before: Group, inside: Group) -> None:
    why = f"given in brackets after {before.form}"
    if not is_acronym(inside.form):
        if is_acronym(before.form) and abbreviates(before.form, inside.form):
            clusters.link(before, inside, f"stands before its full form {inside.form}", short=TermForm.ACRONYM)
        elif inside.kind is before.kind and _names_again(before, inside):
            # `bão số 3 (Yagi)`: of the two the number is the lesser name.
            sort = TermForm.FULL if keys.is_serial(before.form) else TermForm.VARIANT
            clusters.link(inside, before, why, short=sort)
        return
    parts = before.form.split()
    for start in range(len(parts)):
        if abbreviates(inside.form, " ".join(parts[start:])):
            if start == 0:
                _link_letters(clusters, inside, before, f"acronym {why}")
            else:
                tail = " ".join(parts[start:])
                inside.why = f"acronym of “{tail}”, the tail of the longer name before it"
                for other in groups:
                    if other is not inside and other.kind is inside.kind and relate(other.form, tail, other.kind).same:
                        clusters.link(inside, other, inside.why, short=TermForm.ACRONYM)
                        break
            return
    if before.kind is not Kind.PLACE:  # `Dubai (UAE)`
        _link_letters(clusters, inside, before, f"acronym {why}")


def _link_letters(clusters: Clusters, letters: Group, full: Group, why: str) -> None:
    """Letters that the tables know for another country's ministry stand for this one in this article only."""
    sort = TermForm.SHORT if full.bare and never(full, letters) else TermForm.ACRONYM
    clusters.link(letters, full, why, short=sort)


def _names_again(before: Group, inside: Group) -> bool:
    """Is the bracket a second name (`the Vietnam Oil and Gas Group (Petrovietnam)`, `bão số 10 (Bualoi)`)?"""
    if inside.kind is Kind.EVENT:
        return " " not in keys.site(inside.form).name
    return inside.kind is Kind.ORG and (" " not in inside.form or _other_name(before.form, inside.form))


def _other_name(before: str, inside: str) -> bool:
    """Is the bracket the same name in another language, or an acronym with its legal form (`PVN Group`)?"""
    if script(before) != script(inside):
        return True
    bare = [word for word in inside.split() if is_acronym(word)]
    return len(bare) == 1 and len(keys.company(inside)[0]) == 1


def acronyms(clusters: Clusters, groups: Sequence[Group]) -> None:
    """An acronym whose letters begin the words of one institution of the article."""
    names = [group for group in groups if group.kind in (Kind.ORG, Kind.EVENT) and len(group.form.split()) > 1]
    for group in groups:
        if group.kind is Kind.PERSON or not any(part.isupper() and len(part) > 2 for part in group.form.split()):
            continue
        if group.form.isupper() and " " in group.form:
            continue
        fits = [
            other
            for other in names[:WIDEST_BUCKET]
            if other is not group and abbreviates(group.form, other.form) and not never(group, other)
        ]
        if len({clusters.root(other.number) for other in fits}) == 1:
            clusters.link(group, fits[0], f"its letters begin the words of {fits[0].form}", short=TermForm.ACRONYM)


# ---- short forms of persons ---


def _surname(full: str) -> tuple[str, ...]:
    """The words by which a person is called again, likeliest first, folded: given name or surname by culture."""
    parts, initials = person(full).words, person(full).initials
    if len(parts) < 2:
        return parts if initials else ()
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


def _by_patronymic(short: Group, full: Group) -> bool:
    """Is `short` given name and patronymic of `full` (`Евгений Павлович` after `Евгений Глазунов`)?"""
    spoken, whole = keys.words(short.form), keys.words(full.form)
    if len(spoken) != 2 or not keys.is_patronymic(spoken[1]):
        return False
    own = [word for word in whole if not keys.is_patronymic(word)]
    theirs = [word for word in whole if keys.is_patronymic(word)]
    known = len(own) > 1 and any(_alike(spoken[0], word) for word in own)
    return known and (not theirs or any(_alike(spoken[1], word) for word in theirs))


def _short_of(short: Group, full: Group) -> bool:
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
    if brief.initials or not wanted or len(brief.words) >= len(whole.words) + len(whole.initials):
        return False
    for call in _surname(full.form):
        if len(call.split()) == len(brief.words) and _alike(call, wanted):
            if has_cyrillic(wanted) or keys.strict(short.form).isascii() or keys.strict(full.form).isascii():
                return True
            return keys.strict(short.form) == _marked_words(full.form, len(brief.words))
    return False


def _alike(a: str, b: str) -> bool:
    return a == b or (has_cyrillic(a) and has_cyrillic(b) and keys.stems(a) == keys.stems(b))


def persons(clusters: Clusters, groups: Sequence[Group]) -> dict[int, tuple[Group, str]]:
    """Join short forms to full names; returns the mentions to be told apart one by one, with their full names."""
    people = [group for group in groups if group.kind is Kind.PERSON]
    by_call: dict[str, list[Group]] = defaultdict(list)
    by_given: dict[str, list[Group]] = defaultdict(list)
    for group in people:
        for call in _surname(group.form):
            by_call[keys.stems(call)].append(group)
        for given in {keys.stem(word) for word in keys.words(group.form)[:2]}:
            by_given[given].append(group)
    moved: dict[int, tuple[Group, str]] = {}
    # Those with initials find their full names before a mere surname asks for either.
    for group in sorted(people, key=lambda one: not person(one.form).initials):
        brief = person(group.form)
        wanted = keys.stems(" ".join(brief.words))
        near = by_call.get(wanted, [])
        if len(brief.words) == 2 and keys.is_patronymic(brief.words[1]):
            near = near + by_given[keys.stem(brief.words[0])]
        fits = [other for other in near[:WIDEST_BUCKET] if other is not group and _short_of(group, other)]
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


def _by_given_name(clusters: Clusters, short: Group, by_given: Mapping[str, Sequence[Group]]) -> Group | None:
    """The one person of the article whose given name stands alone later (`Pavel` after `Pavel Milyukov`)."""
    brief = person(short.form)
    if len(brief.words) != 1 or brief.initials:
        return None
    near = by_given.get(keys.stem(brief.words[0]), ())
    fits = [
        full
        for full in near[:WIDEST_BUCKET]
        if full is not short
        and len(person(full.form).words) == 2
        and not is_vietnamese(full.form)
        and keys.strict(full.form).split()[0] == keys.strict(short.form)
        and full.mentions[0] < short.mentions[0]
        and _surname(full.form)[:1] == (person(full.form).words[-1],)
    ]
    return fits[0] if len({clusters.root(full.number) for full in fits}) == 1 else None


def _short_reason(full: Group, initials: Sequence[str]) -> str:
    if initials:
        return f"initial and surname of {full.form}"
    if is_vietnamese(full.form):
        return f"given name of {full.form}, named in this article"
    return f"surname of {full.form}, named in this article"


def _nearest(position: int, fulls: Sequence[Group], clusters: Clusters) -> Group:
    """The full name mentioned last before `position`, else first after it."""
    best: tuple[int, Group] | None = None
    for full in fulls:
        for group in clusters.members(full.number):
            for other in group.mentions:
                distance = position - other if other < position else 10**6 + other - position
                if best is None or distance < best[0]:
                    best = (distance, full)
    return best[1] if best else fulls[0]


# ---- short forms of the rest ---


def names(clusters: Clusters, groups: Sequence[Group]) -> None:
    """`SEA Games` for the one edition that the article names; the Federation Council after its longer name."""
    by_word: dict[str, list[Group]] = defaultdict(list)
    for group in groups:
        if group.kind in (Kind.ORG, Kind.EVENT):
            for word in set(keys.words(group.form)):
                by_word[keys.stem(word)].append(group)
    for group in groups:
        if group.kind not in (Kind.ORG, Kind.EVENT) or group.short is not TermForm.FULL:
            continue
        near = min((by_word[keys.stem(word)] for word in keys.words(group.form)), key=len, default=[])
        rest = [other for other in near[:WIDEST_BUCKET] if other is not group and other.kind is group.kind]
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


def _link_named(clusters: Clusters, groups: Sequence[Group]) -> None:
    """`SCB` for `Ngân hàng SCB`, `Rajamangala` for `Rajamangala Stadium`: the name without the word for what it is."""
    by_name: dict[tuple[Kind, str], list[Group]] = defaultdict(list)
    for group in groups:
        bare = keys.site(group.form).name if group.kind is Kind.PLACE else _without_heads(group)
        if bare and bare != group.form:
            by_name[group.kind, keys.strict(bare)].append(group)
    for group in groups:
        fits = by_name.get((group.kind, keys.strict(group.form)), [])
        if fits and len({clusters.root(other.number) for other in fits}) == 1 and not entries(group.form, group.kind):
            clusters.link(group, fits[0], f"the name alone of {fits[0].form}", short=TermForm.SHORT)


def _without_heads(group: Group) -> str:
    if group.kind is not Kind.ORG:
        return ""
    kept = [word for word in group.form.split() if not keys.is_institution_word(keys.plain(word))]
    return " ".join(kept)


def _link_compounds(clusters: Clusters, groups: Sequence[Group]) -> None:
    """`Тропцентр` after the long name of which it is made."""
    names = [group for group in groups if group.kind is Kind.ORG and len(group.form.split()) > 1][:WIDEST_BUCKET]
    for group in groups:
        one_word = " " not in group.form and has_cyrillic(group.form) and len(group.form) > 6
        if group.kind is Kind.ORG and one_word and not entries(group.form, Kind.ORG):
            fits = [
                other for other in names if compounds(group.form, other.form, some=True) and not never(group, other)
            ]
            if len({clusters.root(other.number) for other in fits}) == 1:
                clusters.link(group, fits[0], f"made of the beginnings of {fits[0].form}", short=TermForm.SHORT)


def _shortened(short: Group, full: Group) -> bool:
    """Does the article call `full` shorter here? Not so where one is a part of the other, or a name by itself."""
    brief, whole = keys.institution(short.form), keys.institution(full.form)
    if brief is None or whole is None or entries(short.form, Kind.ORG) or never(short, full):
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
