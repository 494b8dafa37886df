"""A second start finds the window that is open, or just being opened, and hands it its files: one window, whatever is clicked."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from gongkai_desk.desktop.handover import Handover

PROGRAM = """
import sys
from PySide6.QtCore import QTimer
from gongkai_desk.desktop import app as room, main
original = room.application
def application(*arguments):
    made = original(*arguments)
    print("window", flush=True)
    QTimer.singleShot(2500, made, made.quit)
    return made
room.application = application
sys.exit(main(sys.argv[1:]))
"""


def begin(home, *arguments: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGKAI_DESK_HOME": str(home)}
    return subprocess.Popen([sys.executable, "-c", PROGRAM, *arguments], env=environment, stdout=subprocess.PIPE, text=True)


def test_starts_at_the_same_moment_open_one_window(home):
    starts = [begin(home) for _ in range(3)]
    said = [start.communicate(timeout=60)[0] for start in starts]
    assert sorted(said) == ["", "", "window\n"]
    assert [start.returncode for start in starts] == [0, 0, 0]


@pytest.fixture
def first(qapp, tmp_path):
    made = Handover(tmp_path / "here")
    assert made.first()
    yield made
    made.leave()


def test_a_letter_reaches_the_window_that_listens(first, tmp_path, qtbot):
    taken, sent = [], []
    first.listen(taken.append)
    second = Handover(tmp_path / "here")
    assert not second.first()
    sender = threading.Thread(target=lambda: sent.append(second.send([tmp_path / "分解表.xlsx"])))
    sender.start()
    qtbot.waitUntil(lambda: bool(sent), timeout=8000)
    sender.join()
    assert (taken, sent) == ([[tmp_path / "分解表.xlsx"]], [True])


def test_a_window_that_does_not_answer_is_not_waited_for_for_ever(first, tmp_path):
    second = Handover(tmp_path / "here")
    assert not second.send([tmp_path / "分解表.xlsx"], patience=0.05)
    assert not list(first.folder.glob("*.letter"))


def test_letters_wait_while_a_question_is_open(first, tmp_path):
    taken, busy = [], [True]
    first.listen(taken.append, lambda: busy[0])
    second = Handover(tmp_path / "here")
    aside = second.folder / "a.part"
    aside.write_text(f'["{tmp_path / "甲.xlsx"}"]', encoding="utf-8")
    aside.rename(second.folder / "a.letter")
    first.look()
    assert taken == []
    busy[0] = False
    first.look()
    assert taken == [[tmp_path / "甲.xlsx"]]


def test_the_next_start_after_the_window_closed_is_the_first(first, tmp_path):
    first.leave()
    assert Handover(tmp_path / "here").first()
