"""催办单 for chosen units: one workbook each, from the template of that name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.desktop.state import State
from gongkai_desk.domain.progress import Progress

TEMPLATE = "催办单"


def write_reminders(state: State, units: Sequence[str], folder: Path, progress: Progress) -> list[Path]:
    """Write ``<报送期>_<单位>_催办单.xlsx`` for each unit; a file of that name gets a number instead of being overwritten."""
    from gongkai_desk.exporting import export, find_template

    template = find_template(TEMPLATE)
    written = []
    for at, unit in enumerate(units):
        progress(at, len(units), f"催办单：{unit}")
        out = free_name(folder, f"{state.round or ''}_{unit}_催办单".strip("_"))
        export(state.snapshot, template, out, round=state.round, unit=unit, today=state.today)
        written.append(out)
    return written


def free_name(folder: Path, stem: str, suffix: str = ".xlsx") -> Path:
    """A path that does not exist yet."""
    clean = "".join("_" if letter in '<>:"/\\|?*' else letter for letter in stem)
    path, count = folder / f"{clean}{suffix}", 2
    while path.exists():
        path, count = folder / f"{clean}({count}){suffix}", count + 1
    return path
