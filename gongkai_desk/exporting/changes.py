"""变更清单: what has changed since a day or a 报送期, as a workbook to print."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from gongkai_desk.exporting.writing import must_be_new, write_whole
from gongkai_desk.paper.texts import LONGEST, clean
from gongkai_desk.standing.changes import Changed

_COLUMNS = (("序号", 5), ("对象", 30), ("项目", 10), ("原来", 32), ("现在", 32), ("来源", 22), ("时间", 15), ("经办", 8))


def changes_report(changes: Sequence[Changed], out: Path, *, title: str, overwrite: bool = False) -> Path:
    """Write the changes, one a row, on A4 landscape. Raises GongkaiError where ``out`` exists or cannot be written."""
    must_be_new(out, overwrite)
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": "变更清单", "created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet("变更清单")
    plain = {"font_name": "仿宋_GB2312", "font_size": 10.5, "valign": "vcenter", "text_wrap": True, "border": 1}
    body, head = book.add_format(plain), book.add_format({**plain, "font_name": "黑体", "align": "center", "bg_color": "#E7ECF3"})
    big = book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center"})
    sheet.merge_range(0, 0, 0, len(_COLUMNS) - 1, clean(title), big)
    sheet.set_row(0, 32)
    for at, (name, width) in enumerate(_COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(1, at, name, head)
    for row, line in enumerate(changes, 2):
        when = f"{line.at:%Y-%m-%d %H:%M}"
        for at, text in enumerate((str(row - 1), line.what, line.field, line.old, line.new, str(line.source), when, line.person)):
            sheet.write_string(row, at, clean(text)[:LONGEST], body)
    sheet.set_paper(9)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.freeze_panes(2, 0)
    sheet.set_footer('&C&"宋体,常规"&10第 &P 页 共 &N 页')
    book.close()
    write_whole(out, data.getvalue())
    return out
