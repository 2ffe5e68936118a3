"""English: names of persons, institutions, places and events in news.

A sentence goes through ordered, named steps (`en_steps`): listed names and constructions (`en_grammar`) become hints, a
trained tagger decides, then rules do what no tagger can know. Here the article comes together: later short mentions of
persons, names seen elsewhere in the article. Each mention keeps its trace.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from glossary import text as reading
from glossary.lang import Dropped
from glossary.lang.en_sets import words_of
from glossary.lang.en_steps import Steps
from glossary.lang.en_towns import towns_not_people
from glossary.lang.en_words import Found, Sentence, is_title, lexicon, listed_kind, name_like, plain, sentence
from glossary.model import Kind, Lang, Mention

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]")
_CAPITAL = re.compile(r"[A-ZÀ-ÖØ-ÞĂĐĨŨƠƯẠ-Ỹ]")
_LONGEST_FIRM = 5
_SURE_STEPS = ("described:", "listed", "typed:", "institution:", "person:", "border: title outside")
"""What begins the steps of a trace that rest on more than the tagger's guess."""
_WORST_SENTENCE = 3_000
"""Code points after which a sentence without an end is cut at a space: hostile input costs no more than prose."""


def find(text: str) -> list[Mention]:
    """Mentions in order of `start`, never overlapping; offsets count code points of `text` (NFC)."""
    return find_all(text)[0]


def lemma(name: str, kind: Kind) -> str:
    """English names are their own dictionary form."""
    return name


