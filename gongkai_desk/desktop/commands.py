"""What the general actions do, wherever the clerk is. Pages may answer an action themselves first."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.kinds import LEDGERS, documents
from gongkai_desk.desktop.opening import offer_backups, open_ledger
from gongkai_desk.desktop.rounds import answer_upper, close_round, new_round

LOOKED_AT = 40
ANEW, INTO, NOT = "另建新台账", "导入当前台账", "取消"
BRINGS: dict[str, tuple[str, dict[str, str]]] = {
    "home": ("start", {}),
    "print": ("export", {}),
    "waiting": ("waiting", {}),
    "issue": ("issue", {}),
    "merge": ("merge", {}),
    "export": ("export", {}),
    "board": ("board", {}),
    "statistics": ("statistics", {}),
    "history": ("history", {"tab": "steps"}),
    "changes": ("history", {"tab": "changes"}),
    **{table: ("settings", {"table": table}) for table in ("roster", "groups", "rounds", "lights", "words", "holidays", "fonts")},
    "keys": ("help", {"topic": "keys"}),
    "about": ("help", {"topic": "about"}),
}
"""Actions that bring a page to the front: which, and what it is told."""
ROUNDS = {"new_round": new_round, "close_round": close_round, "answer_upper": answer_upper}
OWN = (
    *("new", "open", "demo", "copy_ledger", "restore", "save", "quit", "undo", "redo", "paste"),
    *("revise", "carry", "check", "findings_report", "help"),
)
"""Actions that are methods of ``Commands`` of the same name."""
TABLE_ONLY = (
    *("cut", "copy", "fill_down", "fill_right", "clear", "select_all", "edit_cell", "rename_section", "find", "replace"),
    *("zoom_in", "zoom_out", "zoom_off", "fold", "fold_all", "clear_filter", "panes", "next_pane", "columns"),
    *("freeze", "unfreeze"),
    *("delete_task", "split_task", "join_tasks", "confirm_deadline", "overrule", "review_pass", "review_return"),
)
"""Actions that mean something only where cells are: the page in front answers them, or nobody."""


class Commands:
    """Handlers by action id, over the services of ``desk``."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def table(self) -> dict[str, Callable[[], Any]]:
        """Every general action."""
        own = {name: getattr(self, name) for name in OWN}
        pages = {name: partial(self.desk.go, page, **what) for name, (page, what) in BRINGS.items()}
        rounds = {name: partial(act, self.desk) for name, act in ROUNDS.items()}
        return {
            **dict.fromkeys(TABLE_ONLY, self._nothing),
            **own,
            **pages,
            **rounds,
            "add_task": self._on_table("add_task"),
            "paste_import": self.paste,
            "import": self.import_files,
            "close": self.desk.session.close,
        }

    # -- ledgers

    def new(self) -> None:
        """A new ledger begins with the document."""
        files = self.desk.dialogs.open_files("新建台账：选择分解表文件", documents(), "documents")
        if files:
            self.desk.go("import", paths=[Path(each) for each in files], new=True)

    def open(self) -> None:
        """Choose a ledger and open it."""
        files = self.desk.dialogs.open_files("打开台账", LEDGERS, "ledgers")
        if files:
            open_ledger(self.desk, Path(files[0]))

    def demo(self) -> None:
        """Import the sample that comes with the program."""
        from gongkai_desk.place import locate

        try:
            samples = sorted((locate("data") / "sample").glob("*.xlsx"))
        except FileNotFoundError:
            samples = []
        if samples:
            self.desk.go("import", paths=samples, new=True)
        else:
            self.desk.dialogs.tell("这份安装里没有附带示例文件。")

    def copy_ledger(self) -> None:
        """A whole copy, without personal data where wished."""
        state = self.desk.state
        if state is None:
            return
        path = self.desk.dialogs.save_file("另存副本", f"{state.path.stem}-副本.gkd", LEDGERS, "ledgers")
        if path is None:
            return
        question = "副本中是否清除个人信息？\n清除后不含联络员、电话、填报人、原件和修改记录，正文里的证件号、手机号会打上星号。"
        clean = self.desk.dialogs.ask(question, "清除", "完整保留")
        self.desk.session.ask(
            "另存副本",
            lambda ledger, _progress: _copy(ledger, Path(path), clean),
            lambda _result: self.desk.say(f"已另存：{path}"),
            quiet=False,
        )

    def restore(self) -> None:
        """Go back to one of the automatic backups."""
        state = self.desk.state
        if state is not None:
            offer_backups(self.desk, state.path, "台账会在大的改动之前自动备份")

    def save(self) -> None:
        """Everything is saved already; say so."""
        state = self.desk.state
        if state is not None and state.saved is not None:
            self.desk.say(f"每一步都已自动保存（最近一次 {state.saved:%H:%M}）：{state.path}")

    def quit(self) -> None:
        """Close the window."""
        window = QApplication.activeWindow()
        (window.close if window is not None else QApplication.closeAllWindows)()

    def undo(self) -> None:
        """Take the last step back and say which."""
        self.desk.session.undo(lambda step: self.desk.say(f"已撤销：{step.label}" if step is not None else "没有可撤销的步骤"))

    def redo(self) -> None:
        """Play the undone step again and say which."""
        self.desk.session.redo(lambda step: self.desk.say(f"已恢复：{step.label}" if step is not None else "没有可恢复的步骤"))

    # -- the way

    def import_files(self) -> None:
        """Choose documents and import them."""
        files = self.desk.dialogs.open_files("导入分解表、单位名录", documents(), "documents")
        if files:
            self.desk.go("import", paths=[Path(each) for each in files], new=self.desk.state is None)

    def revise(self) -> None:
        """Choose a revised breakdown; the import page reads it, then the differences are shown."""
        files = self.desk.dialogs.open_files("更新分解表：选择修订后的文件", documents(), "documents")
        if files:
            self.desk.go("import", paths=[Path(each) for each in files], new=False, revise=True)

    def carry(self) -> None:
        """Take over what last year's ledger left."""
        from gongkai_desk.desktop.yearly import carry_on

        carry_on(self.desk)

    def take_documents(self, paths: list[Path]) -> None:
        """Documents given or dropped: on an open ledger with issued forms their names tell, else the clerk says what they are."""
        state, page = self.desk.state, self.desk.page()
        if state is None:
            self.desk.go("import", paths=paths, new=True)
        elif page == "start" and not any(holds_forms(path) for path in paths):
            new = self._into_new("收到的文件")
            if new is not None:
                self.desk.go("import", paths=paths, new=new)
        elif page == "merge" or (state.snapshot.forms and page != "import" and self._coming_back(paths)):
            self.desk.go("merge", paths=paths)
        else:
            self.desk.go("import", paths=paths, new=False)

    def _coming_back(self, paths: list[Path]) -> bool:
        if all(holds_forms(path) for path in paths):
            return True
        what = paths[0].name if len(paths) == 1 else f"{paths[0].name} 等 {len(paths)} 个文件"
        question = f"收到 {what}。这是各单位交回的填报表，还是要导入的分解表、单位名录？"
        return self.desk.dialogs.ask(question, "交回的，收表汇总", "导入台账", title="收到文件")

    def paste(self) -> None:
        """Import what was copied from Word, WPS or a web page."""
        mime = QGuiApplication.clipboard().mimeData()
        some = mime is not None and (mime.hasText() or mime.hasHtml())
        new = self._into_new("粘贴的内容") if some else self.desk.state is None
        if new is not None:
            self.desk.go("import", clipboard=True, new=new)

    def _into_new(self, what: str) -> bool | None:
        """Whether a new ledger begins with ``what``. On the start page the open ledger is not seen: that is asked. None where the
        clerk wants neither."""
        state = self.desk.state
        if state is None or self.desk.page() != "start":
            return state is None
        question = f"{what}要另建一本新台账，还是导入打开着的“{state.snapshot.title or state.path.stem}”？"
        answer = self.desk.dialogs.choose("导入", question, [ANEW, INTO, NOT])
        return {ANEW: True, INTO: False}.get(answer or NOT)

    def check(self) -> None:
        """Show the findings."""
        self.desk.go("ledger")
        self.desk.session.check()
        state = self.desk.state
        if state is not None and state.findings is not None:
            self.desk.say(f"校核完成：疑点 {len(state.open_findings)} 条")

    def findings_report(self) -> None:
        """The findings as a workbook."""
        state = self.desk.state
        if state is None or not state.findings:
            self.desk.say("没有疑点，不用导出" if state is not None and state.findings is not None else "正在校核，请稍候")
            return
        path = self.desk.dialogs.save_file("导出疑点清单", f"{state.path.stem}_疑点清单.xlsx", "Excel 文件 (*.xlsx)", "export")
        if path is None:
            return
        findings, title, out = state.findings, state.snapshot.title, Path(path)

        def work(_progress: Any) -> None:
            from gongkai_desk.exporting import findings_report

            findings_report(findings, out, title=title, overwrite=True)

        self.desk.thoughts.submit("导出疑点清单", work, lambda _none: self.desk.say(f"已导出 {out}"))

    def help(self) -> None:
        """What can be done here."""
        self.desk.go("help", topic="")

    def _on_table(self, action_id: str) -> Callable[[], None]:
        def run() -> None:
            self.desk.go("ledger")
            self.desk.act(action_id)

        return run

    def _nothing(self) -> None:
        """Means nothing on this page."""


def _copy(ledger: Any, path: Path, clean: bool) -> Path:
    if clean:
        from gongkai_desk.standing.handing_on import save_without_personal

        return save_without_personal(ledger, path, overwrite=True)
    return Path(ledger.save_copy(path, overwrite=True))


def holds_forms(path: Path) -> bool:
    """Whether the name of a file, or those of the first files in a folder, say 填报表."""
    if "填报表" in path.name:
        return True
    names = [each.name for each in islice(path.rglob("*.*"), LOOKED_AT)] if path.is_dir() else []
    return sum("填报表" in name for name in names) > len(names) / 2
