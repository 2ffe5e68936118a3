"""What a rule answers."""

from __future__ import annotations

from glossary.model import Comparison, Risk

OTHER_VOWELS = "vowels"
"""The level of two Vietnamese names that are one only where their marks are left out, or a script has no letter."""


def same(level: str, why: str, risk: Risk = Risk.NONE) -> Comparison:
    """They are one."""
    return Comparison(True, level, why, risk)


def differ(level: str, why: str, risk: Risk = Risk.NEVER) -> Comparison:
    """They are two: for certain, or until somebody looks (`Risk.DOUBT`)."""
    return Comparison(False, level, why, risk)


def forbids(verdict: Comparison) -> bool:
    """May the two not be one whatever a third name fits? A person may say so nevertheless, where it is a doubt."""
    return verdict.risk is Risk.NEVER or verdict.level == OTHER_VOWELS
