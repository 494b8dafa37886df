"""The window under test: offscreen, in a home of its own, on real ledgers, with a clerk who answers by script."""

from __future__ import annotations

import gc
import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from gongkai_desk.desktop.settings import Settings
from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Report,
    Roster,
    Round,
    Source,
    Support,
    Task,
    Unit,
)
from gongkai_desk.ledger import Change, Ledger, report_key, task_id

TODAY = date(2022, 9, 20)
LONGEST = 0.05
"""Seconds that an event may hold the GUI thread."""
ROUND = "2022年第三季度"
COUNTIES = ("南湖区", "海宁市", "平湖市")
DEPARTMENTS = ("市政府办公室", "市司法局", "市市场监管局", "市信访局")


def varied(task: Task, **changes: Any) -> Task:
    """``task`` with other values."""
    return msgspec.structs.replace(task, **changes) if isinstance(task, msgspec.Struct) else replace(task, **changes)


class Clerk:
    """Answers dialogs in order; ``said`` keeps what was shown. An unexpected question fails the test."""

    def __init__(self) -> None:
        self.answers: list[Any] = []
        self.said: list[str] = []
        self.opened: list[str] = []

    def _next(self, question: str) -> Any:
        self.said.append(question)
        assert self.answers, f"nobody told the clerk how to answer: {question}"
        return self.answers.pop(0)

    def tell(self, text: str, title: str = "") -> None:
        self.said.append(text)

    trouble = tell

    def ask(self, text: str, yes: str = "", no: str = "", *, title: str = "") -> bool:
        if title == "单位名录" and not (self.answers and isinstance(self.answers[0], bool)):
            return False  # asked once after every import that leaves a group of units unexplained: later
        return bool(self._next(text))

    def line(self, title: str, label: str, start: str = "") -> str | None:
        answer = self._next(label)
        return start if answer is ... else answer

    text = line

    def pair(self, title: str, labels: Any, note: str, yes: str) -> tuple[str, str] | None:
        first = self._next(f"{title} {note}")
        return None if first is None else (first, self._next(labels[1]))

    def open_files(self, title: str, kinds: str, purpose: str) -> list[str]:
        return [str(path) for path in self._next(title)]

    def save_file(self, title: str, name: str, kinds: str, purpose: str) -> str | None:
        answer = self._next(title)
        return str(Path(answer) / name) if answer is not None and Path(answer).is_dir() else answer and str(answer)

    def folder(self, title: str, purpose: str) -> str | None:
        return str(self._next(title))

    def choose(self, title: str, label: str, items: Any) -> str | None:
        answer = self._next(label)
        assert answer in items
        return answer

    def choose_printer(self, printer: Any, pages: int) -> bool:
        answer = self._next(f"打印 {pages} 页")
        if not answer:
            return False
        printer.setOutputFormat(printer.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(answer))
        return True

    def show_path(self, path: Any) -> None:
        self.opened.append(str(path))


def sample_tasks() -> list[Task]:
    """Tasks of every kind under two levels of headings."""
    first, second = "一、着眼稳定预期，加强政策解读和回应群众关切", "二、着眼优化环境，推进重点领域信息公开"
    year_end = Deadline(DeadlineKind.DATE, date(2022, 12, 31), "12月底前", Origin.COLUMN)
    late = Deadline(DeadlineKind.DATE, date(2022, 8, 31), "8月底前", Origin.COLUMN)
    soft = Deadline(DeadlineKind.DATE, date(2022, 10, 31), "10月", Origin.COLUMN, inferred=True, reason="只写到月份，按月末理解")
    rows: list[tuple[str, tuple[str, ...], str, Lead, tuple[str, ...], Deadline]] = [
        (
            "1",
            (first, "（一）围绕经济社会发展"),
            "围绕经济社会和政府职能转变，全面推进决策、执行、管理、服务、结果公开",
            Lead(LeadKind.SHARED, (*DEPARTMENTS, *COUNTIES), "市级有关部门，各县（市、区）政府"),
            (),
            year_end,
        ),
        (
            "2",
            (first, "（一）围绕经济社会发展"),
            "完善政策解读机制，落实“谁起草、谁解读”",
            Lead(LeadKind.NAMED, ("市政府办公室",), "市政府办公室"),
            ("市司法局",),
            late,
        ),
        (
            "3",
            (first, "（二）回应群众关切"),
            "按照省有关要求推进信访信息公开",
            Lead(LeadKind.NAMED, ("市信访局",), "市信访局"),
            (),
            soft,
        ),
        (
            "4",
            (second,),
            "推进市场监管领域行政执法信息公示",
            Lead(LeadKind.EACH, ("市市场监管局", "市司法局"), "市市场监管局、市司法局分别负责"),
            (),
            year_end,
        ),
        ("5", (second,), "公开县（市、区）政府重大决策预公开目录", Lead(LeadKind.MISSING, (), ""), (), Deadline()),
    ]
    return [
        Task(
            Source("分解表.xlsx", "附件1", 4 + at),
            text,
            number,
            section,
            lead=lead,
            support=Support(support, "、".join(support)),
            deadline=deadline,
            id=task_id(at + 1),
            blank_lead="not-given" if lead.kind is LeadKind.MISSING else "",
        )
        for at, (number, section, text, lead, support, deadline) in enumerate(rows)
    ]


