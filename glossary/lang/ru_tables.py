"""Names of the tables in a Russian text, in any case form, and the word lists of `data/ru`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from glossary import authority
from glossary.lang import ru_morph, ru_surnames
from glossary.lang.ru_morph import in_dictionary, is_adjective, is_vietnamese_syllable, lemmas, may_be, parses
from glossary.lang.spans import CLOSE, OPEN, Page, Span, Tier, Token, page, token_pattern
from glossary.model import Kind, Lang
from glossary.resources import DATA

TOKEN = token_pattern(hyphens=r"[-‑’'][^\W_]+")
COUNTRY_ABBREVIATIONS = frozenset(
    ("РФ", "СРВ", "СССР", "США", "КНР", "ЕС", "РСФСР", "ДРВ", "ОАЭ", "ЮАР", "КНДР", "СНГ", "ФРГ", "ГДР", "ЛНДР")
)

_QUOTED_END = re.compile(r"^(?P<head>[^«»]+) «(?P<name>[^«»]+)»$")


@cache
def table(name: str) -> dict[str, tuple[str, ...]]:
    """A table of `data/ru`: the other cells by the first one, which is spelt with е for ё."""
    lines = (DATA / "ru" / name).read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0].replace("ё", "е"): tuple(row[1:]) for row in rows}


@cache
def words(name: str) -> frozenset[str]:
    """A word list of `data/ru`."""
    lines = (DATA / "ru" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(line.replace("ё", "е") for line in lines if line and not line.startswith("#"))


@cache
def beside_people(role: str) -> frozenset[str]:
    """The lemmas beside which a person plays a role (`data/ru/person_context.tsv`)."""
    return frozenset(word for word, cells in table("person_context.tsv").items() if role in cells[0].split())


@dataclass(frozen=True, slots=True)
class Name:
    """A name to look for: the lemmas of each of its words, and where it may stand."""

    text: str
    kind: Kind
    words: tuple[frozenset[str], ...]
    lower: bool = False
    """It begins with a small letter in mid-sentence (`война во Вьетнаме`)."""
    quoted: bool = False
    """It means something else too, or names a city and its club: only in quotation marks is it this name."""
    certain: bool = False
    """A capital at the beginning of a sentence is proof enough."""


def lemmas_of(word: str) -> frozenset[str]:
    """Lemmas of a word of a name; an abbreviation has none but itself, an unknown word all that its ending allows."""
    if word.isupper() and len(word) <= 4:
        return frozenset({word.lower()})
    known = not word[0].isupper() or (in_dictionary(word) and not is_vietnamese_syllable(word))
    return lemmas(word) if known else lemmas(word) | _stripped(word)


@cache
def _stripped(word: str) -> frozenset[str]:
    """What an unknown name may be in the nominative: `Хынгйеном` → `хынгйен`, `Ниньбинем` → `ниньбинь`."""
    lower = word.lower().replace("ё", "е")
    found = {lower}
    for ending, puts in _CASE_ENDINGS:
        if lower.endswith(ending) and len(lower) - len(ending) > 2:
            found |= {lower.removesuffix(ending) + put for put in puts}
    return frozenset(found)


_CASE_ENDINGS = (
    ("а", ("",)),
    ("у", ("", "а")),
    ("ом", ("", "о")),
    ("ем", ("ь", "й", "")),
    ("е", ("", "а", "о", "ь", "й")),
    ("ы", ("а",)),
    ("ой", ("а",)),
    ("я", ("ь", "й")),
    ("ю", ("ь", "й", "я")),
    ("и", ("ь", "я", "а")),
    ("ью", ("ь",)),
    ("ей", ("я", "ь")),
)


def name_words(name: str) -> tuple[frozenset[str], ...]:
    """The lemmas of each word of a name, signs left out; a word that may be nominative is (`Баку` is no dative)."""
    return tuple(_nominative_lemmas(word) for word in TOKEN.findall(name) if word[0].isalnum())


def _nominative_lemmas(word: str) -> frozenset[str]:
    found = frozenset(p.normal_form.replace("ё", "е") for p in parses(word) if p.tag.case == "nomn")
    return found if found and not word.isupper() else lemmas_of(word)


@cache
def _index() -> dict[str, dict[str, list[Name]]]:
    """The names by every lemma of their first and of their second word (empty for names of one word)."""
    index: dict[str, dict[str, list[Name]]] = defaultdict(lambda: defaultdict(list))
    for name in _names():
        for first in name.words[0]:
            for second in name.words[1] if len(name.words) > 1 else ("",):
                index[first][second].append(name)
    return {first: dict(seconds) for first, seconds in index.items()}


def _candidates(page: Page, k: int) -> list[Name]:
    """The names that may stand at token k by their first two words, the longest first."""
    index = _index()
    rows = [index[first] for first in sorted(lemmas_of(page.word(k))) if first in index]
    if not rows:
        return []
    n = k + 1
    while page.word(n) and page.word(n) in _BETWEEN and n - k < _MOST_BETWEEN:
        n += 1
    longer = page.word(n) and any(len(row) > ("" in row) for row in rows)
    seconds = ("", *sorted(lemmas_of(page.word(n)))) if longer else ("",)
    found = {id(name): name for row in rows for second in seconds for name in row.get(second, ())}
    as_it_stands = page.word(k).lower()

    def rank(name: Name) -> tuple[int, bool, bool, bool, bool]:
        other = not name.text.lower().startswith(as_it_stands)  # `Ханой` is a nominative before it is a case of `Ханам`
        return -len(name.words), name.quoted, not name.text.endswith("+"), name.kind is not Kind.PLACE, other

    return sorted(found.values(), key=rank)


_BETWEEN = frozenset("-–—.«»")
_MOST_BETWEEN = 6


def _names() -> Iterator[Name]:
    rows = [(form, entry.kind) for form, entry in authority.load().forms(Lang.RU)]
    events = (DATA / "ru" / "events.txt").read_text(encoding="utf-8").splitlines()
    rows += [(line, Kind.EVENT) for line in events if line and not line.startswith("#")]
    plain = {form: Kind(cells[0]) for form, cells in table("names.tsv").items()}
    places = {form for form, kind in rows if kind is Kind.PLACE}
    people = {form for form, kind in rows if kind is Kind.PERSON}
    for form, kind in rows:
        name = _name(form, kind, places, people) if form not in plain else None
        if name is not None and name.words:
            yield name
    for form, kind in plain.items():
        yield Name(form, kind, name_words(form), certain=True)


def _name(form: str, kind: Kind, places: set[str], people: set[str]) -> Name | None:
    """How a name of the tables is looked for; None where a rule finds it better (`тайфун «Яги»`, `река Дон`)."""
    quoted = _QUOTED_END.match(form)
    if quoted and (described(quoted["head"].split()[-1]) or (form[0].islower() and len(quoted["head"].split()) == 1)):
        return None
    first, _, rest = form.partition(" ")
    hangs = kind is Kind.PLACE and bool(rest) and _is_descriptor(first) and _hangs_on(rest, people)
    hangs = hangs and first.lower() != "река"
    if first[0].islower() and not hangs and not (kind is Kind.EVENT and _named_event(form)):
        return None
    if "сборная" in lemmas(first) or (kind is Kind.PLACE and rest and _two_places(form)):
        return None
    if kind is Kind.PLACE and rest and _is_descriptor(first) and not hangs:
        form = rest
    if kind is Kind.PLACE and form in people:
        return None
    single = " " not in form
    if single and kind is Kind.PLACE and len(form) < 3 and not form.isupper():
        return None
    needs_quotes = single and kind is Kind.ORG and (form in places or _means_more(form))
    return Name(form, kind, name_words(form), form[0].islower(), needs_quotes)


def _two_places(form: str) -> bool:
    """`Дальний Восток России`, `Северная и Южная Америка`: two names that stand together."""
    first, *_, last = form.split()
    if " и " in form and is_adjective(first):
        return True
    states = {"республика", "королевство", "империя", "княжество", "союз", "штат"}
    of_a_country = is_country_form(last) and not may_be(last, "nomn") and "–" not in form
    return first[0].isupper() and of_a_country and not any(lemmas(word) & states for word in form.split())


def described(word: str, adjective: str = "") -> str | None:
    """What a name in quotation marks after this descriptor is: a kind, `-` for works and products, else None.

    The adjective before it may tell it from others: `жилой комплекс` is a place, `ракетный комплекс` a product.
    """
    rows = table("quoted.tsv")
    forms = lemmas(word)
    pairs = (f"{first} {form}" for first in lemmas(adjective.rpartition("-")[2]) for form in forms) if adjective else ()
    pair = next((pair for pair in pairs if pair in rows), None)
    if pair:
        return rows[pair][0]
    if "-" in word and forms.isdisjoint(rows):
        forms = lemmas(word.rpartition("-")[2])
        forms = lemmas(word.partition("-")[0]) if forms.isdisjoint(rows) else forms
    return next((rows[form][0] for form in forms if form in rows), None)


def _named_event(form: str) -> bool:
    """`война во Вьетнаме`, `саммит АСЕАН`: small letters in the middle of a sentence, and a name all the same."""
    heads = words("event_heads.txt")
    return any(char.isupper() for char in form) and bool(lemmas(form.split()[0]) & heads)


def _is_descriptor(word: str) -> bool:
    return bool(lemmas(word) & words("place_descriptors.txt"))


def _hangs_on(rest: str, people: set[str]) -> bool:
    """Is what follows `Озеро` or `Мавзолей` a genitive, which cannot stand without it?"""
    first = rest.split()[0]
    found = parses(first)
    genitive = bool(found) and found[0].tag.case == "gent" and in_dictionary(first)
    return rest not in people and (genitive or ru_morph.lemma(rest, Kind.PERSON) in people)


def _means_more(form: str) -> bool:
    """Is a single capitalised word a word of the dictionary too (`Зенит`, `Вагнер`), and no institution's own?"""
    if form.isupper() or any(char.isupper() for char in form[1:]) or not in_dictionary(form):
        return False
    return not any({"Orgn", "Abbr"} & set(p.tag.grammemes) for p in parses(form)) and form not in (
        "Эрмитаж",
        "Центробанк",
        "Политбюро",
        "Комсомол",
        "Коминтерн",
    )


