"""The window. It only wires: pages to the middle, actions to handlers, the session to whoever shows it."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QLabel, QMainWindow, QStackedWidget

from gongkai_desk.desktop.actions import Situation
from gongkai_desk.desktop.busy import BusyStrip
from gongkai_desk.desktop.desk import Desk, Page
from gongkai_desk.desktop.dialogs import Dialogs
from gongkai_desk.desktop.jobs import Job, Jobs
from gongkai_desk.desktop.menus import Menus
from gongkai_desk.desktop.opening import offer_backups, open_ledger
from gongkai_desk.desktop.qt_types import MODULES, make_all
from gongkai_desk.desktop.reach import Calm, bring_keys, let_drops_through
from gongkai_desk.desktop.session import DRAWN, Session
from gongkai_desk.desktop.settings import CHOSEN_FONTS, Settings
from gongkai_desk.desktop.state import State
from gongkai_desk.desktop.summary import status_words, waiting_words

PAGES = {
    "start": ("start", "StartPage"),
    "ledger": ("ledger", "LedgerPage"),
    "import": ("importing", "ImportPage"),
    "issue": ("issuing", "IssuePage"),
    "merge": ("merging", "MergePage"),
    "board": ("board", "BoardPage"),
    "statistics": ("statistics", "StatisticsPage"),
    "export": ("exporting", "ExportPage"),
    "history": ("history", "HistoryPage"),
    "settings": ("tables", "TablesPage"),
    "help": ("help", "HelpPage"),
    "original": ("original", "OriginalPage"),
    "waiting": ("waiting", "WaitingPage"),
    "revise": ("revising", "RevisePage"),
}
LEDGER_SUFFIX = ".gkd"
FIRST = ("ledger", "standing", "desktop.pages.ledger", "desktop.pages.importing", "layout", "checking")
LATER = ("collecting.merging", "collecting.issuing", "exporting.exports", "exporting.word", "exporting.choice", "paper.paint")
LARGE = ("merge", "import", "settings", "export", "history")
BREATH = 40
USUAL, LEAST, TITLE_BAR = (1366, 720), (840, 430), 32
"""Sizes of the window; the least is what a screen of 1366×768 shows when the system enlarges everything to 150 %."""
FEW_LOOKS = (3_000, 30, 1_000)
"""How often the collector looks. A ledger is hundreds of thousands of small values without cycles: it is put out of its sight."""
ASIDES = ("help", "original")
"""Pages that are only looked at: leaving them goes back to the page they were called from."""


class Window(QMainWindow):
    """The main window; ``today`` tells the day."""

    def __init__(self, settings: Settings, today: Callable[[], date], dialogs: Dialogs | None = None) -> None:
        super().__init__()
        jobs, thoughts = Jobs("ledger", self), Jobs("thoughts", self)
        session = Session(jobs, thoughts, today, self)
        self.desk = Desk(
            settings,
            jobs,
            thoughts,
            session,
            dialogs or Dialogs(self, settings),
            today,
            say=lambda text: self.statusBar().showMessage(text, 8000),
            go=self.go,
            back=self.back,
            act=self.act,
            page=lambda: self.current.name if self.current is not None else "",
        )
        self.pages: dict[str, Page] = {}
        self._called_from = ""
        self._pages_prepared = False
        self._types = list(MODULES)
        self.middle = self.desk.frame = QStackedWidget(self)
        self.menus = Menus(self, self.act)
        self._furnish()
        self._listen(session, (jobs, thoughts))
        from gongkai_desk.desktop.commands import Commands

        self.commands = Commands(self.desk)
        QTimer.singleShot(0, self, self._follow)
        QTimer.singleShot(250, self, self._prepare)
        self.go("start")

    def _furnish(self) -> None:
        """The middle, the bottom line, and the place on the screen where the window stood last."""
        self.setCentralWidget(self.middle)
        self.sum_up, self.saved = QLabel(), QLabel()
        self.busy = BusyStrip(self.desk.jobs, self.desk.thoughts)
        self.counted = QLabel()
        for widget in (self.busy, self.counted, self.saved):
            self.statusBar().addPermanentWidget(widget)
        self.statusBar().addWidget(self.sum_up)
        self.setAcceptDrops(True)
        self.setWindowTitle("政务公开工作台账")
        self.setMinimumSize(*LEAST)
        self.resize(*USUAL)
        geometry = self.desk.settings.raw("window/geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    def present(self) -> None:
        """Show the window as it was left; the first time as designed, over the whole screen where that has no room for it."""
        room, first = self.screen().availableGeometry(), self.desk.settings.raw("window/geometry") is None
        if first and (self.width() > room.width() or self.height() + TITLE_BAR > room.height()):
            self.showMaximized()
        else:
            self.show()

    def _listen(self, session: Session, lanes: Iterable[Jobs]) -> None:
        session.changed.connect(self._changed)
        session.found.connect(self._found)
        session.damaged.connect(lambda path, sentence: offer_backups(self.desk, path, sentence))
        for lane in lanes:
            lane.trouble.connect(self.desk.dialogs.trouble)
            lane.stopped.connect(self._stopped)

    def _stopped(self, job: Job) -> None:
        if not job.quiet:
            self.desk.say(f"已停止“{job.label}”，没有留下半截结果")

    # -- pages

    def page(self, name: str) -> Page:
        """The page called ``name``, made when first asked for."""
        made = self._made(name)
        if self.middle.indexOf(made) < 0:
            self.middle.addWidget(made)
            let_drops_through(made)
            Calm(made)
        return made

    def _made(self, name: str) -> Page:
        """The page called ``name``, not yet dressed and laid out where nobody has seen it."""
        if name not in self.pages:
            module, kind = PAGES[name]
            made: Page = getattr(import_module(f"gongkai_desk.desktop.pages.{module}"), kind)(self.desk)
            self.pages[name] = made
            if name == "ledger":
                made.selected.connect(self._follow)  # type: ignore[attr-defined]
        return self.pages[name]

    def _prepare(self) -> None:
        """Load beforehand, on the thinking lane, what the first ledger will need, and make its page."""
        gc.freeze()
        gc.set_threshold(*FEW_LOOKS)
        gc.enable()
        if self.desk.settings.text(CHOSEN_FONTS):
            from gongkai_desk.desktop.fonts import chosen_fonts, substitute

            substitute(chosen_fonts(self.desk.settings))

        def load(_progress: Any) -> None:
            for name in FIRST:
                import_module(f"gongkai_desk.{name}")

        self._with_types(lambda: self.desk.thoughts.submit("准备", load, self._prepared, quiet=True, kind="prepare"))

    def _with_types(self, then: Callable[[], Any]) -> None:
        """Make Qt's classes here, a module at a time, before ``then`` lets another thread import what names them."""
        if self._types:
            make_all(self._types.pop())
            QTimer.singleShot(0, self, lambda: self._with_types(then))
        else:
            then()

    def _prepared(self, _none: Any) -> None:
        QTimer.singleShot(0, self, lambda: self._made("ledger"))
        if self.desk.state is not None:
            self._prepare_pages()

    def _prepare_pages(self) -> None:
        """Load the other pages' modules on the thinking lane, then make the larger pages one by one, when nothing else is to do:
        nobody waits for a page at the first visit."""
        if self._pages_prepared:
            return
        self._pages_prepared = True

        def load(_progress: Any) -> None:
            for name in LATER:
                import_module(f"gongkai_desk.{name}")
            for name, _kind in PAGES.values():
                import_module(f"gongkai_desk.desktop.pages.{name}")
            import_module("gongkai_desk.layout.headerwords").read_header("工作任务")  # its words take longer than a key may

        def begin(_none: Any) -> None:
            QTimer.singleShot(BREATH, self, lambda: self._make_page(LARGE))

        self._with_types(lambda: self.desk.thoughts.submit("准备", load, begin, quiet=True, kind="pages", later=4 * DRAWN))

    def _make_page(self, names: Sequence[str]) -> None:
        if names and self.desk.state is not None:
            fresh = names[0] not in self.pages
            if self.desk.thoughts.busy or self.desk.jobs.busy:  # two threads that both want the interpreter hinder each other
                fresh = True
            else:
                (self._made if fresh else self.page)(names[0])
            QTimer.singleShot(BREATH, self, lambda: self._make_page(names if fresh else names[1:]))

    @property
    def current(self) -> Page | None:
        """The page in front."""
        widget = self.middle.currentWidget()
        return widget if isinstance(widget, Page) else None

    def go(self, name: str, **what: Any) -> None:
        """Bring a page to the front."""
        current = self.current
        if current is not None and current.name != name and not current.may_leave():
            return
        page = self.page(name)
        if name in ASIDES and current is not None and current.name not in ASIDES:
            self._called_from = current.name
        self.middle.setCurrentWidget(page)
        page.show_state(self.desk.state)
        page.enter(**what)
        bring_keys(page, self.focusWidget())
        self._follow()

    def back(self) -> None:
        """Give the middle back: to the page an aside was called from, else to the ledger, or to the start page without one."""
        home = "ledger" if self.desk.state is not None else "start"
        aside = self.current is not None and self.current.name in ASIDES
        lives = self.desk.state is not None or self._called_from == "import"
        self.go(self._called_from if aside and self._called_from and lives else home)

    # -- actions

    def act(self, action_id: str) -> None:
        """Run an action: the page in front may know it, else it is general."""
        self._take_typing()
        current = self.current
        if action_id == "help" and current is not None and current.name != "help":
            self.go("help", topic=current.name)
            return
        own = current.commands().get(action_id) if current is not None else None
        (own or self.commands.table()[action_id])()
        self._follow()

    def _take_typing(self) -> None:
        """What is being typed in a cell is taken before anything else is done."""
        focused = self.focusWidget()
        held = focused.parentWidget() if focused is not None else None
        view = held.parentWidget() if held is not None else None
        if isinstance(held, QAbstractItemView):  # a heading
            held.setFocus()
        elif isinstance(view, QAbstractItemView) and held is view.viewport():
            view.setFocus()

    def _follow(self) -> None:
        state, page = self.desk.state, self.current
        table = page is not None and page.name == "ledger" and state is not None
        selection = table and page.table.selectionModel().hasSelection()  # type: ignore[union-attr]
        now = Situation(
            ledger=state is not None,
            writable=state is not None and not state.readonly,
            table=table,
            selection=bool(selection),
            undo=state is not None and state.can_undo,
            redo=state is not None and state.can_redo,
            busy=self.desk.jobs.busy,
        )
        self.counted.setText(page.cells.selection_words() if selection else "")  # type: ignore[union-attr]
        self.menus.follow(now, waiting_words(state))
        self.menus.actions["find"].setEnabled(table or page is not None and "find" in page.commands())
        self.menus.actions["paste"].setEnabled(now.ledger or (page is not None and page.name in ("start", "import")))

    # -- the ledger

    def _changed(self, state: State | None) -> None:
        gc.freeze()
        if state is None:
            gc.unfreeze()
            self.setWindowTitle("政务公开工作台账")
            self.sum_up.setText("")
            self.saved.setText("")
            self.go("start")
            return
        if self.desk.settings.recent[:1] != [str(state.path)]:
            self.desk.settings.remember_ledger(str(state.path))
            self.desk.settings.remember_folder("ledgers", state.path)
        if state.note:
            QTimer.singleShot(0, self, lambda: self.desk.dialogs.tell(state.note, "打开台账"))
        readonly = "（只读）" if state.readonly else ""
        self.setWindowTitle(f"{state.snapshot.title or state.path.stem}{readonly} — {state.path.name}")
        self.sum_up.setText(status_words(state))
        self.saved.setText("只读打开" if state.readonly else f"已保存 {state.saved:%H:%M}" if state.saved else "")
        current = self.current
        self._prepare_pages()
        if current is None or current.name == "start":
            self.go("ledger")
        else:
            current.show_state(state)
            self._follow()

    def _found(self, state: State) -> None:
        if "ledger" in self.pages:
            self.pages["ledger"].show_findings(state)  # type: ignore[attr-defined]
        self._follow()

    def take_paths(self, paths: list[Path]) -> None:
        """Files or folders given or dropped: a ledger is opened; while a ledger is open others go to the merge where they are
        forms coming back, else they are imported."""
        ledgers = [path for path in paths if path.suffix.lower() == LEDGER_SUFFIX]
        if ledgers:
            open_ledger(self.desk, ledgers[0])
        else:
            self.commands.take_documents(paths)

    # -- Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and folders may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take what was dropped."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            QTimer.singleShot(0, self, lambda: self.take_paths(paths))

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        """Closing during work asks; the window is remembered; the ledger is closed on its own thread."""
        self._take_typing()
        running = [job for lane in (self.desk.jobs, self.desk.thoughts) for job in lane.jobs if not job.quiet]
        if running and not self.desk.dialogs.ask(f"“{running[0].label}”还没有完成，确定停止并退出吗？", "停止并退出", "继续等待"):
            event.ignore()
            return
        self.desk.thoughts.cancel()
        if running:
            self.desk.jobs.cancel()
        ledger = self.pages.get("ledger")
        if ledger is not None:
            ledger.remember()  # type: ignore[attr-defined]
        self.desk.settings.keep("window/geometry", QByteArray(self.saveGeometry()))
        self.desk.settings.flush()
        self.desk.session.shut()
        event.accept()
