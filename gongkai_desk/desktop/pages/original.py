"""The kept original at the cell a value came from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QComboBox

from gongkai_desk.desktop.desk import Desk, Page, button, label, page_column, page_head
from gongkai_desk.desktop.pages.grid_picture import GridPicture
from gongkai_desk.desktop.state import State
from gongkai_desk.domain import GongkaiError, Source


class OriginalPage(Page):
    """One kept file as grids, the place marked."""

    name = "original"
    title = "查看原件"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.words = label("")
        self.sheets = QComboBox()
        self.sheets.setAccessibleName("表")
        self.sheets.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.picture = GridPicture()
        self._document: Any = None
        self._data = b""
        self._source = Source("")
        column = page_column(self)
        column.addLayout(page_head(self, "台账里保存的原件，只读；黄色是出处。", self.sheets, button("另存原件…", self._save)))
        column.addWidget(self.words)
        column.addWidget(self.picture, 1)
        self.sheets.currentIndexChanged.connect(lambda at: self._show_grid(at))

    def show_state(self, state: State | None) -> None:
        """The picture does not depend on later steps."""

    def enter(self, source: Source | None = None, **_what: Any) -> None:
        """Find the original that ``source`` names and open it."""
        state = self.desk.state
        if source is None or state is None:
            return
        self._source = source
        self.words.setText(f"正在打开 {source.short}…")
        self.picture.show_grid(None, None)
        self.sheets.clear()
        kept = kept_file(state.snapshot.documents, source.file)
        if kept is None:
            self.words.setText(f"台账里没有保存 {source.file}。")
            return

        def work(ledger: Any, _progress: Any) -> tuple[bytes, Any]:
            from gongkai_desk.grids import Blob, Reader

            data = ledger.original(kept.sha)
            with Reader() as reader:
                return data, reader.read(Blob(kept.name, data))

        self.desk.session.ask("打开原件", work, self._came, quiet=False, kind="original", failed=self.words.setText)

    def _came(self, found: tuple[bytes, Any]) -> None:
        self._data, self._document = found
        self.words.setText(self._source.short)
        self.sheets.blockSignals(True)
        self.sheets.addItems(
            [
                f"{at + 1} {grid.sheet or ('正文' if grid.kind.value == 'prose' else '表')}"
                for at, grid in enumerate(self._document.grids)
            ]
        )
        wanted = next(
            (
                at
                for at, grid in enumerate(self._document.grids)
                if grid.sheet == self._source.sheet and any(row.index == self._source.row for row in grid.rows)
            ),
            0,
        )
        self.sheets.setCurrentIndex(wanted)
        self.sheets.blockSignals(False)
        self._show_grid(wanted)

    def _show_grid(self, at: int) -> None:
        if self._document is None or not 0 <= at < len(self._document.grids):
            return
        grid = self._document.grids[at]
        self.picture.show_grid(grid, None)
        if self._source.row is not None and grid.sheet == self._source.sheet:
            self.picture.go_to(self._source.row, self._source.column)

    def _save(self) -> None:
        if not self._data:
            return
        path = self.desk.dialogs.save_file("另存原件", Path(self._source.file).name, "所有文件 (*)", "export")
        if path is None:
            return
        data = self._data

        def work(_progress: Any) -> None:
            try:
                Path(path).write_bytes(data)
            except OSError as error:
                raise GongkaiError(f"写不了文件（{error.strerror}）", path, "请换一个文件夹") from error

        self.desk.thoughts.submit("另存原件", work, lambda _none: self.desk.say(f"已另存：{path}"))


def kept_file(documents: Any, name: str) -> Any:
    """The kept file that ``name`` means: by its whole path, else by its file name."""
    exact = next((each for each in documents if each.name == name), None)
    return exact or next((each for each in documents if Path(each.name).name == Path(name).name), None)
