"""Formats for leaving and coming back: one module each, a parse/print pair."""
