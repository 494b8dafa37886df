"""Keys pressed in the real window, where the keyboard stands: what hands learnt in Excel and WPS does here what it did there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from .conftest import make_ledger, sample_tasks, varied

CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


class Hands:
    """Hands on the keyboard of ``window``: every key goes where the focus is."""

    def __init__(self, window, idle) -> None:
        self.window, self.idle = window, idle
        self.page = window.pages["ledger"]
        self.table, self.model = self.page.table, self.page.model

    def press(self, key, modifier=NONE, times=1):
        for _ in range(times):
            QTest.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def type(self, text):
        """Letters by key, Chinese as an input method commits it."""
        if text.isascii():
            for letter in text:
                QTest.keyClicks(QApplication.focusWidget(), letter)
            return
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(QApplication.focusWidget(), event)

    def settle(self):
        self.idle(self.window)

    def walk(self, *steps):
        """Press each key; the cell that it leads to is where it should."""
        for key, modifier, place in steps:
            self.press(key, modifier)
            assert self.here() == place, (key, modifier)

    def go(self, task, column):
        self.table.go(self.model.index(self.model.row_of(task), self.model.column_of(column)))
        self.table.setFocus()

    def here(self):
        """Task position and column key under the cursor."""
        from gongkai_desk.desktop.table.columns import COLUMNS

        index = self.table.currentIndex()
        return (self.model.rows[index.row()].task, COLUMNS[index.column()].key) if index.isValid() else None

    def task(self, at):
        return self.window.desk.state.snapshot.tasks[at]

    def select(self, *cells):
        """Click the first cell, Ctrl+click the others."""
        for at, (task, column) in enumerate(cells):
            index = self.model.index(self.model.row_of(task), self.model.column_of(column))
            self.table.scrollTo(index)
            face = self.table.face(index.column())
            QTest.mouseClick(
                face.viewport(), Qt.MouseButton.LeftButton, CTRL if at else NONE, face.visualRect(index).center()
            )


def hands_at(window, idle, qtbot):
    """Hands at the table of ``window``."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    made = Hands(window, idle)
    made.table.setFocus()
    return made


def hands_at_many(count, path, window, idle, qtbot):
    """Hands at the table of a new ledger of ``count`` tasks at ``path``."""
    base = sample_tasks()
    tasks = [varied(base[at % 5], id=f"T{at + 1:04d}", number=str(at + 1)) for at in range(count)]
    window.take_paths([make_ledger(path, tasks)])
    idle(window)
    return hands_at(window, idle, qtbot)


@pytest.fixture
def hands(opened, idle, qtbot):
    return hands_at(opened, idle, qtbot)


def clip(text="", html=""):
    mime = QMimeData()
    if text:
        mime.setText(text)
    if html:
        mime.setHtml(html)
    QGuiApplication.clipboard().setMimeData(mime)


# -- the editor


def test_f2_goes_on_at_the_end_of_what_stands_there(hands):
    hands.go(1, "support")
    hands.press(Key.Key_F2)
    hands.type("x")
    assert QApplication.focusWidget().toPlainText() == "市司法局x"
    hands.press(Key.Key_Escape)
    assert hands.task(1).support.units == ("市司法局",)


def test_shift_enter_in_the_editor_goes_up(hands):
    hands.go(2, "number")
    hands.type("33")
    hands.press(Key.Key_Return, SHIFT)
    hands.settle()
    assert hands.task(2).number == "33"
    assert hands.here() == (1, "number")


def test_tab_then_enter_begins_the_next_row_where_the_first_tab_was_pressed(hands):
    hands.go(1, "lead")
    hands.type("市信访局")
    hands.press(Key.Key_Tab)
    hands.type("scjg")
    hands.press(Key.Key_Tab)
    assert hands.here() == (1, "deadline"), "Tab takes what is offered, and goes on"
    hands.press(Key.Key_Return)
    assert hands.here() == (2, "lead")
    hands.settle()
    assert (hands.task(1).lead.units, hands.task(1).support.units) == (("市信访局",), ("市市场监管局",))


def test_shift_tab_in_the_editor(hands):
    hands.go(2, "support")
    hands.type("x")
    hands.press(Key.Key_Backtab, SHIFT)
    assert hands.here() == (2, "lead")
    hands.settle()


def test_arrows_leave_a_cell_that_was_typed_over_and_stay_in_one_opened_by_f2(hands):
    hands.go(1, "number")
    hands.type("77")
    hands.press(Key.Key_Down)
    hands.settle()
    assert hands.task(1).number == "77"
    assert hands.here() == (2, "number")
    hands.press(Key.Key_F2)
    hands.press(Key.Key_Left)
    hands.type("9")
    assert QApplication.focusWidget().toPlainText() == "93"
    hands.press(Key.Key_Escape)


