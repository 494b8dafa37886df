"""Questions to the clerk. One object, so that tests answer in the clerk's place.

Qt's dialogs are loaded when the first question is asked: none is at the start, and their enums take their time.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

    from gongkai_desk.desktop.settings import Settings

BUTTONS = 3
LINE_WIDTH = 420


class Dialogs:
    """Asks over ``parent``; remembers folders in ``settings``."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        self._parent = parent
        self._settings = settings

    def tell(self, text: str, title: str = "提示") -> None:
        """Show a sentence that must be seen."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.information(self._parent, title, text)

    def trouble(self, text: str) -> None:
        """Show what went wrong."""
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.warning(self._parent, "没有完成", text)

    def ask(self, text: str, yes: str = "是", no: str = "取消", *, title: str = "请确认") -> bool:
        """A question with two answers named by what they do."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Question, title, text, QMessageBox.StandardButton.NoButton, self._parent)
        accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setEscapeButton(box.addButton(no, QMessageBox.ButtonRole.RejectRole))
        box.setDefaultButton(accept)
        box.exec()
        return box.clickedButton() is accept

    def line(self, title: str, label: str, start: str = "") -> str | None:
        """One line of text, or None."""
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._parent)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(start)
        dialog.resize(LINE_WIDTH, dialog.sizeHint().height())
        return dialog.textValue().strip() if dialog.exec() else None

    def text(self, title: str, label: str, start: str = "") -> str | None:
        """Several lines of text, or None."""
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._parent)
        dialog.setOption(QInputDialog.InputDialogOption.UsePlainTextEditForTextInput)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setTextValue(start)
        dialog.resize(620, 300)
        return dialog.textValue().strip() if dialog.exec() else None

    def pair(self, title: str, labels: tuple[str, str], note: str, yes: str) -> tuple[str, str] | None:
        """Two lines of text under each other, with a ``note`` on what they are for; None where given up."""
        from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLabel, QLineEdit

        dialog = QDialog(self._parent)
        dialog.setWindowTitle(title)
        form = QFormLayout(dialog)
        lines = (QLineEdit(), QLineEdit())
        for words, line in zip(labels, lines, strict=True):
            line.setAccessibleName(words)
            form.addRow(words, line)
        form.addRow(QLabel(note))
        box = QDialogButtonBox()
        accept = box.addButton(yes, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(dialog.accept)
        box.rejected.connect(dialog.reject)
        lines[0].textChanged.connect(lambda text: accept.setEnabled(bool(text)))
        accept.setEnabled(False)
        accept.setDefault(True)
        form.addRow(box)
        dialog.resize(LINE_WIDTH, dialog.sizeHint().height())
        return (lines[0].text(), lines[1].text()) if dialog.exec() else None

    def open_files(self, title: str, kinds: str, purpose: str) -> list[str]:
        """Existing files."""
        from PySide6.QtWidgets import QFileDialog

        files, _ = QFileDialog.getOpenFileNames(self._parent, title, self._settings.last_folder(purpose), kinds)
        if files:
            self._settings.remember_folder(purpose, files[0])
        return files

    def save_file(self, title: str, name: str, kinds: str, purpose: str) -> str | None:
        """A path to write to; an existing one has been confirmed."""
        from PySide6.QtWidgets import QFileDialog

        start = str(Path(self._settings.last_folder(purpose)) / name)
        path, _ = QFileDialog.getSaveFileName(self._parent, title, start, kinds)
        if path:
            self._settings.remember_folder(purpose, path)
        return path or None

    def folder(self, title: str, purpose: str) -> str | None:
        """An existing folder."""
        from PySide6.QtWidgets import QFileDialog

        path = QFileDialog.getExistingDirectory(self._parent, title, self._settings.last_folder(purpose))
        if path:
            self._settings.remember_folder(purpose, path)
        return path or None

    def choose_printer(self, printer: QPrinter, pages: int) -> bool:
        """Let the clerk choose printer, pages and copies; False where printing was given up."""
        import sys

        from PySide6.QtPrintSupport import QPrintDialog

        from gongkai_desk.desktop.printing import printers

        if sys.platform == "win32" and not printers():
            self.tell("这台电脑没有安装打印机。可以先导出 PDF，拿到别的电脑上打印。", "打印")
            return False
        dialog = QPrintDialog(printer, self._parent)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        return bool(dialog.exec() == QPrintDialog.DialogCode.Accepted)

    def choose(self, title: str, label: str, items: Sequence[str]) -> str | None:
        """One of ``items``, or None: up to three as buttons, more as a list."""
        if len(items) > BUTTONS:
            return self._from_list(title, label, items)
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.NoIcon, title, label, QMessageBox.StandardButton.NoButton, self._parent)
        buttons = {box.addButton(item, QMessageBox.ButtonRole.ActionRole): item for item in items}
        box.setDefaultButton(next(iter(buttons)))
        box.setEscapeButton(list(buttons)[-1])
        box.exec()
        return next((item for made, item in buttons.items() if made is box.clickedButton()), None)

    def _from_list(self, title: str, label: str, items: Sequence[str]) -> str | None:
        from PySide6.QtWidgets import QInputDialog

        dialog = QInputDialog(self._parent)
        dialog.setOption(QInputDialog.InputDialogOption.UseListViewForComboBoxItems)
        dialog.setWindowTitle(title)
        dialog.setLabelText(label)
        dialog.setComboBoxItems(list(items))
        dialog.resize(560, min(460, 170 + 22 * len(items)))
        return dialog.textValue() if dialog.exec() else None

    def show_path(self, path: str | Path) -> None:
        """Open a file or folder with the system's own program."""
        from PySide6.QtCore import QUrl
        from PySide6.QtGui import QDesktopServices

        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
