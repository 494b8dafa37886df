"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path


class Batch:
    """Files that appear together: each is written beside its place under another name, :meth:`land` puts all in place.

    Used as a context manager; what has not landed is removed.
    """

    def __init__(self) -> None:
        self._waiting: list[tuple[Path, Path]] = []

    def __enter__(self) -> Batch:
        return self

    def __exit__(self, *_: object) -> None:
        for temporary, _target in self._waiting:
            with contextlib.suppress(OSError):
                temporary.unlink()

    def write(self, target: Path, data: bytes) -> None:
        """Write ``data`` for ``target``. Raises OSError."""
        temporary = target.with_name(f".{target.name[:60]}.{os.getpid()}.{len(self._waiting)}.part")
        self._waiting.append((temporary, target))
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
        except OSError as fault:  # the system does not name a file that was open already
            raise OSError(fault.errno, fault.strerror, str(target)) from fault

    def land(self) -> None:
        """Put every file in its place. Where one cannot be put there, those that stood nowhere before are taken back."""
        new: list[Path] = []
        try:
            while self._waiting:
                temporary, target = self._waiting[0]
                fresh = not target.exists()
                temporary.replace(target)
                self._waiting.pop(0)
                if fresh:
                    new.append(target)
        except OSError:
            for target in new:
                with contextlib.suppress(OSError):
                    target.unlink()
            raise


def write_whole(target: Path, data: bytes) -> None:
    """Write one file; what stood there stays until the new one is complete."""
    with Batch() as batch:
        batch.write(target, data)
        batch.land()
