"""Every screen as a clerk would look at it: no words cut off, none in English, every field named for those who cannot see it."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QTableView,
    QTreeView,
    QWidget,
)

PAGES = ("ledger", "import", "issue", "merge", "board", "statistics", "export", "history", "settings", "help", "waiting", "revise")
SIZES = ((1366, 720), (1093, 566))
"""The smallest screen, and the same with letters at 125 %; a task bar below."""

PROPER = {"Excel", "PDF", "Word", "WPS", "Ctrl", "Enter", "Tab", "Alt", "Shift", "Esc", "PageUp", "PageDown", "xlsx", "pdf", "docx"}
ENGLISH = re.compile(r"[A-Za-z]{3,}")
NO_WORDS = re.compile(r"<[^>]*>|&nbsp;|[^\s“”‘’（）]*[/\\][^\s“”‘’（）]*")
"""Tags, and paths of files."""


def shown(page: QWidget, *kinds: type) -> list:
    return [each for kind in kinds for each in page.findChildren(kind) if each.isVisible() and each.width() > 0]


def words_wide(widget) -> int:
    plain = widget.text().replace("&&", "\0").replace("&", "").replace("\0", "&")
    return max((widget.fontMetrics().horizontalAdvance(line) for line in plain.split("\n")), default=0)


def cut_off(page: QWidget) -> Iterator[str]:
    yield from (each.text() for each in shown(page, QPushButton) if words_wide(each) + 6 > each.width())
    yield from (each.text() for each in shown(page, QCheckBox) if words_wide(each) + 16 > each.width())
    for each in shown(page, QLabel):
        if "<" in each.text() or not each.pixmap().isNull():
            continue
        if each.heightForWidth(each.width()) > each.height() + 1 if each.wordWrap() else words_wide(each) > each.width() + 1:
            yield each.text()


def outside(page: QWidget) -> Iterator[str]:
    for each in shown(page, QPushButton, QComboBox, QLineEdit, QTableView, QTreeView):
        here = each.window() is page.window() and not each.visibleRegion().isEmpty()
        if here and not each.parentWidget().rect().adjusted(-1, -1, 1, 1).contains(each.geometry()):
            yield f"{type(each).__name__} {each.accessibleName()}"


def foreign(page: QWidget) -> Iterator[str]:
    said = [each.text() for kind in (QPushButton, QCheckBox, QLabel) for each in page.findChildren(kind)]
    said += [each.toolTip() for each in page.findChildren(QWidget)]
    said += [bar.tabText(at) for bar in page.findChildren(QTabBar) for at in range(bar.count())]
    said += [each.placeholderText() for each in page.findChildren(QLineEdit)]
    heads = [each.model() for each in page.findChildren(QTableView) if each.model() is not None]
    said += [str(model.headerData(at, Qt.Orientation.Horizontal) or "") for model in heads for at in range(model.columnCount())]
    for each in said:
        yield from (f"{word} in {each}" for word in ENGLISH.findall(NO_WORDS.sub(" ", each)) if word not in PROPER)


def nameless(page: QWidget) -> Iterator[str]:
    for each in shown(page, QComboBox, QLineEdit, QAbstractSpinBox, QTableView, QTreeView):
        within = isinstance(each.parentWidget(), (QComboBox, QAbstractSpinBox, QTableView))
        told = each.accessibleName() or (isinstance(each, QLineEdit) and each.placeholderText())
        if not within and not told:
            yield type(each).__name__


def over_all_pages(opened, idle, looked_for) -> dict[str, list[str]]:
    found = {}
    for name in PAGES:
        opened.go(name)
        idle(opened)
        found[name] = list(looked_for(opened.pages[name]))
    return {name: each for name, each in found.items() if each}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("looked_for", [cut_off, outside])
def test_everything_has_its_room(opened, idle, size, looked_for):
    opened.resize(*size)
    assert over_all_pages(opened, idle, looked_for) == {}
    assert opened.width() == size[0], "no page makes the window wider"


@pytest.mark.parametrize("looked_for", [foreign, nameless])
def test_everything_is_said_in_chinese_and_named(opened, idle, looked_for):
    assert over_all_pages(opened, idle, looked_for) == {}


def test_these_looks_see_what_they_look_for(opened, idle):
    opened.go("issue")
    idle(opened)
    page = opened.pages["issue"]
    made = next(each for each in shown(page, QPushButton) if each.text() == "全不选")
    made.setFixedWidth(30)
    made.setToolTip("merge.settled")
    page.view.setAccessibleName("")
    assert list(cut_off(page)) == ["全不选"]
    assert list(foreign(page)) == ["merge in merge.settled", "settled in merge.settled"]
    assert list(nameless(page)) == [type(page.view).__name__]