def is_country_form(word: str) -> bool:
    """`РФ`, `Вьетнама`: a country in the genitive, as it follows an institution."""
    if word in COUNTRY_ABBREVIATIONS:
        return True
    return (
        word[:1].isupper()
        and in_dictionary(word)
        and any("Geox" in p.tag and p.tag.case == "gent" for p in parses(word))
    )


def name_end(page: Page, k: int, kind: Kind | None = None) -> int | None:
    """The last token of the longest name of the tables that begins at token k."""
    hit = name_at(page, k, kind)
    return hit[0] if hit else None


def name_at(page: Page, k: int, kind: Kind | None = None, *, quoted: bool = False) -> tuple[int, Name] | None:
    """The longest name of the tables that begins at token k, with its last token."""
    if k >= len(page.tokens) or not page.tokens[k].is_word or not _may_begin(page.tokens[k]):
        return None
    for name in _candidates(page, k):
        if kind is not None and name.kind is not kind:
            continue
        last = match_words(page, k, name.words, name.text, lower=name.lower)
        if last is not None and name.kind is Kind.PERSON and _a_woman_for_a_man(page.word(last), name.text):
            continue
        if last == k and len(name.words) == 1 and not _is_case_of(page.word(k), name.text):
            continue
        if last is not None and (quoted or not name.quoted or page.in_quotes(k, last)):
            return last, name
    return None


