"""催办单 for chosen units: one workbook each, from the template of that name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from gongkai_desk.desktop.filenames import free_name
from gongkai_desk.desktop.state import State
from gongkai_desk.domain.progress import Progress

TEMPLATE = "催办单"


def write_reminders(state: State, units: Sequence[str], folder: Path, progress: Progress) -> list[Path]:
    """Write ``<报送期>_<单位>_催办单.xlsx`` for each unit; a file of that name gets a number instead of being overwritten."""
    from gongkai_desk.exporting import export, find_template

    folder.mkdir(parents=True, exist_ok=True)
    template = find_template(TEMPLATE)
    written = []
    for at, unit in enumerate(units):
        progress(at, len(units), f"催办单：{unit}")
        out = free_name(folder, f"{state.round or ''}_{unit}_催办单".strip("_"))
        export(state.snapshot, template, out, round=state.round, unit=unit, today=state.today)
        written.append(out)
    return written
