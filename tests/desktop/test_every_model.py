"""Every model behind every table, tree and list of every page passes Qt's own tester, with and without a filter."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QAbstractItemView

from gongkai_desk.desktop.setting_tables import TABLES
from gongkai_desk.desktop.window import PAGES

from .test_keys_in_the_table import hands
from .test_the_way import issued

__all__ = ["hands", "issued"]


def models_of(page):
    found = {id(view.model()): view.model() for view in page.findChildren(QAbstractItemView) if view.model() is not None}
    return [model for model in found.values() if type(model).__module__.startswith("gongkai_desk")]


@pytest.mark.parametrize("name", list(PAGES))
def test_models_of_the_pages(hands, idle, qtmodeltester, name):
    hands.window.go(name)
    idle(hands.window)
    for model in models_of(hands.window.current):
        qtmodeltester.check(model)


@pytest.mark.parametrize("key", [table.key for table in TABLES])
def test_models_of_the_settings(hands, qtmodeltester, key):
    hands.window.act(key)
    qtmodeltester.check(hands.window.pages["settings"].table(key).model)


def test_the_table_unfolded_filtered_and_sorted(hands, qtmodeltester):
    for choice in ({"folded_out": frozenset({"T0001"})}, {"search": "公开"}, {"sort": "lead"}, {"search": "没有"}):
        hands.model.choose(**choice)
        qtmodeltester.check(hands.model)


def test_models_of_a_merge(hands, idle, qtmodeltester, issued):
    hands.window.go("merge", paths=[issued[0].parent])
    idle(hands.window)
    page = hands.window.current
    for at in range(page.tab_widget.count()):
        page.tab_widget.setCurrentIndex(at)
    models = models_of(page)
    assert len(models) >= 6 and any(model.rowCount() for model in models)
    for model in models:
        qtmodeltester.check(model)
