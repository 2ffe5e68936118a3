"""What the finders are shown of an article, and the way back to it."""

import pytest

from glossary.view import view


@pytest.mark.parametrize(
    ("whole", "name", "surface"),
    [
        ("Москва " + "а" * 300 + " Ханой", "Ханой", "Ханой"),
        ("Ханой " + "а" * 300, "Ханой", "Ханой"),
        ("а" * 300 + " Х\u00adюэ " + "b" * 250 + " конец", "Хюэ", "Х\u00adюэ"),
        ("b" * 250 + "\x00Дананг", "Дананг", "Дананг"),
    ],
)
def test_an_endless_word_is_left_out_and_names_around_it_keep_their_places(whole: str, name: str, surface: str) -> None:
    seen = view(whole)
    start = seen.text.index(name)
    first, last = seen.place(start, start + len(name))
    assert whole[first:last] == surface
    assert len(seen.text) < 200
