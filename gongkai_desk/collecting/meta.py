"""The very hidden sheet of a form: which ledger, round, unit and version it belongs to."""

from __future__ import annotations

import msgspec

from gongkai_desk.grids.grid import Grid

SHEET = "元数据"
SIGN = "gongkai-desk-form"
_LABELS = (("ledger", "台账编号"), ("round", "报送期"), ("unit", "单位"), ("version", "版本"))


class Meta(msgspec.Struct, frozen=True):
    """What the very hidden sheet says."""

    ledger: str
    round: str
    unit: str
    version: int


def meta_cells(meta: Meta) -> tuple[tuple[str, str], ...]:
    """The sheet's two columns, top to bottom."""
    return ((SIGN, "1"), *((label, str(getattr(meta, key))) for key, label in _LABELS))


def read_meta(grid: Grid) -> Meta | None:
    """What a grid says, if it is such a sheet (by its first cell, not by its name, which programs change)."""
    if not grid.rows or SIGN not in grid.rows[0].values[:3]:
        return None
    found: dict[str, str] = {}
    for row in grid.rows[1:12]:
        texts = [grid.text(row.index, column).strip() for column in range(1, len(row.values) + 1)]
        filled = [text for text in texts if text]
        if len(filled) >= 2:
            found[filled[0]] = filled[1]
    values = {key: found.get(label, "") for key, label in _LABELS}
    version = values["version"]
    if not values["unit"] or not values["round"]:
        return None
    return Meta(values["ledger"], values["round"], values["unit"], int(version) if version.isdigit() else 1)
