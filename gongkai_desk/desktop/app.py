"""The program with a window: style, language, last resort, then the window itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QLibraryInfo, QLocale, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QMessageBox

from gongkai_desk import __version__
from gongkai_desk.desktop import crash, theme
from gongkai_desk.desktop.settings import Settings, home


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication: named, dressed, and with Qt's own words in Chinese."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(["gongkai-desk", *arguments])
    app.setApplicationName("gongkai-desk")
    app.setApplicationDisplayName("政务公开工作台账")
    app.setApplicationVersion(__version__)
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    theme.dress(app)
    return app


def run(argv: Sequence[str] | None = None) -> int:
    """Open the window on what ``argv`` names (a ledger, or documents to import) and stay until it is closed."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    app = application()
    settings = Settings(home())
    crash.install(home(), lambda text: QTimer.singleShot(0, lambda: QMessageBox.critical(None, "意外错误", text)))
    from gongkai_desk.desktop.icons import icon
    from gongkai_desk.desktop.window import Window

    app.setWindowIcon(icon("gongkai-desk"))
    window = Window(settings, date.today)
    window.show()
    paths = [Path(argument) for argument in arguments if not argument.startswith("-")]
    if paths:
        QTimer.singleShot(0, lambda: window.take_paths(paths))
    return int(app.exec())
