"""收表汇总: a batch of returned files becomes a plan."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from gongkai_desk.collecting.answers import same_answer
from gongkai_desk.collecting.arriving import Arriving
from gongkai_desk.collecting.checks import AnswerChecks
from gongkai_desk.collecting.columns import BY_KEY, Kind
from gongkai_desk.collecting.deciding import RULES, Decisions, Outcome, decide
from gongkai_desk.collecting.folding import JOINED_BY, Statement, UnitFold, lay
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.intake import Batch, take_in
from gongkai_desk.collecting.judging import Judge
from gongkai_desk.collecting.memory import Memory
from gongkai_desk.collecting.plan import (
    ROW,
    Altered,
    Caution,
    Conflict,
    FileEntry,
    MergePlan,
    Original,
    PlannedChange,
    Reason,
    Settlement,
    Unmatched,
    Verdict,
)
from gongkai_desk.collecting.rounds import closed_on
from gongkai_desk.collecting.submission import Submission
from gongkai_desk.collecting.versions import newer, rank_key
from gongkai_desk.domain import FORM_FIELDS, REPORT_FIELDS, GongkaiError, called
from gongkai_desk.domain.progress import Progress, silent
from gongkai_desk.grids import Reader

if TYPE_CHECKING:
    from gongkai_desk.ledger import Ledger

_ORDER = {name: place for place, name in enumerate((*REPORT_FIELDS, "done_on_raw"))}


def plan_merge(ledger: Ledger, round: str, paths: Iterable[str | Path] | Arriving, *, today: date, reader: Reader | None = None,
               rule: str | None = None, decisions: Mapping[str, Any] | None = None, progress: Progress = silent) -> MergePlan:
    """What the files under ``paths`` would do to the ledger in ``round``; changes nothing.

    ``paths`` may be on their way already (:class:`Arriving`, with the ``reader`` that is given then too). ``rule``: ``newest ours
    theirs join``, for every conflict that ``decisions`` (the printed JSON with decisions added) leaves open.
    Raises GongkaiError for an unknown rule or a decision that means nothing.
    """
    if rule is not None and rule not in RULES:
        raise GongkaiError(f"没有“{rule}”这种冲突处理办法", next_step="可选：newest、ours、theirs、join。")
    chosen = Decisions(decisions)
    door = reader or Reader()
    try:
        arriving = paths if isinstance(paths, Arriving) else Arriving(door, paths, progress)
        arriving.begin()  # the child reads while the ledger is read
        ground = Ground(ledger.snapshot(), round)
        merger = _Merger(ground, chosen, rule, Memory(ledger, ground, door), today)
        batch = take_in(ground, arriving, merger.think_ahead)
        return merger.plan(batch)
    finally:
        if reader is None:
            door.close()


class _Draft(msgspec.Struct):
    """The plan while it grows."""

    changes: list[PlannedChange] = msgspec.field(default_factory=list)
    conflicts: list[Conflict] = msgspec.field(default_factory=list)
    altered: list[Altered] = msgspec.field(default_factory=list)
    unmatched: list[Unmatched] = msgspec.field(default_factory=list)
    missing: list[tuple[str, str]] = msgspec.field(default_factory=list)
    unanswered: list[tuple[str, str]] = msgspec.field(default_factory=list)
    cautions: list[Caution] = msgspec.field(default_factory=list)
    settled: list[Settlement] = msgspec.field(default_factory=list)
    unchanged: int = 0

    def add(self, other: _Draft) -> None:
        """Append another unit's draft."""
        self.changes += other.changes
        self.conflicts += other.conflicts
        self.altered += other.altered
        self.unmatched += other.unmatched
        self.missing += other.missing
        self.unanswered += other.unanswered
        self.cautions += other.cautions
        self.settled += other.settled
        self.unchanged += other.unchanged


