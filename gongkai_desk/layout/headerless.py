"""Tables without a header: roles by content alone, always with a low score."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai_desk.layout.content import Profile
from gongkai_desk.layout.model import ColumnRole, Role

_SCORE = 0.4


def guess_columns(profiles: Mapping[int, Profile]) -> tuple[ColumnRole, ...]:
    """Roles for the columns of a table without header; ``()`` where it does not look like a breakdown."""
    roles: dict[int, tuple[Role, str]] = {}
    filled = {column: seen for column, seen in sorted(profiles.items()) if seen.filled >= 2}
    units = [column for column, seen in filled.items() if seen.unit > 0.7]
    for column, seen in filled.items():
        if column in units:
            continue
        if seen.number > 0.8 and not any(role is Role.NUMBER for role, _ in roles.values()):
            roles[column] = (Role.NUMBER, "内容是编号")
        elif seen.deadline > 0.7 and seen.length < 20:
            roles[column] = (Role.DEADLINE, "内容是时限")
        elif seen.status > 0.7:
            roles[column] = (Role.STATUS, "内容是完成状态")
    for column, role in zip(units, (Role.LEAD, Role.SUPPORT, Role.DUTY), strict=False):
        roles[column] = (role, "内容是单位名称")
    texts = [column for column, seen in filled.items() if column not in roles and seen.length >= 8]
    texts.sort(key=lambda column: (-round(filled[column].share, 1), column))
    for column, role in zip(texts, (Role.TASK, Role.REQUIREMENT), strict=False):
        roles[column] = (role, "内容是成段文字")
    found = {role for role, _ in roles.values()}
    if Role.TASK not in found or not found & {Role.LEAD, Role.DEADLINE} or (Role.LEAD not in found and Role.NUMBER not in found):
        return ()
    return tuple(ColumnRole(column, *(roles.get(column, (Role.EXTRA, "内容不明"))[0:1]), _SCORE,
                            roles.get(column, (Role.EXTRA, "内容不明"))[1]) for column in filled)