def find_all(text: str, explain: bool = False) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what was taken for a name on the way and refused, with the reason."""
    clean, places = _visible(text)
    mentions: list[Mention] = []
    dropped: list[Dropped] = []
    for low, high in _blocks(clean):
        article = _Article(clean[low:high], low, explain)
        for start, end, kind, rule, trace, quiet in article.mentions():
            if places:
                start, end = places[start], places[end - 1] + 1
            form = text[start:end]
            lang = reading.form_lang(_INVISIBLE.sub("", form), Lang.EN)
            mentions.append(Mention(start, end, form, kind, rule, lang, quiet, tuple(trace)))
        for start, end, why in article.dropped:
            start, end = start + low, end + low
            if places:
                start, end = places[start], places[end - 1] + 1
            dropped.append(Dropped(start, end, text[start:end], why))
    return mentions, dropped


def _visible(text: str) -> tuple[str, list[int]]:
    """`text` without soft hyphens and zero-width signs, and where each code point stood (empty: unchanged)."""
    if not _INVISIBLE.search(text):
        return text, []
    places = [i for i, c in enumerate(text) if not _INVISIBLE.match(c)]
    return "".join(text[i] for i in places), places


_BLOCK = 200_000


def _blocks(text: str) -> Iterator[tuple[int, int]]:
    """An article is one block; a text far longer than any article is read in pieces, cut at a line break or space."""
    low = 0
    while len(text) - low > _BLOCK:
        high = low + _BLOCK
        for sign in ("\n", " "):
            cut = text.rfind(sign, low + _BLOCK // 2, high)
            if cut > 0:
                high = cut
                break
        yield low, high
        low = high
    yield low, len(text)


class _Article:
    """One article on its way through the steps."""

    def __init__(self, text: str, offset: int, explain: bool) -> None:
        self.text = text
        self.offset = offset
        self.lex = lexicon()
        self.steps = Steps(explain)
        self.dropped = self.steps.dropped
        self.sentences: list[tuple[Sentence, list[Found]]] = []

    def mentions(self) -> list[tuple[int, int, Kind, str, list[str], str]]:
        """All mentions as offsets, in order, with their spelling without a dateline's capitals."""
        seen = frozenset(_seen(self.text))
        small = _CAPITAL.search(self.text) is None
        for start, end in self._spans():
            part = self.text[start:end]
            if not small and not _CAPITAL.search(part):
                continue
            made = sentence(part, start, seen, small=small)
            if small and not made.raised:
                continue
            if made.tokens:
                self.sentences.append((made, self.steps.names(made)))
        self._gather()
        found = [
            (s.starts[f.start], s.ends[f.end - 1], f.kind, f.rule, f.trace, self._quiet(s, f))
            for s, names in self.sentences
            for f in sorted(names, key=lambda f: f.start)
        ]
        move = self.offset
        return [(a + move, b + move, kind, rule, trace, quiet) for a, b, kind, rule, trace, quiet in found]

    def _quiet(self, s: Sentence, f: Found) -> str:
        """`Ho Chi Minh City` where a dateline has `HO CHI MINH CITY`; empty for all other names."""
        if f.kind is not Kind.PLACE or f.end - f.start < 2 or s.raw[f.start] == s.tokens[f.start]:
            return ""
        low, high = s.starts[f.start], s.ends[f.end - 1]
        if not self.text[low:high].isupper():
            return ""
        gaps = [self.text[s.ends[i] : s.starts[i + 1]] for i in range(f.start, f.end - 1)]
        return "".join(w + gap for w, gap in zip(s.tokens[f.start : f.end], [*gaps, ""], strict=True))

    def _spans(self) -> Iterator[tuple[int, int]]:
        """Sentences, without the crumbs of scraped pages; endless ones cut."""
        crumbs = sorted(reading.crumbs(self.text))
        at = 0
        for start, end in reading.sentences(self.text):
            while at < len(crumbs) and crumbs[at][1] <= start:
                at += 1
            low = start
            k = at
            while k < len(crumbs) and crumbs[k][0] < end:
                if low < crumbs[k][0]:
                    yield from _cut(self.text, low, crumbs[k][0])
                low = max(low, crumbs[k][1])
                k += 1
            if low < end:
                yield from _cut(self.text, low, end)

    def _gather(self) -> None:
        """Later short mentions of persons, and names seen elsewhere in the article."""
        full: dict[str, str] = {}
        strings: dict[tuple[str, ...], list[Kind]] = {}
        shorter: dict[tuple[str, ...], Kind] = {}
        storms: set[str] = set()
        self._refuse_headlines()
        towns_not_people(self.sentences, self.steps.lex)
        self._one_sense()
        companies = self._companies()
        self._plain_firms()
        self._vote()
        for s, found in self.sentences:
            for f in found:
                form = tuple(s.tokens[f.start : f.end])
                if form in companies and f.rule == "crf" and f.kind is not Kind.ORG:
                    f.note(f"short-company: {f.kind} → ORG, the article names the company in full")
                    f.kind = Kind.ORG
                strings.setdefault(form, []).append(f.kind)
                if f.kind is Kind.PERSON and len(form) > 1:
                    for part in self._short_forms(form):
                        if len(part) > 1 and part.isalpha():
                            full.setdefault(part, " ".join(form))
                if f.kind is Kind.EVENT and len(form) > 1 and self.lex.has(form[-2], "storm") and form[-1].isalpha():
                    strings.setdefault(form[-1:], []).append(Kind.EVENT)
                    storms.add(form[-1])
                if len(form) > 1:
                    self._shorter(form, f.kind, shorter)
        for stem in sorted(companies):
            shorter.setdefault(stem, Kind.ORG)
        for form, kind in shorter.items():
            strings.setdefault(form, [kind])
        kinds = {
            form: votes[0] if len(votes) == 1 else Counter(votes).most_common(1)[0][0]
            for form, votes in strings.items()
        }
        sizes: dict[str, list[int]] = {}
        for form in sorted(strings, key=len, reverse=True):
            known = sizes.setdefault(form[0], [])
            if len(form) not in known:
                known.append(len(form))
        for s, found in self.sentences:
            for f in found:
                if f.end - f.start == 1 and s.tokens[f.start] in storms and f.kind is not Kind.EVENT:
                    f.kind = Kind.EVENT
                    f.note("short-storm: a storm of the article")
            self._short_persons(s, found, full)
            self._again(s, found, kinds, sizes)

    def _one_sense(self) -> None:
        """What the words around one mention have told of a single word holds for the tagger's guesses elsewhere."""
        told: dict[str, Kind] = {}
        persons: set[str] = set()
        for s, found in self.sentences:
            for f in found:
                word = s.tokens[f.start]
                if f.end - f.start == 1 and any(step.startswith("described: ") for step in f.trace):
                    told.setdefault(word, f.kind)
                elif f.kind is Kind.PERSON and f.end - f.start > 1:
                    persons |= {word, s.tokens[f.end - 1]}
        for s, found in self.sentences:
            for f in found:
                kind = told.get(s.tokens[f.start]) if f.end - f.start == 1 else None
                if kind is not None and kind is not f.kind and f.rule == "crf" and s.tokens[f.start] not in persons:
                    f.note(f"described: {f.kind} → {kind}, as elsewhere in the article")
                    f.kind = kind

    def _refuse_headlines(self) -> None:
        """In a headline all words have capitals: the tagger's guesses must recur in the article or stand in a list."""
        body = [(s, f) for s, found in self.sentences if not s.headline for f in found]
        recurring = {s.tokens[i] for s, f in body for i in range(f.start, f.end)}
        if not recurring:
            return
        for s, found in self.sentences:
            if not s.headline:
                continue
            for f in list(found):
                words = [t for t in s.tokens[f.start : f.end] if t[:1].isupper()]
                listed = any(a < f.end and b > f.start for a, b, _ in s.listed)
                known = listed or any(t in recurring or t in self.lex.exact or t.isupper() for t in words)
                if f.rule == "crf" and not known:
                    self.steps.drop(s, f, "a guess in a headline that the article does not bear out")
                    found.remove(f)

    def _companies(self) -> set[tuple[str, ...]]:
        """`Masan` of the article's `Masan Group`, `Sao Mai Agritech` and `Sao Mai` of its `Sao Mai Agritech JSC`."""
        names = set()
        for s, found in self.sentences:
            for f in found:
                form = tuple(s.tokens[f.start : f.end]) if f.kind is Kind.ORG else ()
                if (
                    len(form) > 2
                    and self._firm_tail(form[-2])
                    and any(c == "country" for _, c in self._listed(form[-1:]))
                ):
                    form = form[:-1]  # `Rynan Technologies Vietnam`
                while 1 < len(form) <= _LONGEST_FIRM and self._firm_tail(form[-1]):
                    form = form[:-1]
                    names.add(form)
        return {
            form
            for form in names
            if not any(plain(w.lower(), self.lex) or self.lex.has(w, "demonym") for w in form)
            and not any(cat.startswith(("country", "city", "vn_place", "region")) for _, cat in self._listed(form))
        }

    def _plain_firms(self) -> None:
        """`Delta must pay`: a plain word by which the article calls its `Delta Offshore Services JSC`."""
        firms = {
            s.tokens[f.start]
            for s, found in self.sentences
            for f in found
            if f.kind is Kind.ORG and f.end - f.start > 1 and s.tokens[f.end - 1] in words_of("legal_form")
        }
        firms = {w for w in firms if plain(w.lower(), self.lex) and not self.lex.has(w, "demonym") and w.istitle()}
        for s, found in self.sentences if firms else ():
            for i in s.capitals if not (s.headline or firms.isdisjoint(s.tokens)) else ():
                if s.tokens[i] in firms and not any(f.start <= i < f.end for f in found) and self._acts(s, i):
                    why = "short-company: the article names the company in full"
                    found.append(Found(i, i + 1, Kind.ORG, "short-company", [why]))

    def _acts(self, s: Sentence, i: int) -> bool:
        """Does the word stand alone, and do what a firm does (`Delta must pay`, `Delta chairman X`, `sued Delta`)?"""
        after = s.raw[i + 1] if i + 1 < len(s.raw) else "."
        if after[:1].isupper() or after == "-":
            return False
        if i and not _starts(s, i):
            return s.raw[i - 1].islower() and s.raw[i - 1] != "the"
        told = any(self.lex.has(after, cat) for cat in ("person_verb", "business_verb", "business_part", "office_of"))
        return told or after in words_of("person_does") or after in words_of("modal") or after in ("'s", "’s")

    def _firm_tail(self, word: str) -> bool:
        return word in words_of("company_end") or word in words_of("legal_form") or self.lex.has(word, "company_tail")

    def _vote(self) -> None:
        """One spelling is one kind in an article: guesses follow what most sentences say, headlines least."""
        spelled: dict[tuple[str, ...], list[tuple[Found, bool]]] = {}
        for i, (s, found) in enumerate(self.sentences):
            for f in found:
                spelled.setdefault(tuple(s.tokens[f.start : f.end]), []).append((f, s.headline or i == 0))
        for form, mentions in spelled.items():
            if len({f.kind for f, _ in mentions}) == 1:
                continue
            votes: dict[Kind, float] = {}
            for f, title in mentions:
                votes[f.kind] = votes.get(f.kind, 0.0) + self._weight(f, title=title)
            stranger = len(form) == 1 and form[0] not in self.lex.exact
            best = max(votes, key=lambda kind: (votes[kind], stranger and kind is not Kind.PERSON))
            for f, _ in mentions:
                if f.rule == "crf" and best is not f.kind and votes[best] >= votes[f.kind]:
                    f.note(f"vote: {f.kind} → {best}, as elsewhere in the article")
                    f.kind = best

    @staticmethod
    def _weight(f: Found, *, title: bool) -> float:
        if f.rule != "crf" or any(step.startswith(_SURE_STEPS) for step in f.trace):
            return 3.0
        return 0.5 if title else 1.0

    def _listed(self, form: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
        return (entry for entry in self.lex.phrases.get(form[0], ()) if entry[0] == form)

    def _shorter(self, form: tuple[str, ...], kind: Kind, shorter: dict[tuple[str, ...], Kind]) -> None:
        """`Pu Mat` for the `Pu Mat National Park` of the article, `Quang Hải` for `Nguyễn Quang Hải`."""
        if kind is Kind.PERSON and len(form) >= 3 and "vi_surname" in self.lex.exact.get(form[0], ()):
            shorter.setdefault(form[-2:], kind)
        elif kind is Kind.ORG and len(form) >= 3 and form[-1] in words_of("legal_form"):
            shorter.setdefault(form[:-1], kind)
        elif kind is Kind.ORG and len(form) == 2 and any(c == "city" for _, c in self._listed(form[1:])):
            if not plain(form[0].lower(), self.lex) and not self.lex.single.get(form[0].lower()):
                shorter.setdefault(form[:1], kind)
        elif kind is Kind.PLACE and len(form) >= 2:
            stem = form
            while len(stem) > 1 and (
                self.lex.has(stem[-1], "geo_head")
                or self.lex.has(stem[-1], "facility_head")
                or stem[-1] in ("National", "International", "Nature", "Industrial", "Nuclear", "Power", "Hydropower")
            ):
                stem = stem[:-1]
            if stem != form and not any(plain(w.lower(), self.lex) or self.lex.has(w, "demonym") for w in stem):
                shorter.setdefault(stem, kind)

    def _short_forms(self, form: tuple[str, ...]) -> tuple[str, ...]:
        """The words by which a person may be called afterwards: the last, and the first where it is a given name."""
        given = {"ru_given", "west_given"} & set(self.lex.exact.get(form[0], ()))
        return (form[-1], form[0]) if given or self._family_first(form) else form[-1:]

    def _family_first(self, form: Sequence[str]) -> bool:
        """Chinese and Korean names are shortened to the surname that stands first; Vietnamese ones are not."""
        return len(form) in (2, 3) and "east_asian" in self.lex.exact.get(form[0], ())

    def _short_persons(self, s: Sentence, found: list[Found], full: dict[str, str]) -> None:
        if full.keys().isdisjoint(s.tokens):
            return
        taken = {i for f in found for i in range(f.start, f.end)}
        for f in found:
            if (
                f.end - f.start == 1
                and s.tokens[f.start] in full
                and f.kind is not Kind.PERSON
                and not listed_kind(s, f.start, f.end)
            ):
                f.note(f"short-person: {f.kind} → PERSON, {full[s.tokens[f.start]]} is named in full")
                f.kind, f.rule = Kind.PERSON, "short-person"
        for i, token in enumerate(s.tokens):
            if token in full and i not in taken and self._stands_alone(s, i) and not self._ship(s, i):
                cats = self.lex.single.get(token.lower(), ())
                if ("common" in cats or "month" in cats or "org_head" in cats) and not self._named_here(s, i):
                    continue
                found.append(
                    Found(i, i + 1, Kind.PERSON, "short-person", [f"short-person: {full[token]} is named in full"])
                )

    def _ship(self, s: Sentence, i: int) -> bool:
        """Is it the name of a ship called after the person (`the barque Kruzenshtern`)?"""
        return i > 0 and s.raw[i - 1].islower() and self.lex.has(s.raw[i - 1], "vessel")

    def _stands_alone(self, s: Sentence, i: int) -> bool:
        left = i > 0 and s.tokens[i - 1][:1].isupper() and not is_title(s, i - 1, self.lex) and i - 1 > 0
        right = i + 1 < len(s.tokens) and s.tokens[i + 1][:1].isupper() and s.raw[i + 1] not in ("'s", "’s")
        return not left and not right

    def _named_here(self, s: Sentence, i: int) -> bool:
        after = s.tokens[i + 1].lower() if i + 1 < len(s.tokens) else ""
        if self.lex.has(s.tokens[i], "month"):
            before = s.raw[i - 1] if i else ""
            return after[:1].isalpha() and (before == "" or before[:1].isupper() or not before[:1].isalnum())
        return (
            (i > 0 and (is_title(s, i - 1, self.lex) or not _starts(s, i)))
            or "person_verb" in self.lex.single.get(after, ())
            or after in words_of("person_does")
            or after in ("'s", "’s")
        )

    def _again(
        self,
        s: Sentence,
        found: list[Found],
        kinds: dict[tuple[str, ...], Kind],
        sizes: dict[str, list[int]],
    ) -> None:
        taken = {i for f in found for i in range(f.start, f.end)}
        n = len(s.tokens)
        for f in found:
            self._longer(s, f, taken, kinds, sizes)
        for i in s.capitals:
            if i in taken or not s.tokens[i][:1].isupper():
                continue
            for size in sizes.get(s.tokens[i], ()):
                j = i + size
                form = tuple(s.tokens[i:j])
                if j > n or form not in kinds or any(k in taken for k in range(i, j)):
                    continue
                if len(form) == 1:
                    token = form[0]
                    cats = self.lex.single.get(token.lower(), ())
                    if (
                        len(token) < 2
                        or "common" in cats
                        or "demonym" in cats
                        or "title" in cats
                        or "common_short" in cats
                    ):
                        break
                    if (i > 0 and name_like(s.tokens[i - 1], self.lex) and not is_title(s, i - 1, self.lex)) or (
                        j < n and name_like(s.tokens[j], self.lex)
                    ):
                        break
                    if any(c.kind is None and c.start <= i < c.end for c in s.built):
                        break
                found.append(Found(i, j, kinds[form], "again", ["again: the same name elsewhere in the article"]))
                taken.update(range(i, j))
                break

    def _longer(
        self,
        s: Sentence,
        f: Found,
        taken: set[int],
        kinds: dict[tuple[str, ...], Kind],
        sizes: dict[str, list[int]],
    ) -> None:
        """`Sakhalin` of `partners in Sakhalin Energy`, where the article has `Sakhalin Energy` elsewhere."""
        for size in sizes.get(s.tokens[f.start], ()):
            end = f.start + size
            if end <= f.end:
                return
            form = tuple(s.tokens[f.start : end])
            if end > len(s.tokens) or form not in kinds or not taken.isdisjoint(range(f.end, end)):
                continue
            f.kind = kinds[form]
            f.note(f"again: {' '.join(form)}, as elsewhere in the article")
            f.end = end
            taken.update(range(f.start, end))
            return


def _starts(s: Sentence, i: int) -> bool:
    """Does the word begin a sentence or a quotation?"""
    return i == 0 or all(not t[:1].isalnum() for t in s.tokens[:i]) or s.raw[i - 1] in '“"«:'


def _seen(text: str) -> Iterator[str]:
    """Words that the article writes with one capital in the middle of a sentence."""
    for match in re.finditer(r"(?<=[a-z,] )[^\W\d_a-z][^\W\d_]*[^\W\d_A-Z]", text[:_BLOCK]):
        if match.group()[1:].islower():
            yield match.group()


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _WORST_SENTENCE:
        cut = text.rfind(" ", start + _WORST_SENTENCE // 2, start + _WORST_SENTENCE)
        cut = cut if cut > 0 else start + _WORST_SENTENCE
        yield start, cut
        start = cut
    if start < end:
        yield start, end
