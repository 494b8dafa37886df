"""The window proves that it works where it is: built offscreen on a ledger, every page shown once, and closed again."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QImageReader
from PySide6.QtWidgets import QApplication, QMessageBox

from gongkai_desk.desktop.dialogs import Dialogs

PATIENCE = 90.0
NO_FAULT = ("This plugin does not support",)


class Recorder(Dialogs):
    """Says nothing on the screen and keeps what the window wanted to say; nobody is there to answer."""

    def __init__(self) -> None:
        self.troubles: list[str] = []

    def tell(self, text: str, title: str = "") -> None:
        """A sentence for the clerk is no fault."""

    def trouble(self, text: str) -> None:
        """Remember what went wrong."""
        self.troubles.append(text)

    def ask(self, text: str, yes: str = "", no: str = "", *, title: str = "") -> bool:
        """A question that the self-test did not expect."""
        self.troubles.append(f"窗口意外提问：{text}")
        return True


def selftest(ledger: Path) -> int:
    """Show every page of the window on ``ledger``; 0 when nothing went wrong, 2 with the faults on stderr."""
    os.environ["GONGKAI_DESK_HOME"] = str(ledger.parent / "设置")
    from gongkai_desk.desktop.app import application

    clerk = Recorder()
    qInstallMessageHandler(_keep_warnings(clerk.troubles))
    try:
        app = application()
        clerk.troubles += missing_parts()
        show_all_pages(app, ledger, clerk)
    finally:
        qInstallMessageHandler(None)
    for trouble in clerk.troubles:
        sys.stderr.write(f"自检失败：{trouble}\n")
    return 2 if clerk.troubles else 0


def missing_parts() -> list[str]:
    """What Qt cannot find in this folder: its Chinese words, its picture formats."""
    faults = []
    box = QMessageBox(QMessageBox.Icon.Question, "", "", QMessageBox.StandardButton.Save)
    if "保存" not in box.button(QMessageBox.StandardButton.Save).text():
        faults.append("缺少界面的中文翻译")
    formats = {bytes(name.data()).decode() for name in QImageReader.supportedImageFormats()}
    faults += [f"缺少图片格式 {name}" for name in ("svg", "png", "jpeg", "ico", "gif", "bmp") if name not in formats]
    return faults


def show_all_pages(app: QApplication, ledger: Path, clerk: Recorder) -> None:
    """Open ``ledger`` in a window, bring every page to the front, let it draw, and close."""
    from gongkai_desk.desktop.settings import Settings, home
    from gongkai_desk.desktop.window import PAGES, Window

    window = Window(Settings(home()), date.today, dialogs=clerk)
    window.show()
    window.take_paths([ledger])
    _settle(app, window, clerk)
    if window.desk.state is None:
        clerk.troubles.append("台账没有打开")
    for name in PAGES:
        window.go(name)
        _settle(app, window, clerk)
        if window.grab().isNull():
            clerk.troubles.append(f"页面没有画出来：{name}")
    window.go("ledger")
    window.close()


def _settle(app: QApplication, window: Any, clerk: Recorder) -> None:
    """Let the window work until it has nothing left to do."""
    end = time.monotonic() + PATIENCE
    app.processEvents()
    while window.desk.jobs.busy or window.desk.thoughts.busy:
        app.processEvents()
        if time.monotonic() > end:
            clerk.troubles.append("窗口长时间没有完成工作")
            return
    app.processEvents()


def _keep_warnings(faults: list[str]) -> Callable[[QtMsgType, Any, str], None]:
    def keep(kind: QtMsgType, _context: Any, text: str) -> None:
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not text.startswith(NO_FAULT):
            faults.append(f"Qt：{text}")

    return keep
