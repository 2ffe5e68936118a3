"""Candidates of a Russian text become mentions: trimmed, typed by context and agreement, in their dictionary form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from glossary.lang import ru_surnames
from glossary.lang.ru_agreement import agreed_lemmas
from glossary.lang.ru_morph import (
    in_dictionary,
    is_vietnamese_name,
    is_vietnamese_syllable,
    joined_syllables,
    lemmas,
    may_be,
    parses,
    vietnamese_place,
    vietnamese_surnames,
)
from glossary.lang.ru_people import is_shortened_institution
from glossary.lang.ru_tables import beside_people, described, lemmas_of, name_end, words
from glossary.lang.spans import Page, Span, Tier
from glossary.model import Kind, Lang, Mention
from glossary.text import form_lang


def trimmed(page: Page, span: Span) -> Span:
    """Without a descriptor capitalised by the beginning of a sentence alone: `Банк ВТБ`, `Г-н Осборн`, `Штат Техас`."""
    first = span.first
    if span.kind is None or first >= span.last:
        return span
    word, following = page.word(first), page.word(first + 1)
    titled = lemmas(word) & words("titles.txt") or _title_of_a_work(page, span)
    if page.tokens[first].breaks and page.capital(first + 1) and not may_be(word, "Name"):
        titled = titled or lemmas(word) & (beside_people("beside") | beside_people("family"))
    rest = page.words(first + 1, span.last)
    if span.kind is Kind.PERSON and page.tokens[first].breaks and is_vietnamese_name(rest):
        titled = word not in vietnamese_surnames() and not may_be(word, "Name")
    if span.kind is Kind.PERSON and titled:
        return replace(span, first=first + 1, trace=(*span.trace, f"{word} left out"))
    if not page.tokens[first].breaks:
        return span
    foreign = bool(re.match(r"[A-Za-z]", following)) or (following.isupper() and len(following) > 2)
    if span.kind is Kind.ORG and described(word) == "ORG" and foreign and first + 1 == span.last:
        return replace(span, first=first + 1, trace=(*span.trace, f"{word} left out"))
    if span.kind is Kind.PLACE and lemmas(word) & words("place_descriptors.txt") and page.capital(first + 1):
        attached = may_be(following, "gent") and name_end(page, first + 1, Kind.PLACE) != span.last
        return span if attached else replace(span, first=first + 1, trace=(*span.trace, f"{word} left out"))
    return span


def _title_of_a_work(page: Page, span: Span) -> bool:
    """`Роман Льва Толстого`, the novel: no `Роман Юрьевич Хайруллин`."""
    work = described(page.word(span.first)) == "work" and span.last - span.first > 1
    return work and not may_be(page.word(span.first + 1), "Patr", "nomn")


_ORGANISATION_PARTS = re.compile(
    r"рос|газ|нефт|банк|мет|ком|тех|прод|маш|энерг|авиа|транс|пром|строй|мин|глав|гос|груп|сбер|инвест|фин|яндекс|медиа",
    re.IGNORECASE,
)


_ORGANISATION_ROOT = re.compile(
    r"(?:проект|строй|газ|нефт|пром|банк|атом|энерго|экспорт|импорт|маш|торг|флот|транс|надзор|контроль|снаб|сервис)"
    r"(?:а|у|ом|е|ь|и|ью|я|ю|ем)?$"
)


def located(page: Page, span: Span) -> Span:
    """`в Мандалае`: an unknown word in the locative, not in quotation marks, is a place and no institution."""
    if span.kind is Kind.PERSON and span.tier is Tier.GUESS and span.first == span.last:
        name = page.word(span.first)
        if _ORGANISATION_ROOT.search(name) and not in_dictionary(name):
            return replace(span, kind=Kind.ORG, trace=(*span.trace, "an institution by its last root"))
    if span.first == span.last and span.tier is Tier.GUESS and is_shortened_institution(page.word(span.first)):
        return replace(span, kind=Kind.ORG, trace=(*span.trace, "an institution by the last part of its name"))
    if span.kind is Kind.PERSON and span.first == span.last and span.tier is Tier.GUESS:
        found = parses(page.word(span.first))
        if found and in_dictionary(page.word(span.first)) and "Orgn" in found[0].tag:
            return replace(span, kind=Kind.ORG, trace=(*span.trace, "an institution by the dictionary"))
    if span.first == span.last and span.tier is Tier.GUESS and _feast(page, span.first):
        return replace(span, kind=Kind.EVENT, trace=(*span.trace, f"what {page.word(span.first - 1)} says it is"))
    if span.first == span.last and span.tier is Tier.GUESS and _school(page, span.first):
        return replace(span, kind=Kind.ORG, trace=(*span.trace, "a school by what one does there"))
    before = page.word(span.first - 1)
    if span.kind is Kind.ORG and page.word(span.first).isascii() and before.islower() and described(before) == "EVENT":
        first = span.first - bool(lemmas(before) & words("event_heads.txt"))
        return replace(span, first=first, kind=Kind.EVENT, trace=(*span.trace, f"what {before} says it is"))
    if span.kind is Kind.PLACE and span.rule == "ru.tagger" and _is_full_name(page, span):
        return replace(span, kind=Kind.PERSON, trace=(*span.trace, "a given name and a surname"))
    facility = _facility(page, span)
    if facility is not None:
        return replace(span, kind=facility, trace=(*span.trace, f"what {page.word(span.first - 1)} says it is"))
    if span.tier is not Tier.GUESS or span.first != span.last or not page.word(span.first)[1:].islower():
        return span
    word = page.word(span.first)
    proper = {g for p in parses(word) for g in ("Geox", "Name", "Surn", "Patr") if g in p.tag}
    wrong_person = span.kind is Kind.PERSON and proper == {"Geox"} and in_dictionary(word)
    place = (
        span.kind is Kind.ORG
        and page.word(span.first - 1).lower() in ("в", "во", "на")
        and (not in_dictionary(word) or may_be(word, "Geox", "loct"))
        and word[-1] in "еиу"
        and not _ORGANISATION_PARTS.search(word)
    )
    elsewhere = span.kind is Kind.PERSON and (
        _from_where(page, span.first) or _place_by_ending(word) or (span.rule == "ru.tagger" and joined_syllables(word))
    )
    if wrong_person or place or elsewhere:
        return replace(span, kind=Kind.PLACE, trace=(*span.trace, "a place by its word, preposition and case"))
    return span


def _feast(page: Page, k: int) -> bool:
    """`праздник Ысыах`: a word of no dictionary after a feast or festival in the singular."""
    before = page.word(k - 1)
    feast = before.islower() and lemmas(before) & {"праздник", "фестиваль", "карнавал"}
    return bool(feast) and page.gap(k) == " " and not in_dictionary(page.word(k)) and not page.capital(k + 1)


def _school(page: Page, k: int) -> bool:
    """`учится в Строгановке`, `выпускница Гнесинки`: a short name in -ка that the dictionary knows as no place."""
    word, n = page.word(k), k - (page.word(k - 1) in ("в", "во"))
    short = re.search("к(?:а|и|е|у|ой)$", word) is not None and not may_be(word, "Geox")
    return short and not lemmas(page.word(n - 1)).isdisjoint(words("studies.txt"))


_PLACE_ENDING = re.compile(
    r"(?<!ы)(?:ия|ии|ию|ией)$"
    r"|(?:ленд|ланд|бург|град|город|поль|стан|шир|абад|вилл?ь|фьорд|чжоу|цзян|сити)(?:а|у|ом|ем|е|я|ю|и)?$"
)


def _place_by_ending(word: str) -> bool:
    """`Финикия`, `Вестланд`: a word of no dictionary that ends as countries and towns do."""
    return not in_dictionary(word) and len(word) > 5 and bool(_PLACE_ENDING.search(word))


def _is_full_name(page: Page, span: Span) -> bool:
    """`Кирсану Илюмжинову`: two words with capitals, the first a given name of the dictionary, neither a place's."""
    if span.last != span.first + 1 or not page.capital(span.last) or page.gap(span.last) != " ":
        return False
    first, last = parses(page.word(span.first)), page.word(span.last)
    given = bool(first) and in_dictionary(page.word(span.first)) and "Name" in first[0].tag
    return (
        given
        and not may_be(last, "Geox")
        and bool(re.search("(?:[оеё]в|ин|ын|ск)(?:ым|ой|ий|ого|ому|им|а|у|е|)$", last))
    )


