"""What was understood of a table's shape: plain frozen data that a clerk can see, correct and keep."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a column holds."""

    NUMBER = "number"
    SECTION = "section"
    NAME = "name"
    TASK = "task"
    REQUIREMENT = "requirement"
    LEAD = "lead"
    SUPPORT = "support"
    DUTY = "duty"  # 责任单位: lead, support or third role, as its neighbours decide
    OFFICE = "office"  # 科室
    PERSON = "person"
    DEADLINE = "deadline"
    TARGET = "target"
    MEASURE = "measure"
    REMARKS = "remarks"
    SCORE = "score"
    ASSESSOR = "assessor"
    UNIT = "unit"  # 填报单位: who answers in this row of a kept ledger
    PROGRESS = "progress"
    STATUS = "status"
    DONE_ON = "done_on"
    PROBLEMS = "problems"
    NEXT_STEPS = "next_steps"
    EVIDENCE = "evidence"
    VALUE = "value"
    EXTRA = "extra"

    @property
    def label(self) -> str:
        """The role as the window and the doubts name it."""
        return LABELS[self]


LABELS: dict[Role, str] = {
    Role.NUMBER: "序号", Role.SECTION: "章节", Role.NAME: "任务名称", Role.TASK: "工作任务", Role.REQUIREMENT: "工作要求",
    Role.LEAD: "牵头单位", Role.SUPPORT: "配合单位", Role.DUTY: "责任单位", Role.OFFICE: "责任科室", Role.PERSON: "责任领导",
    Role.DEADLINE: "完成时限", Role.TARGET: "阶段目标", Role.MEASURE: "计量单位", Role.REMARKS: "备注", Role.SCORE: "分值",
    Role.ASSESSOR: "考核单位", Role.UNIT: "填报单位", Role.PROGRESS: "进展情况", Role.STATUS: "完成状态",
    Role.DONE_ON: "完成日期", Role.PROBLEMS: "存在问题", Role.NEXT_STEPS: "下一步措施", Role.EVIDENCE: "佐证材料",
    Role.VALUE: "完成值", Role.EXTRA: "其他",
}

TEXT_ROLES = frozenset({Role.NAME, Role.TASK, Role.REQUIREMENT})
UNIT_ROLES = frozenset({Role.LEAD, Role.SUPPORT, Role.DUTY})
REPORT_ROLES = frozenset({
    Role.PROGRESS, Role.STATUS, Role.DONE_ON, Role.PROBLEMS, Role.NEXT_STEPS, Role.EVIDENCE, Role.VALUE,
})


@dataclass(frozen=True, slots=True)
class ColumnRole:
    """One column's role. ``header`` is the header's text as written; ``reason`` says in Chinese why this role."""

    column: int
    role: Role
    score: float
    reason: str = ""
    header: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """The shape of one table.

    Rows are 1-based as in the grid: ``header_rows`` (empty where the table has none), ``first_row`` to ``last_row`` its body.
    ``title_rows`` stand above and belong to it. ``score`` runs from 0 to 1; below :data:`SURE` a clerk should look.
    ``signature`` is the same for tables with the same header, so that a layout set by hand is found again. ``hand`` says that
    a clerk set it.
    """

    columns: tuple[ColumnRole, ...]
    header_rows: tuple[int, ...] = ()
    first_row: int = 1
    last_row: int = 1
    title_rows: tuple[int, ...] = ()
    score: float = 0.0
    signature: str = ""
    sheet: str | None = None
    reasons: tuple[str, ...] = ()
    hand: bool = False

    def columns_of(self, *roles: Role) -> tuple[int, ...]:
        """The columns that hold any of these roles, from left to right."""
        return tuple(item.column for item in self.columns if item.role in roles)

    def first(self, *roles: Role) -> int | None:
        """The leftmost column of the first of these roles that the table has."""
        for role in roles:
            for item in self.columns:
                if item.role is role:
                    return item.column
        return None

    def role_of(self, column: int) -> Role | None:
        """The role of a column, None where it is unknown."""
        for item in self.columns:
            if item.column == column:
                return item.role
        return None

    def header_of(self, column: int) -> str:
        """The header's text above a column."""
        for item in self.columns:
            if item.column == column:
                return item.header
        return ""


SURE = 0.6
"""Below this score a layout, or what one column holds, is a guess that the clerk must look at."""
