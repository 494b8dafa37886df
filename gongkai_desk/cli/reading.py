"""How every verb reads documents: found, read behind the child, understood; each path ends in exactly one list."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.cli.output import say
from gongkai_desk.domain import Breakdown, RefusalKind, Roster, Unreadable
from gongkai_desk.domain.progress import Progress, silent

if TYPE_CHECKING:
    from gongkai_desk.grids.gathering import Found
    from gongkai_desk.layout import Layout


@dataclass
class Batch:
    """What became of a batch of paths: breakdowns (several may come of one file), refusals, ignored paths.

    ``read`` counts the breakdowns, also those that were handed on and not kept; ``originals`` holds the bytes of what was
    understood, where they were asked for.
    """

    breakdowns: list[Breakdown] = field(default_factory=list)
    read: int = 0
    refused: list[Unreadable] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """0 all read, 1 some refused, 2 none read."""
        if not self.read:
            return 2
        return 1 if self.refused else 0


def read_breakdowns(
    paths: Iterable[str], *, roster: Roster | None = None, year: int | None = None, issued: date | None = None,
    layout: str | None = None, keep: bool = False, progress: Progress = silent, take: Callable[[Breakdown], None] | None = None,
) -> Batch:
    """Read and understand every document under ``paths``; faults of one file never stop the others.

    Files are loaded as the reader comes to them; their bytes stay only where ``keep`` asks for the originals. Breakdowns go to
    ``take`` where that is given, and are not kept then: a batch may be thousands of files.
    """
    from gongkai_desk.grids import Blob, Ignored, Reader
    from gongkai_desk.layout import understand

    batch = Batch()
    hints = load_hints(layout)
    with Reader() as reader:
        for item, result in reader.read_many(_Files(list(paths)), progress=progress):
            if isinstance(result, Ignored):
                batch.ignored.append(result.path)
            elif isinstance(result, Unreadable):
                batch.refused.append(_named(result, result.where))
            elif isinstance(item, Blob):
                try:
                    understood = understand(result, roster=roster, year=year, issued=issued, hints=hints)
                except Unreadable as fault:
                    batch.refused.append(_named(fault, fault.where or item.path))  # a new one: a traceback keeps the whole file
                    continue
                except Exception as error:  # one document that nobody foresaw must not cost the others
                    batch.refused.append(_unforeseen(error, item.path))
                    continue
                batch.read += len(understood)
                for breakdown in understood:
                    (take or batch.breakdowns.append)(breakdown)
                if keep:
                    batch.originals[item.path] = item.data
                del understood
            del item, result  # else the largest file's cells stay until the next one has been read
    return batch


class _Files:
    """What lies under some paths, loaded one by one, with a guess at their number for whoever shows progress."""

    def __init__(self, paths: Sequence[str]) -> None:
        self._paths = paths

    def __iter__(self) -> Iterator[Found]:
        from gongkai_desk.grids import gather

        return gather(self._paths)

    def __len__(self) -> int:
        return sum(sum(len(files) for _, _, files in os.walk(path)) if os.path.isdir(path) else 1 for path in self._paths)  # noqa: PTH112


def tell(batch: Batch, paths: Sequence[str]) -> None:
    """Say what was not read, and where nothing at all was found."""
    for fault in batch.refused:
        say(f"未读入：{fault}")
    if not batch.refused and not batch.read:
        say(f"{'、'.join(paths)}：里面没有可读的文件。请核对文件或文件夹选得对不对。")


def _unforeseen(error: Exception, path: str) -> Unreadable:
    from gongkai_desk.faultlog import log_folder, write_log

    log = write_log(log_folder(), error)
    next_step = f"详情已记入 {log}，请连同该文件发给维护人员" if log else "请把该文件发给维护人员"
    return Unreadable(RefusalKind.UNREADABLE, "解读这个文件时遇到意外错误，其他文件不受影响", path, next_step)


def _named(fault: Unreadable, path: str) -> Unreadable:
    return Unreadable(fault.kind, fault.what, path, fault.next_step)


def read_roster_file(path: str) -> Roster:
    """The roster in a workbook, csv or text file (``contract.md`` §4). Raises Unreadable."""
    from gongkai_desk.grids import Reader
    from gongkai_desk.layout import read_roster

    if not Path(path).exists():
        raise Unreadable(RefusalKind.NOT_FOUND, "找不到这个单位名录文件", path, "请检查路径后重试。")
    with Reader() as reader:
        return read_roster(reader.read(path))


def load_hints(path: str | None) -> tuple[Layout, ...]:
    """Layouts set by hand, from a JSON file. Raises Unreadable when the file is no such thing."""
    if path is None:
        return ()
    import msgspec

    from gongkai_desk.layout import Layout

    try:
        data = Path(path).read_bytes()
        return msgspec.json.decode(data, type=tuple[Layout, ...]) if data.lstrip()[:1] == b"[" else (
            msgspec.json.decode(data, type=Layout),)
    except FileNotFoundError:
        raise Unreadable(RefusalKind.NOT_FOUND, "找不到这个版式文件", path, "请检查路径后重试。") from None
    except msgspec.DecodeError:
        raise Unreadable(RefusalKind.UNREADABLE, "这不是版式文件，或内容写得不对", path, "请在窗口里重新指定版式。") from None