def test_alt_enter_breaks_the_line_and_ctrl_enter_fills(hands):
    hands.select((1, "support"), (2, "support"), (4, "support"))
    hands.press(Key.Key_F2)
    hands.press(Key.Key_A, CTRL)
    hands.type("市司法局")
    hands.press(Key.Key_Return, ALT)
    hands.type("市信访局")
    hands.press(Key.Key_Return, CTRL)
    hands.settle()
    for at in (1, 2, 4):
        assert hands.task(at).support.units == ("市司法局", "市信访局"), at
    assert hands.task(3).support.units == ()


def test_backspace_empties_the_cell_and_opens_it(hands):
    hands.go(1, "support")
    hands.press(Key.Key_Backspace)
    assert QApplication.focusWidget().toPlainText() == ""
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(1).support.units == ()


def test_a_task_is_never_left_without_its_words(hands):
    hands.go(1, "text")
    hands.press(Key.Key_Backspace)
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.task(1).text.startswith("完善政策解读机制")


# -- going about


def test_home_and_end(hands):
    hands.go(2, "deadline")
    hands.walk(
        (Key.Key_Home, NONE, (2, "number")),
        (Key.Key_End, NONE, (2, "progress")),
        (Key.Key_Home, CTRL, (0, "number")),
        (Key.Key_End, CTRL, (4, "progress")),
    )
    hands.press(Key.Key_Home, CTRL | SHIFT)
    rows, columns = hands.page.cells.block()
    assert len(rows) == 5 and len(columns) >= 8


def test_tab_goes_from_cell_to_cell_and_does_not_leave_the_table(hands):
    hands.go(1, "number")
    hands.press(Key.Key_Tab, times=2)
    assert hands.here() == (1, "lead")
    hands.press(Key.Key_Backtab, SHIFT)
    assert hands.here() == (1, "text")
    assert QApplication.focusWidget() is hands.table
    hands.press(Key.Key_Return)
    assert hands.here() == (2, "number"), "where the first Tab was pressed"


def test_headings_are_passed_by_ctrl_page_keys(hands):
    hands.go(0, "lead")
    hands.walk(
        (Key.Key_PageDown, CTRL, (2, "lead")),
        (Key.Key_PageDown, CTRL, (3, "lead")),
        (Key.Key_PageUp, CTRL, (2, "lead")),
    )


def test_shift_space_selects_the_row_and_ctrl_space_the_column(hands):
    hands.go(2, "lead")
    hands.press(Key.Key_Space, SHIFT)
    rows, columns = hands.page.cells.block()
    assert rows == [hands.model.row_of(2)] and len(columns) >= 8
    hands.go(2, "lead")
    hands.press(Key.Key_Space, CTRL)
    rows, columns = hands.page.cells.block()
    assert len(rows) == 5 and columns == [hands.model.column_of("lead")]


def test_page_keys(hands):
    hands.go(0, "lead")
    hands.walk((Key.Key_PageDown, NONE, (4, "lead")), (Key.Key_PageUp, NONE, (0, "lead")))
    hands.press(Key.Key_PageDown, SHIFT)
    assert len(hands.page.cells.block()[0]) == 5


def test_enter_goes_round_in_a_selection(hands):
    hands.go(1, "lead")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_Right, SHIFT)
    hands.press(Key.Key_Return)
    chosen = hands.page.cells.block()
    assert len(chosen[0]) == 2 and len(chosen[1]) == 2, "the selection stays"


# -- cells taken elsewhere


def test_copying_a_deadline_takes_its_words_only(hands):
    hands.go(1, "deadline")
    hands.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().strip() == "8月底前"
    hands.go(4, "deadline")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(4).deadline.raw == "8月底前"
    assert hands.task(4).deadline.due == hands.task(1).deadline.due


def test_delete_empties_only_what_is_selected(hands):
    hands.select((1, "support"), (3, "deadline"))
    hands.press(Key.Key_Delete)
    hands.settle()
    assert hands.task(1).support.units == ()
    assert hands.task(3).deadline.raw == ""
    assert hands.task(1).deadline.raw == "8月底前"


def test_one_value_is_pasted_into_every_selected_cell(hands):
    clip("市司法局")
    hands.select((0, "support"), (3, "support"))
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(0).support.units == hands.task(3).support.units == ("市司法局",)
    assert hands.task(1).support.units == ("市司法局",) and hands.task(1).support.raw == "市司法局"
    assert hands.task(2).support.units == ()


