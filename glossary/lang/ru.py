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
from glossary.lang import Known, spans
from glossary.lang.ru_morph import (
    in_dictionary,
    is_adjective,
    is_noun,
    is_vietnamese_name,
    is_vietnamese_syllable,
    lemma,
    lemmas,
    may_be,
    parses,
    vietnamese_surnames,
)
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier, choose, token_pattern
from glossary.model import Kind, Lang, Mention
from glossary.resources import DATA
from glossary.text import form_lang

__all__ = ["find", "lemma"]

_CHUNK = 8_000
"""Code points given to the tagger at once: whole lines, so memory stays flat on any length of text."""

_TOKEN = token_pattern(hyphens=r"[-‑’'][^\W_]+")
_ROMAN = re.compile(r"[IVXLCDM]+|[ХVI]+")
_INITIAL = re.compile(r"[А-ЯЁ]")


def find(text: str, known: Iterable[Known] = ()) -> list[Mention]:
    """All mentions of a Russian text (see `glossary.lang.Finder`)."""
    page = spans.page(text, _TOKEN)
    candidates = [
        *_known(page, known),
        *_gazetteer(page),
        *_institutions(page),
        *_quoted(page),
        *_vietnamese_names(page),
        *_initials(page),
        *_tagger(page),
        *_latin(page),
    ]
    chosen = choose(candidates)
    chosen = choose([*chosen, *_repeats(page, chosen)])
    return _mentions(page, _agreed_kinds(page, chosen))


# ---- tables -----------------------------------------------------------------------------------------------------


@cache
def _table(name: str) -> dict[str, tuple[str, ...]]:
    lines = (DATA / "ru" / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0].replace("ё", "е"): tuple(row[1:]) for row in rows}


def _head(word: str) -> tuple[Kind, str] | None:
    """Kind and case rule of a head noun in any of its forms."""
    table = _table("heads.tsv")
    for form in lemmas(word):
        if form in table and (is_noun(word) or form.isalpha()):
            kind, case = table[form]
            return Kind(kind), case
    return None


# ---- institutions, events and compound places -------------------------------------------------------------------


def _institutions(page: Page) -> Iterator[Span]:
    i = 0
    while i < len(page.tokens):
        span = _name_from(page, i)
        if span:
            yield span
            i = span.last + 1
        else:
            i += 1


def _name_from(page: Page, i: int) -> Span | None:
    """The name whose first word is token i: ordinal, adjectives, head noun, then what hangs on the head."""
    word = page.word(i)
    if not word[0].isalpha() and not word[0].isdigit():
        return None
    j = i
    numbered = bool(re.match(r"\d+-", word) or _ROMAN.fullmatch(word))
    if numbered:
        j += 1
    adjectives = _adjectives(page, j)
    head_at = j + adjectives
    if head_at >= len(page.tokens) or not page.joined(i, head_at):
        return None
    head = _head(page.word(head_at))
    if head is None or not _agree(page, j, head_at):
        return None
    kind, case = head
    capital = page.tokens[j].capital
    if numbered and not (kind is Kind.EVENT or capital):
        return None
    if not capital and (adjectives or case not in ("any", "country") or not _singular(page.word(head_at))):
        return None
    if adjectives == 0 and case == "adjective":
        return None
    last = _tail(page, head_at, kind, capital)
    if case == "country" and not (adjectives and capital) and not _ends_in_place(page, head_at, last):
        return None
    bare = last == head_at
    if bare and adjectives == 0:
        return None
    if page.tokens[i].breaks and kind is not Kind.PLACE and not _sounds_official(page, i, head_at, last, adjectives):
        return None
    if (
        bare
        and adjectives
        and not numbered
        and _only_nationality(page, j, head_at)
        and kind is not Kind.PLACE
        and not page.tokens[head_at].capital
    ):
        return None
    return Span(
        i,
        last,
        kind,
        f"ru.{'institution' if kind is Kind.ORG else kind.value.lower()}",
        Tier.SURE,
        (f"head {page.word(head_at)}",),
    )


def _singular(word: str) -> bool:
    return may_be(word, "sing") or not is_noun(word)


