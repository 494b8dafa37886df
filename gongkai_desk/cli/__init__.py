"""The command line: the same verbs as the window, for a terminal and for scripts (``contract.md`` §1).

The design draws one file here; one file per verb keeps each on a screen, so that a new verb is a new file and one line in
:mod:`gongkai_desk.cli.parser`.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(argv: Sequence[str]) -> int:
    """Run one verb; ``argv`` without the program's name. Returns the exit status 0, 1 or 2."""
    from gongkai_desk.cli.running import run

    return run(argv)
