"""What the glossary says – errors, reasons, traces, labels of decisions – in the language of the interface."""

from __future__ import annotations


def said(text: str) -> str:
    """A message of the glossary, which speaks English and stores English, as the reader is to see it."""
    return text
