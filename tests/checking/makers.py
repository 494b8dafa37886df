"""Short ways to write tasks and tables by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import structs

from gongkai_desk.checking import check
from gongkai_desk.domain import Breakdown, Deadline, Finding, Lead, LeadKind, Roster, Source, Support, Task, Unit
from gongkai_desk.language import find_deadline, read_deadline, read_targets, repair

TODAY = date(2022, 3, 1)


def names(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"、(?![^(]*\))", text)) if text else ()


def task(number: int | str | None, text: str, lead: str = "市政府办公室", support: str = "", deadline: str | None = "12月底前", *,
         kind: LeadKind | None = None, year: int | None = 2022, **fields: Any) -> Task:
    reading = repair(text).reading
    due = read_deadline(deadline, year=year) if deadline is not None else find_deadline(text, year=year)
    return Task(
        Source("甲.xlsx", "Sheet1", 3, 2), text, str(number) if number is not None else None,
        reading=reading if reading != text else None,
        lead=Lead(kind or (LeadKind.NAMED if lead else LeadKind.MISSING), names(lead), lead), support=Support(names(support), support),
        deadline=due if deadline != "" else Deadline(), targets=read_targets(text), **fields)


def table(*tasks: Task, path: str = "甲.xlsx", sheet: str | None = "Sheet1", title: str = "2022年政务公开工作要点分解表", year: int | None = 2022,
          column: bool = True, first: int = 3, **fields: Any) -> Breakdown:
    placed = tuple(structs.replace(one, source=Source(path, sheet, first + position, 2)) for position, one in enumerate(tasks))
    return Breakdown(path, title, year=year, tasks=placed, has_deadline_column=column, **fields)


def roster(*units: str, **groups: tuple[str, ...]) -> Roster:
    return Roster(tuple(Unit(name) for name in units), groups)


def found(source: Breakdown | Sequence[Breakdown], rule: str | None = None, **options: Any) -> tuple[Finding, ...]:
    findings = check(source, today=options.pop("today", TODAY), **options)
    return tuple(finding for finding in findings if rule is None or finding.rule == rule)


WORDS = ("主动公开财政预决算信息", "规范依申请公开答复文书", "完善政策问答平台功能", "办好政府公报电子版", "加强网站安全防护演练", "做好重大工程项目批复公示",
         "公布义务教育招生范围", "开展新任工作人员培训", "编制公共服务事项目录", "推进政务热线归并优化", "发布食品抽检结果通报", "清理失效规范性文件")


def distinct(count: int, **options: Any) -> tuple[Task, ...]:
    """Tasks about different matters, numbered from 1."""
    return tuple(task(position + 1, WORDS[position % len(WORDS)] + "一二三四五六七八"[position // len(WORDS)] * 2, **options)
                 for position in range(count))
