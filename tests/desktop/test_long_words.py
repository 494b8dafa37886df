"""Long names and texts stay in their place: the bottom line, headings, headers, whole records."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtCore import Qt

from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.history import words
from gongkai_desk.desktop.summary import LETTERS, status_words
from gongkai_desk.desktop.table.columns import COLUMNS
from gongkai_desk.desktop.table.widths import fitted

LONG = "中国（浙江）自由贸易试验区嘉兴片区管理委员会办公室（市数字经济发展服务中心）"


def said(*missing: str) -> str:
    standing = SimpleNamespace(counts={}, not_reported=missing)
    snapshot = SimpleNamespace(tasks=(), pending=())
    return status_words(SimpleNamespace(standing=standing, round="2026年第三季度", snapshot=snapshot)).partition("未报送：")[2]


def test_the_bottom_line_names_no_more_units_than_it_has_room_for():
    assert said("市司法局") == "市司法局"
    assert said("甲局", "乙局", "丙局", "丁局", "戊局") == "甲局、乙局、丙局、丁局 等 5 家"
    assert said(LONG) == f"{LONG[:LETTERS]}…"
    assert said(LONG, "甲局", "乙局") == f"{LONG[:LETTERS]}… 等 3 家"
    assert said("市司法局", LONG) == "市司法局 等 2 家"


def test_a_header_that_is_cut_says_its_whole_title():
    model = ValuesModel([Field(LONG, str)])
    assert model.headerData(0, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) == LONG


def test_a_whole_record_without_aliases_begins_with_a_word():
    assert words({"aliases": "[]", "level": "市", "contact": "李四"}) == "市、李四"


def test_names_of_tasks_give_room_too():
    keys = ("number", "text", "name", "requirement", "lead", "support", "deadline", "status", "light", "progress")
    shown = [at for at, column in enumerate(COLUMNS) if column.key in keys]
    widths = fitted(905, shown)
    assert sum(widths.values()) - widths[next(at for at in shown if COLUMNS[at].key == "progress")] <= 905 - 60


def test_a_heading_over_the_frozen_edge_loses_no_letters(opened, qtbot):
    page = opened.pages["ledger"]
    opened.resize(1366, 720)
    table = page.table
    band = next(at for at, row in enumerate(page.model.rows) if row.text.startswith("一、"))
    edge = table.frozen.width()
    picture = table.grab().toImage()
    top = table.horizontalHeader().height() + table.rowViewportPosition(band)
    ratio = picture.devicePixelRatio()

    def inked(x: int) -> bool:
        rows = range(round((top + 3) * ratio), round((top + table.rowHeight(band) - 3) * ratio))
        return any(picture.pixelColor(round(x * ratio), y).lightness() < 120 for y in rows)

    assert edge > 100
    row = page.model.rows[band]
    assert table.fontMetrics().horizontalAdvance(row.text) > edge, "the heading reaches over the edge"
    assert any(inked(x) for x in range(edge - 6, edge - 1)), "the last letters before the edge are drawn"


def test_a_doubt_of_the_import_is_read_in_full(opened, idle, tmp_path):
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["2022年政务公开工作要点任务分解表"])
    sheet.append(["序号", "工作任务", "牵头单位", "完成时限"])
    for number in range(1, 6):
        sheet.append([number, f"推进第{number}类信息公开", "市政府办公室", "20229月底前"])
    sheet.row_dimensions[4].hidden = True
    sheet["B5"] = "=1/0"
    path = tmp_path / "分解表.xlsx"
    book.save(path)
    opened.go("import", paths=[path], new=False)
    idle(opened)
    page = opened.pages["import"]
    view = page.doubts_view
    for row, doubt in enumerate(page.doubts.values):
        room = view.columnWidth(0) - 8
        lines = -(-view.fontMetrics().horizontalAdvance(doubt.what) // room)
        assert view.rowHeight(row) >= lines * view.fontMetrics().height() * 0.9
    assert page.doubts.values, "the sample has something doubtful"