def test_cut_and_paste_moves(hands):
    hands.go(1, "support")
    hands.press(Key.Key_X, CTRL)
    hands.settle()
    hands.go(2, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(1).support.units == ()
    assert hands.task(2).support.units == ("市司法局",)


def test_paste_says_what_found_no_place(hands):
    clip("甲\n乙\n丙\n丁\n")
    hands.go(3, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.window.statusBar().currentMessage().startswith("已粘贴 2 格；2 格超出表格，没有地方放")


def test_a_list_pasted_over_unfolded_units_goes_to_the_tasks(hands):
    hands.page.cells.toggle_row(hands.model.row_of(0))
    clip("市司法局\n市信访局\n")
    hands.go(0, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(0).support.units == ("市司法局",)
    assert hands.task(1).support.units == ("市信访局",)


def test_ctrl_d_keeps_a_shared_lead_shared(hands):
    hands.go(0, "lead")
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_D, CTRL)
    hands.settle()
    assert hands.task(1).lead.kind is hands.task(0).lead.kind
    assert hands.task(1).lead.units == hands.task(0).lead.units


def test_copying_a_lead_keeps_how_the_units_share_it(hands):
    hands.go(3, "lead")
    hands.press(Key.Key_C, CTRL)
    hands.go(4, "lead")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert (hands.task(4).lead.kind, hands.task(4).lead.units) == (hands.task(3).lead.kind, hands.task(3).lead.units)


# -- filter and search


def test_a_cell_filled_in_under_a_filter_stays_until_the_filter_is_set_anew(hands):
    hands.model.choose(columns={"support": frozenset({""})})
    hands.go(2, "support")
    hands.type("市司法局")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.here() == (3, "support"), "the next empty one"
    assert hands.model.row_of(2) is not None
    hands.type("市信访局")
    hands.press(Key.Key_Return)
    hands.settle()
    assert hands.here() == (4, "support")


def test_after_a_search_enter_puts_the_cursor_on_what_was_found(hands):
    hands.press(Key.Key_F, CTRL)
    hands.type("按照省")
    hands.press(Key.Key_Return)
    assert QApplication.focusWidget() is hands.table
    assert hands.here() is not None and hands.here()[0] == 2
    hands.press(Key.Key_F2)
    assert QApplication.focusWidget() is not hands.table
    hands.press(Key.Key_Escape)


def test_the_cursor_stays_where_it_was_when_the_table_is_sorted(hands):
    hands.go(2, "lead")
    hands.model.choose(sort="lead", descending=True)
    assert hands.here() == (2, "lead")


def test_alt_down_opens_the_filter_of_the_column_and_keys_do_the_rest(hands, qtbot):
    from gongkai_desk.desktop.table.filters import FilterPopup

    hands.go(2, "lead")
    hands.press(Key.Key_Down, ALT)
    popup = hands.page.findChild(FilterPopup)
    assert popup is not None and popup.isVisible()
    popup.search.insert("信访")
    QTest.keyClick(popup.search, Key.Key_Return)
    assert hands.model.task_count() == 2
    qtbot.waitUntil(lambda: hands.page.findChild(FilterPopup) is None)
    hands.window.activateWindow()  # this platform leaves no window active behind a pop-up
    qtbot.waitUntil(lambda: QApplication.focusWidget() is hands.table)
    hands.press(Key.Key_Down, ALT)
    popup = hands.page.findChild(FilterPopup)
    QTest.keyClick(popup.search, Key.Key_Escape)
    qtbot.waitUntil(lambda: hands.page.findChild(FilterPopup) is None)


# -- round and work


def test_undo_and_redo_by_keys(hands):
    hands.go(1, "number")
    hands.type("9")
    hands.press(Key.Key_Return)
    hands.settle()
    hands.press(Key.Key_Z, CTRL)
    hands.settle()
    assert hands.task(1).number == "2"
    hands.press(Key.Key_Y, CTRL)
    hands.settle()
    assert hands.task(1).number == "9"


@pytest.mark.parametrize("leave", ["save", "close", "board"])
def test_what_is_being_typed_is_kept_when_the_clerk_goes_elsewhere(hands, leave, ledger_path):
    from gongkai_desk.ledger import Ledger

    hands.go(1, "number")
    hands.type("55")
    if leave == "save":
        hands.press(Key.Key_S, CTRL)
    elif leave == "board":
        hands.window.menus.actions["board"].trigger()
    else:
        hands.window.close()
    if leave != "close":
        hands.settle()
        assert hands.task(1).number == "55"
    else:
        with Ledger.open(ledger_path, readonly=True) as ledger:
            assert ledger.snapshot().tasks[1].number == "55"


def test_delete_pressed_elsewhere_leaves_the_cells_alone(hands):
    hands.go(1, "support")
    hands.page.outline.setFocus()
    assert QApplication.focusWidget() is hands.page.outline
    hands.press(Key.Key_Delete)
    hands.settle()
    assert hands.task(1).support.units == ("市司法局",)


def test_f6_goes_round_the_panes(hands):
    seen = []
    for _ in range(6):
        hands.press(Key.Key_F6)
        seen.append(QApplication.focusWidget())
    assert len({id(each) for each in seen}) >= 4 and hands.table in seen


def test_the_bottom_line_counts_what_is_selected(hands):
    hands.go(1, "lead")
    assert hands.window.counted.text() == ""
    hands.press(Key.Key_Down, SHIFT, times=3)
    assert hands.window.counted.text() == "选中 4 行 1 列 计数 3"


def test_what_was_pasted_is_selected(hands):
    clip("市司法局\t6月底前\n市信访局\t9月底前\n")
    hands.go(2, "support")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.window.counted.text().startswith("选中 2 行 2 列")


def test_menus_open_by_alt_and_a_letter(hands):
    titles = [action.text() for action in hands.window.menuBar().actions()]
    letters = [title.partition("&")[2][:1] for title in titles]
    assert all(letters) and len(set(letters)) == len(letters)


def test_the_cell_that_keys_act_on_is_seen_among_many_and_not_when_they_are_elsewhere(hands):
    from gongkai_desk.desktop import theme

    def frame(task, column):
        index = hands.model.index(hands.model.row_of(task), hands.model.column_of(column))
        face = hands.table.face(index.column())
        area = face.visualRect(index)
        return face.viewport().grab().toImage().pixelColor(area.left() + 20, area.top() + 1).name() == theme.ACCENT

    hands.go(1, "lead")
    hands.press(Key.Key_Down, SHIFT, times=2)
    hands.press(Key.Key_Return)
    assert hands.here() == (1, "lead"), "from the last selected round to the first"
    assert [frame(at, "lead") for at in (1, 2, 3)] == [True, False, False]
    hands.go(2, "number")
    assert frame(2, "number"), "in the frozen columns too"
    hands.press(Key.Key_F6)
    assert not frame(2, "number")


@pytest.mark.parametrize(("column", "words"), [("status", "核定完成状态"), ("light", "由系统计算")])
def test_typing_into_a_closed_cell_says_why(hands, column, words):
    hands.go(1, column)
    for way in (lambda: hands.type("x"), lambda: hands.type("改"), lambda: hands.press(Key.Key_F2)):
        way()
        assert words in hands.window.statusBar().currentMessage()
        hands.window.statusBar().clearMessage()


def test_escape_in_the_search_empties_it_and_then_goes_back(hands):
    hands.press(Key.Key_F, CTRL)
    hands.type("abc")
    hands.press(Key.Key_Escape)
    assert hands.page.search.text() == "" and QApplication.focusWidget() is hands.page.search
    hands.press(Key.Key_Escape)
    assert QApplication.focusWidget() is hands.table


def test_a_screen_reader_is_told_findings(hands):
    index = hands.model.index(hands.model.row_of(4), hands.model.column_of("lead"))
    assert "牵头单位" in index.data(Qt.ItemDataRole.AccessibleDescriptionRole)


def chosen(hands):
    rows, columns = hands.page.cells.block()
    return [hands.model.rows[row].task for row in rows], len(columns)


def test_shift_selects_from_where_the_cursor_stands_however_it_came_there(hands):
    hands.go(0, "lead")
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Return)
    hands.press(Key.Key_Down, SHIFT)
    assert chosen(hands) == ([3, 4], 1), "not from where the last arrow had led"
    hands.press(Key.Key_Up)
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Up, SHIFT)
    assert chosen(hands) == ([2, 3], 1)


