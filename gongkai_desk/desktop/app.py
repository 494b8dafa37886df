"""The program with a window: style, language, last resort, then the window itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLocale, Qt, QTimer
from PySide6.QtWidgets import QApplication

from gongkai_desk import __version__
from gongkai_desk.desktop import crash, theme, words
from gongkai_desk.desktop.handover import Handover, meeting_place
from gongkai_desk.desktop.input_method import offer_chinese_input
from gongkai_desk.desktop.settings import Settings, home

SETTLED = 100
STYLE = "Fusion"
PROMPT = 0.0005
"""Seconds for which another thread may keep the interpreter while the window wants it. Python's own 0.005, taken at every call
into Qt that lets the interpreter go, would make a screen that is drawn beside other work jerk."""


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication: named, dressed, and with Qt's own words in Chinese."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
        app.setStyle(STYLE)
    else:  # setStyle would give a QStyle back, and to make its dozens of enums takes as long as a page
        app = QApplication(["gongkai-desk", "-style", STYLE, *arguments])
    app.setApplicationName("gongkai-desk")
    app.setApplicationDisplayName("政务公开工作台账")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    words.install(app)
    theme.dress(app)
    return app


def run(argv: Sequence[str] | None = None) -> int:
    """Open the window on what ``argv`` names (a ledger, or documents to import) and stay until it is closed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    paths = [Path(argument) for argument in arguments if not argument.startswith("-")]
    handover = Handover(meeting_place())
    if not handover.first() and handover.send(paths):
        return 0
    offer_chinese_input()
    sys.setswitchinterval(PROMPT)
    app = application()
    settings = Settings(home())
    crash.install(home(), lambda text: QTimer.singleShot(0, lambda: _last_words(text)))
    from gongkai_desk.desktop.icons import icon
    from gongkai_desk.desktop.window import Window

    app.setWindowIcon(icon("gongkai-desk"))
    window = Window(settings, date.today)
    window.present()
    if paths:
        QTimer.singleShot(0, lambda: window.take_paths(paths))

    def take(paths: list[Path]) -> None:
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()
        if paths:
            window.take_paths(paths)

    QTimer.singleShot(SETTLED, window, lambda: handover.listen(take, lambda: app.activeModalWidget() is not None))
    status = int(app.exec())
    handover.leave()
    return status


def _last_words(text: str) -> None:
    from PySide6.QtWidgets import QMessageBox

    QMessageBox.critical(None, "意外错误", text)
