"""The window itself: start, errors as sentences, work in the background, closing, remembering."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QDialogButtonBox

from gongkai_desk.desktop import crash
from gongkai_desk.desktop.actions import ACTIONS, MENUS, steps
from gongkai_desk.desktop.jobs import Jobs
from gongkai_desk.domain import GongkaiError


def test_every_action_has_a_handler_a_menu_and_a_key_of_its_own(window):
    table = window.commands.table()
    assert {action.id for action in ACTIONS} == set(table)
    assert {action.menu for action in ACTIONS} <= set(MENUS)
    keys = [action.key for action in ACTIONS if action.key]
    assert len(keys) == len(set(keys))
    assert [action.text for action in steps()] == ["导入", "校核", "分发", "收表汇总", "导出打印"]


def test_every_page_opens_without_and_with_a_ledger(window, idle, ledger_path):
    from gongkai_desk.desktop.window import PAGES

    for name in PAGES:
        window.go(name)
        assert window.current.name == name
    window.take_paths([ledger_path])
    idle(window)
    for name in PAGES:
        window.go(name)
        idle(window)
    assert not [word for word in window.desk.dialogs.said if "意外" in word]


def test_qt_speaks_chinese(window):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel | QDialogButtonBox.StandardButton.Save)
    assert {button.text() for button in box.buttons()} == {"取消", "保存"}


def test_a_file_that_is_no_ledger_is_one_sentence(window, idle, clerk, tmp_path):
    bad = tmp_path / "坏.gkd"
    bad.write_text("<html>请登录</html>", encoding="utf-8")
    window.take_paths([bad])
    idle(window)
    assert len(clerk.said) == 1
    assert "坏.gkd" in clerk.said[0]
    assert window.desk.state is None


def test_a_ledger_in_use_is_told(opened, qtbot, idle, clerk, home, ledger_path):
    from gongkai_desk.desktop.settings import Settings
    from gongkai_desk.desktop.window import Window

    second = Window(Settings(home), opened.desk.today, dialogs=clerk)
    qtbot.addWidget(second)
    second.take_paths([ledger_path])
    qtbot.waitUntil(lambda: not second.desk.jobs.busy, timeout=20_000)
    assert second.desk.state.readonly
    assert "只读" in second.windowTitle()
    qtbot.waitUntil(lambda: any("只读方式打开" in word for word in clerk.said))
    second.close()


def test_dropping_a_ledger_opens_it(window, idle, ledger_path, qtbot):
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(ledger_path))])
    event = QDropEvent(QPoint(10, 10), Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    window.dropEvent(event)
    qtbot.waitUntil(lambda: window.desk.state is not None, timeout=20_000)


def test_the_start_page_tells_how_ledgers_stand(opened, idle, qtbot):
    opened.act("home")
    idle(opened)
    recent = opened.pages["start"].model.values
    assert recent[0].title == "2022年政务公开工作要点分解表"
    assert "5 项" in recent[0].progress
    opened.pages["start"].view.activated.emit(opened.pages["start"].model.index(0, 0))
    idle(opened)
    assert opened.current.name == "ledger"


def test_an_unforeseen_error_becomes_a_sentence_and_a_log(home):
    told: list[str] = []
    before = sys.excepthook, threading.excepthook
    try:
        crash.install(home, told.append)
        try:
            raise ZeroDivisionError("甲")
        except ZeroDivisionError:
            sys.excepthook(*sys.exc_info())
    finally:
        sys.excepthook, threading.excepthook = before
    assert "台账未受影响" in told[0]
    assert "ZeroDivisionError" in (home / "错误记录.txt").read_text(encoding="utf-8")


def test_jobs_run_in_order_report_and_fail_as_sentences(qtbot, home):
    jobs = Jobs("试")
    seen: list[object] = []
    jobs.trouble.connect(seen.append)
    jobs.submit("一", lambda progress: threading.current_thread().name, seen.append)

    def refuse(_progress):
        raise GongkaiError("磁盘已满", "甲盘", "请换一个盘")

    jobs.submit("二", refuse)
    jobs.submit("三", lambda _progress: 1 / 0)
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen[0] == "试"
    assert seen[1] == "甲盘：磁盘已满。请换一个盘"
    assert "意外错误" in str(seen[2])
    assert jobs.close()


def test_a_job_is_cancelled_at_its_next_report(qtbot):
    jobs = Jobs("试")
    started, done = threading.Event(), []

    def work(progress):
        started.set()
        for at in range(10_000_000):
            progress(at, 10_000_000, "数数")
        return "完成"

    jobs.submit("久", work, done.append)
    assert started.wait(5)
    jobs.cancel()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=1000)
    assert not done
    assert jobs.close()


def test_a_newer_job_of_the_same_kind_replaces_the_older(qtbot):
    jobs = Jobs("试")
    gate, seen = threading.Event(), []
    jobs.submit("闸", lambda _progress: gate.wait(5))
    jobs.submit("旧", lambda _progress: "旧", seen.append, kind="校核")
    jobs.submit("新", lambda _progress: "新", seen.append, kind="校核")
    gate.set()
    qtbot.waitUntil(lambda: not jobs.busy)
    assert seen == ["新"]
    assert jobs.close()


def test_closing_during_work_asks(opened, clerk, qtbot):
    gate = threading.Event()
    opened.desk.jobs.submit("汇总", lambda _progress: gate.wait(10))
    qtbot.waitUntil(opened.busy.isVisible)
    clerk.answers = [False]
    assert not opened.close()
    assert "汇总" in clerk.said[-1]
    gate.set()
    qtbot.waitUntil(lambda: not opened.desk.jobs.busy)


def test_settings_survive_and_lost_ones_cost_nothing(home):
    from gongkai_desk.desktop.settings import RECENT_LIMIT, Settings

    settings = Settings(home)
    for at in range(RECENT_LIMIT + 3):
        settings.remember_ledger(f"/甲/{at}.gkd")
    settings.keep("flag", True)
    settings.flush()
    again = Settings(home)
    assert again.recent[0] == f"/甲/{RECENT_LIMIT + 2}.gkd"
    assert len(again.recent) == RECENT_LIMIT
    assert again.flag("flag")
    assert again.number("nothing", 7) == 7
    assert again.last_folder("export") == str(Path.home())


@pytest.mark.parametrize("calls", [600])
def test_qt_does_not_steal_references_to_none(qapp, calls):
    """PySide6 6.12.0 on Python 3.11 releases None once too often in most void calls, and aborts after some thousands."""
    model = QStandardItemModel()
    model.appendRow(QStandardItem("甲"))
    index = model.index(0, 0)
    before = sys.getrefcount(None)
    for _ in range(calls):
        index.data(Qt.ItemDataRole.UserRole + 5)
        QCoreApplication.setApplicationName("gongkai-desk")
    assert sys.getrefcount(None) > before - calls // 2


def test_a_damaged_ledger_comes_back_from_its_backup(window, idle, clerk, ledger_path):
    from gongkai_desk.ledger import Ledger

    with Ledger.open(ledger_path) as ledger:
        ledger.backup()
    ledger_path.write_bytes(ledger_path.read_bytes()[:5000])

    answers: list[str] = []

    def choose(_title, question, items):
        clerk.said.append(question)
        answers.append(items[0])
        return items[0]

    clerk.choose = choose
    window.take_paths([ledger_path])
    idle(window)
    idle(window)
    assert "5 项任务" in answers[0]
    assert window.desk.state is not None
    assert len(window.desk.state.snapshot.tasks) == 5
    assert list(ledger_path.parent.glob("*.broken-*"))


def test_a_copy_of_the_ledger_and_an_empty_clipboard(opened, idle, clerk, tmp_path):
    clerk.answers = [tmp_path / "副本.gkd", True]
    opened.act("copy_ledger")
    idle(opened)
    assert (tmp_path / "副本.gkd").is_file()
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().clear()
    opened.act("home")
    opened.act("paste")
    assert "剪贴板里没有" in clerk.said[-1]
    opened.act("copy")
