"""取消 pressed when the work is nearly done: what the window shows is always what the file behind it holds."""

from __future__ import annotations

import pytest

from gongkai_desk.desktop import session as room
from gongkai_desk.domain import Cancelled, GongkaiError
from gongkai_desk.ledger import Change, Ledger

from .conftest import make_ledger, sample_tasks


def stop(window):
    for lane in (window.desk.jobs, window.desk.thoughts):
        lane.cancel()


def titles(window):
    return [task.text for task in window.desk.state.snapshot.tasks]


def test_what_was_written_is_shown(opened, idle):
    session = opened.desk.session

    def work(ledger, _progress):
        step = ledger.apply("改", [Change("task", "T0002", "text", "改过的任务")])
        stop(opened)
        return step

    seen = []
    session.run("改", work, seen.append)
    idle(opened)
    assert "改过的任务" in titles(opened) and len(seen) == 1
    opened.act("undo")
    idle(opened)
    assert "改过的任务" not in titles(opened)


@pytest.mark.parametrize("why", [Cancelled(), GongkaiError("读不出来", "", "请恢复备份")])
def test_a_ledger_that_is_not_shown_is_not_written_to(opened, idle, tmp_path, monkeypatch, clerk, why):
    other = make_ledger(tmp_path / "另一本.gkd", sample_tasks()[:2])
    first, looked = opened.desk.state.path, room.Session._look

    def look(self, *arguments, **more):
        monkeypatch.setattr(room.Session, "_look", looked)
        raise why

    monkeypatch.setattr(room.Session, "_look", look)
    opened.desk.session.open(other, failed=clerk.said.append)
    idle(opened)
    assert opened.desk.state.path == first
    page = opened.pages["ledger"]
    page.model.setData(page.model.index(page.model.row_of(1), page.model.column_of("text")), "写在第一本里")
    idle(opened)
    assert "写在第一本里" in titles(opened)
    with Ledger.open(other) as ledger:
        assert len(ledger.history()) == 1, "the other one can be opened for writing, and nothing was written there"
    opened.desk.session.open(other)
    idle(opened)
    assert opened.desk.state.path == other and not opened.desk.state.readonly


def test_a_new_ledger_is_shown_though_it_was_too_late_to_stop(opened, idle, tmp_path):
    def make(_progress):
        made = Ledger.create(tmp_path / "新.gkd", title="新的一本", year=2023)
        stop(opened)
        return made

    opened.desk.session.create(make)
    idle(opened)
    assert opened.desk.state.snapshot.title == "新的一本"


def test_what_was_stopped_is_told(opened, idle):
    def work(progress):
        stop(opened)
        progress(0, 1, "读取")

    opened.desk.thoughts.submit("读取文件", work)
    idle(opened)
    assert opened.statusBar().currentMessage().startswith("已停止“读取文件”")
    opened.statusBar().clearMessage()
    opened.desk.thoughts.submit("准备", work, quiet=True)
    idle(opened)
    assert opened.statusBar().currentMessage() == ""
