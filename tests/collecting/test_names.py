"""Units told by the names of files and folders, as people name them."""

from __future__ import annotations

import pytest

from gongkai_desk.collecting.names import UnitNames
from gongkai_desk.domain import Roster, Unit

NAMES = UnitNames(Roster(tuple(Unit(name) for name in (
    "市政府办公室", "市发展改革委", "市教育局", "市财政局", "市市场监管局", "市委组织部", "临河县", "东山区"))))


@pytest.mark.parametrize(("path", "unit"), [
    ("收到/教育局-照片.jpg", "市教育局"), ("收到/教育局佐证材料.pdf", "市教育局"), ("收到/财政局/照片.jpg", "市财政局"),
    ("收到/发改委.zip/图.jpg", "市发展改革委"), ("收到/临河/图.jpg", "临河县"), ("收到/2022年第三季度政府办.docx", "市政府办公室"),
    ("收到/三季度_组织部_材料.pdf", "市委组织部"), ("收到/临河县人民政府/a.pdf", "临河县"),
    ("收到/东山区教育局.pdf", "东山区"), ("收到/西山区教育局.pdf", None), ("收到/省教育厅.pdf", None), ("收到/照片.jpg", None),
    ("收到/关于报送材料的通知.pdf", None), ("收到/公安局.pdf", None), ("收到/办公室.pdf", None),
])
def test_short_names_of_units(path: str, unit: str | None) -> None:
    assert NAMES.in_path(path) == unit
