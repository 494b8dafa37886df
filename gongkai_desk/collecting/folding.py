"""What one submission states, cell by cell; several of one unit are then laid on each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from gongkai_desk.collecting.answers import Answer, read_date_cell, read_status_cell
from gongkai_desk.collecting.columns import BY_KEY, LOCKED, Kind
from gongkai_desk.collecting.ground import Ground
from gongkai_desk.collecting.matching import Match, Matcher
from gongkai_desk.collecting.plan import Altered, Candidate, Caution, Reason, Unmatched
from gongkai_desk.collecting.rows import ReturnedRow
from gongkai_desk.collecting.seal import parse_mark
from gongkai_desk.collecting.submission import Submission
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain import FORM_FIELDS, Source

JOINED_BY = "\n"
ASKED = ("text", "requirement", "deadline", "target")
"""The locked cells that tell what is asked; who leads and what was said last time does not."""


class Statement(msgspec.Struct):
    """One value that a file states for a field of a task. ``decided``: the clerk attached its row to the task."""

    value: str
    source: Source
    by: Submission
    raw: str | None = None
    decided: bool = False


class UnitFold(msgspec.Struct):
    """One unit's answers: ``statements`` by (task, field), the tasks its forms hold, and what was odd about them."""

    unit: str
    statements: dict[tuple[str, str], list[Statement]] = msgspec.field(default_factory=dict)
    present: set[str] = msgspec.field(default_factory=set)
    answered: set[str] = msgspec.field(default_factory=set)
    altered: dict[tuple[str, str, str], Altered] = msgspec.field(default_factory=dict)
    unmatched: list[tuple[Unmatched, ReturnedRow, Submission]] = msgspec.field(default_factory=list)
    cautions: list[Caution] = msgspec.field(default_factory=list)
    head: dict[str, list[Statement]] = msgspec.field(default_factory=dict)


def fold(ground: Ground, submission: Submission) -> UnitFold:
    """What one submission states. Adds to its ``problems``."""
    folder = _Folder(ground, submission)
    folder.take()
    return folder.result


def lay(unit: str, folds: Iterable[UnitFold]) -> UnitFold:
    """Several submissions of a unit laid on each other, from old to new."""
    several = list(folds)
    if len(several) == 1 and not several[0].unmatched:  # rows that the clerk attaches would change it
        return several[0]
    whole = UnitFold(unit)
    for one in several:
        for key, statements in one.statements.items():
            whole.statements.setdefault(key, []).extend(statements)
        for name, said in one.head.items():
            whole.head.setdefault(name, []).extend(said)
        whole.present |= one.present
        whole.answered |= one.answered
        whole.altered.update(one.altered)
        whole.unmatched += one.unmatched
        whole.cautions += one.cautions
    return whole


