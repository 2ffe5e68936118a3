"""What goes into the store and comes out of it: groups, readings, and rows turned into the words of the program."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from glossary.model import (
    Article,
    ConceptRow,
    ConceptStatus,
    DecisionRow,
    Doubt,
    Kind,
    Lang,
    Mention,
    Origin,
    Suggestion,
    Term,
    TermForm,
    TermStatus,
)
from glossary.terms import Seen, arrange, visible

Row = Mapping[str, Any]

LANGS = tuple(Lang)
"""The order of the bits of `card.missing`."""


@dataclass(frozen=True, slots=True)
class Group:
    """A concept as one sees it: itself and everything merged into it."""

    id: str
    kind: Kind
    status: ConceptStatus
    note: str
    touched: bool
    stale: bool
    members: tuple[str, ...]
    """Its own id first."""
    seen: tuple[Seen, ...]
    number: int = 0
    """Where it stands among concepts with as many mentions: they come in the order in which they were made."""
    file_articles: int = 0
    file_mentions: int = 0
    file_context: str = ""
    file_source: str = ""
    subject: str = ""
    gender: str = ""
    valid_from: str = ""
    valid_to: str = ""
    names_in: Lang | None = None
    """The language in which it is called, where it has a term there."""

    @property
    def approved(self) -> bool:
        """Did a person approve it?"""
        return self.status is ConceptStatus.APPROVED

    def terms(self) -> tuple[Term, ...]:
        """Its terms as the reviewer sees them, the preferred one of each language first."""
        return arrange(self.kind, visible(self.seen, self.approved))


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention with the concept it belongs to and why."""

    mention: Mention
    concept: str
    reason: str
    form: TermForm = TermForm.FULL
    """What the form is to the concept; a short one holds in its article and finds nothing elsewhere."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that reading one article changes: written in one transaction or not at all.

    `settled` says that it was gathered with all articles of its build known. With a `number` it is that stored article
    read again: written only while it is current, and no place is moved back to its text. Without `suggestions` they are
    computed later.
    """

    article: Article
    place: str
    new: Sequence[tuple[str, Kind]] = ()
    linked: Sequence[Linked] = ()
    merges: Sequence[tuple[str, str, str]] = ()
    doubts: Sequence[Doubt] = ()
    suggestions: Mapping[str, Mapping[Lang, Sequence[Suggestion]]] | None = None
    settled: bool = False
    number: int = 0


def sha256(text: str) -> str:
    """What makes two articles one: the SHA-256 of the text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def now() -> str:
    """This moment, in UTC, ISO 8601 to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def missing(terms: Sequence[Term]) -> tuple[Lang, ...]:
    """Languages without a preferred term: an English spelling with Vietnamese letters alone is not one."""
    have = {term.lang for term in terms if term.status is TermStatus.PREFERRED}
    return tuple(lang for lang in LANGS if lang not in have)


def label(group: Group, terms: Sequence[Term]) -> str:
    """What the concept is called: in the language that names are wanted in, see `called`.

    When none is wanted: the best term, whatever its language, what a person chose, else what the articles use most.
    """
    if group.names_in is not None:
        found = called(names_of(terms), group.names_in)
        if found:
            return found
    counts: dict[Lang, int] = dict.fromkeys(LANGS, 0)
    for seen in group.seen:
        counts[seen.term.lang] += seen.count
    chosen = {s.term.lang for s in group.seen if s.term.status is TermStatus.PREFERRED} if not group.approved else set()
    preferred = [term for term in terms if term.status is TermStatus.PREFERRED]
    if not preferred:
        return terms[0].text if terms else ""
    return min(preferred, key=lambda t: (t.lang not in chosen, -counts[t.lang], LANGS.index(t.lang))).text


def names_of(terms: Sequence[Term]) -> str:
    """The preferred term of each language, a line each, empty where there is none; Vietnamese, English, Russian."""
    best = {term.lang: term.text for term in terms if term.status is TermStatus.PREFERRED}
    return "\n".join(best.get(lang, "") for lang in LANGS)


def called(names: str, lang: Lang) -> str:
    """Of `names_of`: the one in this language, else the first there is in the order of the languages."""
    by_lang = dict(zip(LANGS, names.split("\n"), strict=False))
    return by_lang.get(lang, "") or next((name for name in by_lang.values() if name), "")


