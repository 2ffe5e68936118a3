"""What a screen does with concepts: each action is a recorded decision, said at the bottom, undone with one key.

The review and the concept screen are both such screens: they differ in which concepts an action is for (`targets`),
and in what they fetch afterwards (`after`).
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from glossary.errors import GlossaryError, InputError
from glossary.model import ConceptRow, ConceptView, DecisionRow, Kind, Lang
from glossary.service import Glossary
from tui import clipboard, dialogs
from tui.doubt import DecideDoubt, load_side, next_doubtful
from tui.drawing import LANG_NAMES, STATUS_NAMES, open_suggestions, preferred
from tui.i18n import _, figure, ngettext
from tui.likely import like_this
from tui.said import said
from tui.saying import SAVING, SayingScreen
from tui.typeahead import AWAITED

ELSEWHERE = ("Imported ", "Added “")
"""How the glossary begins to say what was done on the way: neither that nor its undoing moves the cursor."""

MOST_COPIED = 1000
"""Concepts copied as rows at once."""


@dataclass(frozen=True)
class Step:
    """What an undo or a redo changed: what to say of it, where to go (None: nowhere), the language it was about."""

    label: str
    concept: str | None = None
    lang: Lang | None = None
    hidden: bool = False
    """The filter does not list the concept."""
    outside: str = ""
    """Its name, where the label does not say it."""
    concepts: tuple[str, ...] = ()
    """All that it was about."""

    def told(self, sentence: str) -> str:
        """`sentence` with what the decision was, and why the cursor did not go there."""
        what = sentence.format(what=said(self.label))
        if not self.hidden:
            return what
        if self.outside:
            return _("{what}; “{name}” is outside the filter").format(what=what, name=self.outside)
        return _("{what}; it is outside the filter").format(what=what)


def take_step(glossary: Glossary, step: Callable[[Glossary], DecisionRow | None], query: str) -> Step | None:
    """Undo or redo, and find the first concept it was about in the queue of `query`; None when there was nothing."""
    done = step(glossary)
    if done is None:
        return None
    if done.label.startswith(ELSEWHERE):
        return Step(done.label)
    concepts, lang = glossary.about(done.id)
    for concept in concepts:
        if glossary.place_in_queue(concept, query) is not None:
            return Step(done.label, concept, lang, concepts=concepts)
    if not concepts or not query:
        return Step(done.label)
    try:
        label = glossary.view(concepts[0]).row.label
    except InputError:
        # It stands in no article any more: no filter would list it.
        return Step(done.label)
    return Step(done.label, outside="" if label in done.label else label, hidden=True)


class DecidingScreen(SayingScreen):
    """A screen on which concepts are decided."""

    def __init__(self) -> None:
        super().__init__()
        self._deciding = 0
        self._began: str | None = None
        self._passed: tuple[str, str] | None = None
        """A concept, and the one whose possible merge was left open when it was asked for from there."""

    # ---- what the screen tells ----------------------------------------------------------------------------------
    @property
    def targets(self) -> Sequence[ConceptRow]:
        """What an action is for."""
        raise NotImplementedError

    @property
    def under_cursor(self) -> str | None:
        """The concept under a cursor that may move on while a decision is made."""
        return None

    @property
    def lang(self) -> Lang:
        """The language in work."""
        raise NotImplementedError

    @property
    def drawn(self) -> ConceptView | None:
        """The concept on screen."""
        raise NotImplementedError

    @property
    def offered(self) -> list[str]:
        """The suggestions that the digits take now."""
        return [one.text for one in open_suggestions(self.drawn, self.lang)] if self.drawn else []

    @property
    def query_text(self) -> str:
        """The filter within which undo looks for the concept it was about."""
        return ""

    async def settled(self) -> ConceptView | None:
        """The concept in work, fetched if it is not yet on screen."""
        raise NotImplementedError

    async def after(
        self, done: DecisionRow | None, *, keep: str | None = None, onward: bool = False, still: bool = False
    ) -> None:
        """Say what was decided and show what changed; with `still` what is selected stays so."""
        raise NotImplementedError

    async def went_back(self, step: Step) -> None:
        """After an undo or a redo go to what it was about: the next key is meant for it."""
        raise NotImplementedError

    def in_sight(self, number: int, offered: int) -> bool:
        """Is the suggestion with this number drawn? If not, draw it."""
        return True

    def drop_lost(self, lost: Mapping[str, str]) -> None:
        """These concepts were merged into others elsewhere, or taken away (id → what is to be said of it)."""

    def say_elsewhere(self, row: ConceptRow) -> None:
        """Another program has decided on this concept."""
        told = _("Elsewhere “{name}” was changed: {status}")
        self.say(told.format(name=row.label, status=_(STATUS_NAMES[row.status])))

    # ---- deciding -----------------------------------------------------------------------------------------------
    def _begin(self, decision: Coroutine[Any, Any, None]) -> None:
        """Make a decision beside the screen: keys that decide wait for it, the way out does not.

        Meanwhile nothing else fetches: it fetches by itself and knows where the cursor goes.
        """
        self._deciding += 1
        self.run_worker(self._make(decision), group=AWAITED)

    async def _make(self, decision: Coroutine[Any, Any, None]) -> None:
        try:
            await decision
        except InputError as error:
            self.say(said(str(error)))
        except GlossaryError as error:
            self.say("")
            self.app.complain(error)
        finally:
            self._deciding -= 1

    @property
    def slow(self) -> bool:
        """Does a decision wait so long that it is said?"""
        return self._deciding > 0 and self._said[0] == _(SAVING)

    async def decide(
        self,
        decision: Callable[[Glossary], DecisionRow | None],
        *,
        keep: str | None = None,
        onward: bool = False,
        still: bool = False,
    ) -> None:
        """Make a decision, say it, and fetch what changed.

        `keep` is the concept the cursor stays on; with `onward` the cursor goes to the next undecided one instead. With
        `still` what is selected stays selected: the decision was about terms, and another will follow.
        """
        began = self.under_cursor

        async def made() -> None:
            done = await self.ask_to_save(decision)
            self._began = began
            try:
                await self.after(done, keep=keep, onward=onward, still=still)
            finally:
                self._began = None

        self._begin(made())

    def _ids(self) -> list[str]:
        return [row.id for row in self.targets]

    async def action_accept(self) -> None:
        """Accept the concept or the selected ones."""
        if ids := self._ids():
            await self.decide(lambda glossary: glossary.approve(ids), onward=True)

    async def action_reject(self) -> None:
        """Reject the concept or the selected ones."""
        if ids := self._ids():
            await self.decide(lambda glossary: glossary.reject(ids), onward=True)

    async def action_reopen(self) -> None:
        """Make decided concepts undecided again."""
        if ids := self._ids():
            await self.decide(lambda glossary: glossary.reopen(ids))

    async def action_take(self, number: int) -> None:
        """Make the suggestion with this number the preferred term."""
        view = await self.settled()
        if view is None:
            return
        lang = self.lang
        offered = open_suggestions(view, lang)
        if number > len(offered):
            sentence = _("There is no suggestion {number} for {language}.")
            self.say(sentence.format(number=number, language=_(LANG_NAMES[lang])))
        elif not self.in_sight(number, len(offered)):
            self.say(
                _("Suggestion {number} was not in sight: now it is.").format(number=number),
                hint=_("{number} takes it").format(number=number),
            )
        else:
            concept, text = view.row.id, offered[number - 1].text
            await self.decide(lambda glossary: glossary.take(concept, lang, text), keep=concept, still=True)

    async def action_take_best(self) -> None:
        """Fill what the concept or the selected ones lack with suggestions that are sure."""
        if ids := self._ids():
            await self.decide(lambda glossary: glossary.take_best(ids), still=True)

    async def action_edit(self) -> None:
        """Type the term of the marked language."""
        view = await self.settled()
        if view is None:
            return
        concept = view.row.id

        async def save(lang: Lang, text: str) -> None:
            done = await self.app.ask(lambda glossary: glossary.set_term(concept, lang, text))
            await self.after(done, keep=concept, still=True)

        self.app.push_screen(dialogs.EditTerm(view, self.lang, save))

    def action_kind(self) -> None:
        """Choose the kind."""
        targets = self.targets
        if not targets:
            return
        ids = [row.id for row in targets]

        async def save(kind: Kind) -> None:
            done = await self.app.ask(lambda glossary: glossary.set_kind(ids, kind))
            await self.after(done)

        self.app.push_screen(dialogs.ChooseKind(targets, save))

    async def action_merge(self) -> None:
        """Merge into another concept."""
        targets = self.targets
        view = await self.settled()
        if not targets or view is None:
            return
        ids = [row.id for row in targets]

        async def save(into: ConceptRow) -> None:
            done = await self.app.ask(lambda glossary: glossary.merge(ids, into.id))
            await self.after(done, keep=into.id)

        self.app.push_screen(dialogs.MergeInto(targets, like_this(view), save))

    async def action_doubts(self) -> None:
        """Decide the first possible merge of the concept, else of the next one that has any."""
        here = await self.settled()
        if here is None and self.targets:
            return
        view = here if here is not None and here.doubts else await self._next_doubtful(here.row.id if here else "")
        if view is None or not view.doubts:
            self.say(_("No possible merge waits in the whole glossary."))
            return
        concept, doubt = view.row.id, view.doubts[0]
        other = doubt.other if doubt.concept == concept else doubt.concept
        try:
            one, two = await self.app.ask(lambda glossary: (load_side(glossary, concept), load_side(glossary, other)))
        except GlossaryError as error:
            self.app.complain(error)
            return

        passed, start = self._passed, here.row.id if here is not None else concept
        if concept != start:
            self._passed = (start, concept)

        async def save(*, same: bool) -> None:
            self._passed = passed
            if same:
                done = await self.app.ask(lambda glossary: glossary.merge([other], concept))
            else:
                done = await self.app.ask(lambda glossary: glossary.keep_apart(concept, other))
            # The queue stays where it was: the doubt may have been that of a concept far away.
            await self.after(done, keep=start)

        self.app.push_screen(DecideDoubt(one, two, doubt.why, len(view.doubts), save))

    async def _next_doubtful(self, concept: str) -> ConceptView | None:
        """The next concept of the queue with a possible merge, else the first one of the glossary.

        One that was left open from here is passed over: the same key leads to the one behind it.
        """
        behind = self._passed[1] if self._passed is not None and self._passed[0] == concept else concept
        query = self.app.review.query_text

        def found(glossary: Glossary) -> ConceptView | None:
            row = next_doubtful(glossary, behind, query)
            return glossary.view(row.id) if row is not None else None

        return await self.app.ask(found)

    async def action_note(self) -> None:
        """Write a note."""
        view = await self.settled()
        if view is None:
            return
        concept = view.row.id

        async def save(note: str) -> None:
            done = await self.app.ask(lambda glossary: glossary.set_note(concept, note))
            await self.after(done, keep=concept)

        self.app.push_screen(dialogs.WriteNote(view, save))

    # ---- back and again -----------------------------------------------------------------------------------------
    def back_or_again(
        self, step: Callable[[Glossary], DecisionRow | None], *, nothing: str, sentence: str, hint: str
    ) -> None:
        """Undo or redo, name what that was, then go to the concept and the language it was about."""
        query = self.query_text

        async def made() -> None:
            changed = await self.ask_to_save(lambda glossary: take_step(glossary, step, query))
            if changed is None:
                self.say(nothing)
                return
            await self.went_back(changed)
            self.say(changed.told(sentence), hint=hint)

        self._begin(made())

    # ---- copying ------------------------------------------------------------------------------------------------
    async def action_copy(self) -> None:
        """Copy the term of the marked language."""
        view = await self.settled()
        term = preferred(view.terms, self.lang) if view else None
        if term is None:
            self.say(_("There is no {language} term to copy.").format(language=_(LANG_NAMES[self.lang])))
        else:
            self.copy(term.text)

    async def action_copy_row(self) -> None:
        """Copy the concept, or the selected ones, as rows of a spreadsheet."""
        every = self._ids()
        ids = every[:MOST_COPIED]
        if not ids:
            return
        told = ngettext("{count} row copied for a spreadsheet", "{count} rows copied for a spreadsheet", len(ids))
        hint = _("Vietnamese, English, Russian, kind, status, note")
        if len(ids) < len(every):
            told = _("The first {count} of {total} rows copied for a spreadsheet")
            told = told.format(count=figure(len(ids)), total=figure(len(every)))
            hint = _("x writes them all into a file")

        async def made() -> None:
            text = await self.app.ask(
                lambda glossary: clipboard.rows(glossary.view(concept, evidence=0) for concept in ids)
            )
            self.to_clipboard(text)
            self.say(told, hint=hint)

        self._begin(made())
