"""The program's pictures: its own icon, and one small line drawing per action."""

from __future__ import annotations

from functools import cache

from PySide6.QtGui import QIcon

from gongkai_desk.place import locate


@cache
def icon(name: str) -> QIcon:
    """The icon called ``name``; an empty one where the installation lacks it."""
    try:
        path = locate("icons") / f"{name}.svg"
    except FileNotFoundError:
        return QIcon()
    return QIcon(str(path)) if name and path.is_file() else QIcon()
