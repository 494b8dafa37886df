"""The window's promises about time: filter and sort of 100,000 rows, scrolling, opening, and an event loop that never waits.

Bounds are of processor time where only our own work counts, and ratios where the machine would tell more than the program.
"""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from types import SimpleNamespace

import pytest
from msgspec import structs
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QTimer
from PySide6.QtWidgets import QTableView

from gongkai_desk.desktop.app import application
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import Texts

ROWS = 100_000


def state_of(tasks) -> State:
    snapshot = SimpleNamespace(tasks=tasks, id="x", title="大台账", rounds=(), roster=SimpleNamespace(names=(), groups={}))
    standing = SimpleNamespace(states={}, units=(), counts={}, not_reported=())
    return State(Path("大台账.gkd"), False, snapshot, standing, None, texts=Texts(tasks, {}).prepare())


def many_tasks(count: int, base):
    return tuple(
        structs.replace(base[at % len(base)], id=f"T{at:06d}", number=str(at + 1), text=f"{base[at % len(base)].text}{at}", section=(f"第{at // 2000}部分",))
        for at in range(count))


@pytest.fixture(scope="module")
def big(qapp):
    from .conftest import sample_tasks

    application()
    model = TaskModel()
    model.show_state(state_of(many_tasks(ROWS, sample_tasks())))
    return model


def spent(work) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


@pytest.mark.parametrize("column", ["lead", "deadline", "support"])
def test_sorting_a_hundred_thousand_rows(big, column):
    assert spent(lambda: big.choose(sort=column)) < 0.2
    assert spent(lambda: big.choose(sort=column, descending=True)) < 0.1
    big.choose(sort="", descending=False)


def test_sorting_by_the_text_again(big):
    big.choose(sort="text")
    assert spent(lambda: big.choose(sort="text", descending=True)) < 0.1
    big.choose(sort="", descending=False)


def test_filtering_a_hundred_thousand_rows(big):
    assert spent(lambda: big.choose(columns={"lead": frozenset({"市信访局"})})) < 0.2
    assert big.task_count() == ROWS // 5
    assert spent(lambda: big.choose(columns={}, search="市场监管")) < 0.2
    assert big.task_count() >= ROWS // 5
    assert spent(lambda: big.choose(search="")) < 0.2


class Bare(QAbstractTableModel):
    """The same cells in a table without anything else."""

    def __init__(self, model: TaskModel) -> None:
        super().__init__()
        self._model = model

    def rowCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return len(self._model.rows)

    def columnCount(self, parent=QModelIndex()):  # noqa: B008, N802
        return len(COLUMNS)

    def data(self, index, role=0):
        return self._model._shown(self._model.rows[index.row()], index.column()) if role == 0 else None


def frame(view: QTableView) -> float:
    """The time of one frame, of both faces where there are two."""
    def paint() -> None:
        view.viewport().repaint()
        if isinstance(view, FrozenTable):
            view.frozen.viewport().repaint()

    return spent(paint)


def test_scrolling_costs_little_more_than_a_bare_table(big, qtbot, qapp):
    ours, bare, cells = FrozenTable(big), QTableView(), Bare(big)
    bare.setModel(cells)
    bare.verticalHeader().hide()
    bare.verticalHeader().setDefaultSectionSize(ours.verticalHeader().defaultSectionSize())
    for at, column in enumerate(COLUMNS):
        bare.setColumnWidth(at, column.width)
    for view in (ours, bare):
        qtbot.addWidget(view)
        view.resize(1366, 700)
        view.show()
        qtbot.waitExposed(view)
    times: dict[QTableView, list[float]] = {ours: [], bare: []}
    for step in range(1, 40):
        for view in (ours, bare):
            view.raise_()
            view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 41 * step)
            qapp.processEvents()
            times[view].append(frame(view))
    assert statistics.median(times[bare]) > 0.001
    assert statistics.median(times[ours]) <= 1.3 * statistics.median(times[bare])


def test_opening_a_big_ledger_keeps_the_window_alive(window, idle, tmp_path, qtbot):
    from .conftest import make_ledger, sample_tasks

    path = make_ledger(tmp_path / "大.gkd", list(many_tasks(3000, sample_tasks())), rounds=False)
    gaps: list[float] = []
    last = [time.thread_time()]

    def beat() -> None:
        now = time.thread_time()
        gaps.append(now - last[0])
        last[0] = now

    timer = QTimer(interval=5)
    timer.timeout.connect(beat)
    timer.start()
    window.take_paths([path])
    idle(window)
    timer.stop()
    assert window.pages["ledger"].model.task_count() == 3000
    assert max(gaps) < 0.5
