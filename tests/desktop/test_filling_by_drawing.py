"""The square at the selection's corner, drawn by the mouse: over headings, out of the window's edge, upwards, and double-clicked."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from .test_keys_in_the_table import hands, hands_at_many

__all__ = ["hands"]
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def long(window, idle, tmp_path, qtbot):
    """A ledger longer than the window."""
    return hands_at_many(60, tmp_path / "长.gkd", window, idle, qtbot)


def corner(hands):
    return hands.table.handle.area().center()


def centre(hands, task, column):
    index = hands.model.index(hands.model.row_of(task), hands.model.column_of(column))
    return hands.table.visualRect(index).center()


def draw(hands, start, end, qtbot):
    view = hands.table.viewport()
    QTest.mousePress(view, LEFT, pos=start)
    for part in range(1, 5):
        QTest.mouseMove(view, start + (end - start) * part / 4)
    return view


def test_a_lead_is_drawn_over_headings(hands, qtbot):
    hands.go(1, "lead")
    end = centre(hands, 4, "lead")
    view = draw(hands, corner(hands), end, qtbot)
    QTest.mouseRelease(view, LEFT, pos=end)
    hands.settle()
    assert [hands.task(at).lead.units for at in (2, 3, 4)] == [("市政府办公室",)] * 3
    rows, _columns = hands.page.cells.block()
    assert len(rows) == 4, "what was filled is selected, as in Excel"


def test_a_lead_is_drawn_upwards(hands, qtbot):
    hands.go(4, "support")
    hands.press(Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    hands.go(2, "lead")
    end = centre(hands, 1, "lead")
    view = draw(hands, corner(hands), end, qtbot)
    QTest.mouseRelease(view, LEFT, pos=end)
    hands.settle()
    assert hands.task(1).lead.units == ("市信访局",)


def test_the_table_scrolls_along_when_drawn_over_its_edge(long, qtbot):
    long.go(1, "lead")
    view = long.table.viewport()
    below = QPoint(corner(long).x(), view.height() + 30)
    draw(long, corner(long), below, qtbot)
    bar = long.table.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.value() > 400, timeout=5000)
    QTest.mouseRelease(view, LEFT, pos=below)
    long.settle()
    filled = [at for at in range(60) if long.task(at).lead.raw == "市政府办公室"]
    assert filled[:10] == list(range(1, 11))


def test_a_double_click_on_the_square_fills_down_to_the_end_of_the_column_beside(hands, qtbot):
    hands.go(1, "support")
    QTest.mouseDClick(hands.table.viewport(), LEFT, pos=corner(hands))
    hands.settle()
    assert [hands.task(at).support.units for at in (2, 3)] == [("市司法局",)] * 2
    assert hands.task(4).support.units == (), "the column on its left ends before"


def test_escape_gives_the_drawing_up(hands, qtbot):
    hands.go(1, "lead")
    end = centre(hands, 4, "lead")
    view = draw(hands, corner(hands), end, qtbot)
    hands.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(view, LEFT, pos=end)
    hands.settle()
    assert hands.task(2).lead.units == ("市信访局",)
