"""Frames on the pipes between door and child: four bytes of length (big-endian), and that many bytes."""

from __future__ import annotations

from typing import BinaryIO, Final

FRAME_LIMIT: Final = 512 << 20


def write_frame(pipe: BinaryIO, message: bytes, attachment: bytes = b"") -> None:
    """Send a message, and a file behind it."""
    pipe.write(len(message).to_bytes(4, "big") + message)
    if attachment:
        pipe.write(attachment)
    pipe.flush()


def read_frame(pipe: BinaryIO) -> bytes | None:
    """The next message, or None where the other side has closed or speaks nonsense."""
    size = int.from_bytes(head, "big") if len(head := read_exactly(pipe, 4)) == 4 else -1
    if not 0 <= size <= FRAME_LIMIT:
        return None
    data = read_exactly(pipe, size)
    return data if len(data) == size else None


def read_exactly(pipe: BinaryIO, size: int) -> bytes:
    """``size`` bytes, fewer where the pipe ends."""
    data = pipe.read(size)
    return data or b""
