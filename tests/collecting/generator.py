"""Returned forms with every damage offices do to them, and the truth about each: seeded, so that a failure can be repeated.

An issued form is taken apart into plain cells, filled, damaged, and written again by another writer, as if another program had
saved it. What must become of every cell is noted while it is done.
"""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import xlsxwriter
from openpyxl import load_workbook

from gongkai_desk.collecting import IssuePlan, issue, plan_issue
from gongkai_desk.domain import (
    Category,
    Deadline,
    DeadlineKind,
    Lead,
    LeadKind,
    Level,
    Origin,
    Source,
    Support,
    Target,
    Task,
    Unit,
)
from gongkai_desk.ledger import Change, Ledger

ROUND = "2022年第三季度"
TITLES = {"status": "完成状态", "value": "本期完成值", "progress": "进展情况", "done_on": "完成日期", "evidence": "佐证材料",
          "problems": "存在问题", "next_steps": "下一步措施"}
VERBS = ["推进", "规范", "完善", "健全", "落实", "加强", "优化", "深化", "细化", "做好", "编制", "公布", "更新", "梳理", "开展", "组织", "督促", "指导", "建立", "提升"]
THINGS = ["重大建设项目批准和实施领域信息公开", "公共资源配置领域信息公开", "社会公益事业建设领域信息公开", "行政许可和行政处罚结果公示", "财政预算决算和绩效评价公开", "政府信息依申请公开办理", "政策文件解读和回应关切", "政务新媒体日常运维管理", "基层政务公开标准目录", "政府网站集约化建设", "食品药品安全监管信息", "生态环境质量和执法信息", "义务教育招生入学政策", "就业创业扶持政策清单", "养老服务机构收费标准", "农村集体资产管理情况", "保障性住房分配结果", "安全生产隐患整改情况", "公共企事业单位信息公开", "重大行政决策公众参与", "会议公开和利益相关方列席", "建议提案办理结果公开", "政府常务会议议定事项", "营商环境评价结果", "惠企政策兑现情况"]
TAILS = ["确保及时准确", "每季度末报送情况", "并在门户网站专栏集中展示", "切实保障公众知情权", "形成长效机制", "年底前完成评估", "不断增强公开实效", "接受社会监督", "按要求报送佐证材料", "做到应公开尽公开"]
DEPARTMENTS = ["发展改革委", "教育局", "科技局", "公安局", "民政局", "司法局", "财政局", "人力社保局", "自然资源和规划局", "生态环境局", "建设局", "交通运输局", "水利局", "农业农村局", "商务局", "卫生健康委", "审计局", "市场监管局", "统计局", "信访局"]
DID = ["印发方案", "召开推进会", "完成排查", "公开信息", "更新专栏", "发布解读", "答复申请", "开展培训", "组织抽查", "整改问题"]


def chinese(number: int) -> str:
    digits = "零一二三四五六七八九"
    return "".join(digits[int(sign)] for sign in str(number))


def make_tasks(rng: random.Random, count: int, departments: list[str], counties: list[str]) -> list[Task]:
    tasks: list[Task] = []
    seen: set[str] = set()
    while len(tasks) < count:
        number = len(tasks) + 1
        text = f"{rng.choice(VERBS)}{rng.choice(THINGS)}，{rng.choice(VERBS)}{rng.choice(THINGS)}，{rng.choice(TAILS)}。"
        if number % 9 == 0:  # near twins, as in real breakdowns
            text = tasks[-1].text.replace("，", "及相关工作，", 1)
        if text in seen:
            continue
        seen.add(text)
        kind = number % 3
        lead = (Lead(LeadKind.NAMED, (rng.choice(departments),), "") if kind == 0
                else Lead(LeadKind.SHARED, ("各县（市、区）政府", *departments), "市级有关部门，各县（市、区）政府") if kind == 1
                else Lead(LeadKind.EACH, tuple(counties), "各县（市、区）政府分别负责"))
        support = Support(tuple(rng.sample(departments, 3)), "") if kind == 0 else Support()
        targets = (Target("直接答复率达到85%以上", 85.0, "%", ">=", "直接答复率"),) if number % 7 == 0 else ()
        tasks.append(Task(
            source=Source("分解表.xlsx", "附件1", number + 3), text=text, number=str(number), lead=lead, support=support,
            requirement=f"{rng.choice(TAILS)}。" if number % 4 == 0 else None, targets=targets,
            deadline=Deadline(DeadlineKind.DATE, date(2022, 12, 31), "12月底前", Origin.COLUMN)))
    return tasks


