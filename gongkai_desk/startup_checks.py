"""What can be wrong with the place where the program was started, in one Chinese sentence each. Runs before Qt is loaded."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path, PureWindowsPath

OLDEST = (10, 0, 17763)
"""Windows 10 (1809), the oldest that Qt 6 supports."""

# where Explorer, 7-Zip, WinRAR, Bandizip and 360压缩 put what is started out of an archive
_UNPACKED = re.compile(r"(?i)\.(zip|7z|rar)|^7z[oes][0-9a-f]+$|^rar\$|^bnz\.|^360zip|^temp\d+_|^haozip|^wz[0-9a-f]{4}$")


def refusal(windows: tuple[int, int, int] | None, program: str, temporary: str) -> str | None:
    """Why the program cannot work here, or None.

    ``windows`` is the version of Windows (None elsewhere), ``program`` the path of the frozen program (empty in a checkout),
    ``temporary`` the folder for temporary files.
    """
    if windows is not None and windows < OLDEST:
        number = ".".join(map(str, windows))
        return f"这台电脑的 Windows（{number}）太旧，本程序需要 Windows 10（1809）或更新的版本，请换一台电脑或升级系统后再用。"
    if program and from_archive(program, temporary):
        return "程序是从压缩包里直接打开的，不能正常工作：请先把压缩包全部解压，再打开解压后文件夹里的“政务公开工作台账”。"
    return None


def from_archive(program: str, temporary: str) -> bool:
    """Whether ``program`` lies in a folder below ``temporary`` that a packing program made to start it from."""
    place = PureWindowsPath(program) if "\\" in program else Path(program)
    root = type(place)(temporary)
    try:
        below = place.relative_to(root)
    except ValueError:
        return False
    return any(_UNPACKED.search(part) for part in below.parts[:-1])


def check_here() -> str | None:
    """:func:`refusal` of this machine."""
    if not getattr(sys, "frozen", False):
        return refusal(_windows(), "", "")
    import tempfile

    return refusal(_windows(), sys.executable, os.path.realpath(tempfile.gettempdir()))


def announce(sentence: str) -> None:
    """Show ``sentence`` without Qt, which may not load here: a box on Windows, else a line on stderr."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, sentence, "政务公开工作台账", 0x30)
    print(sentence, file=sys.stderr)


def _windows() -> tuple[int, int, int] | None:
    if sys.platform != "win32":
        return None
    version = sys.getwindowsversion()
    return version.major, version.minor, version.build
