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


_SONG = Face(0.5, 1.02, 0.5)
_HEI = Face(0.6, 1.28, 0.5)
_UI = Face(0.6, 1.45, 0.56)
_LATIN = Face(0.58, 1.24, 0.507)

_FACES = {
    "Times New Roman": Face(0.54, 1.18, 0.5), "Calibri": _LATIN, "Cambria": Face(0.58, 1.24, 0.554),
    "Arial": Face(0.6, 1.2, 0.556), "Carlito": _LATIN,
}

_SONG_LAST = ("AR PL SungtiL GB", "AR PL UMing CN", "Noto Serif CJK SC", "Source Han Serif SC")
_KAI_LAST = ("AR PL KaitiM GB", "AR PL UKai CN", "Noto Serif CJK SC", "Source Han Serif SC")
_HEI_LAST = ("WenQuanYi Zen Hei", "WenQuanYi Micro Hei", "Noto Sans CJK SC", "Source Han Sans SC")
_UI_LAST = ("Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei")

CHAINS = {
    "方正小标宋简体": ("方正小标宋_GBK", "华文中宋", "STZhongsong", "宋体", "SimSun", *_SONG_LAST),
    "仿宋_GB2312": ("仿宋", "FangSong", "华文仿宋", "STFangsong", *_KAI_LAST),
    "仿宋": ("FangSong", "仿宋_GB2312", "华文仿宋", "STFangsong", *_KAI_LAST),
    "楷体_GB2312": ("楷体", "KaiTi", "华文楷体", "STKaiti", *_KAI_LAST),
    "楷体": ("KaiTi", "楷体_GB2312", "华文楷体", "STKaiti", *_KAI_LAST),
    "黑体": ("SimHei", "华文黑体", "STHeiti", "Microsoft YaHei", "微软雅黑", *_HEI_LAST),
    "宋体": ("SimSun", "NSimSun", "新宋体", "华文宋体", "STSong", *_SONG_LAST),
    "华文中宋": ("STZhongsong", "宋体", "SimSun", *_SONG_LAST),
    "微软雅黑": ("Microsoft YaHei", "等线", "DengXian", *_UI_LAST),
    "等线": ("DengXian", "微软雅黑", "Microsoft YaHei", *_UI_LAST),
}
"""Who stands in for a font that is missing, nearest first; the free fonts of Linux come last."""

_NAMES = {
    "方正小标宋简体": "方正小标宋_GBK/方正小标宋/FZXiaoBiaoSong-B05S", "仿宋": "FangSong/FangSong_GB2312/华文仿宋/STFangsong",
    "楷体": "KaiTi/KaiTi_GB2312/华文楷体/STKaiti", "黑体": "SimHei/华文黑体/STHeiti",
    "宋体": "SimSun/NSimSun/新宋体/华文宋体/STSong", "华文中宋": "STZhongsong",
    "微软雅黑": "Microsoft YaHei", "等线": "DengXian/等线 Light",
}
_ALIKE = {other: name for name, others in _NAMES.items() for other in others.split("/")}
"""Other names, and fonts that may stand in the same places."""

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
    """A font and its stand-ins, in order; what is not known is judged by its name."""
    known = CHAINS.get(_ALIKE.get(name, name))
    if known is None:
        known = next((_LAST_BY_WORD[word] for word in _LAST_BY_WORD if word in name), ())
    return (name, *known, *LAST_RESORTS)


_LAST_BY_WORD = {"黑": _HEI_LAST, "楷": _KAI_LAST, "仿": _KAI_LAST, "隶": _KAI_LAST, "宋": _SONG_LAST}


def heavier(name: str, stand_in: str) -> bool:
    """Whether a stand-in must be drawn bold: 宋体 for 小标宋 (``domain.md`` §2)."""
    title = _ALIKE.get(name, name) in ("方正小标宋简体", "华文中宋")
    return title and _ALIKE.get(stand_in, stand_in) not in ("方正小标宋简体", "华文中宋")


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
