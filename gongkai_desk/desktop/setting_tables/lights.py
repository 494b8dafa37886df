"""亮灯规则: when a light goes on, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.setting_tables.table import Pair, Table, not_one_of
from gongkai_desk.domain import GongkaiError

SETTING = "lights"
YES_NO = ("是", "否")
LIGHT_ROWS = (
    ("yellow_days", "离时限几天以内亮黄灯", "填数字；-1 表示不提前亮灯"),
    ("unreported", "本期未报亮黄灯", "填 是 或 否"),
    ("late_done_green", "超期后完成仍亮绿灯", "填 是 或 否"),
    ("green", "绿灯叫作", "打印在表上的字"),
    ("yellow", "黄灯叫作", "打印在表上的字"),
    ("red", "红灯叫作", "打印在表上的字"),
    ("grey", "灰灯叫作", "打印在表上的字"),
)


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
    return [Change("setting", SETTING, "value", given)]


def ruled(row: Pair, text: str) -> Pair:
    """A light rule with another value. Raises GongkaiError where the value means nothing."""
    text = text.strip()
    if row.key == "yellow_days" and not text.removeprefix("-").isdecimal():
        raise GongkaiError(f"不能填“{text[:20]}”", "", "请填天数，如 15")
    if row.key in ("unreported", "late_done_green") and text not in YES_NO:
        raise not_one_of(text, YES_NO)
    if row.key in ("green", "yellow", "red", "grey") and not text:
        raise GongkaiError("灯的叫法不能为空", "", "请填打印在表上的字，如 绿灯")
    return replace(row, value=text)


LIGHTS = Table(
    "lights",
    "亮灯规则",
    "红灯：超期未完成。灰灯：长期坚持或不涉及。打印时灯旁总有字。",
    (
        Field("规则", lambda row: row.name, 240),
        Field("取值", lambda row: row.value, 180, ruled),
        Field("说明", lambda row: row.note, 300, grow=1),
    ),
    light_rows,
    light_changes,
)
