"""Answers looked at: what a director would send back. Warnings only; nothing is held up by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.plan import Caution, PlannedChange
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import Source, Status, Target
from gongkai_desk.domain.field_words import field_word
from gongkai_desk.language import read_status

SHORTEST_COPY = 16
PUBLISHED = ("progress", "evidence", "problems", "next_steps")
_LINK = re.compile(r"(?:https?|ftp)\W{0,4}[^\s，。；、）)】]*|www\.[^\s，。；、）)】]*", re.I)
_GOOD_LINK = re.compile(
    r"(?:https?://)?(?:[\w-]{1,63}\.){1,8}[A-Za-z\u4e00-\u9fff]{2,20}(?::\d{1,5})?(?:[/?#][^\s<>\"]*)?$", re.I)
_FIGURE = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_DIGITS = re.compile(r"\d{11}")
_DAY = re.compile(r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?")
LONGEST_STATE = 6


class AnswerChecks:
    """The checks of one merge: a unit's answers at a time, what was copied at the end."""

    def __init__(self, ground: Ground, today: date) -> None:
        self._ground = ground
        round_ = next((one for one in ground.snapshot.rounds if one.name == ground.round), None)
        self._last = max(filter(None, (today, round_.due if round_ else None)))

    def of_unit(self, changes: Iterable[PlannedChange]) -> Iterator[Caution]:
        """The cautions about what a unit's changes would make of its reports."""
        rows: dict[tuple[str, str], dict[str, PlannedChange]] = {}
        for change in changes:
            if change.task:
                rows.setdefault((change.task, change.unit), {})[change.field] = change
        for (task, unit), mine in rows.items():
            report = self._ground.report(task, unit)
            fields = {**(report.fields if report else {}), **{field: change.new for field, change in mine.items()}}
            sources = {field: change.source for field, change in mine.items()}
            yield from _row(self._ground, task, unit, fields, sources, self._last)

    def of_all(self, changes: Iterable[PlannedChange]) -> Iterator[Caution]:
        """The cautions about texts that stand in more than one place."""
        return _copies(self._ground, changes)


def _row(ground: Ground, task: str, unit: str, fields: Mapping[str, str], sources: Mapping[str, Source],
         last: date) -> Iterator[Caution]:
    def caution(kind: str, message: str, field: str) -> Caution:
        return Caution(kind, message, sources.get(field) or next(iter(sources.values())), unit, task, field)

    if fields.get("status") == Status.DONE:
        if not fields.get("done_on"):
            yield caution("done-without-date", "状态为“已完成”，但没有填完成日期", "status")
        if not fields.get("evidence"):
            yield caution("done-without-evidence", "状态为“已完成”，但没有写佐证材料", "status")
    if "done_on" in sources:
        for message in _odd_day(ground, fields["done_on"], last):
            yield caution("odd-date", message, "done_on")
    if "value" in sources:
        for target in ground.targets(task):
            message = _short_of(target, fields["value"])
            if message and not _growing(target, fields.get("status"), ground.due(task), last):
                yield caution("below-target", message, "value")
    for field in PUBLISHED:
        if field in sources:
            for kind, message in _publishable(fields[field]):
                yield caution(kind, message, field)
            misplaced = _misplaced(fields[field], bool(fields.get("status")))
            if misplaced:
                yield caution("wrong-column", f"“{field_word(field)}”里只写了{misplaced}，请核对是否错开了一列", field)


def _odd_day(ground: Ground, text: str, last: date) -> Iterator[str]:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return
    first = ground.snapshot.issued or (date(ground.snapshot.year, 1, 1) if ground.snapshot.year else None)
    if day > last:
        yield f"完成日期{day}晚于本次报送（{last}）"
    elif first and day < first:
        yield f"完成日期{day}早于任务下达（{first}）"


def _growing(target: Target, status: str | None, due: date | None, last: date) -> bool:
    """Whether a figure may still grow: a count to be reached by a day that has not come, of a task not called done."""
    counted = target.comparison in (">=", ">", "=") and target.unit not in ("%", "％", "")
    return counted and status != Status.DONE and due is not None and due > last


def _short_of(target: Target, text: str) -> str:
    found = _FIGURE.search(text.replace(",", "").replace("，", ""))
    if found is None:
        return f"完成值“{text}”里没有数字，无法与目标比较"
    value = float(found[0])
    if target.unit in ("%", "％") and 0 < value <= 1 and "%" not in text and "％" not in text and target.figure > 1:
        value *= 100
    reached = {">=": value >= target.figure, ">": value > target.figure, "<=": value <= target.figure, "<": value < target.figure,
               "=": value == target.figure}.get(target.comparison, True)
    return "" if reached else f"完成值{text}未达到目标（{target.raw}）"


def _misplaced(text: str, has_status: bool) -> str:
    """What a text field holds alone that belongs to another column: a day, or a state where the state is not said."""
    if _DAY.fullmatch(text.strip()):
        return f"日期“{text.strip()}”"
    if not has_status and len(text) <= LONGEST_STATE and read_status(text) and not any(map(str.isdigit, text)):
        return f"完成状态“{text}”，“{field_word('status')}”却空着"
    return ""


def _publishable(text: str) -> Iterator[tuple[str, str]]:
    for match in _LINK.finditer(text):
        if not _GOOD_LINK.match(match[0]):
            yield "bad-link", f"链接“{match[0][:60]}”不完整或写法有误"
    if _DIGITS.search(text.replace(" ", "").replace("-", "")):
        from gongkai_desk.language.personal import find_personal

        for item in find_personal(text):
            yield "personal-data", f"内容中有{item.kind}（{item.masked}），公开前请删去"


def _copies(ground: Ground, planned: Iterable[PlannedChange]) -> Iterator[Caution]:
    """Progress that is word for word another unit's, or the unit's own of an earlier round; one caution per text."""
    said: dict[str, list[PlannedChange]] = {}
    for change in planned:
        if change.field == "progress" and change.task and len(change.new) >= SHORTEST_COPY:
            said.setdefault(squeeze(change.new), []).append(change)
    earlier: dict[tuple[str, str], set[str]] = {}
    others: dict[str, set[str]] = {}
    for report in ground.snapshot.reports:
        text = squeeze(report.fields.get("progress", ""))
        if text in said:
            if report.round != ground.round:
                earlier.setdefault((report.task, report.unit), set()).add(text)
            else:
                others.setdefault(text, set()).add(report.unit)
    for text, changes in said.items():
        units = {change.unit for change in changes} | others.get(text, set())
        if len(units) > 1:
            names = "、".join(sorted(units)[:5]) + (f"等{len(units)}个单位" if len(units) > 5 else "")
            first = changes[0]
            message = f"进展情况与其他单位一字不差（{names}）"
            yield Caution("copied-from-unit", message, first.source, first.unit, first.task, "progress")
        for change in changes:
            if text in earlier.get((change.task, change.unit), set()):
                yield Caution("copied-from-round", "进展情况与上期一字不差", change.source, change.unit, change.task, "progress")
