"""The one entrance: window without arguments, command line with them, reader child with ``--reader``."""

from __future__ import annotations

import sys
from pathlib import Path


def main() -> None:
    """Choose by the arguments. The reader child is chosen before anything else is imported: it must start fast."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--reader"]:
        from gongkai_desk.grids.child import main as read

        return read()
    _speak_utf8()
    if arguments == ["--selftest"]:
        from gongkai_desk.selftest import main as selftest

        sys.exit(selftest())
    if not arguments or _is_ledger(arguments):
        from gongkai_desk.desktop import main as show

        sys.exit(show(arguments))
    from gongkai_desk.cli import main as run

    sys.exit(run(arguments))


def _is_ledger(arguments: list[str]) -> bool:
    """One file and no verb: a double click on a ledger, or a file dropped onto the program."""
    return len(arguments) == 1 and not arguments[0].startswith("-") and Path(arguments[0]).is_file()


def _speak_utf8() -> None:
    """Chinese on every terminal and in every pipe, whatever the code page; the frozen window has none."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