def _adjectives(page: Page, i: int) -> int:
    """How many tokens from i on are adjectives before a head, `и` and commas between them counted."""
    n = 0
    while i + n < len(page.tokens):
        word = page.word(i + n)
        if (
            word[0].isalpha()
            and is_adjective(word)
            and not (n == 0 and not page.tokens[i].capital)
            and not _is_head_noun(word)
        ) or (
            n
            and word in ("и", ",")
            and is_adjective(page.word(i + n + 1) or "-")
            and not _is_head_noun(page.word(i + n + 1))
        ):
            n += 1
        else:
            break
        if n > 9:
            return 0
    return n


def _is_head_noun(word: str) -> bool:
    found = parses(word)
    return bool(found) and found[0].tag.POS == "NOUN" and _head(word) is not None


def _agree(page: Page, first: int, head: int) -> bool:
    """Adjectives and head share case, number and gender."""
    words = [page.word(k) for k in range(first, head) if page.word(k) not in ("и", ",")]
    for p in parses(page.word(head)):
        if p.tag.POS != "NOUN":
            continue
        if all(
            any(
                q.tag.POS in ("ADJF", "PRTF")
                and q.tag.case == p.tag.case
                and q.tag.number == p.tag.number
                and (q.tag.number == "plur" or q.tag.gender == p.tag.gender)
                for q in parses(w)
            )
            for w in words
        ):
            return True
    return not words


_NATIONAL = re.compile(
    r"(?:росси|вьетна|американ|китай|совет|японск|корейск|французск|немецк|британск|русск|европейск|московск|ханойск|местн|нов|перв|больш|главн|национальн)",
    re.IGNORECASE,
)


def _only_nationality(page: Page, first: int, head: int) -> bool:
    """`Российская компания`, `Вьетнамские университеты`: a description, no name."""
    words = [page.word(k) for k in range(first, head) if page.word(k)[0].isalpha()]
    return len(words) == 1 and bool(_NATIONAL.match(words[0])) and page.tokens[first].breaks


def _sounds_official(page: Page, first: int, head: int, last: int, adjectives: int) -> bool:
    """At the beginning of a sentence a capital proves nothing: more words must make it a name."""
    if last > head and (adjectives == 0 or not _only_nationality(page, first, head)):
        return True
    if adjectives > 1 or page.tokens[head].capital:
        return adjectives > 0
    return adjectives == 1 and not _only_nationality(page, first, head)


def _tail(page: Page, head: int, kind: Kind, capital: bool) -> int:
    """The last token of the name whose head is token `head`."""
    last, k = head, head + 1
    heads = lemmas(page.word(head))
    embassy = bool(
        heads
        & {
            "посольство",
            "генконсульство",
            "консульство",
            "представительство",
            "торгпредство",
            "дом",
            "центр",
            "общество",
            "ассоциация",
            "союз",
        }
    )
    while k < len(page.tokens) and k - head < 30 and page.joined(last, k):
        word = page.word(k)
        if page.tokens[k].breaks and page.word(k - 1) in ".!?…:":
            break
        if word in OPEN and kind is not Kind.EVENT and capital and k == last + 1:
            close = page.closing_quote(k)
            if close is None:
                break
            last, k = close, close + 1
            break
        low = word.lower()
        if low in ("имени", "им"):
            end = _dedication(page, k + 1)
            if end is None:
                break
            last, k = end, end + 1
            continue
        if low == "по" and kind is not Kind.PLACE:
            end = _phrase(page, k + 1, "datv")
            if end is None:
                break
            last, k = end, end + 1
            continue
        if low == "при" and page.word(k + 1)[:1].isupper():
            end = _phrase(page, k + 1, "loct")
            if end is None:
                break
            last, k = end, end + 1
            continue
        if (
            low in ("в", "во", "на")
            and embassy
            and last > head - 1
            and page.word(k + 1)[:1].isupper()
            and may_be(page.word(k + 1), "loct")
            and _place_like(page, k + 1)
        ):
            last, k = k + 1, k + 2
            break
        if low in ("с", "со") and embassy and page.word(k + 1)[:1].isupper() and may_be(page.word(k + 1), "ablt"):
            last, k = k + 1, k + 2
            continue
        if low in ("и", ","):
            end = _listed(page, k, kind)
            if end is None:
                break
            last, k = end, end + 1
            continue
        if (
            low in ("города", "провинции", "уезда", "района", "области", "компании", "газеты")
            and page.word(k + 1)[:1].isupper()
        ):
            end = _gazetteer_end(page, k + 1) or k + 1
            last, k = end, end + 1
            continue
        if heads & {"республика"} and k == head + 1 and page.tokens[k].capital:
            last, k = k, k + 1
            break
        if not _genitive(page, k):
            break
        last, k = k, k + 1
        if _is_country_form(word):
            end = _phrase_after_country(page, k)
            if end is None:
                break
            last, k = end, end + 1
    return last


