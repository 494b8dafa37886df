from __future__ import annotations

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.domain import Every
from gongkai_desk.language import read_targets


@pytest.mark.parametrize(("text", "expected"), [
    ("网上智能客服、热线智能客服直接答复率达到85%以上。", ("热线智能客服直接答复率", ">=", 85, "%", None)),
    ("纳入政府绩效考核体系且分值权重不低于4%的要求", ("分值权重", ">=", 4, "%", None)),
    ("2019年底前开通网上办理,网上办结率达到50%以上", ("网上办结率", ">=", 50, "%", None)),
    ("邀请有关代表列席每年原则上不少于3次", ("", ">=", 3, "次", Every.YEAR)),
    ("每年解读重要政策措施不少于3次", ("政策措施", ">=", 3, "次", Every.YEAR)),
    ("年内至少听取1次政务公开工作汇报", ("听取政务公开工作汇报", ">=", 1, "次", Every.YEAR)),
    ("每季度至少公开1次", ("公开", ">=", 1, "次", Every.QUARTER)),
    ("公共服务事项80%以上可在网上办理", ("公共服务事项", ">=", 80, "%", None)),
    ("投诉率控制在1%以内", ("投诉率", "<=", 1, "%", None)),
    ("按时办结率100%", ("按时办结率", "=", 100, "%", None)),
    ("好评率达99.5％", ("好评率", ">=", 99.5, "%", None)),
    ("满意度超过90%", ("满意度", ">", 90, "%", None)),
    ("全年发布解读材料不少于20篇", ("发布解读材料", ">=", 20, "篇", Every.YEAR)),
    ("推出30个以上数据开放创新应用", ("推出数据开放创新应用", ">=", 30, "个", None)),
    ("努力实现地区生产总值增长6.2%左右", ("地区生产总值增长", ">=", 6.2, "%", None)),
    ("不少于三次", ("", ">=", 3, "次", None)),
])
def test_target(text: str, expected: tuple[str, str, float, str, Every | None]) -> None:
    [target] = read_targets(text)
    name, comparison, figure, unit, every = expected
    assert (target.comparison, target.figure, target.unit, target.every) == (comparison, figure, unit, every)
    assert target.name == name
    assert target.raw
    assert target.raw in text


@pytest.mark.parametrize("text", [
    "在5个工作日内答复", "最迟不超过5小时发布", "将办理时限压缩至3个工作日内", "26个试点领域标准指引", "第3次会议", "一次性告知", "最多跑一次",
    "2022年GDP增长5%", "认真执行（浙政办发〔2018〕112号）", "12345热线", "公开重大建设项目9类信息", "选择3~5个市级部门为试点", "一个窗口", "",
])
def test_no_target(text: str) -> None:
    assert read_targets(text) == ()


@given(st.text(max_size=300))
def test_no_text_raises(text: str) -> None:
    read_targets(text)


def test_long_texts_are_read_in_good_time() -> None:
    started = process_time()
    for piece in ("达到8", "不少于3次", "至少", "确保100%", "每年"):
        read_targets(piece * 20_000)
    assert process_time() - started < 5
