"""Keys and gestures that a clerk knows from Excel: Chinese typed over a cell, Ctrl with arrows, Ctrl+R, zoom, sorting twice."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QInputMethodEvent

from gongkai_desk.desktop.table.filters import FilterPopup, Values
from gongkai_desk.desktop.table.moving import edge
from gongkai_desk.desktop.table.rows import COLUMN, Choice, sorted_by

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_edge_of_a_block():
    filled = {0, 1, 2, 5, 6}.__contains__
    assert [edge(range(9), at, filled) for at in (0, 2, 3, 5, 6, 8)] == [2, 5, 5, 6, 8, 8]
    assert edge(range(8, -1, -1), 6, filled) == 5


def test_chinese_typed_over_a_cell_opens_its_editor(opened, qtbot):
    table, model = opened.pages["ledger"].table, opened.pages["ledger"].model
    table.go(model.index(model.row_of(1), model.column_of("support")))
    event = QInputMethodEvent()
    event.setCommitString("市")
    QCoreApplication.sendEvent(table, event)
    editor = opened.focusWidget()
    assert editor.toPlainText() == "市"
    qtbot.keyClick(editor, Qt.Key.Key_Escape)


def test_ctrl_with_arrows_goes_to_the_edge_and_shift_selects(opened, qtbot):
    page = opened.pages["ledger"]
    table, model = page.table, page.model
    first, last = model.row_of(0), model.row_of(3)
    lead = model.column_of("lead")
    table.go(model.index(first, lead))
    qtbot.keyClick(table, Qt.Key.Key_Down, CTRL)
    assert table.currentIndex().row() == last, "the fifth task has no lead"
    assert page.cells.block() == ([last], [lead])
    qtbot.keyClick(table, Qt.Key.Key_Up, CTRL | SHIFT)
    assert page.cells.block() == ([model.row_of(at) for at in range(4)], [lead])
    qtbot.keyClick(table, Qt.Key.Key_End, CTRL)
    assert table.currentIndex().row() == model.row_of(4)
    qtbot.keyClick(table, Qt.Key.Key_Home, CTRL)
    assert (table.currentIndex().row(), table.currentIndex().column()) == (first, 0)


def test_ctrl_r_fills_to_the_right(opened, idle):
    page = opened.pages["ledger"]
    page.table.go(page.model.index(page.model.row_of(1), page.model.column_of("support")))
    opened.act("fill_right")
    idle(opened)
    assert opened.desk.state.snapshot.task("T0002").support.units == ("市政府办公室",)


def test_the_table_is_zoomed_and_stays_so(opened):
    page = opened.pages["ledger"]
    wide, tall = page.table.columnWidth(4), page.table.line()
    page.zoom(1)
    page.zoom(1)
    assert page.table.line() > tall and page.table.font().pixelSize() == 16
    assert page.desk.settings.number("table/zoom", 100) == 120
    opened.act("zoom_off")
    assert abs(page.table.columnWidth(4) - wide) <= 2 and page.table.line() == tall


def test_what_was_sorted_before_orders_equal_cells(opened):
    model = opened.pages["ledger"].model
    model.choose(**sorted_by(model.choice, "text", True))
    by_text = [row.task for row in model.rows]
    model.choose(**sorted_by(model.choice, "light", False))
    lights = model.texts.column(COLUMN["light"])
    shown = [row.task for row in model.rows]
    for light in set(lights):
        assert [at for at in shown if lights[at] == light] == [at for at in by_text if lights[at] == light]
    opened.act("clear_filter")
    assert model.choice.plain
    assert sorted_by(Choice(sort="lead", then=(("text", True),)), "text", False)["then"] == (("lead", False),)


def test_the_filter_finds_what_its_list_has_no_room_for(opened, qtbot):
    popup = FilterPopup("任务", Values.of([f"任务{at}" for at in range(3000)]), None, opened)
    taken = []
    popup.chosen.connect(taken.append)
    popup.search.setText("任务2999")
    assert [item.text() for item in popup._items()] == ["任务2999 (1)"]
    popup.accept()
    assert taken == [frozenset({"任务2999"})]
