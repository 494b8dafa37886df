"""What a newcomer stumbled over who lived through a whole year: steps taken back, and the next 报送期."""

from __future__ import annotations

from gongkai_desk.desktop.table.columns import COLUMNS

from .test_clerk_stumbles import page_of
from .test_import_page import breakdown

KEYS = {column.key: at for at, column in enumerate(COLUMNS)}


def test_an_import_is_taken_back_with_the_cursor_on_its_last_task(opened, idle, clerk, tmp_path):
    before = len(opened.desk.state.snapshot.tasks)
    clerk.answers = [[breakdown(tmp_path / "补充.xlsx")]]
    opened.act("import")
    idle(opened)
    opened.pages["import"].take.click()
    idle(opened)
    page = page_of(opened)
    page.table.go(page.model.index(len(page.model.rows) - 1, KEYS["text"]))
    said = list(clerk.said)
    opened.act("undo")
    idle(opened)
    assert len(opened.desk.state.snapshot.tasks) == before
    assert not any("意外错误" in words for words in clerk.said[len(said) :])
    assert page.model.task_at(page.table.currentIndex().row()) is not None
