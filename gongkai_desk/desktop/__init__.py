"""The window: the same verbs as the command line, for a person. The only room that may import QtWidgets.

Nothing heavy is imported here; :func:`main` loads the window, the window loads each page when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window, on the ledger or documents named in ``argv`` (without the program's name); return the exit status."""
    import gc

    gc.disable()  # what is made at the start stays anyway; the window turns the collector on once it can be used
    _leave_sources_alone()
    from gongkai_desk.desktop.app import run

    return run(argv)


def _leave_sources_alone() -> None:
    """Spare every import PySide's look through the module's source for ``__feature__``, which nothing here uses: it costs a
    third of the start. Without effect where a later PySide does it otherwise."""
    from importlib import import_module

    import PySide6.QtCore  # noqa: F401 - brings the import hook

    try:
        feature = import_module("shibokensupport.feature")
    except ImportError:
        return
    if hasattr(feature, "_mod_uses_pyside"):
        feature._mod_uses_pyside = lambda _module: False  # type: ignore[attr-defined]


def selftest(ledger: Path) -> int:
    """Build the window offscreen on ``ledger``, show every page and close it; return the exit status."""
    from gongkai_desk.desktop.selftest import selftest as show

    return show(ledger)