def _phrase_after_country(page: Page, k: int) -> int | None:
    """After a country only a topic may still follow: `Комитет России по …`."""
    return _phrase(page, k + 1, "datv") if page.word(k).lower() == "по" else None


def _genitive(page: Page, k: int) -> bool:
    word = page.word(k)
    if not word[0].isalpha() or not re.match(r"[А-Яа-яЁё]", word):
        return False
    if _is_country_form(word) or (word.isupper() and 2 <= len(word) <= 6):
        return True
    if len(word) < 3 or not may_be(word, "gent"):
        return False
    if any(
        p.tag.POS in ("VERB", "INFN", "ADVB", "PREP", "CONJ", "NPRO", "GRND", "PRED", "PRCL") and p.score > 0.4
        for p in parses(word)
    ):
        return False
    if is_adjective(word) and not is_noun(word):
        following = page.word(k + 1)
        return bool(following) and following[0].isalpha() and (may_be(following, "gent") or following in ("и",))
    if (
        page.tokens[k].capital
        and any({"Name", "Patr"} & set(p.tag.grammemes) for p in parses(word)[:1])
        and not _is_country_form(word)
    ):
        return False
    return is_noun(word)


def _phrase(page: Page, k: int, case: str) -> int | None:
    """The end of a phrase in `case` that begins at k, its genitive attributes included."""
    start, last, n = k, None, k
    while n < len(page.tokens) and n - start < 14 and page.joined(start, n):
        word = page.word(n)
        if word in ("и", ","):
            following = page.word(n + 1)
            if (
                following
                and following[0].isalpha()
                and following.islower()
                and (may_be(following, case) or may_be(following, "gent"))
                and _closes_list(page, n, case)
            ):
                n += 1
                continue
            break
        if not word[0].isalpha():
            break
        if may_be(word, case) or (last is not None and _genitive(page, n)) or (word.isupper() and len(word) <= 6):
            if is_noun(word):
                last = n
            n += 1
            continue
        break
    return last


def _closes_list(page: Page, comma: int, case: str) -> bool:
    """A comma belongs to the name only when `и` closes the list soon: `по делам семьи, женщин и детей`."""
    if page.word(comma) == "и":
        return True
    for n in range(comma + 1, min(comma + 8, len(page.tokens))):
        word = page.word(n)
        if word == "и":
            return True
        if (not word[0].isalpha() and word != ",") or (
            not (word.islower() and (may_be(word, case) or may_be(word, "gent"))) and word != ","
        ):
            return False
    return False


def _listed(page: Page, k: int, kind: Kind) -> int | None:
    """`… культуры, спорта и туризма`: the end of a list of genitives that continues at the comma or `и` at k."""
    if kind is not Kind.ORG or not _closes_list(page, k, "gent"):
        return None
    n = k + 1
    word = page.word(n)
    if not word or not word[0].isalpha() or not word.islower() or not _genitive(page, n):
        return None
    while is_adjective(page.word(n)) and not is_noun(page.word(n)) and _genitive(page, n + 1):
        n += 1
    return n


def _dedication(page: Page, k: int) -> int | None:
    """`имени С. Л. Соболева`, `им. Хо Ши Мина`: the end of the person's name."""
    n, last = k, None
    while n < len(page.tokens) and n - k < 8:
        word = page.word(n)
        if word == "." and n > k - 1 and len(page.word(n - 1)) <= 2:
            n += 1
            continue
        if word[:1].isupper() and word[0].isalpha():
            last = n
            n += 1
            continue
        break
    return last


def _place_like(page: Page, k: int) -> bool:
    return _gazetteer_end(page, k, Kind.PLACE) is not None or any("Geox" in p.tag for p in parses(page.word(k)))