@lru_cache(maxsize=20_000)
def _is_case_of(word: str, name: str) -> bool:
    """May the word be a case of a name of one word: `Анна` is none of `Аннам`, nor a lone `Иванов` of `Иваново`?

    They share a lemma where the dictionary takes the name for an oblique case, or the word for a plural of the place.
    """
    lower, plain = word.lower().replace("ё", "е"), name.lower().replace("ё", "е")
    if lower == plain or not in_dictionary(name):
        return True
    subjects = [p for p in parses(name) if p.tag.case == "nomn"]
    if not subjects:
        return plain in _stripped(word)
    noun = any(p.normal_form.replace("ё", "е") == plain and p.tag.number == "sing" for p in subjects)
    person = may_be(word, "Surn", "sing") or may_be(word, "Name", "sing")
    ours = (p.tag.number for p in parses(word) if p.normal_form.replace("ё", "е") == plain)
    return not (noun and person) or "sing" in ours


def _a_woman_for_a_man(word: str, name: str) -> bool:
    """`Александре Петровой` has the lemmas of `Александр Петров`, and an ending that no man's surname has."""
    return word.endswith(("ой", "ою")) and ru_surnames.is_russian(word) and not name.endswith(("а", "я"))


def long_name_at(page: Page, k: int) -> tuple[int, str] | None:
    """The longest name of several words at token k, whatever its capitals: its last token and its spelling."""
    if not page.tokens[k].is_word:
        return None
    for name in _candidates(page, k):
        if len(name.words) > 1:
            last = match_words(page, k, name.words, name.text, lower=True, any_case=True)
            if last is not None:
                return last, name.text
    return None


