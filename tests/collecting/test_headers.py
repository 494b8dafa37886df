"""Header texts as offices write them, each beside otherwise untouched headers in any order."""

from __future__ import annotations

import random

import pytest

from gongkai_desk.collecting.columns import COLUMNS
from gongkai_desk.collecting.headers import assign

VARIANTS = {
    "status": "完成状态|完成\n状态|完 成 状 态|完成状态(必选)|完成状态*|办理进度|目前状态|完成与否|是否已完成|是否办结|完成状况|任务完成状态|办结状态|"
              "落实进度|当前进度状态|进度（下拉选择）|状态选择",
    "progress": "进展情况|工作进展情况|进 展 情 况|进展情况(150字以内)|1.进展情况|进展情况说明|进度情况|具体进展情况|任务落实情况|开展工作情况|"
                "目前工作进展|已开展工作|工作举措及成效|落实情况及成效|本季度进展|本季度工作开展情况|取得成效|具体完成情况",
    "done_on": "完成日期|完成\n日期|实际完成时间|办结时间|完成时间|完成日期(年月日)|已完成日期|完成的时间|办理完成日期",
    "evidence": "佐证材料|佐证材料名称|证明材料|佐证材料（链接）|印证资料|附件材料|相关佐证|支撑材料及链接|公开网址|佐证依据",
    "problems": "存在问题|存在的问题|存在问题及原因|困难问题|问题和不足|主要困难和问题|工作中存在的问题|遇到的困难",
    "next_steps": "下一步措施|下步措施|下一步工作打算|下一步计划|下阶段工作计划|后续工作安排|下步工作思路|拟采取措施|整改措施|改进措施",
    "value": "本期完成值|完成值|实际完成值|完成数量|当前值|完成指标值|本季度完成值|本期实际值",
    "text": "工作任务|任务内容|工 作 任 务|重点工作任务|工作任务（不可修改）|任务事项|主要任务|重点工作内容",
    "previous": "上期进展|上期进展情况|上一期进展|上季度完成情况|前期工作进展|上次报送情况",
    "deadline": "完成时限|时限|完成期限|办理时限|要求完成时限",
    "lead": "牵头单位|责任单位|牵头责任部门|牵头部门",
    "number": "序号|编号|序|序号（勿改）",
}
CASES = [(key, word) for key, words in VARIANTS.items() for word in words.split("|")]


@pytest.mark.parametrize(("key", "word"), CASES)
def test_one_header_reworded_columns_in_any_order(key: str, word: str) -> None:
    titles = [word if column.key == key else column.title for column in COLUMNS]
    for seed in range(3):
        random.Random(seed).shuffle(titles)
        texts = dict(enumerate(titles, 2))
        found, _unknown, _notes = assign(texts, lambda _key, _column: 0.1)
        assert [name for name, column in found.items() if texts[column] == word] == [key]
        for column in COLUMNS:
            if column.key != key:
                assert texts[found[column.key]] == column.title


def test_columns_of_the_offices_own_are_no_answers() -> None:
    titles = [*(column.title for column in COLUMNS), "备注", "责任人", "分管领导", "配合单位", "审核意见", "经费（万元）"]
    found, unknown, _notes = assign(dict(enumerate(titles, 2)), lambda _key, _column: 0.1)
    assert len(found) == len(COLUMNS) and set(unknown.values()) == set(titles[len(COLUMNS):])
