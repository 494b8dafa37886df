"""Numbers and dates as a number format shows them: what paper needs, not all of Excel."""

from __future__ import annotations

import re
from datetime import date, timedelta

_EPOCH = date(1899, 12, 30)
_QUOTED = re.compile(r'"([^"]*)"|\\(.)|\[[^\]]*\]|_.|\*.')
_DATE_PART = re.compile(r"yyyy|yy|y|mm|m|dd|d", re.IGNORECASE)


def serial(day: date) -> int:
    """A date as Excel counts it."""
    return (day - _EPOCH).days


def _bare(code: str) -> str:
    return re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code)


def is_date_format(code: str) -> bool:
    """Whether a number format shows a date."""
    bare = _bare(code).lower()
    return "general" not in bare and ("y" in bare or "d" in bare or ("m" in bare and "h" not in bare and "0" not in bare))


def is_percent_format(code: str) -> bool:
    """Whether a number format shows a percentage."""
    return "%" in _bare(code)


def _shown_date(number: float, code: str) -> str:
    day = _EPOCH + timedelta(days=int(number))
    parts = {"yyyy": f"{day.year:04d}", "yy": f"{day.year % 100:02d}", "y": f"{day.year % 100:02d}", "mm": f"{day.month:02d}",
             "m": str(day.month), "dd": f"{day.day:02d}", "d": str(day.day)}
    out, at = [], 0
    for found in _QUOTED.finditer(code):
        out.append(_DATE_PART.sub(lambda part: parts[part[0].lower()], code[at:found.start()]))
        out.append(found[1] or found[2] or "")
        at = found.end()
    out.append(_DATE_PART.sub(lambda part: parts[part[0].lower()], code[at:]))
    return "".join(out).split(";")[0]


def show_number(number: float, code: str) -> str:
    """A number as a cell with that format shows it."""
    if is_date_format(code) and 0 < number < 2_958_466:
        return _shown_date(number, code)
    if code == "@" or "general" in code.lower():
        return f"{number:.10g}"
    sections = code.split(";")
    which = 1 if number < 0 and len(sections) > 1 else 2 if number == 0 and len(sections) > 2 else 0
    section = sections[which]
    found = re.search(r"[#0?][#0?,]*(?:\.([0#?]*))?", _bare(section))
    if found is None:
        return _QUOTED.sub(lambda part: part[1] or part[2] or "", section)
    value = (abs(number) if len(sections) > 1 and number < 0 else number) * (100 if is_percent_format(section) else 1)
    decimals = found[1] or ""
    text = f"{value:{',' if ',' in found.group() else ''}.{len(decimals)}f}"
    if decimals.endswith("#"):
        text = text.rstrip("0").rstrip(".")
    width = len(found.group().split(".")[0].replace(",", "").replace("#", ""))
    if width > 1 and text.lstrip("-").partition(".")[0].isdigit():
        text = text.zfill(width + (len(decimals) + 1 if decimals else 0))
    head, _, tail = section.partition(found.group())
    plain = [_QUOTED.sub(lambda part: part[1] or part[2] or "", piece) for piece in (head, tail)]
    return plain[0] + text + plain[1]
