"""The look is light whatever the desktop is, and every text can be read on its ground."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.pages.board import COLOURS
from gongkai_desk.desktop.panes.chart import COLOURS as BARS

READABLE = 4.5
"""WCAG AA for ordinary text."""


def luminance(colour: QColor) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.getRgbF()[:3]]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(QColor(one)), luminance(QColor(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("group", [QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive, QPalette.ColorGroup.Disabled])
def test_no_colour_is_left_to_a_dark_desktop(qapp, group):
    palette = theme.palette()
    roles = [role for role in QPalette.ColorRole if role.name not in ("NoRole", "NColorRoles")]
    assert [role.name for role in roles if not palette.isBrushSet(group, role)] == []
    for ground in ("Window", "Base", "AlternateBase", "Button", "ToolTipBase", "Highlight"):
        assert palette.color(group, getattr(QPalette.ColorRole, ground)).lightnessF() > 0.75, ground
    for ink in ("WindowText", "Text", "ButtonText", "ToolTipText", "HighlightedText"):
        assert palette.color(group, getattr(QPalette.ColorRole, ink)).lightnessF() < 0.7, ink


def test_the_window_stays_light_after_a_dark_palette(qapp):
    dark = QPalette(QColor("#2b2b2b"), QColor("#1e1e1e"))
    qapp.setPalette(dark)
    theme.dress(qapp)
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(theme.GROUND)
    assert qapp.palette().color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base).lightnessF() > 0.9


@pytest.mark.parametrize("ink", [theme.INK, theme.FAINT, theme.ACCENT, theme.ERROR, theme.WARNING, theme.INFO, theme.DONE])
@pytest.mark.parametrize("ground", [theme.PAPER, theme.GROUND])
def test_every_text_can_be_read(ink, ground):
    assert contrast(ink, ground) >= READABLE


@pytest.mark.parametrize("ground", [theme.BAND, theme.BAND_2, theme.UNIT_ROW, theme.SELECT, *filter(None, COLOURS.values())])
def test_ink_can_be_read_on_every_ground(ground):
    assert contrast(theme.INK, ground) >= READABLE


@pytest.mark.parametrize("ground", list(BARS.values()))
def test_numbers_can_be_read_on_every_bar(ground):
    assert contrast(theme.ink_on(ground).name(), ground) >= READABLE
