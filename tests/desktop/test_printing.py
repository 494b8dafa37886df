"""Printing that is cancelled: Qt must not take the program along."""

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

    def at_work():
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(tmp_path / "o.pdf"))
        print_pages(printer, painter, 1, 2, False, cancel)

    with pytest.raises(Cancelled):
        at_work()
