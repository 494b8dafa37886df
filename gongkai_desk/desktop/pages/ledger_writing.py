"""What the ledger page writes: cells that were edited, fixes of findings, and findings that are waived."""

from __future__ import annotations

from typing import Any

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.gestures import cell_changes, fix_changes, label_of, waive_changes
from gongkai_desk.desktop.table.model import TaskModel
from gongkai_desk.domain import Finding, GongkaiError, quoted

BESIDE = 150
"""An edit of more cells than that is read and written beside the window."""


class LedgerWriting:
    """Writes through the session; what is refused is taken back in ``model`` and said."""

    def __init__(self, desk: Desk, model: TaskModel) -> None:
        self.desk = desk
        self.model = model

    def cells(self, cells: list[Any]) -> None:
        """Write edited cells, triples of row, column and text, as one step."""
        state = self.model.state
        if state is None:
            return
        label = label_of(state, cells)
        if len(cells) > BESIDE:
            self.desk.session.run(
                label, lambda ledger, _progress: ledger.apply(label, cell_changes(state, cells)), failed=self._refused
            )
            return
        try:
            changes = cell_changes(state, cells)
        except GongkaiError as error:
            self._refused(str(error))
            return
        except Exception:
            self.model.forget_pending()
            raise
        if changes:
            job = self.desk.session.apply(label, changes)
            job.failed = self._refused
        else:
            self.model.forget_pending()

    def _refused(self, sentence: str) -> None:
        self.model.forget_pending()
        self.desk.dialogs.trouble(sentence)

    def heading(self, section: tuple[str, ...], words: str) -> None:
        """Call the last heading of ``section`` by other ``words``, above all its tasks; what is filtered by it stays so. Tasks
        without any (``()``) get one."""
        from gongkai_desk.ledger import Change

        state, depth = self.model.state, len(section)
        if state is None:
            return
        if not words:
            self.desk.say("章节标题不能空着")
            return
        new = (*section[:-1], words)
        under = [task for task in state.snapshot.tasks if (task.section[:depth] if section else task.section) == section]
        changes = [Change("task", task.id or "", "section", (*new, *task.section[depth:])) for task in under]

        def follow() -> None:
            chosen = self.model.choice.section
            if section and chosen[:depth] == section:
                self.model.choose(section=(*new, *chosen[depth:]))

        named = quoted(section[-1] if section else words, 20)
        self.desk.session.apply(f"{'修改' if section else '添加'}章节标题：{named}", changes, follow)

    def fix(self, fixes: list[Any]) -> None:
        """Carry out ``fixes`` as one step."""
        changes = [change for fix in fixes for change in fix_changes(fix)]
        if changes:
            label = fixes[0].label if len(fixes) == 1 else f"全部修复 {len(fixes)} 处"
            self.desk.session.apply(label, changes, lambda: self.desk.say(f"{label}：已完成，可按 Ctrl+Z 撤销"))

    def waive(self, finding: Finding) -> None:
        """Show ``finding`` no more, for a reason that is asked for."""
        reason = self.desk.dialogs.line("不再提示", f"{finding.message}\n\n请写明不再提示的理由：")
        if reason:
            self.desk.session.apply("疑点不再提示", waive_changes(finding, reason))
