"""The file dialogs show every format that is read: a new format must not need a second list."""

from __future__ import annotations

from gongkai_desk.desktop.kinds import documents, forms
from gongkai_desk.grids.sniffing import ENDINGS, Format


def test_every_ending_that_is_read_is_shown():
    shown = documents().split("(")[1].split(")")[0].split()
    assert {f"*{ending}" for endings in ENDINGS.values() for ending in endings} <= set(shown)
    assert {"*.zip", "*.doc", "*.wps"} <= set(shown) and len(shown) == len(set(shown))


def test_forms_come_as_any_workbook_or_archive():
    shown = forms().split("(")[1].split(")")[0].split()
    for kind in (Format.XLSX, Format.XLS, Format.XLSB, Format.ODS):
        assert {f"*{ending}" for ending in ENDINGS[kind]} <= set(shown)
    assert "*.zip" in shown and forms().endswith("所有文件 (*)")