def found(path: Path, rng: random.Random, *, counties: int, departments: int, tasks: int) -> Ledger:
    """A ledger with a roster and tasks."""
    names = [f"市{name}" for name in DEPARTMENTS[:departments]]
    areas = [f"{chinese(number)}县" for number in range(10, 10 + counties)]
    ledger = Ledger.create(path, title="2022年全市政务公开工作要点任务分解表", year=2022, issued=date(2022, 3, 1))
    changes = [Change("unit", name, "*", Unit(name, (name[1:],) if len(name) > 4 else (), Level.CITY, Category.DEPARTMENT))
               for name in names]
    changes += [Change("unit", name, "*", Unit(name, (f"{name}人民政府",), Level.COUNTY, Category.COUNTY)) for name in areas]
    changes += [Change("task", f"T{place:04d}", "*", task) for place, task in enumerate(make_tasks(rng, tasks, names, areas), 1)]
    ledger.apply("导入分解表", changes, kind="import")
    return ledger


@dataclass
class Table:
    """A sheet as plain cells. Row 0 is the sheet's first."""

    name: str
    rows: list[list[object]]
    header: int = 3
    state: str = "visible"
    hidden_rows: set[int] = field(default_factory=set)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_columns: set[int] = field(default_factory=lambda: {0})

    @property
    def body(self) -> range:
        return range(self.header + 1, len(self.rows))

    def column(self, title: str) -> int:
        return self.rows[self.header].index(title)


@dataclass
class Book:
    """A returned workbook while it is damaged."""

    unit: str
    name: str
    tables: list[Table]
    modified: datetime = datetime(2022, 9, 20, 8)
    folder: str = ""

    @property
    def main(self) -> Table:
        return self.tables[0]

    def drop_meta(self) -> None:
        self.tables = [table for table in self.tables if table.state == "visible"]

    def copy(self) -> Book:
        return Book(self.unit, self.name, [Table(t.name, [list(row) for row in t.rows], t.header, t.state, set(t.hidden_rows),
                                                 list(t.merges), set(t.hidden_columns)) for t in self.tables], self.modified, self.folder)


@dataclass
class Truth:
    """What must come of the batch."""

    values: dict[tuple[str, str, str], str] = field(default_factory=dict)
    altered: set[tuple[str, str, str]] = field(default_factory=set)
    conflicts: set[tuple[str, str, str]] = field(default_factory=set)
    missing: set[tuple[str, str]] = field(default_factory=set)
    missing_units: set[str] = field(default_factory=set)
    unmatched: dict[tuple[str, str, int], str] = field(default_factory=dict)
    """(file name, sheet, row) -> the task that the row really means, ``""`` where it means none."""
    verdicts: dict[tuple[str, str], str] = field(default_factory=dict)
    damages: dict[str, str] = field(default_factory=dict)


def take_apart(path: Path) -> list[Table]:
    book = load_workbook(path)
    tables = []
    for sheet in book.worksheets:
        rows = [list(row) for row in sheet.iter_rows(values_only=True)]
        tables.append(Table(sheet.title, rows, state={"veryHidden": "very_hidden"}.get(sheet.sheet_state, sheet.sheet_state)))
    return tables


def write(book: Book) -> bytes:
    stream = io.BytesIO()
    out = xlsxwriter.Workbook(stream, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    out.set_properties({"created": book.modified})
    for table in book.tables:
        sheet = out.add_worksheet(table.name)
        for column in table.hidden_columns if table.state == "visible" and table is book.main else ():
            sheet.set_column(column, column, 10, None, {"hidden": True})
        for place, row in enumerate(table.rows):
            if place in table.hidden_rows:
                sheet.set_row(place, None, None, {"hidden": True})
            for column, value in enumerate(row):
                _write_cell(sheet, place, column, value)
        for top, left, bottom, right in table.merges:
            sheet.merge_range(top, left, bottom, right, "")
            _write_cell(sheet, top, left, table.rows[top][left])
        if table.state == "very_hidden":
            sheet.very_hidden()
    out.close()
    return stream.getvalue()


def _write_cell(sheet: object, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str) and value.startswith("=ERR"):
        sheet.write_formula(row, column, "=1/0", None, "#DIV/0!")  # type: ignore[attr-defined]
    elif isinstance(value, str):
        sheet.write_string(row, column, value)  # type: ignore[attr-defined]
    elif isinstance(value, date):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day))  # type: ignore[attr-defined]
    else:
        sheet.write(row, column, value)  # type: ignore[attr-defined]


