"""修改记录 speaks of settings, kept files and states as people do: no inner names, no English."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gongkai_desk.collecting.columns import COLUMNS as FORM
from gongkai_desk.desktop.gestures import label_of
from gongkai_desk.desktop.pages.history import kind_word, named, words
from gongkai_desk.desktop.pages.merge_tabs import tables
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.texts import TASK, UNIT, Row
from gongkai_desk.domain.field_words import FIELD_WORDS, field_word
from gongkai_desk.ledger.kinds import KINDS

from .conftest import sample_tasks, varied


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


@pytest.mark.parametrize(("record", "field"), [(kind.record, field) for kind in KINDS.values() for field in (*kind.fields, "*")])
def test_every_field_of_the_ledger_has_a_chinese_word(record, field):
    told = f"{kind_word(record)}{field_word(field, record)}"
    assert kind_word(record) and told and not any(letter.isascii() and letter.isalpha() for letter in told)


def test_a_field_is_called_the_same_everywhere():
    assert {column.key: column.title for column in FORM} == {column.key: FIELD_WORDS[column.key] for column in FORM}
    short = {"status": "状态"}  # where the column is narrow
    assert {each.key: each.title for each in COLUMNS} == {each.key: short.get(each.key, FIELD_WORDS[each.key]) for each in COLUMNS}
    assert field_word("value", "report") == "本期完成值" and field_word("value", "setting") == "内容"


@pytest.mark.parametrize(
    ("number", "row", "text", "shown"),
    [
        ("2", Row(TASK, 0), "市信访局", "修改第2项 牵头单位"),
        ("2", Row(TASK, 0), "", "清空第2项 牵头单位"),
        ("2", Row(UNIT, 0, 0, "海宁市"), "已完成", "修改第2项 海宁市 牵头单位"),
        (None, Row(TASK, 0), "市信访局", "修改任务T0001 牵头单位"),
    ],
)
def test_a_step_names_its_task_as_everything_else_does(number, row, text, shown):
    task = varied(sample_tasks()[0], number=number)
    lead = next(column for column in COLUMNS if column.key == "lead")
    state = SimpleNamespace(snapshot=SimpleNamespace(tasks=(task,)))
    assert label_of(state, [(row, lead, text)]) == shown
    assert label_of(state, [(row, lead, text)] * 2) == "修改 2 个单元格"


def test_the_hints_of_a_merge_name_their_task(qtbot, window):
    from gongkai_desk.collecting.plan import Caution
    from gongkai_desk.domain import Source, Task

    task = Task(Source("分解表.xlsx"), "公开目录", "7", id="T0007")
    snapshot = SimpleNamespace(has_task=lambda id: id == "T0007", task=lambda _id: task)
    cautions = tables(window, lambda: snapshot)["cautions"].model
    source = Source("回表.xlsx", "填报表", 5, 3)
    cautions.show([Caution("target", "未达到目标", source, "市教育局", "T0007"), Caution("bad", "没有读取", source)])
    shown = [[cautions.index(row, column).data() for column in range(3)] for row in range(2)]
    assert shown == [["市教育局", "第7项“公开目录”", "未达到目标"], ["", "", "没有读取"]]


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
