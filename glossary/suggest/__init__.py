"""What is this name called in the other languages? One module per origin; here they are asked, joined and ranked.

Origins are asked from the surest to the least sure. Equal answers are folded into one that lists its origins;
agreement raises its score. `score` is calibrated: of the suggestions scored 0.9, nine in ten should be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from glossary import authority as tables_of_names
from glossary.lang import transcribe
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import (
    around,
    authority,
    composition,
    countries,
    diacritics,
    firms,
    grammar,
    kinds,
    literal,
    memory,
    parts,
    pieces,
    transcription,
    yo,
)
from glossary.suggest.memory import Memory
from glossary.suggest.ranking import folded, ranked
from glossary.suggest.style import Style, applied
from glossary.text import has_cyrillic, has_vietnamese_marks, nfc

__all__ = ["Memory", "Style", "suggest", "suggest_concept", "suggest_concepts", "suggest_many"]

LIMIT = 9
"""Suggestions shown: one for each of the keys 1–9."""


def suggest(
    question: Question, memory: Memory | None = None, argos: bool = True, style: Style | None = None
) -> list[Suggestion]:
    """Equivalents of one name, best first, at most nine; never none, for what nothing translates is spelt."""
    return suggest_many([question], memory, argos, style=style)[0]


def suggest_many(
    questions: Sequence[Question],
    memory: Memory | None = None,
    argos: bool = True,
    english: Sequence[str] = (),
    *,
    style: Style | None = None,
    tables: bool = True,
) -> list[list[Suggestion]]:
    """`suggest` for many: the same answers, with machine translation in one batch per pair of languages.

    `english` may give the English term of each question's concept: a translation that goes through English is checked
    against it. Without `tables` the authority tables answer no question as a whole, so that the other origins can be
    measured on names that some table holds.
    """
    clean = [Question(q.source, q.target, q.kind, " ".join(nfc(q.text).split())) for q in questions]
    gathered = [_by_rule(question, memory, tables) for question in clean]
    if argos:
        _add_translations(clean, gathered, english)
    answers = [
        _letters_kept(ranked(_with_yo(_answered(found, question), question)), question)
        for question, found in zip(clean, gathered, strict=True)
    ]
    if style is not None:
        answers = [applied(found, question, style) for question, found in zip(clean, answers, strict=True)]
    return [found[:LIMIT] for found in answers]


def _letters_kept(found: list[Suggestion], question: Question) -> list[Suggestion]:
    """Of a foreigner's spellings the one asked for goes first: `Sergey` in English is `Sergey` in Vietnamese too."""
    if question.kind is not Kind.PERSON or Lang.RU in {question.source, question.target} or len(found) < 2:
        return found
    same = next((s for s in found[1:] if s.text == question.text and s.score > _IN_USE), None)
    if same is None or found[0].origin in {Origin.HAND, Origin.MEMORY, Origin.ARTICLE}:
        return found
    if SequenceMatcher(None, same.text, found[0].text).ratio() < _ALIKE:
        return found  # `Xi Jinping` is `Tập Cận Bình`
    return [replace(same, score=found[0].score), *(s for s in found if s is not same)]


_ALIKE = 0.75
_IN_USE = 0.2
"""Below this a spelling is not one of those in use."""


_WRITTEN_BY_PEOPLE = {Origin.HAND, Origin.MEMORY, Origin.AUTHORITY, Origin.ARTICLE, Origin.IMPORT, Origin.PARALLEL}


def _with_yo(found: Sequence[Suggestion], question: Question) -> Sequence[Suggestion]:
    """Russian that a rule or a machine made is written with ё; a house that writes е has its own style."""
    if question.target is not Lang.RU:
        return found
    return [s if s.origin in _WRITTEN_BY_PEOPLE else _spelt_with_yo(s, question.kind) for s in found]


def _spelt_with_yo(suggestion: Suggestion, kind: Kind) -> Suggestion:
    text = yo.restored(suggestion.text, kind)
    return suggestion if text == suggestion.text else replace(suggestion, text=text)


