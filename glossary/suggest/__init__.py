"""Suggestions: one module per origin, each with `propose(question) -> list[Suggestion]`, and one ranking over all."""
