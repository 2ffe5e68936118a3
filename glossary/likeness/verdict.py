"""What a rule answers."""

from __future__ import annotations

from glossary.model import Comparison, Risk


def same(level: str, why: str, risk: Risk = Risk.NONE) -> Comparison:
    """They are one."""
    return Comparison(True, level, why, risk)


def differ(level: str, why: str, risk: Risk = Risk.NEVER) -> Comparison:
    """They are two: for certain, or until somebody looks (`Risk.DOUBT`)."""
    return Comparison(False, level, why, risk)
