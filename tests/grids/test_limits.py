"""What limits the child, and what a process knows of its own memory."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from gongkai_desk.grids.door import Blob, Reader
from gongkai_desk.grids.limits import Job, memory_of


class FakeJobs:
    """Job objects of which some calls fail."""

    def __init__(self, *failing: str) -> None:
        self._failing = failing
        self.calls: list[str] = []

    def _answer(self, name: str) -> bool:
        self.calls.append(name)
        return name not in self._failing

    def create(self) -> int | None:
        return 7 if self._answer("create") else None

    def limit(self, handle: int, memory: int) -> bool:
        return self._answer("limit")

    def assign(self, handle: int, process: subprocess.Popen[bytes]) -> bool:
        return self._answer("assign")

    def close(self, handle: int) -> None:
        self._answer("close")


@pytest.fixture
def process() -> Iterator[subprocess.Popen[bytes]]:
    child = subprocess.Popen([sys.executable, "-c", "print(flush=True); input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdout is not None and child.stdout.readline()
    yield child
    child.communicate(b"\n")


@pytest.mark.parametrize(("failing", "calls"), [
    ((), ["create", "limit", "assign"]),
    (("create",), ["create"]),
    (("limit",), ["create", "limit", "close"]),
    (("assign",), ["create", "limit", "assign", "close"]),
])
def test_a_job_that_the_system_refuses_is_let_go(failing: tuple[str, ...], calls: list[str], process: subprocess.Popen[bytes]) -> None:
    system = FakeJobs(*failing)
    job = Job(process, 1 << 30, system)
    assert system.calls == calls
    assert job.holds == (not failing)
    job.close()
    assert system.calls.count("close") == ("create" not in failing)


def test_a_childs_memory_is_seen(process: subprocess.Popen[bytes]) -> None:
    assert 1 << 20 < memory_of(process) < 200 << 20


def test_a_process_ends_though_a_parser_holds_the_interpreter() -> None:
    code = "import re; from gongkai_desk.grids.limits import end_later; end_later(0.3); re.match('(a+)+$', 'a' * 60 + 'b')"
    assert subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL, timeout=30).returncode == 1


def test_the_end_can_be_called_off() -> None:
    code = "import time; from gongkai_desk.grids.limits import end_later; end_later(0.2); end_later(0); time.sleep(0.5)"
    assert subprocess.run([sys.executable, "-c", code], timeout=30).returncode == 0


def test_a_small_child_of_a_large_parent_is_kept() -> None:
    ballast = bytearray(b"x") * (900 << 20)  # Linux counts the parent's memory as the child's peak until it has started its program
    with Reader() as reader:
        reader.read(Blob("甲.txt", "一、公开预算".encode()))
        assert len(ballast) and reader._child is not None
