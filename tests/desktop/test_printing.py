"""Printing that is cancelled: the printer is let go, or Qt takes the program along."""

from __future__ import annotations

import pytest
from PySide6.QtPrintSupport import QPrinter

from gongkai_desk.desktop.printing import print_pages
from gongkai_desk.domain import Cancelled


def test_a_print_cancelled_between_two_pages_ends_quietly(opened, idle, tmp_path):
    opened.act("export")
    idle(opened)
    painter = opened.pages["export"]._painter
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
