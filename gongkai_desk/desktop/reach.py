"""Keys, the wheel and dropped files reach what they are meant for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from gongkai_desk.desktop.desk import BACK, Page

TEXTS = (QLineEdit, QPlainTextEdit, QTextEdit)


def takes_keys(widget: QWidget) -> bool:
    """Whether the keyboard can stand in ``widget`` now."""
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def bring_keys(page: Page, focused: QWidget | None) -> None:
    """Let the keyboard stand in ``page``, unless it does: where the page begins, else in its first table or list, else in what
    comes first, but for the button that leads back."""
    here = focused is not None and (focused is page or page.isAncestorOf(focused)) and focused.isVisible()
    if here and focused is not None and not focused.property(BACK):
        return
    begins = page.begins()
    if begins is not None and takes_keys(begins):
        begins.setFocus(Qt.FocusReason.OtherFocusReason)
        return
    inside = [each for each in page.findChildren(QWidget) if takes_keys(each) and not each.property(BACK)]
    first = next((each for each in inside if isinstance(each, QAbstractItemView)), next(iter(inside), None))
    if first is not None:
        first.setFocus(Qt.FocusReason.OtherFocusReason)


def let_drops_through(page: QWidget) -> None:
    """Files dropped on a text field go to the window: the field would take them for text, and write their paths."""
    for each in page.findChildren(QWidget):
        if isinstance(each, TEXTS):
            each.setAcceptDrops(False)


class Calm(QObject):
    """Whoever scrolls over a field means the page: the wheel changes no 报送期 and no date under the mouse."""

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        for each in page.findChildren(QWidget):
            if isinstance(each, QComboBox | QAbstractSpinBox):
                each.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                each.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """The wheel goes to what holds the field."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True
