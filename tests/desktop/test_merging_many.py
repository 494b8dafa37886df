"""Many forms at once: how far it is can be seen, it can be stopped, the window asks before it closes, and nothing half is written."""

from __future__ import annotations

import shutil
import time
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gongkai_desk.desktop.merge_lines import file_words
from gongkai_desk.grids import gathering
from gongkai_desk.ledger import Ledger

from .conftest import ROUND
from .test_the_way import fill, issued

__all__ = ["issued"]


@pytest.fixture
def inbox(issued, tmp_path):
    """Every form filled in, with older versions beside it: 42 files."""
    folder = tmp_path / "收到"
    folder.mkdir()
    for form in issued:
        fill(form, {"完成状态": "推进中", "进展情况": f"{form.stem.split('_')[1]}正在推进"}, save_as=folder / form.name)
        for version in range(5):
            shutil.copy(folder / form.name, folder / f"{form.stem}（第{version + 2}稿）.xlsx")
    return folder


@pytest.fixture
def slow_stick(inbox, monkeypatch):
    """The files lie on a slow stick; from a fast disk they are read before anybody could stop it."""
    read = gathering._read

    def slowly(path, size):
        time.sleep(0.05)
        return read(path, size)

    monkeypatch.setattr(gathering, "_read", slowly)
    return inbox


def reports_of(path):
    with Ledger.open(path, readonly=True) as ledger:
        return {(one.task, one.unit) for one in ledger.snapshot().reports_of(ROUND)}


def test_how_far_it_is_and_stopping(opened, idle, slow_stick, qtbot):
    seen: list[str] = []
    opened.desk.jobs.moved.connect(lambda _job, _done, _total, _what: seen.append(opened.busy.text.text()))
    opened.go("merge", paths=[slow_stick])
    qtbot.waitUntil(lambda: len(seen) > 2, timeout=20_000)
    assert opened.busy.isVisible() and opened.busy.stop.isEnabled()
    QTest.mouseClick(opened.busy.stop, Qt.MouseButton.LeftButton)
    idle(opened)
    page = opened.pages["merge"]
    assert page._plan is None and page.empty.isVisible() and not opened.busy.isVisible()
    assert all("/42" in words and str(slow_stick) not in words for words in seen), seen[:5]
    before = len(opened.desk.state.steps)
    opened.go("merge", paths=[slow_stick])  # and once more, to the end
    idle(opened)
    assert len(page.files.values) == 42
    page.apply_button.click()
    idle(opened)
    assert len(opened.desk.state.steps) == before + 1


def test_work_goes_on_where_the_clerk_would_rather_wait(opened, idle, inbox, clerk):
    opened.go("merge", paths=[inbox])
    clerk.answers = [False]
    opened.close()
    assert opened.isVisible() and "读入填报表" in clerk.said[-1]
    idle(opened)
    assert len(opened.pages["merge"].files.values) == 42


def test_closing_while_it_is_applied_leaves_all_or_nothing(opened, idle, inbox, clerk, ledger_path):
    opened.go("merge", paths=[inbox])
    idle(opened)
    before = reports_of(ledger_path)
    whole = before | {(change.task, change.unit) for change in opened.pages["merge"]._plan.changes if change.task}
    assert len(whole) > len(before)
    opened.pages["merge"].apply_button.click()
    clerk.answers = [True]
    opened.close()
    assert not opened.isVisible()
    assert reports_of(ledger_path) in (before, whole)
    with Ledger.open(ledger_path) as ledger:
        assert ledger.verify() == ()


@pytest.mark.parametrize(
    ("name", "unit", "reason", "shown"),
    [
        (f"{ROUND}_市教育局_填报表.xlsx", "市教育局", None, "市教育局_填报表.xlsx"),
        ("教育局报送.xlsx", "市教育局", None, "教育局报送.xlsx"),
        ("旧.xlsx", "市教育局", f"另有更新的表（/收到/{ROUND}_市教育局_填报表.xlsx）", "另有更新的表（市教育局_填报表.xlsx）（旧.xlsx）"),
        ("通讯录.xlsx", None, "不像填报表", "不像填报表"),  # its name stands where the unit's would
    ],
)
def test_a_file_shows_its_unit_and_a_reason_comes_first(name, unit, reason, shown):
    assert file_words(SimpleNamespace(path=f"/收到/{name}", unit=unit, reason=reason), ROUND) == shown


def test_names_of_files_have_room_on_the_smallest_screen(opened, idle, inbox):
    opened.resize(1366, 720)
    opened.go("merge", paths=[inbox])
    idle(opened)
    page = opened.pages["merge"]
    view = page.body.widget(0)
    last = page.files.columnCount() - 1
    assert view.horizontalScrollBar().maximum() == 0
    assert view.columnWidth(last) > view.columnWidth(0)
    assert any("（第2稿）" in page.files.index(row, last).data() for row in range(page.files.rowCount()))
