"""Ctrl+C ends a verb with one sentence and exit status 2 within a second, from its first moment to its last (``contract.md`` §1).

An exception that arises while Qt or lxml call back into Python is swallowed there, or takes the process along (shiboken 6.11
aborts). So the interruption waits until the program's own code runs; where that does not come soon, the process ends as if it
had been killed, which every file it writes is made to bear.
"""

from __future__ import annotations

import _thread
import os
import signal
import sys
import time
from types import FrameType

SENTENCE = "已中断，没有留下做了一半的结果。"
NOT_DONE = 2

_AGAIN_SECONDS, _CHANCE_SECONDS = 0.02, 0.5


class Interruption:
    """The handler of Ctrl+C: raises KeyboardInterrupt once, as soon as that is safe, and sees to it that the process ends."""

    def __init__(self) -> None:
        self.over = False
        self._asked = False
        self._raised = False

    def __call__(self, number: int, frame: FrameType | None) -> None:
        """Raise now, or be called again in a moment."""
        if not self._asked:
            self._asked = True
            _thread.start_new_thread(self._insist, ())  # threading.Thread takes locks that the interrupted code may hold
        if not self._raised and is_own(frame):
            self._raised = True
            raise KeyboardInterrupt

    def _insist(self) -> None:
        end = time.monotonic() + _CHANCE_SECONDS  # a busy machine sleeps longer than it is told
        while time.monotonic() < end:
            time.sleep(_AGAIN_SECONDS)
            if self.over:
                return
            if not self._raised:
                _thread.interrupt_main()
        print(SENTENCE, file=sys.stderr, flush=True)
        os._exit(NOT_DONE)


def listen() -> None:
    """From now on Ctrl+C is an :class:`Interruption`. What the shell ignores (a job in the background) stays ignored."""
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, Interruption())


def deafen() -> None:
    """The work is done and its exit status known: a late Ctrl+C must not change it."""
    handler = signal.signal(signal.SIGINT, signal.SIG_IGN)
    if isinstance(handler, Interruption):
        handler.over = True


def is_own(frame: FrameType | None) -> bool:
    """Whether the program's own code runs at this moment, and not something that it called."""
    name = str(frame.f_globals.get("__name__", "")) if frame is not None else ""
    return name.partition(".")[0] in ("gongkai_desk", "__main__")
