"""A second start hands its files to the open window; a dead or deaf window keeps nobody from working."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk.desktop.handover import Handover, meeting_place
from gongkai_desk.desktop.input_method import offer_chinese_input

Wait = Callable[..., None]


@pytest.fixture
def open_window(tmp_path: Path, qapp: Any) -> Iterator[tuple[Handover, list[list[Path]]]]:
    """A window that listens, and what it took."""
    taken: list[list[Path]] = []
    handover = Handover(tmp_path / "盒")
    assert handover.first()
    handover.listen(taken.append)
    yield handover, taken
    handover.leave()


def send(folder: Path, paths: list[Path], patience: float = 10.0) -> tuple[threading.Thread, list[bool]]:
    """A second start, on its own thread."""
    answers: list[bool] = []

    def work() -> None:
        second = Handover(folder)
        assert not second.first()
        answers.append(second.send(paths, patience))

    thread = threading.Thread(target=work)
    thread.start()
    return thread, answers


def test_the_open_window_takes_the_files(open_window: Any, tmp_path: Path, qtbot: Any) -> None:
    handover, taken = open_window
    wanted = [tmp_path / "二〇二六年 台账.gkd", tmp_path / "表.xlsx"]
    thread, answers = send(handover.folder, wanted)
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    thread.join()
    assert answers == [True]
    assert taken == [wanted]
    assert not list(handover.folder.glob("*.letter"))


def test_a_start_without_files_only_brings_the_window_forward(open_window: Any, qtbot: Any) -> None:
    handover, taken = open_window
    thread, answers = send(handover.folder, [])
    qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
    thread.join()
    assert taken == [[]]


def test_letters_wait_while_the_clerk_answers_a_question(tmp_path: Path, qapp: Any) -> None:
    handover, taken, busy = Handover(tmp_path), [], [True]
    assert handover.first()
    handover.listen(taken.append, lambda: busy[0])
    (tmp_path / "a.letter").write_text(json.dumps(["/x.gkd"]), encoding="utf-8")
    handover.look()
    assert taken == [] and not list(tmp_path.glob("*.letter"))
    busy[0] = False
    handover.look()
    assert taken == [[Path("/x.gkd")]]
    handover.leave()


def test_a_window_that_does_not_answer_is_left_alone(tmp_path: Path, qapp: Any) -> None:
    """The sender takes its letter back and opens a window of its own."""
    deaf = Handover(tmp_path)
    assert deaf.first()
    second = Handover(tmp_path)
    assert not second.first()
    assert second.send([tmp_path / "台账.gkd"], patience=0.05) is False
    assert not list(tmp_path.glob("*.letter"))
    deaf.leave()


@pytest.mark.parametrize("content", ["", "{", "[1, 2", '"text"', "\x00\xff"])
def test_a_broken_letter_harms_nobody(open_window: Any, content: str) -> None:
    handover, taken = open_window
    (handover.folder / "bad.letter").write_text(content, encoding="utf-8")
    handover.look()
    assert taken == []


def test_a_forgotten_letter_is_thrown_away(open_window: Any) -> None:
    handover, taken = open_window
    letter = handover.folder / "old.letter"
    aside = handover.folder / "old.part"
    aside.write_text('["/x.gkd"]', encoding="utf-8")
    os.utime(aside, (1, 1))
    aside.rename(letter)
    handover.look()
    assert taken == [] and not letter.exists()


def test_the_lock_of_a_killed_window_does_not_hold(tmp_path: Path, qapp: Any) -> None:
    """The first window dies without a word; the next start is the first."""
    code = (
        "import os, pathlib, sys\nfrom gongkai_desk.desktop.handover import Handover\n"
        "window = Handover(pathlib.Path(sys.argv[1]))\nassert window.first()\nos._exit(9)\n"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False).returncode == 9
    assert (tmp_path / "window.lock").exists()
    after = Handover(tmp_path)
    assert after.first()
    after.leave()


def test_without_a_place_to_meet_everybody_is_first(tmp_path: Path, qapp: Any) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    assert Handover(blocked / "below").first()


def test_the_place_follows_the_home_that_was_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path))
    assert meeting_place() == tmp_path / "handover"
    monkeypatch.delenv("GONGKAI_DESK_HOME")
    assert tmp_path not in meeting_place().parents


@pytest.mark.parametrize(("set_by_desktop", "expected"), [
    ({"QT_IM_MODULE": "fcitx"}, "fcitx;ibus"), ({"QT_IM_MODULE": "fcitx5"}, "fcitx5;ibus"), ({"QT_IM_MODULE": "ibus"}, None),
    ({}, None), ({"QT_IM_MODULE": "fcitx", "QT_IM_MODULES": "wayland;fcitx"}, "wayland;fcitx"),
])
def test_ibus_stands_in_for_an_input_method_without_plugin(set_by_desktop: dict[str, str], expected: str | None) -> None:
    offer_chinese_input(set_by_desktop, "linux")
    assert set_by_desktop.get("QT_IM_MODULES") == expected


def test_windows_needs_no_input_method(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"QT_IM_MODULE": "fcitx"}
    offer_chinese_input(environment, "win32")
    assert environment == {"QT_IM_MODULE": "fcitx"}
