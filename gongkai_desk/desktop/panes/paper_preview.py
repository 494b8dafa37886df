"""The right side of the export page: a paper page by page, or why it has none."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.desk import button, label
from gongkai_desk.desktop.jobs import Jobs
from gongkai_desk.desktop.papers import Preview
from gongkai_desk.desktop.printing import paper_name, picture

ZOOMS = ("整页", "页宽", "100%", "150%")
NOTHING = "没有符合条件的内容，这份表是空的。"


class PaperPreview(QWidget):
    """Pages are drawn on ``thoughts``, one at a time, when they are looked at. ``version_chosen()``: the other of a paper's two
    templates is wanted."""

    version_chosen = Signal()

    def __init__(self, thoughts: Jobs) -> None:
        super().__init__()
        self._thoughts = thoughts
        self.painter: Any = None
        self.note = ""
        self.personal: tuple[str, ...] = ()
        self.version = QComboBox()
        self.version.setAccessibleName("版式")
        self.version.addItems(["表格版（打印、Excel、PDF）", "Word 版"])
        self.version.activated.connect(lambda _at: self.version_chosen.emit())
        self.at = 0
        self.back, self.forth = button("‹ 上一页", lambda: self.turn(-1)), button("下一页 ›", lambda: self.turn(1))
        self.back.setToolTip("上一页（PageUp）")
        self.forth.setToolTip("下一页（PageDown）")
        self.count = label("")
        self.about = label("", "hint")
        self.zoom = QComboBox()
        self.zoom.setAccessibleName("显示大小")
        self.zoom.addItems(list(ZOOMS))
        self.zoom.currentIndexChanged.connect(lambda _at: self.draw())
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.area = QScrollArea(widgetResizable=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.area.setAccessibleName("预览")
        self.area.setWidget(self.sheet)
        line = QHBoxLayout()
        for widget in (self.back, self.count, self.forth):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.version)
        line.addWidget(self.zoom)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.about)
        column.addWidget(self.area, 1)

    @property
    def as_word(self) -> bool:
        """Whether the Word template is wanted of a paper that has both."""
        return self.version.isVisibleTo(self) and self.version.currentIndex() == 1

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self.painter.pages) if self.painter is not None else 0

    def wait(self) -> None:
        """Another paper is being laid out."""
        self.count.setText("正在排版…")

    def show_preview(self, shown: Preview) -> None:
        """Show a paper's pages, or what is wrong with it."""
        self.painter, self.note, self.personal = shown.painter, shown.note, shown.personal
        self.at = min(self.at, max(0, self.pages - 1))
        self.about.setText(self.note)
        self.about.setVisible(bool(self.note))
        self.sheet.setWordWrap(not self.pages)
        if self.pages:
            self.sheet.setText("")
        else:
            self.count.setText("")
            self.sheet.setText(_words(shown))
        self.draw()

    def turn(self, step: int) -> None:
        """Show the next or the previous page."""
        if 0 <= self.at + step < self.pages:
            self.at += step
            self.area.verticalScrollBar().setValue(0)
            self.draw()

    def draw(self) -> None:
        """Draw the page in front anew."""
        painter, at = self.painter, self.at
        self.back.setEnabled(at > 0)
        self.forth.setEnabled(at + 1 < self.pages)
        if not self.pages:
            return
        total = f"约 {self.pages} 页" if self.note else f"共 {self.pages} 页"
        self.count.setText(f"第 {at + 1} 页，{total}（{paper_name(painter.pages[at].size)}）")
        ratio = self.devicePixelRatioF()
        width = round(self._width(painter.pages[at].size) * ratio)

        def done(image: QImage) -> None:
            if self.painter is painter:
                image.setDevicePixelRatio(ratio)
                self.sheet.setPixmap(QPixmap.fromImage(image))

        self._thoughts.submit("绘制预览", lambda _progress: picture(painter, at, width), done, kind="draw", quiet=True)

    def _width(self, size: tuple[float, float]) -> int:
        room, zoom = self.area.viewport().size(), self.zoom.currentIndex()
        if zoom == 0:
            return max(200, round(min(room.width() - 16, (room.height() - 16) * size[0] / size[1])))
        if zoom == 1:
            return max(200, room.width() - 24)
        return round(size[0] * (96 / 72) * (1.0 if zoom == 2 else 1.5))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The page keeps fitting."""
        super().resizeEvent(event)
        self.draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """PageUp and PageDown turn pages."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)


def _words(shown: Preview) -> str:
    """Why there are no pages: the template's mistakes one by one, each with its cell and its remedy."""
    if not shown.mistakes:
        return f"<p style='color:{theme.FAINT}; font-size:14px'>{escape(shown.sentence or NOTHING)}</p>"
    rows = "".join(
        f"<tr><td><b>{escape(one.place)}</b>&nbsp;&nbsp;</td><td>{escape(one.what)}"
        f"<br><span style='color:{theme.FAINT}'>{escape(one.remedy)}</span></td></tr>"
        for one in shown.mistakes
    )
    return f"<p><b>这个模板有 {len(shown.mistakes)} 处写错，改好并保存后再点它一次：</b></p><table cellpadding='5'>{rows}</table>"
