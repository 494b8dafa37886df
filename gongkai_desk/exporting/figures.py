"""统计: tables by unit, section, state and 报送期, with native Excel charts. pandas is loaded here and nowhere earlier."""

from __future__ import annotations

import io
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai_desk.exporting.desk import Desk
from gongkai_desk.exporting.writing import must_be_new, write_whole
from gongkai_desk.language.repair import repair
from gongkai_desk.ledger import Snapshot
from gongkai_desk.paper.measure import lines_of, text_height
from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.texts import clean
from gongkai_desk.standing import assess
from gongkai_desk.standing.state import status_word

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
    return status_word(desk.standing.states[task].status)


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
    tables = statistics_tables(snapshot, round=round, today=today)
    named = snapshot.round(round).name if snapshot.rounds else ""
    until = f"截至日期：{today.year}年{today.month}月{today.day}日"
    for name, table in tables.items():
        about = "" if name == "按报送期" or not named else f"报送期：{named}"
        _sheet(book, name, table, repair(snapshot.title).reading, (about, until))
    book.close()
    write_whole(out, data.getvalue())
    return out


_FIRST, _OTHER = 30, 9
_TOP = 3
"""The rows above the table: title, 报送期 and 截至日期, header."""


def _sheet(book: Any, name: str, table: pd.DataFrame, title: str, about: tuple[str, str]) -> None:
    sheet = book.add_worksheet(name)
    base = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
    head = book.add_format({**base, "font_name": "黑体", "bg_color": "#E7ECF3"})
    cell, share = book.add_format(base), book.add_format({**base, "num_format": "0.0%"})
    sheet.set_column(0, 0, _FIRST)
    sheet.set_column(1, len(table.columns) - 1, _OTHER)
    _set_up(sheet)
    _above(book, sheet, f"{title}完成情况统计（{name}）", about, max(len(table.columns) - 1, 9))
    for column, heading in enumerate(table.columns):
        sheet.write_string(_TOP - 1, column, str(heading), head)
        for row, value in enumerate(table[heading], _TOP):
            if isinstance(value, str):
                sheet.write_string(row, column, clean(value), cell)
            elif value is None or value != value:
                sheet.write_blank(row, column, None, cell)
            else:
                sheet.write_number(row, column, float(value), share if heading == "完成率" else cell)
    font = Font("宋体", 11)
    for row, value in enumerate(table.iloc[:, 0], _TOP):
        sheet.set_row(row, max(text_height(len(lines_of(str(value), font, _FIRST * 5.5)), font), 18))
    _chart(book, sheet, name, table)


def _set_up(sheet: Any) -> None:
    sheet.freeze_panes(_TOP, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.71, right=0.71, top=0.98, bottom=0.79)
    sheet.center_horizontally()
    sheet.repeat_rows(0, _TOP - 1)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页')
    sheet.hide_gridlines(2)


def _above(book: Any, sheet: Any, title: str, about: tuple[str, str], last: int) -> None:
    big = book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter",
                           "text_wrap": True})
    lines = len(lines_of(title, Font("方正小标宋简体", 18), (_FIRST + _OTHER * last) * 5.5))
    sheet.merge_range(0, 0, 0, last, clean(title), big)
    sheet.set_row(0, 12 + 24 * lines)
    kai = {"font_name": "楷体_GB2312", "font_size": 11, "valign": "vcenter"}
    sheet.write_string(1, 0, clean(about[0]), book.add_format(kai))
    sheet.merge_range(1, last - 2, 1, last, about[1], book.add_format({**kai, "align": "right"}))
    sheet.set_row(1, 18)
    sheet.set_row(_TOP - 1, 21)


_COLOURS = {"已完成": "#2E8B57", "推进中": "#4F81BD", "未启动": "#BFBFBF", "持续推进": "#8FB8A8", "不涉及": "#E3E3E3"}


def _chart(book: Any, sheet: Any, name: str, table: pd.DataFrame) -> None:
    """The same figures as a picture: a pie of the states, lying bars, or columns where there are many; a long table has it on a
    page of its own."""
    count = len(table)
    if not count:
        return
    pie, many = name == "按状态", count > _MANY
    chart = book.add_chart({"type": "pie"} if pie else {"type": "column" if many else "bar", "subtype": "stacked"})
    titles = [str(title) for title in table.columns]
    last = _TOP + count - 1
    for title in ["任务数"] if pie else [one for one in STATES[:4] if one in titles]:
        column = titles.index(title)
        series: dict[str, Any] = {"name": title, "categories": [name, _TOP, 0, last, 0]}
        series["values"] = [name, _TOP, column, last, column]
        if pie:
            series |= {"data_labels": {"percentage": True, "category": True, "leader_lines": True},
                       "points": [{"fill": {"color": _COLOURS[str(state)]}} for state in table.iloc[:, 0]]}
        else:
            series |= {"fill": {"color": _COLOURS[title]}, "gap": 60}
        chart.add_series(series)
    chart.set_title({"name": f"任务完成情况（{name}）", "name_font": {"size": 14, "bold": False}})
    chart.set_legend({"position": "bottom"})
    if not pie:
        _axes(chart, many)
    chart.set_size({"width": 860, "height": 400 if many else 300 if pie else 130 + 24 * count})
    sheet.insert_chart(last + 2, 0, chart)
    if many:
        sheet.set_h_pagebreaks([last + 1])


_MANY = 12


def _axes(chart: Any, many: bool) -> None:
    """Every name at its bar, none left out; figures with quiet lines behind."""
    names: dict[str, Any] = {"interval_unit": 1}
    figures = {"major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}, "num_format": "0"}
    if many:
        names["num_font"] = {"rotation": -90, "size": 9}
        chart.set_x_axis(names)
        chart.set_y_axis(figures)
    else:
        chart.set_y_axis({**names, "reverse": True})
        chart.set_x_axis({**figures, "label_position": "high"})
