"""What lies in the frozen folder beside the program: licences, the starter for Linux desktops, templates; and who gets which start."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from gongkai_desk import __main__ as entrance
from gongkai_desk.place import locate

ROOT = Path(__file__).resolve().parents[2]
SPEC = (ROOT / "build.spec").read_text("utf-8")


def load(name: str) -> ModuleType:
    """A script beside this test."""
    found = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    assert found is not None and found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module


def test_every_package_that_is_shipped_is_named_with_its_licence() -> None:
    maker = load("make_licences")
    listed = (locate("data") / "licences.txt").read_text("utf-8")
    named = {maker.canonical(line.split(" | ")[0]): line.split(" | ") for line in listed.splitlines() if " | " in line}
    assert {maker.canonical(line.split(" | ")[0]) for line in maker.lines()} <= set(named)
    for row in named.values():
        assert len(row) == 4 and row[2] and row[3].startswith("http")


def test_the_licences_that_we_must_hand_on_are_there() -> None:
    folder = locate("data") / "licences"
    assert {path.name for path in folder.iterdir()} >= {"LGPL-3.0.txt", "LGPL-2.1.txt", "GPL-3.0.txt"}


def test_the_desktop_icon_is_made_for_the_folder_it_lies_in(tmp_path: Path) -> None:
    folder = tmp_path / "公 开&台账"
    folder.mkdir()
    for path in (locate("data") / "linux").iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    home = tmp_path / "home"
    (home / "Desktop").mkdir(parents=True)
    environment = {"PATH": os.environ["PATH"], "HOME": str(home), "LANG": "C.UTF-8"}
    done = subprocess.run(["sh", str(folder / "建立桌面图标.sh")], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    entry = (home / ".local/share/applications/gongkai-desk.desktop").read_text("utf-8")
    assert f'Exec="{folder}/政务公开工作台账" %F' in entry
    assert f"Icon={folder}/_internal/icons/gongkai-desk.png" in entry
    assert (home / ".local/share/mime/packages/application-x-gongkai-ledger.xml").exists()


def test_both_programs_are_named_as_the_rest_of_the_program_expects() -> None:
    assert re.search(r'NAME = "gongkai-desk"', SPEC) and re.search(r'TITLE = "政务公开工作台账"', SPEC)
    assert "upx=False" in SPEC and "onefile" not in SPEC


def test_installer_and_program_agree_on_the_version() -> None:
    from gongkai_desk import __version__

    script = (ROOT / ".github/windows/installer.iss").read_text("utf-8")
    assert f"AppVersion={__version__}" in script
    assert "PrivilegesRequired=lowest" in script and "MinVersion=10.0.17763" in script


@pytest.mark.parametrize(("names", "window"), [
    ([], True), (["台账.gkd"], True), (["表.xlsx", "名录.csv"], True), (["read", "表.xlsx"], False), (["--help"], False),
    (["demo"], False), (["没有.gkd"], False),
])
def test_files_alone_go_to_the_window(names: list[str], window: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("台账.gkd", "表.xlsx", "名录.csv"):
        (tmp_path / name).write_bytes(b"")
    (tmp_path / "demo").mkdir()
    assert entrance._for_window(names) is window


def test_the_frozen_window_never_asks_for_a_verb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/g/政务公开工作台账.exe")
    assert entrance._for_window(["/some/folder"])
    monkeypatch.setattr(sys, "executable", "/opt/g/gongkai-desk.exe")
    assert not entrance._for_window(["status", "x.gkd"])
