import pytest

CASES = {
    "SUM(A1:A3)": 6, "AVERAGE(A1:A3)+1": 3, "IF(A1>0,\"是\",\"否\")": "是", "COUNTIF(A1:A3,\">1\")": 2, "SUMIF(B1:B3,\"甲\",A1:A3)": 4,
    "A1/A2": 0.5, "ROUND(2/3,2)": 0.67, "IFERROR(A1/0,0)": 0, "A1/0": None, "RANK(A1,A1:A3)": 3, "\"共\"&A3&\"项\"": "共3项", "-A1^2+10%": 1.1,
    "SUBTOTAL(9,A1:A3)": 6, "COUNTA(B1:B3)": 3, "VLOOKUP(A1,A1:B3,2)": None, "TEXT(0.5,\"0%\")": "50%", "A1:A3": None, "SUM(": None, "C9+1": 1,
    "MAX(A1:A3)-MIN(A1:A3)": 2, "SUMPRODUCT(A1:A3,A1:A3)": 14, "'表'!A2*2": 4, "无!A1": None, "B1=\"甲\"": None, "IF(B1=\"甲\",1,2)": 1,
}


@pytest.mark.parametrize("formula", CASES)
def test_results(tmp_path, fill, formula):
    import xlsxwriter

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    for at, (number, word) in enumerate(((1, "甲"), (2, "乙"), (3, "甲"))):
        sheet.write(at, 0, number)
        sheet.write(at, 1, word)
    sheet.write_formula("E1", "=" + formula)
    sheet.write_formula("E2", "=E2+1")
    book.close()
    from gongkai_desk.paper.sheet import Filling

    filled = fill(path, {0: [Filling({})]})
    results = filled.calculator().of("表")
    wanted = CASES[formula]
    assert results(1, 5) == (pytest.approx(wanted) if isinstance(wanted, int | float) else wanted)
    assert results(2, 5) is None


