"""The words of the program as frozen values: article, mention, concept, term, suggestion, decision.

The vocabulary is that of ISO 30042 (TBX) and ISO 704: a *concept* is the person, institution, place or event itself and
has no language; a *term* is one spelling of it in one language; a *mention* is a span of an article.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Lang(StrEnum):
    """The three working languages, by their ISO 639-1 codes."""

    VI = "vi"
    EN = "en"
    RU = "ru"


class Kind(StrEnum):
    """What a name names."""

    PERSON = "PERSON"
    ORG = "ORG"
    PLACE = "PLACE"
    EVENT = "EVENT"


class ConceptStatus(StrEnum):
    """A concept is `new` until a person decides."""

    NEW = "new"
    APPROVED = "approved"
    REJECTED = "rejected"


class TermStatus(StrEnum):
    """TBX administrative status of a term."""

    PREFERRED = "preferred"
    ADMITTED = "admitted"
    DEPRECATED = "deprecated"
    SUPERSEDED = "superseded"


class TermForm(StrEnum):
    """TBX term type."""

    FULL = "full"
    ACRONYM = "acronym"
    ABBREVIATION = "abbreviation"
    SHORT = "short"
    VARIANT = "variant"


class Origin(StrEnum):
    """Where a term or a suggestion comes from."""

    HAND = "hand"
    """Typed by the reviewer."""
    IMPORT = "import"
    """Read from a file."""
    ARTICLE = "article"
    """Seen in an article."""
    MEMORY = "memory"
    """Approved earlier in this glossary, whole or in parts."""
    AUTHORITY = "authority"
    """A row of the tables in `data/authority/`."""
    TRANSCRIPTION = "transcription"
    """Made by the rules of practical transcription."""
    DIACRITICS = "diacritics"
    """Vietnamese marks restored by the name model."""
    COMPOSITION = "composition"
    """Built from the parts of an institution's name."""
    PARALLEL = "parallel"
    """Seen at the same place of the same story in another language."""
    ARGOS = "argos"
    """Machine translation."""
    COPY = "copy"
    """The same letters serve in both languages."""


class Risk(StrEnum):
    """How sure a link between two forms is: `none` is made silently, `doubt` is only proposed, `never` is forbidden."""

    NONE = "none"
    DOUBT = "doubt"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Article:
    """A text as read: NFC, `\\n` line ends, never edited. `name` is the path or address as the person gave it."""

    name: str
    text: str
    lang: Lang
    outlet: str = ""
    published: str = ""
    """ISO 8601 date, or empty where the article does not say."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of an article taken for a name. Offsets count code points of `Article.text`, end exclusive.

    `lang` is the language of the form itself: `vi` for a form with Vietnamese marks wherever it stands, `ru` for
    Cyrillic, else the language of the passage. `lemma` is the dictionary form (Russian nominative; otherwise the text).
    `rule` names what found it; `trace` tells, step by step, what made, typed or trimmed it.
    """

    start: int
    end: int
    text: str
    kind: Kind
    rule: str
    lang: Lang
    lemma: str = ""
    trace: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """The spelling that stands for this mention outside its sentence: the lemma where there is one."""
        return self.lemma or self.text


@dataclass(frozen=True, slots=True)
class Term:
    """One spelling of a concept in one language. `id` is 0 until stored."""

    lang: Lang
    text: str
    form: TermForm = TermForm.FULL
    status: TermStatus = TermStatus.ADMITTED
    origin: Origin = Origin.ARTICLE
    id: int = 0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A proposed term: `score` in 0…1 is the calibrated chance that it is right, `trace` one line that says why."""

    text: str
    origin: Origin
    score: float
    trace: str = ""
    origins: tuple[Origin, ...] = ()
    """Every origin that proposed this text, best first; always contains `origin`."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is this `text` (a name of `kind` in `source`) called in `target`?"""

    source: Lang
    target: Lang
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Would two strings be one concept? `level` names the rule that decided, `why` explains it to a translator."""

    same: bool
    level: str
    why: str
    risk: Risk = Risk.NONE


@dataclass(frozen=True, slots=True)
class Doubt:
    """A link that was not made but is worth a look: `concept` may be the same as `other`."""

    concept: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One mention as the reviewer sees it: its sentence, with the offsets of the name inside the sentence."""

    mention_id: int
    article: str
    lang: Lang
    sentence: str
    start: int
    end: int
    rule: str
    reason: str
    """Why this mention belongs to the concept (the link's reason)."""
    article_id: int = 0
    outlet: str = ""
    published: str = ""
    form: str = ""
    """The spelling that it attests: the dictionary form."""
    cut: tuple[bool, bool] = (False, False)
    """Is the sentence longer than `sentence`, on its left, on its right?"""


