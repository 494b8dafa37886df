"""What a process knows of its own memory."""

from __future__ import annotations

from gongkai_desk.grids.door import Blob, Reader


def test_a_small_child_of_a_large_parent_is_kept() -> None:
    ballast = bytearray(b"x") * (900 << 20)  # Linux counts the parent's memory as the child's peak until it has started its program
    with Reader() as reader:
        reader.read(Blob("甲.txt", "一、公开预算".encode()))
        assert len(ballast) and reader._child is not None