@cache
def abbreviations() -> frozenset[str]:
    """Names of the tables that are written in capitals (`ООН`, `АСЕАН`, `РФ`)."""
    single = (name.text for seconds in _index().values() for name in seconds.get("", ()))
    return COUNTRY_ABBREVIATIONS | {text for text in single if text.isupper() and len(text) > 1}


@cache
def _small_beginnings() -> frozenset[str]:
    """The first three letters of names that begin with a small letter: other small words need no analysis."""
    names = (name for seconds in _index().values() for row in seconds.values() for name in row if name.lower)
    return frozenset(name.text[:3] for name in names)


def _may_begin(token: Token) -> bool:
    return token.capital or token.text[:3] in _small_beginnings()


def match_words(
    page: Page, k: int, wanted: Sequence[frozenset[str]], name: str, *, lower: bool = False, any_case: bool = False
) -> int | None:
    """The last token, where the words of a name stand at token k in any case, dashes or quotes between them.

    `lower`: its first letter may be small; `any_case`: capitals prove nothing here.
    """
    if not page.tokens[k].capital and not lower:
        return None
    n = k
    for number, forms in enumerate(wanted):
        while number and n < len(page.tokens) and page.word(n) in _BETWEEN and n - k < 20:
            n += 1
        if n >= len(page.tokens) or not (lemmas_of(page.word(n)) & forms):
            return None
        n += 1
    last = n - 1
    if name.endswith("+"):
        if page.word(n) != "+" or page.gap(n):
            return None
        last = n
    if not page.joined(k, last):
        return None
    opened = any(page.word(i) in OPEN for i in range(k, last))
    if (name.endswith("»") or (opened and not any(page.word(i) == "»" for i in range(k, n)))) and page.word(n) in CLOSE:
        last = n
    if len(wanted) == 1 and name.isupper() and len(name) <= 4 and page.word(k) != name:
        return None
    capitals = [word for word in name.split() if word[0].isupper()]
    if (
        not any_case
        and len(capitals) > 1
        and sum(page.tokens[i].capital for i in range(k, last + 1)) < 2
        and len(wanted) == 2
    ):
        return None
    return last


def gazetteer(page: Page) -> Iterator[Span]:
    """Every name of the tables; single surnames are left to the rules for people."""
    k = 0
    while k < len(page.tokens):
        hit = name_at(page, k)
        if hit is None or (hit[1].kind is Kind.PERSON and hit[0] == k) or _something_else(page, k, *hit):
            k += 1
            continue
        last, name = hit
        if name.kind is Kind.ORG:
            last = _with_parent(page, k, with_country(page, last))
            if page.word(last + 1) == "+" and not page.gap(last + 1):
                last += 1
        first = k - (name.kind is Kind.ORG and _institute_of(page, k, last))
        yield Span(first, last, name.kind, "ru.authority", Tier.SURE, (f"in the tables: {name.text}",))
        k = last + 1


