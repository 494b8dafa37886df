"""The facts of a new ledger beside the picture: title, year, issue date, and which counties belong to the city."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QSpinBox, QWidget

from gongkai_desk.desktop import reading
from gongkai_desk.desktop.desk import label
from gongkai_desk.domain import Unit

NONE = "（不选）"


def ledger_title(named: str, year: int) -> str:
    """What a ledger is called after a document ``named`` so: a 分解表 becomes a 工作台账; pasted text has no name."""
    for ending in ("责任分解表", "任务分解表", "分解表", "责任分工表", "任务分工表", "分工表", "任务清单"):
        if named.endswith(ending) and named != ending:
            about = named.removesuffix(ending).removesuffix("要点")
            return f"{about}台账" if about.endswith("工作") else f"{about}工作台账"
    return named or f"{year}年政务公开工作台账"


class Facts(QWidget):
    """``changed()``: a fact was set."""

    changed = Signal()

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self.title_box = QLineEdit()
        self.title_box.setAccessibleName("台账名称")
        self.year_box = QSpinBox(minimum=2000, maximum=2100)
        self.year_box.setAccessibleName("年度")
        self.issued_box = QLineEdit(placeholderText="如 2022-07-21，可不填")
        self.issued_box.setAccessibleName("印发日期")
        self.province, self.city = QComboBox(), QComboBox()
        self.province.setAccessibleName("省份")
        self.city.setAccessibleName("市州")
        self.words = label("", "hint")
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        for title, widget in (
            ("台账名称", self.title_box),
            ("年度", self.year_box),
            ("印发日期", self.issued_box),
            ("省份", self.province),
            ("市州", self.city),
        ):
            form.addRow(title, widget)
        form.addRow(self.words)
        self.province.currentTextChanged.connect(self._province_chosen)
        self.city.currentTextChanged.connect(lambda _text: self._tell())
        self._new = True
        self._places: dict[str, dict[str, list[str]]] = {}

    def propose(self, reads: Sequence[reading.Read], *, new: bool, keep: bool = False) -> None:
        """Propose what the documents say. ``keep``: only what is still empty."""
        self._new = new
        self.setVisible(new)
        if not new or keep:
            return
        breakdowns = [breakdown for read in reads for breakdown in read.breakdowns]
        stem = next((Path(read.path).stem for read in reads if read.breakdowns and not read.pasted), "")
        year = next((each.year for each in breakdowns if each.year), self._today().year)
        named = next((each.title for each in breakdowns if each.title), "") or stem
        self.title_box.setText(ledger_title(named, year))
        self.year_box.setValue(year)
        issued = next((each.issued for each in breakdowns if each.issued), None)
        self.issued_box.setText(issued.isoformat() if issued else "")
        self._propose_place(reads)

    def _propose_place(self, reads: Sequence[reading.Read]) -> None:
        if not self._places:
            self._places = reading.provinces()
            self.province.addItems([NONE, *self._places])
        guessed = reading.guess_city(reads)
        self.province.setCurrentText(guessed[0] if guessed else NONE)
        if guessed:
            self.city.setCurrentText(guessed[1])
        self._tell()

    def _province_chosen(self, name: str) -> None:
        self.city.clear()
        self.city.addItems([NONE, *self._places.get(name, {})])
        self._tell()

    def _tell(self) -> None:
        units = self.counties()
        if units:
            names = "、".join(unit.name for unit in units)
            self.words.setText(
                f"“各县（市、区）”将包括 {len(units)} 个：{names}。{reading.provinces_source()}，建立后可在“单位名录”中增减。"
            )
        else:
            self.words.setText("选定市州后，“各县（市、区）”就知道是哪些；也可以导入自己的单位名录。")
        self.changed.emit()

    def title(self) -> str:
        """The ledger's name."""
        return self.title_box.text().strip()

    def year(self) -> int:
        """The year of the work."""
        return self.year_box.value()

    def issued(self) -> date | None:
        """The issue date, None where it is empty or no date."""
        try:
            return date.fromisoformat(self.issued_box.text().strip())
        except ValueError:
            return None

    def counties(self) -> tuple[Unit, ...]:
        """The counties of the chosen city."""
        city = self.city.currentText()
        names = self._places.get(self.province.currentText(), {}).get(city, [])
        return reading.county_units(city, names) if self._new else ()
