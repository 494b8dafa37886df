import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai_desk.paper.formulas import Moves, rewrite, translate
from gongkai_desk.paper.refs import LAST_ROW, Range, parse_range
from gongkai_desk.paper.rowmap import RowMap

ROWS = RowMap(5, 7, 10, {5: 5, 6: 6, 7: 7})


def moves(rows=ROWS, **rename):
    return Moves(rows, {"总台账": rows, "a b": RowMap(2, 2, 3, {2: 2})}, rename)


@pytest.mark.parametrize(("old", "new"), [
    ("A1", "A1"), ("A7", "A5:A14"), ("A7:C7", "A5:C14"), ("A4:C7", "A4:C14"), ("A7:C8", "A5:C15"), ("A8:C9", "A15:C16"), ("A4:C9", "A4:C16"),
    ("A:C", f"A1:C{LAST_ROW}"), ("5:5", "A5:XFD14"),
])
def test_ranges_grow(old, new):
    assert str(ROWS.grow(parse_range(old))) == new


@pytest.mark.parametrize(("old", "new"), [
    ("SUM(F7:F7)", "SUM(F5:F14)"), ("SUM($F$7:$F$7)", "SUM($F$5:$F$14)"), ("F7+F8", "F7+F15"), ("SUM(F4:F8)", "SUM(F4:F15)"),
    ("总台账!F7:F7", "总台账!F5:F14"), ("'a b'!A2:A2+'a b'!A3", "'a b'!A2:A4+'a b'!A5"), ('"F7:F7"&F9', '"F7:F7"&F16'),
    ("LOG10(F9)", "LOG10(F16)"), ("[1]总台账!F9", "[1]总台账!F9"), ("'[b.xlsx]总台账'!F9", "'[b.xlsx]总台账'!F9"), ("Table1[[#This Row],[F9]]", "Table1[[#This Row],[F9]]"),
    ("SUM(9:9)", "SUM(16:16)"), ("A1_B9", "A1_B9"), ("SUM(B:B)", "SUM(B:B)"), ("X.F9", "X.F9"), ("其他!F9", "其他!F9"), ("-F9%", "-F16%"),
    ("'未闭合", "'未闭合"), ('"未闭合', '"未闭合'), ("A1:B2 C9", "A1:B2 C16"),
])
def test_formulas_outside_the_body_follow(old, new):
    assert moves().formula(old) == new


@pytest.mark.parametrize(("old", "new"), [
    ("F7*2", "F#*2"), ("SUM(E7:G7)", "SUM(E#:G#)"), ("F7/SUM(F$7:F$7)", "F#/SUM(F$5:F$14)"), ("SUM($F$7:F7)", "SUM($F$7:F#)"),
    ("F8+F4+$F$7", "F15+F4+$F$7"), ("RANK(F7,$F$7:$F$7)", "RANK(F#,$F$5:$F$14)"), ("'a b'!A2", "'a b'!A2"), ("总台账!F7", "总台账!F#"),
])
def test_references_to_the_own_row_follow(old, new):
    assert moves().body(old, 7, "#") == new


def test_rules_keep_their_distance():
    assert moves().rule("$F7>$F$8", 7, 5) == "$F5>$F$15"
    assert moves().rule("F8=F7", 7, 5) == "F6=F5"
    assert moves().rule("COUNTIF($A$7:$A$7,A7)>1", 7, 5) == "COUNTIF($A$5:$A$14,A5)>1"


def test_names_grow_even_as_one_cell():
    assert moves().name("总台账!$B$7") == "总台账!$B$5:$B$14"
    assert moves().name("总台账!$B$8") == "总台账!$B$15"
    assert moves().name("OFFSET(总台账!$B$7,0,0)") == "OFFSET(总台账!$B$7,0,0)"


def test_sheets_are_renamed_in_formulas():
    found = Moves(ROWS, {"{{单位}}": ROWS}, {"{{单位}}": "O'Neil 局"}).formula("'{{单位}}'!F8")
    assert found == "'O''Neil 局'!F15"


def test_shared_formulas_are_written_out():
    assert translate("A1+$A1+A$1+$A$1+SUM(B2:C3)", 2, 1) == "B3+$A3+B$1+$A$1+SUM(C4:D5)"


@given(st.text(max_size=200))
def test_any_text_passes_the_tokeniser(text):
    assert rewrite(text, lambda sheet, one, two: (one.row, two.row if two else 0)) == text


@given(st.integers(1, 50), st.integers(0, 5), st.integers(1, 40), st.integers(1, 200), st.integers(0, 60))
def test_rows_outside_stay_in_order_and_ranges_never_shrink_away(first, more, count, top, length):
    rows = RowMap(first, first + more, count, {})
    grown = rows.grow(Range(top, 1, top + length, 1))
    assert 1 <= grown.top <= grown.bottom
    assert rows.move(first + more + 1) == first + count
