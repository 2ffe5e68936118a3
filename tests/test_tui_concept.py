"""The concept screen: every action by its key, some by the mouse, with the database asked afterwards."""

from pathlib import Path

import pytest
from piloting import P, app_of, asked, press, ready, term, text_on_screen, view
from textual.widgets import OptionList

from glossary.model import ConceptStatus, Gender, HouseStyle, Kind, Lang, TermForm, TermStatus
from glossary.service import Glossary
from tui.app import make_app
from tui.concept import ConceptScreen, open_concept
from tui.concept_asks import AskOne, AskText, NewTerm, SplitOff
from tui.concept_lists import CaseList, FieldList, MentionList, Offer, TermList
from tui.concordance import ConcordanceScreen
from tui.dialogs import FindConcept, MergeInto, WriteNote
from tui.doubt import DecideDoubt
from tui.reader import ReaderScreen
from tui.review import ReviewScreen
from tui.widgets import Rows, TextField

pytestmark = pytest.mark.usefixtures("own_home")


def spoken(pilot: P) -> str:
    """What was said last."""
    app = app_of(pilot)
    screen = app.screen
    assert isinstance(screen, ConceptScreen)
    return screen._said[0]


async def opened(pilot: P, concept: str) -> ConceptScreen:
    """The concept screen on a concept."""
    app = app_of(pilot)
    await ready(pilot)
    await open_concept(app, concept)
    await ready(pilot)
    screen = app.screen
    assert isinstance(screen, ConceptScreen)
    return screen


def on_term(screen: ConceptScreen, text: str) -> None:
    """Put the cursor on a term."""
    for terms in screen._term_lists():
        if terms.go_to(lambda one: getattr(one, "text", "") == text):
            terms.focus()
            return
    raise AssertionError(f"{text} is not shown")


def terms_of(path: Path, concept: str, lang: Lang) -> dict[str, tuple[TermStatus, TermForm]]:
    return {t.text: (t.status, t.form) for t in view(path, concept).terms if t.lang is lang}


# ---- looking ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_it_shows_terms_evidence_and_where_it_stands(desk: Path, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        screen = await opened(pilot, "danang")
        text = text_on_screen(pilot)
        for part in (
            "Da Nang",
            "Đà Nẵng",
            "preferred · full name",
            "2 mentions",
            "2024-05-13",
            "Coast News",
            "port.txt",
        ):
            assert part in text, part
        on_term(screen, "Дананг")
        await ready(pilot)
        assert "★ Дананг" in text_on_screen(pilot), "where there is no room for all, the cursor brings it into sight"


async def test_v_opens_it_and_escape_comes_back_to_the_same_row(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, "g", "j", "v")
        assert isinstance(pilot.app.screen, ConceptScreen)
        assert review.queue.row is not None
        assert pilot.app.screen.concept == review.queue.row.id
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, ReviewScreen)


async def test_decided_there_the_review_goes_on_with_the_next_that_waits(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, "g", "j")
        second, third = (review.queue.known_rows[place].id for place in (1, 2))
        await press(pilot, "v", "a", "escape")
        assert view(desk, second).row.status is ConceptStatus.APPROVED
        assert review.under_cursor == third, "and not the accepted one at the end"
        await press(pilot, "v", "a", "J")
        screen = pilot.app.screen
        assert isinstance(screen, ConceptScreen)
        assert screen.whole.view.row.status is ConceptStatus.NEW, "the same way on within the screen"
        await press(pilot, "K", "escape")
        assert review.queue.row is not None
        assert review.queue.row.status is ConceptStatus.NEW


