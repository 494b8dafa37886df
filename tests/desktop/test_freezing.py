"""Which columns are frozen is the clerk's choice, kept for next time; they never fill the window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from gongkai_desk.desktop.table.columns import COLUMNS

KEYS = {column.key: at for at, column in enumerate(COLUMNS)}


@pytest.fixture
def page(opened):
    opened.resize(1366, 720)
    return opened.pages["ledger"]


def frozen(page) -> list[str]:
    face = page.table.frozen
    return [column.key for at, column in enumerate(COLUMNS) if not face.isColumnHidden(at)] if face.isVisible() else []


def test_two_columns_are_frozen_unless_the_clerk_says_otherwise(opened, page):
    assert frozen(page) == ["number", "text"]
    page.table.go(page.model.index(2, KEYS["lead"]))
    opened.act("freeze")
    assert frozen(page) == ["number", "text", "lead"]
    opened.act("unfreeze")
    assert frozen(page) == []
    page.headers.freeze("number")
    assert frozen(page) == ["number"]


def test_the_choice_is_kept(opened, page):
    from gongkai_desk.desktop.pages.ledger import LedgerPage

    for key, shown in (("lead", "lead"), ("", "")):
        page.headers.freeze(key)
        assert LedgerPage(opened.desk).table.frozen_to == shown


def test_a_frozen_column_stays_while_the_others_are_scrolled(opened, page, qtbot):
    page.headers.freeze("lead")
    page.table.stay()
    page.table.setColumnWidth(KEYS["progress"], 900)
    qtbot.waitUntil(lambda: page.table.horizontalScrollBar().maximum() > 0)
    lead, progress = (page.model.index(2, KEYS[key]) for key in ("lead", "progress"))
    before = page.table.face(lead.column()).visualRect(lead)
    page.table.go(progress)
    assert page.table.horizontalScrollBar().value() > 0
    assert page.table.face(lead.column()).visualRect(lead) == before
    page.table.go(lead)
    assert page.table.face(lead.column()) is page.table.frozen


def test_so_many_that_nothing_else_could_be_seen_are_refused(opened, page):
    page.headers.freeze("progress")
    assert frozen(page) == ["number", "text"]
    assert "没有地方" in opened.statusBar().currentMessage()


def test_a_window_made_small_shows_fewer_of_them_frozen(opened, page, qtbot):
    opened.resize(1900, 900)
    qtbot.waitUntil(lambda: page.table.viewport().width() > 1200)
    page.headers.freeze("deadline")
    wide = frozen(page)
    opened.resize(900, 600)
    qtbot.waitUntil(lambda: page.table.viewport().width() < 700)
    room = page.table.viewport().width()
    assert page.table.frozen.width() < room and frozen(page) == wide[: len(frozen(page))]
    opened.resize(1900, 900)
    qtbot.waitUntil(lambda: frozen(page) == wide)


def test_columns_that_were_moved_keep_their_order_when_frozen(opened, page):
    header = page.table.horizontalHeader()
    header.moveSection(header.visualIndex(KEYS["support"]), header.visualIndex(KEYS["lead"]))
    page.headers.freeze("lead")
    order = sorted(frozen(page), key=lambda key: page.table.frozen.horizontalHeader().visualIndex(KEYS[key]))
    assert order == ["number", "text", "support", "lead"]


def test_the_header_offers_it(page):
    menu = page.headers.menu(KEYS["lead"])
    words = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert words == ["冻结到“牵头单位”", "取消冻结", "显示列…"]
    menu.actions()[0].trigger()
    assert "lead" in frozen(page)


def test_a_title_never_lies_under_its_filter_mark(page):
    from PySide6.QtWidgets import QStyleOptionHeaderV2

    header = page.table.frozen.horizontalHeader()
    page.table.setColumnWidth(0, 48)
    option = QStyleOptionHeaderV2()
    header.initStyleOption(option)
    header.initStyleOptionForIndex(option, 0)
    assert option.textAlignment & Qt.AlignmentFlag.AlignLeft


@pytest.mark.parametrize("key", ["", "number", "lead"])
def test_a_cell_is_edited_where_it_is_seen(page, key):
    page.headers.freeze(key)
    for column in ("text", "lead", "support"):
        index = page.model.index(2, KEYS[column])
        page.table.go(index)
        editor = page.table.start_edit(index)
        assert editor is not None and editor.isVisible()
        assert editor.parentWidget() is page.table.face(index.column()).viewport()
        assert editor.geometry().topLeft() == page.table.face(index.column()).visualRect(index).topLeft()
        page.table.setFocus()


def test_freezing_leaves_every_width_as_it_was(page):
    shown = [at for at in range(len(COLUMNS)) if not page.table.isColumnHidden(at)]
    page.table.setColumnWidth(KEYS["lead"], 77)
    before = [page.table.columnWidth(at) for at in shown]
    for key in ("number", "deadline", "", "lead"):
        page.headers.freeze(key)
        assert [page.table.columnWidth(at) for at in shown] == before
        face = page.table.frozen
        assert all(face.columnWidth(at) == page.table.columnWidth(at) for at in shown if not face.isColumnHidden(at))
