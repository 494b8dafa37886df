"""The program opens no socket but AF_UNIX: the whole cycle runs under a guard that forbids them, in it and in its children."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

GUARD = """
import os, sys
def refuse(event, args):
    if event.startswith("socket.") and not (event == "socket.__new__" and args[1] == 1):
        with open(os.environ["SOCKETS_SEEN"], "a") as seen:
            seen.write(event + " " + repr(args[1:]) + "\\n")
        raise RuntimeError(event)
sys.addaudithook(refuse)
"""


def guarded(tmp_path: Path, *argv: str) -> subprocess.CompletedProcess[str]:
    guard = tmp_path / "guard"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    paths = os.pathsep.join([str(guard), str(Path(__file__).resolve().parents[2])])
    environment = {**os.environ, "PYTHONPATH": paths, "SOCKETS_SEEN": str(tmp_path / "seen"), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run([sys.executable, *argv], capture_output=True, text=True, env=environment, check=False, cwd=tmp_path)


def test_the_guard_is_on(tmp_path: Path) -> None:
    done = guarded(tmp_path, "-c", "import socket; socket.socket()")
    assert done.returncode == 1 and "RuntimeError" in done.stderr
    assert (tmp_path / "seen").read_text().startswith("socket.__new__")


def test_the_whole_cycle_opens_no_socket(tmp_path: Path) -> None:
    done = guarded(tmp_path, "-m", "gongkai_desk", "demo", str(tmp_path / "demo"))
    assert done.returncode == 0, done.stderr
    assert any(path.suffix == ".pdf" for path in (tmp_path / "demo").rglob("*"))
    assert not (tmp_path / "seen").exists(), (tmp_path / "seen").read_text()
