"""The files of a batch on their way through the reader: begun before the ledger is open, handed over one by one."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.collecting.attachments import is_evidence, is_our_own
from gongkai_desk.collecting.instructions import SHEET as NOTES
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.grids.gathering import Blob, gather

if TYPE_CHECKING:
    from gongkai_desk.grids.door import Reader, Result
    from gongkai_desk.grids.gathering import Found, Ignored


class Arriving:
    """Every file under ``paths``, in the order in which it is found.

    ``aside`` holds the evidence, ledgers and lists of our own, which nobody reads as forms, with the places where they were
    found; it is complete once the iteration has ended.
    """

    def __init__(self, reader: Reader, paths: Iterable[str | Path], progress: Progress = silent) -> None:
        self._reader, self._progress = reader, progress
        self._paths = [Path(path) for path in paths]
        self._places: dict[int, int] = {}
        self._results: Iterator[tuple[Found, Result | Ignored]] | None = None
        self.aside: list[tuple[int, Blob]] = []

    def begin(self) -> None:
        """Find the first files and send them to the child. Returns without waiting for it."""
        if self._results is None:
            files = _Stream(self._to_read(), _count(self._paths))
            self._results = self._reader.begin_many(files, progress=self._progress, skip=(NOTES,))

    def __iter__(self) -> Iterator[tuple[int, Found, Result | Ignored]]:
        """Each file that is read, or refused or ignored unread, with its place among all that were found."""
        self.begin()
        assert self._results is not None
        for item, result in self._results:
            yield self._places[id(item)], item, result

    def _to_read(self) -> Iterator[Found]:
        for place, item in enumerate(gather(self._paths)):
            if isinstance(item, Blob) and (is_evidence(item.path) or is_our_own(item.path)):
                self.aside.append((place, item))
            else:
                self._places[id(item)] = place
                yield item


class _Stream:
    """Files as they are found, with a guess at their number for whoever shows progress."""

    def __init__(self, items: Iterator[Found], guess: int) -> None:
        self._items, self._guess = items, guess

    def __iter__(self) -> Iterator[Found]:
        return self._items

    def __len__(self) -> int:
        return self._guess


def _count(paths: Sequence[Path]) -> int:
    """How many files lie under some paths, members of archives not counted."""
    return sum(sum(len(files) for _folder, _folders, files in os.walk(path)) if path.is_dir() else 1 for path in paths)
