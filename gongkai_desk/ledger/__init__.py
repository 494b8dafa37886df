"""The ledger file: SQLite, typed tables, one log."""

from gongkai_desk.ledger.backup import BackupInfo, backups, restore
from gongkai_desk.ledger.drafting import keep
from gongkai_desk.ledger.keys import (
    document_key,
    form_key,
    join_key,
    pending_key,
    report_key,
    split_key,
    summary_key,
    task_id,
    verdict_key,
)
from gongkai_desk.ledger.ledger import Ledger
from gongkai_desk.ledger.snapshot import Snapshot
from gongkai_desk.ledger.values import (
    Candidate,
    Change,
    Form,
    KeptFile,
    KeptObligation,
    LogEntry,
    Pending,
    Step,
    Summary,
    Verdict,
    Waiver,
)
from gongkai_desk.ledger.verify import verify

__all__ = [
    "BackupInfo", "Candidate", "Change", "Form", "KeptFile", "KeptObligation", "Ledger", "LogEntry", "Pending", "Snapshot",
    "Step", "Summary", "Verdict", "Waiver", "backups", "document_key", "form_key", "join_key", "keep", "pending_key",
    "report_key", "restore", "split_key", "summary_key", "task_id", "verdict_key", "verify",
]
