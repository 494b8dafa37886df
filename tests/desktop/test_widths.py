"""Plain tables fill the window: what is left over goes to the long texts, and they give where room lacks."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.ticks import Tick, TickModel
from gongkai_desk.desktop.views import LEAST, spread, values_table

FIELDS = (
    Field("单位", lambda value: value, 100, grow=1),
    Field("状态", lambda value: value, 60),
    Field("说明", lambda value: value, 200, grow=3),
)


def test_what_is_left_over_goes_to_those_that_grow():
    assert spread(FIELDS, 360) == [100, 60, 200]
    assert spread(FIELDS, 460) == [125, 60, 275]


def test_a_column_may_have_a_width_beyond_which_it_does_not_grow():
    fields = (Field("单位", str, 100, grow=1, most=120), Field("期", str, 50))
    assert spread(fields, 900) == [120, 50]


def test_where_room_lacks_long_texts_give_names_keep_theirs():
    narrow = spread(FIELDS, 320)
    assert sum(narrow) <= 320 and narrow[:2] == [100, 60]
    assert spread(FIELDS, 10)[:2] == [100, 60] and spread(FIELDS, 10)[2] >= 200 * LEAST - 1


def test_a_table_follows_its_window_until_the_clerk_draws_an_edge(qtbot):
    view = values_table(ValuesModel(FIELDS), "表")
    qtbot.addWidget(view)
    view.model().show(["一"])
    view.resize(500, 200)
    view.show()
    assert view.columnWidth(0) > 100 and view.horizontalScrollBar().maximum() == 0
    view.resize(900, 200)
    wide = view.columnWidth(0)
    assert sum(view.columnWidth(at) for at in range(3)) == view.viewport().width()
    edge = view.columnViewportPosition(1) - 1
    header = view.horizontalHeader().viewport()
    middle = view.horizontalHeader().height() // 2
    qtbot.mousePress(header, Qt.MouseButton.LeftButton, pos=_point(edge, middle))
    qtbot.mouseMove(header, _point(edge + 40, middle))
    qtbot.mouseRelease(header, Qt.MouseButton.LeftButton, pos=_point(edge + 40, middle))
    assert view.columnWidth(0) != wide and not view.fitting
    drawn = view.columnWidth(0)
    view.resize(700, 200)
    assert view.columnWidth(0) == drawn, "the clerk's own width stays"


def _point(x: int, y: int):
    from PySide6.QtCore import QPoint

    return QPoint(x, y)


def test_statistics_show_every_column_at_the_smallest_screen(opened, idle):
    opened.resize(1366, 720)
    opened.act("statistics")
    idle(opened)
    page = opened.pages["statistics"]
    view = page.tabs.currentWidget().widget(0)
    assert view.horizontalScrollBar().maximum() == 0


def test_files_that_begin_alike_are_told_apart_by_their_ends(qtbot):
    from PySide6.QtWidgets import QStyleOptionViewItem

    view = values_table(ValuesModel((Field("单位", str), Field("来源", str, tail=True))), "表")
    qtbot.addWidget(view)
    view.model().show(["2026年第三季度_市政府办公室_填报表.xlsx 填报表 K5"])
    modes = []
    for column in range(2):
        option = QStyleOptionViewItem()
        option.textElideMode = view.textElideMode()
        view.itemDelegateForIndex(view.model().index(0, column)).initStyleOption(option, view.model().index(0, column))
        modes.append(option.textElideMode)
    assert modes[1] == Qt.TextElideMode.ElideMiddle != modes[0]


LONG_NAMES = ("青溪县人民政府办公室", "青溪县市场监督管理局", "青溪县自然资源和规划局")


def test_names_with_one_beginning_are_shown_whole(qtbot):
    """Every unit of a county begins with the county's name: cut off, they would all read the same."""
    fields = (Field("单位", str, 120, grow=1, whole=220), Field("任务", str, 220, grow=3), Field("改为", str, 240, grow=4))
    for model, beside in ((ValuesModel(fields), 0), (TickModel(fields), 20)):
        view = values_table(model, "改动")
        qtbot.addWidget(view)
        view.resize(560, 300)
        view.show()
        model.show([Tick(name) if beside else name for name in LONG_NAMES])
        need = view.fontMetrics().horizontalAdvance(LONG_NAMES[2]) + beside
        assert need < view.columnWidth(0) <= 220
        assert sum(map(view.columnWidth, range(3))) <= view.viewport().width()
        model.show([Tick("字" * 200) if beside else "字" * 200])
        assert view.columnWidth(0) == 220
        model.show([Tick("水利局") if beside else "水利局"])
        assert view.columnWidth(0) < 160
