"""A breakdown of 5,000 rows, read and understood, against python-calamine alone (``make bench``)."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import python_calamine

from gongkai_desk.grids import Reader
from gongkai_desk.layout import understand

UNITS = ("市教育局", "市民政局", "市发展改革委、市司法局", "市政府办公室", "各县（市、区）政府")
DUE = ("12月底前", "6月底前", "全年", "长期坚持")


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "分解表.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["云溪市2024年政务公开任务分解表"])
    sheet.append(["序号", "工作任务", "工作要求", "牵头单位", "配合单位", "完成时限"])
    for number in range(1, 5001):
        if number % 50 == 1:
            sheet.append([f"（{'一二三四五六七八九十'[number // 50 % 10]}）加强重点领域信息公开"])
        sheet.append([number, f"推进第{number}类事项公开，做好解读回应", f"完善目录并及时更新，每年不少于{number % 4 + 1}次",
                      UNITS[number % 5], UNITS[number % 4], DUE[number % 4]])
    book.save(path)
    return path


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader() as opened:
        yield opened


def _best(work: Callable[[], Any], rounds: int = 5) -> float:
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


@pytest.mark.benchmark(group="reading")
def test_reading_speed(benchmark: Any, workbook: Path, reader: Reader) -> None:
    def cells() -> Any:
        with workbook.open("rb") as file:
            return python_calamine.load_workbook(file).get_sheet_by_index(0).to_python()

    def breakdown() -> Any:
        return understand(reader.read(workbook))

    assert len(breakdown()[0].tasks) == 5000
    ratio = _best(breakdown) / _best(cells)
    print(f"5000 rows: {ratio:.1f} times calamine's time for the cells")
    benchmark.pedantic(breakdown, rounds=3)
    assert ratio <= 4
