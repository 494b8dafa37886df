"""汇总报告: the plan on paper, one sheet per kind of thing, each line with file, sheet and cell."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from typing import Any

from gongkai_desk.collecting.files import write_whole
from gongkai_desk.collecting.heights import row_height
from gongkai_desk.collecting.plan import REASON_WORDS, Altered, Conflict, MergePlan, PlannedChange, Verdict
from gongkai_desk.collecting.text import writable
from gongkai_desk.domain import Source
from gongkai_desk.domain.field_words import field_word

POINTS = 10.5
VERDICT_WORDS = {
    Verdict.ACCEPTED: "采用", Verdict.WARNED: "采用（有提醒）", Verdict.SUPERSEDED: "被新版代替", Verdict.REFUSED: "未读入",
    Verdict.IGNORED: "忽略", Verdict.ATTACHMENT: "佐证材料",
}

MOST_CHANGES = 3000
"""Beyond this the sheet of all that was written would be a book; the ledger's history has every value."""


@dataclass(frozen=True)
class Page:
    """One sheet of the report: its name, its columns as (title, width), its lines, and how many things they tell of."""

    name: str
    columns: tuple[tuple[str, float], ...]
    lines: tuple[tuple[str, ...], ...]
    count: int


def merge_report(plan: MergePlan, path: Path | str) -> Path:
    """Write the report of a plan as xlsx; an existing file is replaced (callers ask first). Returns its path. Raises OSError."""
    target = Path(path)
    write_whole(target, report_workbook(plan))
    return target


_PLACE = (("文件", 26.0), ("工作表", 10.0), ("单元格", 8.0))
_HEADS = (("任务", 24.0), ("单位", 14.0), ("栏目", 10.0))


def pages(plan: MergePlan) -> Iterator[Page]:
    """The sheets of the report; those without lines say so in one line."""
    def head(one: Altered | Conflict | PlannedChange) -> tuple[str, str, str]:
        return plan.task_words(one.task) or "（全表）", one.unit, field_word(one.field)

    short = _shortener(plan)
    yield _page_of("文件", (("文件", 56.0), ("单位", 16.0), ("结果", 16.0), ("说明", 50.0)), (
        (short(one.path), one.unit or "", VERDICT_WORDS[one.verdict], one.reason or "") for one in plan.files))
    conflicts = _page_of("冲突", (*_HEADS, ("各方内容", 46.0), *_PLACE), (
        (*head(one), claim.value, *(_place(claim.source) if claim.source else ("台账现有", "", "")))
        for one in plan.conflicts for claim in one.values))
    yield replace(conflicts, count=len(plan.conflicts))
    yield _page_of("更正", (*_HEADS, ("原内容", 26.0), ("更正为", 26.0), *_PLACE), (
        (*head(one), one.old or "", one.new, *_place(one.source)) for one in plan.changes if one.correction))
    yield _page_of("锁定格被改", (*_HEADS, ("发出时", 26.0), ("收到时", 26.0), *_PLACE), (
        (*head(one), one.issued, one.returned, *_place(one.source)) for one in plan.altered))
    columns = (("单位", 14.0), ("表中内容", 32.0), ("填报内容", 32.0), ("原因", 16.0), ("可能的任务", 26.0), *_PLACE)
    yield _page_of("未对上的行", columns, (
        (one.unit, one.text, _answers(one.answers), REASON_WORDS[one.reason],
         "\n".join(f"{plan.task_words(each.task)}（{each.score:.0%}）" for each in one.candidates[:3]), *_place(one.source))
        for one in plan.unmatched))
    yield _page_of("未报送和缺行", (("单位", 24.0), ("任务", 40.0), ("情况", 30.0)), (
        *((unit, "", "本期没有报送") for unit in plan.missing_units),
        *((unit, plan.task_words(task), "表中缺少这一行") for task, unit in plan.missing_rows),
        *((unit, plan.task_words(task), "有这一行，没有填写") for task, unit in plan.unanswered)))
    yield _page_of("提醒", (("单位", 14.0), ("任务", 24.0), ("提醒", 56.0), *_PLACE), (
        (one.unit or "", plan.task_words(one.task or ""), one.message, *_place(one.source)) for one in plan.cautions))
    if len(plan.changes) <= MOST_CHANGES:
        yield _page_of("写入内容", (*_HEADS, ("内容", 50.0), *_PLACE), (
            (*head(one), one.new, *_place(one.source)) for one in plan.changes))


def _page_of(name: str, columns: tuple[tuple[str, float], ...], lines: Iterable[tuple[str, ...]]) -> Page:
    found = tuple(lines)
    return Page(name, columns, found, len(found))


