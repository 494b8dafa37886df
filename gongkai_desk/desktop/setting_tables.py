"""The editable tables of settings as data: what each shows, how a row is written back, and which changes it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.domain import Category, GongkaiError, Level, Status, Unit

SYNONYMS_SETTING, LIGHTS_SETTING, HOLIDAYS_SETTING = "status_words", "lights", "holidays"


@dataclass(frozen=True)
class Group:
    """A group phrase and its members."""

    phrase: str
    members: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pair:
    """A name and its value: a rule, a word, a day."""

    name: str
    value: str
    note: str = ""
    key: str = ""


@dataclass(frozen=True)
class Table:
    """``read(snapshot)`` gives the rows; ``changes(old, new)`` what to write; ``blank`` a new row, None: rows are fixed;
    ``whole(row)`` whether a row has all it needs to be written (by default its first cell); ``renaming(snapshot, old name,
    new name)`` what to write where a row only got another name and others refer to it."""

    key: str
    title: str
    hint: str
    fields: tuple[Field, ...]
    read: Callable[[Any], list[Any]]
    changes: Callable[[Sequence[Any], Sequence[Any]], list[Any]]
    blank: Any = None
    whole: Callable[[Any], bool] | None = None
    renaming: Callable[[Any, str, str], list[Any]] | None = None


def names_of(text: str) -> tuple[str, ...]:
    """Names joined by any usual sign."""
    for sign in "，,；;\n\t":
        text = text.replace(sign, "、")
    return tuple(dict.fromkeys(part.strip() for part in text.split("、") if part.strip()))


def _level(text: str) -> Level | None:
    found = next((each for each in Level if each.value == text.strip()[:1]), None)
    if text.strip() and found is None:
        raise _not_one_of(text, LEVELS)
    return found


def _category(text: str) -> Category | None:
    found = next((each for each in Category if text.strip() and each.value.startswith(text.strip()[:2])), None)
    if text.strip() and found is None:
        raise _not_one_of(text, CATEGORIES)
    return found


LEVELS, CATEGORIES = tuple(each.value for each in Level), tuple(each.value for each in Category)
STATES, YES_NO = tuple(each.value for each in Status), ("是", "否")


def _not_one_of(text: str, allowed: Sequence[str]) -> GongkaiError:
    return GongkaiError(f"不能填“{text.strip()[:20]}”", "", f"请填 {'、'.join(allowed)}")


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


LIGHT_ROWS = (
    ("yellow_days", "离时限几天以内亮黄灯", "填数字；-1 表示不提前亮灯"),
    ("unreported", "本期未报亮黄灯", "填 是 或 否"),
    ("late_done_green", "超期后完成仍亮绿灯", "填 是 或 否"),
    ("green", "绿灯叫作", "打印在表上的字"),
    ("yellow", "黄灯叫作", "打印在表上的字"),
    ("red", "红灯叫作", "打印在表上的字"),
    ("grey", "灰灯叫作", "打印在表上的字"),
)


def unknown_members(group: Group, snapshot: Any) -> tuple[str, ...]:
    """Members that are no unit of the roster, by name or alias."""
    return tuple(name for name in group.members if snapshot.roster.find(name) is None)


def light_rows(snapshot: Any) -> list[Pair]:
    """The light rules as rows."""
    from gongkai_desk.standing import Light, LightRules

    rules = LightRules.from_settings(snapshot.settings)
    rows = []
    for key, name, note in LIGHT_ROWS:
        value = rules.word(Light(key)) if key in ("green", "yellow", "red", "grey") else getattr(rules, key)
        rows.append(Pair(name, ("是" if value else "否") if isinstance(value, bool) else str(value), note, key))
    return rows


def light_changes(_old: Sequence[Pair], new: Sequence[Pair]) -> list[Any]:
    """The rules as one setting."""
    from gongkai_desk.ledger import Change

    given: dict[str, Any] = {"words": {}}
    for row in new:
        text = row.value.strip()
        if row.key in ("green", "yellow", "red", "grey"):
            given["words"][row.key] = text
        elif row.key == "yellow_days":
            given[row.key] = int(text)
        else:
            given[row.key] = text == "是"
    return [Change("setting", LIGHTS_SETTING, "value", given)]


def word_rows(snapshot: Any) -> list[Pair]:
    """The office's own words for states; the shipped ones are always understood as well."""
    table = snapshot.settings.get(SYNONYMS_SETTING)
    return [Pair(str(word), str(status)) for word, status in table.items()] if isinstance(table, dict) else []


def word_changes(_old: Sequence[Pair], new: Sequence[Pair]) -> list[Any]:
    """The words as one setting; rows whose state is none of the five are left out."""
    from gongkai_desk.ledger import Change

    states = {status.value for status in Status}
    table = {row.name.strip(): row.value.strip() for row in new if row.name.strip() and row.value.strip() in states}
    return [Change("setting", SYNONYMS_SETTING, "value", table or None)]


def ruled(row: Pair, text: str) -> Pair:
    """A light rule with another value. Raises GongkaiError where the value means nothing."""
    text = text.strip()
    if row.key == "yellow_days" and not text.removeprefix("-").isdecimal():
        raise GongkaiError(f"不能填“{text[:20]}”", "", "请填天数，如 15")
    if row.key in ("unreported", "late_done_green") and text not in YES_NO:
        raise _not_one_of(text, YES_NO)
    if row.key in ("green", "yellow", "red", "grey") and not text:
        raise GongkaiError("灯的叫法不能为空", "", "请填打印在表上的字，如 绿灯")
    return replace(row, value=text)