class _Merger:
    """Makes the plan out of a batch, unit by unit."""

    def __init__(self, ground: Ground, decisions: Decisions, rule: str | None, memory: Memory, today: date) -> None:
        self.ground, self.decisions, self.rule, self.memory, self.today = ground, decisions, rule, memory, today
        self.checks = AnswerChecks(ground, today)
        self.judge = Judge(ground, memory.history, memory.age)
        self.batch = Batch()
        self.draft = _Draft()
        self._ahead: dict[str, _Draft] = {}

    def think_ahead(self, submission: Submission, folded: UnitFold) -> None:
        """Judge a unit's first form while the next file is being read; of use where no second one comes."""
        unit = submission.unit
        if unit not in self._ahead and unit not in self.ground.received and submission.evidence.own:
            self._ahead[unit] = self._unit(unit, [(submission, folded)])

    def plan(self, batch: Batch) -> MergePlan:
        """The whole plan."""
        self.batch = batch
        by_unit: dict[str, list[tuple[Submission, UnitFold]]] = {}
        for submission, folded in batch.submissions:
            by_unit.setdefault(submission.unit, []).append((submission, folded))
        order = {name: place for place, name in enumerate(self.ground.expected)}
        whole = _Draft()
        for unit in sorted(by_unit, key=lambda name: (order.get(name, len(order)), name)):
            ready = self._ahead.get(unit) if len(by_unit[unit]) == 1 else None
            whole.add(ready or self._unit(unit, self._in_order(by_unit[unit])))
        self.draft = draft = whole
        draft.cautions += self.checks.of_all(draft.changes)
        draft.cautions += self.decisions.stale(draft.conflicts, draft.unmatched)
        received = self.ground.received | set(by_unit)
        return MergePlan(
            round=self.ground.round, ledger=self.ground.snapshot.id, today=self.today, files=self._files(),
            changes=tuple(draft.changes), conflicts=tuple(draft.conflicts), altered=tuple(draft.altered),
            unmatched=tuple(draft.unmatched), missing_rows=tuple(draft.missing),
            missing_units=tuple(unit for unit in self.ground.expected if unit not in received),
            unanswered=tuple(draft.unanswered), cautions=tuple(draft.cautions), settled=tuple(draft.settled),
            originals=self._originals(), unchanged=draft.unchanged,
            tasks={one.id: called(one) for one in self.ground.snapshot.tasks if one.id},
            new_round=all(one.name != self.ground.round for one in self.ground.snapshot.rounds),
            closed=closed_on(self.ground.snapshot, self.ground.round))

    def _in_order(self, arrived: list[tuple[Submission, UnitFold]]) -> list[tuple[Submission, UnitFold]]:
        """A unit's files from old to new. Another unit's file (by its name) counts only where the unit's own is not there."""
        strays = [one for one, _ in arrived if not one.evidence.own]
        if strays and (len(strays) < len(arrived) or self.memory.has_own_form(strays[0].unit)):
            for stray in strays:
                stray.problems.append("该单位本身的表已收到，这个文件的内容没有采用")
                stray.set_aside = True
        ordered = sorted((pair for pair in arrived if not pair[0].set_aside), key=lambda pair: rank_key(pair[0].evidence))
        for place, (one, _) in enumerate(ordered):
            later = next((other for other, _ in ordered[place + 1:] if _replaces(other, one)), None)
            if later is not None:
                one.superseded_by = later.path
        return ordered

    def _unit(self, unit: str, arrived: list[tuple[Submission, UnitFold]]) -> _Draft:
        """One unit's part of the plan."""
        self.draft = draft = _Draft()
        folded = lay(unit, (one for _, one in arrived))
        self._unmatched_rows(unit, folded)
        for (task, name), statements in sorted(folded.statements.items(), key=lambda item: (item[0][0], _ORDER[item[0][1]])):
            self._field(task, unit, name, statements)
        draft.altered += folded.altered.values()
        draft.cautions += folded.cautions
        draft.cautions += self.checks.of_unit(draft.changes)
        self._head(unit, folded)
        if not any(one.rows for one, _ in arrived):
            return draft
        found = folded.present | {one.candidates[0].task for one, _row, _by in folded.unmatched
                                  if one.candidates and one.candidates[0].score >= 0.9 and one.reason is not Reason.CONTINUED}
        for task in self.ground.issued(unit):
            if task not in found:
                draft.missing.append((task, unit))
            elif task in folded.present and task not in folded.answered:
                draft.unanswered.append((task, unit))
        return draft

    def _field(self, task: str, unit: str, name: str, statements: Sequence[Statement]) -> None:
        judged = self.judge.judge(task, unit, name, statements)
        draft = self.draft
        if judged.change is not None:
            draft.changes.append(judged.change)
        elif judged.conflict is not None:
            self._conflict(judged.conflict, statements)
        else:
            draft.unchanged += 1
        if judged.overruled:
            draft.settled.append(Settlement(task, unit, name, judged.overruled))

    def _conflict(self, conflict: Conflict, statements: Sequence[Statement]) -> None:
        outcome = self._decided(conflict, statements)
        if outcome is None:
            self.draft.conflicts.append(conflict)
            return
        self.draft.settled.append(outcome.settled)
        if outcome.change is not None:
            self.draft.changes.append(outcome.change)

    def _decided(self, conflict: Conflict, statements: Sequence[Statement]) -> Outcome | None:
        ages = {one.source: rank_key(one.by.evidence) for one in statements}
        decision = self.decisions.of_conflict(conflict)
        if decision is not None:
            outcome = decide(conflict, {**decision, "clerk": True}, ages.get, self._ours_newest(conflict, statements))
            if outcome is not None:
                return outcome
        if self.rule is None:
            return None
        return decide(conflict, {"take": self.rule}, ages.get, self._ours_newest(conflict, statements))

    def _ours_newest(self, conflict: Conflict, statements: Sequence[Statement]) -> bool:
        """Whether the ledger's value was set after the last of the files was saved."""
        if conflict.ours is None:
            return False
        saved = [one.by.evidence.modified or one.by.evidence.file_time for one in statements]
        return self.memory.set_after(conflict.task, conflict.unit, conflict.field, [moment for moment in saved if moment])

    def _unmatched_rows(self, unit: str, folded: UnitFold) -> None:
        """Rank candidates, attach the rows that the clerk has assigned, list the others."""
        if not folded.unmatched:
            return
        from gongkai_desk.collecting.proposing import with_candidates

        folded.unmatched = with_candidates(self.ground, unit, folded)
        for entry, _row, submission in folded.unmatched:
            decision = self.decisions.of_row(entry) or {}
            if isinstance(decision.get("task"), str):
                self._attach(decision["task"], entry, submission, folded)
            elif decision.get("take") == "theirs" and entry.candidates:
                self._attach(entry.candidates[0].task, entry, submission, folded)
            elif decision.get("reject") is True or decision.get("take") == "ours":
                self.draft.settled.append(Settlement("", unit, ROW, (entry.signature,)))
            elif decision or not self._decided_before(entry, folded):
                self.draft.unmatched.append(entry)

    def _decided_before(self, entry: Unmatched, folded: UnitFold) -> bool:
        """Whether the very same row was attached or rejected by an earlier decision."""
        task = self.ground.decided_rows.get((entry.unit, entry.signature))
        if task:
            folded.present.add(task)
            folded.answered.add(task)
        return task is not None

    def _attach(self, task: str, entry: Unmatched, submission: Submission, folded: UnitFold) -> None:
        if not self.ground.snapshot.has_task(task):
            raise GongkaiError(f"决定中的任务编号“{task}”在台账中不存在", str(entry.source), "请核对后重试。")
        folded.present.add(task)
        folded.answered.add(task)
        self.draft.settled.append(Settlement(task, entry.unit, ROW, (entry.signature,)))
        for name, value in entry.answers.items():
            stated = folded.statements.setdefault((task, name), [])
            if entry.reason is Reason.CONTINUED and BY_KEY[name].kind is Kind.TEXT:
                above = next((one for one in reversed(stated) if one.by is submission), None)
                if above is not None:
                    value = above.value + JOINED_BY + value
            stated.append(Statement(value, entry.places[name], submission, decided=True))

    def _head(self, unit: str, folded: UnitFold) -> None:
        """Filler, phone and reviewer: the newest form's word counts."""
        form = self.ground.snapshot.forms.get((self.ground.round, unit))
        for key in FORM_FIELDS:
            stated = folded.head.get(key)
            if not stated:
                continue
            newest = stated[-1]
            old = getattr(form, key) if form is not None else None
            if not same_answer(newest.value, old):
                correction = old is not None
                self.draft.changes.append(PlannedChange("", unit, key, old, newest.value, newest.source, correction))

    def _files(self) -> tuple[FileEntry, ...]:
        return tuple(self.batch.entries[number] if submission is None else _entry(submission)
                     for number, submission in self.batch.order)

    def _originals(self) -> tuple[Original, ...]:
        """What to keep: files of which something lands or waits, a unit's first form in the round, and new evidence."""
        used = {change.source.file for change in self.draft.changes}
        used |= {claim.source.file for conflict in self.draft.conflicts for claim in conflict.theirs if claim.source}
        known = {(one.sha, one.unit) for one in self.ground.snapshot.documents if one.round == self.ground.round}
        units: dict[str, list[Submission]] = {}
        for submission, _ in self.batch.submissions:
            units.setdefault(submission.path, []).append(submission)
        kept = []
        for path, mine in units.items():
            unit = mine[0].unit if len(mine) == 1 else None
            first = any(one.unit not in self.ground.received for one in mine)
            if path in used or first:
                kept.append(Original(path, mine[0].data, "submission", unit))
        new = (one for one in self.batch.evidence if (sha256(one.data).hexdigest(), one.unit) not in known)
        return (*kept, *new)


def _replaces(later: Submission, earlier: Submission) -> bool:
    """Whether a later file takes another's place: it is newer, or they are the same copy."""
    return bool(later.rows) and (newer(later.evidence, earlier.evidence) > 0 or later.data == earlier.data)


def _entry(submission: Submission) -> FileEntry:
    problems = "；".join(dict.fromkeys(submission.problems))
    if submission.superseded_by is not None:
        reason = f"同一单位另有更新的表（{submission.superseded_by}），以新表为准，新表空白处沿用本表"
        return FileEntry(submission.path, submission.unit, Verdict.SUPERSEDED, f"{reason}；{problems}" if problems else reason)
    if problems:
        return FileEntry(submission.path, submission.unit, Verdict.WARNED, problems)
    return FileEntry(submission.path, submission.unit, Verdict.ACCEPTED)


