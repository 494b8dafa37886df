"""用户手册: one Markdown text with pictures, shown chapter by chapter in the help page and printed whole into the PDF."""

from __future__ import annotations

import re
import sys
from functools import cache
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QTextCursor, QTextDocument, QTextFormat, QTextFrameFormat, QTextTable

from gongkai_desk.place import locate

SOURCE, PRINTED = "手册.md", "用户手册.pdf"
CHAPTERS = {
    "start": "打开程序，先看一眼", "import": "我收到一张分解表", "revise": "我收到一张分解表",
    "waiting": "表收回来了", "ledger": "在台账里修改", "issue": "把填报表发给各单位",
    "merge": "表收回来了", "board": "谁没有报，怎样催", "export": "打印台账",
    "statistics": "打印台账", "history": "改错了，或者想知道这句话是谁写的",
    "original": "改错了，或者想知道这句话是谁写的", "settings": "单位、亮灯和节假日",
}
"""The chapter that belongs to each page, by the page's name."""


def folder() -> Path:
    """Where the text and its pictures lie."""
    return locate("data") / "manual"


def printed() -> Path:
    """The manual as PDF: beside a frozen program, where a person finds it too; else with the text. It may be missing."""
    beside = Path(sys.executable).resolve().parent / PRINTED
    return beside if getattr(sys, "frozen", False) and beside.is_file() else folder() / PRINTED


@cache
def chapters() -> dict[str, str]:
    """Markdown by chapter title, in the order of the manual; empty where the installation lacks the manual."""
    try:
        text = (folder() / SOURCE).read_text("utf-8")
    except OSError:
        return {}
    parts = re.split(r"(?m)^## +(.+)$", text)
    return {title.strip(): body.strip() for title, body in zip(parts[1::2], parts[2::2], strict=True)}


def show(document: QTextDocument, markdown: str, width: float) -> None:
    """Put ``markdown`` into ``document``, its pictures ``width`` wide at most and its tables with lines."""
    document.setBaseUrl(QUrl.fromLocalFile(f"{folder()}/"))
    document.setMarkdown(markdown)
    _fit_pictures(document, width)
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            look = frame.format()
            look.setBorder(1)
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(QColor("#b8c0c8"))
            look.setCellPadding(4)
            look.setCellSpacing(0)
            look.setBorderCollapse(True)
            frame.setFormat(look)


def _fit_pictures(document: QTextDocument, width: float) -> None:
    block = document.begin()
    while block.isValid():
        places = []
        part = block.begin()
        while not part.atEnd():
            fragment = part.fragment()
            if fragment.charFormat().isImageFormat():
                places.append((fragment.position(), fragment.charFormat().toImageFormat()))
            part += 1
        for position, picture in places:
            place = document.baseUrl().resolved(QUrl(picture.name()))
            resource = document.resource(QTextDocument.ResourceType.ImageResource, place)
            own = resource.width() if resource is not None else width
            picture.setWidth(min(width, own))
            picture.clearProperty(QTextFormat.Property.ImageHeight)
            cursor = QTextCursor(document)
            cursor.setPosition(position)
            cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(picture)
        block = block.next()
