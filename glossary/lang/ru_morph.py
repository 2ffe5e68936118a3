"""Russian morphology for names: cases, agreement and the lemma of a whole name, over pymorphy3.

The dictionary form of a name of several words is the nominative of its head and of what agrees with the head; what
hangs on the head in another case stays (`Министерством обороны России` → `Министерство обороны России`). ё is kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import product
from typing import TYPE_CHECKING, Any

from glossary.lang import ru_surnames
from glossary.model import Kind
from glossary.resources import DATA

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Parse = Any
"""A pymorphy3 parse: the library ships no types."""

_CASES = ("nomn", "gent", "datv", "accs", "ablt", "loct")
_WORD = re.compile(r"[А-Яа-яЁё]+(?:-[А-Яа-яЁё]+)*\.?|[^\sА-Яа-яЁё]+|\s+")

_SYLLABLE = re.compile(
    r"(?:кх|тх|нг|нь|зь|дж|[бвгджзклмнпрстфхцчшй])?"
    r"(?:ь[еёя]у?|[иы]еу|иеу|[уы]о[йу]|уэ|юэ|ыа|ыо|ыу|ый|уе|уа[йо]?|уи|уй|уо|оа[йо]?|оэ|ой|оо|ай|ао|ау|эй|эу|ео|еу|ей|"
    r"иа|ия|ие|иу|ьо|юи|юй|ю|я[оуй]?|ё|йе|ье|а|э|е|и|о|у|ы)"
    r"(?:нг|нь|ть|[нмптк])?"
)
"""Shape of a Vietnamese syllable in Cyrillic (Мхитарян 1973 and press spellings)."""


@cache
def _analyzer() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer()


_RUSSIAN_WORD = re.compile(r"[а-яё]+(?:-[а-яё]+)*", re.IGNORECASE)


@lru_cache(maxsize=50_000)
def parses(word: str) -> tuple[Parse, ...]:
    """All analyses of one word form, likeliest first; empty for what is not a Russian word."""
    if not _RUSSIAN_WORD.fullmatch(word):
        return ()
    found = _analyzer().parse(word.lower())
    return tuple(p for p in found if p.tag.POS != "NOUN") if len(word) == 1 else tuple(found)


@lru_cache(maxsize=50_000)
def lemmas(word: str) -> frozenset[str]:
    """Dictionary forms a word may have, with е for ё."""
    found = {p.normal_form.replace("ё", "е") for p in parses(word)}
    return frozenset(found or {word.lower().replace("ё", "е")})


@lru_cache(maxsize=50_000)
def may_be(word: str, *grammemes: str) -> bool:
    """May the word carry all these grammemes at once?"""
    wanted = set(grammemes)
    return any(wanted <= set(p.tag.grammemes) for p in parses(word))


@lru_cache(maxsize=50_000)
def is_adjective(word: str) -> bool:
    """Adjective, ordinal or participle in its full form, a compound like `научно-исследовательский` included."""
    return any(p.tag.POS in ("ADJF", "PRTF") for p in parses(word))


@lru_cache(maxsize=50_000)
def is_noun(word: str) -> bool:
    """May the word be a noun?"""
    return any(p.tag.POS == "NOUN" for p in parses(word))


@lru_cache(maxsize=50_000)
def in_dictionary(word: str) -> bool:
    """Is the word in the dictionary, so that no guessing by its ending was needed?"""
    return bool(_RUSSIAN_WORD.fullmatch(word)) and bool(_analyzer().word_is_known(word.lower()))


@lru_cache(maxsize=50_000)
def is_vietnamese_syllable(word: str) -> bool:
    """Has a word the shape of a Vietnamese syllable in Cyrillic? A case ending may follow (`Тиня`, `Ламу`)."""
    return bool(_SYLLABLE.fullmatch(word.lower())) or any(True for _ in _without_ending(word))


def _without_ending(word: str) -> Iterable[str]:
    """Bare syllables a declined last name may stand for: `Тиня` → `Тинь`, `Чонгом` → `Чонг`, `Хая` → `Хай`."""
    for bare in _bare_forms(word.lower()):
        if _SYLLABLE.fullmatch(bare):
            yield bare


def _bare_forms(lower: str) -> Iterable[str]:
    """What is left of a Vietnamese word without a case ending; -не is -нь after и and in -тхань, else -н."""
    soft = lower.endswith(("ине", "тхане", "кхане", "хане")) or lower == "ане"
    for ending, put in _ENDINGS:
        if lower.endswith(ending) and not (ending == "не" and not soft):
            bare = lower[: len(lower) - len(ending)] + put
            if len(bare) > 1 and bare[-1] in "нмптькгй":
                yield bare


_ENDINGS = (
    ("нем", "нь"), ("нём", "нь"), ("ня", "нь"), ("ню", "нь"), ("не", "нь"),
    ("тем", "ть"), ("тём", "ть"), ("тя", "ть"), ("тю", "ть"), ("те", "ть"),
    ("ем", "й"), ("я", "й"), ("ю", "й"), ("е", "й"),
    ("ом", ""), ("а", ""), ("у", ""), ("е", ""),
)  # fmt: skip


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list of `data/ru`, as they are spelt there."""
    lines = (DATA / "ru" / name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def vietnamese_surnames() -> frozenset[str]:
    """Vietnamese family names in Russian spelling."""
    return word_list("vi_surnames.txt")


# ---- lemma of a whole name --------------------------------------------------------------------------------------


_DECLINED_ACRONYM = re.compile(r"\b([А-ЯЁ]{2,})(?:ом|ем|ах|ами|ам|ов|ой|а|у|е|ы|и)\b")
_INDECLINABLE_END = re.compile(r"[иуоэы]$|[аеёиоуыэюя]а$", re.IGNORECASE)


def lemma(name: str, kind: Kind) -> str:
    """The nominative of a whole name, capitals, ё and punctuation kept."""
    pieces = _WORD.findall(name)
    if not any(re.match(r"[А-Яа-яЁё]", p) for p in pieces) or (name.isupper() and len(pieces) > 1):
        return name
    numbered = _NUMBERED.match(name)
    if numbered and kind is not Kind.PERSON and (numbered["ordinal"] or not numbered["number"].isdigit()):
        return _numbered_lemma(numbered["number"], numbered["ordinal"] is not None, lemma(numbered["rest"], kind))
    ruler = _RULER.match(name)
    if ruler and kind is Kind.PERSON:
        return f"{_ruler_nominative(ruler['name'])} {ruler['number']}"
    acronym = _DECLINED_ACRONYM.match(name)
    if acronym:
        return acronym[1] + name[acronym.end() :]
    if kind is Kind.PERSON:
        return _person_lemma(name, pieces)
    if len(pieces) == 1 and not in_dictionary(name):
        return _unknown_nominative(name, kind)
    return _phrase_lemma(pieces)


_NUMBERED = re.compile(r"(?P<number>\d+|[IVXLХ]+)(?P<ordinal>-[а-яё]{1,3})? (?P<rest>[А-Яа-яЁё].*)$", re.DOTALL)
_RULER = re.compile(r"(?P<name>[А-ЯЁ][а-яё]+) (?P<number>[IVXLХ]+)$")


def _numbered_lemma(number: str, ordinal: bool, rest: str) -> str:
    """`236-го … полка` → `236-й … полк`: the ordinal agrees with the head of the rest, which is nominative already."""
    if not ordinal:
        return f"{number} {rest}"
    for piece in pieces_of(rest):
        nouns = [p for p in parses(piece) if p.tag.POS == "NOUN" and p.tag.case == "nomn"] if _is_word(piece) else []
        if nouns and not (is_adjective(piece) and not _surely_noun(piece)):
            ending = {"masc": "й", "femn": "я"}.get(nouns[0].tag.gender, "е")
            return f"{number}-{'е' if nouns[0].tag.number == 'plur' else ending} {rest}"
    return f"{number}-й {rest}"


def _ruler_nominative(name: str) -> str:
    """`Петра` before a number is Peter, no city."""
    given = [p for p in parses(name) if "Name" in p.tag and p.tag.number == "sing"]
    if not given or any(p.tag.case == "nomn" and p.score >= given[0].score for p in given):
        return name
    inflected = given[0].inflect({"nomn", "sing"})
    return like(name, inflected.word) if inflected else name


def vietnamese_place(word: str) -> str | None:
    """The nominative of a Vietnamese place in Cyrillic, `Ниньтхуане` → `Ниньтхуан`; None for other words."""
    lower = word.lower()
    if _SYLLABLES.fullmatch(lower) and lower[-1] not in "аяюеуо":
        return word
    bare = [b for b in _bare_forms(lower) if _SYLLABLES.fullmatch(b) and len(b) > 3]
    return like(word, bare[0]) if bare and len(word) > 4 else None


def joined_syllables(word: str) -> bool:
    """Is it two to four Vietnamese syllables in one word of no dictionary? People's names are written apart."""
    lower = word.lower()
    shape = _SYLLABLES.fullmatch(lower) and _ONLY_VIETNAMESE.search(lower)
    return bool(shape) and not is_vietnamese_syllable(word) and not in_dictionary(word)


_ONLY_VIETNAMESE = re.compile("кх|тх|нг(?![аеиоуыюя])|ть|[аоыу]нь|ыо|ьо|ие[нумп]|уен|зя|зы")
_SYLLABLES = re.compile(f"(?:{_SYLLABLE.pattern}){{2,4}}")
_ORGANISATION = re.compile(
    r"(?:атом|пром|банк|торг|газ|маш|строй|экспорт|импорт|транс|снаб|нет|тех|мет|груп|ком|софт|авто|текс|стат)$"
)
_CONSONANT = "бвгджзклмнпрстфхцчшщ"


def _unknown_nominative(word: str, kind: Kind) -> str:
    """A single word of no dictionary: by its ending, where no other reading is likely."""
    if kind is Kind.PLACE:
        vietnamese = vietnamese_place(word)
        if vietnamese:
            return vietnamese
    lower = word.lower()
    for ending, put in (("ом", ""), ("ами", "ы"), ("ью", "ь"), ("ах", "ы"), ("ем", "й")):
        stem = lower.removesuffix(ending)
        if stem != lower and len(stem) > 3 and not _ORGANISATION.search(lower) and (put or stem[-1] in _CONSONANT):
            return like(word, stem + put)
    for ending in ("ом", "а", "у", "е"):
        stem = lower.removesuffix(ending)
        if stem != lower and _ORGANISATION.search(stem):
            return like(word, stem)
    if kind is Kind.ORG and lower.endswith("нефти"):
        return like(word, lower[:-1] + "ь")
    return _phrase_lemma([word])


def pieces_of(name: str) -> list[str]:
    """Words, spaces and everything else, to be joined again."""
    return _WORD.findall(name)


def _is_word(piece: str) -> bool:
    return bool(re.match(r"[А-Яа-яЁё]", piece)) and not piece.endswith(".")


def like(model: str, word: str) -> str:
    """Give `word` the capitals of `model`."""
    if model.isupper() and len(model) > 1:
        return word.upper()
    parts, models = word.split("-"), model.split("-")
    if len(parts) == len(models):
        return "-".join(p[:1].upper() + p[1:] if m[:1].isupper() else p for p, m in zip(parts, models, strict=True))
    return word[:1].upper() + word[1:] if model[:1].isupper() else word


def is_vietnamese_name(words: Sequence[str]) -> bool:
    """A Vietnamese full name in Cyrillic: a family name, then one to four syllables."""
    return (
        2 <= len(words) <= 5
        and words[0] in vietnamese_surnames()
        and all(_SYLLABLE.fullmatch(w.lower()) for w in words[1:-1])
        and is_vietnamese_syllable(words[-1])
    )


def _person_lemma(name: str, pieces: list[str]) -> str:
    at = [i for i, p in enumerate(pieces) if _is_word(p)]
    words = [pieces[i] for i in at]
    if not words:
        return name
    if is_vietnamese_name(words):
        return name[: name.rindex(words[-1])] + _vietnamese_nominative(words[-1], words)
    if any(w[0].islower() for w in words):
        at = [i for i in at if pieces[i][0].isupper()]
        words = [pieces[i] for i in at]
    if not words:
        return name
    found = parses(name) if words == [name] and in_dictionary(name) else ()
    if found and all({"plur", "Surn"} <= set(p.tag.grammemes) for p in found):
        family = found[0].inflect({"nomn", "plur"})
        return name.replace(words[0], like(words[0], family.word)) if family else name
    if len(words) == 1 and not any("Surn" in p.tag or "Name" in p.tag for p in parses(words[0])):
        return name.replace(words[0], _surname_nominative(words[0], None, ""))
    if len(words) > 1 and _foreign_and_bare(words):
        return name
    if len(words) == 3 and words[0] in _korean_surnames() and words[-1][-1] in "иоыэ":
        return name
    if len(words) == 3 and words[0] in _korean_surnames() and (soft := re.search("л(?:я|ю|е|ем)$", words[-1])):
        return name[: len(name) - len(soft.group()) + 1] + "ь"
    case, gender = _case_and_gender(words)
    if case == "nomn":
        return name
    if case is None and len(words) > 1 and words[-1][-1] in "ая":
        case, gender = _case_and_gender(words[:-1])
        at = at[:-1] if case in ("datv", "ablt") else at  # `Евгением Дога`: the surname does not decline
    out = list(pieces)
    for i in at:
        given = (case, gender) == ("datv", "masc") and ru_surnames.is_russian(words[-1]) and pieces[i] != words[-1]
        bare = _without_dative(pieces[i]) if given else None
        out[i] = bare or _name_nominative(pieces[i], case, gender)
    return "".join(out)


def _without_dative(given: str) -> str | None:
    """`Касым-Жомарту` before a surname in the dative: a given name that no dictionary has is in the dative too."""
    stem = given[:-1]
    return stem if given[-1] == "у" and not in_dictionary(given) and stem[-1:] in _CONSONANT and len(stem) > 3 else None


@cache
def _korean_surnames() -> frozenset[str]:
    """Korean family names, after whose given names in -ль take case endings (`Юн Сок Ёля`)."""
    lines = (DATA / "names" / "ru_en_korean_surnames.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if not line.startswith(("#", "ru\t")))


def _foreign_and_bare(words: Sequence[str]) -> bool:
    """`Сэйдзи Маэхара`: two words of no dictionary that end in vowels, as names do that are not declined here."""
    return (
        words[0][-1] in "иуоэею"
        and words[-1][-1] in "ая"
        and not any(in_dictionary(word) for word in words)
        and not re.search("(?:[оеё]в|ин|ын)а$", words[-1])
    )


def oblique_lemma(name: str) -> str:
    """The nominative of a person's name in -а, -я that is known not to be nominative: `Александра Орлова` is a man."""
    pieces = _WORD.findall(name)
    at = [i for i, p in enumerate(pieces) if _is_word(p) and p[0].isupper()]
    words = [pieces[i] for i in at]
    if not words or is_vietnamese_name(words) or words[-1][-1] not in "ая":
        return name
    if len(words) == 1:
        return name.replace(words[0], _surname_nominative(words[0], None, ""))
    case, gender = _case_and_gender(words, _CASES[1:])
    if case is None:
        return name
    out = list(pieces)
    for i in at:
        out[i] = _name_nominative(pieces[i], case, gender)
    return "".join(out)


def _vietnamese_nominative(last: str, words: Sequence[str]) -> str:
    """A man's last name declines when it ends in a consonant, ь or й; a woman's (`Тхи`) never."""
    if "Тхи" in words or (_SYLLABLE.fullmatch(last.lower()) and last[-1] not in "аяюе"):
        return last
    bare = list(_without_ending(last))
    if not bare:
        return last
    if _SYLLABLE.fullmatch(last.lower()) and last.lower().endswith(("уе", "ие", "ье", "оа", "ыа", "иа", "ия", "юе")):
        return last
    return like(last, bare[0])


def _case_and_gender(words: Sequence[str], cases: Sequence[str] = _CASES) -> tuple[str | None, str | None]:
    """The case all words of a personal name share, by first name and patronymic before surname."""
    best: tuple[float, str, str | None] | None = None
    for case in cases:
        for gender in ("masc", "femn"):
            fits = [_fit(word, case, gender) or (n and _by_shape(word, case, gender)) for n, word in enumerate(words)]
            if all(fits):
                plain = case == "nomn" and not (0 < fits[-1] <= 0.3 and words[-1].endswith(_LOOKS_OBLIQUE))
                score = sum(fits) + (1.0 if plain else 0.0) + (0.01 if gender == "masc" else 0.0)
                score -= 0.02 if case == "loct" else 0.0  # the rarest: `Юлии` is Юлия before it is Юлий
                if best is None or score > best[0]:
                    best = (score, case, gender)
    return (best[1], best[2]) if best else (None, None)


_LOOKS_OBLIQUE = ("а", "я", "ой", "ей", "ом", "ем", "ым", "им")
"""As surnames of no dictionary seldom end in the nominative."""


def _by_shape(word: str, case: str, gender: str) -> float:
    """A surname whose ending alone allows the case (`Йожеф Надь`, whose last word the dictionary has as another)."""
    return 0.3 if any(r[:2] == (case, gender) for r in ru_surnames.readings(word)) else 0.0


@lru_cache(maxsize=20_000)
def person_lemmas(name: str) -> frozenset[str]:
    """Every nominative that a person's name may have, word by word in one case and gender.

    `Юлии Шойгу` is Юлия or Юлий, `Юрием Береговым` Берегов or Береговой; `Юлией Шойгу` is Юлия alone.
    """
    words = name.split()
    found: set[str] = set()
    for case in _CASES:
        for gender in ("masc", "femn"):
            parts = [_nominatives(word, case, gender) for word in words]
            found.update(map(" ".join, product(*parts)))
    return frozenset(found)


def _nominatives(word: str, case: str, gender: str) -> set[str]:
    fitting = [p for p in parses(word) if p.tag.POS in ("NOUN", "ADJF") and not _fixed_beside(p, word)]
    listed = [p for p in fitting if {"Name", "Patr", "Surn"} & set(p.tag.grammemes)] if in_dictionary(word) else []
    found = set() if listed else {put for *of, put in ru_surnames.readings(word) if of == [case, gender]}
    for p in listed or fitting:
        if p.tag.case == case and (p.tag.gender == gender or "ms-f" in p.tag) and p.tag.number != "plur":
            inflected = p.inflect({"nomn", "sing"})
            found |= {like(word, with_e(word, inflected.word))} if inflected else set()
    return found


def _fit(word: str, case: str, gender: str) -> float:
    found = 0.0
    named = any({"Name", "Surn", "Patr"} & set(p.tag.grammemes) for p in parses(word))
    common = in_dictionary(word) and (named or len(word) > 5 or word[-1] not in "иуоэ")
    if _INDECLINABLE_END.search(word) and not common and not ru_surnames.is_russian(word):
        found = 0.6  # `Тору` is the accusative of no name
    for p in parses(word):
        if p.tag.number == "plur" or (p.tag.gender and p.tag.gender != gender and "ms-f" not in p.tag.grammemes):
            continue
        if p.tag.case != case and "Fixd" not in p.tag:
            continue
        if (p.score < 0.03 and "Fixd" not in p.tag) or _fixed_beside(p, word):
            continue
        weight = 2.0 if {"Name", "Patr"} & set(p.tag.grammemes) else 1.5 if "Surn" in p.tag else 0.5
        found = max(found, weight if in_dictionary(word) else min(weight, 1.0))
    return found


def _fixed_beside(parse: Parse, word: str) -> bool:
    """`Анне` read as a given name that does not decline, where it is a case of one that does."""
    if not {"Fixd", "Name"} <= set(parse.tag.grammemes):
        return False
    return any("Name" in p.tag and "Fixd" not in p.tag for p in parses(word))


def _name_nominative(word: str, case: str | None, gender: str | None) -> str:
    best = None
    if not in_dictionary(word) and _INDECLINABLE_END.search(word) and not ru_surnames.is_russian(word):
        return word
    if "-" in word and not in_dictionary(word):
        *firsts, last = word.split("-")
        bare = [not in_dictionary(part) and part[-1] in _CONSONANT for part in firsts]
        kept = [p if b else _name_nominative(p, case, gender) for p, b in zip(firsts, bare, strict=True)]
        parts = [part if part[:1].islower() else named for part, named in zip(firsts, kept, strict=True)]
        return "-".join([*parts, _name_nominative(last, case, gender) if last[:1].isupper() else last])
    for p in parses(word):
        if case and p.tag.case != case:
            continue
        if gender and p.tag.gender not in (gender, None) and "ms-f" not in p.tag.grammemes:
            continue
        if p.tag.number == "plur" or p.tag.POS not in ("NOUN", "ADJF"):
            continue
        if _fixed_beside(p, word):
            continue
        rank = 2.0 if {"Name", "Patr", "Surn"} & set(p.tag.grammemes) else 1.0
        # Where an adjective has both forms, the surname is the stressed one: Мостовой, not мостовый.
        rank += 0.5 if rank == 1.0 and p.normal_form.endswith("ой") else 0.0
        if best is None or rank > best[0]:
            best = (rank, p)
    by_ending = ru_surnames.nominative(word, case, gender) if case else None
    listed = best is not None and best[0] == 2 and in_dictionary(word)
    if by_ending and not listed and (best is None or ru_surnames.is_russian(word)):
        return by_ending
    if best is None:
        return _surname_nominative(word, case, gender or "")
    inflected = best[1].inflect({"nomn", "sing"})
    if inflected is None:
        return word
    return like(word, inflected.word if "Name" in best[1].tag else with_e(word, inflected.word))


def with_e(model: str, word: str) -> str:
    """`Королева` is the genitive of `Королев` where the article writes no ё: put back е where it stood."""
    lower = model.lower()
    return "".join(
        "е" if letter == "ё" and at < len(lower) and lower[at] == "е" else letter for at, letter in enumerate(word)
    )


_SURNAME_ENDINGS = (
    (re.compile(r"(?<=[её]в|ов|ев|ин|ын)(?:ым|а|у|е)$"), ""),
    (re.compile(r"(?<=[сц]к)(?:ого|ому|им|ом)$"), "ий"),
    (re.compile(r"(?<=[её]в|ов|ев|ин|ын)ой$"), "а"),
    (re.compile(r"(?<=[сц]к)(?:ой|ую)$"), "ая"),
)


def _surname_nominative(word: str, case: str | None, gender: str) -> str:
    """By ending, for surnames that no dictionary holds; one that may be nominative stays."""
    del case
    for ending, put in _SURNAME_ENDINGS:
        if gender == "femn" and put == "" and word.endswith("а"):
            return word
        bare, count = ending.subn(put, word)
        if count:
            return bare
    return word


def _phrase_lemma(pieces: list[str]) -> str:
    """Inflect the head noun and the adjectives before it; the rest of the phrase stays."""
    at = [i for i, p in enumerate(pieces) if _is_word(p) and (len(p) == 1 or not p.isupper() or "-" in p)]
    if pieces[0].isupper() and len(pieces[0]) > 1:
        return "".join(pieces)
    group: list[int] = []
    head = None
    for i in at:
        if i and pieces[i - 1] in ("«", '"', "“"):
            break
        word = pieces[i]
        if word.lower() == "и" and group:
            continue
        if (is_adjective(word) and not _surely_noun(word)) or _describes_next(pieces, i):
            group.append(i)
            continue
        if is_noun(word):
            head = i
            break
        break
    if head is None:
        if len(at) == 1 and len(group) == 1:
            head, group = group[0], []
        else:
            return "".join(pieces)
    return _inflect_group(pieces, group, head)


def _surely_noun(word: str) -> bool:
    found = parses(word)
    if "-" in word and not in_dictionary(word) and re.search("[сц]к(?:ая|ий|ое|ой|ого|ому|им|ом|ую)$", word):
        return False
    return bool(found) and found[0].tag.POS == "NOUN" and word.lower() not in ("российской", "народной")


def _describes_next(pieces: list[str], i: int) -> bool:
    """`Главного` of `Главного управления`: may be a noun, but agrees with the head behind it."""
    following = pieces[i + 2] if i + 2 < len(pieces) and pieces[i + 1] == " " else ""
    nouns = [p for p in parses(following or "-") if p.tag.POS == "NOUN" and p.normal_form in _heads()]
    return any(_agrees(pieces[i], p) for p in nouns)


@cache
def _heads() -> frozenset[str]:
    """The head nouns of names: `полка` is a regiment before it is any other word."""
    lines = (DATA / "ru" / "heads.tsv").read_text(encoding="utf-8").splitlines()
    return frozenset(line.split("\t")[0] for line in lines if not line.startswith("#"))


def _inflect_group(pieces: list[str], group: list[int], head: int) -> str:
    best: tuple[float, Parse] | None = None
    for p in parses(pieces[head]):
        if p.tag.POS not in ("NOUN", "ADJF") or not p.tag.case:
            continue
        if not all(_agrees(pieces[i], p) for i in group):
            continue
        rank = p.score + (1.0 if p.tag.number == "sing" else 0.0)
        rank += 0.6 if p.tag.case == "nomn" else 0.0
        rank += 0.2 if p.normal_form in _heads() else 0.0
        rank += 0.3 if {"Geox", "Orgn"} & set(p.tag.grammemes) else 0.0
        rank -= 2.0 if {"Name", "Surn", "Patr"} & set(p.tag.grammemes) else 0.0
        if best is None or rank > best[0]:
            best = (rank, p)
    if best is None or best[1].tag.case == "nomn":
        return "".join(pieces)
    noun = best[1]
    number = noun.tag.number
    out = list(pieces)
    inflected = noun.inflect({"nomn", number}) if number else noun.inflect({"nomn"})
    out[head] = like(pieces[head], with_e(pieces[head], inflected.word)) if inflected else pieces[head]
    for i in group:
        out[i] = _adjective_nominative(pieces[i], noun)
    return "".join(out)


def _agrees(adjective: str, noun: Parse) -> bool:
    return any(
        p.tag.POS in ("ADJF", "PRTF")
        and p.tag.case == noun.tag.case
        and p.tag.number == noun.tag.number
        and (p.tag.number == "plur" or p.tag.gender == noun.tag.gender)
        for p in parses(adjective)
    ) or _by_ending(adjective, noun) not in ("", adjective)


_ADJECTIVE = re.compile(r"(.*(?:[сц]к|[шжчщ]))(?:(?P<m>ого|его|ому|ему|ом|ем|им)|ой|ей|ую)")


def _by_ending(word: str, noun: Parse) -> str:
    """The nominative of an adjective from its ending alone, beside a noun in another case (`Каменском районе`)."""
    found = _ADJECTIVE.fullmatch(word)
    feminine = noun.tag.gender == "femn"
    if not found or noun.tag.number != "sing" or noun.tag.case == "nomn" or feminine == bool(found["m"]):
        return ""
    neuter = "ее" if found[1][-1] in "шжчщ" else "ое"
    return found[1] + ("ая" if feminine else neuter if noun.tag.gender == "neut" else "ий")


def _adjective_nominative(word: str, noun: Parse) -> str:
    for p in parses(word):
        if p.normal_form == "больший":
            continue
        if p.tag.POS in ("ADJF", "PRTF") and p.tag.case == noun.tag.case and p.tag.number == noun.tag.number:
            wanted = {"nomn", noun.tag.number} | ({noun.tag.gender} if noun.tag.number == "sing" else set())
            inflected = p.inflect({g for g in wanted if g})
            if inflected and inflected.word[:4] == p.word[:4]:
                return like(word, with_e(word, inflected.word))
    return _by_ending(word, noun) or word
