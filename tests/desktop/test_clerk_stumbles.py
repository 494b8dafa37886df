"""What a clerk stumbled over at the first sitting, one test for each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from msgspec import structs
from PySide6.QtCore import QPoint, Qt

from gongkai_desk.desktop.pages.import_facts import ledger_title
from gongkai_desk.desktop.pages.revising import chosen_of
from gongkai_desk.desktop.setting_tables.holidays import Day, dated
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.widths import fitted
from gongkai_desk.domain import Deadline, DeadlineKind, Every, GongkaiError
from gongkai_desk.ledger import Change, Claim, Ledger, pending_key

from .conftest import ROUND, TODAY, make_ledger, sample_tasks
from .test_import_page import breakdown

KEYS = {column.key: at for at, column in enumerate(COLUMNS)}
USUAL = [KEYS[key] for key in ("number", "text", "lead", "support", "deadline", "status", "light", "progress")]


def page_of(window):
    return window.pages["ledger"]


# -- the table


@pytest.mark.parametrize("room", [700, 905, 1100, 1450])
@pytest.mark.parametrize("requirement", [False, True])
def test_lights_are_in_sight_at_any_width(room, requirement):
    shown = sorted([*USUAL, KEYS["requirement"]] if requirement else USUAL)
    widths = fitted(room, shown)
    before = sum(width for at, width in widths.items() if COLUMNS[at].key != "progress")
    assert before <= max(room, 850), "state and light need no scrolling on a small screen"
    assert all(widths[at] >= 110 for at in shown if COLUMNS[at].key in ("text", "requirement", "progress"))
    if room >= 905:
        assert sum(widths.values()) <= room, "at 1366 the progress is in sight as well"
    if room >= 1100:
        assert abs(sum(widths.values()) - room) <= 4 or requirement


@pytest.mark.parametrize("room", [805, 905, 1450])
def test_columns_behind_the_progress_never_push_it_out(room):
    shown = sorted([*USUAL, *(KEYS[key] for key in ("requirement", "done_on", "problems", "next_steps", "remarks"))])
    widths = fitted(room, shown)
    begins = sum(widths[at] for at in shown if at < KEYS["progress"])
    assert begins <= room - 60 and widths[KEYS["progress"]] >= 160


def test_columns_follow_the_window_until_an_edge_is_drawn(opened, qtbot):
    table = page_of(opened).table
    table.spread()
    before = table.columnWidth(KEYS["text"])
    opened.resize(1800, 800)
    qtbot.waitUntil(lambda: table.columnWidth(KEYS["text"]) > before)
    table.setColumnWidth(KEYS["lead"], 222)
    opened.resize(1400, 800)
    assert table.columnWidth(KEYS["lead"]) == 222 and not table.fitting


def test_a_click_on_the_filter_mark_selects_no_column(opened, qtbot):
    page = page_of(opened)
    page.table.corner(False)
    header = page.table.horizontalHeader()
    asked = []
    header.filter_wanted.disconnect()
    header.filter_wanted.connect(asked.append)
    area = header.mark_area(KEYS["lead"])
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=area.center())
    assert asked == [KEYS["lead"]]
    assert len(page.table.selectionModel().selectedIndexes()) == 1
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(area.left() - 30, 8))
    assert len(page.table.selectionModel().selectedIndexes()) > 1


def test_the_fill_handle_stays_inside_its_cell(opened):
    table = page_of(opened).table
    index = table.model().index(2, KEYS["lead"])
    table.go(index)
    assert table.visualRect(index).contains(table.handle.area())


def test_an_editor_has_a_frame_and_grows_with_its_text(opened):
    table = page_of(opened).table
    row = next(at for at, each in enumerate(table.tasks.rows) if each.kind == 1)
    editor = table.start_edit(table.tasks.index(row, KEYS["lead"]))
    assert "border" in editor.styleSheet()
    editor.setPlainText("市司法局")
    low = editor.height()
    editor.setPlainText("\n".join(["市司法局"] * 6))
    assert editor.height() > low
    assert editor.height() <= editor.parentWidget().height()


def test_a_recurring_deadline_shows_the_day_that_counts_now(window, idle, tmp_path):
    first = structs.replace(sample_tasks()[1], deadline=Deadline(DeadlineKind.RECURRING, date(2022, 3, 31), "每季度", every=Every.QUARTER))
    window.take_paths([make_ledger(tmp_path / "a.gkd", [first], rounds=False)])
    idle(window)
    assert window.desk.state.texts.column(COLUMNS[KEYS["deadline"]]) == ["每季度\n2022-09-30"]


def test_arrow_keys_step_over_headings_and_shift_selects_across_them(opened, qtbot):
    page = page_of(opened)
    table, column = page.table, KEYS["lead"]
    second, third = page.model.row_of(1), page.model.row_of(2)
    assert third - second == 2, "a heading lies between"
    table.go(page.model.index(second, column))
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == third
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == second
    qtbot.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.cells.block() == ([second, third], [column])
    table.corner(False)
    first = table.currentIndex().row()
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_PageUp):
        qtbot.keyClick(table, key)
        assert table.currentIndex().row() == first


# -- beside the table


def test_counts_of_the_outline_have_their_own_column_and_lights_their_order(opened):
    outline = page_of(opened).outline
    items = {item.text(0): item for item in outline._items()}
    assert items["全部任务"].text(1) == "5"
    lights = [items["亮灯"].child(at).text(0) for at in range(items["亮灯"].childCount())]
    assert lights == [word for word in ("红灯", "黄灯", "绿灯", "灰灯") if word in lights]
    assert len(lights) >= 2


def test_a_click_on_a_finding_shows_its_cell_and_leaves_the_list_in_sight(opened, qtbot):
    page = page_of(opened)
    finding = next(each for each in opened.desk.state.findings if each.rule == "missing-lead")
    page.findings.choose(finding.key)
    index = page.findings.view.currentIndex()
    page.findings.view.setFocus()
    qtbot.waitUntil(lambda: not page.findings.view.visualRect(index).isEmpty())
    qtbot.mouseClick(
        page.findings.view.viewport(), Qt.MouseButton.LeftButton, pos=page.findings.view.visualRect(index).center()
    )
    assert page.model.task_at(page.table.currentIndex().row()).number == "5"
    assert not page.table.hasFocus()
    assert page.findings.view.height() > page.findings.height() // 3


def test_a_long_fix_does_not_widen_the_pane(opened, qtbot):
    from gongkai_desk.desktop.panes.findings import FixButton

    made = FixButton("牵头单位同上：" + "市卫生健康委、" * 20)
    qtbot.addWidget(made)
    made.resize(200, 28)
    made.show()
    assert made.text().endswith("…") and made.toolTip().startswith("牵头单位同上")
    assert made.sizePolicy().horizontalPolicy() == made.sizePolicy().Policy.Ignored


def test_a_finding_names_its_task_once(opened):
    from gongkai_desk.desktop.panes.findings import line_of

    for finding in opened.desk.state.findings:
        number = finding.task.number if finding.task else None
        assert not (number and line_of(finding).startswith(f"{number}. ") and f"第{number}项" in finding.message)


def test_buttons_that_cannot_be_used_say_why(opened):
    pane = page_of(opened).findings
    pane.view.setCurrentIndex(pane.model.index(-1, 0))
    pane._chosen()
    assert not pane.locate.isEnabled() and "请先" in pane.locate.toolTip()
    assert not pane.all_button.isEnabled() and "没有" in pane.all_button.toolTip()


def test_the_details_of_a_unit_name_it(opened, idle):
    page = page_of(opened)
    row = page.model.row_of(0)
    page.cells.toggle_row(row)
    page.table.go(page.model.index(row + 1, KEYS["progress"]))
    page.story.show_details()
    idle(opened)
    assert page.model.rows[row + 1].text in page.details.text.toPlainText()


# -- the way


@pytest.mark.parametrize(
    ("named", "title"),
    [
        ("临江市2026年政务公开重点工作任务分解表", "临江市2026年政务公开重点工作台账"),
        ("2022年政务公开工作要点责任分解表", "2022年政务公开工作台账"),
        ("分解表", "分解表"),
        ("", "2026年政务公开工作台账"),
        ("2018年政务公开工作要点", "2018年政务公开工作要点"),
    ],
)
def test_a_ledger_is_named_as_a_ledger(named, title):
    assert ledger_title(named, 2026) == title


def test_pasted_tasks_make_a_ledger_with_a_name(window, idle):
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.clipboard().setText("序号\t工作任务\t牵头单位\n1\t公开预算\t市财政局\n2\t公开决算\t市财政局\n")
    window.act("paste")
    idle(window)
    assert window.pages["import"].facts.title() == f"{TODAY.year}年政务公开工作台账"


def test_without_tasks_the_page_says_what_is_missing(window, idle, tmp_path):
    path = tmp_path / "名录.csv"
    path.write_text("单位名称,别名\n市财政局,财政局\n市司法局,\n", encoding="utf-8")
    window.go("import", paths=[path], new=True)
    idle(window)
    page = window.pages["import"]
    assert not page.take.isEnabled() and "还差一份分解表" in page.head_words.text()


def test_import_asks_nothing_and_shows_the_first_new_task(opened, idle, clerk, tmp_path):
    clerk.answers = [[breakdown(tmp_path / "补充.xlsx")]]
    opened.act("import")
    idle(opened)
    page = opened.pages["import"]
    assert opened.current is page and page.take.text() == "导入到台账"
    page.take.click()
    idle(opened)
    ledger = page_of(opened)
    shown = ledger.model.task_at(ledger.table.currentIndex().row())
    assert shown.source.file.endswith("补充.xlsx")


def test_returned_forms_are_known_by_their_names(opened, idle, clerk, tmp_path):
    from gongkai_desk.ledger import Change, Form, form_key

    opened.desk.session.apply("发", [Change("form", form_key(ROUND, "海宁市"), "*", Form(ROUND, "海宁市"))])
    idle(opened)
    opened.commands.take_documents([tmp_path / f"{ROUND}_海宁市_填报表.xlsx"])
    idle(opened)
    assert opened.current.name == "merge"
    clerk.said.clear()


def test_a_round_cannot_be_named_like_a_path(opened, idle, clerk):
    clerk.answers = ["2022/9月"]
    opened.act("new_round")
    idle(opened)
    assert "不能含有" in clerk.said[-1] and len(opened.desk.state.snapshot.rounds) == 1


def test_help_gives_the_page_back_that_it_was_called_from(opened):
    opened.act("history")
    opened.act("help")
    opened.back()
    assert opened.current.name == "history"
    opened.back()
    assert opened.current.name == "ledger"


def test_file_dialogs_are_chinese_to_the_last_word(window, qtbot, tmp_path):
    from PySide6.QtWidgets import QFileDialog, QLabel

    dialog = QFileDialog(None, "打开", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    words = [each.text() for each in dialog.findChildren(QLabel) if each.text()]
    assert words and not any(letter.isascii() and letter.islower() for word in words for letter in word)


# -- conflicts left open, revisions, years


def test_conflicts_left_open_are_decided_later(opened, idle, qtmodeltester):
    from gongkai_desk.domain import Source

    values = (Claim("已完成"), Claim("推进中", Source("海宁市.xlsx", "填报表", 5, 9)))
    key = pending_key("T0001", "海宁市", ROUND, "status")
    opened.desk.session.apply("留", [Change("pending", key, "values", values)])
    idle(opened)
    opened.act("merge")
    assert opened.pages["merge"].waiting_button.isVisible()
    opened.act("waiting")
    page = opened.pages["waiting"]
    qtmodeltester.check(page.model)
    assert page.model.rowCount() == 1 and not page.write.isEnabled()
    assert page.sides.texts[2].toPlainText() == "已完成"
    page.bar.chosen.emit("theirs", "one")
    page.write.click()
    idle(opened)
    snapshot = opened.desk.state.snapshot
    assert snapshot.report("T0001", "海宁市", ROUND).fields["status"] == "推进中"
    assert not snapshot.pending
    assert opened.current.name == "ledger"
    opened.act("undo")
    idle(opened)
    assert len(opened.desk.state.snapshot.pending) == 1


def test_a_revision_is_compared_ticked_and_written(window, idle, clerk, tmp_path, qtmodeltester):
    clerk.answers = [[breakdown(tmp_path / "分解表.xlsx")], tmp_path]
    window.act("new")
    idle(window)
    window.pages["import"].take.click()
    idle(window)
    before = window.desk.state.snapshot
    from openpyxl import load_workbook

    book = load_workbook(tmp_path / "分解表.xlsx")
    sheet = book.active
    last = max(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 2).value)
    sheet.cell(last, 2).value = "推进全新的政府开放日活动并公布活动安排"
    book.save(tmp_path / "分解表(修订).xlsx")
    clerk.answers = [[tmp_path / "分解表(修订).xlsx"]]
    window.act("revise")
    idle(window)
    page = window.pages["import"]
    assert page.revise.isVisible() and not page.take.isVisible()
    page.revise.click()
    idle(window)
    revise = window.pages["revise"]
    assert window.current is revise
    qtmodeltester.check(revise.model)
    assert {tick.value.what for tick in revise.model.values} <= {"新增", "修改", "取消"} and revise.model.values
    revise.write.click()
    idle(window)
    after = window.desk.state.snapshot
    assert any("政府开放日" in task.text for task in after.tasks)
    assert {task.id for task in after.tasks} & {task.id for task in before.tasks}
    window.act("undo")
    idle(window)
    assert [task.text for task in window.desk.state.snapshot.tasks] == [task.text for task in before.tasks]


def test_what_is_not_ticked_is_left_out_of_a_revision():
    from gongkai_desk.desktop.pages.revising import rows_of
    from gongkai_desk.standing.revision import Difference

    one, two, three = sample_tasks()[:3]
    found = Difference(new=(one, two), dropped=(three,), order=((None, 0), ("T9", None), (None, 1)))
    rows = [row for row in rows_of(found) if row.value is not one]
    kept = chosen_of(found, rows)
    assert kept.new == (two,) and kept.order == (("T9", None), (None, 0)) and kept.dropped == (three,)


def test_last_years_ledger_is_carried_on(window, idle, clerk, tmp_path):
    last = make_ledger(tmp_path / "2021.gkd")
    fresh = make_ledger(tmp_path / "2022.gkd", sample_tasks()[:2], rounds=False)
    window.take_paths([fresh])
    idle(window)
    clerk.answers = [[last], "承接，并结转未完成的任务"]
    window.act("carry")
    idle(window)
    snapshot = window.desk.state.snapshot
    assert len(snapshot.tasks) > 2 and any(task.remarks == "上年结转" for task in snapshot.tasks)
    assert "承接上年台账" in window.desk.state.steps[-1].label
    clerk.answers = [[fresh]]
    window.act("carry")
    assert "就是当前台账" in clerk.said[-1]


# -- trust


def test_a_damaged_ledger_is_noticed_after_opening(window, idle, clerk, ledger_path):
    import sqlite3

    with sqlite3.connect(ledger_path) as raw:
        raw.execute("UPDATE task SET text = '被改过的任务' WHERE id = 'T0002'")
    raw.close()
    window.take_paths([ledger_path])
    idle(window)
    idle(window)
    assert any("台账内容有损坏" in said for said in clerk.said)


def test_paper_is_not_made_of_a_damaged_ledger(opened, idle, clerk, ledger_path, tmp_path):
    import sqlite3

    from gongkai_desk.desktop.opening import assure
    from gongkai_desk.domain.progress import silent

    assure(ledger_path, silent)
    with sqlite3.connect(ledger_path) as raw:
        raw.execute("UPDATE task SET text = '被改过的任务' WHERE id = 'T0002'")
    raw.close()
    with pytest.raises(GongkaiError, match="没有导出"):
        assure(ledger_path, silent)


def test_the_history_shows_what_an_undone_step_had_changed(opened, idle):
    opened.desk.session.apply("修改备注", [Change("task", "T0002", "remarks", "加急")])
    idle(opened)
    opened.act("undo")
    idle(opened)
    opened.act("history")
    idle(opened)
    page = opened.pages["history"]
    assert page.steps.values[0].undone
    assert [entry.new for entry in page.entries.values] == ["加急"]
    assert "已撤销" in page.note.text()


def test_a_copy_to_hand_on_names_nobody(opened, idle, clerk, tmp_path):
    unit = replace(opened.desk.state.snapshot.roster.units[0], contact="王小明", phone="13812345678")
    task = [Change("task", "T0002", "text", "请联系 13912345678 报送")]
    opened.desk.session.apply("联络员", [Change("unit", unit.name, "*", unit), *task])
    idle(opened)
    clerk.answers = [tmp_path / "副本.gkd", True]
    opened.act("copy_ledger")
    idle(opened)
    with Ledger.open(tmp_path / "副本.gkd", readonly=True) as ledger:
        snapshot = ledger.snapshot()
    assert not any(each.contact or each.phone for each in snapshot.roster.units)
    assert "13912345678" not in snapshot.task("T0002").text


def test_layouts_corrected_by_hand_travel_with_the_ledger(window, idle, clerk, tmp_path):
    from gongkai_desk.desktop.reading import hints_of
    from gongkai_desk.layout import Role

    window.go("import", paths=[breakdown(tmp_path / "分解表.xlsx")], new=True)
    idle(window)
    page = window.pages["import"]
    page.corrections.set_role(2, Role.REQUIREMENT)
    page.corrections.set_role(2, Role.TASK)
    idle(window)
    clerk.answers = [tmp_path]
    page.take.click()
    idle(window)
    kept = hints_of(window.desk.state.snapshot.settings)
    assert kept and any(each.role is Role.TASK for layout in kept for each in layout.columns)


# -- settings


@pytest.mark.parametrize(("typed", "day"), [("2027-02-07", "2027-02-07"), ("2027年2月7日", "2027-02-07"), ("2027/2/7", "2027-02-07")])
def test_days_are_read_as_people_write_them(typed, day):
    assert dated(Day(), typed).day == day


@pytest.mark.parametrize("typed", ["", "元旦", "2027-13-01", "2月7日"])
def test_what_is_no_day_is_refused(typed):
    with pytest.raises(GongkaiError):
        dated(Day(), typed)


@pytest.mark.parametrize(
    ("table", "row", "column", "typed", "sentence"),
    [("lights", 0, 1, "半个月", "天数"), ("lights", 1, 1, "也许", "是、否"), ("roster", 0, 2, "部级", "省"), ("roster", 0, 3, "协会", "部门")],
)
def test_values_that_mean_nothing_are_refused_with_a_sentence(opened, idle, clerk, table, row, column, typed, sentence):
    opened.go("settings", table=table)
    tab = opened.pages["settings"].table(table)
    before = tab.model.values[row]
    tab.model.setData(tab.model.index(row, column), typed)
    idle(opened)
    assert sentence in clerk.said[-1] and tab.model.values[row] == before


def test_a_cell_with_few_values_offers_them(opened, idle, qtbot):
    from PySide6.QtWidgets import QComboBox

    opened.go("settings", table="roster")
    tab = opened.pages["settings"].table("roster")
    index = tab.model.index(0, 3)
    tab.view.setCurrentIndex(index)
    tab.view.edit(index)
    box = tab.view.viewport().findChild(QComboBox)
    assert "部门" in [box.itemText(at) for at in range(box.count())]
    box.setCurrentText("开发区")
    box.activated.emit(box.currentIndex())
    idle(opened)
    assert opened.desk.state.snapshot.roster.units[0].category.value == "开发区"
    assert tab.view.currentIndex().row() == 0, "the cursor stays"


def test_a_font_is_chosen_for_one_that_is_missing(opened, idle, qtmodeltester):
    from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

    from gongkai_desk.desktop.fonts import AUTOMATIC, chosen_fonts, rows

    opened.act("fonts")
    tab = opened.pages["settings"].table("fonts")
    qtmodeltester.check(tab.model)
    name = "方正小标宋简体"
    at = next(at for at, row in enumerate(tab.model.values) if row.name == name)
    family = next(each for each in QFontDatabase.families() if each not in (tab.model.values[at].drawn, name))
    tab.model.setData(tab.model.index(at, 3), family)
    idle(opened)
    assert chosen_fonts(opened.desk.settings) == {name: family}
    assert QFontInfo(QFont(name)).family() == family
    assert next(row for row in rows(opened.desk.settings) if row.name == name).drawn == family
    tab.model.setData(tab.model.index(at, 3), AUTOMATIC)
    assert chosen_fonts(opened.desk.settings) == {} and not QFont.substitutes(name)
