"""疑点清单: findings as a workbook to print, work through and sign off."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from gongkai_desk.domain import Finding
from gongkai_desk.domain.finding_words import GRADES, TITLES
from gongkai_desk.exporting.writing import must_be_new, write_whole
from gongkai_desk.paper.measure import text_height, wrap
from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.texts import LONGEST, clean

_COLUMNS = (("序号", 5), ("位置", 20), ("编号", 7), ("原文", 38), ("问题", 34), ("建议", 22), ("处理意见", 10))
_POINTS_A_UNIT = 5.5
_SIGN = "经办人（签字）：                    复核人（签字）：                    日期："


def findings_report(findings: Iterable[Finding], out: Path, *, title: str = "", overwrite: bool = False) -> Path:
    """Write the findings grouped by rule, gravest first: place, wording, what is wrong, suggestion, room to sign.

    Raises GongkaiError where ``out`` exists (unless ``overwrite``) or cannot be written.
    """
    must_be_new(out, overwrite)
    data = io.BytesIO()
    import xlsxwriter

    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
                                      "default_format_properties": {"font_name": "宋体", "font_size": 11}})
    book.set_properties({"title": "疑点清单", "created": datetime(2000, 1, 1)})
    _Report(book, title).write(list(findings))
    book.close()
    write_whole(out, data.getvalue())
    return out


class _Report:
    def __init__(self, book: Any, title: str) -> None:
        self._book = book
        self._sheet = book.add_worksheet("疑点清单")
        self._title = title
        base = {"font_name": "仿宋_GB2312", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}
        self._left, self._centre = book.add_format(base), book.add_format({**base, "align": "center"})
        self._head = book.add_format({**base, "font_name": "黑体", "align": "center", "bg_color": "#E7ECF3"})
        self._group = book.add_format({**base, "font_name": "黑体", "bg_color": "#F5F5F5"})
        self._big = book.add_format({"font_name": "方正小标宋简体", "font_size": 20, "align": "center", "valign": "vcenter"})
        self._small = book.add_format({"font_name": "楷体_GB2312", "font_size": 11, "valign": "vcenter", "text_wrap": True})

    def write(self, findings: Sequence[Finding]) -> None:
        sheet, last = self._sheet, len(_COLUMNS) - 1
        self._set_up()
        sheet.set_row(0, 36)
        sheet.merge_range(0, 0, 0, last, "疑点清单", self._big)
        counts = "，".join(f"{word}{sum(one.severity is grade for one in findings)}条" for grade, word in GRADES.items())
        sheet.set_row(1, 30)
        sheet.merge_range(1, 0, 1, last, clean(f"{self._title}    {counts}".strip()), self._small)
        sheet.set_row(2, 24)
        for at, (head, width) in enumerate(_COLUMNS):
            sheet.set_column(at, at, width)
            sheet.write_string(2, at, head, self._head)
        row = self._groups(findings, 3)
        sheet.set_row(row, 30)
        sheet.merge_range(row, 0, row, last, _SIGN, self._small)

    def _set_up(self) -> None:
        sheet = self._sheet
        sheet.set_paper(9)
        sheet.set_landscape()
        sheet.set_margins(left=0.71, right=0.71, top=0.8, bottom=0.79)
        sheet.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页')
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.repeat_rows(0, 2)
        sheet.freeze_panes(3, 0)
        sheet.hide_gridlines(2)

    def _groups(self, findings: Sequence[Finding], row: int) -> int:
        if not findings:
            self._sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, "没有发现疑点。", self._left)
            return row + 1
        order = {grade: at for at, grade in enumerate(GRADES)}
        groups: dict[tuple[int, str], list[Finding]] = {}
        for one in findings:
            groups.setdefault((order[one.severity], one.rule), []).append(one)
        number = 0
        rank = {rule: at for at, rule in enumerate(TITLES)}
        for (grade, rule), members in sorted(groups.items(), key=lambda item: (item[0][0], rank.get(item[0][1], 99))):
            head = f"【{list(GRADES.values())[grade]}】{TITLES.get(rule, rule)}（{len(members)}条）"
            self._sheet.set_row(row, 21)
            self._sheet.merge_range(row, 0, row, len(_COLUMNS) - 1, head, self._group)
            row += 1
            for one in members:
                number += 1
                row = self._finding(one, number, row)
        return row

    def _finding(self, one: Finding, number: int, row: int) -> int:
        wording = one.task.wording if one.task is not None else ""
        if one.other is not None:
            wording += f"\n对照（{one.other.source.short} 第{one.other.number or '?'}项）：{one.other.wording}"
        remedy = "\n".join(fix.label for fix in one.fixes)
        number_text = (one.task.number or "") if one.task is not None else ""
        texts = [str(number), one.source.short, number_text, wording, one.message, remedy, ""]
        texts = [clean(text)[:LONGEST] for text in texts]
        font = Font("仿宋_GB2312", 10.5)
        rooms = [(width * _POINTS_A_UNIT - 4) / font.size for _, width in _COLUMNS]
        lines = max(len(wrap(text, room)) for text, room in zip(texts, rooms, strict=True))
        self._sheet.set_row(row, min(max(text_height(lines, font), 24), 409.5))
        for at, text in enumerate(texts):
            self._sheet.write_string(row, at, text, self._left if 3 <= at <= 5 else self._centre)
        return row + 1
