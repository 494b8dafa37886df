"""The one entrance: window without arguments, command line with them, reader child with ``--reader``."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False  # typing and pathlib take longer than it takes to listen for Ctrl+C
if TYPE_CHECKING:
    from typing import NoReturn

CHILD_TASKS = {
    "template": "gongkai_desk.exporting.trial:trial",
    "word-look": "gongkai_desk.exporting.word_filling:look",
    "word-fill": "gongkai_desk.exporting.word_filling:fill",
    "word-show": "gongkai_desk.exporting.word_showing:show",
}
"""What the reader child does beside reading: templates are somebody else's files too."""


def main() -> None:
    """Choose by the arguments. The reader child is chosen before anything else is imported: it must start fast."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--reader"]:
        from gongkai_desk.grids.child import main as read

        read(CHILD_TASKS)
        return
    _speak_utf8()
    if arguments == ["--selftest"]:
        from gongkai_desk.selftest import main as selftest

        sys.exit(selftest())
    if _for_window(arguments):
        _show(arguments)
    _leave(_work(arguments))


def _for_window(arguments: list[str]) -> bool:
    """No verb: a double click on the program or a ledger, or files dropped onto it. The frozen window knows nothing else."""
    if getattr(sys, "frozen", False) and os.path.splitext(os.path.basename(sys.executable))[0] != "gongkai-desk":  # noqa: PTH119, PTH122
        return True
    return all(not argument.startswith("-") and os.path.splitext(argument)[1] and os.path.isfile(argument)  # noqa: PTH113, PTH122
               for argument in arguments)


def _work(arguments: list[str]) -> int:
    """Run a verb; Ctrl+C counts from the first import on."""
    from gongkai_desk import interrupting

    try:
        interrupting.listen()
        from gongkai_desk.cli import main as run

        status = run(arguments)
    except KeyboardInterrupt:
        print(interrupting.SENTENCE, file=sys.stderr)
        status = interrupting.NOT_DONE
    interrupting.deafen()
    return status


def _leave(status: int) -> NoReturn:
    """End at once: taking a year's work apart object by object takes longer than most verbs."""
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except BrokenPipeError:
            pass
        except OSError:
            status = 2
    os._exit(status)


def _show(arguments: list[str]) -> NoReturn:
    """Open the window, unless a look at the machine says that it cannot work here."""
    from gongkai_desk.startup_checks import announce, check_here

    sentence = check_here()
    if sentence is not None:
        announce(sentence)
        sys.exit(2)
    from gongkai_desk.desktop import main as show

    sys.exit(show(arguments))


def _speak_utf8() -> None:
    """Chinese on every terminal and in every pipe, whatever the code page; the frozen window has none."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    main()
