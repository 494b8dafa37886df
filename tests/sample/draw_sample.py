"""Draws the packaged sample's workbooks from ``sample.toml``: run it after changing that file.

    .venv/bin/python tests/sample/draw_sample.py
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import xlsxwriter

SAMPLE = Path(__file__).resolve().parents[2] / "gongkai_desk" / "data" / "sample"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"


def formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    cell = {"font_name": "仿宋_GB2312", "font_size": 12, "border": 1, "text_wrap": True, "valign": "vcenter"}
    return {
        "title": book.add_format({"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**cell, "font_name": "黑体", "align": "center"}),
        "first": book.add_format({**cell, "font_name": "黑体"}),
        "second": book.add_format({**cell, "font_name": "楷体_GB2312"}),
        "text": book.add_format(cell),
        "short": book.add_format({**cell, "align": "center"}),
        "note": book.add_format({"font_name": "仿宋_GB2312", "font_size": 10.5, "text_wrap": True, "valign": "top"}),
    }


def draw_header(sheet: Any, style: dict[str, Any], title: str) -> None:
    for column, width in enumerate((6, 58, 26, 30, 14)):
        sheet.set_column(column, column, width)
    sheet.merge_range(0, 0, 0, 4, title, style["title"])
    sheet.set_row(0, 36)
    for column, name in ((0, "序号"), (1, "工作任务"), (4, "完成时限")):
        sheet.merge_range(1, column, 2, column, name, style["head"])
    sheet.merge_range(1, 2, 1, 3, "责任单位", style["head"])
    sheet.write(2, 2, "牵头单位", style["head"])
    sheet.write(2, 3, "配合单位", style["head"])


def draw_task(sheet: Any, style: dict[str, Any], row: int, number: int, task: dict[str, Any]) -> None:
    sheet.write(row, 0, number, style["short"])
    sheet.write(row, 1, task["text"], style["text"])
    if "shared" in task:
        sheet.merge_range(row, 2, row, 3, task["shared"], style["text"])
    else:
        sheet.write(row, 2, task["lead"], style["text"])
        sheet.write(row, 3, task["support"], style["text"])
    sheet.write(row, 4, task["deadline"], style["short"])
    sheet.set_row(row, 17 * max(1, -(-len(task["text"]) // 27), -(-len(task.get("lead", "")) // 11)))


def draw_breakdown(sample: dict[str, Any]) -> None:
    with xlsxwriter.Workbook(SAMPLE / f"{sample['title']}.xlsx") as book:
        style = formats(book)
        sheet = book.add_worksheet("责任分解表")
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        draw_header(sheet, style, sample["title"])
        row = 3
        for number, task in enumerate(sample["task"], 1):
            for level, heading in zip(("first", "second"), task.get("heading", ()), strict=False):
                if heading:
                    sheet.merge_range(row, 0, row, 4, heading, style[level])
                    row += 1
            draw_task(sheet, style, row, number, task)
            row += 1
        for note in sample["notes"]:
            sheet.merge_range(row, 0, row, 4, note, style["note"])
            sheet.set_row(row, 30)
            row += 1
        draw_annex(book, style, sample["units_title"], sample["departments"], "附件1")
        draw_annex(book, style, "县(市、区)、开发区名单", sample["counties"] + sample["zones"], "附件2")


def draw_annex(book: Any, style: dict[str, Any], title: str, names: list[str], sheet_name: str) -> None:
    sheet = book.add_worksheet(sheet_name)
    sheet.set_column(0, 0, 8)
    sheet.set_column(1, 1, 40)
    sheet.write(0, 0, sheet_name, style["note"])
    sheet.merge_range(1, 0, 1, 1, title, style["title"])
    sheet.write_row(2, 0, ("序号", "单位名称"), style["head"])
    for index, name in enumerate(names, 1):
        sheet.write(2 + index, 0, index, style["short"])
        sheet.write(2 + index, 1, name, style["text"])


def draw_roster(sample: dict[str, Any]) -> None:
    kinds = [("departments", "市", "部门"), ("counties", "县", "县(市、区)"), ("zones", "县", "开发区")]
    with xlsxwriter.Workbook(SAMPLE / f"{sample['city']}单位名录.xlsx") as book:
        style = formats(book)
        sheet = book.add_worksheet("单位名录")
        sheet.write_row(0, 0, ("单位名称", "别名", "层级", "类别", "上级", "联络员", "电话"), style["head"])
        for column, width in enumerate((26, 18, 8, 14, 14, 12, 18)):
            sheet.set_column(column, column, width)
        row = 1
        for key, level, category in kinds:
            for name in sample[key]:
                kind = "企事业" if name.endswith("公司") else category
                contact = SURNAMES[row % len(SURNAMES)] + "晓明文静建国丽华志强"[row % 5 * 2 : row % 5 * 2 + 2]
                sheet.write_row(row, 0, (name, "", level, kind, "", contact, f"0999-82{row:02d}{row * 37 % 100:02d}"), style["text"])
                row += 1


def main() -> None:
    sample = tomllib.loads((SAMPLE / "sample.toml").read_text("utf-8"))
    draw_breakdown(sample)
    draw_roster(sample)


if __name__ == "__main__":
    main()
