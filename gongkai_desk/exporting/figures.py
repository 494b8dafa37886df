"""统计: tables by unit, section, state and 报送期, with native Excel charts. pandas is loaded here and nowhere earlier."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.writing import must_be_new, write_whole
from gongkai_desk.ledger import Snapshot
from gongkai_desk.standing import assess

if TYPE_CHECKING:
    import pandas as pd

_ROUND = ["报送期", "任务总数", "已完成", "推进中", "未启动", "持续推进", "不涉及", "逾期", "应报", "已报", "完成率"]
STATES = ("已完成", "推进中", "未启动", "持续推进", "不涉及")


def statistics_tables(snapshot: Snapshot, *, round: str | None = None, today: date) -> dict[str, pd.DataFrame]:
    """The tables by name: 按单位, 按章节, 按状态, 按报送期; each has its key as first column.

    Raises GongkaiError for an unknown round.
    """
    import pandas as pd

    desk = Desk.of(snapshot, round=round, today=today)
    units = [{"单位": one.unit, **{name: one.counts.get(name, 0) for name in ("任务总数", *STATES, "逾期")}, "应报": one.due,
              "已报": one.reported, "未报": one.unreported, "完成率": one.rate} for one in desk.standing.units]
    tasks = pd.DataFrame(
        [{"章节": task.section[0] if task.section else "（无章节）", "状态": _state(desk, str(task.id)),
          "逾期": int(desk.standing.states[str(task.id)].overdue)} for task in desk.tasks],
        columns=["章节", "状态", "逾期"])
    sections = pd.crosstab(tasks["章节"], tasks["状态"]).reindex(columns=list(STATES), fill_value=0)
    sections = sections.reindex(list(dict.fromkeys(tasks["章节"])))
    sections.insert(0, "任务总数", sections.sum(axis=1))
    sections["逾期"] = tasks.groupby("章节")["逾期"].sum()
    states = tasks["状态"].value_counts().reindex(list(STATES), fill_value=0)
    return {
        "按单位": pd.DataFrame(units, columns=["单位", "任务总数", *STATES, "逾期", "应报", "已报", "未报", "完成率"]),
        "按章节": sections.reset_index(),
        "按状态": states.rename_axis("状态").reset_index(name="任务数"),
        "按报送期": pd.DataFrame(_rounds(snapshot, today), columns=_ROUND),
    }


def _state(desk: Desk, task: str) -> str:
    status = desk.standing.states[task].status
    return status.value if status is not None else "未启动"


def _rounds(snapshot: Snapshot, today: date) -> list[dict[str, Any]]:
    rows = []
    for one in snapshot.rounds:
        standing = assess(snapshot, one.name, min(today, one.closed or today))
        counts = standing.counts
        rows.append({
            "报送期": one.name, **{name: counts.get(name, 0) for name in ("任务总数", *STATES, "逾期")},
            "应报": sum(unit.due for unit in standing.units), "已报": sum(unit.reported for unit in standing.units),
            "完成率": float(counts.get("完成率", 0)) / 100,
        })
    return rows


def statistics(snapshot: Snapshot, out: Path, *, round: str | None = None, today: date, overwrite: bool = False) -> Path:
    """Write the tables with a chart each. Raises GongkaiError where ``out`` exists or cannot be written."""
    must_be_new(out, overwrite)
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                      "default_format_properties": {"font_name": "宋体", "font_size": 11}})
    book.set_properties({"title": "统计", "created": datetime(2000, 1, 1)})
    for name, table in statistics_tables(snapshot, round=round, today=today).items():
        _sheet(book, name, table)
    book.close()
    write_whole(out, data.getvalue())
    return out


def _sheet(book: Any, name: str, table: pd.DataFrame) -> None:
    sheet = book.add_worksheet(name)
    base = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**base, "font_name": "黑体", "bg_color": "#E7ECF3"})
    cell, share = book.add_format(base), book.add_format({**base, "num_format": "0.0%"})
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, len(table.columns), 10)
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer("&C第 &P 页 共 &N 页")
    for column, title in enumerate(table.columns):
        sheet.write_string(0, column, str(title), head)
        for row, value in enumerate(table[title], 1):
            if isinstance(value, str):
                sheet.write_string(row, column, value, cell)
            elif value is None or value != value:
                sheet.write_blank(row, column, None, cell)
            else:
                sheet.write_number(row, column, float(value), share if title == "完成率" else cell)
    _chart(book, sheet, name, table)


def _chart(book: Any, sheet: Any, name: str, table: pd.DataFrame) -> None:
    last = len(table)
    if not last:
        return
    pie = name == "按状态"
    chart = book.add_chart({"type": "pie"} if pie else {"type": "column", "subtype": "stacked"})
    titles = [str(title) for title in table.columns]
    for title in ["任务数"] if pie else [one for one in STATES[:4] if one in titles]:
        column = titles.index(title)
        chart.add_series({"name": title, "categories": [name, 1, 0, last, 0], "values": [name, 1, column, last, column],
                          "data_labels": {"percentage": True, "category": True} if pie else {}})
    chart.set_title({"name": f"任务完成情况（{name}）"})
    chart.set_legend({"position": "bottom"})
    chart.set_size({"width": 900, "height": 380})
    sheet.insert_chart(last + 2, 0, chart)