def _with_parent(page: Page, first: int, last: int) -> int:
    """`Институт стран Азии и Африки МГУ`: the abbreviation of what an institute is part of."""
    parts = {"институт", "факультет", "центр", "школа", "департамент", "управление", "отделение", "лаборатория"}
    n = last + 1
    if last == first or not lemmas(page.word(first)) & parts or n >= len(page.tokens) or page.tokens[n].breaks:
        return last
    hit = name_at(page, n, Kind.ORG) if page.word(n).isupper() and page.joined(last, n) else None
    return hit[0] if hit else last


def _institute_of(page: Page, k: int, last: int) -> bool:
    """`ИФП СО РАН`: is the word before an academy the abbreviation of its institute?"""
    academy = page.word(last) == "РАН" and not page.tokens[k].breaks and page.gap(k) == " "
    return academy and bool(re.fullmatch("[А-ЯЁ]{2,7}", page.word(k - 1))) and not page.shouted(k - 1)


def _something_else(page: Page, k: int, last: int, name: Name) -> bool:
    """`Бои` or `Орёл` at the beginning of a sentence may be the common word; `Boeing 767` is an aircraft.

    What the dictionary has only as a case that begins no sentence (`Тет`, of the letter тета) is the name.
    """
    if name.text.isascii() and page.word(last + 1).isdigit():
        return True
    if name.kind is Kind.PLACE and last == k and _beside_a_surname(page, k):
        return True
    if name.certain or last != k or not page.tokens[k].breaks or page.word(k).isupper():
        return False
    found = parses(page.word(k))
    if not found or not in_dictionary(page.word(k)) or {"Geox", "Orgn", "Abbr"} & set(found[0].tag.grammemes):
        return False
    return page.word(k) != name.text or any(p.tag.POS != "NOUN" or p.tag.case == "nomn" for p in found)


def _beside_a_surname(page: Page, k: int) -> bool:
    """`арии Глинки и Бородина`: what may be a surname stands beside one that is no place, in its case."""
    cases = {p.tag.case for p in parses(page.word(k)) if "Surn" in p.tag and p.tag.number == "sing"}
    for sign, n in ((k - 1, k - 2), (k + 1, k + 2)):
        if cases and page.word(sign) in ("и", ",") and page.capital(n) and not page.tokens[max(k, n)].breaks:
            other = parses(page.word(n))
            surname = in_dictionary(page.word(n)) and bool(other) and "Surn" in other[0].tag
            if surname and not may_be(page.word(n), "Geox") and cases & {p.tag.case for p in other if "Surn" in p.tag}:
                return True
    return False


def with_country(page: Page, last: int) -> int:
    """`Минэнерго РФ`, `МИД Вьетнама`: the country right after an institution belongs to its name."""
    n = last + 1
    if n >= len(page.tokens) or not page.joined(last, n) or page.word(last) in CLOSE:
        return last
    acronyms = all(re.fullmatch(r"[А-ЯЁ]{2,5}", w) for w in (page.word(last), page.word(n)))
    if acronyms or page.word(n) in COUNTRY_ABBREVIATIONS or page.word(n) == "РАН":
        return n
    hit = name_at(page, n, Kind.PLACE) if page.tokens[n].capital else None
    if hit and all(may_be(page.word(k), "gent") for k in range(n, hit[0] + 1)):
        return hit[0]
    return n if is_country_form(page.word(n)) and not page.tokens[n].breaks else last


def function_word(word: str) -> bool:
    """A preposition, conjunction, particle or pronoun that begins a sentence (`О Нгуен Фу Чонге`)."""
    found = parses(word)
    return bool(found) and in_dictionary(word) and found[0].tag.POS in ("PREP", "CONJ", "PRCL", "ADVB", "NPRO")


