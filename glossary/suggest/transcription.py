"""Suggestions made by the rules of `glossary.lang.transcribe`."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.lang import foreign_back, respelling, transcribe
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import diacritics
from glossary.text import has_vietnamese_marks


def propose(question: Question) -> list[Suggestion]:
    """Spellings by rule, best first; the shares of competing spellings are their scores."""
    renderings = _renderings(question)
    return [Suggestion(r.text, Origin.TRANSCRIPTION, _chance(r.weight, question.kind), r.trace) for r in renderings]


def _renderings(question: Question) -> Sequence[transcribe.Rendering]:
    text, kind = question.text, question.kind
    match question.source, question.target:
        case Lang.VI, Lang.RU:
            if respelling.is_respelling(text):
                return respelling.read(text, kind)
            if transcribe.is_vietnamese(text):
                return transcribe.vi_to_ru_traced(text, kind)
            return transcribe.en_to_ru_traced(text, kind)
        case Lang.VI, Lang.EN:
            if respelling.is_respelling(text):
                return _respelt_in_english(text, kind)
            if not transcribe.is_vietnamese(text) and transcribe.has_phonetic_word(text):
                russian = transcribe.en_to_ru_traced(text, kind)
                return transcribe.ru_to_en_traced(russian[0].text, kind) if russian else ()
            return transcribe.vi_to_en_traced(text, kind)
        case Lang.EN, Lang.RU:
            if has_vietnamese_marks(text) and transcribe.is_vietnamese(text):
                return transcribe.vi_to_ru_traced(text, kind)
            if transcribe.is_vietnamese(text) or (kind is Kind.PLACE and diacritics.is_known_place(text)):
                return _through_vietnamese(text, kind)
            return transcribe.en_to_ru_traced(text, kind)
        case Lang.RU, Lang.EN:
            if diacritics.is_vietnamese_in_russian(text, kind):
                return _plain(diacritics.from_russian(text, kind), kind)
            romanised = _romanised(text, kind, Lang.EN)
            if kind is Kind.PLACE and diacritics.may_be_place_in_russian(text):
                doubtful = _plain(diacritics.from_russian(text, kind), kind)
                share = diacritics.likely_vietnamese_place(text)
                romanised = _weighed(romanised, 1 - share) + _weighed(doubtful, share)
            return sorted(romanised, key=lambda r: -r.weight)
        case Lang.RU, Lang.VI:
            if diacritics.is_vietnamese_in_russian(text, kind):
                return ()  # the name model answers: glossary.suggest.diacritics
            romanised = _romanised(text, kind, Lang.VI)
            if kind is Kind.PLACE and diacritics.may_be_place_in_russian(text):
                # The marks share what the Vietnamese reading is worth: none of them reaches the whole of it.
                romanised = _weighed(romanised, (1 - diacritics.likely_vietnamese_place(text)) * 0.5)
            return romanised
    return ()


def _respelt_in_english(text: str, kind: Kind) -> list[transcribe.Rendering]:
    """A respelt name by way of the Russian one: `Xéc-gây` is Сергей, Sergei."""
    found: dict[str, transcribe.Rendering] = {}
    for russian in respelling.read(text, kind)[:3]:
        for r in _romanised(russian.text, kind, Lang.EN)[:3]:
            weight = russian.weight * r.weight
            found.setdefault(r.text, transcribe.Rendering(r.text, weight, f"{russian.trace}; {r.trace}"))
    return sorted(found.values(), key=lambda r: -r.weight)


def _weighed(renderings: Sequence[transcribe.Rendering], share: float) -> list[transcribe.Rendering]:
    return [transcribe.Rendering(r.text, r.weight * share, r.trace) for r in renderings]


_NO_RUSSIAN, _BEHIND = 0.15, 0.8
"""What the romanisation of a Russian name is worth for one that is probably not Russian, and at most beside its own."""

_ANYWHERE = 0.5
"""What it is worth for a place that may be anywhere in the world: `Скарборо` is no Skarboro."""


def _romanised(text: str, kind: Kind, target: Lang) -> list[transcribe.Rendering]:
    """A Cyrillic name in Latin letters: a Russian one romanised, another as its own country spells it."""
    by_letter = transcribe.ru_to_vi_traced if target is Lang.VI else transcribe.ru_to_en_traced
    russian = list(by_letter(text, kind))
    words = tuple(text.split())
    vietnamese = diacritics.may_be_place_in_russian(text)  # the shares of both readings are set elsewhere
    if kind is Kind.PLACE and not vietnamese and not diacritics.is_russian_place(text):
        return _weighed(russian, _ANYWHERE)
    reading = None if kind is not Kind.PERSON or transcribe.has_settled_person(text) else foreign_back.read(words)
    if reading is None and kind is Kind.PERSON:
        reading = foreign_back.guess(words)
    if reading is None:
        return russian
    met = transcribe.combined(reading, 6)
    # However unsure the spelling of its country is, that of the letters comes after it.
    share = min(_NO_RUSSIAN * (1 - met[0].weight), _BEHIND * met[0].weight)
    return met + _weighed(russian, share)


def _through_vietnamese(text: str, kind: Kind) -> list[transcribe.Rendering]:
    """ASCII Vietnamese into Russian: by way of the likeliest marks (`Dung` may be Dũng or Đung)."""
    found: dict[str, transcribe.Rendering] = {}
    for marked in diacritics.restore(text, kind)[:4]:
        for r in transcribe.vi_to_ru_traced(marked.text, kind)[:6]:
            weight = marked.weight * r.weight
            old = found.get(r.text)
            trace = f"{text} read as {marked.text}: {r.trace}" if old is None else old.trace
            found[r.text] = transcribe.Rendering(r.text, weight + (old.weight if old else 0.0), trace)
    return sorted(found.values(), key=lambda r: -r.weight)


def _plain(marked: Sequence[transcribe.Rendering], kind: Kind) -> list[transcribe.Rendering]:
    found: dict[str, transcribe.Rendering] = {}
    for r in marked:
        for plain in transcribe.vi_to_en_traced(r.text, kind):
            old = found.get(plain.text)
            weight = r.weight + (old.weight if old else 0.0)
            found[plain.text] = transcribe.Rendering(plain.text, weight, old.trace if old else r.trace)
    return sorted(found.values(), key=lambda r: -r.weight)


def _chance(share: float, kind: Kind) -> float:
    """The chance that a spelling is right: of several in use, more than its share, for the press accepts the others.

    The exponents were set on our own lists of names that no table holds.
    """
    chance: float = 1.0 - max(0.0, 1.0 - share) ** (3.2 if kind is Kind.PERSON else 1.8)
    return round(min(0.97, chance), 4)
