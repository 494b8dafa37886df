"""Files in: every path ends as a form of some unit, as evidence, or as refused or ignored with a reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec

from gongkai_desk.collecting.arriving import Arriving
from gongkai_desk.collecting.attachments import is_evidence, is_named_as_our_list, may_be_answers, speaks_of_evidence
from gongkai_desk.collecting.folding import UnitFold, fold
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.identity import Identifier, Identity
from gongkai_desk.collecting.meta import Meta, read_meta
from gongkai_desk.collecting.names import version_day, version_mark
from gongkai_desk.collecting.plan import Caution, FileEntry, Original, Verdict
from gongkai_desk.collecting.rows import ReturnedRow, read_rows
from gongkai_desk.collecting.submission import Submission
from gongkai_desk.collecting.tables import FormTable, find_tables
from gongkai_desk.collecting.unread import beside_the_cells, merged_answers, reader_notes, unread
from gongkai_desk.collecting.versions import Evidence
from gongkai_desk.domain import Unreadable
from gongkai_desk.grids import Blob, Document, Ignored
from gongkai_desk.grids.grid import Visibility


class Batch(msgspec.Struct):
    """Everything that arrived: ``submissions`` with what each states, and every file met, in ``order``."""

    submissions: list[tuple[Submission, UnitFold]] = msgspec.field(default_factory=list)
    entries: dict[int, FileEntry] = msgspec.field(default_factory=dict)
    order: list[tuple[int, Submission | None]] = msgspec.field(default_factory=list)
    evidence: list[Original] = msgspec.field(default_factory=list)
    cautions: list[Caution] = msgspec.field(default_factory=list)


OUR_OWN = "本程序自己的文件，不是填报表"
NOTHING = "表里没有填写任务，请核对是否发错了文件"

Arrival = Callable[[Submission, UnitFold], None]


def take_in(ground: Ground, arriving: Arriving, arrived: Arrival) -> Batch:
    """Sort what arrives. A path that is missing becomes a refused entry, like any file that cannot be read.

    ``arrived`` is told of each submission while the next file is being read; it must not use the reader.
    """
    intake = _Intake(ground, arrived)
    for place, item, result in arriving:
        intake.take(place, item, result)
    for place, blob in arriving.aside:
        intake.set_aside(place, blob)
    return intake.finish()


class _Intake:
    """Sorts what was found and read."""

    def __init__(self, ground: Ground, arrived: Arrival) -> None:
        self.ground, self._arrived = ground, arrived
        self.batch = Batch()
        snapshot = ground.snapshot
        self.identifier = Identifier(snapshot.id, ground.round, [one.name for one in snapshot.rounds], ground.names,
                                     snapshot.forms, lambda: ground.task_cells)
        self._listed: dict[int, list[Submission | FileEntry]] = {}

    def set_aside(self, place: int, blob: Blob) -> None:
        """A file that nobody reads: evidence, or a list of our own."""
        if is_evidence(blob.path):
            self._keep_evidence(place, blob)
        else:
            self._note(place, FileEntry(blob.path, None, Verdict.IGNORED, OUR_OWN))

    def take(self, place: int, item: Any, result: Any) -> None:
        """One file with what came of reading it."""
        if isinstance(result, Ignored):
            self._note(place, FileEntry(result.path, None, Verdict.IGNORED, None))
        elif isinstance(result, Unreadable):
            path = result.where or getattr(item, "path", "")
            if isinstance(item, Blob) and speaks_of_evidence(path):
                self._keep_evidence(place, item)
                return
            reason = "。".join(part for part in (result.what, result.next_step) if part)
            self._note(place, FileEntry(path, self.ground.names.in_path(path), Verdict.REFUSED, reason))
        else:
            self._read_whatever_it_is(place, item, result)

    def _read_whatever_it_is(self, place: int, blob: Blob, document: Document) -> None:
        """One file that nobody foresaw must not stop a batch: it is refused, and the fault is noted in the log."""
        try:
            self._read(place, blob, document)
        except Exception as fault:
            from gongkai_desk import faultlog

            faultlog.write_log(faultlog.log_folder(), fault)
            reason = "表格的结构出乎意料，没有读懂；详情已记入错误记录。请对方用发出的填报表重新填写，或手工录入"
            self._note(place, FileEntry(blob.path, self.ground.names.in_path(blob.path), Verdict.REFUSED, reason))

    def _keep_evidence(self, place: int, blob: Blob) -> None:
        unit = self.ground.names.in_path(blob.path)
        reason = None if unit else "文件夹和文件名里看不出是哪个单位的材料"
        if may_be_answers(blob.path, unit):
            reason = "按佐证材料收下，没有当填报表读；里面若是填报内容，请对方填在发出的填报表里再交"
        self._note(place, FileEntry(blob.path, unit, Verdict.ATTACHMENT, reason))
        self.batch.evidence.append(Original(blob.path, blob.data, "evidence", unit))

    def _read(self, place: int, blob: Blob, document: Document) -> None:
        metas, tables = read_document(document)
        tables, strange = self.identifier.of_this_round(tables)
        refusal = self.identifier.refusal(metas, tables, blob.path)
        if refusal is not None:
            unit = self.ground.names.known(metas[0].unit) if metas else self.ground.names.in_path(blob.path)
            self._note(place, FileEntry(blob.path, unit, Verdict.REFUSED, refusal))
            return
        if is_named_as_our_list(blob.path) and not metas and not any(table.has_ids for table in tables):
            self._note(place, FileEntry(blob.path, None, Verdict.IGNORED, OUR_OWN))
            return
        if not tables:
            self._not_a_form(place, blob)
            return
        mine: dict[str, Submission] = {}
        lost: list[str] = []
        before: str | None = None
        for table in tables:
            identity = self.identifier.of_table(table, metas, len(tables) == 1, blob.path, before)
            before = identity.unit
            lost += self._add(mine, table, identity, blob, document)
        if not mine:
            self._note(place, FileEntry(blob.path, None, Verdict.REFUSED, "；".join(dict.fromkeys(lost)) or NOTHING))
            return
        for submission in mine.values():
            submission.problems += [*strange, *reader_notes(document)]
            submission.problems += lost
            self._listed.setdefault(place, []).append(submission)
            folded = fold(self.ground, submission)
            self.batch.submissions.append((submission, folded))
            self._arrived(submission, folded)

    def _not_a_form(self, place: int, blob: Blob) -> None:
        if speaks_of_evidence(blob.path):
            self._keep_evidence(place, blob)
            return
        reason = "里面没有找到填报表（没有“工作任务”和“进展情况”等列）。请确认文件，或请对方用发出的填报表填写"
        self._note(place, FileEntry(blob.path, self.ground.names.in_path(blob.path), Verdict.REFUSED, reason))

    def _add(self, mine: dict[str, Submission], table: FormTable, identity: Identity, blob: Blob,
             document: Document) -> list[str]:
        """A form's rows go to its unit, those of a gathered table to the unit that each row, or a heading above it, names.

        Returns what must be said of rows of which nobody knows whose they are.
        """
        units: list[str] = []
        strangers: dict[str, int] = {}
        for row in read_rows(table):
            unit = self._unit_of(row, identity)
            if unit is not None:
                units.append(unit)
                self._submission(mine, unit, identity, blob, document).rows.append(row)
            else:
                strangers[row.unit] = strangers.get(row.unit, 0) + 1
        gathered = len(set(units)) > 1 or (identity.unit is None and bool(units))
        notes = [*identity.notes, *table.notes, *unread(table), *merged_answers(table), *beside_the_cells(table)]
        notes += ["几个单位合在一张表里，按各行所属的单位分开汇总"] if gathered else []
        if not units and identity.unit is not None and not strangers:
            units = [identity.unit]
        for unit in dict.fromkeys(units):
            submission = self._submission(mine, unit, identity, blob, document)
            submission.problems += [note for note in notes if note not in submission.problems]
            submission.labels += [] if gathered else [table.labels]
        lost = [identity.refusal] if identity.refusal and not units else []
        return lost + [f"工作表“{table.grid.sheet}”有{count}行写的单位“{name}”不在单位名录里，没有汇总"
                       for name, count in strangers.items() if name]

    def _unit_of(self, row: ReturnedRow, identity: Identity) -> str | None:
        """Whose row it is. What a row says of its unit counts before the sheet, unless the form itself is known for sure."""
        if row.unit:
            named = self.ground.names.named(row.unit)
            return identity.unit if named is None and (row.mark or identity.version is not None) else named
        if row.heading and identity.version is None:
            return self.ground.names.exactly(row.heading) or identity.unit
        return identity.unit

    @staticmethod
    def _submission(mine: dict[str, Submission], unit: str, identity: Identity, blob: Blob, document: Document) -> Submission:
        known = mine.get(unit)
        if known is None:
            evidence = Evidence(document.modified, version_mark(blob.path), version_day(blob.path), blob.modified, identity.own)
            known = mine[unit] = Submission(blob.path, unit, evidence, blob.data, identity.version)
        return known

    def _note(self, place: int, entry: FileEntry) -> None:
        self._listed.setdefault(place, []).append(entry)

    def finish(self) -> Batch:
        """The batch, its files in the order in which they were found."""
        for place in sorted(self._listed):
            for entry in self._listed[place]:
                number = len(self.batch.order)
                if isinstance(entry, FileEntry):
                    self.batch.entries[number] = entry
                    self.batch.order.append((number, None))
                else:
                    self.batch.order.append((number, entry))
        return self.batch


def read_document(document: Document) -> tuple[list[Meta], list[FormTable]]:
    """The very hidden sheets and the forms of one workbook, in sheet order."""
    metas: list[Meta] = []
    tables: list[FormTable] = []
    for grid in document.grids:
        meta = read_meta(grid)
        if meta is not None:
            metas.append(meta)
        elif grid.visibility is not Visibility.VERY_HIDDEN:
            tables += find_tables(grid, tables[-1].columns if tables else None)
    return metas, tables
