"""The columns of one table while their roles are being settled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from gongkai_desk.layout.content import Profile
from gongkai_desk.layout.model import ColumnRole, Role


@dataclass
class Columns:
    """The columns of one table while their roles are being settled."""

    roles: dict[int, ColumnRole] = field(default_factory=dict)
    profiles: Mapping[int, Profile] = field(default_factory=dict)

    def of(self, *roles: Role) -> list[int]:
        """The columns that hold any of these roles now, from left to right."""
        return [column for column in sorted(self.roles) if self.roles[column].role in roles]

    def profile(self, column: int) -> Profile:
        """What a column's cells look like."""
        return self.profiles.get(column, Profile())

    def set(self, column: int, role: Role, reason: str, score: float | None = None) -> None:
        """Settle a column's role, with the reason."""
        old = self.roles.get(column) or ColumnRole(column, role, 0.0)
        self.roles[column] = replace(old, role=role, reason=reason, score=old.score if score is None else score)
