"""The command line: the same verbs as the window, for a terminal and for scripts (``contract.md`` §1).

The design draws one file here; one file per verb keeps each on a screen, so that a new verb is a new file and one line in
:mod:`gongkai_desk.cli.parser`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gongkai_desk.grids.process import ChildProcess


READING = ("merge",)
"""The verbs for which the reader child is started before anything else: it gets ready while the rest is imported."""


def main(argv: Sequence[str]) -> int:
    """Run one verb; ``argv`` without the program's name. Returns the exit status 0, 1 or 2."""
    child = _reader_child() if argv and argv[0] in READING else None
    try:
        from gongkai_desk.cli.running import run

        return run(argv, child)
    finally:
        if child is not None:
            child.kill()


def _reader_child() -> ChildProcess | None:
    """A child that runs already; None where the system does not let it start, which is said when it is needed."""
    from gongkai_desk.domain.errors import GongkaiError
    from gongkai_desk.grids.process import ChildProcess

    try:
        return ChildProcess()
    except GongkaiError:
        return None
