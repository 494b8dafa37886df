"""Every screen of the window on the packaged sample, as PNG: ``python tests/desktop/screenshots.py OUT [WIDTHxHEIGHT ...]``.

Not a test: it makes the pictures that people look at, and that README and manual show. The whole way is walked with real files.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SIZES = ((1366, 768), (1920, 1080))
TASKBAR = 48


class Quiet:
    """A clerk who always answers as the script wants."""

    def __init__(self) -> None:
        self.answer: Any = None
        self.words = ""

    def tell(self, text: str, title: str = "") -> None:
        print("  窗口说：", text)

    trouble = tell

    def ask(self, *_words: str, **_more: str) -> bool:
        return True

    def line(self, _title: str, _label: str, start: str = "") -> str:
        return start or self.words

    def open_files(self, *_words: str) -> list[str]:
        return [str(path) for path in self.answer]

    def save_file(self, _title: str, name: str, _kinds: str, _purpose: str) -> str:
        return str(Path(self.answer) / name)

    def folder(self, *_words: str) -> str:
        return str(self.answer)

    def choose(self, _title: str, _label: str, items: Sequence[str]) -> str:
        return items[-1]

    def show_path(self, _path: Any) -> None:
        pass


class Walk:
    """The way through the program, a picture at every stop."""

    def __init__(self, out: Path, size: tuple[int, int], work: Path) -> None:
        from gongkai_desk.desktop.app import application
        from gongkai_desk.desktop.settings import Settings
        from gongkai_desk.desktop.window import Window
        from gongkai_desk.place import locate

        self.out, self.size, self.work = out, size, work
        self.sample = locate("data") / "sample"
        self.told = tomllib.loads((self.sample / "sample.toml").read_text("utf-8"))
        self.app = application()
        self.clerk = Quiet()
        self.window = Window(Settings(work / "home"), lambda: date.fromisoformat(self.told["as_of"]), dialogs=self.clerk)  # type: ignore[arg-type]
        self.window.resize(size[0], size[1] - TASKBAR)
        self.window.show()

    def settle(self) -> None:
        """Wait until nothing moves any more."""
        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < 0.35:
            self.app.processEvents()
            if self.window.desk.jobs.busy or self.window.desk.thoughts.busy:
                quiet_since = time.monotonic()

    def shot(self, name: str) -> None:
        """One picture."""
        self.settle()
        path = self.out / f"{name}_{self.size[0]}x{self.size[1]}.png"
        self.window.grab().save(str(path))
        print(path)

    def walk(self) -> None:
        """Every screen."""
        for part in (self._import, self._issue, self._merge, self._look_at_the_ledger, self._count, self._print, self._look_back, self._set_up):
            part()
        self.window.close()

    def _open(self, page: str, name: str, **what: Any) -> Any:
        """Go to a page and take its picture."""
        self.window.desk.go(page, **what)
        self.shot(name)
        return self.window.pages[page]

    def _import(self) -> None:
        desk, window = self.window.desk, self.window
        self.shot("01-起始页-空")
        page = self._open("import", "02-导入", paths=sorted(self.sample.glob("*.xlsx")), new=True)
        self.clerk.answer = self.work
        page.take.click()
        self.shot("03-台账")
        finding = next((each for each in desk.state.findings or () if each.task is not None and len(each.fixes) > 1), None)
        if finding is not None:
            window.pages["ledger"].findings.choose(finding.key)
            window.pages["ledger"].go_to(finding)
        self.shot("04-疑点")

    def _issue(self) -> None:
        self.window.desk.go("issue")
        page = self.window.pages["issue"]
        page.round.setCurrentText(self.told["round"])
        self.shot("05-分发")
        (self.work / "分发").mkdir(exist_ok=True)
        self.clerk.answer = self.work / "分发"
        page.write.click()
        self.shot("06-分发完成")

    def _merge(self) -> None:
        self._fill()
        page = self._open("merge", "07-收表汇总", paths=[self.work / "收到"])
        for name in ("changes", "altered", "unmatched", "missing"):
            tab = page.tabs[name]
            page.tab_widget.setCurrentWidget(tab)
            if tab.model.values:
                tab.view.selectRow(0)
            self.shot(f"08-汇总-{tab.title}")
        page.apply_button.click()
        self.shot("09-汇总完成")

    def _look_at_the_ledger(self) -> None:
        self.window.desk.go("ledger")
        page = self.window.pages["ledger"]
        page.cells.clear_filter()
        page.cells.toggle_row(page.model.row_of(1))
        self.shot("10-台账-进展")
        page.cells.toggle_row(page.model.row_of(1))
        page.table.corner(False)
        page.table.verticalScrollBar().setValue(0)
        page.findings.choose(next(each.key for each in self.window.desk.state.findings or () if each.rule == "missing-deadline"))
        self.window.statusBar().clearMessage()
        self.shot("10-窗口")
        page.side.setCurrentIndex(1)
        self.shot("11-台账-详情")

    def _count(self) -> None:
        self.window.desk.go("board")
        self.settle()
        page = self.window.pages["board"]
        self.clerk.words = "请补充佐证材料"
        for row, pressed in ((0, page.passing), (1, page.passing), (3, page.returning)):
            page.view.selectRow(row)
            pressed.click()
            self.settle()
        self.clerk.words = ""
        page.view.clearSelection()
        self.shot("12-报送情况")
        self._open("statistics", "12-统计")

    def _print(self) -> None:
        self._open("export", "13-导出打印")
        page = self._open("export", "13-催办单", template="催办单")
        page.choice.unit.setCurrentIndex(1)
        page.preview.version.setCurrentIndex(1)
        page.preview.version_chosen.emit()
        self.shot("13-Word版")
        page.preview.version.setCurrentIndex(0)

    def _look_back(self) -> None:
        self._open("history", "14-修改记录", tab="steps")
        self._open("history", "14-变更清单", tab="changes")
        self._open("original", "15-查看原件", source=self.window.desk.state.snapshot.tasks[2].source)

    def _set_up(self) -> None:
        for key in ("roster", "groups", "rounds", "lights", "words", "holidays", "fonts"):
            self._open("settings", f"16-设置-{key}", table=key)
        for topic, name in (("ledger", "17-帮助"), ("keys", "17-快捷键"), ("about", "17-关于")):
            self._open("help", name, topic=topic)
        self._open("start", "18-起始页")

    def _fill(self) -> None:
        from gongkai_desk.cli.demo_offices import HABITS, Form

        inbox = self.work / "收到"
        inbox.mkdir()
        tasks = {task["text"]: task for task in self.told["task"]}
        habits = {4: "reorder", 7: "alter", 9: "cut", 14: "words"}
        for at, path in enumerate(sorted((self.work / "分发").glob("*.xlsx"))):
            if at == 12:
                continue
            form = Form(path)
            form.fill(path.stem.split("_")[1], tasks)
            HABITS[habits.get(at, "plain")](form)
            form.book.save(inbox / path.name)
            if at == 11:
                form.write(form.rows[0], "进展情况", "“一张清单”专栏已上线，归集惠企政策46件，申报条件、流程和咨询电话一并公布，可查率96%。")
                form.book.save(inbox / f"{path.stem}(更正).xlsx")


def main(arguments: Sequence[str]) -> int:
    """Make the pictures."""
    out = Path(arguments[0] if arguments else "screenshots")
    out.mkdir(parents=True, exist_ok=True)
    wanted = [tuple(int(part) for part in each.split("x")) for each in arguments[1:]] or list(SIZES)
    for size in wanted:
        with tempfile.TemporaryDirectory() as work:
            Walk(out, (size[0], size[1]), Path(work)).walk()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
