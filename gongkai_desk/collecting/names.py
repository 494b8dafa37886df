"""Units and versions told by names: of files, folders, sheets and titles."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from gongkai_desk.collecting.columns import words
from gongkai_desk.collecting.form import safe_name
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import Roster

if TYPE_CHECKING:
    from gongkai_desk.language.book import UnitBook

_NUMBERED = re.compile(
    r"[(（\[【]\s*(\d{1,2})\s*[)）\]】]|[-_ ]?[vV版第](\d{1,2})(?:版|稿|次)?(?=$|[^\d年季月])")
_CORRECTED = words("更正 更新 修改 修订 改正 订正 重报 补报 再报 最新 最终 终稿 定稿 新版 改后 修正 纠正")
_CORRECTED_RANK = 100
_PERIOD = re.compile(r"[0-9]+|年度?|第?[一二三四]季度?|[上下]半年|月份?|报送|上报|填报表?")
_APART = re.compile(r"[\W_]+")
_UNIT_ENDS = frozenset("局委办厅部院会县区市州旗镇乡道处心司团府社队行校馆站联室")
_LONGEST_SHORT = 16
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


def stem_words(name: str) -> list[str]:
    """The words of a file's or folder's name, without its ending and without the period that it names."""
    bare = stem(name) if re.search(r"\.\w{2,4}$", name) else name
    return [word for word in _APART.split(_PERIOD.sub(" ", squeeze(bare))) if len(word) > 1]


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

    def filed(self, text: str) -> str | None:
        """The unit that a file, folder or sheet is named after, short names (教育局, 发改委, 临河) understood, or None."""
        return self.within(text) or self._in_short(stem_words(text))

    def _in_short(self, tokens: Iterable[str]) -> str | None:
        """A short name that begins a word of the name: 教育局材料. A name that is only likely tells nothing."""
        for token in tokens:
            ends = (end for end in range(min(len(token), _LONGEST_SHORT), 1, -1)
                    if end == len(token) or (end > 2 and token[end - 1] in _UNIT_ENDS))
            for end in ends:
                match = self._book.match(token[:end])
                if match is not None and match.sure and match.name in self._known:
                    return match.name
        return None

    @cached_property
    def _book(self) -> UnitBook:
        from gongkai_desk.language.book import book_of

        return book_of(self._roster)

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._names.values())

    def named(self, text: str) -> str | None:
        """The unit that a cell names (填报单位), co-names and short names understood; None where it is unknown."""
        bare = squeeze(text)
        if not bare or len(bare) > 60:
            return None
        known = self._names.get(bare)
        if known is not None:
            return known
        match = self._book.match(bare)
        if match is not None and match.sure and match.name in self._known:
            return match.name
        return self.within(bare)

    def exactly(self, text: str) -> str | None:
        """The unit whose name or alias a text is, and nothing else; None where it is none."""
        return self._names.get(squeeze(text))

    def mentions(self, text: str, unit: str) -> bool:
        """Whether a text names this unit, by its name or an alias, whatever else it names."""
        bare = squeeze(text)
        written = any(name in bare for name, known in self._names.items() if known == unit) or squeeze(unit) in bare
        return written or self.filed(text) == unit

    def in_path(self, path: str) -> str | None:
        """The unit that the file's name, else the nearest folder or archive, names."""
        for part in reversed(parts(path)):
            unit = self.filed(part)
            if unit is not None:
                return unit
        return None

    def known(self, name: str) -> str:
        """The roster's own name for a name or alias; the name itself where it is unknown."""
        return self._names.get(squeeze(name), name)
