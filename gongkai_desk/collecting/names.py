"""Units and versions told by names: of files, folders, sheets and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath

from gongkai_desk.collecting.columns import words
from gongkai_desk.collecting.form import safe_name
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import Roster

_NUMBERED = re.compile(
    r"[(（\[【]\s*(\d{1,2})\s*[)）\]】]|[-_ ]?[vV版第](\d{1,2})(?:版|稿|次)?(?=$|[^\d年季月])")
_CORRECTED = words("更正 更新 修改 修订 改正 订正 重报 补报 再报 最新 最终 终稿 定稿 新版 改后 修正 纠正")
_CORRECTED_RANK = 100
_DAY = re.compile(r"(?<![\dvV.])(?:(20\d\d)[-._年]?)?(?:(\d{1,2})(?:[-._]|月)(\d{1,2})|(\d\d)(\d\d))(?![\d.])")


def parts(path: str) -> list[str]:
    """A path's folders and file, archives included, whatever the system's separator."""
    return [part for part in path.replace("\\", "/").split("/") if part]


def stem(path: str) -> str:
    """A file's name without its ending."""
    return PurePosixPath(path.replace("\\", "/")).stem


def version_mark(path: str) -> int:
    """What a file's name says of its version: 0 nothing, ``(1)`` 1, 更正 more than any number."""
    name = stem(path)
    rank = max((int(found[1] or found[2]) for found in _NUMBERED.finditer(name)), default=0)
    return rank + (_CORRECTED_RANK if any(word in name for word in _CORRECTED) else 0)


def version_day(path: str) -> tuple[int, int, int] | None:
    """The last day that a file's name bears (``0925``, ``9月25日``, ``20220925``) as year (0: not said), month, day; or None."""
    days = [(int(found[1] or 0), int(found[2] or found[4]), int(found[3] or found[5])) for found in _DAY.finditer(stem(path))]
    return next((day for day in reversed(days) if 1 <= day[1] <= 12 and 1 <= day[2] <= 31), None)


class UnitNames:
    """Finds a unit's name in a text: the longest name or alias that stands in it, at its first place."""

    def __init__(self, roster: Roster, others: Iterable[str] = ()) -> None:
        names: dict[str, str] = {}
        for name in others:
            names[squeeze(name)] = name
        for unit in roster.units:
            for alias in unit.aliases:
                if len(alias) >= 2:
                    names.setdefault(squeeze(alias), unit.name)
        for unit in roster.units:
            names[squeeze(unit.name)] = unit.name
            names.setdefault(safe_name(unit.name), unit.name)
        self._names = names
        self._longest = sorted(names, key=len, reverse=True)
        self._roster = roster

    def within(self, text: str) -> str | None:
        """The unit that a title, a file or a folder names, or None."""
        bare = squeeze(text)
        if not bare:
            return None
        exact = self._names.get(bare)
        if exact is not None:
            return exact
        return next((self._names[name] for name in self._longest if name in bare), None)

    def named(self, text: str) -> str | None:
        """The unit that a cell names (填报单位), co-names and short names understood; None where it is unknown."""
        bare = squeeze(text)
        if not bare or len(bare) > 60:
            return None
        known = self._names.get(bare)
        if known is not None:
            return known
        from gongkai_desk.language.book import UnitBook

        match = UnitBook(self._roster).match(bare)
        if match is not None and match.sure and match.name in self._names.values():
            return match.name
        return self.within(bare)

    def exactly(self, text: str) -> str | None:
        """The unit whose name or alias a text is, and nothing else; None where it is none."""
        return self._names.get(squeeze(text))

    def mentions(self, text: str, unit: str) -> bool:
        """Whether a text names this unit, by its name or an alias, whatever else it names."""
        bare = squeeze(text)
        return any(name in bare for name, known in self._names.items() if known == unit) or squeeze(unit) in bare

    def in_path(self, path: str) -> str | None:
        """The unit that the file's name, else the nearest folder or archive, names."""
        for part in reversed(parts(path)):
            unit = self.within(part)
            if unit is not None:
                return unit
        return None

    def known(self, name: str) -> str:
        """The roster's own name for a name or alias; the name itself where it is unknown."""
        return self._names.get(squeeze(name), name)
