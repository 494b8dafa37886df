"""From headers and contents to one role per column, each with a reason that a clerk can read."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from gongkai_desk.layout.columns import Columns
from gongkai_desk.layout.content import Profile
from gongkai_desk.layout.headers import HeaderBand
from gongkai_desk.layout.model import REPORT_ROLES, TEXT_ROLES, UNIT_ROLES, ColumnRole, Role
from gongkai_desk.layout.textcolumns import settle_texts
from gongkai_desk.layout.unitcolumns import settle_units


def resolve(band: HeaderBand, profiles: Mapping[int, Profile]) -> tuple[ColumnRole, ...]:
    """The roles of all columns under a header. Content decides where the header is silent, ambiguous, or lies."""
    columns = Columns(profiles=profiles)
    for item in band.columns:
        header = "".join(item.path)
        if item.word is not None:
            reason = f"表头“{header}”"
            columns.roles[item.column] = ColumnRole(item.column, item.word.role, item.word.weight, reason, header)
        elif header or columns.profile(item.column).filled:
            reason = f"表头“{header}”含义不明" if header else "没有表头"
            columns.roles[item.column] = ColumnRole(item.column, Role.EXTRA, 0.4, reason, header)
    for step in _STEPS:
        step(columns, band)
    return tuple(columns.roles[column] for column in sorted(columns.roles))


def _split_shared_headers(columns: Columns, band: HeaderBand) -> None:
    """One header cell over several columns: 序号 and text, or heading and text (具体要求 over number and wording)."""
    groups: dict[tuple[int, int], list[int]] = {}
    for item in band.columns:
        if item.word is not None:
            groups.setdefault(item.anchor, []).append(item.column)
    for group in groups.values():
        filled = [column for column in group if columns.profile(column).filled]
        for column in group:
            if len(group) > 1 and column not in filled:
                columns.set(column, Role.EXTRA, "表头合并，列内无内容", 0.3)
        if len(filled) > 1:
            _settle_group(columns, filled)


def _settle_group(columns: Columns, group: list[int]) -> None:
    role = columns.roles[group[0]].role
    rest = []
    for column in group:
        if columns.profile(column).number > 0.7:
            columns.set(column, Role.NUMBER, f"{columns.roles[column].reason}下的编号列", 0.8)
        else:
            rest.append(column)
    if role in TEXT_ROLES and len(rest) > 1:
        main = max(rest, key=lambda column: (round(columns.profile(column).share, 1), columns.profile(column).length))
        for column in rest:
            if column < main:
                columns.set(column, Role.SECTION, f"{columns.roles[column].reason}下的分类列", 0.7)
            elif column > main:
                columns.set(column, Role.REQUIREMENT, f"{columns.roles[column].reason}下的说明列", 0.6)
    if role in UNIT_ROLES and len(rest) == 2:
        columns.set(rest[0], Role.LEAD, f"{columns.roles[rest[0]].reason}下的第一列", 0.6)
        columns.set(rest[1], Role.SUPPORT, f"{columns.roles[rest[1]].reason}下的第二列", 0.6)


def _read_by_content(columns: Columns, band: HeaderBand) -> None:
    """Columns whose header says nothing, or something that their cells deny."""
    for column in list(columns.roles):
        role, seen = columns.roles[column].role, columns.profile(column)
        if role in (Role.DUTY, Role.UNIT) and seen.measure > 0.6:
            columns.set(column, Role.MEASURE, "内容是计量单位", 0.9)
        elif role in UNIT_ROLES and seen.part > 0.6:
            columns.set(column, Role.EXTRA, "内容是职责分工，不是单位", 0.9)
        elif role is Role.PROGRESS and seen.status > 0.7 and not columns.of(Role.STATUS):
            columns.set(column, Role.STATUS, "内容是完成状态", 0.8)
        elif role is Role.PROGRESS and seen.deadline > 0.7 and seen.length < 14 and not columns.of(Role.DEADLINE):
            columns.set(column, Role.DEADLINE, "内容是时限", 0.7)
        elif role in TEXT_ROLES and seen.number > 0.8 and seen.filled > 1 and _others_say(columns, column):
            columns.set(column, Role.NUMBER, "内容是编号", 0.7)
        elif role is Role.PERSON and seen.filled > 2 and seen.unit > 0.7 and not columns.of(Role.LEAD, Role.DUTY):
            columns.set(column, Role.LEAD, "内容是单位名称", 0.6)
        elif role is Role.EXTRA:
            _guess(columns, column, seen)
        elif role in (Role.TARGET, Role.SCORE) and not columns.of(*TEXT_ROLES) and seen.length > 14:
            columns.set(column, Role.TASK, "全表只有此列是成段文字", 0.5)


def _others_say(columns: Columns, column: int) -> bool:
    """Whether another column holds the wording that a column of numbers announces, and no other the numbers."""
    others = [other for other in columns.of(*TEXT_ROLES) if other != column]
    return not columns.of(Role.NUMBER) and any(columns.profile(other).length > 6 for other in others)


def _guess(columns: Columns, column: int, seen: Profile) -> None:
    if seen.filled < 2:
        return
    if seen.number > 0.8 and not columns.of(Role.NUMBER):
        columns.set(column, Role.NUMBER, "内容是连续编号", 0.6)
    elif seen.unit > 0.8 and not columns.of(*UNIT_ROLES):
        columns.set(column, Role.DUTY, "内容是单位名称", 0.5)
    elif seen.unit > 0.8 and seen.filled > 2 and columns.of(Role.SUPPORT) and not columns.of(Role.LEAD, Role.DUTY, Role.OFFICE):
        columns.set(column, Role.DUTY, f"{columns.roles[column].reason}，内容是单位名称，表中另有配合单位", 0.5)
    elif seen.deadline > 0.8 and seen.length < 16 and not columns.of(Role.DEADLINE):
        columns.set(column, Role.DEADLINE, "内容是时限", 0.5)
    elif seen.length > 14 and not columns.of(*TEXT_ROLES):
        columns.set(column, Role.TASK, "内容是成段文字", 0.5)


def _unmask_lies(columns: Columns, band: HeaderBand) -> None:
    """Two headers that stand over each other's cells (units under 完成时限 and dates under 责任单位) are exchanged."""
    for late in columns.of(Role.DEADLINE, Role.REMARKS):
        seen = columns.profile(late)
        if seen.filled < 3 or seen.unit < 0.7 or seen.deadline > 0.3:
            continue
        for unit in columns.of(*UNIT_ROLES):
            other = columns.profile(unit)
            if other.filled >= 3 and other.deadline > 0.7 and other.unit < 0.3:
                first, second = columns.roles[late].role, columns.roles[unit].role
                columns.set(late, second, "表头与内容不符：内容是单位", 0.5)
                columns.set(unit, Role.DEADLINE if first is Role.DEADLINE else first, "表头与内容不符：内容是时限", 0.5)
                break


