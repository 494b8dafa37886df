"""导入: what was understood, over a picture of the original; roles corrected by clicking; then a new ledger or more tasks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QSplitter, QVBoxLayout, QWidget

from gongkai_desk.desktop import reading, theme
from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.pages.grid_picture import GridPicture
from gongkai_desk.desktop.pages.import_correcting import Corrections
from gongkai_desk.desktop.pages.import_facts import Facts
from gongkai_desk.desktop.pages.import_taking import compare, found, take
from gongkai_desk.desktop.views import values_table

FORM_WORDS = "这是一张填报表。本台账发出、各单位交回的，请走④ 收表汇总；上级发来的，可作为任务导入。"
WRAPPED = 200
"""Up to so many doubts are shown in as many lines as they need."""
EMPTY = "把分解表、单位名录拖到这里，或按 Ctrl+V 粘贴从 Word、WPS、网页复制的表格。"


class ImportPage(Page):
    """Files on the left, the picture in the middle, facts and doubts on the right."""

    name = "import"
    title = "导入"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.files = ValuesModel(
            (
                Field("文件", lambda read: Path(read.path).name, 136, grow=3, tail=True),
                Field("结果", lambda read: read.words, 126, grow=1, colour=lambda read: theme.ERROR if read.problem else ""),
            ),
            self,
        )
        self.files_view = values_table(self.files, "文件")
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("表")
        self.picture = GridPicture()
        self.doubts = ValuesModel(
            (Field("提示", lambda doubt: doubt.what, 216, grow=1), Field("位置", lambda doubt: doubt.source.within, 90)), self
        )
        self.doubts_view = values_table(self.doubts, "提示")
        self.doubts_view.setWordWrap(True)
        self.facts = Facts(desk.today)
        self.note = label("", "hint")
        self.head_words = label("")
        self.take = button("建立台账…", self._take, primary=True)
        self.revise = button(
            "作为修订比较…", lambda: compare(desk, self.files.values), tip="与台账现有任务比较，列出新增、修改、取消"
        )
        self.merge = button("去收表汇总", self._merge, primary=True, tip="这些是交回的填报表：核对后汇总进台账")
        self.corrections = Corrections(desk, self.picture, lambda: (self._read_now(), self.sheets.currentIndex()), self._again)
        self._new = True
        self._revising = False
        self._build()
        self._wire()

    def _build(self) -> None:
        column = page_column(self)
        column.addLayout(page_head(self, "核对程序看懂的内容；看错了，点列头改列、点行号改行。", button("再加文件…", self._add)))
        left = _box(self.files_view)
        middle = _box(self.sheets, self.picture, self.note)
        right = _box(self.facts, label("读的时候拿不准的地方（双击定位）"), self.doubts_view)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        for widget in (left, middle, right):
            splitter.addWidget(widget)
        splitter.setSizes([266, 740, 330])
        splitter.setStretchFactor(1, 1)
        column.addWidget(splitter, 1)
        bottom = QHBoxLayout()
        bottom.addWidget(self.head_words, 1)
        for each in (self.revise, self.take, self.merge):
            bottom.addWidget(each)
        column.addLayout(bottom)

    def _wire(self) -> None:
        self.files_view.selectionModel().currentChanged.connect(lambda *_: self._show_file())
        self.sheets.currentIndexChanged.connect(lambda _at: self._show_grid())
        self.picture.horizontalHeader().sectionClicked.connect(self.corrections.offer_roles)
        self.picture.verticalHeader().sectionClicked.connect(self.corrections.offer_rows)
        self.picture.menu_wanted.connect(self.corrections.offer_both)
        self.doubts_view.activated.connect(self._go_to_doubt)
        self.facts.changed.connect(self._count)

    # -- coming in

    def enter(
        self, paths: Sequence[Path] = (), clipboard: bool = False, new: bool | None = None, revise: bool = False, **_what: Any
    ) -> None:
        """Read ``paths``, or what is on the clipboard. ``revise``: they are a revision of what the ledger holds."""
        if paths or clipboard:
            self._revising = revise
        if new is not None:
            self._new = new
        if not (paths or clipboard):
            return
        self.files.show(())
        self._show_file()
        kept = self.desk.state.snapshot.settings if self.desk.state is not None and not self._new else {}
        self.corrections.begin([*reading.load_hints(self.desk.settings.folder), *reading.hints_of(kept)])
        self._read(list(paths), clipboard)

    def begins(self) -> QWidget:
        """At the files."""
        return self.files_view

    def commands(self) -> dict[str, Callable[[], None]]:
        """Pasting reads what was copied."""
        return dict.fromkeys(("paste", "paste_import"), lambda: self._read([], True))

    def _add(self) -> None:
        from gongkai_desk.desktop.kinds import documents

        files = self.desk.dialogs.open_files("再加文件", documents(), "documents")
        if files:
            self._read([Path(each) for each in files], False)

    def _read(self, paths: list[Path], clipboard: bool) -> None:
        state = self.desk.state
        held = state.snapshot if state is not None and not self._new else None
        known, year = (held.roster, held.year) if held is not None else (None, None)
        hints = list(self.corrections.hints)
        if clipboard:
            mime = QGuiApplication.clipboard().mimeData()
            html, text = (mime.html() or None, mime.text() or None) if mime is not None else (None, None)
            if not html and not text:
                self.desk.dialogs.tell("剪贴板里没有表格或文字。请先在 Word、WPS 或网页里选中内容并复制。")
                return
            self.desk.thoughts.submit(
                "读取粘贴内容", lambda progress: reading.read_pasted(html, text, known, hints, progress, year=year), self._came
            )
        else:
            self.desk.thoughts.submit(
                "读取文件", lambda progress: reading.read_paths(paths, known, hints, progress, year=year), self._came
            )

    def _came(self, reads: list[reading.Read]) -> None:
        names = {read.path for read in reads}
        self.files.show([*(read for read in self.files.values if read.path not in names), *reads])
        self.facts.propose(self.files.values, new=self._new)
        best = max(range(len(self.files.values)), key=lambda at: self.files.values[at].tasks, default=0)
        if self.files.values:
            self.files_view.selectRow(best)
        self._show_file()
        if self._returned() and len(self._returned()) == len(self.files.values):
            self._merge(ask=True)

    def _again(self, read: reading.Read) -> None:
        """The file in front, read by a corrected layout."""
        at, sheet = self.files_view.currentIndex().row(), self.sheets.currentIndex()
        self.files.replace(at, read)
        self._show_file()
        self.sheets.setCurrentIndex(sheet)
        self.facts.propose(self.files.values, new=self._new, keep=True)
        self._count()

    # -- forms that came back

    def _returned(self) -> list[reading.Read]:
        state = self.desk.state
        return reading.returned(self.files.values, state.snapshot) if state is not None and not self._new else []

    def _merge(self, ask: bool = False) -> None:
        """Take the forms among the files to the merge."""
        paths = [Path(read.path) for read in self._returned()]
        question = f"这 {len(paths)} 个文件是各单位交回的填报表。要核对后汇总进台账吗？"
        if not ask or self.desk.dialogs.ask(question, "去收表汇总", "仍作分解表导入", title="填报表"):
            self.files.show(())
            self.desk.go("merge", paths=paths)

    # -- showing

    def _read_now(self) -> reading.Read | None:
        index = self.files_view.currentIndex()
        return self.files.values[index.row()] if index.isValid() and index.row() < len(self.files.values) else None

    def _show_file(self) -> None:
        read = self._read_now()
        self.sheets.blockSignals(True)
        self.sheets.clear()
        grids = read.document.grids if read is not None and read.document is not None else ()
        for at, grid in enumerate(grids):
            kind = "正文" if grid.kind.value == "prose" else "表"
            self.sheets.addItem(f"{kind} {at + 1}：{grid.sheet or ''}（{len(grid.rows)} 行）", at)
        if read is not None and grids:
            chosen = next((at for at in read.layouts), max(range(len(grids)), key=lambda at: len(grids[at].rows)))
            self.sheets.setCurrentIndex(chosen)
        self.sheets.setVisible(len(grids) > 1)
        self.sheets.blockSignals(False)
        self.doubts_view.nothing = "" if read is None or read.problem else "没有拿不准的地方。"
        self.doubts.show(read.doubts if read is not None else ())
        few = len(self.doubts.values) <= WRAPPED
        mode = QHeaderView.ResizeMode.ResizeToContents if few else QHeaderView.ResizeMode.Interactive
        self.doubts_view.verticalHeader().setSectionResizeMode(mode)
        self._show_grid()
        self._count()

    def _grid(self) -> Any:
        read = self._read_now()
        at = self.sheets.currentIndex()
        return read.document.grids[at] if read is not None and read.document is not None and at >= 0 else None

    def _show_grid(self) -> None:
        read, grid = self._read_now(), self._grid()
        if read is None:
            self.picture.show_grid(None, None)
            self.note.setText(EMPTY if not self.desk.thoughts.busy else "正在读取…")
            return
        layout = read.layouts.get(self.sheets.currentIndex())
        rows = frozenset(
            task.source.row
            for breakdown in read.breakdowns
            for task in breakdown.tasks
            if grid is not None and task.source.sheet == grid.sheet and task.source.row is not None
        )
        self.picture.show_grid(grid, layout, rows)
        self.note.setText(self._words(read, layout))

    @staticmethod
    def _words(read: reading.Read, layout: Any) -> str:
        if read.problem:
            return (
                f"{read.problem}。也可在这里点列头，指定哪一列是工作任务、牵头单位。"
                if read.document is not None
                else read.problem
            )
        if read.form is not None:
            return FORM_WORDS
        if read.roster is not None:
            return f"这是单位名录，共 {len(read.roster.units)} 个单位，将并入台账的名录。"
        if layout is None:
            return (
                "这一部分没有任务表。"
                if not any(breakdown.prose for breakdown in read.breakdowns)
                else "正文：着色的段落（以“（牵头单位…）”等结尾）作为任务读入。"
            )
        sure = "" if layout.score >= 0.6 else "程序对这张表的把握不大，请核对各列。"
        return f"{sure}深蓝底是表头，灰底是标题或说明，各列按内容着色；点列头、行号可改。"

    def _count(self) -> None:
        reads = self.files.values
        tasks = sum(read.tasks for read in reads)
        doubts = sum(len(read.doubts) for read in reads)
        refused = sum(1 for read in reads if read.problem)
        parts = [f"读取 {len(reads)} 个文件", f"识别 {tasks} 项任务", f"{doubts} 处提示"]
        if refused:
            parts.append(f"{refused} 个未读入")
        forms = self._returned()
        if forms:
            parts.append(f"其中 {len(forms)} 个是交回的填报表")
        state = self.desk.state
        if state is not None and not self._new:
            parts.append(f"导入到“{state.snapshot.title or state.path.stem}”")
        self.head_words.setText("，".join(parts) if reads else "")
        rosters = any(read.roster is not None for read in reads)
        self.merge.setVisible(bool(forms))
        self.take.setText("建立台账…" if self._new else "导入到台账")
        comparable = not self._new and tasks > 0 and state is not None and bool(state.snapshot.tasks) and not state.readonly
        self.revise.setVisible(comparable)
        self.take.setVisible(not (comparable and self._revising))
        if self.revise.property("primary") != self._revising:
            self.revise.setProperty("primary", self._revising)
            self.revise.style().polish(self.revise)
        self.take.setEnabled(tasks > 0 if self._new else (tasks > 0 or rosters) and state is not None and not state.readonly)
        if reads and not tasks and self._new:
            missing = "这些文件里没有任务，还差一份分解表：点“再加文件…”，或点列头指定哪一列是工作任务。"
            self.head_words.setText(f"{self.head_words.text()}。{missing}")
        elif state is not None and state.readonly and not self._new:
            self.head_words.setText(f"{self.head_words.text()}。台账以只读方式打开，不能导入。")

    def _go_to_doubt(self, index: QModelIndex) -> None:
        source = self.doubts.values[index.row()].source
        read = self._read_now()
        if read is None or source.row is None:
            return
        for at, grid in enumerate(read.document.grids):
            if grid.sheet == source.sheet and any(row.index == source.row for row in grid.rows):
                self.sheets.setCurrentIndex(at)
                self.picture.go_to(source.row, source.column)
                return

    # -- taking

    def _take(self) -> None:
        reads, layouts = list(self.files.values), list(self.corrections.kept.values())
        if self._new:
            found(self.desk, reads, self.facts, layouts, self._done)
        else:
            take(self.desk, reads, self.facts, layouts, self._done)

    def _done(self, before: Collection[str | None] = ()) -> None:
        """Back to the ledger, with the cursor on the first task that was not there ``before``; what is missing in the roster is
        asked once."""
        self.files.show(())
        state = self.desk.state
        new = [task.id for task in state.snapshot.tasks if task.id not in before] if state is not None else []
        self.desk.go("ledger", task=new[0] if new and before else "")
        if state is None:
            return
        done = f"已导入 {len(new)} 项任务，台账现有 {len(state.snapshot.tasks)} 项"
        self.desk.say(f"{done if new else f'名录现有 {len(state.snapshot.roster.units)} 个单位'}。下一步：② 校核")
        unknown = reading.unexplained(state.snapshot) if new and not before else ()
        if unknown and self.desk.dialogs.ask(roster_question(unknown), "现在写明", "以后再说", title="单位名录"):
            self.desk.go("settings", table="groups", add=unknown)


def roster_question(unknown: Sequence[str]) -> str:
    """What is asked once about the groups of units that nobody has explained."""
    named = "、".join(f"“{phrase}”" for phrase in unknown[:6]) + (f"等 {len(unknown)} 种说法" if len(unknown) > 6 else "")
    return f"{named}还不知道包括哪些单位。\n写明以后，这些任务才会分到各个单位；也可以以后在“设置→单位组”里写。"


def _box(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(5)
    for widget in widgets:
        column.addWidget(widget)
    return holder
