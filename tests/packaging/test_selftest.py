"""What ``--selftest`` says when a part is missing; the whole of it runs when the folder is built."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from gongkai_desk import selftest
from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import Reader


def test_the_whole_self_test_passes_and_is_silent_on_stderr(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In a process of its own, as a clerk's computer would run it."""
    import os
    import subprocess

    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGKAI_DESK_HOME": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "gongkai_desk", "--selftest"], env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("自检通过")


def test_a_demo_that_does_not_run_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = "import sys; sys.stderr.write('缺少文件\\n'); sys.exit(3)"
    monkeypatch.setattr("gongkai_desk.grids.process.command", lambda: [sys.executable, "-c", code, "--reader"])
    faults = selftest.run_demo(tmp_path / "示例")
    assert "缺少文件" in faults and "示例没有走完（退出码 3）" in faults
    assert "没有生成 *.gkd" in faults


def test_a_missing_part_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def missing() -> Any:
        raise ModuleNotFoundError("No module named 'opencc'")

    monkeypatch.setattr(selftest, "_simplified", missing)
    monkeypatch.setattr(selftest, "_frame", lambda _target: True)
    assert [fault.split("不能使用")[0] for fault in selftest.try_parts(tmp_path)] == ["繁简转换"]


def test_a_reader_that_refuses_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    faults = selftest.try_readers(tmp_path)
    assert len(faults) == 1 and faults[0].startswith("不能读取表格文件")


def test_the_sample_pdf_needs_the_tables_of_chinese_fonts() -> None:
    from gongkai_desk.grids import Blob

    with Reader() as reader:
        document = reader.read(Blob("表.pdf", selftest._pdf("围绕政务公开"), None))
    assert "围绕政务公开" in "".join(str(value) for grid in document.grids for row in grid.rows for value in row.values)
    with Reader() as reader, pytest.raises(Unreadable):
        reader.read(Blob("表.pdf", b"%PDF-1.4 nothing", None))