async def test_v_opens_it_over_an_article_and_a_concordance_and_comes_back(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        app = app_of(pilot)
        await ready(pilot)
        await app.open_article(1)
        for _attempt in range(200):
            await pilot.pause(0.01)
            if isinstance(app.screen, ReaderScreen) and app.screen.text.mention is not None:
                break
        await press(pilot, "v")
        assert isinstance(app.screen, ConceptScreen)
        assert app.screen.concept == "nam"
        await press(pilot, "a", "escape")
        assert isinstance(app.screen, ReaderScreen)
        app.open_concordance("Da Nang")
        for _attempt in range(200):
            await pilot.pause(0.01)
            if isinstance(app.screen, ConcordanceScreen) and app.screen.line is not None:
                break
        assert isinstance(app.screen, ConcordanceScreen)
        app.screen.query_one(Rows).focus()
        await press(pilot, "v")
        assert isinstance(app.screen, ConceptScreen)
        assert app.screen.concept == "danang"
    assert view(desk, "nam").row.status is ConceptStatus.APPROVED


async def test_capital_j_and_k_go_through_the_queue_and_the_review_follows(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        review = await press(pilot, "g", "v")
        first = pilot.app.screen.concept  # type: ignore[attr-defined]
        await press(pilot, "J")
        second = pilot.app.screen.concept  # type: ignore[attr-defined]
        assert second != first
        await press(pilot, "K", "K")
        assert "no more concepts" in spoken(pilot)
        await press(pilot, "J", "escape")
        assert review.queue.row is not None
        assert review.queue.row.id == second


async def test_the_cursor_starts_where_a_term_lacks_and_something_is_proposed(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "ims")
        assert screen.lang.value == "ru"
        await press(pilot, "left")
        assert screen.lang.value == "en"
        await press(pilot, "tab")
        assert isinstance(screen.focused, MentionList)
        await press(pilot, "right")
        assert isinstance(screen.focused, CaseList)
        await press(pilot, "shift+tab")
        assert isinstance(screen.focused, TermList)
        assert screen.lang is Lang.EN


async def test_what_is_proposed_for_a_language_without_a_term_is_in_sight(desk: Path) -> None:
    async with make_app(desk).run_test(size=(80, 24)) as pilot:
        await opened(pilot, "nam")
        await pilot.pause()
        text = text_on_screen(pilot)
        assert "ru  Russian" in text
        assert "2 Ле Хоанг Нама" in text


async def test_enter_on_a_mention_reads_its_article(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        await press(pilot, "tab", "down", "enter")
        await pilot.pause(0.1)
        assert isinstance(pilot.app.screen, ReaderScreen)
        mention = pilot.app.screen.text.mention
        assert mention is not None
        assert (mention.concept, mention.text) == ("danang", "Da Nang")


async def test_more_mentions_come_at_the_end_of_those_fetched(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.concept.MENTIONS", 2)
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "danang")
        assert len(screen.whole.view.evidence) == 2
        await press(pilot, "tab", "down")
        assert len(screen.whole.view.evidence) == 4


async def test_every_decision_about_it_stands_in_its_history(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        await press(pilot, "a", "H")
        assert "Approved “Da Nang”" in text_on_screen(pilot)
        await press(pilot, "u")
        assert "(undone)" in text_on_screen(pilot)


async def test_the_house_style_in_force_is_shown(desk: Path) -> None:
    asked(desk, lambda g: g.set_style(HouseStyle(vietnam="Viet Nam")))
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        await press(pilot, "i")
        assert "Viet Nam" in text_on_screen(pilot)


# ---- the concept ------------------------------------------------------------------------------------------------


async def test_accept_reject_reopen_undo_redo(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        for key, status in (
            ("a", ConceptStatus.APPROVED),
            ("r", ConceptStatus.REJECTED),
            ("o", ConceptStatus.NEW),
            ("u", ConceptStatus.REJECTED),
            ("ctrl+r", ConceptStatus.NEW),
        ):
            await press(pilot, key)
            assert view(desk, "danang").row.status is status, key
        assert spoken(pilot).startswith("Done again: Reopened")


async def test_kind_note_and_merge(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        await press(pilot, "c", "e")
        assert view(desk, "ims").row.kind is Kind.EVENT
        await press(pilot, "w")
        assert isinstance(pilot.app.screen, WriteNote)
        await press(pilot, *"ask", "enter")
        assert view(desk, "ims").note == "ask"
        await press(pilot, "m")
        assert isinstance(pilot.app.screen, MergeInto)
        await press(pilot, *"blue", "enter")
        assert pilot.app.screen is screen
        assert screen.concept == "festival", "the screen shows what it was merged into"
        await press(pilot, "u")
        assert screen.concept in ("festival", "ims")
    assert asked(desk, lambda g: g.totals()).concepts == 6


async def test_a_doubt_is_decided_here_too(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "nam")
        assert "perhaps Nam" in text_on_screen(pilot)
        await press(pilot, "d")
        assert isinstance(pilot.app.screen, DecideDoubt)
        await press(pilot, "k")
    assert view(desk, "nam").doubts == ()


async def test_fields(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "nam")
        await press(pilot, "i")
        fields = screen.query_one(FieldList)

        async def on(name: str) -> None:
            assert fields.go_to(lambda one: one == name)
            await press(pilot, "enter")

        await on("subject")
        assert isinstance(pilot.app.screen, AskText)
        await press(pilot, *"sea", "enter")
        await on("gender")
        assert isinstance(pilot.app.screen, AskOne)
        await press(pilot, "down", "enter")
        await on("valid_from")
        await press(pilot, *"soon", "enter")
        assert isinstance(pilot.app.screen, AskText), "no date: the question stays"
        pilot.app.screen.query_one("#text", TextField).value = "2021-04"
        await press(pilot, "enter")
        await on("valid_to")
        await press(pilot, *"2024", "enter")
        await on("status")
        await press(pilot, "down", "enter")
    now = view(desk, "nam")
    assert (now.subject, now.gender, now.valid_from, now.valid_to) == ("sea", Gender.MASCULINE, "2021-04", "2024")
    assert now.row.status is not ConceptStatus.NEW
    asked(desk, lambda g: [g.undo() for unused in range(5)])
    assert view(desk, "nam").subject == ""


# ---- terms ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_suggestion_is_taken_by_digit_and_by_enter(desk: Path, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        await opened(pilot, "nam")
        await press(pilot, "2")
        assert term(desk, "nam", Lang.RU) == "Ле Хоанг Нама"
        await press(pilot, "u")
        screen = pilot.app.screen
        assert isinstance(screen, ConceptScreen)
        terms = screen.focused
        assert isinstance(terms, TermList)
        assert terms.go_to(lambda one: isinstance(one, Offer) and (one.lang, one.number) == (Lang.RU, 1))
        await press(pilot, "enter")
        assert term(desk, "nam", Lang.RU) == "Ле Хоанг Нам"


async def test_a_click_only_moves_the_cursor_a_double_click_takes(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "nam")
        terms = screen.query_one("#terms-ru", TermList)
        row = next(y for y in range(terms.size.height) if "Ле Хоанг Нам " in terms.render_line(y).text)
        await pilot.click(terms, offset=(6, row))
        await ready(pilot)
        assert terms.highlighted is not None
        assert asked(desk, lambda g: g.history()) == []
        await pilot.click(terms, offset=(6, row), times=2)
        await ready(pilot)
    assert term(desk, "nam", Lang.RU) == "Ле Хоанг Нам"


async def test_a_term_is_added_with_its_form_and_status(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "n")
        assert isinstance(pilot.app.screen, NewTerm)
        await press(pilot, *"Sea Lab", "tab", "right", "right", "right", "tab", "right", "enter")
        assert terms_of(desk, "ims", Lang.EN)["Sea Lab"] == (TermStatus.DEPRECATED, TermForm.SHORT)
        await press(pilot, "u")
    assert "Sea Lab" not in terms_of(desk, "ims", Lang.EN)


async def test_status_form_and_preference_of_a_term(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "p")
        assert terms_of(desk, "ims", Lang.EN)["IMS"][0] is TermStatus.PREFERRED
        assert terms_of(desk, "ims", Lang.EN)["Institute of Marine Studies"][0] is TermStatus.ADMITTED
        on_term(screen, "Institute of Marine Studies")
        await press(pilot, "s")
        assert isinstance(pilot.app.screen, AskOne)
        await press(pilot, "down", "enter")
        assert terms_of(desk, "ims", Lang.EN)["Institute of Marine Studies"][0] is TermStatus.DEPRECATED
        on_term(screen, "IMS")
        await press(pilot, "f", "down", "enter")
        assert terms_of(desk, "ims", Lang.EN)["IMS"][1] is TermForm.ABBREVIATION
        await press(pilot, "u", "u", "u")
    assert terms_of(desk, "ims", Lang.EN)["IMS"] == (TermStatus.ADMITTED, TermForm.ACRONYM)


async def test_a_spelling_is_edited_in_place_and_removed(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "danang")
        on_term(screen, "Дананг")
        await press(pilot, "e")
        assert isinstance(pilot.app.screen, AskText)
        pilot.app.screen.query_one("#text", TextField).value = "Да Нанг"
        await press(pilot, "enter")
        assert {t: s for t, (s, unused) in terms_of(desk, "danang", Lang.RU).items()} == {
            "Да Нанг": TermStatus.PREFERRED,
            "Дананг": TermStatus.DEPRECATED,
        }
        on_term(screen, "Да Нанг")
        await press(pilot, "delete")
    assert "Да Нанг" not in terms_of(desk, "danang", Lang.RU)


async def test_a_language_without_a_term_is_a_place_to_type_one(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "short")
        await press(pilot, "left")
        while screen.lang is not Lang.VI:
            await press(pilot, "left")
        await press(pilot, "enter")
        assert isinstance(pilot.app.screen, NewTerm)
        await press(pilot, *"Nam", "enter")
    assert "Nam" in terms_of(desk, "short", Lang.VI)


async def test_what_is_under_the_cursor_is_copied(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "y")
        assert pilot.app.clipboard == "IMS"
        await press(pilot, "tab", "y")
        assert pilot.app.clipboard.startswith("The Institute of Marine Studies (IMS)")
        await press(pilot, "i", "y")
        assert pilot.app.clipboard in ("IMS", "Institute of Marine Studies", "Viện Nghiên cứu Biển")
        await press(pilot, "Y")
        cells = ["Viện Nghiên cứu Biển", "Institute of Marine Studies", "", "institution", "new", ""]
        assert pilot.app.clipboard.split("\t") == cells


# ---- case forms -------------------------------------------------------------------------------------------------


async def test_case_forms_are_confirmed_one_by_one_and_all_at_once(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "anna")
        await press(pilot, "tab", "right")
        text = text_on_screen(pilot)
        assert "instrumental   Анной Соколовой" in text
        assert "computed" in text
        await press(pilot, "down", "enter")
        forms = {f.case: f for f in asked(desk, lambda g: g.forms("anna"))["Анна Соколова"]}
        assert [case for case, form in forms.items() if form.by_hand] == ["gen"]
        assert "✓ confirmed" in text_on_screen(pilot).replace("  ", " ")
        await press(pilot, "asterisk")
        assert all(f.by_hand for f in asked(desk, lambda g: g.forms("anna"))["Анна Соколова"])
        await press(pilot, "u")
        assert sum(f.by_hand for f in asked(desk, lambda g: g.forms("anna"))["Анна Соколова"]) == 1
        await press(pilot, "delete")
    assert not any(f.by_hand for f in asked(desk, lambda g: g.forms("anna"))["Анна Соколова"])


async def test_a_case_form_is_corrected(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "danang")
        await press(pilot, "tab", "right")
        cases = screen.query_one(CaseList)
        assert cases.go_to(lambda one: one.form.case == "loc")
        await press(pilot, "e")
        pilot.app.screen.query_one("#text", TextField).value = "Да-Нанге"
        await press(pilot, "enter")
        assert "Да-Нанге" in text_on_screen(pilot)
    forms = {f.case: (f.text, f.by_hand) for f in asked(desk, lambda g: g.forms("danang"))["Дананг"]}
    assert forms["loc"] == ("Да-Нанге", True)


async def test_both_forms_are_given_while_the_gender_is_not_known(desk: Path) -> None:
    asked(desk, lambda g: g.set_term("nam", Lang.RU, "Ле Хоанг Нам"))
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "nam")
        await press(pilot, "tab", "right")
        text = text_on_screen(pilot)
        assert "Ле Хоанг Нама   if a man" in text
        assert "Ле Хоанг Нам    if a woman" in text
        cases = screen.query_one(CaseList)
        assert cases.go_to(lambda one: (one.form.case, one.gender) == ("gen", "f"))
        await press(pilot, "enter")
        assert asked(desk, lambda g: g.forms("nam"))["Ле Хоанг Нам"][1].text == "Ле Хоанг Нам"
        asked(desk, lambda g: g.set_fields("nam", gender=Gender.MASCULINE))
        await press(pilot, "J", "K")
        assert "if a man" not in text_on_screen(pilot)


# ---- splitting and moving ---------------------------------------------------------------------------------------


async def test_marked_terms_are_split_off_as_a_concept_of_their_own(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "space")
        assert spoken(pilot).startswith("Marked: 1 term")
        await press(pilot, "S")
        assert isinstance(pilot.app.screen, SplitOff)
        await press(pilot, "right", "enter")
        assert "IMS" not in terms_of(desk, "ims", Lang.EN)
        found = asked(desk, lambda g: g.queue("IMS"))
        assert [row.kind for row in found] == [Kind.PLACE], "the kind chosen in the question"
        assert found[0].mentions == 1
        await press(pilot, "u")
        assert isinstance(app_of(pilot).screen, ConceptScreen)
        assert screen.concept == "ims"
    assert "IMS" in terms_of(desk, "ims", Lang.EN)
    assert asked(desk, lambda g: g.totals()).concepts == 6


async def test_a_marked_mention_is_split_off(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        await press(pilot, "tab", "space", "S", "enter")
        assert "Split “Da Nang” off" in spoken(pilot)
    assert view(desk, "danang").row.mentions == 3
    assert asked(desk, lambda g: g.totals()).concepts == 7


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_what_is_marked_moves_to_a_concept_found_by_typing(desk: Path, size: tuple[int, int]) -> None:
    async with make_app(desk).run_test(size=size) as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "space", "tab")
        mentions = screen.query_one(MentionList)
        assert mentions.go_to(lambda one: one.form == "Viện Nghiên cứu Biển")
        await press(pilot, "space", "M")
        assert isinstance(pilot.app.screen, FindConcept)
        await press(pilot, *"blue", "enter")
        assert isinstance(app_of(pilot).screen, ConceptScreen)
        assert "IMS" in terms_of(desk, "festival", Lang.EN)
        assert "Viện Nghiên cứu Biển" in terms_of(desk, "festival", Lang.VI)
        assert view(desk, "ims").row.mentions == 1
        await press(pilot, "u")
    assert view(desk, "ims").row.mentions == 3, "one decision, one undo"


async def test_escape_drops_the_marks_before_it_leaves(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "space")
        assert "▌" in text_on_screen(pilot)
        await press(pilot, "escape")
        assert pilot.app.screen is screen
        assert (screen.marked_terms, "▌" in text_on_screen(pilot)) == (set(), False)


async def test_nothing_is_split_that_is_not_chosen(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        await opened(pilot, "danang")
        await press(pilot, "i", "S")
        assert "First mark the terms or mentions" in spoken(pilot)
        await press(pilot, "M")
        assert "First mark the terms or mentions to move" in spoken(pilot)
    assert asked(desk, lambda g: g.history()) == []


# ---- place, mouse, other programs -------------------------------------------------------------------------------


async def test_resizing_keeps_cursor_marks_and_an_open_question(desk: Path) -> None:
    async with make_app(desk).run_test(size=(120, 40)) as pilot:
        screen = await opened(pilot, "ims")
        on_term(screen, "IMS")
        await press(pilot, "space")
        on_term(screen, "IMS")
        for size in ((80, 24), (200, 60), (120, 40)):
            await pilot.resize_terminal(*size)
            await ready(pilot)
            focused = screen.focused
            assert isinstance(focused, TermList)
            assert focused in screen._term_lists(), size
            assert getattr(focused.current, "text", "") == "IMS", size
            assert len(screen.marked_terms) == 1
            await pilot.pause()
            visible = [focused.render_line(y).text for y in range(focused.size.height)]
            assert any("IMS" in text for text in visible), size
        await press(pilot, "S")
        await pilot.resize_terminal(80, 24)
        await ready(pilot)
        assert isinstance(pilot.app.screen, SplitOff)
        await press(pilot, "enter")
    assert "IMS" not in terms_of(desk, "ims", Lang.EN)


async def test_the_lists_are_chosen_by_mouse(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "danang")
        await pilot.click("#tab-cases")
        await ready(pilot)
        assert screen.focused is screen.query_one(CaseList)
        assert screen.query_one("#list-cases").display


async def test_on_a_large_screen_all_lists_are_in_sight(desk: Path) -> None:
    async with make_app(desk).run_test(size=(200, 60)) as pilot:
        screen = await opened(pilot, "danang")
        visible = {one.id for one in screen.query(OptionList) if one.region and one.size.height}
        assert {"mentions", "cases", "fields", "history"} <= visible


async def test_what_another_program_decides_is_shown(desk: Path) -> None:
    async with make_app(desk).run_test() as pilot:
        screen = await opened(pilot, "danang")
        while not app_of(pilot)._token:
            await pilot.pause(0.02)
        asked(desk, lambda g: g.set_note("danang", "from afar"))
        for _attempt in range(100):
            await pilot.pause(0.02)
            if screen.whole.view.note:
                break
        assert screen.whole.view.note == "from afar"


async def test_a_concept_that_is_gone_leads_back(desk: Path) -> None:
    made = []

    def add(glossary: Glossary) -> None:
        made.append(glossary.add(Kind.PERSON, {Lang.EN: "Vera Orlova"})[0])

    asked(desk, add)
    async with make_app(desk).run_test() as pilot:
        review = await ready(pilot)
        await opened(pilot, made[0])
        await press(pilot, "u")
        assert pilot.app.screen is review
        assert review._said[0].startswith("This concept is gone")
