"""免安装版: settings and logs beside the program where it may write, else in the person's own folder."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from gongkai_desk.desktop.settings import home
from gongkai_desk.faultlog import log_folder
from gongkai_desk.place import portable_folder


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.delenv("GONGKAI_DESK_HOME", raising=False)
    portable_folder.cache_clear()
    yield
    portable_folder.cache_clear()


def freeze(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(folder / "政务公开工作台账"))


def test_beside_the_program_where_it_may_write(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    freeze(monkeypatch, tmp_path / "U盘 绿色版")
    assert home() == log_folder() == tmp_path / "U盘 绿色版" / "settings"
    assert list(home().iterdir()) == []


def test_in_the_persons_folder_where_it_may_not(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    freeze(monkeypatch, tmp_path / "只读")
    (tmp_path / "只读" / "settings").write_text("a file stands in the way, as a read-only share would", encoding="utf-8")
    assert portable_folder() is None
    assert tmp_path not in home().parents and tmp_path not in log_folder().parents


def test_in_a_checkout_nothing_is_written_beside_python() -> None:
    assert portable_folder() is None


def test_a_home_that_was_set_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    freeze(monkeypatch, tmp_path / "a")
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(tmp_path / "b"))
    assert home() == tmp_path / "b"
