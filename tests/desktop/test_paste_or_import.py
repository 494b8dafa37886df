"""Ctrl+V of a whole table: whether it is meant for cells or as new tasks is asked, never guessed."""

from __future__ import annotations

import pytest

from gongkai_desk.desktop.pages.pasting import ADD, FILL, FITTING, IMPORT, NOTHING, brings_header
from gongkai_desk.desktop.table.clipboard import from_html

from .test_keys_in_the_table import CTRL, SHIFT, Key, clip, hands

__all__ = ["hands"]

WEB = """<div><table class="table"><caption>附件</caption><thead><tr><th>序号</th><th>重点任务</th><th>牵头单位</th>
<th>完成时限</th></tr></thead><tbody><tr><td>1</td><td>公开行政许可事项清单</td><td>市司法局</td><td>6月底前</td></tr>
<tr><td>2</td><td>编制公共企事业单位信息公开目录</td><td>市信访局</td><td>9月底前</td></tr></tbody></table></div>"""
EXCEL = "2022年政务公开工作任务分解表\t\t\r\n工作任务\t责任单位\t时限\r\n公开预算\t市司法局\t6月底前\r\n"
ROSTER = "单位名称\t联系人\t电话\r\n市司法局\t张三\t\r\n"


@pytest.mark.parametrize("text", [EXCEL, ROSTER, "序号\t工作内容\t牵头部门\t配合部门\r\n1\t建立目录\t市司法局\t\r\n"])
def test_a_table_with_its_header_is_known(text):
    assert brings_header([line.split("\t") for line in text.strip("\r\n").split("\r\n")])


def test_a_web_table_with_its_header_is_known():
    assert brings_header(from_html(WEB))


@pytest.mark.parametrize("text", [
    "1\t公开行政许可事项清单\t市司法局\t6月底前\n2\t编制公开目录\t市信访局\t9月底前",
    "市司法局\n市信访局",
    "牵头单位\t配合单位",
    "推进牵头单位责任落实\t市司法局\n落实工作任务\t市信访局",
    "围绕重点工作内容公开\t按责任单位要求\n围绕任务事项公开\t按单位要求",
    "",
])
def test_rows_without_a_header_are_none(text):
    assert not brings_header([line.split("\t") for line in text.split("\n")])


@pytest.mark.parametrize("answer", [IMPORT, FILL, NOTHING])
def test_a_table_with_a_header_is_asked_about(hands, clerk, answer):
    clip("", WEB)
    hands.go(1, "number")
    before = hands.window.desk.state.snapshot.tasks
    clerk.answers = [answer]
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert "序号、重点任务、牵头单位、完成时限" in clerk.said[-1]
    after = hands.window.desk.state.snapshot.tasks
    if answer == FILL:
        assert after[1].text == "重点任务" and after[2].text == "公开行政许可事项清单"
    else:
        assert after == before
    assert (hands.window.current.name == "import") == (answer == IMPORT)
    if answer == IMPORT:
        assert "识别 2 项任务" in hands.window.pages["import"].head_words.text()


def test_own_rows_copied_and_pasted_are_not_asked_about(hands):
    hands.go(1, "number")
    hands.press(Key.Key_Right, SHIFT, times=5)
    hands.press(Key.Key_Down, SHIFT)
    hands.press(Key.Key_C, CTRL)
    hands.settle()
    hands.go(3, "number")
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert hands.task(3).text == hands.task(1).text


@pytest.mark.parametrize("answer", [FILL, NOTHING])
def test_more_than_what_is_selected_is_asked_about(hands, clerk, answer):
    clip("市司法局\n市信访局\n市政府办公室\n")
    hands.go(1, "support")
    hands.press(Key.Key_Down, SHIFT)
    clerk.answers = [answer]
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    assert "选中了 2 行 1 列，复制的是 3 行 1 列" in clerk.said[-1]
    assert hands.task(3).support.units == (("市政府办公室",) if answer == FILL else ())


