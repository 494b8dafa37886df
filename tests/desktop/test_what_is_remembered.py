"""Widths, order and zoom of the table are as the clerk left them: in another ledger meanwhile, after a close, in the next window."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from gongkai_desk.desktop.settings import Settings
from gongkai_desk.desktop.window import Window

from .conftest import TODAY, Clerk, make_ledger

LEFT = Qt.MouseButton.LeftButton


def draw_edge(table, key, by):
    """Draw the right edge of a column by the mouse."""
    header = table.horizontalHeader()
    at = table.tasks.column_of(key)
    start = QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) - 1, 10)
    QTest.mouseMove(header.viewport(), start)
    QTest.mousePress(header.viewport(), LEFT, pos=start)
    QTest.mouseMove(header.viewport(), start + QPoint(by // 2, 0))
    QTest.mouseMove(header.viewport(), start + QPoint(by, 0))
    QTest.mouseRelease(header.viewport(), LEFT, pos=start + QPoint(by, 0))


def width(table, key):
    return table.columnWidth(table.tasks.column_of(key))


def faces_agree(table):
    return all(table.frozen.columnWidth(at) == table.columnWidth(at) for at in table.cold) and table.frozen.width() == sum(
        map(table.columnWidth, table.cold)
    )


def test_an_edge_drawn_by_the_mouse_is_kept_while_another_ledger_is_open(opened, idle, tmp_path, ledger_path):
    table = opened.pages["ledger"].table
    before = width(table, "lead")
    draw_edge(table, "lead", 60)
    assert width(table, "lead") == before + 60
    opened.take_paths([make_ledger(tmp_path / "另一本.gkd")])
    idle(opened)
    assert width(table, "lead") != before + 60, "another ledger has its own widths"
    assert faces_agree(table)
    opened.take_paths([ledger_path])
    idle(opened)
    assert faces_agree(table)
    assert width(table, "lead") == before + 60


def test_a_frozen_column_drawn_wide_is_as_wide_in_both_faces_when_the_ledger_comes_again(opened, idle, tmp_path, ledger_path):
    table = opened.pages["ledger"].table
    table.setColumnWidth(table.tasks.column_of("text"), 150)
    for path in (make_ledger(tmp_path / "另一本.gkd"), ledger_path):
        opened.take_paths([path])
        idle(opened)
        assert faces_agree(table), path
    assert width(table, "text") == 150


def test_order_is_kept_after_the_ledger_was_closed(opened, idle, ledger_path):
    table = opened.pages["ledger"].table
    header, model = table.horizontalHeader(), table.tasks
    header.moveSection(header.visualIndex(model.column_of("deadline")), header.visualIndex(model.column_of("lead")))
    opened.act("close")
    idle(opened)
    opened.take_paths([ledger_path])
    idle(opened)
    assert header.visualIndex(model.column_of("deadline")) < header.visualIndex(model.column_of("lead"))


def test_the_next_window_shows_the_table_as_it_was_left(opened, idle, ledger_path, home, qtbot):
    table = opened.pages["ledger"].table
    draw_edge(table, "support", 40)
    left = width(table, "support")
    opened.close()
    again = Window(Settings(home), lambda: TODAY, dialogs=Clerk())  # type: ignore[arg-type]
    qtbot.addWidget(again)
    again.show()
    again.take_paths([ledger_path])
    idle(again)
    assert width(again.pages["ledger"].table, "support") == left
    assert faces_agree(again.pages["ledger"].table)
    again.close()


def test_a_double_click_on_the_edge_fits_the_column(opened):
    table = opened.pages["ledger"].table
    header, at = table.horizontalHeader(), table.tasks.column_of("support")
    table.setColumnWidth(at, 300)
    edge = QPoint(header.sectionViewportPosition(at) + header.sectionSize(at) - 1, 10)
    QTest.mouseMove(header.viewport(), edge)
    QTest.mouseDClick(header.viewport(), LEFT, pos=edge)
    assert 40 < width(table, "support") < 200


def test_a_filter_is_left_behind_with_its_ledger(opened, idle, tmp_path):
    page = opened.pages["ledger"]
    page.model.choose(columns={"lead": frozenset({"市信访局"})}, search="信访")
    page.search.setText("信访")
    opened.take_paths([make_ledger(tmp_path / "另一本.gkd")])
    idle(opened)
    assert page.model.task_count() == 5 and page.search.text() == ""
    assert opened.desk.today() == date(2022, 9, 20)


def test_what_was_searched_for_and_chosen_is_gone_when_the_filter_is_cleared(opened, idle):
    page = opened.pages["ledger"]
    page.search.setText("信访")
    page.search._timer.timeout.emit()
    page.search._timer.stop()
    item = next(each for each in page.outline._items() if each.text(0) == "红灯")
    page.outline.setCurrentItem(item)
    page.outline._clicked(item)
    opened.act("clear_filter")
    assert page.search.text() == ""
    assert page.outline.currentItem().text(0) == "全部任务"
    assert page.model.choice.plain


def test_a_ledger_never_seen_begins_with_the_usual_order(opened, idle, tmp_path):
    table = opened.pages["ledger"].table
    header, model = table.horizontalHeader(), table.tasks
    usual = [header.logicalIndex(at) for at in range(header.count())]
    header.moveSection(header.visualIndex(model.column_of("deadline")), 3)
    draw_edge(table, "support", 40)
    opened.take_paths([make_ledger(tmp_path / "另一本.gkd")])
    idle(opened)
    assert [header.logicalIndex(at) for at in range(header.count())] == usual and table.fitting
