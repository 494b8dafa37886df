"""The last resort of the window: an error nobody caught, on any thread, becomes one sentence and a local log."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from types import TracebackType
from typing import Any

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


def last_resort(method: Callable[..., bool]) -> Callable[..., bool]:
    """A handler of events that Qt wants an answer of: an error in it is told as any other. Left to Qt it would end the program,
    because Qt asks on with the error still in the air."""

    @wraps(method)
    def guarded(*arguments: Any) -> bool:
        try:
            return method(*arguments)
        except Exception as error:  # noqa: BLE001 - the last resort
            sys.excepthook(type(error), error, error.__traceback__)
            return True

    return guarded