def suggest_concept(
    kind: Kind,
    terms: Mapping[Lang, Sequence[str]],
    target: Lang,
    memory: Memory | None = None,
    argos: bool = True,
    style: Style | None = None,
) -> list[Suggestion]:
    """Equivalents for a concept known in one or two languages; an answer that several terms lead to scores higher.

    The first terms of each language count most; a term of `target` itself is never proposed again.
    """
    return suggest_concepts([(kind, terms, target)], memory, argos, style)[0]


Asked = tuple[Kind, Mapping[Lang, Sequence[str]], Lang]
"""A concept's kind, its terms, and the language in which it is wanted."""


Spoken = Sequence[tuple[Lang, str, str]]
"""Names of a place with the words beside them in texts: the language, the name, and the name with its word."""


def suggest_concepts(
    asked: Sequence[Asked],
    memory: Memory | None = None,
    argos: bool = True,
    style: Style | None = None,
    spoken: Sequence[Spoken] = (),
) -> list[list[Suggestion]]:
    """`suggest_concept` for many: the same answers, with machine translation in one batch per pair of languages.

    `spoken` may say, for each concept, how its names stand in texts where that makes it another place
    (`glossary.suggest.kinds`).
    """
    questions = [_questions(*one) for one in asked]
    english = [
        next(iter(terms.get(Lang.EN, ())), "") for (_, terms, _), of in zip(asked, questions, strict=True) for _ in of
    ]
    answers = iter(suggest_many([question for of in questions for question in of], memory, argos, english))
    joined = [
        _joined(of, [next(answers) for _ in of], terms.get(target, ()), style)
        for (_, terms, target), of in zip(asked, questions, strict=True)
    ]
    for i, ((_, terms, target), beside) in enumerate(zip(asked, spoken, strict=False)):
        if beside:
            joined[i] = _as_spoken(joined[i], beside, target, terms.get(target, ()), memory)
    return joined


def _as_spoken(
    found: list[Suggestion], beside: Spoken, target: Lang, have: Iterable[str], memory: Memory | None
) -> list[Suggestion]:
    """The suggestions for the place that the words beside its name say it is."""
    told = next((one for one in beside if one[0] is not target), beside[0])
    lang, name, spoken = told
    if lang is target:
        own = Suggestion(spoken, Origin.COMPOSITION, _IN_ITS_OWN_LANGUAGE, f"{spoken}: as the article calls it")
        meant = ranked([own, *found])
    else:
        meant = kinds.meant(
            found, name, spoken, lang, target, lambda questions: suggest_many(questions, memory, argos=False)
        )
    known = {folded(text) for text in have}
    return [s for s in meant if folded(s.text) not in known][:LIMIT]


_IN_ITS_OWN_LANGUAGE = 0.6
"""The chance that a region is wanted with its word where the text has the name and the word apart."""


def _questions(kind: Kind, terms: Mapping[Lang, Sequence[str]], target: Lang) -> list[Question]:
    questions = [
        Question(source, target, kind, text)
        for source in Lang
        if source is not target
        for text in list(terms.get(source, ()))[:3]
    ]
    return _best_evidence(questions, target)


def _joined(
    questions: Sequence[Question],
    answered: Sequence[Sequence[Suggestion]],
    have: Iterable[str],
    style: Style | None,
) -> list[Suggestion]:
    """The answers to all questions about one concept as one list."""
    known = {folded(text) for text in have}
    found: list[Suggestion] = []
    for i, answers in enumerate(answered):
        weight = (1.0 if i == 0 else 0.8) * (0.6 if _is_past(questions[i]) and not all(map(_is_past, questions)) else 1)
        found += [
            Suggestion(a.text, a.origin, a.score * weight, a.trace, a.origins)
            for a in answers
            if folded(a.text) not in known
        ]
    joined = ranked(found)
    if style is not None and questions:
        joined = [s for s in applied(joined, questions[0], style) if folded(s.text) not in known]
    return joined[:LIMIT]


def _is_past(question: Question) -> bool:
    """Is this the former name of something (`Petrograd`)? The present one says better what it is called now."""
    rows = tables_of_names.load().find(question.text, question.source, question.kind)
    return bool(rows) and bool(rows[0].until) and bool(rows[0].merged_into)


def _best_evidence(questions: list[Question], target: Lang) -> list[Question]:
    """Vietnamese with marks tells more than English without them: where it is there, ASCII forms add nothing."""
    marked = [q for q in questions if q.source is Lang.VI]
    if target is Lang.RU and marked:
        return marked + [q for q in questions if q.source is Lang.EN and q.kind is Kind.ORG]
    return marked + [q for q in questions if q.source is not Lang.VI]


