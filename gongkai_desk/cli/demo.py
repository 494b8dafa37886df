"""``demo DIR``: the whole cycle on the packaged sample, leaving its files in DIR."""

from __future__ import annotations

import argparse
import shutil
import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from gongkai_desk.cli.demo_offices import Office, send_back
from gongkai_desk.cli.output import counts_words, terminal_progress
from gongkai_desk.cli.reading import read_breakdowns, read_roster_file
from gongkai_desk.domain import GongkaiError, Roster, Severity
from gongkai_desk.place import locate

HABITS = {
    "市教育局": "reorder", "市民政局": "alter", "青禾县": "cut", "云东区": "twice", "石桥县": "silent", "市水利局": "silent",
    "沐江市": "words",
}


def run(arguments: argparse.Namespace) -> int:
    """Run the demo; exit 0 when it ran through."""
    folder = Path(arguments.folder)
    make_room(folder, arguments.force)
    for line in Demo(folder).steps():
        print(line, flush=True)
    return 0


def make_room(folder: Path, force: bool) -> None:
    """An empty folder for the demo. Raises GongkaiError when something stands there that no demo left."""
    if folder.exists() and any(folder.iterdir()):
        if not force:
            raise GongkaiError("文件夹里已有文件，没有覆盖", str(folder), "请换一个空文件夹，或加 --force 重新生成。")
        if not (folder / "示例说明.txt").exists():
            raise GongkaiError("这个文件夹不是示例生成的，不能清空", str(folder), "请换一个空文件夹。")
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)


class Demo:
    """The clerk's year in seven steps, each yielding what it did."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.packaged = locate("data") / "sample"
        self.sample: dict[str, Any] = tomllib.loads((self.packaged / "sample.toml").read_text("utf-8"))
        self.today = date.fromisoformat(self.sample["as_of"])
        self.issued = date.fromisoformat(self.sample["issued"])
        self.round = self.sample["round"]
        self.ledger = folder / f"{self.sample['title'][:8]}政务公开台账.gkd"
        self.progress = terminal_progress()

    def steps(self) -> Any:
        """Run the steps one after another."""
        (self.folder / "示例说明.txt").write_text("这里的文件由 gongkai-desk demo 生成，单位和内容都是虚构的。\n", "utf-8")
        yield from self.read_and_check()
        yield from self.found()
        yield from self.issue()
        yield from self.fill()
        yield from self.merge()
        yield from self.export()

    def read_and_check(self) -> Any:
        """导入 and 校核."""
        from gongkai_desk.checking import check
        from gongkai_desk.exporting import findings_report

        for name in (f"{self.sample['title']}.xlsx", f"{self.sample['city']}单位名录.xlsx"):
            shutil.copyfile(self.packaged / name, self.folder / name)
        self.document = self.folder / f"{self.sample['title']}.xlsx"
        self.roster: Roster = read_roster_file(str(self.folder / f"{self.sample['city']}单位名录.xlsx"))
        self.batch = read_breakdowns([str(self.document)], roster=self.roster, issued=self.issued, keep=True)
        tasks = [task for breakdown in self.batch.breakdowns for task in breakdown.tasks]
        kinds = Counter(str(task.lead.kind) for task in tasks)
        yield (f"① 导入：{self.document.name}，任务 {len(tasks)} 项（共性 {kinds['shared']}、分别负责 {kinds['each']}、"
               f"未明确牵头 {kinds['missing']}），单位名录 {len(self.roster.units)} 个单位")
        findings = check(self.batch.breakdowns, today=self.today, roster=self.roster)
        out = self.folder / "疑点清单.xlsx"
        findings_report(findings, out, title=f"{self.sample['title']} 疑点清单")
        grave = Counter(finding.severity for finding in findings)
        yield (f"② 校核：错误 {grave[Severity.ERROR]} 条、警告 {grave[Severity.WARNING]} 条、提示 {grave[Severity.INFO]} 条 "
               f"→ {out}")

    def found(self) -> Any:
        """The ledger."""
        from gongkai_desk.standing.founding import found_ledger

        parts = (self.batch.breakdowns, self.batch.originals)
        with found_ledger(self.ledger, *parts, roster=self.roster, issued=self.issued) as ledger:
            snapshot = ledger.snapshot()
        yield f"   台账：{self.ledger}（任务 {len(snapshot.tasks)} 项，单位 {len(snapshot.roster.units)} 个）"

    def issue(self) -> Any:
        """分发."""
        from gongkai_desk.collecting import issue, plan_issue
        from gongkai_desk.ledger import Ledger

        self.sent = self.folder / "分发"
        with Ledger.open(self.ledger) as ledger:
            due = date.fromisoformat(self.sample["due"])
            plan = plan_issue(ledger.snapshot(), self.round, scope="named", due=due)
            issued = issue(ledger, plan, self.sent, progress=self.progress)
        self.forms = {form.unit: path for form, path in zip(plan.forms, issued.paths, strict=True)}
        yield f"③ 分发：{self.round}，填报表 {len(issued.paths)} 份、共 {plan.rows} 行 → {self.sent}"

    def fill(self) -> Any:
        """What the offices do with their forms."""
        inbox = self.folder / "收到的填报表"
        inbox.mkdir()
        tasks = {task["text"]: task for task in self.sample["task"]}
        contacts = {unit.name: (unit.contact or "", unit.phone or "") for unit in self.roster.units}
        rows = 0
        for unit, path in self.forms.items():
            office = Office(unit, HABITS.get(unit, "plain"))
            rows += send_back(office, path, inbox, tasks, contacts.get(unit, ("", "")))
        silent = [unit for unit in self.forms if HABITS.get(unit) == "silent"]
        yield f"   各单位填报：收到 {len(list(inbox.iterdir()))} 个文件、{rows} 行；{'、'.join(silent)} 没有报送"

    def merge(self) -> Any:
        """收表汇总."""
        from gongkai_desk.collecting import apply_merge, merge_report, plan_json, plan_merge
        from gongkai_desk.ledger import Ledger

        report = self.folder / "汇总报告.xlsx"
        with Ledger.open(self.ledger) as ledger:
            plan = plan_merge(ledger, self.round, [str(self.folder / "收到的填报表")], today=self.today, progress=self.progress)
            apply_merge(ledger, plan)
            merge_report(plan, report)
        shape = plan_json(plan)
        yield (f"④ 收表汇总：写入 {len(shape['changes'])} 处，冲突 {len(shape['conflicts'])} 处，"
               f"被改动的锁定格 {len(shape['altered'])} 处，未对上 {len(shape['unmatched'])} 行，"
               f"缺行 {len(shape['missing']['rows'])} 行，"
               f"未报送 {'、'.join(shape['missing']['units'])} → {report}")

    def export(self) -> Any:
        """导出打印."""
        from gongkai_desk.exporting import export, find_template
        from gongkai_desk.ledger import Ledger
        from gongkai_desk.standing import assess

        template = find_template("总台账")
        with Ledger.open(self.ledger, readonly=True) as ledger:
            snapshot = ledger.snapshot()
            counts = assess(snapshot, self.round, self.today).counts
            for suffix in (".xlsx", ".pdf"):
                out = self.folder / f"{self.sample['title'][:8]}政务公开工作总台账{suffix}"
                report = export(snapshot, template, out, round=self.round, today=self.today)
                yield f"⑤ 导出：{out}" + (f"（{report.pages} 页）" if report.pages else "")
        yield "   " + counts_words(counts)
        yield f"全部文件在：{self.folder.resolve()}"
