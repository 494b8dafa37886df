"""The one table of columns: it drives writing a form, reading it back, the check sum and the header's synonyms.

A column is added here and nowhere else. ``locked`` columns tell the unit what is asked; the others are answered. Header texts
and their order are fixed by the contract; ``synonyms`` are what offices were seen to write instead, ``maybe`` such words as
mean this column only where no better owner stands in the same header.
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from gongkai_desk.domain.field_words import FIELD_WORDS


class Kind(StrEnum):
    """What a cell of the column holds; decides format, drop-down and how an answer is read."""

    TEXT = "text"
    SHORT = "short"
    STATUS = "status"
    DATE = "date"
    FIGURE = "figure"


class Column(msgspec.Struct, frozen=True):
    """One column of the form. ``width`` is in Excel's units; ``optional`` columns appear where some row needs them."""

    key: str
    width: float
    kind: Kind = Kind.TEXT
    locked: bool = False
    optional: bool = False
    synonyms: tuple[str, ...] = ()
    maybe: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What stands in the header: the field's own word."""
        return FIELD_WORDS[self.key]


def words(text: str) -> tuple[str, ...]:
    """Words given with blanks between them."""
    return tuple(text.split())


COLUMNS: tuple[Column, ...] = (
    Column("number", 5, Kind.SHORT, locked=True,
           synonyms=words("编号 任务序号 任务编号 项次 号 序 任务号 原序号")),
    Column("text", 30, locked=True,
           synonyms=words("任务 任务内容 工作内容 主要任务 重点任务 重点工作 工作事项 工作任务内容 任务名称 具体任务 "
                          "事项 工作项目 重点工作任务 督办事项 承担任务 主要工作任务 工作任务及内容"),
           maybe=words("内容 工作要点 要点任务 项目")),
    Column("requirement", 20, locked=True, optional=True,
           synonyms=words("要求 具体要求 任务要求 工作标准 目标要求 工作要求及标准 落实要求"),
           maybe=words("工作措施 具体措施")),
    Column("lead", 11, Kind.SHORT, locked=True,
           synonyms=words("责任单位 牵头部门 主办单位 责任部门 牵头责任单位 主责单位 牵头"),
           maybe=words("承办单位")),
    Column("role", 8, Kind.SHORT, locked=True,
           synonyms=words("承担角色 角色 分工 职责 我单位职责 本单位职责 任务分工")),
    Column("deadline", 10, Kind.SHORT, locked=True,
           synonyms=words("时限 时限要求 完成期限 办结时限 期限 任务时限 要求完成时间 完成时限要求 工作时限"),
           maybe=words("完成时间 时间要求 时间节点")),
    Column("target", 9, Kind.SHORT, locked=True, optional=True,
           synonyms=words("目标 指标值 目标指标 任务目标 年度目标 年度目标值 指标 目标任务值")),
    Column("previous", 15, locked=True,
           synonyms=words("上期进展情况 上期情况 上季度进展 上季度进展情况 上次进展 上期完成情况 上期落实情况 前期进展")),
    Column("status", 9, Kind.STATUS,
           synonyms=words("状态 办理状态 落实状态 是否完成 完成与否 目前状态 任务状态 进度状态 完成进度 工作状态 "
                          "当前状态"),
           maybe=words("完成情况 进度 办理结果 办理情况 落实情况")),
    Column("value", 10, Kind.FIGURE, optional=True,
           synonyms=words("完成值 本期值 实际值 完成数 本期完成 完成量 指标完成值 实际完成值 本期完成数 当期完成值 "
                          "目标完成值 完成数值 本期数")),
    Column("progress", 32,
           synonyms=words("工作进展 进展 推进情况 工作开展情况 开展情况 本期进展 目前进展 工作落实情况 工作进展情况 "
                          "本期进展情况 目前进展情况 最新进展 工作推进情况 任务进展 任务进展情况 具体进展 贯彻落实情况 "
                          "具体落实情况 具体做法和成效 进展及成效 主要做法 工作成效 本期工作进展"),
           maybe=words("落实情况 完成情况 办理情况 工作情况 任务完成情况 进度 情况说明 工作完成情况")),
    Column("done_on", 11, Kind.DATE,
           synonyms=words("办结日期 办结时间 实际完成时间 实际完成日期 完成日 落实日期 完成的日期"),
           maybe=words("完成时间 日期 时间")),
    Column("evidence", 13,
           synonyms=words("佐证 证明材料 佐证资料 支撑材料 印证材料 材料名称 佐证材料名称 证明资料 佐证材料及链接 "
                          "公开链接 佐证链接 佐证材料清单 相关材料 佐证文件"),
           maybe=words("附件 链接 材料 网址")),
    Column("problems", 13,
           synonyms=words("问题 存在的问题 存在困难 困难和问题 存在问题及困难 存在问题和困难 存在的困难和问题 "
                          "问题和困难 问题及困难 主要问题 存在的主要问题 困难问题 存在问题及原因 未完成原因 "
                          "存在问题及建议")),
    Column("next_steps", 14,
           synonyms=words("下一步 下步措施 下一步工作 下步打算 下一步打算 下一步计划 下步计划 下一步工作打算 "
                          "下一步工作计划 下一步工作措施 下步工作 下步工作打算 下步工作计划 工作打算 后续措施 "
                          "下一步工作安排 下一步安排 后续计划 下步举措 下一步举措"),
           maybe=words("措施 整改措施 打算 计划")),
)
"""Every column of the form, in the order in which it is written."""

