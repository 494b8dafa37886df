"""The program as a process: it opens its window, opens a ledger named on the command line, and leaves nothing on stderr."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from gongkai_desk.desktop import app as room, main
original = room.application
def application(*arguments):
    made = original(*arguments)
    def look():
        window = next((each for each in made.topLevelWidgets() if hasattr(each, "desk")), None)
        ready = window is not None and (not sys.argv[1:] or window.desk.state is not None) and not window.desk.thoughts.busy
        if ready:
            print(window.windowTitle())
            window.close()
    timer = QTimer(made, interval=20)
    timer.timeout.connect(look)
    timer.start()
    return made
room.application = application
sys.exit(main(sys.argv[1:]))
"""


def start(home, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGKAI_DESK_HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run([sys.executable, "-c", PROGRAM, *arguments], env=environment, capture_output=True, text=True, timeout=60,
                          encoding="utf-8", check=False)


def test_the_window_opens_and_closes(home):
    done = start(home)
    assert (done.returncode, done.stderr) == (0, "")
    assert "政务公开工作台账" in done.stdout


def test_a_ledger_named_on_the_command_line_is_opened(home, ledger_path):
    done = start(home, str(ledger_path))
    assert (done.returncode, done.stderr) == (0, "")
    assert "2022年政务公开工作要点分解表" in done.stdout
    assert str(ledger_path) in (home / "gongkai-desk.ini").read_text("utf-8")


def test_nothing_of_the_ledger_is_loaded_before_the_window():
    code = ("import sys; import gongkai_desk.desktop.window, gongkai_desk.desktop.app; "
            "print([name for name in sys.modules if name.split('.')[0] in ('openpyxl', 'pandas', 'lxml', 'docx', 'pypinyin', 'opencc') "
            "or name in ('gongkai_desk.ledger', 'gongkai_desk.domain')])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[]"
