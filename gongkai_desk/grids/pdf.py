"""Text PDFs through pdfplumber: tables with lines, tables that go on over pages joined, the rest as prose.

Scans are refused by name. pdfplumber is loaded only here. Source of the rules: issue 3 (formats).
"""

from __future__ import annotations

import io
from itertools import islice
from typing import Any

from gongkai_desk.domain.errors import RefusalKind, Unreadable
from gongkai_desk.grids.flow import Flow
from gongkai_desk.grids.grid import Document, Grid
from gongkai_desk.grids.pdfguards import limited
from gongkai_desk.grids.pdfjoin import join_pieces
from gongkai_desk.grids.pdfpage import Piece, TablePiece, read_page
from gongkai_desk.grids.refusal import incomplete, password, refuse, too_big
from gongkai_desk.grids.reservations import Notes

_PAGES = 300
_SCAN = "请向来文单位索取 Excel 或 Word 电子版，或用 WPS 的“PDF 转 Word”“图片转文字”后再导入"


def read(data: bytes, path: str, avoid: frozenset[str] = frozenset()) -> Document:
    """Read a text PDF. Raises Unreadable: UNSUPPORTED for scans, PASSWORD, INCOMPLETE, TOO_BIG."""
    pieces, images = _pieces(data)
    if not pieces:
        what = "这是扫描件（PDF 里只有图片，没有文字）" if images else "PDF 里没有文字"
        raise refuse(RefusalKind.UNSUPPORTED, what, _SCAN)
    flow = Flow(path)
    notes = Notes(path)
    for piece in join_pieces(pieces):
        if isinstance(piece, TablePiece):
            flow.table(Grid(path, piece.rows(), spans=piece.spans()))
            if piece.mended:
                notes.say("torn-rows", f"有 {piece.mended} 行被分页断开，已按续行合并，请核对", f"表格{flow.tables}")
        else:
            flow.paragraph(piece.text)
    if images > len(pieces):
        notes.say("images", "PDF 里有图片，图片中的文字没有读取")
    return Document(path, "pdf", flow.grids(), notes.doubts())


def _pieces(data: bytes) -> tuple[list[Piece], int]:
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.pdfpage import PDFPage

    pieces: list[Piece] = []
    images = 0
    with limited() as budget:
        try:
            document = pdfplumber.open(io.BytesIO(data))  # never closed: that would parse all pages there are
            if sum(1 for _ in islice(PDFPage.create_pages(document.doc), _PAGES + 1)) > _PAGES:
                raise too_big(f"PDF 超过 {_PAGES} 页")
            for number, page in enumerate(document.pages):
                budget.edges(len(page.edges))
                pieces.extend(read_page(page, number))
                images += len(page.images)
                page.close()
        except (Unreadable, MemoryError, RecursionError):
            raise
        except Exception as error:  # pdfminer raises many kinds, some wrapped by pdfplumber
            raise budget.fault or _fault(error, PDFPasswordIncorrect) from error
    if budget.fault:
        raise budget.fault
    return pieces, images


def _fault(error: Exception, wrong_password: Any) -> Unreadable:
    causes = (error, *error.args, error.__cause__, error.__context__)
    return password() if any(isinstance(cause, wrong_password) for cause in causes) else incomplete("PDF 文件不完整或已损坏")
