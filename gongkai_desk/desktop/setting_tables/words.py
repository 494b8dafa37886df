"""状态用语: what the offices of this place write for the five states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from gongkai_desk.desktop.models import Field
from gongkai_desk.desktop.setting_tables.table import Pair, Table, not_one_of
from gongkai_desk.domain import Status

SETTING = "status_words"
STATES = tuple(each.value for each in Status)


def word_rows(snapshot: Any) -> list[Pair]:
    """The office's own words for states; the shipped ones are always understood as well."""
    table = snapshot.settings.get(SETTING)
    return [Pair(str(word), str(status)) for word, status in table.items()] if isinstance(table, dict) else []


def word_changes(_old: Sequence[Pair], new: Sequence[Pair]) -> list[Any]:
    """The words as one setting; rows whose state is none of the five are left out."""
    from gongkai_desk.ledger import Change

    table = {row.name.strip(): row.value.strip() for row in new if row.name.strip() and row.value.strip() in STATES}
    return [Change("setting", SETTING, "value", table or None)]


def state_word(row: Pair, text: str) -> Pair:
    """A word of the offices with the state it means. Raises GongkaiError for what is no state."""
    if text.strip() not in STATES:
        raise not_one_of(text, STATES)
    return replace(row, value=text.strip())


WORDS = Table(
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
)