_COMPOSED_WELL = 0.6
"""Below this a pattern has guessed a proper name, and the grammar of words is asked too."""


def _by_rule(question: Question, known: Memory | None, tables: bool = True) -> list[Suggestion]:
    if question.source is question.target or not any(c.isalnum() for c in question.text):
        return []
    found: list[Suggestion] = []
    if known is not None:
        found += memory.propose(question, known)
    listed = (authority.propose(question) or countries.propose(question)) if tables else []
    composed = [] if question.kind is Kind.PLACE and listed else _composed(question, known)
    if question.kind is Kind.PLACE and listed:
        listed = _with_its_word(question, listed, known) + listed
    ruled: list[Suggestion] = []
    if question.kind in {Kind.PERSON, Kind.PLACE} or not (listed or composed):
        ruled = _spelt(question)
    ruled = _only_spelt(question, composed, bool(listed), firms.in_their_letters(question, ruled))
    if listed and listed[0].score > 0.9:
        ruled = [_beside_tables(s, listed[0], question) for s in ruled]
    if question.kind is Kind.PERSON:
        listed = _in_house_spelling(listed, ruled)
    elif question.kind is Kind.ORG:
        listed = _as_full_as_asked(question, listed, composed)
        composed = _composed_beside_tables(composed, listed)
    found += listed + composed + ruled
    return [s for s in found if s.text.strip()]


def _spelt(question: Question) -> list[Suggestion]:
    """By the letters and the marks. A Vietnamese firm or club is called after a place, or as a place is."""
    found = diacritics.propose(question) + transcription.propose(question) + _same_letters(question)
    text = question.text
    if question.kind is not Kind.ORG or has_vietnamese_marks(text):
        return found
    if diacritics.is_place_in_russian(text) if question.source is Lang.RU else transcribe.is_vietnamese(text):
        as_place = replace(question, kind=Kind.PLACE)
        restored = diacritics.propose(as_place)
        if question.source is Lang.RU:
            restored += transcription.propose(as_place)
        found = firms.worth(restored, _CALLED_AS_PLACES) + (found if question.source is not Lang.RU else [])
    return found


_CALLED_AS_PLACES = 0.7
"""What the spelling of a place is worth for an institution."""

_REGION = re.compile(
    r"\b(?:vùng|tỉnh|thành phố|region|territory|province|oblast|krai|city|область|край|провинция|город)\b",
    re.IGNORECASE,
)
"""Words for divisions of a country: their names are complete without them."""


def _with_its_word(question: Question, listed: list[Suggestion], known: Memory | None) -> list[Suggestion]:
    """`Đảo Phú Quý` is `остров Фукуи`, where the table has the bare name alone."""
    text, source, target = question.text, question.source, question.target
    if _REGION.search(text) or not all(literal.missing(text, source, s.text, target) for s in listed):
        return []
    found = _composed(question, known)[:1]
    return [
        replace(s, score=listed[0].score + 0.02)
        for s in found
        if s.score > 0.8 and not literal.missing(text, source, s.text, target) and listed[0].text in s.text
    ]


_BESIDE_TABLES = 0.3
"""The most that a rule's answer is worth beside one of the tables; those that agree only confirm it."""


def _beside_tables(ruled: Suggestion, listed: Suggestion, question: Question) -> Suggestion:
    """Where a table knows the name, rules rarely know better: they do when the table's name says more than was asked.

    `Phong Nha` is the cave and the commune, the table has the national park `Phong Nha-Ke Bang`.
    """
    mine, theirs = folded(ruled.text), folded(listed.text)
    if mine == theirs:
        return ruled
    bare = question.kind is Kind.PLACE and theirs.startswith((mine + " ", mine + "-")) and ruled.score >= 0.6
    bare = bare or (question.kind is Kind.PERSON and " " not in mine and theirs.endswith(" " + mine))
    most = 0.55 if question.kind is Kind.PERSON else _BESIDE_TABLES
    score = listed.score + 0.02 if bare else min(ruled.score, most)
    return Suggestion(ruled.text, ruled.origin, score, ruled.trace)


