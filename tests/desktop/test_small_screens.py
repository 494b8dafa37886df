"""A screen of 1366×768, also when the system enlarges everything: the window fits, every page can be used."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton

from gongkai_desk.desktop import window as room
from gongkai_desk.desktop.settings import Settings

from .conftest import TODAY, Clerk, answer, varied

PAGES = ("start", "ledger", "import", "issue", "merge", "board", "statistics", "export", "history", "settings", "help", "waiting")


class Screen:
    def __init__(self, width, height):
        self.size = width, height

    def availableGeometry(self):  # noqa: N802
        return QRect(0, 0, *self.size)


@pytest.mark.parametrize(("screen", "whole"), [((1366, 728), True), ((1093, 574), True), ((1920, 1032), False)])
def test_the_first_window_fits_the_screen(home, qtbot, monkeypatch, screen, whole):
    made = room.Window(Settings(home), lambda: TODAY, dialogs=Clerk())  # type: ignore[arg-type]
    qtbot.addWidget(made)
    monkeypatch.setattr(made, "screen", lambda: Screen(*screen))
    made.present()
    assert made.isMaximized() == whole
    made.close()
    again = room.Window(Settings(home), lambda: TODAY, dialogs=Clerk())  # type: ignore[arg-type]
    qtbot.addWidget(again)
    monkeypatch.setattr(again, "screen", lambda: Screen(*screen))
    again.present()
    assert again.isMaximized() == whole, "as it was left"
    again.close()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("size", [(1024, 700), (911, 441)])
def test_every_button_of_a_page_is_in_sight(opened, idle, qtbot, name, size):
    opened.go(name)
    opened.resize(*size)
    idle(opened)
    qtbot.wait(20)
    assert (opened.width(), opened.height()) == size
    page = opened.current
    for each in page.findChildren(QPushButton):
        if each.isVisibleTo(page) and each.visibleRegion().isEmpty() and not _scrolled(each):
            raise AssertionError(f"{name}: {each.text()} is out of sight")
    status = opened.statusBar().geometry()
    assert status.bottom() <= opened.height()


def _scrolled(widget) -> bool:
    """Whether it lies in something that can be scrolled."""
    from PySide6.QtWidgets import QAbstractScrollArea

    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QAbstractScrollArea):
            return True
        parent = parent.parentWidget()
    return False


def test_the_lists_of_a_merge_come_first_on_a_small_screen(opened, idle, clerk, tmp_path, qtbot):
    (tmp_path / "发").mkdir()
    opened.go("issue")
    idle(opened)
    clerk.answers = [tmp_path / "发"]
    opened.pages["issue"].write.click()
    idle(opened)
    answer(next((tmp_path / "发").rglob("*市信访局*.xlsx")))
    opened.go("merge", paths=[tmp_path / "发"])
    opened.resize(911, 441)
    idle(opened)
    page = opened.pages["merge"]
    page.tab_widget.setCurrentWidget(page.tabs["changes"])
    qtbot.wait(30)
    assert page.tabs["changes"].view.viewport().height() >= 2 * page.tabs["changes"].view.verticalHeader().defaultSectionSize() - 20
    opened.resize(1366, 720)
    qtbot.wait(30)
    assert page.sides.height() == 150


def test_what_a_finding_offers_is_not_squeezed(opened, idle, qtbot):
    page = opened.pages["ledger"]
    opened.go("ledger")
    opened.resize(911, 441)
    idle(opened)
    pane = page.findings
    state = opened.desk.state
    one = next(each for each in state.findings if each.fixes)
    pane.show_state(varied(state, findings=(varied(one, fixes=one.fixes * 3),)))
    pane.choose(one.key)
    qtbot.wait(50)
    parts = [pane.fixes.lines.itemAt(at).widget() for at in range(pane.fixes.lines.count())]
    shown = [each for each in parts if each.isVisible()]
    assert len(shown) == 7
    for each in shown:
        wanted = each.heightForWidth(each.width()) if each.hasHeightForWidth() else each.sizeHint().height()
        assert each.height() >= wanted, each.text()
    assert pane.view.height() >= 60


def test_the_chart_keeps_its_room(opened, idle, qtbot):
    opened.go("statistics")
    opened.resize(911, 441)
    idle(opened)
    qtbot.wait(50)
    page = opened.pages["statistics"]
    chart = page.charts[0]
    assert chart.visibleRegion().boundingRect().width() >= 360
    assert page.views[0].width() >= 360
    opened.resize(1366, 720)
    qtbot.wait(50)
    assert page.views[0].width() >= 740, "the whole table where there is room"
    body = page.tabs.widget(0)
    body.moveSplitter(500, 1)
    opened.resize(1300, 720)
    qtbot.wait(50)
    assert page.views[0].width() < 700, "as the clerk drew it"
