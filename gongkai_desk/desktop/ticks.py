"""A table of values with a tick in the first column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from gongkai_desk.desktop.models import AnyIndex, Field, ValuesModel

_CHECK = Qt.ItemDataRole.CheckStateRole


@dataclass(frozen=True)
class Tick:
    """A value, and whether it is ticked."""

    value: Any
    on: bool = True


class TickModel(ValuesModel):
    """Fields are over the values; ``ticked()`` when any tick changed."""

    ticked = Signal()

    def __init__(self, fields: Sequence[Field], parent: QObject | None = None) -> None:
        super().__init__([replace(field, text=_inner(field)) for field in fields], parent)

    def show_ticks(self, ticks: Sequence[Tick]) -> None:
        """Show other values; ticks of values that were there are kept by the caller."""
        self.show(ticks)

    def chosen(self) -> list[Any]:
        """The ticked values."""
        return [tick.value for tick in self.values if tick.on]

    def tick_all(self, on: bool) -> None:
        """Tick or untick everything."""
        self.values = [replace(tick, on=on) for tick in self.values]
        if self.values:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.values) - 1, 0), [_CHECK])
        self.ticked.emit()

    def tick_some(self, ticks: Sequence[Tick], on: bool) -> None:
        """Tick or untick some of the values shown."""
        wanted = {id(tick) for tick in ticks}
        self.values = [replace(tick, on=on) if id(tick) in wanted else tick for tick in self.values]
        if self.values:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.values) - 1, 0), [_CHECK])
        self.ticked.emit()

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """The first column can be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() and index.column() == 0 else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The tick, else the field."""
        if role == _CHECK:
            if index.isValid() and index.column() == 0:
                return Qt.CheckState.Checked if self.values[index.row()].on else Qt.CheckState.Unchecked
            return None
        return super().data(index, role)

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        """Tick or untick one."""
        if role != _CHECK or not index.isValid() or index.column() != 0:
            return False
        self.values[index.row()] = replace(self.values[index.row()], on=Qt.CheckState(value) == Qt.CheckState.Checked)
        self.dataChanged.emit(index, index, [_CHECK])
        self.ticked.emit()
        return True


def _inner(field: Field) -> Any:
    return lambda tick: field.text(tick.value)
