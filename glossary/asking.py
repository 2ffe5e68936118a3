"""What can be asked without a glossary: suggestions, comparisons, guesses, the names in files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from glossary.model import Article, Comparison, HouseStyle, Kind, Lang, Loss, Question, Suggestion
from glossary.text import form_lang, guess_lang, nfc


def suggest(question: Question) -> list[Suggestion]:
    """Best first; from every origin that needs no database."""
    return suggest_many([question])[0]


def suggest_many(questions: Sequence[Question]) -> list[list[Suggestion]]:
    """The answers to several questions, in order; machine translation takes them as one batch."""
    from glossary import suggest as origins

    return origins.suggest_many([replace(question, text=nfc(question.text)) for question in questions])


def compare(a: str, b: str) -> Comparison:
    """Would these two strings be one concept?"""
    from glossary import concepts

    return concepts.compare(nfc(a), nfc(b))


def guess_name_lang(text: str) -> Lang:
    """The language of a name typed alone: by its script and letters."""
    return form_lang(nfc(text), Lang.EN)


def guess_kind(text: str) -> Kind:
    """What a name typed alone most likely names: what the extraction makes of it, else a person."""
    from glossary import extract as extraction

    name = nfc(text)
    found = extraction.extract(Article("", name, guess_lang(name)))
    whole = [mention for mention in found if (mention.start, mention.end) == (0, len(name))]
    return (whole or found)[0].kind if found else Kind.PERSON


def style_examples(style: HouseStyle) -> list[tuple[str, str]]:
    """What a house style makes of some names: (as found, as the house writes), the last a Russian's in Vietnamese."""
    from glossary import suggest as origins
    from glossary.style import styled, suggested

    found = [(Lang.EN, "Vietnam News Agency, Vietnamese"), (Lang.RU, "Орёл, Семён Королёв")]
    pairs = [(text, styled(text, lang, style)) for lang, text in found]
    russian = Question(Lang.RU, Lang.VI, Kind.PERSON, "Семён Королёв")
    offered = origins.suggest_many([russian])[0]
    if offered:
        first = suggested(offered, russian.kind, russian.target, style, russian=True)[0]
        pairs.append((russian.text, first.text))
    return pairs


def extract(paths: Sequence[str], losses: list[Loss]) -> Iterator[dict[str, str | int]]:
    """One record a mention, over all files; `concept` is one string for all mentions of one concept.

    What could not be read is added to `losses`. Nothing is printed before all is read: a later article may join two
    concepts of an earlier one.
    """
    from glossary import extract as extraction
    from glossary.building import readable

    yield from extraction.records(readable(paths, losses))


def explain(paths: Sequence[str], losses: list[Loss]) -> Iterator[str]:
    """For a person: which rule or tag made, typed, trimmed or dropped each mention."""
    from glossary import extract as extraction
    from glossary.building import readable

    for article in readable(paths, losses):
        yield article.name
        yield from extraction.explain(article)
