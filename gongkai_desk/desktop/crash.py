"""The last resort: an error nobody foresaw becomes one sentence and a local log, and the ledger stays whole."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import TracebackType

LOG_LIMIT = 512 * 1024
PAUSE = 5.0


def write_log(folder: Path, error: BaseException) -> Path | None:
    """Append the traceback of ``error`` to ``folder/错误记录.txt``; None where even that cannot be written."""
    path = folder / "错误记录.txt"
    import traceback

    text = "".join(traceback.format_exception(error))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > LOG_LIMIT:
            path.replace(folder / "错误记录(旧).txt")
        with path.open("a", encoding="utf-8") as log:
            log.write(f"==== {datetime.now():%Y-%m-%d %H:%M:%S}\n{text}\n")
    except OSError:
        return None
    return path


def sentence(log: Path | None) -> str:
    """What a person is told."""
    where = f"详情已记入 {log}" if log else "详情未能写入记录"
    return f"程序遇到意外错误，刚才的操作没有完成，台账未受影响。{where}，请把它发给维护人员"


def install(folder: Path, tell: Callable[[str], None]) -> None:
    """Send every error that nobody caught, on any thread, to the log, and a sentence to ``tell``, not twice in a few seconds."""
    told = [float("-inf")]

    def handle(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log = write_log(folder, error.with_traceback(trace))
        if time.monotonic() - told[0] > PAUSE:
            told[0] = time.monotonic()
            tell(sentence(log))

    def handle_thread(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            write_log(folder, arguments.exc_value)

    sys.excepthook = handle
    threading.excepthook = handle_thread
