"""A sheet of a million rows holds up nothing: it is named, and what stands beside it is understood."""

from __future__ import annotations

import contextlib
import time

import pytest

from gongkai_desk.domain import RefusalKind, Unreadable
from gongkai_desk.grids.grid import Document, Grid, GridKind, Row
from gongkai_desk.layout import understand

DUMP = Grid("甲.ods", tuple(Row(number, ("数据", number, "市财政局")) for number in range(1, 200_000)), "数据")
TASKS = Grid("甲.ods", (Row(1, ("序号", "工作任务", "牵头单位")), Row(2, (1, "做好政策解读工作", "市司法局")),
                       Row(3, (2, "主动公开预算决算信息", "市财政局"))), "任务")


def test_a_data_dump_beside_a_table_is_named() -> None:
    begun = time.process_time()
    found = understand(Document("甲.ods", "ods", (DUMP, TASKS)))
    assert time.process_time() - begun < 5
    assert [task.text for breakdown in found for task in breakdown.tasks] == ["做好政策解读工作", "主动公开预算决算信息"]
    assert any("199999 行" in doubt.what for doubt in found[0].doubts)


def test_a_data_dump_alone_is_no_table() -> None:
    with pytest.raises(Unreadable, match="远多于任务分解表") as caught:
        understand(Document("甲.ods", "ods", (DUMP,)))
    assert caught.value.kind is RefusalKind.NO_TABLE


def test_a_real_table_of_many_tasks_is_read() -> None:
    head = (Row(1, ("2022年任务分解表",)), Row(2, ("序号", "工作任务", "牵头单位")))
    rows = (Row(number, (number, f"做好第{number}类信息的主动公开", "市财政局")) for number in range(3, 70_003))
    found = understand(Document("甲.xlsx", "xlsx", (Grid("甲.xlsx", (*head, *rows), "任务"),)))
    assert sum(len(breakdown.tasks) for breakdown in found) == 70_000


@pytest.mark.parametrize("sign", ["\t", "|", "\u3000"])
def test_a_line_of_hundreds_of_cells_stalls_nothing(sign: str) -> None:
    lines = [sign.join(["序号", "工作任务", "牵头单位", *("其他",) * 300]), *(sign.join(["1", "做好解读", "市司法局", *("甲",) * 300]),) * 20]
    grid = Grid("甲.txt", tuple(Row(number, (line,)) for number, line in enumerate(lines, 1)), kind=GridKind.PROSE)
    begun = time.process_time()
    with contextlib.suppress(Unreadable):
        understand(Document("甲.txt", "txt", (grid,)))
    assert time.process_time() - begun < 5
