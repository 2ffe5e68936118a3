"""Which term comes first, language by language, and what may be a term."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary.errors import InputError
from glossary.model import Kind, Lang, Origin, Term, TermForm, TermStatus
from glossary.terms import Seen, arrange, check, tidy, visible

# kind, the spellings that articles have with their numbers, and the order: the preferred one of each language in **.
TABLE = [
    ("PERSON", "en: Alexander Beglov 1, Beglov 9", "en *Alexander Beglov* Beglov"),
    ("PERSON", "en: V. Kalganov 3, Vitaly Kalganov 1", "en *Vitaly Kalganov* V. Kalganov"),
    (
        "PERSON",
        "en: Vladimir Putin 9, Vladimir Vladimirovich Putin 1",
        "en *Vladimir Putin* Vladimir Vladimirovich Putin",
    ),
    ("PERSON", "en: Uncle Ho 5, Ho Chi Minh 1; vi: Hồ Chí Minh 1", "vi *Hồ Chí Minh* en *Ho Chi Minh* Uncle Ho"),
    ("PERSON", "en: Ly 4, Le Thi Thanh Ly 1", "en *Le Thi Thanh Ly* Ly"),
    ("PERSON", "en: HO CHI MINH 4, Ho Chi Minh 1", "en *Ho Chi Minh*"),
    ("PERSON", "vi: Pham Minh Chinh 8, Phạm Minh Chính 1", "vi *Phạm Minh Chính* Pham Minh Chinh"),
    ("PERSON", "vi: Vladimir Putin 2; en: Vladimir Putin 1", "vi *Vladimir Putin* en *Vladimir Putin*"),
    ("PERSON", "ru: Нгуен Фу Чонг 2, Чонг 7", "ru *Нгуен Фу Чонг* Чонг"),
    ("PLACE", "en: Vietnam 30, Viet Nam 2; vi: Việt Nam 9", "vi *Việt Nam* en *Vietnam* Viet Nam"),
    ("PLACE", "en: Socialist Republic of Vietnam 1, Vietnam 9", "en *Vietnam* Socialist Republic of Vietnam"),
    ("PLACE", "en: St. Petersburg 7, Saint Petersburg 5", "en *St. Petersburg* Saint Petersburg"),
    ("PLACE", "en: MOSCOW 5, Moscow 1", "en *Moscow*"),
    ("PLACE", "en: HANOI 5, Hanoi 1; vi: Hà Nội 1", "vi *Hà Nội* en *Hanoi*"),
    ("PLACE", "en: HANOI 5, Ha Noi 1; vi: Hà Nội 1", "vi *Hà Nội* en *Ha Noi* HANOI"),
    ("PLACE", "ru: ХАНОЙ 5, Ханой 1", "ru *Ханой*"),
    ("PLACE", "vi: HÀ NỘI 3, Hà Nội 1", "vi *Hà Nội*"),
    ("PLACE", "en: HANOI 2; vi: Hà Nội 1", "vi *Hà Nội* en *HANOI*"),
    ("ORG", "en: UN 3, United Nations 1", "en *United Nations* UN"),
    ("PLACE", "vi: Mát-xcơ-va 1, Moscow 7", "vi *Moscow* Mát-xcơ-va"),
    ("PLACE", "en: Đà Nẵng 6; vi: Đà Nẵng 6", "vi *Đà Nẵng* en Đà Nẵng"),
    ("PLACE", "en: Đà Nẵng 6, Danang 1", "en *Danang* Đà Nẵng"),
    ("ORG", "en: CPV 9, Communist Party of Vietnam 1", "en *Communist Party of Vietnam* CPV"),
    ("ORG", "en: VOV 4", "en *VOV*"),
    ("ORG", "ru: МИД 5, Министерство иностранных дел 1", "ru *Министерство иностранных дел* МИД"),
    ("EVENT", "vi: Tết 3, Tết Nguyên đán 3", "vi *Tết* Tết Nguyên đán"),
    ("EVENT", "vi: bão số 5 9, Bão Noru 1", "vi *Bão Noru* bão số 5"),
    ("EVENT", "vi: cơn bão số 5 9; en: Typhoon Noru 1", "vi cơn bão số 5 en *Typhoon Noru*"),
    ("EVENT", "en: Storm No. 5 3, Storm Noru 1; ru: тайфун № 5 2", "en *Storm Noru* Storm No. 5 ru тайфун № 5"),
    ("EVENT", "vi: bão số 5 2; ru: тайфун № 5 2", "vi *bão số 5* ru *тайфун № 5*"),
    ("ORG", "vi: Bệnh viện số 5 2, Bệnh viện Noru 1", "vi *Bệnh viện số 5* Bệnh viện Noru"),
]


def seen(spellings: str) -> list[Seen]:
    found = []
    for part in spellings.split("; "):
        lang, names = part.split(": ")
        for name in names.split(", "):
            text, count = name.rsplit(" ", 1)
            found.append(Seen(Term(Lang(lang), text, id=len(found) + 1), int(count)))
    return found


def shown(terms: tuple[Term, ...]) -> str:
    parts: list[str] = []
    for lang in Lang:
        names = [f"*{t.text}*" if t.status is TermStatus.PREFERRED else t.text for t in terms if t.lang is lang]
        parts += [str(lang), *names] if names else []
    return " ".join(parts)


@pytest.mark.parametrize(("kind", "spellings", "expected"), TABLE)
def test_the_best_term(kind: str, spellings: str, expected: str) -> None:
    assert shown(arrange(Kind(kind), seen(spellings))) == expected


def test_what_a_person_chose_comes_first() -> None:
    terms = [
        Seen(Term(Lang.EN, "Beglov", status=TermStatus.PREFERRED, id=1), 1),
        Seen(Term(Lang.EN, "Alexander Beglov", id=2), 9),
        Seen(Term(Lang.EN, "Beglof", status=TermStatus.DEPRECATED, id=3), 99),
    ]
    assert [(t.text, t.status) for t in arrange(Kind.PERSON, terms)] == [
        ("Beglov", TermStatus.PREFERRED),
        ("Alexander Beglov", TermStatus.ADMITTED),
        ("Beglof", TermStatus.DEPRECATED),
    ]


def test_of_two_chosen_terms_that_of_the_concept_itself_wins_over_that_of_a_merged_one() -> None:
    merged = Seen(Term(Lang.EN, "Saigon", status=TermStatus.PREFERRED, id=1), 9, own=False)
    own = Seen(Term(Lang.EN, "Ho Chi Minh City", status=TermStatus.PREFERRED, id=2), 1)
    assert shown(arrange(Kind.PLACE, [merged, own])) == "en *Ho Chi Minh City* Saigon"


def test_imported_terms_keep_the_order_of_their_file() -> None:
    terms = [
        Seen(Term(Lang.EN, text, status=status, origin=Origin.IMPORT, id=number))
        for number, (text, status) in enumerate(
            [("CPV", TermStatus.ADMITTED), ("Party", TermStatus.PREFERRED), ("A B", TermStatus.ADMITTED)]
        )
    ]
    assert shown(arrange(Kind.ORG, terms)) == "en *Party* CPV A B"


def test_imported_variants_without_a_main_term_stay_variants() -> None:
    term = Seen(Term(Lang.RU, "Партия", form=TermForm.VARIANT, origin=Origin.IMPORT, id=1))
    assert shown(arrange(Kind.ORG, [term])) == "ru Партия"


def test_a_spelling_that_no_current_article_has_is_hidden_until_somebody_decides() -> None:
    gone = Seen(Term(Lang.EN, "Hanoy", id=1), 0)
    typed = Seen(Term(Lang.EN, "Hanoi", origin=Origin.HAND, id=2), 0)
    assert visible([gone, typed], approved=False) == [typed]
    assert visible([gone, typed], approved=True) == [gone, typed]


@given(st.text())
def test_a_term_is_either_clean_or_refused(text: str) -> None:
    try:
        term = check(text)
    except InputError:
        return
    assert term == tidy(term) == term.strip()
    assert "|" not in term
    assert not {"Cc", "Cs"} & {unicodedata.category(char) for char in term}
    assert term.encode("utf-8")
