"""Two models that most screens need: a table of values with columns, and values in counted groups."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

AnyIndex = QModelIndex | QPersistentModelIndex
_DISPLAY, _EDIT = Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole
VALUE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Field:
    """A column over values: ``text`` shows one, ``write`` (if the cell is open) gives the value with a new text in it, or raises
    GongkaiError; ``choices``: what may be written, offered in the cell; ``units``: names of units, offered as one types;
    ``grow``: its share of the room that a wide window leaves over (0: it keeps its width), up to ``most`` (0: any).
    ``whole``: it is as wide as its longest text needs, up to so many pixels: names with one beginning look alike when cut.
    ``tail``: what tells one from the other stands at the end (a file and its cell): what is cut is cut in the middle."""

    title: str
    text: Callable[[Any], str]
    width: int = 120
    write: Callable[[Any, str], Any] | None = None
    colour: Callable[[Any], str] | None = None
    ground: Callable[[Any], str] | None = None
    centred: bool = False
    choices: tuple[str, ...] = ()
    units: bool = False
    grow: int = 0
    most: int = 0
    whole: int = 0
    tail: bool = False


class ValuesModel(QAbstractTableModel):
    """A table of values; the owner replaces them all with :meth:`show`."""

    def __init__(self, fields: Sequence[Field], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.fields = tuple(fields)
        self.values: list[Any] = []
        self.edited: Callable[[int, Any], None] | None = None
        self.refused: Callable[[str], None] | None = None

    def show(self, values: Sequence[Any], fields: Sequence[Field] | None = None) -> None:
        """Show ``values`` in place of the present ones."""
        self.beginResetModel()
        self.values = list(values)
        if fields is not None:
            self.fields = tuple(fields)
        self.endResetModel()

    def append(self, value: Any) -> None:
        """Add one value at the end."""
        self.beginInsertRows(QModelIndex(), len(self.values), len(self.values))
        self.values.append(value)
        self.endInsertRows()

    def remove(self, row: int) -> None:
        """Take one value out."""
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.values[row]
        self.endRemoveRows()

    def replace(self, row: int, value: Any) -> None:
        """Put another value in ``row``."""
        self.values[row] = value
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.fields) - 1))

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Values."""
        return 0 if parent.isValid() else len(self.values)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Columns."""
        return 0 if parent.isValid() else len(self.fields)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DISPLAY) -> Any:  # noqa: N802
        """Titles, and row numbers."""
        shown = role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole)
        if shown and orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.fields):
            return self.fields[section].title
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Open cells are editable."""
        flags = super().flags(index)
        if index.isValid() and self.fields[index.column()].write is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """One cell."""
        if not index.isValid() or index.row() >= len(self.values):
            return None
        value, field = self.values[index.row()], self.fields[index.column()]
        if role in (_DISPLAY, _EDIT):
            return field.text(value)
        if role == Qt.ItemDataRole.ToolTipRole:
            text = field.text(value)
            return text if len(text) > 12 else None
        if role == Qt.ItemDataRole.ForegroundRole and field.colour is not None:
            colour = field.colour(value)
            return QBrush(QColor(colour)) if colour else None
        if role == Qt.ItemDataRole.BackgroundRole and field.ground is not None:
            colour = field.ground(value)
            return QBrush(QColor(colour)) if colour else None
        if role == Qt.ItemDataRole.TextAlignmentRole and field.centred:
            return Qt.AlignmentFlag.AlignCenter
        return value if role == VALUE else None

    def setData(self, index: AnyIndex, value: Any, role: int = _EDIT) -> bool:  # noqa: N802
        """Write a cell and tell ``edited(row, new value)``."""
        if role != _EDIT or not index.isValid():
            return False
        write = self.fields[index.column()].write
        if write is None or str(value) == self.fields[index.column()].text(self.values[index.row()]):
            return False
        from gongkai_desk.domain import GongkaiError  # not at the start: the start page only shows

        try:
            changed = write(self.values[index.row()], str(value))
        except GongkaiError as error:
            if self.refused is not None:
                self.refused(str(error))
            return False
        self.replace(index.row(), changed)
        if self.edited is not None:
            self.edited(index.row(), changed)
        return True


@dataclass(frozen=True)
class Group:
    """A heading with the values under it."""

    title: str
    values: tuple[Any, ...]
    colour: str = ""


class GroupsModel(QAbstractItemModel):
    """Values under counted headings, one column."""

    def __init__(
        self, text: Callable[[Any], str], colour: Callable[[Any], str] | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._text = text
        self._colour = colour
        self.groups: list[Group] = []
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, groups: Sequence[Group]) -> None:
        """Show ``groups`` in place of the present ones."""
        self.beginResetModel()
        self.groups = list(groups)
        self.endResetModel()

    def index(self, row: int, column: int, parent: AnyIndex = QModelIndex()) -> QModelIndex:  # noqa: B008
        """Headings have id 0, values the number of their group + 1."""
        if column != 0 or row < 0:
            return QModelIndex()
        if not parent.isValid():
            return self.createIndex(row, column, 0) if row < len(self.groups) else QModelIndex()
        if parent.internalId() == 0 and row < len(self.groups[parent.row()].values):
            return self.createIndex(row, column, parent.row() + 1)
        return QModelIndex()

    def parent(self, index: AnyIndex) -> QModelIndex:  # type: ignore[override]
        """The heading above a value."""
        if not index.isValid() or index.internalId() == 0:
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """Groups, or the values of one."""
        if not parent.isValid():
            return len(self.groups)
        return len(self.groups[parent.row()].values) if parent.internalId() == 0 and parent.column() == 0 else 0

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        """One."""
        return 1

    def value(self, index: AnyIndex) -> Any:
        """The value at ``index``; None for a heading."""
        if not index.isValid() or index.internalId() == 0:
            return None
        return self.groups[index.internalId() - 1].values[index.row()]

    def data(self, index: AnyIndex, role: int = _DISPLAY) -> Any:
        """Text and colour."""
        if not index.isValid():
            return None
        if index.internalId() == 0:
            group = self.groups[index.row()]
            if role == _DISPLAY:
                return f"{group.title}  {len(group.values)}"
            if role == Qt.ItemDataRole.ForegroundRole and group.colour:
                return QBrush(QColor(group.colour))
            return self._bold if role == Qt.ItemDataRole.FontRole else None
        value = self.value(index)
        if role in (_DISPLAY, Qt.ItemDataRole.ToolTipRole):
            return self._text(value)
        if role == Qt.ItemDataRole.ForegroundRole and self._colour is not None and self._colour(value):
            return QBrush(QColor(self._colour(value)))
        return value if role == VALUE else None
