"""The last resort of the window: an error nobody caught, on any thread, becomes one sentence and a local log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

PAUSE = 5.0


def install(folder: Path, tell: Callable[[str], None]) -> None:
    """Send every error that nobody caught, on any thread, to the log, and a sentence to ``tell``, not twice in a few seconds."""
    told = [float("-inf")]

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        from gongkai_desk.faultlog import sentence, write_log

        log = write_log(folder, error.with_traceback(trace))
        if time.monotonic() - told[0] > PAUSE:
            told[0] = time.monotonic()
            tell(sentence(log))

    def handle_thread(arguments: threading.ExceptHookArgs) -> None:
        from gongkai_desk.faultlog import write_log

        if arguments.exc_value is not None:
            write_log(folder, arguments.exc_value)

    sys.excepthook = handle
    threading.excepthook = handle_thread
