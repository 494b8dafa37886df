"""What merging by hand comes to on the demo's returned files: rows stacked by position, rows stacked by column name, and ours.

Copying sheet under sheet, and WPS 合并表格, go by position; Power Query's 追加查询 goes by column name. Both are done here with
openpyxl, by their documented rule; the programs themselves are not run. README quotes the figures.
"""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gongkai_desk.cli.demo import HABITS
from gongkai_desk.cli.demo_offices import Form, answer

Key = tuple[str, str]

ADDED = "另补充:相关信息已在政务新媒体同步发布。"


def truth(demo: Path, sample: Path) -> dict[Key, str]:
    """What each office reported about each task it kept, by unit and the task's words as issued."""
    tasks = {task["text"]: task for task in tomllib.loads((sample / "sample.toml").read_text("utf-8"))["task"]}
    said: dict[Key, str] = {}
    for path in (demo / "分发").glob("*.xlsx"):
        unit, form = unit_of(path), Form(path)
        habit = HABITS.get(unit, "plain")
        for place, row in enumerate(form.rows):
            text = form.read(row, "工作任务").split("\n")[0]
            if habit == "silent" or (habit == "cut" and place == 1):
                continue
            words = answer(unit, form.read(row, "职责分工"), form.read(row, "牵头单位"), tasks[text])["进展情况"]
            said[unit, text] = words + (ADDED if habit == "twice" and place == 0 else "")
    return said


def unit_of(path: Path) -> str:
    return path.stem.split("_")[1]


def stacked(demo: Path, by_name: bool) -> Iterator[tuple[Key, str]]:
    """Every row of every returned file under (unit, task): columns where the issued form has them, or by their names."""
    issued = Form(next((demo / "分发").glob("*.xlsx")))
    for path in sorted((demo / "收到的填报表").glob("*.xlsx")):
        sheet = load_workbook(path).worksheets[0]
        names = {str(cell.value).strip(): cell.column for cell in sheet[issued.header] if cell.value}
        columns: dict[str, Any] = names if by_name else issued.columns
        for row in range(issued.header + 1, sheet.max_row + 1):
            task, words = (sheet.cell(row, columns[name]).value if name in columns else None for name in ("工作任务", "进展情况"))
            if task or words:
                yield (unit_of(path), str(task or "").split("\n")[0]), str(words or "")


def ours(demo: Path) -> Iterator[tuple[Key, str]]:
    from gongkai_desk.ledger import Ledger

    with Ledger.open(next(demo.glob("*.gkd")), readonly=True) as ledger:
        snapshot = ledger.snapshot()
    texts = {str(task.id): task.text for task in snapshot.tasks}
    for report in snapshot.reports:
        yield (report.unit, texts[report.task]), report.fields.get("progress", "")


def judged(rows: Iterator[tuple[Key, str]], said: dict[Key, str]) -> dict[str, int]:
    """``right``: answers under their task, once; ``lost``: not there, or other words; ``over``: rows too many."""
    found: dict[Key, list[str]] = {}
    for key, words in rows:
        found.setdefault(key, []).append(words)
    right = sum(found.get(key) == [words] for key, words in said.items())
    over = Counter({key: len(words) - (key in said) for key, words in found.items()})
    return {"answers": len(said), "right": right, "lost": len(said) - right, "over": over.total()}


@pytest.mark.benchmark(group="stacking")
def test_answers_under_their_tasks(demo: Path, sample_folder: Path, benchmark: Any) -> None:
    said = truth(demo, sample_folder)
    figures = {
        "by position": judged(stacked(demo, by_name=False), said), "by name": judged(stacked(demo, by_name=True), said),
        "ours": benchmark.pedantic(lambda: judged(ours(demo), said)),
    }
    print("\n" + json.dumps(figures))
    benchmark.extra_info.update(figures)
    assert figures["ours"] == {"answers": len(said), "right": len(said), "lost": 0, "over": 0}