class Generator:
    """Issues forms out of a ledger and sends them back damaged."""

    def __init__(self, folder: Path, seed: int, *, counties: int = 30, departments: int = 18, tasks: int = 60) -> None:
        self.rng = random.Random(seed)
        self.folder = folder
        self.inbox = folder / "收到"
        self.ledger = found(folder / "台账.gkd", self.rng, counties=counties, departments=departments, tasks=tasks)
        self.plan: IssuePlan = plan_issue(self.ledger.snapshot(), ROUND, due=date(2022, 10, 10))
        self.issued = issue(self.ledger, self.plan, folder / "分发")
        self.forms = {form.unit: form for form in self.plan.forms}
        self.paths = dict(zip(self.forms, self.issued.paths, strict=True))
        self.truth = Truth()
        self.files: dict[str, bytes] = {}

    # --- filling ---------------------------------------------------------------------------------------------------

    def open(self, unit: str) -> Book:
        path = self.paths[unit]
        return Book(unit, path.name, take_apart(path))

    def fill(self, book: Book, share: float = 0.95) -> dict[tuple[str, str], str]:
        """Type answers; returns what they mean by (task, field)."""
        table, meant = book.main, {}
        for place in table.body:
            row = table.rows[place]
            task = str(row[0]).partition("#")[0]
            if self.rng.random() > share:
                continue
            for key, (typed, value) in self.answers(book.unit, task).items():
                if TITLES[key] in table.rows[table.header]:
                    row[table.column(TITLES[key])] = typed
                    meant[task, key] = value
        return meant

    def answers(self, unit: str, task: str) -> dict[str, tuple[object, str]]:
        rng = self.rng
        word, state = rng.choice([("推进中", "推进中"), ("已完成", "已完成"), ("已办结", "已完成"), ("完成", "已完成"), ("100%", "已完成"),
                                  ("正在推进", "推进中"), ("未启动", "未启动"), ("长期坚持", "持续推进"), ("不涉及", "不涉及")])
        said = f"{unit}{rng.choice(DID)}{rng.randint(2, 99)}次，{rng.choice(DID)}，{rng.choice(DID)}{rng.randint(100, 9999)}条"
        found: dict[str, tuple[object, str]] = {"status": (word, state), "progress": (said, said)}
        if state == "已完成":
            day = date(2022, 7, 1) + timedelta(days=rng.randint(0, 85))
            typed: object = rng.choice([day, day.isoformat(), f"{day.year}.{day.month}.{day.day}", f"{day.year}年{day.month}月{day.day}日",
                                        f"{day:%Y%m%d}", f"{day.year}/{day.month}/{day.day}", f"{day.month}月{day.day}日"])
            found["done_on"] = (typed, day.isoformat())
            found["evidence"] = (f"门户网站截图{rng.randint(1, 99)}张", "")
        if rng.random() < 0.3:
            found["problems"] = (f"人手不足，缺{rng.randint(1, 9)}人", "")
        if rng.random() < 0.3:
            found["next_steps"] = (f"第{rng.randint(1, 4)}季度前{rng.choice(DID)}", "")
        if rng.random() < 0.5:
            found["value"] = (rng.choice([86, 90.5, "88%"]), "")
        return {key: (typed, value or (f"{typed:g}" if isinstance(typed, float) else str(typed)))
                for key, (typed, value) in found.items()}

    def expect(self, unit: str, meant: dict[tuple[str, str], str]) -> None:
        for (task, key), value in meant.items():
            self.truth.values[task, unit, key] = value

    def send(self, book: Book, damage: str, verdict: str | None = None) -> str:
        path = f"{book.folder}/{book.name}" if book.folder else book.name
        assert path not in self.files, path
        self.files[path] = write(book)
        self.truth.damages[path] = damage
        if verdict:
            self.truth.verdicts[path, book.unit] = verdict
        return path

    def tasks_of(self, unit: str) -> list[str]:
        return [row.task for row in self.forms[unit].sheet.rows]

    # --- to disk ---------------------------------------------------------------------------------------------------

    def deliver(self) -> Path:
        """Lay the files into the inbox; those in folders ending in .zip become archives, some with GBK names."""
        archives: dict[str, list[tuple[str, bytes]]] = {}
        for path, data in self.files.items():
            head, _, name = path.partition("/")
            if head.endswith(".zip"):
                archives.setdefault(head, []).append((name, data))
                continue
            target = self.inbox / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        for place, (name, members) in enumerate(archives.items()):
            self.inbox.mkdir(parents=True, exist_ok=True)
            with zipfile.ZipFile(self.inbox / name, "w") as archive:
                for member, data in members:
                    info = zipfile.ZipInfo(member, (2022, 9, 20, 8, 0, 0))
                    archive.writestr(info, data)
            if place % 2 == 0:
                gbk_names(self.inbox / name)
        return self.inbox


def gbk_names(path: Path) -> None:
    """Rewrite an archive so that its names are GBK bytes without the UTF-8 flag, as Windows programs make them."""
    with zipfile.ZipFile(path) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]

    class Plain(zipfile.ZipInfo):
        def _encodeFilenameFlags(self) -> tuple[bytes, int]:
            return self.filename.encode("gbk"), self.flag_bits

    with zipfile.ZipFile(path, "w") as archive:
        for name, data in members:
            archive.writestr(Plain(name, (2022, 9, 20, 8, 0, 0)), data)


Damage = Callable[[Generator, str], None]
