"""Where the cursor goes as in Excel: to the edge of a block of filled cells, to the corners of the table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

Action = QAbstractItemView.CursorAction
_FLAG = QItemSelectionModel.SelectionFlag
_KEYS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End})
WAYS = {Action.MoveUp: (0, -1), Action.MoveDown: (0, 1), Action.MoveLeft: (-1, 0), Action.MoveRight: (1, 0)}
"""Steps across and down of the arrow keys."""


def edge(places: Sequence[int], start: int, filled: Callable[[int], bool]) -> int:
    """From ``start`` along ``places`` (in the direction of the move): the last filled one of a block, the first filled one behind
    a gap, the last of all where there is none."""
    ahead = list(places[places.index(start) + 1 :]) if start in places else []
    if not ahead:
        return start
    if filled(start) and filled(ahead[0]):
        gap = next((at for at, place in enumerate(ahead) if not filled(place)), len(ahead))
        return ahead[gap - 1]
    return next((place for place in ahead if filled(place)), ahead[-1])


def command_of(event: QKeyEvent) -> QItemSelectionModel.SelectionFlag | None:
    """What Ctrl with an arrow does to the selection: it goes along, with Shift it grows; None for other keys."""
    keys = event.modifiers()
    if not keys & Qt.KeyboardModifier.ControlModifier or event.key() not in _KEYS:
        return None
    return _FLAG.SelectCurrent if keys & Qt.KeyboardModifier.ShiftModifier else _FLAG.ClearAndSelect
