"""Where the program's own files lie: in a checkout, in a wheel and in a frozen folder."""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path


def locate(name: str) -> Path:
    """The folder ``templates``, ``icons`` or ``data`` that came with the program.

    Raises FileNotFoundError where the installation lacks it.
    """
    package = Path(__file__).resolve().parent
    frozen = getattr(sys, "_MEIPASS", None)
    places = [package / name] if name == "data" else [package.parent / name, package / "_shipped" / name]
    if frozen is not None:
        root = Path(frozen)
        places = [root / "gongkai_desk" / name, root / name, *places]
        if name == "templates":  # they lie beside the programs, where an office can see them and add its own
            places.insert(0, Path(sys.executable).resolve().parent / name)
    for place in places:
        if place.is_dir():
            return place
    raise FileNotFoundError(name)


@cache
def portable_folder() -> Path | None:
    """``settings`` beside a frozen program that may write there (绿色版); None in a checkout or on a read-only share.

    Tried by writing: Windows does not tell otherwise.
    """
    if not getattr(sys, "frozen", False):
        return None
    import tempfile

    folder = Path(sys.executable).resolve().parent / "settings"
    try:
        folder.mkdir(exist_ok=True)
        handle, trial = tempfile.mkstemp(dir=folder)
        os.close(handle)
        Path(trial).unlink()
    except OSError:
        return None
    return folder
