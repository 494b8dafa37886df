"""How long work tells where it is and is stopped."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[int, int, str], None]
"""Called as ``progress(done, total, what)`` at least twice a second; raises :class:`Cancelled` to stop the work."""


def silent(done: int, total: int, what: str) -> None:
    """The :data:`Progress` of whoever does not want to know."""
