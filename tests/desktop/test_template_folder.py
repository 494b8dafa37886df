"""模板文件夹: opened with the guide to the fields in it."""

from __future__ import annotations

from gongkai_desk.exporting.fields import guide


def test_the_folder_holds_the_guide(opened, idle, clerk):
    opened.act("export")
    idle(opened)
    page = opened.pages["export"]
    page._open_folder()
    [path] = page.own_folder.iterdir()
    assert clerk.opened[-1] == str(page.own_folder) and path.name == "模板说明.txt"
    assert path.read_text("utf-8-sig") == guide()
    page._open_folder()
    assert len(list(page.own_folder.iterdir())) == 1
