"""What the name of a 报送期 means: offices write the same quarter in many ways."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, timedelta

_SIGNS = {sign: at for at, sign in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}
_PART = (r"第?(?P<number>十[一二]|[一二三四五六七八九十]|(?<!\d)\d{1,2})(?P<unit>季|月)(?:度|份)?"
         r"|(?<![A-Z])Q(?P<quarter>[1-4])(?!\d)|(?P<half>[上下])半年|全年|年[度终末]")
_PARTS = re.compile(_PART)
_YEARS = re.compile(r"(20\d\d)年?")
_WHOLE = re.compile(rf"(?:20\d\d年?)?(?:{_PART})")
_LONGEST = 30
_MONTHS = {"月": 1, "季": 3, "半年": 6, "年": 12}


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time by name: ``unit`` is 月, 季, 半年 or 年, ``number`` counts it within its ``year`` (None: not said)."""

    year: int | None
    unit: str
    number: int

    def last_day(self, year: int) -> date:
        """Its last day; ``year`` where it says none itself."""
        month = self.number * _MONTHS[self.unit]
        return date((self.year or year) + month // 12, month % 12 + 1, 1) - timedelta(days=1)

    def following(self, year: int) -> Period:
        """The period after it; ``year`` where it says none itself."""
        last = self.number * _MONTHS[self.unit] >= 12
        return Period((self.year or year) + last, self.unit, 1 if last else self.number + 1)

    @property
    def name(self) -> str:
        """As an office writes it: 2026年第一季度, 2026年10月, 2026年上半年, 2026年度."""
        year = f"{self.year}年" if self.year else ""
        if self.unit == "季":
            return f"{year}第{'一二三四'[self.number - 1]}季度"
        if self.unit == "月":
            return f"{year}{self.number}月"
        return year + ("上下"[self.number - 1] + "半年" if self.unit == "半年" else "度" if year else "全年")


def find_period(text: str) -> Period | None:
    """The period that a text names; None where it names none, or several, or is long enough to speak of other things."""
    bare = _bare(text)
    parts = list(_PARTS.finditer(bare))
    years = {int(found[1]) for found in _YEARS.finditer(bare)}
    if len(parts) != 1 or len(years) > 1 or len(bare) > _LONGEST:
        return None
    return _period(parts[0], next(iter(years), None))


def round_key(name: str, year: int | None) -> str:
    """Alike for 2026年第一季度, 一季度 and 2026Q1 (``year``: the ledger's); a name that is no period means itself."""
    period = find_period(name) if _WHOLE.fullmatch(_bare(name)) else None
    return f"{period.year or year or ''}{period.unit}{period.number}" if period is not None else _bare(name)


def is_other_period(text: str, round: str) -> bool:
    """Whether a text names another period than ``round``, beyond doubt: both are understood, of one unit, and differ."""
    one, other = find_period(text), find_period(round)
    if one is None or other is None or one.unit != other.unit:
        return False
    return one.number != other.number or bool(one.year and other.year and one.year != other.year)


def _bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def _period(part: re.Match[str], year: int | None) -> Period | None:
    if part["unit"]:
        number = _SIGNS.get(part["number"]) or int(part["number"])
        return Period(year, part["unit"], number) if 1 <= number <= 12 // _MONTHS[part["unit"]] else None
    if part["quarter"]:
        return Period(year, "季", int(part["quarter"]))
    return Period(year, "半年", 1 if part["half"] == "上" else 2) if part["half"] else Period(year, "年", 1)
