"""The pages beside the table, worked by keys alone, as hands know them from Excel and WPS."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton

from gongkai_desk.domain import Unit

from .conftest import ROUND, sample_roster
from .test_keys_in_the_table import CTRL, NONE, SHIFT, Key, clip, hands
from .test_the_way import issued, returned

__all__ = ["hands", "issued"]


def focus(hands, widget):
    widget.setFocus()
    assert QApplication.focusWidget() is widget
    return widget


# -- 设置


@pytest.fixture
def roster(hands):
    hands.window.act("roster")
    hands.settle()
    tab = hands.window.pages["settings"].table("roster")
    focus(hands, tab.view)
    tab.stand(0, 0)
    return tab


def column(tab, title):
    return next(at for at, field in enumerate(tab.table.fields) if field.title == title)


def cell(tab, row, title):
    return tab.model.index(row, column(tab, title)).data()


def test_typing_over_a_setting_and_enter_goes_down(hands, roster, qtbot):
    at = next(at for at, field in enumerate(roster.table.fields) if field.title in ("联络员", "电话"))
    roster.stand(0, at)
    for row, words in enumerate(("zhang", "wang")):
        hands.type(words)
        hands.press(Key.Key_Return)
        qtbot.waitUntil(lambda row=row: roster.view.currentIndex().row() == row + 1)
    hands.settle()
    names = [unit.contact or unit.phone for unit in hands.window.desk.state.snapshot.roster.units[:2]]
    assert names == ["zhang", "wang"]


def test_a_column_from_excel_is_pasted_into_the_roster_as_one_step(hands, roster):
    steps = len(hands.window.desk.state.steps)
    roster.stand(1, column(roster, "联络员"))
    clip("张三\t0573-1\n李四\t0573-2\n王五\t0573-3\n")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.window.current.name == "settings", "the paste is for the table here"
    units = hands.window.desk.state.snapshot.roster.units
    assert [unit.contact for unit in units[1:4]] == ["张三", "李四", "王五"]
    assert [unit.phone for unit in units[1:4]] == ["0573-1", "0573-2", "0573-3"]
    assert len(hands.window.desk.state.steps) == steps + 1
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert not any(unit.contact for unit in hands.window.desk.state.snapshot.roster.units)


def test_a_roster_with_its_header_is_pasted_by_name(hands, roster):
    """Whatever cell the cursor stands in: nobody is renamed to 单位名称, nobody to his neighbour."""
    before = hands.window.desk.state.snapshot.roster.names
    clip("序号\t单位\t联系人\t联系电话\r\n1\t市信访局\t李四\t0573-2\r\n2\t市水利局\t王五\t0573-3\r\n3\t\t\t\r\n")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    known = hands.window.desk.state.snapshot.roster
    assert known.names == (*before, "市水利局")
    assert (known.find("市信访局").contact, known.find("市信访局").phone) == ("李四", "0573-2")
    assert known.find("市水利局").contact == "王五" and not any(unit.aliases == ("市政府办公室",) for unit in known.units)
    assert "更新 1 行，新增 1 行" in hands.window.statusBar().currentMessage()
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.window.desk.state.snapshot.roster.names == before


def test_names_pasted_below_the_last_row_are_new_units(hands, roster):
    before = len(roster.model.values)
    QTest.mouseClick(roster.change_buttons[0], Qt.MouseButton.LeftButton)
    hands.press(Key.Key_Escape)
    roster.stand(before, 0)
    focus(hands, roster.view)
    clip("市统计局\n市档案馆\n")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    names = hands.window.desk.state.snapshot.roster.names
    assert names[-2:] == ("市统计局", "市档案馆") and len(names) == before + 2


def test_what_a_column_does_not_take_is_refused_whole(hands, roster, clerk):
    level = next(at for at, field in enumerate(roster.table.fields) if "省" in field.choices)
    roster.stand(0, level)
    clip("市\n部级\n")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert any("省" in said for said in clerk.said)
    assert isinstance(hands.window.desk.state.snapshot.roster.units[0], Unit)
    assert hands.window.desk.state.snapshot.roster.units == sample_roster().units


def test_delete_empties_settings_but_never_a_name(hands, roster):
    clip("张三\n")
    at = column(roster, "联络员")
    roster.stand(0, at)
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    hands.press(Key.Key_Home)
    hands.press(Key.Key_End, SHIFT)
    hands.press(Key.Key_Delete)
    hands.settle()
    unit = hands.window.desk.state.snapshot.roster.units[0]
    assert (unit.name, unit.contact) == ("市政府办公室", None)


def test_a_readonly_ledgers_settings_take_nothing(window, idle, ledger_path, clerk, qtbot):
    from .test_keys_in_the_table import Hands

    window.desk.session.open(ledger_path, readonly=True)
    idle(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    hands = Hands(window, idle)
    window.act("roster")
    tab = window.pages["settings"].table("roster")
    focus(hands, tab.view)
    tab.stand(0, column(tab, "联络员"))
    clip("张三\n")
    hands.press(Key.Key_V, CTRL)
    hands.press(Key.Key_Delete)
    hands.settle()
    assert cell(tab, 0, "联络员") == ""


# -- 分发


def test_units_are_ticked_by_space_wherever_the_cursor_is(hands):
    hands.window.act("issue")
    hands.settle()
    page = hands.window.pages["issue"]
    focus(hands, page.view)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Right)
    hands.press(Key.Key_Space)
    assert page.count.text().startswith("6 张表")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Space)
    assert page.count.text().startswith("4 张表"), "the three selected do as the one under the cursor"


# -- 疑点, 目录


def test_a_finding_is_gone_to_by_enter(hands):
    hands.press(Key.Key_F6)
    view = QApplication.focusWidget()
    assert view is hands.page.findings.view
    hands.press(Key.Key_Home)
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget() is hands.table
    assert hands.here() == (4, "lead")


def test_the_outline_filters_by_enter_and_keeps_its_place(hands):
    outline = focus(hands, hands.page.outline)
    item = next(each for each in outline._items() if each.text(0).startswith("二、"))
    outline.setCurrentItem(item)
    hands.press(Key.Key_Return)
    assert hands.model.task_count() == 2
    hands.go(3, "deadline")
    hands.type("6yue")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.page.outline.currentItem().text(0).startswith("二、"), "what is shown is what is marked"


# -- 收表汇总


def merging(hands, issued, inbox, **answers):
    """The merge page with what 海宁市 answers, which contradicts the ledger."""
    hands.window.go("merge", paths=[returned(issued, inbox, "海宁市", answers)])
    hands.settle()
    return hands.window.pages["merge"]


def test_a_conflict_is_decided_by_keys(hands, issued, tmp_path):
    page = merging(hands, issued, tmp_path / "收到", 完成状态="推进中")
    view = focus(hands, page.tabs["conflicts"].view)
    assert view.currentIndex().row() == 0
    for _ in range(12):
        hands.press(Key.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QPushButton) and focused.text() == "采用交回":
            break
    hands.press(Key.Key_Return)
    assert page.tabs["conflicts"].model.index(0, 0).data() == "采用交回"
    for _ in range(20):
        hands.press(Key.Key_Tab)
        if QApplication.focusWidget() is page.apply_button:
            break
    hands.press(Key.Key_Space)
    hands.settle()
    assert hands.window.desk.state.snapshot.report("T0001", "海宁市", ROUND).fields["status"] == "推进中"


def test_rewriting_a_conflict_keeps_its_lines(hands, issued, tmp_path):
    page = merging(hands, issued, tmp_path / "收到", 进展情况="甲\n乙")
    page.tabs["conflicts"].view.selectRow(0)
    starts = []
    page.desk.dialogs.text = lambda title, label, start="": starts.append(start) or "丙\n丁"
    page._rewrite()
    assert starts == ["甲\n乙"]
    page.apply_button.click()
    hands.settle()
    assert hands.window.desk.state.snapshot.report("T0001", "海宁市", ROUND).fields["progress"] == "丙\n丁"


# -- every page


@pytest.mark.parametrize("name", ["import", "issue", "merge", "board", "statistics", "export", "history", "settings", "help", "waiting", "revise"])
def test_escape_gives_the_table_back_from_wherever_the_keyboard_is(hands, idle, name):
    hands.window.go(name)
    idle(hands.window)
    hands.press(Key.Key_Escape, NONE)
    assert hands.window.current.name == "ledger"
    assert QApplication.focusWidget() is hands.table


@pytest.mark.parametrize("name", ["start", "ledger", "import", "issue", "merge", "board", "statistics", "export", "history", "settings", "waiting", "revise"])
def test_f1_tells_what_can_be_done_on_every_page_and_escape_comes_back(hands, idle, name):
    hands.window.go(name)
    idle(hands.window)
    hands.press(Key.Key_F1)
    page = hands.window.current
    assert page.name == "help"
    assert len(page.text.toPlainText()) > 60
    hands.press(Key.Key_Escape)
    assert hands.window.current.name == name
    idle(hands.window)


def test_the_status_of_a_unit_is_chosen_by_keys(hands, idle):
    hands.go(0, "number")
    hands.press(Key.Key_E, CTRL)
    row = hands.model.row_of(0, "平湖市")
    hands.table.go(hands.model.index(row, hands.model.column_of("status")))
    hands.press(Key.Key_F2)
    box = QApplication.focusWidget()
    assert isinstance(box, QComboBox)
    hands.press(Key.Key_Down)
    assert box.view().isVisible()
    QTest.keyClick(box.view(), Key.Key_Down)
    QTest.keyClick(box.view(), Key.Key_Return)
    chosen = box.currentText()
    hands.settle()
    assert hands.window.desk.state.snapshot.report("T0001", "平湖市", ROUND).fields["status"] == chosen
    hands.window.activateWindow()  # this platform leaves no window active behind a pop-up
    assert hands.window.focusWidget() is hands.table


@pytest.mark.parametrize(("name", "what", "line"), [
    ("board", {}, "查找单位"), ("issue", {}, "查找单位"), ("settings", {"table": "roster"}, "查找单位名录"), ("ledger", {}, "查找"),
])
def test_ctrl_f_looks_for_something_on_every_page_with_a_search_line(hands, name, what, line):
    hands.window.go(name, **what)
    hands.settle()
    hands.window.menus.actions["find"].trigger()
    assert QApplication.focusWidget().accessibleName() == line
    hands.type("信访")
    hands.press(Key.Key_Escape)
    assert hands.window.current.name == name and QApplication.focusWidget().text() == ""
    hands.press(Key.Key_Escape)
    assert hands.window.current.name == "ledger"


def test_where_nothing_can_be_looked_for_the_menu_says_so(hands):
    hands.window.go("history")
    hands.settle()
    assert not hands.window.menus.actions["find"].isEnabled()
