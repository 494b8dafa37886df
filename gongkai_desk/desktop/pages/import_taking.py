"""Taking what was read: a new ledger, more tasks in the open one, or a comparison with what it holds."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from gongkai_desk.desktop import reading
from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.pages.import_facts import Facts


def found(desk: Desk, reads: Sequence[reading.Read], facts: Facts, layouts: Sequence[Any], done: Callable[[], None]) -> None:
    """A new ledger of ``reads``, where the clerk wants it."""
    breakdowns, originals = _breakdowns(reads), reading.named(reads)
    roster = reading.merged_roster(reads, facts.counties())
    title, year, issued = facts.title(), facts.year(), facts.issued()
    path = desk.dialogs.save_file("建立台账：选择保存位置", f"{file_stem(title)}.gkd", "台账 (*.gkd)", "ledgers")
    if path is None:
        return
    target = Path(path) if path.endswith(".gkd") else Path(path + ".gkd")

    def make(_progress: Any) -> Any:
        from gongkai_desk.standing.founding import found_ledger

        made = found_ledger(target, breakdowns, originals, roster=roster, year=year, issued=issued, title=title, overwrite=True)
        reading.keep_in(made, layouts)
        return made

    desk.session.create(make, done)


def take(
    desk: Desk, reads: Sequence[reading.Read], facts: Facts, layouts: Sequence[Any], done: Callable[[Collection[Any]], None]
) -> None:
    """The tasks and units of ``reads`` into the open ledger; ``done`` is given the ids of the tasks that were there before."""
    breakdowns, originals = _breakdowns(reads), reading.named(reads)
    roster = reading.merged_roster(reads, facts.counties())
    if not _meant(desk, breakdowns):
        return

    def work(ledger: Any, _progress: Any) -> Any:
        from gongkai_desk.standing.founding import take as take_in

        reading.keep_in(ledger, layouts)
        return take_in(ledger, breakdowns, roster=roster, originals=originals, label=None if breakdowns else "导入单位名录")

    before = {task.id for task in desk.state.snapshot.tasks} if desk.state is not None else set()
    desk.session.run("导入", work, lambda _step: done(before))


def compare(desk: Desk, reads: Sequence[reading.Read]) -> None:
    """What ``reads`` change in the open ledger, on a page of its own."""
    breakdowns, originals = _breakdowns(reads), reading.named(reads)

    def work(ledger: Any, _progress: Any) -> Any:
        from gongkai_desk.standing.revision import difference

        return difference(ledger.snapshot(), breakdowns)

    def show(difference: Any) -> None:
        desk.go("revise", found=difference, breakdowns=breakdowns, originals=originals)

    desk.session.ask("比较修订", work, show, quiet=False)


def _meant(desk: Desk, breakdowns: Sequence[Any]) -> bool:
    """Whether tasks of another year are meant for the open ledger, which the import page does not show: asked."""
    held = desk.state.snapshot if desk.state is not None else None
    years = sorted({one.year for one in breakdowns if one.tasks and one.year})
    if held is None or not held.year or all(year == held.year for year in years):
        return True
    named = "、".join(f"{year}年" for year in years if year != held.year)
    question = f"要导入的是{named}的任务，打开着的是“{held.title}”（{held.year}年度）。"
    hint = "新一年的任务请另建台账：先关闭台账，再点“新建台账”。"
    return desk.dialogs.ask(f"{question}\n{hint}", "仍导入这本台账", title="年度不同")


def _breakdowns(reads: Sequence[reading.Read]) -> list[Any]:
    return [breakdown for read in reads for breakdown in read.breakdowns]


def file_stem(title: str) -> str:
    """A title as a file name."""
    kept = "".join("_" if letter in '<>:"/\\|?*' or not letter.isprintable() else letter for letter in title).strip(". ")
    return kept[:60] or "政务公开工作台账"
