"""Who types faster than the ledger writes loses nothing: what stands in an open cell stays, whatever comes back meanwhile."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from gongkai_desk.domain import GongkaiError
from gongkai_desk.ledger import Change

from .test_keys_in_the_table import Key, hands

__all__ = ["hands"]


def typed(hands):
    return QApplication.focusWidget().toPlainText()


def test_the_next_cell_is_being_typed_while_the_last_one_is_written(hands):
    hands.go(1, "number")
    hands.type("21")
    hands.press(Key.Key_Return)
    hands.type("22")
    hands.settle()  # the ledger has written the first, and checked it
    assert typed(hands) == "22"
    hands.type("3")
    hands.press(Key.Key_Return)
    hands.type("44")
    hands.press(Key.Key_Return)
    hands.settle()
    assert [hands.task(at).number for at in (1, 2, 3)] == ["21", "223", "44"]


def test_a_cell_opened_by_f2_keeps_its_words_and_its_cursor(hands):
    hands.go(1, "text")
    hands.type("abc")
    hands.press(Key.Key_Return)
    hands.press(Key.Key_F2)
    hands.type("xyz")
    hands.press(Key.Key_Left)
    hands.settle()
    assert typed(hands).endswith("xyz")
    hands.type("-")
    assert typed(hands).endswith("xy-z")
    hands.press(Key.Key_Escape)


def test_rows_that_come_do_not_take_the_open_cell_away(hands):
    hands.go(1, "number")
    hands.window.act("add_task")
    hands.go(3, "number")
    hands.type("77")
    hands.settle()  # a row more, above
    assert typed(hands) == "77"
    hands.press(Key.Key_Return)
    hands.settle()
    assert [task.number for task in hands.window.desk.state.snapshot.tasks].count("77") == 1
    assert next(task for task in hands.window.desk.state.snapshot.tasks if task.number == "77").text.startswith("推进市场监管")


def test_under_a_filter_the_open_cell_stays(hands):
    hands.model.choose(search="公开")
    first = hands.model.rows[next(at for at, row in enumerate(hands.model.rows) if row.kind == 1)].task
    hands.go(first, "number")
    hands.type("8")
    hands.press(Key.Key_Return)
    hands.type("9")
    hands.settle()
    assert typed(hands) == "9"
    hands.press(Key.Key_Escape)


def test_a_check_begun_while_a_cell_is_open_takes_what_was_typed(hands):
    hands.go(1, "number")
    hands.type("66")
    hands.window.act("check")
    hands.settle()
    assert hands.task(1).number == "66"


def test_undo_and_redo_pressed_once_too_often_say_so(hands, clerk):
    hands.window.act("redo")
    hands.settle()
    assert hands.window.statusBar().currentMessage() == "没有可恢复的步骤"
    for _ in range(3):
        hands.window.act("undo")
    hands.settle()
    assert hands.window.statusBar().currentMessage() == "没有可撤销的步骤"
    for _ in range(3):
        hands.window.act("redo")
    hands.settle()
    assert len(hands.window.desk.state.snapshot.tasks) == 5 and clerk.said == []


def test_what_was_typed_is_not_shown_on_when_the_last_write_comes_to_nothing(hands, clerk, qtbot):
    """The state after the first write finds the second still waiting, and the second brings none."""
    session = hands.window.desk.session
    number = hands.model.column_of("number")
    hands.model.setData(hands.model.index(hands.model.row_of(1), number), "22")

    def fail(_ledger, _progress):
        raise GongkaiError("写不进去", "", "请重试")

    session.run("另一步", fail)
    hands.settle()
    qtbot.waitUntil(lambda: not hands.model._pending, timeout=2000)
    assert hands.task(1).number == "22" and clerk.said[0].startswith("写不进去")
    hands.window.act("undo")
    hands.settle()
    assert hands.model.index(hands.model.row_of(1), number).data() == "2"


def test_a_long_text_refused_is_shown_short(hands, clerk):
    hands.page.cells.toggle_row(hands.model.row_of(0))
    row = hands.model.row_of(0, "海宁市")
    hands.model.setData(hands.model.index(row, hands.model.column_of("status")), "长" * 3000)
    hands.settle()
    assert len(clerk.said[-1]) < 150 and "不是完成状态" in clerk.said[-1]


def test_a_state_that_waits_for_an_open_cell_is_shown_when_the_rows_are_made_anew(hands, qtbot):
    hands.go(1, "number")
    hands.type("5")
    hands.window.desk.session.apply("别处", [Change("task", "T0003", "text", "别处改的")])
    hands.settle()
    assert typed(hands) == "5"
    hands.model.choose(search="别处")  # a search that was still waiting
    qtbot.waitUntil(lambda: hands.model.state is hands.window.desk.state or hands.page._late is None, timeout=2000)
    hands.settle()
    assert hands.model.state.serial == hands.window.desk.state.serial


def test_a_cell_that_is_closed_without_a_word_holds_nothing_up(hands, qtbot, monkeypatch):
    hands.go(1, "number")
    hands.type("5")
    hands.window.desk.session.apply("别处", [Change("task", "T0003", "text", "别处改的")])
    hands.settle()
    assert hands.model.state.serial < hands.window.desk.state.serial
    monkeypatch.setattr(hands.page, "_is_typing", lambda: False)
    qtbot.waitUntil(lambda: hands.model.state.serial == hands.window.desk.state.serial, timeout=2000)