def _ends_in_place(page: Page, head: int, last: int) -> bool:
    return any(page.tokens[k].capital and _place_like(page, k) for k in range(head + 1, last + 1))


# ---- the authority tables ---------------------------------------------------------------------------------------


@cache
def _forms() -> dict[str, list[tuple[tuple[frozenset[str], ...], Kind, str]]]:
    """Names of the tables by a lemma of their first word: (lemmas of each word, kind, the name)."""
    index: dict[str, list[tuple[tuple[frozenset[str], ...], Kind, str]]] = defaultdict(list)
    for name, entry in _names():
        words = tuple(_lemmas_of(w) for w in _TOKEN.findall(name) if w[0].isalnum())
        if words:
            for first in words[0]:
                index[first].append((words, entry, name))
    for rows in index.values():
        rows.sort(key=lambda row: -len(row[0]))
    return dict(index)


def _names() -> Iterator[tuple[str, Kind]]:
    for name, entry in authority.load().forms(Lang.RU):
        yield name, entry.kind
    for line in (DATA / "ru" / "events.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line, Kind.EVENT


def _lemmas_of(word: str) -> frozenset[str]:
    return lemmas(word) if not word.isupper() or len(word) > 4 else frozenset({word.lower()})


@cache
def _country_forms() -> frozenset[str]:
    names = {"РФ", "СРВ", "СССР", "США", "КНР", "ЕС", "РСФСР", "ДРВ", "ОАЭ", "ЮАР", "КНДР", "СНГ"}
    return frozenset(names)


def _is_country_form(word: str) -> bool:
    if word in _country_forms():
        return True
    return word[:1].isupper() and any("Geox" in p.tag and p.tag.case == "gent" for p in parses(word))


def _gazetteer_end(page: Page, k: int, kind: Kind | None = None) -> int | None:
    hit = _gazetteer_at(page, k, kind)
    return hit[0] if hit else None


def _gazetteer_at(page: Page, k: int, kind: Kind | None = None) -> tuple[int, Kind, str] | None:
    """The longest name of the tables that begins at token k: (last token, kind, name)."""
    token = page.tokens[k] if k < len(page.tokens) else None
    if token is None or not token.text[0].isalpha():
        return None
    seen = _forms()
    for first in _lemmas_of(token.text):
        for words, entry_kind, name in seen.get(first, ()):
            if kind is not None and entry_kind is not kind:
                continue
            last = _match_words(page, k, words, name)
            if last is not None:
                return last, entry_kind, name
    return None


def _match_words(page: Page, k: int, words: Sequence[frozenset[str]], name: str) -> int | None:
    n = k
    for number, wanted in enumerate(words):
        while number and n < len(page.tokens) and page.word(n) in "-–—.«»" and n - k < 12:
            n += 1
        if n >= len(page.tokens) or not (_lemmas_of(page.word(n)) & wanted):
            return None
        n += 1
    last = n - 1
    if not page.joined(k, last) or not page.tokens[k].capital:
        return None
    if len(words) == 1 and name.isupper() and len(name) <= 4 and page.word(k) != name:
        return None
    return last


def _gazetteer(page: Page) -> Iterator[Span]:
    k = 0
    while k < len(page.tokens):
        hit = _gazetteer_at(page, k) if page.tokens[k].capital else None
        if hit is None or (hit[1] is Kind.PERSON and hit[0] == k):
            k += 1
            continue
        last, kind, name = hit
        if kind is Kind.ORG:
            last = _with_country(page, last)
        yield Span(k, last, kind, "ru.authority", Tier.SURE, (f"in the tables: {name}",))
        k = last + 1


def _with_country(page: Page, last: int) -> int:
    """`Минэнерго РФ`, `МИД Вьетнама`: the country right after an institution belongs to its name."""
    n = last + 1
    if n >= len(page.tokens) or not page.joined(last, n) or page.word(last) in CLOSE:
        return last
    acronyms = all(re.fullmatch(r"[А-ЯЁ]{2,5}", w) for w in (page.word(last), page.word(n)))
    if acronyms or page.word(n) in ("РФ", "СРВ", "СССР", "РАН", "США", "КНР"):
        return n
    hit = _gazetteer_at(page, n, Kind.PLACE) if page.tokens[n].capital else None
    if hit and all(may_be(page.word(k), "gent") for k in range(n, hit[0] + 1)):
        return hit[0]
    return n if _is_country_form(page.word(n)) and not page.tokens[n].breaks else last


# ---- quotation marks --------------------------------------------------------------------------------------------


def _quoted(page: Page) -> Iterator[Span]:
    """`компания «Новатэк»`: typed by the descriptor before; works, ships and products are named by no mention."""
    for k, token in enumerate(page.tokens):
        if token.text not in "«„" or k + 1 >= len(page.tokens):
            continue
        close = page.closing_quote(k)
        if close is None or close == k + 1 or close - k > 12:
            continue
        kind = _described(page, k)
        if kind == "-":
            yield Span(k + 1, close - 1, None, "ru.work", Tier.DECIDED, ("title of a work or product",))
        elif (
            kind
            and page.tokens[k + 1].text[0].isalnum()
            and (page.tokens[k + 1].capital or page.word(k + 1)[0].isdigit())
        ):
            yield Span(
                k + 1, close - 1, Kind(kind), "ru.quoted", Tier.SURE, (f"in quotation marks after {page.word(k - 1)}",)
            )
        elif kind is None and close == k + 2 and page.tokens[k + 1].capital and not in_dictionary(page.word(k + 1)):
            yield Span(k + 1, k + 1, Kind.ORG, "ru.quoted-word", Tier.GUESS, ("an unknown word in quotation marks",))


def _described(page: Page, k: int) -> str | None:
    table = _table("quoted.tsv")
    for back in (1, 2, 3):
        word = page.word(k - back) if k - back >= 0 else ""
        if not word or not word[0].isalpha():
            return None
        for form in lemmas(word):
            if form in table and (not page.tokens[k - back].capital or page.tokens[k - back].breaks or back == 1):
                return table[form][0]
        if back == 1 and not may_be(word, "gent"):
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
        if n - k >= 2 and not (n - k == 2 and _gazetteer_end(page, k, Kind.PLACE) == k + 1):
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
        n = k
        while _is_initial(page, n) and n - k < 6:
            n += 2
        if (
            n > k
            and n < len(page.tokens)
            and page.tokens[n].capital
            and len(page.word(n)) > 2
            and page.word(n)[1:].islower()
            and page.joined(k, n)
            and not may_be(page.word(n), "Geox")
        ):
            yield Span(k, n, Kind.PERSON, "ru.initials", Tier.SURE)
            k = n + 1
        else:
            k += 1


def _is_initial(page: Page, n: int) -> bool:
    return bool(_INITIAL.fullmatch(page.word(n))) and page.word(n + 1) == "."


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
    before = last
    if kind is Kind.ORG:
        last = _with_country(page, last)
    if first == last and _generic(page, first, kind):
        return
    if kind is Kind.PERSON and len(words) > 1 and all(w.islower() for w in words[1:]):
        last = first
    sure = first < last and (kind is Kind.PERSON or last > before)
    yield Span(first, last, kind, "ru.tagger", Tier.SURE if sure else Tier.GUESS, ("slovnet",))


def _opens(page: Page, first: int, last: int) -> bool:
    return any(page.word(k) in OPEN for k in range(first, last))


def _generic(page: Page, k: int, kind: Kind) -> bool:
    """A bare head (`Центр`, `Министерство`) or an adjective alone is no name."""
    word = page.word(k)
    if word.isupper() and len(word) > 1:
        return False
    head = _head(word)
    if (
        head is not None
        and head[1] != "quoted"
        and kind is not Kind.PERSON
        and not (lemmas(word) & {"политбюро", "компартия", "тропцентр"})
    ):
        return True
    found = parses(word)
    return bool(found) and found[0].tag.POS == "ADJF" and kind is Kind.PLACE and not any("Geox" in p.tag for p in found)


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
        if re.search(r"[А-Яа-яЁё]", name) or _ROMAN.fullmatch(name) or (len(name) == 1):
            continue
        entries = authority.load().find(name)
        if entries:
            yield Span(*tokens, entries[0].kind, "ru.authority", Tier.SURE, (f"in the tables: {name}",))
        elif re.search(r"[A-Z].*[A-Z]|Group|News|Times|Post|Press", name) and not re.search(r"\d{2,}", name):
            yield Span(*tokens, Kind.ORG, "ru.latin", Tier.SURE if " " in name else Tier.GUESS)


# ---- known names and repeats ------------------------------------------------------------------------------------


def _known(page: Page, known: Iterable[Known]) -> Iterator[Span]:
    """What the reviewer decided: approved names wherever they stand, rejected ones (`kind is None`) block."""
    index: dict[str, list[tuple[tuple[frozenset[str], ...], Known]]] = defaultdict(list)
    for name in known:
        words = tuple(_lemmas_of(w) for w in _TOKEN.findall(name.text) if w[0].isalnum())
        if words:
            for first in words[0]:
                index[first].append((words, name))
    for k, token in enumerate(page.tokens):
        for first in _lemmas_of(token.text) if index else ():
            for words, name in index.get(first, ()):
                last = _match_words(page, k, words, name.text)
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
    stems = {form: kind for word, kind in short.items() for form in _lemmas_of(word) if len(form) > 1}
    for k, token in enumerate(page.tokens):
        if token.capital and token.text[0].isalpha() and (len(token.text) > 2 or not token.breaks):
            kind = next((stems[f] for f in _lemmas_of(token.text) if f in stems), None)
            if kind is not None and not (len(token.text) < 4 and not is_vietnamese_syllable(token.text)):
                yield Span(k, k, kind, "ru.repeat", Tier.GUESS, ("named in full in this article",))


# ---- choosing ---------------------------------------------------------------------------------------------------


def _agreed_kinds(page: Page, spans: Sequence[Span]) -> list[Span]:
    """One word, one kind: a guess takes the kind of a sure mention, and an acronym in brackets that of its name."""
    sure: dict[str, Kind] = {}
    previous: Span | None = None
    for span in spans:
        word = page.word(span.first) if span.first == span.last else ""
        if word and span.tier != Tier.GUESS:
            sure |= dict.fromkeys(_lemmas_of(word), span.kind)
        elif word and previous and span.first == previous.last + 2 and page.word(span.first - 1) == "(":
            sure |= dict.fromkeys(_lemmas_of(word), previous.kind)
        previous = span
    agreed = []
    for span in spans:
        found = {sure[f] for f in _lemmas_of(page.word(span.first)) if f in sure} if span.first == span.last else set()
        if span.tier == Tier.GUESS and len(found) == 1 and span.kind not in found:
            span = replace(span, kind=found.pop(), trace=(*span.trace, "typed as elsewhere in the article"))
        agreed.append(span)
    return agreed


def _mentions(page: Page, spans: Sequence[Span]) -> list[Mention]:
    mentions = []
    for span in spans:
        if span.kind is None:
            continue
        text = page.slice(span.first, span.last)
        mentions.append(
            Mention(
                start=page.tokens[span.first].start,
                end=page.tokens[span.last].end,
                text=text,
                kind=span.kind,
                rule=span.rule,
                lang=form_lang(text, Lang.RU),
                trace=span.trace,
            )
        )
    return _with_lemmas(mentions)


def _with_lemmas(mentions: Sequence[Mention]) -> list[Mention]:
    """Lemmas, agreed over the article: `Калганова` beside `Калганов` is the latter's genitive, no woman."""
    first_guess = [lemma(m.text, m.kind) for m in mentions]
    nominatives = {(m.kind, guess) for m, guess in zip(mentions, first_guess, strict=True)}
    surnames = {
        (Kind.PERSON, guess.split()[-1])
        for m, guess in zip(mentions, first_guess, strict=True)
        if m.kind is Kind.PERSON and " " in guess
    }
    known = nominatives | surnames
    agreed = []
    for mention, guess in zip(mentions, first_guess, strict=True):
        best = guess
        if " " not in guess and guess == mention.text:
            for ending in ("а", "у", "ом", "ым", "е", "ой"):
                bare = guess.removesuffix(ending)
                if bare != guess and len(bare) > 2 and (mention.kind, bare) in known:
                    best = bare
                    break
        agreed.append(replace(mention, lemma=best))
    return agreed
