"""导入: a file in hand becomes a ledger; roles are corrected by clicking; pasted tables; rosters."""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from gongkai_desk.desktop.reading import county_units, load_hints
from gongkai_desk.ledger import Ledger


def breakdown(path: Path, *, header: tuple[str, ...] = ("序号", "工作任务", "牵头单位", "配合单位", "完成时限")) -> Path:
    book = Workbook()
    sheet = book.active
    sheet.title = "分解表"
    sheet["A1"] = "海宁市2022年政务公开工作要点任务分解表"
    sheet.merge_cells("A1:E1")
    for at, text in enumerate(header, 1):
        sheet.cell(2, at, text)
    rows = [
        ("一、加强政策公开", None, None, None, None),
        (1, "及时公开财政预决算信息", "市财政局", "市审计局", "6月底前"),
        (2, "推进行政执法信息公示", "市司法局", "市市场监管局、市生态环境局", "9月底前"),
        ("二、回应社会关切", None, None, None, None),
        (3, "办好政府开放日活动", "市政府办公室", "各镇（街道）", "全年"),
        (4, "完善政策解读机制", "市政府办公室", None, "12月底前"),
    ]
    for row, values in enumerate(rows, 3):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at, value)
    book.save(path)
    return path


def test_from_a_file_to_a_ledger(window, idle, clerk, tmp_path):
    clerk.answers = [[breakdown(tmp_path / "分解表.xlsx")]]
    window.act("new")
    idle(window)
    page = window.pages["import"]
    assert "识别 4 项任务" in page.head_words.text()
    assert page.facts.year() == 2022
    assert page.facts.city.currentText() in ("嘉兴市", "（不选）", "")
    clerk.answers = [tmp_path]
    page.take.click()
    idle(window)
    state = window.desk.state
    assert state is not None
    assert len(state.snapshot.tasks) == 4
    assert state.snapshot.tasks[1].support.units == ("市市场监管局", "市生态环境局")
    assert window.current.name == "ledger"
    assert [kept.name for kept in state.snapshot.documents] == ["分解表.xlsx"]


def test_a_wrong_column_is_corrected_and_remembered(window, idle, tmp_path, home):
    from gongkai_desk.layout import Role

    path = breakdown(tmp_path / "表.xlsx", header=("序号", "工作任务", "甲栏", "乙栏", "完成时限"))
    window.take_paths([path])
    idle(window)
    page = window.pages["import"]
    page.corrections.set_role(3, Role.SUPPORT)
    idle(window)
    page.corrections.set_role(4, Role.LEAD)
    idle(window)
    tasks = page.files.values[0].breakdowns[0].tasks
    assert tasks[0].lead.units == ("市审计局",)
    assert tasks[0].support.units == ("市财政局",)
    assert load_hints(home)
    assert "牵头单位" in page.picture.cells.headerData(3, page.picture.horizontalHeader().orientation())
    page._read([path], False)
    idle(window)
    assert page.files.values[0].breakdowns[0].tasks[0].lead.units == ("市审计局",)


def test_the_picture_shows_cells_merges_and_doubts(window, idle, tmp_path, qtmodeltester):
    window.take_paths([breakdown(tmp_path / "分解表.xlsx")])
    idle(window)
    picture = window.pages["import"].picture
    assert picture.columnSpan(0, 0) == 5
    assert picture.cells.data(picture.cells.place_of(4, 2)) == "及时公开财政预决算信息"
    qtmodeltester.check(picture.cells)


def test_pasting_a_table_from_a_web_page(window, idle, clerk, tmp_path):
    mime = QMimeData()
    mime.setHtml(
        "<table><tr><th>序号</th><th>工作任务</th><th>责任单位</th><th>完成时限</th></tr>"
        "<tr><td>1</td><td>公开重大决策预公开事项目录</td><td>市政府办公室</td><td>6月底前</td></tr>"
        "<tr><td>2</td><td>规范办理依申请公开</td><td>市司法局</td><td>全年</td></tr></table>"
    )
    QGuiApplication.clipboard().setMimeData(mime)
    window.act("paste")
    idle(window)
    page = window.pages["import"]
    assert page.files.values[0].tasks == 2
    clerk.answers = [tmp_path / "粘贴.gkd"]
    page.take.click()
    idle(window)
    with Ledger.open(tmp_path / "粘贴.gkd", readonly=True) as ledger:
        assert len(ledger.snapshot().tasks) == 2


def test_a_roster_file_is_known_as_one(window, idle, tmp_path):
    names = tmp_path / "名录.txt"
    names.write_text("市财政局\n市司法局\n市审计局\n", encoding="utf-8")
    window.take_paths([breakdown(tmp_path / "分解表.xlsx"), names])
    idle(window)
    page = window.pages["import"]
    assert [read.words for read in page.files.values if read.roster] == ["名录 3 个单位"]


def test_a_broken_file_says_so_and_the_others_are_read(window, idle, tmp_path):
    bad = tmp_path / "坏.xlsx"
    bad.write_bytes(b"PK\x03\x04 nothing")
    window.take_paths([bad, breakdown(tmp_path / "分解表.xlsx")])
    idle(window)
    page = window.pages["import"]
    assert "1 个未读入" in page.head_words.text()
    assert page.take.isEnabled()


