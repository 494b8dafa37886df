"""Qt's Python classes, all made on the GUI thread before another thread imports any of them.

PySide makes a class when it is first named, and also when it looks which class a widget is that C++ hands over. That look goes
through a table without a lock and lets other threads run in between: one that names a class just then changes the table, and the
program ends without a word.
"""

from __future__ import annotations

from importlib import import_module

MODULES = ("QtWidgets", "QtGui", "QtCore", "QtPrintSupport")


def make_all(module: str) -> int:
    """Name every class of one of PySide's modules; how many names there are."""
    found = import_module(f"PySide6.{module}")
    names = dir(found)
    for name in names:
        getattr(found, name)
    return len(names)
