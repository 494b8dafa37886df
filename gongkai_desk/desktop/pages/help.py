"""F1: what can be done on the page that was in front; the manual by task; keys; about."""

from __future__ import annotations

import platform
from typing import Any

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QTextBrowser

from gongkai_desk import __version__
from gongkai_desk.desktop import manual
from gongkai_desk.desktop.actions import ACTIONS, MENUS
from gongkai_desk.desktop.desk import Desk, Page, button, page_column, page_head
from gongkai_desk.desktop.helptexts import TOPICS
from gongkai_desk.place import locate

PICTURE_WIDTH = 860.0


class HelpPage(Page):
    """Topics and chapters on the left, the text on the right."""

    name = "help"
    title = "帮助"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.list = QListWidget()
        self.list.setFixedWidth(190)
        self.list.setAccessibleName("主题")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.anchorClicked.connect(self._follow)
        self.text.setAccessibleName("说明")
        self._keys = [*TOPICS, *manual.chapters(), "keys", "about"]
        titles = [title for title, _text in TOPICS.values()]
        self.list.addItems([*titles, *(f"手册：{title}" for title in manual.chapters()), "快捷键一览", "关于"])
        self.list.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show)
        column = page_column(self)
        whole = button("打开手册 PDF", self._print_version)
        column.addLayout(page_head(self, "在任何一页按 F1，都会直接翻到那一页的说明。", whole))
        line = QHBoxLayout()
        line.addWidget(self.list)
        line.addWidget(self.text, 1)
        column.addLayout(line, 1)

    def enter(self, topic: str = "", **_what: Any) -> None:
        """Open ``topic``; the way as a whole for an unknown one."""
        self.list.setCurrentRow(self._keys.index(topic) if topic in self._keys else 0)

    def _show(self, row: int) -> None:
        key = self._keys[row]
        if key == "keys":
            self.text.setHtml(keys_html())
        elif key == "about":
            self.text.setHtml(about_html())
        elif key in TOPICS:
            self.text.setHtml(topic_html(key))
        else:
            manual.show(self.text.document(), f"## {key}\n\n{manual.chapters()[key]}", PICTURE_WIDTH)
        self.text.moveCursor(self.text.textCursor().MoveOperation.Start)

    def _follow(self, link: QUrl) -> None:
        key = link.fragment()
        if key in self._keys:
            self.list.setCurrentRow(self._keys.index(key))

    def _print_version(self) -> None:
        printed = manual.printed()
        if printed.is_file():
            self.desk.dialogs.show_path(printed)
        else:
            self.desk.say("这份安装里没有附带手册 PDF，请看左边的“手册”各章")


def topic_html(key: str) -> str:
    """What can be done on one page, and where the manual tells more."""
    title, text = TOPICS[key]
    chapter = manual.CHAPTERS.get(key, "")
    more = f"<p>一步一步的做法见手册：<a href='#{chapter}'>{chapter}</a></p>" if chapter in manual.chapters() else ""
    return f"<h2>{title}</h2>{text}{more}"


def keys_html() -> str:
    """Every key, by menu."""
    parts = ["<h2>快捷键一览</h2>"]
    for menu in MENUS:
        rows = "".join(
            f"<tr><td width=190><b>{action.key}</b></td><td width=170>{action.text.rstrip('…')}</td><td>{action.tip}</td></tr>"
            for action in ACTIONS
            if action.menu == menu and action.key
        )
        if rows:
            parts.append(f"<h3>{menu}</h3><table cellpadding='3'>{rows}</table>")
    cell = (
        ("Enter / Shift+Enter", "向下 / 向上移动"),
        ("Tab / Shift+Tab", "向右 / 向左移动；连按 Tab 后按 Enter，回到开始那一列的下一行"),
        ("选中一片后 Enter、Tab", "在选区里逐格走，选区不变"),
        ("Alt+Enter", "在单元格内换行"),
        ("Ctrl+Enter", "用输入的内容填满选区"),
        ("Esc", "放弃修改"),
        ("直接打字", "替换单元格内容，方向键即离开"),
        ("F2", "接着原来的内容改，方向键在格内移动"),
        ("Backspace", "清空并开始输入"),
        ("Ctrl+方向键", "到这一片数据的边上，加 Shift 选中"),
        ("Ctrl+Home / Ctrl+End", "到第一格 / 最后一格"),
        ("Ctrl+PageDown / PageUp", "到下一个 / 上一个标题"),
        ("Shift+空格 / Ctrl+空格", "选中整行 / 整列"),
        ("Alt+↓", "打开这一列的筛选；空格勾选，Enter 确定"),
        ("选区右下角的小方块", "向下或向上拖动填充；双击，填满下面的空格"),
        ("Ctrl+Enter（其他页）", "按下页面上的蓝色按钮，如“建立台账”“生成填报表”“汇总到台账”"),
        ("空格（带勾的表）", "勾选或取消所选的各行"),
    )
    rows = "".join(f"<tr><td width='190'><b>{key}</b></td><td>{what}</td></tr>" for key, what in cell)
    return "".join(parts) + f"<h3>单元格</h3><table cellpadding='3'>{rows}</table>"


def about_html() -> str:
    """Name, version, licence and what it stands on."""
    try:
        listed = (locate("data") / "licences.txt").read_text("utf-8").splitlines()
    except OSError:
        listed = []
    rows = "".join(f"<tr><td>{'</td><td>'.join(line.split(' | '))}</td></tr>" for line in listed if " | " in line)
    return (
        f"<h2>政务公开工作台账</h2><p>版本 {__version__}</p><p>从分解表到打印台账，全程离线。本程序不联网，不上传任何数据。</p>"
        f"<p>以 MIT 许可发布。界面使用 Qt {qVersion()}（LGPL），运行于 Python {platform.python_version()}。</p>"
        f"<h3>使用的其他软件及其许可</h3><table cellpadding='3'>{rows}</table>"
    )
