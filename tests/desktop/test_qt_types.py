"""Qt's classes are made before another thread imports what names them: two threads that make classes at once end the program."""

from __future__ import annotations

import os
import subprocess
import sys

from gongkai_desk.desktop import qt_types

CODE = """
import sys, threading
from datetime import date
from pathlib import Path
from PySide6.QtCore import QTimer
from gongkai_desk.desktop import window as room
from gongkai_desk.desktop.app import application
from gongkai_desk.desktop.settings import Settings

app = application()
made, early = [], []
plain = room.make_all
room.make_all = lambda name: made.append((name, threading.current_thread().name)) or plain(name)
load = room.import_module
def watched(name):
    if threading.current_thread() is not threading.main_thread() and len(made) < len(room.MODULES):
        early.append(name)
    return load(name)
room.import_module = watched
window = room.Window(Settings(Path(sys.argv[1])), lambda: date(2022, 9, 20))
window.show()
window.take_paths([Path(sys.argv[2])])
def look():
    if window.desk.state is not None and "ledger" in window.pages and not window.desk.thoughts.busy and len(made) == 4:
        print(sorted(made), early)
        window.close()
        app.quit()
    else:
        QTimer.singleShot(50, look)
QTimer.singleShot(400, look)
app.exec()
"""


def test_they_are_all_made_on_the_gui_thread_first(tmp_path, ledger_path):
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(tmp_path), str(ledger_path)],
        capture_output=True, text=True, timeout=60, encoding="utf-8", env=environment, check=False,
    )
    expected = sorted((name, "MainThread") for name in qt_types.MODULES)
    assert (done.returncode, done.stdout.strip(), done.stderr) == (0, f"{expected} []", "")


def test_every_class_of_a_module_is_there_afterwards():
    import PySide6.QtWidgets

    assert qt_types.make_all("QtWidgets") == len(dir(PySide6.QtWidgets)) > 150
    assert "QUndoView" in vars(PySide6.QtWidgets), "made, not only known"
