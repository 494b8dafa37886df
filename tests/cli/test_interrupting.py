"""Ctrl+C at any moment of a verb: exit status 2 within a second, one sentence, and no output that is only half there."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gongkai_desk import interrupting

MOMENTS = [0.01, 0.1, 0.25, 0.4, 0.55, 0.8]
PROGRAM = """
from gongkai_desk import interrupting
interrupting.listen()
print("listening", flush=True)
from gongkai_desk.__main__ import main
main()
"""


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_pdf_that_is_interrupted_is_not_there_or_whole(moment: float, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "台账.pdf"
    line = [sys.executable, "-c", PROGRAM, "export", next(demo.glob("*.gkd")), "-t", "总台账（A4横）", "-o", out]
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8")
    assert process.stdout is not None and process.stdout.readline() == "listening\n"
    try:
        process.wait(moment)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGINT)
    asked = time.monotonic()
    _, said = process.communicate(timeout=30)
    assert "Traceback" not in said and "Fatal" not in said
    if process.returncode == 0:  # it was done before it could be interrupted
        assert out.read_bytes().startswith(b"%PDF")
    else:
        assert (process.returncode, said.splitlines()[-1]) == (2, interrupting.SENTENCE)
        assert time.monotonic() - asked < 2 and not out.exists()


def test_our_own_code_is_interrupted_at_once_and_what_it_called_is_not() -> None:
    handler = interrupting.Interruption()
    own = sys._getframe()
    assert not interrupting.is_own(own)  # a test is not the program
    handler(signal.SIGINT, own)
    handler.over = True  # or the process would end in half a second
    with pytest.raises(KeyboardInterrupt):
        exec("handler(2, frame())", {"__name__": "gongkai_desk.somewhere", "handler": handler, "frame": lambda: sys._getframe(1)})


def test_what_the_shell_ignores_stays_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        interrupting.listen()
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, before)