def state_word(row: Pair, text: str) -> Pair:
    """A word of the offices with the state it means. Raises GongkaiError for what is no state."""
    if text.strip() not in STATES:
        raise _not_one_of(text, STATES)
    return replace(row, value=text.strip())


@dataclass(frozen=True)
class Day:
    """A day off, or a day worked outside the ordinary week."""

    day: str = ""
    kind: str = "休"
    name: str = ""


def holiday_rows(snapshot: Any) -> list[Day]:
    """The office's own days, by date."""
    from gongkai_desk.language import read_calendar

    own = snapshot.settings.get(HOLIDAYS_SETTING)
    days = read_calendar(own).days if isinstance(own, str) else {}
    return [Day(day.isoformat(), *days[day]) for day in sorted(days)]


def holiday_changes(_old: Sequence[Day], new: Sequence[Day]) -> list[Any]:
    """The days as one setting, in the notation of the shipped file."""
    from gongkai_desk.ledger import Change

    lines = "\n".join(f"{row.day} {row.kind} {row.name}".rstrip() for row in new if row.day)
    return [Change("setting", HOLIDAYS_SETTING, "value", lines or None)]


def dated(row: Day, text: str) -> Day:
    """A row with another day, as people write days. Raises GongkaiError for what is no day."""
    parts = [part for part in "".join(letter if letter.isdecimal() else " " for letter in text).split() if part]
    try:
        year, month, day = (int(part) for part in parts)
        return replace(row, day=date(year, month, day).isoformat())
    except ValueError:
        raise GongkaiError(f"看不懂日期“{text.strip()[:20]}”", "", "请写成 2027-02-07 的样子") from None


def off_or_work(row: Day, text: str) -> Day:
    """A row with 休 or 班. Raises GongkaiError for anything else."""
    if text.strip() not in ("休", "班"):
        raise _not_one_of(text, ("休", "班"))
    return replace(row, kind=text.strip())


def round_day(field: str) -> Callable[[Any, str], Any]:
    """A round with another day in ``field``; an emptied cell is no day. Raises GongkaiError for what is no day."""

    def write(row: Any, text: str) -> Any:
        return replace(row, **{field: date.fromisoformat(dated(Day(), text).day) if text.strip() else None})

    return write


def round_changes(old: Sequence[Any], new: Sequence[Any]) -> list[Any]:
    """The days that were changed."""
    from gongkai_desk.ledger import Change

    return [
        Change("round", now.name, field, getattr(now, field))
        for was, now in zip(old, new, strict=True)
        for field in ("opened", "due", "closed")
        if getattr(was, field) != getattr(now, field)
    ]


def _day_field(title: str, field: str) -> Field:
    return Field(title, lambda row: str(getattr(row, field) or ""), 140, round_day(field), centred=True)


PAIR_VALUE = Field("取值", lambda row: row.value, 180, ruled)

TABLES = (
    Table(
        "roster",
        "单位名录",
        "改动即时保存，可撤销。别名用顿号隔开；层级填 省、市、县、乡；类别填 部门、县(市、区)、开发区、企事业、上级。",
        ROSTER_FIELDS,
        lambda snapshot: list(snapshot.roster.units),
        roster_changes,
        Unit(""),
        renaming=unit_renaming,
    ),
    Table(
        "groups",
        "单位组",
        "“市级有关部门”这类说法，写明包括哪些单位（打名称或拼音首字母）后，任务就能分到每个单位。“各县（市、区）”“各镇街”按名录展开，不必写。",
        GROUP_FIELDS,
        lambda snapshot: [Group(phrase, tuple(members)) for phrase, members in snapshot.roster.groups.items()],
        group_changes,
        Group(""),
        lambda group: bool(group.phrase and group.members),
    ),
    Table(
        "rounds",
        "报送期",
        "过了截止日还没报的算逾期。填了结束日期，这一期就到此为止；清空就重新打开。新的一期从“③ 分发”开始。",
        (
            Field("报送期", lambda row: row.name, 240),
            _day_field("开始日期", "opened"),
            _day_field("截止日", "due"),
            _day_field("结束日期", "closed"),
        ),
        lambda snapshot: list(snapshot.rounds),
        round_changes,
    ),
    Table(
        "lights",
        "亮灯规则",
        "红灯：超期未完成。灰灯：长期坚持或不涉及。打印时灯旁总有字。",
        (Field("规则", lambda row: row.name, 240), PAIR_VALUE, Field("说明", lambda row: row.note, 300, grow=1)),
        light_rows,
        light_changes,
    ),
    Table(
        "words",
        "状态用语",
        "各单位写的说法（如“正在办理”）对应到 未启动、推进中、已完成、持续推进、不涉及。常见说法程序已认得，这里只加特有的。",
        (
            Field("各单位的说法", lambda row: row.name, 240, lambda row, text: replace(row, name=text.strip())),
            Field("对应状态", lambda row: row.value, 180, state_word, choices=STATES),
        ),
        word_rows,
        word_changes,
        Pair("", "推进中"),
    ),
    Table(
        "holidays",
        "节假日",
        "国务院办公厅每年公布放假安排。程序自带的年份不必写；以后的年份在这里一行写一天：放假写“休”，调休上班写“班”。",
        (
            Field("日期", lambda row: row.day, 140, dated),
            Field("休／班", lambda row: row.kind, 80, off_or_work, centred=True, choices=("休", "班")),
            Field("节日", lambda row: row.name, 240, lambda row, text: replace(row, name=" ".join(text.split()))),
        ),
        holiday_rows,
        holiday_changes,
        Day(),
    ),
)
