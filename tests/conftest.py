"""What several test files share: homes that are not the developer's, and a small glossary to review."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossary.model import Article, Doubt, Kind, Lang, Mention, Origin, Suggestion
from glossary.store import Linked, Reading, Store
from tui import i18n

ENGLISH = """Foreign Minister Le Hoang Nam received Anna Sokolova in Da Nang on Monday.
The Institute of Marine Studies (IMS) and Nam signed a plan for the Blue River Festival.
“Da Nang keeps its word,” Le Hoang Nam said."""

VIETNAMESE = """Bộ trưởng Lê Hoàng Nam tiếp bà Anna Sokolova tại Đà Nẵng.
Viện Nghiên cứu Biển ký kế hoạch."""

RUSSIAN = "Анна Соколова прибыла в Дананг."

# (article, text of the mention, lemma, which occurrence, language, concept)
MENTIONS = [
    (0, "Le Hoang Nam", "", 0, Lang.EN, "nam"),
    (0, "Anna Sokolova", "", 0, Lang.EN, "anna"),
    (0, "Da Nang", "", 0, Lang.EN, "danang"),
    (0, "Institute of Marine Studies", "", 0, Lang.EN, "ims"),
    (0, "IMS", "", 0, Lang.EN, "ims"),
    (0, "Nam", "", 1, Lang.EN, "short"),
    (0, "Blue River Festival", "", 0, Lang.EN, "festival"),
    (0, "Da Nang", "", 1, Lang.EN, "danang"),
    (0, "Le Hoang Nam", "", 1, Lang.EN, "nam"),
    (1, "Lê Hoàng Nam", "", 0, Lang.VI, "nam"),
    (1, "Anna Sokolova", "", 0, Lang.VI, "anna"),
    (1, "Đà Nẵng", "", 0, Lang.VI, "danang"),
    (1, "Viện Nghiên cứu Biển", "", 0, Lang.VI, "ims"),
    (2, "Анна Соколова", "", 0, Lang.RU, "anna"),
    (2, "Дананг", "", 0, Lang.RU, "danang"),
]

KINDS = {
    "nam": Kind.PERSON,
    "anna": Kind.PERSON,
    "danang": Kind.PLACE,
    "ims": Kind.ORG,
    "short": Kind.PERSON,
    "festival": Kind.EVENT,
}

SUGGESTIONS = {
    "nam": {
        Lang.RU: (
            Suggestion(
                "Ле Хоанг Нам",
                Origin.TRANSCRIPTION,
                0.96,
                "Lê → Ле, Hoàng → Хоанг, Nam → Нам",
                (Origin.TRANSCRIPTION, Origin.ARGOS),
            ),
            Suggestion("Ле Хоанг Нама", Origin.ARGOS, 0.31, "vi → en → ru, second of four"),
        )
    },
    "ims": {
        Lang.RU: (Suggestion("Институт морских исследований", Origin.COMPOSITION, 0.74, "Viện → Институт …"),),
    },
    "festival": {
        Lang.VI: (Suggestion("Lễ hội Sông Xanh", Origin.ARGOS, 0.55, "en → vi, first of four"),),
        Lang.RU: (Suggestion("Фестиваль Голубой реки", Origin.ARGOS, 0.52, "en → ru, first of four"),),
    },
}


def occurrence(text: str, part: str, number: int) -> int:
    """Where the `number`th whole word `part` starts."""
    start = -1
    for _ in range(number + 1):
        start = text.index(part, start + 1)
    return start


def make_desk(path: Path) -> Path:
    """A glossary of six concepts from three articles, written as a build writes it; one possible merge is open."""
    articles = [
        Article("port.txt", ENGLISH, Lang.EN, "Coast News", "2024-05-13"),
        Article("cang.txt", VIETNAMESE, Lang.VI, "", "2024-05-13"),
        Article("port-ru.txt", RUSSIAN, Lang.RU),
    ]
    store = Store(path)
    known: set[str] = set()
    for number, article in enumerate(articles):
        linked = []
        for where, text, lemma, nth, lang, concept in MENTIONS:
            if where == number:
                # “Nam” is also the last word of “Le Hoang Nam”: the short one is the second that stands alone.
                start = occurrence(article.text, text, nth)
                mention = Mention(start, start + len(text), text, KINDS[concept], "test", lang, lemma)
                linked.append(Linked(mention, concept, "the same letters"))
        linked.sort(key=lambda one: one.mention.start)
        fresh = sorted({one.concept for one in linked} - known)
        known |= set(fresh)
        store.save(
            Reading(
                article=article,
                place=article.name,
                new=[(concept, KINDS[concept]) for concept in fresh],
                linked=linked,
                doubts=[Doubt("short", "nam", "“Nam” may be short for “Le Hoang Nam”")] if number == 0 else [],
                suggestions={},
            )
        )
    store.save_suggestions({concept: SUGGESTIONS.get(concept, {}) for concept in KINDS})
    store.close()
    return path


@pytest.fixture(scope="session")
def made_desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small glossary, made once; tests work on copies."""
    return make_desk(tmp_path_factory.mktemp("desk") / "glossary.db")


@pytest.fixture
def desk(made_desk: Path, tmp_path: Path) -> Path:
    """A small glossary to review."""
    return Path(shutil.copy(made_desk, tmp_path / "glossary.db"))


@pytest.fixture
def own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing a test does reaches the developer's own folders, packages or glossary."""
    home = tmp_path_factory.mktemp("home")
    for variable in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    for variable in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(variable, str(home / variable.lower()))
    for variable in ("TENRIENG_DB", "TENRIENG_CONFIG"):
        monkeypatch.delenv(variable, raising=False)
    # The interface speaks English, whatever the developer's system speaks.
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """Whatever language a test has chosen, the next one begins in English."""
    yield
    i18n.use("en")
