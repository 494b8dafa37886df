"""What can be done about one finding: a button for each fix, what each would change, and where the finding is from.

As tall as its lines need, up to half of the pane; on a small screen it is scrolled rather than squeezed.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

SHARE = 0.5
LEAST = 60


class Fixes(QScrollArea):
    """The lines of the fixes, then a few that are always there."""

    def __init__(self, *kept: QWidget) -> None:
        super().__init__(widgetResizable=True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._kept = len(kept)
        body = QWidget()
        self.lines = QVBoxLayout(body)
        self.lines.setContentsMargins(0, 0, 0, 0)
        self.lines.setSpacing(4)
        for each in kept:
            self.lines.addWidget(each)
        self.setWidget(body)
        body.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)

    def show_lines(self, lines: Sequence[QWidget]) -> None:
        """These instead of what stood there."""
        while self.lines.count() > self._kept:
            item = self.lines.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for at, each in enumerate(lines):
            self.lines.insertWidget(at, each)
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:  # noqa: N802
        """As tall as the lines at this width, but not more than a share of the pane."""
        lines, pane = self.lines, self.parentWidget()
        wanted = lines.totalHeightForWidth(self.width()) if lines.hasHeightForWidth() else lines.totalSizeHint().height()
        most = int(SHARE * pane.height()) if pane is not None else wanted
        return QSize(200, min(wanted, max(most, LEAST)))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Two lines."""
        return QSize(40, min(LEAST, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Narrower lines are taller."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