@dataclass(frozen=True, slots=True)
class ConceptRow:
    """A line of the queue."""

    id: str
    kind: Kind
    status: ConceptStatus
    label: str
    """The best term, whatever its language."""
    variants: int
    articles: int
    mentions: int
    missing: tuple[Lang, ...]
    """Languages without a term."""
    doubtful: bool
    """A doubtful merge waits for a decision."""


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of the reviewer, as the history shows it."""

    id: int
    at: str
    label: str
    undone: bool


@dataclass(frozen=True, slots=True)
class ConceptView:
    """All the app shows of one concept."""

    row: ConceptRow
    terms: tuple[Term, ...]
    suggestions: Mapping[Lang, tuple[Suggestion, ...]]
    evidence: tuple[Evidence, ...]
    doubts: tuple[Doubt, ...] = ()
    history: tuple[DecisionRow, ...] = ()
    note: str = ""
    subject: str = ""
    """The field it belongs to, in the reviewer's words."""
    gender: str = ""
    """A `Gender`, or empty."""
    valid_from: str = ""
    """ISO 8601: since when it is called so; a year, a month or a day."""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over the whole glossary."""

    articles: int = 0
    mentions: int = 0
    concepts: int = 0
    new: int = 0
    approved: int = 0
    rejected: int = 0
    missing: Mapping[Lang, int] = field(default_factory=dict)
    """Concepts not rejected that have no term in the language."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What a long job reports after each committed unit. `total` is 0 while unknown."""

    done: int
    total: int
    label: str
    counted: tuple[int, int] | None = None
    """What a person is told where that is not `done` of `total`: the articles read so far, which are kept, of those to
    read; `done` goes on while they are gathered."""

    @property
    def told(self) -> tuple[int, int]:
        """How many are done of how many, as a person is told."""
        return self.counted or (self.done, self.total)


@dataclass(frozen=True, slots=True)
class Loss:
    """Something a file could not carry, or a row an import could not take: where it is and why."""

    where: str
    why: str


@dataclass(frozen=True, slots=True)
class TransferReport:
    """What an export wrote or an import read: counts, and every loss by name."""

    files: tuple[str, ...]
    concepts: int
    terms: int
    left_out: Mapping[str, int] = field(default_factory=dict)
    """Reason → count of what was left out by default (rejected concepts, deprecated terms)."""
    losses: tuple[Loss, ...] = ()
    added: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class FieldChange:
    """What an import would change in a concept."""

    field: str
    """`vi`, `en`, `ru`: the preferred term; `vi_variants` and so on: one more variant; or `kind`, `status`, `note`."""
    old: str
    """Empty where there is nothing yet."""
    new: str


