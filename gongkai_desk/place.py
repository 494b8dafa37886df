"""Where the program's own files lie: in a checkout, in a wheel and in a frozen folder."""

from __future__ import annotations

import sys
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
