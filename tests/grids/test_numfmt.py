"""What Excel and WPS show of a value, where it says more than the value."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest

from gongkai_desk.grids.numfmt import BUILTIN, display, is_date, is_telling, shows
from gongkai_desk.grids.odscells import read_sheets
from gongkai_desk.grids.serial import from_serial

DAY, MOMENT = date(2022, 10, 5), datetime(2022, 10, 5, 14, 3, 9)


@pytest.mark.parametrize(("value", "code", "text"), [
    (DAY, 'yyyy"年"m"月"', "2022年10月"), (DAY, 'yyyy"年"m"月"d"日"', "2022年10月5日"), (DAY, "yyyy年m月", "2022年10月"),
    (DAY, 'm"月"d"日"', "10月5日"), (DAY, "[$-804]yyyy\\年mm\\月", "2022年10月"), (DAY, "[DBNum1][$-804]yyyy年m月d日", "二〇二二年十月五日"),
    (DAY, "[$-F800]dddd, mmmm dd, yyyy", "2022年10月5日"), (DAY, "yyyy/m/d", None), (DAY, "yyyy-mm-dd", None), (DAY, "m/d/yy", None),
    (DAY, "yyyy.m", "2022.10"), (DAY, "yy\"年\"", "22年"), (DAY, "aaaa", "星期三"), (DAY, "yyyy\"年第四季度\"", "2022年第四季度"),
    (DAY, "yyyy-mm-dd;@", None), (DAY, 'yyyy"年"m"月";@', "2022年10月"), (DAY, "General", None), (DAY, "0.00", None),
    (MOMENT, "yyyy/m/d h:mm", "2022/10/5 14:03"), (MOMENT, 'm"月"d"日" 上午/下午h"时"mm"分"', "10月5日 下午2时03分"),
    (time(14, 3), "h:mm", "14:03"), (time(14, 3), 'h"时"mm"分"', "14时03分"), (time(9, 3), "h:mm AM/PM", "9:03 AM"),
    (timedelta(hours=30), "[h]:mm", None),
    (7, "000", "007"), (7, "0", None), (7.0, "00", "07"), (1234, "#,##0", None), (1234.5, "0.00", None), (-7, "000", "-007"),
    (0.85, "0%", "85%"), (0.8567, "0.00%", "85.67%"), (0.8567, "0%", "86%"), (1, "0%", "100%"), (0.5, "0.0#%", "50.0%"),
    (3, '0"项"', "3项"), (3, '"第"0"季度"', "第3季度"), (2, '"№"000', "№002"), (3, '0"项";-0"项"', "3项"), (-3, '0"项";"欠"0"项"', "欠3项"),
    (2022.1, "0.00", "2022.10"), (2022.1, "0.00_ ", "2022.10"), (2022.12, "0.00", None), (2022.0, "0.00", None), (2022.1, "0.0", None),
    (88.5, "0.00", None), (2022.1, "#,##0.00", None), (3, "# ?/?", None), (3, "0.00E+00", None), (3, "[>100]0;0.0", None), (3, "@", None), (True, "0%", None), ("字", "0%", None), (None, "0", None),
])
def test_shown(value: object, code: str, text: str | None) -> None:
    assert display(value, code) == text


@pytest.mark.parametrize(("number", "text"), [
    (27, "2022年10月"), (28, "10月5日"), (29, "10月5日"), (31, "2022年10月5日"), (36, "2022年10月"), (50, "2022年10月"), (51, "10月5日"),
    (52, "2022年10月"), (53, "10月5日"), (54, "10月5日"), (57, "2022年10月"), (58, "10月5日"), (14, None), (30, None),
])
def test_the_chinese_builtin_formats(number: int, text: str | None) -> None:
    assert is_date(BUILTIN[number]) and is_telling(BUILTIN[number])
    assert display(DAY, BUILTIN[number]) == text


@pytest.mark.parametrize("code", ["General", "@", "0", "0.00", "#,##0", '0"月"', '"日"0', "[Red]0", "_ * #,##0_ ", "0\\日"])
def test_these_are_no_dates(code: str) -> None:
    assert not is_date(code)


@pytest.mark.parametrize("code", ["yyyy", "m/d", "h:mm", "[h]:mm:ss", "[$-804]yyyy年", "aaaa", "上午/下午h时", "mm:ss.0", "d-mmm"])
def test_these_are_dates(code: str) -> None:
    assert is_date(code)


@pytest.mark.parametrize(("number", "code", "moment"), [
    (1, "yyyy/m/d", date(1900, 1, 1)), (59, "yyyy/m/d", date(1900, 2, 28)), (60, "yyyy/m/d", None), (61, "yyyy/m/d", date(1900, 3, 1)),
    (44926, "yyyy/m/d", date(2022, 12, 31)), (44926.75, "yyyy/m/d h:mm", datetime(2022, 12, 31, 18)), (0.5, "h:mm", time(12)),
    (0, "yyyy/m/d", None), (-1, "yyyy/m/d", None), (2_958_465, "yyyy/m/d", date(9999, 12, 31)), (2_958_466, "yyyy/m/d", None),
    (float("nan"), "yyyy", None), (1.5, "[h]:mm", timedelta(hours=36)), (44926.99999999, "h:mm", datetime(2023, 1, 1)),
])
def test_day_numbers(number: float, code: str, moment: object) -> None:
    assert from_serial(number, code) == moment


def test_the_calendar_of_1904() -> None:
    assert from_serial(0, "yyyy", date1904=True) == date(1904, 1, 1)


def test_what_a_format_shows() -> None:
    assert shows("yyyy/m/d") == (True, False)
    assert shows("mm:ss") == (False, False)
    assert shows("[h]:mm") == (False, True)


@pytest.mark.parametrize(("day", "shown", "text"), [
    (DAY, "Oct-22", "2022年10月"), (DAY, "October 2022", "2022年10月"), (DAY, "5-Oct", "10月5日"), (DAY, "5-Oct-22", None),
    (DAY, "Wednesday, October 05, 2022", None), (DAY, "10月5日", "10月5日"), (2022.1, "2022.10", "2022.10"), (88.5, "88.50", None)])
def test_what_an_ods_cell_shows(day: object, shown: str, text: str | None) -> None:
    kind, name = ("date", "date-value") if isinstance(day, date) else ("float", "value")
    cell = f'<table:table-cell office:value-type="{kind}" office:{name}="{day}"><text:p>{shown}</text:p></table:table-cell>'
    names = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text"))
    book = f'<office:body {names}><table:table table:name="表"><table:table-row>{cell}</table:table-row></table:table></office:body>'
    sheet, = read_sheets([book.encode()])
    assert sheet.shown.get((1, 1)) == text
