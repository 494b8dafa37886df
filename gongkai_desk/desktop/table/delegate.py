"""Opens the right editor for a cell and takes back what was typed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtWidgets import QAbstractItemDelegate, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gongkai_desk.desktop.table.columns import COLUMNS, KIND_WORDS, deadline_reading
from gongkai_desk.desktop.table.editors import CellEditor, DeadlineEditor, UnitEditor
from gongkai_desk.desktop.table.listbox import ListBox
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import UNIT
from gongkai_desk.domain import Status

AnyIndex = QModelIndex | QPersistentModelIndex
EDITOR_WIDTH = 150


class CellDelegate(QStyledItemDelegate):
    """``moved(step)``: the editor was left in that direction (see :class:`CellEditor`)."""

    moved = Signal(str)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: N802
        """An editor for the kind of cell."""
        model = index.model()
        assert isinstance(model, TaskModel)
        column, row = COLUMNS[index.column()], model.rows[index.row()]
        if row.kind == UNIT and column.report == "status":
            box = ListBox(parent, [status.value for status in Status], "完成状态")
            box.left.connect(lambda step: self._leave(box, step))
            return box
        if column.edits in ("lead", "support"):
            editor: CellEditor = UnitEditor(parent, unit_names(model), initials)
        elif column.edits == "deadline":
            editor = DeadlineEditor(parent, lambda text: reading_of(model, text))
        else:
            editor = CellEditor(parent)
        editor.left.connect(lambda step, editor=editor: self._leave(editor, step))
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """Our editors handle their own keys; Qt's default would swallow Tab and Enter first."""
        if isinstance(editor, CellEditor | ListBox) and event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
            return False
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802
        """Put the cell's raw text in, the cursor behind it."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, CellEditor | ListBox):
            editor.begin(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: N802
        """Hand what was typed to the model."""
        text = editor.toPlainText() if isinstance(editor, CellEditor) else editor.currentText()  # type: ignore[attr-defined]
        model.setData(model.index(index.row(), index.column()), text, Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        """Over the cell, with room to type; it grows with its text."""
        area = QRect(option.rect)
        if isinstance(editor, CellEditor):
            if COLUMNS[index.column()].key != "number":
                area.setWidth(max(area.width(), EDITOR_WIDTH))
            editor.lie_over(area)
        else:
            editor.setGeometry(area)

    def _leave(self, editor: CellEditor | ListBox, step: str) -> None:
        if step == "back":
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
        elif step == "fill" and isinstance(editor, CellEditor):
            text = editor.toPlainText()
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.RevertModelCache)
            self.moved.emit(f"fill:{text}")
            return
        else:
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, QAbstractItemDelegate.EndEditHint.NoHint)
        self.moved.emit(step)


def unit_names(model: TaskModel) -> tuple[str, ...]:
    """Names to offer: the roster's, those the tasks already use, the roster's short names, then the defined groups."""
    if model.state is None:
        return ()
    snapshot = model.state.snapshot
    used = (name for task in snapshot.tasks for name in (*task.lead.units, *task.support.units))
    return tuple(dict.fromkeys((*snapshot.roster.names, *used, *snapshot.roster.spellings, *snapshot.roster.groups)))


def initials(name: str) -> tuple[str, ...]:
    """The first letters of the readings of ``name``."""
    from gongkai_desk.language import unit_initials

    return tuple(unit_initials(name))


def reading_of(model: TaskModel, text: str) -> str:
    """What ``text`` in a deadline cell will be understood to mean, for the hint under the editor."""
    if not text or model.state is None:
        return ""
    from gongkai_desk.desktop.gestures import calendar_of
    from gongkai_desk.language import read_deadline

    snapshot = model.state.snapshot
    deadline = read_deadline(text, year=snapshot.year, issued=snapshot.issued, calendar=calendar_of(snapshot))
    words = deadline_reading(deadline) or (
        deadline.due.isoformat() if deadline.due else KIND_WORDS.get(deadline.kind, "未能理解")
    )
    return f"理解为：{words}" + (f"（{deadline.reason}）" if deadline.reason else "")
