"""The nouns of the house: frozen values without behaviour beyond themselves. Everything may import them.

Each is loaded when first asked for: the reader child and the command line need few of them, and must start fast.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_desk.lazy import loader

if TYPE_CHECKING:
    from gongkai_desk.domain.breakdown import Breakdown, Obligation
    from gongkai_desk.domain.deadline import Deadline, DeadlineKind, Every, Milestone, Origin
    from gongkai_desk.domain.doubt import Doubt
    from gongkai_desk.domain.errors import (
        Cancelled,
        GongkaiError,
        LedgerFault,
        RefusalKind,
        TemplateFault,
        Unreadable,
    )
    from gongkai_desk.domain.finding import Edit, Finding, Fix, Severity
    from gongkai_desk.domain.report import (
        FORM_FIELDS,
        REPORT_FIELDS,
        Rectification,
        Report,
        Review,
        Round,
        Status,
    )
    from gongkai_desk.domain.source import HAND, Source, column_letters
    from gongkai_desk.domain.task import Duty, DutyRole, Lead, LeadKind, Support, Target, Task, called, numbered, quoted
    from gongkai_desk.domain.unit import Category, Level, Roster, Unit

__getattr__ = loader(__name__, {
    "breakdown": "Breakdown Obligation",
    "deadline": "Deadline DeadlineKind Every Milestone Origin",
    "doubt": "Doubt",
    "errors": "Cancelled GongkaiError LedgerFault RefusalKind TemplateFault Unreadable",
    "finding": "Edit Finding Fix Severity",
    "report": "FORM_FIELDS REPORT_FIELDS Rectification Report Review Round Status",
    "source": "HAND Source column_letters",
    "task": "Duty DutyRole Lead LeadKind Support Target Task called numbered quoted",
    "unit": "Category Level Roster Unit",
})

__all__ = [
    "FORM_FIELDS", "HAND", "REPORT_FIELDS", "Breakdown", "Cancelled", "Category", "Deadline", "DeadlineKind", "Doubt",
    "Duty", "DutyRole", "Edit", "Every", "Finding", "Fix", "GongkaiError", "Lead", "LeadKind", "LedgerFault", "Level",
    "Milestone", "Obligation", "Origin", "Rectification", "RefusalKind", "Report", "Review", "Roster", "Round", "Severity",
    "Source", "Status", "Support", "Target", "Task", "TemplateFault", "Unit", "Unreadable", "called", "column_letters",
    "numbered", "quoted",
]