class _Folder:
    """Folds one submission."""

    def __init__(self, ground: Ground, submission: Submission) -> None:
        self.ground, self.submission, self.unit = ground, submission, submission.unit
        self.matcher: Matcher = ground.matcher(self.unit)
        self.issued = ground.issued(self.unit)
        self.result = UnitFold(self.unit)

    def take(self) -> None:
        """The rows, then what is said once per form."""
        rows = self.submission.rows
        hidden = 0
        above: tuple[ReturnedRow, str] | None = None
        for place, row in enumerate(rows):
            hidden += row.hidden
            self._note_bad(row)
            if above is not None and _is_continuation(row, above[0]):
                self._answers(above[1], row, joining=True)
                continue
            match = self._match(row, rows[place + 1] if place + 1 < len(rows) else None, above)
            if match.task is not None:
                self._matched(match.task, match, row)
                above = (row, match.task)
            else:
                self._unmatched(match, row, above)
                above = above if match.reason is Reason.CONTINUED else None
        if hidden:
            self.submission.problems.append(f"有{hidden}行被筛选或隐藏，已一并汇总，请核对")
        self._old_version(rows)
        self._head()

    def _old_version(self, rows: Iterable[ReturnedRow]) -> None:
        """A form that was issued anew since: say how many of its tasks read otherwise now."""
        newest = self.ground.version(self.unit)
        version = self.submission.version
        if version is None or newest is None or version >= newest:
            return
        changed = 0
        for row in rows:
            mark = parse_mark(row.mark)
            now = self.issued.get(mark[0], {}).get("locked", {}) if mark else {}
            changed += bool(now) and any(squeeze(row.locked.get(key, "")) != squeeze(now.get(key, ""))
                                         for key in ASKED if key in row.columns)
        if changed:
            self.submission.problems.append(f"这是第{version}版填报表，后来又发过第{newest}版，其中{changed}项任务的内容已有变化，请核对")

    def _match(self, row: ReturnedRow, below: ReturnedRow | None, above: tuple[ReturnedRow, str] | None) -> Match:
        if row.mark:
            self._heal_split(row, below)
            return self.matcher.match(row)
        if above is not None and _follows(row, self.issued.get(above[1], {}).get("locked", {})):
            return Match(None, Reason.CONTINUED)
        return Match(None, Reason.NO_ID)

    def _heal_split(self, row: ReturnedRow, below: ReturnedRow | None) -> None:
        """A text broken over two rows is put together again, so that the first row is what it was."""
        mark = parse_mark(row.mark)
        if below is None or below.mark or mark is None or not below.locked.get("text"):
            return
        issued = self.issued.get(mark[0], {}).get("locked", {})
        whole = squeeze(issued.get("text", ""))
        if whole and squeeze(row.locked.get("text", "") + below.locked["text"]) == whole:
            row.locked["text"] = issued["text"]

    def _matched(self, task: str, match: Match, row: ReturnedRow) -> None:
        self.result.present.add(task)
        for altered in match.altered:
            self.result.altered[task, altered.field, squeeze(altered.returned)] = altered
        if match.sum_failed:
            self.result.cautions.append(Caution(
                "check-sum", "任务编码的校验码不符，但内容与发出的一致，已汇总；可能是从其他单位的表粘贴来的行", row.source(),
                self.unit, task))
        self._answers(task, row)

    def _answers(self, task: str, row: ReturnedRow, joining: bool = False) -> None:
        for key in row.answers:
            answer = read_answer(key, row, self.ground)
            if not answer.value:
                continue
            name = answer.field or key
            self.result.answered.add(task)
            self._doubt(answer, key, row, task)
            stated = self.result.statements.setdefault((task, name), [])
            if joining and stated and BY_KEY[key].kind is Kind.TEXT:
                stated[-1].value += JOINED_BY + answer.value
            else:
                stated.append(Statement(answer.value, row.source(key), self.submission, answer.raw))

    def _doubt(self, answer: Answer, key: str, row: ReturnedRow, task: str) -> None:
        if answer.doubt:
            self.result.cautions.append(Caution(f"unclear-{key}", answer.doubt, row.source(key), self.unit, task, key))
            self.submission.problems.append(f"{row.source(key).cell} {answer.doubt}")

    def _note_bad(self, row: ReturnedRow) -> None:
        for key, cell in row.bad.items():
            source = row.source(key)
            message = f"“{BY_KEY[key].title}”是{cell}，没有采用，请对方改成填写的内容"
            mark = parse_mark(row.mark)
            self.result.cautions.append(Caution("bad-cell", message, source, self.unit, mark[0] if mark else None, key))
            self.submission.problems.append(f"{source.cell} {message}")

    def _unmatched(self, match: Match, row: ReturnedRow, above: tuple[ReturnedRow, str] | None) -> None:
        assert match.reason is not None
        answers = {key: answer.value for key in row.answers if (answer := read_answer(key, row, self.ground)).value}
        if not answers and match.reason in (Reason.NO_ID, Reason.CONTINUED):
            self._note_blank(row)
            return
        text = row.locked.get("text", "") or row.locked.get("requirement", "")
        found = Unmatched(self.unit, text, answers, row.source(), match.reason,
                          places={key: row.source(key) for key in answers})
        if match.reason is Reason.CONTINUED and above is not None:
            found = Unmatched(self.unit, text, answers, row.source(), match.reason, (Candidate(above[1], 0.9),), found.places)
        self.result.unmatched.append((found, row, self.submission))

    def _note_blank(self, row: ReturnedRow) -> None:
        """A row without id and without answers still shows that its task was not deleted."""
        text = squeeze(row.locked.get("text", ""))
        for task, cells in self.issued.items():
            if text and squeeze(cells.get("locked", {}).get("text", "")) == text:
                self.result.present.add(task)

    def _head(self) -> None:
        for labels in self.submission.labels:
            for key in FORM_FIELDS:
                if labels.values.get(key):
                    self.result.head.setdefault(key, []).append(
                        Statement(labels.values[key], labels.sources[key], self.submission))


def read_answer(key: str, row: ReturnedRow, ground: Ground) -> Answer:
    """One open cell as the ledger keeps it."""
    text = row.text_of(key)
    kind = BY_KEY[key].kind
    if kind is Kind.STATUS and text:
        return read_status_cell(text, ground.synonyms)
    if kind is Kind.DATE and text:
        return read_date_cell(row.answers[key], text, ground.year)
    return Answer(text)


def _blank_locked(row: ReturnedRow) -> bool:
    return not any(squeeze(row.locked.get(key, "")) for key in LOCKED)


def _is_continuation(row: ReturnedRow, above: ReturnedRow) -> bool:
    """Whether a row is the rest of the one above: the same mark (merged or copied) and nothing of the task beside it."""
    return bool(row.mark) and row.mark == above.mark and row.grid is above.grid and _blank_locked(row)


def _follows(row: ReturnedRow, issued: Mapping[str, str]) -> bool:
    """Whether a row without a mark looks like the rest of the row above: no task of its own, or the tail of that one's text."""
    if _blank_locked(row):
        return True
    text = squeeze(row.locked.get("text", ""))
    whole = squeeze(issued.get("text", ""))
    return bool(text) and text != whole and whole.endswith(text)
