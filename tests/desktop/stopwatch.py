"""How long the GUI thread is held by each event, painting aside: a QApplication that looks at the clock.

Time is the thread's own processor time, so that other work on the machine, and our own other threads, do not count. The watch
itself is called for every event inside an event, thousands when a page is made: what that costs is measured against a process
that has no watch, and taken off.
"""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTableView, QTabWidget, QVBoxLayout, QWidget

ROUNDS = 12
PAINTING = frozenset({QEvent.Type.Paint, QEvent.Type.UpdateRequest})


@dataclass
class Times:
    """What was measured: seconds, event and receiver of everything that took longer than ``least``."""

    least: float = 0.05
    slow: list[tuple[float, str, str]] = field(default_factory=list)
    events: int = 0

    @property
    def longest(self) -> float:
        """The longest event."""
        return max((seconds for seconds, _event, _receiver in self.slow), default=0.0)


class Stopwatch(QApplication):
    """Measures while ``times`` is set. Events inside events count as the outer one's; painting counts as nobody's."""

    times: Times | None = None

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver ``event`` and look at the clock."""
        if self.times is None:
            return super().notify(receiver, event)
        kind = event.type()
        if kind in PAINTING:
            begun = time.thread_time()
            try:
                return super().notify(receiver, event)
            finally:
                self._painted += time.thread_time() - begun
        if self._depth:
            self._inside += 1
            return super().notify(receiver, event)
        return self._measured(receiver, event, kind)

    _depth = 0
    _painted = 0.0
    _inside = 0
    _cost = 0.0

    def calibrate(self) -> None:
        """Measure what the watch costs for an event inside an event: the same widgets made here and in a process without it."""
        asked = subprocess.run([sys.executable, "-m", __spec__.name], capture_output=True, text=True, check=True)
        self.times, self._depth, self._inside = Times(), 1, 0
        watched = least(ROUNDS)
        self._cost = max(0.0, watched - float(asked.stdout)) / (self._inside / ROUNDS)
        self.times, self._depth = None, 0

    def _measured(self, receiver: QObject, event: QEvent, kind: QEvent.Type) -> bool:
        name = type(receiver).__name__
        self._depth, self._painted, self._inside = 1, 0.0, 0
        begun = time.thread_time()
        try:
            return super().notify(receiver, event)
        finally:
            spent = time.thread_time() - begun - self._painted - self._inside * self._cost
            self._depth = 0
            times = self.times
            if times is not None:
                times.events += 1
                if spent > times.least:
                    times.slow.append((spent, kind.name, name))


def least(rounds: int) -> float:
    """Seconds of processor time that making a page of ordinary widgets takes at best."""
    best = float("inf")
    for _ in range(rounds):
        begun = time.thread_time()
        furnish()
        best = min(best, time.thread_time() - begun)
    return best


def furnish() -> None:
    """Make what a page is made of, and let it go."""
    frame = QTabWidget()
    for at in range(6):
        tab = QWidget()
        column = QVBoxLayout(tab)
        for widget in (QLabel("任务"), QPushButton("采用"), QTableView()):
            column.addWidget(widget)
        frame.addTab(tab, str(at))


if __name__ == "__main__":
    from gongkai_desk.desktop import theme

    plain = QApplication(["plain"])
    theme.dress(plain)
    print(least(ROUNDS))
