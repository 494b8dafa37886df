"""设置 → 单位组: found in the menu, units offered while members are typed, a name that nobody bears is said."""

from __future__ import annotations

from gongkai_desk.desktop.table.editors import UnitEditor


def members_cell(window, phrase="市级有关部门"):
    window.act("groups")
    tab = window.pages["settings"].table("groups")
    assert window.current.name == "settings" and window.current.tabs.currentWidget().isAncestorOf(tab)
    tab.begin([phrase])
    row = [group.phrase for group in tab.model.values].index(phrase)
    return tab, tab.model.index(row, 1)


def test_members_are_offered_by_name_and_initials(opened, idle):
    tab, index = members_cell(opened)
    tab.view.setCurrentIndex(index)
    tab.view.edit(index)
    editor = tab.view.viewport().findChild(UnitEditor)
    assert editor.offers("市信") == ["市信访局"] and "市司法局" in editor.offers("ssf")
    editor.setPlainText("市司法局、市信访局")
    editor.left.emit("down")
    idle(opened)
    assert opened.desk.state.snapshot.roster.groups["市级有关部门"] == ("市司法局", "市信访局")
    assert tab.view.viewport().findChild(UnitEditor) is None or not tab.view.viewport().findChild(UnitEditor).isVisible()


def test_a_given_up_edit_changes_nothing(opened, idle):
    tab, index = members_cell(opened)
    tab.view.edit(index)
    editor = tab.view.viewport().findChild(UnitEditor)
    editor.setPlainText("市司法局")
    editor.left.emit("back")
    idle(opened)
    assert "市级有关部门" not in opened.desk.state.snapshot.roster.groups


def test_a_member_that_the_roster_lacks_is_said(opened, idle, clerk):
    tab, index = members_cell(opened)
    tab.model.setData(index, "市司法局、不存在镇")
    idle(opened)
    assert "“不存在镇”" in clerk.said[-1] and "单位名录" in clerk.said[-1]
    said = len(clerk.said)
    tab.model.setData(index, "市司法局")
    idle(opened)
    assert len(clerk.said) == said
