"""What a newcomer stumbled over who lived through a whole year: steps taken back, and the next 报送期."""

from __future__ import annotations

import pytest
from openpyxl import Workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from gongkai_desk.desktop.pages.grid_picture import GridPicture
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.editors import UnitEditor
from gongkai_desk.domain import Category, Level, Unit
from gongkai_desk.ledger import Change, task_id

from .conftest import ROUND, make_ledger, sample_tasks, varied
from .test_clerk_stumbles import page_of
from .test_import_page import breakdown
from .test_the_way import issued, returned

__all__ = ["issued"]

KEYS = {column.key: at for at, column in enumerate(COLUMNS)}


def test_an_import_is_taken_back_with_the_cursor_on_its_last_task(opened, idle, clerk, tmp_path):
    before = len(opened.desk.state.snapshot.tasks)
    clerk.answers = [[breakdown(tmp_path / "补充.xlsx")]]
    opened.act("import")
    idle(opened)
    opened.pages["import"].take.click()
    idle(opened)
    page = page_of(opened)
    page.table.go(page.model.index(len(page.model.rows) - 1, KEYS["text"]))
    said = list(clerk.said)
    opened.act("undo")
    idle(opened)
    assert len(opened.desk.state.snapshot.tasks) == before
    assert not any("意外错误" in words for words in clerk.said[len(said) :])
    assert page.model.task_at(page.table.currentIndex().row()) is not None


@pytest.fixture
def inbox(issued, tmp_path):
    """A folder with one form that came back filled in."""
    return returned(issued, tmp_path / "收到", "平湖市", {"完成状态": "推进中", "进展情况": "平湖市已梳理目录"})


def merged(opened, idle, inbox):
    opened.go("merge", paths=[inbox])
    idle(opened)
    page = opened.pages["merge"]
    page.apply_button.click()
    idle(opened)
    return page


def test_a_merge_is_taken_back_once_and_can_be_applied_again(opened, idle, inbox):
    page = merged(opened, idle, inbox)
    assert page.undo_button.isVisible() and not page.apply_button.isVisible() and "已汇总" in page.words.text()
    page.undo_button.click()
    idle(opened)
    state = opened.desk.state
    assert state.snapshot.report("T0001", "平湖市", ROUND) is None
    assert any(step.label.startswith("分发") and not step.undone for step in state.steps)
    assert not page.undo_button.isVisible() and page.apply_button.isVisible() and page.apply_button.isEnabled()
    assert "已汇总" not in page.words.text()
    opened.act("redo")
    idle(opened)
    assert page.undo_button.isVisible() and "已汇总" in page.words.text()
    page.undo_button.click()
    idle(opened)
    page.apply_button.click()
    idle(opened)
    assert opened.desk.state.snapshot.report("T0001", "平湖市", ROUND).fields["progress"] == "平湖市已梳理目录"


def test_the_merge_is_not_offered_to_be_taken_back_when_other_steps_came_after(opened, idle, inbox):
    page = merged(opened, idle, inbox)
    opened.go("ledger")
    opened.desk.session.apply("改", [Change("task", "T0001", "text", "另一项")])
    idle(opened)
    opened.go("merge")
    assert not page.undo_button.isVisible() and not page.apply_button.isVisible()


def test_issue_and_merge_follow_the_ledger_to_the_next_round(opened, idle, clerk, inbox):
    page = merged(opened, idle, inbox)
    opened.go("ledger")
    clerk.answers = ["2022年第四季度"]
    opened.act("new_round")
    idle(opened)
    opened.act("issue")
    idle(opened)
    assert opened.pages["issue"].round.currentText() == "2022年第四季度"
    opened.act("merge")
    idle(opened)
    assert page.round.currentText() == "2022年第四季度"
    assert page.empty.isVisible() and not page.undo_button.isVisible()


def test_what_was_read_and_not_applied_keeps_its_round(opened, idle, clerk, inbox):
    opened.go("merge", paths=[inbox])
    idle(opened)
    page = opened.pages["merge"]
    opened.go("ledger")
    clerk.answers = ["2022年第四季度"]
    opened.act("new_round")
    idle(opened)
    opened.go("merge")
    idle(opened)
    assert page.round.currentText() == ROUND and page.body.isVisible()


def test_what_was_read_for_one_ledger_is_not_offered_to_another(opened, idle, inbox, tmp_path):
    opened.go("merge", paths=[inbox])
    idle(opened)
    opened.go("ledger")
    opened.take_paths([make_ledger(tmp_path / "另一本.gkd")])
    idle(opened)
    opened.go("merge")
    idle(opened)
    assert opened.pages["merge"].empty.isVisible()


def test_units_of_a_group_are_offered_by_their_short_names_too(opened, idle, qtbot):
    """The last offer stays chosen when Down is pressed on it, so that Enter takes it."""
    unit = Unit("嘉兴市市场监督管理局", ("市监局",), Level.CITY, Category.DEPARTMENT)
    opened.desk.session.apply("名录", [Change("unit", unit.name, "*", unit)])
    idle(opened)
    opened.go("settings", table="groups", add=["各有关部门"])
    tab = opened.pages["settings"].table("groups")
    tab.view.edit(tab.view.currentIndex())
    editor = tab.view.findChild(UnitEditor)
    qtbot.keyClicks(editor, "sjj")
    assert editor._model.stringList() == ["市监局"]
    qtbot.keyClick(editor.popup(), Qt.Key.Key_Down)
    qtbot.keyClick(editor.popup(), Qt.Key.Key_Return)
    assert editor.toPlainText() == "市监局"
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    idle(opened)
    assert opened.desk.state.snapshot.roster.groups["各有关部门"] == ("市监局",)


