"""Units (单位) and the roster (单位名录) that says who exists in this project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    """层级 of a unit."""

    PROVINCE = "省"
    CITY = "市"
    COUNTY = "县"
    TOWN = "乡"


class Category(StrEnum):
    """类别 of a unit (``contract.md`` §4). ``UPPER`` units get no form and are never chased."""

    DEPARTMENT = "部门"
    COUNTY = "县(市、区)"
    ZONE = "开发区"
    ENTERPRISE = "企事业"
    UPPER = "上级"


@dataclass(frozen=True, slots=True)
class Unit:
    """One body that can be responsible for a task. ``name`` is the project's own wording and identifies it."""

    name: str
    aliases: tuple[str, ...] = ()
    level: Level | None = None
    category: Category | None = None
    parent: str | None = None
    contact: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class Roster:
    """The project's units in order, and the groups somebody has defined.

    ``groups``: a group phrase as documents write it (``市级有关部门(单位)``) -> the names it stands for. A phrase that is
    absent is not defined; ``language.groups`` knows which phrases expand of themselves (各县(市、区)政府).
    """

    units: tuple[Unit, ...] = ()
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def names(self) -> tuple[str, ...]:
        """Every unit's name, in roster order."""
        return tuple(unit.name for unit in self.units)

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every unit's name, in roster order, then every other name that the roster knows for one."""
        return tuple(dict.fromkeys((*self.names, *(alias for unit in self.units for alias in unit.aliases))))

    def find(self, name: str) -> Unit | None:
        """The unit whose name or alias is exactly ``name``; names win over aliases."""
        return self._index.get(name)

    @property
    def _index(self) -> dict[str, Unit]:
        index: dict[str, Unit] | None = self.__dict__.get("_names")
        if index is None:
            index = {alias: unit for unit in reversed(self.units) for alias in unit.aliases}
            index.update((unit.name, unit) for unit in reversed(self.units))
            self.__dict__["_names"] = index
        return index
