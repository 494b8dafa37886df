"""审核: the clerk passes or returns what units reported; what is returned goes back to them as marked forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gongkai_desk.desktop.desk import Desk
from gongkai_desk.desktop.filenames import own_folder
from gongkai_desk.domain import Report, Review

SAID = {Review.PASSED: "审核通过", Review.RETURNED: "已退回"}


def review(desk: Desk, reports: Sequence[Report], verdict: Review) -> None:
    """Write ``verdict`` on ``reports`` of one round; returning them asks for the reason first."""
    reason = ""
    if verdict is Review.RETURNED:
        units = list(dict.fromkeys(report.unit for report in reports))
        whose = "、".join(units[:3]) + ("等" if len(units) > 3 else "")
        reason = desk.dialogs.line("退回", f"退回{whose} {len(reports)} 份报送的理由（会写在发回的表上）：") or ""
        if not reason:
            return
    name = reports[0].round

    def work(ledger: Any, _progress: Any) -> Any:
        from gongkai_desk.collecting import Opinion
        from gongkai_desk.collecting import review as write

        return write(ledger, name, [Opinion(each.task, each.unit, verdict, reason) for each in reports])

    hint = "；要发回修改的表，点“报送情况”里的“发回退回的表…”" if verdict is Review.RETURNED else ""
    desk.session.run("审核", work, lambda _step: desk.say(f"{SAID[verdict]} {len(reports)} 份报送{hint}"), quiet=True)


def send_back(desk: Desk, name: str, units: Sequence[str] | None) -> None:
    """Write the marked forms of ``units`` (None: of all that were returned in the round ``name``)."""
    folder = desk.dialogs.folder("发回退回的表：选择文件夹", "issue")
    if folder is None:
        return
    out = own_folder(Path(folder), f"{name}_退回修改")

    def work(ledger: Any, progress: Any) -> Any:
        from gongkai_desk.collecting import send_back as write

        return write(ledger, name, out, units=units, overwrite=True, progress=progress)

    def done(issued: Any) -> None:
        said = f"已生成 {len(issued.paths)} 张退回修改的表，退回的行已标红并写明理由"
        desk.say(said)
        if desk.dialogs.ask(f"{said}，存放在 {out}", "打开所在文件夹", "关闭", title="退回修改"):
            desk.dialogs.show_path(out)

    desk.session.run("发回退回的表", work, done)
