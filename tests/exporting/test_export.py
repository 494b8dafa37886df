import io
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pdfplumber
import pytest
from msgspec import structs

from gongkai_desk.domain import GongkaiError, Lead, LeadKind, Report, Source, TemplateFault
from gongkai_desk.exporting import (
    FIELDS,
    Choice,
    Order,
    check_template,
    export,
    export_per_unit,
    find_template,
    guide,
    make_book,
    templates,
)
from gongkai_desk.paper.pages import pages_of

TODAY = date(2026, 9, 30)
NAMES = [one.name for one in templates()]


def filled(snapshot, name, **more):
    return openpyxl.load_workbook(io.BytesIO(make_book(snapshot, name, today=TODAY, **more).to_bytes()), data_only=True)


def column(sheet, number, first):
    return [sheet.cell(row, number).value for row in range(first, sheet.max_row + 1)]


def test_the_shipped_templates():
    assert NAMES[:2] == ["总台账（A3横）", "总台账（A4横）"] and len(NAMES) == 9
    assert find_template("总台账").name == "总台账（A3横）" and find_template("总台账(A4横)").name == "总台账（A4横）"
    with pytest.raises(TemplateFault, match="没有模板"):
        find_template("无此模板")


@pytest.mark.parametrize("name", NAMES)
def test_shipped_templates_have_no_mistakes_and_are_filled_completely(snapshot, name):
    assert not check_template(find_template(name).path)
    for sheet in filled(snapshot, name):
        assert not [cell.coordinate for row in sheet for cell in row if isinstance(cell.value, str) and "{{" in cell.value]


@pytest.mark.parametrize("name", NAMES)
def test_every_cell_has_its_templates_format(snapshot, name):
    book = make_book(snapshot, name, today=TODAY)
    after = openpyxl.load_workbook(io.BytesIO(book.to_bytes()))
    before = openpyxl.load_workbook(find_template(name).path)
    for sheet in book.sheets:
        old, new = before.worksheets[sheet.plan.sheet.index], after[sheet.name]
        for line in sheet.lines:
            for at in range(1, old.max_column + 1):
                one, two = old.cell(line.proto, at), new.cell(line.row, at)
                if type(one).__name__ == type(two).__name__ == "Cell":
                    assert one.number_format == two.number_format
                    assert not (one.has_style or two.has_style) or one._style == two._style
        assert {key: item.width for key, item in old.column_dimensions.items()} == {key: item.width for key, item in new.column_dimensions.items()}
        assert vars(old.page_margins) == vars(new.page_margins) and old.print_title_rows == new.print_title_rows
        assert (old.page_setup.paperSize, old.page_setup.orientation, old.freeze_panes) == (
            new.page_setup.paperSize, new.page_setup.orientation, new.freeze_panes)


def test_the_ledger_holds_every_task(snapshot):
    sheet = filled(snapshot, "总台账（A3横）")["总台账"]
    assert column(sheet, 1, 4)[:12] == list(range(1, 13))
    assert column(sheet, 3, 4)[:12] == [task.wording for task in snapshot.tasks]
    assert sheet["A1"].value == "2026年政务公开工作总台账" and "云溪市人民政府办公室" in sheet["A2"].value
    assert "应报6" in sheet["H4"].value and sheet["G5"].value == "市财政局第2项进展良好。"


def test_units_have_sheets_with_their_own_words(snapshot):
    book = filled(snapshot, "单位台账")
    assert book.sheetnames == ["市教育局", "市民政局", "市财政局", "市水利局", "青禾县", "云东区"]
    assert book["青禾县"]["A1"].value == "青禾县2026年政务公开工作台账"
    cells = [cell.value for row in book["青禾县"] for cell in row]
    assert "共性" in cells and "未报送" in cells
    assert filled(snapshot, "单位台账", unit="市民政局").sheetnames == ["市民政局"]


def test_only_those_who_are_late_are_chased(snapshot):
    sheet = filled(snapshot, "未报送逾期清单").worksheets[0]
    rows = [(sheet.cell(row, 2).value, sheet.cell(row, 6).value) for row in range(4, sheet.max_row)]
    assert ("青禾县", "未报送") in rows and all(state and ("未报送" in state or "逾期" in state) for _, state in rows)
    assert "云东区" not in filled(snapshot, "催办单").sheetnames


def test_totals_are_sums_and_calculated(snapshot):
    sheet = filled(snapshot, "完成情况统计表").worksheets[0]
    rows = {sheet.cell(row, 1).value: row for row in range(5, sheet.max_row + 1)}
    total = rows["合计"]
    for at in range(2, 11):
        assert sheet.cell(total, at).value == sum(sheet.cell(row, at).value for row in range(5, total))


def test_last_years_state_stands_beside(snapshot):
    sheet = filled(snapshot, "要点落实情况表").worksheets[0]
    assert "推进中" in [cell.value for cell in sheet["H"]]


