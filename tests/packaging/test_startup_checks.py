"""One Chinese sentence where the program was started in a place where it cannot work."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gongkai_desk.startup_checks import check_here, from_archive, refusal

TEMP = r"C:\Users\王\AppData\Local\Temp"
PROGRAM = r"D:\台账\gongkai-desk\政务公开工作台账.exe"


@pytest.mark.parametrize("version", [(6, 1, 7601), (6, 3, 9600), (10, 0, 10240), (10, 0, 17134)])
def test_an_old_windows_is_named(version: tuple[int, int, int]) -> None:
    sentence = refusal(version, PROGRAM, TEMP)
    assert sentence is not None and "Windows 10（1809）" in sentence and ".".join(map(str, version)) in sentence
    assert len(re.findall("。", sentence)) == 1


@pytest.mark.parametrize("version", [(10, 0, 17763), (10, 0, 19045), (10, 0, 26100), None])
def test_windows_of_today_and_linux_pass(version: tuple[int, int, int] | None) -> None:
    assert refusal(version, PROGRAM, TEMP) is None


@pytest.mark.parametrize("folder", [
    r"Temp1_gongkai-desk-windows.zip\gongkai-desk", r"3f0a_政务公开.zip.b1c\gongkai-desk", r"7zO4A1C22B0\gongkai-desk",
    r"Rar$EXa9876.1234\gongkai-desk", r"BNZ.66f0a2\gongkai-desk", r"360zip$Temp\360$0\gongkai-desk",
])
def test_a_program_inside_an_archive_is_told_to_unpack(folder: str) -> None:
    sentence = refusal((10, 0, 22631), rf"{TEMP}\{folder}\政务公开工作台账.exe", TEMP)
    assert sentence is not None and "解压" in sentence


@pytest.mark.parametrize("program", [
    r"D:\下载\gongkai-desk.zip\gongkai-desk\政务公开工作台账.exe", r"\\server\share\gongkai-desk\政务公开工作台账.exe",
    rf"{TEMP}\我的台账\政务公开工作台账.exe", "", "/opt/gongkai-desk/gongkai-desk",
])
def test_other_places_pass(program: str) -> None:
    """A folder that somebody called .zip, a share, and a plain folder below Temp work."""
    assert refusal((10, 0, 22631), program, TEMP) is None


def test_linux_archive_programs_unpack_below_tmp() -> None:
    assert from_archive("/tmp/gongkai-desk.zip-Xa1/gongkai-desk/gongkai-desk", "/tmp")


def test_a_checkout_passes() -> None:
    assert check_here() is None


def test_a_reader_that_an_antivirus_stops_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from gongkai_desk.domain import GongkaiError
    from gongkai_desk.grids import Reader

    monkeypatch.setattr("gongkai_desk.grids.process.command", lambda: [str(tmp_path / "gone.exe"), "--reader"])
    with pytest.raises(GongkaiError, match="杀毒软件"), Reader() as reader:
        reader.read_clipboard(None, "一、任务")
