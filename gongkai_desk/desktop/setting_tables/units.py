"""单位名录 and 单位组: who there is, and whom a phrase means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.setting_tables.table import Table, not_one_of
from gongkai_desk.domain import Category, Level, Unit
from gongkai_desk.ledger.values import Group

LEVELS, CATEGORIES = tuple(each.value for each in Level), tuple(each.value for each in Category)


def names_of(text: str) -> tuple[str, ...]:
    """Names joined by any usual sign."""
    for sign in "，,；;\n\t":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))


def _level(text: str) -> Level | None:
    found = next((each for each in Level if each.value == text.strip()[:1]), None)
    if text.strip() and found is None:
        raise not_one_of(text, LEVELS)
    return found


def _category(text: str) -> Category | None:
    found = next((each for each in Category if text.strip() and each.value.startswith(text.strip()[:2])), None)
    if text.strip() and found is None:
        raise not_one_of(text, CATEGORIES)
    return found


def renamed(unit: Unit, text: str) -> Unit:
    """``unit`` under another name; the old one stays as an alias, so that tasks which use it are still its own."""
    name = text.strip()
    if not name or name == unit.name:
        return unit
    aliases = tuple(each for each in (*unit.aliases, unit.name) if each and each != name)
    return replace(unit, name=name, aliases=tuple(dict.fromkeys(aliases)))


ROSTER_FIELDS = (
    Field("单位名称", lambda unit: unit.name, 220, renamed, grow=2),
    Field(
        "别名（、隔开）",
        lambda unit: "、".join(unit.aliases),
        240,
        lambda unit, text: replace(unit, aliases=names_of(text)),
        grow=3,
    ),
    Field(
        "层级（省市县乡）",
        lambda unit: unit.level.value if unit.level else "",
        110,
        lambda unit, text: replace(unit, level=_level(text)),
        centred=True,
        choices=("", *LEVELS),
    ),
    Field(
        "类别",
        lambda unit: unit.category.value if unit.category else "",
        110,
        lambda unit, text: replace(unit, category=_category(text)),
        choices=("", *CATEGORIES),
    ),
    Field("上级", lambda unit: unit.parent or "", 110, lambda unit, text: replace(unit, parent=text.strip() or None)),
    Field("联络员", lambda unit: unit.contact or "", 90, lambda unit, text: replace(unit, contact=text.strip() or None)),
    Field("电话", lambda unit: unit.phone or "", 130, lambda unit, text: replace(unit, phone=text.strip() or None)),
)
GROUP_FIELDS = (
    Field("单位组（文件里的说法）", lambda group: group.phrase, 280, lambda group, text: replace(group, phrase=text.strip())),
    Field(
        "包括哪些单位（、隔开）",
        lambda group: "、".join(group.members),
        620,
        lambda group, text: replace(group, members=names_of(text)),
        units=True,
    ),
)


def roster_changes(old: Sequence[Unit], new: Sequence[Unit]) -> list[Any]:
    """Units created, changed, renamed (as a new one; the old name stays as alias) and deleted."""
    from gongkai_desk.ledger import Change

    before = {unit.name: unit for unit in old}
    kept = {unit.name for unit in new}
    changes = [Change("unit", name, "*", None) for name in before if name not in kept]
    for place, unit in enumerate(new, start=1):
        if before.get(unit.name) != unit:
            changes.append(Change("unit", unit.name, "*", unit))
            if unit.name not in before:
                changes.append(Change("unit", unit.name, "order", float(place)))
    return changes


def unit_renaming(snapshot: Any, old: str, new: str) -> list[Any]:
    """A unit's reports, forms and groups go with it to its new name."""
    from gongkai_desk.ledger.editing import rename_unit

    return list(rename_unit(snapshot, old, new))


def group_changes(old: Sequence[Group], new: Sequence[Group]) -> list[Any]:
    """Groups defined anew, changed and dropped."""
    from gongkai_desk.ledger import Change

    kept = {group.phrase for group in new}
    changes = [Change("group", group.phrase, "members", None) for group in old if group.phrase not in kept]
    return changes + [
        Change("group", group.phrase, "members", group.members) for group in new if group.phrase and group not in old
    ]


def unknown_members(group: Group, snapshot: Any) -> tuple[str, ...]:
    """Members that are no unit of the roster, by name or alias."""
    return tuple(name for name in group.members if snapshot.roster.find(name) is None)


ROSTER = Table(
    "roster",
    "单位名录",
    "改动即时保存，可撤销。别名用顿号隔开；层级填 省、市、县、乡；类别填 部门、县(市、区)、开发区、企事业、上级。",
    ROSTER_FIELDS,
    lambda snapshot: list(snapshot.roster.units),
    roster_changes,
    Unit(""),
    renaming=unit_renaming,
)
GROUPS = Table(
    "groups",
    "单位组",
    "“市级有关部门”这类说法，写明包括哪些单位（打名称或拼音首字母）后，任务就能分到每个单位。“各县（市、区）”“各镇街”按名录展开，不必写。",
    GROUP_FIELDS,
    lambda snapshot: [Group(phrase, tuple(members)) for phrase, members in snapshot.roster.groups.items()],
    group_changes,
    Group(""),
    lambda group: bool(group.phrase and group.members),
)
