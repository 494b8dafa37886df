"""What a column or a row of the original is, corrected by clicks and by keys alone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from .test_import_page import breakdown

ALT, NONE = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(window, idle, tmp_path, qtbot):
    window.take_paths([breakdown(tmp_path / "表.xlsx", header=("序号", "工作任务", "甲栏", "乙栏", "完成时限"))])
    idle(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.pages["import"]


def menu_of(page) -> QMenu:
    return [each for each in page.picture.findChildren(QMenu) if each.isVisible()][-1]


def choose(menu, *words):
    """Go to an entry by the arrow and press Enter; through sub-menus where there are several words."""
    for word in words:
        for _ in range(40):
            active = menu.activeAction()
            if active is not None and active.text() == word:
                break
            QTest.keyClick(menu, Qt.Key.Key_Down)
        action = menu.activeAction()
        assert action is not None and action.text() == word
        QTest.keyClick(menu, Qt.Key.Key_Right if action.menu() is not None else Qt.Key.Key_Return)
        menu = action.menu() or menu


def tasks(page):
    return page.files.values[0].breakdowns[0].tasks


def test_by_clicking_the_head_of_a_column(page, idle, window):
    header = page.picture.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(3) + 20, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)
    choose(menu_of(page), "牵头单位")
    idle(window)
    assert tasks(page)[0].lead.units == ("市审计局",)


def test_by_keys(page, idle, window):
    page.picture.setFocus()
    page.picture.setCurrentIndex(page.picture.cells.index(2, 3))
    QTest.keyClick(page.picture, Qt.Key.Key_Down, ALT)
    choose(menu_of(page), "牵头单位")
    idle(window)
    assert tasks(page)[0].lead.units == ("市审计局",)


def test_by_the_menu_of_a_cell(page, idle, window):
    before = len(tasks(page))
    picture = page.picture
    picture.setFocus()
    first = next(at for at in range(picture.cells.rowCount()) if picture.cells.index(at, 0).data() == "1")
    picture.setCurrentIndex(picture.cells.index(first + 1, 2))
    corner = picture.viewport().mapToGlobal(QPoint(5, 5))
    QApplication.sendEvent(picture.viewport(), QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(5, 5), corner))
    choose(menu_of(page), "从这一行开始是任务")
    idle(window)
    assert len(tasks(page)) < before


def test_a_column_by_the_menu_of_a_cell(page, idle, window):
    picture = page.picture
    index = picture.cells.index(3, 3)
    place = picture.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, picture.viewport().mapToGlobal(place))
    QApplication.sendEvent(picture.viewport(), event)
    choose(menu_of(page), "这一列是", "牵头单位")
    idle(window)
    assert tasks(page)[0].lead.units == ("市审计局",)