@pytest.mark.parametrize("table", ["roster", "groups"])
def test_a_table_of_the_settings_is_typed_into_at_once(opened, idle, qtbot, table):
    opened.desk.session.apply("组", [Change("group", "各有关部门", "members", ("市教育局",))])
    idle(opened)
    opened.act(table)
    idle(opened)
    view = opened.pages["settings"].table(table).view
    assert opened.focusWidget() is view and view.currentIndex().isValid()


def test_a_group_to_be_explained_is_typed_into_at_once(opened, idle):
    opened.go("settings", table="groups", add=["各有关部门"])
    idle(opened)
    view = opened.pages["settings"].table("groups").view
    assert opened.focusWidget() is view and (view.currentIndex().row(), view.currentIndex().column()) == (0, 1)


def test_running_text_is_read_in_full_before_it_is_imported(window, idle):
    """A paragraph as wide as the picture, and as high as its lines; a table after it is a table again."""
    long = "（一）公开公共企事业单位信息，细化公开目录" * 6 + "。6月底前完成。（牵头单位：市教育局）"
    QGuiApplication.clipboard().setText(f"2026年政务公开工作要点\n一、公开重点\n{long}\n")
    window.act("paste_import")
    idle(window)
    picture = next(each for each in window.pages["import"].findChildren(GridPicture) if each.isVisible())
    assert picture.columnWidth(0) >= picture.viewport().width() - 2
    row = next(at for at in range(picture.cells.rowCount()) if picture.cells.index(at, 0).data() == long)
    lines = picture.fontMetrics().horizontalAdvance(long) / picture.viewport().width()
    assert picture.rowHeight(row) >= lines * picture.fontMetrics().lineSpacing()
    assert picture.rowHeight(0) < picture.rowHeight(row)


def pasted(window, idle, text):
    QGuiApplication.clipboard().setText(text)
    window.act("paste_import")
    idle(window)
    return window.pages["import"]


def test_tasks_of_another_year_are_asked_about(opened, idle, clerk):
    before = len(opened.desk.state.snapshot.tasks)
    page = pasted(opened, idle, "2023年政务公开工作要点\n一、公开重点\n（一）公开预算信息。（牵头单位：市财政局）\n")
    clerk.answers = [False]
    page.take.click()
    idle(opened)
    assert "2023年" in clerk.said[-1] and "2022年度" in clerk.said[-1]
    assert len(opened.desk.state.snapshot.tasks) == before and opened.current is page
    clerk.answers = [True]
    page.take.click()
    idle(opened)
    assert len(opened.desk.state.snapshot.tasks) == before + 1


def test_a_list_of_units_is_not_called_no_tasks(opened, idle, clerk, tmp_path):
    book = Workbook()
    for row in (("单位名称", "简称", "联系人"), ("青溪县水利局", "县水利局", "张"), ("青溪县教育局", "县教育局", "李")):
        book.active.append(row)
    book.save(tmp_path / "单位名录.xlsx")
    clerk.answers = [[tmp_path / "单位名录.xlsx"]]
    opened.act("import")
    idle(opened)
    opened.pages["import"].take.click()
    idle(opened)
    units = len(opened.desk.state.snapshot.roster.units)
    assert opened.statusBar().currentMessage().startswith(f"名录现有 {units} 个单位")


@pytest.fixture
def long_table(window, idle, tmp_path):
    """Sixty tasks whose texts take several lines, the first under two headings."""
    base = sample_tasks()[0]
    tasks = [varied(base, id=task_id(at + 1), number=str(at + 1), section=(f"{at // 20}、部分", f"（{at // 10}）节"),
                    text=f"第{at + 1}项：" + "做好政府信息主动公开工作" * (9 if at % 2 else 1)) for at in range(60)]
    window.take_paths([make_ledger(tmp_path / "长表.gkd", tasks)])
    idle(window)
    return page_of(window)


def test_the_first_cell_shows_the_headings_above_it(long_table, qtbot):
    table = long_table.table
    table.corner(True)
    qtbot.wait(50)
    assert table.verticalScrollBar().value() > 0
    table.corner(False)
    assert table.verticalScrollBar().value() == 0


def test_the_task_looked_at_stays_in_sight_when_the_filter_goes(long_table, qtbot):
    table, model = long_table.table, long_table.model
    model.choose(search="第47项")
    table.go(model.index(model.row_of(46), KEYS["text"]))
    long_table.cells.clear_filter()
    qtbot.waitUntil(lambda: len(table._sized) == len(model.rows), timeout=5000)
    qtbot.wait(20)
    place = table.visualRect(table.currentIndex())
    assert model.task_at(table.currentIndex().row()).number == "47"
    assert place.top() >= 0 and place.bottom() <= table.viewport().height() + table.line()