BY_KEY = {column.key: column for column in COLUMNS}
LOCKED = tuple(column.key for column in COLUMNS if column.locked)
OPEN = tuple(column.key for column in COLUMNS if not column.locked)

ID_TITLE = "任务编码(勿改)"
ID_SYNONYMS = words("任务编码 任务ID 任务id ID id 校验码 任务识别码 系统编码")
UNIT_SYNONYMS = words("填报单位 报送单位 单位名称 单位 县市区 填报部门 报送部门 填报单位名称 部门单位 所属单位 上报单位")
"""A column of this name, in a workbook that gathers several units, says whose row it is."""

FOREIGN = words("备注 说明 附注 备考 联系人 经办人 填报时间 填报日期 责任人 责任科室 分管领导 评分 得分 审核意见 "
                "配合单位 配合部门 责任领导 牵头领导 科室 协办单位 完成时限备注 一级标题 二级标题 重点领域 类别")
"""Columns an office adds for itself; never an answer of ours."""

HINTS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("problems", words("问题 困难 不足 难点 短板")),
    ("next_steps", words("下一步 下步 下阶段 后续 打算 计划 安排 思路 措施 举措")),
    ("evidence", words("佐证 证明 依据 网址 链接 印证 凭证 附件")),
    ("done_on", words("日期 时间")),
    ("value", words("完成值 实际值 当前值 指标值 数值 实绩 指标完成")),
    ("status", words("状态 状况 是否 进度")),
    ("progress", words("进展 成效 做法 开展 推进 落实 已做 完成情况")),
    ("text", words("任务 事项")),
)
"""Single words that give an otherwise unknown header away, the surest first."""

LOCKED_GROUP = "任务信息"
OPEN_GROUP = "本期填报"
GROUP_TITLES = (LOCKED_GROUP, OPEN_GROUP, "填报内容", "本期填报内容")

FORM_LABELS = {
    "filler": ("填报人", "填表人", "填报人员", "经办人", "制表人"),
    "phone": ("联系电话", "电话", "联系方式", "手机", "填报人电话"),
    "reviewer": ("审核人", "审核", "审核领导", "复核人", "审签人"),
    "unit": ("填报单位", "报送单位", "单位名称", "填报部门", "填表单位", "上报单位"),
    "round": ("报送期", "报送期次", "填报期", "报告期", "填报周期"),
}
"""Labels of the line under the title, in the words offices use."""


def chosen(requirement: bool, target: bool) -> tuple[Column, ...]:
    """The columns of a form: all but 工作要求, 目标值 and 本期完成值, which come where the breakdown has any."""
    wanted = {"requirement": requirement, "target": target, "value": target}
    return tuple(column for column in COLUMNS if wanted.get(column.key, True))