@pytest.mark.parametrize("answer", [ADD, FITTING, NOTHING])
def test_rows_below_the_last_task_may_become_new_ones(hands, clerk, answer):
    clip("5\t公开预公开目录\t市司法局\t\t6月底前\n6\t公开会议纪要\t市信访局、市司法局\t南湖区\t9月底前\n7\t办好政府公报\t\t\t全年\n")
    hands.go(4, "number")
    clerk.answers = [answer]
    hands.press(Key.Key_V, CTRL)
    hands.settle()
    tasks = hands.window.desk.state.snapshot.tasks
    assert hands.task(4).text == ("公开县（市、区）政府重大决策预公开目录" if answer == NOTHING else "公开预公开目录")
    assert len(tasks) == (7 if answer == ADD else 5)
    if answer == ADD:
        new = tasks[5]
        assert (new.number, new.text, new.section) == ("6", "公开会议纪要", tasks[4].section)
        assert new.lead.units == ("市信访局", "市司法局") and new.support.units == ("南湖区",) and str(new.deadline.due) == "2022-09-30"
        assert tasks[6].blank_lead and tasks[6].deadline.raw == "全年"
        hands.press(Key.Key_Z, CTRL)
        hands.settle()
        assert len(hands.window.desk.state.snapshot.tasks) == 5 and hands.task(4).text == "公开县（市、区）政府重大决策预公开目录"


def test_paste_import_has_a_key_of_its_own(hands):
    clip("", WEB)
    hands.go(1, "number")
    hands.press(Key.Key_V, CTRL | SHIFT)
    hands.settle()
    assert hands.window.current.name == "import" and hands.task(1).text.startswith("完善政策解读机制")


def test_a_paste_into_a_ledger_without_tasks_is_an_import(window, idle, tmp_path, qtbot):
    from .conftest import make_ledger

    window.take_paths([make_ledger(tmp_path / "空.gkd", [], rounds=False)])
    idle(window)
    clip("", WEB)
    window.act("paste")
    idle(window)
    assert window.current.name == "import" and window.pages["import"].take.isEnabled()
    window.pages["import"].take.click()
    idle(window)
    assert len(window.desk.state.snapshot.tasks) == 2


@pytest.mark.parametrize("answer", ["另建新台账", "导入当前台账", "取消"])
def test_on_the_start_page_the_open_ledger_is_named(opened, idle, clerk, answer):
    opened.go("start")
    clip("", WEB)
    clerk.answers = [answer]
    opened.act("paste")
    idle(opened)
    assert "2022年政务公开工作要点分解表" in clerk.said[-1]
    assert opened.current.name == ("start" if answer == "取消" else "import")
    if answer != "取消":
        assert opened.pages["import"].take.text() == ("建立台账…" if answer == "另建新台账" else "导入到台账")


def test_days_without_a_year_are_of_the_ledgers_year(hands):
    clip("", WEB)
    hands.press(Key.Key_V, CTRL | SHIFT)
    hands.settle()
    page = hands.window.pages["import"]
    assert [read.year for read in page.files.values] == [2022]
    page.take.click()
    hands.settle()
    assert hands.window.desk.state.steps[-1].label == "导入分解表：粘贴的内容（2项）"
    added = hands.window.desk.state.snapshot.tasks[-2:]
    assert [(task.deadline.raw, str(task.deadline.due)) for task in added] == [("6月底前", "2022-06-30"), ("9月底前", "2022-09-30")]


def test_a_table_that_names_its_year_keeps_it(hands, clerk):
    clip("", "<p>2021年政务公开工作任务分解表</p>" + WEB)
    hands.press(Key.Key_V, CTRL | SHIFT)
    hands.settle()
    clerk.answers = [True]
    hands.window.pages["import"].take.click()
    hands.settle()
    assert "2021年" in clerk.said[0]
    assert str(hands.window.desk.state.snapshot.tasks[-1].deadline.due) == "2021-09-30"