def sample_roster() -> Roster:
    units = [Unit(name, (), Level.CITY, Category.DEPARTMENT) for name in DEPARTMENTS]
    units += [Unit(name, (f"{name}政府",), Level.COUNTY, Category.COUNTY) for name in COUNTIES]
    return Roster(tuple(units))


def make_ledger(path: Path, tasks: list[Task] | None = None, *, rounds: bool = True) -> Path:
    """A real ledger file."""
    changes = [Change("unit", unit.name, "*", unit) for unit in sample_roster().units]
    changes += [Change("task", task.id or "", "*", task) for task in (tasks if tasks is not None else sample_tasks())]
    if rounds:
        changes.append(Change("round", ROUND, "*", Round(ROUND, date(2022, 7, 1), date(2022, 9, 30))))
        for unit, status in (("海宁市", "已完成"), ("南湖区", "推进中")):
            report = Report("T0001", unit, ROUND, {"status": status, "progress": f"{unit}已建立公开目录"})
            changes.append(Change("report", report_key("T0001", unit, ROUND), "*", report))
    with Ledger.create(path, title="2022年政务公开工作要点分解表", year=2022, issued=date(2022, 4, 1)) as ledger:
        ledger.apply("导入：分解表.xlsx", changes, kind="import")
    return path


def answer(form: Path, words: str = "已公开") -> None:
    """Fill a form as an office that reports 推进中 on everything."""
    from openpyxl import load_workbook

    book = load_workbook(form)
    sheet = book["填报表"]
    header = next(row for row in sheet.iter_rows(min_row=1, max_row=8) if any(cell.value == "完成状态" for cell in row))
    at = {str(cell.value): cell.column for cell in header}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, at["工作任务"]).value:
            sheet.cell(row, at["完成状态"], "推进中")
            sheet.cell(row, at["进展情况"], f"{words}{row}条")
    book.save(form)


@pytest.fixture
def ledger_path(tmp_path: Path) -> Path:
    return make_ledger(tmp_path / "测试台账.gkd")


@pytest.fixture(scope="session")
def qapp_cls() -> Any:
    from .stopwatch import Stopwatch

    return Stopwatch


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    monkeypatch.setenv("GONGKAI_DESK_HOME", str(folder))
    return folder


@pytest.fixture
def clerk() -> Clerk:
    return Clerk()


@pytest.fixture
def window(qtbot: Any, home: Path, clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A window on nothing, closed at the end with its threads. What waits for the screen to be drawn waits for nothing here."""
    from gongkai_desk.desktop import session
    from gongkai_desk.desktop import window as room
    from gongkai_desk.desktop.app import application
    from gongkai_desk.desktop.pages import ledger
    from gongkai_desk.desktop.window import Window

    for module in (session, room, ledger):
        monkeypatch.setattr(module, "DRAWN", 0)
    application()
    gc.disable()  # as the program does at its start; the window turns it on
    made = Window(Settings(home), lambda: TODAY, dialogs=clerk)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.show()
    QTest.keyRelease(made.windowHandle(), Qt.Key.Key_Control)  # the keys of the test before are no longer held down
    yield made
    clerk.answers = [True]
    made.close()
    QGuiApplication.clipboard().clear()  # what lies there when the interpreter ends, the offscreen platform frees twice


@pytest.fixture
def idle(qtbot: Any) -> Callable[[Any], None]:
    """Wait until a window has nothing left to do."""

    def wait(made: Any) -> None:
        qtbot.waitUntil(lambda: not made.desk.jobs.busy and not made.desk.thoughts.busy, timeout=20_000)

    return wait


def clerk_words(window: Any) -> str:
    """What the window said, and the last crash it logged."""
    from gongkai_desk.desktop.settings import home as where

    log = where() / "错误记录.txt"
    return "\n".join(window.desk.dialogs.said) + ("\n" + log.read_text(encoding="utf-8") if log.exists() else "")


@pytest.fixture
def opened(window: Any, ledger_path: Path, idle: Callable[[Any], None]) -> Any:
    """A window on the sample ledger."""
    window.take_paths([ledger_path])
    idle(window)
    assert window.desk.state is not None, clerk_words(window)
    return window


@pytest.fixture
def watched(qapp: Any) -> Iterator[Callable[[str], None]]:
    """Every event is watched from here on; what took too long is told with the name of the step."""
    from .stopwatch import Stopwatch, Times

    assert isinstance(qapp, Stopwatch)
    slow: list[str] = []
    qapp.calibrate()
    qapp.times = Times(LONGEST)

    def begin(step: str) -> None:
        tell()
        qapp.times = Times(LONGEST)
        names.append(step)

    def tell() -> None:
        if qapp.times is not None:
            slow.extend(f"{names[-1]}: {1000 * seconds:.0f} ms, {event} of {who}" for seconds, event, who in qapp.times.slow)

    names = ["beginning"]
    yield begin
    tell()
    qapp.times = None
    assert slow == []


@pytest.fixture
def do(watched: Any, window: Any, idle: Any, qtbot: Any) -> Callable[[str, Callable[[], Any]], None]:
    """Do something in the event loop, as a click would, and wait until nothing is left to do."""
    from PySide6.QtCore import QTimer

    def act(step: str, what: Callable[[], Any]) -> None:
        watched(step)
        done: list[bool] = []
        QTimer.singleShot(0, window, lambda: (what(), done.append(True)))
        qtbot.waitUntil(lambda: bool(done), timeout=20_000)
        idle(window)

    return act
