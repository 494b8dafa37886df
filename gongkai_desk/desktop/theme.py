"""The look: calm and dense as an office program, one accent colour, lights that never speak by colour alone.

It is light on purpose, on a dark desktop too: the page preview is white paper, lamps and the colours of the board and of the
import picture are told apart on white and were chosen so, and what a clerk shows a leader looks like what is printed. So every
role of the palette is given here, and the system is asked for light title bars and dialogs.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

ACCENT = "#1f6aa5"
INK = "#1f2328"
FAINT = "#5d6470"
LINE = "#d5d9de"
EDGE = "#aab3bd"
PAPER = "#ffffff"
GROUND = "#f3f4f6"
BAND = "#e8eef5"
BAND_2 = "#f2f5f9"
UNIT_ROW = "#fafbfc"
SELECT = "#cfe3f5"
ERROR, WARNING, INFO = "#b93326", "#925d0c", "#476681"
DONE = "#1d7044"
# Okabe-Ito shades: told apart by colour-blind eyes, and each light differs in shape too.
LAMP = (14, 14)
LIGHTS = {"green": "#2e8b57", "yellow": "#e6a700", "red": "#d1372c", "grey": "#9aa1a9"}
FONTS = [
    "Microsoft YaHei UI",
    "Microsoft YaHei",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Zen Hei",
    "SimSun",
]

SHEET = f"""
QToolBar {{ background: {PAPER}; border: none; border-bottom: 1px solid {LINE}; spacing: 2px; padding: 3px 6px; }}
QToolBar QToolButton {{ padding: 5px 10px; border: 1px solid transparent; border-radius: 3px; }}
QToolBar QToolButton:hover {{ background: {BAND}; }}
QToolBar QToolButton:pressed, QToolBar QToolButton:checked {{ background: {SELECT}; border-color: {ACCENT}; }}
QToolBar QToolButton:focus {{ border-color: {ACCENT}; }}
QStatusBar {{ background: {GROUND}; border-top: 1px solid {LINE}; }}
QStatusBar::item {{ border: none; }}
QStatusBar QLabel {{ padding: 0 4px; }}
QPushButton[primary="true"] {{ background: {ACCENT}; color: white; border: 1px solid {ACCENT}; border-radius: 3px;
    padding: 5px 16px; }}
QPushButton[primary="true"]:hover {{ background: #2a7bbd; }}
QPushButton[primary="true"]:disabled {{ background: {LINE}; border-color: {LINE}; color: #6c737e; }}
QPushButton[primary="true"]:focus {{ border: 2px solid {INK}; }}
QLabel[role="title"] {{ font-size: 16px; font-weight: 600; }}
QLabel[role="hint"] {{ color: {FAINT}; }}
QLabel[role="empty"] {{ color: {FAINT}; font-size: 14px; }}
QToolTip {{ background: #fffde8; color: {INK}; border: 1px solid {LINE}; padding: 3px; }}
"""


def palette() -> QPalette:
    """The colours of every widget."""
    colours = QPalette(QColor("#fbfbfc"), QColor(GROUND))
    role = QPalette.ColorRole
    for part, value in (
        (role.Window, GROUND),
        (role.Base, PAPER),
        (role.AlternateBase, UNIT_ROW),
        (role.Button, "#fbfbfc"),
        (role.WindowText, INK),
        (role.Text, INK),
        (role.ButtonText, INK),
        (role.Highlight, SELECT),
        (role.HighlightedText, INK),
        (role.Link, ACCENT),
        (role.LinkVisited, ACCENT),
        (role.BrightText, ERROR),
        (role.PlaceholderText, "#6c737e"),
        (role.Light, PAPER),
        (role.Midlight, "#f8f9fa"),
        (role.Mid, LINE),
        (role.Dark, "#9aa1a9"),
        (role.Shadow, "#6b7280"),
        (role.ToolTipBase, "#fffde8"),
        (role.ToolTipText, INK),
        (role.Accent, ACCENT),
    ):
        colours.setColor(part, QColor(value))
    for part in (role.WindowText, role.Text, role.ButtonText):
        colours.setColor(QPalette.ColorGroup.Disabled, part, QColor("#9aa1a9"))
    return colours


def ink_on(ground: str) -> QColor:
    """White or dark letters, whichever can be read better on ``ground``."""
    colour = QColor(ground)
    return QColor(INK) if 0.299 * colour.red() + 0.587 * colour.green() + 0.114 * colour.blue() > 118 else QColor(PAPER)


def dress(app: QApplication) -> None:
    """Give the application its palette and Chinese font."""
    app.styleHints().setColorScheme(Qt.ColorScheme.Light)
    app.setPalette(palette())
    font = QFont(app.font())
    font.setFamilies(FONTS)
    font.setPixelSize(13)
    app.setFont(font)
    app.setStyleSheet(SHEET)


@cache
def light_pixmap(light: str) -> QPixmap:
    """The lamp of ``light``: round green, triangular yellow, square red, hollow grey, so that shape tells as well."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio() if QGuiApplication.primaryScreen() else 1.0
    pixmap = QPixmap(round(LAMP[0] * ratio), round(LAMP[1] * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = QColor(LIGHTS.get(light, LIGHTS["grey"]))
    painter.setPen(colour)
    painter.setBrush(colour if light in ("green", "yellow", "red") else Qt.BrushStyle.NoBrush)
    if light == "yellow":
        painter.drawPolygon([QPointF(7, 2), QPointF(12.5, 11.5), QPointF(1.5, 11.5)])
    elif light == "red":
        painter.drawRect(QRectF(2.5, 2.5, 9, 9))
    else:
        painter.drawEllipse(QRectF(2, 2, 10, 10))
    painter.end()
    return pixmap
