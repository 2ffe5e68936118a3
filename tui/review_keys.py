"""The keys of the review, and which of them need a concept."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from tui.i18n import N_

REVIEW_KEYS: list[BindingType] = [
    # The first ones are in the footer however narrow the screen is.
    Binding("a", "accept", N_("Accept"), tooltip=N_("Accept the concept or the selected ones; on to the next")),
    Binding("r", "reject", N_("Reject"), tooltip=N_("Reject: not a name, or not for this glossary")),
    *(
        Binding(
            str(digit),
            f"take({digit})",
            N_("Take"),
            key_display="1-9",
            show=digit == 1,
            tooltip=N_("Take this suggestion as the preferred term"),
        )
        for digit in range(1, 10)
    ),
    Binding("e", "edit", N_("Edit"), tooltip=N_("Type the term of the marked language")),
    Binding("u", "undo", N_("Undo"), tooltip=N_("Take back the last decision, also of earlier days")),
    Binding(
        "slash",
        "filter",
        N_("Filter"),
        key_display="/",
        tooltip=N_("Filter: words of any spelling, kind:org missing:ru …; → completes"),
    ),
    Binding("m", "merge", N_("Merge"), tooltip=N_("Merge into another concept, found by typing")),
    Binding("c", "kind", N_("Kind"), tooltip=N_("Change the kind: person, institution, place, event")),
    Binding("question_mark", "app.help", N_("Help"), key_display="?", tooltip=N_("Show all keys")),
    Binding("q", "app.leave_app", N_("Quit"), tooltip=N_("Leave; a running job finishes its article")),
    Binding("d", "doubts", N_("Doubts"), tooltip=N_("Decide a possible merge: the same, or two names")),
    Binding("b", "build", N_("Build"), tooltip=N_("Read articles and find their names")),
    Binding("x", "export", N_("Export"), tooltip=N_("Write the glossary to a file")),
    Binding("U,ctrl+r", "redo", N_("Redo"), show=False, tooltip=N_("Do the undone decision again")),
    Binding("o", "reopen", N_("Reopen"), show=False, tooltip=N_("Make a decided concept undecided again")),
    Binding("s", "skip", N_("Skip"), show=False, tooltip=N_("Go to the next undecided concept")),
    Binding(
        "T",
        "take_best",
        N_("Take the sure"),
        show=False,
        tooltip=N_("Take every first suggestion for what is missing, if 90 % sure or more"),
    ),
    Binding("n", "add", N_("New name"), show=False, tooltip=N_("Add a name by hand")),
    Binding("w", "note", N_("Write a note"), show=False, tooltip=N_("Write a note that goes into the export")),
    Binding("right,l", "language(1)", N_("Next language"), show=False, tooltip=N_("Mark the next language")),
    Binding("left,h", "language(-1)", N_("Language before"), show=False, tooltip=N_("Mark the language before")),
    Binding("space", "select", N_("Select"), show=False, tooltip=N_("Select, to decide several concepts at once")),
    Binding(
        "asterisk",
        "select_all",
        N_("Select all"),
        show=False,
        tooltip=N_("Select all rows that are shown, or none"),
    ),
    Binding("y", "copy", N_("Copy"), show=False, tooltip=N_("Copy the term of the marked language")),
    Binding(
        "Y",
        "copy_row",
        N_("Copy row"),
        show=False,
        tooltip=N_("Copy the row, or those selected, for a spreadsheet"),
    ),
    Binding("v", "whole", N_("Concept"), tooltip=N_("The whole concept: all terms, cases, mentions, history")),
    Binding("i", "import", N_("Import"), show=False, tooltip=N_("Read a CSV back")),
    Binding("p", "packages", N_("Packages"), show=False, tooltip=N_("Argos packages for machine translation")),
    Binding("f", "filters", N_("Filters"), show=False, tooltip=N_("Saved filters: apply, save the one in use, remove")),
    Binding("A", "app.articles", N_("Articles"), show=False, tooltip=N_("Read an article with its names marked")),
    Binding(
        "backspace",
        "app.back_to_article",
        N_("Back to it"),
        show=False,
        tooltip=N_("Back to the article read last"),
    ),
    Binding(
        "C", "concordance", N_("Concordance"), show=False, tooltip=N_("The concept, or any words, in all articles")
    ),
    Binding(
        "S", "story", N_("Story"), show=False, tooltip=N_("The article of this mention beside those in other languages")
    ),
    Binding("O", "app.overview", N_("Overview"), show=False, tooltip=N_("What is in the glossary, drawn")),
    Binding("L", "names", N_("Names in"), show=False, tooltip=N_("The language of the names")),
    Binding("plus", "expand", N_("All suggestions"), show=False, tooltip=N_("All suggestions and traces, or the best")),
    Binding(
        "shift+down",
        "scroll_card(2)",
        N_("Scroll the terms"),
        show=False,
        tooltip=N_("Scroll what is above the evidence"),
    ),
    Binding("shift+up", "scroll_card(-2)", N_("Scroll back"), show=False, tooltip=N_("Scroll it back")),
    Binding("H", "history", N_("History"), show=False, tooltip=N_("The decisions made, newest first")),
    Binding("z", "zoom", N_("Zoom"), show=False, tooltip=N_("Give the whole width to one side, or back")),
    Binding("enter", "open", N_("Open"), show=False, tooltip=N_("Into the concept; while empty: read the examples")),
    Binding("escape", "leave", N_("Back"), show=False, tooltip=N_("Back; stop the job; drop the selection")),
]

NEED_CONCEPT = frozenset(
    {
        "accept",
        "reject",
        "take",
        "take_best",
        "edit",
        "kind",
        "merge",
        "doubts",
        "skip",
        "reopen",
        "note",
        "language",
        "select",
        "select_all",
        "copy",
        "copy_row",
        "whole",
        "story",
        "expand",
        "scroll_card",
        "zoom",
        "filter",
        "export",
    }
)
"""Actions that are not offered while the glossary is empty."""
