"""Text gathered stretch by stretch, and whether all of it is struck through."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Stretches:
    """The parts so far; ``total`` counts the letters said, ``struck`` those of them that are struck through."""

    parts: list[str] = field(default_factory=list)
    total: int = 0
    struck: int = 0

    def say(self, text: str | None, struck: bool) -> None:
        """Add a stretch."""
        if text:
            self.parts.append(text)
            size = len(text.strip())
            self.total += size
            self.struck += size if struck else 0

    @property
    def all_struck(self) -> bool:
        """Whether there is text and all of it is struck through."""
        return bool(self.total) and self.struck == self.total
