import pytest

CASES = {
    "SUM(A1:A3)": 6, "AVERAGE(A1:A3)+1": 3, "IF(A1>0,\"是\",\"否\")": "是", "COUNTIF(A1:A3,\">1\")": 2, "SUMIF(B1:B3,\"甲\",A1:A3)": 4,
    "A1/A2": 0.5, "ROUND(2/3,2)": 0.67, "IFERROR(A1/0,0)": 0, "A1/0": None, "RANK(A1,A1:A3)": 3, "\"共\"&A3&\"项\"": "共3项", "-A1^2+10%": 1.1,
    "SUBTOTAL(9,A1:A3)": 6, "COUNTA(B1:B3)": 3, "VLOOKUP(A1,A1:B3,2)": None, "TEXT(0.5,\"0%\")": "50%", "A1:A3": None, "SUM(": None, "C9+1": 1,
    "MAX(A1:A3)-MIN(A1:A3)": 2, "SUMPRODUCT(A1:A3,A1:A3)": 14, "'表'!A2*2": 4, "无!A1": None, "B1=\"甲\"": None, "IF(B1=\"甲\",1,2)": 1,
    "IF(A1=\"\",1,2)": 2, "IF(A1<>\"甲\",1,2)": 1, "IF(C9=\"\",1,2)": 1, "IF(C9=0,1,2)": 1, "IF(A1<B1,1,2)": 1, "SUM(A:A)": 6, "SUM(表!$A:$B)": 6, "COUNTA(B:B)": 3,
    "VLOOKUP(2,A1:B3,2,FALSE)": "乙", "VLOOKUP(9,A1:B3,2,0)": None, "INDEX(B1:B3,2)": "乙", "INDEX(A1:B3,3,2)": "甲", "INDEX(A1:B3,4,1)": None,
    "MATCH(\"乙\",B1:B3,0)": 2, "INDEX(A1:A3,MATCH(\"乙\",B1:B3,0))": 2, "ROWS(A1:B3)": 3, "COLUMNS(A1:B3)": 2, "HLOOKUP(1,A1:B3,3,FALSE)": 3,
    "SUMPRODUCT((B1:B3=\"甲\")*1)": 2, "SUMPRODUCT(--(A1:A3>1),A1:A3)": 5, "SUMPRODUCT((A1:A3>1)*(A1:B2=1))": None,
    "SUM(数列)": 6, "数列": None, "倍数*2": 6, "COUNTIF(词,\"甲\")": 2, "无名": None, "环": None, "MOD(7,4)": 3, "MID(\"公开台账\",3,2)": "台账",
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
    for name, what in (("数列", "=表!$A$1:$A$3"), ("倍数", "=3"), ("词", "=表!$B$1:$B$3"), ("环", "=环")):
        book.define_name(name, what)
    book.close()
    from gongkai_desk.paper.sheet import Filling

    filled = fill(path, {0: [Filling({})]})
    results = filled.calculator().of("表")
    wanted = CASES[formula]
    assert results(1, 5) == (pytest.approx(wanted) if isinstance(wanted, int | float) else wanted)
    assert results(2, 5) is None


def test_blank_values_of_a_body_are_blank(tmp_path, fill):
    import xlsxwriter

    from gongkai_desk.paper.sheet import Filling

    path = tmp_path / "t.xlsx"
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet("表")
    sheet.write_row(0, 0, ["{{序号}}", "{{牵头单位}}"])
    sheet.write_formula("A2", "=COUNTA(B1:B1)")
    sheet.write_formula("B2", "=COUNTBLANK(B1:B1)")
    book.close()
    results = fill(path, {0: [Filling({}, [{"序号": 1, "牵头单位": "甲"}, {"序号": 2, "牵头单位": ""}, {"序号": 3}])]}).calculator().of("表")
    assert (results(4, 1), results(4, 2)) == (1, 2)
