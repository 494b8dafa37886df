"""A heading is renamed in the table: double click, F2 or the menu; one step, and what was filtered by it stays filtered."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gongkai_desk.desktop.table.bandeditor import BandEditor
from gongkai_desk.desktop.table.texts import BAND

from .test_keys_in_the_table import CTRL, Hands, Key, hands

__all__ = ["hands"]
FIRST, SECOND = "一、着眼稳定预期，加强政策解读和回应群众关切", "二、着眼优化环境，推进重点领域信息公开"


def bands(hands):
    return [row.text for row in hands.model.rows if row.kind == BAND]


def band_at(hands, text):
    return next(at for at, row in enumerate(hands.model.rows) if row.kind == BAND and row.text == text)


def point_on(face, row, right=60):
    return QPoint(right, face.rowViewportPosition(row) + face.rowHeight(row) // 2)


def line(hands):
    assert isinstance(QApplication.focusWidget(), BandEditor)
    return QApplication.focusWidget()


@pytest.mark.parametrize("frozen", [True, False])
def test_a_double_click_on_a_heading(hands, frozen):
    face = hands.table.frozen if frozen else hands.table
    place = point_on(face, band_at(hands, FIRST), 60 if frozen else 700)
    QTest.mouseClick(face.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(face.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert line(hands).text() == FIRST and line(hands).selectedText() == FIRST
    hands.type("一、加强政策解读")
    hands.press(Key.Key_Return)
    hands.settle()
    assert [task.section[0] for task in hands.window.desk.state.snapshot.tasks] == ["一、加强政策解读"] * 3 + [SECOND] * 2
    assert [task.section[1:] for task in hands.window.desk.state.snapshot.tasks[:1]] == [("（一）围绕经济社会发展",)]
    assert hands.window.desk.state.steps[-1].label.startswith("修改章节标题")
    assert hands.table.hasFocus() and "一、加强政策解读" in bands(hands)
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert bands(hands)[0] == FIRST


def test_f2_on_a_heading_that_was_clicked(hands):
    row = band_at(hands, "（二）回应群众关切")
    QTest.mouseClick(hands.table.frozen.viewport(), Qt.MouseButton.LeftButton, pos=point_on(hands.table.frozen, row))
    hands.press(Key.Key_F2)
    assert line(hands).text() == "（二）回应群众关切"
    hands.press(Key.Key_F2)
    hands.press(Key.Key_End)
    hands.type("和舆情")
    hands.press(Key.Key_Tab)
    hands.settle()
    assert hands.task(2).section == (FIRST, "（二）回应群众关切和舆情")
    assert hands.table.hasFocus()


def test_by_the_menu_from_a_task_and_given_up(hands):
    hands.go(3, "lead")
    hands.window.act("rename_section")
    assert line(hands).text() == SECOND
    hands.type("改")
    hands.press(Key.Key_Escape)
    hands.settle()
    assert bands(hands)[-1] == SECOND and hands.table.hasFocus() and hands.here() == (3, "lead")
    hands.window.act("rename_section")
    hands.press(Key.Key_Return)
    hands.settle()
    assert len(hands.window.desk.state.steps) == 1, "nothing was changed, so nothing is written"


def test_an_empty_heading_is_refused(hands):
    hands.go(3, "lead")
    hands.window.act("rename_section")
    hands.press(Key.Key_Delete)
    hands.press(Key.Key_Return)
    hands.settle()
    assert bands(hands)[-1] == SECOND and "不能空着" in hands.window.statusBar().currentMessage()


def test_what_is_filtered_by_it_stays_filtered(hands):
    hands.page.outline.wanted.emit({"section": (FIRST, "（一）围绕经济社会发展"), "unit": "", "columns": {}})
    hands.go(0, "text")
    hands.table.rename_band(band_at(hands, FIRST))
    hands.type("一、新的标题")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.model.choice.section == ("一、新的标题", "（一）围绕经济社会发展") and hands.model.task_count() == 2


def test_saving_and_clicking_elsewhere_take_what_was_typed(hands, qtbot):
    hands.go(3, "lead")
    hands.window.act("rename_section")
    hands.type("二、甲")
    hands.window.act("save")
    hands.settle()
    assert hands.task(3).section == ("二、甲",)
    hands.window.act("rename_section")
    hands.type("二、乙")
    cell = hands.table.visualRect(hands.model.index(hands.model.row_of(0), hands.model.column_of("lead"))).center()
    qtbot.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, pos=cell)
    hands.settle()
    assert hands.task(3).section == ("二、乙",)


def test_a_sorted_table_says_why_there_is_no_heading(hands):
    hands.go(3, "lead")
    hands.model.choose(sort="lead")
    hands.window.act("rename_section")
    assert "清除筛选" in hands.window.statusBar().currentMessage()


@pytest.fixture
def scattered(window, idle, tmp_path):
    """Tasks after the last heading: some directly under the first one, some under none."""
    from .conftest import make_ledger, sample_tasks, varied

    tasks = sample_tasks()
    tasks[2] = varied(tasks[2], section=(FIRST,))
    tasks[4] = varied(tasks[4], section=())
    window.take_paths([make_ledger(tmp_path / "散.gkd", tasks)])
    idle(window)
    return window


def test_a_task_without_a_heading_does_not_stand_under_another_ones(scattered, idle):
    page = scattered.pages["ledger"]
    shown = [(row.text, row.level) for row in page.model.rows if row.kind == BAND]
    assert shown == [(FIRST, 0), ("（一）围绕经济社会发展", 1), (FIRST, 0), (SECOND, 0), ("（没有章节标题）", 0)]


def test_tasks_without_a_heading_get_one(scattered, idle):
    hands = Hands(scattered, idle)
    hands.go(4, "text")
    scattered.act("rename_section")
    assert line(hands).text() == ""
    hands.type("三、其他")
    hands.press(Key.Key_Return)
    hands.settle()
    tasks = scattered.desk.state.snapshot.tasks
    assert [task.section[:1] for task in tasks] == [(FIRST,)] * 3 + [(SECOND,), ("三、其他",)]
    assert scattered.desk.state.steps[-1].label.startswith("添加章节标题")


@pytest.mark.parametrize("hidden", [False, True])
def test_f2_in_the_outline_renames_the_heading_there(hands, hidden):
    page = hands.page
    if hidden:
        hands.model.choose(search="市场监管")
    page.outline.setFocus()
    item = next(each for each in page.outline._items() if each.text(0) == "（二）回应群众关切")
    page.outline.setCurrentItem(item)
    hands.window.act("edit_cell")
    assert line(hands).text() == "（二）回应群众关切"
    hands.type("（二）回应关切")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(2).section == (FIRST, "（二）回应关切")
