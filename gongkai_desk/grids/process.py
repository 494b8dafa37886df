"""One child process: started, spoken to, killed."""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import time
from pathlib import Path

from gongkai_desk.domain.errors import GongkaiError
from gongkai_desk.grids.limits import MEMORY, Job, memory_of
from gongkai_desk.grids.pipes import open_pipes

_START_SECONDS = 60.0


def command() -> list[str]:
    """How the program starts itself as a reader, in a checkout and in the frozen folder.

    In the frozen folder the console program beside the window program serves, so that no second window is ever opened.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "gongkai_desk", "--reader"]
    program = Path(sys.executable)
    console = program.with_name("gongkai-desk.exe" if os.name == "nt" else "gongkai-desk")
    return [str(console if console.is_file() else program), "--reader"]


class ChildProcess:
    """A running child. ``receive`` gives ``b""`` once it is dead."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self.ready = False
        self._process = _start()
        self._job = Job(self._process, MEMORY)
        self._pipes = open_pipes(self._process)

    @property
    def pid(self) -> int:
        """The system's number of the process."""
        return self._process.pid

    @property
    def overdue(self) -> bool:
        """Whether a child that has not said hello has had its time."""
        return not self.ready and time.monotonic() - self._started > _START_SECONDS

    @property
    def overgrown(self) -> bool:
        """Whether the child holds more memory than it may, whatever the system was asked to see to."""
        return memory_of(self._process) > MEMORY

    def send(self, message: bytes, attachment: bytes) -> None:
        """Queue a request; returns at once."""
        self._pipes.send(message, attachment)

    def push(self) -> None:
        """Let queued requests go out as far as the pipe takes them; returns at once."""
        self._pipes.push()

    def receive(self, seconds: float) -> bytes | None:
        """The next reply, ``b""`` if the child is dead, None if nothing came within ``seconds``."""
        frame = self._pipes.receive(seconds)
        if not self.ready and frame:
            self.ready = True
            return None
        return frame

    def kill(self) -> None:
        """End the process at once and free its pipes."""
        with contextlib.suppress(OSError):
            self._process.kill()
        self._process.wait()
        self._pipes.close()
        self._job.close()


def _start() -> subprocess.Popen[bytes]:
    """Start the child. Raises GongkaiError where the system does not let it start."""
    line = command()
    try:
        return subprocess.Popen(
            line, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0), close_fds=True)
    except OSError as error:
        remedy = "请在杀毒软件的隔离区恢复它，并把整个程序文件夹加入信任"
        raise GongkaiError("读取文件的程序没能启动，多半是被杀毒软件拦截了", line[0], remedy) from error


def _environment() -> dict[str, str]:
    """The parent's environment, with the package's folder first, so that a checkout finds itself from anywhere."""
    root = str(Path(__file__).resolve().parents[2])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(dict.fromkeys(paths)), "PYTHONIOENCODING": "utf-8"}
