"""Printing: the printer is asked its paper before A3 is sent to it, pages fit, and a cancelled print lets go of the printer."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPageSize
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget

from gongkai_desk.desktop import printing
from gongkai_desk.desktop.pages.exporting import NOT, PRINT_AS_IT_IS, PRINT_MASKED
from gongkai_desk.desktop.printing import lacks_paper, paper_name, print_pages
from gongkai_desk.domain import Cancelled
from gongkai_desk.ledger import Change, Ledger


def test_a_print_cancelled_between_two_pages_ends_quietly(opened, idle, tmp_path):
    opened.act("export")
    idle(opened)
    painter = opened.pages["export"].preview.painter
    painter.pages = painter.pages * 2

    def cancel(done, total, what):
        if done == 1:
            raise Cancelled

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "o.pdf"))
    with pytest.raises(Cancelled) as caught:
        print_pages(printer, painter, 1, 2, False, cancel)
    assert not printer.paintingActive(), caught  # whoever keeps the error keeps the painter too


A3, A4 = QPageSize.PageSizeId.A3, QPageSize.PageSizeId.A4


def sheets(path) -> list[tuple[int, int]]:
    """Width and height of every page of a PDF, in points."""
    boxes = re.findall(rb"/MediaBox \[\s*0 0 ([0-9.]+) ([0-9.]+)", path.read_bytes())
    return [(round(float(wide)), round(float(tall))) for wide, tall in boxes]


@pytest.fixture
def page(opened, idle):
    opened.act("export")
    idle(opened)
    return opened.pages["export"]


def test_a_printer_with_the_paper_prints_as_large_as_it_is(page, opened, idle, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "offered", lambda _printer: frozenset({A3, A4}))
    assert paper_name(page.preview.painter.pages[0].size) == "A3 横向"
    clerk.answers = [tmp_path / "a3.pdf"]
    opened.act("print")
    idle(opened)
    assert sheets(tmp_path / "a3.pdf") == [(1191, 842)] * page.preview.pages
    assert "已送往打印机" in opened.statusBar().currentMessage()


def test_a_printer_without_a3_is_asked_about_and_gets_a4(page, opened, idle, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "offered", lambda _printer: frozenset({A4}))
    clerk.answers = [tmp_path / "a4.pdf", True]
    page.printer.click()
    idle(opened)
    assert clerk.said[-1] == "这台打印机没有 A3 横向 纸。缩印到 A4 吗？"
    assert sheets(tmp_path / "a4.pdf") == [(842, 595)] * page.preview.pages


def test_no_is_no(page, opened, idle, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "offered", lambda _printer: frozenset({A4}))
    clerk.answers = [tmp_path / "a4.pdf", False, None]
    page.printer.click()
    page.printer.click()
    idle(opened)
    assert not (tmp_path / "a4.pdf").exists() and not clerk.answers


def test_a_printer_that_does_not_tell_its_paper_is_not_doubted(page):
    assert lacks_paper(frozenset(), page.preview.painter.pages) == ""
    assert lacks_paper(frozenset({A3}), page.preview.painter.pages) == ""


def test_the_pages_reach_qts_own_preview_too(page, qtbot):
    printer = printing.new_printer("总台账")
    shown = QPrintPreviewWidget(printer)
    qtbot.addWidget(shown)
    painted = []
    shown.paintRequested.connect(
        lambda onto: painted.append(print_pages(onto, page.preview.painter, 1, page.preview.pages, False, lambda *_: None))
    )
    shown.updatePreview()
    assert painted == [page.preview.pages] and shown.pageCount() == page.preview.pages
    assert not shown.grab().isNull()


@pytest.fixture
def personal(window, idle, ledger_path):
    """The export page on a ledger with a telephone number in a task."""
    with Ledger.open(ledger_path) as ledger:
        ledger.apply("改", [Change("task", "T0002", "text", "公开咨询电话，联系张三13812345678")])
    window.take_paths([ledger_path])
    idle(window)
    window.act("export")
    idle(window)
    return window.pages["export"]


def texts_of(painter) -> str:
    return "\n".join(str(value) for sheet in {id(page.sheet): page.sheet for page in painter.pages}.values()
                     for line in sheet.lines for value in line.values.values())


def test_personal_data_is_asked_about_before_it_is_printed(personal, window, idle, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "offered", lambda _printer: frozenset())
    sent = []
    plain = printing.print_pages

    def send(printer, painter, *rest):
        sent.append(painter)
        return plain(printer, painter, *rest)

    monkeypatch.setattr(printing, "print_pages", send)
    clerk.answers = [NOT]
    window.act("print")
    idle(window)
    assert "怎样打印" in clerk.said[-1] and not sent and not clerk.answers
    clerk.answers = [PRINT_MASKED, tmp_path / "masked.pdf"]
    window.act("print")
    idle(window)
    assert "138****" in texts_of(sent[-1]) and "13812345678" not in texts_of(sent[-1])
    clerk.answers = [PRINT_AS_IT_IS, tmp_path / "plain.pdf"]
    window.act("print")
    idle(window)
    assert "13812345678" in texts_of(sent[-1]) and (tmp_path / "plain.pdf").exists()


def test_what_is_ticked_to_be_masked_is_masked_on_the_screen_and_on_paper(personal, window, idle, clerk, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "offered", lambda _printer: frozenset())
    assert "13812345678" in texts_of(personal.preview.painter)
    personal.choice.masked.setChecked(True)
    idle(window)
    assert "13812345678" not in texts_of(personal.preview.painter) and "138****" in texts_of(personal.preview.painter)
    clerk.answers = [tmp_path / "masked.pdf"]
    window.act("print")
    idle(window)
    assert (tmp_path / "masked.pdf").exists() and not clerk.answers, "nothing is left to ask about"