def proper(word: str) -> bool:
    """Does the dictionary know it as a name first of all?"""
    found = parses(word)
    return bool(found) and not {"Geox", "Name", "Surn", "Patr", "Orgn", "Abbr"}.isdisjoint(found[0].tag.grammemes)


def common(word: str) -> bool:
    """A common noun that only the beginning of a sentence capitalised (`Климат Сахеля`, `Турпутёвки`)?"""
    if not in_dictionary(word):
        parts = word.lower().split("-") if "-" in word else [_PREFIX.sub("", word.lower(), count=1)]
        return parts != [word.lower()] and all(len(part) > 4 and common(part) for part in parts)
    return parses(word)[0].tag.POS == "NOUN" and not proper(word)


_PREFIX = re.compile(
    r"^(?:авиа|авто|агро|анти|аудио|аэро|био|вело|видео|внеш|газо|гео|гидро|гос|евро|кибер|кино|контр|макро|медиа|микро|"
    r"мини|мото|мульти|нано|нарко|нефте|онлайн|пере|пост|проф|псевдо|радио|само|сверх|спец|спорт|супер|теле|тур|турбо|"
    r"фото|экс|эко|электро|энерго)(?=[а-яё]{5})"
)
"""What common nouns begin with that the dictionary knows only without it."""


# ---- the dictionary form of a name ---


@cache
def _surnames() -> frozenset[str]:
    """Last names of the men in the tables: `Путина` alone is the genitive of one of them, not a woman."""
    entries = authority.load().entries
    forms = (
        form for entry in entries if entry.kind is Kind.PERSON and entry.gender != "f" for form in entry.names[Lang.RU]
    )
    return frozenset(form.split()[-1] for form in forms if " " in form and not form.endswith(("а", "я")))


@lru_cache(maxsize=20_000)
def lemma(name: str, kind: Kind) -> str:
    """The nominative of a whole name: as the tables have it where they know it, else by the rules of morphology."""
    by_rule = ru_morph.lemma(name, kind)
    if kind is Kind.PERSON and " " not in name:
        return next((bare for bare in _surname_stems(name) if bare in _surnames()), by_rule)
    if kind is Kind.PERSON and by_rule == name and ru_morph.is_vietnamese_name(name.split()):
        return name  # nominative already, whatever other spelling a table has
    known = _table_form(name, kind)
    if known not in (None, by_rule, name) and in_dictionary(name) and _table_form(by_rule, kind) == by_rule:
        known = by_rule  # `Дании` is Дания, and `Даньим` a place that only looks like a case of it
    if known is None or (known.lower() == by_rule.lower() and not name.isupper()):
        return by_rule  # the article's capitals, whatever the table has (`Российско-вьетнамская комиссия`)
    return known if _same_but_endings(name, known) else by_rule


def _surname_stems(name: str) -> Iterator[str]:
    for ending in ("ым", "ом", "ем", "а", "у", "е"):
        if name.endswith(ending):
            yield name.removesuffix(ending)


def _table_form(name: str, kind: Kind) -> str | None:
    whole = page(name, TOKEN)
    hit = name_at(whole, 0, kind, quoted=True) if len(whole) else None
    return hit[1].text if hit and hit[0] == len(whole) - 1 else None


def _same_but_endings(form: str, name: str) -> bool:
    """Do the words of two forms differ by nothing but endings (and by no ё)?"""
    ours, theirs = form.split(), name.split()
    if len(ours) != len(theirs) or ("ё" in name) > ("ё" in form.lower() or not _writes_e(form, name)):
        return False
    return all(a[:2].lower() == b[:2].lower() and a[:1] == b[:1] for a, b in zip(ours, theirs, strict=True))


def _writes_e(form: str, name: str) -> bool:
    """Does the article write е where the table has ё?"""
    return any(b == "ё" and a == "е" for a, b in zip(form, name, strict=False))
