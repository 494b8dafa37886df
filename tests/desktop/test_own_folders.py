"""What is written in numbers goes to a folder of its own, never loose among other files or among the forms that came back."""

from __future__ import annotations

import pytest

from gongkai_desk.desktop.filenames import free_name, own_folder
from gongkai_desk.desktop.settings import Settings

from .conftest import ROUND, TODAY


def test_a_folder_that_holds_other_things_gets_one_inside(tmp_path):
    desktop = tmp_path / "桌面"
    desktop.mkdir()
    assert own_folder(desktop, "催办单") == desktop, "an empty folder was made for it"
    assert own_folder(desktop / "没有", "催办单") == desktop / "没有"
    (desktop / "总结.docx").touch()
    assert own_folder(desktop, "2026年10/11月_催办单") == desktop / "2026年10_11月_催办单"
    inner = desktop / "催办单"
    inner.mkdir()
    (inner / "甲.xlsx").touch()
    assert own_folder(inner, "催办单") == inner, "the clerk chose it already"


def test_a_free_name_does_not_exist(tmp_path):
    (tmp_path / "a_b.xlsx").touch()
    assert free_name(tmp_path, "a/b").name == "a_b(2).xlsx"


def test_forms_and_reminders_go_to_their_own_folders(opened, idle, clerk, tmp_path, qtbot):
    desktop = tmp_path / "桌面"
    desktop.mkdir()
    (desktop / "总结.docx").touch()
    clerk.answers = [desktop]
    opened.act("issue")
    idle(opened)
    page = opened.pages["issue"]
    page.write.click()
    idle(opened)
    forms = desktop / f"{ROUND}_填报表"
    assert {path.suffix for path in forms.iterdir()} == {".xlsx", ".csv"}
    assert str(forms) in page.done.text()
    opened.go("board")
    idle(opened)
    clerk.answers = [desktop, False]
    opened.pages["board"].remind.click()
    idle(opened)
    assert [path.name for path in desktop.iterdir() if path.is_file()] == ["总结.docx"]
    assert list((desktop / f"{ROUND}_催办单").glob("*.xlsx"))


def test_what_is_written_is_not_proposed_among_what_was_read(home, tmp_path):
    settings = Settings(home)
    ledgers, received = tmp_path / "台账", tmp_path / "收到"
    ledgers.mkdir()
    received.mkdir()
    settings.remember_folder("ledgers", ledgers)
    settings.remember_folder("merge", received)
    assert settings.last_folder("documents") == str(received)
    assert settings.last_folder("remind") == str(ledgers)
    settings.remember_folder("remind", tmp_path)
    assert settings.last_folder("remind") == str(tmp_path)
    assert settings.last_folder("documents") == str(received)


@pytest.mark.parametrize(("rounds", "proposed"), [
    (["2022年第二季度"], "2022年第三季度"),
    ([ROUND], "2022年第四季度"),
    ([ROUND, "2022年第四季度"], "2023年第一季度"),
    (["2022年9月"], "2022年10月"),
    (["2022年12月", "2022年11月"], "2023年1月"),
    (["2022年上半年"], "2022年下半年"),
    (["2022年度"], "2023年度"),
    (["专项检查"], "2022年第三季度"),
])
def test_a_new_round_is_proposed_after_the_last(rounds, proposed):
    from gongkai_desk.desktop.drafts import propose_next

    assert propose_next(rounds, TODAY) == proposed


def test_the_folder_of_a_ledger_that_was_double_clicked_is_offered_next(opened, ledger_path, home):
    assert opened.desk.settings.last_folder("ledgers") == str(ledger_path.parent)
