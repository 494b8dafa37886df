"""The filter and the order of a column in a table of 100,000 different texts: no event holds the window for 50 ms."""

from __future__ import annotations

import gc
import threading

import pytest
from PySide6.QtCore import Qt

from gongkai_desk.desktop.table.filters import FilterPopup, Values, month_of

from .test_speed import ROWS, many_tasks, state_of


@pytest.fixture
def page(opened, do):
    from .conftest import sample_tasks

    page = opened.pages["ledger"]
    page.model.show_state(state_of(many_tasks(ROWS, sample_tasks())))
    gc.freeze()
    return page


def popup_of(page):
    return page.findChild(FilterPopup)


def test_a_filter_over_as_many_texts_as_tasks(page, do, qtbot):
    text = page.model.column_of("text")
    do("open", lambda: page.filters.open(text))
    popup = popup_of(page)
    assert popup.list.count() == 500 and popup.list.item(0).checkState() == Qt.CheckState.Checked
    do("narrow", lambda: popup.search.setText("99999"))
    assert popup.list.count() == 1
    do("none", lambda: popup._tick(False))
    do("all", lambda: popup._tick(True))
    do("take", popup.accept)
    assert page.model.task_count() == 1
    do("open again", lambda: page.filters.open(text))
    assert popup_of(page).list.item(0).checkState() == Qt.CheckState.Unchecked
    do("close", lambda: popup_of(page).close())
    do("all again", lambda: page.cells.clear_filter())
    assert page.model.task_count() == ROWS


def test_deadlines_and_units_of_many(page, do):
    for column in ("deadline", "lead"):
        do(column, lambda column=column: page.filters.open(page.model.column_of(column)))
        assert 3 <= popup_of(page).list.count() < 20
        do("close", lambda: popup_of(page).close())


def test_sorting_many_by_text(page, do):
    do("sort", lambda: page.filters.sort("text", False))
    assert page.model.choice.sort == "text"
    do("then", lambda: page.filters.sort("lead", True))
    assert page.model.choice.then == (("text", False),)


def test_sorting_many_while_pages_are_prepared(page, opened, do):
    over = threading.Event()
    opened.desk.thoughts.submit("准备", lambda _progress: over.wait(10), quiet=True, kind="pages")
    do("sort", lambda: (page.filters.sort("text", False), over.set()))
    assert page.model.choice.sort == "text"


@pytest.mark.parametrize(("label", "kind"), [("读取文件", ""), ("校核", "check")])
def test_sorting_does_not_wait_for_long_work(page, opened, idle, label, kind):
    over = threading.Event()
    opened.desk.thoughts.submit(label, lambda _progress: over.wait(10), kind=kind, quiet=bool(kind))
    page.filters.sort("text", False)
    assert page.model.choice.sort == "text"
    over.set()
    idle(opened)


def test_a_list_closed_before_it_is_counted_is_forgotten(page, opened, idle, qtbot):
    page.filters.open(page.model.column_of("text"))
    popup = popup_of(page)
    popup.accept()  # Enter before anything is listed takes nothing
    assert page.model.choice.plain
    popup.close()
    idle(opened)
    assert page.model.task_count() == ROWS


def test_months_stand_before_what_is_no_day():
    values = Values.of(["不明确", "9月底前\n2022-09-30", "8月底前\n2022-08-31", "9月10日前\n2022-09-10"], month_of)
    assert [text.split("\n")[0] for text in values.texts] == ["8月底前", "9月10日前", "9月底前", "不明确"]
    assert values.groups["9月底前\n2022-09-30"] == "2022年09月"
