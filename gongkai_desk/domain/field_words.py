"""What the fields of the ledger are called: the one table for the window, the forms, the papers and the terminal."""

from __future__ import annotations

FIELD_WORDS = {
    "number": "序号", "section": "所属标题", "name": "任务名称", "text": "工作任务", "reading": "整理后的文字",
    "requirement": "工作要求", "lead": "牵头单位", "support": "配合单位", "deadline": "完成时限", "targets": "目标值",
    "persons": "牵头领导", "remarks": "备注", "extra": "其他栏目", "dropped": "取消", "source": "出处",
    "blank_lead": "牵头空白", "table": "第几张表", "order": "顺序",
    "role": "职责分工", "target": "目标值", "previous": "上期进展",
    "status": "完成状态", "progress": "进展情况", "done_on": "完成日期", "evidence": "佐证材料", "problems": "存在问题",
    "next_steps": "下一步措施", "value": "本期完成值", "done_on_raw": "完成日期（原文）", "status_raw": "完成状态（原文）",
    "review": "审核", "review_reason": "审核意见",
    "filler": "填报人", "phone": "联系电话", "reviewer": "审核人", "version": "表的版次", "issued_at": "发出时间",
    "issued": "发出内容",
    "light": "亮灯", "reason": "理由", "members": "成员", "due": "截止日期", "opened": "开始日期", "closed": "结束日期",
    "aliases": "别名", "level": "层级", "category": "类别", "parent": "上级", "contact": "联络员",
    "problem": "问题", "task": "任务", "measure": "整改措施", "unit": "责任单位", "person": "责任人", "applied": "申请销号",
    "checker": "核查人", "raw": "原文", "values": "待定的内容", "size": "大小", "round": "报送期",
    "title": "台账名称", "year": "年度",
}
"""A field's word by its name, whichever record it is of."""

_OF_RECORD = {
    ("setting", "value"): "内容",
    ("summary", "text"): "综合进展",
    ("obligation", "text"): "要求",
    ("obligation", "done_on"): "办结日期",
    ("unit", "phone"): "电话",
    ("unit", "name"): "单位名称",
    ("ledger", "issued"): "印发日期",
    ("ledger", "number"): "文号",
    ("document", "role"): "用途",
    ("document", "unit"): "单位",
    ("rectification", "closed"): "销号日期",
    ("rectification", "due"): "整改时限",
}
"""Fields that are called otherwise in one kind of record."""

WHOLE = "*"


def field_word(field: str, record: str = "") -> str:
    """What people call ``field`` (of a ``record`` of that kind, where told): ``done_on`` is 完成日期; a whole record 整条."""
    if field == WHOLE:
        return "整条"
    return _OF_RECORD.get((record, field)) or FIELD_WORDS.get(field, field)
