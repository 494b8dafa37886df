"""Fonts of this computer: what stands in for an office font, and which are missing."""

from __future__ import annotations

import os
import sys
from functools import cache
from typing import TYPE_CHECKING

from gongkai_desk.paper.styles import Font
from gongkai_desk.paper.typefaces import LAST_RESORTS, chain, heavier

if TYPE_CHECKING:
    from PySide6.QtGui import QFont, QGuiApplication


@cache
def application() -> QGuiApplication:
    """The running application, or one without windows where there is none: Qt has no fonts without it."""
    from PySide6.QtGui import QGuiApplication

    running = QGuiApplication.instance()
    if isinstance(running, QGuiApplication):
        return running
    if sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication(["gongkai-desk"])


@cache
def _families() -> frozenset[str]:
    from PySide6.QtGui import QFontDatabase

    application()
    return frozenset(QFontDatabase.families())


@cache
def stand_in(name: str) -> str:
    """The font that is drawn for a name: itself where this computer has it, else what the system names in its place, else the
    first of its chain that is there."""
    from PySide6.QtGui import QFont, QFontInfo

    if name in _families():
        return name
    nobody, alias = (QFontInfo(QFont(one)).family() for one in ("无此字体", name))
    if alias not in (nobody, name):
        return str(alias)
    return next((one for one in chain(name) if one in _families()), name)


def missing_fonts(names: set[str]) -> list[str]:
    """A sentence for each font that this computer lacks."""
    application()
    return [f"本机没有字体“{name}”，PDF和打印用“{stand_in(name)}”代替" for name in sorted(names) if name not in _families()]


class FontBook:
    """Qt fonts for a scale, made once each."""

    def __init__(self, scale: float) -> None:
        application()
        self._scale = scale
        self._fonts: dict[Font, QFont] = {}
        self.names: set[str] = set()

    def font(self, font: Font) -> QFont:
        """The Qt font for a workbook font."""
        from PySide6.QtGui import QFont

        if font not in self._fonts:
            self.names.add(font.name)
            made = QFont()
            made.setFamilies([stand_in(font.name), *(one for one in LAST_RESORTS if one in _families())])
            made.setPointSizeF(max(font.size * self._scale, 1.0))
            made.setBold(font.bold or heavier(font.name, stand_in(font.name)))
            made.setItalic(font.italic)
            made.setUnderline(font.underline)
            made.setStrikeOut(font.strike)
            made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
            self._fonts[font] = made
        return self._fonts[font]
