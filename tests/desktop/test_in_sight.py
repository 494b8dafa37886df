"""The task looked at stays in sight: when a filter comes and goes, when rows become taller than they were thought to be."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gongkai_desk.ledger import task_id

from .conftest import make_ledger, sample_tasks, varied

MANY = 300


@pytest.fixture(scope="module")
def kept_ledger(tmp_path_factory):
    """Tasks of one to four lines under two levels of headings."""
    base = sample_tasks()
    tasks = [
        varied(base[at % 5], id=task_id(at + 1), number=str(at + 1), text=f"{base[at % 5].text}（第{at + 1}项）" * (1 + at % 4),
               section=(f"{at // 50}、第{at // 50}部分", f"（{at // 10}）第{at // 10}节"))
        for at in range(MANY)
    ]
    return make_ledger(tmp_path_factory.mktemp("many") / "三百项.gkd", tasks)


@pytest.fixture
def page(window, idle, tmp_path, kept_ledger):
    path = tmp_path / "三百项.gkd"
    path.write_bytes(kept_ledger.read_bytes())
    window.take_paths([path])
    idle(window)
    return window.pages["ledger"]


def settle(page, qtbot) -> None:
    """Every row has the height of its text."""
    qtbot.waitUntil(lambda: len(page.table._sized) == len(page.model.rows) and not page.table._sizing.isActive(), timeout=5000)
    qtbot.wait(20)


def in_sight(table) -> bool:
    """The whole row of the cursor."""
    place = table.visualRect(table.currentIndex())
    return place.top() >= 0 and place.bottom() <= table.viewport().height()


CHOICES = {
    "search": lambda at: {"search": f"第{at + 1}项"},
    "filter": lambda at: {"columns": {"number": frozenset({str(at + 1), "7", "200"})}},
    "section": lambda at: {"section": (f"{at // 50}、第{at // 50}部分",)},
    "sort": lambda _at: {"sort": "lead"},
}


@pytest.mark.parametrize("at", [3, 47, 150, MANY - 1])
@pytest.mark.parametrize("choice", CHOICES)
def test_the_cursor_stays_in_sight_when_a_filter_goes(page, qtbot, at, choice):
    settle(page, qtbot)
    page.go_to_task(task_id(at + 1))
    page.model.choose(**CHOICES[choice](at))
    settle(page, qtbot)
    assert page.model.task_at(page.table.currentIndex().row()).id == task_id(at + 1)
    assert in_sight(page.table)
    page.cells.clear_filter()
    settle(page, qtbot)
    assert page.model.task_at(page.table.currentIndex().row()).id == task_id(at + 1)
    assert in_sight(page.table)


def test_to_the_end_and_home_again(page, qtbot):
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert page.model.task_at(page.table.currentIndex().row()).id == task_id(MANY)
    assert in_sight(page.table)
    QTest.keyClick(page.table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    settle(page, qtbot)
    assert page.table.rowAt(2) == 0, "the headings above the first task are seen"
