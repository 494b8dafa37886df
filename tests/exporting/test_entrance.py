"""Templates come in through the reader child: one that hangs it or kills it is refused, and nothing is written."""

import io
import sys
import zipfile
from datetime import date

import docx
import openpyxl
import pytest

from gongkai_desk import __main__ as entry
from gongkai_desk.domain import TemplateFault
from gongkai_desk.exporting import check_template, export, export_per_unit, export_word, find_template
from gongkai_desk.grids import Reader, process

TODAY = date(2026, 9, 30)
STUB = """
import os
from gongkai_desk.__main__ import CHILD_TASKS
from gongkai_desk.exporting import trial
from gongkai_desk.grids import child
real = trial.trial
def tried(message):
    name = message.partition(b"\\n")[0]
    if name.startswith(b"SPIN"):
        while True: pass
    if name.startswith(b"ABORT"): os.abort()
    if name.startswith(b"MEMORY"): bytearray(8 << 30)
    return real(message)
trial.trial = tried
child.main(CHILD_TASKS)
"""


@pytest.fixture(scope="module")
def door():
    with Reader() as reader:
        yield reader


def test_what_comes_through_is_filled_as_without_a_door(snapshot, door, tmp_path):
    for name in ("总台账（A3横）", "单位台账", "催办单"):
        export(snapshot, name, tmp_path / "a.xlsx", today=TODAY, overwrite=True)
        export(snapshot, name, tmp_path / "b.xlsx", today=TODAY, overwrite=True, door=door)
        assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
    export_word(snapshot, "催办单", tmp_path / "a.docx", unit="青禾县", today=TODAY)
    export_word(snapshot, "催办单", tmp_path / "b.docx", unit="青禾县", today=TODAY, door=door)
    one, two = (docx.Document(str(tmp_path / name)) for name in ("a.docx", "b.docx"))
    assert [item.text for item in one.paragraphs] == [item.text for item in two.paragraphs]
    assert len(export_per_unit(snapshot, "催办单", tmp_path / "all", ending=".docx", today=TODAY, door=door).paths) > 1


@pytest.mark.parametrize(("name", "words"), [("SPIN", "超过 2 秒"), ("ABORT", "结构异常"), ("MEMORY", "内存不足")])
def test_a_template_that_takes_the_child_down_is_refused(snapshot, tmp_path, monkeypatch, name, words):
    monkeypatch.setattr(process, "command", lambda: [sys.executable, "-c", STUB])
    path = tmp_path / f"{name}.xlsx"
    path.write_bytes(find_template("单位台账").path.read_bytes())
    with Reader(seconds=2) as door:
        with pytest.raises(TemplateFault, match=words) as fault:
            export(snapshot, path, tmp_path / "out.xlsx", today=TODAY, door=door)
        assert fault.value.where == path.name and "另存" in fault.value.next_step
        assert [mistake.what for mistake in check_template(path, door)] == [fault.value.what]
        path.unlink()
        export(snapshot, "单位台账", tmp_path / "good.xlsx", today=TODAY, door=door)
    assert [one.name for one in tmp_path.iterdir()] == ["good.xlsx"]


def test_the_childs_verdict_is_the_templates_own(snapshot, door, tmp_path):
    path = tmp_path / "断.xlsx"
    path.write_bytes(find_template("单位台账").path.read_bytes()[:3000])
    alone, through = check_template(path), check_template(path, door)
    assert alone == through and "不是完整的xlsx" in through[0].what
    book = openpyxl.Workbook()
    book.active["B2"] = "{{没有的字段}}"
    book.save(path)
    assert check_template(path) == check_template(path, door) and check_template(path)[0].cell == "B2"


def word(tmp_path, text, name="模板.docx"):
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(tmp_path / name))
    return tmp_path / name


@pytest.mark.parametrize(("text", "words"), [
    ("{% for a in range(99999) %}{% for b in range(99999) %}{% for c in range(99999) %}{% endfor %}{% endfor %}{% endfor %}", "超过 2 秒"),
    ("{{ 标题", "语法有误"),
    ("{{ ().__class__.__bases__[0].__subclasses__() }}", "语法有误"),
])
def test_word_templates_that_are_endless_or_wrong(snapshot, tmp_path, text, words):
    path = word(tmp_path, text)
    with Reader(seconds=2) as door, pytest.raises(TemplateFault, match=words):
        export_word(snapshot, path, tmp_path / "out.docx", today=TODAY, door=door)
    assert [one.name for one in tmp_path.iterdir()] == ["模板.docx"]


def test_word_templates_with_entities_or_bombs_are_refused(snapshot, tmp_path, door):
    path = word(tmp_path, "{{标题}}")
    parts = {item: zipfile.ZipFile(path).read(item) for item in zipfile.ZipFile(path).namelist()}

    def saved(changed):
        data = io.BytesIO()
        with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**parts, **changed}.items():
                archive.writestr(name, content)
        path.write_bytes(data.getvalue())

    body = parts["word/document.xml"]
    head, mark, rest = body.partition(b"<w:document")
    saved({"word/document.xml": head + b'<!DOCTYPE w [<!ENTITY a "aaaa">]>' + mark + rest})
    with pytest.raises(TemplateFault, match="DTD"):
        export_word(snapshot, path, tmp_path / "out.docx", today=TODAY, door=door)
    saved({"word/media/image1.png": b"\0" * (257 << 20)})
    with pytest.raises(TemplateFault, match="过大"):
        export_word(snapshot, path, tmp_path / "out.docx", today=TODAY, door=door)
    path.write_bytes(b"abc")
    with pytest.raises(TemplateFault, match="不是Word文档"):
        export_word(snapshot, path, tmp_path / "out.docx", today=TODAY, door=door)


@pytest.mark.parametrize("packing", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2])
def test_templates_packed_as_no_office_program_packs_them(snapshot, tmp_path, door, packing):
    for source in (find_template("单位台账").path, word(tmp_path, "{{标题}}")):
        odd = tmp_path / f"少见{source.suffix}"
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(odd, "w", packing) as new:
            for name in old.namelist():
                new.writestr(name, old.read(name))
        give_out = export if source.suffix == ".xlsx" else export_word
        with pytest.raises(TemplateFault, match="少见的压缩方式"):
            give_out(snapshot, odd, tmp_path / f"out{source.suffix}", today=TODAY, door=door)


def test_the_child_is_told_where_its_tasks_are():
    from importlib import import_module

    for home in entry.CHILD_TASKS.values():
        module, _, name = home.partition(":")
        assert callable(getattr(import_module(module), name))
