"""The sheet 填报说明: made from the form itself, so that it never names a column the form lacks."""

from __future__ import annotations

from gongkai_desk.collecting.columns import Column
from gongkai_desk.collecting.form import FormSheet
from gongkai_desk.domain import Status

SHEET = "填报说明"
STATUS_MEANING = {
    Status.NOT_STARTED: "本期尚未开展",
    Status.RUNNING: "正在办理，尚未办结",
    Status.DONE: "已经办结（含“已完成并长期坚持”）",
    Status.CONTINUING: "长期性工作，本期按要求开展",
    Status.NOT_CONCERNED: "本单位无承担任务",
}


def example_day(form: FormSheet) -> str:
    """A day in the wanted shape, of the form's own year: an office copies what it sees."""
    day = form.due or form.last_day
    return day.isoformat() if day else "2022-09-30"


def instructions(form: FormSheet) -> tuple[str, ...]:
    """The numbered sentences of the sheet (wording: the office's usual 填报说明)."""
    day = f"{form.due.month}月{form.due.day}日" if form.due else "规定时间"
    keys = {column.key for column in form.columns}
    sentences = [
        "只填浅黄色单元格，勿增删行列、勿改表头和任务编号。可以调整行高、列宽，可以筛选。",
        "“进展情况”写做法、数据、成效，150字以内。“上期进展”仅供参阅，不需填写。",
        "“完成状态”从下拉框选，选“已完成”须填完成日期和佐证材料名称。",
        f"“完成日期”按“{example_day(form)}”的样式填写。",
        "无承担任务的写“不涉及”并说明，不留空。",
        f"文件名勿改（{form.file_name}）。",
        f"电子版与盖章扫描件于{day}前一并报送。佐证材料放在以单位名称命名的文件夹内。",
    ]
    if "value" in keys:
        sentences.insert(4, "有“目标值”的任务，在“本期完成值”填写截至本期末的实际数（只填数字，百分比写成“85%”）。")
    return tuple(f"{place}. {sentence}" for place, sentence in enumerate(sentences, 1))


def status_table() -> tuple[tuple[str, str], ...]:
    """The status words of the drop-down and what each means."""
    return tuple((status.value, meaning) for status, meaning in STATUS_MEANING.items())


def column_note(column: Column, form: FormSheet) -> tuple[str, str] | None:
    """Title and text of the hint that shows when a cell of the column is entered."""
    notes = {
        "status": ("完成状态", "请从下拉框选择。选“已完成”须填完成日期和佐证材料。"),
        "done_on": ("完成日期", f"样式：{example_day(form)}"),
    }
    return notes.get(column.key)
