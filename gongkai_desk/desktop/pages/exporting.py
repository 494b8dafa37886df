"""导出打印: a template, a live preview by page with the page count, then printer, Excel, PDF or Word, for all or unit by unit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from gongkai_desk.desktop import printing
from gongkai_desk.desktop.desk import Desk, Page, button, page_column, page_head
from gongkai_desk.desktop.filenames import free_name
from gongkai_desk.desktop.pages.import_taking import file_stem
from gongkai_desk.desktop.panes.paper_choice import PaperChoice
from gongkai_desk.desktop.panes.paper_preview import PaperPreview
from gongkai_desk.desktop.papers import (
    EXCEL,
    KINDS,
    PDF,
    WORD,
    Paper,
    PersonalFound,
    Preview,
    Wish,
    papers,
    preview,
    refuse,
    write,
    write_each,
)
from gongkai_desk.desktop.state import State

FILE, FOLDER, NEITHER = "打开文件", "打开所在文件夹", "不打开"
MASKED, AS_IT_IS, NOT = "脱敏后导出", "照原样导出", "取消"
PRINT_MASKED, PRINT_AS_IT_IS = "脱敏后打印", "照原样打印"
TEMPLATES = "模板 (*.xlsx *.docx)"
PRINTING = "先选打印机，再核对它有没有这种纸（Ctrl+P）"
ONLY_WORD = "Word 文书请导出后用 Word 或 WPS 打印"


class ExportPage(Page):
    """Papers and choices on the left, the page on the right."""

    name = "export"
    title = "导出打印"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.choice = PaperChoice()
        self.preview = PaperPreview(desk.thoughts)
        self.printer = button("打印…", self._print, primary=True, tip=PRINTING)
        self.excel = button("导出 Excel…", lambda: self._export(EXCEL))
        self.pdf = button("导出 PDF…", lambda: self._export(PDF))
        self.word = button("导出 Word…", lambda: self._export(WORD))
        self.each = button("每个单位一份…", self._export_each, tip="每个单位一个文件，放在一个新文件夹里，可分别发出")
        self._others: list[Path] = []
        column = page_column(self)
        column.addLayout(page_head(self, "选模板，看预览。", self.each, self.word, self.pdf, self.excel, self.printer))
        left = QVBoxLayout()
        left.addWidget(self.choice, 1)
        for each in (
            button("模板文件夹", self._open_folder, tip="放自己的 Excel、Word 模板；可写的字段见其中的“模板说明”"),
            button("其他模板…", self._other_template, tip="用别处的一个模板文件"),
        ):
            self.choice.head.addWidget(each)
        body = QHBoxLayout()
        body.addLayout(left)
        body.addWidget(self.preview, 1)
        column.addLayout(body, 1)
        self.choice.changed.connect(self._compose)
        self.preview.version_chosen.connect(self._compose)
        self.choice.round_wanted.connect(desk.session.choose_round)

    @property
    def own_folder(self) -> Path:
        """Where the office's own templates lie."""
        return self.desk.settings.folder / "模板"

    def enter(self, template: str = "", **_what: Any) -> None:
        """List the templates anew; choose ``template`` where given."""
        paper, own, others = self.choice.paper(), self.own_folder, list(self._others)
        chosen = template or (paper.name if paper is not None else "")

        def listed(found: tuple[Paper, ...]) -> None:
            self.choice.show_papers(found, chosen)
            self._compose()

        self.desk.thoughts.submit("查看模板", lambda _progress: papers(own, others), listed, kind="papers", quiet=True)

    def show_state(self, state: State | None) -> None:
        """Other rounds, units, headings and lights to choose from."""
        if state is None:
            return
        self.choice.show_state(state)
        if self.choice.papers:
            self._compose()

    def commands(self) -> dict[str, Any]:
        """Ctrl+P prints here."""
        return {"print": self._print}

    # -- preview

    def _wish(self) -> Wish | None:
        state = self.desk.state
        wish = self.choice.wish(state) if state is not None else None
        return replace(wish, as_word=self.preview.as_word) if wish is not None else None

    def _compose(self) -> None:
        paper = self.choice.paper()
        self.preview.version.setVisible(paper is not None and paper.excel is not None and paper.word is not None)
        wish = self._wish()
        self._enable()
        if wish is None:
            self.preview.show_preview(Preview())
            return
        self.preview.wait()
        self._as_of(wish, self._lay_out)

    def _as_of(self, wish: Wish, then: Any) -> None:
        """Give ``then`` the wish with the ledger as it was on its day."""
        day: date | None = wish.day
        if day is None or day == wish.state.today:
            then(wish)
            return
        self.desk.session.ask(
            "查看当时的台账",
            lambda ledger, _progress: ledger.snapshot(day),
            lambda snapshot: then(replace(wish, snapshot=snapshot)),
            kind="as-of",
        )

    def _lay_out(self, wish: Wish) -> None:
        self.desk.thoughts.submit(
            "排版预览", lambda progress: preview(wish, progress), self._show, failed=self._failed, kind="preview"
        )

    def _failed(self, sentence: str) -> None:
        self._show(Preview(sentence=sentence))

    def _show(self, shown: Preview) -> None:
        self.preview.show_preview(shown)
        self._enable()

    def _enable(self) -> None:
        paper, exact = self.choice.paper(), self.preview.pages > 0 and not self.preview.note
        for each, tip in ((self.printer, PRINTING), (self.excel, ""), (self.pdf, "")):
            each.setEnabled(exact)
            each.setToolTip(tip if exact or not self.preview.note else ONLY_WORD)
        self.word.setEnabled(paper is not None and paper.word is not None)
        self.word.setToolTip("" if paper is not None and paper.word is not None else "这份模板没有 Word 格式")
        self.each.setEnabled(paper is not None)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """PageUp and PageDown turn pages, wherever the keyboard is."""
        if event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.preview.keyPressEvent(event)
        else:
            super().keyPressEvent(event)

    # -- out

    def _export(self, suffix: str) -> None:
        wish = self._wish()
        if wish is None:
            return
        proposed = free_name(Path(self.desk.settings.last_folder("export")), _stem(wish), suffix).name
        path = self.desk.dialogs.save_file("导出", proposed, KINDS[suffix], "export")
        if path is not None:
            out = Path(path if path.lower().endswith(suffix) else path + suffix)
            self._as_of(wish, lambda wish: self._write(wish, out, ask=not wish.masked))

    def _write(self, wish: Wish, out: Path, *, ask: bool) -> None:
        heed = refuse if ask else _unheeded

        def done(report: Any) -> None:
            if isinstance(report, PersonalFound):
                self._ask_about(report, wish, lambda wish: self._write(wish, out, ask=False))
            else:
                self._exported(report, out)

        self.desk.thoughts.submit("导出", lambda progress: _trying(write, wish, out, heed, progress), done)

    def _export_each(self) -> None:
        wish = self._wish()
        paper = wish.paper if wish is not None else None
        if wish is None or paper is None:
            return
        kinds = _kinds(paper)
        kind = self.desk.dialogs.choose("每个单位一份", f"“{paper.name}”每个单位一个文件，导出成：", [*kinds, NOT])
        folder = self.desk.dialogs.folder("选择存放的文件夹", "export") if kind in kinds else None
        if folder is not None and kind is not None:
            out = free_name(Path(folder), f"{wish.state.round or ''}_{paper.name}".strip("_"), "")
            self._as_of(wish, lambda wish: self._write_each(wish, out, kinds[kind], ask=not wish.masked))

    def _write_each(self, wish: Wish, folder: Path, ending: str, *, ask: bool) -> None:
        heed = refuse if ask else _unheeded

        def work(progress: Any) -> Any:
            return _trying(write_each, wish, folder, ending, heed, progress)

        def done(report: Any) -> None:
            if isinstance(report, PersonalFound):
                self._ask_about(report, wish, lambda wish: self._write_each(wish, folder, ending, ask=False))
            elif not report.paths:
                self.desk.dialogs.tell("没有需要做的单位：按所选的报送期和条件，没有单位有要写的内容。")
            else:
                words = f"已生成 {len(report.paths)} 个文件，存放在 {folder}。{_notes(report)}"
                self.desk.say(f"已生成 {len(report.paths)} 个文件")
                if self.desk.dialogs.ask(words, FOLDER, "关闭", title="导出完成"):
                    self.desk.dialogs.show_path(folder)

        self.desk.thoughts.submit("每个单位一份", work, done)

    def _ask_about(self, found: PersonalFound, wish: Wish, again: Any) -> None:
        """Personal data is in it: mask it, leave it, or write nothing."""
        words = "\n".join(found.sentences[:8])
        answer = self.desk.dialogs.choose("含个人信息", f"{words}\n\n怎样导出？", [MASKED, AS_IT_IS, NOT])
        if answer in (MASKED, AS_IT_IS):
            again(replace(wish, masked=answer == MASKED))

    def _exported(self, report: Any, out: Path) -> None:
        pages = f"，共 {report.pages} 页" if report.pages else ""
        self.desk.say(f"已导出 {out.name}{pages}")
        answer = self.desk.dialogs.choose("导出完成", f"已导出 {out.name}{pages}。{_notes(report)}", [FILE, FOLDER, NEITHER])
        if answer in (FILE, FOLDER):
            self.desk.dialogs.show_path(out if answer == FILE else out.parent)

    # -- printing

    def _print(self) -> None:
        painter, wish = self.preview.painter, self._wish()
        if painter is None or wish is None or self.preview.note:
            self.desk.say(ONLY_WORD if self.preview.note else "这份表不能打印：没有可预览的页")
            return
        if self.preview.personal:
            words = "\n".join(self.preview.personal[:8])
            answer = self.desk.dialogs.choose("含个人信息", f"{words}\n\n怎样打印？", [PRINT_MASKED, PRINT_AS_IT_IS, NOT])
            if answer == PRINT_MASKED:
                self._as_of(replace(wish, masked=True), self._print_masked)
            if answer != PRINT_AS_IT_IS:
                return
        self._send(painter, wish)

    def _print_masked(self, wish: Wish) -> None:
        self.desk.thoughts.submit(
            "脱敏", lambda progress: preview(wish, progress), lambda shown: self._send(shown.painter, wish), kind="masked"
        )

    def _send(self, painter: Any, wish: Wish) -> None:
        """Choose the printer and send the pages to it."""
        if painter is None:
            return
        printer = printing.new_printer(wish.paper.name)
        if not self.desk.dialogs.choose_printer(printer, len(painter.pages)):
            return
        missing = printing.lacks_paper(printing.offered(printer), painter.pages)
        question = f"这台打印机没有 {missing} 纸。缩印到 A4 吗？"
        if missing and not self.desk.dialogs.ask(question, "缩印到 A4", "不打印", title="打印"):
            return
        first, last = (printer.fromPage() or 1), (printer.toPage() or len(painter.pages))
        self.desk.thoughts.submit(
            "打印",
            lambda progress: printing.print_pages(printer, painter, first, last, bool(missing), progress),
            lambda count: self.desk.say(f"已送往打印机 {count} 页"),
        )

    # -- templates

    def _open_folder(self) -> None:
        from gongkai_desk.exporting.fields import guide

        self.own_folder.mkdir(parents=True, exist_ok=True)
        (self.own_folder / "模板说明.txt").write_text(guide(), "utf-8-sig")
        self.desk.dialogs.show_path(self.own_folder)

    def _other_template(self) -> None:
        files = [Path(each) for each in self.desk.dialogs.open_files("选择模板文件", TEMPLATES, "templates")]
        if files:
            self._others = [*(path for path in self._others if path not in files), *files]
            self.enter(template=files[0].stem)


def _stem(wish: Wish) -> str:
    state, day = wish.state, wish.day or wish.state.today
    when = state.round or str(state.snapshot.year or "")
    return file_stem("_".join(part for part in (when, wish.unit or "", wish.paper.name, f"{day:%Y%m%d}") if part))


def _kinds(paper: Paper) -> dict[str, str]:
    found = {"Excel": EXCEL, "PDF": PDF} if paper.excel is not None else {}
    return {**found, **({"Word": WORD} if paper.word is not None else {})}


def _notes(report: Any) -> str:
    return "\n\n" + "\n".join(report.notes[:8]) if report.notes else ""


def _unheeded(_sentences: Any) -> None:
    """The clerk has been asked."""


def _trying(writer: Any, *given: Any) -> Any:
    """What ``writer`` gives; PersonalFound as a value: it is a question, not a failure."""
    try:
        return writer(*given)
    except PersonalFound as found:
        return found
