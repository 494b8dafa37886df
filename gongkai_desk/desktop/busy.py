"""The strip in the status line: what is running, how far it is, how long it still takes, and a button to stop it."""

from __future__ import annotations

import time
from pathlib import PurePath

from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QWidget

from gongkai_desk.desktop.desk import button
from gongkai_desk.desktop.jobs import Job, Jobs


class BusyStrip(QWidget):
    """Shows the job of any of ``lanes`` that runs and is not quiet."""

    def __init__(self, *lanes: Jobs) -> None:
        super().__init__()
        self.text = QLabel()
        self.bar = QProgressBar()
        self.bar.setFixedWidth(170)
        self.bar.setFixedHeight(14)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("进度")
        self.stop = button("取消", self._cancel, tip="停止当前操作，不留半截结果")
        self.stop.setFixedHeight(22)
        line = QHBoxLayout(self)
        line.setContentsMargins(4, 0, 4, 0)
        for widget in (self.text, self.bar, self.stop):
            line.addWidget(widget)
        self._job: Job | None = None
        self._began = 0.0
        for lane in lanes:
            lane.started.connect(self._started)
            lane.moved.connect(self._moved)
            lane.ended.connect(self._ended)
        self.hide()

    def _started(self, job: Job) -> None:
        if job.quiet:
            return
        self._job = job
        self._began = time.monotonic()
        self.text.setText(f"{job.label}…")
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self.show()

    def _moved(self, job: Job, done: int, total: int, what: str) -> None:
        if job is not self._job:
            return
        self.bar.setRange(0, max(total, 0))
        self.bar.setValue(done)
        named = PurePath(what).name or job.label  # of a file its name: the strip has no room for folders
        self.text.setText(f"{named} {done}/{total}{self._left(done, total)}" if total > 1 else named)

    def _left(self, done: int, total: int) -> str:
        gone = time.monotonic() - self._began
        if gone < 3 or done < 1 or done >= total:
            return ""
        return f"，约剩 {max(1, round(gone / done * (total - done)))} 秒"

    def _ended(self, job: Job) -> None:
        if job is self._job:
            self._job = None
            self.hide()

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.stop.set()
            self.text.setText("正在停止…")
            self.stop.setEnabled(False)