def _composed_beside_tables(composed: list[Suggestion], listed: Sequence[Suggestion]) -> list[Suggestion]:
    """Where a table is sure, another name made of the words is seldom in use: the World Bank is no `Банк мира`."""
    if not listed or listed[0].score <= 0.9:
        return composed
    names = {folded(s.text) for s in listed}
    return [s if folded(s.text) in names else replace(s, score=s.score * _COMPOSED_BESIDE_TABLES) for s in composed]


_COMPOSED_BESIDE_TABLES = 0.6


def _only_spelt(
    question: Question, composed: Sequence[Suggestion], listed: bool, ruled: list[Suggestion]
) -> list[Suggestion]:
    """Words of the dictionary are not names: spelt in other letters they are a last resort, into Russian nonsense.

    `Great Patriotic War` has no Russian spelling, only a translation; `Red Square` neither.
    """
    text = question.text
    if question.kind is Kind.PERSON:
        return ruled
    plain = not _is_vietnamese_name(question) and parts.is_commonplace(text, question.source)
    if question.kind is Kind.PLACE:
        said = question.source is not Lang.VI or text[:1].islower() or composition.says_what(text)
        headed = said and bool(composed) and composed[0].score > 0.4
        headed = headed or (listed and text[:1].islower())
        words = any(word.islower() for word in text.split()) or parts.has_english_words(text)
        spelt = headed or (plain and " " in text and (question.source is not Lang.VI or words))
    else:
        spelt = " " in text or plain
    if not spelt or (question.kind is Kind.ORG and not plain and _is_vietnamese_name(question)):
        return ruled
    if question.target is Lang.RU and (plain or any(word.islower() for word in text.split())):
        ruled = []
    if question.kind is Kind.EVENT and " " in text:
        ruled = [s for s in ruled if s.origin is Origin.COPY]
    worth = _WORDS_SPELT if plain else _PHRASE_SPELT
    return [Suggestion(s.text, s.origin, s.score * worth, f"not translated, only spelt: {s.trace}") for s in ruled]


def _is_vietnamese_name(question: Question) -> bool:
    """Is an English name Vietnamese (`Phuc Sinh`), so that it can be spelt syllable by syllable?"""
    return question.source is Lang.EN and transcribe.is_vietnamese(question.text)


_PHRASE_SPELT, _WORDS_SPELT = 0.15, 0.04
"""What spelling is worth where a name has several words, and where some are of the dictionary."""


_DATED = re.compile(r"(?P<name>.+\D) (?P<year>(?:19|20)\d\d(?:[/–-]\d{2,4})?)")
_YEAR_FIRST = re.compile(r"(?P<year>(?:19|20)\d\d) (?P<name>\D.+)")
"""An event with its year: `Eastern Economic Forum 2025`, `2023 Chopin Competition`."""


def _composed(question: Question, known: Memory | None) -> list[Suggestion]:
    """By pattern; where none fits well by the grammar of words; where that fails too, abbreviations written out."""
    event = question.kind is Kind.EVENT
    dated = (_DATED.fullmatch(question.text) or _YEAR_FIRST.fullmatch(question.text)) if event else None
    if dated:
        asked = replace(question, text=dated["name"])
        found = authority.propose(asked) or _composed(asked, known) or pieces.propose(asked)
        return [Suggestion(f"{s.text} {dated['year']}", s.origin, s.score * 0.9, s.trace) for s in found]
    for text in dict.fromkeys([question.text, parts.written_out(question.text, question.source)]):
        asked = Question(question.source, question.target, question.kind, text)
        found = composition.propose(asked, known)
        if not found or found[0].score < _COMPOSED_WELL:
            found = sorted(found + grammar.propose(asked), key=lambda s: -s.score)
        if found and found[0].score >= _COMPOSED_WELL:
            return found
    if question.kind is Kind.PLACE:
        return found
    apart = around.propose(question, lambda inner: authority.propose(inner) or _composed(inner, known))
    return sorted(found + apart, key=lambda s: -s.score)


