"""What the name of a 报送期 means: offices write the same quarter in many ways."""

from __future__ import annotations

import re
import unicodedata

_SIGNS = {sign: str(at) for at, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": "11", "十二": "12"}
_PERIOD = re.compile(r"(?:(20\d\d)年?)?(?:第?(十[一二]|[一二三四五六七八九十]|\d{1,2})(季|月)(?:度|份)?|Q([1-4])|([上下]半年))")


def round_key(name: str, year: int | None) -> str:
    """Alike for 2026年第一季度, 一季度 and 2026Q1 (``year``: the ledger's); a name that is no period means itself."""
    plain = "".join(unicodedata.normalize("NFKC", name).upper().split())
    found = _PERIOD.fullmatch(plain)
    if found is None:
        return plain
    given, number, unit, quarter, half = found.groups()
    period = half or f"{quarter or _SIGNS.get(number, number)}{unit or '季'}"
    return f"{given or year or ''}{period}"
