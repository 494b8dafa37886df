"""What menus do to whole tasks and to the reports of units: insert, delete, confirm, overrule, review."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.gestures import confirm_changes
from gongkai_desk.desktop.reviews import review
from gongkai_desk.desktop.table.frozen import FrozenTable
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.desktop.table.texts import UNIT
from gongkai_desk.domain import HAND, Review, Status, Task, numbered

UNDO_VERDICT = "撤销核定"


class TaskCommands:
    """Commands over the selected tasks of ``table``; ``rows`` gives the selected rows without headings."""

    def __init__(self, desk: Desk, table: FrozenTable, model: TaskModel, rows: Callable[[], list[int]]) -> None:
        self.desk = desk
        self.table = table
        self.model = model
        self._rows = rows

    def commands(self) -> dict[str, Callable[[], None]]:
        """Handlers by action id."""
        return {
            "add_task": self.add,
            "delete_task": self.delete,
            "split_task": self.split,
            "join_tasks": self.join,
            "confirm_deadline": self.confirm,
            "overrule": self.overrule,
            "review_pass": lambda: self.review(Review.PASSED),
            "review_return": lambda: self.review(Review.RETURNED),
        }

    def tasks(self) -> list[Task]:
        """The tasks of the selected rows, each once."""
        found: dict[str, Task] = {}
        for row in self._rows():
            task = self.model.task_at(row)
            if task is not None and task.id:
                found[task.id] = task
        return list(found.values())

    def add(self) -> None:
        """A new, empty task below the current one, under the same heading."""
        from gongkai_desk.desktop.drafts import new_task_changes

        state = self.model.state
        if state is None:
            return
        index = self.table.currentIndex()
        above = self.model.task_at(index.row()) if index.isValid() else None
        self.desk.session.apply("插入任务", new_task_changes(state.snapshot, above, HAND))

    def delete(self) -> None:
        """Delete the selected tasks, after asking."""
        from gongkai_desk.ledger import Change

        tasks = self.tasks()
        words = f"删除所选 {len(tasks)} 项任务及其报送内容？\n删除后可用 Ctrl+Z 恢复。"
        if tasks and self.desk.dialogs.ask(words, "删除"):
            self.desk.session.apply(f"删除 {len(tasks)} 项任务", [Change("task", task.id or "", "*", None) for task in tasks])

    def split(self) -> None:
        """The current task into several, each with the same units and deadline."""
        from gongkai_desk.desktop.task_shapes import proposed_parts, split_changes

        state, tasks = self.model.state, self.tasks()
        if state is None or len(tasks) != 1:
            self.desk.say("请选中要拆分的一条任务")
            return
        start = "\n".join(proposed_parts(tasks[0].wording))
        text = self.desk.dialogs.text("拆分任务", "一行一条任务。第一条保留原来的序号和已报的进展：", start)
        parts = [line.strip() for line in (text or "").split("\n") if line.strip()]
        if len(parts) > 1:
            label = f"拆分{numbered(tasks[0])}为 {len(parts)} 条"
            self.desk.session.apply(label, split_changes(state.snapshot, tasks[0], parts))
        elif parts:
            self.desk.say("只有一行，没有拆分")

    def join(self) -> None:
        """The selected tasks into one, with everybody's units and reports."""
        from gongkai_desk.desktop.task_shapes import join_changes, proposed_whole

        state = self.model.state
        chosen = {task.id for task in self.tasks()}
        tasks = [task for task in state.snapshot.tasks if task.id in chosen] if state is not None else []
        if state is None or len(tasks) < 2:
            self.desk.say("请选中要合并的几条任务（按住 Ctrl 可逐条选）")
            return
        differ = len({task.deadline.raw for task in tasks}) > 1
        kept = f"完成时限不同，保留第一条的“{tasks[0].deadline.raw or '空'}”。" if differ else ""
        words = f"{len(tasks)} 条并成一条，牵头、配合单位和已报的进展一并合并。{kept}"
        text = self.desk.dialogs.text("合并任务", words, proposed_whole(tasks))
        if text:
            self.desk.session.apply(f"合并 {len(tasks)} 项任务", join_changes(state.snapshot, tasks, text))

    def confirm(self) -> None:
        """Confirm the inferred deadlines of the selected tasks."""
        changes = confirm_changes(self.tasks(), "经办人")
        if changes:
            self.desk.session.apply(f"确认 {len(changes)} 项完成时限", changes)
        else:
            self.desk.say("所选任务没有待确认的时限")

    def overrule(self) -> None:
        """核定: the office sets the state of the selected tasks, with a reason."""
        from gongkai_desk.ledger import Change, verdict_key

        state, tasks = self.model.state, self.tasks()
        if state is None or state.round is None or not tasks:
            self.desk.say("请先新建报送期并选中任务")
            return
        words = [UNDO_VERDICT, *(each.value for each in Status)]
        word = self.desk.dialogs.choose("核定完成状态", f"所选 {len(tasks)} 项任务核定为：", words)
        if word is None:
            return
        reason = "" if word == UNDO_VERDICT else self.desk.dialogs.line("核定完成状态", "核定理由：")
        if reason is None or (word != UNDO_VERDICT and not reason):
            return
        status = None if word == UNDO_VERDICT else Status(word)
        changes: list[Any] = []
        for task in tasks:
            key = verdict_key(task.id or "", state.round)
            changes += [Change("verdict", key, "status", status), Change("verdict", key, "reason", reason or None)]
        self.desk.session.apply(f"核定 {len(tasks)} 项任务", changes)

    def review(self, verdict: Review) -> None:
        """审核: pass or return the reports of the selected units (of all units of a task where its own row is selected; of one
        unit where the table shows only that unit's tasks)."""
        reports = self.reports()
        if reports:
            review(self.desk, reports, verdict)
        else:
            self.desk.say("所选的行里没有本期报送，展开任务后选中单位再审核")

    def reports(self) -> list[Any]:
        """This round's reports of the selected rows, each once."""
        found: dict[tuple[str, str], Any] = {}
        for at in self._rows():
            row = self.model.rows[at]
            state = self.model.texts.task_state(row.task) if self.model.texts is not None else None
            reports = state.reports if state is not None else {}
            for unit, report in reports.items():
                if unit == (row.text if row.kind == UNIT else self.model.choice.unit or unit):
                    found[report.task, unit] = report
        return list(found.values())
