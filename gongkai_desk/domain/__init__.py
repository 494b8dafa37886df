"""The nouns of the house: frozen values without behaviour beyond themselves. Everything may import them.

Each is loaded when first asked for: the reader child and the command line need few of them, and must start fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
    from gongkai_desk.domain.task import Duty, DutyRole, Lead, LeadKind, Support, Target, Task, called, quoted
    from gongkai_desk.domain.unit import Category, Level, Roster, Unit

_NAMES = {
    "breakdown": "Breakdown Obligation",
    "deadline": "Deadline DeadlineKind Every Milestone Origin",
    "doubt": "Doubt",
    "errors": "Cancelled GongkaiError LedgerFault RefusalKind TemplateFault Unreadable",
    "finding": "Edit Finding Fix Severity",
    "report": "FORM_FIELDS REPORT_FIELDS Rectification Report Review Round Status",
    "source": "HAND Source column_letters",
    "task": "Duty DutyRole Lead LeadKind Support Target Task called quoted",
    "unit": "Category Level Roster Unit",
}
_HOMES = {name: home for home, names in _NAMES.items() for name in names.split()}

__all__ = [
    "FORM_FIELDS", "HAND", "REPORT_FIELDS", "Breakdown", "Cancelled", "Category", "Deadline", "DeadlineKind", "Doubt",
    "Duty", "DutyRole", "Edit", "Every", "Finding", "Fix", "GongkaiError", "Lead", "LeadKind", "LedgerFault", "Level",
    "Milestone", "Obligation", "Origin", "Rectification", "RefusalKind", "Report", "Review", "Roster", "Round", "Severity",
    "Source", "Status", "Support", "Target", "Task", "TemplateFault", "Unit", "Unreadable", "called", "column_letters",
    "quoted",
]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(f"{__name__}.{home}"), name)
    return value
