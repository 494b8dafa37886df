"""What findings are called, the same on the screen, on paper and on the terminal; in the order in which paper lists them."""

from __future__ import annotations

from gongkai_desk.domain.finding import Severity

GRADES = {Severity.ERROR: "错误", Severity.WARNING: "提醒", Severity.INFO: "说明"}

TITLES = {
    "missing-lead": "未明确牵头单位",
    "lead-maybe-merged": "牵头单位空白（可能是合并单元格丢失）",
    "missing-deadline": "未明确完成时限",
    "unclear-deadline": "时限不明确",
    "damaged-date": "日期疑似缺字",
    "deadline-conflict": "时限不一致",
    "lead-conflict": "牵头单位不一致",
    "past-deadline": "时限已过或早于印发日期",
    "vague-deadlines": "时限流于形式",
    "unknown-unit": "单位不在名录",
    "lead-also-supports": "牵头单位又列为配合单位",
    "group-unit": "单位组未明确",
    "upper-unit": "上级单位",
    "duplicate-task": "任务重复",
    "number-gap": "编号不连续",
    "duplicate-number": "编号重复",
    "empty-task": "任务内容为空",
    "task-disappeared": "往年任务未再列入",
    "personal-data": "疑似个人信息",
    "inferred-deadline": "推定的时限",
    "damaged-text": "文字疑似残缺",
    "joint-lead": "多个牵头单位",
    "unit-alias": "单位别名",
    "unit-renamed": "单位已更名",
    "open-list": "单位未列全（等）",
    "target": "量化指标",
}