def _from_where(page: Page, k: int) -> bool:
    """`из Лантая`, `с Лантая` (with a person it would be `с Лантаем`): a word of no dictionary after a preposition."""
    word, before = page.word(k), page.word(k - 1).lower()
    if in_dictionary(word) or page.capital(k + 1):
        return False
    if before in ("из", "изо", "близ", "около", "возле", "вблизи"):
        return True
    return before in ("с", "со") and may_be(word, "gent") and not may_be(word, "ablt") and word[-1] in "аяыи"


def joined_people(page: Page, spans: Sequence[Span]) -> list[Span]:
    """`Фёдора` + `Ивановича Шаляпина`: a given name and what begins with a patronymic right behind it are one name."""
    joined: list[Span] = []
    for span in spans:
        before = joined[-1] if joined else None
        if (
            before is not None
            and before.kind is span.kind is Kind.PERSON
            and before.last + 1 == span.first
            and page.gap(span.first) == " "
            and may_be(page.word(span.first), "Patr")
        ):
            joined[-1] = replace(before, last=span.last, trace=(*before.trace, "with the patronymic behind it"))
        else:
            joined.append(span)
    return joined


def routes(page: Page, spans: Sequence[Span]) -> list[Span]:
    """`линия Куангчать – Фоной`, `с Лантая и Ландо`: what a dash or `и` joins to a place is a place too."""
    settled: list[Span] = []
    for span in spans:
        before = settled[-1] if settled else None
        if before is not None and _joined_alike(page, before, span):
            if before.kind is Kind.PLACE and _may_be_place(page, span):
                span = replace(span, kind=Kind.PLACE, trace=(*span.trace, f"a place as {page.word(before.last)}"))
            elif span.kind is Kind.PLACE and _may_be_place(page, before) and page.word(span.first - 1) in "–—-":
                place = f"a place as {page.word(span.first)}"
                settled[-1] = replace(before, kind=Kind.PLACE, trace=(*before.trace, place))
        settled.append(span)
    return settled