def test_choice_and_order(snapshot):
    book = filled(snapshot, "总台账（A3横）", choice=Choice(sections=("二、加强公开",)))
    assert column(book["总台账"], 1, 4)[:6] == [1, 2, 3, 4, 5, "填报人：                    审核人：                    单位负责人（签字）：                    联系电话："]
    book = filled(snapshot, "总台账（A3横）", choice=Choice(order=Order.DUE))
    assert column(book["总台账"], 6, 4)[:3] == ["8月底前"] * 3
    assert len(make_book(snapshot, "总台账（A3横）", today=TODAY, choice=Choice(states=("不涉及",))).sheets[0].filling.records) == 0


def test_same_ledger_same_bytes(snapshot, tmp_path):
    for name in ("a.xlsx", "b.xlsx"):
        export(snapshot, "总台账（A4横）", tmp_path / name, today=TODAY)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_nothing_is_overwritten_and_faults_leave_nothing(snapshot, tmp_path):
    out = tmp_path / "o.xlsx"
    out.write_bytes(b"old")
    with pytest.raises(GongkaiError, match="已存在"):
        export(snapshot, "总台账", out, today=TODAY)
    assert out.read_bytes() == b"old"
    with pytest.raises(GongkaiError, match="写不了"):
        export(snapshot, "总台账", tmp_path / "无此文件夹" / "o.xlsx", today=TODAY)
    with pytest.raises(GongkaiError, match="名录中没有单位"):
        export(snapshot, "总台账", tmp_path / "x.xlsx", today=TODAY, unit="市教局")
    bad = tmp_path / "坏模板.xlsx"
    book = openpyxl.Workbook()
    book.active["D3"] = "{{工作任物}}"
    book.save(bad)
    with pytest.raises(TemplateFault) as caught:
        export(snapshot, bad, tmp_path / "y.xlsx", today=TODAY)
    assert "D3" in caught.value.where and "工作任务" in caught.value.next_step
    assert sorted(path.name for path in tmp_path.iterdir()) == ["o.xlsx", "坏模板.xlsx"]


def test_personal_data_is_named_and_masked(snapshot, tmp_path):
    secret = Report("T0002", "市财政局", "2026年第三季度", {"status": "推进中", "progress": "联系张三13912345678办理"})
    leaking = replace(snapshot, reports=(*(one for one in snapshot.reports if one.task != "T0002"), secret))
    report = export(leaking, "总台账（A3横）", tmp_path / "a.xlsx", today=TODAY)
    assert any("手机号" in note for note in report.notes)
    export(leaking, "总台账（A3横）", tmp_path / "b.xlsx", today=TODAY, masked=True)
    text = openpyxl.load_workbook(tmp_path / "b.xlsx")["总台账"]["G5"].value
    assert "13912345678" not in text and "139" in text and "办理" in text


def test_one_file_per_unit(snapshot, tmp_path):
    report = export_per_unit(snapshot, "任务清单", tmp_path, today=TODAY)
    assert len(report.paths) == 6 and (tmp_path / "2026年第三季度_青禾县_任务清单.xlsx").exists()


def test_the_pdf_has_the_same_pages_and_every_character(snapshot, tmp_path):
    book = make_book(snapshot, "总台账（A4横）", today=TODAY)
    report = export(snapshot, "总台账（A4横）", tmp_path / "o.pdf", today=TODAY)
    with pdfplumber.open(tmp_path / "o.pdf") as pdf:
        assert len(pdf.pages) == report.pages == sum(len(pages_of(sheet)[1]) for sheet in book.sheets)
        text = "".join((page.extract_text() or "") for page in pdf.pages)
        assert f"共 {report.pages} " in (pdf.pages[0].extract_text() or "").splitlines()[-1]
    assert abs(pdf_height(tmp_path / "o.pdf") - 595.3) < 1
    # Noto draws 工 and the radical ⼯ with one glyph, and Qt names that glyph after the radical.
    radicals = {letter for letter in text if "\u2e80" <= letter <= "\u2fdf"}
    wanted = {letter for one in snapshot.tasks for letter in one.wording}
    assert len(wanted - set(text)) <= len(radicals)


def pdf_height(path: Path) -> float:
    with pdfplumber.open(path) as pdf:
        return float(pdf.pages[0].height)


