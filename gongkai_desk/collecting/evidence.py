"""佐证材料: kept by unit and round, found again by the words of an answer, handed out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai_desk.collecting.files import Batch
from gongkai_desk.collecting.form import safe_name
from gongkai_desk.collecting.names import parts, stem
from gongkai_desk.domain import GongkaiError

if TYPE_CHECKING:
    from gongkai_desk.ledger import KeptFile, Ledger, Snapshot


def evidence_of(snapshot: Snapshot, round: str, unit: str | None = None) -> tuple[KeptFile, ...]:
    """The evidence of a round, of one unit where given."""
    return tuple(one for one in snapshot.documents
                 if one.role == "evidence" and one.round == round and (unit is None or one.unit == unit))


def hand_out(ledger: Ledger, round: str, out_dir: Path | str, *, unit: str | None = None,
             overwrite: bool = False) -> tuple[Path, ...]:
    """Write the kept evidence into ``out_dir``, a folder per unit. Raises GongkaiError where a file of the name exists."""
    folder = Path(out_dir)
    written: list[Path] = []
    with Batch() as batch:
        for target, sha in _targets(evidence_of(ledger.snapshot(), round, unit), folder):
            if target.exists() and not overwrite:
                raise GongkaiError("文件已经存在，没有覆盖", str(target), "请换一个文件夹，或选择覆盖。")
            target.parent.mkdir(parents=True, exist_ok=True)
            batch.write(target, ledger.original(sha))
            written.append(target)
        batch.land()
    return tuple(written)


def _targets(kept: tuple[KeptFile, ...], folder: Path) -> Iterator[tuple[Path, str]]:
    taken: set[str] = set()
    for one in kept:
        name = safe_name(parts(one.name)[-1])
        target = folder / safe_name(one.unit or "未分清单位") / name
        count = 1
        while str(target).lower() in taken:
            count += 1
            target = target.with_name(f"{stem(name)}_{count}{Path(name).suffix}")
        taken.add(str(target).lower())
        yield target, one.sha
