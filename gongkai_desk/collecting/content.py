"""What a column is, told by its cells: for headers that leave it open or are gone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from gongkai_desk.collecting.columns import chosen
from gongkai_desk.domain import DutyRole, Status
from gongkai_desk.grids.grid import Grid, Row

ROLES = frozenset(role.value for role in DutyRole)
STATES = frozenset(status.value for status in Status)
SHORT_STATE = 8


class ColumnJudge:
    """Scores how well the cells of a column suit a key; called as ``judge(key, column)`` (1-based)."""

    def __init__(self, grid: Grid, body: Sequence[Row]) -> None:
        self._grid, self._body = grid, body

    def __call__(self, key: str, column: int) -> float:
        """Between 0 and 1, or -1 where the column is blank."""
        cells = [value for row in self._body if len(row.values) >= column and (value := row.values[column - 1]) not in (None, "")]
        if not cells:
            return -1.0
        test = _TESTS.get(key)
        return sum(map(test, cells)) / len(cells) if test else 0.1

    def fit(self, columns: Mapping[str, int]) -> float:
        """How well the cells suit a whole form's columns."""
        return sum(self(key, columns[key]) for key in ("role", "status", "done_on", "number", "text") if key in columns)

    def columns_by_order(self, marks: int) -> dict[str, int]:
        """The columns of a form without header: the issued shape whose contents fit best, counted from the hidden column."""
        best: tuple[float, dict[str, int]] = (-1.0, {})
        for requirement in (False, True):
            for target in (False, True):
                shape = {column.key: marks + place for place, column in enumerate(chosen(requirement, target), 1)}
                score = self.fit(shape)
                if score > best[0]:
                    best = (score, shape)
        return best[1]


def is_status(value: object) -> bool:
    """Whether a cell holds a state, as issued or as offices word it."""
    if not isinstance(value, str) or len(value) > SHORT_STATE:
        return False
    if value in STATES:
        return True
    from gongkai_desk.language.answers import read_status

    return read_status(value, {}) is not None


def _is_date(value: object) -> bool:
    if isinstance(value, date):
        return True
    signs = isinstance(value, str) and len(value) < 14 and any(sign in value for sign in "年月日-./")
    return bool(signs) and any(map(str.isdigit, str(value)))


def _is_figure(value: object) -> bool:
    if isinstance(value, int | float):
        return True
    return isinstance(value, str) and len(value) < 12 and value[:1].isdigit()


def _is_long(value: object) -> bool:
    return isinstance(value, str) and len(value) > SHORT_STATE


_TESTS: dict[str, Callable[[object], bool]] = {
    "status": is_status,
    "done_on": _is_date,
    "deadline": lambda value: isinstance(value, str) and any(sign in value for sign in "前底年月季期续"),
    "progress": _is_long,
    "text": _is_long,
    "value": _is_figure,
    "number": lambda value: isinstance(value, int) or (isinstance(value, str) and len(value) < 6),
    "role": lambda value: value in ROLES,
    "next_steps": _is_long,
    "evidence": lambda value: isinstance(value, str),
}