def _joined_alike(page: Page, before: Span, span: Span) -> bool:
    """Are these two single words, joined by a dash, or by `и` with the first typed by its preposition?"""
    if before.last + 2 != span.first or not page.joined(before.last, span.first):
        return False
    sign = page.word(before.last + 1)
    by_preposition = any(step.startswith("a place") for step in before.trace)
    return sign in ("–", "—", "-") or (sign in ("и", ",") and by_preposition)


def _may_be_place(page: Page, span: Span) -> bool:
    """A guess at a person of one word that no dictionary has."""
    single = span.first == span.last and span.tier is Tier.GUESS
    return single and span.kind is Kind.PERSON and not in_dictionary(page.word(span.first))


_PERSONAL = ("ru.tagger", "ru.vietnamese-name", "ru.authority")


def _facility(page: Page, span: Span) -> Kind | None:
    """`месторождение Хай Тхать`, `клиники Бать Май`: what looks like a person, in the nominative after a descriptor."""
    if span.kind not in (Kind.PERSON, Kind.PLACE) or (span.tier is not Tier.GUESS and span.rule not in _PERSONAL):
        return None
    k = span.first - 1
    if page.word(k) in ("спорта", "метро", "культуры", "отдыха", "съездов") and span.kind is Kind.PERSON:
        k -= 1
    if page.word(k) == "и" and k > 2:
        k = next((n for n in range(k - 1, max(k - 5, -1), -1) if not page.capital(n)), k)
    before = page.word(k)
    if not before.islower() or not _bare_vietnamese(page.word(span.last)):
        return None
    if span.kind is Kind.PERSON and lemmas(before) & (words("place_descriptors.txt") | {"дворец"}):
        governed = may_be(before, "gent") and lemmas(page.word(k - 1)) & words("titles.txt")
        return None if governed and span.last - span.first > 1 else Kind.PLACE
    named_after = {"клиника", "больница", "госпиталь", "школа", "лицей", "гимназия", "театр"}
    return Kind.ORG if lemmas(before) & named_after else None


