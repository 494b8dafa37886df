"""The manual's pictures and its PDF: ``python tests/packaging/make_manual.py [FOLDER WITH SCREENSHOTS]``.

The screenshots are made by ``tests/desktop/screenshots.py FOLDER 1366x768`` on the packaged sample; with a folder the pictures are taken
anew, without one only the PDF is printed again. Text and order come from ``手册.md``; the pages' short help and the keys, which the
program itself shows on F1, follow as an appendix, so nothing is written twice.
"""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetricsF,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextBlockFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QApplication

from gongkai_desk import __version__
from gongkai_desk.desktop import manual
from gongkai_desk.desktop.helptexts import TOPICS
from gongkai_desk.desktop.pages.help import keys_html

FOLDER = Path(__file__).resolve().parents[2] / "gongkai_desk/data/manual"
PICTURES = {
    "start": "01-起始页-空", "import": "02-导入", "findings": "04-疑点", "issue": "06-分发完成", "merge": "08-汇总-对不上的行", "ledger": "10-台账-进展",
    "board": "12-报送情况", "statistics": "12-统计", "export": "13-导出打印", "history": "14-修改记录", "original": "15-查看原件", "roster": "16-设置-roster",
}
WIDE = 960
FAMILIES = ["Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei", "SimSun"]
DOTS = 96


def take_pictures(shots: Path) -> None:
    """Scale the screenshots down and keep few colours: each picture some 50 KB."""
    for name, stem in PICTURES.items():
        found = sorted(shots.glob(f"{stem}_*.png"))
        if not found:
            raise SystemExit(f"no screenshot {stem} in {shots}")
        target = FOLDER / f"{name}.png"
        subprocess.run(["convert", str(found[0]), "-resize", f"{WIDE}x", "+dither", "-colors", "96", "-strip", f"PNG8:{target}"], check=True)


def whole_text() -> str:
    """The manual and its appendix as one Markdown text."""
    text = (FOLDER / manual.SOURCE).read_text("utf-8")
    return text.replace("# 政务公开工作台账 用户手册", f"# 政务公开工作台账 用户手册\n\n版本 {__version__}　{date.today():%Y年%m月}", 1)


def appendix() -> str:
    """What F1 shows on each page, and the keys."""
    pages = "".join(f"<h3>{title}</h3>{text}" for title, text in TOPICS.values())
    return f"<h2>附：每一页的说明（程序里按 F1）</h2>{pages}{keys_html()}"


def typeset(width: float) -> QTextDocument:
    """The document, ``width`` wide, with headings that stay with what follows."""
    document = QTextDocument()
    font = QFont(FAMILIES)
    font.setPointSizeF(10.5)
    document.setDefaultFont(font)
    document.setTextWidth(width)
    manual.show(document, whole_text(), width)
    cursor = QTextCursor(document)
    cursor.movePosition(QTextCursor.MoveOperation.End)
    cursor.insertBlock(QTextBlockFormat())
    cursor.insertHtml(appendix())
    block = document.begin()
    while block.isValid():
        look, here = block.blockFormat(), QTextCursor(block)
        if "\ufffc" not in block.text():  # a picture's line is as high as the picture
            look.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if look.headingLevel():
            look.setTopMargin(14)
            look.setBottomMargin(4)
        here.setBlockFormat(look)
        block = block.next()
    return document


def write_pdf(out: Path) -> int:
    """Print onto A4 with page numbers; returns the number of pages."""
    writer = QPdfWriter(str(out))
    writer.setTitle("政务公开工作台账 用户手册")
    writer.setCreator("Gongkai Desk")
    writer.setResolution(DOTS)
    writer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(20, 18, 20, 18), QPageLayout.Unit.Millimeter))
    painter = QPainter(writer)
    area = QSizeF(writer.width(), writer.height())
    foot = QFontMetricsF(QFont(FAMILIES, 9)).height() * 1.6
    document = typeset(area.width())
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(QSizeF(area.width(), area.height() - foot))
    document.setDocumentMargin(0)
    for page in range(document.pageCount()):
        if page:
            writer.newPage()
        top = page * document.pageSize().height()
        painter.save()
        painter.translate(0, -top)
        document.drawContents(painter, QRectF(0, top, area.width(), document.pageSize().height()))
        painter.restore()
        painter.setFont(QFont(FAMILIES, 9))
        painter.drawText(QRectF(0, area.height() - foot, area.width(), foot), Qt.AlignmentFlag.AlignCenter, f"— {page + 1} —")
    painter.end()
    return document.pageCount()


def main(arguments: list[str]) -> int:
    """Make pictures and PDF."""
    app = QApplication([])
    if arguments:
        take_pictures(Path(arguments[0]))
    out = FOLDER / manual.PRINTED
    pages = write_pdf(out)
    print(f"{out}: {pages} pages, {out.stat().st_size / 1e6:.2f} MB")
    del app
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
