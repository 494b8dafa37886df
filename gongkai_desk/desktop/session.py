"""The open ledger: every touch of it goes through here, on the one ledger lane, and comes back as a new :class:`State`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from gongkai_desk.desktop.jobs import Job, Jobs
from gongkai_desk.desktop.state import State

if TYPE_CHECKING:
    from gongkai_desk.domain.progress import Progress

Work = Callable[[Any, Any], Any]
DRAWN = 250
"""Milliseconds in which a ledger that has just been opened is on the screen."""


class Session(QObject):
    """Opens, changes and closes one ledger. ``changed(State | None)`` after every step; ``found(State)`` when findings came;
    ``damaged(path, sentence)`` when a look over the whole file found it damaged."""

    changed = Signal(object)
    found = Signal(object)
    damaged = Signal(object, str)

    def __init__(self, jobs: Jobs, thoughts: Jobs, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.jobs = jobs
        self.thoughts = thoughts
        self.today = today
        self.state: State | None = None
        self._ledger: Any = None
        self._round: str | None = None
        self._serial = 0
        self._writes: list[Job] = []

    def open(self, path: Path, *, readonly: bool = False, failed: Callable[[str], None] | None = None) -> Job:
        """Open the ledger at ``path`` in place of the present one."""

        def work(progress: Progress) -> State:
            progress(0, 2, "打开台账")
            now = self._ledger
            if now is not None and Path(now.path) == path and bool(now.readonly) == readonly:
                return self._look(now, None, progress)
            ledger, note = open_or_look(path, readonly)
            return self._taken(ledger, progress, note)

        return self.jobs.submit("打开台账", work, self._show_new, failed=failed)

    def create(self, make: Callable[[Progress], Any], done: Callable[[], None] | None = None) -> Job:
        """Open the new ledger that ``make(progress)`` returns, open for writing."""

        def work(progress: Progress) -> State:
            return self._taken(make(progress), _unstoppable)  # it is made

        def finish(state: State) -> None:
            self._show_new(state)
            if done is not None:
                done()

        return self.jobs.submit("新建台账", work, finish)

    def close(self) -> None:
        """Close the ledger; the window shows none from now on."""
        self.state = None
        self._round = None
        self.changed.emit(None)
        self.jobs.submit("关闭台账", lambda _progress: self._take(None), quiet=True)

    def release(self, path: Path) -> None:
        """Let go of the file at ``path``, so that another may take its place."""
        self.jobs.submit("关闭台账", lambda _progress: self._release(path), quiet=True)

    def _release(self, path: Path) -> None:
        if self._ledger is not None and Path(self._ledger.path) == path:
            self._take(None)

    def apply(self, label: str, changes: Iterable[Any], done: Callable[[], None] | None = None, *, kind: str = "edit") -> Job:
        """Write ``changes`` as one step."""
        kept = list(changes)
        return self.run(
            label,
            lambda ledger, _progress: ledger.apply(label, kept, kind=kind),
            (lambda _step: done()) if done else None,
            quiet=len(kept) < 500,
        )

    def undo(self, done: Callable[[Any], None] | None = None) -> Job:
        """Take the last step back; ``done(None)`` where there is none, as for a key that was pressed twice."""
        return self.run("撤销", lambda ledger, _progress: _undo(ledger), done, quiet=True)

    def redo(self, done: Callable[[Any], None] | None = None) -> Job:
        """Play the undone step again; ``done(None)`` where there is none."""
        return self.run("恢复", lambda ledger, _progress: _redo(ledger), done, quiet=True)

    def run(
        self,
        label: str,
        work: Work,
        done: Callable[[Any], None] | None = None,
        *,
        quiet: bool = False,
        failed: Callable[[str], None] | None = None,
    ) -> Job:
        """Run ``work(ledger, progress)``, which may write, and show the ledger as it then stands before calling ``done``."""
        wanted = self._round

        def both(progress: Progress) -> tuple[Any, State]:
            result = work(self._held(), progress)
            return result, self._look(self._held(), wanted, _unstoppable)  # it is written

        def finish(pair: tuple[Any, State]) -> None:
            self._show(pair[1])
            if done is not None:
                done(pair[0])

        job = self.jobs.submit(label, both, finish, failed=failed, quiet=quiet)
        self._writes = [each for each in (*self._writes, job) if each in self.jobs.jobs]
        return job

    @property
    def writing(self) -> bool:
        """Whether anything is still being written, or waits to be."""
        return any(job in self.jobs.jobs for job in self._writes)

    def ask(
        self,
        label: str,
        work: Work,
        done: Callable[[Any], None],
        *,
        quiet: bool = True,
        kind: str = "",
        failed: Callable[[str], None] | None = None,
        later: int = 0,
    ) -> Job:
        """Run ``work(ledger, progress)``, which only reads."""

        def read(progress: Progress) -> Any:
            return work(self._held(), progress)

        return self.jobs.submit(label, read, done, quiet=quiet, kind=kind, failed=failed, later=later)

    def choose_round(self, name: str | None) -> None:
        """Show the ledger as of another 报送期."""
        self._round = name

        def work(progress: Progress) -> State:
            return self._look(self._held(), name, progress)

        self.jobs.submit("切换报送期", work, self._show, quiet=True, kind="round")

    def choose_next_round(self, name: str) -> None:
        """Show the round called ``name`` from the next step on."""
        self._round = name

    def shut(self) -> None:
        """The program ends: close the ledger on its own thread and end both lanes."""
        if self._ledger is not None or self.jobs.busy:
            self.jobs.submit("关闭台账", lambda _progress: self._take(None), quiet=True)
        self.jobs.close()
        self.thoughts.close(2.0)

    def check(self, later: int = 0) -> None:
        """Look for findings anew, on the thinking lane; ``found`` tells when they are there."""
        state = self.state
        if state is None:
            return

        def work(progress: Progress) -> State:
            from gongkai_desk.checking import check
            from gongkai_desk.desktop.table.marks import Marks

            progress(0, 1, "校核")
            checked = replace(state, findings=tuple(check(state.snapshot, today=state.today)))
            return replace(checked, marks=Marks.of(checked))

        def done(checked: State) -> None:
            if self.state is not None and self.state.serial == checked.serial:
                self.state = checked
                self.found.emit(self.state)

        self.thoughts.submit("校核", work, done, kind="check", quiet=True, later=later)

    def _held(self) -> Any:
        """The open ledger; what was asked of one that is closed meanwhile needs no answer."""
        if self._ledger is None:
            from gongkai_desk.domain import Cancelled

            raise Cancelled()
        return self._ledger

    def _take(self, ledger: Any) -> None:
        old, self._ledger = self._ledger, ledger
        if old is not None:
            old.close()

    def _taken(self, ledger: Any, progress: Progress, note: str = "") -> State:
        """``ledger`` in place of the present one, as soon as it could be read: what is shown is always what is written to."""
        try:
            state = self._look(ledger, None, progress, note)
        except BaseException:
            ledger.close()
            raise
        self._take(ledger)
        return state

    def _look(self, ledger: Any, wanted: str | None, progress: Progress, note: str = "") -> State:
        from gongkai_desk.desktop.table.texts import Texts
        from gongkai_desk.standing import assess

        progress(1, 2, "读取台账")
        snapshot = ledger.snapshot()
        names = [each.name for each in snapshot.rounds]
        name = wanted if wanted in names else (snapshot.round(None).name if names else None)
        today = self.today()
        standing = assess(snapshot, name, today)
        texts = Texts(snapshot.tasks, standing.states).prepare()
        self._serial += 1
        progress(2, 2, "读取台账")
        return State(
            path=Path(ledger.path),
            readonly=bool(ledger.readonly),
            snapshot=snapshot,
            today=today,
            round=name,
            standing=standing,
            texts=texts,
            steps=tuple(ledger.history()),
            saved=datetime.now(),
            serial=self._serial,
            note=note,
        )

    def _show_new(self, state: State) -> None:
        self._round = None
        self._show(state, later=DRAWN)

        def done(told: tuple[str, ...]) -> None:
            self._verified(state.path, told)

        self.ask("核对台账文件", lambda ledger, progress: ledger.verify(progress), done, later=2 * DRAWN)

    def _verified(self, path: Path, problems: tuple[str, ...]) -> None:
        if problems:
            self.damaged.emit(path, f"台账内容有损坏：{problems[0]}。请不要继续修改。")

    def _show(self, state: State, later: int = 0) -> None:
        findings = self.state.findings if self.state is not None and self.state.path == state.path else None
        self.state = replace(state, findings=findings)
        self.changed.emit(self.state)
        self.check(later)


def _undo(ledger: Any) -> Any:
    return ledger.undo() if any(not step.undone for step in ledger.history()) else None


def _redo(ledger: Any) -> Any:
    steps = ledger.history()
    return ledger.redo() if steps and steps[-1].undone else None


def _unstoppable(done: int, total: int, what: str) -> None:
    """What has been done to the file is shown: stopping now would leave the window with what was before."""


def open_or_look(path: Path, readonly: bool) -> tuple[Any, str]:
    """The ledger at ``path``, and what the clerk must be told. One that somebody else is writing is opened to look at only."""
    from gongkai_desk.domain import LedgerFault
    from gongkai_desk.ledger import Ledger

    try:
        ledger = Ledger.open(path, readonly=readonly)
    except LedgerFault as fault:
        if readonly:
            raise
        try:
            ledger = Ledger.open(path, readonly=True)
        except LedgerFault:
            raise fault from None
        return ledger, f"{fault}\n\n已以只读方式打开，可以查看和导出，不能修改。"
    return ledger, str(ledger.message)
