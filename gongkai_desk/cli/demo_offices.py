"""The offices of the demo: they fill the forms as real offices do, mistakes included.

Everything they answer comes from ``data/sample/sample.toml``; figures differ from office to office, but the same demo is
always the same.
"""

from __future__ import annotations

import shutil
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HELP = (
    "按照任务分工积极配合{lead},明确专人负责,本季度提供基础数据和材料{n}份,协助核对公开信息{m}条,未出现迟报、漏报情况。",
    "配合{lead}梳理本单位涉及事项{m}项,按时报送相关材料{k}批次,对反馈的{k}个问题逐一核实并完成整改。",
    "参加{lead}组织的工作调度{k}次,按要求公开本领域信息{n}条,并在本单位微信公众号转载推送{m}篇,阅读量{n}00余次。",
)


@dataclass(frozen=True)
class Office:
    """What distinguishes one office's return: its name, and what it does to its form (a key of :data:`HABITS`)."""

    unit: str
    habit: str = "plain"


def figures(unit: str, text: str) -> dict[str, int]:
    """Three figures that are always the same for this unit and task."""
    seed = zlib.crc32(f"{unit}|{text}".encode())
    return {"n": 12 + seed % 47, "m": 5 + seed // 64 % 23, "k": 1 + seed // 4096 % 5}


def answer(unit: str, role: str, lead: str, task: Mapping[str, Any]) -> dict[str, str]:
    """What ``unit`` answers about a task of the sample, by header of the form."""
    numbers = figures(unit, task["text"])
    if role == "配合":
        words = HELP[zlib.crc32(unit.encode()) % len(HELP)].format(lead=lead or "牵头单位", **numbers)
        return {"完成状态": task["status"], "进展情况": words} | _completion(task)
    words = task["answer"].format(**numbers) if "{" in task["answer"] else task["answer"]
    given = {"完成状态": task["status"], "进展情况": words, "本期完成值": task.get("value", ""),
             "存在问题": task.get("problems", ""), "下一步措施": task.get("next", "")}
    return {key: value for key, value in given.items() if value} | _completion(task)


def _completion(task: Mapping[str, Any]) -> dict[str, str]:
    if task["status"] != "已完成":
        return {}
    return {"完成日期": task["done"], "佐证材料": "门户网站专栏截图"}


class Form:
    """An issued form opened for filling: finds its header and its rows by their texts, as a person does."""

    def __init__(self, path: Path) -> None:
        from openpyxl import load_workbook

        self.book = load_workbook(path)
        self.sheet = self.book.worksheets[0]
        self.header = next(
            row for row in range(1, 12) if "进展情况" in {str(cell.value).strip() for cell in self.sheet[row]}
        )
        self.columns = {str(cell.value).strip(): cell.column for cell in self.sheet[self.header] if cell.value}
        text = self.columns["工作任务"]
        self.rows = [row for row in range(self.header + 1, self.sheet.max_row + 1) if self.sheet.cell(row, text).value]

    def read(self, row: int, header: str) -> str:
        """The text in a row under a header, ``""`` where there is no such column."""
        column = self.columns.get(header)
        value = self.sheet.cell(row, column).value if column else None
        return "" if value is None else str(value)

    def write(self, row: int, header: str, value: str) -> None:
        """Put a value under a header, if the form has that column."""
        column = self.columns.get(header)
        if column:
            self.sheet.cell(row, column).value = float(value) if header == "本期完成值" else value

    def fill(self, unit: str, tasks: Mapping[str, Mapping[str, Any]]) -> int:
        """Answer every row; returns how many there were."""
        for row in self.rows:
            task = tasks.get(self.read(row, "工作任务").split("\n")[0])
            if task is not None:
                given = answer(unit, self.read(row, "职责分工"), self.read(row, "牵头单位"), task)
                for header, value in given.items():
                    self.write(row, header, value)
        return len(self.rows)

    def sign(self, person: str, phone: str) -> None:
        """Fill the open cells beside 填报人, 联系电话 and 审核人."""
        given = {"填报人": person, "联系电话": phone, "审核人": "办公室主任"}
        for row in range(1, self.header):
            for cell in self.sheet[row]:
                label = str(cell.value or "").strip(" :：")
                if label in given:
                    self._beside(row, cell.column).value = given[label]

    def _beside(self, row: int, column: int) -> Any:
        """The cell to the right of a label, past what is merged with it."""
        for merged in self.sheet.merged_cells.ranges:
            if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
                column = merged.max_col
        return self.sheet.cell(row, column + 1)


def reorder(form: Form) -> None:
    """Rename a header and exchange two columns, as an office does that likes its own order."""
    sheet, first, second = form.sheet, form.columns["进展情况"], form.columns["完成状态"]
    for row in range(form.header, sheet.max_row + 1):
        left, right = sheet.cell(row, first), sheet.cell(row, second)
        left.value, right.value = right.value, left.value
    sheet.data_validations.dataValidation.clear()
    sheet.cell(form.header, second).value = "工作进展及成效"


def alter(form: Form) -> None:
    """Rewrite a few words of a locked task."""
    column = form.columns["工作任务"]
    cell = form.sheet.cell(form.rows[0], column)
    cell.value = str(cell.value).replace("公开", "主动公开", 1) + "(我单位理解)"


def cut_and_add(form: Form) -> None:
    """Delete a row and write one of its own at the end."""
    sheet = form.sheet
    sheet.delete_rows(form.rows[1])
    row = sheet.max_row + 1
    sheet.cell(row, form.columns["工作任务"]).value = "在村(社区)设置政策解读公示角"
    sheet.cell(row, form.columns["完成状态"]).value = "推进中"
    sheet.cell(row, form.columns["进展情况"]).value = "已在18个村(社区)设置政策解读公示角,每月更新惠民政策问答,群众反响较好。"


def own_words(form: Form) -> None:
    """Write status and dates the way people do, over the drop-downs."""
    for row in form.rows:
        if form.read(row, "完成状态") == "已完成":
            form.write(row, "完成状态", "已办结")
            year, month, day = form.read(row, "完成日期").split("-")
            form.write(row, "完成日期", f"{year}.{int(month)}.{int(day)}")


HABITS: dict[str, Callable[[Form], None]] = {
    "plain": lambda form: None, "reorder": reorder, "alter": alter, "cut": cut_and_add, "words": own_words,
    "twice": lambda form: None,
}


def send_back(office: Office, issued: Path, inbox: Path, tasks: Mapping[str, Mapping[str, Any]], contact: tuple[str, str]) -> int:
    """Fill one issued form and put it into the inbox; returns the rows answered. ``silent`` offices send nothing."""
    if office.habit == "silent":
        return 0
    form = Form(issued)
    rows = form.fill(office.unit, tasks)
    form.sign(*contact)
    HABITS[office.habit](form)
    target = inbox / issued.name
    form.book.save(target)
    if office.habit == "twice":
        shutil.copyfile(target, inbox / f"{target.stem}(旧).xlsx")
        form.write(form.rows[0], "进展情况", form.read(form.rows[0], "进展情况") + "另补充:相关信息已在政务新媒体同步发布。")
        form.book.save(inbox / f"{target.stem}(更正).xlsx")
        target.unlink()
    return rows
