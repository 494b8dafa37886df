"""Cells that take one of a few values, or names of units: offered in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtWidgets import QAbstractItemDelegate, QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gongkai_desk.desktop.models import ValuesModel
from gongkai_desk.desktop.table.delegate import initials
from gongkai_desk.desktop.table.editors import CellEditor, UnitEditor
from gongkai_desk.desktop.table.listbox import ListBox

AnyIndex = QModelIndex | QPersistentModelIndex
BEGUN = "begun"
"""The property of an editor that has been given its cell: when the table is told anew, what is being typed stays."""


class ChoiceDelegate(QStyledItemDelegate):
    """A list where the field has ``choices``, ``names()`` as one types where it holds units, else Qt's line."""

    def __init__(self, parent: QObject, names: Callable[[], Sequence[str]] = tuple) -> None:
        super().__init__(parent)
        self._names = names

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: N802
        """The editor; a choice is taken as soon as it is made."""
        model = index.model()
        field = model.fields[index.column()] if isinstance(model, ValuesModel) else None
        if field is not None and field.units:
            editor = UnitEditor(parent, self._names(), initials)
            editor.left.connect(lambda step: self._leave(editor, step))
            return editor
        choices = field.choices if field is not None else ()
        if not choices:
            return super().createEditor(parent, option, index)
        box = ListBox(parent, choices, str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        box.left.connect(lambda step: self._leave(box, step))
        return box

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802
        """The present value."""
        if isinstance(editor, ListBox | CellEditor):
            editor.begin(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        elif not editor.property(BEGUN):
            editor.setProperty(BEGUN, True)
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: N802
        """The chosen value."""
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentText())
        elif isinstance(editor, CellEditor):
            model.setData(model.index(index.row(), index.column()), editor.toPlainText())
        else:
            super().setModelData(editor, model, index)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        """Over the cell; a long list of units grows downwards."""
        if isinstance(editor, CellEditor):
            editor.lie_over(QRect(option.rect))
        else:
            super().updateEditorGeometry(editor, option, index)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """The units' editor handles its own keys; Qt's default would take Tab and Enter from its offers."""
        if isinstance(editor, CellEditor | ListBox) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(editor, event)

    def _leave(self, editor: CellEditor | ListBox, step: str) -> None:
        if step == "back":
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        else:
            self.commitData.emit(editor)
            hint = QAbstractItemDelegate.EndEditHint
            self.closeEditor.emit(editor, hint.SubmitModelCache if step == "down" else hint.NoHint)
