"""What is known of office fonts without having them: widths, line heights, and who stands in for whom."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Face:
    """Proportions of a font, in ems: an average Latin letter or digit, and the pitch of wrapped lines."""

    narrow: float
    pitch: float
    digit: float


_SONG = Face(0.5, 1.06, 0.5)
_HEI = Face(0.6, 1.28, 0.5)
_UI = Face(0.6, 1.45, 0.56)
_LATIN = Face(0.58, 1.24, 0.507)

_FACES = {
    "Times New Roman": Face(0.54, 1.18, 0.5), "Calibri": _LATIN, "Cambria": Face(0.58, 1.24, 0.554),
    "Arial": Face(0.6, 1.2, 0.556), "Carlito": _LATIN,
}

CHAINS = {
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体", "SimSun"),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "STFangsong"),
    "仿宋": ("FangSong", "仿宋_GB2312", "华文仿宋", "STFangsong"),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "STKaiti"),
    "楷体": ("KaiTi", "楷体_GB2312", "华文楷体", "STKaiti"),
    "黑体": ("SimHei", "华文黑体", "STHeiti", "Microsoft YaHei", "微软雅黑"),
    "宋体": ("SimSun", "NSimSun", "新宋体", "华文宋体", "STSong"),
    "华文中宋": ("STZhongsong", "宋体", "SimSun"),
    "微软雅黑": ("Microsoft YaHei", "等线", "DengXian"),
    "等线": ("DengXian", "微软雅黑", "Microsoft YaHei"),
}
"""Who stands in for a font that is missing, nearest first."""

LAST_RESORTS = ("Noto Serif CJK SC", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "Source Han Serif SC", "Arial Unicode MS")


_CHINESE = frozenset({"SimSun", "NSimSun", "FangSong", "KaiTi", "STSong", "STFangsong", "STKaiti", "STZhongsong"})


@cache
def face(name: str) -> Face:
    """The proportions of a font; unknown Chinese fonts count as 宋体, unknown Latin ones as Calibri."""
    known = _FACES.get(name)
    if known is not None:
        return known
    if "黑" in name or name in ("SimHei", "STHeiti"):
        return _UI if "雅黑" in name or "思源" in name else _HEI
    if name in ("等线", "DengXian", "等线 Light", "Microsoft YaHei") or name.startswith(("Noto Sans", "Source Han")):
        return _UI
    if name.isascii() and name not in _CHINESE:
        return _LATIN
    return _SONG


def chain(name: str) -> tuple[str, ...]:
    """A font and its stand-ins, in order."""
    return (name, *CHAINS.get(name, ()), *LAST_RESORTS)


def digit_points(name: str, size: float) -> float:
    """The width of a digit of the workbook's Normal font, in points: the unit of its column widths.

    LibreOffice prints with the unrounded width; Excel rounds it to pixels at 96 dpi (half-em digits of 宋体 11 up, to 8). The
    narrower of the two is safe.
    """
    digit = face(name).digit
    exact = digit * size
    if digit == 0.5:
        return exact
    return min(exact, max(round(exact / 0.75), 1) * 0.75)
