"""Whose form it is, of which round and ledger: from the very hidden sheet, else from what is written on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from gongkai_desk.collecting.meta import Meta
from gongkai_desk.collecting.names import UnitNames, stem
from gongkai_desk.collecting.sealing import Seals
from gongkai_desk.collecting.tables import FormTable
from gongkai_desk.collecting.text import squeeze
from gongkai_desk.domain.rounds import is_other_period


class Identity(msgspec.Struct, frozen=True):
    """Who sent a form. ``refusal`` says why it cannot be taken; ``notes`` what is odd; ``own`` as in ``versions.Evidence``."""

    unit: str | None
    version: int | None = None
    own: bool = True
    notes: tuple[str, ...] = ()
    refusal: str | None = None


class Identifier:
    """Tells the identity of forms that were meant for one ledger and round."""

    def __init__(self, ledger: str, round: str, rounds: Iterable[str], names: UnitNames, sent: Iterable[tuple[str, str]],
                 tasks: Callable[[], Mapping[str, Mapping[str, str]]]) -> None:
        self._round = round
        self._ledger = ledger
        self._rounds = [name for name in rounds if name != round]
        self._names = names
        self._seals = Seals(ledger, round, sent, tasks)

    def refusal(self, metas: Sequence[Meta], tables: Sequence[FormTable], path: str) -> str | None:
        """Why a whole workbook belongs elsewhere (another ledger, another round), or None."""
        if metas and all(meta.ledger != self._ledger for meta in metas):
            return "这是另一个台账发出的填报表，请核对后退回或放到对应台账汇总"
        if metas and all(squeeze(meta.round) != squeeze(self._round) for meta in metas):
            return f"报送期不符：表中是“{metas[0].round}”，当前汇总的是“{self._round}”"
        return None if metas else self._refusal_without_metas(tables, path)

    def _refusal_without_metas(self, tables: Sequence[FormTable], path: str) -> str | None:
        """The very hidden sheet is lost: the check sums cannot err, then words count."""
        sealed = [self._seals.of(table) for table in tables]
        if any(seal is not None and seal.round == self._round for seal in sealed):
            return None
        other = next((seal.round for seal in sealed if seal is not None), None)
        if other is not None:
            return f"报送期不符：按校验码是“{other}”的表，当前汇总的是“{self._round}”"
        words = self._other_round(tables, path)
        if words is not None:
            return f"报送期不符：表中写的是“{words}”，当前汇总的是“{self._round}”"
        if any(map(self._seals.is_foreign, tables)):
            return "校验码全部不符，像是另一个台账（或没有登记的报送期）发出的填报表，请核对后退回或放到对应台账汇总"
        return None

    def of_this_round(self, tables: Sequence[FormTable]) -> tuple[list[FormTable], list[str]]:
        """The tables without those that another round's form left in the workbook, where this round's is there too; and notes."""
        rounds = {squeeze(name) for name in self._rounds}
        stale = [table for table in tables if squeeze(table.labels.values.get("round", "")) in rounds
                 or any(name in squeeze(table.grid.sheet or "") for name in rounds)]
        if not stale or len(stale) == len(tables):
            return list(tables), []
        names = "、".join(dict.fromkeys(str(table.grid.sheet) for table in stale))
        return [table for table in tables if table not in stale], [f"工作表“{names}”是其他报送期的，没有采用"]

    def _other_round(self, tables: Sequence[FormTable], path: str) -> str | None:
        """Another round that the form names, where the hidden sheet is lost: its line, its title, its file."""
        written = [table.labels.values["round"] for table in tables if table.labels.values.get("round")]
        if written and all(squeeze(text) != squeeze(self._round) for text in written):
            known = {squeeze(name) for name in self._rounds}
            return next((text for text in written if squeeze(text) in known or is_other_period(text, self._round)), None)
        if written:
            return None
        for text in (*(table.labels.title for table in tables), stem(path)):
            bare = squeeze(text)
            if squeeze(self._round) in bare:
                return None
            other = next((name for name in self._rounds if squeeze(name) in bare), None)
            if other is not None:
                return other
        return None

    def of_table(self, table: FormTable, metas: Sequence[Meta], alone: bool, path: str, before: str | None = None) -> Identity:
        """The identity of one form of a workbook; ``alone``: it is the only one there, ``before``: whose the one before it is."""
        if len(metas) == 1 and alone:
            known = self._known(metas[0], table.labels.values.get("unit", ""), path)
            return msgspec.structs.replace(known, notes=(*known.notes, *self._other_label(table)))
        labelled = self._names.named(table.labels.values.get("unit", ""))
        titled = self._names.within(table.labels.title)
        filed = self._names.filed(stem(path))
        sheet = self._names.filed(table.grid.sheet or "")
        by_meta = {self._names.known(meta.unit): meta for meta in metas}
        unit = labelled or titled or sheet
        if unit is None and len(by_meta) == 1:
            unit = next(iter(by_meta))
        if unit is not None and unit in by_meta:
            return Identity(unit, by_meta[unit].version)
        if unit is not None and metas:
            return Identity(unit, notes=(f"一个工作簿里有几个单位的表，“{table.grid.sheet}”按表上写的单位“{unit}”汇总",))
        return self._without_meta(unit, filed or self._names.in_path(path), before, table)

    def _other_label(self, table: FormTable) -> list[str]:
        """What a person wrote over the round's name on a form of this round."""
        label = table.labels.values.get("round", "")
        if squeeze(label) != squeeze(self._round) and is_other_period(label, self._round):
            return [f"表上报送期改成了“{label}”，表是按“{self._round}”发出的，请核对内容是哪一期的"]
        return []

    def _known(self, meta: Meta, label: str, path: str) -> Identity:
        unit = self._names.known(meta.unit)
        notes = []
        if not self._names.mentions(stem(path), unit):
            filed = self._names.filed(stem(path))
            notes += [f"文件名写的是“{filed}”，表是发给“{unit}”的，请核对是否填错了表"] if filed else []
        if label and not self._names.mentions(label, unit):
            labelled = self._names.named(label)
            changed = labelled is not None and labelled != unit
            notes += [f"表上填报单位改成了“{labelled}”，表是发给“{unit}”的，请核对是否填错了表"] if changed else []
        return Identity(unit, meta.version, own=not notes, notes=tuple(notes))

    def _without_meta(self, written: str | None, filed: str | None, before: str | None, table: FormTable) -> Identity:
        """The very hidden sheet is lost: the title counts, then the check sums, which no file's name can outweigh where most of
        them agree, then the sheet before, then the file's name."""
        seal = self._seals.of(table) if written is None else None
        sealed = seal.unit if seal is not None else None
        unit = written or (sealed if seal is not None and seal.sure else before or filed or sealed)
        if unit is None:
            return Identity(None, refusal=(
                "看不出是哪个单位的表：隐藏的识别信息已丢失，标题和文件名里也没有单位名称，请在文件名写明单位后重新汇总"))
        where = "标题" if written else "文件名" if unit == filed else "校验码" if unit == sealed else "前一张表"
        lost = "隐藏的识别信息已丢失" if table.has_ids else "不是发出的填报表格式"
        notes = [f"{lost}，按{where}认作“{unit}”"]
        if filed and unit != filed:
            notes.append(f"文件名写的是“{filed}”，请核对")
        return Identity(unit, own=len(notes) == 1, notes=tuple(notes))