def test_shift_goes_on_from_a_click_in_the_frozen_columns(hands):
    hands.go(0, "lead")
    hands.press(Key.Key_Down)
    hands.select((3, "text"))
    hands.press(Key.Key_Down, SHIFT)
    assert chosen(hands) == ([3, 4], 1)


def test_a_click_with_shift_selects_over_the_frozen_edge(hands):
    hands.select((1, "text"))
    index = hands.model.index(hands.model.row_of(3), hands.model.column_of("support"))
    QTest.mouseClick(hands.table.viewport(), Qt.MouseButton.LeftButton, SHIFT, hands.table.visualRect(index).center())
    assert chosen(hands) == ([1, 2, 3], 3)
    hands.select((3, "support"))
    face = hands.table.frozen
    index = hands.model.index(hands.model.row_of(2), hands.model.column_of("text"))
    QTest.mouseClick(face.viewport(), Qt.MouseButton.LeftButton, SHIFT, face.visualRect(index).center())
    assert chosen(hands) == ([2, 3], 3)
    index = hands.model.index(hands.model.row_of(1), hands.model.column_of("text"))
    QTest.mouseClick(face.viewport(), Qt.MouseButton.LeftButton, SHIFT, face.visualRect(index).center())
    assert chosen(hands) == ([1, 2, 3], 3), "once more, from the same cell"


