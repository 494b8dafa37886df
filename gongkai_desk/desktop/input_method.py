"""Chinese input on Linux desktops with the plugins that come with Qt."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping


def offer_chinese_input(environment: MutableMapping[str, str] = os.environ, system: str = sys.platform) -> None:
    """Let Qt fall back to IBus where the desktop names an input method of which Qt has no plugin (fcitx).

    fcitx 5 answers as IBus too; without the fallback such a desktop can type no Chinese. Must run before the QApplication.
    """
    wanted = environment.get("QT_IM_MODULE", "")
    if system == "linux" and wanted not in ("", "ibus", "none") and not environment.get("QT_IM_MODULES"):
        environment["QT_IM_MODULES"] = f"{wanted};ibus"
