"""Every field a template may use: the one table, from which 模板说明 is made (``contract.md`` §6)."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai_desk.paper.vocabulary import Scope, Vocabulary


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name as written in ``{{…}}``, of what it speaks, what it means, and an example."""

    name: str
    scope: Scope
    meaning: str
    example: str = ""


TASK_TABLE = "任务表"
"""What a Word template calls the tasks over which a row repeats."""

_T, _H, _U, _C, _P, _A = Scope.TASK, Scope.HEADING, Scope.UNIT, Scope.COUNT, Scope.PAPER, Scope.ANYWHERE

FIELDS: tuple[Field, ...] = (
    Field("序号", _T, "在本表中从1起的顺序号（数字）", "1"),
    Field("编号", _T, "原文件中的编号", "3"),
    Field("任务名称", _T, "任务的短名称，原文件有这一栏时才有", "政策解读"),
    Field("工作任务", _T, "任务内容；没有内容时用任务名称", "加强政策解读"),
    Field("工作要求", _T, "具体要求、工作目标", "10月底前出台方案"),
    Field("牵头单位", _T, "牵头单位，多个用顿号连接", "市教育局、市民政局"),
    Field("配合单位", _T, "配合（责任）单位，多个用顿号连接", "市财政局"),
    Field("职责分工", _T, "单位表中本单位的职责：牵头、配合或共性", "牵头"),
    Field("完成时限", _T, "时限的原文", "12月底前"),
    Field("时限日期", _T, "理解出的截止日期", "2022-12-31"),
    Field("剩余天数", _T, "离截止日期还有几天（数字，已过为负）", "15"),
    Field("超期天数", _T, "已超过几天（数字，未超期为空）", "3"),
    Field("亮灯", _T, "绿灯、黄灯、红灯、灰灯", "黄灯"),
    Field("完成状态", _T, "任务的状态；单位表中为本单位的状态", "推进中"),
    Field("进展情况", _T, "综合进展；单位表中为本单位自己的话", "已印发方案"),
    Field("完成日期", _T, "完成的日期", "2022-09-20"),
    Field("佐证材料", _T, "佐证材料名称或网址", "关于印发方案的通知"),
    Field("存在问题", _T, "存在问题", "人手不足"),
    Field("下一步措施", _T, "下一步措施", "10月开展培训"),
    Field("上年状态", _T, "上一年度报送期中的最后状态", "已完成"),
    Field("上年情况", _T, "上一年度报送期中的最后进展", "已建成平台"),
    Field("备注", _T, "备注", ""),
    Field("来源", _T, "任务出自哪个文件的哪一行", "分解表.xlsx 第5行"),
    Field("一级标题", _H, "一、这一级标题；写在任务行正上方的行成为标题行，写在任务行成为重点领域（相同的合并）",
          "一、加强政策解读"),
    Field("二级标题", _H, "（一）这一级标题", "（一）回应关切"),
    Field("三级标题", _H, "第三级标题", "1.平台建设"),
    Field("单位", _U, "单位名称；写在工作表名中时每个单位一张表", "市教育局"),
    Field("联络员", _U, "单位的联络员", "李老师"),
    Field("联系电话", _U, "联络员电话", "0573-82000000"),
    Field("应报", _U, "应报任务数（数字）；不指单位时为合计", "12"),
    Field("已报", _U, "已报任务数（数字）", "9"),
    Field("未报", _U, "未报任务数（数字）", "3"),
    Field("排名", _U, "按完成率的名次（数字）", "2"),
    Field("任务总数", _C, "任务总数（数字）；单位行或单位表中为本单位的", "66"),
    Field("已完成", _C, "已完成的任务数（数字）", "12"),
    Field("推进中", _C, "推进中的任务数（数字）", "30"),
    Field("未启动", _C, "未启动的任务数（数字）", "20"),
    Field("逾期", _C, "逾期的任务数（数字）", "2"),
    Field("持续推进", _C, "持续推进的任务数（数字）", "4"),
    Field("完成率", _C, "已完成占应完成的比例（持续推进、不涉及不计入）", "61.5%"),
    Field("文号", _P, "催办单、督办单的编号", "〔2022〕3号"),
    Field("签发人", _P, "签发人", "王主任"),
    Field("督办意见", _P, "督办意见", "请抓紧办理"),
    Field("反馈期限", _P, "要求反馈的日期", "2022年10月10日"),
    Field("标题", _A, "台账标题", "2022年政务公开工作要点"),
    Field("年度", _A, "年份（数字）", "2022"),
    Field("报送期", _A, "报送期名称", "2022年第三季度"),
    Field("截至日期", _A, "数据截至哪一天", "2022年9月30日"),
    Field("制表日期", _A, "制表的日期", "2022年10月8日"),
    Field("填报单位", _A, "本单位（设置中的单位名称）；单位表中为该单位", "市政府办公室"),
)

VOCABULARY: Vocabulary = {field.name: field.scope for field in FIELDS}
"""Every field's scope, as ``paper`` wants it."""

_USE = {
    Scope.TASK: "任务的字段，写在任务行（每项任务重复一行）；工作表名含{{编号}}或{{序号}}时每项任务一张表，可写在表内任何位置",
    Scope.HEADING: "标题的字段",
    Scope.UNIT: "单位的字段，写在单位行（每个单位重复一行），或写在单位表（工作表名含{{单位}}）的任何位置",
    Scope.COUNT: "统计的字段，可写在任何单元格；在单位行或单位表中指本单位",
    Scope.PAPER: "文书的字段，可写在任何单元格",
    Scope.ANYWHERE: "任何地方可用，包括页眉、页脚、文本框和工作表名",
}


def guide() -> str:
    """模板说明 as plain text, made from the table."""
    lines = [
        "模板说明",
        "",
        "用Excel或WPS做好一张表（字体、边框、列宽、纸张、页眉页脚、印章图片都照原样保留），",
        "在要填内容的单元格里写{{字段}}，存为.xlsx放进模板文件夹，“导出打印”的列表里就会出现。",
        "一张工作表只能有一个重复行；重复行下面的合计公式、打印区域、条件格式会随行数扩展。",
        "Word文书（.docx）用同样的字段：表格里写了任务字段的那一行每项任务重复一行，其余字段可写在正文、页眉和页脚。",
        "单位行里同时写{{单位}}和{{工作任务}}时，每个单位的每项任务一行；写{{超期天数}}而不写{{进展情况}}时只列未报送和逾期的。",
    ]
    for scope in Scope:
        lines += ["", f"【{scope.value}】{_USE[scope]}"]
        lines += [f"  {{{{{field.name}}}}}  {field.meaning}" + (f"，如“{field.example}”" if field.example else "")
                  for field in FIELDS if field.scope is scope]
    return "\n".join(lines)
