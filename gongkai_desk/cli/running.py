"""From arguments to an exit status: every fault ends as one Chinese line on stderr."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai_desk.cli.output import say
from gongkai_desk.cli.parser import Misused, build_parser
from gongkai_desk.domain import Cancelled, GongkaiError
from gongkai_desk.domain.system import said
from gongkai_desk.interrupting import NOT_DONE, SENTENCE

if TYPE_CHECKING:
    from gongkai_desk.grids.process import ChildProcess


def run(argv: Sequence[str], child: ChildProcess | None = None) -> int:
    """Parse ``argv`` and run its verb. Exit status: 0 done, 1 done but a person is needed, 2 not done.

    ``child``: a reader child that was started meanwhile, for verbs that read.
    """
    try:
        arguments = build_parser().parse_args(list(argv))
        arguments.child = child
        status: int = arguments.run(arguments)
        return status
    except Misused as fault:
        say(str(fault))
    except SystemExit as leaving:
        return int(leaving.code or 0)
    except (KeyboardInterrupt, Cancelled):
        say(SENTENCE)
    except GongkaiError as fault:
        say(str(fault))
    except MemoryError:
        say("内存不足：请关闭其他程序后重试。")
    except BrokenPipeError:
        pass
    except (OSError, sqlite3.Error) as fault:
        say(plain_fault(fault))
    except Exception as fault:  # the last resort: a traceback that reaches a person is a bug
        from gongkai_desk.faultlog import log_folder, sentence, write_log

        say(sentence(write_log(log_folder(), fault)))
    return NOT_DONE


def plain_fault(fault: OSError | sqlite3.Error) -> str:
    """A system's error as a sentence for a clerk."""
    if isinstance(fault, sqlite3.Error):
        return f"台账文件读写失败（{fault}）：请确认磁盘可写、空间足够后重试。"
    place = fault.filename2 or fault.filename
    where = f"{place}：" if place else ""
    if isinstance(fault, FileNotFoundError):
        return f"{where}文件或文件夹不存在。请检查路径后重试。"
    if isinstance(fault, PermissionError):
        return f"{where}没有权限，或文件正被其他程序打开。请关闭后重试，或换一个位置。"
    if isinstance(fault, FileExistsError):
        return f"{where}已经存在。如需覆盖请加 --force。"
    return f"{where}读写失败（{said(fault)}）。请确认磁盘可写、空间足够后重试。"
