"""The last resort: an error nobody foresaw becomes one sentence and a local log. Window and command line share it."""

from __future__ import annotations

import traceback
from datetime import datetime
from pathlib import Path

LOG_LIMIT = 512 * 1024


def log_folder() -> Path:
    """Beside a portable program, else the user's own folder for logs; it may not exist yet."""
    from gongkai_desk.place import portable_folder

    beside = portable_folder()
    if beside is not None:
        return beside
    from platformdirs import user_log_path

    return user_log_path("gongkai-desk", appauthor=False)


def write_log(folder: Path, error: BaseException) -> Path | None:
    """Append the traceback of ``error`` to ``folder/错误记录.txt``; None where even that cannot be written."""
    path = folder / "错误记录.txt"
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
