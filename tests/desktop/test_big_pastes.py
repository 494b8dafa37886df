"""A thousand cells pasted, filled, replaced, emptied: one step each, written beside the window, shown at once."""

from __future__ import annotations

import pytest

from .test_keys_in_the_table import CTRL, SHIFT, Key, clip, hands_at_many

MANY = 600


@pytest.fixture
def big(window, idle, tmp_path, qtbot):
    return hands_at_many(MANY, tmp_path / "大.gkd", window, idle, qtbot)


def test_a_block_of_two_columns_is_one_step_and_shown_before_it_is_written(big):
    clip("".join(f"市司法局\t{1 + at % 12}月底前\n" for at in range(MANY)))
    big.go(0, "support")
    steps = len(big.window.desk.state.steps)
    big.press(Key.Key_V, CTRL)
    last = big.model.index(big.model.row_of(MANY - 1), big.model.column_of("support"))
    assert last.data() == "市司法局", "at once"
    big.settle()
    assert len(big.window.desk.state.steps) == steps + 1
    assert all(task.support.units == ("市司法局",) for task in big.window.desk.state.snapshot.tasks)
    assert big.task(MANY - 1).deadline.due.month == 1 + (MANY - 1) % 12
    big.press(Key.Key_Z, CTRL)
    big.settle()
    assert big.task(MANY - 1).deadline.raw != "12月底前" or big.task(0).support.units == ()


def test_a_whole_column_is_filled_and_emptied(big):
    big.go(0, "support")
    big.type("市信访局")
    big.press(Key.Key_Return)
    big.settle()
    big.go(0, "support")
    big.press(Key.Key_Space, CTRL)
    big.press(Key.Key_D, CTRL)
    big.settle()
    assert all(task.support.units == ("市信访局",) for task in big.window.desk.state.snapshot.tasks)
    big.go(0, "support")
    big.press(Key.Key_Down, CTRL | SHIFT)
    big.press(Key.Key_Delete)
    big.settle()
    assert not any(task.support.units for task in big.window.desk.state.snapshot.tasks)


def test_typing_goes_on_while_a_big_paste_is_written(big):
    clip("".join("市司法局\n" for _ in range(MANY)))
    big.go(0, "support")
    big.press(Key.Key_V, CTRL)
    big.go(3, "number")
    big.type("A1")
    big.press(Key.Key_Return)
    big.type("A2")
    big.settle()
    big.press(Key.Key_Return)
    big.settle()
    assert [big.task(at).number for at in (3, 4)] == ["A1", "A2"]
    assert big.task(MANY - 1).support.units == ("市司法局",)
