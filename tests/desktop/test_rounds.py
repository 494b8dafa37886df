"""报送期 ended and opened again, the upper office's form filled in, statistics, and what has changed since."""

from __future__ import annotations

from datetime import date

from openpyxl import load_workbook
from PySide6.QtGui import QGuiApplication

from gongkai_desk.desktop.rounds import FOLDER, LISTED, listed
from gongkai_desk.ledger import Change, Ledger, summary_key

from .conftest import ROUND, make_ledger
from .test_import_page import issued_forms


def test_a_round_is_ended_and_opened_again(opened, idle, clerk):
    clerk.answers = [True]
    opened.act("close_round")
    idle(opened)
    assert "还有 5 家没有报送" in clerk.said[-1]
    assert opened.desk.state.snapshot.round(ROUND).closed == date(2022, 9, 20)
    assert opened.pages["ledger"].round_box.currentText() == f"{ROUND}（已结束）"
    clerk.answers = [True]
    opened.act("close_round")
    idle(opened)
    assert "重新打开" in clerk.said[-1] and opened.desk.state.snapshot.round(ROUND).closed is None


def test_days_of_a_round_are_a_table(opened, idle, clerk):
    opened.act("rounds")
    idle(opened)
    tab = opened.pages["settings"].table("rounds")
    assert [field.text(tab.model.values[0]) for field in tab.model.fields] == [ROUND, "2022-07-01", "2022-09-30", ""]
    assert tab.model.setData(tab.model.index(0, 2), "2022年10月8日")
    idle(opened)
    assert opened.desk.state.snapshot.round(ROUND).due == date(2022, 10, 8)
    assert not tab.model.setData(tab.model.index(0, 2), "月底")
    assert "看不懂日期" in clerk.said[-1]


def test_a_round_that_exists_is_not_made_again(opened, idle, clerk):
    clerk.answers = [ROUND]
    opened.act("new_round")
    idle(opened)
    assert f"已经有“{ROUND}”了" in clerk.said[-1]


def test_rows_of_a_form_are_counted_also_where_not_all_are_named():
    assert listed("没有填：", ()) == ""
    rows = [f"第{at}行" for at in range(LISTED + 3)]
    said = listed("没有填：", rows).split("\n")
    assert f"有 {LISTED + 3} 行没有填：" in said and f"· 第{LISTED - 1}行" in said
    assert said[-1] == "另有 3 行" and f"· 第{LISTED}行" not in said
    assert "另有" not in listed("没有填：", rows[:LISTED])


def test_the_upper_offices_form_is_filled_in(window, idle, clerk, tmp_path):
    """The province issues a form to the city; the city's ledger holds the same tasks, and answers."""
    window.take_paths([make_ledger(tmp_path / "省.gkd")])
    idle(window)
    sent = tmp_path / "发出"
    sent.mkdir()
    form = next(path for path in issued_forms(window, idle, clerk, sent) if "海宁市" in path.name)
    city = make_ledger(tmp_path / "市.gkd")
    with Ledger.open(city) as ledger:
        ledger.apply("写", [Change("summary", summary_key("T0001", ROUND), "text", "我市已建立公开目录63项")])
    window.take_paths([city])
    idle(window)
    clerk.answers = [[form], tmp_path, FOLDER]
    window.act("answer_upper")
    idle(window)
    filled = next(tmp_path.glob("*_已填.xlsx"))
    assert "已填" in clerk.said[-1] and clerk.opened == [str(tmp_path)]
    cells = [str(cell.value) for row in load_workbook(filled)["填报表"].iter_rows() for cell in row]
    assert "我市已建立公开目录63项" in cells


def test_the_upper_offices_own_file_is_not_written_over(opened, idle, clerk, tmp_path):
    form = tmp_path / "上级.xlsx"
    form.write_bytes(b"x")
    clerk.answers = [[form], form]
    opened.act("answer_upper")
    idle(opened)
    assert "原表要留着" in clerk.said[-1] and form.read_bytes() == b"x"


def test_statistics_as_table_and_picture(opened, idle, clerk, tmp_path, qtmodeltester):
    opened.act("statistics")
    idle(opened)
    page = opened.pages["statistics"]
    assert [page.tabs.tabText(at) for at in range(page.tabs.count())] == ["按单位", "按章节", "按状态", "按报送期"]
    for model in page.models:
        qtmodeltester.check(model)
    states = {row[0]: row[1] for row in page.found[2].rows}
    assert sum(int(count) for count in states.values()) == 5
    assert sum(sum(bar.parts) for bar in page.charts[1].bars) == 5
    image = page.charts[0].picture(900)
    assert image.width() == 1800 and len({image.pixel(x, 94) for x in range(0, 1800, 4)}) > 3, "bars are drawn"
    page.copy_table()
    assert "单位\t任务总数" in QGuiApplication.clipboard().text()
    page.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    clerk.answers = [tmp_path, True]
    page.buttons[2].click()
    idle(opened)
    made = next(tmp_path.glob("*统计表.xlsx"))
    assert load_workbook(made).sheetnames == ["按单位", "按章节", "按状态", "按报送期"] and clerk.opened == [str(made)]


def test_what_has_changed_since_a_round_and_since_a_day(opened, idle, clerk, tmp_path):
    table = opened.pages["ledger"]
    table.model.setData(table.model.index(table.model.row_of(1), table.model.column_of("lead")), "市信访局")
    idle(opened)
    opened.act("changes")
    idle(opened)
    tab = opened.pages["history"].changes
    assert tab.since.currentText() == ROUND
    tab.since.setCurrentText("某一天")
    tab.look()
    idle(opened)
    assert tab.day.isVisible()
    tab.since.setCurrentText(ROUND)
    tab.look()
    idle(opened)
    assert any(one.what.startswith("第2项") for one in tab.model.values), "round and tasks came in one step"
    clerk.answers = [tmp_path]
    tab.export.click()
    idle(opened)
    assert next(tmp_path.glob("*变更清单.xlsx")).stat().st_size > 1000
