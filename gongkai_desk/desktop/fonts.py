"""字体替代: which font of this computer stands in for an office font that it lacks. Of the computer, not of the ledger."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gongkai_desk.desktop.choices import ChoiceDelegate
from gongkai_desk.desktop.desk import Desk, label
from gongkai_desk.desktop.models import Field, ValuesModel
from gongkai_desk.desktop.settings import CHOSEN_FONTS, Settings
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.views import values_table

AUTOMATIC = "（自动）"
HINT = (
    "公文常用的字体，本机没有时打印和 PDF 用别的字体代替。要换一种代替字体，双击“代替字体”选择；"
    "装上原字体后重开程序即可。导出的 Excel 里写的总是原字体名。"
)


@dataclass(frozen=True)
class Row:
    """An office font: whether it is here, what is drawn for it, and what the clerk chose."""

    name: str
    here: bool
    drawn: str
    chosen: str = AUTOMATIC


def chosen_fonts(settings: Settings) -> dict[str, str]:
    """Office font -> the font chosen for it; none where nothing was chosen or the settings are lost."""
    try:
        table = json.loads(settings.text(CHOSEN_FONTS, "{}"))
    except ValueError:
        return {}
    return {str(name): str(other) for name, other in table.items()} if isinstance(table, dict) else {}


def substitute(table: Mapping[str, str]) -> None:
    """Tell Qt who stands in for whom, before anything is drawn with these fonts."""
    for name, other in table.items():
        QFont.removeSubstitutions(name)
        if other:
            QFont.insertSubstitution(name, other)


def choose(settings: Settings, name: str, other: str) -> None:
    """Let ``other`` stand in for ``name`` from now on, also in papers drawn later; empty: automatically."""
    from gongkai_desk.paper.fonts import stand_in

    table = {**chosen_fonts(settings), name: other}
    settings.keep(CHOSEN_FONTS, json.dumps({key: value for key, value in table.items() if value}, ensure_ascii=False))
    substitute({name: other})
    stand_in.cache_clear()


def rows(settings: Settings) -> list[Row]:
    """The office fonts."""
    from gongkai_desk.paper.fonts import stand_in
    from gongkai_desk.paper.typefaces import CHAINS

    here, chosen = set(QFontDatabase.families()), chosen_fonts(settings)
    return [Row(name, name in here, stand_in(name), chosen.get(name) or AUTOMATIC) for name in CHAINS]


class FontTab(QWidget):
    """The office fonts as a table; the last column can be chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        families = tuple(family for family in QFontDatabase.families() if not QFontDatabase.isPrivateFamily(family))
        fields = (
            Field("公文字体", lambda row: row.name, 180),
            Field("本机", lambda row: "有" if row.here else "没有", 80, centred=True),
            Field("现在画成", lambda row: row.drawn, 240),
            Field("代替字体", lambda row: row.chosen, 260, self._chosen, choices=(AUTOMATIC, *families), grow=1),
        )
        self.model = ValuesModel(fields, self)
        self.view = values_table(self.model, "字体替代")
        self.view.setItemDelegate(ChoiceDelegate(self.view))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(label(HINT, "hint"))
        column.addWidget(self.view, 1)

    def _chosen(self, row: Row, family: str) -> Row:
        choose(self.desk.settings, row.name, "" if family == AUTOMATIC else family)
        self.desk.say(f"“{row.name}”以后用“{family}”画" if family != AUTOMATIC else f"“{row.name}”由程序自动代替")
        from gongkai_desk.paper.fonts import stand_in

        return replace(row, chosen=family, drawn=stand_in(row.name))

    def show_state(self, _state: State | None) -> None:
        """Fonts do not depend on the ledger."""
        self.model.show(rows(self.desk.settings))