def test_counties_of_a_city_join_the_roster(window, idle, clerk, tmp_path):
    window.take_paths([breakdown(tmp_path / "分解表.xlsx")])
    idle(window)
    page = window.pages["import"]
    page.facts.province.setCurrentText("浙江省")
    page.facts.city.setCurrentText("嘉兴市")
    assert "海宁市" in page.facts.words.text()
    clerk.answers = [tmp_path / "县.gkd"]
    page.take.click()
    idle(window)
    assert window.desk.state.snapshot.roster.find("海宁市") is not None
    assert county_units("嘉兴市", ["海宁市"])[0].parent == "嘉兴市"


def test_a_table_that_was_not_understood_is_read_by_hand(window, idle, tmp_path):
    from gongkai_desk.layout import Role

    book = Workbook()
    sheet = book.active
    for row, values in enumerate([("某处", "何事", "谁"), ("x", "绿化河道两岸三公里", "王家"), ("y", "疏浚东西两条小渠", "李家")], 1):
        for at, value in enumerate(values, 1):
            sheet.cell(row, at, value)
    book.save(tmp_path / "怪.xlsx")
    window.take_paths([tmp_path / "怪.xlsx"])
    idle(window)
    page = window.pages["import"]
    page.corrections.set_role(2, Role.TASK)
    idle(window)
    page.corrections.set_role(3, Role.LEAD)
    idle(window)
    page.corrections.set_row(1, "first")
    idle(window)
    read = page.files.values[0]
    assert [task.text for breakdown in read.breakdowns for task in breakdown.tasks] == ["绿化河道两岸三公里", "疏浚东西两条小渠"]
    assert page.take.isEnabled()


def test_due_days_follow_from_a_rounds_name():
    from datetime import date

    from gongkai_desk.desktop.drafts import due_of, propose_round

    today = date(2026, 10, 12)
    assert propose_round(today) == ("2026年第三季度", date(2026, 9, 30))
    assert propose_round(date(2026, 1, 5))[0] == "2025年第四季度"
    assert propose_round(date(2026, 8, 30))[0] == "2026年第三季度"
    assert due_of("2022年上半年", today) == date(2022, 6, 30)
    assert due_of("2022年11月", today) == date(2022, 11, 30)
    assert due_of("2022年度", today) == date(2022, 12, 31)
    assert due_of("专项检查", today) is None


def test_what_the_roster_lacks_is_asked_once_and_filled_in(window, idle, clerk, tmp_path):
    clerk.answers = [[breakdown(tmp_path / "分解表.xlsx")], tmp_path, True]
    window.act("new")
    idle(window)
    window.pages["import"].take.click()
    idle(window)
    assert "“各镇（街道）”还不知道包括哪些单位" in clerk.said[-1]
    assert window.current.name == "settings"
    tab = window.pages["settings"].table("groups")
    row = [group.phrase for group in tab.model.values].index("各镇（街道）")
    assert tab.view.currentIndex().row() == row
    tab.model.setData(tab.model.index(row, 1), "斜桥镇、许村镇")
    idle(window)
    assert window.desk.state.snapshot.roster.groups["各镇（街道）"] == ("斜桥镇", "许村镇")


def issued_forms(opened, idle, clerk, folder: Path) -> list[Path]:
    """The forms of the round that is shown, written to ``folder``."""
    opened.act("issue")
    idle(opened)
    clerk.answers = [folder]
    opened.pages["issue"].write.click()
    idle(opened)
    return sorted(folder.rglob("*_填报表.xlsx"))


def test_forms_given_to_the_import_are_offered_to_the_merge(opened, idle, clerk, tmp_path):
    forms = issued_forms(opened, idle, clerk, tmp_path)
    clerk.answers = [forms[:2], True]
    opened.act("import")
    idle(opened)
    assert "交回的填报表" in clerk.said[-1]
    assert opened.current.name == "merge"
    assert len(opened.pages["merge"].files.values) == 2


def test_forms_among_other_files_wait_for_a_click(opened, idle, clerk, tmp_path):
    form = issued_forms(opened, idle, clerk, tmp_path)[0]
    clerk.answers = [[form, breakdown(tmp_path / "另一份.xlsx")]]
    opened.act("import")
    idle(opened)
    page = opened.pages["import"]
    assert opened.current.name == "import" and not page.merge.isHidden()
    assert "其中 1 个是交回的填报表" in page.head_words.text()
    page.merge.click()
    idle(opened)
    assert [entry.unit for entry in opened.pages["merge"].files.values] == [form.name.split("_")[1]]


def test_a_form_of_another_ledger_may_be_imported(window, opened, idle, clerk, tmp_path):
    form = next(path for path in issued_forms(opened, idle, clerk, tmp_path) if "海宁市" in path.name)
    opened.act("close")
    idle(opened)
    opened.go("import", paths=[form], new=True)
    idle(opened)
    page = opened.pages["import"]
    assert page.merge.isHidden() and page.take.isEnabled()
    assert "上级发来的，可作为任务导入" in page.note.text()
