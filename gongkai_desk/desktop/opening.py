"""Opening a ledger; and where that cannot be, the way back through its automatic backups."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai_desk.desktop.desk import Desk

NOT_NOW = "先不恢复"


def open_ledger(desk: Desk, path: Path) -> None:
    """Open ``path``. One that cannot be read is left as it is, and its backups are offered."""
    desk.session.open(path, failed=lambda sentence: offer_backups(desk, path, sentence))


def offer_backups(desk: Desk, path: Path, sentence: str) -> None:
    """Say ``sentence``, and let the clerk choose one of the backups of ``path`` where there are any."""

    def work(_progress: Any) -> tuple[Any, ...]:
        from gongkai_desk.ledger import backups

        return tuple(each for each in backups(path) if not each.problem)

    desk.thoughts.submit("查找备份", work, lambda found: _choose(desk, path, sentence, found), quiet=True)


def _choose(desk: Desk, path: Path, sentence: str, found: tuple[Any, ...]) -> None:
    if not found:
        desk.dialogs.trouble(sentence)
        return
    by_words = {words(each): each for each in found}
    question = f"{sentence}\n\n可从自动备份恢复；现在的文件会改名保留，不会删除。恢复到："
    chosen = desk.dialogs.choose("从备份恢复", question, [*by_words, NOT_NOW])
    if chosen is None or chosen == NOT_NOW:
        return
    backup = by_words[chosen].path

    def work(_progress: Any) -> Any:
        from gongkai_desk.ledger import restore

        return restore(path, backup)

    def done(aside: Any) -> None:
        desk.say(f"已恢复。原来的文件保留为 {Path(aside).name}" if aside else "已恢复")
        desk.session.open(path)

    def failed(why: str) -> None:
        desk.dialogs.trouble(why)
        if desk.state is not None and desk.state.path == path:
            desk.session.open(path)

    desk.session.release(path)
    desk.jobs.submit("从备份恢复", work, done, failed=failed)


def assure(path: Path, progress: Any) -> None:
    """Look over the whole ledger file before paper is made of it. Raises GongkaiError where it is damaged."""
    from gongkai_desk.domain import GongkaiError
    from gongkai_desk.ledger import verify

    problems = verify(path, progress)
    if problems:
        raise GongkaiError(f"台账内容有损坏（{problems[0]}），没有导出", str(path), "请用“文件→从备份恢复”找回完好的一份")


def words(backup: Any) -> str:
    """A backup in a line: when it was made, and what it holds."""
    last = f"，最后一步：{backup.label}" if backup.label else ""
    return f"{backup.made:%Y-%m-%d %H:%M}（{backup.tasks} 项任务，{backup.reports} 份报送{last}）"
