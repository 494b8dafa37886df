"""Cells that take one of a few values: a list to choose from, in place."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gongkai_desk.desktop.models import ValuesModel

AnyIndex = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """A list where the field has ``choices``, else Qt's line."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: N802
        """The editor; a choice is taken as soon as it is made."""
        model = index.model()
        choices = model.fields[index.column()].choices if isinstance(model, ValuesModel) else ()
        if not choices:
            return super().createEditor(parent, option, index)
        box = QComboBox(parent)
        box.addItems(list(choices))
        box.setAccessibleName(str(model.headerData(index.column(), Qt.Orientation.Horizontal)))
        box.activated.connect(lambda _at: self._take(box))
        return box

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802
        """The present value."""
        if isinstance(editor, QComboBox):
            editor.setCurrentText(str(index.data(Qt.ItemDataRole.EditRole) or ""))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: N802
        """The chosen value."""
        if isinstance(editor, QComboBox):
            model.setData(model.index(index.row(), index.column()), editor.currentText())
        else:
            super().setModelData(editor, model, index)

    def _take(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)