def suggestion_values(concept: str, lang: Lang, position: int, suggestion: Suggestion) -> tuple[object, ...]:
    """A suggestion as the columns of its table."""
    origins = [str(origin) for origin in suggestion.origins or (suggestion.origin,)]
    score = min(1.0, max(0.0, float(suggestion.score)))
    origin, proof = str(suggestion.origin), json.dumps(origins)
    return concept, str(lang), position, suggestion.text, origin, proof, score, suggestion.trace


def attested(article: Lang, form: Lang) -> tuple[Lang, ...]:
    """The languages in which a form counts: with Vietnamese letters in an English article it is attested in both."""
    return (form, Lang.EN) if form is Lang.VI and article is Lang.EN else (form,)


_MOST_MENTIONS = (1 << 20) - 1

_TAGS: Mapping[tuple[str, object], str] = {
    (name, value): chr(first + place)
    for name, first, values in (
        ("kind", 0xE000, tuple(Kind)),
        ("status", 0xE010, tuple(ConceptStatus)),
        ("risk", 0xE020, (True, False)),
        ("missing", 0xE030, LANGS),
        ("lang", 0xE040, LANGS),
    )
    for place, value in enumerate(values)
}


def tag(name: str, value: object) -> str:
    """The letter that a card has in its `tags` when it passes this filter."""
    return _TAGS[name, value]


def card_number(decided: int, mentions: int, number: int) -> int:
    """The number of a card: in its order the queue shows undecided concepts first, then by number of mentions."""
    return decided << 60 | (_MOST_MENTIONS - min(mentions, _MOST_MENTIONS)) << 40 | number


def missing_from(mask: int) -> tuple[Lang, ...]:
    """The languages of a mask."""
    return tuple(lang for bit, lang in enumerate(LANGS) if mask >> bit & 1)


def to_article(row: Row) -> Article:
    """A stored article."""
    return Article(row["name"], row["text"], Lang(row["lang"]), row["outlet"], row["published"])


def to_mention(row: Row) -> Mention:
    """A stored mention."""
    return Mention(
        start=row["start"],
        end=row["end"],
        text=row["text"],
        kind=Kind(row["kind"]),
        rule=row["rule"],
        lang=Lang(row["lang"]),
        lemma=row["lemma"],
        trace=tuple(json.loads(row["trace"])),
    )


def to_term(row: Row) -> Term:
    """A stored term."""
    return Term(
        lang=Lang(row["lang"]),
        text=row["text"],
        form=TermForm(row["form"]),
        status=TermStatus(row["status"]),
        origin=Origin(row["origin"]),
        id=row["id"],
    )


def to_suggestion(row: Row) -> Suggestion:
    """A stored suggestion."""
    origins = tuple(Origin(origin) for origin in json.loads(row["origins"]))
    return Suggestion(row["text"], Origin(row["origin"]), row["score"], row["trace"], origins)


def to_card(row: Row, names_in: Lang | None = None) -> ConceptRow:
    """A line of the queue, called in a language if one is wanted."""
    return ConceptRow(
        id=row["concept"],
        kind=Kind(row["kind"]),
        status=ConceptStatus(row["status"]),
        label=(names_in and called(row["names"], names_in)) or row["label"],
        variants=row["variants"],
        articles=row["articles"],
        mentions=row["mentions"],
        missing=missing_from(row["missing"]),
        doubtful=bool(row["doubtful"]),
    )


def to_decision(row: Row) -> DecisionRow:
    """A recorded decision."""
    return DecisionRow(row["id"], row["at"], row["label"], undone=row["undone"] > 0)


def to_group(rows: Sequence[Row], seen: Sequence[Seen], names_in: Lang | None = None) -> Group:
    """A concept with its members, its own row first, and their terms."""
    first = rows[0]
    return Group(
        id=first["id"],
        kind=Kind(first["kind"]),
        status=ConceptStatus(first["status"]),
        note=first["note"],
        touched=any(row["touched"] for row in rows),
        stale=bool(first["stale"]),
        members=tuple(row["id"] for row in rows),
        seen=tuple(seen),
        number=first["number"],
        subject=first["subject"],
        gender=first["gender"],
        valid_from=first["valid_from"],
        valid_to=first["valid_to"],
        file_articles=first["file_articles"],
        file_mentions=first["file_mentions"],
        file_context=first["file_context"],
        file_source=first["file_source"],
        names_in=names_in,
    )
