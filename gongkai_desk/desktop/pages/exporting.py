"""导出打印: a template, a live preview by page with the page count, then printer, Excel or PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.opening import assure
from gongkai_desk.desktop.pages.import_taking import file_stem
from gongkai_desk.desktop.printing import lacks_paper, paper_name, picture, print_pages
from gongkai_desk.desktop.reminders import free_name
from gongkai_desk.desktop.state import State

ALL = "（全部）"
ZOOMS = (("整页", 0), ("页宽", 1), ("100%", 2), ("150%", 3))


class ExportPage(Page):
    """Templates and choices on the left, the page on the right."""

    name = "export"
    title = "导出打印"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.list.setAccessibleName("模板")
        self.unit, self.section, self.light, self.order, self.zoom = (QComboBox() for _ in range(5))
        for box, name in (
            (self.unit, "单位"),
            (self.section, "标题"),
            (self.light, "亮灯"),
            (self.order, "次序"),
            (self.zoom, "显示大小"),
        ):
            box.setAccessibleName(name)
        self.zoom.addItems([name for name, _key in ZOOMS])
        self.sheet = QLabel()
        self.sheet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.area = QScrollArea(widgetResizable=True, alignment=Qt.AlignmentFlag.AlignCenter)
        self.area.setAccessibleName("预览")
        self.area.setWidget(self.sheet)
        self.count = label("")
        self.note = label("", "hint")
        self.back_button, self.next_button = button("‹ 上一页", lambda: self.turn(-1)), button("下一页 ›", lambda: self.turn(1))
        self.buttons = [
            button("打印…", self._print, primary=True),
            button("导出 Excel…", lambda: self._export(".xlsx")),
            button("导出 PDF…", lambda: self._export(".pdf")),
        ]
        self._templates: list[Any] = []
        self._painter: Any = None
        self._at = 0
        self._build()
        self._wire()

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self, "选模板，看预览，再打印或导出。", *self.buttons))
        left = QWidget()
        left.setFixedWidth(230)
        inner = QVBoxLayout(left)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addWidget(label("模板"))
        inner.addWidget(self.list, 1)
        for name, box in (
            ("单位", self.unit),
            ("只要这个标题下的", self.section),
            ("只要亮这种灯的", self.light),
            ("次序", self.order),
        ):
            inner.addWidget(label(name, "hint"))
            inner.addWidget(box)
        inner.addWidget(button("打开模板文件夹", self._open_folder, tip="把自己的 Excel 模板放进去，就会出现在这里"))
        right = QWidget()
        view = QVBoxLayout(right)
        view.setContentsMargins(0, 0, 0, 0)
        line = QHBoxLayout()
        line.addWidget(self.back_button)
        line.addWidget(self.count)
        line.addWidget(self.next_button)
        line.addSpacing(12)
        line.addWidget(self.zoom)
        line.addWidget(self.note, 1)
        view.addLayout(line)
        view.addWidget(self.area, 1)
        body = QHBoxLayout()
        body.addWidget(left)
        body.addWidget(right, 1)
        column.addLayout(body, 1)

    def _wire(self) -> None:
        self.list.currentRowChanged.connect(lambda _row: self._compose())
        for box in (self.unit, self.section, self.light, self.order):
            box.activated.connect(lambda _at: self._compose())
        self.zoom.currentIndexChanged.connect(lambda _at: self._draw())

    @property
    def own_folder(self) -> Path:
        """Where the office's own templates lie."""
        return self.desk.settings.folder / "模板"

    def enter(self, template: str = "", **_what: Any) -> None:
        """List the templates anew; choose ``template`` where given."""
        from gongkai_desk.exporting import templates

        chosen = template or self._name()
        self._templates = list(templates(self.own_folder))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.addItems([each.name for each in self._templates])
        at = next((row for row, each in enumerate(self._templates) if each.name == chosen), 0)
        self.list.setCurrentRow(at)
        self.list.blockSignals(False)
        self._compose()

    def show_state(self, state: State | None) -> None:
        """Other units, headings and lights to choose from."""
        if state is None:
            return
        from gongkai_desk.exporting import Order

        sections = dict.fromkeys(heading for task in state.snapshot.tasks for heading in task.section[:1])
        fill(self.unit, [ALL, *(each.unit for each in state.standing.units)])
        fill(self.section, [ALL, *sections])
        fill(self.light, [ALL, *(state.standing.rules.words.get(key, key) for key in ("red", "yellow", "green", "grey"))])
        fill(self.order, [each.value for each in Order])
        if self._templates:
            self._compose()

    def _name(self) -> str:
        row = self.list.currentRow()
        return self._templates[row].name if 0 <= row < len(self._templates) else ""

    # -- preview

    def _choice(self) -> Any:
        from gongkai_desk.exporting import Choice, Order

        lights = ("red", "yellow", "green", "grey")
        section, light = self.section.currentText(), self.light.currentIndex()
        return Choice(
            sections=() if section in (ALL, "") else (section,),
            lights=() if light < 1 else (lights[light - 1],),
            order=Order(self.order.currentText()) if self.order.currentText() else Order.DOCUMENT,
        )

    def _unit(self) -> str | None:
        return None if self.unit.currentText() in (ALL, "") else self.unit.currentText()

    def _compose(self) -> None:
        state, row = self.desk.state, self.list.currentRow()
        if state is None or not 0 <= row < len(self._templates):
            self._show(None)
            return
        template, choice, unit = self._templates[row], self._choice(), self._unit()

        def work(progress: Any) -> Any:
            from gongkai_desk.exporting import make_book
            from gongkai_desk.paper.paint import PagePainter

            return PagePainter(
                make_book(
                    state.snapshot, template, round=state.round, unit=unit, today=state.today, choice=choice, progress=progress
                )
            )

        self.count.setText("正在排版…")
        self.desk.thoughts.submit("排版预览", work, self._show, failed=self._failed, kind="preview")

    def _failed(self, sentence: str) -> None:
        self._show(None)
        self.note.setText(sentence)

    def _show(self, painter: Any) -> None:
        self._painter = painter
        pages = len(painter.pages) if painter is not None else 0
        self._at = min(self._at, max(0, pages - 1))
        for each in self.buttons:
            each.setEnabled(pages > 0)
        self.note.setText("" if pages or painter is None else "没有符合条件的内容，这份表是空的。")
        if not pages:
            self.sheet.clear()
            self.count.setText("没有可预览的页" if painter is not None or not self._templates else "")
        self._draw()

    def turn(self, step: int) -> None:
        """Show the next or the previous page."""
        if self._painter is not None and 0 <= self._at + step < len(self._painter.pages):
            self._at += step
            self._draw()

    def _draw(self) -> None:
        painter, at = self._painter, self._at
        pages = len(painter.pages) if painter is not None else 0
        self.back_button.setEnabled(at > 0)
        self.next_button.setEnabled(at + 1 < pages)
        if not pages:
            return
        self.count.setText(f"第 {at + 1} 页，共 {pages} 页（{paper_name(painter.pages[at].size)}）")
        ratio = self.devicePixelRatioF()
        width = round(self._width(painter.pages[at].size) * ratio)

        def done(image: QImage) -> None:
            image.setDevicePixelRatio(ratio)
            self.sheet.setPixmap(QPixmap.fromImage(image))

        self.desk.thoughts.submit("绘制预览", lambda _progress: picture(painter, at, width), done, kind="draw", quiet=True)

    def _width(self, size: tuple[float, float]) -> int:
        room, zoom = self.area.viewport().size(), self.zoom.currentIndex()
        if zoom == 0:
            return max(200, round(min(room.width() - 16, (room.height() - 16) * size[0] / size[1])))
        if zoom == 1:
            return max(200, room.width() - 24)
        return round(size[0] * (96 / 72) * (1.0 if zoom == 2 else 1.5))

    def resizeEvent(self, event: Any) -> None:  # noqa: N802
        """The page keeps fitting."""
        super().resizeEvent(event)
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """PageUp and PageDown turn pages."""
        step = {Qt.Key.Key_PageDown: 1, Qt.Key.Key_PageUp: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.turn(step)

    # -- out

    def _export(self, suffix: str) -> None:
        state = self.desk.state
        if state is None:
            return
        unit = self._unit()
        stem = file_stem(
            "_".join(
                part
                for part in (state.round or str(state.snapshot.year or ""), unit or "", self._name(), f"{state.today:%Y%m%d}")
                if part
            )
        )
        kinds = "Excel 文件 (*.xlsx)" if suffix == ".xlsx" else "PDF 文件 (*.pdf)"
        proposed = free_name(Path(self.desk.settings.last_folder("export")), stem, suffix).name
        path = self.desk.dialogs.save_file("导出", proposed, kinds, "export")
        if path is None:
            return
        template, choice = self._templates[self.list.currentRow()], self._choice()
        out = Path(path if path.lower().endswith(suffix) else path + suffix)

        def work(progress: Any) -> Any:
            from gongkai_desk.exporting import export

            assure(state.path, progress)
            return export(
                state.snapshot,
                template,
                out,
                round=state.round,
                unit=unit,
                today=state.today,
                choice=choice,
                overwrite=True,
                progress=progress,
            )

        self.desk.thoughts.submit("导出", work, lambda report: self._exported(report, out))

    def _exported(self, report: Any, out: Path) -> None:
        notes = "\n".join(report.notes[:8])
        self.desk.say(f"已导出 {out.name}，共 {report.pages} 页")
        words = f"已导出 {out.name}，共 {report.pages} 页。" + (f"\n\n{notes}" if notes else "")
        answer = self.desk.dialogs.choose("导出完成", words, ["打开文件", "打开所在文件夹", "不打开"])
        if answer == "打开文件":
            self.desk.dialogs.show_path(out)
        elif answer == "打开所在文件夹":
            self.desk.dialogs.show_path(out.parent)

    def _print(self) -> None:
        painter = self._painter
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._name())
        dialog = QPrintDialog(printer, self)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, len(painter.pages))
        if dialog.exec() != QPrintDialog.DialogCode.Accepted:
            return
        missing = lacks_paper(printer, painter.pages)
        shrink = bool(missing) and self.desk.dialogs.ask(f"这台打印机没有 {missing} 纸。缩印到 A4 吗？", "缩印到 A4", "不打印")
        if missing and not shrink:
            return
        first, last = (printer.fromPage() or 1), (printer.toPage() or len(painter.pages))
        self.desk.thoughts.submit(
            "打印",
            lambda progress: print_pages(printer, painter, first, last, shrink, progress),
            lambda count: self.desk.say(f"已送往打印机 {count} 页"),
        )

    def _open_folder(self) -> None:
        self.own_folder.mkdir(parents=True, exist_ok=True)
        self.desk.dialogs.show_path(self.own_folder)


def fill(box: QComboBox, items: list[str]) -> None:
    """Other items, the chosen one kept where it is still there."""
    chosen = box.currentText()
    if [box.itemText(at) for at in range(box.count())] != items:
        box.clear()
        box.addItems(items)
        box.setCurrentText(chosen if chosen in items else items[0])