def _same_letters(question: Question) -> list[Suggestion]:
    """Between English and Vietnamese the names of third countries keep their letters."""
    if Lang.RU in {question.source, question.target} or question.kind not in {Kind.PERSON, Kind.PLACE, Kind.ORG}:
        return []
    text = question.text
    if transcribe.is_vietnamese(text) or has_vietnamese_marks(text) or transcribe.has_phonetic_word(text):
        return []
    score = 0.9 if question.kind is not Kind.ORG else 0.5
    return [Suggestion(question.text, Origin.COPY, score, f"{question.text}: the same letters serve in both languages")]


def _in_house_spelling(listed: list[Suggestion], ruled: Sequence[Suggestion]) -> list[Suggestion]:
    """Of several listed romanisations (`Andrei`, `Andrey`) the one that the rules prefer comes first."""
    order = {folded(s.text): i for i, s in reversed(list(enumerate(ruled))) if s.origin is Origin.TRANSCRIPTION}
    places = [i for i, s in enumerate(listed) if folded(s.text) in order]
    if len(places) < 2 or places[0] != 0:
        return listed
    chosen = sorted((listed[i] for i in places), key=lambda s: order[folded(s.text)])
    changed = list(listed)
    for i, suggestion in zip(places, chosen, strict=True):
        old = listed[i]
        changed[i] = Suggestion(suggestion.text, suggestion.origin, old.score, suggestion.trace)
    return changed


def _as_full_as_asked(question: Question, listed: list[Suggestion], composed: Sequence[Suggestion]) -> list[Suggestion]:
    """`Министерство юстиции` says no country, so `Ministry of Justice` answers better than `Russian Ministry …`.

    Where composition has understood the whole name, listed names that add a country come after the others; so do
    those to which it only adds the country that was asked for: `Học viện Hải quân` beside `Học viện Hải quân Việt Nam`.
    """
    if not listed or not composed or composed[0].score < 0.7:
        return listed
    target = question.target
    asked = composition.names_country(question.text, question.source)
    best = set(folded(composed[0].text).split())

    def share(name: str) -> float:
        said = composition.names_country(name, target)
        if asked:
            return _LESS if not said and set(folded(name).split()) < best else 1.0
        return 0.8 if said else 1.0

    return [Suggestion(s.text, s.origin, s.score * share(s.text), s.trace) for s in listed]


_LESS = 0.75
"""What a listed name is worth that lacks the country beside one that has it."""


def _answered(found: Sequence[Suggestion], question: Question) -> Sequence[Suggestion]:
    """A name is never without an answer in the script of the target language: guessed by pieces, at worst spelt."""
    text = question.text
    if question.source is question.target or not any(c.isalpha() for c in text):
        return found
    if any(s.origin in _WRITTEN_BY_PEOPLE for s in found):
        return found
    rightly = [s for s in found if _in_script(s.text, question.target)]
    kept = list(found) if question.target is Lang.RU else rightly
    phrase = question.kind in {Kind.ORG, Kind.EVENT} and all(s.score < _SURELY_COMPOSED for s in rightly)
    return kept + pieces.propose(question) if phrase or not rightly else kept


_SURELY_COMPOSED = 0.2
"""Below this an institution or event is only spelt, and translating what can be translated of it says more."""


def _in_script(text: str, target: Lang) -> bool:
    if target is Lang.RU:
        return has_cyrillic(text) and not _LATIN_WORD.search(text)
    return not has_cyrillic(text)


_LATIN_WORD = re.compile("[a-z]{3}")


def _add_translations(questions: Sequence[Question], gathered: list[list[Suggestion]], english: Sequence[str]) -> None:
    """Machine translation for what the rules leave open: institutions and events, and whatever has no answer yet."""
    from glossary.suggest import argos

    wanting = [
        i
        for i, question in enumerate(questions)
        if question.text and question.source is not question.target and _wants_translation(question, gathered[i])
    ]
    if not wanting or not argos.available_pairs():
        return
    terms = [english[i] if i < len(english) else "" for i in wanting]
    for i, found in zip(wanting, argos.propose_many([questions[i] for i in wanting], terms), strict=True):
        gathered[i] += found


def _wants_translation(question: Question, found: Iterable[Suggestion]) -> bool:
    if question.kind is Kind.PERSON:
        return not any(True for _ in found)
    return not any(s.origin in {Origin.AUTHORITY, Origin.MEMORY, Origin.ARTICLE} and s.score > 0.9 for s in found)