def _shortener(plan: MergePlan) -> Callable[[str], str]:
    """Paths without the folder that all of them share."""
    folders = {one.path.replace("\\", "/").rpartition("/")[0] for one in plan.files}
    common = os.path.commonprefix(sorted(f"{folder}/" for folder in folders))
    start = common.rpartition("/")[0]
    return lambda path: path.replace("\\", "/")[len(start) + 1:] if start else path


def _place(source: Source) -> tuple[str, str, str]:
    return source.name or "手工录入", source.sheet or "", source.spot


def _answers(answers: Mapping[str, str]) -> str:
    return "\n".join(f"{field_word(key)}：{value}" for key, value in answers.items())


def counts(plan: MergePlan) -> tuple[tuple[str, int], ...]:
    """The figures of the first page."""
    verdicts = Counter(one.verdict for one in plan.files)
    return (
        *((f"文件：{word}", verdicts[verdict]) for verdict, word in VERDICT_WORDS.items() if verdicts[verdict]),
        ("写入", len(plan.changes)), ("其中更正", sum(one.correction for one in plan.changes)), ("冲突", len(plan.conflicts)),
        ("锁定格被改", len(plan.altered)), ("未对上的行", len(plan.unmatched)), ("缺行", len(plan.missing_rows)),
        ("未填写的行", len(plan.unanswered)), ("未报送单位", len(plan.missing_units)), ("提醒", len(plan.cautions)),
    )


def report_workbook(plan: MergePlan) -> bytes:
    """The report's bytes."""
    from xlsxwriter import Workbook

    stream = BytesIO()
    book = Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    body: dict[str, Any] = {"font_name": "宋体", "font_size": POINTS, "border": 1, "valign": "vcenter", "text_wrap": True}
    formats = {
        "title": book.add_format({"font_name": "方正小标宋简体", "font_size": 18, "align": "center", "valign": "vcenter"}),
        "head": book.add_format({**body, "font_name": "黑体", "align": "center", "bg_color": "#D9D9D9"}),
        "cell": book.add_format(body),
        "number": book.add_format({**body, "align": "center"}),
    }
    _overview(book, plan, formats)
    for page in pages(plan):
        _page(book, page, plan.round, formats)
    book.close()
    return stream.getvalue()


def _overview(book: Any, plan: MergePlan, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet("概况")
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 14)
    sheet.set_row(0, 34)
    sheet.merge_range(0, 0, 0, 1, f"{writable(plan.round)}收表汇总报告", formats["title"])
    sheet.write_string(1, 0, "项目", formats["head"])
    sheet.write_string(1, 1, "数量", formats["head"])
    row = 2
    for row, (name, count) in enumerate(counts(plan), 2):
        sheet.write_string(row, 0, name, formats["cell"])
        sheet.write_number(row, 1, count, formats["number"])
    sheet.write_string(row + 2, 0, f"汇总日期：{plan.today.isoformat()}")
    sheet.write_string(row + 3, 0, "经办人（签字）：                审核人（签字）：")
    if plan.missing_units:
        sheet.merge_range(row + 5, 0, row + 5, 1, writable("未报送：" + "、".join(plan.missing_units)), formats["cell"])
        sheet.set_row(row + 5, row_height([("、".join(plan.missing_units) + "未报送：", 54)], POINTS, 18))
    sheet.set_paper(9)
    sheet.center_horizontally()
    sheet.fit_to_pages(1, 0)


def _page(book: Any, page: Page, round: str, formats: Mapping[str, Any]) -> None:
    sheet = book.add_worksheet(page.name)
    last = len(page.columns) - 1
    for place, (title, width) in enumerate(page.columns):
        sheet.set_column(place, place, width)
        sheet.write_string(1, place, title, formats["head"])
    sheet.set_row(0, 30)
    sheet.merge_range(0, 0, 0, last, f"{writable(round)} {page.name}（{page.count}）", formats["title"])
    for row, line in enumerate(page.lines or (("（无）", *[""] * last),), 2):
        _line(sheet, row, line, page.columns, formats["cell"])
    sheet.freeze_panes(2, 0)
    if page.lines:
        sheet.autofilter(1, 0, 1 + len(page.lines), last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, 1)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
    sheet.set_footer("&C第 &P 页 共 &N 页")


def _line(sheet: Any, row: int, line: Sequence[str], columns: Sequence[tuple[str, float]], shape: Any) -> None:
    texts = [writable(text) for text in line]
    sheet.set_row(row, row_height(((text, width) for text, (_title, width) in zip(texts, columns, strict=True)), POINTS, 18))
    for place, text in enumerate(texts):
        sheet.write_string(row, place, text, shape)
