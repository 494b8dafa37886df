"""Word papers, files per unit, and what is said before a file is written."""

import errno
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import openpyxl
import pytest
from msgspec import structs

from gongkai_desk.domain import Cancelled, GongkaiError, Report
from gongkai_desk.exporting import Choice, export, export_per_unit, export_word, writing

TODAY = date(2026, 9, 30)
ROUND = "2026年第三季度"
PHONE = "13912345678"


def chatty(snapshot):
    """The same ledger with a telephone number in somebody's words."""
    return replace(snapshot, reports=(*snapshot.reports, Report("T0003", "市教育局", ROUND, {"status": "推进中", "progress": f"请联系王工 {PHONE}，已办。"})))


def words(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(item.text for item in document.paragraphs), *cells])


def test_a_word_paper_to_one_unit_is_not_made_without_it(snapshot, tmp_path):
    with pytest.raises(GongkaiError, match="哪个单位"):
        export_word(snapshot, "催办单", tmp_path / "a.docx", today=TODAY)
    assert not list(tmp_path.iterdir())


def test_word_papers_take_choice_facts_and_masking(snapshot, tmp_path):
    section = snapshot.tasks[-1].section[0]
    export_word(snapshot, "任务清单", tmp_path / "a.docx", today=TODAY, choice=Choice(sections=(section,)))
    rows = docx.Document(str(tmp_path / "a.docx")).tables[0].rows
    assert len(rows) - 1 == sum(section in task.section for task in snapshot.tasks)
    export_word(snapshot, "催办单", tmp_path / "b.docx", unit="青禾县", today=TODAY, facts={"文号": "〔2026〕7号", "督办意见": f"请电{PHONE}"},
                masked=True)
    text = words(tmp_path / "b.docx")
    assert "〔2026〕7号" in text and PHONE not in text and "请电139" in text


def test_one_file_per_unit(snapshot, tmp_path):
    report = export_per_unit(snapshot, "单位台账", tmp_path / "册", today=TODAY)
    assert [path.name for path in report.paths] == [
        f"{ROUND}_{unit}_单位台账.xlsx" for unit in ("市教育局", "市民政局", "市财政局", "市水利局", "青禾县", "云东区")]
    assert report.pages >= 6
    assert openpyxl.load_workbook(report.paths[0]).sheetnames == ["市教育局"]
    before = {path: path.read_bytes() for path in report.paths}
    report.paths[0].unlink()
    with pytest.raises(GongkaiError, match="已存在"):
        export_per_unit(snapshot, "单位台账", tmp_path / "册", today=TODAY)
    assert not report.paths[0].exists() and all(path.read_bytes() == data for path, data in list(before.items())[1:])


@pytest.mark.parametrize("ending", [".xlsx", ".docx"])
def test_chasing_papers_go_only_to_who_must_be_chased(snapshot, tmp_path, ending):
    names = {path.name.split("_")[1] for path in export_per_unit(snapshot, "催办单", tmp_path, ending=ending, today=TODAY).paths}
    assert "青禾县" in names and "云东区" not in names
    nobody = export_per_unit(snapshot, "催办单", tmp_path, ending=ending, today=TODAY, choice=Choice(units=("云东区",)))
    assert nobody.paths == ()


def test_the_same_words_whether_one_unit_or_all(snapshot, tmp_path):
    export(snapshot, "单位台账", tmp_path / "一.xlsx", unit="市民政局", today=TODAY)
    many = export_per_unit(snapshot, "单位台账", tmp_path / "all", today=TODAY)
    mine = next(path for path in many.paths if "市民政局" in path.name)
    assert mine.read_bytes() == (tmp_path / "一.xlsx").read_bytes()


@pytest.mark.parametrize("ending", [".xlsx", ".pdf", ".docx"])
def test_personal_data_is_named_before_anything_is_written(snapshot, tmp_path, ending):
    out, heard = tmp_path / f"a{ending}", []
    template, unit = ("任务清单", None) if ending == ".docx" else ("总台账", None)
    ledger = replace(snapshot, tasks=(structs.replace(snapshot.tasks[0], text=f"公布电话 {PHONE}"), *snapshot.tasks[1:])) if ending == ".docx" else chatty(snapshot)
    write = export_word if ending == ".docx" else export

    def refuse(sentences):
        heard.extend(sentences)
        assert not out.exists()
        raise Cancelled

    with pytest.raises(Cancelled):
        write(ledger, template, out, unit=unit, today=TODAY, heed=refuse)
    assert len(heard) == 1 and "疑似个人信息" in heard[0] and not list(tmp_path.iterdir())
    silent = write(ledger, template, out, unit=unit, today=TODAY, masked=True, heed=refuse)
    assert not silent.personal and out.exists()
    told = write(ledger, template, out, unit=unit, today=TODAY, overwrite=True)
    assert told.personal and set(told.personal) <= set(told.notes)


def test_files_of_unknown_kinds_are_refused(snapshot, tmp_path):
    with pytest.raises(GongkaiError, match="不能写成"):
        export_per_unit(snapshot, "单位台账", tmp_path / "x", ending=".csv", today=TODAY)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("there", [False, True])
def test_who_stops_half_way_leaves_nothing_behind(snapshot, tmp_path, there):
    folder = tmp_path / "催办" / "三季度"
    if there:
        folder.mkdir(parents=True)
        (folder / "别的.txt").write_text("x")

    def stop(done, total, what):
        if done == 3 and total == 6:
            assert len(list(folder.iterdir())) == 1 + there
            raise Cancelled

    with pytest.raises(Cancelled):
        export_per_unit(snapshot, "单位台账", folder, today=TODAY, progress=stop)
    assert [path.name for path in tmp_path.rglob("*")] == (["催办", "三季度", "别的.txt"] if there else [])
    export_per_unit(snapshot, "单位台账", folder, today=TODAY)
    assert len(list(folder.iterdir())) == 6 + there


def test_a_file_that_cannot_be_written_is_called_by_its_own_name(snapshot, tmp_path, monkeypatch):
    def full(target):
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(writing.os, "fsync", full)
    with pytest.raises(GongkaiError) as caught:
        export_per_unit(snapshot, "单位台账", tmp_path / "各单位", today=TODAY)
    assert Path(caught.value.where).parent == tmp_path / "各单位" and not (tmp_path / "各单位").exists()
