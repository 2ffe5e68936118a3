"""Russian names: slovnet's tagger for people and places, and rules for what it does not know.

The rules are for institutions (a head noun and what hangs on it in the genitive), names in quotation marks after a
descriptor, Vietnamese names in Cyrillic, events, and names that the article repeats. Each mention carries the rule
that made it and, in `trace`, what later rules trimmed or typed. Mentions keep their inflected form; `lemma` gives the
nominative of the whole name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from glossary import authority
from glossary.lang import Dropped, Known, spans
from glossary.lang.ru_institutions import ROMAN, head_noun, institutions
from glossary.lang.ru_morph import (
    in_dictionary,
    is_vietnamese_name,
    is_vietnamese_syllable,
    lemmas,
    may_be,
    oblique_lemma,
    parses,
    vietnamese_surnames,
)
from glossary.lang.ru_tables import (
    TOKEN,
    described,
    gazetteer,
    lemma,
    lemmas_of,
    match_words,
    name_end,
    name_words,
    with_country,
    words,
)
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier, choose
from glossary.model import Kind, Lang, Mention
from glossary.text import form_lang

__all__ = ["find", "lemma"]

_CHUNK = 8_000
"""Code points given to the tagger at once: whole lines, so memory stays flat on any length of text."""

_INITIAL = re.compile(r"[А-ЯЁ]")


def find(text: str, known: Iterable[Known] = ()) -> list[Mention]:
    """All mentions of a Russian text (see `glossary.lang.Finder`)."""
    return find_all(text, known)[0]


def find_all(text: str, known: Iterable[Known] = ()) -> tuple[list[Mention], list[Dropped]]:
    """What `find` returns, and what looks like a name and is none (a ship, the title of a work), with the rule."""
    page = spans.page(text, TOKEN)
    works = list(_works(page))
    candidates = [
        *_known(page, known),
        *_quoted(page),
        *gazetteer(page),
        *institutions(page),
        *_vietnamese_names(page),
        *_initials(page),
        *_tagger(page),
        *_latin(page),
        *_surnames(page),
        *_places_by_context(page),
    ]
    chosen = choose(_outside_works([_with_adjectives(page, span) for span in candidates], works))
    chosen = choose([*chosen, *_outside_works(_repeats(page, chosen), works)])
    mentions = _mentions(page, _agreed_kinds(page, [_located(page, _trimmed(page, span)) for span in chosen]))
    return mentions, [spans.refused(page, span) for span in chosen if span.kind is None]


# ---- quotation marks --------------------------------------------------------------------------------------------


def _quotations(page: Page) -> Iterator[tuple[int, int, str | None]]:
    """First and last token inside each pair of quotation marks, and what the words before make of it."""
    before: tuple[int, str | None] = (-9, None)
    products: set[str] = set()
    for k, token in enumerate(page.tokens):
        if token.text not in "«„“":
            continue
        close = page.closing_quote(k)
        if close is None or close == k + 1 or close - k > 12:
            continue
        kind = _described(page, k)
        if kind is None and before[1] and k - before[0] == 2 and page.word(k - 1) in ("и", ",", "или"):
            kind = before[1]
        names = lemmas_of(page.word(k + 1)) if close == k + 2 else frozenset({page.slice(k + 1, close - 1)})
        if kind == "-":
            products |= names
        elif kind is None and products & names:
            kind = "-"
        before = (close, kind)
        yield k + 1, close - 1, kind


def _quoted(page: Page) -> Iterator[Span]:
    """`компания «Новатэк»`: typed by the descriptor before; ships and products are named by no mention."""
    for first, last, kind in _quotations(page):
        token = page.tokens[first]
        starts = token.text[0].isalnum() and (token.capital or token.text[0].isdigit())
        if kind == "-":
            yield Span(first, last, None, "ru.product", Tier.DECIDED, ("name of a product, ship or award",))
        elif kind and kind != "work" and starts:
            trace = (f"in quotation marks after {page.word(first - 2)}",)
            yield Span(first, last, Kind(kind), "ru.quoted", Tier.SURE, trace)
        elif kind is None and token.capital and name_end(page, first, Kind.PLACE) == last:
            yield Span(
                first, last, Kind.ORG, "ru.quoted", Tier.SURE, ("a place's name in quotation marks: a club or firm",)
            )
        elif kind is None and first == last and token.capital and not in_dictionary(token.text):
            yield Span(first, last, Kind.ORG, "ru.quoted-word", Tier.GUESS, ("an unknown word in quotation marks",))


def _works(page: Page) -> Iterator[tuple[int, int]]:
    """Titles of films, books, pieces of music: no names, though names of people and places inside them are."""
    for first, last, kind in _quotations(page):
        if kind == "work":
            yield first, last


def _outside_works(candidates: Iterable[Span], works: Sequence[tuple[int, int]]) -> list[Span]:
    """Without what would make a name of a title or of a piece of it."""
    inside = {k: work for work in works for k in range(work[0], work[1] + 1)}
    kept = []
    for span in candidates:
        work = inside.get(span.first)
        if work is None or span.tier is Tier.DECIDED or _named_in_work(span, work):
            kept.append(span)
    return kept


def _named_in_work(span: Span, work: tuple[int, int]) -> bool:
    """Is a candidate inside the title of a work a person or a place, and no word of the title?"""
    if span.kind not in (Kind.PERSON, Kind.PLACE) or span.rule not in ("ru.authority", "ru.tagger", "ru.repeat"):
        return False
    return span.rule == "ru.authority" or span.first != span.last or span.first != work[0]


def _described(page: Page, k: int) -> str | None:
    """What the descriptor up to three words before the quotation mark at k makes of the name after it."""
    for back in (1, 2, 3):
        word = page.word(k - back) if k - back >= 0 else ""
        if not word or not word[0].isalpha():
            return None
        kind = described(word)
        if kind and (not page.tokens[k - back].capital or page.tokens[k - back].breaks or back == 1):
            return kind
        if back == 1 and (_function_word(word) or not may_be(word, "gent")):
            return None
    return None


# ---- people -----------------------------------------------------------------------------------------------------


def _vietnamese_names(page: Page) -> Iterator[Span]:
    k, surnames = 0, vietnamese_surnames()
    while k < len(page.tokens):
        if page.tokens[k].text not in surnames:
            k += 1
            continue
        n = k + 1
        while n < len(page.tokens) and n - k < 5 and _next_name_part(page, n):
            n += 1
        while n - k >= 2 and not is_vietnamese_name([page.word(i) for i in range(k, n)]):
            n -= 1
        if n - k >= 2 and not (n - k == 2 and name_end(page, k, Kind.PLACE) == k + 1):
            yield Span(k, n - 1, Kind.PERSON, "ru.vietnamese-name", Tier.SURE, (f"family name {page.word(k)}",))
            k = n
        else:
            k += 1


def _next_name_part(page: Page, n: int) -> bool:
    token = page.tokens[n]
    between = page.text[page.tokens[n - 1].end : token.start]
    return between == " " and token.capital and token.text.isalpha() and is_vietnamese_syllable(token.text)


def _initials(page: Page) -> Iterator[Span]:
    """`В. Калганов`, `Е. В. Королькова`, `Королькова Е. В.`."""
    k = 0
    while k + 2 < len(page.tokens):
        n = _after_initials(page, k)
        if n > k and _may_be_surname(page, n) and page.joined(k, n):
            yield Span(k, n, Kind.PERSON, "ru.initials", Tier.SURE, ("initials before a surname",))
            k = n + 1
            continue
        n = _after_initials(page, k + 1) if _may_be_surname(page, k) else k + 1
        if n > k + 1 and not page.capital(n) and page.joined(k, n - 1) and in_dictionary(page.word(k)):
            yield Span(k, n - 1, Kind.PERSON, "ru.initials", Tier.SURE, ("initials after a surname",))
            k = n
        else:
            k += 1


def _after_initials(page: Page, k: int) -> int:
    """The token after up to three initials that begin at token k."""
    n = k
    while _is_initial(page, n) and n - k < 6:
        n += 2
    return n


def _may_be_surname(page: Page, n: int) -> bool:
    word = page.word(n)
    return len(word) > 2 and word[0].isupper() and word[1:].islower() and not may_be(word, "Geox")


def _is_initial(page: Page, n: int) -> bool:
    return bool(_INITIAL.fullmatch(page.word(n))) and page.word(n + 1) == "."


def _surnames(page: Page) -> Iterator[Span]:
    """A surname with a capital inside a sentence (`по словам Трюдо`), or before a verb at its beginning."""
    for k, token in enumerate(page.tokens):
        if not token.capital or len(token.text) < 4 or not token.text[1:].islower() or may_be(token.text, "Geox"):
            continue
        found = parses(token.text)
        if not found or (token.breaks and not _acts(page, k)):
            continue
        listed = in_dictionary(token.text) and "Surn" in found[0].tag
        unknown = (
            token.text.isalpha()
            and not in_dictionary(token.text)
            and token.breaks
            and may_be(token.text, "nomn", "sing")
        )
        if listed or unknown:
            yield Span(k, k, Kind.PERSON, "ru.surname", Tier.GUESS, ("a surname of the dictionary",))


def _acts(page: Page, k: int) -> bool:
    """Does a finite verb follow at once, or another capitalised name in a list?"""
    if page.word(k + 1) in (",", "и") and page.capital(k + 2) and not page.tokens[k + 2].breaks:
        return True
    n = k + 2 if page.word(k + 1).lower() in ("не", "также", "тоже", "уже", "же") else k + 1
    found = parses(page.word(n))
    return (
        bool(found) and found[0].tag.POS == "VERB" and found[0].tag.number == "sing" and found[0].tag.gender != "neut"
    )


# ---- the tagger -------------------------------------------------------------------------------------------------


@cache
def _slovnet() -> Any:
    """slovnet's news NER with navec embeddings; the trained models lie in natasha's wheel."""
    from navec import Navec
    from slovnet import NER

    spec = find_spec("natasha")
    assert spec is not None and spec.origin is not None
    folder = Path(spec.origin).parent / "data"
    tagger = NER.load(str(folder / "model" / "slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(folder / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return tagger


_COMPASS = frozenset(("Север", "Юг", "Восток", "Запад"))
_TAGS = {"PER": Kind.PERSON, "LOC": Kind.PLACE, "ORG": Kind.ORG}


def _tagger(page: Page) -> Iterator[Span]:
    for start, end in _chunks(page):
        for span in _slovnet()(page.text[start:end]).spans:
            tokens = page.at(start + span.start, start + span.stop)
            if tokens:
                yield from _clean(page, *tokens, _TAGS[span.type])


def _chunks(page: Page) -> Iterator[tuple[int, int]]:
    """Spans of whole lines of about `_CHUNK` code points; what holds no Cyrillic word is left out."""
    start = None
    for number, token in enumerate(page.tokens):
        if start is None:
            start = token.start
        following = page.tokens[number + 1] if number + 1 < len(page.tokens) else None
        if (
            following is None
            or (following.breaks and following.end - start > _CHUNK)
            or following.end - start > 4 * _CHUNK
        ):
            yield start, token.end
            start = None


def _clean(page: Page, first: int, last: int, kind: Kind) -> Iterator[Span]:
    """What the tagger marked, by the annotation rules: no brackets, quotation marks or descriptors."""
    for k in range(first, last + 1):
        if page.word(k) in "()/[]" or "\n" in page.text[page.tokens[max(first, k - 1)].end : page.tokens[k].start]:
            if k > first:
                yield from _clean(page, first, k - 1, kind)
            if k < last:
                yield from _clean(page, k + (page.word(k) in "()/[]"), last, kind)
            return
    while first < last and (
        page.word(first) in OPEN + "—–-.," or not (page.tokens[first].capital or page.word(first)[0].isdigit())
    ):
        first += 1
    while (
        last > first
        and not page.word(last)[0].isalnum()
        and not (page.word(last) in CLOSE and _opens(page, first, last))
    ):
        last -= 1
    if not (page.tokens[first].capital or page.word(first)[0].isdigit()):
        return
    words = [page.word(k) for k in range(first, last + 1)]
    if kind is Kind.PLACE and first < last and page.tokens[first].breaks and _common(page.word(first)):
        first += 1
    before = last
    if kind is Kind.ORG:
        last = with_country(page, last)
    if first < last and page.tokens[first].breaks and _function_word(page.word(first)):
        first += 1
    if page.shouted(first) and any(in_dictionary(w) and not _proper(w) for w in page.words(first, last)):
        return
    if first == last and (_generic(page, first, kind) or _is_direction(page, first)):
        return
    kind = _kind_by_head(page, first, last, kind)
    if kind is Kind.PERSON and len(words) > 1 and all(w.islower() for w in words[1:]):
        last = first
    sure = first < last and (kind is Kind.PERSON or last > before)
    yield Span(first, last, kind, "ru.tagger", Tier.SURE if sure else Tier.GUESS, ("slovnet",))


def _with_adjectives(page: Page, span: Span) -> Span:
    """`Северный Вьетнам`, `Британской Колумбии`: a capitalised adjective that agrees belongs to the place."""
    first = span.first
    while span.kind is Kind.PLACE and first and _extends(page, first - 1, span.first):
        first -= 1
    return span if first == span.first else replace(span, first=first, trace=(*span.trace, "with its adjective"))


def _extends(page: Page, k: int, place: int) -> bool:
    adjective = page.tokens[k]
    if not adjective.capital or adjective.breaks or len(adjective.text) < 4 or not page.joined(k, place):
        return False
    return k + 1 == place and any(
        p.tag.POS == "ADJF"
        and {"Apro", "Surn"}.isdisjoint(p.tag.grammemes)
        and may_be(page.word(place), p.tag.case, p.tag.number)
        for p in parses(adjective.text)[:2]
    )


def _is_direction(page: Page, k: int) -> bool:
    """`магистраль Север – Юг` names no places."""
    near = {page.word(n) for n in (k - 2, k + 2) if page.word((n + k) // 2) in "-–—"}
    return page.word(k) in _COMPASS and bool(near & _COMPASS)


def _function_word(word: str) -> bool:
    """A preposition, conjunction, particle or pronoun that begins a sentence (`О Нгуен Фу Чонге`)."""
    found = parses(word)
    return bool(found) and in_dictionary(word) and found[0].tag.POS in ("PREP", "CONJ", "PRCL", "ADVB", "NPRO")


def _kind_by_head(page: Page, first: int, last: int, kind: Kind) -> Kind:
    """An institution or a place of several words is what its head noun says."""
    if kind is Kind.PERSON or first == last:
        return kind
    nouns = (head_noun(page.word(k)) for k in range(first, last + 1) if not may_be(page.word(k), "ADJF"))
    head = next((noun for noun in nouns if noun is not None), None)
    return head[0] if head and head[0] is not Kind.EVENT else kind


def _common(word: str) -> bool:
    """A common noun that only the beginning of a sentence capitalised (`Климат Сахеля`)?"""
    return in_dictionary(word) and parses(word)[0].tag.POS == "NOUN" and not _proper(word)


def _proper(word: str) -> bool:
    """Does the dictionary know it as a name first of all?"""
    found = parses(word)
    return bool(found) and not {"Geox", "Name", "Surn", "Patr", "Orgn", "Abbr"}.isdisjoint(found[0].tag.grammemes)


def _opens(page: Page, first: int, last: int) -> bool:
    return any(page.word(k) in OPEN for k in range(first, last))


def _generic(page: Page, k: int, kind: Kind) -> bool:
    """A bare head (`Центр`, `Министерство`) or an adjective alone is no name."""
    word = page.word(k)
    if word in words("not_names.txt"):
        return True
    if page.shouted(k):
        return in_dictionary(word) and not _proper(word)
    if (word.isupper() and len(word) > 1) or "-" in word:
        return False
    head = head_noun(word)
    if (
        head is not None
        and head[1] != "quoted"
        and kind is not Kind.PERSON
        and not (lemmas(word) & {"политбюро", "компартия", "тропцентр"})
    ):
        return True
    found = parses(word)
    if not found or any("Geox" in p.tag for p in found):
        return False
    if kind is Kind.PERSON:
        named = any({"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in found)
        return page.tokens[k].breaks and in_dictionary(word) and not named
    if page.tokens[k].breaks and _common(word):
        return True
    if page.tokens[k].breaks and in_dictionary(word) and found[0].tag.POS not in ("NOUN", None):
        return True
    return found[0].tag.POS == "ADJF" and kind is Kind.PLACE


def _places_by_context(page: Page) -> Iterator[Span]:
    """`в Ворсине`, `на Спиридоновке`, `город Белебей`: a capitalised word the dictionary does not know otherwise."""
    for k in range(1, len(page.tokens)):
        token, before = page.tokens[k], page.word(k - 1).lower()
        if not token.capital or token.breaks or not token.text[1:].islower() or len(token.text) < 4:
            continue
        found = parses(token.text)
        described_place = bool(lemmas(before) & words("place_descriptors.txt"))
        if found and found[0].tag.POS == "ADJF" and described_place and not page.capital(k + 1):
            yield Span(k, k, Kind.PLACE, "ru.place-context", Tier.GUESS, (f"after {before}",))
        if not found or {"Surn", "Name", "Patr", "Orgn"} & set(found[0].tag.grammemes) or found[0].tag.POS != "NOUN":
            continue
        located = before in ("в", "во", "на") and (
            any(p.tag.case == "loct" and "Geox" in p.tag for p in found)
            or (not in_dictionary(token.text) and may_be(token.text, "loct"))
        )
        named = described_place and not in_dictionary(token.text)
        if (located or named) and not page.capital(k + 1):
            yield Span(k, k, Kind.PLACE, "ru.place-context", Tier.GUESS, (f"after {before}",))


# ---- Latin names in Russian text --------------------------------------------------------------------------------

_LATIN_NAME = re.compile(
    r"(?<![\w-])[A-Z][\w&’'-]*(?:[ \u00a0](?:[A-Z][\w&’'-]*|of|and|de|der|van|von))*(?<! of)(?<! and)(?<! de)(?![\w-])"
)


def _latin(page: Page) -> Iterator[Span]:
    """`VnExpress`, `PVN Group`: names left in Latin letters; most are companies or media."""
    for match in _LATIN_NAME.finditer(page.text):
        tokens = page.at(match.start(), match.end())
        if not tokens or match.end() - match.start() > 80:
            continue
        name = match.group()
        if re.search(r"[А-Яа-яЁё]", name) or ROMAN.fullmatch(name) or (len(name) == 1):
            continue
        if described(page.word(tokens[0] - 1)) in ("-", "work") or page.word(tokens[1] + 1).isdigit():
            continue
        if name in words("not_names.txt"):
            continue
        entries = authority.load().find(name)
        if entries:
            yield Span(*tokens, entries[0].kind, "ru.authority", Tier.SURE, (f"in the tables: {name}",))
        elif _latin_organisation(page, tokens[0], name):
            yield Span(*tokens, Kind.ORG, "ru.latin", Tier.SURE if " " in name else Tier.GUESS)


_FIRM = re.compile(
    r"\b(?:Group|News|Times|Post|Press|Bank|Corp|Corporation|Inc|Ltd|Co|Company|Airlines?|Airways|Air|Media|Holdings?|"
    r"Energy|Oil|Gas|Motors?|University|Institute|Institution|Foundation|Fund|Association|Council|Club|FC|Capital|"
    r"Partners|International|Technologies|Systems|Industries|Travel|Tour|Tours|Logistics|Securities|Insurance|Hotels?|"
    r"Resorts?|Pharma|Pictures|Studios?|Records|Agency|Ministry|Daily|Journal|Review|Herald|Tribune|Chronicle)\b"
)


def _latin_organisation(page: Page, first: int, name: str) -> bool:
    """Does a name in Latin letters look like a company: by a word of it, its capitals, the descriptor before it?"""
    if re.search(r"\d{2,}", name):
        return False
    if _FIRM.search(name) or described(page.word(first - 1)) == "ORG":
        return True
    return " " not in name and bool(re.search(r"[A-Z].*[A-Z]", name))


# ---- known names and repeats ------------------------------------------------------------------------------------


def _known(page: Page, known: Iterable[Known]) -> Iterator[Span]:
    """What the reviewer decided: approved names wherever they stand, rejected ones (`kind is None`) block."""
    index: dict[str, list[tuple[tuple[frozenset[str], ...], Known]]] = defaultdict(list)
    for name in known:
        parts = name_words(name.text)
        if parts:
            for first in parts[0]:
                index[first].append((parts, name))
    for k, token in enumerate(page.tokens):
        for first in lemmas_of(token.text) if index else ():
            for parts, name in index.get(first, ()):
                last = match_words(page, k, parts, name.text)
                if last is not None:
                    rule = "known" if name.kind else "known.rejected"
                    yield Span(k, last, name.kind, rule, Tier.DECIDED, (f"in the glossary: {name.text}",))


def _repeats(page: Page, chosen: Sequence[Span]) -> Iterator[Span]:
    """Later short mentions: the surname of a person, the last name of a Vietnamese, a name quoted before."""
    short: dict[str, Kind] = {}
    for span in chosen:
        words = [page.word(k) for k in range(span.first, span.last + 1) if page.word(k)[0].isalpha()]
        if span.kind is None or not words:
            continue
        if span.kind is Kind.PERSON and len(words) > 1:
            name = lemma(page.slice(span.first, span.last), Kind.PERSON).split()[-1]
            short[name] = Kind.PERSON
        elif len(words) == 1 and span.rule in ("ru.quoted", "ru.authority", "ru.institution") and len(words[0]) > 3:
            short[words[0]] = span.kind
    stems = {form: kind for word, kind in short.items() for form in lemmas_of(word) if len(form) > 1}
    for k, token in enumerate(page.tokens):
        if token.capital and token.text[0].isalpha() and (len(token.text) > 2 or not token.breaks):
            kind = next((stems[f] for f in lemmas_of(token.text) if f in stems), None)
            if kind is not None and not (len(token.text) < 4 and not is_vietnamese_syllable(token.text)):
                yield Span(k, k, kind, "ru.repeat", Tier.GUESS, ("named in full in this article",))


# ---- choosing ---------------------------------------------------------------------------------------------------


def _trimmed(page: Page, span: Span) -> Span:
    """Without a descriptor capitalised by the beginning of a sentence alone: `Банк ВТБ`, `Г-н Осборн`, `Штат Техас`."""
    first = span.first
    if span.kind is None or span.tier is Tier.DECIDED or first >= span.last:
        return span
    word, following = page.word(first), page.word(first + 1)
    titled = lemmas(word) & words("titles.txt") or (described(word) == "work" and span.last - first > 1)
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


_ORGANISATION_PARTS = re.compile(
    r"рос|газ|нефт|банк|мет|ком|тех|прод|маш|энерг|авиа|транс|пром|строй|мин|глав|гос|груп|сбер|инвест|фин|яндекс|медиа",
    re.IGNORECASE,
)


_ORGANISATION_ROOT = re.compile(
    r"(?:проект|строй|газ|нефт|пром|банк|атом|энерго|экспорт|импорт|маш|торг|флот|транс|надзор|контроль|снаб|сервис)"
    r"(?:а|у|ом|е|ь|и|ью|я|ю|ем)?$"
)


def _located(page: Page, span: Span) -> Span:
    """`в Мандалае`: an unknown word in the locative, not in quotation marks, is a place and no institution."""
    if span.kind is Kind.PERSON and span.tier is Tier.GUESS and span.first == span.last:
        name = page.word(span.first)
        if _ORGANISATION_ROOT.search(name) and not in_dictionary(name):
            return replace(span, kind=Kind.ORG, trace=(*span.trace, "an institution by its last root"))
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
    if wrong_person or place:
        return replace(span, kind=Kind.PLACE, trace=(*span.trace, "a place by its word, preposition and case"))
    return span


def _facility(page: Page, span: Span) -> Kind | None:
    """`месторождение Хай Тхать`, `клиники Бать Май`: what looks like a person, in the nominative after a descriptor."""
    if span.kind is not Kind.PERSON or span.rule not in ("ru.tagger", "ru.vietnamese-name"):
        return None
    k = span.first - 1
    if page.word(k) == "и" and k > 2:
        k = next((n for n in range(k - 1, max(k - 5, -1), -1) if not page.capital(n)), k)
    before, last = page.word(k), page.word(span.last)
    if not before.islower() or _bare_vietnamese(last) != last.lower():
        return None
    if lemmas(before) & words("place_descriptors.txt"):
        return Kind.PLACE
    named_after = {"клиника", "больница", "госпиталь", "школа", "лицей", "гимназия", "театр"}
    return Kind.ORG if lemmas(before) & named_after else None


def _bare_vietnamese(word: str) -> str:
    return word.lower() if is_vietnamese_syllable(word) and word[-1] not in "аяюе" else ""


def _agreed_kinds(page: Page, spans: Sequence[Span]) -> list[Span]:
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
            word and previous and previous.kind and span.first == previous.last + 2 and page.word(span.first - 1) == "("
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


def _mentions(page: Page, spans: Sequence[Span]) -> list[Mention]:
    found = [span for span in spans if span.kind is not None]
    lemmas_ = _agreed_lemmas(page, found)
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


def _agreed_lemmas(page: Page, spans: Sequence[Span]) -> list[str]:
    """Lemmas, agreed over the article: `Калганова` beside `Калганов` is the latter's genitive, no woman."""
    texts = [page.slice(span.first, span.last) for span in spans]
    guesses = [
        lemma(text, span.kind) if span.kind is not None else text for text, span in zip(texts, spans, strict=True)
    ]
    sure = {(span.kind, guess) for span, guess in zip(spans, guesses, strict=True)}
    sure |= {(kind, guess.split()[-1]) for kind, guess in sure if kind is Kind.PERSON and " " in guess}
    return [
        _agreed_lemma(page, span, text, guess, sure) for span, text, guess in zip(spans, texts, guesses, strict=True)
    ]


def _agreed_lemma(page: Page, span: Span, text: str, guess: str, sure: set[tuple[Kind | None, str]]) -> str:
    if guess != text:
        return guess
    if span.kind is Kind.PERSON:
        other = oblique_lemma(text)
        if other != text and ((span.kind, other) in sure or _governed(page, span.first)):
            return other
    if " " not in text:
        for ending in ("а", "у", "ом", "ым", "е", "ой"):
            bare = text.removesuffix(ending)
            if bare != text and len(bare) > 2 and (span.kind, bare) in sure:
                return bare
    return guess


def _governed(page: Page, k: int) -> bool:
    """Does the word before put token k in another case than the nominative (`у`, `премьера`)?"""
    before = page.word(k - 1)
    if not before.islower() or not before.isalpha() or not page.joined(k - 1, k):
        return False
    found = parses(before)
    if before in ("имени", "памяти") or (found and found[0].tag.POS == "PREP"):
        return True
    return bool(found) and found[0].tag.POS == "NOUN" and not any(p.tag.case == "nomn" for p in found)
