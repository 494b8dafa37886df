"""How every verb reads documents: found, read behind the child, understood; each path ends in exactly one list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.cli.output import say
from gongkai_desk.domain import Breakdown, RefusalKind, Roster, Unreadable
from gongkai_desk.domain.progress import Progress, silent

if TYPE_CHECKING:
    from gongkai_desk.layout import Layout


@dataclass
class Batch:
    """What became of a batch of paths: breakdowns (several may come of one file), refusals, ignored paths."""

    breakdowns: list[Breakdown] = field(default_factory=list)
    refused: list[Unreadable] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    originals: dict[str, bytes] = field(default_factory=dict)

    @property
    def status(self) -> int:
        """0 all read, 1 some refused, 2 none read."""
        if not self.refused:
            return 0 if self.breakdowns else 2
        return 1 if self.breakdowns else 2


def read_breakdowns(
    paths: Iterable[str], *, roster: Roster | None = None, year: int | None = None, issued: date | None = None,
    layout: str | None = None, progress: Progress = silent,
) -> Batch:
    """Read and understand every document under ``paths``; faults of one file never stop the others."""
    from gongkai_desk.grids import Blob, Ignored, Reader, gather
    from gongkai_desk.layout import understand

    batch = Batch()
    hints = load_hints(layout)
    blobs: list[Blob] = []
    for found in gather(paths):
        if isinstance(found, Ignored):
            batch.ignored.append(found.path)
        elif isinstance(found, Unreadable):
            batch.refused.append(found)
        else:
            blobs.append(found)
    with Reader() as reader:
        for blob, result in reader.read_many(blobs, progress=progress):
            if isinstance(result, Unreadable):
                batch.refused.append(result)
                continue
            try:
                understood = understand(result, roster=roster, year=year, issued=issued, hints=hints)
            except Unreadable as fault:
                batch.refused.append(fault if fault.where else _named(fault, blob.path))
                continue
            batch.breakdowns.extend(understood)
            batch.originals[blob.path] = blob.data
    return batch


def tell(batch: Batch, paths: Sequence[str]) -> None:
    """Say what was not read, and where nothing at all was found."""
    for fault in batch.refused:
        say(f"未读入：{fault}")
    if not batch.refused and not batch.breakdowns:
        say(f"{'、'.join(paths)}：里面没有可读的文件。请核对文件或文件夹选得对不对。")


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
