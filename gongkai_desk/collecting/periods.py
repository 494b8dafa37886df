"""报送期 in words: whether two of them name different periods."""

from __future__ import annotations

import re

from gongkai_desk.collecting.text import squeeze

_YEAR = re.compile(r"(20\d\d)年?")
_PART = re.compile(r"第?([一二三四1234])季度?|(上|下)半年|(1[0-2]|[1-9])月|(?:全年|年度|年终|年末)()")
_DIGITS = str.maketrans("一二三四", "1234")


def period_of(text: str) -> tuple[str, str, str] | None:
    """Year (``""`` where it is not said), kind and number of a period; None where the text names none, or several."""
    bare = squeeze(text)
    parts = list(_PART.finditer(bare))
    years = {found[1] for found in _YEAR.finditer(bare)}
    if len(parts) != 1 or len(years) > 1 or len(bare) > 30:
        return None
    quarter, half, month, _whole = parts[0].groups()
    kind = "quarter" if quarter else "half" if half else "month" if month else "year"
    return next(iter(years), ""), kind, (quarter or half or month or "").translate(_DIGITS)


def is_other_period(text: str, round: str) -> bool:
    """Whether a text names another period than ``round``, beyond doubt: both are understood, of one kind, and differ."""
    one, other = period_of(text), period_of(round)
    if one is None or other is None or one[1] != other[1]:
        return False
    return one[2] != other[2] or bool(one[0] and other[0] and one[0] != other[0])