def _settle_dates(columns: Columns, band: HeaderBand) -> None:
    """完成时间 beside 完成时限 is when it was done; 完成日期 without any deadline column is the deadline."""
    deadlines = columns.of(Role.DEADLINE)
    answers = columns.of(*REPORT_ROLES - {Role.DONE_ON})
    if len(deadlines) > 1:
        best = max(deadlines, key=lambda column: columns.roles[column].score)
        for column in deadlines:
            if column == best:
                continue
            if answers and columns.profile(column).day >= 0.5:
                columns.set(column, Role.DONE_ON, "已有时限列，此列是完成日期", 0.7)
            else:
                columns.set(column, Role.EXTRA, "已有时限列", 0.5)
    if not deadlines:
        for column in columns.of(Role.DONE_ON):
            seen = columns.profile(column)
            if not answers or (seen.filled > 2 and seen.deadline > 0.6 and seen.day < 0.5):
                columns.set(column, Role.DEADLINE, "表中没有其他时限列", 0.7)


def _settle_offices(columns: Columns, band: HeaderBand) -> None:
    """责任科室 is who answers where no unit column stands beside it."""
    offices = columns.of(Role.OFFICE)
    if offices and not columns.of(Role.LEAD, Role.DUTY):
        columns.set(offices[0], Role.DUTY, f"{columns.roles[offices[0]].reason}，表中没有单位列", 0.8)
        for column in offices[1:]:
            columns.set(column, Role.SUPPORT, columns.roles[column].reason, 0.6)


_Step = Callable[[Columns, HeaderBand], None]
_STEPS: tuple[_Step, ...] = (
    _split_shared_headers, _read_by_content, _unmask_lies, _settle_dates, _settle_offices,
    lambda columns, band: settle_texts(columns),
    lambda columns, band: settle_units(columns),
)
