"""Runs actions on a ledger in forked children and kills each after a while: the helper process of ``test_kill.py``.

Reads lines ``seconds path``; for each forks a child that works on the ledger at ``path`` and writes a byte to ``path.acks`` after
every finished action; kills it after ``seconds``; answers ``done``. As a module it gives the actions themselves.
"""

from __future__ import annotations

import os
import select
import signal
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from gongkai_desk.domain import Lead, LeadKind, Round, Source, Task
from gongkai_desk.ledger import Change, Ledger, report_key, task_id

Action = Callable[[Ledger, Path], object]


def tasks(first: int, count: int) -> list[Change]:
    lead = Lead(LeadKind.NAMED, ("市教育局",), "市教育局")
    return [
        Change("task", task_id(number), "*", Task(Source("表.xlsx", "附件1", number), f"第{number}项工作" * 5, lead=lead))
        for number in range(first, first + count)
    ]


def answers(ledger: Ledger, units: int, word: str) -> list[Change]:
    changes: list[Change] = []
    for unit in range(units):
        file = f"收到/单位{unit}.xlsx"
        for number in range(1, 26):
            key = report_key(task_id(number), f"单位{unit}", "三季度")
            changes.append(Change("report", key, "status", word, Source(file, "填报表", number, 8)))
            changes.append(Change("report", key, "progress", f"{word}{number}" * 8, Source(file, "填报表", number, 9)))
        changes += ledger.keep(file, b"PK" + word.encode() * 2000 + bytes([unit]), role="submission")
    return changes


def actions() -> Iterator[Action]:
    yield lambda ledger, path: ledger.apply("导入", tasks(26, 25), kind="import", day=date(2022, 8, 1))
    yield lambda ledger, path: ledger.apply("收表", answers(ledger, 8, "推进中"), kind="merge", day=date(2022, 9, 1))
    yield lambda ledger, path: ledger.apply("改", [Change("task", "T0001", "text", "改过")])
    yield lambda ledger, path: ledger.undo()
    yield lambda ledger, path: ledger.undo()
    yield lambda ledger, path: ledger.redo()
    yield lambda ledger, path: ledger.save_copy(path.with_suffix(".copy"))
    yield lambda ledger, path: ledger.apply("再收表", answers(ledger, 5, "已完成"), kind="merge", day=date(2022, 9, 9))
    yield lambda ledger, path: ledger.jump(0)
    yield lambda ledger, path: ledger.jump(2)
    yield lambda ledger, path: ledger.apply("删", [Change("task", "T0002", "*", None)])
    yield lambda ledger, path: ledger.undo()


def found(path: Path) -> None:
    with Ledger.create(path, title="要点", year=2022) as ledger:
        ledger.apply("建", [*tasks(1, 25), Change("round", "三季度", "*", Round("三季度"))], day=date(2022, 7, 1))


def work(path: Path) -> None:
    acks = os.open(path.with_suffix(".acks"), os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    with Ledger.open(path) as ledger:
        for action in actions():
            action(ledger, path)
            os.write(acks, b"x")
    found(path.with_suffix(".new.gkd"))
    os.write(acks, b"x")


def main() -> None:
    for line in sys.stdin:
        seconds, _, name = line.rstrip("\n").partition(" ")
        child = os.fork()
        if child == 0:
            try:
                work(Path(name))
            finally:
                os._exit(0)
        select.select([], [], [], float(seconds))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        print("done", flush=True)


if __name__ == "__main__":
    main()
