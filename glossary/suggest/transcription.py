"""Suggestions made by the rules of `glossary.lang.transcribe`."""

from __future__ import annotations

from collections.abc import Sequence

from glossary.lang import transcribe
from glossary.model import Kind, Lang, Origin, Question, Suggestion
from glossary.suggest import diacritics
from glossary.text import has_vietnamese_marks


def propose(question: Question) -> list[Suggestion]:
    """Spellings by rule, best first; the shares of competing spellings are their scores."""
    renderings = _renderings(question)
    return [Suggestion(r.text, Origin.TRANSCRIPTION, _chance(r.weight), r.trace) for r in renderings]


def _renderings(question: Question) -> Sequence[transcribe.Rendering]:
    text, kind = question.text, question.kind
    match question.source, question.target:
        case Lang.VI, Lang.RU:
            if transcribe.is_vietnamese(text):
                return transcribe.vi_to_ru_traced(text, kind)
            return transcribe.en_to_ru_traced(text, kind)
        case Lang.VI, Lang.EN:
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
            if _vietnamese_in_russian(text, kind):
                return _plain(diacritics.from_russian(text, kind), kind)
            romanised = list(transcribe.ru_to_en_traced(text, kind))
            if kind is Kind.PLACE and diacritics.may_be_place_in_russian(text):
                doubtful = _plain(diacritics.from_russian(text, kind), kind)
                romanised += [transcribe.Rendering(r.text, r.weight * 0.4, r.trace) for r in doubtful]
            return romanised
        case Lang.RU, Lang.VI:
            if _vietnamese_in_russian(text, kind):
                return ()  # the name model answers: glossary.suggest.diacritics
            return transcribe.ru_to_vi_traced(text, kind)
    return ()


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


def _vietnamese_in_russian(text: str, kind: Kind) -> bool:
    if kind is Kind.PLACE:
        return diacritics.is_place_in_russian(text)
    return kind is Kind.PERSON and transcribe.is_vietnamese_in_russian(text)


def _plain(marked: Sequence[transcribe.Rendering], kind: Kind) -> list[transcribe.Rendering]:
    found: dict[str, transcribe.Rendering] = {}
    for r in marked:
        for plain in transcribe.vi_to_en_traced(r.text, kind):
            old = found.get(plain.text)
            weight = r.weight + (old.weight if old else 0.0)
            found[plain.text] = transcribe.Rendering(plain.text, weight, old.trace if old else r.trace)
    return sorted(found.values(), key=lambda r: -r.weight)


def _chance(share: float) -> float:
    """The chance that a spelling is right: of several in use, more than its share, for the press accepts the others."""
    chance: float = 1.0 - max(0.0, 1.0 - share) ** 1.8
    return round(min(0.97, chance), 4)
