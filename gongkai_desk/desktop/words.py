"""Qt's own words in Chinese: its shipped translation, and the few sentences that it lacks."""

from __future__ import annotations

from PySide6.QtCore import QLibraryInfo, QObject, QTranslator

LACKING = {
    ("QFileDialog", "&Look in:"): "查找范围(&I)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QFileSystemModel", "%1 KiB"): "%1 KB",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QAbstractFileIconProvider", "Drive"): "磁盘",
    ("QAbstractFileIconProvider", "Unknown"): "其他",
    ("QPrintSettingsOutput", "Page &Set:"): "页面(&S)：",
}


class Lacking(QTranslator):
    """Answers where Qt's own translation has nothing."""

    def translate(self, context: str, text: str, _difference: str | None = None, _number: int = -1) -> str | None:
        """The Chinese for ``text``; None lets the English stand."""
        return LACKING.get((context, text))


def install(app: QObject) -> None:
    """Let ``app`` speak Chinese. The translator installed last is asked first."""
    from PySide6.QtCore import QCoreApplication

    lacking, shipped = Lacking(app), QTranslator(app)
    QCoreApplication.installTranslator(lacking)
    if shipped.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        QCoreApplication.installTranslator(shipped)