def _bare_vietnamese(word: str) -> bool:
    """Is the word one or more Vietnamese syllables without a case ending?"""
    open_end = word[-1] in "аяюе" and not word.lower().endswith(("ыа", "иа", "уа"))
    return not (open_end or ru_surnames.is_russian(word)) and (
        is_vietnamese_syllable(word) or vietnamese_place(word) == word
    )


def agreed_kinds(page: Page, spans: Sequence[Span]) -> list[Span]:
    """One word, one kind: a guess takes the kind of a sure mention, and an acronym in brackets that of its name."""
    sure: dict[str, Kind] = {}
    previous: Span | None = None
    for span in spans:
        word = page.word(span.first) if span.first == span.last else ""
        if span.kind is None:
            continue
        if word and span.tier != Tier.GUESS:
            sure |= dict.fromkeys(lemmas_of(word), span.kind)
        elif (
            word
            and previous
            and previous.kind not in (None, Kind.PERSON)
            and span.first == previous.last + 2
            and page.word(span.first - 1) == "("
        ):
            sure |= dict.fromkeys(lemmas_of(word), previous.kind)
        previous = span
    agreed = []
    for span in spans:
        found = {sure[f] for f in lemmas_of(page.word(span.first)) if f in sure} if span.first == span.last else set()
        if span.tier == Tier.GUESS and len(found) == 1 and span.kind not in found:
            span = replace(span, kind=found.pop(), trace=(*span.trace, "typed as elsewhere in the article"))
        agreed.append(span)
    return agreed


_GUESSING = frozenset(("ru.tagger", "ru.surname", "ru.unexplained", "ru.place-context", "ru.repeat", "ru.quoted-word"))


def sensible(page: Page, spans: Sequence[Span]) -> list[Span]:
    """Without what was guessed among words that are no Russian: random letters, a wrong encoding."""
    kept = []
    for span in spans:
        if span.rule in _GUESSING and _among_noise(page, span):
            page.refuse(span.first, span.last, f"{span.rule}: the words around it are no Russian")
        else:
            kept.append(span)
    return kept


def _among_noise(page: Page, span: Span) -> bool:
    """Are most words near a span unknown? Words in small letters tell more than those that may be names."""
    near = [
        page.word(k)
        for k in (*range(max(span.first - 20, 0), span.first), *range(span.last + 1, min(span.last + 21, len(page))))
    ]
    cyrillic = [word for word in near if "а" <= word[-1].lower() <= "я"]
    small = [word for word in cyrillic if word.islower() and len(word) > 2]
    if len(small) > 3:
        return sum(map(in_dictionary, small)) * 2 < len(small)
    if len(cyrillic) < 8:
        return False
    known = sum(in_dictionary(word) or is_vietnamese_syllable(word) for word in cyrillic)
    return known * 3 < len(cyrillic)


def mentions(page: Page, spans: Sequence[Span]) -> list[Mention]:
    """What the spans say, with dictionary forms that agree over the article."""
    found = [span for span in spans if span.kind is not None]
    lemmas_ = agreed_lemmas(page, found)
    return [_mention(page, span, form) for span, form in zip(found, lemmas_, strict=True)]


def _mention(page: Page, span: Span, form: str) -> Mention:
    text = page.slice(span.first, span.last)
    assert span.kind is not None
    return Mention(
        start=page.tokens[span.first].start,
        end=page.tokens[span.last].end,
        text=text,
        kind=span.kind,
        rule=span.rule,
        lang=form_lang(text, Lang.RU),
        lemma=form,
        trace=span.trace,
    )
