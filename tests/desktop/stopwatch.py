"""How long the GUI thread is held by each event, painting aside: a QApplication that looks at the clock.

Time is the thread's own processor time, so that other work on the machine, and our own other threads, do not count. The watch
itself is called for every event inside an event, thousands when a page is made: what that costs is measured, and taken off.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

SHARE = 0.7
"""Of sending an event from here, the part that is the watch; the rest is the sending."""
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

    def calibrate(self, rounds: int = 5_000) -> None:
        """Measure what the watch costs for an event inside an event: sent to one who does nothing with it."""
        nobody, event = QObject(), QEvent(QEvent.Type.User)
        self.times, self._depth = Times(), 1
        begun = time.thread_time()
        for _ in range(rounds):
            self.sendEvent(nobody, event)
        self._cost = SHARE * (time.thread_time() - begun) / rounds
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