def test_drawn_over_cells_shift_goes_on_from_where_it_began(hands):
    view = hands.table.viewport()
    lead = hands.model.column_of("lead")
    first, last = (hands.table.visualRect(hands.model.index(hands.model.row_of(at), lead)).center() for at in (1, 3))
    QTest.mousePress(view, Qt.MouseButton.LeftButton, NONE, first)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, NONE, last)
    assert chosen(hands) == ([1, 2, 3], 1)
    hands.press(Key.Key_Down, SHIFT)
    assert chosen(hands) == ([1, 2, 3, 4], 1)


def test_a_selection_is_drawn_out_of_the_frozen_columns_and_into_them(hands):
    face, table = hands.table.frozen, hands.table
    text = face.visualRect(hands.model.index(hands.model.row_of(1), hands.model.column_of("text"))).center()
    far = table.visualRect(hands.model.index(hands.model.row_of(3), hands.model.column_of("support"))).center()
    there = face.viewport().mapFromGlobal(table.viewport().mapToGlobal(far))
    QTest.mousePress(face.viewport(), Qt.MouseButton.LeftButton, NONE, text)
    for part in (1, 2, 3):
        QTest.mouseMove(face.viewport(), text + (there - text) * part / 3)
    QTest.mouseRelease(face.viewport(), Qt.MouseButton.LeftButton, NONE, there)
    assert chosen(hands) == ([1, 2, 3], 3)
    QTest.mousePress(table.viewport(), Qt.MouseButton.LeftButton, NONE, far)
    back = table.viewport().mapFromGlobal(face.viewport().mapToGlobal(text))
    for part in (1, 2, 3):
        QTest.mouseMove(table.viewport(), far + (back - far) * part / 3)
    QTest.mouseRelease(table.viewport(), Qt.MouseButton.LeftButton, NONE, back)
    assert chosen(hands) == ([1, 2, 3], 3)


def test_whole_rows_grow_by_whole_rows(hands):
    hands.go(2, "lead")
    hands.press(Key.Key_Space, SHIFT)
    hands.press(Key.Key_Down, SHIFT)
    tasks, wide = chosen(hands)
    assert tasks == [2, 3] and wide >= 8
    hands.go(2, "lead")
    hands.press(Key.Key_Space, CTRL)
    hands.press(Key.Key_Right, SHIFT)
    assert chosen(hands) == ([0, 1, 2, 3, 4], 2)
    hands.go(2, "lead")
    hands.press(Key.Key_Down, SHIFT)
    assert chosen(hands) == ([2, 3], 1)


def test_the_column_under_the_cursor_is_hidden(hands):
    """The cursor goes to the task's words; and where a hidden column is current all the same, keys lead out of it."""
    support = hands.model.column_of("support")
    hands.go(1, "support")
    hands.page.cells._show_column(support, False)
    assert hands.here() == (1, "text")
    for key, modifier, place in ((Key.Key_Tab, NONE, (1, "deadline")), (Key.Key_Backtab, SHIFT, (1, "lead")),
                                 (Key.Key_Right, NONE, (1, "deadline")), (Key.Key_Left, NONE, (1, "lead")),
                                 (Key.Key_Return, NONE, (2, "support"))):
        hands.table.setCurrentIndex(hands.model.index(hands.model.row_of(1), support))
        hands.press(key, modifier)
        assert hands.here() == place, key


def test_an_error_in_a_key_is_told_and_ends_nothing(hands, monkeypatch):
    told = []
    monkeypatch.setattr("sys.excepthook", lambda kind, error, trace: told.append(str(error)))
    monkeypatch.setattr(hands.table.walk, "step", lambda _where: 1 / 0)
    hands.go(1, "lead")
    hands.press(Key.Key_Tab)
    assert told == ["division by zero"] and hands.here() == (1, "lead")
