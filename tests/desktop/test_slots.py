"""The window never blocks: with a ledger of 5,000 tasks no event holds the GUI thread for 50 ms, painting aside.

Time is the thread's own processor time. On a quiet machine the longest event takes about half of that; where other programs
share the processor the same work is counted up to twice as long.
"""

from __future__ import annotations

import shutil

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication

from gongkai_desk.desktop.window import PAGES
from gongkai_desk.ledger import task_id

from .conftest import DEPARTMENTS, answer, make_ledger, sample_tasks, varied
from .stopwatch import Times

TASKS = 5_000


@pytest.fixture(scope="module")
def big_ledger(tmp_path_factory):
    base = sample_tasks()
    tasks = [
        varied(base[at % 5], id=task_id(at + 1), number=str(at + 1), text=f"{base[at % 5].text}（第{at + 1}项）",
               section=(f"{at // 500}、第{at // 500}部分", f"（{at // 100}）第{at // 100}节"))
        for at in range(TASKS)
    ]
    return make_ledger(tmp_path_factory.mktemp("big") / "五千项.gkd", tasks)


def test_around_a_big_ledger(window, idle, do, big_ledger, tmp_path, qtbot, clerk):
    path = shutil.copy(big_ledger, tmp_path / "五千项.gkd")
    do("open", lambda: window.take_paths([path]))
    qtbot.waitUntil(lambda: "export" in window.pages, timeout=20_000)
    page = window.pages["ledger"]
    model, table = page.model, page.table
    assert model.task_count() == TASKS
    lead = model.column_of("lead")
    do("edit", lambda: model.setData(model.index(model.row_of(1), lead), "市信访局"))
    do("undo", lambda: window.act("undo"))
    for words in ("xf", "市场监管", "", "第4999项", ""):
        do(f"search {words}", lambda words=words: model.choose(search=words))
    for column in ("text", "lead", "deadline", ""):
        do(f"sort by {column}", lambda column=column: model.choose(sort=column))
    do("filter", lambda: page.filters.open(model.column_of("text")))
    do("close the filter", lambda: [each.close() for each in QApplication.topLevelWidgets() if each is not window])
    do("unfold", lambda: page.cells.toggle_row(model.row_of(0)))
    do("fold", lambda: page.cells.toggle_row(model.row_of(0)))
    do("select all", table.selectAll)
    do("copy all", page.cells.copy)
    do("to the end", lambda: table.corner(True))
    do("to the middle", lambda: table.verticalScrollBar().setValue(table.verticalScrollBar().maximum() // 2))
    do("wider", lambda: window.resize(1500, 800))
    do("check", lambda: window.act("check"))
    do("a finding", lambda: page.go_to(window.desk.state.findings[0]))
    do("fill down", lambda: (table.selectColumn(lead), page.cells.fill_down()))
    assert window.desk.state.steps[-1].label == f"修改 {TASKS - 1} 个单元格"
    do("undo again", lambda: window.act("undo"))
    for name in PAGES:
        do(f"to {name}", lambda name=name: window.go(name))
    do("changes", lambda: window.act("changes"))
    do("back", lambda: window.go("ledger"))
    assert page.model.task_count() == TASKS


def big_breakdown(path) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("分解表")
    sheet.append(["2022年政务公开工作要点任务分解表"])
    sheet.append(["序号", "工作任务", "牵头单位", "配合单位", "完成时限"])
    units = (*DEPARTMENTS, "市财政局", "市教育局")
    for at in range(TASKS):
        sheet.append([at + 1, f"及时公开第{at + 1}项政务信息并做好解读", units[at % 6], units[(at + 1) % 6], "12月底前"])
    book.save(path)


def test_the_whole_way_with_a_big_breakdown(window, idle, do, clerk, tmp_path, qtbot):
    big_breakdown(tmp_path / "分解表.xlsx")
    qtbot.waitUntil(lambda: "ledger" in window.pages, timeout=20_000)
    clerk.answers = [[tmp_path / "分解表.xlsx"]]
    do("read", lambda: window.act("new"))
    page = window.pages["import"]
    assert f"识别 {TASKS} 项任务" in page.head_words.text()
    do("scroll the picture", lambda: page.picture.verticalScrollBar().setValue(1000))
    clerk.answers = [tmp_path]
    do("found", page.take.click)
    assert len(window.desk.state.snapshot.tasks) == TASKS
    do("plan", lambda: window.act("issue"))
    out = tmp_path / "分发"
    out.mkdir()
    clerk.answers = [out]
    do("issue", window.pages["issue"].write.click)
    for form in out.glob("*.xlsx"):
        answer(form)
    do("merge", lambda: window.take_paths([out]))
    merge = window.pages["merge"]
    assert len(merge.tabs["changes"].model.values) >= TASKS
    do("look", lambda: merge.tabs["changes"].view.selectRow(100))
    do("tick none", lambda: merge._tick(False, "all"))
    do("tick all", lambda: merge._tick(True, "all"))
    do("apply", merge.apply_button.click)
    do("undo", lambda: window.act("undo"))


def test_the_watch_sees_what_is_slow(qapp, qtbot):
    class Slow(QObject):
        def timerEvent(self, _event):  # noqa: N802
            sum(range(3_000_000))
            self.killTimer(self.timer)

    slow = Slow()
    slow.timer = slow.startTimer(0, Qt.TimerType.CoarseTimer)
    qapp.times = Times(0.01)
    qtbot.waitUntil(lambda: bool(qapp.times.slow), timeout=5000)
    found, qapp.times = qapp.times, None
    assert found.slow[0][2] == "Slow" and found.longest > 0.01
