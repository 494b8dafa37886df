"""The ledger: one ``.gkd`` file, one year's work. Written for whoever must read such a file in ten years.

The file
--------
A SQLite 3 database (``application_id`` 0x474B4431, ``user_version`` = schema, now 2; ``journal_mode=DELETE``,
``synchronous=FULL``). Any SQLite program can open it. All text is UTF-8, days are ``YYYY-MM-DD``, times local
``YYYY-MM-DDTHH:MM:SS``, structured values JSON. ``schema.py`` is the schema itself, ``kinds.py`` the one list of all fields.

What holds now: the typed tables
--------------------------------
==============  =========================  =============================================================
table           key                        holds
==============  =========================  =============================================================
ledger          id = 1                     title, year, issued (成文日期), number (文号); identity, genesis, head
task            id ``T0001`` …             the tasks in ``order``; lead, support, deadline, targets, source as JSON;
                                           ``dropped``: the day a revised breakdown left the task out
unit, group     name; phrase               the roster (单位名录), and the group phrases somebody has defined
round           name                       报送期: opened, due, closed
report          task, unit, round          what one unit said about one task in one 报送期, a column per answer;
                                           ``origin`` (field -> [place, row, column]) and ``arrived`` are
                                           derived from the log
form            round, unit                what was sent to the unit (``issued``, ``version``), and what came
                                           back once per form
verdict         task, round                核定: the office overrules, with a reason
summary         task, round                综合进展 as the office edited it
pending         task, unit, round, field   contradicting answers that wait for a decision
waiver          key of a finding           findings set aside, with the reason
setting         name                       rules and layouts as JSON (``lights``, synonyms, holidays …)
obligation      ``O0001`` …                what the notice asks of the office itself
rectification   id                         问题整改销号
document        sha, name                  the kept files: role, unit, round; their bytes are in ``original``
original        sha                        the bytes, ``stored`` or ``zlib``, once per content (sha256)
==============  =========================  =============================================================

How it came about: the log
--------------------------
``step`` is one gesture of a clerk: label, kind, ``at`` (the clock), ``day`` (the day it counts for: reports have *arrived* on
that day), person, computer. ``change`` are its rows: record and key (parts joined by ``|``), field, old and new value exactly as
the table stores them, and where the new value was read (``place`` -> file and sheet, row, column; no place: typed by hand).
Field ``*`` is a whole record, created or deleted, as a JSON object of its columns. A field's newest row is its provenance.

Steps form a tree by ``parent``; ``ledger.head`` is where the ledger stands; ``undone`` marks steps that do not lie between the
beginning and the head. Undo puts the old values of the head's rows back and moves the head to its parent; redo goes to the
newest child; nothing is ever deleted. ``movement`` tells who went where, and when. The tables always hold exactly what playing
the steps that are not undone gives: ``verify`` checks that, and the chain: ``step.hash = sha256(hash before + JSON(step) +
JSON(rows))``, beginning with ``ledger.genesis``, the birth certificate (see ``chain.py`` for the exact bytes).

Around the file
---------------
``<ledger>.lock`` names the one writer (``lock.py``); ``<name>_备份/`` holds backups (``backup.py``); a restored file leaves the
old one as ``….broken-<time>``. A new ledger lives in memory until its first step, then appears as a whole (``birth.py``). Older
schemas are backed up, then brought up by ``migrate.py``; newer ones are only looked at. Nothing else is ever written.

Reading order for a developer: ``values`` and ``kinds`` (nouns), ``drafting`` (what a request changes), ``steps`` (the one
function that writes), ``history``, ``snapshot``, ``verify``; ``ledger.Ledger`` puts them behind one door.
"""

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
    Change,
    Claim,
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
    "BackupInfo", "Change", "Claim", "Form", "KeptFile", "KeptObligation", "Ledger", "LogEntry", "Pending", "Snapshot",
    "Step", "Summary", "Verdict", "Waiver", "backups", "document_key", "form_key", "join_key", "keep", "pending_key",
    "report_key", "restore", "split_key", "summary_key", "task_id", "verdict_key", "verify",
]
