"""Which screen opens for what: an article, a concept, a concordance, a story; and the way back to what was read."""

from __future__ import annotations

from pathlib import Path

from textual import work

from glossary.errors import GlossaryError
from glossary.model import Lang
from tui.hints import in_force
from tui.i18n import _
from tui.reading import ReadingApp
from tui.typeahead import AWAITED


class OpeningApp(ReadingApp):
    """An app that opens its other screens over the review."""

    gloss: Lang | None
    """The language in which the reader glosses names."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self._read_last: tuple[int, int] | None = None

    def action_articles(self) -> None:
        """The list of articles."""
        from tui.articles import ArticlesScreen

        self.push_screen(ArticlesScreen())

    async def open_article(self, number: int, at: int | None = None) -> None:
        """Read an article, from the place `at`."""
        from tui.reader import ReaderScreen

        gloss = self.gloss
        try:
            view = await self.ask(lambda glossary: glossary.article(number, gloss))
        except GlossaryError as error:
            self.complain(error)
        else:
            self.push_screen(ReaderScreen(view, at, gloss))

    @work(group=AWAITED)
    async def read_mention(self, mention: int) -> None:
        """Read the article of a mention, at its place."""
        try:
            number, at = await self.ask(lambda glossary: glossary.place_of(mention))
        except GlossaryError as error:
            self.complain(error)
        else:
            await self.open_article(number, at)

    def remember_place(self, number: int, at: int) -> None:
        """What was read last."""
        self._read_last = (number, at)

    async def action_back_to_article(self) -> None:
        """Back to the article that was read last, at its place."""
        if self._read_last is None:
            lists = in_force(_("A lists them."), self.review, self.review.app)
            self.notify(" ".join(filter(None, (_("No article was read yet."), lists))))
        else:
            await self.open_article(*self._read_last)

    async def show_concept(self, concept: str) -> None:
        """Leave all other screens and put the review on a concept."""
        from tui.reader import ReaderScreen

        try:
            view = await self.ask(lambda glossary: glossary.view(concept))
        except GlossaryError as error:
            self.complain(error)
            return
        while self.screen is not self.review:
            if isinstance(self.screen, ReaderScreen):
                mention = self.screen.text.mention
                self.remember_place(self.screen.number, mention.start if mention else 0)
            self.pop_screen()
        await self.review.go_to(view.row)

    def action_concordance(self) -> None:
        """Any words in all articles."""
        self.open_concordance("")

    def open_concordance(self, query: str, concept: str = "") -> None:
        """Where `query` stands in all articles, or all that `concept`, which is called so, is called there."""
        from tui.concordance import ConcordanceScreen

        self.push_screen(ConcordanceScreen(query, concept))

    def action_overview(self) -> None:
        """What is in the glossary, drawn."""
        from tui.overview import OverviewScreen

        self.push_screen(OverviewScreen())

    @work(group=AWAITED)
    async def open_story(self, article: int) -> None:
        """An article beside those of the same story in the other languages."""
        from tui.story import StoryScreen, load_story

        try:
            story = await self.ask(lambda glossary: load_story(glossary, article))
        except GlossaryError as error:
            self.complain(error)
        else:
            self.push_screen(StoryScreen(story))
