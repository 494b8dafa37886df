"""The registry: which module reads which format. A new format is one new file and one line here."""

from __future__ import annotations

import importlib
from dataclasses import replace
from typing import Final

from gongkai_desk.domain.doubt import Doubt
from gongkai_desk.domain.errors import Unreadable
from gongkai_desk.domain.source import Source
from gongkai_desk.grids.grid import Document
from gongkai_desk.grids.package import Package
from gongkai_desk.grids.refusal import broken, no_cells
from gongkai_desk.grids.sniffing import Format, mismatch, sniff, sniff_package

READERS: Final[dict[Format, str]] = {
    Format.XLSX: "xlsx", Format.XLSB: "xlsb", Format.XLS: "xls", Format.ODS: "ods", Format.FODS: "ods", Format.XML2003: "xml2003",
    Format.CSV: "delimited", Format.DOCX: "docx", Format.HTML: "html", Format.MHT: "mht", Format.TXT: "plain", Format.PDF: "pdf",
}
"""Format -> module of this package whose ``read(data, path, avoid)`` gives a Document."""


def read_bytes(
    data: bytes, path: str, avoid: frozenset[str] = frozenset(), skip: frozenset[str] = frozenset(),
) -> Document:
    """Read a file's bytes, whatever they are. Runs in the reader child.

    ``avoid``: readers that took the process down before; ``skip``: names of sheets, other than a workbook's first, that may be
    left out to save time. Raises Unreadable with ``where`` set.
    """
    try:
        package = Package(data) if data.startswith(b"PK") else None
        kind = sniff_package(package) if package else sniff(data, path)
        module = importlib.import_module(f"gongkai_desk.grids.{READERS[kind]}")
        document: Document
        if kind is Format.XLSX:
            document = module.read(data, path, avoid, package, skip)
        else:
            document = module.read(data, path, avoid, package) if package else module.read(data, path, avoid)
    except Unreadable as error:
        raise Unreadable(error.kind, error.what, path, error.next_step) from error
    except RecursionError as error:
        fault = broken("文件嵌套过深，无法读取")
        raise Unreadable(fault.kind, fault.what, path, fault.next_step) from error
    if not any(grid.rows for grid in document.grids):
        fault = no_cells()
        raise Unreadable(fault.kind, fault.what, path, fault.next_step)
    said = mismatch(kind, path)
    if not said:
        return document
    return replace(document, doubts=(Doubt(said, Source(path), "extension-mismatch"), *document.doubts))
