"""The ways of ``export`` beside one template and one file: Word, a file per unit, statistics, which tasks, masking."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest

Run = Callable[..., tuple[int, str, str]]
ROUND = "2026年第三季度"
AS_OF = "2026-10-10"


def test_word_papers(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "清单.docx"
    assert run("export", ledger, "-t", "任务清单", "-o", out)[0] == 0
    assert len(docx.Document(str(out)).tables[0].rows) == 49
    assert run("export", ledger, "-t", "任务清单.docx", "-o", tmp_path / "清单.pdf")[0] == 2
    status, _, err = run("export", ledger, "-t", "单位台账", "-o", tmp_path / "台账.docx")
    assert status == 2 and "可用的模板" in err
    status, _, err = run("export", ledger, "-t", "催办单", "-o", tmp_path / "催.docx")
    assert status == 2 and "哪个单位" in err
    assert run("export", ledger, "-t", "催办单", "--unit", "石桥县", "-o", tmp_path / "催.docx", "--fact", "文号=〔2026〕9号")[0] == 0
    assert "〔2026〕9号" in "".join(item.text for item in docx.Document(str(tmp_path / "催.docx")).paragraphs)


def test_a_file_for_each_unit(run: Run, ledger: Path, tmp_path: Path) -> None:
    folder = tmp_path / "催办"
    status, out, err = run("export", ledger, "-t", "催办单", "--each-unit", "-o", folder)
    names = {path.name for path in folder.iterdir()}
    assert (status, err) == (0, "") and f"{ROUND}_石桥县_催办单.xlsx" in names and len(names) == len(out.splitlines())
    assert run("export", ledger, "-t", "催办单", "--each-unit", "-o", folder)[0] == 2
    assert run("export", ledger, "-t", "催办单", "--each-unit", "-o", folder, "--force")[0] == 0
    assert run("export", ledger, "-t", "催办单", "--each-unit", "--format", "docx", "-o", folder)[0] == 0
    assert (folder / f"{ROUND}_石桥县_催办单.docx").exists()
    status, out, err = run("export", ledger, "-t", "单位台账", "--each-unit", "--involving", "石桥县", "--format", "pdf", "-o", folder)
    assert status == 0 and out.splitlines() == [f"已导出：{folder / f'{ROUND}_石桥县_单位台账.pdf'}"]


def test_statistics(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "统计.xlsx"
    assert run("export", ledger, "--statistics", "-o", out)[0] == 0
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["按单位", "按章节", "按状态", "按报送期"] and all(len(sheet._charts) == 1 for sheet in book)
    assert run("export", ledger, "--statistics", "-o", out)[0] == 2
    assert run("export", ledger, "--statistics", "-o", tmp_path / "统计.pdf")[0] == 2


def tasks_in(path: Path) -> int:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return sum(isinstance(sheet.cell(row, 1).value, int) for row in range(4, sheet.max_row + 1))


def test_tasks_are_chosen(run: Run, ledger: Path, tmp_path: Path) -> None:
    out = tmp_path / "表.xlsx"

    def count(*options: str) -> int:
        assert run("export", ledger, "-t", "总台账", "-o", out, "--force", *options)[0] == 0
        return tasks_in(out)

    lights = [count("--light", word) for word in ("红", "黄灯", "green", "灰色")]
    assert sum(lights) == count() == 48 and lights[0] > 0
    assert 0 < count("--section", "政策解读") < 48
    assert 0 < count("--involving", "市水利局") < 48
    assert count("--state", "已完成", "--state", "逾期") == count("--state", "已完成") + count("--state", "逾期")
    assert count("--order", "时限先后") == 48


@pytest.mark.parametrize(("options", "sentence"), [
    (["--light", "蓝"], "不是亮灯"), (["--state", "很好"], "不是完成状态"), (["--order", "随便"], "不是排列次序"),
    (["--section", "没有这个"], "没有标题"), (["--involving", "火星局"], "没有单位"), (["--fact", "x=1"], "看不懂"),
    (["--each-unit", "--unit", "市水利局"], "不能同时"), (["--format", "pdf"], "--each-unit"),
    (["--statistics"], "不能同时用"),
])
def test_what_makes_no_sense_is_said_and_nothing_written(run: Run, ledger: Path, tmp_path: Path, options: list[str], sentence: str) -> None:
    before = set(tmp_path.iterdir())
    status, out, err = run("export", ledger, "-t", "总台账", "-o", tmp_path / "表.xlsx", *options)
    assert (status, out) == (2, "") and sentence in err and len(err.splitlines()) == 1
    assert set(tmp_path.iterdir()) == before


def test_a_file_that_is_no_template_is_named_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"abc")
    status, _, err = run("export", "--check-template", path)
    assert status == 2 and err.count("坏.xlsx") == 1 and err.startswith(f"{path}：不是完整的xlsx文件")
