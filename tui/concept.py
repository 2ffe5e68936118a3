"""One concept whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.app import TenriengApp


async def open_concept(app: TenriengApp, concept: str) -> None:
    """Show a concept whole."""