def test_libreoffice_prints_the_same_pages(snapshot, tmp_path):
    office = shutil.which("soffice")
    assert office, "make test installs LibreOffice"
    report = export(snapshot, "总台账（A4横）", tmp_path / "o.xlsx", today=TODAY)
    profile = (tmp_path / "profile").as_uri()
    subprocess.run([office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir", tmp_path, tmp_path / "o.xlsx"],
                   check=True, capture_output=True, timeout=180, env={**os.environ, "HOME": str(tmp_path)})
    with pdfplumber.open(tmp_path / "o.pdf") as pdf:
        text = "".join((page.extract_text() or "") for page in pdf.pages)
        assert abs(len(pdf.pages) - report.pages) <= max(report.pages // 10, 1)
    for one in snapshot.tasks:
        assert set(one.wording) <= set(text)


def test_every_field_is_explained():
    text = guide()
    assert all(f"{{{{{field.name}}}}}" in text for field in FIELDS) and len({field.name for field in FIELDS}) == len(FIELDS)


def test_paper_shows_simplified_wordings(snapshot):
    tasks = (structs.replace(snapshot.tasks[0], section=("一、圍繞服務(wù)中心", "（一）平臺"), requirement="編制清單", remarks="詳見附件"), *snapshot.tasks[1:])
    sheet = filled(replace(snapshot, tasks=tasks, title="云溪市政務(wù)公開要點"), "任务清单").worksheets[0]
    texts = [cell.value for row in sheet for cell in row if cell.value]
    assert "一、围绕服务中心" in texts and "（一）平台" in texts and "编制清单" in texts and "依据：云溪市政务公开要点" in texts


def test_hidden_sheets_are_not_counted_as_pages(snapshot, tmp_path):
    path = tmp_path / "模板.xlsx"
    book = openpyxl.Workbook()
    book.active["A1"] = "{{工作任务}}"
    hidden = book.create_sheet("藏")
    hidden["A1"], hidden.sheet_state = "{{年度}}", "hidden"
    book.save(path)
    assert export(snapshot, path, tmp_path / "o.xlsx", today=TODAY).pages == 1


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), PermissionError(13, "in use"), KeyboardInterrupt()])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_whatever_happens_while_writing_the_old_file_stays_whole(snapshot, tmp_path, monkeypatch, fault, step):
    out = tmp_path / "o.xlsx"
    out.write_bytes(b"old")

    def fails(*_):
        raise fault
    monkeypatch.setattr(*((os, "fsync") if step == "fsync" else (Path, "replace")), fails)
    with pytest.raises(KeyboardInterrupt if isinstance(fault, KeyboardInterrupt) else GongkaiError):
        export(snapshot, "任务清单", out, today=TODAY, overwrite=True)
    assert out.read_bytes() == b"old" and [path.name for path in tmp_path.iterdir()] == ["o.xlsx"]


def test_the_line_to_sign_never_stands_alone_on_a_page(snapshot):
    """Whatever the number of tasks: the page with the signatures holds a task too, in the xlsx and in the PDF."""
    for count in range(1, 40):
        tasks = tuple(structs.replace(snapshot.tasks[at % 12], id=f"T{at:04d}", number=str(at)) for at in range(1, count + 1))
        sheet = make_book(replace(snapshot, tasks=tasks), "总台账（A4横）", today=TODAY).sheets[0]
        last = pages_of(sheet)[1][-1]
        assert last.top <= sheet.rows.end <= last.bottom


def test_a_template_of_another_kind_is_said_to_be_one(tmp_path):
    path = tmp_path / "旧模板.xls"
    path.write_bytes(b"x")
    with pytest.raises(TemplateFault, match=r"\.xlsx"):
        find_template(path)


def one_cell(tmp_path, text, name="表"):
    path = tmp_path / "格.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = name
    sheet.append(["{{序号}}", "{{工作任务}}", text] if "序号" not in name else [text])
    book.save(path)
    return path


def test_paper_names_a_source_without_the_folders_of_this_computer(snapshot, tmp_path):
    places = (("/home/li/桌面/来文/分解表.xlsx", "分解表.xlsx 附件 第4行"), (r"C:\Users\li\分解表.xlsx", "分解表.xlsx 附件 第4行"),
              ("/tmp/来文.zip/附件/分解表.xlsx", "分解表.xlsx 附件 第4行"))
    tasks = tuple(structs.replace(one, source=Source(file, "附件", 4)) for one, (file, _) in zip(snapshot.tasks, places, strict=False))
    sheet = filled(replace(snapshot, tasks=tasks, reports=()), one_cell(tmp_path, "{{来源}}")).worksheets[0]
    assert [sheet.cell(row, 3).value for row in (1, 2, 3)] == [place for _, place in places]


def test_a_task_s_own_sheet_names_its_lead_even_where_that_is_a_group(snapshot, tmp_path):
    group = structs.replace(snapshot.tasks[0], lead=Lead(LeadKind.NAMED, ("各县(市、区)政府",), "各县(市、区)政府"))
    book = filled(replace(snapshot, tasks=(group,), reports=()), one_cell(tmp_path, "{{单位}}", "{{序号}}"))
    assert book["1"]["A1"].value == "各县(市、区)政府"


def test_a_rate_in_a_cell_for_percentages_is_the_number_it_shows(snapshot, tmp_path):
    path = one_cell(tmp_path, "{{完成率}}")
    book = openpyxl.load_workbook(path)
    book.active["C1"].number_format = "0.0%"
    book.save(path)
    done = Report("T0003", "市教育局", "2026年第三季度", {"status": "已完成"})
    led = replace(snapshot, tasks=snapshot.tasks[1:7], reports=(done,))
    assert filled(led, path).worksheets[0]["C1"].value == 0.167
