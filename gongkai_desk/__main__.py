"""The one entrance: window without arguments, command line with them, reader child with ``--reader``."""

from __future__ import annotations

import sys


def main() -> None:
    """Choose by the arguments. The reader child is chosen before anything else is imported: it must start fast."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--reader"]:
        from gongkai_desk.grids.child import main as read

        return read()
    _speak_utf8()
    if not arguments:
        from gongkai_desk.desktop import main as show

        sys.exit(show())
    from gongkai_desk.cli import main as run

    sys.exit(run(arguments))


def _speak_utf8() -> None:
    """Chinese on every terminal and in every pipe, also where the system's own code page is another; the frozen window has none."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
