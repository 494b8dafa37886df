"""Everything can be reached by keys and has a name; files may be dropped on whatever lies under the mouse."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTextEdit,
    QWidget,
)

from gongkai_desk.desktop.window import PAGES

from .conftest import answer
from .test_keys_in_the_table import Key, clip, hands

__all__ = ["hands"]
FIELDS = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
LISTS = ("QListView", "QComboBoxListView", "QCalendarView")
INNER = ("qt_spinbox_lineedit",)
"""Parts of Qt's own widgets; a screen reader tells what holds them."""


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isVisible() and widget.isEnabled()


def come_to(window, name, idle):
    window.go(name)
    idle(window)
    QApplication.processEvents()
    assert window.isActiveWindow(), "nothing came up as a window of its own"
    return window.current


@pytest.mark.parametrize("name", [name for name in PAGES if name != "original"])
def test_every_control_has_a_name(hands, idle, name):
    page = come_to(hands.window, name, idle)
    nameless = [
        f"{type(each).__name__} in {type(each.parentWidget()).__name__}"
        for each in page.findChildren(QWidget)
        if isinstance(each, FIELDS)
        and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        and type(each).__name__ not in LISTS
        and each.objectName() not in INNER
        and not each.accessibleName()
    ]
    nameless += ["QPushButton" for each in page.findChildren(QPushButton) if not each.text() and not each.accessibleName()]
    assert not nameless


@pytest.mark.parametrize("name", [name for name in PAGES if name != "original"])
def test_the_keyboard_comes_along_to_every_page(hands, idle, name):
    page = come_to(hands.window, name, idle)
    focused = hands.window.focusWidget()
    assert focused is not None and (focused is page or page.isAncestorOf(focused))
    assert not (isinstance(focused, QPushButton) and "返回" in focused.text()), "Enter would lose what was read"


@pytest.mark.parametrize(("name", "what", "begins"), [
    ("ledger", {}, "任务表"),
    ("import", {"clipboard": True}, "文件"),
    ("issue", {}, "要分发的单位"),
    ("merge", {"paths": True}, "改动"),
    ("board", {}, "报送情况"),
    ("statistics", {}, "按单位"),
    ("export", {}, "模板"),
    ("history", {"tab": "steps"}, "步骤"),
    ("history", {"tab": "changes"}, "变更清单"),
    ("settings", {"table": "roster"}, "单位名录"),
])
def test_the_keyboard_begins_where_the_work_does(hands, idle, clerk, tmp_path, name, what, begins):
    if "paths" in what:
        clerk.answers = [tmp_path / "发"]
        (tmp_path / "发").mkdir()
        come_to(hands.window, "issue", idle).write.click()
        idle(hands.window)
        answer(next((tmp_path / "发").rglob("*市信访局*.xlsx")))
        what = {"paths": [tmp_path / "发"]}
    clip("序号\t工作任务\t牵头单位\n1\t公开预算\t市财政局\n")
    hands.window.go(name, **what)
    idle(hands.window)
    QApplication.processEvents()
    assert hands.window.focusWidget().accessibleName() == begins


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ("original", "ledger")])
def test_tab_reaches_every_control_of_a_page(hands, idle, name):
    page = come_to(hands.window, name, idle)
    wanted = {id(each): each for each in page.findChildren(QWidget) if takes_tab(each) and each.focusProxy() is None}
    assert wanted
    next(iter(wanted.values())).setFocus()
    reached = set()
    for _ in range(250):
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(id(focused))
        QTest.keyClick(focused, Key.Key_Tab)
    missing = [f"{type(each).__name__} {each.accessibleName()}" for each in wanted.values() if id(each) not in reached]
    assert not missing


def drop(target: QWidget, *paths) -> bool:
    """Drop files on ``target`` as the window system does; whether somebody wanted them."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(3, 3), copy, mime, left, none)
    taker = target
    while taker is not None:
        if taker.acceptDrops():
            enter.setAccepted(False)
            QApplication.sendEvent(taker, enter)
            if enter.isAccepted():
                break
        taker = taker.parentWidget()
    if taker is None:
        return False
    falling = QDropEvent(QPointF(3, 3), copy, mime, left, none)
    QApplication.sendEvent(taker, falling)
    QApplication.processEvents()
    return falling.isAccepted()


@pytest.mark.parametrize("name", [name for name in PAGES if name != "original"])
def test_files_dropped_on_any_control_of_any_page_are_taken(hands, idle, name, tmp_path, monkeypatch):
    page = come_to(hands.window, name, idle)
    folder = tmp_path / "收到的文件"
    folder.mkdir()
    taken = []
    monkeypatch.setattr(hands.window, "take_paths", taken.append)
    shown = [each for each in page.findChildren(QWidget) if each.isVisible()]
    for each in shown:
        assert drop(each, folder), f"{type(each).__name__} {each.accessibleName()}"
    assert len(taken) == len(shown) and all(paths == [folder] for paths in taken)
    texts = [each.text() for each in page.findChildren(QLineEdit)] + [each.toPlainText() for each in page.findChildren(QPlainTextEdit)]
    assert not any("收到的文件" in text for text in texts)


def test_files_dropped_on_an_open_cell_are_taken(hands, tmp_path, monkeypatch):
    taken = []
    monkeypatch.setattr(hands.window, "take_paths", taken.append)
    hands.go(1, "lead")
    hands.press(Key.Key_F2)
    editor = QApplication.focusWidget()
    assert drop(editor.viewport(), tmp_path)
    assert taken == [[tmp_path]] and editor.toPlainText() == "市政府办公室"
    hands.press(Key.Key_Escape)


@pytest.mark.parametrize(("name", "fields"), [("issue", ["round", "due", "scope"]), ("ledger", ["round_box"]), ("merge", ["round"]),
                                              ("export", ["choice.round", "choice.day", "choice.unit"])])
def test_the_wheel_over_a_field_changes_nothing(hands, idle, name, fields):
    page = come_to(hands.window, name, idle)
    for path in fields:
        field = page
        for part in path.split("."):
            field = getattr(field, part)
        if isinstance(field, QComboBox):
            field.addItem("另一项")
        field.setFocus()
        before = field.currentText() if isinstance(field, QComboBox) else field.date()
        for turn in (-120, 120):
            middle = QPointF(field.rect().center())
            event = QWheelEvent(middle, field.mapToGlobal(middle), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton,
                                Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False)
            QApplication.sendEvent(field, event)
            assert before == (field.currentText() if isinstance(field, QComboBox) else field.date()), path
