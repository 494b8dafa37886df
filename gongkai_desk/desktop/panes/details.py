"""Details, source and history of the cell under the cursor."""

from __future__ import annotations

from html import escape
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtWidgets import QTextBrowser, QVBoxLayout, QWidget

from gongkai_desk.desktop import theme
from gongkai_desk.desktop.panes.findings import in_words
from gongkai_desk.desktop.table.columns import Column, deadline_text, lead_text, support_text
from gongkai_desk.domain import FORM_FIELDS, REPORT_FIELDS, Source, Task
from gongkai_desk.domain.field_words import field_word


class DetailsPane(QWidget):
    """``source_wanted(Source)``: the clerk wants to see the kept original there."""

    source_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setAccessibleName("详情")
        self.text.anchorClicked.connect(self._clicked)
        self._sources: list[Source] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No cell is chosen."""
        self.text.setHtml(f"<p style='color:{theme.FAINT}'>选中一条任务，这里显示它的全文、出处和修改记录。</p>")

    def show_task(
        self, task: Task, state: Any, column: Column, trace: tuple[Any, ...] | None, unit: str = "", report: Any = None
    ) -> None:
        """Everything about ``task``, and the history of the cell in ``column`` (None: still being looked up)."""
        self._sources = [task.source]
        parts = [
            f"<h4>{escape(task.name)}</h4>" if task.name else "",
            f"<p>{escape(task.number + '. ' if task.number else '')}{_text(task.wording)}</p>",
        ]
        if task.reading and task.reading != task.text:
            parts.append(_line("原文", task.text))
        parts += [
            _line("所属", " › ".join(task.section)),
            _line("工作要求", task.requirement),
            _line("牵头单位", lead_text(task)),
            _line("原写法", task.lead.raw if task.lead.raw != lead_text(task) else ""),
            _line("配合单位", support_text(task)),
            _line("完成时限", deadline_text(task, state).replace("\n", " ")),
            _line("说明", task.deadline.reason),
        ]
        parts += [
            _line(field_word("targets"), "；".join(target.raw for target in task.targets)),
            _line("牵头领导", task.persons),
            _line("备注", task.remarks),
        ]
        parts += [_line(title, text) for title, text in task.extra]
        if state is not None and not unit:
            parts += [
                _line("亮灯", f"{state.light_word}：{state.reason}" if state.reason else state.light_word),
                _line("未报送", "、".join(state.unreported)),
            ]
        if unit and report is None:
            parts += [f"<h4>{escape(unit)}</h4>", f"<p style='color:{theme.FAINT}'>本期还没有报送。</p>"]
        if report is not None:
            parts += [f"<h4>{escape(unit)}</h4>", *(_line(name, text) for name, text in report_lines(report))]
        parts.append(f"<p><b>出处</b> <a href='0'>{escape(task.source.short)}</a></p>")
        parts.append(self._history(column, trace))
        self.text.setHtml("".join(parts))

    def _history(self, column: Column, trace: tuple[Any, ...] | None) -> str:
        if trace is None:
            return ""
        if not trace:
            return f"<p style='color:{theme.FAINT}'>“{column.title}”没有修改记录。</p>"
        rows = []
        for entry in trace[:20]:
            self._sources.append(entry.source)
            place = f" <a href='{len(self._sources) - 1}'>{escape(entry.source.short)}</a>" if entry.source.file else ""
            rows.append(
                f"<p style='margin:4px 0'><span style='color:{theme.FAINT}'>{entry.at:%Y-%m-%d %H:%M} {escape(entry.person)}"
                f"</span> {escape(entry.label)}<br>{_text(in_words(entry.old))} → {_text(in_words(entry.new))}{place}</p>"
            )
        return f"<h4>“{column.title}”的修改记录</h4>" + "".join(rows)

    def _clicked(self, url: QUrl) -> None:
        at = int(url.toString())
        if at < len(self._sources):
            self.source_wanted.emit(self._sources[at])


def report_lines(report: Any) -> list[tuple[str, str]]:
    """What a unit reported, as title and text."""
    said = [(field_word(name), report.fields[name]) for name in (*REPORT_FIELDS, *FORM_FIELDS) if report.fields.get(name)]
    return [*said, (field_word("review"), report.review.value), (field_word("review_reason"), report.review_reason)]


def _text(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _line(title: str, text: str | None) -> str:
    if not text:
        return ""
    return f"<p style='margin:3px 0'><span style='color:{theme.FAINT}'>{escape(title)}</span> {_text(text)}</p>"
