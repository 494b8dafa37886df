"""修改记录 speaks of settings, kept files and states as people do: no inner names, no English."""

from __future__ import annotations

import pytest

from gongkai_desk.desktop.pages.history import named, words


@pytest.mark.parametrize(
    ("record", "key", "shown"),
    [
        ("setting", "merge.settled.2026年第一季度", "设置 已定的冲突 2026年第一季度"),
        ("setting", "status_words", "设置 状态用语"),
        ("setting", "layouts", "设置 记住的版式"),
        ("setting", "roster.unlisted", "设置 名录外的单位"),
        ("setting", "something_new", "设置 something_new"),
        ("document", "ab12|/tmp/收/市教育局.xlsx", "原件 市教育局.xlsx"),
        ("document", "ab12|收.zip/里面/市教育局.xlsx", "原件 市教育局.xlsx"),
        ("unit", "市教育局", "单位 市教育局"),
    ],
)
def test_records_are_named(record, key, shown):
    assert named(record, key) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ({"role": "submission", "unit": "市教育局", "round": "2026年第一季度", "size": 3}, "收到的表、市教育局、2026年第一季度"),
        ({"order": 1.0, "aliases": '["教育局","市教委"]', "contact": "李四"}, "教育局、市教委、李四"),
        ({"number": "1", "text": "公开目录", "lead": '{"kind":"named"}'}, "公开目录"),
        ([["T0001", "市教育局", "status", ["推进中"]]], "1 处"),
        (("青山镇", "白沙镇"), "青山镇、白沙镇"),
        (None, "（空）"),
    ],
)
def test_values_hold_no_inner_words(value, shown):
    assert words(value) == shown