class RowOutcome(StrEnum):
    """What an import would do with a row of a file."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A row of a file as an import would take it."""

    line: int
    """Where it stands in the file; 0 where the format has no lines."""
    concept: str
    """The id of the concept that it changes or would become."""
    label: str
    outcome: RowOutcome
    changes: tuple[FieldChange, ...] = ()
    why: str = ""
    """Why it would be refused, or taken in part only."""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What an import would do; nothing is written for it. Rows that change nothing are only counted."""

    file: str
    rows: tuple[ImportRow, ...]
    losses: tuple[Loss, ...]
    """What could not be taken, by line: rows that are no concepts, cells that are no terms."""
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    refused: int = 0


class Gender(StrEnum):
    """The grammatical gender of a name, which its Russian case forms follow."""

    MASCULINE = "m"
    FEMININE = "f"
    NEUTER = "n"
    PLURAL = "p"


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """A line of the list of articles. `undecided` counts its concepts that nobody has decided on."""

    id: int
    name: str
    outlet: str
    lang: Lang
    published: str
    mentions: int
    undecided: int
    concepts: int = 0


@dataclass(frozen=True, slots=True)
class ArticleMention:
    """A mention in its article, with what the glossary says of it. Offsets count code points of the article's text."""

    id: int
    start: int
    end: int
    text: str
    kind: Kind
    concept: str
    status: ConceptStatus
    label: str
    term: str
    """The preferred term in the language that was asked for; empty when there is none."""
    missing: tuple[Lang, ...] = ()


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as the reader shows it."""

    row: ArticleRow
    text: str
    mentions: tuple[ArticleMention, ...]


@dataclass(frozen=True, slots=True)
class ConcordanceLine:
    """A hit in its line: `left` + `hit` + `right` as in the article, line ends as spaces; offsets of the hit there."""

    article: int
    name: str
    lang: Lang
    outlet: str
    published: str
    left: str
    hit: str
    right: str
    start: int
    end: int
    concept: str
    """The concept of the mention that stands there; empty when none does."""
    mention: int = 0
    """The number of that mention; 0 when there is none."""


@dataclass(frozen=True, slots=True)
class Concordance:
    """A page of hits, and how many there are in all."""

    lines: tuple[ConcordanceLine, ...]
    total: int
    by_lang: Mapping[Lang, int]
    concepts: tuple[str, ...]
    """The concepts that the query was taken for: their terms in all languages were looked for."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """The evidence for one spelling of a concept."""

    lang: Lang
    text: str
    mentions: int
    articles: int
    outlets: Mapping[str, int]
    """Outlet → mentions, most first."""
    first: str
    """The earliest date of an article that has it; empty when none is dated."""
    last: str


@dataclass(frozen=True, slots=True)
class CaseForm:
    """A Russian term in one case; `by_hand` when a person corrected the rule."""

    case: str
    text: str
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class HouseStyle:
    """How this glossary writes what may be written in several ways; an empty field leaves all as it is."""

    vietnam: str = ""
    """In English: `Vietnam`, `Viet Nam` or `Việt Nam`."""
    yo: str = ""
    """In Russian: `е` writes е for ё; `ё` keeps ё."""
    russian_names: str = ""
    """Russian names in Vietnamese: `latin` (Vladimir Putin) or `phonetic` (Vla-đi-mia Pu-tin)."""


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A query with a name."""

    name: str
    query: str


@dataclass(frozen=True, slots=True)
class Pace:
    """What was decided on one day: decisions that hold, and concepts they touched."""

    day: str
    decisions: int
    concepts: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """Of the concepts of a kind, not rejected: how many there are, are decided, and have a term in each language."""

    kind: Kind
    concepts: int
    approved: int
    have: Mapping[Lang, int]


@dataclass(frozen=True, slots=True)
class Overview:
    """What is in the glossary, as data for plots."""

    totals: Totals
    coverage: tuple[Coverage, ...]
    pace: tuple[Pace, ...]
    """By day, oldest first."""
    outlets: tuple[tuple[str, int], ...]
    """Outlet, articles: most first."""
    names: tuple[ConceptRow, ...]
    """The concepts with the most mentions."""


@dataclass(frozen=True, slots=True)
class StoryCell:
    """How one article of a story renders a concept."""

    forms: Mapping[str, int]
    """Spelling → mentions, most first; empty when the article lacks it."""
    term: str
    """What the glossary prefers in the article's language; empty when it has nothing."""
    off: tuple[str, ...]
    """Spellings that the glossary does not have or advises against."""
    likely: str = ""
    """What the article most likely calls it, where that is another concept as yet; empty else."""
    likely_concept: str = ""
    likely_score: float = 0.0
    likely_why: str = ""


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A concept in each article of a story, in the order of the articles."""

    concept: ConceptRow
    cells: tuple[StoryCell, ...]

    @property
    def lacking(self) -> bool:
        """Does one of the articles lack it?"""
        return any(not (cell.forms or cell.likely) for cell in self.cells)

    @property
    def likely(self) -> bool:
        """Is it likely that an article has it under a name that is not known as its own?"""
        return any(cell.likely for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Story:
    """Articles of one story side by side."""

    articles: tuple[ArticleRow, ...]
    lines: tuple[StoryLine, ...]
