"""How fast the ledger is, as ratios measured in one run (``make bench``).

Run by themselves they print the figures and hold the limits of the specification.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.domain import Deadline, DeadlineKind, Lead, LeadKind, Origin, Round, Source, Support, Task, Unit
from gongkai_desk.ledger import Change, Ledger, report_key, task_id
from gongkai_desk.standing import assess

Q3 = "2022年第三季度"


def task(number: int) -> Task:
    return Task(
        Source("分解表.xlsx", "附件1", number + 3), f"围绕经济社会发展热点推进第{number}个领域信息公开，加强政策解读和回应关切" * 2, str(number),
        ("一、加强政策解读", f"(一)第{number // 10}类"), requirement="每季度至少公开一次，并报送佐证材料",
        lead=Lead(LeadKind.NAMED, (f"单位{number % 60}",), f"单位{number % 60}"), support=Support((f"单位{(number + 7) % 60}",), ""),
        deadline=Deadline(DeadlineKind.DATE, date(2022, 9, 30), "9月底前", Origin.COLUMN),
    )


def build(path: Path, tasks: int, units: int) -> Path:
    with Ledger.create(path, title="要点", year=2022) as ledger:
        ledger.apply("建", [
            *(Change("task", task_id(number), "*", task(number)) for number in range(1, tasks + 1)),
            *(Change("unit", f"单位{number}", "*", Unit(f"单位{number}")) for number in range(units)),
            Change("round", Q3, "*", Round(Q3)),
        ], kind="import")
    return path


def batch(units: int, rows: int) -> list[Change]:
    changes: list[Change] = []
    for unit in range(units):
        file = f"收到/单位{unit}.xlsx"
        for number in range(1, rows + 1):
            key = report_key(task_id(number), f"单位{unit}", Q3)
            for column, (field, word) in enumerate((("status", "推进中"), ("progress", f"已公开{number}条信息，解读{unit}件" * 3), ("evidence", "截图"))):
                changes.append(Change("report", key, field, word, Source(file, "填报表", number + 5, 8 + column)))
        changes += list(_kept(file, unit))
    return changes


def _kept(file: str, unit: int) -> tuple[Change, ...]:
    from gongkai_desk.ledger import keep

    return keep(file, b"PK" + bytes((index * 7 + unit) % 256 for index in range(12000)), role="submission", unit=f"单位{unit}", round=Q3)


def median(action: Callable[[], Any], times: int = 7) -> float:
    spent = []
    for _ in range(times):
        begin = time.perf_counter()
        action()
        spent.append(time.perf_counter() - begin)
    return statistics.median(spent)


def opened(path: Path) -> None:
    Ledger.open(path).close()


def test_ledger_a_full_one_opens_like_an_empty_one(tmp_path: Path, benchmark: Any) -> None:
    """20,000 reports and 300 kept workbooks: under 3 times an empty ledger."""
    full, empty = build(tmp_path / "满.gkd", 70, 300), tmp_path / "空.gkd"
    Ledger.create(empty, title="x").close()
    with Ledger.open(full) as ledger:
        ledger.apply("收表", batch(300, 67), kind="merge")
        assert len(ledger.snapshot().reports) == 20100
    benchmark(opened, full)
    ratio = median(lambda: opened(full), 15) / median(lambda: opened(empty), 15)
    benchmark.extra_info["full / empty"] = round(ratio, 2)
    assert ratio < 3


def test_ledger_undo_of_a_big_merge(tmp_path: Path, benchmark: Any) -> None:
    """300 files, 60,000 changes: taken back in at most half the time of applying."""
    path = build(tmp_path / "a.gkd", 70, 300)
    changes = batch(300, 67)
    with Ledger.open(path) as ledger:
        ledger.verify()
        begin = time.perf_counter()
        ledger.apply("收表", changes, kind="merge")
        applied = time.perf_counter() - begin
        begin = time.perf_counter()
        benchmark.pedantic(ledger.undo, rounds=1)
        undone = time.perf_counter() - begin
    benchmark.extra_info["changes"] = len(changes)
    benchmark.extra_info["apply s"], benchmark.extra_info["undo / apply"] = round(applied, 2), round(undone / applied, 2)
    assert undone <= applied / 2


def test_ledger_a_single_edit_is_one_durable_commit(tmp_path: Path, benchmark: Any) -> None:
    """A single edit: at most 1.5 times one durable SQLite commit (one row of one table, same settings, same disk)."""
    path, bare = build(tmp_path / "a.gkd", 200, 60), tmp_path / "bare.db"
    connection = sqlite3.connect(bare, isolation_level=None)
    connection.executescript("PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; CREATE TABLE t (id INTEGER PRIMARY KEY, x);")
    count = iter(range(10**6))

    def one_commit() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t (x) VALUES (?)", (f"{next(count)}",))
        connection.execute("COMMIT")

    with Ledger.open(path) as ledger:
        def one_edit() -> None:
            ledger.apply("改", [Change("task", "T0007", "text", f"文字{next(count)}")])

        one_edit()
        one_commit()
        pairs = [(median(one_edit, 1), median(one_commit, 1)) for _ in range(60)]
        benchmark(one_edit)
    ratio = statistics.median(edit for edit, _ in pairs) / statistics.median(commit for _, commit in pairs)
    benchmark.extra_info["edit / commit"] = round(ratio, 2)
    assert ratio < 1.5


def test_ledger_snapshot_of_5000_tasks(tmp_path: Path, benchmark: Any) -> None:
    """Opening and reading 5,000 tasks: at most half a second."""
    path = build(tmp_path / "a.gkd", 5000, 60)

    def look() -> None:
        with Ledger.open(path, readonly=True) as ledger:
            assert len(ledger.snapshot().tasks) == 5000

    benchmark(look)
    assert median(look, 3) < 0.5


def test_ledger_standing_of_5000_tasks(tmp_path: Path, benchmark: Any) -> None:
    """The standing of 5,000 tasks takes at most three times as long as reading them from the file."""
    path = build(tmp_path / "a.gkd", 5000, 60)
    with Ledger.open(path) as ledger:
        snapshot = ledger.snapshot()
        reading = median(ledger.snapshot, 3)
    standing = benchmark(assess, snapshot, Q3, date(2022, 9, 20))
    assert len(standing.states) == 5000
    spent = median(lambda: assess(snapshot, Q3, date(2022, 9, 20)), 3)
    benchmark.extra_info["assess / snapshot"] = round(spent / reading, 2)
    assert spent < 3 * reading


def test_ledger_as_of_reads_the_log(tmp_path: Path, benchmark: Any) -> None:
    """20,000 reports as of a day: from the log, in at most 4 times the time of reading the tables."""
    path = build(tmp_path / "a.gkd", 70, 300)
    with Ledger.open(path) as ledger:
        ledger.apply("收表", batch(300, 67), kind="merge", day=date(2022, 9, 10))
        ledger.apply("后来", [Change("task", "T0001", "text", "x")], day=date(2022, 9, 20))
        then = date(2022, 9, 10)
        benchmark.pedantic(ledger.snapshot, (then,), rounds=3)
        ratio = median(lambda: ledger.snapshot(then), 3) / median(ledger.snapshot, 3)
    benchmark.extra_info["as of / now"] = round(ratio, 2)
    assert ratio < 4
